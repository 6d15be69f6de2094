//! Files that people and court systems upload. What may happen to one is decided in the domain; here it is carried out, so that no more is
//! told to anybody than is on stable storage: the bytes lie in the pieces of a large file of the matter, and how many of them count stands in
//! the working log.

mod intake;

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use comity_domain::limits::{
    FILE_MAX_BYTES, FILES_MAX, PIECE_BYTES, SCANNER_RETRY_MS, SCANS_AT_ONCE_MAX, UPLOAD_SILENCE_MAX_SECONDS,
};
use comity_domain::manifest::Building;
use comity_domain::matter::{Command, Context, FileRef, Matter, Refusal, StoredFile, decide};
use comity_domain::upload::{Announced, Checksum, Due, Ended, Outcome, Owner, Patch, State, Upload, Verdict, Waits};
use comity_domain::{MatterId, UploadId};
use comity_record::{Digest, Time};
use comity_store::StoreError;
use http_body_util::BodyExt as _;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use utoipa::ToSchema;

use super::App;
use super::failure::Failure;
use super::ledger::Author;
use super::matters::{Acting, acting};
use crate::access::{Action, AtRevision, Permit, action};
use crate::clock::Clock;
use crate::config::Scanner;
use crate::scanner;
pub(super) use intake::Intake;
use intake::Turn;

/// An upload as its owner sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct UploadView {
    /// Its name.
    #[schema(value_type = String)]
    pub id: UploadId,
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// How many bytes it will have.
    pub length: u64,
    /// So many of them are on stable storage.
    pub offset: u64,
    /// When it expires, if no more bytes come.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Time>,
    /// The digest that was announced.
    #[schema(value_type = Option<String>)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Digest>,
    /// Where it stands: `receiving`, `held`, `clean`, `taken`, `infected`, `refused`, `expired`, `ended`.
    pub state: String,
    /// The file that it is, once it is whole.
    #[schema(value_type = Option<Object>)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
    /// Of one that is held: why nothing is known of it, if the scanner was asked in vain.
    #[schema(value_type = Option<String>, example = "scanner-silent")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Waits>,
    /// Of one that is clean or taken: whether a scanner looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub examined: Option<bool>,
    /// Of one that is infected: the scanner's name for what it found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// Of one that is refused: the code of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl From<Upload> for UploadView {
    fn from(upload: Upload) -> Self {
        Self {
            id: upload.id,
            name: upload.announced.name().to_owned(),
            media_type: upload.announced.media_type().to_owned(),
            length: upload.announced.length(),
            offset: upload.offset(),
            expires: upload.expires(),
            announced: upload.announced.sha256(),
            state: upload.state.code().to_owned(),
            file: upload.file().cloned(),
            waits: upload.state.waits(),
            examined: match &upload.state {
                State::Clean { examined, .. } | State::Taken { examined, .. } => Some(*examined),
                _ => None,
            },
            finding: if let State::Infected { finding } = &upload.state { Some(finding.clone()) } else { None },
            reason: if let State::Refused { reason } = &upload.state { Some(reason.clone()) } else { None },
        }
    }
}

/// The bytes of one request.
#[derive(Debug)]
pub(crate) struct Part {
    /// Where in the file they begin.
    pub(crate) offset: u64,
    /// What they must be, if that was said.
    pub(crate) checksum: Option<Checksum>,
    /// How many they are, if that was said.
    pub(crate) length: Option<u64>,
    /// Themselves.
    pub(crate) body: Body,
}

impl App {
    /// Begins an upload into the matter. What the matter would not take is refused before a byte comes.
    pub(crate) async fn begin_upload(
        &self,
        permit: Permit<action::Attach>,
        announced: Announced,
    ) -> Result<UploadView, Failure> {
        self.unless_held()?;
        self.intake().looks_at(announced.length())?;
        let acting = acting(&permit);
        self.would_take(&*self.matter_at(&acting)?, &announced)?;
        let owner = owner(&permit);
        let id = UploadId::new(self.clock().ulid());
        let upload = Upload::new(id, acting.matter, owner, announced, self.clock().now());
        let intake = self.intake().clone();
        blocking(move || intake.begin(upload)).await.map(UploadView::from)
    }

    /// The uploads of this person in the matter.
    pub(crate) fn uploads(&self, permit: &Permit<action::Attach>) -> Vec<UploadView> {
        self.intake().of(permit.matter(), &owner(permit)).into_iter().map(UploadView::from).collect()
    }

    /// One of them.
    pub(crate) fn upload(&self, permit: &Permit<action::Attach>, id: UploadId) -> Result<UploadView, Failure> {
        let mut upload = self.own_upload(permit, id)?;
        // The clockwork ends it soon; it has expired already.
        upload.expire(self.clock().now());
        Ok(upload.into())
    }

    /// One of them, for somebody who goes on with it: a request whose connection is gone, and that still keeps what it brought, ends
    /// first. Otherwise the place that is told would be passed before the next bytes come.
    pub(crate) async fn upload_at_rest(
        &self,
        permit: &Permit<action::Attach>,
        id: UploadId,
    ) -> Result<UploadView, Failure> {
        self.own_upload(permit, id)?;
        let turn = self.intake().turn(id);
        let _turn = turn.take().await?;
        self.upload(permit, id)
    }

    /// Takes bytes of an upload. What came is kept even if nobody waits for the answer any more, and if the connection breaks.
    pub(crate) async fn receive(
        self: &Arc<Self>,
        permit: &Permit<action::Attach>,
        id: UploadId,
        part: Part,
    ) -> Result<UploadView, Failure> {
        self.unless_held()?;
        self.own_upload(permit, id)?;
        let app = Arc::clone(self);
        let received = tokio::spawn(async move { app.receive_part(id, part).await }).await;
        received.map_err(Failure::broken)?.map(UploadView::from)
    }

    /// Ends an upload, and removes its bytes. What is in the matter stays there.
    pub(crate) async fn end_upload(&self, permit: &Permit<action::Attach>, id: UploadId) -> Result<(), Failure> {
        self.own_upload(permit, id)?;
        let turn = self.intake().turn(id);
        let _turn = turn.take().await?;
        let (intake, now) = (self.intake().clone(), self.clock().now());
        blocking(move || {
            intake.change(id, |upload| upload.end(now))??;
            intake.remove_bytes(id)
        })
        .await
    }

    /// Waits until there may be something to do for an upload.
    pub(crate) async fn uploads_wait(&self) {
        let pause = Duration::from_millis(u64::try_from(SCANNER_RETRY_MS).unwrap_or_default());
        let _ = tokio::time::timeout(pause, self.intake().due.notified()).await;
    }

    /// What uploads are due for, now.
    pub(crate) fn uploads_due(&self) -> Vec<(UploadId, Due)> {
        // A held record takes nothing, and what waits for it waits on.
        if self.is_held() { Vec::new() } else { self.intake().due_at(self.clock().now()) }
    }

    /// The matter of an upload.
    pub(crate) fn matter_of_upload(&self, id: UploadId) -> Option<MatterId> {
        self.intake().find(id).map(|upload| upload.matter)
    }

    /// Has the scanner look at these uploads, some of them at a time.
    pub(crate) async fn scan_uploads(self: &Arc<Self>, ids: &[UploadId]) {
        for some in ids.chunks(SCANS_AT_ONCE_MAX) {
            let mut looks = tokio::task::JoinSet::new();
            for id in some.iter().copied() {
                let app = Arc::clone(self);
                looks.spawn(async move {
                    let looked = app.scan_upload(id).await;
                    if let Err(failure) = app.given_up_if_lost(id, looked).await {
                        tracing::error!(code = failure.code(), %failure, upload = %id, "a file could not be looked at");
                    }
                });
            }
            while looks.join_next().await.is_some() {}
        }
    }

    /// Puts a file into its matter that was uploaded and looked at. What the matter takes no more is refused, and its bytes are removed.
    pub(crate) async fn admit_file(&self, permit: Permit<action::AdmitFile>, id: UploadId) -> Result<(), Failure> {
        let Some(upload) = self.intake().find(id) else { return Ok(()) };
        let State::Clean { file, .. } = upload.state.clone() else { return Ok(()) };
        let blob = self.intake().file_of(id)?;
        let (intake, now) = (self.intake().clone(), self.clock().now());
        match self.put_on_file(for_owner(&permit, &upload), &upload, file, blob).await {
            Ok(StoredFile { file, blob: kept }) => {
                blocking(move || {
                    // The matter had these bytes already, from elsewhere.
                    if kept != blob {
                        intake.remove_bytes(id)?;
                    }
                    intake.change(id, |upload| upload.taken(file, now))
                })
                .await
            }
            Err(
                failure @ (Failure::Refused(_) | Failure::Erased | Failure::BadInput { .. } | Failure::AccountClosed),
            ) => {
                tracing::warn!(code = failure.code(), %failure, upload = %id, "a file is not taken into its matter");
                let reason = failure.code();
                blocking(move || intake.refuse(id, reason, now)).await
            }
            Err(failure) => self.given_up_if_lost(id, Err(failure)).await,
        }
    }

    /// Records that something was found in a file, and removes it.
    pub(crate) async fn refuse_file(
        &self,
        permit: Permit<action::AdmitFile>,
        id: UploadId,
        finding: String,
    ) -> Result<(), Failure> {
        let Some(upload) = self.intake().find(id) else { return Ok(()) };
        let State::Held { file, .. } = upload.state.clone() else { return Ok(()) };
        let command = Command::RefuseFile { file, finding: finding.clone() };
        match self.carry_out(for_owner(&permit, &upload), command).await {
            // Of an erased matter nothing is recorded any more; the file goes all the same.
            Ok(_) | Err(Failure::Erased | Failure::Refused(_)) => {}
            Err(failure) => return Err(failure),
        }
        let (intake, now) = (self.intake().clone(), self.clock().now());
        blocking(move || {
            intake.change(id, |upload| upload.examined(Verdict::Infected(finding), now))?;
            intake.remove_bytes(id)
        })
        .await
    }

    /// What the scanner found in an upload, and nobody has recorded yet.
    pub(crate) fn finding_in(&self, id: UploadId) -> Option<String> {
        self.intake().finding_in(id)
    }

    /// Ends an upload that nobody brings forward, or forgets one that ended long ago.
    pub(crate) async fn put_away_upload(&self, id: UploadId, due: Due) -> Result<(), Failure> {
        let (intake, now) = (self.intake().clone(), self.clock().now());
        blocking(move || match due {
            Due::Expire => {
                if intake.change(id, |upload| upload.expire(now))? {
                    intake.remove_bytes(id)
                } else {
                    Ok(())
                }
            }
            Due::Forget => intake.forget(id),
            Due::Finish | Due::Scan | Due::Admit => Ok(()),
        })
        .await
    }

    /// Finishes an upload all of whose bytes are there: the gateway ended, or the disk was full, when it was to be done.
    pub(crate) async fn finish_upload(&self, id: UploadId) -> Result<(), Failure> {
        let turn = self.intake().turn(id);
        let _taken = turn.take().await?;
        match self.intake().find(id) {
            Some(upload) if upload.state == (State::Receiving { offset: upload.announced.length() }) => {
                let finished = self.complete(upload).await.map(drop);
                self.given_up_if_lost(id, finished).await
            }
            _ => Ok(()),
        }
    }

    /// What became of something that was done for an upload. If the disk has lost some of its bytes it comes to nothing, and its owner is
    /// told, instead of its being read again and again.
    async fn given_up_if_lost(&self, id: UploadId, done: Result<(), Failure>) -> Result<(), Failure> {
        match done {
            Err(failure @ Failure::Store(StoreError::PieceMissing { .. } | StoreError::PieceChanged { .. })) => {
                tracing::error!(code = failure.code(), %failure, upload = %id, "an upload is given up");
                let (intake, reason, now) = (self.intake().clone(), failure.code(), self.clock().now());
                blocking(move || intake.refuse(id, reason, now)).await
            }
            done => done,
        }
    }

    /// An upload of this person in this matter. Those of others are not there.
    fn own_upload(&self, permit: &Permit<action::Attach>, id: UploadId) -> Result<Upload, Failure> {
        let found = self.intake().find(id);
        let own = found.filter(|upload| upload.matter == *permit.matter() && upload.owner == owner(permit));
        own.ok_or(Failure::NotFound { what: "upload" })
    }

    /// Whether the matter would take such a file as it stands, counting those that are on their way.
    fn would_take(&self, matter: &Matter, announced: &Announced) -> Result<(), Failure> {
        if matter.files.len() + self.intake().open_for(&matter.id) >= FILES_MAX {
            return Err(Refusal::TooManyFiles.into());
        }
        let file = FileRef {
            // Which file it is may not be known yet; whether one is taken does not depend on it.
            sha256: announced.sha256().unwrap_or_else(|| Digest::of(b"")),
            size: announced.length(),
            name: announced.name().to_owned(),
            media_type: announced.media_type().to_owned(),
            manifest: None,
        };
        let blob = file.sha256;
        decide(Some(matter), Command::AddFile { file, blob }, &Context { today: self.clock().today()? })?;
        Ok(())
    }

    async fn receive_part(self: &Arc<Self>, id: UploadId, mut part: Part) -> Result<Upload, Failure> {
        let turn = self.intake().turn(id);
        let mut taken = turn.take().await?;
        let known = || self.intake().find(id).ok_or(Failure::NotFound { what: "upload" });
        let _place = self.intake().place(&known()?.owner).await?;
        let upload = known()?;
        upload.may_receive(part.offset, part.length, self.clock().now())?;
        if upload.offset() == upload.announced.length() {
            return self.complete(upload).await;
        }
        let mut receiving = Receiving::begin(self, upload, part.checksum).await?;
        let read = receiving.read(&mut part.body, &mut taken).await;
        let upload = receiving.end(read).await?;
        if upload.offset() < upload.announced.length() { Ok(upload) } else { self.complete(upload).await }
    }

    /// All bytes are there: the file is finished under its digest, and held until it was looked at.
    async fn complete(&self, upload: Upload) -> Result<Upload, Failure> {
        let label = self.matter(&upload.matter)?.label_for_results();
        let (intake, now) = (self.intake().clone(), self.clock().now());
        let completed = blocking(move || intake.complete(&upload, label.as_ref(), now)).await;
        self.intake().due.notify_one();
        completed
    }

    async fn scan_upload(self: &Arc<Self>, id: UploadId) -> Result<(), Failure> {
        let Some(upload) = self.intake().find(id) else { return Ok(()) };
        let (State::Held { .. }, None) = (&upload.state, self.finding_in(id)) else { return Ok(()) };
        let now = self.clock().now();
        let clamd = match &self.intake().scanner {
            Some(Scanner::Clamd(clamd)) => clamd.clone(),
            Some(Scanner::None) => {
                let intake = self.intake().clone();
                return blocking(move || intake.change(id, |upload| upload.unexamined(now))).await;
            }
            // Whoever took the setting away since has not said that nobody looks.
            None => return Err(Failure::NoScanner),
        };
        // It may be set to look at less than when the upload began.
        if upload.announced.length() > clamd.file_max_bytes {
            return self.note_verdict(&upload, Verdict::Unknown(Waits::ScannerLimits)).await;
        }
        let (sender, mut pieces) = mpsc::channel(1);
        let (intake, of) = (self.intake().clone(), upload.clone());
        let reading = tokio::task::spawn_blocking(move || intake.read_out(&of, &sender));
        let verdict = scanner::look(&clamd.socket, &mut pieces).await;
        // A scanner that has had enough does not listen to the end; one that calls a file clean must have heard all of it.
        drop(pieces);
        let whole = reading.await.map_err(Failure::broken)??;
        let verdict = if whole || verdict != Verdict::Clean { verdict } else { Verdict::Unknown(Waits::ScannerFails) };
        self.note_verdict(&upload, verdict).await
    }

    /// Keeps what the scanner said. A finding is recorded first, by the clockwork and under its permit.
    async fn note_verdict(&self, upload: &Upload, verdict: Verdict) -> Result<(), Failure> {
        let (intake, id, now) = (self.intake().clone(), upload.id, self.clock().now());
        match verdict {
            Verdict::Infected(finding) => {
                tracing::warn!(upload = %id, matter = %upload.matter, finding, "something was found in an uploaded file");
                intake.note_finding(id, finding);
                Ok(())
            }
            // It is asked again and again; what it said already stands there.
            Verdict::Unknown(why) if upload.state.waits() == Some(why) => Ok(()),
            verdict => blocking(move || intake.change(id, |upload| upload.examined(verdict, now))).await,
        }
    }

    /// Is it configured that a scanner looks at files before they come into a matter?
    pub(super) const fn has_files_scanned(&self) -> bool {
        matches!(self.intake().scanner, Some(Scanner::Clamd(_)))
    }

    /// Has a paper of a matter looked at that came whole, while whoever brought it waits. One in which something is found is recorded, and
    /// not kept.
    pub(super) async fn scanned(&self, acting: Acting, file: &FileRef, bytes: &[u8]) -> Result<Acting, Failure> {
        match self.look_at(bytes).await {
            Ok(()) => Ok(acting),
            Err(Failure::Infected { finding }) => {
                let command = Command::RefuseFile { file: file.clone(), finding: finding.clone() };
                self.carry_out(acting, command).await?;
                Err(Failure::Infected { finding })
            }
            Err(failure) => Err(failure),
        }
    }

    /// Has bytes looked at that came whole: an error, unless the scanner finds them clean, or nobody is to look.
    pub(super) async fn look_at(&self, bytes: &[u8]) -> Result<(), Failure> {
        let Some(Scanner::Clamd(clamd)) = &self.intake().scanner else { return Ok(()) };
        self.intake().looks_at(u64::try_from(bytes.len()).map_err(Failure::broken)?)?;
        let (sender, mut pieces) = mpsc::channel(FILE_MAX_BYTES.div_ceil(PIECE_BYTES));
        for piece in bytes.chunks(PIECE_BYTES) {
            sender.try_send(piece.to_vec()).map_err(Failure::broken)?;
        }
        drop(sender);
        match scanner::look(&clamd.socket, &mut pieces).await {
            Verdict::Clean => Ok(()),
            Verdict::Unknown(_) => Err(Failure::NotExamined),
            Verdict::Infected(finding) => Err(Failure::Infected { finding }),
        }
    }

    /// Puts a file on file, and says what is there then: these bytes, or those that the matter had of the same file, after a crash or from
    /// elsewhere.
    async fn put_on_file(
        &self,
        acting: Acting,
        upload: &Upload,
        file: FileRef,
        blob: Digest,
    ) -> Result<StoredFile, Failure> {
        let stored = self.matter_at(&acting)?.files.get(&file.sha256).cloned();
        // A file that is on file is never refused, and its bytes removed, whatever it is called by now.
        if let Some(stored) = stored.filter(|stored| stored.blob == blob) {
            return Ok(stored);
        }
        // The scanner may have kept it waiting for days. Nobody who is let in no more puts anything on file.
        self.unless_closed(&upload.owner.person)?;
        if let Some(stored) = self.on_file_again(&acting, &file).await? {
            return Ok(stored);
        }
        let (intake, of) = (self.intake().clone(), upload.clone());
        let start = blocking(move || intake.start(&of)).await?;
        self.check_sealed(&acting, &file.media_type, (start.as_slice(), file.size)).await?;
        self.keep_on_file(acting, file.clone(), blob).await?;
        Ok(StoredFile { file, blob })
    }
}

/// One request at work.
struct Receiving {
    intake: Intake,
    clock: Clock,
    upload: Upload,
    patch: Patch,
    /// What passed of the file so far, up to the last whole piece; absent if that is not known without reading it again.
    building: Option<Building>,
}

impl Receiving {
    async fn begin(app: &App, upload: Upload, checksum: Option<Checksum>) -> Result<Self, Failure> {
        let (intake, clock) = (app.intake().clone(), app.clock().clone());
        let (shelf, of) = (intake.clone(), upload.clone());
        let tail = blocking(move || shelf.tail(&of)).await?;
        let whole_pieces = upload.offset() - tail.len() as u64;
        let building = intake.building_up_to(upload.id, whole_pieces);
        let patch = Patch::begin(&upload, tail, checksum)?;
        Ok(Self { intake, clock, upload, patch, building })
    }

    /// Reads the body to its end, or until it breaks off, nothing comes for too long, or a newer request of the same upload has come.
    async fn read(&mut self, body: &mut Body, turn: &mut Turn) -> Result<Ended, Failure> {
        let silence = Duration::from_secs(UPLOAD_SILENCE_MAX_SECONDS);
        loop {
            let frame = tokio::select! {
                biased;
                () = turn.is_over() => return Ok(Ended::Broken),
                frame = tokio::time::timeout(silence, body.frame()) => frame,
            };
            match frame {
                Ok(None) => return Ok(Ended::Whole),
                Ok(Some(Ok(frame))) => {
                    if let Ok(bytes) = frame.into_data() {
                        self.take(&bytes).await?;
                    }
                }
                Ok(Some(Err(_))) | Err(_) => return Ok(Ended::Broken),
            }
        }
    }

    async fn take(&mut self, bytes: &Bytes) -> Result<(), Failure> {
        self.patch.take(bytes)?;
        while let Some(piece) = self.patch.piece() {
            let (number, length) = (self.patch.next_piece(), piece.len() as u64);
            if let Some(building) = &mut self.building {
                building.take(&piece).map_err(Failure::broken)?;
            }
            self.write(number, piece).await?;
            if let Some(offset) = self.patch.written(length) {
                self.keep(offset).await?;
            }
        }
        Ok(())
    }

    /// What became of the request: the upload as it is kept now, or why the request failed. What came before it went wrong is kept; what
    /// could not be written was never counted.
    async fn end(mut self, read: Result<Ended, Failure>) -> Result<Upload, Failure> {
        let (ended, failed) = match read {
            Ok(ended) => (ended, None),
            Err(failure @ Failure::Upload(_)) => (Ended::Broken, Some(failure)),
            Err(failure) => return Err(failure),
        };
        let number = self.patch.next_piece();
        match self.patch.end(ended) {
            Outcome::Discard(refused) => return failed.or(refused.map(Failure::from)).map_or(Ok(self.upload), Err),
            Outcome::Keep { tail, offset } => {
                if !tail.is_empty() {
                    write(&self.intake, &self.upload, number, tail).await?;
                }
                if offset > self.upload.offset() {
                    self.upload = keep(&self.intake, self.upload.id, offset, self.clock.now()).await?;
                }
                self.intake.keep_building(self.upload.id, self.building);
            }
        }
        failed.map_or(Ok(self.upload), Err)
    }

    async fn write(&self, number: u64, piece: Vec<u8>) -> Result<(), Failure> {
        write(&self.intake, &self.upload, number, piece).await
    }

    async fn keep(&mut self, offset: u64) -> Result<(), Failure> {
        self.upload = keep(&self.intake, self.upload.id, offset, self.clock.now()).await?;
        Ok(())
    }
}

/// Returns when the piece is on stable storage.
async fn write(intake: &Intake, upload: &Upload, number: u64, piece: Vec<u8>) -> Result<(), Failure> {
    let (intake, id, matter) = (intake.clone(), upload.id, upload.matter.clone());
    blocking(move || intake.put_piece(id, &matter, number, &piece)).await
}

/// Returns when it is on stable storage that the bytes up to `offset` count. They do not if the upload has ended meanwhile, because they
/// trickled in for days.
async fn keep(intake: &Intake, id: UploadId, offset: u64, now: Time) -> Result<Upload, Failure> {
    let intake = intake.clone();
    let kept = blocking(move || {
        intake.change(id, |upload| {
            upload.kept(offset, now);
            upload.clone()
        })
    })
    .await?;
    kept.may_receive(kept.offset(), None, now)?;
    Ok(kept)
}

fn owner(permit: &Permit<action::Attach>) -> Owner {
    Owner { authority: permit.authority().clone(), person: permit.person().to_owned() }
}

/// The clockwork acts for whoever uploaded the file.
fn for_owner<A: Action<About = AtRevision>>(permit: &Permit<A>, upload: &Upload) -> Acting {
    let Owner { authority, person } = upload.owner.clone();
    let author = Author { authority: Some(authority.clone()), person: Some(person) };
    Acting { author, on_behalf_of: authority, ..acting(permit) }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(Failure::broken)?
}

#[cfg(test)]
mod tests;
