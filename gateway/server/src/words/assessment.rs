//! What the rules answer, in words.

use comity_domain::assessment::{Citation, Conclusion, Due, Finding, Requirement};
use comity_domain::deadline::{Step, Unit};

use super::{Arg, Family, Locale, Words, missing};

impl Words {
    /// A finding, as a sentence.
    pub fn finding(&self, locale: Locale, finding: &Finding) -> String {
        let id = Family::Finding.id(&finding.code);
        let args = self.particulars(locale, &finding.arguments);
        self.say(locale, &id, None, &args).unwrap_or_else(|| missing(locale, &id))
    }

    /// A conclusion, as a sentence, with its day if it has one.
    pub fn conclusion(&self, locale: Locale, conclusion: &Conclusion) -> String {
        let text = self.code(locale, Family::Conclusion, &conclusion.code);
        match conclusion.on {
            Some(day) => {
                self.text(locale, "conclusion-dated", &[("day", Arg::Date(day)), ("conclusion", Arg::Text(&text))])
            }
            None => text,
        }
    }

    /// A period and its last day.
    pub fn due(&self, locale: Locale, due: &Due) -> String {
        let id = if due.hard { "due-hard" } else { "due-best-effort" };
        self.text(locale, id, &[("period", Arg::Code(Family::Period, &due.period)), ("day", Arg::Date(due.last_day))])
    }

    /// What a document still needs.
    pub fn requirement(&self, locale: Locale, requirement: &Requirement) -> String {
        let args = [
            ("document", Arg::Code(Family::Document, &requirement.document)),
            ("languages", Arg::Codes(Family::Language, &requirement.any_of_languages)),
        ];
        self.text(locale, "requirement", &args)
    }

    /// A provision, as lawyers of the locale cite it.
    pub fn citation(&self, locale: Locale, citation: &Citation) -> String {
        let (number, part) = match citation.provision.find('(') {
            Some(at) => citation.provision.split_at(at),
            None => (citation.provision.as_str(), ""),
        };
        let instrument = Arg::Code(Family::Instrument, &citation.instrument);
        let id = match (citation.instrument.as_str(), number) {
            (_, "?") => return self.text(locale, "citation-whole", &[("instrument", instrument)]),
            ("hk-cap-1" | "hk-cap-8", _) => "citation-section",
            ("hk-mediation-code", _) => "citation-paragraph",
            _ => "citation-article",
        };
        self.text(locale, id, &[("instrument", instrument), ("number", Arg::Text(number)), ("part", Arg::Text(part))])
    }

    /// Provisions, one after the other.
    pub fn citations(&self, locale: Locale, citations: &[Citation]) -> String {
        let mut texts = citations.iter().map(|citation| self.citation(locale, citation)).rev();
        let last = texts.next().unwrap_or_default();
        texts.fold(last, |rest, first| {
            self.text(locale, "citation-more", &[("first", Arg::Text(&first)), ("rest", Arg::Text(&rest))])
        })
    }

    /// One step of the arithmetic of a period.
    pub fn step(&self, locale: Locale, step: &Step) -> String {
        let say = |id: &str, args: &[(&str, Arg<'_>)]| self.text(locale, id, args);
        let on = |id: &str, day| say(id, &[("day", Arg::Date(day))]);
        let of = |id: &str, year: i16| say(id, &[("year", Arg::Text(&year.to_string()))]);
        let counted = |id: &str, length, unit, day| {
            say(id, &[("length", Arg::Text(&self.length(locale, length, unit))), ("day", Arg::Date(day))])
        };
        match *step {
            Step::Start { day } => on("step-start", day),
            Step::StartMoved { day } => on("step-start-moved", day),
            Step::Counted { length, unit, day } => counted("step-counted", length, unit, day),
            Step::ShortPeriod { max_days } => say("step-short-period", &[("max-days", Arg::Number(max_days.into()))]),
            Step::Suspended { from, to } => say("step-suspended", &[("from", Arg::Date(from)), ("to", Arg::Date(to))]),
            Step::Offset { days, day } => counted("step-offset", days, Unit::Days, day),
            Step::RestDay { day } => on("step-rest-day", day),
            Step::HalfDay { day } => on("step-half-day", day),
            Step::NextWorkingDay { day } => on("step-next-working-day", day),
            Step::ProvisionalYear { year } => of("step-provisional-year", year),
            Step::IncompleteCalendar { year } => of("step-incomplete-calendar", year),
            Step::LunarNewYearUnknown { year } => of("step-lunar-new-year-unknown", year),
        }
    }

    fn length(&self, locale: Locale, length: i32, unit: Unit) -> String {
        let id = match unit {
            Unit::Days => "length-days",
            Unit::WorkingDays => "length-working-days",
            Unit::Months => "length-months",
            Unit::Years => "length-years",
        };
        self.text(locale, id, &[("length", Arg::Number(length.into()))])
    }
}
