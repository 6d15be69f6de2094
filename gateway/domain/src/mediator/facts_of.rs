//! The facts of an application, as the region's rules need them: the procedure `mediator-accreditation`, before the body applied to.

use super::{Application, Experience};
use crate::facts::{Authority, Facts, Particulars, Person, Stage, Value};
use crate::{Date, Jurisdiction};

const PROCEDURE: &str = "mediator-accreditation";

/// What the rules are to be asked of an application. The applicant has no name here: it decides nothing.
pub fn application_facts(
    application: &Application,
    applicant_of: Option<Jurisdiction>,
    body: &Authority,
    today: Date,
) -> Facts {
    let applicant = Person {
        id: Some("m1".to_owned()),
        jurisdiction: applicant_of,
        particulars: stated(application.experience),
        role: "mediator".to_owned(),
    };
    Facts {
        procedure: PROCEDURE.to_owned(),
        stage: Stage::Incoming,
        as_of: today,
        requesting: None,
        requested: None,
        forum: Some(body.clone()),
        persons: vec![applicant],
        documents: Vec::new(),
        acts: Vec::new(),
        docket: Vec::new(),
        particulars: Particulars::new(),
        settings: Particulars::new(),
    }
}

/// What is not stated does not stand there: the rules ask for it.
fn stated(experience: Experience) -> Particulars {
    // The schema has years as numbers that may have a fraction, and cases as whole ones.
    let years = [("work-years", experience.work_years), ("mediator-years", experience.mediator_years)];
    let years = years.into_iter().filter_map(|(name, years)| Some((name, Value::Decimal(years?.to_string()))));
    let cases = experience.mediation_cases.map(|cases| ("mediation-cases", Value::Number(i64::from(cases))));
    let flagged = [
        ("gba-course-completed", experience.gba_course_completed),
        ("upholds-constitution", experience.upholds_constitution),
        ("disciplinary-record", experience.disciplinary_record),
    ];
    let flagged = flagged.into_iter().filter_map(|(name, flag)| Some((name, Value::Flag(flag?))));
    years.chain(cases).chain(flagged).map(|(name, value)| (name.to_owned(), value)).collect()
}
