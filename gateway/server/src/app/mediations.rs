//! Disputes that the bodies and courts of this gateway mediate. What a party or the mediator does, the body enters; the rules of its side are
//! asked before somebody is appointed and when the time begins to run, and what the registers and the other affairs here know of the mediator
//! is asked before both. What was said is given to nobody who may not read the mediation, and to no other affair.

mod roles;

use comity_domain::facts::Authority;
use comity_domain::label::Case;
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::matter::FileRef;
use comity_domain::mediation::{
    Agreement, Command, Context, Dispute, Identity, Mediation, Refusal, Selectability, Settlement, Standing,
    Unselectable, decide, question,
};
use comity_domain::mediator::RosterNumber;
use comity_domain::registry::Register;
use comity_domain::{AuthorityId, Date, Jurisdiction, MediationId};
use comity_record::Time;
use comity_store::{BlobRef, Entry};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, Kept, When};
use super::whole::whole_file;
use super::{App, views};
use crate::access::{Permit, action};
use roles::READINGS;

/// A line of the list of mediations.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct MediationRow {
    /// The mediation.
    #[schema(value_type = String)]
    pub id: MediationId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The number by which the dispute is known.
    pub reference: String,
    /// The next day on which something is due.
    #[schema(value_type = Option<String>, format = Date)]
    pub next_day: Option<Date>,
}

/// That somebody read what was said in a mediation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ReadingOfMediation {
    /// Where the record says so.
    pub index: u64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub time: Time,
    /// Who.
    pub by: Option<String>,
    /// `notes`: the mediation with what was said in it; `agreement`: the paper of the agreement.
    pub what: String,
}

/// The paper on which the parties agreed.
#[derive(Debug)]
pub struct NewAgreement {
    /// Its file's name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its languages.
    pub languages: Vec<String>,
    /// The languages into which it is translated.
    pub translations: Vec<String>,
}

impl App {
    /// Whether there is this mediation: nobody needs a permit to be told that there is none.
    pub fn knows_mediation(&self, id: &MediationId) -> bool {
        self.ledger().has::<Mediation>(id)
    }

    /// Takes a dispute, to have it mediated by the authority of the permit.
    pub async fn open_mediation(
        &self,
        permit: &Permit<action::ConductMediation>,
        dispute: Dispute,
    ) -> Result<MediationId, Failure> {
        let id = MediationId::new(self.gateway().clone(), self.clock().ulid());
        let when = self.when()?;
        let body = self.court(permit.authority())?;
        let command = Command::Open { body, dispute: Box::new(dispute) };
        let events = decide(None, command, &context(when))?;
        self.ledger().begin::<Mediation>(&id, when, &Author::of(permit), &events).await?;
        Ok(id)
    }

    /// Enters what happens in a mediation, as it stands at this revision if one is given.
    pub async fn conduct_mediation(
        &self,
        permit: &Permit<action::ConductMediation>,
        id: &MediationId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let mediation = self.ledger().own::<Mediation, _>(permit, id, seen)?;
        self.step_in_mediation(&Author::of(permit), mediation, command).await
    }

    /// Puts down what the parties agreed on, and keeps its paper.
    pub async fn keep_agreement(
        &self,
        permit: &Permit<action::ConductMediation>,
        id: &MediationId,
        new: NewAgreement,
    ) -> Result<FileRef, Failure> {
        let NewAgreement { name, media_type, bytes, languages, translations } = new;
        let paper = whole_file(name, media_type, &bytes)?;
        let mediation = self.ledger().own::<Mediation, _>(permit, id, None)?;
        let referred = mediation.dispute.referral.as_ref();
        let case = referred.map(|it| Case { court: it.court.clone(), number: mediation.dispute.reference.clone() });
        self.label_beside(case, &paper.sha256)?;
        let agreement = Agreement { paper: paper.clone(), languages, translations };
        // What would be refused is not kept either.
        let tried = Command::Agree { agreement: agreement.clone(), blob: paper.sha256 };
        decide(Some(&mediation), tried, &context(self.when()?))?;
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(Mediation::subject(id), bytes).await?;
        let command = Command::Agree { agreement, blob };
        let agreed = self.step_in_mediation(&Author::of(permit), mediation, command).await;
        self.settled(blob, agreed).await?;
        Ok(paper)
    }

    /// Seals the settlement of a mediation that its officer has seen as it stands at this revision, and so ends it.
    pub async fn settle_mediation(
        &self,
        permit: Permit<action::SealSettlement>,
        id: &MediationId,
        seen: u64,
    ) -> Result<Standing, Failure> {
        let mediation = self.ledger().own::<Mediation, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let settlement = Settlement::of(&mediation, when.time).ok_or(Refusal::NotSigned)?;
        let document = self.seal_for_all(&settlement.sealed_by, &settlement, when)?;
        let command = Command::Settle { settlement: Box::new(settlement), document };
        self.conclude_mediation(&Author::of(&permit), mediation, when, command).await
    }

    /// The mediation, with what was said in it, as the body sees it, once the record says who reads it.
    pub async fn read_mediation(
        &self,
        permit: &Permit<action::ReadMediation>,
        id: &MediationId,
    ) -> Result<Mediation, Failure> {
        let mediation = self.ledger().own::<Mediation, _>(permit, id, None)?;
        self.note_reading(&Author::of(permit), id, "notes").await?;
        Ok(mediation)
    }

    /// The paper on which the parties agreed, once the record says who has it.
    pub async fn agreement_of_mediation(
        &self,
        permit: &Permit<action::ReadMediation>,
        id: &MediationId,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        let mediation = self.ledger().own::<Mediation, _>(permit, id, None)?;
        let (Some(agreement), Some(name)) = (mediation.agreement, mediation.paper) else {
            return Err(Failure::NotFound { what: "file" });
        };
        self.note_reading(&Author::of(permit), id, "agreement").await?;
        let blob = BlobRef { name, plaintext: agreement.paper.sha256, size: agreement.paper.size };
        let bytes = self.bytes_of(Mediation::subject(id), blob).await?;
        Ok((agreement.paper, bytes))
    }

    /// Who has read what was said in the mediation, and when. Nothing of what was said is in it.
    pub fn readings_of_mediation(
        &self,
        permit: &Permit<action::ListMediations>,
        id: &MediationId,
    ) -> Result<Vec<ReadingOfMediation>, Failure> {
        self.ledger().own::<Mediation, _>(permit, id, None)?;
        let entries = self.ledger().store().load(&format!("{READINGS}{id}"))?;
        let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
        let reading = |entry: &Entry| ReadingOfMediation {
            index: entry.index,
            time: entry.time,
            by: text(entry.particulars.get("by")),
            what: text(entry.open.get("what")).unwrap_or_default(),
        };
        Ok(entries.iter().map(|entry| reading(entry)).collect())
    }

    /// The mediations of the authority on whose behalf the permit is: at most `limit`, behind `after`. Nothing that was said is in them.
    pub fn list_mediations(
        &self,
        permit: &Permit<action::ListMediations>,
        after: Option<&MediationId>,
        limit: usize,
    ) -> Result<Vec<MediationRow>, Failure> {
        let views = self.ledger().store().views();
        let row = |id: MediationId| {
            let mediation = self.ledger().get::<Mediation>(&id)?;
            let next_day = mediation.standing.next_day();
            Ok(MediationRow { id, standing: mediation.standing, reference: mediation.dispute.reference, next_day })
        };
        let ids = views::listed::<Mediation>(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    /// Asks the registers, the other affairs and the rules, if they say something to it; decides; commits.
    async fn step_in_mediation(
        &self,
        author: &Author,
        mediation: Mediation,
        command: Command,
    ) -> Result<Standing, Failure> {
        let command = self.informed(&mediation, command).await?;
        let when = self.when()?;
        let forum = self.forum(&mediation, &command)?;
        let command = match question(&mediation, &command, &forum, when.day) {
            Some(facts) => command.answered(self.answer_to(facts).await),
            None => command,
        };
        self.conclude_mediation(author, mediation, when, command).await
    }

    /// Who is to mediate is looked for in the registers, and in the other affairs of the same dispute.
    async fn informed(&self, mediation: &Mediation, command: Command) -> Result<Command, Failure> {
        let Some(candidate) = command.candidate(mediation) else { return Ok(command) };
        let (standing, names) = match candidate.roster_number() {
            Some(number) => {
                let today = self.clock().today()?;
                let on = command.signed_on().filter(|on| *on < today);
                let standing = self.selectability(number, on, mediation.standing.body.jurisdiction()).await?;
                (Some(standing), self.names_on_roster(number))
            }
            None => (None, Vec::new()),
        };
        let found = if command.chooses() {
            let who = Identity::of_candidate(candidate).also(names.iter().map(String::as_str));
            self.roles_in_dispute(&mediation.dispute.references(), &who)?
        } else {
            Vec::new()
        };
        Ok(command.informed(names, found, standing))
    }

    /// The names under which the register of mediators has this number; none if it does not know it.
    fn names_on_roster(&self, number: &RosterNumber) -> Vec<String> {
        let Ok(roster_no) = number.to_string().parse() else { return Vec::new() };
        let face = self.registers(|index| index.entry_of(&roster_no));
        let face = face.filter(|face| face.register == Register::Mediators);
        face.into_iter().flat_map(|face| face.names).map(|name| name.text).collect()
    }

    /// Whether somebody can be chosen from the panel of the bay for a mediation in this region, by what is known now; or could be, on a day
    /// that is over.
    async fn selectability(
        &self,
        number: &RosterNumber,
        on: Option<Date>,
        region: Jurisdiction,
    ) -> Result<Selectability, Failure> {
        let Some(stands) = self.standing_of_mediator(number, on, region).await? else {
            return Ok(Selectability::Not { because: Unselectable::Unknown });
        };
        let Some(known_at) = stands.as_of.filter(|_| stands.selectable) else {
            let because = stands.reasons.first().map_or(Unselectable::CannotConfirm, |reason| because(reason));
            return Ok(Selectability::Not { because });
        };
        let (accredited_on, confirmed_on) = self.mediator_since(number);
        Ok(Selectability::Selectable { known_at, accredited_on, confirmed_on })
    }

    /// By whose law it is asked: the body's. How much time a referred dispute has, the law of the court says that referred it.
    fn forum(&self, mediation: &Mediation, command: &Command) -> Result<Authority, Failure> {
        match (&mediation.dispute.referral, command) {
            (Some(referral), Command::SignForPapers { .. }) => self.court(&referral.court),
            _ => self.court(&mediation.standing.body),
        }
    }

    async fn conclude_mediation(
        &self,
        author: &Author,
        mediation: Mediation,
        when: When,
        command: Command,
    ) -> Result<Standing, Failure> {
        let events = decide(Some(&mediation), command, &context(when))?;
        let id = mediation.id.clone();
        Ok(self.ledger().go_on(&id, mediation, when, author, &events).await?.standing)
    }

    /// The bodies and courts that this gateway serves.
    fn served(&self) -> Vec<AuthorityId> {
        let roll = self.roll();
        let served = roll.contents().authorities.iter().filter(|entry| entry.gateway == *self.gateway());
        served.map(|entry| entry.id.clone()).collect()
    }
}

/// Why somebody cannot be chosen, by the code of the registers. What they have no better word for cannot be confirmed.
fn because(reason: &str) -> Unselectable {
    match reason {
        "not-accredited" => Unselectable::Unknown,
        "not-confirmed" => Unselectable::Unconfirmed,
        "suspended" => Unselectable::Suspended,
        "revoked" => Unselectable::Revoked,
        "expired" => Unselectable::Expired,
        "barred-here" => Unselectable::Barred,
        _ => Unselectable::CannotConfirm,
    }
}

const fn context(when: When) -> Context {
    Context { today: when.day, now: when.time }
}
