//! A start. A record is written first, as the benchmark of the record does it. Then its store is opened again and again: with views that are
//! up to date, and with none, so that all of them are made anew. Beside that the files are read as an auditor reads them: the tree alone, and
//! everything that can be verified without a key (spelling, checksums, chains, tree) together.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comity_record::merkle::{Tree, leaf_hash};
use comity_record::verify::Auditor;

use super::measure::{Samples, Stopwatch, median, per_second};
use super::record::disk::Counts;
use super::record::{LOG, Secrets, open, round};
use super::scratch::Scratch;
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};

const USUAL_ENTRIES: u32 = 100_000;
const AT_ONCE: u32 = 256;
/// A million entries in three seconds.
const STARTED_PER_SECOND_WANTED: u64 = 333_334;
const REBUILT_PER_SECOND_WANTED: u64 = 20_000;
const TREE_PER_SECOND_WANTED: u64 = 300_000;

/// What was measured over all rounds, in entries a second; starts as rounds.
#[derive(Default)]
struct Measured {
    starts: Vec<Round>,
    rebuilds: Vec<u64>,
    trees: Vec<u64>,
    audits: Vec<u64>,
    bytes: u64,
}

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let scratch = Scratch::in_directory(&options.directory)?;
    let secrets = Secrets::fresh()?;
    let entries = write(scratch.path(), &secrets, options.count.unwrap_or(USUAL_ENTRIES)).await?;
    let rounds = options.rounds;
    let measure = move || measure(scratch.path(), &secrets, entries, rounds);
    let measured = tokio::task::spawn_blocking(measure).await.map_err(BenchError::broken)??;
    let of = |rates: &[u64]| median(rates.iter().copied()).unwrap_or(0);
    let [rebuilt, tree, audited] = [&measured.rebuilds, &measured.trees, &measured.audits].map(|rates| of(rates));
    let median = Round::median_of(&measured.starts);
    Ok(Report {
        benchmark: Which::Start,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &["read", "parse", "merkle-leaf", "checksums", "chains", "keys-unwrapped", "views-compared"],
        rounds: measured.starts,
        median,
        figures: vec![
            Figure::new("record-entries", entries),
            Figure::new("record-bytes", measured.bytes),
            Figure::new("rebuilt-entries-per-second", rebuilt),
            Figure::new("tree-entries-per-second", tree),
            Figure::new("audited-entries-per-second", audited),
            Figure::new("peak-memory-kib", super::machine::peak_memory_kib()),
        ],
        marks: vec![
            Mark::at_least("started-entries-per-second", STARTED_PER_SECOND_WANTED, median.per_second),
            Mark::at_least("rebuilt-entries-per-second", REBUILT_PER_SECOND_WANTED, rebuilt),
            Mark::at_least("tree-entries-per-second", TREE_PER_SECOND_WANTED, tree),
        ],
    })
}

/// Writes a record of about so many entries, and says of how many.
async fn write(directory: &Path, secrets: &Secrets, entries: u32) -> Result<u64, BenchError> {
    let store = open(directory, Arc::new(Counts::default()), secrets)?;
    let at_once = AT_ONCE.min(entries);
    let committers = usize::try_from(at_once).map_err(BenchError::broken)?;
    let acknowledged = round(&store, committers, entries.div_ceil(at_once)).await?.count;
    let found = store.status().size;
    store.close()?;
    if found == acknowledged { Ok(found) } else { Err(BenchError::Miscounted { acknowledged, found }) }
}

fn measure(directory: &Path, secrets: &Secrets, entries: u64, rounds: u32) -> Result<Measured, BenchError> {
    let mut measured = Measured::default();
    let segments = segments(&directory.join("record/journal"))?;
    for segment in &segments {
        measured.bytes += fs::metadata(segment).map_err(|error| unusable(segment, error))?.len();
    }
    for _ in 0..rounds {
        measured.starts.push(start(directory, secrets, entries)?);
        let views = directory.join("record/views");
        fs::remove_dir_all(&views).map_err(|error| unusable(&views, error))?;
        measured.rebuilds.push(start(directory, secrets, entries)?.per_second);
        measured.trees.push(tree(&segments, entries)?);
        measured.audits.push(audit(&segments, entries)?);
    }
    Ok(measured)
}

/// From nothing to a store that takes commits.
fn start(directory: &Path, secrets: &Secrets, entries: u64) -> Result<Round, BenchError> {
    let watch = Stopwatch::start();
    let store = open(directory, Arc::new(Counts::default()), secrets)?;
    let elapsed = watch.elapsed();
    let found = store.status().size;
    store.close()?;
    if found != entries {
        return Err(BenchError::Miscounted { acknowledged: entries, found });
    }
    let mut times = Samples::default();
    times.add(u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX));
    Ok(times.round(entries, elapsed))
}

fn tree(segments: &[PathBuf], entries: u64) -> Result<u64, BenchError> {
    let watch = Stopwatch::start();
    let mut tree = Tree::new();
    for line in lines(segments) {
        tree.push(leaf_hash(&line?));
    }
    std::hint::black_box(tree.root());
    counted(tree.size(), entries, &watch)
}

fn audit(segments: &[PathBuf], entries: u64) -> Result<u64, BenchError> {
    let watch = Stopwatch::start();
    let mut auditor = Auditor::new(LOG);
    for line in lines(segments) {
        auditor.accept(&line?).map_err(|fault| BenchError::broken(fault.what.code()))?;
    }
    std::hint::black_box(auditor.tree().root());
    counted(auditor.tree().size(), entries, &watch)
}

fn counted(found: u64, entries: u64, watch: &Stopwatch) -> Result<u64, BenchError> {
    if found == entries {
        Ok(per_second(found, watch.elapsed()))
    } else {
        Err(BenchError::Miscounted { acknowledged: entries, found })
    }
}

fn segments(journal: &Path) -> Result<Vec<PathBuf>, BenchError> {
    let there = fs::read_dir(journal).map_err(|error| unusable(journal, error))?;
    let mut paths: Vec<PathBuf> = there.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
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

fn unusable(path: &Path, error: std::io::Error) -> BenchError {
    BenchError::Files { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_tiny_record_is_started_rebuilt_and_audited_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { count: Some(40), rounds: 2, directory: folder.path().to_owned(), ..Options::default() };
        let report = run(&options).await.unwrap();
        assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [40, 40]);
        assert!(report.figures.iter().all(|figure| figure.value > 0), "{:?}", report.figures);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
