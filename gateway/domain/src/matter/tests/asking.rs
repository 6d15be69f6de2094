//! The side that asks.

use super::*;
use Outcome::{Accept, AcceptWithFlags, Refuse, ReturnForSupplement};

#[test]
fn a_letter_is_drafted_corrected_examined_submitted_transmitted_and_its_certificate_closes_the_matter() {
    let play = Play::new().then(Command::Draft { chain: chain(), request: request() });
    assert_eq!((play.state(), play.standing().side), (State::Drafted, Side::Requesting));
    assert_eq!(play.standing().handled_by().as_str(), "cn-nansha");

    let play = play.then(add("claim")).then(add("contract")).then(add("translation"));
    let play = play.then(Command::Amend { request: complete() }).preflighted(Accept, AcceptWithFlags).then(submit());
    assert_eq!((play.state(), play.standing().submitted_on), (State::Submitted, Some(DRAFTED_ON)));
    assert!(play.standing().to_assess);
    assert_eq!(play.standing().handled_by().as_str(), "cn-gd-hpc");

    let play = play.assessed(Accept).days_later(3);
    let transmitted = transmit(&play);
    let Command::Transmit { document, .. } = &transmitted else { unreachable!() };
    let letter = Digest::of(document.as_bytes());
    let play = play.then(transmitted);
    assert_eq!((play.state(), play.matter().letter_digest), (State::Transmitted, Some(letter)));
    assert_eq!(play.standing().transmitted_on, Some(date(2026, 1, 15)));
    assert_eq!(play.standing().unreceipted.len(), 1);

    let play = play.days_later(1).receipted();
    assert_eq!((play.state(), play.standing().received_on), (State::Acknowledged, Some(date(2026, 1, 16))));
    assert!(play.standing().unreceipted.is_empty() && play.standing().to_assess);

    let play = hears(play.assessed(Accept), acceptance());
    assert_eq!(play.state(), State::Accepted);

    let play = hears(play.days_later(20), served(date(2026, 2, 4)));
    assert_eq!(play.state(), State::Returned);
    assert_eq!(play.matter().certificate, Some((ExecutionResult::Served, certificate(date(2026, 2, 4)))));

    let play = play.assessed(Accept).then(Command::Close);
    assert_eq!((play.state(), play.standing().next_last_day()), (State::Closed, None));
    assert_eq!((play.conflict(), &play.standing().needs_person), (None, &None));
    assert_eq!(play.standing().revision, u64::try_from(play.happened.len()).unwrap());
}

#[test]
fn what_is_sent_back_is_corrected_and_submitted_again() {
    let play = asking(State::SentBack);
    assert_eq!(play.standing().handled_by().as_str(), "cn-nansha");
    assert_eq!(play.standing().last_days.get("forward-request"), None);
    let mut corrected = complete();
    corrected.letter.copies = 4;
    let play = play.then(Command::Amend { request: corrected });
    assert_eq!(play.refused(submit()), Refusal::PreflightMissing);
    let play = play.days_later(1).preflighted(Accept, Accept).then(submit());
    assert_eq!((play.state(), play.standing().submitted_on), (State::Submitted, Some(date(2026, 1, 13))));
}

#[test]
fn a_supplement_that_is_asked_for_goes_the_whole_way_again() {
    let play = asking(State::SupplementAsked);
    assert_eq!(play.standing().supplements, [(date(2026, 1, 15), None)]);
    let first = play.matter().letter_digest;
    let play = play.preflighted(Accept, Accept).then(submit()).assessed(Accept);
    let transmit = transmit(&play);
    let play = play.days_later(2).then(transmit);
    assert!(matches!(play.happened[play.happened.len() - 2].1, Event::Transmitted { supplement: true, .. }));
    assert_eq!(play.queued.last().unwrap().1, MessageKind::Supplement);
    assert_eq!((play.matter().superseded, play.matter().letter_digest == first), (first, false));
    let play = play.receipted();
    assert_eq!(play.state(), State::Acknowledged);
    assert_eq!(play.standing().supplements, [(date(2026, 1, 15), Some(date(2026, 1, 17)))]);
    assert_eq!(play.standing().received_on, Some(date(2026, 1, 15)), "the letter came when it came");
}

#[test]
fn a_draft_goes_nowhere_before_both_sides_rules_were_asked_about_it_as_it_stands() {
    let play = Play::new()
        .then(Command::Draft { chain: chain(), request: request() })
        .then(add("claim"))
        .then(add("contract"))
        .then(add("translation"))
        .then(Command::Amend { request: complete() });
    assert_eq!(play.refused(submit()), Refusal::PreflightMissing);

    let request_digest = play.matter().request_digest();
    for checks in [vec![], vec![play.check(Weight::Own, Some(Accept))], vec![play.check(Weight::Advice, Some(Accept))]]
    {
        let half =
            play.clone().then(Command::RecordPreflight(Preflight { request_digest, checks, unanswered: Vec::new() }));
        assert_eq!(half.refused(submit()), Refusal::PreflightMissing, "only one side was asked");
    }

    let mut changed = complete();
    changed.hearing = None;
    let play = play.preflighted(Accept, Accept).then(Command::Amend { request: changed });
    assert_eq!(play.refused(submit()), Refusal::PreflightMissing);
    assert_eq!(play.then(Command::Amend { request: complete() }).then(submit()).state(), State::Submitted);
}

#[test]
fn against_the_rules_it_goes_only_with_a_reason_and_each_authority_gives_its_own() {
    for (ours, theirs, worst) in [(Accept, ReturnForSupplement, ReturnForSupplement), (Refuse, Accept, Refuse)] {
        let play = asking(State::Drafted).preflighted(ours, theirs);
        assert_eq!(play.refused(submit()), Refusal::AgainstTheRules { outcome: worst });
        let empty = Command::Submit { agents: Vec::new(), override_reason: Some(" ".into()) };
        assert_eq!(play.refused(empty), Refusal::BadReason);
        let for_a_reason = Command::Submit { agents: Vec::new(), override_reason: Some(marked("reason")) };
        let play = play.then(for_a_reason).assessed(Accept);
        let Command::Transmit { document, .. } = transmit(&play) else { unreachable!() };
        let without = Command::Transmit { document: document.clone(), override_reason: None };
        assert_eq!(play.refused(without), Refusal::AgainstTheRules { outcome: worst });
        let with = Command::Transmit { document, override_reason: Some(marked("reason")) };
        assert_eq!(play.then(with).state(), State::Transmitted);
    }
    let flagged = asking(State::Drafted).preflighted(AcceptWithFlags, Accept);
    assert_eq!(flagged.then(submit()).state(), State::Submitted);
}

#[test]
fn a_document_without_its_paper_is_not_submitted() {
    let play = asking(State::Drafted);
    let mut request = complete();
    request.documents[1].translation_files.clear();
    let without = play.clone().then(Command::Amend { request: request.clone() }).preflighted(Accept, Accept);
    assert_eq!(without.refused(submit()), Refusal::FileMissing { at: "documents[1].translation_files".into() });
    request.documents[1].file = None;
    let without = play.then(Command::Amend { request }).preflighted(Accept, Accept);
    assert_eq!(without.refused(submit()), Refusal::FileMissing { at: "documents[1].file".into() });
}

#[test]
fn a_file_that_was_never_added_cannot_be_named() {
    let unknown = |request| Refusal::UnknownFile { name: file(request).name };
    assert_eq!(Play::new().refused(Command::Draft { chain: chain(), request: complete() }), unknown("claim"));
    let mut request = complete();
    request.documents[0].file = Some(file("more"));
    assert_eq!(asking(State::Drafted).refused(Command::Amend { request }), unknown("more"));
    let mut request = complete();
    request.documents[0].file.as_mut().unwrap().size += 1;
    assert_eq!(asking(State::Drafted).refused(Command::Amend { request }), unknown("claim"));
}

#[test]
fn a_file_that_came_whole_is_not_named_as_one_in_pieces() {
    let mut request = complete();
    request.documents[0].file.as_mut().unwrap().manifest = Some(Digest::of(b"manifest"));
    let refused = asking(State::Drafted).refused(Command::Amend { request });
    assert_eq!(refused, Refusal::UnknownFile { name: file("claim").name });
}

#[test]
fn bytes_that_come_again_under_another_name_stay_where_they_lie_so_that_a_letter_under_way_still_finds_them() {
    let play = asking(State::Transmitted);
    let sent = play.matter().files[&file("claim").sha256].clone();
    let again = FileRef { name: "copy.pdf".into(), manifest: Some(Digest::of(b"manifest")), ..file("claim") };
    let named = FileRef { manifest: None, ..again.clone() };
    let play = play.then(Command::AddFile { file: again.clone(), blob: blob("more") });
    let kept = &play.matter().files[&again.sha256];
    assert_eq!((&kept.file, kept.blob), (&named, sent.blob));
    let taken_over = Command::TakeOver { file: again, blob: blob("more"), source: id(), label: None };
    let play = play.then(taken_over);
    let kept = &play.matter().files[&named.sha256];
    assert_eq!((&kept.file, kept.blob), (&named, sent.blob));
}

#[test]
fn a_matter_has_only_so_many_files_but_one_of_them_may_come_again() {
    let mut play = asking(State::Drafted);
    for n in 3..crate::limits::FILES_MAX {
        play = play.then(add(&format!("file {n}")));
    }
    assert_eq!(play.refused(add("more")), Refusal::TooManyFiles);
    assert_eq!(play.then(add("claim")).matter().files.len(), crate::limits::FILES_MAX);
}

#[test]
fn before_transmission_a_matter_is_withdrawn_without_a_word_to_the_other_side() {
    for state in [State::Drafted, State::Submitted, State::SentBack] {
        let play = asking(state).then(withdraw(None));
        assert_eq!((play.state(), play.queued.len()), (State::Withdrawn, 0));
        assert!(play.standing().last_days.is_empty() && !play.standing().to_assess);
        assert!(matches!(asking(state).refused(withdraw(Some("document"))), Refusal::WrongState { .. }));
    }
}

#[test]
fn after_transmission_the_other_side_is_told_of_the_withdrawal() {
    for state in [State::Transmitted, State::Acknowledged, State::SupplementAsked, State::Accepted, State::PaperUsed] {
        let play = asking(state).then(withdraw(Some("document")));
        assert_eq!((play.state(), play.queued.last().unwrap().1), (State::Withdrawn, MessageKind::Withdrawal));
        assert!(matches!(asking(state).refused(withdraw(None)), Refusal::WrongState { .. }), "{state:?}");
    }
    for state in [State::Returned, State::Closed, State::Refused, State::Withdrawn] {
        assert_eq!(asking(state).refused(withdraw(Some("document"))), Refusal::WrongState { state });
    }
}

#[test]
fn where_the_wire_fails_paper_is_used_and_the_matter_can_be_closed() {
    for state in [State::Submitted, State::Transmitted, State::Acknowledged] {
        let sent = (state != State::Submitted).then_some("document");
        let play = asking(state).then(use_paper(sent));
        assert_eq!(play.state(), State::PaperUsed);
        assert_eq!(play.standing().last_days.get("forward-request"), None, "it was forwarded, on paper");
        assert_eq!(play.then(Command::Close).state(), State::Closed);
    }
}

#[test]
fn a_receipt_that_comes_twice_is_nothing_twice() {
    let play = asking(State::Transmitted).receipted();
    let (message, kind) = play.queued[0];
    assert_eq!(decide(play.matter.as_ref(), receipt_for(message, kind), &play.context()), Ok(Vec::new()));
    let never_sent = MessageId::new(Ulid::from_parts(9, 9));
    assert_eq!(decide(play.matter.as_ref(), receipt_for(never_sent, kind), &play.context()), Ok(Vec::new()));
}

#[test]
fn a_receipt_that_its_answer_overtook_still_says_when_the_letter_arrived() {
    let play = hears(asking(State::Transmitted), acceptance());
    assert_eq!((play.state(), play.conflict()), (State::Accepted, None));
    let play = play.days_later(1).receipted();
    assert_eq!((play.state(), play.standing().received_on), (State::Accepted, Some(date(2026, 1, 16))));
    assert!(play.standing().to_assess, "the period that runs from it is asked for");
}

#[test]
fn a_letter_that_was_not_taken_was_not_sent() {
    let play = asking(State::Transmitted).quarantined();
    assert_eq!((play.state(), play.matter().letter_digest), (State::Submitted, None));
    assert_eq!(play.standing().handled_by().as_str(), "cn-gd-hpc");
    assert_eq!(play.standing().needs_person.as_deref(), Some("not-expected"));
    assert!(play.matter().messages.sent.is_empty() && play.standing().unreceipted.is_empty());

    let play = play.assessed(Accept);
    assert_eq!(play.refused(transmit(&play)), Refusal::NeedsPerson { fault: "not-expected".into() });
    let transmit = transmit(&play);
    let again = play.clone().then(review()).then(transmit);
    assert_eq!((again.state(), again.queued.last().unwrap().1), (State::Transmitted, MessageKind::Letter));
    assert_eq!(again.matter().messages.sent.len(), 1);
    assert_eq!(play.clone().then(Command::SendBack { reason: marked("reason") }).state(), State::SentBack);
    assert_eq!(play.then(withdraw(None)).state(), State::Withdrawn);
}

#[test]
fn a_supplement_that_was_not_taken_leaves_the_first_letter_standing() {
    let play = asking(State::SupplementAsked);
    let first = play.matter().letter_digest;
    let play = play.preflighted(Accept, Accept).then(submit()).assessed(Accept);
    let transmit = transmit(&play);
    let play = play.then(transmit).quarantined();
    assert_eq!((play.state(), play.matter().letter_digest), (State::Submitted, first));
    assert_eq!(play.matter().messages.sent.len(), 1);
    assert_eq!(play.standing().transmitted_on, Some(date(2026, 1, 15)));
}

#[test]
fn quarantine_takes_what_was_queued_behind_out_of_the_chain_too() {
    let play = asking(State::Transmitted).then(withdraw(Some("document"))).quarantined().quarantined();
    assert!(play.matter().messages.sent.is_empty() && play.standing().unreceipted.is_empty());
    assert_eq!((play.state(), play.matter().letter_digest), (State::Withdrawn, None));
}

#[test]
fn whatever_the_rules_say_a_message_that_was_not_taken_waits_for_a_person() {
    let play = asking(State::Transmitted).quarantined().assessed(Accept);
    assert_eq!(play.standing().needs_person.as_deref(), Some("not-expected"));
    let play = play.then(use_paper(None));
    assert_eq!(play.refused(Command::Close), Refusal::NeedsPerson { fault: "not-expected".into() });
    assert_eq!(play.then(review()).then(Command::Close).state(), State::Closed);
}

#[test]
fn what_the_other_sides_rules_advise_sets_no_period_and_concludes_nothing_here() {
    let play = asking(State::Accepted).days_later(20);
    let (today, before) = (play.today, play.standing().last_days.clone());
    let mut check = play.check(Weight::Advice, None);
    check.assessment.due[0].period = "answer".into();
    check.assessment.conclusions.push(Conclusion { code: "not-served".into(), on: None, citations: Vec::new() });
    let play = play.then(Command::RecordAssessment { stage: Stage::Return, check });
    assert_eq!((&play.standing().last_days, play.matter().concluded_unserved), (&before, false));
    assert_eq!(hears(play, served(today)).conflict(), None);
}

#[test]
fn an_ended_matter_is_assessed_no_more() {
    for state in [State::Closed, State::Refused, State::Withdrawn] {
        let play = asking(state);
        let check = play.check(Weight::Own, Some(Accept));
        let assess = Command::RecordAssessment { stage: Stage::FollowUp, check };
        assert_eq!(play.refused(assess), Refusal::WrongState { state });
        assert_eq!(play.refused(fault()), Refusal::WrongState { state });
        assert_eq!(play.standing().next_last_day(), None);
    }
}
