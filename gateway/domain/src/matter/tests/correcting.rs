//! A sealed document that takes the place of an earlier one.

use super::*;
use Outcome::{Accept, Refuse};

fn other_letter() -> Request {
    let mut request = complete();
    addressees(&mut request)[0].address = Some(marked("another address"));
    request
}

fn corrected_over_there(play: Play, content: Content) -> Play {
    let correction = play.corrected_over_there(content);
    play.then(correction)
}

/// Which of the two documents of that kind stands, as this side shows it.
fn superseded(play: &Play, kind: MessageKind) -> Vec<bool> {
    let papers = play.matter().papers.iter().filter(|paper| paper.document_kind == kind);
    papers.map(|paper| paper.superseded_by.is_some()).collect()
}

fn unserved(on: Date) -> Content {
    Content::Certificate { result: ExecutionResult::Unserved, certificate: hindered(on) }
}

#[test]
fn a_corrected_letter_takes_the_place_of_the_one_that_is_examined_and_the_rules_are_asked_again() {
    for state in [State::Acknowledged, State::Supplied, State::PaperUsed] {
        let play = corrected_over_there(asked(state), letter(other_letter()));
        assert_eq!((play.state(), play.conflict()), (state, None));
        assert_eq!(play.matter().request, other_letter());
        assert_eq!(play.matter().letter_digest, Some(their_paper(&play, MessageKind::Letter)));
        assert!(play.standing().to_assess);
        assert_eq!(play.refused(accept()), Refusal::NotAssessed);
        assert_eq!(superseded(&play, MessageKind::Letter).last_chunk(), Some(&[true, false]));
    }
}

#[test]
fn a_letter_that_is_corrected_after_it_was_accepted_is_executed_as_it_was_and_a_person_is_told() {
    for state in [State::Accepted, State::InExecution, State::Completed, State::Returned] {
        let before = asked(state);
        let letter_digest = before.matter().letter_digest;
        let play = corrected_over_there(before, letter(other_letter()));
        assert_eq!((play.state(), play.conflict()), (state, Some("corrected-after-acceptance")));
        assert_eq!((&play.matter().request, play.matter().letter_digest), (&complete(), letter_digest));
        assert_eq!(superseded(&play, MessageKind::Letter), [true, false], "its author does not stand by it any more");
    }
    for state in [State::Refused, State::Withdrawn] {
        let play = corrected_over_there(asked(state), letter(other_letter()));
        assert_eq!((play.state(), play.conflict()), (state, Some("after-the-end")));
    }
}

#[test]
fn the_acceptance_that_crossed_a_correction_accepts_another_letter() {
    let play = asking(State::Acknowledged);
    let before = play.matter().letter_digest;
    let correction = correct(&play, letter(other_letter()));
    let play = play.then(correction);
    assert_ne!(play.matter().letter_digest, before);
    let sealed_by = chain().receiving;
    let crossed = take(SealedDocument { sealed_by, ..sealed(acceptance(), before, play.today) });
    let play = play.then(crossed);
    assert_eq!((play.state(), play.conflict()), (State::Accepted, Some("answers-another-letter")));
}

#[test]
fn a_letter_is_corrected_only_as_both_sides_rules_admit_it_or_for_a_reason() {
    let play = asking(State::Acknowledged);
    let Command::Correct(good) = correct(&play, letter(other_letter())) else { unreachable!() };
    let refused = |change: fn(&mut Correction, &Play)| {
        let mut correction = good.clone();
        change(&mut correction, &play);
        play.refused(Command::Correct(correction))
    };
    assert_eq!(refused(|it, _| it.checks.truncate(1)), Refusal::PreflightMissing, "only one side was asked");
    let adverse = refused(|it, play| it.checks[1] = play.check(Weight::Advice, Some(Refuse)));
    assert_eq!(adverse, Refusal::AgainstTheRules { outcome: Refuse });
    let silent = refused(|it, _| {
        it.checks.truncate(1);
        it.unanswered.push(Unanswered { weight: Weight::Advice, fault: "trap".into() });
    });
    assert_eq!(silent, Refusal::RulesSilent { fault: "trap".into() });
    assert_eq!(refused(|it, _| it.reason = " ".into()), Refusal::BadReason);
    let unknown = refused(|it, _| {
        let Content::Letter { request, .. } = &mut it.corrected else { unreachable!() };
        request.documents[0].file = Some(file("more"));
    });
    assert_eq!(unknown, Refusal::UnknownFile { name: file("more").name });
    let elsewhere = refused(|it, _| {
        let Content::Letter { chain, .. } = &mut it.corrected else { unreachable!() };
        chain.receiving = "hk-district-court".parse().unwrap();
    });
    assert_eq!(elsewhere, Refusal::WrongAuthority);
    let mut in_spite = good;
    in_spite.checks[1] = play.check(Weight::Advice, Some(Refuse));
    in_spite.override_reason = Some(marked("reason"));
    assert_eq!(play.then(Command::Correct(in_spite)).matter().request, other_letter());
}

#[test]
fn a_paper_that_a_correction_needs_can_be_added_while_the_letter_is_under_way() {
    for state in [State::Transmitted, State::Acknowledged] {
        let play = asking(state).then(add("more"));
        let mut request = complete();
        request.documents[0].file = Some(file("more"));
        let correction = correct(&play, letter(request.clone()));
        assert_eq!(play.then(correction).matter().request, request);
    }
}

#[test]
fn only_ones_own_document_that_stands_is_corrected_and_by_one_of_its_kind() {
    let play = asked(State::Returned);
    let Command::Correct(good) = correct(&play, served(play.today)) else { unreachable!() };
    let letter_of_the_others = Correction {
        supersedes: their_paper(&play, MessageKind::Letter),
        corrected: letter(complete()),
        ..good.clone()
    };
    let unknown = Correction { supersedes: Digest::of(b"unknown"), ..good.clone() };
    let another_kind = Correction { corrected: acceptance(), ..good.clone() };
    for correction in [letter_of_the_others, unknown, another_kind] {
        assert_eq!(play.refused(Command::Correct(correction)), Refusal::NotCorrectable);
    }
    let play = play.then(Command::Correct(good.clone()));
    assert_eq!(play.refused(Command::Correct(good)), Refusal::NotCorrectable, "it was superseded already");
    let again = correct(&play, unserved(play.today));
    assert_eq!(play.then(again).matter().certificate.as_ref().unwrap().0, ExecutionResult::Unserved);
}

#[test]
fn what_only_told_that_it_was_sent_is_not_corrected() {
    let play = hears(asked(State::Accepted), reminder());
    let again = play.corrected_over_there(reminder());
    assert_eq!(play.refused(again), Refusal::NotCorrectable);
    let nested = play.corrected_over_there(correction(letter(complete())));
    assert_eq!(play.refused(nested), Refusal::NotCorrectable);
    // Nor does one side correct what the other said.
    let asking = asking(State::Accepted);
    assert_eq!(asking.refused(asking.corrected_over_there(letter(complete()))), Refusal::NotCorrectable);
}

#[test]
fn a_corrected_certificate_counts_and_the_rules_of_both_sides_are_asked_again() {
    let play = asking(State::Returned);
    let corrected = certified(play.today, |it| it.place = Some(marked("another place")));
    let play = corrected_over_there(
        play,
        Content::Certificate { result: ExecutionResult::Served, certificate: corrected.clone() },
    );
    assert_eq!((play.state(), play.conflict()), (State::Returned, None));
    assert_eq!(play.matter().certificate, Some((ExecutionResult::Served, corrected)));
    assert_eq!(play.matter().certificate_digest, Some(their_paper(&play, MessageKind::Certificate)));
    assert!(play.standing().to_assess);
    assert_eq!(superseded(&play, MessageKind::Certificate), [true, false]);
}

#[test]
fn a_certificate_that_is_corrected_after_the_matter_was_closed_is_a_conflict_for_a_judge() {
    let play = asking(State::Closed);
    let today = play.today;
    let play = corrected_over_there(play, served(today));
    assert_eq!((play.state(), play.conflict()), (State::Returned, Some("corrected-after-closing")));
    let play = play.assessed(Accept);
    assert_eq!(play.refused(Command::Close), Refusal::NeedsPerson { fault: "conflict".into() });
    assert_eq!(play.then(review()).then(Command::Close).state(), State::Closed);
}

#[test]
fn a_corrected_certificate_that_says_the_contrary_is_a_conflict_for_a_judge() {
    let play = asking(State::Returned);
    let today = play.today;
    let play = corrected_over_there(play, unserved(today));
    assert_eq!((play.state(), play.conflict()), (State::Returned, Some("result-corrected")));
}

#[test]
fn a_certificate_is_corrected_once_the_own_rules_have_seen_it() {
    let play = asked(State::Returned);
    let Command::Correct(good) = correct(&play, served(play.today)) else { unreachable!() };
    let unseen = Correction { checks: Vec::new(), ..good.clone() };
    assert_eq!(play.refused(Command::Correct(unseen.clone())), Refusal::NotAssessed);
    let unanswered = vec![Unanswered { weight: Weight::Own, fault: "trap".into() }];
    let silent = Correction { unanswered, override_reason: Some(marked("reason")), ..unseen };
    assert_eq!(play.refused(Command::Correct(silent)), Refusal::RulesSilent { fault: "trap".into() });
    let adverse = Correction { checks: vec![play.check(Weight::Own, Some(Refuse))], ..good.clone() };
    assert_eq!(play.refused(Command::Correct(adverse)), Refusal::AgainstTheRules { outcome: Refuse });
    let events = play.clone().attempt(Command::Correct(good)).unwrap();
    assert!(matches!(&events[0], Event::Assessed { stage: Stage::Return, .. }), "what they said stays with it");
    let early = correct(&play, served(date(2026, 1, 2)));
    assert_eq!(play.refused(early), Refusal::ImpossibleDay { at: "certificate.date" });
}

#[test]
fn the_correction_of_what_is_not_known_is_kept_and_changes_nothing() {
    let play = asking(State::Accepted);
    let today = play.today;
    let play = corrected_over_there(play, served(today));
    assert_eq!((play.state(), play.conflict()), (State::Accepted, Some("corrects-what-does-not-stand")));
    assert_eq!((&play.matter().certificate, play.matter().certificate_digest), (&None, None));
}

#[test]
fn a_number_a_notice_and_costs_are_corrected_where_they_stand() {
    let play = hears(asking(State::Accepted), acknowledgement());
    let today = play.today;
    let play = hears(hears(play, notice_given(today)), consultation());
    let tomorrow = today.tomorrow().unwrap();
    let other_costs = Costs { reason: marked("another reason"), ..costs() };
    let play = corrected_over_there(play, Content::Acknowledgement { number: marked("another number") });
    let play = corrected_over_there(play, notice_given(tomorrow));
    let play = corrected_over_there(play, Content::CostsConsultation { costs: other_costs.clone() });
    let matter = play.matter();
    assert_eq!(matter.number_over_there, Some(marked("another number")));
    assert_eq!((matter.notices.len(), matter.notices[0].1.date), (1, tomorrow));
    let consultation = matter.consultation.as_ref().unwrap();
    assert_eq!((&consultation.costs, consultation.decision), (&other_costs, None));
    assert_eq!(
        consultation.digest,
        their_paper(&play, MessageKind::CostsConsultation),
        "what is answered is the corrected one"
    );
}

#[test]
fn a_correction_that_the_other_side_never_took_was_never_made() {
    let before = asking(State::Acknowledged);
    let correction = correct(&before, letter(other_letter()));
    let play = before.clone().then(correction).quarantined();
    assert_eq!((&play.matter().request, play.matter().letter_digest), (&complete(), before.matter().letter_digest));
    assert_eq!(superseded(&play, MessageKind::Letter), [false]);

    let before = asked(State::Returned);
    let correction = correct(&before, unserved(before.today));
    let play = before.clone().then(correction).quarantined();
    assert_eq!(play.matter().certificate, before.matter().certificate);
    assert_eq!(play.matter().certificate_digest, Some(own_paper(&before, MessageKind::Certificate)));
    assert_eq!(play.matter().papers, before.matter().papers);
    assert_eq!(before.quarantined().matter().certificate_digest, None, "nor was the certificate itself");

    let before = asked(State::InExecution).then(acknowledge());
    let today = before.today;
    let before = before.then(give_notice(today)).then(consult_on_costs());
    let others = [
        Content::Acknowledgement { number: marked("another number") },
        notice_given(today.tomorrow().unwrap()),
        Content::CostsConsultation { costs: Costs { reason: marked("another reason"), ..costs() } },
    ];
    for content in others {
        let correction = correct(&before, content);
        let play = before.clone().then(correction).quarantined();
        assert_eq!(play.matter().papers, before.matter().papers);
        assert_eq!(play.matter().number_over_there, before.matter().number_over_there);
        assert_eq!(play.matter().notices, before.matter().notices);
        assert_eq!(play.matter().consultation, before.matter().consultation);
    }
}

#[test]
fn a_letter_that_was_supplemented_is_superseded_and_corrected_no_more() {
    let play = asked(State::Supplied);
    assert_eq!(superseded(&play, MessageKind::Letter), [true, false]);
    let first = play.matter().papers[0].digest;
    let stale = take(sealed(correction(letter(other_letter())), Some(first), play.today));
    let play = play.then(stale);
    assert_eq!((&play.matter().request, play.conflict()), (&complete(), Some("corrects-what-does-not-stand")));

    let asking = asking(State::SupplementAsked).preflighted(Accept, Accept).then(submit()).assessed(Accept);
    let transmitted = transmit(&asking);
    let play = asking.then(transmitted);
    assert_eq!(superseded(&play, MessageKind::Letter), [true, false]);
    assert_eq!(
        superseded(&play.quarantined(), MessageKind::Letter),
        [false],
        "the other side never took the supplement"
    );
}

#[test]
fn the_papers_of_a_matter_say_what_stands_and_what_was_superseded_by_what() {
    let play = asked(State::Returned);
    let first = own_paper(&play, MessageKind::Certificate);
    let correction = correct(&play, unserved(play.today));
    let play = play.then(correction);
    let second = own_paper(&play, MessageKind::Certificate);
    let paper = |digest| play.matter().papers.iter().find(|paper| paper.digest == digest).unwrap().clone();
    assert_eq!((paper(first).superseded_by, paper(second).corrects), (Some(second), Some(first)));
    assert_eq!(paper(second).superseded_by, None);
}
