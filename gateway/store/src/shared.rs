//! What the threads of a store share.

use std::any::Any;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_record::Digest;
use comity_record::seal::{Entropy, SubjectKey};
use comity_record::succession::Names;

use crate::blobs::{self, Blobs};
use crate::bucket::{Bucket, Directory, S3};
use crate::cache::{Cache, History};
use crate::checkpoints::Checkpoints;
use crate::contents::Shelf;
use crate::disk::Volume;
use crate::heads::{self, Heads};
use crate::hold::{self, Hold};
use crate::index::message_key;
use crate::journal::{self, Journal};
use crate::keys::{Found, Keys};
use crate::pieces::Pieces;
use crate::reading::Reader;
use crate::record::{Lines, Record};
use crate::store::{Config, Parts, StartReport};
use crate::views::Views;
use crate::working::{self, Working};
use crate::{Entry, StoreError};

mod followed;
pub(crate) mod moved;

pub(crate) use followed::{Followed, Own};

/// What the threads of a store share.
pub(crate) struct Shared {
    pub(crate) log: String,
    /// The names that the record had when it was opened.
    pub(crate) names: Names,
    pub(crate) volume: Arc<Volume>,
    pub(crate) record: Record,
    pub(crate) views: Arc<Views>,
    pub(crate) blobs: Blobs,
    pub(crate) pieces: Pieces,
    pub(crate) working: Working,
    pub(crate) checkpoints: Checkpoints,
    pub(crate) heads: Heads,
    pub(crate) hold: Hold,
    pub(crate) start: StartReport,
    /// Of files: reads what the start did not.
    pub(crate) reader: Option<Reader>,
    /// In the place of the files, if there is one.
    pub(crate) database: Option<Followed>,
    cache: Mutex<Cache>,
    entropy: Mutex<Box<dyn Entropy + Send>>,
    /// Held as long as the store is: a second process must not write here. Dropped last.
    _lock: Box<dyn Any + Send + Sync>,
}

impl Shared {
    /// Opens everything, in the order in which it depends on each other.
    pub(crate) fn open(config: &Config, parts: Parts) -> Result<Self, StoreError> {
        if let Some(database) = &config.database {
            return Self::open_database(config, database, parts);
        }
        let Parts {
            disk, master_key, checkpoint_signer, checkpoint_keys, projection, entropy, on_fatal, progress, ..
        } = parts;
        let volume = Volume::new(disk, config.directory.clone(), on_fatal);
        volume.create(&[])?;
        let lock = volume.lock()?;
        if hold::has_ended(&volume)? {
            return Err(StoreError::Ended);
        }
        let new = is_new(&volume)?;
        volume.create(&[journal::DIRECTORY, blobs::DIRECTORY, heads::DIRECTORY])?;
        let checkpoints = Checkpoints::open(&volume, (checkpoint_signer, checkpoint_keys), &config.log, new)?;
        let keys = Keys::open(&volume, master_key)?;
        let shelf = match keys.find(working::SUBJECT)? {
            Found::Key(key) if !config.reads_all => Some(Shelf::new(&volume, &config.log, key)),
            _ => None,
        };
        let (checkpoint, bytes) = (checkpoints.checkpoint(), config.segment_bytes);
        let found = Journal::open(&volume, &config.log, &checkpoint, shelf.as_ref(), bytes, &*progress)?;
        for subject in &found.sealed {
            if matches!(keys.find(subject)?, Found::None) {
                return Err(StoreError::KeyMissing(subject.clone()));
            }
        }
        if found.cut_bytes > 0 {
            tracing::warn!(bytes = found.cut_bytes, "the torn end of the record was cut off");
        }
        let mut entropy = entropy;
        let working = Working::open(&volume, &keys, &mut *entropy)?;
        let shelf = Shelf::new(&volume, &config.log, working.key());
        let reader = Some(Reader::new(shelf, &found.journal, found.unread));
        let record = Record::new(Lines::Files(found.journal), keys, found.index);
        let opened = Views::open(config.views.clone(), &volume, projection, progress, &record);
        let (views, views_rebuilt) = opened.map_err(|error| record.placed(error, checkpoint.size))?;
        Ok(Self {
            log: config.log.clone(),
            names: found.names,
            views: Arc::new(views),
            blobs: Blobs::open(&volume)?,
            pieces: Pieces::new(bucket(config, || Ok(Arc::new(Directory::open(&volume)?)))?),
            working,
            checkpoints,
            heads: Heads::open(&volume)?,
            hold: Hold::open(&volume)?,
            start: StartReport { cut_bytes: found.cut_bytes, views_rebuilt },
            reader,
            database: None,
            cache: Mutex::new(Cache::new(config.cached_bytes)),
            entropy: Mutex::new(entropy),
            record,
            volume,
            _lock: lock,
        })
    }

    /// The whole history of a subject.
    pub(crate) fn load(&self, subject: &str) -> Result<History, StoreError> {
        if let Some(history) = self.cache().get(subject) {
            return Ok(history);
        }
        let erased = self.record.keys.is_erased(subject);
        let indices = self.record.index().entries_of(subject).to_vec();
        let entries = indices.into_iter().map(|index| self.record.entry(index).map(Arc::new));
        let history = Arc::new(entries.collect::<Result<Vec<_>, _>>()?);
        let mut cache = self.cache();
        // Between reading and keeping it, the writer may have added to the subject, or erased it.
        let current = self.record.index().head(subject) == history.len() as u64;
        if current && !history.is_empty() && erased == self.record.keys.is_erased(subject) {
            cache.insert(subject.into(), Arc::clone(&history));
        }
        Ok(history)
    }

    /// The history of a subject behind a revision. The whole is not held meanwhile: whoever adds to it then would have to copy it.
    pub(crate) fn load_after(&self, subject: &str, revision: u64) -> Result<Vec<Arc<Entry>>, StoreError> {
        let known = usize::try_from(revision).unwrap_or(usize::MAX);
        let cached = self.cache().get(subject).map(|history| history.get(known..).unwrap_or_default().to_vec());
        let entries = match cached {
            Some(entries) => entries,
            None if known == 0 => self.load(subject)?.to_vec(),
            None => {
                let indices = self.record.index().entries_of(subject).get(known..).unwrap_or_default().to_vec();
                let entries = indices.into_iter().map(|index| self.record.entry(index).map(Arc::new));
                entries.collect::<Result<_, _>>()?
            }
        };
        // Asked last: it may have been erased while it was read.
        if self.record.keys.is_erased(subject) { Err(StoreError::Erased(subject.to_owned())) } else { Ok(entries) }
    }

    /// One entry of a subject; from memory, if its history is there.
    pub(crate) fn entry_of(&self, subject: &str, index: u64) -> Result<Arc<Entry>, StoreError> {
        let cached = self.cache().get(subject).and_then(|history| {
            let place = history.binary_search_by_key(&index, |entry| entry.index).ok()?;
            history.get(place).cloned()
        });
        let entry = match cached {
            Some(entry) => entry,
            None => Arc::new(self.record.entry(index)?),
        };
        if &*entry.subject == subject { Ok(entry) } else { Err(StoreError::NoEntry(index)) }
    }

    /// The key of `subject`, for something of its file.
    pub(crate) fn key_of(&self, subject: &str, file: &Digest) -> Result<SubjectKey, StoreError> {
        self.follow()?;
        match self.record.keys.find(subject)? {
            Found::Key(key) => Ok(key),
            Found::Erased => Err(StoreError::Erased(subject.to_owned())),
            Found::None => Err(StoreError::BlobMissing(*file)),
        }
    }

    /// Whether there is a blob of this name, or a large file that is finished.
    pub(crate) fn has_blob(&self, name: &Digest) -> Result<bool, StoreError> {
        Ok(self.blobs.contains(name)? || self.pieces.is_finished(name)?)
    }

    /// The first entry of the commit that answered a message, and the receipt.
    pub(crate) fn answered(&self, peer: &str, message: &str) -> Result<Option<(u64, Arc<str>)>, StoreError> {
        let Some(index) = self.record.index().answer_to(&message_key(peer, message)) else { return Ok(None) };
        Ok(self.record.line(index)?.receipt.map(|receipt| (index, receipt.into())))
    }

    /// Erases the key of a subject, and what was made with it.
    pub(crate) fn erase(&self, subject: &str) -> Result<(), StoreError> {
        if let Some(followed) = &self.database {
            return self.erase_in(followed, subject);
        }
        // The key goes last: as long as it is there, nothing is lost, and when it is gone, nothing else is left.
        let erase = || {
            self.working.rewrite()?;
            self.record.keys.erase(subject)?;
            self.cache().remove(subject);
            Ok(())
        };
        self.views.rebuild_around(&self.record, erase).map_err(|error| self.fatal_views(&error))?
    }

    /// Reads about so many bytes of what the start did not read. A line that is not what was verified stops the store.
    pub(crate) fn read_on(&self, bytes: u64) -> Result<bool, StoreError> {
        let (Lines::Files(journal), Some(reader)) = (&self.record.lines, &self.reader) else {
            return Ok(false);
        };
        self.volume.check()?;
        let signed = self.checkpoints.checkpoint().size;
        let read = reader.read_on((journal, &self.record), signed, bytes, &mut self.entropy());
        read.inspect_err(|_| self.volume.stop())
    }

    /// Notes, for every start to come, that the log goes on elsewhere.
    pub(crate) fn mark_ended(&self) -> Result<(), StoreError> {
        match &self.database {
            Some(followed) => followed.mark_ended(),
            None => hold::mark_ended(&self.volume),
        }
    }

    /// Views that cannot be made end the program: what is durable must also be seen.
    pub(crate) fn fatal_views(&self, error: &StoreError) -> StoreError {
        self.volume.fatal(Path::new("views"), &std::io::Error::other(error.to_string()))
    }

    pub(crate) fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn entropy(&self) -> impl Entropy + '_ {
        |bytes: &mut [u8]| self.entropy.lock().unwrap_or_else(PoisonError::into_inner).fill(bytes)
    }
}

/// Where the pieces of large files are kept: in the S3-compatible store that is configured, or else in `own`.
pub(crate) fn bucket(
    config: &Config,
    own: impl FnOnce() -> Result<Arc<dyn Bucket>, StoreError>,
) -> Result<Arc<dyn Bucket>, StoreError> {
    match &config.bucket {
        Some(config) => Ok(Arc::new(S3::open(config)?)),
        None => own(),
    }
}

/// Whether nothing was ever written here: no line of a journal.
fn is_new(volume: &Arc<Volume>) -> Result<bool, StoreError> {
    if !volume.exists(journal::DIRECTORY)? {
        return Ok(true);
    }
    Ok(volume.list(journal::DIRECTORY)?.is_empty())
}
