//! The simulated world: a clock, a network and the gateways in it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use comity_domain::{GatewayId, MatterId, MessageId};
use comity_record::{Digest, Time};

use super::chance::Chance;
use super::node::{Met, Node, Poison, SentState};
use super::{CALM, Counts, Weather, unique};
use crate::clocks;
use crate::early::Lane;
use crate::fixture::gateway;
use crate::outbox::{Effect, Failure, Input};
use crate::roll::Roll;

/// Messages that are written before the weather clears.
const MESSAGES: u64 = 24;
const ROUGH_MS: i64 = 120_000;
const TIMEOUT_MS: i64 = 5_000;
/// Between two occasions for trouble.
const TROUBLE_MS: i64 = 4_000;
/// A gateway looks around at least so often, whatever its clock does meanwhile.
const BEAT_MS: i64 = 1_000;

/// What a gateway answers over the network.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Receipt(String),
    NotTaken(String),
    NotNow,
    NoRoom,
    ClockOff,
}

/// A message on its way.
#[derive(Debug, Clone)]
struct Passage {
    from: usize,
    to: usize,
    life: u64,
    attempt: u64,
    message: MessageId,
}

#[derive(Debug)]
enum Event {
    Write { node: usize },
    Request { passage: Passage, said: Time, bytes: Vec<u8> },
    Answer { passage: Passage, answer: Answer },
    Timeout { passage: Passage },
    Wake { node: usize },
    Beat { node: usize },
    Start { node: usize },
    Withdraw { node: usize, message: MessageId },
    Trouble,
    Heal { from: usize, to: usize },
    Room { node: usize },
    Clear,
}

pub(super) struct Simulation {
    pub(super) counts: Counts,
    pub(super) nodes: Vec<Node>,
    pub(super) now_ms: i64,
    roll: Roll,
    chance: Chance,
    weather: Weather,
    /// Whoever is cut off from whom; one way alone is possible.
    cuts: BTreeSet<(usize, usize)>,
    /// By time, then by number: what comes first, and an order among equals.
    events: BTreeMap<(i64, u64), Event>,
    numbered: u64,
    /// What was sent by whom under which id.
    bytes_of: HashMap<(usize, MessageId), Digest>,
    /// So many messages of one gateway were under way to another at the same time, at most.
    pub(super) most_under_way: usize,
}

impl Simulation {
    pub(super) fn new(gateways: &[&str], chance: Chance, weather: Weather, roll: Roll) -> Self {
        Self {
            counts: Counts::default(),
            nodes: gateways.iter().map(|id| Node::new(&gateway(id))).collect(),
            now_ms: 0,
            roll,
            chance,
            weather,
            cuts: BTreeSet::new(),
            events: BTreeMap::new(),
            numbered: 0,
            bytes_of: HashMap::new(),
            most_under_way: 0,
        }
    }

    /// Has messages written while the weather is as it is, and lets it clear up after two minutes.
    pub(super) fn live_through(&mut self) {
        for _ in 0..MESSAGES {
            let node = self.below(self.nodes.len());
            let after = self.chance.ms(ROUGH_MS as u64 / 2);
            self.later(after, Event::Write { node });
        }
        self.later(TROUBLE_MS, Event::Trouble);
        self.later(ROUGH_MS, Event::Clear);
        self.run();
    }

    /// Plays on until all is quiet.
    pub(super) fn run(&mut self) {
        self.run_until(i64::MAX);
    }

    /// Plays on until that time.
    pub(super) fn run_until(&mut self, end_ms: i64) {
        let mut steps = 0_u64;
        while let Some(entry) = self.events.first_entry().filter(|entry| entry.key().0 <= end_ms) {
            let ((at, _), event) = entry.remove_entry();
            self.now_ms = at;
            self.handle(event);
            steps += 1;
            assert!(steps < 2_000_000, "the gateways never come to rest");
        }
    }

    /// Nothing passes between two gateways from now on, or everything again.
    pub(super) fn cut_off(&mut self, one: usize, other: usize, is_cut: bool) {
        self.cut_one_way(one, other, is_cut);
        self.cut_one_way(other, one, is_cut);
    }

    /// Nothing passes from one gateway to another from now on, or everything again.
    pub(super) fn cut_one_way(&mut self, from: usize, to: usize, is_cut: bool) {
        let changed = if is_cut { self.cuts.insert((from, to)) } else { self.cuts.remove(&(from, to)) };
        assert!(changed, "it was so already");
    }

    /// A gateway looks at what it has to do, as after a start.
    pub(super) fn wake(&mut self, node: usize) {
        self.tick(node);
    }

    /// What must hold when all is quiet.
    pub(super) fn check(&self) {
        let taken: Vec<HashSet<_>> =
            self.nodes.iter().map(|node| node.stored.record.iter().cloned().collect()).collect();
        for node in &self.nodes {
            assert!(unique(&node.stored.record), "`{}` took a message twice", node.id);
            for (message, sent) in &node.stored.sent {
                let taken = taken[self.place(&sent.peer)].contains(&(node.id.clone(), *message));
                self.check_sent(node, *message, taken);
            }
            for (matter, (peer, stream)) in &node.stored.matters {
                let other = self.node(peer).stored.matters.get(matter);
                let received = other.map(|(_, other)| other.received.clone()).unwrap_or_default();
                assert_eq!(stream.sent, received, "`{}` and `{peer}` disagree about {matter}", node.id);
            }
            for place in node.stored.early.keys() {
                let taken = node.stored.matters.get(&place.lane.matter).map_or(0, |(_, stream)| stream.received.len());
                assert!(place.seq > taken + 1, "`{}` goes on keeping {place:?}, whose turn has come", node.id);
            }
            for (peer, backlog) in node.outbox.backlog() {
                assert_eq!((backlog.pending, backlog.in_flight), (0, 0), "left for `{peer}` at `{}`", node.id);
            }
        }
    }

    fn check_sent(&self, node: &Node, message: MessageId, taken: bool) {
        let sent = &node.stored.sent[&message];
        let peer = self.node(&sent.peer);
        match &sent.state {
            SentState::Receipted(receipt) => {
                assert!(
                    taken && sent.poison == Poison::None,
                    "{message} has a receipt, yet `{}` has not taken it",
                    peer.id
                );
                let answered = &peer.stored.answered[&(node.id.clone(), message)];
                assert_eq!(answered.receipt, *receipt, "the receipt is not the one that was stored");
            }
            SentState::Withdrawn => assert!(!taken, "{message} was withdrawn after it was taken"),
            SentState::Pending | SentState::Quarantined => panic!("{message} of `{}` never came to rest", node.id),
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Write { node } => self.write(node),
            Event::Request { passage, said, bytes } => self.request(passage, said, &bytes),
            Event::Answer { passage, answer } => {
                if self.is_awaited(&passage) {
                    self.answer(passage.from, passage.message, answer);
                }
            }
            Event::Timeout { passage } => {
                if self.is_awaited(&passage) {
                    self.step(passage.from, Input::Failed { message: passage.message, failure: Failure::Peer });
                }
            }
            Event::Wake { node } => {
                if self.nodes[node].up && self.nodes[node].wish_ms == Some(self.now_ms) {
                    self.tick(node);
                }
            }
            Event::Beat { node } => {
                if self.nodes[node].up {
                    self.tick(node);
                }
            }
            Event::Start { node } => self.start(node),
            Event::Withdraw { node, message } => self.withdraw(node, message),
            Event::Trouble => self.trouble(),
            Event::Heal { from, to } => {
                self.cuts.remove(&(from, to));
            }
            Event::Room { node } => self.nodes[node].is_full = false,
            Event::Clear => self.clear_up(),
        }
    }

    fn tick(&mut self, node: usize) {
        self.nodes[node].wish_ms = None;
        self.look_after_early(node);
        self.step(node, Input::Tick);
    }

    fn start(&mut self, node: usize) {
        self.nodes[node].start();
        self.look_after_early(node);
        self.reconsider(node);
        self.step(node, Input::Tick);
    }

    /// Something goes wrong for a while: a line is cut, a disk is full, a clock is put wrong.
    fn trouble(&mut self) {
        if self.chance.happens(self.weather.cuts) {
            let (from, to) = self.some_pair();
            let ways = if self.chance.happens(500) { vec![(from, to), (to, from)] } else { vec![(from, to)] };
            let after = self.chance.ms(20_000);
            for (from, to) in ways {
                self.cuts.insert((from, to));
                self.later(after, Event::Heal { from, to });
            }
        }
        if self.chance.happens(self.weather.full) {
            let node = self.below(self.nodes.len());
            self.nodes[node].is_full = true;
            let after = self.chance.ms(15_000);
            self.later(after, Event::Room { node });
        }
        if self.chance.happens(self.weather.clocks) {
            let node = self.below(self.nodes.len());
            let ahead_ms = self.chance.ms(24 * 60_000) - 12 * 60_000;
            self.set_clock(node, ahead_ms);
        }
        if self.weather.cuts > 0 {
            self.later(TROUBLE_MS, Event::Trouble);
        }
    }

    fn clear_up(&mut self) {
        self.weather = CALM;
        self.cuts.clear();
        for node in 0..self.nodes.len() {
            self.nodes[node].is_full = false;
            self.set_clock(node, 0);
        }
    }

    fn set_clock(&mut self, node: usize, ahead_ms: i64) {
        self.nodes[node].ahead_ms = ahead_ms;
        self.later(BEAT_MS, Event::Beat { node });
    }

    /// Takes what waited and whose turn has come: a stop may have come in between.
    fn look_after_early(&mut self, node: usize) {
        let now = self.nodes[node].now(self.now_ms);
        self.nodes[node].forget_old(now);
        for lane in self.nodes[node].early_lanes() {
            self.take_early(node, &lane);
        }
    }

    fn take_early(&mut self, node: usize, lane: &Lane) {
        let now = self.nodes[node].now(self.now_ms);
        while self.nodes[node].up && self.nodes[node].take_early(lane, now, &self.roll) {
            self.counts.taken += 1;
            self.counts.taken_in_turn += 1;
            self.stops(node);
        }
    }

    fn write(&mut self, node: usize) {
        if !self.nodes[node].up || self.nodes[node].is_full {
            return self.later(1_000, Event::Write { node });
        }
        let matter = self.some_matter(node);
        let poison = match self.chance.happens(self.weather.poison) {
            false => Poison::None,
            true if self.chance.happens(500) => Poison::Forked,
            true => Poison::Unexpected,
        };
        self.write_in(node, &matter, poison);
    }

    pub(super) fn write_in(&mut self, node: usize, matter: &MatterId, poison: Poison) {
        let now = self.nodes[node].now(self.now_ms);
        let message = self.nodes[node].write(matter, now, poison, &self.roll);
        if self.stops(node) {
            return;
        }
        let peer = self.nodes[node].stored.sent[&message].peer.clone();
        self.step(node, Input::Queued { peer, matter: matter.clone(), message });
    }

    /// One of the node's matters, or a new one with some other gateway.
    fn some_matter(&mut self, node: usize) -> MatterId {
        let known: Vec<MatterId> = self.nodes[node].stored.matters.keys().cloned().collect();
        let choice = self.below(known.len() + 2);
        if let Some(matter) = known.get(choice) {
            return matter.clone();
        }
        let others = self.nodes.len() - 1;
        let peer = (node + 1 + self.below(others)) % self.nodes.len();
        let peer = self.nodes[peer].id.clone();
        self.nodes[node].open_matter(&peer)
    }

    fn request(&mut self, passage: Passage, said: Time, bytes: &[u8]) {
        let to = passage.to;
        if !self.nodes[to].up {
            return;
        }
        let now = self.nodes[to].now(self.now_ms);
        if clocks::apart_ms(said, now).is_some() {
            self.counts.clock_off += 1;
            return self.transmit(Event::Answer { passage, answer: Answer::ClockOff });
        }
        let peer = self.nodes[passage.from].id.clone();
        let (met, answer) = self.nodes[to].meet(bytes, &peer, now, &self.roll);
        *self.counts.of(met) += 1;
        // Committed, not yet answered.
        if self.stops(to) {
            return;
        }
        if met == Met::Taken {
            let matter = self.nodes[passage.from].stored.sent[&passage.message].matter.clone();
            self.take_early(to, &Lane { peer, matter });
        }
        if self.nodes[to].up {
            self.transmit(Event::Answer { passage, answer });
        }
    }

    fn answer(&mut self, node: usize, message: MessageId, answer: Answer) {
        // Heard, not yet stored.
        if self.stops(node) {
            return;
        }
        match answer {
            Answer::Receipt(text) => self.receipted(node, message, text),
            Answer::NotTaken(text) => {
                let now = self.nodes[node].now(self.now_ms);
                let notice = self.nodes[node].verify_notice(&text, message, now, &self.roll);
                self.step(node, Input::Refused { message, reason: notice.reason });
            }
            Answer::NotNow | Answer::NoRoom => self.step(node, Input::Failed { message, failure: Failure::Message }),
            Answer::ClockOff => self.step(node, Input::Failed { message, failure: Failure::Peer }),
        }
    }

    fn receipted(&mut self, node: usize, message: MessageId, text: String) {
        let receipt = self.nodes[node].verify_receipt(&text, message, &self.roll).unwrap();
        let record = &self.node(&receipt.from).stored.record;
        let place = usize::try_from(receipt.index).unwrap();
        assert_eq!(record.get(place), Some(&(self.nodes[node].id.clone(), message)), "acknowledged and lost");
        match &self.nodes[node].stored.sent[&message].state {
            SentState::Receipted(before) => assert_eq!(*before, text, "a second receipt for {message}"),
            SentState::Withdrawn | SentState::Quarantined => panic!("{message} was given up, and is taken"),
            SentState::Pending if self.nodes[node].is_full => {
                return self.step(node, Input::Failed { message, failure: Failure::Message });
            }
            SentState::Pending => self.sent_state(node, message, SentState::Receipted(text)),
        }
        if !self.stops(node) {
            self.step(node, Input::Receipted { message });
        }
    }

    fn withdraw(&mut self, node: usize, message: MessageId) {
        if !self.nodes[node].up || self.nodes[node].stored.sent[&message].state != SentState::Quarantined {
            return;
        }
        if self.nodes[node].is_full {
            return self.later(1_000, Event::Withdraw { node, message });
        }
        let matter = self.nodes[node].stored.sent[&message].matter.clone();
        let withdrawn = self.nodes[node].withdraw(message);
        self.step(node, Input::Withdrawn { message });
        // Written anew, without the poison.
        for _ in withdrawn {
            if self.nodes[node].up {
                self.write_in(node, &matter, Poison::None);
            }
        }
    }

    /// After a start a person looks at what is in quarantine.
    fn reconsider(&mut self, node: usize) {
        let quarantined = self.nodes[node].stored.sent.iter().filter(|(_, sent)| sent.state == SentState::Quarantined);
        for message in quarantined.map(|(message, _)| *message).collect::<Vec<_>>() {
            self.later(3_000, Event::Withdraw { node, message });
        }
    }

    fn step(&mut self, node: usize, input: Input) {
        if !self.nodes[node].up {
            return;
        }
        let entropy = self.chance.next();
        let now = self.nodes[node].now(self.now_ms);
        let effects = self.nodes[node].outbox.step(now, input, entropy);
        let under_way = self.nodes[node].outbox.backlog().map(|(_, backlog)| backlog.in_flight).max();
        self.most_under_way = self.most_under_way.max(under_way.unwrap_or(0));
        for effect in effects {
            self.carry_out(node, effect);
            if !self.nodes[node].up || self.stops(node) {
                return;
            }
        }
    }

    fn carry_out(&mut self, node: usize, effect: Effect) {
        match effect {
            Effect::Send { message, .. } => self.send(node, message),
            Effect::Quarantine { message, .. } if self.nodes[node].is_full => {
                self.step(node, Input::NotRecorded { message });
            }
            Effect::Quarantine { message, .. } => {
                self.sent_state(node, message, SentState::Quarantined);
                self.later(3_000, Event::Withdraw { node, message });
            }
            Effect::WakeAt(time) => {
                let after = time.unix_ms() - self.nodes[node].now(self.now_ms).unix_ms();
                assert!(after > 0, "a wish to be woken in the past");
                self.nodes[node].wish_ms = Some(self.now_ms + after);
                self.later(after, Event::Wake { node });
            }
        }
    }

    fn send(&mut self, from: usize, message: MessageId) {
        assert_eq!(self.nodes[from].stored.sent[&message].state, SentState::Pending, "sent though not pending");
        self.counts.sent += 1;
        let passage = self.send_once(from, message);
        self.later(TIMEOUT_MS, Event::Timeout { passage });
        // One that cannot wait sends what follows as well, without waiting for the receipt.
        if self.chance.happens(self.weather.hasty) {
            for behind in self.nodes[from].behind(message) {
                self.send_once(from, behind);
            }
        }
    }

    fn send_once(&mut self, from: usize, message: MessageId) -> Passage {
        let sent = &self.nodes[from].stored.sent[&message];
        let (to, bytes, digest) = (self.place(&sent.peer), sent.signed.bytes.clone(), sent.signed.digest);
        assert_eq!(
            *self.bytes_of.entry((from, message)).or_insert(digest),
            digest,
            "{message} was sent with other bytes before"
        );
        let (life, attempt) = (self.nodes[from].life, self.numbered);
        let passage = Passage { from, to, life, attempt, message };
        self.numbered += 1;
        self.nodes[from].attempts.insert(attempt);
        let said = self.nodes[from].now(self.now_ms);
        let copies = if self.chance.happens(self.weather.doubled) { 2 } else { 1 };
        for _ in 0..copies {
            self.transmit(Event::Request { passage: passage.clone(), said, bytes: bytes.clone() });
        }
        passage
    }

    fn transmit(&mut self, event: Event) {
        let way = match &event {
            Event::Answer { passage, .. } => (passage.to, passage.from),
            Event::Request { passage, .. } => (passage.from, passage.to),
            _ => unreachable!("nothing else passes over the network"),
        };
        if self.cuts.contains(&way) {
            self.counts.cut_off += 1;
        } else if !self.chance.happens(self.weather.lost) {
            // Some take longer than the sender waits: its answer comes to nobody, or in another life.
            let slowest = if self.weather.lost > 0 { 7_000 } else { 200 };
            let after = self.chance.ms(slowest);
            self.later(after, event);
        }
    }

    /// Does the gateway stop here, to start again later?
    fn stops(&mut self, node: usize) -> bool {
        let stops = self.chance.happens(self.weather.stops);
        if stops {
            self.counts.stopped += 1;
            self.nodes[node].up = false;
            self.nodes[node].life += 1;
            let after = self.chance.ms(15_000);
            self.later(after, Event::Start { node });
        }
        stops
    }

    fn is_awaited(&mut self, passage: &Passage) -> bool {
        let node = &mut self.nodes[passage.from];
        node.up && node.life == passage.life && node.attempts.remove(&passage.attempt)
    }

    fn sent_state(&mut self, node: usize, message: MessageId, state: SentState) {
        self.nodes[node].stored.sent.get_mut(&message).unwrap().state = state;
    }

    fn node(&self, id: &GatewayId) -> &Node {
        &self.nodes[self.place(id)]
    }

    fn place(&self, id: &GatewayId) -> usize {
        self.nodes.iter().position(|node| node.id == *id).unwrap()
    }

    fn some_pair(&mut self) -> (usize, usize) {
        let from = self.below(self.nodes.len());
        let others = self.nodes.len() - 1;
        (from, (from + 1 + self.below(others)) % self.nodes.len())
    }

    fn later(&mut self, after_ms: i64, event: Event) {
        self.numbered += 1;
        self.events.insert((self.now_ms + after_ms, self.numbered), event);
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.chance.below(limit as u64)).unwrap()
    }
}
