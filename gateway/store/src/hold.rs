//! Whether the record is held. One that was restored, or of which others know more, could give the same positions away a second time; so it
//! adds nothing and signs nothing until it is known to continue all that was ever signed of it. A file says so, for every start.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::StoreError;
use crate::database::Database;
use crate::disk::Volume;

/// The name of the file that says that the log goes on elsewhere.
const ENDED_FILE: &str = "ended";

/// What it says to a person who finds it.
const ENDED_TEXT: &str =
    "This record was exported, and goes on where the archive was read. It must not go on here as well.\n";

/// The name of the file.
const FILE: &str = "held";

/// What the file says to a person who finds it.
const TEXT: &str =
    "This record adds nothing and signs nothing until the other gateways have told what they hold of it.\n";

/// Whether the record is held.
pub(crate) struct Hold {
    place: Place,
    on: AtomicBool,
}

enum Place {
    Directory(Arc<Volume>),
    /// Of every process over the database.
    Table(Arc<Database>),
}

impl Hold {
    pub(crate) fn open(volume: &Arc<Volume>) -> Result<Self, StoreError> {
        let on = AtomicBool::new(volume.exists(FILE)?);
        Ok(Self { place: Place::Directory(Arc::clone(volume)), on })
    }

    /// What the head of a record in a database says.
    pub(crate) fn in_table(database: &Arc<Database>, on: bool) -> Self {
        Self { place: Place::Table(Arc::clone(database)), on: AtomicBool::new(on) }
    }

    /// Takes over what the head of a record in a database says now.
    pub(crate) fn take_over(&self, on: bool) {
        self.on.store(on, Ordering::SeqCst);
    }

    pub(crate) fn is_on(&self) -> bool {
        self.on.load(Ordering::SeqCst)
    }

    /// Holds from now on. Returns when every later start will.
    pub(crate) fn set(&self) -> Result<(), StoreError> {
        self.on.store(true, Ordering::SeqCst);
        match &self.place {
            Place::Directory(volume) => mark(volume),
            Place::Table(database) => database.set_held(true),
        }
    }

    /// Holds no more, once no later start will.
    pub(crate) fn lift(&self) -> Result<(), StoreError> {
        match &self.place {
            Place::Directory(volume) => {
                if volume.exists(FILE)? {
                    volume.remove(FILE)?;
                    volume.sync_dir("")?;
                }
            }
            Place::Table(database) => database.set_held(false)?,
        }
        self.on.store(false, Ordering::SeqCst);
        Ok(())
    }
}

/// Marks a directory as that of a record that is held. Returns when that is on stable storage.
pub(crate) fn mark(volume: &Arc<Volume>) -> Result<(), StoreError> {
    volume.replace(FILE, TEXT.as_bytes())
}

/// Marks a directory as that of a record that goes on elsewhere: no start opens it any more. Returns when that is on stable storage.
pub(crate) fn mark_ended(volume: &Arc<Volume>) -> Result<(), StoreError> {
    volume.replace(ENDED_FILE, ENDED_TEXT.as_bytes())
}

/// Whether a directory is marked so.
pub(crate) fn has_ended(volume: &Volume) -> Result<bool, StoreError> {
    volume.exists(ENDED_FILE)
}
