//! Events as lines of the own record.

use comity_domain::GatewayId;
use comity_domain::limits::{FEED_EVENT_IN_LINE_MAX_BYTES, FEED_PAGE_MAX_EVENTS};
use comity_federation::feed::Event;
use comity_record::Digest;
use comity_store::{BlobRef, Entry, NewEntry, Store};
use serde_json::Value;

use crate::app::App;
use crate::app::failure::Failure;
use crate::app::views::{self, FeedRow};

/// The kind of the lines.
const KIND: &str = "feed-event";

/// The subject under which the record keeps a gateway's feed.
pub(super) fn subject(gateway: &GatewayId) -> String {
    format!("feed/{gateway}")
}

/// The events among these that say how an entry of a register shows, as far as this version can read them. What lies beside the record is
/// none of them: no face that holds is as long.
pub(super) fn faces_of(store: &Store, gateway: &GatewayId, rows: &[FeedRow]) -> Result<Vec<Event>, Failure> {
    let faces = rows.iter().filter(|row| row.kind == "entry");
    let event = |row: &FeedRow| {
        let entry = store.entry_of(&subject(gateway), row.entry)?;
        match in_line(&entry) {
            Some(text) => Event::held(text).map(Some).map_err(Failure::broken),
            None if entry.particulars.is_erased() => Err(Failure::Erased),
            None => Ok(None),
        }
    };
    faces.map(event).filter_map(Result::transpose).collect()
}

/// The signed event that a line holds, unless it lies beside the record.
fn in_line(entry: &Entry) -> Option<&str> {
    entry.particulars.get("event").and_then(Value::as_str)
}

impl App {
    /// The line of an event. What is too long for one is kept beside the record first, under the digest that is answered.
    pub(super) async fn feed_entry(
        &self,
        event: &Event,
        text: &str,
        digest: Digest,
    ) -> Result<(NewEntry, Option<Digest>), Failure> {
        let time = serde_json::to_value(event.time).map_err(Failure::broken)?;
        let entry = NewEntry::new(KIND)
            .open("number", event.number)
            .open("digest", digest.to_string())
            .open("about", event.content.kind().as_str())
            .open("published", time);
        if text.len() <= FEED_EVENT_IN_LINE_MAX_BYTES {
            return Ok((entry.sealed("event", text), None));
        }
        let blob = self.keep_bytes(subject(&event.gateway), text.as_bytes().to_vec()).await?;
        let mut entry = entry.open("blob", blob.to_string()).open("size", text.len());
        entry.blobs.push(blob);
        Ok((entry, Some(blob)))
    }

    /// The signed event of a row.
    pub(super) async fn feed_text(&self, gateway: &GatewayId, row: &FeedRow) -> Result<String, Failure> {
        let entry = self.ledger().store().entry_of(&subject(gateway), row.entry)?;
        self.feed_line(gateway, &entry).await
    }

    /// The signed event of a line.
    pub(in crate::app) async fn feed_line(&self, gateway: &GatewayId, entry: &Entry) -> Result<String, Failure> {
        if let Some(text) = in_line(entry) {
            return Ok(text.to_owned());
        }
        let text = |name: &str| entry.open.get(name).and_then(Value::as_str);
        let size = entry.open.get("size").and_then(Value::as_u64);
        let (Some(name), Some(digest), Some(size)) = (text("blob"), text("digest"), size) else {
            let erased = entry.particulars.is_erased();
            return Err(if erased { Failure::Erased } else { Failure::broken("an event without its text") });
        };
        let (name, plaintext) = (name.parse().map_err(Failure::broken)?, digest.parse().map_err(Failure::broken)?);
        let bytes = self.bytes_of(subject(gateway), BlobRef { name, plaintext, size }).await?;
        String::from_utf8(bytes).map_err(Failure::broken)
    }

    /// The events of a gateway's feed behind a number, as many as a page has.
    pub(super) async fn published(&self, gateway: &GatewayId, after: u64) -> Result<Vec<Event>, Failure> {
        let rows = views::feed_rows(&*self.ledger().store().views(), gateway, after, FEED_PAGE_MAX_EVENTS)?;
        self.events_of(gateway, rows).await
    }

    /// What the feed of a gateway says about one kind of thing (`juror`, `status-list`, …), in its order, behind one number and up to another.
    /// Whether the publisher may speak for the authority that it names ([`Event::is_by_its_own`]) is for whoever goes by it.
    pub(in crate::app) async fn published_of(
        &self,
        gateway: &GatewayId,
        kind: &str,
        after: u64,
        up_to: u64,
    ) -> Result<Vec<Event>, Failure> {
        let rows = views::feed_rows_about(&*self.ledger().store().views(), gateway, kind, after, up_to, usize::MAX)?;
        self.events_of(gateway, rows).await
    }

    /// The events of a gateway's feed about one kind of thing behind a number, as many as a page has.
    pub(super) async fn published_about(
        &self,
        gateway: &GatewayId,
        kind: &str,
        after: u64,
    ) -> Result<Vec<Event>, Failure> {
        let views = self.ledger().store().views();
        let rows = views::feed_rows_about(&*views, gateway, kind, after, u64::MAX, FEED_PAGE_MAX_EVENTS)?;
        self.events_of(gateway, rows).await
    }

    async fn events_of(&self, gateway: &GatewayId, rows: Vec<FeedRow>) -> Result<Vec<Event>, Failure> {
        let mut events = Vec::new();
        for row in rows {
            events.push(Event::held(&self.feed_text(gateway, &row).await?).map_err(Failure::broken)?);
        }
        Ok(events)
    }
}
