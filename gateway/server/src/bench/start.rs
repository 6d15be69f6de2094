//! A start. A record is written first, as the benchmark of the record does it. Then its store is opened again and again: reading every line;
//! as a gateway does it, which takes closed segments over and reads the last one; and without views, so that all of them are made anew.
//! While it grows, at a quarter, at half and at the whole of it, its store is started too, to see what memory so many entries take.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comity_domain::limits::READ_ON_MAX_BYTES;

use super::machine::{peak_memory_kib, resident_memory_kib};
use super::measure::{Samples, Stopwatch, median};
use super::record::disk::Counts;
use super::record::{Secrets, open, open_reading, round};
use super::scratch::Scratch;
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};

const USUAL_ENTRIES: u32 = 100_000;
const AT_ONCE: u32 = 256;
/// A million entries in three seconds.
const STARTED_PER_SECOND_WANTED: u64 = 333_334;
const REBUILT_PER_SECOND_WANTED: u64 = 20_000;
/// The parts of the record at which memory is looked at: a quarter, a half, the whole.
const PARTS: [u32; 3] = [4, 2, 1];

/// What was measured over all rounds, in entries a second; starts as rounds.
#[derive(Default)]
struct Measured {
    starts: Vec<Round>,
    /// Starts that read every line.
    whole: Vec<u64>,
    /// So many entries the others did not read.
    remembered: u64,
    rebuilds: Vec<u64>,
    bytes: u64,
}

/// The memory of this program while a store with so many entries stands open.
#[derive(Debug, Clone, Copy)]
struct Resident {
    entries: u64,
    kib: u64,
}

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let scratch = Scratch::in_directory(&options.directory)?;
    let secrets = Secrets::fresh()?;
    let resident = grow(scratch.path(), &secrets, options.count.unwrap_or(USUAL_ENTRIES)).await?;
    let entries = resident.last().map_or(0, |last| last.entries);
    let rounds = options.rounds;
    let measure = move || measure(scratch.path(), &secrets, entries, rounds);
    let measured = tokio::task::spawn_blocking(measure).await.map_err(BenchError::broken)??;
    let rebuilt = median(measured.rebuilds).unwrap_or(0);
    let whole = median(measured.whole).unwrap_or(0);
    let median = Round::median_of(&measured.starts);
    let mut figures = vec![
        Figure::new("record-entries", entries),
        Figure::new("record-bytes", measured.bytes),
        Figure::new("remembered-entries", measured.remembered),
        Figure::new("started-reading-all-entries-per-second", whole),
        Figure::new("rebuilt-entries-per-second", rebuilt),
    ];
    let at = |it: &Resident| Figure::new(format!("memory-at-{}-entries-kib", it.entries), it.kib);
    figures.extend(resident.iter().map(at));
    figures.push(Figure::new("memory-per-further-entry-bytes", per_further_entry(&resident)));
    figures.push(Figure::new("peak-memory-kib", peak_memory_kib()));
    Ok(Report {
        benchmark: Which::Start,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &[
            "contents-of-closed-segments",
            "last-segment-read",
            "signed-root",
            "keys-unwrapped",
            "views-compared",
        ],
        rounds: measured.starts,
        median,
        figures,
        marks: vec![
            Mark::at_least("started-entries-per-second", STARTED_PER_SECOND_WANTED, median.per_second),
            Mark::at_least("rebuilt-entries-per-second", REBUILT_PER_SECOND_WANTED, rebuilt),
        ],
    })
}

/// Writes a record of about so many entries, and starts its store whenever it has come to one of the [`PARTS`].
async fn grow(directory: &Path, secrets: &Secrets, entries: u32) -> Result<Vec<Resident>, BenchError> {
    let (mut resident, mut written) = (Vec::new(), 0);
    for part in PARTS {
        let missing = u64::from(entries.div_ceil(part)).saturating_sub(written);
        written = write(directory, secrets, u32::try_from(missing).map_err(BenchError::broken)?).await?;
        let store = open(directory, Arc::new(Counts::default()), secrets)?;
        resident.push(Resident { entries: written, kib: resident_memory_kib() });
        store.close()?;
    }
    Ok(resident)
}

/// What an entry more takes in memory, from the first of these sizes to the last.
fn per_further_entry(resident: &[Resident]) -> u64 {
    let (Some(first), Some(last)) = (resident.first(), resident.last()) else { return 0 };
    last.kib.saturating_sub(first.kib) * 1024 / last.entries.saturating_sub(first.entries).max(1)
}

/// Adds about so many entries to a record, and says how many it has then.
pub(super) async fn write(directory: &Path, secrets: &Secrets, entries: u32) -> Result<u64, BenchError> {
    let store = open(directory, Arc::new(Counts::default()), secrets)?;
    let before = store.status().size;
    let at_once = AT_ONCE.min(entries).max(1);
    let committers = usize::try_from(at_once).map_err(BenchError::broken)?;
    let acknowledged = before + round(&store, committers, entries.div_ceil(at_once)).await?.count;
    let found = store.status().size;
    store.close()?;
    if found == acknowledged { Ok(found) } else { Err(BenchError::Miscounted { acknowledged, found }) }
}

fn measure(directory: &Path, secrets: &Secrets, entries: u64, rounds: u32) -> Result<Measured, BenchError> {
    let mut measured = Measured::default();
    for segment in &segments(directory)? {
        measured.bytes += fs::metadata(segment).map_err(|error| unusable(segment, error))?.len();
    }
    measured.remembered = remember(directory, secrets)?;
    for _ in 0..rounds {
        measured.whole.push(start(directory, secrets, entries, true)?.per_second);
        measured.starts.push(start(directory, secrets, entries, false)?);
        let views = directory.join("record/views");
        fs::remove_dir_all(&views).map_err(|error| unusable(&views, error))?;
        measured.rebuilds.push(start(directory, secrets, entries, false)?.per_second);
    }
    Ok(measured)
}

/// Reads what is closed, as a gateway does while it serves, so that the next starts need not. Answers with how many entries these do not read.
fn remember(directory: &Path, secrets: &Secrets) -> Result<u64, BenchError> {
    let store = open(directory, Arc::new(Counts::default()), secrets)?;
    while store.read_on(READ_ON_MAX_BYTES)? {}
    store.close()?;
    drop(store);
    let store = open(directory, Arc::new(Counts::default()), secrets)?;
    store.close()?;
    Ok(store.remembered().entries)
}

/// From nothing to a store that takes commits; if it `reads_all`, by reading every line.
fn start(directory: &Path, secrets: &Secrets, entries: u64, reads_all: bool) -> Result<Round, BenchError> {
    let watch = Stopwatch::start();
    let store = open_reading(directory, Arc::new(Counts::default()), secrets, reads_all)?;
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

/// The files with the lines of the record, in their order.
pub(super) fn segments(directory: &Path) -> Result<Vec<PathBuf>, BenchError> {
    let journal = directory.join("record/journal");
    let there = fs::read_dir(&journal).map_err(|error| unusable(&journal, error))?;
    let mut paths: Vec<PathBuf> = there.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

pub(super) fn unusable(path: &Path, error: std::io::Error) -> BenchError {
    BenchError::Files { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_entry_takes_is_what_memory_grew_by() {
        let at = |entries, kib| Resident { entries, kib };
        assert_eq!(per_further_entry(&[at(1_000, 500), at(2_000, 700), at(3_000, 700)]), 102);
        assert_eq!(per_further_entry(&[at(1_000, 500), at(2_000, 400)]), 0, "it did not grow");
        assert_eq!(per_further_entry(&[at(1_000, 500)]), 0);
    }

    #[tokio::test]
    async fn a_tiny_record_is_started_and_rebuilt_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { count: Some(40), rounds: 2, directory: folder.path().to_owned(), ..Options::default() };
        let report = run(&options).await.unwrap();
        assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [40, 40]);
        let figure = |code: &str| report.figures.iter().find(|figure| figure.code == code).unwrap().value;
        for code in ["memory-at-10-entries-kib", "memory-at-20-entries-kib", "memory-at-40-entries-kib"] {
            assert!(figure(code) > 0, "{code}");
        }
        assert!(figure("record-bytes") > 40 * 1_500 && figure("rebuilt-entries-per-second") > 0);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
