//! What the two sides' authorities tell each other beside the decisions. Each function takes the permit for it.

use comity_domain::assessment::Citation;
use comity_domain::facts::Facts;
use comity_domain::matter::{
    Check, Command, Correction, ErasureReason, Matter, Refusal, Standing, Unanswered, certificate_facts, letter_facts,
};
use comity_domain::message::{Certificate, Content, Costs, CostsDecision, ErasureDecision, Notice};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::custody::known_elsewhere;
use super::failure::Failure;
use super::matters::{acting, examined_at};
use crate::access::{Permit, action};

/// A document that is to take the place of an earlier one.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCorrection {
    /// Digest of the document that is superseded: one of the matter's papers.
    #[schema(value_type = String)]
    pub supersedes: Digest,
    /// What that document should have said, as the sealed document says it: `{"kind": "certificate", …}`.
    #[schema(value_type = Object)]
    pub corrected: Content,
    /// Why.
    pub reason: String,
    /// Why it goes in spite of what the rules say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

impl App {
    /// Tells the requesting side under which number the letter is registered.
    pub async fn acknowledge(&self, permit: Permit<action::Acknowledge>, number: String) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::Acknowledgement { number: number.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::Acknowledge { number, document }).await
    }

    /// Returns the request, because it is outside the instrument.
    pub async fn return_unexecuted(
        &self,
        permit: Permit<action::Refuse>,
        reason: String,
        grounds: Vec<Citation>,
        returned_papers: Vec<String>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let (why, on, papers) = (reason.clone(), grounds.clone(), returned_papers.clone());
        let content = Content::Return { reason: why, grounds: on, returned_papers: papers };
        let command = |document| Command::ReturnUnexecuted { reason, grounds, returned_papers, document };
        self.seal_and_send(acting, &matter, content, command).await
    }

    /// Says when and where something is done.
    pub async fn give_notice(&self, permit: Permit<action::GiveNotice>, notice: Notice) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::NoticeOfTimeAndPlace { notice: notice.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::GiveNotice { notice, document }).await
    }

    /// Asks the requesting side whether to go on in spite of costs.
    pub async fn consult_on_costs(
        &self,
        permit: Permit<action::ConsultOnCosts>,
        costs: Costs,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::CostsConsultation { costs: costs.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::ConsultOnCosts { costs, document }).await
    }

    /// Answers that.
    pub async fn answer_on_costs(
        &self,
        permit: Permit<action::AnswerOnCosts>,
        decision: CostsDecision,
        reason: Option<String>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let asked = matter.consultation.as_ref().map(|consultation| consultation.digest);
        let content = Content::CostsAnswer { decision, reason: reason.clone() };
        let command = |document| Command::AnswerOnCosts { decision, reason, document };
        self.seal_about_and_send(acting, &matter, asked, content, command).await
    }

    /// Asks the other side where the matter stands.
    pub async fn remind(&self, permit: Permit<action::Remind>, reason: String) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::Reminder { reason: reason.clone() };
        self.seal_and_send(acting, &matter, content, |document| Command::Remind { reason, document }).await
    }

    /// Goes on by paper; the other side is told if it has the letter, or will have it.
    pub async fn use_paper(&self, permit: Permit<action::UsePaper>, reason: String) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        if matter.letter_digest.is_none() {
            return self.carry_out(acting, Command::UsePaper { reason, document: None }).await;
        }
        let content = Content::PaperUsed { reason: reason.clone() };
        let command = |document| Command::UsePaper { reason, document: Some(document) };
        self.seal_about_and_send(acting, &matter, matter.put_on_paper(), content, command).await
    }

    /// Asks the other side whether it erases its copy too.
    pub async fn ask_erasure(
        &self,
        permit: Permit<action::AskErasure>,
        reason: ErasureReason,
        instrument: String,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let content = Content::ErasureRequest { reason, instrument: instrument.clone() };
        let command = |document| Command::AskErasure { reason, instrument, document };
        self.seal_and_send(acting, &matter, content, command).await
    }

    /// Answers that. Nothing is erased by it: that takes two persons here too.
    pub async fn answer_erasure(
        &self,
        permit: Permit<action::AnswerErasure>,
        decision: ErasureDecision,
        reason: Option<String>,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let asked = matter.erasure_question(matter.standing.side.other());
        let content = Content::ErasureAnswer { decision, reason: reason.clone() };
        let command = |document| Command::AnswerErasure { decision, reason, document };
        self.seal_about_and_send(acting, &matter, asked, content, command).await
    }

    /// Puts another document in the place of one of the authority's own, once the rules were asked about it as it would be.
    pub async fn correct(&self, permit: Permit<action::Correct>, new: NewCorrection) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let NewCorrection { supersedes, corrected, reason, override_reason } = new;
        // What has not the form of such a document is not put to the rules.
        let corrected = labelled(&matter, corrected);
        corrected.check().map_err(Refusal::from)?;
        // It leaves with the correction itself: there is no moment for a judge to look.
        if let Some(request) = corrected.request()
            && self.becomes_another_with_evidence(&matter, request)?
        {
            return Err(known_elsewhere("corrected.request.case_number"));
        }
        let (checks, unanswered) = self.examine_correction(&matter, &corrected).await?;
        let agents = match corrected.request() {
            Some(request) => self.agents_of(request, self.clock().today()?)?,
            None => Vec::new(),
        };
        let content = Content::Correction { reason: reason.clone(), corrected: Box::new(corrected.clone()) };
        let command = |document| {
            Command::Correct(Correction {
                supersedes,
                corrected,
                checks,
                unanswered,
                agents,
                override_reason,
                reason,
                document,
            })
        };
        self.seal_about_and_send(acting, &matter, Some(supersedes), content, command).await
    }

    /// What both sides' rules say to a corrected letter, and this side's to a corrected certificate.
    async fn examine_correction(
        &self,
        matter: &Matter,
        corrected: &Content,
    ) -> Result<(Vec<Check>, Vec<Unanswered>), Failure> {
        let parties = self.parties(&matter.standing.chain)?;
        let today = self.clock().today()?;
        let supposed = matter.clone().supposing(corrected);
        let questions: Vec<Facts> = match corrected {
            Content::Letter { .. } => {
                self.refresh_advice(matter).await;
                examined_at(matter).map(|stage| letter_facts(&supposed, &parties, stage, today)).collect()
            }
            Content::Certificate { .. } => certificate_facts(&supposed, &parties, today).into_iter().collect(),
            _ => Vec::new(),
        };
        let (mut checks, mut unanswered) = (Vec::new(), Vec::new());
        for facts in questions {
            match self.examine(facts).await {
                Ok(check) => checks.push(check),
                Err(silent) => unanswered.push(silent),
            }
        }
        Ok((checks, unanswered))
    }
}

/// A certificate bears the label of its letter, whoever writes it anew.
fn labelled(matter: &Matter, corrected: Content) -> Content {
    match corrected {
        Content::Certificate { result, certificate } => {
            let label = matter.label_for(&certificate);
            Content::Certificate { result, certificate: Certificate { label, ..certificate } }
        }
        content => content,
    }
}
