//! A PostgreSQL database in the place of the files, for one gateway process alone, or for several at once.
//!
//! **What is promised.** Whoever is answered `Ok` may rely on it: the transaction is on stable storage (each session is asked whether
//! `synchronous_commit` and `fsync` say so, and refused otherwise). A batch of commits is one transaction. It locks the one row of `head`,
//! takes over what the other processes wrote, checks the revisions, assigns indices without gaps, and writes lines, views and head. So the
//! record has one order, whichever process writes.
//!
//! **What is read** holds everything that any process was answered `Ok` for before the reading began: each read asks the database how far
//! the record goes, and takes over what is new. Views are read from the tables themselves.
//!
//! **A lost connection** leaves the outcome of a commit open. It is looked up, behind the lock, by the name of the batch in the journal,
//! before anything is answered. A database that stays away longer than the patience that was configured ends the program where an answer
//! would have to be invented; where an error can be said, it is said.
//!
//! **The lease** is held by one process (`database/reign.rs`). One that uses the database alone holds it from its start to its end, and
//! what it does holds nothing once another has it. Of several that share a database, the one that holds it signs the checkpoints. The lease
//! is checked in the transaction that stores the checkpoint, and a checkpoint leaves only when that is made.
//!
//! **The connection** is encrypted, and the database proved, where certificates are given that vouch for it. Where none are, the address must
//! be one of this machine: a socket, or the near end of a tunnel.

mod files;
mod link;
mod reign;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use comity_record::Digest;
use link::{Address, Link, Said, Session};
use postgres::Client;
use reign::{Keeper, Reign};

use crate::framed;
use crate::{Pairs, StoreError};

pub use files::Reading;
pub(crate) use reign::OnLost;
pub use reign::Watch;

/// Where a database is, and how it is used.
#[derive(Debug, Clone)]
pub struct DatabaseConfig {
    /// A URL, or pairs: `postgres://comity@localhost/comity`, `host=/run/postgresql user=comity dbname=comity`.
    pub url: String,
    /// A database that does not answer is waited for so long.
    pub patience: Duration,
    /// Whoever has the lease has it for so long after it was last renewed, if the program stands still. Another process waits it out.
    pub lease: Duration,
    /// Whether this process uses the database alone: it is refused while another does, and can do nothing once another has taken over.
    pub alone: bool,
    /// The file with the certificates (PEM) that may vouch for the database. With it the database may be on another machine, and is spoken to
    /// encrypted (TLS 1.3) or not at all. Read when the store is opened.
    pub roots: Option<PathBuf>,
}

/// The database of a store.
pub(crate) struct Database {
    /// For the transactions of the writer.
    commits: Link,
    /// For everything else, in turn.
    others: Vec<Link>,
    turn: AtomicUsize,
    address: Address,
    reign: Arc<Reign>,
    /// Of a process that uses the database alone.
    keeper: Mutex<Option<Keeper>>,
}

/// How far the journal goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// So many lines.
    pub(crate) size: u64,
    /// So many bytes, with their newlines.
    pub(crate) bytes: u64,
    /// So often a key was erased.
    pub(crate) erasures: u64,
    /// Whether the record is held.
    pub(crate) held: bool,
    /// The number of the reign.
    fence: u64,
}

/// What a batch of commits writes.
pub(crate) struct Rows {
    /// The name of the batch.
    pub(crate) batch: [u8; 16],
    /// The index of the first line.
    pub(crate) first: u64,
    /// The lines, without newlines.
    pub(crate) lines: Vec<Vec<u8>>,
    pub(crate) views: ViewRows,
}

/// Pairs of the views to be set, and keys to be removed.
pub(crate) type ViewRows = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Connections for everything but the commits.
const OTHERS: usize = 3;

/// So many lines are read at once.
const LINES_PER_READ: i64 = 4096;

/// So many pairs of views, or keys, are written by one statement.
const ROWS_PER_WRITE: usize = 2000;

const PUT_OBJECT: &str = "INSERT INTO objects (folder, object, bytes) VALUES ($1, $2, $3) \
                          ON CONFLICT (folder, object) DO UPDATE SET bytes = excluded.bytes";

/// The sessions of a process that copies or verifies a record are called this.
const READING: &str = "comity-reading";

const SCHEMA: &str = include_str!("database/schema.sql");

/// Two processes that start at the same time make the tables one after the other. Any number that nobody else in the database uses.
const SCHEMA_LOCK: i64 = 0x636f_6d69_7479;

impl Database {
    /// Connects, checks that the database keeps what it says it keeps, and makes the tables if they are not there.
    pub(crate) fn open(config: &DatabaseConfig, holder: [u8; 16]) -> Result<Self, StoreError> {
        let reign = Arc::new(Reign::new(holder, config.lease));
        let address = reign.session(&Address::of(config)?);
        let database = Self::at(address, config, reign)?;
        database.read(|client| {
            let mut transaction = client.transaction()?;
            transaction.execute("SELECT pg_advisory_xact_lock($1)", &[&SCHEMA_LOCK])?;
            transaction.batch_execute(SCHEMA)?;
            transaction.commit()
        })?;
        Ok(database)
    }

    /// Connects to what others work on, to read it beside them. Nothing is made there, and whoever takes over leaves these sessions be.
    pub(crate) fn reading(config: &DatabaseConfig) -> Result<Self, StoreError> {
        let nobody = Arc::new(Reign::new([0; 16], config.lease));
        Self::at(Address::of(config)?.called(READING).only_reading(), config, nobody)
    }

    fn at(address: Address, config: &DatabaseConfig, reign: Arc<Reign>) -> Result<Self, StoreError> {
        let link = || Link::new(&address, config.patience, Arc::clone(&reign));
        let others = (0..OTHERS).map(|_| link()).collect::<Result<Vec<_>, _>>()?;
        let (commits, turn, keeper) = (link()?, AtomicUsize::new(0), Mutex::default());
        Ok(Self { commits, others, turn, address, reign, keeper })
    }

    /// Uses the database alone from now on. `on_lost` is told when that has ended although nobody wanted it to.
    ///
    /// # Errors
    /// [`StoreError::DatabaseInUse`] while another process does.
    pub(crate) fn use_alone(&self, on_lost: OnLost) -> Result<(), StoreError> {
        let keeper = self.reign.begin(&self.address, &self.commits, on_lost)?.ok_or(StoreError::DatabaseInUse)?;
        *self.keeper() = Some(keeper);
        // Whoever wrote has written; whoever writes from now on finds the number of this reign.
        self.begin()?;
        self.give_up();
        Ok(())
    }

    /// How far the journal goes.
    pub(crate) fn head(&self) -> Result<Head, StoreError> {
        let head = self.read(|client| Head::read(client, ""))?;
        self.reign.permits(head.fence).map(|()| head)
    }

    /// Begins the transaction of a batch. From now on nobody else writes, until it is written or given up.
    pub(crate) fn begin(&self) -> Result<Head, StoreError> {
        self.commits.call(|session| session.again(lock_head))
    }

    /// [`Database::begin`], for what takes longer than a batch.
    pub(crate) fn begin_long(&self) -> Result<Head, StoreError> {
        self.commits.call(|session| {
            session.again(|client| {
                let head = lock_head(client)?;
                client.batch_execute("SET LOCAL idle_in_transaction_session_timeout = 0")?;
                Ok(head)
            })
        })
    }

    /// Gives up the transaction that was begun.
    pub(crate) fn give_up(&self) {
        // If that fails, the connection is gone, and the transaction with it.
        drop(self.commits.call(|session| session.once(|client| client.batch_execute("ROLLBACK"))));
    }

    /// Writes a batch, and ends the transaction that was begun. After an error nothing of it was written, unless that error is
    /// [`StoreError::OutcomeUnknown`].
    pub(crate) fn write(&self, rows: Rows) -> Result<(), StoreError> {
        let reign = Arc::clone(&self.reign);
        self.commits.call(move |session| {
            session.once(|client| insert(client, &rows))?;
            still_reigns(session, &reign)?;
            commit(session, |client| {
                let first = as_i64(rows.first);
                let row = client.query_opt("SELECT batch FROM journal WHERE index = $1", &[&first])?;
                let found = row.map(|row| row.try_get::<_, Vec<u8>>(0)).transpose()?;
                Ok(found.is_some_and(|batch| batch == rows.batch))
            })
        })
    }

    /// Writes the views anew, and ends the transaction that was begun.
    pub(crate) fn write_views(&self, views: ViewRows) -> Result<(), StoreError> {
        let reign = Arc::clone(&self.reign);
        self.commits.call(move |session| {
            session.once(|client| replace_views(client, &views))?;
            still_reigns(session, &reign)?;
            // Whoever asked will ask again: the same entries make the same views.
            session.once(|client| client.batch_execute("COMMIT"))
        })
    }

    /// Erases the key of `subject`, writes the views anew, and ends the transaction that was begun. The tables are written to new files, that
    /// of the working log too, so that neither the key nor what was made with it nor what was removed before is left in the old ones. All of it
    /// is done, or nothing.
    pub(crate) fn write_erasure(&self, subject: &str, views: ViewRows) -> Result<(), StoreError> {
        let (subject, reign) = (subject.to_owned(), Arc::clone(&self.reign));
        self.commits.call(move |session| {
            session.once(|client| {
                client.batch_execute("LOCK TABLE keys IN ACCESS EXCLUSIVE MODE")?;
                let keys = read_keys(client)?;
                client.batch_execute("TRUNCATE keys")?;
                let others: Vec<_> = keys.into_iter().filter(|(other, _)| *other != subject).collect();
                insert_keys(client, &others)?;
                insert_keys(client, &[(subject.clone(), None)])?;
                rewrite_working(client)?;
                replace_views(client, &views)?;
                client.batch_execute("UPDATE head SET erasures = erasures + 1")
            })?;
            still_reigns(session, &reign)?;
            commit(session, |client| {
                let row = client.query_opt("SELECT 1 FROM keys WHERE subject = $1 AND wrapped IS NULL", &[&subject])?;
                Ok(row.is_some())
            })
        })
    }

    /// Lines from `first` on, at most a few thousand, each with its index.
    pub(crate) fn lines(&self, first: u64) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.read(move |client| {
            let query = "SELECT index, line FROM journal WHERE index >= $1 ORDER BY index LIMIT $2";
            let rows = client.query(query, &[&as_i64(first), &LINES_PER_READ])?;
            rows.iter().map(|row| Ok((as_u64(row.try_get(0)?), row.try_get(1)?))).collect()
        })
    }

    /// One line.
    pub(crate) fn line(&self, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(move |client| {
            let row = client.query_opt("SELECT line FROM journal WHERE index = $1", &[&as_i64(index)])?;
            row.map(|row| row.try_get(0)).transpose()
        })
    }

    /// The value under a key of the views.
    pub(crate) fn view(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let key = key.to_vec();
        self.read(move |client| {
            let row = client.query_opt("SELECT value FROM views WHERE key = $1", &[&key])?;
            row.map(|row| row.try_get(0)).transpose()
        })
    }

    /// At most `limit` pairs of the views, from the key `from` on or behind it, up to the key `to`.
    pub(crate) fn view_range(
        &self,
        from: &[u8],
        behind: bool,
        to: Option<Vec<u8>>,
        limit: usize,
    ) -> Result<Pairs, StoreError> {
        let from = from.to_vec();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |client| {
            let query = if behind {
                "SELECT key, value FROM views WHERE key > $1 AND ($2::bytea IS NULL OR key < $2) ORDER BY key LIMIT $3"
            } else {
                "SELECT key, value FROM views WHERE key >= $1 AND ($2::bytea IS NULL OR key < $2) ORDER BY key LIMIT $3"
            };
            let rows = client.query(query, &[&from, &to, &limit])?;
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
        })
    }

    /// Notes whether the record is held, for every process and every start to come.
    pub(crate) fn set_held(&self, held: bool) -> Result<(), StoreError> {
        self.read(move |client| client.execute("UPDATE head SET held = $1", &[&held]).map(drop))
    }

    /// Notes that the log goes on elsewhere.
    pub(crate) fn set_ended(&self) -> Result<(), StoreError> {
        self.read(|client| client.batch_execute("INSERT INTO ended DEFAULT VALUES ON CONFLICT DO NOTHING"))
    }

    /// Whether the log goes on elsewhere.
    pub(crate) fn has_ended(&self) -> Result<bool, StoreError> {
        self.read(|client| client.query_opt("SELECT 1 FROM ended", &[]).map(|row| row.is_some()))
    }

    /// All keys, wrapped; an erased one has none.
    pub(crate) fn keys(&self) -> Result<Vec<framed::Change>, StoreError> {
        self.read(read_keys)
    }

    /// The wrapped key of `subject`; the inner `None` says that it was erased.
    pub(crate) fn key(&self, subject: &str) -> Result<Option<Option<String>>, StoreError> {
        let subject = subject.to_owned();
        self.read(move |client| read_key(client, &subject))
    }

    /// Keeps `wrapped` as the key of `subject` if there is none, and says which one there is then.
    pub(crate) fn keep_key(&self, subject: &str, wrapped: &str) -> Result<Option<String>, StoreError> {
        let (subject, wrapped) = (subject.to_owned(), wrapped.to_owned());
        let standing = self.read(move |client| {
            let query = "INSERT INTO keys (subject, wrapped) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            client.execute(query, &[&subject, &wrapped])?;
            read_key(client, &subject)
        })?;
        standing.ok_or_else(|| StoreError::Database("a key that was kept is not there".to_owned()))
    }

    /// Sets or removes a value of the working log.
    pub(crate) fn set_working(&self, name: &str, sealed: Option<&str>) -> Result<(), StoreError> {
        let (name, sealed) = (name.to_owned(), sealed.map(str::to_owned));
        self.read(move |client| match &sealed {
            Some(sealed) => {
                let query = "INSERT INTO working (name, sealed) VALUES ($1, $2) \
                             ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed";
                client.execute(query, &[&name, sealed]).map(drop)
            }
            None => client.execute("DELETE FROM working WHERE name = $1", &[&name]).map(drop),
        })
    }

    /// At most `limit` values of the working log whose names begin with `prefix`, behind the name `after`.
    pub(crate) fn working(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let (prefix, after) = (prefix.to_owned(), after.map(str::to_owned));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(move |client| {
            let query = "SELECT name, sealed FROM working WHERE starts_with(name, $1) AND name >= $1 \
                         AND ($2::text IS NULL OR name > $2) ORDER BY name LIMIT $3";
            let rows = client.query(query, &[&prefix, &after, &limit])?;
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
        })
    }

    /// All heads that are kept.
    pub(crate) fn heads(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.read(|client| {
            let rows = client.query("SELECT name, note FROM heads ORDER BY name", &[])?;
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
        })
    }

    /// Keeps a head in the place of `before`, and says whether that was the one that stood there.
    pub(crate) fn keep_head(&self, name: &str, before: Option<&str>, note: &str) -> Result<bool, StoreError> {
        let (name, before, note) = (name.to_owned(), before.map(str::to_owned), note.to_owned());
        self.read(move |client| {
            let changed = match &before {
                Some(before) => {
                    // The note itself may stand there already, if a connection was lost after it was kept.
                    let query = "UPDATE heads SET note = $3 WHERE name = $1 AND note IN ($2, $3)";
                    client.execute(query, &[&name, before, &note])?
                }
                None => {
                    let query = "INSERT INTO heads (name, note) VALUES ($1, $2) \
                                 ON CONFLICT (name) DO UPDATE SET note = $2 WHERE heads.note = $2";
                    client.execute(query, &[&name, &note])?
                }
            };
            Ok(changed == 1)
        })
    }

    /// Stores a blob under its name.
    pub(crate) fn put_blob(&self, name: &Digest, sealed: Vec<u8>) -> Result<(), StoreError> {
        let name = name.as_bytes().to_vec();
        self.read(move |client| {
            let query = "INSERT INTO blobs (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING";
            client.execute(query, &[&name, &sealed]).map(drop)
        })
    }

    /// The sealed bytes of a blob.
    pub(crate) fn blob(&self, name: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let name = name.as_bytes().to_vec();
        self.read(move |client| {
            let row = client.query_opt("SELECT sealed FROM blobs WHERE name = $1", &[&name])?;
            row.map(|row| row.try_get(0)).transpose()
        })
    }

    /// The names of all blobs, in their order.
    pub(crate) fn blobs(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        self.read(|client| {
            let rows = client.query("SELECT name FROM blobs ORDER BY name", &[])?;
            rows.iter().map(|row| row.try_get(0)).collect()
        })
    }

    /// Whether there is a blob of this name.
    pub(crate) fn has_blob(&self, name: &Digest) -> Result<bool, StoreError> {
        let name = name.as_bytes().to_vec();
        self.read(move |client| {
            client.query_opt("SELECT 1 FROM blobs WHERE name = $1", &[&name]).map(|row| row.is_some())
        })
    }

    /// Removes blobs.
    pub(crate) fn remove_blobs(&self, names: &[Digest]) -> Result<(), StoreError> {
        let names: Vec<Vec<u8>> = names.iter().map(|name| name.as_bytes().to_vec()).collect();
        self.read(move |client| client.execute("DELETE FROM blobs WHERE name = ANY($1)", &[&names]).map(drop))
    }

    /// Keeps an object, in the place of one of that name.
    pub(crate) fn put_object(&self, folder: &str, object: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        let (folder, object) = (folder.to_owned(), object.to_owned());
        self.read(move |client| client.execute(PUT_OBJECT, &[&folder, &object, &bytes]).map(drop))
    }

    /// All of an object.
    pub(crate) fn object(&self, folder: &str, object: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let (folder, object) = (folder.to_owned(), object.to_owned());
        self.read(move |client| {
            let query = "SELECT bytes FROM objects WHERE folder = $1 AND object = $2";
            let row = client.query_opt(query, &[&folder, &object])?;
            row.map(|row| row.try_get(0)).transpose()
        })
    }

    /// Whether there is such an object.
    pub(crate) fn has_object(&self, folder: &str, object: &str) -> Result<bool, StoreError> {
        let (folder, object) = (folder.to_owned(), object.to_owned());
        self.read(move |client| {
            let query = "SELECT 1 FROM objects WHERE folder = $1 AND object = $2";
            client.query_opt(query, &[&folder, &object]).map(|row| row.is_some())
        })
    }

    /// The objects of a folder, in their order.
    pub(crate) fn objects(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        let folder = folder.to_owned();
        self.read(move |client| {
            let rows = client.query("SELECT object FROM objects WHERE folder = $1 ORDER BY object", &[&folder])?;
            rows.iter().map(|row| row.try_get(0)).collect()
        })
    }

    /// The folders that have objects, in their order.
    pub(crate) fn folders(&self) -> Result<Vec<String>, StoreError> {
        self.read(|client| {
            let rows = client.query("SELECT DISTINCT folder FROM objects ORDER BY folder", &[])?;
            rows.iter().map(|row| row.try_get(0)).collect()
        })
    }

    /// Removes the objects of a folder.
    pub(crate) fn remove_folder(&self, folder: &str) -> Result<(), StoreError> {
        let folder = folder.to_owned();
        self.read(move |client| client.execute("DELETE FROM objects WHERE folder = $1", &[&folder]).map(drop))
    }

    /// The newest checkpoint, signed.
    pub(crate) fn checkpoint(&self) -> Result<Option<String>, StoreError> {
        self.read(|client| {
            let row = client.query_opt("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1", &[])?;
            row.map(|row| row.try_get(0)).transpose()
        })
    }

    #[cfg(test)]
    /// All checkpoints, with the reigns in which they were signed, in the order of their sizes.
    pub(crate) fn checkpoints(&self) -> Result<Vec<(u64, String)>, StoreError> {
        self.read(|client| {
            let rows = client.query("SELECT fence, note FROM checkpoints ORDER BY size", &[])?;
            rows.iter().map(|row| Ok((as_u64(row.try_get(0)?), row.try_get(1)?))).collect()
        })
    }

    /// Stores the checkpoint over nothing, with which a record begins.
    pub(crate) fn begin_checkpoints(&self, note: &str) -> Result<(), StoreError> {
        let note = note.to_owned();
        self.read(move |client| {
            let query = "INSERT INTO checkpoints (size, fence, note) SELECT 0, 0, $1 FROM head WHERE size = 0 \
                         AND NOT EXISTS (SELECT 1 FROM checkpoints) ON CONFLICT DO NOTHING";
            client.execute(query, &[&note]).map(drop)
        })
    }

    /// Begins the transaction in which an archive is read into the tables, which must have nothing.
    pub(crate) fn begin_import(&self) -> Result<(), StoreError> {
        let is_empty = |client: &mut Client| {
            let query = "SELECT (SELECT size = 0 FROM head) AND NOT EXISTS (SELECT 1 FROM keys) \
                         AND NOT EXISTS (SELECT 1 FROM blobs) AND NOT EXISTS (SELECT 1 FROM objects) AND NOT EXISTS (SELECT 1 FROM working) \
                         AND NOT EXISTS (SELECT 1 FROM heads) AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE size > 0)";
            client.query_one(query, &[])?.try_get::<_, bool>(0)
        };
        self.begin_long()?;
        if self.commits.call(move |session| session.once(is_empty))? {
            return Ok(());
        }
        self.give_up();
        Err(StoreError::StoreNotEmpty)
    }

    pub(crate) fn import_lines(&self, batch: [u8; 16], first: u64, lines: Vec<Vec<u8>>) -> Result<(), StoreError> {
        self.in_import(move |client| insert_lines(client, batch, first, &lines))
    }

    pub(crate) fn import_key(&self, subject: String, wrapped: Option<String>) -> Result<(), StoreError> {
        self.in_import(move |client| insert_keys(client, &[(subject, wrapped)]))
    }

    /// Inserts two texts with `statement`.
    pub(crate) fn import_text(&self, statement: &'static str, one: String, other: String) -> Result<(), StoreError> {
        self.in_import(move |client| client.execute(statement, &[&one, &other]).map(drop))
    }

    pub(crate) fn import_blob(&self, name: Digest, sealed: Vec<u8>) -> Result<(), StoreError> {
        let query = "INSERT INTO blobs (name, sealed) VALUES ($1, $2)";
        self.in_import(move |client| client.execute(query, &[&name.as_bytes().as_slice(), &sealed]).map(drop))
    }

    pub(crate) fn import_object(&self, folder: String, object: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.in_import(move |client| client.execute(PUT_OBJECT, &[&folder, &object, &bytes]).map(drop))
    }

    /// Stores the newest checkpoint of the record that was read, and ends the transaction. The views are made when the store is opened.
    pub(crate) fn keep_import(&self, size: u64, checkpoint: &str) -> Result<(), StoreError> {
        let note = checkpoint.to_owned();
        self.commits.call(move |session| {
            session.once(|client| {
                client.batch_execute("TRUNCATE views")?;
                let query = "INSERT INTO checkpoints (size, fence, note) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING";
                client.execute(query, &[&as_i64(size), &note]).map(drop)
            })?;
            commit(session, move |client| Ok(Head::read(client, "")?.size == size))
        })
    }

    fn in_import(&self, work: impl FnOnce(&mut Client) -> Said<()> + Send + 'static) -> Result<(), StoreError> {
        self.commits.call(move |session| session.once(work))
    }

    fn keeper(&self) -> MutexGuard<'_, Option<Keeper>> {
        self.keeper.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has one of the connections do something that may be done twice.
    fn read<T: Send + 'static>(&self, work: impl Fn(&mut Client) -> Said<T> + Send + 'static) -> Result<T, StoreError> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % OTHERS;
        let link = self.others.get(turn).ok_or(StoreError::Stopped)?;
        link.call(move |session| session.again(work))
    }
}

impl Head {
    fn read(client: &mut Client, lock: &str) -> Said<Self> {
        let query = format!("SELECT size, bytes, erasures, held, (SELECT fence FROM lease) FROM head {lock}");
        let row = client.query_one(&query, &[])?;
        Ok(Self {
            size: as_u64(row.try_get(0)?),
            bytes: as_u64(row.try_get(1)?),
            erasures: as_u64(row.try_get(2)?),
            held: row.try_get(3)?,
            fence: as_u64(row.try_get(4)?),
        })
    }
}

/// Begins a transaction, and waits until nobody else writes.
fn lock_head(client: &mut Client) -> Said<Head> {
    client.batch_execute("BEGIN")?;
    Head::read(client, "FOR UPDATE")
}

/// An error if another process has taken over before the lock was had. What was begun is given up then. This is a statement of its own: one
/// that waited for the lock may have read what stood there before.
fn still_reigns(session: &mut Session, reign: &Reign) -> Result<(), StoreError> {
    session.checked(|client| reign.check(client))
}

fn insert(client: &mut Client, rows: &Rows) -> Said<()> {
    insert_lines(client, rows.batch, rows.first, &rows.lines)?;
    change_views(client, &rows.views)
}

fn insert_lines(client: &mut Client, batch: [u8; 16], first: u64, lines: &[Vec<u8>]) -> Said<()> {
    let query = "INSERT INTO journal (index, batch, line) \
                 SELECT $1 + place - 1, $2, line FROM unnest($3::bytea[]) WITH ORDINALITY AS lines (line, place)";
    client.execute(query, &[&as_i64(first), &batch.as_slice(), &lines])?;
    let bytes = lines.iter().map(|line| line.len() as u64 + 1).sum();
    let query = "UPDATE head SET size = size + $1, bytes = bytes + $2";
    client.execute(query, &[&as_i64(lines.len() as u64), &as_i64(bytes)]).map(drop)
}

/// Commits, and finds out what became of it if that is not said. `made` looks whether it was.
fn commit(session: &mut Session, made: impl Fn(&mut Client) -> Said<bool>) -> Result<(), StoreError> {
    let Err(reason) = session.once(|client| client.batch_execute("COMMIT")) else { return Ok(()) };
    tracing::warn!(%reason, "it is not known whether a transaction was made: the database is asked");
    let was_made = session.again(|client| {
        // Behind the lock: until then the transaction may still be under way.
        lock_head(client)?;
        let was_made = made(client)?;
        client.batch_execute("ROLLBACK")?;
        Ok(was_made)
    });
    match was_made {
        Ok(true) => Ok(()),
        Ok(false) => Err(reason),
        Err(error) => Err(StoreError::OutcomeUnknown(error.to_string())),
    }
}

fn replace_views(client: &mut Client, views: &ViewRows) -> Said<()> {
    client.batch_execute("TRUNCATE views")?;
    change_views(client, views)
}

/// Writes the working log to a new file, without what was removed from it.
fn rewrite_working(client: &mut Client) -> Said<()> {
    client.batch_execute("LOCK TABLE working IN ACCESS EXCLUSIVE MODE")?;
    let rows = client.query("SELECT name, sealed FROM working", &[])?;
    client.batch_execute("TRUNCATE working")?;
    for some in rows.chunks(ROWS_PER_WRITE) {
        let pairs =
            some.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Said<Vec<(&str, &str)>>>()?;
        let (names, sealed): (Vec<&str>, Vec<&str>) = pairs.into_iter().unzip();
        let query = "INSERT INTO working (name, sealed) SELECT * FROM unnest($1::text[], $2::text[])";
        client.execute(query, &[&names, &sealed])?;
    }
    Ok(())
}

fn change_views(client: &mut Client, views: &ViewRows) -> Said<()> {
    let removed: Vec<&[u8]> =
        views.iter().filter(|(_, value)| value.is_none()).map(|(key, _)| key.as_slice()).collect();
    if !removed.is_empty() {
        client.execute("DELETE FROM views WHERE key = ANY($1)", &[&removed])?;
    }
    let set: Vec<(&[u8], &[u8])> =
        views.iter().filter_map(|(key, value)| Some((key.as_slice(), value.as_deref()?))).collect();
    for some in set.chunks(ROWS_PER_WRITE) {
        let (keys, values): (Vec<&[u8]>, Vec<&[u8]>) = some.iter().copied().unzip();
        let query = "INSERT INTO views (key, value) SELECT * FROM unnest($1::bytea[], $2::bytea[]) \
                     ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        client.execute(query, &[&keys, &values])?;
    }
    Ok(())
}

fn read_keys(client: &mut Client) -> Said<Vec<framed::Change>> {
    let rows = client.query("SELECT subject, wrapped FROM keys ORDER BY subject", &[])?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
}

fn read_key(client: &mut Client, subject: &str) -> Said<Option<Option<String>>> {
    let row = client.query_opt("SELECT wrapped FROM keys WHERE subject = $1", &[&subject])?;
    row.map(|row| row.try_get(0)).transpose()
}

fn insert_keys(client: &mut Client, keys: &[framed::Change]) -> Said<()> {
    for some in keys.chunks(ROWS_PER_WRITE) {
        let (subjects, wrapped): (Vec<&str>, Vec<Option<&str>>) =
            some.iter().map(|(subject, wrapped)| (subject.as_str(), wrapped.as_deref())).unzip();
        let query = "INSERT INTO keys (subject, wrapped) SELECT * FROM unnest($1::text[], $2::text[])";
        client.execute(query, &[&subjects, &wrapped])?;
    }
    Ok(())
}

/// PostgreSQL has no unsigned numbers. Nothing here comes near the end of either.
fn as_i64(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn as_u64(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
