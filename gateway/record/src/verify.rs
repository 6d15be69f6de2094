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
        let line = Line::parse(bytes).map_err(Flaw::from).and_then(|line| self.check(&line).map(|()| line));
        let line = line.map_err(|what| Fault { line: self.next_index(), what })?;
        self.durable = line.durable;
        self.expected = line.commit.of;
        self.names.add(&line);
        self.waiting.push((leaf_hash(bytes), line.subject.clone(), line.revision));
        if line.commit.number == line.commit.of {
            self.take_commit();
        }
        Ok(line)
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
