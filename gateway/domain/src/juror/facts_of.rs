//! The facts of an appointment and of a draw, as the questions to the court's rules need them: the procedures `juror-appointment` and
//! `juror-draw`, about one juror, and `panel-composition`, about the panel on which those who are drawn will sit.

use serde::{Deserialize, Serialize};

use super::candidate::JUROR;
use super::{Candidate, Command, Hearing, Juror, List, Posts, Route};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Facts, Particulars, Person, Stage, Value};
use crate::json::Place;
use crate::matter::{BadRequest, check_particulars};

const APPOINTMENT: &str = "juror-appointment";
const DRAW: &str = "juror-draw";
const COMPOSITION: &str = "panel-composition";

/// What of a case decides whether jurors sit in it at all. What is left out is not known. Codes are those of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// The procedure by which it is tried: `ordinary` (Interpretation art. 5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// `first` or `second` (People's Jurors Law art. 15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
}

impl Trial {
    /// Checks the form, not the law.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        check_particulars(&self.particulars(), Place::Root("trial"))
            .map_err(|bad| BadRequest { at: bad.at.replace("trial_procedure", "procedure"), ..bad })
    }

    fn particulars(&self) -> Particulars {
        let codes = [("trial-procedure", &self.procedure), ("instance", &self.instance)];
        let known = codes.into_iter().filter_map(|(name, code)| Some((name, code.clone()?)));
        known.map(|(name, code)| (name.to_owned(), Value::Text(code))).collect()
    }
}

/// What the rules are to be asked before this is decided: about a candidate before the appointment, about a juror when something else
/// becomes known of it. None where the law says nothing that they could look at. `posts` are those that are held now.
pub fn question(
    juror: &Juror,
    command: &Command,
    list: (&List, Posts),
    court: &Authority,
    today: Date,
) -> Option<Facts> {
    let (candidate, decided) = match command {
        // What has not the form is refused before the rules are asked.
        Command::Assess { candidate, .. } => (Some(&**candidate).filter(|candidate| candidate.check().is_ok()), None),
        Command::Appoint { on, .. } => (juror.candidate.as_ref(), *on),
        _ => (None, None),
    };
    let appointed = juror.standing.appointed_on.or(decided).unwrap_or(today);
    Some(appointment(juror, (candidate?, appointed), list, court, today))
}

/// What the rules are to be asked before this juror is drawn for a hearing. `court` draws; what is known of the person besides is what the
/// court learnt last.
pub fn draw_question(juror: &Juror, hearing: &Hearing, court: &Authority, today: Date) -> Facts {
    let standing = &juror.standing;
    let cap = hearing.caps.get(&standing.court).copied().unwrap_or(List::usual_cap());
    let cases = standing.cases_in(hearing.on.year());
    let roles = hearing.earlier_roles.get(&juror.id).into_iter().flatten();
    let besides = Particulars::from([
        ("list-of".to_owned(), Value::Text(standing.court.to_string())),
        ("cases-this-year".to_owned(), Value::Number(i64::from(cases))),
        ("earlier-roles".to_owned(), Value::Codes(roles.map(|role| role.code().to_owned()).collect())),
    ]);
    let person = juror.candidate.clone().unwrap_or_default().as_fact(juror.profile.region, besides);
    let appointed = standing.appointed_on.map(|on| event("appointed", on, Some(JUROR)));
    let docket = appointed.into_iter().chain([event("hearing", hearing.on, None)]).collect();
    Facts {
        particulars: Particulars::from([("annual-case-cap".to_owned(), Value::Number(i64::from(cap)))]),
        ..asked(DRAW, Some(person), docket, court, today)
    }
}

/// What the rules are to be asked about the draw itself, whoever is drawn: whether jurors sit in such a case, and whether it is not too
/// late.
pub fn trial_question(hearing: &Hearing, trial: &Trial, court: &Authority, today: Date) -> Facts {
    let particulars = trial.particulars();
    Facts { particulars, ..asked(DRAW, None, vec![event("hearing", hearing.on, None)], court, today) }
}

/// What the rules are to be asked about the panel itself: so many judges, and so many jurors beside them.
pub fn panel_question(trial: &Trial, (judges, jurors): (u32, u32), court: &Authority, today: Date) -> Facts {
    let numbers = [("panel-judges", judges), ("panel-jurors", jurors)];
    let numbers = numbers.map(|(name, number)| (name.to_owned(), Value::Number(i64::from(number))));
    let particulars = trial.particulars().into_iter().chain(numbers).collect();
    Facts { particulars, ..asked(COMPOSITION, None, Vec::new(), court, today) }
}

/// Whoever would come to a post is counted among those who hold one.
fn appointment(
    juror: &Juror,
    (candidate, appointed): (&Candidate, Date),
    (list, posts): (&List, Posts),
    court: &Authority,
    today: Date,
) -> Facts {
    let standing = &juror.standing;
    let is_counted = standing.holds_post(today) || standing.route != Route::Application;
    let by_application = posts.by_application.saturating_add(u32::from(!is_counted));
    let numbers =
        [("judges-of-court", list.judges), ("juror-quota", list.quota), ("application-route-jurors", by_application)];
    let mut particulars = numbers.map(|(name, number)| (name.to_owned(), Value::Number(i64::from(number)))).to_vec();
    particulars.push(("appointment-route".to_owned(), Value::Text(standing.route.code().to_owned())));
    let appointed = event("appointed", appointed, Some(JUROR));
    Facts {
        stage: Stage::Incoming,
        particulars: particulars.into_iter().collect(),
        ..asked(
            APPOINTMENT,
            Some(candidate.as_fact(juror.profile.region, Particulars::new())),
            vec![appointed],
            court,
            today,
        )
    }
}

fn asked(procedure: &str, person: Option<Person>, docket: Vec<DocketEvent>, court: &Authority, as_of: Date) -> Facts {
    Facts {
        procedure: procedure.to_owned(),
        stage: Stage::Execution,
        as_of,
        requesting: None,
        requested: None,
        forum: Some(court.clone()),
        persons: person.into_iter().collect(),
        documents: Vec::new(),
        acts: Vec::new(),
        docket,
        particulars: Particulars::new(),
        settings: Particulars::new(),
    }
}

fn event(kind: &str, on: Date, person: Option<&str>) -> DocketEvent {
    let (kind, person) = (kind.to_owned(), person.map(str::to_owned));
    DocketEvent { kind, on, at: None, method: None, channel: None, person, by: None }
}
