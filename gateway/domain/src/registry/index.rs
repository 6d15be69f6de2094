//! The registers as they are searched: a view of them, made anew from the record whenever it is not there.
//!
//! What a name can be found by lies in one order ([`beginnings`](super::folding::beginnings)), so whatever begins with the text of a
//! question lies together. What an entry can be filtered by is a set of places each. An answer is in the order of what was found by, and
//! then of numbers; it depends on what the registers hold and not on how it came there.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::ops::Bound;

use super::folding::{beginnings, fold_number};
use super::marks::Marks;
use super::places::Places;
use super::question::Wanted;
use super::{Availability, BadQuestion, Entry, Name, NameForm, Question, Register, RosterNo, Shown, Status, Tag, View};
use crate::limits::{REGISTRY_MAX_ENTRIES, REGISTRY_MAX_VALUES};
use crate::matter::BadRequest;
use crate::{AuthorityId, Date, Jurisdiction};

/// One page of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How many were found, on this page and on others.
    pub total: u32,
    /// Those of this page, in their order.
    pub entries: Vec<Shown>,
}

/// Why an entry is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTakenIn {
    /// It has not the form of one.
    #[error(transparent)]
    BadEntry(#[from] BadRequest),
    /// The registers have as many entries as they may have.
    #[error("the registers have {} entries", REGISTRY_MAX_ENTRIES)]
    TooManyEntries,
    /// Entries are told apart by as many languages, specialities and keepers as there may be.
    #[error("the entries have {} languages, specialities and keepers", REGISTRY_MAX_VALUES)]
    TooManyValues,
}

/// The registers, as they are searched.
#[derive(Debug, Default)]
pub struct Index {
    /// The entries; a place that became free is taken again.
    rows: Vec<Option<Row>>,
    free: Vec<u32>,
    numbers: BTreeMap<RosterNo, u32>,
    /// What is found by the text of a question, with the places of those who are found by it.
    found_by: BTreeMap<Box<[u8]>, Places>,
    /// All who are found by a text that begins with this character: a family's character begins a hundred thousand names, each of another.
    found_by_first: BTreeMap<Box<[u8]>, Places>,
    values: BTreeMap<Value, u16>,
    /// Numbers of values that no entry has any more: given again.
    free_values: Vec<u16>,
    /// The entries that have a value, by its number: in the order of their own numbers, and as a set.
    having: Vec<(Value, Places, Marks)>,
    /// Those who are away, by the last day of that.
    away_until: BTreeMap<Date, Places>,
}

/// An entry as it is kept: a million of them are to have room. Names stand behind each other, each on a line that begins with its form.
#[derive(Debug)]
struct Row {
    roster_no: RosterNo,
    names: Box<str>,
    /// By their numbers.
    values: Box<[u16]>,
    availability: Availability,
}

/// What entries have in common, and are filtered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Register(Register),
    Keeper(AuthorityId),
    Region(Jurisdiction),
    Language(Tag),
    Speciality(Tag),
    Status(Status),
    Free,
}

/// Names and numbers are apart from each other.
const NAME: u8 = b'n';
const NUMBER: u8 = b'#';

impl Index {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Takes an entry in; one with the same number leaves. Fastest in the order of the numbers.
    ///
    /// # Errors
    /// Why it is not taken in; then the registers are as they were.
    pub fn insert(&mut self, entry: &Entry) -> Result<(), NotTakenIn> {
        entry.check()?;
        self.has_room(entry)?;
        self.remove(&entry.roster_no);
        let place = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            // No more than the greatest number of entries.
            u32::try_from(self.rows.len() - 1).unwrap_or(u32::MAX)
        });
        let values = values_of(entry).into_iter().map(|value| self.number_of(value)).collect();
        let row = Row {
            roster_no: entry.roster_no.clone(),
            names: entry.names.iter().map(line).collect(),
            values,
            availability: entry.availability,
        };
        self.numbers.insert(entry.roster_no.clone(), place);
        self.enter(place, &row);
        if let Some(free) = self.rows.get_mut(place as usize) {
            *free = Some(row);
        }
        Ok(())
    }

    /// Takes an entry out, if it is there.
    pub fn remove(&mut self, roster_no: &RosterNo) -> Option<Entry> {
        let place = self.numbers.remove(roster_no)?;
        let row = self.rows.get_mut(place as usize).and_then(mem::take)?;
        let entry = self.entry(&row);
        self.leave(place, &row);
        self.free.push(place);
        entry
    }

    /// The entry with this number, as a view shows it.
    pub fn get(&self, roster_no: &RosterNo, view: &View) -> Option<Shown> {
        self.shown(*self.numbers.get(roster_no)?, view)
    }

    /// The entry with this number as it was taken in, whoever may see it.
    pub fn entry_of(&self, roster_no: &RosterNo) -> Option<Entry> {
        let place = *self.numbers.get(roster_no)?;
        self.entry(self.rows.get(place as usize)?.as_ref()?)
    }

    /// Whether an entry has this number, however it is written: whoever asks for one finds all that fold alike.
    pub fn is_given(&self, roster_no: &RosterNo) -> bool {
        let folded = fold_number(roster_no.as_str());
        let key = [&[NUMBER][..], folded.as_bytes()].concat();
        let rows = self.found_by.get(key.as_slice()).into_iter().flat_map(Places::as_slice);
        // Some are found by the end of their number alone.
        rows.filter_map(|place| self.row(*place)).any(|row| fold_number(row.roster_no.as_str()) == folded)
    }

    /// Answers a question: those found by the beginning of a number first; then those in whose names the words of the question stand
    /// together; then those with names in which each of its words begins a word.
    ///
    /// # Errors
    /// Why it is not answered.
    pub fn answer(&self, question: &Question, view: &View) -> Result<Answer, BadQuestion> {
        let wanted = question.read(view)?;
        let mut page = Page {
            allowed: self.allowed(question, view),
            from: question.from,
            limit: question.limit,
            total: 0,
            places: Vec::new(),
        };
        match wanted {
            Some(wanted) => self.find(&wanted, &mut page),
            None => self.list(question, &mut page),
        }
        let entries = page.places.iter().filter_map(|place| self.shown(*place, view)).collect();
        Ok(Answer { total: page.total, entries })
    }

    fn find(&self, wanted: &Wanted, page: &mut Page) {
        if !wanted.number.is_empty() {
            page.take(self.beginning_with(NUMBER, &wanted.number));
        }
        let [first, others @ ..] = wanted.words.as_slice() else { return };
        self.take_names(&wanted.together, page);
        if others.is_empty() {
            return;
        }
        for word in others {
            page.allowed.keep(&self.named(word));
        }
        self.take_names(first, page);
    }

    /// Those in whose names this begins a word. Once the page is full it is left to be counted, and the order is nobody's business any more.
    fn take_names(&self, text: &str, page: &mut Page) {
        match self.beginning_with_character(text) {
            Some(all) => {
                page.take_until_full(self.beginning_with(NAME, text));
                page.take([all]);
            }
            None => page.take(self.beginning_with(NAME, text)),
        }
    }

    /// The same as a set.
    fn named(&self, word: &str) -> Marks {
        let mut named = Marks::new();
        let mut take = |places: &[u32]| places.iter().for_each(|place| named.insert(*place));
        match self.beginning_with_character(word) {
            Some(all) => take(all),
            None => self.beginning_with(NAME, word).for_each(take),
        }
        named
    }

    /// All whose names have a word that begins with this, in the order of their numbers, if it is one character.
    fn beginning_with_character(&self, text: &str) -> Option<&[u32]> {
        let is_one = text.chars().nth(1).is_none();
        is_one.then(|| self.found_by_first.get(text.as_bytes()).map_or(&[][..], Places::as_slice))
    }

    /// Without a text: in the order of the numbers, along the shortest of the lists that hold all that is asked for.
    fn list(&self, question: &Question, page: &mut Page) {
        page.total = page.allowed.count();
        let lists = asked(question).into_iter().map(|value| self.places_having(&value));
        match lists.min_by_key(|places| places.len()) {
            Some(places) => page.fill(places.iter().copied()),
            None => page.fill(self.numbers.values().copied()),
        }
    }

    /// The places of what begins with this, in its order: one list for each text.
    fn beginning_with(&self, space: u8, text: &str) -> impl Iterator<Item = &[u32]> + use<'_> {
        let mut first = vec![space];
        first.extend_from_slice(text.as_bytes());
        let mut after = first.clone();
        // The last byte of a text is never the greatest one.
        if let Some(last) = after.last_mut() {
            *last += 1;
        }
        let range =
            self.found_by.range::<[u8], _>((Bound::Included(first.as_slice()), Bound::Excluded(after.as_slice())));
        range.map(|(_, places)| places.as_slice())
    }

    /// Who may be shown by this view and has all that is asked for.
    fn allowed(&self, question: &Question, view: &View) -> Marks {
        let mut allowed = self.marks(&Value::Status(Status::InForce)).clone();
        match view {
            View::Public => {
                for register in Register::ALL.into_iter().filter(|register| !register.is_public()) {
                    allowed.drop_all(self.marks(&Value::Register(register)));
                }
            }
            View::Court | View::Keeper(_) => {
                allowed.add_all(self.marks(&Value::Status(Status::Pending)));
                allowed.add_all(self.marks(&Value::Status(Status::Suspended)));
            }
        }
        if let View::Keeper(keeper) = view {
            allowed.add_all(self.marks(&Value::Keeper(keeper.clone())));
        }
        for value in asked(question) {
            allowed.keep(self.marks(&value));
        }
        if let Some(day) = question.free_on {
            let back = self.away_until.range(..day).flat_map(|(_, places)| places.as_slice());
            let mut free = self.marks(&Value::Free).clone();
            back.for_each(|place| free.insert(*place));
            allowed.keep(&free);
        }
        allowed
    }

    fn shown(&self, place: u32, view: &View) -> Option<Shown> {
        view.show(self.entry(self.row(place)?)?)
    }

    fn row(&self, place: u32) -> Option<&Row> {
        self.rows.get(place as usize)?.as_ref()
    }

    fn value(&self, number: u16) -> Option<&(Value, Places, Marks)> {
        self.having.get(usize::from(number))
    }

    fn marks(&self, value: &Value) -> &Marks {
        const NOBODY: &Marks = &Marks::new();
        self.values.get(value).and_then(|number| self.value(*number)).map_or(NOBODY, |(_, _, marks)| marks)
    }

    fn places_having(&self, value: &Value) -> &[u32] {
        self.values.get(value).and_then(|number| self.value(*number)).map_or(&[], |(_, places, _)| places.as_slice())
    }

    /// The entry that a row was made of.
    fn entry(&self, row: &Row) -> Option<Entry> {
        let values = row.values.iter().filter_map(|number| self.value(*number)).map(|(value, ..)| value);
        let (mut register, mut keeper, mut region, mut status) = (None, None, None, None);
        let (mut languages, mut specialities) = (BTreeSet::new(), BTreeSet::new());
        for value in values.cloned() {
            match value {
                Value::Register(is) => register = Some(is),
                Value::Keeper(is) => keeper = Some(is),
                Value::Region(is) => region = Some(is),
                Value::Status(is) => status = Some(is),
                Value::Language(tag) => languages.extend([tag]),
                Value::Speciality(tag) => specialities.extend([tag]),
                Value::Free => {}
            }
        }
        Some(Entry {
            roster_no: row.roster_no.clone(),
            register: register?,
            keeper: keeper?,
            region: region?,
            names: row.names.lines().filter_map(name).collect(),
            languages,
            specialities,
            status: status?,
            availability: row.availability,
        })
    }

    fn has_room(&self, entry: &Entry) -> Result<(), NotTakenIn> {
        if self.len() >= REGISTRY_MAX_ENTRIES && !self.numbers.contains_key(&entry.roster_no) {
            return Err(NotTakenIn::TooManyEntries);
        }
        let new = values_of(entry).into_iter().filter(|value| !self.values.contains_key(value)).count();
        if self.values.len() + new > REGISTRY_MAX_VALUES { Err(NotTakenIn::TooManyValues) } else { Ok(()) }
    }

    /// The number of a value; a new one gets one that is free, or the next.
    fn number_of(&mut self, value: Value) -> u16 {
        if let Some(number) = self.values.get(&value) {
            return *number;
        }
        let new = (value.clone(), Places::default(), Marks::new());
        let number = self.free_values.pop().unwrap_or_else(|| u16::try_from(self.having.len()).unwrap_or(u16::MAX));
        match self.having.get_mut(usize::from(number)) {
            Some(free) => *free = new,
            None => self.having.push(new),
        }
        self.values.insert(value, number);
        number
    }

    fn enter(&mut self, place: u32, row: &Row) {
        let Self { rows, found_by, found_by_first, having, away_until, .. } = self;
        let order = Order { rows, number: &row.roster_no };
        let texts = row.texts();
        for first in firsts(&texts) {
            order.add(found_by_first.entry(first).or_default(), place);
        }
        for text in texts {
            order.add(found_by.entry(text).or_default(), place);
        }
        for number in &row.values {
            if let Some((_, places, marks)) = having.get_mut(usize::from(*number)) {
                order.add(places, place);
                marks.insert(place);
            }
        }
        if let Availability::AwayUntil(day) = row.availability {
            order.add(away_until.entry(day).or_default(), place);
        }
    }

    fn leave(&mut self, place: u32, row: &Row) {
        let Self { rows, found_by, found_by_first, having, away_until, values, free_values, .. } = self;
        let order = Order { rows, number: &row.roster_no };
        let texts = row.texts();
        for first in firsts(&texts) {
            order.leave(found_by_first, &first, place);
        }
        for text in texts {
            order.leave(found_by, &text, place);
        }
        for number in &row.values {
            if let Some((value, places, marks)) = having.get_mut(usize::from(*number)) {
                order.take(places, place);
                marks.remove(place);
                if places.is_empty() && values.remove(value).is_some() {
                    free_values.push(*number);
                }
            }
        }
        if let Availability::AwayUntil(day) = row.availability {
            if let Some(places) = away_until.get_mut(&day) {
                order.take(places, place);
            }
            away_until.retain(|_, places| !places.is_empty());
        }
    }
}

impl Row {
    /// All that it is found by, each once.
    fn texts(&self) -> BTreeSet<Box<[u8]>> {
        let in_space = |space: u8, text: &str| [&[space][..], text.as_bytes()].concat().into_boxed_slice();
        let names = self.names.lines().filter_map(name).flat_map(|name| beginnings(&name.text));
        let mut texts: BTreeSet<_> = names.map(|text| in_space(NAME, &text)).collect();
        // People write the number, and not before it whose and of what it is.
        let number = self.roster_no.as_str();
        let own = number.rsplit(':').next().unwrap_or(number);
        texts.extend([number, own].map(|number| in_space(NUMBER, &fold_number(number))));
        texts
    }
}

/// The characters that the names begin with, of all that an entry is found by.
fn firsts(texts: &BTreeSet<Box<[u8]>>) -> BTreeSet<Box<[u8]>> {
    let names = texts.iter().filter_map(|text| text.strip_prefix(&[NAME]));
    let first = |name: &[u8]| str::from_utf8(name).ok()?.chars().next().map(|first| first.to_string().into_bytes());
    names.filter_map(first).map(Vec::into_boxed_slice).collect()
}

/// Where an entry stands among others: by its number.
struct Order<'a> {
    rows: &'a [Option<Row>],
    number: &'a RosterNo,
}

impl Order<'_> {
    fn add(&self, places: &mut Places, place: u32) {
        // Whoever comes in order comes last.
        let at = match places.as_slice().last() {
            Some(last) if !self.is_before(*last) => self.among(places),
            _ => places.as_slice().len(),
        };
        places.insert(at, place);
    }

    fn take(&self, places: &mut Places, place: u32) {
        let at = self.among(places);
        if places.as_slice().get(at) == Some(&place) {
            places.remove(at);
        }
    }

    /// Takes a place out of what is found by a text; a text by which nobody is found goes with it.
    fn leave(&self, found_by: &mut BTreeMap<Box<[u8]>, Places>, text: &[u8], place: u32) {
        let Some(places) = found_by.get_mut(text) else { return };
        self.take(places, place);
        if places.is_empty() {
            found_by.remove(text);
        }
    }

    fn among(&self, places: &Places) -> usize {
        places.as_slice().partition_point(|other| self.is_before(*other))
    }

    fn is_before(&self, other: u32) -> bool {
        self.rows.get(other as usize).and_then(Option::as_ref).is_some_and(|row| row.roster_no < *self.number)
    }
}

/// A page that is being filled.
struct Page {
    /// Who may be on it, and was not found yet.
    allowed: Marks,
    from: u32,
    limit: u32,
    total: u32,
    places: Vec<u32>,
}

impl Page {
    /// Counts all who were found, each once, and keeps those of the page.
    fn take<'a>(&mut self, found: impl IntoIterator<Item = &'a [u32]>) {
        found.into_iter().for_each(|places| self.take_all(places));
    }

    /// The same, until as many were found as the page ends with.
    fn take_until_full<'a>(&mut self, found: impl IntoIterator<Item = &'a [u32]>) {
        for places in found {
            if self.total >= self.from.saturating_add(self.limit) {
                return;
            }
            self.take_all(places);
        }
    }

    fn take_all(&mut self, places: &[u32]) {
        for place in places {
            if self.allowed.remove(*place) {
                if self.total >= self.from && self.total - self.from < self.limit {
                    self.places.push(*place);
                }
                self.total += 1;
            }
        }
    }

    /// Fills the page, where it is known how many there are.
    fn fill(&mut self, found: impl Iterator<Item = u32>) {
        let on_page = found.filter(|place| self.allowed.has(*place));
        self.places.extend(on_page.skip(self.from as usize).take(self.limit as usize));
    }
}

/// The values that are asked for.
fn asked(question: &Question) -> Vec<Value> {
    let mut asked: Vec<Value> = question.languages.iter().cloned().map(Value::Language).collect();
    asked.extend(question.specialities.iter().cloned().map(Value::Speciality));
    asked.extend(question.register.map(Value::Register));
    asked.extend(question.keeper.clone().map(Value::Keeper));
    asked.extend(question.region.map(Value::Region));
    asked.extend(question.status.map(Value::Status));
    asked
}

fn values_of(entry: &Entry) -> Vec<Value> {
    let mut values = vec![
        Value::Register(entry.register),
        Value::Keeper(entry.keeper.clone()),
        Value::Region(entry.region),
        Value::Status(entry.status),
    ];
    values.extend(entry.languages.iter().cloned().map(Value::Language));
    values.extend(entry.specialities.iter().cloned().map(Value::Speciality));
    values.extend((entry.availability == Availability::Free).then_some(Value::Free));
    values
}

/// A name as it is kept: the letter of its form, and the name.
fn line(name: &Name) -> String {
    let form = match name.form {
        NameForm::Simplified => 's',
        NameForm::Traditional => 't',
        NameForm::Mandarin => 'm',
        NameForm::Cantonese => 'c',
        NameForm::Portuguese => 'p',
        NameForm::English => 'e',
    };
    format!("{form}{}\n", name.text)
}

fn name(line: &str) -> Option<Name> {
    let form = match line.chars().next()? {
        's' => NameForm::Simplified,
        't' => NameForm::Traditional,
        'm' => NameForm::Mandarin,
        'c' => NameForm::Cantonese,
        'p' => NameForm::Portuguese,
        _ => NameForm::English,
    };
    Some(Name { form, text: line.get(1..)?.to_owned() })
}
