//! What the tests of the benchmarks share: the releases, packed from the components that were built.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use comity_domain::{Date, Jurisdiction};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_rules::{Case, Draft, PublisherKey};
use serde::de::DeserializeOwned;

use super::Which;
use crate::app::{LockFile, LockedRelease};

/// A directory with the releases of both sides, and their lock.
pub(super) fn packed_releases() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let locked = [("hongkong", Jurisdiction::Hk, "1999-03-30"), ("mainland", Jurisdiction::Cn, "1999-03-30")];
    let rules = locked.map(|(id, side, from)| pack(directory.path(), id, side, from.parse().unwrap()));
    let lock = toml::to_string(&LockFile { rules: rules.into() }).unwrap();
    fs::write(directory.path().join("rules.lock"), lock).unwrap();
    directory
}

fn pack(directory: &Path, id: &str, side: Jurisdiction, in_force_from: Date) -> LockedRelease {
    let key = KeyPair::from_seed(Owner::Jurisdiction(side), KeyUse::Publisher, &[7; 32]).unwrap();
    let component = built().join("rules").join(id).with_extension("wasm");
    let draft = Draft {
        id: id.to_owned(),
        version: "0.1.0".to_owned(),
        jurisdiction: side,
        in_force_from,
        component: fs::read(component).expect("run `cargo xtask rules` first"),
        settings: json(&plugin(id).join("settings.json")),
        calendars: named(&root().join("fixtures/calendars")),
        cases: named::<Case>(&plugin(id).join("cases")).into_values().collect(),
    };
    let release = draft.sign(key.signing_key().unwrap()).unwrap();
    let file = format!("{id}.release.json");
    fs::write(directory.join(&file), release.to_bytes().unwrap()).unwrap();
    let publisher = PublisherKey::from(*key.public().verifying_key().unwrap());
    LockedRelease { id: id.to_owned(), digest: release.digest().unwrap(), file, publisher }
}

/// What the JSON files of a folder say, by their names.
fn named<T: DeserializeOwned>(folder: &Path) -> BTreeMap<String, T> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), json(&path))).collect()
}

fn json<T: DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Where `cargo xtask rules` puts what it builds.
fn built() -> PathBuf {
    std::env::var_os("COMITY_TARGET").map_or_else(|| root().join("target"), PathBuf::from)
}

fn plugin(id: &str) -> PathBuf {
    root().join("plugins-wasm").join(id)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn each_benchmark_has_one_name_on_the_command_line_and_in_its_report() {
    use clap::ValueEnum as _;
    for which in Which::value_variants() {
        let name = which.to_possible_value().unwrap();
        assert_eq!(serde_json::to_value(which).unwrap(), name.get_name());
    }
}
