//! What one gateway holds of another's feed: always the publisher's events from the first to some number, in order, whatever is lost, comes
//! twice or comes out of order. A pure account; the events themselves are the record's, and time is an argument.

use comity_domain::limits::{CLOCKS_APART_MAX_MS, FEED_SILENCE_MAX_MS};
use comity_record::{Digest, Time};

use super::{Heartbeat, Verified};

/// The newest event of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub number: u64,
    /// Its digest.
    pub digest: Digest,
    /// When it was published.
    pub time: Time,
}

/// How an event stands to what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// It is the next one: record it, then say so with [`Replica::taken`].
    Next,
    /// It is held.
    Again,
    /// Others come before it: ask for them.
    Gap {
        /// The newest that is held.
        after: u64,
    },
    /// It contradicts what is held: the publisher has signed two histories. Both are to be kept as proof; nothing more is taken.
    Fork,
}

/// Why nothing can be confirmed by a replica.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The publisher has signed two histories.
    Forked,
    /// It has published what is not here yet.
    Gap,
    /// It has not said for an hour how far its feed goes.
    Silent,
}

impl Doubt {
    /// Every code, for the texts.
    pub const CODES: [&'static str; 3] = ["feed-forked", "feed-gap", "feed-silent"];

    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Forked => "feed-forked",
            Self::Gap => "feed-gap",
            Self::Silent => "feed-silent",
        }
    }
}

/// The account of one feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replica {
    head: Option<Head>,
    /// The greatest number that was heard of.
    told: u64,
    /// The newest heartbeat.
    heard: Option<Heartbeat>,
    forked: bool,
}

impl Replica {
    /// The account of what is held, as the record has it.
    pub fn of(head: Option<Head>, forked: bool) -> Self {
        Self { head, told: head.map_or(0, |head| head.number), heard: None, forked }
    }

    /// The newest event that is held.
    pub const fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// The newest number that is held; 0 if there is none.
    pub fn newest(&self) -> u64 {
        self.head.map_or(0, |head| head.number)
    }

    /// The greatest number that the publisher is known to have given.
    pub fn told(&self) -> u64 {
        self.told.max(self.newest())
    }

    /// The newest heartbeat, since this account was made.
    pub const fn heard(&self) -> Option<&Heartbeat> {
        self.heard.as_ref()
    }

    /// Has the publisher signed two histories?
    pub const fn is_forked(&self) -> bool {
        self.forked
    }

    /// How an event stands to what is held. `held` is the digest of the event that is held under its number, if one is.
    pub fn offer(&mut self, event: &Verified, held: Option<Digest>) -> Offered {
        let number = event.event().number;
        self.told = self.told.max(number);
        if number <= self.newest() {
            return if held == Some(event.digest()) { Offered::Again } else { Offered::Fork };
        }
        let after = self.newest();
        if number > after.saturating_add(1) {
            return Offered::Gap { after };
        }
        let follows = event.event().prev == self.head.map(|head| head.digest);
        let is_announced = self.agrees(number, event.digest());
        if self.forked || !follows || !is_announced { Offered::Fork } else { Offered::Next }
    }

    /// The event that was the next one is recorded.
    pub const fn taken(&mut self, head: Head) {
        self.head = Some(head);
    }

    /// The proof that the publisher has signed two histories is recorded.
    pub const fn fork(&mut self) {
        self.forked = true;
    }

    /// Hears how far the feed goes. `held` is the digest of the event that is held under that number, if one is. Answers with how that stands
    /// to what is held; an older heartbeat than the newest changes nothing.
    pub fn hear(&mut self, heartbeat: &Heartbeat, held: Option<Digest>) -> Offered {
        self.told = self.told.max(heartbeat.number);
        let contradicts = match (heartbeat.digest, held) {
            (Some(digest), Some(held)) => digest != held,
            _ => false,
        };
        if contradicts || heartbeat.digest.is_some_and(|digest| !self.agrees(heartbeat.number, digest)) {
            return Offered::Fork;
        }
        if self.heard.as_ref().is_none_or(|heard| heard.time < heartbeat.time) {
            self.heard = Some(heartbeat.clone());
        }
        let after = self.newest();
        if self.told() > after { Offered::Gap { after } } else { Offered::Again }
    }

    /// Why nothing can be confirmed by what is held, if that is so. A publisher that is not heard of confirms nothing; neither does a time
    /// that has not come.
    pub fn doubt(&self, now: Time) -> Option<Doubt> {
        if self.forked {
            return Some(Doubt::Forked);
        }
        if self.told() > self.newest() {
            return Some(Doubt::Gap);
        }
        let said = |time: &Time| *time <= now.plus_ms(CLOCKS_APART_MAX_MS) && now <= time.plus_ms(FEED_SILENCE_MAX_MS);
        let by_event = self.head.map(|head| head.time);
        // An earlier number than the newest says nothing about the newest.
        let by_heartbeat = self.heard.as_ref().filter(|heard| heard.number == self.newest()).map(|heard| heard.time);
        let is_fresh = by_event.iter().chain(&by_heartbeat).any(said);
        (!is_fresh).then_some(Doubt::Silent)
    }

    /// Does a digest under a number go together with what the newest heartbeat said of it?
    fn agrees(&self, number: u64, digest: Digest) -> bool {
        let heard = self.heard.as_ref().filter(|heard| heard.number == number);
        heard.is_none_or(|heard| heard.digest == Some(digest))
    }
}
