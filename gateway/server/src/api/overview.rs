//! How the gateway does: its health, its record, its peers.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::request::Caller;
use super::{ApiError, Gate, Problem};
use crate::app::{Health, PeerView, RecordView};

/// Answers while the gateway takes requests and keeps its record.
#[utoipa::path(get, path = "/api/v1/health", responses((status = 200, body = Health), (status = 503, body = Problem)))]
pub(super) async fn health(State(gate): State<Gate>) -> Result<axum::Json<Health>, ApiError> {
    Ok(axum::Json(gate.app.health()?))
}

/// The newest checkpoint of the record, and how much it covers.
#[utoipa::path(get, path = "/api/v1/record", responses((status = 200, body = RecordView)))]
pub(super) async fn record(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<RecordView>, ApiError> {
    Ok(axum::Json(gate.app.record(&caller.permit(&gate)?)))
}

/// The newest checkpoint of the record, as a signed note with what cosignatures there are (C2SP tlog-tiles).
#[utoipa::path(get, path = "/api/v1/record/checkpoint", responses((status = 200, body = String, content_type = "text/plain")))]
pub(super) async fn record_checkpoint(State(gate): State<Gate>, caller: Caller) -> Result<Response, ApiError> {
    found(gate.app.record_checkpoint(&caller.permit(&gate)?, false))
}

/// The newest checkpoint that all other gateways cosigned.
#[utoipa::path(get, path = "/api/v1/record/published",
    responses((status = 200, body = String, content_type = "text/plain"), (status = 404, body = Problem)))]
pub(super) async fn record_published(State(gate): State<Gate>, caller: Caller) -> Result<Response, ApiError> {
    found(gate.app.record_checkpoint(&caller.permit(&gate)?, true))
}

/// A tile of the record: hashes at `<level>/<index>`, lines at `entries/<index>` (C2SP tlog-tiles).
#[utoipa::path(get, path = "/api/v1/record/tile/{*path}", params(("path" = String, Path)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub(super) async fn record_tile(
    State(gate): State<Gate>,
    caller: Caller,
    Path(path): Path<String>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let path = format!("tile/{path}").parse().map_err(|_| missing())?;
    let bytes = gate.app.record_tile(&permit, &path)?.ok_or_else(missing)?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response())
}

fn found(note: Option<String>) -> Result<Response, ApiError> {
    Ok(note.ok_or_else(missing)?.into_response())
}

fn missing() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not-found")
}

/// How the peers do.
#[utoipa::path(get, path = "/api/v1/peers", responses((status = 200, body = Vec<PeerView>)))]
pub(super) async fn peers(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<Vec<PeerView>>, ApiError> {
    Ok(axum::Json(gate.app.peers(&caller.permit(&gate)?)?))
}
