//! The histories that were used last, in memory.

use std::collections::HashMap;
use std::sync::Arc;

use crate::Entry;

/// A history of one subject.
pub(crate) type History = Arc<Vec<Arc<Entry>>>;

/// The histories that were used last. Two generations: when the young one is full it becomes the old one, and what was not
/// used since is forgotten.
pub(crate) struct Cache {
    young: HashMap<Arc<str>, History>,
    old: HashMap<Arc<str>, History>,
    /// How many subjects a generation has.
    limit: usize,
}

impl Cache {
    pub(crate) fn new(subjects: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), limit: (subjects / 2).max(1) }
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

    /// Adds an entry to the history of its subject, if that is here or begins with it.
    pub(crate) fn append(&mut self, entry: &Arc<Entry>) {
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
    }

    pub(crate) fn remove(&mut self, subject: &str) {
        self.young.remove(subject);
        self.old.remove(subject);
    }
}
