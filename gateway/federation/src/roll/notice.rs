//! What may be said about a key without the others: its own side revokes it, the two other sides suspend it.
//!
//! A notice is about one key of one side, and needs no version of the roll: whoever knows the key can hold it against it at once, also
//! one who has not adopted the newest roll. Of several about one key the earliest counts, so that the order in which they come changes
//! nothing; and nobody can lengthen a suspension by another one. A key that signs rolls is changed by the next roll alone: who may speak
//! never depends on who has spoken.

use core::cmp::Reverse;

use comity_domain::GatewayId;
use comity_domain::limits::KEY_SUSPENSION_MAX_MS;
use comity_record::canonical::to_canonical;
use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use super::{GatewayEntry, Head, KeyEntry, Revoked, Roll, RollSignature, put, signers};
use crate::base64url;
use crate::error::FederationError;
use crate::keys::{KeyId, KeyPair, KeyUse};

/// What is said about a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The version of the format: 1.
    pub v: u8,
    /// When it was made.
    pub issued: Time,
    /// The key.
    pub key: KeyId,
    /// What is to be held against it.
    pub measure: Measure,
}

/// What is held against a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Measure {
    /// It is revoked, for good. Its own side says so.
    Revoke {
        /// Since when: not later than the notice.
        at: Time,
        /// The last head of the owner's record that stays valid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<Head>,
    },
    /// It is suspended for at most [`KEY_SUSPENSION_MAX_MS`], and then good again by itself. The two other sides say so.
    Suspend {
        /// Until when.
        until: Time,
    },
}

/// A notice and its signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedNotice {
    /// What it says.
    pub notice: Notice,
    /// Who signed it.
    pub signatures: Vec<RollSignature>,
}

/// What is wrong with a notice, whoever signed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoticeFault {
    /// It cannot be read.
    #[error("not a notice of this version")]
    Malformed,
    /// The roll that is held does not name the key. It may be one of the next roll.
    #[error("the roll does not name this key")]
    UnknownKey,
    /// The key signs rolls.
    #[error("a key that signs rolls is changed by the next roll alone")]
    RollKey,
    /// The revocation begins later than the notice.
    #[error("a revocation begins at the latest with its notice")]
    Later,
    /// The suspension ends before it begins, or lasts longer than it may.
    #[error("a suspension lasts longer than no time, and at most seven days")]
    BadTerm,
}

impl NoticeFault {
    /// The code of the message for a person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "notice-malformed",
            Self::UnknownKey => "notice-unknown-key",
            Self::RollKey => "notice-roll-key",
            Self::Later => "notice-later",
            Self::BadTerm => "notice-bad-term",
        }
    }

    /// All codes.
    pub const CODES: &[&str] =
        &["notice-malformed", "notice-unknown-key", "notice-roll-key", "notice-later", "notice-bad-term"];
}

impl Notice {
    /// A notice about `key`, of now.
    pub const fn new(key: KeyId, measure: Measure, now: Time) -> Self {
        Self { v: 1, issued: now, key, measure }
    }

    /// A gateway's signature under it.
    pub fn sign(&self, key: &KeyPair) -> Result<RollSignature, FederationError> {
        let gateway = key.roll_gateway()?.clone();
        let signature = base64url::encode(&key.sign(&to_canonical(self)?)?);
        Ok(RollSignature { gateway, kid: key.kid().clone(), signature })
    }
}

impl SignedNotice {
    /// Reads a notice's file.
    pub fn parse(file: &[u8]) -> Result<Self, FederationError> {
        let malformed = || FederationError::BadNotice { at: ".".to_owned(), fault: NoticeFault::Malformed };
        let signed: Self = serde_json::from_slice(file).map_err(|_| malformed())?;
        // One spelling, as for a roll.
        let value: serde_json::Value = serde_json::from_slice(file).map_err(|_| malformed())?;
        match serde_json::to_value(&signed) {
            Ok(read) if read == value => Ok(signed),
            _ => Err(malformed()),
        }
    }

    /// Adds a signature, in the place of one that the same gateway gave before.
    pub fn add(&mut self, signature: RollSignature) {
        put(&mut self.signatures, signature);
    }

    /// Which of the notices about one key, of one measure, counts: the earliest, and of two from one moment the milder.
    fn rank(&self) -> Result<(Time, Option<Time>, Digest), FederationError> {
        let until = match &self.notice.measure {
            Measure::Revoke { .. } => None,
            Measure::Suspend { until } => Some(*until),
        };
        Ok((self.notice.issued, until, Digest::of(&to_canonical(self)?)))
    }

    const fn revokes(&self) -> bool {
        matches!(self.notice.measure, Measure::Revoke { .. })
    }
}

impl Roll {
    /// This roll with a notice beside it; `None` if that changes nothing, because an earlier one says it, or a later roll has its own
    /// word on it.
    ///
    /// # Errors
    /// [`FederationError::BadNotice`] with what is wrong with it, [`FederationError::RollNotSigned`] if not all signed it who must.
    pub fn noticed(&self, signed: SignedNotice) -> Result<Option<Self>, FederationError> {
        let entry = self.check_notice(&signed)?;
        if self.has_its_own_word(&signed, entry) {
            return Ok(None);
        }
        let same = |other: &SignedNotice| other.notice.key == signed.notice.key && other.revokes() == signed.revokes();
        let mut roll = self.clone();
        if let Some(held) = roll.signed.notices.iter().position(same) {
            let is_earlier = match roll.signed.notices.get(held) {
                Some(other) => signed.rank()? < other.rank()?,
                None => true,
            };
            if !is_earlier {
                return Ok(None);
            }
            roll.signed.notices.remove(held);
        }
        roll.signed.notices.push(signed);
        roll.signed.notices.sort_by_key(|signed| (signed.notice.key.clone(), Reverse(signed.revokes())));
        roll.heed();
        Ok(Some(roll))
    }

    /// The gateways that must have signed a notice, and have not.
    pub fn missing_under(&self, signed: &SignedNotice) -> Result<Vec<GatewayId>, FederationError> {
        let entry = self.named(&signed.notice)?;
        let signers = signers(&to_canonical(&signed.notice)?, &signed.signatures, &self.anchors(signed.notice.issued));
        let side = self.jurisdiction_of(&entry.owner);
        let is_asked = |gateway: &&GatewayEntry| (Some(gateway.jurisdiction) == side) == signed.revokes();
        let asked = self.signed.roll.gateways.iter().filter(is_asked).map(|gateway| gateway.id.clone());
        let asked: Vec<GatewayId> = asked.collect();
        // Where there are no two others nobody can suspend.
        let are_enough = signed.revokes() || asked.len() >= 2;
        Ok(asked.into_iter().filter(|id| !are_enough || !signers.contains(id)).collect())
    }

    fn check_notice(&self, signed: &SignedNotice) -> Result<&KeyEntry, FederationError> {
        let notice = &signed.notice;
        let bad = |member: &str, fault| FederationError::BadNotice { at: member.to_owned(), fault };
        if notice.v != 1 {
            return Err(bad("notice.v", NoticeFault::Malformed));
        }
        let entry = self.named(notice)?;
        match &notice.measure {
            Measure::Revoke { at, .. } if *at > notice.issued => {
                return Err(bad("notice.measure.revoke.at", NoticeFault::Later));
            }
            Measure::Suspend { until }
                if *until <= notice.issued || *until > notice.issued.plus_ms(KEY_SUSPENSION_MAX_MS) =>
            {
                return Err(bad("notice.measure.suspend.until", NoticeFault::BadTerm));
            }
            _ => {}
        }
        let missing = self.missing_under(signed)?;
        if missing.is_empty() { Ok(entry) } else { Err(FederationError::RollNotSigned { missing }) }
    }

    /// The key that a notice is about, as it was agreed.
    fn named(&self, notice: &Notice) -> Result<&KeyEntry, FederationError> {
        let bad = |fault| FederationError::BadNotice { at: "notice.key".to_owned(), fault };
        let place = self.keys.get(&notice.key).and_then(|place| self.signed.roll.keys.get(*place));
        let entry = place.ok_or_else(|| bad(NoticeFault::UnknownKey))?;
        if entry.r#use == KeyUse::Roll { Err(bad(NoticeFault::RollKey)) } else { Ok(entry) }
    }

    /// Was the key revoked by agreement; or has a suspension been agreed, or the roll been made since the notice? Then all three have had
    /// their say. A revocation is never overtaken by a roll that does not know of it.
    fn has_its_own_word(&self, signed: &SignedNotice, agreed: &KeyEntry) -> bool {
        let suspension_is_settled =
            || agreed.suspended_until.is_some() || signed.notice.issued < self.signed.roll.issued;
        agreed.revoked.is_some() || (!signed.revokes() && suspension_is_settled())
    }

    /// Makes the keys what the notices say.
    fn heed(&mut self) {
        self.contents.keys.clone_from(&self.signed.roll.keys);
        for signed in &self.signed.notices {
            let place = self.keys.get(&signed.notice.key).copied();
            let Some(entry) = place.and_then(|place| self.contents.keys.get_mut(place)) else { continue };
            match &signed.notice.measure {
                Measure::Revoke { at, head } => entry.revoked = Some(Revoked { at: *at, head: head.clone() }),
                Measure::Suspend { until } => entry.suspended_until = Some(*until),
            }
        }
    }

    /// From when on a key that is suspended is: from its notice on, or else from the roll on that says so.
    pub(super) fn suspended_since(&self, kid: &KeyId) -> Time {
        let suspends = |signed: &&SignedNotice| signed.notice.key == *kid && !signed.revokes();
        let notice = self.signed.notices.iter().find(suspends);
        notice.map_or(self.signed.roll.issued, |signed| signed.notice.issued)
    }

    /// The notices of this roll that still count beside the next one.
    pub(super) fn carried_to(&self, next: Self) -> Result<Self, FederationError> {
        self.signed.notices.iter().try_fold(next, |next, notice| Ok(next.noticed(notice.clone())?.unwrap_or(next)))
    }
}
