//! Why something may not happen to a listing.

use super::State;
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such listing.
    #[error("there is no such listing")]
    NoSuchListing,
    /// There is one already.
    #[error("the listing is here already")]
    ListingExists,
    /// The number is that of another entry.
    #[error("the number is that of another entry")]
    NumberTaken,
    /// It does not stand where this can be done.
    #[error("cannot be done while the listing is {}", .state.code())]
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
    /// The term is over before it begins, lies too far away, is missing, or is not a longer one.
    #[error("the term is over before it begins, lies too far away, is missing, or is not a longer one")]
    BadTerm,
    /// The term is over.
    #[error("the term is over")]
    Lapsed,
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchListing => "no-such-listing",
            Self::ListingExists => "listing-exists",
            Self::NumberTaken => "roster-number-taken",
            Self::WrongState { .. } => "wrong-listing-state",
            Self::BadRequest(_) => "bad-request",
            Self::BadReason => "bad-reason",
            Self::BadTerm => "bad-listing-term",
            Self::Lapsed => "listing-lapsed",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 8] = [
        "no-such-listing",
        "listing-exists",
        "roster-number-taken",
        "wrong-listing-state",
        "bad-request",
        "bad-reason",
        "bad-listing-term",
        "listing-lapsed",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::NumberTaken => Some("roster_no"),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the listing stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(self, Self::BadRequest(_) | Self::BadReason | Self::BadTerm)
    }
}
