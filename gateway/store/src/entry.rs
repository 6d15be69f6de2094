//! What is read back: an entry of the record.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use comity_record::line::{Answers, Line, Place};
use comity_record::{Date, Digest, Time, line};
use serde_json::{Map, Value};

/// An entry of the record, as read from the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The position in the record.
    pub index: u64,
    /// When it was written.
    pub time: Time,
    /// What it is about.
    pub subject: Arc<str>,
    /// The position in the history of the subject, from 1.
    pub revision: u64,
    /// What happened: a code.
    pub kind: String,
    /// The business date.
    pub day: Date,
    /// Where it stands in its commit.
    pub commit: Place,
    /// Codes, dates and digests.
    pub open: Map<String, Value>,
    /// What was sealed.
    pub particulars: Particulars,
    /// The message that its commit answers.
    pub answers: Option<Answers>,
    /// The receipt for that message.
    pub receipt: Option<Arc<str>>,
    /// What it was read as, as long as it is new: see [`Entry::read_as`].
    reading: Reading,
}

/// The sealed part of an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Particulars {
    /// Opened with the key of the subject; empty if nothing was sealed.
    Readable(line::Particulars),
    /// The key of the subject was erased, and with it these particulars.
    Erased,
}

impl Default for Particulars {
    fn default() -> Self {
        Self::Readable(line::Particulars::new())
    }
}

impl Particulars {
    /// The particular `name`, if there is one and it can be read.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Readable(particulars) => particulars.get(name),
            Self::Erased => None,
        }
    }

    /// Whether they were erased.
    pub const fn is_erased(&self) -> bool {
        matches!(self, Self::Erased)
    }
}

/// What a new entry was read as. A clone is the same one. Of an entry that is not new nothing is kept.
#[derive(Clone, Default)]
pub(crate) struct Reading(Option<Arc<Mutex<Kept>>>);

#[derive(Default)]
enum Kept {
    #[default]
    Nothing,
    This(Arc<dyn Any + Send + Sync>),
    /// Nothing, and never again.
    Forgotten,
}

impl Reading {
    /// One that keeps what it is given.
    pub(crate) fn keeping() -> Self {
        Self(Some(Arc::default()))
    }

    /// Keeps nothing from now on.
    pub(crate) fn forget(&self) {
        if let Some(mut kept) = self.lock() {
            *kept = Kept::Forgotten;
        }
    }

    fn get<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        match &*self.lock()? {
            Kept::This(kept) => Arc::clone(kept).downcast().ok(),
            Kept::Nothing | Kept::Forgotten => None,
        }
    }

    fn keep<T: Any + Send + Sync>(&self, read: &Arc<T>) {
        if let Some(mut kept) = self.lock()
            && !matches!(*kept, Kept::Forgotten)
        {
            *kept = Kept::This(Arc::clone(read) as _);
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Kept>> {
        self.0.as_ref().map(|kept| kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What an entry was read as follows from what it says.
impl PartialEq for Reading {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reading(…)")
    }
}

impl Entry {
    /// The entry on `line`, with its particulars.
    pub(crate) fn new(line: Line, particulars: Particulars) -> Self {
        Self {
            index: line.index,
            time: line.time,
            subject: line.subject.into(),
            revision: line.revision,
            kind: line.kind,
            day: line.day,
            commit: line.commit,
            open: line.open,
            particulars,
            answers: line.answers,
            receipt: line.receipt.map(Arc::from),
            reading: Reading::default(),
        }
    }

    /// The same, of a line that was just written.
    pub(crate) fn written(line: Line, particulars: line::Particulars) -> Self {
        Self { reading: Reading::keeping(), ..Self::new(line, Particulars::Readable(particulars)) }
    }

    /// About so many bytes of memory it takes; not those of what it was read as.
    pub(crate) fn weight(&self) -> usize {
        let texts = self.subject.len() + self.kind.len() + self.receipt.as_ref().map_or(0, |receipt| receipt.len());
        let particulars = match &self.particulars {
            Particulars::Readable(particulars) => particulars.iter().map(|(name, said)| pair(name, said)).sum(),
            Particulars::Erased => 0,
        };
        size_of::<Self>() + texts + self.open.iter().map(|(name, said)| pair(name, said)).sum::<usize>() + particulars
    }

    /// What it was read as.
    pub(crate) const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What `read` makes of this entry. Of a new one that is kept for a while: whoever reads it as the same next, to make a view or to fold it
    /// on, need not do it again. So `read` looks at the entry and at nothing else.
    ///
    /// # Errors
    /// Those of `read`; nothing is kept then.
    pub fn read_as<T: Any + Send + Sync, E>(&self, read: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(kept) = self.reading.get() {
            return Ok(kept);
        }
        let read = Arc::new(read()?);
        self.reading.keep(&read);
        Ok(read)
    }

    /// The digest that `open` holds under `name`.
    pub fn digest(&self, name: &str) -> Option<Digest> {
        self.open.get(name)?.as_str()?.parse().ok()
    }
}

/// What a name and a value take in a map.
fn pair(name: &str, value: &Value) -> usize {
    size_of::<String>() + name.len() + weight_of(value)
}

fn weight_of(value: &Value) -> usize {
    let within = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(weight_of).sum(),
        Value::Object(pairs) => pairs.iter().map(|(name, value)| pair(name, value)).sum(),
    };
    size_of::<Value>() + within
}
