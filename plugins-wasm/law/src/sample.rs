//! A letter that is in order, for the tests to put out of order.

use crate::contract::{Authority, Date, Document, Event, Facts, Particular, Person, Value};
use crate::{Matter, cn_hk_mo_service_2009, cn_hk_service_1999};

pub(crate) const READS: &[&[&str]] = &[cn_hk_service_1999::DECLARATION.reads, cn_hk_mo_service_2009::DECLARATION.reads];
pub(crate) const SAYS: &[&[&str]] = &[cn_hk_service_1999::DECLARATION.says, cn_hk_mo_service_2009::DECLARATION.says];

pub(crate) fn matter(facts: &Facts) -> Matter<'_> {
    Matter::new(facts, READS)
}

/// A letter of the Guangdong High People's Court to the High Court of Hong Kong, one addressee, one summons; no events.
pub(crate) fn letter() -> Sample {
    let facts = Facts {
        procedure: "service-of-documents".to_owned(),
        stage: "incoming".to_owned(),
        as_of: date("2026-03-16"),
        requesting: Some(authority("cn-gd-hpc", "CN", "high-court")),
        requested: Some(authority("hk-high-court", "HK", "high-court")),
        forum: None,
        persons: Vec::new(),
        documents: Vec::new(),
        acts: Vec::new(),
        docket: Vec::new(),
        particulars: Vec::new(),
        settings: defaults(),
    };
    Sample(facts)
        .particular("issuing-authority", "cn-gd-hpc")
        .particular("nature-of-case", "sale of goods")
        .particular("case-category", "civil-commercial")
        .particular("transmission", "post")
        .addressee("a1")
        .document("letter-of-request", &[("sealed-by", "cn-gd-hpc")])
        .document("summons", &[])
}

pub(crate) struct Sample(Facts);

impl Sample {
    pub(crate) fn facts(self) -> Facts {
        self.0
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0);
        self
    }

    pub(crate) fn asked_on(self, day: &str) -> Self {
        self.with(|facts| facts.as_of = date(day))
    }

    pub(crate) fn event(self, kind: &str, on: &str) -> Self {
        let event = Event { kind: kind.to_owned(), on: date(on), particulars: Vec::new() };
        self.with(|facts| facts.docket.push(event))
    }

    pub(crate) fn particular(self, name: &str, value: &str) -> Self {
        self.with(|facts| set(&mut facts.particulars, name, Value::Text(value.to_owned())))
    }

    pub(crate) fn codes(self, name: &str, codes: &[&str]) -> Self {
        let codes = codes.iter().map(|&code| code.to_owned()).collect();
        self.with(|facts| set(&mut facts.particulars, name, Value::Codes(codes)))
    }

    pub(crate) fn without(self, name: &str) -> Self {
        self.with(|facts| facts.particulars.retain(|particular| particular.name != name))
    }

    pub(crate) fn switch(self, name: &str, value: &str) -> Self {
        self.with(|facts| set(&mut facts.settings, name, Value::Text(value.to_owned())))
    }

    pub(crate) fn addressee(self, id: &str) -> Self {
        let mut particulars = Vec::new();
        for (name, value) in [("name", "Addressee One"), ("address", "Flat A, 88 Example Street, Kowloon")] {
            set(&mut particulars, name, Value::Text(value.to_owned()));
        }
        let addressee = Person {
            id: Some(id.to_owned()),
            role: "addressee".to_owned(),
            jurisdiction: Some("HK".to_owned()),
            particulars,
        };
        self.with(|facts| facts.persons.push(addressee))
    }

    pub(crate) fn document(self, kind: &str, particulars: &[(&str, &str)]) -> Self {
        let mut document = Document {
            kind: kind.to_owned(),
            languages: vec!["zh".to_owned()],
            translations: Vec::new(),
            copies: Some(2),
            for_persons: Vec::new(),
            particulars: Vec::new(),
        };
        for &(name, value) in particulars {
            let value = if name == "date" { Value::Day(date(value)) } else { Value::Text(value.to_owned()) };
            set(&mut document.particulars, name, value);
        }
        self.with(|facts| facts.documents.push(document))
    }
}

pub(crate) fn authority(id: &str, jurisdiction: &str, kind: &str) -> Authority {
    Authority {
        id: id.to_owned(),
        jurisdiction: jurisdiction.to_owned(),
        kind: kind.to_owned(),
        direct_channels: None,
        area: None,
        subordinate_courts: None,
    }
}

pub(crate) fn date(text: &str) -> Date {
    let parts: Vec<u16> = text.split('-').map(|part| part.parse().unwrap()).collect();
    Date { year: parts[0], month: u8::try_from(parts[1]).unwrap(), day: u8::try_from(parts[2]).unwrap() }
}

fn defaults() -> Vec<Particular> {
    let mut settings = Vec::new();
    for (name, value) in
        [cn_hk_service_1999::DECLARATION, cn_hk_mo_service_2009::DECLARATION].iter().flat_map(|it| it.settings)
    {
        set(&mut settings, name, Value::Text((*value).to_owned()));
    }
    settings
}

fn set(particulars: &mut Vec<Particular>, name: &str, value: Value) {
    particulars.retain(|particular| particular.name != name);
    particulars.push(Particular { name: name.to_owned(), value });
}

/// The codes of an answer that are more than `satisfied`, in their order.
pub(crate) fn found(assessment: &crate::contract::Assessment) -> Vec<&str> {
    assessment.findings.iter().map(|finding| finding.code.as_str()).filter(|&code| code != "satisfied").collect()
}

/// The conclusions of an answer.
pub(crate) fn concluded(assessment: &crate::contract::Assessment) -> Vec<(&str, Option<Date>)> {
    assessment.conclusions.iter().map(|conclusion| (conclusion.code.as_str(), conclusion.on)).collect()
}

/// The host's answer that every one of these periods ends on `day`.
pub(crate) fn ending(periods: &[crate::contract::Period], day: &str) -> Vec<crate::contract::Due> {
    let due = |period| crate::contract::Due { period, last_day: date(day), overlaps: Vec::new() };
    (0_u32..).zip(periods).map(|(period, _)| due(period)).collect()
}
