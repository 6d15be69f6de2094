//! What whoever verifies a record does, on one thread. A record is written first, as the benchmark of the record does it; then its files are
//! read as an auditor reads them: the tree alone, and everything that can be verified without a key (spelling, checksums, chains, tree)
//! together. Apart from that, and from the disk: the signatures of each suite over messages of the usual size, and the opening of sealed
//! particulars, which ends with their commitments.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use comity_federation::keys::{KeyPair, KeyUse, Owner, PublicKey, SIGNATURE_BYTES, Suite};
use comity_record::line::{Line, Place, Version};
use comity_record::merkle::{Tree, leaf_hash};
use comity_record::seal::SubjectKey;
use comity_record::verify::Auditor;

use super::measure::{Samples, Stopwatch, median, per_second};
use super::record::{ENVELOPE_BYTES, LOG, Secrets, commit, fill};
use super::scratch::Scratch;
use super::start::{segments, unusable, write};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::clock::{BusinessDays, Clock, entropy};

const USUAL_ENTRIES: u32 = 100_000;
const TREE_PER_SECOND_WANTED: u64 = 300_000;
/// So many different messages are verified, and so many different lines opened, in each round.
const SAMPLE: usize = 2_000;

/// Messages that a key has signed.
struct Signatures {
    suite: Suite,
    key: PublicKey,
    signed: Vec<(Vec<u8>, [u8; SIGNATURE_BYTES])>,
}

/// What was measured over all rounds, by the second; the tree as rounds.
#[derive(Default)]
struct Measured {
    trees: Vec<Round>,
    audits: Vec<u64>,
    signatures: BTreeMap<Suite, Vec<u64>>,
    opened: Vec<u64>,
}

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let scratch = Scratch::in_directory(&options.directory)?;
    let entries = write(scratch.path(), &Secrets::fresh()?, options.count.unwrap_or(USUAL_ENTRIES)).await?;
    let rounds = options.rounds;
    let measure = move || measure(&segments(scratch.path())?, entries, rounds);
    let measured = tokio::task::spawn_blocking(measure).await.map_err(BenchError::broken)??;
    let of = |rates: &[u64]| median(rates.iter().copied()).unwrap_or(0);
    let median = Round::median_of(&measured.trees);
    let mut figures = vec![
        Figure::new("record-entries", entries),
        Figure::new("audited-entries-per-second", of(&measured.audits)),
        Figure::new("message-bytes", ENVELOPE_BYTES as u64),
    ];
    let verified = |(suite, rates): (&Suite, &Vec<u64>)| {
        Figure::new(format!("{}-signatures-verified-per-second", suite.code().to_ascii_lowercase()), of(rates))
    };
    figures.extend(measured.signatures.iter().map(verified));
    figures.push(Figure::new("decryptions-per-second", of(&measured.opened)));
    Ok(Report {
        benchmark: Which::Verify,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &["read-from-files", "merkle-leaf", "tree"],
        rounds: measured.trees,
        median,
        figures,
        marks: vec![Mark::at_least("tree-entries-per-second", TREE_PER_SECOND_WANTED, median.per_second)],
    })
}

fn measure(segments: &[PathBuf], entries: u64, rounds: u32) -> Result<Measured, BenchError> {
    let signatures = Suite::OF_MESSAGES.iter().map(|suite| Signatures::of(*suite)).collect::<Result<Vec<_>, _>>()?;
    let lines = sealed_lines()?;
    let mut measured = Measured::default();
    for _ in 0..rounds {
        measured.trees.push(tree(segments, entries)?);
        measured.audits.push(audit(segments, entries)?);
        for signatures in &signatures {
            measured.signatures.entry(signatures.suite).or_default().push(signatures.verify()?);
        }
        measured.opened.push(open_all(&lines)?);
    }
    Ok(measured)
}

fn tree(segments: &[PathBuf], entries: u64) -> Result<Round, BenchError> {
    let watch = Stopwatch::start();
    let mut tree = Tree::new();
    for line in lines(segments) {
        tree.push(leaf_hash(&line?));
    }
    std::hint::black_box(tree.root());
    let elapsed = watch.elapsed();
    counted(tree.size(), entries)?;
    let mut times = Samples::default();
    times.add(u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX));
    Ok(times.round(entries, elapsed))
}

fn audit(segments: &[PathBuf], entries: u64) -> Result<u64, BenchError> {
    let watch = Stopwatch::start();
    let mut auditor = Auditor::new(LOG);
    for line in lines(segments) {
        auditor.accept(&line?).map_err(|fault| BenchError::broken(fault.what.code()))?;
    }
    std::hint::black_box(auditor.tree().root());
    let elapsed = watch.elapsed();
    counted(auditor.tree().size(), entries)?;
    Ok(per_second(entries, elapsed))
}

const fn counted(found: u64, entries: u64) -> Result<(), BenchError> {
    if found == entries { Ok(()) } else { Err(BenchError::Miscounted { acknowledged: entries, found }) }
}

/// The lines of the files, one after the other, without their ends.
fn lines(segments: &[PathBuf]) -> impl Iterator<Item = Result<Vec<u8>, BenchError>> + '_ {
    segments.iter().flat_map(|segment| {
        let lines = fs::File::open(segment).map(|file| BufReader::new(file).split(b'\n'));
        let (lines, failed) = match lines {
            Ok(lines) => (Some(lines), None),
            Err(error) => (None, Some(Err(error))),
        };
        failed.into_iter().chain(lines.into_iter().flatten()).map(|line| line.map_err(|error| unusable(segment, error)))
    })
}

impl Signatures {
    fn of(suite: Suite) -> Result<Self, BenchError> {
        let owner: Owner = "cn".parse().map_err(BenchError::broken)?;
        let key = KeyPair::of_suite(suite, owner, KeyUse::Envelope, &entropy()).map_err(BenchError::broken)?;
        let mut signed = Vec::new();
        for _ in 0..SAMPLE {
            let mut message = vec![0; ENVELOPE_BYTES];
            fill(&mut message);
            let signature = key.sign(&message).map_err(BenchError::broken)?;
            signed.push((message, signature));
        }
        Ok(Self { suite, key: key.public(), signed })
    }

    /// Verifies all of them, and says how many that were in a second.
    fn verify(&self) -> Result<u64, BenchError> {
        let watch = Stopwatch::start();
        let hold = self.signed.iter().filter(|(message, signature)| self.key.verify(message, signature)).count() as u64;
        let elapsed = watch.elapsed();
        counted(hold, self.signed.len() as u64)?;
        Ok(per_second(hold, elapsed))
    }
}

/// Lines like those of the record, each of a subject of its own, with the keys that open them.
fn sealed_lines() -> Result<Vec<(Line, SubjectKey)>, BenchError> {
    let (clock, mut random) = (Clock::new(BusinessDays::Machine), fill);
    let mut lines = Vec::new();
    for index in 0..SAMPLE as u64 {
        let subject = format!("matter/cn/{}", clock.ulid());
        let commit = commit(&subject, 0, clock.now())?;
        let entry = commit.additions.into_iter().flat_map(|addition| addition.entries).next();
        let entry = entry.ok_or_else(|| BenchError::broken("a commit without an entry"))?;
        let line = Line {
            v: Version::V1,
            log: LOG.to_owned(),
            index,
            time: commit.time,
            subject,
            revision: 1,
            kind: entry.kind,
            day: commit.day,
            commit: Place { number: 1, of: 1 },
            durable: index,
            open: entry.open,
            answers: None,
            receipt: None,
            commitments: BTreeMap::new(),
            sealed: None,
            sum: None,
        };
        let key = SubjectKey::generate(&mut random);
        let bytes = line.seal(&entry.particulars, &key, &mut random).map_err(BenchError::broken)?;
        lines.push((Line::parse(&bytes).map_err(BenchError::broken)?, key));
    }
    Ok(lines)
}

/// Opens all of them, and says how many that were in a second.
fn open_all(lines: &[(Line, SubjectKey)]) -> Result<u64, BenchError> {
    let watch = Stopwatch::start();
    for (line, key) in lines {
        std::hint::black_box(line.open(key).map_err(BenchError::broken)?);
    }
    Ok(per_second(lines.len() as u64, watch.elapsed()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_tiny_record_is_verified_and_signatures_and_decryptions_are_counted_apart() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { count: Some(40), rounds: 2, directory: folder.path().to_owned(), ..Options::default() };
        let report = run(&options).await.unwrap();
        assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [40, 40]);
        for code in [
            "audited-entries-per-second",
            "ed25519-signatures-verified-per-second",
            "sm2-sm3-signatures-verified-per-second",
            "decryptions-per-second",
        ] {
            assert!(report.figures.iter().any(|figure| figure.code == code && figure.value > 0), "{code}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_signature_that_does_not_hold_is_no_smaller_number_but_an_error() {
        let mut signatures = Signatures::of(Suite::Ed25519).unwrap();
        assert!(signatures.verify().is_ok());
        signatures.signed[7].0[0] ^= 1;
        assert_eq!(signatures.verify().unwrap_err().code(), "miscounted");
    }
}
