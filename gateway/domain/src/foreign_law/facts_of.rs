//! The facts of an inquiry, as each question to the rules needs them: the procedure `foreign-law`, before the court that asks.

use std::collections::BTreeSet;

use super::{Channel, Command, Found, Inquiry, Opinion, Paper};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Document, Facts, Particulars, Person, Stage, Value};

const PROCEDURE: &str = "foreign-law";
/// The law that was brought, where it is no opinion of an expert or a body.
const PLAIN_PAPER: &str = "attachment";

/// What the rules are to be asked before this is decided. None where the law says nothing that they could look at.
pub fn question(inquiry: &Inquiry, command: &Command, court: &Authority, today: Date) -> Option<Facts> {
    match command {
        Command::TakeOpinion { request, opinion, .. } => {
            // What has not the form of an opinion is refused before the rules are asked.
            opinion.check(today).ok()?;
            let channel = inquiry.request(*request)?.channel;
            let mut facts = before(inquiry, court, today);
            put(&mut facts.particulars, "law-provided", Value::Flag(true));
            put(&mut facts.particulars, "law-provider", Value::Text(channel.provider().to_owned()));
            facts.documents = documents(channel, opinion);
            Some(facts)
        }
        Command::Find { found: Found::NotAscertained { .. }, .. } => {
            let mut facts = before(inquiry, court, today);
            put(&mut facts.particulars, "law-provided", Value::Flag(inquiry.is_provided()));
            Some(facts)
        }
        _ => None,
    }
}

fn before(inquiry: &Inquiry, court: &Authority, as_of: Date) -> Facts {
    let sheet = &inquiry.sheet;
    let mut particulars = Particulars::new();
    put(&mut particulars, "law-jurisdiction", Value::Text(sheet.law.jurisdiction.code().to_owned()));
    put(&mut particulars, "parties-chose-law", Value::Flag(sheet.parties_chose_law));
    put(&mut particulars, "channels-tried", Value::Codes(tried(inquiry)));
    if let Some(reason) = excuse(inquiry) {
        put(&mut particulars, "reason-for-not-providing", Value::Text(reason));
    }
    Facts {
        procedure: PROCEDURE.to_owned(),
        stage: Stage::Execution,
        as_of,
        requesting: None,
        requested: None,
        forum: Some(court.clone()),
        persons: persons(inquiry),
        documents: Vec::new(),
        acts: Vec::new(),
        docket: period_ends(inquiry),
        particulars,
        settings: Particulars::new(),
    }
}

/// The parties by their numbers: their names decide nothing.
fn persons(inquiry: &Inquiry) -> Vec<Person> {
    let person = |(number, party): (u32, &crate::case::Party)| Person {
        id: Some(format!("p{number}")),
        jurisdiction: Some(party.jurisdiction),
        particulars: Particulars::new(),
        role: "party".to_owned(),
    };
    (1..).zip(&inquiry.sheet.parties).map(person).collect()
}

fn tried(inquiry: &Inquiry) -> Vec<String> {
    let channels: BTreeSet<Channel> = inquiry.requests.iter().map(|request| request.channel).collect();
    channels.into_iter().map(|channel| channel.code().to_owned()).collect()
}

/// The reason that a party gave for not bringing the law: it is the parties whom the law asks for one (art. 9(2)). Why the court did
/// not wait for them is no reason of theirs.
fn excuse(inquiry: &Inquiry) -> Option<String> {
    inquiry.requests.iter().filter_map(|request| request.excuse.clone()).next_back()
}

/// The ends of the periods for bringing the law, in the order of their days. Where the parties chose it, the one of theirs is what counts.
fn period_ends(inquiry: &Inquiry) -> Vec<DocketEvent> {
    let counts = |channel: Channel| !inquiry.sheet.parties_chose_law || channel == Channel::Parties;
    let requests = inquiry.requests.iter().filter(|request| counts(request.channel));
    let mut days: Vec<Date> = requests.filter_map(|request| request.until).collect();
    days.sort_unstable();
    days.into_iter().map(|on| event("law-period-end", on)).collect()
}

fn documents(channel: Channel, opinion: &Opinion) -> Vec<Document> {
    let kind = if channel.register().is_some() { "law-expert-opinion" } else { PLAIN_PAPER };
    let mut documents = vec![document(kind, &opinion.paper)];
    for judgment in &opinion.case_law {
        let mut fact = document("case-law", &judgment.paper);
        put(&mut fact.particulars, "extent", Value::Text(judgment.extent.code().to_owned()));
        documents.push(fact);
    }
    documents.extend(opinion.qualification.iter().map(|paper| document("qualification-proof", paper)));
    documents.extend(opinion.no_interest.iter().map(|it| document("no-interest-statement", &it.paper)));
    documents
}

fn document(kind: &str, paper: &Paper) -> Document {
    Document {
        copies: Some(1),
        r#for: Vec::new(),
        kind: kind.to_owned(),
        languages: paper.languages.clone(),
        particulars: Particulars::new(),
        translations: paper.translations.clone(),
    }
}

fn put(particulars: &mut Particulars, name: &str, value: Value) {
    particulars.insert(name.to_owned(), value);
}

fn event(kind: &str, on: Date) -> DocketEvent {
    DocketEvent { kind: kind.to_owned(), on, at: None, method: None, channel: None, person: None, by: None }
}
