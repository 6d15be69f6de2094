//! The gateways as each other's witnesses: what is published, and what becomes of a record that is not what it was.

use std::path::Path;

use axum::http::{HeaderMap, Method};
use comity_domain::MatterId;
use comity_federation::keys::{KeyUse, Owner};
use comity_record::checkpoint::{Checkpoint, NoteVerifier};
use comity_record::cosignature::CosignatureVerifier;
use comity_record::tile::{TilePath, unbundle};
use comity_record::witness::{Contradiction, Log};
use comity_tests::{Draft, Mirror, Person, PracticeWorld, check_record, go_is_missing, not_run, until};
use serde_json::{Value, json};

use super::Bay;

#[tokio::test]
async fn a_certificate_is_published_when_both_other_gateways_have_cosigned_it() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    assert_eq!(bay.judge.matter(&matter).await["certificate_witnessed"], Value::Null);
    certificate_comes_back(&bay, &matter).await;

    // Macao is not there: one gateway alone publishes nothing.
    let witnessed = |how: &'static str| move |matter: &Value| matter["certificate_witnessed"] == how;
    for person in [&bay.judge, &bay.registrar] {
        person.wait_until(&matter, "witnessed once", witnessed("witnessed-once")).await;
    }
    let auditor = world.sign_in("zhou-wei").await;
    assert_eq!(auditor.get("/record").await.good()["published_size"], 0);
    assert_eq!(auditor.get("/record/published").await.code(), "not-found");

    let mo = world.start("mo").await;
    for person in [&bay.judge, &bay.registrar] {
        person.wait_until(&matter, "published", witnessed("published")).await;
    }
    let copy = fetched(&world, &auditor).await;
    for witness in &copy.witnesses {
        assert!(witness.verify(&copy.note).is_ok(), "{witness} is not under\n{}", copy.note);
    }
    bay.cn.stop().await;
    let published = world.record("cn").lines.iter().position(|line| line.kind == "certificate-received").unwrap();
    assert!(published < copy.lines.len());
    verified_by_go(&copy);
    drop(mo);
}

#[tokio::test]
async fn a_corrected_certificate_is_published_when_its_correction_is() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let mo = world.start("mo").await;
    let matter = bay.delivered().await;
    certificate_comes_back(&bay, &matter).await;
    let witnessed = |how: &'static str| move |matter: &Value| matter["certificate_witnessed"] == how;
    let people = [&bay.judge, &bay.registrar];
    for person in people {
        person.wait_until(&matter, "published", witnessed("published")).await;
    }

    // What Macao has seen is the certificate without the name.
    mo.stop().await;
    let returned = bay.registrar.matter(&matter).await;
    let is_certificate = |paper: &&Value| paper["document_kind"] == "certificate";
    let supersedes = returned["papers"].as_array().unwrap().iter().find(is_certificate).unwrap()["digest"].clone();
    let mut certificate = returned["certificate"].clone();
    certificate["recipient"] = "陳太文".into();
    let corrected = json!({ "kind": "certificate", "result": "served", "certificate": certificate });
    let correction = json!({ "supersedes": supersedes, "corrected": corrected, "reason": "收件人姓名有誤" });
    bay.registrar.act(&matter, "correction", correction).await;
    for person in people {
        let corrected = person.wait_until(&matter, "witnessed once", witnessed("witnessed-once")).await;
        assert_eq!(corrected["certificate"]["recipient"], "陳太文");
    }

    let mo = world.start("mo").await;
    for person in people {
        person.wait_until(&matter, "published", witnessed("published")).await;
    }
    bay.cn.stop().await;
    drop(mo);
}

#[tokio::test]
async fn a_record_that_went_back_without_a_word_is_noticed_by_its_witnesses_and_signs_nothing_more() {
    let world = PracticeWorld::make().await;
    let (cn, hk, _mo) = (world.start("cn").await, world.start("hk").await, world.start("mo").await);
    let judge = world.sign_in("lin-yu").await;
    let auditor_of_hk = world.sign_in("tsang-mei").await;
    judge.draft(&Draft::first()).await;
    cn.stop().await;
    let snapshot = tempfile::tempdir().unwrap();
    copy(&world.of("cn").join("record"), &snapshot.path().join("old"));

    let cn = world.start("cn").await;
    let judge = world.sign_in("lin-yu").await;
    judge.draft(&Draft::corrected()).await;
    let auditor = world.sign_in("zhou-wei").await;
    let signed = until("the larger head is cosigned", async || {
        let record = auditor.get("/record").await.good();
        let all = record["size"].as_u64().unwrap();
        (record["published_size"] == all).then_some(all)
    })
    .await;
    cn.stop().await;
    std::fs::rename(world.of("cn").join("record"), snapshot.path().join("newest")).unwrap();
    copy(&snapshot.path().join("old"), &world.of("cn").join("record"));

    // The gateway itself is told, and its witnesses have seen two signed heads, the smaller one after the larger.
    let cn = world.start("cn").await;
    warns(&world, "cn", "record-behind-witness").await;
    warns(&world, "cn", "record-held").await;
    warns(&world, "hk", "log-rolled-back").await;
    let rollback = until("recorded", async || contradiction(&world, "hk")).await;
    assert_eq!(rollback.verify(&log(&world, "cn")), Ok(()));
    assert!(sizes(&world, &rollback).0 >= signed && sizes(&world, &rollback).1 < signed, "{rollback:?}");

    // It does not go on from there, now or after a restart: that would be another record of the same name.
    let judge = world.sign_in("lin-yu").await;
    let refused = judge.post("/matters", Draft::corrected().without_files()).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (503, "record-held"));
    cn.stop().await;
    let cn = world.start("cn").await;
    warns(&world, "cn", "record-behind-witness").await;
    let healthy = auditor_of_hk.get("/record").await.good();
    assert_ne!(healthy["witnessed_size"], 0, "the other records go on");

    // With its lines back it is cosigned again.
    cn.stop().await;
    std::fs::remove_dir_all(world.of("cn").join("record")).unwrap();
    copy(&snapshot.path().join("newest"), &world.of("cn").join("record"));
    let cn = world.start("cn").await;
    world.sign_in("lin-yu").await.draft(&Draft::corrected()).await;
    let auditor = world.sign_in("zhou-wei").await;
    until("the record is published beyond what it had signed", async || {
        let record = auditor.get("/record").await.good();
        (record["published_size"].as_u64() > Some(signed)).then_some(())
    })
    .await;
    drop((cn, hk));
}

#[tokio::test]
async fn a_peer_reads_hashes_and_proofs_of_a_record_and_none_of_its_lines() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    bay.delivered().await;
    let mo = world.peer("mo");
    let verifier = verifier(&world, "cn");
    let checkpoint = until("a checkpoint", async || {
        let note = mo.get("cn", "/peer/v1/checkpoint").await;
        verifier.verify(std::str::from_utf8(&note.bytes).unwrap()).ok().filter(|checkpoint| checkpoint.size > 3)
    })
    .await;
    let Checkpoint { size, root, .. } = checkpoint;
    let width = size.min(256);
    let partial = if width < 256 { format!(".p/{width}") } else { String::new() };
    let tile = mo.get("cn", &format!("/peer/v1/tile/0/000{partial}")).await;
    assert_eq!((tile.status.as_u16(), tile.bytes.len() as u64), (200, width * 32));
    let past = mo.get("cn", &format!("/peer/v1/consistency/2/{size}")).await;
    let past = comity_record::witness::Prefix::parse(std::str::from_utf8(&past.bytes).unwrap()).unwrap();
    let holds = comity_record::merkle::verify_consistency(&past.proof, (2, &past.root), (size, &root));
    assert_eq!(holds, Ok(()));
    for refused in [
        format!("/peer/v1/tile/entries/000{partial}"),
        format!("/peer/v1/tile/0/000.p/{}", width + 200),
        "/peer/v1/tile/0/..%2f..%2fkeys".to_owned(),
        "/peer/v1/consistency/3/1000000".to_owned(),
        format!("/peer/v1/consistency/{size}/3"),
    ] {
        assert_eq!(mo.get("cn", &refused).await.status.as_u16(), 404, "{refused}");
    }
    let client = mo.call("cn");
    let odd = client.request(Method::POST, "/peer/v1/add-checkpoint", HeaderMap::new(), "old".into()).await.unwrap();
    assert_eq!(odd.status.as_u16(), 400);
}

async fn certificate_comes_back(bay: &Bay, matter: &MatterId) {
    bay.accepted(matter).await;
    bay.certified(matter, "2026-01-12").await;
}

/// The published part of the Mainland's record, as an auditor fetches it.
async fn fetched(world: &PracticeWorld, auditor: &Person) -> Mirror {
    let log = verifier(world, "cn");
    let note = auditor.get("/record/published").await;
    let note = String::from_utf8(note.bytes.to_vec()).unwrap();
    let size = log.verify(&note).unwrap().size;
    let mut lines = Vec::new();
    for path in TilePath::all_of(size) {
        let tile = auditor.get(&format!("/record/{path}")).await;
        assert_eq!(tile.status.as_u16(), 200, "{path}");
        if path.to_string().starts_with("tile/entries/") {
            lines.extend(unbundle(&tile.bytes).unwrap().into_iter().map(<[u8]>::to_vec));
        }
    }
    let witnesses = ["hk", "mo"].map(|gateway| {
        let roll = world.roll();
        let owner: Owner = gateway.parse().unwrap();
        let key = roll.keys_of(&owner, KeyUse::Witness).last().unwrap().public;
        let name = &roll.gateway(&gateway.parse().unwrap()).unwrap().tls_name;
        CosignatureVerifier::new(name, *key.verifying_key().unwrap()).unwrap()
    });
    Mirror { note, lines, log, witnesses: witnesses.to_vec() }
}

fn verified_by_go(copy: &Mirror) {
    if let Some(why) = go_is_missing() {
        return not_run("Go verifies the record of a gateway that ran", why);
    }
    let directory = tempfile::tempdir().unwrap();
    copy.write(directory.path(), 20);
    let verified = check_record(directory.path()).unwrap();
    assert_eq!((&verified["origin"], &verified["size"]), (&json!("comity.example/cn"), &json!(copy.lines.len())));
    let mut witnesses: Vec<&str> =
        verified["cosigned_by"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    witnesses.sort_unstable();
    assert_eq!(witnesses, ["hk.gateway.comity.example", "mo.gateway.comity.example"]);
}

fn verifier(world: &PracticeWorld, gateway: &str) -> NoteVerifier {
    let roll = world.roll();
    let owner: Owner = gateway.parse().unwrap();
    let key = roll.keys_of(&owner, KeyUse::Checkpoint).last().unwrap().public;
    NoteVerifier::new(&roll.gateway(&gateway.parse().unwrap()).unwrap().log, *key.verifying_key().unwrap()).unwrap()
}

fn log(world: &PracticeWorld, gateway: &str) -> Log {
    Log::new(vec![verifier(world, gateway)]).unwrap()
}

/// The last contradiction of the Mainland's record that stands in the record of a gateway.
fn contradiction(world: &PracticeWorld, gateway: &str) -> Option<Contradiction> {
    let record = world.record(gateway);
    let line = record.of_kind("log-contradicted").last().copied()?;
    assert_eq!(line.subject, "witness/cn");
    Some(serde_json::from_value(line.open["proof"].clone()).unwrap())
}

fn sizes(world: &PracticeWorld, contradiction: &Contradiction) -> (u64, u64) {
    let [one, other] = contradiction.notes().map(|note| log(world, "cn").head(note).unwrap().checkpoint().size);
    (one, other)
}

async fn warns(world: &PracticeWorld, gateway: &str, code: &str) {
    let stranger = world.stranger(gateway, None);
    until(&format!("{gateway} warns: {code}"), async || {
        let health = stranger.get("/health").await.body;
        health["warnings"].as_array()?.iter().any(|warning| warning["code"] == code).then_some(())
    })
    .await;
}

pub(super) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}
