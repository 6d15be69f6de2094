//! `comity foreign-law …`: the client for questions of the law of another place.

use std::path::PathBuf;

use axum::http::Method;
use clap::Subcommand;
use comity_domain::InquiryId;
use comity_domain::foreign_law::{Inquiry, Standing};
use comity_domain::parts::InParts as _;
use serde_json::{Value, json};

use super::case::{attach, read_json};
use super::client::Client;
use super::failure::CliError;
use super::matter::in_query;
use super::{Common, print};
use crate::app::{InquiryRow, InquiryStep};
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// ask a question, from a file: the case, the law, the questions, the parties
    Open {
        /// the question
        file: PathBuf,
    },
    /// list the inquiries of your court
    List {
        /// the last inquiry of the page before
        #[arg(long)]
        after: Option<InquiryId>,
    },
    /// show an inquiry
    Show {
        /// the inquiry
        id: InquiryId,
    },
    /// show what happened in an inquiry
    Docket {
        /// the inquiry
        id: InquiryId,
    },
    /// add a file
    Attach {
        /// the inquiry
        id: InquiryId,
        /// the file
        file: PathBuf,
    },
    /// fetch a file
    File {
        /// the inquiry
        id: InquiryId,
        /// the file's digest: sha256:…
        sha256: String,
        /// where to write it
        #[arg(long)]
        out: PathBuf,
    },
    /// enter what came, or was done: {"step": "take-opinion", …}
    Enter {
        /// the inquiry
        id: InquiryId,
        /// a file, or - for standard input
        step: PathBuf,
    },
    /// do what the judge does who leads the inquiry: {"step": "ask", …}
    Lead {
        /// the inquiry
        id: InquiryId,
        /// a file, or - for standard input
        step: PathBuf,
    },
    /// close the inquiry
    Close {
        /// the inquiry
        id: InquiryId,
    },
    /// let the question fall
    Drop {
        /// the inquiry
        id: InquiryId,
        /// why
        #[arg(long)]
        reason: String,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Open { file } => {
            let opened: Value = client.ask(Method::POST, "/api/v1/inquiries", Some(&read_json(&file)?)).await?;
            let id = opened.get("id").and_then(Value::as_str).unwrap_or_default();
            if common.json { print::json(&opened) } else { print::line(id) }
        }
        Command::List { after } => list(common, &client, after.as_ref()).await,
        Command::Show { id } => show(common, &client, &id).await,
        Command::Docket { id } => docket(common, &client, &id).await,
        Command::Attach { id, file } => {
            let kept = attach(&client, &path(&id, "/files"), &file).await?;
            if common.json { print::json(&kept) } else { print::line(&kept.sha256.to_string()) }
        }
        Command::File { id, sha256, out } => {
            let response = client.tell(Method::GET, &path(&id, &format!("/files/{sha256}")), None).await?;
            Ok(std::fs::write(out, response.body)?)
        }
        Command::Enter { id, step } => act(common, &client, &id, "entries", &read_json(&step)?).await,
        Command::Lead { id, step } => act(common, &client, &id, "steps", &read_json(&step)?).await,
        Command::Close { id } => act(common, &client, &id, "steps", &json!({ "step": "close" })).await,
        Command::Drop { id, reason } => {
            act(common, &client, &id, "steps", &json!({ "step": "drop", "reason": reason })).await
        }
    }
}

async fn act(common: &Common, client: &Client, id: &InquiryId, name: &str, step: &Value) -> Result<(), CliError> {
    let address = path(id, &format!("/{name}"));
    let stands: Value = client.ask_at_revision(Method::POST, &address, &path(id, ""), Some(step)).await?;
    if common.json {
        return print::json(&stands);
    }
    let standing: Standing = serde_json::from_value(stands.get("standing").cloned().unwrap_or_default())?;
    told(common, &standing)
}

/// Where it stands, and what is due.
fn told(common: &Common, standing: &Standing) -> Result<(), CliError> {
    let words = Words::embedded();
    print::line(&words.text(common.lang, &format!("inquiry-state-{}", standing.state.code()), &[]))?;
    match standing.next_day() {
        Some(day) => print::line(&words.text(common.lang, "inquiry-next-day", &[("day", Arg::Date(day))])),
        None => Ok(()),
    }
}

async fn list(common: &Common, client: &Client, after: Option<&InquiryId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<InquiryRow> = client.ask(Method::GET, &format!("/api/v1/inquiries{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let state = Words::embedded().text(common.lang, &format!("inquiry-state-{}", row.standing.state.code()), &[]);
        let next = row.next_day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        print::line(&format!("{}  {next}  {state}  {}", row.id, row.case_number))?;
    }
    Ok(())
}

async fn show(common: &Common, client: &Client, id: &InquiryId) -> Result<(), CliError> {
    let inquiry: Inquiry = client.ask(Method::GET, &path(id, ""), None).await?;
    if common.json {
        return print::json(&inquiry);
    }
    let words = Words::embedded();
    let law = words.code(common.lang, Family::Jurisdiction, inquiry.sheet.law.jurisdiction.code());
    print::line(&format!("{}  {}  {law}", inquiry.id, inquiry.sheet.case_number))?;
    for (number, question) in (1u32..).zip(&inquiry.sheet.questions) {
        print::line(&format!("{number}  {question}"))?;
    }
    for (number, request) in (1u32..).zip(&inquiry.requests) {
        let channel = words.text(common.lang, &format!("inquiry-channel-{}", request.channel.code()), &[]);
        let until = request.until.map_or_else(|| "-".to_owned(), |day| day.to_string());
        print::line(&format!("{number}  {until}  {channel}  {}", request.asked.name))?;
    }
    told(common, &inquiry.standing)
}

async fn docket(common: &Common, client: &Client, id: &InquiryId) -> Result<(), CliError> {
    let steps: Vec<InquiryStep> = client.ask(Method::GET, &path(id, "/docket"), None).await?;
    if common.json {
        return print::json(&steps);
    }
    for step in steps {
        let kind = step.event.to_parts().map(|parts| parts.kind).unwrap_or_default();
        let event = Words::embedded().text(common.lang, &format!("inquiry-{kind}"), &[]);
        print::line(&format!("{}  {event}  {}", step.on, step.by.unwrap_or_default()))?;
    }
    Ok(())
}

fn path(id: &InquiryId, rest: &str) -> String {
    format!("/api/v1/inquiries/{id}{rest}")
}
