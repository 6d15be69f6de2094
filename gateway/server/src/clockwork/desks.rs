//! The desks at which matters are assessed: so many in all, and so many for the matters with one peer. Its rules may have to be asked
//! for, and a peer that lets everybody wait must not keep all of them. Whoever finds none free waits in the row of its peer.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use comity_domain::limits::{ASSESSMENTS_OF_PEER_UNDER_WAY_MAX, ASSESSMENTS_UNDER_WAY_MAX};
use comity_domain::{GatewayId, MatterId};

/// Who sits where, and who waits behind whom.
#[derive(Debug, Default)]
pub(super) struct Desks {
    seated: BTreeMap<MatterId, Seat>,
    /// Those who wait, by their peers, in the order in which they came.
    rows: BTreeMap<GatewayId, VecDeque<MatterId>>,
    /// Everybody in the rows.
    waiting: BTreeSet<MatterId>,
    /// Those that failed lately.
    resting: BTreeSet<MatterId>,
}

#[derive(Debug)]
struct Seat {
    peer: GatewayId,
    /// It was listed while it sat here: it may have moved on since it sat down.
    comes_again: bool,
}

impl Desks {
    /// Whether the list is soon read: nobody stands in a row, and no more rest than could sit.
    pub(super) fn few_wait(&self) -> bool {
        self.waiting.is_empty() && self.resting.len() <= ASSESSMENTS_UNDER_WAY_MAX
    }

    /// Lines up those who are listed, in their order. Whoever has a place, or rests, is not lined up again; `peer_of` is asked about the
    /// others only.
    pub(super) fn line_up(
        &mut self,
        listed: impl IntoIterator<Item = MatterId>,
        peer_of: impl Fn(&MatterId) -> GatewayId,
    ) {
        for matter in listed {
            if let Some(seat) = self.seated.get_mut(&matter) {
                seat.comes_again = true;
            } else if !self.resting.contains(&matter) && !self.waiting.contains(&matter) {
                let peer = peer_of(&matter);
                self.wait_in_row(peer, matter);
            }
        }
    }

    /// Gives a free desk to the first of a row: of those with a desk left, the row whose peer has the fewest.
    pub(super) fn seat_next(&mut self) -> Option<MatterId> {
        if self.seated.len() >= ASSESSMENTS_UNDER_WAY_MAX {
            return None;
        }
        let seated = |peer: &GatewayId| self.seated.values().filter(|seat| seat.peer == *peer).count();
        let rows = self.rows.iter().filter(|(_, row)| !row.is_empty()).map(|(peer, _)| (seated(peer), peer));
        let with_desk = rows.filter(|(count, _)| *count < ASSESSMENTS_OF_PEER_UNDER_WAY_MAX);
        let peer = with_desk.min_by_key(|(count, _)| *count)?.1.clone();
        let matter = self.rows.get_mut(&peer)?.pop_front()?;
        self.waiting.remove(&matter);
        self.seated.insert(matter.clone(), Seat { peer, comes_again: false });
        Some(matter)
    }

    /// The desk is free again. A matter that failed rests for a while; one that may have moved on waits at the end of its row.
    pub(super) fn leave(&mut self, matter: &MatterId, failed: bool) {
        let Some(Seat { peer, comes_again }) = self.seated.remove(matter) else { return };
        if failed {
            self.resting.insert(matter.clone());
        } else if comes_again {
            self.wait_in_row(peer, matter.clone());
        }
    }

    /// Whoever failed may come again, when it is listed.
    pub(super) fn end_rest(&mut self) {
        self.resting.clear();
    }

    fn wait_in_row(&mut self, peer: GatewayId, matter: MatterId) {
        self.waiting.insert(matter.clone());
        self.rows.entry(peer).or_default().push_back(matter);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn matter(number: usize) -> MatterId {
        format!("cn/01KEQ3V3T0000000000000{number:04}").parse().unwrap()
    }

    fn matters(numbers: std::ops::Range<usize>) -> Vec<MatterId> {
        numbers.map(matter).collect()
    }

    fn gateway(id: &str) -> GatewayId {
        id.parse().unwrap()
    }

    /// Lines them up as matters with this peer.
    fn line_up(desks: &mut Desks, numbers: std::ops::Range<usize>, peer: &str) {
        desks.line_up(matters(numbers), |_| gateway(peer));
    }

    fn seat_all(desks: &mut Desks) -> Vec<MatterId> {
        std::iter::from_fn(|| desks.seat_next()).collect()
    }

    #[test]
    fn a_peer_that_swallows_every_question_keeps_no_more_than_its_desks() {
        let mut desks = Desks::default();
        line_up(&mut desks, 0..1_000, "mo");
        assert_eq!(seat_all(&mut desks), matters(0..ASSESSMENTS_OF_PEER_UNDER_WAY_MAX));
        line_up(&mut desks, 2_000..2_001, "hk");
        assert_eq!(seat_all(&mut desks), [matter(2_000)], "there is a desk for the matters with Hong Kong");
        desks.leave(&matter(0), false);
        assert_eq!(seat_all(&mut desks), [matter(ASSESSMENTS_OF_PEER_UNDER_WAY_MAX)], "whoever waits comes now");
    }

    #[test]
    fn there_are_only_so_many_desks() {
        let peers = ["cn", "hk", "mo", "xx"];
        let mut desks = Desks::default();
        for (number, peer) in peers.into_iter().enumerate() {
            line_up(&mut desks, number * 100..(number + 1) * 100, peer);
        }
        assert_eq!(seat_all(&mut desks).len(), ASSESSMENTS_UNDER_WAY_MAX);
    }

    #[test]
    fn a_free_desk_goes_to_the_row_whose_peer_has_the_fewest() {
        let mut desks = Desks::default();
        for (number, peer) in ["cn", "hk", "mo"].into_iter().enumerate() {
            line_up(&mut desks, number * 100..(number + 1) * 100, peer);
        }
        let seated = seat_all(&mut desks);
        line_up(&mut desks, 300..400, "xx");
        assert_eq!(desks.seat_next(), None);
        for (left, came) in seated.iter().zip(300..304) {
            desks.leave(left, false);
            assert_eq!(desks.seat_next(), Some(matter(came)), "the last to come are not the last to sit");
        }
    }

    #[test]
    fn a_matter_sits_at_one_desk() {
        let mut desks = Desks::default();
        line_up(&mut desks, 1..2, "mo");
        line_up(&mut desks, 1..2, "mo");
        assert_eq!(seat_all(&mut desks), [matter(1)]);
        line_up(&mut desks, 1..2, "mo");
        line_up(&mut desks, 1..2, "mo");
        assert_eq!(seat_all(&mut desks), []);
        desks.leave(&matter(1), false);
        assert_eq!(seat_all(&mut desks), [matter(1)], "it may have moved on while it sat there");
        desks.leave(&matter(1), false);
        assert_eq!(seat_all(&mut desks), [], "nobody listed it again");
    }

    #[test]
    fn a_matter_that_moved_on_comes_again_behind_those_who_wait() {
        let mut desks = Desks::default();
        line_up(&mut desks, 0..100, "mo");
        let seated = seat_all(&mut desks).len();
        line_up(&mut desks, 0..100, "mo");
        let came: Vec<MatterId> = (0..100)
            .map(|number| {
                desks.leave(&matter(number), false);
                desks.seat_next().unwrap()
            })
            .collect();
        assert_eq!(came, [matters(seated..100), matters(0..seated)].concat());
    }

    #[test]
    fn a_matter_that_failed_rests_and_takes_no_desk_meanwhile() {
        let mut desks = Desks::default();
        line_up(&mut desks, 1..2, "mo");
        assert_eq!(seat_all(&mut desks), [matter(1)]);
        line_up(&mut desks, 1..2, "mo");
        desks.leave(&matter(1), true);
        line_up(&mut desks, 1..3, "mo");
        assert_eq!(seat_all(&mut desks), [matter(2)]);
        desks.end_rest();
        line_up(&mut desks, 1..2, "mo");
        assert_eq!(seat_all(&mut desks), [matter(1)]);
    }

    #[test]
    fn whoever_waits_is_asked_once_whom_it_is_with() {
        let mut desks = Desks::default();
        let asked = RefCell::new(Vec::new());
        let peer_of = |matter: &MatterId| {
            asked.borrow_mut().push(matter.clone());
            gateway("mo")
        };
        desks.line_up(matters(0..1_000), peer_of);
        seat_all(&mut desks);
        for number in 0..ASSESSMENTS_OF_PEER_UNDER_WAY_MAX {
            desks.leave(&matter(number), false);
            seat_all(&mut desks);
            desks.line_up(matters(number + 1..1_000), peer_of);
        }
        assert_eq!(asked.take(), matters(0..1_000));
    }

    #[test]
    fn everybody_who_is_listed_sits_down_once_in_the_order_of_the_row() {
        let mut desks = Desks::default();
        line_up(&mut desks, 0..1_000, "mo");
        let mut came = Vec::new();
        let mut under_way = VecDeque::new();
        loop {
            let seated = seat_all(&mut desks);
            came.extend(seated.iter().cloned());
            under_way.extend(seated);
            let Some(done) = under_way.pop_front() else { break };
            desks.leave(&done, false);
        }
        assert_eq!(came, matters(0..1_000));
        assert!(desks.few_wait());
    }

    #[test]
    fn a_long_list_is_known_by_those_who_wait_or_rest() {
        let mut desks = Desks::default();
        line_up(&mut desks, 0..ASSESSMENTS_OF_PEER_UNDER_WAY_MAX, "mo");
        assert!(!desks.few_wait());
        seat_all(&mut desks);
        assert!(desks.few_wait(), "all of them sit");
        line_up(&mut desks, 100..101, "mo");
        assert!(!desks.few_wait());
        for round in 0..9 {
            let numbers = round * 10 + 1_000..round * 10 + 1_010;
            line_up(&mut desks, numbers.clone(), "hk");
            seat_all(&mut desks);
            numbers.for_each(|number| desks.leave(&matter(number), true));
        }
        (0..ASSESSMENTS_OF_PEER_UNDER_WAY_MAX).for_each(|number| desks.leave(&matter(number), false));
        seat_all(&mut desks);
        assert!(!desks.few_wait(), "ninety rest");
        desks.end_rest();
        assert!(desks.few_wait());
    }
}
