//! A case as a whole: who had its files in hand, the bundle of it, and its erasure.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::History;
use comity_federation::bundle;
use comity_federation::roll::Anchor;
use comity_tests::{Answer, Person, PracticeWorld, Record};
use serde_json::{Value, json};

use super::hearing::{enter, exhibit, lead, opened, session};

const CONTENT: &str = "公司注册记录 陳大文";

async fn attached(clerk: &Person, case: &str) -> Value {
    let path = format!("/cases/{case}/files?name=record.txt");
    let headers = [("content-type", "text/plain")];
    clerk.request(Method::POST, &path, &headers, Bytes::from_static(CONTENT.as_bytes())).await.good()
}

/// A case with one exhibit and its file, whose exchange of evidence is closed on 27 January.
async fn closed(world: &PracticeWorld, judge: &Person, clerk: &Person) -> (String, String) {
    let case = opened(clerk).await;
    let file = attached(clerk, &case).await;
    lead(judge, &case, json!({ "step": "fix-period", "from": "2026-01-12", "days": 15 })).await.good();
    let mut item = exhibit("公司注册记录", "HK", &["zh"]);
    item["file"] = file.clone();
    enter(clerk, &case, json!({ "step": "produce", "party": 2, "item": item })).await.good();
    let sitting = json!({ "on": "2026-01-27", "time": "09:30", "place": "第三法庭", "manner": "online" });
    lead(judge, &case, json!({ "step": "fix-exchange", "sitting": sitting })).await.good();
    world.set_day("2026-01-27");
    lead(judge, &case, session()).await.good();
    lead(judge, &case, json!({ "step": "end-session" })).await.good();
    for name in ["林予", "李律师", "陳大文"] {
        let sign = json!({ "step": "sign-record", "name": name, "manner": "electronic" });
        enter(clerk, &case, sign).await.good();
    }
    lead(judge, &case, json!({ "step": "close" })).await.good();
    (case, file["sha256"].as_str().unwrap().to_owned())
}

/// Another judge of the same court, whom an operator makes.
async fn colleague(world: &PracticeWorld) -> Person {
    let operator = world.sign_in("ops-cn").await;
    let (account, password) = ("gu-lan", "correct horse");
    let new = json!({
        "account": account, "name": "顾岚", "role": "judge", "authority": "cn-nansha", "password": password,
    });
    operator.post("/people", new).await.good();
    let nobody = world.stranger("cn", None);
    let opened = nobody.post("/sessions", json!({ "account": account, "password": password })).await.good();
    world.stranger("cn", opened["session"].as_str())
}

async fn ways(person: &Person, case: &str) -> Vec<(Value, Value, Value)> {
    let chain = person.get(&format!("/cases/{case}/custody")).await.good();
    let steps = chain.as_array().unwrap().iter();
    steps.map(|it| (it["step"].clone(), it["handling"].clone(), it["by"].clone())).collect()
}

#[tokio::test]
async fn whoever_has_a_file_of_a_case_in_hand_stands_in_the_record_and_is_in_nobodys_way() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let case = opened(&clerk).await;
    let file = attached(&clerk, &case).await;
    let seen = judge.get(&format!("/cases/{case}")).await.good()["standing"]["revision"].to_string();
    let path = format!("/cases/{case}/files/{}", file["sha256"].as_str().unwrap());
    let (first, second) = tokio::join!(judge.get(&path), clerk.get(&path));
    assert_eq!((&*first.bytes, &*second.bytes), (CONTENT.as_bytes(), CONTENT.as_bytes()));
    let ways = ways(&judge, &case).await;
    assert_eq!(ways[0], (json!("added"), Value::Null, json!("he-min")));
    let readers: std::collections::BTreeSet<&str> = ways[1..].iter().map(|way| way.2.as_str().unwrap()).collect();
    assert_eq!((ways.len(), readers), (3, ["he-min", "lin-yu"].into()));
    assert!(ways[1..].iter().all(|way| way.1 == "opened"), "{ways:?}");

    // Who has seen the case before they looked still knows it.
    let step = json!({ "step": "fix-period", "from": "2026-01-12", "days": 15 });
    let revision = format!("\"{seen}\"");
    let headers = [("content-type", "application/json"), ("if-match", revision.as_str())];
    let fix =
        async || judge.request(Method::POST, &format!("/cases/{case}/steps"), &headers, step.to_string().into()).await;
    fix().await.good();
    assert_eq!(fix().await.code(), "revision-moved");
}

#[tokio::test]
async fn a_case_is_verified_from_its_bundle_without_its_gateway() {
    let world = PracticeWorld::make().await;
    let cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let (case, sha256) = closed(&world, &judge, &clerk).await;
    let bundle_of = async |person: &Person| {
        person.post(&format!("/cases/{case}/bundle"), json!({ "files": true, "reason": "appeal" })).await
    };
    assert_eq!(bundle_of(&clerk).await.code(), "not-allowed");
    let given = bundle_of(&judge).await;
    assert!(given.status.is_success(), "{}", given.body);
    cn.stop().await;

    let anchors: Vec<Anchor> =
        serde_json::from_slice(&std::fs::read(world.of("mo").join("roll-trust.json")).unwrap()).unwrap();
    let verdict = bundle::verify(&given.bytes, Some(&anchors)).unwrap();
    assert_eq!(verdict.history, History::Case(case.parse().unwrap()));
    assert_eq!((verdict.state, verdict.withheld), (Some("closed"), 0));
    assert_eq!((verdict.checks.len(), verdict.enclosed.len()), (2, 1), "the period and the exhibit were assessed");
    assert_eq!(verdict.enclosed[0].to_string(), sha256);
    let way: Vec<&str> = verdict.custody.unwrap().iter().map(|step| step.step.code()).collect();
    assert_eq!(way, ["added", "exported"]);
    let record = world.record("cn");
    assert_eq!(record.of_kind("bundle-given").last().unwrap().open["case"], case);
    let changed = String::from_utf8(given.bytes.to_vec()).unwrap().replacen("公司注册记录", "公司注销记录", 1);
    assert!(bundle::verify(changed.as_bytes(), Some(&anchors)).is_err());
}

async fn erase(person: &Person, case: &str, reason: &str) -> Answer {
    person.post(&format!("/cases/{case}/erasure"), json!({ "reason": reason })).await
}

#[tokio::test]
async fn a_case_that_two_persons_erase_is_read_by_nobody_and_still_verifies() {
    let world = PracticeWorld::make().await;
    let mut cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let colleague = colleague(&world).await;
    let open = opened(&clerk).await;
    assert_eq!(erase(&judge, &open, "court-order").await.code(), "wrong-case-state");
    let (case, sha256) = closed(&world, &judge, &clerk).await;
    assert_eq!(erase(&clerk, &case, "court-order").await.code(), "not-allowed");
    assert_eq!(erase(&judge, &case, "retention-ended").await.code(), "retention-runs");
    for _ in 0..2 {
        let once = erase(&judge, &case, "court-order").await;
        assert_eq!((once.status.as_u16(), &once.body["erased"]), (202, &json!(false)), "one person is one");
    }
    let erased = erase(&colleague, &case, "court-order").await;
    assert_eq!((erased.status.as_u16(), &erased.body["erased"]), (200, &json!(true)), "{}", erased.body);

    for _ in 0..2 {
        for path in ["", "/docket", "/custody", &format!("/files/{sha256}")] {
            let gone = judge.get(&format!("/cases/{case}{path}")).await;
            assert_eq!((gone.status.as_u16(), gone.code()), (410, "erased"), "{path}: {}", gone.body);
        }
        let rows = clerk.get("/cases").await.good();
        let row = rows.as_array().unwrap().iter().find(|row| row["id"] == case.as_str()).unwrap();
        assert_eq!((&row["case_number"], &row["standing"]["erased"]["reason"]), (&Value::Null, &json!("court-order")));
        cn.stop().await;
        cn = world.start("cn").await;
    }
    let bundle = judge.post(&format!("/cases/{case}/bundle"), json!({})).await;
    assert!(bundle.status.is_success(), "its lines can be shown: {}", bundle.body);
    cn.stop().await;
    let kept = world.working("cn").readable();
    assert!(!kept.contains(CONTENT) && !kept.contains("公司注册记录"), "the other case has the same parties");
    let record = world.record("cn");
    record.verify();
    assert_eq!(record.of_kind("case-erased").last().unwrap().open["case"], case);
    for segment in Record::segments(&world.of("cn")) {
        assert!(std::fs::read_to_string(segment).unwrap().contains(&case), "that there was such a case is known");
    }
}
