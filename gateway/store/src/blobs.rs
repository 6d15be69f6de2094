//! Blobs: large bytes outside the journal, sealed under the key of their subject, named by the digest of what is on the disk.

use std::sync::Arc;

use comity_record::Digest;
use comity_record::seal::{Entropy, Sealed, SubjectKey};
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::database::Database;
use crate::disk::Volume;

/// The name of the directory.
pub(crate) const DIRECTORY: &str = "blobs";

/// What a sealed blob is bound to.
const CONTEXT: &[u8] = b"comity/blob/v1";

/// A blob that was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlobRef {
    /// Its name: the digest of the sealed bytes. May stand in the open part of an entry.
    pub name: Digest,
    /// The digest of the bytes themselves: guessable, so it belongs in the sealed part.
    pub plaintext: Digest,
    /// How many bytes.
    pub size: u64,
}

/// The blobs of a store.
pub(crate) struct Blobs {
    place: Place,
}

enum Place {
    Directory(Arc<Volume>),
    Table(Arc<Database>),
}

impl Blobs {
    /// Opens the directory, and removes what was not finished.
    pub(crate) fn open(volume: &Arc<Volume>) -> Result<Self, StoreError> {
        for name in volume.list(DIRECTORY)? {
            if name.ends_with(".tmp") {
                volume.remove(&format!("{DIRECTORY}/{name}"))?;
            }
        }
        // A name that is seen now may have been given just before a crash and not be stable yet.
        volume.sync_dir(DIRECTORY)?;
        Ok(Self { place: Place::Directory(Arc::clone(volume)) })
    }

    /// The blobs in a table.
    pub(crate) fn in_table(database: &Arc<Database>) -> Self {
        Self { place: Place::Table(Arc::clone(database)) }
    }

    /// Seals `bytes` under `key`, which must be durable. Returns when the blob is.
    pub(crate) fn put(&self, bytes: &[u8], key: &SubjectKey, entropy: &mut dyn Entropy) -> Result<BlobRef, StoreError> {
        let sealed = key.seal(bytes, CONTEXT, entropy).to_bytes();
        let name = Digest::of(&sealed);
        self.put_sealed(&name, sealed)?;
        Ok(BlobRef { name, plaintext: Digest::of(bytes), size: bytes.len() as u64 })
    }

    /// The bytes of a blob, if they are still those that were put.
    pub(crate) fn get(&self, blob: &BlobRef, key: &SubjectKey) -> Result<Vec<u8>, StoreError> {
        let sealed = self.sealed(&blob.name)?.ok_or(StoreError::BlobMissing(blob.name))?;
        let changed = || StoreError::BlobChanged(blob.name);
        if Digest::of(&sealed) != blob.name {
            return Err(changed());
        }
        let sealed = Sealed::from_bytes(&sealed).map_err(|_| changed())?;
        let bytes = key.open(&sealed, CONTEXT).map_err(|_| changed())?;
        if Digest::of(&bytes) == blob.plaintext { Ok(bytes) } else { Err(changed()) }
    }

    /// Removes blobs that no entry mentions; those that are not there are no error. Returns when they are gone for good.
    pub(crate) fn remove(&self, names: &[Digest]) -> Result<(), StoreError> {
        let volume = match &self.place {
            Place::Directory(volume) => volume,
            Place::Table(database) => return database.remove_blobs(names),
        };
        for name in names {
            if self.contains(name)? {
                volume.remove(&path(name))?;
            }
        }
        if names.is_empty() { Ok(()) } else { volume.sync_dir(DIRECTORY) }
    }

    /// Whether a blob was put. If so, it is durable: it gets its name last.
    pub(crate) fn contains(&self, name: &Digest) -> Result<bool, StoreError> {
        match &self.place {
            Place::Directory(volume) => volume.exists(&path(name)),
            Place::Table(database) => database.has_blob(name),
        }
    }

    /// The names of all blobs, in their order.
    pub(crate) fn names(&self) -> Result<Vec<Digest>, StoreError> {
        match &self.place {
            Place::Directory(volume) => Ok(volume.list(DIRECTORY)?.iter().filter_map(|name| named(name)).collect()),
            Place::Table(database) => {
                let names = database.blobs()?.into_iter().filter_map(|name| name.try_into().ok());
                Ok(names.map(Digest::from_bytes).collect())
            }
        }
    }

    /// Stores sealed bytes under their name.
    pub(crate) fn put_sealed(&self, name: &Digest, sealed: Vec<u8>) -> Result<(), StoreError> {
        match &self.place {
            Place::Directory(volume) => {
                let unfinished = format!("{}.tmp", path(name));
                let put = volume.replace_through(&unfinished, &path(name), &sealed);
                if put.is_err() {
                    // A disk that is full keeps no half blobs. What cannot be removed now is removed at the next start.
                    drop(volume.remove(&unfinished));
                }
                put
            }
            Place::Table(database) => database.put_blob(name, sealed),
        }
    }

    /// The sealed bytes under a name.
    pub(crate) fn sealed(&self, name: &Digest) -> Result<Option<Vec<u8>>, StoreError> {
        match &self.place {
            Place::Directory(volume) => volume.read(&path(name)),
            Place::Table(database) => database.blob(name),
        }
    }
}

/// The name that the file `name` says that its blob has.
fn named(name: &str) -> Option<Digest> {
    format!("sha256:{name}").parse().ok()
}

fn path(name: &Digest) -> String {
    format!("{DIRECTORY}/{}", name.hex())
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::disk::Disk as _;
    use crate::disk::sim::{Dice, SimDisk};

    fn entropy() -> impl Entropy {
        let mut dice = Dice(7);
        move |bytes: &mut [u8]| bytes.fill_with(|| dice.below(256) as u8)
    }

    fn open(disk: &SimDisk) -> Blobs {
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[DIRECTORY]).unwrap();
        Blobs::open(&volume).unwrap()
    }

    const KEY: SubjectKey = SubjectKey::from_bytes([5; 32]);

    #[test]
    fn a_blob_that_was_put_survives_any_cut() {
        for seed in 0..50 {
            let disk = SimDisk::new();
            let blob = open(&disk).put(b"a statement of claim", &KEY, &mut entropy()).unwrap();
            let blobs = open(&disk.after_power_cut(seed));
            assert!(blobs.contains(&blob.name).unwrap());
            assert_eq!(blobs.get(&blob, &KEY).unwrap(), b"a statement of claim");
        }
    }

    #[test]
    fn an_unfinished_blob_is_removed_at_the_start() {
        let disk = SimDisk::new();
        open(&disk);
        disk.open(Path::new("/data/blobs/00.tmp")).unwrap().append(b"half").unwrap();
        open(&disk);
        assert_eq!(disk.list(Path::new("/data/blobs")).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_disk_that_fills_keeps_nothing_of_a_blob() {
        let disk = SimDisk::new();
        let blobs = open(&disk);
        disk.limit_room(Some(10));
        let refused = blobs.put(b"a statement of claim", &KEY, &mut entropy());
        assert!(refused.is_err_and(|error| error.is_no_room()));
        assert_eq!(disk.list(Path::new("/data/blobs")).unwrap(), Vec::<String>::new());
        disk.limit_room(None);
        let blob = blobs.put(b"a statement of claim", &KEY, &mut entropy()).unwrap();
        assert_eq!(blobs.get(&blob, &KEY).unwrap(), b"a statement of claim");
    }

    #[test]
    fn a_changed_blob_is_not_given_out() {
        let disk = SimDisk::new();
        let blobs = open(&disk);
        let blob = blobs.put(b"text", &KEY, &mut entropy()).unwrap();
        disk.tamper(&Path::new("/data").join(path(&blob.name)), |bytes| bytes[30] ^= 1);
        assert!(matches!(blobs.get(&blob, &KEY), Err(StoreError::BlobChanged(_))));
        let unknown = BlobRef { name: Digest::of(b"other"), ..blob };
        assert!(matches!(blobs.get(&unknown, &KEY), Err(StoreError::BlobMissing(_))));
    }
}
