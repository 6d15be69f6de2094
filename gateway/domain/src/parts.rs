//! How an event is split into an open and a sealed part of the record, and put together again: one way for all aggregates.

use std::collections::BTreeMap;
use std::iter;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use serde_json::{Map, Value as Json};

/// An event as the record holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The event's code.
    pub kind: String,
    /// Codes, dates, digests.
    pub open: Map<String, Json>,
    /// Everything else.
    pub particulars: BTreeMap<String, Json>,
}

/// The record does not hold an event of this aggregate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an event of {of}: {because}")]
pub struct NotAnEvent {
    of: &'static str,
    because: String,
}

/// Splits an event of `of`: what is on the list of open fields stands open, everything else is sealed.
pub(crate) fn split(of: &'static str, event: &impl Serialize, open_fields: &[&str]) -> Result<Parts, NotAnEvent> {
    let not = |because: String| NotAnEvent { of, because };
    let Json::Object(fields) = serde_json::to_value(event).map_err(|error| not(error.to_string()))? else {
        return Err(not("not an object".to_owned()));
    };
    let mut parts = Parts { kind: String::new(), open: Map::new(), particulars: BTreeMap::new() };
    for (name, value) in fields {
        match value {
            Json::String(kind) if name == "kind" => parts.kind = kind,
            value if open_fields.contains(&name.as_str()) => drop(parts.open.insert(name, value)),
            value => drop(parts.particulars.insert(name, value)),
        }
    }
    Ok(parts)
}

/// Puts an event of `of` together again. Fields of the parts that are not the event's own (who, on whose behalf) are left out.
pub(crate) fn join<E: DeserializeOwned>(
    of: &'static str,
    kind: &str,
    open: &Map<String, Json>,
    particulars: &BTreeMap<String, Json>,
) -> Result<E, NotAnEvent> {
    // What the two parts hold is read where it is: a replay reads a whole record so.
    let kind = Json::from(kind);
    let parts = open.iter().chain(particulars).map(|(name, value)| (name.as_str(), value));
    let fields = iter::once(("kind", &kind)).chain(parts.filter(|(name, _)| *name != "kind"));
    E::deserialize(MapDeserializer::new(fields)).map_err(|error| NotAnEvent { of, because: without_values(&error) })
}

/// One field of an event of `of`, where the rest of it is not needed.
pub(crate) fn field<T: DeserializeOwned>(
    of: &'static str,
    name: &'static str,
    particulars: &BTreeMap<String, Json>,
) -> Result<T, NotAnEvent> {
    let value = particulars.get(name).ok_or_else(|| NotAnEvent { of, because: format!("missing field `{name}`") })?;
    T::deserialize(value).map_err(|error| NotAnEvent { of, because: without_values(&error) })
}

/// What is wrong with an event's fields, and nothing of what stands in them: it goes into the log, and they may be somebody's name.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if text.starts_with("missing field ") { text } else { "a field has the wrong shape".to_owned() }
}
