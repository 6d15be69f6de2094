//! What a session and a token are good for, and how long.

use comity_domain::limits::SIGN_IN_MAX_BYTES;
use comity_tests::{Draft, PracticeWorld};
use serde_json::json;

use super::{Desk, is_problem};

const MINUTE_MS: i64 = 60_000;

#[tokio::test]
async fn what_is_signed_needs_a_password_entered_just_now() {
    let Desk { cn, world } = Desk::open().await;
    let (judge, operator) = (world.sign_in("lin-yu").await, world.sign_in("ops-cn").await);
    let clerk = world.sign_in("he-min").await;
    let drafted = judge.post("/matters", Draft::corrected().without_files()).await.good();
    let matter = drafted["id"].as_str().unwrap().parse().unwrap();
    cn.stop().await;
    age_sessions(&world, 11 * MINUTE_MS);
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
    let close = operator.post("/people/he-min/close", json!({ "reason": "moved away" })).await;
    is_problem(&close, 403, "step-up-needed", "an operator who closes");
    let reset = operator.post("/people/he-min/password", json!({ "password": "long enough" })).await;
    is_problem(&reset, 403, "step-up-needed", "an operator who sets a password");
    let guess = judge.post("/sessions/current/step-up", json!({ "password": "a guess" })).await;
    is_problem(&guess, 401, "bad-credentials", "a wrong password");
    is_problem(
        &judge.try_to(&matter, "withdraw", reason.clone()).await,
        403,
        "step-up-needed",
        "after a wrong password",
    );

    assert_eq!(clerk.get("/me").await.good()["credential"], "session");
    let change = json!({ "current": &world.account("he-min").secret, "new": "long enough" });
    clerk.post("/me/password", change).await.good();
    assert_eq!(clerk.get("/me").await.good()["credential"], "stepped-up", "it was asked for, and entered");

    judge.step_up().await;
    judge.act(&matter, "withdraw", reason).await;
    operator.step_up().await;
    operator.post("/people", account).await.good();

    cn.stop().await;
    age_sessions(&world, 8 * 60 * MINUTE_MS);
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

#[tokio::test]
async fn whoever_makes_an_account_or_issues_a_token_is_on_record() {
    let desk = Desk::open().await;
    let operator = desk.world.sign_in("ops-cn").await;
    let account = json!({
        "account": "gu-lan", "name": "顾岚", "role": "judge", "authority": "cn-qianhai", "password": "correct horse",
    });
    operator.post("/people", account).await.good();
    operator.post("/people/nansha-docket/tokens", json!(null)).await.good();
    let record = desk.world.record("cn");
    for kind in ["account-added", "token-issued"] {
        let lines = record.of_kind(kind);
        assert!(lines.last().unwrap().commitments.contains_key("by"), "{kind}");
        assert!(
            !lines.first().unwrap().commitments.contains_key("by"),
            "{kind}: the first ones were there before anybody"
        );
    }
}

/// Lets time pass for the sessions of a gateway that is stopped.
fn age_sessions(world: &PracticeWorld, by_ms: i64) {
    world.working("cn").age("session/", &["ends", "password_at"], by_ms);
}

#[tokio::test]
async fn nobody_has_more_read_of_them_than_a_name_and_a_password_take() {
    let desk = Desk::open().await;
    let nobody = desk.stranger(None);
    let body = |bytes: usize| json!({ "account": "lin-yu", "password": "x".repeat(bytes) });
    let long = nobody.post("/sessions", body(SIGN_IN_MAX_BYTES)).await;
    is_problem(&long, 413, "body-too-large", "a password of a book's length");
    let judge = desk.world.sign_in("lin-yu").await;
    let again = judge.post("/sessions/current/step-up", json!({ "password": "x".repeat(SIGN_IN_MAX_BYTES) })).await;
    is_problem(&again, 413, "body-too-large", "the same, once more");
    is_problem(&nobody.post("/sessions", body(1_000)).await, 401, "bad-credentials", "a long password");
}
