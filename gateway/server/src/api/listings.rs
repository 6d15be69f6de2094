//! Listings in the registers that an authority here keeps: practitioners, experts and bodies for the law of another place, insolvency
//! administrators. How they are found is with the registry of all sides.

use core::str::FromStr;

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::register::{Profile, Standing};
use comity_domain::registry::Availability;
use comity_domain::{Date, ListingId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::request::{Caller, Json, Reason, not_found, wanted_revision};
use super::{ApiError, Gate};
use crate::app::{ListingRow, ListingSanction, ListingSanctioned, ListingView, NewListing, StoodOn};

/// The listing that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Listed {
    #[schema(value_type = String)]
    id: ListingId,
}

/// Where a listing stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsListed {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ListingRange {
    /// The last listing of the page before.
    #[param(value_type = Option<String>)]
    after: Option<ListingId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// The last day of a term.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LastDay {
    #[schema(value_type = String, format = Date)]
    until: Date,
}

/// Whether appointments are taken.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Taking {
    #[schema(value_type = Object)]
    availability: Availability,
}

/// What is decided by two, and why.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ListingSanctioning {
    /// `suspend`, `lift`, or `{"strike-off": "misconduct"}`.
    #[schema(value_type = Object)]
    sanction: ListingSanction,
    reason: String,
}

/// A day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct OnDay {
    #[param(value_type = String, format = Date)]
    day: Date,
}

/// What has a name of its own, and is known here or is not.
pub(super) trait Known: FromStr {
    /// Is there one of this name?
    fn is_known(&self, gate: &Gate) -> bool;
}

/// A caller, and what the path names. That there is none is told before anything else is looked at.
pub(super) struct Of<Id> {
    pub(super) caller: Caller,
    pub(super) id: Id,
    /// The revision that the caller has seen, if it said so.
    pub(super) seen: Option<u64>,
}

impl<Id: Known> FromRequestParts<Gate> for Of<Id> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        let named = Path::<Vec<(String, String)>>::from_request_parts(parts, gate).await.map_err(|_| not_found())?;
        let part = |wanted: &str| named.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let (Some(origin), Some(ulid)) = (part("origin"), part("ulid")) else { return Err(not_found()) };
        let id: Id = format!("{origin}/{ulid}").parse().map_err(|_| not_found())?;
        if !id.is_known(gate) {
            return Err(not_found());
        }
        Ok(Self { caller, id, seen: wanted_revision(&parts.headers)? })
    }
}

impl Known for ListingId {
    fn is_known(&self, gate: &Gate) -> bool {
        gate.app.knows_listing(self)
    }
}

type OfListing = Of<ListingId>;
type Answer = Result<axum::Json<StandsListed>, ApiError>;

/// Whom one's authority lists.
#[utoipa::path(get, path = "/api/v1/listings", params(ListingRange), responses((status = 200, body = Vec<ListingRow>)))]
pub(super) async fn list_listings(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<ListingRange>,
) -> Result<axum::Json<Vec<ListingRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_listings(&permit, range.after.as_ref(), limit)?))
}

/// Enters somebody into a register that one's authority keeps.
#[utoipa::path(post, path = "/api/v1/listings", request_body = Object, responses((status = 201, body = Listed)))]
pub(super) async fn enter_listing(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewListing>,
) -> Result<(StatusCode, axum::Json<Listed>), ApiError> {
    let id = gate.app.enter_listing(&caller.permit(&gate)?, new).await?;
    Ok((StatusCode::CREATED, axum::Json(Listed { id })))
}

/// The listing, as far as the caller may see it.
#[utoipa::path(get, path = "/api/v1/listings/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_listing(
    State(gate): State<Gate>,
    OfListing { caller, id, .. }: OfListing,
) -> Result<axum::Json<ListingView>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_listing(&permit, &id)?))
}

/// How the listing stood at the end of a day.
#[utoipa::path(get, path = "/api/v1/listings/{origin}/{ulid}/on", params(("origin" = String, Path), ("ulid" = String, Path), OnDay), responses((status = 200, body = StoodOn)))]
pub(super) async fn listing_on(
    State(gate): State<Gate>,
    OfListing { caller, id, .. }: OfListing,
    Query(on): Query<OnDay>,
) -> Result<axum::Json<StoodOn>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.listing_on(&permit, &id, on.day)?))
}

/// Changes what the register says of somebody.
#[utoipa::path(put, path = "/api/v1/listings/{origin}/{ulid}/profile", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsListed)))]
pub(super) async fn amend_listing(
    State(gate): State<Gate>,
    OfListing { caller, id, seen }: OfListing,
    Json(profile): Json<Profile>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.amend_listing(&permit, &id, seen, profile).await?)
}

/// Lengthens the term.
#[utoipa::path(post, path = "/api/v1/listings/{origin}/{ulid}/renew", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = LastDay, responses((status = 200, body = StandsListed)))]
pub(super) async fn renew_listing(
    State(gate): State<Gate>,
    OfListing { caller, id, seen }: OfListing,
    Json(body): Json<LastDay>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.renew_listing(&permit, &id, seen, body.until).await?)
}

/// Says whether appointments are taken.
#[utoipa::path(post, path = "/api/v1/listings/{origin}/{ulid}/availability", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Taking, responses((status = 200, body = StandsListed)))]
pub(super) async fn state_availability(
    State(gate): State<Gate>,
    OfListing { caller, id, seen }: OfListing,
    Json(body): Json<Taking>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.state_availability(&permit, &id, seen, body.availability).await?)
}

/// Records that the listing is given up.
#[utoipa::path(post, path = "/api/v1/listings/{origin}/{ulid}/withdraw", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = StandsListed)))]
pub(super) async fn withdraw_listing(
    State(gate): State<Gate>,
    OfListing { caller, id, seen }: OfListing,
    Json(body): Json<Reason>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.withdraw_listing(&permit, &id, needed(seen)?, body.reason).await?)
}

/// Suspends, lets back or strikes off, as one of two persons.
#[utoipa::path(post, path = "/api/v1/listings/{origin}/{ulid}/sanction", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = ListingSanctioning, responses((status = 200, body = ListingSanctioned), (status = 202, body = ListingSanctioned)))]
pub(super) async fn sanction_listing(
    State(gate): State<Gate>,
    OfListing { caller, id, seen }: OfListing,
    Json(body): Json<ListingSanctioning>,
) -> Result<(StatusCode, axum::Json<ListingSanctioned>), ApiError> {
    let permit = caller.permit(&gate)?;
    let sanctioned = gate.app.sanction_listing(&permit, &id, needed(seen)?, body.sanction, body.reason).await?;
    let status = if sanctioned.decided { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, axum::Json(sanctioned)))
}

/// What leaves under the authority's name is what its officer has seen.
fn needed(seen: Option<u64>) -> Result<u64, ApiError> {
    seen.ok_or_else(|| ApiError::new(StatusCode::PRECONDITION_REQUIRED, "revision-required").at("If-Match"))
}

fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(StandsListed { standing }))
}
