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
    let mut contents = RollContents { version: 2, prev: Some(held.digest()), issued: at(100), ..contents() };
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
fn all_three_may_change_anything() {
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
    assert_eq!(code(next(&["cn", "hk"], |roll| entry(roll, "cn", KeyUse::Envelope).until = at(1))), "roll-not-signed");
    assert_eq!(code(next(&["cn", "hk"], |roll| roll.keys.truncate(3))), "roll-not-signed");
}

#[test]
fn one_alone_may_revoke_its_own_keys_and_no_others() {
    assert_eq!(code(next(&["hk"], |roll| revoke(roll, "hk", KeyUse::Envelope))), "accepted");
    assert_eq!(code(next(&["hk"], |roll| revoke(roll, "hk-high-court", KeyUse::Seal))), "accepted");
    assert_eq!(code(next(&["hk"], |roll| revoke(roll, "HK", KeyUse::Publisher))), "accepted");
    assert_eq!(code(next(&["hk", "mo"], |roll| revoke(roll, "cn", KeyUse::Envelope))), "roll-not-signed");
}

#[test]
fn a_revocation_is_not_taken_back_by_its_owner_alone() {
    let held = next(&["hk"], |roll| revoke(roll, "hk", KeyUse::Envelope)).unwrap();
    let back = RollContents { version: 3, prev: Some(held.digest()), issued: at(200), ..contents() };
    assert_eq!(code(held.succeeded_by(signed(back.clone(), &["hk"]))), "roll-not-signed");
    assert_eq!(code(held.succeeded_by(signed(back, &ALL))), "accepted");
}

#[test]
fn two_may_suspend_a_key_of_the_third_for_seven_days() {
    let suspend = |days: i64| {
        move |roll: &mut RollContents| {
            entry(roll, "cn", KeyUse::Envelope).suspended_until = Some(at(100 + days * 86_400));
        }
    };
    assert_eq!(code(next(&["hk", "mo"], suspend(7))), "accepted");
    assert_eq!(code(next(&["hk", "mo"], suspend(8))), "roll-not-signed");
    assert_eq!(code(next(&["hk"], suspend(1))), "roll-not-signed");
    assert_eq!(code(next(&["cn", "hk"], suspend(1))), "roll-not-signed");
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
