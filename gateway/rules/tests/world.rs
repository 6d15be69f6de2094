//! What the tests share: a host, a publisher's key, the releases made of the components that were built.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use comity_domain::facts::{Facts, Particulars};
use comity_domain::{Date, Jurisdiction};
use comity_rules::{Budget, Case, Draft, Host, Lock, Pin, Release, RuleSet};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};

pub(crate) static HOST: LazyLock<Host> = LazyLock::new(|| Host::new().unwrap());
pub(crate) static HONGKONG: LazyLock<Arc<RuleSet>> = LazyLock::new(|| load(hongkong()));
pub(crate) static MAINLAND: LazyLock<Arc<RuleSet>> = LazyLock::new(|| load(mainland()));
pub(crate) static MACAO: LazyLock<Arc<RuleSet>> = LazyLock::new(|| load(macao()));
pub(crate) static HOSTILE: LazyLock<Arc<RuleSet>> = LazyLock::new(|| load(hostile()));

pub(crate) fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

pub(crate) fn hongkong() -> Draft {
    draft("hongkong", Jurisdiction::Hk, "1999-03-30")
}

pub(crate) fn mainland() -> Draft {
    draft("mainland", Jurisdiction::Cn, "1999-03-30")
}

pub(crate) fn macao() -> Draft {
    draft("macao", Jurisdiction::Mo, "2001-09-15")
}

pub(crate) fn hostile() -> Draft {
    Draft { settings: Particulars::new(), cases: Vec::new(), ..draft("hostile", Jurisdiction::Hk, "2026-01-01") }
}

pub(crate) fn load(draft: Draft) -> Arc<RuleSet> {
    let release = draft.sign(&key()).unwrap();
    RuleSet::load(&HOST, &release.to_bytes().unwrap(), &lock(&release)).unwrap()
}

/// The hostile component in a host with another budget.
pub(crate) fn hostile_within(budget: Budget) -> Arc<RuleSet> {
    let release = hostile().sign(&key()).unwrap();
    RuleSet::load(&Host::with_budget(budget).unwrap(), &release.to_bytes().unwrap(), &lock(&release)).unwrap()
}

/// A lock that pins exactly this release, to the tests' publisher.
pub(crate) fn lock(release: &Release) -> Lock {
    let pin = Pin { release: release.digest().unwrap(), publisher: key().verifying_key().into() };
    Lock::default().with(&release.manifest.id, pin)
}

pub(crate) fn component(name: &str) -> Vec<u8> {
    let built = std::env::var_os("COMITY_TARGET").map_or_else(|| root().join("target"), PathBuf::from);
    fs::read(built.join("rules").join(name).with_extension("wasm"))
        .unwrap_or_else(|_| panic!("run `cargo xtask rules` first"))
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A letter of the Guangdong High People's Court to the High Court of Hong Kong that is in order.
pub(crate) fn letter() -> Value {
    json!({
        "procedure": "service-of-documents", "stage": "incoming", "as_of": "2026-03-16",
        "requesting": { "authority": "cn-gd-hpc", "jurisdiction": "CN", "kind": "high-court" },
        "requested": { "authority": "hk-high-court", "jurisdiction": "HK", "kind": "high-court" },
        "forum": null,
        "persons": [{ "role": "addressee", "jurisdiction": "HK",
                      "particulars": { "name": "Chan Tai Man", "address": "Flat A, 12/F, 88 Example Street, Kowloon" } }],
        "documents": [
            { "kind": "letter-of-request", "languages": ["zh"], "translations": [], "copies": 2,
              "particulars": { "sealed-by": "cn-gd-hpc", "sealed-by-kind": "high-court" } },
            { "kind": "summons", "languages": ["zh"], "translations": [], "copies": 2, "particulars": {} }
        ],
        "acts": [], "docket": [{ "kind": "received", "on": "2026-03-16" }],
        "particulars": { "issuing-authority": "cn-gd-hpc", "nature-of-case": "sale of goods",
                         "case-category": "civil-commercial", "transmission": "post" },
        "settings": {}
    })
}

pub(crate) fn facts(json: Value) -> Facts {
    Facts::parse_value(json).unwrap()
}

/// Facts to which the hostile component answers, behaving like this.
pub(crate) fn behaving(behaviour: &str) -> Facts {
    let mut letter = letter();
    letter["particulars"]["nature-of-case"] = json!(behaviour);
    facts(letter)
}

fn draft(id: &str, jurisdiction: Jurisdiction, in_force_from: &str) -> Draft {
    Draft {
        id: id.to_owned(),
        version: "0.1.0".to_owned(),
        jurisdiction,
        in_force_from: date(in_force_from),
        component: component(id),
        settings: settings(id),
        calendars: calendars(),
        cases: cases(id),
    }
}

fn settings(id: &str) -> Particulars {
    let file = root().join("plugins-wasm").join(id).join("settings.json");
    fs::read(file).map_or_else(|_| Particulars::new(), |bytes| serde_json::from_slice(&bytes).unwrap())
}

fn calendars() -> BTreeMap<String, Value> {
    json_files(&root().join("fixtures/calendars")).into_iter().collect()
}

fn cases(id: &str) -> Vec<Case> {
    let files = json_files(&root().join("plugins-wasm").join(id).join("cases"));
    files
        .into_iter()
        .map(|(name, json)| serde_json::from_value(json).unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect()
}

/// The JSON files of a directory, by name without ending, in order.
fn json_files(directory: &Path) -> Vec<(String, Value)> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), serde_json::from_slice(&fs::read(file).unwrap()).unwrap())).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
