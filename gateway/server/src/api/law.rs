//! The law, open to everyone who is known here: the rules in force, their answers to given facts, time limits, calendars.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use comity_domain::Date;
use comity_domain::deadline::{Period, Roll, Unit};
use comity_domain::facts::Facts;
use comity_domain::limits::{
    API_JSON_MAX_BYTES, COMPONENT_MAX_BYTES, FILE_BODY_MAX_SECONDS, RELEASE_MAX_BYTES, REPLAY_MAX_ENTRIES,
};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::request::{Caller, Json, Raw};
use super::{ApiError, Gate};

/// A period to be counted.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Count {
    calendar: String,
    /// The day of the event that starts it.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Negative counts backwards.
    length: i32,
    #[schema(value_type = String, example = "months")]
    unit: Unit,
    #[serde(default = "no_roll")]
    #[schema(value_type = String, example = "next-working-day")]
    roll: Roll,
    /// Ranges that do not count, first and last day.
    #[serde(default)]
    #[schema(value_type = Vec<Vec<String>>)]
    suspended: Vec<(Date, Date)>,
    /// Further rest days: gale warnings, black rainstorms.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    rest_days: Vec<Date>,
}

/// Whether courts work on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Day {
    day: &'static str,
}

const fn no_roll() -> Roll {
    Roll::None
}

impl Count {
    fn period(self) -> Period {
        Period {
            code: "asked".into(),
            from: self.from,
            start_roll: Roll::None,
            length: self.length,
            unit: self.unit,
            offset_days: 0,
            roll: self.roll,
            calendar: self.calendar,
            half_days_closed: true,
            suspended: self.suspended,
            extra_rest_days: self.rest_days,
        }
    }
}

/// The rules that are in force here.
#[utoipa::path(get, path = "/api/v1/rules", responses((status = 200, body = Vec<Object>)))]
pub(super) async fn rules(State(gate): State<Gate>, caller: Caller) -> Result<Response, ApiError> {
    Ok(axum::Json(gate.app.rules(&caller.permit(&gate)?)).into_response())
}

/// What a release says about itself: its rules with their articles, and how sure the reading of each is.
#[utoipa::path(get, path = "/api/v1/rules/{release}", params(("release" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn describe(
    State(gate): State<Gate>,
    caller: Caller,
    Path(release): Path<String>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let release: Digest = release.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))?;
    Ok(axum::Json(gate.app.describe_rules(&permit, release).await?).into_response())
}

/// Puts a release of this side's rules into force. The body is the release.
#[utoipa::path(post, path = "/api/v1/rules", request_body(content = Vec<u8>, content_type = "application/json"), responses((status = 201, body = Object)))]
pub(super) async fn adopt(
    State(gate): State<Gate>,
    caller: Caller,
    Raw(body): Raw<RELEASE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<Response, ApiError> {
    let adopted = gate.app.adopt(caller.permit(&gate)?, body).await?;
    Ok((StatusCode::CREATED, axum::Json(adopted)).into_response())
}

/// Which part of the record is to be replayed, and by what.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Replay {
    /// The first entry.
    from: u64,
    /// How many.
    entries: u64,
    /// A candidate component that was taken before; without one each assessment is made again by its own release.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    candidate: Option<Digest>,
}

/// Takes a component to replay the record by. It decides nothing. The body is the component.
#[utoipa::path(post, path = "/api/v1/rules/candidates", request_body(content = Vec<u8>, content_type = "application/wasm"), responses((status = 201, body = Object)))]
pub(super) async fn candidate(
    State(gate): State<Gate>,
    caller: Caller,
    Raw(body): Raw<COMPONENT_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<Response, ApiError> {
    let candidate = gate.app.take_candidate(&caller.permit(&gate)?, body.to_vec()).await?;
    Ok((StatusCode::CREATED, axum::Json(serde_json::json!({ "candidate": candidate }))).into_response())
}

/// Makes recorded assessments again, and says which come out otherwise.
#[utoipa::path(post, path = "/api/v1/rules/replay", request_body = Replay, responses((status = 200, body = Object)))]
pub(super) async fn replay(
    State(gate): State<Gate>,
    caller: Caller,
    Json(asked): Json<Replay>,
) -> Result<Response, ApiError> {
    let entries = asked.entries.min(REPLAY_MAX_ENTRIES);
    let range = asked.from..asked.from.saturating_add(entries);
    Ok(axum::Json(gate.app.replay(&caller.permit(&gate)?, range, asked.candidate).await?).into_response())
}

/// Has given facts assessed, without a matter.
#[utoipa::path(post, path = "/api/v1/rules/assess", request_body = Object, responses((status = 200, body = Object)))]
pub(super) async fn assess(
    State(gate): State<Gate>,
    caller: Caller,
    Raw(body): Raw<API_JSON_MAX_BYTES>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let facts = Facts::parse(&body).map_err(|error| {
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, error.code).at(error.at.clone()).detail(error.to_string())
    })?;
    Ok(axum::Json(gate.app.assess_facts(&permit, facts).await?).into_response())
}

/// Has a time limit computed.
#[utoipa::path(post, path = "/api/v1/deadline", request_body = Count, responses((status = 200, body = Object)))]
pub(super) async fn deadline(
    State(gate): State<Gate>,
    caller: Caller,
    Json(count): Json<Count>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.compute_deadline(&permit, &count.period())?).into_response())
}

/// Whether courts work on a day.
#[utoipa::path(get, path = "/api/v1/calendars/{calendar}/{day}", params(("calendar" = String, Path), ("day" = String, Path)), responses((status = 200, body = Day)))]
pub(super) async fn day(
    State(gate): State<Gate>,
    caller: Caller,
    Path((calendar, day)): Path<(String, String)>,
) -> Result<axum::Json<Day>, ApiError> {
    let permit = caller.permit(&gate)?;
    let not_a_date = || ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "not-a-date").at("day").detail(day.clone());
    let day: Date = day.parse().map_err(|_| not_a_date())?;
    Ok(axum::Json(Day { day: gate.app.day_status(&permit, &calendar, day)?.code() }))
}
