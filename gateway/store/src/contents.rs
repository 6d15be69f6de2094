//! What a start needs to know of the lines of a closed segment, so that it need not read them: the table of contents of that segment, in a
//! file beside the journal. It is written once every line of the segment was read and is covered by a signed checkpoint.
//!
//! Nothing depends on it. It is sealed under a key of the gateway, so that nobody else can write one; it says how long its segment is; and the
//! leaves in it must lead to the root that was signed. One that is missing, torn, old, or of another record is left aside: then the
//! segment is read.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_record::Digest;
use comity_record::line::Line;
use comity_record::seal::{Entropy, Sealed, SubjectKey};
use comity_record::verify::Recalled;
use serde::{Deserialize, Serialize};

use crate::StoreError;
use crate::disk::Volume;
use crate::index::answers_key;

/// The name of the directory.
pub(crate) const DIRECTORY: &str = "contents";

/// The contents of closed segments, on the disk.
pub(crate) struct Shelf {
    volume: Arc<Volume>,
    log: String,
    key: SubjectKey,
}

/// The contents of a closed segment.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contents {
    /// The index of its first line.
    pub(crate) first: u64,
    /// How many bytes it has.
    pub(crate) bytes: u64,
    /// How many commits its lines are.
    commits: u64,
    /// How many lines its last line says to be durable.
    durable: u64,
    /// The names that its lines have, each with its first line, from 0.
    names: Vec<(u32, String)>,
    /// The leaf of each line.
    pub(crate) leaves: Vec<Digest>,
    /// The length of each line in bytes, without its newline.
    pub(crate) lengths: Vec<u32>,
    pub(crate) subjects: Vec<About>,
    /// The key of each message that was answered, and which line holds the receipt, from 0.
    pub(crate) answered: Vec<(Digest, u32)>,
}

/// The lines about one subject.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct About {
    pub(crate) subject: String,
    /// Whether one of them is sealed.
    pub(crate) sealed: bool,
    /// Which lines, from 0, in their order.
    pub(crate) lines: Vec<u32>,
}

/// Contents while the lines of their segment are read.
pub(crate) struct Drawing {
    contents: Contents,
    /// Where in the list each subject is.
    places: HashMap<String, usize>,
}

impl Shelf {
    /// The contents of the segments of `log`, sealed under `key`.
    pub(crate) fn new(volume: &Arc<Volume>, log: &str, key: SubjectKey) -> Self {
        Self { volume: Arc::clone(volume), log: log.to_owned(), key }
    }

    /// The contents of the segment that begins with the line `first`, if they are there and were written by this gateway.
    pub(crate) fn read(&self, first: u64) -> Option<Contents> {
        // What cannot be read is as if it were not there.
        let text = String::from_utf8(self.volume.read(&path(first)).ok()??).ok()?;
        let (seal, json) = text.strip_suffix('\n')?.split_once(' ')?;
        let sealed = Sealed::from_bytes(&URL_SAFE_NO_PAD.decode(seal).ok()?).ok()?;
        let digest = self.key.open(&sealed, &self.context(first)).ok()?;
        if digest != Digest::of(json.as_bytes()).as_bytes() {
            return None;
        }
        serde_json::from_str(json).ok().filter(|contents: &Contents| contents.first == first && contents.adds_up())
    }

    /// Keeps contents. Returns when they are on stable storage.
    pub(crate) fn keep(&self, contents: &Contents, entropy: &mut dyn Entropy) -> Result<(), StoreError> {
        // Numbers, texts and digests are always JSON.
        let json = serde_json::to_string(contents).unwrap_or_default();
        let digest = Digest::of(json.as_bytes());
        let seal = self.key.seal(digest.as_bytes(), &self.context(contents.first), entropy);
        let text = format!("{} {json}\n", URL_SAFE_NO_PAD.encode(seal.to_bytes()));
        self.volume.create(&[DIRECTORY])?;
        self.volume.replace(&path(contents.first), text.as_bytes())
    }

    /// Has the next start read the segment that begins with the line `first`.
    pub(crate) fn forget(&self, first: u64) -> Result<(), StoreError> {
        if self.volume.exists(&path(first))? {
            self.volume.remove(&path(first))?;
            self.volume.sync_dir(DIRECTORY)?;
        }
        Ok(())
    }

    /// What a seal is bound to.
    fn context(&self, first: u64) -> Vec<u8> {
        format!("comity/contents/v1/{}/{first}", self.log).into_bytes()
    }
}

impl Contents {
    /// How many lines there are.
    pub(crate) fn lines(&self) -> u64 {
        self.leaves.len() as u64
    }

    /// What an auditor has to know of the lines.
    pub(crate) fn recalled(&self) -> Recalled<'_> {
        let about = self.subjects.iter().map(|about| (about.subject.as_str(), about.lines.len() as u64));
        let names = self.names.iter().map(|(line, name)| (self.first + u64::from(*line), name.as_str()));
        Recalled {
            leaves: &self.leaves,
            subjects: about.collect(),
            names: names.collect(),
            commits: self.commits,
            durable: self.durable,
        }
    }

    /// Whether each line is about one subject, and all of them together are as long as the segment.
    fn adds_up(&self) -> bool {
        let is_line = |line: &u32| u64::from(*line) < self.lines();
        let about = self.subjects.iter().map(|about| about.lines.len()).sum::<usize>();
        let bytes: u64 = self.lengths.iter().map(|length| u64::from(*length) + 1).sum();
        self.lengths.len() == self.leaves.len()
            && about == self.leaves.len()
            && bytes == self.bytes
            && self
                .subjects
                .iter()
                .all(|about| about.lines.is_sorted_by(|a, b| a < b) && about.lines.iter().all(is_line))
            && self.names.iter().all(|(line, _)| is_line(line))
            && self.answered.iter().all(|(_, line)| is_line(line))
    }
}

impl Drawing {
    /// The contents of the segment that begins with the line `first`, before any of its lines was read.
    pub(crate) fn new(first: u64) -> Self {
        let contents = Contents {
            first,
            bytes: 0,
            commits: 0,
            durable: 0,
            names: Vec::new(),
            leaves: Vec::new(),
            lengths: Vec::new(),
            subjects: Vec::new(),
            answered: Vec::new(),
        };
        Self { contents, places: HashMap::new() }
    }

    /// Adds the next line, which has this leaf, and this length without its newline.
    pub(crate) fn add(&mut self, line: &Line, leaf: Digest, length: u32) {
        let contents = &mut self.contents;
        let place = u32::try_from(contents.leaves.len()).unwrap_or(u32::MAX);
        contents.bytes += u64::from(length) + 1;
        contents.commits += u64::from(line.commit.number == line.commit.of);
        contents.durable = line.durable;
        if contents.names.last().is_none_or(|(_, name)| *name != line.log) {
            contents.names.push((place, line.log.clone()));
        }
        contents.leaves.push(leaf);
        contents.lengths.push(length);
        if let Some(answers) = &line.answers {
            contents.answered.push((answers_key(answers), place));
        }
        let known = self.places.get(&line.subject).and_then(|place| contents.subjects.get_mut(*place));
        if let Some(about) = known {
            about.sealed |= line.sealed.is_some();
            about.lines.push(place);
            return;
        }
        self.places.insert(line.subject.clone(), contents.subjects.len());
        let about = About { subject: line.subject.clone(), sealed: line.sealed.is_some(), lines: vec![place] };
        contents.subjects.push(about);
    }

    /// The contents, once every line was added.
    pub(crate) fn finish(self) -> Contents {
        self.contents
    }
}

fn path(first: u64) -> String {
    format!("{DIRECTORY}/{first:020}")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::disk::sim::{Dice, SimDisk};

    fn shelf(disk: &SimDisk, log: &str, key: u8) -> Shelf {
        let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from("/data"), Arc::new(|_| {}));
        Shelf::new(&volume, log, SubjectKey::from_bytes([key; 32]))
    }

    fn contents(first: u64) -> Contents {
        let about = About { subject: "matter/cn/1".to_owned(), sealed: true, lines: vec![0, 1] };
        Contents {
            first,
            bytes: 203,
            commits: 1,
            durable: 7,
            names: vec![(0, "hk".to_owned())],
            leaves: vec![Digest::of(b"a"), Digest::of(b"b")],
            lengths: vec![100, 101],
            subjects: vec![about],
            answered: vec![(Digest::of(b"message"), 0)],
        }
    }

    fn keep(shelf: &Shelf, contents: &Contents) {
        let mut dice = Dice(7);
        shelf.keep(contents, &mut |bytes: &mut [u8]| bytes.fill_with(|| dice.below(256) as u8)).unwrap();
    }

    #[test]
    fn contents_are_read_back_by_the_gateway_that_kept_them_and_by_nobody_else() {
        let disk = SimDisk::new();
        keep(&shelf(&disk, "hk", 1), &contents(9));
        let left = disk.after_power_cut(3);
        assert_eq!(shelf(&left, "hk", 1).read(9), Some(contents(9)));
        assert_eq!(shelf(&left, "hk", 2).read(9), None, "another key");
        assert_eq!(shelf(&left, "mo", 1).read(9), None, "another log");
        assert_eq!(shelf(&left, "hk", 1).read(10), None);
        let there = crate::disk::Disk::read(&left, "/data/contents/00000000000000000009".as_ref()).unwrap();
        crate::disk::Disk::open(&left, "/data/contents/00000000000000000010".as_ref()).unwrap().append(&there).unwrap();
        assert_eq!(shelf(&left, "hk", 1).read(10), None, "another segment's");
    }

    #[test]
    fn contents_with_any_byte_changed_or_cut_off_are_none() {
        let disk = SimDisk::new();
        keep(&shelf(&disk, "hk", 1), &contents(9));
        let file = PathBuf::from("/data/contents/00000000000000000009");
        let whole = crate::disk::Disk::read(&disk, &file).unwrap();
        for at in 0..whole.len() {
            disk.tamper(&file, |bytes| bytes[at] ^= 1);
            assert_eq!(shelf(&disk, "hk", 1).read(9), None, "{at}");
            disk.tamper(&file, |bytes| bytes.copy_from_slice(&whole));
        }
        for end in 0..whole.len() {
            disk.tamper(&file, |bytes| *bytes = whole[..end].to_vec());
            assert_eq!(shelf(&disk, "hk", 1).read(9), None, "{end}");
        }
    }

    #[test]
    fn contents_that_do_not_add_up_are_none() {
        let wrong: [fn(&mut Contents); 8] = [
            |it| it.bytes += 1,
            |it| it.leaves.truncate(1),
            |it| it.subjects[0].lines = vec![0],
            |it| it.subjects[0].lines = vec![0, 2],
            |it| it.subjects[0].lines = vec![1, 0],
            |it| it.subjects[0].lines = vec![0, 0],
            |it| it.answered[0].1 = 2,
            |it| it.names[0].0 = 2,
        ];
        for (number, change) in wrong.iter().enumerate() {
            let disk = SimDisk::new();
            let mut contents = contents(9);
            change(&mut contents);
            keep(&shelf(&disk, "hk", 1), &contents);
            assert_eq!(shelf(&disk, "hk", 1).read(9), None, "{number}");
        }
    }
}
