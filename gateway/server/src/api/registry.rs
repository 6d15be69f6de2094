//! The registers: searched and shown; and how the feeds stand by which the sides know each other's.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use comity_domain::limits::SEARCH_PAGE_MAX_ENTRIES;
use comity_domain::registry::{Question, Register, RosterNo, Shown, Status, Tag};
use comity_domain::{AuthorityId, Date, GatewayId, Jurisdiction};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::request::Caller;
use super::{ApiError, Gate, Problem};
use crate::app::{FeedEventView, FeedView, Found};

/// What is looked for: whatever is given must hold.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Search {
    /// A name or a part of one, or a number or its beginning.
    #[serde(default)]
    text: String,
    /// `mediators`, `practitioners`, `law-experts`, `ascertainment-bodies`, `insolvency-administrators`.
    register: Option<String>,
    /// The authority that keeps the entry.
    keeper: Option<String>,
    /// `CN`, `HK`, `MO`.
    region: Option<String>,
    /// Languages, all of them, with commas between them.
    languages: Option<String>,
    /// Specialities, all of them, with commas between them.
    specialities: Option<String>,
    /// `pending`, `in-force`, `suspended`, `ended`.
    status: Option<String>,
    /// A day on which appointments are taken.
    free_on: Option<String>,
    /// How many of those that are found come before the page.
    #[serde(default)]
    from: u32,
    /// How many entries the page has at most.
    limit: Option<u32>,
}

/// Which events of a feed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedEvents {
    /// Only those about one kind of thing.
    about: Option<String>,
    /// The number of the last event of the page before.
    #[serde(default)]
    after: u64,
}

impl Search {
    fn question(self) -> Result<Question, ApiError> {
        Ok(Question {
            text: self.text,
            register: self.register.map(|code| coded::<Register>("register", &code)).transpose()?,
            keeper: self.keeper.map(|code| coded::<AuthorityId>("keeper", &code)).transpose()?,
            region: self.region.map(|code| coded::<Jurisdiction>("region", &code)).transpose()?,
            languages: tags("languages", self.languages)?,
            specialities: tags("specialities", self.specialities)?,
            status: self.status.map(|code| coded::<Status>("status", &code)).transpose()?,
            free_on: self.free_on.map(|day| coded::<Date>("free_on", &day)).transpose()?,
            from: self.from,
            limit: self.limit.unwrap_or(SEARCH_PAGE_MAX_ENTRIES),
        })
    }
}

/// Searches the registers of all sides: whoever appoints sees where each entry stands, anybody else who is in force. Which gateways' registers
/// cannot be confirmed now is said beside.
#[utoipa::path(get, path = "/api/v1/registry/search", params(Search), responses((status = 200, body = Found), (status = 422, body = Problem)))]
pub(super) async fn search_registry(
    State(gate): State<Gate>,
    caller: Caller,
    Query(search): Query<Search>,
) -> Result<axum::Json<Found>, ApiError> {
    // Whoever may search nothing is not told what is wrong with the question.
    let public = caller.permit(&gate)?;
    let question = search.question()?;
    let found = match caller.permit(&gate) {
        Ok(permit) => gate.app.search_in_full(&permit, &question)?,
        Err(_) => gate.app.search_public(&public, &question)?,
    };
    Ok(axum::Json(found))
}

/// The entry with this number, as far as the caller may see it.
#[utoipa::path(get, path = "/api/v1/registry/entries/{*roster_no}", params(("roster_no" = String, Path)),
    responses((status = 200, body = Object), (status = 404, body = Problem)))]
pub(super) async fn show_entry(
    State(gate): State<Gate>,
    caller: Caller,
    Path(roster_no): Path<String>,
) -> Result<axum::Json<Shown>, ApiError> {
    let public = caller.permit(&gate)?;
    let not_found = || ApiError::new(StatusCode::NOT_FOUND, "not-found");
    let roster_no: RosterNo = roster_no.parse().map_err(|_| not_found())?;
    let shown = match caller.permit(&gate) {
        Ok(permit) => gate.app.face_in_full(&permit, &roster_no)?,
        Err(_) => gate.app.face_public(&public, &roster_no)?,
    };
    Ok(axum::Json(shown))
}

/// How the feed of each gateway stands here.
#[utoipa::path(get, path = "/api/v1/registry/feeds", responses((status = 200, body = Vec<FeedView>)))]
pub(super) async fn feeds(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<Vec<FeedView>>, ApiError> {
    Ok(axum::Json(gate.app.feed_states(&caller.permit(&gate)?)))
}

/// The events of a gateway's feed: their numbers, and what they are about.
#[utoipa::path(get, path = "/api/v1/registry/feeds/{gateway}", params(("gateway" = String, Path), FeedEvents),
    responses((status = 200, body = Vec<FeedEventView>), (status = 404, body = Problem)))]
pub(super) async fn feed_events(
    State(gate): State<Gate>,
    caller: Caller,
    Path(gateway): Path<String>,
    Query(wanted): Query<FeedEvents>,
) -> Result<axum::Json<Vec<FeedEventView>>, ApiError> {
    let permit = caller.permit(&gate)?;
    let gateway: GatewayId = gateway.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))?;
    Ok(axum::Json(gate.app.feed_events(&permit, &gateway, wanted.about.as_deref(), wanted.after).await?))
}

/// A code, as it is written.
fn coded<T: DeserializeOwned>(at: &'static str, code: &str) -> Result<T, ApiError> {
    let bad = |_| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-code").at(at).detail(code.to_owned());
    serde_json::from_value(code.into()).map_err(bad)
}

fn tags(at: &'static str, list: Option<String>) -> Result<std::collections::BTreeSet<Tag>, ApiError> {
    list.iter().flat_map(|list| list.split(',')).map(|tag| coded(at, tag)).collect()
}
