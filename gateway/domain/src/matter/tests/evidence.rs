//! Evidence that one side asks the other to take.

mod consent;
mod facts;
mod forms;
mod life;

use super::*;
use crate::message::{ActResult, ActTaken, Amount, Currency, Taking};
use Outcome::Accept;
use Procedure::TakingOfEvidence;

/// Two witnesses, one of them by video, the other travelling; and the documents of a bank.
pub(super) fn request() -> Request {
    serde_json::from_value(json!({
        "case_number": marked("(2025) 18236"),
        "nature_of_case": marked("sale of goods"),
        "case_category": "civil-commercial",
        "special_method": "sworn-testimony",
        "letter": {"languages": ["zh"], "copies": 1},
        "evidence": {
            "proceedings": "pending",
            "case_background": marked("first instance"),
            "reason_for_request": marked("reason"),
            "contact_person": marked("clerk"),
            "contact_details": marked("details"),
            "persons": [
                {"id": "w1", "role": "witness", "jurisdiction": "HK", "name": marked("name"), "address": marked("address"),
                 "identification": marked("identity card")},
                {"id": "w2", "role": "witness", "jurisdiction": "HK", "name": marked("name"), "agrees_to_travel": true},
                {"id": "pa", "role": "party", "jurisdiction": "CN", "name": marked("name"), "party_side": "plaintiff"},
            ],
            "acts": [
                {"kind": "examine-witness", "person": "w1", "method": "video", "questions": [marked("who?"), marked("when?")]},
                {"kind": "obtain-documents", "holder": marked("bank"), "document_scope": "particular-documents",
                 "documents_described": marked("statements of account")},
                {"kind": "appear-in-person", "person": "w2", "place": marked("courtroom")},
            ],
            "presence_requested": ["judicial-officer", "counsel"],
            "questions_by_attendee": true,
            "exemption": marked("professional secrecy"),
            "return_instruction": "unexecuted-part",
        },
        "documents": [
            {"kind": "question-list", "languages": ["zh"], "copies": 1, "for": ["w1"]},
            {"kind": "attachment", "languages": ["en"], "translations": ["zh"], "copies": 1, "description": marked("contract")},
        ],
    }))
    .unwrap()
}

/// The same with its papers.
pub(super) fn complete() -> Request {
    let mut request = request();
    request.documents[0].file = Some(file("claim"));
    request.documents[1].file = Some(file("contract"));
    request.documents[1].translation_files = vec![file("translation")];
    request
}

/// All of it was taken, and a statement comes with it.
pub(super) fn taken(on: Date) -> Content {
    certificate_of(on, vec![executed(on, &["statement"]), executed(on, &[]), executed(on, &[])])
}

/// The witness was heard; the bank has only part of it; nobody travelled.
fn partly_taken(on: Date) -> Content {
    let partly = ActTaken { result: ActResult::PartlyExecuted, reason: Some(marked("reason")), ..executed(on, &[]) };
    certificate_of(on, vec![executed(on, &["statement"]), partly, not_executed()])
}

fn not_taken(on: Date) -> Content {
    certificate_of(on, vec![not_executed(), not_executed(), not_executed()])
}

fn certificate_of(on: Date, acts: Vec<ActTaken>) -> Content {
    let taking = Taking {
        acts,
        written_reasons: Some(marked("reply")),
        privilege: None,
        costs: Some(Amount { currency: Currency::Hkd, hundredths: 120_050 }),
    };
    let result = taking.result();
    let certified = Certified::Taking { taking: Box::new(taking) };
    let certificate = Certificate { date: on, certified, returned_papers: vec!["attachments".into()], label: None };
    Content::Certificate { result, certificate }
}

fn executed(on: Date, files: &[&str]) -> ActTaken {
    ActTaken {
        result: ActResult::Executed,
        date: Some(on),
        place: Some(marked("courtroom")),
        by: Some(marked("the master")),
        manner: Some(marked("by video, on oath")),
        recorded: Some(marked("transcript, read over and signed")),
        present: vec![marked("counsel")],
        reason: None,
        files: files.iter().map(|name| file(name)).collect(),
    }
}

fn not_executed() -> ActTaken {
    ActTaken {
        result: ActResult::NotExecuted,
        date: None,
        place: None,
        by: None,
        manner: None,
        recorded: None,
        present: Vec::new(),
        reason: Some(marked("reason")),
        files: Vec::new(),
    }
}

/// One of each thing that can be found out.
pub(super) fn circumstances() -> Circumstances {
    Circumstances {
        special_method_local_law: Some("permitted".into()),
        objections: vec!["public-order".into()],
        consents: vec![Consent { person: "w1".into(), to: ConsentTo::Method, given: true }],
        privilege: Some(privilege("requesting-side")),
        prepaid_on: Some(DRAFTED_ON),
    }
}

fn privilege(law: &str) -> Privilege {
    Privilege { person: Some("w1".into()), law: law.into(), ground: marked("privilege"), conceded: Some(false) }
}

/// One of each decision.
pub(super) fn decisions() -> Decisions {
    Decisions {
        presence: vec![PresenceDecided { who: "judicial-officer".into(), approved: true }],
        questions_by_attendee: Some(false),
        special_method: Some(true),
        technical_method: Some(true),
        declined_acts: vec![DeclinedAct { act: 2, reason: marked("reason") }],
    }
}

pub(super) fn appearance(step: AppearanceStep, on: Date) -> Appearance {
    Appearance { person: "w2".into(), step, on }
}

pub(super) fn record(step: AppearanceStep, on: Date) -> Command {
    Command::RecordAppearance { appearance: appearance(step, on) }
}

/// What may be certified, or said to be.
pub(super) fn some_end(variation: u8, today: Date) -> (ExecutionResult, Certificate) {
    let days = i64::from(variation % 9) - 6;
    let on = today.checked_add(jiff::Span::new().days(days)).unwrap();
    let content = match variation % 3 {
        0 => taken(on),
        1 => partly_taken(on),
        _ => not_taken(on),
    };
    match content {
        Content::Certificate { result, certificate } => (result, certificate),
        content => panic!("{content:?} is no certificate"),
    }
}

/// What may be found out, or nothing.
pub(super) fn some_circumstances(variation: u8) -> Circumstances {
    if variation.is_multiple_of(2) { circumstances() } else { Circumstances::default() }
}

fn note(change: impl FnOnce(&mut Circumstances)) -> Command {
    let mut circumstances = Circumstances::default();
    change(&mut circumstances);
    Command::NoteCircumstances { circumstances }
}

fn decide_so(decisions: Decisions) -> Command {
    Command::Accept { remarks: None, decisions, document: marked("acceptance") }
}

fn execute_as(content: Content) -> Command {
    match content {
        Content::Certificate { result, certificate } => Command::Execute { result, certificate },
        content => panic!("{content:?} is no certificate"),
    }
}

fn changed(content: Content, change: impl FnOnce(&mut Taking)) -> Command {
    match execute_as(content) {
        Command::Execute { mut certificate, .. } => {
            let Certified::Taking { taking } = &mut certificate.certified else { panic!("it is of service") };
            change(taking);
            let result = taking.result();
            Command::Execute { result, certificate }
        }
        command => panic!("{command:?}"),
    }
}

fn executing() -> Play {
    asked_for(TakingOfEvidence, State::InExecution).days_later(10).then(add("statement"))
}

fn facts_at(play: &Play, stage: Stage) -> Facts {
    let questions = questions(play.matter(), &parties(), play.today);
    questions.into_iter().find(|facts| facts.stage == stage).unwrap()
}

fn particular(facts: &Facts, name: &str) -> Option<Value> {
    facts.particulars.get(name).cloned()
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}
