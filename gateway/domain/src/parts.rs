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

/// An event that the record holds in an open and a sealed part.
pub trait InParts: Serialize + DeserializeOwned {
    /// What it is an event of, for the log: `a matter`.
    const OF: &'static str;

    /// The fields that stand open. Everything else is sealed.
    const OPEN_FIELDS: &'static [&'static str];

    /// Splits the event into its open and its sealed part.
    ///
    /// # Errors
    /// It cannot be written.
    fn to_parts(&self) -> Result<Parts, NotAnEvent> {
        split(Self::OF, self, Self::OPEN_FIELDS)
    }

    /// Puts an event together again. Fields of the parts that are not the event's own (who, on whose behalf) are left out.
    ///
    /// # Errors
    /// The parts are not those of such an event.
    fn from_parts(
        kind: &str,
        open: &Map<String, Json>,
        particulars: &BTreeMap<String, Json>,
    ) -> Result<Self, NotAnEvent> {
        join(Self::OF, kind, open, particulars)
    }
}

/// Splits an event of `of`: what is on the list of open fields stands open, everything else is sealed.
fn split(of: &'static str, event: &impl Serialize, open_fields: &[&str]) -> Result<Parts, NotAnEvent> {
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
fn join<E: DeserializeOwned>(
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

/// What the tests of every aggregate ask of its events.
#[cfg(test)]
pub(crate) mod testing {
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    use super::InParts;

    /// What stands open of an event: `kind: field field`. It comes back from its parts as it was, and of what stands open nothing may leak.
    pub(crate) fn shown<E: InParts + PartialEq + Debug>(event: &E, nothing_leaks: impl Fn(&str)) -> String {
        let parts = event.to_parts().unwrap();
        assert_eq!(E::from_parts(&parts.kind, &parts.open, &parts.particulars).unwrap(), *event);
        nothing_leaks(&serde_json::to_string(&parts.open).unwrap());
        let names: BTreeSet<&str> = parts.open.keys().map(String::as_str).collect();
        format!("{}: {}", parts.kind, names.into_iter().collect::<Vec<_>>().join(" "))
    }
}
