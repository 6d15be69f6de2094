//! What the exchange promises, as those who rely on it would put it; one test each. The table is in `docs/testing.md`.

use comity_domain::limits::{BACKOFF_MAX_MS, OUTBOX_IN_FLIGHT_MAX_MESSAGES};
use comity_domain::{MatterId, MessageId};
use comity_record::Digest;
use comity_record::canonical::to_canonical;
use serde_json::{Value, json};

use super::chance::Chance;
use super::node::{Met, Node, Poison, SentState};
use super::world::{Answer, Simulation};
use super::{CALM, clock};
use crate::early::Lane;
use crate::envelope::{SignedEnvelope, claimed_id};
use crate::fixture::{World, at, forged, gateway, key};
use crate::keys::KeyUse;
use crate::roll::{Revoked, Roll};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The places of the gateways in a bay.
const CN: usize = 0;
const HK: usize = 1;
const MO: usize = 2;

/// Three gateways in calm weather, with a roll that outlives a month.
fn bay() -> Simulation {
    Simulation::new(&["cn", "hk", "mo"], Chance::new(1), CALM, long_roll())
}

fn long_roll() -> Roll {
    let month = World::with(|roll| {
        roll.expires = at(30 * 24 * 60 * 60);
        roll.keys.iter_mut().for_each(|key| key.until = roll.expires);
    });
    month.roll
}

/// The Mainland, Hong Kong, and a matter between them.
fn two() -> (Node, Node, MatterId) {
    let (mut cn, hk) = (Node::new(&gateway("cn")), Node::new(&gateway("hk")));
    let matter = cn.open_matter(&hk.id);
    (cn, hk, matter)
}

fn written(cn: &mut Node, matter: &MatterId) -> Vec<u8> {
    let message = cn.write(matter, clock(0), Poison::None, &World::new().roll);
    cn.stored.sent[&message].signed.bytes.clone()
}

fn receipt(answer: Answer) -> String {
    match answer {
        Answer::Receipt(receipt) => receipt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_same_message_after_a_second_eleven_minutes_and_eight_days_is_taken_once_and_gets_its_first_receipt() {
    let (mut cn, mut hk, matter) = two();
    let roll = World::new().roll;
    let bytes = written(&mut cn, &matter);
    let (met, answer) = hk.meet(&bytes, &cn.id, clock(0), &roll);
    assert_eq!(met, Met::Taken);
    let first = receipt(answer);
    for later in [SECOND_MS, 11 * MINUTE_MS, 8 * DAY_MS] {
        hk.start();
        let (met, answer) = hk.meet(&bytes, &cn.id, clock(later), &roll);
        assert_eq!((met, receipt(answer)), (Met::Again, first.clone()), "{later} ms later");
    }
    assert_eq!(hk.stored.record.len(), 1);
}

#[test]
fn a_message_that_was_taken_keeps_its_receipt_when_its_key_is_revoked() {
    let (mut cn, mut hk, matter) = two();
    let (bytes, other) = (written(&mut cn, &matter), written(&mut cn, &matter));
    let first = receipt(hk.meet(&bytes, &cn.id, clock(0), &World::new().roll).1);
    let revoked = World::with(|roll| {
        let own = key("cn", KeyUse::Envelope);
        let entry = roll.keys.iter_mut().find(|entry| entry.kid == *own.kid()).unwrap();
        entry.revoked = Some(Revoked { at: at(1), head: None });
    });
    let (met, answer) = hk.meet(&bytes, &cn.id, clock(DAY_MS), &revoked.roll);
    assert_eq!((met, receipt(answer)), (Met::Again, first));
    assert_eq!(hk.meet(&other, &cn.id, clock(DAY_MS), &revoked.roll).0, Met::Refused);
    // Other bytes of the same id have no receipt.
    let [mut forged, other]: [Value; 2] = [&bytes, &other].map(|bytes| serde_json::from_slice(bytes).unwrap());
    forged["signature"] = other["signature"].clone();
    let forged = to_canonical(&forged).unwrap();
    assert_eq!(claimed_id(&forged), claimed_id(&bytes));
    assert_eq!(hk.meet(&forged, &cn.id, clock(DAY_MS), &revoked.roll).0, Met::Refused);
}

#[test]
fn a_crash_between_received_and_processed_is_no_duplicate() {
    let (mut cn, mut hk, matter) = two();
    let roll = World::new().roll;
    let [first, second] = [(); 2].map(|()| written(&mut cn, &matter));
    let meet = |hk: &mut Node, bytes: &[u8]| hk.meet(bytes, &gateway("cn"), clock(0), &roll).0;
    // The second comes first and is kept; the first is taken; then, before the second had its turn, the gateway stops.
    assert_eq!((meet(&mut hk, &second), meet(&mut hk, &first)), (Met::Kept, Met::Taken));
    hk.start();
    let lane = Lane { peer: gateway("cn"), matter };
    assert_eq!(hk.early_lanes(), std::slice::from_ref(&lane));
    assert!(hk.take_early(&lane, clock(0), &roll), "its turn has come");
    assert!(!hk.take_early(&lane, clock(0), &roll));
    hk.start();
    assert_eq!((meet(&mut hk, &first), meet(&mut hk, &second)), (Met::Again, Met::Again));
    assert_eq!((hk.stored.record.len(), hk.stored.early.len()), (2, 0));
}

#[test]
fn messages_in_any_order_are_taken_in_the_order_of_their_chain() {
    let (mut cn, _, matter) = two();
    let roll = World::new().roll;
    let messages = [(); 4].map(|()| written(&mut cn, &matter));
    let in_order: Vec<MessageId> = cn.stored.sent.keys().copied().collect();
    let lane = Lane { peer: gateway("cn"), matter };
    for order in [[3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [0, 2, 1, 3]] {
        let mut hk = Node::new(&gateway("hk"));
        for place in order {
            hk.meet(&messages[place], &cn.id, clock(0), &roll);
            while hk.take_early(&lane, clock(0), &roll) {}
        }
        let taken: Vec<MessageId> = hk.stored.record.iter().map(|(_, message)| *message).collect();
        assert_eq!((taken, hk.stored.early.len()), (in_order.clone(), 0), "{order:?}");
    }
}

#[test]
fn a_message_that_is_kept_has_no_receipt_before_it_is_taken() {
    let (mut cn, mut hk, matter) = two();
    let roll = World::new().roll;
    let [first, second] = [(); 2].map(|()| written(&mut cn, &matter));
    for _ in 0..3 {
        let (met, answer) = hk.meet(&second, &cn.id, clock(0), &roll);
        assert!(met == Met::Kept && matches!(answer, Answer::NotNow), "{answer:?}");
    }
    assert!(hk.stored.record.is_empty() && hk.stored.answered.is_empty());
    hk.meet(&first, &cn.id, clock(0), &roll);
    hk.take_early(&Lane { peer: cn.id.clone(), matter }, clock(0), &roll);
    let (met, answer) = hk.meet(&second, &cn.id, clock(0), &roll);
    assert_eq!((met, receipt(answer)), (Met::Again, hk.stored.answered.values().last().unwrap().receipt.clone()));
}

#[test]
fn a_retry_is_the_same_bytes_under_the_same_id() {
    let mut bay = bay();
    let matter = open(&mut bay, HK);
    // Hong Kong hears, and is not heard.
    bay.cut_one_way(HK, CN, true);
    bay.write_in(CN, &matter, Poison::None);
    bay.run_until(2 * MINUTE_MS);
    bay.cut_one_way(HK, CN, false);
    bay.run();
    bay.check();
    assert!(bay.counts.again >= 3, "{:?}", bay.counts);
    assert_eq!((bay.counts.taken, bay.counts.sent), (1, bay.counts.again + 1));
}

/// What becomes of a message on its way.
type Spoil<'a> = Box<dyn Fn(&SignedEnvelope) -> SignedEnvelope + 'a>;

#[test]
fn a_poison_message_goes_to_quarantine_and_the_queue_behind_it_moves() {
    let mut bay = bay();
    // Nobody sends anything until all is written.
    bay.cut_off(CN, HK, true);
    let own = key("cn", KeyUse::Envelope);
    let poison: [(&str, Spoil); 4] = [
        ("unparsable", Box::new(|_| SignedEnvelope { bytes: b"{\"a\":".to_vec(), digest: Digest::of(b"{\"a\":") })),
        ("of an unknown version", Box::new(|it| forged(it, &own, |payload| payload["v"] = json!(2)))),
        ("with 10,000 parts", Box::new(|it| forged(it, &own, |payload| payload["attachments"] = parts(10_000)))),
        (
            "with a wrong digest in its chain",
            Box::new(|it| forged(it, &own, |it| it["prev"] = json!(Digest::of(b"x")))),
        ),
    ];
    let mut poisoned = Vec::new();
    for (what, spoil) in &poison {
        let matter = open(&mut bay, HK);
        let messages = [(); 3].map(|()| write(&mut bay, &matter));
        let sent = bay.nodes[CN].stored.sent.get_mut(&messages[1]).unwrap();
        sent.signed = spoil(&sent.signed);
        sent.poison = Poison::Unexpected;
        poisoned.push((*what, messages));
    }
    let good = open(&mut bay, HK);
    let last = [(); 3].map(|()| write(&mut bay, &good));
    bay.nodes[CN].start();

    bay.cut_off(CN, HK, false);
    bay.wake(CN);
    // Before any person has looked.
    bay.run_until(bay.now_ms + 2 * SECOND_MS);
    let state = |bay: &Simulation, message: &MessageId| bay.nodes[CN].stored.sent[message].state.clone();
    for (what, [first, second, third]) in &poisoned {
        assert!(matches!(state(&bay, first), SentState::Receipted(_)), "the one before the one {what}");
        assert_eq!(state(&bay, second), SentState::Quarantined, "{what}");
        assert_eq!(state(&bay, third), SentState::Pending, "the one behind the one {what}");
    }
    assert!(last.iter().all(|message| matches!(state(&bay, message), SentState::Receipted(_))));
    // Written anew by a person, everything passes.
    bay.run();
    bay.check();
    assert_eq!(bay.nodes[HK].stored.record.len(), 3 * (poisoned.len() + 1));
}

#[test]
fn one_dead_peer_does_not_delay_another_nor_one_stuck_matter_the_others() {
    let mut bay = bay();
    bay.cut_off(CN, HK, true);
    let stuck = open(&mut bay, MO);
    write(&mut bay, &stuck);
    bay.write_in(CN, &stuck, Poison::Forked);
    let mut alive = Vec::new();
    for _ in 0..100 {
        let (dead, living) = (open(&mut bay, HK), open(&mut bay, MO));
        write(&mut bay, &dead);
        alive.push(write(&mut bay, &living));
    }
    // One exchange takes less than half a second here, and one to the dead peer times out after five.
    bay.run_until(bay.now_ms + SECOND_MS);
    let sent = &bay.nodes[CN].stored.sent;
    assert!(alive.iter().all(|message| matches!(sent[message].state, SentState::Receipted(_))));
    bay.cut_off(CN, HK, false);
    bay.run();
    bay.check();
}

#[test]
fn a_week_without_hong_kong_and_ten_thousand_letters_end_with_each_taken_once_and_no_storm() {
    const MATTERS: i64 = 500;
    const LETTERS: i64 = 10_000;
    const WEEK_MS: i64 = 7 * DAY_MS;
    let mut bay = bay();
    bay.cut_off(CN, HK, true);
    let matters: Vec<MatterId> = (0..MATTERS).map(|_| open(&mut bay, HK)).collect();
    for letter in 0..LETTERS {
        bay.run_until(letter * WEEK_MS / LETTERS);
        write(&mut bay, &matters[usize::try_from(letter % MATTERS).unwrap()]);
    }
    bay.run_until(WEEK_MS);
    let tried = bay.counts.sent;
    // One message at a time knocks; half of a pause is never chance.
    assert!(tried <= (WEEK_MS / (BACKOFF_MAX_MS / 2)).unsigned_abs() + 100, "{tried} attempts in a week");

    bay.cut_off(CN, HK, false);
    bay.run_until(WEEK_MS + BACKOFF_MAX_MS + 10 * MINUTE_MS);
    bay.check();
    assert_eq!(bay.nodes[HK].stored.record.len(), usize::try_from(LETTERS).unwrap());
    assert_eq!(bay.counts.again, 0, "none was sent twice once Hong Kong answered");
    assert_eq!(bay.counts.sent - tried, LETTERS.unsigned_abs());
    assert!(bay.most_under_way <= OUTBOX_IN_FLIGHT_MAX_MESSAGES, "{} at the same time", bay.most_under_way);
}

fn parts(count: usize) -> serde_json::Value {
    let part = json!({ "sha256": Digest::of(b"x"), "size": 1, "name": "x", "media_type": "a/b" });
    vec![part; count].into()
}

/// A matter of the Mainland with another gateway.
fn open(bay: &mut Simulation, with: usize) -> MatterId {
    let peer = bay.nodes[with].id.clone();
    bay.nodes[CN].open_matter(&peer)
}

fn write(bay: &mut Simulation, matter: &MatterId) -> MessageId {
    bay.write_in(CN, matter, Poison::None);
    *bay.nodes[CN].stored.sent.keys().next_back().unwrap()
}
