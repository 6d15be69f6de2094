//! The two chains of a matter: the messages of this side and those of the other, each naming the one before it. A message also
//! names the last one of the other side that its sender had taken, so that two messages may cross without confusion.

use comity_domain::limits::STREAM_GAP_MAX_MESSAGES;
use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::reason::{Reason, Refused};

/// A message's place in a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// From 1 on.
    pub seq: u64,
    /// The digest of the message there.
    pub digest: Digest,
}

/// What a message says about its place in both chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Its place in its sender's chain.
    pub seq: u64,
    /// The digest of the message before it.
    pub prev: Option<Digest>,
    /// The last message of the other side that its sender had taken.
    pub seen: Option<Position>,
}

/// The messages of one side in one matter, by their digests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Chain(Vec<Digest>);

/// Both chains of a matter, seen from one side.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// What this side sent.
    pub sent: Chain,
    /// What it took from the other side.
    pub received: Chain,
    /// How far the other side had seen this side's chain, by its last message.
    #[serde(default)]
    pub seen_by_peer: u64,
}

/// How a message stands to the chain that it should continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It is the next.
    Next,
    /// It was taken before.
    Duplicate,
    /// Messages before it are missing; the one with this `seq` comes next. Sent again in order, all of them pass.
    Gap {
        /// What is waited for.
        expected: u64,
    },
    /// It can never be taken.
    Broken(Refused),
}

impl Chain {
    /// How many messages.
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// None yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last message.
    pub fn head(&self) -> Option<Position> {
        self.0.last().map(|digest| Position { seq: self.len(), digest: *digest })
    }

    /// The message at `seq`.
    pub fn at(&self, seq: u64) -> Option<Digest> {
        let place = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.0.get(place).copied()
    }

    /// Adds a message.
    pub fn push(&mut self, digest: Digest) {
        self.0.push(digest);
    }

    /// Takes the messages from `seq` on out again: they were withdrawn, and the other side never took them.
    pub fn cut_from(&mut self, seq: u64) {
        self.0.truncate(usize::try_from(seq.saturating_sub(1)).unwrap_or(usize::MAX));
    }
}

impl Stream {
    /// The place of the next message that this side sends.
    pub fn next_link(&self) -> Link {
        let head = self.sent.head();
        Link { seq: self.sent.len().saturating_add(1), prev: head.map(|head| head.digest), seen: self.received.head() }
    }

    /// This side sends a message.
    pub fn send(&mut self, digest: Digest) {
        self.sent.push(digest);
    }

    /// This side takes a message that [`Stream::check`] called the next.
    pub fn receive(&mut self, link: &Link, digest: Digest) {
        self.received.push(digest);
        self.seen_by_peer = link.seen.map_or(self.seen_by_peer, |seen| seen.seq);
    }

    /// How a message with these bytes and this link stands to what was taken before.
    pub fn check(&self, link: &Link, digest: Digest) -> Check {
        let expected = self.received.len().saturating_add(1);
        if link.seq < expected {
            return match self.received.at(link.seq) == Some(digest) {
                true => Check::Duplicate,
                false => broken(Reason::ChainBroken, format!("message {} was another one", link.seq)),
            };
        }
        if link.seq > expected {
            return match link.seq - expected <= STREAM_GAP_MAX_MESSAGES {
                true => Check::Gap { expected },
                false => broken(Reason::GapTooWide, format!("message {} while {expected} is waited for", link.seq)),
            };
        }
        if link.prev != self.received.head().map(|head| head.digest) {
            return broken(
                Reason::ChainBroken,
                format!("message {} follows another message than {}", link.seq, link.seq - 1),
            );
        }
        self.check_seen(link)
    }

    fn check_seen(&self, link: &Link) -> Check {
        let seen = link.seen.map_or(0, |seen| seen.seq);
        if seen < self.seen_by_peer {
            return broken(Reason::SeenUnknown, format!("it has seen {seen}, the one before it {}", self.seen_by_peer));
        }
        match link.seen {
            Some(seen) if self.sent.at(seen.seq) != Some(seen.digest) => {
                broken(Reason::SeenUnknown, format!("message {} that it has seen was not sent", seen.seq))
            }
            _ => Check::Next,
        }
    }
}

fn broken(reason: Reason, detail: String) -> Check {
    Check::Broken(reason.because(detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(n: u64) -> Digest {
        Digest::of(&n.to_be_bytes())
    }

    /// Took messages 1 and 2, sent message 101.
    fn stream() -> Stream {
        let mut stream = Stream::default();
        for n in [1, 2] {
            let link = Link { seq: n, prev: stream.received.head().map(|head| head.digest), seen: None };
            assert_eq!(stream.check(&link, digest(n)), Check::Next);
            stream.receive(&link, digest(n));
        }
        stream.send(digest(101));
        stream
    }

    fn reason(check: Check) -> Reason {
        match check {
            Check::Broken(refused) => refused.reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_next_message_continues_the_chain_and_may_have_crossed_ours() {
        let seen = Some(Position { seq: 1, digest: digest(101) });
        for seen in [None, seen] {
            assert_eq!(stream().check(&Link { seq: 3, prev: Some(digest(2)), seen }, digest(3)), Check::Next);
        }
    }

    #[test]
    fn a_message_taken_before_is_a_duplicate_and_another_one_in_its_place_a_break() {
        let link = Link { seq: 2, prev: Some(digest(1)), seen: None };
        assert_eq!(stream().check(&link, digest(2)), Check::Duplicate);
        assert_eq!(reason(stream().check(&link, digest(9))), Reason::ChainBroken);
    }

    #[test]
    fn a_gap_waits_for_the_missing_message_up_to_the_limit() {
        let link = |seq| Link { seq, prev: Some(digest(9)), seen: None };
        let widest = 3 + STREAM_GAP_MAX_MESSAGES;
        assert_eq!(stream().check(&link(4), digest(4)), Check::Gap { expected: 3 });
        assert_eq!(stream().check(&link(widest), digest(4)), Check::Gap { expected: 3 });
        assert_eq!(reason(stream().check(&link(widest + 1), digest(4))), Reason::GapTooWide);
    }

    #[test]
    fn a_message_after_another_predecessor_breaks_the_chain() {
        for prev in [None, Some(digest(1))] {
            assert_eq!(reason(stream().check(&Link { seq: 3, prev, seen: None }, digest(3))), Reason::ChainBroken);
        }
    }

    #[test]
    fn a_message_that_has_seen_what_was_never_sent_breaks_the_chain() {
        for seen in [Position { seq: 2, digest: digest(102) }, Position { seq: 1, digest: digest(7) }] {
            let link = Link { seq: 3, prev: Some(digest(2)), seen: Some(seen) };
            assert_eq!(reason(stream().check(&link, digest(3))), Reason::SeenUnknown);
        }
    }

    #[test]
    fn a_sender_does_not_unsee_a_message() {
        let mut stream = stream();
        let link = Link { seq: 3, prev: Some(digest(2)), seen: Some(Position { seq: 1, digest: digest(101) }) };
        stream.receive(&link, digest(3));
        let link = Link { seq: 4, prev: Some(digest(3)), seen: None };
        assert_eq!(reason(stream.check(&link, digest(4))), Reason::SeenUnknown);
    }

    #[test]
    fn a_withdrawn_message_leaves_its_place_to_another() {
        let mut stream = stream();
        stream.send(digest(102));
        stream.sent.cut_from(2);
        assert_eq!(stream.next_link(), Link { seq: 2, prev: Some(digest(101)), seen: stream.received.head() });
    }

    #[test]
    fn a_stream_is_read_back_as_it_was_stored() {
        let stored = serde_json::to_string(&stream()).unwrap();
        assert_eq!(serde_json::from_str::<Stream>(&stored).unwrap(), stream());
    }
}
