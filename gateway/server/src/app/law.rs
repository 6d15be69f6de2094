//! The law, as the gateway uses it: its own side's releases decide, the other sides' published ones advise.

mod fetched;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::assessment::Assessment;
use comity_domain::calendar::DayStatus;
use comity_domain::case::Answer;
use comity_domain::deadline::{self, Computed, DeadlineError, Period};
use comity_domain::facts::Facts;
use comity_domain::matter::{Check, Command, Context, Matter, Unanswered, Weight, decide, questions};
use comity_domain::{Date, Jurisdiction};
use comity_federation::keys::{KeyUse, Owner};
use comity_record::{Digest, Time};
use comity_rules::{AssessError, Description, Host, Lock, Pin, PublisherKey, Release, RuleBook, RuleSet, Settings};
use serde::{Deserialize, Serialize};

use super::App;
use super::failure::{Failure, FailureKind};
use super::ledger::Author;
use crate::access::{Permit, action};
use fetched::Fetched;

/// The releases that are loaded.
pub(crate) struct Law {
    pub(super) side: Jurisdiction,
    pub(super) host: Host,
    pub(super) book: Arc<RuleBook>,
    /// The own releases, as they are given to the peers.
    pub(super) own: RwLock<BTreeMap<Digest, Bytes>>,
    /// Earlier releases of the peers, as far as they were needed again.
    earlier: Mutex<BTreeMap<Digest, Arc<RuleSet>>>,
    /// What of the peers' releases was fetched lately.
    fetched: Mutex<Fetched>,
    /// Components that decide nothing, to replay the record by; the oldest first.
    pub(super) candidates: Mutex<VecDeque<Arc<RuleSet>>>,
    /// Held while a release is put into force.
    pub(super) adopting: tokio::sync::Mutex<()>,
    /// Held while the record is replayed, or a candidate compiled.
    pub(super) replaying: tokio::sync::Mutex<()>,
    /// Where the releases are.
    pub(super) directory: PathBuf,
    /// Which of them are in force.
    pub(super) lock: PathBuf,
    advice: PathBuf,
}

/// A release, as it is given to the peers.
#[derive(Clone)]
pub(crate) struct Published {
    pub(crate) digest: Digest,
    pub(crate) bytes: Bytes,
}

/// `rules.lock` of a gateway: which releases are in force, and whose signature they must bear.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockFile {
    /// One for each release.
    #[serde(default)]
    pub rules: Vec<LockedRelease>,
}

/// One release in force.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LockedRelease {
    /// The rule set's name.
    pub id: String,
    /// The file, in the directory of releases.
    pub file: String,
    /// Digest of the release.
    pub digest: Digest,
    /// The publisher's public key, base64url.
    pub publisher: PublisherKey,
}

/// A rule set, for people.
#[derive(Debug, Clone, Serialize)]
pub struct RulesView {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Whose rules.
    pub jurisdiction: Jurisdiction,
    /// Since when they are in force.
    pub in_force_from: Date,
    /// Digest of the release.
    pub release: Digest,
    /// Whether they decide here, or only advise.
    pub weight: Weight,
    /// Whether a question of today is answered by them.
    pub in_force: bool,
}

impl Law {
    /// Loads the releases in `directory` that are in force by the file `lock`.
    pub(crate) fn load(side: Jurisdiction, lock: PathBuf, directory: PathBuf) -> Result<Self, Failure> {
        let in_force = LockFile::read(&lock)?;
        let host = Host::new().map_err(Failure::broken)?;
        let book = Arc::new(RuleBook::default());
        let mut own = BTreeMap::new();
        for locked in &in_force.rules {
            let path = directory.join(&locked.file);
            let bytes = std::fs::read(&path)
                .map_err(|error| Failure::Broken(format!("cannot read `{}`: {error}", path.display())))?;
            let pins = Lock::default().with(locked.id.as_str(), locked.pin());
            let rules = RuleSet::load(&host, &bytes, &pins).map_err(Failure::broken)?;
            if rules.manifest().jurisdiction == side {
                own.insert(rules.release(), Bytes::from(bytes));
            }
            book.insert(rules);
        }
        let advice = directory.join("advice");
        let (own, earlier, fetched) = (RwLock::new(own), Mutex::default(), Mutex::default());
        let (candidates, adopting, replaying) =
            (Mutex::default(), tokio::sync::Mutex::default(), tokio::sync::Mutex::default());
        Ok(Self { side, host, book, own, earlier, fetched, candidates, adopting, replaying, directory, lock, advice })
    }

    /// The own release that is in force on a day: what peers are given to ask.
    pub(crate) fn published(&self, on: Date) -> Option<Published> {
        let digest = self.book.for_day(self.side, on)?.release();
        let own = self.own.read().unwrap_or_else(PoisonError::into_inner);
        own.get(&digest).map(|bytes| Published { digest, bytes: bytes.clone() })
    }

    /// The rule set of a release that something was assessed by: one that is loaded, or one that a peer had published then.
    pub(super) fn release(&self, digest: Digest) -> Option<Arc<RuleSet>> {
        if let Some(loaded) = self.book.release(digest) {
            return Some(loaded);
        }
        let mut earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = earlier.get(&digest) {
            return Some(Arc::clone(rules));
        }
        let release = Release::parse(&std::fs::read(self.advice.join(file_of(digest))).ok()?).ok()?;
        // What the record names by its digest was verified before it answered; here the digest is enough.
        let rules = RuleSet::unverified(&self.host, release).ok().filter(|rules| rules.release() == digest)?;
        let rules = Arc::new(rules);
        earlier.insert(digest, Arc::clone(&rules));
        Some(rules)
    }

    /// Asks the rules of the side that the facts name.
    pub(crate) async fn answer(&self, facts: &Facts) -> Result<Assessment, Failure> {
        let (book, facts) = (Arc::clone(&self.book), facts.clone());
        // An assessment computes and may run until its fuel is used up: not on a thread that serves connections.
        let answer = tokio::task::spawn_blocking(move || book.assess(&facts, Settings::Published)).await;
        answer.map_err(Failure::broken)?.map_err(Failure::from)
    }

    /// Takes a release that a peer publishes: of its side, with the digest that it announced, signed by one of the roll's publishers.
    async fn adopt_advice(
        &self,
        side: Jurisdiction,
        announced: Option<Digest>,
        bytes: Vec<u8>,
        publishers: Vec<PublisherKey>,
    ) -> Result<(), Failure> {
        let host = self.host.clone();
        let to_load = bytes.clone();
        // Compiling takes a while: not on a thread that serves connections.
        let loaded =
            tokio::task::spawn_blocking(move || load_advice(&host, side, announced, &to_load, &publishers)).await;
        let rules = loaded.map_err(Failure::broken)??;
        self.keep_advice(side, rules.release(), &bytes);
        self.book.insert(rules);
        Ok(())
    }

    /// Keeps the release, for the time when its publisher cannot be reached and for replay. Losing it loses no decision.
    fn keep_advice(&self, side: Jurisdiction, digest: Digest, bytes: &[u8]) {
        let kept = std::fs::create_dir_all(&self.advice)
            .and_then(|()| std::fs::write(self.advice.join(file_of(digest)), bytes));
        if let Err(error) = kept {
            tracing::warn!(%error, %side, "a peer's release could not be kept");
        }
        self.note_newest(side, digest);
    }

    fn may_fetch(&self, side: Jurisdiction, release: Digest, now: Time) -> bool {
        self.fetched.lock().unwrap_or_else(PoisonError::into_inner).may_be(side, release, now)
    }

    fn note_newest(&self, side: Jurisdiction, digest: Digest) {
        let noted =
            std::fs::create_dir_all(&self.advice).and_then(|()| std::fs::write(self.newest(side), digest.to_string()));
        if let Err(error) = noted {
            tracing::warn!(%error, %side, "which release a peer published last could not be noted");
        }
    }

    fn kept_advice(&self, side: Jurisdiction) -> Option<Vec<u8>> {
        let newest: Digest = std::fs::read_to_string(self.newest(side)).ok()?.parse().ok()?;
        std::fs::read(self.advice.join(file_of(newest))).ok()
    }

    fn newest_is_not(&self, side: Jurisdiction, digest: Digest) -> bool {
        std::fs::read_to_string(self.newest(side)).map_or(true, |newest| newest != digest.to_string())
    }

    /// Says which of the releases of a peer's side was published last.
    fn newest(&self, side: Jurisdiction) -> PathBuf {
        self.advice.join(format!("{side}.newest"))
    }
}

fn load_advice(
    host: &Host,
    side: Jurisdiction,
    announced: Option<Digest>,
    bytes: &[u8],
    publishers: &[PublisherKey],
) -> Result<Arc<RuleSet>, Failure> {
    let release = Release::parse(bytes).map_err(Failure::broken)?;
    let digest = release.digest().map_err(Failure::broken)?;
    if release.manifest.jurisdiction != side || announced.is_some_and(|announced| announced != digest) {
        return Err(Failure::NoRules(format!("the release is not {side}'s, or not the one that was announced")));
    }
    let mut last = Failure::NoRules(format!("the roll names no publisher for {side}"));
    for publisher in publishers {
        let pin = Pin { release: digest, publisher: *publisher };
        match RuleSet::load(host, bytes, &Lock::default().with(release.manifest.id.as_str(), pin)) {
            Ok(rules) => return Ok(rules),
            Err(fault) => last = Failure::NoRules(fault.to_string()),
        }
    }
    Err(last)
}

/// The file that a release is kept in.
pub(super) fn file_of(digest: Digest) -> String {
    format!("{}.release.json", digest.hex())
}

impl LockFile {
    fn read(path: &Path) -> Result<Self, Failure> {
        let bad = |error: &dyn std::fmt::Display| Failure::Broken(format!("`{}`: {error}", path.display()));
        toml::from_str(&std::fs::read_to_string(path).map_err(|error| bad(&error))?).map_err(|error| bad(&error))
    }
}

impl LockedRelease {
    fn pin(&self) -> Pin {
        Pin { release: self.digest, publisher: self.publisher }
    }
}

impl From<AssessError> for Failure {
    fn from(error: AssessError) -> Self {
        match &error {
            AssessError::Fault { fault, .. } => Self::RulesFault { fault: fault.code().to_owned() },
            AssessError::Facts { at, code, .. } => {
                Self::BadInput { at: at.clone(), code, given: Some(error.to_string()) }
            }
            AssessError::NoRules { .. } => Self::NoRules(error.to_string()),
        }
    }
}

impl App {
    /// The rule sets that are loaded.
    pub fn rules(&self, _: &Permit<action::ReadRules>) -> Vec<RulesView> {
        let today = self.clock().today().ok();
        let view = |rules: Arc<RuleSet>| {
            let manifest = rules.manifest();
            let answers = today.and_then(|today| self.law().book.for_day(manifest.jurisdiction, today));
            RulesView {
                id: manifest.id.clone(),
                version: manifest.version.clone(),
                jurisdiction: manifest.jurisdiction,
                in_force_from: manifest.in_force_from,
                release: rules.release(),
                weight: if manifest.jurisdiction == self.law().side { Weight::Own } else { Weight::Advice },
                in_force: answers.is_some_and(|answers| answers.release() == rules.release()),
            }
        };
        self.law().book.all().into_iter().map(view).collect()
    }

    /// What a release says about itself: one that is loaded, or one that a peer had published when something was assessed by it.
    pub async fn describe_rules(
        self: &Arc<Self>,
        _: &Permit<action::ReadRules>,
        release: Digest,
    ) -> Result<Description, Failure> {
        let app = Arc::clone(self);
        // An earlier release may have to be compiled first.
        let found = tokio::task::spawn_blocking(move || app.law().release(release)).await.map_err(Failure::broken)?;
        found.map(|rules| rules.description().clone()).ok_or(Failure::NotFound { what: "release" })
    }

    /// Has given facts assessed, without a matter. The settings are the publisher's.
    pub async fn assess_facts(&self, _: &Permit<action::AssessFacts>, facts: Facts) -> Result<Assessment, Failure> {
        self.law().answer(&facts).await
    }

    /// Counts a period on the calendars of this side's release in force.
    pub fn compute_deadline(&self, _: &Permit<action::ComputeDeadline>, period: &Period) -> Result<Computed, Failure> {
        let rules = self.own_rules()?;
        deadline::last_day(period, rules.calendars()).map_err(|error| {
            let at = match &error {
                DeadlineError::UnknownCalendar(_) => "calendar",
                DeadlineError::ImpossibleRange { .. } => "suspended",
                DeadlineError::Calendar(_) | DeadlineError::OutOfRange(_) => "from",
            };
            Failure::BadInput { at: at.into(), code: error.code(), given: Some(error.to_string()) }
        })
    }

    /// Whether courts work on a day.
    pub fn day_status(
        &self,
        _: &Permit<action::ReadCalendar>,
        calendar: &str,
        day: Date,
    ) -> Result<DayStatus, Failure> {
        let rules = self.own_rules()?;
        let bad = |at: &str, code, given| Failure::BadInput { at: at.into(), code, given: Some(given) };
        let calendar = rules
            .calendars()
            .get(calendar)
            .ok_or_else(|| bad("calendar", "unknown-calendar", calendar.chars().take(40).collect()))?;
        calendar.status(day).map_err(|error| bad("day", error.code(), error.to_string()))
    }

    /// Has the rules asked about a matter, where that is due. A fault leaves the matter with a person.
    pub(crate) async fn assess(&self, permit: &Permit<action::Assess>) -> Result<(), Failure> {
        let id = permit.matter();
        let matter = self.matter(id)?;
        let today = self.clock().today()?;
        if !matter.standing.asks_rules_on(today) {
            return Ok(());
        }
        let answers = match self.parties(&matter.standing.chain) {
            Ok(parties) => self.answers(&matter, questions(&matter, &parties, today)).await?,
            // An authority that has left the roll: no facts can be made of it, and that will not pass by itself.
            Err(failure) => vec![no_answer(&failure, None)],
        };
        match self.record_answers(&matter, answers).await {
            // The matter moved on while its rules were asked: what they said was about how it stood before.
            Err(Failure::Moved { .. }) => {
                self.wake_assessments();
                Ok(())
            }
            // What does not fit into the record now will not fit later either.
            Err(failure) if failure.kind() == FailureKind::TooLarge => {
                self.record_answers(&matter, vec![no_answer(&failure, None)]).await
            }
            done => done,
        }
    }

    /// What the rules say to each question. What may pass by itself (a busy store, no business day) is an error here, and tried again.
    async fn answers(&self, matter: &Matter, questions: Vec<Facts>) -> Result<Vec<Command>, Failure> {
        let mut answers = Vec::new();
        for facts in questions {
            let weight = self.weight_of(&facts);
            if weight == Weight::Advice {
                self.refresh_advice(matter).await;
            }
            match self.law().answer(&facts).await {
                Ok(assessment) => {
                    let stage = facts.stage;
                    answers.push(Command::RecordAssessment { stage, check: Check { weight, facts, assessment } });
                }
                // Without the other side's advice this side's own law still decides.
                Err(failure) if weight == Weight::Advice => {
                    tracing::warn!(%failure, matter = %matter.id, "the other side's rules gave no advice");
                }
                Err(failure) => answers.push(no_answer(&failure, Some(facts))),
            }
        }
        Ok(answers)
    }

    async fn record_answers(&self, matter: &Matter, answers: Vec<Command>) -> Result<(), Failure> {
        let when = self.when()?;
        let context = Context { today: when.day };
        let mut events = Vec::new();
        for answer in answers {
            events.extend(decide(Some(matter), answer, &context)?);
        }
        let decided_from = (&matter.id, matter.standing.clone());
        self.conclude(&Author::default(), decided_from, when, &events).await.map(drop)
    }

    fn weight_of(&self, facts: &Facts) -> Weight {
        if facts.asked() == Some(self.law().side) { Weight::Own } else { Weight::Advice }
    }

    /// Asks one rule set about a draft; that it does not answer is part of the answer.
    pub(super) async fn examine(&self, facts: Facts) -> Result<Check, Unanswered> {
        let weight = self.weight_of(&facts);
        match self.law().answer(&facts).await {
            Ok(assessment) => Ok(Check { weight, facts, assessment }),
            Err(failure) => {
                tracing::warn!(%failure, ?weight, "rules did not answer about a draft");
                Err(Unanswered { weight, fault: fault_of(&failure) })
            }
        }
    }

    /// What the rules say, or that they do not answer.
    pub(super) async fn answer_to(&self, facts: Facts) -> Answer {
        match self.examine(facts).await {
            Ok(check) => Answer::Said(Box::new(check)),
            Err(silent) => Answer::Silent(silent),
        }
    }

    /// Fetches the other side's published release, if it has another one now. Without an answer the one at hand goes on advising.
    pub(crate) async fn refresh_advice(&self, matter: &Matter) {
        let Ok(peer) = self.other_side(matter) else { return };
        let roll = self.roll();
        let Some(side) = roll.gateway(&peer).map(|entry| entry.jurisdiction) else { return };
        let at_hand = self.law().book.all().into_iter().any(|rules| rules.manifest().jurisdiction == side);
        let asked = self.ask(&peer, Method::GET, "/peer/v1/release/digest", Bytes::new()).await;
        let newest: Option<Digest> = asked
            .ok()
            .filter(|response| response.status.is_success())
            .and_then(|response| std::str::from_utf8(&response.body).ok()?.parse().ok());
        let fetched = match newest {
            Some(digest) => {
                if let Some(rules) = self.law().book.release(digest) {
                    // The peer may have gone back to an earlier one.
                    if self.law().newest_is_not(side, digest) {
                        self.law().note_newest(side, digest);
                        self.law().book.insert(rules);
                    }
                    return;
                }
                if !self.law().may_fetch(side, digest, self.clock().now()) {
                    tracing::warn!(%peer, "the peer publishes more releases in a day than are fetched");
                    return;
                }
                self.ask(&peer, Method::GET, "/peer/v1/release", Bytes::new()).await.map(|it| it.body.to_vec()).ok()
            }
            None if at_hand => return,
            None => self.law().kept_advice(side),
        };
        let publishers: Vec<PublisherKey> = roll
            .keys_of(&Owner::Jurisdiction(side), KeyUse::Publisher)
            .filter(|key| key.check(self.clock().now(), self.clock().now()).is_ok())
            .filter_map(|key| key.public.verifying_key().copied().map(PublisherKey::from))
            .collect();
        if let Some(bytes) = fetched
            && let Err(failure) = self.law().adopt_advice(side, newest, bytes, publishers).await
        {
            tracing::warn!(%failure, %peer, "the peer's release cannot be used");
        }
    }

    pub(super) fn own_rules(&self) -> Result<Arc<RuleSet>, Failure> {
        let today = self.clock().today()?;
        let rules = self.law().book.for_day(self.law().side, today);
        rules.ok_or_else(|| Failure::NoRules(self.law().side.to_string()))
    }
}

fn no_answer(failure: &Failure, facts: Option<Facts>) -> Command {
    let stage = facts.as_ref().map(|facts| facts.stage);
    Command::RecordFault { stage, fault: fault_of(failure), facts }
}

/// The name of the fault that the matter needs a person for.
fn fault_of(failure: &Failure) -> String {
    match failure {
        Failure::RulesFault { fault } => fault.clone(),
        failure => failure.code().to_owned(),
    }
}
