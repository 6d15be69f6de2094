//! What is witnessed, and what the court seals about it.

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use crate::case_number;
use crate::limits::{CASE_NUMBERS_MAX, PERSONS_OF_SESSION_MAX};
use crate::matter::{BadRequest, check_text};
use crate::{AuthorisationId, AuthorityId, Date, Jurisdiction};

/// Who authorises whom, to what, and for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// Who authorises.
    pub principal: Person,
    /// Who signs for the principal, where it is a legal person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<Person>,
    /// Who is authorised.
    pub agents: Vec<Person>,
    /// General, or with the special powers that have to be named (CPL art. 62).
    pub power: PowerKind,
    /// The powers in words: to admit, waive or amend claims, to settle, to counterclaim, to appeal.
    pub powers: Vec<String>,
    /// The cases for which it is given, by their numbers; for any, if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub case_numbers: Vec<String>,
    /// The last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A person of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The name as given.
    pub name: String,
    /// Domicile or seat.
    pub jurisdiction: Jurisdiction,
    /// The document of identity, or the registration: its sort and its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identification: Option<String>,
}

/// How far a power goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PowerKind {
    /// To conduct the case.
    General,
    /// With powers that have to be named.
    Special,
}

impl PowerKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::General, Self::Special];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Special => "special",
        }
    }
}

/// How somebody was identified, and with which result. The picture of a face stays with whoever compared it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityCheck {
    /// Who.
    pub name: String,
    /// How.
    pub method: IdentityMethod,
    /// Is it this person?
    pub passed: bool,
    /// The number under which whoever compared it keeps the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// How somebody is identified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityMethod {
    /// Name, number of the document and face against the base of the authority that issued it.
    FaceAgainstBase,
    /// The document, held into the camera or handed to the judge.
    DocumentShown,
    /// The judge knows the person from a proceeding in which it was identified.
    KnownToCourt,
}

impl IdentityMethod {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::FaceAgainstBase, Self::DocumentShown, Self::KnownToCourt];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FaceAgainstBase => "face-against-base",
            Self::DocumentShown => "document-shown",
            Self::KnownToCourt => "known-to-court",
        }
    }
}

/// The recording of the session. It lies with the court; the digest binds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// Digest of its bytes.
    pub sha256: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// Its length in seconds.
    pub seconds: u32,
    /// Where the court keeps it, in words.
    pub kept: String,
}

/// How it was witnessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witnessing {
    /// The judge.
    pub judge: String,
    /// By video, or with all in one room.
    pub by_video: bool,
    /// The business day.
    pub on: Date,
}

/// What the court seals: the whole of it can be read and verified by any court, without this gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WitnessedDocument {
    /// The authorisation.
    pub authorisation: AuthorisationId,
    /// The court whose seal it bears.
    pub sealed_by: AuthorityId,
    /// When it was sealed.
    pub sealed_at: Time,
    /// Who authorises whom, to what.
    pub mandate: Mandate,
    /// How it was witnessed.
    pub witnessing: Witnessing,
    /// How the persons were identified.
    pub checks: Vec<IdentityCheck>,
    /// Digest of the paper that was signed.
    pub paper: Digest,
    /// The recording.
    pub recording: Recording,
}

/// What the court seals when it ends before its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// The authorisation.
    pub revokes: AuthorisationId,
    /// Digest of its sealed document.
    pub document: Digest,
    /// The court whose seal it bears: the one that witnessed.
    pub sealed_by: AuthorityId,
    /// When it was sealed.
    pub sealed_at: Time,
    /// Why.
    pub reason: RevocationReason,
}

/// Why an authorisation ends before its time. A code, because it stands open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationReason {
    /// The principal revoked it.
    Principal,
    /// The agent laid it down.
    Agent,
    /// The court found that it should not have been witnessed.
    Court,
}

impl RevocationReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Principal, Self::Agent, Self::Court];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::Agent => "agent",
            Self::Court => "court",
        }
    }
}

impl Mandate {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        let bad = |at: &str, code| Err(BadRequest { at: at.to_owned(), code });
        if self.agents.is_empty() {
            return bad("agents", "empty-list");
        }
        if self.agents.len() >= PERSONS_OF_SESSION_MAX || self.powers.len() > PERSONS_OF_SESSION_MAX {
            return bad("agents", "too-many");
        }
        if self.case_numbers.len() > CASE_NUMBERS_MAX {
            return bad("case_numbers", "too-many");
        }
        // A special power is one that is named.
        if (self.power == PowerKind::Special) == self.powers.is_empty() {
            return bad("powers", if self.powers.is_empty() { "empty-list" } else { "not-special" });
        }
        let persons = self.persons().map(|person| ("name", &person.name));
        let powers = self.powers.iter().map(|power| ("powers", power));
        let cases = self.case_numbers.iter().map(|number| ("case_numbers", number));
        persons.chain(powers).chain(cases).try_for_each(|(at, text)| check_text(at.to_owned(), text))?;
        let identification = self.persons().filter_map(|person| person.identification.as_ref());
        identification.into_iter().try_for_each(|text| check_text("identification".to_owned(), text))
    }

    /// Who has to be identified: who gives it, and who takes it.
    pub fn to_identify(&self) -> impl Iterator<Item = &Person> {
        core::iter::once(self.signatory.as_ref().unwrap_or(&self.principal)).chain(&self.agents)
    }

    /// Is it given for this case, however its number is written?
    pub fn covers(&self, case_number: &str) -> bool {
        let asked = case_number::folded(case_number);
        self.case_numbers.is_empty() || self.case_numbers.iter().any(|number| case_number::folded(number) == asked)
    }

    fn persons(&self) -> impl Iterator<Item = &Person> {
        core::iter::once(&self.principal).chain(&self.signatory).chain(&self.agents)
    }
}
