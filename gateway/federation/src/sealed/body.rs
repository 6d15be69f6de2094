//! The body: chunks, each sealed by itself, so that a file of any size passes through a small memory. The nonce counts the chunks and
//! marks the last one, so that none can be left out, put elsewhere or added; each is bound to the digest of the header.

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _};
use comity_record::Digest;

use super::FILE_KEY_BYTES;
use super::fault::SealedFault;

/// The text of each chunk but the last, which has what is left. A file without text has one chunk without text.
pub const CHUNK_BYTES: usize = 64 * 1024;

/// What sealing adds to each chunk.
const TAG_BYTES: usize = 16;
const NONCE_BYTES: usize = 12;
/// The counter of the chunks stands here, big-endian; after it the mark of the last.
const COUNTER: core::ops::Range<usize> = 3..11;

/// How far one is in a body.
pub(super) struct Body {
    cipher: Aes256Gcm,
    header: Digest,
    size: u64,
    /// The chunks before the next one.
    at: u64,
    /// The text before it.
    done: u64,
    is_done: bool,
}

/// Seals a body, chunk by chunk.
pub struct Sealing(Body);

/// Opens a body, chunk by chunk.
pub struct Opening(Body);

/// The bytes of a sealed body with so much text.
pub(super) const fn sealed_bytes(size: u64) -> u64 {
    let chunks = size.div_ceil(CHUNK_BYTES as u64);
    let chunks = if chunks == 0 { 1 } else { chunks };
    size.saturating_add(chunks.saturating_mul(TAG_BYTES as u64))
}

impl Body {
    pub(super) fn new(file_key: &[u8; FILE_KEY_BYTES], header: &[u8], size: u64) -> Self {
        let cipher = Aes256Gcm::new(&(*file_key).into());
        Self { cipher, header: Digest::of(header), size, at: 0, done: 0, is_done: false }
    }

    /// The text of the next chunk; none when all is done.
    fn expects(&self) -> Option<usize> {
        let left = self.size.saturating_sub(self.done);
        (!self.is_done).then(|| usize::try_from(left).map_or(CHUNK_BYTES, |left| left.min(CHUNK_BYTES)))
    }

    fn nonce(&self, is_last: bool) -> [u8; NONCE_BYTES] {
        let mut nonce = [0; NONCE_BYTES];
        if let Some(counter) = nonce.get_mut(COUNTER) {
            counter.copy_from_slice(&self.at.to_be_bytes());
        }
        if let Some(mark) = nonce.last_mut() {
            *mark = u8::from(is_last);
        }
        nonce
    }

    /// Does `work` with the next chunk, of so much text, and goes on to the one after it.
    fn next(
        &mut self,
        text: usize,
        work: impl FnOnce(&Aes256Gcm, [u8; NONCE_BYTES], &[u8]) -> Option<Vec<u8>>,
    ) -> Result<Vec<u8>, SealedFault> {
        let changed = SealedFault::BodyChanged { at: self.at };
        if self.expects() != Some(text) {
            return Err(changed);
        }
        let done = self.done.saturating_add(text as u64);
        let is_last = done == self.size;
        let result = work(&self.cipher, self.nonce(is_last), self.header.as_bytes()).ok_or(changed)?;
        (self.at, self.done, self.is_done) = (self.at.saturating_add(1), done, is_last);
        Ok(result)
    }
}

impl Sealing {
    pub(super) const fn new(body: Body) -> Self {
        Self(body)
    }

    /// The bytes that the next chunk must have; none when the body is complete.
    pub fn expects(&self) -> Option<usize> {
        self.0.expects()
    }

    /// Seals the next chunk.
    ///
    /// # Errors
    /// [`SealedFault::BodyChanged`]: it has not as many bytes as are due.
    pub fn seal_next(&mut self, text: &[u8]) -> Result<Vec<u8>, SealedFault> {
        self.0.next(text.len(), |cipher, nonce, header| {
            cipher.encrypt(&nonce.into(), Payload { msg: text, aad: header }).ok()
        })
    }
}

impl Opening {
    pub(super) const fn new(body: Body) -> Self {
        Self(body)
    }

    /// The bytes of the next chunk as it is sealed; none when the body is complete. What comes after that belongs to no sealed file.
    pub fn expects(&self) -> Option<usize> {
        self.0.expects().map(|text| text + TAG_BYTES)
    }

    /// Opens the next chunk. What was opened counts when the last one has been: [`Opening::expects`] says nothing more.
    ///
    /// # Errors
    /// [`SealedFault::BodyChanged`]: it is not the next chunk of this file.
    pub fn open_next(&mut self, sealed: &[u8]) -> Result<Vec<u8>, SealedFault> {
        // What is too short to be a chunk is none.
        let text = sealed.len().checked_sub(TAG_BYTES).ok_or(SealedFault::BodyChanged { at: self.0.at })?;
        self.0.next(text, |cipher, nonce, header| {
            cipher.decrypt(&nonce.into(), Payload { msg: sealed, aad: header }).ok()
        })
    }
}
