//! TLS to a database or an S3-compatible store on another machine. The only module of this crate that names rustls.
//!
//! Who is at the other end is proved by a certificate: it has the name, or the address, that the configuration names, and one of the
//! certificates that the operator gave vouches for it. No others do: what the machine trusts otherwise is not asked. TLS 1.3 is spoken, and
//! nothing older.

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::{fmt, io};

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use postgres::Socket;
use postgres::tls::{ChannelBinding, MakeTlsConnect, TlsConnect, TlsStream};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;

use crate::StoreError;

/// What makes connections over HTTPS, and no others.
pub(crate) type Https = HttpsConnector<HttpConnector>;

/// Who vouches for the other end.
#[derive(Clone)]
pub(crate) struct Trust(Arc<ClientConfig>);

/// The end of a connection to a database that is to be proved to have this name.
pub(crate) struct Named {
    trust: Trust,
    name: ServerName<'static>,
}

/// An encrypted connection to a database.
pub(crate) struct Encrypted(tokio_rustls::client::TlsStream<Socket>);

impl Trust {
    /// Trusts the certificates in a file (PEM), and nobody else.
    pub(crate) fn read(path: &Path) -> Result<Self, StoreError> {
        let unusable = |why: String| StoreError::Roots { path: path.to_owned(), why };
        let pem = std::fs::read(path).map_err(|error| unusable(error.to_string()))?;
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
            roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
        }
        if roots.is_empty() {
            return Err(unusable("no certificate (PEM) is in it".to_owned()));
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .map_err(|error| unusable(error.to_string()))?;
        Ok(Self(Arc::new(config.with_root_certificates(roots).with_no_client_auth())))
    }

    /// What makes connections over HTTPS to whoever is vouched for.
    pub(crate) fn https(&self) -> Https {
        let config = ClientConfig::clone(&self.0);
        HttpsConnectorBuilder::new().with_tls_config(config).https_only().enable_http1().build()
    }
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trust(..)")
    }
}

impl MakeTlsConnect<Socket> for Trust {
    type Stream = Encrypted;
    type TlsConnect = Named;
    type Error = InvalidDnsNameError;

    fn make_tls_connect(&mut self, domain: &str) -> Result<Named, InvalidDnsNameError> {
        Ok(Named { trust: self.clone(), name: ServerName::try_from(domain)?.to_owned() })
    }
}

impl TlsConnect<Socket> for Named {
    type Stream = Encrypted;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Encrypted>> + Send>>;

    fn connect(self, stream: Socket) -> Self::Future {
        let connecting = TlsConnector::from(self.trust.0).connect(self.name, stream);
        Box::pin(async move { connecting.await.map(Encrypted) })
    }
}

impl TlsStream for Encrypted {
    /// None: the certificate proves who is at the other end. A password is not needed for that.
    fn channel_binding(&self) -> ChannelBinding {
        ChannelBinding::none()
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_certificates_vouches_for_nobody() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("roots.pem");
        assert!(matches!(Trust::read(&path), Err(StoreError::Roots { .. })), "it is not there");
        let key = rcgen::KeyPair::generate().unwrap();
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for text in ["", "not PEM", &key.serialize_pem(), broken] {
            std::fs::write(&path, text).unwrap();
            assert!(matches!(Trust::read(&path), Err(StoreError::Roots { .. })), "{text}");
        }
    }
}
