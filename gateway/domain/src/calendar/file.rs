//! The file of a calendar: its JSON, and what must hold in it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;
use serde::Deserialize;

use super::{Calendar, CalendarError, RestKind, Year};
use crate::Date;
use crate::facts::day;
use crate::json::{self, JsonError};
use crate::limits::CALENDAR_MAX_BYTES;

/// The calendar in the file called `name`.
pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Calendar, CalendarError> {
    json::read(bytes, "calendar", CALENDAR_MAX_BYTES).and_then(shaped).and_then(Calendar::try_from).map_err(
        |JsonError { at, code, because }| CalendarError::Malformed { file: name.to_owned(), at, code, because },
    )
}

fn shaped(json: serde_json::Value) -> Result<CalendarFile, JsonError> {
    serde_path_to_error::deserialize(json).map_err(|error| JsonError {
        at: format!("calendar.{}", error.path()),
        code: "not-a-calendar",
        because: error.inner().to_string(),
    })
}

/// The file as it is written. What only its readers need is checked to be there, and left.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    calendar: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "zh")]
    _zh: String,
    #[serde(rename = "pt")]
    _pt: Option<String>,
    weekend: Vec<WeekendDay>,
    #[serde(rename = "rule")]
    _rule: String,
    short_period_max_days: Option<u32>,
    #[serde(default)]
    extraordinary_rest_days: Vec<Day>,
    #[serde(rename = "extraordinary_note")]
    _extraordinary_note: Option<String>,
    #[serde(rename = "basis")]
    _basis: String,
    judicial_holidays: Option<JudicialHolidays>,
    years: BTreeMap<YearNumber, YearFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    provisional: bool,
    complete: bool,
    confidence: String,
    provenance: String,
    rest_days: Vec<RestDay>,
    working_days: Vec<Day>,
    half_days: Vec<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RestDay {
    on: Day,
    kind: RestKind,
}

/// The ranges are the rule's result, listed for readers; the arithmetic computes them for any year, and a test compares.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JudicialHolidays {
    #[serde(rename = "confidence")]
    _confidence: String,
    #[serde(rename = "rule")]
    _rule: String,
    #[serde(rename = "use")]
    _use: String,
    ranges: Vec<(Day, Day)>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WeekendDay {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Day(Date);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
struct YearNumber(i16);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        day(&text).map(Self).ok_or_else(|| format!("\"{}\" is not a date", json::shortened(&text)))
    }
}

impl TryFrom<String> for YearNumber {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        let year = if digits { text.parse().ok().filter(|year| *year > 0) } else { None };
        year.map(Self).ok_or_else(|| format!("\"{}\" is not a year", json::shortened(&text)))
    }
}

impl TryFrom<CalendarFile> for Calendar {
    type Error = JsonError;

    fn try_from(file: CalendarFile) -> Result<Self, JsonError> {
        if file.calendar.is_empty() {
            return Err(refusal("calendar.calendar", "empty", "is empty"));
        }
        if let Some(holidays) = &file.judicial_holidays {
            check_ranges(&holidays.ranges)?;
        }
        let weekend: Vec<Weekday> = file.weekend.iter().copied().map(Weekday::from).collect();
        Ok(Self {
            code: file.calendar,
            short_period_max_days: file.short_period_max_days,
            extraordinary_rest_days: file.extraordinary_rest_days.iter().map(|day| day.0).collect(),
            judicial_holidays: file.judicial_holidays.is_some(),
            years: file
                .years
                .into_iter()
                .map(|(YearNumber(number), year)| year.checked(number, &weekend).map(|year| (number, year)))
                .collect::<Result<_, _>>()?,
            weekend,
        })
    }
}

impl YearFile {
    /// The year, if every day that it lists is its own and is listed once.
    fn checked(self, number: i16, weekend: &[Weekday]) -> Result<Year, JsonError> {
        if self.complete && self.rest_days.is_empty() {
            let place = format!("calendar.years.{number}.rest_days");
            return Err(refusal(place, "no-holidays", "a complete year lists its holidays"));
        }
        let mut seen = BTreeSet::new();
        let lists = [
            ("rest_days", self.rest_days.iter().map(|rest| rest.on.0).collect::<Vec<_>>()),
            ("working_days", self.working_days.iter().map(|day| day.0).collect()),
            ("half_days", self.half_days.iter().map(|day| day.0).collect()),
        ];
        for (list, days) in &lists {
            for (index, day) in days.iter().enumerate() {
                let refused = |code, because: String| {
                    Err(refusal(format!("calendar.years.{number}.{list}[{index}]"), code, because))
                };
                if day.year() != number {
                    return refused("wrong-year", format!("{day} is not in {number}"));
                }
                if !seen.insert(*day) {
                    return refused("listed-twice", format!("{day} is listed twice"));
                }
                if *list == "working_days" && !weekend.contains(&day.weekday()) {
                    return refused("no-make-up-day", format!("{day} is a working day without being listed"));
                }
                if *list == "half_days" && weekend.contains(&day.weekday()) {
                    return refused("half-rest-day", format!("{day} is a rest day already"));
                }
            }
        }
        Ok(Year {
            provisional: self.provisional,
            complete: self.complete,
            confidence: self.confidence,
            provenance: self.provenance,
            rest_days: self.rest_days.into_iter().map(|rest| (rest.on.0, rest.kind)).collect(),
            working_days: self.working_days.into_iter().map(|day| day.0).collect(),
            half_days: self.half_days.into_iter().map(|day| day.0).collect(),
        })
    }
}

impl From<WeekendDay> for Weekday {
    fn from(day: WeekendDay) -> Self {
        match day {
            WeekendDay::Monday => Self::Monday,
            WeekendDay::Tuesday => Self::Tuesday,
            WeekendDay::Wednesday => Self::Wednesday,
            WeekendDay::Thursday => Self::Thursday,
            WeekendDay::Friday => Self::Friday,
            WeekendDay::Saturday => Self::Saturday,
            WeekendDay::Sunday => Self::Sunday,
        }
    }
}

fn check_ranges(ranges: &[(Day, Day)]) -> Result<(), JsonError> {
    match ranges.iter().position(|(first, last)| first.0 > last.0) {
        None => Ok(()),
        Some(index) => {
            let place = format!("calendar.judicial_holidays.ranges[{index}]");
            Err(refusal(place, "impossible-range", "ends before it begins"))
        }
    }
}

fn refusal(at: impl Into<String>, code: &'static str, because: impl Into<String>) -> JsonError {
    JsonError { at: at.into(), code, because: because.into() }
}
