use super::*;
use crate::fixture::{at, gateway, ulid};

fn matter(n: u128) -> MatterId {
    MatterId::new(gateway("cn"), ulid(n))
}

fn message(n: u128) -> MessageId {
    MessageId::new(ulid(n))
}

fn queued(peer: &str, matter_number: u128, message_number: u128) -> Input {
    Input::Queued { peer: gateway(peer), matter: matter(matter_number), message: message(message_number) }
}

fn pending(matter_number: u128, message_number: u128, quarantined: bool) -> Pending {
    Pending { peer: gateway("hk"), matter: matter(matter_number), message: message(message_number), quarantined }
}

fn failed(message_number: u128, failure: Failure) -> Input {
    Input::Failed { message: message(message_number), failure }
}

fn receipted(message_number: u128) -> Input {
    Input::Receipted { message: message(message_number) }
}

fn refused(message_number: u128) -> Input {
    Input::Refused { message: message(message_number), reason: Reason::ChainBroken }
}

fn sends(effects: &[Effect]) -> Vec<MessageId> {
    let send = |effect: &Effect| match effect {
        Effect::Send { message, .. } => Some(*message),
        _ => None,
    };
    effects.iter().filter_map(send).collect()
}

fn wake(effects: &[Effect]) -> Option<Time> {
    effects.iter().find_map(|effect| match effect {
        Effect::WakeAt(time) => Some(*time),
        _ => None,
    })
}

/// An outbox of matters 1 and 2 for Hong Kong: messages 11, 12 and 21, of which 11 and 21 are under way.
fn outbox() -> Outbox {
    let mut outbox = Outbox::default();
    assert_eq!(sends(&outbox.step(at(0), queued("hk", 1, 11), 0)), [message(11)]);
    assert_eq!(sends(&outbox.step(at(0), queued("hk", 1, 12), 0)), []);
    assert_eq!(sends(&outbox.step(at(0), queued("hk", 2, 21), 0)), [message(21)]);
    outbox
}

#[test]
fn one_message_of_a_matter_is_under_way_and_the_next_follows_its_receipt() {
    let mut outbox = outbox();
    assert_eq!(sends(&outbox.step(at(1), receipted(11), 0)), [message(12)]);
    assert_eq!(sends(&outbox.step(at(2), receipted(12), 0)), []);
    assert_eq!(sends(&outbox.step(at(2), receipted(21), 0)), []);
    let backlog: Vec<_> = outbox.backlog().map(|(_, backlog)| backlog).collect();
    assert_eq!(backlog, [Backlog { pending: 0, in_flight: 0, failures: 0 }]);
}

#[test]
fn a_message_that_is_queued_twice_is_sent_once() {
    let mut outbox = outbox();
    assert_eq!(outbox.step(at(1), queued("hk", 1, 11), 0), []);
    assert_eq!(sends(&outbox.step(at(1), receipted(11), 0)), [message(12)]);
    assert_eq!(sends(&outbox.step(at(1), receipted(12), 0)), []);
}

#[test]
fn a_peer_that_is_down_is_tried_with_one_message_after_growing_pauses_and_then_catches_up() {
    let mut outbox = outbox();
    let effects = outbox.step(at(1), failed(11, Failure::Peer), u64::MAX);
    assert_eq!(sends(&effects), []);
    let first = wake(&effects).unwrap();
    assert_eq!(sends(&outbox.step(at(1), failed(21, Failure::Peer), 0)), []);

    let probes = sends(&outbox.step(first, Input::Tick, 0));
    assert_eq!(probes, [message(21)]);
    let effects = outbox.step(first, failed(21, Failure::Peer), 0);
    let second = wake(&effects).unwrap();
    assert!(second.unix_ms() - first.unix_ms() >= BACKOFF_FIRST_MS, "{first} {second}");
    assert_eq!(sends(&outbox.step(second, Input::Tick, 0)), [message(21)]);
    assert_eq!(sends(&outbox.step(second, receipted(21), 0)), [message(11)]);
}

#[test]
fn a_peer_that_was_heard_of_is_not_waited_for() {
    let mut outbox = outbox();
    outbox.step(at(1), failed(11, Failure::Peer), 0);
    outbox.step(at(1), failed(21, Failure::Peer), 0);
    let effects = outbox.step(at(1), Input::PeerUp { peer: gateway("hk") }, 0);
    assert_eq!(sends(&effects), [message(21), message(11)]);
}

#[test]
fn a_peer_that_is_down_holds_up_nobody_else() {
    let mut outbox = outbox();
    outbox.step(at(1), failed(11, Failure::Peer), 0);
    assert_eq!(sends(&outbox.step(at(1), queued("mo", 3, 31), 0)), [message(31)]);
}

#[test]
fn a_message_that_is_not_taken_now_pauses_its_matter_alone() {
    let mut outbox = outbox();
    let effects = outbox.step(at(1), failed(11, Failure::Message), 0);
    assert_eq!(sends(&outbox.step(at(1), queued("hk", 4, 41), 0)), [message(41)]);
    assert_eq!(sends(&outbox.step(wake(&effects).unwrap(), Input::Tick, 0)), [message(11)]);
}

#[test]
fn a_refused_message_goes_to_quarantine_with_its_matter_and_the_queue_moves_on() {
    let mut outbox = outbox();
    let effects = outbox.step(at(1), refused(11), 0);
    assert_eq!(effects, [Effect::Quarantine { message: message(11), reason: Reason::ChainBroken }]);
    assert_eq!(sends(&outbox.step(at(1), queued("hk", 1, 13), 0)), []);
    assert_eq!(sends(&outbox.step(at(1), queued("hk", 4, 41), 0)), [message(41)]);
}

#[test]
fn a_quarantine_that_could_not_be_recorded_is_asked_for_until_it_is_and_holds_up_nobody() {
    let quarantine = Effect::Quarantine { message: message(11), reason: Reason::ChainBroken };
    let mut outbox = outbox();
    outbox.step(at(1), refused(11), 0);
    let mut now = at(1);
    for _ in 0..20 {
        let effects = outbox.step(now, Input::NotRecorded { message: message(11) }, 0);
        let again = wake(&effects).unwrap();
        assert_eq!(effects, [Effect::WakeAt(again)]);
        assert!(again.unix_ms() - now.unix_ms() <= BACKOFF_MAX_MS, "{now} {again}");
        assert!(!outbox.step(again.plus_ms(-1), Input::Tick, 0).contains(&quarantine));
        assert_eq!(outbox.step(again, Input::Tick, 0), std::slice::from_ref(&quarantine));
        now = again;
    }
    assert_eq!(sends(&outbox.step(now, queued("hk", 4, 41), 0)), [message(41)]);
    assert_eq!(sends(&outbox.step(now, queued("mo", 3, 31), 0)), [message(31)]);
    assert_eq!(sends(&outbox.step(now, receipted(21), 0)), []);
    assert_eq!(outbox.step(now, Input::Withdrawn { message: message(11) }, 0), []);
    assert_eq!(outbox.step(now, Input::NotRecorded { message: message(11) }, 0), [], "it was recorded");
}

#[test]
fn a_message_that_was_not_refused_is_never_put_into_quarantine() {
    let mut outbox = outbox();
    assert_eq!(outbox.step(at(1), Input::NotRecorded { message: message(11) }, 0), []);
    assert_eq!(sends(&outbox.step(at(100), receipted(11), 0)), [message(12)]);
}

#[test]
fn a_clock_that_was_set_back_holds_up_a_peer_no_longer_than_its_pause() {
    let mut outbox = outbox();
    let wish = wake(&outbox.step(at(1_000), failed(11, Failure::Peer), 0)).unwrap();
    outbox.step(at(1_000), failed(21, Failure::Peer), 0);
    let pause_ms = wish.unix_ms() - at(1_000).unix_ms();
    assert_eq!(wake(&outbox.step(at(0), Input::Tick, 0)), Some(at(0).plus_ms(pause_ms)));
    assert_eq!(sends(&outbox.step(at(0).plus_ms(pause_ms - 1), Input::Tick, 0)), []);
    assert_eq!(sends(&outbox.step(at(0).plus_ms(pause_ms), Input::Tick, 0)), [message(21)]);
}

#[test]
fn a_clock_that_was_set_back_holds_up_a_matter_no_longer_than_its_pause() {
    let mut outbox = outbox();
    outbox.step(at(1_000), failed(11, Failure::Message), 0);
    outbox.step(at(1_000), refused(21), 0);
    outbox.step(at(1_000), Input::NotRecorded { message: message(21) }, 0);
    let back = outbox.step(at(0), Input::Tick, 0);
    let wish = wake(&back).unwrap();
    assert!(wish.unix_ms() - at(0).unix_ms() <= BACKOFF_FIRST_MS, "{wish}");
    let effects = outbox.step(at(0).plus_ms(BACKOFF_FIRST_MS), Input::Tick, 0);
    assert_eq!(sends(&effects), [message(11)]);
    assert!(effects.contains(&Effect::Quarantine { message: message(21), reason: Reason::ChainBroken }));
    assert_eq!(sends(&outbox.step(at(1), receipted(11), 0)), [message(12)]);
}

#[test]
fn a_quarantined_message_goes_again_when_released() {
    let mut outbox = outbox();
    outbox.step(at(1), refused(11), 0);
    assert_eq!(sends(&outbox.step(at(2), Input::Released { message: message(12) }, 0)), []);
    assert_eq!(sends(&outbox.step(at(2), Input::Released { message: message(11) }, 0)), [message(11)]);
}

#[test]
fn a_withdrawn_message_takes_along_what_follows_it_and_makes_way_for_another() {
    let mut outbox = outbox();
    // What may be on its way is not withdrawn.
    assert_eq!(outbox.step(at(1), Input::Withdrawn { message: message(11) }, 0), []);
    outbox.step(at(1), refused(11), 0);
    assert_eq!(outbox.step(at(2), Input::Withdrawn { message: message(12) }, 0), []);
    assert_eq!(outbox.step(at(2), Input::Withdrawn { message: message(11) }, 0), []);
    assert_eq!(sends(&outbox.step(at(3), queued("hk", 1, 13), 0)), [message(13)]);
}

#[test]
fn a_restart_knows_what_is_pending_and_what_is_in_quarantine() {
    let mut outbox =
        Outbox::restore([pending(1, 11, false), pending(2, 21, true), pending(2, 22, false), pending(1, 12, false)]);
    assert_eq!(sends(&outbox.step(at(0), Input::Tick, 0)), [message(11)]);
    assert_eq!(sends(&outbox.step(at(0), receipted(11), 0)), [message(12)]);
    assert_eq!(sends(&outbox.step(at(0), Input::Released { message: message(21) }, 0)), [message(21)]);
    assert_eq!(sends(&outbox.step(at(0), receipted(21), 0)), [message(22)]);
}

#[test]
fn answers_to_attempts_of_an_earlier_life_change_nothing_but_receipts_count() {
    let mut outbox = Outbox::restore([pending(1, 11, false), pending(1, 12, false)]);
    // Nothing is under way yet: a failure or refusal is not about an attempt of this outbox.
    let Input::Failed { message: late, failure } = failed(12, Failure::Peer) else { unreachable!() };
    assert_eq!(sends(&outbox.step(at(0), Input::Failed { message: late, failure }, 0)), [message(11)]);
    assert_eq!(outbox.step(at(0), refused(12), 0), []);
    assert_eq!(sends(&outbox.step(at(0), receipted(12), 0)), []);
    assert_eq!(sends(&outbox.step(at(0), receipted(11), 0)), []);
}

#[test]
fn a_receipt_and_a_time_out_race_to_one_final_state() {
    let time_out = || failed(11, Failure::Peer);
    for race in [[receipted(11), time_out()], [time_out(), receipted(11)]] {
        let mut outbox = Outbox::restore([pending(1, 11, false), pending(1, 12, false)]);
        assert_eq!(sends(&outbox.step(at(0), Input::Tick, 0)), [message(11)]);
        let mut sent = Vec::new();
        for input in race {
            sent.extend(sends(&outbox.step(at(1), input, 0)));
        }
        sent.extend(sends(&outbox.step(at(1_000), Input::Tick, 0)));
        assert_eq!(sent, [message(12)], "it is not sent again, and the next goes once");
        // Whoever comes late to the race changes nothing.
        for late in [receipted(11), time_out(), refused(11)] {
            assert_eq!(outbox.step(at(1_001), late, 0), []);
        }
        let backlog: Vec<_> = outbox.backlog().map(|(_, backlog)| backlog).collect();
        assert_eq!(backlog, [Backlog { pending: 1, in_flight: 1, failures: 0 }]);
    }
}

#[test]
fn a_retry_keeps_its_id() {
    let mut outbox = Outbox::restore([pending(1, 11, false)]);
    let mut effects = outbox.step(at(0), Input::Tick, 0);
    let mut now = at(0);
    for failure in [Failure::Peer, Failure::Message, Failure::Peer, Failure::Peer, Failure::Message] {
        assert_eq!(sends(&effects), [message(11)]);
        let pause = outbox.step(now, failed(11, failure), 7);
        assert_eq!(sends(&pause), []);
        now = wake(&pause).unwrap();
        effects = outbox.step(now, Input::Tick, 7);
    }
    assert_eq!(sends(&effects), [message(11)]);
}

#[test]
fn no_more_than_a_window_of_messages_is_under_way_to_a_peer() {
    let count = OUTBOX_IN_FLIGHT_MAX_MESSAGES as u128;
    let mut outbox = Outbox::restore((0..2 * count).map(|n| pending(1_000 + n, n, false)));
    assert_eq!(sends(&outbox.step(at(0), Input::Tick, 0)).len(), OUTBOX_IN_FLIGHT_MAX_MESSAGES);
    assert_eq!(sends(&outbox.step(at(0), receipted(0), 0)), [message(count)]);
}

#[test]
fn matters_take_turns() {
    let count = OUTBOX_IN_FLIGHT_MAX_MESSAGES as u128;
    let busy = (0..count).flat_map(|n| [pending(1_000 + n, 2 * n, false), pending(1_000 + n, 2 * n + 1, false)]);
    let mut outbox = Outbox::restore(busy.chain([pending(5_000, 777, false)]));
    outbox.step(at(0), Input::Tick, 0);
    // The matter that came last goes before the second message of the one that has just had its turn.
    assert_eq!(sends(&outbox.step(at(0), receipted(0), 0)), [message(777)]);
}

#[test]
fn an_early_tick_is_told_again_when_to_come_and_a_late_one_nothing() {
    let mut outbox = outbox();
    let wish = wake(&outbox.step(at(1), failed(11, Failure::Message), 0)).unwrap();
    assert_eq!(outbox.step(wish.plus_ms(-1), Input::Tick, 0), [Effect::WakeAt(wish)]);
    assert_eq!(sends(&outbox.step(wish, Input::Tick, 0)), [message(11)]);
    assert_eq!(outbox.step(wish.plus_ms(1), Input::Tick, 0), []);
}

#[test]
fn pauses_grow_to_a_limit_and_are_spread() {
    for failures in [0, 1, 5, 6, 7, 31, 63, 64, u32::MAX] {
        let longest = backoff_ms(failures, u64::MAX).max(backoff_ms(failures, 0));
        assert!((BACKOFF_FIRST_MS / 2..=BACKOFF_MAX_MS).contains(&longest), "{failures}: {longest}");
    }
    assert_eq!(backoff_ms(0, 0), BACKOFF_FIRST_MS / 2);
    assert_eq!(backoff_ms(1, 0), BACKOFF_FIRST_MS);
    assert_eq!(backoff_ms(40, 0), BACKOFF_MAX_MS / 2);
    assert_ne!(backoff_ms(3, 1), backoff_ms(3, 2));
}

#[test]
fn ten_thousand_messages_to_one_peer_take_a_bounded_number_of_effects() {
    let mut outbox = Outbox::default();
    let mut under_way = VecDeque::new();
    let mut sent = 0_u32;
    let mut take = |effects: Vec<Effect>, under_way: &mut VecDeque<MessageId>| {
        sent += u32::try_from(sends(&effects).len()).unwrap();
        under_way.extend(sends(&effects));
    };
    for n in 0..10_000 {
        take(outbox.step(at(0), queued("hk", n % 500, 1_000 + n), 0), &mut under_way);
    }
    while let Some(message) = under_way.pop_front() {
        take(outbox.step(at(1), Input::Receipted { message }, 0), &mut under_way);
    }
    assert_eq!(sent, 10_000);
    assert!(outbox.backlog().all(|(_, backlog)| backlog.pending == 0 && backlog.in_flight == 0));
}
