//! How accounts and tokens end, how a password is set anew, and who is refused what about it.

use comity_domain::limits::PASSWORD_CHANGE_MAX_BYTES;
use comity_tests::{Answer, Person};
use serde_json::{Value, json};

use super::{Desk, ask, is_problem};

async fn close(operator: &Person, account: &str) -> Answer {
    operator.post(&format!("/people/{account}/close"), json!({ "reason": "调离" })).await
}

async fn sign_in(desk: &Desk, account: &str, password: &str) -> Answer {
    desk.stranger(None).post("/sessions", json!({ "account": account, "password": password })).await
}

#[tokio::test]
async fn whoever_has_left_is_let_in_no_more_and_what_was_done_stays() {
    let desk = Desk::open().await;
    let (operator, other) = (desk.world.sign_in("ops-cn").await, desk.world.sign_in("duty-cn").await);
    let (judge, clerk) = (desk.world.sign_in("lin-yu").await, desk.world.sign_in("he-min").await);
    let matter = desk.drafted(&clerk).await;
    let password = desk.world.account("he-min").secret.clone();
    let token = operator.post("/people/he-min/tokens", Value::Null).await.good();
    let program = desk.stranger(token["token"].as_str());
    program.get("/me").await.good();

    let closed = close(&operator, "he-min").await.good();
    assert_eq!(closed["closed"], json!({ "on": "2026-01-12", "by": "ops-cn", "reason": "调离" }));
    is_problem(&clerk.get("/matters").await, 401, "not-signed-in", "a session of the closed account");
    is_problem(&program.get("/me").await, 401, "not-signed-in", "a token of the closed account");
    is_problem(&sign_in(&desk, "he-min", &password).await, 403, "account-closed", "with the right password");
    is_problem(&sign_in(&desk, "he-min", "a guess").await, 401, "bad-credentials", "who guesses is told nothing");

    let people = other.get("/people").await.good();
    let row = people.as_array().unwrap().iter().find(|row| row["account"] == "he-min").unwrap();
    assert_eq!(row, &closed, "the other operator sees it");
    assert_eq!(judge.docket(&matter).await[0]["by"], "he-min", "what the clerk has drafted the clerk has drafted");
}

#[tokio::test]
async fn an_account_is_closed_by_another_operator_once_and_for_a_reason() {
    let desk = Desk::open().await;
    let (operator, other) = (desk.world.sign_in("ops-cn").await, desk.world.sign_in("duty-cn").await);
    let (judge, program) = (desk.world.sign_in("lin-yu").await, desk.world.sign_in("nansha-docket").await);
    let before = desk.kept();
    is_problem(&close(&judge, "he-min").await, 403, "not-allowed", "by a judge");
    is_problem(&close(&program, "he-min").await, 403, "not-allowed", "by a program");
    is_problem(&close(&operator, "ops-cn").await, 403, "own-account", "one's own");
    is_problem(&close(&operator, "nobody").await, 404, "not-found", "somebody unknown");
    is_problem(&close(&operator, "He-Min").await, 422, "bad-account-name", "nobody's name");
    for (body, code) in [
        (json!({ "reason": "" }), "bad-reason"),
        (json!({ "reason": "x".repeat(4_001) }), "bad-reason"),
        (json!({}), "bad-field"),
        (json!({ "reason": "x", "until": "2027-01-01" }), "bad-field"),
    ] {
        is_problem(&operator.post("/people/he-min/close", body).await, 422, code, code);
    }
    assert_eq!(desk.kept(), before);

    close(&operator, "he-min").await.good();
    let closed = desk.kept();
    is_problem(&close(&other, "he-min").await, 409, "account-already-closed", "a second time");
    let token = other.post("/people/he-min/tokens", Value::Null).await;
    is_problem(&token, 409, "account-already-closed", "a token for nobody");
    let again = json!({
        "account": "he-min", "name": "何敏", "role": "clerk", "authority": "cn-nansha", "password": "correct horse",
    });
    is_problem(&other.post("/people", again).await, 412, "revision-moved", "the name once more");
    assert_eq!(desk.kept(), closed);
}

#[tokio::test]
async fn a_token_is_revoked_by_an_operator_or_by_whose_it_is() {
    let desk = Desk::open().await;
    let operator = desk.world.sign_in("ops-cn").await;
    let clerk = desk.world.sign_in("he-min").await;
    let issue = async || {
        let issued = operator.post("/people/nansha-docket/tokens", Value::Null).await.good();
        (issued["number"].as_u64().unwrap(), desk.stranger(issued["token"].as_str()))
    };
    let ((first, by_operator), (second, by_itself), (_, stays)) = (issue().await, issue().await, issue().await);
    let revoke = async |person: &Person, path: String| ask(person, "delete", &path, "").await;
    let of_program = |number: u64| format!("/people/nansha-docket/tokens/{number}");

    is_problem(&revoke(&clerk, of_program(first)).await, 403, "not-allowed", "by another person");
    is_problem(&revoke(&by_itself, of_program(first)).await, 403, "not-allowed", "as an operator would");
    is_problem(&revoke(&clerk, format!("/me/tokens/{first}")).await, 404, "not-found", "of another account");
    for number in ["0", "1", "999", "x", "-1"] {
        let unknown = revoke(&operator, format!("/people/nansha-docket/tokens/{number}")).await;
        is_problem(&unknown, 404, "not-found", number);
    }
    by_operator.get("/me").await.good();

    assert_eq!(revoke(&operator, of_program(first)).await.status.as_u16(), 204);
    is_problem(&by_operator.get("/me").await, 401, "not-signed-in", "revoked by an operator");
    assert_eq!(revoke(&by_itself, format!("/me/tokens/{second}")).await.status.as_u16(), 204);
    is_problem(&by_itself.get("/me").await, 401, "not-signed-in", "revoked by itself");
    is_problem(&revoke(&operator, of_program(second)).await, 409, "token-already-revoked", "a second time");

    let own = stays.get("/me/tokens").await.good();
    assert_eq!(operator.get("/people/nansha-docket/tokens").await.good(), own);
    let revoked: Vec<bool> = own.as_array().unwrap().iter().map(|row| row["revoked"] == "2026-01-12").collect();
    assert_eq!(revoked, [false, true, true, false], "the first one came with the world");
}

#[tokio::test]
async fn whoever_closes_an_account_or_revokes_a_token_is_on_record() {
    let Desk { cn, world } = Desk::open().await;
    let operator = world.sign_in("ops-cn").await;
    let issued = operator.post("/people/nansha-docket/tokens", Value::Null).await.good();
    let path = format!("/people/nansha-docket/tokens/{}", issued["number"]);
    ask(&operator, "delete", &path, "").await.good();
    close(&operator, "he-min").await.good();
    cn.stop().await;
    let record = world.record("cn");
    let [closed] = record.of_kind("account-closed").try_into().unwrap();
    assert_eq!(closed.subject, "person/he-min");
    assert!(closed.open.is_empty() && ["by", "reason"].iter().all(|it| closed.commitments.contains_key(*it)));
    let [revoked] = record.of_kind("token-revoked").try_into().unwrap();
    assert_eq!(revoked.open["number"], issued["number"]);
    assert!(revoked.commitments.contains_key("by"));
    record.verify();
}

async fn change(person: &Person, current: &str, new: &str) -> Answer {
    person.post("/me/password", json!({ "current": current, "new": new })).await
}

async fn reset(operator: &Person, account: &str, password: &str) -> Answer {
    operator.post(&format!("/people/{account}/password"), json!({ "password": password })).await
}

#[tokio::test]
async fn whoever_changes_their_password_stays_signed_in_here_and_nowhere_else() {
    let Desk { cn, world } = Desk::open().await;
    let (here, there) = (world.sign_in("he-min").await, world.sign_in("he-min").await);
    let judge = world.sign_in("lin-yu").await;
    let old = world.account("he-min").secret.clone();
    let issued = world.sign_in("ops-cn").await.post("/people/he-min/tokens", Value::Null).await.good();
    let changed = change(&here, &old, "battery staple").await.good();
    assert_eq!(changed["session"], here.secret());
    assert_eq!(here.get("/me").await.good()["account"], "he-min");
    is_problem(&there.get("/me").await, 401, "not-signed-in", "another session of the account");
    judge.get("/me").await.good();
    world.stranger("cn", issued["token"].as_str()).get("/me").await.good();
    let entering = json!({ "account": "he-min", "password": &old });
    let nobody = world.stranger("cn", None);
    is_problem(&nobody.post("/sessions", entering.clone()).await, 401, "bad-credentials", "the password of before");
    let again = here.post("/sessions/current/step-up", json!({ "password": &old })).await;
    is_problem(&again, 401, "bad-credentials", "the password of before, once more");

    cn.stop().await;
    let record = world.record("cn");
    let [set] = record.of_kind("password-set").try_into().unwrap();
    assert_eq!(set.subject, "person/he-min");
    assert!(set.open.is_empty() && ["by", "password"].iter().all(|it| set.commitments.contains_key(*it)));
    let _cn = world.start("cn").await;
    here.post("/sessions/current/step-up", json!({ "password": "battery staple" })).await.good();
    is_problem(&there.get("/me").await, 401, "not-signed-in", "another session, after a restart");
    is_problem(&nobody.post("/sessions", entering).await, 401, "bad-credentials", "after a restart");
    nobody.post("/sessions", json!({ "account": "he-min", "password": "battery staple" })).await.good();
}

#[tokio::test]
async fn a_password_is_changed_by_whoever_knows_it_and_a_program_has_none() {
    let desk = Desk::open().await;
    let (clerk, program) = (desk.world.sign_in("he-min").await, desk.world.sign_in("nansha-docket").await);
    let old = desk.world.account("he-min").secret.clone();
    let issued = desk.world.sign_in("ops-cn").await.post("/people/he-min/tokens", Value::Null).await.good();
    let of_clerk = desk.stranger(issued["token"].as_str());
    let before = desk.kept();
    is_problem(&change(&clerk, "a guess", "battery staple").await, 401, "bad-credentials", "with a guess");
    let short = change(&clerk, &old, "short").await;
    is_problem(&short, 422, "password-too-short", "to a short one");
    assert_eq!(short.body["at"], "new");
    is_problem(&change(&program, &old, "battery staple").await, 403, "not-allowed", "by a court's program");
    let by_token = change(&of_clerk, &old, "battery staple").await;
    is_problem(&by_token, 403, "wrong-credential", "by a person's program");
    for body in [json!({ "current": &old }), json!({ "current": &old, "new": "battery staple", "account": "lin-yu" })] {
        is_problem(&clerk.post("/me/password", body).await, 422, "bad-field", "another form");
    }
    let long = change(&clerk, &old, &"x".repeat(PASSWORD_CHANGE_MAX_BYTES)).await;
    is_problem(&long, 413, "body-too-large", "a password of a book's length");
    assert_eq!(desk.kept(), before);
    sign_in(&desk, "he-min", &old).await.good();
}

#[tokio::test]
async fn an_operator_gives_whoever_forgot_a_password_another_first_one() {
    let desk = Desk::open().await;
    let (operator, other) = (desk.world.sign_in("ops-cn").await, desk.world.sign_in("duty-cn").await);
    let (judge, clerk) = (desk.world.sign_in("lin-yu").await, desk.world.sign_in("he-min").await);
    let old = desk.world.account("he-min").secret.clone();
    let issued = operator.post("/people/he-min/tokens", Value::Null).await.good();
    let before = desk.kept();
    is_problem(&reset(&judge, "he-min", "battery staple").await, 403, "not-allowed", "by a judge");
    is_problem(&reset(&operator, "ops-cn", "battery staple").await, 403, "own-account", "one's own");
    is_problem(&reset(&operator, "nobody", "battery staple").await, 404, "not-found", "somebody unknown");
    is_problem(&reset(&operator, "He-Min", "battery staple").await, 422, "bad-account-name", "nobody's name");
    let of_program = reset(&operator, "nansha-docket", "battery staple").await;
    is_problem(&of_program, 422, "program-without-password", "of a program");
    assert_eq!(of_program.body["at"], "account");
    is_problem(&reset(&operator, "he-min", "short").await, 422, "password-too-short", "a short one");
    assert_eq!(desk.kept(), before);

    assert_eq!(reset(&operator, "he-min", "battery staple").await.good()["account"], "he-min");
    is_problem(&clerk.get("/me").await, 401, "not-signed-in", "a session of the account");
    judge.get("/me").await.good();
    desk.stranger(issued["token"].as_str()).get("/me").await.good();
    is_problem(&sign_in(&desk, "he-min", &old).await, 401, "bad-credentials", "the password of before");
    sign_in(&desk, "he-min", "battery staple").await.good();

    close(&other, "he-min").await.good();
    let closed = desk.kept();
    let of_closed = reset(&operator, "he-min", "correct horse").await;
    is_problem(&of_closed, 409, "account-already-closed", "of an account that is closed");
    assert_eq!(desk.kept(), closed);
}
