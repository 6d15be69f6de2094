//! Who is refused, at every route that there is: nobody in particular, and people who have no business with it.

use axum::body::Bytes;
use axum::http::Method;
use comity_server::api::{OPEN_TO_ALL, routes};
use comity_tests::{Person, PracticeWorld};
use serde_json::json;

use super::{Desk, ask, filled, is_problem};

#[tokio::test]
async fn every_route_is_refused_to_nobody_in_particular() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let before = desk.kept();
    let session = format!("cms_{}", "A".repeat(43));
    let token = format!("cmt_{}.nansha-docket", "A".repeat(43));
    let nobody = format!("cmt_{}.nobody", "A".repeat(43));
    let shown = [None, Some(""), Some("nonsense"), Some(&*session), Some(&*token), Some(&*nobody)];
    for secret in shown {
        let stranger = desk.stranger(secret);
        for (method, route) in routes().iter().filter(|route| !is_open(route)) {
            let asked = format!("{method} {route} showing {secret:?}");
            is_problem(&ask(&stranger, method, &filled(route, &matter), "{}").await, 401, "not-signed-in", &asked);
        }
    }
    assert_eq!(desk.kept(), before);
}

#[tokio::test]
async fn only_three_routes_are_open_and_they_tell_nothing() {
    assert_eq!(
        OPEN_TO_ALL,
        [("post", "/api/v1/sessions"), ("get", "/api/v1/health"), ("get", "/api/v1/openapi.json")],
        "the list only shrinks"
    );
    let known = routes();
    assert!(OPEN_TO_ALL.iter().all(|(method, path)| known.contains(&((*method).into(), (*path).into()))));
    let desk = Desk::open().await;
    let nobody = desk.stranger(None);
    assert_eq!(nobody.get("/health").await.good(), json!({ "status": "up" }));
    nobody.get("/openapi.json").await.good();
    let wrong = nobody.post("/sessions", json!({ "account": "lin-yu", "password": "open sesame" })).await;
    is_problem(&wrong, 401, "bad-credentials", "a wrong password");
    let unknown = nobody.post("/sessions", json!({ "account": "nobody", "password": "open sesame" })).await;
    assert_eq!(
        (wrong.status, wrong.body),
        (unknown.status, unknown.body),
        "an account's existence is nobody's business"
    );
}

#[tokio::test]
async fn a_matter_of_others_is_not_there() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let nowhere = "cn/01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
    let outsider = outsider(&desk.world).await;
    let before = desk.kept();
    for (method, route) in routes().iter().filter(|(_, route)| route.contains("{ulid}")) {
        // Neither a body that cannot be read nor a revision that moved on gives away what a good one does not.
        for (body, revision) in
            [("{}", None), ("not json", None), ("{\"reason\":\"x\"}", Some("\"9\"")), ("{}", Some("x"))]
        {
            let asked = format!("{method} {route} with {body} at {revision:?}");
            let verb = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let headers: Vec<_> = revision.map(|revision| ("if-match", revision)).into_iter().collect();
            let body = Bytes::from_static(body.as_bytes());
            let answer = outsider.request(verb.clone(), &filled(route, &matter), &headers, body.clone()).await;
            is_problem(&answer, 404, "not-found", &asked);
            let none = outsider.request(verb, &filled(route, &nowhere), &headers, body).await;
            assert_eq!((answer.status, answer.body), (none.status, none.body), "{asked}");
        }
    }
    assert_eq!(outsider.get("/matters").await.good(), json!([]));
    assert_eq!(desk.kept(), before);
}

#[tokio::test]
async fn a_role_does_what_is_its_own_and_nothing_else() {
    let desk = Desk::open().await;
    let person = async |account| (account, desk.world.sign_in(account).await);
    let [judge, liaison, auditor, operator, program] = [
        person("lin-yu").await,
        person("chen-an").await,
        person("zhou-wei").await,
        person("ops-cn").await,
        person("nansha-docket").await,
    ];
    let matter = desk.drafted(&judge.1).await;
    let draft = comity_tests::Draft::corrected().without_files().to_string();
    let account =
        json!({ "account": "x", "name": "X", "role": "judge", "authority": "cn-nansha", "password": "long enough" });
    let before = desk.kept();
    let in_matter = |rest: &str| format!("/matters/{matter}{rest}");
    let [read, docket, submit, forward, accept, withdraw, erasure] =
        ["", "/docket", "/submit", "/forward", "/accept", "/withdraw", "/erasure"].map(in_matter);
    let reason = "{\"reason\":\"x\"}";
    for ((name, person), method, path, body, code) in [
        (&judge, "get", "/people", "", "not-allowed"),
        (&judge, "post", "/people", &*account.to_string(), "not-allowed"),
        (&judge, "post", "/people/lin-yu/tokens", "", "not-allowed"),
        (&judge, "get", "/people/nansha-docket/tokens", "", "not-allowed"),
        (&judge, "delete", "/people/nansha-docket/tokens/2", "", "not-allowed"),
        (&judge, "post", "/people/he-min/close", "{\"reason\":\"x\"}", "not-allowed"),
        (&auditor, "post", "/people/he-min/close", "{\"reason\":\"x\"}", "not-allowed"),
        (&judge, "post", "/people/he-min/password", "{\"password\":\"long enough\"}", "not-allowed"),
        (&program, "post", "/me/password", "{\"current\":\"x\",\"new\":\"long enough\"}", "not-allowed"),
        (&judge, "get", "/peers", "", "not-allowed"),
        (&judge, "get", "/roll", "", "not-allowed"),
        (&judge, "post", "/roll", "{}", "not-allowed"),
        (&judge, "post", "/roll/notices", "{}", "not-allowed"),
        (&auditor, "get", "/roll/status", "", "not-allowed"),
        (&judge, "get", "/record", "", "not-allowed"),
        (&auditor, "post", "/matters", &draft, "not-allowed"),
        (&auditor, "get", "/people", "", "not-allowed"),
        (&liaison, "post", "/matters", &draft, "not-allowed"),
        (&operator, "get", "/matters", "", "not-allowed"),
        (&operator, "post", "/matters", &draft, "content-withheld"),
        (&operator, "get", &read, "", "content-withheld"),
        (&operator, "get", &docket, "", "content-withheld"),
        (&judge, "post", &forward, "{}", "not-allowed"),
        (&operator, "post", &erasure, "{\"reason\":\"court-order\"}", "content-withheld"),
        (&program, "post", &erasure, "{\"reason\":\"court-order\"}", "not-allowed"),
        (&judge, "post", &accept, "", "not-allowed"),
        (&liaison, "post", &submit, "{}", "not-allowed"),
        (&liaison, "post", &withdraw, reason, "not-allowed"),
        (&program, "post", &submit, "{}", "not-allowed"),
        (&program, "post", &withdraw, reason, "token-cannot-sign"),
        (&program, "post", &forward, "{}", "token-cannot-sign"),
        (&program, "post", "/people", &*account.to_string(), "not-allowed"),
    ] {
        let asked = format!("{method} {path} as {name}");
        is_problem(&ask(person, method, path, body).await, 403, code, &asked);
    }
    assert_eq!(desk.kept(), before);
}

fn is_open((method, route): &(String, String)) -> bool {
    OPEN_TO_ALL.contains(&(method.as_str(), route.as_str()))
}

/// A judge of another court of the same gateway.
async fn outsider(world: &PracticeWorld) -> Person {
    let operator = world.sign_in("ops-cn").await;
    let (account, password) = ("gu-lan", "correct horse");
    let new = json!({
        "account": account, "name": "顾岚", "role": "judge", "authority": "cn-qianhai", "password": password,
    });
    operator.post("/people", new).await.good();
    let nobody = world.stranger("cn", None);
    let opened = nobody.post("/sessions", json!({ "account": account, "password": password })).await.good();
    world.stranger("cn", opened["session"].as_str())
}
