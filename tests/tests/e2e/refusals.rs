//! What Hong Kong does not take, from a peer that is mistaken or worse: refused with its reason, recorded, and nothing else.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use comity_domain::limits::{FILE_MAX_BYTES, MESSAGE_BODY_MAX_BYTES, REFUSALS_OF_PEER_MAX_PER_HOUR};
use comity_domain::matter::Recorded;
use comity_federation::Reason;
use comity_federation::receipt::{Awaited, NotTaken, Receipt};
use comity_record::{Digest, Time};
use comity_server::config::Config;
use comity_server::mtls::certificates::{issue, practice_ca};
use comity_server::mtls::{ApiClient, RefusalReason, RequestError, RequestLimits};
use comity_tests::{Answer, Peer, Person, PracticeWorld, until};
use serde_json::{Value, json};

use super::letter::Letter;

#[tokio::test]
async fn a_message_that_is_not_in_order_is_refused_with_its_reason_and_changes_nothing() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    let (cn, mo) = (world.peer("cn"), world.peer("mo"));
    let (matter, letter) = (Letter::matter("cn", 1), Letter::staged(&cn).await);
    let set = |field: &'static str, value: Value| letter.clone().with(|envelope| envelope[field] = value).bytes();

    let of_macao = letter.clone().with(|envelope| {
        envelope["from"] = "mo".into();
        envelope["matter"] = Letter::matter("mo", 1).to_string().into();
        envelope["sender"] = "mo-tui".into();
    });
    let for_macao = letter.clone().with(|envelope| {
        envelope["to"] = "mo".into();
        envelope["recipient"] = "mo-tui".into();
    });
    let of_a_foreign_court =
        letter.clone().saying(|document| document["content"]["chain"]["originating"] = "hk-district-court".into());
    let cases = [
        ("a flipped byte", flipped(&letter.bytes()), Reason::BadSignature),
        ("an authority of another gateway", set("sender", "mo-tui".into()), Reason::AuthorityNotServed),
        ("an authority that nobody knows", set("sender", "cn-dongguan".into()), Reason::AuthorityNotServed),
        ("a court of another gateway behind it", of_a_foreign_court.bytes(), Reason::AuthorityNotServed),
        ("a recipient that Hong Kong does not serve", set("recipient", "mo-tui".into()), Reason::AuthorityNotServed),
        ("a letter of Macao", of_macao.clone().signed_with(mo.envelope_key()).bytes(), Reason::WrongPeer),
        ("a letter in the name of Macao", of_macao.bytes(), Reason::WrongSigner),
        ("a letter for Macao", for_macao.bytes(), Reason::NotForHere),
        ("the seal of another court", letter.clone().sealed_with(cn.seal("cn-nansha")).bytes(), Reason::WrongSigner),
        ("a kind of message that is none", set("kind", "greeting".into()), Reason::UnknownKind),
        ("a field that is none", set("priority", "high".into()), Reason::UnknownField),
        ("what is no message", b"GET / HTTP/1.1".to_vec(), Reason::NotJson),
        ("more than a message may have", vec![b' '; 1024 * 1024 + 1], Reason::TooLarge),
    ];
    for (what, bytes, reason) in cases {
        let before = world.record("hk").size();
        let answer = cn.deliver("hk", &bytes).await;
        assert_eq!(reason_of(&cn, &answer, &bytes), Ok(reason), "{what}");
        let record = world.record("hk");
        assert_eq!(record.size(), before + 1, "{what}: nothing but the refusal is recorded");
        let entry = record.lines.last().unwrap();
        assert_eq!(entry.kind, "message-refused", "{what}");
        let open = [("digest", json!(Digest::of(&bytes))), ("reason", json!(reason))];
        assert_eq!(entry.open, open.map(|(name, value)| (name.to_owned(), value)).into_iter().collect(), "{what}");
    }
    assert_eq!(matters(&registrar).await, Vec::<String>::new());
    assert_eq!(waiting(&world).await, 0);

    // None of this spoils the letter itself; its paper went with the first letter that was refused for good.
    letter.stage(&cn).await;
    assert_eq!(cn.deliver("hk", &letter.bytes()).await.status, 200);
    assert_eq!(matters(&registrar).await, [matter.to_string()]);
}

#[tokio::test]
async fn a_peer_that_sends_nonsense_without_end_does_not_grow_the_record_without_end() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let nonsense = 3 * u64::from(REFUSALS_OF_PEER_MAX_PER_HOUR);
    for number in 0..nonsense {
        let bytes = format!("nonsense {number}").into_bytes();
        let answer = cn.deliver("hk", &bytes).await;
        assert_eq!(reason_of(&cn, &answer, &bytes), Ok(Reason::NotJson), "each gets its notice");
    }
    hk.stop().await;

    let record = world.record("hk");
    let one_by_one = record.of_kind("message-refused").len() as u64;
    let counts: Vec<u64> =
        record.of_kind("messages-refused").into_iter().map(|line| line.open["count"].as_u64().unwrap()).collect();
    // The hour may have ended in between, and begun anew.
    assert!((20..=40).contains(&one_by_one), "{one_by_one}");
    assert_eq!(one_by_one + counts.iter().sum::<u64>(), nonsense, "and none is forgotten");
    assert!(counts.len() <= 2, "{counts:?}");
    record.verify();
}

#[tokio::test]
async fn what_no_gateway_would_send_is_not_read_to_its_end() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let cn = world.peer("cn");
    let before = world.record("hk").size();
    let answer = cn.deliver("hk", &vec![b' '; MESSAGE_BODY_MAX_BYTES + 1]).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (413, "body-too-large"));
    let paper = vec![b' '; FILE_MAX_BYTES + 1];
    let answer = cn.stage("hk", &Letter::matter("cn", 1), &paper).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (413, "body-too-large"));
    assert_eq!(world.record("hk").size(), before);
}

#[tokio::test]
async fn a_connection_without_the_peers_own_valid_certificate_is_refused_and_recorded() {
    let world = PracticeWorld::make().await;
    let (cn, hk, mo) = (world.peer("cn"), world.peer("hk"), world.peer("mo"));
    answers_to_its_address_too(&world, &hk);
    let _hk = world.start("hk").await;
    let size = world.record("hk").size();

    let (long_ago, then) = (time("2020-01-01"), time("2021-01-01"));
    let (from, until_) = (time("2026-01-01"), time("2036-01-01"));
    let stranger = practice_ca(&cn.ca().name, from, until_).unwrap();
    let strangers = [
        ("a stranger", cn.identity_of(&stranger, from, until_), RefusalReason::CertificateUnknownIssuer),
        ("an expired certificate", cn.identity_of(&cn.ca(), long_ago, then), RefusalReason::CertificateExpired),
        (
            "the Mainland's name by Macao",
            cn.identity_of(&mo.ca(), from, until_),
            RefusalReason::CertificateUnknownIssuer,
        ),
    ];
    let letter = Letter::new(&cn, &Letter::matter("cn", 1), 1);
    let mut reasons = Vec::new();
    for (what, identity, reason) in strangers {
        let refused = cn.try_to_deliver(&cn.call_as("hk", identity), letter.bytes().into()).await.unwrap_err();
        assert!(
            matches!(&refused, RequestError::TlsRefused { reason: told, .. } if *told == reason),
            "{what}: {refused}"
        );
        reasons.push(reason.code());
        refusals_are(&world, &reasons).await;
    }
    let refused = without_certificate(&world, &hk).await.unwrap_err();
    assert!(matches!(refused, RequestError::TlsRefused { .. }), "{refused}");
    reasons.push(RefusalReason::CertificateMissing.code());
    refusals_are(&world, &reasons).await;

    assert_eq!(world.record("hk").size(), size + reasons.len(), "nothing else is recorded");
    assert_eq!(cn.get("hk", "/peer/v1/checkpoint").await.status, 200);
}

#[tokio::test]
async fn a_message_that_comes_again_after_a_restart_gets_its_first_receipt_and_other_bytes_do_not() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    let cn = world.peer("cn");
    let (matter, letter) = (Letter::matter("cn", 1), Letter::staged(&cn).await);
    let bytes = letter.bytes();
    let receipt = cn.deliver("hk", &bytes).await;
    assert_eq!(receipt.status, 200);
    registrar.wait_for(&matter, "acknowledged").await;
    hk.stop().await;

    let record = world.record("hk");
    let _hk = world.start("hk").await;
    let again = cn.deliver("hk", &bytes).await;
    assert_eq!((again.status, again.bytes), (receipt.status, receipt.bytes.clone()));
    assert_eq!(world.record("hk").size(), record.size(), "the record does not grow");

    let text = std::str::from_utf8(&receipt.bytes).unwrap();
    let promise = Receipt::verify(text, cn.roll(), &awaited(&bytes)).unwrap();
    let entry = &record.lines[usize::try_from(promise.index).unwrap()];
    assert_eq!((entry.kind.as_str(), entry.receipt.as_deref()), ("received", Some(text)));

    let docket = registrar.docket(&matter).await;
    let other = letter.with(|envelope| envelope["nonce"] = "AAAAAAAAAAAAAAAAAAAAAA".into()).bytes();
    let answer = cn.deliver("hk", &other).await;
    assert_eq!(reason_of(&cn, &answer, &other), Ok(Reason::IdReused));
    assert_eq!(world.record("hk").size(), record.size() + 1);
    assert_eq!(registrar.docket(&matter).await, docket);
    let events: Vec<Recorded> = docket.into_iter().map(|event| serde_json::from_value(event).unwrap()).collect();
    assert_eq!(events.len(), 3, "received, the message, assessed: {events:?}");
}

/// The reason of a signed notice about these bytes.
pub(super) fn reason_of(peer: &Peer, answer: &Answer, bytes: &[u8]) -> Result<Reason, String> {
    let text = String::from_utf8_lossy(&answer.bytes);
    if answer.status != 422 {
        return Err(format!("{}: {text}", answer.status));
    }
    let notice = NotTaken::verify(&text, peer.roll(), peer.now(), &awaited(bytes));
    notice.map(|notice| notice.reason).map_err(|refused| refused.to_string())
}

fn awaited(bytes: &[u8]) -> Awaited {
    let [from, to] = ["cn", "hk"].map(|gateway| gateway.parse().unwrap());
    Awaited { message: Letter::id(1), digest: Digest::of(bytes), from, to }
}

/// The same text with another letter in the middle.
fn flipped(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] = if bytes[middle] == b'A' { b'B' } else { b'A' };
    bytes
}

async fn matters(person: &Person) -> Vec<String> {
    let Value::Array(rows) = person.get("/matters").await.good() else { panic!("no list") };
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// How many messages wait for a receipt in Hong Kong.
async fn waiting(world: &PracticeWorld) -> u64 {
    let Value::Array(peers) = world.sign_in("ops-hk").await.get("/peers").await.good() else { panic!("no list") };
    peers.iter().map(|peer| peer["waiting"].as_u64().unwrap()).sum()
}

/// Waits until exactly these refused connections are recorded. What the server finds is recorded after it hung up.
async fn refusals_are(world: &PracticeWorld, reasons: &[&str]) {
    until("a refused connection is recorded", async || {
        let record = world.record("hk");
        let found: Vec<Value> =
            record.of_kind("connection-refused").into_iter().map(|line| line.open["reason"].clone()).collect();
        (found == reasons).then_some(())
    })
    .await;
}

/// Gives Hong Kong a certificate that is good for its address as well: a client without certificate knows no other name.
fn answers_to_its_address_too(world: &PracticeWorld, hk: &Peer) {
    let name = &hk.roll().gateway(&"hk".parse().unwrap()).unwrap().tls_name;
    let issued = issue(&hk.ca(), &[name, "127.0.0.1"], time("2026-01-01"), time("2036-01-01")).unwrap();
    std::fs::write(world.of("hk").join("tls/peers.pem"), issued.chain_pem).unwrap();
    std::fs::write(world.of("hk").join("tls/peers.key"), issued.key_pem).unwrap();
}

async fn without_certificate(world: &PracticeWorld, hk: &Peer) -> Result<Answer, RequestError> {
    let address = Config::read(&world.of("hk")).unwrap().peers.address;
    let client = ApiClient::new(&hk.ca().cert_pem, &format!("https://{address}"), RequestLimits::default()).unwrap();
    client.request(Method::GET, "/peer/v1/checkpoint", HeaderMap::new(), Bytes::new()).await.map(Answer::from)
}

fn time(day: &str) -> Time {
    format!("{day}T00:00:00.000Z").parse().unwrap()
}
