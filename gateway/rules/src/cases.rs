//! Cases: facts, and what the rules must say about them. A release brings its own, and is put into force only if they hold.

use comity_domain::Date;
use comity_domain::assessment::{Assessment, Citation, Outcome};
use comity_domain::facts::Facts;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{AssessError, RuleSet, Settings};

/// One case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The article and what the case shows.
    pub name: String,
    /// The facts, as JSON: a case may be about facts that a later schema no longer takes.
    pub facts: Value,
    /// What must be said.
    pub expect: Expectation,
}

/// What must be said about the facts of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// `None`: not asserted.
    pub outcome: Option<Outcome>,
    /// `None`: not asserted; without a day any day will do.
    pub conclusion: Option<ExpectedConclusion>,
    /// Each of these periods runs to this day; others may run beside them.
    pub due: Vec<ExpectedDue>,
    /// At least one of these is cited, compared by article; `?` is any provision of the instrument. Binding where the outcome is not a
    /// plain `accept`, or a conclusion is expected.
    pub cites: Vec<Citation>,
}

/// A conclusion that must be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedConclusion {
    /// Its code.
    pub code: String,
    /// Its day, if that matters.
    pub on: Option<Date>,
}

/// A period that must run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedDue {
    /// Its code.
    pub period: String,
    /// Its last day.
    pub last_day: Date,
    /// The calendar it is counted on.
    pub calendar: String,
    /// Whether the text sets it firmly.
    pub hard: bool,
}

/// How a case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseResult {
    /// The case.
    pub name: String,
    /// What does not hold, one line each; empty if the case holds.
    pub broken: Vec<String>,
}

impl RuleSet {
    /// Runs the release's own cases.
    pub fn run_cases(&self) -> Vec<CaseResult> {
        self.cases().iter().map(|case| case.run(|facts| self.assess(facts, Settings::Declared))).collect()
    }
}

impl Case {
    /// Asks about this case.
    pub fn run(&self, ask: impl FnOnce(&Facts) -> Result<Assessment, AssessError>) -> CaseResult {
        let facts = Facts::parse_value(self.facts.clone()).map_err(|error| error.to_string());
        let answer = facts.and_then(|facts| ask(&facts).map_err(|error| error.to_string()));
        let broken = match answer {
            Ok(assessment) => self.expect.broken_by(&assessment),
            Err(error) => vec![error],
        };
        CaseResult { name: self.name.clone(), broken }
    }
}

impl Expectation {
    fn broken_by(&self, given: &Assessment) -> Vec<String> {
        let mut broken = Vec::new();
        if self.outcome.is_some() && self.outcome != given.outcome {
            broken.push(format!("outcome: expected {:?}, given {:?}", self.outcome, given.outcome));
        }
        if let Some(expected) = &self.conclusion
            && !given
                .conclusions
                .iter()
                .any(|it| it.code == expected.code && (expected.on.is_none() || it.on == expected.on))
        {
            broken.push(format!("conclusion: expected {expected:?}, given {:?}", given.conclusions));
        }
        for expected in &self.due {
            if !given.due.iter().any(|due| expected.is(due)) {
                broken.push(format!("due: expected {expected:?}, given {:?}", given.due));
            }
        }
        let binding = self.outcome != Some(Outcome::Accept) || self.conclusion.is_some();
        if binding
            && !self.cites.is_empty()
            && !citations(given).any(|cited| self.cites.iter().any(|it| same(it, cited)))
        {
            broken.push(format!(
                "cites: expected one of {:?}, given {:?}",
                self.cites,
                citations(given).collect::<Vec<_>>()
            ));
        }
        broken
    }
}

impl ExpectedDue {
    fn is(&self, due: &comity_domain::assessment::Due) -> bool {
        (self.period == due.period && self.last_day == due.last_day)
            && (self.calendar == due.calendar && self.hard == due.hard)
    }
}

fn citations(given: &Assessment) -> impl Iterator<Item = &Citation> {
    let findings = given.findings.iter().flat_map(|it| &it.citations);
    let conclusions = given.conclusions.iter().flat_map(|it| &it.citations);
    let due = given.due.iter().flat_map(|it| &it.citations);
    findings.chain(conclusions).chain(due).chain(given.requirements.iter().flat_map(|it| &it.citations))
}

/// Article level: what stands in brackets is not compared.
fn same(expected: &Citation, cited: &Citation) -> bool {
    let article = |citation: &Citation| citation.provision.split('(').next().unwrap_or_default().to_owned();
    expected.instrument == cited.instrument && (expected.provision == "?" || article(expected) == article(cited))
}
