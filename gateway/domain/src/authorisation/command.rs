//! What can be commanded about an authorisation.

use comity_record::Digest;

use super::document::{IdentityCheck, Mandate, Recording, Revocation, WitnessedDocument};
use crate::matter::FileRef;
use crate::{AuthorityId, Date};

/// What is to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin the session before a judge.
    Begin {
        /// The judge's court.
        court: AuthorityId,
        /// Who authorises whom, to what.
        mandate: Mandate,
    },
    /// Record how somebody was identified.
    CheckIdentity {
        /// How, and with which result.
        check: IdentityCheck,
    },
    /// Record that the paper was signed.
    SignPaper {
        /// The paper.
        paper: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
    },
    /// Bind the recording.
    Record {
        /// The recording.
        recording: Recording,
    },
    /// Witness it, under the court's seal.
    Witness {
        /// What the seal is over.
        witnessed: Box<WitnessedDocument>,
        /// The sealed document.
        document: String,
    },
    /// End the session without a result.
    Abandon {
        /// Why.
        reason: String,
    },
    /// Take a document that another court sealed; its seal has been verified.
    Take {
        /// The authority that takes it.
        held_by: AuthorityId,
        /// What the seal is over.
        witnessed: Box<WitnessedDocument>,
        /// The sealed document.
        document: String,
    },
    /// Revoke it, under the seal of the court that witnessed it; its seal has been verified.
    Revoke {
        /// What the seal is over.
        revocation: Revocation,
        /// The sealed revocation.
        document: String,
    },
}

/// What a decision may know besides the authorisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
}
