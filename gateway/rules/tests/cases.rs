//! The cases beside each component, and what a component declares against what it does.

use std::collections::BTreeSet;

use comity_domain::assessment::{Outcome, Severity};
use comity_domain::limits::{ADDRESSEES_MAX, DOCUMENTS_MAX};
use comity_rules::{AssessError, Case, RuleSet, Settings};
use serde_json::json;

use crate::world::{HONGKONG, MACAO, MAINLAND, facts, letter};

#[test]
fn every_case_of_hong_kong_holds() {
    every_case_holds(&HONGKONG, 60);
}

#[test]
fn every_case_of_macao_holds() {
    every_case_holds(&MACAO, 60);
}

#[test]
fn every_case_of_the_mainland_holds() {
    every_case_holds(&MAINLAND, 150);
}

fn every_case_holds(rules: &RuleSet, at_least: usize) {
    let results = rules.run_cases();
    assert!(results.len() >= at_least, "only {} cases", results.len());
    let broken: Vec<_> = results.into_iter().filter(|result| !result.broken.is_empty()).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_case_that_does_not_hold_is_told() {
    let in_order = |case: &&Case| case.expect.outcome == Some(Outcome::Accept);
    let mut case = HONGKONG.cases().iter().find(in_order).unwrap().clone();
    case.expect.outcome = Some(Outcome::Refuse);
    case.expect.cites = vec!["hk-cap-8:1".parse().unwrap()];
    assert_eq!(case.run(|facts| HONGKONG.assess(facts, Settings::Overridden)).broken.len(), 2);
}

#[test]
fn a_letter_in_order_is_accepted_with_every_item_satisfied_and_two_months_to_run() {
    let answer = HONGKONG.assess(&facts(letter()), Settings::Published).unwrap();
    assert_eq!(answer.outcome, Some(Outcome::Accept));
    assert!(answer.findings.iter().all(|finding| finding.code == "satisfied" && finding.severity == Severity::Inform));
    let cited: Vec<_> = answer.findings.iter().map(|finding| finding.citations[0].provision.as_str()).collect();
    assert_eq!(cited, ["1", "2", "3", "4", "6", "7", "9"]);
    assert_eq!(answer.due[0].last_day.to_string(), "2026-05-16");
    assert_eq!(answer.facts_digest, facts(letter()).digest());
    assert_eq!(answer.release, HONGKONG.release());
}

#[test]
fn a_finding_names_the_place_in_the_facts_as_they_were_given() {
    let mut letter = letter();
    // A person that these rules do not read stands before the addressee.
    letter["persons"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!({ "role": "agent", "jurisdiction": "HK", "particulars": {} }));
    letter["persons"][1]["particulars"].as_object_mut().unwrap().remove("address");
    letter["documents"][1]["copies"] = json!(1);
    let answer = HONGKONG.assess(&facts(letter), Settings::Published).unwrap();
    let places: Vec<_> = answer.adverse().map(|finding| finding.about.clone().unwrap()).collect();
    assert_eq!(places, ["persons[1].particulars.address", "documents[1].copies"]);
    assert_eq!(answer.outcome, Some(Outcome::ReturnForSupplement));
}

#[test]
fn the_largest_letter_with_everything_wrong_is_within_the_budget() {
    let mut letter = letter();
    let addressee = json!({ "role": "addressee", "jurisdiction": "HK", "particulars": {} });
    letter["persons"] = json!(vec![addressee; ADDRESSEES_MAX]);
    let paper = json!({ "kind": "answer", "languages": ["en"], "translations": [], "copies": 1, "particulars": {} });
    letter["documents"] = json!(vec![paper; DOCUMENTS_MAX]);
    let answer = HONGKONG.assess(&facts(letter), Settings::Published).unwrap();
    assert_eq!(answer.outcome, Some(Outcome::ReturnForSupplement));
    assert_eq!(answer.adverse().count(), 1 + 2 * ADDRESSEES_MAX + 3 * DOCUMENTS_MAX);
}

#[test]
fn equal_facts_give_equal_bytes() {
    let answer = || serde_json::to_vec(&HONGKONG.assess(&facts(letter()), Settings::Published).unwrap()).unwrap();
    assert_eq!(answer(), answer());
}

#[test]
fn switches_of_the_facts_count_only_where_they_may() {
    let mut letter = letter();
    letter["particulars"]["transmission"] = json!("platform");
    letter["settings"] = json!({ "unregulated-electronic-transmission": "flag" });
    let outcome = |settings| HONGKONG.assess(&facts(letter.clone()), settings).unwrap().outcome;
    assert_eq!(outcome(Settings::Published), Some(Outcome::ReturnForSupplement));
    assert_eq!(outcome(Settings::Overridden), Some(Outcome::AcceptWithFlags));
}

#[test]
fn a_year_without_calendar_is_the_facts_mistake_and_named() {
    let mut letter = letter();
    letter["as_of"] = json!("2031-03-16");
    letter["docket"] = json!([{ "kind": "hearing", "on": "2031-01-01" }, { "kind": "received", "on": "2031-03-16" }]);
    match HONGKONG.assess(&facts(letter), Settings::Published).unwrap_err() {
        AssessError::Facts { at, code, because } => {
            assert_eq!((at.as_str(), code), ("facts.docket[1].on", "year-missing"));
            assert!(because.contains("HK-general") && because.contains("2031"), "{because}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_question_that_is_not_theirs_is_not_answered() {
    let mut letter = letter();
    // What a court of Macao hands to another is nothing to Hong Kong.
    letter["requested"] = json!({ "authority": "mo-tui", "jurisdiction": "MO", "kind": "final-appeal-court" });
    assert_eq!(HONGKONG.assess(&facts(letter), Settings::Published).unwrap_err().code(), "no-rules");
}

#[test]
fn everything_that_can_be_said_of_the_vocabulary_is_declared_with_its_instruments() {
    let known = comity_domain::vocabulary::instruments();
    for rules in [&*HONGKONG, &*MAINLAND, &*MACAO] {
        let description = rules.description();
        let unknown: Vec<_> = description.instruments.iter().filter(|it| !known.contains(it)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        for setting in comity_domain::vocabulary::settings() {
            if let Some(choices) = description.choices.get(setting.code) {
                assert_eq!(choices.first().map(String::as_str), Some(setting.default), "{}", setting.code);
                let (known, choices) = [setting.values, choices].map(|it| it.iter().collect::<BTreeSet<_>>()).into();
                assert_eq!(known, choices, "{}", setting.code);
            }
        }
        assert!(
            description.settings.keys().all(|code| comity_domain::vocabulary::settings().any(|it| it.code == code))
        );
    }
}
