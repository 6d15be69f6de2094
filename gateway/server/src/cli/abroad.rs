//! `comity matter …`: letters rogatory, whose papers go and come by hand.

use std::path::{Path, PathBuf};

use axum::http::Method;
use comity_domain::aggregate::Aggregate as _;
use comity_domain::matter::{Channel, Conveyance, Matter, Recorded};
use comity_domain::{Date, MatterId};
use comity_record::Digest;
use serde_json::{Value, json};

use super::Common;
use super::client::Client;
use super::failure::CliError;
use super::matter::{path, read_json, told, upload};
use crate::documents::letter_of_request;

#[derive(Debug, clap::Args)]
pub(super) struct How {
    /// the day on which the papers left, or came
    #[arg(long)]
    on: Date,
    /// post, courier, diplomatic, consular, by-hand or email
    #[arg(long, value_parser = channel)]
    channel: Channel,
    /// who carried them, or handed them over
    #[arg(long)]
    by: String,
    /// the number of the consignment, or of the covering note
    #[arg(long)]
    reference: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Arrived {
    /// the matter
    id: MatterId,
    #[command(flatten)]
    how: How,
    /// a scan of a paper that came; it is put on file
    #[arg(long = "paper", required = true)]
    papers: Vec<PathBuf>,
    /// a file with what the papers say: {"kind": "acknowledgement", "number": …}; left out for a letter as it was entered, or its supplement
    #[arg(long)]
    says: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Dispatched {
    /// the matter
    id: MatterId,
    /// digest of the document that left, as `comity matter show` lists it
    #[arg(long)]
    document: Digest,
    #[command(flatten)]
    how: How,
}

#[derive(Debug, clap::Args)]
pub(super) struct Printed {
    /// the matter
    id: MatterId,
    /// where to write it
    #[arg(long)]
    out: PathBuf,
}

impl How {
    fn conveyance(self) -> Conveyance {
        let Self { on, channel, by, reference } = self;
        Conveyance { on, channel, by, reference }
    }
}

pub(super) async fn arrived(common: &Common, client: &Client, it: Arrived) -> Result<(), CliError> {
    let Arrived { id, how, papers, says } = it;
    let folder = says.as_deref().and_then(Path::parent).unwrap_or(Path::new(".")).to_owned();
    let says = says.as_deref().map(read_json::<Value>).transpose()?;
    let mut digests = Vec::new();
    for paper in &papers {
        let uploaded = upload(client, &id, paper).await?;
        digests.push(uploaded.get("sha256").cloned().unwrap_or_default());
    }
    let mut body = json!({ "conveyance": how.conveyance(), "papers": digests });
    if let (Some(fields), Some(says)) = (body.as_object_mut(), says) {
        fields.insert("says".into(), with_evidence(client, &id, &folder, says).await?);
    }
    told(common, client, (id, body), "arrivals").await
}

pub(super) async fn dispatched(common: &Common, client: &Client, it: Dispatched) -> Result<(), CliError> {
    let body = json!({ "document": it.document, "conveyance": it.how.conveyance() });
    told(common, client, (it.id, body), "dispatches").await
}

/// Writes the letter of request to be printed, as the record has it.
pub(super) async fn print_letter(common: &Common, client: &Client, it: Printed) -> Result<(), CliError> {
    let matter = as_recorded(client, &it.id).await?;
    Ok(std::fs::write(it.out, letter_of_request(common.lang, &matter))?)
}

/// The matter, folded from its docket: with what no view of it shows.
pub(super) async fn as_recorded(client: &Client, id: &MatterId) -> Result<Matter, CliError> {
    let recorded: Vec<Recorded> = client.ask(Method::GET, &path(id, "/docket"), None).await?;
    let events = recorded.iter().map(|recorded| (recorded.on, &recorded.event));
    let folded = Matter::fold(id, events).map_err(|error| CliError::other("broken", error))?;
    folded.ok_or_else(|| CliError::other("not-found", id))
}

/// A certificate that came on paper, once the evidence that it names by path has been put on file.
async fn with_evidence(client: &Client, id: &MatterId, folder: &Path, mut says: Value) -> Result<Value, CliError> {
    let acts = says.pointer_mut("/certificate/taking/acts").and_then(Value::as_array_mut).into_iter().flatten();
    for named in acts.filter_map(|act| act.get_mut("files").and_then(Value::as_array_mut)).flatten() {
        if let Value::String(name) = named {
            *named = upload(client, id, &folder.join(name)).await?;
        }
    }
    Ok(says)
}

fn channel(text: &str) -> Result<Channel, String> {
    let known = Channel::ALL.into_iter().find(|channel| channel.code() == text);
    known.ok_or_else(|| Channel::ALL.map(Channel::code).join(", "))
}
