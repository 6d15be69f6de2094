//! `comity deadline` and `comity calendar`.

use std::fs;
use std::path::Path;

use comity_tests::fixtures;
use serde_json::{Value, json};

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
fn a_day_of_a_provisional_year_is_said_to_be_one() {
    let said = |day| comity(&["calendar", "is-working-day", "--calendar", "CN", day], "").out;
    assert_eq!(said("2027-02-28"), "rest day\n  the rest days of 2027 are not final yet\n");
    assert_eq!(said("2026-02-28"), "working day\n");
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

#[test]
fn a_year_is_loaded_into_a_calendar_only_if_it_can_be_one() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("CN.json");
    fs::copy(fixtures().join("calendars/CN.json"), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let year = json!({
        "calendar": "CN", "year": "2028", "provisional": true, "complete": true, "confidence": "K", "provenance": "a draft",
        "rest_days": [{ "on": "2028-01-03", "kind": "holiday-arrangement" }], "working_days": ["2028-01-08"], "half_days": []
    });
    let changed = |pointer: &str, value: Value| {
        let mut year = year.clone();
        *year.pointer_mut(pointer).unwrap() = value;
        year
    };
    for (bad, code) in [
        (changed("/working_days/0", json!("2028-01-07")), "no-make-up-day"),
        (changed("/rest_days", json!([])), "no-holidays"),
        (changed("/rest_days/0/on", json!("2028-02-30")), "not-a-calendar"),
        (changed("/rest_days/0/on", json!("2029-01-01")), "wrong-year"),
        (changed("/calendar", json!("MO")), "unknown-calendar"),
        (changed("/year", json!("2026")), "year-exists"),
    ] {
        let said = import(&bad, folder.path(), &file, &[]);
        assert!(said.refusal(2).contains(code), "{code}: {}", said.err);
        assert_eq!(fs::read(&file).unwrap(), before, "{code}");
    }

    let loaded = import(&year, folder.path(), &file, &["--json"]).json();
    assert_eq!(loaded["days"], json!({ "rest_days": 1, "working_days": 1, "half_days": 0 }));
    let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(written["years"]["2028"]["working_days"], year["working_days"]);
    assert_eq!(written["years"]["2026"], serde_json::from_slice::<Value>(&before).unwrap()["years"]["2026"]);
    // A provisional year gives way to the final one; that one only where it is asked for.
    let fixed = changed("/provisional", json!(false));
    assert_eq!(import(&fixed, folder.path(), &file, &[]).status, 0);
    assert!(import(&fixed, folder.path(), &file, &[]).refusal(2).contains("year-exists"));
    assert_eq!(import(&fixed, folder.path(), &file, &["--replace"]).status, 0);
}

fn import(year: &Value, folder: &Path, into: &Path, more: &[&str]) -> Said {
    let file = folder.join("year.json");
    fs::write(&file, year.to_string()).unwrap();
    let arguments = ["calendar", "import", file.to_str().unwrap(), "--into", into.to_str().unwrap()];
    comity(&[&arguments[..], more].concat(), "")
}
