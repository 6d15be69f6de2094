//! What has happened in a case, and how each event is split into an open and a sealed part of the record.

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use super::exhibit::{Exhibit, Formality, MediationUse, Translation};
use super::hearing::{
    Admitted, Agent, Answer, Attendance, Compliance, Decision, ExpertAssistant, Ground, Retraction, Signature,
    SimilarCase, Stance, Undertaking, WantedDocument,
};
use super::sheet::{Party, Sheet, Sitting};
use super::standing::Standing;
use crate::label::Label;
use crate::matter::{ErasureReason, FileRef, Handling, Leave};
use crate::parts::InParts;
use crate::{AuthorityId, Date, MatterId};

/// One thing that happened in a case. The record adds when, on which business day, and by whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "snake_case")]
pub enum Event {
    /// The court entered the case.
    Opened {
        /// The court.
        court: AuthorityId,
        /// The case.
        sheet: Sheet,
    },
    /// Another party joined, or was joined.
    PartyJoined {
        /// Its number.
        number: u32,
        /// The party.
        joined: Party,
    },
    /// A file was added to the case.
    FileAdded {
        /// What it is.
        file: FileRef,
        /// Digest of the encrypted bytes: the blob's name.
        blob: Digest,
        /// Its label, if it is evidence that was obtained for this case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        label: Option<Label>,
    },
    /// An item of a matter was put on file here.
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
    /// A party's agent stands in the case by a witnessed authorisation.
    AgentNamed {
        /// Number of the party.
        party: u32,
        /// The agent.
        agent: Agent,
    },
    /// The period for producing evidence was fixed (Evidence Provisions art. 51).
    PeriodFixed {
        /// The day on which the parties had notice of it. It does not count.
        from: Date,
        /// How many days.
        days: u32,
        /// The parties agreed on it, and the court permits it; otherwise the court fixed it.
        agreed: bool,
        /// The last day.
        last_day: Date,
        /// What the rules said.
        answer: Answer,
        /// Why it is fixed although the rules did not answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        override_reason: Option<String>,
    },
    /// A party asked for a longer period, and the court decided (art. 54). A longer period is longer for all.
    ExtensionDecided {
        /// Number of the party that asked.
        party: u32,
        /// When it asked.
        asked_on: Date,
        /// What the court decided.
        decision: Decision,
        /// The last day from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_day: Option<Date>,
        /// The exchange of evidence moves with it to this day (art. 56).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        exchange_on: Option<Date>,
        /// Why.
        reason: String,
    },
    /// The day of the exchange was fixed. It ends the period (art. 56).
    ExchangeFixed {
        /// The day.
        exchange_on: Date,
        /// Time and place.
        sitting: Sitting,
    },
    /// A party put a piece of evidence on its list.
    Produced {
        /// Its number in the case.
        number: u32,
        /// Number of the party.
        party: u32,
        /// It came after the period had ended.
        late: bool,
        /// Why so late.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late_reason: Option<String>,
        /// The exhibit that it rebuts (arts 51, 58).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rebuts: Option<u32>,
        /// The piece of evidence.
        item: Box<Exhibit>,
        /// What the rules said.
        answer: Answer,
        /// How it came that it is used, if it was made in a mediation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of_mediation: Option<Box<MediationUse>>,
    },
    /// A formality of proof was done, or shown, afterwards (art. 16).
    FormalityRecorded {
        /// Number of the exhibit.
        exhibit: u32,
        /// The formality.
        formality: Formality,
        /// What the rules say now.
        answer: Answer,
    },
    /// A translation was put beside its original (art. 17).
    TranslationBound {
        /// Number of the exhibit.
        exhibit: u32,
        /// The translation.
        translation: Translation,
        /// What the rules say now.
        answer: Answer,
    },
    /// A party took a piece of evidence back. It stays on the list, as one that was.
    ExhibitWithdrawn {
        /// Number of the exhibit.
        exhibit: u32,
        /// Why.
        reason: String,
    },
    /// An exchange of evidence began, led by a judge (art. 57).
    SessionOpened {
        /// Its number.
        session: u32,
        /// The judge who leads it.
        judge: String,
        /// Who is there.
        present: Vec<Attendance>,
    },
    /// A party admitted something.
    Admitted {
        /// Number of the admission.
        number: u32,
        /// Number of the party.
        party: u32,
        /// What it admits.
        admitted: Admitted,
    },
    /// The court let a party take an admission back (art. 9). It stays in the record, as one that was made.
    AdmissionRetracted {
        /// Number of the admission.
        admission: u32,
        /// On which ground.
        retraction: Retraction,
        /// Why.
        reason: String,
    },
    /// A party contested a piece of evidence, on one ground (art. 57).
    Objected {
        /// Number of the objection.
        number: u32,
        /// Number of the party.
        party: u32,
        /// Number of the exhibit.
        exhibit: u32,
        /// The ground.
        ground: Ground,
        /// The reason, which the record must state.
        reason: String,
    },
    /// The party whose evidence it is answered.
    ObjectionAnswered {
        /// Number of the objection.
        objection: u32,
        /// What it says.
        reply: String,
    },
    /// The party let its objection fall.
    ObjectionWithdrawn {
        /// Number of the objection.
        objection: u32,
    },
    /// The judge stated what remains in dispute (art. 57).
    IssuesStated {
        /// The issues, all of them.
        issues: Vec<String>,
    },
    /// A party asked that another be ordered to produce a document (art. 45).
    OrderAsked {
        /// Number of the application.
        number: u32,
        /// Number of the party.
        party: u32,
        /// The document.
        wanted: WantedDocument,
    },
    /// The court decided on that, having heard the other (art. 46).
    OrderDecided {
        /// Number of the application.
        order: u32,
        /// What it decided.
        decision: Decision,
        /// Until when the document is to be produced.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
        /// Why.
        reason: String,
    },
    /// The document was produced, or was not (art. 48).
    OrderEnded {
        /// Number of the application.
        order: u32,
        /// What became of it.
        compliance: Compliance,
    },
    /// A party asked that somebody with special knowledge appear (CPL Interpretation art. 122).
    ExpertAsked {
        /// Number of the request.
        number: u32,
        /// Number of the party.
        party: u32,
        /// Who.
        expert: ExpertAssistant,
        /// What the rules said.
        answer: Answer,
    },
    /// The court decided on that.
    ExpertDecided {
        /// Number of the request.
        request: u32,
        /// What it decided.
        decision: Decision,
        /// Why.
        reason: String,
    },
    /// Somebody undertook to state the truth, or refused to.
    Undertook {
        /// The undertaking.
        undertaking: Undertaking,
    },
    /// A party put a similar case forward.
    SimilarPut {
        /// Its number.
        number: u32,
        /// Number of the party.
        party: u32,
        /// The case.
        precedent: SimilarCase,
    },
    /// Another party, or the court, said something to it.
    SimilarAnswered {
        /// Number of the similar case.
        similar: u32,
        /// Number of the party; absent for the court.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        party: Option<u32>,
        /// Whether it should be followed.
        stance: Stance,
        /// Why.
        reply: String,
    },
    /// The exchange was adjourned.
    SessionEnded {
        /// Its number.
        session: u32,
    },
    /// Somebody who was there put a name under its record, or refused to.
    RecordSigned {
        /// Number of the session.
        session: u32,
        /// Who.
        name: String,
        /// How.
        manner: Signature,
        /// Why not, if refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Somebody who bears the name of a mediator of the dispute was found to be another person.
    ToldApart {
        /// The name.
        name: String,
        /// Why.
        reason: String,
    },
    /// The exchange of evidence is over: nothing is added any more.
    Closed {
        /// Digest of everything that the case held then.
        content: Digest,
    },
    /// A person had files in hand, or took them out of the house. It is there before their first byte is given out.
    Handled {
        /// How.
        handling: Handling,
        /// The files, by the digests of their bytes.
        items: Vec<Digest>,
        /// Under which permit.
        permit: Leave,
        /// Why, if it was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// The particulars were erased, two persons having approved it. Nothing of this event is sealed: it is what is left to read.
    Erased {
        /// Why.
        erasure_reason: ErasureReason,
        /// Where the case stood.
        left: Box<Standing>,
    },
}

/// The fields that may stand open in the record: codes, dates, numbers, digests of encrypted bytes. Whatever is not on this list is
/// sealed, so a new field is secret until somebody decides otherwise.
const OPEN_FIELDS: [&str; 29] = [
    "court",
    "blob",
    "number",
    "party",
    "exhibit",
    "admission",
    "objection",
    "order",
    "request",
    "similar",
    "session",
    "rebuts",
    "from",
    "days",
    "agreed",
    "last_day",
    "asked_on",
    "exchange_on",
    "until",
    "late",
    "decision",
    "ground",
    "retraction",
    "stance",
    "manner",
    "handling",
    "permit",
    "erasure_reason",
    "left",
];

impl Event {
    /// Every event's code, for the texts.
    pub const KINDS: [&'static str; 33] = [
        "opened",
        "party-joined",
        "file-added",
        "taken-over",
        "agent-named",
        "period-fixed",
        "extension-decided",
        "exchange-fixed",
        "produced",
        "formality-recorded",
        "translation-bound",
        "exhibit-withdrawn",
        "session-opened",
        "admitted",
        "admission-retracted",
        "objected",
        "objection-answered",
        "objection-withdrawn",
        "issues-stated",
        "order-asked",
        "order-decided",
        "order-ended",
        "expert-asked",
        "expert-decided",
        "undertook",
        "similar-put",
        "similar-answered",
        "session-ended",
        "record-signed",
        "told-apart",
        "closed",
        "handled",
        "erased",
    ];

    /// The codes of the events that hold what the rules said.
    pub const ANSWERED: [&'static str; 5] =
        ["period-fixed", "produced", "formality-recorded", "translation-bound", "expert-asked"];

    /// What the rules said to it, if they were asked.
    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::PeriodFixed { answer, .. }
            | Self::Produced { answer, .. }
            | Self::FormalityRecorded { answer, .. }
            | Self::TranslationBound { answer, .. }
            | Self::ExpertAsked { answer, .. } => Some(answer),
            _ => None,
        }
    }
}

impl InParts for Event {
    const OF: &'static str = "a case";
    const OPEN_FIELDS: &'static [&'static str] = &OPEN_FIELDS;
}
