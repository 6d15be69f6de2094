//! Letters rogatory: a court abroad asks Hong Kong for testimony, and Nansha asks an authority abroad for documents. At the other end there is
//! no gateway.

use axum::http::StatusCode;
use comity_domain::MatterId;
use comity_federation::bundle::{self, Verdict};
use comity_federation::roll::Anchor;
use comity_tests::{Draft, Person, PracticeWorld};
use serde_json::{Value, json};

use super::evidence::{upload, with_evidence};

#[tokio::test]
async fn a_court_abroad_asks_hong_kong_for_testimony_and_gets_it_by_courier() {
    let world = PracticeWorld::make().await;
    let _hong_kong = world.start("hk").await;
    let registrar = world.sign_in("mak-tsz-kin").await;
    world.set_day("2026-03-16");
    let letter = Draft::read("rogatory-in/entry.json");
    let entered = registrar.post("/matters/from-abroad", letter.without_files()).await.good();
    let matter: MatterId = serde_json::from_value(entered["id"].clone()).unwrap();

    // The letter came three days before it was entered; it is registered with each of its papers, and not without.
    let paper = on_file(&registrar, &matter, "rogatory-in", "letter.txt").await;
    let arrival = json!({ "conveyance": by_courier("2026-03-13"), "papers": [paper] });
    let early = registrar.try_to(&matter, "arrivals", arrival.clone()).await;
    assert_eq!((early.code(), &early.body["at"]), ("file-missing", &json!("documents[0].file")));
    registrar.amend(&matter, &letter).await;
    registrar.act(&matter, "arrivals", arrival).await;
    let received = registrar.wait_for(&matter, "acknowledged").await;
    assert_eq!(received["standing"]["received_on"], "2026-03-13");
    assert!(is_own_and_admitted(&received), "{}", received["assessed"]);
    let facts = &received["assessed"]["facts"];
    assert_eq!(
        (&facts["requesting"]["jurisdiction"], &facts["requested"]["authority"]),
        (&json!("XX"), &json!("hk-admin-wing"))
    );
    assert_eq!(facts["particulars"]["transmission"], "post");
    // Cap. 8 s.76(5), by which a letter under the Convention is executed here, is the court's; what was asked is s.75's.
    registrar.act(&matter, "acknowledgement", json!({ "number": "HCMP 310/2026" })).await;
    dispatch(&registrar, &matter, "2026-03-16").await;
    registrar.act(&matter, "accept", Value::Null).await;
    dispatch(&registrar, &matter, "2026-03-16").await;
    registrar.act(&matter, "execution", json!({ "executing_body": "High Court, examiner" })).await;

    world.set_day("2026-04-10");
    let certificate = with_evidence(&registrar, &matter, "rogatory-in").await;
    let transcript = certificate["taking"]["acts"][0]["files"][0]["sha256"].clone();
    registrar.act(&matter, "evidence", certificate).await;
    registrar.wait_for(&matter, "completed").await;
    registrar.act(&matter, "certificate", Value::Null).await;
    let returned = registrar.wait_for(&matter, "returned").await;
    assert_eq!(returned["result"], "evidence-taken");
    assert_eq!(returned["labels"][transcript.as_str().unwrap()]["case"]["number"], "2026-EX-310");
    dispatch(&registrar, &matter, "2026-04-10").await;

    let verdict = verified(&world, &registrar, &matter, true).await;
    assert_eq!((verdict.messages, verdict.receipts, verdict.state), (0, 0, Some("returned")));
    let said: Vec<_> = verdict.transcripts.iter().map(|it| (it.kind.code(), it.by.as_str(), it.papers.len())).collect();
    assert_eq!(said, [("letter", "hk-admin-wing", 1)], "nobody abroad has signed it");
    let steps: Vec<_> = verdict.custody.unwrap().iter().map(|step| step.step.code()).collect();
    assert!(steps.contains(&"arrived") && steps.contains(&"dispatched"), "{steps:?}");
}

#[tokio::test]
async fn nansha_asks_an_authority_abroad_for_documents_and_what_comes_back_is_transcribed() {
    let world = PracticeWorld::make().await;
    let _guangdong = world.start("cn").await;
    let judge = world.sign_in("lin-yu").await;
    let officer = world.sign_in("chen-an").await;
    world.set_day("2026-03-16");
    let matter = judge.draft(&Draft::read("rogatory-out/draft.json")).await;
    let preflight = judge.act(&matter, "preflight", Value::Null).await;
    // Of the law of a foreign State nobody here knows any rules: only the Mainland's are asked.
    let weights: Vec<_> = preflight["checks"].as_array().unwrap().iter().map(|check| check["weight"].clone()).collect();
    assert_eq!((weights, &preflight["unanswered"]), (vec![json!("own")], &json!([])));
    judge.act(&matter, "submit", json!({})).await;
    officer.wait_for(&matter, "submitted").await;
    officer.act(&matter, "forward", json!({})).await;
    let sealed = officer.wait_for(&matter, "transmitted").await;
    let letter = sealed["standing"]["undispatched"][0].clone();
    assert!(letter.is_string(), "it is sealed, and has not left: {}", sealed["standing"]);
    assert_eq!(sealed["standing"]["unreceipted"], json!([]));

    let tomorrow = json!({ "document": letter, "conveyance": by_courier("2026-03-17") });
    assert_eq!(officer.try_to(&matter, "dispatches", tomorrow).await.code(), "impossible-day");
    dispatch(&officer, &matter, "2026-03-16").await;
    let again = json!({ "document": letter, "conveyance": by_courier("2026-03-16") });
    assert_eq!(officer.try_to(&matter, "dispatches", again).await.code(), "not-to-dispatch");

    world.set_day("2026-04-02");
    let says = json!({ "kind": "acknowledgement", "number": "JC 77/2026" });
    let registered = arrive(&officer, &matter, ("2026-04-01", "acknowledgement.txt"), says).await;
    assert_eq!(registered["standing"]["state"], "acknowledged");
    assert_eq!(judge.matter(&matter).await["number_over_there"], "JC 77/2026");

    world.set_day("2026-06-15");
    let certificate = with_evidence(&officer, &matter, "rogatory-out").await;
    let statement = certificate["taking"]["acts"][0]["files"][0]["sha256"].as_str().unwrap().to_owned();
    let says = json!({ "kind": "certificate", "result": "evidence-taken", "certificate": certificate });
    arrive(&officer, &matter, ("2026-06-12", "report.txt"), says).await;
    let returned = judge.wait_for(&matter, "returned").await;
    assert_eq!(returned["labels"][&statement]["case"]["court"], "cn-nansha");
    // What was given for the case does not leave it.
    judge.step_up().await;
    let taken_out = judge.post(&format!("/matters/{matter}/bundle"), json!({ "files": true })).await;
    assert_eq!((taken_out.status, taken_out.code()), (StatusCode::FORBIDDEN, "use-restricted-by-policy"));
    judge.act(&matter, "close", Value::Null).await;

    let verdict = verified(&world, &judge, &matter, false).await;
    let said: Vec<_> = verdict.transcripts.iter().map(|it| (it.kind.code(), it.by.as_str())).collect();
    assert_eq!(said, [("acknowledgement", "cn-gd-hpc"), ("certificate", "cn-gd-hpc")]);
}

#[tokio::test]
async fn a_summons_that_went_abroad_is_reminded_of_after_two_and_a_half_months() {
    let world = PracticeWorld::make().await;
    let _guangdong = world.start("cn").await;
    let [judge, officer] = [world.sign_in("lin-yu").await, world.sign_in("chen-an").await];
    world.set_day("2026-03-16");
    let mut draft = Draft::corrected();
    draft.body["receiving"] = "xx-central-authority".into();
    let request = &mut draft.body["request"];
    request["abroad"] = json!({ "state": "Utopia", "name": "Ministry of Justice", "address": "5 Specimen Avenue" });
    for addressee in request["addressees"].as_array_mut().unwrap() {
        addressee["jurisdiction"] = "XX".into();
    }
    request["letter"]["languages"] = json!(["zh", "en"]);
    for document in request["documents"].as_array_mut().unwrap() {
        (document["languages"], document["copies"]) = (json!(["zh", "en"]), json!(3));
        document.as_object_mut().unwrap().retain(|key, _| !key.starts_with("translation"));
    }
    let matter = judge.submit(&draft).await;
    officer.wait_for(&matter, "submitted").await;
    officer.act(&matter, "forward", json!({})).await;
    dispatch(&officer, &matter, "2026-03-16").await;
    let waiting = judge.wait_for(&matter, "transmitted").await;
    assert_eq!(waiting["standing"]["reminder_due"], false);
    // Measures of 1992 item 10, counted from the day on which it left.
    world.set_day("2026-06-02");
    judge.wait_until(&matter, "to be reminded", |it| it["standing"]["reminder_due"] == true).await;
}

#[tokio::test]
async fn only_who_received_a_paper_from_abroad_transcribes_it_and_only_with_the_password() {
    let world = PracticeWorld::make().await;
    let _guangdong = world.start("cn").await;
    let _hong_kong = world.start("hk").await;
    let [judge, clerk, registrar] =
        [world.sign_in("lin-yu").await, world.sign_in("leung-ho").await, world.sign_in("wong-ka-yan").await];
    let letter = Draft::read("rogatory-in/entry.json");
    let refused = judge.post("/matters/from-abroad", letter.without_files()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.body);
    let mut at_home = letter.without_files();
    at_home["transmitting"] = "cn-gd-hpc".into();
    assert_eq!(clerk.post("/matters/from-abroad", at_home).await.code(), "bad-chain");
    let mut nameless = letter.without_files();
    nameless["request"].as_object_mut().unwrap().remove("abroad");
    let refused = clerk.post("/matters/from-abroad", nameless).await;
    assert_eq!((refused.code(), &refused.body["at"]), ("bad-request", &json!("abroad")));

    let entered = clerk.post("/matters/from-abroad", letter.without_files()).await.good();
    let matter: MatterId = serde_json::from_value(entered["id"].clone()).unwrap();
    clerk.amend(&matter, &letter).await;
    let paper = on_file(&clerk, &matter, "rogatory-in", "letter.txt").await;
    let arrival = json!({ "conveyance": by_courier("2026-01-12"), "papers": [paper] });
    assert_eq!(clerk.try_to(&matter, "arrivals", arrival.clone()).await.status, StatusCode::FORBIDDEN);
    registrar.act(&matter, "arrivals", arrival).await;
    registrar.wait_for(&matter, "acknowledged").await;
}

pub(super) fn by_courier(on: &str) -> Value {
    json!({ "on": on, "channel": "courier", "by": "Specimen Express", "reference": "SE 4711" })
}

/// A scan is on file; its digest.
pub(super) async fn on_file(person: &Person, matter: &MatterId, folder: &str, name: &str) -> Value {
    upload(person, matter, folder, name).await.good()["sha256"].clone()
}

/// A paper came from abroad, and says this.
async fn arrive(officer: &Person, matter: &MatterId, (on, name): (&str, &str), says: Value) -> Value {
    let paper = on_file(officer, matter, "rogatory-out", name).await;
    officer.act(matter, "arrivals", json!({ "says": says, "conveyance": by_courier(on), "papers": [paper] })).await
}

/// The only document that waits leaves.
pub(super) async fn dispatch(person: &Person, matter: &MatterId, on: &str) {
    let waiting = person.matter(matter).await["standing"]["undispatched"].clone();
    assert_eq!(waiting.as_array().map(Vec::len), Some(1), "{waiting}");
    let left = json!({ "document": waiting[0], "conveyance": by_courier(on) });
    let stands = person.act(matter, "dispatches", left).await;
    assert!(stands["standing"]["undispatched"].is_null(), "{stands}");
}

fn is_own_and_admitted(matter: &Value) -> bool {
    let outcome = matter["assessed"]["assessment"]["outcome"].as_str().unwrap_or_default();
    matter["assessed"]["weight"] == "own" && matches!(outcome, "accept" | "accept-with-flags")
}

async fn verified(world: &PracticeWorld, person: &Person, matter: &MatterId, files: bool) -> Verdict {
    person.step_up().await;
    let bundled = person.post(&format!("/matters/{matter}/bundle"), json!({ "files": files })).await;
    assert_eq!(bundled.status, StatusCode::OK, "{}", bundled.body);
    let anchors: Vec<Anchor> =
        serde_json::from_slice(&std::fs::read(world.of("mo").join("roll-trust.json")).unwrap()).unwrap();
    bundle::verify(&bundled.bytes, Some(&anchors)).unwrap()
}
