//! Views: what is looked up often, kept beside the record and rebuilt from it at any time. Nothing depends on them being
//! there, or whole.

use crate::Entry;

mod backend;
mod overlay;
mod projected;
mod sled_backend;
mod table;

pub(crate) use projected::Views;

/// A view cannot be read. The record is not concerned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the views cannot be read: {0}")]
pub struct ViewsUnreadable(pub(crate) String);

/// Pairs of key and value.
pub type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// Reads views. What is read was projected from durable entries only.
pub trait ReadViews {
    /// The value under `key`.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, ViewsUnreadable>;

    /// At most `limit` pairs whose keys begin with `prefix`, in the order of their keys, beginning behind the key `after`.
    fn scan(&self, prefix: &[u8], after: Option<&[u8]>, limit: usize) -> Result<Pairs, ViewsUnreadable>;
}

/// A change of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Sets the value under a key.
    Put(Vec<u8>, Vec<u8>),
    /// Removes a key.
    Delete(Vec<u8>),
}

/// Makes the views from the entries of the record: pure, and total. Equal entries in equal order make equal views; the views
/// seen are those after all earlier entries.
pub trait Projection: Send + Sync {
    /// Counts up whenever the same entries make other views; the views are then rebuilt.
    fn version(&self) -> u32;

    /// What `entry` changes. The particulars of an erased subject are missing.
    fn project(&self, entry: &Entry, views: &dyn ReadViews, changes: &mut Vec<Change>) -> Result<(), ViewsUnreadable>;
}
