//! Views as they will be: changes that are not applied yet, over those that are.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::backend::{Backend, first_key};
use super::{Change, Pairs, ReadViews, ViewsUnreadable};

/// In front of each key of a projection, so that it meets no key of the store.
const PROJECTED: u8 = 1;

/// Changes over a backend.
pub(super) struct Overlay<'b> {
    below: &'b dyn Backend,
    changed: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
}

impl<'b> Overlay<'b> {
    pub(super) fn new(below: &'b dyn Backend) -> Self {
        Self { below, changed: BTreeMap::new() }
    }

    pub(super) fn change(&mut self, change: Change) {
        match change {
            Change::Put(key, value) => self.changed.insert(stored_key(&key), Some(value)),
            Change::Delete(key) => self.changed.insert(stored_key(&key), None),
        };
    }

    /// The changes, by the keys under which they are stored.
    pub(super) fn into_changes(self) -> BTreeMap<Vec<u8>, Option<Vec<u8>>> {
        self.changed
    }
}

impl ReadViews for Overlay<'_> {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable> {
        let key = stored_key(key);
        match self.changed.get(&key) {
            Some(value) => Ok(value.clone()),
            None => self.below.get(&key),
        }
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable> {
        let (prefix, after) = (stored_key(prefix), after.map(stored_key));
        let range = (first_key(&prefix, after.as_deref()), Bound::Unbounded);
        let changed = self.changed.range::<[u8], _>(range).take_while(|(key, _)| key.starts_with(&prefix));
        let changed: Vec<_> = changed.collect();
        // Each change hides at most one pair below.
        let below = self.below.scan(&prefix, after.as_deref(), limit.saturating_add(changed.len()))?;
        let mut pairs: BTreeMap<_, _> = below.into_iter().collect();
        for (key, value) in changed {
            match value {
                Some(value) => pairs.insert(key.clone(), value.clone()),
                None => pairs.remove(key),
            };
        }
        Ok(pairs.into_iter().take(limit).map(|(key, value)| (projected_key(key), value)).collect())
    }
}

/// The key of the backend for a key of the projection.
fn stored_key(key: &[u8]) -> Vec<u8> {
    let mut stored = Vec::with_capacity(key.len() + 1);
    stored.push(PROJECTED);
    stored.extend_from_slice(key);
    stored
}

/// The key of the projection for a key of the backend.
fn projected_key(mut stored: Vec<u8>) -> Vec<u8> {
    stored.drain(..1);
    stored
}

#[cfg(test)]
mod tests {
    use super::super::backend::Memory;
    use super::*;

    fn put(key: &str) -> Change {
        Change::Put(key.into(), key.into())
    }

    fn keys(pairs: Pairs) -> Vec<String> {
        pairs.into_iter().map(|(key, _)| String::from_utf8(key).unwrap()).collect()
    }

    #[test]
    fn a_scan_sees_changes_over_what_is_below_in_order() {
        let memory = Memory::default();
        let mut first = Overlay::new(&memory);
        ["a/1", "a/3", "a/5", "b/1"].map(put).into_iter().for_each(|change| first.change(change));
        memory.apply(&first.into_changes()).unwrap();

        let mut overlay = Overlay::new(&memory);
        overlay.change(put("a/2"));
        overlay.change(put("a/9"));
        overlay.change(Change::Delete("a/3".into()));
        assert_eq!(keys(overlay.scan(b"a/", None, 9).unwrap()), ["a/1", "a/2", "a/5", "a/9"]);
        assert_eq!(keys(overlay.scan(b"a/", Some(b"a/1"), 2).unwrap()), ["a/2", "a/5"]);
        assert_eq!(keys(overlay.scan(b"a/", Some(b"a/2"), 2).unwrap()), ["a/5", "a/9"]);
        assert_eq!(keys(overlay.scan(b"", None, 9).unwrap()).len(), 5);
        assert_eq!(overlay.get(b"a/3").unwrap(), None);
        assert_eq!(overlay.get(b"a/2").unwrap().unwrap(), b"a/2");
    }
}
