//! `comity authorisation …`: powers of attorney that are given before a judge, and their files, verified without a gateway.

use std::path::{Path, PathBuf};

use axum::http::Method;
use clap::Subcommand;
use comity_domain::authorisation::{
    Authorisation, IdentityMethod, Mandate, Revocation, RevocationReason, Standing, State, WitnessedDocument,
};
use comity_domain::{AuthorisationId, Date};
use comity_federation::Refused;
use comity_federation::roll::Roll;
use comity_federation::witnessed::{verify_revocation, verify_witnessed};
use comity_record::Digest;
use serde_json::{Value, json};

use super::case::{attach, read_json};
use super::client::Client;
use super::failure::CliError;
use super::matter::in_query;
use super::roll::Held;
use super::{Common, print, roll};
use crate::app::AuthorisationRow;
use crate::clock::{BusinessDays, Clock};
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// begin the session before a judge, from a file: who authorises whom, to what
    Begin {
        /// the mandate
        file: PathBuf,
    },
    /// list what your authority witnessed, or took
    List {
        /// the last authorisation of the page before
        #[arg(long)]
        after: Option<AuthorisationId>,
    },
    /// show an authorisation
    Show {
        /// the authorisation
        id: AuthorisationId,
    },
    /// record how somebody was identified
    Identify {
        /// the authorisation
        id: AuthorisationId,
        /// who
        #[arg(long)]
        name: String,
        /// face-against-base, document-shown or known-to-court
        #[arg(long, value_parser = method)]
        method: IdentityMethod,
        /// it is not this person
        #[arg(long)]
        failed: bool,
        /// the number under which the result is kept
        #[arg(long)]
        reference: Option<String>,
    },
    /// keep the paper that was signed before the judge
    Paper {
        /// the authorisation
        id: AuthorisationId,
        /// the file
        file: PathBuf,
    },
    /// bind the recording of the session, which stays with the court
    Recording {
        /// the authorisation
        id: AuthorisationId,
        /// the digest of its bytes: sha256:…
        #[arg(long)]
        sha256: Digest,
        /// its length in bytes
        #[arg(long)]
        size: u64,
        /// its length in seconds
        #[arg(long)]
        seconds: u32,
        /// where it is kept
        #[arg(long)]
        kept: String,
    },
    /// end the session without a result
    Abandon {
        /// the authorisation
        id: AuthorisationId,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// witness it, under the court's seal
    Witness {
        /// the authorisation
        id: AuthorisationId,
        /// all were in one room
        #[arg(long)]
        in_person: bool,
    },
    /// revoke it, under the court's seal
    Revoke {
        /// the authorisation
        id: AuthorisationId,
        /// principal, agent or court
        #[arg(long, value_parser = revocation_reason)]
        reason: RevocationReason,
    },
    /// write the sealed document into a file, for other courts
    Fetch {
        /// the authorisation
        id: AuthorisationId,
        /// its revocation instead
        #[arg(long)]
        revocation: bool,
        /// where to write it
        #[arg(short, long)]
        out: PathBuf,
    },
    /// take the file of what another court witnessed, or revoked
    Take {
        /// the file
        file: PathBuf,
    },
    /// verify such a file against a roll, without a gateway
    Verify {
        /// the file
        file: PathBuf,
        /// the revocation that may have followed it
        #[arg(long)]
        revocation: Option<PathBuf>,
        #[command(flatten)]
        held: Held,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let command = match command {
        Command::Verify { file, revocation, held } => return verify(common, &file, revocation.as_deref(), &held),
        command => command,
    };
    let client = Client::of_session(common)?;
    match command {
        Command::Begin { file } => begin(common, &client, &file).await,
        Command::List { after } => list(common, &client, after.as_ref()).await,
        Command::Show { id } => show(common, &client, &id).await,
        Command::Identify { id, name, method, failed, reference } => {
            let check = json!({ "name": name, "method": method, "passed": !failed, "reference": reference });
            act(common, &client, &id, "identity", &check).await
        }
        Command::Paper { id, file } => {
            let paper = attach(&client, &path(&id, "/paper"), &file).await?;
            if common.json { print::json(&paper) } else { print::line(&paper.sha256.to_string()) }
        }
        Command::Recording { id, sha256, size, seconds, kept } => {
            let recording = json!({ "sha256": sha256, "size": size, "seconds": seconds, "kept": kept });
            act(common, &client, &id, "recording", &recording).await
        }
        Command::Abandon { id, reason } => act(common, &client, &id, "abandon", &json!({ "reason": reason })).await,
        Command::Witness { id, in_person } => {
            seal(common, &client, &id, "witness", &json!({ "by_video": !in_person })).await
        }
        Command::Revoke { id, reason } => seal(common, &client, &id, "revoke", &json!({ "reason": reason })).await,
        Command::Fetch { id, revocation, out } => {
            let authorisation: Authorisation = client.ask(Method::GET, &path(&id, ""), None).await?;
            let sealed = if revocation { authorisation.revocation } else { authorisation.document };
            let sealed = sealed.ok_or_else(|| CliError::input("no-such-authorisation", id.to_string(), ""))?;
            Ok(std::fs::write(out, sealed)?)
        }
        Command::Take { file } => take(common, &client, &file).await,
        // It was answered without a gateway.
        Command::Verify { .. } => Ok(()),
    }
}

/// Verifies the file of an authorisation, and of its end if one is given, and says whether it can be used today.
fn verify(common: &Common, file: &Path, revocation: Option<&Path>, held: &Held) -> Result<(), CliError> {
    let (roll, now) = (held.read()?, roll::now());
    let bytes = read(file)?;
    let sealed = verify_witnessed(&bytes, &roll, now).map_err(|error| refused(file, &error))?;
    let document = sealed.document;
    let ended = revocation.map(|path| revokes(path, &document, Digest::of(&bytes), &roll)).transpose()?;
    let today = Clock::new(BusinessDays::Machine).today().map_err(|error| CliError::other("no-business-day", error))?;
    let state = if ended.is_some() { State::Revoked } else { State::Witnessed };
    let good = ended.is_none() && document.mandate.until.is_none_or(|until| today <= until);
    if common.json {
        return print::json(&json!({ "document": document, "revocation": ended, "good": good }));
    }
    let words = Words::embedded();
    let label = |id: &str, value: &str| print::line(&format!("{}: {value}", words.text(common.lang, id, &[])));
    label("record-court", &words.code(common.lang, Family::Authority, sealed.authority.as_str()))?;
    label("record-spoken-for", &agents(&document.mandate))?;
    label("record-name", &document.mandate.principal.name)?;
    said(common, state, document.mandate.until)
}

/// The revocation, if it is one of this very document by the court that sealed it.
fn revokes(path: &Path, document: &WitnessedDocument, digest: Digest, roll: &Roll) -> Result<Revocation, CliError> {
    let sealed = verify_revocation(&read(path)?, roll, roll::now()).map_err(|error| refused(path, &error))?;
    let revocation = sealed.document;
    let is_of_it = revocation.revokes == document.authorisation
        && revocation.document == digest
        && revocation.sealed_by == document.sealed_by;
    if is_of_it { Ok(revocation) } else { Err(CliError::input("another-document", path.display().to_string(), "")) }
}

fn refused(path: &Path, error: &Refused) -> CliError {
    CliError::input("sealed-file-refused", path.display().to_string(), error.code())
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}

/// The file of a court as it is: its digest is that of its bytes.
async fn take(common: &Common, client: &Client, file: &Path) -> Result<(), CliError> {
    let taken: Value = client.upload("/api/v1/authorisations/taken", "application/json", read(file)?).await?;
    made(common, &taken)
}

async fn begin(common: &Common, client: &Client, file: &Path) -> Result<(), CliError> {
    let begun: Value = client.ask(Method::POST, "/api/v1/authorisations", Some(&read_json(file)?)).await?;
    made(common, &begun)
}

fn made(common: &Common, made: &Value) -> Result<(), CliError> {
    let id = made.get("id").and_then(Value::as_str).unwrap_or_default();
    if common.json { print::json(made) } else { print::line(id) }
}

async fn act(common: &Common, client: &Client, id: &AuthorisationId, name: &str, body: &Value) -> Result<(), CliError> {
    let stands: Value = client.ask(Method::POST, &path(id, &format!("/{name}")), Some(body)).await?;
    stood(common, &stands)
}

/// What is sealed is sealed as it stands now, and not as somebody may have changed it in between.
async fn seal(
    common: &Common,
    client: &Client,
    id: &AuthorisationId,
    name: &str,
    body: &Value,
) -> Result<(), CliError> {
    let address = path(id, &format!("/{name}"));
    let stands: Value = client.ask_at_revision(Method::POST, &address, &path(id, ""), Some(body)).await?;
    stood(common, &stands)
}

fn stood(common: &Common, stands: &Value) -> Result<(), CliError> {
    if common.json {
        return print::json(stands);
    }
    let standing: Standing = serde_json::from_value(stands.get("standing").cloned().unwrap_or_default())?;
    said(common, standing.state, standing.until)
}

fn said(common: &Common, state: State, until: Option<Date>) -> Result<(), CliError> {
    let words = Words::embedded();
    print::line(&words.text(common.lang, &format!("hearing-authorised-{}", state.code()), &[]))?;
    match until {
        Some(day) => print::line(&words.text(common.lang, "record-until", &[("day", Arg::Date(day))])),
        None => Ok(()),
    }
}

async fn list(common: &Common, client: &Client, after: Option<&AuthorisationId>) -> Result<(), CliError> {
    let after = after.map(|after| format!("?after={}", in_query(&after.to_string()))).unwrap_or_default();
    let rows: Vec<AuthorisationRow> = client.ask(Method::GET, &format!("/api/v1/authorisations{after}"), None).await?;
    if common.json {
        return print::json(&rows);
    }
    for row in rows {
        let id = format!("hearing-authorised-{}", row.standing.state.code());
        let state = Words::embedded().text(common.lang, &id, &[]);
        let until = row.standing.until.map_or_else(|| "-".to_owned(), |day| day.to_string());
        print::line(&format!("{}  {until}  {state}  {}", row.id, row.principal))?;
    }
    Ok(())
}

async fn show(common: &Common, client: &Client, id: &AuthorisationId) -> Result<(), CliError> {
    let authorisation: Authorisation = client.ask(Method::GET, &path(id, ""), None).await?;
    if common.json {
        return print::json(&authorisation);
    }
    let words = Words::embedded();
    let label = |id: &str, value: &str| print::line(&format!("{}: {value}", words.text(common.lang, id, &[])));
    label("record-court", &words.code(common.lang, Family::Authority, authorisation.standing.court.as_str()))?;
    label("record-name", &authorisation.mandate.principal.name)?;
    label("record-spoken-for", &agents(&authorisation.mandate))?;
    print::line(&words.text(common.lang, &format!("hearing-power-{}", authorisation.mandate.power.code()), &[]))?;
    said(common, authorisation.standing.state, authorisation.standing.until)
}

fn agents(mandate: &Mandate) -> String {
    mandate.agents.iter().map(|agent| agent.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn path(id: &AuthorisationId, rest: &str) -> String {
    format!("/api/v1/authorisations/{id}{rest}")
}

fn method(text: &str) -> Result<IdentityMethod, String> {
    let known = IdentityMethod::ALL.into_iter().find(|method| method.code() == text);
    known.ok_or_else(|| IdentityMethod::ALL.map(IdentityMethod::code).join(", "))
}

fn revocation_reason(text: &str) -> Result<RevocationReason, String> {
    let known = RevocationReason::ALL.into_iter().find(|reason| reason.code() == text);
    known.ok_or_else(|| RevocationReason::ALL.map(RevocationReason::code).join(", "))
}
