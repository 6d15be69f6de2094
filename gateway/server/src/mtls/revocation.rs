//! Lists of revoked certificates (RFC 5280), as a certification authority publishes them. They come from files: no address that
//! stands in a certificate is ever called.

use comity_domain::limits::CLOCKS_APART_MAX_MS;
use comity_record::Time;
use rustls_pki_types::CertificateRevocationListDer;
use rustls_pki_types::pem::PemObject;
use x509_parser::prelude::{CertificateRevocationList, FromDer};
use x509_parser::time::ASN1Time;

use super::MtlsError;

/// A list of revoked certificates. Whether its issuer signed it is judged when a certificate is.
#[derive(Clone, PartialEq, Eq)]
pub struct RevocationList {
    der: CertificateRevocationListDer<'static>,
    /// The name of whoever made it, as it is encoded.
    issuer: Vec<u8>,
    issued: Time,
    next: Option<Time>,
}

impl RevocationList {
    /// Reads a list, DER or PEM.
    ///
    /// # Errors
    ///
    /// [`MtlsError::BadRevocationList`].
    pub fn parse(bytes: &[u8]) -> Result<Self, MtlsError> {
        let bad = || MtlsError::BadRevocationList;
        let der = match CertificateRevocationListDer::from_pem_slice(bytes) {
            Ok(der) => der,
            Err(_) => CertificateRevocationListDer::from(bytes.to_vec()),
        };
        let (issuer, issued, next) = {
            let (rest, list) = CertificateRevocationList::from_der(&der).map_err(|_| bad())?;
            if !rest.is_empty() {
                return Err(bad());
            }
            (list.issuer().as_raw().to_vec(), time(list.last_update()), list.next_update().map(time))
        };
        Ok(Self { der, issuer, issued, next })
    }

    /// Whether it may take the place of the one that counts. A list of another issuer would forget what this one has revoked; one that
    /// comes from the future would keep the next one out.
    pub fn may_follow(&self, before: Option<&Self>, now: Time) -> bool {
        self.issued <= now.plus_ms(CLOCKS_APART_MAX_MS)
            && before.is_none_or(|before| self.issuer == before.issuer && self.issued >= before.issued)
    }

    /// When it was made.
    pub const fn issued(&self) -> Time {
        self.issued
    }

    /// When its issuer means to have made the next one.
    pub const fn next(&self) -> Option<Time> {
        self.next
    }

    pub(super) fn der(&self) -> CertificateRevocationListDer<'static> {
        self.der.clone()
    }
}

impl core::fmt::Debug for RevocationList {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("RevocationList").field("issued", &self.issued).field("next", &self.next).finish_non_exhaustive()
    }
}

fn time(time: ASN1Time) -> Time {
    Time::from_unix_ms(time.timestamp().saturating_mul(1_000))
}
