//! The outbox: which message goes to which peer, and when. A state machine without clock and sockets: an input comes in, effects
//! go out, and whoever owns the sockets carries them out.
//!
//! - Each peer has a queue of its own, so that one that is down holds up nobody else.
//! - Within a matter the messages go one by one, in order; matters take turns.
//! - A peer that cannot be reached is tried with one message, after pauses that grow; when it answers, everything flows again.
//! - A message that is refused for good goes to quarantine, and with it its matter, for what follows it would not fit the chain.
//!   All other matters go on.
//!
//! The outbox holds names only. The bytes lie in the store, are loaded for each attempt, and never change; what is pending is in
//! the store too, so that after a restart [`Outbox::restore`] is all there is to do.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use comity_domain::limits::{BACKOFF_FIRST_MS, BACKOFF_MAX_MS, OUTBOX_IN_FLIGHT_MAX_MESSAGES};
use comity_domain::{GatewayId, MatterId, MessageId};
use comity_record::Time;

use crate::reason::Reason;

/// A message that waits to be delivered, as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The gateway that it is for.
    pub peer: GatewayId,
    /// Its matter.
    pub matter: MatterId,
    /// The message.
    pub message: MessageId,
    /// It was refused, and waits for a person.
    pub quarantined: bool,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A commit with this message is durable.
    Queued {
        /// The gateway that it is for.
        peer: GatewayId,
        /// Its matter.
        matter: MatterId,
        /// The message.
        message: MessageId,
    },
    /// The peer's receipt was verified, and is stored.
    Receipted {
        /// The message.
        message: MessageId,
    },
    /// The attempt failed; the next one may succeed.
    Failed {
        /// The message.
        message: MessageId,
        /// What it says about the peer.
        failure: Failure,
    },
    /// The peer's notice that it will never take the message was verified.
    Refused {
        /// The message.
        message: MessageId,
        /// Why.
        reason: Reason,
    },
    /// The quarantine could not be recorded: it is asked for again after a pause. Until it is recorded the matter stands still, and
    /// nothing else does.
    NotRecorded {
        /// The message.
        message: MessageId,
    },
    /// A person lets a quarantined message go again.
    Released {
        /// The message.
        message: MessageId,
    },
    /// A person withdrew a quarantined message, and with it all that follow it in its matter: they name it in their chain. Only
    /// what is in quarantine can be withdrawn; anything else the peer may have taken already.
    Withdrawn {
        /// The quarantined message.
        message: MessageId,
    },
    /// The peer was heard of: it need not be waited for.
    PeerUp {
        /// The peer.
        peer: GatewayId,
    },
    /// Time has passed.
    Tick,
}

/// Why an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The peer was not reached, or did not answer properly: nothing else would be taken either.
    Peer,
    /// The peer answered that it does not take this message now.
    Message,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send the stored bytes, and report with [`Input::Receipted`], [`Input::Failed`] or [`Input::Refused`].
    Send {
        /// To whom.
        peer: GatewayId,
        /// What.
        message: MessageId,
    },
    /// Put the message aside for a person, durably; report with [`Input::NotRecorded`] if that failed.
    Quarantine {
        /// The message.
        message: MessageId,
        /// Why.
        reason: Reason,
    },
    /// Give an [`Input::Tick`] at this time. It replaces an earlier wish; any tick uses the wish up, and brings a new one if
    /// there is still something to wait for.
    WakeAt(Time),
}

/// How much waits for a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    /// Messages that are not receipted, those under way and in quarantine included.
    pub pending: usize,
    /// Messages under way.
    pub in_flight: usize,
    /// Failed attempts to reach the peer since it last answered.
    pub failures: u32,
}

/// All that waits to be delivered.
#[derive(Debug, Clone, Default)]
pub struct Outbox {
    peers: BTreeMap<GatewayId, PeerQueue>,
    /// Whose and of which matter each pending message is.
    places: BTreeMap<MessageId, (GatewayId, MatterId)>,
    /// The time of the last [`Effect::WakeAt`] that has not come.
    wake: Option<Time>,
    /// When the last step was.
    last: Option<Time>,
}

#[derive(Debug, Clone, Default)]
struct PeerQueue {
    lanes: BTreeMap<MatterId, Lane>,
    /// The matters whose next message can go, in turn.
    ready: VecDeque<MatterId>,
    /// The matters that pause after a failure, by the end of their pause.
    paused: BTreeSet<(Time, MatterId)>,
    /// The matters whose quarantine has to be recorded once more, by the time at which it is tried.
    unrecorded: BTreeSet<(Time, MatterId)>,
    in_flight: usize,
    pending: usize,
    failures: u32,
    /// Nothing goes before; then one message, to see whether the peer answers.
    retry_at: Option<Time>,
}

/// The messages of one matter to one peer.
#[derive(Debug, Clone, Default)]
struct Lane {
    queue: VecDeque<MessageId>,
    state: LaneState,
    failures: u32,
    /// Why its first message was refused for good.
    refused: Option<Reason>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum LaneState {
    /// Nothing to send, or not yet looked at.
    #[default]
    Idle,
    /// In `ready`.
    Ready,
    /// Its first message is under way.
    InFlight,
    /// In `paused`, until then.
    Paused(Time),
    /// Its first message is in quarantine.
    Held,
    /// In `unrecorded`, until then: its first message belongs into quarantine.
    Unrecorded(Time),
}

impl Outbox {
    /// The outbox as the store knows it: pending messages, those of one matter in the order of their `seq`. Give an
    /// [`Input::Tick`] to start it.
    pub fn restore(pending: impl IntoIterator<Item = Pending>) -> Self {
        let mut outbox = Self::default();
        for Pending { peer, matter, message, quarantined } in pending {
            outbox.queue(peer.clone(), matter.clone(), message);
            if quarantined && let Some(queue) = outbox.peers.get_mut(&peer) {
                queue.hold(&matter, message);
            }
        }
        outbox
    }

    /// One step. `entropy` spreads the pauses, so that the peers of a gateway that was down do not all come back at once.
    pub fn step(&mut self, now: Time, input: Input, entropy: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.rearm(now);
        match input {
            Input::Queued { peer, matter, message } => self.queue(peer, matter, message),
            Input::Receipted { message } => self.receipted(message),
            Input::Failed { message, failure } => self.failed(now, message, failure, entropy),
            Input::Refused { message, reason } => effects.extend(self.refused(message, reason)),
            Input::NotRecorded { message } => self.not_recorded(now, message, entropy),
            Input::Released { message } => self.with_lane(message, PeerQueue::release),
            Input::Withdrawn { message } => self.withdraw(message),
            Input::PeerUp { peer } => self.peers.get_mut(&peer).into_iter().for_each(PeerQueue::resume),
            Input::Tick => self.wake = None,
        }
        self.record_what_is_due(now, &mut effects);
        self.send_what_can_go(now, &mut effects);
        self.wish_to_wake(now, &mut effects);
        effects
    }

    /// How much waits for each peer.
    pub fn backlog(&self) -> impl Iterator<Item = (&GatewayId, Backlog)> {
        self.peers.iter().map(|(peer, queue)| {
            (peer, Backlog { pending: queue.pending, in_flight: queue.in_flight, failures: queue.failures })
        })
    }

    /// A clock that was set back must hold up nothing for as long as it went back: what pauses goes on pausing for as long as it
    /// had left.
    fn rearm(&mut self, now: Time) {
        let back_ms = self.last.map_or(0, |last| last.unix_ms().saturating_sub(now.unix_ms()));
        if back_ms > 0 {
            self.peers.values_mut().for_each(|queue| queue.come_forward(back_ms));
            self.wake = None;
        }
        self.last = Some(now);
    }

    fn queue(&mut self, peer: GatewayId, matter: MatterId, message: MessageId) {
        // A commit may be reported twice around a restart.
        if self.places.contains_key(&message) {
            return;
        }
        self.peers.entry(peer.clone()).or_default().push(&matter, message);
        self.places.insert(message, (peer, matter));
    }

    fn receipted(&mut self, message: MessageId) {
        if let Some((peer, matter)) = self.places.remove(&message)
            && let Some(queue) = self.peers.get_mut(&peer)
        {
            queue.remove(&matter, message);
            queue.answered();
        }
    }

    fn withdraw(&mut self, message: MessageId) {
        let mut withdrawn = VecDeque::new();
        self.with_lane(message, |queue, matter, message| withdrawn = queue.withdraw(matter, message));
        for message in withdrawn {
            self.places.remove(&message);
        }
    }

    fn failed(&mut self, now: Time, message: MessageId, failure: Failure, entropy: u64) {
        self.with_lane(message, |queue, matter, message| {
            if !queue.is_in_flight(matter, message) {
                return;
            }
            match failure {
                Failure::Peer => {
                    queue.land(matter, LaneState::Idle);
                    queue.make_ready(matter, Turn::First);
                    queue.lost(now, entropy);
                }
                Failure::Message => {
                    queue.answered();
                    queue.pause(now, matter, entropy);
                }
            }
        });
    }

    fn refused(&mut self, message: MessageId, reason: Reason) -> Option<Effect> {
        let mut was_in_flight = false;
        self.with_lane(message, |queue, matter, message| {
            was_in_flight = queue.is_in_flight(matter, message);
            if was_in_flight {
                queue.answered();
                queue.land(matter, LaneState::Held);
                queue.note_refusal(matter, reason);
            }
        });
        was_in_flight.then_some(Effect::Quarantine { message, reason })
    }

    fn not_recorded(&mut self, now: Time, message: MessageId, entropy: u64) {
        self.with_lane(message, |queue, matter, message| {
            if queue.is_first(matter, message, LaneState::Held) {
                queue.record_later(now, matter, entropy);
            }
        });
    }

    fn with_lane(&mut self, message: MessageId, change: impl FnOnce(&mut PeerQueue, &MatterId, MessageId)) {
        if let Some((peer, matter)) = self.places.get(&message)
            && let Some(queue) = self.peers.get_mut(peer)
        {
            change(queue, matter, message);
        }
    }

    fn record_what_is_due(&mut self, now: Time, effects: &mut Vec<Effect>) {
        for queue in self.peers.values_mut() {
            while let Some((message, reason)) = queue.next_unrecorded(now) {
                effects.push(Effect::Quarantine { message, reason });
            }
        }
    }

    fn send_what_can_go(&mut self, now: Time, effects: &mut Vec<Effect>) {
        for (peer, queue) in &mut self.peers {
            queue.end_pauses(now);
            while let Some(message) = queue.next(now) {
                effects.push(Effect::Send { peer: peer.clone(), message });
            }
        }
    }

    fn wish_to_wake(&mut self, now: Time, effects: &mut Vec<Effect>) {
        let wake = self.peers.values().filter_map(|queue| queue.wake(now)).min();
        if wake != self.wake {
            effects.extend(wake.map(Effect::WakeAt));
            self.wake = wake;
        }
    }
}

/// Where a matter joins those that are ready.
enum Turn {
    /// It was its turn already.
    First,
    Last,
}

impl PeerQueue {
    fn push(&mut self, matter: &MatterId, message: MessageId) {
        self.pending += 1;
        self.lanes.entry(matter.clone()).or_default().queue.push_back(message);
        self.make_ready(matter, Turn::Last);
    }

    /// Takes a message out, wherever in its lane it stands.
    fn remove(&mut self, matter: &MatterId, message: MessageId) {
        let Some(lane) = self.lanes.get_mut(matter) else { return };
        let Some(place) = lane.queue.iter().position(|other| *other == message) else { return };
        lane.queue.remove(place);
        self.pending -= 1;
        if place == 0 {
            self.leave(matter);
            self.make_ready(matter, Turn::Last);
        }
        if self.lanes.get(matter).is_some_and(|lane| lane.queue.is_empty()) {
            self.lanes.remove(matter);
        }
    }

    /// The lane's first message is gone, so what was known about it no longer counts.
    fn leave(&mut self, matter: &MatterId) {
        let Some(lane) = self.lanes.get_mut(matter) else { return };
        lane.failures = 0;
        lane.refused = None;
        match std::mem::take(&mut lane.state) {
            LaneState::InFlight => self.in_flight -= 1,
            LaneState::Ready => self.ready.retain(|other| other != matter),
            LaneState::Paused(until) => {
                self.paused.remove(&(until, matter.clone()));
            }
            LaneState::Unrecorded(until) => {
                self.unrecorded.remove(&(until, matter.clone()));
            }
            LaneState::Idle | LaneState::Held => {}
        }
    }

    fn make_ready(&mut self, matter: &MatterId, turn: Turn) {
        let Some(lane) = self.lanes.get_mut(matter) else { return };
        if lane.state != LaneState::Idle || lane.queue.is_empty() {
            return;
        }
        lane.state = LaneState::Ready;
        match turn {
            Turn::First => self.ready.push_front(matter.clone()),
            Turn::Last => self.ready.push_back(matter.clone()),
        }
    }

    /// The first message of a matter waits for a person, as it did before a restart.
    fn hold(&mut self, matter: &MatterId, message: MessageId) {
        if self.lanes.get(matter).is_none_or(|lane| lane.queue.front() != Some(&message)) {
            return;
        }
        self.leave(matter);
        if let Some(lane) = self.lanes.get_mut(matter) {
            lane.state = LaneState::Held;
        }
    }

    fn release(&mut self, matter: &MatterId, message: MessageId) {
        if !self.is_first(matter, message, LaneState::Held) {
            return;
        }
        self.leave(matter);
        self.make_ready(matter, Turn::Last);
    }

    fn withdraw(&mut self, matter: &MatterId, message: MessageId) -> VecDeque<MessageId> {
        if !self.is_first(matter, message, LaneState::Held) {
            return VecDeque::new();
        }
        let withdrawn = self.lanes.remove(matter).map(|lane| lane.queue).unwrap_or_default();
        self.pending -= withdrawn.len();
        withdrawn
    }

    fn is_in_flight(&self, matter: &MatterId, message: MessageId) -> bool {
        self.is_first(matter, message, LaneState::InFlight)
    }

    fn is_first(&self, matter: &MatterId, message: MessageId, state: LaneState) -> bool {
        self.lanes.get(matter).is_some_and(|lane| lane.state == state && lane.queue.front() == Some(&message))
    }

    /// A message under way has come to its end.
    fn land(&mut self, matter: &MatterId, state: LaneState) {
        if let Some(lane) = self.lanes.get_mut(matter) {
            lane.state = state;
            self.in_flight -= 1;
        }
    }

    fn pause(&mut self, now: Time, matter: &MatterId, entropy: u64) {
        let Some(lane) = self.lanes.get_mut(matter) else { return };
        let until = now.plus_ms(backoff_ms(lane.failures, entropy));
        lane.failures = lane.failures.saturating_add(1);
        self.paused.insert((until, matter.clone()));
        self.land(matter, LaneState::Paused(until));
    }

    fn note_refusal(&mut self, matter: &MatterId, reason: Reason) {
        if let Some(lane) = self.lanes.get_mut(matter) {
            // From here on the failures are those to record it.
            (lane.refused, lane.failures) = (Some(reason), 0);
        }
    }

    fn record_later(&mut self, now: Time, matter: &MatterId, entropy: u64) {
        let Some(lane) = self.lanes.get_mut(matter) else { return };
        let until = now.plus_ms(backoff_ms(lane.failures, entropy));
        lane.failures = lane.failures.saturating_add(1);
        lane.state = LaneState::Unrecorded(until);
        self.unrecorded.insert((until, matter.clone()));
    }

    /// The next message whose quarantine has to be recorded now.
    fn next_unrecorded(&mut self, now: Time) -> Option<(MessageId, Reason)> {
        if self.unrecorded.first().is_none_or(|(until, _)| *until > now) {
            return None;
        }
        let (_, matter) = self.unrecorded.pop_first()?;
        let lane = self.lanes.get_mut(&matter)?;
        lane.state = LaneState::Held;
        lane.queue.front().copied().zip(lane.refused)
    }

    /// Whatever waits for a time waits for one that is so much earlier.
    fn come_forward(&mut self, by_ms: i64) {
        let earlier = |time: Time| time.plus_ms(by_ms.saturating_neg());
        self.retry_at = self.retry_at.map(earlier);
        for waiting in [&mut self.paused, &mut self.unrecorded] {
            *waiting = std::mem::take(waiting).into_iter().map(|(until, matter)| (earlier(until), matter)).collect();
        }
        for lane in self.lanes.values_mut() {
            lane.state = match lane.state {
                LaneState::Paused(until) => LaneState::Paused(earlier(until)),
                LaneState::Unrecorded(until) => LaneState::Unrecorded(earlier(until)),
                state => state,
            };
        }
    }

    fn end_pauses(&mut self, now: Time) {
        while let Some((until, _)) = self.paused.first() {
            if *until > now {
                break;
            }
            let Some((_, matter)) = self.paused.pop_first() else { break };
            if let Some(lane) = self.lanes.get_mut(&matter) {
                lane.state = LaneState::Idle;
            }
            self.make_ready(&matter, Turn::Last);
        }
    }

    /// The peer could not be reached. All that was under way fails with it: that counts once.
    fn lost(&mut self, now: Time, entropy: u64) {
        if self.retry_at.is_some_and(|at| now < at) {
            return;
        }
        self.retry_at = Some(now.plus_ms(backoff_ms(self.failures, entropy)));
        self.failures = self.failures.saturating_add(1);
    }

    /// The peer answered, whatever it said.
    fn answered(&mut self) {
        self.failures = 0;
        self.retry_at = None;
    }

    /// The peer was heard of: nothing that pauses has to wait for its time.
    fn resume(&mut self) {
        self.answered();
        for (_, matter) in std::mem::take(&mut self.paused) {
            if let Some(lane) = self.lanes.get_mut(&matter) {
                lane.state = LaneState::Idle;
            }
            self.make_ready(&matter, Turn::Last);
        }
    }

    /// The next message that can go now.
    fn next(&mut self, now: Time) -> Option<MessageId> {
        if self.in_flight >= self.window() || self.retry_at.is_some_and(|at| now < at) {
            return None;
        }
        let lane = self.lanes.get_mut(&self.ready.pop_front()?)?;
        let message = *lane.queue.front()?;
        lane.state = LaneState::InFlight;
        self.in_flight += 1;
        Some(message)
    }

    /// How many messages may be under way: one to a peer that did not answer last time.
    const fn window(&self) -> usize {
        if self.failures == 0 { OUTBOX_IN_FLIGHT_MAX_MESSAGES } else { 1 }
    }

    /// When there will be something to do that no answer brings about.
    fn wake(&self, now: Time) -> Option<Time> {
        let retry = self.retry_at.filter(|at| now < *at && !self.ready.is_empty());
        let pause = self.paused.first().map(|(until, _)| *until);
        let record = self.unrecorded.first().map(|(until, _)| *until);
        [retry, pause, record].into_iter().flatten().min()
    }
}

/// The pause after so many failures before: it doubles up to the longest; the second half of it is chance.
fn backoff_ms(failures: u32, entropy: u64) -> i64 {
    let longest = 1_i64.checked_shl(failures.min(30)).and_then(|factor| BACKOFF_FIRST_MS.checked_mul(factor));
    let half = longest.unwrap_or(BACKOFF_MAX_MS).min(BACKOFF_MAX_MS) / 2;
    half + i64::try_from(entropy % (half.unsigned_abs() + 1)).unwrap_or(0)
}

#[cfg(test)]
mod tests;
