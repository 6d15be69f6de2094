//! Erasure: when the particulars of a matter may be destroyed, and for which reason. What happened goes on being known: its days, its
//! codes, its authorities; nobody's name.

use jiff::Span;
use serde::{Deserialize, Serialize};

use super::decide::{one, wrong_state};
use super::{Context, Event, Matter, Refusal, Side, Standing, State};
use crate::Date;

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
}

impl ErasureReason {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::RetentionEnded, Self::CourtOrder, Self::AuthorityOrder];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::RetentionEnded => "retention-ended",
            Self::CourtOrder => "court-order",
            Self::AuthorityOrder => "authority-order",
        }
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

impl Standing {
    /// Is nothing more done in the matter on this side? The requested side has done its part when the certificate has gone back.
    pub const fn has_ended(&self) -> bool {
        self.state.is_final() || matches!((self.state, self.side), (State::Returned, Side::Requested))
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

pub(super) fn erase(
    matter: &Matter,
    reason: ErasureReason,
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
    if reason == ErasureReason::RetentionEnded && until.is_none_or(|until| context.today <= until) {
        return Err(Refusal::RetentionRuns { until });
    }
    one(Event::Erased { erasure_reason: reason, left: Box::new(standing.clone()) })
}
