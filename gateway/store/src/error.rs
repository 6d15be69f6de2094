//! Why a store does not open, or cannot be read.

use std::path::PathBuf;

use comity_record::Digest;
use comity_record::checkpoint::NoteError;
use comity_record::line::LineError;
use comity_record::verify::Flaw;

/// The store does not open, or cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The operating system refuses.
    #[error("{path}: {error}", path = path.display())]
    Io {
        /// Which file or directory.
        path: PathBuf,
        /// What it says.
        error: std::io::Error,
    },
    /// Another process has the directory.
    #[error("{} is in use by another process: stop that one first", .0.display())]
    InUse(PathBuf),
    /// Another process uses the database alone.
    #[error("the database is in use by another process: that one has to end first")]
    DatabaseInUse,
    /// The log goes on in another place.
    #[error("the log has ended here: it was exported, and goes on where the archive was read")]
    Ended,
    /// The record goes on under another name.
    #[error("the record goes on as `{0}`: that is its name in the configuration from now on")]
    Succeeded(String),
    /// A record that is not held goes on under its own name.
    #[error("the record is not held: it goes on under the name that it has")]
    NotHeld,
    /// The journal does not verify. Nothing was changed.
    #[error(
        "the record does not verify: {file}, line {line}, byte {byte}: {flaw}; nothing was changed: \
         keep a copy of the directory, then restore the record from a backup"
    )]
    Damaged {
        /// The segment.
        file: String,
        /// The line in it, from 1.
        line: u64,
        /// The offset in bytes at which that line begins.
        byte: u64,
        /// What does not hold.
        flaw: Flaw,
    },
    /// The end of the journal is missing, and part of what is missing was signed.
    #[error(
        "the record has {entries} whole lines, but {signed} were signed: {file}, byte {byte} is not the end that it had; \
         nothing was changed: restore the record from a backup"
    )]
    EndMissing {
        /// How many whole lines there are.
        entries: u64,
        /// How many the newest checkpoint covers.
        signed: u64,
        /// The last segment.
        file: String,
        /// Where its last whole commit ends.
        byte: u64,
    },
    /// The newest checkpoint is missing or wrong.
    #[error("the checkpoint of the record: {0}; restore the file from a backup, or from a peer that holds a newer one")]
    Checkpoint(NoteError),
    /// A file of segments has a name that does not fit.
    #[error("the journal has no segment that begins at line {expected}: {found} stands in its place")]
    Segment {
        /// The line at which a segment should begin.
        expected: u64,
        /// The name that was found.
        found: String,
    },
    /// The log of keys or the working log is damaged.
    #[error("{file}, line {line}: damaged; restore the file from a backup")]
    LogDamaged {
        /// The file.
        file: String,
        /// The line in it, from 1.
        line: u64,
    },
    /// The record has sealed lines of a subject whose key is neither there nor was it erased.
    #[error("the key of `{0}` is missing: restore the file of keys from its backup")]
    KeyMissing(String),
    /// The key of the gateway does not open the keys of the subjects.
    #[error("the master key does not open the key of `{0}`: it is not the key that this store was written with")]
    WrongMasterKey(String),
    /// The key of the gateway cannot be used.
    #[error(transparent)]
    MasterKey(#[from] crate::NotWrapped),
    /// A line that was verified at the start reads differently now.
    #[error("entry {0} has changed on the disk since it was verified")]
    EntryChanged(u64),
    /// A line cannot be read.
    #[error(transparent)]
    Line(#[from] LineError),
    /// There is no such entry.
    #[error("the record has no entry {0}")]
    NoEntry(u64),
    /// There is no such blob.
    #[error("the blob {0} is not there")]
    BlobMissing(Digest),
    /// A blob is not what was put.
    #[error("the blob {0} has changed on the disk")]
    BlobChanged(Digest),
    /// The key of the subject was erased.
    #[error("`{0}` was erased")]
    Erased(String),
    /// A record is restored into a directory of its own.
    #[error("{} is not empty: a record is restored into an empty directory, and what is there is left as it is", .0.display())]
    NotEmpty(PathBuf),
    /// A backup holds something that the record does not continue.
    #[error("{} is no earlier state of this record: it is left as it is, and nothing was added to it", .0.display())]
    OtherBackup(PathBuf),
    /// The views cannot be made.
    #[error(transparent)]
    Views(#[from] crate::ViewsUnreadable),
    /// A piece of a large file is not there.
    #[error("piece {index} of the file {file} is not there")]
    PieceMissing {
        /// The file.
        file: Digest,
        /// The piece, from 0.
        index: u32,
    },
    /// A piece of a large file is not what was put.
    #[error("piece {index} of the file {file} is not what was put; restore it from a backup")]
    PieceChanged {
        /// The file.
        file: Digest,
        /// The piece, from 0.
        index: u32,
    },
    /// A large file is finished: nothing of it is written any more.
    #[error("the file {0} is finished, and takes no piece any more")]
    FileFinished(Digest),
    /// The certificates that are to vouch for a database, or for an S3-compatible store, cannot be used.
    #[error("{}: {why}", path.display())]
    Roots {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The address of the S3-compatible store cannot be used.
    #[error("the address of the S3 store: {0}")]
    BucketAddress(String),
    /// The S3-compatible store refuses, or does not answer.
    #[error("the S3 store: {0}")]
    Bucket(String),
    /// The address of the database cannot be used.
    #[error("the address of the database: {0}")]
    DatabaseAddress(String),
    /// The database does not keep what it says it keeps.
    #[error("`{setting}` of the database is `{value}`: a commit that was answered could be lost; set it to `on`")]
    DatabaseUnsafe {
        /// The setting.
        setting: &'static str,
        /// What it is set to.
        value: String,
    },
    /// The database refuses, or does not answer.
    #[error("the database: {0}")]
    Database(String),
    /// The connection was lost while a transaction was being made, and the database does not come back to say whether it was.
    #[error("the database was lost before it said whether a transaction was made: {0}")]
    OutcomeUnknown(String),
    /// Another process keeps a newer head under this name: look again.
    #[error("another process keeps a newer head `{0}`")]
    HeadMoved(String),
    /// An archive is read into a store that has something already.
    #[error("the store is not empty: an archive is read only into one that has nothing")]
    StoreNotEmpty,
    /// An archive is not what was exported.
    #[error("the archive does not hold at its line {line}")]
    ArchiveDamaged {
        /// The line, from 1.
        line: u64,
    },
    /// A store that was made from an archive is not what the archive was made from.
    #[error("the store has the state {found}, and the archive was made from {exported}")]
    StateDiffers {
        /// The state that the archive names.
        exported: Digest,
        /// The state of the store that was made.
        found: Digest,
    },
    /// The store has stopped.
    #[error("the store has stopped")]
    Stopped,
}

impl StoreError {
    /// Is it the disk that has no room? What was there before is unchanged, and the same may be done once there is some.
    pub fn is_no_room(&self) -> bool {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        matches!(self, Self::Io { error, .. } if matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge))
    }

    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "disk-refuses",
            Self::InUse(_) => "store-in-use",
            Self::DatabaseInUse => "database-in-use",
            Self::Ended => "record-ended",
            Self::Succeeded(_) => "record-succeeded",
            Self::NotHeld => "record-not-held",
            Self::Damaged { .. } => "record-damaged",
            Self::EndMissing { .. } => "record-end-missing",
            Self::Checkpoint(_) => "record-checkpoint-wrong",
            Self::Segment { .. } => "record-segment-missing",
            Self::LogDamaged { .. } => "log-damaged",
            Self::KeyMissing(_) => "subject-key-missing",
            Self::WrongMasterKey(_) => "master-key-wrong",
            Self::MasterKey(_) => "master-key-unusable",
            Self::EntryChanged(_) => "entry-changed",
            Self::Line(_) => "line-unreadable",
            Self::NoEntry(_) => "entry-unknown",
            Self::BlobMissing(_) => "blob-missing",
            Self::BlobChanged(_) => "blob-changed",
            Self::PieceMissing { .. } => "piece-missing",
            Self::PieceChanged { .. } => "piece-changed",
            Self::FileFinished(_) => "file-finished",
            Self::Roots { .. } => "roots-unusable",
            Self::BucketAddress(_) => "bucket-address",
            Self::Bucket(_) => "bucket-refuses",
            Self::Erased(_) => "subject-erased",
            Self::NotEmpty(_) => "restore-not-empty",
            Self::OtherBackup(_) => "backup-of-another-record",
            Self::Views(_) => "views-unreadable",
            Self::DatabaseAddress(_) => "database-address",
            Self::DatabaseUnsafe { .. } => "database-unsafe",
            Self::Database(_) => "database-refuses",
            Self::OutcomeUnknown(_) => "database-lost",
            Self::HeadMoved(_) => "head-moved",
            Self::StoreNotEmpty => "store-not-empty",
            Self::ArchiveDamaged { .. } => "archive-damaged",
            Self::StateDiffers { .. } => "archive-state-differs",
            Self::Stopped => "store-stopped",
        }
    }
}
