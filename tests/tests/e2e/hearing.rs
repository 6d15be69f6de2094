//! A case before the Nansha court with a party from Hong Kong: its evidence is listed, exchanged before a judge and closed; and a power of
//! attorney, given before a judge there, is used at every court of the region.

use axum::body::Bytes;
use axum::http::Method;
use comity_record::Digest;
use comity_tests::{Answer, Draft, Person, PracticeWorld, Record};
use serde_json::{Value, json};

use super::Bay;

pub(super) fn sheet() -> Value {
    json!({
        "case_number": "(2026)粤0191民初1号",
        "cause_of_action": "买卖合同纠纷",
        "case_category": "civil-commercial",
        "trial_procedure": "ordinary",
        "instance": "first",
        "parties": [
            { "name": "广州甲公司", "side": "plaintiff", "jurisdiction": "CN" },
            { "name": "陳大文", "side": "defendant", "jurisdiction": "HK" },
        ],
    })
}

pub(super) async fn opened(clerk: &Person) -> String {
    clerk.post("/cases", sheet()).await.good()["id"].as_str().unwrap().to_owned()
}

pub(super) async fn enter(person: &Person, case: &str, step: Value) -> Answer {
    person.post(&format!("/cases/{case}/entries"), step).await
}

pub(super) async fn lead(person: &Person, case: &str, step: Value) -> Answer {
    person.post(&format!("/cases/{case}/steps"), step).await
}

pub(super) async fn attach(person: &Person, case: &str, name: &str, content: &'static str) -> Value {
    let path = format!("/cases/{case}/files?name={name}");
    person
        .request(Method::POST, &path, &[("content-type", "text/plain")], Bytes::from_static(content.as_bytes()))
        .await
        .good()
}

pub(super) fn exhibit(title: &str, made_in: &str, languages: &[&str]) -> Value {
    json!({
        "sort": "documentary", "title": title, "source": "档案", "proves": "付款", "original": true, "copies": 2,
        "languages": languages, "made_in": made_in,
    })
}

pub(super) fn session() -> Value {
    json!({
        "step": "open-session", "judge": "林予",
        "present": [
            { "name": "李律师", "capacity": "agent", "party": 1, "presence": "in-person" },
            { "name": "陳大文", "capacity": "party", "party": 2, "presence": "online" },
        ],
    })
}

#[tokio::test]
async fn evidence_is_listed_exchanged_before_a_judge_and_closed() {
    let world = PracticeWorld::make().await;
    let cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let case = opened(&clerk).await;

    // The law of the court's side bounds the period, and no reason carries what it forbids.
    let fix = |days: u32| json!({ "step": "fix-period", "from": "2026-01-12", "days": days });
    let short = lead(&judge, &case, fix(14)).await;
    assert_eq!((short.status.as_u16(), short.code()), (409, "not-by-the-rules"), "{}", short.body);
    let fixed = lead(&judge, &case, fix(15)).await.good();
    assert_eq!(fixed["standing"]["period_ends"], "2026-01-27");
    let not_a_judge = lead(&clerk, &case, fix(20)).await;
    assert_eq!((not_a_judge.status.as_u16(), not_a_judge.code()), (403, "not-allowed"));

    // A Hong Kong record without formalities and translation is listed; what the rules find stands beside it.
    let record = attach(&clerk, &case, "record.txt", "company record").await;
    let chinese = attach(&clerk, &case, "translation.txt", "公司记录").await;
    let mut from_hong_kong = exhibit("公司注册记录", "HK", &["en"]);
    from_hong_kong["file"] = record.clone();
    enter(&clerk, &case, json!({ "step": "produce", "party": 2, "item": from_hong_kong })).await.good();
    enter(&clerk, &case, json!({ "step": "produce", "party": 1, "item": exhibit("合同", "CN", &["zh"]) })).await.good();
    // What was conceded in a mediation is no evidence unless all agree, and on the Mainland no leave of a judge carries it.
    let mut offer =
        json!({ "step": "produce", "party": 1, "item": exhibit("让步方案", "CN", &["zh"]), "made_in_mediation": {} });
    assert_eq!(enter(&clerk, &case, offer.clone()).await.code(), "not-by-the-rules");
    offer["made_in_mediation"] = json!({ "agreed": [1] });
    assert_eq!(enter(&clerk, &case, offer.clone()).await.code(), "not-by-the-rules");
    (offer["step"], offer["leave"]) = (json!("produce-with-leave"), json!("查明事实所需"));
    assert_eq!(lead(&judge, &case, offer).await.code(), "not-by-the-rules");
    let found = |view: &Value| -> Vec<String> {
        let findings = view["exhibits"][0]["answer"]["said"]["assessment"]["findings"].as_array().unwrap();
        let adverse = findings.iter().filter(|finding| finding["severity"] != "inform");
        adverse.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    let read = async || clerk.get(&format!("/cases/{case}")).await.good();
    assert_eq!(found(&read().await), ["proof-formality-missing", "translation-missing"]);
    let formality = json!({ "how": "attested", "by": "黃律師", "on": "2026-01-09" });
    enter(&clerk, &case, json!({ "step": "record-formality", "exhibit": 1, "formality": formality })).await.good();
    let mut translation = json!({ "language": "zh", "original": chinese["sha256"], "file": chinese, "translator": "译者", "signed": true });
    let bind = |translation: &Value| json!({ "step": "bind-translation", "exhibit": 1, "translation": translation });
    let unbound = enter(&clerk, &case, bind(&translation)).await;
    assert_eq!(
        (unbound.status.as_u16(), &unbound.body["detail"]),
        (422, &json!("another-original")),
        "{}",
        unbound.body
    );
    translation["original"] = record["sha256"].clone();
    enter(&clerk, &case, bind(&translation)).await.good();
    assert_eq!(found(&read().await), [""; 0]);

    // The exchange is not before the period ends; it ends the period.
    let sitting = |on: &str| {
        json!({ "step": "fix-exchange",
                "sitting": { "on": on, "time": "09:30", "place": "第三法庭", "manner": "online" } })
    };
    let early = lead(&judge, &case, sitting("2026-01-26")).await;
    assert_eq!((early.code(), &early.body["detail"]), ("period-runs", &json!("2026-01-27")), "{}", early.body);
    lead(&judge, &case, sitting("2026-01-27")).await.good();
    let object = json!({ "step": "object", "party": 2, "exhibit": 2, "ground": "relevance", "reason": "与本案无关" });
    assert_eq!(enter(&clerk, &case, object.clone()).await.code(), "wrong-case-state");
    world.set_day("2026-01-27");
    lead(&judge, &case, session()).await.good();
    enter(&clerk, &case, object).await.good();
    let admitted = json!({ "of": "evidence", "exhibit": 1, "grounds": ["authenticity", "legality"] });
    enter(&clerk, &case, json!({ "step": "admit", "party": 1, "admitted": admitted })).await.good();
    let contradicting =
        json!({ "step": "object", "party": 1, "exhibit": 1, "ground": "legality", "reason": "来源不明" });
    assert_eq!(enter(&clerk, &case, contradicting).await.code(), "already-admitted");
    lead(&judge, &case, json!({ "step": "state-issues", "issues": ["货款是否已付"] })).await.good();
    lead(&judge, &case, json!({ "step": "end-session" })).await.good();

    let close = json!({ "step": "close" });
    assert_eq!(lead(&judge, &case, close.clone()).await.code(), "record-not-signed");
    for name in ["林予", "李律师", "陳大文"] {
        let sign = json!({ "step": "sign-record", "name": name, "manner": "electronic" });
        enter(&clerk, &case, sign).await.good();
    }
    let closed = lead(&judge, &case, close).await.good();
    assert_eq!(closed["standing"]["state"], "closed");
    let late =
        enter(&clerk, &case, json!({ "step": "produce", "party": 1, "item": exhibit("补充", "CN", &["zh"]) })).await;
    assert_eq!((late.status.as_u16(), late.code()), (409, "wrong-case-state"));

    // A gateway that starts again has it as it was, and a record that verifies.
    let before = read().await;
    cn.stop().await;
    let cn = world.start("cn").await;
    assert_eq!(read().await, before);
    cn.stop().await;
    world.record("cn").verify();
    for segment in Record::segments(&world.of("cn")) {
        let lines = std::fs::read_to_string(segment).unwrap();
        assert!(!lines.contains("陳大文") && lines.contains(&case), "names are sealed, the case is there");
    }
}

#[tokio::test]
async fn a_case_is_not_there_for_another_court() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (clerk, liaison) = (world.sign_in("he-min").await, world.sign_in("chen-an").await);
    let case = opened(&clerk).await;
    let asked = liaison.get(&format!("/cases/{case}")).await;
    assert_eq!((asked.status.as_u16(), asked.code()), (404, "not-found"));
    let rows = clerk.get("/cases").await.good();
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["id"]), (1, &json!(case)));
}

fn mandate() -> Value {
    json!({
        "principal": { "name": "陳大文", "jurisdiction": "HK", "identification": "回乡证 H01234567" },
        "agents": [{ "name": "李律师", "jurisdiction": "CN" }],
        "power": "special",
        "powers": ["代为承认、放弃、变更诉讼请求,进行和解"],
        "until": "2026-12-31",
    })
}

pub(super) async fn witnessed(judge: &Person, clerk: &Person) -> String {
    let id = clerk.post("/authorisations", mandate()).await.good()["id"].as_str().unwrap().to_owned();
    let path = |rest: &str| format!("/authorisations/{id}/{rest}");
    let headers = [("content-type", "application/pdf")];
    let paper = async || {
        clerk.request(Method::POST, &path("paper?name=poa.pdf"), &headers, Bytes::from_static(b"signed paper")).await
    };
    assert_eq!(paper().await.code(), "not-identified");
    for name in ["陳大文", "李律师"] {
        let check = json!({ "name": name, "method": "face-against-base", "passed": true, "reference": "CTID-1" });
        clerk.post(&path("identity"), check).await.good();
    }
    paper().await.good();
    let recording =
        json!({ "sha256": format!("sha256:{}", "ab".repeat(32)), "size": 9_000, "seconds": 300, "kept": "庭审云" });
    clerk.post(&path("recording"), recording).await.good();
    let witness = json!({ "by_video": true });
    judge.step_up().await;
    // Under the court's seal stands the judge whose password it was, and nobody whom a request names.
    let of_another = json!({ "judge": "王某", "by_video": true });
    let named = sealed(judge, &id, "witness", revision(judge, &id).await, &of_another).await;
    assert_eq!((named.status.as_u16(), named.code()), (422, "bad-field"), "{}", named.body);
    assert_eq!(clerk.post(&path("witness"), witness.clone()).await.code(), "not-allowed");
    // What leaves under the court's seal is what its judge has seen.
    assert_eq!(judge.post(&path("witness"), witness.clone()).await.code(), "revision-required");
    let seen = revision(judge, &id).await;
    let check = json!({ "name": "陳大文", "method": "face-against-base", "passed": true });
    clerk.post(&path("identity"), check).await.good();
    assert_eq!(sealed(judge, &id, "witness", seen, &witness).await.code(), "revision-moved");
    sealed(judge, &id, "witness", revision(judge, &id).await, &witness).await.good();
    id
}

pub(super) async fn revision(person: &Person, id: &str) -> u64 {
    person.get(&format!("/authorisations/{id}")).await.good()["standing"]["revision"].as_u64().unwrap()
}

pub(super) async fn sealed(judge: &Person, id: &str, act: &str, seen: u64, body: &Value) -> Answer {
    let revision = format!("\"{seen}\"");
    let headers = [("content-type", "application/json"), ("if-match", revision.as_str())];
    let path = format!("/authorisations/{id}/{act}");
    judge.request(Method::POST, &path, &headers, body.to_string().into()).await
}

#[tokio::test]
async fn what_a_judge_witnessed_in_nansha_is_used_there_and_taken_in_hong_kong_until_it_is_revoked() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let _hk = world.start("hk").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let registrar = world.sign_in("wong-ka-yan").await;
    let id = witnessed(&judge, &clerk).await;
    let held = clerk.get(&format!("/authorisations/{id}")).await.good();
    let document = held["document"].as_str().unwrap().to_owned();

    // It travels as a file, and needs nothing of the gateway that made it.
    let take = async |file: &str| {
        let headers = [("content-type", "application/json")];
        registrar
            .request(Method::POST, "/authorisations/taken", &headers, Bytes::copy_from_slice(file.as_bytes()))
            .await
    };
    let forged = document.replacen("\"signature\":\"", "\"signature\":\"A", 1);
    assert_eq!(take(&forged).await.code(), "sealed-file-refused");
    assert_eq!(take(&document).await.good()["id"], json!(id));
    assert_eq!(take(&document).await.code(), "authorisation-exists");
    let there = registrar.get(&format!("/authorisations/{id}")).await.good();
    assert_eq!((&there["mandate"], &there["standing"]["court"]), (&held["mandate"], &json!("cn-nansha")));

    // In a case it lets its agent speak for its principal, and nobody else for anybody.
    let case = opened(&clerk).await;
    let name_agent =
        |party: u32, name: &str| json!({ "step": "name-agent", "party": party, "name": name, "authorisation": id });
    assert_eq!(enter(&clerk, &case, name_agent(1, "李律师")).await.code(), "authorisation-of-others");
    enter(&clerk, &case, name_agent(2, "李律师")).await.good();

    let seen = revision(&judge, &id).await;
    sealed(&judge, &id, "revoke", seen, &json!({ "reason": "principal" })).await.good();
    let refused = enter(&clerk, &case, name_agent(2, "李律师")).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (422, "authorisation-not-good"));
    let revocation =
        clerk.get(&format!("/authorisations/{id}")).await.good()["revocation"].as_str().unwrap().to_owned();
    take(&revocation).await.good();
    let there = registrar.get(&format!("/authorisations/{id}")).await.good();
    assert_eq!(there["standing"]["state"], "revoked");
}

/// The letter in the matter of the sale of goods, with counsel for the addressee.
fn represented(authorisation: &str, document: &Digest) -> Draft {
    let mut draft = Draft::corrected();
    draft.body["request"]["agents"] = json!([
        { "principal": "陳大文", "name": "李律师", "authorisation": authorisation, "document": document },
    ]);
    draft
}

fn found(docket: &[Value]) -> Vec<Value> {
    let checked = docket.iter().filter(|recorded| recorded["event"]["kind"] == "agents-checked");
    checked.map(|recorded| recorded["event"]["agents"][0]["found"].clone()).collect()
}

#[tokio::test]
async fn a_letter_names_an_authorisation_that_holds_and_where_it_is_not_known_a_person_looks_first() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let clerk = world.sign_in("he-min").await;
    let id = witnessed(&bay.judge, &clerk).await;
    let held = clerk.get(&format!("/authorisations/{id}")).await.good();
    let document = held["document"].as_str().unwrap().to_owned();
    let digest = Digest::of(document.as_bytes());

    let matter = bay.judge.draft(&represented(&id, &Digest::of(b"another"))).await;
    bay.judge.act(&matter, "preflight", Value::Null).await;
    let refused = bay.judge.try_to(&matter, "submit", json!({ "override_reason": "urgent" })).await;
    let said = (refused.status.as_u16(), &refused.body["at"], &refused.body["detail"]);
    let expected = (json!("agents[0].authorisation"), json!("authorisation-another-document"));
    assert_eq!(said, (422, &expected.0, &expected.1), "{}", refused.body);

    // It leaves; in Hong Kong nobody has taken the authorisation, and the registrar answers for going on.
    let unknown_there = bay.submitted_as(&represented(&id, &digest)).await;
    bay.liaison.act(&unknown_there, "forward", json!({})).await;
    bay.registrar.wait_for(&unknown_there, "acknowledged").await;
    assert_eq!(found(&bay.judge.docket(&unknown_there).await), [json!("good")]);
    let there = bay.registrar.matter(&unknown_there).await;
    assert_eq!(there["standing"]["conflict"], "agent-not-authorised");
    assert_eq!(found(&bay.registrar.docket(&unknown_there).await), [json!("unknown")]);
    assert_eq!(bay.registrar.try_to(&unknown_there, "accept", Value::Null).await.code(), "needs-person");
    bay.registrar.act(&unknown_there, "review", json!({ "reason": "the original was shown" })).await;
    bay.registrar.act(&unknown_there, "accept", Value::Null).await;

    // Once it was taken there, a letter that names it keeps nobody waiting.
    let headers = [("content-type", "application/json")];
    let taken = bay.registrar.request(Method::POST, "/authorisations/taken", &headers, document.into()).await;
    taken.good();
    let known_there = bay.submitted_as(&represented(&id, &digest)).await;
    bay.liaison.act(&known_there, "forward", json!({})).await;
    let there = bay.registrar.wait_for(&known_there, "acknowledged").await;
    assert_eq!(
        (&there["standing"]["needs_person"], &there["request"]["agents"][0]["authorisation"]),
        (&Value::Null, &json!(id))
    );
    assert_eq!(found(&bay.registrar.docket(&known_there).await), [json!("good")]);
}
