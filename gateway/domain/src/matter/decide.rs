//! What may happen next in a matter: `decide(&Matter, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use comity_record::Digest;

use super::correspond;
use super::custody::handle;
use super::erase::erase;
use super::take::{open_with_letter, take};
use super::{
    Check, Command, Context, Event, FileRef, Manner, Matter, Preflight, Refusal, ServiceRequest, ServiceResult, Side,
    State, Unanswered, Weight, check_text,
};
use crate::assessment::{Citation, Outcome, Severity};
use crate::limits::{CODE_MAX_BYTES, FILES_MAX, GROUNDS_MAX};
use crate::message::{Certificate, Content};

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(matter: Option<&Matter>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (matter, command) {
        (None, Command::Draft { chain, request }) => {
            request.check()?;
            let named = request.files().next().map(|file| file.name.clone());
            match named {
                Some(name) => Err(Refusal::UnknownFile { name }),
                None => one(Event::Drafted { chain, request }),
            }
        }
        (None, Command::Take { sealed, document, blobs }) => open_with_letter(*sealed, document, blobs),
        (None, _) => Err(Refusal::NoSuchMatter),
        (Some(_), Command::Draft { .. }) => Err(Refusal::MatterExists),
        (Some(matter), _) if matter.standing.erased.is_some() => Err(Refusal::Erased),
        (Some(matter), Command::Erase { reason, retention_years }) => erase(matter, reason, retention_years, context),
        (Some(matter), Command::Take { sealed, document, blobs }) => take(matter, *sealed, document, blobs, context),
        (Some(matter), command) => match matter.standing.side {
            Side::Requesting => requesting_side(matter, command, context),
            Side::Requested => requested_side(matter, command, context),
        },
    }
}

fn requesting_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{Acknowledged, Drafted, PaperUsed, Returned, SentBack, Submitted, SupplementAsked, Transmitted};
    match command {
        Command::Amend { request } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked])?;
            request.check()?;
            known_files(matter, request.files())?;
            one(Event::Amended { request })
        }
        Command::AddFile { file, blob } => {
            // What is added under way waits for a correction of the letter.
            in_state(matter, &[Drafted, SentBack, SupplementAsked, Transmitted, Acknowledged])?;
            if matter.files.len() >= FILES_MAX && !matter.files.contains_key(&file.sha256) {
                return Err(Refusal::TooManyFiles);
            }
            one(Event::FileAdded { file, blob })
        }
        Command::TakeOver { file, blob, source, label } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked, Transmitted, Acknowledged])?;
            if matter.files.len() >= FILES_MAX && !matter.files.contains_key(&file.sha256) {
                return Err(Refusal::TooManyFiles);
            }
            one(Event::TakenOver { file, blob, source, label })
        }
        Command::RecordPreflight(Preflight { request_digest, checks, unanswered }) => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked, Submitted])?;
            one(Event::Preflighted { request_digest, checks, unanswered })
        }
        Command::Submit { override_reason } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked])?;
            complete_files(&matter.request)?;
            examined(matter, override_reason.as_ref())?;
            one(Event::Submitted { override_reason })
        }
        Command::SendBack { reason } => {
            in_state(matter, &[Submitted])?;
            one(Event::SentBack { reason: good(reason)? })
        }
        Command::Transmit { document, override_reason } => {
            in_state(matter, &[Submitted])?;
            examined(matter, override_reason.as_ref())?;
            forwardable(matter, override_reason.as_ref())?;
            let document_digest = Digest::of(document.as_bytes());
            let supplement = matter.standing.supplements.last().is_some_and(|(_, came)| came.is_none());
            one(Event::Transmitted { document, document_digest, supplement, override_reason })
        }
        Command::Withdraw { reason, document } => {
            let told = matter.letter_digest.is_some() == document.is_some();
            if matter.standing.state.is_final() || matter.standing.state == Returned || !told {
                return wrong_state(matter);
            }
            one(Event::Withdrawn { reason: good(reason)?, document })
        }
        Command::Close => {
            in_state(matter, &[Returned, PaperUsed])?;
            settled(matter)?;
            one(Event::Closed {})
        }
        command => correspond::requesting_side(matter, command, context),
    }
}

fn requested_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{Accepted, Acknowledged, Completed, InExecution, PaperUsed, SupplementAsked, Supplied};
    match command {
        Command::AskSupplement { reason, grounds, document } => {
            in_state(matter, &[Acknowledged, Supplied, PaperUsed])?;
            one(Event::SupplementAsked { reason: good(reason)?, grounds: bounded(grounds)?, document })
        }
        Command::Accept { remarks, document } => {
            in_state(matter, &[Acknowledged, Supplied, PaperUsed])?;
            let flags = admitted(matter)?;
            let remarks = remarks.map(good).transpose()?;
            one(Event::Accepted { flags, remarks, document })
        }
        Command::StartExecution { executing_body } => {
            in_state(matter, &[Accepted])?;
            costs_settled(matter)?;
            one(Event::ExecutionStarted { executing_body: good(executing_body)? })
        }
        Command::AddFile { file, blob } => {
            in_state(matter, &[InExecution, Completed])?;
            if matter.files.len() >= FILES_MAX && !matter.files.contains_key(&file.sha256) {
                return Err(Refusal::TooManyFiles);
            }
            one(Event::FileAdded { file, blob })
        }
        Command::Execute { result, mut certificate } => {
            in_state(matter, &[InExecution, Completed])?;
            // That it could not be served may be certified all the same.
            if result == ServiceResult::Served {
                costs_settled(matter)?;
            }
            possible(matter, result, &certificate, context)?;
            certificate.check()?;
            known_files(matter, certificate.files())?;
            certificate.label = matter.label_for(&certificate);
            one(Event::Executed { result, certificate })
        }
        Command::ReturnCertificate { document } => {
            in_state(matter, &[Completed])?;
            admitted(matter)?;
            let Some((result, _)) = &matter.certificate else { return wrong_state(matter) };
            let document_digest = Digest::of(document.as_bytes());
            one(Event::CertificateReturned { result: *result, document, document_digest })
        }
        Command::Refuse { reason, grounds, document } => {
            in_state(matter, &[Acknowledged, SupplementAsked, Supplied, PaperUsed])?;
            settled(matter)?;
            let (reason, grounds) = (good(reason)?, bounded(grounds)?);
            one(Event::Refused { manner: Manner::Refused, reason, grounds, returned_papers: Vec::new(), document })
        }
        command => correspond::requested_side(matter, command, context),
    }
}

pub(super) fn either_side(matter: &Matter, command: Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::RecordAssessment { .. } | Command::RecordFault { .. } if matter.standing.state.is_final() => {
            wrong_state(matter)
        }
        Command::RecordAssessment { stage, check } => {
            // What another side's rules advise sets no period on this side.
            let own = check.weight == Weight::Own;
            let due = check.assessment.due.iter().filter(|due| own && matter.standing.runs(&due.period));
            let last_days = due.map(|due| (due.period.clone(), due.last_day)).collect();
            one(Event::Assessed { stage, check, last_days })
        }
        Command::Handle(wish) => handle(matter, wish),
        Command::FlagEvidence => one(Event::ConflictFound { conflict: "evidence-of-another-case".into() }),
        Command::RecordFault { stage, fault, facts } => one(Event::AssessmentFailed { stage, fault, facts }),
        Command::Review { reason } => {
            let adverse = [&matter.assessed, &matter.advised].into_iter().flatten().any(is_adverse);
            let reviewable = matter.standing.needs_person.is_some() || adverse;
            if reviewable { one(Event::Reviewed { reason: good(reason)? }) } else { wrong_state(matter) }
        }
        Command::KeepReceipt { message, message_kind, peer_index, receipt } => {
            if !matter.standing.unreceipted.contains(&message) {
                return Ok(Vec::new());
            }
            one(Event::Receipted { message, message_kind, peer_index, receipt })
        }
        Command::Quarantine { message, message_kind, seq, refusal } => {
            if !matter.standing.unreceipted.contains(&message) {
                return Ok(Vec::new());
            }
            one(Event::Quarantined { message, message_kind, seq, refusal })
        }
        _ => wrong_state(matter),
    }
}

/// The day, and what a certificate must say (S99 art. 5): how and where it was served on whom, or why it was not.
pub(super) fn possible(
    matter: &Matter,
    result: ServiceResult,
    certificate: &Certificate,
    context: &Context,
) -> Result<(), Refusal> {
    let too_early = matter.standing.received_on.is_some_and(|received| certificate.date < received);
    if too_early || certificate.date > context.today {
        return Err(Refusal::ImpossibleDay { at: "certificate.date" });
    }
    let needed = match result {
        ServiceResult::Served => vec![
            ("certificate.method", &certificate.method),
            ("certificate.place", &certificate.place),
            ("certificate.recipient", &certificate.recipient),
        ],
        ServiceResult::Unserved if certificate.refusal_reason.is_none() => {
            vec![("certificate.obstacle", &certificate.obstacle)]
        }
        ServiceResult::Unserved => Vec::new(),
    };
    match needed.into_iter().find(|(_, text)| text.as_ref().is_none_or(|text| text.trim().is_empty())) {
        Some((at, _)) => Err(Refusal::CertificateIncomplete { at }),
        None => Ok(()),
    }
}

/// Costs that were asked about are answered.
fn costs_settled(matter: &Matter) -> Result<(), Refusal> {
    let open = matter.standing.consultation.as_ref().is_some_and(|consultation| consultation.decision.is_none());
    if open { Err(Refusal::ConsultationOpen) } else { Ok(()) }
}

/// The rules admit it, or a person took the responsibility. Returns the codes of the flags that were let pass.
fn admitted(matter: &Matter) -> Result<Vec<String>, Refusal> {
    settled(matter)?;
    if matter.standing.to_assess {
        return Err(Refusal::NotAssessed);
    }
    let check = match (&matter.assessed, matter.standing.reviewed) {
        (Some(check), _) => check,
        (None, true) => return Ok(Vec::new()),
        (None, false) => return Err(Refusal::NotAssessed),
    };
    // Without a verdict the rules have not said that it may pass.
    let Some(outcome) = check.assessment.outcome else { return Err(Refusal::NotAssessed) };
    if !outcome.admits() && !matter.standing.reviewed {
        return Err(Refusal::AgainstTheRules { outcome });
    }
    let flags = check.assessment.findings.iter().filter(|finding| finding.severity == Severity::Flag);
    Ok(flags.map(|finding| finding.code.clone()).collect())
}

/// Nothing waits for a person.
pub(super) fn settled(matter: &Matter) -> Result<(), Refusal> {
    match &matter.standing.needs_person {
        Some(fault) => Err(Refusal::NeedsPerson { fault: fault.clone() }),
        None => Ok(()),
    }
}

/// Both sides' rules were asked about the request as it stands, and they admit it or a reason is given.
fn examined(matter: &Matter, override_reason: Option<&String>) -> Result<(), Refusal> {
    if let Some(reason) = override_reason {
        good(reason.clone())?;
    }
    let preflight = matter
        .preflight
        .as_ref()
        .filter(|preflight| preflight.request_digest == matter.request_digest())
        .filter(|preflight| [Weight::Own, Weight::Advice].iter().all(|side| preflight.asked(*side)))
        .ok_or(Refusal::PreflightMissing)?;
    passed(&preflight.checks, &preflight.unanswered, override_reason)
}

/// Every rule set that was asked answered and admits it, or a reason is given.
pub(super) fn passed(
    checks: &[Check],
    unanswered: &[Unanswered],
    override_reason: Option<&String>,
) -> Result<(), Refusal> {
    if let (Some(silent), None) = (unanswered.first(), override_reason) {
        return Err(Refusal::RulesSilent { fault: silent.fault.clone() });
    }
    let worst = checks.iter().filter_map(|check| check.assessment.outcome).max().unwrap_or(Outcome::Accept);
    if worst.admits() || override_reason.is_some() { Ok(()) } else { Err(Refusal::AgainstTheRules { outcome: worst }) }
}

/// The transmitting authority's own rules were asked about the request as it was handed over (provisions of 2009 art. 13), and they admit
/// it, a person reviewed it, or a reason is given.
fn forwardable(matter: &Matter, override_reason: Option<&String>) -> Result<(), Refusal> {
    match admitted(matter) {
        Err(Refusal::AgainstTheRules { .. }) if override_reason.is_some() => Ok(()),
        decided => decided.map(drop),
    }
}

fn is_adverse(check: &Check) -> bool {
    check.assessment.outcome.is_some_and(|outcome| !outcome.admits())
}

pub(super) fn complete_files(request: &ServiceRequest) -> Result<(), Refusal> {
    for (place, document) in request.documents.iter().enumerate() {
        if document.file.is_none() {
            return Err(Refusal::FileMissing { at: format!("documents[{place}].file") });
        }
        if document.translation_files.len() < document.translations.len() {
            return Err(Refusal::FileMissing { at: format!("documents[{place}].translation_files") });
        }
    }
    Ok(())
}

/// Every one of these files was added to the matter. Two documents may share one content under two names.
pub(super) fn known_files<'a>(matter: &Matter, files: impl IntoIterator<Item = &'a FileRef>) -> Result<(), Refusal> {
    let known = |file: &FileRef| matter.files.get(&file.sha256).is_some_and(|stored| stored.file.size == file.size);
    match files.into_iter().find(|file| !known(file)) {
        Some(file) => Err(Refusal::UnknownFile { name: file.name.clone() }),
        None => Ok(()),
    }
}

pub(super) fn in_state(matter: &Matter, states: &[State]) -> Result<(), Refusal> {
    if states.contains(&matter.standing.state) { Ok(()) } else { wrong_state(matter) }
}

pub(super) fn wrong_state<T>(matter: &Matter) -> Result<T, Refusal> {
    Err(Refusal::WrongState { state: matter.standing.state })
}

pub(super) fn good(reason: String) -> Result<String, Refusal> {
    check_text(String::new(), &reason).map(|()| reason).map_err(|_| Refusal::BadReason)
}

/// The form of a content: what people wrote in it can be shown. A bad reason has its own word.
pub(super) fn well_said(content: &Content) -> Result<(), Refusal> {
    content.check().map_err(|bad| match bad.at.as_str() {
        at if at == "reason" || at.starts_with("grounds") => Refusal::BadReason,
        _ => Refusal::BadRequest(bad),
    })
}

pub(super) fn bounded(grounds: Vec<Citation>) -> Result<Vec<Citation>, Refusal> {
    let long = |part: &String| part.len() > CODE_MAX_BYTES || part.chars().any(char::is_control);
    let odd = grounds.iter().any(|ground| long(&ground.instrument) || long(&ground.provision));
    if odd || grounds.len() > GROUNDS_MAX { Err(Refusal::BadReason) } else { Ok(grounds) }
}

pub(super) fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
