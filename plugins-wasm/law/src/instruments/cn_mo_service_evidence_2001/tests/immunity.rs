use super::*;
use crate::contract::Start;
use crate::sample::{concluded, found};

/// A letter that asks that this person appear before the requesting court.
fn journey(sample: Sample, role: &str, particulars: &[(&str, Value)]) -> Sample {
    let particulars = [&known()[..], particulars].concat();
    sample
        .with(|facts| facts.acts.clear())
        .person("t1", role, "MO", &particulars)
        .act("appear-in-person", &[("person", text("t1"))])
}

fn willing(role: &str) -> Sample {
    journey(evidence_from_macao(), role, &[("agrees-to-travel", Value::Flag(true))])
}

fn examined(sample: Sample) -> Assessment {
    sample.asked(&LETTER_FOR_EVIDENCE, "2026-06-16")
}

/// The follow-up on a day, when the protection of whoever is free to leave ends on 2026-06-09.
fn followed(sample: Sample, day: &str) -> Assessment {
    sample.asked_on(day).asked(&FOLLOW_UP_OF_EVIDENCE, "2026-06-09")
}

#[test]
fn who_travels_with_his_consent_is_protected_at_the_requesters_cost() {
    for role in ["witness", "expert", "party"] {
        let assessment = examined(willing(role));
        assert_eq!(weighed(&assessment), [("travel-costs-prepaid", Severity::Inform)]);
        assert_eq!(concluded(&assessment), [("immunity-applies", None)]);
    }
    let before_sending = willing("witness").with(|facts| facts.stage = "outgoing".to_owned());
    assert_eq!(concluded(&examined(before_sending)), []);
}

#[test]
fn whether_a_party_of_the_mainland_is_protected_in_macao_is_not_certain() {
    let agrees = [("agrees-to-travel", Value::Flag(true))];
    let party = examined(journey(evidence_from_the_mainland(), "party", &agrees));
    assert_eq!(weighed(&party), [("immunity-not-certain", Severity::Flag)]);
    assert_eq!(concluded(&party), []);
    let witness = examined(journey(evidence_from_the_mainland(), "witness", &agrees));
    assert_eq!(concluded(&witness), [("immunity-applies", None)]);
}

#[test]
fn the_protection_is_that_of_the_requesting_side() {
    let to = |side| {
        let particulars = [("agrees-to-travel", Value::Flag(true)), ("travels-to", text(side))];
        examined(journey(evidence_from_macao(), "witness", &particulars))
    };
    assert_eq!(concluded(&to("CN")), [("immunity-applies", None)]);
    assert_eq!(found(&to("HK")), ["immunity-not-certain"]);
}

#[test]
fn nobody_travels_without_his_consent() {
    let unwilling = || journey(evidence_from_macao(), "witness", &[("agrees-to-travel", Value::Flag(false))]);
    assert_eq!(weighed(&examined(unwilling())), [("travel-without-consent", Severity::Refuse)]);
    let beside = unwilling().act("examine-witness", &[("person", text("w1")), ("questions", Value::Number(2))]);
    let in_part = examined(beside);
    assert_eq!(weighed(&in_part), [("travel-without-consent", Severity::Flag)]);
    assert_eq!(concluded(&in_part), [("execute-in-part", None)]);
    let in_execution = unwilling().asked(&EXECUTION_OF_EVIDENCE, "2026-06-16");
    assert_eq!(weighed(&in_execution), [("travel-without-consent", Severity::Inform)]);
    assert_eq!(concluded(&in_execution), [("incomplete-notify", None)]);
}

#[test]
fn a_consent_that_is_not_there_yet_is_asked_for() {
    let silent = |stage: &'static str| {
        let sample = journey(evidence_from_macao(), "witness", &[]).with(|facts| stage.clone_into(&mut facts.stage));
        examined(sample).findings.into_iter().find(|it| it.code == "consent-to-travel-needed").map(|it| it.severity)
    };
    assert_eq!(silent("incoming"), Some(Severity::Flag));
    assert_eq!(silent("outgoing"), Some(Severity::Inform));
}

#[test]
fn the_seven_days_run_where_the_person_is_and_roll_nowhere() {
    let free = |sample: Sample| {
        sample.asked_on("2026-06-03").event_with("free-to-leave", "2026-06-02", &[("person", text("t1"))])
    };
    let period = |sample: Sample| free(sample).periods(&FOLLOW_UP_OF_EVIDENCE).remove(0);
    let there = period(willing("witness"));
    assert_eq!((there.code.as_str(), there.length, there.unit), ("immunity", 7, Unit::Days));
    assert_eq!((there.calendar.as_str(), there.roll, there.hard), ("CN", crate::contract::Roll::None, true));
    let agrees = [("agrees-to-travel", Value::Flag(true))];
    assert_eq!(period(journey(evidence_from_the_mainland(), "witness", &agrees)).calendar, "MO");
    assert!(free(journey(evidence_from_the_mainland(), "party", &agrees)).periods(&FOLLOW_UP_OF_EVIDENCE).is_empty());
}

#[test]
fn whoever_is_called_again_is_needed_again() {
    let person = [("person", text("t1"))];
    let starts = |day| {
        let called = willing("witness").asked_on(day).event_with("free-to-leave", "2026-06-08", &person).event_with(
            "free-to-leave",
            "2026-06-02",
            &person,
        );
        called.periods(&FOLLOW_UP_OF_EVIDENCE).into_iter().map(|period| period.start).collect::<Vec<_>>()
    };
    assert_eq!(starts("2026-06-07"), [Start::Event(1)]);
    assert_eq!(starts("2026-06-08"), [Start::Event(0)]);
}

#[test]
fn the_protection_ends_with_the_seventh_day() {
    let free = || willing("witness").event_with("free-to-leave", "2026-06-02", &[("person", text("t1"))]);
    assert_eq!(concluded(&followed(free(), "2026-06-01")), [("immunity-applies", None)]);
    assert_eq!(concluded(&followed(free(), "2026-06-09")), [("immunity-applies", None)]);
    assert_eq!(concluded(&followed(free(), "2026-06-10")), [("immunity-ended", None)]);
}

#[test]
fn who_stays_on_is_seen_to_stay() {
    let seen = |day: &'static str| {
        let person = [("person", text("t1"))];
        let there = willing("witness").event_with("free-to-leave", "2026-06-02", &person);
        followed(there.event_with("still-present", day, &person), "2026-06-12")
    };
    assert_eq!(found(&seen("2026-06-09")), [""; 0]);
    assert_eq!(weighed(&seen("2026-06-10")), [("stayed-beyond-immunity", Severity::Inform)]);
    assert_eq!(found(&seen("2026-06-13")), [""; 0]);
}

#[test]
fn of_two_travellers_each_has_his_own_days() {
    let two = willing("witness")
        .person("t2", "expert", "MO", &known())
        .act("appear-in-person", &[("person", text("t2"))])
        .event_with("free-to-leave", "2026-06-02", &[("person", text("t1"))]);
    assert_eq!(concluded(&followed(two, "2026-06-10")), [("immunity-applies", None), ("immunity-ended", None)]);
}

#[test]
fn a_release_that_names_nobody_is_for_everybody() {
    let all = willing("witness").event("free-to-leave", "2026-06-02");
    assert_eq!(concluded(&followed(all, "2026-06-10")), [("immunity-ended", None)]);
    assert_eq!(concluded(&followed(evidence_from_macao(), "2026-06-10")), []);
}
