//! What can be wrong with a card, or with what it is verified by.

use core::fmt;

use crate::error::FederationError;
use crate::reason::{Reason, Refused};

/// The first thing that does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {what}")]
pub struct Fault {
    /// The place: `card.header.crit`, `status_lists[0].exp`.
    pub at: String,
    /// What is wrong there.
    pub what: Flaw,
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// With its form, its signature or the key that made it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The roll does not hold.
    #[error(transparent)]
    Roll(#[from] FederationError),
    /// The header asks for an extension that has to be understood, and no extension is.
    #[error("`crit` asks for an extension that is not known")]
    Extension,
    /// The header brings a key, or an address of one. Keys come from the roll.
    #[error("`{0}` brings a key, or says where to fetch one")]
    KeyInHeader(&'static str),
    /// It says that it was made later than now.
    #[error("it is from the future")]
    FromTheFuture,
    /// It ends before it begins, or is for longer than may be.
    #[error("{0}")]
    Term(&'static str),
    /// Something disclosed is not what the credential commits to.
    #[error("{0}")]
    Disclosure(&'static str),
    /// Whoever signed may not say this of that region, or of that person.
    #[error("{0}")]
    NotEntitled(&'static str),
    /// The list has no such place.
    #[error("place {index} of a list with {entries}")]
    IndexOutOfRange {
        /// The place.
        index: u32,
        /// How many there are.
        entries: u32,
    },
    /// The list is larger than any may be, once inflated.
    #[error("inflates beyond what a list may have")]
    Inflates,
    /// The list is none.
    #[error("not a status list: {0}")]
    NotAList(&'static str),
    /// A newer list is held.
    #[error("number {number}, where {held} is held")]
    OlderList {
        /// Its number.
        number: u64,
        /// The number of the one that is held.
        held: u64,
    },
    /// Two lists have one number and are not the same, or the later one was made earlier.
    #[error("contradicts the list that is held")]
    Contradiction,
    /// What was revoked for good is to be something else.
    #[error("what was revoked is revoked for good")]
    RevokedForGood,
    /// There are more of them than allowed.
    #[error("more than allowed")]
    TooMany,
}

impl Flaw {
    /// The codes of the messages for a person, beside those of refusals and rolls.
    pub const CODES: &[&str] = &[
        "credential-extension",
        "credential-key-in-header",
        "credential-from-the-future",
        "credential-term",
        "credential-disclosure",
        "credential-not-entitled",
        "status-index-out-of-range",
        "status-list-inflates",
        "status-list-malformed",
        "status-list-older",
        "status-list-contradiction",
        "status-revoked-for-good",
        "card-bundle-too-many",
    ];

    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(refused) => refused.code(),
            Self::Roll(error) => error.code(),
            Self::Extension => "credential-extension",
            Self::KeyInHeader(_) => "credential-key-in-header",
            Self::FromTheFuture => "credential-from-the-future",
            Self::Term(_) => "credential-term",
            Self::Disclosure(_) => "credential-disclosure",
            Self::NotEntitled(_) => "credential-not-entitled",
            Self::IndexOutOfRange { .. } => "status-index-out-of-range",
            Self::Inflates => "status-list-inflates",
            Self::NotAList(_) => "status-list-malformed",
            Self::OlderList { .. } => "status-list-older",
            Self::Contradiction => "status-list-contradiction",
            Self::RevokedForGood => "status-revoked-for-good",
            Self::TooMany => "card-bundle-too-many",
        }
    }

    pub(crate) fn at(self, at: impl fmt::Display) -> Fault {
        Fault { at: at.to_string(), what: self }
    }
}

impl Reason {
    /// This reason as a fault of what stands at a place.
    pub(super) fn found(self, at: impl fmt::Display, detail: impl Into<String>) -> Fault {
        Flaw::from(self.because(detail)).at(at)
    }
}

impl Fault {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        self.what.code()
    }

    /// This fault of a part, as one of the whole that the part stands in.
    pub(crate) fn within(self, whole: impl fmt::Display) -> Self {
        let at = if self.at.is_empty() { whole.to_string() } else { format!("{whole}.{}", self.at) };
        Self { at, ..self }
    }
}
