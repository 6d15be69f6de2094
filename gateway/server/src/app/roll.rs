//! The roll while the gateway runs. A next one is adopted by two persons, without a restart; notices about single keys hold as soon as
//! they are here. Whoever holds a newer roll, or a notice, offers it to its peers: they check it and keep it, and notices hold there at
//! once, but to adopt a roll stays an act of the peer's own persons.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::GatewayId;
use comity_domain::limits::NOTICES_OF_KEY_MAX;
use comity_federation::FederationError;
use comity_federation::keys::KeyId;
use comity_federation::roll::{Anchor, Change, Measure, Roll, SignedNotice, SignedRoll};
use comity_record::{Digest, Time};
use comity_store::NewEntry;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use utoipa::ToSchema;

use super::approvals::{Approval, Approvers};
use super::failure::Failure;
use super::releases::replace;
use super::seals::{InForce, Keys};
use super::{App, CannotStart, Warning};
use crate::access::{Permit, action};
use crate::config::Config;
use crate::mtls::PeerIdentity;

/// Under this subject the record keeps which rolls were adopted, and which notices were taken.
const SUBJECT: &str = "roll";

/// Where the roll's files are, and what is known of the peers' rolls.
pub(crate) struct Rolls {
    /// The roll in force.
    file: PathBuf,
    /// The keys that it must be signed with.
    trust: PathBuf,
    /// Every version that is known here, each by its number: earlier ones, the one in force, later ones that wait.
    versions: PathBuf,
    keys: PathBuf,
    /// Held while a roll or a notice is put into force.
    adopting: tokio::sync::Mutex<()>,
    /// The digest of the file in force: whoever tells the peers waits for it to change.
    pub(super) file_digest: watch::Sender<Digest>,
    /// When the next roll was made, if one waits.
    waiting: Mutex<Option<Time>>,
    /// Which version each peer said that it has in force.
    peers: Mutex<BTreeMap<GatewayId, u64>>,
}

/// How the roll stands here.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct RollStatus {
    /// The version in force.
    pub version: u64,
    /// Its digest.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub issued: Time,
    /// From when on it is stale.
    #[schema(value_type = String, format = DateTime)]
    pub expires: Time,
    /// For how many days it has been stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale_days: Option<i64>,
    /// The notices beside it.
    #[schema(value_type = Vec<Object>)]
    pub notices: Vec<SignedNotice>,
    /// Versions that wait to be adopted, the next one first.
    pub waiting: Vec<WaitingRoll>,
    /// Which version the peers have in force, as far as they said.
    #[schema(value_type = Object)]
    pub peers: BTreeMap<GatewayId, u64>,
}

/// A roll that is known here, and not adopted.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct WaitingRoll {
    /// Its version.
    pub version: u64,
    /// Its digest: what two persons approve.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub issued: Time,
}

/// What became of the wish to adopt a roll.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RollAdoption {
    /// The version.
    pub version: u64,
    /// Its digest.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// It is in force now. If not, a second person is waited for.
    pub adopted: bool,
    /// What it changes.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Change>,
}

/// What became of a notice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoticeTaken {
    /// The key that it is about.
    #[schema(value_type = String)]
    pub key: KeyId,
    /// It changes something. If not, an earlier notice or the roll says it already.
    pub taken: bool,
}

/// What a gateway answers to a peer that offers a roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RollsHeld {
    /// The version in force.
    pub(crate) version: u64,
    /// The newest version that is known.
    pub(crate) known: u64,
}

impl Rolls {
    pub(crate) fn new(config: &Config, roll: &Roll) -> Result<Self, Failure> {
        let rolls = Self {
            file: config.roll.clone(),
            trust: config.roll_trust.clone(),
            versions: config.roll.with_file_name("rolls"),
            keys: config.keys.clone(),
            adopting: tokio::sync::Mutex::default(),
            file_digest: watch::Sender::new(digest_of(roll.signed())?),
            waiting: Mutex::default(),
            peers: Mutex::default(),
        };
        rolls.note_waiting(roll.version());
        Ok(rolls)
    }

    /// Sees whether a roll waits after the version that is in force.
    fn note_waiting(&self, in_force: u64) {
        let next = self.version(in_force.saturating_add(1)).map(|signed| signed.roll.issued);
        *self.waiting.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }

    fn path_of(&self, version: u64) -> PathBuf {
        self.versions.join(format!("{version}.json"))
    }

    /// A version that is known here.
    fn version(&self, version: u64) -> Option<SignedRoll> {
        SignedRoll::parse(&std::fs::read(self.path_of(version)).ok()?).ok()
    }

    /// Keeps what was agreed; notices are kept with the roll in force.
    fn keep(&self, signed: &SignedRoll) -> Result<(), Failure> {
        std::fs::create_dir_all(&self.versions).map_err(Failure::broken)?;
        let agreed = SignedRoll { notices: Vec::new(), ..signed.clone() };
        replace(&self.path_of(signed.roll.version), &pretty(&agreed)?)
    }

    /// Writes a roll in the place of the one in force, so that a start at any moment finds a roll and the keys that it was signed with.
    pub(super) fn put_in_force(&self, held: &Roll, next: &Roll) -> Result<(), Failure> {
        if held.version() != next.version() {
            self.keep(held.signed())?;
            self.keep(next.signed())?;
            let text = std::fs::read(&self.trust).map_err(Failure::broken)?;
            let mut anchors: Vec<Anchor> = serde_json::from_slice(&text).map_err(Failure::broken)?;
            anchors.extend(held.anchors(next.contents().issued));
            let signed = held.signed().signatures.iter().chain(&next.signed().signatures);
            let kids: BTreeSet<&KeyId> = signed.map(|signature| &signature.kid).collect();
            let mut seen = BTreeSet::new();
            anchors.retain(|anchor| kids.contains(&anchor.kid) && seen.insert(anchor.kid.clone()));
            replace(&self.trust, &pretty(&anchors)?)?;
        }
        replace(&self.file, &pretty(next.signed())?)
    }
}

impl App {
    /// How the roll stands here.
    pub fn roll_status(&self, _: &Permit<action::ReadRoll>) -> RollStatus {
        let roll = self.roll();
        let waiting = |next: &Roll| WaitingRoll {
            version: next.version(),
            digest: next.digest(),
            issued: next.contents().issued,
        };
        RollStatus {
            version: roll.version(),
            digest: roll.digest(),
            issued: roll.contents().issued,
            expires: roll.contents().expires,
            stale_days: roll.staleness(self.clock().now()).stale_days(),
            notices: roll.signed().notices.clone(),
            waiting: self.waiting_rolls(&roll).iter().map(waiting).collect(),
            peers: self.rolls().peers.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// The file of a version that is known here: the one in force with its notices, an earlier one, or one that waits.
    pub fn roll_file(&self, _: &Permit<action::ReadRoll>, version: u64) -> Result<Vec<u8>, Failure> {
        let roll = self.roll();
        if roll.version() == version {
            return pretty(roll.signed());
        }
        let signed = self.rolls().version(version).ok_or(Failure::NotFound { what: "roll" })?;
        pretty(&signed)
    }

    /// Takes a person's wish to adopt the next roll: all have signed it, it follows the one in force, and this gateway has the keys that
    /// it names. With the second person it is in force, for the next message and the next connection; what was signed before stays
    /// signed. What is begun is done whole, even if nobody waits for it any more.
    pub async fn adopt_roll(
        self: &Arc<Self>,
        permit: Permit<action::AdoptRoll>,
        bytes: Bytes,
    ) -> Result<RollAdoption, Failure> {
        let app = Arc::clone(self);
        let adopted = tokio::spawn(async move { app.adopt_roll_whole(&permit, &bytes).await }).await;
        adopted.map_err(Failure::broken)?
    }

    /// Takes a notice about a key. Its signatures are what it needs: it holds at once.
    pub async fn take_notice(
        self: &Arc<Self>,
        permit: Permit<action::TakeNotice>,
        bytes: Bytes,
    ) -> Result<NoticeTaken, Failure> {
        let app = Arc::clone(self);
        let taken = tokio::spawn(async move { app.take_notice_whole(&permit, &bytes).await }).await;
        taken.map_err(Failure::broken)?
    }

    /// Takes what a peer offers: its notices hold at once, a later roll waits for this gateway's persons.
    pub(crate) async fn take_offer(self: &Arc<Self>, peer: &PeerIdentity, bytes: &[u8]) -> Result<RollsHeld, Failure> {
        let offered = SignedRoll::parse(bytes).map_err(refused)?;
        let _one_after_the_other = self.rolls().adopting.lock().await;
        let held = self.roll();
        // It may be about a key that this gateway will know when it has adopted the peer's roll; it is offered again then.
        let of_known_keys = offered.notices.iter().filter(|notice| held.key(&notice.notice.key).is_some());
        // Each has its signatures verified; of those that count there are no more.
        let most = held.contents().keys.len() * NOTICES_OF_KEY_MAX;
        let notices: Vec<&SignedNotice> = of_known_keys.take(most).collect();
        for notice in notices {
            match self.roll().noticed(notice.clone()) {
                Ok(Some(roll)) => self.enact(roll, noticed(notice)?.open("peer", peer.gateway().as_str())).await?,
                Ok(None) => {}
                Err(error) => {
                    tracing::info!(peer = %peer.gateway(), code = error.code(), %error, "a notice cannot be taken")
                }
            }
        }
        let roll = self.roll();
        let waiting = self.waiting_rolls(&roll);
        let newest = waiting.last().unwrap_or(&roll);
        let (version, known) = (roll.version(), newest.version());
        if offered.roll.version == known.saturating_add(1) {
            newest.succeeded_by(SignedRoll { notices: Vec::new(), ..offered.clone() }).map_err(refused)?;
            self.rolls().keep(&offered)?;
            self.rolls().note_waiting(version);
            self.note_version(peer.gateway(), offered.roll.version);
            tracing::warn!(peer = %peer.gateway(), version = offered.roll.version, "a roll waits to be adopted");
            return Ok(RollsHeld { version, known: offered.roll.version });
        }
        self.compare(peer, &offered)?;
        self.note_version(peer.gateway(), offered.roll.version);
        Ok(RollsHeld { version, known })
    }

    /// Offers the roll in force to a peer, and those before it that the peer does not know.
    pub(crate) async fn offer_roll(&self, _: &Permit<action::SendOutbox>, peer: &GatewayId) -> Result<(), Failure> {
        let roll = self.roll();
        let mut held = self.offer(peer, &pretty(roll.signed())?).await?;
        while held.known < roll.version() {
            let next = held.known.saturating_add(1);
            let signed = if next == roll.version() { Some(roll.signed().clone()) } else { self.rolls().version(next) };
            let signed = signed.ok_or_else(|| Failure::broken(format!("version {next} of the roll is missing")))?;
            let after = self.offer(peer, &pretty(&signed)?).await?;
            if after.known <= held.known {
                return Err(Failure::broken("the peer does not take the roll"));
            }
            held = after;
        }
        Ok(())
    }

    /// Is there something to tell the peers? The first roll they all have.
    pub(crate) fn has_roll_to_offer(&self) -> bool {
        let roll = self.roll();
        roll.version() > 1 || !roll.signed().notices.is_empty()
    }

    /// The digest of the roll's file, and when it changes.
    pub(crate) fn roll_changes(&self) -> watch::Receiver<Digest> {
        self.rolls().file_digest.subscribe()
    }

    /// Records that the gateway starts with another roll than it had last, as far as the record knows: its files were replaced, or it
    /// ended before it could say so.
    pub(crate) async fn note_roll_at_start(&self) -> Result<(), Failure> {
        if self.is_held() {
            // It is noted when the record takes entries again.
            return Ok(());
        }
        let roll = self.roll();
        let entries = self.ledger().store().load(SUBJECT)?;
        let last = entries.iter().rev().find_map(|entry| entry.open.get("digest")?.as_str());
        if last.is_none_or(|last| last == roll.digest().to_string()) && (last.is_some() || roll.version() == 1) {
            return Ok(());
        }
        self.ledger().note(SUBJECT, self.when()?, versioned("roll-found", &roll)).await.map(drop)
    }

    /// Says that a roll waits to be adopted, and for how long.
    pub(super) fn waiting_roll(&self, now: Time) -> Option<Warning> {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        let issued = (*self.rolls().waiting.lock().unwrap_or_else(PoisonError::into_inner))?;
        let days = now.unix_ms().saturating_sub(issued.unix_ms()).max(0) / DAY_MS;
        Some(Warning { code: "roll-waits", days, about: None, key: None })
    }

    /// Has the peer an older roll in force? As long as it has not said which, it may have the first one.
    pub(super) fn holds_an_older_roll(&self, peer: &GatewayId) -> bool {
        let peers = self.rolls().peers.lock().unwrap_or_else(PoisonError::into_inner);
        peers.get(peer).copied().unwrap_or(1) < self.roll().version()
    }

    async fn adopt_roll_whole(
        &self,
        permit: &Permit<action::AdoptRoll>,
        bytes: &[u8],
    ) -> Result<RollAdoption, Failure> {
        let signed = SignedRoll::parse(bytes).map_err(refused)?;
        let _one_after_the_other = self.rolls().adopting.lock().await;
        let held = self.roll();
        let changes = held.changes(&signed.roll).map_err(refused)?;
        // What has been noticed counts for itself; a file may be older than that.
        let next = held.succeeded_by(SignedRoll { notices: Vec::new(), ..signed }).map_err(refused)?;
        self.check_predecessors(&next)?;
        self.keys_for(&next)?;
        let (version, digest) = (next.version(), next.digest());
        let adopted = match self.approve(permit, digest).await? {
            Approval::First => false,
            Approval::Both(approvers) => {
                let entry = adopted_by(versioned("roll-adopted", &next), permit, &approvers);
                self.enact(next, entry).await?;
                true
            }
        };
        Ok(RollAdoption { version, digest, adopted, changes })
    }

    async fn take_notice_whole(
        &self,
        permit: &Permit<action::TakeNotice>,
        bytes: &[u8],
    ) -> Result<NoticeTaken, Failure> {
        let notice = SignedNotice::parse(bytes).map_err(refused)?;
        let key = notice.notice.key.clone();
        let _one_after_the_other = self.rolls().adopting.lock().await;
        let Some(roll) = self.roll().noticed(notice.clone()).map_err(refused)? else {
            return Ok(NoticeTaken { key, taken: false });
        };
        self.enact(roll, noticed(&notice)?.sealed("by", permit.person())).await?;
        Ok(NoticeTaken { key, taken: true })
    }

    /// Puts a roll into force, and records it. Whoever calls holds the turn.
    async fn enact(&self, next: Roll, entry: NewEntry) -> Result<(), Failure> {
        let keys = self.keys_for(&next)?;
        let connections = self.connections_for(&next)?;
        self.rolls().put_in_force(&self.roll(), &next)?;
        let (digest, version) = (digest_of(next.signed())?, next.version());
        self.held.replace(InForce { roll: Arc::new(next), keys: Arc::new(keys) });
        self.connect_by(connections)?;
        self.rolls().note_waiting(version);
        self.rolls().file_digest.send_replace(digest);
        self.wake_outbox();
        // A matter may wait for an authority that has joined.
        self.wake_assessments();
        self.ledger().note(SUBJECT, self.when()?, entry).await.map(drop)
    }

    fn keys_for(&self, roll: &Roll) -> Result<Keys, Failure> {
        let read = Keys::read(&self.rolls().keys, self.gateway(), roll, self.clock().now());
        read.map_err(|error| match error {
            CannotStart::Failed(failure) => failure,
            CannotStart::Key(error) => {
                Failure::BadInput { at: "keys".into(), code: error.code(), given: Some(error.to_string()) }
            }
            error => Failure::broken(error),
        })
    }

    /// The versions after the one in force that are known here, as far as they follow it.
    fn waiting_rolls(&self, roll: &Roll) -> Vec<Roll> {
        let mut waiting: Vec<Roll> = Vec::new();
        loop {
            let last = waiting.last().unwrap_or(roll);
            let next = self.rolls().version(last.version().saturating_add(1));
            match next.and_then(|next| last.succeeded_by(next).ok()) {
                Some(next) => waiting.push(next),
                None => return waiting,
            }
        }
    }

    /// Two rolls of one version cannot be, unless all three signed both.
    fn compare(&self, peer: &PeerIdentity, offered: &SignedRoll) -> Result<(), Failure> {
        let roll = self.roll();
        let here = match offered.roll.version {
            version if version == roll.version() => Some(roll.digest()),
            version => self.rolls().version(version).and_then(|signed| signed.roll.digest().ok()),
        };
        let there = offered.roll.digest().map_err(refused)?;
        if here.is_some_and(|here| here != there) {
            tracing::error!(code = "roll-forked", peer = %peer.gateway(), version = offered.roll.version, %there, "the peer has another roll of this version");
            return Err(bad(".", "roll-forked", there.to_string()));
        }
        Ok(())
    }

    /// A version once in force stays so until a later one is.
    fn note_version(&self, peer: &GatewayId, version: u64) {
        let mut peers = self.rolls().peers.lock().unwrap_or_else(PoisonError::into_inner);
        let known = peers.entry(peer.clone()).or_default();
        *known = version.max(*known);
    }

    async fn offer(&self, peer: &GatewayId, file: &[u8]) -> Result<RollsHeld, Failure> {
        let answer = self.ask(peer, Method::POST, "/peer/v1/roll", Bytes::copy_from_slice(file)).await?;
        let not_taken = |reason: String| Failure::PeerUnreachable { peer: peer.to_string(), reason };
        if answer.status != StatusCode::OK {
            return Err(not_taken(String::from_utf8_lossy(&answer.body).chars().take(80).collect()));
        }
        let held: RollsHeld = serde_json::from_slice(&answer.body).map_err(|error| not_taken(error.to_string()))?;
        self.note_version(peer, held.version);
        Ok(held)
    }
}

/// A roll or a notice that cannot be taken, as the fault of whoever brings it.
pub(super) fn refused(error: FederationError) -> Failure {
    bad(error.at().unwrap_or("."), error.code(), error.to_string())
}

fn bad(at: &str, code: &'static str, given: String) -> Failure {
    Failure::BadInput { at: at.into(), code, given: Some(given) }
}

fn versioned(kind: &str, roll: &Roll) -> NewEntry {
    NewEntry::new(kind).open("version", roll.version()).open("digest", roll.digest().to_string())
}

fn adopted_by(entry: NewEntry, permit: &Permit<action::AdoptRoll>, approvers: &Approvers) -> NewEntry {
    let [first, second] = approvers.accounts();
    let by = [first.as_str(), second.as_str()];
    entry.open("authority", permit.authority().as_str()).sealed("by", serde_json::json!(by))
}

fn noticed(signed: &SignedNotice) -> Result<NewEntry, Failure> {
    let measure = match signed.notice.measure {
        Measure::Revoke { .. } => "revoke",
        Measure::Suspend { .. } => "suspend",
    };
    Ok(NewEntry::new("roll-notice")
        .open("key", signed.notice.key.to_string())
        .open("measure", measure)
        .open("issued", signed.notice.issued.to_string())
        .open("notice", digest_of(signed)?.to_string()))
}

fn digest_of<T: Serialize>(value: &T) -> Result<Digest, Failure> {
    Ok(Digest::of(&pretty(value)?))
}

fn pretty<T: Serialize>(value: &T) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(value).map_err(Failure::broken)
}
