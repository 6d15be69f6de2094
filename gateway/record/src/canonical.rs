//! Canonical JSON (RFC 8785): equal values have equal bytes, in any language.
//!
//! The library sorts and writes whatever there is. Nearly everything here is plainer than that: keys in ASCII, whole numbers that any
//! reader reads exactly. For those the order of bytes is the order that the standard asks for, and `serde_json` writes the same text
//! many times faster; a property holds the two against each other.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::Digest;

/// The value cannot be written as JSON (a map with keys that are not text, a number that is not finite).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot be written as canonical JSON: {0}")]
pub struct NotCanonical(String);

/// The largest integer that every reader of JSON reads as it was written.
pub(crate) const MAX_INTEGER: u64 = (1 << 53) - 1;

/// The canonical bytes of `value`.
pub fn to_canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    match serde_json::to_value(value) {
        Ok(json) if is_plain(&json) => written(&json),
        _ => by_the_library(value),
    }
}

/// The canonical bytes of what is JSON already.
pub fn json_to_canonical(json: &Value) -> Result<Vec<u8>, NotCanonical> {
    if is_plain(json) { written(json) } else { by_the_library(json) }
}

/// The canonical bytes of an object.
pub fn object_to_canonical(object: &Map<String, Value>) -> Result<Vec<u8>, NotCanonical> {
    if is_plain_object(object) { written(object) } else { by_the_library(object) }
}

/// The digest of the canonical bytes of `value`.
pub fn canonical_digest<T: Serialize>(value: &T) -> Result<Digest, NotCanonical> {
    to_canonical(value).map(|bytes| Digest::of(&bytes))
}

/// Whether `number` is an integer that every reader of JSON reads as it was written.
pub(crate) fn is_exact(number: &serde_json::Number) -> bool {
    number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs)).is_some_and(|size| size <= MAX_INTEGER)
}

/// Whether the map's own order and `serde_json`'s own spelling are the canonical ones.
fn is_plain(json: &Value) -> bool {
    match json {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => is_exact(number),
        Value::Array(values) => values.iter().all(is_plain),
        Value::Object(object) => is_plain_object(object),
    }
}

/// The same of an object.
pub(crate) fn is_plain_object(object: &Map<String, Value>) -> bool {
    // The standard orders keys by UTF-16 units, a map by bytes: the same for ASCII.
    object.iter().all(|(key, value)| key.is_ascii() && is_plain(value))
}

/// What is written of something plain, or of a struct with plain members in the canonical order.
pub(crate) fn written<T: Serialize + ?Sized>(json: &T) -> Result<Vec<u8>, NotCanonical> {
    serde_json::to_vec(json).map_err(|error| NotCanonical(error.to_string()))
}

fn by_the_library<T: Serialize>(value: &T) -> Result<Vec<u8>, NotCanonical> {
    serde_json_canonicalizer::to_vec(value).map_err(|error| NotCanonical(error.to_string()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// JSON of any shape, with numbers and keys of all sorts.
    fn json_values() -> impl Strategy<Value = Value> {
        let number = prop_oneof![
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            (-1_000_000_i64..1_000_000).prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
        ];
        let text = prop_oneof!["[ -~]{0,8}", any::<String>(), "[\u{0}-\u{1f}\"\\\\/\u{7f}\u{2028}]{0,6}"];
        let key = prop_oneof!["[a-zA-Z_]{1,6}", "[\u{e000}-\u{ffff}\u{10000}-\u{10ffff}]{1,2}", any::<String>()];
        let leaf =
            prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), number, text.prop_map(Value::from)];
        leaf.prop_recursive(4, 48, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((key.clone(), inner), 0..6)
                    .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_fast_is_what_the_library_writes(json in json_values()) {
            let wanted = by_the_library(&json);
            prop_assert_eq!(&to_canonical(&json), &wanted);
            prop_assert_eq!(&json_to_canonical(&json), &wanted);
            if let Value::Object(object) = &json {
                prop_assert_eq!(&object_to_canonical(object), &wanted);
            }
        }
    }

    #[test]
    fn keys_are_sorted_and_spaces_are_gone() {
        let value: Value = serde_json::from_str(r#"{ "b": 1, "a": "é" }"#).unwrap();
        assert_eq!(to_canonical(&value).unwrap(), r#"{"a":"é","b":1}"#.as_bytes());
    }

    #[test]
    fn members_of_a_struct_are_sorted_and_large_numbers_and_far_keys_are_left_to_the_library() {
        #[derive(Serialize)]
        struct Members {
            b: u64,
            a: f64,
        }
        assert_eq!(to_canonical(&Members { b: 1 << 60, a: 1.0 }).unwrap(), br#"{"a":1,"b":1152921504606847000}"#);
        let far = json!({"\u{10000}": 1, "\u{ffff}": 2});
        assert_eq!(to_canonical(&far).unwrap(), "{\"\u{10000}\":1,\"\u{ffff}\":2}".as_bytes(), "by UTF-16 units");
    }
}
