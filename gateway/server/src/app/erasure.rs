//! Erasure: two persons approve it, the record says so, and then the key goes that the matter's particulars and files were sealed with.
//! From the entry on the matter counts as erased, whoever asks. What has to be destroyed is destroyed in an order in which it can be
//! begun again: the key goes last, and with it the last that was to be done. A gateway that ends in between goes on at its next start.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_domain::matter::{Command, Context, ErasureReason, Event, Matter, decide};
use comity_domain::{Date, MatterId};
use comity_record::{Digest, Time};
use comity_store::{Commit, Expected, NewEntry, Store};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::approvals::{Approval, Approvers};
use super::failure::Failure;
use super::ledger::{Author, When, entry, subject};
use super::matters::acting;
use super::views;
use crate::access::{Permit, action};

/// Under this subject the record keeps who had which matter erased.
const SUBJECT: &str = "erasures";

/// What is to be erased, and what may be.
pub(super) struct Erasures {
    /// For how many years the particulars of a matter are kept that has ended.
    retention_years: Option<u16>,
    /// Held while a matter is being erased.
    turn: tokio::sync::Mutex<()>,
    /// Matters that the record calls erased, and whose keys are still there.
    unfinished: Mutex<BTreeSet<MatterId>>,
}

/// What became of the wish to erase a matter.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    /// Why.
    #[schema(value_type = String, example = "retention-ended")]
    pub reason: ErasureReason,
    /// What two persons approve: the digest of the matter, its revision and the reason.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// It is erased. If not, a second person is waited for.
    pub erased: bool,
}

/// What is left of an entry of an erased matter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Left {
    /// Its index in the record.
    pub index: u64,
    /// Its business day.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub time: Time,
    /// What happened: a code.
    pub kind: String,
}

/// What two persons approve.
#[derive(Serialize)]
struct Approved<'a> {
    matter: &'a MatterId,
    revision: u64,
    reason: ErasureReason,
}

impl Erasures {
    /// Finds out which erasures the last run did not finish.
    pub(super) fn open(store: &Store, retention_years: Option<u16>) -> Result<Self, Failure> {
        let mut unfinished = views::erased(&*store.views())?;
        unfinished.retain(|id| !store.is_erased(&subject(id)));
        let unfinished = Mutex::new(unfinished.into_iter().collect());
        Ok(Self { retention_years, turn: tokio::sync::Mutex::default(), unfinished })
    }

    pub(super) const fn retention_years(&self) -> Option<u16> {
        self.retention_years
    }

    fn unfinished(&self) -> MutexGuard<'_, BTreeSet<MatterId>> {
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Takes a person's wish to have a matter erased: it has ended, nothing of it is under way, and its retention is over or somebody
    /// has ordered it. With the second person it is erased, for ever. What is begun is done whole, even if nobody waits for it any more.
    pub async fn erase(
        self: &Arc<Self>,
        permit: Permit<action::Erase>,
        reason: ErasureReason,
    ) -> Result<Erasure, Failure> {
        let app = Arc::clone(self);
        let erased = tokio::spawn(async move { app.erase_whole(&permit, reason).await }).await;
        erased.map_err(Failure::broken)?
    }

    /// Destroys what the record calls erased, and is still there: the gateway ended in between, or the disk did not take it.
    pub(crate) async fn finish_erasures(self: &Arc<Self>) -> Result<(), Failure> {
        let unfinished: Vec<MatterId> = self.erasures().unfinished().iter().cloned().collect();
        for id in unfinished {
            self.forget_early_of(&id).await?;
            let (app, matter) = (Arc::clone(self), id.clone());
            // The views are made anew meanwhile: not on a thread that serves connections.
            tokio::task::spawn_blocking(move || app.destroy(&matter)).await.map_err(Failure::broken)??;
            self.erasures().unfinished().remove(&id);
            tracing::warn!(matter = %id, "the particulars of a matter were erased");
        }
        Ok(())
    }

    /// What is left of the entries of an erased matter.
    pub(super) fn left(&self, id: &MatterId) -> Result<Vec<Left>, Failure> {
        let entries = self.ledger().store().load(&subject(id))?;
        let left = entries.iter().map(|entry| Left {
            index: entry.index,
            on: entry.day,
            time: entry.time,
            kind: entry.kind.clone(),
        });
        Ok(left.collect())
    }

    /// An error if the matter was erased, whether its key is gone yet or not.
    pub(super) fn not_erased(&self, id: &MatterId) -> Result<(), Failure> {
        let erased = self.ledger().standing(id)?.is_some_and(|standing| standing.erased.is_some());
        if erased { Err(Failure::Erased) } else { Ok(()) }
    }

    async fn erase_whole(
        self: &Arc<Self>,
        permit: &Permit<action::Erase>,
        reason: ErasureReason,
    ) -> Result<Erasure, Failure> {
        let _one_after_the_other = self.erasures().turn.lock().await;
        let matter = self.matter_at(&acting(permit))?;
        // What may not be erased is not approved either.
        let command = Command::Erase { reason, retention_years: self.erasures().retention_years() };
        let events = decide(Some(&matter), command, &Context { today: self.clock().today()? })?;
        let approved = Approved { matter: &matter.id, revision: matter.standing.revision, reason };
        let digest = Digest::of(&serde_json::to_vec(&approved).map_err(Failure::broken)?);
        let erased = match self.approve(permit, digest).await? {
            Approval::First => false,
            Approval::Both(approvers) => {
                let entry = erased_by(permit, &approvers, &matter.id).open("reason", reason.code());
                let entry = entry.open("digest", digest.to_string());
                self.note_erased(&matter, self.when()?, &events, entry, permit).await?;
                self.erasures().unfinished().insert(matter.id.clone());
                self.finish_erasures().await?;
                true
            }
        };
        Ok(Erasure { reason, digest, erased })
    }

    /// Records the erasure, with the matter and beside it. Who approved it is sealed, and must outlive the key of the matter.
    async fn note_erased(
        &self,
        matter: &Matter,
        when: When,
        events: &[Event],
        beside: NewEntry,
        permit: &Permit<action::Erase>,
    ) -> Result<(), Failure> {
        let author = Author { authority: Some(permit.authority().clone()), person: None };
        let entries = events.iter().map(|event| entry(event, &author)).collect::<Result<Vec<_>, _>>()?;
        let expected = Expected::Revision(matter.standing.revision);
        let commit = Commit::of(&subject(&matter.id), expected, when.day, when.time, entries);
        self.ledger().commit(commit.and(SUBJECT, Expected::Any, vec![beside])).await.map(drop)
    }

    /// Destroys what there is of a matter: what waited for it, its files, its key.
    fn destroy(&self, id: &MatterId) -> Result<(), Failure> {
        let store = self.ledger().store();
        if !store.is_erased(&subject(id)) {
            self.shelf().forget(id)?;
            self.intake().forget_matter(id)?;
            store.remove_blobs(&self.ledger().blobs_of(id)?)?;
            store.erase(&subject(id))?;
        }
        self.ledger().forget(id);
        Ok(())
    }
}

fn erased_by(permit: &Permit<action::Erase>, approvers: &Approvers, matter: &MatterId) -> NewEntry {
    let [first, second] = approvers.accounts();
    let by = [first.as_str(), second.as_str()];
    NewEntry::new("matter-erased")
        .open("matter", matter.to_string())
        .open("authority", permit.authority().as_str())
        .sealed("by", serde_json::json!(by))
}
