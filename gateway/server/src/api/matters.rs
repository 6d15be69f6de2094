//! What can be done in a matter. Each act answers with where the matter stands then.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::MatterId;
use comity_domain::limits::{FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::{Appearance, Circumstances, ErasureReason, ExecutionResult, FileRef, Request, Standing};
use comity_domain::message::{Certificate, Taking};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::request::{Acceptance, Caller, InMatter, Json, Optional, Raw, Reason, Submission, SupplementRequest};
use super::{ApiError, Gate, custody};
use crate::access;
use crate::app::{Erasure, MatterView, NewDraft, WorklistRow};

/// The matter that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Drafted {
    #[schema(value_type = String)]
    pub(super) id: MatterId,
}

/// Where a matter stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Stands {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
    /// The last matter of the page before.
    #[param(value_type = Option<String>)]
    after: Option<MatterId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// The name of an uploaded file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct FileName {
    pub(super) name: String,
}

/// Who executes.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Execution {
    executing_body: String,
}

/// How service went.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    #[schema(value_type = String, example = "served")]
    result: ExecutionResult,
    #[schema(value_type = Object)]
    certificate: Certificate,
}

/// What goes into a bundle.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Bundling {
    /// Whether the files are enclosed.
    #[serde(default)]
    pub(super) files: bool,
    /// Why they are taken out of the house.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
}

/// Having a matter erased.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ErasureWish {
    /// `retention-ended`, `court-order`, `authority-order` or `peer-request`.
    #[schema(value_type = String, example = "retention-ended")]
    reason: ErasureReason,
    /// By an order, although the other side has a copy and was not asked whether it erases it too.
    #[serde(default)]
    without_peer: bool,
}

pub(super) type Answer = Result<axum::Json<Stands>, ApiError>;

pub(super) fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(Stands { standing }))
}

/// The matters of one's authority.
#[utoipa::path(get, path = "/api/v1/matters", params(Range), responses((status = 200, body = Vec<WorklistRow>)))]
pub(super) async fn worklist(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<Range>,
) -> Result<axum::Json<Vec<WorklistRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.worklist(&permit, range.after.as_ref(), limit)?))
}

/// Writes a first draft.
#[utoipa::path(post, path = "/api/v1/matters", request_body = NewDraft, responses((status = 201, body = Drafted)))]
pub(super) async fn draft(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewDraft>,
) -> Result<(StatusCode, axum::Json<Drafted>), ApiError> {
    let standing = access::Standing {
        matter: gate.app.new_matter_id(),
        revision: 0,
        originating: caller.actor.authority.clone(),
        transmitting: new.transmitting.clone(),
        receiving: new.receiving.clone(),
    };
    let permit = gate.access.permit(&caller.actor_now(&gate)?, Some(&standing))?;
    let id = gate.app.draft(permit, new).await?;
    Ok((StatusCode::CREATED, axum::Json(Drafted { id })))
}

/// The matter.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = MatterView)))]
pub(super) async fn read(State(gate): State<Gate>, matter: InMatter) -> Result<axum::Json<MatterView>, ApiError> {
    Ok(axum::Json(gate.app.read(&matter.permit(&gate)?)?))
}

/// Everything that happened in the matter.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}/docket", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Vec<Object>)))]
pub(super) async fn docket(State(gate): State<Gate>, matter: InMatter) -> Result<Response, ApiError> {
    Ok(axum::Json(gate.app.docket(&matter.permit(&gate)?)?).into_response())
}

/// Changes the draft.
#[utoipa::path(put, path = "/api/v1/matters/{origin}/{ulid}/request", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = Stands)))]
pub(super) async fn amend(State(gate): State<Gate>, matter: InMatter, Json(request): Json<Request>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.amend(permit, request.clone())).await?)
}

/// Adds a paper to the matter's files. The body is the file.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/files", params(("origin" = String, Path), ("ulid" = String, Path), FileName), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = Object)))]
pub(super) async fn attach(
    State(gate): State<Gate>,
    matter: InMatter,
    Query(file): Query<FileName>,
    headers: HeaderMap,
    Raw(body): Raw<FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = if is_media_type(media_type) { media_type } else { "application/octet-stream" };
    let attach = |permit| gate.app.attach(permit, file.name.clone(), media_type.to_owned(), body.to_vec());
    let file = matter.act(&gate, attach).await?;
    Ok((StatusCode::CREATED, axum::Json(file)))
}

/// Asks both sides' rules what would become of the letter.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/preflight", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Vec<Object>)))]
pub(super) async fn preflight(State(gate): State<Gate>, matter: InMatter) -> Result<Response, ApiError> {
    Ok(axum::Json(matter.act(&gate, |permit| gate.app.preflight(permit)).await?).into_response())
}

/// Hands the letter in at the transmitting authority.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/submit", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Submission, responses((status = 200, body = Stands)))]
pub(super) async fn submit(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Submission>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.submit(permit, body.override_reason.clone())).await?)
}

/// Gives the letter back to the originating court.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/send-back", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = Stands)))]
pub(super) async fn send_back(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Reason>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.send_back(permit, body.reason.clone())).await?)
}

/// Seals the letter and transmits it.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/forward", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Submission, responses((status = 200, body = Stands)))]
pub(super) async fn forward(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Submission>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.forward(permit, body.override_reason.clone())).await?)
}

/// Takes the responsibility for what the rules could not prepare.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/review", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = Stands)))]
pub(super) async fn review(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Reason>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.review(permit, body.reason.clone())).await?)
}

/// Asks the other side for a supplement.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/supplement-request", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = SupplementRequest, responses((status = 200, body = Stands)))]
pub(super) async fn ask_supplement(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<SupplementRequest>,
) -> Answer {
    stands(
        matter.act(&gate, |permit| gate.app.ask_supplement(permit, body.reason.clone(), body.grounds.clone())).await?,
    )
}

/// Accepts the request.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/accept", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Option<Acceptance>, responses((status = 200, body = Stands)))]
pub(super) async fn accept(State(gate): State<Gate>, matter: InMatter, Optional(body): Optional<Acceptance>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.accept(permit, body.remarks.clone(), body.decisions.clone())).await?)
}

/// Refuses the request.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/refuse", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = SupplementRequest, responses((status = 200, body = Stands)))]
pub(super) async fn refuse(State(gate): State<Gate>, matter: InMatter, Json(body): Json<SupplementRequest>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.refuse(permit, body.reason.clone(), body.grounds.clone())).await?)
}

/// Hands the papers to the executing body.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/execution", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Execution, responses((status = 200, body = Stands)))]
pub(super) async fn start_execution(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Execution>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.start_execution(permit, body.executing_body.clone())).await?)
}

/// Records that service was carried out, or could not be.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/service", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Service, responses((status = 200, body = Stands)))]
pub(super) async fn record_service(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Service>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.record_execution(permit, body.result, body.certificate.clone())).await?)
}

/// Records what became of a request for evidence: the certificate, act by act. What it comes to follows from them.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/evidence", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = Stands)))]
pub(super) async fn record_evidence(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(certificate): Json<Certificate>,
) -> Answer {
    let result = certificate.taking().map_or(ExecutionResult::NotTaken, Taking::result);
    stands(matter.act(&gate, |permit| gate.app.record_execution(permit, result, certificate.clone())).await?)
}

/// Notes what was found out about the request, and no rules can know: all of it, as it is known now.
#[utoipa::path(put, path = "/api/v1/matters/{origin}/{ulid}/circumstances", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = Stands)))]
pub(super) async fn note_circumstances(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(circumstances): Json<Circumstances>,
) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.note_circumstances(permit, circumstances.clone())).await?)
}

/// Records what became of a person who travelled to this side to testify.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/appearances", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = Stands)))]
pub(super) async fn record_appearance(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(appearance): Json<Appearance>,
) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.record_appearance(permit, appearance.clone())).await?)
}

/// Seals the certificate and sends it back.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/certificate", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Stands)))]
pub(super) async fn return_certificate(State(gate): State<Gate>, matter: InMatter) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.return_certificate(permit)).await?)
}

/// Takes the letter back.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/withdraw", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = Stands)))]
pub(super) async fn withdraw(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Reason>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.withdraw(permit, body.reason.clone())).await?)
}

/// Puts the matter away.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/close", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Stands)))]
pub(super) async fn close(State(gate): State<Gate>, matter: InMatter) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.close(permit)).await?)
}

/// Has the particulars of the matter erased for ever, as one of two persons. 202: the second person is waited for.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/erasure", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = ErasureWish, responses((status = 200, body = Erasure), (status = 202, body = Erasure)))]
pub(super) async fn erase(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<ErasureWish>,
) -> Result<(StatusCode, axum::Json<Erasure>), ApiError> {
    Ok(erased_or_waited_for(matter.act(&gate, |permit| gate.app.erase(permit, body.reason, body.without_peer)).await?))
}

/// What became of the wish to erase something, said also by the status.
pub(super) fn erased_or_waited_for(erasure: Erasure) -> (StatusCode, axum::Json<Erasure>) {
    let status = if erasure.erased { StatusCode::OK } else { StatusCode::ACCEPTED };
    (status, axum::Json(erasure))
}

/// Everything that the record holds of the matter in one file, which can be verified without this gateway.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/bundle", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Bundling, responses((status = 200, content_type = "application/x-ndjson")))]
pub(super) async fn bundle(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<Bundling>,
) -> Result<Response, ApiError> {
    let permit = matter.permit(&gate)?;
    if body.files {
        custody::unless_restricted(&gate, &matter, gate.app.restriction_on_export(matter.id())?)?;
    }
    Ok(bundled(gate.app.bundle(permit, body.files, body.reason).await?))
}

/// A bundle, as the answer that it is.
pub(super) fn bundled(bundle: Bytes) -> Response {
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"))];
    (content_type, [(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"))], bundle).into_response()
}

pub(super) fn is_media_type(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.+".contains(&b));
    text.len() <= 100 && text.split_once('/').is_some_and(|(kind, subtype)| part(kind) && part(subtype))
}
