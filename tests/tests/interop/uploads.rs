//! Uploads with the programs that others wrote: `tus-js-client`, and `clamd` as the scanner.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_domain::upload::headers::Metadata;
use comity_record::Digest;
use comity_tests::{Answer, Draft, Gateway, Person, PracticeWorld, foreign, not_run, until};
use serde_json::Value;

use super::said;

const MIB: usize = 1024 * 1024;

/// The signature's file is written here; the text that it finds is put together so that no scanner finds it in this one.
const SIGNATURE: &str = "Comity.Test.EICAR";

/// The Mainland's gateway, a judge, and a draft.
struct Desk {
    // First, so that it has ended before the world goes.
    _cn: Gateway,
    judge: Person,
    matter: MatterId,
    world: PracticeWorld,
}

impl Desk {
    async fn open(change: impl FnOnce(&PracticeWorld)) -> Self {
        let world = PracticeWorld::make().await;
        change(&world);
        let cn = world.start("cn").await;
        let judge = world.sign_in("lin-yu").await;
        let drafted = judge.post("/matters", Draft::corrected().without_files()).await.good();
        let matter = serde_json::from_value(drafted["id"].clone()).unwrap();
        Self { _cn: cn, judge, matter, world }
    }

    /// Runs `tus-js-client` with this file.
    async fn tus(&self, file: &Path, how: &str) -> Option<Value> {
        let mut node = foreign::node("upload.mjs", "uploads with `tus-js-client`")?;
        let endpoint = format!("{}/api/v1/matters/{}/uploads", self.world.account("lin-yu").url, self.matter);
        node.env("NODE_EXTRA_CA_CERTS", self.world.directory().join("ca.pem"));
        node.args([endpoint.as_str(), self.judge.secret()]).arg(file).arg(how);
        let told = tokio::task::spawn_blocking(move || said(&mut node)).await.unwrap();
        Some(serde_json::from_str(&told).unwrap())
    }

    /// The upload that somebody began, once it stands as it should.
    async fn upload(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        until(what, async || {
            let uploads = self.judge.get(&format!("/matters/{}/uploads", self.matter)).await.good();
            uploads.as_array().unwrap().iter().find(|upload| is_so(upload)).cloned()
        })
        .await
    }

    /// Adds a paper whole.
    async fn attach(&self, paper: &[u8]) -> Answer {
        let path = format!("/matters/{}/files?name=paper.txt", self.matter);
        let headers = [("content-type", "text/plain")];
        self.judge.request(Method::POST, &path, &headers, Bytes::copy_from_slice(paper)).await
    }

    /// Brings a file in one request of an upload.
    async fn bring(&self, name: &str, file: &[u8]) -> u16 {
        let tus = ("tus-resumable", "1.0.0");
        let (length, metadata) = (file.len().to_string(), Metadata::write(name, "text/plain", Digest::of(file)));
        let headers = [tus, ("upload-length", &length), ("upload-metadata", &metadata)];
        let uploads = format!("/matters/{}/uploads", self.matter);
        let begun = self.judge.request(Method::POST, &uploads, &headers, Bytes::new()).await;
        if !begun.status.is_success() {
            return begun.status.as_u16();
        }
        let at = format!("{uploads}/{}", begun.body["id"].as_str().unwrap());
        let headers = [tus, ("content-type", "application/offset+octet-stream"), ("upload-offset", "0")];
        self.judge.request(Method::PATCH, &at, &headers, Bytes::copy_from_slice(file)).await.status.as_u16()
    }
}

/// A file that no compression makes short.
fn file_of(directory: &Path, bytes: usize) -> (PathBuf, Vec<u8>) {
    let mut random = fastrand::Rng::with_seed(60);
    let content: Vec<u8> = (0..bytes).map(|_| random.u8(..)).collect();
    let path = directory.join("recording.mp4");
    std::fs::write(&path, &content).unwrap();
    (path, content)
}

#[tokio::test(flavor = "multi_thread")]
async fn tus_js_client_goes_on_where_its_connection_was_cut() {
    let desk = Desk::open(|_| {}).await;
    let (path, content) = file_of(desk.world.directory(), 24 * MIB);
    let Some(told) = desk.tus(&path, "cut").await else { return };
    assert_eq!((&told["first"]["ended"], &told["kept"]["status"]), (&"cut".into(), &200.into()), "{told}");
    let (sent, kept) = (told["first"]["sent"].as_u64().unwrap(), told["kept"]["offset"].as_u64().unwrap());
    assert!(sent >= 14 * MIB as u64 && 0 < kept && kept <= sent, "{told}");
    assert_eq!(told["second"]["ended"], "whole", "{told}");
    let upload = desk.upload("the file is taken", |upload| upload["state"] == "taken").await;
    let sha256 = Digest::of(&content).to_string();
    assert_eq!((&upload["file"]["sha256"], &upload["name"]), (&sha256.as_str().into(), &"recording.mp4".into()));
    let fetched = desk.judge.get(&format!("/matters/{}/files/{sha256}", desk.matter)).await;
    assert!(fetched.status.is_success() && fetched.bytes == content);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_tus_js_client_terminates_is_gone() {
    let desk = Desk::open(|_| {}).await;
    let (path, _) = file_of(desk.world.directory(), 24 * MIB);
    let Some(told) = desk.tus(&path, "ended").await else { return };
    assert_eq!((&told["first"]["ended"], &told["kept"]["status"]), (&"cut".into(), &410.into()), "{told}");
    let upload = desk.upload("the upload has ended", |upload| upload["state"] == "ended").await;
    assert_eq!(upload["offset"], 0);
    assert!(!desk.judge.events(&desk.matter).await.contains(&"file-added".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_which_clamd_finds_something_is_refused_named_removed_and_recorded() {
    let Some(scanner) = Clamd::prepared("that uploaded files are scanned by `clamd`") else { return };
    let socket = scanner.socket();
    let desk = Desk::open(|world| world.have_scanned("cn", &socket, 4 * MIB)).await;
    // The scanner is not there yet: the file is whole, in no matter, and says why.
    assert_eq!(desk.bring("clean.txt", b"a clean paper").await, 204);
    let held = desk.upload("the file waits", |upload| upload["waits"] == "scanner-silent").await;
    assert_eq!((&held["state"], &held["name"]), (&"held".into(), &"clean.txt".into()));
    assert!(!desk.judge.events(&desk.matter).await.contains(&"file-added".to_owned()));

    let _running = scanner.start().await;
    let infected = [vec![b' '; 2 * MIB], eicar()].concat();
    assert_eq!(desk.bring("infected.txt", &infected).await, 204);
    let refused =
        desk.upload("the file is refused", |upload| upload["name"] == "infected.txt" && upload["state"] == "infected");
    let finding = refused.await["finding"].as_str().unwrap().to_owned();
    assert!(finding.starts_with(SIGNATURE), "{finding}");
    let taken = desk.upload("the clean file is taken", |upload| upload["state"] == "taken").await;
    assert_eq!((&taken["name"], &taken["examined"]), (&"clean.txt".into(), &true.into()));

    let docket = desk.judge.docket(&desk.matter).await;
    let recorded = docket.iter().find(|entry| entry["event"]["kind"] == "file-refused").unwrap();
    assert_eq!(recorded["event"]["finding"], finding);
    assert_eq!((&recorded["event"]["file"]["name"], &recorded["by"]), (&"infected.txt".into(), &"lin-yu".into()));
    let sha256 = Digest::of(&infected);
    let fetched = desk.judge.get(&format!("/matters/{}/files/{sha256}", desk.matter)).await;
    assert_eq!(fetched.status, 404);
    // They go after it is recorded that they do.
    let pieces = desk.world.of("cn").join("record/pieces");
    until("the infected one's pieces are gone", async || {
        (std::fs::read_dir(&pieces).unwrap().count() == 1).then_some(())
    })
    .await;

    // A paper that comes whole is looked at while its bringer waits.
    let paper = desk.attach(&eicar()).await;
    assert_eq!((paper.status.as_u16(), paper.code()), (422, "upload-infected"), "{}", paper.body);
    assert!(desk.attach(b"another clean paper").await.status.is_success());

    // What `clamd` would call clean without a look is not taken.
    assert_eq!(desk.bring("large.txt", &vec![b' '; 5 * MIB]).await, 413);
}

/// A `clamd` with one signature, in a directory of its own.
struct Clamd {
    directory: tempfile::TempDir,
}

/// One that runs.
struct Running(Child);

impl Clamd {
    fn prepared(what: &str) -> Option<Self> {
        if !Path::new(PROGRAM).is_file() {
            not_run(what, "clamd is not installed: `cargo xtask tools`");
            return None;
        }
        let directory = tempfile::tempdir().unwrap();
        // As root it becomes another user, who must come in.
        std::fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
        std::fs::create_dir(directory.path().join("signatures")).unwrap();
        let hex: String = eicar().iter().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(directory.path().join("signatures/comity.ndb"), format!("{SIGNATURE}:0:*:{hex}\n")).unwrap();
        let at = directory.path().display();
        let limit = 4 * MIB;
        let said = format!(
            "Foreground yes\nDatabaseDirectory {at}/signatures\nLocalSocket {at}/clamd.sock\nTemporaryDirectory {at}\n\
             LogFile {at}/clamd.log\nStreamMaxLength {limit}\nMaxFileSize {limit}\nMaxScanSize {limit}\n\
             AlertExceedsMax yes\nUser root\n"
        );
        std::fs::write(directory.path().join("clamd.conf"), said).unwrap();
        Some(Self { directory })
    }

    fn socket(&self) -> PathBuf {
        self.directory.path().join("clamd.sock")
    }

    async fn start(&self) -> Running {
        let conf = self.directory.path().join("clamd.conf");
        let mut command = Command::new(PROGRAM);
        command.arg("--config-file").arg(conf).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let running = Running(command.spawn().unwrap());
        until("clamd listens", async || self.socket().exists().then_some(())).await;
        running
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

const PROGRAM: &str = "/usr/sbin/clamd";

/// The text that every scanner is meant to find.
fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}
