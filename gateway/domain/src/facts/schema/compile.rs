//! From the schema's JSON to its checks. The compiler knows the keywords that the schema uses and refuses every other, so that
//! none is silently ignored.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{Check, Combination, Object, Schema};

/// What the compiler does not know.
#[derive(Debug)]
pub(super) struct NotUnderstood(
    #[expect(dead_code, reason = "shown, with Debug, by the failing test of whoever edits the schema")] String,
);

type Members = Map<String, Json>;

/// Compiles the schema of facts.
pub(super) fn schema(text: &str) -> Result<Schema, NotUnderstood> {
    let json: Json = serde_json::from_str(text).map_err(|error| NotUnderstood(error.to_string()))?;
    let root = members(&json)?;
    let compiler = Compiler { definitions: member_object(root, "$defs")? };
    let (mut stages, mut combinations) = (BTreeMap::new(), Vec::new());
    for condition in list(root, "allOf")? {
        let condition = members(condition)?;
        if condition.contains_key("oneOf") {
            combinations.extend(list(condition, "oneOf")?.iter().map(combination).collect::<Result<Vec<_>, _>>()?);
        } else {
            let (procedure, known) = stages_of(condition)?;
            stages.insert(procedure, known);
        }
    }
    let mut definitions = BTreeMap::from([("facts".to_owned(), compiler.object(root).map(Check::Object)?)]);
    for (name, definition) in compiler.definitions {
        definitions.insert(name.clone(), compiler.check(definition)?);
    }
    Ok(Schema { stages, combinations, definitions })
}

/// The schema's definitions refer to each other, never to themselves.
struct Compiler<'a> {
    definitions: &'a Members,
}

impl Compiler<'_> {
    fn check(&self, json: &Json) -> Result<Check, NotUnderstood> {
        let schema = members(json)?;
        match keyword(schema)? {
            "$ref" => self.referred(text(schema, "$ref")?),
            "enum" => Ok(Check::Codes { codes: codes(schema, "enum")?, default: optional_text(schema, "default") }),
            "const" => Ok(Check::Codes { codes: vec![text(schema, "const")?.to_owned()], default: None }),
            "anyOf" => self.any_of(list(schema, "anyOf")?),
            "type" => match text(schema, "type")? {
                "string" => string(schema),
                "integer" => Ok(Check::Whole { minimum: schema.get("minimum").and_then(Json::as_i64) }),
                "number" => Ok(Check::Decimal),
                "boolean" => Ok(Check::Flag),
                "array" => self.list(schema),
                "object" => self.object(schema).map(Check::Object),
                other => not_understood(other),
            },
            other => not_understood(other),
        }
    }

    fn referred(&self, reference: &str) -> Result<Check, NotUnderstood> {
        let definition = reference.strip_prefix("#/$defs/").and_then(|name| self.definitions.get(name));
        self.check(definition.ok_or_else(|| NotUnderstood(reference.to_owned()))?)
    }

    /// An alternative to null, or several lists of codes.
    fn any_of(&self, alternatives: &[Json]) -> Result<Check, NotUnderstood> {
        if let [alternative, null] = alternatives
            && null.get("type").and_then(Json::as_str) == Some("null")
        {
            return Ok(Check::OrNull(Box::new(self.check(alternative)?)));
        }
        let mut all = Vec::new();
        for alternative in alternatives {
            match self.check(alternative)? {
                Check::Codes { codes, .. } => all.extend(codes),
                _ => return not_understood("anyOf"),
            }
        }
        Ok(Check::Codes { codes: all, default: None })
    }

    /// Lists of objects may repeat an item, all others are sets.
    fn list(&self, schema: &Members) -> Result<Check, NotUnderstood> {
        let items = self.check(schema.get("items").ok_or_else(|| NotUnderstood("array".to_owned()))?)?;
        let is_set = schema.get("uniqueItems").and_then(Json::as_bool).unwrap_or(false);
        if is_set == matches!(items, Check::Object(_)) {
            return not_understood("uniqueItems");
        }
        let min_items = schema.get("minItems").and_then(Json::as_u64).unwrap_or(0);
        Ok(Check::List { items: Box::new(items), min_items: usize::try_from(min_items).unwrap_or(usize::MAX) })
    }

    fn object(&self, schema: &Members) -> Result<Object, NotUnderstood> {
        if schema.get("additionalProperties") != Some(&Json::Bool(false)) {
            return not_understood("additionalProperties");
        }
        let mut checks = BTreeMap::new();
        for (name, member) in member_object(schema, "properties")? {
            checks.insert(name.clone(), self.check(member)?);
        }
        let named = |wanted: fn(&Check) -> bool| {
            checks.iter().filter(|(_, check)| wanted(check)).map(|(name, _)| name.clone()).collect()
        };
        Ok(Object {
            required: if schema.contains_key("required") { codes(schema, "required")? } else { Vec::new() },
            extensible: extensible(schema)?,
            days: named(|check| matches!(check, Check::Day)),
            decimals: named(|check| matches!(check, Check::Decimal)),
            members: checks,
        })
    }
}

/// The keyword that says what kind of schema this is.
fn keyword(schema: &Members) -> Result<&str, NotUnderstood> {
    const KINDS: [&str; 5] = ["$ref", "enum", "const", "anyOf", "type"];
    const DETAILS: [&str; 14] = [
        "$schema",
        "$id",
        "$defs",
        "title",
        "description",
        "default",
        "properties",
        "patternProperties",
        "additionalProperties",
        "required",
        "items",
        "minItems",
        "uniqueItems",
        "allOf",
    ];
    const SCALARS: [&str; 4] = ["pattern", "format", "minLength", "minimum"];
    let known = |name: &&str| KINDS.contains(name) || DETAILS.contains(name) || SCALARS.contains(name);
    if let Some(unknown) = schema.keys().map(String::as_str).find(|name| !known(name)) {
        return not_understood(unknown);
    }
    let mut kinds = schema.keys().map(String::as_str).filter(|name| KINDS.contains(name));
    match (kinds.next(), kinds.next()) {
        (Some(kind), None) => Ok(kind),
        _ => not_understood("a schema of no one kind"),
    }
}

/// A pattern is known by its text: four of them do not need an engine.
fn string(schema: &Members) -> Result<Check, NotUnderstood> {
    match (optional_text(schema, "pattern").as_deref(), schema.get("minLength").and_then(Json::as_u64)) {
        (None, Some(1)) => Ok(Check::Text),
        (Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), None) => Ok(Check::Day),
        (Some("^[a-z0-9]+(-[a-z0-9]+)*$"), None) => Ok(Check::Code),
        (Some("^(cn|hk|mo|xx)-[a-z0-9]+(-[a-z0-9]+)*$"), None) => Ok(Check::AuthorityId),
        (Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"), None) => Ok(Check::TimeOfDay),
        _ => not_understood("string"),
    }
}

fn extensible(schema: &Members) -> Result<bool, NotUnderstood> {
    let Some(patterns) = schema.get("patternProperties") else { return Ok(false) };
    let mut patterns = members(patterns)?.iter();
    match (patterns.next(), patterns.next()) {
        (Some((pattern, Json::Bool(true))), None) if pattern == "^x-[a-z0-9-]+$" => Ok(true),
        _ => not_understood("patternProperties"),
    }
}

/// `{"properties": {"forum": {"type": "null"}, "requesting": {"$ref": …}, …}}`
fn combination(json: &Json) -> Result<Combination, NotUnderstood> {
    member_object(members(json)?, "properties")?
        .iter()
        .map(|(name, schema)| match (schema.get("type").and_then(Json::as_str), schema.get("$ref")) {
            (Some("null"), None) => Ok((name.clone(), false)),
            (None, Some(_)) => Ok((name.clone(), true)),
            _ => not_understood("oneOf"),
        })
        .collect()
}

/// `{"if": {"properties": {"procedure": {"const": …}}}, "then": {"properties": {"stage": {"enum": […]}}}}`
fn stages_of(condition: &Members) -> Result<(String, Vec<String>), NotUnderstood> {
    let branch = |branch, member| {
        let properties = member_object(member_object(condition, branch)?, "properties")?;
        member_object(properties, member)
    };
    Ok((text(branch("if", "procedure")?, "const")?.to_owned(), codes(branch("then", "stage")?, "enum")?))
}

fn members(json: &Json) -> Result<&Members, NotUnderstood> {
    json.as_object().ok_or_else(|| NotUnderstood(json.to_string()))
}

fn member_object<'a>(schema: &'a Members, name: &str) -> Result<&'a Members, NotUnderstood> {
    schema.get(name).and_then(Json::as_object).ok_or_else(|| NotUnderstood(name.to_owned()))
}

fn list<'a>(schema: &'a Members, name: &str) -> Result<&'a [Json], NotUnderstood> {
    schema.get(name).and_then(Json::as_array).map(Vec::as_slice).ok_or_else(|| NotUnderstood(name.to_owned()))
}

fn text<'a>(schema: &'a Members, name: &str) -> Result<&'a str, NotUnderstood> {
    schema.get(name).and_then(Json::as_str).ok_or_else(|| NotUnderstood(name.to_owned()))
}

fn optional_text(schema: &Members, name: &str) -> Option<String> {
    schema.get(name).and_then(Json::as_str).map(str::to_owned)
}

fn codes(schema: &Members, name: &str) -> Result<Vec<String>, NotUnderstood> {
    let code = |json: &Json| json.as_str().map(str::to_owned).ok_or_else(|| NotUnderstood(name.to_owned()));
    list(schema, name)?.iter().map(code).collect()
}

fn not_understood<T>(what: &str) -> Result<T, NotUnderstood> {
    Err(NotUnderstood(what.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::SCHEMA_JSON;

    #[test]
    fn a_keyword_that_is_not_understood_is_refused_and_not_ignored() {
        assert!(schema(SCHEMA_JSON).is_ok());
        for (known, other) in [
            ("\"minimum\": 1", "\"maximum\": 1"),
            ("\"minLength\": 1", "\"minLength\": 2"),
            ("^[a-z0-9]+(-[a-z0-9]+)*$", "^[a-z]+$"),
            ("^x-[a-z0-9-]+$", "^y-"),
            ("\"additionalProperties\": false", "\"additionalProperties\": true"),
            ("{\"type\": \"boolean\"", "{\"type\": \"null\""),
            ("\"oneOf\"", "\"someOf\""),
            ("#/$defs/date", "#/$defs/dates"),
        ] {
            assert!(SCHEMA_JSON.contains(known), "{known}");
            assert!(schema(&SCHEMA_JSON.replace(known, other)).is_err(), "{other}");
        }
    }
}
