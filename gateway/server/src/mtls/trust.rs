//! Whom a gateway trusts to be which peer. It follows the roll, and may change while connections are open.

use std::sync::Arc;

use comity_domain::GatewayId;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::client::verify_server_name;
use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::server::{ParsedCertificate, VerifierBuilderError, WebPkiClientVerifier};
use rustls::{CertificateError, DigitallySignedStruct, DistinguishedName, Error, RootCertStore, SignatureScheme};
use rustls_pki_types::{CertificateDer, CertificateRevocationListDer, ServerName, UnixTime};
use tokio::sync::watch;

use super::identity::certificates;
use super::revocation::RevocationList;
use super::{MtlsError, provider};

/// A peer as the roll describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// The gateway.
    pub gateway: GatewayId,
    /// The DNS name that its certificate carries. Where it is reached is another matter.
    pub tls_name: String,
    /// The certificates (PEM) that may vouch for that name. More than one while a certification authority is replaced.
    pub anchors: Vec<String>,
}

/// The peer at the other end of a connection, proved by its certificate. Found in the extensions of each request.
///
/// Only the TLS listener makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerIdentity(GatewayId);

impl PeerIdentity {
    /// The gateway that the certificate names.
    pub const fn gateway(&self) -> &GatewayId {
        &self.0
    }
}

/// The peers that are let in. Clones are one trust: what one replaces holds for all, and for open connections too.
#[derive(Debug, Clone)]
pub struct PeerTrust(watch::Sender<Arc<[TrustedPeer]>>);

impl PeerTrust {
    /// Trusts these peers, and nobody else.
    ///
    /// # Errors
    ///
    /// A name or an anchor cannot be read, or two peers share a gateway or a name.
    pub fn new(peers: &[Peer]) -> Result<Self, MtlsError> {
        Ok(Self(watch::Sender::new(trusted_peers(peers, &[])?)))
    }

    /// Trusts these peers from now on, and none of their certificates that one of the lists names. An open connection whose
    /// certificate no longer holds is dropped.
    ///
    /// # Errors
    ///
    /// As for [`PeerTrust::new`]; the old trust then stays.
    pub fn replace(&self, peers: &[Peer], lists: &[RevocationList]) -> Result<(), MtlsError> {
        self.0.send_replace(trusted_peers(peers, lists)?);
        Ok(())
    }

    /// Says when the trust is replaced.
    pub(super) fn replacements(&self) -> watch::Receiver<Arc<[TrustedPeer]>> {
        self.0.subscribe()
    }

    /// The one peer whose name this certificate carries and whose anchors vouch for it at `now`.
    pub(super) fn recognise(&self, chain: &[CertificateDer<'_>], now: UnixTime) -> Result<PeerIdentity, Error> {
        let (own, issuers) = chain.split_first().ok_or(Error::NoCertificatesPresented)?;
        let certificate = ParsedCertificate::try_from(own)?;
        let peers = Arc::clone(&self.0.borrow());
        let (named, others): (Vec<_>, Vec<_>) = peers.iter().partition(|peer| peer.is_named_by(&certificate));
        let vouches = |peer: &&TrustedPeer| peer.vouches_for(own, issuers, now);
        if named.is_empty() {
            return Err(why_unnamed(others.iter().map(vouches)));
        }
        let mut refusal = None;
        let mut found = None;
        for peer in &named {
            match vouches(peer) {
                // A certificate that is good for two peers does not say which one is calling.
                Ok(()) if found.is_some() => return Err(CertificateError::NotValidForName.into()),
                Ok(()) => found = Some(PeerIdentity(peer.gateway.clone())),
                Err(error) => refusal = refusal.or(Some(error)),
            }
        }
        found.ok_or_else(|| refusal.unwrap_or(CertificateError::UnknownIssuer.into()))
    }
}

/// Lets rustls ask a [`PeerTrust`] during the handshake.
#[derive(Debug)]
pub(super) struct PeerVerifier {
    trust: PeerTrust,
    algorithms: WebPkiSupportedAlgorithms,
}

impl PeerVerifier {
    pub(super) fn new(trust: PeerTrust) -> Self {
        Self { trust, algorithms: provider().signature_verification_algorithms }
    }
}

impl ClientCertVerifier for PeerVerifier {
    /// No hints: a gateway has one certificate to show, and a stranger need not learn who is trusted.
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        own: &CertificateDer<'_>,
        issuers: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        let chain: Vec<_> = core::iter::once(own).chain(issuers).cloned().collect();
        self.trust.recognise(&chain, now).map(|_| ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

#[derive(Debug)]
pub(super) struct TrustedPeer {
    gateway: GatewayId,
    name: ServerName<'static>,
    verifier: Arc<dyn ClientCertVerifier>,
}

impl TrustedPeer {
    fn new(peer: &Peer, lists: &[RevocationList]) -> Result<Self, MtlsError> {
        let anchors = anchors(peer.gateway.as_str(), &peer.anchors)?;
        // A certification authority without a list has revoked nothing that is known here: nobody is refused for that.
        let verifier = WebPkiClientVerifier::builder_with_provider(anchors.into(), provider())
            .with_crls(ders(lists))
            .allow_unknown_revocation_status()
            .build()
            .map_err(|error| unfit(peer.gateway.as_str(), &error))?;
        Ok(Self { gateway: peer.gateway.clone(), name: dns_name(&peer.tls_name)?, verifier })
    }

    fn is_named_by(&self, certificate: &ParsedCertificate<'_>) -> bool {
        verify_server_name(certificate, &self.name).is_ok()
    }

    fn vouches_for(
        &self,
        own: &CertificateDer<'_>,
        issuers: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<(), Error> {
        match self.verifier.verify_client_cert(own, issuers, now) {
            Ok(_) => Ok(()),
            // An issuer that has an anchor's name and not its key is an unknown issuer.
            Err(Error::InvalidCertificate(CertificateError::BadSignature)) => {
                Err(CertificateError::UnknownIssuer.into())
            }
            Err(error) => Err(error),
        }
    }
}

/// The certificates that vouch for `whose` certificate.
pub(super) fn anchors(whose: &str, pems: &[impl AsRef<str>]) -> Result<RootCertStore, MtlsError> {
    let bad_anchors = || MtlsError::BadAnchors { whose: whose.to_owned() };
    let mut anchors = RootCertStore::empty();
    for pem in pems {
        for anchor in certificates(pem.as_ref()).ok_or_else(bad_anchors)? {
            anchors.add(anchor).map_err(|_| bad_anchors())?;
        }
    }
    if anchors.is_empty() { Err(bad_anchors()) } else { Ok(anchors) }
}

/// A peer's name. An IP address is none: it does not say who is there.
pub(super) fn dns_name(given: &str) -> Result<ServerName<'static>, MtlsError> {
    match ServerName::try_from(given.to_owned()) {
        Ok(name @ ServerName::DnsName(_)) => Ok(name),
        _ => Err(MtlsError::BadName { given: given.to_owned() }),
    }
}

/// Why certificates of `whose` cannot be judged.
pub(super) fn unfit(whose: &str, error: &VerifierBuilderError) -> MtlsError {
    match error {
        VerifierBuilderError::InvalidCrl(_) => MtlsError::BadRevocationList,
        _ => MtlsError::BadAnchors { whose: whose.to_owned() },
    }
}

/// The lists, as the TLS library takes them.
pub(super) fn ders(lists: &[RevocationList]) -> Vec<CertificateRevocationListDer<'static>> {
    lists.iter().map(RevocationList::der).collect()
}

fn trusted_peers(peers: &[Peer], lists: &[RevocationList]) -> Result<Arc<[TrustedPeer]>, MtlsError> {
    let mut trusted = Vec::<TrustedPeer>::with_capacity(peers.len());
    for peer in peers {
        let peer = TrustedPeer::new(peer, lists)?;
        if trusted.iter().any(|other| other.gateway == peer.gateway || other.name == peer.name) {
            return Err(MtlsError::PeerTwice { gateway: peer.gateway.to_string() });
        }
        trusted.push(peer);
    }
    Ok(trusted.into())
}

/// What is wrong with a certificate that names no peer: at least its name, if the anchors of any peer vouch for it.
fn why_unnamed(mut judgements: impl Iterator<Item = Result<(), Error>>) -> Error {
    match judgements.next() {
        None => CertificateError::UnknownIssuer.into(),
        Some(Err(error)) if judgements.all(|judgement| judgement.is_err()) => error,
        Some(_) => CertificateError::NotValidForName.into(),
    }
}
