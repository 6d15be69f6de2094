//! The one way to the disk. Everything that has to survive is written through [`Disk`], so that a test can hold a disk that
//! loses whatever was not synced.

use std::any::Any;
use std::io;
use std::path::Path;

mod real;
#[cfg(any(test, feature = "sim"))]
pub mod sim;
mod volume;

pub use real::RealDisk;
pub(crate) use volume::{File, Volume};

/// A file that is appended to.
pub trait DiskFile: Send + Sync {
    /// Appends `bytes`. After an error any part of them may be there.
    fn append(&self, bytes: &[u8]) -> io::Result<()>;
    /// Fills `buffer` from `offset`; an error if the file ends before.
    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
    /// How many bytes the file has.
    fn size(&self) -> io::Result<u64>;
    /// Cuts the file to `size` bytes.
    fn truncate(&self, size: u64) -> io::Result<()>;
    /// Returns when what was appended is on stable storage.
    fn sync_data(&self) -> io::Result<()>;
}

/// A disk, as far as the store needs one.
pub trait Disk: Send + Sync {
    /// Makes a directory, and those above it. No error if it is there.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// The names in a directory, sorted.
    fn list(&self, directory: &Path) -> io::Result<Vec<String>>;
    /// Opens a file to append to it, and creates it if it is not there.
    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// All of a file; `NotFound` if there is none.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Whether there is something at `path`.
    fn exists(&self, path: &Path) -> io::Result<bool>;
    /// Gives a file or directory another name. A file at the new name is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a directory with all that is in it.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Returns when the names in a directory are on stable storage.
    fn sync_dir(&self, directory: &Path) -> io::Result<()>;
    /// Locks a directory against other processes until the returned value is dropped; `WouldBlock` if another has it.
    fn lock(&self, directory: &Path) -> io::Result<Box<dyn Any + Send + Sync>>;
}
