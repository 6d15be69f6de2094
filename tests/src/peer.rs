//! A peer that need not be honest: it has the keys and the certificate of a gateway, and says with them whatever a test wants.

use std::path::PathBuf;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::{GatewayId, MatterId};
use comity_federation::keys::KeyPair;
use comity_federation::roll::Roll;
use comity_record::canonical::to_canonical;
use comity_record::{Digest, Time};
use comity_server::mtls::certificates::{self, PracticeCa};
use comity_server::mtls::{Identity, Peer as Called, PeerClient, RequestError, RequestLimits};
use serde_json::{Value, json};

use crate::person::Answer;
use crate::world::{PracticeWorld, now};

/// Whoever has what a gateway has.
pub struct Peer {
    directory: PathBuf,
    gateway: GatewayId,
    roll: Roll,
}

impl Peer {
    pub(crate) fn new(world: &PracticeWorld, gateway: &str) -> Self {
        Self { directory: world.of(gateway), gateway: gateway.parse().unwrap(), roll: world.roll() }
    }

    /// The roll.
    pub const fn roll(&self) -> &Roll {
        &self.roll
    }

    /// The time of the machine.
    pub fn now(&self) -> Time {
        now()
    }

    /// The gateway's certificate and its key.
    pub fn identity(&self) -> Identity {
        Identity::from_pem(&self.read("tls/peers.pem"), &self.read("tls/peers.key")).unwrap()
    }

    /// A certificate in the gateway's name.
    pub fn identity_of(&self, ca: &PracticeCa, from: Time, until: Time) -> Identity {
        let name = &self.roll.gateway(&self.gateway).unwrap().tls_name;
        let issued = certificates::issue(ca, &[name], from, until).unwrap();
        Identity::from_pem(&issued.chain_pem, &issued.key_pem).unwrap()
    }

    /// The authority that vouches for the gateway, and is in the roll.
    pub fn ca(&self) -> PracticeCa {
        let name = format!("Comity practice, {}", self.gateway);
        PracticeCa { name, cert_pem: self.read("tls/ca.pem"), key_pem: self.read("tls/ca.key") }
    }

    /// The key of the gateway's messages.
    pub fn envelope_key(&self) -> KeyPair {
        self.key("keys/envelope.json")
    }

    /// The key of the gateway's feed.
    pub fn feed_key(&self) -> KeyPair {
        self.key("keys/feed.json")
    }

    /// Hands a page of a feed over, whatever its bytes are.
    pub async fn hand_over(&self, to: &str, page: &[u8]) -> Answer {
        let body = Bytes::copy_from_slice(page);
        self.call(to).request(Method::POST, "/peer/v1/feed", HeaderMap::new(), body).await.unwrap().into()
    }

    /// The seal of an authority that the gateway serves.
    pub fn seal(&self, authority: &str) -> KeyPair {
        self.key(&format!("keys/seals/{authority}.json"))
    }

    /// Calls another gateway with the own certificate.
    pub fn call(&self, to: &str) -> PeerClient {
        self.call_as(to, self.identity())
    }

    /// Calls another gateway with any certificate.
    pub fn call_as(&self, to: &str, identity: Identity) -> PeerClient {
        let entry = self.roll.gateway(&to.parse().unwrap()).unwrap();
        let called =
            Called { gateway: entry.id.clone(), tls_name: entry.tls_name.clone(), anchors: entry.trust.clone() };
        PeerClient::new(identity, &called, &entry.url, RequestLimits::default()).unwrap()
    }

    /// Asks another gateway for something.
    pub async fn get(&self, to: &str, path: &str) -> Answer {
        self.call(to).request(Method::GET, path, HeaderMap::new(), Bytes::new()).await.unwrap().into()
    }

    /// Delivers a message, whatever its bytes are.
    pub async fn deliver(&self, to: &str, message: &[u8]) -> Answer {
        let body = Bytes::copy_from_slice(message);
        self.try_to_deliver(&self.call(to), body).await.unwrap()
    }

    /// Delivers a message over a connection that may be refused.
    pub async fn try_to_deliver(&self, client: &PeerClient, message: Bytes) -> Result<Answer, RequestError> {
        client.request(Method::POST, "/peer/v1/messages", HeaderMap::new(), message).await.map(Answer::from)
    }

    /// Brings a file before its letter.
    pub async fn stage(&self, to: &str, matter: &MatterId, file: &[u8]) -> Answer {
        let path = format!("/peer/v1/files/{matter}/{}", Digest::of(file).hex());
        let body = Bytes::copy_from_slice(file);
        self.call(to).request(Method::PUT, &path, HeaderMap::new(), body).await.unwrap().into()
    }

    /// Offers a large file, to bring it in pieces.
    pub async fn offer_large(&self, to: &str, matter: &MatterId, sha256: &Digest, manifest: &[u8]) -> Answer {
        let path = format!("/peer/v1/large/{matter}/{}", sha256.hex());
        let body = Bytes::copy_from_slice(manifest);
        self.call(to).request(Method::PUT, &path, HeaderMap::new(), body).await.unwrap().into()
    }

    /// Brings a piece of it.
    pub async fn bring_piece(
        &self,
        to: &str,
        matter: &MatterId,
        (sha256, index): (&Digest, u32),
        piece: &[u8],
    ) -> Answer {
        let path = format!("/peer/v1/large/{matter}/{}/{index}", sha256.hex());
        let body = Bytes::copy_from_slice(piece);
        self.call(to).request(Method::PUT, &path, HeaderMap::new(), body).await.unwrap().into()
    }

    fn key(&self, name: &str) -> KeyPair {
        KeyPair::parse(self.read(name).as_bytes()).unwrap()
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.directory.join(name)).unwrap()
    }
}

/// Signs any payload as the federation does (RFC 7515, flattened, canonical), without its checks. Written apart from the
/// program, so that it is a second opinion on the form too.
pub fn jws(payload: &Value, typ: &str, key: &KeyPair) -> Value {
    let protected = json!({ "alg": key.suite().alg(), "kid": key.kid().to_string(), "typ": typ });
    let [protected, payload] = [&protected, payload].map(|part| URL_SAFE_NO_PAD.encode(to_canonical(part).unwrap()));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(format!("{protected}.{payload}").as_bytes()).unwrap());
    json!({ "payload": payload, "protected": protected, "signature": signature })
}
