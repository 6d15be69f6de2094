//! Evidence. One large file goes with a letter from one gateway to the other, over mutual TLS: read and opened piece by piece, sent, checked
//! against its manifest, sealed and synced over there, hashed as a whole, and then the letter. The clock runs from the forwarding of
//! the letter to its receipt. In the same run, on the same machine, the same bytes are hashed, and sent over a TLS connection of this program,
//! and nothing else is done with them: a transfer cannot be faster than the slower of the two. Nor can it be faster than the disk, on which
//! as many pieces are written at the same time as a transfer has under way, each synced before it counts.
//!
//! Then many small files are added to one matter, and the first thousand is compared with the last: what it takes must not grow with
//! what is there.
//!
//! `--count` is the size of the large file in MiB; there is one round, which is the file.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use comity_domain::MatterId;
use comity_domain::limits::{PIECE_BYTES, PIECES_OF_FILE_IN_FLIGHT_MAX};
use comity_domain::manifest::{Naming, Whole};
use comity_domain::matter::FileRef;
use tokio::sync::mpsc;

use super::exchange::letter::Letter;
use super::exchange::pair::{JUDGE, Pair};
use super::measure::{Samples, Stopwatch, per_second};
use super::scratch::Scratch;
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::access::{Permit, action};
use crate::clock::{BusinessDays, Clock, entropy};
use crate::mtls::encrypted_loopback;

const USUAL_MIB: u32 = 2048;
/// So many MiB measure the disk, or as many as the file has.
const DISK_MIB: u64 = 512;
/// A hundredth of what is sent is also hashed and encrypted to warm up.
const WARM_UP: u64 = 100;
const OF_THE_SLOWER_WANTED_PER_CENT: u64 = 60;
const SMALL_FILES: u32 = 10_000;
const SMALL_BYTES: usize = 20_000;
/// So many are compared with each other.
const THOUSAND: u32 = 1_000;
/// The last thousand may take this much of the first, in per cent: half as long again, and no more, however noisy the machine.
const LAST_OF_FIRST_PER_CENT: u64 = 150;
/// How often it is looked whether the letter is receipted.
const LOOK_EVERY_MS: u64 = 5;
const STALLED_SECONDS: u64 = 600;

/// What was measured of the large file.
struct Large {
    transfer: Duration,
    sha256: Duration,
    tls: Duration,
    disk: Duration,
}

/// What was measured of the small ones.
struct Small {
    first: Duration,
    last: Duration,
    all: Duration,
}

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    measure(options, options.count.unwrap_or(USUAL_MIB), SMALL_FILES).await
}

async fn measure(options: &Options, mib: u32, small_files: u32) -> Result<Report, BenchError> {
    let pair = Pair::start(options).await?;
    let letter = Letter::new(1)?;
    let large = large(options, &pair, &letter, mib).await?;
    let small = small(&pair, &letter, small_files).await?;
    pair.stop().await?;
    let count = u64::from(mib);
    let mut times = Samples::default();
    times.add(u64::try_from(large.transfer.as_nanos()).unwrap_or(u64::MAX));
    let round = times.round(count, large.transfer);
    let median = Round::median_of(&[round]);
    let [transfer, sha256, tls] = [large.transfer, large.sha256, large.tls].map(|elapsed| per_second(count, elapsed));
    let disk = per_second(on_disk(count), large.disk);
    let ratio = transfer * 100 / sha256.min(tls).max(1);
    let growth = per_cent(small.last, small.first);
    Ok(Report {
        benchmark: Which::Evidence,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &[
            "read-and-opened",
            "mutual-tls",
            "pieces-checked",
            "sealed-and-synced",
            "whole-hashed",
            "letter-and-receipt",
        ],
        rounds: vec![round],
        median,
        figures: vec![
            Figure::new("file-mib", count),
            Figure::new("transfer-mib-per-second", transfer),
            Figure::new("sha256-mib-per-second", sha256),
            Figure::new("tls-mib-per-second", tls),
            Figure::new("disk-synced-mib-per-second", disk),
            Figure::new("transfer-of-the-disk-per-cent", transfer * 100 / disk.max(1)),
            Figure::new("small-files-count", u64::from(small_files)),
            Figure::new("small-file-bytes", SMALL_BYTES as u64),
            Figure::new("small-files-first-thousand-ms", millis(small.first)),
            Figure::new("small-files-last-thousand-ms", millis(small.last)),
            Figure::new("small-files-all-ms", millis(small.all)),
            Figure::new("peak-memory-kib", super::machine::peak_memory_kib()),
        ],
        marks: vec![
            Mark::at_least("transfer-of-the-slower-per-cent", OF_THE_SLOWER_WANTED_PER_CENT, ratio),
            Mark::at_most("last-of-first-per-cent", LAST_OF_FIRST_PER_CENT, growth),
        ],
    })
}

/// Has a letter go with a large file.
async fn large(options: &Options, pair: &Pair, letter: &Letter, mib: u32) -> Result<Large, BenchError> {
    let matter = letter.draft(&pair.cn).await?;
    let file = attach(pair, &matter, mib).await?;
    let mut request = letter.request().clone();
    let document = request.documents.first_mut().ok_or_else(|| BenchError::broken("a letter without documents"))?;
    document.file = Some(file);
    let app = pair.cn.app();
    app.amend(pair.cn.permit(JUDGE, &matter)?, request).await?;
    app.preflight(pair.cn.permit(JUDGE, &matter)?).await?;
    app.submit(pair.cn.permit(JUDGE, &matter)?, None).await?;
    pair.assessed().await?;
    let watch = Stopwatch::start();
    pair.cn.forward(&matter).await?;
    while !pair.cn.unreceipted(pair.hk.gateway())?.is_empty() {
        pair.is_serving()?;
        if watch.elapsed().as_secs() >= STALLED_SECONDS {
            return Err(BenchError::Stalled { seconds: STALLED_SECONDS, missing: 1 });
        }
        tokio::time::sleep(Duration::from_millis(LOOK_EVERY_MS)).await;
    }
    let transfer = watch.elapsed();
    let count = u64::from(mib);
    let sha256 = tokio::task::spawn_blocking(move || hashed(count)).await.map_err(BenchError::broken)?;
    let tls = encrypted(count).await?;
    let scratch = Scratch::in_directory(&options.directory)?;
    let written = tokio::task::spawn_blocking(move || synced(scratch.path(), on_disk(count)));
    let disk = written.await.map_err(BenchError::broken)??;
    Ok(Large { transfer, sha256, tls, disk })
}

/// Adds the large file: every piece is another.
async fn attach(pair: &Pair, matter: &MatterId, mib: u32) -> Result<FileRef, BenchError> {
    let (sender, parts) = mpsc::channel(2);
    let naming = Naming { name: "hearing.mp4".into(), media_type: "video/mp4".into(), label: None };
    let permit: Permit<action::Attach> = pair.cn.permit(JUDGE, matter)?;
    let sending = tokio::spawn(async move {
        for index in 0..mib {
            // Whoever takes no more says why.
            if sender.send(Bytes::from(piece(u64::from(index)))).await.is_err() {
                return;
            }
        }
    });
    let file = pair.cn.app().attach_large(permit, naming, parts).await?;
    sending.await.map_err(BenchError::broken)?;
    Ok(file)
}

/// A piece that compresses badly and is like no other.
fn piece(index: u64) -> Vec<u8> {
    let seed: [u8; 8] = entropy();
    let mut state = u64::from_be_bytes(seed) ^ index;
    let mut bytes = Vec::with_capacity(PIECE_BYTES);
    while bytes.len() < PIECE_BYTES {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bytes.extend_from_slice(&state.to_be_bytes());
    }
    bytes.truncate(PIECE_BYTES);
    bytes
}

/// How long it takes to hash so many MiB, on one thread.
fn hashed(mib: u64) -> Duration {
    let piece = piece(0);
    let mut whole = Whole::default();
    (0..mib.div_ceil(WARM_UP)).for_each(|_| whole.take(&piece));
    let mut whole = Whole::default();
    let watch = Stopwatch::start();
    (0..mib).for_each(|_| whole.take(&piece));
    std::hint::black_box(&whole);
    watch.elapsed()
}

/// How long it takes to send so many MiB over TLS.
async fn encrypted(mib: u64) -> Result<Duration, BenchError> {
    let now = Clock::new(BusinessDays::Machine).now();
    let watch = || {
        let watch = Stopwatch::start();
        move || watch.elapsed()
    };
    encrypted_loopback(piece(0), mib.div_ceil(WARM_UP), now, watch).await.map_err(BenchError::broken)?;
    encrypted_loopback(piece(0), mib, now, watch).await.map_err(BenchError::broken)
}

/// So many MiB are written to measure the disk.
fn on_disk(mib: u64) -> u64 {
    mib.min(DISK_MIB)
}

/// How long it takes to keep so many MiB in files of a piece each, as many at a time as a transfer has under way: each written and synced under
/// another name, and then named.
fn synced(directory: &Path, mib: u64) -> Result<Duration, BenchError> {
    let bytes = piece(0);
    let next = AtomicU64::new(0);
    let keep = || -> Result<(), BenchError> {
        while let Some(index) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|index| *index < mib) {
            let (open, named) = (directory.join(format!("{index}.new")), directory.join(index.to_string()));
            let kept = File::create(&open)
                .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_data()))
                .and_then(|()| fs::rename(&open, &named))
                .and_then(|()| File::open(directory)?.sync_all());
            kept.map_err(|error| BenchError::Files { path: named, error })?;
        }
        Ok(())
    };
    let watch = Stopwatch::start();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..PIECES_OF_FILE_IN_FLIGHT_MAX).map(|_| scope.spawn(keep)).collect();
        writers.into_iter().try_for_each(|writer| {
            writer.join().map_err(|_| BenchError::broken("a writer of the disk has panicked"))?
        })
    })?;
    Ok(watch.elapsed())
}

/// Adds many small files to one matter, one after the other.
async fn small(pair: &Pair, letter: &Letter, count: u32) -> Result<Small, BenchError> {
    let matter = letter.draft(&pair.cn).await?;
    let compared = THOUSAND.min(count / 2).max(1);
    let (mut first, mut before_last) = (Duration::ZERO, Duration::ZERO);
    let watch = Stopwatch::start();
    for number in 0..count {
        if number == compared {
            first = watch.elapsed();
        }
        if number == count - compared {
            before_last = watch.elapsed();
        }
        let mut bytes = piece(u64::from(number));
        bytes.truncate(SMALL_BYTES);
        let permit: Permit<action::Attach> = pair.cn.permit(JUDGE, &matter)?;
        pair.cn.app().attach(permit, format!("page-{number}.jpg"), "image/jpeg".into(), bytes).await?;
    }
    let all = watch.elapsed();
    Ok(Small { first, last: all.saturating_sub(before_last), all })
}

fn per_cent(part: Duration, of: Duration) -> u64 {
    u64::try_from(part.as_nanos() * 100 / of.as_nanos().max(1)).unwrap_or(u64::MAX)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::tests::packed_releases;
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_tiny_file_is_measured_beside_what_it_is_measured_against() {
        let (releases, folder) = (packed_releases(), tempfile::tempdir().unwrap());
        let options = Options {
            releases: Some(releases.path().to_owned()),
            directory: folder.path().to_owned(),
            ..Options::default()
        };
        let report = measure(&options, 3, 20).await.unwrap();
        assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [3]);
        for code in
            ["transfer-mib-per-second", "sha256-mib-per-second", "tls-mib-per-second", "disk-synced-mib-per-second"]
        {
            assert!(report.figures.iter().any(|figure| figure.code == code && figure.value > 0), "{code}");
        }
    }
}
