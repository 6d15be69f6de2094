//! The facts of a matter, as each question to the rules needs them.

use super::{Matter, ServiceRequest};
use crate::Date;
use crate::facts::{Authority, DocketEvent, Document as FactDocument, Facts, Particulars, Person, Stage, Value};

/// How the gateways transmit, in the words of the vocabulary.
const TRANSMISSION: &str = "email";

/// The authorities of a matter, as the roll describes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parties {
    /// The originating court.
    pub originating: Authority,
    /// The transmitting authority.
    pub transmitting: Authority,
    /// The receiving authority.
    pub receiving: Authority,
}

/// The letter of request, as the requesting side sends it (`outgoing`) or the requested side examines it (`incoming`).
pub fn letter_facts(matter: &Matter, parties: &Parties, stage: Stage, as_of: Date) -> Facts {
    let mut docket = Vec::new();
    if stage == Stage::Incoming {
        docket.push(event("received", matter.standing.received_on.unwrap_or(as_of)));
        for (asked, came) in &matter.standing.supplements {
            docket.push(event("supplement-requested", *asked));
            docket.extend(came.map(|day| event("supplement-received", day)));
        }
    }
    docket.extend(matter.request.hearing.map(|day| event("hearing", day)));
    let mut documents = vec![letter(&matter.request, sealed_by(&parties.transmitting))];
    documents.extend(papers(&matter.request));
    between(parties, stage, as_of, Contents { documents, docket, particulars: of_letter(matter, parties) }, matter)
}

/// The request as the lower court hands it to its high court (provisions of 2009 art. 13). Submitting it is the application.
pub fn forwarding_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Facts {
    let request = &matter.request;
    let mut application = papered("forwarding-application", vec!["zh".into()], 1);
    application.particulars = sealed_by(&parties.originating);
    let mut particulars = nature(request);
    put(&mut particulars, "destination", parties.receiving.jurisdiction.code());
    Facts {
        procedure: "request-forwarding".into(),
        stage: Stage::Incoming,
        as_of,
        requesting: Some(parties.originating.clone()),
        requested: Some(parties.transmitting.clone()),
        forum: None,
        persons: addressees(request),
        documents: core::iter::once(application).chain(papers(request)).collect(),
        acts: Vec::new(),
        docket: vec![event("received", matter.standing.submitted_on.unwrap_or(as_of))],
        particulars,
        settings: Particulars::new(),
    }
}

/// The certificate on its way back (S99 art. 5). `None` while there is none.
pub fn certificate_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Option<Facts> {
    let (result, certificate) = matter.certificate.as_ref()?;
    let paper = certificate.as_fact(*result, &parties.receiving.authority, &parties.receiving.kind);
    let mut particulars = of_letter(matter, parties);
    particulars.extend(certificate.particulars_of_return());
    let docket = vec![event("received", matter.standing.received_on.unwrap_or(as_of))];
    let contents = Contents { documents: vec![paper], docket, particulars };
    Some(between(parties, Stage::Return, as_of, contents, matter))
}

/// What the passing of time means for the requesting side (provisions of 2009 art. 6).
pub fn follow_up_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Facts {
    let delivered = matter.standing.received_on.map(|day| {
        let mut delivered = event("delivered-to-requested", day);
        delivered.method = Some("arrangement".into());
        delivered
    });
    let contents = Contents {
        documents: papers(&matter.request).collect(),
        docket: delivered.into_iter().collect(),
        particulars: of_letter(matter, parties),
    };
    between(parties, Stage::FollowUp, as_of, contents, matter)
}

struct Contents {
    documents: Vec<FactDocument>,
    docket: Vec<DocketEvent>,
    particulars: Particulars,
}

fn between(parties: &Parties, stage: Stage, as_of: Date, contents: Contents, matter: &Matter) -> Facts {
    Facts {
        procedure: "service-of-documents".into(),
        stage,
        as_of,
        requesting: Some(parties.transmitting.clone()),
        requested: Some(parties.receiving.clone()),
        forum: None,
        persons: addressees(&matter.request),
        documents: contents.documents,
        acts: Vec::new(),
        docket: contents.docket,
        particulars: contents.particulars,
        settings: Particulars::new(),
    }
}

fn of_letter(matter: &Matter, parties: &Parties) -> Particulars {
    let mut particulars = wishes(&matter.request);
    put(&mut particulars, "issuing-authority", parties.transmitting.authority.as_str());
    put(&mut particulars, "trial-court", parties.originating.authority.as_str());
    put(&mut particulars, "transmission", TRANSMISSION);
    particulars
}

/// What the request says about the case, and the way in which it wants to be executed.
pub(super) fn wishes(request: &ServiceRequest) -> Particulars {
    let mut particulars = nature(request);
    put_some(&mut particulars, "special-method", request.special_method.as_ref());
    particulars
}

fn nature(request: &ServiceRequest) -> Particulars {
    let mut particulars = Particulars::new();
    put(&mut particulars, "case-category", &request.case_category);
    put_some(&mut particulars, "nature-of-case", request.nature_of_case.as_ref());
    particulars
}

pub(super) fn letter(request: &ServiceRequest, particulars: Particulars) -> FactDocument {
    let mut letter = papered("letter-of-request", request.letter.languages.clone(), request.letter.copies);
    letter.particulars = particulars;
    letter
}

pub(super) fn papers(request: &ServiceRequest) -> impl Iterator<Item = FactDocument> {
    request.documents.iter().map(|paper| {
        let mut fact = papered(&paper.kind, paper.languages.clone(), paper.copies);
        fact.translations.clone_from(&paper.translations);
        fact.r#for.clone_from(&paper.meant_for);
        put_some(&mut fact.particulars, "annexed-to", paper.annexed_to.as_ref());
        put_some(&mut fact.particulars, "description", paper.description.as_ref());
        fact
    })
}

pub(super) fn addressees(request: &ServiceRequest) -> Vec<Person> {
    let person = |addressee: &super::Addressee| {
        let mut particulars = Particulars::new();
        put_some(&mut particulars, "name", addressee.name.as_ref());
        put_some(&mut particulars, "address", addressee.address.as_ref());
        put_some(&mut particulars, "address-detail", addressee.address_detail.as_ref());
        put_some(&mut particulars, "person-kind", addressee.person_kind.as_ref());
        Person {
            id: addressee.id.clone(),
            role: "addressee".into(),
            jurisdiction: Some(addressee.jurisdiction),
            particulars,
        }
    };
    request.addressees.iter().map(person).collect()
}

fn papered(kind: &str, languages: Vec<String>, copies: u32) -> FactDocument {
    FactDocument {
        kind: kind.into(),
        languages,
        translations: Vec::new(),
        copies: Some(copies),
        r#for: Vec::new(),
        particulars: Particulars::new(),
    }
}

fn sealed_by(authority: &Authority) -> Particulars {
    let mut particulars = Particulars::new();
    put(&mut particulars, "sealed-by", authority.authority.as_str());
    put(&mut particulars, "sealed-by-kind", &authority.kind);
    particulars
}

fn event(kind: &str, on: Date) -> DocketEvent {
    DocketEvent { kind: kind.into(), on, at: None, method: None, channel: None, person: None, by: None }
}

fn put(particulars: &mut Particulars, name: &str, text: &str) {
    particulars.insert(name.into(), Value::Text(text.into()));
}

fn put_some(particulars: &mut Particulars, name: &str, text: Option<&String>) {
    if let Some(text) = text {
        put(particulars, name, text);
    }
}
