//! The keys of the subjects, wrapped under the key of the gateway, in a log of their own outside the record: so that one of
//! them can be erased, and backups of keys and record can be kept apart.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_record::seal::{Entropy, Sealed, SubjectKey};

use crate::StoreError;
use crate::disk::Volume;
use crate::framed::FramedLog;

/// The name of the file.
pub(crate) const FILE: &str = "keys";

/// The keys of all subjects.
pub(crate) struct Keys {
    master: SubjectKey,
    wrapped: RwLock<HashMap<String, Slot>>,
    log: Mutex<FramedLog>,
}

/// What is known about the key of a subject.
#[derive(Clone)]
enum Slot {
    /// The key, sealed under the key of the gateway: base64url of nonce and ciphertext.
    Wrapped(String),
    /// The key was erased, for ever.
    Erased,
}

/// The key of a subject, if there is one.
pub(crate) enum Found {
    Key(SubjectKey),
    Erased,
    None,
}

impl Keys {
    /// Opens the log of keys, or creates it, and checks that `master` opens each of them.
    pub(crate) fn open(volume: &Arc<Volume>, master: SubjectKey) -> Result<Self, StoreError> {
        let (log, changes) = FramedLog::open(volume, FILE)?;
        let mut wrapped = HashMap::new();
        for (subject, value) in changes {
            let slot = value.map_or(Slot::Erased, Slot::Wrapped);
            if let Slot::Wrapped(text) = &slot {
                unwrap_key(&master, &subject, text)?;
            }
            wrapped.insert(subject, slot);
        }
        Ok(Self { master, wrapped: RwLock::new(wrapped), log: Mutex::new(log) })
    }

    /// The key of `subject`, as it stands.
    pub(crate) fn find(&self, subject: &str) -> Result<Found, StoreError> {
        let slot = self.wrapped.read().unwrap_or_else(PoisonError::into_inner).get(subject).cloned();
        match slot {
            Some(Slot::Wrapped(text)) => unwrap_key(&self.master, subject, &text).map(Found::Key),
            Some(Slot::Erased) => Ok(Found::Erased),
            None => Ok(Found::None),
        }
    }

    /// Whether the key of `subject` was erased.
    pub(crate) fn is_erased(&self, subject: &str) -> bool {
        let wrapped = self.wrapped.read().unwrap_or_else(PoisonError::into_inner);
        matches!(wrapped.get(subject), Some(Slot::Erased))
    }

    /// The key of `subject`, made if there is none. A new one is durable only after [`Keys::sync`]: nothing sealed under
    /// it may be written before.
    pub(crate) fn ensure(&self, subject: &str, entropy: &mut dyn Entropy) -> Result<SubjectKey, StoreError> {
        if let Some(key) = self.known(subject)? {
            return Ok(key);
        }
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have made it in the meantime.
        if let Some(key) = self.known(subject)? {
            return Ok(key);
        }
        let key = SubjectKey::generate(entropy);
        let text = URL_SAFE_NO_PAD.encode(self.master.seal(key.expose(), &context(subject), entropy).to_bytes());
        log.append(subject, Some(&text))?;
        self.set(subject, Slot::Wrapped(text));
        Ok(key)
    }

    /// Returns when all keys are on stable storage.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).sync()
    }

    /// Erases the key of `subject`: the file is written anew without it.
    pub(crate) fn erase(&self, subject: &str) -> Result<(), StoreError> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wrapped = self.wrapped.read().unwrap_or_else(PoisonError::into_inner).clone();
        wrapped.insert(subject.to_owned(), Slot::Erased);
        log.rewrite(wrapped.iter().map(|(subject, slot)| match slot {
            Slot::Wrapped(text) => (subject.as_str(), Some(text.as_str())),
            Slot::Erased => (subject.as_str(), None),
        }))?;
        self.set(subject, Slot::Erased);
        Ok(())
    }

    fn known(&self, subject: &str) -> Result<Option<SubjectKey>, StoreError> {
        match self.find(subject)? {
            Found::Key(key) => Ok(Some(key)),
            Found::Erased => Err(StoreError::Erased(subject.to_owned())),
            Found::None => Ok(None),
        }
    }

    fn set(&self, subject: &str, slot: Slot) {
        self.wrapped.write().unwrap_or_else(PoisonError::into_inner).insert(subject.to_owned(), slot);
    }
}

/// What a wrapped key is bound to.
fn context(subject: &str) -> Vec<u8> {
    format!("comity/key/v1/{subject}").into_bytes()
}

fn unwrap_key(master: &SubjectKey, subject: &str, text: &str) -> Result<SubjectKey, StoreError> {
    let wrong = || StoreError::WrongMasterKey(subject.to_owned());
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    let sealed = Sealed::from_bytes(&bytes).map_err(|_| wrong())?;
    let key = master.open(&sealed, &context(subject)).map_err(|_| wrong())?;
    Ok(SubjectKey::from_bytes(key.try_into().map_err(|_| wrong())?))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::disk::sim::{Dice, SimDisk};

    fn entropy() -> impl Entropy {
        let mut dice = Dice(7);
        move |bytes: &mut [u8]| bytes.fill_with(|| dice.below(256) as u8)
    }

    fn open(disk: &SimDisk, master: u8) -> Result<Keys, StoreError> {
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[])?;
        Keys::open(&volume, SubjectKey::from_bytes([master; 32]))
    }

    #[test]
    fn a_key_is_the_same_after_a_restart() {
        let disk = SimDisk::new();
        let keys = open(&disk, 1).unwrap();
        let key = keys.ensure("matter/1", &mut entropy()).unwrap();
        assert_eq!(keys.ensure("matter/1", &mut entropy()).unwrap().expose(), key.expose());
        keys.sync().unwrap();
        let Found::Key(found) = open(&disk.after_power_cut(3), 1).unwrap().find("matter/1").unwrap() else { panic!() };
        assert_eq!(found.expose(), key.expose());
    }

    #[test]
    fn another_master_key_is_refused_at_the_start() {
        let disk = SimDisk::new();
        open(&disk, 1).unwrap().ensure("matter/1", &mut entropy()).unwrap();
        assert!(matches!(open(&disk, 2), Err(StoreError::WrongMasterKey(_))));
    }

    #[test]
    fn an_erased_key_is_gone_from_the_file_and_never_made_again() {
        let disk = SimDisk::new();
        let keys = open(&disk, 1).unwrap();
        keys.ensure("matter/1", &mut entropy()).unwrap();
        let Slot::Wrapped(text) = keys.wrapped.read().unwrap()["matter/1"].clone() else { panic!() };
        keys.erase("matter/1").unwrap();
        for seed in 0..20 {
            let left = disk.after_power_cut(seed);
            let keys = open(&left, 1).unwrap();
            assert!(matches!(keys.ensure("matter/1", &mut entropy()), Err(StoreError::Erased(_))));
            let file = crate::disk::Disk::read(&left, "/data/keys".as_ref()).unwrap();
            assert!(!String::from_utf8(file).unwrap().contains(&text));
        }
    }
}
