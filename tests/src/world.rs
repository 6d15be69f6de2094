//! A practice world in a directory of its own, made as `comity world create` makes it.

use std::path::{Path, PathBuf};

use comity_domain::GatewayId;
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_federation::roll::{Anchor, KeyEntry, Roll, RollContents, SignedRoll};
use comity_record::Time;
use comity_server::clock::{BusinessDays, Clock};
use comity_server::config::{self, Config, FILE_NAME};
use comity_server::world::{self, Making, PracticePerson};
use tempfile::TempDir;
use test_servers::{Bucket, free_ports, target};

use crate::gateway::{Gateway, Program};
use crate::peer::Peer;
use crate::person::Person;
use crate::record::Record;
use crate::working::Working;

/// For so long the keys of a roll that a test puts in place are good: health has nothing to say of them.
const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

/// Three gateways and the people at them; none of the gateways runs yet. It is gone when this is dropped, so the gateways that
/// were started have to be dropped before (declare the world first).
pub struct PracticeWorld {
    directory: TempDir,
    people: Vec<PracticePerson>,
}

impl PracticeWorld {
    /// Makes a world of `fixtures/world/world.json` with the releases that `cargo xtask rules` and `comity rules pack` made.
    pub async fn make() -> Self {
        let releases = target().join("rules");
        for release in ["mainland", "hongkong", "macao"] {
            let file = releases.join(format!("{release}.release.json"));
            assert!(file.is_file(), "{}: not there; run `cargo xtask rules`, then `comity rules pack`", file.display());
        }
        let directory = tempfile::tempdir().unwrap();
        let making = Making {
            plan: fixtures().join("world/world.json"),
            releases,
            directory: directory.path().to_owned(),
            ports: free_ports(6),
        };
        world::make(&making).await.unwrap();
        let people = std::fs::read(directory.path().join("people.json")).unwrap();
        Self { people: serde_json::from_slice(&people).unwrap(), directory }
    }

    /// The directory of the whole world.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The directory of a gateway: `cn`, `hk`, `mo`.
    pub fn of(&self, gateway: &str) -> PathBuf {
        self.directory().join(gateway)
    }

    /// The directory of another process of a gateway, with the same files and addresses.
    pub fn beside(&self, gateway: &str, name: &str, change: impl FnOnce(&mut Config)) -> PathBuf {
        let directory = self.of(name);
        let mut config = Config::read(&self.of(gateway)).unwrap();
        change(&mut config);
        std::fs::create_dir(&directory).unwrap();
        std::fs::write(directory.join(FILE_NAME), toml::to_string(&config).unwrap()).unwrap();
        directory
    }

    /// Has a gateway keep its record in a database, or in its directory. What it has is not moved.
    pub fn keep_in(&self, gateway: &str, database: Option<String>) {
        self.configure(gateway, |config| config.database = database);
    }

    /// Has a gateway keep its large files in a bucket. What it has is not moved.
    pub fn keep_files_in(&self, gateway: &str, bucket: &Bucket) {
        let secret_key = PathBuf::from("keys/bucket.key");
        std::fs::write(self.of(gateway).join(&secret_key), format!("{}\n", bucket.secret_key)).unwrap();
        let bucket = config::Bucket {
            endpoint: bucket.endpoint.clone(),
            name: bucket.name.clone(),
            region: bucket.region.clone(),
            access_key: bucket.access_key.clone(),
            secret_key,
            roots: None,
        };
        self.configure(gateway, |config| config.bucket = Some(bucket));
    }

    fn configure(&self, gateway: &str, change: impl FnOnce(&mut Config)) {
        let file = self.of(gateway).join(FILE_NAME);
        let mut config: Config = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        change(&mut config);
        std::fs::write(file, toml::to_string(&config).unwrap()).unwrap();
    }

    /// Has a gateway show files to the `clamd` behind this socket, none that is larger. Before, its configuration says that nobody looks.
    pub fn have_scanned(&self, gateway: &str, socket: &Path, file_max_bytes: usize) {
        let file = self.of(gateway).join(FILE_NAME);
        let text = std::fs::read_to_string(&file).unwrap().replace("scanner = \"none\"\n", "");
        let socket = socket.display().to_string();
        let table = format!("\n[scanner.clamd]\nsocket = {socket:?}\nfile_max_bytes = {file_max_bytes}\n");
        std::fs::write(&file, text + &table).unwrap();
    }

    /// Moves the business day of all gateways.
    pub fn set_day(&self, day: &str) {
        let next = self.directory().join("business-day.next");
        std::fs::write(&next, day).unwrap();
        std::fs::rename(next, self.directory().join("business-day")).unwrap();
    }

    /// Starts a gateway inside this process.
    pub async fn start(&self, gateway: &str) -> Gateway {
        Gateway::start(&self.of(gateway)).await
    }

    /// Starts a gateway as a process of the program `comity`, which can be killed.
    pub async fn spawn(&self, gateway: &str) -> Program {
        Program::start(&self.of(gateway)).await
    }

    /// What `people.json` says of an account.
    pub fn account(&self, account: &str) -> &PracticePerson {
        let found = self.people.iter().find(|person| person.account == account);
        found.unwrap_or_else(|| panic!("nobody is called `{account}`"))
    }

    /// Opens a session with the password. The gateway has to run.
    pub async fn sign_in(&self, account: &str) -> Person {
        Person::sign_in(&self.ca(), self.account(account)).await
    }

    /// Somebody who shows `secret` (a token, a session, nonsense), or nothing, to a gateway.
    pub fn stranger(&self, gateway: &str, secret: Option<&str>) -> Person {
        let id: GatewayId = gateway.parse().unwrap();
        let anybody = self.people.iter().find(|person| person.gateway == id).unwrap();
        Person::new(&self.ca(), &anybody.url, secret)
    }

    /// Somebody who has the keys and the certificate of a gateway, and does with them what that gateway would not.
    pub fn peer(&self, gateway: &str) -> Peer {
        Peer::new(self, gateway)
    }

    /// The record of a gateway, as its files say.
    pub fn record(&self, gateway: &str) -> Record {
        Record::read(&self.of(gateway))
    }

    /// The working log of a gateway that is stopped.
    pub fn working(&self, gateway: &str) -> Working {
        Working::open(&self.of(gateway))
    }

    /// Puts another roll in place everywhere: the same, changed, signed with new keys that everybody trusts. The gateways have to be
    /// stopped.
    pub fn replace_roll(&self, change: impl FnOnce(&mut RollContents)) {
        let mut roll = self.roll().contents().clone();
        change(&mut roll);
        roll.keys.retain(|key| key.r#use != KeyUse::Roll);
        let sides: Vec<GatewayId> = roll.gateways.iter().map(|gateway| gateway.id.clone()).collect();
        let mut signers = Vec::new();
        for (number, side) in (1..).zip(&sides) {
            let key = KeyPair::from_seed(Owner::Gateway(side.clone()), KeyUse::Roll, &[number; 32]).unwrap();
            roll.keys.push(KeyEntry::of(&key, now(), now().plus_ms(YEAR_MS)));
            std::fs::write(self.of(side.as_str()).join("keys/roll.json"), key.to_file().unwrap().as_bytes()).unwrap();
            signers.push(key);
        }
        let signatures = signers.iter().map(|key| roll.sign(key).unwrap()).collect();
        let anchors: Vec<Anchor> = signers.iter().map(|key| Anchor::of(key).unwrap()).collect();
        let signed = serde_json::to_vec(&SignedRoll { roll, signatures, notices: Vec::new() }).unwrap();
        for side in &sides {
            std::fs::write(self.of(side.as_str()).join("roll.json"), &signed).unwrap();
            std::fs::write(self.of(side.as_str()).join("roll-trust.json"), serde_json::to_vec(&anchors).unwrap())
                .unwrap();
        }
    }

    /// The roll, verified.
    pub fn roll(&self) -> Roll {
        let read = |name: &str| std::fs::read(self.of("cn").join(name)).unwrap();
        let anchors: Vec<Anchor> = serde_json::from_slice(&read("roll-trust.json")).unwrap();
        SignedRoll::parse(&read("roll.json")).unwrap().verify(&anchors).unwrap()
    }

    /// The certificate of the authority that vouches for the gateways to people, PEM.
    pub fn ca(&self) -> String {
        std::fs::read_to_string(self.directory().join("ca.pem")).unwrap()
    }
}

/// The fixtures of the project.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("fixtures")
}

/// The time of the machine.
pub(crate) fn now() -> Time {
    Clock::new(BusinessDays::Machine).now()
}
