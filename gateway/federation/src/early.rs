//! Messages that came before those that they follow in their matter: which of them are kept, for how long, and whose turn it is. A
//! pure account: the bytes, and the list that outlives a restart, are the store's; time is an argument.
//!
//! Nobody is promised anything about a message that is kept. Its sender goes on until it has the receipt, and the receipt is made when
//! the message is taken in its turn, in one commit with it. So a message may be forgotten at any time: there is no room for it, it is
//! old, another one stands in its place, it does not fit after all. Its sender brings it again, and is told then.

use std::collections::BTreeMap;

use comity_domain::limits::{EARLY_MAX_AGE_MS, EARLY_OF_PEER_MAX_BYTES, EARLY_OF_PEER_MAX_MESSAGES};
use comity_domain::{GatewayId, MatterId};
use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

/// The messages of one peer in one matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lane {
    /// Who sends them.
    pub peer: GatewayId,
    /// In which matter.
    pub matter: MatterId,
}

/// A place in a chain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// In whose chain.
    pub lane: Lane,
    /// From 1 on.
    pub seq: u64,
}

/// A message that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The digest of its bytes.
    pub digest: Digest,
    /// How many bytes it has.
    pub size: u64,
    /// When it came.
    pub since: Time,
}

/// What each peer may have here. The default is [`comity_domain::limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// So many messages.
    pub messages: usize,
    /// So many bytes in all.
    pub bytes: u64,
    /// For so long.
    pub age_ms: i64,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { messages: EARLY_OF_PEER_MAX_MESSAGES, bytes: EARLY_OF_PEER_MAX_BYTES, age_ms: EARLY_MAX_AGE_MS }
    }
}

/// What is to be done with a message that is early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// Write it; if that fails, [forget](Early::forget) it.
    Write,
    /// It is here already.
    Here,
    /// The peer has as much here as it may.
    Full,
}

/// The messages of all peers that wait for those before them.
#[derive(Debug, Clone, Default)]
pub struct Early {
    allowance: Allowance,
    kept: BTreeMap<Place, Kept>,
    used: BTreeMap<GatewayId, Used>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Used {
    messages: usize,
    bytes: u64,
}

impl Early {
    /// An empty account.
    pub fn new(allowance: Allowance) -> Self {
        Self { allowance, ..Self::default() }
    }

    /// A message that the store's list has, at the start.
    pub fn restore(&mut self, place: Place, kept: Kept) {
        self.forget(&place);
        self.add(place, kept);
    }

    /// A message is early. What is to be written counts from now on. Another message in its place makes way: of two, the one that came
    /// last is the one that its sender stands by.
    pub fn offer(&mut self, place: &Place, message: Kept) -> Offer {
        let before = self.kept.get(place);
        if before.is_some_and(|before| before.digest == message.digest) {
            return Offer::Here;
        }
        let used = self.used.get(&place.lane.peer).copied().unwrap_or_default();
        let (messages, bytes) = before.map_or((0, 0), |before| (1, before.size));
        let bytes = used.bytes.saturating_sub(bytes).saturating_add(message.size);
        if used.messages - messages >= self.allowance.messages || bytes > self.allowance.bytes {
            return Offer::Full;
        }
        self.forget(place);
        self.add(place.clone(), message);
        Offer::Write
    }

    /// The message at a place, if one is kept there.
    pub fn at(&self, place: &Place) -> Option<&Kept> {
        self.kept.get(place)
    }

    /// Whether something waits in a chain.
    pub fn waits_in(&self, lane: &Lane) -> bool {
        let first = Place { lane: lane.clone(), seq: 0 };
        self.kept.range(first..).next().is_some_and(|(place, _)| place.lane == *lane)
    }

    /// The chains in which something waits.
    pub fn lanes(&self) -> Vec<Lane> {
        let mut lanes: Vec<Lane> = self.kept.keys().map(|place| place.lane.clone()).collect();
        lanes.dedup();
        lanes
    }

    /// Forgets a message. Answers whether there was one.
    pub fn forget(&mut self, place: &Place) -> bool {
        let Some(kept) = self.kept.remove(place) else { return false };
        if let Some(used) = self.used.get_mut(&place.lane.peer) {
            used.messages = used.messages.saturating_sub(1);
            used.bytes = used.bytes.saturating_sub(kept.size);
        }
        true
    }

    /// Forgets what stands before `seq` in a chain: those messages were taken. Answers with what was forgotten.
    pub fn forget_before(&mut self, lane: &Lane, seq: u64) -> Vec<Place> {
        self.forget_where(|place, _| place.lane == *lane && place.seq < seq, usize::MAX)
    }

    /// Forgets what stands at `seq` in a chain, and behind it: the message there does not fit, so they do not either.
    pub fn forget_from(&mut self, lane: &Lane, seq: u64) -> Vec<Place> {
        self.forget_where(|place, _| place.lane == *lane && place.seq >= seq, usize::MAX)
    }

    /// Forgets at most `max` messages that have waited too long. One of the future is as old as one of the past: the clock was set
    /// back, and nobody knows by how much it was wrong.
    pub fn forget_old(&mut self, now: Time, max: usize) -> Vec<Place> {
        let age_ms = self.allowance.age_ms;
        let is_old =
            |_: &Place, kept: &Kept| !(-age_ms..=age_ms).contains(&now.unix_ms().saturating_sub(kept.since.unix_ms()));
        self.forget_where(is_old, max)
    }

    fn forget_where(&mut self, is_meant: impl Fn(&Place, &Kept) -> bool, max: usize) -> Vec<Place> {
        let meant = self.kept.iter().filter(|(place, kept)| is_meant(place, kept)).map(|(place, _)| place.clone());
        let meant: Vec<Place> = meant.take(max).collect();
        for place in &meant {
            self.forget(place);
        }
        meant
    }

    fn add(&mut self, place: Place, kept: Kept) {
        let used = self.used.entry(place.lane.peer.clone()).or_default();
        used.messages += 1;
        used.bytes = used.bytes.saturating_add(kept.size);
        self.kept.insert(place, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{at, gateway, ulid};

    const SMALL: Allowance = Allowance { messages: 3, bytes: 100, age_ms: 60_000 };

    fn lane(peer: &str, matter: u128) -> Lane {
        Lane { peer: gateway(peer), matter: MatterId::new(gateway("cn"), ulid(matter)) }
    }

    fn place(peer: &str, matter: u128, seq: u64) -> Place {
        Place { lane: lane(peer, matter), seq }
    }

    fn message(content: &str, size: u64) -> Kept {
        Kept { digest: Digest::of(content.as_bytes()), size, since: at(0) }
    }

    #[test]
    fn a_peer_has_no_more_kept_than_it_may_and_another_peer_is_not_held_up() {
        let mut early = Early::new(SMALL);
        for seq in 2..5 {
            assert_eq!(early.offer(&place("cn", 1, seq), message("a", 10)), Offer::Write);
        }
        assert_eq!(early.offer(&place("cn", 2, 2), message("b", 10)), Offer::Full);
        assert_eq!(early.offer(&place("mo", 3, 2), message("b", 101)), Offer::Full);
        assert_eq!(early.offer(&place("mo", 3, 2), message("b", 100)), Offer::Write);
        assert!(early.forget(&place("cn", 1, 2)));
        assert_eq!(early.offer(&place("cn", 2, 2), message("b", 10)), Offer::Write, "there is room again");
    }

    #[test]
    fn a_message_that_is_kept_already_is_not_written_again_and_another_one_takes_its_place() {
        let mut early = Early::new(SMALL);
        let it = place("cn", 1, 2);
        assert_eq!(early.offer(&it, message("a", 90)), Offer::Write);
        assert_eq!(early.offer(&it, message("a", 90)), Offer::Here);
        assert_eq!(early.offer(&it, message("b", 100)), Offer::Write, "what makes way does not count");
        assert_eq!(early.at(&it), Some(&message("b", 100)));
        assert_eq!(early.offer(&it, message("c", 101)), Offer::Full);
        assert_eq!(early.at(&it), Some(&message("b", 100)), "what is refused a place takes none away");
        early.forget(&it);
        assert_eq!(early.offer(&place("cn", 1, 3), message("d", 100)), Offer::Write);
    }

    #[test]
    fn a_message_that_was_taken_makes_way_and_one_that_does_not_fit_takes_along_what_follows_it() {
        let mut early = Early::new(Allowance { messages: 10, ..SMALL });
        for seq in 2..6 {
            early.offer(&place("cn", 1, seq), message("a", 1));
            early.offer(&place("cn", 2, seq), message("a", 1));
        }
        assert_eq!(early.forget_before(&lane("cn", 1), 4), [place("cn", 1, 2), place("cn", 1, 3)]);
        assert_eq!(early.forget_from(&lane("cn", 1), 5), [place("cn", 1, 5)]);
        assert!(early.at(&place("cn", 1, 4)).is_some());
        assert!(early.waits_in(&lane("cn", 1)) && !early.waits_in(&lane("mo", 1)) && !early.waits_in(&lane("cn", 0)));
        assert_eq!(early.lanes(), [lane("cn", 1), lane("cn", 2)]);
        assert_eq!(early.forget_from(&lane("cn", 2), 1).len(), 4, "the other matter has lost nothing");
    }

    #[test]
    fn what_waits_too_long_is_forgotten_a_bounded_number_at_a_time() {
        let mut early = Early::new(SMALL);
        for seq in 2..5 {
            early.offer(&place("cn", 1, seq), message("a", 1));
        }
        assert_eq!(early.forget_old(at(60), 10), []);
        assert_eq!(early.forget_old(at(61), 2).len(), 2);
        assert_eq!(early.forget_old(at(-61), 2).len(), 1, "a clock that was set back keeps nothing for ever");
        assert_eq!(early.lanes(), []);
    }

    #[test]
    fn a_restart_knows_what_is_kept() {
        let mut early = Early::new(SMALL);
        early.restore(place("cn", 1, 2), message("a", 60));
        early.restore(place("cn", 1, 2), message("a", 60));
        assert_eq!(early.at(&place("cn", 1, 2)), Some(&message("a", 60)));
        assert_eq!(early.offer(&place("cn", 1, 3), message("b", 40)), Offer::Write, "it counts once");
        assert_eq!(early.offer(&place("cn", 1, 4), message("c", 1)), Offer::Full);
    }
}
