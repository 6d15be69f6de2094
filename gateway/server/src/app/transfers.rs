//! Large files on their way to the peers. What is offered and sent when is decided by the federation's transfers; here it is carried out.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::limits::REFUSAL_DETAIL_MAX_CHARS;
use comity_domain::{GatewayId, MatterId};
use comity_federation::envelope::Attachment;
use comity_federation::transfer::{Answer, Effect, Failure as Failed, File, Input, Outcome, Transfers};
use comity_record::Digest;
use serde::Deserialize;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;

use super::App;
use super::failure::Failure;
use super::ledger::subject;
use super::outbox::Attempt;
use crate::mtls::Response;

/// The transfers to all peers.
#[derive(Default)]
pub(super) struct Lanes(Mutex<BTreeMap<GatewayId, Lane>>);

/// The transfers to one peer, and who waits for them.
#[derive(Default)]
struct Lane {
    transfers: Transfers,
    waiting: BTreeMap<File, UnboundedSender<Effect>>,
}

/// A file that is being brought. When this is dropped, nobody waits for it any more.
struct Bringing<'l> {
    lanes: &'l Lanes,
    to: &'l GatewayId,
    file: File,
    effects: UnboundedReceiver<Effect>,
}

/// What is brought.
#[derive(Clone)]
struct Source {
    to: GatewayId,
    file: File,
    /// Its name in the store.
    blob: Digest,
    manifest: Bytes,
}

/// What a peer says to an offer.
#[derive(Deserialize)]
struct Missing {
    missing: Vec<(u32, u32)>,
}

impl App {
    /// Brings a large file to a peer, as far as it is missing there. The inner error is an attempt that failed.
    pub(super) async fn bring_large(
        self: &Arc<Self>,
        to: &GatewayId,
        matter: &MatterId,
        attachment: &Attachment,
        blob: Digest,
    ) -> Result<Result<(), Attempt>, Failure> {
        let (store, owner) = (self.ledger().store().clone(), subject(matter));
        let finished = tokio::task::spawn_blocking(move || store.finished_file(&owner, &blob));
        let finished = finished.await.map_err(Failure::broken)??;
        if Some(Digest::of(&finished.manifest)) != attachment.manifest {
            return Err(Failure::broken("a letter names another manifest than its file has"));
        }
        let file = File { matter: matter.clone(), sha256: attachment.sha256 };
        let Some(mut bringing) = self.lanes().want(to, &file, finished.pieces) else {
            return Ok(Err(Attempt::NotYet("a large file is on its way already".into())));
        };
        let source = Source { to: to.clone(), file, blob, manifest: finished.manifest.into() };
        let outcome = self.carry(&mut bringing, &source).await?;
        Ok(match outcome {
            Outcome::Over => Ok(()),
            Outcome::Failed(Failed::Peer) => Err(Attempt::PeerFailed("a large file did not arrive".into())),
            Outcome::Failed(Failed::File) => Err(Attempt::NotYet("a large file is not taken yet".into())),
        })
    }

    /// Carries out what is decided about a file, until the transfer has ended.
    async fn carry(self: &Arc<Self>, bringing: &mut Bringing<'_>, source: &Source) -> Result<Outcome, Failure> {
        let mut under_way: JoinSet<Result<Input, Failure>> = JoinSet::new();
        loop {
            tokio::select! {
                Some(effect) = bringing.effects.recv() => match effect {
                    Effect::Offer { .. } => {
                        let (app, source) = (Arc::clone(self), source.clone());
                        under_way.spawn(async move { Ok(app.offer_to(&source).await) });
                    }
                    Effect::Send { index, .. } => {
                        let (app, source) = (Arc::clone(self), source.clone());
                        under_way.spawn(async move { app.send_piece(&source, index).await });
                    }
                    Effect::Ended { outcome, .. } => return Ok(outcome),
                },
                Some(ended) = under_way.join_next() => {
                    bringing.report(ended.map_err(Failure::broken)??);
                }
                else => return Err(Failure::broken("a transfer that nobody decides about")),
            }
        }
    }

    async fn offer_to(&self, source: &Source) -> Input {
        let path = path_of(&source.file);
        let answer = match self.ask(&source.to, Method::PUT, &path, source.manifest.clone()).await {
            Ok(response) if response.status == StatusCode::NO_CONTENT => Answer::Whole,
            Ok(response) if response.status == StatusCode::OK => match serde_json::from_slice(&response.body) {
                Ok(Missing { missing }) => Answer::Missing(missing.into_iter().map(|(from, to)| from..to).collect()),
                Err(_) => Answer::Failed(Failed::File),
            },
            Ok(response) => {
                tracing::warn!(to = %source.to, status = %response.status, said = said(&response), "a large file is not wanted now");
                Answer::Failed(Failed::File)
            }
            Err(failure) => {
                tracing::info!(to = %source.to, %failure, "a large file could not be offered");
                Answer::Failed(Failed::Peer)
            }
        };
        Input::Answered { file: source.file.clone(), answer }
    }

    async fn send_piece(&self, source: &Source, index: u32) -> Result<Input, Failure> {
        let (store, owner, blob) = (self.ledger().store().clone(), subject(&source.file.matter), source.blob);
        let read = tokio::task::spawn_blocking(move || store.get_piece(&owner, &blob, index));
        let piece = read.await.map_err(Failure::broken)??;
        let path = format!("{}/{index}", path_of(&source.file));
        let file = source.file.clone();
        Ok(match self.ask(&source.to, Method::PUT, &path, Bytes::from(piece)).await {
            Ok(response) if response.status.is_success() => Input::Taken { file, index },
            Ok(response) => {
                tracing::warn!(to = %source.to, index, status = %response.status, said = said(&response), "a piece is not taken");
                Input::NotTaken { file, index, failure: Failed::File }
            }
            Err(failure) => {
                tracing::info!(to = %source.to, index, %failure, "a piece could not be sent");
                Input::NotTaken { file, index, failure: Failed::Peer }
            }
        })
    }
}

impl Lanes {
    /// Wants a file to be brought; none if it is on its way for somebody else.
    fn want<'l>(&'l self, to: &'l GatewayId, file: &File, pieces: u32) -> Option<Bringing<'l>> {
        let (sender, effects) = unbounded_channel();
        let mut lanes = self.lanes();
        let lane = lanes.entry(to.clone()).or_default();
        if lane.waiting.contains_key(file) {
            return None;
        }
        lane.waiting.insert(file.clone(), sender);
        lane.step(Input::Wanted { file: file.clone(), pieces });
        Some(Bringing { lanes: self, to, file: file.clone(), effects })
    }

    fn lanes(&self) -> MutexGuard<'_, BTreeMap<GatewayId, Lane>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lane {
    /// One step, and tells everybody what to do for his file.
    fn step(&mut self, input: Input) {
        for effect in self.transfers.step(input) {
            let (Effect::Offer { file } | Effect::Send { file, .. } | Effect::Ended { file, .. }) = &effect;
            if let Some(waiting) = self.waiting.get(file) {
                // Whoever does not listen any more is about to give it up.
                let _ = waiting.send(effect);
            }
        }
    }
}

impl Bringing<'_> {
    fn report(&self, input: Input) {
        if let Some(lane) = self.lanes.lanes().get_mut(self.to) {
            lane.step(input);
        }
    }
}

impl Drop for Bringing<'_> {
    fn drop(&mut self) {
        if let Some(lane) = self.lanes.lanes().get_mut(self.to) {
            lane.waiting.remove(&self.file);
            lane.step(Input::GivenUp { file: self.file.clone() });
        }
    }
}

fn path_of(file: &File) -> String {
    format!("/peer/v1/large/{}/{}", file.matter, file.sha256.hex())
}

/// What the log is told of an answer; a stranger writes it.
fn said(response: &Response) -> String {
    String::from_utf8_lossy(&response.body).chars().take(REFUSAL_DETAIL_MAX_CHARS).collect()
}
