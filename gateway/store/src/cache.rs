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
    young: HashMap<Arc<str>, History>,
    old: HashMap<Arc<str>, History>,
    /// How many subjects a generation has.
    limit: usize,
    /// Of the entries that were written last, in their order.
    readings: VecDeque<Reading>,
}

/// Of so many of the newest entries it is kept what they were read as: enough for those that are in work, and little beside the histories.
const READINGS_KEPT: usize = 2048;

impl Cache {
    pub(crate) fn new(subjects: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), limit: (subjects / 2).max(1), readings: VecDeque::new() }
    }

    pub(crate) fn get(&mut self, subject: &str) -> Option<History> {
        if let Some(history) = self.young.get(subject) {
            return Some(Arc::clone(history));
        }
        let (subject, history) = self.old.remove_entry(subject)?;
        self.insert(subject, Arc::clone(&history));
        Some(history)
    }

    pub(crate) fn insert(&mut self, subject: Arc<str>, history: History) {
        if self.young.len() >= self.limit {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(subject, history);
    }

    /// Adds an entry that was just written to the history of its subject, if that is here or begins with it.
    pub(crate) fn append(&mut self, entry: &Arc<Entry>) {
        self.readings.push_back(entry.reading().clone());
        if self.readings.len() > READINGS_KEPT
            && let Some(oldest) = self.readings.pop_front()
        {
            oldest.forget();
        }
        let known = match self.young.get_mut(&entry.subject) {
            Some(history) => Some(history),
            None => self.old.get_mut(&entry.subject),
        };
        match known {
            Some(history) => Arc::make_mut(history).push(Arc::clone(entry)),
            None if entry.revision == 1 => self.insert(Arc::clone(&entry.subject), Arc::new(vec![Arc::clone(entry)])),
            None => {}
        }
    }

    pub(crate) fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
        self.forget_readings();
    }

    pub(crate) fn remove(&mut self, subject: &str) {
        self.young.remove(subject);
        self.old.remove(subject);
        self.forget_readings();
    }

    /// What was read of a subject that is erased must not stay anywhere. Of which subject each one is, is not known here.
    fn forget_readings(&mut self) {
        self.readings.drain(..).for_each(|reading| reading.forget());
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
        let line = Line {
            v: Version::V1,
            log: "comity.example/hk/record".to_owned(),
            index,
            time: Time::from_unix_ms(1_768_179_723_456),
            subject: format!("matter/cn/{index}"),
            revision: 1,
            kind: "drafted".to_owned(),
            day: Date::constant(2026, 1, 12),
            commit: Place { number: 1, of: 1 },
            durable: index,
            open: serde_json::Map::new(),
            answers: None,
            receipt: None,
            commitments: BTreeMap::new(),
            sealed: None,
            sum: None,
        };
        Arc::new(Entry::written(line, BTreeMap::new()))
    }

    #[test]
    fn what_entries_were_read_as_is_kept_of_the_newest_only_however_long_they_are_held() {
        let mut cache = Cache::new(8);
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
