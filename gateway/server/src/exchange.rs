//! `/peer/v1`: what the other gateways may ask, over mutual TLS. Each request carries the identity that the handshake proved.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use comity_domain::limits::{
    BODY_MAX_SECONDS, FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, MESSAGE_BODY_MAX_BYTES, ROLL_MAX_BYTES,
};
use comity_record::Digest;
use serde_json::json;

use crate::app::{App, Delivery, Failure, FailureKind};
use crate::body::{self, Unread};
use crate::mtls::PeerIdentity;

/// The routes for peers.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/peer/v1/messages", post(deliver))
        .route("/peer/v1/files/{origin}/{ulid}/{sha256}", put(stage_file))
        .route("/peer/v1/release", get(release))
        .route("/peer/v1/release/digest", get(release_digest))
        .route("/peer/v1/checkpoint", get(checkpoint))
        .route("/peer/v1/roll", post(offer_roll))
        .with_state(app)
}

/// 200: the receipt. 409: something is missing before it, come again. 422: the signed notice that it is not taken.
async fn deliver(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>, body: Body) -> Response {
    let bytes = match body::read(body, MESSAGE_BODY_MAX_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    let sender = peer.clone();
    // On a task of its own, so that it comes to its end even if the peer hangs up.
    let taking = tokio::spawn(async move { app.deliver(&sender, &bytes).await });
    match taking.await.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(Delivery::Receipt(receipt)) => signed(StatusCode::OK, receipt),
        Ok(Delivery::NotTaken { notice, .. }) => signed(StatusCode::UNPROCESSABLE_ENTITY, notice),
        Ok(Delivery::Wait { next }) => waits(&json!({ "code": "waiting", "next": next })),
        Ok(Delivery::FileMissing { sha256 }) => waits(&json!({ "code": "file-missing", "sha256": sha256 })),
        Err(failure) => failed(&peer, &failure),
    }
}

async fn stage_file(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path((origin, ulid, sha256)): Path<(String, String, String)>,
    body: Body,
) -> Response {
    let matter = format!("{origin}/{ulid}").parse();
    let digest = format!("sha256:{sha256}").parse::<Digest>();
    let (Ok(matter), Ok(digest)) = (matter, digest) else { return StatusCode::NOT_FOUND.into_response() };
    let bytes = match body::read(body, FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    match app.stage_file(&peer, &matter, digest, bytes).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

async fn release(State(app): State<Arc<App>>) -> Response {
    published(&app, |_, bytes| ([(header::CONTENT_TYPE, "application/json")], bytes).into_response())
}

async fn release_digest(State(app): State<Arc<App>>) -> Response {
    published(&app, |digest, _| digest.to_string().into_response())
}

fn published(app: &App, answer: impl Fn(Digest, Bytes) -> Response) -> Response {
    match app.published_release() {
        Ok(Some((digest, bytes))) => answer(digest, bytes),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => {
            tracing::error!(code = failure.code(), %failure, "the release in force cannot be told");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

async fn checkpoint(State(app): State<Arc<App>>) -> String {
    app.checkpoint().to_string()
}

/// 200: which rolls this gateway has now. What is offered is not adopted by that; notices hold.
async fn offer_roll(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>, body: Body) -> Response {
    let bytes = match body::read(body, ROLL_MAX_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    let caller = peer.clone();
    // On a task of its own, as a message is: what is begun is done whole.
    let taking = tokio::spawn(async move { app.take_offer(&caller, &bytes).await });
    match taking.await.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(held) => Json(held).into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

fn signed(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/jose+json")], text).into_response()
}

fn waits(what: &serde_json::Value) -> Response {
    (StatusCode::CONFLICT, Json(what)).into_response()
}

fn not_read(peer: &PeerIdentity, unread: Unread) -> Response {
    tracing::warn!(peer = %peer.gateway(), code = unread.code(), "a peer's request was not read to its end");
    (unread.status(), Json(json!({ "code": unread.code() }))).into_response()
}

fn failed(peer: &PeerIdentity, failure: &Failure) -> Response {
    tracing::error!(peer = %peer.gateway(), code = failure.code(), %failure, "a peer's request failed");
    let status = match failure.kind() {
        FailureKind::Invalid => StatusCode::BAD_REQUEST,
        FailureKind::NotFound => StatusCode::NOT_FOUND,
        FailureKind::Busy | FailureKind::Stopped => StatusCode::SERVICE_UNAVAILABLE,
        FailureKind::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, Json(json!({ "code": failure.code() }))).into_response()
}
