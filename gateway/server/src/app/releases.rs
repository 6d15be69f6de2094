//! The life of this side's releases: put into force beside earlier ones, without a restart; and the record asked what another would change.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, PoisonError};

use axum::body::Bytes;
use comity_domain::assessment::Assessment;
use comity_domain::case::{self, Answer};
use comity_domain::facts::Stage;
use comity_domain::limits::CANDIDATES_MAX;
use comity_domain::matter::{Check, Event};
use comity_domain::{Date, History};
use comity_federation::keys::{KeyUse, Owner};
use comity_record::Digest;
use comity_rules::{Difference, Kind, Lock, Pin, PublisherKey, Release, RuleSet, Settings};
use comity_store::disk::{Disk, RealDisk};
use comity_store::{Entry, NewEntry, Particulars};
use serde::{Deserialize, Serialize};

use super::App;
use super::failure::Failure;
use super::law::{LockFile, LockedRelease, file_of};
use super::ledger::read;
use crate::access::{Permit, action};

/// Under this subject the record keeps which releases were put into force.
pub(super) const SUBJECT: &str = "rules";

/// A release that was put into force.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Adopted {
    /// The rule set's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The first day on which a question is answered by it.
    pub in_force_from: Date,
    /// The release's digest.
    pub release: Digest,
    /// How many of its own cases were run; all of them hold.
    pub cases: usize,
}

/// What became of the assessments in a part of the record, of matters and of cases, when they were made again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Replayed {
    /// Entries of the record that were looked at.
    pub entries: u64,
    /// Assessments among them that were made again.
    pub assessments: u64,
    /// Of these, those that came out the same to the byte; with a candidate, those that differ in nothing that people act on.
    pub same: u64,
    /// Those that did not.
    pub changed: Vec<ChangedAssessment>,
    /// Assessments by a release that is no longer here, or whose particulars were erased.
    pub not_replayable: u64,
}

/// How often one change occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Which.
    pub change: Kind,
    /// In how many assessments.
    pub assessments: u64,
    /// In how many matters.
    pub matters: u64,
    /// In how many cases before the courts here.
    pub cases: u64,
}

/// One assessment that would come out otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangedAssessment {
    /// Its matter, or its case.
    #[serde(flatten)]
    pub history: History,
    /// Its entry.
    pub entry: u64,
    /// The stage that was asked about.
    pub stage: Stage,
    /// What is different; nothing, where only bytes are that nobody acts on.
    pub difference: Difference,
    /// Why the rules do not answer any more, where they do not.
    pub fault: Option<String>,
}

impl Replayed {
    /// Joins the next part of the record.
    pub fn add(&mut self, part: Self) {
        self.entries += part.entries;
        self.assessments += part.assessments;
        self.same += part.same;
        self.changed.extend(part.changed);
        self.not_replayable += part.not_replayable;
    }

    /// Every change, with how many assessments, matters and cases it is in; the most frequent first.
    pub fn counted(&self) -> Vec<Counted> {
        let mut found: BTreeMap<Kind, (u64, BTreeSet<&History>)> = BTreeMap::new();
        for changed in &self.changed {
            for kind in changed.difference.kinds() {
                let (assessments, histories) = found.entry(kind).or_default();
                *assessments += 1;
                histories.insert(&changed.history);
            }
        }
        let counted = |(change, (assessments, histories)): (_, (_, BTreeSet<&History>))| {
            let cases = histories.iter().filter(|history| matches!(history, History::Case(_))).count();
            let matters = histories.len().saturating_sub(cases);
            Counted { change, assessments, matters: matters as u64, cases: cases as u64 }
        };
        let mut counted: Vec<Counted> = found.into_iter().map(counted).collect();
        counted.sort_by_key(|counted| std::cmp::Reverse(counted.assessments));
        counted
    }
}

impl App {
    /// Puts a release of this side's rules into force: its publisher is on the roll, its signature and parts hold, it compiles, it says
    /// what its manifest says, and all of its own cases hold. Otherwise nothing changes. Of two that are in force from one day the one
    /// that was adopted last is: to go back, the earlier one is adopted again. One that a later one has displaced is refused. What is
    /// begun is done whole, even if nobody waits for it any more, and one adoption after the other.
    pub async fn adopt(self: &Arc<Self>, permit: Permit<action::AdoptRules>, bytes: Bytes) -> Result<Adopted, Failure> {
        let app = Arc::clone(self);
        let adopted = tokio::spawn(async move { app.adopt_whole(&permit, bytes).await }).await;
        adopted.map_err(Failure::broken)?
    }

    async fn adopt_whole(&self, permit: &Permit<action::AdoptRules>, bytes: Bytes) -> Result<Adopted, Failure> {
        let pins = self.pins_for(&bytes)?;
        let host = self.law().host.clone();
        let to_load = bytes.clone();
        let loaded = tokio::task::spawn_blocking(move || load_with_cases(&host, &to_load, pins)).await;
        let (rules, publisher) = loaded.map_err(Failure::broken)??;
        let adopted = Adopted {
            id: rules.manifest().id.clone(),
            version: rules.manifest().version.clone(),
            in_force_from: rules.manifest().in_force_from,
            release: rules.release(),
            cases: rules.cases().len(),
        };
        let _one_after_the_other = self.law().adopting.lock().await;
        let from = adopted.in_force_from.max(self.clock().today()?);
        let in_force = self.law().book.for_day(self.law().side, from);
        if let Some(later) = in_force.as_ref().filter(|it| it.manifest().in_force_from > adopted.in_force_from) {
            let since = later.manifest().in_force_from.to_string();
            return Err(Failure::BadInput {
                at: "in_force_from".into(),
                code: "release-displaced",
                given: Some(since),
            });
        }
        if in_force.is_none_or(|in_force| in_force.release() != adopted.release) {
            // By its bytes, not by its name: signed anew it has the same name, and the lock may still need the file that is there.
            let file = file_of(Digest::of(&bytes));
            replace(&self.law().directory.join(&file), &bytes)?;
            self.note_adoption(permit, &adopted).await?;
            self.lock_release(LockedRelease { id: adopted.id.clone(), file, digest: adopted.release, publisher })?;
            self.law().own.write().unwrap_or_else(PoisonError::into_inner).insert(adopted.release, bytes);
            self.law().book.insert(rules);
        }
        Ok(adopted)
    }

    /// Makes the assessments in a part of the record again. Each by the release that it was made by; or, where a candidate component is
    /// given, those of this side by the candidate.
    pub async fn replay(
        self: &Arc<Self>,
        _: &Permit<action::ReplayRules>,
        range: Range<u64>,
        candidate: Option<Digest>,
    ) -> Result<Replayed, Failure> {
        let candidate = candidate.map(|digest| self.candidate(digest)).transpose()?;
        let app = Arc::clone(self);
        // One at a time: whoever asks what would be leaves the sandbox to those who ask what is.
        let _turn = self.law().replaying.lock().await;
        let replayed = tokio::task::spawn_blocking(move || app.replay_entries(range, candidate.as_deref())).await;
        replayed.map_err(Failure::broken)?
    }

    /// Takes a candidate component, to replay by, and gives it a name. It is kept until some others have come, and decides nothing.
    pub async fn take_candidate(&self, _: &Permit<action::ReplayRules>, component: Vec<u8>) -> Result<Digest, Failure> {
        let _turn = self.law().replaying.lock().await;
        let own =
            self.law().published(self.clock().today()?).ok_or_else(|| Failure::NoRules(self.law().side.to_string()))?;
        let base = Release::parse(&own.bytes).map_err(Failure::broken)?;
        let host = self.law().host.clone();
        let made = tokio::task::spawn_blocking(move || RuleSet::candidate(&host, base, component)).await;
        let bad = |fault: comity_rules::Fault| Failure::BadInput {
            at: ".".into(),
            code: fault.code(),
            given: Some(fault.to_string()),
        };
        let rules = made.map_err(Failure::broken)?.map_err(bad)?;
        // The name is that of the whole: the same component with other settings is another candidate.
        let name = rules.release();
        let mut kept = self.law().candidates.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| known.release() != name);
        kept.push_back(Arc::new(rules));
        if kept.len() > CANDIDATES_MAX {
            kept.pop_front();
        }
        Ok(name)
    }

    fn candidate(&self, digest: Digest) -> Result<Arc<RuleSet>, Failure> {
        let kept = self.law().candidates.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .find(|known| known.release() == digest)
            .map(Arc::clone)
            .ok_or(Failure::NotFound { what: "candidate" })
    }

    fn replay_entries(&self, range: Range<u64>, candidate: Option<&RuleSet>) -> Result<Replayed, Failure> {
        let store = self.ledger().store();
        let there = range.start..range.end.min(store.status().size);
        let mut replayed = Replayed { entries: there.end.saturating_sub(there.start), ..Replayed::default() };
        let kinds: Vec<&str> = ["assessed", "preflighted"].into_iter().chain(case::Event::ANSWERED).collect();
        for entry in store.entries_of_kinds(there, &kinds) {
            let entry = entry?;
            let Some(history) = History::of(&entry.subject) else { continue };
            let checks = match checks_in(&history, &entry) {
                Ok(checks) => checks,
                Err(Failure::Erased) => {
                    replayed.not_replayable += 1;
                    continue;
                }
                Err(failure) => return Err(failure),
            };
            for check in checks {
                self.replay_one(&mut replayed, &history, entry.index, &check, candidate);
            }
        }
        Ok(replayed)
    }

    fn replay_one(
        &self,
        replayed: &mut Replayed,
        history: &History,
        entry: u64,
        Check { facts, assessment: before, .. }: &Check,
        candidate: Option<&RuleSet>,
    ) {
        let again = match candidate {
            Some(candidate) if facts.asked() == Some(candidate.manifest().jurisdiction) => {
                candidate.assess(facts, Settings::Published)
            }
            Some(_) => return,
            None => match self.law().release(before.release) {
                Some(rules) => rules.assess(facts, Settings::Published),
                None => {
                    replayed.not_replayable += 1;
                    return;
                }
            },
        };
        replayed.assessments += 1;
        let (same, difference, fault) = match again {
            Ok(after) => {
                let difference = Difference::between(before, &after);
                let same = if candidate.is_some() { difference.is_none() } else { bytes(before) == bytes(&after) };
                (same, difference, None)
            }
            Err(error) => (false, Difference::default(), Some(error.code().to_owned())),
        };
        if same {
            replayed.same += 1;
        } else {
            let (history, stage) = (history.clone(), facts.stage);
            replayed.changed.push(ChangedAssessment { history, entry, stage, difference, fault });
        }
    }

    /// The pins under which a release could be believed: it is of this side, and one of the roll's publishers signed it.
    fn pins_for(&self, bytes: &[u8]) -> Result<Vec<(Lock, PublisherKey)>, Failure> {
        let side = self.law().side;
        let bad = |code, given: String| Failure::BadInput { at: ".".into(), code, given: Some(given) };
        let release = Release::parse(bytes).map_err(|fault| bad(fault.code(), fault.to_string()))?;
        if release.manifest.jurisdiction != side {
            return Err(bad("not-own-release", release.manifest.jurisdiction.to_string()));
        }
        let digest = release.digest().map_err(Failure::broken)?;
        let now = self.clock().now();
        let roll = self.roll();
        let publisher = Owner::Jurisdiction(side);
        let publishers = roll.keys_of(&publisher, KeyUse::Publisher);
        let valid = publishers.filter(|key| key.check(now, now).is_ok());
        let pin = |publisher: PublisherKey| {
            (Lock::default().with(&release.manifest.id, Pin { release: digest, publisher }), publisher)
        };
        let keys = valid.filter_map(|key| key.public.verifying_key());
        Ok(keys.map(|key| pin(PublisherKey::from(*key))).collect())
    }

    async fn note_adoption(&self, permit: &Permit<action::AdoptRules>, adopted: &Adopted) -> Result<(), Failure> {
        let entry = NewEntry::new("release-adopted")
            .open("authority", permit.authority().as_str())
            .open("rules", adopted.id.as_str())
            .open("version", adopted.version.as_str())
            .open("in_force_from", adopted.in_force_from.to_string())
            .open("release", adopted.release.to_string())
            .sealed("by", permit.person());
        self.ledger().note(SUBJECT, self.when()?, entry).await.map(drop)
    }

    /// Writes the release into the lock, so that the next start loads it too.
    fn lock_release(&self, release: LockedRelease) -> Result<(), Failure> {
        let path = &self.law().lock;
        let text = std::fs::read_to_string(path).map_err(Failure::broken)?;
        let mut lock: LockFile = toml::from_str(&text).map_err(Failure::broken)?;
        lock.rules.retain(|locked| locked.digest != release.digest);
        lock.rules.push(release);
        replace(path, toml::to_string_pretty(&lock).map_err(Failure::broken)?.as_bytes())
    }
}

/// Loads a release under the first pin that holds, and has its own cases run.
fn load_with_cases(
    host: &comity_rules::Host,
    bytes: &[u8],
    pins: Vec<(Lock, PublisherKey)>,
) -> Result<(Arc<RuleSet>, PublisherKey), Failure> {
    let bad = |code, given: String| Failure::BadInput { at: ".".into(), code, given: Some(given) };
    let mut last = bad("bad-signature", "the roll names no publisher for this side".to_owned());
    for (lock, publisher) in pins {
        match RuleSet::load(host, bytes, &lock) {
            Ok(rules) => {
                return match rules.run_cases().into_iter().find(|case| !case.broken.is_empty()) {
                    Some(case) => Err(bad("case-broken", format!("{}: {}", case.name, case.broken.join("; ")))),
                    None => Ok((rules, publisher)),
                };
            }
            Err(fault) => last = bad(fault.code(), fault.to_string()),
        }
    }
    Err(last)
}

/// The questions and answers that an entry of a matter, or of a case, holds.
pub(super) fn checks_in(history: &History, entry: &Entry) -> Result<Vec<Check>, Failure> {
    let Particulars::Readable(particulars) = &entry.particulars else { return Err(Failure::Erased) };
    match history {
        History::Matter(_) => Event::checks_in(&entry.kind, particulars).map_err(Failure::broken),
        History::Case(_) => Ok(match read::<case::Event>(entry)?.answer() {
            Some(Answer::Said(check)) => vec![Check::clone(check)],
            Some(Answer::Silent(_)) | None => Vec::new(),
        }),
    }
}

fn bytes(assessment: &Assessment) -> Vec<u8> {
    // An assessment came out of the record as JSON, or will go there.
    serde_json::to_vec(assessment).unwrap_or_default()
}

/// Puts a file in the place of another, so that whoever reads it after a crash reads one or the other, and never half of it.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let next = path.with_extension("next");
    let directory = path.parent().unwrap_or(Path::new("."));
    let write = || {
        if RealDisk.exists(&next)? {
            RealDisk.remove(&next)?;
        }
        let file = RealDisk.open(&next)?;
        file.append(bytes)?;
        file.sync_data()?;
        RealDisk.rename(&next, path)?;
        RealDisk.sync_dir(directory)
    };
    write().map_err(|error: std::io::Error| Failure::Broken(format!("cannot write `{}`: {error}", path.display())))
}
