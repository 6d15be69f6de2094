//! A message of every kind, in the chains of four matters: what each says, under the seal of its authority, in its envelope.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::label::Label;
use comity_domain::matter::{Chain, FileRef};
use comity_domain::message::{Content, MessageKind, SealedDocument};
use comity_domain::{GatewayId, MatterId};
use comity_federation::envelope::{self, Attachment, Envelope, Nonce};
use comity_federation::keys::{KeyUse, Suite};
use comity_federation::seal::AuthoritySeal;
use comity_federation::stream::Position;
use comity_record::Digest;
use comity_record::canonical::to_canonical;
use comity_tests::Draft;
use serde_json::{Value, json};

use super::super::world::{at, authority, gateway, key, roll};
use super::signed_vector;

/// What one side says in a matter.
struct Said {
    from: &'static str,
    kind: MessageKind,
    /// The place in the matter of the document that it answers or replaces.
    refers_to: Option<usize>,
    content: Value,
}

/// Each message as it travels, and the document in it.
struct Sent {
    message: Vec<u8>,
    document: String,
}

/// The messages, matter by matter, in the order in which they were sent. Each side has taken what stands before.
pub(super) fn messages_vector() -> Value {
    let vector = |sent: Sent| {
        let mut vector = signed_vector("", &sent.message);
        vector["what"] = vector["payload"]["kind"].clone();
        vector["document"] =
            signed_vector("the document in it, under the seal of its authority", sent.document.as_bytes());
        vector
    };
    messages().into_iter().map(vector).collect()
}

fn messages() -> Vec<Sent> {
    let plays: [fn(&MatterId) -> Vec<Said>; 4] = [evidence, withdrawn, returned, on_paper];
    plays.into_iter().enumerate().flat_map(|(number, play)| played(number, play)).collect()
}

fn played(number: usize, play: fn(&MatterId) -> Vec<Said>) -> Vec<Sent> {
    let matter: MatterId = format!("cn/01KEQ3V3T0{:016}", number + 2).parse().unwrap();
    let (mut last, mut sent) = (BTreeMap::<&str, Position>::new(), Vec::<Sent>::new());
    for (place, said) in play(&matter).into_iter().enumerate() {
        let (to, sender, recipient) = match said.from {
            "cn" => ("hk", "cn-gd-hpc", "hk-high-court"),
            _ => ("cn", "hk-high-court", "cn-gd-hpc"),
        };
        let answered = said.refers_to.map(|place| Digest::of(sent[place].document.as_bytes()));
        let document = document(&matter, sender, answered, &said.content);
        let attachments = attachments(&document);
        let document = sealed(&document);
        let (before, seen) = (last.get(said.from).copied(), last.get(to).copied());
        let id = format!("01KEQ3V3T0{:016}", 2_000 + 100 * number + place);
        let envelope = Envelope {
            id: id.parse().unwrap(),
            kind: said.kind,
            matter: matter.clone(),
            from: gateway(said.from),
            to: gateway(to),
            sender: authority(sender),
            recipient: authority(recipient),
            time: at(1_000 * i64::try_from(10 + 100 * number + place).unwrap()),
            seq: before.map_or(1, |it| it.seq + 1),
            prev: before.map(|it| it.digest),
            seen,
            nonce: Nonce::new(Digest::of(id.as_bytes()).as_bytes()[..16].try_into().unwrap()),
            body: json!({ "document": document }),
            attachments,
        };
        let signed = envelope.sign(&key(said.from, KeyUse::Envelope, Suite::Ed25519), &roll([])).unwrap();
        last.insert(said.from, Position { seq: envelope.seq, digest: signed.digest });
        sent.push(Sent { message: signed.bytes, document });
    }
    sent
}

fn document(matter: &MatterId, sealed_by: &str, refers_to: Option<Digest>, content: &Value) -> SealedDocument {
    let mut document =
        json!({ "matter": matter, "sealed_by": sealed_by, "sealed_on": "2026-01-14", "content": content });
    if let Some(answered) = refers_to {
        document["refers_to"] = json!(answered);
    }
    serde_json::from_value(document).unwrap()
}

fn sealed(document: &SealedDocument) -> String {
    let seal = key(document.sealed_by.as_str(), KeyUse::Seal, Suite::Ed25519);
    let sealed = AuthoritySeal::sign(&document.sealed_by, document, &seal).unwrap();
    String::from_utf8(to_canonical(&sealed).unwrap()).unwrap()
}

/// The files that the document names go with it.
fn attachments(document: &SealedDocument) -> Vec<Attachment> {
    let attachment = |file: &FileRef| Attachment {
        sha256: file.sha256,
        size: file.size,
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        manifest: file.manifest,
    };
    document.content.files().into_iter().map(attachment).collect()
}

/// Evidence is asked for, supplemented, accepted, paid for, taken and certified; the certificate is corrected, another use granted.
fn evidence(matter: &MatterId) -> Vec<Said> {
    use MessageKind as Kind;
    let mut supplemented = letter();
    supplemented["request"]["evidence"]["contact_details"] = json!("he-min@nansha.court.example, +86 20 0000 0000");
    let mut corrected = certificate(matter);
    corrected["certificate"]["taking"]["written_reasons"] = json!("第一項已全部執行；第二項的開戶申請表已不復存在。");
    let item = corrected["certificate"]["taking"]["acts"][0]["files"][0]["sha256"].clone();
    let purpose = json!({ "use": "case", "case": { "court": "cn-nansha", "number": "（2026）粤0191民初701号" } });
    let costs = json!({
        "items": ["translation"],
        "estimate": { "currency": "HKD", "hundredths": 360_000 },
        "reason": "The statements of account are to be translated.",
        "grounds": grounds("cn-hk-evidence-2017", "9"),
    });
    let notice = json!({
        "occasion": "execution", "date": "2026-04-15", "time": "10:00", "place": "高等法院登記處",
        "attendance": "The court officer may attend.",
    });
    vec![
        cn(Kind::Letter, None, letter()),
        hk(Kind::Acknowledgement, 0, json!({ "kind": "acknowledgement", "number": "HCMP 118/2026" })),
        hk(
            Kind::SupplementRequest,
            0,
            json!({
                "kind": "supplement-request", "reason": "Who can be called?",
                "grounds": grounds("cn-hk-evidence-2017", "8"),
            }),
        ),
        cn(Kind::Supplement, Some(0), supplemented),
        cn(Kind::Reminder, Some(3), json!({ "kind": "reminder", "reason": "The hearing is near." })),
        hk(
            Kind::Acceptance,
            3,
            json!({ "kind": "acceptance", "remarks": "The documents will be ordered from the bank." }),
        ),
        hk(Kind::NoticeOfTimeAndPlace, 3, json!({ "kind": "notice-of-time-and-place", "notice": notice })),
        hk(Kind::CostsConsultation, 3, json!({ "kind": "costs-consultation", "costs": costs })),
        cn(Kind::CostsAnswer, Some(7), json!({ "kind": "costs-answer", "decision": "agreed" })),
        hk(Kind::Certificate, 3, certificate(matter)),
        hk(
            Kind::Correction,
            9,
            json!({ "kind": "correction", "reason": "The reasons were incomplete.", "corrected": corrected }),
        ),
        cn(
            Kind::UseRequest,
            Some(3),
            json!({
                "kind": "use-request", "wish": { "items": [item], "purpose": purpose },
                "reason": "The same account is in issue there.",
            }),
        ),
        hk(Kind::UseAnswer, 11, json!({ "kind": "use-answer", "decision": "granted" })),
        cn(
            Kind::ErasureRequest,
            Some(3),
            json!({
                "kind": "erasure-request", "reason": "retention-ended", "instrument": "Retention schedule of 2026, item 4.",
            }),
        ),
        hk(
            Kind::ErasureAnswer,
            13,
            json!({ "kind": "erasure-answer", "decision": "declined", "reason": "An appeal is pending here." }),
        ),
    ]
}

/// A letter is withdrawn, and refused all the same.
fn withdrawn(_: &MatterId) -> Vec<Said> {
    vec![
        cn(MessageKind::Letter, None, letter()),
        cn(MessageKind::Withdrawal, Some(0), json!({ "kind": "withdrawal", "reason": "The parties have settled." })),
        hk(
            MessageKind::Refusal,
            0,
            json!({
                "kind": "refusal", "reason": "Outside the functions of the judiciary.",
                "grounds": grounds("cn-hk-evidence-2017", "3"),
            }),
        ),
    ]
}

/// A letter is returned as outside the instrument.
fn returned(_: &MatterId) -> Vec<Said> {
    vec![
        cn(MessageKind::Letter, None, letter()),
        hk(
            MessageKind::Return,
            0,
            json!({
                "kind": "return", "reason": "Neither civil nor commercial.",
                "grounds": grounds("cn-hk-evidence-2017", "1"), "returned_papers": ["letter", "documents"],
            }),
        ),
    ]
}

/// A letter goes on by paper.
fn on_paper(_: &MatterId) -> Vec<Said> {
    vec![
        cn(MessageKind::Letter, None, letter()),
        cn(MessageKind::PaperUsed, Some(0), json!({ "kind": "paper-used", "reason": "The originals are asked for." })),
    ]
}

fn cn(kind: MessageKind, refers_to: Option<usize>, content: Value) -> Said {
    Said { from: "cn", kind, refers_to, content }
}

fn hk(kind: MessageKind, refers_to: usize, content: Value) -> Said {
    Said { from: "hk", kind, refers_to: Some(refers_to), content }
}

fn grounds(instrument: &str, provision: &str) -> Value {
    json!([format!("{instrument}:{provision}")])
}

fn chain() -> Value {
    json!({ "originating": "cn-nansha", "transmitting": "cn-gd-hpc", "receiving": "hk-high-court" })
}

/// The letter in the matter of the bank's documents.
fn letter() -> Value {
    let draft = Draft::read("bank-documents/draft.json");
    let mut request = draft.body["request"].clone();
    request["documents"][0]["file"] = paper(&draft, "remittance.txt");
    json!({ "kind": "letter", "chain": chain(), "request": request })
}

/// Its certificate, with what was taken and the label under which it is held.
fn certificate(matter: &MatterId) -> Value {
    let draft = Draft::read("bank-documents/certificate.json");
    let mut certificate = draft.body.clone();
    for act in certificate["taking"]["acts"].as_array_mut().unwrap() {
        for file in act["files"].as_array_mut().unwrap() {
            *file = paper(&draft, file.as_str().unwrap());
        }
    }
    let chain: Chain = serde_json::from_value(chain()).unwrap();
    let letter = letter();
    let number = letter["request"]["case_number"].as_str().unwrap();
    certificate["label"] = json!(Label::of(matter, &chain, number));
    json!({ "kind": "certificate", "result": "partly-taken", "certificate": certificate })
}

fn paper(draft: &Draft, name: &str) -> Value {
    let bytes = draft.read_paper(name);
    json!({ "sha256": Digest::of(&bytes), "size": bytes.len(), "name": name, "media_type": "text/plain" })
}

#[test]
fn there_is_a_message_of_every_kind_that_its_gateway_takes_in_its_chain() {
    let (roll, now) = (roll([]), at(900_000));
    let (mut kinds, mut labels) = (BTreeSet::new(), 0);
    let mut chains = BTreeMap::<(MatterId, GatewayId), Position>::new();
    for sent in messages() {
        let said = envelope::open_recorded(&sent.message, &roll, now).unwrap().into_envelope();
        let opened = envelope::open(&sent.message, &roll, now, &said.from, &said.to).unwrap();
        let before = chains.get(&(said.matter.clone(), said.from.clone())).copied();
        assert_eq!((said.seq, said.prev), (before.map_or(1, |it| it.seq + 1), before.map(|it| it.digest)));
        assert_eq!(said.seen, chains.get(&(said.matter.clone(), said.to.clone())).copied());
        let place = Position { seq: said.seq, digest: opened.digest() };
        chains.insert((said.matter.clone(), said.from.clone()), place);

        let seal = AuthoritySeal::from_value(&serde_json::from_str(&sent.document).unwrap()).unwrap();
        let document = seal.verify::<SealedDocument>(&roll, said.time, now, &said.sender).unwrap().document;
        assert_eq!((&document.matter, &document.sealed_by), (&said.matter, &said.sender));
        assert_eq!(document.content.check(), Ok(()), "{}", said.kind.code());
        let kind = if said.kind == MessageKind::Supplement { MessageKind::Letter } else { said.kind };
        assert_eq!(document.content.kind(), kind);
        assert_eq!(attachments(&document), said.attachments);
        labels += usize::from(has_label(&document.content));
        kinds.insert(said.kind);
    }
    assert_eq!(kinds, BTreeSet::from(MessageKind::ALL));
    assert_eq!(labels, 2, "the certificate and its correction");
}

fn has_label(content: &Content) -> bool {
    matches!(content.effective(), Content::Certificate { certificate, .. } if certificate.label.is_some())
}
