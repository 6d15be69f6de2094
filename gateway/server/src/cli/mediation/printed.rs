//! The ruling on paper: as a page of HTML for whoever reads it, and as a numbered copy for the party that enforces the agreement by it.

use std::path::{Path, PathBuf};

use axum::http::Method;
use comity_domain::ConfirmationId;
use comity_domain::confirmation::Confirmation;
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

/// Gives a party a copy: the gateway records its number before anything is written.
pub(super) async fn give(common: &Common, client: &Client, copy: &CopyFor) -> Result<(), CliError> {
    let CopyFor { id, party, out, page, held } = copy;
    // What could not be printed is not given either.
    let known = page.as_ref().map(|page| Ok::<_, CliError>((page, held.read()?))).transpose()?;
    let step = json!({ "step": "give-copy", "party": party });
    let _: Value = client.ask(Method::POST, &application(id, "/steps"), Some(&step)).await?;
    let given: Confirmation = client.ask(Method::GET, &application(id, ""), None).await?;
    let number = given.standing.copies;
    let sealed = given.ruling.ok_or_else(|| CliError::input("no-such-confirmation", id.to_string(), ""))?;
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
    (name, bytes): (&Path, &[u8]),
    roll: &comity_federation::roll::Roll,
    copied: Option<Copied>,
    out: &Path,
) -> Result<(), CliError> {
    let refused = |code: &str| CliError::input("sealed-file-refused", name.display().to_string(), code);
    let sealed = verify_ruling(bytes, roll, roll::now()).map_err(|error| refused(error.code()))?;
    let html = ruling(common.lang, &sealed.document, &Digest::of(bytes).to_string(), copied);
    Ok(std::fs::write(out, html)?)
}
