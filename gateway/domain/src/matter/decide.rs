//! What may happen next in a matter: `decide(&Matter, Command, &Context) -> Result<Vec<Event>, Refusal>`.

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::take::{open_with_letter, take};
use super::{
    BadRequest, Chain, Check, Event, FileRef, Matter, ServiceRequest, ServiceResult, Side, State, Unanswered, Weight,
    check_text,
};
use crate::assessment::{Citation, Outcome, Severity};
use crate::facts::{Facts, Stage};
use crate::limits::{CODE_MAX_BYTES, FILES_MAX, GROUNDS_MAX};
use crate::message::{Certificate, MessageKind, SealedDocument};
use crate::{Date, MessageId};

/// What is to happen.
#[expect(clippy::large_enum_variant, reason = "a command is made once and moved into its decision; none is ever kept")]
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Write a first draft.
    Draft {
        /// The authorities that it passes.
        chain: Chain,
        /// What is asked for.
        request: ServiceRequest,
    },
    /// Change the draft.
    Amend {
        /// What is asked for now.
        request: ServiceRequest,
    },
    /// Add a paper to the matter's files.
    AddFile {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
    },
    /// Keep what both sides' rules said about the draft.
    RecordPreflight(Preflight),
    /// Keep what this side's rules said.
    RecordAssessment {
        /// At which stage.
        stage: Stage,
        /// The question and the answer.
        check: Check,
    },
    /// Keep that this side's rules failed to answer.
    RecordFault {
        /// At which stage, if the question could be put at all.
        stage: Option<Stage>,
        /// The name of the fault.
        fault: String,
        /// What the rules were asked, if it can be kept.
        facts: Option<Facts>,
    },
    /// Take the responsibility for what the rules could not prepare.
    Review {
        /// Why.
        reason: String,
    },
    /// Hand the request to the transmitting authority.
    Submit {
        /// Why it goes in spite of what the preflight said.
        override_reason: Option<String>,
    },
    /// Send it back to the originating court.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Transmit the sealed letter, or its supplement.
    Transmit {
        /// The sealed document.
        document: String,
        /// Why it goes in spite of what the preflight said.
        override_reason: Option<String>,
    },
    /// Keep the receipt for one of our messages.
    KeepReceipt {
        /// The message.
        message: MessageId,
        /// What it was.
        message_kind: MessageKind,
        /// Its index in the other side's journal.
        peer_index: u64,
        /// The receipt.
        receipt: String,
    },
    /// Put one of our messages into quarantine.
    Quarantine {
        /// The message.
        message: MessageId,
        /// What it was.
        message_kind: MessageKind,
        /// Its place in the chain of our messages.
        seq: u64,
        /// The other side's reason code.
        refusal: String,
    },
    /// Take what the other side's authority sealed.
    Take {
        /// What it says; its seal and its sender have been verified.
        sealed: Box<SealedDocument>,
        /// The sealed document.
        document: String,
        /// The encrypted bytes of its files, by the digest of the plain ones.
        blobs: BTreeMap<Digest, Digest>,
    },
    /// Ask for a supplement.
    AskSupplement {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
        /// The sealed document.
        document: String,
    },
    /// Accept the request.
    Accept {
        /// The sealed document.
        document: String,
    },
    /// Hand the papers to the executing body.
    StartExecution {
        /// The executing body, in words.
        executing_body: String,
    },
    /// Record that service was carried out, or could not be.
    Execute {
        /// `served` or `unserved`.
        result: ServiceResult,
        /// What the certificate will say.
        certificate: Certificate,
    },
    /// Send the sealed certificate back.
    ReturnCertificate {
        /// The sealed document.
        document: String,
    },
    /// Refuse the request.
    Refuse {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
        /// The sealed document.
        document: String,
    },
    /// Withdraw the request.
    Withdraw {
        /// Why.
        reason: String,
        /// The sealed document; absent if nothing has been sent yet.
        document: Option<String>,
    },
    /// Go on by paper.
    UsePaper {
        /// Why.
        reason: String,
    },
    /// Close the file.
    Close,
}

/// What both sides' rules said about a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preflight {
    /// Digest of the request that was examined.
    pub request_digest: Digest,
    /// One for each rule set that answered.
    pub checks: Vec<Check>,
    /// One for each that did not.
    pub unanswered: Vec<Unanswered>,
}

/// What a decision may know besides the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The business day.
    pub today: Date,
}

/// Why a command is not carried out. Nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such matter.
    #[error("there is no such matter")]
    NoSuchMatter,
    /// There is one already.
    #[error("the matter exists already")]
    MatterExists,
    /// The matter is not in a state, or not on the side, in which this can be done.
    #[error("cannot be done while the matter is {}", .state.code())]
    WrongState {
        /// Where it stands.
        state: State,
    },
    /// The document bears the seal of an authority, or names authorities, other than the matter's.
    #[error("the document is not of the authority that the matter is with")]
    WrongAuthority,
    /// The request, or the certificate, cannot stand as it is.
    #[error("{0}")]
    BadRequest(#[from] BadRequest),
    /// A document has no paper, or a translation is missing its paper.
    #[error("{at} has no file")]
    FileMissing {
        /// The place: `documents[1].file`.
        at: String,
    },
    /// A file is named that was never added.
    #[error("the file `{name}` was not added to the matter")]
    UnknownFile {
        /// Its name.
        name: String,
    },
    /// There are as many files as a matter may have.
    #[error("the matter has as many files as it may have")]
    TooManyFiles,
    /// The draft was not examined as it stands.
    #[error("the draft was not examined as it stands")]
    PreflightMissing,
    /// The rules say that it would be returned or refused, and no reason was given for sending it in spite of that.
    #[error("the rules say `{}`; a reason is needed to go on in spite of it", .outcome.code())]
    AgainstTheRules {
        /// What would happen.
        outcome: Outcome,
    },
    /// The rules have not answered yet.
    #[error("the rules have not answered yet")]
    NotAssessed,
    /// Rules were asked about the draft and did not answer, and no reason was given for sending it in spite of that.
    #[error("rules did not answer ({fault}); a reason is needed to go on without them")]
    RulesSilent {
        /// The name of the fault, or why they could not be asked.
        fault: String,
    },
    /// A person has to look first.
    #[error("a person has to look first: {fault}")]
    NeedsPerson {
        /// What stopped the machine.
        fault: String,
    },
    /// A reason is missing, or is not a text that it may be.
    #[error("a reason is missing, too long, or holds control characters")]
    BadReason,
    /// A day lies in the future, or before the letter was received.
    #[error("{at}: the day cannot be right")]
    ImpossibleDay {
        /// The place: `certificate.date`.
        at: &'static str,
    },
    /// The certificate lacks what it must say.
    #[error("{at} is missing")]
    CertificateIncomplete {
        /// The place: `certificate.place`.
        at: &'static str,
    },
}

impl Refusal {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMatter => "no-such-matter",
            Self::MatterExists => "matter-exists",
            Self::WrongState { .. } => "wrong-state",
            Self::WrongAuthority => "wrong-authority",
            Self::BadRequest(_) => "bad-request",
            Self::FileMissing { .. } => "file-missing",
            Self::UnknownFile { .. } => "unknown-file",
            Self::TooManyFiles => "too-many-files",
            Self::PreflightMissing => "preflight-missing",
            Self::AgainstTheRules { .. } => "against-the-rules",
            Self::NotAssessed => "not-assessed",
            Self::RulesSilent { .. } => "rules-silent",
            Self::NeedsPerson { .. } => "needs-person",
            Self::BadReason => "bad-reason",
            Self::ImpossibleDay { .. } => "impossible-day",
            Self::CertificateIncomplete { .. } => "certificate-incomplete",
        }
    }

    /// Every code, for the texts.
    pub const CODES: [&'static str; 16] = [
        "no-such-matter",
        "matter-exists",
        "wrong-state",
        "wrong-authority",
        "bad-request",
        "file-missing",
        "unknown-file",
        "too-many-files",
        "preflight-missing",
        "against-the-rules",
        "not-assessed",
        "rules-silent",
        "needs-person",
        "bad-reason",
        "impossible-day",
        "certificate-incomplete",
    ];

    /// The place in the input, if it has one.
    pub fn at(&self) -> Option<&str> {
        match self {
            Self::BadRequest(bad) => Some(&bad.at),
            Self::FileMissing { at } => Some(at),
            Self::ImpossibleDay { at } | Self::CertificateIncomplete { at } => Some(at),
            _ => None,
        }
    }
}

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
        (Some(matter), Command::Take { sealed, document, blobs }) => take(matter, *sealed, document, blobs, context),
        (Some(matter), command) => match matter.standing.side {
            Side::Requesting => requesting_side(matter, command),
            Side::Requested => requested_side(matter, command, context),
        },
    }
}

fn requesting_side(matter: &Matter, command: Command) -> Result<Vec<Event>, Refusal> {
    use State::{Acknowledged, Drafted, PaperUsed, Returned, SentBack, Submitted, SupplementAsked, Transmitted};
    match command {
        Command::Amend { request } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked])?;
            request.check()?;
            known_files(matter, &request)?;
            one(Event::Amended { request })
        }
        Command::AddFile { file, blob } => {
            in_state(matter, &[Drafted, SentBack, SupplementAsked])?;
            if matter.files.len() >= FILES_MAX && !matter.files.contains_key(&file.sha256) {
                return Err(Refusal::TooManyFiles);
            }
            one(Event::FileAdded { file, blob })
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
        Command::UsePaper { reason } => {
            in_state(matter, &[Submitted, Transmitted, Acknowledged])?;
            one(Event::PaperUsed { reason: good(reason)? })
        }
        Command::Close => {
            in_state(matter, &[Returned, PaperUsed])?;
            settled(matter)?;
            one(Event::Closed {})
        }
        command => either_side(matter, command),
    }
}

fn requested_side(matter: &Matter, command: Command, context: &Context) -> Result<Vec<Event>, Refusal> {
    use State::{Accepted, Acknowledged, Completed, InExecution, SupplementAsked, Supplied};
    match command {
        Command::AskSupplement { reason, grounds, document } => {
            in_state(matter, &[Acknowledged, Supplied])?;
            one(Event::SupplementAsked { reason: good(reason)?, grounds: bounded(grounds)?, document })
        }
        Command::Accept { document } => {
            in_state(matter, &[Acknowledged, Supplied])?;
            let flags = admitted(matter)?;
            one(Event::Accepted { flags, document })
        }
        Command::StartExecution { executing_body } => {
            in_state(matter, &[Accepted])?;
            one(Event::ExecutionStarted { executing_body: good(executing_body)? })
        }
        Command::Execute { result, certificate } => {
            in_state(matter, &[InExecution, Completed])?;
            possible(matter, result, &certificate, context)?;
            certificate.check()?;
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
            in_state(matter, &[Acknowledged, SupplementAsked, Supplied])?;
            settled(matter)?;
            one(Event::Refused { reason: good(reason)?, grounds: bounded(grounds)?, document })
        }
        command => either_side(matter, command),
    }
}

fn either_side(matter: &Matter, command: Command) -> Result<Vec<Event>, Refusal> {
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
fn possible(
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
fn settled(matter: &Matter) -> Result<(), Refusal> {
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
    if let (Some(silent), None) = (preflight.unanswered.first(), override_reason) {
        return Err(Refusal::RulesSilent { fault: silent.fault.clone() });
    }
    let worst = preflight.checks.iter().filter_map(|check| check.assessment.outcome).max().unwrap_or(Outcome::Accept);
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

impl Preflight {
    /// Were the rules of this weight asked, whether they answered or not?
    fn asked(&self, weight: Weight) -> bool {
        self.checks.iter().any(|check| check.weight == weight) || self.unanswered.iter().any(|it| it.weight == weight)
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

/// Every file that the request names was added to the matter. Two documents may share one content under two names.
fn known_files(matter: &Matter, request: &ServiceRequest) -> Result<(), Refusal> {
    let known = |file: &FileRef| matter.files.get(&file.sha256).is_some_and(|stored| stored.file.size == file.size);
    match request.files().find(|file| !known(file)) {
        Some(file) => Err(Refusal::UnknownFile { name: file.name.clone() }),
        None => Ok(()),
    }
}

fn in_state(matter: &Matter, states: &[State]) -> Result<(), Refusal> {
    if states.contains(&matter.standing.state) { Ok(()) } else { wrong_state(matter) }
}

pub(super) fn wrong_state<T>(matter: &Matter) -> Result<T, Refusal> {
    Err(Refusal::WrongState { state: matter.standing.state })
}

pub(super) fn good(reason: String) -> Result<String, Refusal> {
    check_text(String::new(), &reason).map(|()| reason).map_err(|_| Refusal::BadReason)
}

pub(super) fn bounded(grounds: Vec<Citation>) -> Result<Vec<Citation>, Refusal> {
    let long = |part: &String| part.len() > CODE_MAX_BYTES || part.chars().any(char::is_control);
    let odd = grounds.iter().any(|ground| long(&ground.instrument) || long(&ground.provision));
    if odd || grounds.len() > GROUNDS_MAX { Err(Refusal::BadReason) } else { Ok(grounds) }
}

pub(super) fn one(event: Event) -> Result<Vec<Event>, Refusal> {
    Ok(vec![event])
}
