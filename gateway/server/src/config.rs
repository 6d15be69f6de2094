//! The configuration of one gateway: `comity.toml` in its directory.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use comity_domain::GatewayId;
use serde::{Deserialize, Serialize};

use crate::clock::BusinessDays;

/// The file's name.
pub const FILE_NAME: &str = "comity.toml";

/// One gateway. Relative paths are relative to the file's own directory.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Which gateway this is.
    pub gateway: GatewayId,
    /// The name of its log, as checkpoints carry it.
    pub log: String,
    /// Where people and court systems reach it.
    pub people: Listen,
    /// Where the other gateways reach it.
    pub peers: Listen,
    /// The journal and its views.
    pub record: PathBuf,
    /// The PostgreSQL database that holds the record in the place of that directory: a URL, or `host=/run/postgresql user=… dbname=…`. It must be
    /// on this machine, or behind a tunnel that begins on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// The S3-compatible store that has the large files, in the place of the directory or the database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// Private keys: `master.key`, `envelope.json`, `checkpoint.json`, `witness.json`, `seals/<authority>.json`.
    pub keys: PathBuf,
    /// The roll.
    pub roll: PathBuf,
    /// The keys that the first roll must be signed with.
    pub roll_trust: PathBuf,
    /// The releases of rules: own and advice.
    pub releases: PathBuf,
    /// Which release is in force here.
    pub rules_lock: PathBuf,
    /// The lists of revoked certificates that are held against the peers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revocation: Option<Revocation>,
    /// How long the particulars of matters are kept. Without it only an order erases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retention: Option<Retention>,
    /// In a practice world: the file with the business day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice_business_day: Option<PathBuf>,
}

/// An address to listen on, and the certificate shown there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// Address and port.
    pub address: SocketAddr,
    /// The certificate chain, PEM.
    pub certificate: PathBuf,
    /// Its private key, PEM.
    pub key: PathBuf,
}

/// A bucket of an S3-compatible store.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bucket {
    /// `http://127.0.0.1:8333`: a port of this machine, of the store itself or of a tunnel that begins here.
    pub endpoint: String,
    /// The bucket's name. It is there, and nobody else uses it.
    pub name: String,
    /// The region that requests are signed for.
    #[serde(default = "usual_region")]
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The file with the key itself, in one line.
    pub secret_key: PathBuf,
}

/// Lists of revoked certificates (X.509 CRL, PEM or DER). The operator has them fetched; the gateway reads files, and calls nobody.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The files.
    pub lists: Vec<PathBuf>,
    /// Where the gateway keeps what it read last, for a start while the files cannot be read.
    pub cache: PathBuf,
}

/// How long this side's law has the particulars of a matter kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// So many years from the day on which a matter ended on this side.
    pub years: u16,
}

/// What stores of one's own sign for.
fn usual_region() -> String {
    "us-east-1".to_owned()
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot read the configuration `{}`: {reason}", .path.display())]
pub struct BadConfig {
    path: PathBuf,
    reason: String,
}

impl Config {
    /// Reads the configuration in `directory` and makes its paths absolute.
    pub fn read(directory: &Path) -> Result<Self, BadConfig> {
        let path = directory.join(FILE_NAME);
        let bad = |reason: String| BadConfig { path: path.clone(), reason };
        let text = std::fs::read_to_string(&path).map_err(|error| bad(error.to_string()))?;
        let mut config: Self =
            toml::from_str(&text).map_err(|error| bad(error.to_string().trim().replace('\n', " ")))?;
        for relative in config.paths() {
            *relative = directory.join(&*relative);
        }
        Ok(config)
    }

    /// Where business days come from.
    pub fn business_days(&self) -> BusinessDays {
        self.practice_business_day.clone().map_or(BusinessDays::Machine, BusinessDays::Practice)
    }

    fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        [
            &mut self.people.certificate,
            &mut self.people.key,
            &mut self.peers.certificate,
            &mut self.peers.key,
            &mut self.record,
            &mut self.keys,
            &mut self.roll,
            &mut self.roll_trust,
            &mut self.releases,
            &mut self.rules_lock,
        ]
        .into_iter()
        .chain(&mut self.practice_business_day)
        .chain(self.bucket.as_mut().map(|bucket| &mut bucket.secret_key))
        .chain(
            self.revocation
                .iter_mut()
                .flat_map(|revocation| revocation.lists.iter_mut().chain(std::iter::once(&mut revocation.cache))),
        )
    }
}
