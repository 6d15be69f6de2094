//! Which days a side's courts work: calendar data, year by year. A year that is not there is an error, never "no holidays".

mod file;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;

use crate::Date;

/// The calendars of one release, by code: `CN`, `HK-general`, `HK-court`, `MO`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendars(BTreeMap<String, Calendar>);

/// The working and rest days of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    code: String,
    weekend: Vec<Weekday>,
    short_period_max_days: Option<u32>,
    extraordinary_rest_days: BTreeSet<Date>,
    judicial_holidays: bool,
    years: BTreeMap<i16, Year>,
}

/// What is known about one year of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    provisional: bool,
    complete: bool,
    confidence: String,
    provenance: String,
    rest_days: BTreeMap<Date, RestKind>,
    working_days: BTreeSet<Date>,
    half_days: BTreeSet<Date>,
}

/// Why a listed day is a rest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RestKind {
    /// Named by the holiday law itself.
    StatutoryHoliday,
    /// Part of the yearly arrangement of the State Council (调休).
    HolidayArrangement,
    /// A general or public holiday.
    PublicHoliday,
    /// Given instead of a holiday that fell on another rest day.
    Compensatory,
}

/// Whether courts work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayStatus {
    /// A working day.
    Working,
    /// A rest day.
    Rest,
    /// Closed for a part of the day.
    Half,
}

impl DayStatus {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Working => "working",
            Self::Rest => "rest",
            Self::Half => "half",
        }
    }
}

/// A calendar cannot be read, or does not know a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The file is not a calendar.
    #[error("{file}: {at}: {because}")]
    Malformed {
        /// The name of the file.
        file: String,
        /// The place in it: `calendar.years.2026.rest_days[3].on`.
        at: String,
        /// Why, in kebab-case.
        code: &'static str,
        /// Why, for the log.
        because: String,
    },
    /// The status of a day was asked for in a year without data.
    #[error("calendar `{calendar}` has no year {year}")]
    YearMissing {
        /// The calendar's code.
        calendar: String,
        /// The year.
        year: i16,
    },
}

impl Calendars {
    /// Reads calendars from the names and bytes of their files.
    ///
    /// # Errors
    /// The first file that is not a calendar, or whose code another file had already.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Result<Self, CalendarError> {
        let mut calendars = BTreeMap::new();
        for (name, bytes) in files {
            let calendar = file::parse(name, bytes)?;
            if let Some(twice) = calendars.insert(calendar.code.clone(), calendar) {
                return Err(CalendarError::Malformed {
                    file: name.to_owned(),
                    at: "calendar.calendar".to_owned(),
                    code: "duplicate-calendar",
                    because: format!("another file has calendar `{}` already", twice.code),
                });
            }
        }
        Ok(Self(calendars))
    }

    /// The calendar with this code.
    pub fn get(&self, code: &str) -> Option<&Calendar> {
        self.0.get(code)
    }

    /// All of them, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Calendar> {
        self.0.values()
    }
}

impl Calendar {
    /// Its code, like `HK-general`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether courts work on `day`. An incomplete year answers with what it has.
    ///
    /// # Errors
    /// The year of `day` has no data.
    pub fn status(&self, day: Date) -> Result<DayStatus, CalendarError> {
        let year = self
            .years
            .get(&day.year())
            .ok_or_else(|| CalendarError::YearMissing { calendar: self.code.clone(), year: day.year() })?;
        Ok(match year.listed(day) {
            _ if self.extraordinary_rest_days.contains(&day) => DayStatus::Rest,
            Some(status) => status,
            None if self.weekend.contains(&day.weekday()) => DayStatus::Rest,
            None => DayStatus::Working,
        })
    }

    /// What is known about `year`.
    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.get(&year)
    }

    /// Periods of up to this many days do not count their rest days (Cap. 1, s. 71(1)(d)).
    pub const fn short_period_max_days(&self) -> Option<u32> {
        self.short_period_max_days
    }

    /// Whether the side's courts have judicial holidays (férias judiciais), in which some periods stand still.
    pub const fn has_judicial_holidays(&self) -> bool {
        self.judicial_holidays
    }

    /// The first day of the lunar year, as the public holidays show it: the only one of them between 21 January and 20
    /// February, which are the days that it can fall on. `None` where the year is missing or incomplete.
    pub fn lunar_new_year(&self, year: i16) -> Option<Date> {
        let (first, last) = (Date::new(year, 1, 21).ok()?, Date::new(year, 2, 20).ok()?);
        let year = self.years.get(&year).filter(|year| year.complete)?;
        let mut candidates = year.rest_days.range(first..=last);
        candidates.find(|(_, kind)| **kind == RestKind::PublicHoliday).map(|(day, _)| *day)
    }
}

impl Year {
    /// Not final: published days may still change it.
    pub const fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// All its rest days are listed.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// How sure the data is, in the marks of the calendar's file.
    pub fn confidence(&self) -> &str {
        &self.confidence
    }

    /// Where the data comes from.
    pub fn provenance(&self) -> &str {
        &self.provenance
    }

    fn listed(&self, day: Date) -> Option<DayStatus> {
        if self.rest_days.contains_key(&day) {
            Some(DayStatus::Rest)
        } else if self.working_days.contains(&day) {
            Some(DayStatus::Working)
        } else if self.half_days.contains(&day) {
            Some(DayStatus::Half)
        } else {
            None
        }
    }
}

impl CalendarError {
    /// Why, for the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed { code, .. } => code,
            Self::YearMissing { .. } => "year-missing",
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use serde_json::{Value as Json, json};

    use super::*;

    const FILES: [(&str, &[u8]); 4] = [
        ("CN.json", include_bytes!("../../../fixtures/calendars/CN.json")),
        ("HK-court.json", include_bytes!("../../../fixtures/calendars/HK-court.json")),
        ("HK-general.json", include_bytes!("../../../fixtures/calendars/HK-general.json")),
        ("MO.json", include_bytes!("../../../fixtures/calendars/MO.json")),
    ];

    pub(crate) fn fixtures() -> &'static Calendars {
        static FIXTURES: LazyLock<Calendars> = LazyLock::new(|| Calendars::parse(FILES).unwrap());
        &FIXTURES
    }

    pub(crate) fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn macao() -> Json {
        serde_json::from_slice(FILES[3].1).unwrap()
    }

    fn refused(calendar: &Json) -> (String, &'static str) {
        match Calendars::parse([("MO.json", calendar.to_string().as_bytes())]).unwrap_err() {
            CalendarError::Malformed { file, at, code, .. } => {
                assert_eq!(file, "MO.json");
                (at, code)
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn the_calendars_of_the_vocabulary_are_there_with_three_complete_years() {
        let calendars = fixtures();
        for code in crate::vocabulary::CALENDARS {
            let calendar = calendars.get(code).unwrap();
            for year in 2025..=2027 {
                let known = calendar.year(year).unwrap();
                assert!(known.is_complete(), "{code} {year}");
                assert_eq!(known.is_provisional(), year == 2027, "{code} {year}");
            }
        }
        assert_eq!(calendars.iter().count(), crate::vocabulary::CALENDARS.len());
    }

    #[test]
    fn every_listed_day_has_the_status_that_is_expected() {
        let expected: Json = serde_json::from_slice(include_bytes!("../../../fixtures/day-counts.json")).unwrap();
        let calendars = fixtures();
        let days = expected["is_working_day"].as_array().unwrap();
        assert!(!days.is_empty());
        for day in days {
            let calendar = calendars.get(day["calendar"].as_str().unwrap()).unwrap();
            let status = calendar.status(date(day["on"].as_str().unwrap())).unwrap();
            assert_eq!(serde_json::to_value(status).unwrap(), day["expect"], "{day}");
        }
    }

    #[test]
    fn a_half_day_is_neither_a_working_day_nor_a_rest_day() {
        assert_eq!(fixtures().get("MO").unwrap().status(date("2026-12-31")), Ok(DayStatus::Half));
    }

    #[test]
    fn a_day_of_a_missing_year_is_an_error_and_not_a_working_day() {
        let error = fixtures().get("CN").unwrap().status(date("2028-01-03")).unwrap_err();
        assert_eq!(error.code(), "year-missing");
        assert_eq!(error.to_string(), "calendar `CN` has no year 2028");
    }

    #[test]
    fn a_gale_warning_that_was_entered_by_hand_is_a_rest_day() {
        let mut calendar: Json = serde_json::from_slice(FILES[2].1).unwrap();
        calendar["extraordinary_rest_days"] = json!(["2026-09-14"]);
        let calendars = Calendars::parse([("HK", calendar.to_string().as_bytes())]).unwrap();
        assert_eq!(calendars.get("HK-general").unwrap().status(date("2026-09-14")), Ok(DayStatus::Rest));
        assert_eq!(fixtures().get("HK-general").unwrap().status(date("2026-09-14")), Ok(DayStatus::Working));
    }

    #[test]
    fn the_lunar_new_year_is_the_first_public_holiday_after_20_january() {
        let calendars = fixtures();
        let macao = calendars.get("MO").unwrap();
        for (year, day) in [(2025, "2025-01-29"), (2026, "2026-02-17"), (2027, "2027-02-06")] {
            assert_eq!(macao.lunar_new_year(year), Some(date(day)));
        }
        assert_eq!(macao.lunar_new_year(2028), None);
    }

    #[test]
    fn an_incomplete_year_does_not_show_the_lunar_new_year() {
        let mut calendar = macao();
        calendar["years"]["2026"]["complete"] = json!(false);
        let calendars = Calendars::parse([("MO.json", calendar.to_string().as_bytes())]).unwrap();
        assert_eq!(calendars.get("MO").unwrap().lunar_new_year(2026), None);
    }

    #[test]
    fn a_file_that_contradicts_itself_is_refused_with_its_place() {
        let changed = |pointer: &str, value: Json| {
            let mut calendar = macao();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            match calendar.pointer_mut(parent).unwrap() {
                Json::Object(object) => drop(object.insert(name.to_owned(), value)),
                Json::Array(list) => list.insert(name.parse().unwrap(), value),
                other => panic!("{other} has no members"),
            }
            refused(&calendar)
        };
        for (pointer, value, at, code) in [
            ("/calendar", json!(""), "calendar.calendar", "empty"),
            ("/weekend", json!(["saturnday"]), "calendar.weekend[0]", "not-a-calendar"),
            ("/surprise", json!(1), "calendar.surprise", "not-a-calendar"),
            ("/short_period_max_days", json!(-1), "calendar.short_period_max_days", "not-a-calendar"),
            (
                "/judicial_holidays/ranges/0",
                json!(["2025-01-03", "2025-01-02"]),
                "calendar.judicial_holidays.ranges[0]",
                "impossible-range",
            ),
            ("/years/26", json!({}), "calendar.years.26", "not-a-calendar"),
            ("/years/2026/complete", json!("yes"), "calendar.years.2026.complete", "not-a-calendar"),
            (
                "/years/2026/working_days",
                json!(["2026-02-30"]),
                "calendar.years.2026.working_days[0]",
                "not-a-calendar",
            ),
            ("/years/2026/working_days", json!(["2027-02-27"]), "calendar.years.2026.working_days[0]", "wrong-year"),
            ("/years/2026/working_days", json!(["2026-10-01"]), "calendar.years.2026.working_days[0]", "listed-twice"),
            (
                "/years/2026/working_days",
                json!(["2026-10-08"]),
                "calendar.years.2026.working_days[0]",
                "no-make-up-day",
            ),
            ("/years/2026/rest_days", json!([]), "calendar.years.2026.rest_days", "no-holidays"),
            ("/years/2026/half_days", json!(["2026-10-01"]), "calendar.years.2026.half_days[0]", "listed-twice"),
            ("/years/2026/half_days", json!(["2026-10-03"]), "calendar.years.2026.half_days[0]", "half-rest-day"),
            (
                "/years/2026/rest_days/0",
                json!({"on": "2026-05-02", "kind": "sunny"}),
                "calendar.years.2026.rest_days[0].kind",
                "not-a-calendar",
            ),
            (
                "/years/2026/rest_days/0",
                json!({"on": "2026-05-01", "kind": "compensatory"}),
                "calendar.years.2026.rest_days[10]",
                "listed-twice",
            ),
        ] {
            assert_eq!(changed(pointer, value), (at.to_owned(), code), "{pointer}");
        }
    }

    #[test]
    fn two_files_cannot_be_the_same_calendar_nor_one_year_stand_twice() {
        let twice = Calendars::parse([FILES[0], ("copy.json", FILES[0].1)]).unwrap_err();
        assert_eq!(twice.to_string(), "copy.json: calendar.calendar: another file has calendar `CN` already");
        let text = String::from_utf8(FILES[0].1.to_vec()).unwrap().replace("\"2025\": {", "\"2026\": {");
        let error = Calendars::parse([("CN.json", text.as_bytes())]).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            ("duplicate-key", "CN.json: calendar.years.2026: stands twice")
        );
    }
}
