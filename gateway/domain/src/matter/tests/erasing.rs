//! When the particulars may be erased, and what is left.

use super::*;
use crate::parts::InParts;

const YEARS: Option<u16> = Some(10);

pub(super) fn erase_by_order() -> Command {
    Command::Erase { reason: ErasureReason::CourtOrder, without_peer: true, retention_years: None }
}

fn erase_when_due() -> Command {
    Command::Erase { reason: ErasureReason::RetentionEnded, without_peer: false, retention_years: YEARS }
}

/// The file is closed, and nothing is under way any more.
fn closed() -> Play {
    asking(State::Closed)
}

fn all_receipted(play: Play) -> Play {
    let queued = play.queued.clone();
    queued.into_iter().fold(play, |play, (message, kind)| play.then(receipt_for(message, kind)))
}

fn erased() -> Play {
    closed().then(erase_by_order())
}

#[test]
fn particulars_are_kept_to_the_last_day_of_their_retention() {
    let closed = closed();
    let closed_on = closed.standing().ended_on.unwrap();
    let last_day = closed_on.checked_add(jiff::Span::new().years(10)).unwrap();
    let (mut on_the_last_day, mut after) = (closed.clone(), closed);
    on_the_last_day.today = last_day;
    after.today = last_day.tomorrow().unwrap();
    assert_eq!(on_the_last_day.refused(erase_when_due()), Refusal::RetentionRuns { until: Some(last_day) });
    let after = after.then(erase_when_due());
    let Some(Erased { on, reason }) = after.standing().erased else { panic!("it was not erased") };
    assert_eq!((on, reason), (after.today, ErasureReason::RetentionEnded));
}

#[test]
fn where_no_retention_is_set_only_an_order_erases() {
    let closed = closed().days_later(50 * 366);
    let unset = Command::Erase { reason: ErasureReason::RetentionEnded, without_peer: true, retention_years: None };
    assert_eq!(closed.refused(unset), Refusal::RetentionRuns { until: None });
    for reason in [ErasureReason::CourtOrder, ErasureReason::AuthorityOrder] {
        closed.clone().then(Command::Erase { reason, without_peer: true, retention_years: None });
    }
}

#[test]
fn a_day_that_no_calendar_has_ends_no_retention() {
    let mut on_a_leap_day = closed();
    on_a_leap_day.matter.as_mut().unwrap().standing.ended_on = Some(date(2028, 2, 29));
    assert_eq!(on_a_leap_day.standing().retained_until(1), Some(date(2029, 2, 28)));
    assert_eq!(on_a_leap_day.standing().retained_until(u16::MAX), None);
}

#[test]
fn what_comes_after_the_end_makes_nobody_keep_it_longer() {
    let returned = all_receipted(asked(State::Returned));
    let ended_on = returned.standing().ended_on;
    let later = returned.days_later(400).then(fault());
    assert_ne!(later.standing().changed_on, ended_on.unwrap());
    assert_eq!(later.standing().ended_on, ended_on);
    let taken_back = asked(State::Returned).quarantined();
    assert_eq!((taken_back.state(), taken_back.standing().ended_on), (State::Completed, None));
}

#[test]
fn a_matter_in_which_something_is_still_to_happen_is_not_erased() {
    for state in [State::Drafted, State::Submitted, State::Transmitted, State::Acknowledged, State::Returned] {
        assert_eq!(asking(state).refused(erase_by_order()), Refusal::WrongState { state });
    }
    for state in [State::Acknowledged, State::Accepted, State::InExecution, State::Completed] {
        assert_eq!(asked(state).refused(erase_by_order()), Refusal::WrongState { state });
    }
}

#[test]
fn a_matter_whose_last_message_is_not_receipted_is_not_erased() {
    let returned = asked(State::Returned);
    assert_eq!(returned.refused(erase_by_order()), Refusal::MessagesWait);
    all_receipted(returned).then(erase_by_order());
}

#[test]
fn nothing_happens_in_an_erased_matter() {
    let erased = erased();
    let theirs = [served(erased.today), withdrawal(), acknowledgement()].map(|content| erased.sealed(content));
    let ours = [Command::Close, review(), remind(), erase_by_order(), add("more"), fault()];
    for command in ours.into_iter().chain(theirs) {
        assert_eq!(erased.refused(command), Refusal::Erased);
    }
    let later = erased.clone().days_later(1000).today;
    assert!(!erased.standing().asks_rules_on(later), "nor do the rules have to be asked");
}

#[test]
fn what_is_left_can_be_read_without_any_particulars() {
    let erased = erased();
    let (on, event) = erased.happened.last().unwrap();
    let parts = event.to_parts().unwrap();
    assert!(parts.particulars.is_empty(), "{:?}", parts.particulars);
    assert!(!serde_json::to_string(&parts.open).unwrap().contains(MARK));
    let read = Event::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap();
    assert_eq!(Standing::open(*on, &read).as_ref(), Some(erased.standing()));
}

/// Erases it for this reason, once the other side has heard of it.
const fn erase_for(reason: ErasureReason) -> Command {
    Command::Erase { reason, without_peer: false, retention_years: None }
}

fn declined(reason: Option<&str>) -> Command {
    let decision = ErasureDecision::Declined;
    Command::AnswerErasure { decision, reason: reason.map(marked), document: marked("erasure answer") }
}

/// The side that has the file closed has asked, and each side that has ended was asked.
fn both() -> [(Play, Play); 2] {
    let returned = || all_receipted(asked(State::Returned));
    [(closed(), returned()), (returned(), closed())]
        .map(|(asks, is_asked)| (asks.then(ask_erasure()).receipted(), hears(is_asked, erasure_request())))
}

#[test]
fn an_order_that_the_other_side_has_not_heard_of_erases_only_where_that_is_said() {
    for play in [closed(), all_receipted(asked(State::Returned))] {
        for reason in [ErasureReason::CourtOrder, ErasureReason::AuthorityOrder] {
            assert_eq!(play.refused(erase_for(reason)), Refusal::PeerNotAsked);
            let told = play.clone().then(ask_erasure());
            assert_eq!(told.refused(erase_for(reason)), Refusal::MessagesWait, "it may have to be sent again");
            told.receipted().then(erase_for(reason));
        }
        play.then(erase_by_order());
    }
    // What the other side never had it cannot keep.
    let drafted = asking(State::Drafted).then(withdraw(None));
    assert_eq!(drafted.refused(ask_erasure()), Refusal::WrongState { state: State::Withdrawn });
    drafted.then(erase_for(ErasureReason::CourtOrder));
}

#[test]
fn either_side_asks_the_other_answers_and_nothing_is_erased_by_that() {
    for (asks, is_asked) in both() {
        let asked = asks.standing().erasure_asked.unwrap();
        let wanted = is_asked.standing().erasure_wanted.unwrap();
        assert_eq!((asked.reason, wanted.reason), (ErasureReason::CourtOrder, ErasureReason::CourtOrder));
        assert!(asked.is_open() && wanted.is_open() && is_asked.conflict().is_none());
        assert_eq!(asks.refused(ask_erasure()), Refusal::ErasureAsked, "one question at a time");
        assert_eq!(is_asked.refused(declined(None)), Refusal::BadReason, "who keeps it says why");

        let answered = is_asked.then(declined(Some("appeal pending")));
        assert_eq!(answered.standing().erasure_wanted.unwrap().decision, Some(ErasureDecision::Declined));
        let state = answered.state();
        assert_eq!(answered.refused(answer_erasure()), Refusal::WrongState { state }, "it was answered");
        assert!(answered.standing().erased.is_none());

        let question = asks.matter().erasure_question(asks.standing().side);
        let sealed_by = match asks.standing().side {
            Side::Requesting => chain().receiving,
            Side::Requested => chain().transmitting,
        };
        let answer = |refers_to| {
            take(SealedDocument { sealed_by: sealed_by.clone(), ..sealed(erasure_answer(), refers_to, asks.today) })
        };
        let told = asks.clone().then(answer(question));
        assert_eq!(told.conflict(), None);
        assert_eq!(told.standing().erasure_asked.unwrap().decision, Some(ErasureDecision::Granted));
        assert!(told.standing().erased.is_none());
        let strange = asks.clone().then(answer(asks.matter().letter_digest));
        assert_eq!(strange.conflict(), Some("answer-not-asked-for"));
    }
}

#[test]
fn at_the_request_of_the_other_side_only_what_was_granted_is_erased() {
    for (_, is_asked) in both() {
        let at_request = erase_for(ErasureReason::PeerRequest);
        assert_eq!(is_asked.refused(at_request.clone()), Refusal::RetentionRuns { until: None }, "not answered");
        let kept = is_asked.clone().then(declined(Some("appeal pending"))).receipted();
        assert_eq!(kept.refused(at_request.clone()), Refusal::RetentionRuns { until: None });
        let granted = is_asked.then(answer_erasure());
        assert_eq!(granted.refused(at_request.clone()), Refusal::MessagesWait, "the answer goes first");
        let erased = granted.receipted().then(at_request);
        assert_eq!(erased.standing().erased.unwrap().reason, ErasureReason::PeerRequest);
    }
    assert_eq!(closed().refused(erase_for(ErasureReason::PeerRequest)), Refusal::RetentionRuns { until: None });
}

#[test]
fn nobody_asks_in_the_middle_of_a_matter_and_what_is_asked_then_is_told_all_the_same() {
    for play in [asking(State::Accepted), asked(State::InExecution)] {
        let state = play.state();
        assert_eq!(play.refused(ask_erasure()), Refusal::WrongState { state });
        // It may have ended over there.
        let told = hears(play, erasure_request());
        assert!(told.standing().erasure_wanted.unwrap().is_open() && told.state() == state);
    }
}

#[test]
fn a_question_that_the_other_side_never_took_was_never_asked() {
    let play = closed().then(ask_erasure()).quarantined();
    assert_eq!((play.standing().erasure_asked, play.matter().erasure_question(Side::Requesting)), (None, None));
    let (_, is_asked) = both().into_iter().next().unwrap();
    let play = is_asked.then(answer_erasure()).quarantined();
    assert!(play.standing().erasure_wanted.unwrap().is_open());
}

#[test]
fn a_question_names_an_order_and_what_it_rests_on() {
    let ask = |reason, instrument: &str| {
        let (instrument, document) = (instrument.to_owned(), marked("question"));
        Command::AskErasure { reason, instrument, document }
    };
    let empty = closed().refused(ask(ErasureReason::CourtOrder, " "));
    assert!(matches!(&empty, Refusal::BadRequest(bad) if bad.at == "instrument"), "{empty:?}");
    assert_eq!(closed().refused(ask(ErasureReason::PeerRequest, "x")), Refusal::BadReason);
}
