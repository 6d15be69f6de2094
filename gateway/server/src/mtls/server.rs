//! The two listeners: one for peers, who show a certificate, and one for people and court systems, who do not.

mod places;

use core::convert::Infallible;
use core::future::Future;
use core::pin::pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use comity_domain::limits;
use hyper::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use rustls::ServerConfig;
use rustls::server::NoServerSessionStorage;
use rustls_pki_types::CertificateDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tower::ServiceExt as _;

use super::refusal::{reason_of, tls_error};
use super::trust::{PeerIdentity, PeerTrust, PeerVerifier};
use super::{Identity, MtlsError, RefusalReason, RefusedConnection, VERSIONS, provider};
use places::{Place, Places};

/// What one connection may take. The default is [`comity_domain::limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// For the TLS handshake.
    pub handshake: Duration,
    /// For the head of a request, and until the first one comes.
    pub head: Duration,
    /// For the requests under way when the connection closes.
    pub closing: Duration,
    /// Until the connection closes by itself.
    pub age: Duration,
    /// Connections of the listener.
    pub connections: usize,
    /// Connections of the listener from one address.
    pub connections_of_address: usize,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(limits::TLS_HANDSHAKE_MAX_SECONDS),
            head: Duration::from_secs(limits::HTTP_HEAD_MAX_SECONDS),
            closing: Duration::from_secs(limits::CLOSING_MAX_SECONDS),
            age: Duration::from_secs(limits::CONNECTION_MAX_SECONDS),
            connections: limits::LISTENER_MAX_CONNECTIONS,
            connections_of_address: limits::ADDRESS_MAX_CONNECTIONS,
        }
    }
}

/// An open port, the certificate that is shown there, and the limits of its connections.
#[derive(Debug)]
pub struct TlsListener {
    tcp: TcpListener,
    identity: Identity,
    limits: ConnectionLimits,
}

impl TlsListener {
    /// Shows `identity` to whoever connects to `tcp`, within the default limits.
    pub fn new(tcp: TcpListener, identity: Identity) -> Self {
        Self { tcp, identity, limits: ConnectionLimits::default() }
    }

    /// The same, within other limits.
    #[must_use]
    pub fn with_limits(self, limits: ConnectionLimits) -> Self {
        Self { limits, ..self }
    }
}

/// Serves `router` to the peers that `trust` recognises, over HTTP/1.1 and HTTP/2, until `shutdown`; then lets the
/// requests under way end. Each request carries a [`PeerIdentity`] and a `ConnectInfo<SocketAddr>` in its extensions.
///
/// Whoever is refused gets a TLS alert, and `on_refused` is told.
///
/// # Errors
///
/// TLS cannot be configured. What goes wrong with one connection ends only that one.
pub async fn serve_peers(
    listener: TlsListener,
    trust: PeerTrust,
    router: Router,
    on_refused: impl Fn(RefusedConnection) + Send + Sync + 'static,
    shutdown: impl Future<Output = ()>,
) -> Result<(), MtlsError> {
    let mut config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_client_cert_verifier(Arc::new(PeerVerifier::new(trust.clone())))
        .with_cert_resolver(Arc::new(listener.identity.clone()));
    config.session_storage = Arc::new(NoServerSessionStorage {});
    config.send_tls13_tickets = 0;
    let admission = Admission::Peers { trust, on_refused: Box::new(on_refused) };
    serve(listener, config, admission, router, shutdown).await;
    Ok(())
}

/// Serves `router` to anyone, over HTTP/1.1 and HTTP/2, until `shutdown`; then lets the requests under way end. Who
/// they are is the router's to find out. Each request carries a `ConnectInfo<SocketAddr>` in its extensions.
///
/// # Errors
///
/// As for [`serve_peers`].
pub async fn serve_people(
    listener: TlsListener,
    router: Router,
    shutdown: impl Future<Output = ()>,
) -> Result<(), MtlsError> {
    let config = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)?
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(listener.identity.clone()));
    serve(listener, config, Admission::Anyone, router, shutdown).await;
    Ok(())
}

/// Who is let in.
enum Admission {
    Peers { trust: PeerTrust, on_refused: Box<dyn Fn(RefusedConnection) + Send + Sync> },
    Anyone,
}

impl Admission {
    fn refused(&self, refused: RefusedConnection) {
        tracing::debug!(remote = %refused.remote, reason = refused.reason.code(), detail = refused.detail, "refused");
        if let Self::Peers { on_refused, .. } = self {
            on_refused(refused);
        }
    }
}

/// What all connections of a listener share.
struct Site {
    acceptor: TlsAcceptor,
    admission: Admission,
    router: Router,
    limits: ConnectionLimits,
    closing: watch::Sender<bool>,
}

async fn serve(
    listener: TlsListener,
    mut config: ServerConfig,
    admission: Admission,
    router: Router,
    shutdown: impl Future<Output = ()>,
) {
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let TlsListener { tcp, limits, .. } = listener;
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let site = Arc::new(Site { acceptor, admission, router, limits, closing: watch::Sender::new(false) });
    let mut connections = JoinSet::new();

    accept(&tcp, &site, &mut connections, shutdown).await;
    drop(tcp);
    site.closing.send_replace(true);
    let ended = async { while connections.join_next().await.is_some() {} };
    // A connection closes within the same limit by itself; whatever still hangs is aborted with the set.
    let _ = timeout(limits.closing.saturating_add(Duration::from_secs(1)), ended).await;
}

async fn accept(
    tcp: &TcpListener,
    site: &Arc<Site>,
    connections: &mut JoinSet<()>,
    shutdown: impl Future<Output = ()>,
) {
    let places = Places::new(site.limits.connections, site.limits.connections_of_address);
    let mut shutdown = pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => return,
            Some(_) = connections.join_next() => {}
            accepted = next_connection(tcp, &places) => match accepted {
                Ok((stream, remote, Some(place))) => {
                    connections.spawn(Arc::clone(site).connection(stream, remote, place));
                }
                Ok((_, remote, None)) => {
                    let reason = RefusalReason::TooManyConnections;
                    site.admission.refused(RefusedConnection::new(remote, reason, &"too many from this address"));
                }
                Err(error) => pause_after(&error).await,
            }
        }
    }
}

/// The next connection, once the listener has room for one; without a place if its address has too many already.
async fn next_connection(
    tcp: &TcpListener,
    places: &Arc<Places>,
) -> io::Result<(TcpStream, SocketAddr, Option<Place>)> {
    let room = places.room().await;
    let (stream, remote) = tcp.accept().await?;
    Ok((stream, remote, places.take(room, remote.ip())))
}

/// A connection that was gone before it was accepted is nothing; a lack of file descriptors or memory needs time to
/// pass.
async fn pause_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::warn!(%error, "cannot accept connections");
        sleep(Duration::from_millis(100)).await;
    }
}

impl Site {
    async fn connection(self: Arc<Self>, tcp: TcpStream, remote: SocketAddr, _place: Place) {
        let mut closing = self.closing.subscribe();
        let stream = tokio::select! {
            stream = self.handshake(tcp, remote) => stream,
            _ = closing.wait_for(|closing| *closing) => return,
        };
        let Some(stream) = stream else { return };
        let chain = stream.get_ref().1.peer_certificates().unwrap_or_default();
        let chain: Vec<_> = chain.iter().map(|certificate| certificate.clone().into_owned()).collect();
        match self.recognise(&chain) {
            Ok(peer) => self.converse(stream, Caller { remote, chain, peer }).await,
            Err(error) => self.admission.refused(RefusedConnection::new(remote, reason_of(&error), &error)),
        }
    }

    /// The peer whose certificate chain this is. It holds for now: trust may be replaced while the connection is open.
    fn recognise(&self, chain: &[CertificateDer<'_>]) -> Result<Option<PeerIdentity>, rustls::Error> {
        let Admission::Peers { trust, .. } = &self.admission else { return Ok(None) };
        let clock = &self.acceptor.config().time_provider;
        let now = clock.current_time().ok_or(rustls::Error::FailedToGetCurrentTime)?;
        trust.recognise(chain, now).map(Some)
    }

    async fn handshake(&self, tcp: TcpStream, remote: SocketAddr) -> Option<TlsStream<TcpStream>> {
        let _ = tcp.set_nodelay(true);
        match timeout(self.limits.handshake, self.acceptor.accept(tcp).into_fallible()).await {
            Ok(Ok(stream)) => return Some(stream),
            Ok(Err((error, tcp))) => {
                let reason = tls_error(&error).map_or(RefusalReason::TlsHandshake, reason_of);
                self.admission.refused(RefusedConnection::new(remote, reason, &error));
                let _ = timeout(Duration::from_secs(1), let_alert_arrive(tcp)).await;
            }
            Err(_) => {
                let reason = RefusalReason::TlsHandshake;
                self.admission.refused(RefusedConnection::new(remote, reason, &"not finished in time"));
            }
        }
        None
    }

    /// Serves the requests of one connection until one side ends it.
    async fn converse(&self, stream: TlsStream<TcpStream>, caller: Caller) {
        let asked = Arc::new(AtomicBool::new(false));
        let http = http(&self.limits);
        let service = hyper::service::service_fn({
            let (caller, asked, router) = (caller.clone(), Arc::clone(&asked), self.router.clone());
            move |request| {
                asked.store(true, Ordering::Relaxed);
                respond(router.clone(), &caller, request)
            }
        });
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            _ = connection.as_mut() => return,
            end = self.end(&caller, &asked) => if matches!(end, End::AtOnce) { return },
        }
        connection.as_mut().graceful_shutdown();
        let _ = timeout(self.limits.closing, connection).await;
    }

    /// Resolves when this side should end the connection.
    async fn end(&self, caller: &Caller, asked: &AtomicBool) -> End {
        let mut closing = self.closing.subscribe();
        tokio::select! {
            _ = closing.wait_for(|closing| *closing) => End::AfterRequests,
            () = sleep(self.limits.age) => End::AfterRequests,
            () = self.nothing_asked(asked) => End::AtOnce,
            () = self.no_longer_trusted(caller) => End::AtOnce,
        }
    }

    /// HTTP/2 has no time limit for a first request, so that a caller could hold a place by saying nothing.
    async fn nothing_asked(&self, asked: &AtomicBool) {
        sleep(self.limits.head).await;
        if asked.load(Ordering::Relaxed) {
            core::future::pending::<()>().await;
        }
    }

    async fn no_longer_trusted(&self, caller: &Caller) {
        let Admission::Peers { trust, .. } = &self.admission else { return core::future::pending().await };
        let mut replacements = trust.replacements();
        loop {
            match self.recognise(&caller.chain) {
                Ok(peer) if peer == caller.peer => {}
                Ok(_) => return,
                Err(error) => {
                    let refused = RefusedConnection::new(caller.remote, reason_of(&error), &error);
                    return self.admission.refused(refused);
                }
            }
            if replacements.changed().await.is_err() {
                return;
            }
        }
    }
}

/// The other end of a connection.
#[derive(Clone)]
struct Caller {
    remote: SocketAddr,
    chain: Vec<CertificateDer<'static>>,
    peer: Option<PeerIdentity>,
}

/// How this side ends a connection.
enum End {
    AfterRequests,
    AtOnce,
}

fn http(connection: &ConnectionLimits) -> auto::Builder<TokioExecutor> {
    let silence = Duration::from_secs(limits::HTTP_SILENCE_MAX_SECONDS);
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(connection.head)
        .max_headers(limits::HTTP_HEADERS_MAX_LINES)
        .max_buf_size(limits::HTTP_HEAD_MAX_BYTES as usize);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(silence)
        .keep_alive_timeout(silence)
        .max_concurrent_streams(limits::HTTP_STREAMS_MAX)
        .max_header_list_size(limits::HTTP_HEAD_MAX_BYTES);
    http
}

fn respond(
    router: Router,
    caller: &Caller,
    request: Request<Incoming>,
) -> impl Future<Output = Result<axum::response::Response, Infallible>> + use<> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(caller.remote));
    if let Some(peer) = &caller.peer {
        request.extensions_mut().insert(peer.clone());
    }
    router.oneshot(request)
}

/// Closing a socket that holds unread bytes resets it, and a reset may overtake the alert that says why.
async fn let_alert_arrive(mut tcp: TcpStream) -> io::Result<()> {
    // More than an HTTP/2 client may send before it has heard from the server.
    tcp.shutdown().await?;
    tokio::io::copy(&mut tcp.take(limits::CLOSING_UNREAD_MAX_BYTES), &mut tokio::io::sink()).await?;
    Ok(())
}
