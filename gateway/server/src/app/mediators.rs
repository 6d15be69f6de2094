//! Mediators: whoever applies to a body here, what becomes of it, and what is known of those whom any body of the bay has accredited.
//!
//! The body's gateway keeps the history of each; what the others have to know goes out through the feed, in the same commit, and each part of
//! it proves itself. How somebody stands is answered from what the feeds have brought, here as everywhere.

mod accrediting;
mod applying;
mod known;
mod lists;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use comity_domain::matter::FileRef;
use comity_domain::mediator::{Event, ListName, Mediator, Standing, State};
use comity_domain::{AuthorityId, Date, GatewayId, MediatorId};
use comity_federation::credential::Roster;
use comity_federation::keys::KeyId;
use comity_federation::roll::Roll;
use comity_record::Digest;
use comity_store::{BlobRef, Entry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

pub use accrediting::{Accrediting, Sanction, Sanctioned};
pub use applying::{Assessing, Paper, Submitted};
pub use known::{Bars, Stands};

use super::failure::Failure;
use super::ledger::{Kept, read};
use super::{App, Witnessing, views};
use crate::access::{Permit, action};

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
    /// By which roll it was verified: a notice changes its keys, and not its version.
    roll: Option<Arc<Roll>>,
    /// The keys of it that vouched for nothing then.
    resting: BTreeSet<KeyId>,
    /// What was decided here and was not among it has been said again.
    is_said: bool,
    /// The entries of this gateway's record that hold the newest of each of its lists.
    own_lists: BTreeMap<ListName, u64>,
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
    /// How well this gateway's record of the newest status list is witnessed in which the newest credential has its place; `null` before there
    /// is one.
    pub list_witnessed: Option<Witnessing>,
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
    /// Why, where somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Mediators {
    fn heard(&self) -> RwLockReadGuard<'_, Heard> {
        self.heard.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn heard_anew(&self) -> RwLockWriteGuard<'_, Heard> {
        self.heard.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Whether this mediator applied to this authority: nobody needs a permit to be told that there is none.
    pub fn has_applied_to(&self, id: &MediatorId, body: &AuthorityId) -> Result<bool, Failure> {
        Ok(self.ledger().find::<Mediator>(id)?.is_some_and(|mediator| mediator.is_kept_by(body)))
    }

    /// The mediator, with what has happened, as its body sees it.
    pub fn read_mediator(
        &self,
        permit: &Permit<action::ReadMediator>,
        id: &MediatorId,
    ) -> Result<MediatorView, Failure> {
        let mediator = self.ledger().own::<Mediator, _>(permit, id, None)?;
        let said = |entry: &Entry, name: &str| entry.particulars.get(name).and_then(Value::as_str).map(str::to_owned);
        let happened = |entry: &Entry| Happened {
            on: entry.day,
            kind: entry.kind.clone(),
            by: said(entry, "by"),
            reason: said(entry, "reason"),
        };
        let history = self.ledger().store().load(&Mediator::subject(id))?.iter().map(|entry| happened(entry)).collect();
        let state = mediator.standing.state_on(self.clock().today()?);
        let list_witnessed = self.entry_of_list(&mediator).map(|entry| self.witnessing(entry));
        Ok(MediatorView { mediator, state, history, list_witnessed })
    }

    /// The entry that holds the newest list of a mediator's newest credential.
    fn entry_of_list(&self, mediator: &Mediator) -> Option<u64> {
        let credential = mediator.credentials.last()?;
        self.mediators().heard().own_lists.get(&credential.list).copied()
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
            let mediator = self.ledger().get::<Mediator>(&id)?;
            let profile = &mediator.application.profile;
            let name = Some(format!("{}{}", profile.family_name, profile.given_name));
            let state = mediator.standing.state_on(today);
            Ok(MediatorRow { id, standing: mediator.standing, state, name })
        };
        let ids = views::listed::<Mediator>(&*views, permit.authority(), after, limit)?;
        ids.into_iter().map(row).collect()
    }

    /// One of the papers of an application.
    pub async fn paper_of_mediator(
        &self,
        permit: &Permit<action::ReadMediator>,
        id: &MediatorId,
        sha256: Digest,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        self.ledger().own::<Mediator, _>(permit, id, None)?;
        let not_found = || Failure::NotFound { what: "file" };
        let first = self.ledger().store().load(&Mediator::subject(id))?.first().map(|entry| read(entry)).transpose()?;
        let Some(Event::Applied { application, blobs, .. }) = first else { return Err(not_found()) };
        let mut papers = application.documents.into_iter().zip(blobs);
        let (paper, name) = papers.find(|(paper, _)| paper.sha256 == sha256).ok_or_else(not_found)?;
        let blob = BlobRef { name, plaintext: sha256, size: paper.size };
        let bytes = self.bytes_of(Mediator::subject(id), blob).await?;
        Ok((paper, bytes))
    }

    /// The authority of the permit accredits.
    fn must_accredit(&self, authority: &AuthorityId) -> Result<(), Failure> {
        let roll = self.roll();
        let accredits = roll.authority(authority).is_some_and(|entry| entry.kind == ACCREDITS);
        if accredits { Ok(()) } else { Err(bad("authority", "not-an-accrediting-body", Some(authority.to_string()))) }
    }
}

fn bad(at: &str, code: &'static str, given: Option<String>) -> Failure {
    Failure::BadInput { at: at.to_owned(), code, given }
}

#[cfg(test)]
mod tests;
