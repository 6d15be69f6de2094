//! Errors as `application/problem+json` (RFC 9457): a code that stays, a title and a hint in the reader's language, the place.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::upload::{BadHeader, NotTaken};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::Denied;
use crate::app::{Failure, FailureKind};
use crate::body::Unread;
use crate::words::{self, Locale};

/// What was wrong, where, and what to do about it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// `urn:comity:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code: stable, for programs.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// What was wrong, in the reader's language.
    pub title: String,
    /// What to do about it, in the reader's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The place in the input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What was given there, or what stands in the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// An error on its way to the reader, before it is put into words.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    at: Option<String>,
    detail: Option<String>,
}

impl ApiError {
    /// An error with this status and code.
    pub const fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, at: None, detail: None }
    }

    /// The code.
    pub(super) const fn code(&self) -> &'static str {
        self.code
    }

    /// This error, at a place in the input.
    pub fn at(mut self, at: impl Into<String>) -> Self {
        self.at = Some(at.into());
        self
    }

    /// This error, with what was given or what stands in the way.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The error in the reader's words.
    pub fn problem(&self, locale: Locale) -> Problem {
        let (title, hint) = words::error(locale, self.code);
        Problem {
            kind: format!("urn:comity:problem:{}", self.code),
            code: self.code.into(),
            status: self.status.as_u16(),
            title,
            hint,
            at: self.at.clone(),
            detail: self.detail.clone(),
        }
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        let status = status_of(failure.kind());
        if status.is_server_error() {
            tracing::error!(code = failure.code(), %failure, "a request failed");
        }
        let (at, detail) = (failure.at().map(str::to_owned), detail_of(&failure));
        Self { status, code: failure.code(), at, detail }
    }
}

impl From<BadHeader> for ApiError {
    fn from(bad: BadHeader) -> Self {
        let status = match bad {
            BadHeader::Version => StatusCode::PRECONDITION_FAILED,
            BadHeader::BodyType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            BadHeader::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            BadHeader::Missing(_) | BadHeader::Malformed(_) | BadHeader::TooLong(_) | BadHeader::Algorithm => {
                StatusCode::BAD_REQUEST
            }
            BadHeader::Name => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, bad.code()).at(bad.at())
    }
}

impl From<Unread> for ApiError {
    fn from(unread: Unread) -> Self {
        Self::new(unread.status(), unread.code())
    }
}

impl From<Denied> for ApiError {
    fn from(denied: Denied) -> Self {
        if denied.hides_existence {
            Self::new(StatusCode::NOT_FOUND, "not-found")
        } else {
            Self::new(StatusCode::FORBIDDEN, denied.code)
        }
    }
}

/// The reader's language is not known where an error arises; `in_words` puts it into words on the way out.
impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}

/// Puts the error that a response carries, if it does, into the reader's words.
pub(super) fn in_words(response: Response, locale: Locale) -> Response {
    let Some(error) = response.extensions().get::<std::sync::Arc<ApiError>>().cloned() else {
        return response;
    };
    let mut worded = (error.status, Json(error.problem(locale))).into_response();
    let problem_json = HeaderValue::from_static("application/problem+json");
    worded.headers_mut().insert(header::CONTENT_TYPE, problem_json);
    let language = HeaderValue::from_static(locale.tag());
    worded.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    worded
}

fn detail_of(failure: &Failure) -> Option<String> {
    use comity_domain::matter::Refusal;
    match failure {
        Failure::Moved { current } => Some(current.to_string()),
        Failure::Refused(Refusal::WrongState { state }) => Some(state.code().to_owned()),
        Failure::Refused(Refusal::RetentionRuns { until }) => until.map(|day| day.to_string()),
        Failure::Refused(Refusal::BadRequest(bad)) => Some(bad.code.to_owned()),
        Failure::Refused(Refusal::AgainstTheRules { outcome }) => Some(outcome.code().to_owned()),
        Failure::Refused(Refusal::NeedsPerson { fault }) => Some(fault.clone()),
        Failure::Refused(Refusal::UnknownFile { name }) => Some(name.clone()),
        Failure::Refused(Refusal::UseRestricted { label }) => label.provision.as_ref().map(ToString::to_string),
        Failure::RefusedInCase(refusal) => detail_in_case(refusal),
        Failure::RefusedOfAuthorisation(comity_domain::authorisation::Refusal::WrongState { state }) => {
            Some(state.code().to_owned())
        }
        Failure::RefusedOfAuthorisation(comity_domain::authorisation::Refusal::BadRequest(bad)) => {
            Some(bad.code.to_owned())
        }
        Failure::RefusedOfMediator(comity_domain::mediator::Refusal::WrongState { state }) => {
            Some(state.code().to_owned())
        }
        Failure::RefusedOfMediator(comity_domain::mediator::Refusal::BadRequest(bad)) => Some(bad.code.to_owned()),
        Failure::RefusedInMediation(refusal) => refusal.detail(),
        Failure::RefusedOfConfirmation(refusal) => refusal.detail(),
        Failure::NoKeyFor { authority, key_use } => Some(format!("{authority}: {key_use}")),
        Failure::RefusedOfJuror(refusal) => detail_of_juror(refusal),
        Failure::RefusedOfListing(comity_domain::register::Refusal::WrongState { state }) => {
            Some(state.code().to_owned())
        }
        Failure::RefusedOfListing(comity_domain::register::Refusal::BadRequest(bad)) => Some(bad.code.to_owned()),
        Failure::RefusedInInquiry(refusal) => refusal.detail(),
        Failure::SealedFile(refused) => Some(refused.code().to_owned()),
        Failure::Draw(fault) => detail_of_draw(&fault.what),
        Failure::UnknownAuthority { authority, .. }
        | Failure::NoSeal { authority }
        | Failure::SealNotTaken { authority, .. } => Some(authority.clone()),
        Failure::BadChain { reason, .. } => Some((*reason).to_owned()),
        Failure::BadInput { given, .. } => given.clone(),
        Failure::Upload(refused) => detail_of_upload(refused),
        Failure::Infected { finding } => Some(finding.clone()),
        Failure::BeyondScanner { max, .. } => Some(max.to_string()),
        Failure::RulesFault { fault } => Some(fault.clone()),
        Failure::PeerUnreachable { peer, .. } => Some(peer.clone()),
        _ => None,
    }
}

/// What was given, or where the upload stands.
fn detail_of_upload(refused: &NotTaken) -> Option<String> {
    match refused {
        NotTaken::Type { given } => Some(given.clone()),
        NotTaken::TooLarge { max, .. } => Some(max.to_string()),
        NotTaken::TooLong { length } => Some(length.to_string()),
        NotTaken::Offset { kept, .. } => Some(kept.to_string()),
        NotTaken::Digest { found, .. } => Some(found.to_string()),
        NotTaken::State { state } => Some((*state).to_owned()),
        NotTaken::Empty
        | NotTaken::TooManyOpen
        | NotTaken::Full
        | NotTaken::Checksum
        | NotTaken::Expired
        | NotTaken::Ended => None,
    }
}

fn detail_of_draw(flaw: &comity_domain::draw::Flaw) -> Option<String> {
    use comity_domain::draw::Flaw;
    match flaw {
        Flaw::ThinSeat { candidates } => Some(candidates.to_string()),
        Flaw::DoubleId(id) | Flaw::ExclusionUnknown(id) | Flaw::NotDrawn(id) => Some(id.to_string()),
        _ => None,
    }
}

fn detail_in_case(refusal: &comity_domain::case::Refusal) -> Option<String> {
    use comity_domain::case::Refusal;
    match refusal {
        Refusal::WrongState { state } => Some(state.code().to_owned()),
        Refusal::BadRequest(bad) => Some(bad.code.to_owned()),
        Refusal::UnknownNumber { number, .. } => Some(number.to_string()),
        Refusal::UnknownFile { name } => Some(name.clone()),
        Refusal::AgainstTheRules { outcome } => Some(outcome.code().to_owned()),
        Refusal::RulesSilent { fault } => Some(fault.clone()),
        Refusal::PeriodRuns { last_day } | Refusal::PeriodOver { last_day } => Some(last_day.to_string()),
        Refusal::NotSigned { session } => Some(session.to_string()),
        Refusal::UseRestricted { label } => label.provision.as_ref().map(ToString::to_string),
        Refusal::RetentionRuns { until } => until.map(|day| day.to_string()),
        _ => None,
    }
}

fn detail_of_juror(refusal: &comity_domain::juror::Refusal) -> Option<String> {
    use comity_domain::juror::Refusal;
    match refusal {
        Refusal::WrongState { state } => Some(state.code().to_owned()),
        Refusal::BadRequest(bad) => Some(bad.code.to_owned()),
        Refusal::QuotaTooSmall { needed } => Some(needed.to_string()),
        Refusal::NoPostFree { quota } => Some(quota.to_string()),
        Refusal::ApplicationShare { allowed } => Some(allowed.to_string()),
        Refusal::AgainstTheRules { outcome } => Some(outcome.code().to_owned()),
        Refusal::RulesSilent { fault } => Some(fault.clone()),
        Refusal::TermOver { last_day } => Some(last_day.to_string()),
        Refusal::Away { day } => Some(day.to_string()),
        Refusal::CapReached { cap, .. } => Some(cap.to_string()),
        Refusal::UnknownSitting { number } => Some(number.to_string()),
        Refusal::PanelNotAllowed { judges, jurors } => Some(format!("{judges} + {jurors}")),
        _ => None,
    }
}

fn status_of(kind: FailureKind) -> StatusCode {
    match kind {
        FailureKind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
        FailureKind::NotFound => StatusCode::NOT_FOUND,
        FailureKind::Conflict => StatusCode::CONFLICT,
        FailureKind::Moved => StatusCode::PRECONDITION_FAILED,
        FailureKind::Forbidden => StatusCode::FORBIDDEN,
        FailureKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        FailureKind::Gone => StatusCode::GONE,
        FailureKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        // The protocol of uploads has a number of its own for it.
        FailureKind::ChecksumMismatch => StatusCode::from_u16(460).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY),
        FailureKind::PeerFailed => StatusCode::BAD_GATEWAY,
        FailureKind::Busy | FailureKind::Stopped => StatusCode::SERVICE_UNAVAILABLE,
        FailureKind::NoRoom => StatusCode::INSUFFICIENT_STORAGE,
        FailureKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
