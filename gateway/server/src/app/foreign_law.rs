//! Questions of the law of another place, before the courts of this gateway: who is asked, what is brought, served and said to it, and what
//! the court finds. The rules of this side are asked before an opinion is taken and before the law is given up; what they said is recorded
//! with the step. Whoever is asked by a number in a register is looked up in what the feeds have brought.

use comity_domain::foreign_law::{Command, Context, Event, Inquiry, Sheet, Standing, decide, question};
use comity_domain::label::Case;
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::matter::FileRef;
use comity_domain::registry::{Entry as Face, RosterNo};
use comity_domain::{Date, InquiryId};
use comity_record::Digest;
use comity_store::{BlobRef, Entry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, Kept, read};
use super::whole::whole_file;
use super::{App, views};
use crate::access::{Permit, action};

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
        self.ledger().has::<Inquiry>(id)
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
        self.ledger().begin::<Inquiry>(&id, when, &Author::of(permit), &events).await?;
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
        let inquiry = self.ledger().own::<Inquiry, _>(permit, id, seen)?;
        self.step_in_inquiry(&Author::of(permit), inquiry, command).await
    }

    /// Does what the judge does who leads the inquiry.
    pub async fn lead_inquiry(
        &self,
        permit: &Permit<action::LeadInquiry>,
        id: &InquiryId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let inquiry = self.ledger().own::<Inquiry, _>(permit, id, seen)?;
        self.step_in_inquiry(&Author::of(permit), inquiry, command).await
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
        let inquiry = self.ledger().own::<Inquiry, _>(permit, id, None)?;
        if inquiry.files.get(&file.sha256).is_some_and(|kept| kept.file == file) {
            return Ok(file);
        }
        let case = Case { court: inquiry.standing.court.clone(), number: inquiry.sheet.case_number.clone() };
        self.label_beside(Some(case), &file.sha256)?;
        // What would be refused is not kept either.
        let tried = Command::AddFile { file: file.clone(), blob: file.sha256 };
        decide(Some(&inquiry), tried, &Context { today: self.clock().today()? })?;
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(Inquiry::subject(id), bytes).await?;
        let command = Command::AddFile { file: file.clone(), blob };
        let added = self.step_in_inquiry(&Author::of(permit), inquiry, command).await;
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
        let inquiry = self.ledger().own::<Inquiry, _>(permit, id, None)?;
        let kept = inquiry.files.get(&sha256).ok_or(Failure::NotFound { what: "file" })?;
        let blob = BlobRef { name: kept.blob, plaintext: sha256, size: kept.file.size };
        let bytes = self.bytes_of(Inquiry::subject(id), blob).await?;
        Ok((kept.file.clone(), bytes))
    }

    /// The inquiry, as its court sees it.
    pub fn read_inquiry(&self, permit: &Permit<action::ReadInquiry>, id: &InquiryId) -> Result<Inquiry, Failure> {
        self.ledger().own::<Inquiry, _>(permit, id, None)
    }

    /// Everything that the record holds of the inquiry.
    pub fn docket_of_inquiry(
        &self,
        permit: &Permit<action::ReadInquiry>,
        id: &InquiryId,
    ) -> Result<Vec<InquiryStep>, Failure> {
        self.ledger().own::<Inquiry, _>(permit, id, None)?;
        let entries = self.ledger().store().load(&Inquiry::subject(id))?;
        let step = |entry: &Entry| {
            let by = entry.particulars.get("by").and_then(Value::as_str).map(str::to_owned);
            Ok(InquiryStep { index: entry.index, on: entry.day, by, event: read(entry)? })
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
            let Inquiry { standing, sheet, .. } = self.ledger().get::<Inquiry>(&id)?;
            let next_day = standing.next_day();
            Ok(InquiryRow { id, standing, case_number: sheet.case_number, next_day })
        };
        let ids = views::listed::<Inquiry>(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    /// Looks up whom it names, asks the rules, if they say something to it; decides; commits.
    async fn step_in_inquiry(&self, author: &Author, inquiry: Inquiry, command: Command) -> Result<Standing, Failure> {
        let command = self.with_face(command)?;
        self.asked_did_not_mediate(&inquiry, &command)?;
        let when = self.when()?;
        let court = self.court(&inquiry.standing.court)?;
        let command = match question(&inquiry, &command, &court, when.day) {
            Some(facts) => command.answered(self.answer_to(facts).await),
            None => command,
        };
        let events = decide(Some(&inquiry), command, &Context { today: when.day })?;
        let id = inquiry.id.clone();
        Ok(self.ledger().go_on(&id, inquiry, when, author, &events).await?.standing)
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
}
