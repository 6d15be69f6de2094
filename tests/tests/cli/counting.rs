//! `comity deadline` and `comity calendar`.

use serde_json::json;

use super::{Said, comity};

#[test]
fn a_period_is_counted_and_its_steps_are_shown() {
    let asked = ["--calendar", "CN", "--from", "2026-01-31", "--length", "1", "--unit", "months"];
    let counted = deadline(&asked).json();
    assert_eq!(counted["last_day"], "2026-02-28");
    let steps = counted["steps"].as_array().unwrap();
    assert_eq!(steps[0], json!({ "code": "start", "day": "2026-01-31" }));
    assert_eq!(counted.as_object().unwrap().len(), 2);
}

#[test]
fn every_option_of_a_period_counts() {
    // The eight days of the 2026 National Day holiday end on a Wednesday; the day after is declared a rest day.
    let rolled = ["--calendar", "CN", "--from", "2026-09-01", "--length", "1", "--unit", "months"];
    let last_day = |more: &[&str]| deadline(&[&rolled[..], more].concat()).json()["last_day"].clone();
    assert_eq!(last_day(&[]), "2026-10-01");
    assert_eq!(last_day(&["--roll", "next-working-day"]), "2026-10-08");
    assert_eq!(last_day(&["--roll", "next-working-day", "--rest-day", "2026-10-08"]), "2026-10-09");
    let days = ["--calendar", "HK-general", "--from", "2026-07-27", "--length", "10", "--unit", "days"];
    let suspended = ["--suspended", "2026-08-01..2026-08-31"];
    assert_eq!(deadline(&[&days[..], &suspended[..]].concat()).json()["last_day"], "2026-09-06");
    let backwards = ["--calendar", "CN", "--from", "2026-03-31", "--length", "-1", "--unit", "months"];
    assert_eq!(deadline(&backwards).json()["last_day"], "2026-02-28");
}

#[test]
fn a_day_is_working_or_rest_or_half() {
    for (calendar, day, status) in [
        ("CN", "2026-02-28", "working"),
        ("CN", "2026-02-17", "rest"),
        ("HK-court", "2026-02-28", "rest"),
        ("HK-general", "2026-03-01", "rest"),
        ("MO", "2026-12-20", "rest"),
    ] {
        assert_eq!(day_of(calendar, day).json(), json!({ "day": status }), "{calendar} {day}");
    }
}

#[test]
fn a_year_without_calendar_is_an_error_and_no_guess() {
    let beyond = ["--calendar", "CN", "--from", "2030-01-31", "--length", "5", "--unit", "working-days"];
    let said = deadline(&beyond);
    assert!(said.refusal(2).contains("year-missing") && said.err.contains("2030"), "{}", said.err);
    let said = day_of("HK-general", "2031-01-02");
    assert!(said.refusal(2).contains("year-missing") && said.err.contains("2031"), "{}", said.err);
}

#[test]
fn an_unknown_calendar_is_named() {
    let said = day_of("LUNAR", "2026-02-28");
    assert!(said.refusal(2).contains("unknown-calendar") && said.err.contains("LUNAR"), "{}", said.err);
}

#[test]
fn an_argument_that_cannot_be_is_named_in_one_line() {
    let said = day_of("CN", "2026-02-30");
    assert!(said.refusal(2).contains("\"2026-02-30\" is not a date"), "{}", said.err);
    let range =
        ["--calendar", "CN", "--from", "2026-01-31", "--length", "1", "--unit", "days", "--suspended", "august"];
    let said = deadline(&range);
    assert!(said.refusal(2).contains("--suspended"), "{}", said.err);
    let fortnights = ["--calendar", "CN", "--from", "2026-01-31", "--length", "1", "--unit", "fortnights"];
    let said = deadline(&fortnights);
    assert!(said.refusal(2).contains("--unit"), "{}", said.err);
}

fn deadline(arguments: &[&str]) -> Said {
    comity(&[&["deadline", "--json"], arguments].concat(), "")
}

fn day_of(calendar: &str, day: &str) -> Said {
    comity(&["calendar", "is-working-day", "--json", "--calendar", calendar, day], "")
}
