//! The facts of a mediation, as the rules need them: who may mediate (`mediator-appointment`), and until when (`mediation`).

use super::{Command, Mediation, Named, Selectability};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Facts, Particulars, Person, Stage, Value};

/// What the rules are to be asked before this is decided; none where they say nothing. `forum` is the body; of the time that a referred
/// dispute has, it is the court that referred it.
pub fn question(mediation: &Mediation, command: &Command, forum: &Authority, today: Date) -> Option<Facts> {
    match command {
        Command::Appoint { standing, .. } => appointment(mediation, standing.as_ref(), forum, today),
        Command::SignForPapers { on, .. } => Some(conduct(mediation, forum, on.unwrap_or(today), today)),
        _ => None,
    }
}

/// May this person mediate between these parties?
fn appointment(
    mediation: &Mediation,
    standing: Option<&Selectability>,
    forum: &Authority,
    today: Date,
) -> Option<Facts> {
    let named = mediation.mediator.as_ref()?;
    let mut facts = before("mediator-appointment", Stage::Execution, forum, today);
    facts.persons = parties(mediation, |number| {
        let consent = named.consents.get(&number)?;
        Some(("consents-to-mediator".to_owned(), Value::Text(consent.how.code().to_owned())))
    });
    facts.persons.push(mediator(named));
    facts.particulars.insert("mediator-chosen-by".to_owned(), Value::Text(named.chosen_by.code().to_owned()));
    if let Some(Selectability::Selectable { accredited_on, confirmed_on, .. }) = standing {
        let days = [("accredited", accredited_on), ("panel-confirmed", confirmed_on)];
        facts.docket = days.into_iter().filter_map(|(kind, on)| Some(event(kind, (*on)?))).collect();
    }
    Some(facts)
}

/// How much time is there, from the day on which the papers were signed for?
fn conduct(mediation: &Mediation, forum: &Authority, signed_on: Date, today: Date) -> Facts {
    let mut facts = before("mediation", Stage::FollowUp, forum, today);
    facts.persons = parties(mediation, |_| None);
    facts.persons.extend(mediation.mediator.as_ref().map(mediator));
    facts.docket = vec![event("papers-signed-for", signed_on)];
    facts.particulars = mediation.dispute.particulars();
    // The field of law decides nothing here.
    facts.particulars.remove("case-category");
    facts
}

fn before(procedure: &str, stage: Stage, forum: &Authority, as_of: Date) -> Facts {
    Facts {
        procedure: procedure.to_owned(),
        stage,
        as_of,
        requesting: None,
        requested: None,
        forum: Some(forum.clone()),
        persons: Vec::new(),
        documents: Vec::new(),
        acts: Vec::new(),
        docket: Vec::new(),
        particulars: Particulars::new(),
        settings: Particulars::new(),
    }
}

/// The parties by their numbers: their names decide nothing.
fn parties(mediation: &Mediation, said: impl Fn(u32) -> Option<(String, Value)>) -> Vec<Person> {
    let person = |(number, party): (u32, &super::Party)| Person {
        id: Some(format!("p{number}")),
        jurisdiction: Some(party.jurisdiction),
        particulars: said(number).into_iter().collect(),
        role: "party".to_owned(),
    };
    (1..).zip(&mediation.dispute.parties).map(person).collect()
}

/// The mediator, with what ties this person to a side as the rules name it. What bars altogether was refused before they are asked.
fn mediator(named: &Named) -> Person {
    let mut particulars = Particulars::new();
    particulars.insert("panel".to_owned(), Value::Text(named.candidate.panel.code().to_owned()));
    let relations = named.disclosed.iter().flat_map(|disclosure| &disclosure.relations);
    let relations: Vec<String> = relations.map(|relation| relation.code().to_owned()).collect();
    let known = ["agent", "expert", "interpreter", "witness"];
    let mut roles: Vec<String> = named.found.iter().map(|earlier| earlier.role.code().to_owned()).collect();
    roles.retain(|role| known.contains(&role.as_str()));
    roles.sort_unstable();
    roles.dedup();
    for (name, codes) in [("relations", relations), ("earlier-roles", roles)] {
        if !codes.is_empty() {
            particulars.insert(name.to_owned(), Value::Codes(codes));
        }
    }
    Person {
        id: Some("m1".to_owned()),
        jurisdiction: Some(named.candidate.jurisdiction),
        particulars,
        role: "mediator".to_owned(),
    }
}

fn event(kind: &str, on: Date) -> DocketEvent {
    DocketEvent { kind: kind.to_owned(), on, at: None, method: None, channel: None, person: None, by: None }
}
