//! Handing feeds over: to a peer what it lacks of the own one, to whoever asks what is held of any; and asking for what is missing here.

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_domain::GatewayId;
use comity_domain::limits::FEED_PAGE_MAX_EVENTS;
use comity_federation::feed::{Heartbeat, Page};

use super::FeedHeld;
use crate::access::{Permit, action};
use crate::app::App;
use crate::app::failure::Failure;
use crate::app::seals::InForce;
use crate::app::views;

impl App {
    /// What is held of a gateway's feed behind a number: as much as a page has room for, and the newest heartbeat. `None` if the roll knows no
    /// such gateway. Events are made to be shown around.
    pub(crate) async fn feed_page(&self, gateway: &GatewayId, after: u64) -> Result<Option<Page>, Failure> {
        if self.roll().gateway(gateway).is_none() {
            return Ok(None);
        }
        let mut page = Page::empty(gateway.clone());
        // What is said to be the newest must not be older than what stands on the page.
        let rows = views::feed_rows(&*self.ledger().store().views(), gateway, after, FEED_PAGE_MAX_EVENTS)?;
        for row in &rows {
            if !page.add(self.feed_text(gateway, row).await?) {
                break;
            }
        }
        page.heartbeat = self.heartbeat_of(gateway)?;
        Ok(Some(page))
    }

    /// The newest heartbeat of a gateway: of this one, made now, unless it may sign nothing.
    fn heartbeat_of(&self, gateway: &GatewayId) -> Result<Option<String>, Failure> {
        if gateway != self.gateway() {
            return Ok(self.feeds().heartbeats().get(gateway).cloned());
        }
        let reached = self.feed_head(gateway)?;
        if self.is_held() || self.may_go_on(reached).is_err() {
            return Ok(None);
        }
        let (InForce { roll, keys }, now) = (self.in_force(), self.clock().now());
        let Ok(key) = keys.feed(&roll, now) else { return Ok(None) };
        Heartbeat::of(reached.as_ref(), gateway.clone(), now).sign(key).map(Some).map_err(Failure::broken)
    }

    /// Hands the own feed over to a peer, page by page, until it holds what is held here. `known` is what it held last, if that is known.
    /// Answers with what it holds then.
    pub(crate) async fn push_feed(
        &self,
        _: &Permit<action::SendOutbox>,
        peer: &GatewayId,
        mut known: Option<u64>,
    ) -> Result<Option<u64>, Failure> {
        let own = self.gateway().clone();
        loop {
            // Of a peer of which nothing is known it is asked first what it holds.
            let after = known.unwrap_or(u64::MAX);
            let Some(page) = self.feed_page(&own, after).await? else { return Ok(known) };
            if page.events.is_empty() && page.heartbeat.is_none() {
                return Ok(known);
            }
            let held = self.hand_over(peer, &page).await?.newest;
            let newest = self.feed_head(&own)?.map_or(0, |head| head.number);
            if held > newest {
                // It shows what this gateway has signed and holds no more; a number alone is believed nobody.
                self.ask_for_missing();
            }
            if held >= newest {
                return Ok(Some(held));
            }
            if known == Some(held) {
                return Err(Failure::PeerUnreachable {
                    peer: peer.to_string(),
                    reason: "it does not take the feed".into(),
                });
            }
            known = Some(held);
        }
    }

    async fn hand_over(&self, peer: &GatewayId, page: &Page) -> Result<FeedHeld, Failure> {
        let body = serde_json::to_vec(page).map_err(Failure::broken)?;
        let answer = self.ask(peer, Method::POST, "/peer/v1/feed", Bytes::from(body)).await?;
        let not_taken = |reason: String| Failure::PeerUnreachable { peer: peer.to_string(), reason };
        if answer.status != StatusCode::OK {
            return Err(not_taken(String::from_utf8_lossy(&answer.body).chars().take(80).collect()));
        }
        serde_json::from_slice(&answer.body).map_err(|error| not_taken(error.to_string()))
    }

    /// Asks a peer for what it holds of all feeds and this gateway does not: of the one that is published here first, in case something of it
    /// was lost here; of its own; and of the others in case they are away.
    pub(crate) async fn pull_feeds(&self, _: &Permit<action::SendOutbox>, from: &GatewayId) -> Result<(), Failure> {
        let mut feeds: Vec<GatewayId> = self.roll().contents().gateways.iter().map(|entry| entry.id.clone()).collect();
        feeds.sort_by_key(|gateway| (gateway != self.gateway(), gateway != from));
        let mut outcome = Ok(());
        for gateway in &feeds {
            let is_own = gateway == self.gateway();
            let pulled = if is_own { self.recall_from(from).await } else { self.pull_feed(from, gateway).await };
            match pulled {
                // It is known and recorded.
                Ok(()) | Err(Failure::FeedForked { .. }) => {}
                Err(failure @ Failure::PeerUnreachable { .. }) => return Err(failure),
                // What is wrong with one feed keeps nobody from the others.
                Err(failure) => outcome = Err(failure),
            }
        }
        outcome
    }

    pub(super) async fn pull_feed(&self, from: &GatewayId, gateway: &GatewayId) -> Result<(), Failure> {
        let bad = |reason: String| Failure::PeerUnreachable { peer: from.to_string(), reason };
        loop {
            let before = self.feeds().replica(gateway).newest();
            let path = format!("/peer/v1/feed/{gateway}?after={before}");
            let answer = self.ask(from, Method::GET, &path, Bytes::new()).await?;
            if answer.status != StatusCode::OK {
                return Err(bad(format!("{} to the question for a feed", answer.status)));
            }
            let page = Page::read(&answer.body).map_err(Failure::FeedEventRefused)?;
            if page.gateway != *gateway {
                return Err(bad("another feed than the one that was asked for".to_owned()));
            }
            // Whoever waits for it may go away meanwhile: what is in the record by then is followed with the next page.
            let held = self.take_page(&page).await?;
            if page.events.is_empty() || held.newest <= before {
                return Ok(());
            }
        }
    }
}
