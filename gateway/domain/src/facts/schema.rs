//! The schema of facts, compiled once into the checks that it asks for.
//!
//! `schema/facts.schema.json` is the only source: no code list is repeated here. A general validator reports a misspelt key inside
//! an alternative at the alternative, and costs more than the rules themselves; the tests hold this one to its verdicts.

mod compile;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::Value as Json;

use super::value::{Particulars, Value, day};
use super::{FactsError, SCHEMA_JSON};
use crate::AuthorityId;
use crate::json::{Place, shortened};
use crate::limits::{FACTS_MAX_CODE_BYTES, FACTS_MAX_TEXT_BYTES, FACTS_MAX_WHOLE_UNITS};

/// The schema of facts.
pub(crate) static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the text is part of the program, and every test of facts compiles it")]
    compile::schema(SCHEMA_JSON).expect("the schema of facts compiles")
});

/// What must hold of facts.
#[derive(Debug)]
pub(crate) struct Schema {
    /// By procedure: the stages that it knows.
    stages: BTreeMap<String, Vec<String>>,
    /// Which authorities stand together.
    combinations: Vec<Combination>,
    /// The schema's definitions, and `facts`.
    definitions: BTreeMap<String, Check>,
}

/// By member: whether it is given (`true`) or null.
type Combination = BTreeMap<String, bool>;

const SIDES: &str = "a request has a requesting and a requested side, anything else has a forum";

/// What must hold of one value.
#[derive(Debug, Clone)]
pub(crate) enum Check {
    Codes { codes: Vec<String>, default: Option<String> },
    Text,
    Code,
    AuthorityId,
    TimeOfDay,
    Day,
    Whole { minimum: Option<i64> },
    Decimal,
    Flag,
    List { items: Box<Self>, min_items: usize },
    Object(Object),
    OrNull(Box<Self>),
}

/// What must hold of an object.
#[derive(Debug, Clone)]
pub(crate) struct Object {
    members: BTreeMap<String, Check>,
    required: Vec<String>,
    /// Whether names that begin with `x-` are free.
    extensible: bool,
    /// Members whose JSON strings are days.
    days: Vec<String>,
    /// Members whose JSON numbers are decimals, even where they are whole.
    decimals: Vec<String>,
}

impl Schema {
    /// Whether `json` is the JSON of facts.
    pub(super) fn check(&self, json: &Json) -> Result<(), FactsError> {
        let root = Place::Root("facts");
        if let Some(facts) = self.definition("facts") {
            facts.check(json, root)?;
        }
        self.check_stage(json, root)?;
        self.check_combination(json, root)
    }

    /// The definition called `name`.
    pub(crate) fn definition(&self, name: &str) -> Option<&Check> {
        self.definitions.get(name)
    }

    /// Gives the particulars of an `owner`, as they were written, the types that the schema has for them.
    pub(super) fn settle(&self, owner: &str, particulars: &mut Particulars) {
        if let Some(Check::Object(types)) = self.definition(owner).and_then(|owner| owner.member("particulars")) {
            types.settle(particulars);
        }
    }

    /// The stages that `procedure` knows.
    pub(crate) fn stages_of(&self, procedure: &str) -> &[String] {
        self.stages.get(procedure).map_or(&[], Vec::as_slice)
    }

    fn check_stage(&self, json: &Json, root: Place<'_>) -> Result<(), FactsError> {
        let (procedure, stage) = (text_of(json, "procedure"), text_of(json, "stage"));
        if self.stages_of(procedure).iter().any(|known| known == stage) {
            return Ok(());
        }
        let because = format!("is not a stage of `{procedure}`");
        Err(refused(Place::Member(&root, "stage"), "impossible-combination", Some(stage), because))
    }

    /// One of the combinations must fit; if none does, the member is told that is alone in the way of the nearest.
    fn check_combination(&self, json: &Json, root: Place<'_>) -> Result<(), FactsError> {
        let misfits = |combination: &Combination| -> Vec<(String, bool)> {
            let misfit =
                |(name, given): &(&String, &bool)| json.get(name).is_some_and(|value| !value.is_null()) != **given;
            combination.iter().filter(misfit).map(|(name, given)| (name.clone(), *given)).collect()
        };
        let nearest = self.combinations.iter().map(misfits).min_by_key(Vec::len).unwrap_or_default();
        let Some((name, given)) = nearest.first() else { return Ok(()) };
        let because = if *given { "is missing; " } else { "is one too many; " }.to_owned() + SIDES;
        Err(refused(Place::Member(&root, name), "impossible-combination", None, because))
    }
}

impl Check {
    /// The codes that it allows, if it is a list of codes.
    pub(crate) fn codes(&self) -> &[String] {
        match self {
            Self::Codes { codes, .. } => codes,
            _ => &[],
        }
    }

    /// The members that it knows, if it is an object.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        let members = match self {
            Self::Object(object) => Some(&object.members),
            _ => None,
        };
        members.into_iter().flatten().map(|(name, check)| (name.as_str(), check))
    }

    /// The member called `name`, if it is an object that knows it.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(object) => object.members.get(name),
            _ => None,
        }
    }

    /// Whether `json`, which stands at `place`, is what it should be.
    pub(crate) fn check(&self, json: &Json, place: Place<'_>) -> Result<(), FactsError> {
        match (self, json) {
            (Self::OrNull(_), Json::Null) | (Self::Flag, Json::Bool(_)) => Ok(()),
            (Self::OrNull(check), _) => check.check(json, place),
            (Self::Object(object), _) => object.check(json, place),
            (Self::List { items, min_items }, Json::Array(list)) => check_list(list, items, *min_items, place),
            (Self::Whole { minimum }, Json::Number(number)) => check_whole(number, *minimum, place),
            (Self::Decimal, Json::Number(_)) => Ok(()),
            (_, Json::String(text)) => self.check_text(text, place),
            _ => Err(self.wrong_type(json, place)),
        }
    }

    fn check_text(&self, text: &str, place: Place<'_>) -> Result<(), FactsError> {
        let told = |code, because| Err(refused(place, code, Some(text), because));
        match self {
            Self::Codes { codes, .. } if codes.iter().all(|code| code != text) => {
                told("unknown-code", "is not a known code")
            }
            Self::Day if day(text).is_none() => told("not-a-date", "is not a date"),
            Self::TimeOfDay if !is_time_of_day(text) => told("not-a-time", "is not a time of day (like `09:30`)"),
            Self::Code | Self::AuthorityId if text.len() > FACTS_MAX_CODE_BYTES => {
                too_long(FACTS_MAX_CODE_BYTES, place)
            }
            Self::Code if !is_code(text) => told("not-a-code", "is not a code (lower-case letters, digits, hyphens)"),
            Self::AuthorityId if text.parse::<AuthorityId>().is_err() => {
                told("not-an-authority", "is not an authority (like `cn-nansha`)")
            }
            Self::Text if text.is_empty() => Err(refused(place, "empty", None, "is empty; leave it out")),
            Self::Text if text.len() > FACTS_MAX_TEXT_BYTES => too_long(FACTS_MAX_TEXT_BYTES, place),
            Self::Codes { .. } | Self::Day | Self::TimeOfDay | Self::Code | Self::AuthorityId | Self::Text => Ok(()),
            _ => Err(self.wrong_type(&Json::String(text.to_owned()), place)),
        }
    }

    fn wrong_type(&self, json: &Json, place: Place<'_>) -> FactsError {
        let expected = match self {
            Self::Codes { .. } | Self::Code => "a code",
            Self::Text => "text",
            Self::AuthorityId => "an authority",
            Self::TimeOfDay => "a time of day",
            Self::Day => "a date",
            Self::Whole { .. } => "a whole number",
            Self::Decimal => "a number",
            Self::Flag => "true or false",
            Self::List { .. } => "a list",
            Self::Object(_) | Self::OrNull(_) => "an object",
        };
        wrong_type(json, expected, place)
    }
}

impl Object {
    fn check(&self, json: &Json, place: Place<'_>) -> Result<(), FactsError> {
        let Json::Object(object) = json else {
            return Err(wrong_type(json, "an object", place));
        };
        for (name, value) in object {
            let at = Place::Member(&place, name);
            match self.members.get(name) {
                Some(check) => check.check(value, at)?,
                None if self.extensible && is_extension(name) => check_extension(value, at)?,
                None => return Err(refused(at, "unknown-field", None, "is not a known field")),
            }
        }
        match self.required.iter().find(|name| !object.contains_key(*name)) {
            None => Ok(()),
            Some(name) => Err(refused(Place::Member(&place, name), "missing-field", None, "is missing")),
        }
    }

    fn settle(&self, particulars: &mut Particulars) {
        for name in &self.days {
            if let Some(value) = particulars.get_mut(name)
                && let Value::Text(text) = &*value
                && let Some(day) = day(text)
            {
                *value = Value::Day(day);
            }
        }
        for name in &self.decimals {
            if let Some(value) = particulars.get_mut(name)
                && let Value::Number(number) = *value
            {
                *value = Value::Decimal(number.to_string());
            }
        }
    }
}

/// Lists of facts are sets, unless they are lists of objects.
fn check_list(list: &[Json], items: &Check, min_items: usize, place: Place<'_>) -> Result<(), FactsError> {
    if list.len() < min_items {
        return Err(refused(place, "empty", None, "is empty"));
    }
    let mut seen = BTreeSet::new();
    for (index, item) in list.iter().enumerate() {
        let at = Place::Item(&place, index);
        items.check(item, at)?;
        if let Json::String(text) = item
            && !seen.insert(text)
        {
            return Err(refused(at, "repeated", Some(text), "stands twice"));
        }
    }
    Ok(())
}

fn check_whole(number: &serde_json::Number, minimum: Option<i64>, place: Place<'_>) -> Result<(), FactsError> {
    let told = |code, because: String| Err(refused(place, code, Some(&number.to_string()), because));
    match number.as_i64() {
        None if number.is_u64() => told("too-large", format!("is more than {FACTS_MAX_WHOLE_UNITS}")),
        None => told("wrong-type", "is not a whole number".to_owned()),
        Some(whole) if whole > FACTS_MAX_WHOLE_UNITS => {
            told("too-large", format!("is more than {FACTS_MAX_WHOLE_UNITS}"))
        }
        Some(whole) if whole < minimum.unwrap_or(-FACTS_MAX_WHOLE_UNITS) => {
            told("too-small", format!("is less than {}", minimum.unwrap_or(-FACTS_MAX_WHOLE_UNITS)))
        }
        Some(_) => Ok(()),
    }
}

/// A free particular holds what any particular can hold.
fn check_extension(json: &Json, place: Place<'_>) -> Result<(), FactsError> {
    match json {
        Json::Bool(_) | Json::Number(_) => Ok(()),
        Json::String(text) if text.len() <= FACTS_MAX_TEXT_BYTES => Ok(()),
        Json::String(_) => too_long(FACTS_MAX_TEXT_BYTES, place),
        Json::Array(list) => match list.iter().position(|item| !item.is_string()) {
            None => Ok(()),
            Some(index) => Err(refused(Place::Item(&place, index), "wrong-type", None, "is not text")),
        },
        Json::Null | Json::Object(_) => Err(wrong_type(json, "text, a number, a flag or a list of texts", place)),
    }
}

fn is_extension(name: &str) -> bool {
    let rest = name.strip_prefix("x-").unwrap_or_default();
    !rest.is_empty()
        && rest.len() <= FACTS_MAX_CODE_BYTES
        && rest.bytes().all(|byte| is_code_byte(byte) || byte == b'-')
}

fn is_code(text: &str) -> bool {
    text.split('-').all(|part| !part.is_empty() && part.bytes().all(is_code_byte))
}

const fn is_code_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn is_time_of_day(text: &str) -> bool {
    let number = |part: &str| {
        if part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse().ok() } else { None }
    };
    text.split_once(':').is_some_and(|(hour, minute)| {
        number(hour).is_some_and(|hour: u8| hour < 24) && number(minute).is_some_and(|minute: u8| minute < 60)
    })
}

fn text_of<'a>(json: &'a Json, name: &str) -> &'a str {
    json.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn refused(at: Place<'_>, code: &'static str, value: Option<&str>, because: impl Into<String>) -> FactsError {
    FactsError::new(at.to_string(), code, value.map(|value| shortened(value).to_owned()), because)
}

fn too_long(max_bytes: usize, at: Place<'_>) -> Result<(), FactsError> {
    Err(refused(at, "too-long", None, format!("is longer than {max_bytes} bytes")))
}

fn wrong_type(json: &Json, expected: &str, at: Place<'_>) -> FactsError {
    let value = match json {
        Json::String(text) => Some(text.clone()),
        Json::Null | Json::Bool(_) | Json::Number(_) => Some(json.to_string()),
        Json::Array(_) | Json::Object(_) => None,
    };
    refused(at, "wrong-type", value.as_deref(), format!("is not {expected}"))
}
