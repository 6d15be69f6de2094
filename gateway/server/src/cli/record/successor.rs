//! `comity record declare` and `comity record succeed`: a record of which lines are lost that others hold, and of which there is no newer copy,
//! goes on under another name, once all sides have signed that it does.

use std::path::PathBuf;

use comity_domain::GatewayId;
use comity_federation::roll::{Additions, HeldBy};
use serde_json::json;

use super::super::failure::CliError;
use super::super::rules::{replaced, text};
use super::super::{Common, print};
use super::{number, read_config};
use crate::app::{self, Declared};
use crate::words::{Arg, Words};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Declare {
    /// the gateway's directory; the gateway does not run, and its record is held
    directory: PathBuf,
    /// the new name of the record
    #[arg(long = "as", value_name = "LOG")]
    name: String,
    /// why lines of it are gone
    #[arg(long)]
    reason: String,
    /// the accounts of the two persons who decided this
    #[arg(long, num_args = 2, required = true, value_names = ["ACCOUNT", "ACCOUNT"])]
    by: Vec<String>,
    /// what each other gateway holds of the record: the file with the signed checkpoint, as it has it in `record/heads/peer.<gateway>`; without a
    /// file, nothing
    #[arg(long = "held", required = true, value_name = "GATEWAY=FILE", value_parser = held)]
    held: Vec<(GatewayId, Option<PathBuf>)>,
    /// the file to write: the entry, for `comity roll propose`
    #[arg(long)]
    out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Succeed {
    /// the gateway's directory; the gateway does not run, and its record is held
    directory: PathBuf,
    /// the next roll, which all have signed
    roll: PathBuf,
}

/// Writes the entry by which the next roll is to name the record.
pub(super) fn declare(common: &Common, declare: Declare) -> Result<(), CliError> {
    let Declare { directory, name, reason, by, held, out } = declare;
    let config = read_config(&directory)?;
    let held = held.into_iter().map(|(gateway, file)| {
        let note = file.map(|file| text(&file)).transpose()?;
        Ok::<_, CliError>(HeldBy { gateway, note })
    });
    let held = held.collect::<Result<Vec<_>, _>>()?;
    let decided_by = <[String; 2]>::try_from(by).map_err(|by| CliError::input("roll-log-not-said", "by", by.len()))?;
    let entry = app::declare_successor(&config, Declared { name, reason, decided_by, held })?;
    let additions = Additions { gateways: vec![entry], ..Additions::default() };
    replaced(&out, &serde_json::to_vec_pretty(&additions)?)?;
    if common.json {
        return print::json(&additions);
    }
    let path = out.display().to_string();
    print::line(&Words::embedded().text(common.lang, "file-written", &[("path", Arg::Text(&path))]))
}

/// Has the record go on.
pub(super) fn succeed(common: &Common, Succeed { directory, roll }: &Succeed) -> Result<(), CliError> {
    let config = read_config(directory)?;
    let successor = app::succeed_record(&config, text(roll)?.as_bytes())?;
    let name = config.gateway.to_string();
    if common.json {
        return print::json(&json!({ "gateway": name, "log": successor.name, "entries": successor.entries }));
    }
    let args =
        [("name", Arg::Text(&name)), ("log", Arg::Text(&successor.name)), ("entries", number(successor.entries))];
    print::line(&Words::embedded().text(common.lang, "record-goes-on", &args))
}

fn held(text: &str) -> Result<(GatewayId, Option<PathBuf>), String> {
    let (gateway, file) = text.split_once('=').ok_or_else(|| format!("`{text}`: expected GATEWAY=FILE"))?;
    let gateway = gateway.parse().map_err(|_| format!("`{gateway}` is not a gateway"))?;
    Ok((gateway, Some(file).filter(|file| !file.is_empty()).map(PathBuf::from)))
}
