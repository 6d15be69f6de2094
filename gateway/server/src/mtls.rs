//! TLS 1.3 for everything that enters or leaves a gateway. The only module that names rustls, rcgen and x509-parser.
//!
//! Between gateways both sides show a certificate. A peer is known by one DNS name and by its own trust anchors, and
//! an anchor vouches for that peer's name alone: Hong Kong's certification authority cannot make a Macao certificate.
//!
//! Certificates are judged by the machine's clock, in rustls, and against the lists of revoked certificates that are at hand: a
//! handshake never waits for one. Sessions between gateways are never resumed, because a
//! resumed session is not judged again.
//!
//! ```no_run
//! # type Outcome = Result<(), Box<dyn std::error::Error>>;
//! # async fn example(chain: &str, key: &str, anchor: String, router: axum::Router) -> Outcome {
//! use comity_server::mtls::{Identity, Peer, PeerClient, PeerTrust, RequestLimits, TlsListener, serve_peers};
//!
//! let hong_kong = Peer { gateway: "hk".parse()?, tls_name: "hk.gateway.example".into(), anchors: vec![anchor] };
//! let identity = Identity::from_pem(chain, key)?;
//! let client = PeerClient::new(identity.clone(), &hong_kong, "https://10.0.0.2:8443", RequestLimits::default())?;
//!
//! let listener = TlsListener::new(tokio::net::TcpListener::bind("10.0.0.1:8443").await?, identity);
//! let trust = PeerTrust::new(&[hong_kong])?;
//! serve_peers(listener, trust, router, |refused| eprintln!("{}", refused.reason.code()), async {}).await?;
//! # Ok(())
//! # }
//! ```

pub mod certificates;
mod client;
mod identity;
mod refusal;
mod revocation;
mod server;
mod speed;
mod trust;

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};

pub use client::{ApiClient, OpenResponse, PeerClient, RequestError, RequestLimits, Response};
pub use identity::Identity;
pub use refusal::{RefusalReason, RefusedConnection};
pub use revocation::RevocationList;
pub use server::{ConnectionLimits, TlsListener, serve_peers, serve_people};
pub(crate) use speed::encrypted_loopback;
pub use trust::{Peer, PeerIdentity, PeerTrust};

/// What the operator gave for TLS cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MtlsError {
    /// The PEM holds no certificate, or one that cannot be read.
    #[error("the certificate chain is not PEM of X.509 certificates, the gateway's own first")]
    BadChain,
    /// The PEM holds no private key, or one of an unknown kind.
    #[error("the private key is not PEM of a PKCS#8, SEC1 or PKCS#1 key that can sign for TLS 1.3")]
    BadKey,
    /// The private key belongs to another certificate.
    #[error("the private key is not the key of the first certificate of the chain")]
    ForeignKey,
    /// A peer has no trust anchor, or one that cannot be read.
    #[error("the trust anchors of `{whose}` are not PEM of X.509 certificates")]
    BadAnchors {
        /// The gateway, or the address of the API.
        whose: String,
    },
    /// A list of revoked certificates cannot be read.
    #[error("not a list of revoked certificates (X.509 CRL), PEM or DER")]
    BadRevocationList,
    /// A peer's name is not a DNS name.
    #[error("`{given}` is not a DNS name")]
    BadName {
        /// The name as given.
        given: String,
    },
    /// Two peers share a gateway or a name, so that a certificate could not tell them apart.
    #[error("the peer `{gateway}` is given twice, or shares its TLS name with another peer")]
    PeerTwice {
        /// The gateway.
        gateway: String,
    },
    /// A peer's or an API's address is not usable.
    #[error("`{given}` is not an address like `https://host:port`")]
    BadUrl {
        /// The address as given.
        given: String,
    },
    /// A practice certificate could not be made.
    #[error("the practice certificate cannot be made: {0}")]
    NotIssued(#[from] rcgen::Error),
    /// The TLS library refused the configuration.
    #[error("TLS cannot be configured: {0}")]
    Configuration(#[from] rustls::Error),
}

impl MtlsError {
    /// The code of the message for the person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BadChain => "certificate-malformed",
            Self::BadKey => "key-malformed",
            Self::ForeignKey => "key-not-of-certificate",
            Self::BadAnchors { .. } => "anchors-malformed",
            Self::BadRevocationList => "revocation-list-malformed",
            Self::BadName { .. } => "tls-name-malformed",
            Self::PeerTwice { .. } => "peer-twice",
            Self::BadUrl { .. } => "url-malformed",
            Self::NotIssued(_) => "certificate-not-issued",
            Self::Configuration(_) => "tls-configuration",
        }
    }
}

/// The only protocol version spoken.
const VERSIONS: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13];

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

#[cfg(test)]
mod tests;
