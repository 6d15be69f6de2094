//! Who had what in hand, and what evidence may be used for.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::label::Basis;
use Procedure::TakingOfEvidence;
use serde_json::{Map, Value};

pub(super) fn some_use_decision(variation: u8) -> UseDecision {
    if variation.is_multiple_of(2) { UseDecision::Granted } else { UseDecision::Declined }
}

/// The statement of another matter, with its label, is put on file here.
pub(super) fn take_over() -> Command {
    let label = gave().matter().own_label();
    Command::TakeOver { file: file("statement"), blob: blob("statement"), source: id(), label: Some(label) }
}

/// The side that took the evidence and gave it.
fn gave() -> Play {
    let play = asked_for(TakingOfEvidence, State::InExecution).days_later(10).then(add("statement"));
    let on = play.today;
    play.then(execute_of(TakingOfEvidence, on)).assessed(Outcome::Accept).then(return_certificate())
}

/// The certificate as the other side sealed it.
fn certified(play: &Play) -> Content {
    let (result, certificate) = play.matter().certificate.clone().unwrap();
    Content::Certificate { result, certificate }
}

/// The side that asked for it and has it.
fn got() -> Play {
    hears(asking_for(TakingOfEvidence, State::Accepted).days_later(20), certified(&gave())).assessed(Outcome::Accept)
}

fn with(handling: Handling, purpose: Purpose, reason: Option<&str>) -> Command {
    let reason = reason.map(marked);
    let items = vec![file("statement").sha256];
    Command::Handle(Wish { handling, items, purpose, into: None, permit: permit(), reason })
}

fn recorded(play: &Play) -> Vec<Recorded> {
    let time: comity_record::Time = "2026-01-12T01:00:00.000Z".parse().unwrap();
    (0..)
        .zip(&play.happened)
        .map(|(index, (on, event))| {
            let (authority, by) = (Some(chain().originating), Some(marked("judge")));
            Recorded { index, on: *on, time, authority, by, event: event.clone() }
        })
        .collect()
}

fn way_of(play: &Play, name: &str) -> Vec<&'static str> {
    let chain = custody(&id(), &recorded(play));
    chain.iter().filter(|step| step.item == file(name).sha256).map(|step| step.step.code()).collect()
}

/// What arrived, with the message that the server adds.
fn with_message(mut play: Play, message_kind: MessageKind) -> Play {
    let (message, digest) = (MessageId::new(Ulid::from_parts(9, 9)), Digest::of(b"theirs"));
    let from = "hk".parse().unwrap();
    play.happen(Event::MessageTaken { message, from, message_kind, seq: 1, seen: 1, digest, envelope: marked("e") });
    play
}

#[test]
fn the_way_of_an_item_is_read_out_of_the_entries_in_their_order() {
    let sender = asking(State::Acknowledged).then(open("claim"));
    assert_eq!(way_of(&sender, "claim"), ["added", "given", "confirmed", "opened"]);
    let giver = gave().receipted();
    assert_eq!(way_of(&giver, "statement"), ["added", "given", "confirmed"]);
    let getter = with_message(
        hears(asking_for(TakingOfEvidence, State::Accepted).days_later(20), certified(&gave())),
        MessageKind::Certificate,
    );
    assert_eq!(way_of(&getter.then(open("statement")), "statement"), ["received", "opened"]);
}

#[test]
fn what_no_person_put_on_file_here_is_known_by_how_it_came_first() {
    let (item, source) = (file("statement").sha256, Some(id()));
    assert_eq!(got().matter().handed_on.get(&item), Some(&None));
    assert_eq!(gave().matter().handed_on.get(&item), None);
    assert_eq!(asking(State::Drafted).then(take_over()).matter().handed_on.get(&item), Some(&source));
    // Bytes that are here already are put on file once.
    let added = asking(State::Drafted).then(add("statement"));
    assert_eq!(added.then(take_over()).matter().handed_on.get(&item), None);
}

#[test]
fn that_the_agents_of_a_letter_are_looked_up_when_it_arrives_breaks_no_items_way() {
    let arrived = take(sealed(letter(agents::represented(2)), None, DRAFTED_ON));
    let play = with_message(Play::new().then(arrived), MessageKind::Letter);
    assert_eq!(play.conflict(), Some("agent-not-authorised"));
    assert_eq!(way_of(&play, "claim"), ["received"]);
}

#[test]
fn what_the_other_side_never_took_was_not_handed_over() {
    let play = asking(State::Transmitted).quarantined();
    assert_eq!(way_of(&play, "claim"), ["added", "given", "not-taken"]);
}

#[test]
fn an_opening_says_who_on_whose_behalf_and_under_which_permit() {
    let chain = custody(&id(), &recorded(&asking(State::Drafted).then(open("claim"))));
    let last = chain.last().unwrap();
    assert_eq!(
        (last.by.as_deref(), last.authority.as_ref()),
        (Some(&*marked("judge")), Some(&super::chain().originating))
    );
    assert!(matches!(&last.step, Step::Handled { permit: under, .. } if *under == permit()), "{last:?}");
}

#[test]
fn what_is_not_in_the_matter_is_not_opened() {
    let refused = asking(State::Drafted).refused(open("unknown"));
    assert!(matches!(refused, Refusal::UnknownFile { .. }), "{refused:?}");
}

#[test]
fn that_somebody_looked_leaves_what_an_officer_has_seen_as_it_is() {
    let before = asking(State::Drafted);
    let seen = before.standing().revision;
    let looked = before.clone().days_later(1).then(open("claim")).then(open("contract"));
    assert!(looked.standing().is_seen_at(seen) && looked.standing().revision == seen + 2);
    assert_eq!((looked.state(), looked.standing().changed_on), (before.state(), before.standing().changed_on));
    let amended = looked.then(Command::Amend { request: complete() });
    assert!(!amended.standing().is_seen_at(seen) && !amended.standing().is_seen_at(seen + 2));
    assert!(!amended.standing().is_seen_at(amended.standing().revision + 1));
}

#[test]
fn evidence_has_the_label_of_its_letter_on_both_sides() {
    let (giver, getter) = (gave(), got());
    let item = file("statement").sha256;
    let label = giver.matter().label(&item).unwrap();
    assert_eq!((&label.case.court, &label.case.number), (&chain().originating, &evidence::complete().case_number));
    assert_eq!(
        (label.rests_on, label.provision.as_ref().unwrap().to_string()),
        (Basis::Text, "cn-hk-evidence-2017:5".into())
    );
    assert_eq!(getter.matter().label(&item), Some(label));
    let (_, certificate) = giver.matter().certificate.clone().unwrap();
    assert_eq!(certificate.label.as_ref(), Some(label), "it is sealed with the certificate");
}

#[test]
fn a_certificate_that_leaves_the_label_out_or_says_another_does_not_free_the_item() {
    let Content::Certificate { result, certificate } = certified(&gave()) else { panic!("a certificate") };
    let sent = |label| Content::Certificate { result, certificate: Certificate { label, ..certificate.clone() } };
    let mut other = certificate.label.clone().unwrap();
    other.case.number = marked("(2026) 1");
    for (label, conflict) in [(None, None), (Some(other), Some("label-of-another-case"))] {
        let play = hears(asking_for(TakingOfEvidence, State::Accepted).days_later(20), sent(label));
        assert_eq!(play.conflict(), conflict);
        assert_eq!(play.matter().label(&file("statement").sha256), certificate.label.as_ref());
    }
}

#[test]
fn a_manifest_that_names_another_case_than_its_certificate_is_shown_to_a_person() {
    let (item, own) = (file("statement").sha256, gave().matter().own_label());
    let other = Label { case: Case { number: marked("(2026) 1"), ..own.case.clone() }, ..own.clone() };
    let asking = || asking_for(TakingOfEvidence, State::Accepted).days_later(20);
    let taken = |labels: &[(Digest, Map<String, Value>)]| {
        let play = asking();
        let Command::Take { sealed, document, blobs, .. } = play.sealed(certified(&gave())) else { panic!() };
        let (labels, agents) = (labels.iter().cloned().collect(), Vec::new());
        play.then(Command::Take { sealed, document, blobs, labels, agents })
    };
    let conflict = Some("label-of-another-case");
    assert_eq!(taken(&[(item, own.to_map())]).conflict(), None);
    assert_eq!(taken(&[(item, other.to_map())]).conflict(), conflict);
    assert_eq!(taken(&[(item, Map::new())]).conflict(), conflict, "a label that is none of ours");
    assert_eq!(taken(&[(file("claim").sha256, other.to_map())]).conflict(), None, "the certificate does not name it");
    assert_eq!(taken(&[(item, other.to_map())]).matter().label(&item), Some(&own), "it frees nothing");
}

#[test]
fn a_file_is_labelled_in_its_manifest_where_evidence_is_taken_for_the_other_side() {
    let there = asked_for(TakingOfEvidence, State::InExecution);
    assert_eq!(there.matter().label_for_results(), Some(there.matter().own_label()));
    assert_eq!(asking_for(TakingOfEvidence, State::Accepted).matter().label_for_results(), None);
    assert_eq!(asked_for(Procedure::ServiceOfDocuments, State::InExecution).matter().label_for_results(), None);
}

#[test]
fn evidence_is_opened_in_its_own_case_and_refused_for_everything_else() {
    let play = got();
    let own = play.matter().own_label().case;
    for purpose in [Purpose::OwnCase {}, Purpose::Case { case: own }] {
        let reason = (purpose != (Purpose::OwnCase {})).then_some("reason");
        assert!(play.clone().attempt(with(Handling::Opened, purpose, reason)).is_ok());
    }
    for (handling, purpose) in [
        (Handling::Opened, wish().purpose),
        (Handling::Copied, wish().purpose),
        (Handling::Exported, Purpose::Outside {}),
    ] {
        let refused = play.refused(with(handling, purpose, Some("reason")));
        let Refusal::UseRestricted { label } = &refused else { panic!("{refused:?}") };
        assert_eq!((refused.code(), label.provision.as_ref().unwrap().provision.as_str()), ("use-restricted", "5"));
    }
}

#[test]
fn the_side_that_gave_it_and_what_is_no_evidence_are_not_bound() {
    assert!(gave().attempt(with(Handling::Exported, Purpose::Outside {}, None)).is_ok());
    let papers = Wish {
        handling: Handling::Exported,
        items: vec![file("claim").sha256],
        purpose: Purpose::Outside {},
        into: None,
        permit: permit(),
        reason: None,
    };
    assert!(got().attempt(Command::Handle(papers)).is_ok());
}

#[test]
fn another_use_is_asked_of_the_side_that_gave_it_and_once_granted_it_is_allowed_for_a_reason() {
    let asking = got().then(request_use());
    assert_eq!(asking.refused(request_use()), Refusal::UseAsked, "one question at a time");
    let digest = asking.matter().uses[0].digest;
    for decision in [UseDecision::Granted, UseDecision::Declined] {
        let answer = sealed(Content::UseAnswer { decision, reason: None }, Some(digest), asking.today);
        let answered = asking.clone().then(take(SealedDocument { sealed_by: chain().receiving, ..answer }));
        assert_eq!((answered.state(), answered.conflict()), (State::Returned, None));
        assert_eq!(answered.standing().use_asked.unwrap().decision, Some(decision));
        let wanted = with(Handling::Opened, wish().purpose, Some("reason"));
        let outside = answered.refused(with(Handling::Exported, Purpose::Outside {}, Some("reason")));
        assert!(matches!(outside, Refusal::UseRestricted { .. }), "what was not asked for is not granted");
        if decision == UseDecision::Granted {
            assert_eq!(answered.refused(with(Handling::Opened, wish().purpose, None)), Refusal::BadReason);
            let Purpose::Case { case } = wish().purpose else { panic!("a case was asked for") };
            let spelt = Purpose::Case { case: Case { number: format!(" {} ", case.number), ..case } };
            let opened = answered.clone().then(with(Handling::Opened, spelt, Some("reason")));
            assert_eq!(way_of(&opened, "statement").last(), Some(&"opened"), "however the number is written");
            assert_eq!(way_of(&answered.then(wanted), "statement").last(), Some(&"opened"));
        } else {
            assert!(matches!(answered.refused(wanted), Refusal::UseRestricted { .. }));
        }
    }
}

#[test]
fn the_side_that_gave_it_answers_once_what_it_was_asked() {
    let play = gave().receipted();
    assert!(matches!(play.refused(answer_use(UseDecision::Granted)), Refusal::WrongState { .. }));
    let asked = hears(play, use_request());
    assert_eq!((asked.conflict(), asked.standing().use_asked.unwrap().decision), (None, None));
    let answered = asked.then(answer_use(UseDecision::Declined));
    assert_eq!(answered.matter().uses[0].decision, Some(UseDecision::Declined));
    assert!(matches!(answered.refused(answer_use(UseDecision::Granted)), Refusal::WrongState { .. }));
    assert_eq!(answered.quarantined().matter().uses[0].decision, None, "what never arrived was never said");
}

#[test]
fn a_question_about_what_was_not_given_brings_a_person() {
    let mut strange = wish();
    strange.items = vec![file("claim").sha256];
    let question = Content::UseRequest { wish: strange.clone(), reason: marked("reason") };
    assert_eq!(hears(gave(), question).conflict(), Some("use-of-what-was-not-given"));
    let refused = got().refused(Command::RequestUse { wish: strange, reason: marked("reason"), document: marked("d") });
    assert!(matches!(refused, Refusal::UnknownFile { .. }), "{refused:?}");
}

#[test]
fn a_question_names_some_items_each_once_and_a_use_that_needs_leave() {
    let item = file("statement").sha256;
    let many = (0..=crate::limits::ITEMS_OF_USE_MAX).map(|n| Digest::of(n.to_string().as_bytes())).collect();
    for (items, purpose, code) in [
        (vec![], wish().purpose, "empty-list"),
        (vec![item, item], wish().purpose, "not-unique"),
        (many, wish().purpose, "too-many"),
        (vec![item], Purpose::OwnCase {}, "needs-no-leave"),
        (
            vec![item],
            Purpose::Case { case: Case { number: " ".into(), ..got().matter().own_label().case } },
            "empty-text",
        ),
    ] {
        let wish = OtherUse { items, purpose };
        let refused = got().refused(Command::RequestUse { wish, reason: marked("reason"), document: marked("d") });
        assert!(matches!(&refused, Refusal::BadRequest(bad) if bad.code == code), "{refused:?}");
    }
}

#[test]
fn a_copy_in_a_second_matter_keeps_its_label_and_is_not_given_on_from_there() {
    let second = asking(State::Drafted).then(take_over());
    let label = gave().matter().own_label();
    assert_eq!(second.matter().label(&file("statement").sha256), Some(&label));
    assert_eq!(way_of(&second, "statement"), ["taken-over"]);
    let refused = second.refused(with(Handling::Exported, Purpose::Outside {}, Some("reason")));
    assert!(matches!(refused, Refusal::UseRestricted { .. }), "{refused:?}");
}

#[test]
fn a_known_file_brings_a_judge_before_anything_is_sealed() {
    let play = asking(State::Submitted).then(Command::FlagEvidence);
    assert_eq!(play.conflict(), Some("evidence-of-another-case"));
    let transmit = transmit(&play);
    assert!(matches!(play.refused(transmit.clone()), Refusal::NeedsPerson { .. }));
    assert_eq!(play.then(review()).then(transmit).state(), State::Transmitted);
    // What is put on file while the letter is under way waits for its correction.
    let play = asking(State::Acknowledged).then(add("more")).then(Command::FlagEvidence);
    let mut request = complete();
    request.documents[0].file = Some(file("more"));
    let correction = correct(&play, letter(request.clone()));
    assert_eq!(play.refused(correction.clone()), Refusal::NeedsPerson { fault: "conflict".into() });
    assert_eq!(play.then(review()).then(correction).matter().request, request);
}

#[test]
fn a_matter_that_has_evidence_on_file_does_not_become_one_about_another_case() {
    let about = |case_number: &str| Request { case_number: case_number.into(), ..complete() };
    let label = gave().matter().own_label();
    let amend = |case_number: &str| Command::Amend { request: about(case_number) };
    let another = marked("(2026) 2");
    let restricted = Refusal::UseRestricted { label: Box::new(label.clone()) };
    let play = asking(State::Drafted).then(amend(&label.case.number)).then(take_over());
    assert_eq!(play.refused(amend(&another)), restricted);
    // What was granted for one other case is not for a third; its own is open to it.
    let elsewhere = asking(State::Drafted).then(amend(&marked("(2026) 1"))).then(take_over());
    assert_eq!(elsewhere.refused(amend(&another)), restricted);
    for allowed in [marked("(2026) 1"), label.case.number] {
        assert_eq!(elsewhere.clone().then(amend(&allowed)).matter().request.case_number, allowed);
    }
    let under_way = asking(State::Acknowledged).then(take_over());
    assert_eq!(under_way.refused(correct(&under_way, letter(about(&another)))), restricted);
}

#[test]
fn evidence_that_comes_with_a_correction_that_counts_for_nothing_is_bound_all_the_same() {
    let play = asking_for(TakingOfEvidence, State::Accepted).days_later(20);
    let correction = play.corrected_over_there(certified(&gave()));
    let play = play.then(correction);
    assert_eq!((play.conflict(), &play.matter().certificate), (Some("corrects-what-does-not-stand"), &None));
    assert_eq!(play.matter().label(&file("statement").sha256), Some(&play.matter().own_label()));
    let refused = play.then(review()).refused(with(Handling::Exported, Purpose::Outside {}, Some("reason")));
    assert!(matches!(refused, Refusal::UseRestricted { .. }), "{refused:?}");
}

#[test]
fn an_item_without_a_beginning_is_found() {
    let mut docket = recorded(&asking(State::Acknowledged).then(open("claim")));
    assert_eq!(out_of_nowhere(&custody(&id(), &docket)), None);
    docket.retain(|recorded| !matches!(&recorded.event, Event::FileAdded { file: it, .. } if *it == file("claim")));
    assert_eq!(out_of_nowhere(&custody(&id(), &docket)), Some(file("claim").sha256));
}

fn handling(what: u8) -> Command {
    let purpose = match what % 3 {
        0 => Purpose::OwnCase {},
        1 => wish().purpose,
        _ => Purpose::Outside {},
    };
    let items =
        [["statement"], ["claim"], ["unknown"]][usize::from(what / 3 % 3)].map(|name| file(name).sha256).to_vec();
    let reason = what.is_multiple_of(2).then(|| marked("reason"));
    let handling = Handling::ALL[usize::from(what / 9 % 3)];
    Command::Handle(Wish { handling, items, purpose, into: None, permit: permit(), reason })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_taken_in_hand_leaves_one_step_and_what_is_refused_leaves_none(
        wishes in vec(any::<u8>(), 0..20), granted in any::<bool>(),
    ) {
        let mut play = got();
        if granted {
            play = play.then(request_use());
            let asked = play.matter().uses[0].digest;
            let answer = sealed(use_answer(), Some(asked), play.today);
            play = play.then(take(SealedDocument { sealed_by: chain().receiving, ..answer }));
        }
        for what in wishes {
            let before = custody(&id(), &recorded(&play));
            let bound = what / 3 % 3 == 0 && what % 3 != 0;
            let done = play.attempt(handling(what)).is_ok();
            let after = custody(&id(), &recorded(&play));
            prop_assert_eq!(after.len(), before.len() + usize::from(done));
            prop_assert_eq!(&after[..before.len()], &before[..], "what stood there stands there");
            let allowed = granted && what % 3 == 1 && what.is_multiple_of(2);
            prop_assert!(!(done && bound) || allowed, "evidence went where its label does not let it");
        }
    }
}
