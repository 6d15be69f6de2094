//! What the others hold of the own feed. A record that was put back from a copy has forgotten what was published after it, and whatever is
//! signed then under one of those numbers is a second history, which nothing takes back. So before anything is published the others are asked.
//! A pure account; time is an argument.
//!
//! ```
//! use comity_federation::feed::Recall;
//! use comity_record::Time;
//!
//! let (start, hk) = (Time::from_unix_ms(0), "hk".parse().unwrap());
//! let mut recall = Recall::since(start);
//! assert_eq!(recall.missing([&hk]), Some(&hk));
//! recall.told(&hk);
//! assert!(recall.may_go_by_itself([&hk], start));
//! ```

use std::collections::BTreeSet;

use comity_domain::GatewayId;
use comity_domain::limits::FEED_RECALLED_MAX_MS;
use comity_record::Time;

/// Which peers have told what they hold of the own feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recall {
    since: Time,
    told: BTreeSet<GatewayId>,
    /// Those that could not be asked.
    silent: BTreeSet<GatewayId>,
    /// Is it known that lines of the record are gone?
    is_after_loss: bool,
}

impl Recall {
    /// At a start: nobody was asked yet.
    pub const fn since(start: Time) -> Self {
        Self { since: start, told: BTreeSet::new(), silent: BTreeSet::new(), is_after_loss: false }
    }

    /// Once a record that was held goes on: nothing that was told before counts, and nobody is done without any more.
    pub fn after_loss(&mut self, now: Time) {
        *self = Self { is_after_loss: true, ..Self::since(now) };
    }

    /// A peer has told, and what it holds is here.
    pub fn told(&mut self, peer: &GatewayId) {
        self.silent.remove(peer);
        self.told.insert(peer.clone());
    }

    /// A peer could not be asked, or told nothing that counts.
    pub fn silent(&mut self, peer: &GatewayId) {
        if !self.told.contains(peer) {
            self.silent.insert(peer.clone());
        }
    }

    /// Has any peer told?
    pub fn anybody_has_told(&self) -> bool {
        !self.told.is_empty()
    }

    /// Has this peer told?
    pub fn has_told(&self, peer: &GatewayId) -> bool {
        self.told.contains(peer)
    }

    /// The first of the peers that is still waited for. One that could not be asked is done without, unless lines are known to be gone: then
    /// it may be the only one that holds what was published last.
    pub fn missing<'a>(&self, peers: impl IntoIterator<Item = &'a GatewayId>) -> Option<&'a GatewayId> {
        let is_done =
            |peer: &GatewayId| self.told.contains(peer) || (!self.is_after_loss && self.silent.contains(peer));
        peers.into_iter().find(|peer| !is_done(peer))
    }

    /// May something be published that nobody waits for? Not before one peer has told, or none could be asked for
    /// [some while](FEED_RECALLED_MAX_MS): a start comes before the line to the others.
    pub fn may_go_by_itself<'a>(&self, peers: impl IntoIterator<Item = &'a GatewayId> + Clone, now: Time) -> bool {
        let is_alone = peers.clone().into_iter().next().is_none();
        let has_waited = self.since.plus_ms(FEED_RECALLED_MAX_MS) <= now;
        self.missing(peers).is_none() && (is_alone || has_waited || !self.told.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{at, gateway};

    #[test]
    fn nothing_goes_out_before_each_peer_was_asked_and_one_has_told() {
        let peers = [gateway("cn"), gateway("mo")];
        let mut recall = Recall::since(at(0));
        assert_eq!(recall.missing(&peers), Some(&peers[0]));
        recall.silent(&peers[0]);
        assert_eq!(recall.missing(&peers), Some(&peers[1]));
        recall.silent(&peers[1]);
        assert_eq!(recall.missing(&peers), None, "whoever decides something need not wait for a line that is cut");
        assert!(!recall.may_go_by_itself(&peers, at(119)));
        assert!(recall.may_go_by_itself(&peers, at(120)), "nobody could be asked for two minutes");
        recall.told(&peers[1]);
        assert!(recall.may_go_by_itself(&peers, at(1)));
        recall.silent(&peers[1]);
        assert!(recall.has_told(&peers[1]), "it is gone now, and has told");
    }

    #[test]
    fn once_lines_are_known_to_be_gone_nobody_is_done_without_and_nothing_told_before_counts() {
        let peers = [gateway("cn"), gateway("mo")];
        let mut recall = Recall::since(at(0));
        peers.iter().for_each(|peer| recall.told(peer));
        recall.after_loss(at(500));
        assert_eq!(recall.missing(&peers), Some(&peers[0]));
        recall.told(&peers[0]);
        recall.silent(&peers[1]);
        assert_eq!(recall.missing(&peers), Some(&peers[1]));
        assert!(!recall.may_go_by_itself(&peers, at(100_000)));
        recall.told(&peers[1]);
        assert!(recall.may_go_by_itself(&peers, at(501)));
    }

    #[test]
    fn a_gateway_without_peers_asks_nobody() {
        assert!(Recall::since(at(0)).may_go_by_itself(&[], at(0)));
    }
}
