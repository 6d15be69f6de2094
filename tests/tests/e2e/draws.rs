//! A draw of jurors among three gateways, from the request to the packet: with one that stops after it has closed, one that is killed after it
//! has dealt, and requests from which nothing is drawn.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use comity_server::config::FILE_NAME;
use comity_tests::{Answer, Peer, Person, PracticeWorld, foreign, jws, program, until_within};
use serde_json::{Value, json};

use super::{hearing, mediation};

/// A draw goes on by beats of a second, several of them.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);
/// So many beats after its end there is nothing left to be told.
const QUIET: Duration = Duration::from_secs(20);

/// Of the jurors, as their list has them. A figure tells no two names apart.
const NAMES: [&str; 8] = ["李嘉欣", "何詠詩", "梁志豪", "黃美玲", "鄭家明", "馮慧敏", "蘇偉強", "周麗華"];

/// Eight jurors of Nansha, from Hong Kong and Macao by turns, all sworn. They appear by the judge, whose password was entered just now.
pub(super) async fn list(judge: &Person) -> Vec<String> {
    judge.put("/jurors/list", json!({ "judges": 10, "quota": 40 })).await.good();
    let mut jurors = Vec::new();
    for (number, name) in (1..).zip(NAMES) {
        let (region, language) = if number % 2 == 0 { ("HK", "yue") } else { ("MO", "pt") };
        let profile = json!({
            "roster_no": format!("GBA-J-{number:04}"), "region": region,
            "names": [{ "form": "traditional", "text": name }],
            "languages": [language, "zh"], "specialities": [],
        });
        let nominated = judge.post("/jurors", json!({ "route": "random", "profile": profile })).await.good();
        let id = nominated["id"].as_str().unwrap().to_owned();
        let candidate = json!({
            "date_of_birth": "1980-05-01", "education": "university", "occupation": "accountant",
            "upholds_constitution": true,
        });
        judge
            .post(&format!("/jurors/{id}/examination"), json!({ "step": "assess", "candidate": candidate }))
            .await
            .good();
        let office = format!("/jurors/{id}/office");
        judge.post(&office, json!({ "step": "appoint", "decision": "南沙常发〔2026〕1号" })).await.good();
        judge.post(&office, json!({ "step": "swear" })).await.good();
        jurors.push(id);
    }
    jurors
}

/// A panel of seven: three judges, and four jurors who are drawn (People's Jurors Law art. 14).
fn wanted(case: &str, hearing: &str) -> Value {
    json!({
        "case": case, "hearing": hearing, "trial": { "procedure": "ordinary", "instance": "first" },
        "judges": 3, "seats": [["HK"], ["MO"], [], []], "alternates": 2,
    })
}

pub(super) async fn asked(judge: &Person, case: &str) -> String {
    let asked = judge.post("/draws", wanted(case, "2026-03-02")).await.good();
    asked["draw"].as_str().unwrap().to_owned()
}

pub(super) async fn shown(person: &Person, draw: &str) -> Value {
    person.get(&format!("/draws/{draw}")).await.body
}

/// Whether a gateway has said this step, as far as this person sees.
fn has_said(shown: &Value, gateway: &str, step: &str) -> bool {
    let steps = shown["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    steps.iter().any(|said| said["by"] == gateway && said["step"] == step)
}

pub(super) async fn until_phase(person: &Person, draw: &str, phase: &str) -> Value {
    until_within(PATIENCE, &format!("a draw is {phase}"), async || {
        let shown = shown(person, draw).await;
        (shown["phase"] == phase).then_some(shown)
    })
    .await
}

async fn until_said(person: &Person, draw: &str, gateway: &str, step: &str) -> Value {
    until_within(PATIENCE, &format!("`{gateway}` says `{step}`"), async || {
        let shown = shown(person, draw).await;
        has_said(&shown, gateway, step).then_some(shown)
    })
    .await
}

/// The packet holds by the program, with the roll, and by the second reading in another language.
async fn verified(world: &PracticeWorld, judge: &Person, draw: &str) -> Value {
    let given = judge.get(&format!("/draws/{draw}/packet")).await;
    assert!(given.status.is_success(), "{}", given.body);
    let (packet, directory) = (world.directory().join("packet.json"), world.of("mo"));
    std::fs::write(&packet, &given.bytes).unwrap();
    let mut verify = Command::new(program());
    verify.args(["--json", "draw", "verify"]).arg(&packet);
    verify.arg("--roll").arg(directory.join("roll.json")).arg("--trust").arg(directory.join("roll-trust.json"));
    let said = verify.output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    let verdict: Value = serde_json::from_slice(&said.stdout).unwrap();
    assert_eq!(verdict["signatures_verified"], true);
    assert_eq!(verdict["entries"], verdict["signed"], "every step is in the record of the court");
    second_reading(&packet);
    verdict
}

fn second_reading(packet: &Path) {
    let Some(mut python) = foreign::python("draw.py", "the packet of a draw among gateways, as Python reads it") else {
        return;
    };
    let read = python.arg("verify").arg(packet).output().unwrap();
    let said: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert!(read.status.success() && said["holds"] == true, "{said}");
}

pub(super) async fn court(world: &PracticeWorld) -> Person {
    let judge = world.sign_in("lin-yu").await;
    judge.step_up().await;
    judge
}

/// Another judge of the same court.
async fn another_judge(world: &PracticeWorld) -> Person {
    judge_of(world, "fang-ning", "cn-nansha").await
}

/// A judge whom an operator makes, and who has signed in just now.
async fn judge_of(world: &PracticeWorld, account: &str, court: &str) -> Person {
    let (operator, password) = (world.sign_in("ops-cn").await, "correct horse");
    let new = json!({
        "account": account, "name": account, "role": "judge", "authority": court, "password": password,
    });
    operator.post("/people", new).await.good();
    let credentials = json!({ "account": account, "password": password });
    let opened = world.stranger("cn", None).post("/sessions", credentials).await.good();
    world.stranger("cn", opened["session"].as_str())
}

async fn recuse(judge: &Person, draw: &str, juror: &Value) -> Answer {
    let recused = json!({ "recused": [{ "id": juror, "reason": "near-relative" }] });
    judge.post(&format!("/draws/{draw}/recusals"), recused).await
}

/// A seat as a clerk gives it to somebody who was drawn.
pub(super) async fn seat(clerk: &Person, juror: &Value, case: &str) -> Answer {
    let step = json!({ "step": "seat", "case_number": case, "hearing": "2026-03-02" });
    clerk.post(&format!("/jurors/{}/service", juror.as_str().unwrap()), step).await
}

#[tokio::test]
async fn four_jurors_are_drawn_with_macao_silent_at_the_opening() {
    let mut plays = 0..3;
    let (world, judge, clerk, draw, _running) = loop {
        plays.next().expect("each time Macao had opened before it was killed");
        let world = PracticeWorld::make().await;
        let (cn, hk, mo) = (world.spawn("cn").await, world.spawn("hk").await, world.spawn("mo").await);
        let judge = court(&world).await;
        list(&judge).await;
        let draw = asked(&judge, "(2026) 粤0191民初1号").await;
        let clerk = world.sign_in("he-min").await;
        until_said(&clerk, &draw, "mo", "close").await;
        mo.kill();
        let opening = until_phase(&clerk, &draw, "opening").await;
        if !has_said(&opening, "mo", "open") {
            break (world, judge, clerk, draw, (cn, hk));
        }
    };
    let waiting = until_within(PATIENCE, "Macao alone is waited for", async || {
        let waiting = shown(&clerk, &draw).await["waiting"].clone();
        (waiting.as_array().is_some_and(|it| it.len() == 1)).then_some(waiting)
    })
    .await;
    assert_eq!((&waiting[0]["gateway"], &waiting[0]["step"]), (&json!("mo"), &json!("open")));
    assert_eq!(waiting[0]["then"], "others-open", "a clerk is told what happens if it does not answer");

    world.set_day("2026-01-13");
    let drawn = until_phase(&clerk, &draw, "drawn").await;
    let panel = drawn["panel"].as_array().unwrap().clone();
    assert_eq!((panel.len(), has_said(&drawn, "mo", "open")), (4, false));
    assert_eq!(world.record("cn").of_kind("draw-step")[0].open["judges"], 3);
    assert_eq!(world.record("hk").of_kind("draw-step")[0].open.get("judges"), None, "the court alone says it");
    let verdict = verified(&world, &judge, &draw).await;
    assert_eq!(verdict["contributors"], json!(["cn", "hk", "mo"]), "its secret counts all the same");
    assert_eq!((&verdict["panel"], &verdict["abort_bias_possible"]), (&drawn["panel"], &json!(false)));
    assert_eq!(verdict["published"], false, "without Macao nothing is published");
    assert_ne!(shown(&clerk, &draw).await["witnessed"], "published");

    // Whoever is recused is followed by whom was drawn next; Macao, which comes back, has the same panel.
    assert_eq!(recuse(&judge, &draw, &panel[0]).await.code(), "another-person-needed", "who asked strikes nobody out");
    let after = recuse(&another_judge(&world).await, &draw, &panel[0]).await.good();
    assert_eq!(after["sitting"]["seats"][0], drawn["sitting"]["alternates"][0][0]);
    let _mo = world.spawn("mo").await;
    let there = world.sign_in("lei-weng").await;
    let caught_up = until_said(&there, &draw, "cn", "recuse").await;
    assert_eq!((&caught_up["panel"], &caught_up["sitting"]), (&after["panel"], &after["sitting"]));
    until_within(PATIENCE, "both others have cosigned the draw", async || {
        (shown(&clerk, &draw).await["witnessed"] == "published").then_some(())
    })
    .await;
    let verdict = verified(&world, &judge, &draw).await;
    assert_eq!((&verdict["recused"], &verdict["published"]), (&json!(1), &json!(true)));
    let by: Vec<&Value> = verdict["cosigned"].as_array().unwrap().iter().map(|it| &it["by"]).collect();
    assert_eq!(by, ["hk", "mo"]);

    // Who sits by the draw has a seat, however the number of the case is written; nobody else has, for no reason.
    let (case, sits) = ("（2026）粤0191民初1号", &after["sitting"]["seats"][0]);
    assert_eq!(seat(&clerk, &panel[0], case).await.code(), "juror-not-drawn");
    let without = json!({ "step": "seat", "case_number": case, "hearing": "2026-03-02", "reason": "x" });
    let office = format!("/jurors/{}/office", panel[0].as_str().unwrap());
    assert_eq!(judge.post(&office, without).await.code(), "juror-not-drawn");
    seat(&clerk, sits, case).await.good();
    let juror = clerk.get(&format!("/jurors/{}", sits.as_str().unwrap())).await.good();
    assert_eq!(juror["sittings"][0]["basis"], json!({ "by": "draw", "draw": draw }));
}

#[tokio::test]
async fn a_recusal_is_no_second_chance_for_the_seats_that_are_filled() {
    let world = PracticeWorld::make().await;
    let (_cn, _hk, _mo) = (world.start("cn").await, world.start("hk").await, world.start("mo").await);
    let judge = court(&world).await;
    list(&judge).await;
    let case = "(2026) 粤0191民初6号";
    let mut no_alternates = wanted(case, "2026-03-02");
    no_alternates["alternates"] = json!(0);
    let first = judge.post("/draws", no_alternates).await.good()["draw"].as_str().unwrap().to_owned();
    let drawn = until_phase(&judge, &first, "drawn").await;
    let panel = drawn["panel"].as_array().unwrap().clone();
    let other = another_judge(&world).await;
    assert_eq!(recuse(&other, &first, &panel[0]).await.good()["phase"], "exhausted");

    let again = judge.post("/draws", wanted("（2026）粤0191民初6號", "2026-03-02")).await;
    assert_eq!((again.code(), &again.body["at"]), ("draw-not-successor", &json!("request.seats")));
    // One seat of four is drawn anew. The panel is still that of the first draw: two judges and one juror would be another.
    let mut smaller = wanted(case, "2026-03-02");
    (smaller["judges"], smaller["seats"]) = (json!(2), json!([["HK"]]));
    // Few are left of Hong Kong: another judge allows that.
    let leave = json!({ "case": "（2026）粤0191民初6號", "seats": [["HK"]] });
    let given = other.post("/draws/leaves", leave).await.good();
    smaller["thin_allowed"] = given["leave"].clone();
    let refused = judge.post("/draws", smaller).await;
    assert_eq!((refused.code(), &refused.body["detail"]), ("panel-not-by-the-rules", &json!("2 + 4")));
    let mut empty = wanted("（2026）粤0191民初6號", "2026-03-02");
    (empty["seats"], empty["thin_allowed"]) = (json!([["HK"]]), given["leave"].clone());
    let second = judge.post("/draws", empty).await.good()["draw"].as_str().unwrap().to_owned();
    let drawn = until_phase(&judge, &second, "drawn").await;
    assert_eq!((&drawn["request"]["seq"], &drawn["excluded"]["juror-drawn-before"]), (&json!(1), &json!(4)));
    assert!(!panel.contains(&drawn["panel"][0]));
    let clerk = world.sign_in("he-min").await;
    seat(&clerk, &drawn["panel"][0], case).await.good();
    seat(&clerk, &panel[1], case).await.good();
    assert_eq!(seat(&clerk, &panel[0], case).await.code(), "juror-not-drawn");
}

#[tokio::test]
async fn courts_that_share_their_lists_draw_from_them_and_the_packet_names_the_basis() {
    let world = PracticeWorld::make().await;
    let file = world.of("cn").join(FILE_NAME);
    let setting = "\n[shared_jurors]\nlegal_basis = \"local rule, art. 3\"\nin_force_from = \"2026-01-01\"\n\
                   courts = [\"cn-nansha\", \"cn-qianhai\"]\n";
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + setting).unwrap();
    let (_cn, _hk, _mo) = (world.start("cn").await, world.start("hk").await, world.start("mo").await);
    let jurors = list(&court(&world).await).await;

    // All of them stand on the list of Nansha; the court that draws is Qianhai.
    let qianhai = judge_of(&world, "gu-lan", "cn-qianhai").await;
    let case = "(2026) 粤0391民初1号";
    let draw = asked(&qianhai, case).await;
    let drawn = until_phase(&qianhai, &draw, "drawn").await;
    let shared = json!({ "legal_basis": "local rule, art. 3", "courts": ["cn-nansha", "cn-qianhai"] });
    assert_eq!((&drawn["request"]["court"], &drawn["shared"]), (&json!("cn-qianhai"), &shared));
    let panel = drawn["panel"].as_array().unwrap();
    assert!(panel.len() == 4 && panel.iter().all(|juror| jurors.iter().any(|listed| juror == listed)), "{panel:?}");
    let there = world.sign_in("lei-weng").await;
    let as_there = until_phase(&there, &draw, "drawn").await;
    assert_eq!((&as_there["shared"], &as_there["refused"]), (&shared, &json!({})), "the others found the same pool");
    assert_eq!(verified(&world, &qianhai, &draw).await["shared"], shared);

    // What Nansha's clerk enters is a seat at the other court.
    let clerk = world.sign_in("he-min").await;
    let step = json!({ "step": "seat", "case_number": case, "hearing": "2026-03-02", "court": "cn-qianhai" });
    clerk.post(&format!("/jurors/{}/service", panel[0].as_str().unwrap()), step).await.good();
}

#[tokio::test]
async fn a_gateway_that_is_killed_after_its_deal_goes_on_when_it_starts_again() {
    let world = PracticeWorld::make().await;
    let (_cn, hk, _mo) = (world.spawn("cn").await, world.spawn("hk").await, world.spawn("mo").await);
    let judge = court(&world).await;
    list(&judge).await;
    let draw = asked(&judge, "(2026) 粤0191民初2号").await;
    until_said(&judge, &draw, "hk", "deal").await;
    hk.kill();
    until_within(PATIENCE, "that Hong Kong does not answer is shown", async || {
        shown(&judge, &draw).await["silent"]["hk"].is_string().then_some(())
    })
    .await;
    let _hk = world.spawn("hk").await;
    let drawn = until_phase(&judge, &draw, "drawn").await;
    assert_eq!(drawn["contradictions"], 0, "it said the same once more");
    let dealt = drawn["steps"].as_array().unwrap().iter().filter(|said| said["by"] == "hk" && said["step"] == "deal");
    assert_eq!(dealt.count(), 1);
    assert_eq!(verified(&world, &judge, &draw).await["panel"], drawn["panel"]);
}

#[tokio::test]
async fn nothing_is_drawn_where_the_hearing_is_too_near_or_a_seat_cannot_be_filled() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let judge = court(&world).await;
    list(&judge).await;
    let refused = async |change: &dyn Fn(&mut Value)| -> Answer {
        let mut wanted = wanted("(2026) 粤0191民初3号", "2026-03-02");
        change(&mut wanted);
        judge.post("/draws", wanted).await
    };
    let near = refused(&|wanted| wanted["hearing"] = json!("2026-01-18")).await;
    assert_eq!((near.status.as_u16(), near.code()), (422, "draw-hearing-near"));
    let nobody = refused(&|wanted| wanted["seats"] = json!([["de"]])).await;
    assert_eq!((nobody.code(), &nobody.body["at"]), ("draw-no-panel", &json!("request.seats")));
    let few = refused(&|wanted| wanted["seats"] = json!([["HK", "pt"], []])).await;
    assert_eq!(few.code(), "draw-no-panel");
    // Three judges and four jurors, or a panel of three: the rules know no other with jurors (art. 14).
    let odd = refused(&|wanted| wanted["seats"] = json!([["HK"], ["MO"], [], [], []])).await;
    assert_eq!((odd.status.as_u16(), odd.code()), (422, "panel-not-by-the-rules"));
    assert_eq!((&odd.body["at"], &odd.body["detail"]), (&json!("judges"), &json!("3 + 5")));
    let two = refused(&|wanted| wanted["judges"] = json!(2)).await;
    assert_eq!((two.code(), &two.body["detail"]), ("panel-not-by-the-rules", &json!("2 + 4")));
    let unsaid = refused(&|wanted| drop(wanted.as_object_mut().unwrap().remove("judges"))).await;
    assert_eq!((unsaid.status.as_u16(), unsaid.code()), (422, "bad-field"));

    // Another judge allows that few qualify, for these seats in this case; whoever asks does not allow it to itself.
    let seats = json!([["HK", "pt"]]);
    let thin = async |case: &str, leave: &Value| {
        let mut wanted = wanted(case, "2026-03-02");
        (wanted["seats"], wanted["thin_allowed"]) = (seats.clone(), leave.clone());
        judge.post("/draws", wanted).await
    };
    let case = "(2026) 粤0191民初3号";
    let leave = json!({ "case": case, "seats": seats });
    let own = judge.post("/draws/leaves", leave.clone()).await.good();
    assert_eq!(thin(case, &own["leave"]).await.code(), "another-person-needed");
    let given = another_judge(&world).await.post("/draws/leaves", leave).await.good();
    assert_eq!(given, own, "a leave is known by what it is for");
    assert_eq!(thin("(2026) 粤0191民初4号", &given["leave"]).await.code(), "another-person-needed");
    assert_eq!(thin(case, &json!(format!("sha256:{}", "0".repeat(64)))).await.code(), "another-person-needed");
    assert_eq!(thin(case, &given["leave"]).await.code(), "draw-no-panel", "for nobody it is no leave");
    assert_eq!(judge.get("/draws").await.good(), json!([]));
    let clerk = world.sign_in("he-min").await;
    assert_eq!(clerk.post("/draws", wanted("x", "2026-03-02")).await.code(), "not-allowed");
    assert!(world.record("cn").of_kind("draw-step").is_empty());
}

#[tokio::test]
async fn whoever_mediated_the_dispute_is_not_drawn_for_it_although_nobody_says_so() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let (judge, clerk, registrar) =
        (court(&world).await, world.sign_in("he-min").await, world.sign_in("liang-shu").await);
    let jurors = list(&judge).await;
    // The fourth of them, in other characters, has mediated at Nansha's centre without success.
    let mediated = mediation::failed(&registrar, "黄美玲").await;
    let case = "(2026)粤0191民初1号";
    let pool = async |case: Option<&str>| {
        let trial = json!({ "procedure": "ordinary", "instance": "first" });
        clerk.post("/jurors/pool", json!({ "hearing": "2026-03-02", "case": case, "trial": trial })).await.good()
    };
    // Under the centre's own number nobody can know that it is the same dispute.
    assert_eq!(pool(Some(case)).await["excluded"], json!([]));
    let file = json!({ "step": "file", "case_number": "（2026）粵0191民初1號" });
    mediation::step(&registrar, &mediated, file).await.good();
    let why = json!([{ "code": "juror-mediated-the-dispute", "cites": "cn-assessors-interpretation-2019:6" }]);
    assert_eq!(pool(Some(case)).await["excluded"], json!([{ "id": jurors[3], "reasons": why }]));
    for other in [None, Some("(2026)粤0191民初2号")] {
        assert_eq!(pool(other).await["excluded"], json!([]), "{other:?}");
    }

    let shown = shown(&judge, &asked(&judge, case).await).await;
    assert_eq!(shown["excluded"], json!({ "juror-mediated-the-dispute": 1 }));
    assert_eq!(shown["request"]["pool_size"], 7);

    // A judge finds that the juror only has the mediator's name.
    let opened = hearing::opened(&clerk).await;
    let apart = json!({ "step": "tell-apart", "name": "黃美玲", "reason": "同名,身份证件不同" });
    hearing::lead(&judge, &opened, apart).await.good();
    assert_eq!(pool(Some(case)).await["excluded"], json!([]));
}

#[tokio::test]
async fn a_draw_that_is_given_up_is_followed_by_one_that_names_it() {
    let world = PracticeWorld::make().await;
    let (cn, hk) = (world.start("cn").await, world.start("hk").await);
    let judge = court(&world).await;
    list(&judge).await;
    let case = "(2026) 粤0191民初4号";
    let draw = asked(&judge, case).await;
    assert_eq!(judge.post("/draws", wanted(case, "2026-03-02")).await.code(), "draw-live", "one at a time");
    // Macao does not run yet: nobody deals, and it countersigns when it comes.
    judge.post(&format!("/draws/{draw}/void"), json!({})).await.good();
    let mo = world.start("mo").await;
    let void = until_phase(&judge, &draw, "void").await;
    assert!(!["cn", "hk", "mo"].iter().any(|gateway| has_said(&void, gateway, "deal")));
    let next = asked(&judge, case).await;
    let second = until_phase(&judge, &next, "drawn").await;
    assert_eq!((&second["request"]["seq"], &second["after"]["draw"]), (&json!(1), &json!(draw)));
    assert_eq!(verified(&world, &judge, &next).await["redraws"], 1, "how often it was tried is told");

    // When everybody has every step, nobody tells it any more, and the secrets of the draws are kept nowhere.
    until_within(PATIENCE, "both others have cosigned the draw", async || {
        (shown(&judge, &next).await["witnessed"] == "published").then_some(())
    })
    .await;
    tokio::time::sleep(QUIET).await;
    for (name, gateway) in [("cn", cn), ("hk", hk), ("mo", mo)] {
        gateway.stop().await;
        assert_eq!(world.working(name).keys("draw/"), Vec::<String>::new(), "{name}");
    }
}

/// A step as Macao's gateway signs it.
fn said_by_macao(mo: &Peer, step: &Value) -> Value {
    let mut said = json!({ "at": mo.now(), "by": "mo", "step": step });
    let signed = jws(&said, "comity-draw-step+json", &mo.envelope_key());
    said["signature"] = json!({ "protected": signed["protected"], "signature": signed["signature"] });
    said
}

async fn brought(mo: &Peer, steps: &[Value]) -> Answer {
    let body = Bytes::from(json!({ "steps": steps }).to_string());
    let answer = mo.call("cn").request(Method::POST, "/peer/v1/draws/steps", HeaderMap::new(), body).await;
    answer.unwrap().into()
}

#[tokio::test]
async fn a_gateway_that_deals_twice_is_kept_to_the_first_and_the_proof_outlives_a_restart() {
    let world = PracticeWorld::make().await;
    let mut cn = world.start("cn").await;
    let (judge, mo) = (court(&world).await, world.peer("mo"));
    list(&judge).await;
    let draw = asked(&judge, "(2026) 粤0191民初5号").await;
    let request = world.record("cn").of_kind("draw-step")[0].open["step"].clone();
    let deal = |digit: &str| {
        let c = [digit.repeat(64), digit.repeat(64), digit.repeat(64)];
        json!({ "kind": "deal", "draw": draw, "request": request, "deal": { "node": "mo", "c": c } })
    };
    let (first, second) = (said_by_macao(&mo, &deal("1")), said_by_macao(&mo, &deal("2")));
    let mut by_another = first.clone();
    by_another["by"] = json!("hk");
    let elsewhere = said_by_macao(&mo, &json!({ "kind": "void", "draw": "3".repeat(64) }));
    let answers = brought(&mo, &[by_another, elsewhere, first.clone(), first.clone(), second.clone()]).await.good();
    let outcomes: Vec<&str> =
        answers["answers"].as_array().unwrap().iter().map(|it| it["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["waits", "waits", "taken", "taken", "refused"]);
    assert_eq!(answers["answers"][4]["code"], "draw-contradiction");
    assert_eq!(brought(&mo, &[]).await.status.as_u16(), 400);
    let asked = json!({ "request": shown(&judge, &draw).await["request"], "registry_position": 1, "exclusions": [] });
    let request = said_by_macao(&mo, &json!({ "kind": "request", "asked": asked }));
    assert_eq!(brought(&mo, std::slice::from_ref(&request)).await.status.as_u16(), 200);
    assert_eq!(brought(&mo, &[request.clone(), request]).await.status.as_u16(), 400, "a draw is asked for once");
    for _ in 0..2 {
        let shown = shown(&judge, &draw).await;
        let deals = shown["steps"].as_array().unwrap().iter().filter(|said| said["step"] == "deal").count();
        assert_eq!((&shown["contradictions"], deals), (&json!(1), 1));
        let again = brought(&mo, &[first.clone(), second.clone()]).await.good();
        assert_eq!(
            (&again["answers"][0]["outcome"], &again["answers"][1]["outcome"]),
            (&json!("taken"), &json!("refused"))
        );
        cn.stop().await;
        cn = world.start("cn").await;
    }
    assert_eq!(world.record("cn").of_kind("draw-contradiction").len(), 1);
    assert_eq!(world.record("cn").of_kind("draw-step").len(), 2, "the request and the deal");
}
