//! A record in a database, read as the files that it would be kept in: so that it is copied and verified as those are, beside the process
//! that works on it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use comity_record::Digest;
use comity_record::line::Place;
use comity_record::verify::{Auditor, Fault};
use serde::Deserialize;

use super::{Database, DatabaseConfig};
use crate::backup::Source;
use crate::{StoreError, blobs, bucket, checkpoints, framed, heads, journal, keys};

/// A record in a database. Its sessions only read, and the database holds them to it; the process that works there knows nothing of them.
pub struct Reading {
    database: Arc<Database>,
    /// A segment ends with the first commit that brings it to so many bytes.
    segment_bytes: u64,
    segments: Mutex<Segments>,
}

/// The segments that the lines would stand in, as far as they were looked at.
#[derive(Default)]
struct Segments {
    /// Of each, its first line, and the line behind its last; of the last one, the line behind the last that was looked at.
    lines: BTreeMap<u64, u64>,
    /// So many bytes are in the last one.
    bytes: u64,
}

/// Of a line, its place in its commit.
#[derive(Deserialize)]
struct OfCommit {
    commit: Place,
}

/// As much as is kept in one file of a directory.
const SEGMENT_BYTES: u64 = 64 * 1024 * 1024;

impl Reading {
    /// Reads the record in the database of `config`. It connects when it is first asked for something.
    ///
    /// # Errors
    /// [`StoreError::DatabaseAddress`], [`StoreError::Roots`].
    pub fn new(config: &DatabaseConfig) -> Result<Self, StoreError> {
        Self::in_segments(config, SEGMENT_BYTES)
    }

    pub(crate) fn in_segments(config: &DatabaseConfig, segment_bytes: u64) -> Result<Self, StoreError> {
        let database = Arc::new(Database::reading(config)?);
        Ok(Self { database, segment_bytes, segments: Mutex::default() })
    }

    /// The newest checkpoint, signed. Every line that it covers is found by a reading that begins later.
    ///
    /// # Errors
    /// [`StoreError::Database`], also if nobody ever kept a record there.
    pub fn checkpoint(&self) -> Result<Option<String>, StoreError> {
        self.database.checkpoint()
    }

    /// Has every line of the record of `log` audited, as far as it goes now. The inner error is the first that does not hold.
    ///
    /// # Errors
    /// [`StoreError::Database`].
    pub fn audit(&self, log: &str) -> Result<Result<Auditor, Fault>, StoreError> {
        let (mut auditor, size) = (Auditor::new(log), self.database.head()?.size);
        let mut next = 0;
        while next < size {
            let lines = self.database.lines(next)?;
            if lines.is_empty() {
                break;
            }
            for (index, line) in lines.into_iter().take_while(|(index, _)| *index < size) {
                if let Err(fault) = auditor.accept(&line) {
                    return Ok(Err(fault));
                }
                next = index + 1;
            }
        }
        Ok(Ok(auditor))
    }

    /// The names of the segments that there are now.
    fn segments(&self) -> Result<Vec<String>, StoreError> {
        let mut segments = self.segments.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let known = segments.lines.last_entry().map_or(0, |last| *last.get());
            let lines = self.database.lines(known)?;
            if lines.is_empty() {
                return Ok(segments.lines.keys().map(|first| journal::segment_name(*first)).collect());
            }
            lines.iter().for_each(|(index, line)| segments.add(*index, line, self.segment_bytes));
        }
    }

    /// The lines of a segment, as far as they were looked at.
    fn segment(&self, first: u64) -> Result<Option<Vec<u8>>, StoreError> {
        let end = self.segments.lock().unwrap_or_else(PoisonError::into_inner).lines.get(&first).copied();
        let Some(end) = end else { return Ok(None) };
        let (mut bytes, mut next) = (Vec::new(), first);
        while next < end {
            let lines = self.database.lines(next)?;
            if lines.is_empty() {
                break;
            }
            for (index, line) in lines.into_iter().take_while(|(index, _)| *index < end) {
                bytes.extend_from_slice(&line);
                bytes.push(b'\n');
                next = index + 1;
            }
        }
        Ok(Some(bytes))
    }

    /// The log of keys, as it would be if it were written anew.
    fn keys(&self) -> Result<Vec<u8>, StoreError> {
        let keys = self.database.keys()?;
        Ok(framed::frames(keys.iter().map(|(subject, wrapped)| (subject.as_str(), wrapped.as_deref()))))
    }
}

impl Segments {
    fn add(&mut self, index: u64, line: &[u8], segment_bytes: u64) {
        let begins = self.lines.is_empty() || self.bytes >= segment_bytes && begins_commit(line);
        if begins {
            self.bytes = 0;
            self.lines.insert(index, index);
        }
        self.bytes += line.len() as u64 + 1;
        if let Some(mut last) = self.lines.last_entry() {
            *last.get_mut() = index + 1;
        }
    }
}

/// Whether a commit begins with this line. One that is none is found out by whoever verifies it.
fn begins_commit(line: &[u8]) -> bool {
    serde_json::from_slice(line).is_ok_and(|OfCommit { commit }| commit.number == 1)
}

impl Source for Reading {
    fn list(&self, directory: &str) -> Result<Vec<String>, StoreError> {
        match directory.split_once('/') {
            None if directory == journal::DIRECTORY => self.segments(),
            None if directory == blobs::DIRECTORY => {
                let names = self.database.blobs()?.into_iter().filter_map(|name| name.try_into().ok());
                Ok(names.map(|name| Digest::from_bytes(name).hex()).collect())
            }
            None if directory == heads::DIRECTORY => {
                Ok(self.database.heads()?.into_iter().map(|(name, _)| name).collect())
            }
            None if directory == bucket::DIRECTORY => self.database.folders(),
            Some((bucket::DIRECTORY, folder)) => self.database.objects(folder),
            _ => Ok(Vec::new()),
        }
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, StoreError> {
        match path.split_once('/') {
            None if path == checkpoints::FILE => Ok(self.checkpoint()?.map(String::into_bytes)),
            None if path == keys::FILE => self.keys().map(Some),
            Some((journal::DIRECTORY, name)) => {
                journal::first_line_of(name).map_or(Ok(None), |first| self.segment(first))
            }
            Some((blobs::DIRECTORY, name)) => match format!("sha256:{name}").parse() {
                Ok(name) => self.database.blob(&name),
                Err(_) => Ok(None),
            },
            Some((heads::DIRECTORY, name)) => {
                let heads = self.database.heads()?;
                Ok(heads.into_iter().find_map(|(head, note)| (head == name).then(|| note.into_bytes())))
            }
            Some((bucket::DIRECTORY, object)) => match object.split_once('/') {
                Some((folder, object)) => self.database.object(folder, object),
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn has_directory(&self, _: &str) -> Result<bool, StoreError> {
        Ok(true)
    }

    fn name(&self) -> std::path::PathBuf {
        "database".into()
    }
}
