//! Gateways whose large files are in buckets: a file goes from one to the other whoever is killed meanwhile, a store that does not answer is
//! named and costs nothing but time, and what is erased leaves its bucket.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_domain::limits::PIECE_BYTES;
use comity_domain::upload::headers::Metadata;
use comity_record::Digest;
use comity_tests::{Answer, Draft, Person, PracticeWorld, SeaweedFs, program, until, until_within};
use serde_json::{Value, json};

use super::custody::execute;
use super::erasure::erase;
use super::evidence::with_evidence;

/// A file has so many whole pieces, and a short one.
const PIECES: usize = 30;
/// These, and the manifest that finishes them.
const OBJECTS: usize = PIECES + 2;
/// What a message may have to wait that could not be delivered a few times, on a slow machine.
const PATIENCE: Duration = Duration::from_secs(300);

#[tokio::test]
async fn evidence_goes_from_bucket_to_bucket_whoever_is_killed_and_what_is_erased_leaves_its_own() {
    let Some(mut store) = started("evidence between two gateways with buckets").await else { return };
    let world = PracticeWorld::make().await;
    let [given, taken] = ["hk", "cn"].map(|gateway| in_bucket(&world, &store, gateway));
    let (mut hk, mut cn) = (world.spawn("hk").await, world.spawn("cn").await);
    let judge = world.sign_in("lin-yu").await;
    let (officer, registrar) = (world.sign_in("chen-an").await, world.sign_in("mak-tsz-kin").await);
    let matter = execute(&world, [&judge, &officer, &registrar]).await;

    // The gateway is killed while the file is brought to it.
    let file = file(PIECES * PIECE_BYTES + 5);
    let half = file.len() / 2;
    let at = begin(&registrar, &matter, &file).await;
    assert_eq!(bring(&registrar, &at, 0, &file[..half]).await.status, 204);
    hk.kill();
    hk = world.spawn("hk").await;
    assert_eq!(registrar.get(&at).await.good()["offset"], half);
    assert_eq!(bring(&registrar, &at, half, &file[half..]).await.status, 204);
    let item = on_file(&registrar, &at).await;
    assert_eq!(store.objects(&given).len(), OBJECTS);

    // The receiver is killed while the file comes, and the store of both ends too.
    let mut certificate = with_evidence(&registrar, &matter, "bank-documents").await;
    certificate["taking"]["acts"][0]["files"].as_array_mut().unwrap().push(item);
    registrar.act(&matter, "evidence", certificate).await;
    registrar.wait_for(&matter, "completed").await;
    registrar.act(&matter, "certificate", Value::Null).await;
    let some_are_there = async || (!store.objects(&taken).is_empty()).then_some(());
    until_within(PATIENCE, "some of the pieces are there", some_are_there).await;
    cn.kill();
    let before = store.objects(&taken);
    assert!(before.len() < OBJECTS, "it was through before it was killed");
    store.kill();
    store.start_again();
    let after = store.objects(&taken);
    assert!(before.iter().all(|object| after.contains(object)), "{before:?}: {after:?}");
    cn = world.spawn("cn").await;
    let is_back = async || (judge.matter(&matter).await["standing"]["state"] == "returned").then_some(());
    until_within(PATIENCE, "the certificate is back with the file", is_back).await;
    assert_eq!(store.objects(&taken).len(), OBJECTS);
    let fetched = judge.get(&format!("/matters/{matter}/files/{}", Digest::of(&file))).await;
    assert!(fetched.status.is_success() && fetched.bytes == file, "{}", fetched.status);
    for gateway in ["hk", "cn"] {
        let pieces = std::fs::read_dir(world.of(gateway).join("record/pieces")).into_iter().flatten();
        assert_eq!(pieces.count(), 0, "{gateway} keeps pieces in its directory");
    }

    // Where the store does not answer, the matter is erased, and its objects go when it answers again.
    judge.act(&matter, "close", Value::Null).await;
    let rests = |it: &Value| it["standing"]["unreceipted"] == json!([]) && it["standing"]["to_assess"] == false;
    judge.wait_until(&matter, "nothing is under way", rests).await;
    judge.step_up().await;
    officer.step_up().await;
    assert_eq!(erase(&judge, &matter, "court-order").await.status, 202);
    store.kill();
    is_away(&erase(&officer, &matter, "court-order").await);
    assert_eq!(judge.matter(&matter).await["standing"]["erased"]["reason"], "court-order");
    store.start_again();
    let are_gone = async || store.objects(&taken).is_empty().then_some(());
    until_within(PATIENCE, "the objects of the erased matter are gone", are_gone).await;
    assert_eq!(store.objects(&given).len(), OBJECTS, "the peer's copy is the peer's");

    hk.stop().await;
    cn.stop().await;
    for gateway in ["hk", "cn"] {
        let report = world.record(gateway).verify();
        assert_eq!(report.entries, report.checkpoint_size, "{gateway}: lines that no checkpoint covers");
    }
}

#[tokio::test]
async fn a_bucket_that_does_not_answer_is_named_and_afterwards_everything_goes_on_from_what_was_kept() {
    let Some(mut store) = started("a gateway whose bucket does not answer").await else { return };
    let world = PracticeWorld::make().await;
    in_bucket(&world, &store, "cn");
    let mut cn = world.spawn("cn").await;
    let judge = world.sign_in("lin-yu").await;
    let matter = judge.draft(&Draft::corrected()).await;
    let (there, coming) = (file(2 * PIECE_BYTES), file(3 * PIECE_BYTES + 5));
    judge.upload(&matter, ("hearing.mp4", "video/mp4"), &there).await;
    let at = begin(&judge, &matter, &coming).await;
    let kept = PIECE_BYTES - 1000;
    assert_eq!(bring(&judge, &at, 0, &coming[..kept]).await.status, 204);

    store.kill();
    // The piece becomes whole, and what is kept of it has to be read.
    is_away(&bring(&judge, &at, kept, &coming[kept..kept + 2000]).await);
    assert_eq!(judge.get(&at).await.good()["offset"], kept);
    let item = Digest::of(&there);
    let wanted = format!("/matters/{matter}/files/{item}");
    is_away(&judge.get(&wanted).await);
    let openings = async || {
        let chain = judge.get(&format!("/matters/{matter}/custody?item={item}")).await.good();
        chain.as_array().unwrap().iter().filter(|step| step["handling"] == "opened").count()
    };
    assert_eq!(openings().await, 0, "nobody is said to have what nobody could read");

    store.start_again();
    assert_eq!(bring(&judge, &at, kept, &coming[kept..]).await.status, 204);
    on_file(&judge, &at).await;

    // A gateway does not start without its bucket, and finds everything when it is back.
    cn.kill();
    store.kill();
    let refused = refusal_at_start(&world, "cn").await;
    assert!(refused.lines().any(|line| line.starts_with("bucket-refuses: ")), "{refused}");
    store.start_again();
    cn = world.spawn("cn").await;
    for file in [&there, &coming] {
        let fetched = judge.get(&format!("/matters/{matter}/files/{}", Digest::of(file))).await;
        assert!(fetched.status.is_success() && fetched.bytes == *file, "{}", fetched.status);
    }
    assert_eq!(openings().await, 1);
    cn.stop().await;
}

/// A store of the test's own; where there can be none, that is noted.
async fn started(what: &'static str) -> Option<SeaweedFs> {
    tokio::task::spawn_blocking(move || SeaweedFs::start(what, |_| ())).await.unwrap()
}

/// Has a gateway keep its large files in a bucket of its own, and says which.
fn in_bucket(world: &PracticeWorld, store: &SeaweedFs, gateway: &str) -> String {
    let bucket = store.fresh();
    world.keep_files_in(gateway, &bucket);
    bucket.name
}

#[track_caller]
fn is_away(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.code()), (500, "bucket-refuses"), "{}", answer.body);
}

/// What a gateway says that ends instead of starting.
async fn refusal_at_start(world: &PracticeWorld, gateway: &str) -> String {
    let mut serve = tokio::process::Command::new(program());
    serve.arg("serve").arg(world.of(gateway)).kill_on_drop(true);
    let ended = tokio::time::timeout(PATIENCE, serve.output()).await.expect("it does not serve").unwrap();
    assert!(!ended.status.success());
    String::from_utf8(ended.stderr).unwrap()
}

/// Announces an upload; answers where its bytes go.
async fn begin(person: &Person, matter: &MatterId, file: &[u8]) -> String {
    let (length, metadata) = (file.len().to_string(), Metadata::write("coming.mp4", "video/mp4", Digest::of(file)));
    let announced = [("tus-resumable", "1.0.0"), ("upload-length", &*length), ("upload-metadata", &*metadata)];
    let uploads = format!("/matters/{matter}/uploads");
    let begun = person.request(Method::POST, &uploads, &announced, Bytes::new()).await.good();
    format!("{uploads}/{}", begun["id"].as_str().unwrap())
}

async fn bring(person: &Person, at: &str, offset: usize, bytes: &[u8]) -> Answer {
    let offset = offset.to_string();
    let headers = [
        ("tus-resumable", "1.0.0"),
        ("content-type", "application/offset+octet-stream"),
        ("upload-offset", offset.as_str()),
    ];
    person.request(Method::PATCH, at, &headers, Bytes::copy_from_slice(bytes)).await
}

/// The file that an upload has become.
async fn on_file(person: &Person, at: &str) -> Value {
    until("an upload is on file", async || {
        let upload = person.get(at).await.good();
        (upload["state"] == "taken").then(|| upload["file"].clone())
    })
    .await
}

/// A file that no other of another length begins with.
fn file(bytes: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(bytes as u64);
    (0..bytes).map(|_| random.u8(..)).collect()
}
