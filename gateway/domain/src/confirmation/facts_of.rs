//! The facts of an application, as the rules need them: the procedure `judicial-confirmation`, before the court applied to.

use super::{Command, Confirmation};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Document, Facts, Particulars, Person, Stage, Value};

const PROCEDURE: &str = "judicial-confirmation";

/// What the rules are to be asked before this is decided; none where they say nothing.
pub fn question(confirmation: &Confirmation, command: &Command, court: &Authority, today: Date) -> Option<Facts> {
    let Command::Examine { .. } = command else { return None };
    let dispute = &confirmation.settlement.dispute;
    let mut particulars = dispute.particulars();
    // The procedure of a trial decides nothing here.
    particulars.remove("trial-procedure");
    if let Some(mediated_by) = confirmation.mediated_by {
        particulars.insert("mediated-by".to_owned(), Value::Text(mediated_by.code().to_owned()));
    }
    let effective = event("agreement-effective", confirmation.settlement.effective_on);
    // As long as a party is missing nobody has applied as the law asks for it.
    let joint = confirmation.joint();
    let posted = joint.and_then(|it| it.posted_on).map(|on| event("posted", on));
    let applied = joint.map(|it| event("confirmation-applied", it.received_on));
    Some(Facts {
        procedure: PROCEDURE.to_owned(),
        stage: Stage::Incoming,
        as_of: today,
        requesting: None,
        requested: None,
        forum: Some(court.clone()),
        persons: persons(confirmation),
        documents: agreement(confirmation).into_iter().collect(),
        acts: Vec::new(),
        docket: std::iter::once(effective).chain(posted).chain(applied).collect(),
        particulars,
        settings: Particulars::new(),
    })
}

/// The parties by their numbers: their names decide nothing.
fn persons(confirmation: &Confirmation) -> Vec<Person> {
    let applies = |number: u32| Value::Flag(confirmation.applicants.contains_key(&number));
    let person = |(number, party): (u32, &crate::mediation::Party)| Person {
        id: Some(format!("p{number}")),
        jurisdiction: Some(party.jurisdiction),
        particulars: [("applies".to_owned(), applies(number))].into_iter().collect(),
        role: "party".to_owned(),
    };
    (1..).zip(&confirmation.settlement.dispute.parties).map(person).collect()
}

fn agreement(confirmation: &Confirmation) -> Option<Document> {
    let agreement = confirmation.agreement()?;
    Some(Document {
        // The court has the one that was put on file.
        copies: Some(1),
        r#for: Vec::new(),
        kind: "mediation-agreement".to_owned(),
        languages: agreement.languages,
        particulars: Particulars::new(),
        translations: agreement.translations,
    })
}

fn event(kind: &str, on: Date) -> DocketEvent {
    DocketEvent { kind: kind.to_owned(), on, at: None, method: None, channel: None, person: None, by: None }
}
