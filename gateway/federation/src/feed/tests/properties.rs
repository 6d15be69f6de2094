//! What holds of every replica, whatever is lost, comes twice or comes out of order.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Offered, Replica, Verified, entry, feed, following};

const LENGTH: u64 = 12;

/// What one gateway holds: the account, and the events themselves.
#[derive(Default)]
struct Held {
    replica: Replica,
    events: Vec<Verified>,
}

impl Held {
    fn at(&self, number: u64) -> Option<&Verified> {
        self.events.get(usize::try_from(number.checked_sub(1)?).unwrap())
    }

    /// Offers an event, and carries out what comes of it: a gap is closed from `source` as far as that goes, if it answers at all.
    fn offer(&mut self, event: &Verified, source: Option<&[Verified]>) {
        let held = self.at(event.event().number).map(Verified::digest);
        match self.replica.offer(event, held) {
            Offered::Next => self.take(event),
            Offered::Again => {}
            Offered::Fork => self.replica.fork(),
            Offered::Gap { after } => {
                let missing = source.into_iter().flatten().skip(usize::try_from(after).unwrap());
                for event in missing.cloned().collect::<Vec<_>>() {
                    self.offer(&event, None);
                }
            }
        }
    }

    fn take(&mut self, event: &Verified) {
        self.events.push(event.clone());
        self.replica.taken(event.head());
    }
}

/// Hong Kong's feed, and one that leaves it behind each of its events but the last, to the same length.
static FEED: LazyLock<Vec<Verified>> = LazyLock::new(|| feed(LENGTH));
static FORKS: LazyLock<BTreeMap<usize, Vec<Verified>>> = LazyLock::new(|| {
    let fork = |from: usize| {
        let mut events = FEED[..from].to_vec();
        for number in from + 1..=FEED.len() {
            let head = events.last().map(Verified::head);
            events.push(following(head.as_ref(), entry(1000 + number as u64)));
        }
        (from, events)
    };
    (0..FEED.len()).map(fork).collect()
});

proptest! {
    #[test]
    fn whatever_comes_in_whatever_order_a_replica_is_a_beginning_of_the_feed(
        arrivals in proptest::collection::vec((0..FEED.len(), any::<bool>()), 0..60),
    ) {
        let mut held = Held::default();
        for (place, answers) in arrivals {
            held.offer(&FEED[place], answers.then_some(FEED.as_slice()));
            prop_assert_eq!(&held.events[..], &FEED[..held.events.len()]);
            prop_assert_eq!(held.replica.newest(), held.events.len() as u64);
            prop_assert!(!held.replica.is_forked());
        }
    }

    #[test]
    fn once_a_gap_can_be_asked_about_it_is_closed(
        arrivals in proptest::collection::vec(0..FEED.len(), 0..30),
        last in 0..FEED.len(),
    ) {
        let mut held = Held::default();
        for place in arrivals {
            held.offer(&FEED[place], None);
        }
        held.offer(&FEED[last], Some(FEED.as_slice()));
        prop_assert!(held.events.len() > last);
    }

    #[test]
    fn of_two_histories_only_one_is_held_and_the_other_is_found_once_it_is_shown(
        from in 0..FEED.len(),
        arrivals in proptest::collection::vec((0..FEED.len(), any::<bool>(), any::<bool>()), 0..60),
    ) {
        let histories = [&FEED[..], &FORKS[&from][..]];
        let mut held = Held::default();
        for (place, is_other, answers) in arrivals {
            let history = histories[usize::from(is_other)];
            held.offer(&history[place], answers.then_some(history));
            let is_of = |history: &[Verified]| held.events[..] == history[..held.events.len()];
            prop_assert!(is_of(histories[0]) || is_of(histories[1]));
        }
        // Whoever is shown both in their order sees it at the latest where they part.
        for history in histories {
            for event in history {
                held.offer(event, None);
            }
        }
        prop_assert!(held.replica.is_forked());
    }
}
