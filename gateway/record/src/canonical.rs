//! Canonical JSON (RFC 8785): equal values have equal bytes, in any language.

use serde::Serialize;

use crate::Digest;

/// The value cannot be written as JSON (a map with keys that are not text, a number that is not finite).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot be written as canonical JSON: {0}")]
pub struct NotCanonical(String);

/// The canonical bytes of `value`.
pub fn to_canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    serde_json_canonicalizer::to_vec(value).map_err(|error| NotCanonical(error.to_string()))
}

/// The digest of the canonical bytes of `value`.
pub fn canonical_digest<T: Serialize>(value: &T) -> Result<Digest, NotCanonical> {
    to_canonical(value).map(|bytes| Digest::of(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_spaces_are_gone() {
        let value: serde_json::Value = serde_json::from_str(r#"{ "b": 1, "a": "é" }"#).unwrap();
        assert_eq!(to_canonical(&value).unwrap(), r#"{"a":"é","b":1}"#.as_bytes());
    }
}
