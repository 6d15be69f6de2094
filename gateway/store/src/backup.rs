//! Copies of a record: made while the gateway writes, and put back.
//!
//! A copy ends where the newest signed checkpoint ends, so it verifies by itself; nothing of it is taken from the memory of the gateway. The
//! keys of the subjects are copied apart: whoever has a copy of the record alone can read no particulars. Sessions, drafts and counters (the
//! working log) and the views are not copied. A record in a database is copied into such files as well.
//!
//! A record that was put back is held: it signs nothing until somebody knows that it continues all that was signed of it.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use comity_record::Digest;
use comity_record::checkpoint::{Checkpoint, NoteError, NoteVerifier};
use comity_record::line::LineError;
use comity_record::verify::{Auditor, Fault, Flaw};

use crate::disk::{Disk, Volume};
use crate::store::{Progress, Stage};
use crate::{
    DatabaseConfig, HeadName, Reading, StoreError, blobs, bucket, checkpoints, framed, heads, hold, journal, keys,
    pieces,
};

/// Copies records.
pub struct Copier<'p> {
    /// The disk, or what takes its place.
    pub disk: Arc<dyn Disk>,
    /// The name of the log: the origin of its checkpoints.
    pub log: String,
    /// The keys that its checkpoints may be signed with. A copy is of what one of them signed.
    pub keys: Vec<NoteVerifier>,
    /// Told how far a copy has come.
    pub progress: &'p dyn Fn(Progress),
}

/// What a copy holds, and what it took to make it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// It holds what this says, and no line more.
    pub checkpoint: Checkpoint,
    /// So many files were written.
    pub written: u64,
    /// So many were there already, and were left.
    pub unchanged: u64,
}

/// A record as the files that it is kept in, to be read while it grows.
pub(crate) trait Source {
    /// The names in a directory, sorted.
    fn list(&self, directory: &str) -> Result<Vec<String>, StoreError>;
    /// All of a file, or `None` if there is none.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// Whether there is such a directory.
    fn has_directory(&self, directory: &str) -> Result<bool, StoreError>;
    /// What a message calls it.
    fn name(&self) -> PathBuf;
}

impl Source for Volume {
    fn list(&self, directory: &str) -> Result<Vec<String>, StoreError> {
        Self::list(self, directory)
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Self::read(self, path)
    }

    fn has_directory(&self, directory: &str) -> Result<bool, StoreError> {
        self.exists(directory)
    }

    fn name(&self) -> PathBuf {
        self.path("")
    }
}

/// The lines of a record, once they have held.
struct Lines {
    checkpoint: Checkpoint,
    note: Vec<u8>,
    /// The subjects that have sealed lines.
    sealed: HashSet<String>,
}

impl Copier<'_> {
    /// Copies the record in `record`, which may be in use, to `to`. What an earlier copy there holds already is not written again; one that
    /// this record does not continue is left as it is. Returns when the copy is on stable storage and has been read back.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Checkpoint`] if the record does not hold; [`StoreError::BlobChanged`] if one of its blobs does
    /// not, once all others are copied; [`StoreError::OtherBackup`]; whatever the disk says.
    pub fn back_up(&self, record: &Path, to: &Path) -> Result<Copied, StoreError> {
        self.back_up_from(&*self.reading(record), to)
    }

    /// [`Copier::back_up`], of the record in a database that a gateway may be at work on.
    ///
    /// # Errors
    /// As there, and whatever the database says.
    pub fn back_up_database(&self, record: &DatabaseConfig, to: &Path) -> Result<Copied, StoreError> {
        self.back_up_from(&Reading::new(record)?, to)
    }

    pub(crate) fn back_up_from(&self, from: &dyn Source, to: &Path) -> Result<Copied, StoreError> {
        self.writing(to, |to| {
            to.create(&[journal::DIRECTORY, blobs::DIRECTORY, heads::DIRECTORY])?;
            let _alone = to.lock()?;
            let mut tally = Tally::new(self.progress);
            let lines = self.copy_lines(from, to, &mut tally)?;
            let copied = self.copy_rest(from, to, lines, tally)?;
            self.lines(&**to, |_, _| Ok(()))?;
            Ok(copied)
        })
    }

    /// Copies the keys of the subjects of the record in `record`, wrapped as they are, to `to`: to be kept apart from copies of the record,
    /// and made after them. What was erased since is erased in `to` as well. Returns when they are on stable storage.
    ///
    /// # Errors
    /// [`StoreError::LogDamaged`]; whatever the disk says.
    pub fn back_up_keys(&self, record: &Path, to: &Path) -> Result<(), StoreError> {
        self.back_up_keys_from(&*self.reading(record), to)
    }

    /// [`Copier::back_up_keys`], of the record in a database that a gateway may be at work on.
    ///
    /// # Errors
    /// Whatever the database says, and the disk.
    pub fn back_up_keys_of_database(&self, record: &DatabaseConfig, to: &Path) -> Result<(), StoreError> {
        self.back_up_keys_from(&Reading::new(record)?, to)
    }

    fn back_up_keys_from(&self, from: &dyn Source, to: &Path) -> Result<(), StoreError> {
        let (bytes, _) = wrapped_keys(from)?;
        self.writing(to, |to| {
            to.create(&[])?;
            let _alone = to.lock()?;
            to.replace(keys::FILE, &bytes)
        })
    }

    /// Puts the copy in `backup`, with the keys in `keys`, into the empty directory `to`, marked as held before there is anything in it.
    /// Returns when all of it is on stable storage and has been read back.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`]; [`StoreError::KeyMissing`] if the keys are older than the copy; as for [`Copier::verify`].
    pub fn restore(&self, backup: &Path, keys: &Path, to: &Path) -> Result<Copied, StoreError> {
        let from = self.reading(backup);
        let (wrapped, subjects) = wrapped_keys(&*self.reading(keys))?;
        let copied = self.writing(to, |to| {
            to.create(&[])?;
            if !to.list("")?.is_empty() {
                return Err(StoreError::NotEmpty(to.path("")));
            }
            let _alone = to.lock()?;
            hold::mark(to)?;
            to.create(&[journal::DIRECTORY, blobs::DIRECTORY, heads::DIRECTORY])?;
            to.replace(keys::FILE, &wrapped)?;
            let mut tally = Tally::new(self.progress);
            let lines = self.copy_lines(&*from, to, &mut tally)?;
            if let Some(subject) = lines.sealed.iter().find(|subject| !subjects.contains(*subject)) {
                return Err(StoreError::KeyMissing(subject.clone()));
            }
            self.copy_rest(&*from, to, lines, tally)
        })?;
        self.verify(to)?;
        Ok(copied)
    }

    /// Verifies the copy in `directory`: every line, the checkpoint, every blob.
    ///
    /// # Errors
    /// [`StoreError::Damaged`], [`StoreError::Checkpoint`], [`StoreError::BlobChanged`]; whatever the disk says.
    pub fn verify(&self, directory: &Path) -> Result<Checkpoint, StoreError> {
        let from = self.reading(directory);
        let lines = self.lines(&*from, |_, _| Ok(()))?;
        for (digest, path) in blob_paths(&*from)? {
            if from.read(&path)?.is_some_and(|bytes| Digest::of(&bytes) != digest) {
                return Err(StoreError::BlobChanged(digest));
            }
        }
        for (file, _, objects) in kept_pieces(&*from)? {
            for path in objects {
                if from.read(&path)?.is_some_and(|bytes| !pieces::is_whole(&bytes)) {
                    return Err(StoreError::BlobChanged(file));
                }
            }
        }
        Ok(lines.checkpoint)
    }

    /// Reads the lines that the newest checkpoint covers, and hands on each segment so far as it does.
    fn lines(
        &self,
        from: &dyn Source,
        mut each: impl FnMut(&str, &[u8]) -> Result<(), StoreError>,
    ) -> Result<Lines, StoreError> {
        // Whatever it covers was on stable storage before it was signed, so it is read first.
        let note = from.read(checkpoints::FILE)?.ok_or(MISSING)?;
        let checkpoint = self.checked(&note)?;
        let mut reader = Reader { auditor: Auditor::new(&self.log), sealed: HashSet::new(), size: checkpoint.size };
        for name in from.list(journal::DIRECTORY)? {
            if journal::first_line_of(&name).is_none_or(|first| first >= checkpoint.size) {
                continue;
            }
            let path = format!("{}/{name}", journal::DIRECTORY);
            let bytes = from.read(&path)?.unwrap_or_default();
            let end = reader.read(&name, &bytes)?;
            each(&path, bytes.get(..end).unwrap_or_default())?;
        }
        let Reader { auditor, sealed, .. } = reader;
        auditor.finish(&checkpoint).map_err(|Fault { line, what }| StoreError::Damaged {
            file: journal::DIRECTORY.to_owned(),
            line,
            byte: 0,
            flaw: what,
        })?;
        Ok(Lines { checkpoint, note, sealed })
    }

    fn copy_lines(&self, from: &dyn Source, to: &Arc<Volume>, tally: &mut Tally<'_>) -> Result<Lines, StoreError> {
        let checkpoint = self.checked(&from.read(checkpoints::FILE)?.ok_or(MISSING)?)?;
        let other = || StoreError::OtherBackup(to.path(""));
        if let Some(note) = to.read(checkpoints::FILE)? {
            let earlier = self.checked(&note).map_err(|_| other())?;
            if earlier.size > checkpoint.size {
                return Err(other());
            }
        }
        let segments = from.list(journal::DIRECTORY)?;
        if to.list(journal::DIRECTORY)?.iter().any(|name| !name.ends_with(".tmp") && !segments.contains(name)) {
            return Err(other());
        }
        tally.expect(segments.len());
        self.lines(from, |path, bytes| match to.read(path)? {
            Some(there) if there == bytes => tally.left(),
            Some(there) if !bytes.starts_with(&there) => Err(other()),
            _ => tally.wrote(to.replace(path, bytes)),
        })
    }

    /// Copies what stands beside the lines, and last the checkpoint: until then an earlier copy is what it was.
    fn copy_rest(
        &self,
        from: &dyn Source,
        to: &Arc<Volume>,
        lines: Lines,
        mut tally: Tally<'_>,
    ) -> Result<Copied, StoreError> {
        let mut changed = None;
        // A blob is put before the entry that mentions it, and these entries are copied: whichever they mention is on this list.
        let blobs = blob_paths(from)?;
        tally.expect(blobs.len());
        for (digest, path) in blobs {
            if to.exists(&path)? {
                tally.left()?;
                continue;
            }
            match from.read(&path)? {
                // One that was removed meanwhile is mentioned by no entry.
                None => {}
                Some(bytes) if Digest::of(&bytes) == digest => tally.wrote(to.replace(&path, &bytes))?,
                Some(_) => changed = changed.or(Some(digest)),
            }
        }
        changed = changed.or(self.copy_pieces(from, to, &mut tally)?);
        for name in from.list(heads::DIRECTORY)?.into_iter().filter(|name| HeadName::new(name).is_some()) {
            let path = format!("{}/{name}", heads::DIRECTORY);
            let Some(head) = from.read(&path)? else { continue };
            tally.replace(to, &path, &head)?;
        }
        for directory in [journal::DIRECTORY, blobs::DIRECTORY, heads::DIRECTORY] {
            // A name that an earlier copy gave, and that was not stable when that broke off, is from here on.
            to.sync_dir(directory)?;
        }
        tally.replace(to, checkpoints::FILE, &lines.note)?;
        to.sync_dir("")?;
        match changed {
            Some(blob) => Err(StoreError::BlobChanged(blob)),
            None => Ok(Copied {
                checkpoint: lines.checkpoint,
                written: tally.written,
                unchanged: tally.done - tally.written,
            }),
        }
    }

    /// Copies the large files. Answers with one of which something did not hold, if there is one.
    fn copy_pieces(
        &self,
        from: &dyn Source,
        to: &Arc<Volume>,
        tally: &mut Tally<'_>,
    ) -> Result<Option<Digest>, StoreError> {
        let mut changed = None;
        for (file, folder, objects) in kept_pieces(from)? {
            to.create(&[bucket::DIRECTORY, &folder])?;
            tally.expect(objects.len());
            for path in objects {
                if to.exists(&path)? {
                    tally.left()?;
                    continue;
                }
                match from.read(&path)? {
                    None => {}
                    Some(bytes) if pieces::is_whole(&bytes) => tally.wrote(to.replace(&path, &bytes))?,
                    Some(_) => changed = changed.or(Some(file)),
                }
            }
            to.sync_dir(&folder)?;
            to.sync_dir(bucket::DIRECTORY)?;
        }
        Ok(changed)
    }

    /// What a checkpoint says, if one of the log's keys signed it.
    fn checked(&self, note: &[u8]) -> Result<Checkpoint, StoreError> {
        let note = std::str::from_utf8(note).map_err(|_| wrong("not a text"))?;
        let mut last = wrong("no key is known that it could be signed with");
        for key in &self.keys {
            match key.verify(note) {
                Ok(checkpoint) if checkpoint.origin == self.log => return Ok(checkpoint),
                Ok(_) => return Err(wrong("of another log")),
                Err(error) => last = StoreError::Checkpoint(error),
            }
        }
        Err(last)
    }

    fn reading(&self, directory: &Path) -> Arc<Volume> {
        Volume::new(Arc::clone(&self.disk), directory.to_owned(), Arc::new(|_| {}))
    }

    /// Has something written into a directory. A sync that fails is the disk's error, not the end of the program.
    fn writing<R>(
        &self,
        directory: &Path,
        write: impl FnOnce(&Arc<Volume>) -> Result<R, StoreError>,
    ) -> Result<R, StoreError> {
        let failed = Arc::new(Mutex::new(None));
        let on_fatal = {
            let failed = Arc::clone(&failed);
            move |reason: &str| *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason.to_owned())
        };
        let volume = Volume::new(Arc::clone(&self.disk), directory.to_owned(), Arc::new(on_fatal));
        let written = write(&volume);
        match (written, failed.lock().unwrap_or_else(PoisonError::into_inner).take()) {
            (Err(_), Some(reason)) => {
                Err(StoreError::Io { path: directory.to_owned(), error: io::Error::other(reason) })
            }
            (written, _) => written,
        }
    }
}

/// Reads segments in order, up to the end of the commit in which so many lines are reached.
struct Reader {
    auditor: Auditor,
    sealed: HashSet<String>,
    size: u64,
}

impl Reader {
    /// Reads one segment, and answers with how many of its bytes are covered.
    fn read(&mut self, name: &str, bytes: &[u8]) -> Result<usize, StoreError> {
        let mut end = 0;
        for (line, piece) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            if self.auditor.is_whole() && self.auditor.tree().size() >= self.size {
                break;
            }
            self.line(piece).map_err(|flaw| StoreError::Damaged {
                file: name.to_owned(),
                line,
                byte: end as u64,
                flaw,
            })?;
            end += piece.len();
        }
        Ok(end)
    }

    fn line(&mut self, piece: &[u8]) -> Result<(), Flaw> {
        let torn = || LineError::NotCanonical("no newline at the end".to_owned());
        let line = self.auditor.accept(piece.strip_suffix(b"\n").ok_or_else(torn)?).map_err(|fault| fault.what)?;
        if line.sealed.is_some() && !self.sealed.contains(&line.subject) {
            self.sealed.insert(line.subject);
        }
        Ok(())
    }
}

/// How far a copy has come.
struct Tally<'p> {
    written: u64,
    done: u64,
    total: u64,
    progress: &'p dyn Fn(Progress),
}

impl<'p> Tally<'p> {
    const fn new(progress: &'p dyn Fn(Progress)) -> Self {
        Self { written: 0, done: 0, total: 0, progress }
    }

    fn expect(&mut self, files: usize) {
        self.total += files as u64;
    }

    fn wrote(&mut self, written: Result<(), StoreError>) -> Result<(), StoreError> {
        written?;
        self.written += 1;
        self.left()
    }

    fn left(&mut self) -> Result<(), StoreError> {
        self.done += 1;
        (self.progress)(Progress { stage: Stage::Copy, done: self.done, total: self.total.max(self.done) });
        Ok(())
    }

    /// Gives a file its content, unless it has it.
    fn replace(&mut self, to: &Arc<Volume>, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        if to.read(path)?.is_some_and(|there| there == bytes) {
            self.left()
        } else {
            self.wrote(to.replace(path, bytes))
        }
    }
}

/// The log of keys, as far as it is whole, and the subjects that it has keys for, or knows to be erased.
fn wrapped_keys(from: &dyn Source) -> Result<(Vec<u8>, HashSet<String>), StoreError> {
    let missing = || StoreError::Io { path: from.name().join(keys::FILE), error: io::ErrorKind::NotFound.into() };
    let mut bytes = from.read(keys::FILE)?.ok_or_else(missing)?;
    let (changes, whole) = framed::read_frames(keys::FILE, &bytes)?;
    bytes.truncate(whole);
    Ok((bytes, changes.into_iter().map(|(subject, _)| subject).collect()))
}

/// The blobs of a record, by their names.
fn blob_paths(of: &dyn Source) -> Result<Vec<(Digest, String)>, StoreError> {
    let names = of.list(blobs::DIRECTORY)?.into_iter();
    let named = names.filter_map(|name| Some((format!("sha256:{name}").parse().ok()?, name)));
    Ok(named.map(|(digest, name)| (digest, format!("{}/{name}", blobs::DIRECTORY))).collect())
}

/// The large files of a record: of each its name, its directory, and the paths of what is kept of it.
fn kept_pieces(of: &dyn Source) -> Result<Vec<(Digest, String, Vec<String>)>, StoreError> {
    if !of.has_directory(bucket::DIRECTORY)? {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for name in of.list(bucket::DIRECTORY)? {
        let Some(file) = pieces::named(&name) else { continue };
        let folder = format!("{}/{name}", bucket::DIRECTORY);
        let objects = of.list(&folder)?.into_iter().filter(|object| !object.ends_with(".tmp"));
        let paths = objects.map(|object| format!("{folder}/{object}")).collect();
        files.push((file, folder, paths));
    }
    Ok(files)
}

const MISSING: StoreError = wrong("missing");

const fn wrong(what: &'static str) -> StoreError {
    StoreError::Checkpoint(NoteError::Malformed(what))
}
