//! Cases before the courts of this gateway: who produced what, what the others say to it, and what the judge decides. The rules of this side
//! are asked before each step to which they say something, and what they said is recorded with it.

use std::collections::BTreeSet;
use std::sync::Arc;

use comity_domain::case::{
    self, Agent, Case, Command, Context, Event, Recorded, Sheet, Standing, Wish, custody, decide, question,
    question_of_use,
};
use comity_domain::facts::Authority;
use comity_domain::label::{self, Purpose};
use comity_domain::limits::{ITEMS_HANDLED_MAX, WORKLIST_MAX_ROWS};
use comity_domain::matter::{Custody, FileRef, Handling, Leave};
use comity_domain::parts::InParts as _;
use comity_domain::{AuthorisationId, AuthorityId, CaseId, Date};
use comity_record::Digest;
use comity_store::{BlobRef, Commit, Committed, Entry, Expected, NewEntry, Particulars};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, When, entry_of, read};
use super::whole::whole_file;
use super::{App, views};
use crate::access::{Action, CaseAtRevision, CaseStanding, Permit, action};

/// A line of the list of cases.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseRow {
    /// The case.
    #[schema(value_type = String)]
    pub id: CaseId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The court's number of the case; absent if it was erased.
    pub case_number: Option<String>,
    /// The next day on which something is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub next_day: Option<Date>,
    /// Its particulars have been kept as long as this side keeps them.
    pub retention_ended: bool,
}

/// Who acts in which case, out of a permit.
pub(super) struct Acting {
    author: Author,
    case: CaseId,
    revision: u64,
}

impl Acting {
    pub(super) const fn case(&self) -> &CaseId {
        &self.case
    }
}

impl App {
    /// A name for a case that is entered here.
    pub fn new_case_id(&self) -> CaseId {
        CaseId::new(self.gateway().clone(), self.clock().ulid())
    }

    /// The court of a case: what a permit is decided from, so nobody needs one for this.
    pub fn case_for_access(&self, id: &CaseId) -> Result<Option<CaseStanding>, Failure> {
        let standing = self.standing_of_case(id)?;
        Ok(standing.map(|it| CaseStanding { case: id.clone(), revision: it.revision, court: it.court }))
    }

    /// Whether whoever has seen the case at this revision knows it as it stands.
    pub fn case_is_seen_at(&self, id: &CaseId, revision: u64) -> Result<bool, Failure> {
        Ok(self.standing_of_case(id)?.is_some_and(|standing| standing.is_seen_at(revision)))
    }

    /// Where the case stands by all its entries; of one that was erased only the view says it.
    fn standing_of_case(&self, id: &CaseId) -> Result<Option<Standing>, Failure> {
        match self.ledger().case(id) {
            Err(Failure::Erased) => views::case_standing(&*self.ledger().store().views(), id),
            case => Ok(case?.map(|case| case.standing.clone())),
        }
    }

    /// What a label calls the case.
    pub fn own_of_case(&self, id: &CaseId) -> Result<label::Case, Failure> {
        Ok(self.case(id)?.own())
    }

    /// Enters a case on behalf of its court.
    pub async fn open_case(&self, permit: Permit<action::OpenCase>, sheet: Sheet) -> Result<CaseId, Failure> {
        let acting = acting(&permit);
        let id = acting.case.clone();
        let when = self.when()?;
        let number = sheet.case_number.clone();
        let command = Command::Open { court: permit.authority().clone(), sheet };
        self.keeps_apart(&acting.author, (permit.authority(), &number), &command)?;
        let rules = self.own_rules()?;
        let events = decide(None, command, &Context { today: when.day, calendars: rules.calendars() })?;
        self.append_to_case(&acting, 0, when, &events).await?;
        Ok(id)
    }

    /// Enters what a party does.
    pub async fn enter_in_case(
        &self,
        permit: Permit<action::EnterInCase>,
        command: Command,
    ) -> Result<Standing, Failure> {
        self.step(acting(&permit), command).await
    }

    /// Does what the judge does who leads the case.
    pub async fn lead_case(&self, permit: Permit<action::LeadCase>, command: Command) -> Result<Standing, Failure> {
        self.step(acting(&permit), command).await
    }

    /// Lets a party be represented by somebody whom it authorised before a judge, here or at another court of the region.
    pub async fn name_agent(
        &self,
        permit: Permit<action::EnterInCase>,
        party: u32,
        name: String,
        authorisation: AuthorisationId,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let case = self.case_at(&acting)?;
        let unknown = case::Refusal::UnknownNumber { at: "party", number: party };
        let principal = case.party(party).ok_or(unknown)?.name.clone();
        let document = self.usable(&authorisation, &principal, &name, &case.sheet.case_number)?;
        drop(case);
        let agent = Agent { name, authorisation, document };
        self.step(acting, Command::NameAgent { party, agent }).await
    }

    /// Adds a file to the case.
    pub async fn attach_to_case(
        &self,
        permit: Permit<action::EnterInCase>,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<FileRef, Failure> {
        let file = whole_file(name, media_type, &bytes)?;
        let acting = acting(&permit);
        let case = self.case_at(&acting)?;
        let label = self.label_beside(Some(case.own()), &file.sha256)?;
        let is_there = case.files.get(&file.sha256).is_some_and(|kept| kept.file == file);
        if is_there && (label.is_none() || case.labels.contains_key(&file.sha256)) {
            return Ok(file);
        }
        // What would be refused is not kept either.
        let tried = Command::AddFile { file: file.clone(), blob: file.sha256, label: label.clone() };
        let rules = self.own_rules()?;
        decide(Some(&case), tried, &Context { today: self.clock().today()?, calendars: rules.calendars() })?;
        drop(case);
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(subject(&acting.case), bytes).await?;
        let added = self.step(acting, Command::AddFile { file: file.clone(), blob, label }).await;
        self.settled(blob, added).await?;
        Ok(file)
    }

    /// The bytes of a file of the case, once the record says who has it.
    pub async fn file_of_case(
        &self,
        permit: Permit<action::ReadCase>,
        sha256: Digest,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        let found = self.case(permit.case())?.files.get(&sha256).cloned();
        let kept = found.ok_or(Failure::NotFound { what: "file" })?;
        let (handling, items) = (Handling::Opened, vec![sha256]);
        let wish = Wish { handling, items, permit: leave(&permit), reason: None, granted: BTreeSet::new() };
        self.handle_in_case(&acting(&permit), wish).await?;
        let blob = BlobRef { name: kept.blob, plaintext: sha256, size: kept.file.size };
        let bytes = self.bytes_of(subject(permit.case()), blob).await?;
        Ok((kept.file, bytes))
    }

    /// The case as its people see it.
    pub fn read_case(&self, permit: &Permit<action::ReadCase>) -> Result<Arc<Case>, Failure> {
        self.case(permit.case())
    }

    /// Everything that the record holds of the case.
    pub fn docket_of_case(&self, permit: &Permit<action::ReadCase>) -> Result<Vec<Recorded>, Failure> {
        let id = permit.case();
        // What the record calls erased is shown to nobody, also as long as its key is still there.
        self.case(id)?;
        self.ledger().store().load(&subject(id))?.iter().map(|entry| recorded(entry)).collect()
    }

    /// The chain of custody of the case, or of one file of it.
    pub fn custody_in_case(
        &self,
        permit: &Permit<action::ReadCase>,
        item: Option<Digest>,
    ) -> Result<Vec<Custody>, Failure> {
        let chain = custody(&self.docket_of_case(permit)?);
        Ok(chain.into_iter().filter(|step| item.is_none_or(|item| step.item == item)).collect())
    }

    /// The cases of the court on whose behalf the permit is: at most `limit`, behind `after`.
    pub fn list_cases(
        &self,
        permit: &Permit<action::ListCases>,
        after: Option<&CaseId>,
        limit: usize,
    ) -> Result<Vec<CaseRow>, Failure> {
        let views = self.ledger().store().views();
        let ids = views::cases(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        let today = self.clock().today()?;
        let mut rows = Vec::new();
        for id in ids {
            let Some(standing) = views::case_standing(&*views, &id)? else { continue };
            let case_number = self.ledger().case(&id).ok().flatten().map(|case| case.sheet.case_number.clone());
            let next_day = standing.next_day();
            let until = self.erasures().retention_years().and_then(|years| standing.retained_until(years));
            let retention_ended = standing.erased.is_none() && until.is_some_and(|until| until < today);
            rows.push(CaseRow { id, standing, case_number, next_day, retention_ended });
        }
        Ok(rows)
    }

    /// Records that all files of the case are taken out of the house, before they are, and says where; nowhere, if it has none.
    pub(super) async fn export_files_of_case(
        &self,
        permit: &Permit<action::ExportCase>,
        reason: Option<String>,
    ) -> Result<Option<u64>, Failure> {
        let acting = acting(permit);
        let mut last = None;
        let case = self.case(&acting.case)?;
        let items: Vec<Digest> = case.files.keys().copied().collect();
        let mut granted = BTreeSet::new();
        for (item, label) in &case.labels {
            if self.leaves_room(label, item, &Purpose::Outside {})? {
                granted.insert(*item);
            }
        }
        drop(case);
        for items in items.chunks(ITEMS_HANDLED_MAX) {
            let (handling, items, granted) = (Handling::Exported, items.to_vec(), granted.clone());
            let wish = Wish { handling, items, permit: leave(permit), reason: reason.clone(), granted };
            last = Some(self.handle_in_case(&acting, wish).await?);
        }
        Ok(last)
    }

    /// An authority of this gateway, as the roll describes it.
    pub(super) fn court(&self, id: &AuthorityId) -> Result<Authority, Failure> {
        let roll = self.roll();
        let unknown = || Failure::UnknownAuthority { authority: id.to_string(), at: None };
        let entry = roll.authority(id).ok_or_else(unknown)?;
        Ok(Authority {
            authority: entry.id.clone(),
            jurisdiction: entry.jurisdiction,
            kind: entry.kind.clone(),
            direct_channels: entry.direct_channels.clone(),
            area: entry.area.clone(),
            subordinate_courts: entry.subordinate_courts.clone(),
        })
    }

    /// Asks the rules, if they say something to it; decides; commits.
    pub(super) async fn step(&self, acting: Acting, command: Command) -> Result<Standing, Failure> {
        let case = self.case_at(&acting)?;
        self.keeps_apart(&acting.author, (&case.standing.court, &case.sheet.case_number), &command)?;
        let when = self.when()?;
        let court = self.court(&case.standing.court)?;
        let command = match question(&case, &command, &court, when.day) {
            Some(facts) => command.answered(self.answer_to(facts).await),
            None => command,
        };
        let command = match question_of_use(&case, &command, &court, when.day) {
            Some(facts) => command.answered_of_use(self.answer_to(facts).await),
            None => command,
        };
        let rules = self.own_rules()?;
        let events = decide(Some(&case), command, &Context { today: when.day, calendars: rules.calendars() })?;
        let mut standing = case.standing.clone();
        drop(case);
        self.append_to_case(&acting, standing.revision, when, &events).await?;
        for event in &events {
            standing.apply(when.day, event);
        }
        Ok(standing)
    }

    /// Records what is done with files, and says where. That somebody else opens another one at the same moment is in nobody's way.
    async fn handle_in_case(&self, acting: &Acting, wish: Wish) -> Result<u64, Failure> {
        const TRIES: usize = 64;
        let mut moved = 0;
        for _ in 0..TRIES {
            let case = self.case_at(acting)?;
            let when = self.when()?;
            let rules = self.own_rules()?;
            let context = Context { today: when.day, calendars: rules.calendars() };
            let events = decide(Some(&case), Command::Handle(wish.clone()), &context)?;
            let revision = case.standing.revision;
            drop(case);
            match self.append_to_case(acting, revision, when, &events).await {
                Err(Failure::Moved { current }) => moved = current,
                done => return Ok(done?.first_index),
            }
        }
        Err(Failure::Moved { current: moved })
    }

    async fn append_to_case(
        &self,
        acting: &Acting,
        from_revision: u64,
        when: When,
        events: &[Event],
    ) -> Result<Committed, Failure> {
        let entries = events.iter().map(|event| entry(event, &acting.author)).collect::<Result<Vec<_>, _>>()?;
        let expected = Expected::Revision(from_revision);
        let commit = Commit::of(&subject(&acting.case), expected, when.day, when.time, entries);
        self.ledger().commit(commit).await
    }

    /// The case, if whoever has the permit knows it as it stands.
    pub(super) fn case_at(&self, acting: &Acting) -> Result<Arc<Case>, Failure> {
        let case = self.case(&acting.case)?;
        let current = case.standing.revision;
        if case.standing.is_seen_at(acting.revision) { Ok(case) } else { Err(Failure::Moved { current }) }
    }

    /// The case, wherever it stands.
    pub(super) fn case(&self, id: &CaseId) -> Result<Arc<Case>, Failure> {
        self.ledger().case(id)?.ok_or(Failure::NotFound { what: "case" })
    }
}

/// The subject under which the record keeps a case.
pub(super) fn subject(id: &CaseId) -> String {
    format!("case/{id}")
}

fn recorded(entry: &Entry) -> Result<Recorded, Failure> {
    let event = read(entry)?;
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    let authority = entry.open.get("authority").and_then(Value::as_str).and_then(|name| name.parse().ok());
    let by = particulars.get("by").and_then(Value::as_str).map(str::to_owned);
    Ok(Recorded { index: entry.index, on: entry.day, time: entry.time, authority, by, event })
}

/// The entry of an event.
pub(super) fn entry(event: &Event, author: &Author) -> Result<NewEntry, Failure> {
    Ok(entry_of(event.to_parts().map_err(Failure::broken)?, blobs(event), author))
}

/// The blobs that an event mentions: they must be on the disk before it is.
pub(super) fn blobs(event: &Event) -> Vec<Digest> {
    match event {
        Event::FileAdded { blob, .. } | Event::TakenOver { blob, .. } => vec![*blob],
        _ => Vec::new(),
    }
}

/// The permit, as the record keeps it.
fn leave<A: Action<About = CaseAtRevision>>(permit: &Permit<A>) -> Leave {
    Leave {
        action: permit.action().code().to_owned(),
        role: permit.role().code().to_owned(),
        relation: permit.relation().code().to_owned(),
        revision: permit.case_revision(),
    }
}

pub(super) fn acting<A: Action<About = CaseAtRevision>>(permit: &Permit<A>) -> Acting {
    Acting { author: Author::of(permit), case: permit.case().clone(), revision: permit.case_revision() }
}
