//! The newest signed checkpoint, in a file of its own: stored before anybody sees it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_record::checkpoint::{Checkpoint, NoteError, NoteSigner, NoteVerifier};
use comity_record::merkle::empty_root;
use comity_record::witness::origin_of;

use crate::StoreError;
use crate::database::Database;
use crate::disk::Volume;
use crate::record::Record;

/// The name of the file.
pub(crate) const FILE: &str = "checkpoint";

/// Makes checkpoints.
pub(crate) struct Checkpoints {
    /// The name of the log. The newest checkpoint may have been signed under one that the record had before; the next is not.
    log: String,
    place: Place,
    signer: NoteSigner,
    newest: Mutex<Newest>,
}

enum Place {
    File(Arc<Volume>),
    /// Whoever holds the lease signs.
    Table(Arc<Database>),
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
                let note = over_nothing(&signer, log);
                volume.replace(FILE, note.as_bytes())?;
                note
            }
            None => return Err(wrong("missing")),
        };
        Self::with(Place::File(Arc::clone(volume)), signer, log, note)
    }

    /// Reads the newest checkpoint of `log` in the table. A record without lines gets one over nothing.
    pub(crate) fn open_table(database: &Arc<Database>, signer: NoteSigner, log: &str) -> Result<Self, StoreError> {
        database.begin_checkpoints(&over_nothing(&signer, log))?;
        let note = database.checkpoint()?.ok_or_else(|| wrong("missing"))?;
        Self::with(Place::Table(Arc::clone(database)), signer, log, note)
    }

    fn with(place: Place, signer: NoteSigner, log: &str, note: String) -> Result<Self, StoreError> {
        let checkpoint = verified(signer.verifier(), &note).map_err(StoreError::Checkpoint)?;
        let newest = Newest { checkpoint, note: note.into() };
        Ok(Self { log: log.to_owned(), place, signer, newest: Mutex::new(newest) })
    }

    /// The newest checkpoint.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        self.newest().checkpoint.clone()
    }

    /// What says whether a checkpoint is of this log.
    pub(crate) fn verifier(&self) -> &NoteVerifier {
        self.signer.verifier()
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
            let checkpoint = Checkpoint { origin: self.log.clone(), size, root };
            let note = self.signer.sign(&checkpoint);
            match &self.place {
                Place::File(volume) => volume.replace(FILE, note.as_bytes())?,
                Place::Table(database) => {
                    let kept = match database.hold_lease()? {
                        Some(fence) => database.keep_checkpoint(fence, size, &note)?,
                        None => false,
                    };
                    if !kept {
                        // It never leaves: another process signs.
                        self.look(database, &mut newest)?;
                        return Ok(Arc::clone(&newest.note));
                    }
                }
            }
            *newest = Newest { checkpoint, note: note.into() };
        }
        Ok(Arc::clone(&newest.note))
    }

    /// Looks for what another process has signed. A file is as it was.
    pub(crate) fn read_again(&self) -> Result<(), StoreError> {
        match &self.place {
            Place::File(_) => Ok(()),
            Place::Table(database) => self.look(database, &mut self.newest()),
        }
    }

    /// Lets another process sign from now on.
    pub(crate) fn leave(&self) -> Result<(), StoreError> {
        match &self.place {
            Place::File(_) => Ok(()),
            Place::Table(database) => database.leave_lease(),
        }
    }

    fn look(&self, database: &Database, newest: &mut Newest) -> Result<(), StoreError> {
        let note = database.checkpoint()?.ok_or_else(|| wrong("missing"))?;
        if *note != *newest.note {
            let checkpoint = verified(self.signer.verifier(), &note).map_err(StoreError::Checkpoint)?;
            *newest = Newest { checkpoint, note: note.into() };
        }
        Ok(())
    }

    fn newest(&self) -> MutexGuard<'_, Newest> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a checkpoint says that this gateway signed: as the log that it is, or as one from which the record has gone on. Which of them it may be
/// of is found out from the lines.
fn verified(verifier: &NoteVerifier, note: &str) -> Result<Checkpoint, NoteError> {
    verifier.verify(note).or_else(|error| {
        let earlier = origin_of(note).ok().and_then(|origin| verifier.named(origin).ok()).ok_or(error)?;
        earlier.verify(note)
    })
}

fn over_nothing(signer: &NoteSigner, log: &str) -> String {
    signer.sign(&Checkpoint { origin: log.to_owned(), size: 0, root: empty_root() })
}

const fn wrong(what: &'static str) -> StoreError {
    StoreError::Checkpoint(NoteError::Malformed(what))
}
