//! The views of the feeds of the registers.

use comity_domain::GatewayId;
use comity_federation::feed::Head;
use comity_record::{Digest, Time};
use comity_store::{Change, Entry, ReadViews};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::failure::Failure;
use super::{json, names};

/// An event of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FeedRow {
    /// Its place in the feed.
    pub(crate) number: u64,
    /// The digest of its signed form.
    pub(crate) digest: Digest,
    /// When it was published.
    pub(crate) time: Time,
    /// What it is about: the code of its kind.
    pub(crate) kind: String,
    /// The entry that holds it.
    pub(crate) entry: u64,
}

impl FeedRow {
    fn of(entry: &Entry) -> Option<Self> {
        let text = |name: &str| entry.open.get(name).and_then(Value::as_str);
        Some(Self {
            number: entry.open.get("number")?.as_u64()?,
            digest: text("digest")?.parse().ok()?,
            time: serde_json::from_value(entry.open.get("published")?.clone()).ok()?,
            kind: text("about")?.to_owned(),
            entry: entry.index,
        })
    }

    /// Where the feed stood when it was the newest.
    pub(crate) const fn head(&self) -> Head {
        Head { number: self.number, digest: self.digest, time: self.time }
    }
}

/// What an event of a feed adds. What cannot be read changes nothing.
pub(super) fn project(entry: &Entry, changes: &mut Vec<Change>) {
    if let Some(gateway) = entry.subject.strip_prefix("feed-forked/") {
        changes.push(Change::Put(format!("feed-forked/{gateway}").into_bytes(), Vec::new()));
    }
    let gateway = entry.subject.strip_prefix("feed/").and_then(|gateway| gateway.parse::<GatewayId>().ok());
    let (Some(gateway), Some(row)) = (gateway, FeedRow::of(entry)) else { return };
    changes.push(Change::Put(feed_about_key(&row.kind, &gateway, row.number), Vec::new()));
    changes.push(Change::Put(feed_key(&gateway, row.number), json(&row)));
    changes.push(Change::Put(feed_head_key(&gateway), json(&row)));
}

/// The newest event that is held of a gateway's feed.
pub(crate) fn feed_head(views: &dyn ReadViews, gateway: &GatewayId) -> Result<Option<Head>, Failure> {
    Ok(feed_row_at(views, &feed_head_key(gateway))?.map(|row| row.head()))
}

/// The event that is held of a gateway's feed under a number.
pub(crate) fn feed_row(views: &dyn ReadViews, gateway: &GatewayId, number: u64) -> Result<Option<FeedRow>, Failure> {
    feed_row_at(views, &feed_key(gateway, number))
}

/// At most `limit` events of a gateway's feed behind a number, in their order.
pub(crate) fn feed_rows(
    views: &dyn ReadViews,
    gateway: &GatewayId,
    after: u64,
    limit: usize,
) -> Result<Vec<FeedRow>, Failure> {
    let (prefix, after) = (format!("feed/{gateway}/"), feed_key(gateway, after));
    let pairs = views.scan(prefix.as_bytes(), Some(&after), limit).map_err(comity_store::StoreError::from)?;
    pairs.into_iter().map(|(_, value)| serde_json::from_slice(&value).map_err(Failure::broken)).collect()
}

/// At most `limit` events of a gateway's feed about one kind of thing, in their order, behind one number and up to another.
pub(crate) fn feed_rows_about(
    views: &dyn ReadViews,
    gateway: &GatewayId,
    kind: &str,
    after: u64,
    up_to: u64,
    limit: usize,
) -> Result<Vec<FeedRow>, Failure> {
    let (prefix, after) = (format!("feed-about/{kind}/{gateway}/"), feed_about_key(kind, gateway, after));
    let numbers: Vec<u64> = names(views, prefix.as_bytes(), Some(&after), limit)?;
    let wanted = numbers.into_iter().take_while(|number| *number <= up_to);
    wanted.filter_map(|number| feed_row(views, gateway, number).transpose()).collect()
}

/// Whether a gateway has signed two histories of its feed.
pub(crate) fn is_feed_forked(views: &dyn ReadViews, gateway: &GatewayId) -> Result<bool, Failure> {
    let key = format!("feed-forked/{gateway}").into_bytes();
    Ok(views.get(&key).map_err(comity_store::StoreError::from)?.is_some())
}

fn feed_row_at(views: &dyn ReadViews, key: &[u8]) -> Result<Option<FeedRow>, Failure> {
    let bytes = views.get(key).map_err(comity_store::StoreError::from)?;
    bytes.map(|bytes| serde_json::from_slice(&bytes).map_err(Failure::broken)).transpose()
}

fn feed_key(gateway: &GatewayId, number: u64) -> Vec<u8> {
    format!("feed/{gateway}/{number:020}").into_bytes()
}

fn feed_head_key(gateway: &GatewayId) -> Vec<u8> {
    format!("feed-head/{gateway}").into_bytes()
}

fn feed_about_key(kind: &str, gateway: &GatewayId, number: u64) -> Vec<u8> {
    format!("feed-about/{kind}/{gateway}/{number:020}").into_bytes()
}
