//! Replay: a stored assessment is made again and compared. With the release it was made by, it must come out the same to the byte; with a
//! candidate, what would change is the candidate's price.

use std::collections::BTreeSet;

use comity_domain::Date;
use comity_domain::assessment::{Assessment, Finding, Outcome};
use serde::{Deserialize, Serialize};

/// What would be different about one assessment. Nothing, if all of it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The outcome before and after, where it changes.
    pub outcome: Option<Change<Option<Outcome>>>,
    /// Findings that were not there.
    pub found: BTreeSet<String>,
    /// Findings that are no longer there.
    pub gone: BTreeSet<String>,
    /// Last days that move, by the period's code; absent on the side where the period does not run.
    pub due: Vec<(String, Change<Option<Date>>)>,
    /// Conclusions that change, by their code.
    pub concluded: Vec<(String, Change<bool>)>,
}

/// Before, and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change<T> {
    /// As it is recorded.
    pub before: T,
    /// As it would be.
    pub after: T,
}

impl Difference {
    /// What of `before` is different in `after`. Which release said it, and how it cites, is not compared.
    pub fn between(before: &Assessment, after: &Assessment) -> Self {
        let (said, says) = (findings(before), findings(after));
        Self {
            outcome: change(before.outcome, after.outcome),
            found: says.difference(&said).cloned().collect(),
            gone: said.difference(&says).cloned().collect(),
            due: due(before, after),
            concluded: concluded(before, after),
        }
    }

    /// Nothing that people act on is different.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The findings with the places they are about. Rules that are merely satisfied are left out.
fn findings(assessment: &Assessment) -> BTreeSet<String> {
    let named = |finding: &Finding| match &finding.about {
        Some(place) => format!("{} ({place})", finding.code),
        None => finding.code.clone(),
    };
    assessment.findings.iter().filter(|finding| finding.code != "satisfied").map(named).collect()
}

fn due(before: &Assessment, after: &Assessment) -> Vec<(String, Change<Option<Date>>)> {
    let last_day = |assessment: &Assessment, period: &str| {
        assessment.due.iter().find(|due| due.period == period).map(|due| due.last_day)
    };
    let periods: BTreeSet<&String> = before.due.iter().chain(&after.due).map(|due| &due.period).collect();
    let moved = |period: &String| Some((period.clone(), change(last_day(before, period), last_day(after, period))?));
    periods.into_iter().filter_map(moved).collect()
}

fn concluded(before: &Assessment, after: &Assessment) -> Vec<(String, Change<bool>)> {
    let codes = |assessment: &Assessment| -> BTreeSet<String> {
        let named = |it: &comity_domain::assessment::Conclusion| match it.on {
            Some(day) => format!("{} {day}", it.code),
            None => it.code.clone(),
        };
        assessment.conclusions.iter().map(named).collect()
    };
    let (was, is) = (codes(before), codes(after));
    let gone = was.difference(&is).map(|code| (code.clone(), Change { before: true, after: false }));
    gone.chain(is.difference(&was).map(|code| (code.clone(), Change { before: false, after: true }))).collect()
}

fn change<T: PartialEq>(before: T, after: T) -> Option<Change<T>> {
    (before != after).then_some(Change { before, after })
}

#[cfg(test)]
mod tests {
    use comity_domain::assessment::{Conclusion, Due, RulesRef, Severity};
    use comity_domain::facts::Particulars;
    use comity_record::Digest;

    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn assessment() -> Assessment {
        let digest = Digest::of(b"");
        let finding = |code: &str, about: Option<&str>| Finding {
            code: code.into(),
            severity: Severity::Correct,
            about: about.map(Into::into),
            arguments: Particulars::new(),
            citations: Vec::new(),
        };
        Assessment {
            outcome: Some(Outcome::ReturnForSupplement),
            findings: vec![finding("satisfied", None), finding("copies-too-few", Some("documents[1].copies"))],
            due: vec![Due {
                period: "execute-service".into(),
                last_day: day("2026-03-12"),
                calendar: "HK-general".into(),
                hard: true,
                steps: Vec::new(),
                citations: Vec::new(),
            }],
            conclusions: vec![Conclusion { code: "pending".into(), on: None, citations: Vec::new() }],
            requirements: Vec::new(),
            rules: RulesRef { id: "hongkong".into(), version: "1".into(), digest },
            release: digest,
            facts_digest: digest,
        }
    }

    #[test]
    fn the_same_answer_is_no_difference_whoever_gave_it() {
        let mut again = assessment();
        again.release = Digest::of(b"another");
        again.findings.remove(0);
        assert!(Difference::between(&assessment(), &again).is_none());
    }

    #[test]
    fn a_difference_names_outcome_findings_last_days_and_conclusions() {
        let mut after = assessment();
        after.outcome = Some(Outcome::Accept);
        after.findings[1].about = Some("documents[2].copies".into());
        after.due[0].last_day = day("2026-03-13");
        after.conclusions[0].code = "served".into();
        let difference = Difference::between(&assessment(), &after);
        let before = Some(Outcome::ReturnForSupplement);
        assert_eq!(difference.outcome, Some(Change { before, after: Some(Outcome::Accept) }));
        assert_eq!(difference.gone, BTreeSet::from(["copies-too-few (documents[1].copies)".to_owned()]));
        assert_eq!(difference.found, BTreeSet::from(["copies-too-few (documents[2].copies)".to_owned()]));
        assert_eq!(difference.due[0].1.after, Some(day("2026-03-13")));
        assert_eq!(difference.concluded.len(), 2);
    }

    #[test]
    fn a_period_that_no_longer_runs_is_a_difference() {
        let mut after = assessment();
        after.due.clear();
        let difference = Difference::between(&assessment(), &after);
        assert_eq!(
            difference.due,
            [("execute-service".to_owned(), Change { before: Some(day("2026-03-12")), after: None })]
        );
    }
}
