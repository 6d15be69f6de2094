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
    /// The keys of the log: the one that signs now, then those that may have signed before.
    keys: Vec<NoteVerifier>,
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
    /// It is under the name that the log has now, and by a key that signs no more: others may take nothing by that key any longer, so the
    /// same head is signed anew.
    outdated: bool,
}

impl Checkpoints {
    /// Reads the newest checkpoint of `log`, which the signer or one of the `earlier` keys has signed. A store that is `new` gets one over
    /// nothing: from then on it is never missing.
    pub(crate) fn open(
        volume: &Arc<Volume>,
        (signer, earlier): (NoteSigner, Vec<NoteVerifier>),
        log: &str,
        new: bool,
    ) -> Result<Self, StoreError> {
        let note = match volume.read(FILE)? {
            Some(bytes) => String::from_utf8(bytes).map_err(|_| wrong("not a text"))?,
            None if new => {
                let note = over_nothing(&signer, log);
                volume.replace(FILE, note.as_bytes())?;
                note
            }
            None => return Err(wrong("missing")),
        };
        Self::with(Place::File(Arc::clone(volume)), (signer, earlier), log, note)
    }

    /// Reads the newest checkpoint of `log` in the table. A record without lines gets one over nothing.
    pub(crate) fn open_table(
        database: &Arc<Database>,
        (signer, earlier): (NoteSigner, Vec<NoteVerifier>),
        log: &str,
    ) -> Result<Self, StoreError> {
        database.begin_checkpoints(&over_nothing(&signer, log))?;
        let note = database.checkpoint()?.ok_or_else(|| wrong("missing"))?;
        Self::with(Place::Table(Arc::clone(database)), (signer, earlier), log, note)
    }

    fn with(
        place: Place,
        (signer, earlier): (NoteSigner, Vec<NoteVerifier>),
        log: &str,
        note: String,
    ) -> Result<Self, StoreError> {
        let keys = keys(&signer, &earlier);
        let newest = Newest::read(note, &signer, &keys, log)?;
        Ok(Self { log: log.to_owned(), place, signer, keys, newest: Mutex::new(newest) })
    }

    /// The newest checkpoint.
    pub(crate) fn checkpoint(&self) -> Checkpoint {
        self.newest().checkpoint.clone()
    }

    /// What says whether a checkpoint is of this log: its keys, of which one must have signed it.
    pub(crate) fn keys(&self) -> &[NoteVerifier] {
        &self.keys
    }

    /// The newest checkpoint, signed.
    pub(crate) fn note(&self) -> Arc<str> {
        Arc::clone(&self.newest().note)
    }

    /// Signs and stores a checkpoint if `record` has something new, or if the newest one is by a key that signs no more, and returns the newest.
    pub(crate) fn make(&self, record: &Record) -> Result<Arc<str>, StoreError> {
        let mut newest = self.newest();
        let (size, root) = {
            let index = record.index();
            (index.size(), index.tree.root())
        };
        // The same head once more contradicts nothing: it has the same lines under the same root.
        if size > newest.checkpoint.size || (newest.outdated && size == newest.checkpoint.size) {
            let checkpoint = Checkpoint { origin: self.log.clone(), size, root };
            let note = self.signer.sign(&checkpoint);
            match &self.place {
                Place::File(volume) => volume.replace(FILE, note.as_bytes())?,
                Place::Table(database) => {
                    let kept = match database.hold_lease()? {
                        Some(fence) => database.keep_checkpoint(fence, size, &note, &newest.note)?,
                        None => false,
                    };
                    if !kept {
                        // It never leaves: another process signs.
                        self.look(database, &mut newest)?;
                        return Ok(Arc::clone(&newest.note));
                    }
                }
            }
            *newest = Newest { checkpoint, note: note.into(), outdated: false };
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
            *newest = Newest::read(note, &self.signer, &self.keys, &self.log)?;
        }
        Ok(())
    }

    fn newest(&self) -> MutexGuard<'_, Newest> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Newest {
    fn read(note: String, signer: &NoteSigner, keys: &[NoteVerifier], log: &str) -> Result<Self, StoreError> {
        let checkpoint = verified(keys, &note).map_err(StoreError::Checkpoint)?;
        // Under a name that the log had before nothing is signed beyond its lines, and so nothing anew.
        let outdated = checkpoint.origin == log && signer.verifier().verify(&note).is_err();
        Ok(Self { checkpoint, note: note.into(), outdated })
    }
}

/// The keys by which checkpoints of a log are known: the one that signs now, and those that may have signed before.
pub(crate) fn keys(signer: &NoteSigner, earlier: &[NoteVerifier]) -> Vec<NoteVerifier> {
    std::iter::once(signer.verifier()).chain(earlier).cloned().collect()
}

/// What a checkpoint says that one of the keys signed. If none did, what the first of them says to it.
pub(crate) fn verified(keys: &[NoteVerifier], note: &str) -> Result<Checkpoint, NoteError> {
    let mut refused = None;
    for key in keys {
        match verified_by(key, note) {
            Ok(checkpoint) => return Ok(checkpoint),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    Err(refused.unwrap_or(NoteError::Malformed("of a log without keys")))
}

/// What a checkpoint says that this key signed: as the log that it is, or as one from which the record has gone on. Which of them it may be of
/// is found out from the lines.
fn verified_by(key: &NoteVerifier, note: &str) -> Result<Checkpoint, NoteError> {
    key.verify(note).or_else(|error| {
        let earlier = origin_of(note).ok().and_then(|origin| key.named(origin).ok()).ok_or(error)?;
        earlier.verify(note)
    })
}

fn over_nothing(signer: &NoteSigner, log: &str) -> String {
    signer.sign(&Checkpoint { origin: log.to_owned(), size: 0, root: empty_root() })
}

const fn wrong(what: &'static str) -> StoreError {
    StoreError::Checkpoint(NoteError::Malformed(what))
}
