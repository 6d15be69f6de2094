//! What is known in memory about the durable entries: the tree, where each line is, who has which history, and which messages
//! were answered. Rebuilt from the journal at each start, so that it never depends on a view.

use std::collections::HashMap;
use std::sync::Arc;

use comity_record::Digest;
use comity_record::line::{Answers, Line};
use comity_record::merkle::Tree;

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

    /// How many lines there are.
    pub(crate) fn size(&self) -> u64 {
        self.positions.len() as u64
    }

    pub(crate) fn position(&self, index: u64) -> Option<Position> {
        self.positions.get(usize::try_from(index).ok()?).copied()
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
