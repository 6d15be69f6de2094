//! The clocks of two gateways that talk to each other. A message may be a week old and its time is a claim; a request is made now, so
//! what it says about the time shows whether one of the two clocks is wrong.

use comity_domain::limits::CLOCKS_APART_MAX_MS;
use comity_record::Time;

/// By how many milliseconds `theirs` is ahead of `ours` (behind it, if negative), if that is more than two clocks that are in order can
/// be apart.
pub fn apart_ms(theirs: Time, ours: Time) -> Option<i64> {
    let ahead_ms = theirs.unix_ms().saturating_sub(ours.unix_ms());
    (!(-CLOCKS_APART_MAX_MS..=CLOCKS_APART_MAX_MS).contains(&ahead_ms)).then_some(ahead_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::at;

    #[test]
    fn clocks_that_are_minutes_apart_are_seen_and_a_slow_network_is_not_taken_for_one() {
        assert_eq!(apart_ms(at(-30), at(0)), None, "the request was half a minute under way");
        assert_eq!(apart_ms(at(0).plus_ms(CLOCKS_APART_MAX_MS), at(0)), None);
        assert_eq!(apart_ms(at(600), at(0)), Some(600_000));
        assert_eq!(apart_ms(at(0), at(600)), Some(-600_000));
    }
}
