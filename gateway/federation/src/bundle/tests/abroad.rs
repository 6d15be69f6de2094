//! Bundles of letters rogatory: no message, and of the other side only what an authority of this one transcribed.

use comity_domain::matter::{Channel, Conveyance, Conveyed, FileRef, Way};

use super::*;

fn from_abroad() -> Chain {
    let [originating, transmitting, receiving] = ["xx-court", "xx-central-authority", "hk-high-court"].map(authority);
    Chain { originating, transmitting, receiving }
}

fn asked() -> Request {
    let mut value = serde_json::to_value(request()).unwrap();
    value["abroad"] = json!({ "state": "Utopia", "name": "High Court of Utopia", "address": "1 Court Street" });
    serde_json::from_value(value).unwrap()
}

fn by_hand(way: Way, document: &str, document_kind: MessageKind) -> Event {
    let papers = if way == Way::Arrived { vec![Digest::of(b"summons")] } else { Vec::new() };
    let conveyance = Conveyance { on: DAY, channel: Channel::Courier, by: "courier".into(), reference: None };
    let document = Digest::of(document.as_bytes());
    Event::Conveyed { conveyed: Conveyed { way, document, document_kind, conveyance, papers } }
}

fn blank_desk() -> Desk {
    Desk {
        lines: Vec::new(),
        tree: Tree::new(),
        heads: BTreeMap::new(),
        seconds: 20,
        sent: Vec::new(),
        taken: None,
        next: 0,
    }
}

/// A letter of a court abroad, entered, registered under the seal of `by`, and acknowledged.
fn rogatory(by: &str, arrival: impl FnOnce(&str) -> Vec<Event>) -> Desk {
    let mut desk = blank_desk();
    let summons: FileRef = asked().documents[0].file.clone().unwrap();
    desk.commit(&[Event::Entered { chain: from_abroad(), request: asked() }], None);
    desk.commit(&[Event::FileAdded { file: summons, blob: Digest::of(b"encrypted") }], None);
    let document = sealed(by, Content::Letter { chain: from_abroad(), request: asked() });
    let received =
        Event::Received { chain: from_abroad(), request: asked(), document: document.clone(), blobs: BTreeMap::new() };
    let events: Vec<Event> = core::iter::once(received).chain(arrival(&document)).collect();
    desk.commit(&events, None);
    let number = "HCMP 7/2026".to_owned();
    let document = sealed("hk-high-court", Content::Acknowledgement { number: number.clone() });
    desk.commit(&[Event::Acknowledged { number, document: document.clone() }], None);
    desk.commit(&[by_hand(Way::Dispatched, &document, MessageKind::Acknowledgement)], None);
    desk.commit(&[handled(Handling::Exported)], None);
    desk
}

fn arrived(document: &str) -> Vec<Event> {
    vec![by_hand(Way::Arrived, document, MessageKind::Letter)]
}

#[test]
fn what_nobody_abroad_has_signed_is_shown_as_a_transcript_beside_its_papers() {
    let verdict = held(&rogatory("hk-high-court", arrived).bundle()).unwrap();
    assert_eq!((verdict.messages, verdict.receipts, verdict.state), (0, 0, Some("acknowledged")));
    let [transcript] = verdict.transcripts.as_slice() else { panic!("{:?}", verdict.transcripts) };
    assert_eq!((transcript.kind, &transcript.by), (MessageKind::Letter, &authority("hk-high-court")));
    assert_eq!(transcript.papers, [Digest::of(b"summons")]);
    let steps: Vec<_> = verdict.custody.unwrap().iter().map(|step| step.step.code()).collect();
    assert_eq!(steps, ["added", "arrived", "exported"]);
    assert!(held(&Desk::new().bundle()).unwrap().transcripts.is_empty(), "a gateway signs for itself");
}

#[test]
fn a_transcript_bears_the_seal_of_the_authority_that_received_the_papers() {
    let strange = rogatory("hk-district-court", arrived).bundle();
    assert_eq!(fault(&strange), place(6, "opened.document.value", "bundle-contradiction"));
}

#[test]
fn a_transcript_without_papers_and_papers_without_a_transcript_are_found_out() {
    let bare = rogatory("hk-high-court", |_| Vec::new()).bundle();
    assert_eq!(fault(&bare), place(6, "opened.document.value", "bundle-contradiction"));
    let of_another = |_: &str| vec![by_hand(Way::Arrived, "another", MessageKind::Letter)];
    let stray = rogatory("hk-high-court", of_another).bundle();
    assert_eq!(fault(&stray), place(7, "opened.conveyed.value", "bundle-contradiction"));
}

#[test]
fn what_left_by_hand_was_sealed_before() {
    let mut desk = rogatory("hk-high-court", arrived);
    desk.commit(&[by_hand(Way::Dispatched, "another", MessageKind::Acceptance)], None);
    assert_eq!(fault(&desk.bundle()).1, "opened.conveyed.value");
}

#[test]
fn an_entry_that_says_otherwise_than_the_transcript_is_found_out() {
    let mut desk = rogatory("hk-high-court", arrived);
    let document = sealed("hk-high-court", Content::Withdrawal { reason: "settled".into() });
    let withdrawn = Event::Withdrawn { reason: "another reason".into(), document: Some(document.clone()) };
    desk.commit(&[withdrawn, by_hand(Way::Arrived, &document, MessageKind::Withdrawal)], None);
    assert_eq!(fault(&desk.bundle()).1, "opened.document.value");
}
