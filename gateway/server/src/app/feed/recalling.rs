//! Asking the peers for what they hold of the own feed, before anything is published.

use std::sync::{MutexGuard, PoisonError};

use comity_domain::GatewayId;
use comity_federation::feed::Recall;

use super::Feeds;
use crate::app::App;
use crate::app::failure::Failure;

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
        match &pulled {
            // A fork is known by now, and keeps everything from being published.
            Ok(()) | Err(Failure::FeedForked { .. }) => recall.told(peer),
            Err(_) => recall.silent(peer),
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
