//! What the gateway does for itself at each beat of the clockwork. A beat does a bounded amount of work, and what fails in it is
//! logged, tried again with the next, and holds up nothing else.

use std::sync::Arc;

use comity_domain::limits::{CLEARED_PER_BEAT_MAX_ITEMS, ROLL_WARNING_EVERY_MS};
use comity_record::Time;

use super::App;
use super::failure::Failure;

/// What one beat leaves to the next.
#[derive(Debug, Default)]
pub(crate) struct Upkeep {
    /// Up to this one the sessions were looked at.
    last_session: Option<String>,
    /// When the log was last told that the roll is stale.
    warned: Option<Time>,
}

impl App {
    /// One beat: signs a checkpoint of what is new, records what was counted, ends what was begun, clears away what nobody needs any more.
    pub(crate) async fn keep_up(self: &Arc<Self>, upkeep: Upkeep) -> Upkeep {
        let now = self.clock().now();
        logged("refusals that were counted cannot be recorded", self.record_counted_refusals(now).await);
        if !self.is_held() {
            let looked_after = self.look_after_early(now, CLEARED_PER_BEAT_MAX_ITEMS).await;
            logged("messages that came early cannot be taken", looked_after);
        }
        if self.may_publish_by_itself() {
            let published = self.publish_listings_of_the_day(CLEARED_PER_BEAT_MAX_ITEMS).await;
            logged("how listings stand today cannot be published", published);
        }
        logged("what was erased is not destroyed yet", self.finish_erasures().await);
        let app = Arc::clone(self);
        match tokio::task::spawn_blocking(move || app.keep_up_files(upkeep, now)).await {
            Ok(upkeep) => upkeep,
            Err(error) => {
                tracing::error!(%error, "a beat of the clockwork broke off");
                Upkeep::default()
            }
        }
    }

    fn keep_up_files(&self, mut upkeep: Upkeep, now: Time) -> Upkeep {
        logged("no checkpoint could be signed", self.make_checkpoint());
        logged("staged files cannot be cleared away", self.clear_staged(now, CLEARED_PER_BEAT_MAX_ITEMS));
        let after = upkeep.last_session.take();
        let cleared = self.clear_sessions(now, after.as_deref(), CLEARED_PER_BEAT_MAX_ITEMS);
        upkeep.last_session = logged("sessions that have ended cannot be cleared away", cleared).flatten();
        logged("approvals cannot be cleared away", self.clear_approvals(now, CLEARED_PER_BEAT_MAX_ITEMS));
        upkeep.warned = self.warn_of_stale_roll(now, upkeep.warned);
        upkeep
    }

    /// Says in the log that the roll is stale, now and then. Answers with when it was last said.
    fn warn_of_stale_roll(&self, now: Time, warned: Option<Time>) -> Option<Time> {
        let warning = self.stale_roll(now)?;
        let lately = |at: Time| (0..ROLL_WARNING_EVERY_MS).contains(&now.unix_ms().saturating_sub(at.unix_ms()));
        if warned.is_some_and(lately) {
            return warned;
        }
        tracing::warn!(code = warning.code, days = warning.days, "the roll is older than a roll should be");
        Some(now)
    }
}

fn logged<T>(what: &'static str, result: Result<T, Failure>) -> Option<T> {
    result.inspect_err(|failure| tracing::error!(code = failure.code(), %failure, "{what}")).ok()
}
