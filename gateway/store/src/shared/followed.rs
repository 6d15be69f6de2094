//! A record in a database, which other processes write as well: opened, followed, and written behind the lock of its head.

use std::any::Any;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use comity_record::Digest;
use comity_record::checkpoint::{Checkpoint, NoteError};
use comity_record::line::Line;
use comity_record::merkle::leaf_hash;
use comity_record::succession::Names;
use comity_record::verify::{Auditor, Flaw};

use super::{Shared, bucket};
use crate::blobs::Blobs;
use crate::bucket::Table;
use crate::cache::Cache;
use crate::checkpoints::Checkpoints;
use crate::database::{Database, Head, OnLost, Rows};
use crate::disk::Volume;
use crate::heads::Heads;
use crate::hold::Hold;
use crate::index::{Index, Position};
use crate::keys::{Found, Keys};
use crate::pieces::Pieces;
use crate::record::{Lines, Record};
use crate::store::{Config, Parts, Progress, Stage, StartReport};
use crate::views::Views;
use crate::working::Working;
use crate::{DatabaseConfig, Entry, StoreError};

/// The name that a message gives the journal.
const JOURNAL: &str = "journal";

/// A database, and how far this process has followed it.
pub(crate) struct Followed {
    database: Arc<Database>,
    /// So many erasures were taken over. Locked while anything is: whoever follows waits, and then sees all of it.
    erasures: Mutex<u64>,
}

/// A line that this process has written.
pub(crate) struct Own {
    pub(crate) line: Line,
    pub(crate) leaf: Digest,
    /// Its length in bytes, without newline.
    pub(crate) length: usize,
    pub(crate) entry: Arc<Entry>,
}

impl Shared {
    /// Opens everything in a database. Nothing is mended there: a transaction was made or was not.
    pub(super) fn open_database(config: &Config, place: &DatabaseConfig, parts: Parts) -> Result<Self, StoreError> {
        let Parts {
            disk,
            master_key,
            checkpoint_signer,
            checkpoint_keys,
            projection,
            mut entropy,
            on_fatal,
            progress,
            ..
        } = parts;
        let volume = Volume::new(disk, config.directory.clone(), on_fatal);
        let mut holder = [0; 16];
        entropy.fill(&mut holder);
        let database = Arc::new(Database::open(place, holder)?);
        if place.alone {
            database.use_alone(on_lost(&volume))?;
        }
        if database.has_ended()? {
            database.leave_lease()?;
            return Err(StoreError::Ended);
        }
        // In this order: what is read later holds at least what belongs to what was read before.
        let checkpoints = Checkpoints::open_table(&database, (checkpoint_signer, checkpoint_keys), &config.log)?;
        let head = database.head()?;
        let keys = Keys::open_table(&database, master_key)?;
        let (index, sealed, names) = read_record(&database, &config.log, &checkpoints.checkpoint(), head, &*progress)?;
        for subject in &sealed {
            if matches!(keys.find(subject)?, Found::None) {
                return Err(StoreError::KeyMissing(subject.clone()));
            }
        }
        let working = Working::open_table(&database, &keys, &mut *entropy)?;
        let record = Record::new(Lines::Table(Arc::clone(&database)), keys, index);
        let no_lock: Box<dyn Any + Send + Sync> = Box::new(());
        let mut shared = Self {
            log: config.log.clone(),
            names,
            views: Arc::new(Views::in_table(&database, &volume, projection, progress)),
            blobs: Blobs::in_table(&database),
            pieces: Pieces::new(bucket(config, || Ok(Arc::new(Table(Arc::clone(&database)))))?),
            working,
            checkpoints,
            heads: Heads::open_table(&database)?,
            hold: Hold::in_table(&database, head.held),
            start: StartReport::default(),
            reader: None,
            database: Some(Followed { database: Arc::clone(&database), erasures: Mutex::new(head.erasures) }),
            cache: Mutex::new(Cache::new(config.cached_bytes)),
            entropy: Mutex::new(entropy),
            record,
            volume,
            _lock: no_lock,
        };
        shared.start.views_rebuilt = shared.mend_views(&database)?;
        Ok(shared)
    }

    /// Takes over what other processes have written. What any of them was answered for before this was called is known then.
    pub(crate) fn follow(&self) -> Result<(), StoreError> {
        let Some(followed) = &self.database else { return Ok(()) };
        let head = followed.database.head()?;
        self.take_over(followed, head)
    }

    /// [`Shared::follow`], if the entry `index` is not known yet.
    pub(crate) fn follow_to(&self, index: u64) -> Result<(), StoreError> {
        if index < self.record.index().size() { Ok(()) } else { self.follow() }
    }

    /// [`Shared::follow`], for those who cannot be told that it is not possible.
    pub(crate) fn follow_or_end(&self) {
        self.or_end(self.follow());
    }

    /// What was read, for those who cannot be told that it cannot be: the program ends rather than invent an answer.
    pub(crate) fn or_end<T: Default>(&self, read: Result<T, StoreError>) -> T {
        read.unwrap_or_else(|error| {
            self.volume.fatal("database".as_ref(), &std::io::Error::other(error.to_string()));
            T::default()
        })
    }

    /// Begins a batch: in a database, nobody else writes until it is written or given up.
    pub(crate) fn begin(&self) -> Result<(), StoreError> {
        let Some(followed) = &self.database else { return Ok(()) };
        let head = followed.database.begin()?;
        self.take_over(followed, head).inspect_err(|_| followed.database.give_up())
    }

    /// Has `work` done while nobody writes.
    pub(crate) fn while_nobody_writes<T>(&self, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let Some(followed) = &self.database else { return work() };
        let head = followed.database.begin_long()?;
        let result = self.take_over(followed, head).and_then(|()| work());
        followed.database.give_up();
        result
    }

    /// Ends a batch that writes nothing.
    pub(crate) fn give_up(&self) {
        if let Some(followed) = &self.database {
            followed.database.give_up();
        }
    }

    /// Writes a batch in the transaction that was begun, and then shows it.
    pub(crate) fn write_own(
        &self,
        followed: &Followed,
        first: u64,
        lines: Vec<Vec<u8>>,
        own: &[Own],
    ) -> Result<(), StoreError> {
        let Some(last) = own.last() else { return Ok(()) };
        let entries: Vec<_> = own.iter().map(|own| Arc::clone(&own.entry)).collect();
        let views = match self.views.next_rows(first, &entries, last.leaf) {
            Ok(Some(views)) => views,
            Ok(None) => {
                followed.database.give_up();
                return Err(
                    self.fatal_views(&StoreError::Database("the views are those of another program".to_owned()))
                );
            }
            Err(error) => {
                followed.database.give_up();
                return Err(error.into());
            }
        };
        let mut batch = [0; 16];
        comity_record::seal::Entropy::fill(&mut self.entropy(), &mut batch);
        followed.database.write(Rows { batch, first, lines, views }).map_err(|error| self.unless_unknown(error))?;
        self.show(followed, first, own);
        Ok(())
    }

    /// Erases the key of a subject in a database, and what was made with it.
    pub(super) fn erase_in(&self, followed: &Followed, subject: &str) -> Result<(), StoreError> {
        let head = followed.database.begin_long()?;
        let erased = self.erase_behind_lock(followed, head, subject).map_err(|error| self.unless_unknown(error));
        if erased.is_err() {
            followed.database.give_up();
            // A reader may have kept what it could not read.
            self.record.keys.read_again()?;
            self.cache().clear();
        }
        erased
    }

    fn erase_behind_lock(&self, followed: &Followed, head: Head, subject: &str) -> Result<(), StoreError> {
        self.take_over(followed, head)?;
        // The views are made from all keys but this one, and later nothing can be read: their table is locked.
        self.record.keys.read_again()?;
        self.record.keys.erase(subject)?;
        self.cache().remove(subject);
        let views = self.views.all_rows(&self.record)?;
        followed.database.write_erasure(subject, views)
    }

    /// Makes the views anew if they are not those of this record and this program. Says why.
    fn mend_views(&self, database: &Database) -> Result<Option<String>, StoreError> {
        let Some(followed) = &self.database else { return Ok(None) };
        if self.views.check_table(database, &self.record)?.is_none() {
            return Ok(None);
        }
        let head = database.begin_long()?;
        let mended = self.mend_behind_lock(followed, head);
        if !matches!(mended, Ok(Some(_))) {
            database.give_up();
        }
        // A record without entries has no views that could have been wrong.
        Ok(mended?.filter(|_| head.size > 0))
    }

    fn mend_behind_lock(&self, followed: &Followed, head: Head) -> Result<Option<String>, StoreError> {
        self.take_over(followed, head)?;
        // Another process that started may have done it meanwhile.
        let Some(reason) = self.views.check_table(&followed.database, &self.record)? else { return Ok(None) };
        tracing::warn!(reason, "the views are made anew");
        followed.database.write_views(self.views.all_rows(&self.record)?)?;
        Ok(Some(reason))
    }

    fn take_over(&self, followed: &Followed, head: Head) -> Result<(), StoreError> {
        let mut erasures = followed.erasures.lock().unwrap_or_else(PoisonError::into_inner);
        self.hold.take_over(head.held);
        if head.erasures > *erasures {
            self.record.keys.read_again()?;
            self.cache().clear();
            *erasures = head.erasures;
        }
        loop {
            let known = self.record.index().size();
            if known >= head.size {
                return Ok(());
            }
            let lines = followed.database.lines(known)?;
            if lines.is_empty() {
                return Err(end_missing(known, head.size));
            }
            self.add(lines)?;
        }
    }

    /// Adds lines that another process has written. They were checked by it, and are again.
    fn add(&self, lines: Vec<(u64, Vec<u8>)>) -> Result<(), StoreError> {
        let mut subjects = HashSet::new();
        {
            let mut index = self.record.index_mut();
            for (place, bytes) in lines {
                let line = self.checked(&index, place, &bytes)?;
                index.add(&line, position(place, bytes.len()));
                index.tree.push(leaf_hash(&bytes));
                subjects.insert(line.subject);
            }
        }
        let mut cache = self.cache();
        subjects.iter().for_each(|subject| cache.remove(subject));
        Ok(())
    }

    fn checked(&self, index: &Index, place: u64, bytes: &[u8]) -> Result<Line, StoreError> {
        let line = Line::parse(bytes).map_err(|error| damaged(place, error.into()))?;
        let head = index.head(&line.subject);
        let flaw = if line.log != self.log {
            Some(Flaw::OtherLog(line.log.clone()))
        } else if place != index.size() || line.index != place {
            Some(Flaw::Index(line.index))
        } else if line.revision != head + 1 {
            Some(Flaw::Revision { subject: line.subject.clone(), found: line.revision, head })
        } else {
            None
        };
        flaw.map_or(Ok(line), |flaw| Err(damaged(place, flaw)))
    }

    /// Shows what this process has written, if no reader has taken it over from the database already.
    fn show(&self, followed: &Followed, first: u64, own: &[Own]) {
        let _following = followed.erasures.lock().unwrap_or_else(PoisonError::into_inner);
        {
            let mut index = self.record.index_mut();
            if index.size() != first {
                return;
            }
            for Own { line, leaf, length, .. } in own {
                index.add(line, position(line.index, *length));
                index.tree.push(*leaf);
            }
        }
        let mut cache = self.cache();
        own.iter().for_each(|own| cache.append(&own.entry));
    }

    /// Whoever does not know whether something was written must answer nothing.
    fn unless_unknown(&self, error: StoreError) -> StoreError {
        match error {
            StoreError::OutcomeUnknown(_) => {
                self.volume.fatal("database".as_ref(), &std::io::Error::other(error.to_string()))
            }
            other => other,
        }
    }
}

impl Followed {
    pub(super) fn mark_ended(&self) -> Result<(), StoreError> {
        self.database.set_ended()
    }
}

/// Verifies every line up to `head`, and the whole against the newest `checkpoint`. Answers also with the subjects that have sealed lines,
/// and with the names that the record has had.
fn read_record(
    database: &Database,
    log: &str,
    checkpoint: &Checkpoint,
    head: Head,
    progress: &dyn Fn(Progress),
) -> Result<(Index, HashSet<String>, Names), StoreError> {
    let mut auditor = Auditor::new(log);
    let (mut index, mut sealed, mut done) = (Index::default(), HashSet::new(), 0);
    while index.size() < head.size {
        let lines = database.lines(index.size())?;
        if lines.is_empty() {
            return Err(end_missing(index.size(), head.size));
        }
        for (place, bytes) in lines.into_iter().take_while(|(place, _)| *place < head.size) {
            let line = auditor.accept(&bytes).map_err(|fault| damaged(place, fault.what))?;
            index.add(&line, position(place, bytes.len()));
            done += bytes.len() as u64 + 1;
            if line.sealed.is_some() {
                sealed.insert(line.subject);
            }
        }
        progress(Progress { stage: Stage::Verify, done, total: head.bytes });
    }
    if !auditor.is_whole() {
        return Err(damaged(index.size(), Flaw::Unfinished));
    }
    auditor.check_checkpoint(checkpoint).map_err(|fault| match fault.what {
        Flaw::Missing(signed) => end_missing(index.size(), signed),
        // Nothing but the record itself says that it goes on under another name.
        Flaw::OtherLog(log) if fault.line > 0 => StoreError::Succeeded(log),
        Flaw::OtherLog(_) | Flaw::OtherOrigin(_) => StoreError::Checkpoint(NoteError::Malformed("of another log")),
        flaw => damaged(index.size(), flaw),
    })?;
    let names = auditor.names().clone();
    index.tree = auditor.into_parts().0;
    Ok((index, sealed, names))
}

/// A process that has lost the database to another one ends, whatever it was about to answer.
fn on_lost(volume: &Arc<Volume>) -> OnLost {
    let volume = Arc::clone(volume);
    Arc::new(move |why| drop(volume.fatal("database".as_ref(), &std::io::Error::other(why))))
}

fn position(index: u64, length: usize) -> Position {
    Position { segment: 0, length: u32::try_from(length).unwrap_or(u32::MAX), offset: index }
}

fn damaged(index: u64, flaw: Flaw) -> StoreError {
    StoreError::Damaged { file: JOURNAL.to_owned(), line: index + 1, byte: 0, flaw }
}

fn end_missing(entries: u64, signed: u64) -> StoreError {
    StoreError::EndMissing { entries, signed, file: JOURNAL.to_owned(), byte: 0 }
}
