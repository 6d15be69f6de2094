//! What was folded lately out of the entries of a subject, and is kept at hand. Only what came since is looked at, and folded on; a commit
//! that was decided from it asks whether its revision still stands, like any other.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_domain::aggregate::Aggregate as _;
use comity_domain::case::Case;
use comity_domain::juror::Juror;
use comity_domain::limits::{CASES_AT_HAND_MAX, JURORS_AT_HAND_MAX, MATTERS_AT_HAND_MAX};
use comity_domain::matter::Matter;
use comity_domain::{CaseId, Date, JurorId, MatterId, case, juror, matter};
use comity_record::Digest;
use comity_store::{Entry, Store, StoreError};

use super::super::cases;
use super::super::failure::Failure;
use super::kept::{Kept, read};
use super::{blobs, event_of, subject};

/// What is the fold of the entries of one subject.
pub(super) trait Fold: Clone {
    /// Its name.
    type Id: Clone + Eq + Hash + Display;
    /// What an entry says.
    type Event;
    /// So many are kept; with more, all are folded anew when they are asked for.
    const KEEPS: usize;

    /// The subject under which the record keeps it.
    fn subject(id: &Self::Id) -> String;

    /// What this entry says.
    fn event_of(entry: &Entry) -> Result<Arc<Self::Event>, Failure>;

    /// The fold of its first events; `None` of none.
    fn begin(id: &Self::Id, events: &[(Date, Arc<Self::Event>)]) -> Result<Option<Self>, Failure>;

    /// The fold when these events have happened too.
    fn go_on(self, events: &[(Date, Arc<Self::Event>)]) -> Self;

    /// The sealed bytes that an event names.
    fn blobs(event: &Self::Event) -> Vec<Digest>;

    /// Does the record call it erased?
    fn is_erased(&self) -> bool;
}

/// What is kept, by the names.
pub(super) struct AtHand<T: Fold>(Mutex<Folds<T>>);

/// Each under a lock of its own: folding one on keeps nobody waiting who wants another.
type Folds<T> = HashMap<<T as Fold>::Id, Arc<Mutex<Folded<T>>>>;

/// What the entries say, up to one of them.
pub(super) struct Folded<T> {
    /// The revision of the last entry that was looked at.
    revision: u64,
    /// The fold. A copy is made of it only if somebody still has it when more is folded on.
    pub(super) whole: Option<Arc<T>>,
    /// The sealed bytes that the entries name.
    pub(super) named: HashSet<Digest>,
}

impl<T: Fold> Default for AtHand<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Default for Folded<T> {
    fn default() -> Self {
        Self { revision: 0, whole: None, named: HashSet::new() }
    }
}

impl<T: Fold> AtHand<T> {
    /// Looks at what all entries say by now.
    pub(super) fn look_at<R>(
        &self,
        store: &Store,
        id: &T::Id,
        look: impl FnOnce(&Folded<T>) -> R,
    ) -> Result<R, Failure> {
        let at_hand = self.kept().get(id).cloned();
        let is_new = at_hand.is_none();
        let at_hand = at_hand.unwrap_or_default();
        let mut folded = at_hand.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(failure) = folded.fold_on(store, id) {
            // What was erased may be at hand still, and must not be seen.
            self.forget(id);
            return Err(failure);
        }
        // A name that somebody made up is not kept.
        if is_new && folded.whole.is_some() {
            self.keep(id, &at_hand);
        }
        Ok(look(&folded))
    }

    /// Keeps nothing of it at hand.
    pub(super) fn forget(&self, id: &T::Id) {
        self.kept().remove(id);
    }

    /// What is at hand.
    pub(super) fn kept(&self) -> MutexGuard<'_, Folds<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, id: &T::Id, folded: &Arc<Mutex<Folded<T>>>) {
        let mut kept = self.kept();
        if kept.len() >= T::KEEPS {
            kept.clear();
        }
        kept.insert(id.clone(), Arc::clone(folded));
    }
}

impl<T: Fold> Folded<T> {
    fn fold_on(&mut self, store: &Store, id: &T::Id) -> Result<(), Failure> {
        let since = store.load_after(&T::subject(id), self.revision).map_err(|error| match error {
            StoreError::Erased(_) => Failure::Erased,
            error => error.into(),
        })?;
        self.take_in(id, &since)?;
        // What the record calls erased is erased, also as long as its key is still there.
        let is_erased = self.whole.as_ref().is_some_and(|whole| whole.is_erased());
        if is_erased { Err(Failure::Erased) } else { Ok(()) }
    }

    /// Folds on what came since.
    fn take_in(&mut self, id: &T::Id, since: &[Arc<Entry>]) -> Result<(), Failure> {
        let Some(last) = since.last() else { return Ok(()) };
        let events: Vec<(Date, Arc<T::Event>)> =
            since.iter().map(|entry| Ok((entry.day, T::event_of(entry)?))).collect::<Result<_, Failure>>()?;
        // Until it is whole again there is nothing here: what ends half-way is folded anew.
        let Self { whole, mut named, .. } = std::mem::take(self);
        let whole = match whole {
            Some(whole) => Some(Arc::unwrap_or_clone(whole).go_on(&events)),
            None => T::begin(id, &events)?,
        };
        named.extend(events.iter().flat_map(|(_, event)| T::blobs(event)));
        *self = Self { revision: last.revision, whole: whole.map(Arc::new), named };
        Ok(())
    }
}

impl Fold for Matter {
    type Id = MatterId;
    type Event = matter::Event;
    const KEEPS: usize = MATTERS_AT_HAND_MAX;

    fn subject(id: &MatterId) -> String {
        subject(id)
    }

    fn event_of(entry: &Entry) -> Result<Arc<matter::Event>, Failure> {
        event_of(entry)
    }

    fn begin(id: &MatterId, events: &[(Date, Arc<matter::Event>)]) -> Result<Option<Self>, Failure> {
        Self::fold(id, events.iter().map(|(on, event)| (*on, &**event))).map_err(Failure::broken)
    }

    fn go_on(self, events: &[(Date, Arc<matter::Event>)]) -> Self {
        self.after(events.iter().map(|(on, event)| (*on, &**event)))
    }

    fn blobs(event: &matter::Event) -> Vec<Digest> {
        blobs(event)
    }

    fn is_erased(&self) -> bool {
        self.standing.erased.is_some()
    }
}

impl Fold for Case {
    type Id = CaseId;
    type Event = case::Event;
    const KEEPS: usize = CASES_AT_HAND_MAX;

    fn subject(id: &CaseId) -> String {
        cases::subject(id)
    }

    fn event_of(entry: &Entry) -> Result<Arc<case::Event>, Failure> {
        read(entry).map(Arc::new)
    }

    fn begin(id: &CaseId, events: &[(Date, Arc<case::Event>)]) -> Result<Option<Self>, Failure> {
        Self::fold(id, events.iter().map(|(on, event)| (*on, &**event))).map_err(Failure::broken)
    }

    fn go_on(self, events: &[(Date, Arc<case::Event>)]) -> Self {
        self.after(events.iter().map(|(on, event)| (*on, &**event)))
    }

    fn blobs(event: &case::Event) -> Vec<Digest> {
        cases::blobs(event)
    }

    fn is_erased(&self) -> bool {
        self.standing.erased.is_some()
    }
}

impl Fold for Juror {
    type Id = JurorId;
    type Event = juror::Event;
    const KEEPS: usize = JURORS_AT_HAND_MAX;

    fn subject(id: &JurorId) -> String {
        <Self as Kept>::subject(id)
    }

    fn event_of(entry: &Entry) -> Result<Arc<juror::Event>, Failure> {
        read(entry).map(Arc::new)
    }

    fn begin(id: &JurorId, events: &[(Date, Arc<juror::Event>)]) -> Result<Option<Self>, Failure> {
        Self::fold(id, events.iter().map(|(on, event)| (*on, &**event))).map_err(Failure::broken)
    }

    fn go_on(self, events: &[(Date, Arc<juror::Event>)]) -> Self {
        self.after(events.iter().map(|(on, event)| (*on, &**event)))
    }

    fn blobs(_: &juror::Event) -> Vec<Digest> {
        Vec::new()
    }

    /// Nothing erases a juror yet.
    fn is_erased(&self) -> bool {
        false
    }
}
