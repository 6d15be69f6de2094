//! `comity mediator …`: the client for mediators: a body's applications and accreditations, and how any mediator of the bay stands.

use std::path::{Path, PathBuf};

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Subcommand;
use comity_domain::mediator::{RosterNumber, Standing, State};
use comity_domain::{Date, Jurisdiction, MediatorId};
use comity_federation::credential::{self, Claim};
use serde_json::{Value, json};

use super::case::read_json;
use super::client::Client;
use super::credential::claim;
use super::failure::CliError;
use super::matter::{in_query, media_type};
use super::{Common, print};
use crate::app::{Assessing, MediatorRow, MediatorView, Sanctioned, Stands};
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// take in an application, from a file: profile and experience
    Apply {
        /// the application
        file: PathBuf,
        /// a paper that shows it
        #[arg(long = "document")]
        documents: Vec<PathBuf>,
    },
    /// have the region's rules asked about an application, and record what you make of their answer
    Assess {
        /// the mediator
        id: MediatorId,
        /// true or false; without it the rules are only asked
        #[arg(long)]
        eligible: Option<bool>,
        /// where the applicant belongs: CN, HK, MO
        #[arg(long)]
        applicant_of: Option<Jurisdiction>,
        /// why; needed where the rules give no verdict; what they refuse no reason carries
        #[arg(long, requires = "eligible")]
        reason: Option<String>,
    },
    /// do not accredit
    Reject {
        /// the mediator
        id: MediatorId,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// accredit, and issue the credential, under the body's signature
    Accredit {
        /// the mediator
        id: MediatorId,
        /// the number on the roster: 2026-0049
        #[arg(long)]
        number: String,
        /// the instrument: hk-gba-accreditation-2024
        #[arg(long)]
        standard: String,
        /// the day since which it is in force
        #[arg(long)]
        standard_version: String,
        /// the level, as the instrument names it
        #[arg(long, default_value = "mediator")]
        level: String,
        /// the last day
        #[arg(long)]
        until: Date,
    },
    /// file what the Joint Conference has signed (`comity credential confirm`): the voice of each jurisdiction
    Confirm {
        /// the mediator
        id: MediatorId,
        /// the files
        #[arg(required = true)]
        confirmations: Vec<PathBuf>,
    },
    /// write the card that was issued
    Issue {
        /// the mediator
        id: MediatorId,
        /// what it discloses; all, if nothing is given
        #[arg(long, value_delimiter = ',', value_parser = claim)]
        show: Vec<Claim>,
        /// the file to write
        #[arg(short, long)]
        out: PathBuf,
    },
    /// renew an accreditation, and issue a further credential, under the body's signature
    Renew {
        /// the mediator
        id: MediatorId,
        /// the last day
        #[arg(long)]
        until: Date,
    },
    /// suspend an accreditation, as one of two persons
    Suspend(Why),
    /// lift a suspension, as one of two persons
    Reinstate(Why),
    /// revoke an accreditation for good, as one of two persons
    Revoke(Why),
    /// record that the mediator, or the applicant, gives it up, and by which word or paper
    Withdraw(Why),
    /// bar a mediator of any body from your own territory
    Bar(Territory),
    /// lift such a bar
    Lift(Territory),
    /// show a mediator of your body
    Show {
        /// the mediator
        id: MediatorId,
    },
    /// list who applied to your body
    List {
        /// the last mediator of the page before
        #[arg(long)]
        after: Option<MediatorId>,
    },
    /// say how a mediator of any body stands, or stood on a day
    Status {
        /// the number: urn:comity:mediator:hk:2026-0049
        subject: RosterNumber,
        /// the end of this day; today, if none is given
        #[arg(long)]
        on: Option<Date>,
        /// for appointments where: CN, HK, MO; your own territory, if none is given
        #[arg(long)]
        region: Option<Jurisdiction>,
        /// write what a card is verified by, too
        #[arg(long)]
        bundle: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
pub(super) struct Why {
    /// the mediator
    id: MediatorId,
    /// why
    #[arg(long)]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Territory {
    /// the number: urn:comity:mediator:hk:2026-0049
    subject: RosterNumber,
    /// why; it stays with your gateway
    #[arg(long)]
    reason: String,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Apply { file, documents } => apply(common, &client, &file, &documents).await,
        Command::Assess { id, eligible, applicant_of, reason } => {
            assess(common, &client, &id, &Assessing { applicant_of, eligible, reason }).await
        }
        Command::Reject { id, reason } => {
            let stands: Value =
                client.ask(Method::POST, &path(&id, "/reject"), Some(&json!({ "reason": reason }))).await?;
            stood(common, &stands)
        }
        Command::Accredit { id, number, standard, standard_version, level, until } => {
            let accreditation = json!({ "standard": standard, "standard_version": standard_version, "level": level });
            let body = json!({ "number": number, "accreditation": accreditation, "until": until });
            sign(common, &client, &id, "accredit", Some(&body)).await
        }
        Command::Confirm { id, confirmations } => {
            let tokens = confirmations.iter().map(|file| token(file)).collect::<Result<Vec<_>, _>>()?;
            let body = json!({ "confirmations": tokens });
            let stands: Value = client.ask(Method::POST, &path(&id, "/confirm"), Some(&body)).await?;
            stood(common, &stands)
        }
        Command::Issue { id, show, out } => issue(common, &client, &id, &show, &out).await,
        Command::Renew { id, until } => sign(common, &client, &id, "renew", Some(&json!({ "until": until }))).await,
        Command::Suspend(why) => sanction(common, &client, "suspend", &why).await,
        Command::Reinstate(why) => sanction(common, &client, "reinstate", &why).await,
        Command::Revoke(why) => sanction(common, &client, "revoke", &why).await,
        Command::Withdraw(Why { id, reason }) => {
            sign(common, &client, &id, "withdraw", Some(&json!({ "reason": reason }))).await
        }
        Command::Bar(territory) => bar(common, &client, &territory, true).await,
        Command::Lift(territory) => bar(common, &client, &territory, false).await,
        Command::Show { id } => show(common, &client, &id).await,
        Command::List { after } => list(common, &client, after.as_ref()).await,
        Command::Status { subject, on, region, bundle } => {
            if let Some(out) = bundle {
                let response = client.tell(Method::GET, &status_path(&subject, "/bundle"), None).await?;
                std::fs::write(out, response.body)?;
            }
            status(common, &client, &subject, on, region).await
        }
    }
}

async fn apply(common: &Common, client: &Client, file: &Path, documents: &[PathBuf]) -> Result<(), CliError> {
    let mut application = read_json(file)?;
    let papers = documents.iter().map(|paper| read_paper(paper)).collect::<Result<Vec<_>, _>>()?;
    let members = application.as_object_mut();
    let members = members.ok_or_else(|| CliError::input("bad-field", file.display().to_string(), "not an object"))?;
    members.insert("documents".to_owned(), Value::Array(papers));
    let applied: Value = client.ask(Method::POST, "/api/v1/mediators", Some(&application)).await?;
    let id = applied.get("id").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(&applied) } else { print::line(id) }
}

fn read_paper(path: &Path) -> Result<Value, CliError> {
    let bytes =
        std::fs::read(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))?;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Ok(json!({ "name": name, "media_type": media_type(name), "content": STANDARD.encode(bytes) }))
}

async fn assess(common: &Common, client: &Client, id: &MediatorId, assessing: &Assessing) -> Result<(), CliError> {
    let answered: Value = client.ask(Method::POST, &path(id, "/assess"), Some(&json!(assessing))).await?;
    if common.json {
        return print::json(&answered);
    }
    let outcome = answered.pointer("/answer/assessment/outcome").and_then(Value::as_str).unwrap_or("none");
    let outcome = ("outcome", Arg::Code(Family::Outcome, outcome));
    print::line(&Words::embedded().text(common.lang, "mediator-rules-say", &[outcome]))?;
    let findings = answered.pointer("/answer/assessment/findings").and_then(Value::as_array);
    for finding in findings.into_iter().flatten() {
        let code = finding.get("code").and_then(Value::as_str).unwrap_or_default();
        print::line(&format!("    {code}"))?;
    }
    stood(common, &answered)
}

async fn issue(common: &Common, client: &Client, id: &MediatorId, show: &[Claim], out: &Path) -> Result<(), CliError> {
    let response = client.tell(Method::GET, &path(id, "/card"), None).await?;
    let card = std::str::from_utf8(&response.body).map_err(|error| CliError::other("answer-malformed", error))?;
    let card = if show.is_empty() {
        card.to_owned()
    } else {
        credential::present(card, show).map_err(|fault| CliError::input(fault.code(), fault.at.clone(), &fault))?
    };
    std::fs::write(out, card)?;
    let path = out.display().to_string();
    if common.json {
        return print::json(&json!({ "file": path }));
    }
    print::line(&Words::embedded().text(common.lang, "file-written", &[("path", Arg::Text(&path))]))
}

/// What goes out under the body's signature goes out of the mediator as it stands now.
async fn sign(
    common: &Common,
    client: &Client,
    id: &MediatorId,
    act: &str,
    body: Option<&Value>,
) -> Result<(), CliError> {
    let stands: Value = at_revision(client, id, act, body).await?;
    stood(common, &stands)
}

async fn sanction(common: &Common, client: &Client, sanction: &str, why: &Why) -> Result<(), CliError> {
    let body = json!({ "sanction": sanction, "reason": why.reason });
    let answer: Value = at_revision(client, &why.id, "sanction", Some(&body)).await?;
    if common.json {
        return print::json(&answer);
    }
    let sanctioned: Sanctioned = serde_json::from_value(answer.clone())?;
    if sanctioned.decided {
        return stood(common, &answer);
    }
    let digest = sanctioned.digest.to_string();
    print::line(&Words::embedded().text(common.lang, "mediator-approved-once", &[("digest", Arg::Text(&digest))]))
}

async fn at_revision(client: &Client, id: &MediatorId, act: &str, body: Option<&Value>) -> Result<Value, CliError> {
    client.ask_at_revision(Method::POST, &path(id, &format!("/{act}")), &path(id, ""), body).await
}

async fn bar(common: &Common, client: &Client, territory: &Territory, barred: bool) -> Result<(), CliError> {
    let body = json!({ "subject": territory.subject, "barred": barred, "reason": territory.reason });
    client.tell(Method::POST, "/api/v1/mediator-bars", Some(&body)).await?;
    if common.json {
        return print::json(&json!({ "subject": territory.subject, "barred": barred }));
    }
    let id = if barred { "mediator-barred" } else { "mediator-bar-lifted" };
    print::line(&Words::embedded().text(common.lang, id, &[]))
}

async fn show(common: &Common, client: &Client, id: &MediatorId) -> Result<(), CliError> {
    let view: MediatorView = client.ask(Method::GET, &path(id, ""), None).await?;
    if common.json {
        return print::json(&view);
    }
    let profile = &view.mediator.application.profile;
    print::line(&format!("{}{}", profile.family_name, profile.given_name))?;
    said(common, view.state, &view.mediator.standing)?;
    if let Some(witnessed) = view.list_witnessed {
        let how = print::witnessing(common.lang, witnessed.code());
        print::line(&Words::embedded().text(common.lang, "mediator-list-witnessed", &[("how", Arg::Text(&how))]))?;
    }
    let history = view.history.iter();
    let rows = history.map(|it| json!({ "on": it.on, "kind": it.kind, "by": it.by, "reason": it.reason })).collect();
    print::json_or_rows(common, &Value::Array(rows), &["on", "kind", "by", "reason"])
}

async fn list(common: &Common, client: &Client, after: Option<&MediatorId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<MediatorRow> = client.ask(Method::GET, &format!("/api/v1/mediators{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let state = Words::embedded().text(common.lang, &format!("mediator-state-{}", row.state.code()), &[]);
        let number = row.standing.roster_number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        print::line(&format!("{}  {number}  {state}  {}", row.id, row.name.unwrap_or_default()))?;
    }
    Ok(())
}

/// Says how a mediator stands. It ends well for somebody who can be appointed alone.
async fn status(
    common: &Common,
    client: &Client,
    subject: &RosterNumber,
    on: Option<Date>,
    region: Option<Jurisdiction>,
) -> Result<(), CliError> {
    let on = on.map(|on| format!("on={on}"));
    let region = region.map(|region| format!("region={region}"));
    let asked: Vec<String> = on.into_iter().chain(region).collect();
    let query = if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) };
    let stands: Stands = client.ask(Method::GET, &format!("{}{query}", status_path(subject, "")), None).await?;
    if common.json {
        print::json(&stands)?;
    } else {
        in_words(common, &stands)?;
    }
    if stands.selectable { Ok(()) } else { Err(CliError::Said) }
}

fn in_words(common: &Common, stands: &Stands) -> Result<(), CliError> {
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    let subject = stands.subject.to_string();
    let args = [
        ("subject", Arg::Text(&subject)),
        ("body", Arg::Code(Family::Authority, stands.body.as_str())),
        ("day", Arg::Date(stands.on)),
    ];
    say(&format!("mediator-standing-{}", stands.standing), &args)?;
    if let Some(as_of) = stands.as_of {
        say("card-status-as-of", &[("time", Arg::Text(&as_of.to_string()))])?;
    }
    if !stands.barred.is_empty() {
        let regions: Vec<String> = stands.barred.iter().map(ToString::to_string).collect();
        say("card-barred", &[("regions", Arg::Codes(Family::Jurisdiction, &regions))])?;
    }
    let region = [("region", Arg::Code(Family::Jurisdiction, stands.region.code()))];
    if stands.selectable {
        return say("mediator-selectable", &region);
    }
    say("mediator-not-selectable", &region)?;
    for reason in &stands.reasons {
        let why = Words::embedded().text(common.lang, &format!("mediator-reason-{reason}"), &[]);
        print::line(&format!("    {why}"))?;
    }
    Ok(())
}

fn stood(common: &Common, stands: &Value) -> Result<(), CliError> {
    if common.json {
        return print::json(stands);
    }
    let standing: Standing = serde_json::from_value(stands.get("standing").cloned().unwrap_or_default())?;
    // On the day of its last event nothing has ended by itself yet.
    said(common, standing.state_on(standing.changed_on), &standing)
}

fn said(common: &Common, state: State, standing: &Standing) -> Result<(), CliError> {
    let say = |id: &str, args: &[(&str, Arg<'_>)]| print::line(&Words::embedded().text(common.lang, id, args));
    say(&format!("mediator-state-{}", state.code()), &[])?;
    if let Some(number) = &standing.roster_number {
        say("mediator-number", &[("number", Arg::Text(&number.to_string()))])?;
    }
    match standing.until {
        Some(day) => say("mediator-until", &[("day", Arg::Date(day))]),
        None => Ok(()),
    }
}

/// A token's file. The end of its line is no part of it.
fn token(file: &Path) -> Result<String, CliError> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::input("file-unreadable", file.display().to_string(), error))?;
    Ok(text.trim_end().to_owned())
}

fn path(id: &MediatorId, rest: &str) -> String {
    format!("/api/v1/mediators/{id}{rest}")
}

fn status_path(subject: &RosterNumber, rest: &str) -> String {
    format!("/api/v1/mediator-status/{subject}{rest}")
}
