//! A PostgreSQL of a test's own, for a gateway.

use test_servers::{PostgreSql, not_run};

/// A server with one empty database.
pub struct Database(PostgreSql);

impl Database {
    /// Starts the server; where there can be none, that is noted as the reason why `what` could not be checked.
    pub async fn start(what: &str) -> Option<Self> {
        let started = tokio::task::spawn_blocking(|| PostgreSql::start(|_| Vec::new())).await.unwrap();
        if let Err(why) = &started {
            not_run(what, why);
        }
        started.ok().map(Self)
    }

    /// Its address, as `comity.toml` has it.
    pub fn url(&self) -> String {
        format!("host={} user=comity dbname=postgres", self.0.directory().display())
    }
}
