//! The record, in the words of the domain: matters are folded out of its entries and events are appended to it.

mod at_hand;
mod kept;

use std::sync::Arc;

use comity_domain::case::Case;
use comity_domain::juror::Juror;
use comity_domain::matter::{Event, Matter, Recorded, Standing};
use comity_domain::parts::InParts as _;
use comity_domain::parts::Parts;
use comity_domain::{AuthorityId, CaseId, Date, History, JurorId, MatterId};
use comity_record::{Digest, Time};
use comity_store::{Answered, Commit, Committed, Entry, Expected, NewEntry, Particulars, Store};
use serde_json::Value;

use super::failure::Failure;
use super::{cases, views};
use crate::access::{Action, Permit};
use at_hand::AtHand;
pub(super) use kept::{Kept, commit_of, read};

/// The record of this gateway.
#[derive(Clone)]
pub(crate) struct Ledger {
    store: Store,
    /// Matters that were folded lately.
    matters: Arc<AtHand<Matter>>,
    /// Cases that were.
    cases: Arc<AtHand<Case>>,
    /// Jurors that were.
    jurors: Arc<AtHand<Juror>>,
}

/// Who acts, for the record. Both are absent for the gateway's own clockwork and for what a peer sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Author {
    /// On whose behalf.
    pub(crate) authority: Option<AuthorityId>,
    /// Who.
    pub(crate) person: Option<String>,
}

/// When, for the record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct When {
    /// The business day.
    pub(crate) day: Date,
    /// The point in time.
    pub(crate) time: Time,
}

impl Author {
    /// Whoever has this permit, on whose behalf it was given.
    pub(crate) fn of<A: Action>(permit: &Permit<A>) -> Self {
        Self { authority: Some(permit.authority().clone()), person: Some(permit.person().to_owned()) }
    }
}

impl Ledger {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, matters: Arc::default(), cases: Arc::default(), jurors: Arc::default() }
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// The matter, folded out of its entries. `None` if there is none. Whoever keeps it, while something is committed in the matter,
    /// costs whoever asks for it next a copy of all of it.
    pub(crate) fn matter(&self, id: &MatterId) -> Result<Option<Arc<Matter>>, Failure> {
        self.matters.look_at(&self.store, id, |folded| folded.whole.clone())
    }

    /// The case, folded out of its entries. `None` if there is none. To keep it costs the same.
    pub(crate) fn case(&self, id: &CaseId) -> Result<Option<Arc<Case>>, Failure> {
        self.cases.look_at(&self.store, id, |folded| folded.whole.clone())
    }

    /// The juror, folded out of its entries. `None` if there is none. To keep it costs the same.
    pub(crate) fn juror(&self, id: &JurorId) -> Result<Option<Arc<Juror>>, Failure> {
        self.jurors.look_at(&self.store, id, |folded| folded.whole.clone())
    }

    /// Whether an entry of the matter names these sealed bytes.
    pub(crate) fn names_blob(&self, id: &MatterId, blob: &Digest) -> Result<bool, Failure> {
        self.matters.look_at(&self.store, id, |folded| folded.named.contains(blob))
    }

    /// Everything that the record holds of the matter, in order.
    pub(crate) fn docket(&self, id: &MatterId) -> Result<Vec<Recorded>, Failure> {
        self.store.load(&subject(id))?.iter().map(|entry| recorded(entry)).collect()
    }

    /// The sealed bytes that the entries of the matter name.
    pub(crate) fn blobs_of(&self, id: &MatterId) -> Result<Vec<Digest>, Failure> {
        Ok(self.docket(id)?.iter().flat_map(|recorded| blobs(&recorded.event)).collect())
    }

    /// The sealed bytes that the entries of the case name.
    pub(crate) fn blobs_of_case(&self, id: &CaseId) -> Result<Vec<Digest>, Failure> {
        let entries = self.store.load(&cases::subject(id))?;
        let blobs = entries.iter().map(|entry| Ok(cases::blobs(&read(entry)?)));
        Ok(blobs.collect::<Result<Vec<_>, Failure>>()?.concat())
    }

    /// Keeps nothing of it at hand.
    pub(crate) fn forget(&self, history: &History) {
        match history {
            History::Matter(id) => self.matters.forget(id),
            History::Case(id) => self.cases.forget(id),
        }
    }

    /// Where the matter stands by all its entries: what a decision starts from, and what a permit for one must name. While a commit becomes
    /// visible the view may be behind. Of a matter that was erased only the view says it.
    pub(crate) fn standing_by_entries(&self, id: &MatterId) -> Result<Option<Standing>, Failure> {
        match self.matter(id) {
            Err(Failure::Erased) => self.standing(id),
            matter => Ok(matter?.map(|matter| matter.standing.clone())),
        }
    }

    /// Where the matter stands, from the view.
    pub(crate) fn standing(&self, id: &MatterId) -> Result<Option<Standing>, Failure> {
        views::standing(&*self.store.views(), id)
    }

    /// Appends events to a matter, if it still stands at the revision they were decided from. Returns when they are durable.
    pub(crate) async fn append(
        &self,
        id: &MatterId,
        from_revision: u64,
        when: When,
        author: &Author,
        events: &[Event],
        answers: Option<Answered>,
    ) -> Result<Committed, Failure> {
        let entries = events.iter().map(|event| entry(event, author)).collect::<Result<Vec<_>, _>>()?;
        let expected = Expected::Revision(from_revision);
        let mut commit = Commit::of(&subject(id), expected, when.day, when.time, entries);
        commit.answers = answers;
        self.commit(commit).await
    }

    /// Appends an entry to a history of which nothing was read: refusals, sessions of peers.
    pub(crate) async fn note(&self, subject: &str, when: When, entry: NewEntry) -> Result<Committed, Failure> {
        self.commit(Commit::of(subject, Expected::Any, when.day, when.time, vec![entry])).await
    }

    pub(crate) async fn commit(&self, commit: Commit) -> Result<Committed, Failure> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        self.store.commit(commit, move |result| drop(answer.send(result)));
        Ok(answered.await.map_err(|_| comity_store::CommitError::Stopped)??)
    }
}

/// The subject under which the record keeps a matter.
pub(crate) fn subject(id: &MatterId) -> String {
    format!("matter/{id}")
}

/// The matter of a subject, if it is one.
pub(crate) fn matter_of(subject: &str) -> Option<MatterId> {
    subject.strip_prefix("matter/")?.parse().ok()
}

/// The event of an entry, in its place.
pub(crate) fn recorded(entry: &Entry) -> Result<Recorded, Failure> {
    let event = Arc::unwrap_or_clone(event_of(entry)?);
    let authority = entry.open.get("authority").and_then(Value::as_str).and_then(|name| name.parse().ok());
    let by = entry.particulars.get("by").and_then(Value::as_str).map(str::to_owned);
    Ok(Recorded { index: entry.index, on: entry.day, time: entry.time, authority, by, event })
}

/// The event of an entry. Of a new one it is put together once, whether a view is made of it or a matter is folded on.
pub(crate) fn event_of(entry: &Entry) -> Result<Arc<Event>, Failure> {
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    entry.read_as(|| Event::from_parts(&entry.kind, &entry.open, particulars).map_err(Failure::broken))
}

/// The entry of an event.
pub(crate) fn entry(event: &Event, author: &Author) -> Result<NewEntry, Failure> {
    Ok(entry_of(event.to_parts().map_err(Failure::broken)?, blobs(event), author))
}

/// The entry of an event that was split already.
pub(crate) fn entry_of(mut parts: Parts, blobs: Vec<Digest>, author: &Author) -> NewEntry {
    if let Some(authority) = &author.authority {
        parts.open.insert("authority".into(), authority.as_str().into());
    }
    if let Some(person) = &author.person {
        parts.particulars.insert("by".into(), person.as_str().into());
    }
    NewEntry { kind: parts.kind, open: parts.open, particulars: parts.particulars, blobs }
}

/// The blobs that an event mentions: they must be on the disk before it is.
fn blobs(event: &Event) -> Vec<Digest> {
    match event {
        Event::FileAdded { blob, .. } | Event::TakenOver { blob, .. } => vec![*blob],
        Event::Received { blobs, .. }
        | Event::Supplied { blobs, .. }
        | Event::CertificateReceived { blobs, .. }
        | Event::Corrected { blobs, .. } => blobs.values().copied().collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
