//! What a court rules on an application, under its seal.

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use crate::matter::{BadRequest, bad, check_text};
use crate::mediation::Party;
use crate::{AuthorityId, ConfirmationId, Date};

/// What the court decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The agreement is valid. If one party does not perform it, the other applies for enforcement (CPL art. 206).
    Confirmed,
    /// The application is dismissed.
    Refused,
}

/// Why an agreement is not confirmed (CPL arts 205 and 206; of the Interpretation of 2022, arts 355 to 358, the text was not read).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Not every party applied.
    NotJoint,
    /// It came after thirty days.
    OutOfTime,
    /// Another court has jurisdiction.
    NoJurisdiction,
    /// The agreement was not reached before a mediation body that the law knows.
    NotByABody,
    /// It is not a civil matter, or one that cannot be confirmed.
    NotCivil,
    /// A paper is missing, or is not in Chinese and not translated.
    PaperMissing,
    /// It is against mandatory law.
    Unlawful,
    /// A party did not agree of its own will.
    NotVoluntary,
    /// It harms the State, the public, or somebody who is no party to it.
    HarmsOthers,
    /// It is against public order and good morals.
    AgainstPublicOrder,
    /// What is to be done cannot be made out of it.
    Unclear,
}

/// The ruling, as the court seals it. A sealed one that confirms is the title from which the agreement is enforced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// The application.
    pub confirmation: ConfirmationId,
    /// The court whose seal it is.
    pub sealed_by: AuthorityId,
    /// When it was sealed.
    pub sealed_at: Time,
    /// Digest of the sealed settlement.
    pub settlement: Digest,
    /// Digest of the paper of the agreement, if it was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Digest>,
    /// The parties.
    pub parties: Vec<Party>,
    /// The judge.
    pub judge: String,
    /// The business day.
    pub on: Date,
    /// What was decided.
    pub verdict: Verdict,
    /// Why not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Ground>,
    /// The reasons in words; needed where the rules did not answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Verdict {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Confirmed, Self::Refused];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
        }
    }
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 11] = [
        Self::NotJoint,
        Self::OutOfTime,
        Self::NoJurisdiction,
        Self::NotByABody,
        Self::NotCivil,
        Self::PaperMissing,
        Self::Unlawful,
        Self::NotVoluntary,
        Self::HarmsOthers,
        Self::AgainstPublicOrder,
        Self::Unclear,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotJoint => "not-joint",
            Self::OutOfTime => "out-of-time",
            Self::NoJurisdiction => "no-jurisdiction",
            Self::NotByABody => "not-by-a-body",
            Self::NotCivil => "not-civil",
            Self::PaperMissing => "paper-missing",
            Self::Unlawful => "unlawful",
            Self::NotVoluntary => "not-voluntary",
            Self::HarmsOthers => "harms-others",
            Self::AgainstPublicOrder => "against-public-order",
            Self::Unclear => "unclear",
        }
    }
}

impl Ruling {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        check_text("judge".to_owned(), &self.judge)?;
        if let Some(reason) = &self.reason {
            check_text("reason".to_owned(), reason)?;
        }
        let mut grounds = self.grounds.clone();
        grounds.sort_unstable();
        grounds.dedup();
        match self.verdict {
            _ if grounds.len() != self.grounds.len() => bad("grounds", "not-unique"),
            Verdict::Refused if grounds.is_empty() => bad("grounds", "empty-list"),
            Verdict::Confirmed if !grounds.is_empty() => bad("grounds", "not-empty"),
            _ => Ok(()),
        }
    }
}
