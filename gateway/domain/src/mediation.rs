//! A dispute that is mediated, by a mediation body or by a court: who the parties are, who mediates and why that is in order, until when,
//! and how it ended. It is the fold of its events.
//!
//! What is said in it stays in it: notes are [`Confidential`], and what leaves the mediation is a [`Settlement`], which has no place for
//! them. A settlement is one document under the seal of the body; with it the parties apply to a court for its confirmation
//! ([`confirmation`](crate::confirmation)).

use std::collections::BTreeMap;

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::aggregate::Aggregate;
use crate::case::Answer;
use crate::{AuthorityId, Date, MediationId};

mod command;
mod conflict;
mod decide;
mod dispute;
mod event;
mod facts_of;
mod refusal;
mod selectable;
mod settlement;

pub use command::{Command, Context};
pub use conflict::{
    Conflict, DisputeRole, EarlierRole, Effect, Identity, References, Source, Tie, conflicts, roles_by_authorisation,
    roles_in_case, roles_in_inquiry, roles_in_mediation, roles_in_request, roles_in_settlement, roles_of_juror,
    roles_taken, told_apart_in_case, who_mediated,
};
pub use decide::decide;
pub use dispute::{
    Candidate, Chooser, Confidential, Consent, ConsentKind, Disclosure, Dispute, Leaving, NoteKind, Panel, Party,
    Referral, ReferralTime, Relation,
};
pub use event::{Ending, Event};
pub use facts_of::question;
pub use refusal::Refusal;
pub use selectable::{Selectability, Unselectable};
pub use settlement::{Agreement, Settlement, Signer};

/// The period within which a mediation is to be concluded.
pub const CONCLUDE_MEDIATION: &str = "conclude-mediation";

/// Where a mediation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Entered; nobody is named as mediator.
    Opened,
    /// Somebody is named, discloses, and is consented to.
    Named,
    /// The mediator is appointed, and has not signed for the papers.
    Appointed,
    /// The mediator has the papers.
    UnderWay,
    /// There is an agreement, which not everybody has signed.
    Agreed,
    /// The agreement is signed by all, and sealed by the body.
    Settled,
    /// It ended without an agreement.
    Failed,
    /// It was given up.
    Withdrawn,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Opened,
        Self::Named,
        Self::Appointed,
        Self::UnderWay,
        Self::Agreed,
        Self::Settled,
        Self::Failed,
        Self::Withdrawn,
    ];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Named => "named",
            Self::Appointed => "appointed",
            Self::UnderWay => "under-way",
            Self::Agreed => "agreed",
            Self::Settled => "settled",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Is it over?
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Settled | Self::Failed | Self::Withdrawn)
    }
}

/// Where a mediation stands. No particulars: this may be kept in a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record it consists of.
    pub revision: u64,
    /// The body, or the court, that has it.
    pub body: AuthorityId,
    /// Its state.
    pub state: State,
    /// The business day on which it was entered.
    pub opened_on: Date,
    /// The business day of its last event.
    pub changed_on: Date,
    /// The last day for concluding it, where one was told.
    pub last_day: Option<Date>,
    /// How many mediators it has had, appointed ones only.
    pub mediators: u32,
    /// The mediator has signed for the papers: who discloses something afterwards, and is consented to, goes on with them.
    pub has_papers: bool,
}

/// A mediation, as its events have made it. The numbers of its parts are their places, from 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mediation {
    /// Its name.
    pub id: MediationId,
    /// Where it stands.
    pub standing: Standing,
    /// What is mediated.
    pub dispute: Dispute,
    /// Who is named, or mediates.
    pub mediator: Option<Named>,
    /// Who was appointed before, and left.
    pub former: Vec<Candidate>,
    /// The day of the last appointment: no papers were signed for before.
    pub appointed_on: Option<Date>,
    /// The day on which the papers were last signed for: no agreement was signed before.
    pub papers_on: Option<Date>,
    /// What the rules said of the appointments, and why somebody was appointed although they did not answer.
    pub appointments: Vec<(Answer, Option<String>)>,
    /// What the rules said of the time, when the papers were signed for.
    pub period: Option<Answer>,
    /// The objections of parties to a mediator.
    pub objections: Vec<Objection>,
    /// What was said in it.
    pub notes: Vec<Note>,
    /// What the parties agreed on.
    pub agreement: Option<Agreement>,
    /// Where the encrypted bytes of the agreement are.
    pub paper: Option<Digest>,
    /// Who signed the agreement, and when.
    pub signed: Vec<(Signer, Date)>,
    /// The settlement under the body's seal.
    pub settlement: Option<String>,
    /// Why it ended without one.
    pub reason: Option<String>,
}

/// Somebody who is named as mediator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Named {
    /// Who.
    pub candidate: Candidate,
    /// Who chose this person.
    pub chosen_by: Chooser,
    /// What the registers and the other affairs knew of the same person in the same dispute.
    pub found: Vec<EarlierRole>,
    /// How the accreditation stood, if the person stands on the panel of the bay.
    pub standing: Option<Selectability>,
    /// What the person disclosed; absent before that.
    pub disclosed: Option<Disclosure>,
    /// Which party said what to it. What was said before the last disclosure does not count.
    pub consents: BTreeMap<u32, Consent>,
    /// Was appointed.
    pub appointed: bool,
}

/// What a party has against a mediator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Number of the party.
    pub party: u32,
    /// When.
    pub on: Date,
    /// Why.
    pub reason: String,
    /// What the body decided, and why.
    pub decided: Option<(bool, String)>,
}

/// Something that was said in the mediation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When.
    pub on: Date,
    /// What it is.
    pub sort: NoteKind,
    /// Number of the party that said it; absent for the mediator.
    pub party: Option<u32>,
    /// What was said.
    pub said: Confidential,
}

impl Standing {
    /// The standing of a mediation that begins with this event. `None` if none begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        let Event::Opened { body, .. } = event else { return None };
        Some(Self {
            revision: 1,
            body: body.clone(),
            state: State::Opened,
            opened_on: on,
            changed_on: on,
            last_day: None,
            mediators: 0,
            has_papers: false,
        })
    }

    /// Applies one event. It has happened: nothing is refused here.
    pub fn apply(&mut self, on: Date, event: &Event) {
        self.revision += 1;
        self.changed_on = on;
        match event {
            // Whoever discloses something while mediating is consented to anew, and goes on with the papers then.
            Event::MediatorNamed { .. } | Event::Disclosed { .. } => self.state = State::Named,
            Event::MediatorAppointed { number, .. } => {
                self.mediators = *number;
                self.state = if self.has_papers { State::UnderWay } else { State::Appointed };
            }
            Event::MediatorLeft { .. } => {
                self.state = State::Opened;
                self.has_papers = false;
            }
            Event::PapersSignedFor { last_day, .. } => {
                // One who came later does not make the time any longer.
                self.last_day = self.last_day.or(*last_day);
                self.has_papers = true;
                self.state = State::UnderWay;
            }
            Event::PeriodExtended { last_day, .. } => self.last_day = Some(*last_day),
            Event::AgreementReached { .. } => self.state = State::Agreed,
            Event::AgreementDropped { .. } => self.state = State::UnderWay,
            Event::Settled { .. } => self.state = State::Settled,
            Event::Ended { ending, .. } => {
                self.state = match ending {
                    Ending::Failed => State::Failed,
                    Ending::Withdrawn => State::Withdrawn,
                }
            }
            Event::Opened { .. }
            | Event::PartyJoined { .. }
            | Event::Consented { .. }
            | Event::Objected { .. }
            | Event::ObjectionDecided { .. }
            | Event::Noted { .. }
            | Event::AgreementSigned { .. }
            | Event::Filed { .. } => {}
        }
    }

    /// Has the time for it ended by this day?
    pub fn period_is_over(&self, today: Date) -> bool {
        self.last_day.is_some_and(|last| last < today)
    }

    /// The next day on which something is due.
    pub fn next_day(&self) -> Option<Date> {
        self.last_day.filter(|_| !self.state.is_over())
    }
}

impl Aggregate for Mediation {
    type Id = MediationId;
    type Event = Event;

    fn begin(id: &MediationId, on: Date, event: &Event) -> Option<Self> {
        let standing = Standing::open(on, event)?;
        let Event::Opened { dispute, .. } = event else { return None };
        Some(Self {
            id: id.clone(),
            standing,
            dispute: Dispute::clone(dispute),
            mediator: None,
            former: Vec::new(),
            appointed_on: None,
            papers_on: None,
            appointments: Vec::new(),
            period: None,
            objections: Vec::new(),
            notes: Vec::new(),
            agreement: None,
            paper: None,
            signed: Vec::new(),
            settlement: None,
            reason: None,
        })
    }

    fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::PartyJoined { joined, .. } => self.dispute.parties.push(joined.clone()),
            Event::MediatorNamed { .. }
            | Event::Disclosed { .. }
            | Event::Consented { .. }
            | Event::MediatorLeft { .. } => self.take_in_mediator(event),
            Event::MediatorAppointed { .. } => {
                self.appointed_on = Some(on);
                self.take_in_mediator(event);
            }
            Event::Objected { party, reason, .. } => {
                self.objections.push(Objection { party: *party, on, reason: reason.clone(), decided: None });
            }
            Event::ObjectionDecided { objection, upheld, reason } => {
                if let Some(objection) = nth_mut(&mut self.objections, *objection) {
                    objection.decided = Some((*upheld, reason.clone()));
                }
            }
            Event::PapersSignedFor { answer, signed_on, .. } => {
                (self.period, self.papers_on) = (Some(answer.clone()), Some(signed_on.unwrap_or(on)));
            }
            Event::Noted { sort, party, said } => {
                self.notes.push(Note { on, sort: *sort, party: *party, said: said.clone() });
            }
            Event::AgreementReached { agreement, blob } => {
                (self.agreement, self.paper) = (Some(agreement.clone()), Some(*blob));
                self.signed.clear();
            }
            Event::AgreementSigned { signer, signed_on, .. } => self.signed.push((*signer, signed_on.unwrap_or(on))),
            Event::AgreementDropped { .. } => {
                (self.agreement, self.paper) = (None, None);
                self.signed.clear();
            }
            Event::Settled { settlement } => self.settlement = Some(settlement.clone()),
            Event::Ended { reason, .. } => self.reason = Some(reason.clone()),
            Event::Filed { case_number } => self.dispute.filed.push(case_number.clone()),
            Event::Opened { .. } | Event::PeriodExtended { .. } => {}
        }
        self.standing.apply(on, event);
    }
}

impl Mediation {
    /// The party of this number.
    pub fn party(&self, number: u32) -> Option<&Party> {
        nth(&self.dispute.parties, number)
    }

    /// Everybody who was ever appointed in it, in their order. None of them does anything else in the dispute.
    pub fn mediators(&self) -> impl Iterator<Item = &Candidate> {
        let now = self.mediator.iter().filter(|named| named.appointed).map(|named| &named.candidate);
        self.former.iter().chain(now)
    }

    /// What stands against whoever is named.
    pub fn conflicts(&self) -> Vec<Conflict> {
        self.mediator.iter().flat_map(Named::conflicts).collect()
    }

    /// The parties that have not said in writing that they consent to the mediator.
    pub fn without_written_consent(&self) -> impl Iterator<Item = u32> {
        self.parties().filter(|party| {
            let said = self.mediator.as_ref().and_then(|named| named.consents.get(party));
            said.is_none_or(|consent| consent.how != ConsentKind::Written)
        })
    }

    /// Those whose signatures the agreement needs: every party, and the mediator.
    pub fn signers(&self) -> impl Iterator<Item = Signer> {
        self.parties().map(Signer::Party).chain([Signer::Mediator])
    }

    /// The numbers of the parties.
    fn parties(&self) -> impl Iterator<Item = u32> + use<> {
        1..=u32::try_from(self.dispute.parties.len()).unwrap_or(u32::MAX)
    }

    fn take_in_mediator(&mut self, event: &Event) {
        match (event, &mut self.mediator) {
            (Event::MediatorNamed { candidate, chosen_by, found, standing }, mediator) => {
                *mediator = Some(Named {
                    candidate: candidate.clone(),
                    chosen_by: *chosen_by,
                    found: found.clone(),
                    standing: standing.clone(),
                    disclosed: None,
                    consents: BTreeMap::new(),
                    appointed: false,
                });
            }
            (Event::Disclosed { disclosure }, Some(named)) => {
                // Nobody has consented to what was not known yet.
                named.consents.clear();
                named.disclosed = Some(disclosure.clone());
            }
            (Event::Consented { party, consent }, Some(named)) => drop(named.consents.insert(*party, consent.clone())),
            (Event::MediatorAppointed { found, standing, answer, override_reason, .. }, Some(named)) => {
                (named.found, named.standing, named.appointed) = (found.clone(), standing.clone(), true);
                self.appointments.push((answer.clone(), override_reason.clone()));
            }
            (Event::MediatorLeft { .. }, mediator) => {
                let left = mediator.take().filter(|named| named.appointed);
                self.former.extend(left.map(|named| named.candidate));
            }
            _ => {}
        }
    }
}

impl Named {
    /// What stands against this person.
    pub fn conflicts(&self) -> Vec<Conflict> {
        let relations = self.disclosed.as_ref().map(|disclosure| disclosure.relations.as_slice()).unwrap_or_default();
        conflicts(&self.found, relations)
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
pub(crate) mod tests;
