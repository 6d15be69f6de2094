//! Applications to the courts of this gateway to confirm what was settled in a mediation. The settlement travels as a file under the seal of
//! the body that mediated; it is verified against the roll, and needs nothing of the gateway that made it.

use comity_domain::confirmation::{
    Command, Confirmation, Context, Ground, Refusal, Ruling, Standing, State, Verdict, decide, question,
};
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::matter::FileRef;
use comity_domain::{ConfirmationId, Date, MediationId};
use comity_federation::witnessed::verify_settlement;
use comity_store::BlobRef;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, Kept, When};
use super::whole::whole_file;
use super::{App, views};
use crate::access::{Permit, action};

/// A line of the list of applications.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmationRow {
    /// The application.
    #[schema(value_type = String)]
    pub id: ConfirmationId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// The number by which the dispute is known.
    pub reference: String,
    /// The day by which the court rules, once all parties have applied and as long as it has to.
    #[schema(value_type = Option<String>, format = Date)]
    pub rule_by: Option<Date>,
}

/// What a judge decides.
#[derive(Debug, Clone)]
pub struct NewRuling {
    /// What.
    pub verdict: Verdict,
    /// Why not.
    pub grounds: Vec<Ground>,
    /// The same in words.
    pub reason: Option<String>,
}

impl App {
    /// Whether there is this application: nobody needs a permit to be told that there is none.
    pub fn knows_confirmation(&self, id: &ConfirmationId) -> bool {
        self.ledger().has::<Confirmation>(id)
    }

    /// Takes the application of a party, with the file of the settlement: its seal is verified against the roll.
    pub async fn apply_for_confirmation(
        &self,
        permit: &Permit<action::EnterConfirmation>,
        party: u32,
        (received_on, posted_on): (Option<Date>, Option<Date>),
        file: String,
    ) -> Result<ConfirmationId, Failure> {
        let when = self.when()?;
        let settlement = verify_settlement(file.as_bytes(), &self.roll(), when.time)?.document;
        let _one_after_the_other = self.applying.lock().await;
        self.is_not_applied_for(&settlement.mediation)?;
        let id = ConfirmationId::new(self.gateway().clone(), self.clock().ulid());
        let court = Box::new(self.court(permit.authority())?);
        let sealed_by = Box::new(self.court(&settlement.sealed_by)?);
        let settlement = Box::new(settlement);
        let command = Command::Apply { court, sealed_by, settlement, document: file, party, received_on, posted_on };
        let events = decide(None, command, &Context { today: when.day })?;
        self.ledger().begin::<Confirmation>(&id, when, &Author::of(permit), &events).await?;
        Ok(id)
    }

    /// Enters what a party does, or examines the application, as it stands at this revision if one is given.
    pub async fn enter_confirmation(
        &self,
        permit: &Permit<action::EnterConfirmation>,
        id: &ConfirmationId,
        seen: Option<u64>,
        command: Command,
    ) -> Result<Standing, Failure> {
        let confirmation = self.ledger().own::<Confirmation, _>(permit, id, seen)?;
        let when = self.when()?;
        let court = self.court(&confirmation.standing.court)?;
        let command = match question(&confirmation, &command, &court, when.day) {
            Some(facts) => command.answered(self.answer_to(facts).await),
            None => command,
        };
        self.step_in_confirmation(&Author::of(permit), confirmation, when, command).await
    }

    /// Keeps the paper of the agreement, if it is the one that the settlement names.
    pub async fn keep_confirmed_paper(
        &self,
        permit: &Permit<action::EnterConfirmation>,
        id: &ConfirmationId,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<FileRef, Failure> {
        let paper = whole_file(name, media_type, &bytes)?;
        let confirmation = self.ledger().own::<Confirmation, _>(permit, id, None)?;
        let when = self.when()?;
        self.label_beside(None, &paper.sha256)?;
        // What would be refused is not kept either.
        let tried = Command::PutAgreement { paper: paper.clone(), blob: paper.sha256 };
        decide(Some(&confirmation), tried, &Context { today: when.day })?;
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(Confirmation::subject(id), bytes).await?;
        let command = Command::PutAgreement { paper: paper.clone(), blob };
        let put = self.step_in_confirmation(&Author::of(permit), confirmation, when, command).await;
        self.settled(blob, put).await?;
        Ok(paper)
    }

    /// Rules on the application that the judge has seen as it stands at this revision, under the court's seal.
    pub async fn rule_on_confirmation(
        &self,
        permit: Permit<action::RuleOnConfirmation>,
        id: &ConfirmationId,
        seen: u64,
        new: NewRuling,
    ) -> Result<Standing, Failure> {
        let confirmation = self.ledger().own::<Confirmation, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let NewRuling { verdict, grounds, reason } = new;
        let judge = self.account(permit.person())?.name;
        let ruling = Ruling {
            confirmation: id.clone(),
            sealed_by: confirmation.standing.court.clone(),
            sealed_at: when.time,
            settlement: confirmation.settlement_digest(),
            agreement: confirmation.paper.as_ref().map(|(paper, _)| paper.sha256),
            parties: confirmation.settlement.dispute.parties.clone(),
            judge,
            on: when.day,
            verdict,
            grounds,
            reason,
        };
        let document = self.seal_for_all(&ruling.sealed_by, &ruling, when)?;
        let command = Command::Rule { ruling: Box::new(ruling), document };
        self.step_in_confirmation(&Author::of(&permit), confirmation, when, command).await
    }

    /// The application, as its court sees it.
    pub fn read_confirmation(
        &self,
        permit: &Permit<action::ReadConfirmation>,
        id: &ConfirmationId,
    ) -> Result<Confirmation, Failure> {
        self.ledger().own::<Confirmation, _>(permit, id, None)
    }

    /// The paper of the agreement: it is not public, and whoever only looks after the application has no business with it.
    pub async fn confirmed_paper(
        &self,
        permit: &Permit<action::OpenConfirmedPaper>,
        id: &ConfirmationId,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        let kept = self.ledger().own::<Confirmation, _>(permit, id, None)?.paper;
        let (paper, name) = kept.ok_or(Failure::NotFound { what: "file" })?;
        let blob = BlobRef { name, plaintext: paper.sha256, size: paper.size };
        let bytes = self.bytes_of(Confirmation::subject(id), blob).await?;
        Ok((paper, bytes))
    }

    /// The applications to the court on whose behalf the permit is: at most `limit`, behind `after`.
    pub fn list_confirmations(
        &self,
        permit: &Permit<action::ReadConfirmation>,
        after: Option<&ConfirmationId>,
        limit: usize,
    ) -> Result<Vec<ConfirmationRow>, Failure> {
        let views = self.ledger().store().views();
        let row = |id: ConfirmationId| {
            let confirmation = self.ledger().get::<Confirmation>(&id)?;
            let rule_by = confirmation.rule_by();
            let reference = confirmation.settlement.dispute.reference;
            Ok(ConfirmationRow { id, standing: confirmation.standing, reference, rule_by })
        };
        let ids = views::listed::<Confirmation>(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    async fn step_in_confirmation(
        &self,
        author: &Author,
        confirmation: Confirmation,
        when: When,
        command: Command,
    ) -> Result<Standing, Failure> {
        let events = decide(Some(&confirmation), command, &Context { today: when.day })?;
        let id = confirmation.id.clone();
        Ok(self.ledger().go_on(&id, confirmation, when, author, &events).await?.standing)
    }

    /// Of one settlement no two applications are open here, and what was confirmed is not applied for again.
    fn is_not_applied_for(&self, mediation: &MediationId) -> Result<(), Failure> {
        let views = self.ledger().store().views();
        for id in views::confirmations_of(&*views, mediation)? {
            let state = self.ledger().get::<Confirmation>(&id)?.standing.state;
            if state.is_open() || state == State::Confirmed {
                return Err(Refusal::ConfirmationExists.into());
            }
        }
        Ok(())
    }
}
