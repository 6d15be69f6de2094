//! `comity deadline`, `comity calendar`: periods counted and days asked for, without a gateway.

use clap::Subcommand;
use comity_domain::Date;
use comity_domain::deadline::{self as arithmetic, Period, Roll, Unit};
use serde_json::json;

use super::failure::CliError;
use super::rules::Releases;
use super::{Common, print};
use crate::words::{Family, Words};

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

pub(super) fn calendar(
    common: &Common,
    Calendar::IsWorkingDay { calendar, day, releases }: &Calendar,
) -> Result<(), CliError> {
    let calendars = releases.calendars()?;
    let found = calendars.get(calendar).ok_or_else(|| CliError::input("unknown-calendar", "--calendar", calendar))?;
    let status = found.status(*day).map_err(|error| CliError::input(error.code(), "day", &error))?;
    if common.json {
        print::json(&json!({ "day": status.code() }))
    } else {
        print::line(&Words::embedded().code(common.lang, Family::DayStatus, status.code()))
    }
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
