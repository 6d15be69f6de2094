//! `comity file`: a file is put into a matter and fetched again, and what broke off goes on.

use std::path::{Path, PathBuf};

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::upload::headers::Metadata;
use comity_record::Digest;
use comity_tests::{Draft, Gateway, Person, PracticeWorld};
use serde_json::json;

use super::{Said, comity};

/// The Mainland's gateway, its judge, signed in on the command line too, and a draft.
struct Desk {
    // First, so that it has ended before the world goes.
    _cn: Gateway,
    judge: Person,
    session: PathBuf,
    matter: String,
    world: PracticeWorld,
}

impl Desk {
    async fn open() -> Self {
        let world = PracticeWorld::make().await;
        let cn = world.start("cn").await;
        let judge = world.sign_in("lin-yu").await;
        let drafted = judge.post("/matters", Draft::corrected().without_files()).await.good();
        let matter = drafted["id"].as_str().unwrap().to_owned();
        let session = super::erasing::signed_in(&world, "lin-yu");
        Self { _cn: cn, judge, session, matter, world }
    }

    /// Runs the command line beside the gateway.
    async fn says(&self, arguments: &[&str]) -> Said {
        let session = self.session.to_str().unwrap();
        let all: Vec<String> = ["--session", session].iter().chain(arguments).map(|it| (*it).to_owned()).collect();
        let run = move || comity(&all.iter().map(String::as_str).collect::<Vec<_>>(), "");
        tokio::task::spawn_blocking(run).await.unwrap()
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.world.directory().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn content(bytes: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(7);
    (0..bytes).map(|_| random.u8(..)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_put_into_a_matter_is_fetched_as_it_was() {
    let desk = Desk::open().await;
    let content = content(9 * 1024 * 1024 + 5);
    let path = desk.file("recording.mp4", &content);
    let sha256 = Digest::of(&content).to_string();
    let taken = desk.says(&["file", "upload", &desk.matter, text(&path)]).await;
    assert_eq!((taken.status, taken.err.as_str()), (0, ""), "{}", taken.out);
    assert_eq!(
        taken.out.trim_end(),
        format!("On file: recording.mp4, {sha256}; nobody looks for harmful content here.")
    );
    // What is there already is not sent again.
    let again = desk.says(&["--json", "file", "upload", &desk.matter, text(&path)]).await.json();
    assert_eq!((&again["state"], &again["file"]["sha256"]), (&json!("taken"), &json!(sha256)));
    assert_eq!(desk.says(&["--json", "file", "uploads", &desk.matter]).await.json().as_array().unwrap().len(), 1);

    let fetched = desk.world.directory().join("fetched.mp4");
    let said = desk.says(&["file", "download", &desk.matter, &sha256, text(&fetched)]).await;
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    let expected = "Handed to lin-yu; permit action=matter.open; role=judge; relation=originating";
    assert!(said.out.starts_with(expected) && said.out.lines().count() == 1, "{}", said.out);
    assert!(std::fs::read(&fetched).unwrap() == content);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_broke_off_goes_on_where_it_broke_off() {
    let desk = Desk::open().await;
    let content = content(3 * 1024 * 1024);
    let path = desk.file("recording.mp4", &content);
    let uploads = format!("/matters/{}/uploads", desk.matter);
    let metadata = Metadata::write("recording.mp4", "video/mp4", Digest::of(&content));
    let tus = ("tus-resumable", "1.0.0");
    let length = content.len().to_string();
    let announced = [tus, ("upload-length", length.as_str()), ("upload-metadata", metadata.as_str())];
    let begun = desk.judge.request(Method::POST, &uploads, &announced, Bytes::new()).await.good();
    let at = format!("{uploads}/{}", begun["id"].as_str().unwrap());
    let part = [tus, ("content-type", "application/offset+octet-stream"), ("upload-offset", "0")];
    let first = Bytes::copy_from_slice(&content[..1_800_000]);
    assert_eq!(desk.judge.request(Method::PATCH, &at, &part, first).await.status, 204);
    let said = desk.says(&["file", "upload", &desk.matter, text(&path)]).await;
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(said.err.trim_end(), "recording.mp4 goes on from 1800000 of 3145728 bytes");
    assert_eq!(desk.judge.get(&at).await.good()["state"], "taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_broke_off_goes_on_and_what_is_wrong_is_no_beginning() {
    let desk = Desk::open().await;
    let content = content(2 * 1024 * 1024 + 9);
    let path = desk.file("recording.mp4", &content);
    assert_eq!(desk.says(&["file", "upload", &desk.matter, text(&path)]).await.status, 0);
    let sha256 = Digest::of(&content).to_string();
    let to = desk.world.directory().join("fetched.mp4");
    let download = ["file", "download", &desk.matter, &sha256, text(&to)];
    desk.file("fetched.mp4.part", &content[..1_500_000]);
    assert_eq!(desk.says(&download).await.status, 0);
    assert!(std::fs::read(&to).unwrap() == content && !desk.world.directory().join("fetched.mp4.part").exists());

    std::fs::remove_file(&to).unwrap();
    desk.file("fetched.mp4.part", &[0; 1_500_000]);
    let said = desk.says(&download).await;
    assert!(said.refusal(1).starts_with("bundle-file-wrong: "), "{}", said.err);
    assert!(!to.exists() && !desk.world.directory().join("fetched.mp4.part").exists());
    assert_eq!(desk.says(&download).await.status, 0);
    assert!(std::fs::read(&to).unwrap() == content);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_not_taken_is_named_with_its_place() {
    let desk = Desk::open().await;
    let page = desk.file("page.html", b"<script>");
    let upload = ["file", "upload", &desk.matter, text(&page), "--type", "text/html"];
    let said = desk.says(&upload).await;
    assert!(said.refusal(2).starts_with("upload-type: Upload-Metadata.filetype: "), "{}", said.err);
    let empty = desk.file("empty.pdf", b"");
    let said = desk.says(&["file", "upload", &desk.matter, text(&empty)]).await;
    assert!(said.refusal(2).starts_with(&format!("upload-empty: {}: ", text(&empty))), "{}", said.err);
    let hidden = desk.file("paper.txt", b"paper");
    let said = desk.says(&["file", "upload", &desk.matter, text(&hidden), "--name", "../paper.txt"]).await;
    assert!(said.refusal(2).starts_with("bad-file-name: "), "{}", said.err);
    assert_eq!(desk.says(&["--json", "file", "uploads", &desk.matter]).await.json(), json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_is_ended_is_not_there_any_more() {
    let desk = Desk::open().await;
    let uploads = format!("/matters/{}/uploads", desk.matter);
    let metadata = Metadata::write("paper.txt", "text/plain", Digest::of(b"paper"));
    let announced = [("tus-resumable", "1.0.0"), ("upload-length", "5"), ("upload-metadata", metadata.as_str())];
    let begun = desk.judge.request(Method::POST, &uploads, &announced, Bytes::new()).await.good();
    let id = begun["id"].as_str().unwrap();
    let said = desk.says(&["file", "cancel", &desk.matter, id]).await;
    assert_eq!((said.status, said.out.as_str(), said.err.as_str()), (0, "", ""));
    assert_eq!(desk.judge.get(&format!("{uploads}/{id}")).await.good()["state"], "ended");
    let said = desk.says(&["file", "cancel", &desk.matter, id]).await;
    assert!(said.refusal(1).starts_with("upload-ended: "), "{}", said.err);
}
