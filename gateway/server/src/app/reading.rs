//! What the start did not read of the record is read while the gateway serves.

use std::time::Duration;

use comity_domain::limits::{CHECKPOINT_EVERY_MS, READ_ON_EVERY_MS, READ_ON_MAX_BYTES};
use comity_store::StoreError;

use super::App;

impl App {
    /// Reads on in the record, a little at a time, for as long as the gateway serves. Answers only when a line is not what was verified, or
    /// cannot be read: the record takes nothing any more then, and nobody may be served.
    pub(crate) async fn read_on(&self) -> StoreError {
        loop {
            let store = self.ledger().store().clone();
            let pause = match tokio::task::spawn_blocking(move || store.read_on(READ_ON_MAX_BYTES)).await {
                Ok(Ok(true)) => READ_ON_EVERY_MS,
                // What is closed next is signed with one of the next checkpoints.
                Ok(Ok(false)) => CHECKPOINT_EVERY_MS,
                // The record is closed, or whoever stopped it has said why.
                Ok(Err(StoreError::Stopped)) => return std::future::pending().await,
                Ok(Err(damage)) => return damage,
                Err(error) => {
                    tracing::error!(%error, "a look at the record broke off");
                    CHECKPOINT_EVERY_MS
                }
            };
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }
}
