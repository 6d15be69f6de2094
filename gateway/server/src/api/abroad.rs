//! Letters rogatory: what passes by hand between this gateway's authorities and those abroad.

use axum::extract::State;
use axum::http::StatusCode;

use super::matters::{Answer, Drafted, Stands, stands};
use super::request::{Caller, InMatter, Json};
use super::{ApiError, Gate};
use crate::access;
use crate::app::{NewArrival, NewDispatch, NewEntry};

/// Begins to enter a letter that came from abroad on paper; its papers are added afterwards, and then it is registered by their arrival.
#[utoipa::path(post, path = "/api/v1/matters/from-abroad", request_body = NewEntry, responses((status = 201, body = Drafted)))]
pub(super) async fn enter(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewEntry>,
) -> Result<(StatusCode, axum::Json<Drafted>), ApiError> {
    let standing = access::Standing {
        matter: gate.app.new_matter_id(),
        revision: 0,
        originating: new.originating.clone(),
        transmitting: new.transmitting.clone(),
        receiving: caller.actor.authority.clone(),
    };
    let permit = gate.access.permit(&caller.actor_now(&gate)?, Some(&standing))?;
    let id = gate.app.enter_from_abroad(permit, new).await?;
    Ok((StatusCode::CREATED, axum::Json(Drafted { id })))
}

/// Takes what came from abroad on paper, transcribed under the seal of the authority that received it.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/arrivals", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = NewArrival, responses((status = 200, body = Stands)))]
pub(super) async fn take_from_abroad(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<NewArrival>,
) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.take_from_abroad(permit, body.clone())).await?)
}

/// Keeps how a sealed document left for abroad.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/dispatches", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = NewDispatch, responses((status = 200, body = Stands)))]
pub(super) async fn dispatch(State(gate): State<Gate>, matter: InMatter, Json(body): Json<NewDispatch>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.dispatch_abroad(permit, body.clone())).await?)
}
