//! The registers that need no more than a keeper, and what one of them is for: an expert whom Hong Kong lists is found in Nansha, asked on the
//! law of Hong Kong, heard and paid; and struck by a suspension there as soon as it is decided here.

use axum::body::Bytes;
use axum::http::Method;
use comity_tests::{Answer, Person, PracticeWorld, Record, until};
use serde_json::{Value, json};

const EXPERT: &str = "HK-FL-0007";

pub(super) fn expert() -> Value {
    json!({
        "until": "2028-01-11",
        "profile": {
            "roster_no": EXPERT, "region": "HK",
            "names": [{ "form": "traditional", "text": "陳大文" }, { "form": "cantonese", "text": "Chan Tai-man" }],
            "languages": ["yue", "en"], "specialities": ["sale-of-goods"],
            "fields": {
                "register": "law-experts", "laws": [{ "jurisdiction": "HK" }],
                "qualification": "資深大律師", "institution": "大律師事務所",
            },
        },
    })
}

pub(super) fn sheet() -> Value {
    json!({
        "case_number": "(2026)粤0191民初7号", "law": { "jurisdiction": "HK" }, "parties_chose_law": false,
        "questions": ["货物所有权何时转移"],
        "parties": [
            { "name": "广州甲公司", "side": "plaintiff", "jurisdiction": "CN" },
            { "name": "香港乙公司", "side": "defendant", "jurisdiction": "HK" },
        ],
    })
}

/// The numbers that a question finds, for this person.
async fn found(person: &Person, question: &str) -> Vec<String> {
    let answer = person.get(&format!("/registry/search?{question}")).await.good();
    let entries = answer["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["roster_no"].as_str().unwrap().to_owned()).collect()
}

pub(super) async fn enter(person: &Person, inquiry: &str, step: Value) -> Answer {
    person.post(&format!("/inquiries/{inquiry}/entries"), step).await
}

pub(super) async fn lead(person: &Person, inquiry: &str, step: Value) -> Answer {
    person.post(&format!("/inquiries/{inquiry}/steps"), step).await
}

pub(super) fn ask() -> Value {
    let asked = json!({ "name": "陳大文", "roster_no": EXPERT });
    json!({ "step": "ask", "channel": "legal-expert", "asked": asked, "until": "2026-01-23" })
}

/// A paper of the inquiry, as an opinion names it.
pub(super) async fn paper(clerk: &Person, inquiry: &str, name: &str) -> Value {
    let path = format!("/inquiries/{inquiry}/files?name={name}.txt");
    let headers = [("content-type", "text/plain")];
    let file = clerk.request(Method::POST, &path, &headers, Bytes::copy_from_slice(name.as_bytes())).await.good();
    json!({ "sha256": file["sha256"], "languages": ["zh"] })
}

pub(super) async fn opinion(clerk: &Person, inquiry: &str) -> Value {
    json!({
        "given_on": "2026-01-12", "paper": paper(clerk, inquiry, "opinion").await,
        "provisions": ["《货品售卖条例》第20条"], "obtained": "电子版香港法例", "in_force": "现行有效", "relevance": "合同约定",
        "case_law": [{
            "citation": "[2020] HKCFA 1", "extent": "full-judgment", "paper": paper(clerk, inquiry, "judgment").await,
        }],
        "qualification": paper(clerk, inquiry, "qualification").await,
    })
}

/// What two persons decide, as this one of them.
pub(super) async fn sanction(person: &Person, listing: &str, sanction: Value) -> Answer {
    person.step_up().await;
    let seen = person.get(&format!("/listings/{listing}")).await.good()["standing"]["revision"].to_string();
    let revision = format!("\"{seen}\"");
    let headers = [("content-type", "application/json"), ("if-match", revision.as_str())];
    let body = json!({ "sanction": sanction, "reason": "投訴待查" }).to_string();
    person.request(Method::POST, &format!("/listings/{listing}/sanction"), &headers, body.into()).await
}

#[tokio::test]
async fn an_expert_whom_hong_kong_lists_is_found_asked_heard_and_paid_in_nansha() {
    let world = PracticeWorld::make().await;
    let (cn, hk) = (world.start("cn").await, world.start("hk").await);
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    let (registrar, colleague) = (world.sign_in("wong-ka-yan").await, world.sign_in("lam-chi-wai").await);

    // Entered once, with a number that nobody else gets; a clerk does not enter.
    let hong_kong_clerk = world.sign_in("leung-ho").await;
    assert_eq!(hong_kong_clerk.post("/listings", expert()).await.code(), "not-allowed");
    let listing = registrar.post("/listings", expert()).await.good()["id"].as_str().unwrap().to_owned();
    assert_eq!(registrar.post("/listings", expert()).await.code(), "roster-number-taken");
    until("the expert is found in Nansha, whose gateway can confirm it", async || {
        let answer = judge.get("/registry/search?text=%E9%99%88%E5%A4%A7%E6%96%87&specialities=law-HK").await.good();
        let is_confirmed = !answer["unconfirmed"].as_array().unwrap().contains(&json!("hk"));
        (answer["total"] == 1 && is_confirmed).then_some(())
    })
    .await;
    assert_eq!(found(&clerk, "text=chan%20taiman&register=law-experts").await, [EXPERT]);

    // The question, and who is asked until when. A party is nobody's expert, and a number that nobody has is none.
    let inquiry = clerk.post("/inquiries", sheet()).await.good()["id"].as_str().unwrap().to_owned();
    assert_eq!(lead(&clerk, &inquiry, ask()).await.code(), "not-allowed");
    let mut other = ask();
    other["asked"] = json!({ "name": "香港乙公司" });
    assert_eq!(lead(&judge, &inquiry, other.clone()).await.code(), "provider-interested");
    other["asked"] = json!({ "name": "陳大文", "roster_no": "HK-FL-0008" });
    assert_eq!(lead(&judge, &inquiry, other).await.code(), "provider-not-listed");
    let asked = lead(&judge, &inquiry, ask()).await.good();
    assert_eq!(asked["standing"]["periods"], json!({ "1": "2026-01-23" }));

    // Without the statement that there is no interest in the case the law of the court's side does not let it in.
    let mut brought = opinion(&clerk, &inquiry).await;
    let take = |opinion: &Value| json!({ "step": "take-opinion", "request": 1, "opinion": opinion });
    let returned = enter(&clerk, &inquiry, take(&brought)).await;
    assert_eq!(
        (returned.status.as_u16(), returned.code(), &returned.body["detail"]),
        (422, "opinion-returned", &json!("no-interest-statement-missing")),
        "{}",
        returned.body
    );
    let statement = paper(&clerk, &inquiry, "statement").await;
    brought["no_interest"] = json!({ "signed_by": "陈大文", "on": "2026-01-12", "paper": statement });
    enter(&clerk, &inquiry, take(&brought)).await.good();

    // Nobody is heard on what was not served.
    let sitting = json!({ "on": "2026-01-26", "time": "09:30", "place": "第三法庭", "manner": "online" });
    lead(&judge, &inquiry, json!({ "step": "fix-hearing", "sitting": sitting, "called": [1] })).await.good();
    let serve = |party: u32| json!({ "step": "serve", "opinion": 1, "party": party, "on": "2026-01-12" });
    enter(&clerk, &inquiry, serve(1)).await.good();
    world.set_day("2026-01-26");
    let statements = json!([
        { "party": 1, "stance": "agrees" }, { "party": 2, "stance": "disputes", "reason": "另有约定" },
    ]);
    let hear = json!({
        "step": "hear", "judge": "林予", "statements": statements, "appeared": [{ "request": 1, "online": true }],
    });
    let unserved = enter(&clerk, &inquiry, hear.clone()).await;
    assert_eq!((unserved.code(), &unserved.body["detail"]), ("opinion-not-served", &json!("opinions[1] parties[2]")));
    enter(&clerk, &inquiry, serve(2)).await.good();
    enter(&clerk, &inquiry, hear).await.good();

    // What is disputed is decided with reasons; that it cannot be ascertained the rules do not let stand.
    let mut give_up = json!({ "step": "find", "found": { "result": "not-ascertained", "reason": "有争议" } });
    assert_eq!(lead(&judge, &inquiry, give_up.clone()).await.code(), "another-channel-first");
    give_up["override_reason"] = json!("标的额小");
    assert_eq!(lead(&judge, &inquiry, give_up).await.code(), "law-provided", "what was brought no reason gives up");
    let found_by = |basis: &str, reason: Value| {
        let content = "交付时转移";
        let found =
            json!({ "result": "ascertained", "content": content, "basis": basis, "opinions": [1], "reason": reason });
        json!({ "step": "find", "found": found })
    };
    assert_eq!(lead(&judge, &inquiry, found_by("undisputed", Value::Null)).await.code(), "law-disputed");
    lead(&judge, &inquiry, found_by("decided", json!("所称约定并无证据"))).await.good();
    assert_eq!(lead(&judge, &inquiry, json!({ "step": "close" })).await.code(), "costs-open");
    let share =
        |party: u32, hundredths: u64| json!({ "party": party, "amount_hundredths": hundredths, "currency": "HKD" });
    let costs = |shares: Value| {
        let costs = json!([{ "request": 1, "amount_hundredths": 2_000_000, "currency": "HKD" }]);
        json!({ "step": "decide-costs", "basis": "decided", "costs": costs, "shares": shares, "reason": "败诉方负担" })
    };
    assert_eq!(lead(&judge, &inquiry, costs(json!([share(2, 1_000_000)]))).await.code(), "costs-do-not-add-up");
    lead(&judge, &inquiry, costs(json!([share(1, 500_000), share(2, 1_500_000)]))).await.good();
    let closed = lead(&judge, &inquiry, json!({ "step": "close" })).await.good();
    assert_eq!(closed["standing"]["state"], "closed");

    // Two persons suspend; Nansha finds the expert no more as one who may be asked, and refuses. How it stood then is answered for ever.
    let once = sanction(&registrar, &listing, json!("suspend")).await;
    assert_eq!((once.status.as_u16(), &once.body["decided"]), (202, &json!(false)), "one person is one");
    let twice = sanction(&registrar, &listing, json!("suspend")).await;
    assert_eq!(twice.status.as_u16(), 202, "the same person twice is one");
    let both = sanction(&colleague, &listing, json!("suspend")).await;
    assert_eq!((both.status.as_u16(), &both.body["standing"]["suspended"]), (200, &json!(true)), "{}", both.body);
    let second = clerk.post("/inquiries", sheet()).await.good()["id"].as_str().unwrap().to_owned();
    until("Nansha refuses whom Hong Kong has suspended", async || {
        let refused = lead(&judge, &second, ask()).await;
        (refused.code() == "provider-not-in-force" && refused.body["detail"] == "suspended").then_some(())
    })
    .await;
    assert_eq!(found(&judge, "register=law-experts&status=in-force").await, [""; 0]);
    for (day, state) in
        [("2026-01-11", Value::Null), ("2026-01-12", json!("in-force")), ("2026-01-26", json!("suspended"))]
    {
        let stood = registrar.get(&format!("/listings/{listing}/on?day={day}")).await.good();
        assert_eq!(stood["state"], state, "{day}");
    }
    // What two decided is not undone by one who enters the same number once more.
    assert_eq!(registrar.post("/listings", expert()).await.code(), "roster-number-taken");
    assert_eq!(found(&judge, "text=HK-FL-0007&status=suspended").await, [EXPERT]);

    // Gateways that start again have it as it was, and records that verify; names are sealed in them.
    let before = clerk.get(&format!("/inquiries/{inquiry}")).await.good();
    cn.stop().await;
    hk.stop().await;
    let cn = world.start("cn").await;
    assert_eq!(clerk.get(&format!("/inquiries/{inquiry}")).await.good(), before);
    cn.stop().await;
    for (gateway, name, kept) in [("cn", "香港乙公司", &inquiry), ("hk", "資深大律師", &listing)] {
        world.record(gateway).verify();
        for segment in Record::segments(&world.of(gateway)) {
            let lines = std::fs::read_to_string(segment).unwrap();
            assert!(!lines.contains(name) && lines.contains(kept.as_str()), "{gateway}");
        }
    }
}

#[tokio::test]
async fn a_listing_whose_term_begins_and_ends_is_published_so_without_anybody_doing_anything() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk) = (world.start("cn").await, world.start("hk").await);
    let (judge, registrar) = (world.sign_in("lin-yu").await, world.sign_in("wong-ka-yan").await);
    let mut coming = expert();
    (coming["from"], coming["until"]) = (json!("2026-01-19"), json!("2026-01-30"));
    registrar.post("/listings", coming).await.good();
    for (day, status) in [("2026-01-12", "pending"), ("2026-01-19", "in-force"), ("2026-01-30", "in-force")] {
        world.set_day(day);
        until(&format!("on {day} Nansha sees the expert {status}"), async || {
            let entries = judge.get("/registry/search?text=HK-FL-0007").await.good()["entries"].clone();
            (entries[0]["status"] == status).then_some(())
        })
        .await;
    }
    world.set_day("2026-01-31");
    until("Nansha sees nobody once the term is over", async || {
        found(&judge, "text=HK-FL-0007").await.is_empty().then_some(())
    })
    .await;
}

#[tokio::test]
async fn of_those_who_give_one_number_at_the_same_time_one_gives_it() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let (registrar, judge) = (world.sign_in("wong-ka-yan").await, world.sign_in("lam-chi-wai").await);
    let (one, another, third, fourth) = tokio::join!(
        registrar.post("/listings", expert()),
        judge.post("/listings", expert()),
        registrar.post("/listings", expert()),
        judge.post("/listings", expert()),
    );
    let mut codes = [one, another, third, fourth].map(|answer| (answer.status.as_u16(), answer.code().to_owned()));
    codes.sort_unstable();
    let taken = || (409, "roster-number-taken".to_owned());
    assert_eq!(codes, [(201, String::new()), taken(), taken(), taken()]);
    assert_eq!(registrar.get("/listings").await.good().as_array().unwrap().len(), 1);
}
