//! What holds of every roll, whoever signs and in whatever order it comes.

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::{noticed_by, revocation, suspension};
use crate::fixture::{World, anchors, at, authority, contents, gateway, key, signed};
use crate::keys::{KeyPair, KeyUse};
use crate::roll::{Additions, AuthorityEntry, KeyEntry, Measure, Notice, Roll, SignedNotice, SignedRoll};

const ALL: [&str; 3] = ["cn", "hk", "mo"];
const DAY: i64 = 86_400;
/// The keys that notices may be about, by owner and use.
const KEYS: [(&str, KeyUse); 6] = [
    ("cn", KeyUse::Envelope),
    ("cn-nansha", KeyUse::Seal),
    ("hk", KeyUse::Envelope),
    ("HK", KeyUse::Publisher),
    ("mo", KeyUse::Checkpoint),
    ("mo-tui", KeyUse::Seal),
];

/// Something that arrives at a gateway.
#[derive(Debug, Clone)]
enum Arrival {
    Roll(Box<SignedRoll>),
    Notice(Box<SignedNotice>),
}

fn world() -> Roll {
    World::with(|roll| roll.keys.iter_mut().for_each(|key| key.until = at(400 * DAY))).roll
}

fn some_signers() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(ALL.to_vec(), 0..=3)
}

fn side_of(owner: &str) -> &str {
    match owner {
        "HK" => "hk",
        owner => owner.get(..2).unwrap(),
    }
}

/// Additions of one kind.
fn additions(kind: usize) -> Additions {
    let next_key = |owner: &str, key_use, seed| {
        let pair = KeyPair::from_seed(owner.parse().unwrap(), key_use, &[seed; 32]).unwrap();
        KeyEntry::of(&pair, at(DAY), at(800 * DAY))
    };
    let court = |id: &str| AuthorityEntry { id: authority(id), ..contents().authorities[0].clone() };
    match kind {
        0 => Additions::default(),
        1 => Additions {
            authorities: vec![court("cn-qianhai")],
            keys: vec![next_key("cn-qianhai", KeyUse::Seal, 41)],
            ..Additions::default()
        },
        2 => Additions { keys: vec![next_key("hk", KeyUse::Envelope, 42)], ..Additions::default() },
        3 => Additions { keys: vec![next_key("mo", KeyUse::Roll, 43)], ..Additions::default() },
        _ => {
            let moved = AuthorityEntry { kind: "intermediate-court".into(), ..court("cn-nansha") };
            Additions { authorities: vec![moved], ..Additions::default() }
        }
    }
}

fn notice(which: usize, issued: i64, suspends_for: Option<i64>) -> SignedNotice {
    let (owner, key_use) = KEYS[which % KEYS.len()];
    let others: Vec<&str> = ALL.into_iter().filter(|side| *side != side_of(owner)).collect();
    match suspends_for {
        Some(seconds) => suspension(owner, key_use, issued, issued + seconds, &others),
        None => revocation(owner, key_use, issued, &[side_of(owner)]),
    }
}

/// A chain of versions from the world's roll on, and each with the gateways' signatures.
fn chain(kinds: &[(usize, i64)]) -> Vec<SignedRoll> {
    let mut held = world();
    let mut issued = 100;
    let mut rolls = Vec::new();
    for (kind, pause) in kinds {
        issued += pause;
        let next = signed(held.next(additions(*kind), at(issued), at(400 * DAY)), &ALL);
        held = held.succeeded_by(next.clone()).unwrap();
        rolls.push(next);
    }
    rolls
}

/// Takes what arrives, in this order and again, until nothing changes any more: a gateway that is offered everything until it has it.
fn settle(arrivals: &[Arrival]) -> Roll {
    let mut held = world();
    loop {
        let before = serde_json::to_value(held.signed()).unwrap();
        for arrival in arrivals {
            let taken = match arrival {
                Arrival::Roll(next) => held.succeeded_by((**next).clone()).ok(),
                Arrival::Notice(notice) => held.noticed((**notice).clone()).ok().flatten(),
            };
            held = taken.unwrap_or(held);
        }
        if serde_json::to_value(held.signed()).unwrap() == before {
            return held;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn fewer_than_all_are_never_enough_for_a_next_roll(kind in 0_usize..5, by in some_signers()) {
        let held = world();
        let next = held.next(additions(kind), at(100), at(400 * DAY));
        let adopted = held.succeeded_by(signed(next, &by));
        prop_assert_eq!(adopted.is_ok(), by.len() == 3);
        if let Err(error) = adopted {
            prop_assert_eq!(error.code(), "roll-not-signed");
        }
    }

    #[test]
    fn a_revocation_needs_its_own_side_and_a_suspension_both_others(
        (owner, key_use) in proptest::sample::select(KEYS.to_vec()),
        by in some_signers(),
        suspends in any::<bool>(),
    ) {
        let measure = match suspends {
            true => Measure::Suspend { until: at(200) },
            false => Measure::Revoke { at: at(100), head: None },
        };
        let kid = key(owner, key_use).kid().clone();
        let taken = world().noticed(noticed_by(Notice::new(kid, measure, at(100)), &by)).is_ok();
        let own = by.contains(&side_of(owner));
        let others = by.iter().filter(|side| **side != side_of(owner)).count();
        prop_assert_eq!(taken, if suspends { others == 2 } else { own });
    }

    #[test]
    fn a_signature_given_for_one_thing_is_worth_nothing_under_another(kind in 1_usize..5, other in 0_usize..5) {
        prop_assume!(kind != other);
        let held = world();
        let given = signed(held.next(additions(other), at(100), at(400 * DAY)), &ALL);
        let forged = SignedRoll { roll: held.next(additions(kind), at(100), at(400 * DAY)), ..given };
        prop_assert_eq!(held.succeeded_by(forged).unwrap_err().code(), "roll-not-signed");
    }

    #[test]
    fn a_chain_of_versions_replayed_from_the_first_gives_the_last(kinds in proptest::collection::vec((0_usize..5, 0_i64..DAY), 1..5)) {
        let kinds = once_each(kinds);
        let rolls = chain(&kinds);
        let last = rolls.iter().try_fold(world(), |held, next| held.succeeded_by(next.clone())).unwrap();
        prop_assert_eq!(last.contents(), &rolls.last().unwrap().roll);
        prop_assert_eq!(last.version(), 1 + rolls.len() as u64);
        // Without one of them, none after it follows.
        for left_out in 0..rolls.len() {
            let mut held = world();
            for (_, next) in rolls.iter().enumerate().filter(|(place, _)| *place != left_out) {
                held = held.succeeded_by(next.clone()).unwrap_or(held);
            }
            prop_assert_eq!(held.version(), 1 + left_out as u64);
        }
    }

    #[test]
    fn whoever_takes_rolls_and_notices_in_another_order_holds_the_same(
        kinds in proptest::collection::vec((0_usize..5, 0_i64..DAY), 0..4),
        notices in proptest::collection::vec((0_usize..6, 0_i64..3 * DAY, proptest::option::of(1_i64..7 * DAY)), 0..6),
        one in any::<u64>(),
        other in any::<u64>(),
    ) {
        let rolls = chain(&once_each(kinds)).into_iter().map(|roll| Arrival::Roll(Box::new(roll)));
        let notices = notices.into_iter().map(|(which, issued, term)| Arrival::Notice(Box::new(notice(which, issued, term))));
        let arrivals: Vec<Arrival> = rolls.chain(notices).collect();
        let [one, other] = [one, other].map(|seed| settle(&shuffled(arrivals.clone(), seed)));
        prop_assert_eq!(serde_json::to_string(one.signed()).unwrap(), serde_json::to_string(other.signed()).unwrap());
        prop_assert_eq!(one.contents(), other.contents());
        // What is written is read back as the same.
        let file = serde_json::to_vec(one.signed()).unwrap();
        let trusted: Vec<_> = anchors().into_iter().chain(one.anchors(at(3 * DAY))).collect();
        let read = SignedRoll::parse(&file).unwrap().verify(&trusted).unwrap();
        prop_assert_eq!(read.contents(), one.contents());
        prop_assert!(one.serves(&gateway("cn"), &authority("cn-nansha")));
    }
}

/// The same key is not added twice.
fn once_each(kinds: Vec<(usize, i64)>) -> Vec<(usize, i64)> {
    let mut seen = std::collections::BTreeSet::new();
    kinds.into_iter().filter(|(kind, _)| matches!(kind, 0 | 4) || seen.insert(*kind)).collect()
}

/// In an order that the seed decides.
fn shuffled(mut arrivals: Vec<Arrival>, mut seed: u64) -> Vec<Arrival> {
    for place in (1..arrivals.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from(seed >> 33).unwrap() % (place + 1);
        arrivals.swap(place, other);
    }
    arrivals
}
