//! What may happen next in a matter: `decide(&Matter, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use comity_record::Digest;

use super::abroad::{self, Counterpart};
use super::agent::may_speak;
use super::consent::{may_begin, may_have_been_done};
use super::correspond;
use super::custody::handle;
use super::erase::erase;
use super::take::{open_with_letter, take};
use super::{
    BadRequest, Check, Command, Context, Event, Evidence, ExecutionResult, FileRef, Manner, Matter, Preflight,
    Procedure, Refusal, Request, Side, State, Unanswered, Weight, check_text,
};
use crate::assessment::{Citation, Outcome, Severity};
use crate::limits::{CODE_MAX_BYTES, FILES_MAX, GROUNDS_MAX};
use crate::message::{ActResult, ActTaken, Certificate, Certified, Content, CostsDecision, Taking};

/// Decides what follows from a command. The events have not happened until they are committed.
pub fn decide(matter: Option<&Matter>, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    match (matter, command) {
        (None, Command::Draft { chain, request }) => {
            request.check()?;
            abroad::named(&chain, &request)?;
            let named = request.files().next().map(|file| file.name.clone());
            match named {
                Some(name) => Err(Refusal::UnknownFile { name }),
                None => one(Event::Drafted { chain, request }),
            }
        }
        (None, Command::Enter { chain, request }) => abroad::enter(chain, request),
        (None, Command::Take { sealed, document, blobs, agents, .. }) => {
            open_with_letter(*sealed, document, blobs, &agents)
        }
        (None, _) => Err(Refusal::NoSuchMatter),
        (Some(_), Command::Draft { .. } | Command::Enter { .. }) => Err(Refusal::MatterExists),
        (Some(matter), _) if matter.standing.erased.is_some() => Err(Refusal::Erased),
        (Some(matter), Command::Erase { reason, without_peer, retention_years }) => {
            erase(matter, (reason, without_peer), retention_years, context)
        }
        (Some(matter), Command::Take { .. }) if matter.standing.chain.counterpart() == Counterpart::Abroad => {
            wrong_state(matter)
        }
        (Some(matter), Command::Take { sealed, document, blobs, labels, agents }) => {
            take(matter, *sealed, document, (blobs, &labels, &agents), context)
        }
        // On either side, wherever the matter stands: it keeps that somebody tried.
        (Some(_), Command::RefuseFile { file, finding }) => one(Event::FileRefused { file, finding: good(finding)? }),
        (Some(matter), command) => match (matter.standing.side, matter.standing.chain.counterpart()) {
            (Side::Requesting, Counterpart::Gateway) => requesting_side(matter, command, context),
            (Side::Requested, Counterpart::Gateway) => requested_side(matter, command, context),
            (Side::Requesting, Counterpart::Abroad) => abroad::requesting_side(matter, command, context),
            (Side::Requested, Counterpart::Abroad) => abroad::requested_side(matter, command, context),
        },
    }
}

pub(super) fn requesting_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{
        Accepted, Acknowledged, Drafted, PaperUsed, Returned, SentBack, Submitted, SupplementAsked, Transmitted,
    };
    match command {
        Command::Amend { request } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked])?;
            request.check()?;
            abroad::named(&matter.standing.chain, &request)?;
            same_procedure(matter, "request", request.procedure())?;
            matter.may_become(&request)?;
            known_files(matter, request.files())?;
            one(Event::Amended { request })
        }
        Command::AddFile { file, blob } => {
            // What is added under way waits for a correction of the letter.
            in_state(matter, &[Drafted, SentBack, SupplementAsked, Transmitted, Acknowledged])?;
            add_file(matter, file, blob)
        }
        Command::TakeOver { file, blob, source, label } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked, Transmitted, Acknowledged])?;
            let (file, blob) = on_file(matter, file, blob)?;
            one(Event::TakenOver { file, blob, source, label })
        }
        Command::RecordPreflight(Preflight { request_digest, checks, unanswered }) => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked, Submitted])?;
            one(Event::Preflighted { request_digest, checks, unanswered })
        }
        Command::Submit { agents, override_reason } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked])?;
            complete_files(&matter.request)?;
            examined(matter, override_reason.as_ref())?;
            let checked = may_speak(&matter.request, &agents)?;
            Ok(checked.into_iter().chain([Event::Submitted { override_reason }]).collect())
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
        Command::RecordAppearance { appearance } => {
            in_state(matter, &[Accepted, Returned])?;
            let travels = |evidence: &Evidence| evidence.travels(&appearance.person);
            if !matter.request.evidence().is_some_and(travels) {
                let at = "appearance.person".into();
                return Err(Refusal::BadRequest(BadRequest { at, code: "unknown-person" }));
            }
            let too_early = matter.standing.transmitted_on.is_some_and(|transmitted| appearance.on < transmitted);
            if too_early || appearance.on > context.today {
                return Err(Refusal::ImpossibleDay { at: "appearance.on" });
            }
            one(Event::AppearanceRecorded { appearance })
        }
        Command::Close => {
            in_state(matter, &[Returned, PaperUsed])?;
            settled(matter)?;
            one(Event::Closed {})
        }
        command => correspond::requesting_side(matter, command, context),
    }
}

pub(super) fn requested_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{Accepted, Acknowledged, Completed, InExecution, PaperUsed, SupplementAsked, Supplied};
    match command {
        Command::AskSupplement { reason, grounds, document } => {
            in_state(matter, &[Acknowledged, Supplied, PaperUsed])?;
            one(Event::SupplementAsked { reason: good(reason)?, grounds: bounded(grounds)?, document })
        }
        Command::Accept { remarks, decisions, document } => {
            in_state(matter, &[Acknowledged, Supplied, PaperUsed])?;
            decisions.check()?;
            decisions.answer(&matter.request)?;
            let flags = admitted(matter)?;
            let remarks = remarks.map(good).transpose()?;
            one(Event::Accepted { flags, remarks, decisions, document })
        }
        Command::NoteCircumstances { circumstances } => {
            in_state(matter, &[Acknowledged, Supplied, PaperUsed, Accepted, InExecution])?;
            circumstances.check(&matter.request)?;
            let too_early = |day| matter.standing.received_on.is_some_and(|received| day < received);
            if circumstances.prepaid_on.is_some_and(|day| too_early(day) || day > context.today) {
                return Err(Refusal::ImpossibleDay { at: "circumstances.prepaid_on" });
            }
            one(Event::CircumstancesNoted { circumstances })
        }
        // The evidence that was taken goes back with the certificate.
        Command::AddFile { file, blob } if matter.request.procedure() == Procedure::TakingOfEvidence => {
            in_state(matter, &[InExecution, Completed])?;
            add_file(matter, file, blob)
        }
        Command::StartExecution { executing_body } => {
            in_state(matter, &[Accepted])?;
            costs_settled(matter)?;
            may_begin(matter)?;
            one(Event::ExecutionStarted { executing_body: good(executing_body)? })
        }
        Command::Execute { result, mut certificate } => {
            in_state(matter, &[InExecution, Completed])?;
            // That nothing could be done may be certified all the same.
            if !result.is_failure() {
                costs_settled(matter)?;
            }
            possible(matter, result, &certificate, context)?;
            certificate.check(result)?;
            may_have_been_done(matter, &certificate)?;
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

/// The day, and what a certificate must say: how and where it was served on whom, or why it was not (S99 art. 5); what was done of each
/// act that was asked for, when, where and by whom, or why it was not (E17 art. 10, M20 art. 21).
pub(super) fn possible(
    matter: &Matter,
    result: ExecutionResult,
    certificate: &Certificate,
    context: &Context,
) -> Result<(), Refusal> {
    same_procedure(matter, "certificate", certificate.procedure())?;
    let impossible = |day| day > context.today || matter.standing.received_on.is_some_and(|received| day < received);
    if impossible(certificate.date) {
        return Err(Refusal::ImpossibleDay { at: "certificate.date" });
    }
    match &certificate.certified {
        Certified::Service(service) => {
            let needed = match result {
                ExecutionResult::Served => vec![
                    ("certificate.method", &service.method),
                    ("certificate.place", &service.place),
                    ("certificate.recipient", &service.recipient),
                ],
                _ if service.refusal_reason.is_none() => vec![("certificate.obstacle", &service.obstacle)],
                _ => Vec::new(),
            };
            stated(needed.into_iter().map(|(at, text)| (at.to_owned(), text)))
        }
        Certified::Taking { taking } => {
            each_act(matter, taking)?;
            let mut on = taking.acts.iter().filter_map(|act| act.date);
            if on.any(|day| impossible(day) || day > certificate.date) {
                return Err(Refusal::ImpossibleDay { at: "certificate.taking.acts" });
            }
            taking
                .acts
                .iter()
                .enumerate()
                .try_for_each(|(n, act)| said_of(act, &format!("certificate.taking.acts[{n}]")))
        }
    }
}

/// Each act that was asked for, and no other, has its result.
fn each_act(matter: &Matter, taking: &Taking) -> Result<(), Refusal> {
    let asked = matter.request.evidence().map_or(0, |evidence| evidence.acts.len());
    if taking.acts.len() == asked {
        Ok(())
    } else {
        Err(Refusal::CertificateIncomplete { at: "certificate.taking.acts".into() })
    }
}

/// What was done of an act, or why it was not.
fn said_of(act: &ActTaken, at: &str) -> Result<(), Refusal> {
    let missing = |key: &str| Err(Refusal::CertificateIncomplete { at: format!("{at}.{key}") });
    if act.result != ActResult::NotExecuted {
        if act.date.is_none() {
            return missing("date");
        }
        stated([("place", &act.place), ("by", &act.by)].map(|(key, text)| (format!("{at}.{key}"), text)))?;
    }
    if act.result == ActResult::Executed { Ok(()) } else { stated([(format!("{at}.reason"), &act.reason)]) }
}

/// Each of these texts is there.
fn stated<'a>(texts: impl IntoIterator<Item = (String, &'a Option<String>)>) -> Result<(), Refusal> {
    let absent = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    match texts.into_iter().find(|(_, text)| absent(text)) {
        Some((at, _)) => Err(Refusal::CertificateIncomplete { at }),
        None => Ok(()),
    }
}

/// A matter stays about what it was about: who reads where it stands must know what is done.
pub(super) fn same_procedure(matter: &Matter, at: &str, procedure: Procedure) -> Result<(), Refusal> {
    if matter.request.procedure() == procedure {
        Ok(())
    } else {
        Err(Refusal::BadRequest(BadRequest { at: at.into(), code: "another-procedure" }))
    }
}

pub(super) fn add_file(matter: &Matter, file: FileRef, blob: Digest) -> Result<Vec<Event>, Refusal> {
    let (file, blob) = on_file(matter, file, blob)?;
    one(Event::FileAdded { file, blob })
}

/// A file as it is put on file. Bytes that the matter has stay where they lie, as they lie, under whatever name they come again: a letter
/// that is on its way names their manifest.
fn on_file(matter: &Matter, file: FileRef, blob: Digest) -> Result<(FileRef, Digest), Refusal> {
    match matter.files.get(&file.sha256) {
        Some(stored) => Ok((FileRef { manifest: stored.file.manifest, ..file }, stored.blob)),
        None if matter.files.len() >= FILES_MAX => Err(Refusal::TooManyFiles),
        None => Ok((file, blob)),
    }
}

/// Costs that were asked about are answered, and what is to be prepaid has come in.
fn costs_settled(matter: &Matter) -> Result<(), Refusal> {
    let Some(consultation) = &matter.consultation else { return Ok(()) };
    let prepaid = matter.circumstances.as_ref().is_some_and(|circumstances| circumstances.prepaid_on.is_some());
    match consultation.decision {
        None => Err(Refusal::ConsultationOpen),
        Some(CostsDecision::Agreed) if consultation.costs.prepayment && !prepaid => Err(Refusal::PrepaymentOutstanding),
        Some(_) => Ok(()),
    }
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

/// All rules that there are were asked about the request as it stands, and they admit it or a reason is given.
fn examined(matter: &Matter, override_reason: Option<&String>) -> Result<(), Refusal> {
    if let Some(reason) = override_reason {
        good(reason.clone())?;
    }
    let preflight = matter
        .preflight
        .as_ref()
        .filter(|preflight| preflight.request_digest == matter.request_digest())
        .filter(|preflight| matter.examiners().iter().all(|side| preflight.asked(*side)))
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

pub(super) fn complete_files(request: &Request) -> Result<(), Refusal> {
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

/// Every file that is named was added to the matter, whole or in pieces as it is named. Two documents may share one content under two names.
pub(super) fn known_files<'a>(matter: &Matter, files: impl IntoIterator<Item = &'a FileRef>) -> Result<(), Refusal> {
    let is_of = |file: &FileRef, kept: &FileRef| (kept.size, kept.manifest) == (file.size, file.manifest);
    let known = |file: &FileRef| matter.files.get(&file.sha256).is_some_and(|stored| is_of(file, &stored.file));
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
