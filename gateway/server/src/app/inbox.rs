//! What the other gateways bring: messages and the files that travel with them. A peer's permit is its certificate: the value
//! [`PeerIdentity`] is made by the TLS handshake alone.

use comity_domain::limits::{FILE_MAX_BYTES, MESSAGE_MAX_BYTES, STAGED_FILES_MAX};
use comity_domain::matter::{Command, Context, Event, FileRef, Matter, decide};
use comity_domain::message::{Content, MessageKind, SealedDocument};
use comity_domain::{GatewayId, MatterId};
use comity_federation::envelope::{self, Envelope, Verified};
use comity_federation::inbox::{self, Decision, Known};
use comity_federation::receipt::NotTaken;
use comity_federation::seal::{AuthoritySeal, Sealed};
use comity_federation::stream::Stream;
use comity_federation::{Reason, Refused};
use comity_record::Digest;
use comity_store::{Answered, NewEntry};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::App;
use super::failure::Failure;
use super::ledger::{Author, When, subject};
use super::matters::Blobs;
use crate::mtls::PeerIdentity;

/// What a peer is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The message is on stable storage; the signed receipt, as it is stored.
    Receipt(String),
    /// Messages before it are missing; the sender comes again.
    Wait {
        /// The place that is waited for.
        next: u64,
    },
    /// A file that it names is not here; the sender brings it, and comes again.
    FileMissing {
        /// Its digest.
        sha256: Digest,
    },
    /// It is not taken: the signed notice.
    NotTaken {
        /// Why.
        reason: Reason,
        /// The notice.
        notice: String,
    },
}

/// Why a message brings nothing.
enum Unfit {
    /// It can never be taken.
    Refused(Refused),
    /// A file that it names is not here yet.
    FileMissing(Digest),
    /// This gateway cannot tell.
    Failed(Failure),
}

/// A file that arrived before its letter.
#[derive(Debug, Serialize, Deserialize)]
struct Staged {
    blob: Digest,
    size: u64,
}

impl App {
    /// Takes a message. What is answered `Receipt` is durable; what is answered `NotTaken` is recorded and has changed nothing.
    pub async fn deliver(&self, peer: &PeerIdentity, bytes: &[u8]) -> Result<Delivery, Failure> {
        let peer = peer.gateway();
        if bytes.len() > MESSAGE_MAX_BYTES {
            return self.refuse_message(peer, bytes, &Reason::TooLarge.because("")).await;
        }
        let now = self.clock().now();
        let roll = self.roll();
        match envelope::open(bytes, &roll, now, peer, self.gateway()) {
            Ok(message) => self.take(peer, bytes, &message).await,
            Err(refused) => self.refuse_message(peer, bytes, &refused).await,
        }
    }

    /// Keeps a file until the letter that names it arrives.
    pub async fn stage_file(
        &self,
        peer: &PeerIdentity,
        matter: &MatterId,
        sha256: Digest,
        bytes: Vec<u8>,
    ) -> Result<(), Failure> {
        let bad = |code| Err(Failure::BadInput { at: "file".into(), code, given: None });
        // A matter that is known here must be with this peer; a new one must begin there.
        let with = self.ledger().matter(matter)?.map(|known| self.other_side(&known)).transpose()?;
        if with.as_ref().unwrap_or(matter.origin()) != peer.gateway() {
            return Err(Failure::NotFound { what: "matter" });
        }
        if bytes.len() > FILE_MAX_BYTES {
            return bad("file-too-large");
        }
        if Digest::of(&bytes) != sha256 {
            return bad("file-digest-mismatch");
        }
        let store = self.ledger().store().clone();
        if store.working("staged/").len() >= STAGED_FILES_MAX {
            return bad("too-many-staged-files");
        }
        let key = staged_key(matter, &sha256);
        if store.working(&key).iter().any(|(found, _)| *found == key) {
            return Ok(());
        }
        let owner = subject(matter);
        let put = move || -> Result<(), Failure> {
            let blob = store.put_blob(&owner, &bytes)?;
            let staged = Staged { blob: blob.name, size: blob.size };
            store.set_working(&key, Some(serde_json::to_value(&staged).map_err(Failure::broken)?))?;
            Ok(store.sync_working()?)
        };
        tokio::task::spawn_blocking(put).await.map_err(Failure::broken)?
    }

    async fn take(&self, peer: &GatewayId, bytes: &[u8], message: &Verified) -> Result<Delivery, Failure> {
        const TRIES: usize = 8;
        for _ in 0..TRIES {
            match self.try_to_take(peer, bytes, message).await {
                // Somebody of this side acted in the matter at the same moment: look again.
                Err(Failure::Moved { .. }) => {}
                answer => return answer,
            }
        }
        Err(Failure::Commit(comity_store::CommitError::Busy))
    }

    async fn try_to_take(&self, peer: &GatewayId, bytes: &[u8], message: &Verified) -> Result<Delivery, Failure> {
        let envelope = message.envelope();
        let answered = self.answered(peer, envelope)?;
        let matter = self.ledger().matter(&envelope.matter)?;
        let with = matter.as_ref().map(|matter| self.other_side(matter)).transpose()?;
        let stream = matter.as_ref().map(stream_of).unwrap_or_default();
        let known = Known { answered: answered.as_ref(), matter_with: with.as_ref(), stream: &stream };
        match inbox::decide(message, &known) {
            Decision::Take => {}
            Decision::Again { receipt } => return Ok(Delivery::Receipt(receipt.to_owned())),
            Decision::Wait { expected } => return Ok(Delivery::Wait { next: expected }),
            Decision::Refuse(refused) => return self.refuse_message(peer, bytes, &refused).await,
        }
        let when = self.when()?;
        let brought = match self.brought(envelope, when) {
            Ok(brought) => brought,
            Err(Unfit::Refused(refused)) => return self.refuse_message(peer, bytes, &refused).await,
            Err(Unfit::FileMissing(sha256)) => return Ok(Delivery::FileMissing { sha256 }),
            Err(Unfit::Failed(failure)) => return Err(failure),
        };
        let mut events = match decide(matter.as_ref(), brought, &Context { today: when.day }) {
            Ok(events) => events,
            Err(refusal) => {
                let refused = Reason::NotExpected.because(format!("{}: {refusal}", refusal.code()));
                return self.refuse_message(peer, bytes, &refused).await;
            }
        };
        events.push(taken(message, bytes)?);
        let revision = matter.as_ref().map_or(0, |matter| matter.standing.revision);
        let answers = Answered { peer: peer.to_string(), message: envelope.id.to_string(), digest: message.digest() };
        let id = &envelope.matter;
        let committed = self.ledger().append(id, revision, when, &Author::default(), &events, Some(answers)).await?;
        self.unstage(envelope)?;
        self.wake_assessments();
        let receipt = committed.receipt.ok_or_else(|| Failure::broken("a message without its receipt"))?;
        Ok(Delivery::Receipt(receipt.to_string()))
    }

    /// The answer that a message of this id got before.
    fn answered(&self, peer: &GatewayId, envelope: &Envelope) -> Result<Option<inbox::Answered>, Failure> {
        let store = self.ledger().store();
        let Some((index, receipt)) = store.answered(peer.as_str(), &envelope.id.to_string())? else { return Ok(None) };
        let answers = store.entry(index)?.answers.ok_or_else(|| Failure::broken("an answer without its message"))?;
        Ok(Some(inbox::Answered { digest: answers.digest, receipt: receipt.to_string() }))
    }

    /// What the message brings, once the authority's seal has held.
    fn brought(&self, envelope: &Envelope, when: When) -> Result<Command, Unfit> {
        let text = envelope.body.get("document").and_then(Value::as_str);
        let text = text.ok_or_else(|| Reason::Malformed.because("`body.document` is missing"))?;
        let sealed = self.unsealed(text, envelope, when)?;
        if !self.chain_fits(&sealed.document, envelope) {
            return Err(Reason::AuthorityNotServed
                .because("the letter names other authorities than its envelope")
                .into());
        }
        let mut blobs = Blobs::new();
        for attachment in &envelope.attachments {
            // The sender brings files before letters.
            let staged = self.staged(&envelope.matter, &attachment.sha256)?;
            let staged = staged.ok_or(Unfit::FileMissing(attachment.sha256))?;
            if staged.size != attachment.size {
                return Err(Reason::Malformed.because("an attachment has another size than it says").into());
            }
            blobs.insert(attachment.sha256, staged.blob);
        }
        if !sizes_fit(&sealed.document, envelope) {
            return Err(Reason::Malformed.because("the letter gives a file another size than its envelope").into());
        }
        Ok(Command::Take { sealed: Box::new(sealed.document), document: text.to_owned(), blobs })
    }

    fn unsealed(&self, text: &str, envelope: &Envelope, when: When) -> Result<Sealed<SealedDocument>, Refused> {
        let value = serde_json::from_str(text).map_err(|_| Reason::NotJson.because("the sealed document"))?;
        let sealed = AuthoritySeal::from_value(&value)?;
        let sealed: Sealed<SealedDocument> = sealed.verify(&self.roll(), envelope.time, when.time, &envelope.sender)?;
        let document = &sealed.document;
        if document.matter != envelope.matter || document.sealed_by != envelope.sender {
            return Err(Reason::WrongMessage.because("the sealed document is about another matter or authority"));
        }
        let kind = document.content.kind();
        let same = kind == envelope.kind || (kind, envelope.kind) == (MessageKind::Letter, MessageKind::Supplement);
        if same { Ok(sealed) } else { Err(Reason::WrongMessage.because("the sealed document is of another kind")) }
    }

    fn chain_fits(&self, document: &SealedDocument, envelope: &Envelope) -> bool {
        match &document.content {
            Content::Letter { chain, .. } => {
                let roll = self.roll();
                chain.transmitting == envelope.sender
                    && chain.receiving == envelope.recipient
                    && roll.serves(&envelope.from, &chain.originating)
            }
            _ => true,
        }
    }

    fn staged(&self, matter: &MatterId, sha256: &Digest) -> Result<Option<Staged>, Failure> {
        let key = staged_key(matter, sha256);
        if let Some(stored) = self.ledger().matter(matter)?.and_then(|matter| matter.files.get(sha256).cloned()) {
            return Ok(Some(Staged { blob: stored.blob, size: stored.file.size }));
        }
        let found = self.ledger().store().working(&key).into_iter().find(|(found, _)| *found == key);
        found.map(|(_, value)| serde_json::from_value(value).map_err(Failure::broken)).transpose()
    }

    fn unstage(&self, envelope: &Envelope) -> Result<(), Failure> {
        for attachment in &envelope.attachments {
            self.ledger().store().set_working(&staged_key(&envelope.matter, &attachment.sha256), None)?;
        }
        Ok(())
    }

    /// Records a refusal and signs the notice. Nothing else changes.
    async fn refuse_message(&self, peer: &GatewayId, bytes: &[u8], refused: &Refused) -> Result<Delivery, Failure> {
        let when = self.when()?;
        let digest = Digest::of(bytes);
        tracing::warn!(%peer, reason = refused.code(), %digest, "a message was not taken");
        let notice = NotTaken {
            digest,
            from: self.gateway().clone(),
            to: peer.clone(),
            reason: refused.reason,
            time: when.time,
        };
        let notice = notice.sign(&self.keys().envelope).map_err(Failure::broken)?;
        let entry = NewEntry::new("message-refused")
            .open("reason", refused.code())
            .open("digest", digest.to_string())
            .sealed("detail", refused.detail.as_str());
        self.ledger().note(&format!("peer/{peer}"), when, entry).await?;
        Ok(Delivery::NotTaken { reason: refused.reason, notice })
    }

    /// Records that somebody without a good certificate tried to connect.
    pub async fn record_refused_connection(
        &self,
        reason: &'static str,
        remote: std::net::IpAddr,
    ) -> Result<(), Failure> {
        let entry = NewEntry::new("connection-refused").open("reason", reason).sealed("remote", remote.to_string());
        self.ledger().note("peer/strangers", self.when()?, entry).await?;
        Ok(())
    }
}

impl From<Refused> for Unfit {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Failure> for Unfit {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// The chains of messages of a matter, as the federation checks them.
pub(super) fn stream_of(matter: &Matter) -> Stream {
    let mut stream = Stream::default();
    for digest in &matter.messages.sent {
        stream.sent.push(*digest);
    }
    for digest in &matter.messages.taken {
        stream.received.push(*digest);
    }
    stream.seen_by_peer = matter.messages.seen_by_peer;
    stream
}

fn taken(message: &Verified, bytes: &[u8]) -> Result<Event, Failure> {
    let envelope = message.envelope();
    Ok(Event::MessageTaken {
        message: envelope.id,
        from: envelope.from.clone(),
        message_kind: envelope.kind,
        seq: envelope.seq,
        seen: envelope.seen.map_or(0, |position| position.seq),
        digest: message.digest(),
        envelope: String::from_utf8(bytes.to_vec()).map_err(Failure::broken)?,
    })
}

/// A letter says of each of its files what the envelope says, and what therefore was checked when the file came.
fn sizes_fit(document: &SealedDocument, envelope: &Envelope) -> bool {
    let Content::Letter { request, .. } = &document.content else { return true };
    let says_otherwise = |file: &FileRef| {
        envelope.attachments.iter().any(|attachment| attachment.sha256 == file.sha256 && attachment.size != file.size)
    };
    !request.files().any(says_otherwise)
}

fn staged_key(matter: &MatterId, sha256: &Digest) -> String {
    format!("staged/{matter}/{}", sha256.hex())
}
