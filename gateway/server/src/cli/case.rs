//! `comity case …`: the client for cases, their evidence, and the record of its exchange.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use axum::http::Method;
use clap::Subcommand;
use comity_domain::case::{Case, Ground, Recorded, Standing};
use comity_domain::matter::{Custody, ErasureReason, FileRef};
use comity_domain::parts::InParts as _;
use comity_domain::{CaseId, Date};
use serde_json::{Value, json};

use super::client::Client;
use super::custody::{CopyOf, copy};
use super::failure::CliError;
use super::matter::{erasure_reason, in_query, media_type};
use super::{Common, bundle, print};
use crate::app::{CaseRow, Erasure};
use crate::documents::{asked_for, case_record};
use crate::words::{Arg, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// enter a case before your court, from a file
    Open {
        /// the case: its number, its cause, its procedure, its parties
        file: PathBuf,
    },
    /// list the cases of your court
    List {
        /// the last case of the page before
        #[arg(long)]
        after: Option<CaseId>,
    },
    /// show a case
    Show {
        /// the case
        id: CaseId,
    },
    /// show what happened in a case
    Docket {
        /// the case
        id: CaseId,
    },
    /// add a file to a case
    Attach {
        /// the case
        id: CaseId,
        /// the file
        file: PathBuf,
    },
    /// put a copy of an item of a matter into a case, with its label
    Copy {
        /// the case
        id: CaseId,
        #[command(flatten)]
        of: CopyOf,
    },
    /// fetch a file of a case
    File {
        /// the case
        id: CaseId,
        /// the file's digest: sha256:…
        sha256: String,
        /// where to write it
        #[arg(long)]
        out: PathBuf,
    },
    /// enter what a party does: {"step": "produce", …}
    Enter {
        /// the case
        id: CaseId,
        /// a file, or - for standard input
        step: PathBuf,
    },
    /// do what the judge does who leads the case: {"step": "open-session", …}
    Lead {
        /// the case
        id: CaseId,
        /// a file, or - for standard input
        step: PathBuf,
    },
    /// fix the period for producing evidence
    FixPeriod {
        /// the case
        id: CaseId,
        /// the day on which the parties had notice of it
        #[arg(long)]
        from: Date,
        /// how many days
        #[arg(long)]
        days: u32,
        /// the parties agreed on it
        #[arg(long)]
        agreed: bool,
        /// why it is fixed although the rules did not answer
        #[arg(long)]
        override_reason: Option<String>,
    },
    /// contest a piece of evidence on one ground
    Object {
        /// the case
        id: CaseId,
        /// the number of the party
        #[arg(long)]
        party: u32,
        /// the number of the exhibit
        #[arg(long)]
        exhibit: u32,
        /// authenticity, legality or relevance
        #[arg(long, value_parser = ground)]
        ground: Ground,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// admit a fact, or that a piece of evidence is not contested
    Admit {
        /// the case
        id: CaseId,
        /// the number of the party
        #[arg(long)]
        party: u32,
        /// the fact
        #[arg(long, conflicts_with_all = ["exhibit", "grounds"], required_unless_present = "exhibit")]
        fact: Option<String>,
        /// the number of the exhibit
        #[arg(long, requires = "grounds")]
        exhibit: Option<u32>,
        /// authenticity, legality or relevance
        #[arg(long = "ground", value_parser = ground)]
        grounds: Vec<Ground>,
    },
    /// show who had which file of a case in hand
    Custody {
        /// the case
        id: CaseId,
        /// only the way of this file: sha256:…
        #[arg(long)]
        item: Option<String>,
    },
    /// write everything that the record holds of a case into one file, which `comity record verify` verifies without a gateway
    Bundle(bundle::WriteCase),
    /// have the particulars of a case erased for ever, as one of two persons
    Erase {
        /// the case
        id: CaseId,
        /// retention-ended, court-order or authority-order
        #[arg(long, value_parser = erasure_reason)]
        reason: ErasureReason,
    },
    /// adjourn the exchange of evidence
    EndSession {
        /// the case
        id: CaseId,
    },
    /// close the exchange of evidence
    Close {
        /// the case
        id: CaseId,
    },
    /// write the record of the exchange of evidence, to be read and printed
    Record {
        /// the case
        id: CaseId,
        /// where to write it: HTML, in the language of --lang
        #[arg(short, long)]
        out: PathBuf,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Open { file } => {
            let opened: Value = client.ask(Method::POST, "/api/v1/cases", Some(&read_json(&file)?)).await?;
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
        Command::Copy { id, of } => copy(common, &client, &path(&id, ""), of).await,
        Command::File { id, sha256, out } => {
            let response = client.tell(Method::GET, &path(&id, &format!("/files/{sha256}")), None).await?;
            Ok(std::fs::write(out, response.body)?)
        }
        Command::Enter { id, step } => act(common, &client, &id, "entries", &read_json(&step)?).await,
        Command::Lead { id, step } => act(common, &client, &id, "steps", &read_json(&step)?).await,
        Command::FixPeriod { id, from, days, agreed, override_reason } => {
            let step = json!({
                "step": "fix-period", "from": from, "days": days, "agreed": agreed, "override_reason": override_reason,
            });
            act(common, &client, &id, "steps", &step).await
        }
        Command::Object { id, party, exhibit, ground, reason } => {
            let step =
                json!({ "step": "object", "party": party, "exhibit": exhibit, "ground": ground, "reason": reason });
            act(common, &client, &id, "entries", &step).await
        }
        Command::Admit { id, party, fact, exhibit, grounds } => {
            let admitted = match fact {
                Some(fact) => json!({ "of": "fact", "fact": fact }),
                None => json!({ "of": "evidence", "exhibit": exhibit, "grounds": grounds }),
            };
            let step = json!({ "step": "admit", "party": party, "admitted": admitted });
            act(common, &client, &id, "entries", &step).await
        }
        Command::Custody { id, item } => {
            let of = item.map(|item| format!("?item={}", in_query(&item))).unwrap_or_default();
            custody(common, &client, &path(&id, &format!("/custody{of}"))).await
        }
        Command::Bundle(write) => bundle::write_case(common, write).await,
        Command::Erase { id, reason } => erase(common, &client, &id, reason).await,
        Command::EndSession { id } => act(common, &client, &id, "steps", &json!({ "step": "end-session" })).await,
        Command::Close { id } => act(common, &client, &id, "steps", &json!({ "step": "close" })).await,
        Command::Record { id, out } => {
            let case: Case = client.ask(Method::GET, &path(&id, ""), None).await?;
            Ok(std::fs::write(out, case_record(common.lang, &case))?)
        }
    }
}

/// Adds a file where this address takes one.
pub(super) async fn attach(client: &Client, address: &str, file: &Path) -> Result<FileRef, CliError> {
    let at = || file.display().to_string();
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let bytes = std::fs::read(file).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    client.upload(&format!("{address}?name={}", in_query(name)), media_type(name), bytes).await
}

/// The JSON of a file, or of standard input.
pub(super) fn read_json(file: &Path) -> Result<Value, CliError> {
    let at = || file.display().to_string();
    let unreadable = |error: std::io::Error| CliError::input("file-unreadable", at(), error);
    let text = if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map_err(unreadable)?;
        text
    } else {
        std::fs::read_to_string(file).map_err(unreadable)?
    };
    serde_json::from_str(&text).map_err(|error| CliError::input("not-json", at(), error))
}

async fn act(common: &Common, client: &Client, id: &CaseId, name: &str, step: &Value) -> Result<(), CliError> {
    let stands: Value =
        client.ask_at_revision(Method::POST, &path(id, &format!("/{name}")), &path(id, ""), Some(step)).await?;
    if common.json {
        return print::json(&stands);
    }
    let standing: Standing = serde_json::from_value(stands.get("standing").cloned().unwrap_or_default())?;
    told(common, &standing)
}

/// Where it stands, and what is due.
fn told(common: &Common, standing: &Standing) -> Result<(), CliError> {
    let words = Words::embedded();
    print::line(&words.text(common.lang, &format!("hearing-state-{}", standing.state.code()), &[]))?;
    for (period, day) in standing.last_days() {
        let period = words.text(common.lang, &format!("hearing-period-{period}"), &[]);
        let args = [("period", Arg::Text(&period)), ("day", Arg::Date(day))];
        print::line(&words.text(common.lang, "due-hard", &args))?;
    }
    Ok(())
}

async fn list(common: &Common, client: &Client, after: Option<&CaseId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<CaseRow> = client.ask(Method::GET, &format!("/api/v1/cases{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let state = Words::embedded().text(common.lang, &format!("hearing-state-{}", row.standing.state.code()), &[]);
        let next = row.next_day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let standing = json!({ "standing": row.standing });
        let told = print::erased(common.lang, &standing).or(row.case_number).unwrap_or_default();
        print::line(&format!("{}  {next}  {state}  {told}", row.id))?;
    }
    Ok(())
}

async fn show(common: &Common, client: &Client, id: &CaseId) -> Result<(), CliError> {
    let case: Case = client.ask(Method::GET, &path(id, ""), None).await?;
    if common.json {
        return print::json(&case);
    }
    let words = Words::embedded();
    let label = |id: &str, value: &str| print::line(&format!("{}: {value}", words.text(common.lang, id, &[])));
    label("record-case", &case.id.to_string())?;
    label("record-case-number", &case.sheet.case_number)?;
    label("record-cause", &case.sheet.cause_of_action)?;
    for (number, party) in (1u32..).zip(&case.sheet.parties) {
        let side = words.text(common.lang, &format!("hearing-side-{}", party.side.code()), &[]);
        label("record-party", &format!("{number}  {side}  {}", party.name))?;
    }
    for (number, exhibit) in (1u32..).zip(&case.exhibits) {
        label("record-exhibit", &format!("{number}  {}  {}", exhibit.party, exhibit.item.title))?;
    }
    for (id, asked) in asked_for(common.lang, &case) {
        label(id, &asked)?;
    }
    told(common, &case.standing)
}

async fn docket(common: &Common, client: &Client, id: &CaseId) -> Result<(), CliError> {
    let recorded: Vec<Recorded> = client.ask(Method::GET, &path(id, "/docket"), None).await?;
    if common.json {
        return print::json(&recorded);
    }
    let row = |it: &Recorded| {
        let kind = it.event.to_parts().map(|parts| parts.kind).unwrap_or_default();
        json!({ "index": it.index, "on": it.on, "by": it.by, "kind": kind })
    };
    let rows = Value::Array(recorded.iter().map(row).collect());
    print::json_or_rows(common, &rows, &["index", "on", "by", "kind"])
}

async fn custody(common: &Common, client: &Client, path: &str) -> Result<(), CliError> {
    let chain: Vec<Custody> = client.ask(Method::GET, path, None).await?;
    if common.json {
        return print::json(&chain);
    }
    chain.iter().try_for_each(|step| print::custody(common.lang, step))
}

async fn erase(common: &Common, client: &Client, id: &CaseId, reason: ErasureReason) -> Result<(), CliError> {
    let wish = json!({ "reason": reason.code() });
    let erasure: Erasure =
        client.ask_at_revision(Method::POST, &path(id, "/erasure"), &path(id, ""), Some(&wish)).await?;
    if common.json { print::json(&erasure) } else { print::erasure(common.lang, id, &erasure) }
}

fn path(id: &CaseId, rest: &str) -> String {
    format!("/api/v1/cases/{id}{rest}")
}

fn ground(text: &str) -> Result<Ground, String> {
    let known = Ground::ALL.into_iter().find(|ground| ground.code() == text);
    known.ok_or_else(|| Ground::ALL.map(Ground::code).join(", "))
}
