//! When the particulars may be erased, and what is left.

use super::*;

const YEARS: Option<u16> = Some(10);

pub(super) fn erase_by_order() -> Command {
    Command::Erase { reason: ErasureReason::CourtOrder, retention_years: None }
}

fn erase_when_due() -> Command {
    Command::Erase { reason: ErasureReason::RetentionEnded, retention_years: YEARS }
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
    let unset = Command::Erase { reason: ErasureReason::RetentionEnded, retention_years: None };
    assert_eq!(closed.refused(unset), Refusal::RetentionRuns { until: None });
    for reason in [ErasureReason::CourtOrder, ErasureReason::AuthorityOrder] {
        closed.clone().then(Command::Erase { reason, retention_years: None });
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
