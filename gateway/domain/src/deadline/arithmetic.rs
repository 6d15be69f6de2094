//! Counting: start, count, offset, roll. Each leaves its steps.

use std::collections::BTreeSet;

use jiff::Span;

use super::judicial_holidays;
use super::suspensions::Suspensions;
use super::{Computed, DeadlineError, Period, Roll, Step, Unit};
use crate::Date;
use crate::calendar::{Calendar, Calendars, DayStatus};
use crate::limits::{PERIOD_MAX_EXTRA_REST_DAYS, PERIOD_MAX_LENGTH_UNITS, PERIOD_MAX_SUSPENDED_RANGES};

pub(super) fn last_day(period: &Period, calendars: &Calendars) -> Result<Computed, DeadlineError> {
    check_limits(period)?;
    let calendar =
        calendars.get(&period.calendar).ok_or_else(|| DeadlineError::UnknownCalendar(period.calendar.clone()))?;
    let mut count = Count {
        period,
        calendar,
        suspensions: Suspensions::merged(&period.suspended)?,
        steps: Vec::new(),
        unsettled_years: BTreeSet::new(),
    };
    let start = count.start()?;
    let counted = count.counted(start)?;
    let shifted = existing(count.offset(counted)?)?;
    let last_day = count.rolled(shifted)?;
    count.computed(start, last_day)
}

/// One count in progress.
struct Count<'a> {
    period: &'a Period,
    calendar: &'a Calendar,
    suspensions: Suspensions,
    steps: Vec<Step>,
    /// Years that were consulted and are provisional or incomplete.
    unsettled_years: BTreeSet<i16>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// Which days a count passes over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Skipping {
    Suspended,
    SuspendedAndRest,
}

impl Count<'_> {
    fn start(&mut self) -> Result<Date, DeadlineError> {
        let event = self.period.from;
        self.steps.push(Step::Start { day: event });
        if self.period.start_roll == Roll::None || !self.is_rest(event)? {
            return Ok(event);
        }
        let mut day = next(event)?;
        while self.is_rest(day)? {
            day = next(day)?;
        }
        self.steps.push(Step::StartMoved { day });
        Ok(day)
    }

    fn counted(&mut self, start: Date) -> Result<Date, DeadlineError> {
        let Period { length, unit, .. } = *self.period;
        let day = match unit {
            Unit::Days if self.is_short() => {
                let max_days = self.calendar.short_period_max_days().unwrap_or_default();
                self.steps.push(Step::ShortPeriod { max_days });
                self.walked(start, length, Skipping::SuspendedAndRest)?
            }
            Unit::Days => self.walked(start, length, Skipping::Suspended)?,
            Unit::WorkingDays => self.walked(start, length, Skipping::SuspendedAndRest)?,
            Unit::Months => self.extended(start, plus(start, Span::new().try_months(length))?)?,
            Unit::Years => self.extended(start, plus(start, Span::new().try_years(length))?)?,
        };
        let (first, last) = (start.min(day), start.max(day));
        self.steps.extend(self.suspensions.within(first, last).map(|(from, to)| Step::Suspended { from, to }));
        self.steps.push(Step::Counted { length, unit, day });
        Ok(day)
    }

    fn offset(&mut self, counted: Date) -> Result<Date, DeadlineError> {
        let days = self.period.offset_days;
        if days == 0 {
            return Ok(counted);
        }
        let day = plus(counted, Span::new().try_days(days))?;
        self.steps.push(Step::Offset { days, day });
        Ok(day)
    }

    fn rolled(&mut self, shifted: Date) -> Result<Date, DeadlineError> {
        if self.period.roll == Roll::None {
            return Ok(shifted);
        }
        let Some(why) = self.closed(shifted)? else {
            return Ok(shifted);
        };
        self.steps.push(why);
        let mut day = shifted;
        while self.closed(day)?.is_some() {
            day = next(self.suspensions.last_of(day).unwrap_or(day))?;
        }
        self.steps.push(Step::NextWorkingDay { day });
        Ok(day)
    }

    fn computed(mut self, start: Date, last_day: Date) -> Result<Computed, DeadlineError> {
        for year in &self.unsettled_years {
            let Some(known) = self.calendar.year(*year) else { continue };
            if known.is_provisional() {
                self.steps.push(Step::ProvisionalYear { year: *year });
            }
            if !known.is_complete() {
                self.steps.push(Step::IncompleteCalendar { year: *year });
            }
        }
        let mut overlaps = Vec::new();
        if let Some((first, last)) = counted_days(start, last_day)? {
            let touched = judicial_holidays::touched(self.calendar, first, last);
            overlaps = touched.codes;
            self.steps.extend(touched.lunar_new_year_unknown.map(|year| Step::LunarNewYearUnknown { year }));
        }
        Ok(Computed { last_day, steps: self.steps, overlaps, provisional: !self.unsettled_years.is_empty() })
    }

    /// Where `length` days lead that are not passed over.
    fn walked(&mut self, start: Date, length: i32, skipping: Skipping) -> Result<Date, DeadlineError> {
        let direction = if length < 0 { Direction::Backward } else { Direction::Forward };
        let mut left = length.unsigned_abs();
        let mut day = start;
        while left > 0 {
            day = direction.step(day)?;
            if let Some((first, last)) = self.suspensions.around(day) {
                day = if direction == Direction::Forward { last } else { first };
            } else if skipping == Skipping::Suspended || !self.is_rest(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// The end of a period of months or years: its natural end, later by the days that were suspended inside it.
    fn extended(&mut self, start: Date, end: Date) -> Result<Date, DeadlineError> {
        let (first, last) = (start.min(end), start.max(end));
        let suspended = self.suspensions.days_between(start, first, last);
        self.walked(end, if end < start { -suspended } else { suspended }, Skipping::Suspended)
    }

    fn is_short(&self) -> bool {
        let days = self.period.length.unsigned_abs();
        self.calendar.short_period_max_days().is_some_and(|max_days| days <= max_days)
    }

    fn is_rest(&mut self, day: Date) -> Result<bool, DeadlineError> {
        Ok(self.status(day)? == DayStatus::Rest)
    }

    /// Why a period cannot end on `day`; `None` if it can.
    fn closed(&mut self, day: Date) -> Result<Option<Step>, DeadlineError> {
        if let Some((from, to)) = self.suspensions.around(day) {
            return Ok(Some(Step::Suspended { from, to }));
        }
        Ok(match self.status(day)? {
            DayStatus::Rest => Some(Step::RestDay { day }),
            DayStatus::Half if self.period.half_days_closed => Some(Step::HalfDay { day }),
            DayStatus::Half | DayStatus::Working => None,
        })
    }

    fn status(&mut self, day: Date) -> Result<DayStatus, DeadlineError> {
        if self.period.extra_rest_days.contains(&day) {
            return Ok(DayStatus::Rest);
        }
        let status = self.calendar.status(day)?;
        if self.calendar.year(day.year()).is_some_and(|year| year.is_provisional() || !year.is_complete()) {
            self.unsettled_years.insert(day.year());
        }
        Ok(status)
    }
}

impl Direction {
    fn step(self, day: Date) -> Result<Date, DeadlineError> {
        match self {
            Self::Forward => next(day),
            Self::Backward => day.yesterday().map_err(|_| OUT_OF_YEARS),
        }
    }
}

const OUT_OF_YEARS: DeadlineError = DeadlineError::OutOfRange("the day is not in the years 1 to 9999");

fn check_limits(period: &Period) -> Result<(), DeadlineError> {
    let too_much = if period.length.unsigned_abs() > PERIOD_MAX_LENGTH_UNITS {
        "the length is greater than any law's"
    } else if period.offset_days.unsigned_abs() > PERIOD_MAX_LENGTH_UNITS {
        "the offset is greater than any law's"
    } else if period.suspended.len() > PERIOD_MAX_SUSPENDED_RANGES {
        "there are too many suspensions"
    } else if period.extra_rest_days.len() > PERIOD_MAX_EXTRA_REST_DAYS {
        "there are too many extra rest days"
    } else {
        return existing(period.from).map(drop);
    };
    Err(DeadlineError::OutOfRange(too_much))
}

fn existing(day: Date) -> Result<Date, DeadlineError> {
    if day.year() >= 1 { Ok(day) } else { Err(OUT_OF_YEARS) }
}

fn next(day: Date) -> Result<Date, DeadlineError> {
    day.tomorrow().map_err(|_| OUT_OF_YEARS)
}

/// Months and years end on the corresponding day, or on the last day of a shorter month: so jiff adds them.
fn plus(day: Date, span: Result<Span, jiff::Error>) -> Result<Date, DeadlineError> {
    span.and_then(|span| day.checked_add(span)).map_err(|_| OUT_OF_YEARS)
}

/// The first and the last day that the period covers: the day of the event is outside.
fn counted_days(start: Date, last_day: Date) -> Result<Option<(Date, Date)>, DeadlineError> {
    Ok(match start.cmp(&last_day) {
        core::cmp::Ordering::Less => Some((next(start)?, last_day)),
        core::cmp::Ordering::Equal => None,
        core::cmp::Ordering::Greater => Some((last_day, Direction::Backward.step(start)?)),
    })
}
