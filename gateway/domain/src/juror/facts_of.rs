//! The facts of a draw, as the question to the court's rules needs them: the procedure `juror-draw`, about one juror.

use super::{Hearing, Juror, List};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Facts, Particulars, Person, Stage, Value};

const PROCEDURE: &str = "juror-draw";
const JUROR: &str = "juror";

/// What the rules are to be asked before this juror is drawn for a hearing. `court` draws; `candidate` is what is known of the person
/// besides: occupation, records and whatever else the rules read of a juror. Name and number decide nothing.
pub fn draw_question(
    juror: &Juror,
    hearing: &Hearing,
    court: &Authority,
    candidate: Particulars,
    today: Date,
) -> Facts {
    let standing = &juror.standing;
    let cap = hearing.caps.get(&standing.court).copied().unwrap_or(List::usual_cap());
    let cases = standing.cases_in(hearing.on.year());
    let roles = hearing.earlier_roles.get(&juror.id).into_iter().flatten();
    let mut particulars = candidate;
    particulars.insert("list-of".to_owned(), Value::Text(standing.court.to_string()));
    particulars.insert("cases-this-year".to_owned(), Value::Number(i64::from(cases)));
    particulars.insert("earlier-roles".to_owned(), Value::Codes(roles.map(|role| role.code().to_owned()).collect()));
    let person = Person {
        id: Some(JUROR.to_owned()),
        jurisdiction: Some(juror.profile.region),
        particulars,
        role: JUROR.to_owned(),
    };
    let appointed = standing.appointed_on.map(|on| event("appointed", on, Some(JUROR)));
    Facts {
        procedure: PROCEDURE.to_owned(),
        stage: Stage::Execution,
        as_of: today,
        requesting: None,
        requested: None,
        forum: Some(court.clone()),
        persons: vec![person],
        documents: Vec::new(),
        acts: Vec::new(),
        docket: appointed.into_iter().chain([event("hearing", hearing.on, None)]).collect(),
        particulars: Particulars::from([("annual-case-cap".to_owned(), Value::Number(i64::from(cap)))]),
        settings: Particulars::new(),
    }
}

fn event(kind: &str, on: Date, person: Option<&str>) -> DocketEvent {
    let (kind, person) = (kind.to_owned(), person.map(str::to_owned));
    DocketEvent { kind, on, at: None, method: None, channel: None, person, by: None }
}
