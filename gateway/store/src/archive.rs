//! The archive of a gateway: everything that its store holds, in one file that either backend writes and reads. A gateway is moved with it
//! from files to a database, or back.
//!
//! It is a text of JSON lines: what it is of; each line of the record, as it stands; each wrapped key, and which were erased; the heads; the
//! working log, sealed; the sealed blobs; what is kept of large files; and at the end the digest of all bytes before, with the state that a store made from it has.
//! Views are not in it: they are made again.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_record::Digest;
use comity_record::checkpoint::NoteVerifier;
use comity_record::line::Place;
use comity_record::verify::Auditor;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::checkpoints;
use crate::framed::Change;
use crate::pieces::{is_whole, named};
use crate::shared::Shared;

/// One line of an archive.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Part {
    /// The first: the log, and its newest checkpoint as a signed note.
    Comity { version: u32, log: String, size: u64, checkpoint: String },
    /// A line of the record, without newline.
    Line(String),
    /// A subject and its wrapped key; none if it was erased.
    Key(String, Option<String>),
    /// A name and a head.
    Head(String, String),
    /// A name of the working log, and what is under it, sealed.
    Working(String, String),
    /// The sealed bytes of a blob, base64.
    Blob(String),
    /// A large file, the name of one of its objects (a piece, or the manifest), and its sealed bytes, base64.
    Object(String, String, String),
    /// The last: the digest of all bytes before this line, and the state.
    End { digest: Digest, state: Digest },
}

const VERSION: u32 = 1;

/// What is read from an archive, once all of it is verified up to here.
pub(crate) trait Taker {
    /// Takes the lines of one commit.
    fn commit(&mut self, first: u64, lines: Vec<Vec<u8>>) -> Result<(), StoreError>;
    /// Takes a key.
    fn key(&mut self, key: Change) -> Result<(), StoreError>;
    /// Takes a head.
    fn head(&mut self, name: String, note: String) -> Result<(), StoreError>;
    /// Takes a value of the working log.
    fn working(&mut self, name: String, sealed: String) -> Result<(), StoreError>;
    /// Takes a blob.
    fn blob(&mut self, name: Digest, sealed: Vec<u8>) -> Result<(), StoreError>;
    /// Takes an object of a large file.
    fn object(&mut self, file: Digest, object: String, bytes: Vec<u8>) -> Result<(), StoreError>;
    /// All was well: keeps what was taken, with the newest checkpoint of the record. Before this a store does not open.
    fn keep(&mut self, size: u64, checkpoint: &str) -> Result<(), StoreError>;
}

/// Writes the archive of a store to which nobody writes. Answers with its state.
pub(crate) fn write(shared: &Shared, to: &mut dyn Write) -> Result<Digest, StoreError> {
    let mut out = Out { to, digest: Chain::new() };
    let size = shared.record.index().size();
    let checkpoint = shared.checkpoints.note().to_string();
    out.part(&Part::Comity { version: VERSION, log: shared.log.clone(), size, checkpoint })?;
    for index in 0..size {
        let line = String::from_utf8(shared.record.bytes(index)?).map_err(|_| StoreError::EntryChanged(index))?;
        out.part(&Part::Line(line))?;
    }
    for (subject, wrapped) in shared.record.keys.all()? {
        out.part(&Part::Key(subject, wrapped))?;
    }
    for (name, note) in shared.heads.all()? {
        out.part(&Part::Head(name, note))?;
    }
    for (name, sealed) in shared.working.all()? {
        out.part(&Part::Working(name, sealed))?;
    }
    for name in shared.blobs.names()? {
        let sealed = shared.blobs.sealed(&name)?.ok_or(StoreError::BlobMissing(name))?;
        if Digest::of(&sealed) != name {
            return Err(StoreError::BlobChanged(name));
        }
        out.part(&Part::Blob(STANDARD.encode(sealed)))?;
    }
    for file in shared.pieces.files()? {
        for object in shared.pieces.objects(&file)? {
            let bytes = STANDARD.encode(shared.pieces.kept(&file, &object)?);
            out.part(&Part::Object(file.hex(), object, bytes))?;
        }
    }
    let state = state(shared)?;
    let digest = out.digest.0;
    out.part(&Part::End { digest, state })?;
    out.to.flush().map_err(unwritten)?;
    Ok(state)
}

/// Reads an archive into a store that has nothing. `log` is the record that it must be of, `keys` those by one of which its checkpoint
/// must be signed. Answers with the state that the store has then.
pub(crate) fn read(
    from: &mut dyn BufRead,
    log: &str,
    keys: &[NoteVerifier],
    taker: &mut dyn Taker,
) -> Result<Digest, StoreError> {
    let mut parts = In { from, digest: Chain::new(), number: 0 };
    let first = parts.next()?;
    let (Part::Comity { version: VERSION, log: of, size, checkpoint }, _) = first else { return Err(parts.damaged()) };
    if of != log {
        return Err(parts.damaged());
    }
    let mut auditor = Auditor::new(log);
    let mut waiting = Vec::new();
    let end = loop {
        let (part, before) = parts.next()?;
        match part {
            Part::Line(text) => {
                let line = auditor.accept(text.as_bytes()).map_err(|_| parts.damaged())?;
                waiting.push(text.into_bytes());
                let Place { number, of } = line.commit;
                if number == of {
                    taker.commit(line.index + 1 - u64::from(of), std::mem::take(&mut waiting))?;
                }
            }
            Part::Key(subject, wrapped) => taker.key((subject, wrapped))?,
            Part::Head(name, note) => taker.head(name, note)?,
            Part::Working(name, sealed) => taker.working(name, sealed)?,
            Part::Blob(text) => {
                let sealed = STANDARD.decode(text).map_err(|_| parts.damaged())?;
                taker.blob(Digest::of(&sealed), sealed)?;
            }
            Part::Object(folder, object, text) => {
                let bytes = STANDARD.decode(text).ok().filter(|bytes| is_whole(bytes));
                let (Some(file), Some(bytes)) = (named(&folder), bytes) else { return Err(parts.damaged()) };
                taker.object(file, object, bytes)?;
            }
            Part::End { digest, state } if digest == before => break state,
            Part::End { .. } | Part::Comity { .. } => return Err(parts.damaged()),
        }
    };
    let signed = checkpoints::verified(keys, &checkpoint).map_err(StoreError::Checkpoint)?;
    let report = auditor.finish(&signed).map_err(|_| parts.damaged())?;
    if report.entries != size || !parts.is_at_end()? {
        return Err(parts.damaged());
    }
    taker.keep(size, &checkpoint)?;
    Ok(end)
}

/// Reads an archive as [`read`] does, and keeps nothing of it. Answers with the state that a store made from it has.
pub(crate) fn verify(from: &mut dyn BufRead, log: &str, keys: &[NoteVerifier]) -> Result<Digest, StoreError> {
    read(from, log, keys, &mut Nobody)
}

/// Takes nothing.
struct Nobody;

impl Taker for Nobody {
    fn commit(&mut self, _: u64, _: Vec<Vec<u8>>) -> Result<(), StoreError> {
        Ok(())
    }

    fn key(&mut self, _: Change) -> Result<(), StoreError> {
        Ok(())
    }

    fn head(&mut self, _: String, _: String) -> Result<(), StoreError> {
        Ok(())
    }

    fn working(&mut self, _: String, _: String) -> Result<(), StoreError> {
        Ok(())
    }

    fn blob(&mut self, _: Digest, _: Vec<u8>) -> Result<(), StoreError> {
        Ok(())
    }

    fn object(&mut self, _: Digest, _: String, _: Vec<u8>) -> Result<(), StoreError> {
        Ok(())
    }

    fn keep(&mut self, _: u64, _: &str) -> Result<(), StoreError> {
        Ok(())
    }
}

/// A digest of everything that a store holds: two stores with the same have the same record, and give the same answers.
pub(crate) fn state(shared: &Shared) -> Result<Digest, StoreError> {
    let mut chain = Chain::new();
    let (size, root) = {
        let index = shared.record.index();
        (index.size(), index.tree.root())
    };
    chain.add(&[b"comity/state/v1"]);
    chain.add(&[shared.log.as_bytes()]);
    chain.add(&[&size.to_be_bytes(), root.as_bytes()]);
    chain.add(&[shared.checkpoints.note().as_bytes()]);
    for (subject, wrapped) in shared.record.keys.all()? {
        chain.add(&[b"key", &length(&subject), subject.as_bytes(), wrapped.unwrap_or_default().as_bytes()]);
    }
    for (name, note) in shared.heads.all()? {
        chain.add(&[b"head", &length(&name), name.as_bytes(), note.as_bytes()]);
    }
    for (name, sealed) in shared.working.all()? {
        chain.add(&[b"working", &length(&name), name.as_bytes(), sealed.as_bytes()]);
    }
    for name in shared.blobs.names()? {
        chain.add(&[b"blob", name.as_bytes()]);
    }
    for file in shared.pieces.files()? {
        for object in shared.pieces.objects(&file)? {
            chain.add(&[b"object", file.as_bytes(), object.as_bytes()]);
        }
    }
    let views: &dyn crate::ReadViews = &*shared.views;
    for (key, value) in views.scan(&[], None, usize::MAX)? {
        chain.add(&[b"view", &(key.len() as u64).to_be_bytes(), &key, &value]);
    }
    Ok(chain.0)
}

fn length(text: &str) -> [u8; 8] {
    (text.len() as u64).to_be_bytes()
}

/// A digest over many parts: each is over the one before, and the next part.
struct Chain(Digest);

impl Chain {
    fn new() -> Self {
        Self(Digest::of(b""))
    }

    fn add(&mut self, parts: &[&[u8]]) {
        let before = self.0;
        let mut all: Vec<&[u8]> = vec![before.as_bytes()];
        all.extend_from_slice(parts);
        self.0 = Digest::of_parts(&all);
    }
}

struct Out<'w> {
    to: &'w mut dyn Write,
    digest: Chain,
}

impl Out<'_> {
    fn part(&mut self, part: &Part) -> Result<(), StoreError> {
        // Texts and numbers are always JSON.
        let mut line = serde_json::to_vec(part).unwrap_or_default();
        line.push(b'\n');
        self.digest.add(&[&line]);
        self.to.write_all(&line).map_err(unwritten)
    }
}

struct In<'r> {
    from: &'r mut dyn BufRead,
    digest: Chain,
    /// How many lines were read.
    number: u64,
}

impl In<'_> {
    /// The next part, and the digest of everything before it.
    fn next(&mut self) -> Result<(Part, Digest), StoreError> {
        let (mut line, before) = (Vec::new(), self.digest.0);
        self.from.read_until(b'\n', &mut line).map_err(unwritten)?;
        self.number += 1;
        self.digest.add(&[&line]);
        let part = line.strip_suffix(b"\n").and_then(|json| serde_json::from_slice(json).ok());
        part.map(|part| (part, before)).ok_or_else(|| self.damaged())
    }

    fn is_at_end(&mut self) -> Result<bool, StoreError> {
        self.from.fill_buf().map(<[u8]>::is_empty).map_err(unwritten)
    }

    const fn damaged(&self) -> StoreError {
        StoreError::ArchiveDamaged { line: self.number }
    }
}

fn unwritten(error: std::io::Error) -> StoreError {
    StoreError::Io { path: PathBuf::from("archive"), error }
}
