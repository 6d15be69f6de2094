//! A listing in a register that is kept by one authority and needs no more than that: legal practitioners of Hong Kong and Macao who are
//! admitted to practise in the nine cities, experts and bodies for the law of another place, insolvency administrators. Their fields differ
//! ([`Fields`]), the machinery does not: somebody is entered for a term, which is renewed; is suspended and let back by two persons; is
//! struck off by two, gives the listing up, or lets it expire.
//!
//! It is the fold of its events. How somebody stands depends on the day for which it is asked: a listing ends by itself, and whether it
//! stood on the day of an opinion is asked years later ([`standing_on`]).

use serde::{Deserialize, Serialize};

use crate::aggregate::{Aggregate, NotABeginning, folded_by};
use crate::registry::{Availability, Entry, Register, Status};
use crate::{AuthorityId, Date, ListingId};

mod command;
mod decide;
mod event;
mod fields;
mod profile;
mod refusal;
mod seen;

pub use command::{Command, Context};
pub use decide::decide;
pub use event::{Cause, Event};
pub use fields::{
    Administrator, AdministratorSort, AscertainmentBody, City, Fields, Law, LawExpert, Practitioner, Profession,
};
pub use profile::Profile;
pub use refusal::Refusal;
pub use seen::Seen;

/// Where a listing stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its term has not begun.
    Coming,
    /// In force.
    InForce,
    /// Its keeper suspended it.
    Suspended,
    /// Its term is over.
    Expired,
    /// Its keeper struck it off, for good.
    StruckOff,
    /// Who is listed gave it up.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 6] =
        [Self::Coming, Self::InForce, Self::Suspended, Self::Expired, Self::StruckOff, Self::Withdrawn];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Coming => "coming",
            Self::InForce => "in-force",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
            Self::StruckOff => "struck-off",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What the face of the listing shows of it.
    pub const fn status(self) -> Status {
        match self {
            Self::Coming => Status::Pending,
            Self::InForce => Status::InForce,
            Self::Suspended => Status::Suspended,
            Self::Expired | Self::StruckOff | Self::Withdrawn => Status::Ended,
        }
    }
}

/// How a listing ended before its term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// It was struck off.
    StruckOff,
    /// It was given up.
    Withdrawn,
}

/// Where a listing stands, whatever the day. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record it consists of.
    pub revision: u64,
    /// The authority that keeps it: the only one that changes it.
    pub keeper: AuthorityId,
    /// The register.
    pub register: Register,
    /// The first day of its term.
    pub from: Date,
    /// The last day of its term; absent where the register knows none.
    pub until: Option<Date>,
    /// The keeper has suspended it. It stays suspended, whatever is renewed, until that is lifted.
    pub suspended: bool,
    /// It ended before its term.
    pub ended: Option<Ending>,
    /// The business day of its last event.
    pub changed_on: Date,
}

/// A listing, as its events have made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// Its name in the record.
    pub id: ListingId,
    /// Where it stands.
    pub standing: Standing,
    /// Who is listed, and as what.
    pub profile: Profile,
    /// Whether appointments are taken.
    pub availability: Availability,
    /// Why it was suspended, let back, struck off or given up, with the days, in their order.
    pub reasons: Vec<(Date, String)>,
}

/// How a listing stood at the end of a day, by the events that were recorded until then. `None` if there were none.
pub fn standing_on<'a>(
    day: Date,
    events: impl IntoIterator<Item = (Date, &'a Event)>,
) -> Result<Option<Standing>, NotABeginning> {
    folded_by(day, events, Standing::open, Standing::apply)
}

impl Standing {
    /// The standing of a listing that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let Event::Entered { keeper, register, from, until, .. } = event else { return None };
        Some(Self {
            revision: 1,
            keeper: keeper.clone(),
            register: *register,
            from: *from,
            until: *until,
            suspended: false,
            ended: None,
            changed_on: on,
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        match event {
            // A suspension is of the person, not of the term: a renewal does not touch it.
            Event::Renewed { until } => self.until = Some(*until),
            Event::Suspended { .. } => self.suspended = true,
            Event::SuspensionLifted { .. } => self.suspended = false,
            Event::StruckOff { .. } => self.ended = Some(Ending::StruckOff),
            Event::Withdrawn { .. } => self.ended = Some(Ending::Withdrawn),
            Event::Entered { .. } | Event::Amended { .. } | Event::AvailabilityStated { .. } => {}
        }
    }

    /// The state at the end of a day, by what had happened until this standing.
    pub fn state_on(&self, day: Date) -> State {
        match self.ended {
            Some(Ending::StruckOff) => State::StruckOff,
            Some(Ending::Withdrawn) => State::Withdrawn,
            None if self.until.is_some_and(|until| until < day) => State::Expired,
            None if self.suspended => State::Suspended,
            None if day < self.from => State::Coming,
            None => State::InForce,
        }
    }
}

impl Aggregate for Listing {
    type Id = ListingId;
    type Event = Event;

    fn begin(id: &ListingId, on: Date, event: &Event) -> Option<Self> {
        let Event::Entered { profile, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing: Standing::open(on, event)?,
            profile: Profile::clone(profile),
            availability: Availability::Free,
            reasons: Vec::new(),
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::Amended { profile } => self.profile = Profile::clone(profile),
            Event::AvailabilityStated { availability } => self.availability = *availability,
            Event::Suspended { reason, .. }
            | Event::SuspensionLifted { reason, .. }
            | Event::StruckOff { reason, .. } => self.reasons.push((on, reason.clone())),
            Event::Withdrawn { reason } => self.reasons.extend(reason.clone().map(|reason| (on, reason))),
            Event::Entered { .. } | Event::Renewed { .. } => {}
        }
        self.standing.apply(on, event);
    }
}

impl Listing {
    /// The face of the listing in its register, as it is on this day.
    pub fn face(&self, today: Date) -> Entry {
        let standing = &self.standing;
        self.profile.face(&standing.keeper, standing.state_on(today).status(), self.availability)
    }
}

#[cfg(test)]
mod tests;
