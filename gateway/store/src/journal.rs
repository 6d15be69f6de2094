//! The journal: segment files of lines, appended to and never changed.

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::{Arc, PoisonError, RwLock};

use comity_record::checkpoint::{Checkpoint, NoteError};
use comity_record::line::{Line, LineError};
use comity_record::succession::Names;
use comity_record::verify::{Auditor, Fault, Flaw, ReadLine};

use crate::StoreError;
use crate::contents::{Contents, Shelf};
use crate::disk::{File, Volume};
use crate::index::{Index, Position};
use crate::reading::flaw_of;
use crate::store::{Progress, Stage};

/// The name of the directory.
pub(crate) const DIRECTORY: &str = "journal";

/// How a segment's name ends. Before it stands the index of its first line, in 20 digits.
const SUFFIX: &str = ".jsonl";

/// Progress is reported after so many lines.
const LINES_PER_REPORT: u64 = 4096;

/// So many lines are read before they are held against each other.
const LINES_AT_ONCE: usize = 2048;

/// By at most so many threads.
const READERS_MAX: usize = 8;

/// The journal on the disk.
pub(crate) struct Journal {
    volume: Arc<Volume>,
    segments: RwLock<Vec<Arc<Segment>>>,
    segment_bytes: u64,
}

/// A segment. All but the last one are closed: nothing is added to them.
pub(crate) struct Segment {
    pub(crate) name: String,
    /// The index of its first line.
    pub(crate) first: u64,
    pub(crate) file: File,
}

/// What a start found in the journal.
pub(crate) struct Found {
    pub(crate) journal: Journal,
    pub(crate) index: Index,
    /// The subjects that have sealed lines, whose keys therefore have to be there.
    pub(crate) sealed: HashSet<String>,
    /// The numbers of the segments that were not read: their contents say what is in them.
    pub(crate) unread: Vec<usize>,
    /// So many bytes of a torn end were cut off.
    pub(crate) cut_bytes: u64,
    /// The names that the record has had.
    pub(crate) names: Names,
}

impl Journal {
    /// Verifies every line, and the whole against the newest `checkpoint`. Closed segments that it covers are not read if their contents are
    /// in the `shelf`: then it is verified that the lines which those name are the ones that were signed. A torn end is cut off, unless some
    /// of it was signed; whatever else does not verify is an error that says where.
    pub(crate) fn open(
        volume: &Arc<Volume>,
        log: &str,
        checkpoint: &Checkpoint,
        shelf: Option<&Shelf>,
        segment_bytes: u64,
        progress: &dyn Fn(Progress),
    ) -> Result<Found, StoreError> {
        let mut segments = Segment::list(volume)?;
        let scan = Scan::of(log, &segments, checkpoint, shelf, progress)?;
        let cut_bytes = scan.cut(&segments)?;
        remove_idle(volume, &mut segments, scan.index.size())?;
        if let Some(segment) = segments.last() {
            // What was read may have been written just before a crash and not be stable yet.
            segment.file.sync()?;
        }
        volume.sync_dir(DIRECTORY)?;
        let Scan { auditor, mut index, sealed, unread, .. } = scan;
        let names = auditor.names().clone();
        index.tree = auditor.into_parts().0;
        let segments = segments.into_iter().map(Arc::new).collect();
        let journal = Self { volume: Arc::clone(volume), segments: RwLock::new(segments), segment_bytes };
        Ok(Found { journal, index, sealed, unread, cut_bytes, names })
    }

    /// The closed segment of this number, and the index of the first line behind it.
    pub(crate) fn closed(&self, number: usize) -> Option<(Arc<Segment>, u64)> {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        let next = segments.get(number + 1)?;
        Some((Arc::clone(segments.get(number)?), next.first))
    }

    /// Appends `bytes`, whole lines of which the first has index `first`, to one segment. Returns the number of the segment
    /// and where they begin. After an error none of them is there.
    pub(crate) fn append(&self, first: u64, bytes: &[u8]) -> Result<(u32, u64), StoreError> {
        let current = self.segments.read().unwrap_or_else(PoisonError::into_inner).last().cloned();
        let segment = match current.filter(|segment| segment.file.size() < self.segment_bytes) {
            Some(segment) => segment,
            None => self.begin_segment(first)?,
        };
        let offset = segment.file.append(bytes)?;
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner).len();
        Ok((u32::try_from(segments.saturating_sub(1)).unwrap_or(u32::MAX), offset))
    }

    /// Returns when everything appended is on stable storage.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        let current = self.segments.read().unwrap_or_else(PoisonError::into_inner).last().cloned();
        current.map_or(Ok(()), |segment| segment.file.sync())
    }

    /// The bytes of a line.
    pub(crate) fn read(&self, position: Position) -> Result<Vec<u8>, StoreError> {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        let segment = segments.get(position.segment as usize).cloned().ok_or(StoreError::Stopped)?;
        drop(segments);
        segment.file.read(position.offset, position.length as usize)
    }

    /// What is wrong with a line that does not read as it did when it was verified; of the journal so many lines are `signed`.
    pub(crate) fn damage(&self, index: u64, position: Position, signed: u64) -> StoreError {
        let segments = self.segments.read().unwrap_or_else(PoisonError::into_inner);
        let Some(segment) = segments.get(position.segment as usize) else { return StoreError::EntryChanged(index) };
        let piece = segment.file.read(position.offset, position.length as usize + 1);
        piece.map_or_else(|error| error, |piece| segment.damaged(index, position, flaw_of(&piece, signed)))
    }

    fn begin_segment(&self, first: u64) -> Result<Arc<Segment>, StoreError> {
        let name = segment_name(first);
        let file = self.volume.open(&format!("{DIRECTORY}/{name}"))?;
        let segment = Arc::new(Segment { name, first, file });
        self.volume.sync_dir(DIRECTORY)?;
        self.segments.write().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&segment));
        Ok(segment)
    }
}

impl Segment {
    /// What does not hold of the line `index`, which is there.
    pub(crate) fn damaged(&self, index: u64, position: Position, flaw: Flaw) -> StoreError {
        let line = index - self.first + 1;
        StoreError::Damaged { file: self.name.clone(), line, byte: position.offset, flaw }
    }

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
    (segment_name(first) == name).then_some(first)
}

/// The name of the segment whose first line has the index `first`.
pub(crate) fn segment_name(first: u64) -> String {
    format!("{first:020}{SUFFIX}")
}

/// Reads the segments in order.
struct Scan<'p> {
    auditor: Auditor,
    index: Index,
    sealed: HashSet<String>,
    /// The segments that were not read.
    unread: Vec<usize>,
    /// The lines of a commit that is not whole yet.
    waiting: Vec<(Line, Position)>,
    /// The segment of the last whole commit, and where in it that commit ends.
    end: (usize, u64),
    done_bytes: u64,
    total_bytes: u64,
    progress: &'p dyn Fn(Progress),
}

impl<'p> Scan<'p> {
    /// Verifies the segments. Where what is remembered does not lead to what was signed, all of them are read: then it is known whether
    /// the memory is wrong, or the journal, and where.
    fn of(
        log: &str,
        segments: &[Segment],
        checkpoint: &Checkpoint,
        shelf: Option<&Shelf>,
        progress: &'p dyn Fn(Progress),
    ) -> Result<Self, StoreError> {
        let total_bytes = segments.iter().map(|segment| segment.file.size()).sum();
        let mut scan = Self::new(log, total_bytes, progress);
        match scan.segments(segments, checkpoint, shelf) {
            Err(error) if !scan.unread.is_empty() => {
                tracing::warn!(%error, "the contents of closed segments are left aside, and every line is read");
                let mut scan = Self::new(log, total_bytes, progress);
                scan.segments(segments, checkpoint, None).map(|()| scan)
            }
            verified => verified.map(|()| scan),
        }
    }

    fn new(log: &str, total_bytes: u64, progress: &'p dyn Fn(Progress)) -> Self {
        Self {
            auditor: Auditor::new(log),
            index: Index::default(),
            sealed: HashSet::new(),
            unread: Vec::new(),
            waiting: Vec::new(),
            end: (0, 0),
            done_bytes: 0,
            total_bytes,
            progress,
        }
    }

    fn segments(
        &mut self,
        segments: &[Segment],
        checkpoint: &Checkpoint,
        shelf: Option<&Shelf>,
    ) -> Result<(), StoreError> {
        // A segment is begun only when the one before it is stable, so only the last one with lines can be torn.
        let last = segments.iter().rposition(|segment| segment.file.size() > 0);
        for (number, segment) in segments.iter().enumerate().take(last.map_or(0, |last| last + 1)) {
            if segment.first != self.index.size() {
                return Err(StoreError::Segment { expected: self.index.size(), found: segment.name.clone() });
            }
            let is_last = Some(number) == last;
            match shelf.filter(|_| !is_last).and_then(|shelf| contents_of(segment, shelf, checkpoint.size)) {
                Some(contents) => self.recall(number, segment, &contents)?,
                None => self.segment(number, segment, is_last)?,
            }
        }
        self.check_signed(checkpoint, segments)
    }

    /// Takes a segment over from its contents.
    fn recall(&mut self, number: usize, segment: &Segment, contents: &Contents) -> Result<(), StoreError> {
        self.unread.push(number);
        self.auditor.recall(&contents.recalled()).map_err(|fault| damaged(segment, 1, 0, fault.what))?;
        self.index.recall(contents, u32::try_from(number).unwrap_or(u32::MAX));
        for about in contents.subjects.iter().filter(|about| about.sealed) {
            if !self.sealed.contains(&about.subject) {
                self.sealed.insert(about.subject.clone());
            }
        }
        self.end = (number, contents.bytes);
        self.done_bytes += contents.bytes;
        (self.progress)(Progress { stage: Stage::Verify, done: self.done_bytes, total: self.total_bytes });
        Ok(())
    }

    /// Reads one segment; if it `may_be_torn`, up to the place where it is.
    fn segment(&mut self, number: usize, segment: &Segment, may_be_torn: bool) -> Result<(), StoreError> {
        let bytes = segment.file.read(0, usize::try_from(segment.file.size()).unwrap_or(usize::MAX))?;
        let pieces: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        self.end = (number, 0);
        let (mut line, mut offset) = (1, 0);
        for some in pieces.chunks(LINES_AT_ONCE) {
            for (piece, read) in some.iter().zip(read_lines(some)) {
                if let Err(fault) = self.line(number, offset, (piece, read)) {
                    let rest = bytes.get(offset + piece.len()..).unwrap_or_default();
                    if may_be_torn && is_torn(&fault, rest) {
                        return Ok(());
                    }
                    return Err(damaged(segment, line, offset, fault.what));
                }
                offset += piece.len();
                line += 1;
            }
        }
        if !may_be_torn && !self.auditor.is_whole() {
            return Err(damaged(segment, line, offset, Flaw::Unfinished));
        }
        Ok(())
    }

    fn line(
        &mut self,
        segment: usize,
        offset: usize,
        (piece, read): (&[u8], Result<ReadLine, LineError>),
    ) -> Result<(), Fault> {
        let line = self.auditor.accept_read(read)?;
        let position = Position { segment: segment as u32, length: piece.len() as u32 - 1, offset: offset as u64 };
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

/// The contents of a closed segment, if it is as long as they say, and all of it was signed.
fn contents_of(segment: &Segment, shelf: &Shelf, signed: u64) -> Option<Contents> {
    let contents = shelf.read(segment.first)?;
    (contents.bytes == segment.file.size() && segment.first + contents.lines() <= signed).then_some(contents)
}

/// Reads lines, each by itself; many of them by several threads.
fn read_lines(pieces: &[&[u8]]) -> Vec<Result<ReadLine, LineError>> {
    let read = |pieces: &[&[u8]]| pieces.iter().map(|piece| read_line(piece)).collect::<Vec<_>>();
    if pieces.len() < LINES_AT_ONCE {
        return read(pieces);
    }
    let readers = std::thread::available_parallelism().map_or(1, usize::from).min(READERS_MAX);
    std::thread::scope(|threads| {
        let shares = pieces.chunks(pieces.len().div_ceil(readers));
        let shares: Vec<_> = shares.map(|share| threads.spawn(move || read(share))).collect();
        // A panic is passed on: no line may be left out.
        let joined = shares.into_iter().map(|share| share.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.flatten().collect()
    })
}

fn read_line(piece: &[u8]) -> Result<ReadLine, LineError> {
    let unended = || LineError::NotCanonical("no newline at the end".to_owned());
    ReadLine::read(piece.strip_suffix(b"\n").ok_or_else(unended)?)
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
