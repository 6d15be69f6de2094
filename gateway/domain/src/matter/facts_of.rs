//! The facts of a matter, as each question to the rules needs them.

use std::collections::BTreeSet;

use super::{Asks, Channel, Conveyed, Counterpart, ExecutionResult, Matter, Procedure, Request, Side, State};
use crate::facts::{Act, Authority, DocketEvent, Document as FactDocument, Facts, Particulars, Person, Stage, Value};
use crate::message::MessageKind;
use crate::{Date, Jurisdiction};

mod evidence;

pub(crate) use evidence::claimed;
pub(super) use evidence::{found_out, presence, wishes as wishes_for_evidence};

/// How the gateways transmit, in the words of the vocabulary. Its `platform` is that of M20 art. 3; no text says that a gateway is that, or
/// stands for it.
const BY_GATEWAY: &str = "email";

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

/// What the rules have to be asked about a matter, where it stands; this side's own question comes last. None where it has ended.
pub fn questions(matter: &Matter, parties: &Parties, today: Date) -> Vec<Facts> {
    let returned = || certificate_facts(matter, parties, today);
    match (matter.standing.side, matter.standing.state) {
        (_, state) if state.is_final() => Vec::new(),
        (Side::Requesting, State::Submitted) if is_forwarded(matter, parties) => {
            vec![forwarding_facts(matter, parties, today)]
        }
        (Side::Requesting, State::Submitted) => vec![letter_facts(matter, parties, Stage::Outgoing, today)],
        (Side::Requesting, State::Returned) => {
            returned().into_iter().chain([follow_up_facts(matter, parties, today)]).collect()
        }
        (Side::Requesting, _) => vec![follow_up_facts(matter, parties, today)],
        (Side::Requested, State::Acknowledged | State::Supplied | State::PaperUsed) => {
            vec![letter_facts(matter, parties, Stage::Incoming, today)]
        }
        (Side::Requested, State::Completed | State::Returned) => returned().into_iter().collect(),
        (Side::Requested, _) => vec![execution_facts(matter, parties, today)],
    }
}

/// A court that may deal directly hands its letter to nobody first; and only the Mainland's law says how a lower court applies for the
/// forwarding of one, of documents to be served. Elsewhere the transmitting authority examines the letter itself.
fn is_forwarded(matter: &Matter, parties: &Parties) -> bool {
    matter.request.procedure() == Procedure::ServiceOfDocuments
        && matter.standing.chain.counterpart() == Counterpart::Gateway
        && parties.originating != parties.transmitting
        && parties.originating.jurisdiction == Jurisdiction::Cn
}

/// The letter of request, as the requesting side sends it (`outgoing`) or the requested side examines it (`incoming`).
pub fn letter_facts(matter: &Matter, parties: &Parties, stage: Stage, as_of: Date) -> Facts {
    let mut docket = if stage == Stage::Incoming { received(matter, as_of) } else { Vec::new() };
    docket.extend(matter.request.hearing.map(|day| event("hearing", day)));
    let mut particulars = of_letter(matter, parties);
    if matter.request.procedure() == Procedure::ServiceOfDocuments {
        // A letter of the gateways names each of its papers.
        let listed: BTreeSet<String> = matter.request.documents.iter().map(|paper| paper.kind.clone()).collect();
        particulars.insert("listed-documents".into(), Value::Codes(listed.into_iter().collect()));
    }
    particulars.extend(known_to(matter, stage));
    let contents = Contents { documents: letter_and_papers(matter, parties), docket, particulars };
    between(parties, stage, as_of, contents, matter)
}

/// The request as the lower court hands it to its high court (provisions of 2009 art. 13). Submitting it is the application.
pub(super) fn forwarding_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Facts {
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
        persons: persons(request),
        documents: core::iter::once(application).chain(papers(request)).collect(),
        acts: Vec::new(),
        docket: vec![event("received", matter.standing.submitted_on.unwrap_or(as_of))],
        particulars,
        settings: Particulars::new(),
    }
}

/// The certificate on its way back (S99 art. 5), or the result (E17 art. 10, M20 art. 21). `None` while there is none.
pub fn certificate_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Option<Facts> {
    let (result, certificate) = matter.certificate.as_ref()?;
    let paper = certificate.as_fact(*result, &parties.receiving.authority, &parties.receiving.kind);
    let mut particulars = of_letter(matter, parties);
    particulars.extend(certificate.particulars_of_return());
    let privilege = certificate.taking().and_then(|taking| taking.privilege.as_ref());
    particulars.extend(privilege.into_iter().flat_map(|privilege| evidence::supported(&matter.request, privilege)));
    let contents = Contents { documents: paper.into_iter().collect(), docket: received(matter, as_of), particulars };
    Some(between(parties, Stage::Return, as_of, contents, matter))
}

/// The request while it is being executed: what its time limits say, and what was found out.
fn execution_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Facts {
    let mut particulars = of_letter(matter, parties);
    particulars.extend(known_to(matter, Stage::Execution));
    let contents =
        Contents { documents: letter_and_papers(matter, parties), docket: received(matter, as_of), particulars };
    between(parties, Stage::Execution, as_of, contents, matter)
}

/// What only the executing side knows: what it found out, and which costs it expects.
fn known_to(matter: &Matter, stage: Stage) -> Particulars {
    if matter.standing.side == Side::Requesting || stage == Stage::Outgoing {
        return Particulars::new();
    }
    let mut known = matter.circumstances.as_ref().map(found_out).unwrap_or_default();
    let privilege = matter.circumstances.as_ref().and_then(|circumstances| circumstances.privilege.as_ref());
    known.extend(privilege.into_iter().flat_map(|privilege| evidence::supported(&matter.request, privilege)));
    known.extend(evidence::expected_costs(matter));
    known
}

fn letter_and_papers(matter: &Matter, parties: &Parties) -> Vec<FactDocument> {
    let author = author(matter, parties);
    // Whether a paper from abroad bears a seal, nobody can tell by its bytes.
    let seal = if author.jurisdiction == Jurisdiction::Xx { Particulars::new() } else { sealed_by(author) };
    core::iter::once(letter(&matter.request, seal)).chain(papers(&matter.request)).collect()
}

/// In whose name the letter is written, and whose seal it bears. A liaison authority that is no court hands on the letter of the court that
/// submitted it (E17 art. 8(1)).
fn author<'a>(matter: &Matter, parties: &'a Parties) -> &'a Authority {
    let evidence = matter.request.procedure() == Procedure::TakingOfEvidence;
    if evidence && parties.transmitting.kind == "liaison-authority" {
        &parties.originating
    } else {
        &parties.transmitting
    }
}

/// What the passing of time, or a certificate, means for the requesting side (provisions of 2009 art. 6).
pub(super) fn follow_up_facts(matter: &Matter, parties: &Parties, as_of: Date) -> Facts {
    let by_arrangement = |kind, day| {
        let mut event = event(kind, day);
        event.method = Some("arrangement".into());
        event
    };
    let mut docket = Vec::new();
    if let Some(day) = matter.standing.received_on {
        docket.push(by_arrangement("delivered-to-requested", day));
        docket.push(event("received", day));
    }
    // From the day on which it left the periods of a treaty run that are not those of an authority over there.
    docket.extend(matter.standing.dispatched_on.map(|day| event("delivered-to-requested", day)));
    docket.extend(evidence::appearances(matter));
    let mut documents: Vec<_> = papers(&matter.request).collect();
    match &matter.certificate {
        Some((ExecutionResult::Served, certificate)) => {
            docket.push(by_arrangement("served-per-certificate", certificate.date));
        }
        Some((result, certificate)) => {
            let (authority, kind) = (&parties.receiving.authority, &parties.receiving.kind);
            documents.extend(certificate.as_fact(*result, authority, kind));
        }
        None => {}
    }
    let contents = Contents { documents, docket, particulars: of_letter(matter, parties) };
    between(parties, Stage::FollowUp, as_of, contents, matter)
}

/// The receipt of the letter, and of what was asked for and came after it.
fn received(matter: &Matter, as_of: Date) -> Vec<DocketEvent> {
    let mut docket = vec![event("received", matter.standing.received_on.unwrap_or(as_of))];
    for (asked, came) in &matter.standing.supplements {
        docket.push(event("supplement-requested", *asked));
        docket.extend(came.map(|day| event("supplement-received", day)));
    }
    docket
}

struct Contents {
    documents: Vec<FactDocument>,
    docket: Vec<DocketEvent>,
    particulars: Particulars,
}

fn between(parties: &Parties, stage: Stage, as_of: Date, contents: Contents, matter: &Matter) -> Facts {
    Facts {
        procedure: matter.request.procedure().code().into(),
        stage,
        as_of,
        requesting: Some(parties.transmitting.clone()),
        requested: Some(parties.receiving.clone()),
        forum: None,
        persons: evidence::persons_of(matter, parties),
        documents: contents.documents,
        acts: evidence::acts_of(matter),
        docket: contents.docket,
        particulars: contents.particulars,
        settings: Particulars::new(),
    }
}

fn of_letter(matter: &Matter, parties: &Parties) -> Particulars {
    let mut particulars = wishes(&matter.request);
    particulars.extend(wishes_for_evidence(&matter.request));
    put(&mut particulars, "issuing-authority", author(matter, parties).authority.as_str());
    put(&mut particulars, "trial-court", parties.originating.authority.as_str());
    put(&mut particulars, "transmission", transmission(matter));
    particulars
}

/// How the letter travels: by the gateways, unless the requesting side used paper; as it went or came, if the other end is abroad, and on
/// paper as long as nothing else is known.
fn transmission(matter: &Matter) -> &'static str {
    let of_letter = |conveyed: &&Conveyed| conveyed.document_kind == MessageKind::Letter;
    match (matter.standing.chain.counterpart(), matter.conveyed.iter().find(of_letter)) {
        (Counterpart::Gateway, _) if matter.on_paper => Channel::Post.transmission(),
        (Counterpart::Gateway, _) => BY_GATEWAY,
        (Counterpart::Abroad, letter) => {
            letter.map_or(Channel::Post, |letter| letter.conveyance.channel).transmission()
        }
    }
}

/// What the request says about the case, and the way in which it wants to be executed.
pub(super) fn wishes(request: &Request) -> Particulars {
    let mut particulars = nature(request);
    put_some(&mut particulars, "special-method", request.special_method.as_ref());
    particulars
}

fn nature(request: &Request) -> Particulars {
    let mut particulars = Particulars::new();
    put(&mut particulars, "case-category", &request.case_category);
    put_some(&mut particulars, "nature-of-case", request.nature_of_case.as_ref());
    particulars
}

pub(super) fn letter(request: &Request, particulars: Particulars) -> FactDocument {
    let mut letter = papered("letter-of-request", request.letter.languages.clone(), request.letter.copies);
    letter.particulars = particulars;
    letter
}

pub(super) fn papers(request: &Request) -> impl Iterator<Item = FactDocument> {
    request.documents.iter().map(|paper| {
        let mut fact = papered(&paper.kind, paper.languages.clone(), paper.copies);
        fact.translations.clone_from(&paper.translations);
        fact.r#for.clone_from(&paper.meant_for);
        put_some(&mut fact.particulars, "annexed-to", paper.annexed_to.as_ref());
        put_some(&mut fact.particulars, "description", paper.description.as_ref());
        fact
    })
}

/// Whom the request names.
pub(super) fn persons(request: &Request) -> Vec<Person> {
    match &request.asks {
        Asks::Service(addressees) => addressees.iter().map(addressee).collect(),
        Asks::Evidence(evidence) => evidence.persons.iter().map(evidence::person).collect(),
    }
}

/// The acts that it asks for.
pub(super) fn acts(request: &Request) -> Vec<Act> {
    request.evidence().into_iter().flat_map(|evidence| &evidence.acts).map(evidence::act).collect()
}

fn addressee(addressee: &super::Addressee) -> Person {
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
