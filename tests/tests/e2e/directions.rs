//! Service in the other directions: each side asks each other, through the authorities that the instruments name.

use axum::http::StatusCode;
use comity_domain::MatterId;
use comity_tests::{Draft, Gateway, Person, PracticeWorld};
use serde_json::{Value, json};

use super::close_the_books;

/// Who asks whom: the court, who transmits for it, who receives.
struct Direction {
    from: &'static str,
    to: &'static str,
    judge: &'static str,
    officer: &'static str,
    registrar: &'static str,
    transmitting: &'static str,
    receiving: &'static str,
}

/// The two sides of a direction, at work.
struct Desks {
    here: (&'static str, Gateway),
    there: (&'static str, Gateway),
    judge: Person,
    officer: Person,
    registrar: Person,
}

const HONG_KONG_TO_GUANGDONG: Direction = Direction {
    from: "hk",
    to: "cn",
    judge: "yip-man",
    officer: "ho-siu-ling",
    registrar: "guo-ping",
    transmitting: "hk-high-court",
    receiving: "cn-gd-hpc",
};

const NANSHA_TO_MACAO: Direction = Direction {
    from: "cn",
    to: "mo",
    judge: "lin-yu",
    officer: "su-jie",
    registrar: "sousa-ana",
    transmitting: "cn-nansha",
    receiving: "mo-tui",
};

const MACAO_TO_HONG_KONG: Direction = Direction {
    from: "mo",
    to: "hk",
    judge: "lei-weng",
    officer: "costa-rui",
    registrar: "wong-ka-yan",
    transmitting: "mo-tui",
    receiving: "hk-high-court",
};

#[tokio::test]
async fn the_high_court_of_hong_kong_asks_the_high_court_of_guangdong() {
    let (due, verdict) = serve(&HONG_KONG_TO_GUANGDONG).await;
    // S99 art. 4: two months from 12 January, on the Mainland's calendar.
    assert_eq!((due.as_str(), verdict.as_str()), ("2026-03-12", "accept-with-flags"));
}

#[tokio::test]
async fn nansha_deals_with_the_court_of_final_appeal_of_macao_directly() {
    let (due, verdict) = serve(&NANSHA_TO_MACAO).await;
    // M20 art. 6(2): two months from 12 January, on Macao's calendar.
    assert_eq!((due.as_str(), verdict.as_str()), ("2026-03-12", "accept-with-flags"));
}

#[tokio::test]
async fn the_court_of_final_appeal_of_macao_asks_the_high_court_of_hong_kong() {
    let (due, verdict) = serve(&MACAO_TO_HONG_KONG).await;
    assert_eq!((due.as_str(), verdict.as_str()), ("2026-03-12", "accept-with-flags"));
}

#[tokio::test]
async fn a_court_that_may_not_deal_directly_is_told_so_before_it_sends() {
    let world = PracticeWorld::make().await;
    let _hk = world.start("hk").await;
    let _cn = world.start("cn").await;
    let judge = world.sign_in("lin-yu").await;
    // S99 art. 2: a basic court of the Mainland goes through its High People's Court.
    let matter = judge.draft(&draft(&Direction { transmitting: "cn-nansha", ..TO_HONG_KONG })).await;
    let preflight = judge.act(&matter, "preflight", Value::Null).await;
    let findings = preflight["checks"][1]["assessment"]["findings"].as_array().unwrap();
    let codes: Vec<&str> = findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"sender-may-not-transmit"), "{codes:?}");
    assert_eq!(judge.try_to(&matter, "submit", json!({})).await.code(), "against-the-rules");
    // And an authority that transmits nothing for this court is none of its chain.
    let strange = draft(&Direction { transmitting: "cn-spc", ..TO_HONG_KONG });
    let refused = judge.post("/matters", strange.without_files()).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "bad-chain"));
}

const TO_HONG_KONG: Direction = Direction {
    from: "cn",
    to: "hk",
    judge: "lin-yu",
    officer: "chen-an",
    registrar: "wong-ka-yan",
    transmitting: "cn-gd-hpc",
    receiving: "hk-high-court",
};

/// A letter crosses in this direction, is served, and its certificate comes back. The last day of the period for service, and what
/// the receiving side's rules said of the letter.
async fn serve(direction: &Direction) -> (String, String) {
    let world = PracticeWorld::make().await;
    let desks = Desks::open(&world, direction).await;
    let matter = desks.judge.submit(&draft(direction)).await;
    desks.officer.wait_for(&matter, "submitted").await;
    desks.officer.act(&matter, "forward", json!({})).await;
    desks.judge.wait_for(&matter, "acknowledged").await;
    let received = desks.registrar.wait_for(&matter, "acknowledged").await;
    let text = |pointer: &str| received.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let said = (text("/standing/last_days/execute-service"), text("/assessed/assessment/outcome"));

    desks.registrar.act(&matter, "acknowledgement", json!({ "number": "12/2026" })).await;
    desks.registrar.act(&matter, "accept", Value::Null).await;
    desks.registrar.act(&matter, "execution", json!({ "executing_body": "the bailiff" })).await;
    world.set_day("2026-01-28");
    let certificate =
        json!({ "date": "2026-01-28", "method": "personal", "place": "the address", "recipient": "陈大文" });
    desks.registrar.act(&matter, "service", json!({ "result": "served", "certificate": certificate })).await;
    desks.registrar.wait_for(&matter, "completed").await;
    desks.registrar.act(&matter, "certificate", Value::Null).await;
    let returned = desks.judge.wait_for(&matter, "returned").await;
    assert_eq!((&returned["result"], &returned["number_over_there"]), (&json!("served"), &json!("12/2026")));
    desks.judge.act(&matter, "close", Value::Null).await;
    desks.close(&world, &matter).await;
    said
}

/// The letter of the sale of goods, for this direction.
fn draft(direction: &Direction) -> Draft {
    let mut draft = Draft::corrected();
    draft.body["transmitting"] = direction.transmitting.into();
    draft.body["receiving"] = direction.receiving.into();
    draft.body["request"]["addressees"][0]["jurisdiction"] = direction.to.to_uppercase().into();
    draft
}

impl Desks {
    async fn open(world: &PracticeWorld, direction: &Direction) -> Self {
        let here = (direction.from, world.start(direction.from).await);
        let there = (direction.to, world.start(direction.to).await);
        let judge = world.sign_in(direction.judge).await;
        let officer = world.sign_in(direction.officer).await;
        let registrar = world.sign_in(direction.registrar).await;
        Self { here, there, judge, officer, registrar }
    }

    async fn close(self, world: &PracticeWorld, matter: &MatterId) {
        let sides = [self.here, self.there];
        close_the_books(world, sides, [&self.judge, &self.registrar], matter).await;
    }
}
