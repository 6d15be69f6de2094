//! The facts of a case, as each question to the rules needs them: the procedure `evidence-production`, before the court of the case.

use super::{Case, Command, Exhibit};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Document, Facts, Particulars, Person, Stage, Value};

const PROCEDURE: &str = "evidence-production";
const MEDIATION: &str = "mediation";

/// What the rules are to be asked before this is decided. None where the law says nothing that they could look at.
pub fn question(case: &Case, command: &Command, court: &Authority, today: Date) -> Option<Facts> {
    let mut facts = before(case, court, today);
    match command {
        Command::FixPeriod { days, agreed, .. } => {
            // The bounds are those of a period that the court fixes (Evidence Provisions art. 51).
            if !agreed {
                facts.particulars.insert("evidence-period-days".to_owned(), Value::Number(i64::from(*days)));
            }
        }
        Command::Produce { item, .. } => facts.documents = vec![stated(item)?],
        Command::RecordFormality { exhibit, formality, .. } => {
            let item = Exhibit { formality: Some(formality.clone()), ..case.exhibit(*exhibit)?.item.clone() };
            facts.documents = vec![stated(&item)?];
        }
        Command::BindTranslation { exhibit, translation, .. } => {
            let mut item = case.exhibit(*exhibit)?.item.clone();
            item.translations.push(translation.clone());
            facts.documents = vec![stated(&item)?];
        }
        Command::AskExpert { party, .. } => {
            // How many another party asked for stands in nobody else's way.
            let own = case.experts.iter().filter(|request| request.party == *party);
            facts.docket.extend(own.map(|request| asked(request.party, request.on)));
            facts.docket.push(asked(*party, today));
        }
        _ => return None,
    }
    Some(facts)
}

/// What the rules on mediation are to be asked before something is produced that was made in one: may it be used?
pub fn question_of_use(case: &Case, command: &Command, court: &Authority, today: Date) -> Option<Facts> {
    let Command::Produce { item, of_mediation: Some(of_mediation), .. } = command else { return None };
    let mut facts = before(case, court, today);
    let mut made = stated(item)?;
    made.particulars = [("made-in-mediation".to_owned(), Value::Flag(true))].into();
    for (number, party) in (1..).zip(&mut facts.persons) {
        let agrees = Value::Flag(of_mediation.agreed.contains(&number));
        party.particulars.insert("consents-to-use".to_owned(), agrees);
    }
    // Of the case the mediation is told nothing.
    let (documents, docket, particulars) = (vec![made], Vec::new(), Particulars::new());
    Some(Facts { procedure: MEDIATION.to_owned(), stage: Stage::FollowUp, documents, docket, particulars, ..facts })
}

/// Every exhibit that stands, as the rules would see the whole of the evidence.
pub fn evidence_facts(case: &Case, court: &Authority, today: Date) -> Facts {
    let standing = case.exhibits.iter().filter(|exhibit| exhibit.withdrawn.is_none());
    let documents: Vec<Document> = standing.map(|exhibit| exhibit.item.as_fact()).collect();
    Facts { documents, ..before(case, court, today) }
}

fn before(case: &Case, court: &Authority, as_of: Date) -> Facts {
    let docket = case.period_ends.iter().map(|day| event("evidence-period-end", *day)).collect();
    let mut particulars = case.sheet.particulars();
    // The field of law decides nothing here.
    particulars.remove("case-category");
    Facts {
        procedure: PROCEDURE.to_owned(),
        stage: Stage::Execution,
        as_of,
        requesting: None,
        requested: None,
        forum: Some(court.clone()),
        persons: persons(case),
        documents: Vec::new(),
        acts: Vec::new(),
        docket,
        particulars,
        settings: Particulars::new(),
    }
}

/// The exhibit, if it has the form of one: what has not is refused before the rules are asked.
fn stated(item: &Exhibit) -> Option<Document> {
    item.check().ok().map(|()| item.as_fact())
}

/// The parties by their numbers: their names decide nothing.
fn persons(case: &Case) -> Vec<Person> {
    let person = |(place, party): (u32, &super::Party)| Person {
        id: Some(party_id(place)),
        jurisdiction: Some(party.jurisdiction),
        particulars: Particulars::new(),
        role: "party".to_owned(),
    };
    (1..).zip(&case.sheet.parties).map(person).collect()
}

fn asked(party: u32, on: Date) -> DocketEvent {
    DocketEvent { by: Some(party_id(party)), ..event("expert-assistant-requested", on) }
}

fn party_id(number: u32) -> String {
    format!("p{number}")
}

fn event(kind: &str, on: Date) -> DocketEvent {
    DocketEvent { kind: kind.to_owned(), on, at: None, method: None, channel: None, person: None, by: None }
}
