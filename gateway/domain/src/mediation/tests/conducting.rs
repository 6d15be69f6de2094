//! From the papers to the end: time, objections, agreement, settlement.

use super::*;

fn appointed_in(when: ReferralTime, procedure: Option<&str>) -> Play {
    let play = Play::new().done(open(referred(when, procedure))).done(name(of_the_panel("mediator")));
    play.consented(&[]).done(appoint())
}

fn signed_for(when: ReferralTime, procedure: Option<&str>) -> Play {
    appointed_in(when, procedure).done(sign_for_papers())
}

#[test]
fn the_time_is_thirty_fifteen_or_seven_days_from_the_papers() {
    use ReferralTime::{PostFiling, PreFiling};
    let last = |when, procedure| signed_for(when, procedure).mediation().standing.last_day;
    assert_eq!(last(PreFiling, None), Some(date(2026, 4, 1)));
    assert_eq!(last(PostFiling, Some("ordinary")), Some(date(2026, 3, 17)));
    assert_eq!(last(PostFiling, Some("summary")), Some(date(2026, 3, 9)));
    assert_eq!(Play::under_way().mediation().standing.last_day, None);
}

#[test]
fn the_days_of_a_mediation_are_those_on_which_it_was_signed_and_not_those_of_their_entry() {
    let play = appointed_in(ReferralTime::PostFiling, Some("summary"));
    let papers = |on| Command::SignForPapers { on: Some(on), standing: Some(known_at(1_000)), answer: None };
    let later = play.days_later(4);
    for impossible in [date(2026, 3, 7), OPENED_ON.yesterday().unwrap()] {
        assert_eq!(
            later.refused(papers(impossible)),
            Refusal::ImpossibleDay { at: "on" },
            "tomorrow, or before the appointment"
        );
    }
    let under_way = later.done(papers(OPENED_ON));
    assert_eq!(under_way.mediation().standing.last_day, Some(date(2026, 3, 9)));
    // Signed on the last day, and entered the week after.
    let agreed = under_way.days_later(7).done(agree());
    let sign = |signer, day| Command::Sign { signer, on: Some(date(2026, 3, day)), standing: Some(known_at(1_000)) };
    let over = Refusal::PeriodOver { last_day: date(2026, 3, 9) };
    assert_eq!(agreed.refused(sign(Signer::Mediator, 10)), over);
    let before_the_papers = agreed.refused(sign(Signer::Mediator, 1));
    assert_eq!(before_the_papers, Refusal::ImpossibleDay { at: "on" });
    let signers = [Signer::Party(BUYER), Signer::Party(SELLER), Signer::Mediator];
    let signed = signers.into_iter().fold(agreed, |play, signer| play.done(sign(signer, 9)));
    let settlement = Settlement::of(signed.mediation(), Time::from_unix_ms(NOW)).unwrap();
    assert_eq!(settlement.effective_on, date(2026, 3, 9));
}

#[test]
fn once_the_time_is_over_nothing_is_said_or_signed_and_it_can_only_end() {
    let play = signed_for(ReferralTime::PostFiling, Some("summary")).done(offer()).days_later(8);
    let over = Refusal::PeriodOver { last_day: date(2026, 3, 9) };
    let signed_late = play.clone().done(agree());
    assert_eq!(signed_late.refused(sign(Signer::Mediator)), over);
    for command in [offer(), extend(date(2026, 3, 30))] {
        assert_eq!(play.refused(command), over);
    }
    assert_eq!(play.done(end(Ending::Failed)).state(), State::Failed);
}

#[test]
fn more_time_is_what_all_parties_agree_on() {
    let play = signed_for(ReferralTime::PostFiling, Some("summary"));
    let alone = Command::Extend { last_day: date(2026, 3, 20), agreed: vec![BUYER] };
    assert_eq!(play.refused(alone), Refusal::ConsentMissing { party: SELLER });
    assert_eq!(play.refused(extend(date(2026, 3, 9))), Refusal::ImpossibleDay { at: "last_day" });
    let play = play.done(extend(date(2026, 3, 20))).days_later(18);
    assert_eq!(play.done(agree()).state(), State::Agreed);
}

#[test]
fn a_mediator_who_comes_later_does_not_make_the_time_longer() {
    let play = signed_for(ReferralTime::PostFiling, Some("ordinary")).days_later(5).done(replace());
    let play = play.done(name(local("another"))).consented(&[]).done(appoint()).done(sign_for_papers());
    assert_eq!(play.mediation().standing.last_day, Some(date(2026, 3, 17)));
}

#[test]
fn the_mediator_against_whom_an_objection_is_upheld_leaves_and_another_is_named() {
    let play = Play::under_way().done(object());
    assert_eq!(play.refused(replace()), Refusal::StillOpen { at: "objections[1]".into() });
    let kept = play.clone().done(decide_objection(1, false));
    assert_eq!(kept.state(), State::UnderWay);
    assert_eq!(kept.refused(decide_objection(1, true)), Refusal::AlreadyDone { at: "objection" });
    let left = play.done(object()).done(decide_objection(2, true));
    assert_eq!((left.state(), left.mediation().former.len()), (State::Opened, 1));
    assert!(left.mediation().objections.iter().all(|objection| objection.decided.is_some()));
    assert_eq!(left.done(name(local("another"))).state(), State::Named);
}

#[test]
fn what_a_mediator_discloses_on_the_way_is_consented_to_before_it_goes_on() {
    let play = Play::under_way().done(disclose(&[Relation::WorkedForParty]));
    assert_eq!(play.state(), State::Named);
    assert_eq!(play.refused(offer()), Refusal::WrongState { state: State::Named });
    let play =
        play.done(consent(BUYER, ConsentKind::Written)).done(consent(SELLER, ConsentKind::Written)).done(appoint());
    // The papers are with the mediator already, and it is still the first one.
    assert_eq!((play.state(), play.mediation().standing.mediators), (State::UnderWay, 1));
}

#[test]
fn a_settlement_is_sealed_once_every_party_and_the_mediator_have_signed() {
    let play = Play::agreed();
    assert_eq!(play.refused(settle(&play)), Refusal::NotSigned);
    let play = play.done(sign(Signer::Party(BUYER))).done(sign(Signer::Mediator));
    assert_eq!(play.refused(settle(&play)), Refusal::NotSigned);
    assert_eq!(play.refused(sign(Signer::Mediator)), Refusal::AlreadyDone { at: "signer" });
    let play = play.days_later(3).done(sign(Signer::Party(SELLER)));
    let settlement = Settlement::of(play.mediation(), Time::from_unix_ms(NOW)).unwrap();
    assert_eq!(settlement.effective_on, date(2026, 3, 5));
    let settle = settle(&play);
    assert_eq!(play.done(settle).state(), State::Settled);
}

#[test]
fn the_body_seals_what_was_agreed_and_nothing_else() {
    let play = Play::signed();
    let Command::Settle { settlement, document } = settle(&play) else { unreachable!() };
    let others = [
        Settlement { agreement: Digest::of(b"another"), ..*settlement.clone() },
        Settlement { mediators: vec![local("another")], ..*settlement.clone() },
        Settlement { effective_on: date(2026, 3, 1), ..*settlement.clone() },
        Settlement { sealed_by: "hk-high-court".parse().unwrap(), ..*settlement },
    ];
    for other in others {
        let command = Command::Settle { settlement: Box::new(other), document: document.clone() };
        assert_eq!(play.refused(command), Refusal::AnotherDocument);
    }
}

#[test]
fn an_agreement_that_falls_takes_its_signatures_with_it() {
    let play = Play::signed().done(Command::DropAgreement { reason: marked("reason") }).done(agree());
    assert_eq!(play.refused(settle(&play)), Refusal::NotSigned);
}

#[test]
fn what_was_said_is_not_in_the_settlement_and_shows_in_no_log() {
    let play = Play::settled();
    let mediation = play.mediation();
    assert_eq!(mediation.notes.len(), 1);
    assert!(!mediation.settlement.as_ref().unwrap().contains(SAID));
    assert!(!format!("{mediation:?}").contains(SAID));
    // It is kept, for whoever may read the mediation.
    assert!(serde_json::to_string(mediation).unwrap().contains(SAID));
}

#[test]
fn a_mediator_who_does_not_stand_any_more_signs_neither_for_the_papers_nor_the_agreement() {
    let revoked = || Some(Selectability::Not { because: Unselectable::Revoked });
    let refused = Refusal::NotSelectable { because: Unselectable::Revoked };
    let papers = Command::SignForPapers { on: None, standing: revoked(), answer: None };
    assert_eq!(Play::appointed().refused(papers), refused);
    let signs = |signer| Command::Sign { signer, on: None, standing: revoked() };
    assert_eq!(Play::agreed().refused(signs(Signer::Mediator)), refused);
    // The parties still sign, and what she signed while she stood is signed.
    let play = Play::agreed().done(sign(Signer::Mediator)).done(signs(Signer::Party(BUYER)));
    let play = play.done(signs(Signer::Party(SELLER)));
    let settle = settle(&play);
    assert_eq!(play.done(settle).state(), State::Settled);
    // What she signed on a day on which she stood is entered later, however long nobody has asked; of today it has to be known now.
    let long_ago = |on| Command::Sign { signer: Signer::Mediator, on, standing: Some(known_at(7_200_000)) };
    let next_day = Play::agreed().days_later(1);
    assert_eq!(next_day.clone().done(long_ago(Some(OPENED_ON))).state(), State::Agreed);
    let unknown = Refusal::NotSelectable { because: Unselectable::CannotConfirm };
    assert_eq!(next_day.refused(long_ago(None)), unknown);
    // Another takes her place.
    let left = Command::Replace { leaving: Leaving::NotAccredited, reason: marked("reason") };
    let dropped = Play::agreed().done(Command::DropAgreement { reason: marked("reason") });
    assert_eq!(dropped.done(left).done(name(local("another"))).state(), State::Named);
}

#[test]
fn a_case_that_is_filed_when_mediation_has_failed_is_of_the_same_dispute() {
    let who = of_the_panel("mediator");
    let roles = |play: &Play, reference: &str| {
        roles_in_mediation(play.mediation(), &References::of([reference]), &Identity::of_candidate(&who))
    };
    let play = Play::under_way().done(end(Ending::Failed));
    let number = marked("(2026)粤0191民初1号");
    assert!(roles(&play, &number).is_empty());
    let play = play.done(filed("(2026)粤0191民初1号"));
    assert_eq!(play.state(), State::Failed);
    assert!(roles(&play, &number).contains(&DisputeRole::Mediator));
    assert!(roles(&play, &marked("（2026）粵 0191 民初 1 號")).contains(&DisputeRole::Mediator));
    assert_eq!(play.refused(filed(" (2026)粤0191民初1号")), Refusal::AlreadyDone { at: "case_number" });
}
