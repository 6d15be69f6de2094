//! Applications to courts here to confirm what was settled in a mediation.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use comity_domain::confirmation::{Command, Confirmation, Ground, MediatedBy, Standing, Verdict};
use comity_domain::limits::{FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, SEALED_FILE_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::FileRef;
use comity_domain::{ConfirmationId, Date};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::matters::FileName;
use super::mediations::{attachment, media_type, needed};
use super::request::{Caller, Json, Raw, not_found, wanted_revision};
use super::{ApiError, Gate};
use crate::app::{ConfirmationRow, NewRuling};

/// The application that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppliedFor {
    #[schema(value_type = String)]
    id: ConfirmationId,
}

/// Where an application stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsInConfirmation {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmationRange {
    /// The last application of the page before.
    #[param(value_type = Option<String>)]
    after: Option<ConfirmationId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// Who applies.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Applicant {
    /// Number of the party, as the settlement lists it.
    party: u32,
    /// The day on which the court received the application; today, if none is given.
    #[param(value_type = Option<String>, format = Date)]
    received_on: Option<Date>,
    /// The day on which it was posted, if it was.
    #[param(value_type = Option<String>, format = Date)]
    posted_on: Option<Date>,
}

/// What a party does, as the court enters it; or the examination of what there is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Step {
    Join {
        party: u32,
        #[serde(default)]
        received_on: Option<Date>,
        #[serde(default)]
        posted_on: Option<Date>,
    },
    StateMediator {
        mediated_by: MediatedBy,
        name: String,
    },
    Examine {},
    GiveCopy {
        party: u32,
    },
    Withdraw {
        reason: String,
    },
}

/// What the judge decides.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decides {
    /// `confirmed` or `refused`.
    #[schema(value_type = String, example = "confirmed")]
    verdict: Verdict,
    /// Why not: codes.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    grounds: Vec<Ground>,
    #[serde(default)]
    reason: Option<String>,
}

/// A caller, and the application that the path names. That there is none is told before anything else is looked at.
pub(super) struct NamedConfirmation {
    caller: Caller,
    id: ConfirmationId,
    /// The revision that the caller has seen, if it said so.
    seen: Option<u64>,
}

impl FromRequestParts<Gate> for NamedConfirmation {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        let Path((origin, ulid)) =
            Path::<(String, String)>::from_request_parts(parts, gate).await.map_err(|_| not_found())?;
        let id: ConfirmationId = format!("{origin}/{ulid}").parse().map_err(|_| not_found())?;
        if !gate.app.knows_confirmation(&id) {
            return Err(not_found());
        }
        Ok(Self { caller, id, seen: wanted_revision(&parts.headers)? })
    }
}

type Answer = Result<axum::Json<StandsInConfirmation>, ApiError>;

/// The applications to one's court.
#[utoipa::path(get, path = "/api/v1/confirmations", params(ConfirmationRange), responses((status = 200, body = Vec<ConfirmationRow>)))]
pub(super) async fn list_confirmations(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<ConfirmationRange>,
) -> Result<axum::Json<Vec<ConfirmationRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_confirmations(&permit, range.after.as_ref(), limit)?))
}

/// Takes the application of a party. The body is the settlement, as the body that mediated has sealed it.
#[utoipa::path(post, path = "/api/v1/confirmations", params(Applicant), request_body(content = Vec<u8>, content_type = "application/json"), responses((status = 201, body = AppliedFor)))]
pub(super) async fn apply_for_confirmation(
    State(gate): State<Gate>,
    caller: Caller,
    Query(applicant): Query<Applicant>,
    Raw(file): Raw<SEALED_FILE_MAX_BYTES>,
) -> Result<(StatusCode, axum::Json<AppliedFor>), ApiError> {
    let permit = caller.permit(&gate)?;
    let not_json = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "not-json").at(".");
    let file = String::from_utf8(file.to_vec()).map_err(|_| not_json())?;
    let days = (applicant.received_on, applicant.posted_on);
    let id = gate.app.apply_for_confirmation(&permit, applicant.party, days, file).await?;
    Ok((StatusCode::CREATED, axum::Json(AppliedFor { id })))
}

/// The application, with the settlement and the ruling under seal.
#[utoipa::path(get, path = "/api/v1/confirmations/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_confirmation(
    State(gate): State<Gate>,
    NamedConfirmation { caller, id, .. }: NamedConfirmation,
) -> Result<axum::Json<Confirmation>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_confirmation(&permit, &id)?))
}

/// Enters what a party does, or examines the application.
#[utoipa::path(post, path = "/api/v1/confirmations/{origin}/{ulid}/steps", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsInConfirmation)))]
pub(super) async fn enter_confirmation(
    State(gate): State<Gate>,
    NamedConfirmation { caller, id, seen }: NamedConfirmation,
    Json(step): Json<Step>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    let command = match step {
        Step::Join { party, received_on, posted_on } => Command::Join { party, received_on, posted_on },
        Step::StateMediator { mediated_by, name } => Command::StateMediator { mediated_by, name },
        Step::Examine {} => Command::Examine { answer: None },
        Step::GiveCopy { party } => Command::GiveCopy { party },
        Step::Withdraw { reason } => Command::Withdraw { reason },
    };
    stands(gate.app.enter_confirmation(&permit, &id, seen, command).await?)
}

/// Keeps the paper of the agreement. The body is the file, and has to be the one that the settlement names.
#[utoipa::path(post, path = "/api/v1/confirmations/{origin}/{ulid}/agreement", params(("origin" = String, Path), ("ulid" = String, Path), FileName), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = Object)))]
pub(super) async fn keep_confirmed_paper(
    State(gate): State<Gate>,
    NamedConfirmation { caller, id, .. }: NamedConfirmation,
    Query(file): Query<FileName>,
    headers: HeaderMap,
    Raw(body): Raw<FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let permit = caller.permit(&gate)?;
    let paper = gate.app.keep_confirmed_paper(&permit, &id, file.name, media_type(&headers), body.to_vec()).await?;
    Ok((StatusCode::CREATED, axum::Json(paper)))
}

/// The paper of the agreement.
#[utoipa::path(get, path = "/api/v1/confirmations/{origin}/{ulid}/agreement", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn confirmed_paper(
    State(gate): State<Gate>,
    NamedConfirmation { caller, id, .. }: NamedConfirmation,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let (_, bytes) = gate.app.confirmed_paper(&permit, &id).await?;
    Ok(attachment(bytes))
}

/// Rules on the application.
#[utoipa::path(post, path = "/api/v1/confirmations/{origin}/{ulid}/ruling", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Decides, responses((status = 200, body = StandsInConfirmation)))]
pub(super) async fn rule_on_confirmation(
    State(gate): State<Gate>,
    NamedConfirmation { caller, id, seen }: NamedConfirmation,
    Json(body): Json<Decides>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    let Decides { verdict, grounds, reason } = body;
    let new = NewRuling { verdict, grounds, reason };
    stands(gate.app.rule_on_confirmation(permit, &id, needed(seen)?, new).await?)
}

fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(StandsInConfirmation { standing }))
}
