//! The keys of people: X25519, one per person. The private half never comes near a gateway.

use core::fmt;
use core::str::FromStr;

use comity_record::Digest;
use comity_record::seal::Entropy;
use hpke::{Deserializable as _, Kem as _, Serializable as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::fault::SealedFault;
use super::slot::{self, Kem, Purpose};
use crate::base64url;

/// The bytes of either half of a key.
pub(super) const KEY_BYTES: usize = 32;

/// Hex digits of a fingerprint, in groups of four: half of a digest, so that nobody finds a second key with the same.
const FINGERPRINT_DIGITS: usize = 32;
const FINGERPRINT_GROUP: usize = 4;

/// The public half of a person's key, or of a recovery key. Written in base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealingKey([u8; KEY_BYTES]);

/// The private half. Wiped from memory when dropped, and never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey([u8; KEY_BYTES]);

impl SealingKey {
    /// The key with these bytes (RFC 7748).
    ///
    /// # Errors
    /// [`SealedFault::BadKey`]: one of the few points of low order, to which whatever is encrypted everybody can read.
    pub fn from_bytes(bytes: [u8; KEY_BYTES]) -> Result<Self, SealedFault> {
        let key = Self(bytes);
        slot::seal(&key, Purpose::Recipient, &[], &[], &mut |bytes: &mut [u8]| bytes.fill(1))?;
        Ok(key)
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// What two people read to each other to be sure of the key: eight groups of four hex digits.
    pub fn fingerprint(&self) -> String {
        let digits = Digest::of(&self.0).hex();
        let digits: Vec<char> = digits.chars().take(FINGERPRINT_DIGITS).collect();
        digits.chunks(FINGERPRINT_GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

impl PersonKey {
    /// A new key.
    pub fn generate(entropy: &mut dyn Entropy) -> Self {
        let mut key = Self([0; KEY_BYTES]);
        entropy.fill(&mut key.0);
        key
    }

    /// A key that was made elsewhere.
    pub const fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The secret, to be kept under a passphrase or to be split.
    pub const fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// The public half.
    pub fn public(&self) -> SealingKey {
        // Any 32 bytes are a private key of X25519, so nothing is ever replaced here.
        let public = self.private().map(|secret| Kem::sk_to_pk(&secret).to_bytes().into());
        SealingKey(public.unwrap_or_default())
    }

    pub(super) fn private(&self) -> Option<<Kem as hpke::Kem>::PrivateKey> {
        <Kem as hpke::Kem>::PrivateKey::from_bytes(&self.0).ok()
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(…)")
    }
}

impl fmt::Display for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for SealingKey {
    type Err = SealedFault;

    fn from_str(text: &str) -> Result<Self, SealedFault> {
        Self::from_bytes(base64url::decode_array(text).ok_or(SealedFault::Malformed("a key is 32 bytes of base64url"))?)
    }
}

impl Serialize for SealingKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SealingKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
