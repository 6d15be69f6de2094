//! A gateway of the simulation: what it has stored, what it only remembers, and how it takes and gives messages.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::message::MessageKind;
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId};
use comity_record::{Digest, Time};
use serde_json::json;
use ulid::Ulid;

use super::clock;
use super::world::Answer;
use crate::early::{Allowance, Early, Kept, Lane, Offer, Place};
use crate::envelope::{self, Envelope, Nonce, SignedEnvelope, Verified};
use crate::fixture::{authority, key};
use crate::inbox::{self, Answered, Decision, Known};
use crate::keys::{KeyPair, KeyUse};
use crate::outbox::{Outbox, Pending};
use crate::reason::{Reason, Refused};
use crate::receipt::{Awaited, NotTaken, Receipt};
use crate::roll::Roll;
use crate::stream::Stream;

/// A message that this gateway sent, as stored.
#[derive(Debug, Clone)]
pub(super) struct Sent {
    pub(super) peer: GatewayId,
    pub(super) matter: MatterId,
    pub(super) seq: u64,
    pub(super) signed: SignedEnvelope,
    pub(super) poison: Poison,
    pub(super) state: SentState,
}

/// Why a message can never be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Poison {
    None,
    /// The matter does not stand where it would be possible.
    Unexpected,
    /// It names another message as the one before it.
    Forked,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SentState {
    Pending,
    Quarantined,
    Withdrawn,
    Receipted(String),
}

/// What survives a stop.
#[derive(Debug, Default)]
pub(super) struct Stored {
    /// In the order of their ids, which is that of their making.
    pub(super) sent: BTreeMap<MessageId, Sent>,
    pub(super) matters: BTreeMap<MatterId, (GatewayId, Stream)>,
    pub(super) answered: BTreeMap<(GatewayId, MessageId), Answered>,
    /// What was taken, at the index that its receipt names.
    pub(super) record: Vec<(GatewayId, MessageId)>,
    /// The bytes of messages that came before those that they follow.
    pub(super) early: BTreeMap<Place, (Kept, Vec<u8>)>,
}

pub(super) struct Node {
    pub(super) id: GatewayId,
    pub(super) stored: Stored,
    pub(super) outbox: Outbox,
    /// The attempts that wait for an answer.
    pub(super) attempts: BTreeSet<u64>,
    /// How often it has started: timers and answers of an earlier life are not its own.
    pub(super) life: u64,
    pub(super) up: bool,
    /// When it wants to be woken, by the clock of the world.
    pub(super) wish_ms: Option<i64>,
    /// By how much its own clock is ahead of the clock of the world.
    pub(super) ahead_ms: i64,
    /// Its disk takes nothing more.
    pub(super) is_full: bool,
    early: Early,
    minted: u128,
    key: KeyPair,
}

/// What is to become of a message.
enum Decided {
    Take,
    Again(String),
    Wait,
    Refuse(Reason),
}

/// How a message was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    Taken,
    Again,
    /// It came before the one that it follows, and is kept.
    Kept,
    /// It came before the one that it follows, and is forgotten.
    Forgotten,
    Refused,
    NoRoom,
}

/// As little as makes every reason to forget happen.
const ALLOWANCE: Allowance = Allowance { messages: 4, bytes: 1_000_000, age_ms: 60_000 };

impl Node {
    pub(super) fn new(id: &GatewayId) -> Self {
        Self {
            id: id.clone(),
            stored: Stored::default(),
            outbox: Outbox::default(),
            attempts: BTreeSet::new(),
            life: 0,
            up: true,
            wish_ms: None,
            ahead_ms: 0,
            is_full: false,
            early: Early::new(ALLOWANCE),
            minted: 0,
            key: key(id.as_str(), KeyUse::Envelope),
        }
    }

    /// It starts with nothing but what it stored.
    pub(super) fn start(&mut self) {
        let pending = |(message, sent): (&MessageId, &Sent)| {
            let open = matches!(sent.state, SentState::Pending | SentState::Quarantined);
            open.then(|| Pending {
                peer: sent.peer.clone(),
                matter: sent.matter.clone(),
                message: *message,
                quarantined: sent.state == SentState::Quarantined,
            })
        };
        self.outbox = Outbox::restore(self.stored.sent.iter().filter_map(pending));
        self.early = Early::new(ALLOWANCE);
        for (place, (kept, _)) in &self.stored.early {
            self.early.restore(place.clone(), kept.clone());
        }
        self.attempts.clear();
        self.wish_ms = None;
        self.up = true;
    }

    /// Its own clock.
    pub(super) fn now(&self, now_ms: i64) -> Time {
        clock(now_ms + self.ahead_ms)
    }

    pub(super) fn open_matter(&mut self, peer: &GatewayId) -> MatterId {
        let matter = MatterId::new(self.id.clone(), self.mint());
        self.stored.matters.insert(matter.clone(), (peer.clone(), Stream::default()));
        matter
    }

    /// Makes a message in a matter and stores it with its place in the chain: one commit.
    pub(super) fn write(&mut self, matter: &MatterId, now: Time, poison: Poison, roll: &Roll) -> MessageId {
        let id = MessageId::new(self.mint());
        let (peer, stream) = self.stored.matters.get_mut(matter).unwrap();
        let link = stream.next_link();
        // The first of a chain follows none, so it cannot name a wrong one.
        let poison = if link.seq == 1 && poison == Poison::Forked { Poison::None } else { poison };
        let kind = match (*matter.origin() == self.id, link.seq) {
            (true, 1) => MessageKind::Letter,
            (true, _) => MessageKind::Supplement,
            (false, _) => MessageKind::SupplementRequest,
        };
        let envelope = Envelope {
            id,
            kind,
            matter: matter.clone(),
            from: self.id.clone(),
            to: peer.clone(),
            sender: court(&self.id),
            recipient: court(peer),
            time: now,
            seq: link.seq,
            prev: match poison {
                Poison::Forked => Some(Digest::of(b"another message")),
                Poison::None | Poison::Unexpected => link.prev,
            },
            seen: link.seen,
            nonce: Nonce::new(self.minted.to_be_bytes()),
            body: json!({ "unexpected": poison == Poison::Unexpected }),
            attachments: Vec::new(),
        };
        let signed = envelope.sign(&self.key, roll).unwrap();
        stream.send(signed.digest);
        let sent = Sent {
            peer: peer.clone(),
            matter: matter.clone(),
            seq: link.seq,
            signed,
            poison,
            state: SentState::Pending,
        };
        self.stored.sent.insert(id, sent);
        id
    }

    /// A message comes in: opened, decided, committed with its receipt, answered.
    pub(super) fn meet(&mut self, bytes: &[u8], peer: &GatewayId, now: Time, roll: &Roll) -> (Met, Answer) {
        let message = match envelope::open(bytes, roll, now, peer, &self.id) {
            Ok(message) => message,
            Err(refused) => {
                let answered = envelope::claimed_id(bytes).and_then(|id| self.stored.answered.get(&(peer.clone(), id)));
                if let Some(receipt) = answered.and_then(|answered| inbox::receipt_of(bytes, answered)) {
                    return (Met::Again, Answer::Receipt(receipt.to_owned()));
                }
                return self.refuse(Digest::of(bytes), peer, refused.reason, now);
            }
        };
        match self.decide(&message) {
            Decided::Again(receipt) => (Met::Again, Answer::Receipt(receipt)),
            Decided::Wait => (self.keep(&message, bytes, now), Answer::NotNow),
            // Neither a message nor a refusal can be recorded.
            Decided::Refuse(_) | Decided::Take if self.is_full => (Met::NoRoom, Answer::NoRoom),
            Decided::Refuse(reason) => self.refuse(message.digest(), peer, reason, now),
            Decided::Take => (Met::Taken, Answer::Receipt(self.take(&message, now))),
        }
    }

    /// Takes the message that was kept until now, if its turn has come. Answers whether one was taken.
    pub(super) fn take_early(&mut self, lane: &Lane, now: Time, roll: &Roll) -> bool {
        let seq = self.stored.matters.get(&lane.matter).map_or(1, |(_, stream)| stream.received.len() + 1);
        for place in self.early.forget_before(lane, seq) {
            self.stored.early.remove(&place);
        }
        let place = Place { lane: lane.clone(), seq };
        if self.is_full || self.early.at(&place).is_none() {
            return false;
        }
        let (_, bytes) = self.stored.early[&place].clone();
        let message = envelope::open(&bytes, roll, now, &lane.peer, &self.id).unwrap();
        match self.decide(&message) {
            Decided::Take => {
                self.take(&message, now);
                true
            }
            // Nobody waits for this answer: whoever brings it again is told.
            _ => {
                for place in self.early.forget_from(lane, seq) {
                    self.stored.early.remove(&place);
                }
                false
            }
        }
    }

    /// The chains in which something waits for its turn.
    pub(super) fn early_lanes(&self) -> Vec<Lane> {
        self.early.lanes()
    }

    /// Forgets what waited too long.
    pub(super) fn forget_old(&mut self, now: Time) {
        for place in self.early.forget_old(now, usize::MAX) {
            self.stored.early.remove(&place);
        }
    }

    fn decide(&self, message: &Verified) -> Decided {
        let envelope = message.envelope();
        let empty = Stream::default();
        let matter_known = self.stored.matters.get(&envelope.matter);
        let known = Known {
            answered: self.stored.answered.get(&(envelope.from.clone(), envelope.id)),
            matter_with: matter_known.map(|(with, _)| with),
            stream: matter_known.map_or(&empty, |(_, stream)| stream),
        };
        match inbox::decide(message, &known) {
            Decision::Again { receipt } => Decided::Again(receipt.to_owned()),
            Decision::Wait { .. } => Decided::Wait,
            Decision::Refuse(refused) => Decided::Refuse(refused.reason),
            Decision::Take if envelope.body == json!({ "unexpected": true }) => Decided::Refuse(Reason::NotExpected),
            Decision::Take => Decided::Take,
        }
    }

    fn keep(&mut self, message: &Verified, bytes: &[u8], now: Time) -> Met {
        let envelope = message.envelope();
        let lane = Lane { peer: envelope.from.clone(), matter: envelope.matter.clone() };
        let place = Place { lane, seq: envelope.seq };
        let kept = Kept { digest: message.digest(), size: bytes.len() as u64, since: now };
        match self.early.offer(&place, kept.clone()) {
            Offer::Here => Met::Kept,
            Offer::Full => Met::Forgotten,
            Offer::Write if self.is_full => {
                self.early.forget(&place);
                self.stored.early.remove(&place);
                Met::Forgotten
            }
            Offer::Write => {
                self.stored.early.insert(place, (kept, bytes.to_vec()));
                Met::Kept
            }
        }
    }

    /// One commit: the message, its place in the chain, its receipt.
    fn take(&mut self, message: &Verified, now: Time) -> String {
        let envelope = message.envelope();
        let (peer, id) = (envelope.from.clone(), envelope.id);
        let receipt = Receipt {
            message: id,
            digest: message.digest(),
            from: self.id.clone(),
            to: peer.clone(),
            log: format!("{}/record", self.id),
            index: self.stored.record.len() as u64,
            time: now,
        };
        let receipt = receipt.sign(&self.key).unwrap();
        self.stored.record.push((peer.clone(), id));
        let answered = Answered { digest: message.digest(), receipt: receipt.clone() };
        self.stored.answered.insert((peer.clone(), id), answered);
        let fresh = || (peer, Stream::default());
        let (_, stream) = self.stored.matters.entry(envelope.matter.clone()).or_insert_with(fresh);
        stream.receive(&envelope.link(), message.digest());
        receipt
    }

    fn refuse(&self, digest: Digest, peer: &GatewayId, reason: Reason, now: Time) -> (Met, Answer) {
        let notice = NotTaken { digest, from: self.id.clone(), to: peer.clone(), reason, time: now };
        (Met::Refused, Answer::NotTaken(notice.sign(&self.key).unwrap()))
    }

    pub(super) fn verify_receipt(&self, text: &str, message: MessageId, roll: &Roll) -> Result<Receipt, Refused> {
        Receipt::verify(text, roll, &self.awaited(message))
    }

    pub(super) fn verify_notice(&self, text: &str, message: MessageId, now: Time, roll: &Roll) -> NotTaken {
        NotTaken::verify(text, roll, now, &self.awaited(message)).unwrap()
    }

    /// The messages that wait behind this one in its matter.
    pub(super) fn behind(&self, message: MessageId) -> Vec<MessageId> {
        let first = &self.stored.sent[&message];
        let follows = |sent: &Sent| {
            sent.matter == first.matter && sent.seq > first.seq && matches!(sent.state, SentState::Pending)
        };
        self.stored.sent.iter().filter(|(_, sent)| follows(sent)).map(|(id, _)| *id).collect()
    }

    /// A person withdraws a message in quarantine and all that follow it in its chain, to write them anew.
    pub(super) fn withdraw(&mut self, message: MessageId) -> Vec<MessageId> {
        let (matter, seq) = {
            let sent = &self.stored.sent[&message];
            (sent.matter.clone(), sent.seq)
        };
        let follows = |sent: &Sent| {
            sent.matter == matter
                && sent.seq >= seq
                && matches!(sent.state, SentState::Pending | SentState::Quarantined)
        };
        let mut withdrawn = Vec::new();
        for (id, sent) in self.stored.sent.iter_mut().filter(|(_, sent)| follows(sent)) {
            sent.state = SentState::Withdrawn;
            withdrawn.push(*id);
        }
        self.stored.matters.get_mut(&matter).unwrap().1.sent.cut_from(seq);
        withdrawn
    }

    fn awaited(&self, message: MessageId) -> Awaited {
        let sent = &self.stored.sent[&message];
        Awaited { message, digest: sent.signed.digest, from: self.id.clone(), to: sent.peer.clone() }
    }

    fn mint(&mut self) -> Ulid {
        self.minted += 1;
        Ulid::from_parts(1_768_179_723_000, self.minted)
    }
}

fn court(gateway: &GatewayId) -> AuthorityId {
    match gateway.as_str() {
        "cn" => authority("cn-gd-hpc"),
        "hk" => authority("hk-high-court"),
        _ => authority("mo-tui"),
    }
}
