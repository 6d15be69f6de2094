//! A gateway's feed: what its registers have to say to the others, as events signed by the gateway, numbered from 1 on without gaps, each
//! naming the digest of the one before. Whoever holds all of them up to a number holds what the publisher held then, so that searching and
//! drawing need no other gateway; and nobody can tell two replicas different things without leaving proof of it.
//!
//! What comes passes through types that are each made only from the one before: text → [`Verified`] → [`Offered`]. Any gateway that holds
//! an event may hand it on. A [`Heartbeat`] says which number is the newest, so that silence and loss are told apart from "nothing new".
//!
//! ```no_run
//! use comity_federation::feed::{Event, Offered, Replica};
//! use comity_federation::{Refused, roll::Roll};
//! use comity_record::{Digest, Time};
//!
//! fn arrived(text: &str, roll: &Roll, now: Time, replica: &mut Replica, held: Option<Digest>) -> Result<(), Refused> {
//!     let event = Event::open(text, roll, now)?;
//!     match replica.offer(&event, held) {
//!         Offered::Next => println!("commit event {}, then say so with `taken`", event.event().number),
//!         Offered::Again => println!("it is here"),
//!         Offered::Gap { after } => println!("ask for what comes after {after}"),
//!         Offered::Fork => println!("two histories: keep both as proof, and take nothing more"),
//!     }
//!     Ok(())
//! }
//! ```

mod content;
mod page;
mod recall;
mod replica;

use comity_domain::GatewayId;
use comity_domain::limits::{CLOCKS_APART_MAX_MS, FEED_EVENT_MAX_BYTES, FEED_HEARTBEAT_MAX_BYTES};
use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::FederationError;
use crate::jws::{self, Jws};
use crate::keys::{KeyId, KeyPair, KeyUse, Owner};
use crate::reason::{Reason, Refused};
use crate::roll::Roll;

pub use self::content::{Content, Kind, SharedJuror};
pub use self::page::Page;
pub use self::recall::Recall;
pub use self::replica::{Doubt, Head, Offered, Replica};

const EVENT: jws::Type = jws::Type { typ: "comity-feed-event+json", key_use: KeyUse::Feed };
const HEARTBEAT: jws::Type = jws::Type { typ: "comity-feed-heartbeat+json", key_use: KeyUse::Feed };

/// Something that a register of a gateway has to say.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Whose feed.
    pub gateway: GatewayId,
    /// Its place in it, from 1 on.
    pub number: u64,
    /// The digest of the one before; none for the first.
    pub prev: Option<Digest>,
    /// When it was published, by the publisher's clock.
    pub time: Time,
    /// What it says.
    pub content: Content,
}

/// An event as it is stored, sent and handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEvent {
    /// The signed form.
    pub text: String,
    /// Its digest, which the next one names.
    pub digest: Digest,
}

/// An event whose signature held. Only [`Event::open`] makes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verified {
    event: Event,
    signed: SignedEvent,
}

/// A publisher's word on how far its feed goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heartbeat {
    /// Whose feed.
    pub gateway: GatewayId,
    /// The newest number; 0 if nothing was published yet.
    pub number: u64,
    /// The digest of that event; none if there is none.
    pub digest: Option<Digest>,
    /// When it is said, by the publisher's clock.
    pub time: Time,
}

/// The members of an event, beside `v`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Payload {
    gateway: GatewayId,
    number: u64,
    prev: Option<Digest>,
    time: Time,
    kind: Kind,
    body: Map<String, Value>,
}

const EVENT_FIELDS: [&str; 6] = ["gateway", "number", "prev", "time", "kind", "body"];
const HEARTBEAT_FIELDS: [&str; 4] = ["gateway", "number", "digest", "time"];

impl Event {
    /// The event of this gateway that follows `head`, the newest one; the first if there is none.
    pub fn following(head: Option<&Head>, gateway: GatewayId, time: Time, content: Content) -> Self {
        let number = head.map_or(0, |head| head.number).saturating_add(1);
        Self { gateway, number, prev: head.map(|head| head.digest), time, content }
    }

    /// The signed event.
    ///
    /// # Errors
    /// The key is not the gateway's for feeds; the content is none that may be published, or is too long.
    pub fn sign(&self, key: &KeyPair) -> Result<SignedEvent, FederationError> {
        owned(key, &self.gateway)?;
        let (kind, body) = self.content.to_body()?;
        let payload = Payload {
            gateway: self.gateway.clone(),
            number: self.number,
            prev: self.prev,
            time: self.time,
            kind,
            body,
        };
        let text = signed(&payload, EVENT, key)?;
        if text.len() > FEED_EVENT_MAX_BYTES {
            let what = format!("{} bytes; at most {FEED_EVENT_MAX_BYTES} are allowed", text.len());
            return Err(Reason::TooLarge.because(what).into());
        }
        Ok(SignedEvent { digest: Digest::of(text.as_bytes()), text })
    }

    /// Opens an event, whoever brings it. What it says is read as far as this version knows how; what it cannot read is kept as
    /// [`Content::Unknown`], so that it stops nothing that comes after it.
    ///
    /// # Errors
    /// The first of the checks that does not hold: form, key and signature, payload, owner and time of the key, place. One that is from the
    /// future is refused here, where it is offered again, and not where it is read once.
    pub fn open(text: &str, roll: &Roll, now: Time) -> Result<Verified, Refused> {
        let signed = Jws::read(text.as_bytes(), FEED_EVENT_MAX_BYTES)?.verify(EVENT, roll)?;
        let event = Self::of_payload(&signed.payload)?;
        if signed.key.owner != Owner::Gateway(event.gateway.clone()) {
            return Err(not_by(&event.gateway, &signed.key.kid));
        }
        has_come(event.time, now)?;
        signed.key.check(event.time, now)?;
        Ok(Verified { event, signed: SignedEvent { text: text.to_owned(), digest: Digest::of(text.as_bytes()) } })
    }

    /// Reads an event that was opened before it was put into the own record. Its key may have run out since, or have been revoked.
    ///
    /// # Errors
    /// It is none.
    pub fn held(text: &str) -> Result<Self, Refused> {
        Self::of_payload(&Jws::read(text.as_bytes(), FEED_EVENT_MAX_BYTES)?.payload()?)
    }

    /// Does the authority that it speaks for belong to the publisher? What signs for itself (a credential, a bar) is not looked at here.
    pub fn is_by_its_own(&self, roll: &Roll) -> bool {
        self.content.authority().is_none_or(|authority| roll.serves(&self.gateway, authority))
    }

    fn of_payload(payload: &[u8]) -> Result<Self, Refused> {
        let payload: Payload = jws::typed(jws::members(payload, &EVENT_FIELDS)?)?;
        if payload.number == 0 {
            return Err(Reason::Malformed.because("events are numbered from 1 on"));
        }
        if (payload.number == 1) != payload.prev.is_none() {
            return Err(Reason::ChainBroken.because("the first event has no `prev`; every other has"));
        }
        let Payload { gateway, number, prev, time, kind, body } = payload;
        Ok(Self { gateway, number, prev, time, content: Content::of_body(kind, body) })
    }
}

impl Verified {
    /// What it says, and where it stands.
    pub const fn event(&self) -> &Event {
        &self.event
    }

    /// The signed form, as it came.
    pub fn text(&self) -> &str {
        &self.signed.text
    }

    /// The digest of the signed form.
    pub const fn digest(&self) -> Digest {
        self.signed.digest
    }

    /// Where the feed stands once it is taken.
    pub const fn head(&self) -> Head {
        Head { number: self.event.number, digest: self.signed.digest, time: self.event.time }
    }
}

impl Heartbeat {
    /// What a gateway says whose newest event this is.
    pub fn of(head: Option<&Head>, gateway: GatewayId, time: Time) -> Self {
        Self { gateway, number: head.map_or(0, |head| head.number), digest: head.map(|head| head.digest), time }
    }

    /// The signed heartbeat.
    ///
    /// # Errors
    /// The key is not the gateway's for feeds.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        owned(key, &self.gateway)?;
        signed(self, HEARTBEAT, key)
    }

    /// Opens a heartbeat, whoever brings it.
    ///
    /// # Errors
    /// The first of the checks that does not hold: form, key and signature, payload, owner and time of the key. One that is from the future
    /// would keep out every honest one until then.
    pub fn open(text: &str, roll: &Roll, now: Time) -> Result<Self, Refused> {
        let signed = Jws::read(text.as_bytes(), FEED_HEARTBEAT_MAX_BYTES)?.verify(HEARTBEAT, roll)?;
        let heartbeat: Self = jws::typed(jws::members(&signed.payload, &HEARTBEAT_FIELDS)?)?;
        if signed.key.owner != Owner::Gateway(heartbeat.gateway.clone()) {
            return Err(not_by(&heartbeat.gateway, &signed.key.kid));
        }
        if (heartbeat.number == 0) != heartbeat.digest.is_none() {
            return Err(Reason::Malformed.because("an empty feed has no newest event; every other has"));
        }
        has_come(heartbeat.time, now)?;
        signed.key.check(heartbeat.time, now)?;
        Ok(heartbeat)
    }
}

/// Two clocks that are in order are minutes apart.
fn has_come(time: Time, now: Time) -> Result<(), Refused> {
    if now.plus_ms(CLOCKS_APART_MAX_MS) < time {
        return Err(Reason::FromTheFuture.because(format!("it says {time}")));
    }
    Ok(())
}

fn owned(key: &KeyPair, gateway: &GatewayId) -> Result<(), FederationError> {
    match key.owner() {
        Owner::Gateway(owner) if owner == gateway => Ok(()),
        _ => Err(key.wrong("it belongs to another gateway")),
    }
}

fn signed<T: Serialize>(payload: &T, of: jws::Type, key: &KeyPair) -> Result<String, FederationError> {
    let bytes = Jws::sign(&jws::payload(payload)?, of, key)?.to_bytes()?;
    // Canonical JSON is UTF-8, so nothing is ever lost here.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn not_by(gateway: &GatewayId, kid: &KeyId) -> Refused {
    Reason::WrongSigner.because(format!("of the feed of `{gateway}`, signed with `{kid}`"))
}

#[cfg(test)]
mod tests;
