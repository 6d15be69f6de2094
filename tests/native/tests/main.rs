//! Every case beside every component, natively.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use comity_domain::Jurisdiction;
use comity_domain::calendar::Calendars;
use comity_rules::Case;
use native_rules::NativeRules;

static RULES: LazyLock<BTreeMap<Jurisdiction, NativeRules>> =
    LazyLock::new(|| native_rules::all(&calendars()).unwrap());

#[test]
fn every_case_beside_a_component_holds() {
    let mut broken = Vec::new();
    let mut held = 0;
    for rules in RULES.values() {
        for (path, case) in cases(rules) {
            let result = case.run(|facts| rules.assess(facts));
            held += usize::from(result.broken.is_empty());
            broken.extend(result.broken.into_iter().map(|line| format!("{}: {line}", path.display())));
        }
    }
    assert!(broken.is_empty(), "{held} cases hold; these do not:\n{}", broken.join("\n"));
    assert!(held >= 50, "only {held} cases");
}

fn cases(rules: &NativeRules) -> Vec<(PathBuf, Case)> {
    let directory = root().join("plugins-wasm").join(&rules.frame().description().id).join("cases");
    let files = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<_> = files.map(|path| (path.clone(), parsed(&path))).collect();
    cases.sort_by(|(one, _), (other, _)| one.cmp(other));
    cases
}

fn parsed(path: &Path) -> Case {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn calendars() -> Calendars {
    let files = fs::read_dir(root().join("fixtures/calendars")).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> =
        files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect();
    Calendars::parse(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
