//! How much of a peer's feed is taken in a day. What is taken is kept for good: whoever publishes without end fills neither the disk nor the
//! memory of the others.

use std::collections::BTreeMap;

use comity_domain::GatewayId;
use comity_domain::limits::{FEED_OF_PEER_MAX_BYTES_PER_DAY, FEED_OF_PEER_MAX_EVENTS_PER_DAY};
use comity_record::Time;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What was taken of each feed on its last such day, since this gateway started.
#[derive(Debug, Default)]
pub(super) struct Allowances(BTreeMap<GatewayId, Day>);

#[derive(Debug, Default)]
struct Day {
    number: i64,
    taken: Taken,
}

/// So much of a feed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Taken {
    events: u64,
    bytes: u64,
}

impl Taken {
    /// With one more event of this length, if that may be.
    pub(super) fn and(self, length: usize) -> Option<Self> {
        let events = self.events.saturating_add(1);
        let bytes = self.bytes.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        let fits = events <= FEED_OF_PEER_MAX_EVENTS_PER_DAY && bytes <= FEED_OF_PEER_MAX_BYTES_PER_DAY;
        fits.then_some(Self { events, bytes })
    }
}

impl Allowances {
    /// What was taken of this feed today.
    pub(super) fn today(&self, gateway: &GatewayId, now: Time) -> Taken {
        let day = self.0.get(gateway).filter(|day| day.number == number(now));
        day.map(|day| day.taken).unwrap_or_default()
    }

    /// Notes what was taken of it today, all in all.
    pub(super) fn note(&mut self, gateway: &GatewayId, taken: Taken, now: Time) {
        self.0.insert(gateway.clone(), Day { number: number(now), taken });
    }
}

const fn number(now: Time) -> i64 {
    now.unix_ms().div_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many events of this length as are taken.
    fn taken(length: usize) -> (u64, Taken) {
        let mut all = Taken::default();
        while let Some(more) = all.and(length) {
            all = more;
        }
        (all.events, all)
    }

    #[test]
    fn a_peer_that_publishes_without_end_has_so_much_taken_in_a_day_and_no_more() {
        assert_eq!(taken(1).0, FEED_OF_PEER_MAX_EVENTS_PER_DAY);
        assert_eq!(taken(512 * 1024).0, FEED_OF_PEER_MAX_BYTES_PER_DAY / (512 * 1024));
    }

    #[test]
    fn nobody_else_is_held_up_and_tomorrow_is_another_day() {
        let [hk, mo] = ["hk", "mo"].map(|id| id.parse().unwrap());
        let now = Time::from_unix_ms(1_768_179_600_000);
        let mut allowances = Allowances::default();
        allowances.note(&hk, taken(1).1, now);
        assert_eq!(allowances.today(&hk, now).and(1), None);
        assert!(allowances.today(&mo, now).and(1).is_some());
        assert!(allowances.today(&hk, now.plus_ms(DAY_MS)).and(1).is_some());
    }
}
