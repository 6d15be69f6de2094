//! The keys of the subjects, wrapped under the key of the gateway, in a log of their own outside the record: so that one of
//! them can be erased, and backups of keys and record can be kept apart. Who keeps the key of the gateway is the program's choice:
//! [`MasterKey`] is the only thing that is asked of it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_record::seal::{Entropy, Sealed, SubjectKey, Unreadable};

use crate::StoreError;
use crate::database::Database;
use crate::disk::Volume;
use crate::framed::{Change, FramedLog, SharedLog};

/// The name of the file.
pub(crate) const FILE: &str = "keys";

/// The key of the gateway: a key-encryption key, under which the keys of the subjects are kept, and nothing else is. A file may hold it
/// ([`HeldKey`]), or a machine that never gives it away. It is asked for a new subject, for each subject at the start, and whenever
/// something of a subject is sealed or read; from several threads.
pub trait MasterKey: Send + Sync {
    /// Wraps the key of a subject, bound to `context`. What comes out may be longer than the key, by some dozens of bytes.
    ///
    /// # Errors
    /// [`NotWrapped`] if the key of the gateway cannot be used now.
    fn wrap(&self, key: &SubjectKey, context: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, NotWrapped>;

    /// Unwraps what [`MasterKey::wrap`] wrapped for this `context`.
    ///
    /// # Errors
    /// [`Unreadable`] if it was not wrapped so under this key.
    fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<SubjectKey, Unreadable>;
}

/// The key of the gateway cannot be used, for this reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the master key cannot be used: {0}")]
pub struct NotWrapped(pub String);

/// A master key whose bytes the program holds: it was read from a file.
#[derive(Debug, Clone)]
pub struct HeldKey(SubjectKey);

impl HeldKey {
    /// The key with these bytes.
    pub const fn new(key: SubjectKey) -> Self {
        Self(key)
    }
}

impl MasterKey for HeldKey {
    fn wrap(&self, key: &SubjectKey, context: &[u8], entropy: &mut dyn Entropy) -> Result<Vec<u8>, NotWrapped> {
        Ok(self.0.seal(key.expose(), context, entropy).to_bytes())
    }

    fn unwrap(&self, wrapped: &[u8], context: &[u8]) -> Result<SubjectKey, Unreadable> {
        self.0.open_key(&Sealed::from_bytes(wrapped)?, context)
    }
}

/// The keys of all subjects.
pub(crate) struct Keys {
    master: Arc<dyn MasterKey>,
    wrapped: RwLock<HashMap<String, Slot>>,
    log: Log,
}

/// Where the keys are kept.
enum Log {
    File(SharedLog<FramedLog>),
    /// Other processes make and erase keys too.
    Table(Arc<Database>),
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
    pub(crate) fn open(volume: &Arc<Volume>, master: Arc<dyn MasterKey>) -> Result<Self, StoreError> {
        let (log, changes) = FramedLog::open(volume, FILE)?;
        let wrapped = checked(&*master, changes)?;
        Ok(Self { master, wrapped: RwLock::new(wrapped), log: Log::File(SharedLog::new(log)) })
    }

    /// Reads the table of keys, and checks that `master` opens each of them.
    pub(crate) fn open_table(database: &Arc<Database>, master: Arc<dyn MasterKey>) -> Result<Self, StoreError> {
        let wrapped = checked(&*master, database.keys()?)?;
        Ok(Self { master, wrapped: RwLock::new(wrapped), log: Log::Table(Arc::clone(database)) })
    }

    /// Reads the table of keys again: another process has erased some. A log in a file is as it was.
    pub(crate) fn read_again(&self) -> Result<(), StoreError> {
        if let Log::Table(database) = &self.log {
            let wrapped = checked(&*self.master, database.keys()?)?;
            *self.wrapped.write().unwrap_or_else(PoisonError::into_inner) = wrapped;
        }
        Ok(())
    }

    /// All keys as they are kept, in the order of their subjects; an erased one is none.
    pub(crate) fn all(&self) -> Result<Vec<Change>, StoreError> {
        self.read_again()?;
        let wrapped = self.wrapped.read().unwrap_or_else(PoisonError::into_inner);
        let all = wrapped.iter().map(|(subject, slot)| match slot {
            Slot::Wrapped(text) => (subject.clone(), Some(text.clone())),
            Slot::Erased => (subject.clone(), None),
        });
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        Ok(all)
    }

    /// The key of `subject`, as it stands.
    pub(crate) fn find(&self, subject: &str) -> Result<Found, StoreError> {
        let mut slot = self.wrapped.read().unwrap_or_else(PoisonError::into_inner).get(subject).cloned();
        if let (None, Log::Table(database)) = (&slot, &self.log)
            && let Some(standing) = database.key(subject)?
        {
            // Another process has made it.
            let standing = standing.map_or(Slot::Erased, Slot::Wrapped);
            self.set(subject, standing.clone());
            slot = Some(standing);
        }
        match slot {
            Some(Slot::Wrapped(text)) => unwrap_key(&*self.master, subject, &text).map(Found::Key),
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
        let log = match &self.log {
            Log::File(log) => log,
            Log::Table(database) => return self.ensure_in(database, subject, entropy),
        };
        let mut log = log.lock();
        // Another thread may have made it in the meantime.
        if let Some(key) = self.known(subject)? {
            return Ok(key);
        }
        let key = SubjectKey::generate(entropy);
        let wrapped = self.master.wrap(&key, &context(subject), entropy)?;
        let text = URL_SAFE_NO_PAD.encode(wrapped);
        log.append(subject, Some(&text))?;
        self.set(subject, Slot::Wrapped(text));
        Ok(key)
    }

    /// Returns when all keys are on stable storage.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        match &self.log {
            Log::File(log) => log.sync(),
            Log::Table(_) => Ok(()),
        }
    }

    /// Erases the key of `subject`: the file is written anew without it. In a table this is only what is known of it: see
    /// [`Database::write_erasure`].
    pub(crate) fn erase(&self, subject: &str) -> Result<(), StoreError> {
        let mut log = match &self.log {
            Log::File(log) => Some(log.lock()),
            Log::Table(_) => None,
        };
        let mut wrapped = self.wrapped.read().unwrap_or_else(PoisonError::into_inner).clone();
        wrapped.insert(subject.to_owned(), Slot::Erased);
        if let Some(log) = &mut log {
            log.rewrite(wrapped.iter().map(|(subject, slot)| match slot {
                Slot::Wrapped(text) => (subject.as_str(), Some(text.as_str())),
                Slot::Erased => (subject.as_str(), None),
            }))?;
        }
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

    /// Makes a key in a table. The first one counts, whichever process has made it.
    fn ensure_in(
        &self,
        database: &Database,
        subject: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<SubjectKey, StoreError> {
        let key = SubjectKey::generate(entropy);
        let text = URL_SAFE_NO_PAD.encode(self.master.wrap(&key, &context(subject), entropy)?);
        let standing = database.keep_key(subject, &text)?;
        self.set(subject, standing.map_or(Slot::Erased, Slot::Wrapped));
        self.known(subject)?.ok_or_else(|| StoreError::KeyMissing(subject.to_owned()))
    }

    fn set(&self, subject: &str, slot: Slot) {
        self.wrapped.write().unwrap_or_else(PoisonError::into_inner).insert(subject.to_owned(), slot);
    }
}

/// What stands in a log, once `master` has opened each key in it.
fn checked(master: &dyn MasterKey, changes: Vec<Change>) -> Result<HashMap<String, Slot>, StoreError> {
    let mut wrapped = HashMap::new();
    for (subject, value) in changes {
        let slot = value.map_or(Slot::Erased, Slot::Wrapped);
        if let Slot::Wrapped(text) = &slot {
            unwrap_key(master, &subject, text)?;
        }
        wrapped.insert(subject, slot);
    }
    Ok(wrapped)
}

/// What a wrapped key is bound to.
fn context(subject: &str) -> Vec<u8> {
    format!("comity/key/v1/{subject}").into_bytes()
}

fn unwrap_key(master: &dyn MasterKey, subject: &str, text: &str) -> Result<SubjectKey, StoreError> {
    let wrong = || StoreError::WrongMasterKey(subject.to_owned());
    let wrapped = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
    master.unwrap(&wrapped, &context(subject)).map_err(|_| wrong())
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
        Keys::open(&volume, Arc::new(HeldKey::new(SubjectKey::from_bytes([master; 32]))))
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
    fn what_is_wrapped_for_one_subject_is_no_key_of_another() {
        let master = HeldKey::new(SubjectKey::from_bytes([1; 32]));
        let key = SubjectKey::from_bytes([2; 32]);
        let wrapped = master.wrap(&key, &context("matter/1"), &mut entropy()).unwrap();
        assert_eq!(master.unwrap(&wrapped, &context("matter/1")).unwrap().expose(), key.expose());
        assert_eq!(master.unwrap(&wrapped, &context("matter/2")).err(), Some(Unreadable));
    }

    #[test]
    fn a_master_key_that_cannot_be_used_makes_no_subject_key() {
        let disk = SimDisk::new();
        let volume = Volume::new(Arc::new(disk), PathBuf::from("/data"), Arc::new(|_| {}));
        volume.create(&[]).unwrap();
        let keys = Keys::open(&volume, Arc::new(Unplugged)).unwrap();
        assert!(matches!(keys.ensure("matter/1", &mut entropy()), Err(StoreError::MasterKey(_))));
        assert!(matches!(keys.find("matter/1"), Ok(Found::None)));
    }

    /// The machine that keeps the key does not answer.
    struct Unplugged;

    impl MasterKey for Unplugged {
        fn wrap(&self, _: &SubjectKey, _: &[u8], _: &mut dyn Entropy) -> Result<Vec<u8>, NotWrapped> {
            Err(NotWrapped("no answer".to_owned()))
        }

        fn unwrap(&self, _: &[u8], _: &[u8]) -> Result<SubjectKey, Unreadable> {
            Err(Unreadable)
        }
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
