//! Mediators: applications and accreditations of a body here, and how any mediator of the bay stands.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::limits::{APPLICATION_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::Check;
use comity_domain::mediator::{RosterNumber, Standing};
use comity_domain::{Date, Jurisdiction, MediatorId};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::request::{Caller, Json, Reason, not_found, wanted_revision};
use super::{ApiError, Gate};
use crate::app::{
    Accrediting, Assessing, Bars, Failure, MediatorRow, MediatorView, Paper, Sanction, Sanctioned, Stands, Submitted,
};

/// The mediator that applied.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppliedAs {
    #[schema(value_type = String)]
    id: MediatorId,
}

/// Where a mediator stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsAccredited {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What the rules said, and where the mediator stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Answered {
    #[schema(value_type = Object)]
    standing: Standing,
    #[schema(value_type = Object)]
    answer: Check,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct MediatorRange {
    /// The last mediator of the page before.
    #[param(value_type = Option<String>)]
    after: Option<MediatorId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// For which day, and for appointments where.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct StandingAsked {
    /// The end of this business day; today, if none is given.
    #[param(value_type = Option<String>, example = "2026-05-04")]
    on: Option<Date>,
    /// The territory; that of the caller's authority, if none is given.
    #[param(value_type = Option<String>, example = "MO")]
    region: Option<Jurisdiction>,
}

/// What the Joint Conference has signed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Voices {
    /// One of each jurisdiction, as it was signed.
    confirmations: Vec<String>,
}

/// The last day of a renewed accreditation.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Renewal {
    #[schema(value_type = String, format = Date)]
    until: Date,
}

/// What two persons decide, and why.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sanctioning {
    /// `suspend`, `reinstate` or `revoke`.
    #[schema(value_type = String, example = "suspend")]
    sanction: Sanction,
    reason: String,
}

/// A caller, and the mediator of the own body that the path names. That there is none is told before anything else is looked at.
pub(super) struct NamedMediator {
    caller: Caller,
    id: MediatorId,
    /// The revision that the caller has seen, if it said so.
    seen: Option<u64>,
}

impl FromRequestParts<Gate> for NamedMediator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        // Other parts of the path (a paper's digest) are the handler's.
        let Path(path) = Path::<std::collections::HashMap<String, String>>::from_request_parts(parts, gate)
            .await
            .map_err(|_| not_found())?;
        let name = path.get("origin").zip(path.get("ulid")).map(|(origin, ulid)| format!("{origin}/{ulid}"));
        let id: MediatorId = name.ok_or_else(not_found)?.parse().map_err(|_| not_found())?;
        // Of another's nobody is told that it is there, neither by its revision nor by what is wrong with a body.
        if !gate.app.has_applied_to(&id, &caller.actor.authority)? {
            return Err(not_found());
        }
        Ok(Self { caller, id, seen: wanted_revision(&parts.headers)? })
    }
}

type Answer = Result<axum::Json<StandsAccredited>, ApiError>;

/// Whoever applied to one's body.
#[utoipa::path(get, path = "/api/v1/mediators", params(MediatorRange), responses((status = 200, body = Vec<MediatorRow>)))]
pub(super) async fn list_mediators(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<MediatorRange>,
) -> Result<axum::Json<Vec<MediatorRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_mediators(&permit, range.after.as_ref(), limit)?))
}

/// Takes an application, with its papers.
#[utoipa::path(post, path = "/api/v1/mediators", request_body = Submitted, responses((status = 201, body = AppliedAs)))]
pub(super) async fn apply_as_mediator(
    State(gate): State<Gate>,
    caller: Caller,
    Json(submitted): Json<Submitted, APPLICATION_MAX_BYTES>,
) -> Result<(StatusCode, axum::Json<AppliedAs>), ApiError> {
    let permit = caller.permit(&gate)?;
    let Submitted { profile, experience, documents } = submitted;
    let papers = documents.into_iter().map(Paper::read).collect::<Result<Vec<_>, Failure>>()?;
    let id = gate.app.apply_as_mediator(&permit, papers, profile, experience).await?;
    Ok((StatusCode::CREATED, axum::Json(AppliedAs { id })))
}

/// A mediator of one's body, with what has happened.
#[utoipa::path(get, path = "/api/v1/mediators/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, .. }: NamedMediator,
) -> Result<axum::Json<MediatorView>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_mediator(&permit, &id)?))
}

/// A paper of the application.
#[utoipa::path(get, path = "/api/v1/mediators/{origin}/{ulid}/papers/{sha256}", params(("origin" = String, Path), ("ulid" = String, Path), ("sha256" = String, Path)), responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn paper_of_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, .. }: NamedMediator,
    Path((_, _, sha256)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let sha256: Digest = sha256.parse().map_err(|_| not_found())?;
    let (_, bytes) = gate.app.paper_of_mediator(&permit, &id, sha256).await?;
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))];
    Ok((content_type, [(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"))], bytes).into_response())
}

/// Asks the rules about the application; with `eligible`, records what a person makes of their answer.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/assess", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Assessing, responses((status = 200, body = Answered)))]
pub(super) async fn assess_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, .. }: NamedMediator,
    Json(assessing): Json<Assessing>,
) -> Result<axum::Json<Answered>, ApiError> {
    let permit = caller.permit(&gate)?;
    let (standing, answer) = gate.app.assess_mediator(&permit, &id, assessing).await?;
    Ok(axum::Json(Answered { standing, answer }))
}

/// Does not accredit.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/reject", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = StandsAccredited)))]
pub(super) async fn reject_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, .. }: NamedMediator,
    Json(body): Json<Reason>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.reject_mediator(&permit, &id, body.reason).await?)
}

/// Accredits, and issues the credential.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/accredit", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Accrediting, responses((status = 200, body = StandsAccredited)))]
pub(super) async fn accredit_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, seen }: NamedMediator,
    Json(accrediting): Json<Accrediting>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.accredit_mediator(permit, &id, needed(seen)?, accrediting).await?)
}

/// Files what the Joint Conference has signed.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/confirm", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Voices, responses((status = 200, body = StandsAccredited)))]
pub(super) async fn confirm_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, .. }: NamedMediator,
    Json(voices): Json<Voices>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.confirm_mediator(&permit, &id, voices.confirmations).await?)
}

/// Renews, and issues a further credential.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/renew", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Renewal, responses((status = 200, body = StandsAccredited)))]
pub(super) async fn renew_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, seen }: NamedMediator,
    Json(renewal): Json<Renewal>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.renew_mediator(permit, &id, needed(seen)?, renewal.until).await?)
}

/// Suspends, reinstates or revokes, as one of two persons.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/sanction", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Sanctioning, responses((status = 200, body = Sanctioned)))]
pub(super) async fn sanction_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, seen }: NamedMediator,
    Json(body): Json<Sanctioning>,
) -> Result<axum::Json<Sanctioned>, ApiError> {
    let permit = caller.permit(&gate)?;
    let sanctioned = gate.app.sanction_mediator(permit, &id, needed(seen)?, body.sanction, body.reason).await?;
    Ok(axum::Json(sanctioned))
}

/// Records that the mediator, or the applicant, gives it up.
#[utoipa::path(post, path = "/api/v1/mediators/{origin}/{ulid}/withdraw", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = StandsAccredited)))]
pub(super) async fn withdraw_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, seen }: NamedMediator,
    Json(body): Json<Reason>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.withdraw_mediator(permit, &id, needed(seen)?, body.reason).await?)
}

/// The card, with everything that its holder can disclose.
#[utoipa::path(get, path = "/api/v1/mediators/{origin}/{ulid}/card", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = String, content_type = "application/dc+sd-jwt")))]
pub(super) async fn card_of_mediator(
    State(gate): State<Gate>,
    NamedMediator { caller, id, .. }: NamedMediator,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let card = gate.app.card_of_mediator(&permit, &id).await?;
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/dc+sd-jwt"))];
    Ok((content_type, card).into_response())
}

/// Bars a mediator from the territory of one's authority, or lifts that.
#[utoipa::path(post, path = "/api/v1/mediator-bars", request_body = Bars, responses((status = 204)))]
pub(super) async fn bar_mediator(
    State(gate): State<Gate>,
    caller: Caller,
    Json(bars): Json<Bars>,
) -> Result<StatusCode, ApiError> {
    let permit = caller.permit(&gate)?;
    gate.app.bar_mediator(&permit, bars).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How a mediator stands, or stood, whichever body of the bay accredited.
#[utoipa::path(get, path = "/api/v1/mediator-status/{subject}", params(("subject" = String, Path), StandingAsked), responses((status = 200, body = Stands)))]
pub(super) async fn mediator_stands(
    State(gate): State<Gate>,
    caller: Caller,
    Path(subject): Path<String>,
    Query(asked): Query<StandingAsked>,
) -> Result<axum::Json<Stands>, ApiError> {
    let permit = caller.permit(&gate)?;
    let subject = numbered(&subject)?;
    Ok(axum::Json(gate.app.mediator_stands(&permit, &subject, asked.on, asked.region).await?))
}

/// What a card of a mediator is verified by, without a gateway.
#[utoipa::path(get, path = "/api/v1/mediator-status/{subject}/bundle", params(("subject" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn bundle_of_mediator(
    State(gate): State<Gate>,
    caller: Caller,
    Path(subject): Path<String>,
) -> Result<axum::Json<comity_federation::credential::Bundle>, ApiError> {
    let permit = caller.permit(&gate)?;
    let subject = numbered(&subject)?;
    Ok(axum::Json(gate.app.bundle_of_mediator(&permit, &subject).await?))
}

fn numbered(text: &str) -> Result<RosterNumber, ApiError> {
    let bad = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-roster-number").at("subject");
    text.parse().map_err(|_| bad().detail(text.chars().take(80).collect::<String>()))
}

fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(StandsAccredited { standing }))
}

/// What goes out under the body's signature is what its officer has seen.
fn needed(seen: Option<u64>) -> Result<u64, ApiError> {
    seen.ok_or_else(|| ApiError::new(StatusCode::PRECONDITION_REQUIRED, "revision-required").at("If-Match"))
}
