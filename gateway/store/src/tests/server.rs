//! The PostgreSQL of these tests, for as long as they run.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use postgres::{Client, NoTls};
use test_servers::{PostgreSql, not_run};

/// The server.
pub(super) struct Server(PostgreSql);

/// A database of its own on the server.
#[derive(Clone)]
pub(super) struct Fresh {
    socket: PathBuf,
    name: String,
}

impl Server {
    /// The one server of the tests; where there is none, that is noted.
    pub(super) fn shared() -> Option<&'static Self> {
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        let server = SERVER.get_or_init(|| {
            let started = Self::start(|_| Vec::new());
            if let Err(why) = &started {
                not_run("the store on PostgreSQL", why);
            }
            started.ok()
        });
        server.as_ref()
    }

    /// An empty database.
    pub(super) fn fresh(&self) -> Fresh {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::SeqCst));
        let fresh = Fresh { socket: self.0.directory().to_owned(), name };
        fresh.admin("postgres").batch_execute(&format!("CREATE DATABASE {}", fresh.name)).unwrap();
        fresh
    }

    /// A server of a test's own, see [`PostgreSql::start`].
    pub(super) fn start(prepare: impl FnOnce(&Path) -> Vec<String>) -> Result<Self, String> {
        PostgreSql::start(prepare).map(Self)
    }
}

impl Fresh {
    /// A database that another process has made.
    pub(super) fn at(socket: &str, name: &str) -> Self {
        Self { socket: socket.into(), name: name.to_owned() }
    }

    pub(super) fn socket(&self) -> &Path {
        &self.socket
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn url(&self) -> String {
        self.url_through(&self.socket)
    }

    /// Its address behind another socket.
    pub(super) fn url_through(&self, socket: &Path) -> String {
        format!("host={} user=comity dbname={}", socket.display(), self.name)
    }

    /// A connection past the store.
    pub(super) fn client(&self) -> Client {
        self.admin(&self.name)
    }

    fn admin(&self, name: &str) -> Client {
        let url = format!("host={} user=comity dbname={name}", self.socket.display());
        Client::connect(&url, NoTls).unwrap()
    }
}
