//! Recovery on the command line: the key that is split, the release by two, the file that two officers open.

use std::path::PathBuf;

use axum::http::Method;
use comity_domain::limits::{RECOVERY_SHARES_MIN, SEALING_FILE_MAX_BYTES};
use comity_domain::{AuthorityId, MatterId};
use comity_federation::sealed::{PersonKey, ReleasedSlot, SealingKey, Share, join, split};
use comity_record::Digest;
use serde_json::json;

use super::files::{self, beginning, opened};
use super::{drawn, in_file, say_key, show};
use crate::app::{Recovery, RecoveryKeySet};
use crate::cli::client::Client;
use crate::cli::failure::CliError;
use crate::cli::{Common, print};
use crate::clock::entropy;
use crate::words::{Arg, Words};

/// Making a recovery key. The whole of it is nowhere afterwards.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Making {
    /// whose
    #[arg(long)]
    authority: AuthorityId,
    /// for how many officers; two of them are needed
    #[arg(long, default_value_t = RECOVERY_SHARES_MIN)]
    shares: u8,
    /// the new directory of the shares
    #[arg(long)]
    directory: PathBuf,
}

/// Having a file released.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Release {
    /// the matter
    matter: MatterId,
    /// the file's digest: sha256:…
    sha256: Digest,
    /// why
    #[arg(long)]
    reason: String,
    /// where the second person writes what the gateway hands out
    #[arg(long)]
    out: PathBuf,
}

/// Opening what was released.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Recovering {
    /// the sealed file
    file: PathBuf,
    /// what the gateway handed out
    #[arg(long)]
    slot: PathBuf,
    /// the share of an officer: once for each of two
    #[arg(long = "share", required = true)]
    shares: Vec<PathBuf>,
    /// where to write what is in it
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn make(common: &Common, making: &Making) -> Result<(), CliError> {
    let key = PersonKey::from_bytes(entropy());
    let shares = split(&key, &making.authority, making.shares, &mut drawn);
    let shares = shares.map_err(|fault| CliError::input(fault.code(), "--shares", fault))?;
    std::fs::create_dir_all(&making.directory)?;
    for share in &shares {
        let name = format!("{}.share-{}.json", making.authority, share.number);
        let file = share.to_file().map_err(|fault| CliError::other(fault.code(), fault))?;
        files::write_secret(&making.directory.join(name), file.as_bytes())?;
    }
    say_key(common, &key.public(), Some(&making.directory))
}

pub(super) async fn set(common: &Common, key: &SealingKey) -> Result<(), CliError> {
    let body = json!({ "key": key });
    let set: RecoveryKeySet =
        Client::of_session(common)?.ask(Method::POST, "/api/v1/sealing/recovery-key", Some(&body)).await?;
    if common.json {
        return print::json(&set);
    }
    let (key, digest) = (key.to_string(), set.digest.to_string());
    let id = if set.set { "sealed-recovery-set" } else { "sealed-recovery-approved-once" };
    print::line(&Words::embedded().text(common.lang, id, &[("key", Arg::Text(&key)), ("digest", Arg::Text(&digest))]))
}

pub(super) async fn release(common: &Common, release: &Release) -> Result<(), CliError> {
    let path = format!("/api/v1/matters/{}/files/{}/recovery", release.matter, release.sha256);
    let body = json!({ "reason": release.reason });
    let recovery: Recovery = Client::of_session(common)?.ask(Method::POST, &path, Some(&body)).await?;
    if let Some(slot) = &recovery.released {
        files::write_secret(&release.out, &serde_json::to_vec(slot)?)?;
    }
    if common.json {
        return print::json(&json!({ "digest": recovery.digest, "released": recovery.released.is_some() }));
    }
    let (digest, out) = (recovery.digest.to_string(), release.out.display().to_string());
    let id = if recovery.released.is_some() { "sealed-released" } else { "sealed-release-approved-once" };
    let args = [("digest", Arg::Text(&digest)), ("path", Arg::Text(&out))];
    print::line(&Words::embedded().text(common.lang, id, &args))
}

pub(super) fn recover(common: &Common, recovering: &Recovering) -> Result<(), CliError> {
    let (header, mut body) = beginning(&recovering.file)?;
    let slot = ReleasedSlot::parse(&files::small(&recovering.slot, SEALING_FILE_MAX_BYTES)?);
    let slot = slot.map_err(|fault| in_file(&recovering.slot, &fault))?;
    let mut shares = Vec::new();
    for path in &recovering.shares {
        let share = Share::parse(&files::small(path, SEALING_FILE_MAX_BYTES)?);
        shares.push(share.map_err(|fault| in_file(path, &fault))?);
    }
    let key = join(&shares).map_err(|fault| CliError::input(fault.code(), "--share", fault))?;
    let opening = header.recover(&slot, &key).map_err(|fault| in_file(&recovering.file, &fault))?;
    opened(&recovering.file, &mut body, opening, &recovering.out)?;
    show(common, header.statement())
}
