//! The client of the API.

use std::path::Path;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::CliError;
use super::{Common, session};
use crate::api::Problem;
use crate::mtls::{ApiClient, RequestLimits, Response};

/// A client of one gateway, signed in or not.
pub(super) struct Client {
    api: ApiClient,
    headers: HeaderMap,
}

impl Client {
    /// A client of the gateway that the kept session is with.
    pub(super) fn of_session(common: &Common) -> Result<Self, CliError> {
        let kept = session::kept(common)?;
        Self::connect(common, &kept.url, &kept.ca, Some(&kept.secret))
    }

    /// A client of the gateway at `url`.
    pub(super) fn connect(common: &Common, url: &str, ca: &Path, secret: Option<&str>) -> Result<Self, CliError> {
        let pem = std::fs::read_to_string(ca)
            .map_err(|error| CliError::input("file-unreadable", ca.display().to_string(), error))?;
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(common.lang.tag()));
        if let Some(secret) = secret {
            let mut bearer = HeaderValue::try_from(format!("Bearer {secret}"))
                .map_err(|error| CliError::other("not-signed-in", error))?;
            bearer.set_sensitive(true);
            headers.insert(header::AUTHORIZATION, bearer);
        }
        Ok(Self { api: ApiClient::new(&pem, url, RequestLimits::default())?, headers })
    }

    /// Asks, and reads the answer.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<T, CliError> {
        Ok(serde_json::from_slice(&self.tell(method, path, body).await?.body)?)
    }

    /// Does something in a matter as it stands now, and not as somebody may have changed it in between.
    pub(super) async fn ask_at_revision<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        matter: &str,
        body: Option<&Value>,
    ) -> Result<T, CliError> {
        let seen: Value = self.ask(Method::GET, matter, None).await?;
        let revision = seen.pointer("/standing/revision").and_then(Value::as_u64).unwrap_or_default();
        let bytes = body.map(serde_json::to_vec).transpose()?.unwrap_or_default();
        let mut headers = self.headers_for("application/json");
        headers.insert(
            header::IF_MATCH,
            HeaderValue::try_from(format!("\"{revision}\""))
                .map_err(|error| CliError::other("answer-malformed", error))?,
        );
        Ok(serde_json::from_slice(&self.send_with(method, path, headers, bytes).await?.body)?)
    }

    /// Asks, and leaves the answer as it is.
    pub(super) async fn tell(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Response, CliError> {
        let bytes = body.map(serde_json::to_vec).transpose()?.unwrap_or_default();
        self.send(method, path, "application/json", bytes).await
    }

    /// Sends a file, and reads the answer.
    pub(super) async fn upload<T: DeserializeOwned>(
        &self,
        path: &str,
        media_type: &'static str,
        bytes: Vec<u8>,
    ) -> Result<T, CliError> {
        Ok(serde_json::from_slice(&self.send(Method::POST, path, media_type, bytes).await?.body)?)
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        content_type: &'static str,
        bytes: Vec<u8>,
    ) -> Result<Response, CliError> {
        self.send_with(method, path, self.headers_for(content_type), bytes).await
    }

    fn headers_for(&self, content_type: &'static str) -> HeaderMap {
        let mut headers = self.headers.clone();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers
    }

    async fn send_with(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        bytes: Vec<u8>,
    ) -> Result<Response, CliError> {
        let response = self.api.request(method, path, headers, Bytes::from(bytes)).await?;
        if response.status.is_success() {
            return Ok(response);
        }
        match serde_json::from_slice::<Problem>(&response.body) {
            Ok(problem) => Err(CliError::Problem(Box::new(problem))),
            Err(_) => Err(CliError::other("answer-malformed", response.status)),
        }
    }
}
