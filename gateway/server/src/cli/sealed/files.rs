//! Files on the person's own machine: written beside their place and put there when they are whole.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use comity_federation::sealed::{HEADER_BYTES, Header, Opening};

use super::{file_error, in_file};
use crate::cli::failure::CliError;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever the machine lets: what is sealed.
    All,
    /// Its owner alone.
    Owner,
}

/// A file that is being written. It takes its place when it is whole, and where it breaks off nothing stays.
pub(super) struct Written {
    file: File,
    next: PathBuf,
    path: PathBuf,
    is_complete: bool,
}

impl Written {
    /// Begins a file where there is none.
    pub(super) fn new(path: &Path, readers: Readers) -> Result<Self, CliError> {
        if path.exists() {
            return Err(CliError::input("file-exists", path.display().to_string(), ""));
        }
        let next = path.with_extension(format!("{}.next", std::process::id()));
        let mode = if readers == Readers::Owner { 0o600 } else { 0o644 };
        let file = File::options().write(true).create_new(true).mode(mode).open(&next)?;
        Ok(Self { file, next, path: path.to_owned(), is_complete: false })
    }

    pub(super) const fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Puts the file in its place.
    pub(super) fn complete(mut self) -> Result<(), CliError> {
        self.file.sync_all()?;
        // Unlike renaming, linking never takes the place of a file that has come meanwhile.
        std::fs::hard_link(&self.next, &self.path)?;
        self.is_complete = true;
        Ok(())
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let removed = std::fs::remove_file(&self.next);
        if let (Err(error), false) = (removed, self.is_complete) {
            tracing::warn!(%error, path = %self.next.display(), "a part of a file was left behind");
        }
    }
}

/// Writes a small file that is its owner's alone.
pub(super) fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let mut written = Written::new(path, Readers::Owner)?;
    written.file().write_all(bytes)?;
    written.complete()
}

/// Opens a file to be read.
pub(super) fn open(path: &Path) -> Result<File, CliError> {
    File::open(path).map_err(|error| file_error(path, &error))
}

/// Reads a small file: at most so many bytes.
pub(super) fn small(path: &Path, max_bytes: usize) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
    open(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| file_error(path, &error))?;
    Ok(bytes)
}

/// The header of a sealed file, and the file from its body on.
pub(super) fn beginning(path: &Path) -> Result<(Header, File), CliError> {
    let header = Header::parse(&small(path, HEADER_BYTES)?).map_err(|fault| in_file(path, &fault))?;
    let mut file = open(path)?;
    header.check_length(file.metadata()?.len()).map_err(|fault| in_file(path, &fault))?;
    let start = u64::try_from(header.len()).unwrap_or(u64::MAX);
    file.seek(SeekFrom::Start(start))?;
    Ok((header, file))
}

/// Opens a body, chunk by chunk. What is in it is there when all of it has been opened, and not before.
pub(super) fn opened(path: &Path, body: &mut File, mut opening: Opening, out: &Path) -> Result<(), CliError> {
    let mut written = Written::new(out, Readers::Owner)?;
    while let Some(due) = opening.expects() {
        let mut chunk = vec![0; due];
        body.read_exact(&mut chunk).map_err(|error| file_error(path, &error))?;
        written.file().write_all(&opening.open_next(&chunk).map_err(|fault| in_file(path, &fault))?)?;
    }
    written.complete()
}
