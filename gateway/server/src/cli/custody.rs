//! `comity matter file`, `custody`, `copy`, `request-use`, `answer-use`: items in people's hands, and what evidence may be used for.

use std::path::{Path, PathBuf};

use axum::http::{HeaderMap, Method};
use comity_domain::MatterId;
use comity_domain::matter::{Custody, Step};
use serde_json::{Value, json};

use super::client::Client;
use super::failure::CliError;
use super::{Common, print};
use crate::words::{Arg, Words};

#[derive(Debug, clap::Args)]
pub(super) struct File {
    /// the matter
    id: MatterId,
    /// the file's digest: sha256:…
    sha256: String,
    /// where to write it
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    elsewhere: Elsewhere,
}

/// The case for which an item is wanted, if it is not that of its matter.
#[derive(Debug, clap::Args)]
struct Elsewhere {
    /// the court of the case for which it is wanted, if that is another one
    #[arg(long, requires = "case")]
    court: Option<String>,
    /// the number of that case
    #[arg(long, requires = "court")]
    case: Option<String>,
    /// why it is wanted there
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Chain {
    /// the matter
    id: MatterId,
    /// only the way of this item: sha256:…
    #[arg(long)]
    item: Option<String>,
}

/// An item of a matter, to be copied into another one or into a case.
#[derive(Debug, clap::Args)]
pub(super) struct CopyOf {
    /// the matter that the item is in
    #[arg(long)]
    from: MatterId,
    /// the item's digest: sha256:…
    #[arg(long)]
    item: String,
    /// why it is needed here
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct RequestUse {
    /// the matter in which it was obtained
    id: MatterId,
    /// an item's digest: sha256:…
    #[arg(long = "item", required = true)]
    items: Vec<String>,
    /// the court of the case for which it is wanted; without one, it is to be given to somebody outside
    #[arg(long, requires = "case")]
    court: Option<String>,
    /// the number of that case
    #[arg(long, requires = "court")]
    case: Option<String>,
    /// why
    #[arg(long)]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct AnswerUse {
    /// the matter
    id: MatterId,
    /// granted, or declined
    #[arg(long)]
    decision: String,
    /// why, or under which condition
    #[arg(long)]
    reason: Option<String>,
}

/// Fetches an item, and says who has it now, under which permit, and what it may be used for.
pub(super) async fn file(common: &Common, client: &Client, it: File) -> Result<(), CliError> {
    let path = format!("/api/v1/matters/{}/files/{}{}", it.id, it.sha256, it.elsewhere.query());
    let response = client.tell(Method::GET, &path, None).await?;
    std::fs::write(&it.out, &response.body)?;
    handed_out(common, &it.out, &response.headers)
}

/// Says of an item that was fetched who has it now, under which permit, that nobody here looked at it if it came from another gateway,
/// and what it may be used for.
pub(super) fn handed_out(common: &Common, file: &Path, headers: &HeaderMap) -> Result<(), CliError> {
    let line = |name| in_headers(headers, name);
    let (reader, permit, label) = (line("comity-reader"), line("comity-permit"), line("comity-label"));
    let unexamined = line("comity-examined") == "false";
    if common.json {
        // That it was looked at, nobody says.
        let examined = unexamined.then_some(false);
        let said = json!({ "file": file, "reader": reader, "permit": permit, "label": label, "examined": examined });
        return print::json(&said);
    }
    let entry = permit.split("; ").find_map(|part| part.strip_prefix("entry=")).unwrap_or_default().to_owned();
    let words = Words::embedded();
    let who = reader.trim_start_matches("person=");
    let args = [("who", Arg::Text(who)), ("permit", Arg::Text(&permit)), ("entry", Arg::Text(&entry))];
    print::line(&words.text(common.lang, "custody-handed", &args))?;
    if unexamined {
        print::line(&words.text(common.lang, "custody-unexamined", &[]))?;
    }
    if label.is_empty() {
        return Ok(());
    }
    print::line(&words.text(common.lang, "custody-label", &[("label", Arg::Text(&label))]))
}

/// Prints how each item came, who had it in hand, and where it went.
pub(super) async fn chain(common: &Common, client: &Client, it: Chain) -> Result<(), CliError> {
    let query = it.item.map(|item| format!("?item={item}")).unwrap_or_default();
    let chain: Vec<Custody> =
        client.ask(Method::GET, &format!("/api/v1/matters/{}/custody{query}", it.id), None).await?;
    if common.json { print::json(&chain) } else { chain.iter().try_for_each(|step| print::custody(common.lang, step)) }
}

/// Puts a copy of a matter's item on file at `path`, a matter or a case.
pub(super) async fn copy(common: &Common, client: &Client, path: &str, it: CopyOf) -> Result<(), CliError> {
    let body = with_reason(json!({ "matter": it.from, "item": it.item }), it.reason);
    let file: Value = client.ask(Method::POST, &format!("{path}/files/copies"), Some(&body)).await?;
    print::json_or_rows(common, &Value::Array(vec![file]), &["sha256", "size", "name"])
}

impl RequestUse {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        let purpose = match self.court.zip(self.case) {
            Some((court, number)) => json!({ "use": "case", "case": { "court": court, "number": number } }),
            None => json!({ "use": "outside" }),
        };
        (self.id, json!({ "wish": { "items": self.items, "purpose": purpose }, "reason": self.reason }))
    }
}

impl AnswerUse {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        (self.id, with_reason(json!({ "decision": self.decision }), self.reason))
    }
}

impl Elsewhere {
    fn query(&self) -> String {
        let parts = [("court", &self.court), ("case", &self.case), ("reason", &self.reason)];
        let given = parts.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        let parts: Vec<String> =
            given.map(|(name, value)| format!("{name}={}", super::matter::in_query(value))).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// Who did it, for whom, as the list shows it.
pub(super) fn who(step: &Custody) -> String {
    let authority = step.authority.as_ref().map(ToString::to_string);
    [step.by.clone(), authority].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The permit of a step, as the list shows it; empty where nobody needed one.
pub(super) fn permit(step: &Custody) -> String {
    match &step.step {
        Step::Handled { permit, .. } => {
            format!("{} {} {} @{}", permit.action, permit.role, permit.relation, permit.revision)
        }
        _ => String::new(),
    }
}

fn with_reason(mut body: Value, reason: Option<String>) -> Value {
    if let (Some(fields), Some(reason)) = (body.as_object_mut(), reason) {
        fields.insert("reason".into(), reason.into());
    }
    body
}

/// A header line of the gateway, with what was encoded in it as it was.
fn in_headers(headers: &HeaderMap, name: &str) -> String {
    let line = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    decoded(&line.replace('"', ""))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_for_a_header_line_is_read_as_it_was() {
        assert_eq!(decoded("case=%EF%BC%882025%EF%BC%89%E7%B2%A4; x=100%"), "case=（2025）粤; x=100%");
        assert_eq!(decoded("plain"), "plain");
    }
}
