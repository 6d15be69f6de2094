//! What has happened in a matter, and how each event is split into an open and a sealed part of the record.

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::request::{FileRef, ServiceRequest};
use super::{Chain, Side};
use crate::assessment::{Assessment, Citation};
use crate::facts::{Facts, Stage};
use crate::message::{Certificate, MessageKind};
use crate::{AuthorityId, Date, GatewayId, MessageId};

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
        request: ServiceRequest,
    },
    /// The originating court changed the draft.
    Amended {
        /// What is asked for now.
        request: ServiceRequest,
    },
    /// A paper was added to the matter's files.
    FileAdded {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
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
        request: ServiceRequest,
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
        request: ServiceRequest,
        /// The sealed document.
        document: String,
        /// The encrypted bytes of its files, by the digest of the plain ones.
        blobs: BTreeMap<Digest, Digest>,
    },
    /// The receiving authority accepted the request.
    Accepted {
        /// The findings that a person looked at and let pass.
        flags: Vec<String>,
        /// The sealed document.
        document: String,
    },
    /// The executing body has the papers.
    ExecutionStarted {
        /// The executing body, in words.
        executing_body: String,
    },
    /// Service was carried out, or could not be.
    Executed {
        /// `served` or `unserved`.
        result: ServiceResult,
        /// What the certificate will say.
        certificate: Certificate,
    },
    /// The receiving authority sealed the certificate and sent it back (S99 art. 5).
    CertificateReturned {
        /// `served` or `unserved`.
        result: ServiceResult,
        /// The sealed document.
        document: String,
        /// Digest of its bytes.
        document_digest: Digest,
    },
    /// The certificate arrived at the requesting side.
    CertificateReceived {
        /// `served` or `unserved`.
        result: ServiceResult,
        /// What it says.
        certificate: Certificate,
        /// The sealed document.
        document: String,
    },
    /// The receiving authority refused the request, with written reasons.
    Refused {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
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
        /// Why.
        reason: String,
    },
    /// Something arrived that contradicts what was concluded before: a judge has to look.
    ConflictFound {
        /// What contradicts what.
        conflict: String,
    },
    /// The originating court closed its file.
    Closed {},
}

/// A question to a rule set, and its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// `own`: this side's rules decide. `advice`: the other side's published release says what would be returned.
    pub weight: Weight,
    /// The facts as the rules saw them.
    pub facts: Facts,
    /// The answer.
    pub assessment: Assessment,
}

impl Check {
    /// Does it conclude that nothing was served, or that this way of service is closed?
    pub fn concludes_unserved(&self) -> bool {
        let unserved = |code: &str| matches!(code, "not-served" | "method-unavailable");
        self.assessment.conclusions.iter().any(|conclusion| unserved(&conclusion.code))
    }
}

/// A rule set that did not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unanswered {
    /// Whose rules.
    pub weight: Weight,
    /// The name of the fault, or why they could not be asked.
    pub fault: String,
}

/// What an assessment is worth here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// This side's own rules.
    Own,
    /// The other side's published release.
    Advice,
}

/// The result of an attempt at service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServiceResult {
    /// The documents were served.
    Served,
    /// They could not be served.
    Unserved,
}

impl ServiceResult {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Served => "served",
            Self::Unserved => "unserved",
        }
    }
}

/// The fields that may stand open in the record: codes, dates, names of authorities and messages, digests of signed or
/// encrypted bytes. Whatever is not on this list is sealed, so a new field is secret until somebody decides otherwise.
const OPEN_FIELDS: [&str; 18] = [
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
];

/// An event as the record holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The event's code.
    pub kind: String,
    /// Codes, dates, digests.
    pub open: Map<String, Json>,
    /// Everything else.
    pub particulars: BTreeMap<String, Json>,
}

/// The record does not hold an event of a matter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an event of a matter: {0}")]
pub struct NotAnEvent(String);

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 27] = [
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
        "accepted",
        "execution-started",
        "executed",
        "certificate-returned",
        "certificate-received",
        "refused",
        "withdrawn",
        "paper-used",
        "conflict-found",
        "closed",
    ];

    /// Splits the event into its open and its sealed part.
    pub fn to_parts(&self) -> Result<Parts, NotAnEvent> {
        let Json::Object(fields) = serde_json::to_value(self).map_err(|error| NotAnEvent(error.to_string()))? else {
            return Err(NotAnEvent("not an object".into()));
        };
        let mut parts = Parts { kind: String::new(), open: Map::new(), particulars: BTreeMap::new() };
        for (name, value) in fields {
            match value {
                Json::String(kind) if name == "kind" => parts.kind = kind,
                value if OPEN_FIELDS.contains(&name.as_str()) => drop(parts.open.insert(name, value)),
                value => drop(parts.particulars.insert(name, value)),
            }
        }
        Ok(parts)
    }

    /// Puts an event together again. Fields of the parts that are not the event's own (who, on whose behalf) are left out.
    pub fn from_parts(
        kind: &str,
        open: &Map<String, Json>,
        particulars: &BTreeMap<String, Json>,
    ) -> Result<Self, NotAnEvent> {
        let mut fields: Map<String, Json> = open.clone();
        fields.extend(particulars.iter().map(|(name, value)| (name.clone(), value.clone())));
        fields.insert("kind".into(), kind.into());
        serde_json::from_value(Json::Object(fields)).map_err(|error| NotAnEvent(error.to_string()))
    }

    /// The side on which an event of this kind opens a matter.
    pub(super) const fn opens(&self) -> Option<Side> {
        match self {
            Self::Drafted { .. } => Some(Side::Requesting),
            Self::Received { .. } => Some(Side::Requested),
            _ => None,
        }
    }
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
