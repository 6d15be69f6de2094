//! The machine's disk, counting what is asked of it.

use std::any::Any;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use comity_store::disk::{Disk, DiskFile, RealDisk};

/// What was asked of the disk so far.
#[derive(Debug, Default)]
pub(in super::super) struct Counts {
    syncs: AtomicU64,
    bytes: AtomicU64,
}

/// The machine's disk.
pub(super) struct CountingDisk {
    counts: Arc<Counts>,
}

struct CountingFile {
    file: Box<dyn DiskFile>,
    counts: Arc<Counts>,
}

impl Counts {
    /// Calls of fdatasync.
    pub(super) fn syncs(&self) -> u64 {
        self.syncs.load(Ordering::Relaxed)
    }

    /// Bytes appended to files.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl CountingDisk {
    pub(super) const fn new(counts: Arc<Counts>) -> Self {
        Self { counts }
    }
}

impl Disk for CountingDisk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_dir(path)
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<String>> {
        RealDisk.list(directory)
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(CountingFile { file: RealDisk.open(path)?, counts: Arc::clone(&self.counts) }))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        RealDisk.exists(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn sync_dir(&self, directory: &Path) -> io::Result<()> {
        RealDisk.sync_dir(directory)
    }

    fn lock(&self, directory: &Path) -> io::Result<Box<dyn Any + Send + Sync>> {
        RealDisk.lock(directory)
    }
}

impl DiskFile for CountingFile {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.counts.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.file.append(bytes)
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.file.read_exact_at(offset, buffer)
    }

    fn size(&self) -> io::Result<u64> {
        self.file.size()
    }

    fn truncate(&self, size: u64) -> io::Result<()> {
        self.file.truncate(size)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.counts.syncs.fetch_add(1, Ordering::Relaxed);
        self.file.sync_data()
    }
}
