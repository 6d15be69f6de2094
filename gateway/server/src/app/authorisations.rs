//! Powers of attorney that were given before a judge: the session here, the document under the court's seal, and what other courts of the
//! region witnessed. A document travels as a file; it is verified against the roll and needs nothing of the gateway that made it.

use comity_domain::authorisation::{
    Authorisation, Command, Context, Found, IdentityCheck, Mandate, Recording, Refusal, Revocation, RevocationReason,
    Standing, WitnessedDocument, Witnessing, decide,
};
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::matter::{Agent, FileRef, Request};
use comity_domain::{AuthorisationId, AuthorityId, Date};
use comity_federation::witnessed::{verify_revocation, verify_witnessed};
use comity_record::Digest;
use comity_store::BlobRef;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::failure::Failure;
use super::ledger::{Author, Kept, When};
use super::seals::InForce;
use super::whole::whole_file;
use super::{App, views};
use crate::access::{Permit, action};

/// A line of the list of authorisations.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct AuthorisationRow {
    /// The authorisation.
    #[schema(value_type = String)]
    pub id: AuthorisationId,
    /// Where it stands.
    #[schema(value_type = Object)]
    pub standing: Standing,
    /// Who authorises.
    pub principal: String,
    /// It can be used today.
    pub good: bool,
}

impl App {
    /// Whether there is this authorisation: nobody needs a permit to be told that there is none.
    pub fn knows_authorisation(&self, id: &AuthorisationId) -> Result<bool, Failure> {
        Ok(views::authorisation_standing(&*self.ledger().store().views(), id)?.is_some())
    }

    /// Begins the session before a judge of the court.
    pub async fn begin_session(
        &self,
        permit: &Permit<action::HoldSession>,
        mandate: Mandate,
    ) -> Result<AuthorisationId, Failure> {
        let id = AuthorisationId::new(self.gateway().clone(), self.clock().ulid());
        let when = self.when()?;
        let command = Command::Begin { court: permit.authority().clone(), mandate };
        let events = decide(None, command, &Context { today: when.day })?;
        self.ledger().begin::<Authorisation>(&id, when, &Author::of(permit), &events).await?;
        Ok(id)
    }

    /// Records how somebody was identified.
    pub async fn check_identity(
        &self,
        permit: &Permit<action::HoldSession>,
        id: &AuthorisationId,
        check: IdentityCheck,
    ) -> Result<Standing, Failure> {
        self.in_session(permit, id, Command::CheckIdentity { check }).await
    }

    /// Keeps the paper that was signed before the judge.
    pub async fn keep_signed_paper(
        &self,
        permit: &Permit<action::HoldSession>,
        id: &AuthorisationId,
        name: String,
        media_type: String,
        bytes: Vec<u8>,
    ) -> Result<FileRef, Failure> {
        let paper = whole_file(name, media_type, &bytes)?;
        let authorisation = self.ledger().own::<Authorisation, _>(permit, id, None)?;
        self.label_beside(None, &paper.sha256)?;
        // What would be refused is not kept either.
        let tried = Command::SignPaper { paper: paper.clone(), blob: paper.sha256 };
        decide(Some(&authorisation), tried, &Context { today: self.clock().today()? })?;
        self.look_at(&bytes).await?;
        let blob = self.keep_bytes(Authorisation::subject(id), bytes).await?;
        let signed = self.in_session(permit, id, Command::SignPaper { paper: paper.clone(), blob }).await;
        self.settled(blob, signed).await?;
        Ok(paper)
    }

    /// Binds the recording of the session.
    pub async fn bind_recording(
        &self,
        permit: &Permit<action::HoldSession>,
        id: &AuthorisationId,
        recording: Recording,
    ) -> Result<Standing, Failure> {
        self.in_session(permit, id, Command::Record { recording }).await
    }

    /// Ends the session without a result.
    pub async fn abandon_session(
        &self,
        permit: &Permit<action::HoldSession>,
        id: &AuthorisationId,
        reason: String,
    ) -> Result<Standing, Failure> {
        self.in_session(permit, id, Command::Abandon { reason }).await
    }

    /// Seals what the judge of the permit witnessed, and has seen as it stands at this revision. Whose name stands under the court's seal is
    /// not for anybody to type.
    pub async fn witness_authorisation(
        &self,
        permit: Permit<action::WitnessAuthorisation>,
        id: &AuthorisationId,
        seen: u64,
        by_video: bool,
    ) -> Result<Standing, Failure> {
        let authorisation = self.ledger().own::<Authorisation, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let Some((paper, _)) = &authorisation.paper else { return Err(Refusal::Incomplete { at: "paper" }.into()) };
        let Some(recording) = authorisation.recording.clone() else {
            return Err(Refusal::Incomplete { at: "recording" }.into());
        };
        let judge = self.account(permit.person())?.name;
        let witnessed = WitnessedDocument {
            authorisation: id.clone(),
            sealed_by: authorisation.standing.court.clone(),
            sealed_at: when.time,
            mandate: authorisation.mandate.clone(),
            witnessing: Witnessing { judge, by_video, on: when.day },
            checks: authorisation.checks.clone(),
            paper: paper.sha256,
            recording,
        };
        let document = self.seal_for_all(&witnessed.sealed_by, &witnessed, when)?;
        let command = Command::Witness { witnessed: Box::new(witnessed), document };
        self.conclude_authorisation(&Author::of(&permit), authorisation, when, command).await
    }

    /// Revokes what this court witnessed, under its seal, as it stands at this revision.
    pub async fn revoke_authorisation(
        &self,
        permit: Permit<action::RevokeAuthorisation>,
        id: &AuthorisationId,
        seen: u64,
        reason: RevocationReason,
    ) -> Result<Standing, Failure> {
        let authorisation = self.ledger().own::<Authorisation, _>(&permit, id, Some(seen))?;
        let when = self.when()?;
        let Some(document) = authorisation.document_digest() else {
            return Err(Refusal::WrongState { state: authorisation.standing.state }.into());
        };
        let sealed_by = permit.authority().clone();
        let revocation = Revocation { revokes: id.clone(), document, sealed_by, sealed_at: when.time, reason };
        let document = self.seal_for_all(&revocation.sealed_by, &revocation, when)?;
        self.conclude_authorisation(&Author::of(&permit), authorisation, when, Command::Revoke { revocation, document })
            .await
    }

    /// Takes the file of what another court of the region witnessed, or revoked: its seal is verified against the roll.
    pub async fn take_authorisation(
        &self,
        permit: Permit<action::TakeAuthorisation>,
        file: String,
    ) -> Result<AuthorisationId, Failure> {
        let (roll, when) = (self.roll(), self.when()?);
        let not_a_document = match verify_witnessed(file.as_bytes(), &roll, when.time) {
            Ok(sealed) => {
                let (id, held_by) = (sealed.document.authorisation.clone(), permit.authority().clone());
                let here = self.ledger().find::<Authorisation>(&id)?;
                let command = Command::Take { held_by, witnessed: Box::new(sealed.document), document: file };
                let events = decide(here.as_ref(), command, &Context { today: when.day })?;
                self.ledger().begin::<Authorisation>(&id, when, &Author::of(&permit), &events).await?;
                return Ok(id);
            }
            Err(refused) => refused,
        };
        // It may be the end of one instead. What is neither is refused for what is wrong with it as a document.
        let Ok(sealed) = verify_revocation(file.as_bytes(), &roll, when.time) else {
            return Err(not_a_document.into());
        };
        let id = sealed.document.revokes.clone();
        let authorisation = self.ledger().get::<Authorisation>(&id)?;
        let command = Command::Revoke { revocation: sealed.document, document: file };
        self.conclude_authorisation(&Author::of(&permit), authorisation, when, command).await?;
        Ok(id)
    }

    /// The authorisation, as whoever works at a court here sees it.
    pub fn read_authorisation(
        &self,
        _: &Permit<action::ReadAuthorisation>,
        id: &AuthorisationId,
    ) -> Result<Authorisation, Failure> {
        self.ledger().get::<Authorisation>(id)
    }

    /// The paper that was signed, where the session was held here.
    pub async fn signed_paper(
        &self,
        permit: &Permit<action::ReadAuthorisation>,
        id: &AuthorisationId,
    ) -> Result<(FileRef, Vec<u8>), Failure> {
        let (paper, blob) =
            self.ledger().own::<Authorisation, _>(permit, id, None)?.paper.ok_or(Failure::NotFound { what: "file" })?;
        let blob = BlobRef { name: blob, plaintext: paper.sha256, size: paper.size };
        let bytes = self.bytes_of(Authorisation::subject(id), blob).await?;
        Ok((paper, bytes))
    }

    /// What the authority witnessed, or took: at most `limit`, behind `after`.
    pub fn list_authorisations(
        &self,
        permit: &Permit<action::ReadAuthorisation>,
        after: Option<&AuthorisationId>,
        limit: usize,
    ) -> Result<Vec<AuthorisationRow>, Failure> {
        let views = self.ledger().store().views();
        let today = self.clock().today()?;
        let row = |id: AuthorisationId| {
            let authorisation = self.ledger().get::<Authorisation>(&id)?;
            let good = authorisation.standing.is_good_on(today);
            let principal = authorisation.mandate.principal.name;
            Ok(AuthorisationRow { id, standing: authorisation.standing, principal, good })
        };
        let ids = views::listed::<Authorisation>(&*views, permit.authority(), after, limit.min(WORKLIST_MAX_ROWS))?;
        ids.into_iter().map(row).collect()
    }

    /// What is known here today of the authorisations of the agents whom a letter names, in their order.
    pub(super) fn agents_of(&self, request: &Request, today: Date) -> Result<Vec<Found>, Failure> {
        let found = |agent: &Agent| {
            let known = self.ledger().find::<Authorisation>(&agent.authorisation)?;
            Ok(agent.found(known.as_ref(), &request.case_number, today))
        };
        request.agents.iter().map(found).collect()
    }

    /// Digest of the document by which this agent may speak for this principal in this case today.
    pub(super) fn usable(
        &self,
        id: &AuthorisationId,
        principal: &str,
        agent: &str,
        case_number: &str,
    ) -> Result<Digest, Failure> {
        let authorisation = self.ledger().get::<Authorisation>(id)?;
        let found = authorisation.lets_speak((principal, agent), case_number, self.clock().today()?);
        match (found.flaw(), authorisation.document_digest()) {
            (None, Some(document)) => Ok(document),
            (flaw, _) => {
                let code = flaw.unwrap_or("authorisation-not-good");
                Err(Failure::BadInput { at: "authorisation".into(), code, given: Some(id.to_string()) })
            }
        }
    }

    /// A document under the court's seal, in the suite that every gateway takes.
    pub(super) fn seal_for_all<T: Serialize>(
        &self,
        court: &AuthorityId,
        document: &T,
        when: When,
    ) -> Result<String, Failure> {
        let InForce { roll, keys } = self.in_force();
        keys.seal_for_all(&roll, court, document, when.time)
    }

    async fn in_session(
        &self,
        permit: &Permit<action::HoldSession>,
        id: &AuthorisationId,
        command: Command,
    ) -> Result<Standing, Failure> {
        let authorisation = self.ledger().own::<Authorisation, _>(permit, id, None)?;
        let when = self.when()?;
        self.conclude_authorisation(&Author::of(permit), authorisation, when, command).await
    }

    async fn conclude_authorisation(
        &self,
        author: &Author,
        authorisation: Authorisation,
        when: When,
        command: Command,
    ) -> Result<Standing, Failure> {
        let events = decide(Some(&authorisation), command, &Context { today: when.day })?;
        let id = authorisation.id.clone();
        Ok(self.ledger().go_on(&id, authorisation, when, author, &events).await?.standing)
    }
}
