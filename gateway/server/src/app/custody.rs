//! Items in people's hands: nothing of one is given out before the record says who gets it, under which permit, and what for. And what
//! evidence may be used for: what the label says, and what the side that gave it has granted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use comity_domain::label::{Case, Label, Purpose};
use comity_domain::limits::{FILE_MAX_BYTES, ITEMS_HANDLED_MAX};
use comity_domain::matter::{
    Command, Context, Custody, FileRef, Handling, Leave, Matter, Request, Standing, StoredFile, Wish, custody, decide,
};
use comity_domain::message::{Content, OtherUse, UseDecision};
use comity_domain::{MatterId, case};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::approvals::Approvers;
use super::failure::Failure;
use super::ledger::subject;
use super::matters::{Acting, acting};
use super::{App, FileContent, cases, views};
use crate::access::{Action, AtRevision, Permit, action};

/// An item that was given out, and what the record says of that.
#[derive(Debug)]
pub struct Given {
    /// What it is.
    pub file: FileRef,
    /// Its bytes, from the one that was wanted on.
    pub content: FileContent,
    /// The person who has it now.
    pub reader: String,
    /// The matter that it belongs to.
    pub matter: MatterId,
    /// Under which permit.
    pub permit: Leave,
    /// The entry of the record that says so.
    pub entry: u64,
    /// Its label, if it is evidence.
    pub label: Option<Label>,
    /// It came from another gateway: the scanner of this one was not shown it.
    pub unexamined: bool,
}

/// The use for which an item is wanted in another case.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// The case.
    pub case: Case,
    /// Why.
    pub reason: Option<String>,
}

/// A question for another use.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUse {
    /// Which items, and what for: `{"items": ["sha256:…"], "purpose": {"use": "case", "case": {"court": …, "number": …}}}`.
    #[schema(value_type = Object)]
    pub wish: OtherUse,
    /// Why.
    pub reason: String,
}

/// Which evidence this gateway has, so that it is known again when it is put on file elsewhere. In memory only: the digests of files are
/// particulars.
#[derive(Default)]
pub(super) struct Known(Mutex<Evidence>);

#[derive(Default)]
struct Evidence {
    /// The last entry with evidence that was looked at.
    seen: Option<u64>,
    /// The labels of each item, and whether they bind this side: what it gave to the other it is free to use.
    labels: BTreeMap<Digest, BTreeMap<Label, bool>>,
}

impl App {
    /// The label that leaves no room for this use of these items, if one does. Whatever the policies say, it is then refused.
    pub fn restriction(&self, id: &MatterId, items: &[Digest], purpose: &Purpose) -> Result<Option<Label>, Failure> {
        Ok(self.matter(id)?.forbids(items, purpose).cloned())
    }

    /// The labels that leave no room for taking the files of the matter out of the house.
    pub fn restriction_on_export(&self, id: &MatterId) -> Result<Option<Label>, Failure> {
        let matter = self.matter(id)?;
        let items: Vec<Digest> = matter.files.keys().copied().collect();
        Ok(matter.forbids(&items, &Purpose::Outside {}).cloned())
    }

    /// The case that a matter is about.
    pub fn case_of(&self, id: &MatterId) -> Result<Case, Failure> {
        Ok(self.matter(id)?.own_label().case)
    }

    /// The bytes of an item, for the case of its matter.
    pub async fn open_item(
        &self,
        permit: Permit<action::Open>,
        item: Digest,
        wanted: Option<u64>,
    ) -> Result<Given, Failure> {
        let wish = wish(Handling::Opened, item, Purpose::OwnCase {}, &permit);
        self.give(&acting(&permit), (item, wanted), wish).await
    }

    /// The bytes of an item, for another case.
    pub async fn open_elsewhere(
        &self,
        permit: Permit<action::UseElsewhere>,
        (item, wanted): (Digest, Option<u64>),
        Elsewhere { case, reason }: Elsewhere,
    ) -> Result<Given, Failure> {
        let wish = Wish { reason, ..wish(Handling::Opened, item, Purpose::Case { case }, &permit) };
        self.give(&acting(&permit), (item, wanted), wish).await
    }

    /// Puts a copy of an item into another matter of this gateway, with its label. The case for which it is wanted is that matter's.
    pub async fn take_over(
        &self,
        from: Permit<action::UseElsewhere>,
        into: Permit<action::Attach>,
        item: Digest,
        reason: Option<String>,
    ) -> Result<FileRef, Failure> {
        let into = acting(&into);
        self.can_be_copied(from.matter(), item)?;
        let purpose = Purpose::Case { case: self.case_of(&into.matter)? };
        let copied = wish(Handling::Copied, item, purpose, &from);
        let wish = Wish { into: Some(into.matter.clone()), reason, ..copied };
        let Given { file, content, label, matter: source, .. } = self.give(&acting(&from), (item, None), wish).await?;
        let (file, bytes) = whole(file, content).await?;
        let on_file = self.matter_at(&into)?.files.get(&item).cloned();
        if let Some(StoredFile { file: kept, blob }) = on_file {
            // Bytes that are there stay as they lie, in pieces or whole.
            let file = FileRef { manifest: kept.manifest, ..file };
            self.carry_out(into, Command::TakeOver { file: file.clone(), blob, source, label }).await?;
            return Ok(file);
        }
        let blob = self.keep_bytes(subject(&into.matter), bytes).await?;
        let taken = self.carry_out(into, Command::TakeOver { file: file.clone(), blob, source, label }).await;
        self.settled(blob, taken).await?;
        Ok(file)
    }

    /// Puts a copy of an item into a case before a court of this gateway, with its label.
    pub async fn take_into_case(
        &self,
        from: Permit<action::UseElsewhere>,
        into: Permit<action::EnterInCase>,
        item: Digest,
        reason: Option<String>,
    ) -> Result<FileRef, Failure> {
        let into = cases::acting(&into);
        self.can_be_copied(from.matter(), item)?;
        let purpose = Purpose::Case { case: self.case_at(&into)?.own() };
        let wish = Wish { reason, ..wish(Handling::Copied, item, purpose, &from) };
        let Given { file, content, label, matter: source, .. } = self.give(&acting(&from), (item, None), wish).await?;
        let (file, bytes) = whole(file, content).await?;
        let take_over = |blob| case::Command::TakeOver { file: file.clone(), blob, source, label };
        let on_file = self.case_at(&into)?.files.get(&item).map(|kept| kept.blob);
        if let Some(blob) = on_file {
            self.step(into, take_over(blob)).await?;
            return Ok(file);
        }
        let blob = self.keep_bytes(cases::subject(into.case()), bytes).await?;
        let taken = self.step(into, take_over(blob)).await;
        self.settled(blob, taken).await?;
        Ok(file)
    }

    /// The chain of custody of the matter, or of one item of it.
    pub fn custody(&self, permit: &Permit<action::Read>, item: Option<Digest>) -> Result<Vec<Custody>, Failure> {
        let id = acting(permit).matter;
        self.not_erased(&id)?;
        let chain = custody(&id, &self.ledger().docket(&id)?);
        Ok(chain.into_iter().filter(|step| item.is_none_or(|item| step.item == item)).collect())
    }

    /// Asks the side that gave evidence for another use of it.
    pub async fn request_use(
        &self,
        permit: Permit<action::RequestUse>,
        NewUse { wish, reason }: NewUse,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::UseRequest { wish: wish.clone(), reason: reason.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::RequestUse { wish, reason, document }).await
    }

    /// Answers that.
    pub async fn answer_use(
        &self,
        permit: Permit<action::AnswerUse>,
        decision: UseDecision,
        reason: Option<String>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let asked = matter.uses.iter().rfind(|asked| asked.decision.is_none()).map(|asked| asked.digest);
        let content = Content::UseAnswer { decision, reason: reason.clone() };
        let command = |document| Command::AnswerUse { decision, reason, document };
        self.seal_about_and_send(acting, &matter, asked, content, command).await
    }

    /// Records that all files of the matter are taken out of the house, before they are, and says where; nowhere, if it has none.
    pub(super) async fn export_files(
        &self,
        permit: &Permit<action::Export>,
        reason: Option<String>,
    ) -> Result<Option<u64>, Failure> {
        let acting = acting(permit);
        let mut last = None;
        let items: Vec<Digest> = self.matter(&acting.matter)?.files.keys().copied().collect();
        for items in items.chunks(ITEMS_HANDLED_MAX) {
            let (handling, items, purpose) = (Handling::Exported, items.to_vec(), Purpose::Outside {});
            let (permit, reason) = (leave(permit), reason.clone());
            last = Some(self.handle(&acting, Wish { handling, items, purpose, into: None, permit, reason }).await?);
        }
        Ok(last)
    }

    /// Records, as a step of the item's way by each of the two who approve it, that a sealed file is released to its officers.
    pub(super) async fn note_release(
        &self,
        permit: &Permit<action::Recover>,
        item: Digest,
        approvers: &Approvers,
        reason: &str,
    ) -> Result<(), Failure> {
        for account in approvers.accounts() {
            let role = self.account(account)?.role;
            let leave = Leave { role: role.code().to_owned(), ..leave(permit) };
            let mut acting = acting(permit);
            acting.author.person = Some(account.clone());
            // That the matter went on since they looked undoes nothing that both approved.
            acting.revision = self.matter(&acting.matter)?.standing.revision;
            let (handling, items, purpose) = (Handling::Released, vec![item], Purpose::OwnCase {});
            let reason = Some(reason.to_owned());
            self.handle(&acting, Wish { handling, items, purpose, into: None, permit: leave, reason }).await?;
        }
        Ok(())
    }

    /// A copy passes through memory, so there is none of what is longer than a file that comes whole. Nothing is given out then, nor said to
    /// be.
    fn can_be_copied(&self, from: &MatterId, item: Digest) -> Result<(), Failure> {
        let size = self.matter(from)?.files.get(&item).map(|stored| stored.file.size);
        if size.is_some_and(is_too_large) { Err(too_large()) } else { Ok(()) }
    }

    /// Puts a file on file, and brings a judge if it is known here as evidence of another case.
    pub(super) async fn keep_on_file(&self, acting: Acting, file: FileRef, blob: Digest) -> Result<Standing, Failure> {
        let own = self.matter_at(&acting)?.own_label().case;
        let known = self.is_evidence_of_another_case(&own, &file.sha256)?;
        self.carry_out_flagged(acting, Command::AddFile { file, blob }, known).await
    }

    /// Carries it out, and brings a judge with it if something is known here as evidence of another case.
    async fn carry_out_flagged(&self, acting: Acting, command: Command, known: bool) -> Result<Standing, Failure> {
        let matter = self.matter_at(&acting)?;
        let when = self.when()?;
        let context = Context { today: when.day };
        let mut events = decide(Some(&matter), command, &context)?;
        if known {
            events.extend(decide(Some(&matter), Command::FlagEvidence, &context)?);
        }
        let standing = matter.standing.clone();
        drop(matter);
        self.conclude(&acting.author, (&acting.matter, standing), when, &events).await
    }

    /// Changes the draft, and brings a judge if a file of it is known here as evidence of another case than the one that it is about now.
    pub(super) async fn amend_draft(&self, acting: Acting, request: Request) -> Result<Standing, Failure> {
        let matter = self.matter_at(&acting)?;
        let known = self.becomes_another_with_evidence(&matter, &request)?;
        drop(matter);
        self.carry_out_flagged(acting, Command::Amend { request }, known).await
    }

    /// Whether the matter would with this request be about another case, and has a file that is known here as evidence of yet another.
    pub(super) fn becomes_another_with_evidence(&self, matter: &Matter, request: &Request) -> Result<bool, Failure> {
        let own = matter.own_label().case;
        let case = Case { number: request.case_number.clone(), court: own.court.clone() };
        if case.is(&own) {
            return Ok(false);
        }
        for item in matter.files.keys() {
            if self.is_evidence_of_another_case(&case, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The label that a file has to bear where it is put beside the matters: in a case, in an inquiry. None, unless it is known here as
    /// evidence that binds this side.
    ///
    /// # Errors
    /// It may not be used there: it was obtained for another case, of which nothing is told, and the side that gave it has not granted this
    /// use. What belongs to no case has none for which anything was obtained.
    pub(super) fn label_beside(&self, own: Option<Case>, item: &Digest) -> Result<Option<Label>, Failure> {
        let purpose = own.map_or(Purpose::Outside {}, |case| Purpose::Case { case });
        let bound = self.bound_by(item)?;
        match self.first_with_room(&bound, item, &purpose)? {
            None if !bound.is_empty() => Err(known_elsewhere("file")),
            label => Ok(label.cloned()),
        }
    }

    /// Does the label leave room for this use, or has the side that gave the item granted it?
    pub(super) fn leaves_room(&self, label: &Label, item: &Digest, purpose: &Purpose) -> Result<bool, Failure> {
        match self.ledger().matter(&label.matter) {
            Ok(Some(matter)) => Ok(label.admits(purpose) || matter.forbids(&[*item], purpose).is_none()),
            Ok(None) | Err(Failure::Erased) => Ok(label.admits(purpose)),
            Err(failure) => Err(failure),
        }
    }

    /// Whether a file is known here as evidence that binds this side and may not be used in this case. Of the case that it is of nothing is told.
    fn is_evidence_of_another_case(&self, own: &Case, item: &Digest) -> Result<bool, Failure> {
        let purpose = Purpose::Case { case: own.clone() };
        let bound = self.bound_by(item)?;
        Ok(!bound.is_empty() && self.first_with_room(&bound, item, &purpose)?.is_none())
    }

    /// The labels of an item by which this side is bound.
    fn bound_by(&self, item: &Digest) -> Result<Vec<Label>, Failure> {
        Ok(self.labels_known(item)?.into_iter().filter(|(_, binds)| *binds).map(|(label, _)| label).collect())
    }

    /// The first of them that leaves room for this use.
    fn first_with_room<'a>(
        &self,
        bound: &'a [Label],
        item: &Digest,
        purpose: &Purpose,
    ) -> Result<Option<&'a Label>, Failure> {
        for label in bound {
            if self.leaves_room(label, item, purpose)? {
                return Ok(Some(label));
            }
        }
        Ok(None)
    }

    fn labels_known(&self, item: &Digest) -> Result<BTreeMap<Label, bool>, Failure> {
        let mut evidence = self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        self.look_at_evidence(&mut evidence)?;
        Ok(evidence.labels.get(item).cloned().unwrap_or_default())
    }

    /// Looks at the matters in which evidence was obtained since. Those that were erased are forgotten with the process.
    fn look_at_evidence(&self, evidence: &mut Evidence) -> Result<(), Failure> {
        let since = views::with_evidence(&*self.ledger().store().views(), evidence.seen)?;
        let Some(last) = since.last().map(|(index, _)| *index) else { return Ok(()) };
        let matters: BTreeSet<MatterId> = since.into_iter().map(|(_, id)| id).collect();
        for id in matters {
            let matter = match self.ledger().matter(&id) {
                Err(Failure::Erased) | Ok(None) => continue,
                Ok(Some(matter)) => matter,
                Err(failure) => return Err(failure),
            };
            for (item, label) in &matter.labels {
                let binds = matter.binding(item).is_some();
                *evidence.labels.entry(*item).or_default().entry(label.clone()).or_default() |= binds;
            }
        }
        evidence.seen = Some(last);
        Ok(())
    }

    /// Records who gets an item, and only then reads and gives it.
    async fn give(&self, acting: &Acting, (item, wanted): (Digest, Option<u64>), wish: Wish) -> Result<Given, Failure> {
        let matter = self.matter(&acting.matter)?;
        let stored = matter.files.get(&item).cloned().ok_or(Failure::NotFound { what: "file" })?;
        let (file, label) = (stored.file.clone(), matter.label(&item).cloned());
        let unexamined = self.is_unexamined(&matter, &item)?;
        drop(matter);
        let permit = wish.permit.clone();
        let reader = acting.author.person.clone().unwrap_or_default();
        // Nobody is said to have what there is no place to read from, or what nobody could read.
        let place = self.place_to_read(&stored, &reader).await?;
        self.can_be_had(&acting.matter, &stored).await?;
        let entry = self.handle(acting, wish).await?;
        let content = self.content(&acting.matter, stored, wanted, place).await?;
        Ok(Given { file, content, reader, matter: acting.matter.clone(), permit, entry, label, unexamined })
    }

    /// An error if a file in pieces cannot be had now, as where the bucket does not answer that has its list of pieces: whoever wants it is told
    /// so, and does not get the beginning of an answer that breaks off. A piece alone that is missing is found when it is read.
    async fn can_be_had(&self, id: &MatterId, stored: &StoredFile) -> Result<(), Failure> {
        if stored.file.manifest.is_none() {
            return Ok(());
        }
        let (store, owner, file) = (self.ledger().store().clone(), subject(id), stored.blob);
        let finished = tokio::task::spawn_blocking(move || store.finished_file(&owner, &file)).await;
        finished.map_err(Failure::broken)??;
        Ok(())
    }

    /// Whether an item came from another gateway, were it by way of other matters here: it was in each of them before it was copied from
    /// there. Of a matter that was erased nobody knows any more who put it on file.
    fn is_unexamined(&self, matter: &Matter, item: &Digest) -> Result<bool, Failure> {
        let Some(source) = matter.handed_on.get(item) else { return Ok(false) };
        let Some(source) = source else { return Ok(true) };
        match self.ledger().matter(source) {
            Ok(Some(before)) => self.is_unexamined(&before, item),
            Ok(None) | Err(Failure::Erased) => Ok(true),
            Err(failure) => Err(failure),
        }
    }

    /// Records what is done with items, and says where. That somebody else opens another one at the same moment is in nobody's way.
    async fn handle(&self, acting: &Acting, wish: Wish) -> Result<u64, Failure> {
        const TRIES: usize = 64;
        let mut moved = 0;
        for _ in 0..TRIES {
            let matter = self.matter_at(acting)?;
            let when = self.when()?;
            let events = decide(Some(&matter), Command::Handle(wish.clone()), &Context { today: when.day })?;
            let revision = matter.standing.revision;
            drop(matter);
            match self.ledger().append(&acting.matter, revision, when, &acting.author, &events, None).await {
                Err(Failure::Moved { current }) => moved = current,
                done => return Ok(done?.first_index),
            }
        }
        Err(Failure::Moved { current: moved })
    }
}

/// An item as it is kept where it is copied to, whole, and its bytes: put together, if it lies in pieces where it comes from.
async fn whole(file: FileRef, content: FileContent) -> Result<(FileRef, Vec<u8>), Failure> {
    let file = FileRef { manifest: None, ..file };
    let mut pieces = match content {
        FileContent::Whole(bytes) => return Ok((file, bytes)),
        FileContent::Pieces(pieces) => pieces,
    };
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).map_err(Failure::broken)?);
    while let Some(piece) = pieces.recv().await {
        bytes.extend_from_slice(&piece?);
        // A file that is longer than it is said to be is not this one.
        if bytes.len() > FILE_MAX_BYTES {
            break;
        }
    }
    // Pieces that nobody took in time end without an error, and too early.
    if Digest::of(&bytes) == file.sha256 {
        Ok((file, bytes))
    } else {
        Err(Failure::broken("the pieces of a file that was to be copied are not that file"))
    }
}

const fn is_too_large(size: u64) -> bool {
    size > FILE_MAX_BYTES as u64
}

fn too_large() -> Failure {
    Failure::BadInput { at: "item".into(), code: "file-too-large", given: None }
}

/// It is known here as evidence of another case. Which one is not told.
pub(super) fn known_elsewhere(at: &str) -> Failure {
    Failure::BadInput { at: at.into(), code: "evidence-of-another-case", given: None }
}

fn wish<A: Action<About = AtRevision>>(handling: Handling, item: Digest, purpose: Purpose, permit: &Permit<A>) -> Wish {
    Wish { handling, items: vec![item], purpose, into: None, permit: leave(permit), reason: None }
}

/// The permit, as the record keeps it.
fn leave<A: Action<About = AtRevision>>(permit: &Permit<A>) -> Leave {
    Leave {
        action: permit.action().code().to_owned(),
        role: permit.role().code().to_owned(),
        relation: permit.relation().code().to_owned(),
        revision: permit.revision(),
    }
}
