//! Signing in, accounts, tokens.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use comity_domain::AuthorityId;
use comity_domain::limits::SIGN_IN_MAX_BYTES;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::request::{Caller, Json};
use super::{ApiError, Gate};
use crate::access::{Credential, Role};
use crate::app::{Account, NewAccount, OpenedSession};

/// A name and its password.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    account: String,
    password: String,
}

/// The password, once more.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    password: String,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Me {
    account: String,
    #[schema(value_type = String)]
    role: Role,
    #[schema(value_type = String)]
    authority: AuthorityId,
    #[schema(value_type = String)]
    credential: Credential,
}

/// A token. It is shown once.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct IssuedToken {
    token: String,
}

/// Opens a session.
#[utoipa::path(post, path = "/api/v1/sessions", request_body = Credentials, responses((status = 201, body = OpenedSession)))]
pub(super) async fn sign_in(
    State(gate): State<Gate>,
    Json(credentials): Json<Credentials, SIGN_IN_MAX_BYTES>,
) -> Result<(StatusCode, axum::Json<OpenedSession>), ApiError> {
    let opened = gate.app.sign_in(&credentials.account, credentials.password).await?;
    Ok((StatusCode::CREATED, axum::Json(opened)))
}

/// Ends the session.
#[utoipa::path(delete, path = "/api/v1/sessions/current", responses((status = 204)))]
pub(super) async fn sign_out(State(gate): State<Gate>, caller: Caller) -> Result<StatusCode, ApiError> {
    gate.app.sign_out(&caller.secret)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the password again, for acts that need it fresh.
#[utoipa::path(post, path = "/api/v1/sessions/current/step-up", request_body = Password, responses((status = 200, body = OpenedSession)))]
pub(super) async fn step_up(
    State(gate): State<Gate>,
    caller: Caller,
    Json(password): Json<Password, SIGN_IN_MAX_BYTES>,
) -> Result<axum::Json<OpenedSession>, ApiError> {
    Ok(axum::Json(gate.app.step_up(&caller.secret, password.password).await?))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/me", responses((status = 200, body = Me)))]
pub(super) async fn who_am_i(caller: Caller) -> axum::Json<Me> {
    let actor = caller.actor;
    let (account, role, credential) = (actor.person, actor.role, actor.credential);
    axum::Json(Me { account, role, authority: actor.authority, credential })
}

/// Everybody who has an account.
#[utoipa::path(get, path = "/api/v1/people", responses((status = 200, body = Vec<Account>)))]
pub(super) async fn list(State(gate): State<Gate>, caller: Caller) -> Result<axum::Json<Vec<Account>>, ApiError> {
    Ok(axum::Json(gate.app.accounts(&caller.permit(&gate)?)?))
}

/// Makes an account.
#[utoipa::path(post, path = "/api/v1/people", request_body = NewAccount, responses((status = 201, body = Account)))]
pub(super) async fn add(
    State(gate): State<Gate>,
    caller: Caller,
    Json(new): Json<NewAccount>,
) -> Result<(StatusCode, axum::Json<Account>), ApiError> {
    let account = gate.app.add_account(&caller.permit(&gate)?, new).await?;
    Ok((StatusCode::CREATED, axum::Json(account)))
}

/// Issues a token. Only its digest is kept.
#[utoipa::path(post, path = "/api/v1/people/{account}/tokens", params(("account" = String, Path)), responses((status = 201, body = IssuedToken)))]
pub(super) async fn issue_token(
    State(gate): State<Gate>,
    caller: Caller,
    Path(account): Path<String>,
) -> Result<(StatusCode, axum::Json<IssuedToken>), ApiError> {
    let token = gate.app.issue_token(&caller.permit(&gate)?, &account).await?;
    Ok((StatusCode::CREATED, axum::Json(IssuedToken { token })))
}
