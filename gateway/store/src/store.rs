//! The store of one gateway.

mod files;

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use comity_record::checkpoint::{NoteSigner, NoteVerifier};
use comity_record::line::Salted;
use comity_record::merkle::Tree;
use comity_record::seal::Entropy;
use comity_record::succession::{self, Left};
use comity_record::{Date, Digest, Time};
use serde_json::{Map, Value};

use crate::commit::{Commit, CommitError, Committed, Expected, NewEntry, ReceiptSigner};
use crate::disk::Disk;
use crate::keys::Found;
use crate::reading::{Reader, Remembered};
use crate::shared::{Shared, moved};
use crate::writer::{Done, Writer, refused};
use crate::{
    BlobRef, DatabaseConfig, Entry, HeadName, MasterKey, Projection, ReadViews, S3Config, StoreError, archive,
    checkpoints,
};

/// Where a store is, and how much it may take.
#[derive(Debug, Clone)]
pub struct Config {
    /// The directory of its data.
    pub directory: PathBuf,
    /// The name of the log: the origin of its checkpoints.
    pub log: String,
    /// A segment of the journal is closed when it has so many bytes.
    pub segment_bytes: u64,
    /// Whether a start reads every line, also those of closed segments that were verified before.
    pub reads_all: bool,
    /// At most so many commits wait.
    pub queue_commits: usize,
    /// At most so many commits share one sync.
    pub batch_commits: usize,
    /// Nor do more, once they have so many bytes.
    pub batch_bytes: usize,
    /// A commit has at most so many entries.
    pub commit_entries: usize,
    /// The histories that were used last are kept in memory, about so many bytes of them.
    pub cached_bytes: usize,
    /// Where the views are kept.
    pub views: ViewsConfig,
    /// The database that has everything, in the place of the directory and of what is said about segments and views.
    pub database: Option<DatabaseConfig>,
    /// The S3-compatible store that has the pieces of large files, in the place of the directory or the database.
    pub bucket: Option<S3Config>,
}

/// Where the views are kept.
#[derive(Debug, Clone)]
pub enum ViewsConfig {
    /// In sled, in the directory `views`.
    Sled {
        /// Memory for its cache, in bytes.
        cache_bytes: u64,
        /// If opening or checking stands still for so long, the views are set aside and rebuilt.
        patience: Duration,
    },
    /// In memory only.
    Memory,
}

/// What a store is given by the program.
pub struct Parts {
    /// The disk.
    pub disk: Arc<dyn Disk>,
    /// The key under which the keys of the subjects are wrapped.
    pub master_key: Arc<dyn MasterKey>,
    /// Signs the checkpoints.
    pub checkpoint_signer: NoteSigner,
    /// The keys that the checkpoints of this log may have been signed with before. The signer's own counts without being named. A newest
    /// checkpoint by one of them is taken, and its head is signed anew by the signer ([`Store::make_checkpoint`]).
    pub checkpoint_keys: Vec<NoteVerifier>,
    /// Signs the receipts.
    pub receipt_signer: Arc<dyn ReceiptSigner>,
    /// Makes the views.
    pub projection: Arc<dyn Projection>,
    /// The randomness for keys, nonces and salts.
    pub entropy: Box<dyn Entropy + Send>,
    /// Called once if nothing about the files may be believed any more (a sync failed): the program must end now.
    pub on_fatal: Arc<dyn Fn(&str) + Send + Sync>,
    /// Told how far a start has come.
    pub progress: Arc<dyn Fn(Progress) + Send + Sync>,
}

/// How far a start has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// With what.
    pub stage: Stage,
    /// How much is done.
    pub done: u64,
    /// Of how much.
    pub total: u64,
}

/// What a start does, in this order; and what a backup does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Verifies the journal; counted in bytes.
    Verify,
    /// Projects entries into the views; counted in entries.
    Project,
    /// Copies a record; counted in files.
    Copy,
}

/// How a store stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The name of the log.
    pub log: String,
    /// How many entries are durable.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// So many of them are covered by the newest checkpoint.
    pub checkpoint_size: u64,
    /// How many subjects there are.
    pub subjects: u64,
    /// What the start had to mend.
    pub start: StartReport,
    /// Whether the store has stopped.
    pub stopped: bool,
}

/// What a start had to mend.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StartReport {
    /// So many bytes of a torn end were cut off: no commit in them was ever answered.
    pub cut_bytes: u64,
    /// The views were set aside and rebuilt, for this reason.
    pub views_rebuilt: Option<String>,
}

/// The store of one gateway. A clone is the same store.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
    thread: Arc<Thread>,
}

/// The thread of the writer. It ends when the last clone of the store is dropped.
struct Thread {
    queue: Mutex<Option<SyncSender<Job>>>,
    handle: Mutex<Option<JoinHandle<()>>>,
}

/// The history of the record itself.
const SUCCESSION: &str = "record";

/// What the thread of the writer is asked for.
enum Job {
    Commit(Commit, Done),
    Erase(String, SyncSender<Result<(), StoreError>>),
    /// With this commit the record goes on under this name.
    Succeed(String, Commit, Done),
}

impl Config {
    /// The usual sizes.
    pub fn new(directory: impl Into<PathBuf>, log: &str) -> Self {
        Self {
            directory: directory.into(),
            log: log.to_owned(),
            segment_bytes: 64 * 1024 * 1024,
            reads_all: false,
            queue_commits: 1024,
            batch_commits: 512,
            batch_bytes: 4 * 1024 * 1024,
            commit_entries: 1000,
            cached_bytes: 64 * 1024 * 1024,
            views: ViewsConfig::Sled { cache_bytes: 64 * 1024 * 1024, patience: Duration::from_secs(30) },
            database: None,
            bucket: None,
        }
    }

    /// The usual sizes, on a PostgreSQL database in the place of a directory. Several processes may open it, with the same keys: then each
    /// of them reads everything that any of them was answered `Ok` for before the reading began, and the record has one order.
    pub fn on_database(url: &str, log: &str) -> Self {
        let (patience, lease) = (Duration::from_secs(15), Duration::from_secs(10));
        let database = DatabaseConfig { url: url.to_owned(), patience, lease, alone: false, roots: None };
        Self { database: Some(database), ..Self::new("", log) }
    }

    /// The same, on a database that no other process may use meanwhile, as a directory is used by one: while another one does, the store
    /// does not open ([`StoreError::DatabaseInUse`]). A process whose place another one has taken can do nothing any more, and ends
    /// ([`Parts::on_fatal`]).
    #[must_use]
    pub fn alone(mut self) -> Self {
        if let Some(database) = &mut self.database {
            database.alone = true;
        }
        self
    }
}

impl Store {
    /// Opens the store in its directory, or creates it. Verifies the record first; brings the views up to date; a torn end is cut off.
    /// Anything else that does not hold is an error, and nothing is changed. Closed segments that were verified before are not read, unless
    /// [`Config::reads_all`] says so: [`Store::read_on`] does that later.
    pub fn open(config: Config, parts: Parts) -> Result<Self, StoreError> {
        let receipts = Arc::clone(&parts.receipt_signer);
        let shared = Arc::new(Shared::open(&config, parts)?);
        let (queue, jobs) = sync_channel(config.queue_commits);
        let writer = Writer::new(Arc::clone(&shared), receipts, config.commit_entries);
        let work = {
            let shared = Arc::clone(&shared);
            move || write_batches(&shared, &writer, &jobs, (config.batch_commits, config.batch_bytes))
        };
        let handle = std::thread::Builder::new().name("comity-store".to_owned()).spawn(work);
        let handle = handle.map_err(|error| StoreError::Io { path: config.directory, error })?;
        let thread = Thread { queue: Mutex::new(Some(queue)), handle: Mutex::new(Some(handle)) };
        Ok(Self { shared, thread: Arc::new(thread) })
    }

    /// Commits, and calls `done` on the store's own thread when all of it is durable and visible, or nothing was written. Does not
    /// block: if the queue is full, `done` is called at once with [`CommitError::Busy`].
    pub fn commit(&self, commit: Commit, done: impl FnOnce(Result<Committed, CommitError>) + Send + 'static) {
        let Some(queue) = self.thread.queue() else { return done(Err(CommitError::Stopped)) };
        match queue.try_send(Job::Commit(commit, Box::new(done))) {
            Ok(()) => {}
            Err(TrySendError::Full(Job::Commit(_, done))) => done(Err(CommitError::Busy)),
            Err(TrySendError::Disconnected(Job::Commit(_, done))) => done(Err(CommitError::Stopped)),
            Err(_) => {}
        }
    }

    /// Commits, and waits for it, and for room in the queue.
    pub fn commit_blocking(&self, commit: Commit) -> Result<Committed, CommitError> {
        let (sender, receiver) = sync_channel(1);
        let done: Done = Box::new(move |result| drop(sender.send(result)));
        let queue = self.thread.queue().ok_or(CommitError::Stopped)?;
        queue.send(Job::Commit(commit, done)).map_err(|_| CommitError::Stopped)?;
        receiver.recv().unwrap_or(Err(CommitError::Stopped))
    }

    /// The revision of `subject`; 0 if it does not exist.
    pub fn head(&self, subject: &str) -> u64 {
        self.shared.follow_or_end();
        self.shared.record.index().head(subject)
    }

    /// The whole history of `subject`; empty if it does not exist.
    pub fn load(&self, subject: &str) -> Result<Arc<Vec<Arc<Entry>>>, StoreError> {
        self.shared.follow()?;
        self.shared.load(subject)
    }

    /// The history of `subject` behind a revision: what came since it was read. Costs nothing for what came before. What was read of an
    /// erased subject may not be gone on with: [`StoreError::Erased`].
    pub fn load_after(&self, subject: &str, revision: u64) -> Result<Vec<Arc<Entry>>, StoreError> {
        self.shared.follow()?;
        self.shared.load_after(subject, revision)
    }

    /// One entry.
    pub fn entry(&self, index: u64) -> Result<Entry, StoreError> {
        self.shared.follow()?;
        self.shared.record.entry(index)
    }

    /// One entry of `subject`. Whoever knows of which it is has it from memory, as long as the history is there.
    pub fn entry_of(&self, subject: &str, index: u64) -> Result<Arc<Entry>, StoreError> {
        self.shared.follow()?;
        self.shared.entry_of(subject, index)
    }

    /// The entries in `range`, as far as there are any.
    pub fn entries(&self, range: Range<u64>) -> impl Iterator<Item = Result<Entry, StoreError>> + '_ {
        self.shared.follow_or_end();
        let end = range.end.min(self.shared.record.index().size());
        (range.start..end).map(|index| self.shared.record.entry(index))
    }

    /// The entries in `range` of these kinds, as far as there are any. The others are not opened.
    pub fn entries_of_kinds<'a>(
        &'a self,
        range: Range<u64>,
        kinds: &'a [&'a str],
    ) -> impl Iterator<Item = Result<Entry, StoreError>> + 'a {
        self.shared.follow_or_end();
        let record = &self.shared.record;
        let end = range.end.min(record.index().size());
        let wanted = (range.start..end).filter_map(|index| record.line_of_kinds(index, kinds).transpose());
        wanted.map(|line| record.opened(line?))
    }

    /// The exact bytes of a line, without its newline: for proofs and disclosures.
    pub fn line(&self, index: u64) -> Result<Vec<u8>, StoreError> {
        self.shared.follow_to(index)?;
        self.shared.record.bytes(index)
    }

    /// The particulars of an entry with the salts of their commitments, to show them to somebody who has the line; `None` if they were
    /// erased.
    pub fn disclose(&self, index: u64) -> Result<Option<BTreeMap<String, Salted>>, StoreError> {
        self.shared.follow()?;
        self.shared.record.salted(index)
    }

    /// The first entry of the commit that answered this message of a peer, and its receipt.
    pub fn answered(&self, peer: &str, message: &str) -> Result<Option<(u64, Arc<str>)>, StoreError> {
        self.shared.follow()?;
        self.shared.answered(peer, message)
    }

    /// The views, for any thread to read. They hold what [`Store::commit`] has answered for, at least.
    pub fn views(&self) -> Arc<dyn ReadViews + Send + Sync> {
        Arc::clone(&self.shared.views) as _
    }

    /// Signs and stores a checkpoint if there is something new, or if the newest one is by an earlier key of the log, and returns the newest as a
    /// signed note. A store that is held signs none.
    /// Of several processes over one database only the one that holds the lease signs; the others are told what it signed last.
    pub fn make_checkpoint(&self) -> Result<Arc<str>, StoreError> {
        self.shared.follow()?;
        if self.is_held() {
            return Ok(self.checkpoint());
        }
        self.shared.checkpoints.make(&self.shared.record)
    }

    /// The newest checkpoint as a signed note. It is stored.
    pub fn checkpoint(&self) -> Arc<str> {
        self.shared.or_end(self.shared.checkpoints.read_again());
        self.shared.checkpoints.note()
    }

    /// Keeps `note` as the newest head under `name`, in the place of the one before. Returns when it is on stable storage. If another
    /// process over the same database has kept one that this process has not seen yet, [`StoreError::HeadMoved`].
    pub fn keep_head(&self, name: &HeadName, note: &str) -> Result<(), StoreError> {
        self.shared.heads.keep(name, note)
    }

    /// The newest head that was kept under `name`.
    pub fn kept_head(&self, name: &HeadName) -> Option<Arc<str>> {
        self.shared.or_end(self.shared.heads.read_again());
        self.shared.heads.get(name)
    }

    /// Looks at the tree over the durable entries, for proofs. Commits wait meanwhile.
    pub fn with_tree<R>(&self, look: impl FnOnce(&Tree) -> R) -> R {
        self.shared.follow_or_end();
        look(&self.shared.record.index().tree)
    }

    /// Reads about so many `bytes` of the closed segments that the start did not read, and holds each line against what was signed; on the
    /// way it notes for the next start what is in the segments that were closed since. Answers with whether there was something to read:
    /// if not, there may be again once another segment is closed, and signed.
    ///
    /// # Errors
    /// As at a start, [`StoreError::Damaged`] names the place of a line that is not what it was. The store has stopped then.
    pub fn read_on(&self, bytes: u64) -> Result<bool, StoreError> {
        self.shared.read_on(bytes)
    }

    /// What the start did not read, and how much of it [`Store::read_on`] has read since.
    pub fn remembered(&self) -> Remembered {
        self.shared.reader.as_ref().map(Reader::remembered).unwrap_or_default()
    }

    /// Seals `bytes` under the key of `subject` and stores them. Returns when they are durable.
    pub fn put_blob(&self, subject: &str, bytes: &[u8]) -> Result<BlobRef, StoreError> {
        let shared = &self.shared;
        shared.follow()?;
        let mut entropy = shared.entropy();
        let key = shared.record.keys.ensure(subject, &mut entropy)?;
        shared.record.keys.sync()?;
        shared.blobs.put(bytes, &key, &mut entropy)
    }

    /// The bytes of a blob of `subject`.
    pub fn get_blob(&self, subject: &str, blob: &BlobRef) -> Result<Vec<u8>, StoreError> {
        self.shared.follow()?;
        match self.shared.record.keys.find(subject)? {
            Found::Key(key) => self.shared.blobs.get(blob, &key),
            Found::Erased => Err(StoreError::Erased(subject.to_owned())),
            Found::None => Err(StoreError::BlobMissing(blob.name)),
        }
    }

    /// Whether there is a blob of this name, or a large file that is finished.
    pub fn has_blob(&self, name: &Digest) -> Result<bool, StoreError> {
        self.shared.has_blob(name)
    }

    /// Removes blobs and large files, for good; also those that are not finished. The caller knows that no entry mentions them, and that
    /// none is about to.
    pub fn remove_blobs(&self, names: &[Digest]) -> Result<(), StoreError> {
        self.shared.blobs.remove(names)?;
        self.shared.pieces.remove(names)
    }

    /// Erases the key of `subject`, and with it its particulars and blobs. The views are removed before and made again after, and what
    /// was removed from the working log is gone from its file, so that nothing is left in them, whenever the power goes: then the subject
    /// is erased, or is as it was. Commits and readers wait for as long as the views take. Cannot be undone. The tree still verifies.
    pub fn erase(&self, subject: &str) -> Result<(), StoreError> {
        let (sender, receiver) = sync_channel(1);
        let queue = self.thread.queue().ok_or(StoreError::Stopped)?;
        queue.send(Job::Erase(subject.to_owned(), sender)).map_err(|_| StoreError::Stopped)?;
        receiver.recv().unwrap_or(Err(StoreError::Stopped))
    }

    /// Whether the key of `subject` was erased.
    pub fn is_erased(&self, subject: &str) -> bool {
        self.shared.follow_or_end();
        self.shared.record.keys.is_erased(subject)
    }

    /// Notes `value` under `key` in the working log; `None` removes it. Durable after [`Store::sync_working`].
    pub fn set_working(&self, key: &str, value: Option<Value>) -> Result<(), StoreError> {
        self.shared.working.set(key, value, &mut self.shared.entropy())
    }

    /// What the working log holds under keys that begin with `prefix`, in the order of the keys.
    pub fn working(&self, prefix: &str) -> Vec<(String, Value)> {
        self.shared.or_end(self.shared.working.scan(prefix))
    }

    /// At most `limit` of them, behind the key `after`: for whoever goes through many in small steps.
    pub fn working_page(&self, prefix: &str, after: Option<&str>, limit: usize) -> Vec<(String, Value)> {
        self.shared.or_end(self.shared.working.page(prefix, after, limit))
    }

    /// Returns when the working log is durable.
    pub fn sync_working(&self) -> Result<(), StoreError> {
        self.shared.working.sync()
    }

    /// Whether the record is held: it is not known whether it continues all that was ever signed of it.
    pub fn is_held(&self) -> bool {
        self.shared.hold.is_on()
    }

    /// Takes no commit and signs no checkpoint any more, in this run and in every one to come, until [`Store::resume`]. Returns when that
    /// is on stable storage; it holds from the call on.
    pub fn hold(&self) -> Result<(), StoreError> {
        self.shared.hold.set()
    }

    /// Goes on, also after the next start: the caller knows that the record continues all that was ever signed of it.
    pub fn resume(&self) -> Result<(), StoreError> {
        self.shared.hold.lift()
    }

    /// What is left of a record that is held, for whoever declares that it goes on under another name.
    ///
    /// # Errors
    /// [`StoreError::NotHeld`].
    pub fn left(&self) -> Result<Left, StoreError> {
        if !self.is_held() {
            return Err(StoreError::NotHeld);
        }
        let Status { log, size, root, .. } = self.status();
        Ok(Left { log, size, root })
    }

    /// Has a record that is held go on under the name `to`, over the lines that it has: one line says so, with what `declared` says beside
    /// ([`comity_record::succession`]). Nothing is signed here. The store takes nothing any more, and is opened as `to` from then on, still
    /// held; as what it was it does not open again ([`StoreError::Succeeded`]). The same words and times give the same line.
    ///
    /// # Errors
    /// [`StoreError::NotHeld`]; [`StoreError::Stopped`]; whatever the disk or the database says: then nothing has changed.
    pub fn succeed(
        &self,
        to: &str,
        (day, time): (Date, Time),
        declared: Map<String, Value>,
    ) -> Result<Committed, CommitError> {
        let left = self.left().map_err(|error| match error {
            StoreError::NotHeld => CommitError::Malformed(error.to_string()),
            other => refused(other),
        })?;
        let open = left.open(declared).map_err(|error| CommitError::Malformed(error.to_string()))?;
        let entry = NewEntry { open, ..NewEntry::new(succession::KIND) };
        let commit = Commit::of(SUCCESSION, Expected::Any, day, time, vec![entry]);
        let (sender, receiver) = sync_channel(1);
        let done: Done = Box::new(move |result| drop(sender.send(result)));
        let queue = self.thread.queue().ok_or(CommitError::Stopped)?;
        queue.send(Job::Succeed(to.to_owned(), commit, done)).map_err(|_| CommitError::Stopped)?;
        drop(queue);
        let committed = receiver.recv().unwrap_or(Err(CommitError::Stopped));
        if committed.is_ok() {
            self.thread.end();
            // If that fails, the lease runs out by itself.
            drop(self.shared.checkpoints.leave());
            // What this store would add or sign would be under the old name.
            self.shared.volume.stop();
        }
        committed
    }

    /// How the store stands.
    pub fn status(&self) -> Status {
        // In this order: what a checkpoint covers is known when it is.
        self.shared.or_end(self.shared.checkpoints.read_again());
        let checkpoint_size = self.shared.checkpoints.checkpoint().size;
        self.shared.follow_or_end();
        let index = self.shared.record.index();
        Status {
            log: self.shared.log.clone(),
            size: index.size(),
            root: index.tree.root(),
            checkpoint_size,
            subjects: index.subjects().len() as u64,
            start: self.shared.start.clone(),
            stopped: self.shared.volume.is_stopped(),
        }
    }

    /// Whether the store has stopped: it takes nothing any more.
    pub fn is_stopped(&self) -> bool {
        self.shared.volume.is_stopped()
    }

    /// Waits for what is queued, signs a last checkpoint, and stops: the store takes nothing any more.
    pub fn close(&self) -> Result<(), StoreError> {
        self.finish()?;
        if self.shared.volume.is_stopped() {
            return Ok(());
        }
        self.shared.checkpoints.leave()?;
        self.shared.volume.stop();
        Ok(())
    }

    /// Takes no commit any more, and signs a last checkpoint. Nobody else may have the store yet.
    fn finish(&self) -> Result<(), StoreError> {
        self.thread.end();
        if self.shared.volume.is_stopped() {
            return Ok(());
        }
        self.shared.working.sync()?;
        self.make_checkpoint().map(drop)
    }
}

impl Store {
    /// A digest of everything that the store holds: the record and its newest checkpoint, the keys, the heads, the working log, the names of
    /// the blobs, and the views. Equal on two stores that give the same answers, whatever they stand on. Whoever takes it sees to it that nobody
    /// writes meanwhile.
    pub fn state(&self) -> Result<Digest, StoreError> {
        self.shared.follow()?;
        archive::state(&self.shared)
    }

    /// Takes no commit any more, and writes all that the store holds as an archive. Answers with its state. Whoever has the archive and the
    /// master key has everything; other processes over the same database must have ended. The store can be opened again, and goes on then,
    /// unless [`Store::end_log`] is called.
    pub fn export(&self, to: &mut dyn Write) -> Result<Digest, StoreError> {
        self.finish()?;
        self.shared.while_nobody_writes(|| archive::write(&self.shared, to))
    }

    /// Ends the log here, once `archive` was read to its end and holds all that the store does: no start opens this store any more
    /// ([`StoreError::Ended`]), so that it signs no second history beside the store that is made from the archive. Then closes the store. After
    /// an error nothing has ended.
    pub fn end_log(&self, archive: &mut dyn BufRead) -> Result<(), StoreError> {
        self.finish()?;
        let exported = archive::verify(archive, &self.shared.log, self.shared.checkpoints.keys())?;
        let found = self.state()?;
        if found != exported {
            return Err(StoreError::StateDiffers { exported, found });
        }
        self.shared.mark_ended()?;
        self.close()
    }

    /// Makes a store from an archive, in a place that has nothing, and opens it. Every line is verified, and so is that the state is the one
    /// that was exported.
    pub fn import(config: Config, mut parts: Parts, from: &mut dyn BufRead) -> Result<Self, StoreError> {
        let keys = checkpoints::keys(&parts.checkpoint_signer, &parts.checkpoint_keys);
        let exported = moved::import(&config, Arc::clone(&parts.disk), &keys, &mut *parts.entropy, from)?;
        let store = Self::open(config, parts)?;
        let found = store.state()?;
        if found == exported { Ok(store) } else { Err(StoreError::StateDiffers { exported, found }) }
    }
}

impl Thread {
    fn queue(&self) -> Option<SyncSender<Job>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the thread when it has done what is queued.
    fn end(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last clone may be dropped by that thread itself, in the answer to a commit.
        if let Some(handle) = handle.filter(|handle| handle.thread().id() != std::thread::current().id()) {
            drop(handle.join());
        }
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.end();
    }
}

/// The thread of the writer: takes what is waiting as one batch, until nobody can ask any more.
fn write_batches(shared: &Shared, writer: &Writer, jobs: &Receiver<Job>, (commits, bytes): (usize, usize)) {
    while let Ok(job) = jobs.recv() {
        let mut batch = writer.begin();
        let mut next = Some(job);
        let (mut erase, mut succeed) = (None, None);
        while let Some(job) = next.take() {
            match job {
                Job::Commit(commit, done) => writer.stage(&mut batch, commit, done),
                Job::Erase(subject, done) => {
                    erase = Some((subject, done));
                    break;
                }
                Job::Succeed(to, commit, done) => {
                    succeed = Some((to, commit, done));
                    break;
                }
            }
            if batch.commits() < commits && batch.bytes() < bytes {
                next = jobs.try_recv().ok();
            }
        }
        writer.finish(batch);
        if let Some((subject, done)) = erase {
            // Whoever asked may have gone.
            drop(done.send(shared.erase(&subject)));
        }
        if let Some((to, commit, done)) = succeed
            && writer.succeed(writer.begin(), &to, &commit, done)
        {
            return;
        }
    }
}
