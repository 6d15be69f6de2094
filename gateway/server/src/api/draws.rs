//! Draws of jurors: asked for, seen as they go on, and given out to be verified. What the gateways say in one they say by themselves.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::draw::{Hash, Recusal};
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::request::{Caller, Json, not_found};
use super::{ApiError, Gate};
use crate::app::{DrawRow, DrawView, NewDraw, NewLeave};

/// The draw that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Requested {
    #[schema(value_type = String)]
    draw: Hash,
}

/// The leave that was given.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Allowed {
    #[schema(value_type = String)]
    leave: Digest,
}

/// Who is recused, all at once.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Recused {
    /// Each with the number of the registry and the reason, as a code.
    #[schema(value_type = Vec<Object>)]
    recused: Vec<Recusal>,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct DrawRange {
    /// The last draw of the page before.
    after: Option<String>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// The draws that one's authority sees.
#[utoipa::path(get, path = "/api/v1/draws", params(DrawRange), responses((status = 200, body = Vec<DrawRow>)))]
pub(super) async fn list_draws(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<DrawRange>,
) -> Result<axum::Json<Vec<DrawRow>>, ApiError> {
    let permit = caller.permit(&gate)?;
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let after = range.after.as_deref().map(named).transpose()?;
    Ok(axum::Json(gate.app.list_draws(&permit, after.as_ref(), limit)?))
}

/// Asks for a draw on behalf of one's court.
#[utoipa::path(post, path = "/api/v1/draws", request_body = Object, responses((status = 201, body = Requested)))]
pub(super) async fn request_draw(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewDraw>,
) -> Result<(StatusCode, axum::Json<Requested>), ApiError> {
    let draw = gate.app.request_draw(&caller.permit(&gate)?, new).await?;
    Ok((StatusCode::CREATED, axum::Json(Requested { draw })))
}

/// Allows that few people qualify for a seat, in the draw that another judge of the court asks for.
#[utoipa::path(post, path = "/api/v1/draws/leaves", request_body = Object, responses((status = 201, body = Allowed)))]
pub(super) async fn allow_few(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewLeave>,
) -> Result<(StatusCode, axum::Json<Allowed>), ApiError> {
    let leave = gate.app.allow_few(&caller.permit(&gate)?, &new).await?;
    Ok((StatusCode::CREATED, axum::Json(Allowed { leave })))
}

/// The draw as it goes on: what was said, and whose step is waited for.
#[utoipa::path(get, path = "/api/v1/draws/{draw}", params(("draw" = String, Path)), responses((status = 200, body = DrawView)))]
pub(super) async fn read_draw(
    State(gate): State<Gate>,
    caller: Caller,
    Path(draw): Path<String>,
) -> Result<axum::Json<DrawView>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_draw(&permit, &named(&draw)?).await?))
}

/// Records who is recused. Who was drawn next takes the seat.
#[utoipa::path(post, path = "/api/v1/draws/{draw}/recusals", params(("draw" = String, Path)), request_body = Recused, responses((status = 200, body = DrawView)))]
pub(super) async fn recuse_jurors(
    State(gate): State<Gate>,
    caller: Caller,
    Path(draw): Path<String>,
    Json(body): Json<Recused>,
) -> Result<axum::Json<DrawView>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.recuse_jurors(&permit, &named(&draw)?, body.recused).await?))
}

/// Proposes that the draw be void.
#[utoipa::path(post, path = "/api/v1/draws/{draw}/void", params(("draw" = String, Path)), responses((status = 200, body = DrawView)))]
pub(super) async fn void_draw(
    State(gate): State<Gate>,
    caller: Caller,
    Path(draw): Path<String>,
) -> Result<axum::Json<DrawView>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.void_draw(&permit, &named(&draw)?).await?))
}

/// The packet of the draw, by which anybody verifies it.
#[utoipa::path(get, path = "/api/v1/draws/{draw}/packet", params(("draw" = String, Path)), responses((status = 200, content_type = "application/json")))]
pub(super) async fn packet_of_draw(
    State(gate): State<Gate>,
    caller: Caller,
    Path(draw): Path<String>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let packet = gate.app.packet_of_draw(&permit, &named(&draw)?).await?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], packet).into_response())
}

fn named(draw: &str) -> Result<Hash, ApiError> {
    draw.parse().map_err(|_| not_found())
}
