//! What is said to a database or an S3 server on another machine: encrypted, to whom a certificate proves, or nothing.

use std::net::Ipv4Addr;
use std::path::PathBuf;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use test_servers::not_run;

use super::bucket::S3Server;
use super::ground::database_config;
use super::server::Server;
use super::*;
use crate::S3Config;
use crate::bucket::{Bucket, S3};

/// A certificate for a server, and what vouches for it.
pub(super) struct Vouched {
    roots: String,
    certificate: String,
    key: String,
}

impl Vouched {
    /// One that has these names.
    pub(super) fn of(names: &[&str]) -> Self {
        let root = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let roots = params.self_signed(&root).unwrap().pem();
        let issuer = Issuer::new(params, root);
        let key = KeyPair::generate().unwrap();
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap().pem();
        Self { roots, certificate, key: key.serialize_pem() }
    }

    /// Writes them into a directory, and says where that is which vouches.
    pub(super) fn write(&self, directory: &Path) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let (key, roots) = (directory.join("server.key"), directory.join("roots.pem"));
        std::fs::write(directory.join("server.pem"), &self.certificate).unwrap();
        std::fs::write(&key, &self.key).unwrap();
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
        std::fs::write(&roots, &self.roots).unwrap();
        roots
    }
}

/// A PostgreSQL on an address of this machine, which its certificate calls `localhost` and nothing else. It wants its user's password there.
struct Remote {
    server: Server,
    address: Ipv4Addr,
    directory: tempfile::TempDir,
}

const PASSWORD: &str = "known-to-the-tests-alone";

/// How the server encrypts.
const SETTINGS: &str = "\nssl = on\nssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n";

/// Whom the server lets in: from its socket anybody, from elsewhere who knows the password.
const DOORS: &str = "local all all trust\nhost all all 127.0.0.0/8 scram-sha-256\n";

impl Remote {
    fn start() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        Vouched::of(&["localhost"]).write(directory.path());
        let address = own_address();
        let started = Server::start(|data| {
            for name in ["server.pem", "server.key"] {
                std::fs::copy(directory.path().join(name), data.join(name)).unwrap();
            }
            std::fs::write(data.join("pg_hba.conf"), DOORS).unwrap();
            // In its own file, where a test can change it again: what a command line says, nothing changes.
            let file = data.join("postgresql.conf");
            let settings = std::fs::read_to_string(&file).unwrap() + SETTINGS;
            std::fs::write(&file, settings).unwrap();
            vec!["-c".to_owned(), format!("listen_addresses={address}")]
        });
        match started {
            Ok(server) => Some(Self { server, address, directory }),
            Err(why) => {
                not_run("a database that is spoken to encrypted", &why);
                None
            }
        }
    }

    /// A store in a database of its own, at what is called `host`.
    fn config(&self, host: &str, roots: Option<PathBuf>) -> Config {
        let fresh = self.server.fresh();
        fresh.client().batch_execute(&format!("ALTER USER comity PASSWORD '{PASSWORD}'")).unwrap();
        let (address, name) = (self.address, fresh.name());
        let url = format!("host={host} hostaddr={address} user=comity password={PASSWORD} dbname={name}");
        let mut config = database_config(&url);
        let database = config.database.as_mut().unwrap();
        (database.roots, database.patience) = (roots, Duration::from_secs(2));
        config
    }

    fn roots(&self) -> Option<PathBuf> {
        Some(self.directory.path().join("roots.pem"))
    }
}

/// An address of the loopback that nobody else listens on.
fn own_address() -> Ipv4Addr {
    static COUNT: AtomicUsize = AtomicUsize::new(1);
    let [.., high, low] = std::process::id().to_be_bytes();
    Ipv4Addr::new(127, high.max(1), low, COUNT.fetch_add(1, Ordering::SeqCst) as u8)
}

fn open(config: Config) -> Result<Store, StoreError> {
    Store::open(config, parts(RealDisk, &Fatal::default()))
}

/// What is said to whoever opens a store that does not open.
fn refusal(config: Config) -> String {
    match open(config) {
        Err(StoreError::Database(said)) => said,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it opened"),
    }
}

#[test]
fn everything_that_is_said_to_a_database_on_another_machine_is_encrypted() {
    let Some(remote) = Remote::start() else { return };
    let config = remote.config("localhost", remote.roots());
    let name = config.database.as_ref().unwrap().url.rsplit_once('=').unwrap().1.to_owned();
    let store = open(config).unwrap();
    fill(&store);
    store.make_checkpoint().unwrap();
    assert_eq!(audit(&store).entries, 12);
    let query = "SELECT ssl, version FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                 WHERE starts_with(application_name, 'comity ') AND datname = $1";
    let sessions = remote.server.fresh().client().query(query, &[&name]).unwrap();
    assert!(sessions.len() >= 4, "the writer's and the readers': {}", sessions.len());
    for session in sessions {
        assert_eq!((session.get::<_, bool>(0), session.get::<_, &str>(1)), (true, "TLSv1.3"));
    }
}

#[test]
fn a_database_for_which_nobody_vouches_or_of_another_name_is_told_nothing() {
    let Some(remote) = Remote::start() else { return };
    let stranger = tempfile::tempdir().unwrap();
    let roots = Vouched::of(&["localhost"]).write(stranger.path());
    let said = refusal(remote.config("localhost", Some(roots)));
    assert!(said.contains("certificate"), "{said}");
    let said = refusal(remote.config("127.0.0.1", remote.roots()));
    assert!(said.contains("not valid for name"), "{said}");
}

#[test]
fn a_database_that_does_not_encrypt_is_not_spoken_to_where_that_was_asked_for() {
    let Some(remote) = Remote::start() else { return };
    let mut plain = remote.config("127.0.0.1", None);
    let mut client = remote.server.fresh().client();
    client.batch_execute("ALTER SYSTEM SET ssl = off").unwrap();
    client.batch_execute("SELECT pg_reload_conf()").unwrap();
    let encrypts = || remote.server.fresh().client().query_one("SHOW ssl", &[]).unwrap().get::<_, String>(0);
    let mut looks = (0..1_000).map(|_| client.batch_execute("SELECT pg_sleep(0.02)").map(|()| encrypts()).unwrap());
    assert!(looks.any(|said| said == "off"), "the server goes on encrypting");
    // The server does answer whoever wants no encryption.
    plain.database.as_mut().unwrap().patience = Duration::from_secs(10);
    drop(open(plain).unwrap());
    for mode in ["", " sslmode=prefer", " sslmode=disable"] {
        let mut config = remote.config("localhost", remote.roots());
        config.database.as_mut().unwrap().url.push_str(mode);
        let said = refusal(config);
        assert!(said.contains("does not support TLS"), "{mode}: {said}");
    }
}

#[test]
fn large_files_go_encrypted_to_an_s3_server_for_which_somebody_vouches_and_to_no_other() {
    let Some(server) = S3Server::shared() else { return };
    let config = server.fresh_encrypted();
    let bucket = S3::open(&config).unwrap();
    bucket.put("folder", "object", b"sealed".to_vec()).unwrap();
    assert_eq!(bucket.get("folder", "object").unwrap().unwrap(), b"sealed");
    assert_eq!(bucket.folders().unwrap(), ["folder"]);
    let patience = Duration::from_millis(500);
    let stranger = tempfile::tempdir().unwrap();
    let roots = Some(Vouched::of(&["localhost"]).write(stranger.path()));
    let unproved = S3Config { roots, patience, ..config.clone() };
    let elsewhere =
        S3Config { endpoint: config.endpoint.replace("localhost", "127.0.0.1"), patience, ..config.clone() };
    let plain =
        S3Config { endpoint: format!("https://{}", &server.fresh().endpoint["http://".len()..]), patience, ..config };
    for refused in [unproved, elsewhere, plain] {
        assert!(matches!(S3::open(&refused), Err(StoreError::Bucket(_))), "{refused:?}");
    }
}
