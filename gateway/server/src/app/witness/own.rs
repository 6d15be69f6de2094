//! This gateway's own record at its witnesses: what of it they cosigned, and what they say if they do not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::GatewayId;
use comity_domain::limits::{WITNESS_ANSWER_MAX_BYTES, WITNESS_ANSWER_MAX_MS};
use comity_federation::roll::Roll;
use comity_record::Time;
use comity_record::checkpoint::Checkpoint;
use comity_record::note::with_lines;
use comity_record::witness::{AddCheckpoint, Head};
use comity_store::{HeadName, Store};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use utoipa::ToSchema;

use super::{cosigned_by, log_of};
use crate::app::App;
use crate::app::failure::Failure;

/// How well a line of the record is witnessed. The log's own signature counts for nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Witnessing {
    /// No other gateway has cosigned it.
    NotWitnessed,
    /// One of the others has.
    WitnessedOnce,
    /// All others have: it is published.
    Published,
}

impl Witnessing {
    /// The code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotWitnessed => "not-witnessed",
            Self::WitnessedOnce => "witnessed-once",
            Self::Published => "published",
        }
    }
}

/// This record at one of its witnesses.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WitnessView {
    /// Which gateway.
    #[schema(value_type = String)]
    pub gateway: GatewayId,
    /// How many lines it has cosigned, since this gateway started.
    pub size: u64,
    /// Why it does not cosign: a code. `null` if it does, or has not been reached.
    pub trouble: Option<&'static str>,
}

/// What is known of this record at its witnesses.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The newest checkpoint that anybody else cosigned.
    witnessed: Cosigned,
    /// The newest one that all others cosigned.
    published: Cosigned,
    at: BTreeMap<GatewayId, AtWitness>,
}

/// A checkpoint of this record, cosigned.
#[derive(Debug, Clone, Default)]
struct Cosigned {
    note: String,
    size: u64,
    by: BTreeSet<GatewayId>,
}

/// This record at one witness.
#[derive(Debug, Clone, Copy, Default)]
struct AtWitness {
    size: u64,
    trouble: Option<(&'static str, Time)>,
}

/// Why a witness does not cosign.
type Trouble = &'static str;

/// The witness holds another record against this one, or does not know it.
const REFUSES: Trouble = "witness-refuses";

const WITNESSED_FILE: &str = "own.witnessed";
const PUBLISHED_FILE: &str = "own.published";

impl Own {
    /// Reads what was kept. What does not hold is asked for again.
    pub(super) fn read(store: &Store, roll: &Roll, here: &GatewayId, now: Time) -> Self {
        let read = |name: &str| {
            let note = store.kept_head(&HeadName::new(name)?)?;
            let head = log_of(roll, here, |_| true)?.head(&note).ok()?;
            let Checkpoint { size, root, .. } = head.checkpoint();
            // A head that this record does not have is of another one: the files come from different backups.
            store.with_tree(|tree| tree.root_at(*size)).filter(|own| own == root)?;
            Some(Cosigned::of(&head, note.to_string(), (roll, here, now)))
        };
        let witnessed = read(WITNESSED_FILE).filter(|it| !it.by.is_empty()).unwrap_or_default();
        let published = read(PUBLISHED_FILE).filter(|it| it.by_all(roll, here)).unwrap_or_default();
        Self { witnessed, published, at: BTreeMap::new() }
    }

    /// Whether the witness has cosigned this head, which is the newest.
    fn has(&self, peer: &GatewayId, head: &Head) -> bool {
        self.witnessed.note.starts_with(head.note()) && self.witnessed.by.contains(peer)
    }

    /// The warnings that the witnesses give cause for, and since when.
    pub(super) fn troubles(&self) -> impl Iterator<Item = (Trouble, &GatewayId, Time)> {
        self.at.iter().filter_map(|(gateway, at)| at.trouble.map(|(code, since)| (code, gateway, since)))
    }
}

impl Cosigned {
    fn of(head: &Head, note: String, (roll, here, now): (&Roll, &GatewayId, Time)) -> Self {
        let holds = |peer: &GatewayId| cosigned_by(roll, peer, &note, now).is_some();
        let by = roll.peers_of(here).map(|peer| peer.id.clone()).filter(holds).collect();
        Self { size: head.checkpoint().size, note, by }
    }

    fn by_all(&self, roll: &Roll, here: &GatewayId) -> bool {
        self.size > 0 && roll.peers_of(here).all(|peer| self.by.contains(&peer.id))
    }
}

impl App {
    /// Asks each witness that has not cosigned the newest checkpoint to do so, and keeps what they answer beside it. While the record is held,
    /// asks them what they hold of it instead.
    pub(crate) async fn seek_cosignatures(self: &Arc<Self>) -> Result<(), Failure> {
        if self.is_held() {
            return self.seek_resumption().await;
        }
        let note = self.checkpoint();
        let roll = self.roll();
        let log =
            log_of(&roll, self.gateway(), |_| true).ok_or_else(|| Failure::broken("the roll has no record here"))?;
        let head = log.head(&note).map_err(Failure::broken)?;
        if head.checkpoint().size == 0 {
            return Ok(());
        }
        let mut asking = JoinSet::new();
        for peer in self.lacking(&head) {
            let (app, head) = (Arc::clone(self), head.clone());
            asking.spawn(async move {
                let answer = app.ask_for_cosignature(&peer, &head).await;
                (peer, answer)
            });
        }
        let mut lines = String::new();
        while let Some(answered) = asking.join_next().await {
            let (peer, answer) = answered.map_err(Failure::broken)?;
            if let Some(line) = self.note_cosignature(&peer, &head, answer) {
                lines.push_str(&line);
            }
        }
        if lines.is_empty() {
            return Ok(());
        }
        let app = Arc::clone(self);
        let kept = tokio::task::spawn_blocking(move || app.keep_cosigned(&roll, &head, &lines));
        kept.await.map_err(Failure::broken)?
    }

    /// How well the line `index` of this record is witnessed.
    pub fn witnessing(&self, index: u64) -> Witnessing {
        let own = self.witness().own();
        if index < own.published.size {
            Witnessing::Published
        } else if index < own.witnessed.size {
            Witnessing::WitnessedOnce
        } else {
            Witnessing::NotWitnessed
        }
    }

    /// The newest checkpoint that all others cosigned, with their cosignatures.
    pub(crate) fn published_checkpoint(&self) -> Option<String> {
        let own = self.witness().own();
        (own.published.size > 0).then(|| own.published.note.clone())
    }

    /// The newest checkpoint, with the cosignatures that there are under it.
    pub(crate) fn cosigned_checkpoint(&self) -> String {
        let note = self.checkpoint();
        let own = self.witness().own();
        if own.witnessed.note.starts_with(&*note) { own.witnessed.note.clone() } else { note.to_string() }
    }

    /// The checkpoint over an entry that most others have cosigned: for whoever is to trust none of them alone. The newest, if nobody has.
    pub(in crate::app) fn cosigned_over(&self, index: u64) -> String {
        let newest = self.cosigned_checkpoint();
        let own = self.witness().own();
        let cosigned = [&own.published, &own.witnessed].into_iter().find(|it| index < it.size);
        cosigned.map_or(newest, |it| it.note.clone())
    }

    /// How many lines anybody else, and all others, have cosigned.
    pub(in crate::app) fn cosigned_sizes(&self) -> (u64, u64) {
        let own = self.witness().own();
        (own.witnessed.size.max(own.published.size), own.published.size)
    }

    /// This record at its witnesses.
    pub(in crate::app) fn at_witnesses(&self) -> Vec<WitnessView> {
        let own = self.witness().own();
        let view = |gateway: GatewayId| {
            let at = own.at.get(&gateway).copied().unwrap_or_default();
            WitnessView { gateway, size: at.size, trouble: at.trouble.map(|(code, _)| code) }
        };
        self.peer_ids().into_iter().map(view).collect()
    }

    /// Asks a witness. What it answers, or nothing if it cannot be reached; then it is left alone for a while.
    pub(super) async fn ask_witness(
        &self,
        peer: &GatewayId,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Option<(StatusCode, String)> {
        if !self.witness().may_ask(peer, self.clock().now()) {
            return None;
        }
        let asked = self.ask(peer, method, path, body);
        let answer = tokio::time::timeout(Duration::from_millis(WITNESS_ANSWER_MAX_MS), asked).await;
        let answer = answer.ok().and_then(Result::ok);
        self.witness().note_answer(peer, answer.is_some(), self.clock().now());
        let answer = answer.filter(|answer| answer.body.len() <= WITNESS_ANSWER_MAX_BYTES)?;
        Some((answer.status, String::from_utf8(answer.body.to_vec()).ok()?))
    }

    /// The witnesses that have not cosigned this head; after a start all of them, once, because they may know more of this record than it does.
    fn lacking(&self, head: &Head) -> Vec<GatewayId> {
        let own = self.witness().own();
        let stands = |peer: &GatewayId| own.at.get(peer).is_some_and(|at| at.size == head.checkpoint().size);
        self.peer_ids().into_iter().filter(|peer| !(stands(peer) && own.has(peer, head))).collect()
    }

    /// The cosignature of a witness; `None` if it could not be reached.
    async fn ask_for_cosignature(self: &Arc<Self>, peer: &GatewayId, head: &Head) -> Option<Result<String, Trouble>> {
        let size = head.checkpoint().size;
        let mut old = self.witness().own().at.get(peer).map_or(0, |at| at.size);
        'refused: {
            // Once to learn where the witness stands, once from there, and once more if it moved meanwhile.
            for _ in 0..3 {
                let proof = self.ledger().store().with_tree(|tree| tree.consistency_proof(old, size));
                // A number alone is believed nobody: the witness has to show what it holds.
                let Some(proof) = proof else { break 'refused };
                let body = AddCheckpoint { old_size: old, proof, note: head.note().to_owned() }.to_text();
                match self.ask_witness(peer, Method::POST, "/peer/v1/add-checkpoint", body.into()).await? {
                    (StatusCode::OK, lines) => return Some(self.cosignature_in(peer, head, &lines).ok_or(REFUSES)),
                    (StatusCode::CONFLICT, known) => match known.trim_end().parse() {
                        Ok(known) if known != old => old = known,
                        _ => break 'refused,
                    },
                    (status, _) if status.is_server_error() => return None,
                    _ => break 'refused,
                }
            }
            return None;
        }
        Some(Err(self.why_not_cosigned(peer).await.unwrap_or(REFUSES)))
    }

    /// The line among `lines` that is a cosignature of this witness under this head.
    fn cosignature_in(&self, peer: &GatewayId, head: &Head, lines: &str) -> Option<String> {
        let (roll, now) = (self.roll(), self.clock().now());
        let mut lines = lines.split_inclusive('\n');
        lines.find(|line| cosigned_by(&roll, peer, &with_lines(head.note(), line), now).is_some()).map(str::to_owned)
    }

    fn note_cosignature(
        &self,
        peer: &GatewayId,
        head: &Head,
        answer: Option<Result<String, Trouble>>,
    ) -> Option<String> {
        let now = self.clock().now();
        let mut own = self.witness().own();
        let known = own.has(peer, head);
        let at = own.at.entry(peer.clone()).or_default();
        match answer? {
            Ok(line) => {
                *at = AtWitness { size: head.checkpoint().size, trouble: None };
                (!known).then_some(line)
            }
            Err(code) => {
                if at.trouble.is_none_or(|(before, _)| before != code) {
                    tracing::error!(%peer, code, "a witness does not cosign");
                    at.trouble = Some((code, now));
                }
                // It is asked again from where it says that it stands, and not without pause.
                at.size = 0;
                self.witness().note_answer(peer, false, now);
                None
            }
        }
    }

    /// Keeps the cosignatures beside the checkpoint. Blocks on the disk.
    pub(super) fn keep_cosigned(&self, roll: &Roll, head: &Head, lines: &str) -> Result<(), Failure> {
        let store = self.ledger().store();
        let mut own = self.witness().own();
        let before =
            if own.witnessed.note.starts_with(head.note()) { own.witnessed.note.as_str() } else { head.note() };
        let judged = (roll, self.gateway(), self.clock().now());
        let cosigned = Cosigned::of(head, with_lines(before, lines), judged);
        if cosigned.by.is_empty() {
            return Ok(());
        }
        let keep = |name: &str| {
            let name = HeadName::new(name).ok_or_else(|| Failure::broken("a name of a file that is none"))?;
            Ok::<_, Failure>(store.keep_head(&name, &cosigned.note)?)
        };
        keep(WITNESSED_FILE)?;
        if cosigned.by_all(roll, self.gateway()) {
            keep(PUBLISHED_FILE)?;
            own.published = cosigned.clone();
        }
        own.witnessed = cosigned;
        Ok(())
    }
}
