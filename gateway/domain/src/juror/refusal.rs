//! Why something may not happen to a juror.

use super::State;
use crate::Date;
use crate::assessment::Outcome;
use crate::deadline::DeadlineError;
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such juror.
    #[error("there is no such juror")]
    NoSuchJuror,
    /// There is one already.
    #[error("the juror is on the list already")]
    JurorExists,
    /// The juror does not stand where this can be done.
    #[error("cannot be done while the juror is {}", .state.code())]
    WrongState {
        /// Where the juror stands.
        state: State,
    },
    /// Something cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// The list is that of another court.
    #[error("the list is that of another court")]
    AnotherList,
    /// The court has not fixed what its list holds to: judges, posts, cap.
    #[error("the court has not fixed its list")]
    ListNotFixed,
    /// The court has fewer posts than it must have (People's Jurors Law art. 8(2)).
    #[error("the list needs {needed} posts")]
    QuotaTooSmall {
        /// How many it must have.
        needed: u32,
    },
    /// All posts are held.
    #[error("all {quota} posts are held")]
    NoPostFree {
        /// How many there are.
        quota: u32,
    },
    /// No more than a fifth of the posts by application or recommendation (art. 11(2)).
    #[error("{allowed} posts may be held by application or recommendation, and are")]
    ApplicationShare {
        /// How many may.
        allowed: u32,
    },
    /// The last day of the term cannot be counted.
    #[error(transparent)]
    NotCounted(#[from] DeadlineError),
    /// The rules were not asked.
    #[error("the rules were not asked")]
    NotAssessed,
    /// The rules say that it may not be.
    #[error("the rules say `{}`", .outcome.code())]
    AgainstTheRules {
        /// What they say.
        outcome: Outcome,
    },
    /// The rules did not answer. Nobody is appointed without them.
    #[error("the rules did not answer ({fault})")]
    RulesSilent {
        /// The name of the fault.
        fault: String,
    },
    /// The term does not reach the hearing (art. 13).
    #[error("the term ends on {last_day}")]
    TermOver {
        /// Its last day.
        last_day: Date,
    },
    /// Something bars the juror (arts 6, 7, 27).
    #[error("the juror is barred")]
    Barred,
    /// The juror is away on the day of the hearing.
    #[error("the juror is away on {day}")]
    Away {
        /// The day.
        day: Date,
    },
    /// The juror has as many cases in that year as the court allows (art. 24; Interpretation art. 17).
    #[error("the juror has {cap} cases in {year}")]
    CapReached {
        /// How many may be.
        cap: u32,
        /// The year.
        year: i16,
    },
    /// A day lies where it cannot.
    #[error("{at}: the day cannot be right")]
    ImpossibleDay {
        /// The place.
        at: &'static str,
    },
    /// The juror has a seat in this case already, or has it no more.
    #[error("{at}: this was done already")]
    AlreadyDone {
        /// The place.
        at: &'static str,
    },
    /// There is no sitting with this number.
    #[error("there is no sitting {number}")]
    UnknownSitting {
        /// The number.
        number: u32,
    },
    /// The juror has as many of this as may be.
    #[error("{at}: the juror has as many as may be")]
    TooMany {
        /// Of what.
        at: &'static str,
    },
    /// The court has no basic courts in its area, so no lists to draw from (art. 19(2)).
    #[error("no basic courts are named in the area of the court")]
    NoLists,
    /// The juror is in office: what changes who can be drawn is not recorded like what is found out about a candidate.
    #[error("the juror is in office")]
    InOffice,
    /// There is a draw in the case, and the juror does not sit by it.
    #[error("the juror does not sit by the draw in this case")]
    NotDrawn,
    /// Nothing was drawn in the case, and no judge has said why the juror sits in it.
    #[error("nothing was drawn in this case")]
    NothingDrawn,
    /// The rules know no such panel (art. 14).
    #[error("{judges} judges and {jurors} jurors are no panel")]
    PanelNotAllowed {
        /// How many judges there would be.
        judges: u32,
        /// How many jurors.
        jurors: u32,
    },
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchJuror => "no-such-juror",
            Self::JurorExists => "juror-exists",
            Self::WrongState { .. } => "wrong-juror-state",
            Self::BadRequest(_) => "bad-request",
            Self::BadReason => "bad-reason",
            Self::AnotherList => "another-list",
            Self::ListNotFixed => "juror-list-not-fixed",
            Self::QuotaTooSmall { .. } => "juror-quota-too-small",
            Self::NoPostFree { .. } => "no-post-free",
            Self::ApplicationShare { .. } => "application-share-exceeded",
            Self::NotCounted(error) => error.code(),
            Self::NotAssessed => "not-assessed",
            Self::AgainstTheRules { .. } => "not-by-the-rules",
            Self::RulesSilent { .. } => "juror-rules-silent",
            Self::TermOver { .. } => "juror-term-over",
            Self::Barred => "juror-barred",
            Self::Away { .. } => "juror-away",
            Self::CapReached { .. } => "annual-cap-reached",
            Self::ImpossibleDay { .. } => "impossible-juror-day",
            Self::AlreadyDone { .. } => "already-done",
            Self::UnknownSitting { .. } => "unknown-sitting",
            Self::TooMany { .. } => "too-many-of-juror",
            Self::NoLists => "no-lists",
            Self::InOffice => "juror-in-office",
            Self::NotDrawn => "juror-not-drawn",
            Self::NothingDrawn => "nothing-drawn",
            Self::PanelNotAllowed { .. } => "panel-not-by-the-rules",
        }
    }

    /// Every code of its own, for the texts.
    pub const CODES: [&'static str; 26] = [
        "no-such-juror",
        "juror-exists",
        "wrong-juror-state",
        "bad-request",
        "bad-reason",
        "another-list",
        "juror-list-not-fixed",
        "juror-quota-too-small",
        "no-post-free",
        "application-share-exceeded",
        "not-assessed",
        "not-by-the-rules",
        "juror-rules-silent",
        "juror-term-over",
        "juror-barred",
        "juror-away",
        "annual-cap-reached",
        "impossible-juror-day",
        "already-done",
        "unknown-sitting",
        "too-many-of-juror",
        "no-lists",
        "juror-in-office",
        "juror-not-drawn",
        "nothing-drawn",
        "panel-not-by-the-rules",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::ImpossibleDay { at } | Self::AlreadyDone { at } | Self::TooMany { at } => Some(at),
            Self::UnknownSitting { .. } => Some("sitting"),
            Self::PanelNotAllowed { .. } => Some("judges"),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the juror stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::BadRequest(_)
                | Self::BadReason
                | Self::ImpossibleDay { .. }
                | Self::UnknownSitting { .. }
                | Self::PanelNotAllowed { .. }
        )
    }
}
