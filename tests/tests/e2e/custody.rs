//! Evidence on its way: who had it in hand, and what it may be used for.

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::MatterId;
use comity_domain::label::Label;
use comity_domain::manifest::{Building, Naming};
use comity_domain::upload::headers::Metadata;
use comity_federation::bundle;
use comity_record::Digest;
use comity_tests::{Draft, Person, PracticeWorld};
use serde_json::{Value, json};

use super::evidence::{Desks, TO_HONG_KONG, anchors, deliver, paper, upload, with_evidence};
use super::hearing::sheet;

const FOLDER: &str = "bank-documents";

#[tokio::test]
async fn evidence_is_kept_in_custody_and_used_only_where_its_letter_says() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let (matter, statements) = obtained(&world, &bay).await;
    let item = Digest::of(&statements).to_string();
    let path = format!("/matters/{matter}/files/{item}");

    // In its own case it is opened, and whoever has it, the permit and the label stand beside it.
    let opened = bay.judge.get(&path).await;
    assert_eq!((opened.status.as_u16(), opened.bytes.as_ref()), (200, statements.as_slice()));
    let header = |name: &str| opened.headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!(header("comity-reader"), "person=\"lin-yu\"");
    assert!(header("comity-permit").starts_with("action=\"matter.open\"; role=\"judge\"; relation=\"originating\""));
    assert!(header("comity-label").contains("provision=\"cn-hk-evidence-2017:5\""), "{}", header("comity-label"));

    // This gateway did not look at what came from the other; what was put on file here, its own did.
    assert_eq!(header("comity-examined"), "false");
    let at_its_giver = bay.registrar.get(&path).await;
    assert_eq!((at_its_giver.status.as_u16(), at_its_giver.headers.get("comity-examined")), (200, None));

    // For everything else it is refused, with the article.
    let court = "cn-nansha";
    let elsewhere = format!("{path}?court={court}&case=2026-1&reason=related");
    let refused = bay.judge.get(&elsewhere).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "use-restricted"), "{}", refused.body);
    assert_eq!(refused.body["detail"], "cn-hk-evidence-2017:5");
    let bundle = format!("/matters/{matter}/bundle");
    assert_eq!(bay.judge.post(&bundle, json!({ "files": true })).await.code(), "use-restricted");
    assert!(bay.judge.post(&bundle, json!({ "files": false })).await.status.is_success());
    assert!(bay.registrar.post(&bundle, json!({ "files": true })).await.status.is_success(), "its giver is not bound");

    // Another use is asked of the side that gave it.
    let case = json!({ "court": court, "number": "2026-1" });
    let wish = json!({ "items": [item], "purpose": { "use": "case", "case": case } });
    bay.judge.act(&matter, "uses", json!({ "wish": wish, "reason": "关联案件需要" })).await;
    bay.registrar
        .wait_until(&matter, "asked", |it| it["uses"][0]["decision"].is_null() && it["uses"][0].is_object())
        .await;
    bay.registrar.act(&matter, "uses/answer", json!({ "decision": "granted" })).await;
    bay.judge.wait_until(&matter, "answered", |it| it["uses"][0]["decision"] == "granted").await;
    assert_eq!(bay.judge.get(&elsewhere).await.bytes.as_ref(), statements.as_slice());
    assert_eq!(
        bay.judge.post(&bundle, json!({ "files": true })).await.code(),
        "use-restricted",
        "only what was granted"
    );

    // Both sides show its whole way.
    let path = format!("/matters/{matter}/custody?item={item}");
    let (here, there) = (bay.judge.get(&path).await.good(), bay.registrar.get(&path).await.good());
    assert_eq!(way(&here), ["received", "opened", "opened"]);
    assert_eq!(way(&there), ["added", "given", "confirmed", "opened", "exported"]);
    assert_eq!((&here[1]["by"], &here[1]["permit"]["action"]), (&json!("lin-yu"), &json!("matter.open")));
    assert_eq!((&here[2]["reason"], &here[2]["permit"]["action"]), (&json!("related"), &json!("matter.use-elsewhere")));
    let record = world.record("cn");
    assert_eq!(record.of_kind("handled").len(), 2, "what was refused was not handed out");
    bay.close(&world, &matter).await;
}

#[tokio::test]
async fn a_known_file_in_another_case_is_flagged_and_nothing_of_that_case_is_told() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let (matter, statements) = obtained(&world, &bay).await;

    let mut draft = Draft::corrected();
    draft.body["request"]["case_number"] = "2026-2".into();
    let other = bay.judge.draft(&draft).await;
    let added = upload(&bay.judge, &other, FOLDER, "statements.txt").await.good();
    assert_eq!(added["sha256"], Digest::of(&statements).to_string());
    let view = bay.judge.matter(&other).await;
    assert_eq!(view["standing"]["conflict"], "evidence-of-another-case");
    let docket = bay.judge.get(&format!("/matters/{other}/docket")).await.good().to_string();
    assert!(!docket.contains(&matter.to_string()), "nothing of the other case is told: {docket}");

    // A copy by the gateway is refused as every other use is.
    let copy = json!({ "matter": matter, "item": Digest::of(&statements).to_string() });
    let refused = bay.judge.post(&format!("/matters/{other}/files/copies"), copy).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "use-restricted"), "{}", refused.body);
}

#[tokio::test]
async fn a_draft_does_not_go_into_another_case_with_a_known_file_before_a_judge_has_looked() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let (matter, statements) = obtained(&world, &bay).await;
    let of = |number: &Value| {
        let mut draft = Draft::corrected();
        draft.body["request"]["case_number"] = number.clone();
        draft
    };
    let own = bay.judge.matter(&matter).await["request"]["case_number"].clone();

    // In its own case it is let in without a word, as bytes or as a copy; the case is then changed.
    let [uploaded, copied] = [bay.judge.draft(&of(&own)).await, bay.judge.draft(&of(&own)).await];
    upload(&bay.judge, &uploaded, FOLDER, "statements.txt").await.good();
    let copy = json!({ "matter": matter, "item": Digest::of(&statements).to_string(), "reason": "本案需要" });
    bay.judge.post(&format!("/matters/{copied}/files/copies"), copy).await.good();
    for (matter, examined) in [(&uploaded, None), (&copied, Some("false"))] {
        let given = bay.judge.get(&format!("/matters/{matter}/files/{}", Digest::of(&statements))).await;
        let said = given.headers.get("comity-examined").map(|said| said.to_str().unwrap());
        assert_eq!((given.status.as_u16(), said), (200, examined));
    }
    let amended = async |matter: &MatterId, number: &str| {
        let mut request = bay.judge.matter(matter).await["request"].clone();
        request["case_number"] = number.into();
        bay.judge.put(&format!("/matters/{matter}/request"), request).await
    };
    assert!(bay.judge.matter(&uploaded).await["standing"]["conflict"].is_null());
    amended(&uploaded, "2026-3").await.good();
    assert_eq!(bay.judge.matter(&uploaded).await["standing"]["conflict"], "evidence-of-another-case");
    let refused = amended(&copied, "2026-3").await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "use-restricted"), "{}", refused.body);
}

#[tokio::test]
async fn evidence_is_brought_into_its_own_case_with_its_label_and_into_no_other() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let (matter, statements) = obtained(&world, &bay).await;
    let item = Digest::of(&statements).to_string();
    let number = bay.judge.matter(&matter).await["request"]["case_number"].clone();
    let (own, other) = (case_of(&bay.judge, &number).await, case_of(&bay.judge, &json!("2026-9")).await);
    let copy = json!({ "matter": matter, "item": item, "reason": "原告举证" });
    let copied = async |case: &str| bay.judge.post(&format!("/cases/{case}/files/copies"), copy.clone()).await;
    let attached = async |case: &str| {
        let path = format!("/cases/{case}/files?name=statements.txt");
        bay.judge.request(Method::POST, &path, &[("content-type", "text/plain")], statements.clone().into()).await
    };

    // In another case there is neither a copy of it, nor the same bytes once more.
    let refused = copied(&other).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "use-restricted"), "{}", refused.body);
    let refused = attached(&other).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (422, "evidence-of-another-case"), "{}", refused.body);
    assert!(!refused.body.to_string().contains(&matter.to_string()), "nothing of the other case is told");
    let there = bay.judge.get(&format!("/cases/{other}")).await.good();
    assert_eq!(there["files"], json!({}));

    // In its own it has its label, and its way goes on from the matter.
    copied(&own).await.good();
    let held = bay.judge.get(&format!("/cases/{own}")).await.good();
    assert_eq!((&held["labels"][&item]["case"]["number"], &held["labels"][&item]["matter"]), (&number, &json!(matter)));
    let opened = bay.judge.get(&format!("/cases/{own}/files/{item}")).await;
    assert_eq!(opened.bytes.as_ref(), statements.as_slice());
    let chain = bay.judge.get(&format!("/cases/{own}/custody?item={item}")).await.good();
    assert_eq!((way(&chain), &chain[0]["source"]), (vec!["taken-over", "opened"], &json!(matter)));
    let chain = bay.judge.get(&format!("/matters/{matter}/custody?item={item}")).await.good();
    assert_eq!((way(&chain), &chain[1]["purpose"]["case"]["number"]), (vec!["received", "copied"], &number));

    // Bytes that somebody has downloaded have it too.
    let again = case_of(&bay.judge, &number).await;
    attached(&again).await.good();
    bay.judge.step_up().await;
    for case in [&own, &again] {
        let path = format!("/cases/{case}/bundle");
        let refused = bay.judge.post(&path, json!({ "files": true, "reason": "移送" })).await;
        let said = (refused.status.as_u16(), refused.code(), &refused.body["detail"]);
        assert_eq!(said, (403, "use-restricted", &json!("cn-hk-evidence-2017:5")), "{}", refused.body);
        assert!(bay.judge.post(&path, json!({ "files": false })).await.status.is_success());
    }

    // What the side that gave it has granted, it may do; and the bundle of the case verifies with the way of each file.
    let wish = json!({ "items": [item], "purpose": { "use": "outside" } });
    bay.judge.act(&matter, "uses", json!({ "wish": wish, "reason": "移送上级法院" })).await;
    bay.registrar.wait_until(&matter, "asked", |it| it["uses"][0].is_object()).await;
    bay.registrar.act(&matter, "uses/answer", json!({ "decision": "granted" })).await;
    bay.judge.wait_until(&matter, "answered", |it| it["uses"][0]["decision"] == "granted").await;
    bay.judge.step_up().await;
    let bundled = bay.judge.post(&format!("/cases/{own}/bundle"), json!({ "files": true, "reason": "移送" })).await;
    assert!(bundled.status.is_success(), "{}", bundled.body);
    let verdict = bundle::verify(&bundled.bytes, Some(&anchors(&world))).unwrap();
    let steps: Vec<_> = verdict.custody.unwrap().iter().map(|step| step.step.code()).collect();
    assert_eq!(steps, ["taken-over", "opened", "exported"]);
    bay.close(&world, &matter).await;
}

#[tokio::test]
async fn evidence_is_put_into_nothing_that_is_of_another_case_or_of_none() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let (matter, statements) = obtained(&world, &bay).await;
    let number = bay.judge.matter(&matter).await["request"]["case_number"].clone();
    let clerk = world.sign_in("he-min").await;
    let begun = async |path: &str, body: Value| clerk.post(path, body).await.good()["id"].as_str().unwrap().to_owned();
    let put = async |path: String| {
        let path = format!("{path}?name=statements.txt&languages=zh");
        let path = if path.contains("agreement") { path } else { path.replace("&languages=zh", "") };
        clerk.request(Method::POST, &path, &[("content-type", "text/plain")], statements.clone().into()).await
    };
    let parties = json!([
        { "name": "广州甲公司", "side": "plaintiff", "jurisdiction": "CN" },
        { "name": "香港乙公司", "side": "defendant", "jurisdiction": "HK" },
    ]);
    let asked = |number: &Value| {
        json!({ "case_number": number, "law": { "jurisdiction": "HK" }, "parties_chose_law": false,
                "questions": ["货物所有权何时转移"], "parties": parties })
    };
    let (own, other) = (begun("/inquiries", asked(&number)).await, begun("/inquiries", asked(&json!("2026-9"))).await);
    put(format!("/inquiries/{own}/files")).await.good();

    let agents = json!([{ "name": "李律师", "jurisdiction": "CN" }]);
    let mandate = json!({ "principal": { "name": "陳大文", "jurisdiction": "HK" }, "agents": agents, "power": "general",
                          "powers": [] });
    let authorisation = begun("/authorisations", mandate).await;
    let dispute = json!({ "reference": "2026-9", "subject": "买卖合同纠纷", "case_category": "civil-commercial",
        "parties": [{ "name": "广州甲公司", "jurisdiction": "CN" }, { "name": "陳大文", "jurisdiction": "HK" }] });
    let mediation = begun("/mediations", dispute).await;
    for place in [
        format!("/inquiries/{other}/files"),
        format!("/authorisations/{authorisation}/paper"),
        format!("/mediations/{mediation}/agreement"),
    ] {
        let refused = put(place.clone()).await;
        let said = (refused.status.as_u16(), refused.code());
        assert_eq!(said, (422, "evidence-of-another-case"), "{place}: {}", refused.body);
    }
}

#[tokio::test]
async fn evidence_that_goes_in_pieces_bears_its_label_in_its_manifest() {
    let world = PracticeWorld::make().await;
    let bay = Desks::open(&world, TO_HONG_KONG).await;
    let matter = in_execution(&world, &bay).await;
    let statements = paper(FOLDER, "statements.txt");
    let file = in_pieces(&bay.registrar, &matter, "statements.txt", &statements).await;
    // Its bytes come once more, whole, and stay where they lie.
    let mut certificate = with_evidence(&bay.registrar, &matter, FOLDER).await;

    let view = bay.registrar.matter(&matter).await;
    let chain = serde_json::from_value(view["standing"]["chain"].clone()).unwrap();
    let label = Label::of(&matter, &chain, view["request"]["case_number"].as_str().unwrap());
    let mut building = Building::default();
    building.take(&statements).unwrap();
    let (name, media_type) = ("statements.txt".to_owned(), "text/plain".to_owned());
    let manifest = building.finish(Naming { name, media_type, label: Some(label.to_map()) }).unwrap();
    assert_eq!(file["manifest"], json!(manifest.digest().unwrap()));

    // The side that asked for it finds the label of its own letter there.
    for act in certificate["taking"]["acts"].as_array_mut().unwrap() {
        for named in act["files"].as_array_mut().unwrap() {
            if named["sha256"] == file["sha256"] {
                *named = file.clone();
            }
        }
    }
    bay.registrar.act(&matter, "evidence", certificate).await;
    bay.registrar.wait_for(&matter, "completed").await;
    bay.registrar.act(&matter, "certificate", Value::Null).await;
    let returned = bay.judge.wait_for(&matter, "returned").await;
    assert!(returned["standing"]["conflict"].is_null(), "{returned}");
    let path = format!("/matters/{matter}/files/{}", Digest::of(&statements));
    assert_eq!(bay.judge.get(&path).await.bytes.as_ref(), statements.as_slice());

    // However it lies, it goes into its own case with that label, and into no other.
    bay.judge.wait_until(&matter, "assessed", |it| it["standing"]["to_assess"] == false).await;
    let (item, number) = (Digest::of(&statements).to_string(), view["request"]["case_number"].clone());
    let (own, other) = (case_of(&bay.judge, &number).await, case_of(&bay.judge, &json!("2026-9")).await);
    let copy = json!({ "matter": matter, "item": item, "reason": "原告举证" });
    let copied = async |case: &str| bay.judge.post(&format!("/cases/{case}/files/copies"), copy.clone()).await;
    let refused = copied(&other).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (403, "use-restricted"), "{}", refused.body);
    let kept = copied(&own).await.good();
    assert!(kept["sha256"] == item.as_str() && kept["manifest"].is_null(), "{kept}");
    let held = bay.judge.get(&format!("/cases/{own}")).await.good();
    assert_eq!((&held["labels"][&item]["case"]["number"], &held["labels"][&item]["matter"]), (&number, &json!(matter)));
    let opened = bay.judge.get(&format!("/cases/{own}/files/{item}")).await;
    assert_eq!(opened.bytes.as_ref(), statements.as_slice());
    let chain = bay.judge.get(&format!("/matters/{matter}/custody?item={item}")).await.good();
    assert_eq!(way(&chain), ["received", "opened", "copied"], "what was refused left no step");
    bay.close(&world, &matter).await;
}

#[tokio::test]
async fn nobody_is_said_to_have_had_a_file_in_pieces_whose_bytes_are_lost() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let judge = world.sign_in("lin-yu").await;
    let matter = judge.draft(&Draft::corrected()).await;
    let paper = b"a paper that comes in pieces";
    in_pieces(&judge, &matter, "paper.txt", paper).await;
    std::fs::remove_dir_all(world.of("cn").join("record/pieces")).unwrap();
    let item = Digest::of(paper);
    let refused = judge.get(&format!("/matters/{matter}/files/{item}")).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (500, "blob-missing"), "{}", refused.body);
    let chain = judge.get(&format!("/matters/{matter}/custody?item={item}")).await.good();
    assert!(!way(&chain).contains(&"opened"), "{chain}");
}

/// Uploads a file by tus; answers with the file as the matter has it.
async fn in_pieces(person: &Person, matter: &MatterId, name: &str, bytes: &[u8]) -> Value {
    let tus = ("tus-resumable", "1.0.0");
    let (length, metadata) = (bytes.len().to_string(), Metadata::write(name, "text/plain", Digest::of(bytes)));
    let announced = [tus, ("upload-length", length.as_str()), ("upload-metadata", metadata.as_str())];
    let begun = person.request(Method::POST, &format!("/matters/{matter}/uploads"), &announced, Bytes::new()).await;
    let at = format!("/matters/{matter}/uploads/{}", begun.good()["id"].as_str().unwrap());
    let part = [tus, ("content-type", "application/offset+octet-stream"), ("upload-offset", "0")];
    assert_eq!(person.request(Method::PATCH, &at, &part, Bytes::copy_from_slice(bytes)).await.status, 204);
    comity_tests::until("an upload is on file", async || {
        let upload = person.get(&at).await.good();
        (upload["state"] == "taken").then(|| upload["file"].clone())
    })
    .await
}

/// A case of this number, before the judge's court.
async fn case_of(judge: &Person, number: &Value) -> String {
    let mut sheet = sheet();
    sheet["case_number"] = number.clone();
    judge.post("/cases", sheet).await.good()["id"].as_str().unwrap().to_owned()
}

/// The letter is executed: statements of account were obtained, and have come back with the certificate.
async fn obtained(world: &PracticeWorld, bay: &Desks) -> (MatterId, Vec<u8>) {
    let matter = in_execution(world, bay).await;
    bay.certify(&matter, FOLDER).await;
    comity_tests::until("every message is receipted", async || {
        let standing = bay.registrar.matter(&matter).await["standing"].clone();
        (standing["unreceipted"] == json!([])).then_some(())
    })
    .await;
    (matter, paper(FOLDER, "statements.txt"))
}

pub(super) async fn in_execution(world: &PracticeWorld, bay: &Desks) -> MatterId {
    execute(world, bay.people()).await
}

/// The letter is being executed, and the day has come on which something was obtained.
pub(super) async fn execute(world: &PracticeWorld, people: [&Person; 3]) -> MatterId {
    world.set_day("2026-02-10");
    let matter = deliver(people, &Draft::read("bank-documents/draft.json")).await;
    let [_, _, registrar] = people;
    registrar.act(&matter, "accept", Value::Null).await;
    registrar.act(&matter, "execution", json!({ "executing_body": "高等法院聆案官" })).await;
    world.set_day("2026-04-15");
    matter
}

fn way(chain: &Value) -> Vec<&str> {
    let steps = chain.as_array().unwrap().iter();
    steps.map(|step| step["handling"].as_str().or(step["step"].as_str()).unwrap()).collect()
}
