//! A message that the other side will never take.

use comity_tests::PracticeWorld;
use serde_json::{Value, json};

use super::Bay;
use super::letter::Letter;

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
