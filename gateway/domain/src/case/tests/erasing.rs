//! When the particulars of a case may be destroyed, and what is left of it.

use super::*;
use crate::matter::Erased;
use crate::parts::InParts;

const SEVEN_YEARS: Option<u16> = Some(7);

const fn erase(reason: ErasureReason) -> Command {
    Command::Erase { reason, retention_years: SEVEN_YEARS }
}

fn closed() -> Play {
    Play::signed().done(Command::Close)
}

#[test]
fn a_case_is_erased_by_an_order_once_its_exchange_is_closed_and_not_before() {
    for play in [Play::opened(), Play::producing(), Play::exchanging(), Play::signed()] {
        let state = play.standing().state;
        assert_eq!(play.refused(erase(ErasureReason::CourtOrder)), Refusal::WrongState { state });
    }
    let closed = closed();
    for reason in [ErasureReason::CourtOrder, ErasureReason::AuthorityOrder] {
        let play = closed.clone().days_later(1).done(erase(reason));
        assert_eq!(play.standing().erased, Some(Erased { on: play.today, reason }));
        assert_eq!(play.standing().state, State::Closed);
    }
}

#[test]
fn without_an_order_its_particulars_are_kept_for_the_years_that_the_side_keeps_them() {
    let closed = closed();
    let until = closed.today.checked_add(Span::new().years(7)).unwrap();
    assert_eq!(closed.standing().retained_until(7), Some(until));
    let refused = closed.clone().on(until).refused(erase(ErasureReason::RetentionEnded));
    assert_eq!(refused, Refusal::RetentionRuns { until: Some(until) });
    let over = closed.clone().on(until).days_later(1);
    assert!(over.clone().done(erase(ErasureReason::RetentionEnded)).standing().erased.is_some());
    let for_ever = Command::Erase { reason: ErasureReason::RetentionEnded, retention_years: None };
    assert_eq!(over.refused(for_ever), Refusal::RetentionRuns { until: None });
    assert_eq!(Play::signed().standing().retained_until(7), None, "it has not ended");
}

#[test]
fn nothing_is_done_any_more_in_a_case_that_was_erased() {
    let play = closed().done(erase(ErasureReason::CourtOrder));
    let handle = Wish {
        handling: Handling::Opened,
        items: Vec::new(),
        permit: super::custody::leave(),
        reason: None,
        granted: [].into(),
    };
    for command in [erase(ErasureReason::AuthorityOrder), add("more"), Command::Handle(handle), Command::Close] {
        assert_eq!(play.refused(command), Refusal::Erased);
    }
}

#[test]
fn where_an_erased_case_stood_is_read_from_the_entry_on_its_erasure_alone() {
    let play = closed().days_later(1).done(erase(ErasureReason::CourtOrder));
    let (on, erased) = play.happened.last().unwrap();
    let parts = erased.to_parts().unwrap();
    assert!(parts.particulars.is_empty(), "{:?}", parts.particulars);
    assert_eq!(Standing::open(*on, erased).as_ref(), Some(play.standing()));
}

#[test]
fn a_case_from_before_its_files_were_watched_is_written_as_it_was() {
    let standing = serde_json::to_value(Play::signed().standing()).unwrap();
    for later in ["looked", "ended_on", "erased"] {
        assert!(standing.get(later).is_none(), "{standing}");
    }
}
