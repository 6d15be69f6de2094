//! What the record keeps of one thing, under a subject of its own, and what it comes to: one way for all aggregates.

use crate::Date;
use crate::parts::InParts;

/// What is the fold of its recorded events.
pub trait Aggregate: Sized {
    /// Its name.
    type Id;
    /// What happens to it.
    type Event: InParts;

    /// What it is after its first event. `None` if none begins so.
    fn begin(id: &Self::Id, on: Date, event: &Self::Event) -> Option<Self>;

    /// Applies one event. It has happened: nothing is refused here.
    fn apply(&mut self, on: Date, event: &Self::Event);

    /// Folds it out of its recorded events, each with its business day. `None` if there are none.
    ///
    /// # Errors
    /// The first event does not begin it.
    fn fold<'e>(
        id: &Self::Id,
        events: impl IntoIterator<Item = (Date, &'e Self::Event)>,
    ) -> Result<Option<Self>, NotABeginning>
    where
        Self::Event: 'e,
    {
        folded(events, |on, event| Self::begin(id, on, event), Self::apply)
    }

    /// What it is when these events have happened too.
    #[must_use]
    fn after<'e>(mut self, events: impl IntoIterator<Item = (Date, &'e Self::Event)>) -> Self
    where
        Self::Event: 'e,
    {
        events.into_iter().for_each(|(on, event)| self.apply(on, event));
        self
    }
}

/// The first event of a history does not begin what it is the history of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a history does not begin with this event")]
pub struct NotABeginning;

/// Folds events, each with its business day: the first one begins what they come to, and the others are applied to it.
pub(crate) fn folded<'e, T, E: 'e>(
    events: impl IntoIterator<Item = (Date, &'e E)>,
    begin: impl Fn(Date, &E) -> Option<T>,
    apply: impl Fn(&mut T, Date, &E),
) -> Result<Option<T>, NotABeginning> {
    events.into_iter().try_fold(None, |folded, (on, event)| match folded {
        Some(mut folded) => {
            apply(&mut folded, on, event);
            Ok(Some(folded))
        }
        None => begin(on, event).map(Some).ok_or(NotABeginning),
    })
}

/// The same, of what had been recorded by the end of a day.
pub(crate) fn folded_by<'e, T, E: 'e>(
    day: Date,
    events: impl IntoIterator<Item = (Date, &'e E)>,
    begin: impl Fn(Date, &E) -> Option<T>,
    apply: impl Fn(&mut T, Date, &E),
) -> Result<Option<T>, NotABeginning> {
    folded(events.into_iter().take_while(|(on, _)| *on <= day), begin, apply)
}
