//! The feeds: what this gateway's registers publish, and what it holds of those of its peers. Each event is one line of the own record, under
//! the subject `feed/<gateway>`, so that its revision is its number; the registers as they are searched are made from those lines, at the
//! start and after each of them. What is in memory follows the record, and never goes before it.
//!
//! Whoever decides something that the others have to know hands it to [`App::publish`], with the commit that it belongs to: both are durable,
//! or neither.

mod allowance;
mod handing;
mod kept;
mod recalling;
mod registers;
mod searching;
mod taking;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use comity_domain::GatewayId;
use comity_domain::limits::FEED_PAGE_MAX_EVENTS;
use comity_federation::feed::{Content, Doubt, Event, Head, Recall, Replica};
use comity_federation::roll::Roll;
use comity_record::Time;
use comity_store::{Addition, Commit, Committed, Expected, Store};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use utoipa::ToSchema;

use super::failure::Failure;
use super::seals::InForce;
use super::views;
use super::{App, Warning};
use crate::access::{Permit, action};
use allowance::Allowances;
use registers::Registers;
pub use searching::Found;
use taking::FeedHeld;

/// The feeds of all gateways, as this one holds them.
pub(super) struct Feeds {
    /// Held while an event is put into a feed: they follow each other.
    turn: tokio::sync::Mutex<()>,
    replicas: Mutex<BTreeMap<GatewayId, Replica>>,
    /// The newest heartbeat of each peer, as it was signed: to be handed on.
    heartbeats: Mutex<BTreeMap<GatewayId, String>>,
    registers: RwLock<Registers>,
    /// What the peers hold of the own one.
    recall: Mutex<Recall>,
    /// Held while they are asked for it.
    recalling: tokio::sync::Mutex<()>,
    /// How much of the others' was taken today.
    allowances: Mutex<Allowances>,
    /// The newest number of the own feed that the peers have given back since the start; 0 if none.
    given_back: AtomicU64,
    /// The newest number of the own feed.
    news: watch::Sender<u64>,
    /// How often something was found to be missing.
    gaps: watch::Sender<u64>,
}

/// How a feed stands here.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FeedView {
    /// Whose.
    #[schema(value_type = String)]
    pub gateway: GatewayId,
    /// The newest number that is held; 0 if there is none.
    pub newest: u64,
    /// The greatest number that its publisher is known to have given.
    pub told: u64,
    /// When its publisher last said how far it goes, since this gateway started. The own feed says it whenever it is asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub heard: Option<Time>,
    /// Why nothing can be confirmed by it now: `feed-forked`, `feed-gap`, `feed-silent`. Absent if it can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

/// An event of a feed, from outside. What it says is for whoever may see it, and shown by the registers.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct FeedEventView {
    /// Its place in the feed.
    pub number: u64,
    /// When it was published, by the publisher's clock.
    #[schema(value_type = String, format = DateTime)]
    pub time: Time,
    /// What it is about: `entry`, `juror`, `credential`, `status-list`, `status-notice`, `bar`, `confirmation`, or what this version does not
    /// know.
    pub about: String,
    /// Whether this version can read it. What it cannot read is kept and handed on all the same.
    pub known: bool,
}

impl Feeds {
    /// The feeds as the record has them, at a start.
    pub(super) fn open(store: &Store, roll: &Roll, start: Time) -> Result<Self, Failure> {
        let feeds = Self {
            turn: tokio::sync::Mutex::default(),
            replicas: Mutex::default(),
            heartbeats: Mutex::default(),
            registers: RwLock::new(Registers::under(roll)),
            recall: Mutex::new(Recall::since(start)),
            recalling: tokio::sync::Mutex::default(),
            allowances: Mutex::default(),
            given_back: AtomicU64::new(0),
            news: watch::Sender::new(0),
            gaps: watch::Sender::new(0),
        };
        for gateway in &roll.contents().gateways {
            feeds.follow(store, roll, &gateway.id)?;
        }
        Ok(feeds)
    }

    /// Brings what is in memory of a feed to where the record has it.
    fn follow(&self, store: &Store, roll: &Roll, gateway: &GatewayId) -> Result<(), Failure> {
        loop {
            let reached = self.replica(gateway).newest();
            let rows = views::feed_rows(&*store.views(), gateway, reached, FEED_PAGE_MAX_EVENTS)?;
            let faces = kept::faces_of(store, gateway, &rows)?;
            if !faces.is_empty() {
                let mut registers = self.registers.write().unwrap_or_else(PoisonError::into_inner);
                faces.iter().for_each(|event| registers.apply(event, roll));
            }
            let is_forked = views::is_feed_forked(&*store.views(), gateway)?;
            let mut replicas = self.replicas();
            let replica = replicas.entry(gateway.clone()).or_default();
            if is_forked {
                replica.fork();
            }
            match rows.last() {
                Some(row) => replica.taken(row.head()),
                None => return Ok(()),
            }
        }
    }

    /// Makes the registers anew, as another roll has them, if that is not as they are. They are searched as they were meanwhile.
    fn make_anew(&self, store: &Store, roll: &Roll) -> Result<(), Failure> {
        if self.registers.read().unwrap_or_else(PoisonError::into_inner).are_as_under(roll) {
            return Ok(());
        }
        let (mut anew, mut reached) = (Registers::under(roll), BTreeMap::new());
        read_on(store, roll, &mut anew, &mut reached)?;
        // What came meanwhile is little, and nothing more comes while it is read.
        let mut registers = self.registers.write().unwrap_or_else(PoisonError::into_inner);
        read_on(store, roll, &mut anew, &mut reached)?;
        *registers = anew;
        Ok(())
    }

    fn replica(&self, gateway: &GatewayId) -> Replica {
        self.replicas().get(gateway).cloned().unwrap_or_default()
    }

    fn replicas(&self) -> MutexGuard<'_, BTreeMap<GatewayId, Replica>> {
        self.replicas.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn heartbeats(&self) -> MutexGuard<'_, BTreeMap<GatewayId, String>> {
        self.heartbeats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes in what the feeds say of entries behind what was reached of each.
fn read_on(
    store: &Store,
    roll: &Roll,
    registers: &mut Registers,
    reached: &mut BTreeMap<GatewayId, u64>,
) -> Result<(), Failure> {
    for gateway in roll.contents().gateways.iter().map(|entry| &entry.id) {
        let reached = reached.entry(gateway.clone()).or_default();
        loop {
            let rows = views::feed_rows(&*store.views(), gateway, *reached, FEED_PAGE_MAX_EVENTS)?;
            let faces = kept::faces_of(store, gateway, &rows)?;
            faces.iter().for_each(|event| registers.apply(event, roll));
            let Some(last) = rows.last() else { break };
            *reached = last.number;
        }
    }
    Ok(())
}

impl App {
    /// Publishes what the registers here have to say, each as the next event of the own feed: in the commit `alongside`, whose first addition
    /// is what was decided, or in one of their own. Returns when all of it is durable, with the newest number of the feed then; the peers are
    /// told at once.
    ///
    /// # Errors
    /// [`Failure::Moved`]: what was decided stands elsewhere by now. [`Failure::NoSigningKey`]: no key of this gateway may sign its feed.
    /// [`Failure::FeedForked`], [`Failure::FeedBehind`], [`Failure::FeedNotTold`]: this gateway does not know any more what it has published.
    pub(super) async fn publish(
        &self,
        contents: Vec<Content>,
        alongside: Option<Commit>,
    ) -> Result<(Committed, u64), Failure> {
        const TRIES: usize = 8;
        self.unless_held()?;
        self.recall_own_feed().await?;
        let _one_after_the_other = self.feeds().turn.lock().await;
        for _ in 1..TRIES {
            let reached = self.feed_head(self.gateway())?;
            match self.try_to_publish(reached, &contents, alongside.clone()).await {
                // Somebody who did not wait for the answer was faster.
                Err(Failure::Moved { .. }) if self.feed_head(self.gateway())? != reached => {}
                done => return done,
            }
        }
        let reached = self.feed_head(self.gateway())?;
        self.try_to_publish(reached, &contents, alongside).await
    }

    async fn try_to_publish(
        &self,
        reached: Option<Head>,
        contents: &[Content],
        alongside: Option<Commit>,
    ) -> Result<(Committed, u64), Failure> {
        let (when, gateway) = (self.when()?, self.gateway());
        self.may_go_on(reached)?;
        let InForce { roll, keys } = self.in_force();
        let key = keys.feed(&roll, when.time)?;
        let (mut head, mut entries, mut blobs) = (reached, Vec::new(), Vec::new());
        for content in contents {
            let event = Event::following(head.as_ref(), gateway.clone(), when.time, content.clone());
            if let Some(authority) = content.authority().filter(|_| !event.is_by_its_own(&roll)) {
                return Err(Failure::UnknownAuthority { authority: authority.to_string(), at: None });
            }
            let signed = event.sign(key).map_err(Failure::broken)?;
            let (entry, blob) = self.feed_entry(&event, &signed.text, signed.digest).await?;
            head = Some(Head { number: event.number, digest: signed.digest, time: event.time });
            entries.push(entry);
            blobs.extend(blob);
        }
        let expected = Expected::Revision(reached.map_or(0, |head| head.number));
        let addition = Addition { subject: kept::subject(gateway), expected, entries };
        let mut commit = alongside.unwrap_or_else(|| Commit {
            day: when.day,
            time: when.time,
            answers: None,
            additions: Vec::new(),
        });
        commit.additions.push(addition);
        let mut committed = self.ledger().commit(commit).await;
        for blob in blobs {
            committed = self.settled(blob, committed).await;
        }
        let committed = committed?;
        self.follow_feed(gateway)?;
        Ok((committed, self.feeds().replica(gateway).newest()))
    }

    /// An error if something was signed that this gateway does not hold, or not so: what it signs now would be a second history.
    fn may_go_on(&self, reached: Option<Head>) -> Result<(), Failure> {
        let replica = self.feeds().replica(self.gateway());
        let newest = reached.map_or(0, |head| head.number);
        if replica.is_forked() {
            Err(Failure::FeedForked { gateway: self.gateway().to_string() })
        } else if replica.told() > newest {
            Err(Failure::FeedBehind { told: replica.told() })
        } else {
            Ok(())
        }
    }

    /// Brings what is in memory of a feed to where the record has it, and says so to whoever waits for news.
    fn follow_feed(&self, gateway: &GatewayId) -> Result<(), Failure> {
        self.feeds().follow(self.ledger().store(), &self.roll(), gateway)?;
        if gateway == self.gateway() {
            self.feeds().news.send_replace(self.feeds().replica(gateway).newest());
        }
        Ok(())
    }

    /// The same for the own feed, once nobody is about to put something into it: whoever was may have gone away before it said so.
    pub(super) async fn follow_own_feed(&self) -> Result<(), Failure> {
        let _one_after_the_other = self.feeds().turn.lock().await;
        self.follow_feed(self.gateway())
    }

    /// Makes the registers anew as they are searched, if the roll in force says otherwise whose authorities are whose. For a thread that may wait.
    pub(crate) fn make_registers_anew(&self) -> Result<(), Failure> {
        self.feeds().make_anew(self.ledger().store(), &self.roll())
    }

    /// The newest event that is held of a gateway's feed: the position at which its registers are known here.
    pub(super) fn feed_head(&self, gateway: &GatewayId) -> Result<Option<Head>, Failure> {
        views::feed_head(&*self.ledger().store().views(), gateway)
    }

    /// How each feed stands here.
    pub fn feed_states(&self, _: &Permit<action::ReadFeeds>) -> Vec<FeedView> {
        let now = self.clock().now();
        let view = |gateway: &GatewayId| {
            let replica = self.feeds().replica(gateway);
            FeedView {
                gateway: gateway.clone(),
                newest: replica.newest(),
                told: replica.told(),
                heard: replica.heard().map(|heard| heard.time),
                doubt: self.feed_doubt(gateway, now).map(|doubt| doubt.code().to_owned()),
            }
        };
        self.roll().contents().gateways.iter().map(|entry| view(&entry.id)).collect()
    }

    /// The events of a gateway's feed behind a number, as many as a page has: all of them, or those about one kind of thing.
    pub async fn feed_events(
        &self,
        _: &Permit<action::ReadFeeds>,
        gateway: &GatewayId,
        about: Option<&str>,
        after: u64,
    ) -> Result<Vec<FeedEventView>, Failure> {
        if self.roll().gateway(gateway).is_none() {
            return Err(Failure::NotFound { what: "feed" });
        }
        let events = match about {
            Some(kind) => self.published_about(gateway, kind, after).await?,
            None => self.published(gateway, after).await?,
        };
        let view = |event: Event| FeedEventView {
            number: event.number,
            time: event.time,
            about: event.content.kind().to_string(),
            known: !matches!(event.content, Content::Unknown { .. }),
        };
        Ok(events.into_iter().map(view).collect())
    }

    /// Why nothing can be confirmed by what is held of a gateway's feed, if that is so. Of the own feed silence says nothing.
    pub(super) fn feed_doubt(&self, gateway: &GatewayId, now: Time) -> Option<Doubt> {
        let doubt = self.feeds().replica(gateway).doubt(now);
        doubt.filter(|doubt| gateway != self.gateway() || *doubt != Doubt::Silent)
    }

    /// The gateways that have signed two histories of their registers: only persons can find out which one holds. And that the peers have
    /// given back what was published here and lost: the feed has it, and the decisions are for persons to enter again.
    pub(super) fn feed_warnings(&self) -> Vec<Warning> {
        let replicas = self.feeds().replicas();
        let forked = replicas.iter().filter(|(_, replica)| replica.is_forked());
        let warning = |gateway: &GatewayId| Warning {
            code: Doubt::Forked.code(),
            days: 0,
            about: Some(gateway.clone()),
            key: None,
        };
        let given_back = self.feeds().given_back.load(Ordering::Relaxed) > 0;
        let given_back = given_back.then(|| Warning {
            code: "feed-given-back",
            days: 0,
            about: Some(self.gateway().clone()),
            key: None,
        });
        forked.map(|(gateway, _)| warning(gateway)).chain(given_back).collect()
    }

    /// When something is published here.
    pub(crate) fn feed_news(&self) -> watch::Receiver<u64> {
        self.feeds().news.subscribe()
    }

    /// When something is found to be missing.
    pub(crate) fn feed_gaps(&self) -> watch::Receiver<u64> {
        self.feeds().gaps.subscribe()
    }

    /// Has somebody asked for what is missing.
    pub(in crate::app) fn ask_for_missing(&self) {
        self.feeds().gaps.send_modify(|times| *times = times.wrapping_add(1));
    }
}

#[cfg(test)]
mod tests;
