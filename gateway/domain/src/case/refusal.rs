//! Why something may not happen in a case.

use super::State;
use crate::Date;
use crate::assessment::Outcome;
use crate::deadline::DeadlineError;
use crate::label::{Basis, Label};
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such case.
    #[error("there is no such case")]
    NoSuchCase,
    /// There is one already.
    #[error("the case exists already")]
    CaseExists,
    /// The case does not stand where this can be done.
    #[error("cannot be done while the case is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// Something cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A number names nothing in this case: a party, an exhibit, an objection.
    #[error("{at}: there is no number {number}")]
    UnknownNumber {
        /// The place.
        at: &'static str,
        /// The number.
        number: u32,
    },
    /// A file is named that was never added.
    #[error("the file `{name}` was not added to the case")]
    UnknownFile {
        /// Its name.
        name: String,
    },
    /// There is as much of this in the case as may be.
    #[error("{at}: the case has as many as it may have")]
    TooMany {
        /// Of what.
        at: &'static str,
    },
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// A day lies where it cannot.
    #[error("{at}: the day cannot be right")]
    ImpossibleDay {
        /// The place.
        at: &'static str,
    },
    /// The period's last day cannot be counted.
    #[error(transparent)]
    NotCounted(#[from] DeadlineError),
    /// The rules were not asked.
    #[error("the rules were not asked")]
    NotAssessed,
    /// What was made in a mediation is used with a judge's leave only.
    #[error("what was made in a mediation needs a judge's leave")]
    LeaveNeeded,
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
    /// The court would end a period earlier than on the day that the parties were told.
    #[error("the period runs until {last_day}")]
    PeriodRuns {
        /// Its last day.
        last_day: Date,
    },
    /// The period has ended, and nothing says why this comes now.
    #[error("the period ended on {last_day}")]
    PeriodOver {
        /// Its last day.
        last_day: Date,
    },
    /// The day of the exchange has not been fixed, or has not come.
    #[error("no exchange of evidence is fixed for today")]
    NoExchangeToday,
    /// A party speaks to its own evidence, or answers for another.
    #[error("{at}: not this party's to say")]
    NotTheirs {
        /// The place.
        at: &'static str,
    },
    /// The party admitted this on this ground, and has not taken it back.
    #[error("the party admitted this on this ground")]
    AlreadyAdmitted,
    /// This was said, decided, ended or withdrawn already.
    #[error("{at}: this was done already")]
    AlreadyDone {
        /// The place.
        at: &'static str,
    },
    /// An application or an order is open.
    #[error("{at}: not settled yet")]
    StillOpen {
        /// What: `orders[2]`.
        at: String,
    },
    /// Somebody who was there has neither signed the record nor refused to.
    #[error("the record of session {session} is not signed by all who were there")]
    NotSigned {
        /// The session.
        session: u32,
    },
    /// Files are evidence that was given for this case, and the side that gave it has not granted another use.
    #[error("evidence that may be used only in the case for which it was given ({})", .label.rests_on.code())]
    UseRestricted {
        /// The label of the first of them.
        label: Box<Label>,
    },
    /// The particulars of the case were erased.
    #[error("the particulars of the case were erased")]
    Erased,
    /// The particulars of the case are still to be kept.
    #[error("the particulars are to be kept until {}", .until.map_or_else(|| "somebody orders otherwise".to_owned(), |day| day.to_string()))]
    RetentionRuns {
        /// The last day; absent if this side has not said how long it keeps them.
        until: Option<Date>,
    },
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchCase => "no-such-case",
            Self::CaseExists => "case-exists",
            Self::WrongState { .. } => "wrong-case-state",
            Self::BadRequest(_) => "bad-request",
            Self::UnknownNumber { .. } => "unknown-number",
            Self::UnknownFile { .. } => "file-not-in-case",
            Self::TooMany { .. } => "too-many-in-case",
            Self::BadReason => "bad-reason",
            Self::ImpossibleDay { .. } => "impossible-day",
            Self::NotCounted(error) => error.code(),
            Self::NotAssessed => "not-assessed",
            Self::LeaveNeeded => "judges-leave-needed",
            Self::AgainstTheRules { .. } => "not-by-the-rules",
            Self::RulesSilent { .. } => "rules-silent-here",
            Self::PeriodRuns { .. } => "period-runs",
            Self::PeriodOver { .. } => "period-over",
            Self::NoExchangeToday => "no-exchange-today",
            Self::NotTheirs { .. } => "not-theirs",
            Self::AlreadyAdmitted => "already-admitted",
            Self::AlreadyDone { .. } => "already-done",
            Self::StillOpen { .. } => "still-open",
            Self::NotSigned { .. } => "record-not-signed",
            Self::UseRestricted { label } => match label.rests_on {
                Basis::Text => "use-restricted",
                Basis::Policy => "use-restricted-by-policy",
            },
            Self::Erased => "erased",
            Self::RetentionRuns { .. } => "retention-runs",
        }
    }

    /// Every code of its own, for the texts.
    pub const CODES: [&'static str; 25] = [
        "no-such-case",
        "case-exists",
        "wrong-case-state",
        "bad-request",
        "unknown-number",
        "file-not-in-case",
        "too-many-in-case",
        "bad-reason",
        "impossible-day",
        "not-assessed",
        "judges-leave-needed",
        "not-by-the-rules",
        "rules-silent-here",
        "period-runs",
        "period-over",
        "no-exchange-today",
        "not-theirs",
        "already-admitted",
        "already-done",
        "still-open",
        "record-not-signed",
        "use-restricted",
        "use-restricted-by-policy",
        "erased",
        "retention-runs",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::StillOpen { at } => Some(at),
            Self::UnknownNumber { at, .. }
            | Self::TooMany { at }
            | Self::ImpossibleDay { at }
            | Self::NotTheirs { at }
            | Self::AlreadyDone { at } => Some(at),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the case stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::BadRequest(_)
                | Self::UnknownNumber { .. }
                | Self::UnknownFile { .. }
                | Self::BadReason
                | Self::ImpossibleDay { .. }
                | Self::NotTheirs { .. }
        )
    }
}
