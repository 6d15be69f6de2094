//! How a draw is hashed and written: `H(tag, p1 … pk)`, and 32 bytes as 64 hex digits.

use core::fmt;
use core::str::FromStr;

use comity_record::Digest;
use comity_record::canonical::to_canonical;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

use super::{Fault, Flaw};

/// A hash of the draw. Its documents write the 64 lower-case hex digits, without a prefix.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(Digest);

impl Hash {
    /// A hash that was computed elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Digest::from_bytes(bytes))
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// SHA-256(`comity/` ‖ tag ‖ 0x00 ‖ u64(|p1|) ‖ p1 ‖ …): the tag says what is hashed, and the lengths where each part ends.
    pub(crate) fn tagged(tag: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"comity/");
        hasher.update(tag);
        hasher.update([0]);
        for part in parts {
            hasher.update(length(part));
            hasher.update(part);
        }
        Self::from_bytes(hasher.finalize().into())
    }

    /// The SHA-256 of the canonical JSON of a document.
    pub(crate) fn of_document(document: &impl Serialize) -> Result<Self, Fault> {
        Ok(Self(Digest::of(&canonical(document)?)))
    }
}

/// `u64(|part|)`, big-endian.
pub(crate) const fn length(part: &[u8]) -> [u8; 8] {
    (part.len() as u64).to_be_bytes()
}

/// The canonical JSON of a document of the draw.
pub(crate) fn canonical(document: &impl Serialize) -> Result<Vec<u8>, Fault> {
    to_canonical(document).map_err(|error| Flaw::Malformed(error.to_string()).at(""))
}

impl From<Digest> for Hash {
    fn from(digest: Digest) -> Self {
        Self(digest)
    }
}

/// The text is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hex digits")]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        ["sha256:", text].concat().parse().map(Self).map_err(|_| NotAHash)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.hex())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hashed_cannot_be_read_in_two_ways() {
        assert_ne!(Hash::tagged("draw/x", &[b"ab", b"c"]), Hash::tagged("draw/x", &[b"a", b"bc"]));
        assert_ne!(Hash::tagged("draw/x", &[b"a"]), Hash::tagged("draw/y", &[b"a"]));
        assert_ne!(Hash::tagged("draw/x", &[b"a"]), Hash::tagged("draw/x", &[b"a", b""]));
    }

    #[test]
    fn a_hash_has_one_spelling() {
        let hash = Hash::tagged("draw/x", &[]);
        let text = hash.to_string();
        assert_eq!(text.len(), 64);
        assert_eq!(text.parse(), Ok(hash));
        for bad in [text.to_uppercase(), text[1..].to_owned(), format!("sha256:{text}")] {
            assert_eq!(bad.parse::<Hash>(), Err(NotAHash), "{bad}");
        }
    }
}
