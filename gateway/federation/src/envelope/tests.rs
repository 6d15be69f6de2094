use comity_record::canonical::to_canonical;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::fixture::{World, at, authority, gateway, key, key_of, letter, ulid};
use crate::keys::Suite;
use crate::roll::{KeyEntry, Revoked};

/// The letter as a payload, changed, signed with the Mainland's key all the same.
fn forged(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut payload: Value = serde_json::from_slice(&jws::payload(&letter()).unwrap()).unwrap();
    change(&mut payload);
    signed_payload(&to_canonical(&payload).unwrap())
}

fn signed_payload(payload: &[u8]) -> Vec<u8> {
    Jws::sign(payload, TYPE, &key("cn", KeyUse::Envelope)).unwrap().to_bytes().unwrap()
}

/// The signed letter, with another protected header and its old signature.
fn with_header(header: &Value) -> Vec<u8> {
    let mut outer: Value = serde_json::from_slice(&forged(|_| {})).unwrap();
    outer["protected"] = json!(base64url::encode(&to_canonical(header).unwrap()));
    to_canonical(&outer).unwrap()
}

fn header(alg: &str, kid: &str, typ: &str) -> Value {
    json!({"alg": alg, "kid": kid, "typ": typ})
}

/// What Hong Kong says to these bytes from the Mainland.
fn arrive(bytes: &[u8]) -> Result<Verified, Reason> {
    open(bytes, &World::new().roll, at(20), &gateway("cn"), &gateway("hk")).map_err(|refused| refused.reason)
}

fn set(name: &str, value: Value) -> Result<Verified, Reason> {
    arrive(&forged(|payload| payload[name] = value))
}

#[test]
fn a_letter_is_opened_as_it_was_signed() {
    let world = World::new();
    let signed = letter().sign(&world.envelope_key("cn"), &world.roll).unwrap();
    let opened = arrive(&signed.bytes).unwrap();
    assert_eq!((opened.envelope(), opened.digest()), (&letter(), signed.digest));
    assert_eq!(signed.digest, Digest::of(&signed.bytes));
}

#[test]
fn the_files_of_a_message_are_read_back_from_its_stored_bytes() {
    let world = World::new();
    let signed = letter().sign(&world.envelope_key("cn"), &world.roll).unwrap();
    assert!(!letter().attachments.is_empty());
    assert_eq!(attachments_of(&signed.bytes).unwrap(), letter().attachments);
    assert!(attachments_of(b"{}").is_err());
}

#[test]
fn each_side_sends_its_own_kinds_and_either_corrects_and_uses_paper() {
    for kind in MessageKind::ALL {
        let from_the_mainland = arrive(&forged(|payload| payload["kind"] = kind.code().into()));
        match kind.may_come_from(Side::Requesting) {
            true => assert_eq!(from_the_mainland.unwrap().envelope().kind, kind),
            false => assert_eq!(from_the_mainland, Err(Reason::WrongSide), "{kind:?}"),
        }
        assert!(kind.may_come_from(Side::Requesting) || kind.may_come_from(Side::Requested), "{kind:?}");
    }
    for kind in [MessageKind::PaperUsed, MessageKind::Correction] {
        assert!(kind.may_come_from(Side::Requesting) && kind.may_come_from(Side::Requested));
    }
}

#[test]
fn the_form_on_the_wire_is_this_one() {
    let outer: Value = serde_json::from_slice(&forged(|_| {})).unwrap();
    let part = |name: &str| String::from_utf8(base64url::decode(outer[name].as_str().unwrap()).unwrap()).unwrap();
    assert_eq!(part("protected"), r#"{"alg":"EdDSA","kid":"cn-envelope-4e4ea11b","typ":"comity-message+json"}"#);
    let payload = concat!(
        r#"{"attachments":[{"media_type":"application/pdf","name":"传票.pdf","#,
        r#""sha256":"sha256:cb7017b262edfc56410badeb324d7296595549c6c0bc4d4a9edb308369930164","size":7}],"#,
        r#""body":{"copies":2,"sealed":"…"},"from":"cn","id":"01KEQVJTQR0000000000000001","kind":"letter","#,
        r#""matter":"cn/01KEQVJTQR0000000000000034","nonce":"CQkJCQkJCQkJCQkJCQkJCQ","prev":null,"#,
        r#""recipient":"hk-high-court","seen":null,"sender":"cn-gd-hpc","seq":1,"#,
        r#""time":"2026-01-12T01:02:13.000Z","to":"hk","v":1}"#,
    );
    assert_eq!(part("payload"), payload);
}

#[test]
fn any_single_flipped_bit_is_refused() {
    let bytes = forged(|_| {});
    let world = World::new();
    for place in 0..bytes.len() {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[place] ^= 1 << bit;
            let opened = open(&flipped, &world.roll, at(20), &gateway("cn"), &gateway("hk"));
            assert!(opened.is_err(), "bit {bit} of byte {place}");
        }
    }
}

#[test]
fn any_truncation_is_refused() {
    let bytes = forged(|_| {});
    for length in 0..bytes.len() {
        assert!(arrive(&bytes[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn a_message_that_is_too_long_is_neither_signed_nor_opened() {
    let world = World::new();
    let mut long = letter();
    long.body = json!("x".repeat(MESSAGE_MAX_BYTES));
    assert_eq!(long.sign(&world.envelope_key("cn"), &world.roll).unwrap_err().code(), "message-not-sendable");
    assert_eq!(arrive(&forged(|payload| payload["body"] = long.body)), Err(Reason::TooLarge));
}

#[test]
fn what_is_not_a_json_object_is_refused() {
    for bytes in [&b""[..], b"[]", b"null", b"{", b"\xff", "[".repeat(10_000).as_bytes()] {
        assert_eq!(arrive(bytes), Err(Reason::NotJson));
    }
    assert_eq!(arrive(&signed_payload(b"[1]")), Err(Reason::NotJson));
}

#[test]
fn members_that_are_not_known_are_refused_outside_and_inside() {
    let mut outer: Value = serde_json::from_slice(&forged(|_| {})).unwrap();
    outer["header"] = json!({"kid": "cn"});
    assert_eq!(arrive(&to_canonical(&outer).unwrap()), Err(Reason::UnknownField));
    assert_eq!(set("priority", json!("high")), Err(Reason::UnknownField));
    let kid = key("cn", KeyUse::Envelope).kid().to_string();
    let mut critical = header("EdDSA", &kid, TYPE.typ);
    critical["crit"] = json!(["exp"]);
    assert_eq!(arrive(&with_header(&critical)), Err(Reason::UnknownField));
}

#[test]
fn another_spelling_of_the_signed_form_is_refused() {
    let text = String::from_utf8(forged(|_| {})).unwrap();
    assert_eq!(arrive(text.replacen(':', ": ", 1).as_bytes()), Err(Reason::NotCanonical));
    assert_eq!(arrive(format!("{text}\n").as_bytes()), Err(Reason::NotCanonical));
    let twice = text.replacen('{', "{\"payload\":\"e30\",", 1);
    assert!(arrive(twice.as_bytes()).is_err());
}

#[test]
fn a_signed_payload_that_is_not_canonical_is_refused() {
    let payload = String::from_utf8(jws::payload(&letter()).unwrap()).unwrap();
    let spaced = payload.replacen(',', ", ", 1);
    assert_eq!(arrive(&signed_payload(spaced.as_bytes())), Err(Reason::NotCanonical));
    let member_twice = payload.replacen("\"copies\":2", "\"copies\":1,\"copies\":2", 1);
    assert_ne!(member_twice, payload);
    assert_eq!(arrive(&signed_payload(member_twice.as_bytes())), Err(Reason::NotCanonical));
}

#[test]
fn another_version_and_an_unknown_kind_are_refused() {
    assert_eq!(set("v", json!(2)), Err(Reason::UnknownVersion));
    assert_eq!(set("v", json!("1")), Err(Reason::UnknownVersion));
    assert_eq!(set("kind", json!("summons")), Err(Reason::UnknownKind));
}

#[test]
fn the_algorithm_is_that_of_the_key_and_never_the_messages_choice() {
    let kid = key("cn", KeyUse::Envelope).kid().to_string();
    for alg in ["none", "HS256", "ES256", "eddsa", ""] {
        assert_eq!(arrive(&with_header(&header(alg, &kid, TYPE.typ))), Err(Reason::BadAlgorithm), "{alg}");
    }
}

#[test]
fn the_type_is_protected() {
    let kid = key("cn", KeyUse::Envelope).kid().to_string();
    assert_eq!(arrive(&with_header(&header("EdDSA", &kid, "comity-receipt+json"))), Err(Reason::WrongType));
}

#[test]
fn keys_that_are_unknown_or_for_another_use_are_refused() {
    assert_eq!(arrive(&with_header(&header("EdDSA", "cn-envelope-0", TYPE.typ))), Err(Reason::UnknownKey));
    assert_eq!(arrive(&with_header(&header("EdDSA", "../cn", TYPE.typ))), Err(Reason::UnknownKey));
    let checkpoint = key("cn", KeyUse::Checkpoint).kid().to_string();
    assert_eq!(arrive(&with_header(&header("EdDSA", &checkpoint, TYPE.typ))), Err(Reason::WrongUse));
}

#[test]
fn a_signature_of_another_key_is_refused() {
    let hong_kong = key("hk", KeyUse::Envelope).kid().to_string();
    assert_eq!(arrive(&with_header(&header("EdDSA", &hong_kong, TYPE.typ))), Err(Reason::BadSignature));
}

#[test]
fn a_key_vouches_for_what_it_signed_in_its_time_and_a_revoked_one_for_nothing() {
    let arrive_with = |change: fn(&mut KeyEntry), now| {
        let world = World::with(|contents| {
            let own = key("cn", KeyUse::Envelope);
            change(contents.keys.iter_mut().find(|entry| entry.kid == *own.kid()).unwrap());
        });
        open(&forged(|_| {}), &world.roll, now, &gateway("cn"), &gateway("hk")).err().map(|refused| refused.reason)
    };
    // The letter claims to be signed at 10.
    assert_eq!(arrive_with(|key| key.until = at(10), at(1_000)), None);
    assert_eq!(arrive_with(|key| key.until = at(9), at(1_000)), Some(Reason::KeyNotValid));
    assert_eq!(arrive_with(|key| key.from = at(11), at(1_000)), Some(Reason::KeyNotValid));
    assert_eq!(arrive_with(|key| key.from = at(8), at(7)), Some(Reason::KeyNotValid));
    assert_eq!(arrive_with(|key| key.suspended_until = Some(at(30)), at(29)), Some(Reason::KeyNotValid));
    assert_eq!(arrive_with(|key| key.suspended_until = Some(at(30)), at(30)), None);
    let revoke = |key: &mut KeyEntry| key.revoked = Some(Revoked { at: at(15), head: None });
    assert_eq!(arrive_with(revoke, at(1_000)), Some(Reason::KeyRevoked));
}

#[test]
fn a_gateway_speaks_for_itself_over_its_own_connection_to_the_one_addressed() {
    assert_eq!(set("from", json!("mo")), Err(Reason::WrongSigner));
    assert_eq!(set("to", json!("mo")), Err(Reason::NotForHere));
    let over_macao = open(&forged(|_| {}), &World::new().roll, at(20), &gateway("mo"), &gateway("hk"));
    assert_eq!(over_macao.unwrap_err().reason, Reason::WrongPeer);
}

#[test]
fn a_matter_belongs_to_one_of_the_two_gateways() {
    let foreign = MatterId::new(gateway("mo"), ulid(100));
    assert_eq!(set("matter", json!(foreign)), Err(Reason::WrongMatterOrigin));
}

#[test]
fn each_side_of_a_matter_sends_its_own_kinds() {
    assert_eq!(set("kind", json!("certificate")), Err(Reason::WrongSide));
    let answered = MatterId::new(gateway("hk"), ulid(100));
    assert_eq!(set("matter", json!(answered)), Err(Reason::WrongSide));
}

#[test]
fn authorities_speak_through_the_gateway_that_serves_them() {
    assert_eq!(set("sender", json!("mo-tui")), Err(Reason::AuthorityNotServed));
    assert_eq!(set("sender", json!("cn-unknown-court")), Err(Reason::AuthorityNotServed));
    assert_eq!(set("recipient", json!("cn-nansha")), Err(Reason::AuthorityNotServed));
}

#[test]
fn what_hong_kong_would_refuse_is_not_signed() {
    let world = World::new();
    let wrong_sender = Envelope { sender: authority("mo-tui"), ..letter() };
    let error = wrong_sender.sign(&world.envelope_key("cn"), &world.roll).unwrap_err();
    assert!(matches!(error, FederationError::WouldBeRefused(Refused { reason: Reason::AuthorityNotServed, .. })));
    assert_eq!(letter().sign(&world.envelope_key("hk"), &world.roll).unwrap_err().code(), "wrong-key");
    assert_eq!(letter().sign(&key("cn", KeyUse::Feed), &world.roll).unwrap_err().code(), "wrong-key");
}

#[test]
fn the_first_message_of_a_chain_follows_none_and_every_other_follows_one() {
    assert_eq!(set("seq", json!(0)), Err(Reason::Malformed));
    assert_eq!(set("seq", json!(2)), Err(Reason::Malformed));
    assert_eq!(set("prev", json!(Digest::of(b"x"))), Err(Reason::Malformed));
    assert_eq!(set("seq", json!(-1)), Err(Reason::Malformed));
    assert_eq!(set("seq", json!(1.5)), Err(Reason::Malformed));
}

#[test]
fn a_missing_member_is_malformed() {
    for name in FIELDS {
        let without = forged(|payload| {
            payload.as_object_mut().unwrap().remove(name);
        });
        assert_eq!(arrive(&without), Err(Reason::Malformed), "{name}");
    }
}

#[test]
fn attachments_are_named_sized_and_counted() {
    let attachment = |name: &str, media_type: &str, size: u64| {
        set("attachments", json!([{"sha256": Digest::of(b"x"), "size": size, "name": name, "media_type": media_type}]))
    };
    assert!(attachment("传票 1.pdf", "application/pdf", 0).is_ok());
    for name in ["", "../secret", "a/b", "a\\b", "..", "line\nbreak", &"x".repeat(256)] {
        assert_eq!(attachment(name, "application/pdf", 1), Err(Reason::Malformed), "{name:?}");
    }
    for media_type in ["pdf", "/pdf", "application/", "text/html; charset=utf-8", "a/b/c"] {
        assert_eq!(attachment("a.pdf", media_type, 1), Err(Reason::Malformed), "{media_type:?}");
    }
    assert_eq!(attachment("a.pdf", "application/pdf", FILE_MAX_BYTES as u64 + 1), Err(Reason::Malformed));
    let mut many = letter();
    many.attachments = vec![many.attachments[0].clone(); ATTACHMENTS_MAX + 1];
    assert_eq!(set("attachments", json!(many.attachments)), Err(Reason::TooManyAttachments));
}

#[test]
fn the_log_is_told_no_particulars() {
    let secret = "Chan Tai Man";
    let bytes = forged(|payload| {
        payload["body"] = json!({"addressee": secret});
        payload["nonce"] = json!(secret);
    });
    let refused = open(&bytes, &World::new().roll, at(20), &gateway("cn"), &gateway("hk")).unwrap_err();
    assert_eq!(refused.reason, Reason::Malformed);
    assert!(!refused.to_string().contains(secret), "{refused}");
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_signed_is_opened(body in any_json(), nonce: [u8; 16], seq in 2_u64..=STREAM_MAX_MESSAGES) {
        let envelope = Envelope { body, nonce: Nonce::new(nonce), seq, prev: Some(Digest::of(&nonce)), ..letter() };
        let signed = envelope.sign(&key("cn", KeyUse::Envelope), &World::new().roll).unwrap();
        let opened = arrive(&signed.bytes).unwrap();
        // Numbers of a body are those of RFC 8785: what an integer beyond 2^53 becomes is settled before it is signed.
        prop_assert_eq!(to_canonical(opened.envelope()).unwrap(), to_canonical(&envelope).unwrap());
        prop_assert_eq!(opened.digest(), signed.digest);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(arrive(&bytes).is_err());
    }
}

/// The world in which the Mainland has a key of SM2 as well, and Hong Kong takes that suite, or does not.
fn world_with_sm2(suites: Option<Vec<Suite>>) -> World {
    World::with(|contents| {
        contents.keys.push(KeyEntry::of(&key_of(Suite::Sm2Sm3, "cn", KeyUse::Envelope), at(0), at(100)));
        contents.gateways[1].suites = suites;
    })
}

#[test]
fn a_letter_signed_with_sm2_is_opened_where_the_roll_enables_it() {
    let world = world_with_sm2(Some(vec![Suite::Sm2Sm3]));
    let signed = letter().sign(&key_of(Suite::Sm2Sm3, "cn", KeyUse::Envelope), &world.roll).unwrap();
    let opened = open(&signed.bytes, &world.roll, at(20), &gateway("cn"), &gateway("hk")).unwrap();
    assert_eq!((opened.envelope(), opened.digest()), (&letter(), signed.digest));
    let outer: Value = serde_json::from_slice(&signed.bytes).unwrap();
    let protected = base64url::decode(outer["protected"].as_str().unwrap()).unwrap();
    let protected: Value = serde_json::from_slice(&protected).unwrap();
    assert_eq!(protected["alg"], "SM2-SM3");
}

#[test]
fn a_gateway_that_does_not_take_the_suite_says_so_and_is_not_written_to_in_it() {
    let key = key_of(Suite::Sm2Sm3, "cn", KeyUse::Envelope);
    let signed = letter().sign(&key, &world_with_sm2(Some(vec![Suite::Sm2Sm3])).roll).unwrap();
    let world = world_with_sm2(None);
    let refused = open(&signed.bytes, &world.roll, at(20), &gateway("cn"), &gateway("hk")).unwrap_err();
    assert_eq!(refused.reason, Reason::SuiteNotTaken);
    let error = letter().sign(&key, &world.roll).unwrap_err();
    assert!(matches!(&error, FederationError::WouldBeRefused(refused) if refused.reason == Reason::SuiteNotTaken));
}

#[test]
fn the_suite_comes_from_the_roll_and_never_from_the_message() {
    let world = world_with_sm2(Some(vec![Suite::Sm2Sm3]));
    let sm2 = key_of(Suite::Sm2Sm3, "cn", KeyUse::Envelope);
    let signed = letter().sign(&sm2, &world.roll).unwrap();
    let says = |alg: &str, kid: &KeyPair| {
        let mut outer: Value = serde_json::from_slice(&signed.bytes).unwrap();
        let header = header(alg, &kid.kid().to_string(), TYPE.typ);
        outer["protected"] = json!(base64url::encode(&to_canonical(&header).unwrap()));
        let bytes = to_canonical(&outer).unwrap();
        open(&bytes, &world.roll, at(20), &gateway("cn"), &gateway("hk")).unwrap_err().reason
    };
    assert_eq!(says("EdDSA", &sm2), Reason::BadAlgorithm);
    assert_eq!(says("none", &sm2), Reason::BadAlgorithm);
    assert_eq!(says("SM2-SM3", &key("cn", KeyUse::Envelope)), Reason::BadAlgorithm);
    assert_eq!(says("EdDSA", &key("cn", KeyUse::Envelope)), Reason::BadSignature);
}
