//! The law as a whole: its book says what the components say, and they say the same natively and in the sandbox.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use comity_domain::assessment::Assessment;
use comity_domain::calendar::Calendars;
use comity_domain::facts::Facts;
use comity_fuzz::facts::Corpus;
use comity_rules::{AssessError, Host, Lock, Pin, RuleSet, Settings};
use comity_server::app::LockFile;
use comity_server::words::{Locale, Words};
use comity_tests::target;

/// The packed releases, as a gateway would load them.
static RELEASES: LazyLock<Vec<Arc<RuleSet>>> = LazyLock::new(|| {
    let (host, folder) = (Host::new().unwrap(), target().join("rules"));
    let lock = fs::read_to_string(folder.join("rules.lock")).expect("run `cargo xtask releases` first");
    let lock: LockFile = toml::from_str(&lock).unwrap();
    let load = |locked: comity_server::app::LockedRelease| {
        let pin = Pin { release: locked.digest, publisher: locked.publisher };
        let bytes = fs::read(folder.join(&locked.file)).unwrap();
        RuleSet::load(&host, &bytes, &Lock::default().with(locked.id, pin)).unwrap()
    };
    lock.rules.into_iter().map(load).collect()
});

#[test]
fn natively_and_in_the_sandbox_the_law_answers_the_same_to_the_byte() {
    for rules in RELEASES.iter() {
        let native = native_rules::all(rules.calendars()).unwrap();
        let native = &native[&rules.manifest().jurisdiction];
        assert!(rules.cases().len() > 50, "{}", rules.manifest().id);
        for case in rules.cases() {
            let facts = Facts::parse_value(case.facts.clone()).unwrap();
            let said = |it: Result<Assessment, AssessError>| it.map(without_release).map_err(|it| it.to_string());
            let (here, there) = (said(native.assess(&facts)), said(rules.assess(&facts, Settings::Overridden)));
            assert_eq!(here, there, "{}", case.name);
        }
    }
}

#[test]
fn the_sandbox_answers_whatever_facts_there_are_as_the_law_does_natively_and_never_runs_out_of_fuel() {
    let corpus = Corpus::new(RELEASES.iter().flat_map(|rules| rules.cases()).map(|case| case.facts.clone()).collect());
    let native = native_rules::all(RELEASES[0].calendars()).unwrap();
    let mut assessed = 0;
    let seeds = comity_fuzz::runs(3_000);
    for seed in seeds.clone() {
        let Ok(facts) = Facts::parse(&corpus.mutated(seed)) else { continue };
        let Some(rules) = RELEASES.iter().find(|rules| facts.asked() == Some(rules.manifest().jurisdiction)) else {
            continue;
        };
        let here = native[&rules.manifest().jurisdiction].assess(&facts);
        let there = rules.assess(&facts, Settings::Overridden);
        let is_fault = |said: &Result<Assessment, AssessError>| matches!(said, Err(AssessError::Fault { .. }));
        assert!(!is_fault(&here) && !is_fault(&there), "seed {seed}: {here:?}, {there:?}");
        assessed += u64::from(there.is_ok());
        let said = |it: Result<Assessment, AssessError>| it.map(without_release).map_err(|it| it.to_string());
        assert_eq!(said(here), said(there), "seed {seed}");
    }
    assert!(assessed * 5 > seeds.end - seeds.start, "only {assessed} of {seeds:?}");
}

/// What was said, without whose release said it: natively there is none.
fn without_release(assessment: Assessment) -> String {
    let mut said = serde_json::to_value(assessment).unwrap();
    said.as_object_mut().unwrap().retain(|name, _| !["rules", "release"].contains(&name.as_str()));
    said.to_string()
}

#[test]
fn what_the_rules_say_in_any_case_can_be_said_in_every_locale_with_all_it_needs() {
    let words = Words::embedded();
    let mut broken = BTreeSet::new();
    for case in RELEASES.iter().flat_map(|rules| rules.cases().iter().map(move |case| (rules, case))) {
        let (rules, case) = case;
        let Ok(answer) = rules.assess(&Facts::parse_value(case.facts.clone()).unwrap(), Settings::Overridden) else {
            continue;
        };
        for locale in Locale::ALL {
            let findings = answer.findings.iter().map(|finding| words.finding(locale, finding));
            let others = answer.conclusions.iter().map(|it| words.conclusion(locale, it));
            let due = answer.due.iter().map(|due| words.due(locale, due));
            let requirements = answer.requirements.iter().map(|it| words.requirement(locale, it));
            let said = findings.chain(others).chain(due).chain(requirements);
            broken.extend(said.filter(|text| text.contains(['⟨', '{', '}'])).map(|text| format!("{locale}: {text}")));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_book_of_the_law_says_what_the_components_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/law.md");
    let rules = native_rules::all(&Calendars::default()).unwrap();
    let made = Words::embedded().law_book(Locale::En, rules.values().map(|rules| rules.frame().description()));
    if std::env::var_os("COMITY_BLESS").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = made.lines().zip(kept.lines().chain(std::iter::repeat(""))).find(|(made, kept)| made != kept);
    assert!(made == kept, "docs/law.md is stale (COMITY_BLESS=1 makes it anew): {differs:?}");
}

#[test]
fn every_rule_of_every_component_has_words_and_what_is_uncertain_is_marked() {
    let rules = native_rules::all(&Calendars::default()).unwrap();
    for locale in Locale::ALL {
        let book = Words::embedded().law_book(locale, rules.values().map(|rules| rules.frame().description()));
        let missing: Vec<_> = book.split('⟨').skip(1).filter_map(|rest| rest.split('⟩').next()).collect();
        assert!(missing.is_empty(), "{locale}: {missing:?}");
    }
}
