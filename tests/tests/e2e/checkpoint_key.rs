//! The key of a gateway's checkpoints is replaced: its record goes on, and the others cosign it as before.

use std::process::Command;

use comity_domain::MatterId;
use comity_federation::bundle;
use comity_federation::keys::{KeyPair, KeyUse};
use comity_federation::roll::{Additions, Anchor, KeyEntry, Measure, Notice};
use comity_record::checkpoint::{Checkpoint, NoteVerifier};
use comity_tests::{Answer, Person, PracticeWorld, program, until};
use serde_json::json;

use super::Bay;
use super::restore::Copies;
use super::roll::{ALL, adopted, new_key, next_roll, noticed, status, stepped_up, take};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn a_gateway_whose_checkpoint_key_was_replaced_goes_on_with_its_record_and_is_cosigned() {
    let world = PracticeWorld::make().await;
    let (mut bay, mo) = (Bay::open(&world).await, world.start("mo").await);
    let first = bay.delivered().await;
    published(&world, &old_key(&world)).await;
    next_key_is_adopted(&world).await;
    put_beside(&world);
    holds(&world, &bundle_of(&bay.registrar, &first).await);

    // A copy of before is put back on the way: the new key goes on from it.
    bay.hk.stop().await;
    let copies = Copies::new();
    copies.make("before", &world);
    copies.put_back("before", &world);
    bay.hk = world.start("hk").await;
    bay.registrar = world.sign_in("wong-ka-yan").await;
    published(&world, &next_key()).await;
    holds(&world, &bundle_of(&bay.registrar, &first).await);
    let second = bay.delivered().await;

    // The one before is revoked, and no head is named up to which it counts.
    revoked(&world, &old_key(&world)).await;
    bay.hk.stop().await;
    bay.hk = world.start("hk").await;
    bay.registrar = world.sign_in("wong-ka-yan").await;
    let third = bay.delivered().await;
    published(&world, &next_key()).await;
    for matter in [&first, &second, &third] {
        holds(&world, &bundle_of(&bay.registrar, matter).await);
    }

    bay.hk.stop().await;
    assert!(program_verifies(&world));
    world.record("hk").verify();
    bay.cn.stop().await;
    mo.stop().await;
    for witness in ["cn", "mo"] {
        assert!(world.record(witness).of_kind("log-contradicted").is_empty(), "{witness} saw a second history");
    }
}

#[tokio::test]
async fn what_a_stolen_checkpoint_key_had_signed_is_signed_anew_by_the_next_one_and_published() {
    let world = PracticeWorld::make().await;
    let (mut bay, _mo) = (Bay::open(&world).await, world.start("mo").await);
    let matter = bay.delivered().await;
    published(&world, &old_key(&world)).await;
    next_key_is_adopted(&world).await;
    revoked(&world, &old_key(&world)).await;

    // Hong Kong still signs with it: what that shows nobody would take.
    let refused = bundle_answer(&bay.registrar, &matter).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (409, "checkpoint-key-revoked"), "{}", refused.body);

    put_beside(&world);
    bay.hk.stop().await;
    let signed = checkpoint_in_file(&world);
    assert!(verifier(&world, &old_key(&world)).verify(&signed).is_ok());
    bay.hk = world.start("hk").await;
    bay.registrar = world.sign_in("wong-ka-yan").await;
    let head = published(&world, &next_key()).await;
    assert!(head.size >= verifier(&world, &old_key(&world)).verify(&signed).unwrap().size);
    holds(&world, &bundle_of(&bay.registrar, &matter).await);
}

/// The key that Hong Kong's checkpoints are signed with at first.
fn old_key(world: &PracticeWorld) -> KeyPair {
    KeyPair::parse(&std::fs::read(world.of("hk").join("keys/checkpoint.json")).unwrap()).unwrap()
}

/// And the one after it.
fn next_key() -> KeyPair {
    new_key("hk", KeyUse::Checkpoint)
}

/// All three adopt a roll that names the next key.
async fn next_key_is_adopted(world: &PracticeWorld) {
    let next = next_roll(world, &ALL, |world| {
        let now = world.peer("hk").now();
        let key = KeyEntry::of(&next_key(), now.plus_ms(-1000), now.plus_ms(700 * DAY_MS));
        Additions { keys: vec![key], ..Additions::default() }
    });
    for gateway in ALL {
        adopted(world, gateway, &next).await;
    }
}

/// Puts the file of the next key beside the one in use.
fn put_beside(world: &PracticeWorld) {
    let file = next_key().to_file().unwrap();
    std::fs::write(world.of("hk").join("keys/checkpoint-2.json"), file.as_bytes()).unwrap();
}

/// Hong Kong revokes a key of its own, and the others know.
async fn revoked(world: &PracticeWorld, key: &KeyPair) {
    let now = world.peer("hk").now();
    let notice = Notice::new(key.kid().clone(), Measure::Revoke { at: now, head: None }, now);
    let operator = stepped_up(world, "ops-hk").await;
    assert_eq!(take(&operator, &noticed(world, notice, &["hk"])).await.good()["taken"], true);
    for gateway in ["cn", "mo"] {
        until("the notice is known", async || {
            let known = status(world, gateway).await;
            known["notices"].as_array().filter(|notices| !notices.is_empty()).map(drop)
        })
        .await;
    }
}

/// Everything that Hong Kong's record holds is published, under this key.
async fn published(world: &PracticeWorld, key: &KeyPair) -> Checkpoint {
    let (auditor, verifier) = (world.sign_in("tsang-mei").await, verifier(world, key));
    until("everything is published under the key", async || {
        let record = auditor.get("/record").await.good();
        let note = auditor.get("/record/published").await;
        let head = verifier.verify(std::str::from_utf8(&note.bytes).ok()?).ok()?;
        (record["size"].as_u64() == Some(head.size)).then_some(head)
    })
    .await
}

fn verifier(world: &PracticeWorld, key: &KeyPair) -> NoteVerifier {
    let log = &world.roll().gateway(&"hk".parse().unwrap()).unwrap().log.clone();
    NoteVerifier::new(log, *key.public().verifying_key().unwrap()).unwrap()
}

/// The newest checkpoint of a gateway that does not run.
fn checkpoint_in_file(world: &PracticeWorld) -> String {
    std::fs::read_to_string(world.of("hk").join("record/checkpoint")).unwrap()
}

async fn bundle_answer(person: &Person, matter: &MatterId) -> Answer {
    person.post(&format!("/matters/{matter}/bundle"), json!({ "files": false })).await
}

async fn bundle_of(person: &Person, matter: &MatterId) -> Vec<u8> {
    let answer = bundle_answer(person, matter).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    answer.bytes.to_vec()
}

/// The bundle verifies, for somebody who holds the keys that Macao signs rolls by.
fn holds(world: &PracticeWorld, bundle: &[u8]) {
    let trust = std::fs::read(world.of("mo").join("roll-trust.json")).unwrap();
    let anchors: Vec<Anchor> = serde_json::from_slice(&trust).unwrap();
    bundle::verify(bundle, Some(&anchors)).unwrap();
}

fn program_verifies(world: &PracticeWorld) -> bool {
    let mut verify = Command::new(program());
    verify.args(["record", "verify"]).arg(world.of("hk")).env_remove("COMITY_LANG");
    verify.output().unwrap().status.success()
}
