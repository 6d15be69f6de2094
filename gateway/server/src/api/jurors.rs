//! The lists of jurors of the courts here: what a court fixes for its list, who is on it, who may be drawn for a hearing.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use comity_domain::juror::{
    Allowance, Away, Bar, Candidate, Command, Juror, Leaving, Profile, Route, Sitting, Standing, Unseating,
};
use comity_domain::limits::WORKLIST_MAX_ROWS;
use comity_domain::{AuthorityId, Date, JurorId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::request::{Caller, Json, not_found, wanted_revision};
use super::{ApiError, Gate};
use crate::app::{DrawnFor, JurorPool, JurorRow, ListLoad, ListView, NewList};

/// Somebody who is proposed.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Nomination {
    /// `random` or `application`.
    #[schema(value_type = String, example = "application")]
    route: Route,
    /// What the list will say.
    #[schema(value_type = Object)]
    profile: Profile,
}

/// The juror that was nominated.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Nominated {
    #[schema(value_type = String)]
    id: JurorId,
}

/// Where a juror stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsAsJuror {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct JurorRange {
    /// The last juror of the page before.
    #[param(value_type = Option<String>)]
    after: Option<JurorId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// Of which year.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct OfYear {
    /// This one, if nothing is said.
    year: Option<i16>,
}

/// What is found out about somebody.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Examination {
    Assess { candidate: Box<Candidate> },
    ChangeProfile { profile: Box<Profile> },
}

/// What is decided about the office, and whatever else changes who can be drawn.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Office {
    Appoint {
        decision: String,
        #[serde(default)]
        on: Option<Date>,
    },
    Swear {
        #[serde(default)]
        on: Option<Date>,
    },
    FindBar {
        bar: Bar,
    },
    LiftBar {},
    Leave {
        cause: Leaving,
        reason: String,
    },
    Assess {
        candidate: Box<Candidate>,
    },
    ChangeProfile {
        profile: Box<Profile>,
    },
    StateAway {
        away: Vec<Away>,
    },
    Seat {
        case_number: String,
        hearing: Date,
        court: Option<AuthorityId>,
        reason: String,
    },
    Unseat {
        sitting: u32,
        cause: Unseating,
    },
}

/// What comes of serving.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Serving {
    Seat { case_number: String, hearing: Date, court: Option<AuthorityId> },
    RecordAllowance { allowance: Allowance },
}

/// A caller, and the juror of its court that the path names. That there is none is told before anything else is looked at, and a juror of
/// another court is none.
pub(super) struct NamedJuror {
    caller: Caller,
    id: JurorId,
    /// The revision that the caller has seen, if it said so.
    seen: Option<u64>,
}

impl FromRequestParts<Gate> for NamedJuror {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        let Path((origin, ulid)) =
            Path::<(String, String)>::from_request_parts(parts, gate).await.map_err(|_| not_found())?;
        let id: JurorId = format!("{origin}/{ulid}").parse().map_err(|_| not_found())?;
        if !gate.app.has_juror(&caller.actor.authority, &id)? {
            return Err(not_found());
        }
        Ok(Self { caller, id, seen: wanted_revision(&parts.headers)? })
    }
}

impl Caller {
    /// A hearing of a court: of one's own, if none is named.
    fn sitting(&self, court: Option<AuthorityId>, case_number: String, hearing: Date) -> Sitting {
        let court = court.unwrap_or_else(|| self.actor.authority.clone());
        Sitting { court, case_number, hearing }
    }
}

impl From<Examination> for Command {
    fn from(step: Examination) -> Self {
        match step {
            Examination::Assess { candidate } => Self::Assess { candidate, answer: None },
            Examination::ChangeProfile { profile } => Self::ChangeProfile { profile },
        }
    }
}

type Answer = Result<axum::Json<StandsAsJuror>, ApiError>;

/// What one's court has fixed for its list, and how many of its posts are held.
#[utoipa::path(get, path = "/api/v1/jurors/list", responses((status = 200, body = ListView)))]
pub(super) async fn juror_list(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<ListView>, ApiError> {
    Ok(axum::Json(gate.app.juror_list(&caller.permit(&gate)?)?))
}

/// Records what one's court has fixed for its list.
#[utoipa::path(put, path = "/api/v1/jurors/list", request_body = NewList, responses((status = 200, body = ListView)))]
pub(super) async fn fix_juror_list(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewList>,
) -> Result<axum::Json<ListView>, ApiError> {
    Ok(axum::Json(gate.app.fix_juror_list(&caller.permit(&gate)?, new).await?))
}

/// The jurors on the list of one's court.
#[utoipa::path(get, path = "/api/v1/jurors", params(JurorRange), responses((status = 200, body = Vec<JurorRow>)))]
pub(super) async fn list_jurors(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<JurorRange>,
) -> Result<axum::Json<Vec<JurorRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_jurors(&permit, range.after.as_ref(), limit)?))
}

/// Proposes somebody for the list of one's court.
#[utoipa::path(post, path = "/api/v1/jurors", request_body = Nomination, responses((status = 201, body = Nominated)))]
pub(super) async fn nominate_juror(
    State(gate): State<Gate>,
    caller: Caller,
    Json(Nomination { route, profile }): Json<Nomination>,
) -> Result<(StatusCode, axum::Json<Nominated>), ApiError> {
    let id = gate.app.nominate_juror(&caller.permit(&gate)?, route, profile).await?;
    Ok((StatusCode::CREATED, axum::Json(Nominated { id })))
}

/// Who may be drawn for a hearing, from whose lists, and why the others may not.
#[utoipa::path(post, path = "/api/v1/jurors/pool", request_body = DrawnFor, responses((status = 200, body = JurorPool)))]
pub(super) async fn form_juror_pool(
    State(gate): State<Gate>,
    caller: Caller,
    Json(drawn_for): Json<DrawnFor>,
) -> Result<axum::Json<JurorPool>, ApiError> {
    Ok(axum::Json(gate.app.form_juror_pool(&caller.permit(&gate)?, &drawn_for).await?))
}

/// How much those do who are on the lists from which one's court draws, and how evenly.
#[utoipa::path(get, path = "/api/v1/jurors/load", params(OfYear), responses((status = 200, body = Vec<ListLoad>)))]
pub(super) async fn juror_load(
    State(gate): State<Gate>,
    caller: Caller,
    Query(of): Query<OfYear>,
) -> Result<axum::Json<Vec<ListLoad>>, ApiError> {
    Ok(axum::Json(gate.app.juror_load(&caller.permit(&gate)?, of.year)?))
}

/// The juror, with what the rules said, its sittings and what it was paid.
#[utoipa::path(get, path = "/api/v1/jurors/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_juror(
    State(gate): State<Gate>,
    NamedJuror { caller, id, .. }: NamedJuror,
) -> Result<axum::Json<Juror>, ApiError> {
    let juror = gate.app.read_juror(&caller.permit(&gate)?, &id)?;
    Ok(axum::Json(Juror::clone(&juror)))
}

/// Has the rules asked about a candidate, or corrects what the list will say of it.
#[utoipa::path(post, path = "/api/v1/jurors/{origin}/{ulid}/examination", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsAsJuror)))]
pub(super) async fn examine_juror(
    State(gate): State<Gate>,
    NamedJuror { caller, id, seen }: NamedJuror,
    Json(step): Json<Examination>,
) -> Answer {
    let standing = gate.app.examine_juror(&caller.permit(&gate)?, &id, seen, step.into()).await?;
    Ok(axum::Json(StandsAsJuror { standing }))
}

/// Records what is decided about the office: appointment, oath, what bars somebody, the end; and whatever else changes who can be drawn.
#[utoipa::path(post, path = "/api/v1/jurors/{origin}/{ulid}/office", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsAsJuror)))]
pub(super) async fn decide_on_juror(
    State(gate): State<Gate>,
    NamedJuror { caller, id, seen }: NamedJuror,
    Json(step): Json<Office>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    let command = match step {
        Office::Appoint { decision, on } => Command::Appoint { decision, on, answer: None },
        Office::Swear { on } => Command::Swear { on },
        Office::FindBar { bar } => Command::FindBar { bar },
        Office::LiftBar {} => Command::LiftBar,
        Office::Leave { cause, reason } => Command::Leave { cause, reason },
        Office::Assess { candidate } => Command::Assess { candidate, answer: None },
        Office::ChangeProfile { profile } => Command::ChangeProfile { profile },
        Office::StateAway { away } => Command::StateAway { away },
        Office::Unseat { sitting, cause } => Command::Unseat { sitting, cause },
        Office::Seat { case_number, hearing, court, reason } => {
            let sitting = caller.sitting(court, case_number, hearing);
            let standing = gate.app.seat_juror_for_reason(&permit, &id, seen, (sitting, reason)).await?;
            return Ok(axum::Json(StandsAsJuror { standing }));
        }
    };
    let standing = gate.app.decide_on_juror(&permit, &id, seen, command).await?;
    Ok(axum::Json(StandsAsJuror { standing }))
}

/// Records what comes of serving: the seat that a draw has given, payments.
#[utoipa::path(post, path = "/api/v1/jurors/{origin}/{ulid}/service", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsAsJuror)))]
pub(super) async fn record_service_of_juror(
    State(gate): State<Gate>,
    NamedJuror { caller, id, seen }: NamedJuror,
    Json(step): Json<Serving>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    let standing = match step {
        Serving::Seat { case_number, hearing, court } => {
            let sitting = caller.sitting(court, case_number, hearing);
            gate.app.seat_juror_as_drawn(&permit, &id, seen, sitting).await?
        }
        Serving::RecordAllowance { allowance } => {
            gate.app.record_service_of_juror(&permit, &id, seen, allowance).await?
        }
    };
    Ok(axum::Json(StandsAsJuror { standing }))
}
