//! A message that the other side will never take.

use std::time::Duration;

use comity_tests::{PracticeWorld, until};
use serde_json::{Value, json};

use super::Bay;
use super::letter::Letter;

#[tokio::test]
async fn a_quarantine_that_cannot_be_recorded_at_once_is_recorded_later() {
    let world = PracticeWorld::make().await;
    // A day of its own, that can fail it alone.
    let day = world.of("cn").join("day");
    let config = world.of("cn").join("comity.toml");
    let own_day = std::fs::read_to_string(&config).unwrap().replace("../business-day", "day");
    std::fs::write(&config, own_day).unwrap();
    std::fs::write(&day, "2026-01-12").unwrap();
    let mut bay = Bay::open(&world).await;
    let spoilt = bay.submitted().await;
    let peer = world.peer("cn");
    let forgotten = Letter::new(&peer, &spoilt, 1);
    forgotten.stage(&peer).await;
    assert_eq!(peer.deliver("hk", &forgotten.bytes()).await.status, 200);
    bay.hk.stop().await;
    bay.liaison.act(&spoilt, "forward", json!({})).await;

    std::fs::write(&day, "no day").unwrap();
    bay.hk = world.start("hk").await;
    until("Hong Kong refuses", async || (!world.record("hk").of_kind("message-refused").is_empty()).then_some(()))
        .await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(world.record("cn").of_kind("quarantined").is_empty(), "nothing is recorded on no day");

    std::fs::write(&day, "2026-01-12").unwrap();
    let left = bay.judge.wait_until(&spoilt, "in quarantine", |it| it["standing"]["needs_person"] != Value::Null).await;
    assert_eq!(left["standing"]["needs_person"], "chain-broken");
    assert_eq!(world.record("cn").of_kind("quarantined").len(), 1);
}

#[tokio::test]
async fn a_message_refused_for_good_leaves_its_matter_to_a_person_and_lets_the_others_pass() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    let spoilt = bay.submitted().await;
    let good = bay.submitted().await;

    // A gateway that was restored from an old copy has said something in this matter that it does not remember.
    let peer = world.peer("cn");
    let forgotten = Letter::new(&peer, &spoilt, 1);
    forgotten.stage(&peer).await;
    assert_eq!(peer.deliver("hk", &forgotten.bytes()).await.status, 200);
    bay.registrar.wait_for(&spoilt, "acknowledged").await;
    let docket = bay.registrar.docket(&spoilt).await;

    bay.hk.stop().await;
    for matter in [&spoilt, &good] {
        bay.liaison.act(matter, "forward", json!({})).await;
    }
    bay.hk = world.start("hk").await;

    bay.registrar.wait_for(&good, "acknowledged").await;
    bay.judge.wait_for(&good, "acknowledged").await;
    let left = bay.judge.wait_until(&spoilt, "in quarantine", |it| it["standing"]["needs_person"] != Value::Null).await;
    let standing = &left["standing"];
    assert_eq!((&standing["needs_person"], &standing["state"]), (&json!("chain-broken"), &json!("submitted")));
    assert_eq!(standing["unreceipted"], json!([]));
    assert!(bay.judge.events(&spoilt).await.contains(&"quarantined".to_owned()));
    assert_eq!(bay.registrar.docket(&spoilt).await, docket, "nothing changed over there");
    let record = world.record("hk");
    let refused: Vec<&Value> = record.of_kind("message-refused").into_iter().map(|line| &line.open["reason"]).collect();
    assert_eq!(refused, ["chain-broken"]);

    // It goes on by paper, and is not closed before the judge has looked.
    bay.liaison.act(&spoilt, "paper", json!({ "reason": "电子传递被对方拒绝" })).await;
    assert_eq!(bay.judge.try_to(&spoilt, "close", Value::Null).await.code(), "needs-person");
    bay.judge.act(&spoilt, "review", json!({ "reason": "已与对方核对，改用纸本" })).await;
    bay.judge.act(&spoilt, "close", Value::Null).await;
}
