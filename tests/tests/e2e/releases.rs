//! The life of releases in a gateway that runs: put into force, refused, gone back from; and the record replayed.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::facts::Particulars;
use comity_federation::keys::KeyPair;
use comity_rules::{Draft as Unsigned, ExpectedConclusion, Release};
use comity_tests::{Answer, Draft, Person, PracticeWorld, target};
use serde_json::{Value, json};

use super::Bay;
use super::hearing::{enter, exhibit, opened};

#[tokio::test]
async fn a_release_that_is_adopted_decides_at_once_and_after_a_restart_and_its_peers_are_told() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    let operator = stepped_up(&world, "ops-hk").await;
    let before = in_force(&operator).await;

    let stricter = sign(&world, with_setting(&world, "unlisted-document", "return"));
    let adopted = adopt(&operator, &stricter).await.good();
    assert_eq!((adopted["id"].as_str(), adopted["cases"].as_u64() > Some(100)), (Some("hongkong"), true));
    assert_ne!(adopted["release"], before);
    assert_eq!(in_force(&operator).await, adopted["release"]);
    let noted = world.record("hk").of_kind("release-adopted").len();

    let matter = bay.judge.draft(&Draft::corrected()).await;
    let advice = |preflight: Value| preflight["checks"][1]["assessment"].clone();
    let advised = advice(bay.judge.act(&matter, "preflight", Value::Null).await);
    assert_eq!((&advised["outcome"], &advised["release"]), (&"return-for-supplement".into(), &adopted["release"]));

    bay.hk.stop().await;
    bay.hk = world.start("hk").await;
    assert_eq!(in_force(&operator).await, adopted["release"]);

    // Back again: the earlier one is adopted once more. What is in force already changes nothing.
    operator.step_up().await;
    adopt(&operator, &own(&world)).await.good();
    adopt(&operator, &own(&world)).await.good();
    assert_eq!(in_force(&operator).await, before);
    assert_eq!(world.record("hk").of_kind("release-adopted").len(), noted + 1);
    let advised = advice(bay.judge.act(&matter, "preflight", Value::Null).await);
    assert_eq!((&advised["outcome"], &advised["release"]), (&"accept-with-flags".into(), &before));
}

#[tokio::test]
async fn a_release_decides_from_its_day_on_and_one_that_a_later_one_has_displaced_is_refused() {
    let world = PracticeWorld::make().await;
    let mut hk = world.start("hk").await;
    let operator = stepped_up(&world, "ops-hk").await;
    let before = in_force(&operator).await;
    let mut later = with_setting(&world, "unlisted-document", "return");
    later.in_force_from = "2026-03-01".parse().unwrap();
    let later = adopt(&operator, &sign(&world, later)).await.good();
    let published =
        async || String::from_utf8(world.peer("cn").get("hk", "/peer/v1/release/digest").await.bytes.to_vec());
    assert_eq!(
        (in_force(&operator).await, published().await.unwrap()),
        (before.clone(), before.as_str().unwrap().to_owned())
    );

    world.set_day("2026-03-01");
    assert_eq!(in_force(&operator).await, later["release"]);
    assert_eq!(published().await.unwrap(), later["release"].as_str().unwrap());
    operator.step_up().await;
    let refused = adopt(&operator, &own(&world)).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (422, "release-displaced"), "{}", refused.body);
    hk.stop().await;
    hk = world.start("hk").await;
    assert_eq!(in_force(&operator).await, later["release"]);
    hk.stop().await;
}

#[tokio::test]
async fn two_releases_that_are_adopted_at_once_are_both_there_after_a_restart() {
    let world = PracticeWorld::make().await;
    let mut hk = world.start("hk").await;
    let operator = stepped_up(&world, "ops-hk").await;
    let [one, other] = ["2026-02-01", "2026-03-01"].map(|day| {
        let mut release = with_setting(&world, "unlisted-document", "return");
        release.in_force_from = day.parse().unwrap();
        sign(&world, release)
    });
    let (first, second, again) = tokio::join!(adopt(&operator, &one), adopt(&operator, &other), adopt(&operator, &one));
    let adopted = [first, second, again].map(|answer| answer.good()["release"].clone());
    hk.stop().await;
    hk = world.start("hk").await;
    let rules = operator.get("/rules").await.good();
    for release in &adopted {
        assert!(rules.as_array().unwrap().iter().any(|rules| rules["release"] == *release), "{rules}");
    }
    assert_eq!(world.record("hk").of_kind("release-adopted").len(), 2);
    hk.stop().await;
}

#[tokio::test]
async fn a_release_that_does_not_hold_is_refused_with_its_reason_and_the_old_one_stays() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let operator = stepped_up(&world, "ops-hk").await;
    let before = in_force(&operator).await;

    let mut unsigned: Value = serde_json::from_slice(&own(&world)).unwrap();
    unsigned["manifest"]["in_force_from"] = "2020-01-01".into();
    let mut other_part: Value = serde_json::from_slice(&own(&world)).unwrap();
    other_part["settings"]["unlisted-document"] = "return".into();
    let cn = std::fs::read(world.of("cn").join("releases/mainland.release.json")).unwrap();
    let by_another = with_setting(&world, "unlisted-document", "return");
    let by_another = by_another.sign(publisher(&world, "cn").signing_key().unwrap()).unwrap().to_bytes().unwrap();
    let trap = Release::parse(&own(&world)).unwrap();
    let hostile = std::fs::read(target().join("rules/hostile.wasm")).unwrap();
    let version = trap.manifest.version.clone();
    let liar = sign(&world, trap.with_component(version, hostile));
    let mut broken = with_setting(&world, "unlisted-document", "return");
    broken.cases.truncate(1);
    broken.cases[0].expect.conclusion = Some(ExpectedConclusion { code: "deemed-served".to_owned(), on: None });
    for (release, code) in [
        (b"{}".to_vec(), "malformed-release"),
        (unsigned.to_string().into_bytes(), "bad-signature"),
        (other_part.to_string().into_bytes(), "part-mismatch"),
        (cn, "not-own-release"),
        (by_another, "bad-signature"),
        (liar, "describe-mismatch"),
        (sign(&world, broken), "case-broken"),
    ] {
        let refused = adopt(&operator, &release).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (422, code), "{}", refused.body);
        assert_eq!(in_force(&operator).await, before, "{code}");
    }
    assert!(world.record("hk").of_kind("release-adopted").is_empty());
}

#[tokio::test]
async fn whatever_was_assessed_comes_out_the_same_again_by_the_release_that_it_was_made_by() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    bay.delivered().await;
    // Hong Kong publishes another release; the one that the Mainland was advised by lives on only in the Mainland's files.
    let operator = stepped_up(&world, "ops-hk").await;
    adopt(&operator, &sign(&world, with_setting(&world, "unlisted-document", "return"))).await.good();
    bay.cn.stop().await;
    bay.cn = world.start("cn").await;
    for auditor in ["zhou-wei", "tsang-mei"] {
        let auditor = stepped_up(&world, auditor).await;
        let replayed = replay(&auditor, &Value::Null).await;
        let count = |name: &str| replayed[name].as_u64().unwrap();
        assert!(count("assessments") > 0, "{replayed}");
        assert_eq!((count("same"), count("not_replayable")), (count("assessments"), 0), "{replayed}");
        assert_eq!(replayed["changed"], json!([]));
    }
}

#[tokio::test]
async fn a_candidate_changes_nothing_and_says_what_it_would_change() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    let before = in_force(&stepped_up(&world, "ops-hk").await).await;
    let auditor = stepped_up(&world, "tsang-mei").await;

    let component = std::fs::read(target().join("rules/hongkong.wasm")).unwrap();
    let same = replay(&auditor, &candidate(&auditor, component.clone()).await).await;
    assert_eq!((&same["changed"], &same["same"]), (&json!([]), &same["assessments"]));

    let other = replay(&auditor, &candidate(&auditor, says_otherwise(component, LISTED)).await).await;
    let change = &other["changed"][0];
    assert_eq!(change["matter"], matter.to_string());
    let only =
        |list: &str| change["difference"][list].as_array().unwrap().first().unwrap().as_str().unwrap().to_owned();
    assert!(only("gone").starts_with("flag: document-not-listed (documents[3].kind)"), "{change}");
    assert!(only("found").starts_with("flag: document-not-lifted (documents[3].kind)"), "{change}");
    assert_eq!(in_force(&stepped_up(&world, "ops-hk").await).await, before);

    let unknown = json!({ "from": 0, "entries": 10, "candidate": format!("sha256:{}", "0".repeat(64)) });
    assert_eq!(auditor.post("/rules/replay", unknown).await.status, 404);
    let no_component = auditor.request(Method::POST, "/rules/candidates", &[], Bytes::from_static(b"no")).await;
    assert_eq!(no_component.status, 422);
}

#[tokio::test]
async fn what_the_rules_said_in_a_case_is_replayed_and_a_candidate_says_what_it_would_change_there() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let clerk = world.sign_in("he-min").await;
    let case = opened(&clerk).await;
    let unproved = json!({ "step": "produce", "party": 2, "item": exhibit("公司注册记录", "HK", &["zh"]) });
    enter(&clerk, &case, unproved).await.good();
    let auditor = stepped_up(&world, "zhou-wei").await;

    let replayed = replay(&auditor, &Value::Null).await;
    let counts = ["assessments", "same", "not_replayable"].map(|name| replayed[name].as_u64().unwrap());
    assert_eq!((counts, &replayed["changed"]), ([1, 1, 0], &json!([])), "{replayed}");

    let component = std::fs::read(target().join("rules/mainland.wasm")).unwrap();
    let other = replay(&auditor, &candidate(&auditor, says_otherwise(component, PROVED)).await).await;
    let change = &other["changed"][0];
    assert_eq!((&change["case"], &change["matter"]), (&json!(case), &Value::Null), "{other}");
    let said = |list: &str| change["difference"][list].to_string();
    assert!(said("gone").contains(PROVED[0]) && said("found").contains(PROVED[1]), "{change}");
}

/// A finding, and a word of its length.
const LISTED: [&str; 2] = ["document-not-listed", "document-not-lifted"];
const PROVED: [&str; 2] = ["proof-formality-missing", "proof-formality-mislaid"];

/// The same component with another word for one of its findings.
fn says_otherwise(mut component: Vec<u8>, [word, other]: [&str; 2]) -> Vec<u8> {
    let (word, other) = (word.as_bytes(), other.as_bytes());
    let places: Vec<usize> =
        (0..component.len() - word.len()).filter(|at| component[*at..].starts_with(word)).collect();
    assert!(!places.is_empty());
    for at in places {
        component[at..at + word.len()].copy_from_slice(other);
    }
    component
}

async fn stepped_up(world: &PracticeWorld, account: &str) -> Person {
    let person = world.sign_in(account).await;
    person.step_up().await;
    person
}

async fn adopt(operator: &Person, release: &[u8]) -> Answer {
    let body = Bytes::copy_from_slice(release);
    operator.request(Method::POST, "/rules", &[("content-type", "application/json")], body).await
}

async fn candidate(auditor: &Person, component: Vec<u8>) -> Value {
    let taken = auditor.request(Method::POST, "/rules/candidates", &[], component.into()).await.good();
    taken["candidate"].clone()
}

async fn replay(auditor: &Person, candidate: &Value) -> Value {
    auditor.post("/rules/replay", json!({ "from": 0, "entries": 10_000, "candidate": candidate })).await.good()
}

/// The digest of the release of Hong Kong's own rules that decides today.
async fn in_force(person: &Person) -> Value {
    let rules = person.get("/rules").await.good();
    let own = |rules: &&Value| rules["weight"] == "own" && rules["in_force"] == true;
    rules.as_array().unwrap().iter().rfind(own).unwrap()["release"].clone()
}

/// The release that Hong Kong's gateway began with.
fn own(world: &PracticeWorld) -> Vec<u8> {
    std::fs::read(world.of("hk").join("releases/hongkong.release.json")).unwrap()
}

/// That release with one switch set otherwise, not signed yet.
fn with_setting(world: &PracticeWorld, name: &str, value: &str) -> Unsigned {
    let release = Release::parse(&own(world)).unwrap();
    let mut settings: Particulars = release.settings().clone();
    settings.insert(name.to_owned(), serde_json::from_value(value.into()).unwrap());
    release.with_settings(settings)
}

fn sign(world: &PracticeWorld, draft: Unsigned) -> Vec<u8> {
    draft.sign(publisher(world, "hk").signing_key().unwrap()).unwrap().to_bytes().unwrap()
}

fn publisher(world: &PracticeWorld, gateway: &str) -> KeyPair {
    KeyPair::parse(&std::fs::read(world.of(gateway).join("keys/publisher.json")).unwrap()).unwrap()
}
