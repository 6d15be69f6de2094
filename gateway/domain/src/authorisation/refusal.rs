//! Why something may not happen to an authorisation.

use super::State;
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such authorisation.
    #[error("there is no such authorisation")]
    NoSuchAuthorisation,
    /// There is one already.
    #[error("the authorisation is here already")]
    AuthorisationExists,
    /// It does not stand where this can be done.
    #[error("cannot be done while the authorisation is {}", .state.code())]
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
    /// The day on which it ends has passed.
    #[error("it ended before it began")]
    Lapsed,
    /// Somebody who gives or takes it was not identified.
    #[error("somebody who gives or takes it was not identified")]
    NotIdentified,
    /// Nothing was signed, or nothing recorded.
    #[error("{at} is missing")]
    Incomplete {
        /// The place: `paper`, `recording`.
        at: &'static str,
    },
    /// The sealed document is of another authorisation, another court, or says something else than the session does.
    #[error("the sealed document is not of this authorisation")]
    AnotherDocument,
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchAuthorisation => "no-such-authorisation",
            Self::AuthorisationExists => "authorisation-exists",
            Self::WrongState { .. } => "wrong-authorisation-state",
            Self::BadRequest(_) => "bad-request",
            Self::BadReason => "bad-reason",
            Self::Lapsed => "authorisation-lapsed",
            Self::NotIdentified => "not-identified",
            Self::Incomplete { .. } => "session-incomplete",
            Self::AnotherDocument => "another-document",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 9] = [
        "no-such-authorisation",
        "authorisation-exists",
        "wrong-authorisation-state",
        "bad-request",
        "bad-reason",
        "authorisation-lapsed",
        "not-identified",
        "session-incomplete",
        "another-document",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::Incomplete { at } => Some(at),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the authorisation stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(self, Self::BadRequest(_) | Self::BadReason | Self::Lapsed | Self::AnotherDocument)
    }
}
