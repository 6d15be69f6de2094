//! A component that misbehaves ends in a named fault, and nowhere else.

use std::time::Duration;

use comity_domain::assessment::Outcome;
use comity_domain::facts::Facts;
use comity_rules::{AssessError, Budget, RuleSet, Settings};

use crate::world::{HOSTILE, behaving, hostile_within};

/// The name of the fault that this behaviour ends in.
fn fault(behaviour: &str) -> &'static str {
    code(&HOSTILE, &behaving(behaviour))
}

fn code(rules: &RuleSet, facts: &Facts) -> &'static str {
    match rules.assess(facts, Settings::Published) {
        Err(AssessError::Fault { fault, .. }) => fault.code(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_hostile_component_is_in_order_while_it_behaves() {
    assert_eq!(HOSTILE.assess(&behaving("behave"), Settings::Published).unwrap().outcome, Some(Outcome::Accept));
}

#[test]
fn an_endless_loop_uses_up_its_fuel() {
    assert_eq!(fault("endless-loop"), "fuel-exhausted");
    assert_eq!(fault("loop-in-periods"), "fuel-exhausted");
}

#[test]
fn a_loop_inside_memory_copy_uses_up_its_fuel() {
    assert_eq!(fault("copy-loop"), "fuel-exhausted");
}

#[test]
fn the_watchdog_stops_what_fuel_does_not() {
    let budget = Budget { fuel: u64::MAX / 2, watchdog: Duration::from_millis(200), ..Budget::default() };
    let rules = hostile_within(budget);
    for behaviour in ["endless-loop", "copy-loop"] {
        assert_eq!(code(&rules, &behaving(behaviour)), "watchdog", "{behaviour}");
    }
}

#[test]
fn memory_that_grows_without_end_is_refused() {
    assert_eq!(fault("grow-memory"), "memory-limit");
}

#[test]
fn a_recursion_without_end_uses_up_the_stack() {
    assert_eq!(fault("recurse"), "stack-overflow");
}

#[test]
fn a_trap_is_a_fault() {
    assert_eq!(fault("trap"), "trap");
}

#[test]
fn a_million_strings_over_one_buffer_are_too_much_to_hand_back() {
    // Making them takes more fuel than there is, too; here there is enough.
    assert_eq!(fault("million-strings"), "fuel-exhausted");
    let rules = hostile_within(Budget { fuel: 1_000_000_000, ..Budget::default() });
    assert_eq!(code(&rules, &behaving("million-strings")), "answer-too-large");
}

#[test]
fn a_text_of_four_megabytes_is_too_much_to_hand_back() {
    assert_eq!(fault("large-text"), "answer-too-large");
}

#[test]
fn lists_that_are_too_long_are_refused() {
    assert_eq!(fault("many-findings"), "answer-too-large");
    assert_eq!(fault("many-periods"), "answer-too-large");
}

#[test]
fn a_code_that_was_not_declared_is_not_believed() {
    assert_eq!(fault("undeclared-code"), "undeclared-code");
    assert_eq!(fault("undeclared-conclusion"), "undeclared-code");
    assert_eq!(fault("undeclared-instrument"), "undeclared-code");
}

#[test]
fn a_day_that_does_not_exist_is_not_believed() {
    assert_eq!(fault("impossible-date"), "impossible-date");
    assert_eq!(fault("impossible-suspension"), "impossible-date");
}

#[test]
fn an_answer_that_cannot_be_is_not_believed() {
    for behaviour in [
        "malformed-citation",
        "no-such-place",
        "period-for-ever",
        "period-from-nothing",
        "period-from-itself",
        "text-that-is-no-text",
        "unknown-calendar",
        "verdict-without-verdict",
    ] {
        assert_eq!(fault(behaviour), "malformed-answer", "{behaviour}");
    }
}

#[test]
fn a_fault_is_the_same_every_time() {
    for behaviour in ["endless-loop", "grow-memory", "recurse", "million-strings"] {
        assert_eq!(fault(behaviour), fault(behaviour), "{behaviour}");
    }
}
