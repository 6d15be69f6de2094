//! Disputes that are mediated here. What a party or the mediator does, the body enters, one step after the other; each answers with where the
//! mediation stands then.

use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use comity_domain::limits::{FILE_BODY_MAX_SECONDS, FILE_MAX_BYTES, WORKLIST_MAX_ROWS};
use comity_domain::matter::FileRef;
use comity_domain::mediation::{
    Candidate, Chooser, Command, Confidential, Consent, Disclosure, Dispute, Ending, Leaving, Mediation, NoteKind,
    Party, Signer, Standing,
};
use comity_domain::{Date, MediationId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::matters::is_media_type;
use super::request::{Caller, Json, Raw, not_found, wanted_revision};
use super::{ApiError, Gate};
use crate::app::{MediationRow, NewAgreement, ReadingOfMediation};

/// The mediation that was opened.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenedMediation {
    #[schema(value_type = String)]
    id: MediationId,
}

/// Where a mediation stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandsInMediation {
    #[schema(value_type = Object)]
    standing: Standing,
}

/// What to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct MediationRange {
    /// The last mediation of the page before.
    #[param(value_type = Option<String>)]
    after: Option<MediationId>,
    /// At most so many rows.
    limit: Option<usize>,
}

/// What the file of an agreement is.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementFile {
    /// Its name.
    name: String,
    /// Its languages, with commas between them.
    #[param(example = "zh,en")]
    languages: String,
    /// The languages into which it is translated.
    translations: Option<String>,
}

/// What happens in a mediation, as the body enters it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub(super) enum Step {
    Join {
        party: Party,
    },
    Name {
        candidate: Candidate,
        chosen_by: Chooser,
    },
    Disclose {
        disclosure: Disclosure,
    },
    Consent {
        party: u32,
        consent: Consent,
    },
    Appoint {
        #[serde(default)]
        override_reason: Option<String>,
    },
    Object {
        party: u32,
        reason: String,
    },
    DecideObjection {
        objection: u32,
        upheld: bool,
        reason: String,
    },
    Replace {
        leaving: Leaving,
        reason: String,
    },
    SignForPapers {
        #[serde(default)]
        on: Option<Date>,
    },
    Extend {
        last_day: Date,
        agreed: Vec<u32>,
    },
    Note {
        sort: NoteKind,
        #[serde(default)]
        party: Option<u32>,
        said: Confidential,
    },
    Sign {
        signer: Signer,
        #[serde(default)]
        on: Option<Date>,
    },
    DropAgreement {
        reason: String,
    },
    End {
        ending: Ending,
        reason: String,
    },
    File {
        case_number: String,
    },
}

/// A caller, and the mediation that the path names. That there is none is told before anything else is looked at.
pub(super) struct NamedMediation {
    caller: Caller,
    id: MediationId,
    /// The revision that the caller has seen, if it said so.
    seen: Option<u64>,
}

impl FromRequestParts<Gate> for NamedMediation {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        let Path((origin, ulid)) =
            Path::<(String, String)>::from_request_parts(parts, gate).await.map_err(|_| not_found())?;
        let id: MediationId = format!("{origin}/{ulid}").parse().map_err(|_| not_found())?;
        if !gate.app.knows_mediation(&id) {
            return Err(not_found());
        }
        Ok(Self { caller, id, seen: wanted_revision(&parts.headers)? })
    }
}

type Answer = Result<axum::Json<StandsInMediation>, ApiError>;

/// The mediations of one's authority, and where they stand.
#[utoipa::path(get, path = "/api/v1/mediations", params(MediationRange), responses((status = 200, body = Vec<MediationRow>)))]
pub(super) async fn list_mediations(
    State(gate): State<Gate>,
    caller: Caller,
    Query(range): Query<MediationRange>,
) -> Result<axum::Json<Vec<MediationRow>>, ApiError> {
    let limit = range.limit.unwrap_or(WORKLIST_MAX_ROWS).min(WORKLIST_MAX_ROWS);
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.list_mediations(&permit, range.after.as_ref(), limit)?))
}

/// Takes a dispute, to have it mediated by one's authority.
#[utoipa::path(post, path = "/api/v1/mediations", request_body = Object, responses((status = 201, body = OpenedMediation)))]
pub(super) async fn open_mediation(
    State(gate): State<Gate>,
    caller: Caller,
    Json(dispute): Json<Dispute>,
) -> Result<(StatusCode, axum::Json<OpenedMediation>), ApiError> {
    let id = gate.app.open_mediation(&caller.permit(&gate)?, dispute).await?;
    Ok((StatusCode::CREATED, axum::Json(OpenedMediation { id })))
}

/// The mediation, with what was said in it, and with the settlement under seal.
#[utoipa::path(get, path = "/api/v1/mediations/{origin}/{ulid}", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Object)))]
pub(super) async fn read_mediation(
    State(gate): State<Gate>,
    NamedMediation { caller, id, .. }: NamedMediation,
) -> Result<axum::Json<Mediation>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.read_mediation(&permit, &id).await?))
}

/// Who has read what was said in a mediation.
#[utoipa::path(get, path = "/api/v1/mediations/{origin}/{ulid}/readings", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = Vec<ReadingOfMediation>)))]
pub(super) async fn readings_of_mediation(
    State(gate): State<Gate>,
    NamedMediation { caller, id, .. }: NamedMediation,
) -> Result<axum::Json<Vec<ReadingOfMediation>>, ApiError> {
    let permit = caller.permit(&gate)?;
    Ok(axum::Json(gate.app.readings_of_mediation(&permit, &id)?))
}

/// Enters what happens in a mediation.
#[utoipa::path(post, path = "/api/v1/mediations/{origin}/{ulid}/steps", params(("origin" = String, Path), ("ulid" = String, Path)), request_body = Object, responses((status = 200, body = StandsInMediation)))]
pub(super) async fn conduct_mediation(
    State(gate): State<Gate>,
    NamedMediation { caller, id, seen }: NamedMediation,
    Json(step): Json<Step>,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.conduct_mediation(&permit, &id, seen, command(step)).await?)
}

/// Puts down what the parties agreed on. The body is the file.
#[utoipa::path(post, path = "/api/v1/mediations/{origin}/{ulid}/agreement", params(("origin" = String, Path), ("ulid" = String, Path), AgreementFile), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 201, body = Object)))]
pub(super) async fn keep_agreement(
    State(gate): State<Gate>,
    NamedMediation { caller, id, .. }: NamedMediation,
    Query(file): Query<AgreementFile>,
    headers: HeaderMap,
    Raw(body): Raw<FILE_MAX_BYTES, FILE_BODY_MAX_SECONDS>,
) -> Result<(StatusCode, axum::Json<FileRef>), ApiError> {
    let permit = caller.permit(&gate)?;
    let new = NewAgreement {
        name: file.name,
        media_type: media_type(&headers),
        bytes: body.to_vec(),
        languages: listed(&file.languages),
        translations: file.translations.as_deref().map(listed).unwrap_or_default(),
    };
    let paper = gate.app.keep_agreement(&permit, &id, new).await?;
    Ok((StatusCode::CREATED, axum::Json(paper)))
}

/// The paper on which the parties agreed.
#[utoipa::path(get, path = "/api/v1/mediations/{origin}/{ulid}/agreement", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, content_type = "application/octet-stream")))]
pub(super) async fn agreement_of_mediation(
    State(gate): State<Gate>,
    NamedMediation { caller, id, .. }: NamedMediation,
) -> Result<Response, ApiError> {
    let permit = caller.permit(&gate)?;
    let (_, bytes) = gate.app.agreement_of_mediation(&permit, &id).await?;
    Ok(attachment(bytes))
}

/// Seals the settlement, and so ends the mediation.
#[utoipa::path(post, path = "/api/v1/mediations/{origin}/{ulid}/settle", params(("origin" = String, Path), ("ulid" = String, Path)), responses((status = 200, body = StandsInMediation)))]
pub(super) async fn settle_mediation(
    State(gate): State<Gate>,
    NamedMediation { caller, id, seen }: NamedMediation,
) -> Answer {
    let permit = caller.permit(&gate)?;
    stands(gate.app.settle_mediation(permit, &id, needed(seen)?).await?)
}

/// What is known besides, the gateway finds out by itself.
fn command(step: Step) -> Command {
    match step {
        Step::Join { party } => Command::Join { party },
        Step::Name { candidate, chosen_by } => {
            Command::Name { candidate, chosen_by, found: Vec::new(), standing: None }
        }
        Step::Disclose { disclosure } => Command::Disclose { disclosure },
        Step::Consent { party, consent } => Command::Consent { party, consent },
        Step::Appoint { override_reason } => {
            Command::Appoint { found: Vec::new(), standing: None, answer: None, override_reason }
        }
        Step::Object { party, reason } => Command::Object { party, reason },
        Step::DecideObjection { objection, upheld, reason } => Command::DecideObjection { objection, upheld, reason },
        Step::Replace { leaving, reason } => Command::Replace { leaving, reason },
        Step::SignForPapers { on } => Command::SignForPapers { on, standing: None, answer: None },
        Step::Extend { last_day, agreed } => Command::Extend { last_day, agreed },
        Step::Note { sort, party, said } => Command::Note { sort, party, said },
        Step::Sign { signer, on } => Command::Sign { signer, on, standing: None },
        Step::DropAgreement { reason } => Command::DropAgreement { reason },
        Step::End { ending, reason } => Command::End { ending, reason },
        Step::File { case_number } => Command::File { case_number },
    }
}

fn stands(standing: Standing) -> Answer {
    Ok(axum::Json(StandsInMediation { standing }))
}

/// What leaves under an authority's seal is what its officer has seen.
pub(super) fn needed(seen: Option<u64>) -> Result<u64, ApiError> {
    seen.ok_or_else(|| ApiError::new(StatusCode::PRECONDITION_REQUIRED, "revision-required").at("If-Match"))
}

pub(super) fn media_type(headers: &HeaderMap) -> String {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if is_media_type(given) { given.to_owned() } else { "application/octet-stream".to_owned() }
}

pub(super) fn attachment(bytes: Vec<u8>) -> Response {
    let content_type = [(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))];
    (content_type, [(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"))], bytes).into_response()
}

fn listed(codes: &str) -> Vec<String> {
    codes.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect()
}
