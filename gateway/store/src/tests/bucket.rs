//! The S3-compatible store of these tests, for as long as they run.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use test_servers::SeaweedFs;

use super::encrypted::Vouched;
use crate::S3Config;

/// The server.
pub(super) struct S3Server {
    server: SeaweedFs,
    /// Who vouches for it, where it is spoken to encrypted.
    roots: PathBuf,
}

impl S3Server {
    /// The one server of the tests; where there is none, that is noted.
    pub(super) fn shared() -> Option<&'static Self> {
        static SERVER: OnceLock<Option<S3Server>> = OnceLock::new();
        SERVER.get_or_init(Self::start).as_ref()
    }

    /// A bucket that nobody has used.
    pub(super) fn fresh(&self) -> S3Config {
        let bucket = self.server.fresh();
        S3Config {
            endpoint: bucket.endpoint,
            bucket: bucket.name,
            region: bucket.region,
            access_key: bucket.access_key,
            secret_key: bucket.secret_key,
            patience: Duration::from_secs(20),
            roots: None,
        }
    }

    /// The same, spoken to encrypted.
    pub(super) fn fresh_encrypted(&self) -> S3Config {
        S3Config { endpoint: self.server.encrypted(), roots: Some(self.roots.clone()), ..self.fresh() }
    }

    fn start() -> Option<Self> {
        let mut roots = PathBuf::new();
        let server = SeaweedFs::start("the pieces of large files in an S3 server", |directory| {
            roots = Vouched::of(&["localhost"]).write(directory);
        })?;
        Some(Self { server, roots })
    }
}
