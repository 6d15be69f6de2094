//! One connection to the database, held by a thread of its own: whoever asks may stand in an asynchronous runtime, which the client
//! must not.

use std::error::Error as _;
use std::net::IpAddr;
use std::str::FromStr as _;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, Error, NoTls};

use super::DatabaseConfig;
use super::reign::Reign;
use crate::StoreError;
use crate::encrypted::Trust;

/// A database that does not answer is asked again after so long.
const PAUSE: Duration = Duration::from_millis(100);

/// What each session must say about itself, so that whoever is answered `Ok` may rely on it.
const SAFE: &[(&str, &[&str])] = &[("synchronous_commit", &["on", "remote_apply"]), ("fsync", &["on"])];

/// A session that begins a transaction and then says nothing must not keep the others from theirs.
const SESSION: &str = "SET client_encoding = 'UTF8'; SET default_transaction_isolation = 'read committed'; \
                       SET idle_in_transaction_session_timeout = '30s'";

/// The thread of one connection. It ends when the link is dropped.
pub(super) struct Link(Sender<Work>);

type Work = Box<dyn FnOnce(&mut Session) + Send>;

/// Where the database is, and how it is spoken to.
#[derive(Clone)]
pub(super) struct Address {
    settings: Config,
    /// Who vouches for the database. With it everything is encrypted, and without it nothing.
    trust: Option<Trust>,
}

/// A connection, made again when it was lost.
pub(super) struct Session {
    address: Address,
    client: Option<Client>,
    /// So often is a database asked that does not answer.
    attempts: u32,
    /// Asked whenever a connection is made: one of a process whose reign has ended is of no use.
    reign: Arc<Reign>,
}

/// What a statement says: a value, or that it was refused.
pub(super) type Said<T> = Result<T, Error>;

impl Address {
    /// Reads where the database is. Without certificates that vouch for it, statements and entries go to it unencrypted, so it has to be on
    /// this machine, or behind a tunnel that begins on it. With them it is spoken to encrypted or not at all, whatever the address says of that.
    pub(super) fn of(config: &DatabaseConfig) -> Result<Self, StoreError> {
        let mut settings = settings(&config.url, config.roots.is_some())?;
        let trust = config.roots.as_deref().map(Trust::read).transpose()?;
        settings.ssl_mode(if trust.is_some() { SslMode::Require } else { SslMode::Disable });
        Ok(Self { settings, trust })
    }

    /// The same, for sessions that are called `name` at the database.
    pub(super) fn called(&self, name: &str) -> Self {
        let mut named = self.clone();
        named.settings.application_name(name);
        named
    }

    /// The same, for sessions that the database lets change nothing.
    pub(super) fn only_reading(mut self) -> Self {
        let given = self.settings.get_options().unwrap_or_default();
        let options = format!("{given} -c default_transaction_read_only=on");
        self.settings.options(options.trim_start());
        self
    }

    fn connect(&self) -> Said<Client> {
        match &self.trust {
            Some(trust) => self.settings.connect(trust.clone()),
            None => self.settings.connect(NoTls),
        }
    }
}

impl Link {
    /// A link that connects when it is first used.
    pub(super) fn new(address: &Address, patience: Duration, reign: Arc<Reign>) -> Result<Self, StoreError> {
        let attempts = patience.as_millis() / PAUSE.as_millis();
        let attempts = u32::try_from(attempts).unwrap_or(u32::MAX).max(1);
        let mut session = Session { address: address.clone(), client: None, attempts, reign };
        let (sender, receiver) = channel::<Work>();
        let work = move || receiver.into_iter().for_each(|work| work(&mut session));
        let thread = std::thread::Builder::new().name("comity-database".to_owned()).spawn(work);
        thread.map(|_| Self(sender)).map_err(|error| StoreError::Database(error.to_string()))
    }

    /// Has the thread of the connection do `work`, and waits for it.
    pub(super) fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.begin(work)?.recv().unwrap_or(Err(StoreError::Stopped))
    }

    /// [`Link::call`], waiting no longer than `limit`. What is not done by then is still done, or fails, and nobody hears of it.
    pub(super) fn call_within<T: Send + 'static>(
        &self,
        limit: Duration,
        work: impl FnOnce(&mut Session) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let silent = |_| Err(StoreError::Database("no answer in time".to_owned()));
        self.begin(work)?.recv_timeout(limit).unwrap_or_else(silent)
    }

    fn begin<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<Receiver<Result<T, StoreError>>, StoreError> {
        let (sender, receiver) = sync_channel(1);
        let work: Work = Box::new(move |session| drop(sender.send(work(session))));
        self.0.send(work).map_err(|_| StoreError::Stopped)?;
        Ok(receiver)
    }
}

impl Session {
    /// Does what may be done twice, and again on a new connection when this one is lost.
    pub(super) fn again<T>(&mut self, work: impl Fn(&mut Client) -> Said<T>) -> Result<T, StoreError> {
        let mut last = None;
        for attempt in 0..self.attempts {
            if attempt > 0 {
                pause();
            }
            let lost = match self.connected() {
                Ok(client) => match work(client?) {
                    Ok(value) => return Ok(value),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            // A transaction that was begun ends with its connection.
            self.client = None;
            if !is_lost(&lost) {
                return Err(refused(&lost));
            }
            last = Some(lost);
        }
        Err(last.map_or(StoreError::Stopped, |error| refused(&error)))
    }

    /// Does what may be done once, on the connection that is there: the one whose transaction was begun. After an error that transaction
    /// is gone.
    pub(super) fn once<T>(&mut self, work: impl FnOnce(&mut Client) -> Said<T>) -> Result<T, StoreError> {
        let lost = || StoreError::Database("the connection was lost".to_owned());
        let result = self.client.as_mut().ok_or_else(lost).and_then(|client| work(client).map_err(|e| refused(&e)));
        if result.is_err() {
            self.client = None;
        }
        result
    }

    /// Does what only looks, on the connection whose transaction was begun. After an error that connection is given up, and the transaction
    /// with it.
    pub(super) fn checked(
        &mut self,
        look: impl FnOnce(&mut Client) -> Said<Result<(), StoreError>>,
    ) -> Result<(), StoreError> {
        let looked = self.once(look).flatten();
        if looked.is_err() {
            self.client = None;
        }
        looked
    }

    /// The connection. The outer error is one that another attempt may not meet, wherever in its beginning the connection was lost.
    fn connected(&mut self) -> Said<Result<&mut Client, StoreError>> {
        if self.client.as_ref().is_none_or(Client::is_closed) {
            let mut client = prepared(self.address.connect()?)?;
            if let Err(refused) = safe(&mut client)?.and(self.reign.check(&mut client)?) {
                return Ok(Err(refused));
            }
            self.client = Some(client);
        }
        Ok(self.client.as_mut().ok_or(StoreError::Stopped))
    }
}

/// Reads an address. One that is spoken to encrypted names a host that a certificate can be of; one that is not is of this machine.
fn settings(url: &str, encrypted: bool) -> Result<Config, StoreError> {
    let mut settings = Config::from_str(url).map_err(|error| StoreError::DatabaseAddress(error.to_string()))?;
    let hosts = settings.get_hosts();
    let (fits, wrong) = if encrypted {
        (hosts.iter().all(is_named), "a certificate can vouch for a host with a name or an address, not for a socket")
    } else if settings.get_ssl_mode() == SslMode::Require {
        (false, "to be spoken to encrypted, but no certificates are given that vouch for it")
    } else {
        let near = hosts.iter().all(is_here) && settings.get_hostaddrs().iter().all(IpAddr::is_loopback);
        (near, "neither a socket nor an address of this machine")
    };
    if hosts.is_empty() || !fits {
        return Err(StoreError::DatabaseAddress(wrong.to_owned()));
    }
    settings.connect_timeout(Duration::from_secs(5)).tcp_user_timeout(Duration::from_secs(10));
    Ok(settings)
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Unix(path) => path.is_absolute(),
        Host::Tcp(name) => name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()),
    }
}

const fn is_named(host: &Host) -> bool {
    matches!(host, Host::Tcp(_))
}

fn prepared(mut client: Client) -> Said<Client> {
    client.batch_execute(SESSION).map(|()| client)
}

/// Whether a connection may be relied on: whether a commit that was answered on it is on stable storage.
fn safe(client: &mut Client) -> Said<Result<(), StoreError>> {
    for (setting, safe) in SAFE {
        let value: String = client.query_one("SELECT current_setting($1)", &[setting])?.try_get(0)?;
        if !safe.contains(&value.as_str()) {
            return Ok(Err(StoreError::DatabaseUnsafe { setting, value }));
        }
    }
    Ok(Ok(()))
}

/// Whether another connection may fare better: this one ended, or the server is starting or ending.
fn is_lost(error: &Error) -> bool {
    error.code().is_none_or(|code| code.code().starts_with("57P") || code.code().starts_with("08"))
}

pub(super) fn refused(error: &Error) -> StoreError {
    let said = error.as_db_error().map(|said| format!("{} ({})", said.message(), said.code().code()));
    let source = || error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    StoreError::Database(said.unwrap_or_else(source))
}

/// Lets some time pass: nothing is ever sent.
fn pause() {
    let (_sender, receiver): (Sender<()>, Receiver<()>) = channel();
    let _: Result<(), _> = receiver.recv_timeout(PAUSE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_on_another_machine_is_refused_where_nothing_would_be_encrypted() {
        for url in [
            "postgres://comity@192.0.2.7/comity",
            "host=db.example user=comity",
            "host=localhost hostaddr=192.0.2.7 user=comity",
            "user=comity",
            "host=/run/postgresql,db.example user=comity",
            "not a url",
        ] {
            assert!(matches!(settings(url, false), Err(StoreError::DatabaseAddress(_))), "{url}");
        }
        for url in ["postgres://comity@localhost/comity", "host=/run/postgresql user=comity", "host=127.0.0.1 user=c"] {
            assert!(settings(url, false).is_ok(), "{url}");
        }
    }

    #[test]
    fn an_address_that_asks_for_encryption_is_refused_where_nobody_vouches_for_the_database() {
        for url in ["postgres://comity@localhost/comity?sslmode=require", "host=127.0.0.1 user=c sslmode=require"] {
            assert!(matches!(settings(url, false), Err(StoreError::DatabaseAddress(_))), "{url}");
        }
    }

    #[test]
    fn a_database_that_is_spoken_to_encrypted_is_anywhere_and_has_a_name() {
        for url in ["postgres://comity@192.0.2.7/comity", "host=db.example user=comity", "host=a,b user=c"] {
            assert!(settings(url, true).is_ok(), "{url}");
        }
        for url in ["host=/run/postgresql user=comity", "host=db.example,/run/postgresql user=c", "user=c"] {
            assert!(matches!(settings(url, true), Err(StoreError::DatabaseAddress(_))), "{url}");
        }
    }
}
