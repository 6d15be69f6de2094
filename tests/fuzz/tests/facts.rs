use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use comity_domain::calendar::Calendars;
use comity_domain::facts::Facts;
use comity_fuzz::facts::Corpus;
use comity_rules::AssessError;
use serde_json::Value;

#[test]
fn whatever_the_facts_are_they_are_refused_with_a_place_or_assessed_without_a_fault() {
    let rules = native_rules::all(&calendars()).unwrap();
    let corpus = corpus();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    let seeds = comity_fuzz::runs(20_000);
    for seed in seeds.clone() {
        let bytes = corpus.mutated(seed);
        let went = catch_unwind(AssertUnwindSafe(|| match Facts::parse(&bytes) {
            Err(bad) => {
                assert!(!bad.at.is_empty() && !bad.code.is_empty());
                "refused"
            }
            Ok(facts) => match facts.asked().and_then(|side| rules.get(&side)).map(|rules| rules.assess(&facts)) {
                None | Some(Err(AssessError::NoRules { .. })) => "no rules",
                Some(Err(AssessError::Facts { .. })) => "no calendar",
                Some(Err(AssessError::Fault { fault, .. })) => panic!("a fault of the law: {fault}"),
                Some(Ok(answer)) => {
                    // Equal facts, equal bytes.
                    let again = rules[&facts.asked().unwrap()].assess(&facts).unwrap();
                    assert_eq!(serde_json::to_vec(&answer).unwrap(), serde_json::to_vec(&again).unwrap());
                    "assessed"
                }
            },
        }));
        let Ok(went) = went else { panic!("seed {seed}: {}", String::from_utf8_lossy(&bytes)) };
        *counts.entry(went).or_default() += 1;
    }
    println!("facts, seeds {seeds:?}: {counts:?}");
    let share = |what: &str| counts.get(what).copied().unwrap_or(0) * 100 / (seeds.end - seeds.start).max(1);
    assert!(share("assessed") >= 20, "the mutations leave hardly anything to assess: {counts:?}");
}

/// The facts of every case beside every component.
fn corpus() -> Corpus {
    let files = ["mainland", "hongkong", "macao"]
        .iter()
        .flat_map(|id| list(&root().join("plugins-wasm").join(id).join("cases")));
    let cases = files.map(|path| serde_json::from_slice::<Value>(&fs::read(path).unwrap()).unwrap());
    let each = cases.flat_map(|case| match case {
        Value::Array(cases) => cases,
        case => vec![case],
    });
    Corpus::new(each.map(|case| case["facts"].clone()).collect())
}

pub(super) fn calendars() -> Calendars {
    let files: Vec<_> = list(&root().join("fixtures/calendars"))
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    Calendars::parse(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).unwrap()
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
