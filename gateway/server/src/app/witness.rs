//! This gateway as a witness of its peers' records, and the peers as witnesses of its own.
//!
//! A head of a peer's record is kept before its cosignature leaves. What a peer's record contradicts itself with stands in this record for ever,
//! and nothing of that peer's is cosigned any more. The subject `witness/<gateway>` says, once a day at most, where a peer's record stood.

mod certificate;
mod comparing;
mod held;
mod own;
mod watching;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use comity_domain::GatewayId;
use comity_domain::limits::{BACKOFF_FIRST_MS, HEADS_OPEN_MAX_MS, WITNESS_PAUSE_MAX_MS};
use comity_federation::keys::{KeyUse, Owner};
use comity_federation::resumption::Resumption;
use comity_federation::roll::{KeyEntry, Roll};
use comity_record::Time;
use comity_record::checkpoint::NoteVerifier;
use comity_record::cosignature::{CosignatureVerifier, Cosigned, Cosigner};
use comity_record::tile::{Holds, TilePath, bundle};
use comity_record::witness::{Continuity, Log, Prefix};
use comity_store::Store;
use tokio::sync::Notify;

use super::failure::Failure;
use super::seals::Keys;
use super::{App, Warning};
use crate::access::{Permit, action};
pub use held::{HeldAt, HeldView};
use own::Own;
pub use own::{WitnessView, Witnessing};
use watching::Watched;

/// What a witness has at hand.
pub(super) struct Witness {
    cosigner: Cosigner,
    watched: Mutex<BTreeMap<GatewayId, Watched>>,
    own: Mutex<Own>,
    resumption: Mutex<Resumption>,
    pauses: Mutex<BTreeMap<GatewayId, Pause>>,
    news: Notify,
}

/// A peer that did not answer is left alone for a while, longer each time.
#[derive(Debug, Clone, Copy)]
struct Pause {
    until: Time,
    ms: i64,
}

impl Witness {
    /// Reads what was kept about the peers' records, and about this one at the peers.
    pub(super) fn open(
        store: &Store,
        roll: &Roll,
        keys: &Keys,
        (here, now): (&GatewayId, Time),
    ) -> Result<Self, Failure> {
        let name = roll.gateway(here).map(|entry| entry.tls_name.as_str()).unwrap_or_default();
        let mut watched = BTreeMap::new();
        for peer in roll.peers_of(here) {
            if let Some(log) = log_of(roll, &peer.id, |_| true) {
                watched.insert(peer.id.clone(), Watched::read(store, &peer.id, &log)?);
            }
        }
        Ok(Self {
            cosigner: Cosigner::new(name, keys.witness.signing_key().map_err(Failure::broken)?.clone())
                .map_err(Failure::broken)?,
            watched: Mutex::new(watched),
            own: Mutex::new(Own::read(store, roll, here, now)),
            resumption: Mutex::default(),
            pauses: Mutex::default(),
            news: Notify::new(),
        })
    }

    fn watched(&self) -> MutexGuard<'_, BTreeMap<GatewayId, Watched>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn own(&self) -> MutexGuard<'_, Own> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the peers have shown of this record, while it is held.
    fn resumption(&self) -> MutexGuard<'_, Resumption> {
        self.resumption.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn may_ask(&self, peer: &GatewayId, now: Time) -> bool {
        let pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        pauses.get(peer).is_none_or(|pause| pause.until <= now)
    }

    fn note_answer(&self, peer: &GatewayId, answered: bool, now: Time) {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        if answered {
            pauses.remove(peer);
            return;
        }
        let ms =
            pauses.get(peer).map_or(BACKOFF_FIRST_MS, |pause| pause.ms.saturating_mul(2).min(WITNESS_PAUSE_MAX_MS));
        pauses.insert(peer.clone(), Pause { until: now.plus_ms(ms), ms });
    }
}

impl App {
    /// Waits until a witness may have something to do.
    pub(crate) async fn witness_waits(&self) {
        self.witness().news.notified().await;
    }

    /// A checkpoint was signed: unless its witnesses have it, they are asked now.
    pub(super) fn witness_is_due(&self) {
        self.witness().news.notify_waiters();
    }

    /// A tile of this record, for somebody who may verify it.
    pub fn record_tile(&self, _: &Permit<action::VerifyRecord>, path: &TilePath) -> Result<Option<Vec<u8>>, Failure> {
        self.tile(path, true)
    }

    /// The newest checkpoint with what cosignatures there are, for somebody who may verify the record; of `published` ones the newest.
    pub fn record_checkpoint(&self, _: &Permit<action::VerifyRecord>, published: bool) -> Option<String> {
        if published { self.published_checkpoint() } else { Some(self.cosigned_checkpoint()) }
    }

    /// What the operator should know: a peer's record that contradicts itself or cannot be compared, a witness that holds something against
    /// this one.
    pub(super) fn witness_warnings(&self, now: Time) -> Vec<Warning> {
        let warning = |code, gateway: &GatewayId, since: Time| {
            let days = now.unix_ms().saturating_sub(since.unix_ms()).max(0) / DAY_MS;
            Warning { code, days, about: Some(gateway.clone()), key: None }
        };
        let mut warnings: Vec<Warning> = match self.held_view() {
            None => {
                self.witness().own().troubles().map(|(code, gateway, since)| warning(code, gateway, since)).collect()
            }
            Some(held) => {
                let against = held.peers.iter().filter(|at| at.code != Continuity::Continues.code());
                let against = against.map(|at| warning(at.code, &at.gateway, now));
                std::iter::once(Warning { code: "record-held", days: 0, about: None, key: None })
                    .chain(against)
                    .collect()
            }
        };
        for (gateway, watched) in self.witness().watched().iter() {
            let long_open = |(_, since): &&(_, Time)| since.plus_ms(HEADS_OPEN_MAX_MS) < now;
            let found = watched.found.as_ref().map(|(proof, since)| warning(proof.code(), gateway, *since));
            let open =
                watched.open.iter().find(long_open).map(|(_, since)| warning("log-not-consistent", gateway, *since));
            warnings.extend(found.or(open));
        }
        warnings
    }

    /// A tile of this record, as far as a signed checkpoint covers it. The lines themselves are for those who may verify the record: they say
    /// which authorities have matters with whom.
    pub(crate) fn tile(&self, path: &TilePath, with_lines: bool) -> Result<Option<Vec<u8>>, Failure> {
        let store = self.ledger().store();
        let size = store.status().checkpoint_size;
        let range = path.range();
        match path.holds {
            Holds::Hashes { .. } => Ok(store.with_tree(|tree| path.hashes(tree, size))),
            Holds::Entries if !with_lines || range.end > size => Ok(None),
            Holds::Entries => {
                let lines = range.map(|index| store.line(index)).collect::<Result<Vec<_>, _>>()?;
                bundle(lines).map(Some).map_err(Failure::broken)
            }
        }
    }

    /// What this record was when it had `old` lines, proved to its first `new` lines; `None` if no signed checkpoint covers so many.
    pub(crate) fn past(&self, old: u64, new: u64) -> Option<Prefix> {
        let store = self.ledger().store();
        if new > store.status().checkpoint_size {
            return None;
        }
        store.with_tree(|tree| Some(Prefix { root: tree.root_at(old)?, proof: tree.consistency_proof(old, new)? }))
    }
}

/// The record of a gateway, by those of its keys in the roll that are fit.
pub(super) fn log_of(roll: &Roll, gateway: &GatewayId, fit: impl Fn(&KeyEntry) -> bool) -> Option<Log> {
    let origin = &roll.gateway(gateway)?.log;
    let owner = Owner::Gateway(gateway.clone());
    let keys = roll.keys_of(&owner, KeyUse::Checkpoint).filter(|key| fit(key));
    let keys = keys.filter_map(|key| key.public.verifying_key());
    let keys: Result<Vec<_>, _> = keys.map(|key| NoteVerifier::new(origin, *key)).collect();
    Log::new(keys.ok()?).ok()
}

/// What the gateway cosigned in `note`, if it did.
fn cosigned_by(roll: &Roll, gateway: &GatewayId, note: &str, now: Time) -> Option<Cosigned> {
    let name = &roll.gateway(gateway)?.tls_name;
    let owner = Owner::Gateway(gateway.clone());
    roll.keys_of(&owner, KeyUse::Witness).find_map(|key| {
        let verifier = CosignatureVerifier::new(name, *key.public.verifying_key()?).ok()?;
        let cosigned = verifier.verify(note).ok()?;
        key.check(cosigned.at, now).ok().map(|()| cosigned)
    })
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[cfg(test)]
mod tests;
