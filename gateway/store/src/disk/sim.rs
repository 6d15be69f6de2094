//! A disk in memory that forgets, when its power is cut, any part of what was not synced: bytes, names, renames, removals,
//! each on its own. Which part is decided by a seed.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Disk, DiskFile};

/// Unsynced bytes survive a cut in pieces of this size: smaller than a line, so that lines are torn inside.
const PIECE_BYTES: usize = 64;

/// A simulated disk. Clones are the same disk.
#[derive(Clone, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    files: Vec<Content>,
    /// What is at which path now.
    names: BTreeMap<PathBuf, Node>,
    /// What is at which path on stable storage.
    stable: BTreeMap<PathBuf, Node>,
    /// The changes of names since, in order, with the directory that has to be synced for each.
    changes: Vec<(PathBuf, NameChange)>,
    locked: BTreeSet<PathBuf>,
    /// Operations until the power goes; `None` for ever.
    power: Option<u64>,
    /// Bytes until the disk is full; `None` for ever.
    room: Option<u64>,
    /// Syncs until one fails; `None` for never.
    syncs: Option<u64>,
    /// How many operations were asked for.
    operations: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Node {
    Directory,
    File(usize),
}

#[derive(Clone)]
enum NameChange {
    Set(PathBuf, Node),
    Move(PathBuf, PathBuf, Node),
    Remove(PathBuf),
}

#[derive(Clone, Default)]
struct Content {
    now: Vec<u8>,
    stable: Vec<u8>,
    /// The bytes before this one are the same now as on stable storage.
    same: usize,
}

impl SimDisk {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cuts the power after `operations` more operations: each later one fails, and the last may be done in part.
    pub fn cut_power_after(&self, operations: u64) {
        self.state().power = Some(operations);
    }

    /// Has room for `bytes` more.
    pub fn limit_room(&self, bytes: Option<u64>) {
        self.state().room = bytes;
    }

    /// Lets the sync after `syncs` more of them fail.
    pub fn fail_sync_after(&self, syncs: u64) {
        self.state().syncs = Some(syncs);
    }

    /// How many operations were asked for so far.
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// The disk that the next start finds: what was synced, and of everything else a part that `seed` decides.
    pub fn after_power_cut(&self, seed: u64) -> Self {
        let state = self.state();
        let mut dice = Dice(seed);
        let mut names = state.stable.clone();
        for (_, change) in &state.changes {
            if dice.below(2) == 0 {
                change.apply(&mut names);
            }
        }
        let files = state.files.iter().map(|file| file.after_power_cut(&mut dice)).collect();
        Self(Arc::new(Mutex::new(State { files, stable: names.clone(), names, ..State::default() })))
    }

    /// Changes the bytes of a file behind everybody's back, now and on stable storage.
    pub fn tamper(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        let mut state = self.state();
        let Some(Node::File(file)) = state.names.get(path).copied() else { return };
        if let Some(content) = state.files.get_mut(file) {
            change(&mut content.now);
            content.stable = content.now.clone();
            content.same = content.now.len();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state, for one more operation, if there is power.
    fn operate(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        state.operations += 1;
        match state.power.as_mut() {
            Some(0) => Err(io::Error::other("the power is off")),
            Some(left) => {
                *left -= 1;
                Ok(state)
            }
            None => Ok(state),
        }
    }
}

impl Disk for SimDisk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        let ancestors: Vec<_> = path.ancestors().filter(|path| !path.as_os_str().is_empty()).collect();
        for path in ancestors.into_iter().rev() {
            if !state.names.contains_key(path) {
                state.rename(NameChange::Set(path.to_owned(), Node::Directory), path);
            }
        }
        Ok(())
    }

    fn list(&self, directory: &Path) -> io::Result<Vec<String>> {
        let state = self.operate()?;
        if state.names.get(directory) != Some(&Node::Directory) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let paths = state.names.keys().filter(|path| path.parent() == Some(directory));
        Ok(paths.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut state = self.operate()?;
        let file = match state.names.get(path) {
            Some(Node::File(file)) => *file,
            Some(Node::Directory) => return Err(io::ErrorKind::IsADirectory.into()),
            None => {
                if path.parent().is_some_and(|parent| state.names.get(parent) != Some(&Node::Directory)) {
                    return Err(io::ErrorKind::NotFound.into());
                }
                state.files.push(Content::default());
                let file = state.files.len() - 1;
                state.rename(NameChange::Set(path.to_owned(), Node::File(file)), path);
                file
            }
        };
        Ok(Box::new(SimFile { disk: self.clone(), file }))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let state = self.operate()?;
        match state.names.get(path) {
            Some(Node::File(file)) => Ok(state.files.get(*file).map(|file| file.now.clone()).unwrap_or_default()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        Ok(self.operate()?.names.contains_key(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        let node = state.names.get(from).copied().ok_or(io::ErrorKind::NotFound)?;
        state.rename(NameChange::Move(from.to_owned(), to.to_owned(), node), to);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        if !state.names.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        state.rename(NameChange::Remove(path.to_owned()), path);
        Ok(())
    }

    fn sync_dir(&self, directory: &Path) -> io::Result<()> {
        let mut state = self.operate()?;
        state.try_sync()?;
        let changes = std::mem::take(&mut state.changes);
        for (parent, change) in changes {
            if parent == directory {
                change.apply(&mut state.stable);
            } else {
                state.changes.push((parent, change));
            }
        }
        Ok(())
    }

    fn lock(&self, directory: &Path) -> io::Result<Box<dyn Any + Send + Sync>> {
        let mut state = self.operate()?;
        if !state.locked.insert(directory.to_owned()) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(Box::new(SimLock { disk: self.clone(), directory: directory.to_owned() }))
    }
}

impl State {
    /// Applies a change of names now; it is stable once the directory of `path` is synced.
    fn rename(&mut self, change: NameChange, path: &Path) {
        change.apply(&mut self.names);
        self.changes.push((path.parent().unwrap_or(path).to_owned(), change));
    }

    fn try_sync(&mut self) -> io::Result<()> {
        match self.syncs.as_mut() {
            Some(0) => {
                self.syncs = None;
                Err(io::Error::other("the disk did not take it"))
            }
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl NameChange {
    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Set(path, node) => {
                names.insert(path.clone(), *node);
            }
            Self::Move(from, to, node) => {
                names.remove(from);
                // What is in a directory goes with it.
                let inside: Vec<_> = names.extract_if(.., |name, _| name.starts_with(from)).collect();
                for (name, node) in inside {
                    let rest = name.strip_prefix(from).unwrap_or(&name);
                    names.insert(to.join(rest), node);
                }
                names.insert(to.clone(), *node);
            }
            Self::Remove(path) => names.retain(|name, _| !name.starts_with(path)),
        }
    }
}

impl Content {
    /// What is left: the stable bytes, or the new length with any of the new pieces in place and zeros for the others.
    fn after_power_cut(&self, dice: &mut Dice) -> Self {
        let mut left =
            if self.same < self.stable.len() && dice.below(2) == 0 { self.stable.clone() } else { self.torn(dice) };
        left.truncate(self.now.len().max(self.stable.len()));
        Self { now: left.clone(), same: left.len(), stable: left }
    }

    fn torn(&self, dice: &mut Dice) -> Vec<u8> {
        let (kept, unsynced) = self.now.split_at(self.same.min(self.now.len()));
        let mut left = kept.to_vec();
        let end = dice.below(unsynced.len() as u64 + 1) as usize;
        // Half of the cuts tear at the end only, as most file systems do.
        let holes = dice.below(2) == 0;
        for piece in unsynced.get(..end).unwrap_or_default().chunks(PIECE_BYTES) {
            if holes && dice.below(4) == 0 {
                left.extend(std::iter::repeat_n(0, piece.len()));
            } else {
                left.extend_from_slice(piece);
            }
        }
        left
    }
}

struct SimFile {
    disk: SimDisk,
    file: usize,
}

impl SimFile {
    fn with<R>(&self, change: impl FnOnce(&mut State, &mut Content) -> io::Result<R>) -> io::Result<R> {
        let mut state = self.disk.operate()?;
        let mut content = state.files.get_mut(self.file).map(std::mem::take).unwrap_or_default();
        let result = change(&mut state, &mut content);
        if let Some(slot) = state.files.get_mut(self.file) {
            *slot = content;
        }
        result
    }
}

impl DiskFile for SimFile {
    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        self.with(|state, content| {
            let fits = state.room.map_or(bytes.len(), |room| bytes.len().min(room as usize));
            content.now.extend_from_slice(bytes.get(..fits).unwrap_or_default());
            state.room = state.room.map(|room| room - fits as u64);
            if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        })
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.with(|_, content| {
            let start = usize::try_from(offset).unwrap_or(usize::MAX);
            let bytes = content.now.get(start..start.saturating_add(buffer.len()));
            buffer.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
            Ok(())
        })
    }

    fn size(&self) -> io::Result<u64> {
        self.with(|_, content| Ok(content.now.len() as u64))
    }

    fn truncate(&self, size: u64) -> io::Result<()> {
        self.with(|_, content| {
            content.now.truncate(usize::try_from(size).unwrap_or(usize::MAX));
            content.same = content.same.min(content.now.len());
            Ok(())
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.with(|state, content| {
            state.try_sync()?;
            content.stable = content.now.clone();
            content.same = content.now.len();
            Ok(())
        })
    }
}

struct SimLock {
    disk: SimDisk,
    directory: PathBuf,
}

impl Drop for SimLock {
    fn drop(&mut self) {
        self.disk.state().locked.remove(&self.directory);
    }
}

/// SplitMix64: enough for a simulation, and the same everywhere.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`, which is not 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}
