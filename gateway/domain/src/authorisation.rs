//! A power of attorney that was given before a judge, by video if need be (授权见证): who was there, how they were identified, what was
//! signed, and where the recording is. Its result is one document under the seal of the judge's court, which every court of the region
//! verifies by itself: it is made once, and used wherever the principal litigates, until it ends or is revoked.
//!
//! It is the fold of its events. At the gateway of the court that witnessed it these tell how it came about; at another gateway the first
//! one is that its document was taken there.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::matter::FileRef;
use crate::{AuthorisationId, AuthorityId, Date};

mod command;
mod decide;
mod document;
mod event;
mod refusal;

pub use command::{Command, Context};
pub use decide::decide;
pub use document::{
    IdentityCheck, IdentityMethod, Mandate, Person, PowerKind, Recording, Revocation, RevocationReason,
    WitnessedDocument, Witnessing,
};
pub use event::Event;
pub use refusal::Refusal;

/// Where an authorisation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The session before the judge is under way.
    InSession,
    /// It was witnessed, and can be used.
    Witnessed,
    /// The session ended without a result.
    Abandoned,
    /// The principal, or the court, revoked it.
    Revoked,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::InSession, Self::Witnessed, Self::Abandoned, Self::Revoked];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::InSession => "in-session",
            Self::Witnessed => "witnessed",
            Self::Abandoned => "abandoned",
            Self::Revoked => "revoked",
        }
    }
}

/// Where an authorisation stands. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record it consists of.
    pub revision: u64,
    /// The court that witnessed it, or will.
    pub court: AuthorityId,
    /// The authority that has it here: that court, or the one that took its document.
    pub held_by: AuthorityId,
    /// Its state.
    pub state: State,
    /// The business day of its last event.
    pub changed_on: Date,
    /// The last day on which it can be used.
    pub until: Option<Date>,
}

/// An authorisation, as its events have made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Authorisation {
    /// Its name.
    pub id: AuthorisationId,
    /// Where it stands.
    pub standing: Standing,
    /// Who authorises whom, to what.
    pub mandate: Mandate,
    /// How each of the persons was identified, by their names.
    pub checks: Vec<IdentityCheck>,
    /// The signed paper, and where its encrypted bytes are.
    pub paper: Option<(FileRef, Digest)>,
    /// The recording of the session.
    pub recording: Option<Recording>,
    /// The document under the court's seal.
    pub document: Option<String>,
    /// The revocation under the court's seal.
    pub revocation: Option<String>,
}

/// What is known here of an authorisation by which somebody is to speak for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// It is good: witnessed, in force, and given to this agent by this principal for this case.
    Good,
    /// Nobody has taken one of this name here.
    Unknown,
    /// The one of this name has another document.
    AnotherDocument,
    /// It was not witnessed, was revoked, or has ended.
    NotGood,
    /// It is of another principal, for another agent, or for other cases.
    OfOthers,
}

impl Found {
    /// Everything that may be found.
    pub const ALL: [Self; 5] = [Self::Good, Self::Unknown, Self::AnotherDocument, Self::NotGood, Self::OfOthers];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unknown => "unknown",
            Self::AnotherDocument => "another-document",
            Self::NotGood => "not-good",
            Self::OfOthers => "of-others",
        }
    }

    /// The code of the person's message, where it cannot be used.
    pub const fn flaw(self) -> Option<&'static str> {
        match self {
            Self::Good => None,
            Self::Unknown => Some("authorisation-unknown"),
            Self::AnotherDocument => Some("authorisation-another-document"),
            Self::NotGood => Some("authorisation-not-good"),
            Self::OfOthers => Some("authorisation-of-others"),
        }
    }
}

impl Standing {
    /// The standing of an authorisation that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let (court, held_by, state, until) = match event {
            Event::SessionBegun { court, until, .. } => (court, court, State::InSession, *until),
            Event::Taken { court, held_by, until, .. } => (court, held_by, State::Witnessed, *until),
            _ => return None,
        };
        let (court, held_by) = (court.clone(), held_by.clone());
        Some(Self { revision: 1, court, held_by, state, changed_on: on, until })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        self.state = match event {
            Event::Witnessed { .. } => State::Witnessed,
            Event::Abandoned { .. } => State::Abandoned,
            Event::Revoked { .. } => State::Revoked,
            _ => self.state,
        };
    }

    /// Can it be used on this day?
    pub fn is_good_on(&self, day: Date) -> bool {
        self.state == State::Witnessed && self.until.is_none_or(|until| day <= until)
    }
}

impl Aggregate for Authorisation {
    type Id = AuthorisationId;
    type Event = Event;

    fn begin(id: &AuthorisationId, on: Date, event: &Event) -> Option<Self> {
        let standing = Standing::open(on, event)?;
        let (mandate, document) = match event {
            Event::SessionBegun { mandate, .. } => (mandate, None),
            Event::Taken { mandate, document, .. } => (mandate, Some(document.clone())),
            _ => return None,
        };
        Some(Self {
            id: id.clone(),
            standing,
            mandate: Mandate::clone(mandate),
            checks: Vec::new(),
            paper: None,
            recording: None,
            document,
            revocation: None,
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::IdentityChecked { check } => {
                // A further try takes the place of the one before.
                self.checks.retain(|earlier| earlier.name != check.name);
                self.checks.push(check.clone());
            }
            Event::PaperSigned { paper, blob } => self.paper = Some((paper.clone(), *blob)),
            Event::Recorded { recording } => self.recording = Some(recording.clone()),
            Event::Witnessed { document } => self.document = Some(document.clone()),
            Event::Revoked { revocation, .. } => self.revocation = Some(revocation.clone()),
            Event::SessionBegun { .. } | Event::Taken { .. } | Event::Abandoned { .. } => {}
        }
        self.standing.apply(on, event);
    }
}

impl Authorisation {
    /// Digest of the sealed document: what a case or a matter names.
    pub fn document_digest(&self) -> Option<Digest> {
        self.document.as_ref().map(|document| Digest::of(document.as_bytes()))
    }

    /// Whether, by it, this principal's agent may speak in this case on this day.
    pub fn lets_speak(&self, (principal, agent): (&str, &str), case_number: &str, on: Date) -> Found {
        if !self.standing.is_good_on(on) || self.document.is_none() {
            return Found::NotGood;
        }
        let mandate = &self.mandate;
        let named = mandate.principal.name == principal && mandate.agents.iter().any(|person| person.name == agent);
        if named && mandate.covers(case_number) { Found::Good } else { Found::OfOthers }
    }

    /// The check of this person, if it succeeded.
    pub fn identified(&self, name: &str) -> bool {
        self.checks.iter().any(|check| check.name == name && check.passed)
    }
}

#[cfg(test)]
mod tests;
