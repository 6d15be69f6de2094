//! The facts as the law reads them.

use core::ops::Deref;

use crate::contract::{Authority, Date, Document, Event, Facts, Item as ItemIndex, Particular, Person, Place, Value};

/// The facts of one matter, read through names that were declared.
///
/// What is not declared in the component's `reads` never crosses the sandbox's boundary; reading it here anyway is a mistake that stops a
/// native test and answers "not there" in the component.
#[derive(Clone, Copy)]
pub struct Matter<'a> {
    facts: &'a Facts,
    reads: &'static [&'static [&'static str]],
}

/// One thing of a list of the facts, with its place.
#[derive(Clone, Copy)]
pub struct Item<'a, T> {
    /// Its index in the list.
    pub index: u32,
    thing: &'a T,
    list: &'static str,
    matter: Matter<'a>,
}

impl<'a> Matter<'a> {
    /// The matter of `facts`, of which `reads` may be read.
    pub const fn new(facts: &'a Facts, reads: &'static [&'static [&'static str]]) -> Self {
        Self { facts, reads }
    }

    /// The day on which the question is asked.
    pub const fn as_of(&self) -> Date {
        self.facts.as_of
    }

    /// The procedure's code.
    pub fn procedure(&self) -> &'a str {
        &self.facts.procedure
    }

    /// The stage's code.
    pub fn stage(&self) -> &'a str {
        &self.facts.stage
    }

    /// The side that asks.
    pub fn requesting(&self) -> Option<&'a Authority> {
        self.declared("requesting");
        self.facts.requesting.as_ref()
    }

    /// The side that is asked.
    pub fn requested(&self) -> Option<&'a Authority> {
        self.declared("requested");
        self.facts.requested.as_ref()
    }

    /// A particular of the matter that is text or one code.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.declared_in("particulars", name);
        as_text(find(&self.facts.particulars, name)?)
    }

    /// A particular of the matter that is a list of codes; absent is empty.
    pub fn codes(&self, name: &str) -> &'a [String] {
        self.declared_in("particulars", name);
        match find(&self.facts.particulars, name) {
            Some(Value::Codes(codes)) => codes,
            _ => &[],
        }
    }

    /// The value of a switch; the host passes every switch that is declared.
    pub fn switch(&self, name: &str) -> &'a str {
        find(&self.facts.settings, name).and_then(as_text).unwrap_or_default()
    }

    /// The persons in a role.
    pub fn persons(self, role: &'a str) -> impl Iterator<Item = Item<'a, Person>> {
        self.declared_in("persons", role);
        self.items("persons", &self.facts.persons).filter(move |person| person.role == role)
    }

    /// The documents.
    pub fn documents(self) -> impl Iterator<Item = Item<'a, Document>> {
        self.declared("documents");
        self.items("documents", &self.facts.documents)
    }

    /// The documents of a kind.
    pub fn documents_of(self, kind: &'a str) -> impl Iterator<Item = Item<'a, Document>> {
        self.documents().filter(move |document| document.kind == kind)
    }

    /// The events of a kind, in the order of their days. Those that are dated later than the day of the question are included.
    pub fn events(self, kind: &'a str) -> impl DoubleEndedIterator<Item = Item<'a, Event>> {
        self.declared_in("docket", kind);
        let mut events: Vec<_> = self.items("docket", &self.facts.docket).filter(|event| event.kind == kind).collect();
        events.sort_by_key(|event| event.on);
        events.into_iter()
    }

    /// The first event of a kind that has happened by the day of the question.
    pub fn first(self, kind: &'a str) -> Option<Item<'a, Event>> {
        self.events(kind).find(|event| event.on <= self.as_of())
    }

    fn items<T>(self, list: &'static str, things: &'a [T]) -> impl Iterator<Item = Item<'a, T>> {
        (0_u32..).zip(things).map(move |(index, thing)| Item { index, thing, list, matter: self })
    }

    fn declared_in(&self, list: &str, name: &str) {
        if cfg!(debug_assertions) {
            self.declared(&format!("{list}.{name}"));
        }
    }

    fn declared(&self, name: &str) {
        debug_assert!(self.reads.iter().any(|reads| reads.contains(&name)), "`{name}` is read but not declared");
    }
}

impl<T> Deref for Item<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.thing
    }
}

impl<'a, T> Item<'a, T> {
    /// The thing itself, for as long as the facts last.
    pub const fn get(&self) -> &'a T {
        self.thing
    }
}

impl<'a, T: HasParticulars> Item<'a, T> {
    /// A particular of this thing that is text or one code.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.find(name).and_then(as_text)
    }

    /// A particular of this thing that is a day.
    pub fn day(&self, name: &str) -> Option<Date> {
        match self.find(name)? {
            Value::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// Where a particular of this thing stands.
    pub fn particular(&self, name: &str) -> Place {
        self.part(&format!("particulars.{name}"))
    }

    /// Where a part of this thing stands: `copies`.
    pub fn part(&self, part: &str) -> Place {
        T::place(ItemIndex { index: self.index, part: Some(part.to_owned()) })
    }

    /// Where this thing stands.
    pub fn place(&self) -> Place {
        T::place(ItemIndex { index: self.index, part: None })
    }

    fn find(&self, name: &str) -> Option<&'a Value> {
        if cfg!(debug_assertions) {
            self.matter.declared(&format!("{}.particulars.{name}", self.list));
        }
        find(self.thing.particulars(), name)
    }
}

/// The things that carry particulars.
pub trait HasParticulars {
    /// What is known of it.
    fn particulars(&self) -> &[Particular];
    /// The place of one of them.
    fn place(index: ItemIndex) -> Place;
}

macro_rules! has_particulars {
    ($($thing:ident at $place:ident),*) => {$(
        impl HasParticulars for $thing {
            fn particulars(&self) -> &[Particular] {
                &self.particulars
            }

            fn place(index: ItemIndex) -> Place {
                Place::$place(index)
            }
        }
    )*};
}

has_particulars!(Person at Person, Document at Document, Event at Event);

fn find<'a>(particulars: &'a [Particular], name: &str) -> Option<&'a Value> {
    particulars.iter().find(|particular| particular.name == name).map(|particular| &particular.value)
}

fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Decimal(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::sample;

    #[test]
    fn events_come_in_the_order_of_their_days() {
        let facts = sample::letter().event("received", "2026-03-20").event("received", "2026-03-16").facts();
        let matter = sample::matter(&facts);
        let days: Vec<_> = matter.events("received").map(|event| (event.index, event.on.day)).collect();
        assert_eq!(days, [(1, 16), (0, 20)]);
    }

    #[test]
    fn what_has_not_happened_yet_is_not_the_first_event() {
        let facts = sample::letter().asked_on("2026-03-16").event("received", "2026-03-17").facts();
        assert!(sample::matter(&facts).first("received").is_none());
    }

    #[test]
    #[should_panic(expected = "`particulars.case-number` is read but not declared")]
    fn what_is_not_declared_cannot_be_read() {
        let facts = sample::letter().facts();
        sample::matter(&facts).text("case-number");
    }
}
