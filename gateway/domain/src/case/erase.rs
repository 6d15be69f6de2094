//! Erasure: when the particulars of a case may be destroyed. It is as with a [matter](crate::matter::ErasureReason): what happened goes on
//! being known, by its days and codes; nobody's name.

use super::{Case, Context, Event, Refusal, Standing, State};
use crate::Date;
use crate::matter::{ErasureReason, kept_until};

impl Standing {
    /// The last day on which its particulars are kept, if so many years are counted from the day on which the exchange of evidence was
    /// closed. `None` as long as it is not.
    pub fn retained_until(&self, years: u16) -> Option<Date> {
        kept_until(self.ended_on?, years)
    }
}

pub(super) fn erase(
    case: &Case,
    reason: ErasureReason,
    retention_years: Option<u16>,
    context: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let standing = &case.standing;
    if standing.state != State::Closed {
        return Err(Refusal::WrongState { state: standing.state });
    }
    let until = retention_years.and_then(|years| standing.retained_until(years));
    let is_over = reason == ErasureReason::RetentionEnded && until.is_some_and(|until| until < context.today);
    // A case has no other side that could ask for it.
    if !reason.is_order() && !is_over {
        return Err(Refusal::RetentionRuns { until });
    }
    Ok(vec![Event::Erased { erasure_reason: reason, left: Box::new(standing.clone()) }])
}
