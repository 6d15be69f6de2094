//! What is brought of the law of another place, and with which papers.

use std::collections::BTreeSet;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::Date;
use crate::limits::QUESTIONS_OF_INQUIRY_MAX;
use crate::matter::{BadRequest, bad, check_text};
use crate::vocabulary;

/// What is brought: the provisions, how they were obtained, whether they are in force and what they have to do with the dispute (art. 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// The day that it bears.
    pub given_on: Date,
    /// The paper.
    pub paper: Paper,
    /// The provisions, in words.
    pub provisions: Vec<String>,
    /// How they were obtained.
    pub obtained: String,
    /// Whether they are in force.
    pub in_force: String,
    /// What they have to do with the dispute.
    pub relevance: String,
    /// The judgments.
    #[serde(default)]
    pub case_law: Vec<CaseLaw>,
    /// The paper that proves the qualification of the expert or the body (art. 4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Paper>,
    /// The written statement that the expert or the body has no interest in the case (art. 4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_interest: Option<NoInterest>,
}

/// A paper, which was added to the inquiry before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Digest of its bytes.
    pub sha256: Digest,
    /// Its languages.
    pub languages: Vec<String>,
    /// The languages of its translations.
    #[serde(default)]
    pub translations: Vec<String>,
}

/// A judgment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLaw {
    /// How it is cited.
    pub citation: String,
    /// How much of it is there.
    pub extent: Extent,
    /// The paper.
    pub paper: Paper,
}

/// How much of a judgment is there: codes of the vocabulary (`extent`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// All of it.
    FullJudgment,
    /// A part.
    Extract,
}

impl Extent {
    /// Both.
    pub const ALL: [Self; 2] = [Self::FullJudgment, Self::Extract];

    /// The code of the vocabulary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FullJudgment => "full-judgment",
            Self::Extract => "extract",
        }
    }
}

/// The statement that there is no interest in the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoInterest {
    /// Who signed it.
    pub signed_by: String,
    /// On which day.
    pub on: Date,
    /// The paper.
    pub paper: Paper,
}

impl Opinion {
    /// Checks the form, on this day: what passes can be put to the rules as facts.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self, today: Date) -> Result<(), BadRequest> {
        if self.provisions.is_empty() && self.case_law.is_empty() {
            return bad("provisions", "empty-list");
        }
        if self.provisions.len() > QUESTIONS_OF_INQUIRY_MAX {
            return bad("provisions", "too-many");
        }
        if self.case_law.len() > QUESTIONS_OF_INQUIRY_MAX {
            return bad("case_law", "too-many");
        }
        let texts = [("obtained", &self.obtained), ("in_force", &self.in_force), ("relevance", &self.relevance)];
        let provisions = self.provisions.iter().map(|text| ("provisions", text));
        let citations = self.case_law.iter().map(|law| ("case_law.citation", &law.citation));
        let signed = self.no_interest.iter().map(|statement| ("no_interest.signed_by", &statement.signed_by));
        let texts = texts.into_iter().chain(provisions).chain(citations).chain(signed);
        texts.into_iter().try_for_each(|(at, text)| check_text(at.to_owned(), text))?;
        self.papers().try_for_each(|(at, paper)| paper.check(at))?;
        let days = [Some(("given_on", self.given_on)), self.no_interest.as_ref().map(|it| ("no_interest.on", it.on))];
        match days.into_iter().flatten().find(|(_, day)| *day > today) {
            Some((at, _)) => bad(at, "in-the-future"),
            None => Ok(()),
        }
    }

    /// Every paper that it names, with its place.
    pub fn papers(&self) -> impl Iterator<Item = (&'static str, &Paper)> {
        let judgments = self.case_law.iter().map(|law| ("case_law.paper", &law.paper));
        let qualification = self.qualification.iter().map(|paper| ("qualification", paper));
        let statement = self.no_interest.iter().map(|statement| ("no_interest.paper", &statement.paper));
        core::iter::once(("paper", &self.paper)).chain(judgments).chain(qualification).chain(statement)
    }
}

impl Paper {
    fn check(&self, at: &str) -> Result<(), BadRequest> {
        if self.languages.is_empty() {
            return bad(format!("{at}.languages"), "empty-list");
        }
        let known = |language: &String| vocabulary::languages().contains(language);
        let lists = [("languages", &self.languages), ("translations", &self.translations)];
        for (name, list) in lists {
            if list.len() > vocabulary::languages().len() || !list.iter().all(known) {
                return bad(format!("{at}.{name}"), "bad-code");
            }
            if list.iter().collect::<BTreeSet<_>>().len() != list.len() {
                return bad(format!("{at}.{name}"), "not-unique");
            }
        }
        Ok(())
    }
}
