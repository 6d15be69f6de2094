//! The vectors of docs/credentials.md, from fixed keys, fixed times and fixed chance. `COMITY_BLESS=1` writes them anew.

use std::collections::BTreeMap;

use comity_domain::mediator::Status;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_json::{Value, json};

use super::*;
use crate::keys::PublicKey;

const NOW: i64 = 300;
/// A list that inflates to 8 MiB.
const BOMB_BYTES: usize = 8 << 20;

struct Case {
    what: &'static str,
    card: String,
    list: &'static str,
    now: i64,
}

fn lists() -> BTreeMap<&'static str, String> {
    let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; BOMB_BYTES], 9);
    let bomb = forged(
        &list(1, at(200), Status::Valid),
        &key(BODY, KeyUse::StatusList),
        |_| {},
        |said| {
            said["status_list"]["lst"] = base64url::encode(&bomb).into();
        },
    );
    BTreeMap::from([
        ("valid", list(1, at(200), Status::Valid)),
        ("suspended", list(2, at(200), Status::Suspended)),
        ("revoked", list(3, at(200), Status::Revoked)),
        ("oversized", bomb),
    ])
}

fn cases() -> Vec<Case> {
    let case = |what, card: String, list, now| Case { what, card, list, now };
    let stranger = key(OTHER_BODY, KeyUse::Credential);
    let kid = stranger.kid().to_string();
    let wrong = forged(&card(), &stranger, |header| header["kid"] = json!(kid), |_| {});
    let borrowed = forged(&card(), &stranger, |_| {}, |_| {});
    let beyond = Draft { status: StatusRef { idx: ENTRIES, ..draft().status }, ..draft() };
    let beyond = issue(&beyond, &key(BODY, KeyUse::Credential), &mut entropy(1)).unwrap();
    let whole = card();
    let parts: Vec<&str> = whole.split('~').collect();
    let (jwt, first) = (parts[0], parts[1]);
    let tampered = format!("{jwt}~{}~", base64url::encode(br#"["c2FsdA","family_name","Wong"]"#));
    let later = forged(&card(), &key(BODY, KeyUse::Credential), |_| {}, |claims| claims["exp"] = json!(1));
    let moved = {
        let parts: Vec<&str> = jwt.split('.').collect();
        let claims = later.split('.').nth(1).unwrap();
        format!("{}.{claims}.{}~{first}~", parts[0], parts[2])
    };
    vec![
        case("valid, with everything disclosed", card(), "valid", NOW),
        case("valid, with one name disclosed", present(&card(), &[Claim::RomanisedName]).unwrap(), "valid", NOW),
        case("valid, with nothing disclosed", present(&card(), &[]).unwrap(), "valid", NOW),
        case("suspended", card(), "suspended", NOW),
        case("revoked", card(), "revoked", NOW),
        case("expired", card(), "valid", 101 + 1_000 * DAY),
        case("tampered: another payload", moved, "valid", NOW),
        case("tampered: something else disclosed", tampered, "valid", NOW),
        case("wrong issuer: a key of another body", wrong, "valid", NOW),
        case("wrong issuer: a signature by another key", borrowed, "valid", NOW),
        case("stale list", card(), "valid", 201 + 7 * DAY),
        case("oversized list", card(), "oversized", NOW),
        case("a place out of range", beyond.card(&Claim::ALL), "valid", NOW),
        case("an extension that must be understood", forged_card(|it| it["crit"] = json!(["x"]), |_| {}), "valid", NOW),
        case("a key in the header", forged_card(|it| it["jwk"] = json!({}), |_| {}), "valid", NOW),
        case("another algorithm", forged_card(|it| it["alg"] = json!("ES384"), |_| {}), "valid", NOW),
    ]
}

fn keys_vector() -> Vec<Value> {
    let jwk = |pair: &KeyPair| {
        let PublicKey::P256Sha256(public) = pair.public() else { unreachable!() };
        let point = public.to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        json!({
            "kid": pair.kid(),
            "owner": pair.owner(),
            "use": pair.key_use(),
            "public": pair.public(),
            "jwk": { "kty": "EC", "crv": "P-256", "x": base64url::encode(x), "y": base64url::encode(y) },
        })
    };
    keys().iter().map(jwk).collect()
}

fn said(case: &Case, lists: &BTreeMap<&str, String>) -> Value {
    let outcome = verdict(&case.card, &bundle(vec![lists[case.list].clone()]), at(case.now));
    let now = at(case.now).unix_ms() / 1000;
    let mut said = json!({ "what": case.what, "card": case.card, "list": case.list, "now": now });
    match outcome {
        Ok(verdict) => {
            said["verdict"] = json!(verdict.standing.code());
            said["disclosed"] = json!(verdict.credential.disclosed);
            if let Some(doubt) = verdict.standing.doubt() {
                said["doubt"] = json!(doubt.code());
            }
        }
        Err(fault) => {
            said["verdict"] = json!("refused");
            said["code"] = json!(fault.code());
            said["at"] = json!(fault.at);
        }
    }
    said
}

#[test]
fn the_vectors_are_these() {
    let lists = lists();
    let cases: Vec<Value> = cases().iter().map(|case| said(case, &lists)).collect();
    let verdicts: Vec<String> = (cases.iter())
        .map(|case| {
            let [verdict, code] = ["verdict", "code"].map(|name| case[name].as_str().unwrap_or_default());
            [verdict, code].join(" ").trim().to_owned()
        })
        .collect();
    assert_eq!(
        verdicts,
        [
            "valid",
            "valid",
            "valid",
            "suspended",
            "revoked",
            "expired",
            "refused bad-signature",
            "refused credential-disclosure",
            "refused wrong-signer",
            "refused bad-signature",
            "cannot-confirm",
            "refused status-list-inflates",
            "refused status-index-out-of-range",
            "refused credential-extension",
            "refused credential-key-in-header",
            "refused bad-algorithm",
        ]
    );
    let made = json!({
        "issuer": BODY,
        "issuer_kid": key(BODY, KeyUse::Credential).kid(),
        "list_kid": key(BODY, KeyUse::StatusList).kid(),
        "keys": keys_vector(),
        "roll": roll().signed(),
        "anchors": anchors(),
        "lists": lists,
        "confirmations": confirmations(),
        "cases": cases,
    });
    let made = serde_json::to_string_pretty(&made).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/credentials/vectors.json");
    if std::env::var_os("COMITY_BLESS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/credentials")).unwrap();
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == made, "fixtures/credentials/vectors.json differs; if that is meant, run with COMITY_BLESS=1");
}
