//! Asks the gateway how sure the readings are that an answer rests on.

use std::collections::BTreeSet;

use axum::http::Method;
use comity_domain::matter::{Event, Recorded};
use comity_record::Digest;
use comity_rules::Rule;
use serde::Deserialize;

use super::client::Client;
use super::failure::CliError;
use crate::words::Readings;

/// Of what a release says about itself, what is read here.
#[derive(Deserialize)]
struct Described {
    rules: Vec<Rule>,
}

/// The readings of these releases. A release that the gateway no longer has leaves nothing to say.
pub(super) async fn of_releases(
    client: &Client,
    releases: impl IntoIterator<Item = Digest>,
) -> Result<Readings, CliError> {
    let mut readings = Readings::default();
    for release in releases.into_iter().collect::<BTreeSet<_>>() {
        match client.ask::<Described>(Method::GET, &format!("/api/v1/rules/{release}"), None).await {
            Ok(described) => readings.add(release, described.rules),
            Err(CliError::Problem(problem)) if problem.status == 404 => {}
            Err(error) => return Err(error),
        }
    }
    Ok(readings)
}

/// The readings of all releases that answered in a matter.
pub(super) async fn of_docket(client: &Client, recorded: &[Recorded]) -> Result<Readings, CliError> {
    of_releases(client, recorded.iter().flat_map(releases_of)).await
}

fn releases_of(recorded: &Recorded) -> Vec<Digest> {
    match &recorded.event {
        Event::Preflighted { checks, .. } => checks.iter().map(|check| check.assessment.release).collect(),
        Event::Assessed { check, .. } => vec![check.assessment.release],
        _ => Vec::new(),
    }
}
