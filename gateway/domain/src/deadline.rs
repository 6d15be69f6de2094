//! From a period to its last day: the one arithmetic of time limits.

mod arithmetic;
mod judicial_holidays;
mod suspensions;

use serde::{Deserialize, Serialize};

use crate::Date;
use crate::calendar::{CalendarError, Calendars};

/// A period of the law, with its start resolved to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The period's code, like `execute-service`.
    pub code: String,
    /// The day of the event that starts it. That day itself does not count.
    pub from: Date,
    /// Whether a start on a rest day moves to the next working day.
    pub start_roll: Roll,
    /// How many units; negative counts back from the event.
    pub length: i32,
    /// What is counted.
    pub unit: Unit,
    /// Calendar days added to the counted day, before it rolls.
    pub offset_days: i32,
    /// Whether a last day that is a rest day moves.
    pub roll: Roll,
    /// The code of the calendar it is counted on.
    pub calendar: String,
    /// Whether a half day is closed for the end of a period.
    pub half_days_closed: bool,
    /// Ranges of days, both ends included, that do not count.
    pub suspended: Vec<(Date, Date)>,
    /// Rest days that no calendar lists: gale warnings, black rainstorms (Cap. 1, s. 71(1)(b)).
    pub extra_rest_days: Vec<Date>,
}

/// What a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Every day.
    Days,
    /// Days that are not rest days.
    WorkingDays,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// Whether a day moves off a rest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Roll {
    /// It stays.
    None,
    /// It moves to the next working day.
    NextWorkingDay,
}

/// A period's last day, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Computed {
    /// The last day.
    pub last_day: Date,
    /// The arithmetic, in its order.
    pub steps: Vec<Step>,
    /// Codes of the judicial holidays that the period touches.
    pub overlaps: Vec<String>,
    /// A year that was consulted is provisional or incomplete: the day may still change.
    pub provisional: bool,
}

/// One step of the arithmetic: a code and dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// The day of the event.
    Start {
        /// It does not count.
        day: Date,
    },
    /// The event fell on a rest day and is taken to have happened on this one.
    StartMoved {
        /// The next working day.
        day: Date,
    },
    /// Counting ended here.
    Counted {
        /// How many.
        length: i32,
        /// Of what.
        unit: Unit,
        /// Where that leads.
        day: Date,
    },
    /// A short period does not count its rest days (Cap. 1, s. 71(1)(d)).
    ShortPeriod {
        /// The longest period that the calendar calls short, in days.
        max_days: u32,
    },
    /// Days of the period that did not count.
    Suspended {
        /// The first of them.
        from: Date,
        /// The last of them.
        to: Date,
    },
    /// Days added or taken off after counting.
    Offset {
        /// How many.
        days: i32,
        /// Where that leads.
        day: Date,
    },
    /// The day is a rest day.
    RestDay {
        /// The day.
        day: Date,
    },
    /// The day is closed in part.
    HalfDay {
        /// The day.
        day: Date,
    },
    /// The last day moved.
    NextWorkingDay {
        /// Where it moved to.
        day: Date,
    },
    /// The year's days are not final.
    ProvisionalYear {
        /// The year.
        year: i16,
    },
    /// The calendar lists only some of the year's rest days.
    IncompleteCalendar {
        /// The year.
        year: i16,
    },
    /// The calendar does not say when the lunar new year is, so that judicial holidays may be missing from the overlaps.
    LunarNewYearUnknown {
        /// The first such year of the period.
        year: i16,
    },
}

/// The last day cannot be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// No calendar has this code.
    #[error("there is no calendar `{0}`")]
    UnknownCalendar(String),
    /// A day was consulted that the calendar does not know.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The period is longer, or its list of days is, than any law has it; or it leaves the years 1 to 9999.
    #[error("the period leads out of range: {0}")]
    OutOfRange(&'static str),
    /// A suspension ends before it begins.
    #[error("the suspension from {from} ends before it begins, on {to}")]
    ImpossibleRange {
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
}

impl DeadlineError {
    /// Why, for the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCalendar(_) => "unknown-calendar",
            Self::Calendar(error) => error.code(),
            Self::OutOfRange(_) => "out-of-range",
            Self::ImpossibleRange { .. } => "impossible-range",
        }
    }
}

/// The last day of `period`.
///
/// The day of the event does not count (Civil Code art. 201; Cap. 1, s. 71(1)(a); Macao Civil Code art. 272). Months and years
/// end on the corresponding day, or on the last day of a shorter month (Civil Code art. 202).
///
/// # Errors
/// No such calendar; a consulted day in a year without data; a period out of range.
pub fn last_day(period: &Period, calendars: &Calendars) -> Result<Computed, DeadlineError> {
    arithmetic::last_day(period, calendars)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::calendar::DayStatus;
    use crate::calendar::tests::{date, fixtures};

    fn period(calendar: &str, from: &str, length: i32, unit: Unit) -> Period {
        Period {
            code: "execute-service".to_owned(),
            from: date(from),
            start_roll: Roll::None,
            length,
            unit,
            offset_days: 0,
            roll: Roll::NextWorkingDay,
            calendar: calendar.to_owned(),
            half_days_closed: true,
            suspended: Vec::new(),
            extra_rest_days: Vec::new(),
        }
    }

    fn computed(period: &Period) -> Computed {
        last_day(period, fixtures()).unwrap()
    }

    fn ends(period: &Period) -> String {
        computed(period).last_day.to_string()
    }

    fn refused(period: &Period) -> &'static str {
        last_day(period, fixtures()).unwrap_err().code()
    }

    #[test]
    fn every_listed_count_ends_on_the_day_that_is_expected() {
        let expected: Json = serde_json::from_slice(include_bytes!("../../../fixtures/day-counts.json")).unwrap();
        let counts = expected["counts"].as_array().unwrap();
        assert!(!counts.is_empty());
        for count in counts {
            let text = |name: &str| count[name].as_str().unwrap();
            let mut period = period(
                text("calendar"),
                text("from"),
                count["length"].as_i64().unwrap().try_into().unwrap(),
                serde_json::from_value(count["unit"].clone()).unwrap(),
            );
            period.roll = serde_json::from_value(count["roll"].clone()).unwrap();
            period.extra_rest_days =
                serde_json::from_value(count.get("extra_rest_days").cloned().unwrap_or(json!([]))).unwrap();
            period.suspended = serde_json::from_value(count.get("suspended").cloned().unwrap_or(json!([]))).unwrap();
            assert_eq!(ends(&period), text("expect"), "{count}");
        }
    }

    #[test]
    fn the_day_of_the_event_does_not_count() {
        assert_eq!(ends(&period("CN", "2026-03-02", 1, Unit::Days)), "2026-03-03");
        assert_eq!(ends(&period("CN", "2026-03-02", 1, Unit::WorkingDays)), "2026-03-03");
        assert_eq!(ends(&period("CN", "2026-03-02", 0, Unit::Days)), "2026-03-02");
    }

    #[test]
    fn a_month_ends_on_its_corresponding_day_or_on_its_last() {
        assert_eq!(ends(&period("CN", "2026-01-15", 2, Unit::Months)), "2026-03-16", "15 March is a Sunday");
        assert_eq!(ends(&period("CN", "2025-12-31", 2, Unit::Months)), "2026-02-28", "a make-up working day");
        assert_eq!(ends(&period("HK-court", "2025-12-31", 2, Unit::Months)), "2026-03-02", "closed on Saturdays");
        let mut term = period("CN", "2024-02-29", 1, Unit::Years);
        term.roll = Roll::None;
        assert_eq!(ends(&term), "2025-02-28");
    }

    #[test]
    fn a_last_day_in_the_holidays_moves_behind_them() {
        assert_eq!(ends(&period("CN", "2025-12-17", 2, Unit::Months)), "2026-02-24");
        assert_eq!(ends(&period("MO", "2026-02-05", 2, Unit::Months)), "2026-04-08");
        assert_eq!(ends(&period("HK-general", "2025-12-17", 2, Unit::Months)), "2026-02-20");
        assert_eq!(ends(&period("HK-general", "2020-08-01", 2, Unit::Months)), "2020-10-03");
    }

    #[test]
    fn working_days_pass_over_rest_days_and_count_make_up_days() {
        assert_eq!(ends(&period("CN", "2026-09-21", 7, Unit::WorkingDays)), "2026-10-08");
        assert_eq!(ends(&period("CN", "2026-09-17", 7, Unit::WorkingDays)), "2026-09-28");
        assert_eq!(ends(&period("CN", "2026-02-12", 3, Unit::WorkingDays)), "2026-02-24");
    }

    #[test]
    fn a_short_period_does_not_count_rest_days_and_a_week_does() {
        assert_eq!(ends(&period("HK-general", "2026-04-02", 6, Unit::Days)), "2026-04-14");
        assert_eq!(ends(&period("HK-general", "2026-04-02", 7, Unit::Days)), "2026-04-09");
        assert_eq!(ends(&period("HK-court", "2026-04-02", 6, Unit::Days)), "2026-04-08", "s. 71(1A): offices only");
        let mut storm = period("HK-general", "2026-09-14", 2, Unit::Days);
        storm.extra_rest_days = vec![date("2026-09-15")];
        assert_eq!(ends(&storm), "2026-09-17");
    }

    #[test]
    fn a_negative_length_counts_back_from_the_event() {
        let mut draw = period("CN", "2026-06-15", -7, Unit::Days);
        draw.roll = Roll::None;
        assert_eq!(ends(&draw), "2026-06-08");
        assert_eq!(ends(&period("CN", "2026-10-09", -1, Unit::WorkingDays)), "2026-10-08");
        assert_eq!(ends(&period("CN", "2026-10-08", -1, Unit::WorkingDays)), "2026-09-30");
        assert_eq!(ends(&period("CN", "2026-03-31", -1, Unit::Months)), "2026-02-28");
    }

    #[test]
    fn suspended_days_do_not_count() {
        let mut reply = period("MO", "2026-07-27", 10, Unit::Days);
        reply.suspended = vec![(date("2026-08-01"), date("2026-08-31"))];
        assert_eq!(ends(&reply), "2026-09-07", "four days in July, six in September, and the sixth is a Sunday");
        let mut month = period("MO", "2026-07-15", 1, Unit::Months);
        month.suspended = reply.suspended.clone();
        assert_eq!(ends(&month), "2026-09-15", "sixteen days in July, fifteen left");
        let mut inside = period("MO", "2026-08-10", 2, Unit::WorkingDays);
        inside.suspended = reply.suspended.clone();
        assert_eq!(ends(&inside), "2026-09-02");
        let mut back = period("MO", "2026-09-03", -5, Unit::Days);
        back.suspended = reply.suspended.clone();
        back.roll = Roll::None;
        assert_eq!(ends(&back), "2026-07-29", "two days in September, three in July");
    }

    #[test]
    fn a_last_day_does_not_move_into_a_suspension() {
        let mut reply = period("MO", "2026-07-10", 15, Unit::Days);
        reply.suspended = vec![(date("2026-07-27"), date("2026-08-31"))];
        assert_eq!(ends(&reply), "2026-09-01", "25 July is a Saturday");
    }

    #[test]
    fn overlapping_suspensions_count_once() {
        let mut month = period("MO", "2026-07-15", 1, Unit::Months);
        month.suspended = vec![
            (date("2026-08-15"), date("2026-08-31")),
            (date("2026-08-01"), date("2026-08-20")),
            (date("2026-08-05"), date("2026-08-06")),
        ];
        assert_eq!(ends(&month), "2026-09-15");
    }

    #[test]
    fn a_start_on_a_rest_day_can_move() {
        let mut received = period("CN", "2026-10-01", 1, Unit::WorkingDays);
        assert_eq!(ends(&received), "2026-10-08");
        received.start_roll = Roll::NextWorkingDay;
        assert_eq!(ends(&received), "2026-10-09");
        assert_eq!(computed(&received).steps[1], Step::StartMoved { day: date("2026-10-08") });
    }

    #[test]
    fn an_offset_is_added_after_counting_and_before_rolling() {
        let mut term = period("CN", "2021-07-17", 5, Unit::Years);
        term.offset_days = -1;
        term.roll = Roll::None;
        assert_eq!(ends(&term), "2026-07-16");
        let mut rolled = period("CN", "2026-02-28", 1, Unit::Months);
        rolled.offset_days = 1;
        assert_eq!(ends(&rolled), "2026-03-30", "28 March is a Saturday, 29 March a Sunday");
    }

    #[test]
    fn a_half_day_ends_a_period_only_where_it_counts_as_open() {
        let mut service = period("MO", "2026-10-31", 2, Unit::Months);
        service.half_days_closed = false;
        assert_eq!(ends(&service), "2026-12-31");
        service.half_days_closed = true;
        assert_eq!(ends(&service), "2027-01-04");
        assert_eq!(computed(&service).steps[2], Step::HalfDay { day: date("2026-12-31") });
    }

    #[test]
    fn the_steps_tell_how_the_day_was_found() {
        assert_eq!(
            serde_json::to_value(computed(&period("HK-general", "2026-02-04", 2, Unit::Months)).steps).unwrap(),
            json!([
                {"code": "start", "day": "2026-02-04"},
                {"code": "counted", "length": 2, "unit": "months", "day": "2026-04-04"},
                {"code": "rest-day", "day": "2026-04-04"},
                {"code": "next-working-day", "day": "2026-04-08"},
            ])
        );
        let mut reply = period("MO", "2026-07-27", 10, Unit::Days);
        reply.suspended = vec![(date("2026-08-01"), date("2026-08-31"))];
        assert_eq!(
            serde_json::to_value(computed(&reply).steps).unwrap(),
            json!([
                {"code": "start", "day": "2026-07-27"},
                {"code": "suspended", "from": "2026-08-01", "to": "2026-08-31"},
                {"code": "counted", "length": 10, "unit": "days", "day": "2026-09-06"},
                {"code": "rest-day", "day": "2026-09-06"},
                {"code": "next-working-day", "day": "2026-09-07"},
            ])
        );
        assert_eq!(
            serde_json::to_value(computed(&period("HK-general", "2026-04-02", 5, Unit::Days)).steps).unwrap(),
            json!([
                {"code": "start", "day": "2026-04-02"},
                {"code": "short-period", "max_days": 6},
                {"code": "counted", "length": 5, "unit": "days", "day": "2026-04-13"},
            ])
        );
    }

    #[test]
    fn a_year_that_may_still_change_is_told() {
        let unsettled = computed(&period("CN", "2026-11-30", 3, Unit::Months));
        assert!(unsettled.provisional);
        assert_eq!(unsettled.steps.last(), Some(&Step::ProvisionalYear { year: 2027 }));
        let incomplete = computed(&period("CN", "2024-01-31", 1, Unit::Months));
        assert_eq!(incomplete.last_day, date("2024-02-29"));
        assert_eq!(incomplete.steps.last(), Some(&Step::IncompleteCalendar { year: 2024 }));
        assert!(!computed(&period("CN", "2026-01-30", 3, Unit::Months)).provisional);
    }

    #[test]
    fn a_year_is_needed_only_if_one_of_its_days_is_consulted() {
        assert_eq!(refused(&period("CN", "2026-12-01", 2, Unit::Years)), "year-missing");
        let mut term = period("CN", "2026-12-01", 5, Unit::Years);
        term.roll = Roll::None;
        assert_eq!(ends(&term), "2031-12-01");
    }

    #[test]
    fn the_judicial_holidays_of_macao_are_told_where_the_period_touches_them() {
        let overlaps = |from, length| computed(&period("MO", from, length, Unit::Months)).overlaps;
        assert_eq!(overlaps("2026-06-24", 2), ["judicial-holidays-summer"]);
        assert_eq!(overlaps("2026-02-05", 2), ["judicial-holidays-lunar-new-year", "judicial-holidays-easter"]);
        assert_eq!(overlaps("2025-12-01", 1), ["judicial-holidays-year-end"]);
        assert_eq!(overlaps("2026-09-01", 2), [""; 0]);
        assert_eq!(overlaps("2026-08-31", 1), [""; 0], "the day of the event does not count");
        assert_eq!(computed(&period("CN", "2026-06-24", 2, Unit::Months)).overlaps, [""; 0]);
    }

    #[test]
    fn a_lunar_new_year_that_no_calendar_shows_is_told() {
        let mut term = period("MO", "2027-12-01", 2, Unit::Years);
        term.roll = Roll::None;
        assert_eq!(computed(&term).steps.last(), Some(&Step::LunarNewYearUnknown { year: 2028 }));
    }

    #[test]
    fn what_no_law_has_is_out_of_range() {
        let limit = i32::try_from(crate::limits::PERIOD_MAX_LENGTH_UNITS).unwrap();
        let mut absurd = period("CN", "2026-03-02", limit, Unit::Days);
        absurd.roll = Roll::None;
        assert!(last_day(&absurd, fixtures()).is_ok());
        absurd.length = limit + 1;
        assert_eq!(refused(&absurd), "out-of-range");
        for length in [i32::MIN, i32::MAX, -limit] {
            for unit in [Unit::Years, Unit::Months] {
                assert_eq!(refused(&period("CN", "2026-03-02", length, unit)), "out-of-range");
            }
        }
        absurd = period("CN", "9999-12-31", 1, Unit::Days);
        absurd.roll = Roll::None;
        assert_eq!(refused(&absurd), "out-of-range");
        absurd = period("CN", "0000-01-01", 1, Unit::Years);
        assert_eq!(refused(&absurd), "out-of-range");
        absurd = period("CN", "2026-03-02", 1, Unit::Days);
        absurd.offset_days = i32::MIN;
        assert_eq!(refused(&absurd), "out-of-range");
    }

    #[test]
    fn an_unknown_calendar_and_an_impossible_suspension_are_refused() {
        assert_eq!(refused(&period("UK", "2026-03-02", 1, Unit::Days)), "unknown-calendar");
        let mut suspended = period("CN", "2026-03-02", 1, Unit::Days);
        suspended.suspended = vec![(date("2026-03-05"), date("2026-03-04"))];
        assert_eq!(refused(&suspended), "impossible-range");
    }

    fn calendar() -> impl Strategy<Value = String> {
        proptest::sample::select(crate::vocabulary::CALENDARS.to_vec()).prop_map(str::to_owned)
    }

    fn unit() -> impl Strategy<Value = Unit> {
        proptest::sample::select(vec![Unit::Days, Unit::WorkingDays, Unit::Months, Unit::Years])
    }

    fn roll() -> impl Strategy<Value = Roll> {
        proptest::sample::select(vec![Roll::None, Roll::NextWorkingDay])
    }

    /// A day of the years that every calendar has, with room on both sides.
    /// A day from which no period of `ordinary` leaves the years whose calendars are known: sixty working days, or five months, and
    /// three suspensions of twenty days.
    fn day() -> impl Strategy<Value = Date> {
        (2025_i16..=2027, 1_i8..=12, 1_i8..=31)
            .prop_filter_map("no such day", |(year, month, day)| Date::new(year, month, day).ok())
            .prop_filter("too near the end", |day| (date("2025-07-01")..date("2027-06-01")).contains(day))
    }

    fn range() -> impl Strategy<Value = (Date, Date)> {
        (day(), 0_i32..20).prop_map(|(from, days)| (from, from.checked_add(jiff::Span::new().days(days)).unwrap()))
    }

    prop_compose! {
        /// A period inside the years that every calendar has.
        fn ordinary()(calendar in calendar(), from in day(), length in -40_i32..60, working in any::<bool>(), start_roll in roll(),
                      half_days_closed in any::<bool>(), suspended in prop::collection::vec(range(), 0..3),
                      extra_rest_days in prop::collection::vec(day(), 0..3)) -> Period {
            Period {
                code: "any".to_owned(), from, start_roll, length, unit: if working { Unit::WorkingDays } else { Unit::Days },
                offset_days: 0, roll: Roll::NextWorkingDay, calendar, half_days_closed, suspended, extra_rest_days,
            }
        }
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (-9999_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
    }

    prop_compose! {
        fn arbitrary()(calendar in calendar(), from in prop_oneof![any_date(), day()], length in prop_oneof![any::<i32>(), -400_i32..400],
                       unit in unit(), start_roll in roll(), roll in roll(), offset_days in prop_oneof![Just(0), any::<i32>()],
                       half_days_closed in any::<bool>(), suspended in prop::collection::vec((any_date(), any_date()), 0..4),
                       extra_rest_days in prop::collection::vec(any_date(), 0..4)) -> Period {
            Period { code: "any".to_owned(), from, start_roll, length, unit, offset_days, roll, calendar, half_days_closed, suspended, extra_rest_days }
        }
    }

    fn is_suspended(period: &Period, day: Date) -> bool {
        period.suspended.iter().any(|(from, to)| (*from..=*to).contains(&day))
    }

    fn is_rest(period: &Period, day: Date) -> bool {
        let calendars = fixtures();
        period.extra_rest_days.contains(&day)
            || calendars.get(&period.calendar).unwrap().status(day).unwrap() == DayStatus::Rest
    }

    /// The days behind `from`, up to and with `to`.
    fn days_after(from: Date, to: Date) -> impl Iterator<Item = Date> {
        from.series(jiff::Span::new().days(1)).skip(1).take_while(move |day| *day <= to)
    }

    proptest! {
        #[test]
        fn a_rolled_last_day_is_open(period in ordinary()) {
            let last = computed(&period).last_day;
            prop_assert!(!is_rest(&period, last) && !is_suspended(&period, last));
            let status = fixtures().get(&period.calendar).unwrap().status(last).unwrap();
            prop_assert!(!(period.half_days_closed && status == DayStatus::Half));
        }

        #[test]
        fn a_longer_period_never_ends_earlier(mut period in ordinary(), unit in unit(), roll in roll()) {
            prop_assume!(!matches!((unit, period.length), (Unit::Years, _) | (Unit::Months, 5..)));
            // Six days of Hong Kong pass over rest days and seven do not: the law itself makes the longer period end earlier.
            prop_assume!(!(unit == Unit::Days && period.calendar == "HK-general" && (-8..8).contains(&period.length)));
            prop_assume!(!(unit == Unit::Months && period.length < -1));
            (period.unit, period.roll) = (unit, roll);
            let shorter = computed(&period).last_day;
            period.length += 1;
            prop_assert!(shorter <= computed(&period).last_day);
        }

        #[test]
        fn exactly_the_counted_days_lie_between_start_and_end(mut period in ordinary()) {
            period.roll = Roll::None;
            period.start_roll = Roll::None;
            period.length = period.length.abs();
            let short = period.calendar == "HK-general" && period.length <= 6;
            let passes_rest = period.unit == Unit::WorkingDays || short;
            let last = computed(&period).last_day;
            let counts = |day: Date| !(is_suspended(&period, day) || passes_rest && is_rest(&period, day));
            let counted = days_after(period.from, last).filter(|day| counts(*day)).count();
            prop_assert_eq!(counted, usize::try_from(period.length).unwrap());
            prop_assert!(period.length == 0 || counts(last));
        }

        #[test]
        fn working_days_there_and_back_lead_home(mut period in ordinary(), length in 0_i32..40) {
            (period.unit, period.length, period.start_roll, period.roll) = (Unit::WorkingDays, length, Roll::None, Roll::None);
            prop_assume!(!is_rest(&period, period.from) && !is_suspended(&period, period.from));
            let there = computed(&period).last_day;
            let back = computed(&Period { from: there, length: -length, ..period.clone() }).last_day;
            prop_assert_eq!(back, period.from);
        }

        #[test]
        fn months_and_years_end_on_the_corresponding_day_or_the_months_last(from in day(), length in -400_i32..400, years in any::<bool>()) {
            let mut period = period("CN", &from.to_string(), length, if years { Unit::Years } else { Unit::Months });
            period.roll = Roll::None;
            let end = computed(&period).last_day;
            let months = if years { length * 12 } else { length };
            let ordinal = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
            prop_assert_eq!(ordinal(end) - ordinal(from), months);
            prop_assert_eq!(end.day(), from.day().min(end.days_in_month()));
        }

        #[test]
        fn a_month_is_as_much_longer_as_days_were_suspended(mut period in ordinary(), length in 0_i32..4) {
            (period.unit, period.length, period.start_roll, period.roll) = (Unit::Months, length, Roll::None, Roll::None);
            let free = Period { suspended: Vec::new(), ..period.clone() };
            let natural = days_after(period.from, computed(&free).last_day).count();
            let suspended = computed(&period).last_day;
            prop_assert_eq!(days_after(period.from, suspended).filter(|day| !is_suspended(&period, *day)).count(), natural);
        }

        #[test]
        fn any_period_has_a_last_day_or_an_error(period in arbitrary()) {
            if let Ok(computed) = last_day(&period, fixtures()) {
                prop_assert!((1..=9999).contains(&computed.last_day.year()));
                prop_assert_eq!(computed.steps.first(), Some(&Step::Start { day: period.from }));
                let json = serde_json::to_string(&computed).unwrap();
                prop_assert_eq!(serde_json::from_str::<Computed>(&json).unwrap(), computed);
            }
        }
    }
}
