//! The record of a gateway, read from its files alone.

use std::path::{Path, PathBuf};

use comity_federation::keys::{KeyUse, Owner};
use comity_federation::roll::{Anchor, SignedRoll};
use comity_record::checkpoint::NoteVerifier;
use comity_record::line::Line;
use comity_record::verify::{Report, verify_record};
use comity_server::config::Config;

/// The lines of a record, and what they are checked against.
pub struct Record {
    config: Config,
    /// The lines, from the first.
    pub lines: Vec<Line>,
    bytes: Vec<Vec<u8>>,
}

impl Record {
    /// Reads the record of the gateway in `directory`. A line that is being written is left out.
    pub(crate) fn read(directory: &Path) -> Self {
        let config = Config::read(directory).unwrap();
        let mut bytes: Vec<Vec<u8>> = Vec::new();
        for segment in Self::segments(directory) {
            let text = std::fs::read(segment).unwrap();
            bytes.extend(
                text.split_inclusive(|byte| *byte == b'\n').filter_map(|line| Some(line.strip_suffix(b"\n")?.to_vec())),
            );
        }
        let lines = bytes.iter().map(|line| Line::parse(line).unwrap()).collect();
        Self { config, lines, bytes }
    }

    /// The segments of the journal of the gateway in `directory`, in their order.
    pub fn segments(directory: &Path) -> Vec<PathBuf> {
        let files = std::fs::read_dir(directory.join("record/journal")).unwrap();
        let mut segments: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        segments.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
        segments.sort();
        segments
    }

    /// How many lines, without those in which the gateway notes, when it comes to it, where the records of the others stood.
    pub fn size(&self) -> usize {
        self.lines.iter().filter(|line| !line.subject.starts_with("witness/")).count()
    }

    /// The lines of a kind.
    pub fn of_kind(&self, kind: &str) -> Vec<&Line> {
        self.lines.iter().filter(|line| line.kind == kind).collect()
    }

    /// Verifies every line and the tree, against the checkpoint that is signed with a key of the roll.
    pub fn verify(&self) -> Report {
        let read = |path: &Path| std::fs::read(path).unwrap();
        let anchors: Vec<Anchor> = serde_json::from_slice(&read(&self.config.roll_trust)).unwrap();
        let roll = SignedRoll::parse(&read(&self.config.roll)).unwrap().verify(&anchors).unwrap();
        let owner = Owner::Gateway(self.config.gateway.clone());
        let note = String::from_utf8(read(&self.config.record.join("checkpoint"))).unwrap();
        let mut verifiers = roll
            .keys_of(&owner, KeyUse::Checkpoint)
            .map(|key| NoteVerifier::new(&self.config.log, *key.public.verifying_key().unwrap()).unwrap());
        let verifier = verifiers.find(|verifier| verifier.verify(&note).is_ok()).unwrap();
        verify_record(&self.config.log, &self.bytes, &note, &verifier).unwrap()
    }
}
