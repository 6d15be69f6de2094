//! The book of rules: which release answers on which day.

use comity_domain::Jurisdiction;
use comity_rules::{Draft, RuleBook, Settings};
use serde_json::json;

use crate::world::{HONGKONG, MAINLAND, date, facts, hongkong, letter, load};

#[test]
fn the_side_that_is_asked_answers() {
    let book = RuleBook::default();
    book.insert(HONGKONG.clone());
    book.insert(MAINLAND.clone());
    let mut letter = letter();
    assert_eq!(book.assess(&facts(letter.clone()), Settings::Published).unwrap().rules.id, "hongkong");
    letter["stage"] = json!("outgoing");
    assert_eq!(book.assess(&facts(letter), Settings::Published).unwrap().rules.id, "mainland");
}

#[test]
fn a_matter_is_judged_by_the_version_in_force_on_its_day() {
    let book = RuleBook::default();
    let later = load(Draft { in_force_from: date("2026-04-01"), ..hongkong() });
    book.insert(later.clone());
    book.insert(HONGKONG.clone());
    let on = |day| book.for_day(Jurisdiction::Hk, date(day)).map(|rules| rules.release());
    assert_eq!(on("1999-03-29"), None);
    assert_eq!(on("2026-03-31"), Some(HONGKONG.release()));
    assert_eq!(on("2026-04-01"), Some(later.release()));
    assert_eq!(book.release(HONGKONG.release()).unwrap().release(), HONGKONG.release());
}

#[test]
fn a_corrected_release_of_the_same_day_replaces_the_earlier_one_and_keeps_it_for_replay() {
    let book = RuleBook::default();
    let corrected = load(Draft { cases: Vec::new(), ..hongkong() });
    book.insert(HONGKONG.clone());
    book.insert(corrected.clone());
    book.insert(corrected.clone());
    assert_eq!(book.for_day(Jurisdiction::Hk, date("2026-01-12")).unwrap().release(), corrected.release());
    assert!(book.release(HONGKONG.release()).is_some());
    assert_eq!(book.all().len(), 2);
}

#[test]
fn a_side_without_rules_gives_no_answer() {
    let mut letter = letter();
    letter["requested"] = json!({ "authority": "mo-tui", "jurisdiction": "MO", "kind": "final-appeal-court" });
    let error = RuleBook::default().assess(&facts(letter), Settings::Published).unwrap_err();
    assert_eq!((error.code(), error.at()), ("no-rules", Some("facts.procedure")));
}
