//! A gateway goes on from the record that an earlier version of it wrote. Each that is kept, in `fixtures/record/gateway`, is Hong Kong's after a
//! letter came, with the keys of a practice world that is no more. `COMITY_KEEP_RECORD=1` adds that of this version; none is ever written again.

use std::path::{Path, PathBuf};

use comity_domain::MatterId;
use comity_federation::keys::KeyUse;
use comity_federation::roll::SignedRoll;
use comity_tests::{PracticeWorld, fixtures};
use serde_json::{Value, json};

use super::Bay;

/// The keys without which the record can neither be read nor continued, and where they belong.
const KEYS: [&str; 2] = ["master.key", "checkpoint.json"];

#[tokio::test]
async fn a_gateway_opens_the_record_that_any_earlier_version_wrote_and_its_people_go_on() {
    if std::env::var_os("COMITY_KEEP_RECORD").is_some() {
        keep_this_version().await;
    }
    let versions = kept_versions();
    assert!(!versions.is_empty(), "no gateway's record is kept: run with COMITY_KEEP_RECORD=1");
    for version in versions {
        let kept: Value = serde_json::from_slice(&std::fs::read(version.join("kept.json")).unwrap()).unwrap();
        let matter: MatterId = serde_json::from_value(kept["matter"].clone()).unwrap();
        let world = PracticeWorld::make().await;
        put_in_place(&version, &world);
        let hk = world.start("hk").await;
        let credentials = json!({ "account": kept["account"], "password": kept["password"] });
        let opened = world.stranger("hk", None).post("/sessions", credentials).await.good();
        let registrar = world.stranger("hk", opened["session"].as_str());
        let docket = registrar.docket(&matter).await;
        let before = kept["docket"].as_array().unwrap();
        assert!(docket.len() >= before.len() && !before.is_empty(), "{}", version.display());
        for (then, now) in before.iter().zip(&docket) {
            assert!(is_part_of(then, now), "{}: {then} is now {now}", version.display());
        }
        let accepted = registrar.act(&matter, "accept", Value::Null).await;
        assert_eq!(accepted["standing"]["state"], "accepted", "{}", version.display());
        hk.stop().await;
        world.record("hk").verify();
    }
}

/// Writes Hong Kong's record as this version does, as the next one that is kept.
async fn keep_this_version() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    let docket = bay.registrar.docket(&matter).await;
    bay.hk.stop().await;
    bay.cn.stop().await;
    let next = versions().join(format!("v{}", kept_versions().len() + 1));
    let hk = world.of("hk");
    // Views are made anew by whoever opens it.
    copy(&hk.join("record"), &next.join("record"), &|name| name != "lock" && !name.starts_with("views"));
    for key in KEYS {
        std::fs::copy(hk.join("keys").join(key), next.join(key)).unwrap();
    }
    std::fs::copy(hk.join("roll.json"), next.join("roll.json")).unwrap();
    let person = world.account("wong-ka-yan");
    let kept = json!({ "account": person.account, "password": person.secret, "matter": matter, "docket": docket });
    std::fs::write(next.join("kept.json"), serde_json::to_string_pretty(&kept).unwrap() + "\n").unwrap();
}

/// Puts a record that was kept into a new world, whose roll knows the keys that it was signed with.
fn put_in_place(version: &Path, world: &PracticeWorld) {
    let hk = world.of("hk");
    std::fs::remove_dir_all(hk.join("record")).unwrap();
    copy(&version.join("record"), &hk.join("record"), &|_| true);
    for key in KEYS {
        std::fs::copy(version.join(key), hk.join("keys").join(key)).unwrap();
    }
    let then = SignedRoll::parse(&std::fs::read(version.join("roll.json")).unwrap()).unwrap().roll;
    let of_records = then.keys.into_iter().filter(|key| matches!(key.r#use, KeyUse::Checkpoint | KeyUse::Witness));
    world.replace_roll(|roll| roll.keys.extend(of_records));
}

fn versions() -> PathBuf {
    fixtures().join("record/gateway")
}

/// The versions that are kept, in their order: `v1`, `v2`, …
fn kept_versions() -> Vec<PathBuf> {
    (1..).map(|number| versions().join(format!("v{number}"))).take_while(|version| version.is_dir()).collect()
}

/// Whether what was said then is said now; more may be.
fn is_part_of(then: &Value, now: &Value) -> bool {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            then.iter().all(|(name, value)| now.get(name).is_some_and(|now| is_part_of(value, now)))
        }
        (Value::Array(then), Value::Array(now)) => {
            then.len() == now.len() && then.iter().zip(now).all(|(then, now)| is_part_of(then, now))
        }
        (then, now) => then == now,
    }
}

/// Copies the files of a directory whose names are wanted, and of those below it.
fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if !wanted(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to, wanted);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
