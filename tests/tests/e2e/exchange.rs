//! What Hong Kong does with messages that come at the same time, out of order, from a wrong clock, or when there is no room for them.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method};
use comity_domain::MatterId;
use comity_federation::roll::Revoked;
use comity_record::Digest;
use comity_tests::{Answer, Peer, PracticeWorld, SmallDisk, until};
use serde_json::{Value, json};

use super::letter::Letter;

/// So many connections bring the same message at the same time.
const READERS: usize = 10;

#[tokio::test]
async fn ten_readers_of_one_inbox_never_get_one_message_twice() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let mut deliveries = Vec::new();
    let letters = [1, 2, 3, 4];
    for number in letters {
        let letter = Letter::new(&cn, &Letter::matter("cn", number), number);
        letter.stage(&cn).await;
        for _ in 0..READERS {
            let (reader, bytes) = (world.peer("cn"), letter.bytes());
            deliveries.push((number, tokio::spawn(async move { reader.deliver("hk", &bytes).await })));
        }
    }
    let mut receipts: Vec<(u8, Bytes)> = Vec::new();
    for (number, delivery) in deliveries {
        let answer = delivery.await.unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        receipts.push((number, answer.bytes));
    }
    receipts.sort();
    receipts.dedup();
    assert_eq!(receipts.len(), letters.len(), "each message has one receipt, whoever brought it");
    hk.stop().await;
    assert_eq!(world.record("hk").of_kind("message-taken").len(), letters.len());
}

#[tokio::test]
async fn a_message_that_comes_before_the_one_it_follows_is_kept_and_taken_in_its_turn() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    let cn = world.peer("cn");
    let (matter, letter) = (Letter::matter("cn", 1), Letter::staged(&cn).await);
    let withdrawal = letter.withdrawn(2).bytes();
    for _ in 0..2 {
        let early = cn.deliver("hk", &withdrawal).await;
        assert_eq!((early.status.as_u16(), &early.body), (409, &json!({ "code": "waiting", "next": 1, "kept": true })));
    }
    assert_eq!(registrar.get(&format!("/matters/{matter}")).await.status, 404, "nothing is taken yet");
    hk.stop().await;
    assert_eq!(world.working("hk").keys("early/").len(), 1);

    let hk = world.start("hk").await;
    assert_eq!(cn.deliver("hk", &letter.bytes()).await.status, 200);
    registrar.wait_until(&matter, "withdrawn", |it| it["standing"]["state"] == "withdrawn").await;
    let receipt = cn.deliver("hk", &withdrawal).await;
    assert_eq!(receipt.status, 200, "{}", receipt.body);
    hk.stop().await;
    assert_eq!(world.record("hk").of_kind("message-taken").len(), 2);
    assert_eq!(world.record("hk").of_kind("message-refused").len(), 0);
    assert_eq!(world.working("hk").keys("early/"), Vec::<String>::new());
}

#[tokio::test]
async fn a_message_that_was_kept_and_does_not_fit_is_forgotten_and_whoever_brings_it_again_is_told() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let letter = Letter::staged(&cn).await;
    let another = letter.clone().with(|envelope| envelope["nonce"] = "AAAAAAAAAAAAAAAAAAAAAA".into());
    let withdrawal = another.withdrawn(2).bytes();
    assert_eq!(cn.deliver("hk", &withdrawal).await.body["kept"], true);
    assert_eq!(cn.deliver("hk", &letter.bytes()).await.status, 200);
    assert_eq!(world.record("hk").of_kind("message-refused").len(), 0, "nobody was there to be told");
    assert_eq!(cn.deliver("hk", &withdrawal).await.status, 422);
    assert_eq!(cn.deliver("hk", &letter.withdrawn(3).bytes()).await.status, 200, "the matter goes on");
    hk.stop().await;
    assert_eq!(world.working("hk").keys("early/"), Vec::<String>::new());
}

#[tokio::test]
async fn a_peer_whose_clock_is_ten_minutes_off_is_told_so_and_nothing_is_taken() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let cn = world.peer("cn");
    let letter = Letter::staged(&cn).await;
    for (off_seconds, told) in [(600, 600), (-600, -600)] {
        let size = world.record("hk").size();
        let answer = deliver_at(&cn, off_seconds, &letter.bytes()).await;
        assert_eq!((answer.status.as_u16(), answer.code()), (400, "clock-off"));
        let seen = answer.body["ahead_seconds"].as_i64().unwrap();
        assert!((told - seen).abs() < 30, "{seen}");
        assert_eq!(world.record("hk").size(), size, "nothing is recorded");
        let Value::Array(peers) = world.sign_in("ops-hk").await.get("/peers").await.good() else { panic!("no list") };
        let mainland = peers.iter().find(|peer| peer["gateway"] == "cn").unwrap();
        assert_eq!(mainland["clock_ahead_seconds"], seen, "the operator sees it");
    }
    assert_eq!(deliver_at(&cn, 60, &letter.bytes()).await.status, 200, "a minute is no fault");
}

#[tokio::test]
async fn a_message_that_was_taken_has_its_receipt_although_its_key_is_revoked_since() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let letter = Letter::staged(&cn).await;
    let receipt = cn.deliver("hk", &letter.bytes()).await;
    assert_eq!(receipt.status, 200);
    hk.stop().await;
    let kid = cn.envelope_key().kid().clone();
    world.replace_roll(|roll| {
        let key = roll.keys.iter_mut().find(|key| key.kid == kid).unwrap();
        key.revoked = Some(Revoked { at: key.from, head: None });
    });
    let _hk = world.start("hk").await;
    let again = cn.deliver("hk", &letter.bytes()).await;
    assert_eq!((again.status, again.bytes), (receipt.status, receipt.bytes));
    let other = Letter::new(&cn, &Letter::matter("cn", 2), 2);
    assert_eq!(cn.deliver("hk", &other.bytes()).await.status, 422);
}

#[tokio::test]
async fn a_full_disk_refuses_before_the_receipt_and_loses_nothing() {
    let world = PracticeWorld::make().await;
    let Some(small) = SmallDisk::start(&world, ("hk", "journal"), 256).await else { return };
    let registrar = world.sign_in("wong-ka-yan").await;
    let cn = world.peer("cn");
    let letters: Vec<Letter> = (1..=40).map(|number| Letter::new(&cn, &Letter::matter("cn", number), number)).collect();
    for letter in &letters {
        letter.stage(&cn).await;
    }
    let first = cn.deliver("hk", &letters[0].bytes()).await;
    assert_eq!(first.status, 200);

    small.fill();
    let mut receipts = vec![first];
    let refused = loop {
        // What was left of the last block is used up by the first ones.
        let answer = cn.deliver("hk", &letters[receipts.len()].bytes()).await;
        if answer.status != 200 {
            break answer;
        }
        receipts.push(answer);
    };
    assert_eq!((refused.status.as_u16(), refused.code()), (507, "disk-refuses"));
    for (letter, receipt) in letters.iter().zip(&receipts) {
        assert_eq!(cn.deliver("hk", &letter.bytes()).await.bytes, receipt.bytes, "what was promised stands");
    }

    small.empty();
    let late = until("there is room again", async || {
        let answer = cn.deliver("hk", &letters[receipts.len()].bytes()).await;
        (answer.status == 200).then_some(answer)
    })
    .await;
    receipts.push(late);
    for (number, receipt) in (1..).zip(&receipts) {
        registrar.wait_for(&Letter::matter("cn", number), "acknowledged").await;
        assert_eq!(cn.deliver("hk", &letters[usize::from(number) - 1].bytes()).await.bytes, receipt.bytes);
    }
    until("its record verifies", async || small.verifies().then_some(())).await;
}

#[tokio::test]
async fn two_attachments_with_one_name_and_different_content_stay_apart() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    let cn = world.peer("cn");
    let matter: MatterId = Letter::matter("cn", 1);
    let contents: [&[u8]; 2] = ["传票，第一页".as_bytes(), "传票，第二页".as_bytes()];
    let files = contents.map(|content| {
        json!({ "sha256": Digest::of(content), "size": content.len(), "name": "scan.txt", "media_type": "text/plain" })
    });
    let letter = Letter::new(&cn, &matter, 1)
        .saying(|document| {
            let documents = &mut document["content"]["request"]["documents"];
            *documents = json!([documents[0], documents[0]]);
            for (place, file) in files.iter().enumerate() {
                documents[place]["file"] = file.clone();
            }
        })
        .with(|envelope| envelope["attachments"] = json!(files));
    for content in contents {
        assert!(cn.stage("hk", &matter, content).await.status.is_success());
    }
    let taken = cn.deliver("hk", &letter.bytes()).await;
    assert_eq!(taken.status, 200, "{}", taken.body);
    registrar.wait_for(&matter, "acknowledged").await;
    for content in contents {
        let path = format!("/matters/{matter}/files/{}", Digest::of(content));
        assert_eq!(registrar.get(&path).await.bytes, content);
    }
}

/// Delivers a message from where the clock is so much ahead.
async fn deliver_at(peer: &Peer, ahead_seconds: i64, message: &[u8]) -> Answer {
    let said = peer.now().plus_ms(ahead_seconds * 1000).to_string();
    let headers = HeaderMap::from_iter([("comity-time".parse().unwrap(), HeaderValue::try_from(said).unwrap())]);
    let body = Bytes::copy_from_slice(message);
    peer.call("hk").request(Method::POST, "/peer/v1/messages", headers, body).await.unwrap().into()
}
