//! A case before one court, as far as its evidence goes: who produced what, what the others say to it, what the court ordered, until the
//! exchange of evidence is closed. It is the fold of its events.
//!
//! Unlike a matter it has no other side: no letter leaves it. The law that it follows is the court's own (`evidence-production`), and the
//! rules are asked at each step to which they say something ([`question`]). A judge leads; what a party does, the court enters for it.

use std::collections::BTreeMap;

use comity_record::Digest;
use comity_record::canonical::canonical_digest;
use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::label::{self, Label};
use crate::matter::FileRef;
use crate::{CaseId, Date};

mod command;
mod custody;
mod decide;
mod erase;
mod event;
mod exhibit;
mod facts_of;
mod hearing;
mod refusal;
mod sheet;
mod standing;

pub use command::{Command, Context};
pub use custody::{Recorded, Wish, custody};
pub use decide::decide;
pub use event::Event;
pub use exhibit::{EvidenceSort, Exhibit, Formality, FormalityKind, FromMediation, MediationUse, Translation};
pub use facts_of::{evidence_facts, question, question_of_use};
pub use hearing::{
    Admitted, Agent, Answer, Attendance, Capacity, Compliance, Decision, ExpertAssistant, Ground, Retraction,
    Signature, SimilarCase, Stance, Undertaking, WantedDocument,
};
pub use refusal::Refusal;
pub use sheet::{Party, PartySide, Presence, Sheet, Sitting};
pub use standing::{EXCHANGE_EVIDENCE, PRODUCE_DOCUMENT, PRODUCE_EVIDENCE, Standing};

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Entered; no period runs.
    Opened,
    /// The period for producing evidence runs, or has run, and no exchange has begun.
    Producing,
    /// An exchange is under way, led by a judge.
    Exchanging,
    /// An exchange has ended; another may follow.
    Adjourned,
    /// The exchange of evidence is closed.
    Closed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Opened, Self::Producing, Self::Exchanging, Self::Adjourned, Self::Closed];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Producing => "producing",
            Self::Exchanging => "exchanging",
            Self::Adjourned => "adjourned",
            Self::Closed => "closed",
        }
    }
}

/// A case, as its events have made it. The numbers of its parts are their places, from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its name.
    pub id: CaseId,
    /// Where it stands.
    pub standing: Standing,
    /// What it is.
    pub sheet: Sheet,
    /// The files that were added to it, by the digest of their bytes.
    pub files: BTreeMap<Digest, CaseFile>,
    /// The labels of those that are evidence, by the same digests.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<Digest, Label>,
    /// Who speaks for which party by a witnessed authorisation.
    pub agents: BTreeMap<u32, Agent>,
    /// The periods that were fixed.
    pub periods: Vec<FixedPeriod>,
    /// The days on which the period was to end, as they followed each other.
    pub period_ends: Vec<Date>,
    /// What was decided on longer periods.
    pub extensions: Vec<Extension>,
    /// The pieces of evidence.
    pub exhibits: Vec<Produced>,
    /// The exchanges.
    pub sessions: Vec<Session>,
    /// The sitting that is fixed, or was last.
    pub sitting: Option<Sitting>,
    /// The admissions.
    pub admissions: Vec<Admission>,
    /// The objections.
    pub objections: Vec<Objection>,
    /// What remains in dispute, as the judge stated it last.
    pub issues: Vec<String>,
    /// The applications for an order to produce a document.
    pub orders: Vec<Order>,
    /// The requests for somebody with special knowledge.
    pub experts: Vec<ExpertRequest>,
    /// The undertakings.
    pub undertakings: Vec<Undertaken>,
    /// The similar cases.
    pub similar: Vec<Similar>,
    /// The names of mediators of the dispute that others bear too, and why it is clear that they are others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told_apart: Vec<(String, String)>,
    /// Digest of what it held when the exchange was closed.
    pub content: Option<Digest>,
}

/// A file of the case and where its encrypted bytes are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFile {
    /// What it is.
    pub file: FileRef,
    /// Digest of the encrypted bytes: the blob's name.
    pub blob: Digest,
}

/// A period that was fixed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FixedPeriod {
    /// The day on which the parties had notice of it.
    pub from: Date,
    /// How many days.
    pub days: u32,
    /// By agreement of the parties.
    pub agreed: bool,
    /// The last day.
    pub last_day: Date,
    /// What the rules said.
    pub answer: Answer,
    /// Why it was fixed although they did not answer.
    pub override_reason: Option<String>,
}

/// A decision on a longer period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// Number of the party that asked.
    pub party: u32,
    /// When it asked.
    pub asked_on: Date,
    /// What was decided.
    pub decision: Decision,
    /// The last day from then on.
    pub last_day: Option<Date>,
    /// Why.
    pub reason: String,
}

/// A piece of evidence on a party's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Produced {
    /// Number of the party.
    pub party: u32,
    /// When it was produced.
    pub on: Date,
    /// It came after the period had ended.
    pub late: bool,
    /// Why so late.
    pub late_reason: Option<String>,
    /// The exhibit that it rebuts.
    pub rebuts: Option<u32>,
    /// What it is.
    pub item: Exhibit,
    /// What the rules said last.
    pub answer: Answer,
    /// How it came that it is used, if it was made in a mediation.
    pub of_mediation: Option<MediationUse>,
    /// When it was taken back, and why.
    pub withdrawn: Option<(Date, String)>,
}

/// An exchange of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The day.
    pub on: Date,
    /// Where and how.
    pub sitting: Option<Sitting>,
    /// The judge who led it.
    pub judge: String,
    /// Who was there.
    pub present: Vec<Attendance>,
    /// The day on which it was adjourned.
    pub ended: Option<Date>,
    /// Who signed its record, how, and why not.
    pub signatures: Vec<Signed>,
}

/// A name under the record of an exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Whose.
    pub name: String,
    /// When.
    pub on: Date,
    /// How.
    pub manner: Signature,
    /// Why not, if refused.
    pub reason: Option<String>,
}

/// An admission. One that was taken back stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admission {
    /// Number of the party.
    pub party: u32,
    /// When.
    pub on: Date,
    /// What it admits.
    pub admitted: Admitted,
    /// When and why it was taken back.
    pub retracted: Option<(Date, Retraction, String)>,
}

/// An objection: one piece of evidence, one ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Number of the party.
    pub party: u32,
    /// When.
    pub on: Date,
    /// Number of the exhibit.
    pub exhibit: u32,
    /// The ground.
    pub ground: Ground,
    /// The reason.
    pub reason: String,
    /// The answer of the party whose evidence it is.
    pub reply: Option<String>,
    /// When it was let fall.
    pub withdrawn: Option<Date>,
}

/// An application for an order to produce a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Number of the party that asked.
    pub party: u32,
    /// When.
    pub on: Date,
    /// The document.
    pub wanted: WantedDocument,
    /// What the court decided, until when it is to be produced, and why.
    pub decided: Option<(Decision, Option<Date>, String)>,
    /// What became of it.
    pub compliance: Option<Compliance>,
}

/// A request for somebody with special knowledge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpertRequest {
    /// Number of the party.
    pub party: u32,
    /// When.
    pub on: Date,
    /// Who.
    pub expert: ExpertAssistant,
    /// What the rules said.
    pub answer: Answer,
    /// What the court decided, and why.
    pub decided: Option<(Decision, String)>,
}

/// An undertaking, and its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undertaken {
    /// When.
    pub on: Date,
    /// The undertaking.
    pub undertaking: Undertaking,
}

/// A similar case, and what was said to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Similar {
    /// Number of the party that put it forward.
    pub party: u32,
    /// When.
    pub on: Date,
    /// The case.
    pub precedent: SimilarCase,
    /// Who (absent: the court) said what to it.
    pub answers: Vec<(Option<u32>, Stance, String)>,
}

impl Aggregate for Case {
    type Id = CaseId;
    type Event = Event;

    fn begin(id: &CaseId, on: Date, event: &Event) -> Option<Self> {
        let Event::Opened { sheet, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing: Standing::open(on, event)?,
            sheet: sheet.clone(),
            files: BTreeMap::new(),
            labels: BTreeMap::new(),
            agents: BTreeMap::new(),
            periods: Vec::new(),
            period_ends: Vec::new(),
            extensions: Vec::new(),
            exhibits: Vec::new(),
            sessions: Vec::new(),
            sitting: None,
            admissions: Vec::new(),
            objections: Vec::new(),
            issues: Vec::new(),
            orders: Vec::new(),
            experts: Vec::new(),
            undertakings: Vec::new(),
            similar: Vec::new(),
            told_apart: Vec::new(),
            content: None,
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        self.take_in(on, event);
        self.take_in_hearing(on, event);
        self.standing.apply(on, event);
        if self.standing.period_ends != self.period_ends.last().copied() {
            self.period_ends.extend(self.standing.period_ends);
        }
    }
}

impl Case {
    /// What a label calls it: its court, and the court's number of it.
    pub fn own(&self) -> label::Case {
        label::Case { court: self.standing.court.clone(), number: self.sheet.case_number.clone() }
    }

    /// The exhibit of this number.
    pub fn exhibit(&self, number: u32) -> Option<&Produced> {
        nth(&self.exhibits, number)
    }

    /// The party of this number.
    pub fn party(&self, number: u32) -> Option<&Party> {
        nth(&self.sheet.parties, number)
    }

    /// Has the period for producing evidence ended by this day?
    pub fn period_is_over(&self, today: Date) -> bool {
        self.standing.sessions > 0 || self.standing.period_ends.is_some_and(|last| last < today)
    }

    /// Digest of everything that the case holds. It never leaves the sealed part of the record.
    pub fn content_digest(&self) -> Digest {
        // A case came in as JSON, so it can be written as JSON.
        canonical_digest(self).unwrap_or(Digest::from_bytes([0; 32]))
    }

    /// Does the party stand by an admission of this exhibit on this ground?
    pub fn admits(&self, party: u32, exhibit: u32, ground: Ground) -> bool {
        self.admissions.iter().any(|admission| {
            let of_this = match &admission.admitted {
                Admitted::Evidence { exhibit: of, grounds } => *of == exhibit && grounds.contains(&ground),
                Admitted::Fact { .. } => false,
            };
            of_this && admission.party == party && admission.retracted.is_none()
        })
    }

    /// The number of the party's objection to this exhibit on this ground that still stands.
    pub fn objects(&self, party: u32, exhibit: u32, ground: Ground) -> Option<u32> {
        let stands = |objection: &Objection| {
            (objection.party, objection.exhibit, objection.ground) == (party, exhibit, ground)
                && objection.withdrawn.is_none()
        };
        (1..).zip(&self.objections).find(|(_, objection)| stands(objection)).map(|(number, _)| number)
    }

    /// What the parties enter into the case and the court fixes for them.
    fn take_in(&mut self, on: Date, event: &Event) {
        match event {
            Event::PartyJoined { joined, .. } => self.sheet.parties.push(joined.clone()),
            Event::FileAdded { file, blob, label } | Event::TakenOver { file, blob, label, .. } => {
                self.files.insert(file.sha256, CaseFile { file: file.clone(), blob: *blob });
                self.labels.extend(label.clone().map(|label| (file.sha256, label)));
            }
            Event::AgentNamed { party, agent } => drop(self.agents.insert(*party, agent.clone())),
            Event::PeriodFixed { from, days, agreed, last_day, answer, override_reason } => {
                self.periods.push(FixedPeriod {
                    from: *from,
                    days: *days,
                    agreed: *agreed,
                    last_day: *last_day,
                    answer: answer.clone(),
                    override_reason: override_reason.clone(),
                });
            }
            Event::ExtensionDecided { party, asked_on, decision, last_day, exchange_on, reason } => {
                if let (Some(sitting), Some(day)) = (&mut self.sitting, exchange_on) {
                    sitting.on = *day;
                }
                self.extensions.push(Extension {
                    party: *party,
                    asked_on: *asked_on,
                    decision: *decision,
                    last_day: *last_day,
                    reason: reason.clone(),
                });
            }
            Event::ExchangeFixed { sitting, .. } => self.sitting = Some(sitting.clone()),
            Event::Produced { party, late, late_reason, rebuts, item, answer, of_mediation, .. } => {
                self.exhibits.push(Produced {
                    party: *party,
                    on,
                    late: *late,
                    late_reason: late_reason.clone(),
                    rebuts: *rebuts,
                    item: Exhibit::clone(item),
                    answer: answer.clone(),
                    of_mediation: of_mediation.as_deref().cloned(),
                    withdrawn: None,
                })
            }
            Event::FormalityRecorded { exhibit, formality, answer } => {
                if let Some(exhibit) = nth_mut(&mut self.exhibits, *exhibit) {
                    (exhibit.item.formality, exhibit.answer) = (Some(formality.clone()), answer.clone());
                }
            }
            Event::TranslationBound { exhibit, translation, answer } => {
                if let Some(exhibit) = nth_mut(&mut self.exhibits, *exhibit) {
                    exhibit.item.translations.push(translation.clone());
                    exhibit.answer = answer.clone();
                }
            }
            Event::ExhibitWithdrawn { exhibit, reason } => {
                if let Some(exhibit) = nth_mut(&mut self.exhibits, *exhibit) {
                    exhibit.withdrawn = Some((on, reason.clone()));
                }
            }
            Event::OrderAsked { party, wanted, .. } => {
                let wanted = wanted.clone();
                self.orders.push(Order { party: *party, on, wanted, decided: None, compliance: None });
            }
            Event::OrderDecided { order, decision, until, reason } => {
                if let Some(order) = nth_mut(&mut self.orders, *order) {
                    order.decided = Some((*decision, *until, reason.clone()));
                }
            }
            Event::OrderEnded { order, compliance } => {
                if let Some(order) = nth_mut(&mut self.orders, *order) {
                    order.compliance = Some(compliance.clone());
                }
            }
            Event::ExpertAsked { party, expert, answer, .. } => {
                let (expert, answer) = (expert.clone(), answer.clone());
                self.experts.push(ExpertRequest { party: *party, on, expert, answer, decided: None });
            }
            Event::ExpertDecided { request, decision, reason } => {
                if let Some(request) = nth_mut(&mut self.experts, *request) {
                    request.decided = Some((*decision, reason.clone()));
                }
            }
            _ => {}
        }
    }

    /// What is said in the exchange.
    fn take_in_hearing(&mut self, on: Date, event: &Event) {
        match event {
            Event::SessionOpened { judge, present, .. } => self.sessions.push(Session {
                on,
                sitting: self.sitting.clone(),
                judge: judge.clone(),
                present: present.clone(),
                ended: None,
                signatures: Vec::new(),
            }),
            Event::SessionEnded { session } => {
                if let Some(session) = nth_mut(&mut self.sessions, *session) {
                    session.ended = Some(on);
                }
                self.sitting = None;
            }
            Event::RecordSigned { session, name, manner, reason } => {
                let signed = Signed { name: name.clone(), on, manner: *manner, reason: reason.clone() };
                if let Some(session) = nth_mut(&mut self.sessions, *session) {
                    session.signatures.push(signed);
                }
            }
            Event::Admitted { party, admitted, .. } => {
                self.admissions.push(Admission { party: *party, on, admitted: admitted.clone(), retracted: None });
            }
            Event::AdmissionRetracted { admission, retraction, reason } => {
                if let Some(admission) = nth_mut(&mut self.admissions, *admission) {
                    admission.retracted = Some((on, *retraction, reason.clone()));
                }
            }
            Event::Objected { party, exhibit, ground, reason, .. } => self.objections.push(Objection {
                party: *party,
                on,
                exhibit: *exhibit,
                ground: *ground,
                reason: reason.clone(),
                reply: None,
                withdrawn: None,
            }),
            Event::ObjectionAnswered { objection, reply } => {
                if let Some(objection) = nth_mut(&mut self.objections, *objection) {
                    objection.reply = Some(reply.clone());
                }
            }
            Event::ObjectionWithdrawn { objection } => {
                if let Some(objection) = nth_mut(&mut self.objections, *objection) {
                    objection.withdrawn = Some(on);
                }
            }
            Event::IssuesStated { issues } => self.issues.clone_from(issues),
            Event::ToldApart { name, reason } => self.told_apart.push((name.clone(), reason.clone())),
            Event::Undertook { undertaking } => {
                self.undertakings.push(Undertaken { on, undertaking: undertaking.clone() });
            }
            Event::SimilarPut { party, precedent, .. } => {
                let precedent = precedent.clone();
                self.similar.push(Similar { party: *party, on, precedent, answers: Vec::new() });
            }
            Event::SimilarAnswered { similar, party, stance, reply } => {
                if let Some(similar) = nth_mut(&mut self.similar, *similar) {
                    similar.answers.push((*party, *stance, reply.clone()));
                }
            }
            Event::Closed { content } => self.content = Some(*content),
            _ => {}
        }
    }
}

/// The item with this number: its place, from 1.
fn nth<T>(items: &[T], number: u32) -> Option<&T> {
    items.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

fn nth_mut<T>(items: &mut [T], number: u32) -> Option<&mut T> {
    items.get_mut(usize::try_from(number.checked_sub(1)?).ok()?)
}

#[cfg(test)]
mod tests;
