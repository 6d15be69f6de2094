//! What the parties say to each other's evidence and what they ask for beside it: opinions, admissions, orders, experts, similar cases,
//! undertakings, and who was there.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::sheet::Presence;
use crate::matter::{BadRequest, Check, Unanswered, check_text};
use crate::{AuthorisationId, Date};

/// What the rules said to a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// They answered.
    Said(Box<Check>),
    /// They did not.
    Silent(Unanswered),
}

/// On which ground a piece of evidence is contested (CPL Interpretation art. 104).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// It is not what it claims to be.
    Authenticity,
    /// It was obtained, or has a form, against the law.
    Legality,
    /// It does not bear on the fact.
    Relevance,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Self; 3] = [Self::Authenticity, Self::Legality, Self::Relevance];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Authenticity => "authenticity",
            Self::Legality => "legality",
            Self::Relevance => "relevance",
        }
    }
}

/// What a party admits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Admitted {
    /// A fact that speaks against it (Evidence Provisions art. 3).
    Fact {
        /// The fact, in words.
        fact: String,
    },
    /// Another party's evidence, on these grounds (art. 89).
    Evidence {
        /// Number of the exhibit.
        exhibit: u32,
        /// On these grounds it is not contested.
        grounds: Vec<Ground>,
    },
}

/// Why an admission may be taken back (art. 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retraction {
    /// The other side consents.
    Consent,
    /// It was made under duress.
    Duress,
    /// It was made in a grave misunderstanding.
    Misunderstanding,
}

impl Retraction {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::Consent, Self::Duress, Self::Misunderstanding];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Duress => "duress",
            Self::Misunderstanding => "misunderstanding",
        }
    }
}

/// What the court decides on an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// It grants it.
    Granted,
    /// It does not.
    Declined,
}

impl Decision {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Granted, Self::Declined];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Declined => "declined",
        }
    }
}

/// A document that another party is to be ordered to produce (Evidence Provisions art. 45).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedDocument {
    /// Number of the party that is said to hold it.
    pub held_by: u32,
    /// The name or the content of this particular document.
    pub document: String,
    /// The fact that it is to prove, and how much that matters.
    pub proves: String,
    /// Why that party is thought to hold it.
    pub control: String,
    /// Why it has to produce it (art. 47).
    pub reason: String,
}

/// What became of an order to produce a document (art. 48).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Compliance {
    /// It was produced.
    Produced {
        /// As this exhibit.
        exhibit: u32,
    },
    /// It was not, with a reason that the court accepts.
    Excused {
        /// The reason.
        reason: String,
    },
    /// It was withheld.
    Withheld {
        /// Does the court take what the applicant says of its content to be true?
        taken_as_true: bool,
    },
}

/// Somebody with special knowledge whom a party wants to bring (CPL Interpretation art. 122).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpertAssistant {
    /// The name.
    pub name: String,
    /// The field, and what shows that it is mastered.
    pub qualification: String,
    /// The professional questions that are to be spoken of.
    pub questions: String,
}

/// An undertaking to state the truth, signed and read out before anything is said (Evidence Provisions arts 65, 71).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undertaking {
    /// Who signed it.
    pub name: String,
    /// As what.
    pub capacity: Capacity,
    /// Number of the party that it is, or that brought it; absent for whom the court called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<u32>,
    /// Signed, or refused. Who refuses is not heard as a witness (art. 71).
    pub manner: Signature,
    /// Digest of the signed paper among the case's files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Digest>,
}

/// As what somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacity {
    /// A party.
    Party,
    /// Who speaks for a party.
    Agent,
    /// A witness.
    Witness,
    /// Somebody with special knowledge.
    ExpertAssistant,
    /// An appraiser.
    Appraiser,
    /// An interpreter.
    Interpreter,
    /// The clerk who writes.
    Clerk,
}

impl Capacity {
    /// Every capacity.
    pub const ALL: [Self; 7] = [
        Self::Party,
        Self::Agent,
        Self::Witness,
        Self::ExpertAssistant,
        Self::Appraiser,
        Self::Interpreter,
        Self::Clerk,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Agent => "agent",
            Self::Witness => "witness",
            Self::ExpertAssistant => "expert-assistant",
            Self::Appraiser => "appraiser",
            Self::Interpreter => "interpreter",
            Self::Clerk => "clerk",
        }
    }
}

/// How somebody put a name under a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// By hand.
    ByHand,
    /// Electronically.
    Electronic,
    /// Not at all.
    Refused,
}

impl Signature {
    /// Every manner.
    pub const ALL: [Self; 3] = [Self::ByHand, Self::Electronic, Self::Refused];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::Electronic => "electronic",
            Self::Refused => "refused",
        }
    }
}

/// A judgment in a similar case that a party puts forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SimilarCase {
    /// The court, in words.
    pub court: String,
    /// Its number.
    pub case_number: String,
    /// The day of its judgment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// Is it a guiding case?
    pub guiding: bool,
    /// What it decided.
    pub holding: String,
    /// In what it is like this one.
    pub likeness: String,
}

/// What is said to a similar case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// It should be followed.
    Follow,
    /// It differs in what matters.
    Distinguish,
}

impl Stance {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Follow, Self::Distinguish];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Follow => "follow",
            Self::Distinguish => "distinguish",
        }
    }
}

/// Somebody who was there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The name.
    pub name: String,
    /// As what.
    pub capacity: Capacity,
    /// Number of the party for which; absent for the court's own people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<u32>,
    /// How.
    pub presence: Presence,
}

/// Who speaks for a party, by an authorisation that a judge witnessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// The name.
    pub name: String,
    /// The authorisation.
    pub authorisation: AuthorisationId,
    /// Digest of the sealed document that says so.
    pub document: Digest,
}

impl WantedDocument {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        texts([
            ("document", &self.document),
            ("proves", &self.proves),
            ("control", &self.control),
            ("reason", &self.reason),
        ])
    }
}

impl ExpertAssistant {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        texts([("name", &self.name), ("qualification", &self.qualification), ("questions", &self.questions)])
    }
}

impl SimilarCase {
    pub(super) fn check(&self) -> Result<(), BadRequest> {
        texts([
            ("court", &self.court),
            ("case_number", &self.case_number),
            ("holding", &self.holding),
            ("likeness", &self.likeness),
        ])
    }
}

fn texts<const N: usize>(texts: [(&str, &String); N]) -> Result<(), BadRequest> {
    texts.into_iter().try_for_each(|(at, text)| check_text(at.to_owned(), text))
}
