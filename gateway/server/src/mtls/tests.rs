//! Both ends on loopback, with practice certificates.

use core::future::Future;
use core::time::Duration;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, Method};
use axum::middleware::{Next, from_fn};
use axum::routing::{get, post};
use axum::{Extension, Router};
use comity_record::Time;
use rustls::ClientConfig;
use rustls_pki_types::ServerName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::certificates::{IssuedCertificate, PracticeCa, issue, practice_ca, revocation_list};
use super::trust::anchors;
use super::*;

const CN: &str = "cn.gateway.test";
const HK: &str = "hk.gateway.test";
const MO: &str = "mo.gateway.test";
const LARGE_BYTES: usize = 300 * 1024;

fn time(text: &str) -> Time {
    text.parse().unwrap()
}

fn ca(name: &str) -> PracticeCa {
    practice_ca(name, time("2020-01-01T00:00:00.000Z"), time("2120-01-01T00:00:00.000Z")).unwrap()
}

fn certificate(ca: &PracticeCa, names: &[&str]) -> IssuedCertificate {
    issue(ca, names, time("2020-01-01T00:00:00.000Z"), time("2110-01-01T00:00:00.000Z")).unwrap()
}

fn identity(issued: &IssuedCertificate) -> Identity {
    Identity::from_pem(&issued.chain_pem, &issued.key_pem).unwrap()
}

fn peer(gateway: &str, tls_name: &str, anchors: &[&PracticeCa]) -> Peer {
    let anchors = anchors.iter().map(|ca| ca.cert_pem.clone()).collect();
    Peer { gateway: gateway.parse().unwrap(), tls_name: tls_name.into(), anchors }
}

/// The certification authorities of the three sides.
struct Authorities {
    cn: PracticeCa,
    hk: PracticeCa,
    mo: PracticeCa,
}

impl Authorities {
    fn new() -> Self {
        Self { cn: ca("practice CN"), hk: ca("practice HK"), mo: ca("practice MO") }
    }

    /// Whom the Mainland's gateway trusts.
    fn peers_of_cn(&self) -> [Peer; 2] {
        [peer("hk", HK, &[&self.hk]), peer("mo", MO, &[&self.mo])]
    }

    /// Calls the Mainland's gateway, showing `issued`.
    fn client(&self, site: &Site, issued: &IssuedCertificate) -> PeerClient {
        self.client_within(site, issued, RequestLimits::default())
    }

    fn client_within(&self, site: &Site, issued: &IssuedCertificate, limits: RequestLimits) -> PeerClient {
        let cn = peer("cn", CN, &[&self.cn]);
        PeerClient::new(identity(issued), &cn, &site.url(), limits).unwrap()
    }
}

/// The Mainland's gateway, listening.
struct Site {
    address: SocketAddr,
    identity: Identity,
    trust: PeerTrust,
    calls: Arc<AtomicUsize>,
    refusals: mpsc::UnboundedReceiver<RefusedConnection>,
    shutdown: oneshot::Sender<()>,
    served: JoinHandle<Result<(), MtlsError>>,
}

impl Site {
    async fn for_peers(authorities: &Authorities) -> Self {
        Self::for_peers_within(authorities, ConnectionLimits::default()).await
    }

    async fn for_peers_within(authorities: &Authorities, limits: ConnectionLimits) -> Self {
        let trust = PeerTrust::new(&authorities.peers_of_cn()).unwrap();
        Self::start(authorities, limits, trust, true).await
    }

    async fn for_people(authorities: &Authorities, limits: ConnectionLimits) -> Self {
        Self::start(authorities, limits, PeerTrust::new(&[]).unwrap(), false).await
    }

    async fn start(authorities: &Authorities, limits: ConnectionLimits, trust: PeerTrust, peers: bool) -> Self {
        let identity = identity(&certificate(&authorities.cn, &[CN, "127.0.0.1"]));
        let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = tcp.local_addr().unwrap();
        let listener = TlsListener::new(tcp, identity.clone()).with_limits(limits);
        let calls = Arc::new(AtomicUsize::new(0));
        let router = router(Arc::clone(&calls));
        let (told, refusals) = mpsc::unbounded_channel();
        let (shutdown, stopped) = oneshot::channel::<()>();
        let stopped = async { drop(stopped.await) };
        let served = if peers {
            let told = move |refused| drop(told.send(refused));
            tokio::spawn(serve_peers(listener, trust.clone(), router, told, stopped))
        } else {
            tokio::spawn(serve_people(listener, router, stopped))
        };
        Self { address, identity, trust, calls, refusals, shutdown, served }
    }

    fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    async fn refusal(&mut self) -> RefusalReason {
        soon(self.refusals.recv()).await.unwrap().reason
    }
}

fn router(calls: Arc<AtomicUsize>) -> Router {
    async fn who(peer: Option<Extension<PeerIdentity>>) -> String {
        peer.map_or("anyone".into(), |Extension(peer)| peer.gateway().to_string())
    }
    async fn port(ConnectInfo(remote): ConnectInfo<SocketAddr>) -> String {
        remote.port().to_string()
    }
    async fn slow() -> &'static str {
        sleep(Duration::from_millis(300)).await;
        "done"
    }
    let count = move |request: Request, next: Next| {
        calls.fetch_add(1, Ordering::SeqCst);
        next.run(request)
    };
    Router::new()
        .route("/who", get(who))
        .route("/port", get(port))
        .route("/slow", get(slow))
        .route("/large", get(|| async { vec![b'x'; LARGE_BYTES] }))
        .route("/echo", post(|body: Bytes| async { body }))
        .layer(from_fn(count))
}

async fn get_text(client: &PeerClient, path: &str) -> Result<String, RequestError> {
    let response = client.request(Method::GET, path, HeaderMap::new(), Bytes::new()).await?;
    assert_eq!(response.status, 200);
    Ok(String::from_utf8(response.body.to_vec()).unwrap())
}

/// TLS without a certificate, and without HTTP.
async fn bare_tls(authorities: &Authorities, site: &Site) -> TlsStream<TcpStream> {
    let config = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(VERSIONS)
        .unwrap()
        .with_root_certificates(anchors("cn", &[&authorities.cn.cert_pem]).unwrap())
        .with_no_client_auth();
    let tcp = TcpStream::connect(site.address).await.unwrap();
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from(CN).unwrap(), tcp).await.unwrap()
}

/// What does not come within five seconds does not come.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(5), future).await.expect("in time")
}

/// Shows `issued` to the Mainland's gateway: it must be refused for `reason`, and no route be reached.
async fn is_refused(authorities: &Authorities, issued: &IssuedCertificate, reason: RefusalReason) {
    let mut site = Site::for_peers(authorities).await;
    let error = soon(get_text(&authorities.client(&site, issued), "/who")).await.unwrap_err();
    assert_eq!(error.code(), "tls-refused", "{error}");
    assert_eq!(site.refusal().await, reason);
    assert_eq!(site.calls(), 0);
}

#[tokio::test]
async fn a_peer_is_let_in_and_known_by_its_certificate() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let hong_kong = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    let macao = authorities.client(&site, &certificate(&authorities.mo, &[MO]));
    assert_eq!(get_text(&hong_kong, "/who").await.unwrap(), "hk");
    assert_eq!(get_text(&macao, "/who").await.unwrap(), "mo");
}

#[tokio::test]
async fn a_strangers_certificate_is_refused() {
    let authorities = Authorities::new();
    let stranger = certificate(&ca("stranger"), &["stranger.test"]);
    is_refused(&authorities, &stranger, RefusalReason::CertificateUnknownIssuer).await;
}

#[tokio::test]
async fn a_peers_name_from_a_strangers_authority_is_refused() {
    let authorities = Authorities::new();
    let forged = certificate(&ca("stranger"), &[HK]);
    is_refused(&authorities, &forged, RefusalReason::CertificateUnknownIssuer).await;
}

#[tokio::test]
async fn an_authority_that_takes_the_name_of_the_real_one_is_refused() {
    let authorities = Authorities::new();
    let forged = certificate(&ca(&authorities.hk.name), &[HK]);
    is_refused(&authorities, &forged, RefusalReason::CertificateUnknownIssuer).await;
}

#[tokio::test]
async fn one_peers_authority_cannot_issue_for_another_peer() {
    let authorities = Authorities::new();
    let forged = certificate(&authorities.hk, &[MO]);
    is_refused(&authorities, &forged, RefusalReason::CertificateUnknownIssuer).await;
}

#[tokio::test]
async fn a_second_name_does_not_borrow_the_trust_of_the_first() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let both = authorities.client(&site, &certificate(&authorities.hk, &[MO, HK]));
    assert_eq!(get_text(&both, "/who").await.unwrap(), "hk");
}

#[tokio::test]
async fn a_certificate_that_is_good_for_two_peers_is_refused() {
    let authorities = Authorities::new();
    let mut site = Site::for_peers(&authorities).await;
    let shared = [peer("hk", HK, &[&authorities.hk]), peer("mo", MO, &[&authorities.hk])];
    site.trust.replace(&shared, &[]).unwrap();
    let both = authorities.client(&site, &certificate(&authorities.hk, &[HK, MO]));
    assert_eq!(soon(get_text(&both, "/who")).await.unwrap_err().code(), "tls-refused");
    assert_eq!(site.refusal().await, RefusalReason::CertificateUnknownName);
    assert_eq!(site.calls(), 0);
}

#[tokio::test]
async fn a_name_that_no_peer_has_is_refused_even_from_a_peers_authority() {
    let authorities = Authorities::new();
    let clerk = certificate(&authorities.mo, &["clerk.gateway.test"]);
    is_refused(&authorities, &clerk, RefusalReason::CertificateUnknownName).await;
}

#[tokio::test]
async fn an_expired_certificate_is_refused() {
    let authorities = Authorities::new();
    let old = issue(&authorities.hk, &[HK], time("2020-01-01T00:00:00.000Z"), time("2021-01-01T00:00:00.000Z"));
    is_refused(&authorities, &old.unwrap(), RefusalReason::CertificateExpired).await;
}

#[tokio::test]
async fn a_certificate_that_is_not_yet_valid_is_refused() {
    let authorities = Authorities::new();
    let early = issue(&authorities.hk, &[HK], time("2110-01-01T00:00:00.000Z"), time("2111-01-01T00:00:00.000Z"));
    is_refused(&authorities, &early.unwrap(), RefusalReason::CertificateNotYetValid).await;
}

#[tokio::test]
async fn no_certificate_is_refused() {
    let authorities = Authorities::new();
    let mut site = Site::for_peers(&authorities).await;
    let client = ApiClient::new(&authorities.cn.cert_pem, &site.url(), RequestLimits::default()).unwrap();
    let error = soon(client.request(Method::GET, "/who", HeaderMap::new(), Bytes::new())).await.unwrap_err();
    let RequestError::TlsRefused { reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, RefusalReason::CertificateMissing);
    assert_eq!(site.refusal().await, RefusalReason::CertificateMissing);
    assert_eq!(site.calls(), 0);
}

#[tokio::test]
async fn what_is_not_tls_is_refused() {
    let mut site = Site::for_peers(&Authorities::new()).await;
    let mut tcp = TcpStream::connect(site.address).await.unwrap();
    tcp.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    assert_eq!(site.refusal().await, RefusalReason::TlsHandshake);
}

#[tokio::test]
async fn an_alert_arrives_though_the_refused_had_more_to_say() {
    const ALERT: u8 = 21;
    let site = Site::for_peers(&Authorities::new()).await;
    let mut tcp = TcpStream::connect(site.address).await.unwrap();
    tcp.write_all(&[b'x'; 64 * 1024]).await.unwrap();
    tcp.shutdown().await.unwrap();
    let mut answer = Vec::new();
    soon(tcp.read_to_end(&mut answer)).await.expect("an end, not a reset");
    assert_eq!(answer.first(), Some(&ALERT));
}

#[tokio::test]
async fn a_handshake_that_is_not_finished_in_time_is_dropped() {
    let limits = ConnectionLimits { handshake: Duration::from_millis(50), ..Default::default() };
    let mut site = Site::for_peers_within(&Authorities::new(), limits).await;
    let mut tcp = TcpStream::connect(site.address).await.unwrap();
    assert_eq!(soon(tcp.read(&mut [0; 8])).await.unwrap(), 0);
    assert_eq!(site.refusal().await, RefusalReason::TlsHandshake);
}

#[tokio::test]
async fn an_address_that_has_its_connections_gets_no_more() {
    let authorities = Authorities::new();
    let limits = ConnectionLimits { connections_of_address: 1, ..Default::default() };
    let mut site = Site::for_peers_within(&authorities, limits).await;
    let held = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    assert_eq!(get_text(&held, "/who").await.unwrap(), "hk");
    let other = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    assert!(soon(get_text(&other, "/who")).await.is_err());
    assert_eq!(site.refusal().await, RefusalReason::TooManyConnections);
}

#[tokio::test]
async fn a_new_authority_is_trusted_without_a_restart_and_the_old_one_no_longer() {
    let authorities = Authorities::new();
    let mut site = Site::for_peers(&authorities).await;
    let next = ca("practice HK 2");
    let renewed = certificate(&next, &[HK]);
    assert!(soon(get_text(&authorities.client(&site, &renewed), "/who")).await.is_err());
    assert_eq!(site.refusal().await, RefusalReason::CertificateUnknownIssuer);

    site.trust.replace(&[peer("hk", HK, &[&next])], &[]).unwrap();
    assert_eq!(get_text(&authorities.client(&site, &renewed), "/who").await.unwrap(), "hk");
    let old = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    assert!(soon(get_text(&old, "/who")).await.is_err());
    assert_eq!(site.refusal().await, RefusalReason::CertificateUnknownIssuer);
}

#[tokio::test]
async fn an_open_connection_ends_when_its_peer_is_no_longer_trusted() {
    let authorities = Authorities::new();
    let mut site = Site::for_peers(&authorities).await;
    let hong_kong = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    let macao = authorities.client(&site, &certificate(&authorities.mo, &[MO]));
    let (hong_kong_port, macao_port) =
        (get_text(&hong_kong, "/port").await.unwrap(), get_text(&macao, "/port").await.unwrap());

    site.trust.replace(&[peer("hk", HK, &[&authorities.hk])], &[]).unwrap();
    assert_eq!(site.refusal().await, RefusalReason::CertificateUnknownIssuer);
    assert!(soon(get_text(&macao, "/port")).await.is_err());
    assert_eq!(get_text(&hong_kong, "/port").await.unwrap(), hong_kong_port);

    site.trust.replace(&authorities.peers_of_cn(), &[]).unwrap();
    assert_ne!(get_text(&macao, "/port").await.unwrap(), macao_port);
}

fn list(ca: &PracticeCa, revoked: &[&IssuedCertificate]) -> RevocationList {
    let [issued, next] = ["2020-01-02T00:00:00.000Z", "2110-01-01T00:00:00.000Z"].map(time);
    RevocationList::parse(revocation_list(ca, revoked, issued, next).unwrap().as_bytes()).unwrap()
}

#[tokio::test]
async fn a_revoked_certificate_is_refused_and_its_open_connection_ends() {
    let authorities = Authorities::new();
    let mut site = Site::for_peers(&authorities).await;
    let (revoked, good) = (certificate(&authorities.hk, &[HK]), certificate(&authorities.hk, &[HK]));
    let open = authorities.client(&site, &revoked);
    get_text(&open, "/who").await.unwrap();

    // Somebody else's list says nothing about Hong Kong's certificates.
    site.trust.replace(&authorities.peers_of_cn(), &[list(&authorities.mo, &[&revoked])]).unwrap();
    assert_eq!(get_text(&open, "/who").await.unwrap(), "hk");
    site.trust.replace(&authorities.peers_of_cn(), &[list(&authorities.hk, &[&revoked])]).unwrap();
    assert_eq!(site.refusal().await, RefusalReason::CertificateRevoked);
    assert!(soon(get_text(&open, "/who")).await.is_err());
    assert_eq!(get_text(&authorities.client(&site, &good), "/who").await.unwrap(), "hk");
}

#[tokio::test]
async fn a_server_whose_certificate_was_revoked_is_not_trusted() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let shown = certificate(&authorities.cn, &[CN]);
    site.identity.renew(&shown.chain_pem, &shown.key_pem).unwrap();
    let hk = identity(&certificate(&authorities.hk, &[HK]));
    let cn = peer("cn", CN, &[&authorities.cn]);
    let call = |lists: &[RevocationList]| {
        PeerClient::checking(hk.clone(), &cn, &site.url(), RequestLimits::default(), lists).unwrap()
    };
    assert_eq!(get_text(&call(&[list(&authorities.cn, &[])]), "/who").await.unwrap(), "hk");
    let error = soon(get_text(&call(&[list(&authorities.cn, &[&shown])]), "/who")).await.unwrap_err();
    let RequestError::TlsUntrusted { reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, RefusalReason::CertificateRevoked);
}

#[test]
fn a_list_says_when_it_was_made_and_what_is_none_is_refused() {
    let issued = time("2026-01-12T01:02:03.000Z");
    let pem = revocation_list(&ca("practice HK"), &[], issued, issued.plus_ms(60_000)).unwrap();
    let list = RevocationList::parse(pem.as_bytes()).unwrap();
    assert_eq!((list.issued(), list.next()), (issued, Some(issued.plus_ms(60_000))));
    let pem = ca("practice HK").cert_pem;
    for wrong in [&b""[..], b"-----BEGIN X509 CRL-----", pem.as_bytes()] {
        assert_eq!(RevocationList::parse(wrong).unwrap_err().code(), "revocation-list-malformed");
    }
}

#[test]
fn a_list_is_followed_by_one_of_its_issuer_that_is_neither_older_nor_of_a_time_to_come() {
    let (hk, mo) = (ca("practice HK"), ca("practice MO"));
    let now = time("2026-01-12T01:00:00.000Z");
    let made = |ca: &PracticeCa, age_ms: i64| {
        let issued = now.plus_ms(-age_ms);
        let pem = revocation_list(ca, &[], issued, issued.plus_ms(60_000)).unwrap();
        RevocationList::parse(pem.as_bytes()).unwrap()
    };
    let held = made(&hk, 60_000);
    for (next, may) in [
        (made(&hk, 60_000), true),
        (made(&hk, 0), true),
        (made(&hk, 61_000), false),
        (made(&mo, 0), false),
        (made(&hk, -60_000), true),
        (made(&hk, -10 * 60_000), false),
    ] {
        assert_eq!(next.may_follow(Some(&held), now), may, "{next:?}");
    }
    assert!(made(&mo, 0).may_follow(None, now), "the first one counts");
    assert!(!made(&mo, -10 * 60_000).may_follow(None, now));
}

#[test]
fn a_certificate_says_when_it_ends() {
    let issued = issue(&ca("practice HK"), &[HK], time("2020-01-01T00:00:00.000Z"), time("2026-01-12T01:02:03.000Z"));
    assert_eq!(identity(&issued.unwrap()).ends(), Some(time("2026-01-12T01:02:03.000Z")));
}

#[tokio::test]
async fn a_renewed_certificate_is_shown_without_a_restart() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let hk = certificate(&authorities.hk, &[HK]);
    let next = ca("practice CN 2");
    let cn = peer("cn", CN, &[&next]);
    let client = PeerClient::new(identity(&hk), &cn, &site.url(), RequestLimits::default()).unwrap();
    assert_eq!(soon(get_text(&client, "/who")).await.unwrap_err().code(), "tls-untrusted");

    let renewed = certificate(&next, &[CN]);
    site.identity.renew(&renewed.chain_pem, &renewed.key_pem).unwrap();
    assert_eq!(get_text(&client, "/who").await.unwrap(), "hk");
}

#[tokio::test]
async fn a_server_with_another_name_is_not_trusted() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let other = peer("cn", "other.gateway.test", &[&authorities.cn]);
    let hk = identity(&certificate(&authorities.hk, &[HK]));
    let client = PeerClient::new(hk, &other, &site.url(), RequestLimits::default()).unwrap();
    let error = soon(get_text(&client, "/who")).await.unwrap_err();
    let RequestError::TlsUntrusted { reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, RefusalReason::CertificateUnknownName);
    assert_eq!(site.calls(), 0);
}

#[tokio::test]
async fn a_server_from_another_authority_is_not_trusted() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let cn = peer("cn", CN, &[&authorities.mo]);
    let hk = identity(&certificate(&authorities.hk, &[HK]));
    let client = PeerClient::new(hk, &cn, &site.url(), RequestLimits::default()).unwrap();
    let error = soon(get_text(&client, "/who")).await.unwrap_err();
    let RequestError::TlsUntrusted { reason, .. } = error else { panic!("{error}") };
    assert_eq!(reason, RefusalReason::CertificateUnknownIssuer);
}

#[tokio::test]
async fn many_requests_share_one_connection() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let client = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    let (first, second, third) =
        tokio::join!(get_text(&client, "/port"), get_text(&client, "/port"), get_text(&client, "/port"));
    let port = first.unwrap();
    assert_eq!([second.unwrap(), third.unwrap()], [port.clone(), port.clone()]);
    assert_eq!(get_text(&client, "/port").await.unwrap(), port);
}

#[tokio::test]
async fn a_body_goes_there_and_back_whole() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let client = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    let body = Bytes::from(vec![7; LARGE_BYTES]);
    let response = client.request(Method::POST, "/echo", HeaderMap::new(), body.clone()).await.unwrap();
    assert_eq!(response.body, body);
}

#[tokio::test]
async fn a_response_that_is_too_long_is_cut_and_the_connection_stays() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let hk = certificate(&authorities.hk, &[HK]);
    let limits = RequestLimits { response_bytes: LARGE_BYTES - 1, ..Default::default() };
    let client = authorities.client_within(&site, &hk, limits);
    let port = get_text(&client, "/port").await.unwrap();
    assert_eq!(get_text(&client, "/large").await.unwrap_err().code(), "response-too-large");
    assert_eq!(get_text(&client, "/port").await.unwrap(), port);

    let limits = RequestLimits { response_bytes: LARGE_BYTES, ..Default::default() };
    let client = authorities.client_within(&site, &hk, limits);
    assert_eq!(get_text(&client, "/large").await.unwrap().len(), LARGE_BYTES);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let limits = RequestLimits { request: Duration::from_millis(100), ..Default::default() };
    let client = authorities.client_within(&site, &certificate(&authorities.hk, &[HK]), limits);
    assert_eq!(get_text(&client, "/slow").await.unwrap_err().code(), "timed-out");
}

#[tokio::test]
async fn nobody_listening_is_told_as_such() {
    let authorities = Authorities::new();
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let cn = peer("cn", CN, &[&authorities.cn]);
    let hk = identity(&certificate(&authorities.hk, &[HK]));
    let client = PeerClient::new(hk, &cn, &format!("https://{gone}"), RequestLimits::default()).unwrap();
    assert_eq!(get_text(&client, "/who").await.unwrap_err().code(), "connect-failed");
}

#[tokio::test]
async fn a_client_comes_back_after_the_server_was_restarted() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let client = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    assert_eq!(get_text(&client, "/who").await.unwrap(), "hk");
    site.shutdown.send(()).unwrap();
    soon(site.served).await.unwrap().unwrap();
    assert_eq!(get_text(&client, "/who").await.unwrap_err().code(), "connect-failed");

    let tcp = TcpListener::bind(site.address).await.unwrap();
    let listener = TlsListener::new(tcp, site.identity);
    let router = router(Arc::clone(&site.calls));
    tokio::spawn(serve_peers(listener, site.trust, router, |_| {}, core::future::pending()));
    assert_eq!(get_text(&client, "/who").await.unwrap(), "hk");
}

#[tokio::test]
async fn a_request_under_way_ends_before_the_listener_does() {
    let authorities = Authorities::new();
    let site = Site::for_peers(&authorities).await;
    let client = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    let under_way = tokio::spawn(async move { get_text(&client, "/slow").await });
    while site.calls() == 0 {
        sleep(Duration::from_millis(5)).await;
    }
    site.shutdown.send(()).unwrap();
    soon(site.served).await.unwrap().unwrap();
    assert_eq!(under_way.await.unwrap().unwrap(), "done");
}

#[tokio::test]
async fn a_connection_that_is_old_takes_no_more_requests() {
    let authorities = Authorities::new();
    let limits = ConnectionLimits { age: Duration::from_millis(50), ..Default::default() };
    let site = Site::for_peers_within(&authorities, limits).await;
    let client = authorities.client(&site, &certificate(&authorities.hk, &[HK]));
    let port = get_text(&client, "/port").await.unwrap();
    let is_another = async {
        while get_text(&client, "/port").await.unwrap() == port {
            sleep(Duration::from_millis(50)).await;
        }
    };
    soon(is_another).await;
}

#[tokio::test]
async fn people_need_no_certificate_and_are_nobody_in_particular() {
    let authorities = Authorities::new();
    let site = Site::for_people(&authorities, ConnectionLimits::default()).await;
    let client = ApiClient::new(&authorities.cn.cert_pem, &site.url(), RequestLimits::default()).unwrap();
    let response = client.request(Method::GET, "/who", HeaderMap::new(), Bytes::new()).await.unwrap();
    assert_eq!(response.body, "anyone");
}

#[tokio::test]
async fn people_may_speak_http_1() {
    let authorities = Authorities::new();
    let site = Site::for_people(&authorities, ConnectionLimits::default()).await;
    let mut tls = bare_tls(&authorities, &site).await;
    tls.write_all(b"GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut response = String::new();
    soon(tls.read_to_string(&mut response)).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 200 OK") && response.ends_with("\r\n\r\nanyone"), "{response}");
}

#[tokio::test]
async fn a_head_that_is_too_long_reaches_no_route() {
    let authorities = Authorities::new();
    let site = Site::for_people(&authorities, ConnectionLimits::default()).await;
    let mut tls = bare_tls(&authorities, &site).await;
    let head = format!("GET /who HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "x".repeat(64 * 1024));
    let _ = tls.write_all(head.as_bytes()).await;
    let mut response = Vec::new();
    let _ = soon(tls.read_to_end(&mut response)).await;
    assert!(!response.starts_with(b"HTTP/1.1 200"));
    assert_eq!(site.calls(), 0);
}

#[tokio::test]
async fn a_caller_who_asks_nothing_is_dropped() {
    let authorities = Authorities::new();
    let limits = ConnectionLimits { head: Duration::from_millis(50), ..Default::default() };
    let site = Site::for_people(&authorities, limits).await;
    let mut tls = bare_tls(&authorities, &site).await;
    // The first words of HTTP/2, and no more.
    tls.write_all(b"PRI * HTTP/2.0\r\n").await.unwrap();
    let _ = soon(tls.read_to_end(&mut Vec::new())).await;
}

#[test]
fn what_cannot_be_used_is_said_when_it_is_read() {
    let authorities = Authorities::new();
    let (hk, mo) = (certificate(&authorities.hk, &[HK]), certificate(&authorities.mo, &[MO]));
    let code = |error: MtlsError| error.code();
    assert_eq!(Identity::from_pem("", &hk.key_pem).map_err(code).err(), Some("certificate-malformed"));
    assert_eq!(Identity::from_pem(&hk.chain_pem, "").map_err(code).err(), Some("key-malformed"));
    assert_eq!(Identity::from_pem(&hk.chain_pem, &mo.key_pem).map_err(code).err(), Some("key-not-of-certificate"));

    let trust = |peers: &[Peer]| PeerTrust::new(peers).map_err(code).err();
    assert_eq!(trust(&[peer("hk", HK, &[])]), Some("anchors-malformed"));
    assert_eq!(trust(&[peer("hk", "127.0.0.1", &[&authorities.hk])]), Some("tls-name-malformed"));
    let twice = [peer("hk", HK, &[&authorities.hk]), peer("mo", "HK.gateway.test", &[&authorities.mo])];
    assert_eq!(trust(&twice), Some("peer-twice"));

    for url in ["http://cn.test", "https://cn.test/api", "cn.test:443", "https://", "https://a:b@cn.test", ""] {
        let client = ApiClient::new(&authorities.cn.cert_pem, url, RequestLimits::default());
        assert_eq!(client.map_err(code).err(), Some("url-malformed"), "{url}");
    }
}

#[tokio::test]
async fn a_path_cannot_lead_to_another_host() {
    let authorities = Authorities::new();
    let client = ApiClient::new(&authorities.cn.cert_pem, "https://127.0.0.1:1", RequestLimits::default()).unwrap();
    for path in ["", "who", "?a=b", "*", "https://elsewhere.test/", "@elsewhere.test", "/a b"] {
        let error = client.request(Method::GET, path, HeaderMap::new(), Bytes::new()).await.unwrap_err();
        assert_eq!(error.code(), "path-malformed", "{path}");
    }
}

#[test]
fn a_key_is_never_shown() {
    let authorities = Authorities::new();
    let issued = certificate(&authorities.hk, &[HK]);
    let shown = format!("{:?} {issued:?} {:?}", authorities.hk, identity(&issued));
    assert_eq!(shown, "PracticeCa { name: \"practice HK\", .. } IssuedCertificate { .. } Identity(..)");
}
