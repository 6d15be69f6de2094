//! Cases before the courts of this gateway: who produced what, what the others say to it, and what the judge decides. The rules of this side
//! are asked before each step to which they say something, and what they said is recorded with it.

use comity_domain::case::{self, Agent, Answer, Case, Command, Context, Event, Sheet, Standing, decide, question};
use comity_domain::facts::Authority;
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::matter::FileRef;
use comity_domain::{AuthorisationId, AuthorityId, CaseId, Date};
use comity_record::{Digest, Time};
use comity_store::{BlobRef, Commit, Entry, Expected, NewEntry, Particulars};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, When, entry_of};
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
    /// The court's number of the case.
    pub case_number: String,
    /// The next day on which something is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub next_day: Option<Date>,
}

/// An event of a case in its place: when it was recorded, for which business day, by whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordedInCase {
    /// Its index in this gateway's journal.
    pub index: u64,
    /// The business day.
    pub on: Date,
    /// When the gateway wrote it.
    pub time: Time,
    /// The person who acted.
    pub by: Option<String>,
    /// What happened.
    pub event: Event,
}

/// Who acts in which case, out of a permit.
struct Acting {
    author: Author,
    case: CaseId,
    revision: u64,
}

impl App {
    /// A name for a case that is entered here.
    pub fn new_case_id(&self) -> CaseId {
        CaseId::new(self.gateway().clone(), self.clock().ulid())
    }

    /// The court of a case: what a permit is decided from, so nobody needs one for this.
    pub fn case_for_access(&self, id: &CaseId) -> Result<Option<CaseStanding>, Failure> {
        let standing = views::case_standing(&*self.ledger().store().views(), id)?;
        Ok(standing.map(|it| CaseStanding { case: id.clone(), revision: it.revision, court: it.court }))
    }

    /// Enters a case on behalf of its court.
    pub async fn open_case(&self, permit: Permit<action::OpenCase>, sheet: Sheet) -> Result<CaseId, Failure> {
        let acting = acting(&permit);
        let id = acting.case.clone();
        let when = self.when()?;
        let command = Command::Open { court: permit.authority().clone(), sheet };
        let rules = self.own_rules()?;
        let events = decide(None, command, &Context { today: when.day, calendars: rules.calendars() })?;
        self.append_to_case(&acting, when, &events).await?;
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
        if case.files.get(&file.sha256).is_some_and(|kept| kept.file == file) {
            return Ok(file);
        }
        // What would be refused is not kept either.
        let tried = Command::AddFile { file: file.clone(), blob: file.sha256 };
        let rules = self.own_rules()?;
        decide(Some(&case), tried, &Context { today: self.clock().today()?, calendars: rules.calendars() })?;
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(subject(&acting.case), bytes).await?;
        self.step(acting, Command::AddFile { file: file.clone(), blob }).await?;
        Ok(file)
    }

    /// The bytes of a file of the case.
    pub async fn file_of_case(
        &self,
        permit: Permit<action::ReadCase>,
        sha256: Digest,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        let case = self.case(permit.case())?;
        let kept = case.files.get(&sha256).cloned().ok_or(Failure::NotFound { what: "file" })?;
        let blob = BlobRef { name: kept.blob, plaintext: sha256, size: kept.file.size };
        let bytes = self.bytes_of(subject(permit.case()), blob).await?;
        Ok((kept.file, bytes))
    }

    /// The case as its people see it.
    pub fn read_case(&self, permit: &Permit<action::ReadCase>) -> Result<Case, Failure> {
        self.case(permit.case())
    }

    /// Everything that the record holds of the case.
    pub fn docket_of_case(&self, permit: &Permit<action::ReadCase>) -> Result<Vec<RecordedInCase>, Failure> {
        self.ledger().store().load(&subject(permit.case()))?.iter().map(|entry| recorded(entry)).collect()
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
        let row = |id: CaseId| {
            let case = self.case(&id)?;
            let next_day = case.standing.next_day();
            Ok(CaseRow { id, standing: case.standing, case_number: case.sheet.case_number, next_day })
        };
        ids.into_iter().map(row).collect()
    }

    /// An authority of this gateway, as the roll describes it.
    fn court(&self, id: &AuthorityId) -> Result<Authority, Failure> {
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
    async fn step(&self, acting: Acting, command: Command) -> Result<Standing, Failure> {
        let mut case = self.case_at(&acting)?;
        let when = self.when()?;
        let court = self.court(&case.standing.court)?;
        let command = match question(&case, &command, &court, when.day) {
            Some(facts) => command.answered(match self.examine(facts).await {
                Ok(check) => Answer::Said(Box::new(check)),
                Err(silent) => Answer::Silent(silent),
            }),
            None => command,
        };
        let rules = self.own_rules()?;
        let events = decide(Some(&case), command, &Context { today: when.day, calendars: rules.calendars() })?;
        self.append_to_case(&acting, when, &events).await?;
        for event in &events {
            case.apply(when.day, event);
        }
        Ok(case.standing)
    }

    async fn append_to_case(&self, acting: &Acting, when: When, events: &[Event]) -> Result<(), Failure> {
        let entries = events.iter().map(|event| entry(event, &acting.author)).collect::<Result<Vec<_>, _>>()?;
        let expected = Expected::Revision(acting.revision);
        let commit = Commit::of(&subject(&acting.case), expected, when.day, when.time, entries);
        self.ledger().commit(commit).await.map(drop)
    }

    /// The case, if it still stands where the permit was made.
    fn case_at(&self, acting: &Acting) -> Result<Case, Failure> {
        let case = self.case(&acting.case)?;
        let current = case.standing.revision;
        if current == acting.revision { Ok(case) } else { Err(Failure::Moved { current }) }
    }

    /// The case, folded out of its entries.
    fn case(&self, id: &CaseId) -> Result<Case, Failure> {
        let entries = self.ledger().store().load(&subject(id))?;
        let events =
            entries.iter().map(|entry| Ok((entry.day, event_of(entry)?))).collect::<Result<Vec<_>, Failure>>()?;
        let case = Case::fold(id, events.iter().map(|(on, event)| (*on, event))).map_err(Failure::broken)?;
        case.ok_or(Failure::NotFound { what: "case" })
    }
}

/// The subject under which the record keeps a case.
fn subject(id: &CaseId) -> String {
    format!("case/{id}")
}

/// The case of a subject, if it is one.
pub(super) fn case_of(subject: &str) -> Option<CaseId> {
    subject.strip_prefix("case/")?.parse().ok()
}

/// The event of an entry.
pub(super) fn event_of(entry: &Entry) -> Result<Event, Failure> {
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    Event::from_parts(&entry.kind, &entry.open, particulars).map_err(Failure::broken)
}

fn recorded(entry: &Entry) -> Result<RecordedInCase, Failure> {
    let event = event_of(entry)?;
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    let by = particulars.get("by").and_then(Value::as_str).map(str::to_owned);
    Ok(RecordedInCase { index: entry.index, on: entry.day, time: entry.time, by, event })
}

fn entry(event: &Event, author: &Author) -> Result<NewEntry, Failure> {
    let blobs = match event {
        Event::FileAdded { blob, .. } => vec![*blob],
        _ => Vec::new(),
    };
    Ok(entry_of(event.to_parts().map_err(Failure::broken)?, blobs, author))
}

fn acting<A: Action<About = CaseAtRevision>>(permit: &Permit<A>) -> Acting {
    Acting {
        author: Author { authority: Some(permit.authority().clone()), person: Some(permit.person().to_owned()) },
        case: permit.case().clone(),
        revision: permit.case_revision(),
    }
}
