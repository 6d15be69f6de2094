//! Two processes of Hong Kong over one database: one is at work, the other stands by and takes its place, whatever became of the first.

use std::path::PathBuf;
use std::process::{Command, Output};

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_tests::{Database, Draft, Person, PracticeWorld, Program, Record, free_ports, program, until};
use serde_json::{Value, json};

/// So many letters go out while the process at work is killed.
const LETTERS: usize = 12;

/// So many of them have arrived by then.
const ARRIVED: usize = 3;

#[tokio::test]
async fn a_gateway_that_is_killed_under_load_is_followed_by_the_one_that_stands_by_with_nothing_lost_and_nothing_twice()
{
    let Some(database) = Database::start("two processes of a gateway over one database").await else { return };
    let world = PracticeWorld::make().await;
    move_to(&world, &database);
    let (cn, mo) = (world.start("cn").await, world.start("mo").await);
    let (first, registrar) = at_work(&world).await;
    let standby = Standby::start(&world, false).await;
    let (judge, liaison) = (world.sign_in("lin-yu").await, world.sign_in("chen-an").await);
    let mut letters = Vec::new();
    for _ in 0..LETTERS {
        let letter = judge.submit(&Draft::corrected()).await;
        liaison.wait_for(&letter, "submitted").await;
        letters.push(letter);
    }

    let forwarding = tokio::spawn(forward(liaison.clone(), letters.clone()));
    until("some letters have arrived", async || (arrived(&registrar).await >= ARRIVED).then_some(())).await;
    standby.refuses_everything().await;
    first.kill();
    let registrar = standby.takes_over(&registrar).await;
    forwarding.await.unwrap();
    for letter in &letters {
        registrar.wait_for(letter, "acknowledged").await;
        judge.wait_for(letter, "acknowledged").await;
        both_sides_agree(&judge, &registrar, letter).await;
    }
    assert_eq!(arrived(&registrar).await, LETTERS);

    standby.program.stop().await;
    cn.stop().await;
    mo.stop().await;
    let (sent, received) = (world.record("cn"), record_of(&world));
    sent.verify();
    received.verify();
    let count = |record: &Record, kind: &str| record.of_kind(kind).len();
    assert_eq!(count(&sent, "message-queued"), count(&received, "message-taken"));
    assert_eq!(count(&received, "message-queued"), count(&sent, "message-taken"));
}

#[tokio::test]
async fn a_gateway_that_stood_still_while_another_took_its_place_ends_when_it_goes_on() {
    let Some(database) = Database::start("a gateway that stood still").await else { return };
    let world = PracticeWorld::make().await;
    move_to(&world, &database);
    let (_cn, _mo) = (world.start("cn").await, world.start("mo").await);
    let (first, registrar) = at_work(&world).await;
    // The first one still has its ports.
    let standby = Standby::start(&world, true).await;
    first.signal("STOP");
    let there = standby.takes_over(&registrar).await;
    first.signal("CONT");
    first.ends_by_itself().await;
    assert_eq!(there.get("/health").await.good()["status"], "up");
}

#[tokio::test]
async fn a_gateway_that_ends_in_order_is_followed_and_its_database_is_used_by_nobody_else_meanwhile() {
    let Some(database) = Database::start("a gateway that ends in order").await else { return };
    let world = PracticeWorld::make().await;
    move_to(&world, &database);
    let (_cn, _mo) = (world.start("cn").await, world.start("mo").await);
    let (first, registrar) = at_work(&world).await;
    let standby = Standby::start(&world, false).await;
    first.stop().await;
    standby.takes_over(&registrar).await;
    let mut export = Command::new(program());
    export.args(["record", "export", "--directory"]).arg(world.of("hk")).arg(world.directory().join("refused"));
    let refused = String::from_utf8(run(&mut export).stderr).unwrap();
    assert!(refused.starts_with("database-in-use: "), "{refused}");
}

/// The process that stands by.
struct Standby {
    program: Program,
    url: String,
    ca: String,
    stranger: Person,
}

impl Standby {
    /// It has its own address for people, and for peers the same as the one at work, or its own as well.
    async fn start(world: &PracticeWorld, own_peers: bool) -> Self {
        let ports = free_ports(2);
        let directory: PathBuf = world.beside("hk", "hk-standby", |config| {
            config.people.address.set_port(ports[0]);
            if own_peers {
                config.peers.address.set_port(ports[1]);
            }
        });
        let (url, ca) = (format!("https://localhost:{}", ports[0]), world.ca());
        let standby = Self { program: Program::begin(&directory), stranger: Person::new(&ca, &url, None), url, ca };
        until("it stands by", async || standby.stands_by().await.then_some(())).await;
        standby
    }

    async fn stands_by(&self) -> bool {
        health(&self.stranger).await.is_some_and(|health| health["code"] == "standing-by")
    }

    async fn refuses_everything(&self) {
        for path in ["/health", "/matters", "/peers", "/openapi.json", "/record/checkpoint"] {
            let answer = self.stranger.get(path).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (503, "standing-by"), "{path}");
        }
    }

    /// Waits until it is at work. Answers with the person, who was signed in before and is so here too.
    async fn takes_over(&self, person: &Person) -> Person {
        until("it stands by no more", async || (!self.stands_by().await).then_some(())).await;
        let person = person.at(&self.ca, &self.url);
        until("it is at work", async || is_up(&person).await.then_some(())).await;
        person
    }
}

/// The process at work, and its registrar.
async fn at_work(world: &PracticeWorld) -> (Program, Person) {
    let first = world.spawn("hk").await;
    let registrar = world.sign_in("wong-ka-yan").await;
    // After its record was moved it waits for its peers.
    until("it is at work", async || is_up(&registrar).await.then_some(())).await;
    (first, registrar)
}

async fn forward(liaison: Person, letters: Vec<MatterId>) {
    for letter in &letters {
        liaison.act(letter, "forward", json!({})).await;
    }
}

async fn arrived(registrar: &Person) -> usize {
    registrar.get("/matters?limit=100").await.good().as_array().unwrap().len()
}

async fn is_up(person: &Person) -> bool {
    health(person).await.is_some_and(|health| health["status"] == "up")
}

/// What a gateway says of its health, if there is one.
async fn health(person: &Person) -> Option<Value> {
    Some(person.try_request(Method::GET, "/health", &[], Bytes::new()).await.ok()?.body)
}

/// Every message that one side queued was taken once by the other, and is receipted.
async fn both_sides_agree(judge: &Person, registrar: &Person, letter: &MatterId) {
    let (mut queued, mut taken) = (Vec::new(), Vec::new());
    for person in [judge, registrar] {
        until("every message is receipted", async || {
            let standing = person.matter(letter).await["standing"].clone();
            (standing["unreceipted"] == json!([]) && standing["needs_person"] == Value::Null).then_some(())
        })
        .await;
        for recorded in person.docket(letter).await {
            let event = &recorded["event"];
            let list = match event["kind"].as_str().unwrap() {
                "message-queued" => &mut queued,
                "message-taken" => &mut taken,
                _ => continue,
            };
            list.push((event["message"].to_string(), event["digest"].to_string()));
        }
    }
    queued.sort();
    taken.sort();
    assert_eq!(queued, taken, "{letter}");
}

/// Moves Hong Kong's record, which a world begins with, to the database. Where it was, it has ended.
fn move_to(world: &PracticeWorld, database: &Database) {
    let archive = world.of("hk").join("archive");
    moved(world, "export", &["--directory"], &archive);
    let mut serve = Command::new(program());
    let refused = String::from_utf8(run(serve.arg("serve").arg(world.of("hk"))).stderr).unwrap();
    assert!(refused.contains("record-ended: "), "{refused}");
    world.keep_in("hk", Some(database.url()));
    moved(world, "import", &["--directory"], &archive);
}

/// Hong Kong's record, copied back into files.
fn record_of(world: &PracticeWorld) -> Record {
    let archive = world.of("hk").join("back");
    moved(world, "export", &["--drill", "--directory"], &archive);
    std::fs::remove_dir_all(world.of("hk").join("record")).unwrap();
    world.keep_in("hk", None);
    moved(world, "import", &["--directory"], &archive);
    world.record("hk")
}

fn moved(world: &PracticeWorld, what: &str, options: &[&str], archive: &std::path::Path) {
    let mut command = Command::new(program());
    let output = run(command.args(["record", what]).args(options).arg(world.of("hk")).arg(archive));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn run(command: &mut Command) -> Output {
    command.env_remove("COMITY_LANG").output().unwrap()
}
