//! The small world of the vectors: three gateways, some authorities, their keys. Everything comes from names and fixed times, so that
//! it is the same everywhere.

use std::collections::BTreeMap;

use comity_domain::{AuthorityId, GatewayId, Jurisdiction};
use comity_federation::keys::{KeyPair, KeyUse, Owner, Suite};
use comity_federation::roll::{Anchor, AuthorityEntry, GatewayEntry, KeyEntry, Roll, RollContents, SignedRoll};
use comity_record::{Digest, Time};

const GATEWAYS: [(&str, Jurisdiction); 3] =
    [("cn", Jurisdiction::Cn), ("hk", Jurisdiction::Hk), ("mo", Jurisdiction::Mo)];
const AUTHORITIES: [(&str, &str, &str); 4] = [
    ("cn-gd-hpc", "high-court", "Guangdong High People’s Court"),
    ("cn-nansha", "basic-court", "Nansha People’s Court, Guangzhou"),
    ("hk-high-court", "high-court", "High Court of Hong Kong"),
    ("mo-tui", "final-appeal-court", "Court of Final Appeal of Macao"),
];

/// Every key: its owner, its use, its suite.
const KEYS: [(&str, KeyUse, Suite); 18] = [
    ("cn", KeyUse::Envelope, Suite::Ed25519),
    ("cn", KeyUse::Envelope, Suite::Sm2Sm3),
    ("hk", KeyUse::Envelope, Suite::Ed25519),
    ("mo", KeyUse::Envelope, Suite::Ed25519),
    ("cn", KeyUse::Roll, Suite::Ed25519),
    ("hk", KeyUse::Roll, Suite::Ed25519),
    ("mo", KeyUse::Roll, Suite::Ed25519),
    ("cn-gd-hpc", KeyUse::Seal, Suite::Ed25519),
    ("cn-gd-hpc", KeyUse::Seal, Suite::Sm2Sm3),
    ("hk-high-court", KeyUse::Seal, Suite::Ed25519),
    ("hk-high-court", KeyUse::Document, Suite::Ed25519),
    ("cn-gd-hpc", KeyUse::Document, Suite::Sm2Sm3),
    ("mo-tui", KeyUse::Seal, Suite::Ed25519),
    ("cn", KeyUse::Feed, Suite::Ed25519),
    ("hk", KeyUse::Feed, Suite::Ed25519),
    ("hk", KeyUse::Checkpoint, Suite::Ed25519),
    ("cn", KeyUse::Witness, Suite::Ed25519),
    ("mo", KeyUse::Witness, Suite::Ed25519),
];

/// Milliseconds after 9 o'clock in Hong Kong on 14 January 2026.
pub(super) fn at(ms: i64) -> Time {
    Time::from_unix_ms(1_768_352_400_000 + ms)
}

pub(super) fn gateway(id: &str) -> GatewayId {
    id.parse().unwrap()
}

pub(super) fn authority(id: &str) -> AuthorityId {
    id.parse().unwrap()
}

/// What the secret of a key is: the SHA-256 of this text.
pub(super) fn secret_of(owner: &str, key_use: KeyUse, suite: Suite) -> (String, Digest) {
    let text = format!("comity vector: {owner} {} {suite}", key_use.code());
    let digest = Digest::of(text.as_bytes());
    (text, digest)
}

pub(super) fn key(owner: &str, key_use: KeyUse, suite: Suite) -> KeyPair {
    let owner_of_key: Owner = owner.parse().unwrap();
    KeyPair::of_suite(suite, owner_of_key, key_use, secret_of(owner, key_use, suite).1.as_bytes()).unwrap()
}

pub(super) fn keys() -> impl Iterator<Item = KeyPair> {
    KEYS.into_iter().map(|(owner, key_use, suite)| key(owner, key_use, suite))
}

/// The roll, with some further keys. Hong Kong takes SM2 as well, the Mainland too, Macao does not.
pub(super) fn signed_roll(further: impl IntoIterator<Item = KeyEntry>) -> SignedRoll {
    let entries = keys().map(|pair| KeyEntry::of(&pair, at(-1_000_000_000), at(1_000_000_000)));
    let roll = RollContents {
        v: 1,
        version: 1,
        prev: None,
        issued: at(-1_000_000_000),
        expires: at(1_000_000_000),
        gateways: GATEWAYS.into_iter().map(|(id, side)| gateway_entry(id, side)).collect(),
        authorities: AUTHORITIES.into_iter().map(|(id, kind, name)| authority_entry(id, kind, name)).collect(),
        keys: entries.chain(further).collect(),
    };
    let signatures = roll_keys().map(|key| roll.sign(&key).unwrap()).collect();
    SignedRoll { roll, signatures, notices: Vec::new() }
}

pub(super) fn anchors() -> Vec<Anchor> {
    roll_keys().map(|key| Anchor::of(&key).unwrap()).collect()
}

pub(super) fn roll(further: impl IntoIterator<Item = KeyEntry>) -> Roll {
    signed_roll(further).verify(&anchors()).unwrap()
}

fn roll_keys() -> impl Iterator<Item = KeyPair> {
    keys().filter(|key| key.key_use() == KeyUse::Roll)
}

fn gateway_entry(id: &str, jurisdiction: Jurisdiction) -> GatewayEntry {
    GatewayEntry {
        id: gateway(id),
        jurisdiction,
        url: format!("https://gateway.{id}.example:8443"),
        tls_name: format!("gateway.{id}.example"),
        log: format!("gateway.{id}.example/record"),
        predecessor: None,
        trust: vec![format!(
            "-----BEGIN CERTIFICATE-----\nthe certificate that vouches for {id}\n-----END CERTIFICATE-----\n"
        )],
        suites: (id != "mo").then(|| vec![Suite::Sm2Sm3]),
    }
}

fn authority_entry(id: &str, kind: &str, name: &str) -> AuthorityEntry {
    let id = authority(id);
    AuthorityEntry {
        jurisdiction: id.jurisdiction(),
        kind: kind.to_owned(),
        names: BTreeMap::from([("en".to_owned(), name.to_owned())]),
        gateway: gateway(&id.jurisdiction().code().to_ascii_lowercase()),
        direct_channels: None,
        area: None,
        subordinate_courts: None,
        transmitting_for: (id == authority("cn-gd-hpc")).then(|| vec![authority("cn-nansha")]),
        id,
    }
}
