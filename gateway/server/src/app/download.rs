//! Files of a matter, given out piece by piece: nobody holds more of a file than the piece that is on its way.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use comity_domain::limits::{DOWNLOADS_UNDER_WAY_MAX, PIECE_BYTES, UPLOAD_SILENCE_MAX_SECONDS, UPLOAD_TURN_MAX_MS};
use comity_domain::matter::FileRef;
use comity_record::Digest;
use comity_store::{BlobRef, CommitError, Store};
use hyper::body::Frame;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::App;
use super::failure::Failure;
use super::ledger::subject;
use crate::access::{Permit, action};

/// A file on its way out.
#[derive(Debug)]
pub(crate) struct Download {
    /// What it is.
    pub(crate) file: FileRef,
    /// The byte at which it begins; absent if it is given whole.
    pub(crate) from: Option<u64>,
    /// Its bytes.
    pub(crate) body: Body,
}

/// Those that are being given out.
#[derive(Clone)]
pub(super) struct Counter(Arc<Semaphore>);

impl Default for Counter {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(DOWNLOADS_UNDER_WAY_MAX)))
    }
}

impl App {
    /// A file of the matter: from the byte `wanted` on, if it has such a one, and whole otherwise.
    pub(crate) async fn download(
        &self,
        permit: Permit<action::Read>,
        sha256: Digest,
        wanted: Option<u64>,
    ) -> Result<Download, Failure> {
        let matter = self.matter(permit.matter())?;
        let stored = matter.files.get(&sha256).cloned().ok_or(Failure::NotFound { what: "file" })?;
        let (store, owner, file) = (self.ledger().store().clone(), subject(&matter.id), stored.file);
        let from = wanted.filter(|from| *from < file.size);
        if file.manifest.is_none() {
            let blob = BlobRef { name: stored.blob, plaintext: sha256, size: file.size };
            let whole = tokio::task::spawn_blocking(move || store.get_blob(&owner, &blob)).await;
            let mut bytes = Bytes::from(whole.map_err(Failure::broken)??);
            let skipped = usize::try_from(from.unwrap_or_default()).unwrap_or(usize::MAX).min(bytes.len());
            return Ok(Download { file, from, body: Body::from(bytes.split_off(skipped)) });
        }
        let place = self.downloads().place().await?;
        let (sender, pieces) = mpsc::channel(1);
        let source = Source { store, owner, file: stored.blob };
        tokio::spawn(give_out(source, from.unwrap_or_default(), sender, place));
        Ok(Download { file, from, body: Body::new(Pieces(pieces)) })
    }
}

impl Counter {
    async fn place(&self) -> Result<OwnedSemaphorePermit, Failure> {
        let place = Arc::clone(&self.0).acquire_owned();
        let place = tokio::time::timeout(Duration::from_millis(UPLOAD_TURN_MAX_MS), place).await;
        place.map_err(|_| Failure::Commit(CommitError::Busy))?.map_err(Failure::broken)
    }
}

/// Where the pieces of a file are.
#[derive(Clone)]
struct Source {
    store: Store,
    owner: String,
    file: Digest,
}

impl Source {
    fn pieces(&self) -> Result<u32, Failure> {
        Ok(self.store.finished_file(&self.owner, &self.file)?.pieces)
    }

    fn piece(&self, index: u32) -> Result<Vec<u8>, Failure> {
        Ok(self.store.get_piece(&self.owner, &self.file, index)?)
    }
}

/// Reads each piece when the one before it is gone. Whoever takes nothing for too long is given no more, and a piece that cannot be read ends
/// the body as a broken one.
async fn give_out(source: Source, from: u64, to: mpsc::Sender<Result<Bytes, Failure>>, _place: OwnedSemaphorePermit) {
    let silence = Duration::from_secs(UPLOAD_SILENCE_MAX_SECONDS);
    let piece_bytes = PIECE_BYTES as u64;
    let mut skip = usize::try_from(from % piece_bytes).unwrap_or_default();
    let count = source.clone();
    let pieces = tokio::task::spawn_blocking(move || count.pieces()).await.map_err(Failure::broken).flatten();
    let pieces = match pieces {
        Ok(pieces) => pieces,
        Err(failure) => return drop(to.send(Err(failure)).await),
    };
    for index in u32::try_from(from / piece_bytes).unwrap_or(u32::MAX)..pieces {
        let reading = source.clone();
        let piece = tokio::task::spawn_blocking(move || reading.piece(index)).await.map_err(Failure::broken).flatten();
        let failed = piece.is_err();
        if let Err(failure) = &piece {
            tracing::error!(code = failure.code(), %failure, file = %source.file, index, "a piece of a file cannot be read");
        }
        let bytes = piece.map(|piece| {
            let mut bytes = Bytes::from(piece);
            bytes.split_off(std::mem::take(&mut skip).min(bytes.len()))
        });
        let sent = tokio::time::timeout(silence, to.send(bytes)).await;
        if failed || !matches!(sent, Ok(Ok(()))) {
            return;
        }
    }
}

/// The body of a response, as the pieces come.
struct Pieces(mpsc::Receiver<Result<Bytes, Failure>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = Failure;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Failure>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|bytes| bytes.map(Frame::data)))
    }
}
