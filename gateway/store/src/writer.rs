//! The writer: the one place that adds to the record. It owns the heads, those of commits that are staged included, and lets many
//! commits share one sync: check, append, sync, apply views, answer.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use comity_record::Digest;
use comity_record::line::{Line, LineError, MAX_BYTES, Place, Version};
use comity_record::merkle::leaf_hash;
use comity_record::succession;

use crate::StoreError;
use crate::commit::{Addition, Answered, Commit, CommitError, Committed, Expected, NewEntry, ReceiptSigner};
use crate::entry::Entry;
use crate::index::{Position, answers_key};
use crate::record::Lines;
use crate::shared::{Own, Shared};

/// Called with what became of a commit.
pub(crate) type Done = Box<dyn FnOnce(Result<Committed, CommitError>) + Send>;

/// Adds to the record. There is one for each store.
pub(crate) struct Writer {
    shared: Arc<Shared>,
    receipts: Arc<dyn ReceiptSigner>,
    /// A commit has at most so many.
    max_entries: usize,
}

/// Commits that share one sync.
#[derive(Default)]
pub(crate) struct Batch {
    /// The size of the record before the batch.
    first: u64,
    lines: Vec<Staged>,
    bytes: Vec<u8>,
    /// The revisions that subjects will have.
    heads: HashMap<String, u64>,
    /// The messages that will be answered.
    answered: HashMap<Digest, (Digest, Committed)>,
    replies: Vec<(Done, Result<Committed, CommitError>)>,
    /// Why nothing can be written at present.
    refused: Option<CommitError>,
}

/// A line of a batch.
struct Staged {
    line: Line,
    particulars: comity_record::line::Particulars,
    leaf: Digest,
    /// Where it begins in the bytes of the batch, and its length without newline.
    range: (usize, usize),
}

impl Writer {
    pub(crate) const fn new(shared: Arc<Shared>, receipts: Arc<dyn ReceiptSigner>, max_entries: usize) -> Self {
        Self { shared, receipts, max_entries }
    }

    /// Begins a batch.
    pub(crate) fn begin(&self) -> Batch {
        let refused = self.shared.begin().err().map(refused);
        Batch { first: self.shared.record.index().size(), refused, ..Batch::default() }
    }

    /// Checks a commit, and adds it to the batch if it may be made.
    pub(crate) fn stage(&self, batch: &mut Batch, commit: Commit, done: Done) {
        let result = self.try_stage(batch, commit);
        batch.replies.push((done, result));
    }

    /// Makes a batch of the one commit with which the record goes on under the name `to`. Answers with whether it may have been made: then
    /// nobody writes under the old one any more.
    pub(crate) fn succeed(&self, mut batch: Batch, to: &str, commit: &Commit, done: Done) -> bool {
        let result = self.try_succeed(&mut batch, to, commit);
        let is_made = result.is_ok();
        batch.replies.push((done, result));
        self.finish(batch);
        is_made
    }

    /// Makes the batch durable, and then answers each of its commits.
    pub(crate) fn finish(&self, batch: Batch) {
        let first = batch.first;
        let Batch { lines, bytes, replies, .. } = batch;
        let written = if lines.is_empty() {
            self.shared.give_up();
            Ok(())
        } else {
            self.write(first, lines, &bytes)
        };
        for (done, result) in replies {
            done(match (result, &written) {
                // What was answered long ago is durable, whatever becomes of this batch.
                (Ok(committed), Err(error)) if committed.first_index >= first => Err(error.clone()),
                (result, _) => result,
            });
        }
    }

    fn write(&self, first: u64, lines: Vec<Staged>, bytes: &[u8]) -> Result<(), CommitError> {
        let shared = &self.shared;
        let Lines::Files(journal) = &shared.record.lines else { return self.write_rows(first, lines, bytes) };
        shared.record.keys.sync().map_err(refused)?;
        let (segment, start) = journal.append(first, bytes).map_err(refused)?;
        journal.sync().map_err(refused)?;
        {
            let mut index = shared.record.index_mut();
            for Staged { line, leaf, range: (offset, length), .. } in &lines {
                let (offset, length) = (start + *offset as u64, u32::try_from(*length).unwrap_or(u32::MAX));
                index.add(line, Position { segment, length, offset });
                index.tree.push(*leaf);
            }
        }
        let entry = |staged: Staged| Arc::new(Entry::written(staged.line, staged.particulars));
        let entries: Vec<_> = lines.into_iter().map(entry).collect();
        {
            let mut cache = shared.cache();
            entries.iter().for_each(|entry| cache.append(entry));
        }
        // The entries are durable. If their views cannot be made, the program ends, and makes them at the next start.
        shared.views.apply(&entries, &shared.record).map_err(|error| refused(shared.fatal_views(&error)))
    }

    /// Writes to a database: lines and views in one transaction.
    fn write_rows(&self, first: u64, lines: Vec<Staged>, bytes: &[u8]) -> Result<(), CommitError> {
        let Some(followed) = &self.shared.database else { return Err(CommitError::Stopped) };
        let piece = |(offset, length): (usize, usize)| bytes.get(offset..offset + length).unwrap_or_default().to_vec();
        let pieces = lines.iter().map(|staged| piece(staged.range)).collect();
        let own: Vec<_> = lines.into_iter().map(Staged::into_own).collect();
        self.shared.write_own(followed, first, pieces, &own).map_err(refused)
    }

    fn try_stage(&self, batch: &mut Batch, commit: Commit) -> Result<Committed, CommitError> {
        self.shared.volume.check().map_err(refused)?;
        if let Some(error) = &batch.refused {
            return Err(error.clone());
        }
        if let Some(answered) = &commit.answers
            && let Some(committed) = self.earlier_answer(batch, answered)?
        {
            return Ok(committed);
        }
        if self.shared.hold.is_on() {
            return Err(CommitError::Held);
        }
        let mut entries = commit.additions.iter().flat_map(|addition| &addition.entries);
        if entries.any(|entry| entry.kind == succession::KIND) {
            return Err(CommitError::Malformed("a record goes on under another name in a way of its own".to_owned()));
        }
        let mut draft = Draft::of(self, batch, &commit)?;
        let answers = commit.answers.clone();
        for addition in commit.additions {
            for entry in addition.entries {
                draft.line(self, &addition.subject, entry)?;
            }
        }
        let committed = Committed {
            first_index: draft.first,
            revision: draft.first_head(),
            receipt: draft.receipt.as_deref().map(Arc::from),
            already: false,
        };
        draft.into_batch(batch);
        if let Some(answered) = answers {
            batch.answered.insert(answers_key(&answered), (answered.digest, committed.clone()));
        }
        Ok(committed)
    }

    fn try_succeed(&self, batch: &mut Batch, to: &str, commit: &Commit) -> Result<Committed, CommitError> {
        self.shared.volume.check().map_err(refused)?;
        if let Some(error) = &batch.refused {
            return Err(error.clone());
        }
        if !self.shared.hold.is_on() || *to == *self.shared.log || !self.shared.names.allow(to) {
            return Err(CommitError::Malformed(format!("the record does not go on as `{to}`")));
        }
        let mut draft = Draft::of(self, batch, commit)?;
        to.clone_into(&mut draft.line.log);
        for Addition { subject, entries, .. } in &commit.additions {
            for entry in entries {
                draft.line(self, subject, entry.clone())?;
            }
        }
        let (first_index, revision) = (draft.first, draft.first_head());
        draft.into_batch(batch);
        Ok(Committed { first_index, revision, receipt: None, already: false })
    }

    /// What was committed when this message was answered, if it was.
    fn earlier_answer(&self, batch: &Batch, answered: &Answered) -> Result<Option<Committed>, CommitError> {
        let key = answers_key(answered);
        let (digest, committed) = match batch.answered.get(&key) {
            Some((digest, committed)) => (*digest, Committed { already: true, ..committed.clone() }),
            None => {
                let Some(index) = self.shared.record.index().answer_to(&key) else { return Ok(None) };
                let line = self.shared.record.line(index).map_err(refused)?;
                let digest = line
                    .answers
                    .map(|answers| answers.digest)
                    .ok_or_else(|| refused(StoreError::EntryChanged(index)))?;
                let revision = self.shared.record.index().head(&line.subject);
                (
                    digest,
                    Committed { first_index: index, revision, receipt: line.receipt.map(Arc::from), already: true },
                )
            }
        };
        if digest != answered.digest {
            return Err(CommitError::IdReused { answered: digest });
        }
        Ok(Some(committed))
    }

    fn head(&self, batch: &Batch, subject: &str) -> u64 {
        batch.heads.get(subject).copied().unwrap_or_else(|| self.shared.record.index().head(subject))
    }
}

/// The lines of one commit, not yet part of the batch: a commit that fails half-way leaves nothing.
struct Draft {
    first: u64,
    /// The template of its lines.
    line: Line,
    receipt: Option<String>,
    lines: Vec<Staged>,
    bytes: Vec<u8>,
    /// The revisions that its subjects have after the lines made so far.
    heads: BTreeMap<String, u64>,
    first_subject: String,
    /// How many bytes the batch has already.
    offset: usize,
}

impl Draft {
    /// Checks what a commit expects, before a line is made.
    fn of(writer: &Writer, batch: &Batch, commit: &Commit) -> Result<Self, CommitError> {
        let count: usize = commit.additions.iter().map(|addition| addition.entries.len()).sum();
        if count > writer.max_entries || commit.additions.iter().any(|addition| addition.entries.is_empty()) {
            return Err(CommitError::Malformed(format!("{count} entries, or an addition without any")));
        }
        let first_addition = commit.additions.first().ok_or_else(|| CommitError::Malformed("no entries".to_owned()))?;
        let (mut heads, mut heads_after) = (BTreeMap::new(), BTreeMap::new());
        for Addition { subject, expected, entries } in &commit.additions {
            let before = *heads.entry(subject.clone()).or_insert_with(|| writer.head(batch, subject));
            let current = *heads_after.get(subject).unwrap_or(&before);
            if let Expected::Revision(expected) = *expected
                && expected != current
            {
                return Err(CommitError::Moved { subject: subject.clone(), current });
            }
            heads_after.insert(subject, current + entries.len() as u64);
        }
        let first = batch.first + batch.lines.len() as u64;
        let signed = commit.answers.as_ref().map(|answered| writer.receipts.sign(answered, first, commit.time));
        let receipt = signed.transpose()?;
        let line = Line {
            v: Version::V1,
            log: writer.shared.log.clone(),
            index: first,
            time: commit.time,
            subject: String::new(),
            revision: 0,
            kind: String::new(),
            day: commit.day,
            commit: Place { number: 0, of: u32::try_from(count).unwrap_or(u32::MAX) },
            durable: batch.first,
            open: serde_json::Map::new(),
            answers: commit.answers.clone(),
            receipt: receipt.clone(),
            commitments: BTreeMap::new(),
            sealed: None,
            sum: None,
        };
        let first_subject = first_addition.subject.clone();
        let offset = batch.bytes.len();
        Ok(Self { first, line, receipt, lines: Vec::new(), bytes: Vec::new(), heads, first_subject, offset })
    }

    /// Adds the line of one entry.
    fn line(&mut self, writer: &Writer, subject: &str, entry: NewEntry) -> Result<(), CommitError> {
        let shared = &writer.shared;
        for blob in &entry.blobs {
            if !shared.has_blob(blob).map_err(refused)? {
                return Err(CommitError::BlobMissing(*blob));
            }
        }
        let head = self.heads.entry(subject.to_owned()).or_default();
        *head += 1;
        let line = Line {
            index: self.first + self.lines.len() as u64,
            subject: subject.to_owned(),
            revision: *head,
            kind: entry.kind,
            commit: Place { number: self.line.commit.number + 1, ..self.line.commit },
            open: entry.open,
            answers: self.line.answers.take(),
            receipt: self.line.receipt.take(),
            ..self.line.clone()
        };
        self.line.commit = line.commit;
        let mut entropy = shared.entropy();
        let bytes = if entry.particulars.is_empty() {
            line.write()
        } else {
            let key = shared.record.keys.ensure(subject, &mut entropy).map_err(refused)?;
            line.clone().seal(&entry.particulars, &key, &mut entropy)
        };
        let bytes = bytes.map_err(|error| match error {
            LineError::TooLong { bytes } => CommitError::TooLarge { bytes, limit: MAX_BYTES },
            other => CommitError::Malformed(other.to_string()),
        })?;
        let range = (self.offset + self.bytes.len(), bytes.len());
        self.lines.push(Staged { line, particulars: entry.particulars, leaf: leaf_hash(&bytes), range });
        self.bytes.extend_from_slice(&bytes);
        self.bytes.push(b'\n');
        Ok(())
    }

    /// The revision that the subject of the first addition will have.
    fn first_head(&self) -> u64 {
        self.heads.get(&self.first_subject).copied().unwrap_or_default()
    }

    fn into_batch(self, batch: &mut Batch) {
        batch.lines.extend(self.lines);
        batch.bytes.extend(self.bytes);
        batch.heads.extend(self.heads);
    }
}

impl Staged {
    fn into_own(self) -> Own {
        let entry = Arc::new(Entry::written(self.line.clone(), self.particulars));
        Own { line: self.line, leaf: self.leaf, length: self.range.1, entry }
    }
}

impl Batch {
    /// How many commits it has, those included that will not be made.
    pub(crate) fn commits(&self) -> usize {
        self.replies.len()
    }

    /// How many bytes it appends.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// What the store could not do, as the reason why a commit was not made.
pub(crate) fn refused(error: StoreError) -> CommitError {
    match error {
        StoreError::Stopped => CommitError::Stopped,
        StoreError::Erased(subject) => CommitError::Erased(subject),
        other => CommitError::Disk(other.to_string()),
    }
}
