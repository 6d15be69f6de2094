//! A record that goes on under another name.
//!
//! Lines of a record can be lost for which others hold its signature. Under its name it can never go on then: whatever it wrote at those
//! places, somebody could hold what it had written there before against it. It goes on under a new name, over the lines that are left: a line
//! of its own commit, the first under the new name, says which record that was, how many lines of it are left, and the root over them. So
//! places and proofs stay what they were, everything before the line was signed under the old name, and everything from it on is
//! under the new one. Who agreed to that is not said here.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::Digest;
use crate::line::Line;
use crate::merkle::Tree;
use crate::verify::Flaw;

/// The kind of the line.
pub const KIND: &str = "log-succeeded";

/// The member of its open part that says what is left.
pub const MEMBER: &str = "succeeds";

/// What is left of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// Its name: the origin of its checkpoints.
    pub log: String,
    /// So many lines.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
}

/// The names that the lines of a record have had, each with the place of its first line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(Vec<(u64, String)>);

impl Left {
    /// What a line says that is left of the record before it; `None` for any other line.
    ///
    /// # Errors
    /// [`Flaw::Succession`] if it is one that says nothing of the kind.
    pub fn of(line: &Line) -> Result<Option<Self>, Flaw> {
        if line.kind != KIND {
            return Ok(None);
        }
        let said = line.open.get(MEMBER).cloned().unwrap_or_default();
        serde_json::from_value(said).map(Some).map_err(|_| Flaw::Succession("it does not say what is left"))
    }

    /// The open part of the line, with whatever else is to be said there.
    ///
    /// # Errors
    /// None that a digest, a number and a name could cause.
    pub fn open(&self, mut more: Map<String, Value>) -> Result<Map<String, Value>, serde_json::Error> {
        more.insert(MEMBER.to_owned(), serde_json::to_value(self)?);
        Ok(more)
    }
}

impl Names {
    /// The name under which the record goes on; `None` if it has no line.
    pub fn current(&self) -> Option<&str> {
        self.0.last().map(|(_, name)| name.as_str())
    }

    /// The name under which the record goes on, and the place of the first line under it.
    pub fn last(&self) -> Option<(u64, &str)> {
        self.0.last().map(|(first, name)| (*first, name.as_str()))
    }

    /// Whether the record could go on under this name: it never had it.
    pub fn allow(&self, name: &str) -> bool {
        self.0.iter().all(|(_, had)| had != name)
    }

    /// Whether a checkpoint of `origin` can be over so many lines: all of them were written under that name, or under one before it.
    pub fn cover(&self, origin: &str, size: u64) -> bool {
        let ends = self.0.iter().skip(1).map(|(first, _)| *first).chain([u64::MAX]);
        let mut spans = self.0.iter().zip(ends);
        // Under a later name there is at least the line that says so.
        spans.any(|((first, name), end)| name == origin && size <= end && (*first == 0 || size > *first))
    }

    /// Whether the next line may stand under the name that it has. `before` has the lines before it, unless a commit is unfinished.
    pub(crate) fn check(&self, line: &Line, before: Option<&Tree>) -> Result<(), Flaw> {
        let Some(left) = Left::of(line)? else {
            return match self.current() {
                Some(name) if name != line.log => Err(Flaw::OtherLog(line.log.clone())),
                _ => Ok(()),
            };
        };
        let wrong = |what| Err(Flaw::Succession(what));
        let Some(before) = before.filter(|_| line.commit.of == 1) else {
            return wrong("it is not a commit of its own");
        };
        if self.current() != Some(&*left.log) {
            return wrong("it names another record than the one before it");
        }
        if (left.size, left.root) != (before.size(), before.root()) {
            return wrong("what it says that is left is not what stands before it");
        }
        if !self.allow(&line.log) {
            return wrong("it goes on under a name that was used");
        }
        Ok(())
    }

    /// Adds a line that was checked, or the first under its name of those that are recalled.
    pub(crate) fn add(&mut self, line: u64, name: &str) {
        if self.current() != Some(name) {
            self.0.push((line, name.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use serde_json::json;

    use super::*;
    use crate::checkpoint::{Checkpoint, NoteSigner};
    use crate::line::{Place, Version};
    use crate::merkle::leaf_hash;
    use crate::verify::{Auditor, Fault, Report, verify_record};
    use crate::{Date, Time};

    const OLD: &str = "comity.example/hk/record";
    const NEW: &str = "comity.example/hk/record/2";
    const THIRD: &str = "comity.example/hk/record/3";

    /// A record that grows.
    #[derive(Clone, Default)]
    struct Record {
        lines: Vec<Vec<u8>>,
        tree: Tree,
    }

    impl Record {
        /// Three lines under the old name, the one that says so, and two under the new one.
        fn succeeded() -> Self {
            let mut record = Self::default();
            (0..3).for_each(|_| record.add(OLD, "noted", Map::new()));
            record.succeed(OLD, NEW);
            (0..2).for_each(|_| record.add(NEW, "noted", Map::new()));
            record
        }

        fn line(&self, log: &str, kind: &str, open: Map<String, Value>) -> Line {
            let index = self.tree.size();
            Line {
                v: Version::V1,
                log: log.into(),
                index,
                time: Time::from_unix_ms(1_768_179_723_456),
                subject: format!("subject/{index}"),
                revision: 1,
                kind: kind.into(),
                day: Date::constant(2026, 1, 12),
                commit: Place { number: 1, of: 1 },
                durable: 0,
                open,
                answers: None,
                receipt: None,
                commitments: Default::default(),
                sealed: None,
                sum: None,
            }
        }

        fn push(&mut self, line: Line) {
            let bytes = line.write().unwrap();
            self.tree.push(leaf_hash(&bytes));
            self.lines.push(bytes);
        }

        fn add(&mut self, log: &str, kind: &str, open: Map<String, Value>) {
            self.push(self.line(log, kind, open));
        }

        fn left(&self, log: &str) -> Left {
            Left { log: log.into(), size: self.tree.size(), root: self.tree.root() }
        }

        fn succeed(&mut self, from: &str, to: &str) {
            let open = self.left(from).open(Map::new()).unwrap();
            self.add(to, KIND, open);
        }

        /// The verdict on it under the name `log`, against a checkpoint of `origin` over so many lines.
        fn verify(&self, log: &str, origin: &str, size: u64) -> Result<Report, Fault> {
            let signer = NoteSigner::new(origin, SigningKey::from_bytes(&[7; 32])).unwrap();
            let root = self.tree.root_at(size).unwrap();
            let note = signer.sign(&Checkpoint { origin: origin.into(), size, root });
            verify_record(log, &self.lines, &note, signer.verifier())
        }
    }

    fn flaw(record: &Record, log: &str) -> (u64, Flaw) {
        let Fault { line, what } = record.verify(log, log, record.tree.size()).unwrap_err();
        (line, what)
    }

    #[test]
    fn a_record_goes_on_under_another_name_and_what_was_signed_under_either_holds() {
        let record = Record::succeeded();
        for (origin, size) in [(OLD, 0), (OLD, 2), (OLD, 3), (NEW, 4), (NEW, 6)] {
            let report = record.verify(NEW, origin, size).unwrap();
            assert_eq!((report.entries, report.checkpoint_size), (6, size), "{origin}");
        }
        let mut again = record;
        again.succeed(NEW, THIRD);
        for (origin, size) in [(OLD, 3), (NEW, 4), (NEW, 6), (THIRD, 7)] {
            assert_eq!(again.verify(THIRD, origin, size).unwrap().entries, 7, "{origin}");
        }
    }

    #[test]
    fn nothing_is_signed_under_a_name_beyond_the_lines_that_it_had() {
        let record = Record::succeeded();
        for (origin, size) in [(OLD, 4), (OLD, 6), (NEW, 0), (NEW, 3), (THIRD, 6)] {
            let fault = record.verify(NEW, origin, size).unwrap_err();
            assert_eq!(fault.what, Flaw::OtherOrigin(origin.to_owned()), "{size}");
        }
    }

    #[test]
    fn whoever_asks_for_a_record_by_a_name_that_it_has_no_more_is_told() {
        assert_eq!(flaw(&Record::succeeded(), OLD), (3, Flaw::OtherLog(NEW.to_owned())));
        assert_eq!(flaw(&Record::succeeded(), THIRD), (3, Flaw::OtherLog(NEW.to_owned())));
    }

    #[test]
    fn no_line_stands_under_another_name_unless_the_record_says_so() {
        let mut record = Record::default();
        record.add(OLD, "noted", Map::new());
        record.add(NEW, "noted", Map::new());
        assert_eq!(flaw(&record, NEW), (1, Flaw::OtherLog(NEW.to_owned())));
        let mut record = Record::succeeded();
        record.add(OLD, "noted", Map::new());
        assert_eq!(flaw(&record, NEW), (6, Flaw::OtherLog(OLD.to_owned())), "nor under the one before");
    }

    #[test]
    fn a_line_that_says_other_than_what_is_left_is_refused() {
        let mut record = Record::default();
        (0..3).for_each(|_| record.add(OLD, "noted", Map::new()));
        let left = record.left(OLD);
        let said = |left: &Left| left.open(Map::new()).unwrap();
        let wrong = [
            (NEW, Map::new()),
            (NEW, Map::from_iter([(MEMBER.to_owned(), json!({ "log": OLD, "size": 3 }))])),
            (NEW, said(&Left { size: 2, ..left.clone() })),
            (NEW, said(&Left { size: 4, ..left.clone() })),
            (NEW, said(&Left { root: Digest::of(b"another"), ..left.clone() })),
            (NEW, said(&Left { log: THIRD.to_owned(), ..left.clone() })),
            (OLD, said(&left)),
        ];
        for (name, open) in wrong {
            let mut record = record.clone();
            record.add(name, KIND, open.clone());
            let (line, flaw) = flaw(&record, name);
            assert!(matches!((line, &flaw), (3, Flaw::Succession(_))), "{open:?}: {flaw}");
        }
        let mut first = Record::default();
        first.succeed(OLD, NEW);
        assert!(matches!(flaw(&first, NEW), (0, Flaw::Succession(_))), "there is nothing that it could go on from");
    }

    #[test]
    fn the_line_is_a_commit_of_its_own_and_no_name_comes_again() {
        let mut record = Record::succeeded();
        let mut line = record.line(THIRD, KIND, record.left(NEW).open(Map::new()).unwrap());
        line.commit = Place { number: 1, of: 2 };
        record.push(line);
        assert!(matches!(flaw(&record, THIRD), (6, Flaw::Succession(_))));
        let mut record = Record::succeeded();
        record.succeed(NEW, OLD);
        assert!(matches!(flaw(&record, OLD), (6, Flaw::Succession(_))));
    }

    #[test]
    fn the_names_that_a_record_had_can_be_told() {
        let mut auditor = Auditor::new(NEW);
        for line in Record::succeeded().lines {
            auditor.accept(&line).unwrap();
        }
        assert_eq!(auditor.names().last(), Some((3, NEW)));
        assert_eq!(auditor.names().current(), Some(NEW));
    }
}
