//! Where views are kept.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{PoisonError, RwLock};

use super::{Pairs, ViewsUnreadable};

/// Keys and values in the order of the keys.
pub(super) trait Backend: Send + Sync {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable>;

    /// At most `limit` pairs whose keys begin with `prefix`, beginning behind `after`.
    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable>;

    /// Makes all changes at once: a value is set, `None` removes.
    fn apply(&self, changes: &BTreeMap<Vec<u8>, Option<Vec<u8>>>) -> Result<(), ViewsUnreadable>;
}

/// Views in memory, gone when the program ends.
#[derive(Default)]
pub(super) struct Memory(RwLock<BTreeMap<Vec<u8>, Vec<u8>>>);

impl Backend for Memory {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable> {
        Ok(self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned())
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable> {
        let pairs = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let range = pairs.range::<[u8], _>((first_key(prefix, after), Bound::Unbounded));
        let matching = range.take_while(|(key, _)| key.starts_with(prefix)).take(limit);
        Ok(matching.map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    fn apply(&self, changes: &BTreeMap<Vec<u8>, Option<Vec<u8>>>) -> Result<(), ViewsUnreadable> {
        let mut pairs = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (key, value) in changes {
            match value {
                Some(value) => pairs.insert(key.clone(), value.clone()),
                None => pairs.remove(key),
            };
        }
        Ok(())
    }
}

impl Memory {
    /// Everything in them.
    pub(super) fn into_pairs(self) -> BTreeMap<Vec<u8>, Vec<u8>> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where a scan of `prefix` behind `after` begins.
pub(super) fn first_key<'k>(prefix: &'k [u8], after: Option<&'k [u8]>) -> Bound<&'k [u8]> {
    match after {
        Some(after) if after >= prefix => Bound::Excluded(after),
        _ => Bound::Included(prefix),
    }
}
