//! The receiver of letters, ended with SIGKILL while they come in.

use comity_domain::MatterId;
use comity_tests::{Draft, Person, PracticeWorld, Record, until};
use serde_json::{Value, json};

use super::verify;

const LETTERS: usize = 10;
/// How many receipts there are when the receiver is ended.
const RECEIPTS_AT_THE_ENDS: [usize; 2] = [2, 5];

#[tokio::test]
async fn every_receipted_letter_is_there_and_none_twice_after_the_receiver_was_killed() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let mut hk = world.spawn("hk").await;
    let (judge, liaison) = (world.sign_in("lin-yu").await, world.sign_in("chen-an").await);
    let mut letters = Vec::new();
    for _ in 0..LETTERS {
        letters.push(judge.submit(&Draft::corrected()).await);
    }
    for id in &letters {
        liaison.wait_for(id, "submitted").await;
    }
    world.set_day("2026-01-14");
    let forwarding = tokio::spawn(forward_all(liaison, letters.clone()));
    for enough in RECEIPTS_AT_THE_ENDS {
        until("receipts", async || (world.record("cn").of_kind("receipted").len() >= enough).then_some(())).await;
        hk.kill();
        hk = world.spawn("hk").await;
    }
    forwarding.await.unwrap();
    for id in &letters {
        judge.wait_for(id, "acknowledged").await;
    }

    let registrar = world.sign_in("wong-ka-yan").await;
    for id in &letters {
        registrar.wait_for(id, "acknowledged").await;
    }
    hk.stop().await;
    let (sent, taken) = (world.record("cn"), world.record("hk"));
    assert_eq!(taken.of_kind("received").len(), LETTERS);
    assert_eq!(taken.of_kind("message-taken").len(), LETTERS);
    assert_eq!(taken.of_kind("message-refused").len(), 0);
    assert_eq!(sent.of_kind("receipted").len(), LETTERS);
    every_receipt_names_its_line(&judge, &letters, &taken).await;
    verify(&world.of("hk"));
}

/// What a receipt promises: the line of the receiver's record that answers the message, and the receipt in it, byte for byte.
async fn every_receipt_names_its_line(judge: &Person, letters: &[MatterId], taken: &Record) {
    for id in letters {
        let docket = judge.docket(id).await;
        let receipted: Vec<&Value> =
            docket.iter().map(|it| &it["event"]).filter(|event| event["kind"] == "receipted").collect();
        assert_eq!(receipted.len(), 1, "{id}");
        let index = usize::try_from(receipted[0]["peer_index"].as_u64().unwrap()).unwrap();
        let line = &taken.lines[index];
        assert_eq!(line.subject, format!("matter/{id}"));
        let answers = line.answers.as_ref().expect("the line answers a message");
        assert_eq!(json!(answers.message), receipted[0]["message"]);
        assert_eq!(line.receipt.as_deref(), receipted[0]["receipt"].as_str());
    }
}

async fn forward_all(liaison: Person, letters: Vec<MatterId>) {
    for id in letters {
        liaison.act(&id, "forward", json!({})).await;
    }
}
