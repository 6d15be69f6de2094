//! What a store can stand on, for the sentences that hold on either: files on a simulated disk, or a PostgreSQL database.

use super::server::{Fresh, Server};
use super::*;

/// What a store stands on.
pub(super) enum Ground {
    Files(SimDisk),
    Database(Fresh),
}

impl Ground {
    pub(super) fn files() -> Self {
        Self::Files(SimDisk::new())
    }

    /// None where there is no PostgreSQL.
    pub(super) fn database() -> Option<Self> {
        Server::shared().map(|server| Self::Database(server.fresh()))
    }

    /// The store, which may have been opened here before.
    pub(super) fn open(&self) -> Store {
        self.open_with(|config| config)
    }

    pub(super) fn open_with(&self, change: impl FnOnce(Config) -> Config) -> Store {
        match self {
            Self::Files(disk) => {
                Store::open(change(config(Path::new("/data"))), parts(disk.clone(), &Fatal::default())).unwrap()
            }
            Self::Database(fresh) => {
                Store::open(change(database_config(&fresh.url())), parts(RealDisk, &Fatal::default())).unwrap()
            }
        }
    }

    /// The store by other keys: the one that signs, and those that may have signed before.
    pub(super) fn open_by(&self, key: u8, earlier: &[u8]) -> Result<Store, StoreError> {
        let by = |parts: Parts| Parts {
            checkpoint_signer: signer_by(key),
            checkpoint_keys: earlier.iter().map(|key| signer_by(*key).verifier().clone()).collect(),
            ..parts
        };
        match self {
            Self::Files(disk) => Store::open(config(Path::new("/data")), by(parts(disk.clone(), &Fatal::default()))),
            Self::Database(fresh) => Store::open(database_config(&fresh.url()), by(parts(RealDisk, &Fatal::default()))),
        }
    }

    /// The same ground after the machine lost its power. What a database does then is its own affair: there only the process is lost.
    pub(super) fn after_power_cut(self, seed: u64) -> Self {
        match self {
            Self::Files(disk) => Self::Files(disk.after_power_cut(seed)),
            Self::Database(fresh) => Self::Database(fresh),
        }
    }
}

/// A small store in a database, impatient, so that a test of its patience is short.
pub(super) fn database_config(url: &str) -> Config {
    let mut config = Config { cached_bytes: 8 * 1024, ..Config::on_database(url, LOG) };
    if let Some(database) = &mut config.database {
        (database.patience, database.lease) = (Duration::from_secs(5), Duration::from_secs(1));
    }
    config
}

/// One that no other process may use meanwhile. Its lease outlasts what a busy machine makes a process wait.
pub(super) fn alone_config(url: &str) -> Config {
    let mut config = database_config(url).alone();
    config.database.as_mut().unwrap().lease = Duration::from_secs(8);
    config
}

/// Says each of these sentences of both grounds.
macro_rules! on_either_ground {
    ($($sentence:ident),* $(,)?) => {
        mod on_files {
            $(#[test]
            fn $sentence() {
                super::$sentence(super::Ground::files());
            })*
        }

        mod on_postgresql {
            $(#[test]
            fn $sentence() {
                if let Some(ground) = super::Ground::database() {
                    super::$sentence(ground);
                }
            })*
        }
    };
}

pub(super) use on_either_ground;
