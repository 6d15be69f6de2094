//! Messages that came before those that they follow. Which of them are kept is decided by the federation's account; here it is carried
//! out: their bytes wait in the working log, and are taken when their turn comes. What is kept was promised to nobody, so whatever
//! cannot be kept, read or taken is forgotten, and comes again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_domain::MatterId;
use comity_federation::early::{Early, Kept, Lane, Offer, Place};
use comity_federation::envelope::{self, Verified};
use comity_record::{Digest, Time};
use comity_store::Store;
use serde::{Deserialize, Serialize};

use super::App;
use super::failure::Failure;
use super::inbox::{Taking, stream_of};

/// Where the store's list has them: `early/<peer>/<matter>/<seq>`.
const PREFIX: &str = "early/";

/// The messages that wait for their turn. A clone is the same tray.
#[derive(Clone)]
pub(super) struct Tray {
    store: Store,
    account: Arc<Mutex<Early>>,
}

/// A message, as the store's list has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    kept: Kept,
    message: String,
}

impl App {
    /// Keeps a message until its turn comes, if there is room for it. When this says that it is kept, it is durable.
    pub(super) async fn keep_early(&self, message: &Verified, bytes: &[u8]) -> bool {
        let envelope = message.envelope();
        let lane = Lane { peer: envelope.from.clone(), matter: envelope.matter.clone() };
        let place = Place { lane, seq: envelope.seq };
        let Ok(text) = String::from_utf8(bytes.to_vec()) else { return false };
        let kept = Kept { digest: message.digest(), size: text.len() as u64, since: self.clock().now() };
        let tray = self.tray().clone();
        let keeping = tokio::task::spawn_blocking(move || tray.keep(&place, kept, text)).await;
        let is_kept = keeping.unwrap_or_else(|error| Err(Failure::broken(error))).inspect_err(|failure| {
            tracing::warn!(code = failure.code(), %failure, "a message that came early cannot be kept");
        });
        is_kept.unwrap_or(false)
    }

    /// Takes what waits in a chain and whose turn has come, one after the other.
    pub(super) async fn take_early(&self, lane: &Lane) -> Result<(), Failure> {
        while self.tray().waits_in(lane) {
            let matter = match self.ledger().matter(&lane.matter) {
                // What was erased goes on no more.
                Err(Failure::Erased) => return self.forget(|account| account.forget_from(lane, 0)).await,
                matter => matter?,
            };
            let seq = matter.as_ref().map_or(0, |matter| stream_of(matter).received.len()).saturating_add(1);
            self.forget(|account| account.forget_before(lane, seq)).await?;
            let place = Place { lane: lane.clone(), seq };
            let Some(bytes) = self.tray().read(&place) else { return Ok(()) };
            let opened = envelope::open(bytes.as_bytes(), &self.roll(), self.clock().now(), &lane.peer, self.gateway());
            let taken = match &opened {
                Ok(message) => matches!(self.try_to_take(bytes.as_bytes(), message).await?, Taking::Taken(_)),
                Err(_) => false,
            };
            if !taken {
                // Nobody waits for an answer now. Whoever brings it again is told what stands against it.
                return self.forget(|account| account.forget_from(lane, seq)).await;
            }
        }
        Ok(())
    }

    /// Looks after what waits: a stop, or a full disk, may have come between a message and those that followed it.
    pub(super) async fn look_after_early(&self, now: Time, max: usize) -> Result<(), Failure> {
        self.forget(|account| account.forget_old(now, max)).await?;
        let mut outcome = Ok(());
        let lanes = self.tray().account().lanes();
        for lane in lanes {
            // What fails in one matter holds up no other.
            if let Err(failure) = self.take_early(&lane).await {
                outcome = Err(failure);
            }
        }
        outcome
    }

    /// Forgets what came early in a matter.
    pub(super) async fn forget_early_of(&self, id: &MatterId) -> Result<(), Failure> {
        let mut lanes = self.tray().account().lanes();
        lanes.retain(|lane| lane.matter == *id);
        for lane in lanes {
            self.forget(|account| account.forget_from(&lane, 0)).await?;
        }
        Ok(())
    }

    async fn forget(&self, choose: impl FnOnce(&mut Early) -> Vec<Place>) -> Result<(), Failure> {
        let places = choose(&mut self.tray().account());
        if places.is_empty() {
            return Ok(());
        }
        let tray = self.tray().clone();
        tokio::task::spawn_blocking(move || tray.strike_out(&places)).await.map_err(Failure::broken)?
    }
}

impl Tray {
    /// The tray as the store's list has it.
    pub(super) fn open(store: &Store) -> Result<Self, Failure> {
        let mut account = Early::default();
        for (key, value) in store.working(PREFIX) {
            match (place_of(&key), serde_json::from_value::<Listed>(value)) {
                (Some(place), Ok(listed)) => account.restore(place, listed.kept),
                _ => store.set_working(&key, None)?,
            }
        }
        Ok(Self { store: store.clone(), account: Arc::new(Mutex::new(account)) })
    }

    /// Whether anything waits in a chain.
    fn waits_in(&self, lane: &Lane) -> bool {
        self.account().waits_in(lane)
    }

    /// The message at a place.
    fn read(&self, place: &Place) -> Option<String> {
        let digest = self.account().at(place)?.digest;
        let key = key_of(place);
        let value = self.store.working(&key).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value)?;
        let listed: Listed = serde_json::from_value(value).ok()?;
        (Digest::of(listed.message.as_bytes()) == digest).then_some(listed.message)
    }

    fn keep(&self, place: &Place, kept: Kept, message: String) -> Result<bool, Failure> {
        let offer = self.account().offer(place, kept.clone());
        match offer {
            Offer::Here => return Ok(true),
            Offer::Full => return Ok(false),
            Offer::Write => {}
        }
        let digest = kept.digest;
        let listed = serde_json::to_value(Listed { kept, message }).map_err(Failure::broken)?;
        let written = self.store.set_working(&key_of(place), Some(listed)).and_then(|()| self.store.sync_working());
        if let Err(error) = written {
            self.account().forget(place);
            return Err(error.into());
        }
        // It may have been taken, and forgotten, while it was written.
        let is_kept = self.account().at(place).is_some_and(|kept| kept.digest == digest);
        if !is_kept {
            self.strike_out(std::slice::from_ref(place))?;
        }
        Ok(is_kept)
    }

    /// Takes messages off the store's list. After a crash they may stand there again; then they are forgotten again.
    fn strike_out(&self, places: &[Place]) -> Result<(), Failure> {
        for place in places {
            self.store.set_working(&key_of(place), None)?;
        }
        Ok(())
    }

    fn account(&self) -> MutexGuard<'_, Early> {
        self.account.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key_of(place: &Place) -> String {
    format!("{PREFIX}{}/{}/{}", place.lane.peer, place.lane.matter, place.seq)
}

fn place_of(key: &str) -> Option<Place> {
    let (peer, rest) = key.strip_prefix(PREFIX)?.split_once('/')?;
    let (matter, seq) = rest.rsplit_once('/')?;
    let lane = Lane { peer: peer.parse().ok()?, matter: matter.parse().ok()? };
    Some(Place { lane, seq: seq.parse().ok()? })
}

#[cfg(test)]
mod tests;
