//! What the parties of a case ask for beside their evidence, with parties from Hong Kong and Macao: orders to produce a document, persons
//! with special knowledge, undertakings to state the truth, similar cases. What the wrong side or the wrong person tries is refused with
//! its code and its place, so is whatever comes after the closing, and the case stays as it was.

use axum::body::Bytes;
use axum::http::Method;
use comity_federation::bundle;
use comity_federation::roll::Anchor;
use comity_tests::{Answer, Person, PracticeWorld, Record};
use serde_json::{Value, json};

use super::hearing::{attach, enter, exhibit, lead, opened, session};

/// From Guangzhou.
const PLAINTIFF: u32 = 1;
/// From Hong Kong.
const DEFENDANT: u32 = 2;
/// From Macao.
const THIRD: u32 = 3;
/// There is none of this number.
const NOBODY: u32 = 4;

/// A case with these three parties, whose period for producing evidence runs until 27 January.
async fn producing(judge: &Person, clerk: &Person) -> String {
    let case = opened(clerk).await;
    let third = json!({ "name": "澳門丙公司", "side": "third-party", "jurisdiction": "MO" });
    enter(clerk, &case, json!({ "step": "join", "party": third })).await.good();
    lead(judge, &case, json!({ "step": "fix-period", "from": "2026-01-12", "days": 15 })).await.good();
    case
}

/// In such a case the plaintiff has asked for a document of the defendant's and for an expert, and put a similar case forward.
async fn asked(judge: &Person, clerk: &Person) -> String {
    let case = producing(judge, clerk).await;
    for step in
        [ask_order(PLAINTIFF, DEFENDANT, "账簿"), ask_expert(PLAINTIFF, "赵工"), put_similar(PLAINTIFF, "2024-06-03")]
    {
        enter(clerk, &case, step).await.good();
    }
    case
}

async fn read(person: &Person, case: &str) -> Value {
    person.get(&format!("/cases/{case}")).await.good()
}

fn ask_order(party: u32, held_by: u32, document: &str) -> Value {
    let wanted = json!({
        "held_by": held_by, "document": document, "proves": "付款", "control": "由其保管", "reason": "双方曾共同援引",
    });
    json!({ "step": "ask-order", "party": party, "wanted": wanted })
}

fn decide_order(order: u32, decision: &str, until: Option<&str>) -> Value {
    json!({ "step": "decide-order", "order": order, "decision": decision, "until": until, "reason": "听取对方意见后决定" })
}

fn end_order(order: u32, compliance: &Value) -> Value {
    json!({ "step": "end-order", "order": order, "compliance": compliance })
}

fn produced(exhibit: u32) -> Value {
    json!({ "result": "produced", "exhibit": exhibit })
}

fn excused(reason: &str) -> Value {
    json!({ "result": "excused", "reason": reason })
}

fn withheld() -> Value {
    json!({ "result": "withheld", "taken_as_true": true })
}

fn ask_expert(party: u32, name: &str) -> Value {
    let expert = json!({ "name": name, "qualification": "高级工程师", "questions": "货物质量" });
    json!({ "step": "ask-expert", "party": party, "expert": expert })
}

fn decide_expert(request: u32, decision: &str) -> Value {
    json!({ "step": "decide-expert", "request": request, "decision": decision, "reason": "与专门性问题有关" })
}

fn undertake(name: &str, party: u32, paper: Option<&str>) -> Value {
    let undertaking = json!({ "name": name, "capacity": "party", "party": party, "manner": "by-hand", "paper": paper });
    json!({ "step": "undertake", "undertaking": undertaking })
}

fn put_similar(party: u32, decided_on: &str) -> Value {
    let precedent = json!({
        "court": "广东省高级人民法院", "case_number": "（2023）粤民终7号", "decided_on": decided_on, "guiding": false,
        "holding": "以账簿推定付款", "likeness": "同为买卖合同",
    });
    json!({ "step": "put-similar", "party": party, "precedent": precedent })
}

/// A party says what it thinks of the similar case; without one, the court.
fn answer_similar(party: Option<u32>, stance: &str) -> Value {
    let mut step = json!({ "step": "answer-similar", "similar": 1, "stance": stance, "reply": "要件事实" });
    if let Some(party) = party {
        step["party"] = party.into();
    }
    step
}

/// Status, code and place of what was refused.
#[track_caller]
fn is_refused(answer: &Answer, status: u16, code: &str, at: &str) {
    let told = (answer.status.as_u16(), answer.code(), answer.body["at"].as_str().unwrap_or_default());
    assert_eq!(told, (status, code, at), "{}", answer.body);
}

/// The same, with what stands in the way.
#[track_caller]
fn is_refused_for(answer: &Answer, status: u16, code: &str, detail: &str) {
    let told = (answer.status.as_u16(), answer.code(), answer.body["detail"].as_str().unwrap_or_default());
    assert_eq!(told, (status, code, detail), "{}", answer.body);
}

/// The events of this kind, in the docket of a case.
fn of_kind<'a>(docket: &'a Value, kind: &str) -> Vec<&'a Value> {
    let events = docket.as_array().unwrap().iter().map(|recorded| &recorded["event"]);
    events.filter(|event| event["kind"] == kind).collect()
}

#[tokio::test]
async fn an_ordered_document_is_produced_by_whom_the_order_names_excused_or_noted_as_withheld() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let case = producing(&judge, &clerk).await;
    let enter = async |step: Value| enter(&clerk, &case, step).await;
    let lead = async |step: Value| lead(&judge, &case, step).await;

    is_refused(&enter(ask_order(PLAINTIFF, PLAINTIFF, "账簿")).await, 422, "not-theirs", "held_by");
    is_refused(&enter(ask_order(PLAINTIFF, NOBODY, "账簿")).await, 422, "unknown-number", "held_by");
    is_refused(&enter(ask_order(NOBODY, DEFENDANT, "账簿")).await, 422, "unknown-number", "party");
    is_refused(&enter(ask_order(PLAINTIFF, DEFENDANT, " ")).await, 422, "bad-request", "document");
    for (party, held_by, document) in [
        (PLAINTIFF, DEFENDANT, "账簿"),
        (PLAINTIFF, THIRD, "送货单"),
        (DEFENDANT, PLAINTIFF, "报关单"),
        (THIRD, DEFENDANT, "往来函件"),
    ] {
        enter(ask_order(party, held_by, document)).await.good();
    }

    // Granted until a day that is still to come, or declined without one; then it is decided.
    is_refused(&lead(end_order(1, &withheld())).await, 409, "still-open", "orders[1]");
    for (decision, until) in [
        ("granted", None),
        ("granted", Some("2026-01-12")),
        ("declined", Some("2026-01-20")),
        ("declined", Some("2026-01-12")),
    ] {
        is_refused(&lead(decide_order(1, decision, until)).await, 422, "impossible-day", "until");
    }
    for order in [1, 2, 3] {
        lead(decide_order(order, "granted", Some("2026-01-20"))).await.good();
    }
    let decided = lead(decide_order(4, "declined", None)).await.good();
    assert_eq!(
        decided["standing"]["orders"],
        json!({ "1": "2026-01-20", "2": "2026-01-20", "3": "2026-01-20" }),
        "{decided}"
    );
    assert_eq!(clerk.get("/cases").await.good()[0]["next_day"], "2026-01-20");
    is_refused(&lead(decide_order(4, "granted", Some("2026-01-20"))).await, 409, "already-done", "order");
    is_refused(&lead(end_order(4, &excused("已灭失"))).await, 409, "already-done", "order");

    // Until the day has passed it may still come, and from nobody but its holder.
    world.set_day("2026-01-20");
    is_refused_for(&lead(end_order(1, &withheld())).await, 409, "period-runs", "2026-01-20");
    let produce =
        |party: u32, title: &str| json!({ "step": "produce", "party": party, "item": exhibit(title, "CN", &["zh"]) });
    enter(produce(PLAINTIFF, "合同")).await.good();
    is_refused(&lead(end_order(2, &produced(1))).await, 422, "not-theirs", "exhibit");
    is_refused(&lead(end_order(2, &produced(2))).await, 422, "unknown-number", "exhibit");
    enter(produce(THIRD, "送货单")).await.good();
    lead(end_order(2, &produced(2))).await.good();
    is_refused(&lead(end_order(3, &excused(""))).await, 422, "bad-reason", "");
    lead(end_order(3, &excused("已灭失"))).await.good();
    world.set_day("2026-01-21");
    let ended = lead(end_order(1, &withheld())).await.good();
    assert_eq!(ended["standing"]["orders"], json!({}));
    is_refused(&lead(end_order(1, &produced(2))).await, 409, "already-done", "order");

    let view = read(&clerk, &case).await;
    let became: Vec<Value> =
        view["orders"].as_array().unwrap().iter().map(|order| order["compliance"].clone()).collect();
    assert_eq!(became, [withheld(), produced(2), excused("已灭失"), Value::Null]);
}

#[tokio::test]
async fn a_party_that_asks_for_three_experts_stands_in_no_other_partys_way() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let case = producing(&judge, &clerk).await;
    for (party, name) in [(PLAINTIFF, "赵工"), (PLAINTIFF, "钱工"), (PLAINTIFF, "孙工"), (DEFENDANT, "何工")] {
        enter(&clerk, &case, ask_expert(party, name)).await.good();
    }
    for request in [1, 2] {
        lead(&judge, &case, decide_expert(request, "granted")).await.good();
    }
    let third = lead(&judge, &case, decide_expert(3, "granted")).await;
    is_refused_for(&third, 409, "not-by-the-rules", "return-for-supplement");
    lead(&judge, &case, decide_expert(3, "declined")).await.good();
    lead(&judge, &case, decide_expert(4, "granted")).await.good();
    is_refused(&lead(&judge, &case, decide_expert(4, "declined")).await, 409, "already-done", "request");
    is_refused(&lead(&judge, &case, decide_expert(5, "granted")).await, 422, "unknown-number", "request");

    // Whoever asks when the period is over is not granted it.
    world.set_day("2026-01-28");
    enter(&clerk, &case, ask_expert(DEFENDANT, "郑工")).await.good();
    let late = lead(&judge, &case, decide_expert(5, "granted")).await;
    is_refused_for(&late, 409, "not-by-the-rules", "refuse");
    lead(&judge, &case, decide_expert(5, "declined")).await.good();
    let view = read(&clerk, &case).await;
    let decided: Vec<&Value> =
        view["experts"].as_array().unwrap().iter().map(|request| &request["decided"][0]).collect();
    assert_eq!(decided, ["granted", "granted", "declined", "granted", "declined"]);
}

#[tokio::test]
async fn what_the_wrong_person_or_the_wrong_side_tries_in_a_case_is_refused_and_nothing_of_it_is_lost() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk) = (world.start("cn").await, world.start("hk").await);
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let (program, liaison) = (world.sign_in("nansha-docket").await, world.sign_in("su-jie").await);
    let of_another_court = world.sign_in("chen-an").await;
    let judge_there = world.sign_in("lam-chi-wai").await;
    let judge_of_hong_kong = world.stranger("cn", Some(judge_there.secret()));
    let nobody = world.stranger("cn", None);
    let case = asked(&judge, &clerk).await;
    let docket = async || judge.get(&format!("/cases/{case}/docket")).await.good();
    let before = (read(&judge, &case).await, docket().await);

    let decisions = [
        decide_order(1, "granted", Some("2026-01-20")),
        end_order(1, &excused("已灭失")),
        decide_expert(1, "granted"),
        answer_similar(None, "follow"),
    ];
    let entries = [
        ask_order(DEFENDANT, PLAINTIFF, "报关单"),
        ask_expert(DEFENDANT, "何工程師"),
        undertake("陳大文", DEFENDANT, None),
        put_similar(DEFENDANT, "2024-06-03"),
        answer_similar(Some(DEFENDANT), "distinguish"),
    ];
    for (person, status, code) in [
        (&clerk, 403, "not-allowed"),
        (&program, 403, "not-allowed"),
        (&liaison, 403, "not-allowed"),
        (&of_another_court, 404, "not-found"),
        (&judge_of_hong_kong, 401, "not-signed-in"),
        (&nobody, 401, "not-signed-in"),
    ] {
        for step in &decisions {
            is_refused(&lead(person, &case, step.clone()).await, status, code, "");
        }
    }
    for (person, status, code) in [
        (&liaison, 403, "not-allowed"),
        (&of_another_court, 404, "not-found"),
        (&judge_of_hong_kong, 401, "not-signed-in"),
        (&nobody, 401, "not-signed-in"),
    ] {
        for step in &entries {
            is_refused(&enter(person, &case, step.clone()).await, status, code, "");
        }
    }

    // What is nobody's, or not this party's, to say.
    let never_added = format!("sha256:{}", "ab".repeat(32));
    for (step, code, at) in [
        (answer_similar(Some(PLAINTIFF), "follow"), "not-theirs", "party"),
        (answer_similar(Some(NOBODY), "follow"), "unknown-number", "party"),
        (ask_expert(NOBODY, "何工程師"), "unknown-number", "party"),
        (ask_expert(DEFENDANT, ""), "bad-request", "name"),
        (undertake("陳大文", NOBODY, None), "unknown-number", "party"),
        (undertake("", DEFENDANT, None), "bad-request", "name"),
        (undertake("陳大文", DEFENDANT, Some(&never_added)), "file-not-in-case", ""),
        (put_similar(NOBODY, "2024-06-03"), "unknown-number", "party"),
        (put_similar(DEFENDANT, "2026-01-13"), "impossible-day", "precedent.decided_on"),
    ] {
        is_refused(&enter(&clerk, &case, step).await, 422, code, at);
    }
    // No entry says what the court says, and a judge says nothing for a party.
    assert_eq!(enter(&clerk, &case, answer_similar(None, "follow")).await.code(), "bad-field");
    assert_eq!(lead(&judge, &case, answer_similar(Some(DEFENDANT), "follow")).await.code(), "bad-field");
    assert_eq!((read(&judge, &case).await, docket().await), before);

    // The same, by whom it is for; the court's program enters what the clerk enters.
    for step in decisions {
        lead(&judge, &case, step).await.good();
    }
    for step in entries {
        enter(&program, &case, step).await.good();
    }
    let again = enter(&clerk, &case, answer_similar(Some(DEFENDANT), "follow")).await;
    is_refused(&again, 409, "already-done", "similar");
    is_refused(&enter(&clerk, &case, undertake("陳大文", DEFENDANT, None)).await, 409, "already-done", "name");
    is_refused(&lead(&judge, &case, answer_similar(None, "distinguish")).await, 409, "already-done", "similar");
    let answers = read(&judge, &case).await["similar"][0]["answers"].clone();
    assert_eq!(answers, json!([[null, "follow", "要件事实"], [DEFENDANT, "distinguish", "要件事实"]]));
}

#[tokio::test]
async fn whatever_is_asked_or_decided_after_the_closing_is_refused_and_the_bundle_shows_what_was_before() {
    let world = PracticeWorld::make().await;
    let cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let case = asked(&judge, &clerk).await;
    let paper = attach(&clerk, &case, "undertaking.txt", "本人保证据实陈述").await;
    let paper = paper["sha256"].as_str().unwrap();
    enter(&clerk, &case, undertake("陳大文", DEFENDANT, Some(paper))).await.good();
    enter(&clerk, &case, answer_similar(Some(DEFENDANT), "distinguish")).await.good();
    lead(&judge, &case, answer_similar(None, "follow")).await.good();
    exchanged(&world, &judge, &clerk, &case).await;

    // It is closed once nothing is open any more: what was not decided, and what was ordered and did not come.
    let close = async || lead(&judge, &case, json!({ "step": "close" })).await;
    is_refused(&close().await, 409, "still-open", "orders[1]");
    lead(&judge, &case, decide_order(1, "granted", Some("2026-01-28"))).await.good();
    is_refused(&close().await, 409, "still-open", "orders[1]");
    lead(&judge, &case, end_order(1, &excused("已灭失"))).await.good();
    is_refused(&close().await, 409, "still-open", "experts[1]");
    lead(&judge, &case, decide_expert(1, "granted")).await.good();
    assert_eq!(close().await.good()["standing"]["state"], "closed");

    let before = read(&judge, &case).await;
    for step in [
        ask_order(DEFENDANT, PLAINTIFF, "报关单"),
        ask_expert(DEFENDANT, "何工程師"),
        undertake("李律师", PLAINTIFF, None),
        put_similar(DEFENDANT, "2024-06-03"),
        answer_similar(Some(THIRD), "follow"),
        json!({ "step": "sign-record", "name": "林予", "manner": "by-hand" }),
    ] {
        is_refused_for(&enter(&clerk, &case, step).await, 409, "wrong-case-state", "closed");
    }
    for step in [
        decide_order(1, "granted", Some("2026-02-10")),
        end_order(1, &excused("已灭失")),
        decide_expert(1, "declined"),
        answer_similar(None, "follow"),
        json!({ "step": "close" }),
    ] {
        is_refused_for(&lead(&judge, &case, step).await, 409, "wrong-case-state", "closed");
    }
    let path = format!("/cases/{case}/files?name=late.txt");
    let late = clerk.request(Method::POST, &path, &[("content-type", "text/plain")], Bytes::from_static(b"late")).await;
    is_refused_for(&late, 409, "wrong-case-state", "closed");
    assert_eq!(read(&judge, &case).await, before);
    cn.stop().await;
    let cn = world.start("cn").await;
    assert_eq!(read(&judge, &case).await, before);

    let given = judge.post(&format!("/cases/{case}/bundle"), json!({ "files": true, "reason": "appeal" })).await;
    assert!(given.status.is_success(), "{}", given.body);
    cn.stop().await;
    let trust = std::fs::read(world.of("mo").join("roll-trust.json")).unwrap();
    let anchors: Vec<Anchor> = serde_json::from_slice(&trust).unwrap();
    let verdict = bundle::verify(&given.bytes, Some(&anchors)).unwrap();
    assert_eq!((verdict.state, verdict.withheld), (Some("closed"), 0));
    assert_eq!((verdict.checks.len(), verdict.enclosed.len()), (2, 1), "the period and the expert were assessed");
    assert_eq!(verdict.enclosed[0].to_string(), paper);
    let docket = serde_json::to_value(&verdict.case_docket).unwrap();
    assert_eq!(of_kind(&docket, "order-asked")[0]["wanted"]["document"], "账簿");
    assert_eq!(of_kind(&docket, "order-decided")[0]["until"], "2026-01-28");
    assert_eq!(of_kind(&docket, "order-ended")[0]["compliance"], excused("已灭失"));
    assert_eq!(of_kind(&docket, "expert-asked")[0]["expert"]["name"], "赵工");
    assert_eq!(of_kind(&docket, "expert-decided")[0]["decision"], "granted");
    assert_eq!(of_kind(&docket, "undertook")[0]["undertaking"]["paper"], paper);
    assert_eq!(of_kind(&docket, "similar-put")[0]["precedent"]["decided_on"], "2024-06-03");
    let stances: Vec<&Value> = of_kind(&docket, "similar-answered").into_iter().map(|event| &event["stance"]).collect();
    assert_eq!(stances, ["distinguish", "follow"]);
    assert_eq!(of_kind(&docket, "closed")[0]["content"], before["content"]);

    world.record("cn").verify();
    for segment in Record::segments(&world.of("cn")) {
        let lines = std::fs::read_to_string(segment).unwrap();
        let sealed = ["赵工", "账簿", "陳大文", "粤民终7号", paper];
        assert!(lines.contains(&case) && sealed.iter().all(|said| !lines.contains(*said)), "what was said is sealed");
    }
}

/// The exchange is held on 27 January, and its record is signed by all who were there.
async fn exchanged(world: &PracticeWorld, judge: &Person, clerk: &Person, case: &str) {
    let sitting = json!({ "on": "2026-01-27", "time": "09:30", "place": "第三法庭", "manner": "online" });
    lead(judge, case, json!({ "step": "fix-exchange", "sitting": sitting })).await.good();
    world.set_day("2026-01-27");
    lead(judge, case, session()).await.good();
    lead(judge, case, json!({ "step": "end-session" })).await.good();
    for name in ["林予", "李律师", "陳大文"] {
        let sign = json!({ "step": "sign-record", "name": name, "manner": "electronic" });
        enter(clerk, case, sign).await.good();
    }
}
