//! The certificate and key that a gateway shows, to those who call it and to those whom it calls.

use core::fmt;
use std::sync::Arc;

use comity_record::Time;
use rustls::client::ResolvesClientCert;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{Error, SignatureScheme};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::sync::watch;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::{MtlsError, provider};

/// A certificate chain and its private key. Clones are one identity: what one renews, all show from the next
/// handshake on.
#[derive(Clone)]
pub struct Identity(watch::Sender<Arc<CertifiedKey>>);

impl Identity {
    /// Reads the chain (the own certificate first, then its issuers below the anchor) and the private key.
    ///
    /// # Errors
    ///
    /// The PEM cannot be read, or the key is not the key of the first certificate.
    pub fn from_pem(chain: &str, key: &str) -> Result<Self, MtlsError> {
        Ok(Self(watch::Sender::new(certified_key(chain, key)?)))
    }

    /// Puts a new certificate in the old one's place, without a restart. Open connections keep the old one until they
    /// end.
    ///
    /// # Errors
    ///
    /// As for [`Identity::from_pem`]; the old certificate then stays.
    pub fn renew(&self, chain: &str, key: &str) -> Result<(), MtlsError> {
        self.0.send_replace(certified_key(chain, key)?);
        Ok(())
    }

    /// When the certificate that is shown ends. `None` if it does not say so in a way that can be read.
    pub fn ends(&self) -> Option<Time> {
        let shown = self.now();
        let (_, certificate) = X509Certificate::from_der(shown.cert.first()?).ok()?;
        Some(Time::from_unix_ms(certificate.validity().not_after.timestamp().saturating_mul(1_000)))
    }

    fn now(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0.borrow())
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

impl ResolvesServerCert for Identity {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now())
    }
}

impl ResolvesClientCert for Identity {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Some(self.now())
    }

    fn has_certs(&self) -> bool {
        true
    }
}

fn certified_key(chain: &str, key: &str) -> Result<Arc<CertifiedKey>, MtlsError> {
    let chain = certificates(chain).ok_or(MtlsError::BadChain)?;
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(|_| MtlsError::BadKey)?;
    CertifiedKey::from_der(chain, key, &provider()).map(Arc::new).map_err(|error| match error {
        Error::InconsistentKeys(_) => MtlsError::ForeignKey,
        Error::InvalidCertificate(_) => MtlsError::BadChain,
        _ => MtlsError::BadKey,
    })
}

/// The certificates of a PEM text; none if there is no certificate or one is malformed.
pub(super) fn certificates(pem: &str) -> Option<Vec<CertificateDer<'static>>> {
    let certificates: Vec<_> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect::<Result<_, _>>().ok()?;
    (!certificates.is_empty()).then_some(certificates)
}
