//! The desks at which matters are assessed: so many in all, and so many for the matters with one peer. Its rules may have to be asked
//! for, and a peer that lets everybody wait must not keep all of them.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::limits::{ASSESSMENTS_OF_PEER_UNDER_WAY_MAX, ASSESSMENTS_UNDER_WAY_MAX};
use comity_domain::{GatewayId, MatterId};

/// Who sits where.
#[derive(Debug, Default)]
pub(super) struct Desks {
    seated: BTreeMap<MatterId, GatewayId>,
    /// Those that failed lately.
    resting: BTreeSet<MatterId>,
    /// Somebody was turned away: every desk for its peer was taken, or it sits at one and has moved on since.
    turned_away: bool,
}

impl Desks {
    /// Whether anybody can be seated at all.
    pub(super) fn has_room(&self) -> bool {
        self.seated.len() < ASSESSMENTS_UNDER_WAY_MAX
    }

    /// Gives a matter a desk, unless it has one, rests, or none is free for it. Whoever is turned away comes again.
    pub(super) fn seat(&mut self, matter: &MatterId, peer: &GatewayId) -> bool {
        if self.resting.contains(matter) {
            return false;
        }
        let of_peer = self.seated.values().filter(|other| *other == peer).count();
        let is_free = self.has_room() && of_peer < ASSESSMENTS_OF_PEER_UNDER_WAY_MAX;
        if !is_free || self.seated.contains_key(matter) {
            self.turned_away = true;
            return false;
        }
        self.seated.insert(matter.clone(), peer.clone());
        true
    }

    /// The desk is free again; a matter that failed rests for a while. Answers whether somebody had been turned away, and should come
    /// now.
    pub(super) fn leave(&mut self, matter: &MatterId, failed: bool) -> bool {
        self.seated.remove(matter);
        if failed {
            self.resting.insert(matter.clone());
        }
        std::mem::take(&mut self.turned_away)
    }

    /// Whoever failed may come again.
    pub(super) fn end_rest(&mut self) {
        self.resting.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matter(number: usize) -> MatterId {
        format!("cn/01KEQ3V3T0000000000000{number:04}").parse().unwrap()
    }

    fn gateway(id: &str) -> GatewayId {
        id.parse().unwrap()
    }

    #[test]
    fn a_peer_that_swallows_every_question_keeps_no_more_than_its_desks() {
        let (mut desks, mo, hk) = (Desks::default(), gateway("mo"), gateway("hk"));
        let seated = (0..1_000).filter(|number| desks.seat(&matter(*number), &mo)).count();
        assert_eq!(seated, ASSESSMENTS_OF_PEER_UNDER_WAY_MAX);
        assert!(desks.has_room());
        assert!(desks.seat(&matter(2_000), &hk), "there is a desk for the matters with Hong Kong");
        assert!(!desks.seat(&matter(999), &mo));
        assert!(desks.leave(&matter(0), false), "whoever was turned away comes now");
        assert!(desks.seat(&matter(999), &mo));
    }

    #[test]
    fn there_are_only_so_many_desks() {
        let mut desks = Desks::default();
        let seated = (0..1_000).filter(|number| desks.seat(&matter(*number), &gateway(&format!("g{number}")))).count();
        assert_eq!((seated, desks.has_room()), (ASSESSMENTS_UNDER_WAY_MAX, false));
    }

    #[test]
    fn a_matter_sits_at_one_desk() {
        let (mut desks, mo) = (Desks::default(), gateway("mo"));
        assert!(desks.seat(&matter(1), &mo));
        assert!(!desks.seat(&matter(1), &mo));
        assert!(desks.leave(&matter(1), false), "it has moved on while it sat there");
        assert!(desks.seat(&matter(1), &mo));
        assert!(!desks.leave(&matter(1), false), "nobody was turned away");
    }

    #[test]
    fn a_matter_that_failed_rests_and_takes_no_desk_meanwhile() {
        let (mut desks, mo) = (Desks::default(), gateway("mo"));
        desks.seat(&matter(1), &mo);
        desks.leave(&matter(1), true);
        assert!(!desks.seat(&matter(1), &mo));
        assert!(desks.seat(&matter(2), &mo));
        desks.end_rest();
        assert!(desks.seat(&matter(1), &mo));
    }
}
