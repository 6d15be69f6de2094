//! `comity file …`: files of a matter, sent and fetched in pieces. Whatever breaks, the same command goes on where it broke off.

use std::fs::{self, File, OpenOptions};
use std::io::{IsTerminal as _, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::http::{Method, header};
use clap::Subcommand;
use comity_domain::limits::{
    PIECE_BYTES, UPLOAD_ASKED_EVERY_MS, UPLOAD_ASKED_MAX_TIMES, UPLOAD_REQUEST_BYTES, UPLOAD_TRIES_MAX,
    UPLOAD_TRY_FIRST_MS,
};
use comity_domain::manifest::{Building, Naming};
use comity_domain::matter::FileRef;
use comity_domain::upload::headers::{self as tus, Metadata};
use comity_domain::{MatterId, UploadId};
use comity_record::Digest;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::client::Client;
use super::custody::handed_out;
use super::failure::CliError;
use super::matter::{media_type, path as in_matter};
use super::{Common, print};
use crate::app::UploadView;
use crate::words::{Arg, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// put a file into a matter; one that broke off goes on
    Upload {
        /// the matter
        matter: MatterId,
        /// the file
        path: PathBuf,
        /// its name in the matter; as on this disk otherwise
        #[arg(long)]
        name: Option<String>,
        /// its media type; by its ending otherwise
        #[arg(long = "type")]
        media_type: Option<String>,
    },
    /// fetch a file of a matter; one that broke off goes on
    Download {
        /// the matter
        matter: MatterId,
        /// the file's digest: sha256:…
        sha256: Digest,
        /// where to write it
        path: PathBuf,
    },
    /// your uploads into a matter, and where they stand
    Uploads {
        /// the matter
        matter: MatterId,
    },
    /// end an upload, and have what came of it removed
    Cancel {
        /// the matter
        matter: MatterId,
        /// the upload
        upload: UploadId,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    match command {
        Command::Upload { matter, path, name, media_type } => {
            let sending = Sending::of(&path, name, media_type)?;
            let upload = sending.send(common, &client, &matter).await?;
            report(common, &looked_at(&client, &matter, upload).await?)
        }
        Command::Download { matter, sha256, path } => download(common, &client, &matter, sha256, &path).await,
        Command::Uploads { matter } => {
            let uploads: Value = client.ask(Method::GET, &in_matter(&matter, "/uploads"), None).await?;
            print::json_or_rows(common, &uploads, &["id", "state", "offset", "length", "name"])
        }
        Command::Cancel { matter, upload } => {
            let at = in_matter(&matter, &format!("/uploads/{upload}"));
            client.bring(Method::DELETE, &at, &[speaks_tus()], Vec::new()).await.map(drop)
        }
    }
}

/// A file that is being sent.
struct Sending {
    file: File,
    /// As the person named it.
    at: String,
    name: String,
    media_type: String,
    length: u64,
    sha256: Digest,
}

impl Sending {
    /// Reads the file once, for its digest: by that a gateway knows what it has of it already, and whether it came as it is.
    fn of(path: &Path, name: Option<String>, given: Option<String>) -> Result<Self, CliError> {
        let at = path.display().to_string();
        let unreadable = |error: std::io::Error| CliError::input("file-unreadable", at.clone(), error);
        let own_name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let name = name.unwrap_or(own_name);
        let media_type = given.unwrap_or_else(|| media_type(&name).to_owned());
        let mut file = File::open(path).map_err(unreadable)?;
        let bar = bar(file.metadata().map_err(unreadable)?.len());
        let mut building = Building::default();
        read_through(&mut file, &mut building, &bar).map_err(unreadable)?;
        bar.finish_and_clear();
        if building.size() == 0 {
            return Err(CliError::input("upload-empty", at, ""));
        }
        let naming = Naming { name: name.clone(), media_type: media_type.clone(), label: None };
        let manifest = building.finish(naming).map_err(|bad| CliError::input(bad.code(), at.clone(), &bad))?;
        Ok(Self { file, at, name, media_type, length: manifest.size(), sha256: manifest.sha256() })
    }

    /// Sends what the gateway has not got yet.
    async fn send(mut self, common: &Common, client: &Client, matter: &MatterId) -> Result<UploadView, CliError> {
        let mut upload = match self.begun(client, matter).await? {
            Some(upload) => upload,
            None => self.begin(client, matter).await?,
        };
        if upload.offset > 0 && upload.offset < self.length && !common.json {
            let (offset, length) = (upload.offset.to_string(), self.length.to_string());
            let places =
                [("name", Arg::Text(&self.name)), ("offset", Arg::Text(&offset)), ("length", Arg::Text(&length))];
            eprintln!("{}", super::visible::visible(&Words::embedded().text(common.lang, "upload-goes-on", &places)));
        }
        let at = in_matter(matter, &format!("/uploads/{}", upload.id));
        let bar = bar(self.length);
        let (mut failures, mut size) = (0, UPLOAD_REQUEST_BYTES);
        while upload.offset < self.length || upload.state == "receiving" {
            bar.set_position(upload.offset);
            match self.bring(client, &at, upload.offset, size).await {
                Ok(()) => failures = 0,
                Err(error) if is_passing(&error) && failures < UPLOAD_TRIES_MAX => {
                    tokio::time::sleep(Duration::from_millis(UPLOAD_TRY_FIRST_MS << failures)).await;
                    failures += 1;
                    // A line that is too slow for much in one request is good enough for less.
                    size = (size / 2).max(UPLOAD_REQUEST_BYTES / 16);
                }
                Err(error) => return Err(error),
            }
            upload = match client.ask(Method::GET, &at, None).await {
                Ok(upload) => upload,
                Err(error) if is_passing(&error) => continue,
                Err(error) => return Err(error),
            };
        }
        bar.finish_and_clear();
        Ok(upload)
    }

    /// An upload of this file that was begun before, and is good for something.
    async fn begun(&self, client: &Client, matter: &MatterId) -> Result<Option<UploadView>, CliError> {
        let uploads: Vec<UploadView> = client.ask(Method::GET, &in_matter(matter, "/uploads"), None).await?;
        Ok(uploads.into_iter().find(|upload| {
            let is_it =
                upload.announced == Some(self.sha256) && upload.length == self.length && upload.name == self.name;
            is_it && matches!(upload.state.as_str(), "receiving" | "held" | "clean" | "taken")
        }))
    }

    async fn begin(&self, client: &Client, matter: &MatterId) -> Result<UploadView, CliError> {
        let lines = [
            speaks_tus(),
            ("upload-length", self.length.to_string()),
            ("upload-metadata", Metadata::write(&self.name, &self.media_type, self.sha256)),
        ];
        let answer = client.bring(Method::POST, &in_matter(matter, "/uploads"), &lines, Vec::new()).await?;
        Ok(serde_json::from_slice(&answer.body)?)
    }

    /// Brings the next bytes, under their checksum.
    async fn bring(&mut self, client: &Client, at: &str, offset: u64, size: u64) -> Result<(), CliError> {
        let count = size.min(self.length.saturating_sub(offset));
        let mut bytes = vec![0; usize::try_from(count).unwrap_or_default()];
        let read = self.file.seek(SeekFrom::Start(offset)).and_then(|_| self.file.read_exact(&mut bytes));
        read.map_err(|error| CliError::input("file-changed", self.at.clone(), error))?;
        let lines = [
            speaks_tus(),
            ("content-type", tus::BODY_TYPE.to_owned()),
            ("upload-offset", offset.to_string()),
            ("upload-checksum", tus::write_checksum(Digest::of(&bytes))),
        ];
        client.bring(Method::PATCH, at, &lines, bytes).await.map(drop)
    }
}

/// Waits a while until the gateway has looked at the file. What takes longer is asked for with `comity file uploads`.
async fn looked_at(client: &Client, matter: &MatterId, mut upload: UploadView) -> Result<UploadView, CliError> {
    let at = in_matter(matter, &format!("/uploads/{}", upload.id));
    for _ in 0..UPLOAD_ASKED_MAX_TIMES {
        let is_under_way = matches!(upload.state.as_str(), "receiving" | "held" | "clean");
        if !is_under_way || upload.waits.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(UPLOAD_ASKED_EVERY_MS)).await;
        upload = client.ask(Method::GET, &at, None).await?;
    }
    Ok(upload)
}

/// Puts a file on file, as `upload` does, and answers with it as the matter has it now. Whatever breaks, the same goes on where it broke off.
pub(super) async fn put_on_file(
    common: &Common,
    client: &Client,
    matter: &MatterId,
    path: &Path,
) -> Result<FileRef, CliError> {
    let sent = Sending::of(path, None, None)?.send(common, client, matter).await;
    let upload = looked_at(client, matter, sent.map_err(|error| about(path, error))?).await?;
    let of_file = |because: &str| format!("{}: {because}", path.display());
    if let Some((code, because)) = not_taken(&upload) {
        return Err(CliError::other(code, of_file(&because)));
    }
    let waits_for = match upload.waits {
        Some(waits) => waits.code(),
        None => upload.state.as_str(),
    };
    match &upload.file {
        Some(file) if upload.state == "taken" => Ok(file.clone()),
        _ => Err(CliError::other("upload-waits", of_file(waits_for))),
    }
}

/// Of several files that are sent, a person has to know which one the gateway does not take.
fn about(path: &Path, error: CliError) -> CliError {
    match error {
        CliError::Problem(mut problem) => {
            let at = problem.at.take().map(|at| format!(": {at}")).unwrap_or_default();
            problem.at = Some(format!("{}{at}", path.display()));
            CliError::Problem(problem)
        }
        error => error,
    }
}

/// Why a file is not taken, and will not be: a code, and what was found.
fn not_taken(upload: &UploadView) -> Option<(&'static str, String)> {
    match upload.state.as_str() {
        "infected" => Some(("upload-infected", upload.finding.clone().unwrap_or_default())),
        "refused" => Some(("upload-refused", upload.reason.clone().unwrap_or_default())),
        "expired" => Some(("upload-expired", upload.id.to_string())),
        "ended" => Some(("upload-ended", upload.id.to_string())),
        _ => None,
    }
}

/// Says what became of the file. One that is not taken is an error.
fn report(common: &Common, upload: &UploadView) -> Result<(), CliError> {
    if let Some((code, because)) = not_taken(upload) {
        return Err(CliError::other(code, because));
    }
    if common.json {
        return print::json(upload);
    }
    let waits = upload.waits.map(serde_json::to_value).transpose()?;
    let message = match (upload.state.as_str(), upload.examined, waits.as_ref().and_then(Value::as_str)) {
        ("taken" | "clean", Some(false), _) => "upload-taken-unexamined".to_owned(),
        ("taken" | "clean", ..) => "upload-taken".to_owned(),
        (_, _, Some(waits)) => format!("upload-held-{waits}"),
        _ => "upload-held".to_owned(),
    };
    let sha256 = upload.file.as_ref().map(|file| file.sha256.to_string()).unwrap_or_default();
    let places = [("name", Arg::Text(&upload.name)), ("sha256", Arg::Text(&sha256))];
    print::line(&Words::embedded().text(common.lang, &message, &places))
}

/// Fetches a file into `<path>.part`, and gives it its name when it is the one that was asked for. Says then who has it now, under which
/// permit, and what it may be used for.
async fn download(
    common: &Common,
    client: &Client,
    matter: &MatterId,
    sha256: Digest,
    path: &Path,
) -> Result<(), CliError> {
    let part = part_of(path);
    let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&part)?;
    let mut building = Building::default();
    let there = file.metadata()?.len();
    read_through(&mut file, &mut building, &ProgressBar::hidden())?;
    let from = in_matter(matter, &format!("/files/{sha256}"));
    let (mut response, goes_on) = client.open(&from, there).await?;
    if !goes_on {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        building = Building::default();
    }
    let length = response.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let bar = bar(building.size() + length.unwrap_or(0));
    while let Some(bytes) = response.next().await? {
        file.write_all(&bytes)?;
        building.take(&bytes).map_err(|bad| CliError::other(bad.code(), &bad))?;
        bar.set_position(building.size());
    }
    bar.finish_and_clear();
    if digest_of(building)? != sha256 {
        // What is wrong somewhere is no beginning of anything.
        fs::remove_file(&part)?;
        return Err(CliError::other("bundle-file-wrong", path.display()));
    }
    file.sync_all()?;
    fs::rename(&part, path)?;
    handed_out(common, path, &response.headers)
}

fn digest_of(building: Building) -> Result<Digest, CliError> {
    if building.size() == 0 {
        return Ok(Digest::of(b""));
    }
    let naming = Naming { name: "file".to_owned(), media_type: "application/octet-stream".to_owned(), label: None };
    building.finish(naming).map(|manifest| manifest.sha256()).map_err(|bad| CliError::other(bad.code(), &bad))
}

/// Lets a file pass, from where it stands to its end.
fn read_through(file: &mut File, building: &mut Building, bar: &ProgressBar) -> std::io::Result<()> {
    let mut buffer = vec![0; PIECE_BYTES];
    loop {
        let count = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        building.take(bytes).map_err(std::io::Error::other)?;
        bar.set_position(building.size());
    }
}

/// Whether the same may go well a moment later: nobody answered, or somebody else was in the way.
fn is_passing(error: &CliError) -> bool {
    match error {
        CliError::Other { code, .. } => matches!(*code, "connect-failed" | "connection-broken" | "timed-out"),
        CliError::Problem(problem) => {
            matches!(problem.code.as_str(), "upload-offset" | "upload-checksum" | "body-too-slow" | "store-busy")
        }
        _ => false,
    }
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

fn speaks_tus() -> (&'static str, String) {
    ("tus-resumable", tus::VERSION.to_owned())
}

/// A bar for whoever looks; a script sees none.
fn bar(total: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    ProgressBar::new(total).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Problem;

    #[test]
    fn of_several_files_the_one_that_is_not_taken_is_named() {
        let problem: Problem = serde_json::from_value(serde_json::json!({
            "type": "urn:comity:problem:upload-type", "code": "upload-type", "status": 422, "title": "not taken",
            "at": "Upload-Metadata.filetype",
        }))
        .unwrap();
        let CliError::Problem(named) = about(Path::new("papers/a.html"), CliError::Problem(Box::new(problem))) else {
            panic!("it became something else");
        };
        assert_eq!(named.at.as_deref(), Some("papers/a.html: Upload-Metadata.filetype"));
    }
}
