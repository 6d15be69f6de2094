//! The matter, played from both sides. Every free text of these plays holds [`MARK`], so that whatever leaks can be found.

mod abroad;
mod agents;
mod asked;
mod asking;
mod correcting;
mod corresponding;
mod crossing;
mod custody;
mod erasing;
mod evidence;
mod facts;
mod forms;
mod plays;
mod properties;
mod record;
mod taking;
mod time;
mod transitions;

use comity_record::Digest;
use jiff::civil::date;
use serde_json::json;
use ulid::Ulid;

use self::plays::{asked, asked_for, asking, asking_for, complete_of, done, execute_of, request_of};
use super::*;
use crate::aggregate::NotABeginning;
use crate::assessment::{Assessment, Citation, Conclusion, Due, Finding, Outcome, RulesRef, Severity};
use crate::authorisation::Found;
use crate::facts::{Authority, Facts, Particulars, Stage, Value};
use crate::label::{Case, Label, Purpose};
use crate::message::{
    Certified, Content, Costs, CostsDecision, ErasureDecision, MessageKind, Notice, Occasion, OtherUse, SealedDocument,
    ServiceCertificate, UseDecision,
};
use crate::{Jurisdiction, MessageId};

/// Stands in every free text. It must not be found in the open part of the record.
const MARK: &str = "机密-Geheim";

const DRAFTED_ON: Date = date(2026, 1, 12);

/// A matter and everything that happened in it, on one side.
#[derive(Debug, Clone)]
struct Play {
    matter: Option<Matter>,
    happened: Vec<(Date, Event)>,
    today: Date,
    /// Our messages, in their order.
    queued: Vec<(MessageId, MessageKind)>,
}

impl Play {
    const fn new() -> Self {
        Self { matter: None, happened: Vec::new(), today: DRAFTED_ON, queued: Vec::new() }
    }

    fn matter(&self) -> &Matter {
        self.matter.as_ref().unwrap()
    }

    fn standing(&self) -> &Standing {
        &self.matter().standing
    }

    fn state(&self) -> State {
        self.standing().state
    }

    fn days_later(mut self, days: i64) -> Self {
        self.today = self.today.checked_add(jiff::Span::new().days(days)).unwrap();
        self
    }

    fn context(&self) -> Context {
        Context { today: self.today }
    }

    /// Decides and applies; what is sent is put into an envelope, as the server does.
    fn attempt(&mut self, command: Command) -> Result<Vec<Event>, Refusal> {
        let message = kind_of_message(&command, self.matter.as_ref());
        let mut events = decide(self.matter.as_ref(), command, &self.context())?;
        if let (Some(kind), false) = (message, events.is_empty()) {
            events.push(self.envelope(kind));
        }
        for event in &events {
            self.happen(event.clone());
        }
        Ok(events)
    }

    fn then(mut self, command: Command) -> Self {
        if let Err(refusal) = self.attempt(command.clone()) {
            panic!("{command:?}: {refusal}");
        }
        self
    }

    fn refused(&self, command: Command) -> Refusal {
        decide(self.matter.as_ref(), command, &self.context()).unwrap_err()
    }

    /// The last message has arrived over there.
    fn receipted(self) -> Self {
        let (message, message_kind) = *self.queued.last().unwrap();
        self.then(receipt_for(message, message_kind))
    }

    /// The other side refused the last message for good.
    fn quarantined(mut self) -> Self {
        let (message, message_kind) = self.queued.pop().unwrap();
        let seq = u64::try_from(self.matter().messages.sent.len()).unwrap();
        self.then(Command::Quarantine { message, message_kind, seq, refusal: "not-expected".into() })
    }

    /// This side's rules answer.
    fn assessed(self, outcome: Outcome) -> Self {
        let check = self.check(Weight::Own, Some(outcome));
        self.then(Command::RecordAssessment { stage: Stage::Incoming, check })
    }

    /// Both sides' rules answer about the draft.
    fn preflighted(self, ours: Outcome, theirs: Outcome) -> Self {
        let checks = vec![self.check(Weight::Own, Some(ours)), self.check(Weight::Advice, Some(theirs))];
        let request_digest = self.matter().request_digest();
        self.then(Command::RecordPreflight(Preflight { request_digest, checks, unanswered: Vec::new() }))
    }

    fn check(&self, weight: Weight, outcome: Option<Outcome>) -> Check {
        let facts = letter_facts(self.matter(), &parties(), Stage::Incoming, self.today);
        let assessment = assessment(&facts, outcome, self.today);
        Check { weight, facts, assessment }
    }

    /// What the other side seals, as an answer to the letter that stands.
    fn sealed(&self, content: Content) -> Command {
        let sealed_by = match self.standing().side {
            Side::Requesting => chain().receiving,
            Side::Requested => chain().transmitting,
        };
        take(SealedDocument { sealed_by, ..sealed(content, self.matter().letter_digest, self.today) })
    }

    /// What the other side seals in the place of its last document of that kind, or of one that nobody knows.
    fn corrected_over_there(&self, content: Content) -> Command {
        let (matter, kind) = (self.matter(), content.kind());
        let side = if matter.standing.side == Side::Requesting { Side::Requested } else { Side::Requesting };
        let theirs = |paper: &&SealedPaper| paper.side == side && paper.document_kind == kind;
        let corrects = matter.papers.iter().rfind(theirs).map_or(Digest::of(b"unknown"), |paper| paper.digest);
        let sealed_by = if side == Side::Requested { chain().receiving } else { chain().transmitting };
        take(SealedDocument { sealed_by, ..sealed(correction(content), Some(corrects), self.today) })
    }

    fn conflict(&self) -> Option<&str> {
        self.standing().conflict.as_deref()
    }

    fn happen(&mut self, event: Event) {
        let on = self.today;
        match &mut self.matter {
            Some(matter) => matter.apply(on, &event),
            None => self.matter = Matter::fold(&id(), [(on, &event)]).unwrap(),
        }
        self.happened.push((on, event));
    }

    fn envelope(&mut self, message_kind: MessageKind) -> Event {
        let message = MessageId::new(Ulid::from_parts(1, self.happened.len() as u128));
        self.queued.push((message, message_kind));
        let to = if self.standing().side == Side::Requesting { "hk" } else { "cn" };
        Event::MessageQueued {
            message,
            to: to.parse().unwrap(),
            message_kind,
            seq: self.matter().messages.sent.len() as u64 + 1,
            digest: Digest::of(format!("envelope {}", self.happened.len()).as_bytes()),
            envelope: marked("envelope"),
        }
    }
}

/// The kind of the message that carries out a command, as the server chooses it.
fn kind_of_message(command: &Command, matter: Option<&Matter>) -> Option<MessageKind> {
    Some(match command {
        Command::Transmit { .. } if matter.is_some_and(|matter| !matter.standing.supplements.is_empty()) => {
            MessageKind::Supplement
        }
        Command::Transmit { .. } => MessageKind::Letter,
        Command::AskSupplement { .. } => MessageKind::SupplementRequest,
        Command::Accept { .. } => MessageKind::Acceptance,
        Command::Refuse { .. } => MessageKind::Refusal,
        Command::ReturnUnexecuted { .. } => MessageKind::Return,
        Command::Acknowledge { .. } => MessageKind::Acknowledgement,
        Command::GiveNotice { .. } => MessageKind::NoticeOfTimeAndPlace,
        Command::ConsultOnCosts { .. } => MessageKind::CostsConsultation,
        Command::AnswerOnCosts { .. } => MessageKind::CostsAnswer,
        Command::RequestUse { .. } => MessageKind::UseRequest,
        Command::AnswerUse { .. } => MessageKind::UseAnswer,
        Command::AskErasure { .. } => MessageKind::ErasureRequest,
        Command::AnswerErasure { .. } => MessageKind::ErasureAnswer,
        Command::Remind { .. } => MessageKind::Reminder,
        Command::UsePaper { document: Some(_), .. } => MessageKind::PaperUsed,
        Command::Correct(_) => MessageKind::Correction,
        Command::ReturnCertificate { .. } => MessageKind::Certificate,
        Command::Withdraw { document: Some(_), .. } => MessageKind::Withdrawal,
        _ => return None,
    })
}

fn id() -> MatterId {
    MatterId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 7))
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn chain() -> Chain {
    Chain {
        originating: "cn-nansha".parse().unwrap(),
        transmitting: "cn-gd-hpc".parse().unwrap(),
        receiving: "hk-high-court".parse().unwrap(),
    }
}

fn parties() -> Parties {
    let authority = |authority: AuthorityId, jurisdiction, kind: &str| Authority {
        authority,
        jurisdiction,
        kind: kind.into(),
        direct_channels: None,
        area: None,
        subordinate_courts: None,
    };
    let Chain { originating, transmitting, receiving } = chain();
    Parties {
        originating: Authority {
            direct_channels: Some(vec![Jurisdiction::Mo]),
            ..authority(originating, Jurisdiction::Cn, "basic-court")
        },
        transmitting: authority(transmitting, Jurisdiction::Cn, "high-court"),
        receiving: authority(receiving, Jurisdiction::Hk, "high-court"),
    }
}

/// A summons and a statement of claim for one addressee, without their papers.
fn request() -> Request {
    serde_json::from_value(json!({
        "case_number": marked("(2025) 18236"),
        "nature_of_case": marked("sale of goods"),
        "case_category": "civil-commercial",
        "hearing": "2026-05-20",
        "letter": {"languages": ["zh"], "copies": 2},
        "addressees": [{"id": "p1", "name": marked("name"), "address": marked("address"), "address_detail": "full",
                        "person_kind": "individual", "jurisdiction": "HK"}],
        "documents": [
            {"kind": "originating-process", "languages": ["zh"], "copies": 2},
            {"kind": "attachment", "languages": ["en"], "translations": ["zh"], "copies": 2, "annexed_to": "originating-process",
             "description": marked("contract"), "for": ["p1"]},
        ],
    }))
    .unwrap()
}

/// The same with its papers.
fn complete() -> Request {
    let mut request = request();
    request.documents[0].file = Some(file("claim"));
    request.documents[1].file = Some(file("contract"));
    request.documents[1].translation_files = vec![file("translation")];
    request
}

fn file(name: &str) -> FileRef {
    FileRef {
        sha256: Digest::of(name.as_bytes()),
        size: name.len() as u64,
        name: format!("{name} {MARK}.pdf"),
        media_type: "application/pdf".into(),
        manifest: None,
    }
}

fn blob(name: &str) -> Digest {
    Digest::of(format!("encrypted {name}").as_bytes())
}

fn blobs() -> BTreeMap<Digest, Digest> {
    ["claim", "contract", "translation", "more", "statement", "recording"]
        .map(|name| (file(name).sha256, blob(name)))
        .into()
}

fn refuse_file() -> Command {
    Command::RefuseFile { file: file("claim"), finding: "Win.Test.EICAR_HDB-1".into() }
}

fn add(name: &str) -> Command {
    Command::AddFile { file: file(name), blob: blob(name) }
}

fn assessment(facts: &Facts, outcome: Option<Outcome>, today: Date) -> Assessment {
    let severity = match outcome {
        None | Some(Outcome::Accept) => Severity::Inform,
        Some(Outcome::AcceptWithFlags) => Severity::Flag,
        Some(Outcome::ReturnForSupplement) => Severity::Correct,
        Some(Outcome::Refuse) => Severity::Refuse,
    };
    let citations: Vec<Citation> = vec!["cn-hk-service-1999:3".parse().unwrap()];
    let finding = Finding {
        code: "unlisted-document".into(),
        severity,
        about: Some("documents[1].kind".into()),
        arguments: Particulars::from([("name".to_owned(), Value::Text(marked("argument")))]),
        citations: citations.clone(),
    };
    let due = Due {
        period: "execute-service".into(),
        last_day: today.checked_add(jiff::Span::new().months(2)).unwrap(),
        calendar: "HK-general".into(),
        hard: true,
        steps: Vec::new(),
        citations,
    };
    Assessment {
        outcome,
        findings: vec![finding],
        due: vec![due],
        conclusions: Vec::new(),
        requirements: Vec::new(),
        rules: RulesRef { id: "hongkong".into(), version: "0.1.0".into(), digest: Digest::of(b"component") },
        release: Digest::of(b"release"),
        facts_digest: facts.digest(),
    }
}

fn certificate(on: Date) -> Certificate {
    certified(on, |_| {})
}

/// The same with a difference.
fn certified(on: Date, change: impl FnOnce(&mut ServiceCertificate)) -> Certificate {
    let mut service = ServiceCertificate {
        method: Some("personal".into()),
        place: Some(marked("place")),
        recipient: Some(marked("recipient")),
        obstacle: None,
        refusal_reason: None,
    };
    change(&mut service);
    Certificate { date: on, certified: Certified::Service(service), returned_papers: Vec::new(), label: None }
}

/// Why it could not be served.
fn hindered(on: Date) -> Certificate {
    certified(on, |it| it.obstacle = Some(marked("obstacle")))
}

/// Whom a request for service names.
fn addressees(request: &mut Request) -> &mut Vec<Addressee> {
    match &mut request.asks {
        Asks::Service(addressees) => addressees,
        Asks::Evidence(_) => panic!("a request for evidence has no addressees"),
    }
}

fn served(on: Date) -> Content {
    Content::Certificate { result: ExecutionResult::Served, certificate: certificate(on) }
}

fn sealed(content: Content, refers_to: Option<Digest>, on: Date) -> SealedDocument {
    SealedDocument { matter: id(), sealed_by: chain().transmitting, sealed_on: on, refers_to, content }
}

/// The text of a sealed document: its bytes are what later ones refer to.
fn text_of(sealed: &SealedDocument) -> String {
    serde_json::to_string(sealed).unwrap()
}

fn take(sealed: SealedDocument) -> Command {
    let document = text_of(&sealed);
    let blobs = if sealed.content.files().is_empty() { BTreeMap::new() } else { blobs() };
    let (labels, agents) = (BTreeMap::new(), Vec::new());
    Command::Take { sealed: Box::new(sealed), document, blobs, labels, agents }
}

fn letter(request: Request) -> Content {
    Content::Letter { chain: chain(), request }
}

fn grounds() -> Vec<Citation> {
    vec!["cn-hk-service-1999:3".parse().unwrap()]
}

fn supplement_request() -> Content {
    Content::SupplementRequest { reason: marked("reason"), grounds: grounds() }
}

fn refusal() -> Content {
    Content::Refusal { reason: marked("reason"), grounds: grounds() }
}

fn acceptance() -> Content {
    Content::Acceptance { remarks: Some(marked("remarks")), decisions: Decisions::default() }
}

fn returned_as_outside() -> Content {
    Content::Return { reason: marked("reason"), grounds: grounds(), returned_papers: vec!["letter".into()] }
}

fn acknowledgement() -> Content {
    Content::Acknowledgement { number: marked("HCMP 12/2026") }
}

fn notice(date: Date) -> Notice {
    let (time, attendance) = (Some("14:30".into()), Some(marked("the parties may attend")));
    Notice { occasion: Occasion::Hearing, date, time, place: marked("place"), attendance }
}

fn notice_given(date: Date) -> Content {
    Content::NoticeOfTimeAndPlace { notice: notice(date) }
}

fn costs() -> Costs {
    let items = vec!["special-method".into()];
    Costs { items, prepayment: false, estimate: None, reason: marked("reason"), grounds: grounds() }
}

fn consultation() -> Content {
    Content::CostsConsultation { costs: costs() }
}

fn costs_answer() -> Content {
    Content::CostsAnswer { decision: CostsDecision::Agreed, reason: Some(marked("reason")) }
}

fn reminder() -> Content {
    Content::Reminder { reason: marked("reason") }
}

fn paper_used() -> Content {
    Content::PaperUsed { reason: marked("reason") }
}

fn correction(corrected: Content) -> Content {
    Content::Correction { reason: marked("reason"), corrected: Box::new(corrected) }
}

fn withdrawal() -> Content {
    Content::Withdrawal { reason: marked("reason") }
}

fn submit() -> Command {
    Command::Submit { agents: Vec::new(), override_reason: None }
}

fn transmit(play: &Play) -> Command {
    let content = letter(play.matter().request.clone());
    let document = text_of(&sealed(content, play.matter().letter_digest, play.today));
    Command::Transmit { document, override_reason: None }
}

fn receipt_for(message: MessageId, message_kind: MessageKind) -> Command {
    Command::KeepReceipt { message, message_kind, peer_index: 17, receipt: "signed receipt".into() }
}

fn ask_supplement() -> Command {
    Command::AskSupplement { reason: marked("reason"), grounds: grounds(), document: marked("document") }
}

fn refuse() -> Command {
    Command::Refuse { reason: marked("reason"), grounds: grounds(), document: marked("document") }
}

fn accept() -> Command {
    Command::Accept { remarks: None, decisions: Decisions::default(), document: marked("acceptance") }
}

fn acknowledge() -> Command {
    Command::Acknowledge { number: marked("HCMP 12/2026"), document: marked("document") }
}

fn return_unexecuted() -> Command {
    let (reason, grounds, returned_papers) = (marked("reason"), grounds(), vec!["documents".into()]);
    Command::ReturnUnexecuted { reason, grounds, returned_papers, document: marked("document") }
}

fn give_notice(date: Date) -> Command {
    Command::GiveNotice { notice: notice(date), document: marked("document") }
}

fn consult_on_costs() -> Command {
    Command::ConsultOnCosts { costs: costs(), document: marked("document") }
}

fn answer_on_costs(decision: CostsDecision) -> Command {
    Command::AnswerOnCosts { decision, reason: None, document: marked("document") }
}

fn remind() -> Command {
    Command::Remind { reason: marked("reason"), document: marked("document") }
}

/// What another case wants of what was obtained.
fn wish() -> OtherUse {
    let case = Case { court: "cn-nansha".parse().unwrap(), number: marked("(2026) 1") };
    OtherUse { items: vec![file("statement").sha256], purpose: Purpose::Case { case } }
}

fn use_request() -> Content {
    Content::UseRequest { wish: wish(), reason: marked("reason") }
}

fn use_answer() -> Content {
    Content::UseAnswer { decision: UseDecision::Granted, reason: Some(marked("reason")) }
}

fn request_use() -> Command {
    Command::RequestUse { wish: wish(), reason: marked("reason"), document: marked("question") }
}

fn answer_use(decision: UseDecision) -> Command {
    Command::AnswerUse { decision, reason: None, document: marked("answer") }
}

fn erasure_request() -> Content {
    Content::ErasureRequest { reason: ErasureReason::CourtOrder, instrument: marked("(2030) 7") }
}

fn erasure_answer() -> Content {
    Content::ErasureAnswer { decision: ErasureDecision::Granted, reason: None }
}

fn ask_erasure() -> Command {
    let (instrument, document) = (marked("(2030) 7"), marked("erasure question"));
    Command::AskErasure { reason: ErasureReason::CourtOrder, instrument, document }
}

fn answer_erasure() -> Command {
    let (decision, document) = (ErasureDecision::Granted, marked("erasure answer"));
    Command::AnswerErasure { decision, reason: None, document }
}

/// Somebody wants to open an item, in its own case.
fn open(name: &str) -> Command {
    Command::Handle(Wish {
        handling: Handling::Opened,
        items: vec![file(name).sha256],
        purpose: Purpose::OwnCase {},
        into: None,
        permit: permit(),
        reason: None,
    })
}

fn permit() -> Leave {
    let code = |code: &str| code.to_owned();
    Leave { action: code("matter.open"), role: code("judge"), relation: code("originating"), revision: 7 }
}

fn start_execution() -> Command {
    Command::StartExecution { executing_body: marked("bailiff") }
}

fn execute(on: Date) -> Command {
    Command::Execute { result: ExecutionResult::Served, certificate: certificate(on) }
}

fn return_certificate() -> Command {
    Command::ReturnCertificate { document: marked("certificate") }
}

fn review() -> Command {
    Command::Review { reason: marked("reason") }
}

fn use_paper(document: Option<&str>) -> Command {
    Command::UsePaper { reason: marked("reason"), document: document.map(marked) }
}

fn withdraw(document: Option<&str>) -> Command {
    Command::Withdraw { reason: marked("reason"), document: document.map(marked) }
}

fn fault() -> Command {
    let facts = letter_facts(asked(State::Acknowledged).matter(), &parties(), Stage::Incoming, DRAFTED_ON);
    Command::RecordFault { stage: Some(Stage::Incoming), fault: "fuel-used-up".into(), facts: Some(facts) }
}

/// The last document of this side of that kind, in the place of which another may be put.
fn own_paper(play: &Play, kind: MessageKind) -> Digest {
    let matter = play.matter();
    let own = |paper: &&SealedPaper| paper.side == matter.standing.side && paper.document_kind == kind;
    matter.papers.iter().rfind(own).unwrap().digest
}

/// The last document of the other side of that kind.
fn their_paper(play: &Play, kind: MessageKind) -> Digest {
    let matter = play.matter();
    let theirs = |paper: &&SealedPaper| paper.side != matter.standing.side && paper.document_kind == kind;
    matter.papers.iter().rfind(theirs).unwrap().digest
}

/// Puts this content in the place of one's own last document of its kind; the rules admit it.
fn correct(play: &Play, corrected: Content) -> Command {
    let supersedes = own_paper(play, corrected.kind());
    let checks =
        vec![play.check(Weight::Own, Some(Outcome::Accept)), play.check(Weight::Advice, Some(Outcome::Accept))];
    Command::Correct(Correction {
        supersedes,
        document: text_of(&sealed(correction(corrected.clone()), Some(supersedes), play.today)),
        corrected,
        checks,
        unanswered: Vec::new(),
        agents: Vec::new(),
        override_reason: None,
        reason: marked("reason"),
    })
}

/// The other side's authority seals this, and it arrives.
fn hears(play: Play, content: Content) -> Play {
    let sealed = play.sealed(content);
    play.then(sealed)
}

const ASKING: [State; 12] = [
    State::Drafted,
    State::Submitted,
    State::SentBack,
    State::Transmitted,
    State::Acknowledged,
    State::SupplementAsked,
    State::Accepted,
    State::Returned,
    State::Closed,
    State::Refused,
    State::Withdrawn,
    State::PaperUsed,
];

const ASKED: [State; 10] = [
    State::Acknowledged,
    State::SupplementAsked,
    State::Supplied,
    State::Accepted,
    State::InExecution,
    State::Completed,
    State::Returned,
    State::Refused,
    State::Withdrawn,
    State::PaperUsed,
];

#[test]
fn every_state_is_reached_on_one_side_or_the_other() {
    for state in ASKING {
        assert_eq!(asking(state).state(), state);
    }
    for state in ASKED {
        assert_eq!(asked(state).state(), state);
    }
    for state in State::ALL {
        assert!(ASKING.contains(&state) || ASKED.contains(&state), "{state:?}");
        assert_eq!(serde_json::to_value(state).unwrap(), state.code());
    }
}

#[test]
fn a_matter_begins_with_a_draft_or_with_a_letter() {
    assert_eq!(Matter::fold(&id(), []), Ok(None));
    let closed = Event::Closed {};
    assert_eq!(Matter::fold(&id(), [(DRAFTED_ON, &closed)]), Err(NotABeginning));
    assert_eq!(Play::new().refused(submit()), Refusal::NoSuchMatter);
    let draft = Command::Draft { chain: chain(), request: request() };
    assert_eq!(asking(State::Drafted).refused(draft), Refusal::MatterExists);
}
