//! A matter: one request for cooperation between two jurisdictions, seen from one side. It is the fold of its events.
//!
//! Chain: originating court → transmitting authority → receiving authority → executing body. What may happen next is decided in
//! [`decide`]; what has happened is applied here.

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::label::Label;
use crate::message::{Certificate, MessageKind, Notice};
pub use crate::parts::{NotAnEvent, Parts};
use crate::{AuthorityId, Date, MatterId};

mod abroad;
mod agent;
mod check;
mod command;
mod consent;
mod correspond;
mod custody;
mod decide;
mod erase;
mod event;
mod evidence;
mod facts_of;
mod papers;
mod refusal;
mod request;
mod standing;
mod take;

pub use abroad::{Abroad, Arrival, Channel, Conveyance, Conveyed, Counterpart, Way, authority_abroad};
pub use agent::{Agent, CheckedAgent};
pub use check::{Check, Unanswered, Weight};
pub use command::{Command, Context, Correction, Labels, Preflight};
pub use custody::{Custody, Handling, Leave, Step, Wish, custody, out_of_nowhere};
pub use decide::decide;
pub(crate) use erase::kept_until;
pub use erase::{Erased, ErasureAsked, ErasureReason};
pub use event::{Event, ExecutionResult, Manner, Recorded};
pub use evidence::{
    Appearance, AppearanceStep, Circumstances, Consent, ConsentTo, Decisions, DeclinedAct, Evidence, PersonConcerned,
    PresenceDecided, Privilege, RequestedAct,
};
pub(crate) use facts_of::claimed;
pub use facts_of::{Parties, certificate_facts, letter_facts, questions};
pub use papers::{Consultation, SealedPaper, UseAskedFor};
pub use refusal::Refusal;
pub use request::{Addressee, Asks, BadRequest, Document, FileRef, LetterForm, Request};
pub(crate) use request::{at_most, bad, check_fact, check_particulars, check_text};
pub use standing::{Consulted, Standing, UseAsked};
pub use take::CONFLICTS;

/// The side from which a matter is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The side that asks.
    Requesting,
    /// The side that is asked.
    Requested,
}

impl Side {
    /// The one over there.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Requesting => Self::Requested,
            Self::Requested => Self::Requesting,
        }
    }
}

/// The kind of cooperation that a matter is about: a procedure of the vocabulary.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Procedure {
    /// Documents are to be served.
    #[default]
    ServiceOfDocuments,
    /// Evidence is to be taken.
    TakingOfEvidence,
}

impl Procedure {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::ServiceOfDocuments, Self::TakingOfEvidence];

    /// The code of the vocabulary.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ServiceOfDocuments => "service-of-documents",
            Self::TakingOfEvidence => "taking-of-evidence",
        }
    }

    /// Is it documents that are to be served? Then nothing is written of it where a matter stands: that is how records began.
    pub(crate) const fn is_service(&self) -> bool {
        matches!(self, Self::ServiceOfDocuments)
    }
}

/// The authorities that a matter passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// The court that hears the case and writes the request.
    pub originating: AuthorityId,
    /// The authority that examines, seals and transmits it; the originating court itself where it may deal directly.
    pub transmitting: AuthorityId,
    /// The authority of the other side that receives and examines it.
    pub receiving: AuthorityId,
}

/// Where a matter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A draft at the originating court.
    Drafted,
    /// With the transmitting authority.
    Submitted,
    /// Back at the originating court for correction.
    SentBack,
    /// Sealed and on its way.
    Transmitted,
    /// The receiving side has it: receipted there, received here.
    Acknowledged,
    /// The receiving authority waits for a supplement.
    SupplementAsked,
    /// The supplement is there.
    Supplied,
    /// The receiving authority accepted.
    Accepted,
    /// The executing body has the papers.
    InExecution,
    /// Service was carried out, or evidence was taken; or it could not be.
    Completed,
    /// The certificate is on its way back, or has arrived.
    Returned,
    /// The originating court closed its file.
    Closed,
    /// The receiving authority refused.
    Refused,
    /// The requesting side withdrew.
    Withdrawn,
    /// Goes on by paper.
    PaperUsed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 15] = [
        Self::Drafted,
        Self::Submitted,
        Self::SentBack,
        Self::Transmitted,
        Self::Acknowledged,
        Self::SupplementAsked,
        Self::Supplied,
        Self::Accepted,
        Self::InExecution,
        Self::Completed,
        Self::Returned,
        Self::Closed,
        Self::Refused,
        Self::Withdrawn,
        Self::PaperUsed,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Submitted => "submitted",
            Self::SentBack => "sent-back",
            Self::Transmitted => "transmitted",
            Self::Acknowledged => "acknowledged",
            Self::SupplementAsked => "supplement-asked",
            Self::Supplied => "supplied",
            Self::Accepted => "accepted",
            Self::InExecution => "in-execution",
            Self::Completed => "completed",
            Self::Returned => "returned",
            Self::Closed => "closed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::PaperUsed => "paper-used",
        }
    }

    /// Nothing more is expected to happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Refused | Self::Withdrawn)
    }
}

/// A file of the matter and where its encrypted bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// What it is.
    pub file: FileRef,
    /// Digest of the encrypted bytes: the blob's name.
    pub blob: Digest,
}

/// A matter, as its events have made it: where it stands, and what is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Matter {
    /// Its name, equal on both sides.
    pub id: MatterId,
    /// Where it stands.
    pub standing: Standing,
    /// What is asked for.
    pub request: Request,
    /// The files that were added to it, by the digest of their bytes.
    pub files: BTreeMap<Digest, StoredFile>,
    /// The labels of those that are evidence, by the same digests.
    pub labels: BTreeMap<Digest, Label>,
    /// The files that no person put on file here: each came from the other gateway or, where a matter is named, as a copy of what is there.
    pub handed_on: BTreeMap<Digest, Option<MatterId>>,
    /// What the last preflight said.
    pub preflight: Option<Preflight>,
    /// The last answer of this side's own rules.
    pub assessed: Option<Check>,
    /// The last advice of the other side's rules, since this side's own were asked.
    pub advised: Option<Check>,
    /// Digest of the letter that stands: the requesting side's last one, unless the other side never took it.
    pub letter_digest: Option<Digest>,
    /// Digest of the letter that the last one supplements.
    pub superseded: Option<Digest>,
    /// The requesting side used paper: its letter, or a supplement to it, went by post, whatever the gateways brought besides.
    pub on_paper: bool,
    /// This side's law concluded once that nothing was served, or that this way is closed. Something may have been built on it.
    pub concluded_unserved: bool,
    /// The result, and the certificate.
    pub certificate: Option<(ExecutionResult, Certificate)>,
    /// Digest of the sealed document that says so: the certificate that was returned, or the correction of it.
    pub certificate_digest: Option<Digest>,
    /// What the receiving authority decided about the wishes of the letter.
    pub decisions: Decisions,
    /// What the executing side found out; nothing of it is known to the other.
    pub circumstances: Option<Circumstances>,
    /// What became of those who travelled to the requesting side.
    pub appearances: Vec<Appearance>,
    /// The receiving authority's own number of the matter.
    pub number_over_there: Option<String>,
    /// The times and places that the executing side gave notice of, by the digests of the documents that say so now.
    pub notices: Vec<(Digest, Notice)>,
    /// The last consultation on costs.
    pub consultation: Option<Consultation>,
    /// The questions for another use of what was obtained, and their answers.
    pub uses: Vec<UseAskedFor>,
    /// Every document that was sealed in the matter, in the order in which this side came to have it.
    pub papers: Vec<SealedPaper>,
    /// What went by hand, and what came so, if the other end is abroad.
    pub conveyed: Vec<Conveyed>,
    /// What our corrections displaced, in their order: a correction that the other side never took was never made.
    displaced: Vec<papers::Displaced>,
    /// The messages of both sides.
    pub messages: Messages,
}

/// The messages of both sides in one matter, by the digests of their bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Messages {
    /// Ours, in their order.
    pub sent: Vec<Digest>,
    /// Theirs, in their order.
    pub taken: Vec<Digest>,
    /// How many of ours they had taken when they wrote their last one.
    pub seen_by_peer: u64,
}

impl Aggregate for Matter {
    type Id = MatterId;
    type Event = Event;

    fn begin(id: &MatterId, on: Date, event: &Event) -> Option<Self> {
        let (Event::Drafted { request, .. } | Event::Entered { request, .. } | Event::Received { request, .. }) = event
        else {
            return None;
        };
        let mut matter = Self {
            id: id.clone(),
            standing: Standing::open(on, event)?,
            request: request.clone(),
            files: BTreeMap::new(),
            labels: BTreeMap::new(),
            handed_on: BTreeMap::new(),
            preflight: None,
            assessed: None,
            advised: None,
            letter_digest: None,
            superseded: None,
            on_paper: false,
            concluded_unserved: false,
            certificate: None,
            certificate_digest: None,
            decisions: Decisions::default(),
            circumstances: None,
            appearances: Vec::new(),
            number_over_there: None,
            notices: Vec::new(),
            consultation: None,
            uses: Vec::new(),
            papers: Vec::new(),
            conveyed: Vec::new(),
            displaced: Vec::new(),
            messages: Messages::default(),
        };
        matter.take_in(event);
        Some(matter)
    }

    fn apply(&mut self, on: Date, event: &Event) {
        // First the content: whether a supplement replaces the request depends on where the matter stood when it came.
        self.take_in(event);
        self.standing.apply(on, event);
    }
}

impl Matter {
    /// Digest of the request as it stands: what a preflight examined. It never leaves the sealed part of the record.
    pub fn request_digest(&self) -> Digest {
        self.request.digest()
    }

    fn take_in(&mut self, event: &Event) {
        self.file(event);
        match event {
            Event::Amended { request } => self.request = request.clone(),
            Event::FileAdded { file, blob } => self.keep(file.clone(), *blob),
            Event::TakenOver { file, blob, source, label } => {
                self.hand_on(file, Some(source));
                self.keep(file.clone(), *blob);
                self.labels.extend(label.clone().map(|label| (file.sha256, label)));
            }
            Event::Preflighted { request_digest, checks, unanswered } => {
                let (request_digest, checks, unanswered) = (*request_digest, checks.clone(), unanswered.clone());
                self.preflight = Some(Preflight { request_digest, checks, unanswered });
            }
            Event::Assessed { check, .. } if check.weight == Weight::Advice => self.advised = Some(check.clone()),
            Event::Assessed { check, .. } => {
                self.concluded_unserved |= check.concludes_unserved();
                self.assessed = Some(check.clone());
            }
            Event::AssessmentFailed { .. } => self.assessed = None,
            Event::Transmitted { document_digest, .. } => {
                self.superseded = self.letter_digest.replace(*document_digest);
            }
            Event::Received { request, document, blobs, .. } => {
                self.letter_digest = Some(Digest::of(document.as_bytes()));
                self.keep_all(request.files(), blobs);
            }
            Event::Supplied { request, document, blobs } => {
                self.keep_all(request.files(), blobs);
                if self.standing.adopts_letter() {
                    self.adopt(request);
                    self.superseded = self.letter_digest.replace(Digest::of(document.as_bytes()));
                }
            }
            Event::Executed { result, certificate } => {
                self.label_obtained(certificate);
                self.certificate = Some((*result, certificate.clone()));
            }
            Event::CertificateReceived { result, certificate, blobs, .. } => {
                self.keep_all(certificate.files(), blobs);
                self.label_obtained(certificate);
                self.certificate = Some((*result, certificate.clone()));
            }
            // Also where it comes after a decision of this side, and where its notice is never taken: the papers went all the same.
            Event::PaperUsed { side: Side::Requesting, .. } => self.on_paper = true,
            Event::CircumstancesNoted { circumstances } => self.circumstances = Some(circumstances.clone()),
            Event::AppearanceRecorded { appearance } => self.appearances.push(appearance.clone()),
            Event::Conveyed { conveyed } => {
                self.conveyed.push(conveyed.clone());
                self.label_arrived(conveyed);
            }
            Event::MessageQueued { digest, .. } => self.messages.sent.push(*digest),
            Event::Quarantined { seq, message_kind, .. } => {
                // The other side never took it, nor what was queued behind it.
                let before = usize::try_from(seq.saturating_sub(1)).unwrap_or(usize::MAX);
                self.messages.sent.truncate(before);
                if matches!(message_kind, MessageKind::Letter | MessageKind::Supplement) {
                    self.letter_digest = self.superseded.take();
                }
                self.take_back(*message_kind);
            }
            Event::MessageTaken { digest, seen, .. } => {
                self.messages.taken.push(*digest);
                self.messages.seen_by_peer = self.messages.seen_by_peer.max(*seen);
            }
            _ => {}
        }
    }

    /// Whose rules are asked about its letter before it goes.
    pub fn examiners(&self) -> &'static [Weight] {
        self.standing.chain.counterpart().examiners()
    }

    /// The label of what is obtained under the letter of this matter.
    pub fn own_label(&self) -> Label {
        Label::of(&self.id, &self.standing.chain, &self.request.case_number)
    }

    /// The label that a certificate has to bear: none, if nothing was obtained.
    pub fn label_for(&self, certificate: &Certificate) -> Option<Label> {
        certificate.files().next().is_some().then(|| self.own_label())
    }

    /// The label in the manifest of a file that is put on file here, where that is evidence for the other side.
    pub fn label_for_results(&self) -> Option<Label> {
        let is_taken_here = self.standing.side == Side::Requested && self.request.evidence().is_some();
        is_taken_here.then(|| self.own_label())
    }

    /// Evidence has the label of the letter for which it was taken, whatever its certificate says or leaves out.
    fn label_obtained(&mut self, certificate: &Certificate) {
        let label = self.own_label();
        self.labels.extend(certificate.files().map(|file| (file.sha256, label.clone())));
    }

    /// So have the papers that came from abroad with what was obtained there: the report on it is not free because no transcript names it.
    fn label_arrived(&mut self, conveyed: &Conveyed) {
        let is_obtained = conveyed.way == Way::Arrived && conveyed.document_kind == MessageKind::Certificate;
        if is_obtained && self.standing.side == Side::Requesting {
            let label = self.own_label();
            self.labels.extend(conveyed.papers.iter().map(|paper| (*paper, label.clone())));
        }
    }

    fn keep(&mut self, file: FileRef, blob: Digest) {
        self.files.insert(file.sha256, StoredFile { file, blob });
    }

    fn keep_all<'a>(&mut self, files: impl IntoIterator<Item = &'a FileRef>, blobs: &BTreeMap<Digest, Digest>) {
        for file in files {
            if let Some(blob) = blobs.get(&file.sha256) {
                self.hand_on(file, None);
                self.keep(file.clone(), *blob);
            }
        }
    }

    /// How bytes came first is what counts: they are not looked at a second time, and what was put on file here may come back.
    fn hand_on(&mut self, file: &FileRef, source: Option<&MatterId>) {
        if !self.files.contains_key(&file.sha256) {
            self.handed_on.insert(file.sha256, source.cloned());
        }
    }
}

#[cfg(test)]
mod tests;
