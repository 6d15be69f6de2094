//! The whole: two gateways with their own keys and records, real TLS between them, real rules in the sandbox, people over the API.

mod applications;
mod bucket;
mod bundle;
mod cases;
mod certificates;
mod checkpoint_key;
mod correspondence;
mod custody;
mod directions;
mod draws;
mod erasure;
mod evidence;
mod exchange;
mod feed;
mod full;
mod hearing;
mod jurors;
mod large;
pub(crate) mod letter;
mod mediation;
mod mediators;
mod quarantine;
mod refusals;
mod registers;
mod releases;
mod restore;
mod rogatory;
mod roll;
mod sealed;
mod staging;
mod standby;
mod stories;
mod suites;
mod traffic;
mod upgrade;
mod witnesses;

use comity_domain::MatterId;
use comity_tests::{Draft, Gateway, Person, PracticeWorld, until};
use serde_json::{Value, json};

/// The Mainland and Hong Kong, at work.
pub(crate) struct Bay {
    pub(crate) cn: Gateway,
    pub(crate) hk: Gateway,
    pub(crate) judge: Person,
    pub(crate) liaison: Person,
    pub(crate) registrar: Person,
}

impl Bay {
    pub(crate) async fn open(world: &PracticeWorld) -> Self {
        let (cn, hk) = (world.start("cn").await, world.start("hk").await);
        let judge = world.sign_in("lin-yu").await;
        let liaison = world.sign_in("chen-an").await;
        let registrar = world.sign_in("wong-ka-yan").await;
        Self { cn, hk, judge, liaison, registrar }
    }

    /// The letter, drafted, examined, and with the High People's Court.
    async fn submitted(&self) -> MatterId {
        self.submitted_as(&Draft::corrected()).await
    }

    /// This letter, with the High People's Court.
    pub(crate) async fn submitted_as(&self, draft: &Draft) -> MatterId {
        let matter = self.judge.submit(draft).await;
        self.liaison.wait_for(&matter, "submitted").await;
        matter
    }

    /// The letter, in Hong Kong and assessed there.
    async fn delivered(&self) -> MatterId {
        let matter = self.submitted().await;
        self.liaison.act(&matter, "forward", json!({})).await;
        self.registrar.wait_for(&matter, "acknowledged").await;
        self.judge.wait_for(&matter, "acknowledged").await;
        matter
    }

    /// The letter is taken for execution, and the bailiff has its papers.
    pub(crate) async fn accepted(&self, matter: &MatterId) {
        self.registrar.act(matter, "accept", Value::Null).await;
        self.registrar.act(matter, "execution", json!({ "executing_body": "Chief Bailiff" })).await;
    }

    /// The papers, which the bailiff has, are served on this day; that is certified, and the certificate is in Nansha.
    async fn certified(&self, matter: &MatterId, day: &str) {
        let certificate =
            json!({ "date": day, "method": "personal", "place": "750 Nathan Road", "recipient": "陳大文" });
        self.registrar.act(matter, "service", json!({ "result": "served", "certificate": certificate })).await;
        self.registrar.wait_for(matter, "completed").await;
        self.registrar.act(matter, "certificate", Value::Null).await;
        self.judge.wait_for(matter, "returned").await;
    }

    /// See [`close_the_books`].
    async fn close_the_books(self, world: &PracticeWorld, matter: &MatterId) {
        close_the_books(world, [("cn", self.cn), ("hk", self.hk)], [&self.judge, &self.registrar], matter).await;
    }
}

/// Every message of both sides was taken once and is receipted, and nothing waits for a person; then both gateways end, and
/// their records hold to the last line.
async fn close_the_books(
    world: &PracticeWorld,
    gateways: [(&str, Gateway); 2],
    people: [&Person; 2],
    matter: &MatterId,
) {
    let mut queued = Vec::new();
    let mut taken = Vec::new();
    for person in people {
        until("every message is receipted", async || {
            let standing = person.matter(matter).await["standing"].clone();
            (standing["unreceipted"] == json!([]) && standing["needs_person"] == Value::Null).then_some(())
        })
        .await;
        for recorded in person.docket(matter).await {
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
    assert_eq!(queued, taken);

    let sides = gateways.each_ref().map(|(side, _)| *side);
    for (_, gateway) in gateways {
        gateway.stop().await;
    }
    for gateway in sides {
        let report = world.record(gateway).verify();
        assert_eq!(report.entries, report.checkpoint_size, "{gateway}: lines that no checkpoint covers");
    }
}
