//! What one authority keeps under a subject of its own: an authorisation, a listing, a mediation. To another authority it is as if it were not
//! there. It is folded out of its entries, and what is decided about it is appended, if it still stands at the revision it was decided from.

use std::fmt::Display;
use std::str::FromStr;

use comity_domain::aggregate::Aggregate;
use comity_domain::authorisation::{self, Authorisation};
use comity_domain::confirmation::{self, Confirmation};
use comity_domain::foreign_law::{self, Inquiry};
use comity_domain::juror::{self, Juror};
use comity_domain::mediation::{self, Mediation};
use comity_domain::mediator::{self, Mediator};
use comity_domain::parts::InParts;
use comity_domain::register::{self, Listing};
use comity_domain::{AuthorityId, Date};
use comity_record::Digest;
use comity_store::{Commit, Entry, Expected, NewEntry, Particulars};

use super::super::failure::Failure;
use super::{Author, Ledger, When, entry_of};
use crate::access::{Action, Permit};

/// What one authority keeps.
pub(in crate::app) trait Kept: Aggregate<Id: Display + FromStr<Err: Display>> {
    /// What stands before its name in its subject; also what is not found.
    const SUBJECT: &'static str;
    /// The view of them, by whoever keeps each.
    const LIST: &'static str;

    /// Whether this authority keeps it.
    fn is_kept_by(&self, authority: &AuthorityId) -> bool;

    /// So many entries it has.
    fn revision(&self) -> u64;

    /// The sealed bytes that an event names: they must be on the disk before it is.
    fn blobs(event: &Self::Event) -> Vec<Digest>;

    /// The subject under which the record keeps it.
    fn subject(id: &Self::Id) -> String {
        format!("{}/{id}", Self::SUBJECT)
    }

    /// Whose subject this is, if it is one of these.
    fn of_subject(subject: &str) -> Option<Self::Id> {
        subject.strip_prefix(Self::SUBJECT)?.strip_prefix('/')?.parse().ok()
    }
}

impl Ledger {
    /// Whether anything is recorded under this name: nobody needs a permit to be told that there is nothing.
    pub(in crate::app) fn has<T: Kept>(&self, id: &T::Id) -> bool {
        self.store().head(&T::subject(id)) > 0
    }

    /// What has happened, in its order.
    pub(in crate::app) fn events_of<T: Kept>(&self, id: &T::Id) -> Result<Vec<(Date, T::Event)>, Failure> {
        self.store().load(&T::subject(id))?.iter().map(|entry| Ok((entry.day, read(entry)?))).collect()
    }

    /// Folded out of its entries. `None` if there are none.
    pub(in crate::app) fn find<T: Kept>(&self, id: &T::Id) -> Result<Option<T>, Failure> {
        let events = self.events_of::<T>(id)?;
        T::fold(id, events.iter().map(|(on, event)| (*on, event))).map_err(Failure::broken)
    }

    /// The same, where somebody asks for it.
    pub(in crate::app) fn get<T: Kept>(&self, id: &T::Id) -> Result<T, Failure> {
        self.find(id)?.ok_or(Failure::NotFound { what: T::SUBJECT })
    }

    /// The same, if the authority of the permit keeps it, and it still stands at the revision that was seen, if one was.
    pub(in crate::app) fn own<T: Kept, A: Action<About = ()>>(
        &self,
        permit: &Permit<A>,
        id: &T::Id,
        seen: Option<u64>,
    ) -> Result<T, Failure> {
        let kept: T = self.get(id)?;
        if !kept.is_kept_by(permit.authority()) {
            return Err(Failure::NotFound { what: T::SUBJECT });
        }
        let current = kept.revision();
        if seen.is_none_or(|seen| seen == current) { Ok(kept) } else { Err(Failure::Moved { current }) }
    }

    /// Begins it with these events. Returns when they are durable.
    pub(in crate::app) async fn begin<T: Kept>(
        &self,
        id: &T::Id,
        when: When,
        author: &Author,
        events: &[T::Event],
    ) -> Result<(), Failure> {
        self.commit(commit_of::<T>(id, 0, when, author, events)?).await.map(drop)
    }

    /// Appends what was decided about it, and returns it as it stands then, when that is durable.
    pub(in crate::app) async fn go_on<T: Kept>(
        &self,
        id: &T::Id,
        kept: T,
        when: When,
        author: &Author,
        events: &[T::Event],
    ) -> Result<T, Failure> {
        self.commit(commit_of::<T>(id, kept.revision(), when, author, events)?).await?;
        Ok(kept.after(events.iter().map(|event| (when.day, event))))
    }
}

/// The commit of these events, at the revision from which they were decided.
pub(in crate::app) fn commit_of<T: Kept>(
    id: &T::Id,
    from_revision: u64,
    when: When,
    author: &Author,
    events: &[T::Event],
) -> Result<Commit, Failure> {
    let entry = |event: &T::Event| -> Result<NewEntry, Failure> {
        Ok(entry_of(event.to_parts().map_err(Failure::broken)?, T::blobs(event), author))
    };
    let entries = events.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    Ok(Commit::of(&T::subject(id), Expected::Revision(from_revision), when.day, when.time, entries))
}

/// The event of an entry, put together again.
pub(in crate::app) fn read<E: InParts>(entry: &Entry) -> Result<E, Failure> {
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    E::from_parts(&entry.kind, &entry.open, particulars).map_err(Failure::broken)
}

macro_rules! kept {
    ($($aggregate:ident = $subject:literal, $list:literal, $keeper:expr, $blobs:expr;)+) => {$(
        impl Kept for $aggregate {
            const SUBJECT: &'static str = $subject;
            const LIST: &'static str = $list;

            fn is_kept_by(&self, authority: &AuthorityId) -> bool {
                let keeper: fn(&Self) -> Option<&AuthorityId> = $keeper;
                keeper(self) == Some(authority)
            }

            fn revision(&self) -> u64 {
                self.standing.revision
            }

            fn blobs(event: &Self::Event) -> Vec<Digest> {
                let blobs: fn(&Self::Event) -> &[Digest] = $blobs;
                blobs(event).to_vec()
            }
        }
    )+};
}

kept! {
    // What another court witnessed is held here, and kept there.
    Authorisation = "authorisation", "authorisations",
        |it| Some(&it.standing.court).filter(|court| **court == it.standing.held_by),
        |event| match event {
            authorisation::Event::PaperSigned { blob, .. } => std::slice::from_ref(blob),
            _ => &[],
        };
    Listing = "listing", "listings", |it| Some(&it.standing.keeper), |_: &register::Event| &[];
    Mediation = "mediation", "mediations", |it| Some(&it.standing.body), |event| match event {
        mediation::Event::AgreementReached { blob, .. } => std::slice::from_ref(blob),
        _ => &[],
    };
    Confirmation = "confirmation", "confirmations", |it| Some(&it.standing.court), |event| match event {
        confirmation::Event::AgreementPut { blob, .. } => std::slice::from_ref(blob),
        _ => &[],
    };
    Inquiry = "inquiry", "inquiries", |it| Some(&it.standing.court), |event| match event {
        foreign_law::Event::FileAdded { blob, .. } => std::slice::from_ref(blob),
        _ => &[],
    };
    Mediator = "mediator", "mediators", |it| Some(&it.standing.body), |event| match event {
        mediator::Event::Applied { blobs, .. } => blobs,
        _ => &[],
    };
    Juror = "juror", "jurors", |it| Some(&it.standing.court), |_: &juror::Event| &[];
}
