//! What is read back: an entry of the record.

use std::sync::Arc;

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
        }
    }

    /// The digest that `open` holds under `name`.
    pub fn digest(&self, name: &str) -> Option<Digest> {
        self.open.get(name)?.as_str()?.parse().ok()
    }
}
