//! Input that cannot stand: a status, a code, a place and a hint, and nothing half-done.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_domain::limits::{API_JSON_MAX_BYTES, FILE_MAX_BYTES};
use comity_tests::{Answer, Draft, Person, PracticeWorld};
use serde_json::{Value, json};

use super::{Desk, ask, is_problem};

#[tokio::test]
async fn a_draft_that_cannot_stand_is_refused_with_its_place() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let before = desk.kept();
    let draft = Draft::corrected().without_files();
    let with = |pointer: &str, value: Value| {
        let mut draft = draft.clone();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        draft.pointer_mut(parent).unwrap()[field] = value;
        draft.to_string()
    };
    let twice = draft.to_string().replacen('{', "{\"receiving\":\"hk-high-court\",", 1);
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for (body, code, at) in [
        ("".to_owned(), "not-json", "."),
        ("{".to_owned(), "not-json", "."),
        ("\u{feff}{}".to_owned(), "not-json", "."),
        (format!("{draft} {{}}"), "not-json", "."),
        (deep, "bad-field", "[0]"),
        ("[]".to_owned(), "bad-field", "."),
        ("{}".to_owned(), "bad-field", "."),
        (twice, "bad-field", "."),
        (with("/courtesy", json!(true)), "bad-field", "courtesy"),
        (with("/request/letter/seal", json!("red")), "bad-field", "request.letter.seal"),
        (with("/request/documents/1/copies", json!("two")), "bad-field", "request.documents[1].copies"),
        (with("/request/documents/1/copies", json!(-2)), "bad-field", "request.documents[1].copies"),
        (with("/request/hearing", json!("2026-02-30")), "bad-field", "request.hearing"),
        (with("/receiving", json!("High Court")), "bad-field", "receiving"),
        (with("/receiving", json!("hk-no-such-court")), "unknown-authority", "receiving"),
        (with("/transmitting", json!("cn-no-such-court")), "unknown-authority", "transmitting"),
        (with("/receiving", json!("cn-spc")), "bad-chain", "receiving"),
        (with("/transmitting", json!("hk-high-court")), "bad-chain", "transmitting"),
        (with("/request/addressees", json!([])), "bad-request", "addressees"),
        (with("/request/case_number", json!(" ")), "bad-request", "case_number"),
        (with("/request/case_category", json!("quarrel")), "bad-request", "case_category"),
        (with("/request/documents/1/kind", json!("poem")), "bad-request", "documents[1].kind"),
        (with("/request/addressees/0/name", json!("陈\u{0}大文")), "bad-request", "addressees[0].name"),
    ] {
        let asked: String = body.chars().take(200).collect();
        let answer = ask(&judge, "post", "/matters", &body).await;
        is_problem(&answer, 422, code, &asked);
        assert_eq!(answer.body["at"], at, "{asked}");
    }
    let long = format!("\"{}\"", "x".repeat(API_JSON_MAX_BYTES));
    is_problem(&ask(&judge, "post", "/matters", &long).await, 413, "body-too-large", "a body that is too large");
    assert_eq!(desk.kept(), before);
    assert_eq!(judge.get("/matters").await.good(), json!([]));
}

#[tokio::test]
async fn a_matter_that_moved_on_is_not_changed_by_whoever_did_not_see_it() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let revision = judge.matter(&matter).await["standing"]["revision"].as_u64().unwrap();
    let request = Draft::corrected().without_files()["request"].clone();
    let amend = async |seen: &str| {
        let headers = [("content-type", "application/json"), ("if-match", seen)];
        let body = Bytes::from(request.to_string());
        judge.request(Method::PUT, &format!("/matters/{matter}/request"), &headers, body).await
    };
    let seen = format!("\"{revision}\"");
    amend(&seen).await.good();
    let before = desk.kept();
    let late = amend(&seen).await;
    is_problem(&late, 412, "revision-moved", "a revision that moved on");
    assert_eq!(late.body["detail"], (revision + 1).to_string());
    let nonsense = amend("yesterday").await;
    is_problem(&nonsense, 400, "bad-revision", "a revision that is none");
    assert_eq!(nonsense.body["at"], "If-Match");
    assert_eq!(desk.kept(), before);

    // Of people who decide at the same moment, one is first; the others learn that the matter moved on.
    let seen = format!("\"{}\"", revision + 1);
    let answers = tokio::join!(amend(&seen), amend(&seen), amend(&seen), amend(&seen));
    let statuses = <[Answer; 4]>::from(answers).map(|answer| answer.status.as_u16());
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 3, "{statuses:?}");
    assert_eq!(desk.kept().0, before.0 + 1);
}

#[tokio::test]
async fn what_leaves_under_a_seal_names_the_revision_that_its_officer_has_seen() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let before = desk.kept();
    let reason = json!({ "reason": "the parties settled" });
    let blind = judge.post(&format!("/matters/{matter}/withdraw"), reason.clone()).await;
    is_problem(&blind, 428, "revision-required", "a withdrawal of whatever stands there");
    assert_eq!((&blind.body["at"], desk.kept()), (&json!("If-Match"), before));
    judge.act(&matter, "withdraw", reason).await;
}

#[tokio::test]
async fn a_matter_or_a_file_with_an_odd_name_does_nothing() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let matter = desk.drafted(&judge).await;
    let before = desk.kept();
    for name in
        ["cn/../../x", "cn/%2e%2e%2f%2e%2e%2fx", "cn/1", "CN/01ARZ3NDEKTSV4RRFFQ69G5FAV", "cn/%00", "%2e%2e/%2e%2e"]
    {
        let answer = judge.get(&format!("/matters/{name}")).await;
        is_problem(&answer, 404, "not-found", name);
    }
    let sha256 = format!("sha256:{}", "0".repeat(64));
    for digest in [&*sha256, "..%2f..%2fkeys%2fmaster.key", "x"] {
        is_problem(&judge.get(&format!("/matters/{matter}/files/{digest}")).await, 404, "not-found", digest);
    }
    for name in [
        "..%2F..%2Fetc%2Fpasswd",
        "%2Fetc%2Fpasswd",
        "..",
        ".profile",
        "a%5Cb.txt",
        "a%00b",
        "%20",
        "%E2%80%AEtxt.exe",
        "C:x",
    ] {
        let answer = upload(&judge, &matter, &format!("name={name}"), b"paper").await;
        is_problem(&answer, 422, "bad-file-name", name);
        assert_eq!(answer.body["at"], "name", "{name}");
    }
    for query in ["", "name=a.txt&folder=/etc", "name=a&name=b"] {
        is_problem(&upload(&judge, &matter, query, b"paper").await, 400, "bad-request-form", query);
    }
    let large = vec![b'x'; FILE_MAX_BYTES + 1];
    is_problem(
        &upload(&judge, &matter, "name=large.txt", &large).await,
        413,
        "body-too-large",
        "a file that is too large",
    );
    for query in ["after=cn", "limit=many", "offset=1"] {
        is_problem(&judge.get(&format!("/matters?{query}")).await, 400, "bad-request-form", query);
    }
    assert_eq!(desk.kept(), before);
}

#[tokio::test]
async fn an_act_out_of_turn_says_where_the_matter_stands() {
    let desk = Desk::open().await;
    let (judge, liaison) = (desk.world.sign_in("lin-yu").await, desk.world.sign_in("chen-an").await);
    let matter = desk.drafted(&judge).await;
    let before = desk.kept();
    for (person, act, body, code, detail) in [
        (&liaison, "send-back", json!({ "reason": "x" }), "wrong-state", json!("drafted")),
        (&liaison, "forward", json!({}), "wrong-state", json!("drafted")),
        (&liaison, "paper", json!({ "reason": "x" }), "wrong-state", json!("drafted")),
        (&judge, "close", json!(null), "wrong-state", json!("drafted")),
        (&judge, "submit", json!({}), "file-missing", json!(null)),
    ] {
        let answer = person.try_to(&matter, act, body).await;
        is_problem(&answer, 409, code, act);
        assert_eq!(answer.body["detail"], detail, "{act}");
    }
    let named = Draft::corrected().body["request"]["documents"][0]["file"].clone();
    let mut request = Draft::corrected().without_files()["request"].clone();
    request["documents"][0]["file"] =
        json!({ "sha256": format!("sha256:{}", "0".repeat(64)), "size": 5, "name": named, "media_type": "text/plain" });
    let answer = judge.put(&format!("/matters/{matter}/request"), request).await;
    is_problem(&answer, 422, "unknown-file", "a paper that was never added");
    assert_eq!(desk.kept(), before);

    let withdrawn = json!({ "reason": "the parties settled" });
    judge.act(&matter, "withdraw", withdrawn.clone()).await;
    let again = judge.try_to(&matter, "withdraw", withdrawn).await;
    is_problem(&again, 409, "wrong-state", "a second withdrawal");
    assert_eq!(again.body["detail"], "withdrawn");
    let before = desk.kept();
    let late = upload(&judge, &matter, "name=late.txt", b"too late").await;
    is_problem(&late, 409, "wrong-state", "a file for a matter that has ended");
    assert_eq!(desk.kept(), before, "nothing of it is kept");
}

#[tokio::test]
async fn questions_about_the_law_that_have_no_answer_say_why() {
    let desk = Desk::open().await;
    let judge = desk.world.sign_in("lin-yu").await;
    let before = desk.kept();
    let period = |field: &str, value: Value| {
        let mut period = json!({ "calendar": "CN", "from": "2026-01-31", "length": 5, "unit": "working-days" });
        period[field] = value;
        period.to_string()
    };
    let mut case: Value =
        serde_json::from_str(include_str!("../../../plugins-wasm/mainland/cases/item-4-a-working-saturday.json"))
            .unwrap();
    let mut facts = case["facts"].take();
    judge.post("/rules/assess", facts.clone()).await.good();
    facts["docket"][0]["on"] = json!("2026-02-30");
    let facts = facts.to_string();
    for (method, path, body, code, at) in [
        ("post", "/deadline", period("from", json!("2031-01-31")), "year-missing", "from"),
        ("post", "/deadline", period("calendar", json!("LUNAR")), "unknown-calendar", "calendar"),
        ("post", "/deadline", period("from", json!("2026-02-30")), "bad-field", "from"),
        ("post", "/deadline", period("unit", json!("fortnights")), "bad-field", "unit"),
        ("post", "/deadline", period("length", json!(2_000_000_000)), "out-of-range", "from"),
        (
            "post",
            "/deadline",
            period("suspended", json!([["2026-08-31", "2026-08-01"]])),
            "impossible-range",
            "suspended",
        ),
        ("get", "/calendars/CN/2026-02-30", String::new(), "not-a-date", "day"),
        ("get", "/calendars/CN/2031-01-02", String::new(), "year-missing", "day"),
        ("get", "/calendars/LUNAR/2026-01-12", String::new(), "unknown-calendar", "calendar"),
        ("post", "/rules/assess", facts, "not-a-date", "facts.docket[0].on"),
        ("post", "/rules/assess", "{".to_owned(), "not-json", "facts"),
    ] {
        let answer = ask(&judge, method, path, &body).await;
        let asked = format!("{method} {path} {body}");
        is_problem(&answer, 422, code, &asked);
        assert_eq!(answer.body["at"], at, "{asked}");
    }
    assert_eq!(desk.kept(), before);
}

#[tokio::test]
async fn an_account_that_cannot_be_is_not_made() {
    let desk = Desk::open().await;
    let operator = desk.world.sign_in("ops-cn").await;
    let before = desk.kept();
    let account = |field: &str, value: Value| {
        let mut account = json!({ "account": "gu-lan", "name": "顾岚", "role": "judge", "authority": "cn-qianhai", "password": "correct horse" });
        account[field] = value;
        account
    };
    for (field, value, status, code) in [
        ("account", json!("../lin-yu"), 422, "bad-account-name"),
        ("account", json!("lin-yu"), 412, "revision-moved"),
        ("role", json!("emperor"), 422, "bad-field"),
        ("authority", json!("cn-no-such-court"), 422, "unknown-authority"),
        ("authority", json!("hk-high-court"), 422, "bad-chain"),
        ("password", json!("short"), 422, "password-too-short"),
        ("password", json!(null), 422, "password-missing"),
    ] {
        let asked = format!("{field}: {value}");
        let answer = operator.post("/people", account(field, value)).await;
        is_problem(&answer, status, code, &asked);
        if status == 422 {
            assert_eq!(answer.body["at"], field, "{asked}");
        }
    }
    assert_eq!(desk.kept(), before);
}

#[tokio::test]
async fn a_certificate_that_cannot_be_true_is_not_recorded() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk) = (world.start("cn").await, world.start("hk").await);
    let (judge, liaison) = (world.sign_in("lin-yu").await, world.sign_in("chen-an").await);
    let registrar = world.sign_in("wong-ka-yan").await;
    let matter = judge.submit(&Draft::corrected()).await;
    liaison.wait_for(&matter, "submitted").await;
    world.set_day("2026-01-14");
    liaison.act(&matter, "forward", json!({})).await;
    registrar.wait_for(&matter, "acknowledged").await;
    registrar.act(&matter, "accept", json!({})).await;
    // The receipt for the acceptance moves the matter on too.
    registrar.wait_until(&matter, "receipted", |matter| matter["standing"]["unreceipted"] == json!([])).await;
    registrar.act(&matter, "execution", json!({ "executing_body": "Chief Bailiff" })).await;
    world.set_day("2026-02-05");
    let certificate = json!({ "date": "2026-02-05", "method": "personal", "place": "Kowloon", "recipient": "陳大文" });
    let with = |field: &str, value: Value| {
        let mut certificate = certificate.clone();
        certificate[field] = value;
        json!({ "result": "served", "certificate": certificate })
    };
    let before = registrar.matter(&matter).await;
    for (body, code, at) in [
        (with("date", json!("2026-02-06")), "impossible-day", "certificate.date"),
        (with("date", json!("2026-01-13")), "impossible-day", "certificate.date"),
        (with("date", json!("2026-02-30")), "bad-field", "certificate.date"),
        (with("recipient", json!(null)), "certificate-incomplete", "certificate.recipient"),
        (with("method", json!("carrier pigeon")), "bad-request", "certificate.method"),
        (with("mood", json!("good")), "bad-field", "certificate.mood"),
    ] {
        let answer = registrar.try_to(&matter, "service", body).await;
        is_problem(&answer, 422, code, at);
        assert_eq!(answer.body["at"], at);
    }
    assert_eq!(registrar.matter(&matter).await, before);
    registrar.act(&matter, "service", with("date", json!("2026-02-05"))).await;
}

async fn upload(person: &Person, matter: &MatterId, query: &str, bytes: &[u8]) -> Answer {
    let path = format!("/matters/{matter}/files?{query}");
    person.request(Method::POST, &path, &[("content-type", "text/plain")], Bytes::copy_from_slice(bytes)).await
}
