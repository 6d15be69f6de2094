//! A letter that is in order, for the tests to put out of order.

use crate::contract::{
    Act, Assessment, Authority, Date, Document, Due, Event, Facts, Particular, Period, Person, Severity, Value,
};
use crate::{Answer, Chapter, Days, Matter};

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
        settings: Vec::new(),
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

/// A letter of the Guangdong High People's Court to the Administration Wing of Hong Kong: one witness, twelve questions; no events.
pub(crate) fn evidence_request() -> Sample {
    let witness = [("name", text("Witness One")), ("address", text("Flat A, 88 Example Street, Kowloon"))];
    letter()
        .with(|facts| {
            facts.procedure = "taking-of-evidence".to_owned();
            facts.requested = Some(authority("hk-admin-wing", "HK", "liaison-authority"));
            facts.persons.clear();
            facts.documents.truncate(1);
        })
        .particular("trial-court", "cn-nansha")
        .particular("case-number", "2026-100")
        .particular("proceedings", "pending")
        .particular("case-background", "claim for the price, before the hearing")
        .particular("reason-for-request", "delivery is disputed")
        .particular("contact-person", "Clerk One")
        .particular("contact-details", "clerk.one@court.example")
        .person("w1", "witness", "HK", &witness)
        .act("examine-witness", &[("person", text("w1")), ("questions", Value::Number(12))])
}

pub(crate) struct Sample(Facts);

impl Sample {
    pub(crate) fn facts(self) -> Facts {
        self.0
    }

    /// What the chapter says, when every period ends on `day`. Switches that were not set have their defaults.
    pub(crate) fn asked(self, chapter: &'static Chapter, day: &str) -> Assessment {
        self.asked_when(chapter, &[day; 10])
    }

    /// What the chapter says, when its periods end on these days, in their order.
    pub(crate) fn asked_when(self, chapter: &'static Chapter, days: &[&str]) -> Assessment {
        let facts = self.settled(chapter);
        let matter = Matter::new(&facts, chapter.declaration);
        let periods = (chapter.periods)(&matter);
        assert!(periods.len() <= days.len(), "a period without its day");
        let due = ending(days);
        let mut answer = Answer::new(chapter.verdict);
        answer.turn_to(chapter.declaration);
        (chapter.examine)(&matter, &Days::new(&periods, &due), &mut answer);
        let assessment = answer.finish();
        let weighs = |finding: &&crate::contract::Finding| finding.severity < crate::contract::Severity::Flag;
        assert!(chapter.verdict || !assessment.findings.iter().any(|it| weighs(&it)), "weighs without a verdict");
        assessment
    }

    /// The periods that the chapter says run.
    pub(crate) fn periods(self, chapter: &'static Chapter) -> Vec<Period> {
        let facts = self.settled(chapter);
        (chapter.periods)(&Matter::new(&facts, chapter.declaration))
    }

    fn settled(self, chapter: &'static Chapter) -> Facts {
        let mut facts = self.0;
        for switch in chapter.declaration.settings {
            if !facts.settings.iter().any(|setting| setting.name == switch.name()) {
                set(&mut facts.settings, switch.name(), Value::Text(switch.default().to_owned()));
            }
        }
        facts
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

    /// A person of a role, with an id.
    pub(crate) fn person(self, id: &str, role: &str, jurisdiction: &str, particulars: &[(&str, Value)]) -> Self {
        let particulars = of(particulars);
        let (id, role, jurisdiction) = (Some(id.to_owned()), role.to_owned(), Some(jurisdiction.to_owned()));
        self.with(|facts| facts.persons.push(Person { id, role, jurisdiction, particulars }))
    }

    /// An act that is asked for.
    pub(crate) fn act(self, kind: &str, particulars: &[(&str, Value)]) -> Self {
        let act = Act { kind: kind.to_owned(), particulars: of(particulars) };
        self.with(|facts| facts.acts.push(act))
    }

    /// An event with its method, person and so on.
    pub(crate) fn event_with(self, kind: &str, on: &str, particulars: &[(&str, Value)]) -> Self {
        let event = Event { kind: kind.to_owned(), on: date(on), particulars: of(particulars) };
        self.with(|facts| facts.docket.push(event))
    }

    /// A particular of the matter that is no text.
    pub(crate) fn valued(self, name: &str, value: Value) -> Self {
        self.with(|facts| set(&mut facts.particulars, name, value))
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

/// Text or one code.
pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A list of codes.
pub(crate) fn codes(codes: &[&str]) -> Value {
    Value::Codes(codes.iter().map(|&code| code.to_owned()).collect())
}

/// A matter of a procedure before a court or body of its own side: nobody, nothing, no events.
pub(crate) fn before(forum: Authority, procedure: &str, stage: &str, as_of: &str) -> Sample {
    Sample(Facts {
        procedure: procedure.to_owned(),
        stage: stage.to_owned(),
        as_of: date(as_of),
        requesting: None,
        requested: None,
        forum: Some(forum),
        persons: Vec::new(),
        documents: Vec::new(),
        acts: Vec::new(),
        docket: Vec::new(),
        particulars: Vec::new(),
        settings: Vec::new(),
    })
}

/// A particular of a thing.
pub(crate) fn particular(name: &str, value: Value) -> Particular {
    Particular { name: name.to_owned(), value }
}

fn of(particulars: &[(&str, Value)]) -> Vec<Particular> {
    particulars.iter().map(|(name, value)| particular(name, value.clone())).collect()
}

fn set(particulars: &mut Vec<Particular>, name: &str, value: Value) {
    particulars.retain(|particular| particular.name != name);
    particulars.push(Particular { name: name.to_owned(), value });
}

/// The codes of an answer that are more than `satisfied`, in their order.
pub(crate) fn found(assessment: &crate::contract::Assessment) -> Vec<&str> {
    assessment.findings.iter().map(|finding| finding.code.as_str()).filter(|&code| code != "satisfied").collect()
}

/// The same where all that is found refuses…
pub(crate) fn refused(assessment: &Assessment) -> Vec<&str> {
    weighing(Severity::Refuse, assessment)
}

/// …or asks for a correction…
pub(crate) fn corrected(assessment: &Assessment) -> Vec<&str> {
    weighing(Severity::Correct, assessment)
}

/// …or is for a person to look at…
pub(crate) fn flagged(assessment: &Assessment) -> Vec<&str> {
    weighing(Severity::Flag, assessment)
}

/// …or changes nothing.
pub(crate) fn noted(assessment: &Assessment) -> Vec<&str> {
    weighing(Severity::Inform, assessment)
}

fn weighing(severity: Severity, assessment: &Assessment) -> Vec<&str> {
    let more = assessment.findings.iter().filter(|finding| finding.code != "satisfied");
    assert!(more.clone().all(|finding| finding.severity == severity), "{:?}", more.collect::<Vec<_>>());
    found(assessment)
}

/// The conclusions of an answer.
pub(crate) fn concluded(assessment: &crate::contract::Assessment) -> Vec<(&str, Option<Date>)> {
    assessment.conclusions.iter().map(|conclusion| (conclusion.code.as_str(), conclusion.on)).collect()
}

/// The host's answer that the periods end on these days.
fn ending(days: &[&str]) -> Vec<Due> {
    let due = |(period, day): (u32, &&str)| Due { period, last_day: date(day), overlaps: Vec::new() };
    (0_u32..).zip(days).map(due).collect()
}
