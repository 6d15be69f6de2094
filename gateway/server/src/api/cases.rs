//! Cases before the courts of this gateway. What a party does, the court enters for it; what is decided, a judge decides. Each step answers
//! with where the case stands then.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::case::{
    Admitted, Attendance, Case, Command, Compliance, Decision, Exhibit, ExpertAssistant, Formality, FromMediation,
    Ground, Party, Retraction, Sheet, Signature, SimilarCase, Sitting, Stance, Standing, Translation, Undertaking,
    WantedDocument,
};
use comity_domain::limits::{FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::{ErasureReason, FileRef};
use comity_domain::{AuthorisationId, CaseId, Date};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::custody::OfItem;
use super::matters::{Bundling, FileName, bundled, erased_or_waited_for, is_media_type};
use super::request::{Affair, Caller, In, Json, Raw, not_found};
use super::{ApiError, Gate};
use crate::access::{Action, Actor, CaseAtRevision, CaseStanding, Permit};
use crate::app::{CaseRow, Erasure, Failure};

/// The case that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Opened {
    #[schema(value_type = String)]
    id: CaseId,
}

/// Where a case stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsInCase {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseRange {
    /// The last case of the page before.
    #[param(value_type = Option<String>)]
    after: Option<CaseId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// Having a case erased.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseErasure {
    /// `retention-ended`, `court-order` or `authority-order`.
    #[schema(value_type = String, example = "retention-ended")]
    reason: ErasureReason,
}

/// What a party does, as the court enters it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Entry {
    Join {
        party: Party,
    },
    NameAgent {
        party: u32,
        name: String,
        authorisation: AuthorisationId,
    },
    Produce {
        party: u32,
        item: Box<Exhibit>,
        #[serde(default)]
        rebuts: Option<u32>,
        #[serde(default)]
        late_reason: Option<String>,
        #[serde(default)]
        made_in_mediation: Option<MadeInMediation>,
    },
    RecordFormality {
        exhibit: u32,
        formality: Formality,
    },
    BindTranslation {
        exhibit: u32,
        translation: Translation,
    },
    WithdrawExhibit {
        exhibit: u32,
        reason: String,
    },
    Admit {
        party: u32,
        admitted: Admitted,
    },
    Object {
        party: u32,
        exhibit: u32,
        ground: Ground,
        reason: String,
    },
    AnswerObjection {
        objection: u32,
        reply: String,
    },
    WithdrawObjection {
        objection: u32,
    },
    AskOrder {
        party: u32,
        wanted: WantedDocument,
    },
    AskExpert {
        party: u32,
        expert: ExpertAssistant,
    },
    Undertake {
        undertaking: Undertaking,
    },
    PutSimilar {
        party: u32,
        precedent: SimilarCase,
    },
    AnswerSimilar {
        similar: u32,
        party: u32,
        stance: Stance,
        reply: String,
    },
    SignRecord {
        name: String,
        manner: Signature,
        #[serde(default)]
        reason: Option<String>,
    },
}

/// That a piece of evidence was made in a mediation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MadeInMediation {
    /// The numbers of the parties that agree that it be used.
    #[serde(default)]
    agreed: Vec<u32>,
}

/// What the judge does who leads the case.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Leading {
    FixPeriod {
        from: Date,
        days: u32,
        #[serde(default)]
        agreed: bool,
        #[serde(default)]
        override_reason: Option<String>,
    },
    DecideExtension {
        party: u32,
        asked_on: Date,
        #[serde(default)]
        days: Option<u32>,
        reason: String,
    },
    /// With the judge's leave, for its reason: something that was made in a mediation.
    ProduceWithLeave {
        party: u32,
        item: Box<Exhibit>,
        #[serde(default)]
        rebuts: Option<u32>,
        #[serde(default)]
        late_reason: Option<String>,
        made_in_mediation: MadeInMediation,
        leave: String,
    },
    FixExchange {
        sitting: Sitting,
    },
    OpenSession {
        judge: String,
        present: Vec<Attendance>,
    },
    RetractAdmission {
        admission: u32,
        retraction: Retraction,
        reason: String,
    },
    StateIssues {
        issues: Vec<String>,
    },
    TellApart {
        name: String,
        reason: String,
    },
    DecideOrder {
        order: u32,
        decision: Decision,
        #[serde(default)]
        until: Option<Date>,
        reason: String,
    },
    EndOrder {
        order: u32,
        compliance: Compliance,
    },
    DecideExpert {
        request: u32,
        decision: Decision,
        reason: String,
    },
    AnswerSimilar {
        similar: u32,
        stance: Stance,
        reply: String,
    },
    EndSession {},
    Close {},
}

/// A caller, and the case that the path names.
pub(super) type InCase = In<CaseStanding>;

impl Affair for CaseStanding {
    type Id = CaseId;
    type About = CaseAtRevision;

    fn find(gate: &Gate, id: &CaseId) -> Result<Option<Self>, Failure> {
        gate.app.case_for_access(id)
    }

    fn id(&self) -> &CaseId {
        &self.case
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    /// A case has no other side: whoever is of another court has no business with it.
    fn admit(&self, _: &Gate, actor: &Actor) -> Result<(), ApiError> {
        if self.court == actor.authority { Ok(()) } else { Err(not_found()) }
    }

    fn is_seen_at(&self, gate: &Gate, revision: u64) -> Result<bool, Failure> {
        gate.app.case_is_seen_at(&self.case, revision)
    }

    fn permit<A: Action<About = CaseAtRevision>>(&self, gate: &Gate, actor: &Actor) -> Result<Permit<A>, ApiError> {
        Ok(gate.access.permit_in_case(actor, self)?)
    }
}

impl InCase {
    /// The case.
    pub(super) const fn id(&self) -> &CaseId {
        &self.standing.case
    }
}

type Answer = Result<axum::Json<StandsInCase>, ApiError>;

/// The cases of one's court.
#[utoipa::path(get, path = "/api/v1/cases", params(CaseRange), responses((status = 200, body = Vec<CaseRow>)))]
pub(super) async fn list_cases(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<CaseRange>,
) -> Result<axum::Json<Vec<CaseRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_cases(&permit, range.after.as_ref(), limit)?))
}

/// Enters a case before one's court.
#[utoipa::path(post, path = "/api/v1/cases", request_body = Object, responses((status = 201, body = Opened)))]
pub(super) async fn open_case(
    State(gate): State<Gate>,
    caller: Caller,
    Json(sheet): Json<Sheet>,
) -> Result<(StatusCode, axum::Json<Opened>), ApiError> {
    let standing = CaseStanding { case: gate.app.new_case_id(), revision: 0, court: caller.actor.authority.clone() };
    let permit = gate.access.permit_in_case(&caller.actor_now(&gate)?, &standing)?;
    let id = gate.app.open_case(permit, sheet).await?;
    Ok((StatusCode::CREATED, axum::Json(Opened { id })))
}

/// The case.
#[utoipa::path(get, path = "/api/v1/cases/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_case(State(gate): State<Gate>, case: InCase) -> Result<Response, ApiError> {
    let case: Arc<Case> = gate.app.read_case(&case.permit(&gate)?)?;
    Ok(axum::Json(&*case).into_response())
}

/// Everything that happened in the case.
#[utoipa::path(get, path = "/api/v1/cases/{origin}/{ulid}/docket", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Vec<Object>)))]
pub(super) async fn docket_of_case(State(gate): State<Gate>, case: InCase) -> Result<Response, ApiError> {
    Ok(axum::Json(gate.app.docket_of_case(&case.permit(&gate)?)?).into_response())
}

/// Adds a file to the case. The body is the file.
#[utoipa::path(post, path = "/api/v1/cases/{origin}/{ulid}/files", params(("origin" = String, Path), ("ulid" = String, Path), FileName), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = Object)))]
pub(super) async fn attach_to_case(
    State(gate): State<Gate>,
    case: InCase,
    Query(file): Query<FileName>,
    headers: HeaderMap,
    Raw(body): Raw<FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = if is_media_type(media_type) { media_type } else { "application/octet-stream" };
    let attach = |permit| gate.app.attach_to_case(permit, file.name.clone(), media_type.to_owned(), body.to_vec());
    let file = case.act(&gate, attach).await?;
    Ok((StatusCode::CREATED, axum::Json(file)))
}

/// A file of the case. That the caller has it stands in the record before its first byte is given out.
#[utoipa::path(get, path = "/api/v1/cases/{origin}/{ulid}/files/{sha256}", params(("origin" = String, Path), ("ulid" = String, Path), ("sha256" = String, Path)), responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn file_of_case(
    State(gate): State<Gate>,
    case: InCase,
    Path((_, _, sha256)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let digest: Digest = sha256.parse().map_err(|_| not_found())?;
    let (_, bytes) = case.act(&gate, |permit| gate.app.file_of_case(permit, digest)).await?;
    // Whatever its author called it, a browser must not run it.
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))];
    Ok((content_type, [(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"))], bytes).into_response())
}

/// Who had which file of the case in hand, in the order of the record.
#[utoipa::path(get, path = "/api/v1/cases/{origin}/{ulid}/custody", params(("origin" = String, Path), ("ulid" = String, Path), OfItem), responses((status = 200, body = Vec<Object>)))]
pub(super) async fn custody_in_case(
    State(gate): State<Gate>,
    case: InCase,
    Query(of): Query<OfItem>,
) -> Result<Response, ApiError> {
    let chain = gate.app.custody_in_case(&case.permit(&gate)?, of.item)?;
    Ok(axum::Json(chain).into_response())
}

/// Everything that the record holds of the case in one file, which can be verified without this gateway.
#[utoipa::path(post, path = "/api/v1/cases/{origin}/{ulid}/bundle", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Bundling, responses((status = 200, content_type = "application/x-ndjson")))]
pub(super) async fn bundle_case(
    State(gate): State<Gate>,
    case: InCase,
    Json(body): Json<Bundling>,
) -> Result<Response, ApiError> {
    Ok(bundled(gate.app.bundle_case(case.permit(&gate)?, body.files, body.reason).await?))
}

/// Has the particulars of the case erased for ever, as one of two persons. 202: the second person is waited for.
#[utoipa::path(post, path = "/api/v1/cases/{origin}/{ulid}/erasure", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = CaseErasure, responses((status = 200, body = Erasure), (status = 202, body = Erasure)))]
pub(super) async fn erase_case(
    State(gate): State<Gate>,
    case: InCase,
    Json(body): Json<CaseErasure>,
) -> Result<(StatusCode, axum::Json<Erasure>), ApiError> {
    Ok(erased_or_waited_for(case.act(&gate, |permit| gate.app.erase_case(permit, body.reason)).await?))
}

/// Enters what a party does.
#[utoipa::path(post, path = "/api/v1/cases/{origin}/{ulid}/entries", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsInCase)))]
pub(super) async fn enter_in_case(State(gate): State<Gate>, case: InCase, Json(entry): Json<Entry>) -> Answer {
    let standing = match entry {
        Entry::NameAgent { party, name, authorisation } => {
            let name_agent = |permit| gate.app.name_agent(permit, party, name.clone(), authorisation.clone());
            case.act(&gate, name_agent).await?
        }
        entry => {
            let command = entry.into_command()?;
            case.act(&gate, |permit| gate.app.enter_in_case(permit, command.clone())).await?
        }
    };
    Ok(axum::Json(StandsInCase { standing }))
}

/// Does what the judge does who leads the case.
#[utoipa::path(post, path = "/api/v1/cases/{origin}/{ulid}/steps", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsInCase)))]
pub(super) async fn lead_case(State(gate): State<Gate>, case: InCase, Json(step): Json<Leading>) -> Answer {
    let command = step.into_command();
    let standing = case.act(&gate, |permit| gate.app.lead_case(permit, command.clone())).await?;
    Ok(axum::Json(StandsInCase { standing }))
}

impl Entry {
    fn into_command(self) -> Result<Command, ApiError> {
        Ok(match self {
            Self::Join { party } => Command::Join { party },
            // It is looked up first, and has its own way.
            Self::NameAgent { .. } => {
                return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-field").at("step"));
            }
            Self::Produce { party, item, rebuts, late_reason, made_in_mediation } => {
                let of_mediation = made_in_mediation.map(|made| made.used_with(None));
                Command::Produce { party, item, rebuts, late_reason, answer: None, of_mediation }
            }
            Self::RecordFormality { exhibit, formality } => {
                Command::RecordFormality { exhibit, formality, answer: None }
            }
            Self::BindTranslation { exhibit, translation } => {
                Command::BindTranslation { exhibit, translation, answer: None }
            }
            Self::WithdrawExhibit { exhibit, reason } => Command::WithdrawExhibit { exhibit, reason },
            Self::Admit { party, admitted } => Command::Admit { party, admitted },
            Self::Object { party, exhibit, ground, reason } => Command::Object { party, exhibit, ground, reason },
            Self::AnswerObjection { objection, reply } => Command::AnswerObjection { objection, reply },
            Self::WithdrawObjection { objection } => Command::WithdrawObjection { objection },
            Self::AskOrder { party, wanted } => Command::AskOrder { party, wanted },
            Self::AskExpert { party, expert } => Command::AskExpert { party, expert, answer: None },
            Self::Undertake { undertaking } => Command::Undertake { undertaking },
            Self::PutSimilar { party, precedent } => Command::PutSimilar { party, precedent },
            Self::AnswerSimilar { similar, party, stance, reply } => {
                Command::AnswerSimilar { similar, party: Some(party), stance, reply }
            }
            Self::SignRecord { name, manner, reason } => Command::SignRecord { name, manner, reason },
        })
    }
}

impl MadeInMediation {
    fn used_with(self, leave: Option<String>) -> Box<FromMediation> {
        Box::new(FromMediation { agreed: self.agreed, leave, answer: None })
    }
}

impl Leading {
    fn into_command(self) -> Command {
        match self {
            Self::FixPeriod { from, days, agreed, override_reason } => {
                Command::FixPeriod { from, days, agreed, answer: None, override_reason }
            }
            Self::DecideExtension { party, asked_on, days, reason } => {
                Command::DecideExtension { party, asked_on, days, reason }
            }
            Self::ProduceWithLeave { party, item, rebuts, late_reason, made_in_mediation, leave } => {
                let of_mediation = Some(made_in_mediation.used_with(Some(leave)));
                Command::Produce { party, item, rebuts, late_reason, answer: None, of_mediation }
            }
            Self::FixExchange { sitting } => Command::FixExchange { sitting },
            Self::OpenSession { judge, present } => Command::OpenSession { judge, present },
            Self::RetractAdmission { admission, retraction, reason } => {
                Command::RetractAdmission { admission, retraction, reason }
            }
            Self::StateIssues { issues } => Command::StateIssues { issues },
            Self::TellApart { name, reason } => Command::TellApart { name, reason },
            Self::DecideOrder { order, decision, until, reason } => {
                Command::DecideOrder { order, decision, until, reason }
            }
            Self::EndOrder { order, compliance } => Command::EndOrder { order, compliance },
            Self::DecideExpert { request, decision, reason } => Command::DecideExpert { request, decision, reason },
            Self::AnswerSimilar { similar, stance, reply } => {
                Command::AnswerSimilar { similar, party: None, stance, reply }
            }
            Self::EndSession {} => Command::EndSession,
            Self::Close {} => Command::Close,
        }
    }
}
