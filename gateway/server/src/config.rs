//! The configuration of one gateway: `comity.toml` in its directory.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use comity_domain::GatewayId;
use comity_domain::juror::SharedLists;
use comity_domain::limits::SCANNER_FILE_BYTES;
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
    /// The PostgreSQL database that holds the record in the place of that directory: a URL, or `host=/run/postgresql user=… dbname=…`. Without
    /// `database_roots` it must be on this machine, or behind a tunnel that begins on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// The certificates (PEM) that may vouch for the database. With them it may be anywhere, and is spoken to encrypted or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database_roots: Option<PathBuf>,
    /// The S3-compatible store that has the large files, in the place of the directory or the database.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<Bucket>,
    /// Private keys: `master.key`, `envelope.json`, `checkpoint.json`, `witness.json`, `feed.json`, `seals/<authority>.json`; successors of the
    /// first two are called `envelope-….json` and `checkpoint-….json`.
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
    /// What a draw of jurors takes here.
    #[serde(default, skip_serializing_if = "Draws::is_usual")]
    pub draws: Draws,
    /// Who looks at files before they come into a matter: `"none"`, or a table `[scanner.clamd]`. Without it nothing is uploaded: that nobody
    /// looks is said, and not left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scanner: Option<Scanner>,
    /// Courts here that share their lists of jurors from Hong Kong and Macao, and the instrument that lets them. Without it each basic court
    /// draws from its own list, as the law has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_jurors: Option<SharedLists>,
    /// Whether a start reads the whole record before anybody is served. Without it, what was verified before is read while the gateway serves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub verify_at_start: bool,
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
    /// `http://127.0.0.1:8333`: a port of this machine, of the store itself or of a tunnel that begins here; with `roots`
    /// `https://s3.court.example`, wherever that is.
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
    /// The certificates (PEM) that may vouch for the store. With them it is spoken to encrypted or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roots: Option<PathBuf>,
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

/// What a draw of jurors takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Draws {
    /// So many days before the hearing is the last day to draw (法释〔2019〕5号, art. 3: seven).
    pub days_before_hearing: u16,
    /// So many people at least should qualify for each seat, unless another judge of the court allows fewer.
    pub candidates_min: usize,
}

impl Default for Draws {
    fn default() -> Self {
        Self { days_before_hearing: 7, candidates_min: 3 }
    }
}

impl Draws {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// What stores of one's own sign for.
fn usual_region() -> String {
    "us-east-1".to_owned()
}

/// Who looks at files before they come into a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Scanner {
    /// Nobody. Each file that is taken says so.
    None,
    /// `clamd`, on this machine.
    Clamd(Clamd),
}

/// The `clamd` that looks at files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clamd {
    /// Its socket: a path, or an address of the loopback.
    pub socket: ScannerAddress,
    /// The largest file that it looks at whole: the least of `StreamMaxLength`, `MaxFileSize` and `MaxScanSize` in its own configuration.
    /// `clamd` calls larger ones clean without a look, so none is taken.
    #[serde(default = "scanner_file_bytes")]
    pub file_max_bytes: u64,
}

/// Where `clamd` listens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ScannerAddress {
    /// A socket in the file system.
    Unix(PathBuf),
    /// A port of the loopback.
    Tcp(SocketAddr),
}

/// What is sent to a scanner is read by whoever is on the way: it stays on this machine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not on this machine: files are shown to a scanner on the loopback, or behind a tunnel that begins there"
)]
pub struct ScannerElsewhere(SocketAddr);

impl TryFrom<String> for ScannerAddress {
    type Error = ScannerElsewhere;

    fn try_from(text: String) -> Result<Self, ScannerElsewhere> {
        match text.parse::<SocketAddr>() {
            Ok(address) if address.ip().is_loopback() => Ok(Self::Tcp(address)),
            Ok(address) => Err(ScannerElsewhere(address)),
            Err(_) => Ok(Self::Unix(text.into())),
        }
    }
}

impl From<ScannerAddress> for String {
    fn from(address: ScannerAddress) -> Self {
        address.to_string()
    }
}

impl std::fmt::Display for ScannerAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unix(path) => write!(f, "{}", path.display()),
            Self::Tcp(address) => write!(f, "{address}"),
        }
    }
}

const fn scanner_file_bytes() -> u64 {
    SCANNER_FILE_BYTES
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
        .chain(&mut self.database_roots)
        .chain(self.scanner.iter_mut().filter_map(|scanner| match scanner {
            Scanner::Clamd(Clamd { socket: ScannerAddress::Unix(path), .. }) => Some(path),
            Scanner::Clamd(_) | Scanner::None => None,
        }))
        .chain(
            self.bucket.iter_mut().flat_map(|bucket| std::iter::once(&mut bucket.secret_key).chain(&mut bucket.roots)),
        )
        .chain(
            self.revocation
                .iter_mut()
                .flat_map(|revocation| revocation.lists.iter_mut().chain(std::iter::once(&mut revocation.cache))),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courts_share_their_lists_by_a_setting_that_says_on_what_that_rests() {
        #[derive(Debug, Deserialize)]
        struct Part {
            shared_jurors: SharedLists,
        }
        let whole = "[shared_jurors]\nlegal_basis = \"local rule, art. 3\"\nin_force_from = \"2026-05-01\"\n\
                     courts = [\"cn-nansha\", \"cn-qianhai\"]\n";
        let read: Part = toml::from_str(whole).unwrap();
        assert_eq!(read.shared_jurors.check(), Ok(()));
        assert_eq!(read.shared_jurors.courts.len(), 2);
        let silent = whole.replace("legal_basis = \"local rule, art. 3\"\n", "");
        let error = toml::from_str::<Part>(&silent).unwrap_err();
        assert!(error.to_string().contains("legal_basis"), "{error}");
    }

    fn scanner(text: &str) -> Result<Scanner, toml::de::Error> {
        #[derive(Deserialize)]
        struct Part {
            scanner: Scanner,
        }
        toml::from_str(text).map(|part: Part| part.scanner)
    }

    #[test]
    fn a_scanner_is_nobody_or_clamd_on_this_machine() {
        assert_eq!(scanner("scanner = \"none\""), Ok(Scanner::None));
        let clamd = |socket: ScannerAddress, file_max_bytes| Ok(Scanner::Clamd(Clamd { socket, file_max_bytes }));
        let unix = ScannerAddress::Unix("/run/clamav/clamd.ctl".into());
        let text = "[scanner.clamd]\nsocket = \"/run/clamav/clamd.ctl\"\n";
        assert_eq!(scanner(text), clamd(unix, SCANNER_FILE_BYTES));
        let tcp = ScannerAddress::Tcp("127.0.0.1:3310".parse().unwrap());
        let text = "[scanner.clamd]\nsocket = \"127.0.0.1:3310\"\nfile_max_bytes = 5\n";
        assert_eq!(scanner(text), clamd(tcp, 5));
        let elsewhere = scanner("[scanner.clamd]\nsocket = \"192.0.2.7:3310\"\n").unwrap_err();
        assert!(elsewhere.to_string().contains("`192.0.2.7:3310` is not on this machine"), "{elsewhere}");
        assert!(scanner("scanner = \"off\"").is_err());
    }
}
