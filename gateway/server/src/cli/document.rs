//! `comity document …`: an authority's signature over the bytes of a document, in a file beside it. Neither a gateway nor a network is asked:
//! the key is a file, and whoever verifies has the roll.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use comity_domain::GatewayId;
use comity_domain::limits::FILE_MAX_BYTES;
use comity_federation::detached::{self, SignedDocument, Times};
use comity_federation::keys::KeyId;
use comity_record::Time;
use serde_json::json;

use super::failure::CliError;
use super::roll::{Held, bad, now, read_key};
use super::rules::replaced;
use super::{Common, print};
use crate::words::{Arg, Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// sign a document with an authority's key for documents
    Sign {
        /// the document
        document: PathBuf,
        /// the file of the key
        #[arg(long)]
        key: PathBuf,
        /// the file of the signature to write
        #[arg(long)]
        out: PathBuf,
    },
    /// verify the signature of a document by the roll. It ends well if it holds
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
pub(super) struct Verify {
    /// the document
    document: PathBuf,
    /// the file of its signature
    #[arg(long)]
    signature: PathBuf,
    /// the key's name, as the roll has it
    #[arg(long)]
    kid: KeyId,
    /// the gateway for which it is verified: a signature of a suite that it does not take holds for nothing there
    #[arg(long)]
    gateway: GatewayId,
    /// when it was signed, as is claimed; now if absent
    #[arg(long)]
    signed: Option<Time>,
    #[command(flatten)]
    held: Held,
}

pub(super) fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Sign { document, key, out } => sign(common, &document, &key, &out),
        Command::Verify(verify) => self::verify(common, &verify),
    }
}

fn sign(common: &Common, document: &Path, key: &Path, out: &Path) -> Result<(), CliError> {
    let key = read_key(key)?;
    let signature = detached::sign(&read(document)?, &key).map_err(bad)?;
    replaced(out, &signature)?;
    if common.json {
        return print::json(&json!({ "kid": key.kid(), "suite": key.suite(), "signature": out.display().to_string() }));
    }
    let (kid, path) = (key.kid().to_string(), out.display().to_string());
    let args = [("key", Arg::Text(&kid)), ("path", Arg::Text(&path))];
    print::line(&Words::embedded().text(common.lang, "document-signed", &args))
}

fn verify(common: &Common, verify: &Verify) -> Result<(), CliError> {
    let name = verify.document.display().to_string();
    let (document, signature, roll) = (read(&verify.document)?, read(&verify.signature)?, verify.held.read()?);
    let now = now();
    let times = Times { signed: verify.signed.unwrap_or(now), now };
    match detached::verify(&document, &signature, &verify.kid, &roll, times, &verify.gateway) {
        Ok(signed) => holds(common, &name, &signed),
        Err(refused) => does_not_hold(common, &name, refused.reason.code()),
    }
}

fn holds(common: &Common, name: &str, signed: &SignedDocument) -> Result<(), CliError> {
    let SignedDocument { authority, kid, digest } = signed;
    if common.json {
        return print::json(&json!({ "document": name, "authority": authority, "kid": kid, "digest": digest }));
    }
    let (kid, digest) = (kid.to_string(), digest.to_string());
    let args = [
        ("name", Arg::Text(name)),
        ("authority", Arg::Code(Family::Authority, authority.as_str())),
        ("key", Arg::Text(&kid)),
        ("digest", Arg::Text(&digest)),
    ];
    print::line(&Words::embedded().text(common.lang, "document-verified", &args))
}

fn does_not_hold(common: &Common, name: &str, code: &'static str) -> Result<(), CliError> {
    if common.json {
        print::json(&json!({ "document": name, "code": code }))?;
    } else {
        let args = [("name", Arg::Text(name)), ("code", Arg::Text(code)), ("why", Arg::Code(Family::Reason, code))];
        print::line(&Words::embedded().text(common.lang, "document-refused", &args))?;
    }
    Err(CliError::Said)
}

/// The bytes of a file, no more than one that travels whole may have.
fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let name = || path.display().to_string();
    let unreadable = |error: std::io::Error| CliError::input("file-unreadable", name(), error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > FILE_MAX_BYTES as u64 {
        return Err(CliError::input("file-too-large", name(), FILE_MAX_BYTES));
    }
    std::fs::read(path).map_err(unreadable)
}
