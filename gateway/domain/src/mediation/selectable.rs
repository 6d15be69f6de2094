//! Whether somebody can be chosen from the panel of the bay: what is known of the accreditation, and how fresh that is.

use comity_record::Time;
use serde::{Deserialize, Serialize};

use crate::Date;
use crate::limits::STATUS_FOR_APPOINTMENT_MAX_MS;

/// What is known of an accreditation at the moment of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Selectability {
    /// It stands: accredited, confirmed by the Joint Conference, not suspended, not barred from this region.
    Selectable {
        /// When that was last known for certain: the age of the status list, or of the feed's last sign of life.
        known_at: Time,
        /// Since when it is accredited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accredited_on: Option<Date>,
        /// Since when it is confirmed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmed_on: Option<Date>,
    },
    /// It does not.
    Not {
        /// Why.
        because: Unselectable,
    },
}

/// Why somebody cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unselectable {
    /// Nobody has this number, as far as is known here.
    Unknown,
    /// The Joint Conference has not confirmed.
    Unconfirmed,
    /// Suspended.
    Suspended,
    /// Revoked, or given up.
    Revoked,
    /// The accreditation has ended.
    Expired,
    /// This region bars the mediator.
    Barred,
    /// What is known is too old, or has gaps.
    CannotConfirm,
}

impl Unselectable {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Unknown,
        Self::Unconfirmed,
        Self::Suspended,
        Self::Revoked,
        Self::Expired,
        Self::Barred,
        Self::CannotConfirm,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Unconfirmed => "unconfirmed",
            Self::Suspended => "suspended",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
            Self::Barred => "barred",
            Self::CannotConfirm => "cannot-confirm",
        }
    }
}

impl Selectability {
    /// Why the person cannot be chosen now. An hour after it was known a status is not known any more.
    pub fn forbids_at(&self, now: Time) -> Option<Unselectable> {
        match self {
            Self::Not { because } => Some(*because),
            Self::Selectable { known_at, .. } => {
                let age = now.unix_ms().saturating_sub(known_at.unix_ms());
                (age > STATUS_FOR_APPOINTMENT_MAX_MS).then_some(Unselectable::CannotConfirm)
            }
        }
    }
}
