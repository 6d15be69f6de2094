//! Files that come whole, in one request: into a matter, into a case, or as the paper of a session before a judge.

use comity_domain::limits::FILE_MAX_BYTES;
use comity_domain::matter::FileRef;
use comity_record::Digest;
use comity_store::{BlobRef, CommitError};

use super::App;
use super::failure::Failure;

impl App {
    /// Seals bytes under the key of their subject, and keeps them.
    pub(super) async fn keep_bytes(&self, subject: String, bytes: Vec<u8>) -> Result<Digest, Failure> {
        let store = self.ledger().store().clone();
        let blob = tokio::task::spawn_blocking(move || store.put_blob(&subject, &bytes)).await;
        Ok(blob.map_err(Failure::broken)??.name)
    }

    /// What became of the entry that was to name bytes that were kept. If it was refused, or the subject has moved on, nothing of the record
    /// names them, and they are removed: nobody fills the disk with what is not taken.
    pub(super) async fn settled<T>(&self, bytes: Digest, entry: Result<T, Failure>) -> Result<T, Failure> {
        if entry.as_ref().is_err_and(is_undone) {
            let store = self.ledger().store().clone();
            let removed = tokio::task::spawn_blocking(move || store.remove_blobs(&[bytes])).await;
            if let Err(failure) = removed.map_err(Failure::broken).and_then(|removed| removed.map_err(Failure::from)) {
                tracing::warn!(code = failure.code(), %failure, blob = %bytes, "a file that was not taken cannot be removed");
            }
        }
        entry
    }

    /// The bytes that were kept so.
    pub(super) async fn bytes_of(&self, subject: String, blob: BlobRef) -> Result<Vec<u8>, Failure> {
        let store = self.ledger().store().clone();
        let bytes = tokio::task::spawn_blocking(move || store.get_blob(&subject, &blob)).await;
        Ok(bytes.map_err(Failure::broken)??)
    }
}

/// Is it known that nothing was recorded? Of a commit that failed for the disk, or with the program, it is not.
const fn is_undone(failure: &Failure) -> bool {
    !matches!(
        failure,
        Failure::Commit(CommitError::Disk(_) | CommitError::Stopped | CommitError::Held)
            | Failure::Store(_)
            | Failure::Broken(_)
    )
}

/// What a file is that came whole, if it is one that may.
pub(super) fn whole_file(name: String, media_type: String, bytes: &[u8]) -> Result<FileRef, Failure> {
    let bad = |at: &str, code, given| Err(Failure::BadInput { at: at.to_owned(), code, given });
    if bytes.len() > FILE_MAX_BYTES {
        return bad("file", "file-too-large", None);
    }
    if !FileRef::is_good_name(&name) {
        return bad("name", "bad-file-name", Some(name.chars().take(80).collect()));
    }
    let size = u64::try_from(bytes.len()).map_err(Failure::broken)?;
    Ok(FileRef { sha256: Digest::of(bytes), size, name, media_type, manifest: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str, bytes: &[u8]) -> Result<FileRef, (String, &'static str)> {
        let refused = |failure: Failure| (failure.at().unwrap().to_owned(), failure.code());
        whole_file(name.to_owned(), "text/plain".to_owned(), bytes).map_err(refused)
    }

    #[test]
    fn bytes_are_removed_only_where_it_is_known_that_no_entry_names_them() {
        for undone in [Failure::Moved { current: 2 }, Failure::Erased, Failure::Commit(CommitError::Busy)] {
            assert!(is_undone(&undone), "{undone}");
        }
        let lost = Failure::Commit(CommitError::Disk("the connection was lost".into()));
        assert!(!is_undone(&lost) && !is_undone(&Failure::Broken("a task was ended".into())));
    }

    #[test]
    fn a_file_that_is_too_large_or_whose_name_leads_elsewhere_is_none() {
        assert_eq!(said("a.txt", &vec![0; FILE_MAX_BYTES + 1]), Err(("file".to_owned(), "file-too-large")));
        assert_eq!(said("../a.txt", b"text"), Err(("name".to_owned(), "bad-file-name")));
        let file = said("a.txt", b"text").unwrap();
        assert_eq!((file.sha256, file.size, file.manifest), (Digest::of(b"text"), 4, None));
    }
}
