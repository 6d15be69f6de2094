//! The lease of a database, and the reign of the process that holds it.
//!
//! Each reign has a number, one more than the reign before: its fence. A process that uses a database *alone* takes the lease at its start,
//! and is refused while another process has it. One that has it for good says so every moment; the lease can be taken when it ended in
//! order, when it has said nothing for as long as the lease lasts, or sooner when none of its sessions is left at the database.
//!
//! Whoever takes over has the sessions of the processes before ended, and waits until nobody writes. From then on those can do nothing:
//! the number is compared in the transaction of each batch, behind the lock of the head; by each look how far the journal goes; and by each
//! session that is made anew. A process that finds another number there, or that cannot renew its lease in time, ends. It does not matter
//! what it believed meanwhile, or whether it stood still.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::Duration;

use postgres::Client;

use super::link::{Address, Link, Said, Session};
use super::{Database, DatabaseConfig, as_i64, as_u64};
use crate::StoreError;

/// The sessions of a process are called this, and by its name.
const SESSIONS: &str = "comity ";

/// The session of a process that only looks whether there is another.
const WATCHING: &str = "comity-standby";

/// The lease is renewed so many times while it lasts, if the database answers.
const RENEWALS: u32 = 8;

/// So many renewals in a row may fail. Each takes two eighths of the lease at most, and another process waits for all eight.
const FAILURES: u32 = 3;

/// The sessions of a process before are waited for so long, each.
const SESSION_END_MS: i64 = 5000;

/// Whether the lease can be taken. `$1`: a holder without a session must have been silent so long that it lasts only so many seconds more.
/// `$2`: what the sessions of a process are called.
const FREE: &str = "holder IS NULL OR until < clock_timestamp() \
     OR until < clock_timestamp() + make_interval(secs => $1) AND NOT EXISTS \
        (SELECT FROM pg_stat_activity WHERE application_name = $2 || encode(holder, 'hex'))";

/// Told once that another process has taken over, or that the lease could not be renewed.
pub(crate) type OnLost = Arc<dyn Fn(&str) + Send + Sync>;

/// The reign of this process, if it uses the database alone.
pub(super) struct Reign {
    /// The name of this process among those that may hold the lease.
    pub(super) holder: [u8; 16],
    pub(super) lease: Duration,
    alone: OnceLock<Alone>,
}

/// This process uses the database alone.
struct Alone {
    number: u64,
    on_lost: OnLost,
}

/// The thread that renews the lease, until this is dropped.
pub(super) struct Keeper {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Reign {
    pub(super) const fn new(holder: [u8; 16], lease: Duration) -> Self {
        Self { holder, lease, alone: OnceLock::new() }
    }

    /// The address for the sessions of this process.
    pub(super) fn session(&self, address: &Address) -> Address {
        address.called(&self.name())
    }

    /// The number of the reign; `None` if the database is shared.
    pub(super) fn number(&self) -> Option<u64> {
        self.alone.get().map(|alone| alone.number)
    }

    /// An error, and the end of the program, if the reign with the number `fence` is not the one of this process.
    pub(super) fn permits(&self, fence: u64) -> Result<(), StoreError> {
        match self.number() {
            Some(number) if number != fence => Err(self.lost()),
            _ => Ok(()),
        }
    }

    /// [`Reign::permits`] what stands in the database.
    pub(super) fn check(&self, client: &mut Client) -> Said<Result<(), StoreError>> {
        if self.number().is_none() {
            return Ok(Ok(()));
        }
        fence(client).map(|fence| self.permits(fence))
    }

    /// Another process has taken over. Always an error.
    pub(super) fn lost(&self) -> StoreError {
        self.end("another process has taken the database over");
        StoreError::Stopped
    }

    fn end(&self, why: &str) {
        if let Some(alone) = self.alone.get() {
            (alone.on_lost)(why);
        }
    }

    /// Takes the lease for good, and has what is left of the processes before ended; `None` if another process has it.
    pub(super) fn begin(
        self: &Arc<Self>,
        address: &Address,
        link: &Link,
        on_lost: OnLost,
    ) -> Result<Option<Keeper>, StoreError> {
        let keeping = Link::new(address, self.lease / RENEWALS, Arc::clone(self))?;
        let this = Arc::clone(self);
        let Some(number) = link.call(move |session| session.again(|client| this.claim(client)))? else {
            return Ok(None);
        };
        if self.alone.set(Alone { number, on_lost }).is_err() {
            return Err(StoreError::Stopped);
        }
        let this = Arc::clone(self);
        link.call(move |session| this.end_others(session))?;
        Keeper::start(Arc::clone(self), number, keeping).map(Some)
    }

    fn name(&self) -> String {
        let hex: String = self.holder.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{SESSIONS}{hex}")
    }

    fn claim(&self, client: &mut Client) -> Said<Option<u64>> {
        let query = format!(
            "UPDATE lease SET holder = $3, fence = fence + 1, until = clock_timestamp() + make_interval(secs => $4) \
             WHERE holder = $3 OR {FREE} RETURNING fence"
        );
        let holder = self.holder.as_slice();
        let row = client.query_opt(&query, &[&may_last(self.lease), &SESSIONS, &holder, &self.lease.as_secs_f64()])?;
        row.map(|row| row.try_get(0).map(as_u64)).transpose()
    }

    /// Ends the sessions of all other processes, and returns when they have ended: what they had begun was made by then or never is.
    fn end_others(&self, session: &mut Session) -> Result<(), StoreError> {
        let name = self.name();
        let left: i64 = session.again(|client| {
            let query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user \
                         AND starts_with(application_name, $1) AND application_name <> $2";
            let rows = client.query(query, &[&SESSIONS, &name])?;
            let others = rows.iter().map(|row| row.try_get(0)).collect::<Said<Vec<i32>>>()?;
            for process in &others {
                client.query_one("SELECT pg_terminate_backend($1, $2)", &[process, &SESSION_END_MS])?;
            }
            client.query_one("SELECT count(*) FROM pg_stat_activity WHERE pid = ANY($1)", &[&others])?.try_get(0)
        })?;
        if left == 0 {
            return Ok(());
        }
        Err(StoreError::Database(format!("{left} sessions of the process before have not ended")))
    }
}

impl Database {
    /// Takes or keeps the lease, and answers with the number of the reign; `None` if another process has it.
    pub(crate) fn hold_lease(&self) -> Result<Option<u64>, StoreError> {
        if let Some(number) = self.reign.number() {
            return Ok(Some(number));
        }
        let (holder, lease) = (self.reign.holder.to_vec(), self.reign.lease.as_secs_f64());
        self.read(move |client| {
            let query = "UPDATE lease SET until = clock_timestamp() + make_interval(secs => $2), holder = $1, \
                         fence = CASE WHEN holder = $1 THEN fence ELSE fence + 1 END \
                         WHERE holder = $1 OR until < clock_timestamp() RETURNING fence";
            let row = client.query_opt(query, &[&holder, &lease])?;
            row.map(|row| row.try_get(0).map(as_u64)).transpose()
        })
    }

    /// Stores a checkpoint, if this process still holds the lease in the reign `fence` and there is none that covers as much, but for the
    /// `newest` that it knows: that one may be signed anew. Says whether it did.
    pub(crate) fn keep_checkpoint(&self, fence: u64, size: u64, note: &str, newest: &str) -> Result<bool, StoreError> {
        let (holder, note, newest) = (self.reign.holder.to_vec(), note.to_owned(), newest.to_owned());
        self.read(move |client| {
            let mut transaction = client.transaction()?;
            let query = "SELECT 1 FROM lease WHERE holder = $1 AND fence = $2 AND until > clock_timestamp() FOR UPDATE";
            let held = transaction.query_opt(query, &[&holder, &as_i64(fence)])?.is_some();
            let query = "INSERT INTO checkpoints (size, fence, note) SELECT $1, $2, $3 \
                         WHERE NOT EXISTS (SELECT 1 FROM checkpoints WHERE size > $1) \
                         ON CONFLICT (size) DO UPDATE SET note = $3, \
                         fence = CASE WHEN checkpoints.note = $3 THEN checkpoints.fence ELSE $2 END \
                         WHERE checkpoints.note IN ($3, $4)";
            let kept = held && transaction.execute(query, &[&as_i64(size), &as_i64(fence), &note, &newest])? == 1;
            transaction.commit()?;
            Ok(kept)
        })
    }

    /// Gives the lease to whoever wants it next.
    pub(crate) fn leave_lease(&self) -> Result<(), StoreError> {
        // It would find that the lease is gone.
        drop(self.keeper().take());
        let holder = self.reign.holder.to_vec();
        self.read(move |client| {
            let query = "UPDATE lease SET holder = NULL, until = '-infinity' WHERE holder = $1";
            client.execute(query, &[&holder]).map(drop)
        })
    }
}

/// The number of the reign that stands in the database.
fn fence(client: &mut Client) -> Said<u64> {
    client.query_one("SELECT fence FROM lease", &[])?.try_get(0).map(as_u64)
}

/// For how many seconds at most the lease of a holder may last that lost its sessions: it has missed a renewal, and more than one.
fn may_last(lease: Duration) -> f64 {
    (lease - lease / RENEWALS * 2).as_secs_f64()
}

impl Keeper {
    fn start(reign: Arc<Reign>, number: u64, link: Link) -> Result<Self, StoreError> {
        let (stop, stopped) = channel();
        let work = move || keep(&reign, number, &link, &stopped);
        let thread = std::thread::Builder::new().name("comity-lease".to_owned()).spawn(work);
        let thread = thread.map_err(|error| StoreError::Database(error.to_string()))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop.take();
        let thread = self.thread.take().filter(|thread| thread.thread().id() != std::thread::current().id());
        if let Some(thread) = thread {
            drop(thread.join());
        }
    }
}

/// Renews the lease until it is stopped, or lost.
fn keep(reign: &Reign, number: u64, link: &Link, stopped: &Receiver<()>) {
    let pause = reign.lease / RENEWALS;
    let mut failures = 0;
    while stopped.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        let (holder, lease) = (reign.holder.to_vec(), reign.lease.as_secs_f64());
        let renewed = link.call_within(pause, move |session| {
            session.again(|client| {
                let query = "UPDATE lease SET until = clock_timestamp() + make_interval(secs => $3) \
                             WHERE holder = $1 AND fence = $2";
                client.execute(query, &[&holder, &as_i64(number), &lease])
            })
        });
        match renewed {
            Ok(0) => return reign.end("another process has taken the database over"),
            Ok(_) => failures = 0,
            Err(error) => {
                failures += 1;
                tracing::warn!(%error, failures, "the lease of the database cannot be renewed");
                if failures == FAILURES {
                    return reign.end("the lease of the database could not be renewed in time");
                }
            }
        }
    }
}

/// Looks whether a process uses a database alone, for one that would take its place. It changes nothing there.
pub struct Watch {
    link: Link,
    lease: Duration,
}

impl Watch {
    /// A watch over the database of `config`. It connects when it is first asked.
    ///
    /// # Errors
    /// [`StoreError::DatabaseAddress`], [`StoreError::Roots`].
    pub fn new(config: &DatabaseConfig) -> Result<Self, StoreError> {
        let address = Address::of(config)?.called(WATCHING);
        let nobody = Arc::new(Reign::new([0; 16], config.lease));
        Ok(Self { link: Link::new(&address, config.patience, nobody)?, lease: config.lease })
    }

    /// Whether a process uses the database, so that another could not. Blocks, for as long as the patience with a database lasts.
    ///
    /// # Errors
    /// [`StoreError::Database`] if it does not answer.
    pub fn is_in_use(&self) -> Result<bool, StoreError> {
        let lease = self.lease;
        self.link.call(move |session| {
            session.again(|client| {
                // Nobody ever opened a store in a database without this table.
                if !client.query_one("SELECT to_regclass('lease') IS NOT NULL", &[])?.try_get::<_, bool>(0)? {
                    return Ok(false);
                }
                let query = format!("SELECT NOT ({FREE}) FROM lease");
                client.query_one(&query, &[&may_last(lease), &SESSIONS])?.try_get(0)
            })
        })
    }
}
