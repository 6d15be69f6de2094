//! The two clients: of a peer, with a certificate, and of the API, without one. Both speak HTTP/2 and keep one
//! connection.

mod connection;

use core::time::Duration;
use std::io;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri};
use comity_domain::limits;
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use rustls::ClientConfig;
use rustls::client::{Resumption, WebPkiServerVerifier};
use rustls_pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::refusal::short;
use super::trust::{anchors, ders, dns_name, unfit};
use super::{Identity, MtlsError, Peer, RefusalReason, RevocationList, VERSIONS, provider};
use connection::{Connection, Refusal};

/// What one request may take. The default is [`comity_domain::limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestLimits {
    /// For the TCP connection.
    pub connect: Duration,
    /// For the whole request, the connection included.
    pub request: Duration,
    /// The body of the response, in bytes.
    pub response_bytes: usize,
}

impl Default for RequestLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(limits::CONNECT_MAX_SECONDS),
            request: Duration::from_secs(limits::REQUEST_MAX_SECONDS),
            response_bytes: limits::RESPONSE_MAX_BYTES,
        }
    }
}

/// A whole response.
#[derive(Debug, Clone)]
pub struct Response {
    /// The status; an error status is a response too.
    pub status: StatusCode,
    /// The header lines.
    pub headers: HeaderMap,
    /// The body, never longer than the limit.
    pub body: Bytes,
}

/// There is no response.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// Nobody answers there.
    #[error("cannot connect to `{to}`: {source}")]
    ConnectFailed {
        /// The address.
        to: String,
        /// Why.
        source: io::Error,
    },
    /// We do not trust the server's certificate.
    #[error("the certificate of `{to}` is refused ({}): {detail}", reason.code())]
    TlsUntrusted {
        /// The address.
        to: String,
        /// What is wrong with the certificate.
        reason: RefusalReason,
        /// The words of the TLS library.
        detail: String,
    },
    /// The server does not trust our certificate, or the handshake failed otherwise.
    #[error("`{to}` refuses the connection ({}): {detail}", reason.code())]
    TlsRefused {
        /// The address.
        to: String,
        /// What the server's alert tells, which is less than its log.
        reason: RefusalReason,
        /// The words of the TLS library.
        detail: String,
    },
    /// The connection broke before the response was whole. The request may or may not have been taken.
    #[error("the connection to `{to}` broke: {detail}")]
    ConnectionBroken {
        /// The address.
        to: String,
        /// The words of the HTTP library.
        detail: String,
    },
    /// There was no whole response in time. The request may or may not have been taken.
    #[error("no response of `{to}` within {} ms", limit.as_millis())]
    TimedOut {
        /// The address.
        to: String,
        /// The limit that ran out.
        limit: Duration,
    },
    /// The response is longer than it may be; it was not read to its end.
    #[error("the response of `{to}` is longer than {limit_bytes} bytes")]
    ResponseTooLarge {
        /// The address.
        to: String,
        /// The limit.
        limit_bytes: usize,
    },
    /// The path is none.
    #[error("`{path}` is not a path with an optional query, like `/api/v1/matters?limit=10`")]
    BadPath {
        /// The path as given.
        path: String,
    },
}

impl RequestError {
    /// The code of the message for the person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ConnectFailed { .. } => "connect-failed",
            Self::TlsUntrusted { .. } => "tls-untrusted",
            Self::TlsRefused { .. } => "tls-refused",
            Self::ConnectionBroken { .. } => "connection-broken",
            Self::TimedOut { .. } => "timed-out",
            Self::ResponseTooLarge { .. } => "response-too-large",
            Self::BadPath { .. } => "path-malformed",
        }
    }
}

/// The client of one peer. Clones share the connection.
#[derive(Debug, Clone)]
pub struct PeerClient(Client);

impl PeerClient {
    /// Calls `peer` at `url` (`https://host:port`), showing `identity`. Whatever the host, the server must show a
    /// certificate for the peer's TLS name, from one of the peer's anchors.
    ///
    /// # Errors
    ///
    /// The URL, the name or an anchor cannot be read.
    pub fn new(identity: Identity, peer: &Peer, url: &str, limits: RequestLimits) -> Result<Self, MtlsError> {
        Self::checking(identity, peer, url, limits, &[])
    }

    /// The same, and the certificate is none that one of the lists names.
    ///
    /// # Errors
    ///
    /// The URL, the name, an anchor or a list cannot be read.
    pub fn checking(
        identity: Identity,
        peer: &Peer,
        url: &str,
        limits: RequestLimits,
        lists: &[RevocationList],
    ) -> Result<Self, MtlsError> {
        let whose = peer.gateway.as_str();
        let anchors = anchors(whose, &peer.anchors)?;
        let verifier = WebPkiServerVerifier::builder_with_provider(anchors.into(), provider())
            .with_crls(ders(lists))
            .allow_unknown_revocation_status()
            .build()
            .map_err(|error| unfit(whose, &error))?;
        let config = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(VERSIONS)?
            .with_webpki_verifier(verifier)
            .with_client_cert_resolver(Arc::new(identity));
        Ok(Self(Client::new(config, dns_name(&peer.tls_name)?, authority(url)?, limits)))
    }

    /// Sends a request and reads the whole response. It is sent at most once; whether to send it again is the
    /// caller's to decide.
    ///
    /// # Errors
    ///
    /// There is no whole response; the error says whether the request may have been taken.
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response, RequestError> {
        self.0.request(method, path, headers, body).await
    }
}

/// The client of an API. Clones share the connection.
#[derive(Debug, Clone)]
pub struct ApiClient(Client);

impl ApiClient {
    /// Calls the API at `url` (`https://host:port`). The server must show a certificate for that host, from `ca_pem`.
    ///
    /// # Errors
    ///
    /// The URL or the anchor cannot be read.
    pub fn new(ca_pem: &str, url: &str, limits: RequestLimits) -> Result<Self, MtlsError> {
        let at = authority(url)?;
        let bad_url = || MtlsError::BadUrl { given: url.to_owned() };
        let host = at.host().trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned()).map_err(|_| bad_url())?;
        let config = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(VERSIONS)?
            .with_root_certificates(anchors(url, &[ca_pem])?)
            .with_no_client_auth();
        Ok(Self(Client::new(config, name, at, limits)))
    }

    /// Sends a request and reads the whole response.
    ///
    /// # Errors
    ///
    /// As for [`PeerClient::request`].
    pub async fn request(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response, RequestError> {
        self.0.request(method, path, headers, body).await
    }

    /// Sends a request without a body, and answers as soon as the head of the response is there.
    ///
    /// # Errors
    ///
    /// As for [`PeerClient::request`].
    pub async fn open(&self, method: Method, path: &str, headers: HeaderMap) -> Result<OpenResponse, RequestError> {
        self.0.open(method, path, headers).await
    }
}

/// A response whose body is still to come. It may be longer than anybody holds at a time.
#[derive(Debug)]
pub struct OpenResponse {
    /// The status.
    pub status: StatusCode,
    /// The header lines.
    pub headers: HeaderMap,
    body: Incoming,
    client: Arc<Shared>,
}

impl OpenResponse {
    /// The next bytes of the body; none at its end. Each takes no longer than a whole request may.
    ///
    /// # Errors
    ///
    /// The connection broke, or nothing came in time.
    pub async fn next(&mut self) -> Result<Option<Bytes>, RequestError> {
        let limit = self.client.limits.request;
        loop {
            let frame = timeout(limit, self.body.frame()).await.map_err(|_| self.client.timed_out(limit))?;
            match frame {
                None => return Ok(None),
                Some(Err(error)) => return Err(self.client.broken(&error)),
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Ok(Some(bytes));
                    }
                }
            }
        }
    }

    /// The whole response, for one whose body is short: a refusal.
    ///
    /// # Errors
    ///
    /// As for [`PeerClient::request`].
    pub async fn whole(self) -> Result<Response, RequestError> {
        let Self { status, headers, body, client } = self;
        let limit = client.limits.request;
        match timeout(limit, client.collect(body)).await {
            Ok(body) => Ok(Response { status, headers, body: body? }),
            Err(_) => Err(client.timed_out(limit)),
        }
    }
}

#[derive(Debug, Clone)]
struct Client(Arc<Shared>);

struct Shared {
    connector: TlsConnector,
    name: ServerName<'static>,
    at: Authority,
    limits: RequestLimits,
    /// Held while connecting, so that many requests make one connection.
    open: Mutex<Option<Arc<Connection>>>,
}

impl core::fmt::Debug for Shared {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Client").field("name", &self.name).field("at", &self.at).finish_non_exhaustive()
    }
}

impl Client {
    fn new(mut config: ClientConfig, name: ServerName<'static>, at: Authority, limits: RequestLimits) -> Self {
        config.alpn_protocols = vec![b"h2".to_vec()];
        config.resumption = Resumption::disabled();
        let connector = TlsConnector::from(Arc::new(config));
        Self(Arc::new(Shared { connector, name, at, limits, open: Mutex::new(None) }))
    }

    async fn request(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Response, RequestError> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = self.0.uri(path)?;
        *request.headers_mut() = headers;
        let limit = self.0.limits.request;
        match timeout(limit, self.0.exchange(request)).await {
            Ok(response) => response,
            Err(_) => Err(self.0.timed_out(limit)),
        }
    }

    async fn open(&self, method: Method, path: &str, headers: HeaderMap) -> Result<OpenResponse, RequestError> {
        let mut request = Request::new(Full::new(Bytes::new()));
        *request.method_mut() = method;
        *request.uri_mut() = self.0.uri(path)?;
        *request.headers_mut() = headers;
        let limit = self.0.limits.request;
        let (head, body) = match timeout(limit, self.0.send(request)).await {
            Ok(response) => response?.into_parts(),
            Err(_) => return Err(self.0.timed_out(limit)),
        };
        Ok(OpenResponse { status: head.status, headers: head.headers, body, client: Arc::clone(&self.0) })
    }
}

impl Shared {
    fn uri(&self, path: &str) -> Result<Uri, RequestError> {
        let bad_path = || RequestError::BadPath { path: path.to_owned() };
        if !path.starts_with('/') {
            return Err(bad_path());
        }
        Uri::builder()
            .scheme(Scheme::HTTPS)
            .authority(self.at.clone())
            .path_and_query(PathAndQuery::try_from(path).map_err(|_| bad_path())?)
            .build()
            .map_err(|_| bad_path())
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Response, RequestError> {
        let (head, body) = self.send(request).await?.into_parts();
        Ok(Response { status: head.status, headers: head.headers, body: self.collect(body).await? })
    }

    async fn collect(&self, body: Incoming) -> Result<Bytes, RequestError> {
        let body = Limited::new(body, self.limits.response_bytes).collect().await.map_err(|error| {
            if error.is::<LengthLimitError>() {
                RequestError::ResponseTooLarge { to: self.to(), limit_bytes: self.limits.response_bytes }
            } else {
                self.broken(&*error)
            }
        })?;
        Ok(body.to_bytes())
    }

    /// An open connection may close just as a request is handed to it. A request that was not sent is then tried on a
    /// new one.
    async fn send(&self, request: Request<Full<Bytes>>) -> Result<axum::http::Response<Incoming>, RequestError> {
        let connection = self.connection().await?;
        let unsent = match connection.send(request).await {
            Ok(response) => return Ok(response),
            Err(unanswered) => {
                self.forget(&connection).await;
                match (connection.refusal(), unanswered.unsent) {
                    (Some(refusal), _) => return Err(self.refused(refusal)),
                    (None, Some(unsent)) => unsent,
                    (None, None) => return Err(self.broken(&unanswered.error)),
                }
            }
        };
        let connection = self.connection().await?;
        connection.send(unsent).await.map_err(|unanswered| match connection.refusal() {
            Some(refusal) => self.refused(refusal),
            None => self.broken(&unanswered.error),
        })
    }

    async fn connection(&self) -> Result<Arc<Connection>, RequestError> {
        let mut open = self.open.lock().await;
        if let Some(connection) = open.as_ref().filter(|connection| connection.is_open()) {
            return Ok(Arc::clone(connection));
        }
        let connection = Arc::new(self.connect().await?);
        *open = Some(Arc::clone(&connection));
        Ok(connection)
    }

    async fn connect(&self) -> Result<Connection, RequestError> {
        let port = self.at.port_u16().unwrap_or(443);
        let host = self.at.host().trim_start_matches('[').trim_end_matches(']');
        let tcp = timeout(self.limits.connect, TcpStream::connect((host, port)))
            .await
            .map_err(|_| self.timed_out(self.limits.connect))?
            .map_err(|source| RequestError::ConnectFailed { to: self.to(), source })?;
        let _ = tcp.set_nodelay(true);
        let tls =
            self.connector.connect(self.name.clone(), tcp).await.map_err(|error| match Refusal::in_error(&error) {
                Some(refusal) => self.refused(&refusal),
                None => RequestError::ConnectFailed { to: self.to(), source: error },
            })?;
        Connection::open(tls).await.map_err(|error| self.broken(&error))
    }

    /// The next request makes a new connection.
    async fn forget(&self, connection: &Arc<Connection>) {
        let mut open = self.open.lock().await;
        if open.as_ref().is_some_and(|open| Arc::ptr_eq(open, connection)) {
            *open = None;
        }
    }

    fn refused(&self, refusal: &Refusal) -> RequestError {
        let (to, reason, detail) = (self.to(), refusal.reason, refusal.detail.clone());
        if refusal.is_ours {
            RequestError::TlsUntrusted { to, reason, detail }
        } else {
            RequestError::TlsRefused { to, reason, detail }
        }
    }

    fn broken(&self, error: &(dyn core::error::Error + 'static)) -> RequestError {
        let causes = core::iter::successors(Some(error), |error| error.source());
        let detail = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        RequestError::ConnectionBroken { to: self.to(), detail: short(&detail) }
    }

    fn timed_out(&self, limit: Duration) -> RequestError {
        RequestError::TimedOut { to: self.to(), limit }
    }

    fn to(&self) -> String {
        self.at.to_string()
    }
}

/// The host and port of `https://host:port`. Paths come with the requests.
fn authority(url: &str) -> Result<Authority, MtlsError> {
    let bad_url = || MtlsError::BadUrl { given: url.to_owned() };
    let parts = url.parse::<Uri>().map_err(|_| bad_url())?.into_parts();
    let no_path = parts.path_and_query.is_none_or(|path| path == "/");
    match (parts.scheme, parts.authority) {
        (Some(scheme), Some(at)) if scheme == Scheme::HTTPS && no_path && !at.as_str().contains('@') => Ok(at),
        _ => Err(bad_url()),
    }
}
