//! `comity record backup` and `comity record restore`: copies of a record, made while the gateway runs, and put back. Both work on files, or on
//! the database of the gateway, alone: no gateway is asked, and none has to answer.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use comity_store::StoreError;
use comity_store::backup::{Copied, Copier};
use comity_store::disk::RealDisk;
use indicatif::ProgressBar;
use serde_json::json;

use super::super::failure::CliError;
use super::super::{Common, print};
use super::{number, read_config, verifiers};
use crate::app;
use crate::config::Config;
use crate::words::{Arg, Words};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Backup {
    /// the gateway's directory
    directory: PathBuf,
    /// where the copy of the record is, or is to be
    #[arg(long)]
    to: PathBuf,
    /// copy the keys of the matters too, wrapped under the master key: keep them where the copy of the record is not
    #[arg(long)]
    keys: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Restore {
    /// the copy of the record
    backup: PathBuf,
    /// the copy of the keys of its matters, as new as the copy of the record or newer
    #[arg(long)]
    keys: PathBuf,
    /// the gateway's directory, whose record is empty or not there
    #[arg(long)]
    into: PathBuf,
}

/// Copies a record. The gateway may be running.
pub(super) fn back_up(common: &Common, Backup { directory, to, keys }: &Backup) -> Result<(), CliError> {
    let config = read_config(directory)?;
    let database = app::database_config(&config);
    let copied = copying(&config, |copier| {
        let copied = match &database {
            Some(database) => copier.back_up_database(database, to)?,
            None => copier.back_up(&config.record, to)?,
        };
        // After the lines: whatever they are sealed under is among the keys by then.
        match (keys, &database) {
            (None, _) => {}
            (Some(keys), Some(database)) => copier.back_up_keys_of_database(database, keys)?,
            (Some(keys), None) => copier.back_up_keys(&config.record, keys)?,
        }
        Ok(copied)
    })?;
    say(common, "record-backed-up", to, &copied)
}

/// Puts a copy back. The gateway must not be running; when it starts, it signs nothing until its peers have told what they hold of its record.
pub(super) fn restore(common: &Common, Restore { backup, keys, into }: &Restore) -> Result<(), CliError> {
    let config = read_config(into)?;
    if config.database.is_some() {
        return Err(CliError::input("restore-into-database", into.display().to_string(), ""));
    }
    let copied = copying(&config, |copier| copier.restore(backup, keys, &config.record))?;
    say(common, "record-restored", &config.record, &copied)
}

/// Verifies a copy: every line, the checkpoint, every blob.
pub(super) fn verify(common: &Common, config: &Config, backup: &Path) -> Result<(), CliError> {
    let verified = copying(config, |copier| {
        let checkpoint = copier.verify(backup)?;
        Ok(Copied { checkpoint, written: 0, unchanged: 0 })
    })?;
    say(common, "record-copy-verified", backup, &verified)
}

fn copying(config: &Config, copy: impl FnOnce(&Copier<'_>) -> Result<Copied, StoreError>) -> Result<Copied, CliError> {
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    let progress = |progress: comity_store::Progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    };
    let copier =
        Copier { disk: Arc::new(RealDisk), log: config.log.clone(), keys: verifiers(config)?, progress: &progress };
    let copied = copy(&copier);
    bar.finish_and_clear();
    copied.map_err(|error| CliError::other(error.code(), error))
}

fn say(common: &Common, id: &str, place: &Path, copied: &Copied) -> Result<(), CliError> {
    let place = place.display().to_string();
    let Copied { checkpoint, written, unchanged } = copied;
    if common.json {
        return print::json(&json!({
            "record": place,
            "log": checkpoint.origin,
            "entries": checkpoint.size,
            "root": checkpoint.root,
            "written": written,
            "unchanged": unchanged,
        }));
    }
    let args = [
        ("name", Arg::Text(&place)),
        ("entries", number(checkpoint.size)),
        ("written", number(*written)),
        ("unchanged", number(*unchanged)),
    ];
    print::line(&Words::embedded().text(common.lang, id, &args))
}
