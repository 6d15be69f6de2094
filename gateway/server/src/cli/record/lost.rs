//! `comity record lost`: what this gateway sent, and its peer promised in lines that are gone. The peer does not have it any more.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;

use comity_domain::GatewayId;
use comity_federation::receipt::Receipt;
use comity_federation::roll::{Predecessor, Roll};
use comity_record::line::Line;
use comity_store::Reading;
use serde::Serialize;

use super::super::failure::CliError;
use super::super::{Common, print};
use super::{number, read_config, read_roll, segments};
use crate::app;
use crate::config::Config;
use crate::words::{Arg, Family, Words};

/// The kind of the lines that keep receipts.
const RECEIPTED: &str = "receipted";

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Lost {
    /// the gateway's directory; the gateway may be running
    directory: PathBuf,
}

/// A message that has to be brought anew.
#[derive(Debug, Serialize)]
struct LostMessage {
    /// Who had taken it.
    gateway: GatewayId,
    /// `matter/cn/01J…`.
    subject: String,
    message: String,
    /// What it is: `letter`.
    kind: String,
    /// Where it stood in the peer's record.
    index: u64,
}

/// Lists what was lost, in the order in which the receipts came.
pub(super) fn list(common: &Common, Lost { directory }: &Lost) -> Result<(), CliError> {
    let config = read_config(directory)?;
    let roll = read_roll(&config)?;
    let mut lost = Vec::new();
    each_line(&config, |bytes| {
        // Whoever wants to know whether the record holds has it verified.
        lost.extend(Line::parse(bytes).ok().and_then(|line| lost_in(&line, &roll)));
    })?;
    if common.json {
        return print::json(&lost);
    }
    for LostMessage { gateway, subject, message, kind, index } in &lost {
        let gateway = gateway.to_string();
        let args = [
            ("gateway", Arg::Code(Family::Gateway, &gateway)),
            ("subject", Arg::Text(subject)),
            ("message", Arg::Text(message)),
            ("kind", Arg::Code(Family::MessageKind, kind)),
            ("index", number(*index)),
        ];
        print::line(&Words::embedded().text(common.lang, "message-lost", &args))?;
    }
    let args = [("count", number(lost.len() as u64))];
    print::line(&Words::embedded().text(common.lang, "messages-lost", &args))
}

/// What a line says was promised by a record that has lost it.
fn lost_in(line: &Line, roll: &Roll) -> Option<LostMessage> {
    let open = |name: &str| line.open.get(name)?.as_str();
    let text = open("receipt").filter(|_| line.kind == RECEIPTED)?;
    let (gateway, receipt) = predecessors(roll).find_map(|(gateway, predecessor)| {
        let receipt = Receipt::given_by(text, roll, gateway).ok()?;
        predecessor.has_lost(&receipt).then_some((gateway, receipt))
    })?;
    Some(LostMessage {
        gateway: gateway.clone(),
        subject: line.subject.clone(),
        message: receipt.message.to_string(),
        kind: open("message_kind").unwrap_or_default().to_owned(),
        index: receipt.index,
    })
}

/// The gateways whose record goes on from another one.
fn predecessors(roll: &Roll) -> impl Iterator<Item = (&GatewayId, &Predecessor)> {
    roll.contents().gateways.iter().filter_map(|entry| Some((&entry.id, entry.predecessor.as_ref()?)))
}

/// Reads the lines of a record in their order.
fn each_line(config: &Config, mut each: impl FnMut(&[u8])) -> Result<(), CliError> {
    let Some(database) = app::database_config(config) else {
        for segment in segments(&config.record.join("journal"))? {
            for line in BufReader::new(std::fs::File::open(&segment)?).split(b'\n') {
                each(&line?);
            }
        }
        return Ok(());
    };
    let refused = |error: comity_store::StoreError| CliError::other(error.code(), error);
    let reading = Reading::new(&database).map_err(refused)?;
    let mut next = 0;
    loop {
        let lines = reading.lines(next).map_err(refused)?;
        if lines.is_empty() {
            return Ok(());
        }
        next += lines.len() as u64;
        lines.iter().for_each(|line| each(line));
    }
}
