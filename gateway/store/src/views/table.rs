//! Views in the tables of a database, which several processes read. They are written in the transactions of the entries they are made from.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::backend::{Backend, first_key};
use super::{Pairs, ViewsUnreadable};
use crate::StoreError;
use crate::database::Database;

/// Views in a table.
pub(super) struct Table(pub(super) Arc<Database>);

impl Backend for Table {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable> {
        self.0.view(key).map_err(unreadable)
    }

    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable> {
        let (from, behind) = match first_key(prefix, after) {
            Bound::Excluded(key) => (key, true),
            Bound::Included(key) => (key, false),
            Bound::Unbounded => (prefix, false),
        };
        self.0.view_range(from, behind, end_of(prefix), limit).map_err(unreadable)
    }

    fn apply(&self, _: &BTreeMap<Vec<u8>, Option<Vec<u8>>>) -> Result<(), ViewsUnreadable> {
        Err(ViewsUnreadable("views in a table change with the journal alone".to_owned()))
    }
}

/// The first key behind all that begin with `prefix`; `None` if there is none.
fn end_of(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Some(end);
        }
    }
    None
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that `map_err` wants")]
fn unreadable(error: StoreError) -> ViewsUnreadable {
    ViewsUnreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_with_a_prefix_end_where_the_next_prefix_begins() {
        assert_eq!(end_of(b"a/"), Some(b"a0".to_vec()));
        assert_eq!(end_of(&[1, 255]), Some(vec![2]));
        assert_eq!(end_of(&[255, 255]), None);
        assert_eq!(end_of(b""), None);
    }
}
