//! The code lists of the vocabulary, read from the schema of facts: there is no second copy to go stale.

use crate::facts::schema::{Check, SCHEMA};
use crate::facts::{Particulars, Value};

/// The calendars: Mainland; Hong Kong's general holidays; days on which Hong Kong's court offices are closed; Macao.
pub const CALENDARS: [&str; 4] = ["CN", "HK-general", "HK-court", "MO"];

/// A policy switch: where the texts are silent, each side says how it reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its code, like `hk-calendar`.
    pub code: &'static str,
    /// The value that holds where none is given.
    pub default: &'static str,
    /// All values.
    pub values: &'static [String],
}

/// All procedures.
pub fn procedures() -> &'static [String] {
    codes(facts("procedure"))
}

/// All stages.
pub fn stages() -> &'static [String] {
    codes(facts("stage"))
}

/// The stages that `procedure` knows; none if there is no such procedure.
pub fn stages_of(procedure: &str) -> &'static [String] {
    SCHEMA.stages_of(procedure)
}

/// All kinds of authorities.
pub fn authority_kinds() -> &'static [String] {
    codes(SCHEMA.definition("authority-kind"))
}

/// All kinds of documents.
pub fn document_kinds() -> &'static [String] {
    codes(SCHEMA.definition("document-kind"))
}

/// All kinds of docket events.
pub fn event_kinds() -> &'static [String] {
    codes(member_of("event", "kind"))
}

/// All kinds of acts.
pub fn act_kinds() -> &'static [String] {
    codes(member_of("act", "kind"))
}

/// All roles of persons.
pub fn person_roles() -> &'static [String] {
    codes(member_of("person", "role"))
}

/// All methods of service.
pub fn service_methods() -> &'static [String] {
    codes(SCHEMA.definition("service-method"))
}

/// All languages of papers.
pub fn languages() -> &'static [String] {
    codes(SCHEMA.definition("language"))
}

/// All instruments that a citation may name.
pub fn instruments() -> &'static [String] {
    codes(SCHEMA.definition("instrument"))
}

/// All policy switches, by code.
pub fn settings() -> impl Iterator<Item = Setting> {
    facts("settings").into_iter().flat_map(Check::members).filter_map(|(code, check)| match check {
        Check::Codes { codes, default: Some(default) } => Some(Setting { code, default, values: codes }),
        _ => None,
    })
}

/// Every policy switch at its default.
pub fn settings_defaults() -> Particulars {
    settings().map(|setting| (setting.code.to_owned(), Value::Text(setting.default.to_owned()))).collect()
}

fn facts(member: &str) -> Option<&'static Check> {
    member_of("facts", member)
}

fn member_of(name: &str, member: &str) -> Option<&'static Check> {
    SCHEMA.definition(name).and_then(|definition| definition.member(member))
}

fn codes(check: Option<&'static Check>) -> &'static [String] {
    check.map_or(&[], Check::codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_those_of_the_schema() {
        for (list, first, length) in [
            (procedures(), "service-of-documents", 14),
            (stages(), "outgoing", 5),
            (authority_kinds(), "supreme-court", 15),
            (document_kinds(), "letter-of-request", 42),
            (event_kinds(), "received", 40),
            (act_kinds(), "examine-witness", 16),
            (person_roles(), "addressee", 11),
            (service_methods(), "arrangement", 17),
            (languages(), "zh", 4),
            (instruments(), "cn-hk-service-1999", 26),
        ] {
            assert_eq!((list[0].as_str(), list.len()), (first, length));
        }
    }

    #[test]
    fn every_procedure_knows_its_stages_and_no_other_does() {
        for procedure in procedures() {
            assert!(!stages_of(procedure).is_empty(), "{procedure}");
        }
        assert_eq!(stages_of("request-forwarding"), ["incoming"]);
        assert_eq!(stages_of("trial-by-combat"), [""; 0]);
    }

    #[test]
    fn every_setting_has_a_default_among_its_values() {
        for setting in settings() {
            assert!(setting.values.iter().any(|value| value == setting.default), "{}", setting.code);
        }
        let defaults = settings_defaults();
        assert_eq!(defaults.len(), 20);
        assert_eq!(defaults["hk-calendar"], Value::Text("HK-general".to_owned()));
        assert_eq!(defaults["unregulated-electronic-transmission"], Value::Text("return".to_owned()));
    }
}
