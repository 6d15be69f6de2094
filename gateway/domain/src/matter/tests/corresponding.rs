//! What the two sides tell each other beside the decisions.

use super::*;
use crate::message::{Amount, Currency};
use Outcome::Accept;

#[test]
fn a_receipt_is_not_the_word_of_an_authority_that_it_has_registered_the_letter() {
    let play = asking(State::Acknowledged);
    assert_eq!(play.matter().number_over_there, None);
    let play = hears(play, acknowledgement());
    assert_eq!(play.matter().number_over_there, Some(marked("HCMP 12/2026")));
    assert_eq!((play.state(), play.conflict()), (State::Acknowledged, None));
    // It may be here before the receipt.
    let play = hears(asking(State::Transmitted), acknowledgement());
    assert_eq!(play.state(), State::Acknowledged);
    assert!(
        play.receipted().standing().to_assess,
        "and the period that runs from the receipt is asked for all the same"
    );
}

#[test]
fn a_letter_is_registered_once() {
    for state in [State::Acknowledged, State::SupplementAsked, State::Supplied, State::Accepted, State::InExecution] {
        let play = asked(state).then(acknowledge());
        assert_eq!(play.state(), state);
        assert_eq!(play.refused(acknowledge()), Refusal::WrongState { state });
    }
    let play = hears(hears(asking(State::Acknowledged), acknowledgement()), acknowledgement());
    assert_eq!(play.conflict(), Some("second-acknowledgement"));
    let number = Command::Acknowledge { number: " ".into(), document: marked("document") };
    let bad = BadRequest { at: "number".into(), code: "empty-text" };
    assert_eq!(asked(State::Acknowledged).refused(number), Refusal::BadRequest(bad));
}

#[test]
fn a_number_that_the_other_side_never_took_was_never_given() {
    let play = asked(State::Acknowledged).then(acknowledge()).quarantined();
    assert_eq!(play.matter().number_over_there, None);
    assert!(play.matter().papers.iter().all(|paper| paper.document_kind != MessageKind::Acknowledgement));
    assert_eq!(play.then(review()).then(acknowledge()).state(), State::Acknowledged);
}

#[test]
fn a_letter_outside_the_instrument_is_returned_with_its_papers_and_that_ends_the_matter() {
    for state in [State::Acknowledged, State::SupplementAsked, State::Supplied, State::PaperUsed] {
        let play = asked(state).then(return_unexecuted());
        assert_eq!(play.state(), State::Refused);
        let returned = |(_, event): &(Date, Event)| matches!(event, Event::Refused { manner: Manner::Returned, returned_papers, .. } if returned_papers == &["documents"]);
        assert!(play.happened.iter().any(returned));
    }
    let play = hears(asking(State::Acknowledged), returned_as_outside());
    assert_eq!((play.state(), play.conflict()), (State::Refused, None));
    let odd = Content::Return { reason: marked("reason"), grounds: grounds(), returned_papers: vec!["stamps".into()] };
    let play = asking(State::Acknowledged);
    assert!(matches!(play.refused(play.sealed(odd)), Refusal::BadRequest(BadRequest { code: "unknown-code", .. })));
}

#[test]
fn time_and_place_are_told_before_the_day_and_move_nothing() {
    let play = asked(State::InExecution);
    let yesterday = play.today.yesterday().unwrap();
    assert_eq!(play.refused(give_notice(yesterday)), Refusal::ImpossibleDay { at: "notice.date" });
    let today = play.today;
    let play = play.then(give_notice(today));
    assert_eq!((play.state(), play.matter().notices.len()), (State::InExecution, 1));
    assert!(matches!(asked(State::Acknowledged).refused(give_notice(today)), Refusal::WrongState { .. }));
    let heard = hears(asking(State::Accepted), notice_given(today));
    assert_eq!(
        (heard.state(), heard.conflict(), heard.matter().notices[0].1.place.clone()),
        (State::Accepted, None, marked("place"))
    );
}

#[test]
fn a_notice_has_a_time_that_a_clock_can_show() {
    let play = asking(State::Accepted);
    for time in ["24:00", "9:30", "half past two"] {
        let notice = Notice { time: Some(time.into()), ..notice(play.today) };
        let refused = play.refused(play.sealed(Content::NoticeOfTimeAndPlace { notice }));
        assert!(matches!(&refused, Refusal::BadRequest(bad) if bad.at == "notice.time"), "{refused:?}");
    }
}

#[test]
fn while_costs_are_asked_about_nothing_is_executed() {
    let play = asked(State::Accepted).then(consult_on_costs());
    assert_eq!(play.refused(start_execution()), Refusal::ConsultationOpen);
    assert_eq!(play.refused(consult_on_costs()), Refusal::ConsultationOpen, "one question at a time");
    for (decision, code) in [(CostsDecision::Agreed, "agreed"), (CostsDecision::Declined, "declined")] {
        let digest = play.matter().consultation.as_ref().unwrap().digest;
        let content = Content::CostsAnswer { decision, reason: None };
        let answer = SealedDocument { sealed_by: chain().originating, ..sealed(content, Some(digest), play.today) };
        let answered = play.clone().then(take(answer));
        assert_eq!(
            (answered.conflict(), answered.standing().consultation.unwrap().decision.map(CostsDecision::code)),
            (None, Some(code))
        );
        assert_eq!(answered.then(start_execution()).state(), State::InExecution);
    }
    let today = play.today;
    let play = asked(State::InExecution).then(consult_on_costs());
    assert_eq!(play.refused(execute(today)), Refusal::ConsultationOpen);
    let unserved = Command::Execute { result: ExecutionResult::Unserved, certificate: hindered(today) };
    assert_eq!(play.then(unserved).state(), State::Completed, "that it could not be served may be said all the same");
}

#[test]
fn only_what_was_asked_is_answered() {
    let play = asking(State::Accepted);
    assert!(matches!(play.refused(answer_on_costs(CostsDecision::Agreed)), Refusal::WrongState { .. }));
    let asked_for = hears(play, consultation());
    let again = hears(asked_for.clone(), consultation());
    assert_eq!(again.conflict(), Some("out-of-turn"));
    let answered = asked_for.then(answer_on_costs(CostsDecision::Agreed));
    assert!(matches!(answered.refused(answer_on_costs(CostsDecision::Agreed)), Refusal::WrongState { .. }));
    let unasked = asked(State::Accepted);
    assert_eq!(hears(unasked, costs_answer()).conflict(), Some("answer-not-asked-for"));
    let other = asked(State::Accepted).then(consult_on_costs());
    assert_eq!(hears(other, costs_answer()).conflict(), Some("answer-not-asked-for"), "it answers something else");
}

#[test]
fn an_answer_that_the_other_side_never_took_is_still_owed() {
    let play =
        hears(asking(State::Accepted), consultation()).then(answer_on_costs(CostsDecision::Agreed)).quarantined();
    assert_eq!(play.standing().consultation.unwrap().decision, None);
    assert_eq!(play.matter().consultation.as_ref().unwrap().decision, None);
    play.then(review()).then(answer_on_costs(CostsDecision::Declined));
    let withdrawn = asked(State::Accepted).then(consult_on_costs()).quarantined();
    assert_eq!((withdrawn.standing().consultation, &withdrawn.matter().consultation), (None, &None));
}

#[test]
fn costs_are_for_something_and_within_reason() {
    let play = asked(State::Accepted);
    let wrong = |change: fn(&mut Costs)| {
        let mut costs = costs();
        change(&mut costs);
        match play.refused(Command::ConsultOnCosts { costs, document: marked("document") }) {
            Refusal::BadRequest(bad) => (bad.at, bad.code),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(wrong(|costs| costs.items.clear()), ("costs.items".into(), "empty-list"));
    assert_eq!(wrong(|costs| costs.items = vec!["lunch".into()]), ("costs.items[0]".into(), "unknown-code"));
    let endless = |costs: &mut Costs| costs.estimate = Some(Amount { currency: Currency::Hkd, hundredths: u64::MAX });
    assert_eq!(wrong(endless), ("costs.estimate".into(), "too-large"));
}

#[test]
fn a_reminder_that_the_rules_asked_for_is_due_until_it_was_sent() {
    let play = asking(State::Accepted);
    let mut check = play.check(Weight::Own, None);
    check.assessment.conclusions.push(Conclusion { code: "reminder-due".into(), on: None, citations: Vec::new() });
    let play = play.then(Command::RecordAssessment { stage: Stage::FollowUp, check });
    assert!(play.standing().reminder_due);
    let play = play.then(remind());
    assert!(!play.standing().reminder_due);
    assert_eq!(play.state(), State::Accepted);
}

#[test]
fn somebody_who_waits_may_remind_and_nobody_else() {
    for state in [State::Transmitted, State::Acknowledged, State::Accepted, State::PaperUsed] {
        assert_eq!(asking(state).then(remind()).state(), state);
    }
    for state in
        [State::Drafted, State::SupplementAsked, State::Returned, State::Closed, State::Refused, State::Withdrawn]
    {
        assert_eq!(asking(state).refused(remind()), Refusal::WrongState { state });
    }
}

#[test]
fn what_only_tells_may_come_at_any_time_is_kept_and_contradicts_nothing() {
    for play in ASKED.map(asked) {
        let (state, before) = (play.state(), play.happened.len());
        let play = hears(play, reminder());
        assert_eq!((play.state(), play.conflict(), play.happened.len()), (state, None, before + 1));
    }
    for state in
        ASKING.into_iter().filter(|state| !matches!(state, State::Drafted | State::Submitted | State::SentBack))
    {
        for content in [notice_given(DRAFTED_ON), paper_used(), acknowledgement(), consultation()] {
            let play = hears(asking(state), content);
            let moved = if state == State::Transmitted { vec![state, State::Acknowledged] } else { vec![state] };
            assert!(moved.contains(&play.state()), "{state:?}");
            assert_eq!(play.conflict(), None);
        }
    }
}

#[test]
fn paper_moves_the_matter_only_as_long_as_the_other_side_has_decided_nothing() {
    for state in [State::Acknowledged, State::Supplied] {
        assert_eq!(hears(asked(state), paper_used()).state(), State::PaperUsed);
    }
    for state in [State::SupplementAsked, State::Accepted, State::InExecution, State::Completed, State::Returned] {
        let play = hears(asked(state), paper_used());
        assert_eq!((play.state(), play.conflict()), (state, None));
    }
    // Over here the same, whichever came first.
    for (content, then) in [
        (acceptance(), State::Accepted),
        (supplement_request(), State::SupplementAsked),
        (refusal(), State::Refused),
        (served(date(2026, 2, 5)), State::Returned),
    ] {
        let mut play = asking(State::PaperUsed);
        play.today = date(2026, 3, 1);
        let play = hears(play, content);
        assert_eq!((play.state(), play.conflict()), (then, None));
    }
}

#[test]
fn a_letter_that_came_on_paper_is_examined_like_any_other() {
    let play = asked(State::PaperUsed);
    assert_eq!(questions_stage(&play), Stage::Incoming);
    assert_eq!(play.clone().then(accept()).state(), State::Accepted);
    assert_eq!(play.clone().then(ask_supplement()).state(), State::SupplementAsked);
    assert_eq!(play.then(refuse()).state(), State::Refused);
}

#[test]
fn the_rules_are_asked_again_once_the_letter_is_there_on_paper() {
    for state in [State::Acknowledged, State::Supplied] {
        let play = hears(asked(state), paper_used());
        assert_eq!(play.refused(accept()), Refusal::NotAssessed);
        assert_eq!(play.assessed(Accept).then(accept()).state(), State::Accepted);
    }
    let certified = hears(asked(State::Completed), paper_used());
    assert_eq!(certified.refused(return_certificate()), Refusal::NotAssessed);
    // Not while another letter is waited for, not after the end, and not for a word of the side that was asked.
    for state in [State::SupplementAsked, State::Refused, State::Withdrawn] {
        assert!(!hears(asked(state), paper_used()).standing().to_assess, "{state:?}");
    }
    assert!(!asked(State::Completed).then(use_paper(Some("document"))).standing().to_assess);
    assert!(!hears(asking(State::Accepted), paper_used()).standing().to_assess);
}

fn questions_stage(play: &Play) -> Stage {
    crate::matter::questions(play.matter(), &parties(), play.today)[0].stage
}

#[test]
fn paper_is_told_to_a_side_that_has_the_letter_and_to_no_other() {
    let (silently, aloud) = (use_paper(None), use_paper(Some("document")));
    assert_eq!(asking(State::Submitted).then(silently.clone()).state(), State::PaperUsed);
    assert!(matches!(asking(State::Submitted).refused(aloud.clone()), Refusal::WrongState { .. }));
    assert!(matches!(asking(State::Transmitted).refused(silently), Refusal::WrongState { .. }));
    // The requested side may have to say on paper even that it refused.
    for state in ASKED.into_iter().filter(|state| *state != State::Withdrawn) {
        assert_eq!(asked(state).then(aloud.clone()).state(), state);
    }
}

#[test]
fn a_supplement_that_goes_on_paper_is_supplied_and_what_is_asked_for_meanwhile_is_not() {
    let supplement = asking(State::SupplementAsked).preflighted(Accept, Accept).then(submit()).assessed(Accept);
    assert_eq!(supplement.matter().put_on_paper(), Some(their_paper(&supplement, MessageKind::SupplementRequest)));
    assert_eq!(supplement.then(use_paper(Some("document"))).state(), State::PaperUsed);

    let play = asked(State::SupplementAsked);
    let asked_for = own_paper(&play, MessageKind::SupplementRequest);
    let notice = |refers_to| take(sealed(paper_used(), refers_to, play.today));
    let supplied = play.clone().then(notice(Some(asked_for)));
    assert_eq!((supplied.state(), supplied.standing().supplements[0].1), (State::PaperUsed, Some(play.today)));
    let crossed = play.clone().then(notice(play.matter().letter_digest));
    assert_eq!((crossed.state(), crossed.standing().supplements[0].1), (State::SupplementAsked, None));
}

#[test]
fn a_refusal_that_crossed_a_withdrawal_has_ended_the_matter_on_both_sides() {
    let asking = hears(asking(State::Withdrawn), refusal());
    let asked = hears(asked(State::Refused), withdrawal());
    assert_eq!((asking.state(), asked.state()), (State::Refused, State::Refused));
    assert_eq!((asking.conflict(), asked.conflict()), (Some("after-the-end"), Some("after-the-end")));
}

#[test]
fn the_court_whose_request_it_is_may_remind_and_answer_for_itself_but_not_correct_the_letter() {
    let play = asked(State::Accepted).then(consult_on_costs());
    let letter_digest = play.matter().letter_digest;
    let by_the_court = |content, refers_to| {
        take(SealedDocument { sealed_by: chain().originating, ..sealed(content, refers_to, play.today) })
    };
    play.clone().then(by_the_court(reminder(), letter_digest));
    let corrected = by_the_court(correction(letter(complete())), letter_digest);
    assert_eq!(play.refused(corrected), Refusal::WrongAuthority);
    assert_eq!(play.refused(by_the_court(paper_used(), letter_digest)), Refusal::WrongAuthority);
}
