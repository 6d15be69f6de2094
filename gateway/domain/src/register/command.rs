//! What can be commanded about a listing.

use super::{Cause, Profile};
use crate::mediator::TwoPersons;
use crate::registry::Availability;
use crate::{AuthorityId, Date};

/// What is to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Enter somebody.
    Enter {
        /// The authority that keeps the register.
        keeper: AuthorityId,
        /// The first day.
        from: Date,
        /// The last day; absent where the register knows none.
        until: Option<Date>,
        /// Who, and as what.
        profile: Box<Profile>,
    },
    /// Change what the register says. The number and the register stay.
    Amend {
        /// Who, and as what.
        profile: Box<Profile>,
    },
    /// Lengthen the term.
    Renew {
        /// Its last day.
        until: Date,
    },
    /// Say whether appointments are taken.
    StateAvailability {
        /// Whether they are.
        availability: Availability,
    },
    /// Suspend.
    Suspend {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// Lift the suspension.
    LiftSuspension {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// Strike off, for good.
    StrikeOff {
        /// Who decided it.
        decided_by: TwoPersons,
        /// On which ground.
        cause: Cause,
        /// Why.
        reason: String,
    },
    /// Record that the listing is given up.
    Withdraw {
        /// By which word or paper of whoever is listed.
        reason: String,
    },
}

/// What a decision may know besides the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
}
