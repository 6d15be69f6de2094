//! Bundles of a matter at the High Court of Hong Kong: received, assessed, accepted, served, certified.

mod abroad;
mod cases;
mod custody;
mod formats;

use std::collections::BTreeMap;

use comity_domain::aggregate::Aggregate as _;
use comity_domain::assessment::{Assessment, Outcome, RulesRef};
use comity_domain::facts::{Authority, Stage};
use comity_domain::matter::{
    Chain, Decisions, Event, ExecutionResult, Handling, Matter, Parties, Request, Weight, letter_facts,
};
use comity_domain::message::{Certificate, Content, MessageKind, SealedDocument};
use comity_domain::parts::InParts as _;
use comity_domain::{Date, History, MatterId, MessageId};
use comity_record::canonical::canonical_digest;
use comity_record::checkpoint::{Checkpoint, NoteSigner};
use comity_record::cosignature::Cosigner;
use comity_record::line::{Answers, Line, Place, Version};
use comity_record::merkle::{Tree, leaf_hash};
use comity_record::seal::SubjectKey;
use proptest::prelude::*;
use serde_json::json;

use custody::handled;

use super::*;
use crate::envelope::{Envelope, Nonce};
use crate::fixture::{World, anchors, at, authority, contents, gateway, key, letter, signed, ulid};
use crate::receipt::Receipt;
use crate::roll::{Head, KeyEntry, Measure, Notice, Revoked, RollContents, SignedNotice};
use crate::seal::AuthoritySeal;
use crate::stream::Position;

const LOG: &str = "hk/record";
const DAY: Date = Date::constant(2026, 1, 12);

fn matter() -> MatterId {
    letter().matter
}

fn subject() -> String {
    format!("matter/{}", matter())
}

fn request() -> Request {
    let file =
        json!({ "sha256": Digest::of(b"summons"), "size": 7, "name": "传票.pdf", "media_type": "application/pdf" });
    serde_json::from_value(json!({
        "case_number": "（2025）粤0115民初18236号",
        "case_category": "civil-commercial",
        "letter": { "languages": ["zh"], "copies": 2 },
        "addressees": [{ "name": "陳大文", "address": "彌敦道750號", "jurisdiction": "HK" }],
        "documents": [{ "kind": "summons", "languages": ["zh"], "copies": 2, "file": file }],
    }))
    .unwrap()
}

fn chain() -> Chain {
    let [originating, transmitting, receiving] = ["cn-nansha", "cn-gd-hpc", "hk-high-court"].map(authority);
    Chain { originating, transmitting, receiving }
}

fn certificate() -> Certificate {
    serde_json::from_value(json!({ "date": "2026-01-12", "method": "personal", "recipient": "陳大文" })).unwrap()
}

fn accepted() -> Content {
    Content::Acceptance { remarks: None, decisions: Decisions::default() }
}

fn sealed(by: &str, content: Content) -> String {
    let document =
        SealedDocument { matter: matter(), sealed_by: authority(by), sealed_on: DAY, refers_to: None, content };
    let sealed = AuthoritySeal::sign(&authority(by), &document, &World::new().seal(by)).unwrap();
    serde_json::to_string(&sealed).unwrap()
}

/// The gateway of Hong Kong, writing its record.
struct Desk {
    lines: Vec<Vec<u8>>,
    tree: Tree,
    heads: BTreeMap<String, u64>,
    seconds: i64,
    sent: Vec<Digest>,
    taken: Option<Position>,
    next: u8,
}

impl Desk {
    /// The whole matter, and between its entries those of others.
    fn new() -> Self {
        let mut desk = Self {
            lines: Vec::new(),
            tree: Tree::new(),
            heads: BTreeMap::new(),
            seconds: 20,
            sent: Vec::new(),
            taken: None,
            next: 0,
        };
        desk.other("peer/cn", "refused");
        desk.take_the_letter();
        desk.other("rules", "release-adopted");
        desk.assess();
        let accepted = sealed("hk-high-court", accepted());
        let acceptance = Event::Accepted {
            flags: Vec::new(),
            remarks: None,
            decisions: Decisions::default(),
            document: accepted.clone(),
        };
        desk.send(1, MessageKind::Acceptance, acceptance, accepted);
        desk.other("matter/cn/01KEQ3V3T00000000000009999", "received");
        desk.commit(&[Event::ExecutionStarted { executing_body: "執達主任".into() }], None);
        let (result, certificate) = (ExecutionResult::Served, certificate());
        desk.commit(&[Event::Executed { result, certificate: certificate.clone() }], None);
        let document = sealed("hk-high-court", Content::Certificate { result, certificate });
        let returned = Event::CertificateReturned {
            result,
            document_digest: Digest::of(document.as_bytes()),
            document: document.clone(),
        };
        desk.send(2, MessageKind::Certificate, returned, document);
        desk.other("peer/mo", "refused");
        desk.commit(&[handled(Handling::Exported)], None);
        desk
    }

    fn take_the_letter(&mut self) {
        let document = sealed("cn-gd-hpc", Content::Letter { chain: chain(), request: request() });
        let envelope = Envelope { body: json!({ "document": document }), ..letter() };
        let signed = envelope.sign(&World::new().envelope_key("cn"), &World::new().roll).unwrap();
        let answers = Answers { peer: "cn".into(), message: envelope.id.to_string(), digest: signed.digest };
        let receipt = Receipt {
            message: envelope.id,
            digest: signed.digest,
            from: gateway("hk"),
            to: gateway("cn"),
            log: LOG.into(),
            index: self.lines.len() as u64,
            time: at(self.seconds),
        };
        let receipt = receipt.sign(&World::new().envelope_key("hk")).unwrap();
        let received = Event::Received {
            chain: chain(),
            request: request(),
            document,
            blobs: [(Digest::of(b"summons"), Digest::of(b"encrypted"))].into(),
        };
        let taken = Event::MessageTaken {
            message: envelope.id,
            from: gateway("cn"),
            message_kind: envelope.kind,
            seq: 1,
            seen: 0,
            digest: signed.digest,
            envelope: String::from_utf8(signed.bytes).unwrap(),
        };
        self.taken = Some(Position { seq: 1, digest: signed.digest });
        self.commit(&[received, taken], Some((answers, receipt)));
    }

    fn assess(&mut self) {
        let matter = Matter::fold(&matter(), [(DAY, &self.received())]).unwrap().unwrap();
        let described = |name: &str| {
            let kind =
                json!({ "authority": name, "jurisdiction": authority(name).jurisdiction(), "kind": "high-court" });
            serde_json::from_value::<Authority>(kind).unwrap()
        };
        let parties = Parties {
            originating: described("cn-nansha"),
            transmitting: described("cn-gd-hpc"),
            receiving: described("hk-high-court"),
        };
        let facts = letter_facts(&matter, &parties, Stage::Incoming, DAY);
        let assessment = Assessment {
            outcome: Some(Outcome::Accept),
            findings: Vec::new(),
            due: Vec::new(),
            conclusions: Vec::new(),
            requirements: Vec::new(),
            rules: RulesRef { id: "hongkong".into(), version: "1.0.0".into(), digest: Digest::of(b"component") },
            release: Digest::of(b"release"),
            facts_digest: canonical_digest(&facts).unwrap(),
        };
        let check = Check { weight: Weight::Own, facts, assessment };
        self.commit(&[Event::Assessed { stage: Stage::Incoming, check, last_days: BTreeMap::new() }], None);
    }

    fn received(&self) -> Event {
        Event::Received { chain: chain(), request: request(), document: String::new(), blobs: BTreeMap::new() }
    }

    /// Seals, sends, and gets the receipt of the Mainland.
    fn send(&mut self, seq: u64, kind: MessageKind, what: Event, document: String) {
        let envelope = Envelope {
            id: MessageId::new(ulid(10 + u128::from(seq))),
            kind,
            from: gateway("hk"),
            to: gateway("cn"),
            sender: authority("hk-high-court"),
            recipient: authority("cn-gd-hpc"),
            time: at(self.seconds),
            seq,
            prev: self.sent.last().copied(),
            seen: self.taken,
            nonce: Nonce::new([7; 16]),
            body: json!({ "document": document }),
            attachments: Vec::new(),
            ..letter()
        };
        let signed = envelope.sign(&World::new().envelope_key("hk"), &World::new().roll).unwrap();
        self.sent.push(signed.digest);
        let queued = Event::MessageQueued {
            message: envelope.id,
            to: gateway("cn"),
            message_kind: kind,
            seq,
            digest: signed.digest,
            envelope: String::from_utf8(signed.bytes).unwrap(),
        };
        self.commit(&[what, queued], None);
        let receipt = Receipt {
            message: envelope.id,
            digest: signed.digest,
            from: gateway("cn"),
            to: gateway("hk"),
            log: "cn/record".into(),
            index: 40 + seq,
            time: at(self.seconds),
        };
        let receipted = Event::Receipted {
            message: envelope.id,
            message_kind: kind,
            peer_index: receipt.index,
            receipt: receipt.sign(&World::new().envelope_key("cn")).unwrap(),
        };
        self.commit(&[receipted], None);
    }

    fn commit(&mut self, events: &[Event], answers: Option<(Answers, String)>) {
        let of = events.len() as u32;
        let mut answers = answers;
        for (number, event) in (1..).zip(events) {
            let mut parts = event.to_parts().unwrap();
            parts.open.insert("authority".into(), "hk-high-court".into());
            parts.particulars.insert("by".into(), "wong-ka-yan".into());
            let (answers, receipt) = answers.take().unzip();
            let line = Line {
                kind: parts.kind,
                open: parts.open,
                commit: Place { number, of },
                answers,
                receipt,
                ..self.blank(&subject())
            };
            self.write(line, &parts.particulars);
        }
        self.seconds += 10;
    }

    fn other(&mut self, subject: &str, kind: &str) {
        let line = Line { kind: kind.into(), ..self.blank(subject) };
        self.write(line, &BTreeMap::from([("by".into(), "somebody".into())]));
    }

    fn blank(&mut self, subject: &str) -> Line {
        let revision = self.heads.entry(subject.to_owned()).or_insert(0);
        *revision += 1;
        Line {
            v: Version::V1,
            log: LOG.into(),
            index: self.lines.len() as u64,
            time: at(self.seconds),
            subject: subject.into(),
            revision: *revision,
            kind: String::new(),
            day: DAY,
            commit: Place { number: 1, of: 1 },
            durable: 0,
            open: Default::default(),
            answers: None,
            receipt: None,
            commitments: Default::default(),
            sealed: None,
            sum: None,
        }
    }

    fn write(&mut self, line: Line, particulars: &comity_record::line::Particulars) {
        let next = &mut self.next;
        let mut entropy =
            |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| (*byte, *next) = (*next, next.wrapping_add(1)));
        let bytes = line.seal(particulars, &Self::key(), &mut entropy).unwrap();
        self.tree.push(leaf_hash(&bytes));
        self.lines.push(bytes);
    }

    fn key() -> SubjectKey {
        SubjectKey::from_bytes([9; 32])
    }

    fn rows(&self) -> Vec<Row> {
        self.rows_under(&signed(contents(), &["cn", "hk", "mo"]))
    }

    fn rows_under(&self, roll: &SignedRoll) -> Vec<Row> {
        let checkpoint = key("hk", KeyUse::Checkpoint);
        let signer = NoteSigner::new(LOG, checkpoint.signing_key().unwrap().clone()).unwrap();
        let head = Checkpoint { origin: LOG.into(), size: self.tree.size(), root: self.tree.root() };
        let mut rows =
            vec![Row::Roll { roll: serde_json::to_value(roll).unwrap() }, Row::Checkpoint { note: signer.sign(&head) }];
        for (index, bytes) in (0..).zip(&self.lines) {
            let line = Line::parse(bytes).unwrap();
            if line.subject == subject() || line.kind == "release-adopted" {
                let opened = line.subject == subject();
                rows.push(Row::Line {
                    line: String::from_utf8(bytes.clone()).unwrap(),
                    proof: self.tree.inclusion_proof(index, self.tree.size()).unwrap(),
                    opened: if opened { line.open_salted(&Self::key()).unwrap() } else { BTreeMap::new() },
                });
            }
        }
        rows.push(Row::file(b"summons"));
        rows
    }

    fn manifest(&self) -> Manifest {
        Manifest {
            format: bundle::FORMAT.into(),
            v: bundle::Version::V2,
            gateway: "hk".into(),
            log: LOG.into(),
            subject: subject(),
            size: self.tree.size(),
            revision: self.heads[&subject()],
            made: at(1000),
            rows: Vec::new(),
        }
    }

    fn bundle(&self) -> Vec<u8> {
        self.with(&self.rows())
    }

    fn with(&self, rows: &[Row]) -> Vec<u8> {
        write(self.manifest(), rows, &World::new().envelope_key("hk")).unwrap()
    }
}

fn held(file: &[u8]) -> Result<Verdict, Fault> {
    verify(file, Some(&anchors()))
}

fn fault(file: &[u8]) -> (u64, String, &'static str) {
    let Fault { row, member, what } = held(file).map(|_| ()).unwrap_err();
    (row, member, what.code())
}

fn place(row: u64, member: &str, code: &'static str) -> (u64, String, &'static str) {
    (row, member.to_owned(), code)
}

/// The row of a byte.
fn row_of(file: &[u8], at: usize) -> u64 {
    file[..at].iter().filter(|byte| **byte == b'\n').count() as u64 + 1
}

/// The desk's record with one of its events written otherwise by the gateway itself: nothing in the record gives that away.
fn forged(kind: &str, change: impl Fn(&mut Line, &mut comity_record::line::Particulars)) -> Vec<u8> {
    let honest = Desk::new();
    let mut desk = Desk { lines: Vec::new(), tree: Tree::new(), next: 0, ..Desk::new() };
    let mut done = false;
    for bytes in &honest.lines {
        let line = Line::parse(bytes).unwrap();
        let mut particulars = line.open(&Desk::key()).unwrap();
        let mut line = Line { sum: None, ..line };
        if line.kind == kind && line.subject == subject() && !done {
            change(&mut line, &mut particulars);
            done = true;
        }
        desk.write(line, &particulars);
    }
    assert!(done, "no `{kind}`");
    desk.bundle()
}

#[test]
fn a_bundle_shows_who_said_what_and_that_it_stands_in_the_record() {
    let verdict = held(&Desk::new().bundle()).unwrap();
    assert_eq!((verdict.gateway, verdict.history), (gateway("hk"), History::Matter(matter())));
    assert_eq!((verdict.size, verdict.lines, verdict.withheld), (16, 12, 0));
    assert_eq!((verdict.messages, verdict.receipts), (3, 3));
    assert_eq!(verdict.state, Some("returned"));
    let checks: Vec<u64> = verdict.checks.iter().map(|(row, _)| *row).collect();
    assert_eq!(checks, [7]);
    assert_eq!(verdict.files.iter().map(|file| file.sha256).collect::<Vec<_>>(), [Digest::of(b"summons")]);
    assert_eq!(verdict.enclosed, [Digest::of(b"summons")]);
    assert_eq!(verdict.docket.len(), 12);
    assert_eq!(verdict.docket[0].by.as_deref(), Some("wong-ka-yan"));
}

#[test]
fn any_changed_byte_anywhere_is_refused_and_its_row_is_named() {
    let file = Desk::new().bundle();
    let changes: [fn(u8) -> u8; 3] = [|byte| byte ^ 1, |byte| byte ^ 0x20, |byte| byte.wrapping_add(1)];
    // Every byte takes a minute and a half: that is for the long run. Otherwise some of them, and every end of a row.
    let step = if std::env::var_os("COMITY_LONG").is_some() { 1 } else { 29 };
    for at in (0..file.len()).filter(|at| at % step == 0 || file[*at] == b'\n') {
        let mut changed = file.clone();
        changed[at] = changes[at % 3](changed[at]);
        let fault = held(&changed).map(|_| ()).expect_err(&format!("byte {at} is not noticed"));
        assert_eq!(fault.row, row_of(&file, at), "byte {at}: {fault}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_put_taken_out_or_written_over_is_refused(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        with in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let file = Desk::new().bundle();
        let at = at.index(file.len());
        let end = (at + length).min(file.len());
        let changed = [&file[..at], &with, &file[end..]].concat();
        prop_assume!(changed != file);
        prop_assert!(held(&changed).is_err());
    }
}

#[test]
fn a_changed_member_is_named_where_it_stands() {
    let text = String::from_utf8(Desk::new().bundle()).unwrap();
    let change = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        fault(changed.as_bytes())
    };
    assert_eq!(change("\"revision\":12", "\"revision\":11"), place(1, "manifest", "bad-signature"));
    assert_eq!(change("\"kid\":\"hk-envelope", "\"kid\":\"hk-envelopf"), place(1, "signature.kid", "unknown-key"));
    assert_eq!(
        change("hk-high-court\",\"jurisdiction", "hk-low-court1\",\"jurisdiction"),
        place(2, "roll", "roll-not-signed")
    );
    assert_eq!(
        change("\"addressees\":[{\"address\":\"彌", "\"addressees\":[{\"address\":\"弥"),
        place(4, "opened.request", "commitment-broken")
    );
}

#[test]
fn the_roll_is_held_against_the_keys_that_the_verifier_has() {
    let file = Desk::new().bundle();
    let others: Vec<Anchor> = ["cn", "hk", "mo"]
        .map(|id| {
            let strange = KeyPair::from_seed(id.parse().unwrap(), KeyUse::Roll, &[42; 32]).unwrap();
            Anchor { kid: key(id, KeyUse::Roll).kid().clone(), ..Anchor::of(&strange).unwrap() }
        })
        .into();
    let fault = verify(&file, Some(&others)).unwrap_err();
    assert_eq!((fault.row, fault.member.as_str(), fault.what.code()), (2, "roll", "roll-not-signed"));
    assert_eq!(verify(&file, Some(&anchors()[..2])).unwrap_err().what.code(), "roll-not-signed");
    // Without any, the bundle says itself what it rests on.
    let shown: Vec<_> = verify(&file, None).unwrap().anchors.iter().map(|anchor| anchor.public).collect();
    assert_eq!(shown, anchors().iter().map(|anchor| anchor.public).collect::<Vec<_>>());
}

#[test]
fn a_roll_that_follows_another_is_believed_through_it() {
    let desk = Desk::new();
    let first = signed(contents(), &["cn", "hk", "mo"]);
    let follows = |change: &dyn Fn(&mut RollContents), by: &[&str]| {
        let mut next =
            RollContents { version: 2, prev: Some(first.roll.digest().unwrap()), issued: at(900), ..contents() };
        change(&mut next);
        let mut rows = desk.rows();
        rows.insert(1, Row::Roll { roll: serde_json::to_value(signed(next, by)).unwrap() });
        desk.with(&rows)
    };
    assert_eq!(held(&follows(&|_| {}, &["cn", "hk", "mo"])).unwrap().roll.version(), 2);
    assert_eq!(fault(&follows(&|roll| roll.expires = at(999_999), &["hk"])), place(3, "roll", "roll-not-signed"));
    assert_eq!(fault(&follows(&|roll| roll.version = 3, &["cn", "hk", "mo"])), place(3, "roll", "roll-not-next"));
}

#[test]
fn a_key_that_was_revoked_afterwards_still_vouches_for_what_was_taken_before() {
    let with = |owner: &str, key_use, at_seconds: i64, head: Option<Head>| {
        let mut contents = contents();
        let kid = key(owner, key_use).kid().clone();
        let entry = contents.keys.iter_mut().find(|entry| entry.kid == kid).unwrap();
        entry.revoked = Some(Revoked { at: at(at_seconds), head });
        let desk = Desk::new();
        held(&desk.with(&desk.rows_under(&signed(contents, &["cn", "hk", "mo"]))))
            .map_err(|fault| (fault.row, fault.member.clone(), fault.what.code()))
    };
    assert!(with("cn", KeyUse::Envelope, 500, None).is_ok());
    assert_eq!(with("cn", KeyUse::Envelope, 5, None).unwrap_err(), place(5, ENVELOPE, "key-revoked"));
    assert_eq!(with("cn-gd-hpc", KeyUse::Seal, 5, None).unwrap_err(), place(5, ENVELOPE, "key-revoked"));
    assert_eq!(with("hk", KeyUse::Envelope, 1000, None).unwrap_err(), place(1, "signature.kid", "key-revoked"));
    let head = |size| Some(Head { log: LOG.into(), size, root: Digest::of(b"root") });
    assert!(with("hk", KeyUse::Checkpoint, 5, head(16)).is_ok());
    assert_eq!(with("hk", KeyUse::Checkpoint, 5, head(15)).unwrap_err(), place(3, "note", "checkpoint-not-signed"));
}

#[test]
fn a_notice_about_a_key_leaves_standing_what_was_taken_before_it() {
    let with = |measure: Measure, issued: i64, by: &[&str]| {
        let notice = Notice::new(key("cn", KeyUse::Envelope).kid().clone(), measure, at(issued));
        let signatures = by.iter().map(|id| notice.sign(&key(id, KeyUse::Roll)).unwrap()).collect();
        let mut roll = signed(contents(), &["cn", "hk", "mo"]);
        roll.notices.push(SignedNotice { notice, signatures });
        let desk = Desk::new();
        held(&desk.with(&desk.rows_under(&roll))).map_err(|fault| (fault.row, fault.member.clone(), fault.what.code()))
    };
    let revoke = |since| Measure::Revoke { at: at(since), head: None };
    let suspend = || Measure::Suspend { until: at(600) };
    assert!(with(revoke(500), 500, &["cn"]).is_ok());
    assert_eq!(with(revoke(5), 5, &["cn"]).unwrap_err(), place(5, ENVELOPE, "key-revoked"));
    assert!(with(suspend(), 500, &["hk", "mo"]).is_ok());
    assert_eq!(with(suspend(), 5, &["hk", "mo"]).unwrap_err(), place(5, ENVELOPE, "key-not-valid"));
    assert_eq!(with(suspend(), 5, &["hk"]).unwrap_err(), place(2, "roll", "roll-not-signed"));
}

#[test]
fn who_cosigned_the_checkpoint_is_shown_and_a_cosignature_that_does_not_hold_is_a_fault() {
    let desk = Desk::new();
    let mut contents = contents();
    let witnesses = ["cn", "hk", "mo"].map(|id| key(id, KeyUse::Witness));
    contents.keys.retain(|entry| entry.r#use != KeyUse::Witness);
    contents.keys.extend(witnesses.iter().map(|pair| KeyEntry::of(pair, at(0), at(86_400))));
    let roll = signed(contents, &["cn", "hk", "mo"]);
    let with = |lines: &dyn Fn(&str) -> String| {
        let mut rows = desk.rows_under(&roll);
        let Row::Checkpoint { note } = &mut rows[1] else { panic!() };
        let text = format!("{}\n", note.split_once("\n\n").unwrap().0);
        *note += &lines(&text);
        held(&desk.with(&rows))
    };
    let line = |id: &str, name: &str, text: &str| {
        let pair = key(id, KeyUse::Witness);
        Cosigner::new(name, pair.signing_key().unwrap().clone()).unwrap().cosign(text, at(1100))
    };
    assert_eq!(with(&|_| String::new()).unwrap().cosigned, []);
    let by_two = |text: &str| line("mo", "mo.example", text) + &line("cn", "cn.example", text);
    let by: Vec<_> = with(&by_two).unwrap().cosigned.into_iter().map(|it| (it.by, it.at)).collect();
    assert_eq!(by, [(gateway("cn"), at(1100)), (gateway("mo"), at(1100))]);
    // Of oneself, and under a name that is nobody's: not counted.
    let by_itself = |text: &str| line("hk", "hk.example", text) + &line("mo", "elsewhere.example", text);
    assert_eq!(with(&by_itself).unwrap().cosigned, []);
    let over_another = |text: &str| line("mo", "mo.example", &text.replacen("\n", "\n1", 1));
    let fault = with(&over_another).unwrap_err();
    assert_eq!((fault.row, fault.member.as_str(), fault.what.code()), (3, "note", "checkpoint-signature-wrong"));
}

const ENVELOPE: &str = "opened.envelope.value";
const DOCUMENT: &str = "opened.document.value";

#[test]
fn what_the_gateway_itself_wrote_otherwise_than_it_was_signed_is_found_out() {
    let contradiction = "bundle-contradiction";
    let request = forged("received", |_, opened| opened.get_mut("request").unwrap()["case_number"] = "another".into());
    assert_eq!(fault(&request), place(4, DOCUMENT, contradiction));
    let digest =
        forged("message-taken", |line, _| drop(line.open.insert("digest".into(), Digest::of(b"x").to_string().into())));
    assert_eq!(fault(&digest), place(5, ENVELOPE, contradiction));
    let unsigned = forged("message-taken", |_, opened| {
        let text = opened["envelope"].as_str().unwrap().replacen("\"payload\":\"ey", "\"payload\":\"ez", 1);
        opened.insert("envelope".into(), text.into());
    });
    assert_eq!(fault(&unsigned), place(5, ENVELOPE, "bad-signature"));
    let facts =
        forged("assessed", |_, opened| opened.get_mut("check").unwrap()["facts"]["as_of"] = "2026-01-13".into());
    assert_eq!(fault(&facts), place(7, "opened", contradiction));
    let document = forged("accepted", |_, opened| {
        drop(opened.insert("document".into(), sealed("hk-high-court", accepted()).replacen("ey", "ez", 1).into()));
    });
    assert_eq!(fault(&document), place(8, DOCUMENT, contradiction));
    let remarks = forged("accepted", |_, opened| drop(opened.insert("remarks".into(), "another".into())));
    assert_eq!(fault(&remarks), place(8, DOCUMENT, contradiction));
    let decisions =
        forged("accepted", |_, opened| drop(opened.insert("decisions".into(), json!({ "special_method": true }))));
    assert_eq!(fault(&decisions), place(8, DOCUMENT, contradiction));
    let certificate =
        forged("certificate-returned", |line, _| drop(line.open.insert("result".into(), "unserved".into())));
    assert_eq!(fault(&certificate), place(13, DOCUMENT, contradiction));
    let place_of_receipt = forged("receipted", |line, _| drop(line.open.insert("peer_index".into(), 7.into())));
    assert_eq!(fault(&place_of_receipt), place(10, "line", contradiction));
    let receipt = forged("receipted", |line, _| {
        let text = line.open["receipt"].as_str().unwrap().replacen("\"payload\":\"ey", "\"payload\":\"ez", 1);
        drop(line.open.insert("receipt".into(), text.into()));
    });
    assert_eq!(fault(&receipt), place(10, "line", "bad-signature"));
    let unreceipted = forged("received", |line, _| (line.answers, line.receipt) = (None, None));
    assert_eq!(fault(&unreceipted), place(5, "line", contradiction));
    let promised_elsewhere = forged("received", |line, _| {
        let answers = line.answers.clone().unwrap();
        let receipt = Receipt {
            message: answers.message.parse().unwrap(),
            digest: answers.digest,
            from: gateway("hk"),
            to: gateway("cn"),
            log: LOG.into(),
            index: line.index + 1,
            time: line.time,
        };
        line.receipt = Some(receipt.sign(&World::new().envelope_key("hk")).unwrap());
    });
    assert_eq!(fault(&promised_elsewhere), place(5, "line", contradiction));
    let seal = forged("message-queued", |line, opened| {
        let envelope = Envelope {
            id: MessageId::new(ulid(11)),
            kind: MessageKind::Acceptance,
            from: gateway("hk"),
            to: gateway("cn"),
            sender: authority("hk-high-court"),
            recipient: authority("cn-gd-hpc"),
            seen: Desk::new().taken,
            body: json!({ "document": sealed("hk-district-court", accepted()) }),
            attachments: Vec::new(),
            ..letter()
        };
        let signed = envelope.sign(&World::new().envelope_key("hk"), &World::new().roll).unwrap();
        line.open.insert("digest".into(), signed.digest.to_string().into());
        opened.insert("envelope".into(), String::from_utf8(signed.bytes).unwrap().into());
    });
    assert_eq!(fault(&seal), place(9, ENVELOPE, "wrong-signer"));
}

#[test]
fn what_is_withheld_is_counted_and_the_rest_still_holds() {
    let desk = Desk::new();
    let mut rows = desk.rows();
    for row in &mut rows {
        if let Row::Line { line, opened, .. } = row
            && line.contains("\"kind\":\"message-taken\"")
        {
            opened.clear();
        }
    }
    let verdict = held(&desk.with(&rows)).unwrap();
    assert_eq!((verdict.withheld, verdict.messages, verdict.state), (1, 2, None));
    rows.iter_mut().for_each(|row| {
        if let Row::Line { opened, .. } = row {
            opened.clear();
        }
    });
    let verdict = held(&desk.with(&rows)).unwrap();
    assert_eq!((verdict.withheld, verdict.messages, verdict.lines), (12, 0, 12));
}

#[test]
fn a_file_that_the_matter_does_not_name_is_no_part_of_it() {
    let desk = Desk::new();
    let mut rows = desk.rows();
    rows.push(Row::file(b"slipped in"));
    let name = format!("file/{}", Digest::of(b"slipped in").hex());
    assert_eq!(fault(&desk.with(&rows)), place(1, &name, "bundle-contradiction"));
}

#[test]
fn a_bundle_is_given_by_the_gateway_whose_record_it_is() {
    let desk = Desk::new();
    let macao = World::new().envelope_key("mo");
    assert_eq!(write(desk.manifest(), &desk.rows(), &macao).unwrap_err().code(), "wrong-key");
    assert_eq!(write(desk.manifest(), &desk.rows(), &key("hk", KeyUse::Checkpoint)).unwrap_err().code(), "wrong-key");
    let elsewhere = Manifest { gateway: "mo".into(), ..desk.manifest() };
    let file = write(elsewhere, &desk.rows(), &macao).unwrap();
    assert_eq!(fault(&file), place(1, "manifest.log", "bundle-contradiction"));
    for (wrong, member) in [
        (Manifest { subject: "peer/cn".into(), ..desk.manifest() }, "manifest.subject"),
        (Manifest { format: "another".into(), ..desk.manifest() }, "manifest.format"),
    ] {
        let file = write(wrong, &desk.rows(), &World::new().envelope_key("hk")).unwrap();
        assert_eq!(fault(&file), place(1, member, "bundle-manifest-malformed"));
    }
}

#[test]
fn a_bundle_without_its_roll_or_too_long_is_refused() {
    let desk = Desk::new();
    assert_eq!(fault(&desk.with(&desk.rows()[1..])), place(1, "manifest.rows", "bundle-without-roll"));
    assert_eq!(fault(&vec![b' '; BUNDLE_MAX_BYTES + 1]), place(1, "", "bundle-too-large"));
}
