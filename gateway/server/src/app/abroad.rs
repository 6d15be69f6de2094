//! Letters rogatory: what passes by hand between this gateway's authorities and those abroad. Each function takes the permit for it.

use comity_domain::matter::{
    Arrival, Chain, Command, Context, Conveyance, Matter, Request, Standing, authority_abroad, decide,
};
use comity_domain::message::{Content, SealedDocument};
use comity_domain::{AuthorityId, MatterId};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::App;
use super::failure::Failure;
use super::matters::{acting, author};
use crate::access::{Permit, action};

/// A letter that came from abroad on paper: which authorities it passed there, and what it asks for.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    /// The court abroad that asks.
    #[schema(value_type = String, example = "xx-court")]
    pub originating: AuthorityId,
    /// The authority abroad that sent it; the court itself where it did.
    #[schema(value_type = String, example = "xx-central-authority")]
    pub transmitting: AuthorityId,
    /// What is asked for, with the name of the authority under `abroad`. Its files are added afterwards.
    #[schema(value_type = Object)]
    pub request: Request,
}

/// Papers that came from abroad.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewArrival {
    /// What they say, as a sealed document says it: `{"kind": "acknowledgement", "number": …}`. Absent for a letter, or its supplement: that
    /// is the request as it was entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub says: Option<Content>,
    /// How they came: `{"on": "2026-03-02", "channel": "courier", "by": …, "reference": …}`.
    #[schema(value_type = Object)]
    pub conveyance: Conveyance,
    /// The papers, by the digests of their files.
    #[schema(value_type = Vec<String>)]
    pub papers: Vec<Digest>,
}

/// How a sealed document left for abroad.
#[derive(Debug, Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispatch {
    /// Digest of the document: one of those that the matter's standing says are not dispatched.
    #[schema(value_type = String)]
    pub document: Digest,
    /// How it went.
    #[schema(value_type = Object)]
    pub conveyance: Conveyance,
}

impl App {
    /// Begins to enter a letter that came from abroad, on behalf of the authority that received it.
    pub async fn enter_from_abroad(&self, permit: Permit<action::Enter>, new: NewEntry) -> Result<MatterId, Failure> {
        let NewEntry { originating, transmitting, request } = new;
        for (at, authority) in [("originating", &originating), ("transmitting", &transmitting)] {
            if authority_abroad(authority).is_none() {
                return Err(Failure::BadChain { at, reason: "no authority abroad" });
            }
        }
        let chain = Chain { originating, transmitting, receiving: permit.authority().clone() };
        let id = permit.matter().clone();
        let when = self.when()?;
        let events = decide(None, Command::Enter { chain, request }, &Context { today: when.day })?;
        self.ledger().append(&id, 0, when, &author(&permit), &events, None).await?;
        Ok(id)
    }

    /// Takes what came from abroad on paper: what it says is transcribed, under the seal of the authority that received it.
    pub async fn take_from_abroad(
        &self,
        permit: Permit<action::TakeFromAbroad>,
        new: NewArrival,
    ) -> Result<Standing, Failure> {
        let acting = acting(&permit);
        let matter = self.matter_at(&acting)?;
        let NewArrival { says, conveyance, papers } = new;
        let content = says.unwrap_or_else(|| Content::Letter {
            chain: matter.standing.chain.clone(),
            request: matter.request.clone(),
        });
        let when = self.when()?;
        let transcript = SealedDocument {
            matter: matter.id.clone(),
            sealed_by: acting.on_behalf_of.clone(),
            sealed_on: when.day,
            refers_to: refers_to(&matter, &content),
            content,
        };
        // What would be refused is not sealed in anybody's name: a seal that exists can be shown.
        let tried = arrival(&transcript, String::new(), &conveyance, &papers);
        decide(Some(&matter), tried, &Context { today: when.day })?;
        let document = self.sealed_for(&matter, &transcript, when)?;
        let command = arrival(&transcript, document, &conveyance, &papers);
        drop(matter);
        self.carry_out(acting, command).await
    }

    /// Keeps how a sealed document left for abroad.
    pub async fn dispatch_abroad(
        &self,
        permit: Permit<action::Dispatch>,
        new: NewDispatch,
    ) -> Result<Standing, Failure> {
        let NewDispatch { document, conveyance } = new;
        self.carry_out(acting(&permit), Command::Dispatch { document, conveyance }).await
    }
}

fn arrival(transcript: &SealedDocument, document: String, conveyance: &Conveyance, papers: &[Digest]) -> Command {
    Command::Arrive(Arrival {
        transcript: Box::new(transcript.clone()),
        document,
        conveyance: conveyance.clone(),
        papers: papers.to_vec(),
    })
}

/// The document that a paper from abroad answers. It does not name it by a digest, and there is only one that it can mean.
fn refers_to(matter: &Matter, content: &Content) -> Option<Digest> {
    match content {
        Content::CostsAnswer { .. } => matter.consultation.as_ref().map(|consultation| consultation.digest),
        Content::UseAnswer { .. } => {
            matter.uses.iter().rfind(|asked| asked.decision.is_none()).map(|asked| asked.digest)
        }
        Content::ErasureAnswer { .. } => matter.erasure_question(matter.standing.side),
        _ => matter.letter_digest,
    }
}
