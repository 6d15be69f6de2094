//! A process that stands by: another one of the same gateway is at work, over the same database, and this one takes its place when that
//! ends, falls silent, or loses the database.
//!
//! Meanwhile the address for people answers every request with 503 and the code `standing-by`, the health too, if nobody else has that
//! address. The address for peers stays closed: whoever passes connections on, by whether a port is open or by whether the health is good,
//! finds the process that is at work.

use std::time::Duration;

use comity_domain::limits::{STANDBY_CLOSING_MAX_MS, STANDBY_LOOKS_EVERY_MS};
use tokio::sync::watch;

use crate::api;
use crate::app::{Others, people_identity};
use crate::config::Config;
use crate::mtls::serve_people;
use crate::serve::{CannotServe, listener, stopped};

/// Waits until no other process of the gateway is at work. Answers with whether that is so; if not, `stop` has become true.
pub(crate) async fn wait_for_turn(config: &Config, stop: &watch::Receiver<bool>) -> Result<bool, CannotServe> {
    let others = Others::of(config)?;
    if !others.are_at_work().await? {
        return Ok(true);
    }
    let (gateway, code) = (&config.gateway, api::STANDING_BY);
    tracing::info!(%gateway, code, "standing by: another process of this gateway is at work");
    let (close, closing) = watch::channel(false);
    let answering = tokio::spawn(answer(config.clone(), closing));
    let is_turn = tokio::select! {
        () = until_they_end(&others) => true,
        () = stopped(stop.clone()) => false,
    };
    close.send_replace(true);
    // The port is free at once; a connection that does not end goes on to be told the same until it does.
    let _ = tokio::time::timeout(Duration::from_millis(STANDBY_CLOSING_MAX_MS), answering).await;
    Ok(is_turn)
}

async fn until_they_end(others: &Others) {
    loop {
        tokio::time::sleep(Duration::from_millis(STANDBY_LOOKS_EVERY_MS)).await;
        match others.are_at_work().await {
            Ok(true) => {}
            Ok(false) => return,
            // Whoever is at work may not reach the database either.
            Err(error) => tracing::warn!(%error, "it cannot be seen whether another process is at work"),
        }
    }
}

/// Says to whoever asks that this process stands by.
async fn answer(config: Config, closing: watch::Receiver<bool>) {
    let answered = async {
        let people = listener(&config.people, &people_identity(&config)?).await?;
        Ok::<_, CannotServe>(serve_people(people, api::standing_by(), stopped(closing)).await?)
    };
    if let Err(error) = answered.await {
        // On one machine the address is that of the process at work.
        tracing::info!(%error, "nobody is answered while this process stands by");
    }
}
