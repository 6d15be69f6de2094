mod properties;

use super::*;
use crate::fixture::{World, anchors, at, authority, contents, gateway, key, key_of, signed};

const ALL: [&str; 3] = ["cn", "hk", "mo"];

fn verify(signed: SignedRoll) -> Result<Roll, FederationError> {
    signed.verify(&anchors())
}

fn changed(change: impl FnOnce(&mut RollContents)) -> Result<Roll, FederationError> {
    let mut contents = contents();
    change(&mut contents);
    verify(signed(contents, &ALL))
}

/// The next roll after the world's, changed and signed by some.
fn next(by: &[&str], change: impl FnOnce(&mut RollContents)) -> Result<Roll, FederationError> {
    let held = World::new().roll;
    let mut contents = held.next(Additions::default(), at(100), at(86_400));
    change(&mut contents);
    held.succeeded_by(signed(contents, by))
}

fn entry<'a>(contents: &'a mut RollContents, owner: &str, key_use: KeyUse) -> &'a mut KeyEntry {
    let kid = key(owner, key_use).kid().clone();
    contents.keys.iter_mut().find(|entry| entry.kid == kid).unwrap()
}

fn revoke(contents: &mut RollContents, owner: &str, key_use: KeyUse) {
    entry(contents, owner, key_use).revoked = Some(Revoked { at: at(100), head: None });
}

fn noticed_by(notice: Notice, by: &[&str]) -> SignedNotice {
    let signatures = by.iter().map(|id| notice.sign(&key(id, KeyUse::Roll)).unwrap()).collect();
    SignedNotice { notice, signatures }
}

fn revocation(owner: &str, key_use: KeyUse, issued: i64, by: &[&str]) -> SignedNotice {
    let measure = Measure::Revoke { at: at(issued), head: None };
    noticed_by(Notice::new(key(owner, key_use).kid().clone(), measure, at(issued)), by)
}

fn suspension(owner: &str, key_use: KeyUse, issued: i64, until: i64, by: &[&str]) -> SignedNotice {
    let measure = Measure::Suspend { until: at(until) };
    noticed_by(Notice::new(key(owner, key_use).kid().clone(), measure, at(issued)), by)
}

/// What becomes of a notice.
fn noticed(roll: &Roll, notice: SignedNotice) -> &'static str {
    match roll.noticed(notice) {
        Ok(Some(_)) => "accepted",
        Ok(None) => "nothing",
        Err(error) => error.code(),
    }
}

fn code(result: Result<Roll, FederationError>) -> &'static str {
    result.map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn a_roll_signed_by_all_three_is_read_back_from_its_file() {
    let file = serde_json::to_vec_pretty(&signed(contents(), &ALL)).unwrap();
    let roll = verify(SignedRoll::parse(&file).unwrap()).unwrap();
    assert_eq!(roll.contents(), &contents());
    assert_eq!(roll.gateway_of(&authority("hk-high-court")).unwrap().tls_name, "hk.example");
    assert!(roll.serves(&gateway("cn"), &authority("cn-nansha")));
    assert!(!roll.serves(&gateway("hk"), &authority("cn-nansha")));
    assert!(!roll.serves(&gateway("cn"), &authority("cn-unknown")));
    assert_eq!(roll.peers_of(&gateway("hk")).count(), 2);
}

#[test]
fn a_roll_that_one_gateway_has_not_signed_is_refused_by_name() {
    let error = verify(signed(contents(), &["cn", "mo"])).unwrap_err();
    assert_eq!(error, FederationError::RollNotSigned { missing: vec![gateway("hk")] });
}

#[test]
fn a_roll_that_was_changed_after_signing_is_refused() {
    let mut roll = signed(contents(), &ALL);
    roll.roll.authorities[0].gateway = gateway("hk");
    assert_eq!(code(verify(roll)), "roll-not-signed");
}

#[test]
fn one_gateway_does_not_sign_for_another() {
    let mut roll = signed(contents(), &ALL);
    roll.signatures[1] = RollSignature { gateway: gateway("hk"), ..roll.signatures[0].clone() };
    assert_eq!(verify(roll).unwrap_err(), FederationError::RollNotSigned { missing: vec![gateway("hk")] });
}

#[test]
fn of_each_gateway_one_signature_is_looked_at() {
    let mut roll = signed(contents(), &ALL);
    let wrong = RollSignature { signature: roll.signatures[0].signature.clone(), ..roll.signatures[1].clone() };
    roll.signatures.insert(0, wrong);
    assert_eq!(verify(roll).unwrap_err(), FederationError::RollNotSigned { missing: vec![gateway("hk")] });
}

#[test]
fn a_roll_that_is_trusted_by_too_few_keys_is_refused() {
    let roll = signed(contents(), &ALL);
    assert_eq!(code(roll.verify(&anchors()[..2])), "roll-not-signed");
}

#[test]
fn a_file_has_one_meaning() {
    let text = serde_json::to_string(&signed(contents(), &ALL)).unwrap();
    let with_null = text.replacen("\"use\":", "\"revoked\":null,\"use\":", 1);
    let twice = text.replacen("\"en\":", "\"en\":\"another name\",\"en\":", 1);
    let unknown = text.replacen("\"use\":", "\"admin\":true,\"use\":", 1);
    for file in [with_null, twice, unknown, "{}".to_owned()] {
        assert_ne!(file, text);
        assert_eq!(SignedRoll::parse(file.as_bytes()).unwrap_err().code(), "roll-malformed");
    }
}

#[test]
fn a_roll_that_contradicts_itself_is_refused_whoever_signed_it() {
    let wrongs: [fn(&mut RollContents); 14] = [
        |roll| roll.v = 2,
        |roll| roll.version = 0,
        |roll| roll.version = 2,
        |roll| roll.expires = roll.issued,
        |roll| roll.authorities[0].gateway = gateway("hk"),
        |roll| roll.gateways[0].log = roll.gateways[1].log.clone(),
        |roll| roll.gateways[0].log = "a record".into(),
        |roll| roll.authorities[0].subordinate_courts = Some(vec![authority("hk-high-court")]),
        |roll| roll.authorities.push(roll.authorities[0].clone()),
        |roll| roll.keys[0].owner = "cn-nansha".parse().unwrap(),
        |roll| roll.keys[0].until = roll.keys[0].from,
        |roll| {
            let same_key = KeyEntry { kid: "other-name".parse().unwrap(), ..roll.keys[0].clone() };
            roll.keys.push(same_key);
        },
        |roll| roll.gateways[0].url = roll.gateways[1].url.clone(),
        |roll| revoke(roll, "cn", KeyUse::Roll),
    ];
    for (number, wrong) in wrongs.into_iter().enumerate() {
        assert_eq!(code(changed(wrong)), "roll-malformed", "wrong {number}");
    }
}

#[test]
fn a_stale_roll_warns_and_serves() {
    let roll = World::new().roll;
    assert_eq!(roll.staleness(at(86_400)), Staleness::Fresh);
    assert_eq!(roll.staleness(at(86_401)), Staleness::Stale { for_ms: 1000 });
    assert!(roll.serves(&gateway("cn"), &authority("cn-nansha")));
    assert_eq!(roll.staleness(at(86_400)).stale_days(), None);
    assert_eq!(roll.staleness(at(86_400 * 13 + 3_600)).stale_days(), Some(12));
}

#[test]
fn a_roll_that_says_it_is_good_for_ever_is_stale_after_a_year_and_some_days() {
    let days = |days: i64| at(days * 86_400);
    let roll = changed(|roll| roll.expires = days(36_500)).unwrap();
    assert_eq!(roll.staleness(days(ROLL_FRESH_MAX_DAYS)), Staleness::Fresh);
    assert_eq!(roll.staleness(days(ROLL_FRESH_MAX_DAYS + 1)).stale_days(), Some(1));
}

#[test]
fn a_key_at_hand_is_the_one_that_the_roll_names_or_it_is_none() {
    let roll = World::new().roll;
    let hong_kong = "hk".parse().unwrap();
    let envelope = key("hk", KeyUse::Envelope);
    let kid = roll.entry_of(&envelope, &hong_kong, KeyUse::Envelope).map(|entry| entry.kid.clone());
    assert_eq!(kid.as_ref(), Ok(envelope.kid()));

    let new = KeyPair::from_seed(hong_kong.clone(), KeyUse::Envelope, &[42; 32]).unwrap();
    let renamed = new.to_file().unwrap().replace(&new.kid().to_string(), &envelope.kid().to_string());
    let renamed = KeyPair::parse(renamed.as_bytes()).unwrap();
    let macao = key("mo", KeyUse::Envelope);
    let checkpoint = key("hk", KeyUse::Checkpoint);
    for (what, wrong) in [("not on it", new), ("another", renamed), ("Macao's", macao), ("another use", checkpoint)] {
        let error = roll.entry_of(&wrong, &hong_kong, KeyUse::Envelope).unwrap_err();
        assert_eq!(error.code(), "wrong-key", "{what}");
        assert!(error.to_string().contains(&wrong.kid().to_string()), "{what}: {error}");
    }
}

#[test]
fn all_three_may_add_and_alter() {
    let added = next(&ALL, |roll| {
        let clerk = AuthorityEntry { id: authority("cn-qianhai"), ..roll.authorities[0].clone() };
        roll.authorities.push(clerk);
    });
    assert!(added.unwrap().serves(&gateway("cn"), &authority("cn-qianhai")));
}

#[test]
fn two_may_not_add_nor_change_anything() {
    let add = |roll: &mut RollContents| {
        let clerk = AuthorityEntry { id: authority("cn-qianhai"), ..roll.authorities[0].clone() };
        roll.authorities.push(clerk);
    };
    assert_eq!(code(next(&["cn", "hk"], add)), "roll-not-signed");
    assert_eq!(code(next(&["cn", "hk"], |roll| roll.expires = at(999_999))), "roll-not-signed");
    assert_eq!(
        code(next(&["cn", "hk"], |roll| entry(roll, "cn", KeyUse::Envelope).until = at(9_999))),
        "roll-not-signed"
    );
    assert_eq!(code(next(&["hk"], |roll| revoke(roll, "hk", KeyUse::Envelope))), "roll-not-signed");
}

#[test]
fn what_a_key_signed_can_be_verified_for_ever() {
    type Wrong = (&'static str, fn(&mut RollContents));
    let wrongs: [Wrong; 6] = [
        ("roll-key-removed", |roll| drop(roll.keys.pop())),
        ("roll-key-altered", |roll| entry(roll, "cn", KeyUse::Envelope).public = key("cn", KeyUse::Feed).public()),
        ("roll-key-altered", |roll| entry(roll, "cn", KeyUse::Envelope).owner = "hk".parse().unwrap()),
        ("roll-key-backdated", |roll| entry(roll, "cn", KeyUse::Envelope).until = at(99)),
        ("roll-key-backdated", |roll| entry(roll, "cn", KeyUse::Envelope).from = at(50)),
        ("roll-revoked-later", |roll| {
            entry(roll, "cn", KeyUse::Envelope).revoked = Some(Revoked { at: at(101), head: None });
        }),
    ];
    for (fault, wrong) in wrongs {
        let error = next(&ALL, wrong).unwrap_err();
        assert_eq!(error.code(), fault);
        assert!(error.at().is_some_and(|place| place.starts_with("keys[")), "{error}");
    }
    assert_eq!(code(next(&ALL, |roll| entry(roll, "cn", KeyUse::Envelope).until = at(100))), "accepted");
}

#[test]
fn what_not_all_have_signed_is_looked_into_no_further() {
    let remove = |roll: &mut RollContents| drop(roll.keys.pop());
    assert_eq!(code(next(&["cn", "hk"], remove)), "roll-not-signed");
    assert_eq!(code(next(&ALL, remove)), "roll-key-removed");
}

#[test]
fn a_revocation_is_final_whoever_signs() {
    let held = next(&ALL, |roll| revoke(roll, "hk", KeyUse::Envelope)).unwrap();
    let back = RollContents { version: 3, prev: Some(held.digest()), issued: at(200), ..contents() };
    assert_eq!(code(held.succeeded_by(signed(back, &ALL))), "roll-key-revived");
}

#[test]
fn an_old_key_is_good_beside_its_successor_for_seven_days() {
    const DAY: i64 = 86_400;
    let held = World::with(|roll| roll.keys.iter_mut().for_each(|key| key.until = at(30 * DAY))).roll;
    let successor = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Envelope, &[42; 32]).unwrap();
    let with_successor = |from: i64, change: fn(&mut RollContents)| {
        let additions =
            Additions { keys: vec![KeyEntry::of(&successor, at(from), at(400 * DAY))], ..Additions::default() };
        let mut contents = held.next(additions, at(100), at(400 * DAY));
        change(&mut contents);
        (held.changes(&contents), held.succeeded_by(signed(contents, &ALL)))
    };
    let (changes, adopted) = with_successor(23 * DAY, |_| {});
    assert_eq!(
        changes.unwrap().iter().map(|change| change.what).collect::<Vec<_>>(),
        [RollChange::ExpiryAltered, RollChange::KeySucceeded]
    );
    assert_eq!(adopted.unwrap().keys_of(&"hk".parse().unwrap(), KeyUse::Envelope).count(), 2);
    assert_eq!(with_successor(23 * DAY + 1, |_| {}).1.unwrap_err().code(), "roll-key-gap");
    // One that is revoked need not be good beside anything.
    assert_eq!(code(with_successor(23 * DAY + 1, |roll| revoke(roll, "hk", KeyUse::Envelope)).1), "accepted");
}

#[test]
fn a_key_that_ends_while_no_other_goes_on_is_named_for_its_own_side() {
    const DAY: i64 = 86_400;
    let successor = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Envelope, &[42; 32]).unwrap();
    let roll = World::with(|roll| {
        roll.keys.iter_mut().for_each(|key| key.until = at(400 * DAY));
        let ends = [
            ("hk", KeyUse::Feed, 20),
            ("hk-high-court", KeyUse::Seal, 15),
            ("HK", KeyUse::Publisher, 5),
            ("hk", KeyUse::Envelope, 10),
            ("hk", KeyUse::Checkpoint, 12),
            ("cn", KeyUse::Envelope, 10),
        ];
        for (owner, key_use, day) in ends {
            entry(roll, owner, key_use).until = at(day * DAY);
        }
        // One has a successor, one was revoked, and one is of another side.
        roll.keys.push(KeyEntry::of(&successor, at(0), at(400 * DAY)));
        revoke(roll, "hk", KeyUse::Checkpoint);
    });
    let ending = |from: i64, until: i64| -> Vec<(String, KeyUse)> {
        let keys = roll.roll.ending(&gateway("hk"), at(from * DAY), at(until * DAY));
        keys.into_iter().map(|key| (key.owner.to_string(), key.r#use)).collect()
    };
    let [publisher, seal, feed] = [("HK", KeyUse::Publisher), ("hk-high-court", KeyUse::Seal), ("hk", KeyUse::Feed)]
        .map(|(owner, key_use)| (owner.to_owned(), key_use));
    assert_eq!(ending(0, 30), [publisher, seal.clone(), feed]);
    assert_eq!(ending(6, 16), [seal]);
    assert!(ending(21, 300).is_empty());
}

#[test]
fn a_next_roll_takes_up_what_notices_say_and_forgets_a_suspension_that_is_over() {
    let held = World::new().roll;
    let held = held.noticed(revocation("hk", KeyUse::Envelope, 100, &["hk"])).unwrap().unwrap();
    let held = held.noticed(suspension("cn", KeyUse::Envelope, 100, 200, &["hk", "mo"])).unwrap().unwrap();
    let during = held.next(Additions::default(), at(150), at(86_400));
    let after = held.next(Additions::default(), at(200), at(86_400));
    let of = |contents: &RollContents, owner| {
        let kid = key(owner, KeyUse::Envelope).kid().clone();
        contents.keys.iter().find(|entry| entry.kid == kid).unwrap().clone()
    };
    assert_eq!(of(&during, "cn").suspended_until, Some(at(200)));
    assert_eq!(of(&after, "cn").suspended_until, None);
    assert!(of(&during, "hk").revoked.is_some() && of(&after, "hk").revoked.is_some());
    let what: Vec<_> = held.changes(&during).unwrap().into_iter().map(|change| change.what).collect();
    assert_eq!(what, [RollChange::KeySuspended, RollChange::KeyRevoked]);
    let adopted = held.succeeded_by(signed(during, &ALL)).unwrap();
    assert!(adopted.signed().notices.is_empty(), "the roll says it itself now");
}

#[test]
fn one_alone_may_revoke_its_own_keys_and_no_others() {
    let roll = World::new().roll;
    for (owner, key_use) in [("hk", KeyUse::Envelope), ("hk-high-court", KeyUse::Seal), ("HK", KeyUse::Publisher)] {
        assert_eq!(noticed(&roll, revocation(owner, key_use, 100, &["hk"])), "accepted");
    }
    let by_others = roll.noticed(revocation("cn", KeyUse::Envelope, 100, &["hk", "mo"])).unwrap_err();
    assert_eq!(by_others, FederationError::RollNotSigned { missing: vec![gateway("cn")] });
    assert_eq!(noticed(&roll, revocation("hk", KeyUse::Roll, 100, &["hk"])), "notice-roll-key");
}

#[test]
fn a_notice_of_revocation_stays_beside_a_roll_that_does_not_know_of_it() {
    let held = World::new().roll;
    let next = signed(held.next(Additions::default(), at(300), at(86_400)), &ALL);
    let held = held.noticed(revocation("hk", KeyUse::Envelope, 200, &["hk"])).unwrap().unwrap();
    let adopted = held.succeeded_by(next).unwrap();
    let kid = key("hk", KeyUse::Envelope).kid().clone();
    assert_eq!(adopted.key(&kid).unwrap().check(at(350), at(400)).unwrap_err().reason, Reason::KeyRevoked);
    let file = serde_json::to_vec(adopted.signed()).unwrap();
    let read = SignedRoll::parse(&file).unwrap().verify(&anchors()).unwrap();
    assert_eq!((read.contents(), read.digest()), (adopted.contents(), adopted.digest()));
}

#[test]
fn two_may_suspend_a_key_of_the_third_for_seven_days_and_then_it_is_good_again() {
    const DAY: i64 = 86_400;
    let roll = World::with(|roll| roll.keys.iter_mut().for_each(|key| key.until = at(30 * DAY))).roll;
    let suspend = |days: i64, by: &[&str]| suspension("cn", KeyUse::Envelope, 100, 100 + days * DAY, by);
    assert_eq!(noticed(&roll, suspend(7, &["hk", "mo"])), "accepted");
    assert_eq!(noticed(&roll, suspend(8, &["hk", "mo"])), "notice-bad-term");
    assert_eq!(noticed(&roll, suspend(0, &["hk", "mo"])), "notice-bad-term");
    assert_eq!(noticed(&roll, suspend(1, &["hk"])), "roll-not-signed");
    assert_eq!(noticed(&roll, suspend(1, &["cn", "hk"])), "roll-not-signed");

    let suspended = roll.noticed(suspend(7, &["hk", "mo"])).unwrap().unwrap();
    let kid = key("cn", KeyUse::Envelope).kid().clone();
    let at_day = |days: i64| suspended.key(&kid).unwrap().check(at(50), at(100 + days * DAY)).map_err(|it| it.reason);
    assert_eq!((at_day(6), at_day(7)), (Err(Reason::KeyNotValid), Ok(())));
    // By another notice two cannot lengthen it, not even when it is over.
    let again = suspension("cn", KeyUse::Envelope, 100 + 8 * DAY, 100 + 15 * DAY, &["hk", "mo"]);
    assert_eq!(noticed(&suspended, again), "nothing");
}

#[test]
fn a_notice_is_refused_by_name_and_place() {
    let roll = World::new().roll;
    let refused = |change: fn(&mut Notice)| {
        let mut notice = revocation("hk", KeyUse::Envelope, 100, &["hk"]).notice;
        change(&mut notice);
        let error = roll.noticed(noticed_by(notice, &["hk"])).unwrap_err();
        (error.code(), error.at().unwrap_or_default().to_owned())
    };
    let place = |place: &str| place.to_owned();
    assert_eq!(refused(|notice| notice.v = 2), ("notice-malformed", place("notice.v")));
    assert_eq!(
        refused(|notice| notice.key = "hk-envelope-unknown".parse().unwrap()),
        ("notice-unknown-key", place("notice.key"))
    );
    assert_eq!(
        refused(|notice| notice.measure = Measure::Revoke { at: at(101), head: None }),
        ("notice-later", place("notice.measure.revoke.at"))
    );
    assert_eq!(SignedNotice::parse(b"{}").unwrap_err().code(), "notice-malformed");
}

#[test]
fn a_roll_follows_the_one_that_is_held() {
    assert_eq!(code(next(&ALL, |roll| roll.version = 3)), "roll-not-next");
    assert_eq!(code(next(&ALL, |roll| roll.prev = Some(Digest::of(b"another")))), "roll-not-next");
    assert_eq!(code(next(&ALL, |roll| roll.issued = at(-1))), "roll-not-next");
    assert_eq!(code(next(&ALL, |_| {})), "accepted");
}

#[test]
fn a_key_is_of_the_suite_that_the_roll_says_and_of_one_that_its_use_takes() {
    let sm2 = key_of(Suite::Sm2Sm3, "hk", KeyUse::Envelope);
    let named = |change: fn(&mut KeyEntry)| {
        changed(|contents| {
            let mut entry = KeyEntry::of(&sm2, at(0), at(100));
            change(&mut entry);
            contents.keys.push(entry);
        })
    };
    assert_eq!(code(named(|_| {})), "accepted");
    assert_eq!(code(named(|entry| entry.suite = Suite::Ed25519)), "roll-malformed");
    assert_eq!(code(named(|entry| entry.r#use = KeyUse::Roll)), "roll-malformed");
    assert_eq!(code(named(|entry| entry.r#use = KeyUse::Checkpoint)), "roll-malformed");
}

#[test]
fn a_suite_is_enabled_gateway_by_gateway_and_ed25519_everywhere() {
    let enabled = |suites: Vec<Suite>| changed(|contents| contents.gateways[0].suites = Some(suites));
    let roll = enabled(vec![Suite::Sm2Sm3]).unwrap();
    assert!(roll.takes(&gateway("cn"), Suite::Sm2Sm3) && roll.takes(&gateway("cn"), Suite::Ed25519));
    assert!(!roll.takes(&gateway("hk"), Suite::Sm2Sm3) && roll.takes(&gateway("hk"), Suite::Ed25519));
    assert_eq!(code(enabled(vec![Suite::Sm2Sm3, Suite::Sm2Sm3])), "roll-malformed");
    assert_eq!(code(enabled(vec![Suite::Ed25519])), "roll-malformed");
}
