//! What is written: a commit, all of it or none.

use std::sync::Arc;

use comity_record::line::Particulars;
use comity_record::{Date, Digest, Time};
use serde_json::{Map, Value};

pub use comity_record::line::Answers as Answered;

/// What one decision adds to the record. All of it becomes durable, or none.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The business date on which it was decided.
    pub day: Date,
    /// When, by the clock of the program.
    pub time: Time,
    /// The message that this commit answers: it will be answered once, with one receipt, however often it comes.
    pub answers: Option<Answered>,
    /// What is added to which subject, in the order of the lines. At least one entry in all.
    pub additions: Vec<Addition>,
}

/// What a commit adds to the history of one subject.
#[derive(Debug, Clone)]
pub struct Addition {
    /// `matter/cn/01J…`, `person/…`, `peer/hk`: no spaces, at most 256 bytes.
    pub subject: String,
    /// The revision that was decided from.
    pub expected: Expected,
    /// What happened.
    pub entries: Vec<NewEntry>,
}

/// The revision of a subject that a commit was decided from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// The subject must stand at this revision; at 0 it must not exist.
    Revision(u64),
    /// Whatever it is: for histories that are only added to, of which nothing was read (refusals of a peer).
    Any,
}

/// An entry to be written.
#[derive(Debug, Clone, Default)]
pub struct NewEntry {
    /// What happened: a code.
    pub kind: String,
    /// Codes, dates and digests, readable by anyone who has the record.
    pub open: Map<String, Value>,
    /// What is sealed under the key of the subject.
    pub particulars: Particulars,
    /// The blobs that this entry mentions. Each must have been put before.
    pub blobs: Vec<Digest>,
}

/// What became of a commit. All of it is on stable storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The index of its first line.
    pub first_index: u64,
    /// The revision that the subject of the first addition has now.
    pub revision: u64,
    /// The receipt for the message that it answers, as stored.
    pub receipt: Option<Arc<str>>,
    /// The message had been answered before: nothing was written, `first_index` and `receipt` are those of then.
    pub already: bool,
}

/// Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Somebody else was faster: decide again.
    #[error("`{subject}` has moved on to revision {current}")]
    Moved {
        /// Which subject.
        subject: String,
        /// Where it stands.
        current: u64,
    },
    /// The peer used the identity of an answered message for other bytes.
    #[error("the message id was used before for other content")]
    IdReused {
        /// The digest of the message that was answered.
        answered: Digest,
    },
    /// A line does not fit.
    #[error("an entry takes {bytes} bytes as a line; at most {limit} are allowed")]
    TooLarge {
        /// How long the line would be.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// The commit is not well formed: a fault of the program.
    #[error("the commit is not well formed: {0}")]
    Malformed(String),
    /// An entry mentions a blob that is not there.
    #[error("the blob {0} is not there")]
    BlobMissing(Digest),
    /// The key of the subject was erased: particulars can no longer be added.
    #[error("`{0}` was erased")]
    Erased(String),
    /// The message cannot be receipted, so it is not taken.
    #[error(transparent)]
    ReceiptNotSigned(#[from] ReceiptNotSigned),
    /// The disk has no room, or does not take the write. What was there before is whole.
    #[error("the disk does not take the entry: {0}")]
    Disk(String),
    /// More commits are waiting than the queue holds: try again later.
    #[error("too many commits are waiting")]
    Busy,
    /// It is not known whether the record continues what was signed of it before: nothing is added until it is.
    #[error("the record is held: it is not known whether it continues what was signed of it before")]
    Held,
    /// The store has stopped, and takes nothing any more.
    #[error("the store has stopped")]
    Stopped,
}

impl CommitError {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Moved { .. } => "revision-moved",
            Self::IdReused { .. } => "id-reused",
            Self::TooLarge { .. } => "entry-too-large",
            Self::Malformed(_) => "commit-malformed",
            Self::BlobMissing(_) => "blob-missing",
            Self::Erased(_) => "subject-erased",
            Self::ReceiptNotSigned(_) => "receipt-not-signed",
            Self::Disk(_) => "disk-refuses",
            Self::Busy => "store-busy",
            Self::Held => "record-held",
            Self::Stopped => "store-stopped",
        }
    }
}

/// Makes the receipt for a message, once it is known where its commit will stand. Called on the store's own thread; the
/// result is stored in the commit and handed out only when that is durable.
pub trait ReceiptSigner: Send + Sync {
    /// The receipt for `answered`, whose commit begins at `index` of the record.
    ///
    /// # Errors
    /// There is none: then the message is not committed, because nobody could ever be told that it was.
    fn sign(&self, answered: &Answered, index: u64, time: Time) -> Result<String, ReceiptNotSigned>;
}

/// A receipt cannot be signed: the key is not fit for it, or the message is none that could have a receipt.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the receipt cannot be signed: {0}")]
pub struct ReceiptNotSigned(pub String);

impl Commit {
    /// A commit of one entry to one subject that answers nothing.
    pub fn of(subject: &str, expected: Expected, day: Date, time: Time, entries: Vec<NewEntry>) -> Self {
        Self { day, time, answers: None, additions: vec![Addition { subject: subject.to_owned(), expected, entries }] }
    }

    /// This commit as the answer to a message.
    pub fn answering(self, answered: Answered) -> Self {
        Self { answers: Some(answered), ..self }
    }

    /// This commit, adding `entries` to `subject` too.
    pub fn and(mut self, subject: &str, expected: Expected, entries: Vec<NewEntry>) -> Self {
        self.additions.push(Addition { subject: subject.to_owned(), expected, entries });
        self
    }
}

impl NewEntry {
    /// An entry that says only that `kind` happened.
    pub fn new(kind: &str) -> Self {
        Self { kind: kind.to_owned(), ..Self::default() }
    }

    /// This entry with `value` in its open part.
    pub fn open(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.open.insert(name.to_owned(), value.into());
        self
    }

    /// This entry with `value` in its sealed part.
    pub fn sealed(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.particulars.insert(name.to_owned(), value.into());
        self
    }
}
