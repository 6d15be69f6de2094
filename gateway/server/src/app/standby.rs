//! Whether another process of this gateway is at work: one of them is at a time.

use std::sync::Arc;

use comity_store::{StoreError, Watch};

use super::failure::Failure;
use super::storage::store_config;
use super::{CannotStart, certificates};
use crate::config::Config;
use crate::mtls::Identity;

/// The other processes over the same database.
pub(crate) struct Others(Option<Arc<Watch>>);

impl Others {
    /// Those of this gateway. With a record in a directory nobody stands by: there the second process is told that the first one has it.
    pub(crate) fn of(config: &Config) -> Result<Self, CannotStart> {
        let watch = store_config(config)?.database.map(|database| Watch::new(&database).map(Arc::new));
        Ok(Self(watch.transpose()?))
    }

    /// Whether one of them is at work.
    pub(crate) async fn are_at_work(&self) -> Result<bool, CannotStart> {
        let Some(watch) = self.0.clone() else { return Ok(false) };
        let looked = tokio::task::spawn_blocking(move || watch.is_in_use()).await.map_err(Failure::broken)?;
        Ok(looked?)
    }
}

impl CannotStart {
    /// Whether the reason is that another process of this gateway is at work.
    pub(crate) const fn is_another_at_work(&self) -> bool {
        matches!(self, Self::Record(StoreError::DatabaseInUse))
    }
}

/// What a process that stands by shows to people: the gateway's certificate, as its files have it now.
pub(crate) fn people_identity(config: &Config) -> Result<Identity, CannotStart> {
    certificates::identity(&config.people)
}
