use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use comity_domain::Jurisdiction;
use comity_domain::calendar::Calendars;
use comity_domain::facts::Facts;
use comity_fuzz::facts::Corpus;
use comity_rules::AssessError;
use native_rules::NativeRules;
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

/// Findings that something is in no language that is accepted.
const LANGUAGE: &[&str] =
    &["language-not-accepted", "letter-not-in-chinese", "translation-for-abroad-missing", "translation-missing"];

#[test]
fn a_translation_that_is_added_never_leads_to_a_finding_that_one_is_missing() {
    let rules = native_rules::all(&calendars()).unwrap();
    let corpus = corpus();
    let (mut compared, mut cured) = (0_u64, 0_u64);
    for seed in comity_fuzz::runs(5_000) {
        let Ok(mut json) = serde_json::from_slice::<Value>(&corpus.mutated(seed)) else { continue };
        let language = ["zh", "en", "pt", "fr"][usize::try_from(seed % 4).unwrap()];
        let Some(before) = missing(&rules, &json) else { continue };
        let Some(document) = json["documents"].as_array_mut().and_then(|documents| documents.first_mut()) else {
            continue;
        };
        match document.get_mut("translations").and_then(Value::as_array_mut) {
            Some(translations) if !translations.iter().any(|it| it == language) => translations.push(language.into()),
            _ => continue,
        }
        let Some(after) = missing(&rules, &json) else { continue };
        assert!(after.is_subset(&before), "seed {seed}, {language}: {before:?}, then {after:?}");
        compared += 1;
        cured += u64::from(after.len() < before.len());
    }
    assert!(compared > 500 && cured > 0, "{compared} compared, {cured} cured");
}

/// What is said about languages, and of which paper.
fn missing(rules: &BTreeMap<Jurisdiction, NativeRules>, facts: &Value) -> Option<BTreeSet<String>> {
    let facts = Facts::parse_value(facts.clone()).ok()?;
    let answer = rules.get(&facts.asked()?)?.assess(&facts).ok()?;
    let about_language = answer.findings.into_iter().filter(|finding| LANGUAGE.contains(&finding.code.as_str()));
    Some(about_language.map(|finding| format!("{} {:?}", finding.code, finding.about)).collect())
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
