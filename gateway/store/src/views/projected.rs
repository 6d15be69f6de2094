//! The views of a record: opened, checked, brought up to date, and rebuilt whenever they do not match.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::backend::{Backend, Memory};
use super::overlay::Overlay;
use super::sled_backend::SledBackend;
use super::table::Table;
use super::{Pairs, Projection, ReadViews, ViewsUnreadable};
use crate::database::{Database, ViewRows};
use crate::disk::Volume;
use crate::record::Record;
use crate::store::{Progress, Stage, ViewsConfig};
use crate::{Entry, StoreError};

/// The name of the directory.
const DIRECTORY: &str = "views";

/// Views that were set aside are called this, and a number.
const SET_ASIDE: &str = "views.set-aside-";

/// So many of them are kept, for whoever wants to know what happened.
const SET_ASIDE_KEPT: usize = 2;

/// Where the store keeps its own: no key of a projection begins with this byte.
const OWN: u8 = 0;
const MARK_KEY: &[u8] = &[OWN, b'm'];
const CANARY_KEY: &[u8] = &[OWN, b'c'];
const CANARY: &[u8] = b"comity views";

/// So many entries are projected in one batch when views are brought up to date.
const CATCH_UP_ENTRIES: u64 = 512;

/// So many batches are read while one is projected.
const BATCHES_AHEAD: usize = 2;

/// The views of a record.
pub(crate) struct Views {
    config: ViewsConfig,
    volume: Arc<Volume>,
    projection: Arc<dyn Projection>,
    progress: Arc<dyn Fn(Progress) + Send + Sync>,
    /// Written only to put another one in its place.
    backend: RwLock<Box<dyn Backend>>,
    /// What the backend holds; only the writer of the record changes it.
    mark: Mutex<Mark>,
}

/// What views were made from, and what they add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// The version of the projection.
    version: u32,
    /// So many entries were projected.
    applied: u64,
    /// The leaf of the last of them.
    leaf: Option<Digest>,
    sum: Sum,
}

/// A sum over a set of pairs, that each of them can be added to and taken from in any order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sum([u64; 4]);

impl Views {
    /// Opens the views and brings them up to date with `record`. If they had to be rebuilt, says why.
    pub(crate) fn open(
        config: ViewsConfig,
        volume: &Arc<Volume>,
        projection: Arc<dyn Projection>,
        progress: Arc<dyn Fn(Progress) + Send + Sync>,
        record: &Record,
    ) -> Result<(Self, Option<String>), StoreError> {
        let views = Self {
            config,
            volume: Arc::clone(volume),
            projection,
            progress,
            backend: RwLock::new(Box::new(Memory::default())),
            mark: Mutex::new(Mark::default()),
        };
        let opened =
            views.open_backend().and_then(|(backend, mark)| views.check_mark(&mark, record).map(|()| (backend, mark)));
        let rebuilt = match opened {
            Ok((backend, mark)) => {
                *views.backend_mut() = backend;
                *views.mark() = mark;
                views.catch_up(record).err().map(|error| error.to_string())
            }
            Err(ViewsUnreadable(reason)) => Some(reason),
        };
        if let Some(reason) = &rebuilt {
            tracing::warn!(reason, "the views are set aside and rebuilt");
            views.rebuild(record)?;
        }
        Ok((views, rebuilt))
    }

    /// Projects the next entries, which are durable; if the views do not take them, they are rebuilt.
    pub(crate) fn apply(&self, entries: &[Arc<Entry>], record: &Record) -> Result<(), StoreError> {
        let applied = catch_unwind(AssertUnwindSafe(|| {
            self.project(&**self.backend_ref(), entries.iter().map(|entry| &**entry), record)
        }));
        let failure = match applied {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "sled has panicked".to_owned(),
        };
        tracing::warn!(reason = failure, "the views are set aside and rebuilt");
        self.rebuild(record)
    }

    /// Sets the views aside and makes new ones from the whole record. Readers wait.
    pub(crate) fn rebuild(&self, record: &Record) -> Result<(), StoreError> {
        let mut backend = self.backend_mut();
        *backend = Box::new(Memory::default());
        self.set_aside()?;
        self.begin_anew(&mut backend, record)
    }

    /// Removes the views and all that were set aside, for good; then has `erase` done; then makes new ones from what is left. In this
    /// order nothing that was erased is left in them, whenever the power goes. Readers wait. The outer error: there are no views.
    pub(crate) fn rebuild_around(
        &self,
        record: &Record,
        erase: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<Result<(), StoreError>, StoreError> {
        let mut backend = self.backend_mut();
        *backend = Box::new(Memory::default());
        let erased = self.remove_all().and_then(|()| erase());
        self.begin_anew(&mut backend, record)?;
        Ok(erased)
    }

    fn remove_all(&self) -> Result<(), StoreError> {
        for name in self.volume.list("")? {
            if name == DIRECTORY || name.starts_with(SET_ASIDE) {
                self.volume.remove(&name)?;
            }
        }
        self.volume.sync_dir("")
    }

    fn begin_anew(&self, backend: &mut Box<dyn Backend>, record: &Record) -> Result<(), StoreError> {
        let (fresh, mark) = self.open_backend()?;
        *self.mark() = mark;
        *backend = fresh;
        self.project_all(&**backend, record)
    }

    fn catch_up(&self, record: &Record) -> Result<(), StoreError> {
        let backend = self.backend_ref();
        catch_unwind(AssertUnwindSafe(|| self.project_all(&**backend, record)))
            .unwrap_or_else(|_| Err(ViewsUnreadable("sled has panicked".to_owned()).into()))
    }

    /// Projects all entries that were not. They are read and opened by a thread of its own, a little ahead.
    fn project_all(&self, backend: &dyn Backend, record: &Record) -> Result<(), StoreError> {
        let (first, total) = (self.mark().applied, record.index().size());
        let report = |done| (self.progress)(Progress { stage: Stage::Project, done, total });
        report(first);
        if first >= total {
            return Ok(());
        }
        std::thread::scope(|threads| {
            let (sender, batches) = sync_channel(BATCHES_AHEAD);
            threads.spawn(move || read_ahead(record, first..total, &sender));
            for entries in batches {
                self.project(backend, entries?.iter(), record)?;
                report(self.mark().applied);
            }
            Ok(())
        })
    }

    /// Projects the next entries in one batch.
    fn project<'e>(
        &self,
        backend: &dyn Backend,
        entries: impl Iterator<Item = &'e Entry>,
        record: &Record,
    ) -> Result<(), StoreError> {
        let mut mark = self.mark().clone();
        let leaf = |last| record.index().tree.leaf(last);
        let changes = self.changes(backend, &mut mark, entries, leaf)?;
        backend.apply(&changes)?;
        *self.mark() = mark;
        Ok(())
    }

    /// What the next entries change, `mark` included, which is then theirs.
    fn changes<'e>(
        &self,
        backend: &dyn Backend,
        mark: &mut Mark,
        entries: impl Iterator<Item = &'e Entry>,
        leaf: impl FnOnce(u64) -> Option<Digest>,
    ) -> Result<BTreeMap<Vec<u8>, Option<Vec<u8>>>, ViewsUnreadable> {
        let mut overlay = Overlay::new(backend);
        let mut changes = Vec::new();
        for entry in entries {
            self.projection.project(entry, &overlay, &mut changes)?;
            changes.drain(..).for_each(|change| overlay.change(change));
            mark.applied = entry.index + 1;
        }
        mark.leaf = mark.applied.checked_sub(1).and_then(leaf);
        let mut changes = overlay.into_changes();
        mark.sum.update(backend, &changes)?;
        changes.insert(MARK_KEY.to_vec(), Some(mark.to_bytes()));
        Ok(changes)
    }

    /// The views in the tables of a database. They are not looked at yet.
    pub(crate) fn in_table(
        database: &Arc<Database>,
        volume: &Arc<Volume>,
        projection: Arc<dyn Projection>,
        progress: Arc<dyn Fn(Progress) + Send + Sync>,
    ) -> Self {
        Self {
            config: ViewsConfig::Memory,
            volume: Arc::clone(volume),
            projection,
            progress,
            backend: RwLock::new(Box::new(Table(Arc::clone(database)))),
            mark: Mutex::new(Mark::default()),
        }
    }

    /// Why the views in a table must be made anew, if they must: they do not add up, or are of another record or version.
    pub(crate) fn check_table(&self, database: &Database, record: &Record) -> Result<Option<String>, StoreError> {
        let mut seen = Seen::default();
        // One statement, so that it sees one state, whoever writes meanwhile.
        let pairs = database.view_range(&[], false, None, usize::MAX)?;
        pairs.iter().for_each(|(key, value)| seen.visit(key, value));
        let whole = seen.verdict().and_then(|mark| {
            let size = record.index().size();
            if mark.applied < size {
                return Err(ViewsUnreadable("not made from all entries".to_owned()));
            }
            // Entries that were written since the record was read are not known yet.
            let known = if mark.applied == size { mark } else { Mark { leaf: None, applied: 0, ..mark } };
            self.check_mark(&known, record)
        });
        Ok(whole.err().map(|ViewsUnreadable(reason)| reason))
    }

    /// What the next entries of the record, whose last has this leaf, change in the views of a table; `None` if what stands there was
    /// not made by this program from all entries before them.
    pub(crate) fn next_rows(
        &self,
        first: u64,
        entries: &[Arc<Entry>],
        leaf: Digest,
    ) -> Result<Option<ViewRows>, ViewsUnreadable> {
        let backend = self.backend_ref();
        let mark = backend.get(MARK_KEY)?.and_then(|bytes| serde_json::from_slice::<Mark>(&bytes).ok());
        let is_ours = |mark: &Mark| mark.version == self.projection.version() && mark.applied == first;
        let Some(mut mark) = mark.filter(is_ours) else { return Ok(None) };
        self.changes(&**backend, &mut mark, entries.iter().map(|entry| &**entry), |_| Some(leaf)).map(Some)
    }

    /// All views of the record, made anew for a table.
    pub(crate) fn all_rows(&self, record: &Record) -> Result<ViewRows, StoreError> {
        let memory = Memory::default();
        let fresh = Mark { version: self.projection.version(), ..Mark::default() };
        let own = [(CANARY_KEY, CANARY.to_vec()), (MARK_KEY, fresh.to_bytes())];
        memory.apply(&own.map(|(key, value)| (key.to_vec(), Some(value))).into_iter().collect())?;
        *self.mark() = fresh;
        self.project_all(&memory, record)?;
        Ok(memory.into_pairs().into_iter().map(|(key, value)| (key, Some(value))).collect())
    }

    /// The backend and the mark in it. What it holds adds up to that mark; it may still be of another record, or out of date.
    fn open_backend(&self) -> Result<(Box<dyn Backend>, Mark), ViewsUnreadable> {
        let fresh = Mark { version: self.projection.version(), ..Mark::default() };
        let ViewsConfig::Sled { cache_bytes, patience } = self.config else {
            return Ok((Box::new(Memory::default()), fresh));
        };
        let there = self.volume.exists(DIRECTORY).map_err(|error| ViewsUnreadable(error.to_string()))?;
        let path = self.volume.path(DIRECTORY);
        let (backend, seen) = SledBackend::open(&path, cache_bytes, patience, Seen::default(), Seen::visit)?;
        let backend: Box<dyn Backend> = Box::new(backend);
        if !there {
            let own = [(CANARY_KEY, CANARY.to_vec()), (MARK_KEY, fresh.to_bytes())];
            backend.apply(&own.map(|(key, value)| (key.to_vec(), Some(value))).into_iter().collect())?;
            return Ok((backend, fresh));
        }
        seen.verdict().map(|mark| (backend, mark))
    }

    fn check_mark(&self, mark: &Mark, record: &Record) -> Result<(), ViewsUnreadable> {
        let leaf = mark.applied.checked_sub(1).map(|last| record.index().tree.leaf(last));
        if mark.version != self.projection.version() {
            return Err(ViewsUnreadable("made by another version of the program".to_owned()));
        }
        match leaf {
            None if mark.leaf.is_none() => Ok(()),
            Some(leaf) if leaf.is_some() && leaf == mark.leaf => Ok(()),
            _ => Err(ViewsUnreadable("made from another record".to_owned())),
        }
    }

    /// Gives the directory of the views another name, and removes the oldest of those that were set aside before.
    fn set_aside(&self) -> Result<(), StoreError> {
        let numbered = |name: &String| name.strip_prefix(SET_ASIDE).and_then(|number| number.parse::<u64>().ok());
        let mut aside: Vec<u64> = self.volume.list("")?.iter().filter_map(numbered).collect();
        aside.sort_unstable();
        if self.volume.exists(DIRECTORY)? {
            let next = aside.last().map_or(1, |last| last + 1);
            self.volume.rename(DIRECTORY, &format!("{SET_ASIDE}{next}"))?;
            aside.push(next);
        }
        let surplus = aside.len().saturating_sub(SET_ASIDE_KEPT);
        aside.iter().take(surplus).try_for_each(|number| self.volume.remove(&format!("{SET_ASIDE}{number}")))
    }

    fn backend_ref(&self) -> RwLockReadGuard<'_, Box<dyn Backend>> {
        self.backend.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn backend_mut(&self) -> RwLockWriteGuard<'_, Box<dyn Backend>> {
        self.backend.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn mark(&self) -> MutexGuard<'_, Mark> {
        self.mark.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReadViews for Views {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable> {
        Overlay::new(&**self.backend_ref()).get(key)
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable> {
        Overlay::new(&**self.backend_ref()).scan(prefix, after, limit)
    }
}

impl Mark {
    fn to_bytes(&self) -> Vec<u8> {
        // Numbers and a digest are always JSON.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl Sum {
    fn add(&mut self, key: &[u8], value: &[u8]) {
        self.combine(key, value, u64::wrapping_add);
    }

    fn subtract(&mut self, key: &[u8], value: &[u8]) {
        self.combine(key, value, u64::wrapping_sub);
    }

    /// The sum after `changes` to what `backend` holds.
    fn update(
        &mut self,
        backend: &dyn Backend,
        changes: &BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    ) -> Result<(), ViewsUnreadable> {
        for (key, value) in changes {
            if let Some(old) = backend.get(key)? {
                self.subtract(key, &old);
            }
            if let Some(new) = value {
                self.add(key, new);
            }
        }
        Ok(())
    }

    fn combine(&mut self, key: &[u8], value: &[u8], operation: fn(u64, u64) -> u64) {
        let digest = Digest::of_parts(&[&(key.len() as u64).to_be_bytes(), key, value]);
        let (words, _) = digest.as_bytes().as_chunks::<8>();
        for (lane, word) in self.0.iter_mut().zip(words) {
            *lane = operation(*lane, u64::from_be_bytes(*word));
        }
    }
}

/// Reads and opens entries in batches, until nobody takes them any more, or one cannot be read.
fn read_ahead(record: &Record, indices: Range<u64>, batches: &SyncSender<Result<Vec<Entry>, StoreError>>) {
    let mut first = indices.start;
    while first < indices.end {
        let end = indices.end.min(first + CATCH_UP_ENTRIES);
        let entries = (first..end).map(|index| record.entry(index)).collect::<Result<Vec<_>, _>>();
        let failed = entries.is_err();
        if batches.send(entries).is_err() || failed {
            return;
        }
        first = end;
    }
}

/// What a walk over all pairs has seen.
#[derive(Default)]
struct Seen {
    sum: Sum,
    mark: Option<Vec<u8>>,
    canary: bool,
}

impl Seen {
    fn visit(&mut self, key: &[u8], value: &[u8]) {
        match key {
            MARK_KEY => self.mark = Some(value.to_vec()),
            CANARY_KEY => self.canary = value == CANARY,
            _ => self.sum.add(key, value),
        }
    }

    /// The mark, if everything adds up to it.
    fn verdict(self) -> Result<Mark, ViewsUnreadable> {
        let mark = self.mark.and_then(|bytes| serde_json::from_slice::<Mark>(&bytes).ok());
        let mark = mark.filter(|_| self.canary).ok_or_else(|| ViewsUnreadable("without a mark".to_owned()))?;
        if mark.sum == self.sum { Ok(mark) } else { Err(ViewsUnreadable("the sum over all pairs is wrong".to_owned())) }
    }
}
