//! What the lines of a bundle say happened, held against what was signed by those who did it.

use std::collections::{BTreeMap, BTreeSet};

use comity_domain::aggregate::Aggregate as _;
use comity_domain::matter::{
    Check, Conveyed, Counterpart, Custody, Event, FileRef, Handling, Manner, Matter, Recorded, Request, Side, Step,
    Way, custody, out_of_nowhere,
};
use comity_domain::message::{Content, MessageKind, SealedDocument};
use comity_domain::parts::InParts as _;
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId};
use comity_record::bundle::{Proven, ProvenLine, Version};
use comity_record::canonical::canonical_digest;
use comity_record::line::{Answers, Line};
use comity_record::{Digest, Time};
use serde_json::Value;

use super::{Fault, Flaw, Shown, Transcript};
use crate::envelope::{self, Envelope};
use crate::reason::Reason;
use crate::receipt::{Awaited, Receipt};
use crate::roll::Roll;
use crate::seal::AuthoritySeal;
use crate::stream::{self, Stream};

/// Whose record of which matter it is, and what its form promises.
pub(super) struct About<'a> {
    pub(super) version: Version,
    pub(super) here: &'a GatewayId,
    pub(super) matter: &'a MatterId,
}

/// Where a sealed document stands in an entry.
const DOCUMENT: &str = "opened.document.value";
/// Where an entry says what went by hand, or came.
const CONVEYED: &str = "opened.conveyed.value";
/// Where an envelope stands in an entry.
const ENVELOPE: &str = "opened.envelope.value";
/// Where the digest of an examined request stands in an entry.
const EXAMINED: &str = "opened.request_digest.value";

const ANOTHER_EXAMINED: &str = "another request was examined";

struct Reader<'a> {
    roll: &'a Roll,
    about: &'a About<'a>,
    matter: Option<Matter>,
    stream: Stream,
    /// What the other side's receipts must be about.
    sent: BTreeMap<MessageId, Awaited>,
    /// The messages that the commits answer, with the index of their first lines.
    answered: BTreeMap<u64, (Answers, String)>,
    /// The sealed documents that messages carried, and whose they are, by their text.
    carried: BTreeMap<String, (SealedDocument, Side)>,
    /// The transcripts of which no entry has said yet as which papers they came, with the rows of their entries.
    papers_of: BTreeMap<Digest, u64>,
    /// The entry that examined another request than the one that stands: it has to be the one that the next entry puts in its place.
    examined: Option<(u64, Digest)>,
    /// The entries that rest on a sealed document, with the request as it stood.
    resting: Vec<(u64, Event, Option<Request>)>,
    /// The files that went with each message, with the row of the entry that says so.
    attached: BTreeMap<MessageId, (u64, BTreeSet<Digest>)>,
    /// The rows of the entries, by their places in the record.
    rows: BTreeMap<u64, u64>,
    read: Shown,
}

/// Reads the lines of the matter in order, and checks what they say.
pub(super) fn read(proven: &Proven, roll: &Roll, about: &About<'_>) -> Result<Shown, Fault> {
    let mut reader = Reader {
        roll,
        about,
        matter: None,
        stream: Stream::default(),
        sent: BTreeMap::new(),
        answered: BTreeMap::new(),
        carried: BTreeMap::new(),
        papers_of: BTreeMap::new(),
        examined: None,
        resting: Vec::new(),
        attached: BTreeMap::new(),
        rows: BTreeMap::new(),
        read: Shown::default(),
    };
    for proven in proven.lines.iter().filter(|line| line.is_own) {
        reader.take(proven)?;
    }
    reader.finish(proven)
}

impl Reader<'_> {
    fn take(&mut self, proven: &ProvenLine) -> Result<(), Fault> {
        let (row, line) = (proven.row, &proven.line);
        if let (Some(answers), Some(receipt)) = (&line.answers, &line.receipt) {
            self.answered.insert(line.index, (answers.clone(), receipt.clone()));
        }
        if !proven.is_open() {
            self.read.withheld += 1;
            self.pass_over(line);
            return Ok(());
        }
        let event = Event::from_parts(&line.kind, &line.open, &proven.opened);
        let event = event.map_err(|error| Flaw::NotAnEntry(error.to_string()).at(row, "line"))?;
        let examined = self.examined.take();
        match &event {
            Event::MessageQueued { .. } => self.sent(row, line, &event)?,
            Event::MessageTaken { .. } => self.taken(row, line, &event)?,
            Event::Receipted { .. } => self.receipted(row, line, &event)?,
            Event::Quarantined { seq, .. } => self.stream.sent.cut_from(*seq),
            Event::Preflighted { request_digest, checks, .. } => {
                let stands = self.stands().is_none_or(|matter| matter.request_digest() == *request_digest);
                self.examined = (!stands).then_some((row, *request_digest));
                checks.iter().try_for_each(|check| self.answer(row, check))?;
            }
            Event::Assessed { check, .. } => self.answer(row, check)?,
            event if event.sealed().is_some() => {
                if self.is_abroad() {
                    self.unseal_by_hand(row, event, line.time)?;
                }
                self.resting.push((row, event.clone(), self.stands().map(|matter| matter.request.clone())));
            }
            Event::Conveyed { conveyed } => self.conveyed(row, conveyed)?,
            _ => {}
        }
        self.fold(row, line, &event)?;
        if let Some((row, digest)) = examined {
            let is_put_there = matches!(event, Event::Corrected { .. });
            let stands = self.stands().is_none_or(|matter| is_put_there && matter.request_digest() == digest);
            same(row, EXAMINED, stands, ANOTHER_EXAMINED)?;
        }
        self.rows.insert(line.index, row);
        self.read.docket.push(recorded(line, &proven.opened, event));
        Ok(())
    }

    /// The matter as it stands; `None` if something that made it so is withheld.
    fn stands(&self) -> Option<&Matter> {
        self.matter.as_ref().filter(|_| self.read.withheld == 0)
    }

    /// What is withheld cannot be checked; that a message has its place in its chain can be seen all the same.
    fn pass_over(&mut self, line: &Line) {
        let digest = line.open.get("digest").and_then(Value::as_str).and_then(|text| text.parse().ok());
        match (line.kind.as_str(), digest) {
            ("message-queued", Some(digest)) => self.stream.send(digest),
            ("message-taken", Some(digest)) => self.stream.received.push(digest),
            _ => {}
        }
    }

    fn fold(&mut self, row: u64, line: &Line, event: &Event) -> Result<(), Fault> {
        match &mut self.matter {
            Some(matter) => matter.apply(line.day, event),
            // A beginning that is withheld leaves nothing to fold upon.
            None if self.read.withheld > 0 => {}
            None => {
                let opened = Matter::fold(self.about.matter, [(line.day, event)]);
                self.matter = opened.map_err(|error| Flaw::NotAnEntry(error.to_string()).at(row, "line"))?;
            }
        }
        Ok(())
    }

    /// A message of this gateway.
    fn sent(&mut self, row: u64, line: &Line, event: &Event) -> Result<(), Fault> {
        let Event::MessageQueued { message, to, message_kind, seq, digest, envelope } = event else { return Ok(()) };
        let sent = self.message(row, envelope, line.time, (*message, *message_kind, *seq, *digest))?;
        let parties = sent.from == *self.about.here && sent.to == *to;
        same(row, ENVELOPE, parties, "it is between other gateways than the entry says")?;
        same(row, ENVELOPE, sent.link() == self.stream.next_link(), "it does not continue the chain of its matter")?;
        self.stream.send(*digest);
        let awaited = Awaited { message: *message, digest: *digest, from: sent.from.clone(), to: to.clone() };
        self.sent.insert(*message, awaited);
        self.unseal(row, &sent, line.time)
    }

    /// A message of the other side, and the receipt that this gateway gave for it.
    fn taken(&mut self, row: u64, line: &Line, event: &Event) -> Result<(), Fault> {
        let Event::MessageTaken { message, from, message_kind, seq, digest, envelope, .. } = event else {
            return Ok(());
        };
        let taken = self.message(row, envelope, line.time, (*message, *message_kind, *seq, *digest))?;
        let parties = taken.from == *from && taken.to == *self.about.here;
        same(row, ENVELOPE, parties, "it is between other gateways than the entry says")?;
        let link = taken.link();
        let next = self.stream.check(&link, *digest) == stream::Check::Next;
        same(row, ENVELOPE, next, "it does not continue the chain of its matter")?;
        self.stream.receive(&link, *digest);
        self.unseal(row, &taken, line.time)?;
        let first = line.index.saturating_sub(u64::from(line.commit.number).saturating_sub(1));
        let Some((answers, receipt)) = self.answered.remove(&first) else {
            return Err(Flaw::Contradiction("a message was taken without a receipt").at(row, "line"));
        };
        let answered = answers == Answers { peer: from.to_string(), message: message.to_string(), digest: *digest };
        same(row, "line", answered, "the commit answers another message")?;
        let awaited = Awaited { message: *message, digest: *digest, from: from.clone(), to: self.about.here.clone() };
        let receipt = self.receipt(row, &receipt, line.time, &awaited)?;
        let promised = receipt.log == line.log && receipt.index == first;
        same(row, "line", promised, "the receipt is for another place in the record")
    }

    /// A receipt that the other side gave.
    fn receipted(&mut self, row: u64, line: &Line, event: &Event) -> Result<(), Fault> {
        let Event::Receipted { message, peer_index, receipt, .. } = event else { return Ok(()) };
        let Some(awaited) = self.sent.get(message).cloned() else {
            return if self.read.withheld > 0 {
                Ok(())
            } else {
                Err(Flaw::Contradiction("a receipt for a message that was not sent").at(row, "line"))
            };
        };
        let receipt = self.receipt(row, receipt, line.time, &awaited)?;
        same(row, "line", receipt.index == *peer_index, "the receipt names another place than the entry")
    }

    /// The envelope, its signature and form having held as when it was sent or taken.
    fn message(
        &mut self,
        row: u64,
        text: &str,
        then: Time,
        (message, kind, seq, digest): (MessageId, MessageKind, u64, Digest),
    ) -> Result<Envelope, Fault> {
        let opened = envelope::open_recorded(text.as_bytes(), &self.roll.as_of(then), then);
        let opened = opened.map_err(|refused| Flaw::from(refused).at(row, ENVELOPE))?;
        same(row, ENVELOPE, opened.digest() == digest, "its digest is another than the entry says")?;
        let envelope = opened.into_envelope();
        let named = envelope.id == message
            && envelope.kind == kind
            && envelope.seq == seq
            && envelope.matter == *self.about.matter;
        same(row, ENVELOPE, named, "it is another message than the entry says")?;
        let files = envelope.attachments.iter().map(|attachment| attachment.sha256).collect();
        self.attached.insert(message, (row, files));
        self.read.messages += 1;
        Ok(envelope)
    }

    /// The document that the message carries, under the seal of the authority that speaks.
    fn unseal(&mut self, row: u64, envelope: &Envelope, then: Time) -> Result<(), Fault> {
        let bad = |flaw: Flaw| flaw.at(row, ENVELOPE);
        let text = envelope.body.get("document").and_then(Value::as_str);
        let text = text.ok_or_else(|| bad(Reason::Malformed.because("`body.document` is missing").into()))?;
        let value =
            serde_json::from_str(text).map_err(|_| bad(Reason::NotJson.because("the sealed document").into()))?;
        let seal = AuthoritySeal::from_value(&value).map_err(|refused| bad(refused.into()))?;
        let sealed = seal.verify(&self.roll.as_of(then), envelope.time, then, &envelope.sender);
        let document: SealedDocument = sealed.map_err(|refused| bad(refused.into()))?.document;
        let about = document.matter == envelope.matter && document.sealed_by == envelope.sender;
        same(row, ENVELOPE, about, "the sealed document is of another matter or authority")?;
        let side = if envelope.from == *envelope.matter.origin() { Side::Requesting } else { Side::Requested };
        self.carried.insert(text.to_owned(), (document, side));
        Ok(())
    }

    /// At the other end there is no gateway, as far as the beginning of the matter is disclosed.
    fn is_abroad(&self) -> bool {
        self.matter.as_ref().is_some_and(|matter| matter.standing.chain.counterpart() == Counterpart::Abroad)
    }

    /// The document of an entry in a matter without messages: under the seal of an authority of this side, whether it is its own word, or
    /// what it says that the other side wrote.
    fn unseal_by_hand(&mut self, row: u64, event: &Event, then: Time) -> Result<(), Fault> {
        let (Some((text, by, _)), Some(matter)) = (event.sealed(), &self.matter) else { return Ok(()) };
        let bad = |flaw: Flaw| flaw.at(row, DOCUMENT);
        let value =
            serde_json::from_str(text).map_err(|_| bad(Reason::NotJson.because("the sealed document").into()))?;
        let seal = AuthoritySeal::from_value(&value).map_err(|refused| bad(refused.into()))?;
        let said = |document: &SealedDocument| (document.sealed_by.clone(), then);
        let sealed = seal.verify_as(&self.roll.as_of(then), then, said).map_err(|refused| bad(refused.into()))?;
        let document: SealedDocument = sealed.document;
        let side = matter.standing.side;
        let ours = matter.standing.chain.of_this_side(side).contains(&&document.sealed_by);
        let about = ours && document.matter == *self.about.matter;
        same(row, DOCUMENT, about, "the sealed document is of another matter or authority")?;
        if by != side {
            let transcript = Transcript {
                document: Digest::of(text.as_bytes()),
                kind: document.content.kind(),
                by: document.sealed_by.clone(),
                papers: Vec::new(),
            };
            self.read.transcripts.push(transcript);
            self.papers_of.insert(Digest::of(text.as_bytes()), row);
        }
        self.carried.insert(text.to_owned(), (document, by));
        Ok(())
    }

    /// What is said to have come is what was transcribed just before, and the papers stand beside it.
    fn conveyed(&mut self, row: u64, conveyed: &Conveyed) -> Result<(), Fault> {
        let Conveyed { way, document, document_kind, papers, .. } = conveyed;
        if *way == Way::Dispatched {
            let sealed = self.stands().is_none_or(|matter| matter.standing.undispatched.contains(document));
            return same(row, CONVEYED, sealed, "what left is no document that was sealed and waited");
        }
        self.papers_of.remove(document);
        let named = |it: &&mut Transcript| it.document == *document && it.kind == *document_kind;
        match self.read.transcripts.iter_mut().find(named) {
            Some(transcript) => transcript.papers.clone_from(papers),
            None => same(row, CONVEYED, self.read.withheld > 0, "what came was not transcribed")?,
        }
        Ok(())
    }

    fn receipt(&mut self, row: u64, text: &str, then: Time, awaited: &Awaited) -> Result<Receipt, Fault> {
        let receipt = Receipt::verify(text, &self.roll.as_of(then), awaited);
        let receipt = receipt.map_err(|refused| Flaw::from(refused).at(row, "line"))?;
        self.read.receipts += 1;
        Ok(receipt)
    }

    /// An answer of the rules is about the facts beside it.
    fn answer(&mut self, row: u64, check: &Check) -> Result<(), Fault> {
        same(row, "opened", about_its_facts(check), "the rules answered about other facts")?;
        self.read.checks.push((row, check.clone()));
        Ok(())
    }

    /// The chain of custody is whole: every item has come from somewhere before anything else happened to it, with each message went what
    /// its envelope names, and what is enclosed here was taken out before, by somebody.
    fn custody_holds(&self, chain: &[Custody], proven: &Proven) -> Result<(), Fault> {
        whole(chain, proven, |index| self.rows.get(&index).copied())?;
        let mut moved: BTreeMap<MessageId, BTreeSet<Digest>> = BTreeMap::new();
        for step in chain {
            if let Step::Given { message, .. } | Step::Received { message, .. } = &step.step {
                moved.entry(*message).or_default().insert(step.item);
            }
        }
        for (message, (row, files)) in &self.attached {
            if moved.remove(message).unwrap_or_default() != *files {
                return Err(Flaw::Custody(ANOTHER_HAND_OVER).at(*row, ENVELOPE));
            }
        }
        Ok(())
    }

    fn finish(mut self, proven: &Proven) -> Result<Shown, Fault> {
        if let Some((row, _)) = self.examined {
            same(row, EXAMINED, self.read.withheld > 0, ANOTHER_EXAMINED)?;
        }
        for (row, event, request) in &self.resting {
            let Some((text, by, _)) = event.sealed() else { continue };
            match self.carried.get(text) {
                Some((sealed, side)) => same(
                    *row,
                    DOCUMENT,
                    by == *side && agrees(event, sealed, request.as_ref(), text),
                    "it says something else than the entry",
                )?,
                // The message that carried it is withheld.
                None if self.read.withheld > 0 => {}
                None => return Err(Flaw::Contradiction("no message carries it").at(*row, DOCUMENT)),
            }
        }
        if let Some((_, row)) = self.papers_of.iter().next().filter(|_| self.read.withheld == 0) {
            return Err(
                Flaw::Contradiction("it is transcribed, and no entry says from which papers").at(*row, DOCUMENT)
            );
        }
        let stored = self.matter.iter().flat_map(|matter| matter.files.values().map(|stored| stored.file.clone()));
        let asked = self.matter.iter().flat_map(|matter| matter.request.files().cloned());
        let files: BTreeSet<FileRef> = stored.chain(asked).collect();
        if self.read.withheld == 0 {
            let named =
                |(sha256, size): (&Digest, &u64)| files.iter().any(|file| file.sha256 == *sha256 && file.size == *size);
            let strange = proven.files.iter().find(|file| !named(*file));
            if let Some((sha256, _)) = strange {
                return Err(
                    Flaw::Contradiction("the matter names no such file").at(1, &format!("file/{}", sha256.hex()))
                );
            }
            let chain = custody(self.about.matter, &self.read.docket);
            let promised = self.about.version != Version::V1;
            // One that has such entries was made when they were kept, whatever it calls itself.
            if promised || chain.iter().any(is_of_custody) {
                self.custody_holds(&chain, proven)?;
            }
            self.read.custody = promised.then_some(chain);
            self.read.state = self.matter.map(|matter| matter.standing.state.code());
        }
        self.read.files = files.into_iter().collect();
        Ok(self.read)
    }
}

/// What went with a message, and what the chain of custody says of that.
const ANOTHER_HAND_OVER: &str = "the entries say that other items were handed over with it than its envelope names";
const OUT_OF_NOWHERE: &str = "an item is there, and no entry says how it came";
const NOT_TAKEN_OUT: &str = "a file is enclosed, and no entry says that it was taken out of the house";

/// Every item has come from somewhere before anything else happened to it, and what is enclosed here was taken out before, by somebody.
/// `row_of` knows the row of an entry by its place in the record.
pub(super) fn whole(chain: &[Custody], proven: &Proven, row_of: impl Fn(u64) -> Option<u64>) -> Result<(), Fault> {
    if let Some(item) = out_of_nowhere(chain) {
        let first = chain.iter().find(|step| step.item == item).and_then(|step| row_of(step.index));
        return Err(Flaw::Custody(OUT_OF_NOWHERE).at(first.unwrap_or(1), "line"));
    }
    let out = |step: &&Custody| matches!(step.step, Step::Handled { handling: Handling::Exported, .. });
    let exported: BTreeSet<Digest> = chain.iter().filter(out).map(|step| step.item).collect();
    match proven.files.keys().find(|sha256| !exported.contains(sha256)) {
        Some(sha256) => Err(Flaw::Custody(NOT_TAKEN_OUT).at(1, &format!("file/{}", sha256.hex()))),
        None => Ok(()),
    }
}

/// Whether what the rules answered is about the facts beside it.
pub(super) fn about_its_facts(check: &Check) -> bool {
    canonical_digest(&check.facts).ok() == Some(check.assessment.facts_digest)
}

/// Whether no record had such an entry before custody was kept.
const fn is_of_custody(step: &Custody) -> bool {
    matches!(step.step, Step::Handled { .. } | Step::TakenOver { .. })
}

/// Whether the entry says what the authority sealed.
fn agrees(event: &Event, sealed: &SealedDocument, stands: Option<&Request>, text: &str) -> bool {
    let is_this = |digest: &Digest| Digest::of(text.as_bytes()) == *digest;
    match (event, &sealed.content) {
        (Event::Transmitted { document_digest, .. }, Content::Letter { request, .. }) => {
            is_this(document_digest) && stands.is_none_or(|stands| stands == request)
        }
        (Event::Received { chain, request, .. }, Content::Letter { chain: of, request: asked }) => {
            chain == of && request == asked
        }
        (Event::Supplied { request, .. }, Content::Letter { request: asked, .. }) => request == asked,
        (Event::SupplementAsked { reason, grounds, .. }, Content::SupplementRequest { reason: why, grounds: on })
        | (
            Event::Refused { manner: Manner::Refused, reason, grounds, .. },
            Content::Refusal { reason: why, grounds: on },
        ) => reason == why && grounds == on,
        (
            Event::Refused { manner: Manner::Returned, reason, grounds, returned_papers, .. },
            Content::Return { reason: why, grounds: on, returned_papers: papers },
        ) => reason == why && grounds == on && returned_papers == papers,
        (Event::Acknowledged { number, .. }, Content::Acknowledgement { number: given }) => number == given,
        (Event::Accepted { remarks, decisions, .. }, Content::Acceptance { remarks: made, decisions: taken }) => {
            remarks == made && decisions == taken
        }
        (Event::CertificateReturned { result, document_digest, .. }, Content::Certificate { result: of, .. }) => {
            is_this(document_digest) && result == of
        }
        (
            Event::CertificateReceived { result, certificate, .. },
            Content::Certificate { result: of, certificate: certified },
        ) => result == of && certificate == certified,
        (Event::Withdrawn { reason, .. }, Content::Withdrawal { reason: why })
        | (Event::Reminded { reason, .. }, Content::Reminder { reason: why })
        | (Event::PaperUsed { reason, .. }, Content::PaperUsed { reason: why }) => reason == why,
        (Event::NoticeGiven { notice, .. }, Content::NoticeOfTimeAndPlace { notice: given }) => notice == given,
        (Event::CostsConsulted { costs, .. }, Content::CostsConsultation { costs: expected }) => costs == expected,
        (Event::CostsAnswered { decision, reason, .. }, Content::CostsAnswer { decision: taken, reason: why }) => {
            decision == taken && reason == why
        }
        (Event::UseRequested { wish, reason, .. }, Content::UseRequest { wish: asked, reason: why }) => {
            wish == asked && reason == why
        }
        (Event::UseAnswered { answers, decision, reason, .. }, Content::UseAnswer { decision: taken, reason: why }) => {
            decision == taken && reason == why && *answers == sealed.refers_to
        }
        (
            Event::ErasureAsked { erasure_reason, instrument, .. },
            Content::ErasureRequest { reason: why, instrument: rests_on },
        ) => erasure_reason == why && instrument == rests_on,
        (
            Event::ErasureAnswered { answers, decision, reason, .. },
            Content::ErasureAnswer { decision: taken, reason: why },
        ) => decision == taken && reason == why && *answers == sealed.refers_to,
        (
            Event::Corrected { supersedes, corrected, reason, .. },
            Content::Correction { reason: why, corrected: sealed_as },
        ) => corrected == sealed_as && reason == why && *supersedes == sealed.refers_to,
        _ => false,
    }
}

fn recorded(line: &Line, opened: &comity_record::line::Particulars, event: Event) -> Recorded {
    let authority: Option<AuthorityId> =
        line.open.get("authority").and_then(Value::as_str).and_then(|name| name.parse().ok());
    let by = opened.get("by").and_then(Value::as_str).map(str::to_owned);
    Recorded { index: line.index, on: line.day, time: line.time, authority, by, event }
}

pub(super) fn same(row: u64, member: &str, holds: bool, why: &'static str) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Flaw::Contradiction(why).at(row, member)) }
}
