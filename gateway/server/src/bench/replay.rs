//! A record replayed. Letters are drafted, examined by both sides' rules and submitted, as people do it; then every assessment that the
//! record holds by then is read, opened, made again in a fresh sandbox and compared: each by the release that made it, and the own side's by
//! a candidate. One thread does it, as in a gateway.

use std::fs;
use std::sync::Arc;

use comity_domain::limits::REPLAY_MAX_ENTRIES;
use comity_record::Digest;
use comity_rules::Release;

use super::exchange::letter::Letter;
use super::exchange::pair::{Pair, Side};
use super::exchange::prepare;
use super::measure::{Samples, Stopwatch, median, per_second};
use super::{BenchError, Build, Figure, Machine, Mark, Options, Report, Round, Which};
use crate::access::{Permit, Role, action};
use crate::app::Replayed;

const USUAL_ASSESSMENTS: u32 = 10_000;
/// Both sides' rules before it is submitted, and the own side's afterwards.
const ASSESSMENTS_PER_LETTER: u32 = 3;
/// Ten thousand in two seconds.
const PER_SECOND_WANTED: u64 = 5_000;

pub(super) async fn run(options: &Options) -> Result<Report, BenchError> {
    let pair = Arc::new(Pair::start(options).await?);
    let letter = Arc::new(Letter::new(options.documents)?);
    let letters = options.count.unwrap_or(USUAL_ASSESSMENTS).div_ceil(ASSESSMENTS_PER_LETTER);
    prepare(&pair, &letter, letters).await?;
    let candidate = candidate(&pair.cn, options).await?;
    whole(&pair.cn, Some(candidate)).await?;
    let (mut rounds, mut by_releases) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        let watch = Stopwatch::start();
        let replayed = whole(&pair.cn, Some(candidate)).await?;
        let elapsed = watch.elapsed();
        let mut times = Samples::default();
        times.add(u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX));
        rounds.push(times.round(replayed.assessments, elapsed));
        let watch = Stopwatch::start();
        by_releases.push(per_second(whole(&pair.cn, None).await?.assessments, watch.elapsed()));
    }
    let entries = pair.cn.record_size()?;
    pair.stop().await?;
    let median_round = Round::median_of(&rounds);
    Ok(Report {
        benchmark: Which::Replay,
        machine: Machine::with_disk(&options.directory),
        build: Build::this(),
        includes: &["record-read", "decryption", "parse", "fresh-sandbox", "comparison"],
        rounds,
        median: median_round,
        figures: vec![
            Figure::new("record-entries", entries),
            Figure::new("by-own-release-per-second", median(by_releases.into_iter()).unwrap_or(0)),
        ],
        marks: vec![Mark::at_least("candidate-assessments-per-second", PER_SECOND_WANTED, median_round.per_second)],
    })
}

/// The component that is in force, as a candidate: nothing may change.
async fn candidate(side: &Side, options: &Options) -> Result<Digest, BenchError> {
    let path = options.releases()?.join("mainland.release.json");
    let bytes = fs::read(&path).map_err(|error| BenchError::Files { path: path.clone(), error })?;
    let own = Release::parse(&bytes).map_err(|fault| BenchError::Release { path, fault: Box::new(fault) })?;
    let permit: Permit<action::ReplayRules> = side.permit_at(AUDITOR, None)?;
    Ok(side.app().take_candidate(&permit, own.component().to_vec()).await?)
}

/// The whole record, part by part, as the command line asks for it. What does not come out the same is an error, not a smaller number.
async fn whole(side: &Side, candidate: Option<Digest>) -> Result<Replayed, BenchError> {
    let permit: Permit<action::ReplayRules> = side.permit_at(AUDITOR, None)?;
    let (mut whole, size) = (Replayed::default(), side.record_size()?);
    while whole.entries < size {
        let part = whole.entries..(whole.entries + REPLAY_MAX_ENTRIES).min(size);
        whole.add(side.app().replay(&permit, part, candidate).await?);
    }
    if whole.same == whole.assessments && whole.not_replayable == 0 {
        Ok(whole)
    } else {
        Err(BenchError::broken(format!("{} of {} came out the same", whole.same, whole.assessments)))
    }
}

const AUDITOR: (Role, &str) = (Role::Auditor, "cn-gd-hpc");

#[cfg(test)]
mod tests {
    use super::super::tests::packed_releases;
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_tiny_record_is_replayed_to_the_same_by_its_releases_and_by_a_candidate() {
        let (releases, directory) = (packed_releases(), tempfile::tempdir().unwrap());
        let options = Options {
            count: Some(6),
            rounds: 2,
            releases: Some(releases.path().to_owned()),
            directory: directory.path().to_owned(),
            ..Options::default()
        };
        let report = run(&options).await.unwrap();
        // Of two letters: the own side's rules, twice each.
        assert_eq!(report.rounds.iter().map(|round| round.count).collect::<Vec<_>>(), [4, 4]);
    }
}
