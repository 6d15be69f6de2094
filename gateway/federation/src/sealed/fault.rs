//! What can be wrong with a sealed file, a key, or a share.

/// A sealed file, a key or a share cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealedFault {
    /// It is not one, or not of a version that is known.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// It names nobody, too many people, or somebody twice.
    #[error("the recipients: {0}")]
    Recipients(&'static str),
    /// Nothing can be encrypted to this key.
    #[error("nothing can be encrypted to the key `{0}`")]
    BadKey(String),
    /// It is not for the holder of this key.
    #[error("not for the holder of this key")]
    NotForThisKey,
    /// What opens it was changed, or belongs to another file.
    #[error("the slot does not open: it was changed, or made for another file")]
    SlotChanged,
    /// Its body was changed, cut, lengthened or put together otherwise.
    #[error("chunk {at} does not open: the file was changed, cut or put together otherwise")]
    BodyChanged {
        /// Counted from 0.
        at: u64,
    },
    /// It is longer or shorter than it says.
    #[error("{found} bytes, where {expected} are said")]
    Length {
        /// What it says.
        expected: u64,
        /// What there is.
        found: u64,
    },
    /// It has no slot for recovery.
    #[error("sealed without a recovery key")]
    NoRecovery,
    /// The shares are too few, of several keys, the same one twice, or changed.
    #[error("the shares: {0}")]
    Shares(&'static str),
}

impl SealedFault {
    /// The codes of the messages for a person.
    pub const CODES: &[&str] = &[
        "sealed-malformed",
        "sealed-recipients",
        "sealed-bad-key",
        "sealed-not-for-this-key",
        "sealed-slot-changed",
        "sealed-body-changed",
        "sealed-length",
        "sealed-no-recovery",
        "sealed-shares",
    ];

    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "sealed-malformed",
            Self::Recipients(_) => "sealed-recipients",
            Self::BadKey(_) => "sealed-bad-key",
            Self::NotForThisKey => "sealed-not-for-this-key",
            Self::SlotChanged => "sealed-slot-changed",
            Self::BodyChanged { .. } => "sealed-body-changed",
            Self::Length { .. } => "sealed-length",
            Self::NoRecovery => "sealed-no-recovery",
            Self::Shares(_) => "sealed-shares",
        }
    }
}
