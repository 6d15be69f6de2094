//! The roll while letters pass: adopted by two persons without a restart, told to the peers, and notices that hold at once.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_federation::Reason;
use comity_federation::keys::{KeyPair, KeyUse};
use comity_federation::receipt::{Awaited, NotTaken, Receipt};
use comity_federation::roll::{
    Additions, AuthorityEntry, KeyEntry, Measure, Notice, RollContents, SignedNotice, SignedRoll,
};
use comity_record::Digest;
use comity_tests::{Answer, Draft, Peer, Person, PracticeWorld, program, until};
use serde_json::{Value, json};

use super::Bay;
use super::letter::Letter;
use super::traffic::{Traffic, signer};

pub(super) const ALL: [&str; 3] = ["cn", "hk", "mo"];
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn a_roll_is_adopted_under_load_without_a_failed_exchange() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let traffic = [Traffic::to_hong_kong(&bay), Traffic::to_guangdong(&world).await];
    let old = ["cn", "hk"].map(|gateway| world.peer(gateway).envelope_key());
    let new = ["cn", "hk"].map(|gateway| new_key(gateway, KeyUse::Envelope));
    let stop = AtomicBool::new(false);
    let rotate = async {
        both_ways_signed_by(&traffic, &old).await;
        // Both gateways get a further key, and sign with it as soon as their own roll names it.
        let next = next_roll(&world, &ALL, |world| {
            let keys = new.iter().map(|key| laid_beside(world, key)).collect();
            Additions { keys, ..Additions::default() }
        });
        adopted(&world, "cn", &next).await;
        adopted(&world, "hk", &next).await;
        both_ways_signed_by(&traffic, &new).await;

        // Nothing under an old key is under way any more. Hong Kong names a head that is beyond doubt: what it promised below that stays good.
        revoked(&world, "cn", &old[0], "").await;
        let head = head_after_adoption(&world).await;
        let [log, size, root] = ["log", "size", "root"].map(|member| head[member].to_string().replace('"', ""));
        revoked(&world, "hk", &old[1], &format!("--head {log} {size} {root}")).await;
        until("both gateways hold both notices", async || {
            let held = [status(&world, "cn").await, status(&world, "hk").await];
            held.iter().all(|status| status["notices"].as_array().is_some_and(|held| held.len() == 2)).then_some(())
        })
        .await;
        both_ways_signed_by(&traffic, &new).await;
        stop.store(true, Ordering::SeqCst);
    };
    let [there, back] = &traffic;
    tokio::join!(there.goes_on(&stop), back.goes_on(&stop), rotate);

    there.all_are_receipted().await;
    back.all_are_receipted().await;
    for gateway in ["cn", "hk"] {
        let record = world.record(gateway);
        assert!(record.of_kind("quarantined").is_empty(), "{gateway}");
        assert_eq!(record.of_kind("roll-adopted").len(), 1, "{gateway}");
        assert_eq!(record.of_kind("approved").len(), 2, "{gateway}");
        assert_eq!(record.of_kind("roll-notice").len(), 2, "{gateway}");
    }
    // Hong Kong may have refused a key that it did not know yet; nothing was given up for that.
    assert!(world.record("cn").of_kind("message-refused").is_empty());
    let refused = world.record("hk");
    assert!(refused.of_kind("message-refused").iter().all(|line| line.open["reason"] == "unknown-key"));
    let [by_cn, by_hk] = promised_under(&world, &old);
    assert!(by_cn.iter().all(|promise| *promise == Err(Reason::KeyRevoked)), "{by_cn:?}");
    assert!(by_hk.iter().all(Result::is_ok), "{by_hk:?}");
    let now = status(&world, "hk").await;
    assert_eq!((&now["version"], &now["waiting"]), (&json!(2), &json!([])));
}

#[tokio::test]
async fn a_roll_takes_two_persons_and_the_signatures_of_all() {
    let world = PracticeWorld::make().await;
    let mut hk = world.start("hk").await;
    let [first, second] = [stepped_up(&world, "ops-hk").await, stepped_up(&world, "duty-hk").await];
    let nothing = |_: &PracticeWorld| Additions::default();

    let by_two = adopt(&first, &next_roll(&world, &["cn", "hk"], nothing)).await;
    assert_eq!((by_two.status.as_u16(), by_two.code()), (422, "roll-not-signed"), "{}", by_two.body);
    let removed = next_contents(&world, |roll| drop(roll.keys.pop()));
    let removed = adopt(&first, &signed(&world, removed, &ALL)).await;
    assert_eq!((removed.status.as_u16(), removed.code()), (422, "roll-key-removed"));
    assert!(removed.body["at"].as_str().is_some_and(|place| place.starts_with("keys[")), "{}", removed.body);

    let next = next_roll(&world, &ALL, nothing);
    let judge = world.sign_in("wong-ka-yan").await;
    assert_eq!(adopt(&judge, &next).await.code(), "not-allowed");
    for _ in 0..2 {
        let once = adopt(&first, &next).await;
        assert_eq!((once.status.as_u16(), &once.body["adopted"]), (202, &json!(false)), "one person is one");
    }
    // Another roll of the same version is not what the first person approved.
    let other = next_roll(&world, &ALL, |world| Additions { keys: vec![further(world)], ..Additions::default() });
    assert_eq!(adopt(&second, &other).await.status, 202);
    let both = adopt(&second, &next).await;
    assert_eq!((both.status.as_u16(), &both.body["adopted"]), (201, &json!(true)), "{}", both.body);
    assert_eq!(adopt(&first, &other).await.code(), "roll-not-next");

    // After a restart it is the same one, and the record says nothing new about it.
    hk.stop().await;
    hk = world.start("hk").await;
    assert_eq!(status(&world, "hk").await["digest"], both.body["digest"]);
    let record = world.record("hk");
    assert_eq!((record.of_kind("roll-adopted").len(), record.of_kind("roll-found").len()), (1, 0));
    hk.stop().await;
}

#[tokio::test]
async fn a_revoked_keys_message_is_refused_at_once_wherever_the_notice_comes() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk) = (world.start("cn").await, world.start("hk").await);
    let cn = world.peer("cn");
    let letter = Letter::staged(&cn).await;
    let kid = cn.envelope_key().kid().clone();

    let notice = Notice::new(kid, Measure::Revoke { at: cn.now(), head: None }, cn.now());
    let by_another = noticed(&world, notice.clone(), &["hk", "mo"]);
    let operator = stepped_up(&world, "ops-cn").await;
    let refused = take(&operator, &by_another).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (422, "roll-not-signed"));
    let notice = noticed(&world, notice, &["cn"]);
    assert_eq!(take(&operator, &notice).await.good()["taken"], true);
    assert_eq!(take(&operator, &notice).await.good()["taken"], false, "said once");

    // Nobody at Hong Kong has to do anything.
    until("Hong Kong has the notice", async || {
        let known = status(&world, "hk").await;
        known["notices"].as_array().filter(|notices| !notices.is_empty()).map(drop)
    })
    .await;
    let answer = cn.deliver("hk", &letter.bytes()).await;
    assert_eq!(reason_of(&world, &cn, &answer, &letter.bytes()), Reason::KeyRevoked);
    assert_eq!(world.record("hk").of_kind("roll-notice").len(), 1);

    // And its own gateway promises nothing under that key any more: it takes no message.
    let hk = world.peer("hk");
    let answer = hk.deliver("cn", b"{}").await;
    assert!(answer.status.is_server_error(), "{}", answer.status);
}

#[tokio::test]
async fn a_letter_under_a_key_that_the_peer_does_not_know_yet_waits_for_its_roll() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let next = next_roll(&world, &ALL, |world| {
        let seal = new_key("cn-gd-hpc", KeyUse::Seal);
        let file = world.of("cn").join("keys/seals/cn-gd-hpc-2.json");
        std::fs::write(file, seal.to_file().unwrap().as_bytes()).unwrap();
        let now = world.peer("cn").now();
        Additions {
            keys: vec![KeyEntry::of(&seal, now.plus_ms(-1000), now.plus_ms(700 * DAY_MS))],
            ..Additions::default()
        }
    });
    adopted(&world, "cn", &next).await;
    // Hong Kong has heard of it; it has not adopted it.
    until("the roll waits at Hong Kong", async || {
        let known = status(&world, "hk").await;
        (known["version"] == 1 && known["waiting"][0]["version"] == 2).then_some(())
    })
    .await;
    let health = bay.registrar.get("/health").await.good();
    assert_eq!(health["warnings"][0]["code"], "roll-waits", "{health}");

    let matter = bay.submitted().await;
    bay.liaison.act(&matter, "forward", json!({})).await;
    until("Hong Kong refuses the unknown seal", async || {
        (!world.record("hk").of_kind("message-refused").is_empty()).then_some(())
    })
    .await;
    let operator = stepped_up(&world, "ops-hk").await;
    let file = operator.get("/roll/versions/2").await;
    assert!(file.status.is_success());
    for account in ["ops-hk", "duty-hk"] {
        adopt(&stepped_up(&world, account).await, &file.bytes).await.good();
    }
    bay.registrar.wait_for(&matter, "acknowledged").await;
    assert!(world.record("cn").of_kind("quarantined").is_empty());
}

#[tokio::test]
async fn two_sides_suspend_a_key_of_the_third_and_its_letters_wait() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk) = (world.start("cn").await, world.start("hk").await);
    let cn = world.peer("cn");
    let letter = Letter::staged(&cn).await;
    let kid = cn.envelope_key().kid().clone();
    let sign = async |notice: &str, side: &str| {
        let held = "--roll hk/roll.json --trust hk/roll-trust.json";
        comity(&world, &format!("roll sign {notice} --key {side}/keys/roll.json {held}")).await.unwrap();
    };
    let session = kept_session(&world, "ops-hk").await;
    let adopt = async |notice: &str| comity(&world, &format!("--session {session} roll adopt {notice}")).await;

    // One side alone suspends nothing, nor does it with the side whose key it is.
    comity(&world, &format!("roll suspend {kid} --days 3 --key hk/keys/roll.json --out one.json")).await.unwrap();
    std::fs::copy(world.directory().join("one.json"), world.directory().join("own.json")).unwrap();
    sign("own.json", "cn").await;
    for notice in ["one.json", "own.json"] {
        let refused = adopt(notice).await.unwrap_err();
        assert!(refused.starts_with("roll-not-signed: "), "{notice}: {refused}");
    }
    sign("one.json", "mo").await;
    adopt("one.json").await.unwrap();
    let held = status(&world, "hk").await;
    assert_eq!(held["notices"].as_array().map(Vec::len), Some(1), "{held}");
    let answer = cn.deliver("hk", &letter.bytes()).await;
    assert_eq!(reason_of(&world, &cn, &answer, &letter.bytes()), Reason::KeyNotValid);
}

#[tokio::test]
async fn a_court_that_joins_is_dealt_with_as_soon_as_both_sides_have_adopted_it() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let id = "cn-panyu".parse().unwrap();
    let next = next_roll(&world, &ALL, |world| {
        let roll = world.roll();
        let court = AuthorityEntry { id, ..roll.authority(&"cn-nansha".parse().unwrap()).unwrap().clone() };
        let mut above = roll.authority(&"cn-gd-hpc".parse().unwrap()).unwrap().clone();
        above.subordinate_courts.as_mut().unwrap().push(court.id.clone());
        above.transmitting_for.as_mut().unwrap().push(court.id.clone());
        let seal = new_key("cn-panyu", KeyUse::Seal);
        std::fs::write(world.of("cn").join("keys/seals/cn-panyu.json"), seal.to_file().unwrap().as_bytes()).unwrap();
        let now = world.peer("cn").now();
        let key = KeyEntry::of(&seal, now.plus_ms(-1000), now.plus_ms(700 * DAY_MS));
        Additions { authorities: vec![court, above], keys: vec![key], ..Additions::default() }
    });
    let operator = stepped_up(&world, "ops-cn").await;
    let judge = json!({ "account": "pan-yu", "name": "潘瑜", "role": "judge", "authority": "cn-panyu", "password": "correct horse" });
    assert_eq!(operator.post("/people", judge.clone()).await.code(), "unknown-authority");
    adopted(&world, "cn", &next).await;
    adopted(&world, "hk", &next).await;
    operator.post("/people", judge).await.good();

    let nobody = world.stranger("cn", None);
    let opened = nobody.post("/sessions", json!({ "account": "pan-yu", "password": "correct horse" })).await.good();
    let judge = world.stranger("cn", opened["session"].as_str());
    let matter = judge.submit(&Draft::corrected()).await;
    bay.liaison.wait_for(&matter, "submitted").await;
    bay.liaison.act(&matter, "forward", json!({})).await;
    bay.registrar.wait_for(&matter, "acknowledged").await;
}

/// Sends letters, one after the other, until it is to stop.
pub(super) async fn send_letters(bay: &Bay, stop: &AtomicBool) -> Vec<MatterId> {
    let mut sent = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        let matter = bay.judge.submit(&Draft::corrected()).await;
        bay.liaison.wait_for(&matter, "submitted").await;
        bay.liaison.act(&matter, "forward", json!({})).await;
        sent.push(matter);
    }
    sent
}

pub(super) fn new_key(owner: &str, key_use: KeyUse) -> KeyPair {
    let seed = Digest::of(format!("{owner} {} once more", key_use.code()).as_bytes());
    KeyPair::from_seed(owner.parse().unwrap(), key_use, seed.as_bytes()).unwrap()
}

/// Puts a further envelope key beside the one that its gateway has: its entry for the next roll.
fn laid_beside(world: &PracticeWorld, key: &KeyPair) -> KeyEntry {
    let file = world.of(&key.owner().to_string()).join("keys/envelope-2.json");
    std::fs::write(file, key.to_file().unwrap().as_bytes()).unwrap();
    let now = world.peer("cn").now();
    KeyEntry::of(key, now.plus_ms(-1000), now.plus_ms(700 * DAY_MS))
}

/// Letters leave in both directions, and they and their receipts are signed with these keys, the Mainland's and Hong Kong's.
async fn both_ways_signed_by([there, back]: &[Traffic; 2], keys: &[KeyPair; 2]) {
    let [cn, hk] = keys.each_ref().map(|key| key.kid().to_string());
    assert_eq!(there.next_is_signed_by().await, [cn.clone(), hk.clone()]);
    assert_eq!(back.next_is_signed_by().await, [hk, cn]);
}

/// Revokes a gateway's key as docs/operations.md says: a notice with the roll key, which one operator hands over.
async fn revoked(world: &PracticeWorld, gateway: &str, key: &KeyPair, head: &str) {
    let (kid, notice) = (key.kid(), format!("{gateway}-notice.json"));
    let revoke = format!("roll revoke {kid} --key {gateway}/keys/roll.json --out {notice} {head}");
    comity(world, &revoke).await.unwrap();
    let session = kept_session(world, &format!("ops-{gateway}")).await;
    let said = comity(world, &format!("--json --session {session} roll adopt {notice}")).await.unwrap();
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said, json!({ "key": kid.to_string(), "taken": true }));
}

/// A head of Hong Kong's record over all that it promised before its new roll.
async fn head_after_adoption(world: &PracticeWorld) -> Value {
    let adopted = world.record("hk").of_kind("roll-adopted")[0].index;
    let operator = stepped_up(world, "ops-hk").await;
    until("a head over the adoption", async || {
        let head = operator.get("/record").await.good();
        head["size"].as_u64().is_some_and(|size| size > adopted).then_some(head)
    })
    .await
}

/// What the Mainland's and Hong Kong's receipts under these keys are worth by the roll as it is now.
fn promised_under(world: &PracticeWorld, keys: &[KeyPair; 2]) -> [Vec<Result<(), Reason>>; 2] {
    let roll = world.roll();
    keys.each_ref().map(|key| {
        let gateway = key.owner().to_string();
        let record = world.record(&gateway);
        let receipts = record.lines.iter().filter_map(|line| line.receipt.as_deref());
        let under = receipts.filter(|receipt| signer(receipt) == key.kid().to_string());
        let from = gateway.parse().unwrap();
        let worth = |receipt| Receipt::given_by(receipt, &roll, &from).map(drop).map_err(|refused| refused.reason);
        let worth: Vec<_> = under.map(worth).collect();
        assert!(!worth.is_empty(), "{gateway}");
        worth
    })
}

/// Keeps the session of somebody who has just entered the password, as `comity login` does: its file, in the world's directory.
async fn kept_session(world: &PracticeWorld, account: &str) -> String {
    let person = stepped_up(world, account).await;
    let ca = world.directory().join("ca.pem");
    let kept = json!({ "url": world.account(account).url, "ca": ca, "secret": person.secret() });
    let file = format!("{account}.session");
    std::fs::write(world.directory().join(&file), kept.to_string()).unwrap();
    file
}

/// Runs `comity` in the world's directory, while everything else goes on: what it printed, or what it said when it refused.
async fn comity(world: &PracticeWorld, command: &str) -> Result<String, String> {
    let mut program = Command::new(program());
    program.args(command.split_whitespace()).current_dir(world.directory());
    program.env_remove("COMITY_LANG").env_remove("COMITY_SESSION");
    let ended = tokio::task::spawn_blocking(move || program.output()).await.unwrap().unwrap();
    let [said, refused] = [ended.stdout, ended.stderr].map(|text| String::from_utf8(text).unwrap());
    if ended.status.success() { Ok(said) } else { Err(refused) }
}

fn further(world: &PracticeWorld) -> KeyEntry {
    let now = world.peer("hk").now();
    KeyEntry::of(&new_key("mo", KeyUse::Feed), now, now.plus_ms(700 * DAY_MS))
}

pub(super) fn roll_key(world: &PracticeWorld, gateway: &str) -> KeyPair {
    KeyPair::parse(&std::fs::read(world.of(gateway).join("keys/roll.json")).unwrap()).unwrap()
}

/// The next roll's contents, changed.
fn next_contents(world: &PracticeWorld, change: impl FnOnce(&mut RollContents)) -> RollContents {
    let now = world.peer("cn").now();
    let mut next = world.roll().next(Additions::default(), now, now.plus_ms(365 * DAY_MS));
    change(&mut next);
    next
}

/// The next roll with these additions, signed by some.
pub(super) fn next_roll(
    world: &PracticeWorld,
    by: &[&str],
    additions: impl FnOnce(&PracticeWorld) -> Additions,
) -> Bytes {
    let additions = additions(world);
    let now = world.peer("cn").now();
    signed(world, world.roll().next(additions, now, now.plus_ms(365 * DAY_MS)), by)
}

fn signed(world: &PracticeWorld, roll: RollContents, by: &[&str]) -> Bytes {
    let signatures = by.iter().map(|gateway| roll.sign(&roll_key(world, gateway)).unwrap()).collect();
    serde_json::to_vec(&SignedRoll { roll, signatures, notices: Vec::new() }).unwrap().into()
}

pub(super) fn noticed(world: &PracticeWorld, notice: Notice, by: &[&str]) -> Bytes {
    serde_json::to_vec(&signed_notice(world, notice, by)).unwrap().into()
}

/// A notice, signed by some.
pub(super) fn signed_notice(world: &PracticeWorld, notice: Notice, by: &[&str]) -> SignedNotice {
    let signatures = by.iter().map(|gateway| notice.sign(&roll_key(world, gateway)).unwrap()).collect();
    SignedNotice { notice, signatures }
}

/// Has both operators of a gateway adopt a roll.
pub(super) async fn adopted(world: &PracticeWorld, gateway: &str, roll: &Bytes) {
    for account in ["ops", "duty"] {
        let operator = stepped_up(world, &format!("{account}-{gateway}")).await;
        adopt(&operator, roll).await.good();
    }
    assert_eq!(status(world, gateway).await["version"], 2);
}

async fn adopt(person: &Person, roll: &Bytes) -> Answer {
    person.request(Method::POST, "/roll", &[("content-type", "application/json")], roll.clone()).await
}

pub(super) async fn take(person: &Person, notice: &Bytes) -> Answer {
    person.request(Method::POST, "/roll/notices", &[("content-type", "application/json")], notice.clone()).await
}

pub(super) async fn status(world: &PracticeWorld, gateway: &str) -> Value {
    world.sign_in(&format!("ops-{gateway}")).await.get("/roll/status").await.good()
}

pub(super) async fn stepped_up(world: &PracticeWorld, account: &str) -> Person {
    let person = world.sign_in(account).await;
    person.step_up().await;
    person
}

/// The reason in the signed notice with which Hong Kong answers.
fn reason_of(world: &PracticeWorld, cn: &Peer, answer: &Answer, message: &[u8]) -> Reason {
    let text = String::from_utf8(answer.bytes.to_vec()).unwrap();
    let awaited = Awaited {
        message: Letter::id(1),
        digest: Digest::of(message),
        from: "cn".parse().unwrap(),
        to: "hk".parse().unwrap(),
    };
    NotTaken::verify(&text, &world.roll(), cn.now(), &awaited).unwrap().reason
}
