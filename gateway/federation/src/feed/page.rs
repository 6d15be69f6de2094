//! What a gateway hands to another of a feed: some events behind a number, in order, and the newest heartbeat. The page itself is signed by
//! nobody; everything in it is.

use comity_domain::GatewayId;
use comity_domain::limits::{FEED_PAGE_MAX_BYTES, FEED_PAGE_MAX_EVENTS};
use serde::{Deserialize, Serialize};

use crate::reason::{Reason, Refused};

/// A page of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Whose feed.
    pub gateway: GatewayId,
    /// Signed events, in the order of their numbers.
    pub events: Vec<String>,
    /// The newest heartbeat that whoever hands the page on has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heartbeat: Option<String>,
}

impl Page {
    /// A page without anything on it.
    pub const fn empty(gateway: GatewayId) -> Self {
        Self { gateway, events: Vec::new(), heartbeat: None }
    }

    /// Puts an event on it, if there is room: so many events, and so many bytes of them. The first always has room.
    pub fn add(&mut self, event: String) -> bool {
        let bytes: usize = self.events.iter().map(String::len).sum();
        let is_full = self.events.len() >= FEED_PAGE_MAX_EVENTS || bytes + event.len() > FEED_PAGE_MAX_BYTES / 2;
        if is_full && !self.events.is_empty() {
            return false;
        }
        self.events.push(event);
        true
    }

    /// Reads a page of a peer. What stands on it has not been looked at yet.
    ///
    /// # Errors
    /// It is none, or too long.
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() > FEED_PAGE_MAX_BYTES {
            let what = format!("{} bytes; at most {FEED_PAGE_MAX_BYTES} are allowed", bytes.len());
            return Err(Reason::TooLarge.because(what));
        }
        let page: Self = serde_json::from_slice(bytes).map_err(|error| {
            Reason::NotJson.because(format!("not a page (line {}, column {})", error.line(), error.column()))
        })?;
        if page.events.len() > FEED_PAGE_MAX_EVENTS {
            return Err(Reason::TooLarge.because(format!("{} events", page.events.len())));
        }
        Ok(page)
    }
}
