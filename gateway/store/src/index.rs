//! What is known in memory about the durable entries: the tree, where each line is, who has which history, and which messages
//! were answered. Made at each start from the journal, or from the contents of its closed segments, so that it never depends on a view.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use comity_record::Digest;
use comity_record::line::{Answers, Line};
use comity_record::merkle::Tree;

use crate::contents::Contents;

/// What is known in memory about the durable entries.
#[derive(Default)]
pub(crate) struct Index {
    pub(crate) tree: Tree,
    positions: Vec<Position>,
    /// The entries of each subject, in the order of their revisions.
    subjects: HashMap<Arc<str>, Vec<u64>>,
    /// The entry that holds the receipt for each answered message.
    answered: HashMap<Digest, u64>,
}

/// Where a line is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    /// The number of the segment.
    pub(crate) segment: u32,
    /// The length of the line in bytes, without its newline.
    pub(crate) length: u32,
    /// Where it begins.
    pub(crate) offset: u64,
}

/// A line as it must be.
pub(crate) struct Leaf {
    pub(crate) position: Position,
    pub(crate) leaf: Digest,
}

impl Index {
    /// Adds the next line, without its leaf in the tree.
    pub(crate) fn add(&mut self, line: &Line, position: Position) {
        self.positions.push(position);
        if let Some(answers) = &line.answers {
            self.answered.insert(message_key(&answers.peer, &answers.message), line.index);
        }
        match self.subjects.get_mut(line.subject.as_str()) {
            Some(entries) => entries.push(line.index),
            None => {
                self.subjects.insert(line.subject.as_str().into(), vec![line.index]);
            }
        }
    }

    /// Adds the lines of a segment, without their leaves in the tree.
    pub(crate) fn recall(&mut self, contents: &Contents, segment: u32) {
        let mut offset = 0;
        for length in &contents.lengths {
            self.positions.push(Position { segment, length: *length, offset });
            offset += u64::from(*length) + 1;
        }
        for about in &contents.subjects {
            let entries = about.lines.iter().map(|line| contents.first + u64::from(*line));
            match self.subjects.get_mut(about.subject.as_str()) {
                Some(known) => known.extend(entries),
                None => drop(self.subjects.insert(about.subject.as_str().into(), entries.collect())),
            }
        }
        self.answered.extend(contents.answered.iter().map(|(key, line)| (*key, contents.first + u64::from(*line))));
    }

    /// How many lines there are.
    pub(crate) fn size(&self) -> u64 {
        self.positions.len() as u64
    }

    pub(crate) fn position(&self, index: u64) -> Option<Position> {
        self.positions.get(usize::try_from(index).ok()?).copied()
    }

    /// The first of the lines in `range`: as many as have so many bytes, and one at least, if there is one.
    pub(crate) fn leaves(&self, range: Range<u64>, bytes: u64) -> Vec<Leaf> {
        let mut left = bytes.max(1);
        let lines = range.map_while(|line| Some(Leaf { position: self.position(line)?, leaf: self.tree.leaf(line)? }));
        let within = lines.take_while(|line| {
            let is_within = left > 0;
            left = left.saturating_sub(u64::from(line.position.length) + 1);
            is_within
        });
        within.collect()
    }

    /// The revision of `subject`; 0 if it does not exist. Revisions have no gaps, so it is their number.
    pub(crate) fn head(&self, subject: &str) -> u64 {
        self.entries_of(subject).len() as u64
    }

    /// The entries of `subject`.
    pub(crate) fn entries_of(&self, subject: &str) -> &[u64] {
        self.subjects.get(subject).map_or(&[], Vec::as_slice)
    }

    /// All subjects.
    pub(crate) fn subjects(&self) -> impl ExactSizeIterator<Item = &Arc<str>> {
        self.subjects.keys()
    }

    /// The entry that answers a message.
    pub(crate) fn answer_to(&self, key: &Digest) -> Option<u64> {
        self.answered.get(key).copied()
    }
}

/// What a message of a peer is found by.
pub(crate) fn message_key(peer: &str, message: &str) -> Digest {
    Digest::of_parts(&[&(peer.len() as u64).to_be_bytes(), peer.as_bytes(), message.as_bytes()])
}

/// [`message_key`] of an answered message.
pub(crate) fn answers_key(answers: &Answers) -> Digest {
    message_key(&answers.peer, &answers.message)
}
