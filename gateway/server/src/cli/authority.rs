//! `comity authority …`: a court joins. Its key is made here, and the next roll that names both is proposed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Subcommand;
use comity_domain::limits::{KEY_TERM_DAYS, ROLL_TERM_DAYS};
use comity_domain::{AuthorityId, Jurisdiction, vocabulary};
use comity_federation::keys::{KeyUse, Owner};
use comity_federation::roll::{Additions, AuthorityEntry, Roll};

use super::failure::CliError;
use super::{Common, roll};
use crate::world::new_key;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// make the key of a new authority, and propose the next roll with it
    Add(Box<Add>),
}

#[derive(Debug, clap::Args)]
pub(super) struct Add {
    /// its name on the roll: cn-dongguan-ic
    #[arg(long)]
    id: AuthorityId,
    /// what it is: basic-court, high-court, …
    #[arg(long)]
    kind: String,
    /// its official names: `en=Panyu People's Court, Guangzhou`, once for each language
    #[arg(long = "name", required = true, value_parser = name)]
    names: Vec<(String, String)>,
    /// the authority that examines, seals and transmits its letters
    #[arg(long)]
    under: Option<AuthorityId>,
    /// the sides that it may deal with directly: MO
    #[arg(long, value_delimiter = ',')]
    direct: Vec<Jurisdiction>,
    /// the new file of its seal's private key
    #[arg(long)]
    key: PathBuf,
    /// the file to write: the proposal
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    held: roll::Held,
}

pub(super) fn run(common: &Common, Command::Add(add): Command) -> Result<(), CliError> {
    let held = add.held.read()?;
    if held.authority(&add.id).is_some() {
        return Err(CliError::input("authority-known", "--id", &add.id));
    }
    if !vocabulary::authority_kinds().contains(&add.kind) {
        return Err(CliError::input("unknown-code", "--kind", &add.kind));
    }
    let mut authorities = vec![entry(&add, &held)?];
    authorities.extend(add.under.as_ref().map(|above| with_new_court(&held, above, &add.id)).transpose()?);
    let owner = Owner::Authority(add.id.clone());
    let key = roll::new_entry(&new_key(owner, KeyUse::Seal)?, (roll::now(), KEY_TERM_DAYS), &add.key)?;
    let additions = Additions { authorities, keys: vec![key], ..Additions::default() };
    roll::propose(common, &held, additions, ROLL_TERM_DAYS, &add.out)
}

fn entry(add: &Add, held: &Roll) -> Result<AuthorityEntry, CliError> {
    let jurisdiction = add.id.jurisdiction();
    let gateway = held.contents().gateways.iter().find(|gateway| gateway.jurisdiction == jurisdiction);
    let gateway = gateway.ok_or_else(|| CliError::input("unknown-authority", "--id", &add.id))?;
    Ok(AuthorityEntry {
        id: add.id.clone(),
        jurisdiction,
        kind: add.kind.clone(),
        names: add.names.iter().cloned().collect::<BTreeMap<_, _>>(),
        gateway: gateway.id.clone(),
        direct_channels: add.under.is_some().then(|| add.direct.clone()),
        area: None,
        subordinate_courts: None,
        transmitting_for: None,
    })
}

/// The authority above, with the new court among those that it transmits for.
fn with_new_court(held: &Roll, above: &AuthorityId, id: &AuthorityId) -> Result<AuthorityEntry, CliError> {
    let unknown = || CliError::input("unknown-authority", "--under", above);
    let mut entry = held.authority(above).ok_or_else(unknown)?.clone();
    entry.subordinate_courts.get_or_insert_default().push(id.clone());
    entry.transmitting_for.get_or_insert_default().push(id.clone());
    Ok(entry)
}

fn name(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((language, name)) if !language.is_empty() && !name.is_empty() => {
            Ok((language.to_owned(), name.to_owned()))
        }
        _ => Err(format!("`{text}`: expected language=name")),
    }
}
