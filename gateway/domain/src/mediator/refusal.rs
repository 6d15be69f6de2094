//! Why something may not happen to a mediator.

use super::State;
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such mediator.
    #[error("there is no such mediator")]
    NoSuchMediator,
    /// There is one already.
    #[error("the mediator is here already")]
    MediatorExists,
    /// It does not stand where this can be done.
    #[error("cannot be done while the mediator is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// Something cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// The applicant does not meet what the region asks for.
    #[error("the applicant does not meet what is asked for")]
    NotEligible,
    /// The rules give no verdict, and nobody said why the applicant meets what is asked for.
    #[error("the rules give no verdict, and no reason was given")]
    RulesWithoutVerdict,
    /// The number on the roster is of another region than the body.
    #[error("the roster number is of another region")]
    AnotherRegion,
    /// The last day has passed, lies too far away, or is not later than that of what is renewed.
    #[error("the last day has passed, lies too far away, or is not a later one")]
    BadTerm,
    /// The accreditation has ended.
    #[error("the accreditation has ended")]
    Lapsed,
    /// Nobody confirmed.
    #[error("nobody confirmed")]
    NotConfirmed,
    /// The place in the status list is that of an earlier credential.
    #[error("the place in the status list was given out before")]
    IndexUsed,
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMediator => "no-such-mediator",
            Self::MediatorExists => "mediator-exists",
            Self::WrongState { .. } => "wrong-mediator-state",
            Self::BadRequest(_) => "bad-request",
            Self::BadReason => "bad-reason",
            Self::NotEligible => "mediator-not-eligible",
            Self::RulesWithoutVerdict => "rules-without-verdict",
            Self::AnotherRegion => "mediator-of-another-region",
            Self::BadTerm => "bad-accreditation-term",
            Self::Lapsed => "accreditation-lapsed",
            Self::NotConfirmed => "nobody-confirmed",
            Self::IndexUsed => "status-index-used",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 12] = [
        "no-such-mediator",
        "mediator-exists",
        "wrong-mediator-state",
        "bad-request",
        "bad-reason",
        "mediator-not-eligible",
        "rules-without-verdict",
        "mediator-of-another-region",
        "bad-accreditation-term",
        "accreditation-lapsed",
        "nobody-confirmed",
        "status-index-used",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the mediator stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(self, Self::BadRequest(_) | Self::BadReason | Self::AnotherRegion | Self::BadTerm | Self::IndexUsed)
    }
}
