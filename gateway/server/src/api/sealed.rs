//! Sealed files: the keys of people, what a file says in the clear, and its recovery.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use comity_domain::AuthorityId;
use comity_federation::sealed::SealingKey;
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::request::{Caller, InMatter, Json, Reason};
use super::{ApiError, Gate};
use crate::app::{DirectoryView, EnrolledKey, Recovery, RecoveryKeySet, SealedView};

/// The public half of a key.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PublicHalf {
    #[schema(value_type = String)]
    key: SealingKey,
}

/// Enrols the public half of one's own key. Others seal to it from now on.
#[utoipa::path(post, path = "/api/v1/sealing/key", operation_id = "enrol_sealing_key", request_body = PublicHalf, responses((status = 201, body = EnrolledKey)))]
pub(super) async fn enrol(
    State(gate): State<Gate>,
    caller: Caller,
    Json(body): Json<PublicHalf>,
) -> Result<(StatusCode, axum::Json<EnrolledKey>), ApiError> {
    let enrolled = gate.app.enrol_sealing_key(&caller.permit(&gate)?, body.key).await?;
    Ok((StatusCode::CREATED, axum::Json(enrolled)))
}

/// The keys of the people of an authority, here or at a peer.
#[utoipa::path(get, path = "/api/v1/sealing/directories/{authority}", operation_id = "sealing_directory", params(("authority" = String, Path)), responses((status = 200, body = DirectoryView)))]
pub(super) async fn directory(
    State(gate): State<Gate>,
    caller: Caller,
    Path(authority): Path<String>,
) -> Result<axum::Json<DirectoryView>, ApiError> {
    let permit = caller.permit(&gate)?;
    let authority: AuthorityId = authority.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))?;
    Ok(axum::Json(gate.app.read_directory(&permit, &authority).await?))
}

/// Says by which key the officers of one's authority recover what is sealed, as one of two persons. 202: the second is waited for.
#[utoipa::path(post, path = "/api/v1/sealing/recovery-key", operation_id = "set_recovery_key", request_body = PublicHalf, responses((status = 201, body = RecoveryKeySet), (status = 202, body = RecoveryKeySet)))]
pub(super) async fn set_recovery_key(
    State(gate): State<Gate>,
    caller: Caller,
    Json(body): Json<PublicHalf>,
) -> Result<(StatusCode, axum::Json<RecoveryKeySet>), ApiError> {
    let set = gate.app.set_recovery_key(&caller.permit(&gate)?, body.key).await?;
    let status = if set.set { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    Ok((status, axum::Json(set)))
}

/// What a sealed file of the matter says in the clear.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}/files/{sha256}/sealed", operation_id = "sealed_statement", params(("origin" = String, Path), ("ulid" = String, Path), ("sha256" = String, Path)), responses((status = 200, body = SealedView)))]
pub(super) async fn statement(
    State(gate): State<Gate>,
    matter: InMatter,
    Path((_, _, sha256)): Path<(String, String, String)>,
) -> Result<axum::Json<SealedView>, ApiError> {
    Ok(axum::Json(gate.app.sealed_file(matter.permit(&gate)?, named(&sha256)?).await?))
}

/// Has a sealed file of the matter recovered, as one of two persons. 202: the second is waited for.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/files/{sha256}/recovery", operation_id = "recover_sealed", params(("origin" = String, Path), ("ulid" = String, Path), ("sha256" = String, Path)), request_body = Reason, responses((status = 200, body = Recovery), (status = 202, body = Recovery)))]
pub(super) async fn recover(
    State(gate): State<Gate>,
    matter: InMatter,
    Path((_, _, sha256)): Path<(String, String, String)>,
    Json(body): Json<Reason>,
) -> Result<(StatusCode, axum::Json<Recovery>), ApiError> {
    let file = named(&sha256)?;
    let recovery = matter.act(&gate, |permit| gate.app.recover_sealed(permit, file, body.reason.clone())).await?;
    let status = if recovery.released.is_some() { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, axum::Json(recovery)))
}

fn named(sha256: &str) -> Result<Digest, ApiError> {
    sha256.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))
}
