//! How evidence is asked for, decided on, taken and brought back.

use super::*;

#[test]
fn evidence_is_asked_for_accepted_taken_and_comes_back_with_its_files() {
    let play = Play::new().then(take(sealed(letter(complete()), None, DRAFTED_ON)));
    assert_eq!(play.standing().procedure, TakingOfEvidence);
    let play = play.assessed(Accept).then(decide_so(decisions())).then(start_execution());
    let play = play.days_later(3).then(add("statement"));
    let on = play.today;
    let play = play.then(give_notice(on)).then(execute_as(taken(on))).assessed(Accept).then(return_certificate());
    assert_eq!((play.state(), play.conflict()), (State::Returned, None));

    let there = asking_for(TakingOfEvidence, State::Returned);
    assert_eq!(there.matter().certificate.as_ref().unwrap().0, ExecutionResult::EvidenceTaken);
    assert_eq!(there.matter().files[&file("statement").sha256].blob, blob("statement"));
}

#[test]
fn a_certificate_whose_evidence_did_not_come_with_it_is_not_taken() {
    let play = asking_for(TakingOfEvidence, State::Accepted).days_later(20);
    let Command::Take { sealed, document, .. } = play.sealed(taken(play.today)) else { panic!() };
    let (blobs, labels, agents) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
    let without = Command::Take { sealed, document, blobs, labels, agents };
    assert_eq!(play.refused(without), Refusal::UnknownFile { name: file("statement").name });
}

#[test]
fn only_evidence_that_was_put_on_file_is_certified() {
    let play = asked_for(TakingOfEvidence, State::InExecution).days_later(10);
    let unknown = Refusal::UnknownFile { name: file("statement").name };
    assert_eq!(play.refused(execute_as(taken(play.today))), unknown);
    let on = play.today;
    assert_eq!(play.then(add("statement")).then(execute_as(taken(on))).state(), State::Completed);
}

#[test]
fn the_requested_side_puts_evidence_on_file_while_it_takes_it_and_papers_of_service_never() {
    for state in ASKED {
        let admitted = matches!(state, State::InExecution | State::Completed);
        let evidence = asked_for(TakingOfEvidence, state).attempt(add("statement")).is_ok();
        assert_eq!((evidence, asked(state).attempt(add("statement")).is_ok()), (admitted, false), "{state:?}");
    }
}

#[test]
fn each_act_says_when_where_and_by_whom_or_why_not() {
    let play = executing();
    let on = play.today;
    let lacks = |content: Content, change: fn(&mut Taking)| play.refused(changed(content, change));
    let incomplete = |at: &str| Refusal::CertificateIncomplete { at: at.into() };
    assert_eq!(lacks(taken(on), |it| drop(it.acts.pop())), incomplete("certificate.taking.acts"));
    assert_eq!(lacks(taken(on), |it| it.acts[1].date = None), incomplete("certificate.taking.acts[1].date"));
    assert_eq!(lacks(taken(on), |it| it.acts[0].place = None), incomplete("certificate.taking.acts[0].place"));
    assert_eq!(lacks(taken(on), |it| it.acts[0].by = Some(" ".into())), incomplete("certificate.taking.acts[0].by"));
    assert_eq!(lacks(partly_taken(on), |it| it.acts[1].reason = None), incomplete("certificate.taking.acts[1].reason"));
    assert_eq!(lacks(not_taken(on), |it| it.acts[2].reason = None), incomplete("certificate.taking.acts[2].reason"));
}

#[test]
fn no_act_is_done_tomorrow_before_the_letter_came_or_after_its_certificate() {
    let play = executing();
    let on = play.today;
    let impossible = Refusal::ImpossibleDay { at: "certificate.taking.acts" };
    let done_on = |day: Date| changed(taken(on), |it| it.acts[0].date = Some(day));
    assert_eq!(play.refused(done_on(on.tomorrow().unwrap())), impossible);
    assert_eq!(play.refused(done_on(date(2026, 1, 11))), impossible);
    let early = changed(taken(on.yesterday().unwrap()), |it| it.acts[0].date = Some(on));
    assert_eq!(play.refused(early), impossible);
    assert_eq!(play.clone().then(done_on(DRAFTED_ON)).state(), State::Completed);
}

#[test]
fn what_was_taken_in_part_and_what_could_not_be_taken_are_certified_as_such() {
    for (content, result) in [
        (taken as fn(Date) -> Content, ExecutionResult::EvidenceTaken),
        (partly_taken, ExecutionResult::PartlyTaken),
        (not_taken, ExecutionResult::NotTaken),
    ] {
        let play = executing();
        let on = play.today;
        let play = play.then(execute_as(content(on))).assessed(Accept).then(return_certificate());
        assert_eq!((play.matter().certificate.as_ref().unwrap().0, play.state()), (result, State::Returned));
        let there = asking_for(TakingOfEvidence, State::Accepted).days_later(20);
        let on = there.today;
        assert_eq!(hears(there, content(on)).matter().certificate.as_ref().unwrap().0, result);
    }
}

#[test]
fn a_matter_of_evidence_stays_one() {
    let another = |at: &str| Refusal::BadRequest(BadRequest { at: at.into(), code: "another-procedure" });
    let drafted = asking_for(TakingOfEvidence, State::Drafted);
    assert_eq!(drafted.refused(Command::Amend { request: super::super::complete() }), another("request"));
    assert_eq!(asking(State::Drafted).refused(Command::Amend { request: complete() }), another("request"));
    assert_eq!(executing().refused(execute(executing().today)), another("certificate"));
    let waits = asking_for(TakingOfEvidence, State::Accepted).days_later(20);
    assert_eq!(waits.refused(waits.sealed(served(waits.today))), another("certificate"));
    let supplementing = asked_for(TakingOfEvidence, State::SupplementAsked);
    assert_eq!(supplementing.refused(supplementing.sealed(letter(super::super::complete()))), another("request"));
}

#[test]
fn what_the_letter_wishes_for_is_decided_and_known_on_both_sides() {
    let play = asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(decisions()));
    assert_eq!(play.matter().decisions, decisions());
    let content = Content::Acceptance { remarks: None, decisions: decisions() };
    let there = hears(asking_for(TakingOfEvidence, State::Acknowledged), content);
    assert_eq!((there.state(), &there.matter().decisions), (State::Accepted, &decisions()));
}

#[test]
fn a_decision_on_attendance_is_changed_by_a_correction_and_taken_back_if_it_never_arrived() {
    let later = Decisions { presence: vec![PresenceDecided { who: "counsel".into(), approved: false }], ..decisions() };
    let play = asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(decisions()));
    let corrected = Content::Acceptance { remarks: None, decisions: later.clone() };
    let change = correct(&play, corrected.clone());
    let play = play.then(change);
    assert_eq!(play.matter().decisions, later);
    assert_eq!(play.quarantined().matter().decisions, decisions());
    let there = hears(
        asking_for(TakingOfEvidence, State::Acknowledged),
        Content::Acceptance { remarks: None, decisions: decisions() },
    );
    let correction = there.corrected_over_there(corrected);
    assert_eq!(there.then(correction).matter().decisions, later);
}

#[test]
fn an_acceptance_that_never_arrived_decided_nothing() {
    let play = asked_for(TakingOfEvidence, State::Acknowledged).then(decide_so(decisions())).quarantined();
    assert_eq!((play.state(), play.matter().decisions.is_empty()), (State::Acknowledged, true));
}

#[test]
fn what_nobody_wished_for_is_not_decided() {
    let unasked = |at: &str| Refusal::BadRequest(BadRequest { at: format!("decisions.{at}"), code: "not-asked-for" });
    let play = asked_for(TakingOfEvidence, State::Acknowledged);
    let present =
        Decisions { presence: vec![PresenceDecided { who: "party".into(), approved: true }], ..Decisions::default() };
    assert_eq!(play.refused(decide_so(present)), unasked("presence[0].who"));
    let act =
        Decisions { declined_acts: vec![DeclinedAct { act: 3, reason: marked("reason") }], ..Decisions::default() };
    assert_eq!(play.refused(decide_so(act)), unasked("declined_acts[0].act"));
    let service = asked(State::Acknowledged);
    let special = Decisions { special_method: Some(true), ..Decisions::default() };
    assert_eq!(service.refused(decide_so(special)), unasked("special_method"));
    let technical = Decisions { technical_method: Some(true), ..Decisions::default() };
    assert_eq!(service.refused(decide_so(technical)), unasked("technical_method"));
    let questions = Decisions { questions_by_attendee: Some(true), ..Decisions::default() };
    assert_eq!(service.refused(decide_so(questions)), unasked("questions_by_attendee"));
}

#[test]
fn what_is_found_out_is_put_to_the_rules_before_anything_else_is_decided() {
    let play =
        asked_for(TakingOfEvidence, State::Acknowledged).then(note(|it| it.objections = vec!["public-order".into()]));
    assert!(play.standing().to_assess);
    assert_eq!(play.refused(accept()), Refusal::NotAssessed);
    assert_eq!(play.assessed(Accept).then(accept()).state(), State::Accepted);
}

#[test]
fn what_is_found_out_is_of_the_vocabulary_and_about_persons_whom_the_letter_names() {
    let play = asked_for(TakingOfEvidence, State::Acknowledged);
    let bad = |at: &str, code| Refusal::BadRequest(BadRequest { at: format!("circumstances.{at}"), code });
    let consent = |person: &str| Consent { person: person.into(), to: ConsentTo::Travel, given: true };
    let who = note(|it| it.consents = vec![consent("w1"), consent("w9")]);
    assert_eq!(play.refused(who), bad("consents[1].person", "unknown-person"));
    let objection = note(|it| it.objections = vec!["x".into()]);
    assert_eq!(play.refused(objection), bad("objections[0]", "unknown-code"));
    let law = note(|it| it.privilege = Some(privilege("x")));
    assert_eq!(play.refused(law), bad("privilege.law", "unknown-code"));
    let tomorrow = play.today.tomorrow().unwrap();
    let prepaid = note(|it| it.prepaid_on = Some(tomorrow));
    assert_eq!(play.refused(prepaid), Refusal::ImpossibleDay { at: "circumstances.prepaid_on" });
}

#[test]
fn where_costs_are_to_be_prepaid_nothing_is_executed_before_they_came_in() {
    let prepay = |play: Play, decision| {
        let costs = Costs { prepayment: true, ..costs() };
        let play = play.then(Command::ConsultOnCosts { costs, document: marked("document") });
        assert_eq!(play.refused(start_execution()), Refusal::ConsultationOpen);
        hears_about_costs(play, decision)
    };
    let play = prepay(asked_for(TakingOfEvidence, State::Accepted), CostsDecision::Agreed);
    assert_eq!(play.refused(start_execution()), Refusal::PrepaymentOutstanding);
    let on = play.today;
    let play = play.then(note(|it| it.prepaid_on = Some(on)));
    assert_eq!(play.then(start_execution()).state(), State::InExecution);
    let declined = prepay(asked_for(TakingOfEvidence, State::Accepted), CostsDecision::Declined);
    assert_eq!(declined.then(start_execution()).state(), State::InExecution, "without what it was for");
}

#[test]
fn that_nothing_could_be_taken_is_certified_whatever_costs_are_open() {
    let play = executing().then(consult_on_costs());
    let on = play.today;
    assert_eq!(play.refused(execute_as(taken(on))), Refusal::ConsultationOpen);
    assert_eq!(play.then(execute_as(not_taken(on))).state(), State::Completed);
}

#[test]
fn the_days_of_who_travelled_are_kept_by_the_side_that_heard_him() {
    let play = asking_for(TakingOfEvidence, State::Accepted).days_later(5);
    let on = play.today;
    let play = play.then(record(AppearanceStep::TestimonyCompleted, on)).then(record(AppearanceStep::FreeToLeave, on));
    assert!(play.standing().to_assess, "the rules count the days of protection");
    let facts = facts_at(&play, Stage::FollowUp);
    let days: Vec<_> = facts.docket.iter().filter(|event| event.person.is_some()).map(|it| it.kind.as_str()).collect();
    assert_eq!(days, ["testimony-completed", "free-to-leave"]);
    let stranger = Appearance { person: "w1".into(), ..appearance(AppearanceStep::FreeToLeave, on) };
    let stranger = play.refused(Command::RecordAppearance { appearance: stranger });
    assert!(matches!(stranger, Refusal::BadRequest(bad) if bad.code == "unknown-person"), "who does not travel");
    let tomorrow = record(AppearanceStep::StillPresent, on.tomorrow().unwrap());
    assert_eq!(play.refused(tomorrow), Refusal::ImpossibleDay { at: "appearance.on" });
}

#[test]
fn the_period_for_evidence_ends_with_its_certificate_and_that_of_protection_does_not() {
    let due = |period: &str, play: &Play| Due {
        period: period.into(),
        ..play.check(Weight::Own, Some(Accept)).assessment.due[0].clone()
    };
    let play = asking_for(TakingOfEvidence, State::Accepted).days_later(5);
    let mut check = play.check(Weight::Own, None);
    check.assessment.due = vec![due("execute-evidence", &play), due("immunity", &play)];
    let play = play.then(Command::RecordAssessment { stage: Stage::FollowUp, check });
    assert!(play.standing().last_days.contains_key("execute-evidence"));
    let on = play.today;
    let play = hears(play, taken(on));
    assert_eq!(play.standing().last_days.keys().collect::<Vec<_>>(), ["immunity"]);
}

fn hears_about_costs(play: Play, decision: CostsDecision) -> Play {
    let asked = play.matter().consultation.as_ref().unwrap().digest;
    let content = Content::CostsAnswer { decision, reason: None };
    let answer = take(SealedDocument { sealed_by: chain().transmitting, ..sealed(content, Some(asked), play.today) });
    play.then(answer)
}
