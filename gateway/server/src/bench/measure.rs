//! Measuring, in whole nanoseconds.

use std::time::{Duration, Instant};

use super::Round;

/// The machine's monotonic clock. A measurement looks at it; nothing is decided by it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self(now())
    }

    /// This one, as if it had been started later, or will be.
    pub(super) fn later(self, by: Duration) -> Self {
        Self(self.0 + by)
    }

    /// How long it is until it starts; nothing if it runs.
    pub(super) fn ahead(&self) -> Duration {
        self.0.duration_since(now())
    }

    /// How long it has run; nothing if it has not started.
    pub(super) fn elapsed(&self) -> Duration {
        now().duration_since(self.0)
    }

    pub(super) fn nanos(&self) -> u64 {
        nanos(self.elapsed())
    }

    /// The nanoseconds since the last lap, or since the start.
    pub(super) fn lap(&mut self) -> u64 {
        let before = self.0;
        self.0 = now();
        nanos(self.0.duration_since(before))
    }
}

/// How long each one took, in nanoseconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Samples(Vec<u64>);

impl Samples {
    pub(super) fn add(&mut self, nanos: u64) {
        self.0.push(nanos);
    }

    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// A round in which `count` were done within `elapsed`.
    pub(super) fn round(mut self, count: u64, elapsed: Duration) -> Round {
        self.0.sort_unstable();
        Round {
            count,
            elapsed_ns: nanos(elapsed),
            per_second: per_second(count, elapsed),
            p50_ns: self.percentile(50),
            p99_ns: self.percentile(99),
            max_ns: self.percentile(100),
        }
    }

    /// By the nearest rank: a value that was measured, never one between two. The samples are sorted.
    fn percentile(&self, percent: usize) -> u64 {
        let rank = (self.0.len() * percent).div_ceil(100);
        self.0.get(rank.saturating_sub(1)).copied().unwrap_or(0)
    }
}

/// The middle one; of an even number the lower of the two in the middle.
pub(super) fn median<T: Ord + Copy>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

pub(super) fn per_second(count: u64, elapsed: Duration) -> u64 {
    let rate = u128::from(count) * 1_000_000_000 / elapsed.as_nanos().max(1);
    u64::try_from(rate).unwrap_or(u64::MAX)
}

/// In milliseconds. A part of one counts as one: what takes too long is not called short enough.
pub(super) const fn millis(nanos: u64) -> u64 {
    nanos.div_ceil(1_000_000)
}

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

fn now() -> Instant {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures; nothing that is recorded depends on it")]
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(values: impl IntoIterator<Item = u64>) -> Samples {
        Samples(values.into_iter().collect())
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let round = samples((1..=151).rev()).round(151, Duration::from_secs(2));
        assert_eq!((round.p50_ns, round.p99_ns, round.max_ns), (76, 150, 151));
        assert_eq!((round.count, round.per_second), (151, 75));
        let single = samples([7]).round(1, Duration::from_secs(1));
        assert_eq!((single.p50_ns, single.p99_ns, single.max_ns), (7, 7, 7));
    }

    #[test]
    fn nothing_measured_is_zero_and_no_division_by_it() {
        let round = samples([]).round(0, Duration::ZERO);
        assert_eq!((round.p50_ns, round.max_ns, round.per_second), (0, 0, 0));
    }

    #[test]
    fn a_stopwatch_that_starts_later_is_waited_for_and_runs_from_there() {
        let hour = Duration::from_secs(3600);
        let later = Stopwatch::start().later(hour);
        assert!(later.ahead() > hour / 2 && later.ahead() <= hour);
        assert_eq!(later.nanos(), 0);
        let running = Stopwatch::start();
        std::hint::black_box((0..100_000_u64).fold(0, |sum, n| std::hint::black_box(sum ^ n)));
        assert_eq!(running.ahead(), Duration::ZERO);
        assert!(running.nanos() > 0);
    }

    #[test]
    fn the_median_is_one_of_the_values() {
        assert_eq!(median([5, 1, 9]), Some(5));
        assert_eq!(median([4, 1, 9, 5]), Some(4));
        assert_eq!(median::<u64>([]), None);
    }
}
