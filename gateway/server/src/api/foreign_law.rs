//! Questions of the law of another place, before the courts of this gateway. What came and was done, the court enters; what is decided, a judge
//! decides. Each step answers with where the inquiry stands then.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::case::Sitting;
use comity_domain::foreign_law::{
    Appearance, Asked, Channel, ChannelEnd, Command, Cost, CostsBasis, Found, Inquiry, Opinion, Share, Sheet, Standing,
    Statement,
};
use comity_domain::limits::{FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::FileRef;
use comity_domain::{Date, InquiryId};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::listings::{Known, Of};
use super::matters::{FileName, is_media_type};
use super::request::{Caller, Json, Raw, not_found};
use super::{ApiError, Gate};
use crate::app::{InquiryRow, InquiryStep};

/// The inquiry that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Inquired {
    #[schema(value_type = String)]
    id: InquiryId,
}

/// Where an inquiry stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsInquired {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct InquiryRange {
    /// The last inquiry of the page before.
    #[param(value_type = Option<String>)]
    after: Option<InquiryId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// What came, and what was done.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum InquiryEntry {
    EndChannel {
        request: u32,
        end: ChannelEnd,
        #[serde(default)]
        reason: Option<String>,
        #[serde(default)]
        excuse: Option<String>,
    },
    TakeOpinion {
        request: u32,
        opinion: Box<Opinion>,
        #[serde(default)]
        override_reason: Option<String>,
    },
    Serve {
        opinion: u32,
        party: u32,
        on: Date,
    },
    Hear {
        judge: String,
        statements: Vec<Statement>,
        #[serde(default)]
        appeared: Vec<Appearance>,
    },
}

/// What the judge does who leads the inquiry.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum InquiryLeading {
    Ask {
        channel: Channel,
        asked: Box<Asked>,
        #[serde(default)]
        until: Option<Date>,
    },
    Extend {
        request: u32,
        until: Date,
        reason: String,
    },
    FixHearing {
        sitting: Sitting,
        #[serde(default)]
        called: Vec<u32>,
    },
    Find {
        found: Found,
        #[serde(default)]
        override_reason: Option<String>,
    },
    DecideCosts {
        basis: CostsBasis,
        #[serde(default)]
        costs: Vec<Cost>,
        #[serde(default)]
        shares: Vec<Share>,
        #[serde(default)]
        reason: Option<String>,
    },
    Close {},
    Drop {
        reason: String,
    },
}

impl From<InquiryEntry> for Command {
    fn from(entry: InquiryEntry) -> Self {
        match entry {
            InquiryEntry::EndChannel { request, end, reason, excuse } => {
                Self::EndChannel { request, end, reason, excuse }
            }
            InquiryEntry::TakeOpinion { request, opinion, override_reason } => {
                Self::TakeOpinion { request, opinion, answer: None, override_reason }
            }
            InquiryEntry::Serve { opinion, party, on } => Self::Serve { opinion, party, on },
            InquiryEntry::Hear { judge, statements, appeared } => Self::Hear { judge, statements, appeared },
        }
    }
}

impl From<InquiryLeading> for Command {
    fn from(leading: InquiryLeading) -> Self {
        match leading {
            // What the registers say of a number is looked up when it is asked.
            InquiryLeading::Ask { channel, asked, until } => Self::Ask { channel, asked, listed: None, until },
            InquiryLeading::Extend { request, until, reason } => Self::Extend { request, until, reason },
            InquiryLeading::FixHearing { sitting, called } => Self::FixHearing { sitting, called },
            InquiryLeading::Find { found, override_reason } => Self::Find { found, answer: None, override_reason },
            InquiryLeading::DecideCosts { basis, costs, shares, reason } => {
                Self::DecideCosts { basis, costs, shares, reason }
            }
            InquiryLeading::Close {} => Self::Close,
            InquiryLeading::Drop { reason } => Self::Drop { reason },
        }
    }
}

impl Known for InquiryId {
    fn is_known(&self, gate: &Gate) -> bool {
        gate.app.knows_inquiry(self)
    }
}

type OfInquiry = Of<InquiryId>;
type Answer = Result<axum::Json<StandsInquired>, ApiError>;

/// The inquiries of one's court.
#[utoipa::path(get, path = "/api/v1/inquiries", params(InquiryRange), responses((status = 200, body = Vec<InquiryRow>)))]
pub(super) async fn list_inquiries(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<InquiryRange>,
) -> Result<axum::Json<Vec<InquiryRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_inquiries(&permit, range.after.as_ref(), limit)?))
}

/// Asks a question of the law of another place.
#[utoipa::path(post, path = "/api/v1/inquiries", request_body = Object, responses((status = 201, body = Inquired)))]
pub(super) async fn open_inquiry(
    State(gate): State<Gate>,
    caller: Caller,
    Json(sheet): Json<Sheet>,
) -> Result<(StatusCode, axum::Json<Inquired>), ApiError> {
    let id = gate.app.open_inquiry(&caller.permit(&gate)?, sheet).await?;
    Ok((StatusCode::CREATED, axum::Json(Inquired { id })))
}

/// The inquiry, with all that was brought and found.
#[utoipa::path(get, path = "/api/v1/inquiries/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_inquiry(
    State(gate): State<Gate>,
    OfInquiry { caller, id, .. }: OfInquiry,
) -> Result<axum::Json<Inquiry>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_inquiry(&permit, &id)?))
}

/// Everything that the record holds of the inquiry.
#[utoipa::path(get, path = "/api/v1/inquiries/{origin}/{ulid}/docket", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Vec<Object>)))]
pub(super) async fn docket_of_inquiry(
    State(gate): State<Gate>,
    OfInquiry { caller, id, .. }: OfInquiry,
) -> Result<axum::Json<Vec<InquiryStep>>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.docket_of_inquiry(&permit, &id)?))
}

/// Adds a file. The body is the file.
#[utoipa::path(post, path = "/api/v1/inquiries/{origin}/{ulid}/files", params(("origin" = String, Path), ("ulid" = String, Path), FileName), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = Object)))]
pub(super) async fn attach_to_inquiry(
    State(gate): State<Gate>,
    OfInquiry { caller, id, .. }: OfInquiry,
    Query(file): Query<FileName>,
    headers: HeaderMap,
    Raw(body): Raw<FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let permit = caller.permit(&gate)?;
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = if is_media_type(media_type) { media_type } else { "application/octet-stream" };
    let media_type = media_type.to_owned();
    let file = gate.app.attach_to_inquiry(&permit, &id, file.name, media_type, body.to_vec()).await?;
    Ok((StatusCode::CREATED, axum::Json(file)))
}

/// A file of the inquiry.
#[utoipa::path(get, path = "/api/v1/inquiries/{origin}/{ulid}/files/{sha256}", params(("origin" = String, Path), ("ulid" = String, Path), ("sha256" = String, Path)), responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn file_of_inquiry(
    State(gate): State<Gate>,
    OfInquiry { caller, id, .. }: OfInquiry,
    Path((_, _, sha256)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let sha256: Digest = sha256.parse().map_err(|_| not_found())?;
    let (_, bytes) = gate.app.file_of_inquiry(&permit, &id, sha256).await?;
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))];
    Ok((content_type, [(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"))], bytes).into_response())
}

/// Enters what came, and what was done.
#[utoipa::path(post, path = "/api/v1/inquiries/{origin}/{ulid}/entries", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsInquired)))]
pub(super) async fn enter_in_inquiry(
    State(gate): State<Gate>,
    OfInquiry { caller, id, seen }: OfInquiry,
    Json(entry): Json<InquiryEntry>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.enter_in_inquiry(&permit, &id, seen, entry.into()).await?)
}

/// Does what the judge does who leads the inquiry.
#[utoipa::path(post, path = "/api/v1/inquiries/{origin}/{ulid}/steps", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsInquired)))]
pub(super) async fn lead_inquiry(
    State(gate): State<Gate>,
    OfInquiry { caller, id, seen }: OfInquiry,
    Json(leading): Json<InquiryLeading>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.lead_inquiry(&permit, &id, seen, leading.into()).await?)
}

fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(StandsInquired { standing }))
}
