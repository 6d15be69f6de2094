//! A gateway of the simulation: what it has stored, what it only remembers, and how it takes and gives messages.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::message::MessageKind;
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId};
use comity_record::Time;
use serde_json::json;
use ulid::Ulid;

use super::world::Answer;
use crate::envelope::{self, Envelope, Nonce, SignedEnvelope};
use crate::fixture::{authority, key};
use crate::inbox::{Answered, Decision, Known, decide};
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
    pub(super) poison: bool,
    pub(super) state: SentState,
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
    /// When it wants to be woken.
    pub(super) wish_ms: Option<i64>,
    minted: u128,
    key: KeyPair,
}

/// How a message was met.
pub(super) enum Met {
    Taken,
    Again,
    Waited,
    Refused,
}

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
        self.attempts.clear();
        self.wish_ms = None;
        self.up = true;
    }

    pub(super) fn open_matter(&mut self, peer: &GatewayId) -> MatterId {
        let matter = MatterId::new(self.id.clone(), self.mint());
        self.stored.matters.insert(matter.clone(), (peer.clone(), Stream::default()));
        matter
    }

    /// Makes a message in a matter and stores it with its place in the chain: one commit.
    pub(super) fn write(&mut self, matter: &MatterId, now: Time, poison: bool, roll: &Roll) -> MessageId {
        let id = MessageId::new(self.mint());
        let (peer, stream) = self.stored.matters.get_mut(matter).unwrap();
        let link = stream.next_link();
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
            prev: link.prev,
            seen: link.seen,
            nonce: Nonce::new(self.minted.to_be_bytes()),
            body: json!({ "poison": poison }),
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
        let message = envelope::open(bytes, roll, now, peer, &self.id).unwrap();
        let (matter, id) = (&message.envelope().matter, message.envelope().id);
        let empty = Stream::default();
        let matter_known = self.stored.matters.get(matter);
        let known = Known {
            answered: self.stored.answered.get(&(peer.clone(), id)),
            matter_with: matter_known.map(|(with, _)| with),
            stream: matter_known.map_or(&empty, |(_, stream)| stream),
        };
        let refused = match decide(&message, &known) {
            Decision::Again { receipt } => return (Met::Again, Answer::Receipt(receipt.to_owned())),
            Decision::Wait { .. } => return (Met::Waited, Answer::NotNow),
            Decision::Refuse(refused) => Some(refused.reason),
            Decision::Take if message.envelope().body == json!({"poison": true}) => Some(Reason::NotExpected),
            Decision::Take => None,
        };
        if let Some(reason) = refused {
            let notice =
                NotTaken { digest: message.digest(), from: self.id.clone(), to: peer.clone(), reason, time: now };
            return (Met::Refused, Answer::NotTaken(notice.sign(&self.key).unwrap()));
        }
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
        let fresh = || (peer.clone(), Stream::default());
        let (_, stream) = self.stored.matters.entry(matter.clone()).or_insert_with(fresh);
        stream.receive(&message.envelope().link(), message.digest());
        (Met::Taken, Answer::Receipt(receipt))
    }

    pub(super) fn verify_receipt(&self, text: &str, message: MessageId, roll: &Roll) -> Result<Receipt, Refused> {
        Receipt::verify(text, roll, &self.awaited(message))
    }

    pub(super) fn verify_notice(&self, text: &str, message: MessageId, now: Time, roll: &Roll) -> NotTaken {
        NotTaken::verify(text, roll, now, &self.awaited(message)).unwrap()
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
