//! What the gateways tell each other in a matter. The envelope around it is the federation's.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::assessment::Citation;
use crate::facts::{Particulars, Value};
use crate::json::Place;
use crate::limits::{CODE_MAX_BYTES, GROUNDS_MAX};
use crate::matter::{
    BadRequest, Chain, Decisions, ErasureReason, ExecutionResult, FileRef, Request, Side, check_particulars, check_text,
};
use crate::{AuthorityId, Date, MatterId};

mod certificate;
mod correspondence;
mod erasing;
mod other_use;

pub use certificate::{ActResult, ActTaken, Certificate, Certified, ServiceCertificate, Taking};
pub use correspondence::{Amount, Costs, CostsDecision, Currency, Notice, Occasion};
pub use erasing::ErasureDecision;
pub use other_use::{OtherUse, UseDecision};

/// What a message is. Where a matter stands then, on either side, is the table `matter/transitions.txt`.
///
/// A document *decides* if it moves the matter, and then a document that crossed it may contradict it: both are kept, and a person
/// looks. The others *tell*: they move nothing, and cannot come too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    /// The letter of request. From the requesting side; refers to nothing. Opens the matter over there, whose rules are asked whether
    /// it is in order (`incoming`).
    Letter,
    /// The receiving authority asks for a supplement. From the requested side, before it has accepted; refers to the letter that
    /// stands.
    SupplementRequest,
    /// The letter, supplemented. From the requesting side, once it was asked; refers to the letter that it replaces. The rules are
    /// asked again (`incoming`).
    Supplement,
    /// The receiving authority accepts. From the requested side; refers to the letter that stands.
    Acceptance,
    /// The receiving authority refuses, with reasons. From the requested side, before it has accepted; refers to the letter that
    /// stands. It ends the matter, also if it crosses a withdrawal.
    Refusal,
    /// The certificate of service, or of the taking of evidence with what was taken. From the requested side; refers to the letter that was executed. The rules of both sides are asked
    /// (`return`, `follow-up`).
    Certificate,
    /// The requesting side withdraws. From the originating court or the transmitting authority; refers to the letter that stands. What
    /// has been executed or refused by then stays so.
    Withdrawal,
    /// The receiving authority has registered the letter under a number of its own. From the requested side, once, until the request
    /// has been executed; refers to the letter that stands. It tells: the receipt is the promise of a gateway, this is the word of an
    /// authority.
    Acknowledgement,
    /// The receiving authority returns the letter because it is outside the instrument, with the papers that go back. From the
    /// requested side, where it could refuse, and with the same effect; refers to the letter that stands.
    Return,
    /// When and where something is done. From the requested side, while it executes; refers to the letter that stands. It tells.
    NoticeOfTimeAndPlace,
    /// Costs are expected that the requested side does not bear by itself: should it go on? From the requested side, one at a time,
    /// until the request has been executed; refers to the letter that stands. It moves nothing; but the requested side executes only
    /// once it is answered.
    CostsConsultation,
    /// The answer to that. From the originating court or the transmitting authority; refers to the consultation.
    CostsAnswer,
    /// The requesting side asks where the matter stands: a period has passed (the rules conclude `reminder-due`), or it has waited
    /// long. From the originating court or the transmitting authority, while it waits; refers to the letter that stands. It tells.
    Reminder,
    /// Electronic delivery failed or is not admitted, and paper was used. From either side; refers to the letter that stands, or, where
    /// a supplement goes on paper, to the request for it. The requesting side's moves the matter as long as the other side has decided
    /// nothing, or brings what it asked for; the requested side's tells.
    PaperUsed,
    /// A document that replaces an earlier one of the same authority and of the same kind; refers to that one. Which kinds can be
    /// corrected says [`can_be_corrected`](Self::can_be_corrected). The rules are asked again about a letter (`incoming`) and about a
    /// certificate (`return`, `follow-up`).
    Correction,
    /// May evidence that was given be used for something else than the case in the letter? From the originating court or the transmitting
    /// authority, one question at a time, once the result is there, also when the file is closed; refers to the letter that stands. It
    /// tells.
    UseRequest,
    /// The answer to that: the side that gave the evidence grants it, or does not. From the requested side; refers to the question.
    UseAnswer,
    /// The matter is to be erased on the side that asks: should the copy of the other be erased too? From either side, one question at a
    /// time, once the matter has ended there; refers to the letter that stands. It tells, and nothing is erased by it.
    ErasureRequest,
    /// The answer to that. From the side that was asked; refers to the question.
    ErasureAnswer,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 19] = [
        Self::Letter,
        Self::SupplementRequest,
        Self::Supplement,
        Self::Acceptance,
        Self::Refusal,
        Self::Certificate,
        Self::Withdrawal,
        Self::Acknowledgement,
        Self::Return,
        Self::NoticeOfTimeAndPlace,
        Self::CostsConsultation,
        Self::CostsAnswer,
        Self::Reminder,
        Self::PaperUsed,
        Self::Correction,
        Self::UseRequest,
        Self::UseAnswer,
        Self::ErasureRequest,
        Self::ErasureAnswer,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::SupplementRequest => "supplement-request",
            Self::Supplement => "supplement",
            Self::Acceptance => "acceptance",
            Self::Refusal => "refusal",
            Self::Certificate => "certificate",
            Self::Withdrawal => "withdrawal",
            Self::Acknowledgement => "acknowledgement",
            Self::Return => "return",
            Self::NoticeOfTimeAndPlace => "notice-of-time-and-place",
            Self::CostsConsultation => "costs-consultation",
            Self::CostsAnswer => "costs-answer",
            Self::Reminder => "reminder",
            Self::PaperUsed => "paper-used",
            Self::Correction => "correction",
            Self::UseRequest => "use-request",
            Self::UseAnswer => "use-answer",
            Self::ErasureRequest => "erasure-request",
            Self::ErasureAnswer => "erasure-answer",
        }
    }

    /// May it bring files: of the request, or of the evidence that was taken?
    pub const fn carries_files(self) -> bool {
        matches!(self, Self::Letter | Self::Supplement | Self::Certificate | Self::Correction)
    }

    /// May this side of a matter send it?
    pub const fn may_come_from(self, side: Side) -> bool {
        match self {
            Self::Letter
            | Self::Supplement
            | Self::Withdrawal
            | Self::CostsAnswer
            | Self::Reminder
            | Self::UseRequest => matches!(side, Side::Requesting),
            Self::SupplementRequest
            | Self::Acceptance
            | Self::Refusal
            | Self::Certificate
            | Self::Acknowledgement
            | Self::Return
            | Self::NoticeOfTimeAndPlace
            | Self::CostsConsultation
            | Self::UseAnswer => matches!(side, Side::Requested),
            Self::PaperUsed | Self::Correction | Self::ErasureRequest | Self::ErasureAnswer => true,
        }
    }

    /// May a correction replace a document of this kind? Not where another document takes its place anyway (the answer to a new
    /// consultation), or where it only told that it was sent.
    pub const fn can_be_corrected(self) -> bool {
        match self {
            Self::Letter
            | Self::Supplement
            | Self::SupplementRequest
            | Self::Acceptance
            | Self::Refusal
            | Self::Return
            | Self::Certificate
            | Self::Acknowledgement
            | Self::NoticeOfTimeAndPlace
            | Self::CostsConsultation => true,
            Self::Withdrawal
            | Self::CostsAnswer
            | Self::Reminder
            | Self::PaperUsed
            | Self::Correction
            | Self::UseRequest
            | Self::UseAnswer
            | Self::ErasureRequest
            | Self::ErasureAnswer => false,
        }
    }
}

/// What an authority seals. The seal is a signature over the canonical JSON of this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedDocument {
    /// The matter.
    pub matter: MatterId,
    /// The authority whose seal it bears.
    pub sealed_by: AuthorityId,
    /// The business day on which it was sealed.
    pub sealed_on: Date,
    /// Digest of the document that it answers or supersedes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refers_to: Option<Digest>,
    /// What it says.
    pub content: Content,
}

/// What a sealed document says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case", deny_unknown_fields)]
pub enum Content {
    /// The letter of request, or its supplement.
    Letter {
        /// The authorities that it passes.
        chain: Chain,
        /// What is asked for.
        request: Request,
    },
    /// A request for supplement.
    SupplementRequest {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
    },
    /// Acceptance.
    Acceptance {
        /// What the requesting side should know: by which method, with which reservation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        remarks: Option<String>,
        /// What it decided about the wishes of a letter for evidence.
        #[serde(default, skip_serializing_if = "Decisions::is_empty")]
        decisions: Decisions,
    },
    /// Refusal.
    Refusal {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
    },
    /// The certificate of service, or of the taking of evidence.
    Certificate {
        /// What came of it: `served`, `partly-taken`.
        result: ExecutionResult,
        /// What it certifies.
        certificate: Certificate,
    },
    /// Withdrawal.
    Withdrawal {
        /// Why.
        reason: String,
    },
    /// The letter is registered.
    Acknowledgement {
        /// The receiving authority's number of the matter.
        number: String,
    },
    /// The letter is returned because it is outside the instrument.
    Return {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
        /// What goes back: `letter`, `documents`.
        returned_papers: Vec<String>,
    },
    /// Time and place.
    NoticeOfTimeAndPlace {
        /// The time and the place.
        notice: Notice,
    },
    /// Consultation on costs.
    CostsConsultation {
        /// The costs.
        costs: Costs,
    },
    /// The answer to a consultation on costs.
    CostsAnswer {
        /// Whether the requesting side bears them.
        decision: CostsDecision,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Reminder.
    Reminder {
        /// What is asked.
        reason: String,
    },
    /// Paper was used.
    PaperUsed {
        /// Why.
        reason: String,
    },
    /// Correction of the document that it refers to.
    Correction {
        /// Why.
        reason: String,
        /// What that document should have said: the whole of it.
        corrected: Box<Content>,
    },
    /// The question whether evidence may be used for something else.
    UseRequest {
        /// Which items, and what for.
        wish: OtherUse,
        /// Why.
        reason: String,
    },
    /// The answer to the question that it refers to.
    UseAnswer {
        /// Whether they may be used so.
        decision: UseDecision,
        /// Why, or under which condition.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The matter is to be erased here; and there?
    ErasureRequest {
        /// Why it is to be erased.
        reason: ErasureReason,
        /// What that rests on, in words: the court, its order and the number of it.
        instrument: String,
    },
    /// The answer to the question that it refers to.
    ErasureAnswer {
        /// Whether the copy will be erased too.
        decision: ErasureDecision,
        /// Why not; or what else is to be said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

impl Content {
    /// The kind of message that carries it.
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Letter { .. } => MessageKind::Letter,
            Self::SupplementRequest { .. } => MessageKind::SupplementRequest,
            Self::Acceptance { .. } => MessageKind::Acceptance,
            Self::Refusal { .. } => MessageKind::Refusal,
            Self::Certificate { .. } => MessageKind::Certificate,
            Self::Withdrawal { .. } => MessageKind::Withdrawal,
            Self::Acknowledgement { .. } => MessageKind::Acknowledgement,
            Self::Return { .. } => MessageKind::Return,
            Self::NoticeOfTimeAndPlace { .. } => MessageKind::NoticeOfTimeAndPlace,
            Self::CostsConsultation { .. } => MessageKind::CostsConsultation,
            Self::CostsAnswer { .. } => MessageKind::CostsAnswer,
            Self::Reminder { .. } => MessageKind::Reminder,
            Self::PaperUsed { .. } => MessageKind::PaperUsed,
            Self::Correction { .. } => MessageKind::Correction,
            Self::UseRequest { .. } => MessageKind::UseRequest,
            Self::UseAnswer { .. } => MessageKind::UseAnswer,
            Self::ErasureRequest { .. } => MessageKind::ErasureRequest,
            Self::ErasureAnswer { .. } => MessageKind::ErasureAnswer,
        }
    }

    /// The content that counts: of a correction, what it puts in the place of what it corrects.
    pub fn effective(&self) -> &Self {
        match self {
            Self::Correction { corrected, .. } => corrected,
            content => content,
        }
    }

    /// The request, if it is a letter or the correction of one.
    pub fn request(&self) -> Option<&Request> {
        match self.effective() {
            Self::Letter { request, .. } => Some(request),
            _ => None,
        }
    }

    /// Every file that it names: the papers of a letter, the evidence that a certificate brings; of a correction, of what it puts there.
    pub fn files(&self) -> Vec<&FileRef> {
        match self.effective() {
            Self::Letter { request, .. } => request.files().collect(),
            Self::Certificate { certificate, .. } => certificate.files().collect(),
            _ => Vec::new(),
        }
    }

    /// The authorities that a letter, or the correction of one, says it passes.
    pub fn chain(&self) -> Option<&Chain> {
        match self.effective() {
            Self::Letter { chain, .. } => Some(chain),
            _ => None,
        }
    }

    /// Checks the form of what people wrote in it. A letter is checked with its files, where they are known.
    ///
    /// # Errors
    /// The first place that cannot stand as it is.
    pub fn check(&self) -> Result<(), BadRequest> {
        match self {
            Self::Letter { request, .. } => request.check(),
            Self::Certificate { result, certificate } => certificate.check(*result),
            Self::NoticeOfTimeAndPlace { notice } => notice.check(),
            Self::CostsConsultation { costs } => {
                costs.check()?;
                check_grounds(&costs.grounds)
            }
            Self::Acknowledgement { number } => check_text("number".into(), number),
            Self::Acceptance { remarks, decisions } => {
                remarks.iter().try_for_each(|text| check_text("remarks".into(), text))?;
                decisions.check()
            }
            Self::CostsAnswer { reason, .. } | Self::UseAnswer { reason, .. } => {
                reason.iter().try_for_each(|text| check_text("reason".into(), text))
            }
            Self::ErasureRequest { reason, instrument } => {
                // What only passes an order on is none.
                if *reason == ErasureReason::PeerRequest {
                    return Err(BadRequest { at: "reason".into(), code: "not-an-order" });
                }
                check_text("instrument".into(), instrument)
            }
            Self::ErasureAnswer { decision: ErasureDecision::Declined, reason: None } => {
                Err(BadRequest { at: "reason".into(), code: "empty-text" })
            }
            Self::ErasureAnswer { reason, .. } => reason.iter().try_for_each(|text| check_text("reason".into(), text)),
            Self::SupplementRequest { reason, grounds } | Self::Refusal { reason, grounds } => {
                check_text("reason".into(), reason)?;
                check_grounds(grounds)
            }
            Self::Return { reason, grounds, returned_papers } => {
                check_text("reason".into(), reason)?;
                check_grounds(grounds)?;
                check_particulars(&particulars_of_return(returned_papers), Place::Root("request"))
            }
            Self::Withdrawal { reason } | Self::Reminder { reason } | Self::PaperUsed { reason } => {
                check_text("reason".into(), reason)
            }
            Self::Correction { reason, corrected } => {
                check_text("reason".into(), reason)?;
                corrected.check()
            }
            Self::UseRequest { wish, reason } => {
                check_text("reason".into(), reason)?;
                wish.check()
            }
        }
    }
}

/// Codes that can be shown, and not too many of them.
fn check_grounds(grounds: &[Citation]) -> Result<(), BadRequest> {
    let odd = |part: &String| part.len() > CODE_MAX_BYTES || part.chars().any(char::is_control);
    let bad = |at: String, code| Err(BadRequest { at, code });
    if grounds.len() > GROUNDS_MAX {
        return bad("grounds".into(), "too-many");
    }
    match grounds.iter().position(|ground| odd(&ground.instrument) || odd(&ground.provision)) {
        Some(place) => bad(format!("grounds[{place}]"), "bad-text"),
        None => Ok(()),
    }
}

/// What the rules are told about the papers that go back.
pub(crate) fn particulars_of_return(papers: &[String]) -> Particulars {
    if papers.is_empty() {
        return Particulars::new();
    }
    [("returned-papers".to_owned(), Value::Codes(papers.to_vec()))].into()
}
