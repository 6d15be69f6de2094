//! `comity sealed`: a key of one's own, a file sealed to another's, opened over there, and recovered by two officers.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Stdio};

use comity_tests::{Draft, PracticeWorld, foreign, until};
use serde_json::json;
use tempfile::TempDir;

use super::erasing::{at, signed_in};
use super::{Said, comity};

const PASSPHRASE: &str = "seven herons over deep bay";
const TEXT: &[u8] = "银行流水\n".as_bytes();

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_sealed_here_and_opened_there_with_a_key_that_no_gateway_has() {
    let world = PracticeWorld::make().await;
    let _bay = (world.start("cn").await, world.start("hk").await);
    let matter = world.sign_in("lin-yu").await.draft(&Draft::corrected()).await.to_string();
    let [judge, registrar] = ["lin-yu", "wong-ka-yan"].map(|account| signed_in(&world, account));
    let place = |name: &str| world.directory().join(name).to_str().unwrap().to_owned();
    let (key, text, sealed, out) = (place("me.key"), place("text"), place("a.sealed"), place("opened"));
    std::fs::write(&text, TEXT).unwrap();

    assert!(comity(&["sealed", "key", "--key", &key], "too short").refusal(2).starts_with("passphrase-too-short: "));
    let made = comity(&["--json", "sealed", "key", "--key", &key], PASSPHRASE).json();
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(comity(&["sealed", "key", "--key", &key], PASSPHRASE).refusal(2).starts_with("file-exists: "));
    let enrolled = at(&registrar, &["--json", "sealed", "enrol", "--key", &key]).json();
    assert_eq!(enrolled, made);

    let fingerprint = made["fingerprint"].as_str().unwrap();
    let people = at(&judge, &["sealed", "people", "hk-high-court"]);
    assert!(people.out.contains("wong-ka-yan") && people.out.contains(fingerprint), "{}", people.out);
    // The same, held against the roll that the judge has at home; and against one whose anchors are others.
    let [roll, trust] = ["roll.json", "roll-trust.json"].map(|name| world.of("cn").join(name));
    let checked = ["sealed", "people", "hk-high-court", "--check", "--roll", roll.to_str().unwrap(), "--trust"];
    let with_trust = |trust: &str| at(&judge, &[&checked[..], &[trust][..]].concat());
    assert_eq!(with_trust(trust.to_str().unwrap()).out, people.out);
    std::fs::write(place("no-trust.json"), "[]").unwrap();
    assert!(with_trust(&place("no-trust.json")).refusal(2).starts_with("roll-not-signed: "));
    let seal = |session: &Path, to: &str, out: &str| -> Said {
        at(session, &["sealed", "seal", &text, "--to", to, "--matter", &matter, "--item", "statement", "--out", out])
    };
    let other = "hk-high-court/wong-ka-yan=0000 0000";
    assert!(seal(&judge, other, &sealed).refusal(2).starts_with("sealed-other-fingerprint: "));
    assert!(seal(&judge, "hk-high-court/nobody", &sealed).refusal(2).starts_with("sealed-unknown-key: "));
    assert!(!Path::new(&sealed).exists());
    let good = seal(&judge, &format!("hk-high-court/wong-ka-yan={fingerprint}"), &sealed);
    assert_eq!((good.status, good.err.as_str()), (0, ""), "{}", good.out);
    assert!(good.out.contains("Not scanned for malware") && good.out.contains("Without recovery"), "{}", good.out);
    let shown = comity(&["--json", "sealed", "show", &sealed], "").json();
    assert_eq!((&shown["matter"], &shown["by"]["account"]), (&json!(matter), &json!("lin-yu")));
    assert_eq!(shown["label"], Draft::corrected().body["request"]["case_number"]);

    let open =
        |file: &str, passphrase: &str| comity(&["sealed", "open", file, "--key", &key, "--out", &out], passphrase);
    assert!(open(&sealed, "another passphrase").refusal(2).starts_with("passphrase-wrong: "));
    let mut changed = std::fs::read(&sealed).unwrap();
    *changed.last_mut().unwrap() ^= 1;
    let broken = place("broken.sealed");
    std::fs::write(&broken, changed).unwrap();
    assert!(open(&broken, PASSPHRASE).refusal(2).starts_with("sealed-body-changed: "));
    assert!(!Path::new(&out).exists(), "nothing of a changed file is given away");
    assert_eq!(open(&sealed, PASSPHRASE).err, "");
    assert_eq!(std::fs::read(&out).unwrap(), TEXT);
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let left: Vec<String> = std::fs::read_dir(world.directory())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".next"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

/// A real scanner that knows one thing: what stands in [`FOUND`]. It ends with the test.
struct Clamd {
    process: Child,
    socket: String,
    _folder: TempDir,
}

const FOUND: &str = "COMITY-TEST-SIGNATURE";

impl Clamd {
    /// Without `clamd`, what it was wanted for is noted.
    fn start() -> Option<Self> {
        let mut clamd = foreign::program("clamd", "that a file is looked at before it is sealed")?;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let (socket, signatures) = (at("socket"), at("signatures"));
        std::fs::create_dir(&signatures).unwrap();
        let hex: String = FOUND.bytes().map(|byte| format!("{byte:02x}")).collect();
        std::fs::write(format!("{signatures}/test.ndb"), format!("Comity.Test:0:*:{hex}\n")).unwrap();
        let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
        let config = format!("LocalSocket {socket}\nDatabaseDirectory {signatures}\nForeground yes\nUser {user}\n");
        std::fs::write(at("clamd.conf"), config).unwrap();
        let process = clamd.args(["--config-file", &at("clamd.conf")]).stdout(Stdio::null()).spawn().unwrap();
        Some(Self { process, socket, _folder: folder })
    }

    async fn is_up(&self) {
        until("the scanner listens", async || std::os::unix::net::UnixStream::connect(&self.socket).ok()).await;
    }
}

impl Drop for Clamd {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_scanner_finds_something_in_or_cannot_look_at_is_not_sealed() {
    let Some(mut clamd) = Clamd::start() else { return };
    let world = PracticeWorld::make().await;
    let _bay = (world.start("cn").await, world.start("hk").await);
    let matter = world.sign_in("lin-yu").await.draft(&Draft::corrected()).await.to_string();
    let [judge, registrar] = ["lin-yu", "wong-ka-yan"].map(|account| signed_in(&world, account));
    let place = |name: &str| world.directory().join(name).to_str().unwrap().to_owned();
    let (key, text, sealed) = (place("me.key"), place("text"), place("a.sealed"));
    comity(&["--json", "sealed", "key", "--key", &key], PASSPHRASE).json();
    at(&registrar, &["--json", "sealed", "enrol", "--key", &key]).json();
    clamd.is_up().await;
    let seal = |bytes: &[u8], scanner: &str| {
        std::fs::write(&text, bytes).unwrap();
        let to = "hk-high-court/wong-ka-yan";
        let what = ["sealed", "seal", &text, "--to", to, "--matter", &matter, "--item", "statement"];
        at(&judge, &[&["--json"][..], &what[..], &["--scanner", scanner, "--out", &sealed][..]].concat())
    };
    // In the second chunk, so that most of the file has been sealed before anything is found.
    let bad = [&vec![b'x'; 100_000][..], FOUND.as_bytes()].concat();
    let found = seal(&bad, &clamd.socket);
    assert!(found.refusal(2).starts_with("scan-found: ") && found.err.contains("Comity.Test"), "{}", found.err);
    assert!(seal(TEXT, "/no/such/socket").refusal(1).starts_with("scan-failed: "));
    let what = ["--json", "sealed", "seal", &text, "--to", "hk-high-court/wong-ka-yan", "--matter", &matter];
    let how = ["--item", "statement", "--scanner", &clamd.socket, "--scanner-max-bytes", "3", "--out", &sealed];
    assert!(at(&judge, &[&what[..], &how[..]].concat()).refusal(2).starts_with("file-beyond-scanner: "));
    assert!(!Path::new(&sealed).exists());
    let good = seal(TEXT, &clamd.socket).json();
    assert_eq!(good["scan"]["state"], "clean");
    assert!(good["scan"]["scanner"].as_str().unwrap().starts_with("ClamAV "), "{good}");
    clamd.process.kill().unwrap();
    std::fs::remove_file(&sealed).unwrap();
    assert!(seal(TEXT, &clamd.socket).refusal(1).starts_with("scan-failed: "), "no verdict is not a good one");
}

#[test]
fn a_recovery_key_is_split_into_files_of_their_officers_alone_and_is_nowhere_whole() {
    let folder = tempfile::tempdir().unwrap();
    let shares = folder.path().join("shares");
    let make = |count: &str| {
        let directory = shares.to_str().unwrap();
        let arguments = ["sealed", "recovery-key", "--authority", "hk-high-court", "--shares", count];
        comity(&[&["--json"][..], &arguments[..], &["--directory", directory][..]].concat(), "")
    };
    assert!(make("2").refusal(2).starts_with("sealed-shares: "));
    let made = make("3").json();
    assert!(made["key"].as_str().is_some_and(|key| key.len() == 43));
    let mut names = Vec::new();
    for file in std::fs::read_dir(&shares).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["1", "2", "3"].map(|number| format!("hk-high-court.share-{number}.json")));
}
