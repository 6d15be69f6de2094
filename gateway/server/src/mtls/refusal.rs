//! Why a connection was refused, as a code for the record and the peers' page.

use std::io;
use std::net::SocketAddr;

use comity_domain::limits::REFUSAL_DETAIL_MAX_CHARS;
use rustls::{AlertDescription, CertificateError, Error};

/// Why a TLS connection was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefusalReason {
    /// The client showed no certificate.
    CertificateMissing,
    /// The certificate's validity has ended.
    CertificateExpired,
    /// The certificate's validity has not begun.
    CertificateNotYetValid,
    /// No trust anchor of the peer that the certificate names vouches for it.
    CertificateUnknownIssuer,
    /// The certificate is vouched for, but names no peer, or more than one.
    CertificateUnknownName,
    /// A list of its certification authority names the certificate as revoked.
    CertificateRevoked,
    /// The address already holds as many connections as one may.
    TooManyConnections,
    /// Anything else that ended the handshake.
    TlsHandshake,
}

impl RefusalReason {
    /// The code of the message for the person.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CertificateMissing => "certificate-missing",
            Self::CertificateExpired => "certificate-expired",
            Self::CertificateNotYetValid => "certificate-not-yet-valid",
            Self::CertificateUnknownIssuer => "certificate-unknown-issuer",
            Self::CertificateUnknownName => "certificate-unknown-name",
            Self::CertificateRevoked => "certificate-revoked",
            Self::TooManyConnections => "too-many-connections",
            Self::TlsHandshake => "tls-handshake",
        }
    }
}

/// A connection that ended before its first request was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedConnection {
    /// Where it came from.
    pub remote: SocketAddr,
    /// Why it was refused.
    pub reason: RefusalReason,
    /// The words of the TLS library, for the log.
    pub detail: String,
}

impl RefusedConnection {
    pub(super) fn new(remote: SocketAddr, reason: RefusalReason, detail: &impl ToString) -> Self {
        Self { remote, reason, detail: short(&detail.to_string()) }
    }
}

/// The reason behind an error of the TLS library, on either side: what we found, or what the other side's alert tells.
pub(super) fn reason_of(error: &Error) -> RefusalReason {
    match error {
        Error::NoCertificatesPresented => RefusalReason::CertificateMissing,
        Error::InvalidCertificate(error) => reason_of_certificate(error),
        Error::AlertReceived(alert) => reason_of_alert(*alert),
        _ => RefusalReason::TlsHandshake,
    }
}

/// The TLS library's error inside an I/O error, however deep.
pub(super) fn tls_error(error: &io::Error) -> Option<&Error> {
    let inner = error.get_ref()?;
    inner.downcast_ref::<Error>().or_else(|| inner.source()?.downcast_ref::<Error>())
}

/// Cut, and without line breaks or other control characters.
pub(super) fn short(text: &str) -> String {
    text.chars().take(REFUSAL_DETAIL_MAX_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn reason_of_certificate(error: &CertificateError) -> RefusalReason {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => RefusalReason::CertificateExpired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            RefusalReason::CertificateNotYetValid
        }
        CertificateError::UnknownIssuer => RefusalReason::CertificateUnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            RefusalReason::CertificateUnknownName
        }
        CertificateError::Revoked => RefusalReason::CertificateRevoked,
        _ => RefusalReason::TlsHandshake,
    }
}

/// An alert tells less than an error: TLS has no alert for a name, nor for a validity that has not begun.
const fn reason_of_alert(alert: AlertDescription) -> RefusalReason {
    match alert {
        AlertDescription::CertificateRequired => RefusalReason::CertificateMissing,
        AlertDescription::CertificateExpired => RefusalReason::CertificateExpired,
        AlertDescription::CertificateRevoked => RefusalReason::CertificateRevoked,
        AlertDescription::UnknownCA => RefusalReason::CertificateUnknownIssuer,
        _ => RefusalReason::TlsHandshake,
    }
}
