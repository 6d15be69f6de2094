//! What is said of a person beside the credential, each by whoever may say it: that the Joint Conference confirmed, that a region bars the
//! person from its territory, and, at once and before any list, that a status changed.

use comity_domain::limits::CARD_MAX_BYTES;
use comity_domain::mediator::{RosterNumber, Status};
use comity_domain::{AuthorityId, Jurisdiction};
use comity_record::Time;
use serde::{Deserialize, Serialize};

use super::compact::{self, Kind, Seconds};
use super::fault::{Fault, Flaw};
use crate::error::FederationError;
use crate::keys::{KeyPair, KeyUse, Owner};
use crate::reason::Reason;
use crate::roll::Roll;

const CONFIRMATION: Kind =
    Kind { typ: "comity-confirmation+jwt", key_use: KeyUse::Confirmation, max_bytes: CARD_MAX_BYTES };
const BAR: Kind = Kind { typ: "comity-bar+jwt", key_use: KeyUse::Bar, max_bytes: CARD_MAX_BYTES };
const NOTICE: Kind = Kind { typ: "comity-status+jwt", key_use: KeyUse::StatusList, max_bytes: CARD_MAX_BYTES };

/// One jurisdiction's voice in the Joint Conference: this person is confirmed as a mediator of the bay. All jurisdictions of the roll have to
/// say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Whose voice.
    pub by: Jurisdiction,
    /// Of whom.
    pub subject: RosterNumber,
    /// Since when.
    pub issued: Time,
}

/// An authority bars somebody from the territory of its jurisdiction, or no longer does. The reasons stand in its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Which authority.
    pub by: AuthorityId,
    /// Whom.
    pub subject: RosterNumber,
    /// Barred, or no longer.
    pub barred: bool,
    /// Since when.
    pub issued: Time,
}

/// The accrediting body says at once how a person stands, before the next list does. A suspension that is said so beats every list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusNotice {
    /// Which body.
    pub by: AuthorityId,
    /// Of whom.
    pub subject: RosterNumber,
    /// How the person stands.
    pub status: Status,
    /// Since when.
    pub issued: Time,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfirmationPayload {
    iss: Jurisdiction,
    sub: RosterNumber,
    iat: Seconds,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BarPayload {
    iss: AuthorityId,
    sub: RosterNumber,
    iat: Seconds,
    barred: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticePayload {
    iss: AuthorityId,
    sub: RosterNumber,
    iat: Seconds,
    status: Status,
}

impl Confirmation {
    /// Signs it with a key of the jurisdiction.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        owned(key, &Owner::Jurisdiction(self.by))?;
        let payload = ConfirmationPayload { iss: self.by, sub: self.subject.clone(), iat: Seconds::of(self.issued) };
        compact::sign(&payload, CONFIRMATION, key)
    }

    /// Reads one that a key of the jurisdiction signed.
    pub fn verify(token: &str, roll: &Roll, now: Time) -> Result<Self, Fault> {
        let token = compact::verify::<ConfirmationPayload>(token, CONFIRMATION, roll)?;
        token.check_key(token.said.iat, now)?;
        signed_by(&token.key.owner, &Owner::Jurisdiction(token.said.iss))?;
        let ConfirmationPayload { iss, sub, iat } = token.said;
        Ok(Self { by: iss, subject: sub, issued: iat.time() })
    }
}

impl Bar {
    /// Signs it with a key of the authority.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        owned(key, &Owner::Authority(self.by.clone()))?;
        let (iss, sub, iat) = (self.by.clone(), self.subject.clone(), Seconds::of(self.issued));
        compact::sign(&BarPayload { iss, sub, iat, barred: self.barred }, BAR, key)
    }

    /// Reads one that a key of the authority signed.
    pub fn verify(token: &str, roll: &Roll, now: Time) -> Result<Self, Fault> {
        let token = compact::verify::<BarPayload>(token, BAR, roll)?;
        token.check_key(token.said.iat, now)?;
        signed_by(&token.key.owner, &Owner::Authority(token.said.iss.clone()))?;
        let BarPayload { iss, sub, iat, barred } = token.said;
        Ok(Self { by: iss, subject: sub, barred, issued: iat.time() })
    }

    /// The territory.
    pub fn region(&self) -> Jurisdiction {
        self.by.jurisdiction()
    }
}

impl StatusNotice {
    /// Signs it with the body's key for lists.
    pub fn sign(&self, key: &KeyPair) -> Result<String, FederationError> {
        owned(key, &Owner::Authority(self.by.clone()))?;
        let (iss, sub, iat) = (self.by.clone(), self.subject.clone(), Seconds::of(self.issued));
        compact::sign(&NoticePayload { iss, sub, iat, status: self.status }, NOTICE, key)
    }

    /// Reads one that a key of the body signed, of a person on its own region's roster.
    pub fn verify(token: &str, roll: &Roll, now: Time) -> Result<Self, Fault> {
        let token = compact::verify::<NoticePayload>(token, NOTICE, roll)?;
        token.check_key(token.said.iat, now)?;
        signed_by(&token.key.owner, &Owner::Authority(token.said.iss.clone()))?;
        accredits(roll, &token.said.iss, &token.said.sub)?;
        let NoticePayload { iss, sub, iat, status } = token.said;
        Ok(Self { by: iss, subject: sub, status, issued: iat.time() })
    }
}

/// The kind of authority that accredits, by the vocabulary.
const ACCREDITS: &str = "accreditation-body";

/// Does this authority accredit, and in the region of this roster?
pub(super) fn accredits(roll: &Roll, body: &AuthorityId, subject: &RosterNumber) -> Result<(), Fault> {
    let entry = roll.authority(body).filter(|entry| entry.kind == ACCREDITS);
    match entry {
        None => Err(Flaw::NotEntitled("`iss` is no body that accredits").at("iss")),
        Some(entry) if entry.jurisdiction != subject.region() => {
            Err(Flaw::NotEntitled("`iss` does not accredit for this region").at("iss"))
        }
        Some(_) => Ok(()),
    }
}

pub(crate) fn signed_by(owner: &Owner, named: &Owner) -> Result<(), Fault> {
    if owner == named {
        return Ok(());
    }
    Err(Reason::WrongSigner.found("iss", format!("the key is not one of `{named}`")))
}

pub(crate) fn owned(key: &KeyPair, owner: &Owner) -> Result<(), FederationError> {
    if key.owner() == owner { Ok(()) } else { Err(key.wrong("it is not a key of whoever says this")) }
}
