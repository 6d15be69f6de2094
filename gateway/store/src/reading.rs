//! What a start did not read is read while the store serves: the closed segments, one after the other, a bounded number of bytes at a time. Each
//! line is held against its leaf, which leads to what was signed. On the way the contents are written of each closed segment that has
//! none, for the next start.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use comity_record::line::{Line, LineError};
use comity_record::merkle::leaf_hash;
use comity_record::seal::Entropy;
use comity_record::verify::Flaw;

use crate::StoreError;
use crate::contents::{Drawing, Shelf};
use crate::index::{Index, Leaf};
use crate::journal::{Journal, Segment};
use crate::record::Record;

/// What a start did not read, and how much of it was read since.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Remembered {
    /// So many entries the start took over from the contents of their segments, in which they had been verified before.
    pub entries: u64,
    /// So many of them were read since, and are what they were.
    pub read: u64,
}

/// Reads on in a journal.
pub(crate) struct Reader {
    shelf: Shelf,
    place: Mutex<Place>,
}

/// How far it has come.
struct Place {
    /// The numbers of the segments that the start did not read.
    unread: HashSet<usize>,
    remembered: Remembered,
    /// The number of the segment that is read, or is next.
    segment: usize,
    open: Option<Open>,
}

/// What is to be done with a segment.
enum Next {
    Read(Box<Open>),
    /// Nothing: the start has read it, and its contents are there.
    Known,
    /// There is none, or not yet.
    None,
}

/// A segment that is being read.
struct Open {
    segment: Arc<Segment>,
    /// The next line.
    next: u64,
    /// The first line behind it.
    end: u64,
    /// Its contents so far, if it has none.
    drawing: Option<Drawing>,
}

impl Reader {
    /// A reader of a journal of which the start did not read the segments with these numbers.
    pub(crate) fn new(shelf: Shelf, journal: &Journal, unread: Vec<usize>) -> Self {
        let lines = |number: &usize| journal.closed(*number).map_or(0, |(segment, end)| end - segment.first);
        let remembered = Remembered { entries: unread.iter().map(lines).sum(), read: 0 };
        let place = Place { unread: unread.into_iter().collect(), remembered, segment: 0, open: None };
        Self { shelf, place: Mutex::new(place) }
    }

    /// How far it has come.
    pub(crate) fn remembered(&self) -> Remembered {
        self.place.lock().unwrap_or_else(PoisonError::into_inner).remembered
    }

    /// Reads about so many bytes, one line at least, if there is something to be read, and answers with whether there was. Of the journal so
    /// many lines are `signed`.
    pub(crate) fn read_on(
        &self,
        (journal, record): (&Journal, &Record),
        signed: u64,
        bytes: u64,
        entropy: &mut dyn Entropy,
    ) -> Result<bool, StoreError> {
        let mut place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        let mut open = match place.open.take() {
            Some(open) => open,
            None => match self.next(&place, (journal, record), signed) {
                Next::Read(open) => *open,
                Next::Known => {
                    place.segment += 1;
                    return Ok(true);
                }
                Next::None => return Ok(false),
            },
        };
        let lines = open.read(record, signed, bytes).inspect_err(|error| self.forget(&open.segment, error))?;
        if place.unread.contains(&place.segment) {
            place.remembered.read += lines;
        }
        if open.next < open.end {
            place.open = Some(open);
        } else {
            place.segment += 1;
            self.keep(open, entropy)?;
        }
        Ok(true)
    }

    /// What is to be done with the next segment.
    fn next(&self, place: &Place, (journal, record): (&Journal, &Record), signed: u64) -> Next {
        let Some((segment, end)) = journal.closed(place.segment) else { return Next::None };
        let is_unread = place.unread.contains(&place.segment);
        let has_contents = is_unread || self.has_contents(&segment, end, &record.index());
        if has_contents && !is_unread {
            return Next::Known;
        }
        // What a segment holds is noted once all of it is signed: the next checkpoint is a second away.
        if !has_contents && end > signed {
            return Next::None;
        }
        let drawing = (!has_contents).then(|| Drawing::new(segment.first));
        Next::Read(Box::new(Open { next: segment.first, segment, end, drawing }))
    }

    fn has_contents(&self, segment: &Segment, end: u64, index: &Index) -> bool {
        self.shelf.read(segment.first).is_some_and(|contents| {
            let leaves = (segment.first..end).map(|line| index.tree.leaf(line));
            contents.bytes == segment.file.size() && leaves.eq(contents.leaves.iter().map(|leaf| Some(*leaf)))
        })
    }

    /// A segment that does not hold is read at the next start, which then says the same.
    fn forget(&self, segment: &Segment, error: &StoreError) {
        tracing::error!(code = error.code(), %error, "the record is not what was verified");
        if let Err(error) = self.shelf.forget(segment.first) {
            tracing::warn!(%error, segment = segment.name, "the contents of a segment cannot be removed");
        }
    }

    fn keep(&self, read: Open, entropy: &mut dyn Entropy) -> Result<(), StoreError> {
        let Some(drawing) = read.drawing else { return Ok(()) };
        match self.shelf.keep(&drawing.finish(), entropy) {
            // A disk that is full takes no entries either; the next start reads this segment, and tries again.
            Err(error @ StoreError::Io { .. }) => {
                tracing::warn!(%error, segment = read.segment.name, "the contents of a segment cannot be kept");
                Ok(())
            }
            kept => kept,
        }
    }
}

impl Open {
    /// Reads the next lines, and answers with how many.
    fn read(&mut self, record: &Record, signed: u64, bytes: u64) -> Result<u64, StoreError> {
        let lines = record.index().leaves(self.next..self.end, bytes);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(0) };
        let from = first.position.offset;
        let length = last.position.offset + u64::from(last.position.length) + 1 - from;
        let read = self.segment.file.read(from, usize::try_from(length).unwrap_or(usize::MAX))?;
        let mut rest = read.as_slice();
        for line in &lines {
            // So many bytes were asked for, and are there.
            let (piece, behind) = rest.split_at_checked(line.position.length as usize + 1).unwrap_or((rest, &[]));
            rest = behind;
            self.line(line, piece, signed)?;
        }
        Ok(lines.len() as u64)
    }

    fn line(&mut self, known: &Leaf, piece: &[u8], signed: u64) -> Result<(), StoreError> {
        let bytes = piece.strip_suffix(b"\n").filter(|bytes| leaf_hash(bytes) == known.leaf);
        let bytes = bytes.ok_or_else(|| self.damaged(known, piece, signed))?;
        if let Some(drawing) = &mut self.drawing {
            // These are bytes that `Line` wrote, or has read before.
            let line: Line = serde_json::from_slice(bytes).map_err(|_| StoreError::EntryChanged(self.next))?;
            drawing.add(&line, known.leaf, known.position.length);
        }
        self.next += 1;
        Ok(())
    }

    fn damaged(&self, known: &Leaf, piece: &[u8], signed: u64) -> StoreError {
        self.segment.damaged(self.next, known.position, flaw_of(piece, signed))
    }
}

/// What is wrong with a line, with its newline, that is not what it was.
pub(crate) fn flaw_of(piece: &[u8], signed: u64) -> Flaw {
    let Some(bytes) = piece.strip_suffix(b"\n") else {
        return Flaw::Line(LineError::NotCanonical("no newline at the end".to_owned()));
    };
    Line::parse(bytes).err().map_or(Flaw::Root(signed), Flaw::Line)
}
