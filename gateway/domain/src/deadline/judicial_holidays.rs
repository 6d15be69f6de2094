//! The judicial holidays of Macao (férias judiciais): 22 December to 3 January, lunar New Year's Eve to the sixth day, Palm
//! Sunday to Easter Monday, August. They do not move a period between courts; that a period touches them is told.
//!
//! Law: Macao's law of judicial organisation and Civil Procedure Code art. 94; the article of the dates is not verified.

use jiff::ToSpan;

use crate::Date;
use crate::calendar::Calendar;

/// What a period touches.
#[derive(Default)]
pub(super) struct Touched {
    /// The holidays' codes, each once, in the order of the year.
    pub(super) codes: Vec<String>,
    /// The first year whose lunar new year may touch the period and is not known.
    pub(super) lunar_new_year_unknown: Option<i16>,
}

/// The judicial holidays between `first` and `last`, if the calendar's side has any.
pub(super) fn touched(calendar: &Calendar, first: Date, last: Date) -> Touched {
    let mut touched = Touched::default();
    if !calendar.has_judicial_holidays() {
        return touched;
    }
    let touches = |range: (Date, Date)| range.0 <= last && first <= range.1;
    let years = || first.year() - 1..=last.year();
    let mut note = |code: &str, holiday: &dyn Fn(i16) -> Option<(Date, Date)>| {
        if years().filter_map(holiday).any(touches) {
            touched.codes.push(code.to_owned());
        }
    };
    note("judicial-holidays-lunar-new-year", &|year| lunar_new_year(calendar, year));
    note("judicial-holidays-easter", &easter);
    note("judicial-holidays-summer", &summer);
    note("judicial-holidays-year-end", &year_end);
    touched.lunar_new_year_unknown = years()
        .filter(|year| calendar.lunar_new_year(*year).is_none())
        .find(|year| possible_lunar_new_year(*year).is_some_and(touches));
    touched
}

fn year_end(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 12, 22).ok()?, Date::new(year.checked_add(1)?, 1, 3).ok()?))
}

fn summer(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 8, 1).ok()?, Date::new(year, 8, 31).ok()?))
}

fn easter(year: i16) -> Option<(Date, Date)> {
    let sunday = easter_sunday(year)?;
    Some((sunday.checked_sub(7.days()).ok()?, sunday.tomorrow().ok()?))
}

fn lunar_new_year(calendar: &Calendar, year: i16) -> Option<(Date, Date)> {
    let first_day = calendar.lunar_new_year(year)?;
    Some((first_day.yesterday().ok()?, first_day.checked_add(5.days()).ok()?))
}

/// From the earliest eve to the latest sixth day.
fn possible_lunar_new_year(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 20).ok()?, Date::new(year, 2, 25).ok()?))
}

/// Easter Sunday of the Gregorian calendar, by the computus of Meeus, Jones and Butcher; the letters are theirs.
#[expect(clippy::many_single_char_names, reason = "the published algorithm's letters")]
fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::tests::{date, fixtures};

    #[test]
    fn easter_falls_where_the_church_has_it() {
        for (year, day) in [
            (1818, "1818-03-22"),
            (1943, "1943-04-25"),
            (2000, "2000-04-23"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2038, "2038-04-25"),
            (2285, "2285-03-22"),
        ] {
            assert_eq!(easter_sunday(year), Some(date(day)));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april_in_every_year() {
        for year in 1..=9999 {
            let sunday = easter_sunday(year).unwrap();
            assert_eq!(sunday.weekday(), jiff::civil::Weekday::Sunday, "{year}");
            assert!(
                (date("2000-03-22")..=date("2000-04-25")).contains(&sunday.with().year(2000).build().unwrap()),
                "{year}"
            );
        }
    }

    /// The calendar's file lists the ranges for its readers; the rule must say the same.
    #[test]
    fn the_computed_holidays_are_those_that_the_calendar_lists() {
        let file: serde_json::Value =
            serde_json::from_slice(include_bytes!("../../../../fixtures/calendars/MO.json")).unwrap();
        let listed: Vec<(Date, Date)> = serde_json::from_value(file["judicial_holidays"]["ranges"].clone()).unwrap();
        let calendars = fixtures();
        let macao = calendars.get("MO").unwrap();
        let mut computed: Vec<_> = (2025..=2027)
            .flat_map(|year| [lunar_new_year(macao, year), easter(year), summer(year), year_end(year)])
            .chain([year_end(2024)])
            .map(Option::unwrap)
            .collect();
        computed.sort();
        assert_eq!(computed, listed);
    }
}
