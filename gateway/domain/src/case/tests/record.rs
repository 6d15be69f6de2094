//! What stands open in the record, and what is sealed.

use crate::parts::InParts;
use std::collections::BTreeSet;

use super::custody::{label, taken_over};
use super::*;

/// One event of each kind, with [`MARK`] in every free text.
pub(super) fn one_of_each() -> Vec<Event> {
    let answer = Play::opened().ask(question(Play::opened().case(), &fix(15), &court(), OPENED_ON).unwrap());
    let reason = marked("reason");
    let proved = Formality {
        how: FormalityKind::Notarised,
        by: marked("notary"),
        number: Some(marked("number")),
        on: OPENED_ON,
        file: Some(file("proof")),
    };
    let translation = Translation {
        language: "zh".into(),
        original: file("record").sha256,
        file: file("translation"),
        translator: marked("translator"),
        signed: true,
    };
    let Command::OpenSession { judge, present } = open_session() else { unreachable!() };
    let (number, party) = (1, PLAINTIFF);
    vec![
        Event::Opened { court: court().authority, sheet: sheet() },
        Event::PartyJoined { number: 3, joined: super::party("third", PartySide::ThirdParty, Jurisdiction::Mo) },
        Event::FileAdded { file: file("record"), blob: Digest::of(b"sealed record"), label: Some(label()) },
        taken_over(),
        Event::AgentNamed {
            party,
            agent: Agent {
                name: marked("agent"),
                authorisation: "cn/01KEQ3V3T0000000000000000A".parse().unwrap(),
                document: Digest::of(b"document"),
            },
        },
        Event::PeriodFixed {
            from: OPENED_ON,
            days: 15,
            agreed: false,
            last_day: date(2026, 3, 17),
            answer: answer.clone(),
            override_reason: Some(reason.clone()),
        },
        Event::ExtensionDecided {
            party,
            asked_on: OPENED_ON,
            decision: Decision::Granted,
            last_day: Some(date(2026, 3, 24)),
            exchange_on: Some(date(2026, 3, 24)),
            reason: reason.clone(),
        },
        Event::ExchangeFixed { exchange_on: date(2026, 3, 24), sitting: sitting(date(2026, 3, 24)) },
        Event::Produced {
            number,
            party,
            late: true,
            late_reason: Some(reason.clone()),
            rebuts: Some(2),
            item: Box::new(item("contract")),
            answer: answer.clone(),
            of_mediation: None,
        },
        Event::FormalityRecorded { exhibit: 1, formality: proved, answer: answer.clone() },
        Event::TranslationBound { exhibit: 1, translation, answer: answer.clone() },
        Event::ExhibitWithdrawn { exhibit: 1, reason: reason.clone() },
        Event::SessionOpened { session: 1, judge, present },
        Event::Admitted { number, party, admitted: Admitted::Fact { fact: marked("fact") } },
        Event::AdmissionRetracted { admission: 1, retraction: Retraction::Duress, reason: reason.clone() },
        Event::Objected { number, party, exhibit: 2, ground: Ground::Legality, reason: reason.clone() },
        Event::ObjectionAnswered { objection: 1, reply: reason.clone() },
        Event::ObjectionWithdrawn { objection: 1 },
        Event::IssuesStated { issues: vec![marked("issue")] },
        Event::OrderAsked { number, party, wanted: wanted(DEFENDANT) },
        Event::OrderDecided {
            order: 1,
            decision: Decision::Granted,
            until: Some(date(2026, 3, 12)),
            reason: reason.clone(),
        },
        Event::OrderEnded { order: 1, compliance: Compliance::Excused { reason: reason.clone() } },
        Event::ExpertAsked { number, party, expert: expert(), answer },
        Event::ExpertDecided { request: 1, decision: Decision::Declined, reason: reason.clone() },
        Event::Undertook {
            undertaking: Undertaking {
                name: marked("witness"),
                capacity: Capacity::Witness,
                party: Some(party),
                manner: Signature::ByHand,
                paper: Some(file("undertaking").sha256),
            },
        },
        Event::SimilarPut { number, party, precedent: similar() },
        Event::SimilarAnswered { similar: 1, party: Some(2), stance: Stance::Follow, reply: reason.clone() },
        Event::SessionEnded { session: 1 },
        Event::RecordSigned {
            session: 1,
            name: marked("name"),
            manner: Signature::Refused,
            reason: Some(reason.clone()),
        },
        Event::ToldApart { name: marked("name"), reason },
        Event::Closed { content: Digest::of(b"content") },
        Event::Handled {
            handling: Handling::Opened,
            items: vec![file("record").sha256],
            permit: super::custody::leave(),
            reason: Some(marked("reason")),
        },
        Event::Erased { erasure_reason: ErasureReason::CourtOrder, left: Box::new(Play::signed().standing().clone()) },
    ]
}

/// Digests of what can be guessed: whoever has the file, or can write the request, could recognise it in the open.
fn guessable() -> impl Iterator<Item = String> {
    let files = ["record", "translation", "proof", "undertaking"].map(|name| file(name).sha256);
    let others = [Digest::of(b"content"), Digest::of(b"document")];
    files.into_iter().chain(others).map(|digest| digest.hex().to_string())
}

pub(super) fn assert_nothing_leaks(open: &str) {
    assert!(!open.contains(MARK), "{open}");
    for digest in guessable() {
        assert!(!open.contains(&digest), "{open}");
    }
}

#[test]
fn every_kind_of_event_has_its_code_on_the_list() {
    let kinds: Vec<String> = one_of_each().iter().map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::KINDS);
}

#[test]
fn whatever_holds_what_the_rules_said_is_on_the_list_of_those() {
    let answered = one_of_each().into_iter().filter(|event| event.answer().is_some());
    let kinds: Vec<String> = answered.map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::ANSWERED);
}

#[test]
fn an_event_is_put_together_again_from_its_parts() {
    for event in one_of_each() {
        let parts = event.to_parts().unwrap();
        assert_eq!(Event::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap(), event);
    }
    let missing = Event::from_parts("objected", &serde_json::Map::new(), &BTreeMap::new()).unwrap_err();
    assert_eq!(missing.to_string(), "not an event of a case: missing field `number`");
}

#[test]
fn no_particular_of_any_event_stands_open() {
    for event in one_of_each() {
        let parts = event.to_parts().unwrap();
        assert_nothing_leaks(&serde_json::to_string(&parts.open).unwrap());
    }
    let sealed: String =
        one_of_each().iter().map(|event| format!("{:?}", event.to_parts().unwrap().particulars)).collect();
    assert!(sealed.contains(MARK), "the marks are there to be found");
}

#[test]
fn where_a_case_stands_says_nothing_about_anybody_and_is_read_back_as_it_was_written() {
    for play in [Play::opened(), Play::producing(), Play::exchanging(), Play::signed()] {
        let json = serde_json::to_string(play.standing()).unwrap();
        assert_nothing_leaks(&json);
        assert_eq!(serde_json::from_str::<Standing>(&json).unwrap(), *play.standing());
    }
}

/// Here stands what each event shows; whoever adds a field that shows decides it here.
#[test]
fn each_event_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each()
        .iter()
        .map(|event| {
            let parts = event.to_parts().unwrap();
            let names: BTreeSet<&str> = parts.open.keys().map(String::as_str).collect();
            format!("{}: {}", parts.kind, names.into_iter().collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "opened: court",
            "party-joined: number",
            "file-added: blob",
            "taken-over: blob",
            "agent-named: party",
            "period-fixed: agreed days from last_day",
            "extension-decided: asked_on decision exchange_on last_day party",
            "exchange-fixed: exchange_on",
            "produced: late number party rebuts",
            "formality-recorded: exhibit",
            "translation-bound: exhibit",
            "exhibit-withdrawn: exhibit",
            "session-opened: session",
            "admitted: number party",
            "admission-retracted: admission retraction",
            "objected: exhibit ground number party",
            "objection-answered: objection",
            "objection-withdrawn: objection",
            "issues-stated: ",
            "order-asked: number party",
            "order-decided: decision order until",
            "order-ended: order",
            "expert-asked: number party",
            "expert-decided: decision request",
            "undertook: ",
            "similar-put: number party",
            "similar-answered: party similar stance",
            "session-ended: session",
            "record-signed: manner session",
            "told-apart: ",
            "closed: ",
            "handled: handling permit",
            "erased: erasure_reason left",
        ]
    );
}
