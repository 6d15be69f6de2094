//! Files that a peer brings before the letters that name them. What may be here and what has to go is decided by the federation's
//! account; here it is carried out, so that the disk holds what the account says after any crash.

mod growing;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_domain::limits::FILE_MAX_BYTES;
use comity_domain::matter::Matter;
use comity_domain::{GatewayId, MatterId};
use comity_federation::staging::{Allowance, Clearing, Fate, Offer, Place, Staged, Staging};
use comity_record::{Digest, Time};
use comity_store::{CommitError, Store};

use super::App;
use super::failure::Failure;
use super::ledger::subject;
use crate::mtls::PeerIdentity;
use growing::Arrivals;
pub(crate) use growing::Offered;

/// Where the store's list has them: `staged/<peer>/<matter>/<digest>`.
const PREFIX: &str = "staged/";

/// The staged files of this gateway. A clone is the same shelf.
#[derive(Clone)]
pub(super) struct Shelf {
    store: Store,
    account: Arc<Mutex<Staging>>,
    /// Large files whose pieces are coming.
    arrivals: Arc<Arrivals>,
}

/// For what a peer brings a file.
pub(super) enum Bringing {
    /// A matter that was erased: the letter that names the file is what is refused.
    Erased,
    /// A matter, unless it is yet to begin.
    To(Option<Arc<Matter>>),
}

/// Files that are held while a letter that names them is taken. They are let go when this is dropped.
pub(super) struct Held {
    shelf: Shelf,
    files: BTreeMap<Digest, (Place, Staged)>,
    fate: Fate,
}

impl App {
    /// Keeps a file until the letter that names it arrives. When this returns, it is durable.
    pub async fn stage_file(
        &self,
        peer: &PeerIdentity,
        matter: &MatterId,
        sha256: Digest,
        bytes: axum::body::Bytes,
    ) -> Result<(), Failure> {
        self.unless_held()?;
        let bad = |code| Err(Failure::BadInput { at: "file".into(), code, given: None });
        let Bringing::To(known) = self.bringing(peer, matter)? else { return Ok(()) };
        if bytes.len() > FILE_MAX_BYTES {
            return bad("file-too-large");
        }
        if Digest::of(&bytes) != sha256 {
            return bad("file-digest-mismatch");
        }
        // A sender whose receipt was lost brings everything again: what the matter has is not kept twice.
        if known.is_some_and(|known| known.files.contains_key(&sha256)) {
            return Ok(());
        }
        let place = Place { peer: peer.gateway().clone(), matter: matter.clone(), sha256 };
        let (shelf, now) = (self.shelf().clone(), self.clock().now());
        let bring = move || shelf.bring(&place, &bytes, now);
        tokio::task::spawn_blocking(bring).await.map_err(Failure::broken)?
    }

    /// For which matter a peer brings files: one that is known here must be with this peer; a new one must begin there.
    pub(super) fn bringing(&self, peer: &PeerIdentity, matter: &MatterId) -> Result<Bringing, Failure> {
        let known = match self.ledger().matter(matter) {
            Err(Failure::Erased) if self.partner(matter) == *peer.gateway() => return Ok(Bringing::Erased),
            known => known?,
        };
        let with = known.as_ref().map(|known| self.other_side(known)).transpose()?;
        if with.as_ref().unwrap_or(matter.origin()) == peer.gateway() {
            Ok(Bringing::To(known))
        } else {
            Err(Failure::NotFound { what: "matter" })
        }
    }

    /// Clears away at most `max` files that no letter is going to name.
    pub(super) fn clear_staged(&self, now: Time, max: usize) -> Result<(), Failure> {
        self.shelf().clear(now, max, |matter, blob| match self.ledger().names_blob(matter, blob) {
            // Its own files went with it; nobody can read what came after.
            Err(Failure::Erased) => Ok(false),
            named => named,
        })
    }
}

impl Shelf {
    /// The shelf as the store's list has it.
    pub(super) fn open(store: &Store) -> Result<Self, Failure> {
        Self::with_allowance(store, Allowance::default())
    }

    fn with_allowance(store: &Store, allowance: Allowance) -> Result<Self, Failure> {
        let mut account = Staging::new(allowance);
        for (key, value) in store.working(PREFIX) {
            let Some(place) = place_of(&key) else {
                store.set_working(&key, None)?;
                continue;
            };
            let listed: Option<Staged> = serde_json::from_value(value).ok();
            match listed {
                Some(staged) if store.has_blob(&staged.blob)? => account.restore(place, Some(staged)),
                // Its manifest is on the list from the beginning, and it is no blob before it is whole.
                Some(staged) if staged.manifest.is_some() => account.restore_growing(place, staged),
                _ => account.restore(place, None),
            }
        }
        let (account, arrivals) = (Arc::new(Mutex::new(account)), Arc::default());
        Ok(Self { store: store.clone(), account, arrivals })
    }

    /// Holds those of these files that are here.
    pub(super) fn hold(&self, peer: &GatewayId, matter: &MatterId, files: impl Iterator<Item = Digest>) -> Held {
        let mut account = self.account();
        let held = files.filter_map(|sha256| {
            let place = Place { peer: peer.clone(), matter: matter.clone(), sha256 };
            account.hold(&place).map(|staged| (sha256, (place, staged)))
        });
        // A digest that stands twice is held twice, and must be let go as often: the first hold of a pair is given back.
        let mut files = BTreeMap::new();
        let twice: Vec<Place> =
            held.filter_map(|(sha256, it)| files.insert(sha256, it)).map(|(place, _)| place).collect();
        twice.iter().for_each(|place| account.let_go(place, Fate::Open));
        drop(account);
        Held { shelf: self.clone(), files, fate: Fate::Open }
    }

    /// Removes the files that were brought for a matter, and takes them off the list. Those that are being written or taken at this moment
    /// are cleared away when they are old.
    pub(super) fn forget(&self, matter: &MatterId) -> Result<(), Failure> {
        let places = self.account().of_matter(matter);
        let clearing = places.iter().filter_map(|place| self.account().leave(place)).collect::<Vec<_>>();
        let done = self.clear_away(&clearing, |_, _| Ok(false));
        let mut account = self.account();
        for Clearing { place, .. } in &clearing {
            if done.is_ok() { account.cleared(place) } else { account.not_cleared(place) }
        }
        done
    }

    /// Writes a file that a peer brought, unless it is here or may not be.
    fn bring(&self, place: &Place, bytes: &[u8], now: Time) -> Result<(), Failure> {
        let size = u64::try_from(bytes.len()).map_err(Failure::broken)?;
        let offer = self.account().offer(place, size);
        match offer {
            Offer::Here => return Ok(()),
            Offer::UnderWay => return Err(Failure::Commit(CommitError::Busy)),
            Offer::Full => return Err(Failure::StagingFull),
            Offer::Write => {}
        }
        let written = self.write(place, bytes, now);
        let mut account = self.account();
        match written {
            Ok(staged) => {
                account.arrived(place, staged);
                Ok(())
            }
            Err(failure) => {
                account.lost(place);
                Err(failure)
            }
        }
    }

    fn write(&self, place: &Place, bytes: &[u8], now: Time) -> Result<Staged, Failure> {
        let blob = self.store.put_blob(&subject(&place.matter), bytes)?;
        let staged = Staged { blob: blob.name, size: blob.size, since: now, manifest: None };
        if let Err(failure) = self.list(place, &staged) {
            // Bytes that stand on no list would stay for ever.
            if let Err(error) = self.store.remove_blobs(&[blob.name]) {
                tracing::warn!(%error, blob = %blob.name, "a file that cannot be listed cannot be removed");
            }
            return Err(failure);
        }
        Ok(staged)
    }

    /// Puts a file on the store's list, durably.
    fn list(&self, place: &Place, staged: &Staged) -> Result<(), Failure> {
        let listed = serde_json::to_value(staged).map_err(Failure::broken)?;
        self.store.set_working(&key_of(place), Some(listed))?;
        Ok(self.store.sync_working()?)
    }

    /// Clears away at most `max` files. `is_named` says whether the record names these bytes as some of this matter's: after a crash
    /// it may, although the account does not know it.
    fn clear(
        &self,
        now: Time,
        max: usize,
        is_named: impl Fn(&MatterId, &Digest) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let clearing = self.account().to_clear(now, max);
        if clearing.is_empty() {
            return Ok(());
        }
        let done = self.clear_away(&clearing, is_named);
        let mut account = self.account();
        for Clearing { place, .. } in &clearing {
            if done.is_ok() { account.cleared(place) } else { account.not_cleared(place) }
        }
        done
    }

    fn clear_away(
        &self,
        clearing: &[Clearing],
        is_named: impl Fn(&MatterId, &Digest) -> Result<bool, Failure>,
    ) -> Result<(), Failure> {
        let mut blobs = Vec::new();
        for Clearing { place, blob } in clearing {
            if let Some(blob) = blob
                && !is_named(&place.matter, blob)?
            {
                blobs.push(*blob);
            }
        }
        // The bytes go first: after a crash in between, the next start finds a name without bytes and clears it away. The other way
        // round there would be bytes that nobody knows.
        self.store.remove_blobs(&blobs)?;
        for Clearing { place, .. } in clearing {
            self.arrivals.forget(place);
            self.store.set_working(&key_of(place), None)?;
        }
        Ok(self.store.sync_working()?)
    }

    fn account(&self) -> MutexGuard<'_, Staging> {
        self.account.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// A file that is held.
    pub(super) fn get(&self, sha256: &Digest) -> Option<&Staged> {
        self.files.get(sha256).map(|(_, staged)| staged)
    }

    /// Lets all of them go, as what became of their letter says.
    pub(super) fn settle(mut self, fate: Fate) {
        self.fate = fate;
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut account = self.shelf.account();
        for (place, _) in self.files.values() {
            account.let_go(place, self.fate);
        }
    }
}

fn key_of(place: &Place) -> String {
    format!("{PREFIX}{}/{}/{}", place.peer, place.matter, place.sha256.hex())
}

fn place_of(key: &str) -> Option<Place> {
    let (peer, rest) = key.strip_prefix(PREFIX)?.split_once('/')?;
    let (matter, hex) = rest.rsplit_once('/')?;
    Some(Place {
        peer: peer.parse().ok()?,
        matter: matter.parse().ok()?,
        sha256: format!("sha256:{hex}").parse().ok()?,
    })
}

#[cfg(test)]
pub(super) mod tests;
