//! What a benchmark reports: codes and numbers, as JSON or as a table.

use core::fmt;

use serde::Serialize;

use super::measure::median;
use super::{Build, Machine, Which};

/// The result of a benchmark.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Which.
    pub benchmark: Which,
    /// Where it ran.
    pub machine: Machine,
    /// How the program was built.
    pub build: Build,
    /// What one counted thing includes, in codes.
    pub includes: &'static [&'static str],
    /// The rounds.
    pub rounds: Vec<Round>,
    /// The median of each number over the rounds, each taken by itself.
    pub median: Round,
    /// What else was counted or measured. The unit is last in the code.
    pub figures: Vec<Figure>,
    /// What it was to reach.
    pub marks: Vec<Mark>,
}

/// The numbers of one round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Round {
    /// How many were done.
    pub count: u64,
    /// From the start of the first to the end of the last, in nanoseconds.
    pub elapsed_ns: u64,
    /// How many in one second.
    pub per_second: u64,
    /// Half of them took no longer, in nanoseconds.
    pub p50_ns: u64,
    /// 99 of 100 took no longer, in nanoseconds.
    pub p99_ns: u64,
    /// The longest, in nanoseconds.
    pub max_ns: u64,
}

/// A number with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// What it is; its unit is last.
    pub code: String,
    /// How much.
    pub value: u64,
}

/// A number to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// What is measured by it; its unit is last.
    pub code: &'static str,
    /// What is to be reached.
    pub wanted: u64,
    /// What was measured.
    pub measured: u64,
    /// Whether it was reached.
    pub reached: bool,
}

impl Round {
    /// The median of each number.
    pub(super) fn median_of(rounds: &[Self]) -> Self {
        let of = |number: fn(&Self) -> u64| median(rounds.iter().map(number)).unwrap_or(0);
        Self {
            count: of(|round| round.count),
            elapsed_ns: of(|round| round.elapsed_ns),
            per_second: of(|round| round.per_second),
            p50_ns: of(|round| round.p50_ns),
            p99_ns: of(|round| round.p99_ns),
            max_ns: of(|round| round.max_ns),
        }
    }
}

impl Figure {
    pub(super) fn new(code: impl Into<String>, value: u64) -> Self {
        Self { code: code.into(), value }
    }
}

impl Mark {
    pub(super) const fn at_least(code: &'static str, wanted: u64, measured: u64) -> Self {
        Self { code, wanted, measured, reached: measured >= wanted }
    }

    pub(super) const fn at_most(code: &'static str, wanted: u64, measured: u64) -> Self {
        Self { code, wanted, measured, reached: measured <= wanted }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Machine { cpu, cores, memory_mib, os, file_system } = &self.machine;
        let which = clap::ValueEnum::to_possible_value(&self.benchmark);
        row(f, "benchmark", which.as_ref().map_or("", |value| value.get_name()))?;
        row(f, "cpu", cpu)?;
        row(f, "cores", cores)?;
        row(f, "memory-mib", memory_mib)?;
        row(f, "os", os)?;
        if let Some(file_system) = file_system {
            row(f, "file-system", file_system)?;
        }
        row(f, "opt-level", self.build.opt_level)?;
        row(f, "debug-assertions", self.build.debug_assertions)?;
        row(f, "includes", self.includes.join(" "))?;
        self.write_rounds(f)?;
        self.write_figures(f)?;
        self.write_marks(f)
    }
}

impl Report {
    fn write_rounds(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["count", "elapsed-ms", "per-second", "p50-us", "p99-us", "max-us"];
        writeln!(f)?;
        line(f, "round", &head.map(str::to_owned))?;
        for (number, round) in (1..).zip(&self.rounds) {
            line(f, &number.to_string(), &cells(round))?;
        }
        line(f, "median", &cells(&self.median))
    }

    fn write_figures(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.figures.iter().map(|figure| figure.code.len()).max().unwrap_or(0);
        writeln!(f)?;
        self.figures.iter().try_for_each(|Figure { code, value }| writeln!(f, "{code:<width$}  {value:>12}"))
    }

    fn write_marks(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        line(f, "mark", &["wanted", "measured", "reached"].map(str::to_owned))?;
        self.marks.iter().try_for_each(|mark| {
            line(f, mark.code, &[mark.wanted.to_string(), mark.measured.to_string(), mark.reached.to_string()])
        })
    }
}

fn row(f: &mut fmt::Formatter<'_>, code: &str, value: impl fmt::Display) -> fmt::Result {
    writeln!(f, "{code:<18}{value}")
}

fn line(f: &mut fmt::Formatter<'_>, first: &str, cells: &[String]) -> fmt::Result {
    write!(f, "{first:<24}")?;
    cells.iter().try_for_each(|cell| write!(f, "{cell:>13}"))?;
    writeln!(f)
}

fn cells(round: &Round) -> [String; 6] {
    [
        round.count.to_string(),
        (round.elapsed_ns / 1_000_000).to_string(),
        round.per_second.to_string(),
        micros(round.p50_ns),
        micros(round.p99_ns),
        micros(round.max_ns),
    ]
}

fn micros(nanos: u64) -> String {
    format!("{}.{:03}", nanos / 1000, nanos % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(per_second: u64, p99_ns: u64) -> Round {
        Round { count: 10, elapsed_ns: 2_000_000, per_second, p50_ns: 1_250, p99_ns, max_ns: 1_234_567 }
    }

    #[test]
    fn the_median_takes_each_number_by_itself() {
        let median = Round::median_of(&[round(100, 9), round(300, 7), round(200, 8)]);
        assert_eq!((median.per_second, median.p99_ns), (200, 8));
    }

    #[test]
    fn a_mark_is_reached_from_its_own_side() {
        assert!(Mark::at_least("per-second", 1000, 1000).reached && !Mark::at_least("per-second", 1000, 999).reached);
        assert!(Mark::at_most("p99-ns", 2000, 2000).reached && !Mark::at_most("p99-ns", 2000, 2001).reached);
    }

    #[test]
    fn a_report_is_a_table_of_codes_and_numbers() {
        let report = Report {
            benchmark: Which::Access,
            machine: Machine {
                cpu: "Example 1".into(),
                cores: 2,
                memory_mib: 4096,
                os: "Linux".into(),
                file_system: None,
            },
            build: Build { opt_level: "1", debug_assertions: true },
            includes: &["permit", "refusal"],
            rounds: vec![round(100, 2_000)],
            median: round(100, 2_000),
            figures: vec![Figure::new("questions-count", 12)],
            marks: vec![Mark::at_most("decision-p99-ns", 2_000, 2_000)],
        };
        insta::assert_snapshot!(report, @r"
        benchmark         access
        cpu               Example 1
        cores             2
        memory-mib        4096
        os                Linux
        opt-level         1
        debug-assertions  true
        includes          permit refusal

        round                           count   elapsed-ms   per-second       p50-us       p99-us       max-us
        1                                  10            2          100        1.250        2.000     1234.567
        median                             10            2          100        1.250        2.000     1234.567

        questions-count            12

        mark                           wanted     measured      reached
        decision-p99-ns                  2000         2000         true
        ");
    }
}
