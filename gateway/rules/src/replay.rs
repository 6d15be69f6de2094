//! Replay: a stored assessment is made again and compared. With the release it was made by, it must come out the same to the byte; with a
//! candidate, what would change is the candidate's price.

use std::collections::BTreeSet;

use comity_domain::Date;
use comity_domain::assessment::{Assessment, Finding, Outcome};
use serde::{Deserialize, Serialize};

/// What would be different about one assessment. Nothing, if all of it is empty. What is said twice counts twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The outcome before and after, where it changes.
    pub outcome: Option<Change<Option<Outcome>>>,
    /// Findings that were not there, with their weight, their place and what they say.
    pub found: Vec<String>,
    /// Findings that are no longer there.
    pub gone: Vec<String>,
    /// Last days that move, by the period's code; absent on the side where the period does not run.
    pub due: Vec<(String, Change<Option<LastDay>>)>,
    /// Conclusions, and requirements, that are drawn or made on one side only.
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

/// The last day of a period, and what makes it another day to act on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastDay {
    /// The day.
    pub day: Date,
    /// The calendar that it was counted on.
    pub calendar: String,
    /// Whether the text sets it firmly.
    pub hard: bool,
}

/// One way in which assessments change, wherever in the facts it is: what is counted over a whole record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Kind {
    /// The outcome is another.
    Outcome {
        /// As it is recorded; absent where the stage gives none.
        before: Option<Outcome>,
        /// As it would be.
        after: Option<Outcome>,
    },
    /// A finding that was not there: its weight and code.
    Found(String),
    /// A finding that is no longer there.
    Gone(String),
    /// A last day that moves, or a period that runs on one side only: its code.
    Due(String),
    /// A conclusion or requirement that is new: its code.
    Concluded(String),
    /// A conclusion or requirement that is no longer there.
    Withdrawn(String),
}

impl Difference {
    /// What of `before` is different in `after`. Which release said it, how it counted and how it cites, is not compared.
    pub fn between(before: &Assessment, after: &Assessment) -> Self {
        // Most answers are the same, and putting every finding into words costs more than looking.
        let (gone, found) = if before.findings == after.findings {
            (Vec::new(), Vec::new())
        } else {
            apart(findings(before), findings(after))
        };
        let concluded = if before.conclusions == after.conclusions && before.requirements == after.requirements {
            Vec::new()
        } else {
            concluded(before, after)
        };
        let due = if before.due == after.due { Vec::new() } else { due(before, after) };
        Self { outcome: change(before.outcome, after.outcome), found, gone, due, concluded }
    }

    /// In which ways it is different, each once.
    pub fn kinds(&self) -> BTreeSet<Kind> {
        let outcome = self.outcome.iter().map(|it| Kind::Outcome { before: it.before, after: it.after });
        let found = self.found.iter().map(|said| Kind::Found(without_place(said)));
        let gone = self.gone.iter().map(|said| Kind::Gone(without_place(said)));
        let due = self.due.iter().map(|(period, _)| Kind::Due(period.clone()));
        let concluded = self.concluded.iter().map(|(said, is)| {
            let code = said.split([' ', ':']).next().unwrap_or_default().to_owned();
            if is.after { Kind::Concluded(code) } else { Kind::Withdrawn(code) }
        });
        outcome.chain(found).chain(gone).chain(due).chain(concluded).collect()
    }

    /// Nothing that people act on is different.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// The findings with all that they say. Rules that are merely satisfied are left out.
fn findings(assessment: &Assessment) -> Vec<String> {
    let named = |finding: &Finding| {
        let place = finding.about.as_ref().map_or(String::new(), |place| format!(" ({place})"));
        let written = |value| serde_json::to_string(value).unwrap_or_default();
        let arguments: Vec<String> =
            finding.arguments.iter().map(|(name, value)| format!(" {name}={}", written(value))).collect();
        format!("{}: {}{place}{}", finding.severity.code(), finding.code, arguments.concat())
    };
    assessment.findings.iter().filter(|finding| finding.code != "satisfied").map(named).collect()
}

/// `correct: copies-too-few`, of `correct: copies-too-few (documents[1].copies) given=1`.
fn without_place(finding: &str) -> String {
    let words: Vec<&str> = finding.split(' ').take(2).collect();
    words.join(" ")
}

/// The last days, period by period; where one period runs for several, in the order of their days.
fn due(before: &Assessment, after: &Assessment) -> Vec<(String, Change<Option<LastDay>>)> {
    let last_days = |assessment: &Assessment, period: &str| {
        let of_period = assessment.due.iter().filter(|due| due.period == period);
        let mut days: Vec<LastDay> = of_period
            .map(|due| LastDay { day: due.last_day, calendar: due.calendar.clone(), hard: due.hard })
            .collect();
        days.sort();
        days
    };
    let periods: BTreeSet<&String> = before.due.iter().chain(&after.due).map(|due| &due.period).collect();
    let moved = |period: &String| {
        let (was, is) = (last_days(before, period), last_days(after, period));
        let pair = |at: usize| change(was.get(at).cloned(), is.get(at).cloned());
        let changes: Vec<_> = (0..was.len().max(is.len())).filter_map(pair).collect();
        changes.into_iter().map(|change| (period.clone(), change)).collect::<Vec<_>>()
    };
    periods.into_iter().flat_map(moved).collect()
}

fn concluded(before: &Assessment, after: &Assessment) -> Vec<(String, Change<bool>)> {
    let codes = |assessment: &Assessment| -> Vec<String> {
        let concluded = assessment.conclusions.iter().map(|it| match it.on {
            Some(day) => format!("{} {day}", it.code),
            None => it.code.clone(),
        });
        let required =
            assessment.requirements.iter().map(|it| format!("{}: {}", it.document, it.any_of_languages.join("|")));
        concluded.chain(required).collect()
    };
    let (gone, new) = apart(codes(before), codes(after));
    let gone = gone.into_iter().map(|code| (code, Change { before: true, after: false }));
    gone.chain(new.into_iter().map(|code| (code, Change { before: false, after: true }))).collect()
}

/// What only the first has, and what only the second has, each as often as it is one too many.
fn apart(mut before: Vec<String>, after: Vec<String>) -> (Vec<String>, Vec<String>) {
    let mut new = Vec::new();
    for item in after {
        match before.iter().position(|known| *known == item) {
            Some(at) => drop(before.remove(at)),
            None => new.push(item),
        }
    }
    (before, new)
}

fn change<T: PartialEq>(before: T, after: T) -> Option<Change<T>> {
    (before != after).then_some(Change { before, after })
}

#[cfg(test)]
mod tests {
    use comity_domain::assessment::{Conclusion, Due, Requirement, RulesRef, Severity};
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
        assert_eq!(difference.gone, ["correct: copies-too-few (documents[1].copies)"]);
        assert_eq!(difference.found, ["correct: copies-too-few (documents[2].copies)"]);
        assert_eq!(difference.due[0].1.after, Some(last_day("2026-03-13")));
        assert_eq!(difference.concluded.len(), 2);
        let kinds = [
            Kind::Outcome { before, after: Some(Outcome::Accept) },
            Kind::Found("correct: copies-too-few".into()),
            Kind::Gone("correct: copies-too-few".into()),
            Kind::Due("execute-service".into()),
            Kind::Concluded("served".into()),
            Kind::Withdrawn("pending".into()),
        ];
        assert_eq!(difference.kinds(), kinds.into());
    }

    #[test]
    fn whatever_people_act_on_is_a_difference() {
        let changes: [fn(&mut Assessment); 7] = [
            |it| it.findings[1].severity = Severity::Flag,
            |it| drop(it.findings[1].arguments.insert("given".into(), serde_json::from_value(1.into()).unwrap())),
            |it| it.findings.push(it.findings[1].clone()),
            |it| it.due[0].hard = false,
            |it| it.due[0].calendar = "HK-court".into(),
            |it| it.due.push(Due { last_day: "2026-03-20".parse().unwrap(), ..it.due[0].clone() }),
            |it| it.conclusions.push(it.conclusions[0].clone()),
        ];
        for (number, alter) in changes.iter().enumerate() {
            let mut after = assessment();
            alter(&mut after);
            assert!(!Difference::between(&assessment(), &after).is_none(), "change {number}");
        }
    }

    #[test]
    fn a_translation_that_is_no_longer_asked_for_is_a_difference() {
        let mut before = assessment();
        before.requirements.push(Requirement {
            document: "summons".into(),
            any_of_languages: vec!["zh".into()],
            citations: Vec::new(),
        });
        let difference = Difference::between(&before, &assessment());
        assert_eq!(difference.concluded, [("summons: zh".to_owned(), Change { before: true, after: false })]);
    }

    #[test]
    fn a_period_that_no_longer_runs_is_a_difference() {
        let mut after = assessment();
        after.due.clear();
        let difference = Difference::between(&assessment(), &after);
        let change = Change { before: Some(last_day("2026-03-12")), after: None };
        assert_eq!(difference.due, [("execute-service".to_owned(), change)]);
    }

    fn last_day(text: &str) -> LastDay {
        LastDay { day: day(text), calendar: "HK-general".into(), hard: true }
    }
}
