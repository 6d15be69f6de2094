//! Asking the peers for what they hold of the own feed, before anything is published.

use std::sync::{MutexGuard, PoisonError};

use comity_domain::GatewayId;
use comity_federation::feed::Recall;

use super::Feeds;
use crate::app::App;
use crate::app::failure::Failure;

/// What a peer has told of the own feed, when it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// What it holds, and it is here.
    All,
    /// Something that could not be taken: it is asked again, and nothing is signed meanwhile.
    More,
    /// That the clock here is wrong, and nothing else.
    AnotherTime,
    /// Nothing that counts, or it could not be asked.
    Nothing,
}

impl Feeds {
    fn recall(&self) -> MutexGuard<'_, Recall> {
        self.recall.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Returns once nothing that was published here is missing here, as far as the peers could be asked.
    ///
    /// # Errors
    /// [`Failure::FeedNotTold`]: lines of the record are known to be gone, and a peer has not told yet what it holds.
    pub(super) async fn recall_own_feed(&self) -> Result<(), Failure> {
        let peers = self.peer_ids();
        if self.feeds().recall().missing(&peers).is_none() {
            return Ok(());
        }
        let _one_asks_for_all = self.feeds().recalling.lock().await;
        for peer in &peers {
            let is_missing = self.feeds().recall().missing([peer]).is_some();
            if is_missing && let Err(failure) = self.recall_from(peer).await {
                tracing::info!(code = failure.code(), %failure, %peer, "a peer does not tell what it holds of the own feed");
            }
        }
        match self.feeds().recall().missing(&peers) {
            Some(peer) => Err(Failure::FeedNotTold { peer: peer.to_string() }),
            None => Ok(()),
        }
    }

    /// Asks one peer for it.
    pub(super) async fn recall_from(&self, peer: &GatewayId) -> Result<(), Failure> {
        let pulled = self.pull_feed(peer, self.gateway()).await;
        let mut recall = self.feeds().recall();
        match told(&pulled) {
            Told::All => recall.told(peer),
            Told::Nothing => recall.silent(peer),
            Told::AnotherTime => recall.at_another_time(peer),
            Told::More => {}
        }
        pulled
    }

    /// Has this peer told what it holds of the own feed?
    pub(crate) fn has_told_own_feed(&self, peer: &GatewayId) -> bool {
        self.feeds().recall().has_told(peer)
    }

    /// May something be published that nobody waits for?
    pub(crate) fn may_publish_by_itself(&self) -> bool {
        !self.is_held() && self.feeds().recall().may_go_by_itself(&self.peer_ids(), self.clock().now())
    }

    /// The record is about to go on, and lines of it may be gone: what was published in them is asked for before anything else is.
    pub(in crate::app) fn own_feed_may_be_short(&self) {
        self.feeds().recall().after_loss(self.clock().now());
    }
}

fn told(pulled: &Result<(), Failure>) -> Told {
    match pulled {
        // A fork is known by now, and keeps everything from being published.
        Ok(()) | Err(Failure::FeedForked { .. }) => Told::All,
        Err(Failure::ClockOff { .. }) => Told::AnotherTime,
        Err(Failure::Commit(_)) => Told::More,
        Err(Failure::FeedEventRefused(refused)) if refused.reason.is_of_its_time() => Told::More,
        Err(_) => Told::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use comity_federation::Reason;
    use comity_store::CommitError;

    use super::*;

    #[test]
    fn a_peer_whose_answer_could_not_be_taken_is_asked_again_and_not_done_without() {
        let peer = || "hk".to_owned();
        let refused = |reason: Reason| Err(Failure::FeedEventRefused(reason.because("as it is")));
        for untaken in
            [Err(Failure::Commit(CommitError::Busy)), refused(Reason::KeyRevoked), refused(Reason::FromTheFuture)]
        {
            assert_eq!(told(&untaken), Told::More, "{untaken:?}");
        }
        let clock_off = Err(Failure::ClockOff { peer: peer(), ahead_seconds: 600 });
        assert_eq!(told(&clock_off), Told::AnotherTime);
        for all in [Ok(()), Err(Failure::FeedForked { gateway: peer() })] {
            assert_eq!(told(&all), Told::All, "{all:?}");
        }
        // Whoever answers with rubbish keeps nobody from deciding.
        assert_eq!(told(&refused(Reason::BadSignature)), Told::Nothing);
    }
}
