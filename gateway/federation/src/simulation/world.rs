//! The simulated world: a clock, a network and the gateways in it.

use std::collections::BTreeMap;

use comity_domain::{GatewayId, MatterId, MessageId};

use super::chance::Chance;
use super::node::{Met, Node, SentState};
use super::{CALM, Weather, clock, unique};
use crate::fixture::{World, gateway};
use crate::outbox::{Effect, Failure, Input};
use crate::roll::Roll;

/// Messages that are written before the weather clears.
const MESSAGES: u64 = 24;
const ROUGH_MS: i64 = 120_000;
const TIMEOUT_MS: i64 = 5_000;

/// What a gateway answers over the network.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    Receipt(String),
    NotTaken(String),
    NotNow,
}

#[derive(Debug)]
enum Event {
    Write { node: usize },
    Request { from: usize, to: usize, life: u64, attempt: u64, message: MessageId, bytes: Vec<u8> },
    Answer { node: usize, life: u64, attempt: u64, message: MessageId, answer: Answer },
    Timeout { node: usize, life: u64, attempt: u64, message: MessageId },
    Wake { node: usize },
    Start { node: usize },
    Withdraw { node: usize, message: MessageId },
    Clear,
}

/// What happened, how often.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    pub(super) sent: u64,
    pub(super) taken: u64,
    pub(super) again: u64,
    pub(super) waited: u64,
    pub(super) refused: u64,
    pub(super) stopped: u64,
}

pub(super) struct Simulation {
    pub(super) counts: Counts,
    roll: Roll,
    nodes: Vec<Node>,
    chance: Chance,
    weather: Weather,
    now_ms: i64,
    /// By time, then by number: what comes first, and an order among equals.
    events: BTreeMap<(i64, u64), Event>,
    numbered: u64,
}

impl Simulation {
    pub(super) fn new(gateways: &[&str], chance: Chance, weather: Weather) -> Self {
        let nodes = gateways.iter().map(|id| Node::new(&gateway(id))).collect();
        let mut simulation = Self {
            counts: Counts::default(),
            roll: World::new().roll,
            nodes,
            chance,
            weather,
            now_ms: 0,
            events: BTreeMap::new(),
            numbered: 0,
        };
        for _ in 0..MESSAGES {
            let node = simulation.below(gateways.len());
            let after = simulation.chance.ms(ROUGH_MS as u64 / 2);
            simulation.later(after, Event::Write { node });
        }
        simulation.later(ROUGH_MS, Event::Clear);
        simulation
    }

    pub(super) fn run(&mut self) {
        let mut steps = 0;
        while let Some(((at, _), event)) = self.events.pop_first() {
            self.now_ms = at;
            self.handle(event);
            steps += 1;
            assert!(steps < 100_000, "the gateways never come to rest");
        }
    }

    /// What must hold when all is quiet.
    pub(super) fn check(&self) {
        assert_eq!(self.counts.waited, 0, "a message came before the one that it follows");
        for node in &self.nodes {
            assert!(unique(&node.stored.record), "`{}` took a message twice", node.id);
            for (message, sent) in &node.stored.sent {
                self.check_sent(node, *message, &sent.state, sent.poison);
            }
            for (matter, (peer, stream)) in &node.stored.matters {
                let other = self.node(peer).stored.matters.get(matter);
                let received = other.map(|(_, other)| other.received.clone()).unwrap_or_default();
                assert_eq!(stream.sent, received, "`{}` and `{peer}` disagree about {matter}", node.id);
            }
            for (peer, backlog) in node.outbox.backlog() {
                assert_eq!((backlog.pending, backlog.in_flight), (0, 0), "left for `{peer}` at `{}`", node.id);
            }
        }
    }

    fn check_sent(&self, node: &Node, message: MessageId, state: &SentState, poison: bool) {
        let peer = self.node(&node.stored.sent[&message].peer);
        let taken = peer.stored.record.contains(&(node.id.clone(), message));
        match state {
            SentState::Receipted(receipt) => {
                assert!(taken && !poison, "{message} has a receipt, yet `{}` has not taken it", peer.id);
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
            Event::Request { from, to, life, attempt, message, bytes } => {
                self.request(from, to, life, attempt, message, &bytes);
            }
            Event::Answer { node, life, attempt, message, answer } => {
                if self.is_awaited(node, life, attempt) {
                    self.answer(node, message, answer);
                }
            }
            Event::Timeout { node, life, attempt, message } => {
                if self.is_awaited(node, life, attempt) {
                    self.step(node, Input::Failed { message, failure: Failure::Peer });
                }
            }
            Event::Wake { node } => {
                if self.nodes[node].up && self.nodes[node].wish_ms == Some(self.now_ms) {
                    self.nodes[node].wish_ms = None;
                    self.step(node, Input::Tick);
                }
            }
            Event::Start { node } => {
                self.nodes[node].start();
                self.reconsider(node);
                self.step(node, Input::Tick);
            }
            Event::Withdraw { node, message } => self.withdraw(node, message),
            Event::Clear => self.weather = CALM,
        }
    }

    fn write(&mut self, node: usize) {
        if !self.nodes[node].up {
            return self.later(1_000, Event::Write { node });
        }
        let matter = self.some_matter(node);
        let poison = self.chance.happens(self.weather.poison);
        self.write_in(node, &matter, poison);
    }

    fn write_in(&mut self, node: usize, matter: &MatterId, poison: bool) {
        let now = clock(self.now_ms);
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

    fn request(&mut self, from: usize, to: usize, life: u64, attempt: u64, message: MessageId, bytes: &[u8]) {
        if !self.nodes[to].up {
            return;
        }
        let (now, peer) = (clock(self.now_ms), self.nodes[from].id.clone());
        let (met, answer) = self.nodes[to].meet(bytes, &peer, now, &self.roll);
        match met {
            Met::Taken => self.counts.taken += 1,
            Met::Again => self.counts.again += 1,
            Met::Waited => self.counts.waited += 1,
            Met::Refused => self.counts.refused += 1,
        }
        // Committed, not yet answered.
        if !self.stops(to) {
            self.transmit(Event::Answer { node: from, life, attempt, message, answer });
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
                let notice = self.nodes[node].verify_notice(&text, message, clock(self.now_ms), &self.roll);
                self.step(node, Input::Refused { message, reason: notice.reason });
            }
            Answer::NotNow => self.step(node, Input::Failed { message, failure: Failure::Message }),
        }
    }

    fn receipted(&mut self, node: usize, message: MessageId, text: String) {
        let receipt = self.nodes[node].verify_receipt(&text, message, &self.roll).unwrap();
        let record = &self.node(&receipt.from).stored.record;
        let place = usize::try_from(receipt.index).unwrap();
        assert_eq!(record.get(place), Some(&(self.nodes[node].id.clone(), message)), "acknowledged and lost");
        self.sent_state(node, message, SentState::Receipted(text));
        if !self.stops(node) {
            self.step(node, Input::Receipted { message });
        }
    }

    fn withdraw(&mut self, node: usize, message: MessageId) {
        if !self.nodes[node].up || self.nodes[node].stored.sent[&message].state != SentState::Quarantined {
            return;
        }
        let matter = self.nodes[node].stored.sent[&message].matter.clone();
        let withdrawn = self.nodes[node].withdraw(message);
        self.step(node, Input::Withdrawn { message });
        // Written anew, without the poison.
        for _ in withdrawn {
            if self.nodes[node].up {
                self.write_in(node, &matter, false);
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
        let effects = self.nodes[node].outbox.step(clock(self.now_ms), input, entropy);
        for effect in effects {
            self.carry_out(node, effect);
            if self.stops(node) {
                return;
            }
        }
    }

    fn carry_out(&mut self, node: usize, effect: Effect) {
        match effect {
            Effect::Send { peer, message } => self.send(node, &peer, message),
            Effect::Quarantine { message, .. } => {
                self.sent_state(node, message, SentState::Quarantined);
                self.later(3_000, Event::Withdraw { node, message });
            }
            Effect::WakeAt(time) => {
                let after = time.unix_ms() - clock(self.now_ms).unix_ms();
                assert!(after > 0, "a wish to be woken in the past");
                self.nodes[node].wish_ms = Some(self.now_ms + after);
                self.later(after, Event::Wake { node });
            }
        }
    }

    fn send(&mut self, from: usize, peer: &GatewayId, message: MessageId) {
        self.counts.sent += 1;
        let to = self.nodes.iter().position(|node| node.id == *peer).unwrap();
        let (life, attempt) = (self.nodes[from].life, self.numbered);
        assert_eq!(self.nodes[from].stored.sent[&message].state, SentState::Pending, "sent though not pending");
        self.nodes[from].attempts.insert(attempt);
        self.later(TIMEOUT_MS, Event::Timeout { node: from, life, attempt, message });
        let copies = if self.chance.happens(self.weather.doubled) { 2 } else { 1 };
        for _ in 0..copies {
            let bytes = self.nodes[from].stored.sent[&message].signed.bytes.clone();
            self.transmit(Event::Request { from, to, life, attempt, message, bytes });
        }
    }

    fn transmit(&mut self, event: Event) {
        if !self.chance.happens(self.weather.lost) {
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

    fn is_awaited(&mut self, node: usize, life: u64, attempt: u64) -> bool {
        let node = &mut self.nodes[node];
        node.up && node.life == life && node.attempts.remove(&attempt)
    }

    fn sent_state(&mut self, node: usize, message: MessageId, state: SentState) {
        self.nodes[node].stored.sent.get_mut(&message).unwrap().state = state;
    }

    fn node(&self, id: &GatewayId) -> &Node {
        self.nodes.iter().find(|node| node.id == *id).unwrap()
    }

    fn later(&mut self, after_ms: i64, event: Event) {
        self.numbered += 1;
        self.events.insert((self.now_ms + after_ms, self.numbered), event);
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.chance.below(limit as u64)).unwrap()
    }
}
