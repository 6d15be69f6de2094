//! The facts of a matter, as the rules see them: what is the case, never what follows from it.
//!
//! Their JSON is fixed by `schema/facts.schema.json`. Facts are parsed once, at the edge; whoever holds [`Facts`] need not check
//! them again.

pub(crate) mod schema;
mod value;

use core::fmt;

use comity_record::Digest;
use comity_record::canonical::to_canonical;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use self::schema::SCHEMA;
pub(crate) use self::value::day;
pub use self::value::{Particulars, Value};
use crate::json::{self, JsonError};
use crate::limits::FACTS_MAX_BYTES;
use crate::{AuthorityId, Date, Jurisdiction};

/// The JSON schema of facts, for whoever validates elsewhere.
pub const SCHEMA_JSON: &str = include_str!("../schema/facts.schema.json");

/// All facts that one assessment looks at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Facts {
    /// The acts of evidence asked for.
    pub acts: Vec<Act>,
    /// The day for which the answer is asked.
    pub as_of: Date,
    /// What happened, and when.
    pub docket: Vec<DocketEvent>,
    /// The papers.
    pub documents: Vec<Document>,
    /// The court or body that acts by itself, without a request; never set together with the other two.
    pub forum: Option<Authority>,
    /// Everything else that is known about the matter.
    #[serde(deserialize_with = "value::as_written")]
    pub particulars: Particulars,
    /// Addressees, parties, witnesses and the like.
    pub persons: Vec<Person>,
    /// What kind of step between courts, or before one court, this is.
    pub procedure: String,
    /// The authority that is asked.
    pub requested: Option<Authority>,
    /// The authority that asks the other side; set together with `requested`.
    pub requesting: Option<Authority>,
    /// Policy switches that differ from the release's.
    #[serde(deserialize_with = "value::as_written")]
    pub settings: Particulars,
    /// Where in the procedure the question arises.
    pub stage: Stage,
}

/// Where in a procedure a question arises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The requesting side checks its own letter before it is sent.
    Outgoing,
    /// What arrived is checked.
    Incoming,
    /// The request is being executed, or the forum takes a step.
    Execution,
    /// The certificate or the result is sent back.
    Return,
    /// Time passes.
    FollowUp,
}

/// A court or another authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Cities for which the court is competent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Vec<String>>,
    /// Its name on the roll.
    pub authority: AuthorityId,
    /// Sides with which a Mainland intermediate or basic court may deal directly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct_channels: Option<Vec<Jurisdiction>>,
    /// Its side.
    pub jurisdiction: Jurisdiction,
    /// Its kind, like `basic-court`.
    pub kind: String,
    /// Basic courts in its area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subordinate_courts: Option<Vec<AuthorityId>>,
}

/// A natural or legal person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Given where something refers to the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Domicile or seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    /// Everything else that is known about the person.
    #[serde(deserialize_with = "value::as_written")]
    pub particulars: Particulars,
    /// The role, like `addressee`.
    pub role: String,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// How many are enclosed, in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<u32>,
    /// The ids of the persons it is meant for; empty means all addressees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub r#for: Vec<String>,
    /// The kind, like `summons`.
    pub kind: String,
    /// Languages of the paper itself.
    pub languages: Vec<String>,
    /// Everything else that is known about the paper.
    #[serde(deserialize_with = "value::as_written")]
    pub particulars: Particulars,
    /// Languages of the enclosed translations.
    pub translations: Vec<String>,
}

/// An act of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The kind, like `examine-witness`.
    pub kind: String,
    /// Everything else that is known about the act.
    #[serde(deserialize_with = "value::as_written")]
    pub particulars: Particulars,
}

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocketEvent {
    /// The time of day, `HH:MM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The electronic channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The kind, like `received`.
    pub kind: String,
    /// The method of service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The day.
    pub on: Date,
    /// The id of the person concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

/// The facts are not facts: where, why, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FactsError {
    /// The place: `facts.docket[0].on`.
    pub at: String,
    /// Why, in kebab-case: `not-a-date`.
    pub code: &'static str,
    /// What stands there, shortened; `None` where nothing does.
    pub value: Option<String>,
    /// The sentence's end, for the log.
    because: String,
}

impl Facts {
    /// Reads and checks the JSON of facts.
    ///
    /// # Errors
    /// The first place that the schema, the calendar (a date that does not exist) or a limit does not allow.
    pub fn parse(json: &[u8]) -> Result<Self, FactsError> {
        Self::parse_value(json::read(json, "facts", FACTS_MAX_BYTES)?)
    }

    /// Checks JSON that was read elsewhere.
    ///
    /// # Errors
    /// As [`Facts::parse`], except for what a JSON value cannot show, like a key that stood twice.
    pub fn parse_value(json: serde_json::Value) -> Result<Self, FactsError> {
        SCHEMA.check(&json)?;
        let mut facts =
            Self::deserialize(json).map_err(|error| FactsError::new("facts", "wrong-type", None, error.to_string()))?;
        facts.settle();
        Ok(facts)
    }

    /// Gives the particulars, as they were written, the schema's types.
    fn settle(&mut self) {
        SCHEMA.settle("facts", &mut self.particulars);
        self.persons.iter_mut().for_each(|person| SCHEMA.settle("person", &mut person.particulars));
        self.documents.iter_mut().for_each(|document| SCHEMA.settle("document", &mut document.particulars));
        self.acts.iter_mut().for_each(|act| SCHEMA.settle("act", &mut act.particulars));
    }

    /// Whose rules are asked: the forum's if there is one; else the requesting side's before sending and when time passes, and
    /// the requested side's in between.
    pub fn asked(&self) -> Option<Jurisdiction> {
        let side = match self.stage {
            Stage::Outgoing | Stage::FollowUp => &self.requesting,
            Stage::Incoming | Stage::Execution | Stage::Return => &self.requested,
        };
        self.forum.as_ref().or(side.as_ref()).map(|authority| authority.jurisdiction)
    }

    /// The digest of their canonical JSON.
    pub fn digest(&self) -> Digest {
        #[expect(clippy::expect_used, reason = "text keys and finite numbers can always be written")]
        self.canonical().map(|json| Digest::of(&json)).expect("facts have canonical JSON")
    }

    /// As they are written, facts are in canonical order already: their structs' fields are sorted, and so are particulars. Only
    /// a fraction may have to be spelt anew. Sorting everything once more would cost more than reading it did.
    fn canonical(&self) -> Option<Vec<u8>> {
        if self.particulars_of_all().flat_map(Particulars::values).all(Value::is_canonical) {
            serde_json::to_vec(self).ok()
        } else {
            to_canonical(self).ok()
        }
    }

    fn particulars_of_all(&self) -> impl Iterator<Item = &Particulars> {
        let persons = self.persons.iter().map(|person| &person.particulars);
        let documents = self.documents.iter().map(|document| &document.particulars);
        let acts = self.acts.iter().map(|act| &act.particulars);
        [&self.particulars, &self.settings].into_iter().chain(persons).chain(documents).chain(acts)
    }
}

impl Stage {
    /// The code of the vocabulary.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Outgoing => "outgoing",
            Self::Incoming => "incoming",
            Self::Execution => "execution",
            Self::Return => "return",
            Self::FollowUp => "follow-up",
        }
    }
}

impl FactsError {
    pub(crate) fn new(
        at: impl Into<String>,
        code: &'static str,
        value: Option<String>,
        because: impl Into<String>,
    ) -> Self {
        Self { at: at.into(), code, value, because: because.into() }
    }

    /// Why, for the person's message.
    pub const fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for FactsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "{}: \"{value}\" {}", self.at, self.because),
            None => write!(f, "{}: {}", self.at, self.because),
        }
    }
}

impl From<JsonError> for FactsError {
    fn from(error: JsonError) -> Self {
        Self::new(error.at, error.code, None, error.because)
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// Checks like [`Facts::parse_value`]: there is no way around the schema.
impl<'de> Deserialize<'de> for Facts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse_value(serde_json::Value::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use comity_record::canonical::canonical_digest;
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;

    /// A letter of request that asks Hong Kong to serve a summons, with one of everything that facts can hold.
    pub(crate) fn sample() -> Json {
        json!({
            "procedure": "service-of-documents", "stage": "incoming", "as_of": "2026-01-12",
            "requesting": {"authority": "cn-nansha", "jurisdiction": "CN", "kind": "basic-court", "direct_channels": ["MO"],
                           "area": ["guangzhou"], "subordinate_courts": ["cn-nansha"]},
            "requested": {"authority": "hk-high-court", "jurisdiction": "HK", "kind": "high-court"},
            "forum": null,
            "persons": [{"id": "p1", "role": "addressee", "jurisdiction": "HK", "particulars": {
                "name": "陈大文", "date-of-birth": "1980-02-29", "work-years": 3, "cases-this-year": 2,
                "records": ["licence-revoked"], "x-floor": "12"}}],
            "documents": [
                {"kind": "letter-of-request", "languages": ["zh"], "translations": [], "copies": 2, "particulars": {"sealed-by": "cn-nansha"}},
                {"kind": "summons", "languages": ["zh"], "translations": ["en"], "copies": 2, "for": ["p1"], "particulars": {"notarised": true, "date": "2026-01-05"}}],
            "acts": [{"kind": "examine-witness", "particulars": {"questions": 4}}],
            "docket": [{"kind": "received", "on": "2026-01-12", "at": "09:30", "method": "post", "channel": "email", "person": "p1", "by": "hk-high-court"}],
            "particulars": {"case-category": "civil-commercial", "expected-cost-amount": 1200.5, "listed-documents": ["summons", "notice"],
                            "x-day": "2026-01-12", "x-count": 7, "x-share": 0.25, "x-tags": ["a", "b"], "x-urgent": false},
            "settings": {"hk-calendar": "HK-court"}
        })
    }

    fn with(pointer: &str, value: Json) -> Json {
        let mut facts = sample();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match facts.pointer_mut(parent).unwrap() {
            Json::Object(object) => drop(object.insert(name.to_owned(), value)),
            Json::Array(list) => list[name.parse::<usize>().unwrap()] = value,
            other => panic!("{other} has no members"),
        }
        facts
    }

    fn without(pointer: &str) -> Json {
        let mut facts = sample();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        facts.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).unwrap();
        facts
    }

    fn refused(json: Json) -> (String, &'static str) {
        let error = Facts::parse(json.to_string().as_bytes()).unwrap_err();
        (error.at, error.code)
    }

    #[test]
    fn facts_are_written_as_they_were_read() {
        let facts = Facts::parse(sample().to_string().as_bytes()).unwrap();
        assert_eq!(serde_json::to_value(&facts).unwrap(), sample());
        assert_eq!(serde_json::from_value::<Facts>(sample()).unwrap(), facts);
        assert_eq!(facts.digest(), canonical_digest(&sample()).unwrap());
    }

    #[test]
    fn particulars_have_the_types_that_the_schema_gives_them() {
        let facts = Facts::parse_value(sample()).unwrap();
        let person = &facts.persons[0].particulars;
        assert_eq!(person["date-of-birth"], Value::Day("1980-02-29".parse().unwrap()));
        assert_eq!(person["work-years"], Value::Decimal("3".into()));
        assert_eq!(person["cases-this-year"], Value::Number(2));
        assert_eq!(person["records"], Value::Codes(vec!["licence-revoked".into()]));
        assert_eq!(facts.documents[1].particulars["date"], Value::Day("2026-01-05".parse().unwrap()));
        assert_eq!(facts.documents[1].particulars["notarised"], Value::Flag(true));
        assert_eq!(facts.acts[0].particulars["questions"], Value::Number(4));
        assert_eq!(facts.particulars["expected-cost-amount"], Value::Decimal("1200.5".into()));
        assert_eq!(facts.settings["hk-calendar"], Value::Text("HK-court".into()));
    }

    #[test]
    fn the_digest_is_that_of_canonical_json_however_a_number_is_written() {
        for number in [
            "0.1",
            "-0.50",
            "0.000001",
            "1e-7",
            "1e21",
            "1e300",
            "123456789012345.6",
            "12345678901234567890",
            "-0.0",
            "5e-324",
        ] {
            let json = sample().to_string().replace("1200.5", number);
            let facts = Facts::parse(json.as_bytes()).unwrap();
            assert_eq!(
                facts.digest(),
                canonical_digest(&serde_json::from_str::<Json>(&json).unwrap()).unwrap(),
                "{number}"
            );
        }
    }

    #[test]
    fn a_free_particular_has_the_type_that_its_json_shows() {
        let facts = Facts::parse_value(sample()).unwrap();
        let free = |name: &str| facts.particulars[name].clone();
        assert_eq!(free("x-day"), Value::Text("2026-01-12".into()));
        assert_eq!(free("x-count"), Value::Number(7));
        assert_eq!(free("x-share"), Value::Decimal("0.25".into()));
        assert_eq!(free("x-tags"), Value::Codes(vec!["a".into(), "b".into()]));
        assert_eq!(free("x-urgent"), Value::Flag(false));
        assert_eq!(refused(with("/particulars/x-o", json!({"a": 1}))), ("facts.particulars.x-o".into(), "wrong-type"));
        assert_eq!(
            refused(with("/particulars/x-o", json!(["a", 1]))),
            ("facts.particulars.x-o[1]".into(), "wrong-type")
        );
        assert_eq!(refused(with("/particulars/X-o", json!(1))), ("facts.particulars.X-o".into(), "unknown-field"));
    }

    #[test]
    fn an_error_says_where_and_what() {
        let error = Facts::parse_value(with("/docket/0/on", json!("2026-02-30"))).unwrap_err();
        assert_eq!(error.to_string(), r#"facts.docket[0].on: "2026-02-30" is not a date"#);
        assert_eq!(
            (error.at.as_str(), error.code(), error.value.as_deref()),
            ("facts.docket[0].on", "not-a-date", Some("2026-02-30"))
        );
        let error = Facts::parse_value(without("/stage")).unwrap_err();
        assert_eq!(error.to_string(), "facts.stage: is missing");
        let error = Facts::parse(b"{").unwrap_err();
        assert_eq!(error.to_string(), "facts: not JSON: EOF while parsing an object at line 1 column 1");
    }

    #[test]
    fn every_way_to_be_wrong_has_its_code_and_place() {
        let long = "long ".repeat(4_000);
        for (facts, at, code) in [
            (json!([]), "facts", "wrong-type"),
            (json!(null), "facts", "wrong-type"),
            (with("/as_of", json!("2026-2-3")), "facts.as_of", "not-a-date"),
            (with("/as_of", json!("2026-02-29")), "facts.as_of", "not-a-date"),
            (with("/as_of", json!(20260212)), "facts.as_of", "wrong-type"),
            (
                with("/persons/0/particulars/date-of-birth", json!("1980-02-30")),
                "facts.persons[0].particulars.date-of-birth",
                "not-a-date",
            ),
            (with("/documents/1/particulars/date", json!("")), "facts.documents[1].particulars.date", "not-a-date"),
            (with("/stage", json!("outgoin")), "facts.stage", "unknown-code"),
            (with("/procedure", json!(3)), "facts.procedure", "wrong-type"),
            (with("/requesting/knd", json!("x")), "facts.requesting.knd", "unknown-field"),
            (with("/requesting/kind", json!("court")), "facts.requesting.kind", "unknown-code"),
            (with("/requesting/authority", json!("uk-court")), "facts.requesting.authority", "not-an-authority"),
            (with("/requesting/area", json!(["Guangzhou"])), "facts.requesting.area[0]", "not-a-code"),
            (
                with("/requesting/direct_channels", json!(["MO", "MO"])),
                "facts.requesting.direct_channels[1]",
                "repeated",
            ),
            (with("/requesting", json!("cn-nansha")), "facts.requesting", "wrong-type"),
            (with("/documents/0/copies", json!("3")), "facts.documents[0].copies", "wrong-type"),
            (with("/documents/0/copies", json!(1.5)), "facts.documents[0].copies", "wrong-type"),
            (with("/documents/0/copies", json!(0)), "facts.documents[0].copies", "too-small"),
            (with("/documents/0/copies", json!(5_000_000_000_u64)), "facts.documents[0].copies", "too-large"),
            (with("/documents/0/copies", json!(u64::MAX)), "facts.documents[0].copies", "too-large"),
            (with("/documents/0/languages", json!([])), "facts.documents[0].languages", "empty"),
            (with("/documents/0/for", json!(null)), "facts.documents[0].for", "wrong-type"),
            (with("/documents", json!({})), "facts.documents", "wrong-type"),
            (with("/docket/0/at", json!("24:00")), "facts.docket[0].at", "not-a-time"),
            (
                with("/particulars/platform-available", json!("yes")),
                "facts.particulars.platform-available",
                "wrong-type",
            ),
            (with("/particulars/case-number", json!("")), "facts.particulars.case-number", "empty"),
            (with("/particulars/case-number", json!(long)), "facts.particulars.case-number", "too-long"),
            (with("/persons/0/id", json!("a".repeat(65))), "facts.persons[0].id", "too-long"),
            (
                with("/particulars/evidence-period-days", json!(-5_000_000_000_i64)),
                "facts.particulars.evidence-period-days",
                "too-small",
            ),
            (with("/settings/hk-calendr", json!("HK-court")), "facts.settings.hk-calendr", "unknown-field"),
            (without("/documents/0/copies"), "facts.documents[0].copies", "missing-field"),
            (with("/persons", json!(vec![json!({}); 1_001])), "facts.persons", "too-many"),
            (with("/procedure", json!("juror-draw")), "facts.stage", "impossible-combination"),
        ] {
            assert_eq!(refused(facts), (at.to_owned(), code));
        }
    }

    #[test]
    fn what_is_private_is_not_repeated_by_an_error() {
        let error = Facts::parse_value(with("/particulars/case-number", json!("secret ".repeat(4_000)))).unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }

    #[test]
    fn a_request_has_two_sides_and_a_forum_is_alone() {
        let authority = sample()["requested"].clone();
        let combined = |requesting: bool, requested: bool, forum: bool| {
            let mut facts = sample();
            for (name, given) in [("requesting", requesting), ("requested", requested), ("forum", forum)] {
                facts[name] = if given { authority.clone() } else { Json::Null };
            }
            Facts::parse_value(facts).map_err(|error| error.to_string().split(';').next().unwrap().to_owned())
        };
        assert!(combined(true, true, false).is_ok());
        assert!(combined(false, false, true).is_ok());
        let refused = |requesting, requested, forum| combined(requesting, requested, forum).unwrap_err();
        assert_eq!(refused(true, true, true), "facts.forum: is one too many");
        assert_eq!(refused(true, false, false), "facts.requested: is missing");
        assert_eq!(refused(false, true, false), "facts.requesting: is missing");
        assert_eq!(refused(true, false, true), "facts.requesting: is one too many");
        assert_eq!(refused(false, false, false), "facts.forum: is missing");
    }

    #[test]
    fn the_forum_is_asked_and_else_the_side_whose_turn_it_is() {
        let asked = |stage: Stage| Facts::parse_value(with("/stage", json!(stage.as_str()))).unwrap().asked();
        assert_eq!(asked(Stage::Outgoing), Some(Jurisdiction::Cn));
        assert_eq!(asked(Stage::FollowUp), Some(Jurisdiction::Cn));
        for stage in [Stage::Incoming, Stage::Execution, Stage::Return] {
            assert_eq!(asked(stage), Some(Jurisdiction::Hk));
        }
        let mut forum = Facts::parse_value(sample()).unwrap();
        forum.forum = forum.requested.clone();
        forum.stage = Stage::Outgoing;
        assert_eq!(forum.asked(), Some(Jurisdiction::Hk));
    }

    #[test]
    fn a_stage_is_written_as_its_code() {
        for stage in [Stage::Outgoing, Stage::Incoming, Stage::Execution, Stage::Return, Stage::FollowUp] {
            assert_eq!(serde_json::to_value(stage).unwrap(), json!(stage.as_str()));
        }
    }

    /// Somewhere in the sample, something else.
    fn mutated() -> impl Strategy<Value = Json> {
        let places = places(&sample());
        let other = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            (-3_i64..5).prop_map(Json::from),
            Just(json!(2.5)),
            Just(json!([])),
            Just(json!({})),
            Just(json!(["zh", "en"])),
            Just(json!(["zh", "zh"])),
            Just(sample()["requested"].clone()),
            proptest::sample::select(vec![
                "",
                "x",
                "zh",
                "HK",
                "cn-nansha",
                "hk-",
                "2026-02-28",
                "2026-13-01",
                "incoming",
                "follow-up",
                "addressee",
                "post",
                "23:59",
                "9:00",
                "a b",
                "A",
                "domestic-service",
                "mediation",
                "summons",
            ])
            .prop_map(Json::from),
        ];
        let names = vec!["x-free", "x-", "X-a", "kind", "forum", "at", "case-number", "surprise"];
        (proptest::sample::select(places), other, 0..3, proptest::sample::select(names)).prop_map(
            |(place, other, how, name)| {
                let mut facts = sample();
                match (how, facts.pointer_mut(&place).unwrap()) {
                    (0, Json::Object(object)) => drop(object.insert(name.to_owned(), other)),
                    (1, Json::Object(object)) => {
                        drop(object.remove(&object.keys().next().cloned().unwrap_or_default()))
                    }
                    (_, value) => *value = other,
                }
                facts
            },
        )
    }

    fn places(json: &Json) -> Vec<String> {
        let children: Vec<(String, &Json)> = match json {
            Json::Object(object) => object.iter().map(|(name, value)| (name.clone(), value)).collect(),
            Json::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
            _ => Vec::new(),
        };
        let below = children
            .into_iter()
            .flat_map(|(name, child)| places(child).into_iter().map(move |place| format!("/{name}{place}")));
        core::iter::once(String::new()).chain(below).collect()
    }

    /// A general validator is the judge of what the schema says.
    static JUDGE: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        let schema = serde_json::from_str(SCHEMA_JSON).unwrap();
        jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
    });

    proptest! {
        #[test]
        fn a_general_validator_says_the_same_of_any_change(facts in mutated()) {
            let verdict = Facts::parse(facts.to_string().as_bytes());
            // Free particulars hold what a particular can hold; the schema alone would let them hold anything.
            let free_object = verdict.as_ref().is_err_and(|error| error.code == "wrong-type" && error.at.contains(".x-"));
            prop_assert!(free_object || verdict.is_ok() == JUDGE.is_valid(&facts), "{verdict:?}");
        }

        #[test]
        fn whatever_is_read_is_written_the_same(facts in mutated()) {
            if let Ok(read) = Facts::parse(facts.to_string().as_bytes()) {
                let written = serde_json::to_vec(&read).unwrap();
                prop_assert_eq!(Facts::parse(&written).unwrap(), read.clone());
                prop_assert_eq!(read.digest(), canonical_digest(&facts).unwrap());
            }
        }

        #[test]
        fn any_bytes_are_facts_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..2_000) {
            let _ = Facts::parse(&bytes);
            let sample = sample().to_string();
            let _ = Facts::parse(&sample.as_bytes()[..cut.min(sample.len())]);
        }
    }
}
