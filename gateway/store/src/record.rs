//! The durable entries: the journal, what is known about it in memory, and the keys to read it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use comity_record::line::{Line, Salted};
use comity_record::merkle::leaf_hash;
use serde::Deserialize;

use crate::StoreError;
use crate::database::Database;
use crate::entry::{Entry, Particulars};
use crate::index::{Index, Position};
use crate::journal::Journal;
use crate::keys::{Found, Keys};

/// The durable entries.
pub(crate) struct Record {
    pub(crate) lines: Lines,
    pub(crate) keys: Keys,
    index: RwLock<Index>,
}

/// Where the lines are.
pub(crate) enum Lines {
    Files(Journal),
    /// A line is found by its index, which is its offset.
    Table(Arc<Database>),
}

impl Record {
    pub(crate) fn new(lines: Lines, keys: Keys, index: Index) -> Self {
        Self { lines, keys, index: RwLock::new(index) }
    }

    pub(crate) fn index(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn index_mut(&self) -> RwLockWriteGuard<'_, Index> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes of a line, without newline. They are those that were verified when the store was opened, or written since.
    pub(crate) fn bytes(&self, index: u64) -> Result<Vec<u8>, StoreError> {
        let known = {
            let known = self.index();
            known.position(index).zip(known.tree.leaf(index))
        };
        let (position, leaf) = known.ok_or(StoreError::NoEntry(index))?;
        let bytes = self.lines.read(position)?;
        if leaf_hash(&bytes) == leaf { Ok(bytes) } else { Err(StoreError::EntryChanged(index)) }
    }

    /// An entry without its particulars.
    pub(crate) fn line(&self, index: u64) -> Result<Line, StoreError> {
        read(&self.bytes(index)?, index)
    }

    /// The same, if it is of one of these kinds. Of the others nothing is read but that.
    pub(crate) fn line_of_kinds(&self, index: u64, kinds: &[&str]) -> Result<Option<Line>, StoreError> {
        let bytes = self.bytes(index)?;
        let OfKind { kind } = read(&bytes, index)?;
        if kinds.contains(&&*kind) { read(&bytes, index).map(Some) } else { Ok(None) }
    }

    /// The particulars of an entry with the salts of their commitments; `None` if they were erased.
    pub(crate) fn salted(&self, index: u64) -> Result<Option<BTreeMap<String, Salted>>, StoreError> {
        let line = self.line(index)?;
        if line.sealed.is_none() {
            return Ok(Some(BTreeMap::new()));
        }
        match self.keys.find(&line.subject)? {
            Found::Key(key) => Ok(Some(line.open_salted(&key)?)),
            Found::Erased => Ok(None),
            Found::None => Err(StoreError::KeyMissing(line.subject)),
        }
    }

    /// An entry with its particulars.
    pub(crate) fn entry(&self, index: u64) -> Result<Entry, StoreError> {
        self.opened(self.line(index)?)
    }

    /// What is to be said at a start that comes upon a line that is not what was verified before: where it is, and what is wrong with it.
    pub(crate) fn placed(&self, error: StoreError, signed: u64) -> StoreError {
        match (error, &self.lines) {
            (StoreError::EntryChanged(index), Lines::Files(journal)) => {
                let position = self.index().position(index);
                position.map_or(StoreError::EntryChanged(index), |position| journal.damage(index, position, signed))
            }
            (other, _) => other,
        }
    }

    /// The entry of a line, with its particulars.
    pub(crate) fn opened(&self, line: Line) -> Result<Entry, StoreError> {
        if line.sealed.is_none() {
            return Ok(Entry::new(line, Particulars::default()));
        }
        let particulars = match self.keys.find(&line.subject)? {
            Found::Key(key) => Particulars::Readable(line.open(&key)?),
            Found::Erased => Particulars::Erased,
            Found::None => return Err(StoreError::KeyMissing(line.subject)),
        };
        Ok(Entry::new(line, particulars))
    }
}

/// Of a line, its kind.
#[derive(Deserialize)]
struct OfKind<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
}

/// What a line says. The leaf was right, so these are bytes that `Line` wrote or has read before.
fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8], index: u64) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|_| StoreError::EntryChanged(index))
}

impl Lines {
    fn read(&self, position: Position) -> Result<Vec<u8>, StoreError> {
        match self {
            Self::Files(journal) => journal.read(position),
            Self::Table(database) => database.line(position.offset)?.ok_or(StoreError::EntryChanged(position.offset)),
        }
    }
}
