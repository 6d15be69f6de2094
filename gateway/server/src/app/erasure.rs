//! Erasure: two persons approve it, the record says so, and then the key goes that the particulars and files of a matter, or of a case, were
//! sealed with. From the entry on it counts as erased, whoever asks. What has to be destroyed is destroyed in an order in which it can be
//! begun again: the key goes last, and with it the last that was to be done. A gateway that ends in between goes on at its next start.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_domain::case;
use comity_domain::matter::{Command, Context, ErasureReason, decide};
use comity_domain::{Date, History, MatterId};
use comity_record::{Digest, Time};
use comity_store::{Commit, Expected, NewEntry, Store};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::approvals::{Approval, Approvers};
use super::failure::Failure;
use super::ledger::{Author, entry, subject};
use super::matters::acting;
use super::{App, cases, views};
use crate::access::{Action, Permit, action};

/// Under this subject the record keeps who had what erased.
const SUBJECT: &str = "erasures";

/// What is to be erased, and what may be.
pub(super) struct Erasures {
    /// For how many years the particulars are kept of what has ended.
    retention_years: Option<u16>,
    /// Held while something is being erased.
    turn: tokio::sync::Mutex<()>,
    /// What the record calls erased, and of which the keys are still there.
    unfinished: Mutex<BTreeSet<History>>,
}

/// What became of the wish to erase a matter, or a case.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    /// Why.
    #[schema(value_type = String, example = "retention-ended")]
    pub reason: ErasureReason,
    /// What two persons approve: the digest of its name, its revision and the reason.
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
    #[serde(flatten)]
    history: &'a History,
    revision: u64,
    reason: ErasureReason,
}

impl Erasures {
    /// Finds out which erasures the last run did not finish.
    pub(super) fn open(store: &Store, retention_years: Option<u16>) -> Result<Self, Failure> {
        let mut unfinished = views::erased(&*store.views())?;
        unfinished.retain(|history| !store.is_erased(&history.subject()));
        let unfinished = Mutex::new(unfinished.into_iter().collect());
        Ok(Self { retention_years, turn: tokio::sync::Mutex::default(), unfinished })
    }

    pub(super) const fn retention_years(&self) -> Option<u16> {
        self.retention_years
    }

    fn unfinished(&self) -> MutexGuard<'_, BTreeSet<History>> {
        self.unfinished.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Takes a person's wish to have a matter erased: it has ended, nothing of it is under way, and its retention is over or somebody
    /// has ordered it; and then the other side, if it has a copy, has heard of it, unless that is to be left out. With the second person it is erased, for ever. What is begun is done whole, even if nobody waits for it any more.
    pub async fn erase(
        self: &Arc<Self>,
        permit: Permit<action::Erase>,
        reason: ErasureReason,
        without_peer: bool,
    ) -> Result<Erasure, Failure> {
        let app = Arc::clone(self);
        let erased = tokio::spawn(async move { app.erase_this_matter(&permit, reason, without_peer).await }).await;
        erased.map_err(Failure::broken)?
    }

    /// The same of a case: the exchange of evidence is closed, and its retention is over or somebody has ordered it.
    pub async fn erase_case(
        self: &Arc<Self>,
        permit: Permit<action::EraseCase>,
        reason: ErasureReason,
    ) -> Result<Erasure, Failure> {
        let app = Arc::clone(self);
        let erased = tokio::spawn(async move { app.erase_this_case(&permit, reason).await }).await;
        erased.map_err(Failure::broken)?
    }

    /// Destroys what the record calls erased, and is still there: the gateway ended in between, or the disk did not take it.
    pub(crate) async fn finish_erasures(self: &Arc<Self>) -> Result<(), Failure> {
        let unfinished: Vec<History> = self.erasures().unfinished().iter().cloned().collect();
        for history in unfinished {
            if let History::Matter(id) = &history {
                self.forget_early_of(id).await?;
            }
            let (app, erased) = (Arc::clone(self), history.clone());
            // The views are made anew meanwhile: not on a thread that serves connections.
            tokio::task::spawn_blocking(move || app.destroy(&erased)).await.map_err(Failure::broken)??;
            self.erasures().unfinished().remove(&history);
            tracing::warn!(subject = %history.subject(), "particulars were erased");
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
        let erased = self.is_called_erased(&History::Matter(id.clone()))?;
        if erased { Err(Failure::Erased) } else { Ok(()) }
    }

    /// Whether the record calls it erased, whether its key is gone yet or not.
    pub(super) fn is_called_erased(&self, history: &History) -> Result<bool, Failure> {
        Ok(match history {
            History::Matter(id) => self.ledger().standing(id)?.is_some_and(|standing| standing.erased.is_some()),
            History::Case(id) => {
                let standing = views::case_standing(&*self.ledger().store().views(), id)?;
                standing.is_some_and(|standing| standing.erased.is_some())
            }
        })
    }

    async fn erase_this_matter(
        self: &Arc<Self>,
        permit: &Permit<action::Erase>,
        reason: ErasureReason,
        without_peer: bool,
    ) -> Result<Erasure, Failure> {
        let _one_after_the_other = self.erasures().turn.lock().await;
        let matter = self.matter_at(&acting(permit))?;
        // What may not be erased is not approved either.
        let retention_years = self.erasures().retention_years();
        let command = Command::Erase { reason, without_peer, retention_years };
        let events = decide(Some(&matter), command, &Context { today: self.clock().today()? })?;
        let author = author(permit);
        let entries = events.iter().map(|event| entry(event, &author)).collect::<Result<Vec<_>, _>>()?;
        let wish = Wish { history: History::Matter(matter.id.clone()), revision: matter.standing.revision, reason };
        drop(matter);
        self.erase_whole(permit, wish, entries).await
    }

    async fn erase_this_case(
        self: &Arc<Self>,
        permit: &Permit<action::EraseCase>,
        reason: ErasureReason,
    ) -> Result<Erasure, Failure> {
        let _one_after_the_other = self.erasures().turn.lock().await;
        let case = self.case_at(&cases::acting(permit))?;
        let command = case::Command::Erase { reason, retention_years: self.erasures().retention_years() };
        let rules = self.own_rules()?;
        let context = case::Context { today: self.clock().today()?, calendars: rules.calendars() };
        let events = case::decide(Some(&case), command, &context)?;
        let author = author(permit);
        let entries = events.iter().map(|event| cases::entry(event, &author)).collect::<Result<Vec<_>, _>>()?;
        let wish = Wish { history: History::Case(case.id.clone()), revision: case.standing.revision, reason };
        drop(case);
        self.erase_whole(permit, wish, entries).await
    }

    /// Takes one person's approval of what was decided, and with the second one does it.
    async fn erase_whole<A: Action>(
        self: &Arc<Self>,
        permit: &Permit<A>,
        Wish { history, revision, reason }: Wish,
        entries: Vec<NewEntry>,
    ) -> Result<Erasure, Failure> {
        let approved = Approved { history: &history, revision, reason };
        let digest = Digest::of(&serde_json::to_vec(&approved).map_err(Failure::broken)?);
        let erased = match self.approve(permit, digest).await? {
            Approval::First => false,
            Approval::Both(approvers) => {
                // Who approved it is sealed, and must outlive the key of what is erased: it stands beside it.
                let beside = erased_by(permit, &approvers, &history).open("reason", reason.code());
                let beside = beside.open("digest", digest.to_string());
                let (expected, when) = (Expected::Revision(revision), self.when()?);
                let commit = Commit::of(&history.subject(), expected, when.day, when.time, entries);
                self.ledger().commit(commit.and(SUBJECT, Expected::Any, vec![beside])).await?;
                self.erasures().unfinished().insert(history);
                self.finish_erasures().await?;
                true
            }
        };
        Ok(Erasure { reason, digest, erased })
    }

    /// Destroys what there is of it: what waited for it, its files, its key.
    fn destroy(&self, history: &History) -> Result<(), Failure> {
        let store = self.ledger().store();
        if !store.is_erased(&history.subject()) {
            let blobs = match history {
                History::Matter(id) => {
                    self.shelf().forget(id)?;
                    self.intake().forget_matter(id)?;
                    self.ledger().blobs_of(id)?
                }
                History::Case(id) => self.ledger().blobs_of_case(id)?,
            };
            store.remove_blobs(&blobs)?;
            store.erase(&history.subject())?;
        }
        self.ledger().forget(history);
        Ok(())
    }
}

/// What is to be erased, as it was decided.
struct Wish {
    history: History,
    revision: u64,
    reason: ErasureReason,
}

/// On whose behalf. The persons are named beside it.
fn author<A: Action>(permit: &Permit<A>) -> Author {
    Author { authority: Some(permit.authority().clone()), person: None }
}

fn erased_by<A: Action>(permit: &Permit<A>, approvers: &Approvers, history: &History) -> NewEntry {
    let [first, second] = approvers.accounts();
    let by = [first.as_str(), second.as_str()];
    let (kind, named) = match history {
        History::Matter(_) => ("matter-erased", "matter"),
        History::Case(_) => ("case-erased", "case"),
    };
    NewEntry::new(kind)
        .open(named, history.to_string())
        .open("authority", permit.authority().as_str())
        .sealed("by", serde_json::json!(by))
}
