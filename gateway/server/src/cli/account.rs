//! `comity account …`: the people of a gateway, and the tokens of programs, from their making to their end.

use axum::http::Method;
use clap::Subcommand;
use comity_domain::AuthorityId;
use serde_json::{Value, json};

use super::client::Client;
use super::failure::CliError;
use super::session::PasswordSource;
use super::{Common, print};
use crate::access::Role;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// make an account for a person
    Add {
        /// the name to sign in with
        #[arg(long)]
        account: String,
        /// the name for people
        #[arg(long)]
        name: String,
        /// what the person is at the authority: judge, clerk, registrar, …
        #[arg(long)]
        role: Role,
        /// the authority
        #[arg(long)]
        authority: AuthorityId,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// everybody who has an account, or had one
    List,
    /// close an account, for good: its password, its sessions and its tokens open nothing any more
    Close {
        /// the account
        #[arg(long)]
        account: String,
        /// why
        #[arg(long)]
        reason: String,
    },
    /// give an account a new first password, when the one of before was forgotten; its sessions end
    ResetPassword {
        /// the account
        #[arg(long)]
        account: String,
        #[command(flatten)]
        password: PasswordSource,
    },
    /// issue a token to an account; it is shown once, below its number
    IssueToken {
        /// the account
        #[arg(long)]
        account: String,
    },
    /// the tokens of an account, by their numbers; of your own without one
    Tokens {
        /// the account
        #[arg(long)]
        account: Option<String>,
    },
    /// revoke a token of an account, for good; one of your own without one
    RevokeToken {
        /// the account
        #[arg(long)]
        account: Option<String>,
        /// its number
        #[arg(long)]
        number: u64,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Add { account, name, role, authority, password } => {
            // A court's program has none.
            let password = if role == Role::CourtSystem { None } else { Some(password.read()?) };
            let body = json!({
                "account": account,
                "name": name,
                "role": role,
                "authority": authority,
                "password": password,
            });
            let made: Value = Client::of_session(common)?.ask(Method::POST, "/api/v1/people", Some(&body)).await?;
            said(common, &made, &account)
        }
        Command::List => {
            let people: Value = Client::of_session(common)?.ask(Method::GET, "/api/v1/people", None).await?;
            let people = if common.json { people } else { with_the_end_on_the_row(people) };
            print::json_or_rows(common, &people, &["account", "name", "role", "authority", "since", "closed", "reason"])
        }
        Command::Close { account, reason } => {
            let path = format!("/api/v1/people/{account}/close");
            let body = json!({ "reason": reason });
            let closed: Value = Client::of_session(common)?.ask(Method::POST, &path, Some(&body)).await?;
            said(common, &closed, &account)
        }
        Command::ResetPassword { account, password } => {
            let path = format!("/api/v1/people/{account}/password");
            let body = json!({ "password": password.read()? });
            let set: Value = Client::of_session(common)?.ask(Method::POST, &path, Some(&body)).await?;
            said(common, &set, &account)
        }
        Command::IssueToken { account } => {
            let path = tokens_of(Some(&account));
            let issued: Value = Client::of_session(common)?.ask(Method::POST, &path, None).await?;
            if common.json {
                return print::json(&issued);
            }
            print::json_or_rows(common, &Value::Array(vec![issued]), &["number", "token"])
        }
        Command::Tokens { account } => {
            let path = tokens_of(account.as_deref());
            let tokens: Value = Client::of_session(common)?.ask(Method::GET, &path, None).await?;
            print::json_or_rows(common, &tokens, &["number", "issued", "revoked"])
        }
        Command::RevokeToken { account, number } => {
            let path = format!("{}/{number}", tokens_of(account.as_deref()));
            Client::of_session(common)?.tell(Method::DELETE, &path, None).await?;
            Ok(())
        }
    }
}

fn said(common: &Common, answer: &Value, account: &str) -> Result<(), CliError> {
    if common.json { print::json(answer) } else { print::line(account) }
}

fn tokens_of(account: Option<&str>) -> String {
    account.map_or_else(|| "/api/v1/me/tokens".to_owned(), |account| format!("/api/v1/people/{account}/tokens"))
}

/// A row has the day on which an account was closed, and why; by whom, the JSON says.
fn with_the_end_on_the_row(mut people: Value) -> Value {
    for person in people.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        let Some(closed) = person.remove("closed") else { continue };
        for (field, of) in [("closed", "on"), ("reason", "reason")] {
            person.insert(field.to_owned(), closed.get(of).cloned().unwrap_or_default());
        }
    }
    people
}
