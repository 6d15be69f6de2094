//! Greater Bay Area Mediator Accreditation Rules of the Hong Kong Special Administrative Region
//! (粤港澳大湾区调解员资格资历评审细则（香港特别行政区）), in force since 2024-03-28. Known are the six criteria, from
//! the Government's announcement and the press `[T-sec]`; the text was not read, and no article can be cited.
//!
//! Applications go to the Hong Kong Mediation Accreditation Association, and a person applies on one of the three sides
//! only; no fact says that he applied elsewhere. What the rules say of delisting and exit is not known.

use crate::component::no_periods;
use crate::contract::{Finding, Person, Place, Severity};
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule};

const CRITERIA: Provision = Provision::new("hk-gba-accreditation-2024", "?");

/// The criteria that are counted: in which particular, how much at least, and what is said when it is less.
const COUNTED: [(&str, i64, &str); 3] = [
    ("work-years", 5, "too-little-work-experience"),
    ("mediation-cases", 5, "too-few-cases-mediated"),
    ("mediator-years", 3, "too-little-experience-as-mediator"),
];
/// The criteria that are met or not: in which particular, how it must be, and what is said when it is not.
const STATED: [(&str, bool, &str); 3] = [
    ("upholds-constitution", true, "constitution-not-upheld"),
    ("gba-course-completed", true, "course-not-completed"),
    ("disciplinary-record", false, "record-bars-accreditation"),
];

/// The application of a person to be accredited through Hong Kong.
pub const APPLICATION: Chapter = Chapter {
    procedure: "mediator-accreditation",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| answer.article(CRITERIA, |answer| examine_applicants(matter, answer)),
};

/// What these rules read, say and switch on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "persons.mediator",
        "persons.particulars.disciplinary-record",
        "persons.particulars.gba-course-completed",
        "persons.particulars.mediation-cases",
        "persons.particulars.mediator-years",
        "persons.particulars.upholds-constitution",
        "persons.particulars.work-years",
    ],
    rules: &[
        Rule::secondary(
            CRITERIA,
            &[
                "applicant-missing",
                "constitution-not-upheld",
                "course-not-completed",
                "record-bars-accreditation",
                "too-few-cases-mediated",
                "too-little-experience-as-mediator",
                "too-little-work-experience",
            ],
        ),
        Rule::policy(CRITERIA, &["criterion-not-stated"]),
    ],
    cites: &[],
    settings: &[],
};

fn examine_applicants(matter: &Matter, answer: &mut Answer) {
    let mut applicants = matter.persons("mediator").peekable();
    if applicants.peek().is_none() {
        answer.find(Finding::correct("applicant-missing", CRITERIA).about(Place::Persons));
    }
    for applicant in applicants {
        stated_criteria(&applicant, answer);
        counted_criteria(&applicant, answer);
    }
}

/// The applicant upholds the Constitution, both Basic Laws and "one country, two systems"; has completed the course for
/// mediators of the Greater Bay Area; is of good professional ethics, without a record of discipline.
fn stated_criteria(applicant: &Item<Person>, answer: &mut Answer) {
    for (criterion, required, code) in STATED {
        match applicant.flag(criterion) {
            Some(stated) if stated == required => {}
            Some(_) => not_met(applicant, criterion, code, answer),
            None => not_stated(applicant, criterion, answer),
        }
    }
}

/// At least five years of work, five mediations completed, three years as a mediator. Part of a year is no year.
fn counted_criteria(applicant: &Item<Person>, answer: &mut Answer) {
    for (criterion, least, code) in COUNTED {
        match applicant.at_least(criterion, least) {
            Some(true) => {}
            Some(false) => not_met(applicant, criterion, code, answer),
            None => not_stated(applicant, criterion, answer),
        }
    }
}

fn not_met(applicant: &Item<Person>, criterion: &str, code: &str, answer: &mut Answer) {
    answer.find(Finding::new(code, Severity::Refuse, CRITERIA).about(applicant.particular(criterion)));
}

/// An applicant who says nothing of a criterion is asked, not turned away `[P]`.
fn not_stated(applicant: &Item<Person>, criterion: &str, answer: &mut Answer) {
    let finding = Finding::correct("criterion-not-stated", CRITERIA).about(applicant.particular(criterion));
    answer.find(finding.with_text("criterion", criterion));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Assessment, Value};
    use crate::sample::{self, before, found};

    /// An applicant who just meets every criterion, but for what is put otherwise.
    fn asked(otherwise: &[(&str, Option<Value>)]) -> Assessment {
        let mut particulars = vec![
            ("work-years", Value::Number(5)),
            ("mediation-cases", Value::Number(5)),
            ("mediator-years", Value::Number(3)),
            ("gba-course-completed", Value::Flag(true)),
            ("upholds-constitution", Value::Flag(true)),
            ("disciplinary-record", Value::Flag(false)),
        ];
        for (name, value) in otherwise {
            particulars.retain(|(criterion, _)| criterion != name);
            particulars.extend(value.clone().map(|value| (*name, value)));
        }
        let body = sample::authority("hk-gba-accreditation", "HK", "accreditation-body");
        let matter = before(body, "mediator-accreditation", "incoming", "2026-05-12");
        matter.person("m1", "mediator", "HK", &particulars).asked(&APPLICATION, "2026-05-12")
    }

    #[test]
    fn who_just_meets_all_six_criteria_is_accredited() {
        let assessment = asked(&[]);
        assert_eq!(found(&assessment), [""; 0]);
        assert_eq!(assessment.findings.len(), 1);
    }

    #[test]
    fn one_less_of_anything_counted_is_not_enough() {
        let one_less = [
            ("work-years", 4, "too-little-work-experience"),
            ("mediation-cases", 4, "too-few-cases-mediated"),
            ("mediator-years", 2, "too-little-experience-as-mediator"),
        ];
        for (criterion, given, code) in one_less {
            let assessment = asked(&[(criterion, Some(Value::Number(given)))]);
            assert_eq!(found(&assessment), [code]);
            assert_eq!(assessment.findings[0].severity, Severity::Refuse);
        }
    }

    #[test]
    fn part_of_a_year_of_work_is_no_year() {
        let worked = |years: &str| asked(&[("work-years", Some(Value::Decimal(years.to_owned())))]);
        assert_eq!(found(&worked("4.9")), ["too-little-work-experience"]);
        assert_eq!(found(&worked("5.5")), [""; 0]);
    }

    #[test]
    fn each_of_the_other_three_criteria_bars_by_itself() {
        for (criterion, required, code) in STATED {
            assert_eq!(found(&asked(&[(criterion, Some(Value::Flag(!required)))])), [code]);
        }
    }

    #[test]
    fn what_is_not_stated_is_asked_for() {
        for criterion in COUNTED.map(|it| it.0).into_iter().chain(STATED.map(|it| it.0)) {
            let assessment = asked(&[(criterion, None)]);
            assert_eq!(found(&assessment), ["criterion-not-stated"]);
            assert_eq!(assessment.findings[0].severity, Severity::Correct);
        }
    }

    #[test]
    fn an_application_of_nobody_is_no_application() {
        let body = sample::authority("hk-gba-accreditation", "HK", "accreditation-body");
        let nobody = before(body, "mediator-accreditation", "incoming", "2026-05-12");
        assert_eq!(found(&nobody.asked(&APPLICATION, "2026-05-12")), ["applicant-missing"]);
    }
}
