//! The side that is asked.

use super::*;
use Outcome::{Accept, AcceptWithFlags, Refuse, ReturnForSupplement};

#[test]
fn a_letter_is_received_assessed_accepted_executed_and_its_certificate_returned() {
    let play = Play::new().then(take(sealed(letter(complete()), None, DRAFTED_ON)));
    assert_eq!((play.state(), play.standing().side), (State::Acknowledged, Side::Requested));
    assert_eq!(play.standing().handled_by().as_str(), "hk-high-court");
    assert_eq!(play.standing().received_on, Some(DRAFTED_ON));
    assert_eq!(play.matter().files.len(), 3);
    assert_eq!(play.refused(accept()), Refusal::NotAssessed);

    let play = play.assessed(AcceptWithFlags);
    assert_eq!(play.standing().next_last_day(), Some(date(2026, 3, 12)));
    let play = play.days_later(1).then(accept());
    assert_eq!(play.state(), State::Accepted);
    let flags = play.happened.iter().find_map(|(_, event)| match event {
        Event::Accepted { flags, .. } => Some(flags.clone()),
        _ => None,
    });
    assert_eq!(flags.unwrap(), ["unlisted-document"], "the flags that were let pass are kept");

    let play = play.then(start_execution());
    assert_eq!(play.state(), State::InExecution);
    let play = play.days_later(7).then(execute(date(2026, 1, 18)));
    assert_eq!(play.state(), State::Completed);
    assert_eq!(play.refused(return_certificate()), Refusal::NotAssessed);

    let play = play.assessed(Accept).then(return_certificate());
    assert_eq!((play.state(), play.standing().next_last_day()), (State::Returned, None));
    assert_eq!(play.queued.last().unwrap().1, MessageKind::Certificate);
    assert_eq!((play.conflict(), &play.standing().needs_person), (None, &None));
}

#[test]
fn a_supplement_is_asked_for_arrives_and_is_assessed_anew() {
    let play = asked(State::SupplementAsked);
    assert_eq!(play.standing().supplements, [(date(2026, 1, 13), None)]);
    let first = play.matter().letter_digest;
    let mut better = complete();
    better.documents[0].file = Some(file("more"));
    let play = hears(play.days_later(5), letter(better.clone()));
    assert_eq!((play.state(), play.conflict()), (State::Supplied, None));
    assert_eq!((&play.matter().request, play.matter().superseded), (&better, first));
    assert!(play.matter().files.contains_key(&file("more").sha256));
    assert_eq!(play.standing().supplements, [(date(2026, 1, 13), Some(date(2026, 1, 18)))]);
    assert_eq!(play.refused(accept()), Refusal::NotAssessed, "the answer to the first letter is no answer to this one");
    assert_eq!(play.assessed(Accept).then(ask_supplement()).state(), State::SupplementAsked);
}

#[test]
fn a_letter_is_refused_with_a_reason() {
    for state in [State::Acknowledged, State::SupplementAsked, State::Supplied] {
        let play = asked(state).then(refuse());
        assert_eq!((play.state(), play.standing().next_last_day()), (State::Refused, None));
    }
    let without = Command::Refuse { reason: "\n".into(), grounds: grounds(), document: marked("document") };
    assert_eq!(asked(State::Acknowledged).refused(without), Refusal::BadReason);
}

#[test]
fn against_the_rules_it_is_accepted_only_by_a_person_who_reviewed_it() {
    for outcome in [ReturnForSupplement, Refuse] {
        let play = Play::new().then(take(sealed(letter(complete()), None, DRAFTED_ON))).assessed(outcome);
        assert_eq!(play.refused(accept()), Refusal::AgainstTheRules { outcome });
        assert_eq!(play.then(review()).then(accept()).state(), State::Accepted);
    }
    assert!(matches!(asked(State::Acknowledged).refused(review()), Refusal::WrongState { .. }), "nothing to review");
}

#[test]
fn where_the_rules_failed_a_person_has_to_look_before_anything_is_decided() {
    let play = Play::new().then(take(sealed(letter(complete()), None, DRAFTED_ON))).then(fault());
    let needs_person = Refusal::NeedsPerson { fault: "fuel-used-up".into() };
    assert_eq!(play.refused(accept()), needs_person);
    assert_eq!(play.refused(refuse()), needs_person);
    assert_eq!(play.refused(Command::Review { reason: String::new() }), Refusal::BadReason);
    assert_eq!(play.then(review()).then(accept()).state(), State::Accepted);
}

#[test]
fn a_fault_takes_the_place_of_the_answer_before_it() {
    let play = hears(asked(State::SupplementAsked), letter(complete())).then(fault()).then(review());
    assert_eq!(play.matter().assessed, None);
    let play = play.then(accept());
    assert!(play.happened.iter().any(|(_, event)| matches!(event, Event::Accepted { flags, .. } if flags.is_empty())));
}

#[test]
fn a_review_covers_only_what_was_known_when_it_was_made() {
    let play = hears(asked(State::Acknowledged), letter(complete()));
    assert_eq!(play.conflict(), Some("supplement-not-asked-for"));
    let play = play.then(review()).assessed(Refuse);
    assert_eq!(play.refused(accept()), Refusal::AgainstTheRules { outcome: Refuse });
}

#[test]
fn a_certificate_says_how_where_and_on_whom_it_was_served() {
    let play = asked(State::InExecution).days_later(10);
    let missing = |change: fn(&mut ServiceCertificate)| {
        let certificate = certified(play.today, change);
        play.refused(Command::Execute { result: ExecutionResult::Served, certificate })
    };
    let incomplete = |at: &str| Refusal::CertificateIncomplete { at: at.into() };
    assert_eq!(missing(|it| it.method = None), incomplete("certificate.method"));
    assert_eq!(missing(|it| it.place = Some("  ".into())), incomplete("certificate.place"));
    assert_eq!(missing(|it| it.recipient = None), incomplete("certificate.recipient"));
}

#[test]
fn a_certificate_of_failure_says_what_stood_in_the_way() {
    let play = asked(State::InExecution).days_later(10);
    let unserved = |obstacle: Option<&str>, refusal_reason: Option<&str>| Command::Execute {
        result: ExecutionResult::Unserved,
        certificate: certified(play.today, |it| {
            *it = ServiceCertificate {
                obstacle: obstacle.map(Into::into),
                refusal_reason: refusal_reason.map(Into::into),
                ..ServiceCertificate::default()
            };
        }),
    };
    assert_eq!(
        play.refused(unserved(None, None)),
        Refusal::CertificateIncomplete { at: "certificate.obstacle".into() }
    );
    assert!(matches!(play.refused(unserved(None, Some(" "))), Refusal::BadRequest(_)));
    assert_eq!(play.clone().then(unserved(Some("moved away"), None)).state(), State::Completed);
    assert_eq!(play.clone().then(unserved(None, Some("not at home"))).state(), State::Completed);
}

#[test]
fn nothing_is_served_tomorrow_or_before_the_letter_arrived() {
    let play = asked(State::InExecution).days_later(10);
    let impossible = Refusal::ImpossibleDay { at: "certificate.date" };
    assert_eq!(play.refused(execute(date(2026, 1, 11))), impossible);
    assert_eq!(play.refused(execute(play.today.tomorrow().unwrap())), impossible);
    for day in [DRAFTED_ON, play.today] {
        assert_eq!(play.clone().then(execute(day)).state(), State::Completed);
    }
}

#[test]
fn until_it_is_returned_the_result_can_be_corrected_and_is_assessed_again() {
    let play = asked(State::Completed).then(execute(date(2026, 1, 15)));
    assert_eq!(play.matter().certificate.as_ref().unwrap().1.date, date(2026, 1, 15));
    assert_eq!(play.refused(return_certificate()), Refusal::NotAssessed);
    let returned = asked(State::Returned);
    assert!(matches!(returned.refused(execute(returned.today)), Refusal::WrongState { .. }));
}

#[test]
fn what_the_other_side_never_took_was_not_said() {
    for (said, before) in [
        (asked(State::SupplementAsked), State::Acknowledged),
        (asked(State::Supplied).then(ask_supplement()), State::Supplied),
        (asked(State::Accepted), State::Acknowledged),
        (asked(State::Refused), State::Acknowledged),
        (asked(State::SupplementAsked).then(refuse()), State::SupplementAsked),
        (asked(State::Returned), State::Completed),
    ] {
        let sent = said.matter().messages.sent.len();
        let play = said.quarantined();
        assert_eq!((play.state(), play.matter().messages.sent.len()), (before, sent - 1));
        assert_eq!(play.standing().to_assess, before != State::SupplementAsked);
        assert_eq!(play.standing().needs_person.as_deref(), Some("not-expected"));
    }
    let play = asked(State::Accepted).quarantined().assessed(Accept);
    assert_eq!(play.refused(accept()), Refusal::NeedsPerson { fault: "not-expected".into() });
    assert_eq!(play.then(review()).then(accept()).state(), State::Accepted);
}

#[test]
fn execution_that_has_begun_is_not_undone_by_a_message_that_was_not_taken() {
    let play = asked(State::InExecution).quarantined();
    assert_eq!((play.state(), play.standing().needs_person.as_deref()), (State::InExecution, Some("not-expected")));
}
