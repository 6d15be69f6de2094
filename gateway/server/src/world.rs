//! A practice world: three gateways with keys, certificates, a roll, rules and people of their own, for the demo, for training and
//! for tests. Its keys lie beside each other in one directory, so it is good for nothing else.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use comity_domain::facts::Particulars;
use comity_domain::{AuthorityId, Date, GatewayId, Jurisdiction};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_federation::roll::{Anchor, AuthorityEntry, GatewayEntry, KeyEntry, RollContents, SignedRoll};
use comity_record::Time;
use comity_rules::{PublisherKey, Release};
use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::app::{App, CannotStart, Failure, LockFile, LockedRelease, NewAccount};
use crate::clock::{BusinessDays, Clock, entropy};
use crate::config::{Config, Draws, FILE_NAME, Listen, Retention, Scanner};
use crate::mtls::certificates::{self, PracticeCa};

const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;
/// The kind of authority that accredits mediators, and what its keys sign.
const ACCREDITS: &str = "accreditation-body";
const OF_CREDENTIALS: [KeyUse; 3] = [KeyUse::Credential, KeyUse::StatusList, KeyUse::Bar];

/// What a practice world is made of: `fixtures/world/world.json`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    business_day: Date,
    gateways: Vec<PlannedGateway>,
    authorities: Vec<AuthorityEntry>,
    people: Vec<PlannedPerson>,
    /// The switches that a side's release sets, where they differ from the packed ones.
    settings: BTreeMap<Jurisdiction, Particulars>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedGateway {
    id: GatewayId,
    jurisdiction: Jurisdiction,
    tls_name: String,
    log: String,
    /// For how many years this side keeps the particulars of a matter that has ended.
    retention_years: u16,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedPerson {
    account: String,
    name: String,
    role: Role,
    authority: AuthorityId,
}

/// How to sign in, in a practice world: `people.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PracticePerson {
    /// The name to sign in with.
    pub account: String,
    /// The name for people.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The authority.
    pub authority: AuthorityId,
    /// The gateway that serves it.
    pub gateway: GatewayId,
    /// Where that gateway's API is.
    pub url: String,
    /// The password, or for a court's program the token.
    pub secret: String,
}

/// Where the things of a practice world come from, and where they go.
#[derive(Debug, Clone)]
pub struct Making {
    /// `fixtures/world/world.json`.
    pub plan: PathBuf,
    /// The directory of packed releases: `<id>.release.json`.
    pub releases: PathBuf,
    /// The new directory.
    pub directory: PathBuf,
    /// For each gateway in the order of the plan, the port for people and the port for peers.
    pub ports: Vec<u16>,
}

/// The keys of one gateway's side.
struct Side {
    plan: PlannedGateway,
    directory: PathBuf,
    people: SocketAddr,
    peers: SocketAddr,
    envelope: KeyPair,
    checkpoint: KeyPair,
    witness: KeyPair,
    feed: KeyPair,
    roll: KeyPair,
    publisher: KeyPair,
    /// The voice of the side in the Joint Conference.
    confirmation: KeyPair,
    seals: Vec<KeyPair>,
    /// The keys of the bodies that accredit mediators.
    credentials: Vec<KeyPair>,
    authority: PracticeCa,
}

/// Makes a practice world, where there is nothing yet: another world's keys and records are never written over.
pub async fn make(making: &Making) -> Result<(), CannotStart> {
    let plan: Plan = serde_json::from_str(&read(&making.plan)?).map_err(Failure::broken)?;
    if making.ports.len() != plan.gateways.len() * 2 {
        return Err(Failure::BadInput { at: "ports".into(), code: "bad-ports", given: None }.into());
    }
    must_be_empty(&making.directory)?;
    create_dir(&making.directory)?;
    write(&making.directory.join("business-day"), plan.business_day.to_string().as_bytes())?;
    let now = Clock::new(BusinessDays::Machine).now();
    let people_ca = certificates::practice_ca("Comity practice, people", now.plus_ms(-YEAR_MS), now.plus_ms(YEAR_MS))?;
    write(&making.directory.join("ca.pem"), people_ca.cert_pem.as_bytes())?;
    let sides = sides(making, &plan, now)?;
    let (roll, anchors) = roll(&plan, &sides, now)?;
    let mut people = Vec::new();
    for side in &sides {
        lay_out(side, &people_ca, now)?;
        write(&side.directory.join("roll.json"), &json(&roll)?)?;
        write(&side.directory.join("roll-trust.json"), &json(&anchors)?)?;
        adopt_release(making, &plan, side)?;
        people.extend(enrol(&plan, side).await?);
    }
    write_secret(&making.directory.join("people.json"), &json(&people)?)?;
    Ok(())
}

fn sides(making: &Making, plan: &Plan, now: Time) -> Result<Vec<Side>, CannotStart> {
    let mut ports = making.ports.chunks_exact(2);
    let mut sides = Vec::new();
    for gateway in &plan.gateways {
        let owner = || Owner::Gateway(gateway.id.clone());
        let (people, peers) = match ports.next() {
            Some([people, peers]) => (*people, *peers),
            _ => return Err(Failure::broken("ports").into()),
        };
        let seals = plan
            .authorities
            .iter()
            .filter(|authority| authority.gateway == gateway.id)
            .map(|authority| new_key(Owner::Authority(authority.id.clone()), KeyUse::Seal))
            .collect::<Result<Vec<_>, _>>()?;
        let accrediting = plan
            .authorities
            .iter()
            .filter(|authority| authority.gateway == gateway.id && authority.kind == ACCREDITS)
            .flat_map(|authority| OF_CREDENTIALS.map(|key_use| (Owner::Authority(authority.id.clone()), key_use)));
        let credentials = accrediting.map(|(owner, key_use)| new_key(owner, key_use)).collect::<Result<Vec<_>, _>>()?;
        let ca_name = format!("Comity practice, {}", gateway.id);
        sides.push(Side {
            directory: making.directory.join(gateway.id.as_str()),
            people: SocketAddr::from(([127, 0, 0, 1], people)),
            peers: SocketAddr::from(([127, 0, 0, 1], peers)),
            envelope: new_key(owner(), KeyUse::Envelope)?,
            checkpoint: new_key(owner(), KeyUse::Checkpoint)?,
            witness: new_key(owner(), KeyUse::Witness)?,
            feed: new_key(owner(), KeyUse::Feed)?,
            roll: new_key(owner(), KeyUse::Roll)?,
            publisher: new_key(Owner::Jurisdiction(gateway.jurisdiction), KeyUse::Publisher)?,
            confirmation: new_key(Owner::Jurisdiction(gateway.jurisdiction), KeyUse::Confirmation)?,
            seals,
            credentials,
            authority: certificates::practice_ca(&ca_name, now.plus_ms(-YEAR_MS), now.plus_ms(YEAR_MS))?,
            plan: gateway.clone(),
        });
    }
    Ok(sides)
}

/// The roll, signed by all sides, and the keys by which it is recognised.
fn roll(plan: &Plan, sides: &[Side], now: Time) -> Result<(SignedRoll, Vec<Anchor>), Failure> {
    let (from, until) = (now.plus_ms(-YEAR_MS), now.plus_ms(YEAR_MS));
    let gateway = |side: &Side| GatewayEntry {
        id: side.plan.id.clone(),
        jurisdiction: side.plan.jurisdiction,
        url: format!("https://{}", side.peers),
        tls_name: side.plan.tls_name.clone(),
        log: side.plan.log.clone(),
        predecessor: None,
        trust: vec![side.authority.cert_pem.clone()],
        suites: None,
    };
    let own = |side: &Side| {
        [&side.envelope, &side.checkpoint, &side.witness, &side.feed, &side.roll, &side.publisher, &side.confirmation]
            .map(|key| KeyEntry::of(key, from, until))
    };
    let seals = |side: &Side| {
        let keys = side.seals.iter().chain(&side.credentials);
        keys.map(|key| KeyEntry::of(key, from, until)).collect::<Vec<_>>()
    };
    let contents = RollContents {
        v: 1,
        version: 1,
        prev: None,
        issued: now,
        expires: until,
        gateways: sides.iter().map(gateway).collect(),
        authorities: plan.authorities.clone(),
        keys: sides.iter().flat_map(|side| own(side).into_iter().chain(seals(side))).collect(),
    };
    let signatures = sides.iter().map(|side| contents.sign(&side.roll)).collect::<Result<Vec<_>, _>>();
    let anchor = |side: &Side| Anchor {
        gateway: side.plan.id.clone(),
        kid: side.roll.kid().clone(),
        public: side.roll.public(),
    };
    let signed = SignedRoll { roll: contents, signatures: signatures.map_err(Failure::broken)?, notices: Vec::new() };
    Ok((signed, sides.iter().map(anchor).collect()))
}

/// Writes keys, certificates and the configuration of one gateway.
fn lay_out(side: &Side, people_ca: &PracticeCa, now: Time) -> Result<(), CannotStart> {
    let directory = &side.directory;
    for folder in ["", "keys", "keys/seals", "keys/credentials", "tls", "releases"] {
        create_dir(&directory.join(folder))?;
    }
    write_secret(&directory.join("keys/master.key"), &entropy::<32>())?;
    // A real side keeps the keys that sign rolls, rules and confirmations elsewhere, on a machine without a network.
    let named = [
        ("envelope", &side.envelope),
        ("checkpoint", &side.checkpoint),
        ("witness", &side.witness),
        ("feed", &side.feed),
        ("publisher", &side.publisher),
        ("roll", &side.roll),
        ("confirmation", &side.confirmation),
    ];
    for (name, key) in named {
        write_key(&directory.join(format!("keys/{name}.json")), key)?;
    }
    for key in &side.seals {
        write_key(&directory.join(format!("keys/seals/{}.json", key.owner())), key)?;
    }
    for key in &side.credentials {
        let name = format!("keys/credentials/{}-{}.json", key.owner(), key.key_use().code());
        write_key(&directory.join(name), key)?;
    }
    let until = now.plus_ms(YEAR_MS);
    let from = now.plus_ms(-YEAR_MS);
    let pairs = [
        ("people", certificates::issue(people_ca, &["localhost", "127.0.0.1"], from, until)?),
        ("peers", certificates::issue(&side.authority, &[&side.plan.tls_name], from, until)?),
    ];
    for (name, issued) in pairs {
        write(&directory.join(format!("tls/{name}.pem")), issued.chain_pem.as_bytes())?;
        write_secret(&directory.join(format!("tls/{name}.key")), issued.key_pem.as_bytes())?;
    }
    // In practice a side renews its certificates itself; a real one has an authority for that, whose key is elsewhere.
    write(&directory.join("tls/ca.pem"), side.authority.cert_pem.as_bytes())?;
    write_secret(&directory.join("tls/ca.key"), side.authority.key_pem.as_bytes())?;
    let listen = |name: &str, address| Listen {
        address,
        certificate: format!("tls/{name}.pem").into(),
        key: format!("tls/{name}.key").into(),
    };
    let config = Config {
        gateway: side.plan.id.clone(),
        log: side.plan.log.clone(),
        people: listen("people", side.people),
        peers: listen("peers", side.peers),
        record: "record".into(),
        database: None,
        database_roots: None,
        bucket: None,
        keys: "keys".into(),
        roll: "roll.json".into(),
        roll_trust: "roll-trust.json".into(),
        releases: "releases".into(),
        rules_lock: "rules.lock".into(),
        revocation: None,
        retention: Some(Retention { years: side.plan.retention_years }),
        draws: Draws::default(),
        scanner: Some(Scanner::None),
        shared_jurors: None,
        verify_at_start: false,
        practice_business_day: Some("../business-day".into()),
    };
    let text = toml::to_string_pretty(&config).map_err(Failure::broken)?;
    Ok(write(&directory.join(FILE_NAME), text.as_bytes())?)
}

/// Signs the side's release with its own publisher's key, and puts it in force. A side without rules yet has an empty lock.
fn adopt_release(making: &Making, plan: &Plan, side: &Side) -> Result<(), Failure> {
    let mut lock = LockFile::default();
    let publisher = side.publisher.signing_key().map_err(Failure::broken)?;
    for path in releases(&making.releases)? {
        let packed = Release::parse(&std::fs::read(&path).map_err(Failure::broken)?).map_err(Failure::broken)?;
        if packed.manifest.jurisdiction != side.plan.jurisdiction {
            continue;
        }
        let mut settings = packed.settings().clone();
        settings.extend(plan.settings.get(&side.plan.jurisdiction).cloned().unwrap_or_default());
        let signed = packed.with_settings(settings).sign(publisher).map_err(Failure::broken)?;
        let file = format!("{}.release.json", signed.manifest.id);
        write(&side.directory.join("releases").join(&file), &signed.to_bytes().map_err(Failure::broken)?)?;
        lock.rules.push(LockedRelease {
            id: signed.manifest.id.clone(),
            digest: signed.digest().map_err(Failure::broken)?,
            publisher: PublisherKey::from(publisher.verifying_key()),
            file,
        });
    }
    let text = toml::to_string_pretty(&lock).map_err(Failure::broken)?;
    write(&side.directory.join("rules.lock"), text.as_bytes())
}

/// Makes the accounts, as entries of the gateway's new record.
async fn enrol(plan: &Plan, side: &Side) -> Result<Vec<PracticePerson>, CannotStart> {
    let config = Config::read(&side.directory).map_err(Failure::broken)?;
    let app = App::open(&config)?;
    let mut people = Vec::new();
    let served = |authority: &AuthorityId| {
        plan.authorities.iter().any(|entry| entry.id == *authority && entry.gateway == side.plan.id)
    };
    for person in plan.people.iter().filter(|person| served(&person.authority)) {
        let program = person.role == Role::CourtSystem;
        let password = (!program).then(practice_password);
        app.enrol(NewAccount {
            account: person.account.clone(),
            name: person.name.clone(),
            role: person.role,
            authority: person.authority.clone(),
            password: password.clone(),
        })
        .await?;
        let secret = match password {
            Some(password) => password,
            None => app.first_token(&person.account).await?,
        };
        people.push(PracticePerson {
            account: person.account.clone(),
            name: person.name.clone(),
            role: person.role,
            authority: person.authority.clone(),
            gateway: side.plan.id.clone(),
            url: format!("https://localhost:{}", side.people.port()),
            secret,
        });
    }
    app.make_checkpoint()?;
    app.close_record()?;
    Ok(people)
}

fn releases(directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(directory)
        .map_err(|error| Failure::Broken(format!("cannot read `{}`: {error}", directory.display())))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".release.json"))
        .collect();
    paths.sort();
    Ok(paths)
}

pub(crate) fn new_key(owner: Owner, key_use: KeyUse) -> Result<KeyPair, Failure> {
    KeyPair::from_seed(owner, key_use, &entropy()).map_err(Failure::broken)
}

/// Sixteen letters and digits: 80 bits.
fn practice_password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().unwrap_or(b'a');
    entropy::<16>().into_iter().map(|byte| char::from(letter(byte))).collect()
}

fn json<T: Serialize>(value: &T) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(value).map_err(Failure::broken)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Broken(format!("cannot read `{}`: {error}", path.display())))
}

fn must_be_empty(directory: &Path) -> Result<(), Failure> {
    let is_empty = match std::fs::read_dir(directory) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(Failure::Broken(format!("cannot read `{}`: {error}", directory.display()))),
    };
    if is_empty {
        return Ok(());
    }
    let given = Some(directory.display().to_string());
    Err(Failure::BadInput { at: "directory".into(), code: "directory-not-empty", given })
}

fn create_dir(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path)
        .map_err(|error| Failure::Broken(format!("cannot make the directory `{}`: {error}", path.display())))
}

pub(crate) fn write_key(path: &Path, key: &KeyPair) -> Result<(), Failure> {
    write_secret(path, key.to_file().map_err(Failure::broken)?.as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::Broken(format!("cannot write `{}`: {error}", path.display())))
}

/// Writes what only its owner may read.
fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let opened = options.write(true).create(true).truncate(true).mode(0o600).open(path);
    opened
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| Failure::Broken(format!("cannot write `{}`: {error}", path.display())))
}
