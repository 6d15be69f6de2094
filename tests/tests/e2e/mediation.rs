//! Disputes that are mediated: one in Hong Kong that is settled there and confirmed in Nansha; one that takes too long; and mediators who may
//! not mediate.

use axum::body::Bytes;
use axum::http::Method;
use comity_record::Digest;
use comity_tests::{Answer, Person, PracticeWorld, Record, until};
use serde_json::{Value, json};

use super::hearing;
use super::mediators::{Bodies, SUBJECT};

/// What a party says in the mediation. It must be found nowhere else.
pub(super) const OFFER: &str = "願意退還八成貨款";
pub(super) const AGREEMENT: &[u8] = "调解协议:乙方于三十日内退还货款八成。".as_bytes();

pub(super) fn dispute(referral: Value) -> Value {
    json!({
        // The number of the case that `hearing` opens in Nansha.
        "reference": "(2026)粤0191民初1号", "subject": "买卖合同纠纷", "case_category": "civil-commercial",
        "parties": [
            { "name": "广州甲公司", "jurisdiction": "CN", "agent": "李律师" },
            { "name": "陳大文", "jurisdiction": "HK" },
        ],
        "referral": referral,
    })
}

pub(super) fn local(name: &str) -> Value {
    json!({ "name": name, "jurisdiction": "HK", "panel": { "of": "local" } })
}

pub(super) async fn opened(person: &Person, dispute: Value) -> String {
    person.post("/mediations", dispute).await.good()["id"].as_str().unwrap().to_owned()
}

pub(super) async fn step(person: &Person, mediation: &str, step: Value) -> Answer {
    person.post(&format!("/mediations/{mediation}/steps"), step).await
}

pub(super) async fn named(person: &Person, mediation: &str, candidate: Value) -> Answer {
    step(person, mediation, json!({ "step": "name", "candidate": candidate, "chosen_by": "parties" })).await
}

pub(super) async fn disclosed(person: &Person, mediation: &str, relations: &[&str]) {
    let disclosure = json!({ "relations": relations, "statement": "如实披露" });
    step(person, mediation, json!({ "step": "disclose", "disclosure": disclosure })).await.good();
}

pub(super) async fn consented(person: &Person, mediation: &str, party: u32) {
    let consent = json!({ "how": "written", "paper": Digest::of(b"consent") });
    step(person, mediation, json!({ "step": "consent", "party": party, "consent": consent })).await.good();
}

pub(super) async fn appointed(person: &Person, mediation: &str) -> Answer {
    step(person, mediation, json!({ "step": "appoint" })).await
}

/// What leaves under a seal leaves out of what its officer has seen.
pub(super) async fn sealed(person: &Person, of: &str, act: &str, body: Value) -> Answer {
    let seen = person.get(of).await.good()["standing"]["revision"].to_string();
    let revision = format!("\"{seen}\"");
    let headers = [("content-type", "application/json"), ("if-match", revision.as_str())];
    person.request(Method::POST, &format!("{of}/{act}"), &headers, body.to_string().into()).await
}

pub(super) async fn put(person: &Person, path: &str, bytes: &'static [u8]) -> Answer {
    person.request(Method::POST, path, &[("content-type", "text/plain")], Bytes::from_static(bytes)).await
}

#[tokio::test]
async fn a_dispute_is_mediated_in_hong_kong_settled_there_and_confirmed_in_nansha() {
    let world = PracticeWorld::make().await;
    let (cn, hk) = (world.start("cn").await, world.start("hk").await);
    let (registrar, clerk) = (world.sign_in("fung-oi-lam").await, world.sign_in("yip-chi-ho").await);
    let mediation = opened(&clerk, dispute(Value::Null)).await;
    let path = format!("/mediations/{mediation}");

    // It is there for nobody else: not for a court, and not for the body's own auditor, who sees where it stands.
    let court = world.sign_in("wong-ka-yan").await.get(&path).await;
    assert_eq!((court.status.as_u16(), court.code()), (404, "not-found"));
    let auditor = world.sign_in("lo-tak-wai").await;
    assert_eq!(auditor.get(&path).await.code(), "not-allowed");
    assert_eq!(auditor.get("/mediations").await.good()[0]["standing"]["state"], "opened");

    // The parties agree on a mediator, who discloses, and to whom both consent.
    named(&clerk, &mediation, local("黃志強")).await.good();
    assert_eq!(appointed(&clerk, &mediation).await.code(), "nothing-disclosed");
    disclosed(&clerk, &mediation, &[]).await;
    consented(&clerk, &mediation, 1).await;
    let missing = appointed(&clerk, &mediation).await;
    assert_eq!((missing.code(), &missing.body["detail"]), ("consent-missing", &json!("2")), "{}", missing.body);
    consented(&clerk, &mediation, 2).await;
    assert_eq!(appointed(&clerk, &mediation).await.good()["standing"]["state"], "appointed");
    let under_way = step(&clerk, &mediation, json!({ "step": "sign-for-papers" })).await.good();
    assert_eq!(
        (&under_way["standing"]["state"], &under_way["standing"]["last_day"]),
        (&json!("under-way"), &Value::Null)
    );

    // They come to terms, and everybody signs.
    step(&clerk, &mediation, json!({ "step": "note", "sort": "offer", "party": 2, "said": OFFER })).await.good();
    put(&clerk, &format!("{path}/agreement?name=agreement.txt&languages=zh"), AGREEMENT).await.good();
    registrar.step_up().await;
    assert_eq!(sealed(&registrar, &path, "settle", Value::Null).await.code(), "agreement-not-signed");
    for signer in [json!({ "party": 1 }), json!({ "party": 2 }), json!("mediator")] {
        step(&clerk, &mediation, json!({ "step": "sign", "signer": signer })).await.good();
    }
    assert_eq!(sealed(&clerk, &path, "settle", Value::Null).await.code(), "not-allowed");
    let settled = sealed(&registrar, &path, "settle", Value::Null).await.good();
    assert_eq!(settled["standing"]["state"], "settled");
    let late = step(&clerk, &mediation, json!({ "step": "note", "sort": "offer", "said": OFFER })).await;
    assert_eq!((late.status.as_u16(), late.code()), (409, "wrong-mediation-state"));
    let held = clerk.get(&path).await.good();
    assert_eq!(held["notes"][0]["said"], OFFER);
    assert_eq!(clerk.get(&format!("{path}/agreement")).await.bytes, AGREEMENT);

    // Whoever read it stands in the record, and the auditor sees who that was.
    let readings = auditor.get(&format!("{path}/readings")).await.good();
    let readers = |what: &str| -> Vec<&Value> {
        let readings = readings.as_array().unwrap().iter().filter(|reading| reading["what"] == what);
        readings.map(|reading| &reading["by"]).collect()
    };
    assert_eq!(readers("agreement"), [&json!("yip-chi-ho")]);
    assert_eq!(readers("notes").last(), Some(&&json!("yip-chi-ho")));
    assert!(readers("notes").contains(&&json!("fung-oi-lam")) && !readers("notes").contains(&&json!("lo-tak-wai")));
    let elsewhere = world.sign_in("wong-ka-yan").await.get(&format!("{path}/readings")).await;
    assert_eq!(elsewhere.status.as_u16(), 404, "{}", elsewhere.body);
    let settlement = held["settlement"].as_str().unwrap().to_owned();

    let application = confirmed_in_nansha(&world, &settlement).await;

    // Whoever mediated the dispute is nobody's expert in it.
    let nansha = world.sign_in("he-min").await;
    let case = hearing::opened(&nansha).await;
    let ask = |name: &str| {
        json!({ "step": "ask-expert", "party": 1,
                "expert": { "name": name, "qualification": "高级工程师", "questions": "质量" } })
    };
    let refused = hearing::enter(&nansha, &case, ask("黄志强")).await;
    assert_eq!(
        (refused.code(), &refused.body["detail"]),
        ("mediated-the-dispute", &json!("expert")),
        "{}",
        refused.body
    );
    hearing::enter(&nansha, &case, ask("赵工")).await.good();

    // A gateway that starts again has it as it was; no name and no word of it stands open in a record.
    hk.stop().await;
    let hk = world.start("hk").await;
    assert_eq!(clerk.get(&path).await.good(), held);
    hk.stop().await;
    cn.stop().await;
    for (gateway, id) in [("hk", &mediation), ("cn", &application)] {
        world.record(gateway).verify();
        for segment in Record::segments(&world.of(gateway)) {
            let lines = std::fs::read_to_string(segment).unwrap();
            assert!(lines.contains(id) && !lines.contains("陳大文") && !lines.contains(OFFER), "{gateway}");
        }
    }
}

/// Both parties apply with the settlement, the court examines and confirms, and each can have a copy.
async fn confirmed_in_nansha(world: &PracticeWorld, settlement: &str) -> String {
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let headers = [("content-type", "application/json")];
    let apply = async |file: String| clerk.request(Method::POST, "/confirmations?party=1", &headers, file.into()).await;
    let forged = settlement.replacen("\"signature\":\"", "\"signature\":\"A", 1);
    assert_eq!(apply(forged).await.code(), "sealed-file-refused");
    // Nobody applies tomorrow.
    let tomorrow = "/confirmations?party=1&received_on=2026-01-13";
    let early = clerk.request(Method::POST, tomorrow, &headers, settlement.to_owned().into()).await;
    assert_eq!(early.code(), "impossible-day", "{}", early.body);
    // Applied for twice at one moment, it is taken once.
    let (first, second) = tokio::join!(apply(settlement.to_owned()), apply(settlement.to_owned()));
    let (taken, other) = if first.status.is_success() { (first, second) } else { (second, first) };
    assert_eq!(other.code(), "confirmation-exists");
    let id = taken.good()["id"].as_str().unwrap().to_owned();
    assert_eq!(apply(settlement.to_owned()).await.code(), "confirmation-exists");
    // Hong Kong has no such procedure.
    let elsewhere = world.sign_in("leung-ho").await;
    let there = elsewhere.request(Method::POST, "/confirmations?party=1", &headers, settlement.to_owned().into()).await;
    assert_eq!(there.code(), "no-confirmation-by-this-court", "{}", there.body);
    let path = format!("/confirmations/{id}");
    let enter = async |step: Value| clerk.post(&format!("{path}/steps"), step).await;
    let confirm = json!({ "verdict": "confirmed" });
    judge.step_up().await;

    // One party alone, and without the paper that both signed, obtains nothing.
    enter(json!({ "step": "examine" })).await.good();
    assert_eq!(sealed(&judge, &path, "ruling", confirm.clone()).await.code(), "application-not-joint");
    // The other party's application was posted within the thirty days, and comes to the clerk's desk after them.
    world.set_day("2026-02-24");
    let joined = json!({ "step": "join", "party": 2, "received_on": "2026-02-13", "posted_on": "2026-02-11" });
    enter(joined).await.good();
    let by_a_body = json!({ "step": "state-mediator", "mediated_by": "individual", "name": "黃志強" });
    assert_eq!(enter(by_a_body).await.code(), "already-done", "the roll has told who mediated");
    assert_eq!(clerk.get("/confirmations").await.good()[0]["rule_by"], "2026-03-15");
    let other = put(&clerk, &format!("{path}/agreement?name=agreement.txt"), b"another").await;
    assert_eq!((other.status.as_u16(), other.code()), (422, "another-paper"));
    put(&clerk, &format!("{path}/agreement?name=agreement.txt"), AGREEMENT).await.good();
    let examined = enter(json!({ "step": "examine" })).await.good();
    assert_eq!(
        (&examined["standing"]["state"], &examined["standing"]["last_day"]),
        (&json!("examined"), &json!("2026-02-11"))
    );
    assert_eq!(sealed(&clerk, &path, "ruling", confirm.clone()).await.code(), "not-allowed");
    let ruled = sealed(&judge, &path, "ruling", confirm).await.good();
    assert_eq!(ruled["standing"]["state"], "confirmed");
    assert_eq!(enter(json!({ "step": "give-copy", "party": 2 })).await.good()["standing"]["copies"], 1);
    assert_eq!(apply(settlement.to_owned()).await.code(), "confirmation-exists");
    let held = clerk.get(&path).await.good();
    assert!(held["ruling"].is_string() && !held.to_string().contains(OFFER));
    id
}

#[tokio::test]
async fn what_a_court_referred_is_concluded_in_thirty_days_or_in_the_time_on_which_all_agreed() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let registrar = world.sign_in("liang-shu").await;
    let mediation = opened(&registrar, dispute(json!({ "court": "cn-nansha", "when": "pre-filing" }))).await;
    named(&registrar, &mediation, local("黃志強")).await.good();
    disclosed(&registrar, &mediation, &[]).await;
    for party in [1, 2] {
        consented(&registrar, &mediation, party).await;
    }
    appointed(&registrar, &mediation).await.good();
    let under_way = step(&registrar, &mediation, json!({ "step": "sign-for-papers" })).await.good();
    assert_eq!(under_way["standing"]["last_day"], "2026-02-11");

    let extend = |agreed: Value| json!({ "step": "extend", "last_day": "2026-02-13", "agreed": agreed });
    assert_eq!(step(&registrar, &mediation, extend(json!([1]))).await.code(), "consent-missing");
    step(&registrar, &mediation, extend(json!([1, 2]))).await.good();
    world.set_day("2026-02-13");
    let note = json!({ "step": "note", "sort": "statement", "party": 1, "said": OFFER });
    step(&registrar, &mediation, note.clone()).await.good();
    world.set_day("2026-02-14");
    let over = step(&registrar, &mediation, note).await;
    assert_eq!((over.code(), &over.body["detail"]), ("mediation-over-time", &json!("2026-02-13")), "{}", over.body);
    let end = json!({ "step": "end", "ending": "failed", "reason": "期限届满" });
    assert_eq!(step(&registrar, &mediation, end).await.good()["standing"]["state"], "failed");
}

/// Somebody whom the body itself chooses, and who has nothing to disclose.
async fn named_by_the_body(person: &Person, mediation: &str, name: &str) {
    let naming = json!({ "step": "name", "candidate": local(name), "chosen_by": "body" });
    step(person, mediation, naming).await.good();
    disclosed(person, mediation, &[]).await;
}

#[tokio::test]
async fn whom_the_body_appoints_a_party_refuses_or_objects_to_and_whoever_follows_has_no_more_time() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let registrar = world.sign_in("liang-shu").await;
    let mediation = opened(&registrar, dispute(json!({ "court": "cn-nansha", "when": "pre-filing" }))).await;

    // One whom a party refuses is not appointed; to another nobody has to say yes.
    named_by_the_body(&registrar, &mediation, "黃志強").await;
    let refusal = json!({ "step": "consent", "party": 2, "consent": { "how": "refused" } });
    step(&registrar, &mediation, refusal).await.good();
    let refused = appointed(&registrar, &mediation).await;
    assert_eq!((refused.code(), &refused.body["detail"]), ("consent-missing", &json!("2")), "{}", refused.body);
    let replace = |leaving: &str| json!({ "step": "replace", "leaving": leaving, "reason": "当事人不同意" });
    step(&registrar, &mediation, replace("not-consented")).await.good();
    named_by_the_body(&registrar, &mediation, "何志雄").await;
    assert_eq!(appointed(&registrar, &mediation).await.good()["standing"]["state"], "appointed");
    let papers = json!({ "step": "sign-for-papers" });
    let under_way = step(&registrar, &mediation, papers.clone()).await.good();
    assert_eq!(under_way["standing"]["last_day"], "2026-02-11");

    // While an objection is open nobody is exchanged in silence; one that is upheld makes room.
    let object = json!({ "step": "object", "party": 2, "reason": "偏袒对方" });
    let decide = |objection: u32, upheld: bool| json!({ "step": "decide-objection", "objection": objection, "upheld": upheld, "reason": "已查明" });
    step(&registrar, &mediation, object.clone()).await.good();
    let open = step(&registrar, &mediation, replace("stepped-down")).await;
    assert_eq!((open.status.as_u16(), open.code(), &open.body["at"]), (409, "objection-open", &json!("objections[1]")));
    assert_eq!(step(&registrar, &mediation, decide(2, true)).await.code(), "no-such-number");
    let kept = step(&registrar, &mediation, decide(1, false)).await.good();
    assert_eq!(kept["standing"]["state"], "under-way");
    assert_eq!(step(&registrar, &mediation, decide(1, true)).await.code(), "already-done");
    step(&registrar, &mediation, object).await.good();
    assert_eq!(step(&registrar, &mediation, decide(2, true)).await.good()["standing"]["state"], "opened");
    let note = json!({ "step": "note", "sort": "statement", "party": 1, "said": OFFER });
    let nobody_there = step(&registrar, &mediation, note).await;
    assert_eq!((nobody_there.code(), &nobody_there.body["detail"]), ("wrong-mediation-state", &json!("opened")));
    let held = registrar.get(&format!("/mediations/{mediation}")).await.good();
    let decisions: Vec<&Value> = held["objections"].as_array().unwrap().iter().map(|it| &it["decided"][0]).collect();
    assert_eq!(decisions, [&json!(false), &json!(true)]);
    assert_eq!((&held["former"][0]["name"], &held["former"][1]), (&json!("何志雄"), &Value::Null));

    // Whoever left has mediated all the same, and does nothing else in the dispute; whoever was only named may.
    let clerk = world.sign_in("he-min").await;
    let case = hearing::opened(&clerk).await;
    let ask = |name: &str| {
        json!({ "step": "ask-expert", "party": 1,
                "expert": { "name": name, "qualification": "高级工程师", "questions": "质量" } })
    };
    assert_eq!(hearing::enter(&clerk, &case, ask("何志雄")).await.code(), "mediated-the-dispute");
    hearing::enter(&clerk, &case, ask("黃志強")).await.good();

    // The one who follows has the days that are left.
    world.set_day("2026-01-20");
    named_by_the_body(&registrar, &mediation, "周立").await;
    appointed(&registrar, &mediation).await.good();
    let again = step(&registrar, &mediation, papers).await.good();
    assert_eq!(
        (&again["standing"]["state"], &again["standing"]["last_day"]),
        (&json!("under-way"), &json!("2026-02-11"))
    );
}

#[tokio::test]
async fn nobody_mediates_who_is_suspended_or_tied_to_a_side_or_a_party_of_the_dispute() {
    let world = PracticeWorld::make().await;
    let bodies = Bodies::open(&world).await;
    let id = bodies.confirmed(&world).await;
    let (hong_kong, nansha) = (world.sign_in("fung-oi-lam").await, world.sign_in("liang-shu").await);
    let of_the_bay = |name: &str| json!({ "name": name, "jurisdiction": "HK", "panel": { "of": "gba-panel", "roster_number": SUBJECT } });
    let other_parties = |mut dispute: Value| {
        dispute["parties"][1]["name"] = json!("李小明");
        dispute
    };

    // As long as nothing stands against her she is appointed, with the days of her accreditation before the rules.
    let mediation = opened(&hong_kong, other_parties(dispute(Value::Null))).await;
    named(&hong_kong, &mediation, of_the_bay("陳大文")).await.good();
    disclosed(&hong_kong, &mediation, &[]).await;
    consented(&hong_kong, &mediation, 1).await;
    consented(&hong_kong, &mediation, 2).await;
    assert_eq!(appointed(&hong_kong, &mediation).await.good()["standing"]["state"], "appointed");

    // Of her own dispute she is no mediator, in whatever script her name is written, nor by another name that the roster has.
    let mut romanised = dispute(Value::Null);
    romanised["parties"][1]["name"] = json!("CHAN Tai-man");
    for dispute in [romanised, dispute(Value::Null)] {
        let own = opened(&hong_kong, dispute).await;
        let barred = named(&hong_kong, &own, of_the_bay("陈大文")).await;
        assert_eq!((barred.code(), &barred.body["detail"]), ("mediator-barred", &json!("party")), "{}", barred.body);
    }

    // Nobody is named by her number under a name that is not hers.
    let mut other = other_parties(dispute(Value::Null));
    other["reference"] = json!("HKMB-2026-9");
    let other = opened(&hong_kong, other).await;
    assert_eq!(named(&hong_kong, &other, of_the_bay("何志雄")).await.code(), "name-not-on-roster");

    // Tied to a side, she needs every party's consent, in writing.
    let mut tied = other_parties(dispute(Value::Null));
    tied["reference"] = json!("HKMB-2026-8");
    let tied = opened(&hong_kong, tied).await;
    named(&hong_kong, &tied, of_the_bay("陳大文")).await.good();
    disclosed(&hong_kong, &tied, &["worked-for-party"]).await;
    consented(&hong_kong, &tied, 1).await;
    let oral = json!({ "step": "consent", "party": 2, "consent": { "how": "oral" } });
    step(&hong_kong, &tied, oral).await.good();
    let missing = appointed(&hong_kong, &tied).await;
    assert_eq!((missing.code(), &missing.body["detail"]), ("consent-missing", &json!("2")), "{}", missing.body);

    // Suspended by the body that accredited her, she is named nowhere in the bay, nor appointed where she is named already.
    bodies.by_two(&id, "suspend").await;
    consented(&hong_kong, &tied, 2).await;
    let here = appointed(&hong_kong, &tied).await;
    assert_eq!(
        (here.status.as_u16(), here.code(), &here.body["detail"]),
        (409, "mediator-not-selectable", &json!("suspended"))
    );
    // Where she was appointed before, she begins nothing.
    let papers = step(&hong_kong, &mediation, json!({ "step": "sign-for-papers" })).await;
    assert_eq!((papers.code(), &papers.body["detail"]), ("mediator-not-selectable", &json!("suspended")));
    let elsewhere = opened(&nansha, other_parties(dispute(Value::Null))).await;
    until("her suspension is known in Nansha", async || {
        let known = nansha.get(&format!("/mediator-status/{SUBJECT}")).await.body;
        (known["standing"] == "suspended").then_some(())
    })
    .await;
    let there = named(&nansha, &elsewhere, of_the_bay("陳大文")).await;
    assert_eq!((there.code(), &there.body["detail"]), ("mediator-not-selectable", &json!("suspended")));
    named(&nansha, &elsewhere, local("何志雄")).await.good();
}

/// A dispute of Nansha's mediation centre, under its own number, that was mediated by somebody without success.
pub(super) async fn failed(registrar: &Person, mediator: &str) -> String {
    let mut dispute = dispute(Value::Null);
    dispute["reference"] = json!("NSMC-2026-3");
    let mediation = opened(registrar, dispute).await;
    named(registrar, &mediation, local(mediator)).await.good();
    disclosed(registrar, &mediation, &[]).await;
    for party in [1, 2] {
        consented(registrar, &mediation, party).await;
    }
    appointed(registrar, &mediation).await.good();
    let end = json!({ "step": "end", "ending": "failed", "reason": "未达成协议" });
    step(registrar, &mediation, end).await.good();
    mediation
}

#[tokio::test]
async fn whoever_mediated_before_the_case_was_filed_is_nobodys_agent_or_expert_in_it() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (registrar, judge, clerk) =
        (world.sign_in("liang-shu").await, world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let mediation = failed(&registrar, "黃志強").await;
    let case = hearing::opened(&clerk).await;
    let expert = json!({ "name": "黄志强", "qualification": "高级工程师", "questions": "质量" });
    let ask_expert = json!({ "step": "ask-expert", "party": 1, "expert": expert });

    // Under the centre's number nobody can know that it is the same dispute; once it has the court's too, everybody does.
    hearing::enter(&clerk, &case, ask_expert.clone()).await.good();
    let file = json!({ "step": "file", "case_number": "（2026）粵0191民初1號" });
    assert_eq!(step(&registrar, &mediation, file.clone()).await.good()["standing"]["state"], "failed");
    assert_eq!(step(&registrar, &mediation, file).await.code(), "already-done");
    let barred = |answer: Answer, role: &str| {
        assert_eq!((answer.code(), &answer.body["detail"]), ("mediated-the-dispute", &json!(role)), "{}", answer.body);
    };
    barred(hearing::enter(&clerk, &case, ask_expert.clone()).await, "expert");
    let joins = json!({ "name": "第三人", "side": "third-party", "jurisdiction": "CN", "representative": "黃志強" });
    barred(hearing::enter(&clerk, &case, json!({ "step": "join", "party": joins })).await, "agent");
    let mut sheet = hearing::sheet();
    sheet["parties"][0]["representative"] = json!("黄志强");
    barred(clerk.post("/cases", sheet.clone()).await, "agent");
    sheet["parties"][0]["representative"] = json!("李律师");
    clerk.post("/cases", sheet).await.good();

    // Nobody but a judge, for a reason, finds that an engineer of the same name is another person.
    let apart = |reason: &str| json!({ "step": "tell-apart", "name": "黄志强", "reason": reason });
    assert_eq!(hearing::lead(&clerk, &case, apart("同名")).await.code(), "not-allowed");
    assert_eq!(hearing::lead(&judge, &case, apart("")).await.code(), "bad-reason");

    // Nor does he say what the law of Hong Kong is in it.
    let inquiry = json!({
        "case_number": "(2026)粤0191民初1号", "law": { "jurisdiction": "HK" }, "parties_chose_law": false,
        "questions": ["货物所有权何时转移"],
        "parties": [{ "name": "广州甲公司", "side": "plaintiff", "jurisdiction": "CN" }],
    });
    let inquiry = clerk.post("/inquiries", inquiry).await.good()["id"].as_str().unwrap().to_owned();
    let ask = |name: &str| json!({ "step": "ask", "channel": "legal-expert", "asked": { "name": name }, "until": "2026-01-23" });
    let asked = async |name: &str| judge.post(&format!("/inquiries/{inquiry}/steps"), ask(name)).await;
    barred(asked("黄志强").await, "expert");
    asked("何志雄").await.good();
    hearing::lead(&judge, &case, apart("同名,身份证件不同")).await.good();
    asked("黄志强").await.good();
    hearing::enter(&clerk, &case, ask_expert).await.good();

    // Whoever was asked there is tied to the dispute, under whichever of its numbers it is mediated once more.
    let mut again = dispute(Value::Null);
    again["reference"] = json!("nsmc 2026/3");
    let again = opened(&registrar, again).await;
    named(&registrar, &again, local("何志雄")).await.good();
    let found = registrar.get(&format!("/mediations/{again}")).await.good()["mediator"]["found"].clone();
    assert_eq!((&found[0]["role"], found.as_array().unwrap().len()), (&json!("expert"), 1), "{found}");
}

#[tokio::test]
async fn whoever_heard_what_was_said_in_a_courts_mediation_enters_nothing_in_the_case() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let case = hearing::opened(&clerk).await;
    let produce = json!({ "step": "produce", "party": 1, "item": hearing::exhibit("合同", "CN", &["zh"]) });
    hearing::enter(&clerk, &case, produce.clone()).await.good();

    // A clerk of the court that tries the case has the dispute mediated, and so leaves the case to others.
    let mut referred = dispute(json!({ "court": "cn-nansha", "when": "post-filing", "trial_procedure": "ordinary" }));
    referred["reference"] = json!("（2026）粤0191民初1号");
    opened(&clerk, referred).await;
    let refused = hearing::enter(&clerk, &case, produce.clone()).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (409, "took-part-in-mediation"), "{}", refused.body);
    assert_eq!(clerk.post("/cases", hearing::sheet()).await.code(), "took-part-in-mediation");
    hearing::enter(&judge, &case, produce.clone()).await.good();
    // In another case nothing stands in the way.
    let mut other = hearing::sheet();
    other["case_number"] = json!("(2026)粤0191民初2号");
    clerk.post("/cases", other).await.good();
}
