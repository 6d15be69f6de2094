//! `comity deadline`, `comity calendar`: periods counted, days asked for and years loaded, without a gateway.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use comity_domain::Date;
use comity_domain::calendar::{Calendars, Year};
use comity_domain::deadline::{self as arithmetic, Period, Roll, Step, Unit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::failure::CliError;
use super::rules::{Releases, replaced, text};
use super::{Common, print};
use crate::words::{Arg, Family, Words};

/// Counting a period.
#[derive(Debug, clap::Args)]
#[command(allow_negative_numbers = true)]
pub(super) struct Deadline {
    /// the calendar: CN, HK-general, HK-court, MO
    #[arg(long)]
    calendar: String,
    /// the day of the event that starts it
    #[arg(long, value_parser = day)]
    from: Date,
    /// the length; negative counts backwards
    #[arg(long)]
    length: i32,
    /// days, working-days, months, years
    #[arg(long, value_parser = code::<Unit>)]
    unit: Unit,
    /// next-working-day, none
    #[arg(long, default_value = "none", value_parser = code::<Roll>)]
    roll: Roll,
    /// a range that does not count: 2026-08-01..2026-08-31
    #[arg(long, value_parser = range)]
    suspended: Vec<(Date, Date)>,
    /// a further rest day: a gale warning, a black rainstorm
    #[arg(long = "rest-day", value_parser = day)]
    rest_days: Vec<Date>,
    #[command(flatten)]
    releases: Releases,
}

#[derive(Debug, Subcommand)]
pub(super) enum Calendar {
    /// whether courts work on a day
    IsWorkingDay {
        /// the calendar: CN, HK-general, HK-court, MO
        #[arg(long)]
        calendar: String,
        /// the day
        #[arg(value_parser = day)]
        day: Date,
        #[command(flatten)]
        releases: Releases,
    },
    /// load a year into a calendar's file, checked; it counts when a release with it is in force
    Import {
        /// the year's file: `{"calendar":"CN","year":"2028","provisional":…,"complete":…,"confidence":…,"provenance":…,"rest_days":[…],…}`
        year: PathBuf,
        /// the calendar's file, like fixtures/calendars/CN.json
        #[arg(long)]
        into: PathBuf,
        /// replace a year that is there and no longer provisional
        #[arg(long)]
        replace: bool,
    },
}

/// A year as it comes: its calendar and its number, beside what a calendar's file says of a year.
#[derive(Deserialize)]
struct YearToImport {
    calendar: String,
    year: String,
    #[serde(flatten)]
    days: Map<String, Value>,
}

pub(super) fn deadline(common: &Common, asked: &Deadline) -> Result<(), CliError> {
    let period = Period {
        code: "asked".into(),
        from: asked.from,
        start_roll: Roll::None,
        length: asked.length,
        unit: asked.unit,
        offset_days: 0,
        roll: asked.roll,
        calendar: asked.calendar.clone(),
        half_days_closed: true,
        suspended: asked.suspended.clone(),
        extra_rest_days: asked.rest_days.clone(),
    };
    let calendars = asked.releases.calendars()?;
    let computed =
        arithmetic::last_day(&period, &calendars).map_err(|error| CliError::input(error.code(), "--from", &error))?;
    if common.json {
        return print::json(&json!({ "last_day": computed.last_day, "steps": computed.steps }));
    }
    print::line(&computed.last_day.to_string())?;
    for step in &computed.steps {
        print::line(&format!("  {}", Words::embedded().step(common.lang, step)))?;
    }
    Ok(())
}

pub(super) fn calendar(common: &Common, command: &Calendar) -> Result<(), CliError> {
    match command {
        Calendar::IsWorkingDay { calendar, day, releases } => is_working_day(common, calendar, *day, releases),
        Calendar::Import { year, into, replace } => import(common, year, into, *replace),
    }
}

fn is_working_day(common: &Common, calendar: &str, day: Date, releases: &Releases) -> Result<(), CliError> {
    let calendars = releases.calendars()?;
    let found = calendars.get(calendar).ok_or_else(|| CliError::input("unknown-calendar", "--calendar", calendar))?;
    let status = found.status(day).map_err(|error| CliError::input(error.code(), "day", &error))?;
    if common.json {
        return print::json(&json!({ "day": status.code() }));
    }
    let words = Words::embedded();
    print::line(&words.code(common.lang, Family::DayStatus, status.code()))?;
    if found.year(day.year()).is_some_and(Year::is_provisional) {
        print::line(&format!("  {}", words.step(common.lang, &Step::ProvisionalYear { year: day.year() })))?;
    }
    Ok(())
}

/// Puts the year into the calendar's file, if the whole calendar holds with it. Otherwise the file stays as it is.
fn import(common: &Common, year: &Path, into: &Path, replace: bool) -> Result<(), CliError> {
    let given: YearToImport = parsed(year)?;
    let mut calendar: Value = parsed(into)?;
    if calendar.get("calendar") != Some(&given.calendar.as_str().into()) {
        return Err(CliError::input("unknown-calendar", "calendar", &given.calendar));
    }
    let years = calendar.get_mut("years").and_then(Value::as_object_mut);
    let years = years.ok_or_else(|| CliError::input("not-a-calendar", into.display().to_string(), "years"))?;
    let settled = |there: &Value| there.get("provisional") != Some(&Value::Bool(true));
    if !replace && years.get(&given.year).is_some_and(settled) {
        return Err(CliError::input("year-exists", "year", &given.year));
    }
    years.insert(given.year.clone(), Value::Object(given.days.clone()));
    let bytes = serde_json::to_vec_pretty(&calendar)?;
    Calendars::parse([(given.calendar.as_str(), bytes.as_slice())])
        .map_err(|error| CliError::input(error.code(), year.display().to_string(), &error))?;
    replaced(into, &[&bytes[..], b"\n"].concat())?;
    imported(common, &given)
}

fn imported(common: &Common, YearToImport { calendar, year, days }: &YearToImport) -> Result<(), CliError> {
    let count = |list: &str| days.get(list).and_then(Value::as_array).map_or(0, Vec::len);
    let [rest, working, half] = ["rest_days", "working_days", "half_days"].map(count);
    if common.json {
        let counts = json!({ "rest_days": rest, "working_days": working, "half_days": half });
        return print::json(&json!({ "calendar": calendar, "year": year, "days": counts }));
    }
    let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let arguments = [
        ("calendar", Arg::Text(calendar)),
        ("year", Arg::Text(year)),
        ("rest", number(rest)),
        ("working", number(working)),
        ("half", number(half)),
    ];
    print::line(&Words::embedded().text(common.lang, "calendar-imported", &arguments))
}

fn parsed<T: DeserializeOwned>(path: &Path) -> Result<T, CliError> {
    let at = || path.display().to_string();
    serde_json::from_str(&text(path)?).map_err(|error| CliError::input("not-a-calendar", at(), error))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("\"{text}\" is not a date"))
}

fn range(text: &str) -> Result<(Date, Date), String> {
    let (from, to) = text.split_once("..").ok_or_else(|| format!("\"{text}\" is not a range of dates"))?;
    Ok((day(from)?, day(to)?))
}

fn code<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}
