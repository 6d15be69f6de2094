//! `comity matter …`: the client for letters of request.

use std::path::{Path, PathBuf};

use axum::http::Method;
use clap::Subcommand;
use comity_domain::assessment::Citation;
use comity_domain::matter::{AppearanceStep, ErasureReason, ExecutionResult, FileRef, Preflight, Recorded};
use comity_domain::{Date, MatterId};
use comity_record::Digest;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::failure::CliError;
use super::file::put_on_file;
use super::{Common, abroad, correspondence, custody, print, readings};
use crate::app::Erasure;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// write a first draft from a file; the papers that it names are added
    Draft {
        /// the draft: who it goes to, and what is asked for
        file: PathBuf,
    },
    /// begin to enter a letter that came from abroad on paper, from a file; the papers that it names are added
    Enter {
        /// the letter: which authorities it passed, and what is asked for: {"originating": "xx-court", "transmitting": …, "request": …}
        file: PathBuf,
    },
    /// take what came from abroad on paper; without `--says`, the letter as it was entered
    Arrived(abroad::Arrived),
    /// keep how a sealed document left for abroad
    Dispatched(abroad::Dispatched),
    /// write the letter of request to be read and printed
    Letter(abroad::Printed),
    /// replace the draft's request by that of a file; the papers that it names are added
    Amend {
        /// the matter
        id: MatterId,
        /// the draft, as for `draft`
        file: PathBuf,
    },
    /// list the matters of your authority
    List {
        /// the last matter of the page before
        #[arg(long)]
        after: Option<MatterId>,
        /// only those whose particulars were kept long enough, on every page
        #[arg(long)]
        retention_ended: bool,
    },
    /// show a matter
    Show {
        /// the matter
        id: MatterId,
    },
    /// show what happened in a matter
    Docket {
        /// the matter
        id: MatterId,
    },
    /// fetch a file of a matter
    File(custody::File),
    /// show how each item of a matter came, who had it in hand, and where it went
    Custody(custody::Chain),
    /// put a copy of another matter's item on file, with its label
    Copy {
        /// the matter that gets the copy
        id: MatterId,
        #[command(flatten)]
        of: custody::CopyOf,
    },
    /// ask the side that gave evidence for another use of it
    RequestUse(custody::RequestUse),
    /// answer whether evidence that was given may be used so
    AnswerUse(custody::AnswerUse),
    /// ask both sides' rules what would become of the letter
    Preflight {
        /// the matter
        id: MatterId,
    },
    /// hand the letter in at the transmitting authority
    Submit {
        /// the matter
        id: MatterId,
        /// why it goes in spite of what the preflight said
        #[arg(long)]
        override_reason: Option<String>,
    },
    /// give the letter back to the originating court
    SendBack(WithReason),
    /// seal the letter and transmit it
    Forward {
        /// the matter
        id: MatterId,
        /// why it goes in spite of what the preflight said
        #[arg(long)]
        override_reason: Option<String>,
    },
    /// take the responsibility for what the rules could not prepare
    Review(WithReason),
    /// ask the other side for a supplement
    AskSupplement(WithGrounds),
    /// say under which number the letter is registered
    Acknowledge(correspondence::Acknowledgement),
    /// accept the request
    Accept {
        /// the matter
        id: MatterId,
        /// what the requesting side should know
        #[arg(long)]
        remarks: Option<String>,
        /// a file with what is decided about the wishes of a letter for evidence: {"presence": […], …}
        #[arg(long)]
        decisions: Option<PathBuf>,
    },
    /// refuse the request
    Refuse(WithGrounds),
    /// return the request, because it is outside the instrument
    Return(correspondence::ReturnOfLetter),
    /// say when and where something is done
    Notify(correspondence::Notice),
    /// ask the requesting side whether to go on in spite of costs
    Consult(correspondence::Costs),
    /// answer that
    AnswerCosts(correspondence::AnswerOnCosts),
    /// ask the other side where the matter stands
    Remind(WithReason),
    /// put another document in the place of one that the authority has sealed
    Correct(correspondence::Correction),
    /// hand the papers to the executing body
    Execute {
        /// the matter
        id: MatterId,
        /// the executing body
        #[arg(long)]
        by: String,
    },
    /// record that service was carried out, or could not be
    Serve(Serve),
    /// record what became of a request for evidence, from a file; the evidence that it names is added
    Evidence {
        /// the matter
        id: MatterId,
        /// the certificate: {"date": …, "taking": {"acts": […]}}; its files are named by path, relative to it, or by digest if they are
        /// there already. Said again, it goes on where it broke off
        file: PathBuf,
    },
    /// note what was found out about the request, from a file: objections, consents, a privilege, a prepayment
    Note {
        /// the matter
        id: MatterId,
        /// all of it, as it is known now: {"consents": […], …}
        file: PathBuf,
    },
    /// record what became of a person who travelled here to testify
    Appearance {
        /// the matter
        id: MatterId,
        /// the person's id in the letter
        #[arg(long)]
        person: String,
        /// testimony-completed, free-to-leave or still-present
        #[arg(long, value_parser = appearance_step)]
        step: AppearanceStep,
        /// on which day
        #[arg(long)]
        date: Date,
    },
    /// seal the certificate and send it back
    Certify {
        /// the matter
        id: MatterId,
    },
    /// take the letter back
    Withdraw(WithReason),
    /// go on by paper, and tell the other side
    UsePaper(WithReason),
    /// put the matter away
    Close {
        /// the matter
        id: MatterId,
    },
    /// have the particulars of a matter that has ended destroyed for ever, as one of two persons
    Erase {
        /// the matter
        id: MatterId,
        /// retention-ended, court-order, authority-order or peer-request
        #[arg(long, value_parser = erasure_reason)]
        reason: ErasureReason,
        /// although the other side has a copy and was not asked whether it erases it too
        #[arg(long)]
        without_peer: bool,
    },
    /// ask the other side whether it erases its copy too
    AskErasure(correspondence::ErasureQuestion),
    /// answer whether the copy here is erased too; nothing is erased by that
    AnswerErasure(correspondence::AnswerOnErasure),
}

#[derive(Debug, clap::Args)]
pub(super) struct WithReason {
    /// the matter
    id: MatterId,
    /// why
    #[arg(long)]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct WithGrounds {
    /// the matter
    id: MatterId,
    /// why
    #[arg(long)]
    reason: String,
    /// a provision that it rests on, like cn-hk-service-1999:3
    #[arg(long = "ground")]
    grounds: Vec<Citation>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// the matter
    id: MatterId,
    /// served, or unserved
    #[arg(long, value_parser = service_result)]
    result: ExecutionResult,
    /// the day of service, or of the last attempt
    #[arg(long)]
    date: Date,
    /// the method: personal, post, substituted-service, …
    #[arg(long)]
    method: Option<String>,
    /// where
    #[arg(long)]
    place: Option<String>,
    /// who received the papers
    #[arg(long)]
    recipient: Option<String>,
    /// what stood in the way
    #[arg(long)]
    obstacle: Option<String>,
    /// why the papers were not accepted
    #[arg(long)]
    refusal_reason: Option<String>,
    /// what goes back with the certificate: letter, documents
    #[arg(long = "returned-paper")]
    returned_papers: Vec<String>,
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Draft { file } => draft(common, &client, &file).await,
        Command::Amend { id, file } => {
            let draft = Draft::read(&file)?;
            let request = with_files(&client, &id, draft).await?;
            act(common, &client, Method::PUT, &id, "request", Some(request)).await
        }
        Command::List { after, retention_ended: true } => list_ended(common, &client, after).await,
        Command::List { after, .. } => list(common, &client, after.as_ref()).await,
        Command::Show { id } => {
            let view: Value = client.ask(Method::GET, &path(&id, ""), None).await?;
            if common.json {
                return print::json(&view);
            }
            let release = view.pointer("/assessed/assessment/release").and_then(|it| it.as_str()?.parse().ok());
            print::matter(common.lang, &view, &readings::of_releases(&client, release).await?)
        }
        Command::Docket { id } => {
            let response = client.tell(Method::GET, &path(&id, "/docket"), None).await?;
            if common.json {
                print::json(&serde_json::from_slice::<Value>(&response.body)?)
            } else {
                let recorded: Vec<Recorded> = serde_json::from_slice(&response.body)?;
                let readings = readings::of_docket(&client, &recorded).await?;
                print::docket(common.lang, &recorded, &readings)
            }
        }
        Command::Enter { file } => enter(common, &client, &file).await,
        Command::Arrived(it) => abroad::arrived(common, &client, it).await,
        Command::Dispatched(it) => abroad::dispatched(common, &client, it).await,
        Command::Letter(it) => abroad::print_letter(common, &client, it).await,
        Command::File(it) => custody::file(common, &client, it).await,
        Command::Custody(it) => custody::chain(common, &client, it).await,
        Command::Copy { id, of } => custody::copy(common, &client, &format!("/api/v1/matters/{id}"), of).await,
        Command::RequestUse(it) => told(common, &client, it.into_body(), "uses").await,
        Command::AnswerUse(it) => told(common, &client, it.into_body(), "uses/answer").await,
        Command::Preflight { id } => preflight(common, &client, &id).await,
        Command::Submit { id, override_reason } => {
            act(common, &client, Method::POST, &id, "submit", Some(overriding(override_reason))).await
        }
        Command::SendBack(it) => reasoned(common, &client, it, "send-back").await,
        Command::Forward { id, override_reason } => {
            act(common, &client, Method::POST, &id, "forward", Some(overriding(override_reason))).await
        }
        Command::Review(it) => reasoned(common, &client, it, "review").await,
        Command::AskSupplement(it) => grounded(common, &client, it, "supplement-request").await,
        Command::Acknowledge(it) => told(common, &client, it.into_body(), "acknowledgement").await,
        Command::Accept { id, remarks, decisions } => {
            let mut body = remarks.map_or_else(|| json!({}), |remarks| json!({ "remarks": remarks }));
            if let (Some(fields), Some(file)) = (body.as_object_mut(), decisions) {
                fields.insert("decisions".into(), read_json(&file)?);
            }
            told(common, &client, (id, body), "accept").await
        }
        Command::Refuse(it) => grounded(common, &client, it, "refuse").await,
        Command::Return(it) => told(common, &client, it.into_body(), "return").await,
        Command::Notify(it) => told(common, &client, it.into_body(), "notice").await,
        Command::Consult(it) => told(common, &client, it.into_body(), "costs").await,
        Command::AnswerCosts(it) => told(common, &client, it.into_body(), "costs/answer").await,
        Command::Remind(it) => reasoned(common, &client, it, "reminder").await,
        Command::Correct(it) => told(common, &client, it.into_body()?, "correction").await,
        Command::Execute { id, by } => {
            act(common, &client, Method::POST, &id, "execution", Some(json!({ "executing_body": by }))).await
        }
        Command::Serve(serve) => {
            let (id, body) = serve.into_body();
            act(common, &client, Method::POST, &id, "service", Some(body)).await
        }
        Command::Evidence { id, file } => {
            let certificate = with_evidence(common, &client, &id, &file).await?;
            act(common, &client, Method::POST, &id, "evidence", Some(certificate)).await
        }
        Command::Note { id, file } => {
            act(common, &client, Method::PUT, &id, "circumstances", Some(read_json(&file)?)).await
        }
        Command::Appearance { id, person, step, date } => {
            let body = json!({ "person": person, "step": step, "on": date });
            act(common, &client, Method::POST, &id, "appearances", Some(body)).await
        }
        Command::Certify { id } => act(common, &client, Method::POST, &id, "certificate", None).await,
        Command::Withdraw(it) => reasoned(common, &client, it, "withdraw").await,
        Command::UsePaper(it) => reasoned(common, &client, it, "paper").await,
        Command::Close { id } => act(common, &client, Method::POST, &id, "close", None).await,
        Command::Erase { id, reason, without_peer } => {
            let body = json!({ "reason": reason, "without_peer": without_peer });
            erase(common, &client, &id, &body).await
        }
        Command::AskErasure(it) => told(common, &client, it.into_body(), "erasure/question").await,
        Command::AnswerErasure(it) => told(common, &client, it.into_body(), "erasure/answer").await,
    }
}

pub(super) async fn peers(common: &Common) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let peers: Value = client.ask(Method::GET, "/api/v1/peers", None).await?;
    let health: Value = client.ask(Method::GET, "/api/v1/health", None).await?;
    print::warnings(common, &health);
    print::json_or_rows(
        common,
        &peers,
        &["gateway", "waiting", "last_answer", "failures", "clock_ahead_seconds", "url"],
    )
}

/// A draft's file. Its documents name their papers by path, relative to the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    /// Only of a letter that came from abroad: elsewhere it is whoever drafts it.
    #[serde(default)]
    originating: Value,
    transmitting: Value,
    /// Not of a letter that came from abroad: it is whoever enters it.
    #[serde(default)]
    receiving: Value,
    request: Value,
    #[serde(skip)]
    folder: PathBuf,
}

impl Draft {
    fn read(file: &Path) -> Result<Self, CliError> {
        let mut draft: Self = read_json(file)?;
        draft.folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        Ok(draft)
    }

    /// The request without its files: what a first draft is made of.
    fn without_files(&self) -> Value {
        let mut request = self.request.clone();
        for document in documents(&mut request) {
            if let Some(fields) = document.as_object_mut() {
                fields.remove("file");
                fields.remove("translation_files");
            }
        }
        request
    }
}

async fn draft(common: &Common, client: &Client, file: &Path) -> Result<(), CliError> {
    let draft = Draft::read(file)?;
    let body = json!({
        "transmitting": draft.transmitting,
        "receiving": draft.receiving,
        "request": draft.without_files(),
    });
    begin(common, client, "/api/v1/matters", &body, draft).await
}

async fn enter(common: &Common, client: &Client, file: &Path) -> Result<(), CliError> {
    let draft = Draft::read(file)?;
    let body = json!({
        "originating": draft.originating,
        "transmitting": draft.transmitting,
        "request": draft.without_files(),
    });
    begin(common, client, "/api/v1/matters/from-abroad", &body, draft).await
}

/// A new matter, and then its papers.
async fn begin(common: &Common, client: &Client, at: &str, body: &Value, draft: Draft) -> Result<(), CliError> {
    let drafted: Value = client.ask(Method::POST, at, Some(body)).await?;
    let id: MatterId = serde_json::from_value(drafted.get("id").cloned().unwrap_or_default())?;
    let request = with_files(client, &id, draft).await?;
    client.tell(Method::PUT, &path(&id, "/request"), Some(&request)).await?;
    if common.json { print::json(&drafted) } else { print::line(&id.to_string()) }
}

/// The draft's request, once its papers have been added to the matter.
async fn with_files(client: &Client, id: &MatterId, draft: Draft) -> Result<Value, CliError> {
    let mut request = draft.request;
    for document in documents(&mut request) {
        let Some(fields) = document.as_object_mut() else { continue };
        for key in ["file", "translation_files"] {
            let Some(named) = fields.get_mut(key) else { continue };
            match named {
                Value::String(name) => *named = upload(client, id, &draft.folder.join(name)).await?,
                Value::Array(names) => {
                    for named in names {
                        if let Value::String(name) = named {
                            *named = upload(client, id, &draft.folder.join(name)).await?;
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(request)
}

/// The certificate of a file, once the evidence that it names has been added to the matter. It goes by pieces, as an upload does, and so
/// bears its label; what is named by its digest is on file already.
async fn with_evidence(common: &Common, client: &Client, id: &MatterId, file: &Path) -> Result<Value, CliError> {
    let mut certificate: Value = read_json(file)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let acts = certificate.pointer_mut("/taking/acts").and_then(Value::as_array_mut).into_iter().flatten();
    for named in acts.filter_map(|act| act.get_mut("files").and_then(Value::as_array_mut)).flatten() {
        let Value::String(name) = &*named else { continue };
        let kept = match name.parse::<Digest>() {
            Ok(sha256) => on_file(client, id, &sha256).await?,
            Err(_) => put_on_file(common, client, id, &folder.join(name)).await?,
        };
        *named = serde_json::to_value(kept)?;
    }
    Ok(certificate)
}

/// A file of the matter, as it is on file.
async fn on_file(client: &Client, id: &MatterId, sha256: &Digest) -> Result<FileRef, CliError> {
    let mut matter = abroad::as_recorded(client, id).await?;
    let stored = matter.files.remove(sha256);
    stored.map(|stored| stored.file).ok_or_else(|| CliError::other("unknown-file", sha256))
}

pub(super) fn read_json<T: DeserializeOwned>(file: &Path) -> Result<T, CliError> {
    let at = || file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    serde_json::from_str(&text).map_err(|error| CliError::input("not-json", at(), error))
}

pub(super) async fn upload(client: &Client, id: &MatterId, file: &Path) -> Result<Value, CliError> {
    let at = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| CliError::input("file-unreadable", at.clone(), error))?;
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let uploaded: FileRef =
        client.upload(&path(id, &format!("/files?name={}", in_query(name))), media_type(name), bytes).await?;
    Ok(serde_json::to_value(uploaded)?)
}

fn documents(request: &mut Value) -> impl Iterator<Item = &mut Value> {
    request.get_mut("documents").and_then(Value::as_array_mut).into_iter().flatten()
}

async fn list(common: &Common, client: &Client, after: Option<&MatterId>) -> Result<(), CliError> {
    let rows = page(client, after).await?;
    if common.json { print::json(&rows) } else { print::worklist(common.lang, &rows) }
}

/// Goes through every page behind `after`.
async fn list_ended(common: &Common, client: &Client, mut after: Option<MatterId>) -> Result<(), CliError> {
    let mut ended = Vec::new();
    loop {
        let Value::Array(rows) = page(client, after.as_ref()).await? else { break };
        let Some(last) = rows.last().and_then(|row| row.get("id")?.as_str()?.parse::<MatterId>().ok()) else { break };
        after = Some(last);
        ended.extend(rows.into_iter().filter(|row| row.get("retention_ended") == Some(&Value::Bool(true))));
    }
    let ended = Value::Array(ended);
    if common.json { print::json(&ended) } else { print::worklist(common.lang, &ended) }
}

async fn page(client: &Client, after: Option<&MatterId>) -> Result<Value, CliError> {
    let query = after.map(|id| format!("?after={}", in_query(&id.to_string()))).unwrap_or_default();
    client.ask(Method::GET, &format!("/api/v1/matters{query}"), None).await
}

async fn erase(common: &Common, client: &Client, id: &MatterId, body: &Value) -> Result<(), CliError> {
    let erasure: Erasure =
        client.ask_at_revision(Method::POST, &path(id, "/erasure"), &path(id, ""), Some(body)).await?;
    if common.json { print::json(&erasure) } else { print::erasure(common.lang, id, &erasure) }
}

async fn preflight(common: &Common, client: &Client, id: &MatterId) -> Result<(), CliError> {
    let preflight: Preflight = client.ask(Method::POST, &path(id, "/preflight"), None).await?;
    if common.json {
        print::json(&serde_json::to_value(&preflight)?)
    } else {
        let releases = preflight.checks.iter().map(|check| check.assessment.release);
        let readings = readings::of_releases(client, releases).await?;
        print::preflight(common.lang, &preflight, &readings)
    }
}

async fn reasoned(common: &Common, client: &Client, it: WithReason, act_name: &str) -> Result<(), CliError> {
    act(common, client, Method::POST, &it.id, act_name, Some(json!({ "reason": it.reason }))).await
}

pub(super) async fn told(
    common: &Common,
    client: &Client,
    (id, body): (MatterId, Value),
    act_name: &str,
) -> Result<(), CliError> {
    act(common, client, Method::POST, &id, act_name, Some(body)).await
}

async fn grounded(common: &Common, client: &Client, it: WithGrounds, act_name: &str) -> Result<(), CliError> {
    let body = json!({ "reason": it.reason, "grounds": it.grounds });
    act(common, client, Method::POST, &it.id, act_name, Some(body)).await
}

async fn act(
    common: &Common,
    client: &Client,
    method: Method,
    id: &MatterId,
    name: &str,
    body: Option<Value>,
) -> Result<(), CliError> {
    let stands: Value =
        client.ask_at_revision(method, &path(id, &format!("/{name}")), &path(id, ""), body.as_ref()).await?;
    if common.json { print::json(&stands) } else { print::standing(common.lang, &stands) }
}

impl Serve {
    fn into_body(self) -> (MatterId, Value) {
        let mut certificate = json!({ "date": self.date, "returned_papers": self.returned_papers });
        let texts = [
            ("method", self.method),
            ("place", self.place),
            ("recipient", self.recipient),
            ("obstacle", self.obstacle),
            ("refusal_reason", self.refusal_reason),
        ];
        if let Some(fields) = certificate.as_object_mut() {
            fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
        }
        (self.id, json!({ "result": self.result, "certificate": certificate }))
    }
}

fn overriding(override_reason: Option<String>) -> Value {
    override_reason.map_or_else(|| json!({}), |reason| json!({ "override_reason": reason }))
}

pub(super) fn path(id: &MatterId, rest: &str) -> String {
    format!("/api/v1/matters/{id}{rest}")
}

fn service_result(text: &str) -> Result<ExecutionResult, String> {
    let known = [ExecutionResult::Served, ExecutionResult::Unserved].into_iter().find(|result| result.code() == text);
    known.ok_or_else(|| "expected `served` or `unserved`".to_owned())
}

fn appearance_step(text: &str) -> Result<AppearanceStep, String> {
    let known = AppearanceStep::ALL.into_iter().find(|step| step.code() == text);
    known.ok_or_else(|| AppearanceStep::ALL.map(AppearanceStep::code).join(", "))
}

pub(super) fn erasure_reason(text: &str) -> Result<ErasureReason, String> {
    let known = ErasureReason::ALL.into_iter().find(|reason| reason.code() == text);
    known.ok_or_else(|| ErasureReason::ALL.map(ErasureReason::code).join(", "))
}

pub(super) fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => "application/pdf",
        Some("txt") => "text/plain",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("tif" | "tiff") => "image/tiff",
        Some("ofd") => "application/ofd",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv",
        Some("eml") => "message/rfc822",
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/mp4",
        Some("wav") => "audio/wav",
        Some("mp4") => "video/mp4",
        Some("mov") => "video/quicktime",
        Some("mkv") => "video/x-matroska",
        Some("webm") => "video/webm",
        Some("zip") => "application/zip",
        Some("sealed") => comity_federation::sealed::MEDIA_TYPE,
        _ => "application/octet-stream",
    }
}

/// The text as it stands in a query, percent-encoded.
pub(super) fn in_query(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
