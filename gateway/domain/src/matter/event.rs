//! What has happened in a matter, and how each event is split into an open and a sealed part of the record.

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::custody::{Handling, Leave};
use super::{
    Appearance, Chain, Check, CheckedAgent, Circumstances, Conveyed, Decisions, ErasureReason, FileRef, Procedure,
    Request, Side, Standing, Unanswered,
};
use crate::assessment::Citation;
use crate::facts::{Facts, Stage};
use crate::label::{Label, Purpose};
use crate::message::{
    Certificate, Content, Costs, CostsDecision, ErasureDecision, MessageKind, Notice, OtherUse, UseDecision,
};
use crate::parts::{self, InParts, NotAnEvent};
use crate::{AuthorityId, Date, GatewayId, MatterId, MessageId};

/// One thing that happened in a matter. The record adds when, on which business day, and by whom.
#[expect(
    clippy::large_enum_variant,
    reason = "a matter has some dozens of events, and assessments are among the most frequent"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// The originating court wrote a first draft.
    Drafted {
        /// The authorities that it passes.
        chain: Chain,
        /// What is asked for.
        request: Request,
    },
    /// The receiving authority begins to enter a letter that came from abroad on paper.
    Entered {
        /// The authorities that it passed.
        chain: Chain,
        /// What is asked for.
        request: Request,
    },
    /// The originating court changed the draft; or what came from abroad is entered otherwise.
    Amended {
        /// What is asked for now.
        request: Request,
    },
    /// A paper was added to the matter's files.
    FileAdded {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
    },
    /// A file was not taken into the matter: the scanner found something in it, and its bytes were removed.
    FileRefused {
        /// What it was.
        file: FileRef,
        /// The scanner's name for what it found.
        finding: String,
    },
    /// Both sides' rules were asked about the draft, before anything was sent.
    Preflighted {
        /// Digest of the request that was examined.
        request_digest: Digest,
        /// One for each rule set that answered.
        checks: Vec<Check>,
        /// One for each rule set that did not.
        #[serde(default)]
        unanswered: Vec<Unanswered>,
    },
    /// The rules were asked: this side's own, or the other side's for advice.
    Assessed {
        /// At which stage.
        stage: Stage,
        /// The question and the answer.
        check: Check,
        /// The last day of each period that runs, by the period's code.
        last_days: BTreeMap<String, Date>,
    },
    /// The rules failed to answer: a person has to look.
    AssessmentFailed {
        /// At which stage, if the question could be put at all.
        stage: Option<Stage>,
        /// The name of the fault.
        fault: String,
        /// What the rules were asked, if the question could be put and is not itself too long for the record.
        facts: Option<Facts>,
    },
    /// A person took the decision that the rules could not prepare, or that goes against their advice.
    Reviewed {
        /// Why.
        reason: String,
    },
    /// The authorisations of the agents whom a letter names were looked up: before it left, or when it arrived.
    AgentsChecked {
        /// What is known of each, in their order.
        agents: Vec<CheckedAgent>,
    },
    /// The originating court handed the request to the transmitting authority (provisions of 2009 art. 13).
    Submitted {
        /// Why it goes in spite of what the preflight said.
        override_reason: Option<String>,
    },
    /// The transmitting authority sent it back for correction (provisions of 2009 art. 13).
    SentBack {
        /// Why.
        reason: String,
    },
    /// The transmitting authority examined, sealed and transmitted the letter, or its supplement.
    Transmitted {
        /// The sealed document.
        document: String,
        /// Digest of its bytes.
        document_digest: Digest,
        /// `true` if it supplements an earlier letter of this matter.
        supplement: bool,
        /// Why it goes in spite of what the preflight said.
        override_reason: Option<String>,
    },
    /// A message to the other side was written; it waits in the outbox until its receipt is there.
    MessageQueued {
        /// The message.
        message: MessageId,
        /// Where it goes.
        to: GatewayId,
        /// What it is.
        message_kind: MessageKind,
        /// Its place in the chain of our messages in this matter.
        seq: u64,
        /// Digest of its bytes.
        digest: Digest,
        /// Its bytes, as every retry sends them.
        envelope: String,
    },
    /// The other side's signed receipt for one of our messages arrived.
    Receipted {
        /// The message.
        message: MessageId,
        /// What it was.
        message_kind: MessageKind,
        /// Its index in the other side's journal.
        peer_index: u64,
        /// The receipt.
        receipt: String,
    },
    /// The other side refused one of our messages for good; it is in quarantine.
    Quarantined {
        /// The message.
        message: MessageId,
        /// What it was.
        message_kind: MessageKind,
        /// Its place in the chain of our messages in this matter: the next message takes it.
        seq: u64,
        /// The other side's reason code.
        refusal: String,
    },
    /// A message of the other side was taken. What it brought is the next event.
    MessageTaken {
        /// The message.
        message: MessageId,
        /// Where it came from.
        from: GatewayId,
        /// What it is.
        message_kind: MessageKind,
        /// Its place in the chain of their messages in this matter.
        seq: u64,
        /// How many of our messages they had taken when they wrote it.
        seen: u64,
        /// Digest of its bytes.
        digest: Digest,
        /// Its bytes.
        envelope: String,
    },
    /// The receiving authority has a letter of request.
    Received {
        /// The authorities that it passed.
        chain: Chain,
        /// What is asked for.
        request: Request,
        /// The sealed document.
        document: String,
        /// The encrypted bytes of its files, by the digest of the plain ones.
        blobs: BTreeMap<Digest, Digest>,
    },
    /// The receiving authority asked for a supplement (S99 art. 3).
    SupplementAsked {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
        /// The sealed document.
        document: String,
    },
    /// The supplement arrived.
    Supplied {
        /// What is asked for now.
        request: Request,
        /// The sealed document.
        document: String,
        /// The encrypted bytes of its files, by the digest of the plain ones.
        blobs: BTreeMap<Digest, Digest>,
    },
    /// The receiving authority registered the letter under a number of its own.
    Acknowledged {
        /// The number.
        number: String,
        /// The sealed document.
        document: String,
    },
    /// The receiving authority accepted the request.
    Accepted {
        /// The findings that a person looked at and let pass.
        flags: Vec<String>,
        /// What the requesting side should know.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remarks: Option<String>,
        /// What it decided about the wishes of a letter for evidence.
        #[serde(default, skip_serializing_if = "Decisions::is_empty")]
        decisions: Decisions,
        /// The sealed document.
        document: String,
    },
    /// The executing body has the papers.
    ExecutionStarted {
        /// The executing body, in words.
        executing_body: String,
    },
    /// Service was carried out, or evidence was taken; or it could not be.
    Executed {
        /// What came of it: `served`, `partly-taken`.
        result: ExecutionResult,
        /// What the certificate will say.
        certificate: Certificate,
    },
    /// The receiving authority sealed the certificate and sent it back (S99 art. 5, E17 art. 10, M20 art. 21).
    CertificateReturned {
        /// What came of it.
        result: ExecutionResult,
        /// The sealed document.
        document: String,
        /// Digest of its bytes.
        document_digest: Digest,
    },
    /// The certificate arrived at the requesting side.
    CertificateReceived {
        /// What came of it.
        result: ExecutionResult,
        /// What it says.
        certificate: Certificate,
        /// The sealed document.
        document: String,
        /// The encrypted bytes of the evidence that came with it, by the digest of the plain ones.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        blobs: BTreeMap<Digest, Digest>,
    },
    /// The receiving authority refused the request, or returned it as outside the instrument, with written reasons.
    Refused {
        /// Which of the two.
        #[serde(default)]
        manner: Manner,
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
        /// What goes back: `letter`, `documents`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        returned_papers: Vec<String>,
        /// The sealed document.
        document: String,
    },
    /// The requesting side withdrew the request.
    Withdrawn {
        /// Why.
        reason: String,
        /// The sealed document; absent if nothing had been sent yet.
        document: Option<String>,
    },
    /// Electronic delivery failed or is not admitted, and paper was used.
    PaperUsed {
        /// Whose act it was.
        #[serde(default = "requesting")]
        side: Side,
        /// The matter goes on by paper from here; `false` if it only tells, or comes after the other side has decided something.
        #[serde(default = "moving")]
        moves: bool,
        /// Why.
        reason: String,
        /// The sealed document; absent if nothing had been sent yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
    },
    /// The receiving authority said when and where something is done (E17 art. 7(3), M20 art. 19).
    NoticeGiven {
        /// The time and the place.
        notice: Notice,
        /// The sealed document.
        document: String,
    },
    /// The receiving authority asked whether to go on in spite of costs (E17 art. 9).
    CostsConsulted {
        /// The costs.
        costs: Costs,
        /// The sealed document.
        document: String,
    },
    /// The requesting side answered that.
    CostsAnswered {
        /// Whether it bears them.
        decision: CostsDecision,
        /// Why.
        reason: Option<String>,
        /// The sealed document.
        document: String,
    },
    /// The requesting side asked where the matter stands.
    Reminded {
        /// What it asked.
        reason: String,
        /// The sealed document.
        document: String,
    },
    /// An authority put another document in the place of one that it had sealed.
    Corrected {
        /// Whose act it was.
        side: Side,
        /// Digest of the document that is superseded, as the correction names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supersedes: Option<Digest>,
        /// What it should have said.
        corrected: Box<Content>,
        /// `false` if it comes too late to change anything here, or corrects nothing that stands.
        adopted: bool,
        /// Why it goes in spite of what the rules said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        override_reason: Option<String>,
        /// Why.
        reason: String,
        /// The sealed document.
        document: String,
        /// The encrypted bytes of the files of a corrected letter or certificate that came, by the digest of the plain ones.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        blobs: BTreeMap<Digest, Digest>,
    },
    /// A person had items in hand: opened, copied, exported. Written before their bytes are given out.
    Handled {
        /// What was done.
        handling: Handling,
        /// The items, by the digests of their bytes.
        items: Vec<Digest>,
        /// What for.
        purpose: Purpose,
        /// The matter that got the copy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<MatterId>,
        /// Under which permit.
        permit: Leave,
        /// Why, where one was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// An item of another matter of this gateway was put on file here, with its label.
    TakenOver {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
        /// The matter that it was copied from.
        source: MatterId,
        /// Its label, if it is evidence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<Label>,
    },
    /// The requesting side asked for another use of what was obtained (E17 art. 5).
    UseRequested {
        /// Which items, and what for.
        wish: OtherUse,
        /// Why.
        reason: String,
        /// The sealed document.
        document: String,
    },
    /// The side that gave it answered that.
    UseAnswered {
        /// Digest of the document that asks, as the answer names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<Digest>,
        /// Whether they may be used so.
        decision: UseDecision,
        /// Why, or under which condition.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The sealed document.
        document: String,
    },
    /// A side asked the other whether it erases its copy too.
    ErasureAsked {
        /// The side that asks.
        side: Side,
        /// Why it has it erased.
        erasure_reason: ErasureReason,
        /// What that rests on, in words.
        instrument: String,
        /// The sealed document.
        document: String,
    },
    /// The side that was asked answered. Nothing was erased by it.
    ErasureAnswered {
        /// The side that answers.
        side: Side,
        /// Digest of the question.
        answers: Option<Digest>,
        /// Whether it will erase it.
        decision: ErasureDecision,
        /// Why not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The sealed document.
        document: String,
    },
    /// The executing side noted what it found out, and no rules can know.
    CircumstancesNoted {
        /// All of it, as it is known now.
        circumstances: Circumstances,
    },
    /// The requesting side recorded what became of a person who travelled there (M20 art. 22).
    AppearanceRecorded {
        /// What, and when.
        appearance: Appearance,
    },
    /// Papers went abroad, or came from there: by hand, as somebody says who saw it.
    Conveyed {
        /// Which, and how.
        conveyed: Conveyed,
    },
    /// Something arrived that contradicts what was concluded before: a judge has to look.
    ConflictFound {
        /// What contradicts what.
        conflict: String,
    },
    /// The originating court closed its file.
    Closed {},
    /// The particulars were erased, two persons having approved it. Nothing of this event is sealed: it is what is left to read.
    Erased {
        /// Why.
        erasure_reason: ErasureReason,
        /// Where the matter stood.
        left: Box<Standing>,
    },
}

/// In which manner a request was not taken up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Manner {
    /// It was refused.
    #[default]
    Refused,
    /// It was returned, because it is outside the instrument.
    Returned,
}

impl Manner {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Returned => "returned",
        }
    }
}

/// Before either side could use paper, only the requesting one could,
const fn requesting() -> Side {
    Side::Requesting
}

/// and it always moved the matter.
const fn moving() -> bool {
    true
}

/// What came of the execution of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExecutionResult {
    /// The documents were served.
    Served,
    /// They could not be served.
    Unserved,
    /// All the evidence was taken.
    EvidenceTaken,
    /// Some of it was taken.
    PartlyTaken,
    /// None of it could be taken.
    NotTaken,
}

impl ExecutionResult {
    /// Every result.
    pub const ALL: [Self; 5] = [Self::Served, Self::Unserved, Self::EvidenceTaken, Self::PartlyTaken, Self::NotTaken];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Served => "served",
            Self::Unserved => "unserved",
            Self::EvidenceTaken => "evidence-taken",
            Self::PartlyTaken => "partly-taken",
            Self::NotTaken => "not-taken",
        }
    }

    /// The kind of cooperation of which it can come.
    pub const fn procedure(self) -> Procedure {
        match self {
            Self::Served | Self::Unserved => Procedure::ServiceOfDocuments,
            Self::EvidenceTaken | Self::PartlyTaken | Self::NotTaken => Procedure::TakingOfEvidence,
        }
    }

    /// Was nothing done of what was asked for? That may be certified whatever is still open.
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Unserved | Self::NotTaken)
    }
}

/// The fields that may stand open in the record: codes, dates, names of authorities and messages, digests of signed or
/// encrypted bytes. Whatever is not on this list is sealed, so a new field is secret until somebody decides otherwise.
const OPEN_FIELDS: [&str; 27] = [
    "chain",
    "blob",
    "last_days",
    "stage",
    "fault",
    "supplement",
    "message",
    "to",
    "from",
    "message_kind",
    "seq",
    "seen",
    "refusal",
    "digest",
    "peer_index",
    "receipt",
    "result",
    "conflict",
    "side",
    "manner",
    "decision",
    "adopted",
    "moves",
    "erasure_reason",
    "left",
    "handling",
    "permit",
];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 46] = [
        "drafted",
        "amended",
        "file-added",
        "preflighted",
        "assessed",
        "assessment-failed",
        "reviewed",
        "submitted",
        "sent-back",
        "transmitted",
        "message-queued",
        "receipted",
        "quarantined",
        "message-taken",
        "received",
        "supplement-asked",
        "supplied",
        "acknowledged",
        "accepted",
        "execution-started",
        "executed",
        "certificate-returned",
        "certificate-received",
        "refused",
        "withdrawn",
        "paper-used",
        "notice-given",
        "costs-consulted",
        "costs-answered",
        "reminded",
        "corrected",
        "handled",
        "taken-over",
        "use-requested",
        "use-answered",
        "circumstances-noted",
        "appearance-recorded",
        "conflict-found",
        "closed",
        "erased",
        "file-refused",
        "agents-checked",
        "erasure-asked",
        "erasure-answered",
        "entered",
        "conveyed",
    ];

    /// What the rules were asked and answered in an event of this kind; nothing, where they were not asked. The rest of the event is not
    /// read: a replay goes through a whole record.
    pub fn checks_in(kind: &str, particulars: &BTreeMap<String, Json>) -> Result<Vec<Check>, NotAnEvent> {
        match kind {
            "assessed" => parts::field(Self::OF, "check", particulars).map(|check| vec![check]),
            "preflighted" => parts::field(Self::OF, "checks", particulars),
            _ => Ok(Vec::new()),
        }
    }

    /// The sealed document that it brought or sent, the side whose it is, and what kind of document it is.
    pub fn sealed(&self) -> Option<(&str, Side, MessageKind)> {
        use MessageKind as Kind;
        use Side::{Requested, Requesting};
        let (document, side, kind) = match self {
            Self::Transmitted { document, .. } | Self::Received { document, .. } | Self::Supplied { document, .. } => {
                (document, Requesting, Kind::Letter)
            }
            Self::SupplementAsked { document, .. } => (document, Requested, Kind::SupplementRequest),
            Self::Acknowledged { document, .. } => (document, Requested, Kind::Acknowledgement),
            Self::Accepted { document, .. } => (document, Requested, Kind::Acceptance),
            Self::CertificateReturned { document, .. } | Self::CertificateReceived { document, .. } => {
                (document, Requested, Kind::Certificate)
            }
            Self::Refused { document, manner: Manner::Refused, .. } => (document, Requested, Kind::Refusal),
            Self::Refused { document, manner: Manner::Returned, .. } => (document, Requested, Kind::Return),
            Self::Withdrawn { document: Some(document), .. } => (document, Requesting, Kind::Withdrawal),
            Self::PaperUsed { document: Some(document), side, .. } => (document, *side, Kind::PaperUsed),
            Self::NoticeGiven { document, .. } => (document, Requested, Kind::NoticeOfTimeAndPlace),
            Self::CostsConsulted { document, .. } => (document, Requested, Kind::CostsConsultation),
            Self::CostsAnswered { document, .. } => (document, Requesting, Kind::CostsAnswer),
            Self::Reminded { document, .. } => (document, Requesting, Kind::Reminder),
            Self::UseRequested { document, .. } => (document, Requesting, Kind::UseRequest),
            Self::UseAnswered { document, .. } => (document, Requested, Kind::UseAnswer),
            Self::ErasureAsked { document, side, .. } => (document, *side, Kind::ErasureRequest),
            Self::ErasureAnswered { document, side, .. } => (document, *side, Kind::ErasureAnswer),
            Self::Corrected { document, side, corrected, .. } => (document, *side, corrected.kind()),
            _ => return None,
        };
        Some((document, side, kind))
    }

    /// The side on which an event of this kind opens a matter.
    pub(super) const fn opens(&self) -> Option<Side> {
        match self {
            Self::Drafted { .. } => Some(Side::Requesting),
            Self::Entered { .. } | Self::Received { .. } => Some(Side::Requested),
            _ => None,
        }
    }
}

impl InParts for Event {
    const OF: &'static str = "a matter";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}

/// An event in its place: when it was recorded, for which business day, by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Its index in this gateway's journal.
    pub index: u64,
    /// The business day.
    pub on: Date,
    /// When the gateway wrote it.
    pub time: comity_record::Time,
    /// The authority on whose behalf; absent for the gateway's own clockwork and for what a peer sent.
    pub authority: Option<AuthorityId>,
    /// The person who acted.
    pub by: Option<String>,
    /// What happened.
    pub event: Event,
}
