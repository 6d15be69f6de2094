//! The vectors of docs/protocol.md: made here from fixed seeds, kept in `fixtures/protocol`, and verified by programs that share no
//! line with ours. `COMITY_BLESS=1` writes them anew.

mod checkpoints;
mod feeds;
mod messages;
mod notices;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::MessageId;
use comity_domain::message::{MessageKind, SealedDocument};
use comity_federation::Reason;
use comity_federation::detached::{self, Times};
use comity_federation::envelope::{self, Attachment, Envelope, Nonce};
use comity_federation::keys::{KeyId, KeyPair, KeyUse, Suite};
use comity_federation::receipt::{Awaited, NotTaken, Receipt};
use comity_federation::roll::{Anchor, SignedRoll};
use comity_federation::seal::AuthoritySeal;
use comity_record::Digest;
use comity_record::canonical::to_canonical;
use comity_tests::{Draft, fixtures, foreign, jws};
use serde_json::{Value, json};

use super::said;
use super::world::{anchors, at, authority, gateway, key, keys, roll, secret_of, signed_roll};

const PAPER: &[u8] = "传票".as_bytes();
const LOG: &str = "gateway.hk.example/record";

/// The files of the vectors, by name.
fn vectors() -> Vec<(&'static str, Value)> {
    vec![
        ("keys.json", keys_vector()),
        ("roll.json", roll_vector()),
        ("notices.json", notices::notices_vector()),
        ("seal.json", signed_vector("the letter under the seal of its court", &seal(Suite::Ed25519))),
        ("seal-sm2.json", signed_vector("the same under its seal of SM2", &seal(Suite::Sm2Sm3))),
        ("letter.json", signed_vector("the letter in its envelope", &letter(Suite::Ed25519))),
        ("letter-sm2.json", signed_vector("the same, all signed with SM2", &letter(Suite::Sm2Sm3))),
        ("messages.json", messages::messages_vector()),
        ("receipt.json", signed_vector("the receipt for the letter", receipt().as_bytes())),
        ("not-taken.json", signed_vector("the notice that other bytes were not taken", notice().as_bytes())),
        ("checkpoint.json", checkpoints::checkpoint_vector()),
        ("feeds.json", feeds::feeds_vector()),
        ("documents.json", documents_vector()),
        ("refused.json", refused_vector()),
    ]
}

#[test]
fn the_vectors_are_the_ones_that_this_program_makes() {
    let folder = fixtures().join("protocol");
    for (name, made) in vectors() {
        let made = serde_json::to_string_pretty(&made).unwrap() + "\n";
        if std::env::var_os("COMITY_BLESS").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(name), &made).unwrap();
        }
        let kept = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(kept == made, "fixtures/protocol/{name} differs; if that is meant, run with COMITY_BLESS=1");
    }
}

#[test]
fn the_vectors_are_taken_by_the_gateway_that_they_are_for() {
    let roll = roll([]);
    let (cn, hk) = (gateway("cn"), gateway("hk"));
    for suite in [Suite::Ed25519, Suite::Sm2Sm3] {
        let bytes = letter(suite);
        let opened = envelope::open(&bytes, &roll, at(2_000), &cn, &hk).unwrap();
        let text = opened.envelope().body["document"].as_str().unwrap();
        let sealed = AuthoritySeal::from_value(&serde_json::from_str(text).unwrap()).unwrap();
        let sealed = sealed.verify::<SealedDocument>(&roll, at(1_000), at(2_000), &authority("cn-gd-hpc")).unwrap();
        assert_eq!((sealed.suite, sealed.document.matter), (suite, opened.envelope().matter.clone()));
    }
    assert!(Receipt::verify(&receipt(), &roll, &awaited(&letter(Suite::Ed25519))).is_ok());
    assert!(NotTaken::verify(&notice(), &roll, at(4_000), &awaited(&changed_letter())).is_ok());
    let file = serde_json::to_vec(&roll_vector()["file"]).unwrap();
    let anchors: Vec<Anchor> = serde_json::from_value(roll_vector()["anchors"].clone()).unwrap();
    assert_eq!(SignedRoll::parse(&file).unwrap().verify(&anchors).unwrap().digest(), roll.digest());
    for document in documents_vector().as_array().unwrap() {
        let [text, signature] = ["document", "signature"].map(|name| document[name].as_str().unwrap());
        let kid: KeyId = document["kid"].as_str().unwrap().parse().unwrap();
        let times = Times { signed: at(0), now: at(0) };
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        assert!(detached::verify(text.as_bytes(), &signature, &kid, &roll, times, &hk).is_ok(), "{kid}");
    }
}

#[test]
fn what_the_vectors_say_is_refused_is_refused_for_that_reason() {
    let refused = refused_vector();
    let cases = refused.as_array().unwrap();
    assert!(cases.len() >= 12);
    for case in cases {
        let [what, bytes, to, reason] = ["what", "bytes", "to", "reason"].map(|name| case[name].as_str().unwrap());
        let opened = envelope::open(bytes.as_bytes(), &roll([]), at(2_000), &gateway("cn"), &gateway(to));
        assert_eq!(opened.unwrap_err().reason.code(), reason, "{what}");
    }
}

#[test]
fn the_npm_library_jose_verifies_the_vectors_and_refuses_changed_ones() {
    let Some(mut node) = foreign::node("vectors.mjs", "the protocol's vectors, as the npm library jose sees them")
    else {
        return;
    };
    assert_eq!(said(node.arg(fixtures().join("protocol"))), VERIFIED);
}

#[test]
fn the_python_library_joserfc_verifies_the_vectors_and_refuses_changed_ones() {
    let what = "the protocol's vectors, as the Python library joserfc sees them";
    let Some(mut python) = foreign::python("vectors.py", what) else { return };
    assert_eq!(said(python.arg(fixtures().join("protocol"))), VERIFIED);
}

/// What a foreign script says when it has verified every vector, and refused each after a change.
const VERIFIED: &str = "6 signed, 2 of SM2, 22 messages, 3 signatures of the roll, 2 notices, 4 events of feeds, 3 signatures of a checkpoint, 2 documents: verified, and refused when changed";

fn keys_vector() -> Value {
    let entry = |key: KeyPair| {
        let (owner, key_use, suite) = (key.owner().to_string(), key.key_use(), key.suite());
        let (text, secret) = secret_of(&owner, key_use, suite);
        let jwk = match suite {
            Suite::Ed25519 => json!({ "kty": "OKP", "crv": "Ed25519", "x": key.public().to_string() }),
            Suite::Sm2Sm3 | Suite::P256Sha256 => Value::Null,
        };
        json!({
            "kid": key.kid(),
            "suite": suite,
            "owner": owner,
            "use": key_use,
            "secret_is_sha256_of": text,
            "secret": URL_SAFE_NO_PAD.encode(secret.as_bytes()),
            "public": key.public(),
            "jwk": jwk,
        })
    };
    keys().map(entry).collect()
}

fn roll_vector() -> Value {
    let signed = signed_roll([]);
    let canonical = to_canonical(&signed.roll).unwrap();
    json!({
        "canonical": String::from_utf8(canonical.clone()).unwrap(),
        "digest": Digest::of(&canonical),
        "anchors": anchors(),
        "file": signed,
    })
}

/// The letter in the form that a court seals.
fn sealed_document() -> Value {
    let paper =
        json!({ "sha256": Digest::of(PAPER), "size": PAPER.len(), "name": "summons.txt", "media_type": "text/plain" });
    let mut request = Draft::corrected().body["request"].clone();
    request["documents"] = json!([{ "kind": "summons", "languages": ["zh"], "copies": 2, "file": paper }]);
    let chain = json!({ "originating": "cn-nansha", "transmitting": "cn-gd-hpc", "receiving": "hk-high-court" });
    json!({
        "matter": "cn/01KEQ3V3T00000000000000001",
        "sealed_by": "cn-gd-hpc",
        "sealed_on": "2026-01-14",
        "content": { "kind": "letter", "chain": chain, "request": request },
    })
}

fn seal(suite: Suite) -> Vec<u8> {
    let document: SealedDocument = serde_json::from_value(sealed_document()).unwrap();
    let seal = key("cn-gd-hpc", KeyUse::Seal, suite);
    to_canonical(&AuthoritySeal::sign(&authority("cn-gd-hpc"), &document, &seal).unwrap()).unwrap()
}

fn envelope(suite: Suite) -> Envelope {
    Envelope {
        id: "01KEQ3V3T00000000000001001".parse().unwrap(),
        kind: MessageKind::Letter,
        matter: "cn/01KEQ3V3T00000000000000001".parse().unwrap(),
        from: gateway("cn"),
        to: gateway("hk"),
        sender: authority("cn-gd-hpc"),
        recipient: authority("hk-high-court"),
        time: at(1_000),
        seq: 1,
        prev: None,
        seen: None,
        nonce: Nonce::new(*b"sixteen-bytes-16"),
        body: json!({ "document": String::from_utf8(seal(suite)).unwrap() }),
        attachments: vec![Attachment {
            sha256: Digest::of(PAPER),
            size: PAPER.len() as u64,
            name: "summons.txt".to_owned(),
            media_type: "text/plain".to_owned(),
            manifest: None,
        }],
    }
}

fn letter(suite: Suite) -> Vec<u8> {
    envelope(suite).sign(&key("cn", KeyUse::Envelope, suite), &roll([])).unwrap().bytes
}

/// The letter with another payload under the same signature.
fn changed_letter() -> Vec<u8> {
    let other = Envelope { nonce: Nonce::new(*b"sixteen-others16"), ..envelope(Suite::Ed25519) };
    let other = other.sign(&key("cn", KeyUse::Envelope, Suite::Ed25519), &roll([])).unwrap();
    let mut changed: Value = serde_json::from_slice(&letter(Suite::Ed25519)).unwrap();
    changed["payload"] = serde_json::from_slice::<Value>(&other.bytes).unwrap()["payload"].clone();
    to_canonical(&changed).unwrap()
}

fn awaited(bytes: &[u8]) -> Awaited {
    let message: MessageId = "01KEQ3V3T00000000000001001".parse().unwrap();
    Awaited { message, digest: Digest::of(bytes), from: gateway("cn"), to: gateway("hk") }
}

fn receipt() -> String {
    let receipt = Receipt {
        message: "01KEQ3V3T00000000000001001".parse().unwrap(),
        digest: Digest::of(&letter(Suite::Ed25519)),
        from: gateway("hk"),
        to: gateway("cn"),
        log: LOG.to_owned(),
        index: 41,
        time: at(2_000),
    };
    receipt.sign(&key("hk", KeyUse::Envelope, Suite::Ed25519)).unwrap()
}

fn notice() -> String {
    let notice = NotTaken {
        digest: Digest::of(&changed_letter()),
        from: gateway("hk"),
        to: gateway("cn"),
        reason: Reason::BadSignature,
        time: at(3_000),
    };
    notice.sign(&key("hk", KeyUse::Envelope, Suite::Ed25519)).unwrap()
}

/// A signed form with everything that it is made of.
fn signed_vector(what: &str, bytes: &[u8]) -> Value {
    let signed: Value = serde_json::from_slice(bytes).unwrap();
    let [payload, protected] = ["payload", "protected"]
        .map(|name| String::from_utf8(URL_SAFE_NO_PAD.decode(signed[name].as_str().unwrap()).unwrap()).unwrap());
    let header: Value = serde_json::from_str(&protected).unwrap();
    json!({
        "what": what,
        "kid": header["kid"],
        "alg": header["alg"],
        "typ": header["typ"],
        "payload": serde_json::from_str::<Value>(&payload).unwrap(),
        "payload_canonical": payload,
        "payload_digest": Digest::of(payload.as_bytes()),
        "protected_canonical": protected,
        "bytes": std::str::from_utf8(bytes).unwrap(),
        "digest": Digest::of(bytes),
    })
}

/// Signatures over documents, apart from them.
fn documents_vector() -> Value {
    let text = "送達證明 · certidão de citação · certificate of service";
    [("hk-high-court", Suite::Ed25519), ("cn-gd-hpc", Suite::Sm2Sm3)]
        .map(|(owner, suite)| {
            let key = key(owner, KeyUse::Document, suite);
            let signature = detached::sign(text.as_bytes(), &key).unwrap();
            json!({
                "kid": key.kid(),
                "suite": suite,
                "document": text,
                "document_digest": Digest::of(text.as_bytes()),
                "signature_form": if suite == Suite::Ed25519 { "64 bytes" } else { "DER" },
                "signature": URL_SAFE_NO_PAD.encode(signature),
            })
        })
        .into_iter()
        .collect()
}

/// Messages that no gateway takes, and the reason of each.
fn refused_vector() -> Value {
    let good = String::from_utf8(letter(Suite::Ed25519)).unwrap();
    let own = key("cn", KeyUse::Envelope, Suite::Ed25519);
    let payload: Value =
        serde_json::from_str(signed_vector("", good.as_bytes())["payload_canonical"].as_str().unwrap()).unwrap();
    let signed = |change: &dyn Fn(&mut Value)| {
        let mut payload = payload.clone();
        change(&mut payload);
        canonical(&jws(&payload, "comity-message+json", &own))
    };
    let outer = |name: &str, value: Value| {
        let mut outer: Value = serde_json::from_str(&good).unwrap();
        outer[name] = value;
        canonical(&outer)
    };
    let header = |alg: &str, kid: &str, typ: &str| {
        outer(
            "protected",
            json!(URL_SAFE_NO_PAD.encode(to_canonical(&json!({ "alg": alg, "kid": kid, "typ": typ })).unwrap())),
        )
    };
    let kid = own.kid().to_string();
    let roll_kid = key("cn", KeyUse::Roll, Suite::Ed25519).kid().to_string();
    let to_macao = |payload: &mut Value| {
        payload["to"] = json!("mo");
        payload["recipient"] = json!("mo-tui");
    };
    let mut for_macao = payload.clone();
    to_macao(&mut for_macao);
    let in_sm2 = jws(&for_macao, "comity-message+json", &key("cn", KeyUse::Envelope, Suite::Sm2Sm3));
    let typ = "comity-message+json";
    let cases = [
        (
            "another payload under the signature",
            String::from_utf8(changed_letter()).unwrap(),
            "hk",
            Reason::BadSignature,
        ),
        ("a blank after a colon", good.replacen(':', ": ", 1), "hk", Reason::NotCanonical),
        ("no JSON", "not JSON".to_owned(), "hk", Reason::NotJson),
        ("a header beside the protected one", outer("header", json!({})), "hk", Reason::UnknownField),
        (
            "a signature of 63 bytes",
            outer("signature", json!(URL_SAFE_NO_PAD.encode([1; 63]))),
            "hk",
            Reason::BadSignature,
        ),
        ("no algorithm", header("none", &kid, typ), "hk", Reason::BadAlgorithm),
        ("another suite than that of the key", header("SM2-SM3", &kid, typ), "hk", Reason::BadAlgorithm),
        ("a key that nobody knows", header("EdDSA", "cn-envelope-unknown", typ), "hk", Reason::UnknownKey),
        ("a key for rolls", header("EdDSA", &roll_kid, typ), "hk", Reason::WrongUse),
        ("a message that says it is a receipt", header("EdDSA", &kid, "comity-receipt+json"), "hk", Reason::WrongType),
        ("another version", signed(&|payload| payload["v"] = json!(2)), "hk", Reason::UnknownVersion),
        ("a member that is not known", signed(&|payload| payload["urgent"] = json!(true)), "hk", Reason::UnknownField),
        ("a kind that is not known", signed(&|payload| payload["kind"] = json!("postcard")), "hk", Reason::UnknownKind),
        ("a second first message", signed(&|payload| payload["seq"] = json!(2)), "hk", Reason::Malformed),
        (
            "an authority of another gateway",
            signed(&|payload| payload["recipient"] = json!("mo-tui")),
            "hk",
            Reason::AuthorityNotServed,
        ),
        ("a letter to Macao", signed(&to_macao), "hk", Reason::NotForHere),
        ("a letter to Macao, which does not take SM2", canonical(&in_sm2), "mo", Reason::SuiteNotTaken),
    ];
    cases
        .into_iter()
        .map(|(what, bytes, to, reason)| json!({ "what": what, "bytes": bytes, "to": to, "reason": reason }))
        .collect()
}

fn canonical(value: &Value) -> String {
    String::from_utf8(to_canonical(value).unwrap()).unwrap()
}
