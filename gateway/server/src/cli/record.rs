//! `comity record …`: a gateway's record, verified from its files alone, without the gateway and without its secrets; copied, and put back.

mod copies;
mod successor;

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use comity_domain::GatewayId;
use comity_federation::keys::{KeyUse, Owner};
use comity_federation::roll::{Anchor, SignedRoll};
use comity_record::checkpoint::{Checkpoint, NoteError, NoteVerifier};
use comity_record::verify::{Auditor, Report};
use comity_store::Reading;
use serde_json::json;

use super::failure::CliError;
use super::{Common, bundle, print};
use crate::app::{self, Moved, Then};
use crate::config::Config;
use crate::words::{Arg, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// verify the record of a gateway (every line, the tree, the signed checkpoint), or the bundle of a matter
    Verify {
        /// the gateway's directory, or the bundle's file
        path: PathBuf,
        /// of a gateway: a copy of its record, to be verified in its place, with every blob
        #[arg(long)]
        backup: Option<PathBuf>,
        #[command(flatten)]
        against: bundle::Against,
    },
    /// copy the record of a gateway, which may be running, out of its directory or its database; a copy that is there already is brought up to
    /// date
    Backup(copies::Backup),
    /// put a copy back into a gateway that has no record; it signs nothing until its peers have told what they hold of it
    Restore(copies::Restore),
    /// say how a held record of which lines are lost is to go on: the entry for the next roll, which all sides sign
    Declare(successor::Declare),
    /// have a held record go on under the name that the next roll gives it; the gateway then signs as soon as its peers have adopted that roll
    Succeed(successor::Succeed),
    /// write a matter into one file: docket, messages, receipts, assessments, and the proofs that they stand in the record
    Bundle(bundle::Write),
    /// write the record of a gateway that does not run, and all that belongs to it, into one file, to move it to another store; the record
    /// ends where it was, and no start opens it there any more
    Export {
        /// the gateway's directory
        #[arg(long, default_value = ".")]
        directory: PathBuf,
        /// leave the record as it is: the file is for a drill, and must never be put to work beside it
        #[arg(long)]
        drill: bool,
        /// the new file: with the master key it is everything that the gateway knows
        file: PathBuf,
    },
    /// make the record of a gateway from such a file, where it has none: in a directory, or in the database of `comity.toml`
    Import {
        /// the gateway's directory
        #[arg(long, default_value = ".")]
        directory: PathBuf,
        /// the file
        file: PathBuf,
    },
}

/// Where a record does not hold.
struct Broken {
    place: String,
    code: &'static str,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Verify { path, against, .. } if !path.is_dir() => bundle::verify(common, &path, &against),
        Command::Verify { path, backup: None, .. } => verify_record(common, &path),
        Command::Verify { path, backup: Some(backup), .. } => copies::verify(common, &read_config(&path)?, &backup),
        Command::Backup(backup) => copies::back_up(common, &backup),
        Command::Restore(restore) => copies::restore(common, &restore),
        Command::Declare(declare) => successor::declare(common, declare),
        Command::Succeed(succeed) => successor::succeed(common, &succeed),
        Command::Bundle(write) => bundle::write(common, write).await,
        Command::Export { directory, drill, file } => {
            export(common, &directory, &file, if drill { Then::GoesOn } else { Then::Ends })
        }
        Command::Import { directory, file } => import(common, &directory, &file),
    }
}

fn verify_record(common: &Common, directory: &Path) -> Result<(), CliError> {
    let config = read_config(directory)?;
    let name = config.gateway.to_string();
    match verify(&config)? {
        Ok(report) if common.json => print::json(&json!({
            "gateway": name,
            "entries": report.entries,
            "commits": report.commits,
            "root": report.root,
            "checkpoint_size": report.checkpoint_size,
        })),
        Ok(report) => print::line(&Words::embedded().text(
            common.lang,
            "record-verified",
            &[
                ("name", Arg::Text(&name)),
                ("entries", number(report.entries)),
                ("commits", number(report.commits)),
                ("checkpoint", number(report.checkpoint_size)),
            ],
        )),
        Err(broken) => {
            if common.json {
                print::json(&json!({ "gateway": name, "at": broken.place, "code": broken.code }))?;
            } else {
                let args =
                    [("name", Arg::Text(&name)), ("place", Arg::Text(&broken.place)), ("code", Arg::Text(broken.code))];
                print::line(&Words::embedded().text(common.lang, "record-broken", &args))?;
            }
            Err(CliError::Said)
        }
    }
}

/// The file is for its owner only, and is there as a whole, with its name, before the record ends and the state is printed.
fn export(common: &Common, directory: &Path, path: &Path, then: Then) -> Result<(), CliError> {
    let config = read_config(directory)?;
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder)?.sync_all()?;
    let moved = app::export_record(&config, &file, then)?;
    say_moved(common, "record-exported", &config, moved)?;
    if then == Then::Ends && !common.json {
        let (name, file) = (config.gateway.to_string(), path.display().to_string());
        let args = [("name", Arg::Text(&name)), ("file", Arg::Text(&file))];
        print::line(&Words::embedded().text(common.lang, "record-ended-here", &args))?;
    }
    Ok(())
}

fn import(common: &Common, directory: &Path, path: &Path) -> Result<(), CliError> {
    let config = read_config(directory)?;
    let file = std::fs::File::open(path);
    let file = file.map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))?;
    let moved = app::import_record(&config, &mut BufReader::new(file))?;
    say_moved(common, "record-imported", &config, moved)
}

/// The state is what the two sides of a move compare.
fn say_moved(common: &Common, words: &str, config: &Config, moved: Moved) -> Result<(), CliError> {
    let (name, state) = (config.gateway.to_string(), moved.state.to_string());
    if common.json {
        let (entries, root) = (moved.entries, moved.root);
        return print::json(&json!({ "gateway": name, "entries": entries, "root": root, "state": state }));
    }
    let args = [("name", Arg::Text(&name)), ("entries", number(moved.entries)), ("state", Arg::Text(&state))];
    print::line(&Words::embedded().text(common.lang, words, &args))
}

fn read_config(directory: &Path) -> Result<Config, CliError> {
    Config::read(directory).map_err(|error| CliError::other("bad-config", error))
}

/// Reads every line in order, and then what was signed of them. The inner error is the first thing that does not hold.
fn verify(config: &Config) -> Result<Result<Report, Broken>, CliError> {
    // Whatever a checkpoint covers was there before it, so it is read first.
    let (note, read) = match app::database_config(config) {
        Some(database) => read_database(config, &database)?,
        None => (text(&config.record.join("checkpoint"))?, read_segments(config)?),
    };
    let auditor = match read {
        Ok(auditor) => auditor,
        Err(broken) => return Ok(Err(broken)),
    };
    let broken = |code| Ok(Err(Broken { place: "checkpoint".into(), code }));
    let checkpoint = match verified(config, &note)? {
        Ok(checkpoint) => checkpoint,
        Err(error) => return broken(error.code()),
    };
    match auditor.finish(&checkpoint) {
        Ok(report) => Ok(Ok(report)),
        Err(fault) => Ok(Err(Broken { place: fault.line.to_string(), code: fault.what.code() })),
    }
}

/// The newest checkpoint in a database, and the lines there.
fn read_database(
    config: &Config,
    database: &comity_store::DatabaseConfig,
) -> Result<(String, Result<Auditor, Broken>), CliError> {
    let refused = |error: comity_store::StoreError| CliError::other(error.code(), error);
    let reading = Reading::new(database).map_err(refused)?;
    let note = reading.checkpoint().map_err(refused)?.unwrap_or_default();
    let read = reading.audit(&config.log).map_err(refused)?;
    Ok((note, read.map_err(|fault| Broken { place: fault.line.to_string(), code: fault.what.code() })))
}

/// The lines of every segment, in order.
fn read_segments(config: &Config) -> Result<Result<Auditor, Broken>, CliError> {
    let mut auditor = Auditor::new(&config.log);
    for segment in segments(&config.record.join("journal"))? {
        let name = segment.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let file = std::fs::File::open(&segment)?;
        for (place, line) in BufReader::new(file).split(b'\n').enumerate() {
            if let Err(fault) = auditor.accept(&line?) {
                let place = format!("{name}:{}", place + 1);
                return Ok(Err(Broken { place, code: fault.what.code() }));
            }
        }
    }
    Ok(Ok(auditor))
}

/// The checkpoint, signed by one of the keys that the roll names for this record: while a key is replaced there are two.
fn verified(config: &Config, note: &str) -> Result<Result<Checkpoint, NoteError>, CliError> {
    let mut last = None;
    for verifier in verifiers(config)? {
        match verifier.verify(note) {
            Ok(checkpoint) => return Ok(Ok(checkpoint)),
            Err(error) => last = Some(error),
        }
    }
    last.map(Err).ok_or_else(|| CliError::other("no-checkpoint-key", &config.gateway))
}

/// The keys that the roll names for this record, once the roll itself has held.
fn verifiers(config: &Config) -> Result<Vec<NoteVerifier>, CliError> {
    let bad = |error: comity_federation::FederationError| CliError::other(error.code(), error);
    let anchors: Vec<Anchor> = serde_json::from_str(&text(&config.roll_trust)?)?;
    let signed = SignedRoll::parse(text(&config.roll)?.as_bytes()).map_err(bad)?;
    let roll = signed.verify(&anchors).map_err(bad)?;
    let owner: Owner = Owner::Gateway(GatewayId::clone(&config.gateway));
    let keys = roll.keys_of(&owner, KeyUse::Checkpoint).filter_map(|key| key.public.verifying_key());
    let keys = keys.map(|key| NoteVerifier::new(&config.log, *key));
    keys.collect::<Result<_, _>>().map_err(|error| CliError::other(error.code(), error))
}

fn segments(journal: &Path) -> Result<Vec<PathBuf>, CliError> {
    let at = || journal.display().to_string();
    let entries = std::fs::read_dir(journal).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .collect();
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String, CliError> {
    std::fs::read_to_string(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}

fn number(value: u64) -> Arg<'static> {
    Arg::Number(i64::try_from(value).unwrap_or(i64::MAX))
}
