//! What the two sides tell each other in a matter, beside the decisions: numbers, costs, times and places, reminders, corrections.

use comity_domain::MatterId;
use comity_tests::{Draft, Person, PracticeWorld};
use serde_json::{Value, json};

use super::Bay;

#[tokio::test]
async fn a_matter_is_registered_costs_are_agreed_on_and_its_certificate_is_corrected() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;

    bay.registrar.act(&matter, "acknowledgement", json!({ "number": "HCMP 12/2026" })).await;
    let known = bay.judge.wait_until(&matter, "registered", |it| it["number_over_there"] == "HCMP 12/2026").await;
    assert_eq!(known["standing"]["state"], "acknowledged");
    assert_eq!(bay.registrar.try_to(&matter, "acknowledgement", json!({ "number": "2" })).await.code(), "wrong-state");

    bay.registrar.act(&matter, "accept", json!({ "remarks": "以專人送達" })).await;
    let costs = json!({ "items": ["special-method"], "reason": "須聘用送達代理人", "grounds": ["cn-hk-service-1999:8"],
        "estimate": { "currency": "HKD", "hundredths": 120_000 } });
    bay.registrar.act(&matter, "costs", costs).await;
    let execution = json!({ "executing_body": "Chief Bailiff" });
    assert_eq!(bay.registrar.try_to(&matter, "execution", execution.clone()).await.code(), "consultation-open");
    bay.judge
        .wait_until(&matter, "asked about costs", |it| it["consultation"]["costs"]["items"][0] == "special-method")
        .await;
    bay.judge.act(&matter, "costs/answer", json!({ "decision": "agreed" })).await;
    bay.registrar.wait_until(&matter, "answered", |it| it["consultation"]["decision"] == "agreed").await;
    bay.registrar.act(&matter, "execution", execution).await;

    let notice = json!({ "occasion": "execution", "date": "2026-01-20", "time": "14:30", "place": "750 Nathan Road" });
    bay.registrar.act(&matter, "notice", notice.clone()).await;
    bay.judge.wait_until(&matter, "told when and where", |it| it["notices"] == json!([notice])).await;
    bay.judge.act(&matter, "reminder", json!({ "reason": "开庭在即，请告知办理情况" })).await;
    remembers(&bay.registrar, &matter, "reminded").await;

    world.set_day("2026-02-05");
    bay.certified(&matter, "2026-02-05").await;
    bay.judge.act(&matter, "close", Value::Null).await;

    corrected_after_closing(&bay, &matter).await;
    bay.close_the_books(&world, &matter).await;
}

/// The High Court corrects the recipient; in Nansha the file is open again until the judge has looked.
async fn corrected_after_closing(bay: &Bay, matter: &MatterId) {
    let supersedes = paper(&bay.registrar, matter, "certificate", 0).await["digest"].clone();
    let mut corrected = json!({ "date": "2026-02-05", "method": "personal", "place": "750 Nathan Road" });
    let correction = |certificate: &Value| {
        let corrected = json!({ "kind": "certificate", "result": "served", "certificate": certificate });
        json!({ "supersedes": supersedes, "corrected": corrected, "reason": "收件人姓名有誤" })
    };
    let incomplete = bay.registrar.try_to(matter, "correction", correction(&corrected)).await;
    assert_eq!(
        (incomplete.code(), &incomplete.body["at"]),
        ("certificate-incomplete", &json!("certificate.recipient"))
    );
    corrected["recipient"] = "陳太文".into();
    bay.registrar.act(matter, "correction", correction(&corrected)).await;

    let conflict = |it: &Value| it["standing"]["conflict"] == "corrected-after-closing";
    let reopened = bay.judge.wait_until(matter, "corrected", conflict).await;
    assert_eq!(reopened["certificate"]["recipient"], "陳太文");
    for person in [&bay.judge, &bay.registrar] {
        let (first, second) =
            (paper(person, matter, "certificate", 0).await, paper(person, matter, "certificate", 1).await);
        assert_eq!((&first["superseded_by"], &second["corrects"]), (&second["digest"], &first["digest"]));
    }
    bay.judge.wait_for(matter, "returned").await;
    assert_eq!(bay.judge.try_to(matter, "close", Value::Null).await.code(), "needs-person");
    bay.judge.act(matter, "review", json!({ "reason": "更正不影响送达的效力" })).await;
    bay.judge.act(matter, "close", Value::Null).await;
}

#[tokio::test]
async fn a_corrected_letter_brings_its_new_paper_and_is_examined_anew() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;

    let draft = Draft::corrected();
    let paper_name = "statement-of-claim-corrected.txt";
    let added = bay
        .judge
        .request(
            axum::http::Method::POST,
            &format!("/matters/{matter}/files?name={paper_name}"),
            &[("content-type", "text/plain")],
            "民事起诉状（更正）".as_bytes().to_vec().into(),
        )
        .await
        .good();
    let view = bay.liaison.matter(&matter).await;
    let mut request = view["request"].clone();
    request["documents"][0]["file"] = added.clone();
    request["addressees"][0]["address"] = "香港九龙旺角弥敦道750号示例大厦12楼B室".into();
    let supersedes = paper(&bay.liaison, &matter, "letter", 0).await["digest"].clone();
    let letter = json!({ "kind": "letter", "chain": view["standing"]["chain"], "request": request });
    let correction = json!({ "supersedes": supersedes, "corrected": letter, "reason": "地址及起诉状有误" });
    assert_eq!(bay.judge.try_to(&matter, "correction", correction.clone()).await.code(), "not-allowed");
    bay.liaison.act(&matter, "correction", correction.clone()).await;
    assert_eq!(bay.liaison.try_to(&matter, "correction", correction).await.code(), "not-correctable");

    let arrived = bay.registrar.wait_until(&matter, "corrected", |it| it["request"] == request).await;
    assert_eq!(arrived["standing"]["state"], "acknowledged");
    let sha256 = added["sha256"].as_str().unwrap();
    let file = bay.registrar.get(&format!("/matters/{matter}/files/{sha256}")).await;
    assert_eq!(file.bytes, "民事起诉状（更正）".as_bytes());
    bay.registrar.wait_for(&matter, "acknowledged").await;
    bay.registrar.act(&matter, "accept", Value::Null).await;
    bay.judge.wait_for(&matter, "accepted").await;
    assert!(draft.read_paper("statement-of-claim.txt") != file.bytes);
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn a_letter_outside_the_arrangement_is_returned_with_its_papers() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    let returned = json!({ "reason": "不屬民商事司法文書", "grounds": ["cn-hk-service-1999:1"], "returned_papers": ["letter", "documents"] });
    bay.registrar.act(&matter, "return", returned).await;
    bay.judge.wait_for(&matter, "refused").await;
    let heard = remembers(&bay.judge, &matter, "refused").await;
    assert_eq!((&heard["manner"], &heard["returned_papers"]), (&json!("returned"), &json!(["letter", "documents"])));
    bay.close_the_books(&world, &matter).await;
}

#[tokio::test]
async fn paper_is_used_while_hong_kong_is_down_and_the_acceptance_takes_the_matter_back() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    let matter = bay.submitted().await;
    bay.hk.stop().await;
    bay.liaison.act(&matter, "forward", json!({})).await;
    let stands = bay.liaison.act(&matter, "paper", json!({ "reason": "电子传递中断" })).await;
    assert_eq!(stands["standing"]["state"], "paper-used");
    bay.hk = world.start("hk").await;
    let arrived = bay.registrar.wait_for(&matter, "paper-used").await;
    assert_eq!(arrived["assessed"]["facts"]["particulars"]["transmission"], "post");
    bay.registrar.act(&matter, "accept", Value::Null).await;
    bay.judge.wait_for(&matter, "accepted").await;
    bay.close_the_books(&world, &matter).await;
}

/// The paper of that kind, as it stands in the matter's list.
async fn paper(person: &Person, matter: &MatterId, kind: &str, place: usize) -> Value {
    let papers = person.matter(matter).await["papers"].clone();
    let mut of_kind = papers.as_array().unwrap().iter().filter(|paper| paper["document_kind"] == kind);
    of_kind.nth(place).unwrap().clone()
}

/// Waits until the event is in the docket.
async fn remembers(person: &Person, matter: &MatterId, kind: &str) -> Value {
    comity_tests::until(kind, async || {
        let docket = person.docket(matter).await;
        docket.into_iter().map(|recorded| recorded["event"].clone()).find(|event| event["kind"] == kind)
    })
    .await
}
