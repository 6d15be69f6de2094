//! How the gateway itself does, for whoever watches it: nobody needs leave to ask.

use comity_domain::GatewayId;
use comity_domain::limits::KEY_WARNING_DAYS;
use comity_federation::keys::KeyId;
use comity_federation::roll::KeyEntry;
use comity_record::Time;
use comity_store::{Remembered, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

use super::certificates::ListAge;
use super::failure::Failure;
use super::{App, HeldView};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The gateway takes requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Health {
    /// `up`; `held` if it answers, and takes and signs nothing.
    pub status: &'static str,
    /// While the record is held: what the peers hold of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<HeldView>,
    /// How far it has come, while it reads what its start did not read of the record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// What its operator should look at. It serves meanwhile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// How old the lists of revoked certificates are, that are held against the peers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub revocation_lists: Vec<ListAge>,
}

/// What a start did not read, because it had been verified before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Reading {
    /// So many entries.
    pub entries: u64,
    /// So many of them were read since.
    pub read: u64,
}

/// Something that the operator should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Warning {
    /// What it is: a code.
    pub code: &'static str,
    /// For how many days it has been so; of `certificate-ends` and `key-ends`, for how many it is still good, below nothing once it has ended.
    pub days: i64,
    /// The gateway whose record, or whose word as a witness, it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub about: Option<GatewayId>,
    /// The key of the roll that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub key: Option<KeyId>,
}

impl App {
    /// How the gateway does. One that cannot keep a record does not do well, even if it still answers.
    ///
    /// # Errors
    /// [`StoreError::Stopped`].
    pub fn health(&self) -> Result<Health, Failure> {
        if self.ledger().store().is_stopped() {
            return Err(StoreError::Stopped.into());
        }
        let now = self.clock().now();
        let mut warnings: Vec<Warning> = self.stale_roll(now).into_iter().chain(self.waiting_roll(now)).collect();
        warnings.extend(self.witness_warnings(now));
        warnings.extend(self.certificate_warnings(now));
        warnings.extend(self.key_warnings(now));
        warnings.extend(self.feed_warnings());
        warnings.extend(self.listing_warnings());
        let held = self.held_view();
        let status = if held.is_some() { "held" } else { "up" };
        Ok(Health { status, held, reading: self.reading(), warnings, revocation_lists: self.list_ages(now) })
    }

    fn reading(&self) -> Option<Reading> {
        let Remembered { entries, read } = self.ledger().store().remembered();
        (read < entries).then_some(Reading { entries, read })
    }

    /// The warning that the roll is older than a roll should be.
    pub(super) fn stale_roll(&self, now: Time) -> Option<Warning> {
        self.roll().staleness(now).stale_days().map(|days| Warning { code: "roll-stale", days, about: None, key: None })
    }

    /// The warnings of keys of this side that end, or have just ended, while the roll names none that goes on. Not of those alone that lie
    /// here: without its roll key a side signs no next roll. A key that ended longer ago has been given up.
    fn key_warnings(&self, now: Time) -> Vec<Warning> {
        let roll = self.roll();
        let [from, until] = [-KEY_WARNING_DAYS, KEY_WARNING_DAYS].map(|days| now.plus_ms(days * DAY_MS));
        let warning = |key: &KeyEntry| {
            let days = key.until.unix_ms().saturating_sub(now.unix_ms()) / DAY_MS;
            Warning { code: "key-ends", days, about: None, key: Some(key.kid.clone()) }
        };
        roll.ending(self.gateway(), from, until).into_iter().map(warning).collect()
    }
}
