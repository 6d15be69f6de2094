//! Assessments: from the bytes of the facts to the bytes of the result, on one thread, each in a fresh sandbox. What is asked are the
//! cases of the releases, after each of them has been seen to hold. What is the sandbox's (to make an instance, to cross into it twice, to
//! run there, to end it) is measured apart from what the host does around it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use comity_domain::facts::Facts;
use comity_rules::contract::{Assessment, Due, Facts as Lowered, Period};
use comity_rules::{Fault, Guest, Host, Lock, Pin, RuleSet, Settings};

use super::machine::this_thread_nanos;
use super::measure::{Samples, Stopwatch};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::app::{LockFile, LockedRelease};

const USUAL_ASSESSMENTS: u32 = 100_000;
const PER_SECOND_WANTED: u64 = 10_000;
const SANDBOXES_PER_SECOND_WANTED: u64 = 20_000;

/// A case, as its facts would come from outside.
struct Question {
    rules: Arc<RuleSet>,
    facts: Vec<u8>,
}

/// Where the time of assessments went, in nanoseconds.
#[derive(Debug, Default, Clone, Copy)]
struct Parts {
    parse: u64,
    /// A fresh instance, both calls, its end.
    sandbox: u64,
    /// What the host lowers, counts, checks and digests.
    host: u64,
    serialise: u64,
}

/// An instance, and how long its calls took, in nanoseconds.
struct Timed<'a> {
    guest: &'a mut dyn Guest,
    called: u64,
}

pub(super) fn run(options: &Options) -> Result<Report, BenchError> {
    let directory = options.releases()?;
    let questions = questions(&directory)?;
    if questions.is_empty() {
        return Err(BenchError::NoCases { path: directory });
    }
    let per_round = options.per_round(USUAL_ASSESSMENTS);
    round(&questions, per_round.div_ceil(10))?;
    let mut rounds = Vec::new();
    let mut parts = Parts::default();
    let used = this_thread_nanos();
    for _ in 0..options.rounds {
        let (round, spent) = round(&questions, per_round)?;
        rounds.push(round);
        parts = parts.and(spent);
    }
    let used = this_thread_nanos() - used;
    let median = Round::median_of(&rounds);
    let assessed = u64::from(per_round) * u64::from(options.rounds);
    let mean = |code: &str, nanos: u64| Figure::new(format!("{code}-mean-ns"), nanos / assessed.max(1));
    Ok(Report {
        benchmark: Which::Rules,
        machine: Machine::here(),
        build: Build::this(),
        includes: &["parse", "fresh-sandbox", "periods", "arithmetic", "assess", "check", "facts-digest", "serialise"],
        rounds,
        median,
        figures: vec![
            Figure::new("cases-count", questions.len() as u64),
            mean("parse", parts.parse),
            mean("sandbox", parts.sandbox),
            mean("host", parts.host),
            mean("serialise", parts.serialise),
            mean("cpu", used),
        ],
        marks: vec![
            Mark::at_least("assessments-per-second", PER_SECOND_WANTED, median.per_second),
            Mark::at_least(
                "sandboxes-per-second",
                SANDBOXES_PER_SECOND_WANTED,
                assessed * 1_000_000_000 / parts.sandbox.max(1),
            ),
        ],
    })
}

fn round(questions: &[Question], count: u32) -> Result<(Round, Parts), BenchError> {
    let (mut times, mut parts) = (Samples::default(), Parts::default());
    let watch = Stopwatch::start();
    for (question, _) in questions.iter().cycle().zip(0..count) {
        let spent = question.answer()?;
        times.add(spent.sum());
        parts = parts.and(spent);
    }
    Ok((times.round(u64::from(count), watch.elapsed()), parts))
}

impl Question {
    fn answer(&self) -> Result<Parts, BenchError> {
        let mut watch = Stopwatch::start();
        let facts = Facts::parse(&self.facts).map_err(BenchError::broken)?;
        let parse = watch.lap();
        let mut host = 0;
        let asked = self.rules.on_fresh_instance(|frame, guest| {
            let watch = Stopwatch::start();
            let mut timed = Timed { guest, called: 0 };
            let assessment = frame.ask(&mut timed, &facts, Settings::Overridden);
            host = watch.nanos().saturating_sub(timed.called);
            assessment
        });
        let assessment = asked.map_err(BenchError::broken)??;
        let sandbox = watch.lap().saturating_sub(host);
        let result = serde_json::to_vec(&assessment).map_err(BenchError::broken)?;
        drop(std::hint::black_box(result));
        Ok(Parts { parse, sandbox, host, serialise: watch.lap() })
    }
}

impl Guest for Timed<'_> {
    fn periods(&mut self, facts: &Lowered) -> Result<Vec<Period>, Fault> {
        let watch = Stopwatch::start();
        let periods = self.guest.periods(facts);
        self.called += watch.nanos();
        periods
    }

    fn assess(&mut self, facts: &Lowered, days: &[Due]) -> Result<Assessment, Fault> {
        let watch = Stopwatch::start();
        let assessment = self.guest.assess(facts, days);
        self.called += watch.nanos();
        assessment
    }
}

impl Parts {
    const fn and(self, other: Self) -> Self {
        Self {
            parse: self.parse + other.parse,
            sandbox: self.sandbox + other.sandbox,
            host: self.host + other.host,
            serialise: self.serialise + other.serialise,
        }
    }

    const fn sum(self) -> u64 {
        self.parse + self.sandbox + self.host + self.serialise
    }
}

/// The cases of all releases that the lock names.
fn questions(directory: &Path) -> Result<Vec<Question>, BenchError> {
    let lock = directory.join("rules.lock");
    let locked: LockFile = toml::from_str(&String::from_utf8_lossy(&read(&lock)?))
        .map_err(|error| BenchError::Broken(format!("`{}`: {error}", lock.display())))?;
    let host = Host::new().map_err(BenchError::broken)?;
    let mut questions = Vec::new();
    for release in &locked.rules {
        let rules = load(&host, directory, release)?;
        for case in rules.cases() {
            let broken = case.run(|facts| rules.assess(facts, Settings::Overridden)).broken;
            if !broken.is_empty() {
                return Err(BenchError::CaseBroken { case: case.name.clone(), because: broken.join("; ") });
            }
            let facts = serde_json::to_vec(&case.facts).map_err(BenchError::broken)?;
            questions.push(Question { rules: Arc::clone(&rules), facts });
        }
    }
    Ok(questions)
}

fn load(host: &Host, directory: &Path, locked: &LockedRelease) -> Result<Arc<RuleSet>, BenchError> {
    let path = directory.join(&locked.file);
    let pin = Pin { release: locked.digest, publisher: locked.publisher };
    let lock = Lock::default().with(locked.id.as_str(), pin);
    RuleSet::load(host, &read(&path)?, &lock).map_err(|fault| BenchError::Release { path, fault: Box::new(fault) })
}

fn read(path: &Path) -> Result<Vec<u8>, BenchError> {
    fs::read(path).map_err(|error| BenchError::Files { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use super::super::tests::packed_releases;
    use super::*;

    #[test]
    fn a_tiny_run_counts_its_assessments_over_the_cases_of_the_releases() {
        let releases = packed_releases();
        let options =
            Options { count: Some(90), rounds: 3, releases: Some(releases.path().to_owned()), ..Options::default() };
        let report = run(&options).unwrap();
        assert!(report.rounds.len() == 3 && report.rounds.iter().all(|round| round.count == 30));
        let cases = report.figures.iter().find(|figure| figure.code == "cases-count").unwrap().value;
        assert!(cases > 50, "{cases}");
    }

    #[test]
    fn releases_that_are_not_there_are_named() {
        let nowhere = tempfile::tempdir().unwrap();
        let error = run(&Options { releases: Some(nowhere.path().to_owned()), ..Options::default() }).unwrap_err();
        assert_eq!(error.code(), "files-unusable");
        assert!(error.to_string().contains("rules.lock"), "{error}");
    }

    #[test]
    fn a_release_that_was_changed_is_not_measured() {
        let releases = packed_releases();
        let path = releases.path().join("hongkong.release.json");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replacen("hongkong", "hongkonk", 1)).unwrap();
        let error = run(&Options { releases: Some(releases.path().to_owned()), ..Options::default() }).unwrap_err();
        assert_eq!(error.code(), "release-unusable");
    }
}
