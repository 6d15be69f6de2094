//! What time alone brings about, and what the rules are asked when.

use super::*;
use crate::matter::facts_of::questions;
use Outcome::{Accept, Refuse, ReturnForSupplement};

fn stages(play: &Play) -> Vec<(Stage, Jurisdiction)> {
    let asked = questions(play.matter(), &parties(), play.today);
    asked.into_iter().map(|facts| (facts.stage, facts.asked().unwrap())).collect()
}

#[test]
fn when_a_last_day_has_passed_the_rules_are_asked_again_and_once() {
    let play = asked(State::Accepted);
    let last_day = play.standing().next_last_day().unwrap();
    assert!(!play.standing().asks_rules_on(last_day), "on the last day there is still time");
    let next = last_day.tomorrow().unwrap();
    assert!(play.standing().asks_rules_on(next));

    let mut play = play;
    play.today = next;
    let check = play.check(Weight::Own, None);
    let mut late = check;
    late.assessment.due.iter_mut().for_each(|due| due.last_day = last_day);
    let play = play.then(Command::RecordAssessment { stage: Stage::Execution, check: late });
    assert!(!play.standing().asks_rules_on(next.saturating_add(jiff::Span::new().days(400))));
}

#[test]
fn a_fault_is_an_answer_until_the_next_last_day() {
    let play = asked(State::Accepted).then(fault());
    assert!(!play.standing().asks_rules_on(play.today));
    assert!(play.standing().asks_rules_on(play.standing().next_last_day().unwrap().tomorrow().unwrap()));
}

#[test]
fn an_ended_matter_asks_nothing_however_much_time_passes() {
    for state in [State::Closed, State::Refused, State::Withdrawn] {
        let play = asking(state);
        assert!(!play.standing().asks_rules_on(date(2036, 1, 1)), "{state:?}");
        assert_eq!(stages(&play), []);
    }
}

#[test]
fn wherever_a_matter_stands_there_is_a_question_about_it() {
    for play in ASKING.map(asking).into_iter().chain(ASKED.map(asked)) {
        assert_eq!(stages(&play).is_empty(), play.state().is_final(), "{:?}", play.state());
    }
}

#[test]
fn what_is_asked_about_a_certificate_is_the_other_sides_rules_on_it_and_then_the_own_on_what_follows() {
    let play = asking(State::Returned);
    assert_eq!(stages(&play), [(Stage::Return, Jurisdiction::Hk), (Stage::FollowUp, Jurisdiction::Cn)]);
    let follow_up = questions(play.matter(), &parties(), play.today).pop().unwrap();
    let certified = follow_up.docket.iter().find(|event| event.kind == "served-per-certificate").unwrap();
    assert_eq!(certified.on, play.matter().certificate.as_ref().unwrap().1.date);
}

#[test]
fn a_court_that_deals_directly_has_its_own_letter_examined_and_no_forwarding() {
    let play = asking(State::Drafted).then(submit());
    let parties = Parties { originating: parties().transmitting, ..parties() };
    let asked = questions(play.matter(), &parties, play.today);
    assert_eq!((asked[0].procedure.as_str(), asked[0].stage), ("service-of-documents", Stage::Outgoing));
    assert_eq!(stages(&play), [(Stage::Incoming, Jurisdiction::Cn)], "a lower court hands it over");
}

#[test]
fn only_a_court_of_the_mainland_applies_for_the_forwarding_of_its_letter() {
    let play = asking(State::Drafted).then(submit());
    let elsewhere = |authority: Authority, jurisdiction| Authority { jurisdiction, ..authority };
    for (from, to) in [(Jurisdiction::Hk, Jurisdiction::Cn), (Jurisdiction::Mo, Jurisdiction::Hk)] {
        let Parties { originating, transmitting, receiving } = parties();
        let parties = Parties {
            originating: elsewhere(originating, from),
            transmitting: elsewhere(transmitting, from),
            receiving: elsewhere(receiving, to),
        };
        let asked = questions(play.matter(), &parties, play.today);
        assert_eq!((asked[0].procedure.as_str(), asked[0].stage), ("service-of-documents", Stage::Outgoing));
        assert_eq!(asked[0].asked(), Some(from));
    }
}

#[test]
fn a_certificate_ends_what_was_waited_for_and_no_later_answer_starts_it_again() {
    let play = asking(State::Returned);
    assert_eq!(play.standing().next_last_day(), None);
    assert_eq!(play.assessed(Accept).standing().next_last_day(), None);
}

#[test]
fn the_transmitting_authority_waits_for_its_own_rules_and_follows_them_or_says_why_not() {
    let submitted = asking(State::Drafted).then(submit());
    assert_eq!(submitted.refused(transmit(&submitted)), Refusal::NotAssessed);
    for outcome in [ReturnForSupplement, Refuse] {
        let play = submitted.clone().assessed(outcome);
        let Command::Transmit { document, .. } = transmit(&play) else { unreachable!() };
        let without = Command::Transmit { document: document.clone(), override_reason: None };
        assert_eq!(play.refused(without), Refusal::AgainstTheRules { outcome });
        let with = Command::Transmit { document, override_reason: Some(marked("reason")) };
        assert_eq!(play.then(with).state(), State::Transmitted);
    }
    let failed = submitted.then(fault());
    assert_eq!(failed.refused(transmit(&failed)), Refusal::NeedsPerson { fault: "fuel-used-up".into() });
    let transmitted = transmit(&failed);
    assert_eq!(failed.then(review()).then(transmitted).state(), State::Transmitted);
}

#[test]
fn a_draft_about_which_rules_were_silent_goes_only_with_a_reason() {
    let play = asking(State::Drafted);
    let silent = Unanswered { weight: Weight::Advice, fault: "trap".into() };
    let preflight = Preflight {
        request_digest: play.matter().request_digest(),
        checks: vec![play.check(Weight::Own, Some(Accept))],
        unanswered: vec![silent],
    };
    let play = play.then(Command::RecordPreflight(preflight));
    assert_eq!(play.refused(submit()), Refusal::RulesSilent { fault: "trap".into() });
    let with = Command::Submit { agents: Vec::new(), override_reason: Some(marked("reason")) };
    assert_eq!(play.then(with).state(), State::Submitted);
}

#[test]
fn without_a_verdict_nothing_is_accepted() {
    let play = Play::new().then(take(sealed(letter(complete()), None, DRAFTED_ON)));
    let check = play.check(Weight::Own, None);
    let play = play.then(Command::RecordAssessment { stage: Stage::Execution, check });
    assert_eq!(play.refused(accept()), Refusal::NotAssessed);
}
