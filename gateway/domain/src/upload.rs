//! Uploads: a file of a matter that arrives in parts, over connections that break, and belongs to the matter only when it was found
//! clean. What is decided here is pure: the protocol's headers become types ([`headers`]), a request's bytes become pieces
//! ([`Patch`]), and an [`Upload`] says what may happen to it. The bytes, the scanner and the clock are the server's.
//!
//! ```text
//! receiving ─► held ─► clean ─► taken
//!     │          └───► infected
//!     ├─► refused      (its digest is not the announced one, or the matter takes it no more)
//!     └─► expired
//! ```
//!
//! Its owner may end it before it is clean.

mod account;
mod clamd;
mod class;
pub mod headers;
mod patch;

pub use account::{Allowance, Due, Uploads};
pub use class::FileClass;
pub use headers::BadHeader;
pub use patch::{Checksum, Ended, Outcome, Patch};

use comity_record::{Digest, Time};
use serde::{Deserialize, Serialize};

use crate::limits::{MEDIA_TYPE_MAX_BYTES, UPLOAD_ENDED_KEPT_MS, UPLOAD_IDLE_MAX_MS};
use crate::matter::FileRef;
use crate::{AuthorityId, MatterId, UploadId};
use headers::{Metadata, UploadLength};

/// Whose upload it is: nobody else continues it, or ends it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// On whose behalf.
    pub authority: AuthorityId,
    /// The person's account, or the program's.
    pub person: String,
}

/// What was said of a file before its bytes came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announced {
    name: String,
    media_type: String,
    /// In bytes.
    length: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<Digest>,
}

/// A file on its way into a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upload {
    /// Its name.
    pub id: UploadId,
    /// Where the file belongs.
    pub matter: MatterId,
    /// Whose it is.
    pub owner: Owner,
    /// What it is to be.
    pub announced: Announced,
    /// Where it stands.
    pub state: State,
    /// When it was last brought forward.
    pub touched: Time,
}

/// Where an upload stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case", deny_unknown_fields)]
pub enum State {
    /// Its first `offset` bytes are on stable storage; the next one is waited for.
    Receiving {
        /// In bytes.
        offset: u64,
    },
    /// It is whole, and in no matter before the scanner has looked at it.
    Held {
        /// The file that it is.
        file: FileRef,
        /// Why the scanner has not said anything of it, once it was asked in vain.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waits: Option<Waits>,
    },
    /// Nothing was found in it, or nobody looks here; it is about to be put into the matter.
    Clean {
        /// The file that it is.
        file: FileRef,
        /// Whether a scanner looked at it.
        examined: bool,
    },
    /// It is a file of the matter.
    Taken {
        /// The file that it is.
        file: FileRef,
        /// Whether a scanner looked at it.
        examined: bool,
    },
    /// The scanner found something in it; its bytes are gone.
    Infected {
        /// The scanner's name for what it found.
        finding: String,
    },
    /// It is not what was announced, or the matter takes it no more; its bytes are gone.
    Refused {
        /// The code of the reason.
        reason: String,
    },
    /// Nobody brought it forward for too long; its bytes are gone.
    Expired {},
    /// Its owner ended it; its bytes are gone.
    Ended {},
}

/// Why a whole file still waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Waits {
    /// The scanner cannot be reached, or does not answer.
    ScannerSilent,
    /// The scanner answers that it cannot look at this file: it is too large, or packed too deep.
    ScannerLimits,
    /// The scanner answers something that is no answer.
    ScannerFails,
}

impl Waits {
    /// The code, as it is written.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ScannerSilent => "scanner-silent",
            Self::ScannerLimits => "scanner-limits",
            Self::ScannerFails => "scanner-fails",
        }
    }
}

/// What a scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It looked, and found nothing.
    Clean,
    /// It found this.
    Infected(String),
    /// It did not look: nothing is known of the file.
    Unknown(Waits),
}

/// What was asked cannot be done with the upload. Nothing of it has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Nothing of this kind is taken.
    #[error("files of the type `{given}` are not taken")]
    Type {
        /// What was announced.
        given: String,
    },
    /// More than a file of this kind may have.
    #[error("{length} bytes are more than the {max} that such a file may have")]
    TooLarge {
        /// What was announced.
        length: u64,
        /// The limit.
        max: u64,
    },
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// The owner has as many uploads open as one may, or as many bytes.
    #[error("as many uploads are open as one person may have")]
    TooManyOpen,
    /// The gateway has as many uploads open as it takes.
    #[error("as many uploads are open as this gateway takes")]
    Full,
    /// The bytes do not begin where those that are kept end.
    #[error("the bytes begin at {given}, and those that are kept end at {kept}")]
    Offset {
        /// Where the request begins.
        given: u64,
        /// Where the kept bytes end.
        kept: u64,
    },
    /// More bytes than were announced.
    #[error("the file is longer than the {length} bytes that were announced")]
    TooLong {
        /// What was announced.
        length: u64,
    },
    /// The bytes of a request are not those of its checksum.
    #[error("the bytes are not those of the checksum")]
    Checksum,
    /// The bytes of the file are not those of the announced digest.
    #[error("the file is {found}, and {announced} was announced")]
    Digest {
        /// What was announced.
        announced: Digest,
        /// What came.
        found: Digest,
    },
    /// Nobody brought it forward for too long.
    #[error("the upload has expired")]
    Expired,
    /// Its owner ended it.
    #[error("the upload was ended")]
    Ended,
    /// It is past that.
    #[error("the upload is {state}")]
    State {
        /// The code of where it stands.
        state: &'static str,
    },
}

impl NotTaken {
    /// Every code.
    pub const CODES: [&'static str; 12] = [
        "upload-type",
        "file-too-large",
        "upload-empty",
        "uploads-open",
        "uploads-full",
        "upload-offset",
        "upload-too-long",
        "upload-checksum",
        "upload-digest",
        "upload-expired",
        "upload-ended",
        "upload-state",
    ];

    /// The code of the message for the person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Type { .. } => "upload-type",
            Self::TooLarge { .. } => "file-too-large",
            Self::Empty => "upload-empty",
            Self::TooManyOpen => "uploads-open",
            Self::Full => "uploads-full",
            Self::Offset { .. } => "upload-offset",
            Self::TooLong { .. } => "upload-too-long",
            Self::Checksum => "upload-checksum",
            Self::Digest { .. } => "upload-digest",
            Self::Expired => "upload-expired",
            Self::Ended => "upload-ended",
            Self::State { .. } => "upload-state",
        }
    }

    /// The header, or the part of one, that is wrong.
    pub const fn at(&self) -> Option<&'static str> {
        match self {
            Self::Type { .. } => Some("Upload-Metadata.filetype"),
            Self::TooLarge { .. } | Self::Empty | Self::TooLong { .. } => Some("Upload-Length"),
            Self::Offset { .. } => Some("Upload-Offset"),
            Self::Checksum => Some("Upload-Checksum"),
            Self::Digest { .. } => Some("Upload-Metadata.sha256"),
            Self::TooManyOpen | Self::Full | Self::Expired | Self::Ended | Self::State { .. } => None,
        }
    }
}

impl Announced {
    /// What the headers of a creation announce.
    ///
    /// # Errors
    /// [`NotTaken::Type`], [`NotTaken::TooLarge`], [`NotTaken::Empty`].
    pub fn new(length: UploadLength, metadata: Metadata) -> Result<Self, NotTaken> {
        let Metadata { name, media_type, sha256 } = metadata;
        let length = length.bytes();
        let class = FileClass::of(&media_type);
        let class = class.ok_or_else(|| NotTaken::Type { given: shortened(&media_type) })?;
        if length == 0 {
            return Err(NotTaken::Empty);
        }
        if length > class.max_bytes() {
            return Err(NotTaken::TooLarge { length, max: class.max_bytes() });
        }
        Ok(Self { name, media_type, length, sha256 })
    }

    /// The file's name, one that can be shown and written to a disk.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its media type.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// How many bytes it has.
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// The digest that it is to have, if that was said.
    pub const fn sha256(&self) -> Option<Digest> {
        self.sha256
    }
}

impl State {
    /// The code, as it is written.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Receiving { .. } => "receiving",
            Self::Held { .. } => "held",
            Self::Clean { .. } => "clean",
            Self::Taken { .. } => "taken",
            Self::Infected { .. } => "infected",
            Self::Refused { .. } => "refused",
            Self::Expired {} => "expired",
            Self::Ended {} => "ended",
        }
    }

    /// Why it waits, if it does, and the scanner was asked in vain.
    pub const fn waits(&self) -> Option<Waits> {
        if let Self::Held { waits, .. } = self { *waits } else { None }
    }

    /// Does it still hold bytes that no matter names?
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Receiving { .. } | Self::Held { .. } | Self::Clean { .. })
    }
}

impl Upload {
    /// An upload that was just announced.
    pub const fn new(id: UploadId, matter: MatterId, owner: Owner, announced: Announced, now: Time) -> Self {
        Self { id, matter, owner, announced, state: State::Receiving { offset: 0 }, touched: now }
    }

    /// So many bytes are on stable storage. Never more than that is told to anybody.
    pub const fn offset(&self) -> u64 {
        match &self.state {
            State::Receiving { offset } => *offset,
            // Of some the bytes are gone before they were all there.
            State::Expired {} | State::Ended {} => 0,
            _ => self.announced.length,
        }
    }

    /// When it expires, if nothing comes before; absent once it is whole.
    pub fn expires(&self) -> Option<Time> {
        matches!(self.state, State::Receiving { .. }).then(|| self.touched.plus_ms(UPLOAD_IDLE_MAX_MS))
    }

    /// Whether a request whose bytes begin at `offset` may be received; `body` is how many it has, if that is known.
    ///
    /// # Errors
    /// [`NotTaken::Expired`], [`NotTaken::State`], [`NotTaken::Offset`], [`NotTaken::TooLong`].
    pub fn may_receive(&self, offset: u64, body: Option<u64>, now: Time) -> Result<(), NotTaken> {
        if self.is_expired(now) {
            return Err(NotTaken::Expired);
        }
        let State::Receiving { offset: kept } = self.state else { return Err(self.past()) };
        if offset != kept {
            return Err(NotTaken::Offset { given: offset, kept });
        }
        let length = self.announced.length;
        if body.is_some_and(|body| body > length - kept) {
            return Err(NotTaken::TooLong { length });
        }
        Ok(())
    }

    /// Its bytes up to `offset` are on stable storage now. They never become fewer, nor more than were announced.
    pub fn kept(&mut self, offset: u64, now: Time) {
        if let State::Receiving { offset: kept } = &mut self.state {
            *kept = (*kept).max(offset).min(self.announced.length);
            self.touched = now;
        }
    }

    /// All its bytes are kept, and are this file. If its digest is not the announced one, the upload is refused.
    ///
    /// # Errors
    /// [`NotTaken::Digest`]: it is refused. [`NotTaken::State`]: it is not whole, or was whole before.
    pub fn arrived(&mut self, file: FileRef, now: Time) -> Result<(), NotTaken> {
        match self.state {
            State::Receiving { offset } if offset == self.announced.length => {}
            _ => return Err(self.past()),
        }
        self.touched = now;
        match self.announced.sha256 {
            Some(announced) if announced != file.sha256 => {
                let refused = NotTaken::Digest { announced, found: file.sha256 };
                self.state = State::Refused { reason: refused.code().to_owned() };
                Err(refused)
            }
            _ => {
                self.state = State::Held { file, waits: None };
                Ok(())
            }
        }
    }

    /// Nobody looks at files here, and the operator has said so.
    pub fn unexamined(&mut self, now: Time) {
        if let State::Held { file, .. } = self.state.clone() {
            (self.state, self.touched) = (State::Clean { file, examined: false }, now);
        }
    }

    /// What the scanner said. A file of which nothing is known goes on waiting.
    pub fn examined(&mut self, verdict: Verdict, now: Time) {
        let State::Held { file, .. } = self.state.clone() else { return };
        self.state = match verdict {
            Verdict::Clean => State::Clean { file, examined: true },
            Verdict::Infected(finding) => State::Infected { finding },
            Verdict::Unknown(why) => State::Held { file, waits: Some(why) },
        };
        self.touched = now;
    }

    /// It is a file of the matter now: this one. The matter may have had these bytes before, with another manifest or none.
    pub fn taken(&mut self, file: FileRef, now: Time) {
        if let State::Clean { examined, .. } = self.state {
            (self.state, self.touched) = (State::Taken { file, examined }, now);
        }
    }

    /// It cannot be put into the matter, for this reason.
    pub fn refused(&mut self, reason: &str, now: Time) {
        if self.state.is_open() {
            (self.state, self.touched) = (State::Refused { reason: reason.to_owned() }, now);
        }
    }

    /// Its owner ends it.
    ///
    /// # Errors
    /// [`NotTaken::State`]: it is in the matter, or about to be; what is on file is not taken back. [`NotTaken::Ended`].
    pub fn end(&mut self, now: Time) -> Result<(), NotTaken> {
        if matches!(self.state, State::Clean { .. } | State::Taken { .. } | State::Ended {}) {
            return Err(self.past());
        }
        (self.state, self.touched) = (State::Ended {}, now);
        Ok(())
    }

    /// Ends it if nobody brought it forward for too long. Answers whether its bytes have to go.
    pub fn expire(&mut self, now: Time) -> bool {
        let expired = self.is_expired(now) && matches!(self.state, State::Receiving { .. });
        if expired {
            (self.state, self.touched) = (State::Expired {}, now);
        }
        expired
    }

    /// The file that it is, once it is whole.
    pub const fn file(&self) -> Option<&FileRef> {
        match &self.state {
            State::Held { file, .. } | State::Clean { file, .. } | State::Taken { file, .. } => Some(file),
            _ => None,
        }
    }

    fn is_expired(&self, now: Time) -> bool {
        match self.state {
            // What is whole is finished, however late.
            State::Receiving { offset } => {
                offset < self.announced.length && is_old(self.touched, now, UPLOAD_IDLE_MAX_MS)
            }
            State::Expired {} => true,
            _ => false,
        }
    }

    /// Has it ended so long ago that nobody asks for it any more?
    fn is_forgotten(&self, now: Time) -> bool {
        !self.state.is_open() && is_old(self.touched, now, UPLOAD_ENDED_KEPT_MS)
    }

    const fn past(&self) -> NotTaken {
        match self.state {
            State::Ended {} => NotTaken::Ended,
            _ => NotTaken::State { state: self.state.code() },
        }
    }
}

/// What lies in the future is as old as what lies as far in the past: the clock was set back, and nobody knows by how much it was wrong.
fn is_old(touched: Time, now: Time, age_ms: i64) -> bool {
    let age = now.unix_ms().saturating_sub(touched.unix_ms());
    !(-age_ms..=age_ms).contains(&age)
}

/// As much of what was given as is shown again.
fn shortened(given: &str) -> String {
    given.chars().filter(|c| !c.is_control()).take(MEDIA_TYPE_MAX_BYTES).collect()
}

#[cfg(test)]
pub(crate) mod tests;
