//! A small world for this crate's tests: three gateways, their authorities and keys, and a letter.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use comity_domain::message::MessageKind;
use comity_domain::{AuthorityId, GatewayId, Jurisdiction, MatterId, MessageId};
use comity_record::canonical::to_canonical;
use comity_record::{Digest, Time};
use serde_json::{Value, json};
use ulid::Ulid;

use crate::base64url;
use crate::envelope::{Attachment, Envelope, Nonce, SignedEnvelope};
use crate::keys::{KeyPair, KeyUse, Owner, Suite};
use crate::roll::{AuthorityEntry, GatewayEntry, KeyEntry, Roll, RollContents, SignedRoll};

const GATEWAYS: [(&str, Jurisdiction); 3] =
    [("cn", Jurisdiction::Cn), ("hk", Jurisdiction::Hk), ("mo", Jurisdiction::Mo)];
const AUTHORITIES: [(&str, &str); 5] = [
    ("cn-nansha", "basic-court"),
    ("cn-gd-hpc", "high-court"),
    ("hk-high-court", "high-court"),
    ("hk-district-court", "district-court"),
    ("mo-tui", "final-appeal-court"),
];

/// Seconds after the world began.
pub(crate) fn at(seconds: i64) -> Time {
    Time::from_unix_ms(1_768_179_723_000 + seconds * 1000)
}

pub(crate) fn gateway(id: &str) -> GatewayId {
    id.parse().unwrap()
}

pub(crate) fn authority(id: &str) -> AuthorityId {
    id.parse().unwrap()
}

pub(crate) fn ulid(n: u128) -> Ulid {
    Ulid::from_parts(1_768_179_723_000, n)
}

/// The first letter of a Mainland matter, from the Guangdong High People's Court to the High Court of Hong Kong.
pub(crate) fn letter() -> Envelope {
    Envelope {
        id: MessageId::new(ulid(1)),
        kind: MessageKind::Letter,
        matter: MatterId::new(gateway("cn"), ulid(100)),
        from: gateway("cn"),
        to: gateway("hk"),
        sender: authority("cn-gd-hpc"),
        recipient: authority("hk-high-court"),
        time: at(10),
        seq: 1,
        prev: None,
        seen: None,
        nonce: Nonce::new([9; 16]),
        body: json!({"sealed": "…", "copies": 2}),
        attachments: vec![Attachment {
            sha256: Digest::of(b"summons"),
            size: 7,
            name: "传票.pdf".into(),
            media_type: "application/pdf".into(),
            manifest: None,
        }],
    }
}

/// A message as it was signed, changed, and signed again with the same key: what `sign` would never make.
pub(crate) fn forged(signed: &SignedEnvelope, key: &KeyPair, change: impl FnOnce(&mut Value)) -> SignedEnvelope {
    let mut outer: Value = serde_json::from_slice(&signed.bytes).unwrap();
    let mut payload: Value =
        serde_json::from_slice(&base64url::decode(outer["payload"].as_str().unwrap()).unwrap()).unwrap();
    change(&mut payload);
    outer["payload"] = base64url::encode(&to_canonical(&payload).unwrap()).into();
    let [protected, payload] = ["protected", "payload"].map(|part| outer[part].as_str().unwrap());
    outer["signature"] = base64url::encode(&key.sign(format!("{protected}.{payload}").as_bytes()).unwrap()).into();
    let bytes = to_canonical(&outer).unwrap();
    SignedEnvelope { digest: Digest::of(&bytes), bytes }
}

/// The roll and everybody's keys.
pub(crate) struct World {
    pub(crate) roll: Roll,
}

impl World {
    pub(crate) fn new() -> Self {
        static ROLL: LazyLock<Roll> = LazyLock::new(|| World::with(|_| {}).roll);
        Self { roll: ROLL.clone() }
    }

    /// The world with another roll, signed by all.
    pub(crate) fn with(change: impl FnOnce(&mut RollContents)) -> Self {
        let mut contents = contents();
        change(&mut contents);
        let signed = signed(contents, &["cn", "hk", "mo"]);
        Self { roll: signed.verify(&anchors()).unwrap() }
    }

    pub(crate) fn envelope_key(&self, gateway: &str) -> KeyPair {
        key(gateway, KeyUse::Envelope)
    }

    pub(crate) fn seal(&self, authority: &str) -> KeyPair {
        key(authority, KeyUse::Seal)
    }
}

/// A roll's contents: version 1, valid for a day.
pub(crate) fn contents() -> RollContents {
    let gateway_keys = GATEWAYS.into_iter().flat_map(|(id, _)| {
        [KeyUse::Envelope, KeyUse::Checkpoint, KeyUse::Feed, KeyUse::Roll].map(|key_use| key(id, key_use))
    });
    let seals = AUTHORITIES.into_iter().map(|(id, _)| key(id, KeyUse::Seal));
    let publishers = GATEWAYS.into_iter().map(|(_, side)| key(side.code(), KeyUse::Publisher));
    RollContents {
        v: 1,
        version: 1,
        prev: None,
        issued: at(0),
        expires: at(86_400),
        gateways: GATEWAYS.into_iter().map(|(id, side)| gateway_entry(id, side)).collect(),
        authorities: AUTHORITIES.into_iter().map(|(id, kind)| authority_entry(id, kind)).collect(),
        keys: (gateway_keys.chain(seals).chain(publishers))
            .map(|pair| KeyEntry::of(&pair, at(0), at(86_400)))
            .collect(),
    }
}

/// The contents, signed by these gateways.
pub(crate) fn signed(contents: RollContents, by: &[&str]) -> SignedRoll {
    let signatures = by.iter().map(|id| contents.sign(&key(id, KeyUse::Roll)).unwrap()).collect();
    SignedRoll { roll: contents, signatures, notices: Vec::new() }
}

/// The keys that everybody knows beforehand.
pub(crate) fn anchors() -> Vec<crate::roll::Anchor> {
    GATEWAYS.into_iter().map(|(id, _)| crate::roll::Anchor::of(&key(id, KeyUse::Roll)).unwrap()).collect()
}

pub(crate) fn key(owner: &str, key_use: KeyUse) -> KeyPair {
    key_of(Suite::Ed25519, owner, key_use)
}

pub(crate) fn key_of(suite: Suite, owner: &str, key_use: KeyUse) -> KeyPair {
    let owner: Owner = owner.parse().unwrap();
    let seed = Digest::of(format!("{owner} {}", key_use.code()).as_bytes());
    KeyPair::of_suite(suite, owner, key_use, seed.as_bytes()).unwrap()
}

fn gateway_entry(id: &str, jurisdiction: Jurisdiction) -> GatewayEntry {
    GatewayEntry {
        id: gateway(id),
        jurisdiction,
        url: format!("https://{id}.example:8443"),
        tls_name: format!("{id}.example"),
        log: format!("{id}/record"),
        predecessor: None,
        trust: vec!["-----BEGIN CERTIFICATE-----…".into()],
        suites: None,
    }
}

pub(crate) fn authority_entry(id: &str, kind: &str) -> AuthorityEntry {
    let id = authority(id);
    let gateway = gateway(&id.jurisdiction().code().to_ascii_lowercase());
    AuthorityEntry {
        jurisdiction: id.jurisdiction(),
        kind: kind.into(),
        names: BTreeMap::from([("en".into(), id.to_string())]),
        gateway,
        direct_channels: None,
        area: None,
        subordinate_courts: None,
        transmitting_for: None,
        id,
    }
}
