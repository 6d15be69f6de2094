//! What the gateway does, whoever asks for it. Each function that reads or changes something takes a permit.

mod abroad;
mod approvals;
mod authorisations;
mod bundle;
mod cases;
mod certificates;
mod clocks;
mod confirmations;
mod correspondence;
mod custody;
mod draws;
mod early;
mod erasure;
mod failure;
mod feed;
mod foreign_law;
mod health;
mod inbox;
mod jurors;
mod large;
mod law;
mod ledger;
mod listings;
mod matters;
mod mediations;
mod mediators;
mod moving;
mod outbox;
mod people;
mod places;
mod reading;
mod refusals;
mod releases;
mod roll;
mod sealed;
mod seals;
mod staging;
mod standby;
mod storage;
mod successor;
mod transfers;
mod upkeep;
mod uploads;
mod views;
mod whole;
mod witness;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use comity_domain::facts::Authority;
use comity_domain::limits::{
    DOWNLOADS_OF_PERSON_UNDER_WAY_MAX, DOWNLOADS_UNDER_WAY_MAX, PASSWORD_CHECKS_MAX, PEER_RESPONSE_MAX_BYTES,
};
use comity_domain::matter::{Chain, Parties, authority_abroad};
use comity_domain::{AuthorityId, GatewayId, MatterId};
use comity_federation::refusals::Refusals;
use comity_federation::roll::{Anchor, GatewayEntry, Roll, SignedRoll};
use comity_record::{Digest, Time};
use comity_store::StoreError;
use serde::Serialize;
use tokio::sync::{Notify, Semaphore};
use utoipa::ToSchema;

pub use abroad::{NewArrival, NewDispatch, NewEntry};
pub use authorisations::AuthorisationRow;
pub use cases::CaseRow;
pub use certificates::ListAge;
pub(crate) use clocks::ClockOff;
pub use confirmations::{ConfirmationRow, NewRuling};
pub use correspondence::NewCorrection;
pub use custody::{Elsewhere, Given, NewUse};
pub(crate) use draws::Brought;
pub use draws::{DrawRow, DrawView, NewDraw, NewLeave, StepView};
pub use erasure::{Erasure, Left};
pub use failure::{Failure, FailureKind};
pub use feed::{FeedEventView, FeedView, Found};
pub use foreign_law::{InquiryRow, InquiryStep};
pub use health::{Health, Reading, Warning};
pub use inbox::Delivery;
pub use jurors::{DrawnFor, Excluded, Ground, JurorPool, JurorRow, ListLoad, ListView, NewList};
pub use law::{LockFile, LockedRelease, RulesView};
pub use listings::{ListingRow, ListingSanction, ListingSanctioned, ListingStep, ListingView, NewListing, StoodOn};
pub use matters::{FileContent, MatterView, NewDraft, WorklistRow};
pub use mediations::{MediationRow, NewAgreement, ReadingOfMediation};
pub use mediators::{
    Accrediting, Assessing, Bars, MediatorRow, MediatorView, Paper, Sanction, Sanctioned, Stands, Submitted,
};
pub(crate) use moving::{Moved, Then, export_record, import_record};
pub(crate) use outbox::Attempt;
pub use people::{ACCOUNT_KINDS, Account, Closing, IssuedToken, NewAccount, OpenedSession, TokenRow};
pub use releases::{Adopted, ChangedAssessment, Counted, Replayed};
pub use roll::{NoticeTaken, RollAdoption, RollStatus, WaitingRoll};
pub use sealed::{DirectoryView, EnrolledKey, Recovery, RecoveryKeySet, SealedView};
pub use seals::UnfitKey;
pub(crate) use staging::Offered;
pub(crate) use standby::{Others, people_identity};
pub(crate) use storage::database_config;
pub(crate) use successor::{Declared, declare_successor, succeed_record};
pub(crate) use upkeep::Upkeep;
pub(crate) use uploads::Part;
pub use uploads::UploadView;
pub(crate) use views::Waiting;
pub use witness::{HeldAt, HeldView, WitnessView, Witnessing};

use crate::access::{self, Permit, action};
use crate::clock::Clock;
use crate::config::Config;
use crate::mtls::{MtlsError, Peer, PeerClient, PeerTrust, RequestLimits, RevocationList};
use certificates::Certificates;
use draws::Draws;
use early::Tray;
use erasure::Erasures;
use feed::Feeds;
use ledger::{Ledger, When};
use places::Places;
use roll::Rolls;
use seals::{Held, InForce, Keys};
use staging::Shelf;
use storage::open_store;
use transfers::Lanes;
use uploads::Intake;
use witness::Witness;

/// A gateway, running.
pub struct App {
    gateway: GatewayId,
    log: String,
    clock: Clock,
    ledger: Ledger,
    held: Held,
    rolls: Rolls,
    certificates: Certificates,
    law: law::Law,
    shelf: Shelf,
    lanes: Lanes,
    tray: Tray,
    intake: Intake,
    erasures: Erasures,
    feeds: Feeds,
    court_lists: jurors::Lists,
    known: custody::Known,
    mediators: mediators::Mediators,
    listings: listings::Listings,
    /// Who is given a file in pieces, by their accounts.
    readers: Places<String>,
    witness: Witness,
    draws: Draws,
    refusals: Mutex<Refusals>,
    trust: PeerTrust,
    clients: RwLock<BTreeMap<GatewayId, PeerClient>>,
    /// Held while an approval is taken, an account is closed, or a password is set.
    approving: tokio::sync::Mutex<()>,
    /// Held while an application for confirmation is taken: nobody else applies for the same settlement meanwhile.
    applying: tokio::sync::Mutex<()>,
    contacts: Mutex<BTreeMap<GatewayId, Contact>>,
    assessments: Notify,
    outbox: Notify,
    password_checks: Semaphore,
}

/// How a peer answered.
#[derive(Debug, Clone, Copy, Default)]
struct Contact {
    last_answer: Option<Time>,
    failures: u64,
    /// By how many seconds its clock is ahead of ours, if that is more than it can be.
    clock_ahead_seconds: Option<i64>,
}

/// How a peer does.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PeerView {
    /// Which.
    #[schema(value_type = String)]
    pub gateway: GatewayId,
    /// Where.
    pub url: String,
    /// Messages that wait for its receipt.
    pub waiting: usize,
    /// When it answered last, since this gateway started.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_answer: Option<Time>,
    /// How often it did not answer since then.
    pub failures: u64,
    /// By how many seconds its clock is ahead of ours (behind, if negative), if the two are too far apart to exchange anything.
    pub clock_ahead_seconds: Option<i64>,
}

/// The record, from outside.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecordView {
    /// Its name.
    pub log: String,
    /// How many entries it has.
    pub size: u64,
    /// The root of its tree.
    #[schema(value_type = String)]
    pub root: Digest,
    /// The newest signed checkpoint, with the cosignatures that there are under it.
    pub checkpoint: String,
    /// So many entries are published: all other gateways have cosigned them.
    pub published_size: u64,
    /// So many entries have been cosigned by another gateway at least.
    pub witnessed_size: u64,
    /// What the other gateways say as its witnesses.
    pub witnesses: Vec<WitnessView>,
}

/// The gateway cannot start.
#[derive(Debug, thiserror::Error)]
pub enum CannotStart {
    /// Its files cannot be used.
    #[error(transparent)]
    Failed(#[from] Failure),
    /// A key is not one that it may use.
    #[error(transparent)]
    Key(#[from] UnfitKey),
    /// Its record cannot be opened.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// Its certificates cannot be used.
    #[error(transparent)]
    Certificates(#[from] MtlsError),
}

impl App {
    /// Opens the record and everything around it. Nothing listens yet.
    pub fn open(config: &Config) -> Result<Self, CannotStart> {
        let clock = Clock::new(config.business_days());
        let roll = read_roll(config)?;
        let here = roll
            .gateway(&config.gateway)
            .ok_or_else(|| Failure::Broken(format!("the roll does not name `{}`", config.gateway)))?;
        if here.log != config.log {
            return Err(
                Failure::Broken(format!("the roll names the record `{}`, not `{}`", here.log, config.log)).into()
            );
        }
        let keys = Keys::read(&config.keys, &config.gateway, &roll, clock.now())?;
        let law = law::Law::load(here.jurisdiction, config.rules_lock.clone(), config.releases.clone())?;
        let rolls = Rolls::new(config, &roll)?;
        let certificates = Certificates::read(config)?;
        let held = Held::new(roll, keys);
        let store = open_store(config, &held)?;
        let InForce { roll, keys } = held.now();
        let witness = Witness::open(&store, &roll, &keys, (&config.gateway, clock.now()))?;
        let trust = PeerTrust::new(&[])?;
        let started = clock.now();
        let app = Self {
            gateway: config.gateway.clone(),
            log: config.log.clone(),
            clock,
            shelf: Shelf::open(&store)?,
            lanes: Lanes::default(),
            tray: Tray::open(&store)?,
            intake: Intake::open(&store, config.scanner.clone())?,
            erasures: Erasures::open(&store, config.retention.map(|retention| retention.years))?,
            feeds: Feeds::open(&store, &roll, started)?,
            court_lists: jurors::Lists::new(config.shared_jurors.clone())?,
            known: custody::Known::default(),
            mediators: mediators::Mediators::default(),
            listings: listings::Listings::default(),
            readers: Places::new(DOWNLOADS_UNDER_WAY_MAX, DOWNLOADS_OF_PERSON_UNDER_WAY_MAX),
            witness,
            draws: Draws::new(config.draws),
            refusals: Mutex::default(),
            ledger: Ledger::new(store),
            held,
            rolls,
            certificates,
            law,
            trust,
            clients: RwLock::default(),
            approving: tokio::sync::Mutex::default(),
            applying: tokio::sync::Mutex::default(),
            contacts: Mutex::default(),
            assessments: Notify::new(),
            outbox: Notify::new(),
            password_checks: Semaphore::new(PASSWORD_CHECKS_MAX),
        };
        app.connect_by(app.connections_for(&app.roll())?)?;
        Ok(app)
    }

    /// The peers that may connect: those of the roll in force, whichever it is then.
    pub fn peer_trust(&self) -> PeerTrust {
        self.trust.clone()
    }

    /// This gateway's name.
    pub const fn gateway(&self) -> &GatewayId {
        &self.gateway
    }

    /// Its clocks.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The other gateways of the roll.
    pub(crate) fn peer_ids(&self) -> Vec<GatewayId> {
        self.roll().peers_of(&self.gateway).map(|entry| entry.id.clone()).collect()
    }

    /// An authority that this gateway serves.
    pub(crate) fn any_authority_here(&self) -> Option<AuthorityId> {
        let roll = self.roll();
        let served = roll.contents().authorities.iter().find(|entry| entry.gateway == self.gateway);
        served.map(|entry| entry.id.clone())
    }

    /// A name for a matter that begins here.
    pub fn new_matter_id(&self) -> MatterId {
        MatterId::new(self.gateway.clone(), self.clock.ulid())
    }

    /// How the authorities of a matter stand to it: what a permit is decided from, so nobody needs one for this.
    pub fn standing_for_access(&self, id: &MatterId) -> Result<Option<access::Standing>, Failure> {
        let standing = self.ledger.standing_by_entries(id)?;
        Ok(standing.map(|standing| access::Standing {
            matter: id.clone(),
            revision: standing.revision,
            originating: standing.chain.originating,
            transmitting: standing.chain.transmitting,
            receiving: standing.chain.receiving,
        }))
    }

    /// Whether whoever has seen the matter at this revision knows it as it stands.
    pub fn is_seen_at(&self, id: &MatterId, revision: u64) -> Result<bool, Failure> {
        Ok(self.ledger.standing_by_entries(id)?.is_some_and(|standing| standing.is_seen_at(revision)))
    }

    /// The record, from outside.
    pub fn record(&self, _: &Permit<action::VerifyRecord>) -> RecordView {
        let status = self.ledger.store().status();
        let (witnessed_size, published_size) = self.cosigned_sizes();
        RecordView {
            log: self.log.clone(),
            size: status.size,
            root: status.root,
            checkpoint: self.cosigned_checkpoint(),
            published_size,
            witnessed_size,
            witnesses: self.at_witnesses(),
        }
    }

    /// How the peers do.
    pub fn peers(&self, _: &Permit<action::ReadPeers>) -> Result<Vec<PeerView>, Failure> {
        let contacts = self.contacts.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let views = self.ledger.store().views();
        let view = |entry: &GatewayEntry| {
            let contact = contacts.get(&entry.id).copied().unwrap_or_default();
            Ok(PeerView {
                gateway: entry.id.clone(),
                url: entry.url.clone(),
                waiting: views::waiting(&*views, &entry.id, None)?.len(),
                last_answer: contact.last_answer,
                failures: contact.failures,
                clock_ahead_seconds: contact.clock_ahead_seconds,
            })
        };
        self.roll().peers_of(&self.gateway).map(view).collect()
    }

    /// The roll.
    pub fn read_roll(&self, _: &Permit<action::ReadRoll>) -> Arc<Roll> {
        self.roll()
    }

    /// The newest signed checkpoint. It is made to be shown around.
    pub fn checkpoint(&self) -> Arc<str> {
        self.ledger.store().checkpoint()
    }

    /// The own release in force, as it is published: its digest and its bytes.
    pub fn published_release(&self) -> Result<Option<(Digest, axum::body::Bytes)>, Failure> {
        let published = self.law.published(self.clock.today()?);
        Ok(published.map(|published| (published.digest, published.bytes)))
    }

    /// Signs a checkpoint of what is new.
    pub(crate) fn make_checkpoint(&self) -> Result<(), Failure> {
        self.ledger.store().make_checkpoint()?;
        self.witness_is_due();
        Ok(())
    }

    /// Waits until there may be something to assess.
    pub(crate) async fn assessments_wait(&self) {
        self.assessments.notified().await;
    }

    /// The matters about which the rules have to be asked.
    pub(crate) fn to_assess(&self) -> Result<Vec<MatterId>, Failure> {
        if self.is_held() {
            // What the rules say could not be recorded.
            return Ok(Vec::new());
        }
        views::to_assess(&*self.ledger.store().views(), self.clock.today()?)
    }

    /// The gateway that a matter is with; this one, if that is not known.
    pub(crate) fn partner(&self, id: &MatterId) -> GatewayId {
        if *id.origin() != self.gateway {
            return id.origin().clone();
        }
        let standing = self.ledger.standing(id).ok().flatten();
        let partner = standing.and_then(|standing| self.gateway_of(&standing.chain.receiving).ok());
        partner.unwrap_or_else(|| self.gateway.clone())
    }

    /// Waits until there may be something to send.
    pub(crate) async fn outbox_waits(&self) {
        self.outbox.notified().await;
    }

    /// Ends the record's thread; what was answered is on the disk.
    pub fn close_record(&self) -> Result<(), Failure> {
        Ok(self.ledger.store().close()?)
    }

    fn roll(&self) -> Arc<Roll> {
        self.in_force().roll
    }

    /// The roll and the keys, as they fit each other.
    fn in_force(&self) -> InForce {
        self.held.now()
    }

    const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    const fn law(&self) -> &law::Law {
        &self.law
    }

    const fn rolls(&self) -> &Rolls {
        &self.rolls
    }

    const fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    const fn lanes(&self) -> &Lanes {
        &self.lanes
    }

    const fn tray(&self) -> &Tray {
        &self.tray
    }

    const fn intake(&self) -> &Intake {
        &self.intake
    }

    const fn mediators(&self) -> &mediators::Mediators {
        &self.mediators
    }

    const fn erasures(&self) -> &Erasures {
        &self.erasures
    }

    const fn listings(&self) -> &listings::Listings {
        &self.listings
    }

    const fn draws(&self) -> &Draws {
        &self.draws
    }

    const fn feeds(&self) -> &Feeds {
        &self.feeds
    }

    const fn court_lists(&self) -> &jurors::Lists {
        &self.court_lists
    }

    const fn witness(&self) -> &Witness {
        &self.witness
    }

    fn when(&self) -> Result<When, Failure> {
        Ok(When { day: self.clock.today()?, time: self.clock.now() })
    }

    const fn password_checks(&self) -> &Semaphore {
        &self.password_checks
    }

    fn wake_assessments(&self) {
        self.assessments.notify_one();
    }

    fn wake_outbox(&self) {
        self.outbox.notify_one();
    }

    /// Does this gateway serve the authority?
    pub(crate) fn serves(&self, authority: &AuthorityId) -> bool {
        self.roll().serves(&self.gateway, authority)
    }

    fn gateway_of(&self, authority: &AuthorityId) -> Result<GatewayId, Failure> {
        let roll = self.roll();
        let entry = roll.gateway_of(authority);
        entry
            .map(|entry| entry.id.clone())
            .ok_or_else(|| Failure::UnknownAuthority { authority: authority.to_string(), at: None })
    }

    /// The authorities of a matter, as the roll describes them. Those abroad are on no roll.
    fn parties(&self, chain: &Chain) -> Result<Parties, Failure> {
        let roll = self.roll();
        let described = |id: &AuthorityId| {
            if let Some(abroad) = authority_abroad(id) {
                return Ok(abroad);
            }
            let unknown = || Failure::UnknownAuthority { authority: id.to_string(), at: None };
            let entry = roll.authority(id).ok_or_else(unknown)?;
            Ok::<_, Failure>(Authority {
                authority: entry.id.clone(),
                jurisdiction: entry.jurisdiction,
                kind: entry.kind.clone(),
                direct_channels: entry.direct_channels.clone(),
                area: entry.area.clone(),
                subordinate_courts: entry.subordinate_courts.clone(),
            })
        };
        Ok(Parties {
            originating: described(&chain.originating)?,
            transmitting: described(&chain.transmitting)?,
            receiving: described(&chain.receiving)?,
        })
    }

    fn peer_client(&self, peer: &GatewayId) -> Option<PeerClient> {
        self.clients.read().unwrap_or_else(PoisonError::into_inner).get(peer).cloned()
    }

    /// What connects this gateway to the peers of a roll: whom it trusts, and a client for each.
    fn connections_for(&self, roll: &Roll) -> Result<Connections, Failure> {
        let lists = self.certificates.lists();
        let limits = RequestLimits { response_bytes: PEER_RESPONSE_MAX_BYTES, ..RequestLimits::default() };
        let client = |entry: &GatewayEntry| {
            let identity = self.peers_identity().clone();
            let client = PeerClient::checking(identity, &peer(entry), &entry.url, limits, &lists)?;
            Ok::<_, MtlsError>((entry.id.clone(), client))
        };
        let clients = roll.peers_of(&self.gateway).map(client).collect::<Result<_, _>>().map_err(Failure::broken)?;
        let peers: Vec<Peer> = roll.peers_of(&self.gateway).map(peer).collect();
        // What would be refused when it is in force is refused before.
        PeerTrust::new(&peers).map_err(Failure::broken)?;
        Ok(Connections { peers, lists, clients })
    }

    /// From now on connects so. A request that is under way ends on the connection that it has.
    fn connect_by(&self, connections: Connections) -> Result<(), Failure> {
        self.trust.replace(&connections.peers, &connections.lists).map_err(Failure::broken)?;
        *self.clients.write().unwrap_or_else(PoisonError::into_inner) = connections.clients;
        Ok(())
    }

    fn note_contact(&self, peer: &GatewayId, answered: bool) {
        let now = self.clock.now();
        let mut contacts = self.contacts.lock().unwrap_or_else(PoisonError::into_inner);
        let contact = contacts.entry(peer.clone()).or_default();
        if answered {
            *contact = Contact { last_answer: Some(now), failures: 0, ..*contact };
        } else {
            contact.failures += 1;
        }
    }

    fn note_clock(&self, peer: &GatewayId, ahead_seconds: Option<i64>) {
        let mut contacts = self.contacts.lock().unwrap_or_else(PoisonError::into_inner);
        contacts.entry(peer.clone()).or_default().clock_ahead_seconds = ahead_seconds;
    }
}

/// How this gateway and its peers reach each other.
struct Connections {
    peers: Vec<Peer>,
    lists: Vec<RevocationList>,
    clients: BTreeMap<GatewayId, PeerClient>,
}

fn peer(entry: &GatewayEntry) -> Peer {
    Peer { gateway: entry.id.clone(), tls_name: entry.tls_name.clone(), anchors: entry.trust.clone() }
}

fn read_roll(config: &Config) -> Result<Roll, Failure> {
    let anchors: Vec<Anchor> = serde_json::from_str(&read_text(&config.roll_trust)?).map_err(Failure::broken)?;
    let signed = SignedRoll::parse(read_text(&config.roll)?.as_bytes()).map_err(Failure::broken)?;
    signed.verify(&anchors).map_err(Failure::broken)
}

fn read_text(path: &std::path::Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Broken(format!("cannot read `{}`: {error}", path.display())))
}

#[cfg(test)]
pub(crate) mod tests;
