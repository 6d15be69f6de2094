//! How the gateway does: its health, its record, its peers.

use axum::extract::State;

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

/// How the peers do.
#[utoipa::path(get, path = "/api/v1/peers", responses((status = 200, body = Vec<PeerView>)))]
pub(super) async fn peers(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<Vec<PeerView>>, ApiError> {
    Ok(axum::Json(gate.app.peers(&caller.permit(&gate)?)?))
}
