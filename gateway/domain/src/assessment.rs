//! What the rules answer about a set of facts: findings, due days, conclusions, requirements, and the outcome that follows.

use core::fmt;
use core::str::FromStr;

use comity_record::Digest;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Date;
use crate::deadline::Step;
use crate::facts::Particulars;

/// The answer of one release of rules to one set of facts. Its keys are written in this order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// `None` where the stage gives no verdict on admissibility.
    pub outcome: Option<Outcome>,
    /// What was found, in the order of the rules.
    pub findings: Vec<Finding>,
    /// The periods that run, with their last days.
    pub due: Vec<Due>,
    /// What the law concludes from the facts.
    pub conclusions: Vec<Conclusion>,
    /// What a document still needs.
    pub requirements: Vec<Requirement>,
    /// The rule set that answered.
    pub rules: RulesRef,
    /// Digest of the release that the rule set came in: component, settings, calendars.
    pub release: Digest,
    /// Digest of the canonical JSON of the facts.
    pub facts_digest: Digest,
}

impl Assessment {
    /// The findings that are not mere information.
    pub fn adverse(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity != Severity::Inform)
    }
}

/// What follows from the findings; the worst one decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Formally in order.
    Accept,
    /// In order, and a person should look at something.
    AcceptWithFlags,
    /// The requesting side is asked to correct or supplement; the request stays alive.
    ReturnForSupplement,
    /// Not to be executed, with written reasons.
    Refuse,
}

impl Outcome {
    /// The outcome of findings of these severities.
    pub fn of(severities: impl IntoIterator<Item = Severity>) -> Self {
        severities.into_iter().map(Self::from).max().unwrap_or(Self::Accept)
    }

    /// May the request go on as it is?
    pub const fn admits(self) -> bool {
        matches!(self, Self::Accept | Self::AcceptWithFlags)
    }

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::AcceptWithFlags => "accept-with-flags",
            Self::ReturnForSupplement => "return-for-supplement",
            Self::Refuse => "refuse",
        }
    }
}

impl From<Severity> for Outcome {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Inform => Self::Accept,
            Severity::Flag => Self::AcceptWithFlags,
            Severity::Correct => Self::ReturnForSupplement,
            Severity::Refuse => Self::Refuse,
        }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must not be executed.
    Refuse,
    /// Must be corrected or supplemented.
    Correct,
    /// A person should look.
    Flag,
    /// Changes nothing.
    Inform,
}

impl Severity {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Correct => "correct",
            Self::Flag => "flag",
            Self::Inform => "inform",
        }
    }
}

/// One thing that a rule says about the facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Declared by the rule set (`says`); its words are in `locales/*/findings.ftl`.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The place in the facts: `documents[1].copies`.
    pub about: Option<String>,
    /// What the words need.
    pub arguments: Particulars,
    /// The provisions that it rests on.
    pub citations: Vec<Citation>,
}

/// A period that runs, and its last day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The period's code.
    pub period: String,
    /// The last day on which the act is in time.
    pub last_day: Date,
    /// The calendar it was counted on.
    pub calendar: String,
    /// `false` where the text asks for best effort only.
    pub hard: bool,
    /// The arithmetic, step by step.
    pub steps: Vec<Step>,
    /// The provisions that set the period.
    pub citations: Vec<Citation>,
}

/// What the law concludes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// A code of the vocabulary, like `deemed-served`.
    pub code: String,
    /// The day, where the conclusion has one.
    pub on: Option<Date>,
    /// The provisions that it rests on.
    pub citations: Vec<Citation>,
}

/// A document must exist in one of these languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// The kind of document.
    pub document: String,
    /// Any one of them is enough.
    pub any_of_languages: Vec<String>,
    /// The provisions that ask for it.
    pub citations: Vec<Citation>,
}

/// A rule set, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesRef {
    /// Its name, like `hongkong`.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Digest of the component's bytes.
    pub digest: Digest,
}

/// An instrument and a provision of it: `cn-hk-service-1999:3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// The instrument's code.
    pub instrument: String,
    /// Article, item, section; `?` where the number is not verified.
    pub provision: String,
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.instrument, self.provision)
    }
}

/// The text is not a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a citation: expected `instrument:provision`")]
pub struct NotACitation;

impl FromStr for Citation {
    type Err = NotACitation;

    fn from_str(text: &str) -> Result<Self, NotACitation> {
        match text.split_once(':') {
            Some((instrument, provision)) if !instrument.is_empty() && !provision.is_empty() => {
                Ok(Self { instrument: instrument.into(), provision: provision.into() })
            }
            _ => Err(NotACitation),
        }
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Citation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_finding_decides() {
        use Severity::{Correct, Flag, Inform, Refuse};
        assert_eq!(Outcome::of([]), Outcome::Accept);
        assert_eq!(Outcome::of([Inform, Inform]), Outcome::Accept);
        assert_eq!(Outcome::of([Flag, Inform]), Outcome::AcceptWithFlags);
        assert_eq!(Outcome::of([Flag, Correct]), Outcome::ReturnForSupplement);
        assert_eq!(Outcome::of([Refuse, Correct, Flag]), Outcome::Refuse);
    }

    #[test]
    fn a_citation_travels_as_instrument_and_provision() {
        let citation: Citation = "cn-cpl-2023:283(1)".parse().unwrap();
        assert_eq!((citation.instrument.as_str(), citation.provision.as_str()), ("cn-cpl-2023", "283(1)"));
        assert_eq!(serde_json::to_string(&citation).unwrap(), "\"cn-cpl-2023:283(1)\"");
        assert_eq!("cn-cpl-2023".parse::<Citation>(), Err(NotACitation));
    }
}
