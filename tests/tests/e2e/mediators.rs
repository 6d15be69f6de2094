//! A mediator of Hong Kong: accredited once, by the body there; verified, refused and taken again by everybody in the bay.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::Method;
use comity_domain::{Date, Jurisdiction};
use comity_federation::credential::{Confirmation, Standing, verify_card};
use comity_federation::keys::{KeyPair, Owner};
use comity_record::Time;
use comity_server::clock::{BusinessDays, Clock};
use comity_tests::{Answer, Gateway, Person, PracticeWorld, Record, until};
use serde_json::{Value, json};

pub(super) const SUBJECT: &str = "urn:comity:mediator:hk:2026-0049";
const OF_MACAO: &str = "urn:comity:mediator:mo:2026-0012";

/// The people of the body in Hong Kong, and of courts in Nansha and Macao, whose gateways run.
pub(super) struct Bodies {
    clerk: Person,
    registrar: Person,
    other: Person,
    pub(super) nansha: Person,
    macao: Person,
    pub(super) gateways: Vec<Gateway>,
}

impl Bodies {
    /// Her newest card.
    async fn card(&self, id: &str) -> String {
        let card = self.clerk.get(&format!("/mediators/{id}/card")).await;
        std::str::from_utf8(&card.bytes).unwrap().to_owned()
    }

    pub(super) async fn open(world: &PracticeWorld) -> Self {
        world.set_day(&day(0));
        let mut gateways = Vec::new();
        for gateway in ["hk", "cn", "mo"] {
            gateways.push(world.start(gateway).await);
        }
        Self {
            clerk: world.sign_in("tam-siu-yan").await,
            registrar: world.sign_in("cheung-mei-fong").await,
            other: world.sign_in("kwok-wing-kei").await,
            nansha: world.sign_in("lin-yu").await,
            macao: world.sign_in("lei-weng").await,
            gateways,
        }
    }

    /// Suspends, reinstates or revokes, by two.
    pub(super) async fn by_two(&self, id: &str, sanction: &str) {
        let body = json!({ "sanction": sanction, "reason": "投訴" });
        for (person, decided) in [(&self.registrar, false), (&self.registrar, false), (&self.other, true)] {
            person.step_up().await;
            let answer = signed(person, id, "sanction", body.clone()).await.good();
            assert_eq!(answer["decided"], json!(decided), "one person is not two");
        }
    }

    /// She applied, meets what is asked for, is accredited and confirmed.
    pub(super) async fn confirmed(&self, world: &PracticeWorld) -> String {
        let id = applied(&self.clerk, application(5)).await;
        self.registrar.post(&format!("/mediators/{id}/assess"), json!({ "eligible": true })).await.good();
        self.registrar.step_up().await;
        signed(&self.registrar, &id, "accredit", accreditation("2026-0049")).await.good();
        confirm(&self.clerk, &id, voices(world, SUBJECT)).await.good();
        id
    }
}

fn application(cases: u32) -> Value {
    json!({
        "profile": {
            "family_name": "陳", "given_name": "大文", "romanised_name": "Chan Tai Man",
            "languages": ["yue", "en"], "specialities": ["construction"],
        },
        "experience": {
            "work_years": 5, "mediation_cases": cases, "mediator_years": 3, "gba_course_completed": true,
            "upholds_constitution": true, "disciplinary_record": false,
        },
        // "certificate", in base64.
        "documents": [{ "name": "course.txt", "media_type": "text/plain", "content": "Y2VydGlmaWNhdGU=" }],
    })
}

fn accreditation(number: &str) -> Value {
    let by = json!({ "standard": "hk-gba-accreditation-2024", "standard_version": "2024-03-28", "level": "mediator" });
    json!({ "number": number, "accreditation": by, "until": day(700) })
}

async fn applied(clerk: &Person, application: Value) -> String {
    clerk.post("/mediators", application).await.good()["id"].as_str().unwrap().to_owned()
}

/// What goes out under the body's signature goes out of what its officer has seen.
async fn signed(person: &Person, id: &str, act: &str, body: Value) -> Answer {
    let seen = person.get(&format!("/mediators/{id}")).await.good()["standing"]["revision"].to_string();
    let revision = format!("\"{seen}\"");
    let headers = [("content-type", "application/json"), ("if-match", revision.as_str())];
    person.request(Method::POST, &format!("/mediators/{id}/{act}"), &headers, body.to_string().into()).await
}

async fn confirm(clerk: &Person, id: &str, confirmations: Vec<String>) -> Answer {
    clerk.post(&format!("/mediators/{id}/confirm"), json!({ "confirmations": confirmations })).await
}

/// The voice of each side in the Joint Conference, signed away from any gateway.
fn voices(world: &PracticeWorld, subject: &str) -> Vec<String> {
    let voice = |side: &str| {
        let key = KeyPair::parse(&std::fs::read(world.of(side).join("keys/confirmation.json")).unwrap()).unwrap();
        let Owner::Jurisdiction(by) = *key.owner() else { panic!("the key of a side") };
        Confirmation { by, subject: subject.parse().unwrap(), issued: now() }.sign(&key).unwrap()
    };
    ["cn", "hk", "mo"].map(voice).into()
}

fn now() -> Time {
    Clock::new(BusinessDays::Machine).now()
}

/// So many days from the day of this machine on: what a credential says of times is compared with its clock.
fn day(days: usize) -> String {
    static TODAY: LazyLock<Date> = LazyLock::new(|| Clock::new(BusinessDays::Machine).today().unwrap());
    (0..days).fold(*TODAY, |day, _| day.tomorrow().unwrap()).to_string()
}

/// How she stands for this person, once she is known there.
async fn stands(person: &Person, query: &str) -> Value {
    person.get(&format!("/mediator-status/{SUBJECT}{query}")).await.body
}

/// Waits until she stands so for this person.
pub(super) async fn until_stands(person: &Person, standing: &str) -> Value {
    until_is(person, SUBJECT, standing).await
}

/// The same of any mediator.
async fn until_is(person: &Person, subject: &str, standing: &str) -> Value {
    until(&format!("{subject} is {standing}"), async || {
        let known = person.get(&format!("/mediator-status/{subject}")).await.body;
        (known["standing"] == standing).then_some(known)
    })
    .await
}

#[tokio::test]
async fn a_mediator_is_accredited_once_and_refused_everywhere_long_before_a_heartbeat_once_two_have_suspended_her() {
    let world = PracticeWorld::make().await;
    let bodies = Bodies::open(&world).await;
    let id = bodies.confirmed(&world).await;
    for (person, region) in [(&bodies.nansha, "CN"), (&bodies.macao, "MO")] {
        let known = until_stands(person, "valid").await;
        assert_eq!((&known["selectable"], &known["region"]), (&json!(true), &json!(region)), "{known}");
        assert_eq!((&known["body"], &known["reasons"]), (&json!("hk-gba-accreditation"), &json!([])));
    }
    until("both others have cosigned her status list", async || {
        let shown = bodies.registrar.get(&format!("/mediators/{id}")).await.good();
        (shown["list_witnessed"] == "published").then_some(())
    })
    .await;

    bodies.by_two(&id, "suspend").await;
    for person in [&bodies.nansha, &bodies.macao] {
        let known = until_stands(person, "suspended").await;
        assert_eq!((&known["selectable"], &known["reasons"]), (&json!(false), &json!(["suspended"])));
    }

    // A further card is no way around it.
    bodies.registrar.step_up().await;
    let renewed = signed(&bodies.registrar, &id, "renew", json!({ "until": day(900) })).await.good();
    assert_eq!((&renewed["standing"]["suspended"], &renewed["standing"]["until"]), (&json!(true), &json!(day(900))));
    let renewed_card = until("the renewed card is known in Nansha", async || {
        let known = stands(&bodies.nansha, "").await;
        (known["expires"] == json!(format!("{}T16:00:00.000Z", day(900)))).then_some(known["standing"].clone())
    });
    assert_eq!(renewed_card.await, "suspended");

    bodies.by_two(&id, "reinstate").await;
    until_stands(&bodies.nansha, "valid").await;
    bodies.by_two(&id, "revoke").await;
    until_stands(&bodies.macao, "revoked").await;
    bodies.registrar.step_up().await;
    let again = signed(&bodies.registrar, &id, "renew", json!({ "until": day(1_000) })).await;
    assert_eq!((again.status.as_u16(), again.code()), (409, "wrong-mediator-state"), "{}", again.body);

    // It is in the record, and her name is not.
    for gateway in bodies.gateways {
        gateway.stop().await;
    }
    world.record("hk").verify();
    for segment in Record::segments(&world.of("hk")) {
        let lines = std::fs::read_to_string(segment).unwrap();
        assert!(lines.contains(&id) && !lines.contains("大文") && !lines.contains("2026-0049"));
    }
}

#[tokio::test]
async fn whoever_does_not_meet_what_the_rules_ask_for_is_not_accredited_and_nobody_confirms_alone() {
    let world = PracticeWorld::make().await;
    world.set_day(&day(0));
    let hk = world.start("hk").await;
    let (clerk, registrar) = (world.sign_in("tam-siu-yan").await, world.sign_in("cheung-mei-fong").await);
    let court = world.sign_in("wong-ka-yan").await;
    let refused = court.post("/mediators", application(5)).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (422, "not-an-accrediting-body"));

    let id = applied(&clerk, application(4)).await;
    let assess = |eligible: Value| json!({ "eligible": eligible });
    let path = format!("/mediators/{id}/assess");
    assert_eq!(clerk.post(&path, assess(json!(true))).await.code(), "not-allowed");
    let asked = registrar.post(&path, assess(Value::Null)).await.good();
    let assessment = &asked["answer"]["assessment"];
    assert_eq!((&assessment["outcome"], &asked["standing"]["stage"]), (&json!("refuse"), &json!("applied")));
    assert!(assessment["findings"].to_string().contains("too-few-cases-mediated"), "{assessment}");
    assert_eq!(registrar.post(&path, assess(json!(true))).await.code(), "mediator-not-eligible");
    registrar.post(&path, assess(json!(false))).await.good();
    registrar.step_up().await;
    assert_eq!(signed(&registrar, &id, "accredit", accreditation("1")).await.code(), "mediator-not-eligible");
    let there = court.get(&format!("/mediators/{id}")).await;
    assert_eq!((there.status.as_u16(), there.code()), (404, "not-found"), "of another's body nobody is told");

    let id = applied(&clerk, application(5)).await;
    let path = format!("/mediators/{id}/assess");
    registrar.post(&path, assess(json!(true))).await.good();
    let unseen = registrar.post(&format!("/mediators/{id}/accredit"), accreditation("2026-0049")).await;
    assert_eq!((unseen.status.as_u16(), unseen.code()), (428, "revision-required"));
    assert_eq!(signed(&registrar, &id, "accredit", accreditation("a b")).await.code(), "bad-roster-number");
    signed(&registrar, &id, "accredit", accreditation("2026-0049")).await.good();
    assert_eq!(stands(&registrar, "").await["reasons"], json!(["not-confirmed"]));
    let mut two = voices(&world, SUBJECT);
    two.pop();
    assert_eq!(confirm(&clerk, &id, two.clone()).await.code(), "nobody-confirmed");
    two.push(voices(&world, "urn:comity:mediator:hk:1").remove(2));
    assert_eq!(confirm(&clerk, &id, two.clone()).await.code(), "confirmation-of-another");
    two.pop();
    two.push("e30.e30.AAAA".to_owned());
    assert_eq!(confirm(&clerk, &id, two).await.code(), "confirmation-refused");
    confirm(&clerk, &id, voices(&world, SUBJECT)).await.good();
    assert_eq!(stands(&registrar, "").await["standing"], "valid");

    let second = applied(&clerk, application(5)).await;
    registrar.post(&format!("/mediators/{second}/assess"), assess(json!(true))).await.good();
    let twice = signed(&registrar, &second, "accredit", accreditation("2026-0049")).await;
    assert_eq!((twice.status.as_u16(), twice.code()), (422, "roster-number-taken"), "{}", twice.body);

    // Papers are read by the body, and everything is there after a start.
    let paper = clerk.get(&format!("/mediators/{id}")).await.good()["application"]["documents"][0]["sha256"].clone();
    let paper = format!("/mediators/{id}/papers/{}", paper.as_str().unwrap());
    assert_eq!(clerk.get(&paper).await.bytes, Bytes::from_static(b"certificate"));
    assert_eq!(clerk.get("/mediators").await.good().as_array().unwrap().len(), 3);
    let before = stands(&registrar, "").await;
    hk.stop().await;
    let _hk = world.start("hk").await;
    assert_eq!(stands(&registrar, "").await["standing"], before["standing"]);
}

#[tokio::test]
async fn where_the_rules_give_no_verdict_a_body_accredits_for_a_reason_and_no_reason_carries_a_refusal() {
    const WHY: &str = "委員會已審閱全部文件";
    let world = PracticeWorld::make().await;
    let bodies = Bodies::open(&world).await;
    let found = |reason: &str| json!({ "eligible": true, "reason": reason });

    // Of Macao's and Guangdong's criteria no text was obtained: their bodies look at the application themselves, and say why.
    for account in ["pereira-joana", "wen-jing"] {
        let officer = world.sign_in(account).await;
        let id = applied(&officer, application(5)).await;
        let path = format!("/mediators/{id}/assess");
        let asked = officer.post(&path, json!({})).await.good();
        let assessment = &asked["answer"]["assessment"];
        assert_eq!(assessment["outcome"], Value::Null, "{assessment}");
        assert!(assessment["findings"].to_string().contains("accreditation-criteria-not-read"), "{assessment}");
        let unexplained = officer.post(&path, json!({ "eligible": true })).await;
        assert_eq!((unexplained.status.as_u16(), unexplained.code()), (409, "rules-without-verdict"));
        assert_eq!(officer.post(&path, found(" ")).await.code(), "bad-reason");
        let of_nothing = officer.post(&path, json!({ "reason": WHY })).await;
        assert_eq!((of_nothing.status.as_u16(), of_nothing.code()), (422, "bad-field"), "nothing would be recorded");
        let assessed = officer.post(&path, found(WHY)).await.good();
        assert_eq!(assessed["standing"]["stage"], json!({ "assessed": { "eligible": true } }));
        let shown = officer.get(&format!("/mediators/{id}")).await.good();
        let history = json!([shown["history"][0]["reason"], shown["history"][1]["reason"]]);
        assert_eq!(history, json!([null, WHY]), "{shown}");
    }

    // So somebody of Macao is accredited, and known in the bay as anybody else.
    let officer = world.sign_in("pereira-joana").await;
    let id = officer.get("/mediators").await.good()[0]["id"].as_str().unwrap().to_owned();
    let mut accrediting = accreditation("2026-0012");
    accrediting["accreditation"]["standard"] = json!("mo-gba-accreditation-2024");
    officer.step_up().await;
    signed(&officer, &id, "accredit", accrediting).await.good();
    confirm(&officer, &id, voices(&world, OF_MACAO)).await.good();
    let known = until_is(&bodies.nansha, OF_MACAO, "valid").await;
    assert_eq!((&known["selectable"], &known["body"]), (&json!(true), &json!("mo-accreditation")), "{known}");

    // Hong Kong's criteria are known, and what they refuse stays refused.
    let id = applied(&bodies.clerk, application(4)).await;
    let refused = bodies.registrar.post(&format!("/mediators/{id}/assess"), found(WHY)).await;
    assert_eq!((refused.status.as_u16(), refused.code()), (409, "mediator-not-eligible"), "{}", refused.body);

    // Why stands in the record, and is not to be read there.
    for gateway in bodies.gateways {
        gateway.stop().await;
    }
    world.record("mo").verify();
    for segment in Record::segments(&world.of("mo")) {
        assert!(!std::fs::read_to_string(segment).unwrap().contains(WHY));
    }
}

#[tokio::test]
async fn whoever_gives_the_accreditation_up_is_revoked_everywhere_for_good() {
    let world = PracticeWorld::make().await;
    let bodies = Bodies::open(&world).await;
    let id = bodies.confirmed(&world).await;
    until_stands(&bodies.nansha, "valid").await;
    let card = bodies.card(&id).await;
    let by = |word: &str| json!({ "reason": word });

    bodies.registrar.step_up().await;
    assert_eq!(signed(&bodies.registrar, &id, "withdraw", by("")).await.code(), "bad-reason");
    let withdrawn = signed(&bodies.registrar, &id, "withdraw", by("本人來函退出")).await.good();
    assert_eq!(withdrawn["standing"]["stage"], "withdrawn");
    for person in [&bodies.nansha, &bodies.macao] {
        let known = until_stands(person, "revoked").await;
        assert_eq!((&known["selectable"], &known["reasons"]), (&json!(false), &json!(["revoked"])));
    }
    let bundle = bodies.nansha.get(&format!("/mediator-status/{SUBJECT}/bundle")).await;
    assert_eq!(verify_card(&card, &bundle.bytes, None, now()).unwrap().standing, Standing::Revoked);

    bodies.registrar.step_up().await;
    let again = signed(&bodies.registrar, &id, "renew", json!({ "until": day(900) })).await;
    assert_eq!((again.status.as_u16(), again.code()), (409, "wrong-mediator-state"), "{}", again.body);
    let shown = bodies.clerk.get(&format!("/mediators/{id}")).await.good();
    let last = shown["history"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["kind"], &last["reason"]), (&json!("withdrawn"), &json!("本人來函退出")));
}

#[tokio::test]
async fn what_a_gateway_has_not_heard_of_a_day_it_cannot_confirm() {
    let world = PracticeWorld::make().await;
    let mut bodies = Bodies::open(&world).await;
    let id = bodies.confirmed(&world).await;
    until_stands(&bodies.nansha, "valid").await;
    let to_come = bodies.nansha.get(&format!("/mediator-status/{SUBJECT}?on={}", day(1))).await;
    assert_eq!((to_come.status.as_u16(), to_come.code()), (422, "day-to-come"));
    assert_eq!(stands(&bodies.nansha, "?on=2026-01-11").await["standing"], "not-accredited");
    let unknown = bodies.nansha.get("/mediator-status/urn:comity:mediator:hk:1").await;
    assert_eq!((unknown.status.as_u16(), unknown.code()), (404, "not-found"));

    // Hong Kong falls silent, and the next day comes: something may have been said that is not known here.
    bodies.gateways.remove(0).stop().await;
    world.set_day(&day(1));
    let (first, second) = (format!("?on={}", day(0)), format!("?on={}", day(1)));
    let known = stands(&bodies.nansha, &first).await;
    assert_eq!((&known["standing"], &known["reasons"]), (&json!("cannot-confirm"), &json!(["stale-status-list"])));
    assert_eq!(known["selectable"], json!(false));

    // It is heard again, and says its lists anew without being asked.
    bodies.gateways.push(world.start("hk").await);
    until("the day that is over is known", async || {
        (stands(&bodies.nansha, &first).await["standing"] == "valid").then_some(())
    })
    .await;

    // What is said later changes nothing of the day before.
    bodies.by_two(&id, "suspend").await;
    until_stands(&bodies.nansha, "suspended").await;
    world.set_day(&day(2));
    until("the second day is over, too", async || {
        let then = [stands(&bodies.nansha, &first).await, stands(&bodies.nansha, &second).await];
        (then.map(|known| known["standing"].clone()) == ["valid", "suspended"]).then_some(())
    })
    .await;
    bodies.by_two(&id, "reinstate").await;
    world.set_day(&day(701));
    until_stands(&bodies.macao, "expired").await;
}

#[tokio::test]
async fn macao_bars_her_from_macao_alone() {
    let world = PracticeWorld::make().await;
    let bodies = Bodies::open(&world).await;
    bodies.confirmed(&world).await;
    let officer = world.sign_in("pereira-joana").await;
    until_stands(&officer, "valid").await;
    let bar = |barred: bool| json!({ "subject": SUBJECT, "barred": barred, "reason": "未在本地登記" });
    officer.step_up().await;
    assert_eq!(bodies.macao.post("/mediator-bars", bar(true)).await.code(), "no-key-for-use");
    officer.post("/mediator-bars", bar(true)).await.good();
    assert_eq!(officer.post("/mediator-bars", bar(true)).await.code(), "bar-unchanged");
    let barred = stands(&bodies.macao, "").await;
    assert_eq!((&barred["standing"], &barred["reasons"]), (&json!("valid"), &json!(["barred-here"])));
    until("the bar is known in Nansha", async || {
        (stands(&bodies.nansha, "").await["barred"] == json!(["MO"])).then_some(())
    })
    .await;
    assert_eq!(stands(&bodies.nansha, "").await["selectable"], json!(true));
    assert_eq!(stands(&bodies.nansha, "?region=MO").await["selectable"], json!(false));
    officer.post("/mediator-bars", bar(false)).await.good();
    assert_eq!(stands(&bodies.macao, "").await["selectable"], json!(true));
}

#[tokio::test]
async fn her_card_is_verified_without_a_gateway_and_a_register_finds_her_in_nansha() {
    let world = PracticeWorld::make().await;
    let bodies = Bodies::open(&world).await;
    let id = bodies.confirmed(&world).await;
    until_stands(&bodies.nansha, "valid").await;
    let card = bodies.card(&id).await;
    let bundle = bodies.nansha.get(&format!("/mediator-status/{SUBJECT}/bundle")).await;
    let verdict = verify_card(&card, &bundle.bytes, None, now()).unwrap();
    assert_eq!(verdict.standing, Standing::Valid);
    assert!(verdict.may_be_appointed(Jurisdiction::Cn, now()));

    let found = bodies.nansha.get("/registry/search?text=chan%20tai%20man").await.good();
    assert!(found.to_string().contains(SUBJECT), "{found}");
    bodies.by_two(&id, "revoke").await;
    until_stands(&bodies.nansha, "revoked").await;
    let bundle = bodies.nansha.get(&format!("/mediator-status/{SUBJECT}/bundle")).await;
    assert_eq!(verify_card(&card, &bundle.bytes, None, now()).unwrap().standing, Standing::Revoked);
}
