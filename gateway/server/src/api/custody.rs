//! Items in people's hands: opening them, copying them into another matter, the chain of custody, and other uses than the one for which
//! evidence was given.

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::label::{Case, Label, Purpose};
use comity_domain::matter::{Custody, FileRef};
use comity_domain::message::UseDecision;
use comity_domain::{AuthorityId, MatterId};
use comity_record::Digest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::cases::InCase;
use super::matters::{Answer, Stands, stands};
use super::request::{InMatter, Json};
use super::{ApiError, Gate};
use crate::access::{self, action};
use crate::app::{Elsewhere, Failure, FileContent, Given, NewUse};
use crate::body::Pieces;

/// Who has the item now.
const READER: &str = "comity-reader";
/// Under which permit, and which entry of the record says so.
const PERMIT: &str = "comity-permit";
/// The label of an item that is evidence.
const LABEL: &str = "comity-label";
/// `false`, beside an item that came from another gateway: the scanner of this one was not shown it.
const EXAMINED: &str = "comity-examined";

/// What an item is opened for; the case of its matter, if nothing is said.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    /// The court of the case, if it is another one.
    #[param(value_type = Option<String>)]
    court: Option<AuthorityId>,
    /// Its number of that case.
    case: Option<String>,
    /// Why.
    reason: Option<String>,
}

/// Which item's way.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct OfItem {
    /// Its digest; all items, if nothing is said.
    #[param(value_type = Option<String>)]
    pub(super) item: Option<Digest>,
}

/// An item of another matter.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemElsewhere {
    /// The matter that it is in.
    #[schema(value_type = String)]
    matter: MatterId,
    /// Its digest.
    #[schema(value_type = String)]
    item: Digest,
    /// Why it is needed here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Whether evidence may be used so.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AnswerOnUse {
    #[schema(value_type = String, example = "granted")]
    decision: UseDecision,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Opening {
    /// The other case, if there is one, and why.
    fn elsewhere(self) -> Result<Option<Elsewhere>, ApiError> {
        let missing = |at: &str| Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-field").at(at));
        match (self.court, self.case) {
            (None, None) => Ok(None),
            (Some(court), Some(number)) => Ok(Some(Elsewhere { case: Case { court, number }, reason: self.reason })),
            (Some(_), None) => missing("case"),
            (None, Some(_)) => missing("court"),
        }
    }
}

/// A file of the matter, once the record says who gets it. With `Range: bytes=N-` it is given from the byte N on (206): a download that
/// broke off is taken up again. `comity-examined: false` stands beside what came from another gateway: this one did not have it scanned.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}/files/{sha256}", params(("origin" = String, Path), ("ulid" = String, Path), ("sha256" = String, Path), Opening), responses((status = 200, content_type = "application/octet-stream"), (status = 206, content_type = "application/octet-stream")))]
pub(super) async fn file(
    State(gate): State<Gate>,
    matter: InMatter,
    Path((_, _, sha256)): Path<(String, String, String)>,
    Query(opening): Query<Opening>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let wanted = wanted_from(&headers);
    let item: Digest = sha256.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))?;
    let given = match opening.elsewhere()? {
        None => matter.act(&gate, |permit| gate.app.open_item(permit, item, wanted)).await?,
        Some(elsewhere) => {
            // Whoever may do nothing of the kind learns nothing of labels.
            drop(matter.permit::<action::UseElsewhere>(&gate)?);
            let purpose = Purpose::Case { case: elsewhere.case.clone() };
            unless_restricted(&gate, &matter, gate.app.restriction(matter.id(), &[item], &purpose)?)?;
            matter.act(&gate, |permit| gate.app.open_elsewhere(permit, (item, wanted), elsewhere.clone())).await?
        }
    };
    handed_out(given, wanted)
}

/// How each item came, who had it in hand, and where it went.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}/custody", params(("origin" = String, Path), ("ulid" = String, Path), OfItem), responses((status = 200, body = Vec<Object>)))]
pub(super) async fn custody(
    State(gate): State<Gate>,
    matter: InMatter,
    Query(of): Query<OfItem>,
) -> Result<Response, ApiError> {
    let chain: Vec<Custody> = gate.app.custody(&matter.permit(&gate)?, of.item)?;
    Ok(axum::Json(chain).into_response())
}

/// Puts a copy of another matter's item on file here, with its label.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/files/copies", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = ItemElsewhere, responses((status = 201, body = Object)))]
pub(super) async fn take_over(
    State(gate): State<Gate>,
    matter: InMatter,
    Json(body): Json<ItemElsewhere>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let source = matter.beside(&gate, &body.matter)?;
    let (from, into) = (source.permit(&gate)?, matter.permit(&gate)?);
    let purpose = Purpose::Case { case: gate.app.case_of(matter.id())? };
    unless_restricted(&gate, &source, gate.app.restriction(source.id(), &[body.item], &purpose)?)?;
    let file = gate.app.take_over(from, into, body.item, body.reason).await?;
    Ok((StatusCode::CREATED, axum::Json(file)))
}

/// Puts a copy of a matter's item into a case before one's court, with its label.
#[utoipa::path(post, path = "/api/v1/cases/{origin}/{ulid}/files/copies", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = ItemElsewhere, responses((status = 201, body = Object)))]
pub(super) async fn take_into_case(
    State(gate): State<Gate>,
    case: InCase,
    Json(body): Json<ItemElsewhere>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let source = case.beside(&gate, &body.matter)?;
    let (from, into) = (source.permit(&gate)?, case.permit(&gate)?);
    let purpose = Purpose::Case { case: gate.app.own_of_case(case.id())? };
    unless_restricted(&gate, &source, gate.app.restriction(source.id(), &[body.item], &purpose)?)?;
    let file = gate.app.take_into_case(from, into, body.item, body.reason).await?;
    Ok((StatusCode::CREATED, axum::Json(file)))
}

/// Asks the side that gave evidence for another use of it.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/uses", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = NewUse, responses((status = 200, body = Stands)))]
pub(super) async fn request_use(State(gate): State<Gate>, matter: InMatter, Json(body): Json<NewUse>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.request_use(permit, body.clone())).await?)
}

/// Answers whether evidence may be used so.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/uses/answer", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = AnswerOnUse, responses((status = 200, body = Stands)))]
pub(super) async fn answer_use(State(gate): State<Gate>, matter: InMatter, Json(body): Json<AnswerOnUse>) -> Answer {
    stands(matter.act(&gate, |permit| gate.app.answer_use(permit, body.decision, body.reason.clone())).await?)
}

/// Whether a label leaves room. Where it does not, the use is prohibited to everybody, and the label says on which ground.
pub(super) fn unless_restricted(gate: &Gate, matter: &InMatter, label: Option<Label>) -> Result<(), ApiError> {
    let Some(label) = label else { return Ok(()) };
    match matter.permit::<action::UseRestricted>(gate) {
        // No policy can grant it; the matter itself would refuse it all the same.
        Ok(_) => Ok(()),
        Err(denied) if denied.code() == access::Denied::USE_RESTRICTED => {
            let refusal = comity_domain::matter::Refusal::UseRestricted { label: Box::new(label) };
            Err(Failure::from(refusal).into())
        }
        Err(denied) => Err(denied),
    }
}

/// The bytes, and beside them who has them now, under which permit, and what they may be used for.
fn handed_out(given: Given, wanted: Option<u64>) -> Result<Response, ApiError> {
    let mut headers = HeaderMap::new();
    // Whatever its author called it, a browser must not run it.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    let Given { reader, matter, permit, entry, label, file, content, unexamined } = given;
    let from = wanted.filter(|from| *from < file.size);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.size.saturating_sub(from.unwrap_or_default())));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(READER, in_header(&[("person", &reader)])?);
    let (revision, entry) = (permit.revision.to_string(), entry.to_string());
    let permit = [
        ("action", &permit.action),
        ("role", &permit.role),
        ("relation", &permit.relation),
        ("matter", &matter.to_string()),
        ("revision", &revision),
        ("entry", &entry),
    ];
    headers.insert(PERMIT, in_header(&permit)?);
    if unexamined {
        headers.insert(EXAMINED, HeaderValue::from_static("false"));
    }
    if let Some(Label { matter, case, rests_on, provision }) = label {
        let provision = provision.map(|provision| provision.to_string()).unwrap_or_default();
        let label = [
            ("matter", &matter.to_string()),
            ("court", &case.court.to_string()),
            ("case", &case.number),
            ("rests-on", &rests_on.code().to_owned()),
            ("provision", &provision),
        ];
        headers.insert(LABEL, in_header(&label)?);
    }
    let body = match content {
        FileContent::Whole(bytes) => Body::from(bytes),
        FileContent::Pieces(pieces) => Body::new(Pieces::new(pieces)),
    };
    let mut response = (headers, body).into_response();
    if let Some(from) = from {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!("bytes {from}-{}/{}", file.size.saturating_sub(1), file.size);
        let range = HeaderValue::try_from(range).map_err(Failure::broken)?;
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    Ok(response)
}

/// The first byte that is wanted, of a request for all from there on. Another range is as good as none: the file is given whole.
fn wanted_from(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::RANGE)?.to_str().ok()?.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
}

/// `name="value"; …`, what is not plain ASCII percent-encoded, so that every value can stand in a header line.
fn in_header(parts: &[(&str, &String)]) -> Result<HeaderValue, ApiError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/".contains(&byte);
    let encoded = |text: &str| -> String {
        text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    let line: Vec<String> = parts.iter().map(|(name, value)| format!("{name}=\"{}\"", encoded(value))).collect();
    HeaderValue::try_from(line.join("; ")).map_err(|error| Failure::broken(error).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_case_is_called_its_label_fits_a_header_line() {
        let line = in_header(&[("case", &"（2025）粤0115民初1号\r\nx: y\"".to_owned())]).unwrap();
        let text = line.to_str().unwrap();
        assert!(text.starts_with("case=\"%EF%BC%88") && text.contains("%0D%0A"), "{text}");
        assert_eq!(text.matches('"').count(), 2);
    }

    #[test]
    fn another_case_has_a_court_and_a_number() {
        let opening = |court: Option<&str>, case: Option<&str>| Opening {
            court: court.map(|court| court.parse().unwrap()),
            case: case.map(str::to_owned),
            reason: None,
        };
        assert!(opening(None, None).elsewhere().unwrap().is_none());
        assert!(opening(Some("cn-nansha"), Some("1")).elsewhere().unwrap().is_some());
        assert!(opening(Some("cn-nansha"), None).elsewhere().is_err());
        assert!(opening(None, Some("1")).elsewhere().is_err());
    }
}
