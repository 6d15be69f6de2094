//! Packing: a built component with its settings, its cases and the calendars, signed by its publisher.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use comity_domain::facts::Particulars;
use comity_domain::{Date, Jurisdiction};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_rules::{Case, Draft, PublisherKey, Release};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{read, text};
use crate::app::{LockFile, LockedRelease};
use crate::cli::failure::CliError;
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
        let release = rules.draft(project, &component)?.sign(key.signing_key())?;
        let file = format!("{}.release.json", rules.id);
        let publisher = PublisherKey::from(*key.public().verifying_key());
        lock.rules.push(LockedRelease { id: rules.id, digest: release.digest()?, publisher, file: file.clone() });
        replace(&components.join(file), &release.to_bytes()?)?;
    }
    let text = toml::to_string_pretty(&lock).map_err(|error| CliError::other("not-toml", error))?;
    replace(&components.join("rules.lock"), text.as_bytes())
}

/// One release of the project, with the component at `component`, signed with the publisher's key at `key`.
pub(super) fn sign(project: &Path, id: &str, component: &Path, key: &Path, out: &Path) -> Result<Release, CliError> {
    let unknown = || CliError::input("no-rules", "--rules", id);
    let rules = published(project)?.rules.into_iter().find(|rules| rules.id == id).ok_or_else(unknown)?;
    let key = KeyPair::parse(&read(key)?).map_err(|error| CliError::other(error.code(), error))?;
    let release = rules.draft(project, component)?.sign(key.signing_key())?;
    replace(out, &release.to_bytes()?)?;
    Ok(release)
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
    replace(&path, key.to_file().map_err(bad)?.as_bytes())?;
    Ok(key)
}

/// Puts a file in place of another at once, so that nobody ever reads half of it.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let next = path.with_extension(format!("{}.next", std::process::id()));
    std::fs::write(&next, bytes)?;
    Ok(std::fs::rename(next, path)?)
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
