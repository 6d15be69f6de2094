//! How many releases the peers publish. Each that is fetched is compiled, and kept for replay: whoever signs new ones without end fills
//! neither the disk nor the memory of the others.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::Jurisdiction;
use comity_domain::limits::RELEASES_OF_PEER_MAX_PER_DAY;
use comity_record::{Digest, Time};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The releases of each side that were fetched on its last such day.
#[derive(Debug, Default)]
pub(super) struct Fetched(BTreeMap<Jurisdiction, Day>);

#[derive(Debug, Default)]
struct Day {
    number: i64,
    releases: BTreeSet<Digest>,
}

impl Fetched {
    /// Whether a side's release may be fetched, and notes it. One that was fetched on this day may be fetched again.
    pub(super) fn may_be(&mut self, side: Jurisdiction, release: Digest, now: Time) -> bool {
        let number = now.unix_ms().div_euclid(DAY_MS);
        let day = self.0.entry(side).or_default();
        if day.number != number {
            *day = Day { number, releases: BTreeSet::new() };
        }
        if day.releases.len() < RELEASES_OF_PEER_MAX_PER_DAY {
            day.releases.insert(release);
        }
        day.releases.contains(&release)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_publishes_without_end_has_so_many_releases_fetched_in_a_day_and_no_more() {
        let mut fetched = Fetched::default();
        let now = Time::from_unix_ms(1_768_179_600_000);
        let release = |number: usize| Digest::of(number.to_string().as_bytes());
        let taken = (0..1_000).filter(|number| fetched.may_be(Jurisdiction::Hk, release(*number), now)).count();
        assert_eq!(taken, RELEASES_OF_PEER_MAX_PER_DAY);
        assert!(
            fetched.may_be(Jurisdiction::Hk, release(0), now),
            "what could not be had a moment ago is asked for again"
        );
        assert!(!fetched.may_be(Jurisdiction::Hk, release(999), now));
        assert!(fetched.may_be(Jurisdiction::Mo, release(999), now), "nobody else is held up");
        assert!(fetched.may_be(Jurisdiction::Hk, release(999), now.plus_ms(DAY_MS)), "tomorrow is another day");
    }
}
