//! What is refused to others, and how the record keeps it: never so much that somebody could fill the disk with it.

use std::sync::PoisonError;

use comity_domain::GatewayId;
use comity_federation::Refused;
use comity_federation::receipt::NotTaken;
use comity_federation::refusals::{Counted, Recording};
use comity_record::{Digest, Time};
use comity_store::NewEntry;

use super::App;
use super::failure::Failure;
use super::inbox::Delivery;
use super::seals::InForce;

impl App {
    /// Refuses a message for good: records it, by itself or counted, and signs the notice. Nothing else changes.
    pub(super) async fn refuse_message(
        &self,
        peer: &GatewayId,
        bytes: &[u8],
        refused: &Refused,
    ) -> Result<Delivery, Failure> {
        let when = self.when()?;
        let digest = Digest::of(bytes);
        tracing::warn!(%peer, reason = refused.code(), %digest, "a message was not taken");
        let notice = NotTaken {
            digest,
            from: self.gateway().clone(),
            to: peer.clone(),
            reason: refused.reason,
            time: when.time,
        };
        let InForce { roll, keys } = self.in_force();
        let notice = notice.sign(keys.envelope(&roll, when.time)?).map_err(Failure::broken)?;
        let recording = self.refusals().note(when.time, peer, refused.reason);
        if recording == Recording::One {
            let entry = NewEntry::new("message-refused")
                .open("reason", refused.code())
                .open("digest", digest.to_string())
                .sealed("detail", refused.detail.as_str());
            self.ledger().note(&history_of(peer), when, entry).await?;
        }
        Ok(Delivery::NotTaken { reason: refused.reason, notice })
    }

    /// Records how many refusals were only counted, once their interval is over.
    pub(crate) async fn record_counted_refusals(&self, now: Time) -> Result<(), Failure> {
        let due = self.refusals().due(now);
        self.record_counts(due).await
    }

    /// Records how many refusals were only counted: the program ends.
    pub(crate) async fn record_all_refusals(&self) -> Result<(), Failure> {
        let rest = self.refusals().rest();
        self.record_counts(rest).await
    }

    /// Records that somebody without a good certificate tried to connect.
    pub async fn record_refused_connection(
        &self,
        reason: &'static str,
        remote: std::net::IpAddr,
    ) -> Result<(), Failure> {
        let entry = NewEntry::new("connection-refused").open("reason", reason).sealed("remote", remote.to_string());
        self.ledger().note("peer/strangers", self.when()?, entry).await?;
        Ok(())
    }

    async fn record_counts(&self, counts: Vec<Counted>) -> Result<(), Failure> {
        if self.is_held() {
            counts.into_iter().for_each(|counted| self.refusals().put_back(counted));
            return Ok(());
        }
        let mut outcome = Ok(());
        for counted in counts {
            if let Err(failure) = self.record_count(&counted).await {
                self.refusals().put_back(counted);
                outcome = Err(failure);
            }
        }
        outcome
    }

    async fn record_count(&self, counted: &Counted) -> Result<(), Failure> {
        let entry = NewEntry::new("messages-refused")
            .open("reason", counted.reason.code())
            .open("count", counted.count)
            .open("from", counted.from.to_string())
            .open("until", counted.until.to_string());
        self.ledger().note(&history_of(&counted.peer), self.when()?, entry).await?;
        Ok(())
    }

    fn refusals(&self) -> std::sync::MutexGuard<'_, comity_federation::refusals::Refusals> {
        self.refusals.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn history_of(peer: &GatewayId) -> String {
    format!("peer/{peer}")
}
