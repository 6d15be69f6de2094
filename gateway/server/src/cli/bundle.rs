//! `comity record bundle` and `comity record verify FILE`: a matter in one file, and that file verified without network and gateway.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::http::Method;
use comity_domain::limits::BUNDLE_MAX_BYTES;
use comity_domain::matter::Check;
use comity_domain::{CaseId, History, MatterId};
use comity_federation::bundle::{self, Fault, Flaw, Verdict};
use comity_federation::keys::{KeyUse, Owner};
use comity_federation::roll::{Anchor, Roll};
use comity_record::Digest;
use comity_rules::{Host, Lock, Pin, PublisherKey, Release, RuleSet, Settings};
use serde_json::{Value, json};

use super::client::Client;
use super::failure::CliError;
use super::{Common, print};
use crate::words::{Arg, Family, Words};

#[derive(Debug, clap::Args)]
pub(super) struct Write {
    /// the matter
    id: MatterId,
    #[command(flatten)]
    how: How,
}

#[derive(Debug, clap::Args)]
pub(super) struct WriteCase {
    /// the case
    id: CaseId,
    #[command(flatten)]
    how: How,
}

#[derive(Debug, clap::Args)]
struct How {
    /// where to write it
    #[arg(short, long)]
    out: PathBuf,
    /// enclose the files
    #[arg(long)]
    with_files: bool,
    /// why they are taken out of the house
    #[arg(long, requires = "with_files")]
    reason: Option<String>,
}

/// What a bundle is held against.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Against {
    /// of a bundle: the keys that the roll must be signed with, as in a gateway's `roll-trust.json`
    #[arg(long)]
    trust: Option<PathBuf>,
    /// of a bundle: a directory of releases, like a gateway's `releases` and `releases/advice`; its assessments are made again by those
    /// that are there
    #[arg(long)]
    releases: Vec<PathBuf>,
}

/// What became of the assessments when they were made again.
#[derive(Debug, Default)]
struct Replayed {
    same: u64,
    missing: Vec<Digest>,
    /// The row of the first that came out otherwise.
    differs: Option<u64>,
}

/// Fetches the bundle of a matter.
pub(super) async fn write(common: &Common, Write { id, how }: Write) -> Result<(), CliError> {
    fetch(common, &format!("/api/v1/matters/{id}/bundle"), how).await
}

/// Fetches the bundle of a case.
pub(super) async fn write_case(common: &Common, WriteCase { id, how }: WriteCase) -> Result<(), CliError> {
    fetch(common, &format!("/api/v1/cases/{id}/bundle"), how).await
}

async fn fetch(common: &Common, path: &str, How { out, with_files, reason }: How) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let response = client.tell(Method::POST, path, Some(&json!({ "files": with_files, "reason": reason }))).await?;
    std::fs::write(&out, &response.body)?;
    let (name, digest) = (out.display().to_string(), Digest::of(&response.body).hex());
    if common.json {
        return print::json(&json!({ "file": name, "bytes": response.body.len(), "sha256": digest }));
    }
    let args = [("name", Arg::Text(&name)), ("digest", Arg::Text(&digest))];
    print::line(&Words::embedded().text(common.lang, "bundle-written", &args))
}

/// Verifies the bundle in `file`, and says what it shows, or the first thing that does not hold.
pub(super) fn verify(common: &Common, file: &Path, against: &Against) -> Result<(), CliError> {
    let name = file.display().to_string();
    let unreadable = |error: std::io::Error| CliError::input("file-unreadable", name.clone(), error);
    if std::fs::metadata(file).map_err(unreadable)?.len() > BUNDLE_MAX_BYTES as u64 {
        return Err(CliError::input("bundle-too-large", name.clone(), BUNDLE_MAX_BYTES));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let trusted = against.trust.as_deref().map(anchors).transpose()?;
    let verdict = match bundle::verify(&bytes, trusted.as_deref()) {
        Ok(verdict) => verdict,
        Err(Fault { row, member, what }) => {
            let family = if matches!(what, Flaw::Refused(_)) { Family::Reason } else { Family::Error };
            return broken(common, &name, &format!("{row} {member}"), family, what.code());
        }
    };
    let replayed = if against.releases.is_empty() { None } else { Some(replay(&verdict, &against.releases)?) };
    if let Some(row) = replayed.as_ref().and_then(|replayed| replayed.differs) {
        return broken(common, &name, &format!("{row} opened"), Family::Error, "bundle-replay-differs");
    }
    let pinned = trusted.is_some();
    if common.json {
        print::json(&as_json(&name, &verdict, pinned, replayed.as_ref()))
    } else {
        in_words(common, &name, &verdict, pinned, replayed.as_ref())
    }
}

fn broken(common: &Common, name: &str, place: &str, family: Family, code: &'static str) -> Result<(), CliError> {
    let place = place.trim_end();
    if common.json {
        print::json(&json!({ "bundle": name, "at": place, "code": code }))?;
    } else {
        let args = [
            ("name", Arg::Text(name)),
            ("place", Arg::Text(place)),
            ("code", Arg::Text(code)),
            ("why", Arg::Code(family, code)),
        ];
        print::line(&Words::embedded().text(common.lang, "bundle-broken", &args))?;
    }
    Err(CliError::Said)
}

fn in_words(
    common: &Common,
    name: &str,
    verdict: &Verdict,
    pinned: bool,
    replayed: Option<&Replayed>,
) -> Result<(), CliError> {
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    let matter = verdict.history.to_string();
    let place = [
        ("name", Arg::Text(name)),
        ("matter", Arg::Text(&matter)),
        ("lines", number(verdict.lines)),
        ("gateway", Arg::Code(Family::Gateway, verdict.gateway.as_str())),
        ("size", number(verdict.size)),
    ];
    say("bundle-verified", &place)?;
    if let Some(state) = verdict.state {
        let words = Words::embedded();
        let label = words.text(common.lang, "label-state", &[]);
        let state = match verdict.history {
            History::Matter(_) => words.code(common.lang, Family::State, state),
            History::Case(_) => words.text(common.lang, &format!("hearing-state-{state}"), &[]),
        };
        print::line(&format!("{label}: {state}"))?;
    }
    // Nothing of a case passes between gateways.
    if matches!(verdict.history, History::Matter(_)) {
        say("bundle-signed", &[("messages", number(verdict.messages)), ("receipts", number(verdict.receipts))])?;
    }
    if verdict.withheld > 0 {
        say("bundle-withheld", &[("withheld", number(verdict.withheld))])?;
    }
    if !verdict.transcripts.is_empty() {
        say("bundle-transcripts", &[("count", number(verdict.transcripts.len() as u64))])?;
        for transcript in &verdict.transcripts {
            let message = ("message", Arg::Code(Family::MessageKind, transcript.kind.code()));
            let authority = ("authority", Arg::Code(Family::Authority, transcript.by.as_str()));
            say("bundle-transcript", &[message, authority, ("papers", number(transcript.papers.len() as u64))])?;
        }
    }
    print::cosigned(common.lang, &verdict.cosigned)?;
    let (named, enclosed) = (verdict.files.len() as u64, verdict.enclosed.len() as u64);
    say("bundle-files", &[("named", number(named)), ("enclosed", number(enclosed))])?;
    match &verdict.custody {
        Some(chain) => {
            let items: BTreeSet<Digest> = chain.iter().map(|step| step.item).collect();
            let steps = ("steps", number(chain.len() as u64));
            say("bundle-custody", &[steps, ("items", number(items.len() as u64))])?;
        }
        None => say("bundle-custody-not-shown", &[("format", number(verdict.version.number().into()))])?,
    }
    match replayed {
        None => say("bundle-not-replayed", &[("all", number(verdict.checks.len() as u64))])?,
        Some(Replayed { same, missing, .. }) => {
            say("bundle-replayed", &[("all", number(verdict.checks.len() as u64)), ("same", number(*same))])?;
            for release in missing {
                say("bundle-release-missing", &[("release", Arg::Text(&release.to_string()))])?;
            }
        }
    }
    if pinned {
        return say("bundle-pinned", &[]);
    }
    say("bundle-unpinned", &[])?;
    for anchor in &verdict.anchors {
        print::line(&format!("  {}  {}  {}", anchor.gateway, anchor.kid, fingerprint(anchor)))?;
    }
    Ok(())
}

fn as_json(name: &str, verdict: &Verdict, pinned: bool, replayed: Option<&Replayed>) -> Value {
    let file = |file: &comity_domain::matter::FileRef| json!({ "sha256": file.sha256, "size": file.size, "name": file.name, "enclosed": verdict.enclosed.contains(&file.sha256) });
    let key = |anchor: &Anchor| json!({ "gateway": anchor.gateway, "kid": anchor.kid, "sha256": fingerprint(anchor) });
    let replayed = replayed.map(|it| json!({ "same": it.same, "missing": it.missing }));
    let (matter, case) = match &verdict.history {
        History::Matter(id) => (Some(id), None),
        History::Case(id) => (None, Some(id)),
    };
    json!({
        "bundle": name,
        "format": verdict.version,
        "gateway": verdict.gateway,
        "matter": matter,
        "case": case,
        "log": verdict.log,
        "size": verdict.size,
        "root": verdict.root,
        "made": verdict.made,
        "lines": verdict.lines,
        "withheld": verdict.withheld,
        "state": verdict.state,
        "messages": verdict.messages,
        "receipts": verdict.receipts,
        "transcripts": verdict.transcripts,
        "cosigned": verdict.cosigned,
        "assessments": verdict.checks.len(),
        "replayed": replayed,
        "files": verdict.files.iter().map(file).collect::<Vec<_>>(),
        "custody": verdict.custody,
        "roll": {
            "version": verdict.roll.version(),
            "digest": verdict.roll.digest(),
            "pinned": pinned,
            "keys": verdict.anchors.iter().map(key).collect::<Vec<_>>(),
        },
    })
}

/// Digest of the bytes of a key: what two people read to each other.
fn fingerprint(anchor: &Anchor) -> String {
    Digest::of(&anchor.public.to_bytes()).hex()
}

pub(super) fn anchors(path: &Path) -> Result<Vec<Anchor>, CliError> {
    let at = || path.display().to_string();
    let text = std::fs::read(path).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    serde_json::from_slice(&text).map_err(|error| CliError::input("not-json", at(), error))
}

/// Asks the releases again, each of which the roll's publisher has signed.
fn replay(verdict: &Verdict, directories: &[PathBuf]) -> Result<Replayed, CliError> {
    let host = Host::new()?;
    let mut at_hand = BTreeMap::new();
    for directory in directories {
        at_hand.extend(releases(directory)?);
    }
    let mut loaded: BTreeMap<Digest, Arc<RuleSet>> = BTreeMap::new();
    let mut replayed = Replayed::default();
    for (row, Check { facts, assessment, .. }) in &verdict.checks {
        if let Some(bytes) = at_hand.remove(&assessment.release) {
            loaded.insert(assessment.release, load(&host, &bytes, &verdict.roll)?);
        }
        let Some(rules) = loaded.get(&assessment.release) else {
            if !replayed.missing.contains(&assessment.release) {
                replayed.missing.push(assessment.release);
            }
            continue;
        };
        let again = rules.assess(facts, Settings::Published)?;
        if serde_json::to_vec(&again)? == serde_json::to_vec(assessment)? {
            replayed.same += 1;
        } else {
            replayed.differs = replayed.differs.or(Some(*row));
        }
    }
    Ok(replayed)
}

/// The releases in a directory, by their digests. Whatever else lies there is passed over.
fn releases(directory: &Path) -> Result<BTreeMap<Digest, Vec<u8>>, CliError> {
    let at = || directory.display().to_string();
    let entries = std::fs::read_dir(directory).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    let mut found = BTreeMap::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let bytes = std::fs::read(&path)?;
        if let Ok(digest) = Release::parse(&bytes).and_then(|release| release.digest()) {
            found.insert(digest, bytes);
        }
    }
    Ok(found)
}

/// The release, if one of the publishers that the roll names for its side has signed it.
fn load(host: &Host, bytes: &[u8], roll: &Roll) -> Result<Arc<RuleSet>, CliError> {
    let release = Release::parse(bytes)?;
    let (id, digest) = (release.manifest.id.clone(), release.digest()?);
    let publisher = Owner::Jurisdiction(release.manifest.jurisdiction);
    let mut last = CliError::other("bad-signature", &id);
    for key in roll.keys_of(&publisher, KeyUse::Publisher).filter_map(|key| key.public.verifying_key()) {
        let pin = Pin { release: digest, publisher: PublisherKey::from(*key) };
        match RuleSet::load(host, bytes, &Lock::default().with(id.as_str(), pin)) {
            Ok(rules) => return Ok(rules),
            Err(fault) => last = fault.into(),
        }
    }
    Err(last)
}

fn number(value: u64) -> Arg<'static> {
    Arg::Number(i64::try_from(value).unwrap_or(i64::MAX))
}
