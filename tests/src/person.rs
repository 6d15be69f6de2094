//! People and programs at a gateway, over the real API.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use comity_domain::MatterId;
use comity_domain::upload::headers::Metadata;
use comity_record::Digest;
use comity_server::access::Role;
use comity_server::mtls::{ApiClient, RequestError, RequestLimits, Response};
use comity_server::world::PracticePerson;
use serde_json::{Value, json};

use crate::draft::Draft;
use crate::wait::until;

/// Somebody at a gateway. Its connection survives a restart of the gateway; a session does too.
#[derive(Clone)]
pub struct Person {
    api: ApiClient,
    secret: Option<String>,
    password: String,
}

/// What a gateway answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The header lines.
    pub headers: HeaderMap,
    /// The body as JSON; null if it is none.
    pub body: Value,
    /// The body.
    pub bytes: Bytes,
}

impl Person {
    /// Somebody who shows `secret`, or nothing.
    pub fn new(ca: &str, url: &str, secret: Option<&str>) -> Self {
        let api = ApiClient::new(ca, url, RequestLimits::default()).unwrap();
        Self { api, secret: secret.map(str::to_owned), password: String::new() }
    }

    /// The same person, with the same session, at another address of the gateway.
    #[must_use]
    pub fn at(&self, ca: &str, url: &str) -> Self {
        Self { api: ApiClient::new(ca, url, RequestLimits::default()).unwrap(), ..self.clone() }
    }

    /// Opens a session; a court's program shows its token instead.
    pub(crate) async fn sign_in(ca: &str, account: &PracticePerson) -> Self {
        if account.role == Role::CourtSystem {
            return Self::new(ca, &account.url, Some(&account.secret));
        }
        let mut person = Self { password: account.secret.clone(), ..Self::new(ca, &account.url, None) };
        let credentials = json!({ "account": account.account, "password": account.secret });
        let opened = person.post("/sessions", credentials).await.good();
        person.secret = Some(opened["session"].as_str().unwrap().to_owned());
        person
    }

    /// What it shows: the secret of its session, or its token.
    pub fn secret(&self) -> &str {
        self.secret.as_deref().unwrap_or_default()
    }

    /// Enters the password again.
    pub async fn step_up(&self) {
        self.post("/sessions/current/step-up", json!({ "password": self.password })).await.good();
    }

    /// `GET /api/v1…`
    pub async fn get(&self, path: &str) -> Answer {
        self.request(Method::GET, path, &[], Bytes::new()).await
    }

    /// `POST /api/v1…` with JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.request(Method::POST, path, &[("content-type", "application/json")], body.to_string().into()).await
    }

    /// `PUT /api/v1…` with JSON.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.request(Method::PUT, path, &[("content-type", "application/json")], body.to_string().into()).await
    }

    /// Any request to `/api/v1…`. There has to be an answer.
    pub async fn request(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Bytes) -> Answer {
        self.try_request(method, path, headers, body).await.unwrap()
    }

    /// Any request to `/api/v1…` of a gateway that may be gone.
    pub async fn try_request(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Answer, RequestError> {
        let mut all = HeaderMap::new();
        if let Some(secret) = &self.secret {
            all.insert(header::AUTHORIZATION, HeaderValue::try_from(format!("Bearer {secret}")).unwrap());
        }
        for (name, value) in headers {
            all.insert(HeaderName::try_from(*name).unwrap(), HeaderValue::try_from(*value).unwrap());
        }
        self.api.request(method, &format!("/api/v1{path}"), all, body).await.map(Answer::from)
    }

    /// Writes a first draft, and adds its papers.
    pub async fn draft(&self, draft: &Draft) -> MatterId {
        let drafted = self.post("/matters", draft.without_files()).await.good();
        let id = serde_json::from_value(drafted["id"].clone()).unwrap();
        self.amend(&id, draft).await;
        id
    }

    /// Replaces a draft's request, and adds its papers.
    pub async fn amend(&self, id: &MatterId, draft: &Draft) {
        let mut request = draft.body["request"].clone();
        for paper in Draft::papers(&mut request) {
            let name = paper.as_str().unwrap().to_owned();
            let path = format!("/matters/{id}/files?name={name}");
            let headers = [("content-type", "text/plain")];
            *paper = self.request(Method::POST, &path, &headers, draft.read_paper(&name).into()).await.good();
        }
        self.put(&format!("/matters/{id}/request"), request).await.good();
    }

    /// Uploads a file into a matter, in one request, and waits until it is on file: its bytes lie in pieces there.
    pub async fn upload(&self, id: &MatterId, (name, media_type): (&str, &str), file: &[u8]) -> Value {
        let metadata = Metadata::write(name, media_type, Digest::of(file));
        let (length, uploads) = (file.len().to_string(), format!("/matters/{id}/uploads"));
        let announced = [("tus-resumable", "1.0.0"), ("upload-length", &*length), ("upload-metadata", &*metadata)];
        let begun = self.request(Method::POST, &uploads, &announced, Bytes::new()).await.good();
        let at = format!("{uploads}/{}", begun["id"].as_str().unwrap());
        let body =
            [("tus-resumable", "1.0.0"), ("content-type", "application/offset+octet-stream"), ("upload-offset", "0")];
        self.request(Method::PATCH, &at, &body, Bytes::copy_from_slice(file)).await.good();
        until("an upload is on file", async || {
            let upload = self.get(&at).await.good();
            (upload["state"] == "taken").then_some(upload["file"].clone())
        })
        .await
    }

    /// Drafts, has the draft examined, and hands it to the transmitting authority.
    pub async fn submit(&self, draft: &Draft) -> MatterId {
        let id = self.draft(draft).await;
        self.act(&id, "preflight", Value::Null).await;
        self.act(&id, "submit", json!({})).await;
        id
    }

    /// Does something in a matter (`forward`, `accept`, …). It has to succeed.
    pub async fn act(&self, id: &MatterId, act: &str, body: Value) -> Value {
        let answer = self.try_to(id, act, body).await;
        assert!(answer.status.is_success(), "{act} in {id}: {}: {}", answer.status, answer.body);
        answer.body
    }

    /// Tries to do something in a matter as it stands. If a receipt or an answer of the rules came in between, it looks again.
    pub async fn try_to(&self, id: &MatterId, act: &str, body: Value) -> Answer {
        const TRIES: usize = 10;
        for _ in 1..TRIES {
            let answer = self.try_once(id, act, &body).await;
            if answer.code() != "revision-moved" {
                return answer;
            }
        }
        self.try_once(id, act, &body).await
    }

    async fn try_once(&self, id: &MatterId, act: &str, body: &Value) -> Answer {
        let seen = self.get(&format!("/matters/{id}")).await.body["standing"]["revision"].to_string();
        let revision = format!("\"{seen}\"");
        let path = format!("/matters/{id}/{act}");
        let headers = [("content-type", "application/json"), ("if-match", revision.as_str())];
        self.request(Method::POST, &path, &headers, serde_json::to_vec(body).unwrap().into()).await
    }

    /// The matter, as this person sees it.
    pub async fn matter(&self, id: &MatterId) -> Value {
        self.get(&format!("/matters/{id}")).await.good()
    }

    /// The matter's events, in their order.
    pub async fn docket(&self, id: &MatterId) -> Vec<Value> {
        let Value::Array(entries) = self.get(&format!("/matters/{id}/docket")).await.good() else { panic!("no list") };
        entries
    }

    /// The codes of the matter's events, in their order.
    pub async fn events(&self, id: &MatterId) -> Vec<String> {
        let codes = self.docket(id).await;
        codes.iter().map(|recorded| recorded["event"]["kind"].as_str().unwrap().to_owned()).collect()
    }

    /// Waits until the matter is known here, stands in `state`, and the rules have been asked.
    pub async fn wait_for(&self, id: &MatterId, state: &str) -> Value {
        self.wait_until(id, state, |matter| {
            matter["standing"]["state"] == state && matter["standing"]["to_assess"] == false
        })
        .await
    }

    /// Waits until the matter is known here and as it should be.
    pub async fn wait_until(&self, id: &MatterId, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        until(&format!("{id}: {what}"), async || {
            let answer = self.get(&format!("/matters/{id}")).await;
            Some(answer.body).filter(|matter| answer.status.is_success() && is_so(matter))
        })
        .await
    }
}

impl Answer {
    /// The body of an answer that is no refusal.
    #[track_caller]
    pub fn good(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.body);
        self.body
    }

    /// The problem's code; empty if there is none.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

impl From<Response> for Answer {
    fn from(response: Response) -> Self {
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        Self { status: response.status, headers: response.headers, body, bytes: response.body }
    }
}
