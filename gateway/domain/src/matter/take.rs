//! What the other side's authority sealed, and what it means here.

use std::collections::BTreeMap;

use comity_record::Digest;

use super::abroad::{self, Counterpart};
use super::agent;
use super::decide::{complete_files, same_procedure, well_said, wrong_state};
use super::{Context, Event, ExecutionResult, FileRef, Labels, Manner, Matter, Refusal, Request, Side, State};
use crate::authorisation::Found;
use crate::message::{Certificate, Content, SealedDocument};

/// The label that came with evidence names another case.
const LABEL_OF_ANOTHER_CASE: &str = "label-of-another-case";
/// A letter names an agent of whose authorisation nothing is known here, or nothing by which the agent could speak.
const AGENT_NOT_AUTHORISED: &str = "agent-not-authorised";

/// What can stand in [`Event::ConflictFound`]: what was taken although it contradicts what was there.
pub const CONFLICTS: [&str; 19] = [
    "served-after-not-served",
    "second-certificate",
    "impossible-day",
    "after-the-end",
    "withdrawn-after-return",
    "withdrawn-after-service",
    "supplement-not-asked-for",
    "out-of-turn",
    "answers-another-letter",
    "second-acknowledgement",
    "answer-not-asked-for",
    "corrects-what-does-not-stand",
    "corrected-after-acceptance",
    "corrected-after-closing",
    "result-corrected",
    LABEL_OF_ANOTHER_CASE,
    "use-of-what-was-not-given",
    "evidence-of-another-case",
    AGENT_NOT_AUTHORISED,
];

/// The first message of a matter must be its letter.
pub(super) fn open_with_letter(
    sealed: SealedDocument,
    document: String,
    blobs: BTreeMap<Digest, Digest>,
    agents: &[Found],
) -> Result<Vec<Event>, Refusal> {
    let Content::Letter { chain, request } = sealed.content else { return Err(Refusal::NoSuchMatter) };
    // What comes from abroad is brought by no gateway.
    if sealed.sealed_by != chain.transmitting || chain.counterpart() == Counterpart::Abroad {
        return Err(Refusal::WrongAuthority);
    }
    well_formed(&request, &blobs)?;
    abroad::named(&chain, &request)?;
    let checked = agent::checked(&request, agents);
    let conflict = checked.as_ref().and_then(not_authorised);
    Ok(happened(Event::Received { chain, request, document, blobs }, checked, conflict))
}

/// What the other side's authority sealed has happened over there; it is taken, and what contradicts it is shown to a person.
/// Refused is only what is no act of that authority in this matter, or not of the form that such an act has.
pub(super) fn take(
    matter: &Matter,
    sealed: SealedDocument,
    document: String,
    (blobs, labels, agents): (BTreeMap<Digest, Digest>, &Labels, &[Found]),
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let side = matter.standing.side.other();
    if !sealed.content.kind().may_come_from(side) {
        return wrong_state(matter);
    }
    // There is nothing to answer as long as nothing was sent.
    if matter.letter_digest.is_none() {
        return wrong_state(matter);
    }
    of_the_other_side(matter, &sealed)?;
    let checked = sealed.content.request().and_then(|request| agent::checked(request, agents));
    let conflict = contradiction(matter, &sealed, context)
        .or_else(|| labelled_otherwise(matter, &sealed.content, labels))
        .or_else(|| checked.as_ref().and_then(not_authorised));
    well_said(&sealed.content)?;
    let event = match sealed.content {
        Content::Letter { request, .. } => {
            same_procedure(matter, "request", request.procedure())?;
            well_formed(&request, &blobs)?;
            abroad::named(&matter.standing.chain, &request)?;
            Event::Supplied { request, document, blobs }
        }
        Content::SupplementRequest { reason, grounds } => Event::SupplementAsked { reason, grounds, document },
        Content::Acceptance { remarks, decisions } => {
            Event::Accepted { flags: Vec::new(), remarks, decisions, document }
        }
        Content::Refusal { reason, grounds } => {
            let (manner, returned_papers) = (Manner::Refused, Vec::new());
            Event::Refused { manner, reason, grounds, returned_papers, document }
        }
        Content::Return { reason, grounds, returned_papers } => {
            Event::Refused { manner: Manner::Returned, reason, grounds, returned_papers, document }
        }
        Content::Certificate { result, certificate } => {
            same_procedure(matter, "certificate", certificate.procedure())?;
            came_along(certificate.files(), &blobs)?;
            Event::CertificateReceived { result, certificate, document, blobs }
        }
        Content::Withdrawal { reason } => Event::Withdrawn { reason, document: Some(document) },
        Content::Acknowledgement { number } => Event::Acknowledged { number, document },
        Content::NoticeOfTimeAndPlace { notice } => Event::NoticeGiven { notice, document },
        Content::CostsConsultation { costs } => Event::CostsConsulted { costs, document },
        Content::CostsAnswer { decision, reason } => Event::CostsAnswered { decision, reason, document },
        Content::Reminder { reason } => Event::Reminded { reason, document },
        Content::UseRequest { wish, reason } => Event::UseRequested { wish, reason, document },
        Content::UseAnswer { decision, reason } => {
            Event::UseAnswered { answers: sealed.refers_to, decision, reason, document }
        }
        Content::ErasureRequest { reason: erasure_reason, instrument } => {
            Event::ErasureAsked { side, erasure_reason, instrument, document }
        }
        Content::ErasureAnswer { decision, reason } => {
            Event::ErasureAnswered { side, answers: sealed.refers_to, decision, reason, document }
        }
        Content::PaperUsed { reason } => {
            let moves = goes_on_by_paper(matter, sealed.refers_to);
            Event::PaperUsed { side, moves, reason, document: Some(document) }
        }
        Content::Correction { reason, corrected } => {
            let kind = corrected.kind();
            if !kind.can_be_corrected() || !kind.may_come_from(side) {
                return Err(Refusal::NotCorrectable);
            }
            if let Some(request) = corrected.request() {
                same_procedure(matter, "request", request.procedure())?;
                well_formed(request, &blobs)?;
            }
            if let Content::Certificate { certificate, .. } = &*corrected {
                same_procedure(matter, "certificate", certificate.procedure())?;
                came_along(certificate.files(), &blobs)?;
            }
            let adopted = adopts(matter, sealed.refers_to, &corrected);
            let (supersedes, override_reason) = (sealed.refers_to, None);
            Event::Corrected { side, supersedes, corrected, adopted, override_reason, reason, document, blobs }
        }
    };
    Ok(happened(event, checked, conflict))
}

/// What arrived, what is known of the agents whom it names, and what it contradicts.
fn happened(event: Event, checked: Option<Event>, conflict: Option<&'static str>) -> Vec<Event> {
    let conflict = conflict.map(|conflict| Event::ConflictFound { conflict: conflict.into() });
    core::iter::once(event).chain(checked).chain(conflict).collect()
}

fn not_authorised(checked: &Event) -> Option<&'static str> {
    agent::flaw(checked).map(|_| AGENT_NOT_AUTHORISED)
}

/// The requesting side's paper moves the matter as long as this side has decided nothing, or if it brings what was asked for. What
/// this side asked for meanwhile is still to come.
fn goes_on_by_paper(matter: &Matter, refers_to: Option<Digest>) -> bool {
    match (matter.standing.side, matter.standing.state) {
        (Side::Requested, State::Acknowledged | State::Supplied) => true,
        (Side::Requested, State::SupplementAsked) => matter.is_what_was_asked_for(refers_to),
        _ => false,
    }
}

/// Does a correction change anything here? It has to name a document of theirs that stands, of the same kind, and a letter must not be
/// executed yet.
fn adopts(matter: &Matter, corrects: Option<Digest>, corrected: &Content) -> bool {
    corrects_what_stands(matter, corrects, corrected)
        && (!matches!(corrected, Content::Letter { .. }) || matter.standing.adopts_letter())
}

fn corrects_what_stands(matter: &Matter, corrects: Option<Digest>, corrected: &Content) -> bool {
    corrects.is_some_and(|digest| matter.stands(digest, matter.standing.side.other(), corrected.kind()))
}

/// The seal is that of the authority that the matter is with, or, under what the court whose request it is may say for itself, of that
/// court; and a letter names the authorities that it passed from the first.
fn of_the_other_side(matter: &Matter, sealed: &SealedDocument) -> Result<(), Refusal> {
    let chain = &matter.standing.chain;
    let may_seal = match (matter.standing.side, &sealed.content) {
        // Over there nobody seals: what came is transcribed here.
        _ if chain.counterpart() == Counterpart::Abroad => {
            chain.of_this_side(matter.standing.side).contains(&&sealed.sealed_by)
        }
        (Side::Requesting, _) => sealed.sealed_by == chain.receiving,
        (
            Side::Requested,
            Content::Withdrawal { .. }
            | Content::CostsAnswer { .. }
            | Content::Reminder { .. }
            | Content::UseRequest { .. }
            | Content::ErasureRequest { .. }
            | Content::ErasureAnswer { .. },
        ) => sealed.sealed_by == chain.originating || sealed.sealed_by == chain.transmitting,
        (Side::Requested, _) => sealed.sealed_by == chain.transmitting,
    };
    let same_chain = sealed.content.chain().is_none_or(|named| named == chain);
    if may_seal && same_chain { Ok(()) } else { Err(Refusal::WrongAuthority) }
}

/// What the new document contradicts, if anything; of several contradictions the gravest. A code of [`CONFLICTS`].
fn contradiction(matter: &Matter, sealed: &SealedDocument, context: &Context) -> Option<&'static str> {
    let by_itself = match &sealed.content {
        Content::Certificate { result, certificate } => certificate_conflict(matter, *result, certificate, context),
        Content::Correction { corrected, .. } => {
            return correction_conflict(matter, sealed.refers_to, corrected, context);
        }
        content if tells(content) => return telling_conflict(matter, content, sealed.refers_to),
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

/// What only tells contradicts nothing by coming late, or by having crossed something.
const fn tells(content: &Content) -> bool {
    matches!(
        content,
        Content::Acknowledgement { .. }
            | Content::NoticeOfTimeAndPlace { .. }
            | Content::CostsConsultation { .. }
            | Content::CostsAnswer { .. }
            | Content::Reminder { .. }
            | Content::PaperUsed { .. }
            | Content::UseRequest { .. }
            | Content::UseAnswer { .. }
            | Content::ErasureRequest { .. }
            | Content::ErasureAnswer { .. }
    )
}

/// There is one number, and there is one question about costs at a time.
fn telling_conflict(matter: &Matter, content: &Content, refers_to: Option<Digest>) -> Option<&'static str> {
    let open = matter.consultation.as_ref().filter(|consultation| consultation.decision.is_none());
    match content {
        Content::Acknowledgement { .. } => matter.number_over_there.as_ref().map(|_| "second-acknowledgement"),
        Content::CostsConsultation { .. } => open.map(|_| "out-of-turn"),
        Content::CostsAnswer { .. } => {
            let answers = open.is_some_and(|consultation| Some(consultation.digest) == refers_to);
            (!answers).then_some("answer-not-asked-for")
        }
        Content::UseRequest { wish, .. } => {
            let given = |item: &Digest| matter.label(item).is_some_and(|label| label.matter == matter.id);
            let waits = matter.uses.last().is_some_and(|asked| asked.decision.is_none());
            let strange = !wish.items.iter().all(given);
            strange.then_some("use-of-what-was-not-given").or_else(|| waits.then_some("out-of-turn"))
        }
        Content::UseAnswer { .. } => {
            let open = matter.uses.iter().any(|asked| Some(asked.digest) == refers_to && asked.decision.is_none());
            (!open).then_some("answer-not-asked-for")
        }
        Content::ErasureRequest { .. } => {
            matter.standing.erasure_wanted.is_some_and(|wanted| wanted.is_open()).then_some("out-of-turn")
        }
        Content::ErasureAnswer { .. } => {
            let is_open = matter.standing.erasure_asked.is_some_and(|asked| asked.is_open());
            let answers = is_open && matter.erasure_question(matter.standing.side) == refers_to;
            (!answers).then_some("answer-not-asked-for")
        }
        _ => None,
    }
}

fn correction_conflict(
    matter: &Matter,
    corrects: Option<Digest>,
    corrected: &Content,
    context: &Context,
) -> Option<&'static str> {
    if !corrects_what_stands(matter, corrects, corrected) {
        return Some("corrects-what-does-not-stand");
    }
    match corrected {
        Content::Letter { .. } if matter.standing.state.is_final() => Some("after-the-end"),
        Content::Letter { .. } => (!matter.standing.adopts_letter()).then_some("corrected-after-acceptance"),
        Content::Certificate { .. } if matter.standing.state == State::Closed => Some("corrected-after-closing"),
        Content::Certificate { result, certificate } => {
            let said_otherwise = matter.certificate.as_ref().is_some_and(|(before, _)| before != result);
            let late = || late_or_impossible(matter, *result, certificate, context);
            if said_otherwise { Some("result-corrected") } else { late() }
        }
        _ => None,
    }
}

fn certificate_conflict(
    matter: &Matter,
    result: ExecutionResult,
    certificate: &Certificate,
    context: &Context,
) -> Option<&'static str> {
    let late = late_or_impossible(matter, result, certificate, context);
    match (late, &matter.certificate) {
        (Some("served-after-not-served"), _) | (_, None) => late,
        (_, Some(_)) => Some("second-certificate"),
    }
}

/// The manifest of evidence says another case than the letter, which is that of its certificate.
fn labelled_otherwise(matter: &Matter, content: &Content, labels: &Labels) -> Option<&'static str> {
    let Content::Certificate { certificate, .. } = content.effective() else { return None };
    let own = matter.own_label().to_map();
    let mut said = certificate.files().filter_map(|file| labels.get(&file.sha256));
    said.any(|label| *label != own).then_some(LABEL_OF_ANOTHER_CASE)
}

/// What a certificate contradicts, whether it is the first or a correction.
fn late_or_impossible(
    matter: &Matter,
    result: ExecutionResult,
    certificate: &Certificate,
    context: &Context,
) -> Option<&'static str> {
    let too_early = matter.standing.transmitted_on.is_some_and(|transmitted| certificate.date < transmitted);
    let mislabelled = certificate.label.as_ref().is_some_and(|label| *label != matter.own_label());
    if matter.concluded_unserved && result == ExecutionResult::Served {
        Some("served-after-not-served")
    } else if too_early || certificate.date > context.today {
        Some("impossible-day")
    } else if mislabelled {
        Some(LABEL_OF_ANOTHER_CASE)
    } else {
        None
    }
}

/// What cannot follow from where the matter stands.
const fn unexpected(content: &Content, state: State) -> Option<&'static str> {
    use State::{Acknowledged, Completed, PaperUsed, Returned, SentBack, Submitted, SupplementAsked, Transmitted};
    match (content, state) {
        (Content::Letter { .. }, SupplementAsked)
        | (Content::SupplementRequest { .. } | Content::Acceptance { .. }, Transmitted | Acknowledged | PaperUsed)
        | (
            Content::Refusal { .. } | Content::Return { .. },
            Transmitted | Acknowledged | SupplementAsked | Submitted | SentBack | PaperUsed,
        ) => None,
        (Content::Letter { .. }, _) => Some("supplement-not-asked-for"),
        (Content::Withdrawal { .. }, Returned) => Some("withdrawn-after-return"),
        (Content::Withdrawal { .. }, Completed) => Some("withdrawn-after-service"),
        (Content::Certificate { .. }, SupplementAsked | Submitted | SentBack)
        | (
            Content::SupplementRequest { .. }
            | Content::Acceptance { .. }
            | Content::Refusal { .. }
            | Content::Return { .. },
            _,
        ) => Some("out-of-turn"),
        _ => None,
    }
}

/// A letter of the other side has the form of one, and its papers came with it.
fn well_formed(request: &Request, blobs: &BTreeMap<Digest, Digest>) -> Result<(), Refusal> {
    request.check()?;
    complete_files(request)?;
    came_along(request.files(), blobs)
}

/// Every file that the other side's document names came with it.
fn came_along<'a>(
    mut files: impl Iterator<Item = &'a FileRef>,
    blobs: &BTreeMap<Digest, Digest>,
) -> Result<(), Refusal> {
    match files.find(|file| !blobs.contains_key(&file.sha256)) {
        Some(file) => Err(Refusal::UnknownFile { name: file.name.clone() }),
        None => Ok(()),
    }
}
