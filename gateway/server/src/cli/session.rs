//! Signing in: the session's secret is kept in a file that only its owner can read.

use std::io::Read;
use std::path::{Path, PathBuf};

use axum::http::Method;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::client::Client;
use super::failure::CliError;
use super::{Common, print};
use crate::app::OpenedSession;

/// Signing in.
#[derive(Debug, clap::Args)]
pub(super) struct Login {
    /// the gateway's address for people: https://host:port
    #[arg(long)]
    url: String,
    /// the certificate authority that vouches for it, PEM
    #[arg(long)]
    ca: PathBuf,
    /// the account
    #[arg(long)]
    account: String,
    #[command(flatten)]
    password: PasswordSource,
}

/// Entering the password again.
#[derive(Debug, clap::Args)]
pub(super) struct StepUp {
    #[command(flatten)]
    password: PasswordSource,
}

/// Changing one's own password.
#[derive(Debug, clap::Args)]
pub(super) struct ChangePassword {
    #[command(flatten)]
    password: PasswordSource,
    /// the file that holds the new password; standard input otherwise, after the one of now and on a line of its own
    #[arg(long)]
    new_password_file: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct PasswordSource {
    /// the file that holds the password; standard input otherwise
    #[arg(long)]
    password_file: Option<PathBuf>,
}

/// What is kept of a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) url: String,
    pub(super) ca: PathBuf,
    pub(super) secret: String,
}

pub(super) async fn login(common: &Common, login: Login) -> Result<(), CliError> {
    let client = Client::connect(common, &login.url, &login.ca, None)?;
    let body = json!({ "account": login.account, "password": login.password.read()? });
    let opened: OpenedSession = client.ask(Method::POST, "/api/v1/sessions", Some(&body)).await?;
    let ca = std::fs::canonicalize(&login.ca)?;
    keep(common, &Kept { url: login.url, ca, secret: opened.session.clone() })?;
    report(common, &opened)
}

pub(super) async fn step_up(common: &Common, step_up: StepUp) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let body = json!({ "password": step_up.password.read()? });
    let opened: OpenedSession = client.ask(Method::POST, "/api/v1/sessions/current/step-up", Some(&body)).await?;
    report(common, &opened)
}

pub(super) async fn change_password(common: &Common, change: ChangePassword) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let (current, new) = change.read()?;
    let body = json!({ "current": current, "new": new });
    let opened: OpenedSession = client.ask(Method::POST, "/api/v1/me/password", Some(&body)).await?;
    report(common, &opened)
}

pub(super) async fn logout(common: &Common) -> Result<(), CliError> {
    Client::of_session(common)?.tell(Method::DELETE, "/api/v1/sessions/current", None).await?;
    Ok(std::fs::remove_file(path(common)?)?)
}

/// The session that was kept.
pub(super) fn kept(common: &Common) -> Result<Kept, CliError> {
    let path = path(common)?;
    let text = std::fs::read_to_string(&path)
        .map_err(|_| CliError::other("not-signed-in", format!("comity login --session {}", path.display())))?;
    Ok(serde_json::from_str(&text)?)
}

impl ChangePassword {
    /// The password of now, and the new one.
    fn read(self) -> Result<(String, String), CliError> {
        let new = PasswordSource { password_file: self.new_password_file };
        if self.password.password_file.is_some() || new.password_file.is_some() {
            return Ok((self.password.read()?, new.read()?));
        }
        let both = self.password.read()?;
        // A third line is none of the new password: whoever types it twice would have one that nobody knows.
        let lines: Vec<&str> = both.lines().collect();
        match lines[..] {
            [current, new] => Ok((current.to_owned(), new.to_owned())),
            _ => Err(CliError::input("two-lines-wanted", "-", format!("lines: {}", lines.len()))),
        }
    }
}

impl PasswordSource {
    pub(super) fn read(&self) -> Result<String, CliError> {
        let text = match &self.password_file {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))?,
            None => {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text)?;
                text
            }
        };
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

/// Says when the session ends; its secret is nobody's business.
fn report(common: &Common, opened: &OpenedSession) -> Result<(), CliError> {
    if common.json {
        print::json(&json!({ "ends": opened.ends, "stepped_up_until": opened.stepped_up_until }))
    } else {
        Ok(())
    }
}

fn path(common: &Common) -> Result<PathBuf, CliError> {
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".config/comity/session.json"));
    common.session.clone().or_else(home).ok_or_else(|| CliError::other("not-signed-in", "--session"))
}

fn keep(common: &Common, kept: &Kept) -> Result<(), CliError> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let path = path(common)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    Ok(file.write_all(&serde_json::to_vec(kept)?)?)
}
