//! Bundles: one matter, or one case, of the record in one file, for somebody who must not have to trust this gateway.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use comity_domain::History;
use comity_domain::limits::{BUNDLE_MAX_BYTES, EXPORT_WITNESSED_LOOK_MS, EXPORT_WITNESSED_MAX_MS};
use comity_domain::matter::FileRef;
use comity_federation::bundle as bundles;
use comity_federation::roll::KeyEntry;
use comity_record::Digest;
use comity_record::bundle::{FORMAT, Manifest, Row, Version};
use comity_record::checkpoint::Checkpoint;
use comity_record::succession;
use comity_store::{BlobRef, CommitError, Entry, NewEntry};

use super::App;
use super::failure::Failure;
use super::releases::{self, checks_in};
use super::seals::InForce;
use super::witness::log_of;
use crate::access::{Action, Permit, action};

/// Under this subject the record keeps which bundles were given out.
const SUBJECT: &str = "bundles";

/// Under this one it keeps its own history.
const RECORD: &str = "record";

/// How much of a line's particulars a bundle shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disclosed {
    Whole,
    Nothing,
}

impl App {
    /// The bundle of a matter: every line of it under one checkpoint, with proofs and, unless they were erased, particulars; the lines by
    /// which its releases were adopted; the roll; and its files, if they are asked for and fit. That it was given, by whom and to what
    /// digest, stands in the record before a byte of it leaves.
    pub async fn bundle(
        self: &Arc<Self>,
        permit: Permit<action::Export>,
        with_files: bool,
        reason: Option<String>,
    ) -> Result<Bytes, Failure> {
        if with_files {
            // The bundle shows, among the rest of their way, that its files were taken out, and by whom.
            let entry = self.export_files(&permit, reason).await?;
            self.let_witness(entry).await;
        }
        self.bundle_of(&permit, History::Matter(permit.matter().clone()), with_files).await
    }

    /// The bundle of a case, in the same way.
    pub async fn bundle_case(
        self: &Arc<Self>,
        permit: Permit<action::ExportCase>,
        with_files: bool,
        reason: Option<String>,
    ) -> Result<Bytes, Failure> {
        if with_files {
            let entry = self.export_files_of_case(&permit, reason).await?;
            self.let_witness(entry).await;
        }
        self.bundle_of(&permit, History::Case(permit.case().clone()), with_files).await
    }

    async fn bundle_of<A: Action>(
        self: &Arc<Self>,
        permit: &Permit<A>,
        history: History,
        with_files: bool,
    ) -> Result<Bytes, Failure> {
        let (app, of) = (Arc::clone(self), history.clone());
        // It reads and hashes for a while: not on a thread that serves connections.
        let made = tokio::task::spawn_blocking(move || app.put_together(&of, with_files)).await;
        let bundle = Bytes::from(made.map_err(Failure::broken)??);
        let named = match &history {
            History::Matter(_) => "matter",
            History::Case(_) => "case",
        };
        let entry = NewEntry::new("bundle-given")
            .open("authority", permit.authority().as_str())
            .open(named, history.to_string())
            .open("bundle", Digest::of(&bundle).to_string())
            .open("files", with_files)
            .sealed("by", permit.person());
        self.ledger().note(SUBJECT, self.when()?, entry).await?;
        Ok(bundle)
    }

    /// Waits a little for another gateway to cosign the entry, so that it need not be this one's word alone.
    async fn let_witness(&self, entry: Option<u64>) {
        let Some(entry) = entry else { return };
        for _ in 0..EXPORT_WITNESSED_MAX_MS / EXPORT_WITNESSED_LOOK_MS {
            if entry < self.cosigned_sizes().0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(EXPORT_WITNESSED_LOOK_MS)).await;
        }
    }

    fn put_together(&self, history: &History, with_files: bool) -> Result<Vec<u8>, Failure> {
        let (store, subject) = (self.ledger().store(), history.subject());
        // The record calls it erased, and its key is being destroyed at this moment: its particulars are shown to nobody any more.
        if self.is_called_erased(history)? && !store.is_erased(&subject) {
            return Err(CommitError::Busy.into());
        }
        let known = store.load(&subject)?;
        let last = known.last().ok_or(Failure::NotFound { what: "history" })?.index;
        let (note, head) = self.checkpoint_over(last, |key, head| key.vouches_for(&head.origin, head.size))?;
        // Looked at again, now that the checkpoint stands: what this gateway signs is that nothing under it is left out.
        let due = store.head(&subject);
        let entries = store.load(&subject)?;
        if (entries.len() as u64) < due {
            return Err(CommitError::Busy.into());
        }
        let own: Vec<&Entry> = entries.iter().map(|entry| &**entry).filter(|entry| entry.index < head.size).collect();
        let mut lines: BTreeMap<u64, Disclosed> = own.iter().map(|entry| (entry.index, Disclosed::Whole)).collect();
        let revision = lines.len() as u64;
        let adoptions = self.adoptions(history, &own)?.into_iter().filter(|index| *index < head.size);
        lines.extend(adoptions.map(|index| (index, Disclosed::Nothing)));
        // Where the record had another name before, earlier lines hold under it.
        let names = self.ledger().store().load(RECORD)?;
        let names = names.iter().filter(|entry| entry.kind == succession::KIND && entry.index < head.size);
        lines.extend(names.map(|entry| (entry.index, Disclosed::Nothing)));
        let InForce { roll, keys } = self.in_force();
        let file = serde_json::to_value(roll.signed()).map_err(Failure::broken)?;
        let mut rows = vec![Row::Roll { roll: file }, Row::Checkpoint { note }];
        for (index, disclosed) in lines {
            rows.push(self.line(index, head.size, disclosed)?);
        }
        if with_files {
            self.add_files(history, &mut rows)?;
        }
        let made = self.clock().now();
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            v: Version::V2,
            gateway: self.gateway().to_string(),
            log: head.origin,
            subject,
            size: head.size,
            revision,
            made,
            rows: Vec::new(),
        };
        let bundle = bundles::write(manifest, &rows, keys.envelope(&roll, made)?).map_err(Failure::broken)?;
        if bundle.len() > BUNDLE_MAX_BYTES { Err(too_large(bundle.len())) } else { Ok(bundle) }
    }

    /// A checkpoint that covers the entry: the one that most others have cosigned, or else a new one. Where the key that still signs here was
    /// revoked, one under it for which it vouches all the same, as whoever verifies it has it.
    pub(super) fn checkpoint_over(
        &self,
        index: u64,
        vouches: impl Fn(&KeyEntry, &Checkpoint) -> bool,
    ) -> Result<(String, Checkpoint), Failure> {
        let cosigned = self.cosigned_over(index);
        let covering = |head: &Checkpoint| index < head.size;
        if let Some(head) = self.own_head(&cosigned, |key, _| key.revoked.is_none()).filter(covering) {
            return Ok((cosigned, head));
        }
        let made = self.ledger().store().make_checkpoint()?.to_string();
        if let Some(head) = self.own_head(&made, |key, _| key.revoked.is_none()).filter(covering) {
            return Ok((made, head));
        }
        // A record that is held signs nothing, whatever became of its keys.
        self.unless_held()?;
        let vouched = self.own_head(&cosigned, vouches).filter(covering);
        vouched.map(|head| (cosigned, head)).ok_or(Failure::CheckpointKeyRevoked)
    }

    /// What a checkpoint of this record says, if it is by one of its keys, of now or of before, that is fit for it.
    fn own_head(&self, note: &str, fit: impl Fn(&KeyEntry, &Checkpoint) -> bool) -> Option<Checkpoint> {
        let roll = self.roll();
        let known = log_of(&roll, self.gateway(), |_| true)?.head(note).ok()?;
        let by_a_fit_one = log_of(&roll, self.gateway(), |key| fit(key, known.checkpoint()))?.head(note).ok()?;
        Some(by_a_fit_one.checkpoint().clone())
    }

    /// The entries by which the releases that answered in it were put into force here.
    fn adoptions(&self, history: &History, own: &[&Entry]) -> Result<Vec<u64>, Failure> {
        let mut answered = BTreeSet::new();
        for entry in own.iter().filter(|entry| !entry.particulars.is_erased()) {
            answered.extend(checks_in(history, entry)?.into_iter().map(|check| check.assessment.release));
        }
        let adopted = self.ledger().store().load(releases::SUBJECT)?;
        let named = adopted.iter().filter(|entry| entry.digest("release").is_some_and(|it| answered.contains(&it)));
        Ok(named.map(|entry| entry.index).collect())
    }

    fn line(&self, index: u64, size: u64, disclosed: Disclosed) -> Result<Row, Failure> {
        let store = self.ledger().store();
        let line = String::from_utf8(store.line(index)?).map_err(Failure::broken)?;
        let proof = store.with_tree(|tree| tree.inclusion_proof(index, size));
        let proof = proof.ok_or_else(|| Failure::broken("an entry that its checkpoint does not cover"))?;
        let opened = match disclosed {
            // What was erased stays sealed for ever; that the line stands there can be shown all the same.
            Disclosed::Whole => store.disclose(index)?.unwrap_or_default(),
            Disclosed::Nothing => BTreeMap::new(),
        };
        Ok(Row::Line { line, proof, opened })
    }

    /// Adds the files that it names, in the order of their digests.
    fn add_files(&self, history: &History, rows: &mut Vec<Row>) -> Result<(), Failure> {
        let files: Vec<(FileRef, Digest)> = match history {
            History::Matter(id) => {
                self.matter(id)?.files.values().map(|stored| (stored.file.clone(), stored.blob)).collect()
            }
            History::Case(id) => self.case(id)?.files.values().map(|kept| (kept.file.clone(), kept.blob)).collect(),
        };
        let bytes: u64 = files.iter().map(|(file, _)| file.size).sum();
        if bytes > BUNDLE_MAX_BYTES as u64 {
            return Err(too_large(bytes));
        }
        let (store, owner) = (self.ledger().store(), history.subject());
        for (FileRef { sha256, size, manifest, .. }, blob) in files {
            if manifest.is_some() {
                let pieces = store.read_file(&owner, &blob)?.collect::<Result<Vec<_>, _>>()?;
                rows.push(Row::file(&pieces.concat()));
                continue;
            }
            let blob = BlobRef { name: blob, plaintext: sha256, size };
            rows.push(Row::file(&store.get_blob(&owner, &blob)?));
        }
        Ok(())
    }
}

fn too_large(bytes: impl ToString) -> Failure {
    Failure::BadInput { at: "files".into(), code: "bundle-too-large", given: Some(bytes.to_string()) }
}
