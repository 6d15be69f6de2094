//! Questions of the law of another place, before the courts of this gateway: who is asked, what is brought, served and said to it, and what
//! the court finds. The rules of this side are asked before an opinion is taken and before the law is given up; what they said is recorded
//! with the step. Whoever is asked by a number in a register is looked up in what the feeds have brought.

use comity_domain::aggregate::Aggregate as _;
use comity_domain::case::Answer;
use comity_domain::foreign_law::{Command, Context, Event, Inquiry, Sheet, Standing, decide, question};
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::matter::FileRef;
use comity_domain::parts::InParts as _;
use comity_domain::registry::{Entry as Face, RosterNo};
use comity_domain::{Date, InquiryId};
use comity_record::Digest;
use comity_store::{BlobRef, Commit, Entry, Expected, NewEntry, Particulars};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, When, entry_of};
use super::whole::whole_file;
use super::{App, views};
use crate::access::{Action, Permit, action};

/// A line of the list of a court's inquiries.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct InquiryRow {
    /// The inquiry.
    #[schema(value_type = String)]
    pub id: InquiryId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The court's number of the case.
    pub case_number: String,
    /// The next day on which something is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub next_day: Option<Date>,
}

/// An entry of an inquiry's docket.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InquiryStep {
    /// Its index in the record.
    pub index: u64,
    /// The business day.
    pub on: Date,
    /// Who entered it.
    pub by: Option<String>,
    /// What happened.
    pub event: Event,
}

impl App {
    /// Whether there is this inquiry: nobody needs a permit to be told that there is none.
    pub fn knows_inquiry(&self, id: &InquiryId) -> bool {
        self.ledger().store().head(&subject(id)) > 0
    }

    /// Asks a question of the law of another place, on behalf of the court.
    pub async fn open_inquiry(
        &self,
        permit: &Permit<action::EnterInInquiry>,
        sheet: Sheet,
    ) -> Result<InquiryId, Failure> {
        let id = InquiryId::new(self.gateway().clone(), self.clock().ulid());
        let when = self.when()?;
        let command = Command::Open { court: permit.authority().clone(), sheet: Box::new(sheet) };
        let events = decide(None, command, &Context { today: when.day })?;
        self.append_to_inquiry(&id, 0, when, &author(permit), &events).await?;
        Ok(id)
    }

    /// Enters what came, and what was done.
    pub async fn enter_in_inquiry(
        &self,
        permit: &Permit<action::EnterInInquiry>,
        id: &InquiryId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let inquiry = self.own_inquiry_at(permit, id, seen)?;
        self.step_in_inquiry(&author(permit), inquiry, command).await
    }

    /// Does what the judge does who leads the inquiry.
    pub async fn lead_inquiry(
        &self,
        permit: &Permit<action::LeadInquiry>,
        id: &InquiryId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let inquiry = self.own_inquiry_at(permit, id, seen)?;
        self.step_in_inquiry(&author(permit), inquiry, command).await
    }

    /// Adds a file to the inquiry.
    pub async fn attach_to_inquiry(
        &self,
        permit: &Permit<action::EnterInInquiry>,
        id: &InquiryId,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<FileRef, Failure> {
        let file = whole_file(name, media_type, &bytes)?;
        let inquiry = self.own_inquiry_at(permit, id, None)?;
        if inquiry.files.get(&file.sha256).is_some_and(|kept| kept.file == file) {
            return Ok(file);
        }
        // What would be refused is not kept either.
        let tried = Command::AddFile { file: file.clone(), blob: file.sha256 };
        decide(Some(&inquiry), tried, &Context { today: self.clock().today()? })?;
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(subject(id), bytes).await?;
        let command = Command::AddFile { file: file.clone(), blob };
        let added = self.step_in_inquiry(&author(permit), inquiry, command).await;
        self.settled(blob, added).await?;
        Ok(file)
    }

    /// The bytes of a file of the inquiry.
    pub async fn file_of_inquiry(
        &self,
        permit: &Permit<action::ReadInquiry>,
        id: &InquiryId,
        sha256: Digest,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        let inquiry = self.own_inquiry_at(permit, id, None)?;
        let kept = inquiry.files.get(&sha256).ok_or(Failure::NotFound { what: "file" })?;
        let blob = BlobRef { name: kept.blob, plaintext: sha256, size: kept.file.size };
        let bytes = self.bytes_of(subject(id), blob).await?;
        Ok((kept.file.clone(), bytes))
    }

    /// The inquiry, as its court sees it.
    pub fn read_inquiry(&self, permit: &Permit<action::ReadInquiry>, id: &InquiryId) -> Result<Inquiry, Failure> {
        self.own_inquiry_at(permit, id, None)
    }

    /// Everything that the record holds of the inquiry.
    pub fn docket_of_inquiry(
        &self,
        permit: &Permit<action::ReadInquiry>,
        id: &InquiryId,
    ) -> Result<Vec<InquiryStep>, Failure> {
        self.own_inquiry_at(permit, id, None)?;
        let entries = self.ledger().store().load(&subject(id))?;
        let step = |entry: &Entry| {
            let by = entry.particulars.get("by").and_then(Value::as_str).map(str::to_owned);
            Ok(InquiryStep { index: entry.index, on: entry.day, by, event: event_of(entry)? })
        };
        entries.iter().map(|entry| step(entry)).collect()
    }

    /// The inquiries of the court on whose behalf the permit is: at most `limit`, behind `after`.
    pub fn list_inquiries(
        &self,
        permit: &Permit<action::ReadInquiry>,
        after: Option<&InquiryId>,
        limit: usize,
    ) -> Result<Vec<InquiryRow>, Failure> {
        let views = self.ledger().store().views();
        let row = |id: InquiryId| {
            let Inquiry { standing, sheet, .. } = self.inquiry(&id)?;
            let next_day = standing.next_day();
            Ok(InquiryRow { id, standing, case_number: sheet.case_number, next_day })
        };
        let ids = views::inquiries(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    /// Looks up whom it names, asks the rules, if they say something to it; decides; commits.
    async fn step_in_inquiry(
        &self,
        author: &Author,
        mut inquiry: Inquiry,
        command: Command,
    ) -> Result<Standing, Failure> {
        let command = self.with_face(command)?;
        let when = self.when()?;
        let court = self.court(&inquiry.standing.court)?;
        let command = match question(&inquiry, &command, &court, when.day) {
            Some(facts) => command.answered(match self.examine(facts).await {
                Ok(check) => Answer::Said(Box::new(check)),
                Err(silent) => Answer::Silent(silent),
            }),
            None => command,
        };
        let events = decide(Some(&inquiry), command, &Context { today: when.day })?;
        self.append_to_inquiry(&inquiry.id, inquiry.standing.revision, when, author, &events).await?;
        events.iter().for_each(|event| inquiry.apply(when.day, event));
        Ok(inquiry.standing)
    }

    /// The same command, with what the registers say of the number that it names.
    fn with_face(&self, mut command: Command) -> Result<Command, Failure> {
        if let Command::Ask { asked, listed, .. } = &mut command {
            *listed = match &asked.roster_no {
                Some(roster_no) => self.confirmed_face(roster_no)?.map(Box::new),
                None => None,
            };
        }
        Ok(command)
    }

    /// The face of an entry, if it is known here and what is held of the feed that brought it confirms something today.
    fn confirmed_face(&self, roster_no: &RosterNo) -> Result<Option<Face>, Failure> {
        let Some(face) = self.registers(|index| index.entry_of(roster_no)) else { return Ok(None) };
        let keeper = self.gateway_of(&face.keeper)?;
        match self.feed_doubt(&keeper, self.clock().now()) {
            None => Ok(Some(face)),
            Some(doubt) => {
                let given = Some(doubt.code().to_owned());
                Err(Failure::BadInput { at: "roster_no".to_owned(), code: "provider-unconfirmed", given })
            }
        }
    }

    async fn append_to_inquiry(
        &self,
        id: &InquiryId,
        from_revision: u64,
        when: When,
        author: &Author,
        events: &[Event],
    ) -> Result<(), Failure> {
        let entries = events.iter().map(|event| entry(event, author)).collect::<Result<Vec<_>, _>>()?;
        let expected = Expected::Revision(from_revision);
        self.ledger().commit(Commit::of(&subject(id), expected, when.day, when.time, entries)).await.map(drop)
    }

    /// The inquiry, if it is one of the court of the permit, and still stands at the revision that was seen. Of another's nobody is told that
    /// it is there.
    fn own_inquiry_at<A: Action<About = ()>>(
        &self,
        permit: &Permit<A>,
        id: &InquiryId,
        seen: Option<u64>,
    ) -> Result<Inquiry, Failure> {
        let inquiry = self.inquiry(id)?;
        if inquiry.standing.court != *permit.authority() {
            return Err(Failure::NotFound { what: "inquiry" });
        }
        let current = inquiry.standing.revision;
        if seen.is_none_or(|seen| seen == current) { Ok(inquiry) } else { Err(Failure::Moved { current }) }
    }

    fn inquiry(&self, id: &InquiryId) -> Result<Inquiry, Failure> {
        let entries = self.ledger().store().load(&subject(id))?;
        let events =
            entries.iter().map(|entry| Ok((entry.day, event_of(entry)?))).collect::<Result<Vec<_>, Failure>>()?;
        let inquiry = Inquiry::fold(id, events.iter().map(|(on, event)| (*on, event))).map_err(Failure::broken)?;
        inquiry.ok_or(Failure::NotFound { what: "inquiry" })
    }
}

/// The subject under which the record keeps an inquiry.
fn subject(id: &InquiryId) -> String {
    format!("inquiry/{id}")
}

/// The event of an entry.
fn event_of(entry: &Entry) -> Result<Event, Failure> {
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    Event::from_parts(&entry.kind, &entry.open, particulars).map_err(Failure::broken)
}

fn entry(event: &Event, author: &Author) -> Result<NewEntry, Failure> {
    let blobs = match event {
        Event::FileAdded { blob, .. } => vec![*blob],
        _ => Vec::new(),
    };
    Ok(entry_of(event.to_parts().map_err(Failure::broken)?, blobs, author))
}

fn author<A: Action>(permit: &Permit<A>) -> Author {
    Author { authority: Some(permit.authority().clone()), person: Some(permit.person().to_owned()) }
}
