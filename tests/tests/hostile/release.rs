//! Releases of the hostile component, put in force as Hong Kong's own: signed by its publisher, pinned in its lock. Only what it does
//! is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use comity_domain::Jurisdiction;
use comity_domain::facts::Particulars;
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_rules::{Draft, PublisherKey};
use comity_server::app::{LockFile, LockedRelease};
use comity_tests::{PracticeWorld, fixtures, target};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of releases for the command line, with nothing but the hostile one.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::from_seed(Owner::Jurisdiction(Jurisdiction::Hk), KeyUse::Publisher, &[7; 32]).unwrap();
    write(&key, folder.path(), folder.path());
    folder
}

/// Puts it in force at Hong Kong's gateway, which must not run, in place of what was in force there.
pub(crate) fn put_in_force(world: &PracticeWorld) {
    let gateway = world.of("hk");
    let key = KeyPair::parse(&fs::read(gateway.join("keys/publisher.json")).unwrap()).unwrap();
    write(&key, &gateway.join("releases"), &gateway);
}

fn write(key: &KeyPair, releases: &Path, lock: &Path) {
    let draft = Draft {
        id: "hostile".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        jurisdiction: Jurisdiction::Hk,
        in_force_from: "2026-01-01".parse().unwrap(),
        component: fs::read(target().join("rules/hostile.wasm")).expect("run `cargo xtask rules` first"),
        settings: Particulars::new(),
        calendars: calendars(),
        cases: Vec::new(),
    };
    let release = draft.sign(key.signing_key().unwrap()).unwrap();
    let file = "hostile.release.json".to_owned();
    fs::write(releases.join(&file), release.to_bytes().unwrap()).unwrap();
    let publisher = PublisherKey::from(*key.public().verifying_key().unwrap());
    let rules = vec![LockedRelease { id: "hostile".to_owned(), file, digest: release.digest().unwrap(), publisher }];
    fs::write(lock.join("rules.lock"), toml::to_string(&LockFile { rules }).unwrap()).unwrap();
}

fn calendars() -> BTreeMap<String, Value> {
    let files = fs::read_dir(fixtures().join("calendars")).unwrap();
    let calendar = |path: &Path| serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap();
    files
        .map(|file| calendar(&file.unwrap().path()))
        .map(|calendar| (calendar["calendar"].as_str().unwrap().to_owned(), calendar))
        .collect()
}
