//! Uploads by tus 1.0 (<https://tus.io/protocols/resumable-upload>), with its extensions creation, checksum (`sha256`), expiration and
//! termination. The file is the matter's once it was looked at; until then `GET` says where it stands.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use comity_domain::UploadId;
use comity_domain::limits::UPLOAD_MAX_BYTES;
use comity_domain::upload::headers::{self as tus, Metadata, UploadLength};
use comity_domain::upload::{Announced, BadHeader, Checksum, NotTaken};

use super::request::InMatter;
use super::{ApiError, Gate};
use crate::app::{Failure, Part, UploadView};

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const TUS_EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const TUS_FILE_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const TUS_CHECKSUM_ALGORITHM: HeaderName = HeaderName::from_static("tus-checksum-algorithm");
const UPLOAD_OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const UPLOAD_LENGTH: HeaderName = HeaderName::from_static("upload-length");
const UPLOAD_EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Says which version and which extensions of tus are spoken here, and how large a file may be.
#[utoipa::path(options, path = "/api/v1/matters/{origin}/{ulid}/uploads", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 204)))]
pub(super) async fn upload_capabilities(_: InMatter) -> Response {
    let headers = [
        (TUS_VERSION, HeaderValue::from_static(tus::VERSION)),
        (TUS_EXTENSION, HeaderValue::from_static(tus::EXTENSIONS)),
        (TUS_FILE_SIZE, HeaderValue::from(UPLOAD_MAX_BYTES)),
        (TUS_CHECKSUM_ALGORITHM, HeaderValue::from_static(tus::CHECKSUM_ALGORITHM)),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Begins an upload into the matter's files. What is to come is announced in `Upload-Length` and `Upload-Metadata` (`filename`; `filetype`
/// and `sha256` if they are known); `Location` says where the bytes go.
#[utoipa::path(post, path = "/api/v1/matters/{origin}/{ulid}/uploads", params(("origin" = String, Path), ("ulid" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Length" = u64, Header), ("Upload-Metadata" = String, Header)), responses((status = 201, body = UploadView)))]
pub(super) async fn begin_upload(
    State(gate): State<Gate>,
    matter: InMatter,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    tus::version(text(&headers, tus::TUS_RESUMABLE)?)?;
    let length = UploadLength::read(text(&headers, tus::UPLOAD_LENGTH)?)?;
    let metadata = Metadata::read(text(&headers, tus::UPLOAD_METADATA)?)?;
    let announced = Announced::new(length, metadata).map_err(Failure::from)?;
    let begun = matter.act(&gate, |permit| gate.app.begin_upload(permit, announced.clone())).await?;
    let location = format!("{}/{}", uri.path().trim_end_matches('/'), begun.id);
    let location = HeaderValue::try_from(location).map_err(Failure::broken)?;
    let mut answer = (StatusCode::CREATED, axum::Json(begun.clone())).into_response();
    answer.headers_mut().insert(header::LOCATION, location);
    Ok(placed(answer, &begun))
}

/// The uploads that one has in the matter, those included that ended within the last day.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}/uploads", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Vec<UploadView>)))]
pub(super) async fn list_uploads(
    State(gate): State<Gate>,
    matter: InMatter,
) -> Result<axum::Json<Vec<UploadView>>, ApiError> {
    Ok(axum::Json(gate.app.uploads(&matter.permit(&gate)?)))
}

/// Where an upload stands. `HEAD` says in `Upload-Offset` how many bytes are on stable storage; of one whose bytes are gone it is 410.
#[utoipa::path(get, path = "/api/v1/matters/{origin}/{ulid}/uploads/{upload}", params(("origin" = String, Path), ("ulid" = String, Path), ("upload" = String, Path)), responses((status = 200, body = UploadView)))]
pub(super) async fn read_upload(
    State(gate): State<Gate>,
    matter: InMatter,
    Path((_, _, upload)): Path<(String, String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (permit, id) = (matter.permit(&gate)?, named(&upload)?);
    let goes_on = method == Method::HEAD;
    if goes_on {
        tus::version(text(&headers, tus::TUS_RESUMABLE)?)?;
    }
    let view = if goes_on { gate.app.upload_at_rest(&permit, id).await? } else { gate.app.upload(&permit, id)? };
    if goes_on {
        match view.state.as_str() {
            "expired" => return Err(Failure::from(NotTaken::Expired).into()),
            "ended" | "infected" | "refused" => return Err(Failure::from(NotTaken::Ended).into()),
            _ => {}
        }
    }
    let length = HeaderValue::from(view.length);
    let mut answer = placed(axum::Json(view.clone()).into_response(), &view);
    answer.headers_mut().insert(UPLOAD_LENGTH, length);
    Ok(answer)
}

/// Brings bytes of an upload, from `Upload-Offset` on. They count when the answer says so; if the connection breaks, `HEAD` says how many do.
/// With `Upload-Checksum` all of them count, or none.
#[utoipa::path(patch, path = "/api/v1/matters/{origin}/{ulid}/uploads/{upload}", params(("origin" = String, Path), ("ulid" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Offset" = u64, Header), ("Upload-Checksum" = Option<String>, Header)), request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"), responses((status = 204), (status = 409, description = "the bytes begin elsewhere than at the end of those that are kept"), (status = 410, description = "the upload has expired, or was ended"), (status = 460, description = "the bytes are not those of the checksum; none of them counts")))]
pub(super) async fn continue_upload(
    State(gate): State<Gate>,
    matter: InMatter,
    Path((_, _, upload)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let permit = matter.permit(&gate)?;
    let id = named(&upload)?;
    tus::version(text(&headers, tus::TUS_RESUMABLE)?)?;
    tus::body_type(text(&headers, tus::CONTENT_TYPE)?)?;
    let part = Part {
        offset: tus::upload_offset(text(&headers, tus::UPLOAD_OFFSET)?)?,
        checksum: tus::upload_checksum(text(&headers, tus::UPLOAD_CHECKSUM)?)?.map(Checksum),
        length: headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok()),
        body,
    };
    let view = gate.app.receive(&permit, id, part).await?;
    Ok(placed(StatusCode::NO_CONTENT.into_response(), &view))
}

/// Ends an upload, and removes its bytes. What is in the matter's files stays there.
#[utoipa::path(delete, path = "/api/v1/matters/{origin}/{ulid}/uploads/{upload}", params(("origin" = String, Path), ("ulid" = String, Path), ("upload" = String, Path), ("Tus-Resumable" = String, Header)), responses((status = 204), (status = 409, description = "it is in the matter's files")))]
pub(super) async fn end_upload(
    State(gate): State<Gate>,
    matter: InMatter,
    Path((_, _, upload)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, ApiError> {
    let permit = matter.permit(&gate)?;
    let id = named(&upload)?;
    tus::version(text(&headers, tus::TUS_RESUMABLE)?)?;
    gate.app.end_upload(&permit, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What every answer about uploads says: the version, and which there are to whoever speaks another.
pub(super) fn speak_tus(response: &mut Response) {
    let status = response.status();
    let headers = response.headers_mut();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static(tus::VERSION));
    if status == StatusCode::PRECONDITION_FAILED {
        headers.insert(TUS_VERSION, HeaderValue::from_static(tus::VERSION));
    }
}

/// The answer, with how much of the upload is kept, and until when.
fn placed(mut answer: Response, view: &UploadView) -> Response {
    let headers = answer.headers_mut();
    headers.insert(UPLOAD_OFFSET, HeaderValue::from(view.offset));
    if let Some(expires) = view.expires.and_then(|time| HeaderValue::try_from(tus::write_expires(time)).ok()) {
        headers.insert(UPLOAD_EXPIRES, expires);
    }
    answer
}

/// The value of a header line, if there is one. One that stands there twice, or is no text, is not taken for one that is missing: it may have
/// said what the bytes must be.
fn text<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, BadHeader> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| BadHeader::Malformed(name)),
        (Some(_), Some(_)) => Err(BadHeader::Malformed(name)),
    }
}

fn named(upload: &str) -> Result<UploadId, ApiError> {
    upload.parse().map_err(|_| ApiError::new(StatusCode::NOT_FOUND, "not-found"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_stands_there_twice_or_is_no_text_is_not_taken_for_one_that_is_missing() {
        let said = |values: &[&[u8]]| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append("upload-checksum", HeaderValue::from_bytes(value).unwrap());
            }
            text(&headers, tus::UPLOAD_CHECKSUM).map(|value| value.map(str::to_owned))
        };
        let malformed = Err(BadHeader::Malformed(tus::UPLOAD_CHECKSUM));
        assert_eq!(said(&[]), Ok(None));
        assert_eq!(said(&[b"sha256 a"]), Ok(Some("sha256 a".to_owned())));
        assert_eq!(said(&[b"sha256 a", b"sha256 b"]), malformed);
        assert_eq!(said(&["校驗".as_bytes()]), malformed);
    }
}
