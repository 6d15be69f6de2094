//! What keeps the pieces of large files: bytes under two names, that of a folder and their own. A directory is the usual one; a table of the
//! database takes its place where there is no directory; an S3-compatible store is behind the same seam. Nothing here knows what the bytes
//! are: they come sealed.

use crate::StoreError;

mod directory;
mod s3;
mod table;

pub(crate) use directory::{DIRECTORY, Directory};
pub(crate) use s3::S3;
pub use s3::S3Config;
pub(crate) use table::Table;

/// What keeps objects. An object is there whole or not at all, also after a crash.
pub(crate) trait Bucket: Send + Sync {
    /// Keeps `bytes` as `object` in `folder`. Returns when they are on stable storage. What has the name already is replaced.
    fn put(&self, folder: &str, object: &str, bytes: Vec<u8>) -> Result<(), StoreError>;
    /// All of an object, or `None` if there is none.
    fn get(&self, folder: &str, object: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// Whether there is such an object. If so, it is on stable storage when this returns.
    fn has(&self, folder: &str, object: &str) -> Result<bool, StoreError>;
    /// The objects in `folder`, sorted; none if there is no such folder. Each of them is on stable storage when this returns.
    fn objects(&self, folder: &str) -> Result<Vec<String>, StoreError>;
    /// The folders that have objects, sorted.
    fn folders(&self) -> Result<Vec<String>, StoreError>;
    /// Removes a folder with all that is in it; no error if there is none. Returns when it is gone for good.
    fn remove(&self, folder: &str) -> Result<(), StoreError>;
}
