//! What others hand over of a feed: looked at, put into the record, and only then believed. It may be handed over by whoever has it.

use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};

use comity_domain::GatewayId;
use comity_domain::limits::FEED_EVENT_IN_LINE_MAX_BYTES;
use comity_federation::feed::{Event, Heartbeat, Offered, Page, Replica, Verified};
use comity_federation::{Reason, Refused};
use comity_record::Digest;
use comity_store::{Addition, Commit, Expected, NewEntry};
use serde::{Deserialize, Serialize};

use super::allowance::{Allowances, Taken};
use super::kept;
use crate::app::App;
use crate::app::failure::Failure;
use crate::app::ledger::When;
use crate::app::views;

/// How far a gateway holds a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FeedHeld {
    /// The newest number that it holds.
    pub(crate) newest: u64,
}

/// What was found on a page.
struct Looked {
    /// What comes next, in order.
    next: Vec<Verified>,
    /// The account as it is once they are taken.
    replica: Replica,
    /// What was taken of the feed today, with that.
    taken: Taken,
    /// Where the page is looked at no further.
    end: End,
}

enum End {
    Whole,
    Gap,
    /// No more of it is taken today.
    Enough,
    Refused(Refused),
    /// This contradicts what is held.
    Fork(String),
}

impl App {
    /// Takes what is new on a page. Returns when it is durable.
    ///
    /// # Errors
    /// [`Failure::FeedEventRefused`]: something on it cannot be what the publisher has signed. [`Failure::FeedForked`]: the publisher has
    /// signed two histories; the proof is in the record. [`Failure::FeedAllowanceUsed`]: it has published more today than is taken in a day.
    /// Whatever came before that on the page is taken.
    pub(crate) async fn take_page(&self, page: &Page) -> Result<FeedHeld, Failure> {
        let gateway = &page.gateway;
        if self.roll().gateway(gateway).is_none() {
            return Err(Failure::NotFound { what: "feed" });
        }
        self.unless_held()?;
        let _one_after_the_other = self.feeds().turn.lock().await;
        // Whoever was to take events before may have gone away before it said so.
        self.follow_feed(gateway)?;
        let before = self.feeds().replica(gateway);
        if before.is_forked() {
            return Err(Failure::FeedForked { gateway: gateway.to_string() });
        }
        let (when, reached) = (self.when()?, before.newest());
        let mut looked = self.look_through(page, before, when)?;
        self.commit_events(gateway, reached, &looked.next, when).await?;
        self.allowances().note(gateway, looked.taken, when.time);
        self.follow_feed(gateway)?;
        if gateway == self.gateway() && !looked.next.is_empty() {
            self.note_given_back(reached, looked.replica.newest(), when).await?;
        }
        let is_open = matches!(looked.end, End::Whole | End::Gap);
        if let (Some(text), true) = (&page.heartbeat, is_open) {
            looked.end = self.listen(gateway, text, &mut looked.replica, when)?.unwrap_or(looked.end);
        }
        let newest = looked.replica.newest();
        self.feeds().replicas().insert(gateway.clone(), looked.replica);
        match looked.end {
            End::Whole => Ok(FeedHeld { newest }),
            End::Gap => {
                self.ask_for_missing();
                Ok(FeedHeld { newest })
            }
            End::Enough => Err(Failure::FeedAllowanceUsed { gateway: gateway.to_string() }),
            End::Refused(refused) => Err(Failure::FeedEventRefused(refused)),
            End::Fork(proof) => {
                self.note_fork(gateway, &proof, when).await?;
                Err(Failure::FeedForked { gateway: gateway.to_string() })
            }
        }
    }

    fn look_through(&self, page: &Page, mut replica: Replica, when: When) -> Result<Looked, Failure> {
        let (mut next, mut taken) = (Vec::new(), self.allowances().today(&page.gateway, when.time));
        let mut end = End::Whole;
        for text in &page.events {
            if page.gateway == *self.gateway() && self.has_bytes(&page.gateway, text)? {
                // What is here already proves nothing, whatever became of its key.
                continue;
            }
            let event = match self.opened(page, text, when) {
                Ok(event) => event,
                Err(refused) => {
                    end = End::Refused(refused);
                    break;
                }
            };
            let held = self.held_digest(&page.gateway, &next, event.event().number)?;
            end = match replica.offer(&event, held) {
                Offered::Next => match self.with_one_more(taken, &page.gateway, text) {
                    Some(more) => {
                        taken = more;
                        replica.taken(event.head());
                        next.push(event);
                        continue;
                    }
                    None => End::Enough,
                },
                Offered::Again => continue,
                Offered::Gap { .. } => End::Gap,
                Offered::Fork => End::Fork(text.clone()),
            };
            break;
        }
        Ok(Looked { next, replica, taken, end })
    }

    fn opened(&self, page: &Page, text: &str, when: When) -> Result<Verified, Refused> {
        let event = Event::open(text, &self.roll(), when.time)?;
        if event.event().gateway == page.gateway {
            Ok(event)
        } else {
            Err(Reason::WrongSigner.because("an event of another feed"))
        }
    }

    /// What is taken of a feed today, with one more event, if that may be. What was published here comes back whole.
    fn with_one_more(&self, taken: Taken, gateway: &GatewayId, text: &str) -> Option<Taken> {
        if gateway == self.gateway() { Some(taken) } else { taken.and(text.len()) }
    }

    fn allowances(&self) -> MutexGuard<'_, Allowances> {
        self.feeds().allowances.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says that events of the own feed came back. What was decided with them stood in lines that are gone: persons have to enter it again.
    async fn note_given_back(&self, after: u64, newest: u64, when: When) -> Result<(), Failure> {
        tracing::warn!(
            after,
            newest,
            "the peers have given back what was published here; what was decided then is not in the record"
        );
        self.feeds().given_back.store(newest, Ordering::Relaxed);
        let entry = NewEntry::new("feed-given-back").open("after", after).open("newest", newest);
        self.ledger().note("record", when, entry).await.map(drop)
    }

    /// Are these the bytes of an event that is held?
    fn has_bytes(&self, gateway: &GatewayId, text: &str) -> Result<bool, Failure> {
        let Ok(event) = Event::held(text) else { return Ok(false) };
        Ok(self.held_digest(gateway, &[], event.number)? == Some(Digest::of(text.as_bytes())))
    }

    /// The digest of the event that is held, or about to be, under a number.
    fn held_digest(&self, gateway: &GatewayId, next: &[Verified], number: u64) -> Result<Option<Digest>, Failure> {
        if let Some(event) = next.iter().find(|event| event.event().number == number) {
            return Ok(Some(event.digest()));
        }
        let row = views::feed_row(&*self.ledger().store().views(), gateway, number)?;
        Ok(row.map(|row| row.digest))
    }

    async fn commit_events(
        &self,
        gateway: &GatewayId,
        reached: u64,
        next: &[Verified],
        when: When,
    ) -> Result<(), Failure> {
        if next.is_empty() {
            return Ok(());
        }
        let (mut entries, mut blobs) = (Vec::new(), Vec::new());
        for event in next {
            let (entry, blob) = self.feed_entry(event.event(), event.text(), event.digest()).await?;
            entries.push(entry);
            blobs.extend(blob);
        }
        let addition = Addition { subject: kept::subject(gateway), expected: Expected::Revision(reached), entries };
        let commit = Commit { day: when.day, time: when.time, answers: None, additions: vec![addition] };
        let mut committed = self.ledger().commit(commit).await;
        for blob in blobs {
            committed = self.settled(blob, committed).await;
        }
        committed.map(drop)
    }

    /// Hears a heartbeat, and keeps it to be handed on if it is the newest. `None` if it changes nothing about what became of the page.
    fn listen(
        &self,
        gateway: &GatewayId,
        text: &str,
        replica: &mut Replica,
        when: When,
    ) -> Result<Option<End>, Failure> {
        let heartbeat = match Heartbeat::open(text, &self.roll(), when.time) {
            Ok(heartbeat) if heartbeat.gateway == *gateway => heartbeat,
            Ok(_) => return Ok(Some(End::Refused(Reason::WrongSigner.because("a heartbeat of another feed")))),
            // The own one of before, handed on by whoever has none since the key was replaced: how far the feed goes its events say.
            Err(refused) if gateway == self.gateway() && refused.reason.is_of_its_time() => return Ok(None),
            Err(refused) => return Ok(Some(End::Refused(refused))),
        };
        let held = self.held_digest(gateway, &[], heartbeat.number)?;
        let offered = replica.hear(&heartbeat, held);
        if replica.heard() == Some(&heartbeat) {
            self.feeds().heartbeats().insert(gateway.clone(), text.to_owned());
        }
        Ok(match offered {
            Offered::Fork => Some(End::Fork(text.to_owned())),
            Offered::Gap { .. } => Some(End::Gap),
            Offered::Next | Offered::Again => None,
        })
    }

    /// Puts the proof that a gateway has signed two histories into the record: the one that is held is there.
    async fn note_fork(&self, gateway: &GatewayId, proof: &str, when: When) -> Result<(), Failure> {
        tracing::error!(%gateway, "a gateway has signed two histories of its registers");
        let subject = format!("feed-forked/{gateway}");
        let digest = Digest::of(proof.as_bytes());
        let mut entry = NewEntry::new("feed-forked").open("digest", digest.to_string());
        if proof.len() <= FEED_EVENT_IN_LINE_MAX_BYTES {
            entry = entry.sealed("proof", proof);
        } else {
            let blob = self.keep_bytes(subject.clone(), proof.as_bytes().to_vec()).await?;
            entry = entry.open("blob", blob.to_string()).open("size", proof.len());
            entry.blobs.push(blob);
        }
        self.ledger().note(&subject, when, entry).await?;
        self.follow_feed(gateway)
    }
}
