//! What stands open in the record, and what is sealed.

use crate::parts::InParts;
use std::collections::BTreeSet;

use super::*;

/// One event of each kind, with [`MARK`] in every free text.
pub(super) fn one_of_each() -> Vec<Event> {
    let play = asked(State::Acknowledged);
    let check = play.check(Weight::Own, Some(Outcome::Accept));
    let facts = check.facts.clone();
    let message = MessageId::new(Ulid::from_parts(1, 2));
    let (message_kind, seq) = (MessageKind::Letter, 1);
    let (reason, document) = (marked("reason"), marked("document"));
    let document_digest = Digest::of(document.as_bytes());
    let (result, certificate) = (ExecutionResult::Served, certificate(DRAFTED_ON));
    let envelope = marked("envelope");
    let digest = Digest::of(b"envelope");
    let override_reason = Some(reason.clone());
    vec![
        Event::Drafted { chain: chain(), request: complete() },
        Event::Amended { request: complete() },
        Event::FileAdded { file: file("claim"), blob: blob("claim") },
        Event::Preflighted {
            request_digest: Digest::of(b"request"),
            checks: vec![check.clone()],
            unanswered: vec![Unanswered { weight: Weight::Advice, fault: "trap".into() }],
        },
        Event::Assessed {
            stage: Stage::Incoming,
            last_days: [("execute-service".to_owned(), date(2026, 3, 12))].into(),
            check,
        },
        Event::AssessmentFailed { stage: Some(Stage::Incoming), fault: "fuel-used-up".into(), facts: Some(facts) },
        Event::Reviewed { reason: reason.clone() },
        Event::Submitted { override_reason: override_reason.clone() },
        Event::SentBack { reason: reason.clone() },
        Event::Transmitted { document: document.clone(), document_digest, supplement: false, override_reason },
        Event::MessageQueued {
            message,
            to: "hk".parse().unwrap(),
            message_kind,
            seq,
            digest,
            envelope: envelope.clone(),
        },
        Event::Receipted { message, message_kind, peer_index: 17, receipt: "signed receipt".into() },
        Event::Quarantined { message, message_kind, seq, refusal: "not-expected".into() },
        Event::MessageTaken { message, from: "cn".parse().unwrap(), message_kind, seq, seen: 0, digest, envelope },
        Event::Received { chain: chain(), request: complete(), document: document.clone(), blobs: blobs() },
        Event::SupplementAsked { reason: reason.clone(), grounds: grounds(), document: document.clone() },
        Event::Supplied { request: complete(), document: document.clone(), blobs: blobs() },
        Event::Acknowledged { number: marked("number"), document: document.clone() },
        Event::Accepted {
            flags: vec!["unlisted-document".into()],
            remarks: Some(marked("remarks")),
            decisions: evidence::decisions(),
            document: document.clone(),
        },
        Event::ExecutionStarted { executing_body: marked("bailiff") },
        Event::Executed { result, certificate: certificate.clone() },
        Event::CertificateReturned { result, document: document.clone(), document_digest },
        Event::CertificateReceived { result, certificate, document: document.clone(), blobs: blobs() },
        Event::Refused {
            manner: Manner::Returned,
            reason: reason.clone(),
            grounds: grounds(),
            returned_papers: vec!["letter".into()],
            document: document.clone(),
        },
        Event::Withdrawn { reason: reason.clone(), document: Some(document.clone()) },
        Event::PaperUsed {
            side: Side::Requesting,
            moves: true,
            reason: reason.clone(),
            document: Some(document.clone()),
        },
        Event::NoticeGiven { notice: notice(DRAFTED_ON), document: document.clone() },
        Event::CostsConsulted { costs: costs(), document: document.clone() },
        Event::CostsAnswered {
            decision: CostsDecision::Agreed,
            reason: Some(reason.clone()),
            document: document.clone(),
        },
        Event::Reminded { reason: reason.clone(), document: document.clone() },
        Event::Corrected {
            side: Side::Requesting,
            supersedes: Some(document_digest),
            corrected: Box::new(letter(complete())),
            adopted: true,
            override_reason: Some(reason.clone()),
            reason: reason.clone(),
            document: document.clone(),
            blobs: blobs(),
        },
        Event::Handled {
            handling: Handling::Opened,
            items: vec![file("claim").sha256],
            purpose: wish().purpose,
            into: Some(id()),
            permit: permit(),
            reason: Some(reason.clone()),
        },
        Event::TakenOver {
            file: file("claim"),
            blob: blob("claim"),
            source: id(),
            label: Some(play.matter().own_label()),
        },
        Event::UseRequested { wish: wish(), reason: reason.clone(), document: document.clone() },
        Event::UseAnswered {
            answers: Some(document_digest),
            decision: UseDecision::Granted,
            reason: Some(reason),
            document,
        },
        Event::CircumstancesNoted { circumstances: evidence::circumstances() },
        Event::AppearanceRecorded { appearance: evidence::appearance(AppearanceStep::FreeToLeave, DRAFTED_ON) },
        Event::ConflictFound { conflict: "second-certificate".into() },
        Event::Closed {},
        Event::Erased { erasure_reason: ErasureReason::CourtOrder, left: Box::new(play.standing().clone()) },
        Event::FileRefused { file: file("claim"), finding: "Win.Test.EICAR_HDB-1".into() },
        Event::AgentsChecked { agents: vec![CheckedAgent { agent: agents::agent(), found: Found::Unknown }] },
        Event::ErasureAsked {
            side: Side::Requested,
            erasure_reason: ErasureReason::AuthorityOrder,
            instrument: marked("order"),
            document: marked("document"),
        },
        Event::ErasureAnswered {
            side: Side::Requesting,
            answers: Some(document_digest),
            decision: ErasureDecision::Declined,
            reason: Some(marked("reason")),
            document: marked("document"),
        },
        Event::Entered { chain: chain(), request: complete() },
        Event::Conveyed { conveyed: abroad::conveyed(document_digest, DRAFTED_ON) },
    ]
}

/// A new event does not compile here until it has a number, and then fails until [`one_of_each`] has it.
const fn number(event: &Event) -> usize {
    match event {
        Event::Drafted { .. } => 0,
        Event::Amended { .. } => 1,
        Event::FileAdded { .. } => 2,
        Event::Preflighted { .. } => 3,
        Event::Assessed { .. } => 4,
        Event::AssessmentFailed { .. } => 5,
        Event::Reviewed { .. } => 6,
        Event::Submitted { .. } => 7,
        Event::SentBack { .. } => 8,
        Event::Transmitted { .. } => 9,
        Event::MessageQueued { .. } => 10,
        Event::Receipted { .. } => 11,
        Event::Quarantined { .. } => 12,
        Event::MessageTaken { .. } => 13,
        Event::Received { .. } => 14,
        Event::SupplementAsked { .. } => 15,
        Event::Supplied { .. } => 16,
        Event::Acknowledged { .. } => 17,
        Event::Accepted { .. } => 18,
        Event::ExecutionStarted { .. } => 19,
        Event::Executed { .. } => 20,
        Event::CertificateReturned { .. } => 21,
        Event::CertificateReceived { .. } => 22,
        Event::Refused { .. } => 23,
        Event::Withdrawn { .. } => 24,
        Event::PaperUsed { .. } => 25,
        Event::NoticeGiven { .. } => 26,
        Event::CostsConsulted { .. } => 27,
        Event::CostsAnswered { .. } => 28,
        Event::Reminded { .. } => 29,
        Event::Corrected { .. } => 30,
        Event::Handled { .. } => 31,
        Event::TakenOver { .. } => 32,
        Event::UseRequested { .. } => 33,
        Event::UseAnswered { .. } => 34,
        Event::CircumstancesNoted { .. } => 35,
        Event::AppearanceRecorded { .. } => 36,
        Event::ConflictFound { .. } => 37,
        Event::Closed {} => 38,
        Event::Erased { .. } => 39,
        Event::FileRefused { .. } => 40,
        Event::AgentsChecked { .. } => 41,
        Event::ErasureAsked { .. } => 42,
        Event::ErasureAnswered { .. } => 43,
        Event::Entered { .. } => 44,
        Event::Conveyed { .. } => 45,
    }
}

/// Digests of what can be guessed: whoever has the file, or can write the request, could recognise it in the open.
fn guessable() -> Vec<String> {
    let files = ["claim", "contract", "translation", "more", "statement"].map(|name| file(name).sha256);
    let document = Digest::of(marked("document").as_bytes());
    let request = comity_record::canonical::canonical_digest(&complete()).unwrap();
    files
        .into_iter()
        .chain([document, request, Digest::of(b"request")])
        .map(|digest| digest.hex().to_string())
        .collect()
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
    let numbers: Vec<usize> = one_of_each().iter().map(number).collect();
    assert_eq!(numbers, (0..Event::KINDS.len()).collect::<Vec<_>>());
}

#[test]
fn an_event_is_put_together_again_from_its_parts() {
    for event in one_of_each() {
        let parts = event.to_parts().unwrap();
        assert_eq!(Event::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap(), event);
        let asked = match &event {
            Event::Assessed { check, .. } => std::slice::from_ref(check),
            Event::Preflighted { checks, .. } => checks,
            _ => &[],
        };
        assert_eq!(Event::checks_in(&parts.kind, &parts.particulars).unwrap(), asked);
    }
    let parts = one_of_each()[6].to_parts().unwrap();
    assert!(Event::from_parts("no-such-kind", &parts.open, &parts.particulars).is_err());
    assert!(Event::from_parts("reviewed", &parts.open, &BTreeMap::new()).is_err(), "a sealed part is missing");
    assert!(Event::checks_in("assessed", &BTreeMap::new()).is_err(), "a sealed part is missing");
}

#[test]
fn what_is_no_event_is_refused_without_a_word_of_what_stands_in_it() {
    let mut refused = 0;
    for event in one_of_each() {
        let parts = event.to_parts().unwrap();
        for name in parts.open.keys().chain(parts.particulars.keys()) {
            let mut particulars = parts.particulars.clone();
            particulars.insert(name.clone(), marked(name).into());
            if let Err(error) = Event::from_parts(&parts.kind, &parts.open, &particulars) {
                refused += 1;
                assert_nothing_leaks(&error.to_string());
            }
        }
    }
    assert!(refused > 30, "{refused}");
    let missing = Event::from_parts("reviewed", &serde_json::Map::new(), &BTreeMap::new()).unwrap_err();
    assert_eq!(missing.to_string(), "not an event of a matter: missing field `reason`");
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
fn where_a_matter_stands_says_nothing_about_anybody() {
    for play in ASKING.map(asking).into_iter().chain(ASKED.map(asked)) {
        assert_nothing_leaks(&serde_json::to_string(play.standing()).unwrap());
    }
}

#[test]
fn where_a_matter_stands_is_read_back_as_it_was_written() {
    for play in ASKING.map(asking).into_iter().chain(ASKED.map(asked)) {
        let json = serde_json::to_vec(play.standing()).unwrap();
        assert_eq!(serde_json::from_slice::<Standing>(&json).unwrap(), *play.standing());
    }
}

/// The list of open fields is one for all events, so a name on it must mean the same in each of them. Here stands what each event
/// shows; whoever adds a field that shows decides it here.
#[test]
fn each_event_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each()
        .iter()
        .map(|event| {
            let parts = event.to_parts().unwrap();
            let names: Vec<&str> = parts.open.keys().map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect();
            format!("{}: {}", parts.kind, names.join(" "))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "drafted: chain",
            "amended: ",
            "file-added: blob",
            "preflighted: ",
            "assessed: last_days stage",
            "assessment-failed: fault stage",
            "reviewed: ",
            "submitted: ",
            "sent-back: ",
            "transmitted: supplement",
            "message-queued: digest message message_kind seq to",
            "receipted: message message_kind peer_index receipt",
            "quarantined: message message_kind refusal seq",
            "message-taken: digest from message message_kind seen seq",
            "received: chain",
            "supplement-asked: ",
            "supplied: ",
            "acknowledged: ",
            "accepted: ",
            "execution-started: ",
            "executed: result",
            "certificate-returned: result",
            "certificate-received: result",
            "refused: manner",
            "withdrawn: ",
            "paper-used: moves side",
            "notice-given: ",
            "costs-consulted: ",
            "costs-answered: decision",
            "reminded: ",
            "corrected: adopted side",
            "handled: handling permit",
            "taken-over: blob",
            "use-requested: ",
            "use-answered: decision",
            "circumstances-noted: ",
            "appearance-recorded: ",
            "conflict-found: conflict",
            "closed: ",
            "erased: erasure_reason left",
            "file-refused: ",
            "agents-checked: ",
            "erasure-asked: erasure_reason side",
            "erasure-answered: decision side",
            "entered: chain",
            "conveyed: ",
        ]
    );
}
