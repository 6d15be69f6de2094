//! `comity account …`: the people of a gateway.

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
}

pub(super) async fn run(
    common: &Common,
    Command::Add { account, name, role, authority, password }: Command,
) -> Result<(), CliError> {
    let body = json!({
        "account": account,
        "name": name,
        "role": role,
        "authority": authority,
        "password": password.read()?,
    });
    let made: Value = Client::of_session(common)?.ask(Method::POST, "/api/v1/people", Some(&body)).await?;
    if common.json { print::json(&made) } else { print::line(&account) }
}
