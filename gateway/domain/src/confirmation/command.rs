//! What can be commanded about an application for confirmation.

use comity_record::Digest;

use super::MediatedBy;
use super::ruling::Ruling;
use crate::Date;
use crate::case::Answer;
use crate::facts::Authority;
use crate::matter::FileRef;
use crate::mediation::Settlement;

/// What is to happen. What a party does, the court enters for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Apply, with a settlement whose seal has been verified.
    Apply {
        /// The court.
        court: Box<Authority>,
        /// Whoever sealed the settlement, as the roll describes it.
        sealed_by: Box<Authority>,
        /// What the mediation body sealed.
        settlement: Box<Settlement>,
        /// The sealed settlement.
        document: String,
        /// Number of the party that applies, as the settlement lists it.
        party: u32,
        /// The day on which the court received it; the business day, if none is given.
        received_on: Option<Date>,
        /// The day on which it was posted, if it was.
        posted_on: Option<Date>,
    },
    /// Let another party apply too.
    Join {
        /// Its number.
        party: u32,
        /// The day on which the court received its application; the business day, if none is given.
        received_on: Option<Date>,
        /// The day on which it was posted, if it was.
        posted_on: Option<Date>,
    },
    /// State before whom the agreement was reached, where the roll does not tell it: who mediates for a court has no seal of its own.
    StateMediator {
        /// A body, or a person alone.
        mediated_by: MediatedBy,
        /// The name.
        name: String,
    },
    /// Put the paper of the agreement on file.
    PutAgreement {
        /// The paper.
        paper: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
    },
    /// Examine the application as it is.
    Examine {
        /// What the rules said.
        answer: Option<Answer>,
    },
    /// Rule, under the court's seal.
    Rule {
        /// What the seal is over.
        ruling: Box<Ruling>,
        /// The sealed ruling.
        document: String,
    },
    /// Give a party a copy of the ruling from which it can have the agreement enforced.
    GiveCopy {
        /// Its number.
        party: u32,
    },
    /// Take the application back.
    Withdraw {
        /// Why.
        reason: String,
    },
}

/// What a decision may know besides the application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
}

impl Command {
    /// The same command, now that the rules were asked. One to which the rules say nothing stays as it is.
    #[must_use]
    pub fn answered(mut self, said: Answer) -> Self {
        if let Self::Examine { answer } = &mut self {
            *answer = Some(said);
        }
        self
    }
}
