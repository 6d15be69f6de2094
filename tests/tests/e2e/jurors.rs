//! The list of the Nansha court: two from Hong Kong and Macao are examined by the rules, appointed and sworn; who may be drawn for a hearing,
//! and who sees what of it.

use axum::http::StatusCode;
use comity_server::config::FILE_NAME;
use comity_tests::{Answer, Person, PracticeWorld};
use serde_json::{Value, json};

const HEARING: &str = "2026-02-10";
const CASE: &str = "(2026)粤0191民初9号";

fn profile(number: u32, region: &str, name: &str) -> Value {
    json!({
        "roster_no": format!("GBA-J-{number:04}"), "region": region,
        "names": [{ "form": "traditional", "text": name }],
        "languages": ["yue", "en"], "specialities": ["finance"],
    })
}

fn candidate() -> Value {
    json!({
        "date_of_birth": "1985-05-20", "education": "university", "occupation": "accountant",
        "upholds_constitution": true,
    })
}

async fn nominated(clerk: &Person, number: u32, region: &str, name: &str) -> String {
    let nomination = json!({ "route": "application", "profile": profile(number, region, name) });
    clerk.post("/jurors", nomination).await.good()["id"].as_str().unwrap().to_owned()
}

async fn examine(clerk: &Person, juror: &str, candidate: Value) -> Answer {
    clerk.post(&format!("/jurors/{juror}/examination"), json!({ "step": "assess", "candidate": candidate })).await
}

async fn office(judge: &Person, juror: &str, step: Value) -> Answer {
    judge.post(&format!("/jurors/{juror}/office"), step).await
}

/// A seat in a case in which nothing was drawn.
async fn seat(judge: &Person, juror: &str, case: &str, hearing: &str) -> Answer {
    let step = json!({ "step": "seat", "case_number": case, "hearing": hearing, "reason": "沿用原合议庭" });
    office(judge, juror, step).await
}

async fn serve(clerk: &Person, juror: &str, step: Value) -> Answer {
    clerk.post(&format!("/jurors/{juror}/service"), step).await
}

/// Examined, appointed and sworn.
async fn serving(judge: &Person, clerk: &Person, number: u32, region: &str, name: &str) -> String {
    let juror = nominated(clerk, number, region, name).await;
    examine(clerk, &juror, candidate()).await.good();
    office(judge, &juror, json!({ "step": "appoint", "decision": "南人常〔2026〕3号" })).await.good();
    office(judge, &juror, json!({ "step": "swear" })).await.good();
    juror
}

/// The list of Nansha, with a cap of one case a year.
async fn fix_list(judge: &Person) {
    judge.put("/jurors/list", json!({ "judges": 70, "quota": 210, "annual_cap": 1 })).await.good();
}

async fn pool(person: &Person, hearing: &str) -> Value {
    let trial = json!({ "procedure": "ordinary", "instance": "first" });
    person.post("/jurors/pool", json!({ "hearing": hearing, "trial": trial })).await.good()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect()
}

/// A judge of another court, whom an operator makes.
async fn judge_of(world: &PracticeWorld, account: &str, authority: &str) -> Person {
    let (operator, password) = (world.sign_in("ops-cn").await, "correct horse");
    let new = json!({
        "account": account, "name": account, "role": "judge", "authority": authority, "password": password,
    });
    operator.post("/people", new).await.good();
    let nobody = world.stranger("cn", None);
    let opened = nobody.post("/sessions", json!({ "account": account, "password": password })).await.good();
    world.stranger("cn", opened["session"].as_str())
}

fn refused(answer: &Answer) -> (StatusCode, &str) {
    (answer.status, answer.code())
}

#[tokio::test]
async fn who_is_on_the_list_is_drawn_or_left_out_for_a_reason_with_its_article() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    fix_list(&judge).await;
    let wong = serving(&judge, &clerk, 1, "HK", "黃詠詩").await;
    let lei = serving(&judge, &clerk, 2, "MO", "李偉文").await;
    let sworn_later = nominated(&clerk, 3, "HK", "陳大文").await;
    examine(&clerk, &sworn_later, candidate()).await.good();
    office(&judge, &sworn_later, json!({ "step": "appoint", "decision": "南人常〔2026〕4号" })).await.good();

    let all = pool(&clerk, HEARING).await;
    assert_eq!(all["lists"]["courts"], json!(["cn-nansha"]));
    assert_eq!(all["lists"]["legal_basis"], "cn-assessors-law-2018:19(1)");
    assert_eq!(ids(&all["entries"]), [&*wong, &*lei]);
    assert_eq!(all["entries"][0]["tags"], json!(["HK", "en", "finance", "yue"]));
    let not_sworn = json!([{
        "id": sworn_later, "reasons": [{ "code": "juror-not-sworn", "cites": "cn-assessors-law-2018:12" }],
    }]);
    assert_eq!(all["excluded"], not_sworn);
    assert_ne!(all["assessment"]["outcome"], "refuse", "{}", all["assessment"]);
    assert!(!all.to_string().contains('黃'), "no names");

    // Within seven days of the hearing nobody is drawn any more; the pool is the same.
    let late = pool(&clerk, "2026-01-15").await;
    assert_eq!((&late["assessment"]["outcome"], &late["entries"]), (&json!("refuse"), &all["entries"]));
    let found = late["assessment"]["findings"].as_array().unwrap();
    assert!(found.iter().any(|finding| finding["code"] == "draw-too-late"), "{found:?}");

    // Who has as many cases as the court allows is left out, with the article; so is whoever mediated the dispute.
    seat(&judge, &wong, CASE, HEARING).await.good();
    let second = seat(&judge, &wong, "(2026)粤0191民初10号", "2026-03-10").await;
    assert_eq!(refused(&second), (StatusCode::CONFLICT, "annual-cap-reached"));
    let asked = json!({ "hearing": HEARING, "earlier_roles": { (&*lei): ["invited-mediator"] } });
    let pool_now = clerk.post("/jurors/pool", asked).await.good();
    assert_eq!(ids(&pool_now["entries"]), [""; 0]);
    assert_eq!(
        pool_now["excluded"][0],
        json!({
            "id": wong,
            "reasons": [{ "code": "annual-cap-reached", "cites": "cn-assessors-interpretation-2019:17" }],
        })
    );
    assert_eq!(
        pool_now["excluded"][1],
        json!({
            "id": lei,
            "reasons": [{ "code": "juror-mediated-the-dispute", "cites": "cn-invited-mediation-2016:16" }],
        })
    );

    // Of a juror who became an arbitrator the rules say so; whoever left is on no list.
    let mut changed = candidate();
    changed["further_occupations"] = json!(["arbitrator"]);
    office(&judge, &lei, json!({ "step": "assess", "candidate": changed })).await.good();
    let barred = pool(&clerk, HEARING).await;
    let of_lei = barred["excluded"].as_array().unwrap().iter().find(|it| it["id"] == *lei).unwrap();
    assert_eq!(
        of_lei["reasons"],
        json!([{ "code": "juror-in-barred-profession", "cites": "cn-assessors-law-2018:6" }])
    );
    office(&judge, &lei, json!({ "step": "leave", "cause": "barred", "reason": "担任仲裁员" })).await.good();
    let without = pool(&clerk, HEARING).await;
    assert!(!without.to_string().contains(&*lei), "{without}");
}

#[tokio::test]
async fn nobody_comes_onto_a_list_past_the_rules_or_the_posts() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    assert_eq!(refused(&clerk.get("/jurors/list").await), (StatusCode::CONFLICT, "juror-list-not-fixed"));
    let list = |quota: u32| json!({ "judges": 1, "quota": quota });
    assert_eq!(refused(&clerk.put("/jurors/list", list(5)).await), (StatusCode::FORBIDDEN, "not-allowed"));
    let small = judge.put("/jurors/list", list(2)).await;
    assert_eq!(
        (refused(&small), &small.body["detail"]),
        ((StatusCode::CONFLICT, "juror-quota-too-small"), &json!("3"))
    );
    let view = judge.put("/jurors/list", list(5)).await.good();
    assert_eq!((&view["list"]["annual_cap"], &view["for_application"]), (&json!(30), &json!(1)));

    let appoint = || json!({ "step": "appoint", "decision": "南人常〔2026〕3号" });
    let first = nominated(&clerk, 1, "HK", "黃詠詩").await;
    let twice = json!({ "route": "application", "profile": profile(1, "MO", "李偉文") });
    assert_eq!(refused(&clerk.post("/jurors", twice).await), (StatusCode::CONFLICT, "juror-exists"));
    assert_eq!(refused(&office(&judge, &first, appoint()).await), (StatusCode::CONFLICT, "not-assessed"));
    let mut young = candidate();
    young["date_of_birth"] = json!("1998-01-13");
    examine(&clerk, &first, young).await.good();
    let refusal = office(&judge, &first, appoint()).await;
    assert_eq!(
        (refused(&refusal), &refusal.body["detail"]),
        ((StatusCode::CONFLICT, "not-by-the-rules"), &json!("refuse"))
    );
    // On her twenty-eighth birthday she may be appointed: the rules are asked as of that day.
    world.set_day("2026-01-13");
    let appointed = office(&judge, &first, appoint()).await.good();
    assert_eq!(
        (&appointed["standing"]["state"], &appointed["standing"]["last_day"]),
        (&json!("appointed"), &json!("2031-01-13"))
    );

    let second = nominated(&clerk, 2, "MO", "李偉文").await;
    examine(&clerk, &second, candidate()).await.good();
    let full = office(&judge, &second, appoint()).await;
    assert_eq!(refused(&full), (StatusCode::CONFLICT, "not-by-the-rules"), "one post in five: {}", full.body);
    let bad = examine(&clerk, &second, json!({ "education": "kindergarten" })).await;
    assert_eq!(
        (refused(&bad), &bad.body["at"]),
        ((StatusCode::UNPROCESSABLE_ENTITY, "bad-request"), &json!("education"))
    );
}

#[tokio::test]
async fn a_session_of_a_clerk_changes_nothing_of_who_can_be_drawn() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    fix_list(&judge).await;
    let wong = serving(&judge, &clerk, 1, "HK", "黃詠詩").await;
    let before = (pool(&clerk, HEARING).await, clerk.get(&format!("/jurors/{wong}")).await.good());
    let mut arbitrator = candidate();
    arbitrator["further_occupations"] = json!(["arbitrator"]);
    let mut other_tags = profile(1, "HK", "黃詠詩");
    other_tags["languages"] = json!(["pt"]);
    let away = json!([{ "from": HEARING, "to": HEARING }]);
    let seat = json!({ "step": "seat", "case_number": CASE, "hearing": HEARING });
    let mut for_reason = seat.clone();
    for_reason["reason"] = json!("x");
    let changes = [
        ("examination", json!({ "step": "assess", "candidate": arbitrator }), "juror-in-office"),
        ("examination", json!({ "step": "change-profile", "profile": other_tags }), "juror-in-office"),
        ("service", json!({ "step": "state-away", "away": away }), "bad-field"),
        ("service", json!({ "step": "unseat", "sitting": 1, "cause": "prevented" }), "bad-field"),
        ("service", seat, "nothing-drawn"),
        ("office", json!({ "step": "assess", "candidate": arbitrator }), "not-allowed"),
        ("office", json!({ "step": "change-profile", "profile": other_tags }), "not-allowed"),
        ("office", json!({ "step": "state-away", "away": away }), "not-allowed"),
        ("office", json!({ "step": "unseat", "sitting": 1, "cause": "prevented" }), "not-allowed"),
        ("office", for_reason, "not-allowed"),
    ];
    for (name, step, code) in changes {
        assert_eq!(clerk.post(&format!("/jurors/{wong}/{name}"), step.clone()).await.code(), code, "{name} {step}");
    }
    let after = (pool(&clerk, HEARING).await, clerk.get(&format!("/jurors/{wong}")).await.good());
    assert_eq!((after.0["entries"].clone(), after.1), (before.0["entries"].clone(), before.1));
}

#[tokio::test]
async fn two_who_are_appointed_at_once_do_not_share_one_post() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    judge.put("/jurors/list", json!({ "judges": 1, "quota": 5 })).await.good();
    let first = nominated(&clerk, 1, "HK", "黃詠詩").await;
    let second = nominated(&clerk, 2, "MO", "李偉文").await;
    for juror in [&first, &second] {
        examine(&clerk, juror, candidate()).await.good();
    }
    let appoint = || json!({ "step": "appoint", "decision": "南人常〔2026〕3号" });
    let (one, other) = tokio::join!(office(&judge, &first, appoint()), office(&judge, &second, appoint()));
    let done = [&one, &other].into_iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(done, 1, "{} {}", one.body, other.body);
    assert_eq!(judge.get("/jurors/list").await.good()["by_application"], 1);
}

#[tokio::test]
async fn each_court_sees_its_own_list_a_court_above_draws_from_it_without_names_and_others_see_nothing() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    fix_list(&judge).await;
    let wong = serving(&judge, &clerk, 1, "HK", "黃詠詩").await;
    let path = format!("/jurors/{wong}");
    assert_eq!(clerk.get(&path).await.good()["profile"]["names"][0]["text"], "黃詠詩");
    assert_eq!(
        refused(&office(&clerk, &wong, json!({ "step": "swear" })).await),
        (StatusCode::FORBIDDEN, "not-allowed")
    );

    let qianhai = judge_of(&world, "gu-lan", "cn-qianhai").await;
    assert_eq!(refused(&qianhai.get(&path).await), (StatusCode::NOT_FOUND, "not-found"));
    assert_eq!(refused(&office(&qianhai, &wong, json!("no step")).await), (StatusCode::NOT_FOUND, "not-found"));
    assert_eq!(qianhai.get("/jurors").await.good(), json!([]));
    assert_eq!(pool(&qianhai, HEARING).await["entries"], json!([]));

    // The Intermediate Court draws from the basic courts of the city, the High Court from all that are below it.
    for (account, court, lists) in [("he-lan", "cn-gz-ic", 1), ("pan-yi", "cn-gd-hpc", 3)] {
        let above = judge_of(&world, account, court).await;
        let drawn_from = pool(&above, HEARING).await;
        assert_eq!(drawn_from["lists"]["legal_basis"], "cn-assessors-law-2018:19(2)");
        assert_eq!(drawn_from["lists"]["courts"].as_array().unwrap().len(), lists);
        assert_eq!(ids(&drawn_from["entries"]), [&*wong]);
        assert_eq!(refused(&above.get(&path).await), (StatusCode::NOT_FOUND, "not-found"));
    }

    let operator = world.sign_in("ops-cn").await;
    assert_eq!(refused(&operator.get("/jurors").await), (StatusCode::FORBIDDEN, "content-withheld"));
    let asked = operator.post("/jurors/pool", json!({ "hearing": HEARING })).await;
    assert_eq!(refused(&asked), (StatusCode::FORBIDDEN, "content-withheld"));
    let nobody = world.stranger("cn", None);
    assert_eq!(nobody.get("/jurors").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn service_is_counted_and_paid_and_the_load_of_the_list_is_shown_without_names() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    fix_list(&judge).await;
    let wong = serving(&judge, &clerk, 1, "HK", "黃詠詩").await;
    let lei = serving(&judge, &clerk, 2, "MO", "李偉文").await;
    let away = json!({ "step": "state-away", "away": [{ "from": HEARING, "to": HEARING }] });
    office(&judge, &lei, away).await.good();
    assert_eq!(refused(&seat(&judge, &lei, CASE, HEARING).await), (StatusCode::CONFLICT, "juror-away"));
    seat(&judge, &wong, CASE, HEARING).await.good();
    let pay = json!({
        "step": "record-allowance",
        "allowance": {
            "sitting": 1, "working_days": 2, "allowance_hundredths": 40_000, "travel_hundredths": 12_550,
            "meals_hundredths": 6_000,
        },
    });
    let early = serve(&clerk, &wong, pay.clone()).await;
    assert_eq!(refused(&early), (StatusCode::UNPROCESSABLE_ENTITY, "impossible-juror-day"));
    world.set_day(HEARING);
    serve(&clerk, &wong, pay).await.good();

    let loads = clerk.get("/jurors/load?year=2026").await.good();
    let load = &loads[0];
    assert_eq!(
        (&load["court"], &load["load"]["serving"], &load["load"]["at_cap"]),
        (&json!("cn-nansha"), &json!(2), &json!(1))
    );
    assert_eq!(load["cases"], json!({ "total": 1, "least": 0, "median": 0, "most": 1 }));
    assert_eq!(load["working_days"], json!({ "total": 2, "least": 0, "median": 0, "most": 2 }));
    assert_eq!(
        load["jurors"][0],
        json!({ "juror": wong, "cases": 1, "heard": 1, "working_days": 2, "paid_hundredths": 58_550 })
    );
    assert!(!loads.to_string().contains('黃'), "no names");
    assert_eq!(clerk.get("/jurors/load?year=2025").await.good()[0]["cases"]["total"], 0);

    let given_up = json!({ "step": "unseat", "sitting": 1, "cause": "recused" });
    office(&judge, &wong, given_up).await.good();
    assert_eq!(clerk.get("/jurors/load").await.good()[0]["cases"]["total"], 0);
}

#[tokio::test]
async fn basic_courts_draw_from_each_others_lists_only_by_a_setting_that_names_its_legal_basis() {
    let world = PracticeWorld::make().await;
    let file = world.of("cn").join(FILE_NAME);
    let setting = "\n[shared_jurors]\nlegal_basis = \"local rule, art. 3\"\nin_force_from = \"2026-01-13\"\n\
                   courts = [\"cn-nansha\", \"cn-qianhai\"]\n";
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + setting).unwrap();
    let _cn = world.start("cn").await;
    let (judge, clerk) = (world.sign_in("lin-yu").await, world.sign_in("he-min").await);
    fix_list(&judge).await;
    let wong = serving(&judge, &clerk, 1, "HK", "黃詠詩").await;
    let qianhai = judge_of(&world, "gu-lan", "cn-qianhai").await;
    let before = pool(&qianhai, HEARING).await;
    assert_eq!((&before["lists"]["by_setting"], &before["entries"]), (&json!(false), &json!([])));
    world.set_day("2026-01-13");
    let shared = pool(&qianhai, HEARING).await;
    assert_eq!(
        (&shared["lists"]["by_setting"], &shared["lists"]["legal_basis"]),
        (&json!(true), &json!("local rule, art. 3"))
    );
    assert_eq!((ids(&shared["entries"]), &shared["excluded"]), (vec![&*wong], &json!([])));
}
