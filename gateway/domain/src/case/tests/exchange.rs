//! What is said while a judge leads, what the court orders, and how the exchange ends.

use super::*;
use crate::facts::Stage;

#[test]
fn opinions_are_given_only_while_a_judge_leads_the_exchange() {
    for play in [Play::producing().done(produce(PLAINTIFF, "contract")), Play::exchanging().done(Command::EndSession)] {
        let state = play.standing().state;
        for command in [object(DEFENDANT, 1, Ground::Relevance), admit_fact(DEFENDANT)] {
            assert_eq!(play.refused(command), Refusal::WrongState { state });
        }
    }
}

#[test]
fn an_exchange_without_a_judge_or_with_a_name_twice_does_not_begin() {
    let play = Play::producing();
    let on = play.standing().period_ends.unwrap();
    let play = play.done(Command::FixExchange { sitting: sitting(on) }).on(on);
    let Command::OpenSession { judge, mut present } = open_session() else { unreachable!() };
    let nobody = Command::OpenSession { judge: String::new(), present: present.clone() };
    assert!(matches!(play.refused(nobody), Refusal::BadRequest(bad) if bad.at == "judge"));
    present.push(present[0].clone());
    let twice = Command::OpenSession { judge, present };
    assert!(matches!(play.refused(twice), Refusal::BadRequest(bad) if bad.code == "not-unique"));
}

#[test]
fn a_party_contests_the_evidence_of_others_once_on_each_ground() {
    let play = Play::exchanging().done(object(DEFENDANT, 1, Ground::Relevance));
    assert_eq!(play.refused(object(PLAINTIFF, 1, Ground::Relevance)), Refusal::NotTheirs { at: "party" });
    assert_eq!(play.refused(object(DEFENDANT, 1, Ground::Relevance)), Refusal::AlreadyDone { at: "ground" });
    let play = play.done(object(DEFENDANT, 1, Ground::Authenticity));
    assert_eq!(play.case().objections.len(), 2);
    let play = play.done(Command::AnswerObjection { objection: 1, reply: marked("reply") });
    assert!(play.case().objections[0].reply.is_some());
}

#[test]
fn what_was_admitted_is_not_contested_until_the_admission_is_taken_back() {
    let play = Play::exchanging().done(admit_evidence(DEFENDANT, 1, &[Ground::Authenticity, Ground::Legality]));
    assert_eq!(play.refused(object(DEFENDANT, 1, Ground::Legality)), Refusal::AlreadyAdmitted);
    assert!(play.decide(object(DEFENDANT, 1, Ground::Relevance)).is_ok());
    let play = play.done(retract(1));
    assert_eq!(play.refused(retract(1)), Refusal::AlreadyDone { at: "admission" });
    assert!(play.decide(object(DEFENDANT, 1, Ground::Legality)).is_ok());
    assert_eq!(play.case().admissions.len(), 1, "it stays in the record");
}

#[test]
fn an_admission_lets_the_objection_fall_that_it_contradicts() {
    let play = Play::exchanging().done(object(DEFENDANT, 1, Ground::Authenticity));
    let play = play.done(admit_evidence(DEFENDANT, 1, &[Ground::Authenticity]));
    assert!(play.case().objections[0].withdrawn.is_some());
}

#[test]
fn an_order_names_another_party_and_is_decided_once() {
    let play = Play::producing();
    let own = Command::AskOrder { party: PLAINTIFF, wanted: wanted(PLAINTIFF) };
    assert_eq!(play.refused(own), Refusal::NotTheirs { at: "held_by" });
    let asked = |party, held_by| play.refused(Command::AskOrder { party, wanted: wanted(held_by) });
    assert_eq!(asked(PLAINTIFF, 3), Refusal::UnknownNumber { at: "held_by", number: 3 });
    assert_eq!(asked(3, DEFENDANT), Refusal::UnknownNumber { at: "party", number: 3 });
    let play = play.done(Command::AskOrder { party: PLAINTIFF, wanted: wanted(DEFENDANT) });
    let decide = |decision, until| Command::DecideOrder { order: 1, decision, until, reason: marked("reason") };
    let until = date(2026, 3, 12);
    for (decision, until) in [
        (Decision::Granted, None),
        (Decision::Granted, Some(play.today)),
        (Decision::Declined, Some(until)),
        (Decision::Declined, Some(play.today)),
    ] {
        assert_eq!(play.refused(decide(decision, until)), Refusal::ImpossibleDay { at: "until" });
    }
    let play = play.done(decide(Decision::Granted, Some(until)));
    assert_eq!(play.standing().last_days()[PRODUCE_DOCUMENT], until);
    assert_eq!(play.refused(decide(Decision::Declined, None)), Refusal::AlreadyDone { at: "order" });
}

#[test]
fn a_document_counts_as_withheld_when_its_day_has_passed() {
    let until = date(2026, 3, 12);
    let play = Play::producing().done(Command::AskOrder { party: PLAINTIFF, wanted: wanted(DEFENDANT) });
    let granted =
        Command::DecideOrder { order: 1, decision: Decision::Granted, until: Some(until), reason: marked("reason") };
    let play = play.done(granted);
    let withheld = || Command::EndOrder { order: 1, compliance: Compliance::Withheld { taken_as_true: true } };
    assert_eq!(play.refused(withheld()), Refusal::PeriodRuns { last_day: until });
    let play = play.on(date(2026, 3, 13)).done(withheld());
    assert!(play.standing().orders.is_empty());
    assert_eq!(play.refused(withheld()), Refusal::AlreadyDone { at: "order" });
}

#[test]
fn what_was_not_decided_or_was_declined_is_not_ended_as_an_order() {
    let play = Play::producing().done(Command::AskOrder { party: PLAINTIFF, wanted: wanted(DEFENDANT) });
    let excused = || Command::EndOrder { order: 1, compliance: Compliance::Excused { reason: marked("reason") } };
    assert_eq!(play.refused(excused()), Refusal::StillOpen { at: "orders[1]".into() });
    let declined =
        Command::DecideOrder { order: 1, decision: Decision::Declined, until: None, reason: marked("reason") };
    assert_eq!(play.done(declined).refused(excused()), Refusal::AlreadyDone { at: "order" });
}

#[test]
fn only_whom_the_order_names_meets_it() {
    let play = Play::producing().done(Command::AskOrder { party: PLAINTIFF, wanted: wanted(DEFENDANT) });
    let granted = Command::DecideOrder {
        order: 1,
        decision: Decision::Granted,
        until: Some(date(2026, 3, 12)),
        reason: marked("reason"),
    };
    let play = play.done(granted).done(produce(PLAINTIFF, "contract")).done(produce(DEFENDANT, "ledger"));
    let met = |exhibit| Command::EndOrder { order: 1, compliance: Compliance::Produced { exhibit } };
    assert_eq!(play.refused(met(1)), Refusal::NotTheirs { at: "exhibit" });
    assert!(play.decide(met(2)).is_ok());
}

#[test]
fn who_has_undertaken_to_state_the_truth_does_so_once_in_an_exchange_and_who_refused_may_still() {
    let undertake = |name: &str, capacity, party, manner| {
        let undertaking = Undertaking { name: marked(name), capacity, party, manner, paper: None };
        Command::Undertake { undertaking }
    };
    let by_witness = |manner| undertake("witness", Capacity::Witness, Some(PLAINTIFF), manner);
    let done = Refusal::AlreadyDone { at: "name" };
    let play = Play::producing().done(by_witness(Signature::Refused));
    assert_eq!(play.refused(by_witness(Signature::Refused)), done);
    let play = play.done(by_witness(Signature::ByHand));
    for manner in Signature::ALL {
        assert_eq!(play.refused(by_witness(manner)), done);
    }
    // The paper is scanned afterwards, of what was given, and once.
    let with_paper = |manner| {
        let Command::Undertake { undertaking } = by_witness(manner) else { unreachable!() };
        Command::Undertake { undertaking: Undertaking { paper: Some(file("undertaking").sha256), ..undertaking } }
    };
    let scanned = play.clone().done(add("undertaking"));
    assert_eq!(scanned.refused(with_paper(Signature::Refused)), done);
    let scanned = scanned.done(with_paper(Signature::ByHand));
    assert_eq!(scanned.refused(with_paper(Signature::Electronic)), done);
    // Another person, or the same one as something else or for somebody else.
    for other in [
        undertake("another witness", Capacity::Witness, Some(PLAINTIFF), Signature::ByHand),
        undertake("witness", Capacity::Interpreter, Some(PLAINTIFF), Signature::ByHand),
        undertake("witness", Capacity::Witness, None, Signature::ByHand),
    ] {
        assert!(play.decide(other).is_ok());
    }
    // What was given before the exchange began is not given in it.
    let on = play.standing().period_ends.unwrap();
    let play = play.done(Command::FixExchange { sitting: sitting(on) }).on(on).done(open_session());
    let play = play.done(by_witness(Signature::Electronic));
    assert_eq!(play.refused(by_witness(Signature::Electronic)), done);
    assert_eq!(play.case().undertakings.len(), 3, "each stays in the record");
}

#[test]
fn a_similar_case_is_answered_by_the_others_and_by_the_court_once_each() {
    let play = Play::producing().done(Command::PutSimilar { party: PLAINTIFF, precedent: similar() });
    let answer =
        |party| Command::AnswerSimilar { similar: 1, party, stance: Stance::Distinguish, reply: marked("reply") };
    assert_eq!(play.refused(answer(Some(PLAINTIFF))), Refusal::NotTheirs { at: "party" });
    let play = play.done(answer(Some(DEFENDANT))).done(answer(None));
    assert_eq!(play.refused(answer(None)), Refusal::AlreadyDone { at: "similar" });
    assert_eq!(play.case().similar[0].answers.len(), 2);
}

#[test]
fn a_similar_case_was_decided_before_it_is_put_forward() {
    let play = Play::producing();
    let decided = |decided_on| {
        let precedent = SimilarCase { decided_on: Some(decided_on), ..similar() };
        Command::PutSimilar { party: PLAINTIFF, precedent }
    };
    let tomorrow = play.today.checked_add(Span::new().days(1)).unwrap();
    assert_eq!(play.refused(decided(tomorrow)), Refusal::ImpossibleDay { at: "precedent.decided_on" });
    assert!(play.decide(decided(play.today)).is_ok());
}

#[test]
fn the_record_is_signed_by_those_who_were_there_and_a_refusal_says_why() {
    let play = Play::exchanging().done(Command::EndSession);
    assert!(matches!(play.refused(sign("stranger")), Refusal::BadRequest(bad) if bad.code == "not-there"));
    let silent = Command::SignRecord { name: marked("counsel"), manner: Signature::Refused, reason: None };
    assert_eq!(play.refused(silent), Refusal::BadReason);
    assert_eq!(play.refused(Command::Close), Refusal::NotSigned { session: 1 });
    let play = play.done(sign("judge")).done(sign("plaintiff"));
    assert_eq!(play.refused(Command::Close), Refusal::NotSigned { session: 1 });
    let refused =
        Command::SignRecord { name: marked("counsel"), manner: Signature::Refused, reason: Some(marked("reason")) };
    assert!(play.done(refused).decide(Command::Close).is_ok());
}

#[test]
fn the_exchange_is_not_closed_while_something_that_was_asked_for_is_open() {
    let play = Play::producing().done(Command::AskOrder { party: PLAINTIFF, wanted: wanted(DEFENDANT) });
    let on = play.standing().period_ends.unwrap();
    let play = play.done(Command::FixExchange { sitting: sitting(on) }).on(on).done(open_session());
    let play = play.done(Command::AskExpert { party: DEFENDANT, expert: expert(), answer: None });
    let play = play.done(Command::EndSession);
    let play = ["judge", "plaintiff", "counsel"].into_iter().fold(play, |play, name| play.done(sign(name)));
    assert_eq!(play.refused(Command::Close), Refusal::StillOpen { at: "orders[1]".into() });
    let declined =
        Command::DecideOrder { order: 1, decision: Decision::Declined, until: None, reason: marked("reason") };
    let play = play.done(declined);
    assert_eq!(play.refused(Command::Close), Refusal::StillOpen { at: "experts[1]".into() });
}

#[test]
fn a_further_exchange_follows_where_one_was_not_enough() {
    let play = Play::exchanging().done(Command::EndSession);
    let on = play.today.checked_add(Span::new().days(7)).unwrap();
    let play = play.done(Command::FixExchange { sitting: sitting(on) });
    assert_eq!(play.refused(open_session()), Refusal::NoExchangeToday);
    let play = play.on(on).done(open_session());
    assert_eq!((play.standing().sessions, play.case().sessions.len()), (2, 2));
    assert_eq!(play.standing().period_ends, Some(date(2026, 3, 17)), "the period ended with the first");
}

#[test]
fn nothing_is_added_after_closing() {
    let play = Play::signed();
    let held = play.case().content_digest();
    let play = play.done(Command::Close);
    assert_eq!(play.case().content, Some(held));
    assert!(play.standing().last_days().is_empty());
    for command in [
        produce(PLAINTIFF, "more"),
        add("more"),
        admit_fact(DEFENDANT),
        object(DEFENDANT, 1, Ground::Relevance),
        Command::FixExchange { sitting: sitting(play.today) },
        Command::PutSimilar { party: PLAINTIFF, precedent: similar() },
        Command::Close,
    ] {
        assert_eq!(play.refused(command), Refusal::WrongState { state: State::Closed });
    }
}

#[test]
fn whose_names_and_numbers_are_unknown_here_is_refused() {
    let play = Play::exchanging();
    assert_eq!(play.refused(admit_fact(3)), Refusal::UnknownNumber { at: "party", number: 3 });
    assert_eq!(play.refused(admit_fact(0)), Refusal::UnknownNumber { at: "party", number: 0 });
    let unknown = object(DEFENDANT, 9, Ground::Relevance);
    assert_eq!(play.refused(unknown), Refusal::UnknownNumber { at: "exhibit", number: 9 });
    assert_eq!(Play::new().refused(Command::Close), Refusal::NoSuchCase);
    let again = Command::Open { court: court().authority, sheet: sheet() };
    assert_eq!(play.refused(again), Refusal::CaseExists);
}

#[test]
fn what_was_made_in_a_mediation_is_put_to_the_rules_of_mediation_and_used_as_they_say() {
    let play = Play::producing();
    let produced = |agreed: &[u32], leave: Option<&str>| {
        let made = FromMediation { agreed: agreed.to_vec(), leave: leave.map(marked), answer: None };
        let (item, of_mediation) = (Box::new(item("offer")), Some(Box::new(made)));
        Command::Produce { party: PLAINTIFF, item, rebuts: None, late_reason: None, answer: None, of_mediation }
    };
    let asked = question_of_use(play.case(), &produced(&[DEFENDANT], None), &court(), play.today).unwrap();
    assert_eq!((asked.procedure.as_str(), asked.stage), ("mediation", Stage::FollowUp));
    assert_eq!(asked.documents[0].particulars["made-in-mediation"], Value::Flag(true));
    let agrees: Vec<_> = asked.persons.iter().map(|it| it.particulars["consents-to-use"].clone()).collect();
    assert_eq!(agrees, [Value::Flag(false), Value::Flag(true)]);
    assert!(!serde_json::to_string(&asked).unwrap().contains(MARK));
    assert_eq!(question_of_use(play.case(), &produce(PLAINTIFF, "contract"), &court(), play.today), None);

    let said = |outcome| {
        Answer::Said(Box::new(Check {
            weight: Weight::Own,
            assessment: assessment(&asked, outcome),
            facts: asked.clone(),
        }))
    };
    let decided = |leave, outcome| play.decide(produced(&[], leave).answered_of_use(said(outcome)));
    assert_eq!(play.refused(produced(&[], Some("leave"))), Refusal::NotAssessed);
    let outcome = Outcome::Refuse;
    assert_eq!(
        decided(Some("leave"), outcome).unwrap_err(),
        Refusal::AgainstTheRules { outcome },
        "no leave carries it"
    );
    assert_eq!(decided(None, Outcome::ReturnForSupplement).unwrap_err(), Refusal::LeaveNeeded);
    assert!(decided(Some("leave"), Outcome::ReturnForSupplement).is_ok());
    let taken = play.done(produced(&[PLAINTIFF, DEFENDANT], None).answered_of_use(said(Outcome::Accept)));
    assert_eq!(taken.case().exhibit(1).unwrap().of_mediation.as_ref().unwrap().agreed, [PLAINTIFF, DEFENDANT]);
}
