//! The whole: two gateways with their own keys and records, real TLS between them, real rules in the sandbox, people over the API.

mod certificates;
mod exchange;
mod letter;
mod quarantine;
mod refusals;
mod releases;
mod roll;
mod staging;
mod stories;
mod suites;
mod witnesses;

use comity_domain::MatterId;
use comity_tests::{Draft, Gateway, Person, PracticeWorld};
use serde_json::json;

/// The Mainland and Hong Kong, at work.
struct Bay {
    cn: Gateway,
    hk: Gateway,
    judge: Person,
    liaison: Person,
    registrar: Person,
}

impl Bay {
    async fn open(world: &PracticeWorld) -> Self {
        let (cn, hk) = (world.start("cn").await, world.start("hk").await);
        let judge = world.sign_in("lin-yu").await;
        let liaison = world.sign_in("chen-an").await;
        let registrar = world.sign_in("wong-ka-yan").await;
        Self { cn, hk, judge, liaison, registrar }
    }

    /// The letter, drafted, examined, and with the High People's Court.
    async fn submitted(&self) -> MatterId {
        let matter = self.judge.submit(&Draft::corrected()).await;
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
}
