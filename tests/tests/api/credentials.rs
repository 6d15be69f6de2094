//! What a session and a token are good for, and how long.

use std::path::Path;
use std::sync::Arc;

use comity_federation::keys::KeyPair;
use comity_record::Time;
use comity_record::checkpoint::NoteSigner;
use comity_record::seal::SubjectKey;
use comity_server::config::Config;
use comity_store::disk::RealDisk;
use comity_store::{
    Answered, Change, Entry, Parts, Projection, ReadViews, ReceiptSigner, Store, ViewsConfig, ViewsUnreadable,
};
use comity_tests::Draft;
use serde_json::json;

use super::{Desk, is_problem};

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn what_is_signed_needs_a_password_entered_just_now() {
    let Desk { cn, world } = Desk::open().await;
    let (judge, operator) = (world.sign_in("lin-yu").await, world.sign_in("ops-cn").await);
    let drafted = judge.post("/matters", Draft::corrected().without_files()).await.good();
    let matter = drafted["id"].as_str().unwrap().parse().unwrap();
    cn.stop().await;
    age_sessions(&world.of("cn"), 11 * MINUTE_MS);
    let cn = world.start("cn").await;

    judge.get("/matters").await.good();
    judge
        .put(&format!("/matters/{matter}/request"), Draft::corrected().without_files()["request"].clone())
        .await
        .good();
    let reason = json!({ "reason": "the parties settled" });
    is_problem(&judge.try_to(&matter, "withdraw", reason.clone()).await, 403, "step-up-needed", "a judge");
    let account =
        json!({ "account": "x", "name": "X", "role": "clerk", "authority": "cn-nansha", "password": "long enough" });
    is_problem(&operator.post("/people", account.clone()).await, 403, "step-up-needed", "an operator");
    let guess = judge.post("/sessions/current/step-up", json!({ "password": "a guess" })).await;
    is_problem(&guess, 401, "bad-credentials", "a wrong password");
    is_problem(
        &judge.try_to(&matter, "withdraw", reason.clone()).await,
        403,
        "step-up-needed",
        "after a wrong password",
    );

    judge.step_up().await;
    judge.act(&matter, "withdraw", reason).await;
    operator.step_up().await;
    operator.post("/people", account).await.good();

    cn.stop().await;
    age_sessions(&world.of("cn"), 8 * 60 * MINUTE_MS);
    let _cn = world.start("cn").await;
    is_problem(&judge.get("/matters").await, 401, "not-signed-in", "a session of yesterday");
}

#[tokio::test]
async fn a_session_that_was_ended_opens_nothing() {
    let desk = Desk::open().await;
    let (here, there) = (desk.world.sign_in("lin-yu").await, desk.world.sign_in("lin-yu").await);
    here.get("/me").await.good();
    super::ask(&here, "delete", "/sessions/current", "").await.good();
    is_problem(&here.get("/me").await, 401, "not-signed-in", "the ended one");
    there.get("/me").await.good();
}

#[tokio::test]
async fn a_token_is_good_for_the_account_that_it_was_issued_to() {
    let desk = Desk::open().await;
    let operator = desk.world.sign_in("ops-cn").await;
    let issued = operator.post("/people/nansha-docket/tokens", json!(null)).await.good();
    let token = issued["token"].as_str().unwrap();
    let program = desk.stranger(Some(token));
    let me = program.get("/me").await.good();
    assert_eq!((&me["account"], &me["credential"]), (&json!("nansha-docket"), &json!("token")));
    program.post("/matters", Draft::corrected().without_files()).await.good();
    let borrowed = token.replace("nansha-docket", "lin-yu");
    is_problem(
        &desk.stranger(Some(&borrowed)).get("/me").await,
        401,
        "not-signed-in",
        "a judge with a program's token",
    );
    is_problem(&operator.post("/people/nobody/tokens", json!(null)).await, 404, "not-found", "a token for nobody");
}

/// Lets time pass for the sessions of a gateway that is stopped: its working log says now that they were opened so much earlier.
fn age_sessions(directory: &Path, by_ms: i64) {
    let store = open_store(directory);
    for (key, mut session) in store.working("session/") {
        for field in ["ends", "password_at"] {
            let time: Time = serde_json::from_value(session[field].take()).unwrap();
            session[field] = json!(time.plus_ms(-by_ms));
        }
        store.set_working(&key, Some(session)).unwrap();
    }
    store.close().unwrap();
}

fn open_store(directory: &Path) -> Store {
    let config = Config::read(directory).unwrap();
    let read = |name: &str| std::fs::read(config.keys.join(name)).unwrap();
    let key = KeyPair::parse(&read("checkpoint.json")).unwrap();
    let parts = Parts {
        disk: Arc::new(RealDisk),
        master_key: SubjectKey::from_bytes(read("master.key").try_into().unwrap()),
        checkpoint_signer: NoteSigner::new(&config.log, key.signing_key().clone()).unwrap(),
        receipt_signer: Arc::new(Nothing),
        projection: Arc::new(Nothing),
        entropy: Box::new(|bytes: &mut [u8]| bytes.fill(7)),
        on_fatal: Arc::new(|reason| panic!("{reason}")),
        progress: Arc::new(|_| {}),
    };
    let mut store = comity_store::Config::new(&config.record, &config.log);
    store.views = ViewsConfig::Memory;
    Store::open(store, parts).unwrap()
}

/// Nothing is received here, and nobody looks at views.
struct Nothing;

impl ReceiptSigner for Nothing {
    fn sign(&self, _: &Answered, _: u64, _: Time) -> String {
        String::new()
    }
}

impl Projection for Nothing {
    fn version(&self) -> u32 {
        0
    }

    fn project(&self, _: &Entry, _: &dyn ReadViews, _: &mut Vec<Change>) -> Result<(), ViewsUnreadable> {
        Ok(())
    }
}
