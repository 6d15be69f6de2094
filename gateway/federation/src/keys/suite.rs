//! The suites: what a public and a secret key are in each, and how they sign. Ed25519 is everybody's; SM2 with SM3 is there for
//! gateways whose entry in the roll names it. What people carry about and check by any JOSE library, credentials and what says how they
//! stand, is of P-256 (`ES256`), and nothing else is.
//!
//! # SM2 with SM3
//!
//! GB/T 32918.2 with the curve of GB/T 32918.5 and the hash of GB/T 32905, always with the distinguishing identifier
//! [`SM2_ID`]. A public key is the uncompressed point (65 bytes), a signature `r ‖ s` (64 bytes), both big-endian; other spellings
//! of either are refused, so that a signature has one form. Unlike ECDSA, nobody can make a second signature out of a first by
//! negating `s`: `r + s` stands in what is verified. Nothing depends on that all the same: a message is known by the digest of its
//! bytes and by its id, never by its signature.
//!
//! The nonce of a signature is derived from key and message (RFC 6979, with SM3), so that no random number can give a key away.
//!
//! # P-256 with SHA-256
//!
//! ECDSA (FIPS 186-5). A public key is the compressed point (33 bytes), so that its length tells it from one of SM2; a signature is
//! `r ‖ s`, as JOSE writes it, its nonce by RFC 6979 too. Here a second signature can be made out of a first, so nothing may be named by
//! the digest of such a signature.

use core::fmt;
use core::str::FromStr;

use ed25519_dalek::Signer as _;
use p256::ecdsa::signature::Verifier as _;
use serde::{Deserialize, Serialize};
use sm2::elliptic_curve::sec1::ToSec1Point as _;
use zeroize::Zeroizing;

use crate::base64url;

/// The distinguishing identifier of every SM2 key: the one that GB/T 35276 gives where none was agreed.
pub const SM2_ID: &str = "1234567812345678";

/// The length of a signature of every suite, in bytes.
pub const SIGNATURE_BYTES: usize = 64;

const SM2_POINT_BYTES: usize = 65;
const P256_POINT_BYTES: usize = 33;
/// The first byte of a point that is not compressed.
const UNCOMPRESSED: u8 = 4;

/// The algorithm of a key and its signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Suite {
    /// Ed25519 (RFC 8032), verified strictly.
    Ed25519,
    /// SM2 with SM3 (GB/T 32918.2), the distinguishing identifier being [`SM2_ID`].
    #[serde(rename = "sm2-sm3")]
    Sm2Sm3,
    /// ECDSA over P-256 with SHA-256 (FIPS 186-5): for credentials and what says how they stand.
    #[serde(rename = "p256-sha256")]
    P256Sha256,
}

/// A public key that is fit to verify with: a point of its curve, and not a weak one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PublicKey {
    /// Of Ed25519.
    Ed25519(ed25519_dalek::VerifyingKey),
    /// Of SM2.
    Sm2Sm3(sm2::PublicKey),
    /// Of P-256.
    P256Sha256(p256::PublicKey),
}

/// A secret key. It is wiped when it is dropped.
#[derive(Clone)]
pub(super) enum Secret {
    Ed25519(ed25519_dalek::SigningKey),
    Sm2Sm3(sm2::SecretKey),
    P256Sha256(p256::ecdsa::SigningKey),
}

impl Suite {
    /// The suites, the default first.
    pub const ALL: &[Self] = &[Self::Ed25519, Self::Sm2Sm3, Self::P256Sha256];

    /// Those of what gateways send each other. What is left signs what is for everybody's libraries: cards and status lists.
    pub const OF_MESSAGES: &[Self] = &[Self::Ed25519, Self::Sm2Sm3];

    /// The name, as it is written in the roll.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Sm2Sm3 => "sm2-sm3",
            Self::P256Sha256 => "p256-sha256",
        }
    }

    /// `alg` of a JWS signed with this suite. No registered name means SM2, so that one is ours.
    pub const fn alg(self) -> &'static str {
        match self {
            Self::Ed25519 => "EdDSA",
            Self::Sm2Sm3 => "SM2-SM3",
            Self::P256Sha256 => "ES256",
        }
    }
}

impl PublicKey {
    /// The key of Ed25519 with these 32 bytes, if it is fit to verify with.
    pub fn of_ed25519(bytes: &[u8; 32]) -> Option<Self> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).ok()?;
        (!key.is_weak()).then_some(Self::Ed25519(key))
    }

    /// The key of SM2 at this uncompressed point (65 bytes), if that is a point of the curve and not the one at infinity.
    pub fn of_sm2(point: &[u8]) -> Option<Self> {
        let is_plain = point.len() == SM2_POINT_BYTES && point.first() == Some(&UNCOMPRESSED);
        // The order of the curve is prime: every other point of it is as good as the next.
        sm2::PublicKey::from_sec1_bytes(point).ok().filter(|_| is_plain).map(Self::Sm2Sm3)
    }

    /// The key of P-256 at this compressed point (33 bytes), if that is a point of the curve.
    pub fn of_p256(point: &[u8]) -> Option<Self> {
        let is_plain = point.len() == P256_POINT_BYTES;
        p256::PublicKey::from_sec1_bytes(point).ok().filter(|_| is_plain).map(Self::P256Sha256)
    }

    /// Its suite.
    pub const fn suite(&self) -> Suite {
        match self {
            Self::Ed25519(_) => Suite::Ed25519,
            Self::Sm2Sm3(_) => Suite::Sm2Sm3,
            Self::P256Sha256(_) => Suite::P256Sha256,
        }
    }

    /// Its bytes: 32 of Ed25519, the uncompressed point of SM2, the compressed one of P-256.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.as_bytes().to_vec(),
            Self::Sm2Sm3(key) => key.to_sec1_point(false).as_bytes().to_vec(),
            Self::P256Sha256(key) => key.to_sec1_point(true).as_bytes().to_vec(),
        }
    }

    /// Did the owner of this key sign `message`?
    pub fn verify(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> bool {
        match self {
            Self::Ed25519(key) => key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok(),
            Self::Sm2Sm3(key) => {
                let key = sm2::dsa::VerifyingKey::new(SM2_ID, *key);
                // Zero and whatever is not below the order of the curve is no part of a signature.
                let signature = sm2::dsa::Signature::from_slice(signature);
                matches!((key, signature), (Ok(key), Ok(signature)) if key.verify(message, &signature).is_ok())
            }
            Self::P256Sha256(key) => {
                let key = p256::ecdsa::VerifyingKey::from(*key);
                let signature = p256::ecdsa::Signature::from_slice(signature);
                signature.is_ok_and(|signature| key.verify(message, &signature).is_ok())
            }
        }
    }

    /// The key as the record's checkpoints and the rules' releases take it: those are of Ed25519 alone.
    pub const fn verifying_key(&self) -> Option<&ed25519_dalek::VerifyingKey> {
        match self {
            Self::Ed25519(key) => Some(key),
            Self::Sm2Sm3(_) | Self::P256Sha256(_) => None,
        }
    }
}

impl Secret {
    /// The secret key with these 32 bytes. Of SM2 not every number is one: those from 1 to two below the order of the curve are.
    pub(super) fn new(suite: Suite, bytes: &[u8; 32]) -> Option<Self> {
        match suite {
            Suite::Ed25519 => Some(Self::Ed25519(ed25519_dalek::SigningKey::from_bytes(bytes))),
            Suite::Sm2Sm3 => {
                let secret = sm2::SecretKey::from_slice(bytes).ok()?;
                let one_below_the_order = -sm2::Scalar::ONE;
                let can_sign = *secret.to_nonzero_scalar() != one_below_the_order;
                can_sign.then_some(Self::Sm2Sm3(secret))
            }
            Suite::P256Sha256 => p256::ecdsa::SigningKey::from_slice(bytes).ok().map(Self::P256Sha256),
        }
    }

    pub(super) fn public(&self) -> PublicKey {
        match self {
            Self::Ed25519(key) => PublicKey::Ed25519(key.verifying_key()),
            Self::Sm2Sm3(key) => PublicKey::Sm2Sm3(key.public_key()),
            Self::P256Sha256(key) => PublicKey::P256Sha256(key.verifying_key().into()),
        }
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(match self {
            Self::Ed25519(key) => key.to_bytes(),
            Self::Sm2Sm3(key) => key.to_bytes().into(),
            Self::P256Sha256(key) => key.to_bytes().into(),
        })
    }

    /// `None` where SM2's arithmetic meets a zero, which chance does not bring about.
    pub(super) fn sign(&self, message: &[u8]) -> Option<[u8; SIGNATURE_BYTES]> {
        match self {
            Self::Ed25519(key) => Some(key.sign(message).to_bytes()),
            Self::Sm2Sm3(key) => {
                let key = sm2::dsa::SigningKey::new(SM2_ID, key).ok()?;
                key.try_sign(message).ok().map(|signature| signature.to_bytes().into())
            }
            Self::P256Sha256(key) => {
                let signature: p256::ecdsa::Signature = key.try_sign(message).ok()?;
                Some(signature.to_bytes().into())
            }
        }
    }
}

/// The signature in DER, as programs outside JOSE write those of SM2.
pub(crate) fn sm2_to_der(signature: &[u8; SIGNATURE_BYTES]) -> Option<Vec<u8>> {
    sm2::dsa::Signature::from_slice(signature).ok().map(|signature| signature.to_der().to_vec())
}

/// The signature of SM2 that stands in this DER, if it is the only DER of it.
pub(crate) fn sm2_from_der(der: &[u8]) -> Option<[u8; SIGNATURE_BYTES]> {
    sm2::dsa::Signature::from_der(der).ok().map(|signature| signature.to_bytes().into())
}

impl fmt::Display for Suite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.to_bytes()))
    }
}

impl FromStr for PublicKey {
    type Err = NotAPublicKey;

    /// The suites cannot be confused: their keys have different lengths.
    fn from_str(text: &str) -> Result<Self, NotAPublicKey> {
        let bytes = base64url::decode(text).ok_or(NotAPublicKey)?;
        match <&[u8; 32]>::try_from(bytes.as_slice()) {
            Ok(bytes) => Self::of_ed25519(bytes),
            Err(_) => Self::of_sm2(&bytes).or_else(|| Self::of_p256(&bytes)),
        }
        .ok_or(NotAPublicKey)
    }
}

/// The text is not a public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a public key: expected 32 bytes of Ed25519, an uncompressed point of SM2 or a compressed one of P-256, in base64url without padding"
)]
pub struct NotAPublicKey;

#[cfg(test)]
mod tests {
    use super::*;

    /// One below the order of the curve of SM2.
    const ORDER_LESS_ONE: &str = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122";

    fn sm2() -> Secret {
        Secret::new(Suite::Sm2Sm3, &[7; 32]).unwrap()
    }

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        let digits: Vec<u8> = hex.chars().map(|char| u8::try_from(char.to_digit(16).unwrap()).unwrap()).collect();
        let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        bytes.try_into().unwrap()
    }

    fn is_taken(signature: &[u8; 64]) -> bool {
        sm2().public().verify(b"letter", signature)
    }

    #[test]
    fn what_is_signed_in_a_suite_is_verified_in_it_and_nothing_else_is() {
        for suite in Suite::ALL {
            let secret = Secret::new(*suite, &[7; 32]).unwrap();
            let signature = secret.sign(b"letter").unwrap();
            assert_eq!(secret.public().suite(), *suite);
            assert!(secret.public().verify(b"letter", &signature), "{suite}");
            assert!(!secret.public().verify(b"letters", &signature), "{suite}");
            let other = Secret::new(*suite, &[8; 32]).unwrap().public();
            assert!(!other.verify(b"letter", &signature), "{suite}");
            assert_eq!(signature, secret.sign(b"letter").unwrap(), "no random number is in it");
        }
    }

    #[test]
    fn no_part_of_a_signature_is_zero_or_reaches_the_order() {
        let good = sm2().sign(b"letter").unwrap();
        assert!(is_taken(&good));
        for part in [0, 32] {
            for wrong in [[0; 32], [0xff; 32], bytes(&ORDER_LESS_ONE.replace("4122", "4123"))] {
                let mut signature = good;
                signature[part..part + 32].copy_from_slice(&wrong);
                assert!(!is_taken(&signature), "{signature:02x?}");
            }
        }
        assert!(!is_taken(&[0; 64]));
    }

    #[test]
    fn a_signature_with_r_and_s_that_cancel_is_refused() {
        let mut signature = [0; 64];
        signature[31] = 1;
        signature[32..].copy_from_slice(&bytes::<32>(ORDER_LESS_ONE));
        assert!(!is_taken(&signature));
    }

    #[test]
    fn negating_a_part_of_a_signature_does_not_give_another() {
        let good = sm2().sign(b"letter").unwrap();
        let parsed = sm2::dsa::Signature::from_slice(&good).unwrap();
        let (r, s) = parsed.split_scalars();
        for (r, s) in [(*r, -*s), (-*r, *s), (-*r, -*s)] {
            let negated = sm2::dsa::Signature::from_scalars(r, s).unwrap();
            assert!(!is_taken(&negated.to_bytes().into()));
        }
    }

    #[test]
    fn a_signature_for_another_identifier_is_refused() {
        let secret = sm2::SecretKey::from_slice(&[7; 32]).unwrap();
        let other = sm2::dsa::SigningKey::new("8765432187654321", &secret).unwrap();
        assert!(!is_taken(&other.try_sign(b"letter").unwrap().to_bytes().into()));
        let same = sm2::dsa::SigningKey::new("1234567812345678", &secret).unwrap();
        assert!(is_taken(&same.try_sign(b"letter").unwrap().to_bytes().into()));
    }

    #[test]
    fn a_point_that_is_not_on_the_curve_or_spelt_otherwise_is_no_key() {
        let good = sm2().public().to_bytes();
        assert!(PublicKey::of_sm2(&good).is_some());
        let mut elsewhere = good.clone();
        elsewhere[64] ^= 1;
        assert_eq!(PublicKey::of_sm2(&elsewhere), None);
        let mut hybrid = good.clone();
        hybrid[0] = 6 | (good[64] & 1);
        assert_eq!(PublicKey::of_sm2(&hybrid), None);
        let compressed = [&[2 | (good[64] & 1)], &good[1..33]].concat();
        assert!(sm2::PublicKey::from_sec1_bytes(&compressed).is_ok(), "a point, and yet not the spelling of ours");
        assert_eq!(PublicKey::of_sm2(&compressed), None);
        assert_eq!(PublicKey::of_sm2(&[0]), None, "the point at infinity");
        assert_eq!(PublicKey::of_sm2(&[]), None);
        assert_eq!(PublicKey::of_sm2(&[UNCOMPRESSED; SM2_POINT_BYTES]), None);
    }

    #[test]
    fn a_secret_with_which_nobody_could_sign_is_refused() {
        assert!(Secret::new(Suite::Sm2Sm3, &[0; 32]).is_none());
        assert!(Secret::new(Suite::Sm2Sm3, &[0xff; 32]).is_none());
        assert!(Secret::new(Suite::Sm2Sm3, &bytes(ORDER_LESS_ONE)).is_none());
        let largest = Secret::new(Suite::Sm2Sm3, &bytes(&ORDER_LESS_ONE.replace("4122", "4121"))).unwrap();
        assert!(largest.public().verify(b"letter", &largest.sign(b"letter").unwrap()));
    }

    #[test]
    fn a_point_of_p256_is_told_from_one_of_sm2_and_has_one_spelling() {
        let key = Secret::new(Suite::P256Sha256, &[7; 32]).unwrap().public();
        let PublicKey::P256Sha256(point) = key else { unreachable!() };
        assert_eq!(key.to_bytes().len(), P256_POINT_BYTES);
        let long = point.to_sec1_point(false).as_bytes().to_vec();
        assert_eq!((PublicKey::of_p256(&long), PublicKey::of_sm2(&long)), (None, None));
        assert_eq!(PublicKey::of_p256(&key.to_bytes()), Some(key));
        assert_eq!(PublicKey::of_p256(&[2; 32]), None);
        assert!(
            Secret::new(Suite::P256Sha256, &[0; 32]).is_none() && Secret::new(Suite::P256Sha256, &[0xff; 32]).is_none()
        );
    }

    /// RFC 6979, A.2.5.
    #[test]
    fn p256_signs_as_the_standard_shows() {
        let secret = bytes("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
        let signature = Secret::new(Suite::P256Sha256, &secret).unwrap().sign(b"sample").unwrap();
        assert_eq!(signature[..32], bytes::<32>("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"));
        assert_eq!(signature[32..], bytes::<32>("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));
    }

    #[test]
    fn der_has_one_spelling() {
        let signature = sm2().sign(b"letter").unwrap();
        let der = sm2_to_der(&signature).unwrap();
        assert_eq!(sm2_from_der(&der), Some(signature));
        assert_eq!(sm2_from_der(&[&der[..], &[0]].concat()), None);
        assert_eq!(sm2_from_der(&der[..der.len() - 1]), None);
        assert_eq!(sm2_from_der(&signature), None);
        assert_eq!(sm2_from_der(&[]), None);
        // The length of the whole in its long form.
        let long = [&[der[0], 0x81, der[1]], &der[2..]].concat();
        assert_eq!(sm2_from_der(&long), None);
    }

    #[test]
    fn weak_keys_of_ed25519_are_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::of_ed25519(&identity), None);
        assert_eq!(PublicKey::of_ed25519(&[0; 32]), None);
    }

    #[test]
    fn a_public_key_is_read_back_as_what_it_was() {
        for suite in Suite::ALL {
            let key = Secret::new(*suite, &[7; 32]).unwrap().public();
            assert_eq!(key.to_string().parse(), Ok(key), "{suite}");
        }
        assert_eq!("AAAA".parse::<PublicKey>(), Err(NotAPublicKey));
    }
}
