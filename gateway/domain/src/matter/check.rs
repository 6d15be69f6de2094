//! What the rules were asked in a matter, and what they answered.

use serde::{Deserialize, Serialize};

use crate::assessment::Assessment;
use crate::facts::Facts;

/// A question to a rule set, and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// `own`: this side's rules decide. `advice`: the other side's published release says what would be returned.
    pub weight: Weight,
    /// The facts as the rules saw them.
    pub facts: Facts,
    /// The answer.
    pub assessment: Assessment,
}

impl Check {
    /// Does it conclude that nothing was served, or that this way of service is closed?
    pub fn concludes_unserved(&self) -> bool {
        let unserved = |code: &str| matches!(code, "not-served" | "method-unavailable");
        self.assessment.conclusions.iter().any(|conclusion| unserved(&conclusion.code))
    }

    /// Do this side's own rules conclude that the other side should be reminded?
    pub fn concludes_reminder(&self) -> bool {
        let due = self.assessment.conclusions.iter().any(|conclusion| conclusion.code == "reminder-due");
        self.weight == Weight::Own && due
    }
}

/// A rule set that did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unanswered {
    /// Whose rules.
    pub weight: Weight,
    /// The name of the fault, or why they could not be asked.
    pub fault: String,
}

/// What an assessment is worth here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// This side's own rules.
    Own,
    /// The other side's published release.
    Advice,
}
