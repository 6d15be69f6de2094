//! What the gateway does without anybody asking: it has the rules asked, sends what waits, signs checkpoints.

mod desks;

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use comity_domain::limits::{
    ASSESSMENTS_LISTED_EVERY_MS, CHECKPOINT_EVERY_MS, DRAWS_LOOKED_AT_EVERY_MS, FEED_ASKED_EVERY_MS,
    FEED_HEARTBEAT_EVERY_MS, FEED_RETRY_MAX_MS, FEED_RETRY_MS, OUTBOX_IN_FLIGHT_MAX_MESSAGES, ROLL_OFFER_RETRY_MS,
    ROLL_OFFERED_EVERY_MS, WORK_RETRY_MS,
};
use comity_domain::upload::Due;
use comity_domain::{AuthorityId, GatewayId, MatterId, MessageId, UploadId};
use comity_federation::Reason;
use comity_federation::outbox::{Effect, Failure as Failed, Input, Outbox};
use comity_record::Time;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::MissedTickBehavior;

use crate::access::{Access, Action, Actor, AtRevision, Credential, Denied, Permit, Role};
use crate::app::{App, Attempt, Failure, Upkeep, Waiting};
use crate::clock::entropy;
use desks::Desks;

/// The gateway's own clockwork, and the permits that it works under.
#[derive(Clone)]
pub(crate) struct Clockwork {
    app: Arc<App>,
    access: Arc<Access>,
    /// The permits of the clockwork are for the gateway; any authority that it serves stands for it.
    authority: AuthorityId,
}

impl Clockwork {
    pub(crate) const fn new(app: Arc<App>, access: Arc<Access>, authority: AuthorityId) -> Self {
        Self { app, access, authority }
    }

    /// Assesses and sends until the process ends: either may stop anywhere, and goes on from the record. What is answered is the upkeep,
    /// which ends with the beat that is under way when `stopped` is.
    pub(crate) fn start(
        &self,
        peers: Vec<GatewayId>,
        stopped: impl Future<Output = ()> + Send + 'static,
    ) -> JoinHandle<()> {
        tokio::spawn(self.clone().assess());
        for peer in peers.clone() {
            tokio::spawn(self.clone().offer_roll(peer.clone()));
            tokio::spawn(self.clone().tell_feed(peer.clone()));
            tokio::spawn(self.clone().ask_for_feeds(peer));
        }
        tokio::spawn(self.clone().send(peers));
        tokio::spawn(self.clone().take_uploads());
        tokio::spawn(self.clone().move_draws());
        tokio::spawn(self.clone().be_witnessed());
        tokio::spawn(self.clone().tell_heads());
        tokio::spawn(self.clone().compare_heads());
        tokio::spawn(self.clone().keep_statuses());
        tokio::spawn(self.clone().keep_registers());
        tokio::spawn(self.clone().keep_up(stopped))
    }

    /// Has the rules asked about every matter that waits for them, several at a time. One that fails, or is kept waiting by its peer,
    /// holds up no other.
    async fn assess(self) {
        let mut desks = Desks::default();
        let mut under_way = JoinSet::new();
        // The beat catches what failed for the moment: a business day that could not be read, a busy store.
        let mut beat = tokio::time::interval(Duration::from_millis(WORK_RETRY_MS));
        // Every commit may bring something new. While many wait, the list is long, and not read again for each of them.
        let mut pause = tokio::time::interval(Duration::from_millis(ASSESSMENTS_LISTED_EVERY_MS));
        pause.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut is_news, mut is_pause_over) = (true, false);
        loop {
            if is_news && (is_pause_over || desks.few_wait()) {
                desks.line_up(self.waiting_for_assessment(), |id| self.app.partner(id));
                (is_news, is_pause_over) = (false, false);
            }
            while let Some(id) = desks.seat_next() {
                under_way.spawn(self.clone().assess_and_report(id));
            }
            tokio::select! {
                Some(ended) = under_way.join_next() => {
                    if let Ok((id, failed)) = ended {
                        desks.leave(&id, failed);
                    }
                }
                () = self.app.assessments_wait() => is_news = true,
                _ = beat.tick() => {
                    desks.end_rest();
                    is_news = true;
                }
                _ = pause.tick(), if is_news => is_pause_over = true,
            }
        }
    }

    fn waiting_for_assessment(&self) -> Vec<MatterId> {
        let listed = self.app.to_assess().inspect_err(|failure| {
            tracing::error!(%failure, "the list of matters to assess cannot be read");
        });
        listed.unwrap_or_default()
    }

    /// Answers with the matter, and whether it failed. On a task of its own, so that whatever happens to it is answered.
    async fn assess_and_report(self, id: MatterId) -> (MatterId, bool) {
        let matter = id.clone();
        let assessed = tokio::spawn(async move { self.assess_one(&matter).await }).await;
        let failure = assessed.unwrap_or_else(|error| Err(Failure::broken(error))).err();
        if let Some(failure) = &failure {
            tracing::warn!(%failure, matter = %id, "the rules could not be asked");
        }
        (id, failure.is_some())
    }

    async fn assess_one(&self, id: &MatterId) -> Result<(), Failure> {
        match self.permit_in(id)? {
            Some(permit) => self.app.assess(&permit).await,
            None => Ok(()),
        }
    }

    /// Has the files looked at that were uploaded, and puts those that are clean into their matters. One that fails is tried again, and
    /// holds up no other.
    async fn take_uploads(self) {
        loop {
            let due = self.app.uploads_due();
            let to_scan: Vec<_> = due.iter().filter(|(_, due)| *due == Due::Scan).map(|(id, _)| *id).collect();
            self.app.scan_uploads(&to_scan).await;
            for (id, due) in self.app.uploads_due() {
                if let Err(failure) = self.take_upload(id, due).await {
                    tracing::warn!(code = failure.code(), %failure, upload = %id, "an upload has to wait");
                }
            }
            self.app.uploads_wait().await;
        }
    }

    async fn take_upload(&self, id: UploadId, due: Due) -> Result<(), Failure> {
        const TRIES: usize = 8;
        match due {
            Due::Finish => return self.app.finish_upload(id).await,
            Due::Expire | Due::Forget => return self.app.put_away_upload(id, due).await,
            Due::Scan | Due::Admit => {}
        }
        let Some(matter) = self.app.matter_of_upload(id) else { return Ok(()) };
        // A receipt or an answer of the rules may come in between.
        for _ in 1..TRIES {
            match self.admit_or_refuse(id, &matter).await {
                Err(Failure::Moved { .. }) => {}
                done => return done,
            }
        }
        self.admit_or_refuse(id, &matter).await
    }

    async fn admit_or_refuse(&self, id: UploadId, matter: &MatterId) -> Result<(), Failure> {
        let Some(permit) = self.permit_in(matter)? else { return Ok(()) };
        match self.app.finding_in(id) {
            Some(finding) => self.app.refuse_file(permit, id, finding).await,
            None => self.app.admit_file(permit, id).await,
        }
    }

    /// The permit for something in a matter, if there is such a one.
    fn permit_in<A: Action<About = AtRevision>>(&self, id: &MatterId) -> Result<Option<Permit<A>>, Failure> {
        let Some(standing) = self.app.standing_for_access(id)? else { return Ok(None) };
        let served_here = [&standing.receiving, &standing.transmitting, &standing.originating]
            .into_iter()
            .find(|authority| self.app.serves(authority))
            .unwrap_or(&standing.receiving);
        let actor = self.actor(served_here.clone());
        self.access.permit(&actor, Some(&standing)).map(Some).map_err(Failure::broken)
    }

    /// Carries out what the outbox decides.
    async fn send(self, peers: Vec<GatewayId>) {
        let mut sending = Sending {
            outbox: Outbox::default(),
            known: BTreeMap::new(),
            newest: BTreeMap::new(),
            clockwork: self,
            wake_at: None,
        };
        let (done, mut outcomes) = mpsc::channel(OUTBOX_IN_FLIGHT_MAX_MESSAGES * peers.len().max(1));
        loop {
            for peer in &peers {
                sending.queue_new(peer, &done);
            }
            let pause = sending.pause();
            tokio::select! {
                () = sending.clockwork.app.outbox_waits() => {}
                () = tokio::time::sleep(pause) => sending.step(Input::Tick, &done),
                Some(outcome) = outcomes.recv() => sending.conclude(outcome, &done),
            }
        }
    }

    /// Tells a peer of a newer roll and of notices, as soon as it can be reached, and again now and then: it may have lost them.
    async fn offer_roll(self, peer: GatewayId) {
        let mut changes = self.app.roll_changes();
        loop {
            changes.mark_unchanged();
            let offered = match self.permit().map_err(Failure::broken) {
                _ if !self.app.has_roll_to_offer() => Ok(()),
                Ok(permit) => self.app.offer_roll(&permit, &peer).await,
                Err(failure) => Err(failure),
            };
            let pause_ms = match offered {
                Ok(()) => ROLL_OFFERED_EVERY_MS,
                Err(failure) => {
                    tracing::warn!(%failure, %peer, "the roll could not be offered");
                    ROLL_OFFER_RETRY_MS
                }
            };
            let _ = tokio::time::timeout(Duration::from_millis(pause_ms), changes.changed()).await;
        }
    }

    /// Says in every draw that goes on what is due, and brings it to the others. Their waiting is counted in hours: nothing wakes it before the
    /// next beat.
    async fn move_draws(self) {
        let mut beat = tokio::time::interval(Duration::from_millis(DRAWS_LOOKED_AT_EVERY_MS));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            beat.tick().await;
            match self.permit() {
                Ok(permit) => self.app.move_draws_on(&permit).await,
                Err(denied) => tracing::error!(%denied, "draws do not go on"),
            }
        }
    }

    /// Hands what is published here over to a peer, at once; now and then says how far it goes, though nothing is new.
    async fn tell_feed(self, peer: GatewayId) {
        let mut news = self.app.feed_news();
        let (mut known, mut retry_ms) = (None, FEED_RETRY_MS);
        loop {
            news.mark_unchanged();
            let told = match self.permit().map_err(Failure::broken) {
                Ok(permit) => self.app.push_feed(&permit, &peer, known).await,
                Err(failure) => Err(failure),
            };
            let pause_ms = match told {
                Ok(held) => {
                    (known, retry_ms) = (held, FEED_RETRY_MS);
                    FEED_HEARTBEAT_EVERY_MS
                }
                Err(failure) => {
                    tracing::info!(code = failure.code(), %failure, %peer, "the feed could not be handed over");
                    // It may have lost what it held.
                    known = None;
                    let pause_ms = retry_ms;
                    retry_ms = retry_ms.saturating_mul(2).min(FEED_RETRY_MAX_MS);
                    pause_ms
                }
            };
            let _ = tokio::time::timeout(Duration::from_millis(pause_ms), news.changed()).await;
        }
    }

    /// Asks a peer for what it holds of the feeds and this gateway does not: at the start until it has told what it holds of the own one, when
    /// something is missing, and now and then.
    async fn ask_for_feeds(self, peer: GatewayId) {
        let mut gaps = self.app.feed_gaps();
        let mut retry_ms = FEED_RETRY_MS;
        loop {
            gaps.mark_unchanged();
            let asked = match self.permit().map_err(Failure::broken) {
                Ok(permit) => self.app.pull_feeds(&permit, &peer).await,
                Err(failure) => Err(failure),
            };
            if let Err(failure) = asked {
                tracing::info!(code = failure.code(), %failure, %peer, "the feeds could not be asked for");
            }
            let pause_ms = if self.app.has_told_own_feed(&peer) { FEED_ASKED_EVERY_MS } else { retry_ms };
            retry_ms =
                if pause_ms == retry_ms { retry_ms.saturating_mul(2).min(FEED_RETRY_MAX_MS) } else { FEED_RETRY_MS };
            let _ = tokio::time::timeout(Duration::from_millis(pause_ms), gaps.changed()).await;
            // What is missing is told by every page that comes; it is asked for once for many of them.
            tokio::time::sleep(Duration::from_millis(FEED_RETRY_MS)).await;
        }
    }

    /// Has the newest checkpoint cosigned by the others.
    async fn be_witnessed(self) {
        loop {
            if let Err(failure) = self.app.seek_cosignatures().await {
                tracing::error!(%failure, "cosignatures of the record cannot be kept");
            }
            self.witness_pause().await;
        }
    }

    /// Tells the other witnesses what was cosigned here.
    async fn tell_heads(self) {
        loop {
            self.app.tell_heads().await;
            self.witness_pause().await;
        }
    }

    /// Finds out whether what the peers' records showed here and elsewhere goes together.
    async fn compare_heads(self) {
        loop {
            self.app.compare_heads().await;
            self.witness_pause().await;
        }
    }

    async fn witness_pause(&self) {
        let _ = tokio::time::timeout(Duration::from_millis(WORK_RETRY_MS), self.app.witness_waits()).await;
    }

    /// Keeps the lists of how mediators stand young enough to go by. Where no body accredits there is nothing to do.
    async fn keep_statuses(self) {
        let mut beat = tokio::time::interval(Duration::from_millis(WORK_RETRY_MS));
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            beat.tick().await;
            let kept = match self.permit().map_err(Failure::broken) {
                _ if !self.app.may_publish_by_itself() => Ok(()),
                Ok(permit) => self.app.keep_statuses(&permit).await,
                Err(failure) => Err(failure),
            };
            if let Err(failure) = kept {
                tracing::warn!(code = failure.code(), %failure, "the status of mediators could not be said anew");
            }
        }
    }

    /// Has the registers made anew once a roll says otherwise whose authorities are whose.
    async fn keep_registers(self) {
        let mut changes = self.app.roll_changes();
        while changes.changed().await.is_ok() {
            let app = Arc::clone(&self.app);
            let made = tokio::task::spawn_blocking(move || app.make_registers_anew()).await;
            if let Err(failure) = made.unwrap_or_else(|error| Err(Failure::broken(error))) {
                tracing::error!(code = failure.code(), %failure, "the registers cannot be made anew");
            }
        }
    }

    async fn keep_up(self, stopped: impl Future<Output = ()>) {
        let mut stopped = pin!(stopped);
        let mut beat = tokio::time::interval(Duration::from_millis(CHECKPOINT_EVERY_MS));
        let mut upkeep = Upkeep::default();
        loop {
            tokio::select! {
                _ = beat.tick() => upkeep = self.app.keep_up(upkeep).await,
                () = &mut stopped => return,
            }
        }
    }

    fn permit<A: Action<About = ()>>(&self) -> Result<Permit<A>, Denied> {
        self.access.permit(&self.actor(self.authority.clone()), None)
    }

    fn actor(&self, authority: AuthorityId) -> Actor {
        Actor { person: "clockwork".into(), role: Role::Timer, authority, credential: Credential::Timer }
    }
}

/// The outbox at work.
struct Sending {
    outbox: Outbox,
    known: BTreeMap<MessageId, Waiting>,
    newest: BTreeMap<GatewayId, u64>,
    clockwork: Clockwork,
    wake_at: Option<Time>,
}

/// What became of something that was done meanwhile.
enum Outcome {
    Attempted(Waiting, Result<Attempt, Failure>),
    /// The message was put into quarantine, or it is not recorded yet.
    Quarantined(MessageId, Result<(), Failure>),
}

type Done = mpsc::Sender<Outcome>;

impl Sending {
    /// Queues what was written since the last look.
    fn queue_new(&mut self, peer: &GatewayId, done: &Done) {
        let after = self.newest.get(peer).copied();
        let waiting = match self.clockwork.permit().map_err(Failure::broken) {
            Ok(permit) => self.clockwork.app.waiting(&permit, peer, after),
            Err(failure) => Err(failure),
        };
        match waiting {
            Ok(waiting) => {
                for waiting in waiting {
                    self.newest.insert(peer.clone(), waiting.index);
                    let (matter, message) = (waiting.matter.clone(), waiting.message);
                    self.known.insert(message, waiting);
                    self.step(Input::Queued { peer: peer.clone(), matter, message }, done);
                }
            }
            Err(failure) => tracing::error!(%failure, %peer, "the outbox cannot be read"),
        }
    }

    fn conclude(&mut self, outcome: Outcome, done: &Done) {
        let input = match outcome {
            Outcome::Attempted(waiting, attempt) => self.attempted(waiting.message, attempt),
            Outcome::Quarantined(message, Ok(())) => {
                self.known.remove(&message);
                // The outbox drops what waits behind it in the matter, as the record does.
                Input::Withdrawn { message }
            }
            Outcome::Quarantined(message, Err(failure)) => {
                tracing::error!(%failure, %message, "a quarantine is not recorded yet");
                Input::NotRecorded { message }
            }
        };
        self.step(input, done);
    }

    fn attempted(&mut self, message: MessageId, attempt: Result<Attempt, Failure>) -> Input {
        match attempt {
            Ok(Attempt::Receipted) => {
                self.known.remove(&message);
                Input::Receipted { message }
            }
            Ok(Attempt::Refused(reason)) => Input::Refused { message, reason },
            Ok(Attempt::NotYet(why)) => {
                tracing::info!(%message, why, "a message has to wait");
                Input::Failed { message, failure: Failed::Message }
            }
            Ok(Attempt::PeerFailed(why)) => {
                tracing::warn!(%message, why, "a message could not be delivered");
                Input::Failed { message, failure: Failed::Peer }
            }
            Err(failure) => {
                tracing::error!(%message, %failure, "a message could not be sent");
                Input::Failed { message, failure: Failed::Message }
            }
        }
    }

    fn step(&mut self, input: Input, done: &Done) {
        if input == Input::Tick {
            // A tick says again when the next one is due.
            self.wake_at = None;
        }
        let now = self.clockwork.app.clock().now();
        for effect in self.outbox.step(now, input, u64::from_be_bytes(entropy())) {
            match effect {
                Effect::Send { message, .. } => self.send(message, done),
                Effect::WakeAt(time) => self.wake_at = Some(time),
                Effect::Quarantine { message, reason } => self.quarantine(message, reason, done),
            }
        }
    }

    fn send(&self, message: MessageId, done: &Done) {
        let Some(waiting) = self.known.get(&message).cloned() else { return };
        let (clockwork, done) = (self.clockwork.clone(), done.clone());
        tokio::spawn(async move {
            let attempt = match clockwork.permit().map_err(Failure::broken) {
                Ok(permit) => clockwork.app.send(&permit, &waiting).await,
                Err(failure) => Err(failure),
            };
            // If nobody listens any more, the process is ending.
            let _ = done.send(Outcome::Attempted(waiting, attempt)).await;
        });
    }

    /// Records a quarantine, beside everything else: a record that is slow, or takes nothing now, holds up no other message.
    fn quarantine(&self, message: MessageId, reason: Reason, done: &Done) {
        let Some(waiting) = self.known.get(&message).cloned() else { return };
        tracing::error!(%message, matter = %waiting.matter, reason = reason.code(), "in quarantine");
        let (clockwork, done) = (self.clockwork.clone(), done.clone());
        tokio::spawn(async move {
            let recorded = match clockwork.permit().map_err(Failure::broken) {
                Ok(permit) => clockwork.app.quarantine(&permit, &waiting, reason).await,
                Err(failure) => Err(failure),
            };
            let _ = done.send(Outcome::Quarantined(message, recorded)).await;
        });
    }

    fn pause(&self) -> Duration {
        let now = self.clockwork.app.clock().now();
        let wait_ms = self.wake_at.map_or(i64::MAX, |at| at.unix_ms().saturating_sub(now.unix_ms()));
        let capped = u64::try_from(wait_ms.max(0)).unwrap_or(0).min(WORK_RETRY_MS);
        Duration::from_millis(capped)
    }
}
