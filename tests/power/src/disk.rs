//! The model of a disk that forgets. Of each file and directory it knows what is there now and what is on stable storage; when
//! the power is cut, any part of the difference is lost: writes whole or by the sector, in any order, names as a journal of
//! names would lose them.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use fastrand::Rng;

#[cfg(test)]
mod tests;

/// A write that was not synced survives a cut in pieces of this size: what a disk writes at once.
const SECTOR_BYTES: u64 = 512;

/// A file or a directory: its inode number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node(pub u64);

impl Node {
    /// The directory that holds everything.
    pub const ROOT: Self = Self(1);
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bytes.
    File,
    /// Names.
    Directory,
}

/// What is told about a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attributes {
    /// What it is.
    pub kind: Kind,
    /// How many bytes a file has; 0 for a directory.
    pub size: u64,
    /// Who may do what, as `chmod` says it.
    pub mode: u16,
}

/// Why the disk did not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// The power is off.
    NoPower,
    /// There is nothing of this name, or no such node.
    NotThere,
    /// There is something of this name.
    IsThere,
    /// A directory is wanted.
    NotADirectory,
    /// A file is wanted.
    IsADirectory,
    /// The directory has names in it.
    NotEmpty,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::NoPower => "the power is off",
            Self::NotThere => "there is nothing of this name",
            Self::IsThere => "there is something of this name",
            Self::NotADirectory => "it is not a directory",
            Self::IsADirectory => "it is a directory",
            Self::NotEmpty => "the directory is not empty",
        })
    }
}

impl std::error::Error for Refused {}

/// The disk.
#[derive(Debug, Clone)]
pub struct Disk {
    nodes: BTreeMap<Node, Held>,
    /// The newest number of a node.
    newest: Node,
    /// Which names there are now.
    names: Names,
    /// Which there are on stable storage.
    stable_names: Names,
    /// The changes of names since, in their order, each with the directory that has to be synced for it.
    unsynced_names: Vec<(Node, NameChange)>,
    /// Changes until the power goes; `None` for ever.
    power: Option<u64>,
    /// How many changes were asked for.
    changes: u64,
    /// Whether a sync is more than an answer.
    heeds_syncs: bool,
}

/// The names in each directory.
type Names = BTreeMap<Node, BTreeMap<OsString, Node>>;

/// What a node holds, and who may do what with it. The mode is stable at once: no promise hangs on it.
#[derive(Debug, Clone)]
struct Held {
    mode: u16,
    /// `None` is a directory: what it holds stands among the names.
    file: Option<File>,
}

#[derive(Debug, Clone, Default)]
struct File {
    now: Vec<u8>,
    stable: Vec<u8>,
    /// What was done since the last sync, in order.
    unsynced: Vec<Change>,
}

#[derive(Debug, Clone)]
enum Change {
    Write(u64, Vec<u8>),
    Resize(u64),
}

#[derive(Debug, Clone)]
enum NameChange {
    Set(OsString, Node),
    Remove(OsString),
    /// From a name in this directory to a name in the one that has to be synced: nobody ever sees half of it.
    Move(Node, OsString, OsString, Node),
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

impl Disk {
    /// An empty disk.
    pub fn new() -> Self {
        let names = Names::from([(Node::ROOT, BTreeMap::new())]);
        Self {
            nodes: BTreeMap::from([(Node::ROOT, Held { mode: 0o700, file: None })]),
            newest: Node::ROOT,
            stable_names: names.clone(),
            names,
            unsynced_names: Vec::new(),
            power: None,
            changes: 0,
            heeds_syncs: true,
        }
    }

    /// From now on the disk answers to a sync and does nothing: as those do that call their cache stable.
    pub fn lie_about_syncs(&mut self) {
        self.heeds_syncs = false;
    }

    /// Cuts the power after so many more changes, syncs among them: each later one fails, and so does whoever looks.
    pub fn cut_power_after(&mut self, changes: u64) {
        self.power = Some(changes);
    }

    /// Whether the power is off.
    pub fn is_off(&self) -> bool {
        self.power == Some(0)
    }

    /// How many changes were asked for so far, syncs among them.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Makes all that is there stable, whether it was synced or not: for a disk that is filled before the play begins.
    pub fn settle(&mut self) {
        self.unsynced_names.clear();
        self.stable_names = self.names.clone();
        self.nodes.values_mut().filter_map(|held| held.file.as_mut()).for_each(File::sync);
    }

    /// The disk that the next start finds: what was synced, and of everything else a part that `seed` decides.
    #[must_use]
    pub fn after_power_cut(&self, seed: u64) -> Self {
        let mut dice = Rng::with_seed(seed);
        self.left_with(self.names_after_power_cut(&mut dice), |file| file.after_power_cut(&mut dice))
    }

    /// The least that a cut can leave: what was synced, and nothing else.
    #[must_use]
    pub fn with_what_is_stable(&self) -> Self {
        self.left_with(self.stable_names.clone(), |file| file.stable.clone())
    }

    /// The bytes of the file at a path from the root, `a/b/c`.
    pub fn read_at(&self, path: &str) -> Option<&[u8]> {
        let node = path.split('/').try_fold(Node::ROOT, |node, name| self.find(node, OsStr::new(name)).ok())?;
        Some(&self.nodes.get(&node)?.file.as_ref()?.now)
    }

    /// What is told about a node.
    pub fn attributes(&self, node: Node) -> Result<Attributes, Refused> {
        self.look()?;
        let held = self.nodes.get(&node).ok_or(Refused::NotThere)?;
        let kind = if held.file.is_some() { Kind::File } else { Kind::Directory };
        let size = held.file.as_ref().map_or(0, |file| file.now.len() as u64);
        Ok(Attributes { kind, size, mode: held.mode })
    }

    /// The node of this name in a directory.
    pub fn look_up(&self, directory: Node, name: &OsStr) -> Result<Node, Refused> {
        self.look()?;
        self.find(directory, name)
    }

    /// The names in a directory, sorted, with their nodes.
    pub fn list(&self, directory: Node) -> Result<Vec<(OsString, Node)>, Refused> {
        self.look()?;
        Ok(self.names_in(directory)?.iter().map(|(name, node)| (name.clone(), *node)).collect())
    }

    /// At most `size` bytes of a file from `offset` on; fewer at its end.
    pub fn read(&self, node: Node, offset: u64, size: usize) -> Result<&[u8], Refused> {
        self.look()?;
        let held = self.nodes.get(&node).ok_or(Refused::NotThere)?;
        let bytes = &held.file.as_ref().ok_or(Refused::IsADirectory)?.now;
        let start = length(offset).min(bytes.len());
        let end = start.saturating_add(size).min(bytes.len());
        Ok(bytes.get(start..end).unwrap_or_default())
    }

    /// Makes an empty file or directory. Its name is stable once the directory is synced.
    pub fn create(&mut self, directory: Node, name: &OsStr, kind: Kind, mode: u16) -> Result<Node, Refused> {
        self.change()?;
        if self.names_in(directory)?.contains_key(name) {
            return Err(Refused::IsThere);
        }
        self.newest = Node(self.newest.0 + 1);
        let node = self.newest;
        if kind == Kind::Directory {
            self.names.insert(node, BTreeMap::new());
            self.stable_names.insert(node, BTreeMap::new());
        }
        self.nodes.insert(node, Held { mode, file: (kind == Kind::File).then(File::default) });
        self.change_names(directory, NameChange::Set(name.to_owned(), node));
        Ok(node)
    }

    /// Writes `bytes` from `offset` on. They are stable once the file is synced.
    pub fn write(&mut self, node: Node, offset: u64, bytes: &[u8]) -> Result<(), Refused> {
        self.change()?;
        self.file(node)?.change(Change::Write(offset, bytes.to_vec()));
        Ok(())
    }

    /// Gives a file another size. It is stable once the file is synced.
    pub fn resize(&mut self, node: Node, size: u64) -> Result<(), Refused> {
        self.change()?;
        self.file(node)?.change(Change::Resize(size));
        Ok(())
    }

    /// Says who may do what with a node.
    pub fn set_mode(&mut self, node: Node, mode: u16) -> Result<(), Refused> {
        self.change()?;
        self.nodes.get_mut(&node).ok_or(Refused::NotThere)?.mode = mode;
        Ok(())
    }

    /// Gives a node another name, in the same directory or another; stable once that one is synced. What had the name is gone.
    pub fn rename(&mut self, from: (Node, &OsStr), to: (Node, &OsStr)) -> Result<(), Refused> {
        self.change()?;
        let node = self.find(from.0, from.1)?;
        if let Some(replaced) = self.names_in(to.0)?.get(to.1) {
            self.must_be_empty(*replaced)?;
        }
        self.change_names(to.0, NameChange::Move(from.0, from.1.to_owned(), to.1.to_owned(), node));
        Ok(())
    }

    /// Takes a name away; for good once the directory is synced. Whoever has the file open still has it.
    pub fn remove(&mut self, directory: Node, name: &OsStr) -> Result<(), Refused> {
        self.change()?;
        self.must_be_empty(self.find(directory, name)?)?;
        self.change_names(directory, NameChange::Remove(name.to_owned()));
        Ok(())
    }

    /// Puts the bytes and the size of a file on stable storage; not its name.
    pub fn sync_file(&mut self, node: Node) -> Result<(), Refused> {
        self.change()?;
        let heeds_syncs = self.heeds_syncs;
        let file = self.file(node)?;
        if heeds_syncs {
            file.sync();
        }
        Ok(())
    }

    /// Puts the names in a directory on stable storage; not what they name.
    pub fn sync_directory(&mut self, directory: Node) -> Result<(), Refused> {
        self.change()?;
        self.names_in(directory)?;
        if self.heeds_syncs {
            let (synced, others) =
                std::mem::take(&mut self.unsynced_names).into_iter().partition(|(synced, _)| *synced == directory);
            self.unsynced_names = others;
            synced.iter().for_each(|(directory, change)| change.apply(*directory, &mut self.stable_names));
        }
        Ok(())
    }

    fn look(&self) -> Result<(), Refused> {
        if self.is_off() { Err(Refused::NoPower) } else { Ok(()) }
    }

    /// Counts one more change, if there is power for it.
    fn change(&mut self) -> Result<(), Refused> {
        self.look()?;
        self.changes += 1;
        self.power = self.power.map(|left| left - 1);
        Ok(())
    }

    fn change_names(&mut self, synced: Node, change: NameChange) {
        change.apply(synced, &mut self.names);
        self.unsynced_names.push((synced, change));
    }

    fn names_in(&self, directory: Node) -> Result<&BTreeMap<OsString, Node>, Refused> {
        let missing = if self.nodes.contains_key(&directory) { Refused::NotADirectory } else { Refused::NotThere };
        self.names.get(&directory).ok_or(missing)
    }

    fn find(&self, directory: Node, name: &OsStr) -> Result<Node, Refused> {
        self.names_in(directory)?.get(name).copied().ok_or(Refused::NotThere)
    }

    fn file(&mut self, node: Node) -> Result<&mut File, Refused> {
        self.nodes.get_mut(&node).ok_or(Refused::NotThere)?.file.as_mut().ok_or(Refused::IsADirectory)
    }

    fn must_be_empty(&self, node: Node) -> Result<(), Refused> {
        if self.names.get(&node).is_none_or(BTreeMap::is_empty) { Ok(()) } else { Err(Refused::NotEmpty) }
    }

    /// The stable names, and in each directory the first so many of the changes since: a journal of names is cut at its end.
    fn names_after_power_cut(&self, dice: &mut Rng) -> Names {
        let mut kept = BTreeMap::new();
        for (directory, _) in &self.unsynced_names {
            *kept.entry(*directory).or_insert(0) += 1;
        }
        kept.values_mut().for_each(|count| *count = dice.usize(0..=*count));
        let mut names = self.stable_names.clone();
        for (directory, change) in &self.unsynced_names {
            if let Some(left) = kept.get_mut(directory).filter(|left| **left > 0) {
                *left -= 1;
                change.apply(*directory, &mut names);
            }
        }
        names
    }

    /// The disk with these names, and what they lead to. Files hold what `content` says.
    fn left_with(&self, mut names: Names, mut content: impl FnMut(&File) -> Vec<u8>) -> Self {
        let mut reached = vec![Node::ROOT];
        let mut nodes = BTreeMap::new();
        while let Some(node) = reached.pop() {
            let Some(held) = self.nodes.get(&node).filter(|_| !nodes.contains_key(&node)) else { continue };
            reached.extend(names.get(&node).into_iter().flat_map(BTreeMap::values));
            let file = held.file.as_ref().map(|file| File::stable(content(file)));
            nodes.insert(node, Held { mode: held.mode, file });
        }
        names.retain(|directory, _| nodes.contains_key(directory));
        Self {
            nodes,
            newest: self.newest,
            stable_names: names.clone(),
            names,
            heeds_syncs: self.heeds_syncs,
            ..Self::new()
        }
    }
}

impl File {
    fn stable(bytes: Vec<u8>) -> Self {
        Self { now: bytes.clone(), stable: bytes, unsynced: Vec::new() }
    }

    fn change(&mut self, change: Change) {
        change.apply(&mut self.now);
        self.unsynced.push(change);
    }

    fn sync(&mut self) {
        self.unsynced.drain(..).for_each(|change| change.apply(&mut self.stable));
    }

    /// What is left: the stable bytes, and of each change since nothing, all, or some sectors.
    fn after_power_cut(&self, dice: &mut Rng) -> Vec<u8> {
        let mut left = self.stable.clone();
        for change in &self.unsynced {
            match dice.u8(0..3) {
                0 => {}
                1 => change.apply(&mut left),
                _ => change.tear(&mut left, dice),
            }
        }
        left
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(offset, written) => put(bytes, length(*offset), written),
            Self::Resize(size) => bytes.resize(length(*size), 0),
        }
    }

    /// Does a part: the new size with or without the sectors that it is for, and any of these.
    fn tear(&self, bytes: &mut Vec<u8>, dice: &mut Rng) {
        let Self::Write(offset, written) = self else { return self.apply(bytes) };
        let end = length(*offset).saturating_add(written.len());
        if dice.bool() && bytes.len() < end {
            bytes.resize(end, 0);
        }
        for (offset, sector) in sectors(*offset, written) {
            if dice.bool() {
                put(bytes, length(offset), sector);
            }
        }
    }
}

impl NameChange {
    fn apply(&self, directory: Node, names: &mut Names) {
        if let Self::Move(from, name, _, node) = self
            && let Some(left) = names.get_mut(from).filter(|left| left.get(name) == Some(node))
        {
            left.remove(name);
        }
        let Some(names) = names.get_mut(&directory) else { return };
        match self {
            Self::Set(name, node) | Self::Move(_, _, name, node) => names.insert(name.clone(), *node),
            Self::Remove(name) => names.remove(name),
        };
    }
}

/// Overwrites and appends; what lies between the old end and `offset` is zeros.
fn put(bytes: &mut Vec<u8>, offset: usize, written: &[u8]) {
    let end = offset.saturating_add(written.len());
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    if let Some(place) = bytes.get_mut(offset..end) {
        place.copy_from_slice(written);
    }
}

/// The parts of a write that lie in one sector of the file each, with their offsets.
fn sectors(offset: u64, mut written: &[u8]) -> Vec<(u64, &[u8])> {
    let mut parts = Vec::new();
    let mut offset = offset;
    while !written.is_empty() {
        let room = SECTOR_BYTES - offset % SECTOR_BYTES;
        let (part, rest) = written.split_at(written.len().min(length(room)));
        parts.push((offset, part));
        offset += part.len() as u64;
        written = rest;
    }
    parts
}

/// All of it is held in memory.
fn length(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
