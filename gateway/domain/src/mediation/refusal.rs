//! Why something may not happen in a mediation.

use super::{DisputeRole, State, Tie, Unselectable};
use crate::Date;
use crate::assessment::Outcome;
use crate::matter::BadRequest;

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such mediation.
    #[error("there is no such mediation")]
    NoSuchMediation,
    /// There is one already.
    #[error("the mediation exists already")]
    MediationExists,
    /// Whoever would have it is neither a mediation body nor a court.
    #[error("neither a mediation body nor a court")]
    NotAMediationBody,
    /// The mediation does not stand where this can be done.
    #[error("cannot be done while the mediation is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// Something cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A number names nothing in this mediation.
    #[error("{at}: there is no number {number}")]
    UnknownNumber {
        /// The place.
        at: &'static str,
        /// The number.
        number: u32,
    },
    /// There is as much of this in the mediation as may be.
    #[error("{at}: the mediation has as many as it may have")]
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
    /// Somebody who was chosen from the panel of the bay does not stand on it, or nobody can say so now.
    #[error("not to be chosen from the panel: {}", .because.code())]
    NotSelectable {
        /// Why.
        because: Unselectable,
    },
    /// Something bars the person, whoever consents.
    #[error("barred from mediating: {}", .tie.code())]
    Conflict {
        /// What.
        tie: Tie,
    },
    /// Something came to light that nobody knew of when they consented.
    #[error("found after the parties consented: {}", .tie.code())]
    FoundSince {
        /// What.
        tie: Tie,
    },
    /// The mediator has not disclosed what there is to disclose, or that there is nothing.
    #[error("the mediator has disclosed nothing")]
    NotDisclosed,
    /// A party has not consented, or not in writing where that is needed.
    #[error("party {party} has not consented")]
    ConsentMissing {
        /// Its number.
        party: u32,
    },
    /// Something is not settled yet.
    #[error("{at}: not settled yet")]
    StillOpen {
        /// What: `objections[2]`.
        at: String,
    },
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
    /// The time for the mediation is over.
    #[error("the period ended on {last_day}")]
    PeriodOver {
        /// Its last day.
        last_day: Date,
    },
    /// This was done or decided already.
    #[error("{at}: this was done already")]
    AlreadyDone {
        /// The place.
        at: &'static str,
    },
    /// Not every party, or not the mediator, has signed.
    #[error("somebody has not signed the agreement")]
    NotSigned,
    /// The sealed settlement says something else than the mediation does.
    #[error("the sealed settlement is not of this mediation")]
    AnotherDocument,
    /// Whoever mediated a dispute does nothing else in it.
    #[error("mediated the dispute, and cannot be its {}", .role.code())]
    MediatedIt {
        /// The later role.
        role: DisputeRole,
    },
    /// Somebody was named by a number on the roster, and by a name that is not that person's.
    #[error("the roster has no such name under this number")]
    NameNotOnRoster,
    /// Whoever wrote or read what was said in a mediation does nothing in the case of its dispute.
    #[error("took part in the mediation of the dispute")]
    TookPart,
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMediation => "no-such-mediation",
            Self::MediationExists => "mediation-exists",
            Self::NotAMediationBody => "not-a-mediation-body",
            Self::WrongState { .. } => "wrong-mediation-state",
            Self::BadRequest(_) => "bad-request",
            Self::UnknownNumber { .. } => "no-such-number",
            Self::TooMany { .. } => "too-many-in-mediation",
            Self::BadReason => "bad-reason",
            Self::ImpossibleDay { .. } => "impossible-day",
            Self::NotSelectable { .. } => "mediator-not-selectable",
            Self::Conflict { .. } => "mediator-barred",
            Self::FoundSince { .. } => "conflict-found-since",
            Self::NotDisclosed => "nothing-disclosed",
            Self::ConsentMissing { .. } => "consent-missing",
            Self::StillOpen { .. } => "objection-open",
            Self::NotAssessed => "not-assessed",
            Self::AgainstTheRules { .. } => "not-by-the-rules",
            Self::RulesSilent { .. } => "rules-silent-here",
            Self::PeriodOver { .. } => "mediation-over-time",
            Self::AlreadyDone { .. } => "already-done",
            Self::NotSigned => "agreement-not-signed",
            Self::AnotherDocument => "another-settlement",
            Self::MediatedIt { .. } => "mediated-the-dispute",
            Self::NameNotOnRoster => "name-not-on-roster",
            Self::TookPart => "took-part-in-mediation",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 25] = [
        "no-such-mediation",
        "mediation-exists",
        "not-a-mediation-body",
        "wrong-mediation-state",
        "bad-request",
        "no-such-number",
        "too-many-in-mediation",
        "bad-reason",
        "impossible-day",
        "mediator-not-selectable",
        "mediator-barred",
        "conflict-found-since",
        "nothing-disclosed",
        "consent-missing",
        "objection-open",
        "not-assessed",
        "not-by-the-rules",
        "rules-silent-here",
        "mediation-over-time",
        "already-done",
        "agreement-not-signed",
        "another-settlement",
        "mediated-the-dispute",
        "name-not-on-roster",
        "took-part-in-mediation",
    ];

    /// What goes with the message: a code, a number, a day.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::WrongState { state } => Some(state.code().to_owned()),
            Self::BadRequest(bad) => Some(bad.code.to_owned()),
            Self::UnknownNumber { number, .. } => Some(number.to_string()),
            Self::NotSelectable { because } => Some(because.code().to_owned()),
            Self::Conflict { tie } | Self::FoundSince { tie } => Some(tie.code().to_owned()),
            Self::ConsentMissing { party } => Some(party.to_string()),
            Self::AgainstTheRules { outcome } => Some(outcome.code().to_owned()),
            Self::RulesSilent { fault } => Some(fault.clone()),
            Self::PeriodOver { last_day } => Some(last_day.to_string()),
            Self::MediatedIt { role } => Some(role.code().to_owned()),
            _ => None,
        }
    }

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::StillOpen { at } => Some(at),
            Self::UnknownNumber { at, .. }
            | Self::TooMany { at }
            | Self::ImpossibleDay { at }
            | Self::AlreadyDone { at } => Some(at),
            _ => None,
        }
    }

    /// Is the input at fault, and not how the mediation stands?
    pub const fn is_of_input(&self) -> bool {
        matches!(self, Self::BadRequest(_) | Self::UnknownNumber { .. } | Self::BadReason | Self::ImpossibleDay { .. })
    }
}
