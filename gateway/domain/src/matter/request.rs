//! What a letter of request asks for: to serve documents on people, or to take evidence. What every letter has stands here; what only one
//! kind of it has, in [`Asks`].

use std::collections::BTreeSet;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::abroad::Abroad;
use super::agent::{self, Agent};
use super::evidence::Evidence;
use super::{Procedure, facts_of};
use crate::facts::schema::{Check, SCHEMA};
use crate::facts::{self, Particulars};
use crate::json::Place;
use crate::limits::{
    ADDRESSEES_MAX, ATTACHMENT_NAME_MAX_BYTES, DOCUMENTS_MAX, FILE_MAX_BYTES, LARGE_FILE_MAX_BYTES,
    MEDIA_TYPE_MAX_BYTES, REQUEST_MAX_BYTES, TEXT_MAX_CHARS,
};
use crate::{Date, Jurisdiction};

/// The content of a request, as the court that asks for it writes it.
///
/// Its JSON has either `addressees` or `evidence`: that says which kind of request it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Request {
    /// The requesting court's number of the case.
    pub case_number: String,
    /// The nature of the case, in words (S99 art. 3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nature_of_case: Option<String>,
    /// The field of law: a code of the vocabulary, `civil-commercial`.
    pub case_category: String,
    /// The hearing to which the addressee is summoned, or for which the evidence is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hearing: Option<Date>,
    /// A special method that is asked for (S99 art. 6, E17 art. 7(2), M20 art. 7).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub special_method: Option<String>,
    /// The letter itself.
    pub letter: LetterForm,
    /// What is asked for.
    #[serde(flatten)]
    pub asks: Asks,
    /// The papers: what to serve, or what is attached to a letter for evidence.
    pub documents: Vec<Document>,
    /// Who speaks for a party in the case, by a power of attorney that was given before a judge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<Agent>,
    /// The authority abroad that asks, or is asked, if there is one at the other end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abroad: Option<Abroad>,
}

/// What is asked for in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Asks {
    /// To serve the documents on these people.
    #[serde(rename = "addressees")]
    Service(Vec<Addressee>),
    /// To take evidence.
    #[serde(rename = "evidence")]
    Evidence(Box<Evidence>),
}

/// A request as it stands in JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    case_number: String,
    nature_of_case: Option<String>,
    case_category: String,
    hearing: Option<Date>,
    special_method: Option<String>,
    letter: LetterForm,
    addressees: Option<Vec<Addressee>>,
    evidence: Option<Box<Evidence>>,
    documents: Vec<Document>,
    #[serde(default)]
    agents: Vec<Agent>,
    abroad: Option<Abroad>,
}

/// The JSON is that of no kind of request.
#[derive(Debug, thiserror::Error)]
enum NotARequest {
    #[error("missing field `addressees`")]
    AsksNothing,
    #[error("`addressees` and `evidence` cannot both be asked for in one letter")]
    AsksBoth,
}

impl TryFrom<Written> for Request {
    type Error = NotARequest;

    fn try_from(written: Written) -> Result<Self, NotARequest> {
        let asks = match (written.addressees, written.evidence) {
            (Some(addressees), None) => Asks::Service(addressees),
            (None, Some(evidence)) => Asks::Evidence(evidence),
            (None, None) => return Err(NotARequest::AsksNothing),
            (Some(_), Some(_)) => return Err(NotARequest::AsksBoth),
        };
        let Written { case_number, nature_of_case, case_category, hearing, special_method, .. } = written;
        let (letter, documents, agents, abroad) = (written.letter, written.documents, written.agents, written.abroad);
        Ok(Self {
            case_number,
            nature_of_case,
            case_category,
            hearing,
            special_method,
            letter,
            asks,
            documents,
            agents,
            abroad,
        })
    }
}

/// The form of the letter of request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterForm {
    /// The languages that it is written in.
    pub languages: Vec<String>,
    /// How many copies are enclosed.
    pub copies: u32,
}

/// A person to be served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// Needed only where a document is meant for some of several addressees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its quality: `full`, `incomplete`, `district-only`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_detail: Option<String>,
    /// `individual` or `company`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_kind: Option<String>,
    /// Domicile or seat.
    pub jurisdiction: Jurisdiction,
}

/// A paper of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// A document kind of the vocabulary.
    pub kind: String,
    /// The languages of the paper.
    pub languages: Vec<String>,
    /// The languages of the translations enclosed.
    #[serde(default)]
    pub translations: Vec<String>,
    /// How many copies are enclosed, in all.
    pub copies: u32,
    /// The listed document that this paper is annexed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub annexed_to: Option<String>,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The persons (by id) for whom it is meant; all of them if empty.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub meant_for: Vec<String>,
    /// The paper itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
    /// Its translations, in the order of `translations`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translation_files: Vec<FileRef>,
}

impl Document {
    /// The paper and its translations.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        self.file.iter().chain(&self.translation_files)
    }
}

/// A file, named by what is in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRef {
    /// Digest of the file's bytes.
    pub sha256: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// The name that its author gave it, without folders.
    pub name: String,
    /// Its media type, like `application/pdf`.
    pub media_type: String,
    /// Digest of its [manifest](crate::manifest::Manifest): then it travels in pieces, and may be a large one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<Digest>,
}

/// A place in a request, or in a certificate, that cannot stand as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}: {code}")]
pub struct BadRequest {
    /// The place: `documents[1].copies`.
    pub at: String,
    /// What is wrong with it.
    pub code: &'static str,
}

impl Request {
    /// Checks the form, not the law: lists within their limits, codes of the vocabulary, ids that exist. What passes can be put
    /// to the rules as facts, and read back from the record.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        self.check_lengths()?;
        self.texts().try_for_each(|(at, text)| check_text(at, text))?;
        match &self.asks {
            Asks::Service(addressees) => {
                let ids = addressees.iter().map(|addressee| addressee.id.as_ref());
                check_unique("addressees", ids)?;
            }
            Asks::Evidence(evidence) => evidence.check()?,
        }
        agent::check(&self.agents)?;
        self.check_documents()?;
        self.check_files()?;
        self.check_facts()
    }

    /// Which kind of cooperation it asks for.
    pub const fn procedure(&self) -> Procedure {
        match self.asks {
            Asks::Service(_) => Procedure::ServiceOfDocuments,
            Asks::Evidence(_) => Procedure::TakingOfEvidence,
        }
    }

    /// Whom to serve; nobody, if it asks for evidence.
    pub fn addressees(&self) -> &[Addressee] {
        match &self.asks {
            Asks::Service(addressees) => addressees,
            Asks::Evidence(_) => &[],
        }
    }

    /// What evidence it asks for, if it asks for any.
    pub fn evidence(&self) -> Option<&Evidence> {
        match &self.asks {
            Asks::Service(_) => None,
            Asks::Evidence(evidence) => Some(evidence),
        }
    }

    /// Its digest: what a preflight examined. It never leaves the sealed part of the record.
    pub fn digest(&self) -> Digest {
        // A request came in as JSON, so it can be written as JSON; the empty digest would match no preflight.
        comity_record::canonical::canonical_digest(self).unwrap_or(Digest::from_bytes([0; 32]))
    }

    /// Every file that the request names.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        self.documents.iter().flat_map(Document::files)
    }

    fn check_lengths(&self) -> Result<(), BadRequest> {
        if let Asks::Service(addressees) = &self.asks {
            some_of("addressees", addressees.len(), ADDRESSEES_MAX)?;
            some_of("documents", self.documents.len(), DOCUMENTS_MAX)?;
        }
        // A letter for evidence may do without papers.
        at_most("documents", self.documents.len(), DOCUMENTS_MAX)?;
        let short = serde_json::to_vec(self).is_ok_and(|json| json.len() <= REQUEST_MAX_BYTES);
        if short { Ok(()) } else { bad("request", "too-long") }
    }

    fn check_documents(&self) -> Result<(), BadRequest> {
        let ids: BTreeSet<&String> = match &self.asks {
            Asks::Service(addressees) => addressees.iter().filter_map(|addressee| addressee.id.as_ref()).collect(),
            Asks::Evidence(evidence) => evidence.persons.iter().map(|person| &person.id).collect(),
        };
        for (place, document) in self.documents.iter().enumerate() {
            if let Some(unknown) = document.meant_for.iter().position(|id| !ids.contains(id)) {
                return bad(format!("documents[{place}].for[{unknown}]"), "unknown-addressee");
            }
            if document.kind == "letter-of-request" || document.kind == "forwarding-application" {
                return bad(format!("documents[{place}].kind"), "not-to-be-served");
            }
            if document.translation_files.len() > document.translations.len() {
                return bad(format!("documents[{place}].translation_files"), "too-many");
            }
        }
        Ok(())
    }

    fn check_files(&self) -> Result<(), BadRequest> {
        let mut files = self.documents.iter().enumerate().flat_map(|(place, document)| {
            let paper = document.file.iter().map(move |file| (format!("documents[{place}].file"), file));
            let at = move |n| format!("documents[{place}].translation_files[{n}]");
            paper.chain(document.translation_files.iter().enumerate().map(move |(n, file)| (at(n), file)))
        });
        files.try_for_each(|(at, file)| file.check(&at))
    }

    /// Codes, counts and days, by the schema of facts: it has the only list of them.
    fn check_facts(&self) -> Result<(), BadRequest> {
        if self.hearing.is_some_and(|day| facts::day(&day.to_string()).is_none()) {
            return bad("hearing", "not-a-date");
        }
        let persons = if self.evidence().is_some() { "evidence.persons" } else { "addressees" };
        for (place, person) in facts_of::persons(self).iter().enumerate() {
            check_fact("person", person, Place::Item(&Place::Root(persons), place))?;
        }
        for (place, act) in facts_of::acts(self).iter().enumerate() {
            check_fact("act", act, Place::Item(&Place::Root("evidence.acts"), place))?;
        }
        check_fact("document", &facts_of::letter(self, Particulars::new()), Place::Root("letter"))?;
        for (place, paper) in facts_of::papers(self).enumerate() {
            check_fact("document", &paper, Place::Item(&Place::Root("documents"), place))?;
        }
        check_particulars(&facts_of::wishes(self), Place::Root("request"))?;
        check_particulars(&facts_of::wishes_for_evidence(self), Place::Root("evidence"))
    }

    /// Every free text, with its place.
    fn texts(&self) -> impl Iterator<Item = (String, &str)> {
        let top = [("case_number", Some(&self.case_number)), ("nature_of_case", self.nature_of_case.as_ref())];
        let people = self.addressees().iter().enumerate().flat_map(|(n, person)| {
            [("name", &person.name), ("address", &person.address), ("id", &person.id)]
                .map(|(key, text)| (format!("addressees[{n}].{key}"), text.as_ref()))
        });
        let sought = self.evidence().into_iter().flat_map(Evidence::texts).map(|(at, text)| (at, Some(text)));
        let papers = self
            .documents
            .iter()
            .enumerate()
            .map(|(n, paper)| (format!("documents[{n}].description"), paper.description.as_ref()));
        let agents = self.agents.iter().enumerate().flat_map(|(n, agent)| {
            [("principal", &agent.principal), ("name", &agent.name)]
                .map(|(key, text)| (format!("agents[{n}].{key}"), Some(text)))
        });
        let abroad = self.abroad.iter().flat_map(Abroad::texts).map(|(at, text)| (at, Some(text)));
        top.into_iter()
            .map(|(at, text)| (at.to_owned(), text))
            .chain(abroad)
            .chain(people)
            .chain(agents)
            .chain(sought)
            .chain(papers)
            .filter_map(|(at, text)| Some((at, text?.as_str())))
    }
}

/// `type/subtype`, without parameters: what an attachment of a message may say.
fn is_media_type(text: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    let part = |part: &str| !part.is_empty() && part.bytes().all(good);
    text.split_once('/').is_some_and(|(kind, subtype)| part(kind) && part(subtype))
}

impl FileRef {
    /// A name that can be shown to people and written to their disks: no folders, no control characters, not hidden, and nothing
    /// that turns the direction of writing around.
    pub fn is_good_name(name: &str) -> bool {
        let odd = |c: char| {
            c.is_control() || matches!(c, '/' | '\\' | ':' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        !name.trim().is_empty()
            && name.len() <= ATTACHMENT_NAME_MAX_BYTES
            && !name.starts_with('.')
            && !name.chars().any(odd)
    }

    /// `type/subtype`, without parameters, and not too long.
    pub fn is_good_media_type(text: &str) -> bool {
        text.len() <= MEDIA_TYPE_MAX_BYTES && is_media_type(text)
    }

    pub(crate) fn check(&self, at: &str) -> Result<(), BadRequest> {
        if !Self::is_good_name(&self.name) {
            return bad(format!("{at}.name"), "bad-file-name");
        }
        if !Self::is_good_media_type(&self.media_type) {
            return bad(format!("{at}.media_type"), "bad-text");
        }
        let most = if self.manifest.is_some() { LARGE_FILE_MAX_BYTES } else { FILE_MAX_BYTES as u64 };
        if self.size <= most { Ok(()) } else { bad(format!("{at}.size"), "too-large") }
    }
}

/// Words that a person wrote: something, not too much of it, and no control characters but line ends.
pub(crate) fn check_text(at: String, text: &str) -> Result<(), BadRequest> {
    if text.trim().is_empty() {
        return bad(at, "empty-text");
    }
    if text.chars().count() > TEXT_MAX_CHARS || text.chars().any(|c| c.is_control() && c != '\n') {
        return bad(at, "bad-text");
    }
    Ok(())
}

/// Whether a part of the facts is what the schema's definition of that name asks for.
pub(crate) fn check_fact(definition: &str, fact: &impl Serialize, at: Place<'_>) -> Result<(), BadRequest> {
    check_by(SCHEMA.definition(definition), fact, at)
}

/// Whether the facts as a whole may have these particulars.
pub(crate) fn check_particulars(particulars: &Particulars, at: Place<'_>) -> Result<(), BadRequest> {
    check_by(SCHEMA.definition("facts").and_then(|facts| facts.member("particulars")), particulars, at)
}

fn check_by(check: Option<&Check>, fact: &impl Serialize, at: Place<'_>) -> Result<(), BadRequest> {
    let root = at.to_string();
    let (Some(check), Ok(json)) = (check, serde_json::to_value(fact)) else { return bad(root, "bad-text") };
    // Facts have their own names for places: `documents[1].particulars.annexed-to` is `documents[1].annexed_to` of a request.
    let place = |at: &str| at.replace(".particulars", "").replace('-', "_").trim_start_matches("request.").to_owned();
    check.check(&json, at).map_err(|error| BadRequest { at: place(&error.at), code: error.code })
}

/// An id names one of them.
pub(super) fn check_unique<'a>(list: &str, ids: impl Iterator<Item = Option<&'a String>>) -> Result<(), BadRequest> {
    let mut known = BTreeSet::new();
    for (place, id) in ids.enumerate() {
        if id.is_some_and(|id| !known.insert(id)) {
            return bad(format!("{list}[{place}].id"), "not-unique");
        }
    }
    Ok(())
}

/// Something, and not too much of it.
pub(super) fn some_of(at: &str, length: usize, max: usize) -> Result<(), BadRequest> {
    if length == 0 { bad(at, "empty-list") } else { at_most(at, length, max) }
}

/// Not too much of it.
pub(crate) fn at_most(at: &str, length: usize, max: usize) -> Result<(), BadRequest> {
    if length > max { bad(at, "too-many") } else { Ok(()) }
}

pub(crate) fn bad<T>(at: impl Into<String>, code: &'static str) -> Result<T, BadRequest> {
    Err(BadRequest { at: at.into(), code })
}
