//! What can be commanded about a juror.

use super::Candidate;
use super::event::{Bar, Basis, Leaving, Unseating};
use super::list::{List, Posts};
use super::profile::{Allowance, Away, Profile, Route, Sitting};
use crate::calendar::Calendars;
use crate::case::Answer;
use crate::{AuthorityId, Date};

/// What is to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Propose somebody.
    Nominate {
        /// The court.
        court: AuthorityId,
        /// By which way.
        route: Route,
        /// What the list will say.
        profile: Box<Profile>,
    },
    /// Correct what the list says. The number stays.
    ChangeProfile {
        /// What it says from now on.
        profile: Box<Profile>,
    },
    /// Have the rules asked about what is known of the candidate, or of the juror by now.
    Assess {
        /// What is known.
        candidate: Box<Candidate>,
        /// What the rules said; the caller asks them.
        answer: Option<Answer>,
    },
    /// Record the appointment.
    Appoint {
        /// The number of the standing committee's decision.
        decision: String,
        /// The day of that decision; the business day, if none is given.
        on: Option<Date>,
        /// What the rules said; the caller asks them.
        answer: Option<Answer>,
    },
    /// Record the oath.
    Swear {
        /// The day on which it was taken; the business day, if none is given.
        on: Option<Date>,
    },
    /// State when the juror cannot sit.
    StateAway {
        /// When.
        away: Vec<Away>,
    },
    /// Record what bars the juror.
    FindBar {
        /// What.
        bar: Bar,
    },
    /// Record that nothing bars the juror any more.
    LiftBar,
    /// Give the juror a seat.
    Seat {
        /// For which hearing.
        sitting: Sitting,
        /// On what it rests. That it does, the caller has looked at.
        basis: Basis,
    },
    /// Take the juror from a seat.
    Unseat {
        /// The number of the sitting.
        sitting: u32,
        /// Why.
        cause: Unseating,
    },
    /// Record what the juror was paid.
    RecordAllowance {
        /// For which sitting, and what.
        allowance: Allowance,
    },
    /// End it.
    Leave {
        /// Why.
        cause: Leaving,
        /// The same in words.
        reason: String,
    },
}

impl Command {
    /// The command, with what the rules said about it.
    #[must_use]
    pub fn answered(self, said: Answer) -> Self {
        match self {
            Self::Assess { candidate, .. } => Self::Assess { candidate, answer: Some(said) },
            Self::Appoint { decision, on, .. } => Self::Appoint { decision, on, answer: Some(said) },
            other => other,
        }
    }
}

/// Which day is the last of a term (switch `juror-term-end`). The law does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermEnd {
    /// The anniversary of the appointment.
    Anniversary,
    /// The day before it.
    DayBefore,
}

/// What a decision may know besides the juror.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The business day.
    pub today: Date,
    /// What the court has fixed for its list.
    pub list: &'a List,
    /// How many of its posts are held.
    pub posts: Posts,
    /// How the law of this side reads the end of a term.
    pub term_end: TermEnd,
    /// The calendars.
    pub calendars: &'a Calendars,
}
