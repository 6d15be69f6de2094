//! The histories that were used last, in memory; and of the entries that were written last, what they were read as.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::Entry;
use crate::entry::Reading;

/// A history of one subject.
pub(crate) type History = Arc<Vec<Arc<Entry>>>;

/// The histories that were used last. Two generations: when the young one is full it becomes the old one, and what was not
/// used since is forgotten.
pub(crate) struct Cache {
    young: Generation,
    old: Generation,
    /// About so much memory a generation takes.
    limit_bytes: usize,
    /// Of the entries that were written last, in their order.
    readings: VecDeque<Reading>,
}

#[derive(Default)]
struct Generation {
    histories: HashMap<Arc<str>, History>,
    /// What its entries weigh, also those of histories that have been taken out since.
    bytes: usize,
}

/// Of so many of the newest entries it is kept what they were read as: enough for those that are in work, and little beside the histories.
const READINGS_KEPT: usize = 2048;

impl Cache {
    /// One that takes about so much memory, whatever the histories are that are asked for.
    pub(crate) fn new(bytes: usize) -> Self {
        let (young, old) = (Generation::default(), Generation::default());
        Self { young, old, limit_bytes: bytes / 2, readings: VecDeque::new() }
    }

    pub(crate) fn get(&mut self, subject: &str) -> Option<History> {
        if let Some(history) = self.young.histories.get(subject) {
            return Some(Arc::clone(history));
        }
        let (subject, history) = self.old.histories.remove_entry(subject)?;
        self.insert(subject, Arc::clone(&history));
        Some(history)
    }

    pub(crate) fn insert(&mut self, subject: Arc<str>, history: History) {
        self.young.bytes += history.iter().map(|entry| entry.weight()).sum::<usize>();
        self.young.histories.insert(subject, history);
        self.grow_old();
    }

    /// Adds an entry that was just written to the history of its subject, if that is here or begins with it.
    pub(crate) fn append(&mut self, entry: &Arc<Entry>) {
        self.readings.push_back(entry.reading().clone());
        if self.readings.len() > READINGS_KEPT
            && let Some(oldest) = self.readings.pop_front()
        {
            oldest.forget();
        }
        let is_young = self.young.histories.contains_key(&entry.subject);
        let generation = if is_young { &mut self.young } else { &mut self.old };
        if let Some(history) = generation.histories.get_mut(&entry.subject) {
            Arc::make_mut(history).push(Arc::clone(entry));
            generation.bytes += entry.weight();
            self.grow_old();
        } else if entry.revision == 1 {
            self.insert(Arc::clone(&entry.subject), Arc::new(vec![Arc::clone(entry)]));
        }
    }

    pub(crate) fn clear(&mut self) {
        self.young = Generation::default();
        self.old = Generation::default();
        self.forget_readings();
    }

    pub(crate) fn remove(&mut self, subject: &str) {
        self.young.histories.remove(subject);
        self.old.histories.remove(subject);
        self.forget_readings();
    }

    /// What was read of a subject that is erased must not stay anywhere. Of which subject each one is, is not known here.
    fn forget_readings(&mut self) {
        self.readings.drain(..).for_each(|reading| reading.forget());
    }

    /// What was added to an old history makes it no younger, but it counts.
    fn grow_old(&mut self) {
        if self.young.bytes > self.limit_bytes {
            self.old = std::mem::take(&mut self.young);
        } else if self.old.bytes > 2 * self.limit_bytes {
            self.old = Generation::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use comity_record::line::{Line, Place, Version};
    use comity_record::{Date, Time};

    use super::*;

    fn entry(index: u64) -> Arc<Entry> {
        entry_of(index, 1)
    }

    /// The entry of a subject that is called after `number`.
    fn entry_of(number: u64, revision: u64) -> Arc<Entry> {
        let line = Line {
            v: Version::V1,
            log: "comity.example/hk/record".to_owned(),
            index: number,
            time: Time::from_unix_ms(1_768_179_723_456),
            subject: format!("matter/cn/{number}"),
            revision,
            kind: "drafted".to_owned(),
            day: Date::constant(2026, 1, 12),
            commit: Place { number: 1, of: 1 },
            durable: number,
            open: serde_json::Map::from_iter([("note".to_owned(), "x".repeat(500).into())]),
            answers: None,
            receipt: None,
            commitments: BTreeMap::new(),
            sealed: None,
            sum: None,
        };
        Arc::new(Entry::written(line, BTreeMap::new()))
    }

    fn weighs(cache: &Cache) -> usize {
        let histories = cache.young.histories.values().chain(cache.old.histories.values());
        histories.flat_map(|history| history.iter()).map(|entry| entry.weight()).sum()
    }

    #[test]
    fn however_much_is_written_the_histories_take_no_more_memory_than_they_may() {
        let limit = 40 * entry(0).weight();
        let mut cache = Cache::new(limit);
        for index in 0..1_000 {
            cache.append(&entry(index));
            assert!(weighs(&cache) <= limit + entry(index).weight(), "{index}: {}", weighs(&cache));
        }
        assert!(cache.get("matter/cn/999").is_some() && cache.get("matter/cn/1").is_none());
        // Nor one subject that grows without end, young or old.
        for revision in 2..1_000 {
            cache.append(&entry_of(999, revision));
            assert!(weighs(&cache) <= 2 * limit, "{revision}: {}", weighs(&cache));
        }
    }

    #[test]
    fn a_history_that_is_asked_for_again_and_again_is_kept_while_others_go() {
        let mut cache = Cache::new(40 * entry(0).weight());
        for index in 0..1_000 {
            cache.append(&entry(index));
            assert!(cache.get("matter/cn/0").is_some(), "{index}");
        }
    }

    #[test]
    fn what_entries_were_read_as_is_kept_of_the_newest_only_however_long_they_are_held() {
        let mut cache = Cache::new(8 * entry(0).weight());
        let first = entry(0);
        cache.append(&first);
        let asked = Cell::new(0);
        let read = || {
            let ask = || Ok::<_, ()>(asked.replace(asked.get() + 1));
            drop(first.read_as(ask));
            asked.get()
        };
        assert_eq!([read(), read()], [1, 1]);
        (1..READINGS_KEPT as u64).for_each(|index| cache.append(&entry(index)));
        assert_eq!((read(), cache.readings.len()), (1, READINGS_KEPT));
        cache.append(&entry(READINGS_KEPT as u64));
        assert_eq!(([read(), read()], cache.readings.len()), ([2, 3], READINGS_KEPT), "it is not kept again either");
    }
}
