//! What the store has of the uploads: the account of them in the working log, their bytes in large files of their matters.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use comity_domain::label::Label;
use comity_domain::limits::{PIECE_BYTES, UPLOAD_TURN_MAX_MS, UPLOADS_OF_PERSON_UNDER_WAY_MAX, UPLOADS_UNDER_WAY_MAX};
use comity_domain::manifest::{Building, Naming};
use comity_domain::upload::{Due, Owner, Upload, Uploads};
use comity_domain::{MatterId, UploadId};
use comity_record::{Digest, Time};
use comity_store::{CommitError, Store};
use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, OwnedMutexGuard, mpsc, watch};

use super::super::failure::Failure;
use super::super::ledger::subject;
use super::super::places::{Places, Seat};
use crate::config::Scanner;

/// Where the working log has them: `upload/<id>`.
const PREFIX: &str = "upload/";

/// The uploads of this gateway. A clone is the same.
#[derive(Clone)]
pub(in crate::app) struct Intake {
    store: Store,
    /// Who looks at files, if the operator has said so.
    pub(super) scanner: Option<Scanner>,
    /// Rung when an upload may be due for something.
    pub(super) due: Arc<Notify>,
    places: Arc<Places<Owner>>,
    state: Arc<Mutex<State>>,
    /// Held while the working log is changed, so that what it says is what the account says.
    writing: Arc<Mutex<()>>,
}

#[derive(Default)]
struct State {
    uploads: Uploads,
    /// The large file of each.
    files: BTreeMap<UploadId, Digest>,
    /// What passed of a file, so that it need not be read again for its digest.
    buildings: BTreeMap<UploadId, Building>,
    /// What the scanner found, until it is recorded.
    findings: BTreeMap<UploadId, String>,
    doors: BTreeMap<UploadId, Arc<Door>>,
}

/// As the working log has an upload.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    upload: Upload,
    file: Digest,
}

/// One request after the other changes an upload, and the newest one counts: the connection of an earlier one is gone, or its client has
/// given it up.
struct Door {
    lock: Arc<tokio::sync::Mutex<()>>,
    newest: watch::Sender<u64>,
}

/// A request that waits for its turn.
pub(super) struct Waiting(Arc<Door>);

/// A request whose turn it is.
pub(super) struct Turn {
    number: u64,
    newest: watch::Receiver<u64>,
    _door: Arc<Door>,
    _held: OwnedMutexGuard<()>,
}

impl Intake {
    /// The uploads as the working log has them.
    pub(in crate::app) fn open(store: &Store, scanner: Option<Scanner>) -> Result<Self, Failure> {
        match &scanner {
            None => tracing::warn!("it is not configured who looks at uploaded files: nothing is uploaded here"),
            Some(Scanner::None) => tracing::warn!("nobody looks at uploaded files: the configuration says so"),
            Some(Scanner::Clamd(clamd)) => tracing::info!(scanner = %clamd.socket, "uploaded files are looked at"),
        }
        let mut state = State::default();
        for (key, value) in store.working(PREFIX) {
            let Ok(Kept { upload, file }) = serde_json::from_value(value) else {
                tracing::error!(key, "an upload in the working log cannot be read, and is forgotten");
                store.set_working(&key, None)?;
                continue;
            };
            state.files.insert(upload.id, file);
            state.uploads.put(upload);
        }
        let intake = Self {
            store: store.clone(),
            scanner,
            due: Arc::default(),
            places: Arc::new(Places::new(UPLOADS_UNDER_WAY_MAX, UPLOADS_OF_PERSON_UNDER_WAY_MAX)),
            state: Arc::new(Mutex::new(state)),
            writing: Arc::default(),
        };
        intake.due.notify_one();
        Ok(intake)
    }

    /// Whether somebody looks at files of so many bytes, or the operator has said that nobody does.
    pub(super) fn looks_at(&self, length: u64) -> Result<(), Failure> {
        match &self.scanner {
            None => Err(Failure::NoScanner),
            Some(Scanner::None) => Ok(()),
            Some(Scanner::Clamd(clamd)) if length <= clamd.file_max_bytes => Ok(()),
            Some(Scanner::Clamd(clamd)) => Err(Failure::BeyondScanner { length, max: clamd.file_max_bytes }),
        }
    }

    /// Begins an upload, durably, if there is room for it.
    pub(super) fn begin(&self, upload: Upload) -> Result<Upload, Failure> {
        let file = self.store.begin_file(&subject(&upload.matter))?;
        let _one_at_a_time = self.write_alone();
        {
            let state = self.state();
            state.uploads.has_room_for(&upload.owner, &upload.announced)?;
        }
        self.write(&upload, file)?;
        let mut state = self.state();
        state.files.insert(upload.id, file);
        state.uploads.put(upload.clone());
        Ok(upload)
    }

    pub(super) fn find(&self, id: UploadId) -> Option<Upload> {
        self.state().uploads.get(&id).cloned()
    }

    /// The uploads of one person into one matter.
    pub(super) fn of(&self, matter: &MatterId, owner: &Owner) -> Vec<Upload> {
        self.state().uploads.of_matter(matter).filter(|upload| upload.owner == *owner).cloned().collect()
    }

    /// How many files are on their way into a matter.
    pub(super) fn open_for(&self, matter: &MatterId) -> usize {
        self.state().uploads.of_matter(matter).filter(|upload| upload.state.is_open()).count()
    }

    pub(super) fn due_at(&self, now: Time) -> Vec<(UploadId, Due)> {
        self.state().uploads.due(now)
    }

    /// The large file that has the bytes of an upload.
    pub(super) fn file_of(&self, id: UploadId) -> Result<Digest, Failure> {
        self.state().files.get(&id).copied().ok_or(Failure::NotFound { what: "upload" })
    }

    /// Changes an upload. Returns when that is durable; nobody sees it before.
    pub(super) fn change<T>(&self, id: UploadId, change: impl FnOnce(&mut Upload) -> T) -> Result<T, Failure> {
        let _one_at_a_time = self.write_alone();
        let (mut upload, file) = (self.find(id).ok_or(Failure::NotFound { what: "upload" })?, self.file_of(id)?);
        let changed = change(&mut upload);
        self.write(&upload, file)?;
        self.state().uploads.put(upload);
        Ok(changed)
    }

    /// The bytes behind the last whole piece, as many as count.
    pub(super) fn tail(&self, upload: &Upload) -> Result<Vec<u8>, Failure> {
        let piece_bytes = u64::try_from(PIECE_BYTES).map_err(Failure::broken)?;
        let count = usize::try_from(upload.offset() % piece_bytes).map_err(Failure::broken)?;
        if count == 0 {
            return Ok(Vec::new());
        }
        let mut tail = self.piece(upload, upload.offset() / piece_bytes)?;
        tail.truncate(count);
        Ok(tail)
    }

    /// The first piece.
    pub(super) fn start(&self, upload: &Upload) -> Result<Vec<u8>, Failure> {
        self.piece(upload, 0)
    }

    /// Writes a piece. Returns when it is durable.
    pub(super) fn put_piece(&self, id: UploadId, matter: &MatterId, number: u64, piece: &[u8]) -> Result<(), Failure> {
        let (file, index) = (self.file_of(id)?, u32::try_from(number).map_err(Failure::broken)?);
        Ok(self.store.put_piece(&subject(matter), &file, index, piece)?)
    }

    /// What passed of a file, if that is known up to exactly so many bytes.
    pub(super) fn building_up_to(&self, id: UploadId, bytes: u64) -> Option<Building> {
        let known = self.state().buildings.remove(&id);
        let known = known.or_else(|| (bytes == 0).then(Building::default));
        known.filter(|building| building.size() == bytes)
    }

    pub(super) fn keep_building(&self, id: UploadId, building: Option<Building>) {
        if let Some(building) = building {
            self.state().buildings.insert(id, building);
        }
    }

    /// Finishes the file of an upload all of whose bytes are there; its manifest bears the label. If they are not what was announced, they
    /// are removed.
    pub(super) fn complete(&self, upload: &Upload, label: Option<&Label>, now: Time) -> Result<Upload, Failure> {
        let (id, subject, file) = (upload.id, subject(&upload.matter), self.file_of(upload.id)?);
        let known = self.building_up_to(id, upload.announced.length());
        let building = known.map_or_else(|| self.read_again(upload), Ok)?;
        let naming = Naming {
            name: upload.announced.name().to_owned(),
            media_type: upload.announced.media_type().to_owned(),
            label: label.map(Label::to_map),
        };
        let manifest = building.finish(naming).map_err(Failure::broken)?;
        let is_announced = upload.announced.sha256().is_none_or(|announced| announced == manifest.sha256());
        if is_announced {
            let bytes = manifest.to_bytes().map_err(Failure::broken)?;
            self.store.finish_file(&subject, &file, manifest.pieces(), &bytes)?;
        }
        let arrived = manifest.file().map_err(Failure::broken)?;
        if let Err(refused) = self.change(id, |upload| upload.arrived(arrived, now))? {
            self.remove_bytes(id)?;
            return Err(refused.into());
        }
        self.find(id).ok_or(Failure::NotFound { what: "upload" })
    }

    /// Sends the pieces of a finished file to whoever listens. Answers whether it was heard to its end.
    pub(super) fn read_out(&self, upload: &Upload, to: &mpsc::Sender<Vec<u8>>) -> Result<bool, Failure> {
        let (subject, file) = (subject(&upload.matter), self.file_of(upload.id)?);
        for piece in self.store.read_file(&subject, &file)? {
            if to.blocking_send(piece?).is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Refuses an upload for this reason, and removes its bytes.
    pub(super) fn refuse(&self, id: UploadId, reason: &str, now: Time) -> Result<(), Failure> {
        self.change(id, |upload| upload.refused(reason, now))?;
        self.remove_bytes(id)
    }

    /// Removes the bytes of an upload that came to nothing. The account says so already, so that nobody asks for them.
    pub(super) fn remove_bytes(&self, id: UploadId) -> Result<(), Failure> {
        let file = self.file_of(id)?;
        self.state().buildings.remove(&id);
        Ok(self.store.remove_blobs(&[file])?)
    }

    /// Forgets an upload that has ended. Its bytes belong to the matter, or are gone.
    pub(super) fn forget(&self, id: UploadId) -> Result<(), Failure> {
        let _one_at_a_time = self.write_alone();
        // After a crash some may be there still.
        if let Some(upload) = self.find(id).filter(|upload| upload.file().is_none()) {
            self.store.remove_blobs(&[self.file_of(upload.id)?])?;
        }
        self.store.set_working(&key(id), None)?;
        self.store.sync_working()?;
        let mut state = self.state();
        state.uploads.forget(&id);
        state.files.remove(&id);
        state.buildings.remove(&id);
        state.findings.remove(&id);
        state.doors.remove(&id);
        Ok(())
    }

    /// Forgets what is on its way into a matter that is erased, and removes what is there of it. What the matter took goes with the matter.
    pub(in crate::app) fn forget_matter(&self, matter: &MatterId) -> Result<(), Failure> {
        let ids: Vec<UploadId> = self.state().uploads.of_matter(matter).map(|upload| upload.id).collect();
        for id in ids {
            self.store.remove_blobs(&[self.file_of(id)?])?;
            self.forget(id)?;
        }
        Ok(())
    }

    pub(super) fn note_finding(&self, id: UploadId, finding: String) {
        self.state().findings.insert(id, finding);
    }

    pub(super) fn finding_in(&self, id: UploadId) -> Option<String> {
        self.state().findings.get(&id).cloned()
    }

    /// A request about an upload, which waits for its turn.
    pub(super) fn turn(&self, id: UploadId) -> Waiting {
        let mut state = self.state();
        let door = state
            .doors
            .entry(id)
            .or_insert_with(|| Arc::new(Door { lock: Arc::default(), newest: watch::Sender::new(0) }));
        Waiting(Arc::clone(door))
    }

    /// A place among those whose bytes are being received.
    pub(super) async fn place(&self, owner: &Owner) -> Result<Seat, Failure> {
        let place = tokio::time::timeout(Duration::from_millis(UPLOAD_TURN_MAX_MS), self.places.take(owner)).await;
        place.map_err(|_| Failure::Commit(CommitError::Busy))?
    }

    fn piece(&self, upload: &Upload, number: u64) -> Result<Vec<u8>, Failure> {
        let (file, index) = (self.file_of(upload.id)?, u32::try_from(number).map_err(Failure::broken)?);
        Ok(self.store.get_piece(&subject(&upload.matter), &file, index)?)
    }

    /// Reads all pieces again: the gateway was started anew in between.
    fn read_again(&self, upload: &Upload) -> Result<Building, Failure> {
        let piece_bytes = u64::try_from(PIECE_BYTES).map_err(Failure::broken)?;
        let mut building = Building::default();
        for number in 0..upload.announced.length().div_ceil(piece_bytes) {
            building.take(&self.piece(upload, number)?).map_err(Failure::broken)?;
        }
        Ok(building)
    }

    fn write(&self, upload: &Upload, file: Digest) -> Result<(), Failure> {
        let kept = serde_json::to_value(Kept { upload: upload.clone(), file }).map_err(Failure::broken)?;
        self.store.set_working(&key(upload.id), Some(kept))?;
        Ok(self.store.sync_working()?)
    }

    fn write_alone(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Waits until an earlier request has kept what it brought. It is told that it is over.
    pub(super) async fn take(&self) -> Result<Turn, Failure> {
        let mut number = 0;
        self.0.newest.send_modify(|newest| {
            *newest += 1;
            number = *newest;
        });
        let lock = Arc::clone(&self.0.lock).lock_owned();
        let held = tokio::time::timeout(Duration::from_millis(UPLOAD_TURN_MAX_MS), lock).await;
        let held = held.map_err(|_| Failure::Commit(CommitError::Busy))?;
        Ok(Turn { number, newest: self.0.newest.subscribe(), _door: Arc::clone(&self.0), _held: held })
    }
}

impl Turn {
    /// Returns when a newer request of the same upload has come.
    pub(super) async fn is_over(&mut self) {
        let number = self.number;
        // The door is held open as long as the turn: there is always somebody who could call the next one.
        let _ = self.newest.wait_for(|newest| *newest > number).await;
    }
}

fn key(id: UploadId) -> String {
    format!("{PREFIX}{id}")
}
