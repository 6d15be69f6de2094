//! What a particular may hold.

use core::fmt;
use std::collections::BTreeMap;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Number;

use crate::Date;

/// Named values. What each name means and holds is fixed by the schema; names with `x-` are free.
pub type Particulars = BTreeMap<String, Value>;

/// The value of a particular.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// Words, or one code. A JSON string.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with a fraction, as its decimal text: never a float. A JSON number.
    Decimal(String),
    /// A day. A JSON string.
    Day(Date),
    /// Yes or no.
    Flag(bool),
    /// Several codes. A JSON array of strings.
    Codes(Vec<String>),
}

impl Value {
    /// The value that this JSON shows by its type alone; a day is still text. `None` for what a particular cannot hold.
    pub(crate) fn from_json(json: serde_json::Value) -> Option<Self> {
        match json {
            serde_json::Value::String(text) => Some(Self::Text(text)),
            serde_json::Value::Bool(flag) => Some(Self::Flag(flag)),
            serde_json::Value::Number(number) => {
                Some(number.as_i64().map_or_else(|| Self::Decimal(number.to_string()), Self::Number))
            }
            serde_json::Value::Array(items) => items.into_iter().map(code).collect::<Option<_>>().map(Self::Codes),
            serde_json::Value::Null | serde_json::Value::Object(_) => None,
        }
    }

    /// Whether the value is written canonically as it is: a decimal that is not a plain fraction may need another spelling.
    pub(super) fn is_canonical(&self) -> bool {
        match self {
            Self::Decimal(text) => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                digits.len() <= 15
                    && digits.split_once('.').is_some_and(|(whole, fraction)| {
                        let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                        plain(whole)
                            && plain(fraction)
                            && (whole == "0" || !whole.starts_with('0'))
                            && !fraction.ends_with('0')
                    })
            }
            _ => true,
        }
    }
}

fn code(json: serde_json::Value) -> Option<String> {
    match json {
        serde_json::Value::String(text) => Some(text),
        _ => None,
    }
}

/// Reads particulars by the types of their JSON.
pub(super) fn as_written<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Particulars, D::Error> {
    deserializer.deserialize_map(AsWritten)
}

struct AsWritten;

impl<'de> Visitor<'de> for AsWritten {
    type Value = Particulars;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Particulars, A::Error> {
        let mut particulars = Particulars::new();
        while let Some((name, json)) = members.next_entry()? {
            particulars.insert(name, Value::from_json(json).ok_or_else(|| A::Error::custom(NOT_A_VALUE))?);
        }
        Ok(particulars)
    }
}

const NOT_A_VALUE: &str = "expected text, a number, a flag or a list of codes";

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            // A component may call anything a decimal; what is no number travels as text.
            Self::Decimal(text) => match text.parse::<Number>() {
                Ok(number) => number.serialize(serializer),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Day(day) => day.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Codes(codes) => codes.serialize(serializer),
        }
    }
}

/// Outside facts no schema tells text from days: text that is exactly a day is read as one.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Self::from_json(serde_json::Value::deserialize(deserializer)?) {
            Some(Self::Text(text)) => Ok(day(&text).map_or(Self::Text(text), Self::Day)),
            Some(value) => Ok(value),
            None => Err(D::Error::custom(NOT_A_VALUE)),
        }
    }
}

/// The day that `text` writes as `YYYY-MM-DD`, if it exists.
pub(crate) fn day(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    if shape { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_back_as_it_was_written() {
        for value in [
            Value::Text("x".into()),
            Value::Number(-3),
            Value::Decimal("1.25".into()),
            Value::Day("2026-02-28".parse().unwrap()),
            Value::Flag(true),
            Value::Codes(vec!["a".into()]),
        ] {
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value, "{json}");
        }
    }

    #[test]
    fn what_calls_itself_a_decimal_and_is_none_travels_as_text() {
        for text in ["NaN", "1e9999", "", "0x1", "1,5"] {
            assert_eq!(serde_json::to_value(Value::Decimal(text.into())).unwrap(), serde_json::json!(text));
        }
    }

    #[test]
    fn a_day_is_written_in_one_way_only() {
        assert!(day("2026-02-28").is_some());
        for text in
            ["2026-02-29", "20260228", "2026-2-28", "2026-02-28T00:00", "+002026-02-28", "2026-02-2８", "2026/02/28"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
