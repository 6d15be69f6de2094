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

    /// A peer says that the clock here is wrong, and nothing else. Of the two clocks one is: whoever has told agrees with this one, and so has
    /// said which. Before that the peer is asked again.
    pub fn at_another_time(&mut self, peer: &GatewayId) {
        if !self.told.is_empty() {
            self.silent(peer);
        }
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
    use proptest::prelude::*;

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
    fn a_peer_that_says_that_the_clock_here_is_wrong_stops_no_publication_once_another_has_told() {
        let peers = [gateway("cn"), gateway("mo")];
        let mut recall = Recall::since(at(0));
        recall.silent(&peers[1]);
        recall.at_another_time(&peers[0]);
        assert_eq!(recall.missing(&peers), Some(&peers[0]), "nobody has said which of the two clocks is wrong");
        assert!(!recall.may_go_by_itself(&peers, at(100_000)));
        recall.told(&peers[1]);
        recall.at_another_time(&peers[0]);
        assert_eq!(recall.missing(&peers), None);
        assert!(recall.may_go_by_itself(&peers, at(1)));
        recall.after_loss(at(500));
        recall.told(&peers[1]);
        recall.at_another_time(&peers[0]);
        assert_eq!(recall.missing(&peers), Some(&peers[0]), "it may be the only one that holds what is lost here");
    }

    #[test]
    fn a_gateway_without_peers_asks_nobody() {
        assert!(Recall::since(at(0)).may_go_by_itself(&[], at(0)));
    }

    /// What becomes of a question to a peer.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Answer {
        Told,
        Silent,
        AtAnotherTime,
        /// It could not be taken.
        NotTaken,
    }

    const ANSWERS: [Answer; 4] = [Answer::Told, Answer::Silent, Answer::AtAnotherTime, Answer::NotTaken];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn whoever_has_not_told_is_done_without_if_silent_or_alone_with_its_clock_and_never_after_a_loss(
            play in proptest::collection::vec((0..2_usize, proptest::sample::select(ANSWERS.to_vec())), 0..8),
            is_after_loss in any::<bool>(),
        ) {
            let peers = ["cn", "mo"].map(gateway);
            let mut recall = Recall::since(at(0));
            if is_after_loss {
                recall.after_loss(at(0));
            }
            for (peer, answer) in &play {
                match answer {
                    Answer::Told => recall.told(&peers[*peer]),
                    Answer::Silent => recall.silent(&peers[*peer]),
                    Answer::AtAnotherTime => recall.at_another_time(&peers[*peer]),
                    Answer::NotTaken => {}
                }
            }
            let confirmed = play.iter().position(|(_, answer)| *answer == Answer::Told).unwrap_or(play.len());
            for (peer, id) in peers.iter().enumerate() {
                let has = |wanted: Answer, since: usize| play.iter().skip(since).any(|said| *said == (peer, wanted));
                let is_done_without = has(Answer::Silent, 0) || has(Answer::AtAnotherTime, confirmed);
                let is_done = has(Answer::Told, 0) || (!is_after_loss && is_done_without);
                prop_assert_eq!(recall.missing([id]).is_none(), is_done);
                prop_assert_eq!(recall.has_told(id), has(Answer::Told, 0));
            }
        }
    }
}
