//! Applications: with their papers, and what the region's rules say to them.

use comity_domain::aggregate::Aggregate as _;
use comity_domain::matter::{Check, FileRef, Weight};
use comity_domain::mediator::{
    Application, Command, Context, Experience, Mediator, Profile, Standing, application_facts, decide,
};
use comity_domain::{Jurisdiction, MediatorId};
use comity_record::Digest;
use comity_record::canonical::to_canonical;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::failure::Failure;
use super::super::ledger::{Author, Kept, commit_of};
use super::super::whole::whole_file;
use super::{App, bad};
use crate::access::{Permit, action};

/// An application, as it comes in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    /// What a card may show of the person.
    #[schema(value_type = Object)]
    pub profile: Profile,
    /// What the rules look at.
    #[schema(value_type = Object)]
    pub experience: Experience,
    /// The papers that show it.
    #[serde(default)]
    pub documents: Vec<Paper>,
}

/// A paper of an application.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The name of the file.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes, in base64.
    pub content: String,
}

/// The question to the region's rules, and what a person makes of their answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessing {
    /// Where the applicant belongs, if that was stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub applicant_of: Option<Jurisdiction>,
    /// Does the applicant meet what is asked for? Absent: the rules are asked, and nothing is recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eligible: Option<bool>,
    /// Why. Needed where the rules give no verdict and the applicant is found to meet what is asked for; kept wherever it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl App {
    /// Takes an application to the body of the permit, with its papers.
    pub async fn apply_as_mediator(
        &self,
        permit: &Permit<action::TakeApplication>,
        papers: Vec<(FileRef, Vec<u8>)>,
        profile: Profile,
        experience: Experience,
    ) -> Result<MediatorId, Failure> {
        self.must_accredit(permit.authority())?;
        let id = MediatorId::new(self.gateway().clone(), self.clock().ulid());
        let when = self.when()?;
        let documents: Vec<FileRef> = papers.iter().map(|(paper, _)| paper.clone()).collect();
        let application = Box::new(Application { profile, experience, documents });
        let apply =
            |blobs| Command::Apply { body: permit.authority().clone(), application: application.clone(), blobs };
        // What would be refused is not kept either.
        let plain = application.documents.iter().map(|paper| paper.sha256).collect();
        decide(None, apply(plain), &Context { today: when.day })?;
        for (paper, bytes) in &papers {
            self.label_beside(None, &paper.sha256)?;
            self.look_at(bytes).await?;
        }
        let mut blobs = Vec::new();
        for (_, bytes) in papers {
            blobs.push(self.keep_bytes(Mediator::subject(&id), bytes).await?);
        }
        let events = decide(None, apply(blobs.clone()), &Context { today: when.day })?;
        let mut applied = self.ledger().begin::<Mediator>(&id, when, &Author::of(permit), &events).await;
        for blob in blobs {
            applied = self.settled(blob, applied).await;
        }
        applied.map(|()| id)
    }

    /// Asks the rules of the body's region; and records what a person makes of their answer, if that is given. Nobody is found to meet what
    /// the rules find not met; where they give no verdict, the person says why.
    pub async fn assess_mediator(
        &self,
        permit: &Permit<action::AssessMediator>,
        id: &MediatorId,
        assessing: Assessing,
    ) -> Result<(Standing, Check), Failure> {
        let mut mediator = self.ledger().own::<Mediator, _>(permit, id, None)?;
        let Assessing { applicant_of, eligible, reason } = assessing;
        if eligible.is_none() && reason.is_some() {
            // Nothing would be recorded, and somebody would believe that it was.
            return Err(bad("reason", "bad-field", None));
        }
        let when = self.when()?;
        let body = self.court(permit.authority())?;
        let facts = application_facts(&mediator.application, applicant_of, &body, when.day);
        let assessment = self.law().answer(&facts).await?;
        let check = Check { weight: Weight::Own, facts, assessment };
        let Some(eligible) = eligible else { return Ok((mediator.standing, check)) };
        let answer = serde_json::to_value(&check).map_err(Failure::broken)?;
        let assessment = Digest::of(&to_canonical(&check.assessment).map_err(Failure::broken)?);
        let assess = Command::Assess { eligible, outcome: check.assessment.outcome, assessment, reason };
        let events = decide(Some(&mediator), assess, &Context { today: when.day })?;
        let mut commit = commit_of::<Mediator>(id, mediator.standing.revision, when, &Author::of(permit), &events)?;
        // What the rules said lies beside what was made of it.
        for entry in commit.additions.iter_mut().flat_map(|addition| &mut addition.entries) {
            entry.particulars.insert("answer".to_owned(), answer.clone());
        }
        self.ledger().commit(commit).await?;
        for event in &events {
            mediator.apply(when.day, event);
        }
        Ok((mediator.standing, check))
    }

    /// Does not accredit.
    pub async fn reject_mediator(
        &self,
        permit: &Permit<action::AssessMediator>,
        id: &MediatorId,
        reason: String,
    ) -> Result<Standing, Failure> {
        let mediator = self.ledger().own::<Mediator, _>(permit, id, None)?;
        let when = self.when()?;
        let events = decide(Some(&mediator), Command::Reject { reason }, &Context { today: when.day })?;
        Ok(self.ledger().go_on(id, mediator, when, &Author::of(permit), &events).await?.standing)
    }
}

impl Paper {
    /// The file, and its bytes.
    pub(crate) fn read(self) -> Result<(FileRef, Vec<u8>), Failure> {
        use base64::Engine as _;
        let bytes = base64::engine::general_purpose::STANDARD.decode(&self.content);
        let bytes = bytes.map_err(|_| bad("documents", "bad-base64", Some(self.name.clone())))?;
        let file = whole_file(self.name, self.media_type, &bytes).map_err(|failure| match failure {
            Failure::BadInput { at, code, given } => Failure::BadInput { at: format!("documents.{at}"), code, given },
            failure => failure,
        })?;
        Ok((file, bytes))
    }
}
