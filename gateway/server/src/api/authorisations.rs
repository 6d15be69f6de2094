//! Powers of attorney that were given before a judge.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::AuthorisationId;
use comity_domain::authorisation::{Authorisation, IdentityCheck, Mandate, Recording, RevocationReason, Standing};
use comity_domain::limits::{FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, SEALED_FILE_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::FileRef;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::matters::{FileName, is_media_type};
use super::request::{Caller, Json, Raw, Reason, wanted_revision};
use super::{ApiError, Gate};
use crate::app::AuthorisationRow;

/// The authorisation that was begun, or taken.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Begun {
    #[schema(value_type = String)]
    id: AuthorisationId,
}

/// Where an authorisation stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsAuthorised {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthorisationRange {
    /// The last authorisation of the page before.
    #[param(value_type = Option<String>)]
    after: Option<AuthorisationId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// How it was witnessed. Who did is who has just entered the password.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WitnessedBy {
    by_video: bool,
}

/// Why it ends before its time.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    /// `principal`, `agent` or `court`.
    #[schema(value_type = String, example = "principal")]
    reason: RevocationReason,
}

/// A caller, and the authorisation that the path names. That there is none is told before anything else is looked at.
pub(super) struct Named {
    caller: Caller,
    id: AuthorisationId,
    /// The revision that the caller has seen, if it said so.
    seen: Option<u64>,
}

impl FromRequestParts<Gate> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        let not_found = || ApiError::new(StatusCode::NOT_FOUND, "not-found");
        let Path((origin, ulid)) =
            Path::<(String, String)>::from_request_parts(parts, gate).await.map_err(|_| not_found())?;
        let id: AuthorisationId = format!("{origin}/{ulid}").parse().map_err(|_| not_found())?;
        if !gate.app.knows_authorisation(&id)? {
            return Err(not_found());
        }
        Ok(Self { caller, id, seen: wanted_revision(&parts.headers)? })
    }
}

type Answer = Result<axum::Json<StandsAuthorised>, ApiError>;

/// What one's authority witnessed, or took.
#[utoipa::path(get, path = "/api/v1/authorisations", params(AuthorisationRange), responses((status = 200, body = Vec<AuthorisationRow>)))]
pub(super) async fn list_authorisations(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<AuthorisationRange>,
) -> Result<axum::Json<Vec<AuthorisationRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_authorisations(&permit, range.after.as_ref(), limit)?))
}

/// Begins the session before a judge.
#[utoipa::path(post, path = "/api/v1/authorisations", request_body = Object, responses((status = 201, body = Begun)))]
pub(super) async fn begin_session(
    State(gate): State<Gate>,
    caller: Caller,
    Json(mandate): Json<Mandate>,
) -> Result<(StatusCode, axum::Json<Begun>), ApiError> {
    let id = gate.app.begin_session(&caller.permit(&gate)?, mandate).await?;
    Ok((StatusCode::CREATED, axum::Json(Begun { id })))
}

/// Takes the file of what another court witnessed, or revoked.
#[utoipa::path(post, path = "/api/v1/authorisations/taken", request_body(content = Vec<u8>, content_type = "application/json"), responses((status = 201, body = Begun)))]
pub(super) async fn take_authorisation(
    State(gate): State<Gate>,
    caller: Caller,
    Raw(file): Raw<SEALED_FILE_MAX_BYTES>,
) -> Result<(StatusCode, axum::Json<Begun>), ApiError> {
    let permit = caller.permit(&gate)?;
    let not_json = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "not-json").at(".");
    let file = String::from_utf8(file.to_vec()).map_err(|_| not_json())?;
    let id = gate.app.take_authorisation(permit, file).await?;
    Ok((StatusCode::CREATED, axum::Json(Begun { id })))
}

/// The authorisation, with its document and its revocation under seal.
#[utoipa::path(get, path = "/api/v1/authorisations/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_authorisation(
    State(gate): State<Gate>,
    Named { caller, id, .. }: Named,
) -> Result<axum::Json<Authorisation>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_authorisation(&permit, &id)?))
}

/// Records how somebody was identified.
#[utoipa::path(post, path = "/api/v1/authorisations/{origin}/{ulid}/identity", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsAuthorised)))]
pub(super) async fn check_identity(
    State(gate): State<Gate>,
    Named { caller, id, .. }: Named,
    Json(check): Json<IdentityCheck>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.check_identity(&permit, &id, check).await?)
}

/// Keeps the paper that was signed. The body is the file.
#[utoipa::path(post, path = "/api/v1/authorisations/{origin}/{ulid}/paper", params(("origin" = String, Path), ("ulid" = String, Path), FileName), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = Object)))]
pub(super) async fn keep_signed_paper(
    State(gate): State<Gate>,
    Named { caller, id, .. }: Named,
    Query(file): Query<FileName>,
    headers: HeaderMap,
    Raw(body): Raw<FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let permit = caller.permit(&gate)?;
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = if is_media_type(media_type) { media_type } else { "application/octet-stream" };
    let media_type = media_type.to_owned();
    let paper = gate.app.keep_signed_paper(&permit, &id, file.name, media_type, body.to_vec()).await?;
    Ok((StatusCode::CREATED, axum::Json(paper)))
}

/// The paper that was signed.
#[utoipa::path(get, path = "/api/v1/authorisations/{origin}/{ulid}/paper", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn signed_paper(
    State(gate): State<Gate>,
    Named { caller, id, .. }: Named,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let (_, bytes) = gate.app.signed_paper(&permit, &id).await?;
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))];
    Ok((content_type, [(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"))], bytes).into_response())
}

/// Binds the recording of the session.
#[utoipa::path(post, path = "/api/v1/authorisations/{origin}/{ulid}/recording", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsAuthorised)))]
pub(super) async fn bind_recording(
    State(gate): State<Gate>,
    Named { caller, id, .. }: Named,
    Json(recording): Json<Recording>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.bind_recording(&permit, &id, recording).await?)
}

/// Ends the session without a result.
#[utoipa::path(post, path = "/api/v1/authorisations/{origin}/{ulid}/abandon", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = StandsAuthorised)))]
pub(super) async fn abandon_session(
    State(gate): State<Gate>,
    Named { caller, id, .. }: Named,
    Json(body): Json<Reason>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.abandon_session(&permit, &id, body.reason).await?)
}

/// Seals what the judge witnessed.
#[utoipa::path(post, path = "/api/v1/authorisations/{origin}/{ulid}/witness", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = WitnessedBy, responses((status = 200, body = StandsAuthorised)))]
pub(super) async fn witness_authorisation(
    State(gate): State<Gate>,
    Named { caller, id, seen }: Named,
    Json(body): Json<WitnessedBy>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.witness_authorisation(permit, &id, needed(seen)?, body.by_video).await?)
}

/// Revokes what the court witnessed.
#[utoipa::path(post, path = "/api/v1/authorisations/{origin}/{ulid}/revoke", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = End, responses((status = 200, body = StandsAuthorised)))]
pub(super) async fn revoke_authorisation(
    State(gate): State<Gate>,
    Named { caller, id, seen }: Named,
    Json(body): Json<End>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.revoke_authorisation(permit, &id, needed(seen)?, body.reason).await?)
}

fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(StandsAuthorised { standing }))
}

/// What leaves under the court's seal is what its judge has seen.
fn needed(seen: Option<u64>) -> Result<u64, ApiError> {
    seen.ok_or_else(|| ApiError::new(StatusCode::PRECONDITION_REQUIRED, "revision-required").at("If-Match"))
}
