//! Large files, in pieces. A file goes through `begin_file`, `put_piece` as often as it takes, `finish_file`, and is then a blob: entries may
//! mention its name, [`Store::has_blob`] knows it, [`Store::remove_blobs`] removes it. Between two of these calls the caller keeps the name,
//! in the working log for instance, and after a crash asks [`Store::pieces_of`] where to go on. Each call holds one piece in memory and waits
//! for the disk; pieces of one file may be put by several threads at once.

use comity_record::Digest;

use super::Store;
use crate::pieces::Pieces;
use crate::{Finished, StoreError};

impl Store {
    /// Begins a large file of `subject`, and answers with its name, which says nothing about it. The key of the subject is durable then;
    /// nothing else is there yet.
    pub fn begin_file(&self, subject: &str) -> Result<Digest, StoreError> {
        self.shared.follow()?;
        let mut entropy = self.shared.entropy();
        self.shared.record.keys.ensure(subject, &mut entropy)?;
        self.shared.record.keys.sync()?;
        Ok(Pieces::begin(&mut entropy))
    }

    /// Seals a piece of a file of `subject` and keeps it as the piece `index`, from 0, in the place of one that may be there. Returns when it
    /// is durable. How long pieces are is the caller's affair; whether these are the right bytes, too.
    ///
    /// # Errors
    /// [`StoreError::FileFinished`]; [`StoreError::BlobMissing`] if the subject has no key, as there is after [`Store::begin_file`];
    /// [`StoreError::Io`] of a disk that is full, with what was there before unchanged.
    pub fn put_piece(&self, subject: &str, file: &Digest, index: u32, bytes: &[u8]) -> Result<(), StoreError> {
        let key = self.shared.key_of(subject, file)?;
        self.shared.pieces.put((file, index), bytes, &key, &mut self.shared.entropy())
    }

    /// A piece of a file of `subject`, finished or not.
    ///
    /// # Errors
    /// [`StoreError::PieceMissing`], [`StoreError::PieceChanged`], [`StoreError::Erased`].
    pub fn get_piece(&self, subject: &str, file: &Digest, index: u32) -> Result<Vec<u8>, StoreError> {
        self.shared.pieces.get(file, index, &self.shared.key_of(subject, file)?)
    }

    /// The indices of the pieces of a file that are there, in their order; none of a file that nothing was put of. They are durable.
    pub fn pieces_of(&self, file: &Digest) -> Result<Vec<u32>, StoreError> {
        self.shared.pieces.present(file)
    }

    /// Finishes a file that has `pieces` pieces, all of which must be there. `manifest` is kept with it, sealed; what it says is the
    /// caller's affair. Returns when that is durable. Finishing a file again replaces its manifest.
    ///
    /// # Errors
    /// [`StoreError::PieceMissing`] names the first that is missing.
    pub fn finish_file(&self, subject: &str, file: &Digest, pieces: u32, manifest: &[u8]) -> Result<(), StoreError> {
        let key = self.shared.key_of(subject, file)?;
        self.shared.pieces.finish((file, pieces), manifest, &key, &mut self.shared.entropy())
    }

    /// The number of pieces of a finished file of `subject`, and its manifest.
    ///
    /// # Errors
    /// [`StoreError::BlobMissing`] if it is not finished, or not there.
    pub fn finished_file(&self, subject: &str, file: &Digest) -> Result<Finished, StoreError> {
        self.shared.pieces.finished(file, &self.shared.key_of(subject, file)?)
    }

    /// The pieces of a finished file of `subject`, one after the other, each read when it is asked for.
    pub fn read_file<'a>(
        &'a self,
        subject: &'a str,
        file: &'a Digest,
    ) -> Result<impl Iterator<Item = Result<Vec<u8>, StoreError>> + 'a, StoreError> {
        let Finished { pieces, .. } = self.finished_file(subject, file)?;
        Ok((0..pieces).map(move |index| self.get_piece(subject, file, index)))
    }

    /// The names of all large files that have something here, finished or not: whoever keeps the names of those that are being written finds
    /// out so which of them nobody knows any more.
    pub fn files(&self) -> Result<Vec<Digest>, StoreError> {
        self.shared.pieces.files()
    }
}
