//! A record that is held: it was put back from a copy, or a peer has shown that it holds more of it. Before anything is signed again, every peer
//! is asked for the newest that it holds of this record, and what this gateway cosigned for the peers is learnt again from them: its own files
//! may have forgotten that as well.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::GatewayId;
use comity_domain::matter::Event;
use comity_federation::receipt::Receipt;
use comity_federation::resumption::Told;
use comity_federation::roll::Roll;
use comity_record::line::Line;
use comity_record::witness::{Continuity, Head, Log, Prefix, Refused};
use comity_store::{CommitError, NewEntry};
use serde::Serialize;
use utoipa::ToSchema;

use super::log_of;
use crate::app::App;
use crate::app::failure::Failure;
use crate::app::ledger::recorded;
use crate::app::views;
use crate::mtls::PeerIdentity;

/// The record's own history: when it went on after it was held.
const SUBJECT: &str = "record";

/// A record that is held, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldView {
    /// How many entries it has.
    pub size: u64,
    /// What the peers hold of it. It goes on when each of them says `record-continues`.
    pub peers: Vec<HeldAt>,
}

/// What a peer holds of a record that is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeldAt {
    /// Which peer.
    #[schema(value_type = String)]
    pub gateway: GatewayId,
    /// How many entries the record had at least when it signed the newest that the peer holds. Absent until it has answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// How the record stands to that: `record-not-told`, `record-continues`, `record-behind-witness`, `record-differs-from-witness`.
    pub code: &'static str,
}

/// The peer has not answered yet.
const NOT_TOLD: &str = "record-not-told";

impl App {
    /// Whether the record is held: then nothing is taken, and nothing signed.
    pub(crate) fn is_held(&self) -> bool {
        self.ledger().store().is_held()
    }

    /// An error while the record is held.
    pub(in crate::app) fn unless_held(&self) -> Result<(), Failure> {
        if self.is_held() { Err(CommitError::Held.into()) } else { Ok(()) }
    }

    /// What is known about the record while it is held.
    pub(in crate::app) fn held_view(&self) -> Option<HeldView> {
        if !self.is_held() {
            return None;
        }
        let resumption = self.witness().resumption();
        let at = |gateway: GatewayId| {
            let told = resumption.told(&gateway);
            let code = told.map_or(NOT_TOLD, |told| told.continuity.code());
            HeldAt { gateway, size: told.map(|told| told.size), code }
        };
        let peers = self.peer_ids().into_iter().map(at).collect();
        Some(HeldView { size: self.ledger().store().status().size, peers })
    }

    /// The newest head of a peer's record that was kept here: what it must continue before it signs again.
    pub(crate) fn head_kept_of(&self, gateway: &GatewayId) -> Result<Option<String>, Failure> {
        let log = log_of(&self.roll(), gateway, |_| true);
        let Some(log) = log.filter(|_| gateway != self.gateway()) else { return Ok(None) };
        let mut all = self.witness().watched();
        let watched = self.watched_of(&mut all, gateway, &log)?;
        Ok(watched.known.head.as_ref().map(|head| head.note().to_owned()))
    }

    /// Whether the next roll, where it has a peer's record go on under another name, says no less of it than is held here.
    pub(in crate::app) fn check_predecessors(&self, next: &Roll) -> Result<(), Failure> {
        let roll = self.roll();
        for peer in next.peers_of(self.gateway()) {
            let (Some(predecessor), Some(log)) = (&peer.predecessor, log_of(&roll, &peer.id, |_| true)) else {
                continue;
            };
            let known = self.head_kept_of(&peer.id)?.and_then(|note| log.head(&note).ok());
            if let Err(fault) = predecessor.names_at_least(self.gateway(), known.as_ref()) {
                let given = known.map(|head| head.checkpoint().size.to_string());
                return Err(Failure::BadInput { at: format!("gateways[{}].log", peer.id), code: fault.code(), given });
            }
        }
        Ok(())
    }

    /// Of the receipts that a peer gave this gateway, the one with the greatest position in its record.
    pub(crate) fn newest_receipt_of(&self, peer: &PeerIdentity) -> Result<Option<String>, Failure> {
        let store = self.ledger().store();
        let Some(index) = views::newest_receipt(&*store.views(), peer.gateway())? else { return Ok(None) };
        match recorded(&store.entry(index)?)?.event {
            Event::Receipted { receipt, .. } => Ok(Some(receipt)),
            _ => Err(Failure::broken("the list of receipts names an entry that is none")),
        }
    }

    /// Asks the peers what they hold of this record. When all of them have said so, the record continues all of it, and it is known again
    /// what was cosigned for them, it goes on.
    pub(super) async fn seek_resumption(self: &Arc<Self>) -> Result<(), Failure> {
        let peers = self.peer_ids();
        for peer in &peers {
            if let Some(told) = self.ask_what_is_held(peer).await {
                self.note_told(peer, told);
            }
        }
        if !self.witness().resumption().may_sign(&peers) {
            return Ok(());
        }
        for peer in &peers {
            if !self.learn_head_of(peer, &peers).await? {
                return Ok(());
            }
        }
        self.go_on(&peers).await
    }

    /// A witness does not cosign. If that is because it holds what this record does not continue, nothing is signed any more, from now on.
    pub(super) async fn why_not_cosigned(self: &Arc<Self>, peer: &GatewayId) -> Option<&'static str> {
        let told = self.ask_what_is_held(peer).await?;
        if told.continuity == Continuity::Continues {
            return None;
        }
        tracing::error!(%peer, code = told.continuity.code(), size = told.size, "the record is held: nothing is signed any more");
        self.note_told(peer, told);
        let app = Arc::clone(self);
        let held = tokio::task::spawn_blocking(move || app.ledger().store().hold()).await;
        match held.map_err(Failure::broken).and_then(|held| Ok(held?)) {
            Ok(()) => {}
            // It holds all the same until the program ends; the next start asks the witnesses again.
            Err(failure) => tracing::error!(code = failure.code(), %failure, "that it is held cannot be written down"),
        }
        Some(told.continuity.code())
    }

    /// The newest that a peer holds of this record; `None` if it cannot be asked, or answers with what this gateway never signed.
    async fn ask_what_is_held(&self, peer: &GatewayId) -> Option<Told> {
        let path = format!("/peer/v1/heads/{}", self.gateway());
        let head = match self.ask_witness(peer, Method::GET, &path, Bytes::new()).await? {
            (StatusCode::OK, note) => self.told_by_head(peer, &note)?,
            (StatusCode::NO_CONTENT, _) => Told::NOTHING,
            _ => return None,
        };
        let receipt = match self.ask_witness(peer, Method::GET, "/peer/v1/receipts/newest", Bytes::new()).await? {
            (StatusCode::OK, text) => self.told_by_receipt(peer, &text)?,
            (StatusCode::NO_CONTENT, _) => Told::NOTHING,
            _ => return None,
        };
        Some(head.or(receipt))
    }

    pub(super) fn told_by_head(&self, peer: &GatewayId, note: &str) -> Option<Told> {
        let head = log_of(&self.roll(), self.gateway(), |_| true)?.head(note);
        let head = head
            .inspect_err(|refused| tracing::warn!(%peer, %refused, "a peer tells a head that is none of this record"));
        let head = head.ok()?;
        let continuity = self.ledger().store().with_tree(|tree| Continuity::of(tree, &head));
        Some(Told { size: head.checkpoint().size, continuity })
    }

    /// A receipt promises a position. The record must have that very receipt there.
    pub(super) fn told_by_receipt(&self, peer: &GatewayId, text: &str) -> Option<Told> {
        let receipt = Receipt::given_by(text, &self.roll(), self.gateway());
        let receipt = receipt
            .inspect_err(|refused| tracing::warn!(%peer, %refused, "a peer shows a receipt that is none of ours"));
        let receipt = receipt.ok()?;
        let store = self.ledger().store();
        if receipt.log != store.status().log {
            return Some(Told::NOTHING);
        }
        let size = receipt.index.saturating_add(1);
        if size > store.status().size {
            return Some(Told { size, continuity: Continuity::Behind });
        }
        let line = store.line(receipt.index).ok().and_then(|bytes| Line::parse(&bytes).ok())?;
        let same = line.receipt.as_deref() == Some(text);
        Some(Told { size, continuity: if same { Continuity::Continues } else { Continuity::Differs } })
    }

    fn note_told(&self, peer: &GatewayId, told: Told) {
        let mut resumption = self.witness().resumption();
        let before = resumption.told(peer);
        resumption.note(peer, told);
        if resumption.told(peer) != before {
            let code = told.continuity.code();
            tracing::warn!(%peer, code, size = told.size, "a peer has told what it holds of this record");
        }
    }

    /// Learns again the newest head of a peer's record: from the peer itself, and from the others, who have been told whatever was cosigned
    /// here. Answers with whether all of them could be asked.
    async fn learn_head_of(self: &Arc<Self>, gateway: &GatewayId, peers: &[GatewayId]) -> Result<bool, Failure> {
        let Some(log) = log_of(&self.roll(), gateway, |_| true) else { return Ok(true) };
        for peer in peers {
            let path =
                if peer == gateway { "/peer/v1/checkpoint".to_owned() } else { format!("/peer/v1/heads/{gateway}") };
            let note = match self.ask_witness(peer, Method::GET, &path, Bytes::new()).await {
                Some((StatusCode::OK, note)) => note,
                Some((StatusCode::NO_CONTENT, _)) => continue,
                _ => return Ok(false),
            };
            let head = match log.head(&note) {
                Ok(head) => head,
                // It may be signed by a key that the roll here does not name yet, and be what was cosigned here.
                Err(Refused::NotSigned) => {
                    tracing::warn!(%gateway, %peer, "a head that no key of the roll has signed; is the roll here the newest?");
                    return Ok(false);
                }
                // What is no head of the peer's record is none, whoever tells it.
                Err(_) => continue,
            };
            if !self.learn(gateway, &log, head).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes a head as the newest that is known, if it continues that. The peer's record has to show it; one that does not is asked again.
    async fn learn(self: &Arc<Self>, gateway: &GatewayId, log: &Log, head: Head) -> Result<bool, Failure> {
        let known = self.head_kept_of(gateway)?.and_then(|note| log.head(&note).ok());
        let (old, new) = (known.map_or(0, |known| known.checkpoint().size), head.checkpoint().size);
        let mut prefix = None;
        if 0 < old && old < new {
            let path = format!("/peer/v1/consistency/{old}/{new}");
            let answer = self.ask_witness(gateway, Method::GET, &path, Bytes::new()).await;
            let Some((StatusCode::OK, body)) = answer else { return Ok(false) };
            prefix = Prefix::parse(&body).ok();
        }
        let (app, gateway, log) = (Arc::clone(self), gateway.clone(), log.clone());
        let learnt = tokio::task::spawn_blocking(move || app.keep_learnt(&gateway, &log, head, prefix.as_ref()));
        learnt.await.map_err(Failure::broken)?
    }

    /// Goes on, and notes in the record that it was held.
    async fn go_on(self: &Arc<Self>, peers: &[GatewayId]) -> Result<(), Failure> {
        let size = self.ledger().store().status().size;
        self.own_feed_may_be_short();
        let app = Arc::clone(self);
        let resumed = tokio::task::spawn_blocking(move || {
            let store = app.ledger().store();
            store.resume()?;
            // A record that has a new name is shown under it from now on.
            store.make_checkpoint().map(drop)
        });
        resumed.await.map_err(Failure::broken)??;
        tracing::warn!(size, "the record goes on: it continues all that the peers hold of it");
        let mut entry = NewEntry::new("record-resumed").open("record_size", size);
        for peer in peers {
            let told = self.witness().resumption().told(peer).map(|told| told.size);
            entry = entry.open(peer.as_str(), told);
        }
        self.ledger().note(SUBJECT, self.when()?, entry).await?;
        self.note_roll_at_start().await?;
        self.ask_for_missing();
        self.wake_assessments();
        self.wake_outbox();
        Ok(())
    }
}
