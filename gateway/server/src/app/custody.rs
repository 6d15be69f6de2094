//! Items in people's hands: nothing of one is given out before the record says who gets it, under which permit, and what for. And what
//! evidence may be used for: what the label says, and what the side that gave it has granted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use comity_domain::MatterId;
use comity_domain::label::{Case, Label, Purpose};
use comity_domain::limits::ITEMS_HANDLED_MAX;
use comity_domain::matter::{
    Command, Context, Custody, FileRef, Handling, Leave, Matter, Standing, Wish, custody, decide,
};
use comity_domain::message::{Content, OtherUse, UseDecision};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::subject;
use super::matters::{Acting, acting};
use super::{App, FileContent, views};
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
    /// The cases for which each item was obtained.
    cases: BTreeMap<Digest, BTreeSet<Case>>,
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
        // What lies in pieces is not held in memory, and no copy of it is made here. Nothing is given out then, nor said to be.
        let too_large = || Failure::BadInput { at: "item".into(), code: "file-too-large", given: None };
        if self.matter(from.matter())?.files.get(&item).is_some_and(|stored| stored.file.manifest.is_some()) {
            return Err(too_large());
        }
        let purpose = Purpose::Case { case: self.case_of(&into.matter)? };
        let copied = wish(Handling::Copied, item, purpose, &from);
        let wish = Wish { into: Some(into.matter.clone()), reason, ..copied };
        let Given { file, content, label, matter: source, .. } = self.give(&acting(&from), (item, None), wish).await?;
        let FileContent::Whole(bytes) = content else { return Err(too_large()) };
        let on_file = self.matter_at(&into)?.files.get(&item).map(|kept| kept.blob);
        if let Some(blob) = on_file {
            self.carry_out(into, Command::TakeOver { file: file.clone(), blob, source, label }).await?;
            return Ok(file);
        }
        let blob = self.keep_bytes(subject(&into.matter), bytes).await?;
        let taken = self.carry_out(into, Command::TakeOver { file: file.clone(), blob, source, label }).await;
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

    /// Puts a file on file, and brings a judge if it is known here as evidence of another case.
    pub(super) async fn keep_on_file(&self, acting: Acting, file: FileRef, blob: Digest) -> Result<Standing, Failure> {
        let matter = self.matter_at(&acting)?;
        let when = self.when()?;
        let context = Context { today: when.day };
        let known = self.is_evidence_of_another_case(&matter, &file.sha256)?;
        let mut events = decide(Some(&matter), Command::AddFile { file, blob }, &context)?;
        if known {
            events.extend(decide(Some(&matter), Command::FlagEvidence, &context)?);
        }
        let standing = matter.standing.clone();
        drop(matter);
        self.conclude(&acting.author, (&acting.matter, standing), when, &events).await
    }

    /// Whether a file that is put on file in this matter is known here as evidence of another case. Of that case nothing is told.
    fn is_evidence_of_another_case(&self, matter: &Matter, item: &Digest) -> Result<bool, Failure> {
        let own = matter.own_label().case;
        let mut evidence = self.known.0.lock().unwrap_or_else(PoisonError::into_inner);
        self.look_at_evidence(&mut evidence)?;
        Ok(evidence.cases.get(item).is_some_and(|cases| cases.iter().any(|case| *case != own)))
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
                evidence.cases.entry(*item).or_default().insert(label.case.clone());
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
        drop(matter);
        let permit = wish.permit.clone();
        let reader = acting.author.person.clone().unwrap_or_default();
        // Nobody is said to have what there is no place to read from.
        let place = self.place_to_read(&stored, &reader).await?;
        let entry = self.handle(acting, wish).await?;
        let content = self.content(&acting.matter, stored, wanted, place).await?;
        Ok(Given { file, content, reader, matter: acting.matter.clone(), permit, entry, label })
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
