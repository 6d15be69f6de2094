//! Bundles: one subject of a record in one file, to be checked by somebody who has nothing else and trusts nobody.
//!
//! A bundle is text: rows of canonical JSON, a newline behind each. The first row is the [`Manifest`] with its signature; it names every
//! other row, in order, by its digest. The other rows are [`Row`]s: what says who may sign (opaque here), one signed checkpoint, the
//! lines in the order of the record, each with its proof and, where they are disclosed, its particulars with their salts, and files.
//!
//! Whoever reads one goes from type to type, each made only from the one before: bytes → [`Bundle`] → [`Proven`]. Every fault names the
//! row and the member of it that does not hold.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::canonical::{NotCanonical, to_canonical};
use crate::checkpoint::{Checkpoint, NoteError, NoteVerifier};
use crate::line::{Line, LineError, Particulars, Salted};
use crate::merkle::{leaf_hash, verify_inclusion};
use crate::succession::Left;
use crate::verify;
use crate::{Digest, Time};

/// What a manifest says that it is.
pub const FORMAT: &str = "comity-bundle";

/// What a manifest calls the row of the roll, and that of the checkpoint.
const ROLL: &str = "roll";
const CHECKPOINT: &str = "checkpoint";

/// What a bundle says of itself. Its signer answers for it: that these are all the lines of the subject under this checkpoint, and that
/// these rows are the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The version of the format.
    pub v: Version,
    /// The gateway that gives it.
    pub gateway: String,
    /// The log of its record: the origin of the checkpoint.
    pub log: String,
    /// What it is about: `matter/cn/01J…`.
    pub subject: String,
    /// How many lines the log has under the checkpoint.
    pub size: u64,
    /// How many of them are of the subject: all of these are here.
    pub revision: u64,
    /// When it was put together, by the gateway's clock.
    pub made: Time,
    /// The rows behind the manifest, in order.
    pub rows: Vec<Listed>,
}

/// The version of the format of a bundle. Courts keep bundles for years: each that was ever written is read for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The first. Records did not say yet who had a file in hand: nothing of that is promised.
    V1,
    /// The lines say so, and also of the files that are enclosed.
    V2,
}

/// A row, as the manifest names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// [`Row::name`].
    pub name: String,
    /// Digest of the row's bytes, without its newline.
    pub sha256: Digest,
}

/// The signature under a manifest, by a key that the roll names. What it is over are the manifest's canonical bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestSignature {
    /// The name of the key.
    pub kid: String,
    /// The signature, base64url.
    pub signature: String,
}

/// A row behind the manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Row {
    /// Who may sign what. Its form is the federation's.
    Roll {
        /// The file of the roll.
        roll: Value,
    },
    /// The checkpoint that the lines stand under.
    Checkpoint {
        /// A signed note, byte for byte.
        note: String,
    },
    /// A line of the record.
    Line {
        /// Its bytes.
        line: String,
        /// Where it stands: the inclusion proof of RFC 6962, from the leaf upwards.
        proof: Vec<Digest>,
        /// The particulars that are disclosed. What is not here stays sealed.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        opened: BTreeMap<String, Salted>,
    },
    /// A file.
    File {
        /// Digest of its bytes.
        sha256: Digest,
        /// The bytes, base64.
        bytes: String,
    },
}

/// A bundle whose rows can be read. Nothing in it has been checked yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    manifest: Manifest,
    signature: ManifestSignature,
    rows: Vec<Row>,
    digests: Vec<Digest>,
}

/// What a bundle proves, once its manifest may be believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Proven {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The row that it stands in.
    pub checkpoint_row: u64,
    /// The signed note of it, with whatever else is signed there. Only the log's own signature was checked.
    pub note: String,
    /// The lines, in the order of the record: those of the subject, and others that they rest on.
    pub lines: Vec<ProvenLine>,
    /// The files that are enclosed.
    pub files: BTreeMap<Digest, u64>,
}

/// A line that stands in the record.
#[derive(Debug, Clone, PartialEq)]
pub struct ProvenLine {
    /// The row, from 1: the manifest is row 1.
    pub row: u64,
    /// The line.
    pub line: Line,
    /// What is disclosed of it; each value is the one that the line commits to.
    pub opened: Particulars,
    /// Whether the subject is the bundle's.
    pub is_own: bool,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row}, `{member}`: {what}")]
pub struct Fault<W = Flaw> {
    /// The row, from 1.
    pub row: u64,
    /// The member of it; empty for the row as a whole.
    pub member: String,
    /// What does not hold.
    pub what: W,
}

/// What can be wrong with a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The row is not one, or not in its one canonical spelling.
    #[error("not a canonical row: {0}")]
    Malformed(String),
    /// The last row has no newline: the file was cut.
    #[error("no newline at the end: the file was cut")]
    Cut,
    /// Rows were added, exchanged or renamed.
    #[error("is `{found}`, where the manifest lists `{listed}`")]
    NotListed {
        /// What it is.
        found: String,
        /// What should be here; empty behind the last.
        listed: String,
    },
    /// A row was taken away.
    #[error("the row `{0}` is missing")]
    Missing(String),
    /// The row is not the one that was listed.
    #[error("was changed: its digest is not the one in the manifest")]
    Changed,
    /// The manifest says something else than the rows.
    #[error("is not what the rows show")]
    ManifestWrong,
    /// Not exactly one checkpoint.
    #[error("a bundle has one checkpoint")]
    CheckpointCount,
    /// The checkpoint does not hold.
    #[error(transparent)]
    Checkpoint(#[from] NoteError),
    /// Not a line, or changed since it was written.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The line is of another log.
    #[error("belongs to the log `{0}`")]
    OtherLog(String),
    /// The line that says under which name the record went on does not.
    #[error(transparent)]
    Succession(verify::Flaw),
    /// Lines that are not in the order of the record, or twice there.
    #[error("has index {0}, which does not follow")]
    Order(u64),
    /// A line of the subject is missing.
    #[error("is revision {found}, where {expected} should be")]
    Revision {
        /// The revision of the line.
        found: u64,
        /// The revision that is due.
        expected: u64,
    },
    /// The line does not stand in the record.
    #[error("the inclusion proof does not hold")]
    Proof,
    /// The bytes are not those of the digest.
    #[error("the bytes are not those of the digest")]
    File,
}

impl<W> Fault<W> {
    /// This fault, among those of whoever checks more than the record.
    pub fn among<V: From<W>>(self) -> Fault<V> {
        Fault { row: self.row, member: self.member, what: self.what.into() }
    }
}

impl Flaw {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "bundle-row-malformed",
            Self::Cut => "bundle-cut",
            Self::NotListed { .. } => "bundle-row-not-listed",
            Self::Missing(_) => "bundle-row-missing",
            Self::Changed => "bundle-row-changed",
            Self::ManifestWrong => "bundle-manifest-wrong",
            Self::CheckpointCount => "bundle-checkpoint-count",
            Self::Checkpoint(error) => error.code(),
            Self::Line(error) => error.code(),
            Self::OtherLog(_) => "line-of-another-log",
            Self::Succession(flaw) => flaw.code(),
            Self::Order(_) => "bundle-line-order",
            Self::Revision { .. } => "revision-gap",
            Self::Proof => "bundle-proof-fails",
            Self::File => "bundle-file-wrong",
        }
    }

    /// This flaw, in its place.
    pub fn at(self, row: u64, member: impl Into<String>) -> Fault {
        Fault { row, member: member.into(), what: self }
    }
}

impl Version {
    /// What is written.
    pub const fn number(self) -> u8 {
        match self {
            Self::V1 => 1,
            Self::V2 => 2,
        }
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.number())
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u8::deserialize(deserializer)? {
            1 => Ok(Self::V1),
            2 => Ok(Self::V2),
            other => Err(serde::de::Error::custom(format_args!("bundle format {other} is not known here"))),
        }
    }
}

/// The first row.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    manifest: Manifest,
    signature: ManifestSignature,
}

impl Row {
    /// What the manifest calls it. The name of a line is that of its place in the record; of one that cannot be read it is empty.
    pub fn name(&self) -> String {
        match self {
            Self::Roll { .. } => ROLL.to_owned(),
            Self::Checkpoint { .. } => CHECKPOINT.to_owned(),
            Self::Line { line, .. } => index_of(line).map(|index| format!("line/{index}")).unwrap_or_default(),
            Self::File { sha256, .. } => format!("file/{}", sha256.hex()),
        }
    }

    /// A file with these bytes.
    pub fn file(bytes: &[u8]) -> Self {
        Self::File { sha256: Digest::of(bytes), bytes: STANDARD.encode(bytes) }
    }
}

impl Bundle {
    /// The bytes of a bundle of these rows. `sign` signs the canonical bytes of the manifest, which is given everything but its list.
    pub fn write(
        mut manifest: Manifest,
        rows: &[Row],
        sign: impl FnOnce(&[u8]) -> ManifestSignature,
    ) -> Result<Vec<u8>, NotCanonical> {
        let written: Vec<Vec<u8>> = rows.iter().map(to_canonical).collect::<Result<_, _>>()?;
        let listed = |(row, bytes): (&Row, &Vec<u8>)| Listed { name: row.name(), sha256: Digest::of(bytes) };
        manifest.rows = rows.iter().zip(&written).map(listed).collect();
        let signature = sign(&to_canonical(&manifest)?);
        let mut file = to_canonical(&First { manifest, signature })?;
        for row in written {
            file.push(b'\n');
            file.extend(row);
        }
        file.push(b'\n');
        Ok(file)
    }

    /// Reads a bundle's file. What is read is exactly what [`Bundle::write`] would write of these rows.
    pub fn read(file: &[u8]) -> Result<Self, Fault> {
        let mut rows = file.split(|byte| *byte == b'\n');
        let First { manifest, signature } = parse(rows.next().unwrap_or_default(), 1)?;
        let mut read = Vec::new();
        let mut digests = Vec::new();
        let mut rest = rows.peekable();
        for number in 2.. {
            match rest.next() {
                // Behind the last newline there is nothing.
                Some([]) if rest.peek().is_none() => break,
                Some(row) => {
                    read.push(parse(row, number)?);
                    digests.push(Digest::of(row));
                    if rest.peek().is_none() {
                        return Err(Flaw::Cut.at(number, ""));
                    }
                }
                None => return Err(Flaw::Cut.at(number - 1, "")),
            }
        }
        Ok(Self { manifest, signature, rows: read, digests })
    }

    /// What it says of itself. Its signature is the caller's matter.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The signature under the manifest, not verified.
    pub const fn signature(&self) -> &ManifestSignature {
        &self.signature
    }

    /// The rows behind the manifest, with their numbers.
    pub fn rows(&self) -> impl Iterator<Item = (u64, &Row)> {
        (2..).zip(&self.rows)
    }

    /// Checks everything that needs no knowledge of who may sign: that the rows are those that are listed, that the checkpoint is
    /// signed by one of `verifiers`, that every line stands under it, that none of the subject is missing, that what is disclosed is
    /// what the lines commit to, and that the files are those of their digests. The manifest itself was believed before.
    pub fn verify(&self, verifiers: &[NoteVerifier]) -> Result<Proven, Fault> {
        self.check_names()?;
        let (checkpoint_row, note, checkpoint) = self.checkpoint(verifiers)?;
        let lines = self.lines(&checkpoint)?;
        let files = self.files()?;
        // Last, because it says less about where: it finds what nothing else binds.
        match self.digests.iter().zip(&self.manifest.rows).position(|(digest, listed)| *digest != listed.sha256) {
            Some(place) => Err(Flaw::Changed.at(place as u64 + 2, "")),
            None => Ok(Proven { checkpoint, checkpoint_row, note: note.to_owned(), lines, files }),
        }
    }

    fn check_names(&self) -> Result<(), Fault> {
        let mut listed = self.manifest.rows.iter();
        for (number, row) in self.rows() {
            let found = row.name();
            let expected = listed.next().map(|listed| listed.name.clone()).unwrap_or_default();
            // What a line says of its place counts only once the line has held.
            if found != expected && !(found.is_empty() && expected.starts_with("line/")) {
                return Err(Flaw::NotListed { found, listed: expected }.at(number, ""));
            }
        }
        match listed.next() {
            Some(missing) => Err(Flaw::Missing(missing.name.clone()).at(self.rows.len() as u64 + 2, "")),
            None => Ok(()),
        }
    }

    fn checkpoint(&self, verifiers: &[NoteVerifier]) -> Result<(u64, &str, Checkpoint), Fault> {
        let mut notes = self.rows().filter_map(|(number, row)| match row {
            Row::Checkpoint { note } => Some((number, note)),
            _ => None,
        });
        let (Some((number, note)), None) = (notes.next(), notes.next()) else {
            return Err(Flaw::CheckpointCount.at(1, "manifest.rows"));
        };
        let mut last = NoteError::NotSigned(self.manifest.log.clone());
        let mut signed = None;
        for verifier in verifiers {
            match verifier.verify(note) {
                Ok(checkpoint) => signed = Some(checkpoint),
                Err(error) => last = error,
            }
        }
        let checkpoint = signed.ok_or_else(|| Flaw::Checkpoint(last).at(number, "note"))?;
        if checkpoint.origin != self.manifest.log {
            return Err(Flaw::OtherLog(checkpoint.origin).at(number, "note"));
        }
        if checkpoint.size != self.manifest.size {
            return Err(Flaw::ManifestWrong.at(1, "manifest.size"));
        }
        Ok((number, note, checkpoint))
    }

    fn lines(&self, checkpoint: &Checkpoint) -> Result<Vec<ProvenLine>, Fault> {
        let mut lines: Vec<ProvenLine> = Vec::new();
        let mut revision = 0;
        for (number, row) in self.rows() {
            let Row::Line { line: text, proof, opened } = row else { continue };
            let flaw = |what: Flaw| what.at(number, "line");
            let line = Line::parse(text.as_bytes()).map_err(|error| flaw(error.into()))?;
            if lines.last().is_some_and(|last| last.line.index >= line.index) {
                return Err(flaw(Flaw::Order(line.index)));
            }
            verify_inclusion(proof, &leaf_hash(text.as_bytes()), line.index, checkpoint.size, &checkpoint.root)
                .map_err(|_| Flaw::Proof.at(number, "proof"))?;
            let is_own = line.subject == self.manifest.subject;
            if is_own && line.revision != revision + 1 {
                return Err(flaw(Flaw::Revision { found: line.revision, expected: revision + 1 }));
            }
            revision = if is_own { line.revision } else { revision };
            let opened = check_opened(&line, opened).map_err(|name| {
                Flaw::Line(LineError::CommitmentBroken(name.clone())).at(number, format!("opened.{name}"))
            })?;
            lines.push(ProvenLine { row: number, line, opened, is_own });
        }
        if revision != self.manifest.revision {
            return Err(Flaw::ManifestWrong.at(1, "manifest.revision"));
        }
        self.check_logs(&lines)?;
        Ok(lines)
    }

    /// Checks that each line was written under the name that the record had there: that of the checkpoint, or where a line that is enclosed
    /// says that the record goes on from another one, before it the other one's.
    fn check_logs(&self, lines: &[ProvenLine]) -> Result<(), Fault> {
        let mut log = self.manifest.log.clone();
        for ProvenLine { row, line, .. } in lines.iter().rev() {
            if line.log != log {
                return Err(Flaw::OtherLog(line.log.clone()).at(*row, "line"));
            }
            let left = Left::of(line).map_err(|flaw| Flaw::Succession(flaw).at(*row, "line"))?;
            if let Some(left) = left {
                if left.size != line.index {
                    let flaw = verify::Flaw::Succession("what it says that is left is not what stands before it");
                    return Err(Flaw::Succession(flaw).at(*row, "line"));
                }
                log = left.log;
            }
        }
        Ok(())
    }

    fn files(&self) -> Result<BTreeMap<Digest, u64>, Fault> {
        let mut files = BTreeMap::new();
        for (number, row) in self.rows() {
            let Row::File { sha256, bytes } = row else { continue };
            let bytes = STANDARD.decode(bytes).map_err(|_| Flaw::File.at(number, "bytes"))?;
            if Digest::of(&bytes) != *sha256 {
                return Err(Flaw::File.at(number, "bytes"));
            }
            files.insert(*sha256, bytes.len() as u64);
        }
        Ok(files)
    }
}

impl ProvenLine {
    /// Whether everything that the line commits to is disclosed.
    pub fn is_open(&self) -> bool {
        self.line.commitments.len() == self.opened.len()
    }
}

/// The particulars, if the line commits to each of them. The error is the name of the first that it does not.
fn check_opened(line: &Line, opened: &BTreeMap<String, Salted>) -> Result<Particulars, String> {
    let mut particulars = Particulars::new();
    for (name, salted) in opened {
        match line.commitments.get(name) {
            Some(commitment) if salted.holds(commitment) => {
                particulars.insert(name.clone(), salted.value.clone());
            }
            _ => return Err(name.clone()),
        }
    }
    Ok(particulars)
}

fn index_of(line: &str) -> Option<u64> {
    Some(Line::parse(line.as_bytes()).ok()?.index)
}

/// A row of its one spelling.
fn parse<T: Serialize + for<'de> Deserialize<'de>>(bytes: &[u8], number: u64) -> Result<T, Fault> {
    let malformed = |why: String| Flaw::Malformed(why).at(number, "");
    let row: T = serde_json::from_slice(bytes).map_err(|error| malformed(error.to_string()))?;
    match to_canonical(&row) {
        Ok(canonical) if canonical == bytes => Ok(row),
        _ => Err(malformed("another spelling of the same content".to_owned())),
    }
}

#[cfg(test)]
mod tests;
