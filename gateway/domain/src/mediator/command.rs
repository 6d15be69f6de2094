//! What can be commanded about a mediator.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::{Accreditation, Application, Credential, RosterNumber};
use crate::assessment::Outcome;
use crate::{AuthorityId, Date, Jurisdiction};

/// Two persons who are not the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[String; 2]", into = "[String; 2]")]
pub struct TwoPersons([String; 2]);

/// One person is not two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("one person is not two")]
pub struct OnePerson;

impl TwoPersons {
    /// Both, by their accounts.
    ///
    /// # Errors
    /// They are one.
    pub fn new(one: String, other: String) -> Result<Self, OnePerson> {
        if one == other { Err(OnePerson) } else { Ok(Self([one, other])) }
    }

    /// Their accounts.
    pub const fn accounts(&self) -> &[String; 2] {
        &self.0
    }
}

impl TryFrom<[String; 2]> for TwoPersons {
    type Error = OnePerson;

    fn try_from([one, other]: [String; 2]) -> Result<Self, OnePerson> {
        Self::new(one, other)
    }
}

impl From<TwoPersons> for [String; 2] {
    fn from(both: TwoPersons) -> Self {
        both.0
    }
}

/// What is to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Apply to a body.
    Apply {
        /// The body.
        body: AuthorityId,
        /// What is applied with.
        application: Box<Application>,
        /// Digests of the encrypted bytes of its documents, in their order.
        blobs: Vec<Digest>,
    },
    /// Record what a person made of the answer of the region's rules.
    Assess {
        /// Does the applicant meet what is asked for?
        eligible: bool,
        /// The verdict of the rules, if they give one: of some regions the criteria were not obtained.
        outcome: Option<Outcome>,
        /// Digest of the rules' answer.
        assessment: Digest,
        /// Why the person finds so. Needed where the rules give no verdict.
        reason: Option<String>,
    },
    /// Do not accredit.
    Reject {
        /// Why.
        reason: String,
    },
    /// Accredit, and issue the first credential.
    Accredit {
        /// The number on the roster.
        roster_number: RosterNumber,
        /// What the accreditation is by.
        accreditation: Accreditation,
        /// Its last day.
        until: Date,
        /// The credential.
        credential: Credential,
    },
    /// Record that the Joint Conference confirmed; the signatures have been verified.
    Confirm {
        /// The confirmations, one of each jurisdiction.
        confirmations: Vec<String>,
    },
    /// Renew the accreditation, and issue a further credential.
    Renew {
        /// Its last day.
        until: Date,
        /// The credential.
        credential: Credential,
    },
    /// Suspend the accreditation.
    Suspend {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// Lift the suspension.
    Reinstate {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// Revoke the accreditation, for good.
    Revoke {
        /// Who decided it.
        decided_by: TwoPersons,
        /// Why.
        reason: String,
    },
    /// Give it up: the application, or the accreditation.
    Withdraw {
        /// By which word or paper of the person.
        reason: String,
    },
    /// Bar the mediator from the territory of a region.
    Bar {
        /// Which.
        region: Jurisdiction,
        /// Why.
        reason: String,
    },
    /// Lift that.
    LiftBar {
        /// Of which region.
        region: Jurisdiction,
        /// Why.
        reason: String,
    },
}

/// What a decision may know besides the mediator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
}
