//! What the other gateways bring: messages and the files that travel with them. A peer's permit is its certificate: the value
//! [`PeerIdentity`] is made by the TLS handshake alone.

use std::collections::BTreeMap;

use comity_domain::limits::MESSAGE_MAX_BYTES;
use comity_domain::manifest::Manifest;
use comity_domain::matter::{Command, Context, Event, FileRef, Labels, Matter, decide};
use comity_domain::message::{Content, MessageKind, SealedDocument};
use comity_domain::{GatewayId, MessageId};
use comity_federation::early::Lane;
use comity_federation::envelope::{self, Envelope, Verified};
use comity_federation::inbox::{self, Decision, Known};
use comity_federation::seal::{AuthoritySeal, Sealed};
use comity_federation::staging::Fate;
use comity_federation::stream::Stream;
use comity_federation::{Reason, Refused};
use comity_record::Digest;
use comity_store::Answered;
use serde_json::Value;

use super::App;
use super::failure::Failure;
use super::ledger::{Author, When, subject};
use super::matters::Blobs;
use super::staging::Held;
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
        /// The message is kept, and taken when its turn comes. That is no receipt, and no promise of one.
        kept: bool,
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

/// What becomes of a message at one look.
pub(super) enum Taking {
    /// It is in the record; its receipt.
    Taken(String),
    /// It was taken before; its receipt.
    Again(String),
    /// Messages before it are missing.
    Wait {
        /// The place that is waited for.
        next: u64,
    },
    /// A file that it names is not here.
    FileMissing(Digest),
    /// It can never be taken. Nothing has been recorded yet.
    Unfit(Refused, Held),
}

/// Why a message brings nothing.
enum Unfit {
    /// It can never be taken.
    Refused(Refused),
    /// A file that it names is not here yet.
    FileMissing(Digest),
}

impl App {
    /// Takes a message. What is answered `Receipt` is durable; what is answered `NotTaken` is recorded and has changed nothing.
    ///
    /// Let it come to its end once it has begun: files are held meanwhile.
    pub async fn deliver(&self, peer: &PeerIdentity, bytes: &[u8]) -> Result<Delivery, Failure> {
        // Not even a notice that it is not taken.
        self.unless_held()?;
        let peer = peer.gateway();
        if bytes.len() > MESSAGE_MAX_BYTES {
            return self.refuse_message(peer, bytes, &Reason::TooLarge.because("")).await;
        }
        let now = self.clock().now();
        let roll = self.roll();
        match envelope::open(bytes, &roll, now, peer, self.gateway()) {
            Ok(message) => self.take(peer, bytes, &message).await,
            Err(refused) => match self.receipt_of(peer, bytes)? {
                Some(receipt) => Ok(Delivery::Receipt(receipt)),
                None => self.refuse_message(peer, bytes, &refused).await,
            },
        }
    }

    async fn take(&self, peer: &GatewayId, bytes: &[u8], message: &Verified) -> Result<Delivery, Failure> {
        match self.try_to_take(bytes, message).await? {
            Taking::Taken(receipt) => {
                self.take_what_follows(message.envelope()).await;
                Ok(Delivery::Receipt(receipt))
            }
            Taking::Again(receipt) => Ok(Delivery::Receipt(receipt)),
            Taking::Wait { next } => {
                let kept = self.keep_early(message, bytes).await;
                // What it waited for may have come while it was put aside.
                self.take_what_follows(message.envelope()).await;
                match self.answered(peer, message.envelope().id)? {
                    Some(answered) => Ok(Delivery::Receipt(answered.receipt)),
                    None => Ok(Delivery::Wait { next, kept }),
                }
            }
            Taking::FileMissing(sha256) => Ok(Delivery::FileMissing { sha256 }),
            Taking::Unfit(refused, held) => {
                let answer = self.refuse_message(peer, bytes, &refused).await?;
                // What was brought for it alone is wanted no more.
                held.settle(Fate::Refused);
                Ok(answer)
            }
        }
    }

    /// Takes what came early and follows this message. It concerns nobody who waits for an answer now: what fails is tried again.
    async fn take_what_follows(&self, envelope: &Envelope) {
        let lane = Lane { peer: envelope.from.clone(), matter: envelope.matter.clone() };
        if let Err(failure) = self.take_early(&lane).await {
            tracing::warn!(code = failure.code(), %failure, "what follows a message cannot be taken yet");
        }
    }

    /// Takes a message if it can be taken now. Nothing else is recorded.
    pub(super) async fn try_to_take(&self, bytes: &[u8], message: &Verified) -> Result<Taking, Failure> {
        const TRIES: usize = 8;
        for _ in 0..TRIES {
            match self.try_once(bytes, message).await {
                // Somebody of this side acted in the matter at the same moment: look again.
                Err(Failure::Moved { .. }) => {}
                answer => return answer,
            }
        }
        Err(Failure::Commit(comity_store::CommitError::Busy))
    }

    async fn try_once(&self, bytes: &[u8], message: &Verified) -> Result<Taking, Failure> {
        let envelope = message.envelope();
        let peer = &envelope.from;
        let answered = self.answered(peer, envelope.id)?;
        let matter = match self.ledger().matter(&envelope.matter) {
            Err(Failure::Erased) => return Ok(self.in_erased(message, answered.as_ref())),
            matter => matter?,
        };
        let with = matter.as_ref().map(|matter| self.other_side(matter)).transpose()?;
        let stream = matter.as_deref().map(stream_of).unwrap_or_default();
        let known = Known { answered: answered.as_ref(), matter_with: with.as_ref(), stream: &stream };
        let held = self.hold_files(peer, envelope, matter.as_deref());
        match inbox::decide(message, &known) {
            Decision::Take => {}
            Decision::Again { receipt } => return Ok(Taking::Again(receipt.to_owned())),
            Decision::Wait { expected } => return Ok(Taking::Wait { next: expected }),
            Decision::Refuse(refused) => return Ok(Taking::Unfit(refused, held)),
        }
        let when = self.when()?;
        let mut brought = match self.brought(envelope, when, matter.as_deref(), &held) {
            Ok(brought) => brought,
            Err(Unfit::Refused(refused)) => return Ok(Taking::Unfit(refused, held)),
            Err(Unfit::FileMissing(sha256)) => return Ok(Taking::FileMissing(sha256)),
        };
        if let Command::Take { sealed, blobs, labels, agents, .. } = &mut brought {
            *labels = self.labels_of(envelope, sealed, blobs).await?;
            if let Some(request) = sealed.content.request() {
                *agents = self.agents_of(request, when.day)?;
            }
        }
        let mut events = match decide(matter.as_deref(), brought, &Context { today: when.day }) {
            Ok(events) => events,
            Err(refusal) => {
                let refused = Reason::NotExpected.because(format!("{}: {refusal}", refusal.code()));
                return Ok(Taking::Unfit(refused, held));
            }
        };
        events.push(taken(message, bytes)?);
        let revision = matter.as_ref().map_or(0, |matter| matter.standing.revision);
        let answers = Answered { peer: peer.to_string(), message: envelope.id.to_string(), digest: message.digest() };
        let id = &envelope.matter;
        let committed = self.ledger().append(id, revision, when, &Author::default(), &events, Some(answers)).await?;
        held.settle(Fate::Taken);
        self.wake_assessments();
        let receipt = committed.receipt.ok_or_else(|| Failure::broken("a message without its receipt"))?;
        Ok(Taking::Taken(receipt.to_string()))
    }

    /// What becomes of a message in a matter that was erased here.
    fn in_erased(&self, message: &Verified, answered: Option<&inbox::Answered>) -> Taking {
        let envelope = message.envelope();
        match inbox::decide_in_erased(message, answered, &self.partner(&envelope.matter)) {
            Ok(receipt) => Taking::Again(receipt.to_owned()),
            Err(refused) => Taking::Unfit(refused, self.hold_files(&envelope.from, envelope, None)),
        }
    }

    /// Holds the files that the peer brought for this letter, and that its matter does not have yet.
    fn hold_files(&self, peer: &GatewayId, envelope: &Envelope, matter: Option<&Matter>) -> Held {
        let digests = envelope.attachments.iter().map(|attachment| attachment.sha256);
        let new = digests.filter(|sha256| !matter.is_some_and(|matter| matter.files.contains_key(sha256)));
        self.shelf().hold(peer, &envelope.matter, new)
    }

    /// The answer that a message of this id got before.
    fn answered(&self, peer: &GatewayId, message: MessageId) -> Result<Option<inbox::Answered>, Failure> {
        let store = self.ledger().store();
        let Some((index, receipt)) = store.answered(peer.as_str(), &message.to_string())? else { return Ok(None) };
        let answers = store.entry(index)?.answers.ok_or_else(|| Failure::broken("an answer without its message"))?;
        Ok(Some(inbox::Answered { digest: answers.digest, receipt: receipt.to_string() }))
    }

    /// The receipt that exactly these bytes have, although they can no longer be opened.
    fn receipt_of(&self, peer: &GatewayId, bytes: &[u8]) -> Result<Option<String>, Failure> {
        let Some(message) = envelope::claimed_id(bytes) else { return Ok(None) };
        let answered = self.answered(peer, message)?;
        Ok(answered.and_then(|answered| inbox::receipt_of(bytes, &answered).map(str::to_owned)))
    }

    /// What the message brings, once the authority's seal has held.
    fn brought(&self, envelope: &Envelope, when: When, matter: Option<&Matter>, held: &Held) -> Result<Command, Unfit> {
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
            let stored = matter.and_then(|matter| matter.files.get(&attachment.sha256));
            let stored = stored.map(|stored| (stored.blob, stored.file.size, stored.file.manifest));
            let staged = || held.get(&attachment.sha256).map(|staged| (staged.blob, staged.size, staged.manifest));
            let (blob, size, manifest) = stored.or_else(staged).ok_or(Unfit::FileMissing(attachment.sha256))?;
            if manifest != attachment.manifest {
                return Err(Reason::Malformed.because("an attachment has another manifest than it says").into());
            }
            if size != attachment.size {
                return Err(Reason::Malformed.because("an attachment has another size than it says").into());
            }
            blobs.insert(attachment.sha256, blob);
        }
        if !sizes_fit(&sealed.document, envelope) {
            return Err(Reason::Malformed.because("the letter gives a file another size than its envelope").into());
        }
        let (sealed, labels, agents) = (Box::new(sealed.document), BTreeMap::new(), Vec::new());
        Ok(Command::Take { sealed, document: text.to_owned(), blobs, labels, agents })
    }

    /// What the manifests of the evidence that a certificate brings say of its use. What did not come in pieces has no manifest.
    async fn labels_of(&self, envelope: &Envelope, sealed: &SealedDocument, blobs: &Blobs) -> Result<Labels, Failure> {
        if !matches!(sealed.content.effective(), Content::Certificate { .. }) {
            return Ok(BTreeMap::new());
        }
        let in_pieces = envelope.attachments.iter().filter(|attachment| attachment.manifest.is_some());
        let files: Vec<(Digest, Digest)> =
            in_pieces.filter_map(|file| Some((file.sha256, *blobs.get(&file.sha256)?))).collect();
        let (store, owner) = (self.ledger().store().clone(), subject(&envelope.matter));
        let read = move || -> Result<_, Failure> {
            let mut labels = BTreeMap::new();
            for (sha256, blob) in files {
                let manifest = store.finished_file(&owner, &blob)?.manifest;
                let manifest = Manifest::parse(&manifest).map_err(Failure::broken)?;
                labels.extend(manifest.label().map(|label| (sha256, label.clone())));
            }
            Ok(labels)
        };
        tokio::task::spawn_blocking(read).await.map_err(Failure::broken)?
    }

    fn unsealed(&self, text: &str, envelope: &Envelope, when: When) -> Result<Sealed<SealedDocument>, Refused> {
        let value = serde_json::from_str(text).map_err(|_| Reason::NotJson.because("the sealed document"))?;
        let sealed = AuthoritySeal::from_value(&value)?;
        let roll = self.roll();
        let sealed: Sealed<SealedDocument> = sealed.verify(&roll, envelope.time, when.time, &envelope.sender)?;
        roll.check_suite(&sealed.kid, sealed.suite, self.gateway())?;
        let document = &sealed.document;
        if document.matter != envelope.matter || document.sealed_by != envelope.sender {
            return Err(Reason::WrongMessage.because("the sealed document is about another matter or authority"));
        }
        let kind = document.content.kind();
        let same = kind == envelope.kind || (kind, envelope.kind) == (MessageKind::Letter, MessageKind::Supplement);
        if same { Ok(sealed) } else { Err(Reason::WrongMessage.because("the sealed document is of another kind")) }
    }

    fn chain_fits(&self, document: &SealedDocument, envelope: &Envelope) -> bool {
        document.content.chain().is_none_or(|chain| {
            chain.transmitting == envelope.sender
                && chain.receiving == envelope.recipient
                && self.roll().serves(&envelope.from, &chain.originating)
        })
    }
}

impl From<Refused> for Unfit {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
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

/// A letter, or a certificate, says of each of its files what the envelope says, and what therefore was checked when the file came.
fn sizes_fit(document: &SealedDocument, envelope: &Envelope) -> bool {
    let says_otherwise = |file: &FileRef| {
        envelope.attachments.iter().any(|attachment| attachment.sha256 == file.sha256 && attachment.size != file.size)
    };
    !document.content.files().into_iter().any(says_otherwise)
}
