//! The newest signed checkpoint, in a file of its own: stored before anybody sees it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_record::checkpoint::{Checkpoint, NoteError, NoteSigner};
use comity_record::merkle::empty_root;

use crate::StoreError;
use crate::disk::Volume;
use crate::record::Record;

/// The name of the file.
pub(crate) const FILE: &str = "checkpoint";

/// Makes checkpoints.
pub(crate) struct Checkpoints {
    volume: Arc<Volume>,
    signer: NoteSigner,
    newest: Mutex<Newest>,
}

struct Newest {
    checkpoint: Checkpoint,
    note: Arc<str>,
}

impl Checkpoints {
    /// Reads the newest checkpoint of `log`. A store that is `new` gets one over nothing: from then on it is never missing.
    pub(crate) fn open(volume: &Arc<Volume>, signer: NoteSigner, log: &str, new: bool) -> Result<Self, StoreError> {
        let note = match volume.read(FILE)? {
            Some(bytes) => String::from_utf8(bytes).map_err(|_| wrong("not a text"))?,
            None if new => {
                let note = signer.sign(&Checkpoint { origin: log.to_owned(), size: 0, root: empty_root() });
                volume.replace(FILE, note.as_bytes())?;
                note
            }
            None => return Err(wrong("missing")),
        };
        let checkpoint = signer.verifier().verify(&note).map_err(StoreError::Checkpoint)?;
        if checkpoint.origin != log {
            return Err(wrong("of another log"));
        }
        let newest = Newest { checkpoint, note: note.into() };
        Ok(Self { volume: Arc::clone(volume), signer, newest: Mutex::new(newest) })
    }

    /// The newest checkpoint.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        self.newest().checkpoint.clone()
    }

    /// The newest checkpoint, signed.
    pub(crate) fn note(&self) -> Arc<str> {
        Arc::clone(&self.newest().note)
    }

    /// Signs and stores a checkpoint if `record` has something new, and returns the newest.
    pub(crate) fn make(&self, record: &Record) -> Result<Arc<str>, StoreError> {
        let mut newest = self.newest();
        let (size, root) = {
            let index = record.index();
            (index.size(), index.tree.root())
        };
        if size > newest.checkpoint.size {
            let checkpoint = Checkpoint { origin: newest.checkpoint.origin.clone(), size, root };
            let note = self.signer.sign(&checkpoint);
            self.volume.replace(FILE, note.as_bytes())?;
            *newest = Newest { checkpoint, note: note.into() };
        }
        Ok(Arc::clone(&newest.note))
    }

    fn newest(&self) -> MutexGuard<'_, Newest> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn wrong(what: &'static str) -> StoreError {
    StoreError::Checkpoint(NoteError::Malformed(what))
}
