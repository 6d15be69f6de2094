//! What the stages came to, and the closing lines that say so.

use std::fmt::Write as _;
use std::time::Duration;

/// How a stage ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ending {
    Passed,
    Failed,
    /// With the reason.
    NotRun(String),
}

#[derive(Debug, Default)]
pub(super) struct Report {
    stages: Vec<(&'static str, Ending, Duration)>,
    /// What else did not run, and why.
    left_out: Vec<(String, String)>,
    /// What stages said of what failed in them.
    failures: Vec<(&'static str, String)>,
}

impl Report {
    pub(super) fn push(&mut self, stage: &'static str, ending: Ending, took: Duration) {
        self.stages.push((stage, ending, took));
    }

    /// What a stage said of what failed; nothing, if it said nothing.
    pub(super) fn said_of_failures(&mut self, stage: &'static str, said: String) {
        self.failures.extend((!said.is_empty()).then_some((stage, said)));
    }

    pub(super) fn did_not_run(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.left_out.push((what.into(), why.into()));
    }

    /// Lines of `what: why`, as tests wrote them. A test that ran twice wrote its line twice.
    pub(super) fn notes_of_tests(&mut self, lines: &str) {
        let mut lines: Vec<&str> = lines.lines().filter(|line| !line.trim().is_empty()).collect();
        lines.sort_unstable();
        lines.dedup();
        for line in lines {
            let (what, why) = line.split_once(": ").unwrap_or((line, "no reason given"));
            self.did_not_run(what, why);
        }
    }

    pub(super) fn has_passed(&self, stage: &str) -> bool {
        self.stages.iter().any(|(name, ending, _)| *name == stage && *ending == Ending::Passed)
    }

    /// Did anything fail? A stage that could not run because another failed comes after that failure.
    pub(super) fn has_failed(&self) -> bool {
        self.stages.iter().any(|(_, ending, _)| *ending == Ending::Failed)
    }

    /// The closing lines: what failed, said once more; each stage with its time, what did not run and why, the whole.
    pub(super) fn closing(&self, total: Duration) -> String {
        let mut text = String::new();
        for (stage, said) in &self.failures {
            let _ = writeln!(text, "── {stage}: what failed, once more\n{said}");
        }
        text.push_str("── what each stage took\n");
        for (name, ending, took) in &self.stages {
            let ending = match ending {
                Ending::Passed => "passed",
                Ending::Failed => "FAILED",
                Ending::NotRun(_) => "not run",
            };
            let _ = writeln!(text, "{name:<14}{:>9}  {ending}", clock(*took));
        }
        for (what, why) in self.everything_left_out() {
            let _ = writeln!(text, "did not run: {what}: {why}");
        }
        let failed = self.stages.iter().filter(|(_, ending, _)| *ending == Ending::Failed);
        let failed: Vec<&str> = failed.map(|(name, ..)| *name).collect();
        let whole = if failed.is_empty() { "passed".to_owned() } else { format!("FAILED: {}", failed.join(", ")) };
        let _ = writeln!(text, "verify {whole}, in {}", clock(total));
        text
    }

    fn everything_left_out(&self) -> impl Iterator<Item = (&str, &str)> {
        let stages = self.stages.iter().filter_map(|(name, ending, _)| match ending {
            Ending::NotRun(why) => Some((*name, why.as_str())),
            Ending::Passed | Ending::Failed => None,
        });
        stages.chain(self.left_out.iter().map(|(what, why)| (what.as_str(), why.as_str())))
    }
}

/// Minutes and seconds; a stage of less than a minute shows tenths.
fn clock(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds < 60 {
        format!("{seconds}.{} s", took.subsec_millis() / 100)
    } else {
        format!("{} m {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(endings: &[(&'static str, Ending)]) -> Report {
        let mut report = Report::default();
        for (name, ending) in endings {
            report.push(name, ending.clone(), Duration::from_millis(61_250));
        }
        report
    }

    #[test]
    fn one_failed_stage_fails_the_whole_and_is_named() {
        let report = report(&[("format", Ending::Failed), ("tests", Ending::Passed)]);
        assert!(report.has_failed());
        let closing = report.closing(Duration::from_millis(1_999));
        assert!(closing.ends_with("verify FAILED: format, in 1.9 s\n"), "{closing}");
        assert!(closing.contains("tests          1 m 01 s  passed\n"), "{closing}");
    }

    #[test]
    fn a_stage_that_did_not_run_fails_nothing_but_is_named_with_its_reason() {
        let missing = Ending::NotRun("typos is not installed".to_owned());
        let report = report(&[("spelling", missing), ("tests", Ending::Passed)]);
        assert!(!report.has_failed());
        assert!(!report.has_passed("spelling"));
        let closing = report.closing(Duration::ZERO);
        assert!(closing.contains("did not run: spelling: typos is not installed\n"), "{closing}");
        assert!(closing.ends_with("verify passed, in 0.0 s\n"), "{closing}");
    }

    #[test]
    fn what_failed_is_said_once_more_before_the_times() {
        let mut report = report(&[("lints", Ending::Passed), ("tests", Ending::Failed)]);
        report.said_of_failures("lints", String::new());
        report.said_of_failures("tests", "failures:\n    a\n".to_owned());
        let closing = report.closing(Duration::ZERO);
        assert!(closing.starts_with("── tests: what failed, once more\nfailures:\n    a\n\n── what each"), "{closing}");
    }

    #[test]
    fn a_note_of_a_test_is_shown_once() {
        let mut report = Report::default();
        report.notes_of_tests("the order of system calls: strace is not installed\n\nthe order of system calls: strace is not installed\n");
        let closing = report.closing(Duration::ZERO);
        assert_eq!(closing.matches("did not run: the order of system calls: strace is not installed\n").count(), 1);
    }
}
