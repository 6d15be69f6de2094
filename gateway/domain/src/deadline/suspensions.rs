//! Ranges of days that do not count.

use super::DeadlineError;
use crate::Date;

/// Suspended ranges, in order, none touching another. Both ends are included.
pub(super) struct Suspensions(Vec<(Date, Date)>);

impl Suspensions {
    /// The days of all `ranges`.
    pub(super) fn merged(ranges: &[(Date, Date)]) -> Result<Self, DeadlineError> {
        if let Some(&(from, to)) = ranges.iter().find(|(from, to)| from > to) {
            return Err(DeadlineError::ImpossibleRange { from, to });
        }
        let mut sorted = ranges.to_vec();
        sorted.sort_unstable();
        let mut merged: Vec<(Date, Date)> = Vec::with_capacity(sorted.len());
        for (from, to) in sorted {
            match merged.last_mut() {
                Some((_, last)) if from <= last.tomorrow().unwrap_or(*last) => *last = to.max(*last),
                _ => merged.push((from, to)),
            }
        }
        Ok(Self(merged))
    }

    /// The range that `day` is in.
    pub(super) fn around(&self, day: Date) -> Option<(Date, Date)> {
        self.0.iter().copied().find(|(from, to)| (*from..=*to).contains(&day))
    }

    /// The last day of the range that `day` is in.
    pub(super) fn last_of(&self, day: Date) -> Option<Date> {
        self.around(day).map(|(_, last)| last)
    }

    /// The parts of the ranges that lie between `first` and `last`.
    pub(super) fn within(&self, first: Date, last: Date) -> impl Iterator<Item = (Date, Date)> {
        self.0.iter().map(move |(from, to)| (*from.max(&first), *to.min(&last))).filter(|(from, to)| from <= to)
    }

    /// How many suspended days lie between `first` and `last`, the day of the event not among them.
    pub(super) fn days_between(&self, event: Date, first: Date, last: Date) -> i32 {
        self.within(first, last)
            .map(|(from, to)| days_from(from, to) + 1 - i32::from((from..=to).contains(&event)))
            .sum()
    }
}

/// The days from `from` to `to`: at most 7,304,483 for any two dates.
fn days_from(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
