//! What the two sides tell each other in a matter, beside the decisions. Each act answers with where the matter stands then.

use axum::extract::State;
use comity_domain::assessment::Citation;
use comity_domain::matter::ErasureReason;
use comity_domain::message::{Costs, CostsDecision, ErasureDecision, Notice};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Gate;
use super::matters::{Answer, Stands, stands};
use super::request::{InMatter, Json, Reason};
use crate::app::NewCorrection;

/// Under which number a letter is registered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Registration {
    number: String,
}

/// Returning a letter: why, on which provisions, and with which papers.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReturnOfLetter {
    reason: String,
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    grounds: Vec<Citation>,
    /// `letter`, `documents`.
    #[serde(default)]
    returned_papers: Vec<String>,
}

/// Whether the costs are borne.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerOnCosts {
    #[schema(value_type = String, example = "agreed")]
    decision: CostsDecision,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Asking whether the copy over there is erased too: why it is here, and what that rests on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ErasureQuestion {
    /// `court-order`, `authority-order` or `retention-ended`.
    #[schema(value_type = String, example = "court-order")]
    reason: ErasureReason,
    /// The court, its order and the number of it.
    instrument: String,
}

/// Whether the copy here is erased too.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerOnErasure {
    #[schema(value_type = String, example = "granted")]
    decision: ErasureDecision,
    /// Needed to decline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Asks the other side whether it erases its copy too.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/erasure/question", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = ErasureQuestion, responses((status = 200, body = Stands)))]
pub(super) async fn ask_erasure(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<ErasureQuestion>,
) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.ask_erasure(permit, body.reason, body.instrument.clone())).await?)
}

/// Answers whether the copy here is erased too. Nothing is erased by that.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/erasure/answer", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = AnswerOnErasure, responses((status = 200, body = Stands)))]
pub(super) async fn answer_erasure(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<AnswerOnErasure>,
) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.answer_erasure(permit, body.decision, body.reason.clone())).await?)
}

/// Tells the requesting side under which number the letter is registered.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/acknowledgement", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Registration, responses((status = 200, body = Stands)))]
pub(super) async fn acknowledge(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Registration>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.acknowledge(permit, body.number.clone())).await?)
}

/// Returns the letter, because it is outside the instrument.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/return", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = ReturnOfLetter, responses((status = 200, body = Stands)))]
pub(super) async fn return_unexecuted(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<ReturnOfLetter>,
) -> Answer {
    stands(
        matter
            .act(&gate, |permit| {
                gate.app.return_unexecuted(
                    permit,
                    body.reason.clone(),
                    body.grounds.clone(),
                    body.returned_papers.clone(),
                )
            })
            .await?,
    )
}

/// Says when and where something is done.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/notice", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = Stands)))]
pub(super) async fn give_notice(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Notice>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.give_notice(permit, body.clone())).await?)
}

/// Asks the requesting side whether to go on in spite of costs.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/costs", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = Stands)))]
pub(super) async fn consult_on_costs(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Costs>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.consult_on_costs(permit, body.clone())).await?)
}

/// Answers a consultation on costs.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/costs/answer", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = AnswerOnCosts, responses((status = 200, body = Stands)))]
pub(super) async fn answer_on_costs(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<AnswerOnCosts>,
) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.answer_on_costs(permit, body.decision, body.reason.clone())).await?)
}

/// Asks the other side where the matter stands.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/reminder", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = Stands)))]
pub(super) async fn remind(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Reason>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.remind(permit, body.reason.clone())).await?)
}

/// Goes on by paper, and tells the other side.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/paper", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Reason, responses((status = 200, body = Stands)))]
pub(super) async fn use_paper(State(gate): State<Gate>, matter: InMatter, Json(body): Json<Reason>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.use_paper(permit, body.reason.clone())).await?)
}

/// Puts another document in the place of one that the authority has sealed.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/correction", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = NewCorrection, responses((status = 200, body = Stands)))]
pub(super) async fn correct(State(gate): State<Gate>, matter: InMatter, Json(body): Json<NewCorrection>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.correct(permit, body.clone())).await?)
}
