//! Large files that a peer brings in pieces. What is on the disk says how far one has come; beside it stands, in memory, what saves reading
//! it: which pieces are there, and the digest of the whole as far as they follow each other from the first on.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use axum::body::Bytes;
use comity_domain::limits::{PIECES_OF_PEER_TAKEN_AT_ONCE_MAX, PIECES_TAKEN_AT_ONCE_MAX};
use comity_domain::manifest::{BadFile, Manifest, Progress, Whole};
use comity_domain::{GatewayId, MatterId};
use comity_federation::staging::{Growth, Place, Staged};
use comity_record::{Digest, Time};
use comity_store::{CommitError, StoreError};

use super::super::App;
use super::super::failure::Failure;
use super::super::large::bad;
use super::super::ledger::subject;
use super::super::places::{Places, Seat};
use super::{Bringing, Shelf};
use crate::mtls::PeerIdentity;

/// What a peer is answered that offers a large file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Offered {
    /// It is here, whole and checked.
    Whole,
    /// These pieces are missing.
    Missing(Vec<Range<u32>>),
}

/// The large files whose pieces are coming.
pub(super) struct Arrivals {
    files: Mutex<BTreeMap<Place, Arc<Arrival>>>,
    /// For the pieces that are being taken.
    room: Places<GatewayId>,
}

/// One of them.
struct Arrival {
    /// Its name in the store.
    file: Digest,
    /// Without its label, which its offer has.
    manifest: Manifest,
    progress: Mutex<Progress>,
    /// The digest of the first pieces, and how many those are.
    whole: Mutex<(Whole, u32)>,
}

impl App {
    /// A place for one piece of a peer, before it is read: so many are in memory at most.
    pub(crate) async fn room_for_piece(&self, peer: &PeerIdentity) -> Result<Seat, Failure> {
        self.shelf().arrivals.room.take(peer.gateway()).await
    }

    /// Hears what large file a peer wants to bring, and says which of its pieces are missing. What is answered `Whole` is durable, and
    /// has the digest that its manifest says.
    pub(crate) async fn offer_large(
        &self,
        peer: &PeerIdentity,
        matter: &MatterId,
        sha256: Digest,
        bytes: Bytes,
    ) -> Result<Offered, Failure> {
        self.unless_held()?;
        let Bringing::To(known) = self.bringing(peer, matter)? else { return Ok(Offered::Whole) };
        let manifest = Manifest::parse(&bytes).map_err(bad)?;
        if manifest.sha256() != sha256 {
            return Err(bad(BadFile::Whole));
        }
        // A sender whose receipt was lost brings everything again: what the matter has is not kept twice.
        if known.is_some_and(|known| known.files.contains_key(&sha256)) {
            return Ok(Offered::Whole);
        }
        let place = Place { peer: peer.gateway().clone(), matter: matter.clone(), sha256 };
        let (shelf, now) = (self.shelf().clone(), self.clock().now());
        let grow = move || shelf.grow(&place, manifest, Digest::of(&bytes), now);
        tokio::task::spawn_blocking(grow).await.map_err(Failure::broken)?
    }

    /// Takes a piece of a large file that was offered. When this returns, it is durable.
    pub(crate) async fn take_piece(
        &self,
        peer: &PeerIdentity,
        matter: &MatterId,
        sha256: Digest,
        (index, bytes): (u32, Bytes),
    ) -> Result<(), Failure> {
        self.unless_held()?;
        let Bringing::To(_) = self.bringing(peer, matter)? else { return Ok(()) };
        let place = Place { peer: peer.gateway().clone(), matter: matter.clone(), sha256 };
        let shelf = self.shelf().clone();
        let take = move || shelf.take_piece(&place, index, &bytes);
        tokio::task::spawn_blocking(take).await.map_err(Failure::broken)?
    }
}

impl Shelf {
    pub(super) fn grow(
        &self,
        place: &Place,
        manifest: Manifest,
        digest: Digest,
        now: Time,
    ) -> Result<Offered, Failure> {
        let growth = self.account().offer_large(place, manifest.size(), digest, now);
        match growth {
            Growth::Here(_) => Ok(Offered::Whole),
            Growth::UnderWay | Growth::Differs => Err(Failure::Commit(CommitError::Busy)),
            Growth::Full => Err(Failure::StagingFull),
            Growth::Begin => {
                let begun = self.begin(place, manifest.size(), digest, now);
                let staged = begun.inspect_err(|_| self.account().lost(place))?;
                self.account().grows(place, staged.clone());
                self.go_on(place, &staged, &manifest)
            }
            Growth::Grows(staged) => {
                // As long as it is offered it is not old, also after a restart.
                self.list(place, &staged)?;
                self.go_on(place, &staged, &manifest)
            }
        }
    }

    fn begin(&self, place: &Place, size: u64, manifest: Digest, now: Time) -> Result<Staged, Failure> {
        // Nothing is on the disk under this name before it is on the list.
        let blob = self.store.begin_file(&subject(&place.matter))?;
        let staged = Staged { blob, size, since: now, manifest: Some(manifest) };
        self.list(place, &staged)?;
        Ok(staged)
    }

    fn go_on(&self, place: &Place, staged: &Staged, manifest: &Manifest) -> Result<Offered, Failure> {
        let arrival = match self.arrivals.get(place).filter(|arrival| arrival.file == staged.blob) {
            Some(arrival) => arrival,
            None => {
                let present = self.store.pieces_of(&staged.blob)?;
                let progress = Mutex::new(Progress::of(manifest, present));
                let (manifest, whole) = (manifest.unlabelled(), Mutex::default());
                self.arrivals.add(place, Arc::new(Arrival { file: staged.blob, manifest, progress, whole }))
            }
        };
        let missing = arrival.progress().missing_ranges();
        if !missing.is_empty() {
            return Ok(Offered::Missing(missing));
        }
        let finished = self.while_held(place, || self.finish(place, &arrival, manifest));
        let Err(Failure::Store(StoreError::PieceMissing { index, .. } | StoreError::PieceChanged { index, .. })) =
            finished
        else {
            return finished.map(|()| Offered::Whole);
        };
        // The disk has lost what it had: whoever offers the file brings it again.
        tracing::error!(peer = %place.peer, matter = %place.matter, file = %arrival.file, index, "a piece is not what was put");
        let mut progress = arrival.progress();
        progress.lost(index);
        Ok(Offered::Missing(progress.missing_ranges()))
    }

    pub(super) fn take_piece(&self, place: &Place, index: u32, bytes: &[u8]) -> Result<(), Failure> {
        // Whoever sends pieces has been told which are missing.
        let arrival = self.arrivals.get(place).ok_or(Failure::NotFound { what: "file" })?;
        arrival.manifest.check_piece(index, bytes).map_err(bad)?;
        if arrival.progress().has(index) {
            return Ok(());
        }
        let owner = subject(&place.matter);
        self.while_held(place, || match self.store.put_piece(&owner, &arrival.file, index, bytes) {
            // It came twice, and the file is whole by now.
            Err(StoreError::FileFinished(_)) => Ok(()),
            put => Ok(put?),
        })?;
        arrival.progress().arrived(index);
        // Whoever is at the digest already sees this piece too. What is wrong with another one is found out when the whole is checked.
        if let Ok(mut whole) = arrival.whole.try_lock()
            && let Err(failure) = self.advance(&owner, &arrival, &mut whole, Some((index, bytes)))
        {
            tracing::error!(code = failure.code(), %failure, peer = %place.peer, "the digest of a file does not go on");
        }
        Ok(())
    }

    /// Checks the whole, and has it count.
    fn finish(&self, place: &Place, arrival: &Arrival, manifest: &Manifest) -> Result<(), Failure> {
        let owner = subject(&place.matter);
        let mut whole = match arrival.whole.try_lock() {
            Ok(whole) => whole,
            Err(TryLockError::Poisoned(whole)) => whole.into_inner(),
            // It is being checked: nobody else waits for that on a thread of his own.
            Err(TryLockError::WouldBlock) => return Err(Failure::Commit(CommitError::Busy)),
        };
        self.advance(&owner, arrival, &mut whole, None)?;
        manifest.check_whole(whole.0.clone()).map_err(bad)?;
        let text = manifest.to_bytes().map_err(bad)?;
        self.store.finish_file(&owner, &arrival.file, manifest.pieces(), &text)?;
        self.account().grown(place);
        self.arrivals.forget(place);
        Ok(())
    }

    /// Takes the digest further, as far as the pieces follow each other. One of them is at hand.
    fn advance(
        &self,
        owner: &str,
        arrival: &Arrival,
        (whole, next): &mut (Whole, u32),
        at_hand: Option<(u32, &[u8])>,
    ) -> Result<(), Failure> {
        while arrival.progress().has(*next) {
            match at_hand {
                Some((index, bytes)) if index == *next => whole.take(bytes),
                _ => whole.take(&self.store.get_piece(owner, &arrival.file, *next)?),
            }
            *next += 1;
        }
        Ok(())
    }

    /// Does something with a growing file that is not cleared away meanwhile.
    fn while_held<R>(&self, place: &Place, work: impl FnOnce() -> Result<R, Failure>) -> Result<R, Failure> {
        let held = self.account().hold_growing(place);
        held.ok_or(Failure::Commit(CommitError::Busy))?;
        let done = work();
        self.account().let_be(place);
        done
    }
}

impl Default for Arrivals {
    fn default() -> Self {
        let room = Places::new(PIECES_TAKEN_AT_ONCE_MAX, PIECES_OF_PEER_TAKEN_AT_ONCE_MAX);
        Self { files: Mutex::default(), room }
    }
}

impl Arrivals {
    fn get(&self, place: &Place) -> Option<Arc<Arrival>> {
        self.files().get(place).cloned()
    }

    /// Keeps an arrival, unless there is one of the same file. One of a file that was cleared away is none.
    fn add(&self, place: &Place, arrival: Arc<Arrival>) -> Arc<Arrival> {
        let mut files = self.files();
        let kept = files.entry(place.clone()).or_insert_with(|| Arc::clone(&arrival));
        if kept.file != arrival.file {
            *kept = arrival;
        }
        Arc::clone(kept)
    }

    /// The file is whole, or is cleared away.
    pub(super) fn forget(&self, place: &Place) {
        self.files().remove(place);
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<Place, Arc<Arrival>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Arrival {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
