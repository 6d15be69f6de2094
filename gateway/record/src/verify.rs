//! Verifying a whole record: every line, every commit, every history, and the tree against a signed checkpoint.

use std::collections::HashMap;

use crate::Digest;
use crate::checkpoint::{Checkpoint, NoteError, NoteVerifier};
use crate::line::{Line, LineError};
use crate::merkle::{Tree, leaf_hash};
use crate::succession::Names;

/// Reads a record line by line and says at once when something does not hold. What it has accepted ends with a whole
/// commit, always: the lines of an unfinished one wait outside.
#[derive(Debug)]
pub struct Auditor {
    log: String,
    names: Names,
    tree: Tree,
    /// The revision that each subject has reached.
    heads: HashMap<String, u64>,
    commits: u64,
    durable: u64,
    /// The leaf, subject and revision of each line of the commit that is not whole yet.
    waiting: Vec<(Digest, String, u64)>,
    /// How many lines that commit has.
    expected: u32,
}

/// A line that was read by itself: spelling and checksum hold. Whether it follows from the lines before it is not known yet. Several threads
/// may read lines, and one auditor accept them.
#[derive(Debug)]
pub struct ReadLine {
    line: Line,
    leaf: Digest,
}

/// Lines that were verified before: what an auditor has to know of them to go on behind them. They are whole commits.
#[derive(Debug)]
pub struct Recalled<'a> {
    /// The [`leaf_hash`] of each line.
    pub leaves: &'a [Digest],
    /// The subjects that they are about, and how many of the lines are about each.
    pub subjects: Vec<(&'a str, u64)>,
    /// The names that they have, each with the place of its first line among all lines.
    pub names: Vec<(u64, &'a str)>,
    /// How many commits they are.
    pub commits: u64,
    /// How many lines the last of them says to be durable.
    pub durable: u64,
}

/// What was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many lines.
    pub entries: u64,
    /// How many commits.
    pub commits: u64,
    /// The root over all lines.
    pub root: Digest,
    /// So many of the lines stand under the signed checkpoint.
    pub checkpoint_size: u64,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Fault {
    /// The index of the line, from 0; for what concerns the end, the number of lines.
    pub line: u64,
    /// What does not hold.
    pub what: Flaw,
}

/// What can be wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Not a line at all.
    #[error(transparent)]
    Line(#[from] LineError),
    /// A line of another log.
    #[error("belongs to the log `{0}`")]
    OtherLog(String),
    /// The record does not go on under another name as it may.
    #[error("does not succeed the record before it: {0}")]
    Succession(&'static str),
    /// Lines are missing, doubled or exchanged.
    #[error("has index {0}")]
    Index(u64),
    /// Lines of a commit are missing, or mixed with others.
    #[error("stands at place {number} of {of}, which does not continue the commit before it")]
    Commit {
        /// Its place.
        number: u32,
        /// Of so many.
        of: u32,
    },
    /// The history of a subject has a gap.
    #[error("is revision {found} of `{subject}`, whose history stands at {head}")]
    Revision {
        /// The subject.
        subject: String,
        /// The revision of the line.
        found: u64,
        /// The revision before it.
        head: u64,
    },
    /// The number of durable lines went back.
    #[error("says that {0} lines are durable, fewer than a line before it")]
    Durable(u64),
    /// The record ends in the middle of a commit.
    #[error("the record ends in the middle of a commit")]
    Unfinished,
    /// The checkpoint does not hold by itself.
    #[error(transparent)]
    Checkpoint(#[from] NoteError),
    /// The checkpoint is of another log.
    #[error("the checkpoint is of the log `{0}`")]
    OtherOrigin(String),
    /// The checkpoint covers more lines than there are.
    #[error("the checkpoint covers {0} lines: lines are missing at the end")]
    Missing(u64),
    /// The lines are not those that were signed.
    #[error("the first {0} lines are not those that the checkpoint was signed over")]
    Root(u64),
}

impl Flaw {
    /// The code of the message for a person.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Line(error) => error.code(),
            Self::OtherLog(_) => "line-of-another-log",
            Self::Succession(_) => "succession-broken",
            Self::Index(_) => "index-gap",
            Self::Commit { .. } => "commit-broken",
            Self::Revision { .. } => "revision-gap",
            Self::Durable(_) => "durable-decreases",
            Self::Unfinished => "commit-unfinished",
            Self::Checkpoint(error) => error.code(),
            Self::OtherOrigin(_) => "checkpoint-of-another-log",
            Self::Missing(_) => "lines-missing",
            Self::Root(_) => "root-differs",
        }
    }
}

/// Verifies the record `log`: `lines` without their newlines, from the first, against the newest signed checkpoint.
pub fn verify_record(
    log: &str,
    lines: impl IntoIterator<Item: AsRef<[u8]>>,
    note: &str,
    verifier: &NoteVerifier,
) -> Result<Report, Fault> {
    let mut auditor = Auditor::new(log);
    for line in lines {
        auditor.accept(line.as_ref())?;
    }
    let checkpoint = verifier.verify(note).map_err(|error| auditor.fault_at_end(error.into()))?;
    auditor.finish(&checkpoint)
}

impl ReadLine {
    /// Reads a line, without newline.
    pub fn read(bytes: &[u8]) -> Result<Self, LineError> {
        Line::parse(bytes).map(|line| Self { line, leaf: leaf_hash(bytes) })
    }
}

impl Auditor {
    /// An auditor of the record `log`, before its first line. Its first lines may have been written under another name, if the record says so
    /// itself ([`crate::succession`]); its last ones were not.
    pub fn new(log: &str) -> Self {
        Self {
            log: log.to_owned(),
            names: Names::default(),
            tree: Tree::new(),
            heads: HashMap::new(),
            commits: 0,
            durable: 0,
            waiting: Vec::new(),
            expected: 0,
        }
    }

    /// Accepts the next line, without newline, and returns it read. After a fault nothing has changed.
    pub fn accept(&mut self, bytes: &[u8]) -> Result<Line, Fault> {
        self.accept_read(ReadLine::read(bytes))
    }

    /// [`Auditor::accept`] of a line that was read already.
    pub fn accept_read(&mut self, read: Result<ReadLine, LineError>) -> Result<Line, Fault> {
        let checked = read.map_err(Flaw::from).and_then(|read| self.check(&read.line).map(|()| read));
        let ReadLine { line, leaf } = checked.map_err(|what| Fault { line: self.next_index(), what })?;
        self.durable = line.durable;
        self.expected = line.commit.of;
        self.names.add(line.index, &line.log);
        self.waiting.push((leaf, line.subject.clone(), line.revision));
        if line.commit.number == line.commit.of {
            self.take_commit();
        }
        Ok(line)
    }

    /// Takes lines over that were verified before, without reading them again. Whoever recalls them vouches for what is said of them;
    /// [`Auditor::check_checkpoint`] finds out whether they are the lines that were signed.
    ///
    /// # Errors
    /// [`Flaw::Unfinished`] in the middle of a commit, and [`Flaw::Durable`]. Nothing has changed then.
    pub fn recall(&mut self, recalled: &Recalled<'_>) -> Result<(), Fault> {
        if !self.is_whole() {
            return Err(self.fault_at_end(Flaw::Unfinished));
        }
        if recalled.durable < self.durable {
            return Err(self.fault_at_end(Flaw::Durable(recalled.durable)));
        }
        recalled.leaves.iter().for_each(|leaf| self.tree.push(*leaf));
        recalled.names.iter().for_each(|(line, name)| self.names.add(*line, name));
        for (subject, lines) in &recalled.subjects {
            match self.heads.get_mut(*subject) {
                Some(head) => *head += lines,
                None => drop(self.heads.insert((*subject).to_owned(), *lines)),
            }
        }
        self.commits += recalled.commits;
        self.durable = recalled.durable;
        Ok(())
    }

    /// Whether no commit is unfinished.
    pub fn is_whole(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The tree over the whole commits.
    pub const fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The names that its lines have had.
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// How many commits are whole.
    pub const fn commits(&self) -> u64 {
        self.commits
    }

    /// Checks the whole commits against a checkpoint whose signature held. Lines beyond it may follow, also under another name.
    pub fn check_checkpoint(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let covers = match self.names.last() {
            Some((line, name)) if name != self.log => {
                return Err(Fault { line, what: Flaw::OtherLog(name.to_owned()) });
            }
            Some(_) => self.names.cover(&checkpoint.origin, checkpoint.size),
            None => checkpoint.origin == self.log,
        };
        if !covers {
            return Err(self.fault_at_end(Flaw::OtherOrigin(checkpoint.origin.clone())));
        }
        match self.tree.root_at(checkpoint.size) {
            None => Err(self.fault_at_end(Flaw::Missing(checkpoint.size))),
            Some(root) if root != checkpoint.root => Err(self.fault_at_end(Flaw::Root(checkpoint.size))),
            Some(_) => Ok(()),
        }
    }

    /// The verdict on all lines.
    pub fn finish(self, checkpoint: &Checkpoint) -> Result<Report, Fault> {
        if !self.is_whole() {
            return Err(self.fault_at_end(Flaw::Unfinished));
        }
        self.check_checkpoint(checkpoint)?;
        Ok(Report {
            entries: self.tree.size(),
            commits: self.commits,
            root: self.tree.root(),
            checkpoint_size: checkpoint.size,
        })
    }

    /// The tree and the heads of the whole commits, to go on writing from.
    pub fn into_parts(self) -> (Tree, HashMap<String, u64>) {
        (self.tree, self.heads)
    }

    fn next_index(&self) -> u64 {
        self.tree.size() + self.waiting.len() as u64
    }

    fn fault_at_end(&self, what: Flaw) -> Fault {
        Fault { line: self.next_index(), what }
    }

    fn check(&self, line: &Line) -> Result<(), Flaw> {
        self.names.check(line, self.is_whole().then_some(&self.tree))?;
        if line.index != self.next_index() {
            return Err(Flaw::Index(line.index));
        }
        let place = line.commit;
        let continues = self.is_whole() || place.of == self.expected;
        if !continues || u64::from(place.number) != self.waiting.len() as u64 + 1 {
            return Err(Flaw::Commit { number: place.number, of: place.of });
        }
        let waiting = self.waiting.iter().rev().find(|(_, subject, _)| *subject == line.subject);
        let head = waiting.map(|(_, _, revision)| *revision).or_else(|| self.heads.get(&line.subject).copied());
        let head = head.unwrap_or(0);
        if line.revision != head + 1 {
            return Err(Flaw::Revision { subject: line.subject.clone(), found: line.revision, head });
        }
        if line.durable < self.durable {
            return Err(Flaw::Durable(line.durable));
        }
        Ok(())
    }

    fn take_commit(&mut self) {
        for (leaf, subject, revision) in self.waiting.drain(..) {
            self.tree.push(leaf);
            self.heads.insert(subject, revision);
        }
        self.commits += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::Date;

    use super::*;
    use crate::Time;
    use crate::line::{Place, Version};

    const LOG: &str = "comity.example/hk/record";

    /// The lines of two subjects in turn, two to a commit.
    fn lines() -> Vec<Vec<u8>> {
        let line = |index: u64| Line {
            v: Version::V1,
            log: LOG.to_owned(),
            index,
            time: Time::from_unix_ms(1_768_179_723_456),
            subject: format!("matter/cn/{}", index % 2),
            revision: index / 2 + 1,
            kind: "noted".to_owned(),
            day: Date::constant(2026, 1, 12),
            commit: Place { number: u32::try_from(index % 2).unwrap() + 1, of: 2 },
            durable: index / 2 * 2,
            open: serde_json::Map::new(),
            answers: None,
            receipt: None,
            commitments: BTreeMap::new(),
            sealed: None,
            sum: None,
        };
        (0..8).map(|index| line(index).write().unwrap()).collect()
    }

    fn having_read(lines: &[Vec<u8>]) -> Auditor {
        let mut auditor = Auditor::new(LOG);
        lines.iter().for_each(|line| drop(auditor.accept(line).unwrap()));
        auditor
    }

    fn recalled(leaves: &[Digest]) -> Recalled<'_> {
        Recalled {
            leaves,
            subjects: vec![("matter/cn/0", 2), ("matter/cn/1", 2)],
            names: vec![(0, LOG)],
            commits: 2,
            durable: 2,
        }
    }

    #[test]
    fn an_auditor_that_recalls_lines_goes_on_as_if_it_had_read_them() {
        let lines = lines();
        let leaves: Vec<Digest> = lines[..4].iter().map(|line| leaf_hash(line)).collect();
        let mut auditor = Auditor::new(LOG);
        auditor.recall(&recalled(&leaves)).unwrap();
        for line in &lines[4..] {
            auditor.accept(line).unwrap();
        }
        let whole = having_read(&lines);
        assert_eq!((auditor.commits(), auditor.tree().root()), (whole.commits(), whole.tree().root()));
        assert_eq!(auditor.into_parts().1, whole.into_parts().1);
    }

    #[test]
    fn what_is_recalled_wrongly_does_not_hold_against_what_was_signed() {
        let lines = lines();
        let checkpoint = Checkpoint { origin: LOG.to_owned(), size: 4, root: having_read(&lines[..4]).tree().root() };
        let mut leaves: Vec<Digest> = lines[..4].iter().map(|line| leaf_hash(line)).collect();
        let check = |leaves: &[Digest]| {
            let mut auditor = Auditor::new(LOG);
            auditor.recall(&recalled(leaves)).unwrap();
            auditor.check_checkpoint(&checkpoint).map_err(|fault| fault.what)
        };
        assert_eq!(check(&leaves), Ok(()));
        assert_eq!(check(&leaves[..3]), Err(Flaw::Missing(4)));
        leaves.swap(1, 2);
        assert_eq!(check(&leaves), Err(Flaw::Root(4)));
    }

    #[test]
    fn nothing_is_recalled_in_the_middle_of_a_commit_or_from_before_it() {
        let lines = lines();
        let mut auditor = having_read(&lines[..3]);
        assert_eq!(auditor.recall(&recalled(&[])).map_err(|fault| fault.what), Err(Flaw::Unfinished));
        let mut auditor = having_read(&lines[..6]);
        assert_eq!(auditor.recall(&recalled(&[])).map_err(|fault| fault.what), Err(Flaw::Durable(2)));
        assert_eq!(auditor.tree().size(), 6);
    }
}
