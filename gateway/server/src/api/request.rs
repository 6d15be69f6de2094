//! What a request brings: who asks, about which matter or case, and a body that is checked before anybody sees it.

use std::str::FromStr;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use comity_domain::MatterId;
use comity_domain::assessment::Citation;
use comity_domain::limits::{API_JSON_MAX_BYTES, BODY_MAX_SECONDS};
use comity_domain::matter::Decisions;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiError, Gate};
use crate::access::action::About;
use crate::access::{Action, Actor, AtRevision, Permit, Standing};
use crate::app::Failure;
use crate::body;

/// Whoever asks, and the secret that was shown.
pub(super) struct Caller {
    pub(super) actor: Actor,
    pub(super) secret: String,
}

impl FromRequestParts<Gate> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let secret = shown
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(ApiError::new(StatusCode::UNAUTHORIZED, "not-signed-in"))?;
        Ok(Self { actor: identify(gate, secret)?, secret: secret.to_owned() })
    }
}

fn identify(gate: &Gate, secret: &str) -> Result<Actor, ApiError> {
    gate.app.identify(secret).map_err(|failure| match failure {
        Failure::BadCredentials => ApiError::new(StatusCode::UNAUTHORIZED, "not-signed-in"),
        failure => failure.into(),
    })
}

impl Caller {
    /// Whoever asks, if the secret still opens something: the body may have taken its time, and an account been closed meanwhile.
    pub(super) fn actor_now(&self, gate: &Gate) -> Result<Actor, ApiError> {
        identify(gate, &self.secret)
    }

    /// The permit for something that concerns no matter.
    pub(super) fn permit<A: Action<About = ()>>(&self, gate: &Gate) -> Result<Permit<A>, ApiError> {
        Ok(gate.access.permit(&self.actor_now(gate)?, None)?)
    }
}

/// What a request can be about, as it stood when it was looked at: a matter, or a case.
pub(super) trait Affair: Sized {
    /// Its name.
    type Id: FromStr;
    /// What a permit for something in it is about.
    type About: About;

    /// How it stands, if there is one of this name.
    fn find(gate: &Gate, id: &Self::Id) -> Result<Option<Self>, Failure>;

    /// Its name.
    fn id(&self) -> &Self::Id;

    /// The revision at which it stands so.
    fn revision(&self) -> u64;

    /// An error, unless the actor may know that it is there.
    fn admit(&self, gate: &Gate, actor: &Actor) -> Result<(), ApiError>;

    /// Whether somebody who has seen it at `revision` has seen it as it stands.
    fn is_seen_at(&self, gate: &Gate, revision: u64) -> Result<bool, Failure>;

    /// The permit for something in it, as it stands.
    fn permit<A: Action<About = Self::About>>(&self, gate: &Gate, actor: &Actor) -> Result<Permit<A>, ApiError>;
}

/// A caller, and what the path names: a matter, or a case.
pub(super) struct In<S> {
    caller: Caller,
    pub(super) standing: S,
    /// The caller said at which revision, so that only there may anything be done.
    at_revision_only: bool,
}

/// A caller, and the matter that the path names.
pub(super) type InMatter = In<Standing>;

impl<S: Affair> FromRequestParts<Gate> for In<S> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gate: &Gate) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, gate).await?;
        // Other parts of the path (a file's digest) are the handler's.
        let Path(path) = Path::<std::collections::HashMap<String, String>>::from_request_parts(parts, gate)
            .await
            .map_err(|_| not_found())?;
        let name = path.get("origin").zip(path.get("ulid")).map(|(origin, ulid)| format!("{origin}/{ulid}"));
        let id: S::Id = name.ok_or_else(not_found)?.parse().map_err(|_| not_found())?;
        let standing = S::find(gate, &id)?.ok_or_else(not_found)?;
        // Whoever is no party to it must not learn that it is there: neither by its revision, nor by what is wrong with a body.
        standing.admit(gate, &caller.actor)?;
        let wanted = wanted_revision(&parts.headers)?;
        if let Some(wanted) = wanted
            && !standing.is_seen_at(gate, wanted)?
        {
            return Err(ApiError::new(StatusCode::PRECONDITION_FAILED, "revision-moved")
                .detail(standing.revision().to_string()));
        }
        Ok(Self { caller, standing, at_revision_only: wanted.is_some() })
    }
}

impl<S: Affair> In<S> {
    /// A matter, for the same caller.
    pub(super) fn beside(&self, gate: &Gate, id: &MatterId) -> Result<InMatter, ApiError> {
        let standing = Standing::find(gate, id)?.ok_or_else(not_found)?;
        standing.admit(gate, &self.caller.actor)?;
        let caller = Caller { actor: self.caller.actor.clone(), secret: self.caller.secret.clone() };
        Ok(In { caller, standing, at_revision_only: false })
    }

    /// The permit for something in it, as it stands.
    pub(super) fn permit<A: Action<About = S::About>>(&self, gate: &Gate) -> Result<Permit<A>, ApiError> {
        self.standing.permit(gate, &self.caller.actor_now(gate)?)
    }

    /// Does something in it. A receipt, an answer of the rules or another entry may come in between; unless the caller insists on a
    /// revision, the permit is then asked for anew and it is looked at as it stands now.
    pub(super) async fn act<A, T, Done>(self, gate: &Gate, act: impl Fn(Permit<A>) -> Done) -> Result<T, ApiError>
    where
        A: Action<About = S::About>,
        Done: Future<Output = Result<T, Failure>>,
    {
        const TRIES: usize = 8;
        let mut permit = self.permit(gate)?;
        // What leaves under the authority's seal is what its officer has seen.
        if A::CODE.signs() && !self.at_revision_only {
            return Err(ApiError::new(StatusCode::PRECONDITION_REQUIRED, "revision-required").at("If-Match"));
        }
        let mut here = self;
        for _ in 1..TRIES {
            match act(permit).await {
                Err(Failure::Moved { .. }) if !here.at_revision_only => {}
                done => return Ok(done?),
            }
            here.standing = S::find(gate, here.standing.id())?.ok_or_else(not_found)?;
            permit = here.permit(gate)?;
        }
        Ok(act(permit).await?)
    }
}

impl InMatter {
    /// The matter.
    pub(super) const fn id(&self) -> &MatterId {
        &self.standing.matter
    }
}

impl Affair for Standing {
    type Id = MatterId;
    type About = AtRevision;

    fn find(gate: &Gate, id: &MatterId) -> Result<Option<Self>, Failure> {
        gate.app.standing_for_access(id)
    }

    fn id(&self) -> &MatterId {
        &self.matter
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn admit(&self, gate: &Gate, actor: &Actor) -> Result<(), ApiError> {
        Ok(gate.access.admit(actor, self)?)
    }

    fn is_seen_at(&self, gate: &Gate, revision: u64) -> Result<bool, Failure> {
        gate.app.is_seen_at(&self.matter, revision)
    }

    fn permit<A: Action<About = AtRevision>>(&self, gate: &Gate, actor: &Actor) -> Result<Permit<A>, ApiError> {
        Ok(gate.access.permit(actor, Some(self))?)
    }
}

/// There is none, or none that this caller may know of.
pub(super) fn not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not-found")
}

/// The revision that the caller has seen, if it said so: `If-Match: "7"`.
pub(super) fn wanted_revision(headers: &HeaderMap) -> Result<Option<u64>, ApiError> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim_matches('"');
    let bad = || ApiError::new(StatusCode::BAD_REQUEST, "bad-revision").at("If-Match").detail(text.to_owned());
    text.parse().map(Some).map_err(|_| bad())
}

/// A body as it came, bounded in size and time.
pub(super) struct Raw<const BYTES: usize, const SECONDS: u64 = BODY_MAX_SECONDS>(pub(super) Bytes);

impl<S: Sync, const BYTES: usize, const SECONDS: u64> FromRequest<S> for Raw<BYTES, SECONDS> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        Ok(Self(body::read(request.into_body(), BYTES, SECONDS).await?))
    }
}

/// A JSON body: bounded, without unknown fields, with the place of what is wrong.
pub(super) struct Json<T, const BYTES: usize = API_JSON_MAX_BYTES>(pub(super) T);

impl<T: DeserializeOwned, S: Sync, const BYTES: usize> FromRequest<S> for Json<T, BYTES> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Raw(bytes): Raw<BYTES> = Raw::from_request(request, state).await?;
        parse(&bytes).map(Self)
    }
}

/// A JSON body that may be left out.
pub(super) struct Optional<T>(pub(super) T);

impl<T: DeserializeOwned + Default, S: Sync> FromRequest<S> for Optional<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Raw(bytes): Raw<API_JSON_MAX_BYTES> = Raw::from_request(request, state).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        parse::<Option<T>>(&bytes).map(|value| Self(value.unwrap_or_default()))
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let bad = |at: String, error: &serde_json::Error| {
        // A text that is no JSON has lines and columns, but no places yet; the detail says which.
        let (code, at) = if error.is_data() { ("bad-field", at) } else { ("not-json", ".".to_owned()) };
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code).at(at).detail(error.to_string())
    };
    let value =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| bad(error.path().to_string(), error.inner()))?;
    reader.end().map_err(|error| bad(".".into(), &error))?;
    Ok(value)
}

/// A reason, in words.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The reason.
    pub reason: String,
}

/// Handing in, or forwarding, a letter.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Why it goes in spite of what the preflight said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub override_reason: Option<String>,
}

/// Taking a letter for execution.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// What the requesting side should know: by which method, with which reservation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// What is decided about the wishes of a letter for evidence: who may attend, which method is followed, what is not executed.
    #[serde(default, skip_serializing_if = "Decisions::is_empty")]
    #[schema(value_type = Object)]
    pub decisions: Decisions,
}

/// Asking for a supplement, or refusing: why, and on which provisions.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplementRequest {
    /// The reason.
    pub reason: String,
    /// The provisions that it rests on, like `cn-hk-service-1999:3`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub grounds: Vec<Citation>,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware;
    use axum::routing::post;
    use serde_json::Value;
    use tower::ServiceExt as _;

    use super::*;
    use crate::access::{Access, Credential, action};
    use crate::app::tests::{gateway, open, operator, password, world};
    use crate::body::tests::Trickle;

    async fn answer(route: axum::routing::MethodRouter, body: Body) -> (StatusCode, Value) {
        let router: Router = Router::new().route("/", route).layer(middleware::from_fn(super::super::speak));
        let response = router.oneshot(Request::post("/").body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        assert_eq!(parts.headers[header::CONTENT_TYPE], "application/problem+json");
        (parts.status, serde_json::from_slice(&to_bytes(body, usize::MAX).await.unwrap()).unwrap())
    }

    #[tokio::test]
    async fn a_permit_is_of_the_moment_and_not_of_the_beginning_of_a_request() {
        let folder = world().await;
        let app = Arc::new(open(&gateway(&folder, "cn")).unwrap());
        let gate = Gate { app, access: Arc::new(Access::load().unwrap()) };
        let session = gate.app.sign_in("lin-yu", password(&folder, "lin-yu")).await.unwrap().session;
        let shown = Request::get("/").header(header::AUTHORIZATION, format!("Bearer {session}"));
        let (mut parts, ()) = shown.body(()).unwrap().into_parts();
        let caller = Caller::from_request_parts(&mut parts, &gate).await.unwrap();
        let permit = || caller.permit::<action::EnrolSealingKey>(&gate).map(drop).map_err(|error| error.code());
        assert_eq!(permit(), Ok(()));

        // The body takes its time, and the account is closed meanwhile.
        let closing = gate.access.permit(&operator("ops-cn", Credential::SteppedUp), None).unwrap();
        gate.app.close_account(&closing, "lin-yu", "moved away").await.unwrap();
        assert_eq!(permit(), Err("not-signed-in"));
    }

    #[tokio::test]
    async fn a_body_that_trickles_in_is_a_problem_with_a_status_and_words() {
        let route = post(|_: Raw<1024, 1>| async {});
        let (status, problem) = answer(route, Trickle::every(Duration::from_millis(20))).await;
        assert_eq!((status, &problem["code"]), (StatusCode::REQUEST_TIMEOUT, &"body-too-slow".into()));
        assert!(problem["title"].as_str().is_some_and(|title| !title.contains('⟨')), "{problem}");
    }

    #[tokio::test]
    async fn json_is_read_to_the_limit_of_its_route_and_no_further() {
        let body = || Body::from(format!("\"{}\"", "x".repeat(20)));
        let (status, problem) = answer(post(|_: Json<String, 21>| async {}), body()).await;
        assert_eq!((status, &problem["code"]), (StatusCode::PAYLOAD_TOO_LARGE, &"body-too-large".into()));
        let whole: Json<String, 22> = Json::from_request(Request::new(body()), &()).await.unwrap();
        assert_eq!(whole.0.len(), 20);
    }
}
