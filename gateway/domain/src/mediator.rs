//! A mediator, from the application to a body of one region to the end of the accreditation: accredited once, by one body, and known
//! everywhere. What the body says of it goes out as a credential and as an entry of a status list; this is what both are made from.
//!
//! It is the fold of its events. How somebody stands depends on the day for which it is asked: an accreditation ends by itself, and whether
//! it stood on the day of a settlement is asked years later ([`standing_on`]).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::aggregate::{Aggregate, NotABeginning, folded_by};
use crate::matter::FileRef;
use crate::{AuthorityId, Date, Jurisdiction, MediatorId};

mod accreditation;
mod application;
mod command;
mod decide;
mod event;
mod face;
mod facts_of;
mod refusal;

pub(crate) use accreditation::ROSTER;
pub use accreditation::{
    Accreditation, Credential, ListName, NotAListName, NotARosterNumber, RosterNumber, Status, day_at, day_begins,
};
pub use application::{Application, Experience, Profile};
pub use command::{Command, Context, TwoPersons};
pub use decide::{check_reason, decide};
pub use event::Event;
pub use facts_of::application_facts;
pub use refusal::Refusal;

/// Where a mediator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The application is with the body.
    Applied,
    /// The region's rules were asked, and a person has looked at their answer.
    Assessed,
    /// The body did not accredit.
    Rejected,
    /// The body accredited; the Joint Conference has not confirmed yet.
    Accredited,
    /// The Joint Conference confirmed: a mediator of the bay.
    Confirmed,
    /// The body suspended the accreditation.
    Suspended,
    /// The accreditation ended by itself.
    Expired,
    /// The body revoked the accreditation, for good.
    Revoked,
    /// The mediator, or the applicant, gave it up.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::Applied,
        Self::Assessed,
        Self::Rejected,
        Self::Accredited,
        Self::Confirmed,
        Self::Suspended,
        Self::Expired,
        Self::Revoked,
        Self::Withdrawn,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Assessed => "assessed",
            Self::Rejected => "rejected",
            Self::Accredited => "accredited",
            Self::Confirmed => "confirmed",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How far an accreditation has come, whatever the day, and whether or not it is suspended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The application is with the body.
    Applied,
    /// It was assessed, with this outcome.
    Assessed {
        /// Does the applicant meet what is asked for?
        eligible: bool,
    },
    /// The body did not accredit.
    Rejected,
    /// The body accredited.
    Accredited,
    /// The Joint Conference confirmed.
    Confirmed,
    /// The body revoked it.
    Revoked,
    /// The person gave it up.
    Withdrawn,
}

/// Where a mediator stands. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record it consists of.
    pub revision: u64,
    /// The body applied to: the only one that accredits, suspends and revokes.
    pub body: AuthorityId,
    /// How far it has come.
    pub stage: Stage,
    /// The body has suspended it. It stays suspended, whatever is renewed, until the body lifts that.
    pub suspended: bool,
    /// The regions that bar the mediator from their own territory.
    pub barred: BTreeSet<Jurisdiction>,
    /// The number on the roster.
    pub roster_number: Option<RosterNumber>,
    /// The last day of the accreditation.
    pub until: Option<Date>,
    /// The business day of its last event.
    pub changed_on: Date,
}

/// A mediator, as the events have made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mediator {
    /// The name in the record.
    pub id: MediatorId,
    /// Where it stands.
    pub standing: Standing,
    /// What was applied with.
    pub application: Application,
    /// What the accreditation is by.
    pub accreditation: Option<Accreditation>,
    /// The credentials that were issued, the newest last.
    pub credentials: Vec<Credential>,
    /// The confirmations of the Joint Conference, one of each jurisdiction.
    pub confirmations: Vec<String>,
}

/// How a mediator stood at the end of a day, by the events that were recorded until then. `None` if there were none.
pub fn standing_on<'a>(
    day: Date,
    events: impl IntoIterator<Item = (Date, &'a Event)>,
) -> Result<Option<Standing>, NotABeginning> {
    folded_by(day, events, Standing::open, Standing::apply)
}

impl Standing {
    /// The standing of a mediator that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let Event::Applied { body, .. } = event else { return None };
        Some(Self {
            revision: 1,
            body: body.clone(),
            stage: Stage::Applied,
            suspended: false,
            barred: BTreeSet::new(),
            roster_number: None,
            until: None,
            changed_on: on,
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        match event {
            Event::Applied { .. } => {}
            Event::Assessed { eligible, .. } => self.stage = Stage::Assessed { eligible: *eligible },
            Event::Rejected { .. } => self.stage = Stage::Rejected,
            Event::Accredited { roster_number, until, .. } => {
                self.stage = Stage::Accredited;
                self.roster_number = Some(roster_number.clone());
                self.until = Some(*until);
            }
            Event::Confirmed { .. } => self.stage = Stage::Confirmed,
            // A suspension is of the person, not of the paper: a renewal does not touch it.
            Event::Renewed { until, .. } => self.until = Some(*until),
            Event::Suspended { .. } => self.suspended = true,
            Event::Reinstated { .. } => self.suspended = false,
            Event::Revoked { .. } => self.stage = Stage::Revoked,
            Event::Withdrawn { .. } => self.stage = Stage::Withdrawn,
            Event::Barred { region, .. } => drop(self.barred.insert(*region)),
            Event::BarLifted { region, .. } => drop(self.barred.remove(region)),
        }
    }

    /// The state at the end of a day.
    pub fn state_on(&self, day: Date) -> State {
        match self.stage {
            Stage::Applied => State::Applied,
            Stage::Assessed { .. } => State::Assessed,
            Stage::Rejected => State::Rejected,
            Stage::Revoked => State::Revoked,
            Stage::Withdrawn => State::Withdrawn,
            Stage::Accredited | Stage::Confirmed if self.until.is_some_and(|until| until < day) => State::Expired,
            Stage::Accredited | Stage::Confirmed if self.suspended => State::Suspended,
            Stage::Accredited => State::Accredited,
            Stage::Confirmed => State::Confirmed,
        }
    }

    /// Does an accreditation stand on this day, confirmed or not?
    pub fn is_accredited_on(&self, day: Date) -> bool {
        matches!(self.state_on(day), State::Accredited | State::Confirmed)
    }

    /// Can the mediator be chosen as one of the bay's, in this region, on this day? Only once the Joint Conference has confirmed, and
    /// where the region does not bar it.
    pub fn is_selectable_on(&self, day: Date, region: Jurisdiction) -> bool {
        self.state_on(day) == State::Confirmed && !self.barred.contains(&region)
    }

    /// What the status lists say of every credential of this person.
    pub const fn status(&self) -> Status {
        match self.stage {
            Stage::Revoked | Stage::Withdrawn => Status::Revoked,
            _ if self.suspended => Status::Suspended,
            _ => Status::Valid,
        }
    }
}

impl Aggregate for Mediator {
    type Id = MediatorId;
    type Event = Event;

    fn begin(id: &MediatorId, on: Date, event: &Event) -> Option<Self> {
        let standing = Standing::open(on, event)?;
        let Event::Applied { application, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing,
            application: Application::clone(application),
            accreditation: None,
            credentials: Vec::new(),
            confirmations: Vec::new(),
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::Accredited { accreditation, credential, .. } => {
                self.accreditation = Some(accreditation.clone());
                self.credentials.push(credential.clone());
            }
            Event::Renewed { credential, .. } => self.credentials.push(credential.clone()),
            Event::Confirmed { confirmations } => self.confirmations.clone_from(confirmations),
            _ => {}
        }
        self.standing.apply(on, event);
    }
}

impl Mediator {
    /// The entries of the status lists that are this person's, and what each has to say: the same of all, so that whoever holds an earlier
    /// card is told as well.
    pub fn entries(&self) -> impl Iterator<Item = (&Credential, Status)> {
        self.credentials.iter().map(|credential| (credential, self.standing.status()))
    }

    /// The papers of the application.
    pub fn documents(&self) -> &[FileRef] {
        &self.application.documents
    }
}

#[cfg(test)]
mod tests;
