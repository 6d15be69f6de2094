//! Whole matters, as their people live through them.

use comity_domain::MatterId;
use comity_tests::{Draft, Peer, Person, PracticeWorld};
use serde_json::{Value, json};

use super::Bay;

#[tokio::test]
async fn a_letter_crosses_while_hong_kong_is_down_and_its_certificate_comes_back() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;

    let matter = bay.judge.draft(&Draft::first()).await;
    is_stopped_by_the_release_of_hong_kong(&world, &bay, &matter).await;
    bay.judge.amend(&matter, &Draft::corrected()).await;
    let preflight = bay.judge.act(&matter, "preflight", Value::Null).await;
    assert_eq!(preflight["checks"][1]["assessment"]["outcome"], "accept-with-flags");
    bay.judge.act(&matter, "submit", json!({})).await;
    bay.liaison.wait_for(&matter, "submitted").await;

    bay.hk.stop().await;
    world.set_day("2026-01-14");
    let stands = bay.liaison.act(&matter, "forward", json!({})).await;
    assert_eq!(stands["standing"]["state"], "transmitted");
    bay.hk = world.start("hk").await;
    bay.judge.wait_for(&matter, "acknowledged").await;
    let received = bay.registrar.wait_for(&matter, "acknowledged").await;
    assert_eq!(received["assessed"]["assessment"]["outcome"], "accept-with-flags");
    the_papers_arrived(&bay, &matter).await;

    world.set_day("2026-01-19");
    bay.accepted(&matter).await;
    bay.judge.wait_for(&matter, "accepted").await;
    world.set_day("2026-02-05");
    let certificate =
        json!({ "date": "2026-02-05", "method": "personal", "place": "750 Nathan Road", "recipient": "陳大文" });
    bay.registrar.act(&matter, "service", json!({ "result": "served", "certificate": certificate })).await;
    let completed = bay.registrar.wait_for(&matter, "completed").await;
    // S99 art. 4: two months from 14 January; of the general holidays of Hong Kong, Saturday is none.
    assert_eq!(completed["standing"]["last_days"]["execute-service"], "2026-03-14");
    world.set_day("2026-02-09");
    bay.registrar.act(&matter, "certificate", Value::Null).await;
    let returned = bay.judge.wait_for(&matter, "returned").await;
    assert_eq!(returned["result"], "served");
    assert_eq!(returned["certificate"]["recipient"], "陳大文");
    bay.judge.act(&matter, "close", Value::Null).await;

    let mainland = [
        ("drafted", "2026-01-12"),
        ("amended", "2026-01-12"),
        ("preflighted", "2026-01-12"),
        ("amended", "2026-01-12"),
        ("preflighted", "2026-01-12"),
        ("submitted", "2026-01-12"),
        ("transmitted", "2026-01-14"),
        ("accepted", "2026-01-19"),
        ("certificate-received", "2026-02-09"),
        ("closed", "2026-02-09"),
    ];
    assert_eq!(milestones(&bay.judge, &matter).await, mainland.map(owned));
    let hong_kong = [
        ("received", "2026-01-14"),
        ("accepted", "2026-01-19"),
        ("execution-started", "2026-01-19"),
        ("executed", "2026-02-05"),
        ("certificate-returned", "2026-02-09"),
    ];
    assert_eq!(milestones(&bay.registrar, &matter).await, hong_kong.map(owned));
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn a_letter_is_supplemented_and_then_accepted() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;

    world.set_day("2026-01-16");
    let asked = json!({ "reason": "送達地址須補充單位號碼", "grounds": ["cn-hk-service-1999:3"] });
    bay.registrar.act(&matter, "supplement-request", asked).await;
    bay.judge.wait_for(&matter, "supplement-asked").await;
    let heard = event(&bay.judge, &matter, "supplement-asked").await;
    assert_eq!(heard["grounds"], json!(["cn-hk-service-1999:3"]));

    world.set_day("2026-01-20");
    let mut supplemented = Draft::corrected();
    let address = "香港九龙旺角弥敦道750号示例大厦12楼A室（前座）";
    supplemented.body["request"]["addressees"][0]["address"] = address.into();
    bay.judge.amend(&matter, &supplemented).await;
    bay.judge.act(&matter, "preflight", Value::Null).await;
    bay.judge.act(&matter, "submit", json!({})).await;
    bay.liaison.wait_for(&matter, "submitted").await;
    bay.liaison.act(&matter, "forward", json!({})).await;

    let supplied = bay.registrar.wait_for(&matter, "supplied").await;
    assert_eq!(supplied["request"]["addressees"][0]["address"], address);
    assert_eq!(supplied["standing"]["supplements"], json!([["2026-01-16", "2026-01-20"]]));
    bay.registrar.act(&matter, "accept", Value::Null).await;
    bay.judge.wait_for(&matter, "accepted").await;
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn a_letter_outside_the_arrangement_is_refused_with_its_article() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;

    let mut draft = Draft::corrected();
    draft.body["request"]["case_category"] = "administrative".into();
    let matter = bay.judge.draft(&draft).await;
    bay.judge.act(&matter, "preflight", Value::Null).await;
    let in_spite = json!({ "override_reason": "对方法院曾就同类案件表示同意" });
    assert_eq!(bay.judge.try_to(&matter, "submit", json!({})).await.code(), "against-the-rules");
    bay.judge.act(&matter, "submit", in_spite.clone()).await;
    bay.liaison.wait_for(&matter, "submitted").await;
    bay.liaison.act(&matter, "forward", in_spite).await;

    let received = bay.registrar.wait_for(&matter, "acknowledged").await;
    assert_eq!(received["assessed"]["assessment"]["outcome"], "refuse");
    assert_eq!(bay.registrar.try_to(&matter, "accept", Value::Null).await.code(), "against-the-rules");
    let refusal = json!({ "reason": "並非民商事案件", "grounds": ["cn-hk-service-1999:1"] });
    bay.registrar.act(&matter, "refuse", refusal).await;

    bay.judge.wait_for(&matter, "refused").await;
    let heard = event(&bay.judge, &matter, "refused").await;
    assert_eq!((&heard["reason"], &heard["grounds"]), (&json!("並非民商事案件"), &json!(["cn-hk-service-1999:1"])));
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn a_letter_that_is_withdrawn_under_way_is_withdrawn_on_both_sides() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    let matter = bay.submitted().await;

    bay.hk.stop().await;
    bay.liaison.act(&matter, "forward", json!({})).await;
    bay.judge.act(&matter, "withdraw", json!({ "reason": "当事人达成和解" })).await;
    bay.hk = world.start("hk").await;

    bay.registrar.wait_for(&matter, "withdrawn").await;
    let learned: Vec<String> = milestones(&bay.registrar, &matter).await.into_iter().map(|(what, _)| what).collect();
    assert_eq!(learned, ["received", "withdrawn"]);
    assert_eq!(bay.registrar.try_to(&matter, "accept", Value::Null).await.code(), "wrong-state");
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn an_address_that_is_not_found_comes_back_as_an_obstacle_with_the_papers() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    bay.accepted(&matter).await;

    world.set_day("2026-02-05");
    let without_obstacle = json!({ "result": "unserved", "certificate": { "date": "2026-02-05" } });
    let refused = bay.registrar.try_to(&matter, "service", without_obstacle).await;
    assert_eq!((refused.code(), &refused.body["at"]), ("certificate-incomplete", &json!("certificate.obstacle")));
    let certificate = json!({ "date": "2026-02-05", "obstacle": "the building was pulled down",
        "returned_papers": ["letter", "documents"] });
    bay.registrar.act(&matter, "service", json!({ "result": "unserved", "certificate": certificate })).await;
    bay.registrar.wait_for(&matter, "completed").await;
    bay.registrar.act(&matter, "certificate", Value::Null).await;

    let returned = bay.judge.wait_for(&matter, "returned").await;
    assert_eq!(returned["result"], "unserved");
    assert_eq!(returned["certificate"]["obstacle"], "the building was pulled down");
    bay.judge.act(&matter, "close", Value::Null).await;
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn a_letter_that_the_high_court_of_the_province_sends_back_is_corrected_and_crosses() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.submitted().await;

    world.set_day("2026-01-13");
    bay.liaison.act(&matter, "send-back", json!({ "reason": "请补充案件性质" })).await;
    let sent_back = bay.judge.matter(&matter).await;
    assert_eq!(sent_back["standing"]["state"], "sent-back");
    assert_eq!(bay.liaison.try_to(&matter, "forward", json!({})).await.code(), "wrong-state");

    let mut draft = Draft::corrected();
    draft.body["request"]["nature_of_case"] = "国际货物买卖合同纠纷".into();
    bay.judge.amend(&matter, &draft).await;
    let unexamined = bay.judge.try_to(&matter, "submit", json!({})).await;
    assert_eq!(unexamined.code(), "preflight-missing");
    bay.judge.act(&matter, "preflight", Value::Null).await;
    bay.judge.act(&matter, "submit", json!({})).await;
    bay.liaison.wait_for(&matter, "submitted").await;
    bay.liaison.act(&matter, "forward", json!({})).await;

    let received = bay.registrar.wait_for(&matter, "acknowledged").await;
    assert_eq!(received["request"]["nature_of_case"], "国际货物买卖合同纠纷");
    bay.judge.wait_for(&matter, "acknowledged").await;
    bay.close_the_books(&world, &matter).await;
}

/// The first draft: Hong Kong's own published rules, fetched from Hong Kong, say what would come back.
async fn is_stopped_by_the_release_of_hong_kong(world: &PracticeWorld, bay: &Bay, matter: &MatterId) {
    let preflight = bay.judge.act(matter, "preflight", Value::Null).await;
    let advice = &preflight["checks"][1];
    assert_eq!(advice["weight"], "advice");
    assert_eq!(advice["assessment"]["outcome"], "return-for-supplement");
    assert_eq!(advice["assessment"]["release"], published_by(&world.peer("cn"), "hk").await);
    let findings = advice["assessment"]["findings"].as_array().unwrap();
    let mut corrections: Vec<&str> = findings
        .iter()
        .filter(|finding| finding["severity"] == "correct")
        .map(|finding| finding["code"].as_str().unwrap())
        .collect();
    corrections.sort_unstable();
    assert_eq!(corrections, ["copies-too-few", "translation-missing"]);
    let refused = bay.judge.try_to(matter, "submit", json!({})).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (409, "against-the-rules"));
}

/// The digest of the release that a gateway publishes to its peers.
async fn published_by(peer: &Peer, gateway: &str) -> String {
    let digest = peer.get(gateway, "/peer/v1/release/digest").await;
    String::from_utf8(digest.bytes.to_vec()).unwrap()
}

/// Every paper is in Hong Kong, byte for byte.
async fn the_papers_arrived(bay: &Bay, matter: &MatterId) {
    let request = bay.registrar.matter(matter).await["request"].clone();
    let documents = request["documents"].as_array().unwrap();
    let papers = documents.iter().flat_map(|document| {
        let translations = document["translation_files"].as_array().cloned().unwrap_or_default();
        std::iter::once(document["file"].clone()).chain(translations)
    });
    let mut names = Vec::new();
    for paper in papers {
        let path = format!("/matters/{matter}/files/{}", paper["sha256"].as_str().unwrap());
        let arrived = bay.registrar.get(&path).await;
        let name = paper["name"].as_str().unwrap();
        assert_eq!(arrived.bytes, Draft::corrected().read_paper(name), "{name}");
        names.push(name.to_owned());
    }
    assert_eq!(names, ["statement-of-claim.txt", "summons.txt", "contract-en.txt", "contract-zh.txt"]);
}

/// What people did, and on which day. Messages, receipts and assessments come by themselves, whenever they come.
async fn milestones(person: &Person, matter: &MatterId) -> Vec<(String, String)> {
    let by_itself = ["file-added", "handled", "assessed", "message-queued", "message-taken", "receipted"];
    let docket = person.docket(matter).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let milestones = docket.iter().map(|recorded| (text(&recorded["event"]["kind"]), text(&recorded["on"])));
    milestones.filter(|(what, _)| !by_itself.contains(&what.as_str())).collect()
}

async fn event(person: &Person, matter: &MatterId, kind: &str) -> Value {
    let docket = person.docket(matter).await;
    docket.into_iter().map(|recorded| recorded["event"].clone()).find(|event| event["kind"] == kind).unwrap()
}

fn owned((what, on): (&str, &str)) -> (String, String) {
    (what.to_owned(), on.to_owned())
}
