//! What the rules are told about a request for evidence.

use super::{event, persons, put, put_some};
use crate::facts::{Act, DocketEvent, Particulars, Person, Value};
use crate::matter::{
    Circumstances, ConsentTo, Matter, Parties, PersonConcerned, Privilege, Procedure, Request, RequestedAct,
};
use crate::message::{ActResult, ActTaken, Amount};

/// The law of the side that asks.
const REQUESTING_SIDE: &str = "requesting-side";
/// Hundredths of a currency's unit in one.
const HUNDREDTHS: u64 = 100;

/// What a letter for evidence says of the case, and how it wants to be executed.
pub(in crate::matter) fn wishes(request: &Request) -> Particulars {
    let mut particulars = Particulars::new();
    let Some(evidence) = request.evidence() else { return particulars };
    put(&mut particulars, "case-number", &request.case_number);
    put_some(&mut particulars, "proceedings", evidence.proceedings.as_ref());
    put_some(&mut particulars, "case-background", evidence.case_background.as_ref());
    put_some(&mut particulars, "reason-for-request", evidence.reason_for_request.as_ref());
    put_some(&mut particulars, "contact-person", evidence.contact_person.as_ref());
    put_some(&mut particulars, "contact-details", evidence.contact_details.as_ref());
    put_some(&mut particulars, "return-instruction", evidence.return_instruction.as_ref());
    put_some(&mut particulars, "instrument-invoked", evidence.instrument_invoked.as_ref());
    particulars.extend(presence(evidence.presence_requested.clone()));
    put_flag(&mut particulars, "questions-by-attendee", evidence.questions_by_attendee);
    particulars
}

/// Who asks to attend.
pub(in crate::matter) fn presence(who: Vec<String>) -> Particulars {
    let mut particulars = Particulars::new();
    put_codes(&mut particulars, "presence-requested", who);
    particulars
}

/// What the executing side found out.
pub(in crate::matter) fn found_out(circumstances: &Circumstances) -> Particulars {
    let mut particulars = circumstances.privilege.as_ref().map(claimed).unwrap_or_default();
    let law = circumstances.special_method_local_law.as_ref();
    put_some(&mut particulars, "special-method-local-law", law);
    put_codes(&mut particulars, "objections", circumstances.objections.clone());
    particulars
}

/// The right to refuse that a witness claims.
pub(crate) fn claimed(privilege: &Privilege) -> Particulars {
    let mut particulars = Particulars::new();
    put(&mut particulars, "exemption-law", &privilege.law);
    put(&mut particulars, "exemption-ground", &privilege.ground);
    put_flag(&mut particulars, "exemption-conceded", privilege.conceded);
    particulars
}

/// Whether the letter itself states the right that is claimed by the requesting side's law (Cap. 8 s.77(2)).
pub(super) fn supported(request: &Request, privilege: &Privilege) -> Particulars {
    let mut particulars = Particulars::new();
    let stated = request.evidence().is_some_and(|evidence| evidence.exemption.is_some());
    let theirs = privilege.law == REQUESTING_SIDE;
    put_flag(&mut particulars, "exemption-supported-by-letter", (stated && theirs).then_some(true));
    particulars
}

/// The costs that the requesting side was asked about, and whether they are to be prepaid.
pub(super) fn expected_costs(matter: &Matter) -> Particulars {
    let mut particulars = Particulars::new();
    let evidence = matter.request.procedure() == Procedure::TakingOfEvidence;
    let Some(consultation) = matter.consultation.as_ref().filter(|_| evidence) else { return particulars };
    put_codes(&mut particulars, "expected-costs", consultation.costs.items.clone());
    put_flag(&mut particulars, "prepayment-requested", Some(consultation.costs.prepayment));
    if let Some(estimate) = consultation.costs.estimate {
        particulars.insert("expected-cost-amount".into(), amount(estimate));
        put(&mut particulars, "expected-cost-currency", estimate.currency.code());
    }
    particulars
}

/// The days that count for who travelled.
pub(super) fn appearances(matter: &Matter) -> impl Iterator<Item = DocketEvent> {
    matter.appearances.iter().map(|appearance| {
        let mut event = event(appearance.step.code(), appearance.on);
        event.person = Some(appearance.person.clone());
        event
    })
}

/// Whom the request names, with what each agreed to, as far as this side knows.
pub(super) fn persons_of(matter: &Matter, parties: &Parties) -> Vec<Person> {
    let mut persons = persons(&matter.request);
    let Some(evidence) = matter.request.evidence() else { return persons };
    for person in &mut persons {
        let Some(id) = person.id.as_deref() else { continue };
        if evidence.travels(id) {
            put(&mut person.particulars, "travels-to", parties.originating.jurisdiction.code());
        }
        let said = |to| matter.circumstances.as_ref().and_then(|circumstances| circumstances.consent(id, to));
        put_flag(&mut person.particulars, "agrees-to-method", said(ConsentTo::Method));
        put_flag(&mut person.particulars, "agrees-to-travel", said(ConsentTo::Travel));
    }
    persons
}

/// The acts that are asked for, with what became of each once that is certified.
pub(super) fn acts_of(matter: &Matter) -> Vec<Act> {
    let mut acts = super::acts(&matter.request);
    let taking = matter.certificate.as_ref().and_then(|(_, certificate)| certificate.taking());
    for (act, taken) in acts.iter_mut().zip(taking.into_iter().flat_map(|taking| &taking.acts)) {
        with_result(act, taken);
    }
    acts
}

/// A person whom the letter names.
pub(super) fn person(concerned: &PersonConcerned) -> Person {
    let mut particulars = Particulars::new();
    put_some(&mut particulars, "name", concerned.name.as_ref());
    put_some(&mut particulars, "address", concerned.address.as_ref());
    put_some(&mut particulars, "identification", concerned.identification.as_ref());
    put_some(&mut particulars, "person-kind", concerned.person_kind.as_ref());
    put_some(&mut particulars, "party-side", concerned.party_side.as_ref());
    put_flag(&mut particulars, "agrees-to-method", concerned.agrees_to_method);
    put_flag(&mut particulars, "agrees-to-travel", concerned.agrees_to_travel);
    Person {
        id: Some(concerned.id.clone()),
        role: concerned.role.clone(),
        jurisdiction: Some(concerned.jurisdiction),
        particulars,
    }
}

/// An act that the letter asks for. The rules are told how many questions there are, not what is asked.
pub(super) fn act(requested: &RequestedAct) -> Act {
    let mut particulars = Particulars::new();
    put_some(&mut particulars, "person", requested.person.as_ref());
    put_some(&mut particulars, "holder", requested.holder.as_ref());
    put_some(&mut particulars, "document-scope", requested.document_scope.as_ref());
    put_some(&mut particulars, "documents-described", requested.documents_described.as_ref());
    put_some(&mut particulars, "connection", requested.connection.as_ref());
    put_some(&mut particulars, "subject", requested.subject.as_ref());
    put_some(&mut particulars, "method", requested.method.as_ref());
    put_some(&mut particulars, "taken-by", requested.taken_by.as_ref());
    put_some(&mut particulars, "place", requested.place.as_ref());
    put_codes(&mut particulars, "measures", requested.measures.clone());
    if let Some(questions) = i64::try_from(requested.questions.len()).ok().filter(|count| *count > 0) {
        particulars.insert("questions".into(), Value::Number(questions));
    }
    Act { kind: requested.kind.clone(), particulars }
}

/// What is executed in part is not executed for the rules: reasons are given, and papers go back.
fn with_result(act: &mut Act, taken: &ActTaken) {
    let executed = if taken.result == ActResult::Executed { "executed" } else { "not-executed" };
    put(&mut act.particulars, "result", executed);
    put_some(&mut act.particulars, "reason-not-executed", taken.reason.as_ref());
}

fn amount(amount: Amount) -> Value {
    let (whole, rest) = (amount.hundredths / HUNDREDTHS, amount.hundredths % HUNDREDTHS);
    let text =
        if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}").trim_end_matches('0').to_owned() };
    Value::Decimal(text)
}

fn put_flag(particulars: &mut Particulars, name: &str, flag: Option<bool>) {
    if let Some(flag) = flag {
        particulars.insert(name.into(), Value::Flag(flag));
    }
}

fn put_codes(particulars: &mut Particulars, name: &str, codes: Vec<String>) {
    if !codes.is_empty() {
        particulars.insert(name.into(), Value::Codes(codes));
    }
}
