//! The ruling on paper: as a page of HTML for whoever reads it, and as a numbered copy for the party that enforces the agreement by it.

use std::path::{Path, PathBuf};

use axum::http::Method;
use comity_domain::ConfirmationId;
use comity_domain::confirmation::{Confirmation, Ruling};
use comity_federation::roll::Roll;
use comity_federation::witnessed::verify_ruling;
use comity_record::Digest;
use serde_json::{Value, json};

use super::super::client::Client;
use super::super::failure::CliError;
use super::super::roll::Held;
use super::super::{Common, roll};
use super::{application, read};
use crate::documents::{Copied, ruling};

/// What a party is given a copy of, and where it is written.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct CopyFor {
    /// the application
    id: ConfirmationId,
    /// the number of the party
    #[arg(long)]
    party: u32,
    /// where to write the sealed ruling
    #[arg(short, long)]
    out: PathBuf,
    /// where to write it as a page, with the number of the copy and the party for which it is
    #[arg(long)]
    page: Option<PathBuf>,
    #[command(flatten)]
    held: Held,
}

/// Gives a party a copy. The number is the one that the gateway recorded for it: somebody else may give one meanwhile.
pub(super) async fn give(common: &Common, client: &Client, copy: &CopyFor) -> Result<(), CliError> {
    let CopyFor { id, party, out, page, held } = copy;
    let known = page.as_ref().map(|page| Ok::<_, CliError>((page, held.read()?))).transpose()?;
    let ruled: Confirmation = client.ask(Method::GET, &application(id, ""), None).await?;
    if let (Some((_, roll)), Some(sealed)) = (&known, &ruled.ruling) {
        // What could not be printed is not given either: the record would say that the party has it.
        verified((out, sealed.as_bytes()), roll)?;
    }
    let step = json!({ "step": "give-copy", "party": party });
    let stands: Value = client.ask(Method::POST, &application(id, "/steps"), Some(&step)).await?;
    let number = stands.pointer("/standing/copies").and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
    let number = number.ok_or_else(|| CliError::other("answer-malformed", id))?;
    let sealed = ruled.ruling.ok_or_else(|| CliError::input("no-such-confirmation", id.to_string(), ""))?;
    std::fs::write(out, &sealed)?;
    match known {
        Some((page, roll)) => {
            let copied = Copied { number, party: *party };
            write_page(common, (out, sealed.as_bytes()), &roll, Some(copied), page)
        }
        None => Ok(()),
    }
}

/// Only what verifies is printed.
pub(super) fn print(common: &Common, file: &Path, held: &Held, out: &Path) -> Result<(), CliError> {
    write_page(common, (file, &read(file)?), &held.read()?, None, out)
}

fn write_page(
    common: &Common,
    file: (&Path, &[u8]),
    roll: &Roll,
    copied: Option<Copied>,
    out: &Path,
) -> Result<(), CliError> {
    let html = ruling(common.lang, &verified(file, roll)?, &Digest::of(file.1).to_string(), copied);
    Ok(std::fs::write(out, html)?)
}

fn verified((name, bytes): (&Path, &[u8]), roll: &Roll) -> Result<Ruling, CliError> {
    let refused = |code: &str| CliError::input("sealed-file-refused", name.display().to_string(), code);
    Ok(verify_ruling(bytes, roll, roll::now()).map_err(|error| refused(error.code()))?.document)
}
