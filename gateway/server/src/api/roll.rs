//! The roll of gateways, authorities and keys: shown, and changed by what all sides have signed.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::limits::{API_JSON_MAX_BYTES, BODY_MAX_SECONDS, ROLL_MAX_BYTES};

use super::request::{Caller, Raw};
use super::{ApiError, Gate};
use crate::app::{NoticeTaken, RollAdoption, RollStatus};

/// The roll of gateways, authorities and keys.
#[utoipa::path(get, path = "/api/v1/roll", responses((status = 200, body = Object)))]
pub(super) async fn roll(State(gate): State<Gate>, caller: Caller) -> Result<Response, ApiError> {
    Ok(axum::Json(gate.app.read_roll(&caller.permit(&gate)?).contents()).into_response())
}

/// How the roll stands here: what is in force, what waits, which version the peers have.
#[utoipa::path(get, path = "/api/v1/roll/status", responses((status = 200, body = RollStatus)))]
pub(super) async fn roll_status(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<RollStatus>, ApiError> {
    Ok(axum::Json(gate.app.roll_status(&caller.permit(&gate)?)))
}

/// The signed file of a version that is known here.
#[utoipa::path(get, path = "/api/v1/roll/versions/{version}", params(("version" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn roll_file(
    State(gate): State<Gate>,
    caller: Caller,
    Path(version): Path<String>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let version = version.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))?;
    let file = gate.app.roll_file(&permit, version)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], file).into_response())
}

/// Adopts the next roll, as one of two persons. The body is the signed file. 202: the second person is waited for.
#[utoipa::path(post, path = "/api/v1/roll", request_body(content = Vec<u8>, content_type = "application/json"), responses((status = 201, body = RollAdoption), (status = 202, body = RollAdoption)))]
pub(super) async fn adopt_roll(
    State(gate): State<Gate>,
    caller: Caller,
    Raw(body): Raw<ROLL_MAX_BYTES, BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<RollAdoption>), ApiError> {
    let adoption = gate.app.adopt_roll(caller.permit(&gate)?, body).await?;
    let status = if adoption.adopted { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    Ok((status, axum::Json(adoption)))
}

/// Holds a signed notice against a key, at once. The body is the notice's file.
#[utoipa::path(post, path = "/api/v1/roll/notices", request_body(content = Vec<u8>, content_type = "application/json"), responses((status = 201, body = NoticeTaken)))]
pub(super) async fn take_notice(
    State(gate): State<Gate>,
    caller: Caller,
    Raw(body): Raw<API_JSON_MAX_BYTES>,
) -> Result<(StatusCode, axum::Json<NoticeTaken>), ApiError> {
    Ok((StatusCode::CREATED, axum::Json(gate.app.take_notice(caller.permit(&gate)?, body).await?)))
}
