//! What can be commanded in a matter.

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::custody::Wish;
use super::{
    Appearance, Arrival, Chain, Check, Circumstances, Conveyance, Decisions, ErasureReason, ExecutionResult, FileRef,
    Request, Unanswered, Weight,
};
use crate::assessment::Citation;
use crate::authorisation::Found;
use crate::facts::{Facts, Stage};
use crate::label::Label;
use crate::message::{
    Certificate, Content, Costs, CostsDecision, ErasureDecision, MessageKind, Notice, OtherUse, SealedDocument,
    UseDecision,
};
use crate::{Date, MatterId, MessageId};

/// What the manifests of files that were brought say of their use, by the digests of the files.
pub type Labels = BTreeMap<Digest, Map<String, Value>>;

/// What is to happen.
#[expect(clippy::large_enum_variant, reason = "a command is made once and moved into its decision; none is ever kept")]
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Write a first draft.
    Draft {
        /// The authorities that it passes.
        chain: Chain,
        /// What is asked for.
        request: Request,
    },
    /// Begin to enter a letter that came from abroad on paper.
    Enter {
        /// The authorities that it passed.
        chain: Chain,
        /// What is asked for.
        request: Request,
    },
    /// Change the draft.
    Amend {
        /// What is asked for now.
        request: Request,
    },
    /// Add a paper to the matter's files.
    AddFile {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
    },
    /// Keep that a file was not taken into the matter, because the scanner found something in it.
    RefuseFile {
        /// What it was. Its bytes are gone.
        file: FileRef,
        /// The scanner's name for what it found.
        finding: String,
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
        /// What is known here of the authorisations of the agents whom it names, in their order.
        agents: Vec<Found>,
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
        /// The labels in the manifests of the evidence that it brings, by the digest of the file, as they are written there.
        labels: Labels,
        /// What is known here of the authorisations of the agents whom it names, in their order, if it is a letter.
        agents: Vec<Found>,
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
    /// Say that the letter is registered.
    Acknowledge {
        /// The receiving authority's number of the matter.
        number: String,
        /// The sealed document.
        document: String,
    },
    /// Accept the request.
    Accept {
        /// What the requesting side should know.
        remarks: Option<String>,
        /// What it decided about the wishes of a letter for evidence.
        decisions: Decisions,
        /// The sealed document.
        document: String,
    },
    /// Hand the papers to the executing body.
    StartExecution {
        /// The executing body, in words.
        executing_body: String,
    },
    /// Record that service was carried out, or evidence taken; or that it could not be.
    Execute {
        /// What came of it: `served`, `partly-taken`.
        result: ExecutionResult,
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
    /// Return the request, because it is outside the instrument.
    ReturnUnexecuted {
        /// Why.
        reason: String,
        /// The provisions that it rests on.
        grounds: Vec<Citation>,
        /// What goes back: `letter`, `documents`.
        returned_papers: Vec<String>,
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
        /// The sealed document; absent if nothing has been sent yet.
        document: Option<String>,
    },
    /// Say when and where something is done.
    GiveNotice {
        /// The time and the place.
        notice: Notice,
        /// The sealed document.
        document: String,
    },
    /// Ask whether to go on in spite of costs.
    ConsultOnCosts {
        /// The costs.
        costs: Costs,
        /// The sealed document.
        document: String,
    },
    /// Answer that.
    AnswerOnCosts {
        /// Whether the requesting side bears them.
        decision: CostsDecision,
        /// Why.
        reason: Option<String>,
        /// The sealed document.
        document: String,
    },
    /// Ask where the matter stands.
    Remind {
        /// What is asked.
        reason: String,
        /// The sealed document.
        document: String,
    },
    /// Put another document in the place of one of one's own.
    Correct(Correction),
    /// Have items in hand.
    Handle(Wish),
    /// Put an item of another matter on file here, with its label.
    TakeOver {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes.
        blob: Digest,
        /// The matter that it is copied from.
        source: MatterId,
        /// Its label, if it is evidence.
        label: Option<Label>,
    },
    /// Bring a judge, because a file that was put on file here is known as evidence of another case.
    FlagEvidence,
    /// Ask for another use of what was obtained.
    RequestUse {
        /// Which items, and what for.
        wish: OtherUse,
        /// Why.
        reason: String,
        /// The sealed document.
        document: String,
    },
    /// Answer that.
    AnswerUse {
        /// Whether they may be used so.
        decision: UseDecision,
        /// Why, or under which condition.
        reason: Option<String>,
        /// The sealed document.
        document: String,
    },
    /// Note what was found out about the request.
    NoteCircumstances {
        /// All of it, as it is known now.
        circumstances: Circumstances,
    },
    /// Record what became of a person who travelled here.
    RecordAppearance {
        /// What, and when.
        appearance: Appearance,
    },
    /// Take what came from abroad on paper.
    Arrive(Arrival),
    /// Keep how something that this side sealed left for abroad.
    Dispatch {
        /// Digest of the document.
        document: Digest,
        /// How it went.
        conveyance: Conveyance,
    },
    /// Close the file.
    Close,
    /// Ask the other side whether it erases its copy too.
    AskErasure {
        /// Why it is to be erased here.
        reason: ErasureReason,
        /// What that rests on, in words.
        instrument: String,
        /// The sealed document.
        document: String,
    },
    /// Answer that.
    AnswerErasure {
        /// Whether it will be erased here too.
        decision: ErasureDecision,
        /// Why not.
        reason: Option<String>,
        /// The sealed document.
        document: String,
    },
    /// Erase the particulars.
    Erase {
        /// Why.
        reason: ErasureReason,
        /// The other side is not asked, and keeps its copy without having heard of it.
        without_peer: bool,
        /// How long this side keeps the particulars of a matter that has ended; for ever, if it does not say.
        retention_years: Option<u16>,
    },
}

/// A document that takes the place of an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Digest of the document that it supersedes.
    pub supersedes: Digest,
    /// What that document should have said.
    pub corrected: Content,
    /// What the rules said to it: both sides' of a letter, this side's of a certificate.
    pub checks: Vec<Check>,
    /// One for each rule set that did not answer.
    pub unanswered: Vec<Unanswered>,
    /// What is known here of the authorisations of the agents whom a letter names, in their order.
    pub agents: Vec<Found>,
    /// Why it goes in spite of that.
    pub override_reason: Option<String>,
    /// Why.
    pub reason: String,
    /// The sealed document.
    pub document: String,
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

impl Correction {
    /// What the rules said to a corrected letter, as what they say to a draft.
    pub(super) fn preflight(&self, request: &Request) -> Preflight {
        let request_digest = request.digest();
        Preflight { request_digest, checks: self.checks.clone(), unanswered: self.unanswered.clone() }
    }
}

impl Preflight {
    /// Were the rules of this weight asked, whether they answered or not?
    pub(super) fn asked(&self, weight: Weight) -> bool {
        self.checks.iter().any(|check| check.weight == weight) || self.unanswered.iter().any(|it| it.weight == weight)
    }
}
