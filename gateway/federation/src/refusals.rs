//! How refused messages are recorded: the first ones by themselves, the rest as a count, so that a peer that is mistaken (or
//! worse) cannot make the record grow without end. Pure: time is an argument, and whoever asks carries it out.

use std::collections::BTreeMap;

use comity_domain::GatewayId;
use comity_domain::limits::{REFUSALS_COUNTED_EVERY_MS, REFUSALS_OF_PEER_MAX_PER_HOUR};
use comity_record::Time;

use crate::reason::Reason;

/// What becomes of one refusal in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    /// An entry of its own.
    One,
    /// It was counted, and comes with the next [`Counted`].
    Counted,
}

/// Refusals that are recorded as one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Whose messages.
    pub peer: GatewayId,
    /// Why they were refused.
    pub reason: Reason,
    /// How many.
    pub count: u64,
    /// When the first of them came.
    pub from: Time,
    /// When the last of them came.
    pub until: Time,
}

/// The refusals of all peers, as far as they matter for what is recorded next. At most one tally for each peer and reason.
#[derive(Debug, Clone, Default)]
pub struct Refusals {
    tallies: BTreeMap<(GatewayId, Reason), Tally>,
}

#[derive(Debug, Clone, Default)]
struct Tally {
    /// Hours since 1970.
    hour: i64,
    /// Recorded by themselves in that hour.
    recorded: u32,
    counted: Option<Count>,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    count: u64,
    from: Time,
    until: Time,
}

impl Refusals {
    /// A message of `peer` is refused.
    pub fn note(&mut self, now: Time, peer: &GatewayId, reason: Reason) -> Recording {
        let tally = self.tallies.entry((peer.clone(), reason)).or_default();
        let hour = now.unix_ms().div_euclid(HOUR_MS);
        // Another hour, not a later one: a clock that was set back begins anew as well.
        if tally.hour != hour {
            (tally.hour, tally.recorded) = (hour, 0);
        }
        if tally.recorded < REFUSALS_OF_PEER_MAX_PER_HOUR {
            tally.recorded += 1;
            return Recording::One;
        }
        tally.add(Count { count: 1, from: now, until: now });
        Recording::Counted
    }

    /// What was counted long enough: for each peer and reason at most one an interval. It counts as recorded; what could not be is
    /// [put back](Self::put_back).
    pub fn due(&mut self, now: Time) -> Vec<Counted> {
        let due = |count: &Count| {
            let age_ms = now.unix_ms().saturating_sub(count.from.unix_ms());
            !(0..REFUSALS_COUNTED_EVERY_MS).contains(&age_ms)
        };
        self.take(due)
    }

    /// All that was counted: the program ends.
    pub fn rest(&mut self) -> Vec<Counted> {
        self.take(|_| true)
    }

    /// It could not be recorded: it comes again with the next.
    pub fn put_back(&mut self, counted: Counted) {
        let Counted { peer, reason, count, from, until } = counted;
        self.tallies.entry((peer, reason)).or_default().add(Count { count, from, until });
    }

    fn take(&mut self, wanted: impl Fn(&Count) -> bool) -> Vec<Counted> {
        let taken = |((peer, reason), tally): (&(GatewayId, Reason), &mut Tally)| {
            let Count { count, from, until } = tally.counted.take_if(|count| wanted(count))?;
            Some(Counted { peer: peer.clone(), reason: *reason, count, from, until })
        };
        self.tallies.iter_mut().filter_map(taken).collect()
    }
}

impl Tally {
    fn add(&mut self, more: Count) {
        self.counted = Some(self.counted.map_or(more, |before| Count {
            count: before.count.saturating_add(more.count),
            from: before.from.min(more.from),
            until: before.until.max(more.until),
        }));
    }
}

const HOUR_MS: i64 = 60 * 60 * 1000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{at, gateway};

    /// A whole hour begins here.
    fn hour(number: i64) -> Time {
        Time::from_unix_ms(491_161 * HOUR_MS).plus_ms(number * HOUR_MS)
    }

    fn note(refusals: &mut Refusals, now: Time) -> Recording {
        refusals.note(now, &gateway("cn"), Reason::NotJson)
    }

    fn noted(refusals: &mut Refusals, now: Time, times: u32) -> usize {
        (0..times).filter(|_| note(refusals, now) == Recording::One).count()
    }

    const FIRST: usize = REFUSALS_OF_PEER_MAX_PER_HOUR as usize;

    #[test]
    fn the_first_refusals_of_an_hour_are_recorded_one_by_one_and_the_rest_are_counted() {
        let mut refusals = Refusals::default();
        assert_eq!(noted(&mut refusals, hour(0), 1_000), FIRST);
        let later = hour(0).plus_ms(REFUSALS_COUNTED_EVERY_MS);
        assert_eq!(refusals.due(later.plus_ms(-1)), []);
        let counted = Counted {
            peer: gateway("cn"),
            reason: Reason::NotJson,
            count: 1_000 - FIRST as u64,
            from: hour(0),
            until: hour(0),
        };
        assert_eq!(refusals.due(later), [counted]);
        assert_eq!(refusals.due(later), []);
    }

    #[test]
    fn a_new_hour_begins_anew() {
        let mut refusals = Refusals::default();
        noted(&mut refusals, hour(0), 1_000);
        assert_eq!(noted(&mut refusals, hour(1), 1_000), FIRST);
    }

    #[test]
    fn each_peer_and_each_reason_has_its_own_account() {
        let mut refusals = Refusals::default();
        noted(&mut refusals, hour(0), 1_000);
        assert_eq!(refusals.note(hour(0), &gateway("mo"), Reason::NotJson), Recording::One);
        assert_eq!(refusals.note(hour(0), &gateway("cn"), Reason::BadSignature), Recording::One);
    }

    #[test]
    fn a_week_of_refusals_makes_a_bounded_number_of_entries() {
        let mut refusals = Refusals::default();
        let (mut one_by_one, mut counts, mut counted) = (0_u64, 0_u64, 0_u64);
        let beats = 7 * 24 * 60 * 6;
        for beat in 0..beats {
            let now = hour(0).plus_ms(beat * 10_000);
            one_by_one += noted(&mut refusals, now, 3) as u64;
            let due = refusals.due(now);
            counts += due.len() as u64;
            counted += due.iter().map(|due| due.count).sum::<u64>();
        }
        counted += refusals.rest().iter().map(|due| due.count).sum::<u64>();
        assert_eq!(one_by_one + counted, 3 * beats.unsigned_abs(), "none is forgotten");
        assert_eq!(one_by_one, 7 * 24 * FIRST as u64);
        assert!(counts <= 7 * 24 * 6, "{counts}");
    }

    #[test]
    fn a_count_that_could_not_be_recorded_comes_again_with_the_next() {
        let mut refusals = Refusals::default();
        noted(&mut refusals, hour(0), 1_000);
        let [counted] = refusals.rest().try_into().unwrap();
        refusals.put_back(counted);
        note(&mut refusals, hour(0).plus_ms(5));
        let [again] = refusals.rest().try_into().unwrap();
        assert_eq!((again.count, again.from, again.until), (1_001 - FIRST as u64, hour(0), hour(0).plus_ms(5)));
        assert_eq!(refusals.rest(), []);
    }

    #[test]
    fn a_clock_that_was_set_back_holds_up_no_count() {
        let mut refusals = Refusals::default();
        noted(&mut refusals, at(0), 1_000);
        assert_eq!(refusals.due(at(-1)).len(), 1);
    }
}
