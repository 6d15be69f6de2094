//! `comity register …`: whom an authority lists, and what becomes of each. How somebody is found is with `comity registry`.

use std::path::PathBuf;

use axum::http::Method;
use clap::Subcommand;
use comity_domain::register::{Cause, Standing, State};
use comity_domain::registry::Availability;
use comity_domain::{Date, ListingId};
use serde_json::{Value, json};

use super::case::read_json;
use super::client::Client;
use super::failure::CliError;
use super::matter::in_query;
use super::{Common, print};
use crate::app::{ListingRow, ListingSanctioned, ListingView, StoodOn};
use crate::words::{Arg, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// enter somebody, from a file: {"until": …, "profile": {…}}
    Enter {
        /// the listing
        file: PathBuf,
    },
    /// list whom your authority lists
    List {
        /// the last listing of the page before
        #[arg(long)]
        after: Option<ListingId>,
    },
    /// show a listing
    Show {
        /// the listing
        id: ListingId,
    },
    /// say how a listing stood on a day
    On {
        /// the listing
        id: ListingId,
        /// the day
        day: Date,
    },
    /// change what the register says, from a file: {"roster_no": …}
    Amend {
        /// the listing
        id: ListingId,
        /// the profile
        file: PathBuf,
    },
    /// lengthen the term
    Renew {
        /// the listing
        id: ListingId,
        /// its last day
        #[arg(long)]
        until: Date,
    },
    /// say whether appointments are taken
    Available {
        /// the listing
        id: ListingId,
        /// not, and nobody knows until when
        #[arg(long, conflicts_with = "away_until")]
        away: bool,
        /// not before the day after this one
        #[arg(long)]
        away_until: Option<Date>,
    },
    /// suspend, as one of two persons
    Suspend {
        /// the listing
        id: ListingId,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// lift the suspension, as one of two persons
    Lift {
        /// the listing
        id: ListingId,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// strike off for good, as one of two persons
    StrikeOff {
        /// the listing
        id: ListingId,
        /// disqualified, misconduct, entered-in-error or gone
        #[arg(long, value_parser = cause)]
        cause: Cause,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// record that the listing is given up
    Withdraw {
        /// the listing
        id: ListingId,
        /// by which word or paper of whoever is listed
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Enter { file } => {
            let entered: Value = client.ask(Method::POST, "/api/v1/listings", Some(&read_json(&file)?)).await?;
            let id = entered.get("id").and_then(Value::as_str).unwrap_or_default();
            if common.json { print::json(&entered) } else { print::line(id) }
        }
        Command::List { after } => list(common, &client, after.as_ref()).await,
        Command::Show { id } => show(common, &client, &id).await,
        Command::On { id, day } => {
            let stood: StoodOn = client.ask(Method::GET, &path(&id, &format!("/on?day={day}")), None).await?;
            if common.json { print::json(&stood) } else { said(common, stood.state) }
        }
        Command::Amend { id, file } => keep(common, &client, Method::PUT, &id, "profile", &read_json(&file)?).await,
        Command::Renew { id, until } => {
            keep(common, &client, Method::POST, &id, "renew", &json!({ "until": until })).await
        }
        Command::Available { id, away, away_until } => {
            let availability = match away_until {
                Some(day) => Availability::AwayUntil(day),
                None if away => Availability::Away,
                None => Availability::Free,
            };
            let body = json!({ "availability": availability });
            keep(common, &client, Method::POST, &id, "availability", &body).await
        }
        Command::Suspend { id, reason } => sanction(common, &client, &id, json!("suspend"), &reason).await,
        Command::Lift { id, reason } => sanction(common, &client, &id, json!("lift"), &reason).await,
        Command::StrikeOff { id, cause, reason } => {
            sanction(common, &client, &id, json!({ "strike-off": cause }), &reason).await
        }
        Command::Withdraw { id, reason } => {
            keep(common, &client, Method::POST, &id, "withdraw", &json!({ "reason": reason })).await
        }
    }
}

async fn keep(
    common: &Common,
    client: &Client,
    method: Method,
    id: &ListingId,
    name: &str,
    body: &Value,
) -> Result<(), CliError> {
    let address = path(id, &format!("/{name}"));
    let stands: Value = client.ask_at_revision(method, &address, &path(id, ""), Some(body)).await?;
    if common.json {
        return print::json(&stands);
    }
    let standing: Standing = serde_json::from_value(stands.get("standing").cloned().unwrap_or_default())?;
    told(common, &standing)
}

/// What is decided is decided as it stands now, and not as somebody may have changed it in between.
async fn sanction(
    common: &Common,
    client: &Client,
    id: &ListingId,
    sanction: Value,
    reason: &str,
) -> Result<(), CliError> {
    let body = json!({ "sanction": sanction, "reason": reason });
    let address = path(id, "/sanction");
    let done: ListingSanctioned = client.ask_at_revision(Method::POST, &address, &path(id, ""), Some(&body)).await?;
    if common.json {
        return print::json(&done);
    }
    if done.decided {
        return told(common, &done.standing);
    }
    print::line(&Words::embedded().text(common.lang, "listing-second-person", &[]))
}

/// The last day of the term, and what else ended it.
fn told(common: &Common, standing: &Standing) -> Result<(), CliError> {
    // The business day is the gateway's: by the day of the last event it has not expired.
    said(common, Some(standing.state_on(standing.changed_on)))?;
    match standing.until {
        Some(day) => print::line(&Words::embedded().text(common.lang, "record-until", &[("day", Arg::Date(day))])),
        None => Ok(()),
    }
}

fn said(common: &Common, state: Option<State>) -> Result<(), CliError> {
    let code = state.map_or("not-entered", State::code);
    print::line(&Words::embedded().text(common.lang, &format!("listing-state-{code}"), &[]))
}

async fn list(common: &Common, client: &Client, after: Option<&ListingId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<ListingRow> = client.ask(Method::GET, &format!("/api/v1/listings{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let state = Words::embedded().text(common.lang, &format!("listing-state-{}", row.state.code()), &[]);
        let until = row.standing.until.map_or_else(|| "-".to_owned(), |day| day.to_string());
        print::line(&format!("{}  {}  {until}  {state}  {}", row.id, row.roster_no, row.name))?;
    }
    Ok(())
}

async fn show(common: &Common, client: &Client, id: &ListingId) -> Result<(), CliError> {
    let view: ListingView = client.ask(Method::GET, &path(id, ""), None).await?;
    if common.json {
        return print::json(&view);
    }
    let names = view.seen.shown.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ");
    print::line(&format!("{}  {names}", view.seen.shown.roster_no))?;
    said(common, view.seen.state)?;
    for step in view.history {
        let event = Words::embedded().text(common.lang, &format!("listing-{}", step.kind), &[]);
        print::line(&format!("{}  {event}  {}", step.on, step.by.unwrap_or_default()))?;
    }
    Ok(())
}

fn path(id: &ListingId, rest: &str) -> String {
    format!("/api/v1/listings/{id}{rest}")
}

fn cause(text: &str) -> Result<Cause, String> {
    let known = Cause::ALL.into_iter().find(|cause| cause.code() == text);
    known.ok_or_else(|| Cause::ALL.map(Cause::code).join(", "))
}
