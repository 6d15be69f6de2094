//! Objects as files: a directory for each folder.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Bucket;
use crate::StoreError;
use crate::disk::Volume;

/// The name of the directory. It is made with the first object.
pub(crate) const DIRECTORY: &str = "pieces";

/// The ending of what is being written, or removed.
const UNFINISHED: &str = ".tmp";

/// Objects as files of a volume.
pub(crate) struct Directory {
    volume: Arc<Volume>,
    /// Held while a folder is made: whoever finds it there may rely on it.
    making: Mutex<()>,
    /// So many objects were begun: two writers of one object do not write into one file.
    begun: AtomicU64,
}

impl Directory {
    /// Opens the directory, and removes what was not finished.
    pub(crate) fn open(volume: &Arc<Volume>) -> Result<Self, StoreError> {
        let directory = Self { volume: Arc::clone(volume), making: Mutex::new(()), begun: AtomicU64::new(0) };
        if !volume.exists(DIRECTORY)? {
            return Ok(directory);
        }
        // A name that is seen now may have been given just before a crash and not be stable yet.
        volume.sync_dir("")?;
        volume.sync_dir(DIRECTORY)?;
        for folder in volume.list(DIRECTORY)? {
            if folder.ends_with(UNFINISHED) {
                volume.remove(&path(&folder))?;
                continue;
            }
            for name in volume.list(&path(&folder))?.iter().filter(|name| name.ends_with(UNFINISHED)) {
                volume.remove(&format!("{}/{name}", path(&folder)))?;
            }
        }
        Ok(directory)
    }

    fn make(&self, folder: &str) -> Result<(), StoreError> {
        let _making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.volume.exists(&path(folder))? {
            self.volume.create(&[DIRECTORY, &path(folder)])?;
            self.volume.sync_dir(DIRECTORY)?;
        }
        Ok(())
    }
}

impl Bucket for Directory {
    fn put(&self, folder: &str, object: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.make(folder)?;
        let name = format!("{}/{object}", path(folder));
        let unfinished = format!("{name}.{}{UNFINISHED}", self.begun.fetch_add(1, Ordering::Relaxed));
        let put = self.volume.replace_through(&unfinished, &name, &bytes);
        if put.is_err() {
            // A disk that is full keeps no half objects. What cannot be removed now is removed at the next start.
            drop(self.volume.remove(&unfinished));
        }
        put
    }

    fn get(&self, folder: &str, object: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.volume.read(&format!("{}/{object}", path(folder)))
    }

    fn has(&self, folder: &str, object: &str) -> Result<bool, StoreError> {
        if !self.volume.exists(&format!("{}/{object}", path(folder)))? {
            return Ok(false);
        }
        // Another thread may have given the name a moment ago; or another process, which was killed before it was stable.
        self.volume.sync_dir(&path(folder))?;
        Ok(true)
    }

    fn objects(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        if !self.volume.exists(&path(folder))? {
            return Ok(Vec::new());
        }
        let mut names = self.volume.list(&path(folder))?;
        names.retain(|name| !name.ends_with(UNFINISHED));
        // Another thread may have given the last of these names a moment ago.
        self.volume.sync_dir(&path(folder))?;
        Ok(names)
    }

    fn folders(&self) -> Result<Vec<String>, StoreError> {
        if !self.volume.exists(DIRECTORY)? {
            return Ok(Vec::new());
        }
        let mut folders = self.volume.list(DIRECTORY)?;
        folders.retain(|folder| !folder.ends_with(UNFINISHED));
        Ok(folders)
    }

    fn remove(&self, folder: &str) -> Result<(), StoreError> {
        let leaving = path(&format!("{folder}{UNFINISHED}"));
        // What an earlier try has left would be in the way.
        if self.volume.exists(&leaving)? {
            self.volume.remove(&leaving)?;
        }
        if !self.volume.exists(&path(folder))? {
            return Ok(());
        }
        // A folder is there with all that was in it, or is gone: a file system removes file by file.
        self.volume.rename(&path(folder), &leaving)?;
        self.volume.sync_dir(DIRECTORY)?;
        self.volume.remove(&leaving)?;
        self.volume.sync_dir(DIRECTORY)
    }
}

fn path(folder: &str) -> String {
    format!("{DIRECTORY}/{folder}")
}
