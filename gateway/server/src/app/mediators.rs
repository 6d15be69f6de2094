//! Mediators: whoever applies to a body here, what becomes of it, and what is known of those whom any body of the bay has accredited.
//!
//! The body's gateway keeps the history of each; what the others have to know goes out through the feed, in the same commit, and each part of
//! it proves itself. How somebody stands is answered from what the feeds have brought, here as everywhere.

mod accrediting;
mod applying;
mod known;
mod lists;

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use comity_domain::aggregate::Aggregate as _;
use comity_domain::matter::FileRef;
use comity_domain::mediator::{Event, Mediator, Standing, State};
use comity_domain::parts::InParts as _;
use comity_domain::{AuthorityId, Date, GatewayId, MediatorId};
use comity_federation::credential::Roster;
use comity_record::Digest;
use comity_store::{BlobRef, Commit, Entry, Expected, NewEntry, Particulars};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

pub use accrediting::{Accrediting, Sanction, Sanctioned};
pub use applying::{Assessing, Paper, Submitted};
pub use known::{Bars, Stands};

use super::failure::Failure;
use super::ledger::{Author, When, entry_of};
use super::{App, views};
use crate::access::{Action, Permit, action};

/// The kind of authority that accredits, by the vocabulary.
const ACCREDITS: &str = "accreditation-body";

/// What is known of mediators, and what is being decided about them.
#[derive(Default)]
pub(super) struct Mediators {
    /// Held while something is decided that gives out a place in a list, a number of one, or a number on a roster: each is given once.
    turn: tokio::sync::Mutex<()>,
    /// Held while the feeds are read on.
    reading: tokio::sync::Mutex<()>,
    heard: RwLock<Heard>,
}

/// What the feeds have brought.
#[derive(Default)]
struct Heard {
    roster: Roster,
    /// How far each feed was read.
    read: BTreeMap<GatewayId, u64>,
    /// By which version of the roll it was verified.
    roll: u64,
}

/// A line of the list of a body's mediators.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MediatorRow {
    /// The mediator.
    #[schema(value_type = String)]
    pub id: MediatorId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The same, in one word, today.
    #[schema(value_type = String)]
    pub state: State,
    /// The name; absent if it was erased.
    pub name: Option<String>,
}

/// A mediator, as the body sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MediatorView {
    /// The mediator.
    #[serde(flatten)]
    pub mediator: Mediator,
    /// Where it stands today, in one word.
    pub state: State,
    /// What has happened, in its order.
    pub history: Vec<Happened>,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Happened {
    /// The business day.
    pub on: Date,
    /// What happened: a code.
    pub kind: String,
    /// Who entered it.
    pub by: Option<String>,
}

impl Mediators {
    fn heard(&self) -> RwLockReadGuard<'_, Heard> {
        self.heard.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Whether this mediator applied to this authority: nobody needs a permit to be told that there is none.
    pub fn has_applied_to(&self, id: &MediatorId, body: &AuthorityId) -> Result<bool, Failure> {
        match self.mediator(id) {
            Ok(mediator) => Ok(mediator.standing.body == *body),
            Err(Failure::NotFound { .. }) => Ok(false),
            Err(failure) => Err(failure),
        }
    }

    /// The mediator, with what has happened, as its body sees it.
    pub fn read_mediator(
        &self,
        permit: &Permit<action::ReadMediator>,
        id: &MediatorId,
    ) -> Result<MediatorView, Failure> {
        let mediator = self.own_mediator(permit, id)?;
        let happened = |entry: &Entry| Happened {
            on: entry.day,
            kind: entry.kind.clone(),
            by: entry.particulars.get("by").and_then(Value::as_str).map(str::to_owned),
        };
        let history = self.ledger().store().load(&subject(id))?.iter().map(|entry| happened(entry)).collect();
        let state = mediator.standing.state_on(self.clock().today()?);
        Ok(MediatorView { mediator, state, history })
    }

    /// Whoever applied to the body on whose behalf the permit is: at most `limit`, behind `after`.
    pub fn list_mediators(
        &self,
        permit: &Permit<action::ReadMediator>,
        after: Option<&MediatorId>,
        limit: usize,
    ) -> Result<Vec<MediatorRow>, Failure> {
        let today = self.clock().today()?;
        let views = self.ledger().store().views();
        let row = |id: MediatorId| {
            let mediator = self.mediator(&id)?;
            let profile = &mediator.application.profile;
            let name = Some(format!("{}{}", profile.family_name, profile.given_name));
            let state = mediator.standing.state_on(today);
            Ok(MediatorRow { id, standing: mediator.standing, state, name })
        };
        let ids = views::mediators(&*views, permit.authority(), after, limit)?;
        ids.into_iter().map(row).collect()
    }

    /// One of the papers of an application.
    pub async fn paper_of_mediator(
        &self,
        permit: &Permit<action::ReadMediator>,
        id: &MediatorId,
        sha256: Digest,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        self.own_mediator(permit, id)?;
        let not_found = || Failure::NotFound { what: "file" };
        let first = self.ledger().store().load(&subject(id))?.first().map(|entry| event_of(entry)).transpose()?;
        let Some(Event::Applied { application, blobs, .. }) = first else { return Err(not_found()) };
        let mut papers = application.documents.into_iter().zip(blobs);
        let (paper, name) = papers.find(|(paper, _)| paper.sha256 == sha256).ok_or_else(not_found)?;
        let blob = BlobRef { name, plaintext: sha256, size: paper.size };
        let bytes = self.bytes_of(subject(id), blob).await?;
        Ok((paper, bytes))
    }

    /// The mediator, if it applied to the authority of the permit. Of another's nobody is told that it is there.
    fn own_mediator<A: Action<About = ()>>(&self, permit: &Permit<A>, id: &MediatorId) -> Result<Mediator, Failure> {
        let mediator = self.mediator(id)?;
        if mediator.standing.body == *permit.authority() {
            Ok(mediator)
        } else {
            Err(Failure::NotFound { what: "mediator" })
        }
    }

    /// The same, if it still stands at the revision that was seen.
    fn own_mediator_at<A: Action<About = ()>>(
        &self,
        permit: &Permit<A>,
        id: &MediatorId,
        seen: u64,
    ) -> Result<Mediator, Failure> {
        let mediator = self.own_mediator(permit, id)?;
        let current = mediator.standing.revision;
        if current == seen { Ok(mediator) } else { Err(Failure::Moved { current }) }
    }

    fn mediator(&self, id: &MediatorId) -> Result<Mediator, Failure> {
        let entries = self.ledger().store().load(&subject(id))?;
        let events =
            entries.iter().map(|entry| Ok((entry.day, event_of(entry)?))).collect::<Result<Vec<_>, Failure>>()?;
        let folded = Mediator::fold(id, events.iter().map(|(on, event)| (*on, event))).map_err(Failure::broken)?;
        folded.ok_or(Failure::NotFound { what: "mediator" })
    }

    /// The authority of the permit accredits.
    fn must_accredit(&self, authority: &AuthorityId) -> Result<(), Failure> {
        let roll = self.roll();
        let accredits = roll.authority(authority).is_some_and(|entry| entry.kind == ACCREDITS);
        if accredits { Ok(()) } else { Err(bad("authority", "not-an-accrediting-body", Some(authority.to_string()))) }
    }
}

/// The subject under which the record keeps a mediator.
fn subject(id: &MediatorId) -> String {
    format!("mediator/{id}")
}

/// The mediator of a subject, if it is one.
pub(super) fn mediator_of(subject: &str) -> Option<MediatorId> {
    subject.strip_prefix("mediator/")?.parse().ok()
}

/// The event of an entry.
fn event_of(entry: &Entry) -> Result<Event, Failure> {
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    Event::from_parts(&entry.kind, &entry.open, particulars).map_err(Failure::broken)
}

fn entry(event: &Event, author: &Author) -> Result<NewEntry, Failure> {
    let blobs = match event {
        Event::Applied { blobs, .. } => blobs.clone(),
        _ => Vec::new(),
    };
    Ok(entry_of(event.to_parts().map_err(Failure::broken)?, blobs, author))
}

/// The commit of these events, at the revision from which they were decided.
fn commit_of(
    id: &MediatorId,
    from_revision: u64,
    when: When,
    author: &Author,
    events: &[Event],
) -> Result<Commit, Failure> {
    let entries = events.iter().map(|event| entry(event, author)).collect::<Result<Vec<_>, _>>()?;
    Ok(Commit::of(&subject(id), Expected::Revision(from_revision), when.day, when.time, entries))
}

fn author<A: Action>(permit: &Permit<A>) -> Author {
    Author { authority: Some(permit.authority().clone()), person: Some(permit.person().to_owned()) }
}

fn bad(at: &str, code: &'static str, given: Option<String>) -> Failure {
    Failure::BadInput { at: at.to_owned(), code, given }
}
