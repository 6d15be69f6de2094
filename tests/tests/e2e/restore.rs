//! The drill: a gateway is copied while it works, lost, and put back, from an old copy and from the newest.

use std::path::PathBuf;
use std::process::Command;

use axum::http::{HeaderMap, Method};
use comity_domain::MatterId;
use comity_tests::{Draft, Person, PracticeWorld, Record, program, until};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::roll::{ALL, adopted, next_roll};

/// Copies of Hong Kong's record, apart from its gateway.
pub(super) struct Copies(TempDir);

impl Copies {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn of(&self, which: &str) -> [PathBuf; 2] {
        ["record", "keys"].map(|what| self.0.path().join(which).join(what))
    }

    /// Copies the record, and the keys of its matters beside it.
    pub(super) fn make(&self, which: &str, world: &PracticeWorld) -> Value {
        let [record, keys] = self.of(which);
        let mut backup = Command::new(program());
        backup.args(["--json", "record", "backup"]).arg(world.of("hk")).arg("--to").arg(record).arg("--keys").arg(keys);
        said(backup)
    }

    /// Puts a copy in the place of the record that was lost.
    pub(super) fn put_back(&self, which: &str, world: &PracticeWorld) -> Value {
        let [record, keys] = self.of(which);
        std::fs::remove_dir_all(world.of("hk").join("record")).unwrap();
        let mut restore = Command::new(program());
        restore
            .args(["--json", "record", "restore"])
            .arg(record)
            .arg("--keys")
            .arg(keys)
            .arg("--into")
            .arg(world.of("hk"));
        said(restore)
    }
}

#[tokio::test]
async fn a_gateway_put_back_from_an_old_copy_signs_nothing_and_from_the_newest_one_goes_on() {
    let world = PracticeWorld::make().await;
    let (cn, mo) = (world.start("cn").await, world.start("mo").await);
    let hk = world.spawn("hk").await;
    let people = People::of(&world).await;
    let copies = Copies::new();

    let first = people.deliver().await;
    let old = until("a copy with the first letter", async || {
        let copied = copies.make("old", &world);
        (copied["entries"].as_u64() >= Some(size_of(&world, &first))).then_some(copied)
    })
    .await;
    let second = people.deliver().await;
    published(&world).await;
    hk.kill();
    let newest = copies.make("newest", &world);
    assert!(newest["entries"].as_u64() > old["entries"].as_u64(), "{newest} after {old}");

    // From the old copy: both witnesses hold more, and show it.
    assert_eq!(copies.put_back("old", &world)["entries"], old["entries"]);
    let hk = world.spawn("hk").await;
    let behind = |health: &Value| ["cn", "mo"].iter().all(|peer| at(health, peer)["code"] == "record-behind-witness");
    let health = health_until(&world, "both witnesses have told", behind).await;
    assert_eq!((&health["status"], &health["held"]["size"]), (&json!("held"), &old["entries"]));
    assert!(at(&health, "cn")["size"].as_u64() > old["entries"].as_u64());
    let third = people.forward().await;
    takes_and_signs_nothing(&world, &first).await;
    hk.stop().await;
    let hk = world.spawn("hk").await;
    health_until(&world, "it is held after the next start too", behind).await;
    hk.stop().await;
    assert_eq!(world.record("hk").verify().entries, old["entries"].as_u64().unwrap(), "not a line more");

    // From the newest copy: it waits for Macao, and then goes on by itself.
    mo.stop().await;
    copies.put_back("newest", &world);
    let hk = world.spawn("hk").await;
    let health =
        health_until(&world, "the Mainland has told", |health| at(health, "cn")["code"] == "record-continues").await;
    assert_eq!((&health["status"], &at(&health, "mo")["code"]), (&json!("held"), &json!("record-not-told")));
    takes_and_signs_nothing(&world, &first).await;
    let mo = world.start("mo").await;
    health_until(&world, "it goes on", |health| health["status"] == "up").await;
    // The Mainland's next attempt for the third letter is half a minute away by now; after a start it is at once.
    cn.stop().await;
    let cn = world.start("cn").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    for matter in [&first, &second, &third] {
        registrar.wait_for(matter, "acknowledged").await;
    }
    registrar.act(&first, "accept", Value::Null).await;
    people.judge.wait_for(&first, "accepted").await;
    published(&world).await;

    hk.stop().await;
    cn.stop().await;
    mo.stop().await;
    let record = world.record("hk");
    record.verify();
    assert_eq!(record.of_kind("record-resumed").len(), 1);
    for witness in ["cn", "mo"] {
        let of_witness = world.record(witness);
        of_witness.verify();
        assert!(of_witness.of_kind("log-contradicted").is_empty(), "{witness} saw a second history");
    }
}

#[tokio::test]
async fn a_gateway_whose_lines_are_lost_for_good_goes_on_under_another_name_once_all_have_agreed() {
    const NEW: &str = "hk.gateway.comity.example/record/2";
    let world = PracticeWorld::make().await;
    let (cn, mo) = (world.start("cn").await, world.start("mo").await);
    let hk = world.spawn("hk").await;
    let people = People::of(&world).await;
    let copies = Copies::new();
    let first = people.deliver().await;
    let old = until("a copy with the first letter", async || {
        let copied = copies.make("old", &world);
        (copied["entries"].as_u64() >= Some(size_of(&world, &first))).then_some(copied)
    })
    .await;
    people.deliver().await;
    published(&world).await;
    hk.kill();
    copies.put_back("old", &world);

    // What is left is declared, the others sign and adopt it, and the record goes on.
    let [entry, roll] = ["entry.json", "next.json"].map(|name| world.of("hk").join(name));
    let mut declare = Command::new(program());
    declare.args(["--json", "record", "declare"]).arg(world.of("hk")).args(["--as", NEW, "--by", "ops-hk", "duty-hk"]);
    declare.args(["--reason", "the disk failed, and the newest copy was older", "--out"]).arg(&entry);
    for peer in ["cn", "mo"] {
        declare.arg("--held").arg(format!("{peer}={}", world.of(peer).join("record/heads/peer.hk").display()));
    }
    said(declare);
    let additions = serde_json::from_slice(&std::fs::read(&entry).unwrap()).unwrap();
    let before = world.roll().gateway(&"hk".parse().unwrap()).unwrap().log.clone();
    let next = next_roll(&world, &ALL, |_| additions);
    adopted(&world, "cn", &next).await;
    adopted(&world, "mo", &next).await;
    std::fs::write(&roll, &next).unwrap();
    for _ in 0..2 {
        let mut succeed = Command::new(program());
        succeed.args(["--json", "record", "succeed"]).arg(world.of("hk")).arg(&roll);
        let succeeded = said(succeed);
        assert_eq!((&succeeded["log"], &succeeded["entries"]), (&json!(NEW), &old["entries"]));
    }
    let file = world.of("hk").join("comity.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    assert!(config.contains(&before));
    std::fs::write(&file, config.replace(&format!("\"{before}\""), &format!("\"{NEW}\""))).unwrap();

    let third = people.forward().await;
    let hk = world.spawn("hk").await;
    health_until(&world, "it goes on", |health| health["status"] == "up").await;
    // The Mainland's next attempt for the third letter may be half a minute away; after a start it is at once.
    cn.stop().await;
    let cn = world.start("cn").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    for matter in [&first, &third] {
        registrar.wait_for(matter, "acknowledged").await;
    }
    registrar.act(&first, "accept", Value::Null).await;
    people.judge.wait_for(&first, "accepted").await;
    published(&world).await;

    hk.stop().await;
    cn.stop().await;
    mo.stop().await;
    let record = world.record("hk");
    record.verify();
    assert_eq!(record.of_kind("log-succeeded").len(), 1);
    assert_eq!(record.of_kind("record-resumed").len(), 1);
    for witness in ["cn", "mo"] {
        assert!(world.record(witness).of_kind("log-contradicted").is_empty(), "{witness} saw a second history");
    }
}

#[tokio::test]
async fn a_copy_that_is_made_again_takes_only_what_is_new_and_is_left_alone_by_a_record_that_went_back() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    hk.stop().await;
    let copies = Copies::new();
    let first = copies.make("one", &world);
    assert_eq!(copies.make("one", &world)["written"], 0);

    let hk = world.start("hk").await;
    let refused = world.peer("cn").deliver("hk", b"no message").await;
    assert_eq!(refused.status.as_u16(), 422, "and the record says so");
    hk.stop().await;
    let again = copies.make("two", &world);
    assert!(again["entries"].as_u64() > first["entries"].as_u64());

    copies.put_back("one", &world);
    let [record, _] = copies.of("two");
    let refused =
        Command::new(program()).args(["record", "backup"]).arg(world.of("hk")).arg("--to").arg(&record).output();
    let refused = refused.unwrap();
    let line = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && line.starts_with("backup-of-another-record: "), "{line}");
    let mut verify = Command::new(program());
    verify.args(["--json", "record", "verify"]).arg(world.of("hk")).arg("--backup").arg(&record);
    assert_eq!(said(verify)["entries"], again["entries"]);

    let [record, keys] = copies.of("one");
    let mut restore = Command::new(program());
    restore.args(["record", "restore"]).arg(record).arg("--keys").arg(keys).arg("--into").arg(world.of("hk"));
    let refused = restore.output().unwrap();
    let line = String::from_utf8(refused.stderr).unwrap();
    assert!(!refused.status.success() && line.starts_with("restore-not-empty: "), "{line}");
}

#[tokio::test]
async fn a_gateway_that_was_moved_by_an_archive_has_the_same_state_and_waits_for_its_peers_before_it_goes_on() {
    let world = PracticeWorld::make().await;
    let (_cn, mo) = (world.start("cn").await, world.start("mo").await);
    let hk = world.start("hk").await;
    let people = People::of(&world).await;
    let first = people.deliver().await;
    published(&world).await;
    hk.stop().await;
    let entries = world.record("hk").verify().entries;

    let moved = |what: &str| {
        let mut command = Command::new(program());
        command.args(["--json", "record", what, "--directory"]).arg(world.of("hk")).arg(world.of("hk").join("archive"));
        said(command)
    };
    let exported = moved("export");
    std::fs::remove_dir_all(world.of("hk").join("record")).unwrap();
    assert_eq!(moved("import"), exported);
    assert_eq!(exported["entries"], entries);

    mo.stop().await;
    let _hk = world.start("hk").await;
    let health =
        health_until(&world, "the Mainland has told", |health| at(health, "cn")["code"] == "record-continues").await;
    assert_eq!((&health["status"], &at(&health, "mo")["code"]), (&json!("held"), &json!("record-not-told")));
    takes_and_signs_nothing(&world, &first).await;
    let _mo = world.start("mo").await;
    health_until(&world, "it goes on", |health| health["status"] == "up").await;
    people.registrar.act(&first, "accept", Value::Null).await;
    people.judge.wait_for(&first, "accepted").await;
}

/// Those through whose hands a letter to Hong Kong goes.
struct People {
    judge: Person,
    liaison: Person,
    registrar: Person,
}

impl People {
    async fn of(world: &PracticeWorld) -> Self {
        Self {
            judge: world.sign_in("lin-yu").await,
            liaison: world.sign_in("chen-an").await,
            registrar: world.sign_in("wong-ka-yan").await,
        }
    }

    /// A letter that is on its way.
    async fn forward(&self) -> MatterId {
        let matter = self.judge.submit(&Draft::corrected()).await;
        self.liaison.wait_for(&matter, "submitted").await;
        self.liaison.act(&matter, "forward", json!({})).await;
        matter
    }

    /// A letter that is in Hong Kong, and receipted.
    async fn deliver(&self) -> MatterId {
        let matter = self.forward().await;
        self.registrar.wait_for(&matter, "acknowledged").await;
        self.judge.wait_for(&matter, "acknowledged").await;
        matter
    }
}

/// Whoever asks Hong Kong for something that would have to be signed or kept is refused by the same code, and nothing of its record changes.
async fn takes_and_signs_nothing(world: &PracticeWorld, matter: &MatterId) {
    let before = files_of(world);
    let cn = world.peer("cn");
    let letter = cn.deliver("hk", b"not even looked at").await;
    assert_eq!((letter.status.as_u16(), letter.code()), (503, "record-held"));
    let file = cn.stage("hk", matter, b"a paper").await;
    assert_eq!((file.status.as_u16(), file.code()), (503, "record-held"));
    let client = cn.call("hk");
    for path in ["/peer/v1/add-checkpoint", "/peer/v1/heads"] {
        let answer = client.request(Method::POST, path, HeaderMap::new(), "old 0\n\n".into()).await.unwrap();
        assert_eq!(answer.status.as_u16(), 503, "{path}");
    }
    let registrar = world.sign_in("wong-ka-yan").await;
    assert_eq!(registrar.matter(matter).await["standing"]["state"], "acknowledged", "it can be read");
    let refused = registrar.try_to(matter, "accept", Value::Null).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (503, "record-held"));
    assert_eq!(files_of(world), before);
}

/// The checkpoint of Hong Kong's record, and its lines.
fn files_of(world: &PracticeWorld) -> Vec<Vec<u8>> {
    let directory = world.of("hk");
    let mut files = Record::segments(&directory);
    files.push(directory.join("record/checkpoint"));
    files.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// How many entries Hong Kong's record has up to the last one about this matter.
fn size_of(world: &PracticeWorld, matter: &MatterId) -> u64 {
    let subject = format!("matter/{matter}");
    let record = world.record("hk");
    let last = record.lines.iter().rev().find(|line| line.subject == subject).unwrap();
    last.index + 1
}

/// Waits until both others have cosigned all of Hong Kong's record.
async fn published(world: &PracticeWorld) {
    let auditor = world.sign_in("tsang-mei").await;
    until("all of the record is published", async || {
        let record = auditor.get("/record").await.good();
        (record["published_size"] == record["size"]).then_some(())
    })
    .await;
}

async fn health_until(world: &PracticeWorld, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let stranger = world.stranger("hk", None);
    until(what, async || Some(stranger.get("/health").await.body).filter(|health| is_so(health))).await
}

/// What a peer holds of the record, as health says.
fn at<'h>(health: &'h Value, peer: &str) -> &'h Value {
    let mut peers = health["held"]["peers"].as_array().into_iter().flatten();
    peers.find(|at| at["gateway"] == peer).unwrap_or(&Value::Null)
}

/// What a command printed; it has to succeed.
fn said(mut command: Command) -> Value {
    let output = command.env_remove("COMITY_LANG").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
