//! Heads of logs, each the newest under its name, in a small file that is replaced as a whole: what this gateway cosigned for its peers, and
//! what they cosigned for it. A head is on stable storage before anybody is told of it. They come each second and only the newest counts, so
//! they are no entries of the record.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::StoreError;
use crate::database::Database;
use crate::disk::Volume;

/// The directory of the files.
pub(crate) const DIRECTORY: &str = "heads";

/// The name of a head: lower-case letters, digits, hyphens and points, at most 64 of them, a letter first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeadName(Box<str>);

/// The heads.
pub(crate) struct Heads {
    place: Place,
    newest: Mutex<BTreeMap<HeadName, Arc<str>>>,
}

enum Place {
    Directory(Arc<Volume>),
    /// Other processes keep heads too. One is replaced only by who has seen it.
    Table(Arc<Database>),
}

impl HeadName {
    /// The name `text`, if it is one.
    pub fn new(text: &str) -> Option<Self> {
        const MAX_BYTES: usize = 64;
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        let is_name =
            text.len() <= MAX_BYTES && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(good);
        // A file that is being replaced has this ending.
        (is_name && !text.ends_with(".tmp")).then(|| Self(text.into()))
    }
}

impl Heads {
    /// Reads the heads that were kept.
    pub(crate) fn open(volume: &Arc<Volume>) -> Result<Self, StoreError> {
        let mut newest = BTreeMap::new();
        for file in volume.list(DIRECTORY)? {
            let Some(name) = HeadName::new(&file) else { continue };
            let Some(bytes) = volume.read(&path(&name))? else { continue };
            let note = String::from_utf8(bytes).map_err(|_| StoreError::LogDamaged { file: path(&name), line: 1 })?;
            newest.insert(name, note.into());
        }
        Ok(Self { place: Place::Directory(Arc::clone(volume)), newest: Mutex::new(newest) })
    }

    /// Reads the table of heads.
    pub(crate) fn open_table(database: &Arc<Database>) -> Result<Self, StoreError> {
        let heads = Self { place: Place::Table(Arc::clone(database)), newest: Mutex::default() };
        heads.read_again()?;
        Ok(heads)
    }

    /// Looks what other processes have kept. A directory is as it was.
    pub(crate) fn read_again(&self) -> Result<(), StoreError> {
        if let Place::Table(database) = &self.place {
            let mut newest = self.newest();
            let kept = database.heads()?.into_iter();
            *newest = kept.filter_map(|(name, note)| Some((HeadName::new(&name)?, note.into()))).collect();
        }
        Ok(())
    }

    /// All heads, in the order of their names.
    pub(crate) fn all(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.read_again()?;
        Ok(self.newest().iter().map(|(name, note)| (name.0.to_string(), note.to_string())).collect())
    }

    /// Keeps a head. Returns when it is on stable storage; after an error the one before is still there.
    pub(crate) fn keep(&self, name: &HeadName, note: &str) -> Result<(), StoreError> {
        let mut newest = self.newest();
        match &self.place {
            Place::Directory(volume) => volume.replace(&path(name), note.as_bytes())?,
            Place::Table(database) => {
                if !database.keep_head(&name.0, newest.get(name).map(|before| &**before), note)? {
                    return Err(StoreError::HeadMoved(name.0.to_string()));
                }
            }
        }
        newest.insert(name.clone(), note.into());
        Ok(())
    }

    /// The newest head under a name.
    pub(crate) fn get(&self, name: &HeadName) -> Option<Arc<str>> {
        self.newest().get(name).cloned()
    }

    fn newest(&self) -> MutexGuard<'_, BTreeMap<HeadName, Arc<str>>> {
        self.newest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path(name: &HeadName) -> String {
    format!("{DIRECTORY}/{}", name.0)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::disk::sim::SimDisk;

    fn name(text: &str) -> HeadName {
        HeadName::new(text).unwrap()
    }

    fn volume(disk: &SimDisk) -> Arc<Volume> {
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[DIRECTORY]).unwrap();
        volume
    }

    fn open(disk: &SimDisk) -> Heads {
        Heads::open(&volume(disk)).unwrap()
    }

    #[test]
    fn a_head_that_was_kept_survives_a_cut_whole_and_the_one_under_way_is_old_or_new() {
        for seed in 0..300 {
            let disk = SimDisk::new();
            let heads = open(&disk);
            heads.keep(&name("peer.cn"), "one").unwrap();
            heads.keep(&name("peer.mo"), "other").unwrap();
            heads.keep(&name("peer.cn"), "two").unwrap();
            disk.cut_power_after(seed % 6);
            let last = heads.keep(&name("peer.cn"), "three");
            let found = open(&disk.after_power_cut(seed)).get(&name("peer.cn")).unwrap();
            let fine: &[&str] = if last.is_ok() { &["three"] } else { &["two", "three"] };
            assert!(fine.contains(&&*found), "{seed}: {found}");
            assert_eq!(open(&disk.after_power_cut(seed)).get(&name("peer.mo")).as_deref(), Some("other"));
        }
    }

    #[test]
    fn a_head_that_could_not_be_kept_is_not_shown() {
        let disk = SimDisk::new();
        let heads = open(&disk);
        heads.keep(&name("peer.cn"), "one").unwrap();
        disk.cut_power_after(0);
        assert!(heads.keep(&name("peer.cn"), "two").is_err());
        assert_eq!(heads.get(&name("peer.cn")).as_deref(), Some("one"));
    }

    #[test]
    fn a_name_is_a_file_of_its_own_and_nothing_else() {
        for text in ["", "../x", "a/b", "A", ".a", "peer.cn.tmp", "a b", &"a".repeat(65)] {
            assert_eq!(HeadName::new(text), None, "{text}");
        }
        assert!(HeadName::new("peer.cn").is_some());
    }
}
