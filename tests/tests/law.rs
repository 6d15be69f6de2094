//! The law as a whole: its book says what the components say.

use std::fs;
use std::path::Path;

use comity_domain::calendar::Calendars;
use comity_server::words::{Locale, Words};

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
