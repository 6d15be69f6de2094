//! A small log of keys and values outside the record: one JSON line a change, each with a checksum; it can be compacted.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_record::Digest;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::disk::{File, Volume};

/// A change: the value that a key has from now on, or none.
pub(crate) type Change = (String, Option<String>);

/// The log.
pub(crate) struct FramedLog {
    volume: Arc<Volume>,
    name: String,
    file: Arc<File>,
    /// How many frames the file has.
    frames: u64,
    /// How many of them are on stable storage.
    durable: u64,
}

/// A line, behind its checksum.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    /// Its position in the file, from 0.
    n: u64,
    /// So many frames were on stable storage when this one was; as in the journal, it tells damage from a torn end.
    durable: u64,
    key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

/// The checksum in front of a line: the first 16 hex digits of the SHA-256 of the rest, and a space.
const CHECKSUM_BYTES: usize = 16;

impl FramedLog {
    /// Opens the log, or creates it, and returns all changes in it. A torn end is cut off.
    pub(crate) fn open(volume: &Arc<Volume>, name: &str) -> Result<(Self, Vec<Change>), StoreError> {
        let bytes = volume.read(name)?.unwrap_or_default();
        let (changes, whole) = read_frames(name, &bytes)?;
        let file = volume.open(name)?;
        if (whole as u64) < file.size() {
            file.truncate(whole as u64)?;
        }
        // What was read may have been written just before a crash and not be stable yet.
        file.sync()?;
        volume.sync_dir("")?;
        let frames = changes.len() as u64;
        let (volume, file) = (Arc::clone(volume), Arc::new(file));
        Ok((Self { volume, name: name.to_owned(), file, frames, durable: frames }, changes))
    }

    /// Appends a change. It is durable after [`FramedLog::sync`].
    pub(crate) fn append(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.file.append(&frame(self.frames, self.durable, key, value))?;
        self.frames += 1;
        Ok(())
    }

    /// Returns when all changes are on stable storage.
    pub(crate) fn sync(&mut self) -> Result<(), StoreError> {
        if self.durable < self.frames {
            self.file.sync()?;
            self.durable = self.frames;
        }
        Ok(())
    }

    /// How many changes the file has.
    pub(crate) const fn frames(&self) -> u64 {
        self.frames
    }

    /// Replaces the whole log by `changes`. What they do not have is gone from the file.
    pub(crate) fn rewrite<'c>(
        &mut self,
        changes: impl ExactSizeIterator<Item = (&'c str, Option<&'c str>)>,
    ) -> Result<(), StoreError> {
        let count = changes.len() as u64;
        self.volume.replace(&self.name, &frames(changes))?;
        self.file = Arc::new(self.volume.open(&self.name)?);
        (self.frames, self.durable) = (count, count);
        Ok(())
    }
}

/// A log that several threads add to, in what else is locked with it. One of them syncs for all who came before: whoever adds meanwhile is
/// not kept waiting for that, and the next one syncs for all of those.
pub(crate) struct SharedLog<T> {
    log: Mutex<T>,
    /// Held by the one who syncs.
    turn: Mutex<()>,
}

impl<T: AsMut<FramedLog>> SharedLog<T> {
    pub(crate) const fn new(log: T) -> Self {
        Self { log: Mutex::new(log), turn: Mutex::new(()) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when all changes that were made before are on stable storage.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, frames) = {
            let mut log = self.lock();
            let FramedLog { file, frames, durable, .. } = log.as_mut();
            if *durable == *frames {
                return Ok(());
            }
            (Arc::clone(file), *frames)
        };
        file.sync()?;
        let mut log = self.lock();
        let log = log.as_mut();
        // If it was written anew meanwhile, all of it is durable, and its frames are others.
        if Arc::ptr_eq(&log.file, &file) {
            log.durable = frames;
        }
        Ok(())
    }
}

impl AsMut<Self> for FramedLog {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

/// A whole log of `changes`. It is seen only when all of it is stable, so each frame says so.
pub(crate) fn frames<'c>(changes: impl ExactSizeIterator<Item = (&'c str, Option<&'c str>)>) -> Vec<u8> {
    let count = changes.len() as u64;
    (0..).zip(changes).flat_map(|(n, (key, value))| frame(n, count, key, value)).collect()
}

fn frame(n: u64, durable: u64, key: &str, value: Option<&str>) -> Vec<u8> {
    let frame = Frame { n, durable, key: key.to_owned(), value: value.map(str::to_owned) };
    // A struct of numbers and texts is always JSON.
    let json = serde_json::to_string(&frame).unwrap_or_default();
    format!("{} {json}\n", checksum(json.as_bytes())).into_bytes()
}

fn checksum(json: &[u8]) -> String {
    let mut hex = Digest::of(json).hex();
    hex.truncate(CHECKSUM_BYTES);
    hex
}

/// The changes in a file, and how many of its bytes they take. What follows may be a torn end, but nothing else.
pub(crate) fn read_frames(name: &str, bytes: &[u8]) -> Result<(Vec<Change>, usize), StoreError> {
    let (mut changes, mut whole, mut durable) = (Vec::new(), 0, 0);
    let mut torn = false;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match parse_frame(line) {
            Some(frame) if !torn && frame.n == changes.len() as u64 => {
                durable = durable.max(frame.durable);
                changes.push((frame.key, frame.value));
                whole += line.len();
            }
            Some(frame) => {
                torn = true;
                durable = durable.max(frame.durable);
            }
            None => torn = true,
        }
    }
    if durable > changes.len() as u64 {
        return Err(StoreError::LogDamaged { file: name.to_owned(), line: changes.len() as u64 + 1 });
    }
    Ok((changes, whole))
}

fn parse_frame(line: &[u8]) -> Option<Frame> {
    let (checked, json) = line.strip_suffix(b"\n")?.split_at_checked(CHECKSUM_BYTES + 1)?;
    let json_checksum = checksum(json);
    if checked.strip_suffix(b" ")? != json_checksum.as_bytes() {
        return None;
    }
    serde_json::from_slice(json).ok()
}

#[cfg(test)]
mod tests {
    use std::any::Any;
    use std::io;
    use std::path::{Path, PathBuf};
    use std::sync::Condvar;
    use std::time::Duration;

    use super::*;
    use crate::disk::sim::SimDisk;
    use crate::disk::{Disk, DiskFile};

    const PATIENCE: Duration = Duration::from_secs(20);

    /// A disk on which a sync waits until it is let go on.
    #[derive(Clone, Default)]
    struct Stalling {
        disk: SimDisk,
        gate: Arc<(Mutex<Gate>, Condvar)>,
    }

    #[derive(Default)]
    struct Gate {
        is_closed: bool,
        /// So many came to it while it was closed, and so many may pass.
        came: usize,
        may_pass: usize,
    }

    struct StallingFile {
        file: Box<dyn DiskFile>,
        gate: Arc<(Mutex<Gate>, Condvar)>,
    }

    impl Stalling {
        fn change(&self, change: impl FnOnce(&mut Gate)) {
            change(&mut self.gate.0.lock().unwrap());
            self.gate.1.notify_all();
        }

        fn stall(&self) {
            self.change(|gate| gate.is_closed = true);
        }

        /// Whoever comes from now on passes; those who came go on waiting.
        fn flow(&self) {
            self.change(|gate| gate.is_closed = false);
        }

        fn go_on(&self) {
            self.change(|gate| gate.may_pass += 1);
        }

        fn wait_for(&self, syncs: usize) {
            let gate = self.gate.0.lock().unwrap();
            let (gate, waited) = self.gate.1.wait_timeout_while(gate, PATIENCE, |gate| gate.came < syncs).unwrap();
            drop(gate);
            assert!(!waited.timed_out(), "nobody syncs");
        }

        fn syncs(&self) -> usize {
            self.gate.0.lock().unwrap().came
        }
    }

    impl Disk for Stalling {
        fn create_dir(&self, path: &Path) -> io::Result<()> {
            self.disk.create_dir(path)
        }

        fn list(&self, directory: &Path) -> io::Result<Vec<String>> {
            self.disk.list(directory)
        }

        fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
            Ok(Box::new(StallingFile { file: self.disk.open(path)?, gate: Arc::clone(&self.gate) }))
        }

        fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
            self.disk.read(path)
        }

        fn exists(&self, path: &Path) -> io::Result<bool> {
            self.disk.exists(path)
        }

        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            self.disk.rename(from, to)
        }

        fn remove(&self, path: &Path) -> io::Result<()> {
            self.disk.remove(path)
        }

        fn sync_dir(&self, directory: &Path) -> io::Result<()> {
            self.disk.sync_dir(directory)
        }

        fn lock(&self, directory: &Path) -> io::Result<Box<dyn Any + Send + Sync>> {
            self.disk.lock(directory)
        }
    }

    impl DiskFile for StallingFile {
        fn append(&self, bytes: &[u8]) -> io::Result<()> {
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
            let (gate, changed) = &*self.gate;
            let mut gate = gate.lock().unwrap();
            if gate.is_closed {
                gate.came += 1;
                let place = gate.came;
                changed.notify_all();
                gate = changed.wait_timeout_while(gate, PATIENCE, |gate| gate.may_pass < place).unwrap().0;
            }
            drop(gate);
            self.file.sync_data()
        }
    }

    fn volume(disk: &SimDisk) -> Arc<Volume> {
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[]).unwrap();
        volume
    }

    fn change(key: &str, value: Option<&str>) -> Change {
        (key.to_owned(), value.map(str::to_owned))
    }

    #[test]
    fn changes_are_read_back_in_order() {
        let disk = SimDisk::new();
        let (mut log, changes) = FramedLog::open(&volume(&disk), "log").unwrap();
        assert_eq!(changes, []);
        log.append("a", Some("1")).unwrap();
        log.append("a", None).unwrap();
        log.sync().unwrap();
        let (_, changes) = FramedLog::open(&volume(&disk), "log").unwrap();
        assert_eq!(changes, [change("a", Some("1")), change("a", None)]);
    }

    #[test]
    fn what_was_synced_survives_any_cut_and_the_torn_end_is_cut_off() {
        for seed in 0..300 {
            let disk = SimDisk::new();
            let (mut log, _) = FramedLog::open(&volume(&disk), "log").unwrap();
            for key in ["a", "b", "c"] {
                log.append(key, Some("synced")).unwrap();
            }
            log.sync().unwrap();
            for _ in 0..3 {
                log.append("d", Some(&"x".repeat(100))).unwrap();
            }
            let left = disk.after_power_cut(seed);
            let (mut log, changes) =
                FramedLog::open(&volume(&left), "log").unwrap_or_else(|error| panic!("{seed}: {error}"));
            assert!(changes.len() >= 3, "{seed}");
            log.append("e", None).unwrap();
            log.sync().unwrap();
            let (_, changes) = FramedLog::open(&volume(&left), "log").unwrap();
            assert_eq!(changes.last(), Some(&change("e", None)), "{seed}");
        }
    }

    #[test]
    fn whoever_adds_while_another_syncs_is_not_kept_waiting_and_is_synced_by_the_next() {
        let disk = Stalling::default();
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[]).unwrap();
        let log = Arc::new(SharedLog::new(FramedLog::open(&volume, "log").unwrap().0));
        let append = |key: &str| log.lock().append(key, Some("1")).unwrap();
        let sync = || {
            let log = Arc::clone(&log);
            std::thread::spawn(move || log.sync())
        };
        disk.stall();
        append("first");
        let first = sync();
        disk.wait_for(1);
        append("second");
        append("third");
        let others = [sync(), sync()];
        disk.go_on();
        first.join().unwrap().unwrap();
        disk.wait_for(2);
        disk.go_on();
        for other in others {
            other.join().unwrap().unwrap();
        }
        assert_eq!(disk.syncs(), 2, "one for the first, one for both others");
        assert_eq!(log.lock().durable, 3);
        log.sync().unwrap();
        assert_eq!(disk.syncs(), 2, "nothing is new");
    }

    #[test]
    fn a_log_that_is_written_anew_while_it_is_synced_counts_its_own_frames() {
        let disk = Stalling::default();
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[]).unwrap();
        let log = Arc::new(SharedLog::new(FramedLog::open(&volume, "log").unwrap().0));
        for key in ["a", "b", "c"] {
            log.lock().append(key, Some("1")).unwrap();
        }
        disk.stall();
        let syncing = {
            let log = Arc::clone(&log);
            std::thread::spawn(move || log.sync())
        };
        disk.wait_for(1);
        disk.flow();
        log.lock().rewrite([("a", Some("1"))].into_iter()).unwrap();
        disk.go_on();
        syncing.join().unwrap().unwrap();
        assert_eq!((log.lock().frames, log.lock().durable), (1, 1));
        log.lock().append("d", None).unwrap();
        log.sync().unwrap();
        let (_, changes) = FramedLog::open(&volume, "log").unwrap();
        assert_eq!(changes, [change("a", Some("1")), change("d", None)]);
    }

    #[test]
    fn a_changed_byte_in_what_was_synced_is_damage_and_named() {
        let disk = SimDisk::new();
        let (mut log, _) = FramedLog::open(&volume(&disk), "log").unwrap();
        for key in ["a", "b", "c"] {
            log.append(key, Some("1")).unwrap();
            log.sync().unwrap();
        }
        disk.tamper(Path::new("/data/log"), |bytes| bytes[80] ^= 1);
        let error = FramedLog::open(&volume(&disk), "log").err().unwrap();
        assert!(matches!(error, StoreError::LogDamaged { line: 2, .. }), "{error}");
    }

    #[test]
    fn a_rewritten_log_has_only_what_it_was_given_and_no_torn_end() {
        let disk = SimDisk::new();
        let (mut log, _) = FramedLog::open(&volume(&disk), "log").unwrap();
        log.append("secret", Some("1")).unwrap();
        log.sync().unwrap();
        log.rewrite([("a", Some("2")), ("b", None)].into_iter()).unwrap();
        let left = disk.after_power_cut(1);
        let (_, changes) = FramedLog::open(&volume(&left), "log").unwrap();
        assert_eq!(changes, [change("a", Some("2")), change("b", None)]);
        left.tamper(Path::new("/data/log"), |bytes| *bytes.last_mut().unwrap() = b' ');
        assert!(FramedLog::open(&volume(&left), "log").is_err());
    }
}
