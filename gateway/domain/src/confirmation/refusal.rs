//! Why something may not happen to an application for confirmation.

use super::State;
use crate::Date;
use crate::assessment::Outcome;
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such application.
    #[error("there is no such application")]
    NoSuchConfirmation,
    /// There is one already, or another about the same settlement.
    #[error("the application exists already")]
    ConfirmationExists,
    /// Only a court of the Mainland confirms what was agreed in a mediation.
    #[error("only a court of the Mainland confirms a mediation agreement")]
    NotACourtForConfirmation,
    /// It does not stand where this can be done.
    #[error("cannot be done while the application is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// Something cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// No party has this number.
    #[error("{at}: there is no number {number}")]
    UnknownNumber {
        /// The place.
        at: &'static str,
        /// The number.
        number: u32,
    },
    /// There is as much of this as may be.
    #[error("{at}: there are as many as there may be")]
    TooMany {
        /// Of what.
        at: &'static str,
    },
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// The settlement takes effect later.
    #[error("the settlement is in effect from {from}")]
    NotInEffect {
        /// From when.
        from: Date,
    },
    /// A day lies where it cannot.
    #[error("{at}: the day cannot be right")]
    ImpossibleDay {
        /// The place.
        at: &'static str,
    },
    /// It is not the paper that the settlement names.
    #[error("not the paper that was signed")]
    AnotherPaper,
    /// The sealed ruling is of another application, or says something else than it does.
    #[error("the sealed ruling is not of this application")]
    AnotherDocument,
    /// Not every party has applied.
    #[error("not every party has applied")]
    NotJoint,
    /// The paper of the agreement is not on file.
    #[error("the paper of the agreement is missing")]
    PaperMissing,
    /// The rules were not asked.
    #[error("the rules were not asked")]
    NotAssessed,
    /// The rules say that it may not be.
    #[error("the rules say `{}`", .outcome.code())]
    AgainstTheRules {
        /// What they say.
        outcome: Outcome,
    },
    /// The rules did not answer, and no reason was given for going on without them.
    #[error("the rules did not answer ({fault}); a reason is needed to go on without them")]
    RulesSilent {
        /// The name of the fault.
        fault: String,
    },
    /// This was done already.
    #[error("{at}: this was done already")]
    AlreadyDone {
        /// The place.
        at: &'static str,
    },
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchConfirmation => "no-such-confirmation",
            Self::ConfirmationExists => "confirmation-exists",
            Self::NotACourtForConfirmation => "no-confirmation-by-this-court",
            Self::WrongState { .. } => "wrong-confirmation-state",
            Self::BadRequest(_) => "bad-request",
            Self::UnknownNumber { .. } => "no-such-number",
            Self::TooMany { .. } => "too-many-in-confirmation",
            Self::BadReason => "bad-reason",
            Self::NotInEffect { .. } => "settlement-not-in-effect",
            Self::ImpossibleDay { .. } => "impossible-day",
            Self::AnotherPaper => "another-paper",
            Self::AnotherDocument => "another-ruling",
            Self::NotJoint => "application-not-joint",
            Self::PaperMissing => "agreement-missing",
            Self::NotAssessed => "not-assessed",
            Self::AgainstTheRules { .. } => "not-by-the-rules",
            Self::RulesSilent { .. } => "rules-silent-here",
            Self::AlreadyDone { .. } => "already-done",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 18] = [
        "no-such-confirmation",
        "confirmation-exists",
        "no-confirmation-by-this-court",
        "wrong-confirmation-state",
        "bad-request",
        "no-such-number",
        "too-many-in-confirmation",
        "bad-reason",
        "settlement-not-in-effect",
        "impossible-day",
        "another-paper",
        "another-ruling",
        "application-not-joint",
        "agreement-missing",
        "not-assessed",
        "not-by-the-rules",
        "rules-silent-here",
        "already-done",
    ];

    /// What goes with the message: a code, a number, a day.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::WrongState { state } => Some(state.code().to_owned()),
            Self::BadRequest(bad) => Some(bad.code.to_owned()),
            Self::UnknownNumber { number, .. } => Some(number.to_string()),
            Self::NotInEffect { from } => Some(from.to_string()),
            Self::AgainstTheRules { outcome } => Some(outcome.code().to_owned()),
            Self::RulesSilent { fault } => Some(fault.clone()),
            _ => None,
        }
    }

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::UnknownNumber { at, .. }
            | Self::TooMany { at }
            | Self::ImpossibleDay { at }
            | Self::AlreadyDone { at } => Some(at),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the application stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::BadRequest(_)
                | Self::UnknownNumber { .. }
                | Self::BadReason
                | Self::NotInEffect { .. }
                | Self::ImpossibleDay { .. }
                | Self::AnotherPaper
                | Self::AnotherDocument
        )
    }
}
