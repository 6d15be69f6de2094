//! `/peer/v1`: what the other gateways may ask, over mutual TLS. Each request carries the identity that the handshake proved.

mod answers;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use comity_domain::MatterId;
use comity_domain::draw::Hash;
use comity_domain::limits::{
    BODY_MAX_SECONDS, DRAW_PIECE_MAX_BYTES, DRAW_STEPS_MAX_BYTES, FEED_PAGE_MAX_BYTES, FILE_BODY_MAX_SECONDS,
    FILE_MAX_BYTES, MANIFEST_MAX_BYTES, MESSAGE_BODY_MAX_BYTES, PIECE_BYTES, ROLL_MAX_BYTES,
};
use comity_federation::feed::Page;
use comity_record::Digest;
use comity_record::checkpoint::MAX_NOTE_BYTES;
use comity_record::witness::{MAX_REQUEST_BYTES, Refused, size_text};
use serde::Deserialize;
use serde_json::json;

use crate::app::{App, Brought, ClockOff, Delivery, Failure, FailureKind, Offered};
use crate::body::{self, Unread};
use crate::mtls::PeerIdentity;
pub use answers::CODES;
use answers::coded;

/// What is asked for of a feed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedRange {
    /// The number of the newest event that the caller holds; 0 if it holds none.
    after: u64,
}

/// The routes for peers.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/peer/v1/messages", post(deliver))
        .route("/peer/v1/files/{origin}/{ulid}/{sha256}", put(stage_file))
        .route("/peer/v1/large/{origin}/{ulid}/{sha256}", put(offer_large))
        .route("/peer/v1/large/{origin}/{ulid}/{sha256}/{index}", put(take_piece))
        .route("/peer/v1/release", get(release))
        .route("/peer/v1/release/digest", get(release_digest))
        .route("/peer/v1/directory/{authority}", get(directory))
        .route("/peer/v1/checkpoint", get(checkpoint))
        .route("/peer/v1/checkpoint/published", get(published_checkpoint))
        .route("/peer/v1/tile/{*path}", get(tile))
        .route("/peer/v1/consistency/{old}/{new}", get(consistency))
        .route("/peer/v1/add-checkpoint", post(add_checkpoint))
        .route("/peer/v1/heads", post(take_head))
        .route("/peer/v1/heads/{gateway}", get(kept_head))
        .route("/peer/v1/receipts/newest", get(newest_receipt))
        .route("/peer/v1/roll", post(offer_roll))
        .route("/peer/v1/draws/steps", post(take_steps))
        .route("/peer/v1/draws/{draw}/key", get(piece_key))
        .route("/peer/v1/draws/{draw}/pieces/{number}", put(take_piece_of_draw))
        .route("/peer/v1/feed", post(take_page))
        .route("/peer/v1/feed/{gateway}", get(feed_page))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), in_time))
        .with_state(app)
}

/// 400 to whoever's clock, or ours, is wrong: nothing that is signed between them could be believed.
async fn in_time(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    request: Request,
    next: Next,
) -> Response {
    let Err(failure) = app.check_clock(&peer, request.headers()) else { return next.run(request).await };
    let Failure::ClockOff { ahead_seconds, .. } = failure else { return failed(&peer, &failure) };
    tracing::warn!(peer = %peer.gateway(), code = failure.code(), %failure, "a peer's request was not looked at");
    let answer = ClockOff { code: failure.code().to_owned(), ahead_seconds };
    coded(StatusCode::BAD_REQUEST, failure.code(), answer)
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
        Ok(Delivery::Wait { next, kept }) => waits("waiting", json!({ "code": "waiting", "next": next, "kept": kept })),
        Ok(Delivery::FileMissing { sha256 }) => {
            waits("file-missing", json!({ "code": "file-missing", "sha256": sha256 }))
        }
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

/// 204: it is here, whole. 200: these pieces are missing, as ranges whose ends are not in them.
async fn offer_large(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path((origin, ulid, sha256)): Path<(String, String, String)>,
    body: Body,
) -> Response {
    let Some((matter, digest)) = file_named(&origin, &ulid, &sha256) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let bytes = match body::read(body, MANIFEST_MAX_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    // On a task of its own, as a message is: a file that is being checked is checked to its end.
    let caller = peer.clone();
    let growing = tokio::spawn(async move { app.offer_large(&caller, &matter, digest, bytes).await });
    match growing.await.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(Offered::Whole) => StatusCode::NO_CONTENT.into_response(),
        Ok(Offered::Missing(ranges)) => {
            let missing: Vec<_> = ranges.into_iter().map(|range| (range.start, range.end)).collect();
            Json(json!({ "missing": missing })).into_response()
        }
        Err(failure) => failed(&peer, &failure),
    }
}

/// 204: the piece is on stable storage.
async fn take_piece(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path((origin, ulid, sha256, index)): Path<(String, String, String, u32)>,
    body: Body,
) -> Response {
    let Some((matter, digest)) = file_named(&origin, &ulid, &sha256) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let _room = match app.room_for_piece(&peer).await {
        Ok(room) => room,
        Err(failure) => return failed(&peer, &failure),
    };
    let bytes = match body::read(body, PIECE_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    match app.take_piece(&peer, &matter, digest, (index, bytes)).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

fn file_named(origin: &str, ulid: &str, sha256: &str) -> Option<(MatterId, Digest)> {
    Some((format!("{origin}/{ulid}").parse().ok()?, format!("sha256:{sha256}").parse().ok()?))
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

/// The keys of an authority's people, signed now. They are made to be sealed to by whoever is on the roll.
async fn directory(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path(authority): Path<String>,
) -> Response {
    let Ok(authority) = authority.parse() else { return StatusCode::NOT_FOUND.into_response() };
    match app.own_directory(&authority) {
        Ok(Some(signed)) => ([(header::CONTENT_TYPE, "application/json")], signed).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

async fn checkpoint(State(app): State<Arc<App>>) -> String {
    app.cosigned_checkpoint()
}

async fn published_checkpoint(State(app): State<Arc<App>>) -> Response {
    app.published_checkpoint().map_or_else(|| StatusCode::NOT_FOUND.into_response(), IntoResponse::into_response)
}

/// A tile of hashes (C2SP tlog-tiles). The lines themselves are not for peers.
async fn tile(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path(path): Path<String>,
) -> Response {
    let Ok(path) = format!("tile/{path}").parse() else { return StatusCode::NOT_FOUND.into_response() };
    match app.tile(&path, false) {
        Ok(Some(bytes)) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

/// What this record was at a smaller size: its root then, and the proof that the larger one continues it, a hash a line.
async fn consistency(State(app): State<Arc<App>>, Path((old, new)): Path<(u64, u64)>) -> Response {
    app.past(old, new).map_or_else(|| StatusCode::NOT_FOUND.into_response(), |past| past.to_text().into_response())
}

/// C2SP tlog-witness: 200 and the cosignature, or 400, 403, 404, 409, 422.
async fn add_checkpoint(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>, body: Body) -> Response {
    witnessing(&peer, body, MAX_REQUEST_BYTES, move |_, text| {
        Ok(app.add_checkpoint(text)?.map(IntoResponse::into_response))
    })
    .await
}

/// A head that another witness cosigned.
async fn take_head(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>, body: Body) -> Response {
    witnessing(&peer, body, MAX_NOTE_BYTES, move |from, text| {
        Ok(app.take_head(from.gateway(), text)?.map(|()| StatusCode::NO_CONTENT.into_response()))
    })
    .await
}

/// The newest head of a gateway's record that is kept here; 204 if there is none. Heads are made to be shown around.
async fn kept_head(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path(gateway): Path<String>,
) -> Response {
    let Ok(gateway) = gateway.parse() else { return StatusCode::NOT_FOUND.into_response() };
    told(&peer, app.head_kept_of(&gateway))
}

/// Of the receipts that the caller gave, the one with the greatest position in its record; 204 if there is none.
async fn newest_receipt(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>) -> Response {
    told(&peer, app.newest_receipt_of(&peer))
}

fn told(peer: &PeerIdentity, text: Result<Option<String>, Failure>) -> Response {
    match text {
        Ok(Some(text)) => text.into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => failed(peer, &failure),
    }
}

/// What a witness says to a text.
type Judged = Result<Result<Response, Refused>, Failure>;

/// Reads a text of a peer, and has it judged where the disk may be waited for.
async fn witnessing(
    peer: &PeerIdentity,
    body: Body,
    limit_bytes: usize,
    judge: impl FnOnce(&PeerIdentity, &str) -> Judged + Send + 'static,
) -> Response {
    let bytes = match body::read(body, limit_bytes, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(peer, unread),
    };
    let Ok(text) = String::from_utf8(bytes.into()) else { return StatusCode::BAD_REQUEST.into_response() };
    let from = peer.clone();
    let judged = tokio::task::spawn_blocking(move || judge(&from, &text)).await;
    match judged.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(Ok(answer)) => answer,
        Ok(Err(refused)) => not_witnessed(peer, &refused),
        Err(failure) => failed(peer, &failure),
    }
}

fn not_witnessed(peer: &PeerIdentity, refused: &Refused) -> Response {
    tracing::warn!(peer = %peer.gateway(), code = refused.code(), %refused, "a head of a record was not taken");
    let status = StatusCode::from_u16(refused.status()).unwrap_or(StatusCode::BAD_REQUEST);
    match refused {
        Refused::OldDiffers { known } | Refused::SplitView { known, .. } => {
            (status, [(header::CONTENT_TYPE, "text/x.tlog.size")], size_text(*known)).into_response()
        }
        _ => coded(status, refused.code(), json!({ "code": refused.code() })),
    }
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

/// 200: what became of each step. What is taken is in the record here; what waits comes again.
async fn take_steps(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>, body: Body) -> Response {
    let bytes = match body::read(body, DRAW_STEPS_MAX_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    let caller = peer.clone();
    // On a task of its own, as a message is.
    let taking = tokio::spawn(async move { app.take_steps(&caller, &bytes).await });
    match taking.await.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(answers) => Json(answers).into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

/// What is held here of a gateway's feed behind a number, a page of it at most.
async fn feed_page(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path(gateway): Path<String>,
    Query(range): Query<FeedRange>,
) -> Response {
    let Ok(gateway) = gateway.parse() else { return StatusCode::NOT_FOUND.into_response() };
    match app.feed_page(&gateway, range.after).await {
        Ok(Some(page)) => Json(page).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

/// 200: the key to which pieces of the draw are encrypted for this gateway, signed. 404: it has not heard of the draw, or has forgotten it.
async fn piece_key(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path(draw): Path<String>,
) -> Response {
    let Ok(draw) = draw.parse::<Hash>() else { return StatusCode::NOT_FOUND.into_response() };
    match app.piece_key(&peer, &draw).await {
        Ok(key) => signed(StatusCode::OK, key),
        Err(Failure::NotFound { .. }) => StatusCode::NOT_FOUND.into_response(),
        Err(failure) => failed(&peer, &failure),
    }
}

/// 204: the piece is on stable storage. 409: its deal is not here yet, come again. 422: it is not the one that was committed to.
async fn take_piece_of_draw(
    State(app): State<Arc<App>>,
    Extension(peer): Extension<PeerIdentity>,
    Path((draw, number)): Path<(String, u8)>,
    body: Body,
) -> Response {
    let Ok(draw) = draw.parse::<Hash>() else { return StatusCode::NOT_FOUND.into_response() };
    let bytes = match body::read(body, DRAW_PIECE_MAX_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    let caller = peer.clone();
    let taking = tokio::spawn(async move { app.take_piece_of_draw(&caller, (&draw, number), &bytes).await });
    match taking.await.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(Brought::Kept) => StatusCode::NO_CONTENT.into_response(),
        Ok(Brought::Waits(code)) => waits(code, json!({ "code": code })),
        Ok(Brought::Refused(code)) => {
            tracing::warn!(peer = %peer.gateway(), code, "a piece of a draw was not taken");
            coded(StatusCode::UNPROCESSABLE_ENTITY, code, json!({ "code": code }))
        }
        Err(failure) => failed(&peer, &failure),
    }
}

/// 200: how far this gateway holds the feed now; what is on the page and lacks others before it comes again. 409: the publisher has signed two
/// histories, and nothing more of it is taken. 422: something on the page is not what the publisher signed, and why.
async fn take_page(State(app): State<Arc<App>>, Extension(peer): Extension<PeerIdentity>, body: Body) -> Response {
    let bytes = match body::read(body, FEED_PAGE_MAX_BYTES, BODY_MAX_SECONDS).await {
        Ok(bytes) => bytes,
        Err(unread) => return not_read(&peer, unread),
    };
    // On a task of its own, as a message is: what is begun is done whole.
    let taking = tokio::spawn(async move {
        let page = Page::read(&bytes).map_err(Failure::FeedEventRefused)?;
        app.take_page(&page).await
    });
    match taking.await.unwrap_or_else(|error| Err(Failure::broken(error))) {
        Ok(held) => Json(held).into_response(),
        Err(failure) => page_not_taken(&peer, &failure),
    }
}

fn page_not_taken(peer: &PeerIdentity, failure: &Failure) -> Response {
    let (status, said) = match failure {
        Failure::FeedEventRefused(refused) => {
            (StatusCode::UNPROCESSABLE_ENTITY, json!({ "code": failure.code(), "reason": refused.code() }))
        }
        Failure::FeedForked { gateway } => {
            (StatusCode::CONFLICT, json!({ "code": failure.code(), "gateway": gateway }))
        }
        _ => return failed(peer, failure),
    };
    tracing::warn!(peer = %peer.gateway(), code = failure.code(), %failure, "a page of a feed was not taken");
    coded(status, failure.code(), said)
}

fn signed(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/jose+json")], text).into_response()
}

fn waits(code: &'static str, what: serde_json::Value) -> Response {
    coded(StatusCode::CONFLICT, code, what)
}

fn not_read(peer: &PeerIdentity, unread: Unread) -> Response {
    tracing::warn!(peer = %peer.gateway(), code = unread.code(), "a peer's request was not read to its end");
    coded(unread.status(), unread.code(), json!({ "code": unread.code() }))
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
    let said = match failure.at() {
        Some(at) => json!({ "code": failure.code(), "at": at }),
        None => json!({ "code": failure.code() }),
    };
    coded(status, failure.code(), said)
}
