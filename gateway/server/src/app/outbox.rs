//! What goes to the other gateways: letters are put into envelopes, sent, and their receipts kept. When what is sent is decided
//! by the federation's outbox; the clockwork carries its decisions out with these functions.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::matter::{Command, Context, Event, FileRef, Matter, Side, decide};
use comity_domain::message::MessageKind;
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId};
use comity_federation::Reason;
use comity_federation::envelope::{Attachment, Envelope, Nonce, attachments_of};
use comity_federation::receipt::{Awaited, NotTaken, Receipt};
use comity_record::Digest;
use comity_store::BlobRef;
use serde_json::json;

use super::App;
use super::failure::Failure;
use super::inbox::stream_of;
use super::ledger::{Author, When, recorded, subject};
use super::seals::InForce;
use super::views::{self, Waiting};
use crate::access::{Permit, action};
use crate::clock::entropy;
use crate::mtls::Response;

/// What became of an attempt to deliver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// The receipt is kept.
    Receipted,
    /// The peer does not answer, or not as it should.
    PeerFailed(String),
    /// The peer answers, but cannot take this message yet.
    NotYet(String),
    /// The peer refused it for good, and signed so.
    Refused(Reason),
}

/// A message that was queued, as its attempt needs it.
struct Queued {
    message: MessageId,
    kind: MessageKind,
    digest: Digest,
    to: GatewayId,
    envelope: String,
}

impl App {
    /// The messages to `peer` that wait for their receipts, behind the entry `after`.
    pub(crate) fn waiting(
        &self,
        _: &Permit<action::SendOutbox>,
        peer: &GatewayId,
        after: Option<u64>,
    ) -> Result<Vec<Waiting>, Failure> {
        views::waiting(&*self.ledger().store().views(), peer, after)
    }

    /// Sends a message once, its files first. What is answered `Receipted` is durable here too.
    pub(crate) async fn send(
        self: &Arc<Self>,
        _: &Permit<action::SendOutbox>,
        waiting: &Waiting,
    ) -> Result<Attempt, Failure> {
        // Its receipt could not be kept.
        self.unless_held()?;
        let queued = self.queued(waiting)?;
        if queued.kind.carries_files()
            && let Err(attempt) = self.send_files(&queued, &waiting.matter).await?
        {
            return Ok(attempt);
        }
        let body = Bytes::from(queued.envelope.clone());
        // By the roll that the peer has when it answers: it may adopt this one, and say so, before its answer is here.
        let by_an_older_roll = self.holds_an_older_roll(&queued.to);
        let answer = self.ask(&queued.to, Method::POST, "/peer/v1/messages", body).await;
        match answer {
            Err(failure) => Ok(Attempt::PeerFailed(failure.to_string())),
            Ok(response) => self.keep_answer(waiting, &queued, &response, by_an_older_roll).await,
        }
    }

    /// Puts a message into quarantine, and with it whatever waits behind it in its matter.
    pub(crate) async fn quarantine(
        &self,
        _: &Permit<action::SendOutbox>,
        waiting: &Waiting,
        reason: Reason,
    ) -> Result<(), Failure> {
        let docket = self.ledger().docket(&waiting.matter)?;
        let first = docket.iter().position(|recorded| recorded.index == waiting.index).unwrap_or(docket.len());
        let behind: Vec<(MessageId, MessageKind, u64)> = docket
            .iter()
            .skip(first)
            .filter_map(|recorded| match &recorded.event {
                Event::MessageQueued { message, message_kind, seq, .. } => Some((*message, *message_kind, *seq)),
                _ => None,
            })
            .collect();
        for (message, message_kind, seq) in behind.into_iter().rev() {
            let refusal = reason.code().to_owned();
            self.decide_and_append(&waiting.matter, &Command::Quarantine { message, message_kind, seq, refusal })
                .await?;
        }
        Ok(())
    }

    /// Puts a sealed document into the envelope that will carry it.
    pub(super) fn compose(
        &self,
        matter: &Matter,
        kind: MessageKind,
        sender: &AuthorityId,
        document: String,
        files: &[FileRef],
        when: When,
    ) -> Result<Event, Failure> {
        let to = self.other_side(matter)?;
        let chain = &matter.standing.chain;
        let recipient = match matter.standing.side {
            Side::Requesting => &chain.receiving,
            Side::Requested => &chain.transmitting,
        };
        let link = stream_of(matter).next_link();
        let attachment = |file: &FileRef| Attachment {
            sha256: file.sha256,
            size: file.size,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            manifest: file.manifest,
        };
        let envelope = Envelope {
            id: MessageId::new(self.clock().ulid()),
            kind,
            matter: matter.id.clone(),
            from: self.gateway().clone(),
            to: to.clone(),
            sender: sender.clone(),
            recipient: recipient.clone(),
            time: when.time,
            seq: link.seq,
            prev: link.prev,
            seen: link.seen,
            nonce: Nonce::new(entropy()),
            body: json!({ "document": document }),
            attachments: files.iter().map(attachment).collect(),
        };
        let InForce { roll, keys } = self.in_force();
        let key = keys.envelope_to(&envelope.to, &roll, when.time)?;
        let signed = envelope.sign(key, &roll).map_err(Failure::broken)?;
        Ok(Event::MessageQueued {
            message: envelope.id,
            to,
            message_kind: kind,
            seq: link.seq,
            digest: signed.digest,
            envelope: String::from_utf8(signed.bytes).map_err(Failure::broken)?,
        })
    }

    /// Asks a peer something.
    pub(super) async fn ask(
        &self,
        peer: &GatewayId,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<Response, Failure> {
        let unreachable = |reason: String| Failure::PeerUnreachable { peer: peer.to_string(), reason };
        let client = self.peer_client(peer).ok_or_else(|| unreachable("not on the roll".into()))?;
        let answer = client.request(method, path, self.told_time(), body).await;
        self.note_contact(peer, answer.is_ok());
        let response = answer.map_err(|error| unreachable(error.to_string()))?;
        self.check_clock_of_answer(peer, &response)?;
        Ok(response)
    }

    fn queued(&self, waiting: &Waiting) -> Result<Queued, Failure> {
        let entry = self.ledger().store().entry_of(&subject(&waiting.matter), waiting.index)?;
        match recorded(&entry)?.event {
            Event::MessageQueued { message, to, message_kind, digest, envelope, .. } => {
                Ok(Queued { message, kind: message_kind, digest, to, envelope })
            }
            _ => Err(Failure::broken("the outbox names an entry that is no message")),
        }
    }

    /// Brings the files of a message to the peer: those that it names, which may not be those of the request as it stands by now. The
    /// inner error is an attempt that failed.
    async fn send_files(self: &Arc<Self>, queued: &Queued, id: &MatterId) -> Result<Result<(), Attempt>, Failure> {
        let matter = self.matter(id)?;
        for file in attachments_of(queued.envelope.as_bytes()).map_err(Failure::broken)? {
            let stored = matter.files.get(&file.sha256).ok_or_else(|| Failure::broken("a letter without its file"))?;
            if file.manifest.is_some() {
                if let Err(attempt) = self.bring_large(&queued.to, id, &file, stored.blob).await? {
                    return Ok(Err(attempt));
                }
                continue;
            }
            let blob = BlobRef { name: stored.blob, plaintext: file.sha256, size: file.size };
            let store = self.ledger().store().clone();
            let owner = subject(id);
            let read = tokio::task::spawn_blocking(move || store.get_blob(&owner, &blob));
            let bytes = read.await.map_err(Failure::broken)??;
            let path = format!("/peer/v1/files/{id}/{}", file.sha256.hex());
            match self.ask(&queued.to, Method::PUT, &path, Bytes::from(bytes)).await {
                Ok(response) if response.status.is_success() => {}
                Ok(response) => return Ok(Err(Attempt::NotYet(format!("file: {}", response.status)))),
                Err(failure) => return Ok(Err(Attempt::PeerFailed(failure.to_string()))),
            }
        }
        Ok(Ok(()))
    }

    async fn keep_answer(
        &self,
        waiting: &Waiting,
        queued: &Queued,
        response: &Response,
        by_an_older_roll: bool,
    ) -> Result<Attempt, Failure> {
        let text = std::str::from_utf8(&response.body).unwrap_or_default();
        let awaited = Awaited {
            message: queued.message,
            digest: queued.digest,
            from: self.gateway().clone(),
            to: queued.to.clone(),
        };
        match response.status {
            StatusCode::OK => match Receipt::verify(text, &self.roll(), &awaited) {
                Ok(receipt) => {
                    let command = Command::KeepReceipt {
                        message: queued.message,
                        message_kind: queued.kind,
                        peer_index: receipt.index,
                        receipt: text.to_owned(),
                    };
                    self.decide_and_append(&waiting.matter, &command).await?;
                    self.wake_assessments();
                    Ok(Attempt::Receipted)
                }
                Err(refused) => Ok(Attempt::NotYet(format!("its receipt does not hold: {refused}"))),
            },
            StatusCode::UNPROCESSABLE_ENTITY => {
                match NotTaken::verify(text, &self.roll(), self.clock().now(), &awaited) {
                    // What an older roll does not know, the peer will take when it has adopted this one.
                    Ok(notice) if depends_on_roll(notice.reason) && by_an_older_roll => {
                        Ok(Attempt::NotYet(format!("{}, by an older roll", notice.reason.code())))
                    }
                    Ok(notice) => Ok(Attempt::Refused(notice.reason)),
                    Err(refused) => Ok(Attempt::NotYet(format!("its notice does not hold: {refused}"))),
                }
            }
            StatusCode::CONFLICT => Ok(Attempt::NotYet("it waits for something before".into())),
            // The peer is there: what it cannot take now holds up this matter, and no other.
            status => Ok(Attempt::NotYet(status.to_string())),
        }
    }

    /// Decides and commits on behalf of nobody, again if somebody acted at the same moment.
    async fn decide_and_append(&self, id: &MatterId, command: &Command) -> Result<(), Failure> {
        const TRIES: usize = 8;
        for _ in 0..TRIES {
            match self.decide_at(&*self.matter(id)?, command.clone()).await {
                Err(Failure::Moved { .. }) => {}
                done => return done,
            }
        }
        Err(Failure::Commit(comity_store::CommitError::Busy))
    }

    /// Decides from a matter as it was loaded, and commits on behalf of nobody.
    async fn decide_at(&self, matter: &Matter, command: Command) -> Result<(), Failure> {
        let when = self.when()?;
        let events = decide(Some(matter), command, &Context { today: when.day })?;
        if !events.is_empty() {
            let revision = matter.standing.revision;
            self.ledger().append(&matter.id, revision, when, &Author::default(), &events, None).await?;
        }
        Ok(())
    }
}

/// Is it something that the next roll may change?
const fn depends_on_roll(reason: Reason) -> bool {
    matches!(reason, Reason::UnknownKey | Reason::AuthorityNotServed | Reason::SuiteNotTaken)
}
