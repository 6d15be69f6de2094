//! A letter of request, written without the program: what a peer with the right keys could send, whatever it is.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::{MatterId, MessageId};
use comity_federation::keys::KeyPair;
use comity_record::Digest;
use comity_record::canonical::to_canonical;
use comity_tests::{Draft, Peer, jws};
use serde_json::{Value, json};

/// A paper that the letter is about.
const PAPER: &[u8] = "传票".as_bytes();

/// A letter from the Guangdong High People's Court to the High Court of Hong Kong, in order as long as nobody changes it.
#[derive(Clone)]
pub(crate) struct Letter {
    /// What its envelope says.
    pub(crate) envelope: Value,
    /// What the court seals.
    pub(crate) document: Value,
    seal: KeyPair,
    key: KeyPair,
}

impl Letter {
    /// The first letter of the first matter of the Mainland, and its paper is in Hong Kong already.
    pub(super) async fn staged(peer: &Peer) -> Self {
        let letter = Self::new(peer, &Self::matter("cn", 1), 1);
        letter.stage(peer).await;
        letter
    }

    /// The first letter of a matter. Letters with different numbers have different ids.
    pub(crate) fn new(peer: &Peer, matter: &MatterId, number: u8) -> Self {
        let paper = json!({ "sha256": Digest::of(PAPER), "size": PAPER.len(), "name": "summons.txt", "media_type": "text/plain" });
        let mut request = Draft::corrected().body["request"].clone();
        request["documents"] = json!([{ "kind": "summons", "languages": ["zh"], "copies": 2, "file": paper }]);
        let chain = json!({ "originating": "cn-nansha", "transmitting": "cn-gd-hpc", "receiving": "hk-high-court" });
        let document = json!({
            "matter": matter,
            "sealed_by": "cn-gd-hpc",
            "sealed_on": "2026-01-12",
            "content": { "kind": "letter", "chain": chain, "request": request },
        });
        let envelope = json!({
            "v": 1,
            "id": Self::id(number),
            "kind": "letter",
            "matter": matter,
            "from": "cn",
            "to": "hk",
            "sender": "cn-gd-hpc",
            "recipient": "hk-high-court",
            "time": peer.now(),
            "seq": 1,
            "prev": null,
            "seen": null,
            "nonce": URL_SAFE_NO_PAD.encode([number; 16]),
            "attachments": [paper],
        });
        Self { envelope, document, seal: peer.seal("cn-gd-hpc"), key: peer.envelope_key() }
    }

    /// A matter that no gateway has made.
    pub(crate) fn matter(origin: &str, number: u8) -> MatterId {
        format!("{origin}/01KEQ3V3T00000000000000{number:03}").parse().unwrap()
    }

    /// The id of the letter with this number.
    pub(crate) fn id(number: u8) -> MessageId {
        format!("01KEQ3V3T00000000000001{number:03}").parse().unwrap()
    }

    /// The letter with its envelope changed.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Value)) -> Self {
        change(&mut self.envelope);
        self
    }

    /// The letter with its document changed.
    pub(crate) fn saying(mut self, change: impl FnOnce(&mut Value)) -> Self {
        change(&mut self.document);
        self
    }

    /// The message that follows this letter and withdraws it.
    pub(crate) fn withdrawn(&self, number: u8) -> Self {
        let before = self.bytes();
        let mut withdrawal = self.clone();
        withdrawal.document["refers_to"] = json!(Digest::of(self.sealed().as_bytes()));
        withdrawal.document["content"] = json!({ "kind": "withdrawal", "reason": "当事人达成和解" });
        withdrawal.with(|envelope| {
            envelope["id"] = json!(Self::id(number));
            envelope["kind"] = "withdrawal".into();
            envelope["seq"] = 2.into();
            envelope["prev"] = json!(Digest::of(&before));
            envelope["attachments"] = json!([]);
        })
    }

    /// The letter under another seal.
    pub(crate) fn sealed_with(self, seal: KeyPair) -> Self {
        Self { seal, ..self }
    }

    /// The letter signed by another gateway.
    pub(crate) fn signed_with(self, key: KeyPair) -> Self {
        Self { key, ..self }
    }

    /// The bytes that are sent.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut envelope = self.envelope.clone();
        envelope["body"] = json!({ "document": self.sealed() });
        to_canonical(&jws(&envelope, "comity-message+json", &self.key)).unwrap()
    }

    fn sealed(&self) -> String {
        jws(&self.document, "comity-sealed+json", &self.seal).to_string()
    }

    /// Brings its paper, as a sender does before the letter.
    pub(crate) async fn stage(&self, peer: &Peer) {
        let matter = serde_json::from_value(self.envelope["matter"].clone()).unwrap();
        let staged = peer.stage("hk", &matter, PAPER).await;
        assert!(staged.status.is_success(), "{}", staged.status);
    }
}
