//! Packing: a built component with its settings, its cases and the calendars, signed by its publisher.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use comity_domain::facts::Particulars;
use comity_domain::{Date, Jurisdiction};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_record::Digest;
use comity_rules::{Case, Draft, Host, Lock, Pin, PublisherKey, Release, RuleSet};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Releases, read, replaced, text};
use crate::app::{LockFile, LockedRelease};
use crate::cli::failure::CliError;
use crate::cli::print;
use crate::clock::entropy;

/// `plugins-wasm/rules.lock`, as far as packing needs it.
#[derive(Debug, Deserialize)]
struct Published {
    rules: Vec<PublishedRules>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct PublishedRules {
    id: String,
    version: String,
    jurisdiction: Jurisdiction,
    in_force_from: Date,
}

/// Packs each component with its settings, its cases and the calendars, and signs it with a publisher's key for practice.
pub(super) fn pack(project: &Path, components: &Path) -> Result<(), CliError> {
    let published = published(project)?;
    let mut lock = LockFile::default();
    for rules in published.rules {
        let key = practice_publisher(components, rules.jurisdiction)?;
        let component = components.join(format!("{}.wasm", rules.id));
        let signing = key.signing_key()?;
        let release = rules.draft(project, &component)?.sign(signing)?;
        let file = format!("{}.release.json", rules.id);
        let publisher = PublisherKey::from(signing.verifying_key());
        lock.rules.push(LockedRelease { id: rules.id, digest: release.digest()?, publisher, file: file.clone() });
        replaced(&components.join(file), &release.to_bytes()?)?;
    }
    write_lock(components, &lock)
}

/// A draft of one of the project's rule sets. It is written only if all of its cases hold.
pub(super) fn build(project: &Path, id: &str, component: &Path, out: &Path) -> Result<(), CliError> {
    let unknown = || CliError::input("no-rules", "--rules", id);
    let rules = published(project)?.rules.into_iter().find(|rules| rules.id == id).ok_or_else(unknown)?;
    let draft = rules.draft(project, component)?;
    let cases = all_hold(&RuleSet::draft(&Host::new()?, draft.clone())?)?;
    replaced(out, &serde_json::to_vec(&draft)?)?;
    print::line(&format!("{id} {} {cases}", draft.version))
}

/// Signs a draft with the publisher's key.
pub(super) fn sign(draft: &Path, key: &Path, out: &Path) -> Result<(), CliError> {
    let key = KeyPair::parse(&read(key)?)?;
    let release = Draft::parse(&read(draft)?)?.sign(key.signing_key()?)?;
    replaced(out, &release.to_bytes()?)?;
    print::line(&release.digest()?.to_string())
}

/// Puts a release into a folder of releases, beside the earlier ones of its rule set. It has to bear its publisher's signature, and
/// all of its cases have to hold; else the folder stays as it is. A file that a lock may name is never written over.
pub(super) fn publish(release: &Path, publisher: Option<&str>, releases: &Releases) -> Result<(), CliError> {
    let bytes = read(release)?;
    let parsed = Release::parse(&bytes)?;
    let (digest, id) = (parsed.digest()?, parsed.manifest.id);
    let mut lock = releases.lock_or_empty()?;
    let publisher = match publisher {
        Some(key) => {
            serde_json::from_value(key.into()).map_err(|_| CliError::input("not-a-key", "--publisher", key))?
        }
        None => {
            let known = lock.rules.iter().find(|locked| locked.id == id).map(|locked| locked.publisher);
            known.ok_or_else(|| CliError::input("no-publisher", "--publisher", &id))?
        }
    };
    let rules = RuleSet::load(&Host::new()?, &bytes, &Lock::default().with(&id, Pin { release: digest, publisher }))?;
    all_hold(&rules)?;
    let file = format!("{}.release.json", Digest::of(&bytes).hex());
    let directory = releases.directory();
    std::fs::create_dir_all(&directory)?;
    replaced(&directory.join(&file), &bytes)?;
    lock.rules.retain(|locked| locked.digest != digest);
    lock.rules.push(LockedRelease { id, digest, publisher, file });
    write_lock(&directory, &lock)?;
    print::line(&digest.to_string())
}

/// How many cases hold: all of them.
fn all_hold(rules: &RuleSet) -> Result<usize, CliError> {
    match rules.run_cases().into_iter().find(|case| !case.broken.is_empty()) {
        Some(case) => Err(CliError::input("case-broken", case.name, case.broken.join("; "))),
        None => Ok(rules.cases().len()),
    }
}

fn write_lock(directory: &Path, lock: &LockFile) -> Result<(), CliError> {
    let text = toml::to_string_pretty(lock).map_err(|error| CliError::other("not-toml", error))?;
    replaced(&directory.join("rules.lock"), text.as_bytes())
}

fn published(project: &Path) -> Result<Published, CliError> {
    let text = text(&project.join("plugins-wasm/rules.lock"))?;
    toml::from_str(&text).map_err(|error| CliError::input("not-toml", "plugins-wasm/rules.lock", error))
}

impl PublishedRules {
    /// What the publisher signs: the component with what lies beside it in the project.
    fn draft(&self, project: &Path, component: &Path) -> Result<Draft, CliError> {
        let folder = project.join("plugins-wasm").join(&self.id);
        let settings: Particulars = serde_json::from_str(&text(&folder.join("settings.json"))?)?;
        let mut cases: Vec<Case> = Vec::new();
        for path in files(&folder.join("cases"), ".json")? {
            cases.extend(cases_of(&path)?);
        }
        Ok(Draft {
            id: self.id.clone(),
            version: self.version.clone(),
            jurisdiction: self.jurisdiction,
            in_force_from: self.in_force_from,
            component: read(component)?,
            settings,
            calendars: calendar_files(&project.join("fixtures/calendars"))?,
            cases,
        })
    }
}

/// The cases of a file: one, or a list.
fn cases_of(path: &Path) -> Result<Vec<Case>, CliError> {
    let value: Value = serde_json::from_str(&text(path)?)?;
    let cases = if value.is_array() { value } else { json!([value]) };
    serde_json::from_value(cases).map_err(|error| CliError::input("not-a-case", path.display().to_string(), error))
}

fn calendar_files(folder: &Path) -> Result<BTreeMap<String, Value>, CliError> {
    let mut calendars = BTreeMap::new();
    for path in files(folder, ".json")? {
        let calendar: Value = serde_json::from_str(&text(&path)?)?;
        let code = calendar.get("calendar").and_then(Value::as_str).unwrap_or_default().to_owned();
        calendars.insert(code, calendar);
    }
    Ok(calendars)
}

/// The key with which releases are signed for practice. It is made once and kept beside them.
fn practice_publisher(folder: &Path, side: Jurisdiction) -> Result<KeyPair, CliError> {
    let path = folder.join(format!("practice-publisher-{side}.json"));
    let bad = |error: comity_federation::FederationError| CliError::other(error.code(), error);
    if let Ok(file) = std::fs::read(&path) {
        return KeyPair::parse(&file).map_err(bad);
    }
    let key = KeyPair::from_seed(Owner::Jurisdiction(side), KeyUse::Publisher, &entropy()).map_err(bad)?;
    replaced(&path, key.to_file().map_err(bad)?.as_bytes())?;
    Ok(key)
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, CliError> {
    let at = || folder.display().to_string();
    let entries = std::fs::read_dir(folder).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    Ok(paths)
}
