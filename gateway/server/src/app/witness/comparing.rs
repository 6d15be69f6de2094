//! What the two witnesses of a record tell each other, and what they ask the record itself, so that nobody can show each of them another one.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::GatewayId;
use comity_record::note::with_lines;
use comity_record::witness::{Compared, Contradiction, Head, Log, Prefix, compare};

use super::log_of;
use crate::app::App;
use crate::app::failure::Failure;

/// What is to be found out about the record of a peer.
struct Question {
    gateway: GatewayId,
    log: Log,
    known: Head,
    came_with_less: bool,
    open: Vec<Head>,
}

impl App {
    /// Tells the other witnesses of a record the newest head of it that was cosigned here. It continues every one before it, so whoever agrees
    /// with it agrees with all.
    pub(crate) async fn tell_heads(&self) {
        if self.is_held() {
            return;
        }
        for (gateway, head) in self.untold() {
            // "Now this is the largest that I have seen" is as true as when it was first said.
            let line = self.witness().cosigner.cosign(head.text(), self.clock().now());
            let note = with_lines(head.note(), &line);
            let mut all_told = true;
            for witness in self.peer_ids().into_iter().filter(|witness| *witness != gateway) {
                all_told &= self.tell(&witness, &note).await;
            }
            if all_told && let Some(watched) = self.witness().watched().get_mut(&gateway) {
                watched.untold &= watched.known.head.as_ref() != Some(&head);
            }
        }
    }

    /// Finds out, where heads could not be compared, whether they go together, and whether a record that came with less has lost lines.
    pub(crate) async fn compare_heads(self: &Arc<Self>) {
        if self.is_held() {
            return;
        }
        for question in self.questions() {
            if question.came_with_less {
                self.ask_for_newest(&question).await;
            }
            for head in &question.open {
                self.settle(&question, head).await;
            }
        }
    }

    fn untold(&self) -> Vec<(GatewayId, Head)> {
        let watched = self.witness().watched();
        let untold = watched.iter().filter(|(_, watched)| watched.untold && !watched.known.contradicted);
        untold.filter_map(|(gateway, watched)| Some((gateway.clone(), watched.known.head.clone()?))).collect()
    }

    async fn tell(&self, witness: &GatewayId, note: &str) -> bool {
        match self.ask_witness(witness, Method::POST, "/peer/v1/heads", note.to_owned().into()).await {
            // A witness that does not take it says why in its own log; to come again would change nothing.
            Some((status, _)) => !status.is_server_error(),
            None => false,
        }
    }

    fn questions(&self) -> Vec<Question> {
        let roll = self.roll();
        let watched = self.witness().watched();
        let pending = watched.iter().filter(|(_, it)| it.came_with_less || !it.open.is_empty());
        let question = |(gateway, watched): (&GatewayId, &super::Watched)| {
            Some(Question {
                gateway: gateway.clone(),
                log: log_of(&roll, gateway, |_| true)?,
                known: watched.known.head.clone()?,
                came_with_less: watched.came_with_less,
                open: watched.open.iter().map(|(head, _)| head.clone()).collect(),
            })
        };
        pending.filter_map(question).collect()
    }

    /// What the record has now. It was asked after the known head was kept, so an honest one has at least as much.
    async fn ask_for_newest(self: &Arc<Self>, question: &Question) {
        let answer = self.ask_witness(&question.gateway, Method::GET, "/peer/v1/checkpoint", Bytes::new()).await;
        let Some((StatusCode::OK, note)) = answer else { return };
        let Ok(newest) = question.log.head(&note) else { return };
        let proof = (newest.checkpoint().size < question.known.checkpoint().size).then(|| Contradiction::Rollback {
            larger: question.known.note().to_owned(),
            smaller: newest.note().to_owned(),
        });
        if let Some(watched) = self.witness().watched().get_mut(&question.gateway) {
            watched.came_with_less = false;
        }
        self.conclude_question(question, proof).await;
    }

    /// Compares a head with the known one, and asks the log what it was where that is needed.
    async fn settle(self: &Arc<Self>, question: &Question, head: &Head) {
        let mut compared = compare(&question.known, head, None);
        if let Compared::Unproven { old, new } = compared {
            let path = format!("/peer/v1/consistency/{old}/{new}");
            let answer = self.ask_witness(&question.gateway, Method::GET, &path, Bytes::new()).await;
            let Some((StatusCode::OK, body)) = answer else { return };
            let Ok(prefix) = Prefix::parse(&body) else { return };
            compared = compare(&question.known, head, Some(&prefix));
        }
        let proof = match compared {
            // It stays open: a log that cannot say what it was is shown to the operator after a while.
            Compared::Unproven { .. } => return,
            Compared::Agree => None,
            Compared::Contradicts(proof) => Some(proof),
        };
        if let Some(watched) = self.witness().watched().get_mut(&question.gateway) {
            watched.open.retain(|(open, _)| open != head);
        }
        self.conclude_question(question, proof).await;
    }

    async fn conclude_question(self: &Arc<Self>, question: &Question, proof: Option<Contradiction>) {
        let Some(proof) = proof else { return };
        let (app, gateway) = (Arc::clone(self), question.gateway.clone());
        let recorded = tokio::task::spawn_blocking(move || {
            let mut all = app.witness().watched();
            let watched = all.get_mut(&gateway).ok_or_else(|| Failure::broken("a record that is not watched"))?;
            app.record_contradiction(&gateway, watched, proof)
        });
        let recorded = recorded.await.unwrap_or_else(|error| Err(Failure::broken(error)));
        if let Err(failure) = recorded {
            tracing::error!(code = failure.code(), %failure, gateway = %question.gateway, "a contradiction is not recorded");
        }
    }
}
