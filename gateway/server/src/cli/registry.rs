//! `comity registry …`: the registers of all sides, and the feeds by which they know each other's.

use axum::http::Method;
use clap::Subcommand;
use comity_domain::limits::SEARCH_PAGE_MAX_ENTRIES;
use comity_domain::registry::{Availability, Register, RosterNo, Shown, Status, Tag};
use comity_domain::{AuthorityId, Date, GatewayId, Jurisdiction};
use comity_federation::feed::Kind;

use super::client::Client;
use super::failure::CliError;
use super::matter::in_query;
use super::{Common, print};
use crate::app::{FeedEventView, FeedView, Found};
use crate::words::{self, Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// find somebody by name in any script, by number, language, speciality, region or availability
    Search {
        /// a name or a part of one, or a number or its beginning
        #[arg(default_value = "")]
        text: String,
        /// mediators, practitioners, law-experts, ascertainment-bodies, insolvency-administrators
        #[arg(long, value_parser = code::<Register>)]
        register: Option<Register>,
        /// the authority that keeps the entry
        #[arg(long)]
        keeper: Option<AuthorityId>,
        /// CN, HK or MO
        #[arg(long)]
        region: Option<Jurisdiction>,
        /// a language; may be given more than once
        #[arg(long = "language")]
        languages: Vec<Tag>,
        /// a speciality; may be given more than once
        #[arg(long = "speciality")]
        specialities: Vec<Tag>,
        /// pending, in-force, suspended, ended
        #[arg(long, value_parser = code::<Status>)]
        status: Option<Status>,
        /// a day on which appointments are taken
        #[arg(long)]
        free_on: Option<Date>,
        /// how many of those that are found come before the page
        #[arg(long, default_value_t = 0)]
        from: u32,
        /// how many entries the page has at most
        #[arg(long, default_value_t = SEARCH_PAGE_MAX_ENTRIES)]
        limit: u32,
    },
    /// show an entry
    Show {
        /// its number
        roster_no: RosterNo,
    },
    /// show how the feed of each gateway stands here; of one gateway, its events
    Feed {
        /// the gateway
        gateway: Option<GatewayId>,
        /// only events about this: entry, juror, credential, status-list, status-notice, bar, confirmation
        #[arg(long, requires = "gateway", value_parser = code::<Kind>)]
        about: Option<Kind>,
        /// the number of the last event of the page before
        #[arg(long, requires = "gateway", default_value_t = 0)]
        after: u64,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Search { text, register, keeper, region, languages, specialities, status, free_on, from, limit } => {
            let given = [
                ("text", Some(text)),
                ("register", register.map(|register| register.code().to_owned())),
                ("keeper", keeper.map(|keeper| keeper.to_string())),
                ("region", region.map(|region| region.code().to_owned())),
                ("languages", listed(&languages)),
                ("specialities", listed(&specialities)),
                ("status", status.map(|status| status.code().to_owned())),
                ("free_on", free_on.map(|day| day.to_string())),
                ("from", Some(from.to_string())),
                ("limit", Some(limit.to_string())),
            ];
            search(common, &client, &given).await
        }
        Command::Show { roster_no } => show(common, &client, &roster_no).await,
        Command::Feed { gateway: Some(gateway), about, after } => {
            events(common, &client, &gateway, about.as_ref(), after).await
        }
        Command::Feed { gateway: None, .. } => feeds(common, &client).await,
    }
}

async fn search(common: &Common, client: &Client, given: &[(&str, Option<String>)]) -> Result<(), CliError> {
    let query = given.iter().filter_map(|(name, value)| Some(format!("{name}={}", in_query(value.as_deref()?))));
    let path = format!("/api/v1/registry/search?{}", query.collect::<Vec<_>>().join("&"));
    let found: Found = client.ask(Method::GET, &path, None).await?;
    if common.json {
        return print::json(&found);
    }
    let words = Words::embedded();
    for gateway in &found.unconfirmed {
        let gateway = [("gateway", Arg::Code(Family::Gateway, gateway.as_str()))];
        eprintln!("{}", words.text(common.lang, "registry-unconfirmed", &gateway));
    }
    for entry in &found.entries {
        heading(common, entry)?;
    }
    let (shown, total) = (found.entries.len().to_string(), found.total.to_string());
    print::line(&words.text(
        common.lang,
        "registry-found",
        &[("shown", Arg::Text(&shown)), ("total", Arg::Text(&total))],
    ))
}

async fn show(common: &Common, client: &Client, roster_no: &RosterNo) -> Result<(), CliError> {
    let path = format!("/api/v1/registry/entries/{}", in_query(roster_no.as_str()));
    let entry: Shown = client.ask(Method::GET, &path, None).await?;
    if common.json {
        return print::json(&entry);
    }
    let words = Words::embedded();
    let label = |id: &str, value: &str| print::line(&format!("{}: {value}", words.text(common.lang, id, &[])));
    let said = |id: String| words.text(common.lang, &id, &[]);
    heading(common, &entry)?;
    label("registry-register", &said(format!("registry-register-{}", entry.register.code())))?;
    label("registry-keeper", &words.code(common.lang, Family::Authority, entry.keeper.as_str()))?;
    label("registry-region", &words.code(common.lang, Family::Jurisdiction, entry.region.code()))?;
    label("registry-languages", &joined(&entry.languages))?;
    label("registry-specialities", &joined(&entry.specialities))?;
    if let Some(status) = entry.status {
        label("registry-status", &said(format!("registry-status-{}", status.code())))?;
    }
    match entry.availability {
        Some(availability) => label("registry-availability", &available(common, availability)),
        None => Ok(()),
    }
}

async fn feeds(common: &Common, client: &Client) -> Result<(), CliError> {
    let feeds: Vec<FeedView> = client.ask(Method::GET, "/api/v1/registry/feeds", None).await?;
    if common.json {
        return print::json(&feeds);
    }
    for feed in &feeds {
        print::line(&state(common, feed))?;
    }
    Ok(())
}

fn state(common: &Common, feed: &FeedView) -> String {
    let words = Words::embedded();
    let heard = feed.heard.map_or_else(|| words.text(common.lang, "feed-heard-never", &[]), |time| time.to_string());
    let (newest, told) = (feed.newest.to_string(), feed.told.to_string());
    let gateway = ("gateway", Arg::Code(Family::Gateway, feed.gateway.as_str()));
    let (newest, heard) = (("newest", Arg::Text(&newest)), ("heard", Arg::Text(&heard)));
    match &feed.doubt {
        None => words.text(common.lang, "feed-whole", &[gateway, newest, heard]),
        Some(code) => {
            let (why, _) = words::error(common.lang, code);
            let told = ("told", Arg::Text(&told));
            words.text(common.lang, "feed-doubt", &[gateway, newest, told, heard, ("why", Arg::Text(&why))])
        }
    }
}

async fn events(
    common: &Common,
    client: &Client,
    gateway: &GatewayId,
    about: Option<&Kind>,
    after: u64,
) -> Result<(), CliError> {
    let about = about.map(|kind| format!("&about={kind}")).unwrap_or_default();
    let path = format!("/api/v1/registry/feeds/{gateway}?after={after}{about}");
    let events: Vec<FeedEventView> = client.ask(Method::GET, &path, None).await?;
    if common.json {
        return print::json(&events);
    }
    let words = Words::embedded();
    for event in &events {
        let (number, time) = (event.number.to_string(), event.time.to_string());
        let about = if Kind::KNOWN.contains(&event.about.as_str()) {
            words.text(common.lang, &format!("feed-about-{}", event.about), &[])
        } else {
            event.about.clone()
        };
        let id = if event.known { "feed-event" } else { "feed-event-unknown" };
        let places = [("number", Arg::Text(&number)), ("time", Arg::Text(&time)), ("about", Arg::Text(&about))];
        print::line(&words.text(common.lang, id, &places))?;
    }
    Ok(())
}

/// The number and the names of an entry.
fn heading(common: &Common, entry: &Shown) -> Result<(), CliError> {
    let names = entry.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(" / ");
    let places = [("number", Arg::Text(entry.roster_no.as_str())), ("names", Arg::Text(&names))];
    print::line(&Words::embedded().text(common.lang, "registry-entry", &places))
}

fn available(common: &Common, availability: Availability) -> String {
    let words = Words::embedded();
    match availability {
        Availability::Free => words.text(common.lang, "registry-free", &[]),
        Availability::Away => words.text(common.lang, "registry-away", &[]),
        Availability::AwayUntil(day) => words.text(common.lang, "registry-away-until", &[("day", Arg::Date(day))]),
    }
}

fn joined<'a>(tags: impl IntoIterator<Item = &'a Tag>) -> String {
    tags.into_iter().map(Tag::as_str).collect::<Vec<_>>().join(", ")
}

/// With commas between them, as they are asked for; `None` if there are none.
fn listed(tags: &[Tag]) -> Option<String> {
    let tags: Vec<&str> = tags.iter().map(Tag::as_str).collect();
    (!tags.is_empty()).then(|| tags.join(","))
}

/// A code, as it is written.
fn code<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_value(text.into())
}
