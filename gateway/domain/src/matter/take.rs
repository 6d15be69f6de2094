//! What the other side's authority sealed, and what it means here.

use std::collections::BTreeMap;

use comity_record::Digest;

use super::decide::{bounded, complete_files, good, one, wrong_state};
use super::{Context, Event, Matter, Refusal, ServiceRequest, ServiceResult, Side, State};
use crate::message::{Certificate, Content, SealedDocument};

/// What can stand in [`Event::ConflictFound`]: what was taken although it contradicts what was there.
pub const CONFLICTS: [&str; 9] = [
    "served-after-not-served",
    "second-certificate",
    "impossible-day",
    "after-the-end",
    "withdrawn-after-return",
    "withdrawn-after-service",
    "supplement-not-asked-for",
    "out-of-turn",
    "answers-another-letter",
];

/// The first message of a matter must be its letter.
pub(super) fn open_with_letter(
    sealed: SealedDocument,
    document: String,
    blobs: BTreeMap<Digest, Digest>,
) -> Result<Vec<Event>, Refusal> {
    let Content::Letter { chain, request } = sealed.content else { return Err(Refusal::NoSuchMatter) };
    if sealed.sealed_by != chain.transmitting {
        return Err(Refusal::WrongAuthority);
    }
    well_formed(&request, &blobs)?;
    one(Event::Received { chain, request, document, blobs })
}

/// What the other side's authority sealed has happened over there; it is taken, and what contradicts it is shown to a person.
/// Refused is only what is no act of that authority in this matter, or not of the form that such an act has.
pub(super) fn take(
    matter: &Matter,
    sealed: SealedDocument,
    document: String,
    blobs: BTreeMap<Digest, Digest>,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    if (matter.standing.side == Side::Requested) != sealed.content.kind().from_requesting_side() {
        return wrong_state(matter);
    }
    // There is nothing to answer as long as nothing was sent.
    if matter.letter_digest.is_none() {
        return wrong_state(matter);
    }
    of_the_other_side(matter, &sealed)?;
    let conflict = contradiction(matter, &sealed, context);
    let happened = match sealed.content {
        Content::Letter { request, .. } => {
            well_formed(&request, &blobs)?;
            Event::Supplied { request, document, blobs }
        }
        Content::SupplementRequest { reason, grounds } => {
            Event::SupplementAsked { reason: good(reason)?, grounds: bounded(grounds)?, document }
        }
        Content::Acceptance {} => Event::Accepted { flags: Vec::new(), document },
        Content::Refusal { reason, grounds } => {
            Event::Refused { reason: good(reason)?, grounds: bounded(grounds)?, document }
        }
        Content::Certificate { result, certificate } => {
            certificate.check()?;
            Event::CertificateReceived { result, certificate, document }
        }
        Content::Withdrawal { reason } => Event::Withdrawn { reason: good(reason)?, document: Some(document) },
    };
    let conflict = conflict.map(|conflict| Event::ConflictFound { conflict: conflict.into() });
    Ok(core::iter::once(happened).chain(conflict).collect())
}

/// The seal is that of the authority that the matter is with, or, under a withdrawal, of the court whose request it is; and a letter
/// names the authorities that it passed from the first.
fn of_the_other_side(matter: &Matter, sealed: &SealedDocument) -> Result<(), Refusal> {
    let chain = &matter.standing.chain;
    let may_seal = match (matter.standing.side, &sealed.content) {
        (Side::Requesting, _) => sealed.sealed_by == chain.receiving,
        (Side::Requested, Content::Withdrawal { .. }) => {
            sealed.sealed_by == chain.originating || sealed.sealed_by == chain.transmitting
        }
        (Side::Requested, _) => sealed.sealed_by == chain.transmitting,
    };
    let same_chain = match &sealed.content {
        Content::Letter { chain: named, .. } => named == chain,
        _ => true,
    };
    if may_seal && same_chain { Ok(()) } else { Err(Refusal::WrongAuthority) }
}

/// What the new document contradicts, if anything; of several contradictions the gravest. A code of [`CONFLICTS`].
fn contradiction(matter: &Matter, sealed: &SealedDocument, context: &Context) -> Option<&'static str> {
    let by_itself = match &sealed.content {
        Content::Certificate { result, certificate } => certificate_conflict(matter, *result, certificate, context),
        _ => None,
    };
    if by_itself.is_some() {
        return by_itself;
    }
    if matter.standing.state.is_final() {
        return Some("after-the-end");
    }
    let unexpected = unexpected(&sealed.content, matter.standing.state);
    unexpected.or_else(|| (sealed.refers_to != matter.letter_digest).then_some("answers-another-letter"))
}

fn certificate_conflict(
    matter: &Matter,
    result: ServiceResult,
    certificate: &Certificate,
    context: &Context,
) -> Option<&'static str> {
    let too_early = matter.standing.transmitted_on.is_some_and(|transmitted| certificate.date < transmitted);
    if matter.concluded_unserved && result == ServiceResult::Served {
        Some("served-after-not-served")
    } else if matter.certificate.is_some() {
        Some("second-certificate")
    } else if too_early || certificate.date > context.today {
        Some("impossible-day")
    } else {
        None
    }
}

/// What cannot follow from where the matter stands.
const fn unexpected(content: &Content, state: State) -> Option<&'static str> {
    use State::{Acknowledged, Completed, Returned, SentBack, Submitted, SupplementAsked, Transmitted};
    match (content, state) {
        (Content::Letter { .. }, SupplementAsked)
        | (Content::SupplementRequest { .. } | Content::Acceptance {}, Transmitted | Acknowledged)
        | (Content::Refusal { .. }, Transmitted | Acknowledged | SupplementAsked | Submitted | SentBack) => None,
        (Content::Letter { .. }, _) => Some("supplement-not-asked-for"),
        (Content::Withdrawal { .. }, Returned) => Some("withdrawn-after-return"),
        (Content::Withdrawal { .. }, Completed) => Some("withdrawn-after-service"),
        (Content::Withdrawal { .. }, _) => None,
        (Content::Certificate { .. }, SupplementAsked | Submitted | SentBack) => Some("out-of-turn"),
        (Content::Certificate { .. }, _) => None,
        (Content::SupplementRequest { .. } | Content::Acceptance {} | Content::Refusal { .. }, _) => {
            Some("out-of-turn")
        }
    }
}

/// A letter of the other side has the form of one, and its papers came with it.
fn well_formed(request: &ServiceRequest, blobs: &BTreeMap<Digest, Digest>) -> Result<(), Refusal> {
    request.check()?;
    complete_files(request)?;
    match request.files().find(|file| !blobs.contains_key(&file.sha256)) {
        Some(file) => Err(Refusal::UnknownFile { name: file.name.clone() }),
        None => Ok(()),
    }
}
