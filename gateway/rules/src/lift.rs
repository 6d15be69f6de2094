//! Answers on their way out of the sandbox: nothing is believed before it is checked.

use std::collections::BTreeSet;

use comity_domain::assessment::{Citation, Conclusion, Finding, Outcome, Requirement, Severity};
use comity_domain::deadline::{self, Roll, Unit};
use comity_domain::facts::{Facts, Particulars, Value};
use comity_domain::limits::{
    ASSESSMENT_FINDINGS_MAX, ASSESSMENT_PERIODS_MAX, CODE_MAX_BYTES, FINDING_PARTS_MAX, PERIOD_MAX_LENGTH_UNITS,
    PERIOD_MAX_SUSPENDED_RANGES,
};
use comity_domain::{Date, Jurisdiction};

use crate::Fault;
use crate::contract as wit;
use crate::lower::Passed;

/// What a component declared to say and to cite.
#[derive(Debug)]
pub(crate) struct Says {
    pub(crate) codes: BTreeSet<String>,
    pub(crate) instruments: BTreeSet<String>,
}

/// An answer that was checked, without what only the host knows.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) outcome: Option<Outcome>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) conclusions: Vec<Conclusion>,
    pub(crate) requirements: Vec<Requirement>,
}

/// A period that was checked, with its start resolved as far as the facts go.
#[derive(Debug)]
pub(crate) struct CheckedPeriod {
    pub(crate) start: Start,
    /// Its `from` is still to be filled in where it starts with another period's end.
    pub(crate) period: deadline::Period,
    pub(crate) hard: bool,
    pub(crate) citations: Vec<Citation>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Start {
    /// Index in the docket of the facts.
    Event(usize),
    /// Index in the list of periods; always an earlier one.
    EndOf(usize),
}

impl Says {
    /// Checks the periods that a component says run.
    pub(crate) fn periods(
        &self,
        periods: Vec<wit::Period>,
        facts: &Facts,
        passed: &Passed,
    ) -> Result<Vec<CheckedPeriod>, Fault> {
        at_most("periods", periods.len(), ASSESSMENT_PERIODS_MAX)?;
        periods.into_iter().enumerate().map(|(index, period)| self.period(index, period, facts, passed)).collect()
    }

    /// Checks what a component says about the facts.
    pub(crate) fn assessment(&self, answer: wit::Assessment, passed: &Passed) -> Result<Checked, Fault> {
        for (what, length) in [
            ("findings", answer.findings.len()),
            ("conclusions", answer.conclusions.len()),
            ("requirements", answer.requirements.len()),
        ] {
            at_most(what, length, ASSESSMENT_FINDINGS_MAX)?;
        }
        let findings: Vec<_> =
            answer.findings.into_iter().map(|it| self.finding(it, passed)).collect::<Result<_, _>>()?;
        let conclusions = answer.conclusions.into_iter().map(|it| self.conclusion(it)).collect::<Result<_, _>>()?;
        let requirements = answer.requirements.into_iter().map(|it| self.requirement(it)).collect::<Result<_, _>>()?;
        let outcome = outcome(answer.verdict, &findings)?;
        Ok(Checked { outcome, findings, conclusions, requirements })
    }

    fn period(
        &self,
        index: usize,
        period: wit::Period,
        facts: &Facts,
        passed: &Passed,
    ) -> Result<CheckedPeriod, Fault> {
        at_most("suspensions", period.suspended.len(), PERIOD_MAX_SUSPENDED_RANGES)?;
        at_most("events that meet a period", period.met_by.len(), FINDING_PARTS_MAX)?;
        period.met_by.iter().try_for_each(|event| code(event))?;
        code(&period.calendar)?;
        for units in [period.length, period.offset_days] {
            if units.unsigned_abs() > PERIOD_MAX_LENGTH_UNITS {
                return Err(Fault::MalformedAnswer(format!("a period of {units} units")));
            }
        }
        let (start, from) = match period.start {
            wit::Start::Event(at) => {
                let at = nth(&passed.docket, at, "a period starts with event")?;
                (Start::Event(at), facts.docket.get(at).map_or(facts.as_of, |event| event.on))
            }
            wit::Start::EndOf(earlier) => match usize::try_from(earlier) {
                Ok(earlier) if earlier < index => (Start::EndOf(earlier), facts.as_of),
                _ => {
                    return Err(Fault::MalformedAnswer(format!(
                        "period {index} starts with the end of period {earlier}"
                    )));
                }
            },
        };
        let suspended = period.suspended.into_iter().map(|(from, to)| Ok((day(from)?, day(to)?)));
        Ok(CheckedPeriod {
            start,
            hard: period.hard,
            citations: self.citations(period.citations)?,
            period: deadline::Period {
                code: self.declared(period.code)?,
                from,
                start_roll: roll(period.start_roll),
                length: period.length,
                unit: unit(period.unit),
                offset_days: period.offset_days,
                roll: roll(period.roll),
                calendar: period.calendar,
                half_days_closed: period.half_days_closed,
                suspended: suspended.collect::<Result<_, Fault>>()?,
                extra_rest_days: Vec::new(),
            },
        })
    }

    fn finding(&self, finding: wit::Finding, passed: &Passed) -> Result<Finding, Fault> {
        Ok(Finding {
            code: self.declared(finding.code)?,
            severity: severity(finding.severity),
            about: finding.about.map(|place| self::place(place, passed)).transpose()?,
            arguments: arguments(finding.arguments)?,
            citations: self.citations(finding.citations)?,
        })
    }

    fn conclusion(&self, conclusion: wit::Conclusion) -> Result<Conclusion, Fault> {
        Ok(Conclusion {
            code: self.declared(conclusion.code)?,
            on: conclusion.on.map(day).transpose()?,
            citations: self.citations(conclusion.citations)?,
        })
    }

    fn requirement(&self, requirement: wit::Requirement) -> Result<Requirement, Fault> {
        at_most("languages", requirement.any_of_languages.len(), FINDING_PARTS_MAX)?;
        requirement.any_of_languages.iter().try_for_each(|language| code(language))?;
        code(&requirement.document)?;
        Ok(Requirement {
            document: requirement.document,
            any_of_languages: requirement.any_of_languages,
            citations: self.citations(requirement.citations)?,
        })
    }

    pub(crate) fn declared(&self, code: String) -> Result<String, Fault> {
        if self.codes.contains(&code) { Ok(code) } else { Err(Fault::UndeclaredCode(shortened(&code))) }
    }

    fn citations(&self, citations: Vec<wit::Citation>) -> Result<Vec<Citation>, Fault> {
        at_most("citations", citations.len(), FINDING_PARTS_MAX)?;
        citations.into_iter().map(|citation| self.citation(citation)).collect()
    }

    pub(crate) fn citation(&self, citation: wit::Citation) -> Result<Citation, Fault> {
        let wit::Citation { instrument, provision } = citation;
        if !self.instruments.contains(&instrument) {
            return Err(Fault::UndeclaredCode(shortened(&instrument)));
        }
        let good = (1..=CODE_MAX_BYTES).contains(&provision.len())
            && provision.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
        if good {
            Ok(Citation { instrument, provision })
        } else {
            Err(Fault::MalformedAnswer(format!("`{}` is not a provision", shortened(&provision))))
        }
    }
}

/// The day, if there is one.
pub(crate) fn day(date: wit::Date) -> Result<Date, Fault> {
    let wit::Date { year, month, day } = date;
    let exact = || {
        // jiff knows a year 0 and years before it; the law does not.
        let year = i16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    exact().ok_or_else(|| Fault::ImpossibleDate(format!("{year:04}-{month:02}-{day:02}")))
}

/// Is it a code: kebab-case, upper case only for the names of sides and calendars?
pub(crate) fn code(text: &str) -> Result<(), Fault> {
    let good = (1..=CODE_MAX_BYTES).contains(&text.len())
        && text.split('-').all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if good { Ok(()) } else { Err(Fault::MalformedAnswer(format!("`{}` is not a code", shortened(text)))) }
}

/// The side with this code.
pub(crate) fn side(code: &str) -> Result<Jurisdiction, Fault> {
    code.parse().map_err(|_| Fault::MalformedAnswer(format!("`{}` is not a side", shortened(code))))
}

pub(crate) fn value(value: wit::Value) -> Result<Value, Fault> {
    Ok(match value {
        wit::Value::Text(text) => Value::Text(text),
        wit::Value::Number(number) => Value::Number(number),
        wit::Value::Decimal(text) => match text.parse::<serde_json::Number>() {
            Ok(_) => Value::Decimal(text),
            Err(_) => return Err(Fault::MalformedAnswer(format!("`{}` is not a number", shortened(&text)))),
        },
        wit::Value::Day(date) => Value::Day(day(date)?),
        wit::Value::Flag(flag) => Value::Flag(flag),
        wit::Value::Codes(codes) => {
            codes.iter().try_for_each(|it| code(it))?;
            Value::Codes(codes)
        }
    })
}

/// With a verdict the worst finding decides; without one there may be none that says `refuse` or `correct`.
fn outcome(verdict: bool, findings: &[Finding]) -> Result<Option<Outcome>, Fault> {
    if verdict {
        return Ok(Some(Outcome::of(findings.iter().map(|finding| finding.severity))));
    }
    match findings.iter().find(|finding| matches!(finding.severity, Severity::Refuse | Severity::Correct)) {
        Some(finding) => Err(Fault::MalformedAnswer(format!("`{}` weighs, but there is no verdict", finding.code))),
        None => Ok(None),
    }
}

/// The place as it is written outside: `documents[1].copies`.
fn place(place: wit::Place, passed: &Passed) -> Result<String, Fault> {
    let same = |length: usize| (0..length).collect::<Vec<_>>();
    Ok(match place {
        wit::Place::Requesting => "requesting".to_owned(),
        wit::Place::Requested => "requested".to_owned(),
        wit::Place::Forum => "forum".to_owned(),
        wit::Place::Persons => "persons".to_owned(),
        wit::Place::Documents => "documents".to_owned(),
        wit::Place::Docket => "docket".to_owned(),
        wit::Place::Particular(name) => {
            code(&name)?;
            format!("particulars.{name}")
        }
        wit::Place::Person(item) => item_place("persons", item, &passed.persons)?,
        wit::Place::Document(item) => item_place("documents", item, &same(passed.facts.documents.len()))?,
        wit::Place::Act(item) => item_place("acts", item, &same(passed.facts.acts.len()))?,
        wit::Place::Event(item) => item_place("docket", item, &passed.docket)?,
    })
}

fn item_place(list: &str, item: wit::Item, indices: &[usize]) -> Result<String, Fault> {
    let index = nth(indices, item.index, list)?;
    match item.part {
        None => Ok(format!("{list}[{index}]")),
        Some(part) => {
            part.split('.').try_for_each(code)?;
            Ok(format!("{list}[{index}].{part}"))
        }
    }
}

fn nth(indices: &[usize], index: u32, what: &str) -> Result<usize, Fault> {
    let found = usize::try_from(index).ok().and_then(|index| indices.get(index));
    found.copied().ok_or_else(|| Fault::MalformedAnswer(format!("{what} {index} does not exist")))
}

fn arguments(particulars: Vec<wit::Particular>) -> Result<Particulars, Fault> {
    at_most("arguments", particulars.len(), FINDING_PARTS_MAX)?;
    let mut arguments = Particulars::new();
    for wit::Particular { name, value } in particulars {
        code(&name)?;
        arguments.insert(name, self::value(value)?);
    }
    Ok(arguments)
}

fn at_most(what: &str, length: usize, most: usize) -> Result<(), Fault> {
    if length <= most { Ok(()) } else { Err(Fault::AnswerTooLarge(format!("{length} {what}, at most {most}"))) }
}

/// What a component says goes into logs: short, and without control characters.
fn shortened(text: &str) -> String {
    text.chars().take(80).map(|it| if it.is_control() { '\u{fffd}' } else { it }).collect()
}

const fn severity(severity: wit::Severity) -> Severity {
    match severity {
        wit::Severity::Refuse => Severity::Refuse,
        wit::Severity::Correct => Severity::Correct,
        wit::Severity::Flag => Severity::Flag,
        wit::Severity::Inform => Severity::Inform,
    }
}

const fn unit(unit: wit::Unit) -> Unit {
    match unit {
        wit::Unit::Days => Unit::Days,
        wit::Unit::WorkingDays => Unit::WorkingDays,
        wit::Unit::Months => Unit::Months,
        wit::Unit::Years => Unit::Years,
    }
}

const fn roll(roll: wit::Roll) -> Roll {
    match roll {
        wit::Roll::None => Roll::None,
        wit::Roll::NextWorkingDay => Roll::NextWorkingDay,
    }
}
