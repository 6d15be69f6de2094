//! A piece of evidence on a party's list, and the formalities that make it usable: proof, and the translation bound to its original.

use comity_record::Digest;
use comity_record::canonical::canonical_digest;
use serde::{Deserialize, Serialize};

use super::Answer;
use super::sheet::bad;
use crate::facts::{Document, Particulars, Value};
use crate::json::Place;
use crate::limits::TRANSLATIONS_OF_EXHIBIT_MAX;
use crate::matter::{BadRequest, FileRef, check_fact, check_text};
use crate::{Date, Jurisdiction};

/// The kind of a paper that is nothing but evidence, in the vocabulary.
const EVIDENCE_MATERIAL: &str = "evidence-material";

/// A piece of evidence, as the party lists it (Evidence Provisions art. 19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// What sort of evidence it is (CPL art. 66).
    pub sort: EvidenceSort,
    /// Its name.
    pub title: String,
    /// Where it comes from.
    pub source: String,
    /// What it is to prove.
    pub proves: String,
    /// Is the original there, or a copy?
    pub original: bool,
    /// How many copies are handed in.
    pub copies: u32,
    /// Its pages, if it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The languages that it is written in.
    pub languages: Vec<String>,
    /// Where it was made.
    pub made_in: Jurisdiction,
    /// Its kind among the documents of the vocabulary, where it is one: a judgment, say, which is proved otherwise than a letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The formality by which it is proved (art. 16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formality: Option<Formality>,
    /// The exhibit itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
    /// Its translations (art. 17).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
}

/// The sorts of evidence (CPL art. 66).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceSort {
    /// What a party states.
    PartyStatement,
    /// A writing.
    Documentary,
    /// A thing.
    Physical,
    /// Picture and sound.
    Audiovisual,
    /// Electronic data.
    ElectronicData,
    /// What a witness testifies.
    Testimony,
    /// The opinion of an appraiser.
    AppraisalOpinion,
    /// The record of an inspection.
    InspectionRecord,
}

impl EvidenceSort {
    /// Every sort.
    pub const ALL: [Self; 8] = [
        Self::PartyStatement,
        Self::Documentary,
        Self::Physical,
        Self::Audiovisual,
        Self::ElectronicData,
        Self::Testimony,
        Self::AppraisalOpinion,
        Self::InspectionRecord,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PartyStatement => "party-statement",
            Self::Documentary => "documentary",
            Self::Physical => "physical",
            Self::Audiovisual => "audiovisual",
            Self::ElectronicData => "electronic-data",
            Self::Testimony => "testimony",
            Self::AppraisalOpinion => "appraisal-opinion",
            Self::InspectionRecord => "inspection-record",
        }
    }
}

/// By what a piece of evidence from elsewhere is proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Formality {
    /// Which formality.
    pub how: FormalityKind,
    /// Who did it: the notary, the attesting officer.
    pub by: String,
    /// Their number of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// When.
    pub on: Date,
    /// The paper that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileRef>,
}

/// The formalities of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormalityKind {
    /// By an attesting officer whom the Mainland appointed, with the stamp of the office that transmits it.
    Attested,
    /// By a notary.
    Notarised,
    /// Electronically, against what its issuer holds.
    EVerified,
}

impl FormalityKind {
    /// Every formality.
    pub const ALL: [Self; 3] = [Self::Attested, Self::Notarised, Self::EVerified];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Attested => "attested",
            Self::Notarised => "notarised",
            Self::EVerified => "e-verified",
        }
    }
}

/// What a party produces although it was made in a mediation: what was conceded there for the sake of an agreement is not held against
/// anybody (Invited Mediation art. 22), unless those agree whom the law asks, or a judge gives the leave for which it asks.
#[derive(Debug, Clone, PartialEq)]
pub struct FromMediation {
    /// The numbers of the parties that agree that it be used.
    pub agreed: Vec<u32>,
    /// The judge's leave: why.
    pub leave: Option<String>,
    /// What the rules on mediation said.
    pub answer: Option<Answer>,
}

/// How it came that a piece of evidence is used that was made in a mediation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MediationUse {
    /// The numbers of the parties that agreed.
    pub agreed: Vec<u32>,
    /// The judge's leave, where it was needed: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave: Option<String>,
    /// What the rules on mediation said.
    pub answer: Answer,
}

/// A translation that stands beside its original: it names the bytes that it translates, and no others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Into which language.
    pub language: String,
    /// Digest of the original's bytes.
    pub original: Digest,
    /// The translation.
    pub file: FileRef,
    /// Who translated it.
    pub translator: String,
    /// Did the translator sign or seal it?
    pub signed: bool,
}

impl Translation {
    /// Digest of original, translation and translator together: the name of the pair.
    pub fn binding(&self) -> Digest {
        // Text, digests and numbers always have canonical JSON; the empty digest would bind nothing.
        canonical_digest(self).unwrap_or(Digest::from_bytes([0; 32]))
    }
}

impl Exhibit {
    /// Checks the form, not the law: what passes can be put to the rules as facts.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        for (at, text) in [("title", &self.title), ("source", &self.source), ("proves", &self.proves)] {
            check_text(at.to_owned(), text)?;
        }
        if self.translations.len() > TRANSLATIONS_OF_EXHIBIT_MAX {
            return bad("translations", "too-many");
        }
        self.formality.as_ref().map_or(Ok(()), Formality::check)?;
        self.translations.iter().try_for_each(|translation| self.binds(translation))?;
        check_fact("document", &self.as_fact(), Place::Root("exhibit"))
            .map_err(|bad| BadRequest { at: bad.at.trim_start_matches("exhibit.").to_owned(), ..bad })
    }

    /// Whether the translation is one of this very exhibit.
    ///
    /// # Errors
    /// `original`, if it translates other bytes, or there are none yet.
    pub fn binds(&self, translation: &Translation) -> Result<(), BadRequest> {
        check_text("translator".to_owned(), &translation.translator)?;
        let original = self.file.as_ref().map(|file| file.sha256);
        if original != Some(translation.original) {
            return bad("translations.original", "another-original");
        }
        if translation.file.sha256 == translation.original {
            return bad("translations.file", "not-a-translation");
        }
        Ok(())
    }

    /// Every file that it names.
    pub fn files(&self) -> impl Iterator<Item = &FileRef> {
        let proof = self.formality.iter().filter_map(|formality| formality.file.as_ref());
        self.file.iter().chain(proof).chain(self.translations.iter().map(|translation| &translation.file))
    }

    /// The exhibit, as the rules see it.
    pub(super) fn as_fact(&self) -> Document {
        let mut particulars = Particulars::new();
        let mut put =
            |name: &str, value: &str| drop(particulars.insert(name.to_owned(), Value::Text(value.to_owned())));
        put("made-in", self.made_in.code());
        put("description", &self.title);
        if let Some(formality) = &self.formality {
            put("proof-formality", formality.how.code());
        }
        let mut translations: Vec<String> = Vec::new();
        for translation in &self.translations {
            if !translations.contains(&translation.language) {
                translations.push(translation.language.clone());
            }
        }
        Document {
            kind: self.document.clone().unwrap_or_else(|| EVIDENCE_MATERIAL.to_owned()),
            languages: self.languages.clone(),
            translations,
            copies: Some(self.copies),
            r#for: Vec::new(),
            particulars,
        }
    }
}

impl Formality {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        check_text("formality.by".to_owned(), &self.by)?;
        match &self.number {
            Some(number) => check_text("formality.number".to_owned(), number),
            None => Ok(()),
        }
    }
}
