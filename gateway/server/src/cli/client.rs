//! The client of the API.

use std::path::Path;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::CliError;
use super::{Common, session};
use crate::api::Problem;
use crate::mtls::{ApiClient, OpenResponse, RequestLimits, Response};

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

    /// Sends bytes with these header lines, and leaves the answer as it is. A gateway that does not answer may or may not have taken them.
    pub(super) async fn bring(
        &self,
        method: Method,
        path: &str,
        lines: &[(&'static str, String)],
        bytes: Vec<u8>,
    ) -> Result<Response, CliError> {
        let mut headers = self.headers.clone();
        for (name, value) in lines {
            let value = HeaderValue::try_from(value).map_err(|error| CliError::other("answer-malformed", error))?;
            headers.insert(HeaderName::from_static(name), value);
        }
        self.send_with(method, path, headers, bytes).await
    }

    /// Opens a file of a matter from this byte on. Answers whether it begins there, or at its beginning.
    pub(super) async fn open(&self, path: &str, from: u64) -> Result<(OpenResponse, bool), CliError> {
        let mut headers = self.headers.clone();
        if from > 0 {
            let range = HeaderValue::try_from(format!("bytes={from}-"));
            headers.insert(header::RANGE, range.map_err(|error| CliError::other("answer-malformed", error))?);
        }
        let response = self.api.open(Method::GET, path, headers).await?;
        if response.status.is_success() {
            let is_part = response.status == StatusCode::PARTIAL_CONTENT;
            return Ok((response, is_part));
        }
        Err(refused(&response.whole().await?))
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
        if response.status.is_success() { Ok(response) } else { Err(refused(&response)) }
    }
}

fn refused(response: &Response) -> CliError {
    match serde_json::from_slice::<Problem>(&response.body) {
        Ok(problem) => CliError::Problem(Box::new(problem)),
        Err(_) => CliError::other("answer-malformed", response.status),
    }
}
