//! Where a matter stands: its state, its periods, its messages. No particulars: this may be kept in a view.

use std::collections::{BTreeMap, BTreeSet};

use comity_record::Digest;
use jiff::Span;
use serde::{Deserialize, Serialize};

use super::{Chain, Conveyed, Counterpart, Erased, ErasureAsked, ErasureReason, Event, Procedure, Side, State, Way};
use crate::limits::WAIT_ABROAD_ASKED_DAYS;
use crate::message::{Content, CostsDecision, ErasureDecision, MessageKind, UseDecision};
use crate::{AuthorityId, Date, MessageId};

/// The period of the transmitting authority (provisions of 2009 art. 13).
const FORWARD_REQUEST: &str = "forward-request";
/// The period of the requested side (S99 art. 4).
const EXECUTE_SERVICE: &str = "execute-service";
/// The period of the requested side for evidence (E17 art. 10, M20 art. 6).
const EXECUTE_EVIDENCE: &str = "execute-evidence";
/// The wait of the requesting side for the certificate (provisions of 2009 art. 6).
const ARRANGEMENT_WAIT: &str = "arrangement-wait";

/// Where a matter stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How many entries of the record the matter consists of.
    pub revision: u64,
    /// The revision at which it was last more than looked at: that somebody opened an item changes nothing that an officer has seen.
    #[serde(default)]
    pub moved_at: u64,
    /// The side from which it is seen.
    pub side: Side,
    /// The kind of cooperation that it is about.
    #[serde(default, skip_serializing_if = "Procedure::is_service")]
    pub procedure: Procedure,
    /// The authorities that it passes.
    pub chain: Chain,
    /// Its state.
    pub state: State,
    /// The business day of its last event.
    pub changed_on: Date,
    /// The last day of each period that runs, by the period's code.
    pub last_days: BTreeMap<String, Date>,
    /// Why a person has to look, if one has to: `conflict`, the reason of the other side that did not take a message, or the
    /// fault of the rules; the gravest of them.
    pub needs_person: Option<String>,
    /// What contradicts what.
    pub conflict: Option<String>,
    /// Why the other side did not take one of our messages.
    #[serde(default)]
    pub undelivered: Option<String>,
    /// Why the rules did not answer.
    #[serde(default)]
    pub fault: Option<String>,
    /// This side's own rules still have to be asked.
    pub to_assess: bool,
    /// The day on which the rules last answered, or failed to.
    #[serde(default)]
    pub answered_on: Option<Date>,
    /// A person took the responsibility for what the rules could not prepare.
    pub reviewed: bool,
    /// The day on which the transmitting authority received the request.
    pub submitted_on: Option<Date>,
    /// The day on which the transmitting authority sealed the first letter.
    #[serde(default)]
    pub transmitted_on: Option<Date>,
    /// The day on which the letter left for abroad, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatched_on: Option<Date>,
    /// The day on which the receiving side received the letter.
    pub received_on: Option<Date>,
    /// The days on which a supplement was asked for, and on which it came.
    pub supplements: Vec<(Date, Option<Date>)>,
    /// Our messages that are not receipted yet.
    pub unreceipted: BTreeSet<MessageId>,
    /// What this side sealed for an authority abroad, and has not left yet.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub undispatched: BTreeSet<Digest>,
    /// The last consultation on costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<Consulted>,
    /// The last question for another use of what was obtained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_asked: Option<UseAsked>,
    /// That this side asked the other to erase its copy too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure_asked: Option<ErasureAsked>,
    /// That the other side asked this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure_wanted: Option<ErasureAsked>,
    /// The rules concluded that the other side should be reminded, and it was not since.
    #[serde(default)]
    pub reminder_due: bool,
    /// The business day on which it ended on this side: its particulars are kept for so many years from then.
    #[serde(default)]
    pub ended_on: Option<Date>,
    /// The particulars were erased: this is what is left of the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Erased>,
}

/// A consultation on costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consulted {
    /// The day on which this side asked, or was asked.
    pub on: Date,
    /// The answer; the requested side waits for it.
    pub decision: Option<CostsDecision>,
}

/// A question for another use of what was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UseAsked {
    /// The day on which this side asked, or was asked.
    pub on: Date,
    /// The answer.
    pub decision: Option<UseDecision>,
}

impl Standing {
    /// The standing of a matter that begins with this event. `None` if no matter begins so.
    pub fn open(on: Date, event: &Event) -> Option<Self> {
        // Of an erased matter nothing else can be read any more.
        if let Event::Erased { left, .. } = event {
            let mut standing = Self::clone(left);
            standing.apply(on, event);
            return Some(standing);
        }
        let side = event.opens()?;
        let (Event::Drafted { chain, request }
        | Event::Entered { chain, request }
        | Event::Received { chain, request, .. }) = event
        else {
            return None;
        };
        let mut standing = Self {
            revision: 0,
            moved_at: 0,
            side,
            procedure: request.procedure(),
            chain: chain.clone(),
            state: State::Drafted,
            changed_on: on,
            last_days: BTreeMap::new(),
            needs_person: None,
            conflict: None,
            undelivered: None,
            fault: None,
            to_assess: false,
            answered_on: None,
            reviewed: false,
            submitted_on: None,
            transmitted_on: None,
            dispatched_on: None,
            received_on: None,
            supplements: Vec::new(),
            unreceipted: BTreeSet::new(),
            undispatched: BTreeSet::new(),
            consultation: None,
            use_asked: None,
            erasure_asked: None,
            erasure_wanted: None,
            reminder_due: false,
            ended_on: None,
            erased: None,
        };
        standing.apply(on, event);
        Some(standing)
    }

    /// Applies one event. It has happened: nothing is refused here. But what the other side did moves the matter only from where
    /// it could follow; otherwise the matter stays, and the conflict that is recorded with it brings a person.
    pub fn apply(&mut self, on: Date, event: &Event) {
        use State::{
            Accepted, Acknowledged, Completed, InExecution, PaperUsed, Refused, Returned, Submitted, SupplementAsked,
            Supplied, Transmitted, Withdrawn,
        };
        self.revision += 1;
        if matches!(event, Event::Handled { .. }) {
            return;
        }
        self.moved_at = self.revision;
        self.changed_on = on;
        self.note_for_dispatch(event);
        match event {
            Event::Drafted { .. } | Event::Entered { .. } => self.state = State::Drafted,
            Event::Amended { .. }
            | Event::FileAdded { .. }
            | Event::Handled { .. }
            | Event::TakenOver { .. }
            | Event::FileRefused { .. }
            | Event::Preflighted { .. }
            | Event::AgentsChecked { .. }
            | Event::MessageTaken { .. } => {}
            Event::Assessed { last_days, check, .. } => {
                self.last_days.extend(last_days.iter().map(|(period, day)| (period.clone(), *day)));
                self.reminder_due = check.concludes_reminder();
                self.answered(on, None);
            }
            Event::AssessmentFailed { fault, .. } => self.answered(on, Some(fault.clone())),
            Event::Reviewed { .. } => {
                self.reviewed = true;
                (self.conflict, self.undelivered, self.fault) = (None, None, None);
            }
            Event::Submitted { .. } => {
                self.state = Submitted;
                self.submitted_on = Some(on);
                self.ask_rules();
            }
            Event::SentBack { .. } => self.forwarded(State::SentBack),
            Event::Transmitted { .. } => {
                self.forwarded(Transmitted);
                self.transmitted_on.get_or_insert(on);
            }
            Event::MessageQueued { message, .. } => {
                self.unreceipted.insert(*message);
            }
            Event::Receipted { message, message_kind, .. } => self.receipted(on, *message, *message_kind),
            Event::Quarantined { message, message_kind, refusal, .. } => {
                self.unreceipted.remove(message);
                self.undelivered = Some(refusal.clone());
                self.take_back(*message_kind);
            }
            Event::Received { .. } => {
                self.state = Acknowledged;
                self.received_on = Some(on);
                self.ask_rules();
            }
            Event::Acknowledged { .. } => self.registered(),
            Event::SupplementAsked { .. } if self.is_in(&[Transmitted, Acknowledged, Supplied, PaperUsed]) => {
                self.state = SupplementAsked;
                self.supplements.push((on, None));
                // What the rules would say about a letter that will be another one is of no use to the side that examines it.
                self.to_assess &= self.side == Side::Requesting;
            }
            Event::Supplied { .. } if self.adopts_letter() => {
                self.state = Supplied;
                self.supplement_came(on);
                self.ask_rules();
            }
            Event::Accepted { .. } if self.is_in(&[Transmitted, Acknowledged, Supplied, PaperUsed]) => {
                self.state = Accepted;
            }
            Event::ExecutionStarted { .. } => self.state = InExecution,
            Event::Executed { .. } => {
                self.state = Completed;
                self.ask_rules();
            }
            Event::CertificateReturned { .. } => self.executed(),
            Event::CertificateReceived { .. } => {
                self.executed();
                self.ask_rules();
            }
            // What the requested side did with the request is what has become of it, whatever crossed it.
            Event::Refused { .. } if !self.is_in(&[Returned, State::Closed]) => self.end(Refused),
            Event::Withdrawn { .. } if !self.state.is_final() && !self.is_in(&[Completed, Returned]) => {
                self.end(Withdrawn);
            }
            Event::SupplementAsked { .. }
            | Event::Supplied { .. }
            | Event::Accepted { .. }
            | Event::Refused { .. }
            | Event::Withdrawn { .. } => {}
            Event::PaperUsed { side, moves, .. } => self.paper_used(on, *side, *moves),
            Event::CircumstancesNoted { .. } if self.state.is_final() => {}
            // The rules knew nothing of it.
            Event::CircumstancesNoted { .. } | Event::AppearanceRecorded { .. } => self.ask_rules(),
            Event::CostsConsulted { .. } => self.consultation = Some(Consulted { on, decision: None }),
            Event::CostsAnswered { decision, .. } => self.answer_on_costs(Some(*decision)),
            Event::UseRequested { .. } => self.use_asked = Some(UseAsked { on, decision: None }),
            Event::UseAnswered { decision, .. } => self.answer_on_use(Some(*decision)),
            Event::ErasureAsked { side, erasure_reason, .. } => {
                let asked = ErasureAsked { on, reason: *erasure_reason, decision: None };
                *self.erasure_question_of(*side) = Some(asked);
            }
            Event::ErasureAnswered { side, decision, .. } => self.answer_on_erasure(side.other(), Some(*decision)),
            Event::Reminded { .. } => self.reminder_due = false,
            Event::Corrected { corrected, adopted: true, .. } => self.corrected(corrected),
            Event::Conveyed { conveyed } => self.conveyed(conveyed),
            Event::NoticeGiven { .. } | Event::Corrected { .. } => {}
            Event::ConflictFound { conflict } => self.conflict = Some(conflict.clone()),
            Event::Closed {} => self.end(State::Closed),
            Event::Erased { erasure_reason, .. } => self.erase(on, *erasure_reason),
        }
        self.needs_person = self.concern();
        // What comes later, the answers of the rules included, makes nobody keep it longer.
        self.ended_on = if self.has_ended() { self.ended_on.or(Some(on)) } else { None };
    }

    /// Does whoever has seen the matter at this revision know it as it stands? What came since, if anything, were only items in somebody's hand.
    pub const fn is_seen_at(&self, revision: u64) -> bool {
        let looked_at = self.moved_at > 0 && self.moved_at <= revision && revision <= self.revision;
        revision == self.revision || looked_at
    }

    /// Would a supplement, or a correction of the letter, that comes now replace the request? Not when the request as it was is being
    /// executed.
    pub fn adopts_letter(&self) -> bool {
        self.is_in(&[State::Acknowledged, State::SupplementAsked, State::Supplied, State::PaperUsed])
    }

    /// The authority of this matter that is served here and handles it now.
    pub const fn handled_by(&self) -> &AuthorityId {
        match (self.side, self.state) {
            (Side::Requested, _) => &self.chain.receiving,
            (Side::Requesting, State::Submitted | State::Transmitted) => &self.chain.transmitting,
            (Side::Requesting, _) => &self.chain.originating,
        }
    }

    /// The next last day of a period that runs.
    pub fn next_last_day(&self) -> Option<Date> {
        self.last_days.values().min().copied()
    }

    /// Do the rules have to be asked on this day? After an event that they know nothing of, and when a last day has passed since they
    /// answered: what time alone brings about.
    pub fn asks_rules_on(&self, today: Date) -> bool {
        self.to_assess || self.asks_again_on().is_some_and(|day| day <= today)
    }

    /// The day on which time alone makes a new question of it: the one after the first last day that was still to come when the rules
    /// answered; or, while an authority abroad is waited for, some days after they did.
    pub fn asks_again_on(&self) -> Option<Date> {
        let answered = self.answered_on?;
        let ahead = self.last_days.values().filter(|&&last_day| last_day >= answered);
        let passed = ahead.min().and_then(|last_day| last_day.tomorrow().ok());
        let waited = self.waits_abroad().then(|| answered.checked_add(Span::new().days(WAIT_ABROAD_ASKED_DAYS)).ok());
        passed.into_iter().chain(waited.flatten()).min()
    }

    /// Is nothing to be done but to wait for an authority abroad? How long that may take, a treaty says without a last day.
    fn waits_abroad(&self) -> bool {
        self.dispatched_on.is_some() && self.is_in(&[State::Transmitted, State::Acknowledged, State::Accepted])
    }

    /// Does this period still run where the matter stands? What an answer says of one that was met no longer counts.
    pub(super) fn runs(&self, period: &str) -> bool {
        match period {
            FORWARD_REQUEST => self.state == State::Submitted,
            EXECUTE_SERVICE | EXECUTE_EVIDENCE | ARRANGEMENT_WAIT => self.state != State::Returned,
            _ => true,
        }
    }

    /// What this side seals for an authority abroad waits until somebody dispatches it.
    fn note_for_dispatch(&mut self, event: &Event) {
        match event.sealed() {
            Some((document, by, _)) if by == self.side && self.chain.counterpart() == Counterpart::Abroad => {
                self.undispatched.insert(Digest::of(document.as_bytes()));
            }
            _ => {}
        }
    }

    /// What counts is when papers left and when they came, and not when somebody wrote that down.
    fn conveyed(&mut self, conveyed: &Conveyed) {
        let on = conveyed.conveyance.on;
        match (conveyed.way, conveyed.document_kind) {
            (Way::Dispatched, kind) => {
                self.undispatched.remove(&conveyed.document);
                if kind == MessageKind::Letter {
                    self.dispatched_on.get_or_insert(on);
                    // Periods run from there that the rules knew nothing of.
                    self.ask_rules();
                }
            }
            (Way::Arrived, MessageKind::Letter) => match (self.state, self.supplements.last_mut()) {
                (State::Acknowledged, None) => self.received_on = Some(on),
                (State::Supplied, Some((_, came))) => *came = Some(on),
                _ => {}
            },
            (Way::Arrived, _) => {}
        }
    }

    /// Why a person has to look. A conflict, or a message that was not taken, stays until one has, whatever the rules say.
    fn concern(&self) -> Option<String> {
        let conflict = self.conflict.as_ref().map(|_| "conflict".to_owned());
        conflict.or_else(|| self.undelivered.clone()).or_else(|| self.fault.clone())
    }

    /// The rules answered, or failed to. A review was about what was known before.
    fn answered(&mut self, on: Date, fault: Option<String>) {
        self.answered_on = Some(on);
        self.fault = fault;
        self.to_assess = false;
        self.reviewed = false;
    }

    fn ask_rules(&mut self) {
        self.to_assess = true;
        self.reviewed = false;
    }

    /// The transmitting authority has done its part: what the rules would say about that comes too late.
    fn forwarded(&mut self, state: State) {
        self.met(FORWARD_REQUEST, state);
        self.to_assess = false;
    }

    /// The receiving authority's word may overtake its gateway's receipt.
    fn registered(&mut self) {
        let supplementing = self.supplements.last().is_some_and(|(_, came)| came.is_none());
        if self.state == State::Transmitted && !supplementing {
            self.state = State::Acknowledged;
        }
    }

    /// Paper takes the place of what the gateway brought, if nothing was decided yet.
    fn paper_used(&mut self, on: Date, by: Side, moves: bool) {
        if moves {
            self.met(FORWARD_REQUEST, State::PaperUsed);
            self.supplement_came(on);
        }
        // Those who examine the letter, or what was done about it, knew nothing of its papers. One that will be another is asked about
        // when it comes.
        let came = self.side == Side::Requested && by == Side::Requesting;
        if came && !self.state.is_final() && self.state != State::SupplementAsked {
            self.ask_rules();
        }
    }

    fn answer_on_costs(&mut self, decision: Option<CostsDecision>) {
        if let Some(consultation) = &mut self.consultation {
            consultation.decision = decision;
        }
    }

    /// The rules knew nothing of what stands in a corrected letter or certificate.
    fn corrected(&mut self, corrected: &Content) {
        match (corrected, self.side) {
            (Content::Letter { .. }, Side::Requested) if self.state != State::SupplementAsked => self.ask_rules(),
            (Content::Certificate { .. }, Side::Requesting) => {
                self.executed();
                self.ask_rules();
            }
            _ => {}
        }
    }

    fn answer_on_use(&mut self, decision: Option<UseDecision>) {
        if let Some(asked) = &mut self.use_asked {
            asked.decision = decision;
        }
    }

    /// What that side asked of the other.
    const fn erasure_question_of(&mut self, side: Side) -> &mut Option<ErasureAsked> {
        match (self.side, side) {
            (Side::Requesting, Side::Requesting) | (Side::Requested, Side::Requested) => &mut self.erasure_asked,
            _ => &mut self.erasure_wanted,
        }
    }

    fn answer_on_erasure(&mut self, asked_by: Side, decision: Option<ErasureDecision>) {
        if let Some(asked) = self.erasure_question_of(asked_by) {
            asked.decision = decision;
        }
    }

    fn receipted(&mut self, on: Date, message: MessageId, kind: MessageKind) {
        self.unreceipted.remove(&message);
        match kind {
            MessageKind::Letter => drop(self.received_on.get_or_insert(on)),
            MessageKind::Supplement => self.supplement_came(on),
            _ => return,
        }
        if self.state == State::Transmitted {
            self.state = State::Acknowledged;
        }
        // The answer may have overtaken the receipt; the period that runs from it is asked for all the same.
        if self.is_in(&[State::Acknowledged, State::SupplementAsked, State::Accepted]) {
            self.ask_rules();
        }
    }

    /// What the other side never took was never said: the matter stands where it stood before.
    fn take_back(&mut self, kind: MessageKind) {
        match kind {
            MessageKind::Letter => self.transmitted_on = None,
            MessageKind::CostsConsultation => self.consultation = None,
            MessageKind::CostsAnswer => self.answer_on_costs(None),
            MessageKind::UseRequest => self.use_asked = None,
            MessageKind::UseAnswer => self.answer_on_use(None),
            MessageKind::ErasureRequest => self.erasure_asked = None,
            MessageKind::ErasureAnswer => self.answer_on_erasure(self.side.other(), None),
            _ => {}
        }
        let before = match (kind, self.state) {
            (MessageKind::Letter | MessageKind::Supplement, State::Transmitted) => State::Submitted,
            (MessageKind::SupplementRequest, State::SupplementAsked) => {
                self.supplements.pop();
                self.examining()
            }
            (MessageKind::Acceptance, State::Accepted)
            | (MessageKind::Refusal | MessageKind::Return, State::Refused) => self.examining(),
            (MessageKind::Certificate, State::Returned) => State::Completed,
            _ => return,
        };
        self.state = before;
        if before != State::SupplementAsked {
            self.ask_rules();
        }
    }

    /// Where the requested side stands before it has decided.
    fn examining(&self) -> State {
        match self.supplements.last() {
            None => State::Acknowledged,
            Some((_, None)) => State::SupplementAsked,
            Some((_, Some(_))) => State::Supplied,
        }
    }

    /// The supplement that was asked for first is there.
    fn supplement_came(&mut self, on: Date) {
        if let Some((_, came)) = self.supplements.iter_mut().find(|(_, came)| came.is_none()) {
            *came = Some(on);
        }
    }

    fn is_in(&self, states: &[State]) -> bool {
        states.contains(&self.state)
    }

    /// The certificate ends what was waited for on either side.
    fn executed(&mut self) {
        self.met(EXECUTE_SERVICE, State::Returned);
        self.met(EXECUTE_EVIDENCE, State::Returned);
        self.met(ARRANGEMENT_WAIT, State::Returned);
    }

    fn met(&mut self, period: &str, state: State) {
        self.last_days.remove(period);
        self.state = state;
    }

    /// Nobody has anything to do in it any more, the rules included.
    fn erase(&mut self, on: Date, reason: ErasureReason) {
        self.end(self.state);
        (self.conflict, self.undelivered, self.fault) = (None, None, None);
        (self.answered_on, self.reminder_due) = (None, false);
        self.erased = Some(Erased { on, reason });
    }

    fn end(&mut self, state: State) {
        self.last_days.clear();
        self.state = state;
        self.to_assess = false;
    }
}
