//! Large files, in pieces: each sealed under the key of its subject and bound to its file and its place in it, so that no piece can stand
//! for another. Nobody holds more than the piece at hand.
//!
//! A file has a random name from its beginning. Its pieces are put in any order, each durable by itself, so that whoever was interrupted
//! goes on with those that are missing. It is *finished* once its manifest is put, and from then on it counts as a blob: entries may
//! mention its name. Behind each sealed piece stands a checksum, so that a copy can be checked without the key; against more than a
//! failing disk only the key helps.

use std::sync::Arc;

use comity_record::Digest;
use comity_record::seal::{Entropy, Sealed, SubjectKey};

use crate::StoreError;
use crate::bucket::Bucket;

/// What a sealed piece is bound to, besides its file and its index.
const PIECE_CONTEXT: &[u8] = b"comity/piece/v1";

/// What a sealed manifest is bound to, besides its file.
const MANIFEST_CONTEXT: &[u8] = b"comity/manifest/v1";

/// The object that finishes a file. Pieces have numbers.
const MANIFEST: &str = "manifest";

/// The checksum behind an object: CRC-32 of what is before it, big-endian.
const CHECKSUM_BYTES: usize = 4;

/// The large files of a store.
pub(crate) struct Pieces {
    bucket: Arc<dyn Bucket>,
}

/// A large file that is finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// So many pieces it has.
    pub pieces: u32,
    /// Its manifest, as it was given.
    pub manifest: Vec<u8>,
}

impl Pieces {
    pub(crate) fn new(bucket: Arc<dyn Bucket>) -> Self {
        Self { bucket }
    }

    /// A name for a new file. Nobody can guess it, and nothing of the file can be guessed from it.
    pub(crate) fn begin(entropy: &mut dyn Entropy) -> Digest {
        let mut name = [0; 32];
        entropy.fill(&mut name);
        Digest::of(&name)
    }

    /// Keeps a piece, sealed under `key`, which must be durable. Returns when the piece is.
    pub(crate) fn put(
        &self,
        (file, index): (&Digest, u32),
        bytes: &[u8],
        key: &SubjectKey,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        if self.is_finished(file)? {
            return Err(StoreError::FileFinished(*file));
        }
        let sealed = key.seal(bytes, &piece_context(file, index), entropy);
        self.bucket.put(&file.hex(), &object(index), with_checksum(sealed.to_bytes()))
    }

    /// A piece, if it is still the one that was put.
    pub(crate) fn get(&self, file: &Digest, index: u32, key: &SubjectKey) -> Result<Vec<u8>, StoreError> {
        let missing = StoreError::PieceMissing { file: *file, index };
        let bytes = self.bucket.get(&file.hex(), &object(index))?.ok_or(missing)?;
        open(&bytes, key, &piece_context(file, index)).ok_or(StoreError::PieceChanged { file: *file, index })
    }

    /// The indices of the pieces that are there, in their order. They are durable.
    pub(crate) fn present(&self, file: &Digest) -> Result<Vec<u32>, StoreError> {
        let objects = self.bucket.objects(&file.hex())?;
        Ok(objects.iter().filter_map(|name| index_of(name)).collect())
    }

    /// Finishes a file that has `pieces` pieces: all of them must be there. Returns when that is durable.
    pub(crate) fn finish(
        &self,
        (file, pieces): (&Digest, u32),
        manifest: &[u8],
        key: &SubjectKey,
        entropy: &mut dyn Entropy,
    ) -> Result<(), StoreError> {
        let present = self.present(file)?;
        if let Some(index) = (0..pieces).find(|index| present.binary_search(index).is_err()) {
            return Err(StoreError::PieceMissing { file: *file, index });
        }
        let text = [pieces.to_be_bytes().as_slice(), manifest].concat();
        let sealed = key.seal(&text, &manifest_context(file), entropy);
        self.bucket.put(&file.hex(), MANIFEST, with_checksum(sealed.to_bytes()))
    }

    /// What a finished file is.
    pub(crate) fn finished(&self, file: &Digest, key: &SubjectKey) -> Result<Finished, StoreError> {
        let bytes = self.bucket.get(&file.hex(), MANIFEST)?.ok_or(StoreError::BlobMissing(*file))?;
        let text = open(&bytes, key, &manifest_context(file)).ok_or(StoreError::BlobChanged(*file))?;
        let (pieces, manifest) = text.split_first_chunk().ok_or(StoreError::BlobChanged(*file))?;
        Ok(Finished { pieces: u32::from_be_bytes(*pieces), manifest: manifest.to_vec() })
    }

    /// Whether a file is finished. If so, it is durable: its manifest comes last.
    pub(crate) fn is_finished(&self, file: &Digest) -> Result<bool, StoreError> {
        self.bucket.has(&file.hex(), MANIFEST)
    }

    /// Removes files, finished or not; those that are not there are no error. Returns when they are gone for good.
    pub(crate) fn remove(&self, files: &[Digest]) -> Result<(), StoreError> {
        files.iter().try_for_each(|file| self.bucket.remove(&file.hex()))
    }

    /// The names of all files that have something here, finished or not, in their order.
    pub(crate) fn files(&self) -> Result<Vec<Digest>, StoreError> {
        Ok(self.bucket.folders()?.iter().filter_map(|folder| named(folder)).collect())
    }

    /// Everything that is kept of a file, for copies: the names of the objects, in their order.
    pub(crate) fn objects(&self, file: &Digest) -> Result<Vec<String>, StoreError> {
        self.bucket.objects(&file.hex())
    }

    /// One of them, as it is kept, if its checksum holds.
    pub(crate) fn kept(&self, file: &Digest, object: &str) -> Result<Vec<u8>, StoreError> {
        let bytes = self.bucket.get(&file.hex(), object)?.ok_or(StoreError::BlobMissing(*file))?;
        if is_whole(&bytes) { Ok(bytes) } else { Err(StoreError::BlobChanged(*file)) }
    }

    /// Keeps what another store has kept.
    pub(crate) fn keep(&self, file: &Digest, object: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.bucket.put(&file.hex(), object, bytes)
    }
}

/// Whether the checksum behind the bytes of an object holds.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    checked(bytes).is_some()
}

/// The file whose folder this is.
pub(crate) fn named(folder: &str) -> Option<Digest> {
    format!("sha256:{folder}").parse().ok()
}

fn open(bytes: &[u8], key: &SubjectKey, context: &[u8]) -> Option<Vec<u8>> {
    let sealed = Sealed::from_bytes(checked(bytes)?).ok()?;
    key.open(&sealed, context).ok()
}

fn with_checksum(mut bytes: Vec<u8>) -> Vec<u8> {
    let checksum = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&checksum.to_be_bytes());
    bytes
}

fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (sealed, checksum) = bytes.split_at_checked(bytes.len().checked_sub(CHECKSUM_BYTES)?)?;
    (crc32fast::hash(sealed).to_be_bytes() == checksum).then_some(sealed)
}

fn piece_context(file: &Digest, index: u32) -> Vec<u8> {
    [PIECE_CONTEXT, file.as_bytes(), &index.to_be_bytes()].concat()
}

fn manifest_context(file: &Digest) -> Vec<u8> {
    [MANIFEST_CONTEXT, file.as_bytes().as_slice()].concat()
}

/// The name of a piece: as long as any, so that their order is that of their names.
fn object(index: u32) -> String {
    format!("{index:010}")
}

/// The piece that has this name.
fn index_of(name: &str) -> Option<u32> {
    name.parse().ok().filter(|index| object(*index) == name)
}
