//! JSON, read strictly: a key that stands twice, deep nesting and long lists are refused, with their place.

use core::cell::Cell;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::limits::{JSON_MAX_DEPTH_LEVELS, JSON_MAX_ITEMS};

/// Why something is not the JSON that it should be, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JsonError {
    pub(crate) at: String,
    pub(crate) code: &'static str,
    /// The sentence that follows the place.
    pub(crate) because: String,
}

/// A place in JSON, as the chain of its parents: nothing is allocated unless it has to be told.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    Root(&'a str),
    Member(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

/// The JSON value of `bytes`, of which there may be `max_bytes`. Errors call it `root`.
pub(crate) fn read(bytes: &[u8], root: &str, max_bytes: usize) -> Result<Value, JsonError> {
    if bytes.len() > max_bytes {
        return Err(JsonError::new(Place::Root(root), "too-long", format!("longer than {max_bytes} bytes")));
    }
    let refusal = Cell::new(None);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let reader = Reader { place: Place::Root(root), depth: 0, refusal: &refusal };
    let result = reader.deserialize(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    result.map_err(|error| {
        let not_json = || JsonError::new(Place::Root(root), "not-json", format!("not JSON: {error}"));
        refusal.take().unwrap_or_else(not_json)
    })
}

impl JsonError {
    pub(crate) fn new(at: Place<'_>, code: &'static str, because: impl Into<String>) -> Self {
        Self { at: at.to_string(), code, because: because.into() }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => f.write_str(name),
            Self::Member(parent, name) => write!(f, "{parent}.{}", shortened(name)),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The first eighty characters of `text`: enough to find it, and no more of what may be private.
pub(crate) fn shortened(text: &str) -> &str {
    text.char_indices().nth(80).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Reads one value. serde's errors are text, so what it refuses by itself waits in `refusal`.
#[derive(Clone, Copy)]
struct Reader<'a> {
    place: Place<'a>,
    depth: usize,
    refusal: &'a Cell<Option<JsonError>>,
}

impl Reader<'_> {
    fn refuse<E: serde::de::Error>(&self, at: Place<'_>, code: &'static str, because: impl Into<String>) -> E {
        self.refusal.set(Some(JsonError::new(at, code, because)));
        E::custom(code)
    }

    fn enter<E: serde::de::Error>(&self) -> Result<usize, E> {
        if self.depth == JSON_MAX_DEPTH_LEVELS {
            let because = format!("nested deeper than {JSON_MAX_DEPTH_LEVELS} levels");
            return Err(self.refuse(self.place, "too-deep", because));
        }
        Ok(self.depth + 1)
    }

    fn admit<E: serde::de::Error>(&self, items: usize) -> Result<(), E> {
        if items < JSON_MAX_ITEMS {
            return Ok(());
        }
        Err(self.refuse(self.place, "too-many", format!("has more than {JSON_MAX_ITEMS} items")))
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.into()))
    }

    /// JSON does not tell `2.0` from `2`, and canonical JSON writes both as `2`.
    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Value, E> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if number.trunc() == number && number.abs() < EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole, and smaller than 2^53")]
            return Ok(Value::Number((number as i64).into()));
        }
        Number::from_f64(number).map(Value::Number).ok_or_else(|| E::custom("not a finite number"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let depth = self.enter()?;
        let mut list = Vec::new();
        while let Some(item) =
            items.next_element_seed(Reader { place: Place::Item(&self.place, list.len()), depth, ..self })?
        {
            self.admit(list.len())?;
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let depth = self.enter()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            self.admit(object.len())?;
            match object.entry(name) {
                Entry::Vacant(entry) => {
                    let place = Place::Member(&self.place, entry.key());
                    let value = members.next_value_seed(Reader { place, depth, ..self })?;
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    return Err(self.refuse(Place::Member(&self.place, entry.key()), "duplicate-key", "stands twice"));
                }
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> (String, &'static str) {
        let error = read(json.as_bytes(), "facts", 10_000).unwrap_err();
        (error.at, error.code)
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_where_it_stands() {
        assert_eq!(refused(r#"{"a":[{"b":1},{"b":1,"c":2,"b":1}]}"#), ("facts.a[1].b".into(), "duplicate-key"));
        // The same key, spelt with an escape.
        assert_eq!(refused(r#"{"a":1,"\u0061":1}"#), ("facts.a".into(), "duplicate-key"));
    }

    #[test]
    fn nesting_lists_and_bytes_have_limits() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read(nested(JSON_MAX_DEPTH_LEVELS).as_bytes(), "facts", 10_000).is_ok());
        assert_eq!(refused(&nested(JSON_MAX_DEPTH_LEVELS + 1)).1, "too-deep");
        assert_eq!(refused(&nested(4_000)).1, "too-deep");

        let list = |items: usize| format!("[{}]", vec!["0"; items].join(","));
        assert!(read(list(JSON_MAX_ITEMS).as_bytes(), "facts", 10_000).is_ok());
        assert_eq!(refused(&list(JSON_MAX_ITEMS + 1)), ("facts".into(), "too-many"));

        assert_eq!(read(b"[1,2]", "facts", 4).unwrap_err().code, "too-long");
    }

    #[test]
    fn what_is_not_json_is_told_with_line_and_column() {
        for json in ["", "{", "{'a':1}", "[1,]", "1 2", "\u{feff}1", "nul", "1e999", "\"\\ud800\""] {
            assert_eq!(refused(json), ("facts".into(), "not-json"), "{json}");
        }
        assert_eq!(read(b"\"\xff\"", "facts", 10).unwrap_err().code, "not-json");
        assert_eq!(
            read(b"{\n \"a\" 1}", "facts", 100).unwrap_err().because,
            "not JSON: expected `:` at line 2 column 6"
        );
    }

    #[test]
    fn a_whole_number_is_whole_however_it_is_written() {
        for json in ["2", "2.0", "20e-1", "0.2e1"] {
            assert_eq!(read(json.as_bytes(), "facts", 10).unwrap(), serde_json::json!(2), "{json}");
        }
        assert_eq!(read(b"-0.0", "facts", 10).unwrap(), serde_json::json!(0));
        assert_eq!(read(b"2.5", "facts", 10).unwrap(), serde_json::json!(2.5));
    }

    #[test]
    fn a_place_is_short_even_where_a_name_is_not() {
        let name = "é".repeat(500);
        let json = format!(r#"{{"{name}":1,"{name}":1}}"#);
        assert_eq!(refused(&json).0, format!("facts.{}", "é".repeat(80)));
    }
}
