//! The bytes of one request, cut into pieces as they come. What was kept is told only when it is on stable storage; with a checksum,
//! only when the whole request was what it says.

use comity_record::Digest;
use sha2::{Digest as _, Sha256};

use super::{NotTaken, Upload};
use crate::limits::PIECE_BYTES;

/// How many bytes a piece has; the last one of a file may have fewer.
const PIECE: u64 = PIECE_BYTES as u64;

/// What the bytes of a request must be, as its sender says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checksum(pub Digest);

/// How the body of a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// With its last byte.
    Whole,
    /// The connection broke, or nothing came for too long.
    Broken,
}

/// What becomes of what a request brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// These bytes, less than a piece, are to be written as the next piece; once they are, the upload is kept up to `offset`.
    Keep {
        /// The unfinished piece, which the next request finishes; empty if there is none.
        tail: Vec<u8>,
        /// In bytes.
        offset: u64,
    },
    /// Nothing of the request counts: the upload stays as it was before. The pieces that were written begin with what was kept before, and
    /// are written over.
    Discard(Option<NotTaken>),
}

/// A request under way. It is fed with [`take`](Self::take); each [`piece`](Self::piece) that it gives is to be written, and
/// [`written`](Self::written) then says whether it counts yet.
#[derive(Debug)]
pub struct Patch {
    /// Bytes of the file in front of the buffer.
    at: u64,
    buffer: Vec<u8>,
    /// How many bytes the file will have.
    length: u64,
    checked: Option<(Checksum, Sha256)>,
}

impl Patch {
    /// A request that goes on where `upload` ends, with the unfinished piece that was kept there. The request
    /// [may be received](Upload::may_receive).
    ///
    /// # Errors
    /// [`NotTaken::Offset`]: the tail is not what is missing between the last whole piece and the offset.
    pub fn begin(upload: &Upload, tail: Vec<u8>, checksum: Option<Checksum>) -> Result<Self, NotTaken> {
        let before = upload.offset();
        let tail_bytes = tail.len() as u64;
        if tail_bytes != before % PIECE {
            return Err(NotTaken::Offset { given: before / PIECE * PIECE + tail_bytes, kept: before });
        }
        let checked = checksum.map(|checksum| (checksum, Sha256::new()));
        Ok(Self { at: before - tail_bytes, buffer: tail, length: upload.announced.length(), checked })
    }

    /// Takes bytes of the request.
    ///
    /// # Errors
    /// [`NotTaken::TooLong`]: more than the file may have. None of these is taken.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), NotTaken> {
        if bytes.len() as u64 > self.length - self.received() {
            return Err(NotTaken::TooLong { length: self.length });
        }
        self.buffer.extend_from_slice(bytes);
        if let Some((_, hasher)) = &mut self.checked {
            hasher.update(bytes);
        }
        Ok(())
    }

    /// So many bytes of the file have come, kept or not.
    pub fn received(&self) -> u64 {
        self.at + self.buffer.len() as u64
    }

    /// The next whole piece, if it has come; the last one of a file is shorter. It is to be written, and then [`written`](Self::written).
    pub fn piece(&mut self) -> Option<Vec<u8>> {
        let whole = PIECE.min(self.length - self.at);
        if whole == 0 || (self.buffer.len() as u64) < whole {
            return None;
        }
        let rest = self.buffer.split_off(usize::try_from(whole).ok()?);
        Some(std::mem::replace(&mut self.buffer, rest))
    }

    /// A piece of so many bytes is on stable storage. Answers up to where the upload is kept now, if that counts already.
    pub fn written(&mut self, bytes: u64) -> Option<u64> {
        self.at += bytes;
        self.checked.is_none().then_some(self.at)
    }

    /// Which piece of the file the next one is, from 0.
    pub const fn next_piece(&self) -> u64 {
        self.at / PIECE
    }

    /// The request ended. What came of it is kept even if the connection broke, unless a checksum says what the whole would have been.
    pub fn end(self, ended: Ended) -> Outcome {
        let offset = self.received();
        let discarded = match (self.checked, ended) {
            (None, _) => None,
            (Some(_), Ended::Broken) => Some(None),
            (Some((Checksum(expected), hasher)), Ended::Whole) => {
                let is_right = hasher.finalize().as_slice() == expected.as_bytes();
                (!is_right).then_some(Some(NotTaken::Checksum))
            }
        };
        discarded.map_or(Outcome::Keep { tail: self.buffer, offset }, Outcome::Discard)
    }
}
