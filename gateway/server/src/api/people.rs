//! Signing in; accounts and tokens, from their making to their end.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use comity_domain::AuthorityId;
use comity_domain::limits::{PASSWORD_CHANGE_MAX_BYTES, SIGN_IN_MAX_BYTES};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::request::{Caller, Json, Reason, not_found};
use super::{ApiError, Gate};
use crate::access::{Credential, Role};
use crate::app::{Account, IssuedToken, NewAccount, OpenedSession, TokenRow};

/// A name and its password.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    account: String,
    password: String,
}

/// A password: one's own, once more, or a new first one of somebody else.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    password: String,
}

/// One's own password of now, and the one that is to take its place.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordChange {
    current: String,
    new: String,
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

/// Changes one's own password. The session goes on, with the password entered just now; every other one of the account ends.
#[utoipa::path(post, path = "/api/v1/me/password", request_body = PasswordChange, responses((status = 200, body = OpenedSession)))]
pub(super) async fn change_password(
    State(gate): State<Gate>,
    caller: Caller,
    Json(change): Json<PasswordChange, PASSWORD_CHANGE_MAX_BYTES>,
) -> Result<axum::Json<OpenedSession>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.change_password(&permit, &caller.secret, change.current, change.new).await?))
}

/// Everybody who has an account, or had one.
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

/// Closes an account, for good: whoever had it is let in no more, and what was done under its name stays.
#[utoipa::path(post, path = "/api/v1/people/{account}/close", params(("account" = String, Path)), request_body = Reason, responses((status = 200, body = Account)))]
pub(super) async fn close_account(
    State(gate): State<Gate>,
    caller: Caller,
    Path(account): Path<String>,
    Json(closing): Json<Reason>,
) -> Result<axum::Json<Account>, ApiError> {
    Ok(axum::Json(gate.app.close_account(&caller.permit(&gate)?, &account, &closing.reason).await?))
}

/// Gives an account a new first password, when the one of before was forgotten. All its sessions end; its tokens go on.
#[utoipa::path(post, path = "/api/v1/people/{account}/password", params(("account" = String, Path)), request_body = Password, responses((status = 200, body = Account)))]
pub(super) async fn reset_password(
    State(gate): State<Gate>,
    caller: Caller,
    Path(account): Path<String>,
    Json(password): Json<Password, SIGN_IN_MAX_BYTES>,
) -> Result<axum::Json<Account>, ApiError> {
    Ok(axum::Json(gate.app.reset_password(&caller.permit(&gate)?, &account, password.password).await?))
}

/// The tokens that were issued to an account, by their numbers.
#[utoipa::path(get, path = "/api/v1/people/{account}/tokens", params(("account" = String, Path)), responses((status = 200, body = Vec<TokenRow>)))]
pub(super) async fn list_tokens(
    State(gate): State<Gate>,
    caller: Caller,
    Path(account): Path<String>,
) -> Result<axum::Json<Vec<TokenRow>>, ApiError> {
    Ok(axum::Json(gate.app.tokens(&caller.permit(&gate)?, &account)?))
}

/// Issues a token. Only its digest is kept.
#[utoipa::path(post, path = "/api/v1/people/{account}/tokens", params(("account" = String, Path)), responses((status = 201, body = IssuedToken)))]
pub(super) async fn issue_token(
    State(gate): State<Gate>,
    caller: Caller,
    Path(account): Path<String>,
) -> Result<(StatusCode, axum::Json<IssuedToken>), ApiError> {
    let issued = gate.app.issue_token(&caller.permit(&gate)?, &account).await?;
    Ok((StatusCode::CREATED, axum::Json(issued)))
}

/// Revokes a token of an account, for good.
#[utoipa::path(delete, path = "/api/v1/people/{account}/tokens/{number}", params(("account" = String, Path), ("number" = u64, Path)), responses((status = 204)))]
pub(super) async fn revoke_token(
    State(gate): State<Gate>,
    caller: Caller,
    Path((account, number)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let permit = caller.permit(&gate)?;
    gate.app.revoke_token(&permit, &account, number_of(&number)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The tokens of one's own account, by their numbers.
#[utoipa::path(get, path = "/api/v1/me/tokens", responses((status = 200, body = Vec<TokenRow>)))]
pub(super) async fn own_tokens(
    State(gate): State<Gate>,
    caller: Caller,
) -> Result<axum::Json<Vec<TokenRow>>, ApiError> {
    Ok(axum::Json(gate.app.own_tokens(&caller.permit(&gate)?)?))
}

/// Revokes a token of one's own account, for good.
#[utoipa::path(delete, path = "/api/v1/me/tokens/{number}", params(("number" = u64, Path)), responses((status = 204)))]
pub(super) async fn revoke_own_token(
    State(gate): State<Gate>,
    caller: Caller,
    Path(number): Path<String>,
) -> Result<StatusCode, ApiError> {
    let permit = caller.permit(&gate)?;
    gate.app.revoke_own_token(&permit, number_of(&number)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn number_of(path: &str) -> Result<u64, ApiError> {
    path.parse().map_err(|_| not_found())
}
