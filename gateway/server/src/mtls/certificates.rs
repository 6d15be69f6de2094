//! Certificates for the practice world and the tests. A real gateway brings its own.

use core::fmt;
use core::time::Duration;

use comity_record::Time;
use rcgen::{
    BasicConstraints, CertificateParams, CertificateRevocationListParams, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyIdMethod, KeyPair, KeyUsagePurpose, RevokedCertParams, date_time_ymd,
};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::MtlsError;
use super::identity::certificates as read_chain;

/// A certification authority that nobody should trust outside practice.
#[derive(Clone)]
pub struct PracticeCa {
    /// Its common name.
    pub name: String,
    /// Its certificate: the anchor.
    pub cert_pem: String,
    /// Its private key.
    pub key_pem: String,
}

/// A certificate and its key, as [`super::Identity::from_pem`] reads them.
#[derive(Clone)]
pub struct IssuedCertificate {
    /// The certificate.
    pub chain_pem: String,
    /// Its private key.
    pub key_pem: String,
}

/// Makes a certification authority, valid from `not_before` to `not_after` (to the second).
///
/// # Errors
///
/// The name cannot be written in a certificate, or the machine gives no randomness for the key.
pub fn practice_ca(name: &str, not_before: Time, not_after: Time) -> Result<PracticeCa, MtlsError> {
    let key = KeyPair::generate()?;
    let mut params = ca_params(name);
    validity(&mut params, not_before, not_after);
    let certificate = params.self_signed(&key)?;
    Ok(PracticeCa { name: name.to_owned(), cert_pem: certificate.pem(), key_pem: key.serialize_pem() })
}

/// Has `ca` issue a certificate for `dns_names` (an IP address is taken as such), good for a server and for a client.
///
/// # Errors
///
/// A name cannot be written in a certificate, or the authority's key cannot be read.
pub fn issue(
    ca: &PracticeCa,
    dns_names: &[&str],
    not_before: Time,
    not_after: Time,
) -> Result<IssuedCertificate, MtlsError> {
    let issuer = Issuer::new(ca_params(&ca.name), KeyPair::from_pem(&ca.key_pem)?);
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(dns_names.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    if let Some(name) = dns_names.first() {
        params.distinguished_name.push(DnType::CommonName, *name);
    }
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    params.use_authority_key_identifier_extension = true;
    validity(&mut params, not_before, not_after);
    let certificate = params.signed_by(&key, &issuer)?;
    Ok(IssuedCertificate { chain_pem: certificate.pem(), key_pem: key.serialize_pem() })
}

/// Has `ca` publish, at `issued`, the list of those of its certificates that it revokes: a PEM text.
///
/// # Errors
///
/// A certificate or the authority's key cannot be read.
pub fn revocation_list(
    ca: &PracticeCa,
    revoked: &[&IssuedCertificate],
    issued: Time,
    next: Time,
) -> Result<String, MtlsError> {
    let issuer = Issuer::new(ca_params(&ca.name), KeyPair::from_pem(&ca.key_pem)?);
    let moment = |time: Time| date_time_ymd(1970, 1, 1) + since_epoch(time);
    let serial = |certificate: &&IssuedCertificate| {
        let chain = read_chain(&certificate.chain_pem).ok_or(MtlsError::BadChain)?;
        let own = chain.first().ok_or(MtlsError::BadChain)?;
        let (_, parsed) = X509Certificate::from_der(own).map_err(|_| MtlsError::BadChain)?;
        Ok::<_, MtlsError>(RevokedCertParams {
            serial_number: parsed.raw_serial().to_vec().into(),
            revocation_time: moment(issued),
            reason_code: None,
            invalidity_date: None,
        })
    };
    let list = CertificateRevocationListParams {
        this_update: moment(issued),
        next_update: moment(next),
        crl_number: u64::try_from(issued.unix_ms()).unwrap_or(0).into(),
        issuing_distribution_point: None,
        revoked_certs: revoked.iter().map(serial).collect::<Result<_, _>>()?,
        key_identifier_method: KeyIdMethod::Sha256,
    };
    Ok(list.signed_by(&issuer)?.pem()?)
}

impl fmt::Debug for PracticeCa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PracticeCa").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Debug for IssuedCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedCertificate").finish_non_exhaustive()
    }
}

/// An issuer is found by these, so the same name must give the same parameters.
fn ca_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn validity(params: &mut CertificateParams, not_before: Time, not_after: Time) {
    params.not_before = date_time_ymd(1970, 1, 1) + since_epoch(not_before);
    params.not_after = date_time_ymd(1970, 1, 1) + since_epoch(not_after);
}

/// A certificate cannot carry a day before 1970; nothing here is that old.
fn since_epoch(time: Time) -> Duration {
    Duration::from_millis(u64::try_from(time.unix_ms()).unwrap_or(0))
}
