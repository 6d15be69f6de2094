//! What has happened to a listing, and how each event is split into an open and a sealed part of the record.

use serde::{Deserialize, Serialize};

use super::Profile;
use crate::mediator::TwoPersons;
use crate::parts::InParts;
use crate::registry::{Availability, Register};
use crate::{AuthorityId, Date};

/// One thing that happened to a listing. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// Somebody was entered.
    Entered {
        /// The authority that keeps the register.
        keeper: AuthorityId,
        /// The register.
        register: Register,
        /// The first day.
        from: Date,
        /// The last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Who, and as what.
        profile: Box<Profile>,
    },
    /// What the register says was changed.
    Amended {
        /// Who, and as what.
        profile: Box<Profile>,
    },
    /// The term was lengthened.
    Renewed {
        /// Its last day.
        until: Date,
    },
    /// It was said whether appointments are taken.
    AvailabilityStated {
        /// Whether they are.
        availability: Availability,
    },
    /// It was suspended.
    Suspended {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// The suspension was lifted.
    SuspensionLifted {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// It was struck off, for good.
    StruckOff {
        /// Who decided it.
        decided_by: TwoPersons,
        /// On which ground.
        cause_code: Cause,
        /// Why.
        reason: String,
    },
    /// It was given up.
    Withdrawn {
        /// By which word or paper of whoever is listed; absent in what was recorded before it was asked for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// On which ground somebody is struck off. A code, because it stands open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// What the register asks for is no longer there.
    Disqualified,
    /// A breach of duty.
    Misconduct,
    /// It should not have been entered.
    EnteredInError,
    /// The person died, or the body was dissolved.
    Gone,
}

impl Cause {
    /// Every ground.
    pub const ALL: [Self; 4] = [Self::Disqualified, Self::Misconduct, Self::EnteredInError, Self::Gone];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Disqualified => "disqualified",
            Self::Misconduct => "misconduct",
            Self::EnteredInError => "entered-in-error",
            Self::Gone => "gone",
        }
    }
}

/// The fields that stand open in the record: codes and days. The number in the register is not among them: it is a name.
const OPEN_FIELDS: [&str; 5] = ["keeper", "register", "from", "until", "cause_code"];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 8] = [
        "entered",
        "amended",
        "renewed",
        "availability-stated",
        "suspended",
        "suspension-lifted",
        "struck-off",
        "withdrawn",
    ];
}

impl InParts for Event {
    const OF: &'static str = "a listing";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
