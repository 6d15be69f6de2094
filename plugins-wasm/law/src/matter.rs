//! The facts as the law reads them.

use core::ops::Deref;

use crate::Declaration;
use crate::contract::{
    Act, Authority, Date, Document, Event, Facts, Item as ItemIndex, Particular, Person, Place, Value,
};

/// The facts of one matter, read through names that were declared.
///
/// What is not declared in the component's `reads` never crosses the sandbox's boundary; reading it here anyway is a mistake that stops a
/// native test and answers "not there" in the component.
#[derive(Clone, Copy)]
pub struct Matter<'a> {
    facts: &'a Facts,
    declaration: &'static Declaration,
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
    /// The matter of `facts`, of which an instrument reads what it declared.
    pub const fn new(facts: &'a Facts, declaration: &'static Declaration) -> Self {
        Self { facts, declaration }
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

    /// The court or body that acts by itself.
    pub fn forum(&self) -> Option<&'a Authority> {
        self.declared("forum");
        self.facts.forum.as_ref()
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

    /// Does this list of codes contain this one?
    pub fn names(&self, name: &str, code: &str) -> bool {
        self.codes(name).iter().any(|it| it == code)
    }

    /// A particular of the matter that says yes or no.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.declared_in("particulars", name);
        as_flag(find(&self.facts.particulars, name)?)
    }

    /// A particular of the matter that is a count.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.declared_in("particulars", name);
        as_number(find(&self.facts.particulars, name)?)
    }

    /// Where a particular of the matter stands.
    pub fn place(&self, name: &str) -> Place {
        Place::Particular(name.to_owned())
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

    /// The person with this id, whatever the role; the role must be declared to be passed at all.
    pub fn person(self, id: &str) -> Option<Item<'a, Person>> {
        self.items("persons", &self.facts.persons).find(|person| person.id.as_deref() == Some(id))
    }

    /// The acts that are asked for.
    pub fn acts(self) -> impl Iterator<Item = Item<'a, Act>> {
        self.declared("acts");
        self.items("acts", &self.facts.acts)
    }

    /// The acts of a kind.
    pub fn acts_of(self, kind: &'a str) -> impl Iterator<Item = Item<'a, Act>> {
        self.acts().filter(move |act| act.kind == kind)
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

    /// The last event of a kind that has happened by the day of the question.
    pub fn last(self, kind: &'a str) -> Option<Item<'a, Event>> {
        self.events(kind).rfind(|event| event.on <= self.as_of())
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
        debug_assert!(self.declaration.reads(name), "`{name}` is read but not declared");
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

    /// A particular of this thing that is a list of codes; absent is empty.
    pub fn codes(&self, name: &str) -> &'a [String] {
        match self.find(name) {
            Some(Value::Codes(codes)) => codes,
            _ => &[],
        }
    }

    /// A particular of this thing that says yes or no.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.find(name).and_then(as_flag)
    }

    /// A particular of this thing that is a count.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.find(name).and_then(as_number)
    }

    /// Is a number of this thing, whole or not, at least `least`? `None` if it is not given.
    pub fn at_least(&self, name: &str, least: i64) -> Option<bool> {
        match self.find(name)? {
            Value::Number(number) => Some(*number >= least),
            Value::Decimal(decimal) => whole(decimal).map(|whole| whole >= least),
            _ => None,
        }
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

has_particulars!(Person at Person, Document at Document, Act at Act, Event at Event);

fn find<'a>(particulars: &'a [Particular], name: &str) -> Option<&'a Value> {
    particulars.iter().find(|particular| particular.name == name).map(|particular| &particular.value)
}

fn as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Decimal(text) => Some(text),
        _ => None,
    }
}

const fn as_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    }
}

const fn as_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

/// What stands before the point: `4.5` years are four whole ones. No number with an exponent is a count of anything here.
fn whole(decimal: &str) -> Option<i64> {
    if decimal.contains(['e', 'E']) { None } else { decimal.split('.').next()?.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    const DECLARATION: Declaration = Declaration { reads: &["docket.received"], rules: &[], cites: &[], settings: &[] };

    #[test]
    fn events_come_in_the_order_of_their_days() {
        let facts = sample::letter().event("received", "2026-03-20").event("received", "2026-03-16").facts();
        let matter = Matter::new(&facts, &DECLARATION);
        let days: Vec<_> = matter.events("received").map(|event| (event.index, event.on.day)).collect();
        assert_eq!(days, [(1, 16), (0, 20)]);
    }

    #[test]
    fn what_has_not_happened_yet_is_not_the_first_event() {
        let facts = sample::letter().asked_on("2026-03-16").event("received", "2026-03-17").facts();
        assert!(Matter::new(&facts, &DECLARATION).first("received").is_none());
    }

    #[test]
    #[should_panic(expected = "`particulars.case-number` is read but not declared")]
    fn what_is_not_declared_cannot_be_read() {
        let facts = sample::letter().facts();
        Matter::new(&facts, &DECLARATION).text("case-number");
    }

    #[test]
    fn part_of_a_year_is_not_a_year() {
        assert_eq!(whole("4.9"), Some(4));
        assert_eq!(whole("12"), Some(12));
        assert_eq!(whole("4e9"), None);
    }
}
