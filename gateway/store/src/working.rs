//! The working log: what must survive a crash but not for ever (sessions, retry counters, drafts, upload offsets). Sealed
//! under a key of its own, and compacted when it has grown.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_record::seal::{Entropy, Sealed, SubjectKey};
use serde_json::Value;

use crate::StoreError;
use crate::database::Database;
use crate::disk::Volume;
use crate::framed::{FramedLog, SharedLog};
use crate::keys::{Found, Keys};

/// The name of the file.
pub(crate) const FILE: &str = "working";

/// Where its key is among those of the subjects. No subject is called so: their names have no spaces.
pub(crate) const SUBJECT: &str = "working log";

/// The log is not compacted below so many changes.
const COMPACT_FROM_CHANGES: u64 = 1024;

/// It is compacted when it has so many times more changes than keys.
const COMPACT_RATIO: u64 = 4;

/// The working log.
pub(crate) struct Working {
    key: SubjectKey,
    kept: Kept,
}

enum Kept {
    File(SharedLog<State>),
    /// Other processes write it too. Each change is durable at once.
    Table(Arc<Database>),
}

struct State {
    log: FramedLog,
    /// The value under each key, and as it stands in the file.
    values: BTreeMap<String, (Value, String)>,
}

impl Working {
    pub(crate) fn open(volume: &Arc<Volume>, keys: &Keys, entropy: &mut dyn Entropy) -> Result<Self, StoreError> {
        let (log, changes) = FramedLog::open(volume, FILE)?;
        if !changes.is_empty() && matches!(keys.find(SUBJECT)?, Found::None) {
            return Err(StoreError::KeyMissing(SUBJECT.to_owned()));
        }
        let key = keys.ensure(SUBJECT, entropy)?;
        keys.sync()?;
        let mut values = BTreeMap::new();
        for (name, text) in changes {
            match text {
                Some(text) => values.insert(name.clone(), (open_value(&key, &name, &text)?, text)),
                None => values.remove(&name),
            };
        }
        Ok(Self { key, kept: Kept::File(SharedLog::new(State { log, values })) })
    }

    /// Opens the table, in which each value must open with the key.
    pub(crate) fn open_table(
        database: &Arc<Database>,
        keys: &Keys,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, StoreError> {
        // In this order: whoever wrote a value had its key kept before.
        let is_empty = database.working("", None, 1)?.is_empty();
        if !is_empty && matches!(keys.find(SUBJECT)?, Found::None) {
            return Err(StoreError::KeyMissing(SUBJECT.to_owned()));
        }
        let working = Self { key: keys.ensure(SUBJECT, entropy)?, kept: Kept::Table(Arc::clone(database)) };
        working.scan("")?;
        Ok(working)
    }

    /// Sets or removes the value under `name`; durable after [`Working::sync`].
    pub(crate) fn set(&self, name: &str, value: Option<Value>, entropy: &mut dyn Entropy) -> Result<(), StoreError> {
        let sealed = value.map(|value| (self.seal_value(name, &value, entropy), value));
        let state = match &self.kept {
            Kept::File(state) => state,
            Kept::Table(database) => {
                return database.set_working(name, sealed.as_ref().map(|(text, _)| text.as_str()));
            }
        };
        let mut state = state.lock();
        state.log.append(name, sealed.as_ref().map(|(text, _)| text.as_str()))?;
        match sealed {
            Some((text, value)) => state.values.insert(name.to_owned(), (value, text)),
            None => state.values.remove(name),
        };
        state.compact_if_grown()
    }

    /// The values under keys that begin with `prefix`, in the order of the keys.
    pub(crate) fn scan(&self, prefix: &str) -> Result<Vec<(String, Value)>, StoreError> {
        self.page(prefix, None, usize::MAX)
    }

    /// At most `limit` of them, behind the key `after`.
    pub(crate) fn page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, Value)>, StoreError> {
        let state = match &self.kept {
            Kept::File(state) => state.lock(),
            Kept::Table(database) => {
                let sealed = database.working(prefix, after, limit)?.into_iter();
                let opened = sealed.map(|(name, text)| open_value(&self.key, &name, &text).map(|value| (name, value)));
                return opened.collect();
            }
        };
        let after = after.filter(|after| *after >= prefix);
        let from = after.map_or(Bound::Included(prefix), Bound::Excluded);
        let behind = state.values.range::<str, _>((from, Bound::Unbounded));
        let page = behind
            .take_while(|(name, _)| name.starts_with(prefix))
            .take(limit)
            .map(|(name, (value, _))| (name.clone(), value.clone()))
            .collect();
        Ok(page)
    }

    /// Everything as it is kept, in the order of the keys.
    pub(crate) fn all(&self) -> Result<Vec<(String, String)>, StoreError> {
        match &self.kept {
            Kept::File(state) => {
                let values = &state.lock().values;
                Ok(values.iter().map(|(name, (_, text))| (name.clone(), text.clone())).collect())
            }
            Kept::Table(database) => database.working("", None, usize::MAX),
        }
    }

    /// Returns when all changes are on stable storage.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        match &self.kept {
            Kept::File(state) => state.sync(),
            Kept::Table(_) => Ok(()),
        }
    }

    /// Writes the log anew: what was removed from it is gone from the file. A table is written anew together with the keys: see
    /// [`Database::write_erasure`].
    pub(crate) fn rewrite(&self) -> Result<(), StoreError> {
        match &self.kept {
            Kept::File(state) => state.lock().rewrite(),
            Kept::Table(_) => Ok(()),
        }
    }

    /// The key that it is sealed under.
    pub(crate) fn key(&self) -> SubjectKey {
        self.key.clone()
    }

    fn seal_value(&self, name: &str, value: &Value, entropy: &mut dyn Entropy) -> String {
        let sealed = self.key.seal(value.to_string().as_bytes(), &context(name), entropy);
        URL_SAFE_NO_PAD.encode(sealed.to_bytes())
    }
}

impl AsMut<FramedLog> for State {
    fn as_mut(&mut self) -> &mut FramedLog {
        &mut self.log
    }
}

impl State {
    fn compact_if_grown(&mut self) -> Result<(), StoreError> {
        let frames = self.log.frames();
        if frames < COMPACT_FROM_CHANGES || frames < COMPACT_RATIO * self.values.len() as u64 {
            return Ok(());
        }
        self.rewrite()
    }

    fn rewrite(&mut self) -> Result<(), StoreError> {
        self.log.rewrite(self.values.iter().map(|(name, (_, text))| (name.as_str(), Some(text.as_str()))))
    }
}

/// What a sealed value is bound to.
fn context(name: &str) -> Vec<u8> {
    format!("comity/working/v1/{name}").into_bytes()
}

fn open_value(key: &SubjectKey, name: &str, text: &str) -> Result<Value, StoreError> {
    let wrong = || StoreError::WrongMasterKey(format!("{FILE}/{name}"));
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let sealed = Sealed::from_bytes(&bytes).map_err(|_| wrong())?;
    let json = key.open(&sealed, &context(name)).map_err(|_| wrong())?;
    serde_json::from_slice(&json).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::json;

    use super::*;
    use crate::HeldKey;
    use crate::disk::sim::{Dice, SimDisk};

    fn entropy() -> impl Entropy {
        let mut dice = Dice(7);
        move |bytes: &mut [u8]| bytes.fill_with(|| dice.below(256) as u8)
    }

    fn open(disk: &SimDisk) -> Working {
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[]).unwrap();
        let keys = Keys::open(&volume, Arc::new(HeldKey::new(SubjectKey::from_bytes([1; 32])))).unwrap();
        Working::open(&volume, &keys, &mut entropy()).unwrap()
    }

    #[test]
    fn what_was_synced_survives_a_cut_and_what_was_removed_stays_away() {
        for seed in 0..50 {
            let disk = SimDisk::new();
            let working = open(&disk);
            working.set("draft/1", Some(json!({"text": "x"})), &mut entropy()).unwrap();
            working.set("draft/2", Some(json!(2)), &mut entropy()).unwrap();
            working.set("retry/hk", Some(json!(3)), &mut entropy()).unwrap();
            working.set("draft/2", None, &mut entropy()).unwrap();
            working.sync().unwrap();
            working.set("draft/3", Some(json!(4)), &mut entropy()).unwrap();
            let drafts = open(&disk.after_power_cut(seed)).scan("draft/").unwrap();
            assert_eq!(drafts[0], ("draft/1".to_owned(), json!({"text": "x"})), "{seed}");
            assert!(drafts.iter().all(|(name, _)| name != "draft/2"), "{seed}");
        }
    }

    #[test]
    fn the_log_does_not_grow_with_the_number_of_changes() {
        let disk = SimDisk::new();
        let working = open(&disk);
        for count in 0..5000 {
            working.set("retry/hk", Some(json!(count)), &mut entropy()).unwrap();
        }
        working.sync().unwrap();
        let Kept::File(state) = &working.kept else { panic!() };
        assert!(state.lock().log.frames() < COMPACT_FROM_CHANGES);
        assert_eq!(open(&disk).scan("").unwrap().as_slice(), [("retry/hk".to_owned(), json!(4999))]);
    }

    #[test]
    fn many_keys_are_gone_through_in_pages() {
        let working = open(&SimDisk::new());
        for name in ["a/1", "a/2", "a/3", "b/1"] {
            working.set(name, Some(json!(1)), &mut entropy()).unwrap();
        }
        let page = |after| working.page("a/", after, 2).unwrap().into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(page(None), ["a/1", "a/2"]);
        assert_eq!(page(Some("a/2")), ["a/3"]);
        assert_eq!(page(Some("a/3")), Vec::<String>::new());
        // A key that is gone by now is still a place to go on from.
        assert_eq!(page(Some("a/1x")), ["a/2", "a/3"]);
    }

    #[test]
    fn values_cannot_be_read_in_the_file() {
        let disk = SimDisk::new();
        open(&disk).set("draft/1", Some(json!("personal")), &mut entropy()).unwrap();
        let file = crate::disk::Disk::read(&disk, "/data/working".as_ref()).unwrap();
        assert!(!String::from_utf8(file).unwrap().contains("personal"));
    }
}
