//! What stands open in the record, and what is sealed.

use super::*;
use crate::parts::InParts;
use crate::parts::testing::shown;

/// One event of each kind, with a mark in every free text.
pub(super) fn one_of_each() -> Vec<Event> {
    let settled = Play::settled();
    let of_kind = |play: &Play, kind: &str| {
        let found = play.happened.iter().find(|(_, event)| event.to_parts().unwrap().kind == kind);
        found.unwrap_or_else(|| panic!("no {kind}")).1.clone()
    };
    let objected = Play::under_way().done(object()).done(decide_objection(1, true));
    let extended = Play::under_way().done(extend(date(2026, 4, 1)));
    let dropped = Play::agreed().done(Command::DropAgreement { reason: marked("reason") });
    let of_a_case = Play::opened().done(filed("case"));
    let ended = Play::opened().done(end(Ending::Withdrawn));
    let joined = Play::opened().done(Command::Join { party: party("third", Jurisdiction::Mo) });
    let from = |kind: &str| match kind {
        "party-joined" => of_kind(&joined, kind),
        "objected" | "objection-decided" | "mediator-left" => of_kind(&objected, kind),
        "period-extended" => of_kind(&extended, kind),
        "agreement-dropped" => of_kind(&dropped, kind),
        "ended" => of_kind(&ended, kind),
        "filed" => of_kind(&of_a_case, kind),
        _ => of_kind(&settled, kind),
    };
    Event::KINDS.into_iter().map(from).collect()
}

/// Digests of what can be guessed: whoever has the paper could recognise it in the open.
pub(super) fn assert_nothing_leaks(open: &str) {
    assert!(!open.contains(MARK) && !open.contains(SAID), "{open}");
    for paper in [Digest::of(b"agreement"), Digest::of(b"consent")] {
        assert!(!open.contains(&paper.hex().to_string()), "{open}");
    }
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each().iter().map(|event| shown(event, assert_nothing_leaks)).collect();
    assert_eq!(
        shown,
        [
            "opened: body",
            "party-joined: number",
            "mediator-named: chosen_by",
            "disclosed: ",
            "consented: ",
            "mediator-appointed: number",
            "objected: number",
            "objection-decided: objection upheld",
            "mediator-left: leaving",
            "papers-signed-for: ",
            "period-extended: last_day",
            "noted: ",
            "agreement-reached: blob",
            "agreement-signed: ",
            "agreement-dropped: ",
            "settled: ",
            "ended: ending",
            "filed: ",
        ]
    );
}

#[test]
fn a_mediation_is_no_history_of_which_bundles_are_given() {
    assert_eq!(crate::History::of(&format!("mediation/{}", id())), None);
    assert_eq!(crate::History::of("confirmation/cn/01KEQ3V3T0000000000000000A"), None);
}
