//! The journal: segment files of lines, appended to and never changed.

use std::collections::HashSet;
use std::sync::{Arc, PoisonError, RwLock};

use comity_record::checkpoint::{Checkpoint, NoteError};
use comity_record::line::{Line, LineError};
use comity_record::succession::Names;
use comity_record::verify::{Auditor, Fault, Flaw};

use crate::StoreError;
use crate::disk::{File, Volume};
use crate::index::{Index, Position};
use crate::store::{Progress, Stage};

/// The name of the directory.
pub(crate) const DIRECTORY: &str = "journal";

/// How a segment's name ends. Before it stands the index of its first line, in 20 digits.
const SUFFIX: &str = ".jsonl";

/// Progress is reported after so many lines.
const LINES_PER_REPORT: u64 = 4096;

/// The journal on the disk.
pub(crate) struct Journal {
    volume: Arc<Volume>,
    segments: RwLock<Vec<Arc<File>>>,
    segment_bytes: u64,
}

/// What a start found in the journal.
pub(crate) struct Found {
    pub(crate) journal: Journal,
    pub(crate) index: Index,
    /// The subjects that have sealed lines, whose keys therefore have to be there.
    pub(crate) sealed: HashSet<String>,
    /// So many bytes of a torn end were cut off.
    pub(crate) cut_bytes: u64,
    /// The names that the record has had.
    pub(crate) names: Names,
}

impl Journal {
    /// Verifies every line, and the whole against the newest `checkpoint`. A torn end is cut off, unless some of it was signed;
    /// whatever else does not verify is an error that says where.
    pub(crate) fn open(
        volume: &Arc<Volume>,
        log: &str,
        checkpoint: &Checkpoint,
        segment_bytes: u64,
        progress: &dyn Fn(Progress),
    ) -> Result<Found, StoreError> {
        let mut segments = Segment::list(volume)?;
        let mut scan = Scan::new(log, segments.iter().map(|segment| segment.file.size()).sum(), progress);
        // A segment is begun only when the one before it is stable, so only the last one with lines can be torn.
        let last = segments.iter().rposition(|segment| segment.file.size() > 0);
        for (number, segment) in segments.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
            scan.segment(number, segment, Some(number) == last)?;
        }
        scan.check_signed(checkpoint, &segments)?;
        let cut_bytes = scan.cut(&segments)?;
        remove_idle(volume, &mut segments, scan.index.size())?;
        if let Some(segment) = segments.last() {
            // What was read may have been written just before a crash and not be stable yet.
            segment.file.sync()?;
        }
        volume.sync_dir(DIRECTORY)?;
        let Scan { auditor, mut index, sealed, .. } = scan;
        let names = auditor.names().clone();
        index.tree = auditor.into_parts().0;
        let segments = segments.into_iter().map(|segment| Arc::new(segment.file)).collect();
        let journal = Self { volume: Arc::clone(volume), segments: RwLock::new(segments), segment_bytes };
        Ok(Found { journal, index, sealed, cut_bytes, names })
    }

    /// Appends `bytes`, whole lines of which the first has index `first`, to one segment. Returns the number of the segment
    /// and where they begin. After an error none of them is there.
    pub(crate) fn append(&self, first: u64, bytes: &[u8]) -> Result<(u32, u64), StoreError> {
        let current = self.segments.read().unwrap_or_else(PoisonError::into_inner).last().cloned();
        let file = match current.filter(|file| file.size() < self.segment_bytes) {
            Some(file) => file,
            None => self.begin_segment(first)?,
        };
        let offset = file.append(bytes)?;
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner).len();
        Ok((u32::try_from(segments.saturating_sub(1)).unwrap_or(u32::MAX), offset))
    }

    /// Returns when everything appended is on stable storage.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        let current = self.segments.read().unwrap_or_else(PoisonError::into_inner).last().cloned();
        current.map_or(Ok(()), |file| file.sync())
    }

    /// The bytes of a line.
    pub(crate) fn read(&self, position: Position) -> Result<Vec<u8>, StoreError> {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        let file = segments.get(position.segment as usize).cloned().ok_or(StoreError::Stopped)?;
        drop(segments);
        file.read(position.offset, position.length as usize)
    }

    fn begin_segment(&self, first: u64) -> Result<Arc<File>, StoreError> {
        let file = Arc::new(self.volume.open(&segment_path(first))?);
        self.volume.sync_dir(DIRECTORY)?;
        self.segments.write().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&file));
        Ok(file)
    }
}

struct Segment {
    name: String,
    first: u64,
    file: File,
}

impl Segment {
    fn list(volume: &Arc<Volume>) -> Result<Vec<Self>, StoreError> {
        let mut segments = Vec::new();
        for name in volume.list(DIRECTORY)? {
            let first = first_line_of(&name);
            let expected = segments.last().map_or(0, |segment: &Self| segment.first + 1);
            let Some(first) = first else { return Err(StoreError::Segment { expected, found: name }) };
            let file = volume.open(&format!("{DIRECTORY}/{name}"))?;
            segments.push(Self { name, first, file });
        }
        Ok(segments)
    }
}

/// Removes segments at the end that were begun and have no line, if they do not begin where the record ends.
fn remove_idle(volume: &Volume, segments: &mut Vec<Segment>, size: u64) -> Result<(), StoreError> {
    while let Some(segment) = segments.pop_if(|segment| segment.file.size() == 0 && segment.first != size) {
        volume.remove(&format!("{DIRECTORY}/{}", segment.name))?;
    }
    Ok(())
}

/// The index of the first line of the segment called `name`, if it is one.
pub(crate) fn first_line_of(name: &str) -> Option<u64> {
    let first = name.strip_suffix(SUFFIX)?.parse().ok()?;
    (segment_path(first) == format!("{DIRECTORY}/{name}")).then_some(first)
}

/// The name of the segment whose first line has the index `first`.
pub(crate) fn segment_name(first: u64) -> String {
    format!("{first:020}{SUFFIX}")
}

fn segment_path(first: u64) -> String {
    format!("{DIRECTORY}/{}", segment_name(first))
}

/// Reads the segments in order.
struct Scan<'p> {
    auditor: Auditor,
    index: Index,
    sealed: HashSet<String>,
    /// The lines of a commit that is not whole yet.
    waiting: Vec<(Line, Position)>,
    /// The segment of the last whole commit, and where in it that commit ends.
    end: (usize, u64),
    done_bytes: u64,
    total_bytes: u64,
    progress: &'p dyn Fn(Progress),
}

impl<'p> Scan<'p> {
    fn new(log: &str, total_bytes: u64, progress: &'p dyn Fn(Progress)) -> Self {
        Self {
            auditor: Auditor::new(log),
            index: Index::default(),
            sealed: HashSet::new(),
            waiting: Vec::new(),
            end: (0, 0),
            done_bytes: 0,
            total_bytes,
            progress,
        }
    }

    /// Reads one segment; if it `may_be_torn`, up to the place where it is.
    fn segment(&mut self, number: usize, segment: &Segment, may_be_torn: bool) -> Result<(), StoreError> {
        if segment.first != self.index.size() {
            return Err(StoreError::Segment { expected: self.index.size(), found: segment.name.clone() });
        }
        let bytes = segment.file.read(0, usize::try_from(segment.file.size()).unwrap_or(usize::MAX))?;
        self.end = (number, 0);
        let mut offset = 0;
        for (line, piece) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            if let Err(fault) = self.line(number, offset, piece) {
                let rest = bytes.get(offset + piece.len()..).unwrap_or_default();
                if may_be_torn && is_torn(&fault, rest) {
                    return Ok(());
                }
                return Err(damaged(segment, line, offset, fault.what));
            }
            offset += piece.len();
        }
        if !may_be_torn && !self.auditor.is_whole() {
            return Err(damaged(segment, bytes.split(|byte| *byte == b'\n').count() as u64, offset, Flaw::Unfinished));
        }
        Ok(())
    }

    fn line(&mut self, segment: usize, offset: usize, piece: &[u8]) -> Result<(), Fault> {
        let Some(bytes) = piece.strip_suffix(b"\n") else {
            let what = Flaw::Line(LineError::NotCanonical("no newline at the end".to_owned()));
            return Err(Fault { line: self.index.size() + self.waiting.len() as u64, what });
        };
        let line = self.auditor.accept(bytes)?;
        let position = Position { segment: segment as u32, length: bytes.len() as u32, offset: offset as u64 };
        self.waiting.push((line, position));
        if self.auditor.is_whole() {
            self.take_commit();
            self.end = (segment, (offset + piece.len()) as u64);
        }
        self.done_bytes += piece.len() as u64;
        if self.index.size().is_multiple_of(LINES_PER_REPORT) || self.done_bytes == self.total_bytes {
            (self.progress)(Progress { stage: Stage::Verify, done: self.done_bytes, total: self.total_bytes });
        }
        Ok(())
    }

    fn take_commit(&mut self) {
        for (line, position) in self.waiting.drain(..) {
            self.index.add(&line, position);
            if line.sealed.is_some() && !self.sealed.contains(&line.subject) {
                self.sealed.insert(line.subject);
            }
        }
    }

    /// Checks that what was signed is there, and is what was signed.
    fn check_signed(&self, checkpoint: &Checkpoint, segments: &[Segment]) -> Result<(), StoreError> {
        let Err(fault) = self.auditor.check_checkpoint(checkpoint) else { return Ok(()) };
        let (number, byte) = self.end;
        let file = segments.get(number).map_or_else(|| DIRECTORY.to_owned(), |segment| segment.name.clone());
        match fault.what {
            Flaw::Missing(signed) => Err(StoreError::EndMissing { entries: self.index.size(), signed, file, byte }),
            // Nothing but the record itself says that it goes on under another name.
            Flaw::OtherLog(log) if fault.line > 0 => Err(StoreError::Succeeded(log)),
            Flaw::OtherLog(_) | Flaw::OtherOrigin(_) => {
                Err(StoreError::Checkpoint(NoteError::Malformed("of another log")))
            }
            flaw => {
                let line = self.index.size() - segments.get(number).map_or(0, |segment| segment.first);
                Err(StoreError::Damaged { file, line, byte, flaw })
            }
        }
    }

    /// Cuts off what stands behind the last whole commit, and returns how many bytes that were.
    fn cut(&self, segments: &[Segment]) -> Result<u64, StoreError> {
        let (number, end) = self.end;
        let Some(segment) = segments.get(number) else { return Ok(0) };
        let cut = segment.file.size().saturating_sub(end);
        if cut > 0 {
            segment.file.truncate(end)?;
        }
        Ok(cut)
    }
}

/// Whether a crash during the last write explains `fault`: what is there is no line at all, and no line behind it says that this
/// one had been stable before.
fn is_torn(fault: &Fault, rest: &[u8]) -> bool {
    let was_stable = |piece: &[u8]| Line::parse(piece).is_ok_and(|line| line.durable > fault.line);
    matches!(fault.what, Flaw::Line(_)) && !rest.split(|byte| *byte == b'\n').any(was_stable)
}

fn damaged(segment: &Segment, line: u64, offset: usize, flaw: Flaw) -> StoreError {
    StoreError::Damaged { file: segment.name.clone(), line, byte: offset as u64, flaw }
}
