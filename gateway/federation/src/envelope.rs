//! The envelope of a message between gateways: a signed statement of who says what to whom, in which matter, as which message
//! of its chain. The body is the domain's; here it is any JSON.

use comity_domain::limits::{
    ATTACHMENT_NAME_MAX_BYTES, ATTACHMENTS_MAX, FILE_MAX_BYTES, LARGE_FILE_MAX_BYTES, MEDIA_TYPE_MAX_BYTES,
    MESSAGE_MAX_BYTES, STREAM_MAX_MESSAGES,
};
use comity_domain::matter::Side;
use comity_domain::message::MessageKind;
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId};
use comity_record::{Digest, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::base64url;
use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyPair, KeyUse, Owner};
use crate::reason::{Reason, Refused};
use crate::roll::{KeyEntry, Roll};
use crate::stream::{Link, Position};

const TYPE: jws::Type = jws::Type { typ: "comity-message+json", key_use: KeyUse::Envelope };

/// The members of an envelope, beside `v`.
const FIELDS: [&str; 14] = [
    "id",
    "kind",
    "matter",
    "from",
    "to",
    "sender",
    "recipient",
    "time",
    "seq",
    "prev",
    "seen",
    "nonce",
    "body",
    "attachments",
];

/// A message and all that is said about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Its name. A retry keeps it.
    pub id: MessageId,
    /// What it is.
    pub kind: MessageKind,
    /// The matter.
    pub matter: MatterId,
    /// The gateway that sends it.
    pub from: GatewayId,
    /// The gateway that it is for.
    pub to: GatewayId,
    /// The authority that speaks.
    pub sender: AuthorityId,
    /// The authority that is spoken to.
    pub recipient: AuthorityId,
    /// When it was signed, by the sender's clock: a claim. Periods run from the receiver's own entry.
    pub time: Time,
    /// Its place among the sender's messages in this matter, from 1 on.
    pub seq: u64,
    /// The digest of the sender's message before it; none for the first.
    pub prev: Option<Digest>,
    /// The last message of the other side that the sender had taken.
    pub seen: Option<Position>,
    /// Random, so that the digest of a message tells nothing about a guessable body.
    pub nonce: Nonce,
    /// What it says.
    pub body: Value,
    /// The files that go with it.
    pub attachments: Vec<Attachment>,
}

/// A file that goes with a message. Its bytes travel apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// Digest of its bytes.
    pub sha256: Digest,
    /// How many bytes.
    pub size: u64,
    /// Its name, without any path.
    pub name: String,
    /// `application/pdf` and the like.
    pub media_type: String,
    /// Digest of its manifest: then it travels in pieces, and may be a large one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<Digest>,
}

/// 128 random bits, base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nonce([u8; 16]);

/// A signed envelope: the bytes that are stored, sent and sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEnvelope {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their digest: the message's digest in receipts and chains.
    pub digest: Digest,
}

/// An envelope that passed every check that needs no knowledge of the matter. Only [`open`] and [`open_recorded`] make it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    envelope: Envelope,
    digest: Digest,
}

/// Opens a message that came over a connection with `peer`. The checks come in a fixed order: form, key and signature,
/// canonical payload, time of the key, parties, suite, attachments; the first that fails gives the reason.
pub fn open(bytes: &[u8], roll: &Roll, now: Time, peer: &GatewayId, here: &GatewayId) -> Result<Verified, Refused> {
    let (envelope, key) = signed(bytes, roll, now)?;
    if envelope.from != *peer {
        return Err(Reason::WrongPeer.because(format!("from `{}`, over a connection with `{peer}`", envelope.from)));
    }
    if envelope.to != *here {
        return Err(Reason::NotForHere.because(format!("for `{}`, not `{here}`", envelope.to)));
    }
    roll.check_suite(&key.kid, key.suite, here)?;
    envelope.check(roll)?;
    Ok(Verified { envelope, digest: Digest::of(bytes) })
}

/// Opens a message that stands in a record, sent or taken at `then`, with the same checks; between whom it passed is for the caller to
/// compare.
pub fn open_recorded(bytes: &[u8], roll: &Roll, then: Time) -> Result<Verified, Refused> {
    let (envelope, _) = signed(bytes, roll, then)?;
    envelope.check(roll)?;
    Ok(Verified { envelope, digest: Digest::of(bytes) })
}

/// The envelope with its key, if the gateway that it names as its sender signed it with a key that was good for it.
fn signed<'roll>(bytes: &[u8], roll: &'roll Roll, now: Time) -> Result<(Envelope, &'roll KeyEntry), Refused> {
    let jws = Jws::read(bytes, MESSAGE_MAX_BYTES)?;
    let signed = jws.verify(TYPE, roll)?;
    let members = jws::members(&signed.payload, &FIELDS)?;
    let kind = members.get("kind").cloned().unwrap_or_default();
    if serde_json::from_value::<MessageKind>(kind).is_err() {
        return Err(Reason::UnknownKind.because("`kind` is not a kind of message of this version"));
    }
    let envelope: Envelope = jws::typed(members)?;
    signed.key.check(envelope.time, now)?;
    if signed.key.owner != Owner::Gateway(envelope.from.clone()) {
        return Err(Reason::WrongSigner.because(format!("`{}` is not a key of `{}`", signed.key.kid, envelope.from)));
    }
    Ok((envelope, signed.key))
}

/// The id that a message claims to have, whether or not anything else about it holds. It answers one question only: whether exactly
/// these bytes were taken before. Then they have their receipt, even if their key was revoked or their authority has left the roll
/// since.
pub fn claimed_id(bytes: &[u8]) -> Option<MessageId> {
    let payload = Jws::read(bytes, MESSAGE_MAX_BYTES).and_then(|jws| jws.payload()).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    serde_json::from_value(claims.get("id")?.clone()).ok()
}

/// The files that go with a message of one's own, as its bytes are stored; its signature is not looked at again.
pub fn attachments_of(stored: &[u8]) -> Result<Vec<Attachment>, Refused> {
    let payload = Jws::read(stored, MESSAGE_MAX_BYTES)?.payload()?;
    let envelope: Envelope = jws::typed(jws::members(&payload, &FIELDS)?)?;
    Ok(envelope.attachments)
}

impl Envelope {
    /// Signs it with a key of the gateway that sends it, after the checks that its receiver will make.
    pub fn sign(&self, key: &KeyPair, roll: &Roll) -> Result<SignedEnvelope, FederationError> {
        if *key.owner() != Owner::Gateway(self.from.clone()) {
            return Err(key.wrong("it is not a key of the sending gateway"));
        }
        roll.check_suite(key.kid(), key.suite(), &self.to)?;
        self.check(roll)?;
        let bytes = Jws::sign(&jws::payload(self)?, TYPE, key)?.to_bytes()?;
        if bytes.len() > MESSAGE_MAX_BYTES {
            let detail = format!("{} bytes; at most {MESSAGE_MAX_BYTES} are allowed", bytes.len());
            return Err(Reason::TooLarge.because(detail).into());
        }
        Ok(SignedEnvelope { digest: Digest::of(&bytes), bytes })
    }

    /// Its place in the two chains of its matter.
    pub const fn link(&self) -> Link {
        Link { seq: self.seq, prev: self.prev, seen: self.seen }
    }

    /// What can be checked without the matter: parties, authorities, chain and attachments.
    fn check(&self, roll: &Roll) -> Result<(), Refused> {
        let origin = self.matter.origin();
        if self.from == self.to || (*origin != self.from && *origin != self.to) {
            return Err(Reason::WrongMatterOrigin.because(format!("the matter is of `{origin}`")));
        }
        let side = if *origin == self.from { Side::Requesting } else { Side::Requested };
        if !self.kind.may_come_from(side) {
            return Err(Reason::WrongSide.because(format!("`{}` is sent by the other side", self.kind.code())));
        }
        for (gateway, authority) in [(&self.from, &self.sender), (&self.to, &self.recipient)] {
            if !roll.serves(gateway, authority) {
                return Err(Reason::AuthorityNotServed.because(format!("`{authority}` is not served by `{gateway}`")));
            }
        }
        if !(1..=STREAM_MAX_MESSAGES).contains(&self.seq) || (self.seq == 1) != self.prev.is_none() {
            return Err(Reason::Malformed
                .because("the first message of a chain has `seq` 1 and no `prev`; every other has both"));
        }
        if self.attachments.len() > ATTACHMENTS_MAX {
            return Err(Reason::TooManyAttachments.because(format!("{} attachments", self.attachments.len())));
        }
        match self.attachments.iter().all(Attachment::is_well_formed) {
            true => Ok(()),
            false => Err(Reason::Malformed.because("an attachment has an impossible name, media type or size")),
        }
    }
}

impl Attachment {
    fn is_well_formed(&self) -> bool {
        let most = if self.manifest.is_some() { LARGE_FILE_MAX_BYTES } else { FILE_MAX_BYTES as u64 };
        let name = &self.name;
        let path_like = name.contains(['/', '\\']) || matches!(name.as_str(), "." | "..");
        let media_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        let media_part = |part: &str| !part.is_empty() && part.bytes().all(media_byte);
        (1..=ATTACHMENT_NAME_MAX_BYTES).contains(&name.len())
            && !path_like
            && !name.chars().any(char::is_control)
            && self.media_type.len() <= MEDIA_TYPE_MAX_BYTES
            && self.media_type.split_once('/').is_some_and(|(kind, subtype)| media_part(kind) && media_part(subtype))
            && self.size <= most
    }
}

impl Verified {
    /// The message.
    pub const fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// The digest of the bytes that came.
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// The message, for whoever takes it.
    pub fn into_envelope(self) -> Envelope {
        self.envelope
    }
}

impl Nonce {
    /// A nonce from 16 random bytes.
    pub const fn new(entropy: [u8; 16]) -> Self {
        Self(entropy)
    }
}

impl Serialize for Nonce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64url::encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Nonce {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        base64url::decode_array(&text).map(Self).ok_or_else(|| serde::de::Error::custom("not 128 bits of base64url"))
    }
}

#[cfg(test)]
mod tests;
