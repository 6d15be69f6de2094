//! What people do in a matter. Each function takes the permit for it, and the matter from the permit.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use comity_domain::assessment::Citation;
use comity_domain::facts::Stage;
use comity_domain::label::Label;
use comity_domain::limits::{DOWNLOAD_SILENCE_MAX_SECONDS, DOWNLOAD_TURN_MAX_MS, PIECE_BYTES};
use comity_domain::matter::{
    Appearance, Chain, Check, Circumstances, Command, Consultation, Context, Conveyed, Counterpart, Decisions, Event,
    ExecutionResult, FileRef, Matter, Preflight, Recorded, Request, SealedPaper, Side, Standing, StoredFile,
    UseAskedFor, Weight, authority_abroad, decide, letter_facts,
};
use comity_domain::message::{Certificate, Content, MessageKind, Notice, SealedDocument};
use comity_domain::{AuthorityId, MatterId};
use comity_record::Digest;
use comity_store::{BlobRef, CommitError, Store, StoreError};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, When, subject};
use super::places::Seat;
use super::seals::InForce;
use super::whole::whole_file;
use super::{App, Left, Witnessing, views};
use crate::access::{Action, AtRevision, Permit, action};

/// A new draft: who it goes to, and what is asked for.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDraft {
    /// The authority that examines, seals and transmits it; the originating court itself where it may deal directly.
    #[schema(value_type = String, example = "cn-gd-hpc")]
    pub transmitting: AuthorityId,
    /// The authority of the other side; `xx-court` or `xx-central-authority` if it is abroad: which one it is, the request says.
    #[schema(value_type = String, example = "hk-high-court")]
    pub receiving: AuthorityId,
    /// What is asked for. Its files are added afterwards.
    #[schema(value_type = Object)]
    pub request: Request,
}

/// A matter as its people see it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MatterView {
    /// Its name.
    #[schema(value_type = String)]
    pub id: MatterId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// What is asked for; absent if the matter was erased.
    #[schema(value_type = Option<Object>)]
    pub request: Option<Request>,
    /// What the preflight said about the request as it stands, if it was examined.
    #[schema(value_type = Option<Object>)]
    pub preflight: Option<Preflight>,
    /// The last answer of this side's own rules.
    #[schema(value_type = Option<Object>)]
    pub assessed: Option<Check>,
    /// The last advice of the other side's rules.
    #[schema(value_type = Option<Object>)]
    pub advised: Option<Check>,
    /// What came of it, once there is a result: `served`, `partly-taken`.
    #[schema(value_type = Option<String>)]
    pub result: Option<ExecutionResult>,
    /// The certificate, once there is one.
    #[schema(value_type = Option<Object>)]
    pub certificate: Option<Certificate>,
    /// What the receiving authority decided about the wishes of a letter for evidence.
    #[schema(value_type = Object)]
    pub decisions: Decisions,
    /// What this side, executing, found out about the request.
    #[schema(value_type = Option<Object>)]
    pub circumstances: Option<Circumstances>,
    /// What became of those who travelled to this side, requesting, to testify.
    #[schema(value_type = Vec<Object>)]
    pub appearances: Vec<Appearance>,
    /// The receiving authority's own number of the matter, once it has given one.
    pub number_over_there: Option<String>,
    /// The times and places that the executing side gave notice of.
    #[schema(value_type = Vec<Object>)]
    pub notices: Vec<Notice>,
    /// The last consultation on costs, and its answer.
    #[schema(value_type = Option<Object>)]
    pub consultation: Option<Consultation>,
    /// The labels of the files that are evidence, by their digests.
    #[schema(value_type = Object)]
    pub labels: BTreeMap<Digest, Label>,
    /// The questions for another use of evidence, and their answers.
    #[schema(value_type = Vec<Object>)]
    pub uses: Vec<UseAskedFor>,
    /// Every document that was sealed in the matter: which stand, and which were superseded by which.
    #[schema(value_type = Vec<Object>)]
    pub papers: Vec<SealedPaper>,
    /// What went abroad by hand, and what came from there so: when, how, by whom.
    #[schema(value_type = Vec<Object>)]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conveyed: Vec<Conveyed>,
    /// How well this gateway's record of the sealed certificate is witnessed, once it was returned.
    pub certificate_witnessed: Option<Witnessing>,
    /// What is left of the entries of a matter that was erased.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Left>,
}

/// A line of a worklist.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WorklistRow {
    /// The matter.
    #[schema(value_type = String)]
    pub id: MatterId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The requesting court's number of the case; absent if it was erased.
    pub case_number: Option<String>,
    /// It has ended, and its particulars were kept as long as this side keeps them.
    pub retention_ended: bool,
}

/// What is in a file.
#[derive(Debug)]
pub enum FileContent {
    /// All of it.
    Whole(Vec<u8>),
    /// Its pieces, in their order, as whoever reads them takes them. An error is the last.
    Pieces(mpsc::Receiver<Result<Bytes, Failure>>),
}

/// So many pieces of a file are read before they are taken.
const PIECES_READ_AHEAD: usize = 2;

/// Who acts in which matter, out of a permit.
#[derive(Clone)]
pub(super) struct Acting {
    pub(super) author: Author,
    pub(super) on_behalf_of: AuthorityId,
    pub(super) matter: MatterId,
    pub(super) revision: u64,
}

impl App {
    /// Writes a first draft on behalf of the originating court.
    pub async fn draft(&self, permit: Permit<action::Draft>, new: NewDraft) -> Result<MatterId, Failure> {
        let chain = self.chain(permit.authority().clone(), new.transmitting, new.receiving)?;
        let id = permit.matter().clone();
        let when = self.when()?;
        let command = Command::Draft { chain, request: new.request };
        let events = decide(None, command, &Context { today: when.day })?;
        self.ledger().append(&id, 0, when, &author(&permit), &events, None).await?;
        Ok(id)
    }

    /// Changes the draft.
    pub async fn amend(&self, permit: Permit<action::Amend>, request: Request) -> Result<Standing, Failure> {
        self.amend_draft(acting(&permit), request).await
    }

    /// Adds a paper to the matter's files.
    pub async fn attach(
        &self,
        permit: Permit<action::Attach>,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<FileRef, Failure> {
        let file = whole_file(name, media_type, &bytes)?;
        let acting = acting(&permit);
        self.check_sealed(&acting, &file.media_type, (bytes.as_slice(), file.size)).await?;
        if let Some(stored) = self.on_file_again(&acting, &file).await? {
            return Ok(stored.file);
        }
        // What would be refused is neither looked at nor kept.
        let (matter, tried) = (self.matter_at(&acting)?, Command::AddFile { file: file.clone(), blob: file.sha256 });
        decide(Some(&matter), tried, &Context { today: self.clock().today()? })?;
        drop(matter);
        let acting = self.scanned(acting, &file, &bytes).await?;
        let blob = self.keep_bytes(subject(&acting.matter), bytes).await?;
        let added = self.keep_on_file(acting, file.clone(), blob).await;
        self.settled(blob, added).await?;
        Ok(file)
    }

    /// Whether the matter has these bytes already, and how: they stay where they lie. Only a name that is new is put on file.
    pub(super) async fn on_file_again(&self, acting: &Acting, file: &FileRef) -> Result<Option<StoredFile>, Failure> {
        let Some(StoredFile { file: kept, blob }) = self.matter_at(acting)?.files.get(&file.sha256).cloned() else {
            return Ok(None);
        };
        let file = FileRef { manifest: kept.manifest, ..file.clone() };
        if file != kept {
            self.keep_on_file(acting.clone(), file.clone(), blob).await?;
        }
        Ok(Some(StoredFile { file, blob }))
    }

    /// A place among those who are given a file in pieces, each of whom has some of them in memory. What came whole needs none.
    pub(super) async fn place_to_read(&self, stored: &StoredFile, reader: &str) -> Result<Option<Seat>, Failure> {
        if stored.file.manifest.is_none() {
            return Ok(None);
        }
        let reader = reader.to_owned();
        let place = self.readers.take(&reader);
        let place = tokio::time::timeout(Duration::from_millis(DOWNLOAD_TURN_MAX_MS), place).await;
        place.map_err(|_| Failure::Commit(CommitError::Busy))?.map(Some)
    }

    /// What is in a file of the matter: from the byte `wanted` on, if it has such a one. Only for whom the record says that he gets it.
    pub(super) async fn content(
        &self,
        id: &MatterId,
        stored: StoredFile,
        wanted: Option<u64>,
        place: Option<Seat>,
    ) -> Result<FileContent, Failure> {
        let (store, owner) = (self.ledger().store().clone(), subject(id));
        let from = wanted.filter(|from| *from < stored.file.size).unwrap_or_default();
        if stored.file.manifest.is_some() {
            let (sender, pieces) = mpsc::channel(PIECES_READ_AHEAD);
            tokio::spawn(async move {
                let _place = place;
                read_pieces(&store, &owner, (stored.blob, from), &sender).await;
            });
            return Ok(FileContent::Pieces(pieces));
        }
        let blob = BlobRef { name: stored.blob, plaintext: stored.file.sha256, size: stored.file.size };
        let bytes = self.bytes_of(owner, blob).await?;
        let from = usize::try_from(from).map_err(Failure::broken)?;
        Ok(FileContent::Whole(bytes.into_iter().skip(from).collect()))
    }

    /// Asks this side's rules, and the other side's published ones, what would become of the letter as it stands.
    /// Rules that do not answer are part of what is recorded; the draft then goes only for a reason.
    pub async fn preflight(&self, permit: Permit<action::Preflight>) -> Result<Preflight, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let parties = self.parties(&matter.standing.chain)?;
        let today = self.clock().today()?;
        self.refresh_advice(&matter).await;
        let (mut checks, mut unanswered) = (Vec::new(), Vec::new());
        for stage in examined_at(&matter) {
            match self.examine(letter_facts(&matter, &parties, stage, today)).await {
                Ok(check) => checks.push(check),
                Err(silent) => unanswered.push(silent),
            }
        }
        let preflight = Preflight { request_digest: matter.request_digest(), checks, unanswered };
        self.carry_out(acting, Command::RecordPreflight(preflight.clone())).await?;
        Ok(preflight)
    }

    /// Hands the request to the transmitting authority.
    pub async fn submit(
        &self,
        permit: Permit<action::Submit>,
        override_reason: Option<String>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let agents = self.agents_of(&self.matter_at(&acting)?.request, self.clock().today()?)?;
        self.carry_out(acting, Command::Submit { agents, override_reason }).await
    }

    /// Sends the request back to the originating court.
    pub async fn send_back(&self, permit: Permit<action::SendBack>, reason: String) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::SendBack { reason }).await
    }

    /// Seals the letter and transmits it.
    pub async fn forward(
        &self,
        permit: Permit<action::Forward>,
        override_reason: Option<String>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::Letter { chain: matter.standing.chain.clone(), request: matter.request.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::Transmit { document, override_reason }).await
    }

    /// Takes the responsibility for what the rules could not prepare.
    pub async fn review(&self, permit: Permit<action::Review>, reason: String) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::Review { reason }).await
    }

    /// Asks the requesting side for a supplement.
    pub async fn ask_supplement(
        &self,
        permit: Permit<action::AskSupplement>,
        reason: String,
        grounds: Vec<Citation>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::SupplementRequest { reason: reason.clone(), grounds: grounds.clone() };
        let command = |document| Command::AskSupplement { reason, grounds, document };
        self.seal_and_send(acting, &matter, content, command).await
    }

    /// Accepts the request.
    pub async fn accept(
        &self,
        permit: Permit<action::Accept>,
        remarks: Option<String>,
        decisions: Decisions,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::Acceptance { remarks: remarks.clone(), decisions: decisions.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::Accept { remarks, decisions, document }).await
    }

    /// Notes what was found out about the request.
    pub async fn note_circumstances(
        &self,
        permit: Permit<action::Note>,
        circumstances: Circumstances,
    ) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::NoteCircumstances { circumstances }).await
    }

    /// Records what became of a person who travelled here to testify.
    pub async fn record_appearance(
        &self,
        permit: Permit<action::RecordAppearance>,
        appearance: Appearance,
    ) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::RecordAppearance { appearance }).await
    }

    /// Refuses the request.
    pub async fn refuse(
        &self,
        permit: Permit<action::Refuse>,
        reason: String,
        grounds: Vec<Citation>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::Refusal { reason: reason.clone(), grounds: grounds.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::Refuse { reason, grounds, document }).await
    }

    /// Hands the papers to the executing body.
    pub async fn start_execution(
        &self,
        permit: Permit<action::Serve>,
        executing_body: String,
    ) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::StartExecution { executing_body }).await
    }

    /// Records that service was carried out, or evidence taken; or that it could not be.
    pub async fn record_execution(
        &self,
        permit: Permit<action::Serve>,
        result: ExecutionResult,
        certificate: Certificate,
    ) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::Execute { result, certificate }).await
    }

    /// Seals the certificate and sends it back.
    pub async fn return_certificate(&self, permit: Permit<action::Return>) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let Some((result, certificate)) = matter.certificate.clone() else {
            return Err(comity_domain::matter::Refusal::WrongState { state: matter.standing.state }.into());
        };
        let content = Content::Certificate { result, certificate };
        self.seal_and_send(acting, &matter, content, |document| Command::ReturnCertificate { document }).await
    }

    /// Withdraws the request; the other side is told if it has it.
    pub async fn withdraw(&self, permit: Permit<action::Withdraw>, reason: String) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        if matter.letter_digest.is_none() {
            return self.carry_out(acting, Command::Withdraw { reason, document: None }).await;
        }
        let content = Content::Withdrawal { reason: reason.clone() };
        let command = |document| Command::Withdraw { reason, document: Some(document) };
        self.seal_and_send(acting, &matter, content, command).await
    }

    /// Closes the file.
    pub async fn close(&self, permit: Permit<action::Close>) -> Result<Standing, Failure> {
        self.carry_out(acting(&permit), Command::Close).await
    }

    /// The matter as its people see it.
    pub fn read(&self, permit: &Permit<action::Read>) -> Result<MatterView, Failure> {
        let id = acting(permit).matter;
        let matter = match self.matter(&id) {
            Err(Failure::Erased) => return self.read_erased(id),
            matter => matter?,
        };
        let digest = matter.request_digest();
        let certificate_witnessed = self.certificate_witnessed(&matter)?;
        // Its files are not copied: there may be thousands.
        let (result, certificate) = matter.certificate.clone().unzip();
        Ok(MatterView {
            id,
            standing: matter.standing.clone(),
            request: Some(matter.request.clone()),
            preflight: matter.preflight.clone().filter(|it| it.request_digest == digest),
            assessed: matter.assessed.clone(),
            advised: matter.advised.clone(),
            result,
            certificate,
            decisions: matter.decisions.clone(),
            circumstances: matter.circumstances.clone(),
            appearances: matter.appearances.clone(),
            number_over_there: matter.number_over_there.clone(),
            notices: matter.notices.iter().map(|(_, notice)| notice.clone()).collect(),
            consultation: matter.consultation.clone(),
            labels: matter.labels.clone(),
            uses: matter.uses.clone(),
            papers: matter.papers.clone(),
            conveyed: matter.conveyed.clone(),
            certificate_witnessed,
            left: Vec::new(),
        })
    }

    /// What is left of a matter that was erased: where it stood, and what happened when.
    fn read_erased(&self, id: MatterId) -> Result<MatterView, Failure> {
        let standing = self.ledger().standing(&id)?.ok_or(Failure::NotFound { what: "matter" })?;
        let certificate_witnessed = self.erased_certificate_witnessed(&id)?;
        let left = self.left(&id)?;
        Ok(MatterView {
            id,
            standing,
            request: None,
            preflight: None,
            assessed: None,
            advised: None,
            result: None,
            certificate: None,
            decisions: Decisions::default(),
            circumstances: None,
            appearances: Vec::new(),
            number_over_there: None,
            notices: Vec::new(),
            consultation: None,
            labels: BTreeMap::new(),
            uses: Vec::new(),
            papers: Vec::new(),
            conveyed: Vec::new(),
            certificate_witnessed,
            left,
        })
    }

    /// Everything that the record holds of the matter.
    pub fn docket(&self, permit: &Permit<action::Read>) -> Result<Vec<Recorded>, Failure> {
        let id = acting(permit).matter;
        self.not_erased(&id)?;
        self.ledger().docket(&id)
    }

    /// The matters of the authority on whose behalf the permit is: at most `limit`, behind `after`.
    pub fn worklist(
        &self,
        permit: &Permit<action::List>,
        after: Option<&MatterId>,
        limit: usize,
    ) -> Result<Vec<WorklistRow>, Failure> {
        let views = self.ledger().store().views();
        let today = self.clock().today().ok();
        let mut rows = Vec::new();
        for id in views::docket(&*views, permit.authority(), after, limit)? {
            let Some(standing) = views::standing(&*views, &id)? else { continue };
            let case_number = self.ledger().matter(&id).ok().flatten().map(|matter| matter.request.case_number.clone());
            let retained_until = self.erasures().retention_years().and_then(|years| standing.retained_until(years));
            let is_over = retained_until.zip(today).is_some_and(|(until, today)| until < today);
            let retention_ended = standing.erased.is_none() && is_over;
            rows.push(WorklistRow { id, standing, case_number, retention_ended });
        }
        Ok(rows)
    }

    /// The matter, wherever it stands.
    pub(super) fn matter(&self, id: &MatterId) -> Result<Arc<Matter>, Failure> {
        self.ledger().matter(id)?.ok_or(Failure::NotFound { what: "matter" })
    }

    /// The other side's gateway. An authority abroad has none: nothing is sent to it, and nothing taken for its word.
    pub(super) fn other_side(&self, matter: &Matter) -> Result<comity_domain::GatewayId, Failure> {
        let chain = &matter.standing.chain;
        match (matter.standing.side, chain.counterpart()) {
            (Side::Requested, Counterpart::Gateway) => Ok(matter.id.origin().clone()),
            (Side::Requesting, _) => self.gateway_of(&chain.receiving),
            (Side::Requested, Counterpart::Abroad) => self.gateway_of(&chain.transmitting),
        }
    }

    /// The matter, if it still stands where the permit was made.
    pub(super) fn matter_at(&self, acting: &Acting) -> Result<Arc<Matter>, Failure> {
        let matter = self.matter(&acting.matter)?;
        let current = matter.standing.revision;
        if matter.standing.is_seen_at(acting.revision) { Ok(matter) } else { Err(Failure::Moved { current }) }
    }

    /// Decides and commits.
    pub(super) async fn carry_out(&self, acting: Acting, command: Command) -> Result<Standing, Failure> {
        let matter = self.matter_at(&acting)?;
        let when = self.when()?;
        let events = decide(Some(&matter), command, &Context { today: when.day })?;
        let standing = matter.standing.clone();
        drop(matter);
        self.conclude(&acting.author, (&acting.matter, standing), when, &events).await
    }

    /// Seals a document about the letter that stands, decides, and commits the events together with the message that carries it.
    pub(super) async fn seal_and_send(
        &self,
        acting: Acting,
        matter: &Matter,
        content: Content,
        command: impl FnOnce(String) -> Command,
    ) -> Result<Standing, Failure> {
        self.seal_about_and_send(acting, matter, matter.letter_digest, content, command).await
    }

    /// The same, about another document.
    pub(super) async fn seal_about_and_send(
        &self,
        acting: Acting,
        matter: &Matter,
        refers_to: Option<Digest>,
        content: Content,
        command: impl FnOnce(String) -> Command,
    ) -> Result<Standing, Failure> {
        let when = self.when()?;
        let kind = match (content.kind(), matter.standing.supplements.is_empty()) {
            (MessageKind::Letter, false) => MessageKind::Supplement,
            (kind, _) => kind,
        };
        let files: Vec<FileRef> = content.files().into_iter().cloned().collect();
        let sealed = SealedDocument {
            matter: matter.id.clone(),
            sealed_by: acting.on_behalf_of.clone(),
            sealed_on: when.day,
            refers_to,
            content,
        };
        let document = self.sealed_for(matter, &sealed, when)?;
        let mut events = decide(Some(matter), command(document.clone()), &Context { today: when.day })?;
        // What goes abroad is printed, and somebody dispatches it.
        if !events.is_empty() && matter.standing.chain.counterpart() == Counterpart::Gateway {
            events.push(self.compose(matter, kind, &acting.on_behalf_of, document, &files, when)?);
        }
        self.conclude(&acting.author, (&matter.id, matter.standing.clone()), when, &events).await
    }

    /// The document under the seal of its authority: such that the other side's gateway takes it, or, where there is none, that whoever is
    /// shown it can verify it.
    pub(super) fn sealed_for(&self, matter: &Matter, document: &SealedDocument, when: When) -> Result<String, Failure> {
        let InForce { roll, keys } = self.in_force();
        match matter.standing.chain.counterpart() {
            Counterpart::Gateway => keys.seal(&roll, document, &self.other_side(matter)?, when.time),
            Counterpart::Abroad => keys.seal_for_all(&roll, &document.sealed_by, document, when.time),
        }
    }

    /// Commits events in a matter that was decided from where it stood, and wakes whoever has something to do now.
    pub(super) async fn conclude(
        &self,
        author: &Author,
        (id, mut standing): (&MatterId, Standing),
        when: When,
        events: &[Event],
    ) -> Result<Standing, Failure> {
        if events.is_empty() {
            return Ok(standing);
        }
        self.ledger().append(id, standing.revision, when, author, events, None).await?;
        for event in events {
            standing.apply(when.day, event);
        }
        if standing.asks_rules_on(when.day) {
            self.wake_assessments();
        }
        if events.iter().any(|event| matches!(event, Event::MessageQueued { .. })) {
            self.wake_outbox();
        }
        Ok(standing)
    }

    fn chain(
        &self,
        originating: AuthorityId,
        transmitting: AuthorityId,
        receiving: AuthorityId,
    ) -> Result<Chain, Failure> {
        let bad = |at, reason| Err(Failure::BadChain { at, reason });
        let gateway = |at, authority| self.gateway_of(authority).map_err(|failure| failure.named_at(at));
        if gateway("transmitting", &transmitting)? != *self.gateway() {
            return bad("transmitting", "served by another gateway");
        }
        if authority_abroad(&receiving).is_none() && gateway("receiving", &receiving)? == *self.gateway() {
            return bad("receiving", "served by this gateway");
        }
        let roll = self.roll();
        let courts = roll.authority(&transmitting).and_then(|entry| entry.transmitting_for.as_ref());
        if transmitting != originating && !courts.is_some_and(|courts| courts.contains(&originating)) {
            return bad("transmitting", "transmits nothing of the originating court");
        }
        Ok(Chain { originating, transmitting, receiving })
    }
}

/// The stages at which a letter is examined before it goes: here as it leaves, and over there as it arrives, if anybody knows that law.
pub(super) fn examined_at(matter: &Matter) -> impl Iterator<Item = Stage> {
    matter.examiners().iter().map(|examiner| match examiner {
        Weight::Own => Stage::Outgoing,
        Weight::Advice => Stage::Incoming,
    })
}

pub(super) fn acting<A: Action<About = AtRevision>>(permit: &Permit<A>) -> Acting {
    Acting {
        author: author(permit),
        on_behalf_of: permit.authority().clone(),
        matter: permit.matter().clone(),
        revision: permit.revision(),
    }
}

pub(super) fn author<A: Action>(permit: &Permit<A>) -> Author {
    Author { authority: Some(permit.authority().clone()), person: Some(permit.person().to_owned()) }
}

/// Reads a large file, from a byte on, for as long as somebody takes its pieces. No thread waits for whoever takes them, and nobody does for
/// ever.
async fn read_pieces(
    store: &Store,
    owner: &str,
    (file, from): (Digest, u64),
    to: &mpsc::Sender<Result<Bytes, Failure>>,
) {
    let count = match read(store, owner, move |store, owner| store.finished_file(owner, &file)).await {
        Ok(finished) => finished.pieces,
        Err(failure) => return drop(to.send(Err(failure)).await),
    };
    let piece_bytes = PIECE_BYTES as u64;
    let mut skipped = usize::try_from(from % piece_bytes).unwrap_or_default();
    for index in u32::try_from(from / piece_bytes).unwrap_or(u32::MAX)..count {
        let piece = read(store, owner, move |store, owner| store.get_piece(owner, &file, index)).await;
        let piece = piece.map(|piece| {
            let mut bytes = Bytes::from(piece);
            bytes.split_off(std::mem::take(&mut skipped).min(bytes.len()))
        });
        let is_last = piece.is_err();
        let taken = tokio::time::timeout(Duration::from_secs(DOWNLOAD_SILENCE_MAX_SECONDS), to.send(piece)).await;
        if is_last || !matches!(taken, Ok(Ok(()))) {
            return;
        }
    }
}

/// Reads something of the store where the disk may be waited for.
async fn read<T: Send + 'static>(
    store: &Store,
    owner: &str,
    read: impl FnOnce(&Store, &str) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Failure> {
    let (store, owner) = (store.clone(), owner.to_owned());
    Ok(tokio::task::spawn_blocking(move || read(&store, &owner)).await.map_err(Failure::broken)??)
}

/// The encrypted bytes of files, by the digest of the plain ones.
pub(super) type Blobs = BTreeMap<Digest, Digest>;
