//! A small log of keys and values outside the record: one JSON line a change, each with a checksum; it can be compacted.

use std::sync::Arc;

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
    file: File,
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
        Ok((Self { volume: Arc::clone(volume), name: name.to_owned(), file, frames, durable: frames }, changes))
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
        self.file = self.volume.open(&self.name)?;
        (self.frames, self.durable) = (count, count);
        Ok(())
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
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::disk::sim::SimDisk;

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
