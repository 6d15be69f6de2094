//! Facts on their way into the sandbox: only what the rules declared to read, and the switches in force.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::Date;
use comity_domain::facts::{self, Facts, Particulars};

use crate::contract as wit;

/// What a component declared to read, ready to be asked.
#[derive(Debug, Default)]
pub(crate) struct Reads {
    /// `requesting`, `documents`, `requesting.direct-channels`, …
    whole: BTreeSet<String>,
    /// Kinds and roles: `persons` → `addressee`, `docket` → `received`.
    kinds: BTreeMap<String, BTreeSet<String>>,
    /// Particulars: `particulars`, `persons`, … → names.
    particulars: BTreeMap<String, BTreeSet<String>>,
}

/// What passed, and where it stood: lists are shorter inside than outside.
#[derive(Debug)]
pub(crate) struct Passed {
    pub(crate) facts: wit::Facts,
    pub(crate) persons: Vec<usize>,
    pub(crate) docket: Vec<usize>,
}

impl Reads {
    /// Reads the declaration; answers with the name that means nothing.
    pub(crate) fn parse(names: &[String]) -> Result<Self, String> {
        const WHOLE: [&str; 5] = ["requesting", "requested", "forum", "documents", "acts"];
        const AUTHORITY: [&str; 3] = ["direct-channels", "area", "subordinate-courts"];
        let mut reads = Self::default();
        for name in names {
            let set = match name.split('.').collect::<Vec<_>>().as_slice() {
                [whole] if WHOLE.contains(whole) => &mut reads.whole,
                ["requesting" | "requested" | "forum", part] if AUTHORITY.contains(part) => &mut reads.whole,
                ["particulars", _] => reads.particulars.entry("particulars".to_owned()).or_default(),
                [list @ ("persons" | "documents" | "acts" | "docket"), "particulars", _] => {
                    reads.particulars.entry((*list).to_owned()).or_default()
                }
                [list @ ("persons" | "docket"), _] => reads.kinds.entry((*list).to_owned()).or_default(),
                _ => return Err(name.clone()),
            };
            let last = if set_is_whole(name) { name.as_str() } else { name.rsplit('.').next().unwrap_or(name) };
            set.insert(last.to_owned());
        }
        Ok(reads)
    }

    /// The part of `facts` that may pass, with `settings`.
    pub(crate) fn pass(&self, facts: &Facts, settings: Vec<wit::Particular>) -> Passed {
        let persons = self.indices("persons", facts.persons.iter().map(|person| person.role.as_str()));
        let docket = self.indices("docket", facts.docket.iter().map(|event| event.kind.as_str()));
        let passed = wit::Facts {
            procedure: facts.procedure.clone(),
            stage: facts.stage.as_str().to_owned(),
            as_of: date(facts.as_of),
            requesting: self.authority("requesting", facts.requesting.as_ref()),
            requested: self.authority("requested", facts.requested.as_ref()),
            forum: self.authority("forum", facts.forum.as_ref()),
            persons: persons.iter().filter_map(|&at| facts.persons.get(at)).map(|person| self.person(person)).collect(),
            documents: self.all("documents", &facts.documents).map(|document| self.document(document)).collect(),
            acts: self.all("acts", &facts.acts).map(|act| self.act(act)).collect(),
            docket: docket.iter().filter_map(|&at| facts.docket.get(at)).map(|event| self.event(event)).collect(),
            particulars: self.particulars("particulars", &facts.particulars),
            settings,
        };
        Passed { facts: passed, persons, docket }
    }

    fn indices<'a>(&self, list: &str, kinds: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let Some(read) = self.kinds.get(list) else { return Vec::new() };
        kinds.enumerate().filter(|(_, kind)| read.contains(*kind)).map(|(index, _)| index).collect()
    }

    fn all<'a, T>(&self, list: &str, things: &'a [T]) -> impl Iterator<Item = &'a T> {
        let read = self.whole.contains(list);
        things.iter().filter(move |_| read)
    }

    fn authority(&self, place: &str, authority: Option<&facts::Authority>) -> Option<wit::Authority> {
        let authority = authority.filter(|_| self.whole.contains(place))?;
        let read = |part: &str| self.whole.contains(&format!("{place}.{part}"));
        let texts = |list: &[comity_domain::AuthorityId]| list.iter().map(ToString::to_string).collect();
        Some(wit::Authority {
            id: authority.authority.to_string(),
            jurisdiction: authority.jurisdiction.code().to_owned(),
            kind: authority.kind.clone(),
            direct_channels: authority
                .direct_channels
                .as_ref()
                .filter(|_| read("direct-channels"))
                .map(|sides| sides.iter().map(|side| side.code().to_owned()).collect()),
            area: authority.area.clone().filter(|_| read("area")),
            subordinate_courts: authority
                .subordinate_courts
                .as_deref()
                .filter(|_| read("subordinate-courts"))
                .map(texts),
        })
    }

    fn person(&self, person: &facts::Person) -> wit::Person {
        wit::Person {
            id: person.id.clone(),
            role: person.role.clone(),
            jurisdiction: person.jurisdiction.map(|side| side.code().to_owned()),
            particulars: self.particulars("persons", &person.particulars),
        }
    }

    fn document(&self, document: &facts::Document) -> wit::Document {
        wit::Document {
            kind: document.kind.clone(),
            languages: document.languages.clone(),
            translations: document.translations.clone(),
            copies: document.copies,
            for_persons: document.r#for.clone(),
            particulars: self.particulars("documents", &document.particulars),
        }
    }

    fn act(&self, act: &facts::Act) -> wit::Act {
        wit::Act { kind: act.kind.clone(), particulars: self.particulars("acts", &act.particulars) }
    }

    fn event(&self, event: &facts::DocketEvent) -> wit::Event {
        let optional = [
            ("at", &event.at),
            ("method", &event.method),
            ("channel", &event.channel),
            ("person", &event.person),
            ("by", &event.by),
        ];
        let read = self.particulars.get("docket");
        let particulars = optional
            .into_iter()
            .filter(|(name, _)| read.is_some_and(|read| read.contains(*name)))
            .filter_map(|(name, value)| {
                value.clone().map(|text| wit::Particular { name: name.to_owned(), value: wit::Value::Text(text) })
            })
            .collect();
        wit::Event { kind: event.kind.clone(), on: date(event.on), particulars }
    }

    fn particulars(&self, list: &str, particulars: &Particulars) -> Vec<wit::Particular> {
        let Some(read) = self.particulars.get(list) else { return Vec::new() };
        particulars
            .iter()
            .filter(|(name, _)| read.contains(*name))
            .map(|(name, value)| particular(name, value))
            .collect()
    }
}

pub(crate) fn particular(name: &str, value: &facts::Value) -> wit::Particular {
    let value = match value {
        facts::Value::Text(text) => wit::Value::Text(text.clone()),
        facts::Value::Number(number) => wit::Value::Number(*number),
        facts::Value::Decimal(decimal) => wit::Value::Decimal(decimal.clone()),
        facts::Value::Day(day) => wit::Value::Day(date(*day)),
        facts::Value::Flag(flag) => wit::Value::Flag(*flag),
        facts::Value::Codes(codes) => wit::Value::Codes(codes.clone()),
    };
    wit::Particular { name: name.to_owned(), value }
}

pub(crate) fn date(day: Date) -> wit::Date {
    // Every civil day of the facts lies in the years 1 to 9999.
    wit::Date {
        year: u16::try_from(day.year()).unwrap_or(0),
        month: u8::try_from(day.month()).unwrap_or(0),
        day: u8::try_from(day.day()).unwrap_or(0),
    }
}

fn set_is_whole(name: &str) -> bool {
    ["requesting", "requested", "forum"].iter().any(|place| name.starts_with(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        Facts::parse(
            br#"{"procedure":"service-of-documents","stage":"incoming","as_of":"2026-03-16",
            "requesting":{"authority":"cn-nansha","jurisdiction":"CN","kind":"basic-court","direct_channels":["MO"]},
            "requested":{"authority":"hk-high-court","jurisdiction":"HK","kind":"high-court"},"forum":null,
            "persons":[{"role":"agent","jurisdiction":"HK","particulars":{"name":"A"}},{"role":"addressee","jurisdiction":"HK","particulars":{"name":"B","address":"C"}}],
            "documents":[{"kind":"summons","languages":["zh"],"translations":[],"copies":1,"particulars":{}}],"acts":[],
            "docket":[{"kind":"hearing","on":"2026-05-01"},{"kind":"received","on":"2026-03-16","method":"post"}],
            "particulars":{"nature-of-case":"sale","case-number":"secret"},"settings":{}}"#,
        )
        .unwrap()
    }

    fn reads(names: &[&str]) -> Reads {
        Reads::parse(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn what_is_not_declared_does_not_pass() {
        let passed = reads(&[
            "requesting",
            "persons.addressee",
            "persons.particulars.name",
            "docket.received",
            "particulars.nature-of-case",
        ])
        .pass(&facts(), Vec::new());
        assert_eq!(passed.facts.requested.map(|it| it.id), None);
        assert_eq!(passed.facts.requesting.unwrap().direct_channels, None);
        assert_eq!((passed.persons, passed.docket), (vec![1], vec![1]));
        assert_eq!(passed.facts.persons[0].particulars.len(), 1);
        assert_eq!(passed.facts.docket[0].particulars.len(), 0);
        assert!(passed.facts.documents.is_empty());
        let names: Vec<_> = passed.facts.particulars.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["nature-of-case"]);
    }

    #[test]
    fn what_is_declared_passes() {
        let passed = reads(&[
            "requesting",
            "requesting.direct-channels",
            "documents",
            "docket.received",
            "docket.particulars.method",
        ])
        .pass(&facts(), Vec::new());
        assert_eq!(passed.facts.requesting.unwrap().direct_channels, Some(vec!["MO".to_owned()]));
        assert_eq!(passed.facts.documents.len(), 1);
        assert_eq!(passed.facts.docket[0].particulars[0].name, "method");
    }

    #[test]
    fn a_declaration_that_names_nothing_known_is_refused() {
        for name in ["judges", "persons", "requesting.mood", "documents.copies", "particulars", ""] {
            assert_eq!(Reads::parse(&[name.to_owned()]).unwrap_err(), name);
        }
    }
}
