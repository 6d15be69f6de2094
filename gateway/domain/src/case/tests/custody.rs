//! Files of a case in people's hands.

use std::collections::BTreeSet;

use super::*;
use crate::label::{Basis, Label};
use crate::matter::{Custody, out_of_nowhere};

pub(super) fn leave() -> Leave {
    let code = |code: &str| code.to_owned();
    Leave { action: code("case.read"), role: code("judge"), relation: code("originating"), revision: 3 }
}

fn with(handling: Handling, names: &[&str]) -> Command {
    let items = names.iter().map(|name| file(name).sha256).collect();
    Command::Handle(Wish { handling, items, permit: leave(), reason: Some(marked("reason")), granted: BTreeSet::new() })
}

/// Of what was obtained over there for this case.
pub(super) fn label() -> Label {
    let case = Play::opened().case().own();
    let source = "cn/01KEQ3V3T0000000000000000A".parse().unwrap();
    let provision = Some("cn-hk-evidence-2017:5".parse().unwrap());
    Label { matter: source, case, rests_on: Basis::Text, provision }
}

fn take_over() -> Command {
    let (file, blob, label) = (file("statement"), Digest::of(b"sealed statement"), label());
    Command::TakeOver { file, blob, source: label.matter.clone(), label: Some(label) }
}

pub(super) fn taken_over() -> Event {
    Play::opened().decide(take_over()).unwrap().remove(0)
}

fn way_of(play: &Play, name: &str) -> Vec<Custody> {
    let recorded: Vec<Recorded> = (0..)
        .zip(&play.happened)
        .map(|(index, (on, event))| Recorded {
            index,
            on: *on,
            time: comity_record::Time::from_unix_ms(1_772_412_000_000),
            authority: Some(court().authority),
            by: Some(marked("judge")),
            event: event.clone(),
        })
        .collect();
    let chain = super::custody(&recorded);
    assert_eq!(out_of_nowhere(&chain), None);
    chain.into_iter().filter(|step| step.item == file(name).sha256).collect()
}

#[test]
fn the_way_of_a_file_says_how_it_came_who_had_it_and_that_it_left_the_house() {
    let play = Play::opened().done(add("record")).done(with(Handling::Opened, &["record"]));
    let play = play.done(with(Handling::Exported, &["record"]));
    let way = way_of(&play, "record");
    assert_eq!(way.iter().map(|step| step.step.code()).collect::<Vec<_>>(), ["added", "opened", "exported"]);
    let purposes: Vec<&str> = way
        .iter()
        .filter_map(|step| match &step.step {
            crate::matter::Step::Handled { purpose, permit, .. } if *permit == leave() => Some(purpose.code()),
            _ => None,
        })
        .collect();
    assert_eq!(purposes, ["own-case", "outside"]);
    assert!(way.iter().all(|step| step.by == Some(marked("judge")) && step.authority == Some(court().authority)));
}

#[test]
fn that_somebody_looked_leaves_what_a_judge_has_seen_as_it_is() {
    let before = Play::opened().done(add("record"));
    let seen = before.standing().revision;
    let looked =
        before.days_later(1).done(with(Handling::Opened, &["record"])).done(with(Handling::Opened, &["record"]));
    assert_eq!((looked.standing().revision, looked.standing().changed_on), (seen + 2, OPENED_ON));
    assert!((seen..=seen + 2).all(|revision| looked.standing().is_seen_at(revision)));
    assert!(!looked.standing().is_seen_at(seen - 1) && !looked.standing().is_seen_at(seen + 3));
    let moved = looked.done(fix(15));
    assert!(!moved.standing().is_seen_at(seen) && moved.standing().is_seen_at(seen + 3));
}

#[test]
fn a_file_of_a_closed_case_is_read_and_that_stands_in_the_record() {
    let mut play = Play::opened().done(add("record"));
    play.happen(vec![Event::Closed { content: Digest::of(b"content") }]);
    let play = play.done(with(Handling::Opened, &["record"]));
    assert_eq!(way_of(&play, "record").len(), 2);
}

#[test]
fn what_is_not_in_the_case_is_in_nobodys_hand_nor_is_nothing() {
    let play = Play::opened().done(add("record"));
    assert!(matches!(play.refused(with(Handling::Opened, &["record", "unknown"])), Refusal::UnknownFile { .. }));
    assert_eq!(play.refused(with(Handling::Opened, &[])), Refusal::TooMany { at: "files" });
    let Command::Handle(wish) = with(Handling::Opened, &["record"]) else { unreachable!() };
    let unsaid = Command::Handle(Wish { reason: Some(" ".into()), ..wish });
    assert_eq!(play.refused(unsaid), Refusal::BadReason);
}

#[test]
fn evidence_that_was_obtained_for_the_case_is_in_it_with_its_label_and_begins_with_the_matter_that_it_came_from() {
    let play = Play::opened().done(take_over()).done(with(Handling::Opened, &["statement"]));
    let way = way_of(&play, "statement");
    assert_eq!(way.iter().map(|step| step.step.code()).collect::<Vec<_>>(), ["taken-over", "opened"]);
    assert!(matches!(&way[0].step, crate::matter::Step::TakenOver { source } if *source == label().matter));
    assert_eq!(play.case().labels, [(file("statement").sha256, label())].into());
    let twice = play.done(add("statement"));
    assert_eq!(twice.case().labels.len(), 1, "whoever adds it once more does not free it");
}

#[test]
fn evidence_of_a_case_does_not_leave_the_house_with_it_unless_the_side_that_gave_it_has_granted_that() {
    let play = Play::opened().done(add("record")).done(take_over());
    let refused = play.refused(with(Handling::Exported, &["record", "statement"]));
    assert_eq!(refused, Refusal::UseRestricted { label: Box::new(label()) });
    assert_eq!(refused.code(), "use-restricted");
    let Command::Handle(wish) = with(Handling::Exported, &["record", "statement"]) else { unreachable!() };
    let granted = Wish { granted: [file("statement").sha256].into(), ..wish };
    let unsaid = Wish { reason: None, ..granted.clone() };
    assert_eq!(play.refused(Command::Handle(unsaid)), Refusal::BadReason);
    assert_eq!(way_of(&play.done(Command::Handle(granted)), "statement").len(), 2);
}
