//! Large files: they go in pieces, between gateways that are killed, and arrive whole; and what is wrong with one is refused before
//! anything is promised, with its place.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use comity_domain::MatterId;
use comity_domain::limits::{PIECE_BYTES, STAGED_MAX_AGE_MS};
use comity_domain::manifest::{Building, Manifest, Naming};
use comity_domain::matter::FileRef;
use comity_record::Digest;
use comity_tests::{Draft, Peer, Person, PracticeWorld, Program, until, until_within};
use serde_json::{Value, json};

use super::letter::Letter;

/// What a gateway may take in memory for a file, however large it is.
const MEMORY_MAX_KIB: u64 = 128 * 1024;
const USUAL_PIECES: u32 = 256;
const LONG_PIECES: u32 = 2048;
/// A minute, and what the longer file takes on a slow machine.
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::test]
async fn a_large_file_arrives_whole_although_its_receiver_is_killed_and_no_finished_piece_is_sent_again() {
    arrives_whole(USUAL_PIECES).await;
}

#[tokio::test]
async fn a_file_of_two_gigabytes_arrives_whole_within_the_same_memory() {
    if std::env::var_os("COMITY_LONG").is_none() {
        return comity_tests::not_run("a file of 2 GiB between two gateways", "it takes long: `cargo verify --long`");
    }
    arrives_whole(LONG_PIECES).await;
}

async fn arrives_whole(pieces: u32) {
    let world = PracticeWorld::make().await;
    let (cn, hk) = (world.spawn("cn").await, world.spawn("hk").await);
    let judge = world.sign_in("lin-yu").await;
    let matter = judge.draft(&Draft::corrected()).await;
    // Rules are compiled here, which takes more than any file.
    judge.act(&matter, "preflight", json!(null)).await;
    let before_upload = forget_peak_kib(&cn);
    let file = brought(&world, &judge, &matter, pieces).await;
    let memory_of_upload = peak_memory_kib(&cn);

    let liaison = world.sign_in("chen-an").await;
    let mut request = judge.matter(&matter).await["request"].clone();
    request["documents"][0]["file"] = json!(file);
    judge.put(&format!("/matters/{matter}/request"), request).await.good();
    judge.act(&matter, "preflight", json!(null)).await;
    judge.act(&matter, "submit", json!({})).await;
    liaison.wait_for(&matter, "submitted").await;
    let before = [forget_peak_kib(&cn), forget_peak_kib(&hk)];
    liaison.act(&matter, "forward", json!({})).await;

    let some = usize::try_from(pieces / 8).unwrap();
    until_within(PATIENCE, "some of the file is there", async || (stored(&world).len() >= some).then_some(())).await;
    let memory_of_hk = peak_memory_kib(&hk);
    hk.kill();
    let finished = stored(&world);
    assert!(finished.len() < usize::try_from(pieces).unwrap(), "it was through before it was killed");

    let hk = world.spawn("hk").await;
    let before_again = forget_peak_kib(&hk);
    let registrar = world.sign_in("wong-ka-yan").await;
    let arrived = async || {
        let answer = registrar.get(&format!("/matters/{matter}")).await;
        (answer.body["standing"]["state"] == "acknowledged").then_some(())
    };
    until_within(PATIENCE, "the letter has arrived with its file", arrived).await;
    let now = stored(&world);
    for (name, written) in &finished {
        assert_eq!(now.get(name), Some(written), "{} was sent again", name.display());
    }
    // The pieces, and the manifest that finishes them.
    assert_eq!(now.len(), usize::try_from(pieces).unwrap() + 1);
    fetched(&world, &matter, &file, pieces);
    let peaks = [
        ("cn while it was brought", before_upload, memory_of_upload),
        ("cn", before[0], peak_memory_kib(&cn)),
        ("hk", before[1], memory_of_hk),
        ("hk again", before_again, peak_memory_kib(&hk)),
    ];
    for (whose, before, kib) in peaks {
        let grown = kib.saturating_sub(before);
        assert!(grown < MEMORY_MAX_KIB, "{whose} had {kib} KiB, {before} before the file");
        eprintln!("{whose} had {kib} KiB, {before} before the file");
    }
    hk.stop().await;
    cn.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_large_file_is_refused_with_its_place_and_what_was_there_stays() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let matter = Letter::matter("cn", 1);
    let (manifest, bytes) = small_file(2 * PIECE_BYTES + 5);
    let (sha256, text) = (manifest.sha256(), manifest.to_bytes().unwrap());
    let early = cn.bring_piece("hk", &matter, (&sha256, 0), &bytes[..PIECE_BYTES]).await;
    assert_eq!(early.status, 404, "it was not offered");

    assert_eq!(cn.offer_large("hk", &matter, &sha256, &text).await.good(), json!({ "missing": [[0, 3]] }));
    let second = &bytes[PIECE_BYTES..2 * PIECE_BYTES];
    assert!(cn.bring_piece("hk", &matter, (&sha256, 1), second).await.status.is_success());
    let mut corrupt = bytes[..PIECE_BYTES].to_vec();
    corrupt[77] ^= 1;
    let wrong: [(u32, &[u8], &str); 4] = [
        (0, &corrupt, "piece-digest-mismatch"),
        (0, second, "piece-digest-mismatch"),
        (2, &bytes[2 * PIECE_BYTES..][..4], "piece-wrong-length"),
        (3, b"x", "piece-unknown"),
    ];
    for (index, piece, code) in wrong {
        let refused = cn.bring_piece("hk", &matter, (&sha256, index), piece).await;
        let place = json!(format!("pieces[{index}]"));
        assert_eq!((refused.status.as_u16(), refused.code(), &refused.body["at"]), (400, code, &place));
    }
    let long = cn.bring_piece("hk", &matter, (&sha256, 0), &vec![0; PIECE_BYTES + 1]).await;
    assert_eq!(long.status, 413);
    let missing = cn.offer_large("hk", &matter, &sha256, &text).await.good();
    assert_eq!(missing, json!({ "missing": [[0, 1], [2, 3]] }), "what was there stays");
    hk.stop().await;
}

#[tokio::test]
async fn a_manifest_that_lies_is_refused_before_its_file_counts() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let matter = Letter::matter("cn", 1);
    let (manifest, bytes) = small_file(100);
    let honest = String::from_utf8(manifest.to_bytes().unwrap()).unwrap();
    let other = Digest::of(b"another file");
    let lying = honest.replace(&manifest.sha256().to_string(), &other.to_string());
    // One piece is the whole, and its digest is the same text.
    let lying = lying.replace(&format!("[\"{other}\"]"), &format!("[\"{}\"]", Digest::of(&bytes)));
    cn.offer_large("hk", &matter, &other, lying.as_bytes()).await.good();
    assert!(cn.bring_piece("hk", &matter, (&other, 0), &bytes).await.status.is_success());
    let refused = cn.offer_large("hk", &matter, &other, lying.as_bytes()).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (400, "file-digest-mismatch"));
    let path = honest.replace("hearing.mp4", "../hearing.mp4");
    let refused = cn.offer_large("hk", &matter, &manifest.sha256(), path.as_bytes()).await;
    assert_eq!((refused.code(), &refused.body["at"]), ("bad-file-name", &json!("manifest.name")));
    hk.stop().await;
}

#[tokio::test]
async fn a_large_file_whose_letter_never_comes_is_removed_when_it_is_old() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let cn = world.peer("cn");
    let (manifest, bytes) = small_file(PIECE_BYTES + 1);
    let matter = Letter::matter("cn", 1);
    bring_first_piece(&cn, &matter, &manifest, &bytes).await;
    assert_eq!(stored(&world).len(), 1);
    hk.stop().await;
    world.working("hk").age("staged/cn/", &["since"], STAGED_MAX_AGE_MS + 1);

    let hk = world.start("hk").await;
    until("the old file is removed", async || stored(&world).is_empty().then_some(())).await;
    hk.stop().await;
    assert_eq!(world.working("hk").keys("staged/"), Vec::<String>::new());
}

async fn bring_first_piece(cn: &Peer, matter: &MatterId, manifest: &Manifest, bytes: &[u8]) {
    let text = manifest.to_bytes().unwrap();
    cn.offer_large("hk", matter, &manifest.sha256(), &text).await.good();
    let first = cn.bring_piece("hk", matter, (&manifest.sha256(), 0), &bytes[..PIECE_BYTES]).await;
    assert!(first.status.is_success(), "{}", first.body);
}

/// The file, uploaded by the program as its people do it; and how the matter has it then.
async fn brought(world: &PracticeWorld, judge: &Person, matter: &MatterId, pieces: u32) -> FileRef {
    let (path, mut building) = (world.directory().join("hearing.mp4"), Building::default());
    let mut written = File::create(&path).unwrap();
    for index in 0..pieces {
        let bytes = piece(index);
        building.take(&bytes).unwrap();
        written.write_all(&bytes).unwrap();
    }
    let naming = Naming { name: "hearing.mp4".into(), media_type: "video/mp4".into(), label: None };
    let whole = building.finish(naming).unwrap();
    let said = program(world, "lin-yu", &["--json", "file", "upload", &matter.to_string(), path.to_str().unwrap()]);
    let upload: Value = serde_json::from_str(&said).unwrap();
    let at = format!("/matters/{matter}/uploads/{}", upload["id"].as_str().unwrap());
    let on_file = async || {
        let upload = judge.get(&at).await.good();
        (upload["state"] == "taken").then(|| serde_json::from_value::<FileRef>(upload["file"].clone()).unwrap())
    };
    let file = until_within(PATIENCE, "the upload is on file", on_file).await;
    assert_eq!(file, whole.file().unwrap());
    std::fs::remove_file(path).unwrap();
    file
}

/// The program fetches the file in Hong Kong, and every byte of it is the one that was brought in Nansha.
fn fetched(world: &PracticeWorld, matter: &MatterId, file: &FileRef, pieces: u32) {
    let path = world.directory().join("fetched.mp4");
    let fetch = ["file", "download", &matter.to_string(), &file.sha256.to_string(), path.to_str().unwrap()];
    program(world, "wong-ka-yan", &fetch);
    let mut fetched = File::open(&path).unwrap();
    let mut bytes = vec![0; PIECE_BYTES];
    for index in 0..pieces {
        fetched.read_exact(&mut bytes).unwrap();
        assert!(bytes == piece(index), "piece {index} is another one");
    }
    assert_eq!(fetched.read(&mut bytes).unwrap(), 0, "nothing follows");
    std::fs::remove_file(path).unwrap();
}

/// What the program says to a person who has signed in with it.
fn program(world: &PracticeWorld, account: &str, arguments: &[&str]) -> String {
    let (person, session) = (world.account(account), world.directory().join(format!("{account}.session")));
    let ca = world.directory().join("ca.pem");
    let run = |arguments: &[&str], input: &str| {
        let mut command = Command::new(comity_tests::program());
        command.arg("--session").arg(&session).args(arguments).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        let said = child.wait_with_output().unwrap();
        assert!(said.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said.stderr));
        String::from_utf8(said.stdout).unwrap()
    };
    run(&["login", "--url", &person.url, "--ca", ca.to_str().unwrap(), "--account", account], &person.secret);
    run(arguments, "")
}

/// What is kept of large files in Hong Kong: the names, and which file on the disk each is.
fn stored(world: &PracticeWorld) -> BTreeMap<PathBuf, u64> {
    let folders = list(&world.of("hk").join("record/pieces"));
    let objects = folders.iter().flat_map(|folder| list(folder));
    let whole = objects.filter(|path| path.extension().is_none());
    whole.filter_map(|path| Some((path.clone(), path.metadata().ok()?.ino()))).collect()
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// What the program has in memory now; its peak is counted from here on.
fn forget_peak_kib(program: &Program) -> u64 {
    std::fs::write(format!("/proc/{}/clear_refs", program.id()), "5").unwrap();
    peak_memory_kib(program)
}

fn peak_memory_kib(program: &Program) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

fn small_file(size: usize) -> (Manifest, Vec<u8>) {
    let bytes: Vec<u8> = (0..size).map(|place| (place / 7 + place % 251) as u8).collect();
    let mut building = Building::default();
    building.take(&bytes).unwrap();
    let naming = Naming { name: "hearing.mp4".into(), media_type: "video/mp4".into(), label: None };
    (building.finish(naming).unwrap(), bytes)
}

/// A whole piece, unlike any other.
fn piece(index: u32) -> Vec<u8> {
    let mut state = u64::from(index) + 1;
    let mut bytes = Vec::with_capacity(PIECE_BYTES);
    while bytes.len() < PIECE_BYTES {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        bytes.extend_from_slice(&state.to_be_bytes());
    }
    bytes
}
