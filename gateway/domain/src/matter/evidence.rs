//! What a letter of request for evidence asks for (E17 arts 6 to 8, M20 arts 17 to 25), and what the executing side finds out on its way.

use serde::{Deserialize, Serialize};

use super::request::{at_most, bad, check_text, check_unique, some_of};
use super::{BadRequest, Request, check_particulars, facts_of};
use crate::json::Place;
use crate::limits::{ACTS_MAX, ADDRESSEES_MAX, QUESTIONS_MAX};
use crate::{Date, Jurisdiction};

/// Evidence that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Whether the proceedings are `pending`, or `contemplated` (E17 art. 8(2), M20 art. 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proceedings: Option<String>,
    /// What the case is about, and how far it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_background: Option<String>,
    /// Why the evidence must be taken, and what it is to prove.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_for_request: Option<String>,
    /// Whom to ask on the requesting side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_person: Option<String>,
    /// How to reach him.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_details: Option<String>,
    /// The parties, the witnesses, the experts.
    #[serde(default)]
    pub persons: Vec<PersonConcerned>,
    /// What is to be done.
    pub acts: Vec<RequestedAct>,
    /// Who asks to attend: `judicial-officer`, `party`, `counsel` (E17 art. 7(3), M20 arts 19, 20).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub presence_requested: Vec<String>,
    /// The judicial officer who attends wants to put questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questions_by_attendee: Option<bool>,
    /// A witness's right to refuse that the requesting side's own law knows, in words (Cap. 8 s.77(1)(b)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exemption: Option<String>,
    /// What is wanted back if it is not executed, or only in part: `all`, `unexecuted-part`, `none` (E17 art. 10(2)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_instruction: Option<String>,
    /// The instrument that the letter itself invokes, where there could be several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument_invoked: Option<String>,
}

/// A person whom a request for evidence concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonConcerned {
    /// By which the acts name the person.
    pub id: String,
    /// `party`, `witness`, `expert`, or the `agent` or `legal-representative` of one.
    pub role: String,
    /// Domicile or seat.
    pub jurisdiction: Jurisdiction,
    /// The name as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What identifies the person: a document, a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identification: Option<String>,
    /// `individual` or `company`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_kind: Option<String>,
    /// The side in the case: `plaintiff`, `defendant`, `applicant`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party_side: Option<String>,
    /// Agrees to be heard by video, as far as the requesting side knows (M20 art. 23).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agrees_to_method: Option<bool>,
    /// Agrees to travel, as far as the requesting side knows (M20 art. 22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agrees_to_travel: Option<bool>,
}

/// One act of evidence that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestedAct {
    /// A code of the vocabulary: `examine-witness`, `obtain-documents`.
    pub kind: String,
    /// The id of the person concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// What to ask the person. A long list is a paper of the letter, a `question-list`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    /// Who holds the documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// `particular-documents`, or an `open-class` of them (Cap. 8 s.76(4)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_scope: Option<String>,
    /// Which documents, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub documents_described: Option<String>,
    /// Its connection with the case: `direct`, `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<String>,
    /// The thing, the place or the law concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What to do with property: `inspect`, `photograph`, `preserve`, `keep`, `detain`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// The technical method: `video`, `audio`, `instant-messaging`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Who is to take it; the court, if nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<String>,
    /// Where to appear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What the executing side has found out about a request, and no rules can know by themselves. The last word counts, the whole of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumstances {
    /// What its law says of the special or technical method that is asked for: `permitted`, `forbidden`, `unclear`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special_method_local_law: Option<String>,
    /// What is said against executing it: `public-order`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objections: Vec<String>,
    /// Who was asked to agree to something, and what the answer was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// A right to refuse that a witness claims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privilege: Option<Privilege>,
    /// The day on which what was to be prepaid came in (M20 art. 8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepaid_on: Option<Date>,
}

/// What a person agreed to, or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// The id of the person.
    pub person: String,
    /// To what.
    pub to: ConsentTo,
    /// Whether the person agreed.
    pub given: bool,
}

/// What cannot be done without consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentTo {
    /// To be heard by a technical method (M20 art. 23).
    Method,
    /// To travel to the requesting side (M20 art. 22).
    Travel,
}

/// A right to refuse to testify, or to hand over something (E17 art. 10(3), M20 art. 21(3), Cap. 8 s.77).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privilege {
    /// The id of the person who claims it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// By whose law: `requested-side`, `requesting-side`.
    pub law: String,
    /// On which ground, in words.
    pub ground: String,
    /// The party that wants the evidence concedes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conceded: Option<bool>,
}

/// What became of a person who travelled to the requesting side to testify (M20 art. 22).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appearance {
    /// The id of the person.
    pub person: String,
    /// What happened.
    pub step: AppearanceStep,
    /// On which day.
    pub on: Date,
}

/// What counts for the protection of a person who travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AppearanceStep {
    /// The testimony is completed.
    TestimonyCompleted,
    /// The person was told that nobody needs him any more: the days of protection run from here.
    FreeToLeave,
    /// The person was seen there, still or again.
    StillPresent,
}

/// What the receiving authority decided about the wishes of a letter for evidence. What was not wished for is not decided.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// Who of those who asked may attend, and who may not (E17 art. 7(3), M20 arts 19, 20).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub presence: Vec<PresenceDecided>,
    /// Whether the judicial officer who attends may put questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questions_by_attendee: Option<bool>,
    /// Whether the special method is followed (E17 art. 7(2), M20 art. 7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special_method: Option<bool>,
    /// Whether the technical method is followed (M20 art. 23).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technical_method: Option<bool>,
    /// The acts that are not executed, though the request is accepted (E17 arts 3(3), 6).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined_acts: Vec<DeclinedAct>,
}

/// Whether somebody may attend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresenceDecided {
    /// Who: `judicial-officer`, `party`, `counsel`.
    pub who: String,
    /// Whether they may.
    pub approved: bool,
}

/// An act that is not executed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclinedAct {
    /// Its place in the letter, from 0.
    pub act: u32,
    /// Why.
    pub reason: String,
}

/// The act for which a person travels to the requesting side.
pub(super) const APPEAR_IN_PERSON: &str = "appear-in-person";
/// Who may be named in a letter for evidence.
const CONCERNED: [&str; 5] = ["party", "witness", "expert", "agent", "legal-representative"];

impl Evidence {
    /// Checks the lists: persons and acts within their limits, ids that exist. Codes are the schema's, in the request's own check.
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        some_of("evidence.acts", self.acts.len(), ACTS_MAX)?;
        at_most("evidence.persons", self.persons.len(), ADDRESSEES_MAX)?;
        check_unique("evidence.persons", self.persons.iter().map(|person| Some(&person.id)))?;
        if let Some(place) = self.persons.iter().position(|person| !CONCERNED.contains(&person.role.as_str())) {
            return bad(format!("evidence.persons[{place}].role"), "unknown-code");
        }
        for (place, act) in self.acts.iter().enumerate() {
            if act.person.as_ref().is_some_and(|id| self.person(id).is_none()) {
                return bad(format!("evidence.acts[{place}].person"), "unknown-person");
            }
            at_most(&format!("evidence.acts[{place}].questions"), act.questions.len(), QUESTIONS_MAX)?;
        }
        Ok(())
    }

    /// The person with this id.
    pub fn person(&self, id: &str) -> Option<&PersonConcerned> {
        self.persons.iter().find(|person| person.id == id)
    }

    /// Is this person to travel to the requesting side?
    pub fn travels(&self, id: &str) -> bool {
        self.acts.iter().any(|act| act.kind == APPEAR_IN_PERSON && act.person.as_deref() == Some(id))
    }

    /// Every free text, with its place.
    pub(super) fn texts(&self) -> impl Iterator<Item = (String, &String)> {
        let top = [
            ("case_background", &self.case_background),
            ("reason_for_request", &self.reason_for_request),
            ("contact_person", &self.contact_person),
            ("contact_details", &self.contact_details),
            ("exemption", &self.exemption),
        ];
        let top = top.into_iter().map(|(key, text)| (format!("evidence.{key}"), text.as_ref()));
        let people = self.persons.iter().enumerate().flat_map(|(n, person)| {
            [("name", &person.name), ("address", &person.address), ("identification", &person.identification)]
                .map(|(key, text)| (format!("evidence.persons[{n}].{key}"), text.as_ref()))
        });
        let acts = self.acts.iter().enumerate().flat_map(|(n, act)| act.texts(n));
        top.chain(people).chain(acts).filter_map(|(at, text)| Some((at, text?)))
    }
}

impl RequestedAct {
    fn texts(&self, n: usize) -> impl Iterator<Item = (String, Option<&String>)> {
        let words = [
            ("holder", &self.holder),
            ("documents_described", &self.documents_described),
            ("subject", &self.subject),
            ("place", &self.place),
        ];
        let words = words.map(|(key, text)| (format!("evidence.acts[{n}].{key}"), text.as_ref()));
        let asked = self.questions.iter().enumerate();
        let asked = asked.map(move |(q, text)| (format!("evidence.acts[{n}].questions[{q}]"), Some(text)));
        words.into_iter().chain(asked)
    }
}

impl Circumstances {
    /// Checks the form: codes of the vocabulary, persons whom the letter names, texts that can be shown.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, request: &Request) -> Result<(), BadRequest> {
        let known = |id: &String| request.evidence().is_some_and(|evidence| evidence.person(id).is_some());
        if let Some(place) = self.consents.iter().position(|consent| !known(&consent.person)) {
            return bad(format!("circumstances.consents[{place}].person"), "unknown-person");
        }
        if let Some(privilege) = &self.privilege {
            privilege.check("circumstances.privilege")?;
            if privilege.person.as_ref().is_some_and(|id| !known(id)) {
                return bad("circumstances.privilege.person", "unknown-person");
            }
        }
        check_particulars(&facts_of::found_out(self), Place::Root("circumstances"))
    }

    /// What this person said about that, if anybody asked.
    pub(super) fn consent(&self, person: &str, to: ConsentTo) -> Option<bool> {
        let asked = self.consents.iter().rfind(|consent| consent.person == person && consent.to == to);
        asked.map(|consent| consent.given)
    }
}

impl Privilege {
    /// Checks the form.
    pub(crate) fn check(&self, at: &str) -> Result<(), BadRequest> {
        check_text(format!("{at}.ground"), &self.ground)?;
        check_particulars(&facts_of::claimed(self), Place::Root("privilege"))
            .map_err(|wrong| BadRequest { at: format!("{at}.law"), ..wrong })
    }
}

impl Decisions {
    /// Was nothing decided, because nothing was wished for?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Checks the form: codes of the vocabulary, texts that can be shown.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        at_most("decisions.declined_acts", self.declined_acts.len(), ACTS_MAX)?;
        for (place, declined) in self.declined_acts.iter().enumerate() {
            check_text(format!("decisions.declined_acts[{place}].reason"), &declined.reason)?;
        }
        let who = self.presence.iter().map(|decided| decided.who.clone()).collect();
        check_particulars(&facts_of::presence(who), Place::Root("decisions"))
            .map_err(|wrong| BadRequest { at: wrong.at.replace("presence_requested", "presence"), ..wrong })
    }

    /// Whether only what the letter wishes for is decided.
    ///
    /// # Errors
    /// The first decision that answers nothing.
    pub fn answer(&self, request: &Request) -> Result<(), BadRequest> {
        let unasked = |at: String| bad(format!("decisions.{at}"), "not-asked-for");
        let evidence = request.evidence();
        let wished = |who: &String| evidence.is_some_and(|evidence| evidence.presence_requested.contains(who));
        if let Some(place) = self.presence.iter().position(|decided| !wished(&decided.who)) {
            return unasked(format!("presence[{place}].who"));
        }
        let acts = evidence.map_or(0, |evidence| evidence.acts.len());
        let is_there = |declined: &DeclinedAct| usize::try_from(declined.act).is_ok_and(|act| act < acts);
        if let Some(place) = self.declined_acts.iter().position(|declined| !is_there(declined)) {
            return unasked(format!("declined_acts[{place}].act"));
        }
        let by_technique = evidence.is_some_and(|evidence| evidence.acts.iter().any(|act| act.method.is_some()));
        let questions = evidence.is_some_and(|evidence| evidence.questions_by_attendee == Some(true));
        match self {
            Self { special_method: Some(_), .. } if request.special_method.is_none() => {
                unasked("special_method".into())
            }
            Self { technical_method: Some(_), .. } if !by_technique => unasked("technical_method".into()),
            Self { questions_by_attendee: Some(_), .. } if !questions => unasked("questions_by_attendee".into()),
            _ => Ok(()),
        }
    }
}

impl ConsentTo {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Method => "method",
            Self::Travel => "travel",
        }
    }
}

impl AppearanceStep {
    /// Every step.
    pub const ALL: [Self; 3] = [Self::TestimonyCompleted, Self::FreeToLeave, Self::StillPresent];

    /// The code of the vocabulary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TestimonyCompleted => "testimony-completed",
            Self::FreeToLeave => "free-to-leave",
            Self::StillPresent => "still-present",
        }
    }
}
