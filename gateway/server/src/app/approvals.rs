//! What takes two persons: each of them approves the same bytes, by their digest, with a password entered just now. The first approval
//! waits for the second one; whoever comes second does it.

use comity_domain::limits::APPROVAL_MAX_MS;
use comity_record::{Digest, Time};
use comity_store::NewEntry;
use serde::{Deserialize, Serialize};

use super::App;
use super::failure::Failure;
use crate::access::{Action, Credential, Permit};

/// Where the working log keeps what waits.
const APPROVALS: &str = "approval/";

/// How far something that takes two persons has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Approval {
    /// One person approves; another one is waited for.
    First,
    /// Both approve.
    Both(Approvers),
}

/// The two who approve, in the order in which they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Approvers([String; 2]);

impl Approvers {
    /// Their accounts.
    pub(crate) const fn accounts(&self) -> &[String; 2] {
        &self.0
    }
}

/// An approval, as the working log keeps it.
#[derive(Debug, Serialize, Deserialize)]
struct Waiting {
    person: String,
    at: Time,
}

impl App {
    /// Takes a person's approval of the bytes with this digest. It is recorded; and counts for [`APPROVAL_MAX_MS`], or until the person's
    /// account is closed.
    ///
    /// # Errors
    /// [`Failure::NotFresh`] if the password was not entered just now, whatever the policies say; [`Failure::AccountClosed`] if the account
    /// was closed since the permit was given.
    pub(super) async fn approve<A: Action>(&self, permit: &Permit<A>, digest: Digest) -> Result<Approval, Failure> {
        if permit.credential() != Credential::SteppedUp {
            return Err(Failure::NotFresh);
        }
        let _one_after_the_other = self.approving.lock().await;
        self.unless_closed(permit.person())?;
        let when = self.when()?;
        let key = key(permit.action().code(), &digest);
        let first = self.waiting_approval(&key, when.time)?.filter(|first| first.person != permit.person());
        let entry = NewEntry::new("approved")
            .open("action", permit.action().code())
            .open("digest", digest.to_string())
            .open("authority", permit.authority().as_str())
            .sealed("by", permit.person());
        self.ledger().note("approvals", when, entry).await?;
        match first {
            Some(first) => {
                self.keep_approval(&key, None)?;
                Ok(Approval::Both(Approvers([first.person, permit.person().to_owned()])))
            }
            None => {
                let waiting = Waiting { person: permit.person().to_owned(), at: when.time };
                self.keep_approval(&key, Some(&waiting))?;
                Ok(Approval::First)
            }
        }
    }

    /// Removes approvals that nobody followed, durably; no more than `max` at a time.
    pub(super) fn clear_approvals(&self, now: Time, max: usize) -> Result<(), Failure> {
        let store = self.ledger().store();
        let old: Vec<String> = store
            .working_page(APPROVALS, None, max)
            .into_iter()
            .filter(|(_, value)| Waiting::deserialize(value).map_or(true, |waiting| !waiting.counts(now)))
            .map(|(key, _)| key)
            .collect();
        for key in &old {
            store.set_working(key, None)?;
        }
        if old.is_empty() { Ok(()) } else { Ok(store.sync_working()?) }
    }

    /// The approval that waits, if it counts: whoever is let in no more approves nothing any more.
    fn waiting_approval(&self, key: &str, now: Time) -> Result<Option<Waiting>, Failure> {
        let found = self.ledger().store().working(key).into_iter().find(|(found, _)| found == key);
        let waiting = found.and_then(|(_, value)| serde_json::from_value::<Waiting>(value).ok());
        match waiting.filter(|waiting| waiting.counts(now)) {
            Some(waiting) if self.is_closed(&waiting.person)? => Ok(None),
            waiting => Ok(waiting),
        }
    }

    fn keep_approval(&self, key: &str, waiting: Option<&Waiting>) -> Result<(), Failure> {
        let value = waiting.map(serde_json::to_value).transpose().map_err(Failure::broken)?;
        let store = self.ledger().store();
        store.set_working(key, value)?;
        Ok(store.sync_working()?)
    }
}

impl Waiting {
    /// A clock that was set back makes no approval younger.
    fn counts(&self, now: Time) -> bool {
        (0..APPROVAL_MAX_MS).contains(&now.unix_ms().saturating_sub(self.at.unix_ms()))
    }
}

fn key(action: &str, digest: &Digest) -> String {
    format!("{APPROVALS}{action}/{}", digest.hex())
}
