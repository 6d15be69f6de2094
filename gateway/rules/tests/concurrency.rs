//! Assessments beside each other: a hostile one disturbs none.

use std::thread;
use std::time::Duration;

use comity_domain::limits::ASSESSMENTS_AT_ONCE_MAX;
use comity_rules::{Budget, Settings};

use crate::world::{HONGKONG, HOSTILE, behaving, facts, hostile_within, letter};

#[test]
fn a_hostile_component_does_not_disturb_an_assessment_beside_it() {
    let undisturbed = HONGKONG.assess(&facts(letter()), Settings::Published).unwrap();
    thread::scope(|scope| {
        let hostile: Vec<_> = ["endless-loop", "grow-memory", "recurse", "million-strings", "copy-loop", "trap"]
            .map(|behaviour| scope.spawn(move || HOSTILE.assess(&behaving(behaviour), Settings::Published)))
            .into_iter()
            .collect();
        for _ in 0..50 {
            assert_eq!(HONGKONG.assess(&facts(letter()), Settings::Published).unwrap(), undisturbed);
        }
        for outcome in hostile {
            assert!(outcome.join().unwrap().is_err());
        }
    });
    assert_eq!(HONGKONG.assess(&facts(letter()), Settings::Published).unwrap(), undisturbed);
}

#[test]
fn more_assessments_than_slots_wait_their_turn() {
    let slots = usize::try_from(ASSESSMENTS_AT_ONCE_MAX).unwrap();
    // Long enough to be there together, even on one core; the watchdog is out of the way.
    let rules = hostile_within(Budget { fuel: 10_000_000, watchdog: Duration::from_secs(120), ..Budget::default() });
    thread::scope(|scope| {
        let busy = || rules.assess(&behaving("endless-loop"), Settings::Published).unwrap_err();
        let all: Vec<_> = (0..slots + 8).map(|_| scope.spawn(busy)).collect();
        for one in all {
            assert_eq!(one.join().unwrap().code(), "fuel-exhausted");
        }
    });
}
