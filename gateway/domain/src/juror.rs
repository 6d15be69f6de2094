//! People's jurors (人民陪审员) who reside in Hong Kong or Macao: how one is appointed by a basic court, takes the oath, sits, is paid,
//! and is removed. A juror is the fold of its events.
//!
//! What the law asks of a candidate the court's own rules answer (`juror-appointment`); who of a list may be drawn for a hearing they
//! answer, too (`juror-draw`), and [`eligible`] puts that together with what the lists know into the pool of the draw.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::case::Answer;
use crate::registry::{Availability, Entry, Status, Tag};
use crate::{AuthorityId, Date, JurorId};

mod candidate;
mod command;
mod decide;
mod event;
mod facts_of;
mod list;
mod pool;
mod profile;
mod refusal;
mod service;

pub use candidate::Candidate;
pub use command::{Command, Context, TermEnd};
pub use decide::decide;
pub use event::{Bar, Basis, Event, Leaving, Unseating};
pub use facts_of::{Trial, draw_question, panel_question, question, trial_question};
pub use list::{Court, List, Lists, Load, Posts, SharedLists};
pub use pool::{EarlierRole, Exclusion, Hearing, Pool, PoolEntry, Reason, eligible, excluded_by};
pub use profile::{Allowance, Away, Profile, Route, Sitting};
pub use refusal::Refusal;
pub use service::{Service, Spread};

/// Where a juror stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Proposed by the president of the court.
    Nominated,
    /// Appointed by the standing committee of the people's congress, and not sworn (People's Jurors Law arts 9 to 11).
    Appointed,
    /// Has taken the oath (art. 12), and can be drawn until the term is over (art. 13).
    Serving,
    /// Not appointed, or removed (art. 27).
    Left,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Nominated, Self::Appointed, Self::Serving, Self::Left];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nominated => "nominated",
            Self::Appointed => "appointed",
            Self::Serving => "serving",
            Self::Left => "left",
        }
    }
}

/// Where a juror stands. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record the juror consists of.
    pub revision: u64,
    /// The basic court on whose list the juror stands.
    pub court: AuthorityId,
    /// By which way.
    pub route: Route,
    /// The state.
    pub state: State,
    /// The business day of the last event.
    pub changed_on: Date,
    /// The day of the appointment.
    pub appointed_on: Option<Date>,
    /// The last day of the term.
    pub last_day: Option<Date>,
    /// What bars the juror, until it is lifted or the juror is removed.
    pub bar: Option<Bar>,
    /// The cases of each year in which the juror has a seat, or had one.
    pub cases: BTreeMap<i16, u32>,
}

/// A juror, as its events have made it. Sittings are numbered by their places, from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Juror {
    /// Its name.
    pub id: JurorId,
    /// Where it stands.
    pub standing: Standing,
    /// What the list says of it.
    pub profile: Profile,
    /// What is known of it besides, as the court learnt it last.
    pub candidate: Option<Candidate>,
    /// What the rules said to that, or at the appointment.
    pub answer: Option<Answer>,
    /// The decision of the standing committee, by its number.
    pub decision: Option<String>,
    /// When it cannot sit.
    pub away: Vec<Away>,
    /// The sittings.
    pub sittings: Vec<Seat>,
    /// What it was paid.
    pub allowances: Vec<(Date, Allowance)>,
    /// Why it left.
    pub left: Option<(Leaving, String)>,
}

/// A seat that a juror has, or had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// For which hearing.
    pub sitting: Sitting,
    /// On what it rests, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// When and why it was given up.
    pub given_up: Option<(Date, Unseating)>,
}

impl Standing {
    /// The standing of a juror that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let Event::Nominated { court, route, .. } = event else { return None };
        Some(Self {
            revision: 1,
            court: court.clone(),
            route: *route,
            state: State::Nominated,
            changed_on: on,
            appointed_on: None,
            last_day: None,
            bar: None,
            cases: BTreeMap::new(),
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        match event {
            Event::Appointed { last_day, appointed_on, .. } => {
                self.state = State::Appointed;
                (self.appointed_on, self.last_day) = (Some(appointed_on.unwrap_or(on)), Some(*last_day));
            }
            Event::Sworn { .. } => self.state = State::Serving,
            Event::BarFound { bar } => self.bar = Some(*bar),
            Event::BarLifted {} => self.bar = None,
            Event::Seated { year, .. } => *self.cases.entry(*year).or_default() += 1,
            Event::Unseated { year, .. } => {
                if let Some(cases) = self.cases.get_mut(year) {
                    *cases = cases.saturating_sub(1);
                }
            }
            Event::Left { .. } => self.state = State::Left,
            Event::Nominated { .. }
            | Event::ProfileChanged { .. }
            | Event::Assessed { .. }
            | Event::AwayStated { .. }
            | Event::AllowanceRecorded { .. } => {}
        }
    }

    /// How many cases the juror has in a year.
    pub fn cases_in(&self, year: i16) -> u32 {
        self.cases.get(&year).copied().unwrap_or_default()
    }

    /// Does the term reach this day (art. 13)?
    pub fn term_reaches(&self, day: Date) -> bool {
        self.last_day.is_some_and(|last| day <= last)
    }

    /// Does the juror hold a post of the list on this day?
    pub fn holds_post(&self, day: Date) -> bool {
        matches!(self.state, State::Appointed | State::Serving) && self.term_reaches(day)
    }
}

impl Aggregate for Juror {
    type Id = JurorId;
    type Event = Event;

    fn begin(id: &JurorId, on: Date, event: &Event) -> Option<Self> {
        let Event::Nominated { profile, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing: Standing::open(on, event)?,
            profile: Profile::clone(profile),
            candidate: None,
            answer: None,
            decision: None,
            away: Vec::new(),
            sittings: Vec::new(),
            allowances: Vec::new(),
            left: None,
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::ProfileChanged { profile } => self.profile = Profile::clone(profile),
            Event::Assessed { candidate, answer } => {
                (self.candidate, self.answer) = (Some(Candidate::clone(candidate)), Some(answer.clone()));
            }
            Event::Appointed { answer, decision, .. } => {
                (self.answer, self.decision) = (Some(answer.clone()), Some(decision.clone()));
            }
            Event::AwayStated { away } => self.away.clone_from(away),
            Event::Seated { sitting, basis, .. } => {
                self.sittings.push(Seat { sitting: sitting.clone(), basis: basis.clone(), given_up: None });
            }
            Event::Unseated { sitting, cause_code, .. } => {
                let seat = sitting.checked_sub(1).and_then(|place| self.sittings.get_mut(place as usize));
                if let Some(seat) = seat {
                    seat.given_up = Some((on, *cause_code));
                }
            }
            Event::AllowanceRecorded { allowance } => self.allowances.push((on, *allowance)),
            Event::Left { cause_code, reason } => self.left = Some((*cause_code, reason.clone())),
            Event::Nominated { .. } | Event::Sworn { .. } | Event::BarFound { .. } | Event::BarLifted {} => {}
        }
        self.standing.apply(on, event);
    }
}

impl Juror {
    /// Is the juror away on this day?
    pub fn is_away(&self, day: Date) -> bool {
        self.away.iter().any(|away| away.covers(day))
    }

    /// The seat with this number.
    pub fn seat(&self, number: u32) -> Option<&Seat> {
        self.sittings.get(number.checked_sub(1)? as usize)
    }

    /// The face of the juror in the register, as it is on this day.
    pub fn face(&self, today: Date) -> Entry {
        let away = self.away.iter().filter(|away| away.covers(today)).map(|away| away.to).max();
        let availability = away.map_or(Availability::Free, Availability::AwayUntil);
        self.profile.face(&self.standing.court, self.status(today), availability)
    }

    /// Does the juror stand on the list from which its court draws? Whoever does is in a pool, or is left out for a reason that is recorded.
    pub fn is_listed(&self) -> bool {
        matches!(self.standing.state, State::Appointed | State::Serving)
    }

    /// What the other gateways are told of the juror, so that they can compute the pool of a draw anew: by what seats may ask for it. Nothing
    /// that names anybody; `None` of whoever is on no list.
    pub fn shared(&self) -> Option<BTreeSet<Tag>> {
        self.is_listed().then(|| self.profile.tags())
    }

    fn status(&self, today: Date) -> Status {
        let standing = &self.standing;
        match standing.state {
            State::Nominated | State::Appointed => Status::Pending,
            State::Left => Status::Ended,
            State::Serving if !standing.term_reaches(today) => Status::Ended,
            State::Serving if standing.bar.is_some() => Status::Suspended,
            State::Serving => Status::InForce,
        }
    }
}

#[cfg(test)]
mod tests;
