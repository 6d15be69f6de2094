//! The directory of one store: the disk, with the rule that a failed sync ends everything.

use std::any::Any;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{Disk, DiskFile};
use crate::StoreError;

/// Called when nothing about the files may be believed any more.
pub(crate) type OnFatal = Arc<dyn Fn(&str) + Send + Sync>;

/// The directory of one store. All paths are relative to it.
pub(crate) struct Volume {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    on_fatal: OnFatal,
    stopped: AtomicBool,
}

/// A file of a volume. Its end is always a place up to which everything was appended whole.
pub(crate) struct File {
    volume: Arc<Volume>,
    path: PathBuf,
    file: Box<dyn DiskFile>,
    size: AtomicU64,
}

impl Volume {
    pub(crate) fn new(disk: Arc<dyn Disk>, root: PathBuf, on_fatal: OnFatal) -> Arc<Self> {
        Arc::new(Self { disk, root, on_fatal, stopped: AtomicBool::new(false) })
    }

    /// Where `name` is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Makes the directory and those in it, so that they are there after a crash.
    pub(crate) fn create(&self, directories: &[&str]) -> Result<(), StoreError> {
        self.try_io(&self.root, self.disk.create_dir(&self.root))?;
        for name in directories {
            let path = self.path(name);
            self.try_io(&path, self.disk.create_dir(&path))?;
        }
        if let Some(parent) = self.root.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            self.sync_directory(parent)?;
        }
        self.sync_dir("")
    }

    pub(crate) fn open(self: &Arc<Self>, name: &str) -> Result<File, StoreError> {
        self.check()?;
        let path = self.path(name);
        let file = self.try_io(&path, self.disk.open(&path))?;
        let size = self.try_io(&path, file.size())?;
        Ok(File { volume: Arc::clone(self), path, file, size: AtomicU64::new(size) })
    }

    /// All of a file, or `None` if there is none.
    pub(crate) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(name);
        match self.disk.read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => self.try_io(&path, read).map(Some),
        }
    }

    pub(crate) fn list(&self, name: &str) -> Result<Vec<String>, StoreError> {
        let path = self.path(name);
        self.try_io(&path, self.disk.list(&path))
    }

    pub(crate) fn exists(&self, name: &str) -> Result<bool, StoreError> {
        let path = self.path(name);
        self.try_io(&path, self.disk.exists(&path))
    }

    pub(crate) fn rename(&self, from: &str, to: &str) -> Result<(), StoreError> {
        self.check()?;
        let path = self.path(from);
        self.try_io(&path, self.disk.rename(&path, &self.path(to)))
    }

    pub(crate) fn remove(&self, name: &str) -> Result<(), StoreError> {
        self.check()?;
        let path = self.path(name);
        self.try_io(&path, self.disk.remove(&path))
    }

    /// Gives the file `name` the content `bytes`: after a crash it has the old content or the new, and the new once this
    /// has returned.
    pub(crate) fn replace(self: &Arc<Self>, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.replace_through(&format!("{name}.tmp"), name, bytes)
    }

    /// [`Volume::replace`], by way of the file `temporary` in the same directory.
    pub(crate) fn replace_through(
        self: &Arc<Self>,
        temporary: &str,
        name: &str,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        let file = self.open(temporary)?;
        file.truncate(0)?;
        file.append(bytes)?;
        file.sync()?;
        self.rename(temporary, name)?;
        self.sync_dir(name.rsplit_once('/').map_or("", |(directory, _)| directory))
    }

    /// Returns when the names in a directory are on stable storage. A failure is fatal.
    pub(crate) fn sync_dir(&self, name: &str) -> Result<(), StoreError> {
        self.sync_directory(&self.path(name))
    }

    /// Locks the directory against other processes, until the returned value is dropped.
    pub(crate) fn lock(&self) -> Result<Box<dyn Any + Send + Sync>, StoreError> {
        match self.disk.lock(&self.root) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Err(StoreError::InUse(self.root.clone())),
            locked => self.try_io(&self.root, locked),
        }
    }

    /// An error if the store has stopped.
    pub(crate) fn check(&self) -> Result<(), StoreError> {
        if self.is_stopped() { Err(StoreError::Stopped) } else { Ok(()) }
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    /// Takes nothing any more.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    /// Nothing about the files may be believed any more. Always an error.
    pub(crate) fn fatal(&self, path: &Path, error: &io::Error) -> StoreError {
        if !self.stopped.swap(true, Ordering::SeqCst) {
            (self.on_fatal)(&format!("{}: {error}", path.display()));
        }
        StoreError::Stopped
    }

    fn sync_directory(&self, path: &Path) -> Result<(), StoreError> {
        self.check()?;
        self.disk.sync_dir(path).map_err(|error| self.fatal(path, &error))
    }

    fn try_io<T>(&self, path: &Path, result: io::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| StoreError::Io { path: path.to_owned(), error })
    }
}

impl File {
    /// Appends `bytes`, and returns where they begin. After an error none of them is there.
    pub(crate) fn append(&self, bytes: &[u8]) -> Result<u64, StoreError> {
        self.volume.check()?;
        let start = self.size.load(Ordering::SeqCst);
        if let Err(error) = self.file.append(bytes) {
            self.file.truncate(start).map_err(|error| self.volume.fatal(&self.path, &error))?;
            return Err(StoreError::Io { path: self.path.clone(), error });
        }
        self.size.store(start + bytes.len() as u64, Ordering::SeqCst);
        Ok(start)
    }

    /// Returns when what was appended is on stable storage. A failure is fatal.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        self.volume.check()?;
        self.file.sync_data().map_err(|error| self.volume.fatal(&self.path, &error))
    }

    /// Cuts the file to `size` bytes.
    pub(crate) fn truncate(&self, size: u64) -> Result<(), StoreError> {
        self.volume.check()?;
        self.volume.try_io(&self.path, self.file.truncate(size))?;
        self.size.store(size, Ordering::SeqCst);
        Ok(())
    }

    pub(crate) fn read(&self, offset: u64, length: usize) -> Result<Vec<u8>, StoreError> {
        let mut buffer = vec![0; length];
        self.volume.try_io(&self.path, self.file.read_exact_at(offset, &mut buffer))?;
        Ok(buffer)
    }

    pub(crate) fn size(&self) -> u64 {
        self.size.load(Ordering::SeqCst)
    }
}
