//! Erasure: when the particulars of a matter may be destroyed, and for which reason. What happened goes on being known: its days, its
//! codes, its authorities; nobody's name.

use jiff::Span;
use serde::{Deserialize, Serialize};

use super::decide::{one, well_said, wrong_state};
use super::{Context, Event, Matter, Refusal, Side, Standing, State};
use crate::Date;
use crate::message::{Content, ErasureDecision};
use ErasureDecision::Granted;

/// Why the particulars of a matter are erased. A code, because it stays when they are gone: no word that could name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErasureReason {
    /// They were kept as long as this side keeps them.
    RetentionEnded,
    /// A court ordered it, whether they are due or not.
    CourtOrder,
    /// The authority for the protection of personal data ordered it, whether they are due or not.
    AuthorityOrder,
    /// The other side of the matter asked for it, and this side granted that.
    PeerRequest,
}

impl ErasureReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::RetentionEnded, Self::CourtOrder, Self::AuthorityOrder, Self::PeerRequest];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RetentionEnded => "retention-ended",
            Self::CourtOrder => "court-order",
            Self::AuthorityOrder => "authority-order",
            Self::PeerRequest => "peer-request",
        }
    }

    /// Has somebody ordered it who may?
    pub const fn is_order(self) -> bool {
        matches!(self, Self::CourtOrder | Self::AuthorityOrder)
    }
}

/// The particulars of a matter were erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erased {
    /// On which business day.
    pub on: Date,
    /// Why.
    pub reason: ErasureReason,
}

/// A question whether the other side's copy is erased too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErasureAsked {
    /// The day on which it was asked.
    pub on: Date,
    /// Why the side that asks has it erased.
    pub reason: ErasureReason,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<ErasureDecision>,
}

impl ErasureAsked {
    /// It is not answered yet.
    pub const fn is_open(&self) -> bool {
        self.decision.is_none()
    }
}

impl Standing {
    /// Is nothing more done in the matter on this side? The requested side has done its part when the certificate has gone back.
    pub const fn has_ended(&self) -> bool {
        self.state.is_final() || matches!((self.state, self.side), (State::Returned, Side::Requested))
    }

    /// Does the other side have the letter, or had it? A letter that it never took it does not have.
    pub const fn is_known_over_there(&self) -> bool {
        matches!(self.side, Side::Requested) || self.transmitted_on.is_some()
    }

    /// The last day on which its particulars are kept, if so many years are counted from the day on which it ended. `None` as long as it has
    /// not.
    pub fn retained_until(&self, years: u16) -> Option<Date> {
        kept_until(self.ended_on?, years)
    }
}

/// The last day on which the particulars of something that ended on this day are kept.
pub(crate) fn kept_until(ended_on: Date, years: u16) -> Option<Date> {
    ended_on.checked_add(Span::new().try_years(years).ok()?).ok()
}

/// Asks the other side whether it erases its copy too. What it answers is its own to decide.
pub(super) fn ask(
    matter: &Matter,
    reason: ErasureReason,
    instrument: String,
    document: String,
) -> Result<Vec<Event>, Refusal> {
    let standing = &matter.standing;
    if !standing.has_ended() || matter.letter_digest.is_none() {
        return wrong_state(matter);
    }
    if standing.erasure_asked.is_some_and(|asked| asked.is_open()) {
        return Err(Refusal::ErasureAsked);
    }
    well_said(&Content::ErasureRequest { reason, instrument: instrument.clone() })?;
    one(Event::ErasureAsked { side: standing.side, erasure_reason: reason, instrument, document })
}

/// Answers that. Nothing is erased by it.
pub(super) fn answer(
    matter: &Matter,
    decision: ErasureDecision,
    reason: Option<String>,
    document: String,
) -> Result<Vec<Event>, Refusal> {
    let standing = &matter.standing;
    if !standing.erasure_wanted.is_some_and(|wanted| wanted.is_open()) {
        return wrong_state(matter);
    }
    well_said(&Content::ErasureAnswer { decision, reason: reason.clone() })?;
    let answers = matter.erasure_question(standing.side.other());
    one(Event::ErasureAnswered { side: standing.side, answers, decision, reason, document })
}

pub(super) fn erase(
    matter: &Matter,
    (reason, without_peer): (ErasureReason, bool),
    retention_years: Option<u16>,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let standing = &matter.standing;
    if !standing.has_ended() {
        return wrong_state(matter);
    }
    // What is not receipted may have to be sent again, and its bytes would be gone.
    if !standing.unreceipted.is_empty() {
        return Err(Refusal::MessagesWait);
    }
    let until = retention_years.and_then(|years| standing.retained_until(years));
    let may_be = match reason {
        ErasureReason::RetentionEnded => until.is_some_and(|until| until < context.today),
        ErasureReason::PeerRequest => standing.erasure_wanted.is_some_and(|it| it.decision == Some(Granted)),
        ErasureReason::CourtOrder | ErasureReason::AuthorityOrder => true,
    };
    if !may_be {
        return Err(Refusal::RetentionRuns { until });
    }
    // An order that only one side hears of leaves the other's copy where it is, and nobody is left to ask.
    let peer_knows = standing.erasure_asked.is_some() || standing.erasure_wanted.is_some();
    if reason.is_order() && standing.is_known_over_there() && !peer_knows && !without_peer {
        return Err(Refusal::PeerNotAsked);
    }
    one(Event::Erased { erasure_reason: reason, left: Box::new(standing.clone()) })
}
