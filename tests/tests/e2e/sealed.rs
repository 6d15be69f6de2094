//! Sealed files between two gateways: the person whom one names reads it and neither gateway does; what does not fit is not attached; and
//! what was sealed to somebody who is gone two officers open together, once two have approved and the record says so.

use std::path::Path;

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_federation::sealed::{
    self, CHUNK_BYTES, Draft as Sealing, Header, Opening, PersonKey, Recipient, RecoveryKeys, ReleasedSlot, Scan,
    Sealer, SealingKey, join, split,
};
use comity_record::Time;
use comity_tests::{Answer, Draft, Person, PracticeWorld};
use serde_json::{Value, json};

use super::Bay;
use super::custody::in_execution;
use super::evidence::{Desks, TO_HONG_KONG, with_evidence};

const SECRET: &str = "账户6222的余额为人民币壹佰万元整";
const REGISTRAR: u8 = 21;
const OFFICERS: u8 = 22;
const STRANGER: u8 = 23;
const JUDGE: u8 = 24;
const ANOTHER_CASE: &str = "（2025）粤0191民初18237号";

#[tokio::test]
async fn a_sealed_file_is_read_by_the_person_whom_it_names_and_by_neither_gateway() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let registrar = enrolled(&bay.registrar, REGISTRAR).await;
    let matter = bay.judge.draft(&Draft::corrected()).await;
    let file = sealed_for_hong_kong(&bay.judge, &matter, |_| {}).await;
    let attached = attached(&bay.judge, &matter, &file).await.good();
    sent_with(&bay, &matter, &attached).await;

    let path = format!("/matters/{matter}/files/{}", attached["sha256"].as_str().unwrap());
    let arrived = bay.registrar.get(&path).await.bytes;
    assert_eq!(arrived[..], file[..]);
    let header = Header::parse(&arrived).unwrap();
    assert_eq!(opened(&header, header.open(&registrar).unwrap(), &arrived), SECRET.as_bytes());
    assert!(header.open(&PersonKey::from_bytes([STRANGER; 32])).is_err());
    for person in [&bay.judge, &bay.registrar] {
        let said = person.get(&format!("{path}/sealed")).await.good();
        assert_eq!(said["faults"], json!([]));
        assert_eq!(said["statement"]["label"], "（2025）粤0191民初18236号");
        assert_eq!(said["statement"]["recipients"][0]["account"], "wong-ka-yan");
        assert_eq!(said["statement"]["scan"], json!({ "state": "not-scanned" }));
    }

    // What was sealed to a key that was replaced since is as good as it was.
    enrolled(&bay.registrar, STRANGER).await;
    assert_eq!(bay.registrar.get(&format!("{path}/sealed")).await.good()["faults"], json!([]));

    bay.cn.stop().await;
    bay.hk.stop().await;
    for gateway in ["cn", "hk"] {
        let readable = world.working(gateway).readable();
        assert!(readable.contains("bank-statement.sealed") && !readable.contains(SECRET), "{gateway}");
    }
}

#[tokio::test]
async fn a_sealed_file_that_came_in_pieces_says_in_the_clear_what_any_other_does_and_is_released() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    enrolled(&bay.registrar, REGISTRAR).await;
    recovery_key_set(&world, &bay).await;
    let matter = bay.judge.draft(&Draft::corrected()).await;
    let file = sealed_for_hong_kong(&bay.judge, &matter, |_| {}).await;
    let named = bay.judge.upload(&matter, ("bank-statement.sealed", sealed::MEDIA_TYPE), &file).await;
    assert!(named["manifest"].is_string(), "{named}");
    sent_with(&bay, &matter, &named).await;
    let path = format!("/matters/{matter}/files/{}", named["sha256"].as_str().unwrap());
    for person in [&bay.judge, &bay.registrar] {
        let said = person.get(&format!("{path}/sealed")).await.good();
        assert_eq!((&said["faults"], &said["statement"]["item"]), (&json!([]), &json!("bank-statement")));
    }
    let first = bay.registrar.post(&format!("{path}/recovery"), json!({ "reason": "the registrar has left" })).await;
    assert_eq!(first.status.as_u16(), 202, "{}", first.body);
}

#[tokio::test]
async fn what_is_sealed_for_another_matter_authority_person_or_key_is_not_attached() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    enrolled(&bay.registrar, REGISTRAR).await;
    let (judge, matter) = (&bay.judge, bay.judge.draft(&Draft::corrected()).await);
    let other: MatterId = "cn/01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
    type Change = Box<dyn Fn(&mut Sealing)>;
    let changes: [(&str, Change); 7] = [
        ("sealed-other-matter", Box::new(move |it| it.matter = other.clone())),
        ("sealed-other-authority", Box::new(|it| it.authority = "hk-district-court".parse().unwrap())),
        ("sealed-other-authority", Box::new(|it| it.authority = "cn-gd-hpc".parse().unwrap())),
        ("sealed-by-another", Box::new(|it| it.by.authority = "cn-gd-hpc".parse().unwrap())),
        ("sealed-other-label", Box::new(|it| it.label = Some(ANOTHER_CASE.parse().unwrap()))),
        ("sealed-unknown-key", Box::new(|it| it.recipients[0].key = PersonKey::from_bytes([STRANGER; 32]).public())),
        ("sealed-unknown-key", Box::new(|it| it.recipients[0].account = "leung-ho".parse().unwrap())),
    ];
    for (code, change) in changes {
        let file = sealed_for_hong_kong(judge, &matter, change).await;
        refused(&attached(judge, &matter, &file).await, code);
    }
    let good = sealed_for_hong_kong(judge, &matter, |_| {}).await;
    refused(&attached(judge, &matter, &good[..good.len() - 1]).await, "sealed-length");
    refused(&attached(judge, &matter, &good[..100]).await, "sealed-malformed");
    // Under another media type it is what it is; what says to be one has to be one.
    let path = format!("/matters/{matter}/files?name=a.txt");
    let as_text = async |bytes: &[u8], media_type: &str| {
        let headers = [("content-type", media_type)];
        judge.request(Method::POST, &path, &headers, Bytes::copy_from_slice(bytes)).await
    };
    refused(&as_text(&good[..good.len() - 1], "text/plain").await, "sealed-length");
    refused(&as_text(b"a text", sealed::MEDIA_TYPE).await, "sealed-malformed");
    attached(judge, &matter, &good).await.good();
    // The number is the same however it is written, and a paper that is no evidence need not say it.
    for label in [Some("(2025)粵0191民初18236號".parse::<sealed::Label>().unwrap()), None] {
        let file = sealed_for_hong_kong(judge, &matter, |it| it.label = label.clone()).await;
        attached(judge, &matter, &file).await.good();
    }

    // Once the authority has a recovery key, what is sealed without it goes no longer.
    recovery_key_set(&world, &bay).await;
    let without = sealed_for_hong_kong(judge, &matter, |it| it.recovery = None).await;
    refused(&attached(judge, &matter, &without).await, "sealed-other-recovery");
    // Nor what cannot be held against the directory.
    let good = sealed_for_hong_kong(judge, &matter, |it| it.item = "another".parse().unwrap()).await;
    bay.hk.stop().await;
    let unreachable = attached(judge, &matter, &good).await;
    assert_eq!((unreachable.status.as_u16(), unreachable.code()), (502, "peer-unreachable"), "{}", unreachable.body);
}

#[tokio::test]
async fn a_gateway_that_has_files_scanned_takes_none_that_was_sealed_without_that() {
    let world = PracticeWorld::make().await;
    // Nobody listens there: what is shown to the scanner is not taken either, for another reason.
    world.have_scanned("cn", Path::new("/nonexistent/clamd"), 1024 * 1024);
    let bay = Bay::open(&world).await;
    enrolled(&bay.registrar, REGISTRAR).await;
    let drafted = bay.judge.post("/matters", Draft::corrected().without_files()).await.good();
    let matter: MatterId = serde_json::from_value(drafted["id"].clone()).unwrap();
    let unscanned = sealed_for_hong_kong(&bay.judge, &matter, |_| {}).await;
    refused(&attached(&bay.judge, &matter, &unscanned).await, "sealed-not-scanned");
    let scanned = sealed_for_hong_kong(&bay.judge, &matter, |it| {
        it.scan = Scan::Clean { at: it.sealed, scanner: "ClamAV 1.0.9".to_owned() };
    });
    let shown_to_it = attached(&bay.judge, &matter, &scanned.await).await;
    assert_eq!(shown_to_it.code(), "file-not-examined", "{}", shown_to_it.body);
}

#[tokio::test]
async fn whoever_reads_a_sealed_file_is_told_that_it_says_another_case_and_that_nobody_scanned_it() {
    let world = PracticeWorld::make().await;
    world.have_scanned("hk", Path::new("/nonexistent/clamd"), 1024 * 1024);
    let bay = Bay::open(&world).await;
    enrolled(&bay.registrar, REGISTRAR).await;
    let matter = bay.judge.draft(&Draft::corrected()).await;
    let file = sealed_for_hong_kong(&bay.judge, &matter, |_| {}).await;
    let named = attached(&bay.judge, &matter, &file).await.good();
    // The number of the case is corrected when the file is sealed already.
    let mut request = bay.judge.matter(&matter).await["request"].clone();
    request["case_number"] = json!(ANOTHER_CASE);
    bay.judge.put(&format!("/matters/{matter}/request"), request).await.good();
    sent_with(&bay, &matter, &named).await;

    let path = format!("/matters/{matter}/files/{}/sealed", named["sha256"].as_str().unwrap());
    let faults = async |person: &Person| -> Value { person.get(&path).await.good()["faults"].clone() };
    assert_eq!(faults(&bay.judge).await, json!(["sealed-other-label"]));
    assert_eq!(faults(&bay.registrar).await, json!(["sealed-other-label", "sealed-not-scanned"]));
}

#[tokio::test]
async fn a_sealed_file_is_released_to_its_officers_by_two_and_the_record_says_so_before() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    enrolled(&bay.registrar, REGISTRAR).await;
    recovery_key_set(&world, &bay).await;
    let matter = bay.judge.draft(&Draft::corrected()).await;
    let file = sealed_for_hong_kong(&bay.judge, &matter, |_| {}).await;
    let named = attached(&bay.judge, &matter, &file).await.good();
    sent_with(&bay, &matter, &named).await;
    let digest = named["sha256"].as_str().unwrap();
    let path = format!("/matters/{matter}/files/{digest}/recovery");

    let auditor = world.sign_in("tsang-mei").await;
    let ask = async |person: &Person, reason: &str| person.post(&path, json!({ "reason": reason })).await;
    // Whom the file is not for has nothing to release, and no layer to take off.
    refused(&ask(&bay.judge, "reads along").await, "sealed-other-authority");
    let first = ask(&bay.registrar, "the registrar has left").await;
    assert_eq!((first.status.as_u16(), first.body.get("released")), (202, None), "{}", first.body);
    let again = ask(&bay.registrar, "the registrar has left").await;
    assert_eq!((again.status.as_u16(), again.body.get("released")), (202, None), "one person is not two");
    let otherwise = ask(&auditor, "for another reason").await;
    assert_eq!(otherwise.status.as_u16(), 202, "two reasons are not one release");
    assert_eq!(world.record("hk").of_kind("sealed-file-released").len(), 0);
    let second = ask(&auditor, "the registrar has left").await.good();

    let record = world.record("hk");
    let released = record.of_kind("sealed-file-released");
    assert_eq!(released.len(), 1);
    assert_eq!(released[0].open["matter"], json!(matter));
    assert_eq!((&released[0].open["file"], &released[0].open["item"]), (&json!(digest), &json!("bank-statement")));
    // Its way says so too, by each of the two.
    let way = bay.registrar.get(&format!("/matters/{matter}/custody?item={digest}")).await.good();
    let steps: Vec<_> = way.as_array().unwrap().iter().filter(|step| step["handling"] == "released").collect();
    let by: Vec<_> = steps.iter().map(|step| (step["by"].clone(), step["permit"]["role"].clone())).collect();
    assert_eq!(by, [("wong-ka-yan", "registrar"), ("tsang-mei", "auditor")].map(|(by, role)| (json!(by), json!(role))));
    assert!(steps.iter().all(|step| step["reason"] == "the registrar has left"), "{way}");
    assert!(steps.iter().all(|step| step["index"].as_u64().unwrap() < released[0].index), "{way}");

    let slot = ReleasedSlot::parse(second["released"].to_string().as_bytes()).unwrap();
    let header = Header::parse(&file).unwrap();
    let shares = split(&officers(), &"hk-high-court".parse().unwrap(), 3, &mut drawn).unwrap();
    let key = join(&shares[1..]).unwrap();
    assert_eq!(opened(&header, header.recover(&slot, &key).unwrap(), &file), SECRET.as_bytes());
}

#[tokio::test]
async fn evidence_that_hong_kong_sealed_for_a_judge_of_nansha_is_read_by_that_judge_and_by_neither_gateway() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let key = enrolled(&bay.judge, JUDGE).await;
    let matter = in_execution(&world, &bay).await;
    let to_nansha = |it: &mut Sealing| {
        it.by = Sealer { authority: "hk-admin-wing".parse().unwrap(), account: "mak-tsz-kin".parse().unwrap() };
        it.authority = "cn-nansha".parse().unwrap();
        it.recipients[0].account = "lin-yu".parse().unwrap();
    };

    // The authority that took it seals it, and no other; for the side that asked, and for nobody of its own.
    let by_another = sealed_for(&bay.registrar, &matter, "cn-nansha", |it| {
        to_nansha(it);
        it.by.authority = "hk-high-court".parse().unwrap();
    });
    refused(&attached(&bay.registrar, &matter, &by_another.await).await, "sealed-by-another");
    let for_itself = sealed_for(&bay.registrar, &matter, "cn-nansha", |it| {
        to_nansha(it);
        it.authority = "hk-admin-wing".parse().unwrap();
    });
    refused(&attached(&bay.registrar, &matter, &for_itself.await).await, "sealed-other-authority");
    // It says for which case it was asked: whoever opens it in Nansha reads there what it may be used for.
    let another = Some(ANOTHER_CASE.parse::<sealed::Label>().unwrap());
    for (code, label) in [("sealed-other-label", another), ("sealed-without-label", None)] {
        let labelled_otherwise = sealed_for(&bay.registrar, &matter, "cn-nansha", |it| {
            to_nansha(it);
            it.label = label.clone();
        });
        refused(&attached(&bay.registrar, &matter, &labelled_otherwise.await).await, code);
    }
    let file = sealed_for(&bay.registrar, &matter, "cn-nansha", to_nansha).await;
    let named = attached(&bay.registrar, &matter, &file).await.good();

    // It comes back with the certificate, with the label of its letter.
    let mut certificate = with_evidence(&bay.registrar, &matter, "bank-documents").await;
    certificate["taking"]["acts"][0]["files"] = json!([named]);
    bay.registrar.act(&matter, "evidence", certificate).await;
    bay.registrar.wait_for(&matter, "completed").await;
    bay.registrar.act(&matter, "certificate", Value::Null).await;
    let returned = bay.judge.wait_for(&matter, "returned").await;
    let digest = named["sha256"].as_str().unwrap();
    assert_eq!(returned["labels"][digest]["case"]["court"], "cn-nansha", "{}", returned["labels"]);
    let path = format!("/matters/{matter}/files/{digest}");
    let arrived = bay.judge.get(&path).await.bytes;
    assert_eq!(arrived[..], file[..]);
    let header = Header::parse(&arrived).unwrap();
    assert_eq!(opened(&header, header.open(&key).unwrap(), &arrived), SECRET.as_bytes());
    assert!(header.open(&PersonKey::from_bytes([STRANGER; 32])).is_err());
    for person in [&bay.judge, &bay.registrar] {
        let said = person.get(&format!("{path}/sealed")).await.good();
        assert_eq!((&said["faults"], &said["statement"]["recipients"][0]["account"]), (&json!([]), &json!("lin-yu")));
        assert_eq!(said["statement"]["label"], returned["labels"][digest]["case"]["number"]);
    }
    let elsewhere = bay.judge.get(&format!("{path}?court=cn-nansha&case=2026-1&reason=related")).await;
    assert_eq!((elsewhere.status.as_u16(), elsewhere.code()), (403, "use-restricted"), "{}", elsewhere.body);

    bay.close(&world, &matter).await;
    for gateway in ["cn", "hk"] {
        let readable = world.working(gateway).readable();
        assert!(readable.contains("bank-statement.sealed") && !readable.contains(SECRET), "{gateway}");
    }
}

#[tokio::test]
async fn a_key_is_published_when_its_person_enrols_it_and_the_next_one_takes_its_place() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let listed = async |person: &Person| -> Value {
        person.get("/sealing/directories/hk-high-court").await.good()["directory"]["people"].clone()
    };
    assert_eq!(listed(&bay.judge).await, json!([]));
    let first = enrolled(&bay.registrar, REGISTRAR).await;
    let second = enrolled(&bay.registrar, STRANGER).await;
    for person in [&bay.judge, &bay.registrar] {
        let people = listed(person).await;
        assert_eq!(people.as_array().unwrap().len(), 1, "{people}");
        assert_eq!((&people[0]["account"], &people[0]["role"]), (&json!("wong-ka-yan"), &json!("registrar")));
        assert_eq!(people[0]["key"], json!(second.public()));
    }
    assert_ne!(first.public(), second.public());
    let enrolments = world.record("hk");
    assert_eq!(enrolments.of_kind("sealing-key-enrolled").len(), 2, "who had which key is on record");

    // An open session is not enough, an operator has no business with it, and a point of low order is no key.
    let low = bay.registrar.post("/sealing/key", json!({ "key": "A".repeat(43) })).await;
    assert_eq!((low.status.as_u16(), low.code()), (422, "bad-field"));
    let operator = world.sign_in("ops-hk").await;
    let key = PersonKey::from_bytes([STRANGER; 32]).public();
    assert_eq!(operator.post("/sealing/key", json!({ "key": key })).await.code(), "not-allowed");
    let nowhere = bay.judge.get("/sealing/directories/hk-nowhere").await;
    assert_eq!((nowhere.status.as_u16(), nowhere.code()), (422, "unknown-authority"));
}

/// A person's key, enrolled.
async fn enrolled(person: &Person, seed: u8) -> PersonKey {
    let key = PersonKey::from_bytes([seed; 32]);
    let enrolled = person.post("/sealing/key", json!({ "key": key.public() })).await.good();
    assert_eq!(enrolled["fingerprint"], key.public().fingerprint());
    key
}

fn officers() -> PersonKey {
    PersonKey::from_bytes([OFFICERS; 32])
}

/// Two persons of the High Court say by which key its officers recover.
async fn recovery_key_set(world: &PracticeWorld, bay: &Bay) {
    let judge = world.sign_in("lam-chi-wai").await;
    let body = json!({ "key": officers().public() });
    let one = bay.registrar.post("/sealing/recovery-key", body.clone()).await;
    assert_eq!((one.status.as_u16(), &one.body["set"]), (202, &json!(false)), "{}", one.body);
    let both = judge.post("/sealing/recovery-key", body).await;
    assert_eq!((both.status.as_u16(), &both.body["set"]), (201, &json!(true)), "{}", both.body);
}

/// A file for the registrar of the High Court, sealed as its directory says, but for the change.
async fn sealed_for_hong_kong(judge: &Person, matter: &MatterId, change: impl Fn(&mut Sealing)) -> Vec<u8> {
    sealed_for(judge, matter, "hk-high-court", change).await
}

/// A file for the first person of an authority, sealed as its directory says, but for the change.
async fn sealed_for(person: &Person, matter: &MatterId, authority: &str, change: impl Fn(&mut Sealing)) -> Vec<u8> {
    let view = person.get(&format!("/sealing/directories/{authority}")).await.good();
    let recovery: Option<RecoveryKeys> = serde_json::from_value(view["directory"]["recovery"].clone()).unwrap();
    let key: SealingKey = serde_json::from_value(view["directory"]["people"][0]["key"].clone()).unwrap();
    let asked_in = person.matter(matter).await["request"]["case_number"].clone();
    let mut draft = Sealing {
        matter: matter.clone(),
        item: "bank-statement".parse().unwrap(),
        label: Some(asked_in.as_str().unwrap().parse().unwrap()),
        size: SECRET.len() as u64,
        by: Sealer { authority: "cn-nansha".parse().unwrap(), account: "lin-yu".parse().unwrap() },
        sealed: Time::from_unix_ms(1_768_179_600_000),
        scan: Scan::NotScanned,
        authority: "hk-high-court".parse().unwrap(),
        recipients: vec![Recipient { account: "wong-ka-yan".parse().unwrap(), key }],
        recovery,
    };
    change(&mut draft);
    let (mut file, mut body) = sealed::seal(draft, &mut drawn).unwrap();
    for chunk in SECRET.as_bytes().chunks(CHUNK_BYTES) {
        file.extend(body.seal_next(chunk).unwrap());
    }
    file
}

/// Chance for a test: what counts here is who may read, and not that it cannot be guessed.
fn drawn(bytes: &mut [u8]) {
    bytes.iter_mut().zip(1..).for_each(|(byte, next)| *byte = next);
}

async fn attached(person: &Person, matter: &MatterId, file: &[u8]) -> Answer {
    let path = format!("/matters/{matter}/files?name=bank-statement.sealed");
    let headers = [("content-type", sealed::MEDIA_TYPE)];
    person.request(Method::POST, &path, &headers, Bytes::copy_from_slice(file)).await
}

/// The letter with the file as one of its papers, in Hong Kong.
async fn sent_with(bay: &Bay, matter: &MatterId, file: &Value) {
    let mut request = bay.judge.matter(matter).await["request"].clone();
    let paper = json!({
        "kind": "attachment",
        "annexed_to": "originating-process",
        "description": "密封的银行流水",
        "languages": ["zh"],
        "copies": 2,
        "file": file,
    });
    request["documents"].as_array_mut().unwrap().push(paper);
    bay.judge.put(&format!("/matters/{matter}/request"), request).await.good();
    bay.judge.act(matter, "preflight", Value::Null).await;
    bay.judge.act(matter, "submit", json!({})).await;
    bay.liaison.wait_for(matter, "submitted").await;
    bay.liaison.act(matter, "forward", json!({})).await;
    bay.registrar.wait_for(matter, "acknowledged").await;
}

fn opened(header: &Header, mut opening: Opening, file: &[u8]) -> Vec<u8> {
    let (mut text, mut rest) = (Vec::new(), &file[header.len()..]);
    while let Some(due) = opening.expects() {
        let (chunk, after) = rest.split_at(due);
        text.extend(opening.open_next(chunk).unwrap());
        rest = after;
    }
    text
}

#[track_caller]
fn refused(answer: &Answer, code: &str) {
    assert_eq!((answer.status.as_u16(), answer.code()), (422, code), "{}", answer.body);
}
