//! A matter is erased by two persons: nobody can read its names any more, and everything else stays what it was.

use std::path::Path;

use comity_domain::MatterId;
use comity_domain::matter::{ErasureReason, Event, Standing};
use comity_tests::{Answer, Draft, Person, PracticeWorld};
use serde_json::{Value, json};

use super::Bay;
use super::letter::Letter;

#[tokio::test]
async fn a_matter_that_two_persons_erase_is_read_by_nobody_and_still_verifies() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    let matter = returned(&world, &bay).await;

    bay.hk.stop().await;
    for name in names() {
        assert!(world.working("hk").readable().contains(&name), "{name} can be read as long as there are the keys");
        assert_eq!(files_with(&world.of("hk"), &name), Vec::<String>::new(), "and stands in no file as it is");
    }
    assert_ne!(files_with(&world.of("hk"), &matter.to_string()), Vec::<String>::new(), "what stands there is found");
    bay.hk = world.start("hk").await;

    let (registrar, auditor) = (bay.registrar.clone(), world.sign_in("tsang-mei").await);
    approved_by_one(&[&registrar, &auditor], &matter).await;
    let erased = erase(&auditor, &matter, "court-order").await;
    assert_eq!((erased.status.as_u16(), &erased.body["erased"]), (200, &json!(true)), "{}", erased.body);
    shows_what_is_left(&registrar, &matter).await;
    cannot_be_replayed(&auditor).await;

    // What the peer still sends is refused for good, so that it does not come for ever.
    let cn = world.peer("cn");
    let late = Letter::new(&cn, &matter, 1);
    late.stage(&cn).await;
    assert_eq!(cn.deliver("hk", &late.bytes()).await.status, 422);
    let record = world.record("hk");
    assert_eq!(record.of_kind("message-refused").last().unwrap().open["reason"], "not-expected");

    bay.hk.stop().await;
    nobody_can_read_the_names(&world, &matter);
    bay.hk = world.start("hk").await;
    shows_what_is_left(&registrar, &matter).await;
    bay.hk.stop().await;
    // The peer's copy is the peer's.
    assert_eq!(bay.judge.matter(&matter).await["request"]["addressees"][0]["name"], names()[0]);
}

#[tokio::test]
async fn an_erasure_that_a_gateway_did_not_finish_is_finished_at_its_next_start() {
    let world = PracticeWorld::make().await;
    let mut bay = Bay::open(&world).await;
    let matter = returned(&world, &bay).await;
    let standing: Standing = serde_json::from_value(bay.registrar.matter(&matter).await["standing"].clone()).unwrap();
    bay.hk.stop().await;
    {
        let record = world.working("hk");
        let (revision, day) = (standing.revision, standing.changed_on);
        let erased = Event::Erased { erasure_reason: ErasureReason::CourtOrder, left: Box::new(standing) };
        record.append(&matter, revision, day, &erased);
        assert!(record.readable().contains(&names()[0]), "the key is still there");
    }
    bay.hk = world.start("hk").await;
    shows_what_is_left(&bay.registrar, &matter).await;
    bay.hk.stop().await;
    nobody_can_read_the_names(&world, &matter);
}

#[tokio::test]
async fn what_goes_on_or_is_to_be_kept_is_not_erased() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    let under_way = erase(&bay.registrar, &matter, "court-order").await;
    assert_eq!((under_way.status.as_u16(), under_way.code()), (409, "wrong-state"), "{}", under_way.body);
    returned_from_delivered(&world, &bay, &matter).await;
    assert_eq!(ended(&bay.registrar).await, json!(false));

    world.set_day("2033-02-09");
    let kept = erase(&bay.registrar, &matter, "retention-ended").await;
    assert_eq!((kept.status.as_u16(), kept.code()), (409, "retention-runs"), "{}", kept.body);
    assert_eq!(kept.body["detail"], "2033-02-09", "seven years, as the practice world has it for Hong Kong");
    assert_eq!(world.record("hk").of_kind("approved").len(), 0, "what may not be erased is not approved");
    world.set_day("2033-02-10");
    assert_eq!(ended(&bay.registrar).await, json!(true));
    let approved = erase(&bay.registrar, &matter, "retention-ended").await;
    assert_eq!((approved.status.as_u16(), &approved.body["erased"]), (202, &json!(false)), "{}", approved.body);
    let nonsense = erase(&bay.registrar, &matter, "because").await;
    assert_eq!((nonsense.status.as_u16(), nonsense.code(), &nonsense.body["at"]), (422, "bad-field", &json!("reason")));
}

#[tokio::test]
async fn the_other_side_is_asked_whether_it_erases_its_copy_and_decides_that_itself() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = returned(&world, &bay).await;
    let (judge, registrar, auditor) = (&bay.judge, &bay.registrar, world.sign_in("tsang-mei").await);
    let by_order = json!({ "reason": "court-order" });
    let untold = registrar.try_to(&matter, "erasure", by_order.clone()).await;
    assert_eq!((untold.status.as_u16(), untold.code()), (409, "peer-not-asked"), "{}", untold.body);

    let question = json!({ "reason": "court-order", "instrument": "HCMP 7/2026" });
    let asked = async || {
        registrar.act(&matter, "erasure/question", question.clone()).await;
        judge
            .wait_until(&matter, "is asked", |it| {
                it["standing"]["erasure_wanted"]["decision"].is_null() && it["standing"]["erasure_wanted"].is_object()
            })
            .await;
    };
    // Until both have their receipts: what waits for one is not erased, whatever else speaks against it.
    let answered = async |decision: &str| {
        let receipted = |it: &Value| it["standing"]["unreceipted"] == json!([]);
        registrar
            .wait_until(&matter, decision, |it| {
                it["standing"]["erasure_asked"]["decision"] == decision && receipted(it)
            })
            .await;
        judge.wait_until(&matter, "the answer is receipted", receipted).await;
    };
    asked().await;
    let bare = judge.try_to(&matter, "erasure/answer", json!({ "decision": "declined" })).await;
    assert_eq!((bare.status.as_u16(), bare.code()), (422, "bad-reason"), "{}", bare.body);
    judge.act(&matter, "erasure/answer", json!({ "decision": "declined", "reason": "上诉未结" })).await;
    answered("declined").await;
    let docket = registrar.docket(&matter).await;
    let said = docket.iter().find(|recorded| recorded["event"]["kind"] == "erasure-answered").unwrap();
    assert_eq!(said["event"]["reason"], "上诉未结");

    // Asked again, it is granted; and then it takes two persons there, as always.
    asked().await;
    judge.act(&matter, "close", Value::Null).await;
    let at_request = json!({ "reason": "peer-request" });
    assert_eq!(judge.try_to(&matter, "erasure", at_request.clone()).await.code(), "retention-runs");
    judge.act(&matter, "erasure/answer", json!({ "decision": "granted" })).await;
    answered("granted").await;
    assert_eq!(judge.try_to(&matter, "erasure", at_request.clone()).await.status, 202);
    assert!(judge.matter(&matter).await["request"].is_object(), "nothing is erased by one, nor by an answer");
    assert_eq!(bay.liaison.try_to(&matter, "erasure", at_request).await.status, 200);
    assert_eq!(judge.matter(&matter).await["request"], Value::Null);
    assert!(registrar.matter(&matter).await["request"].is_object(), "the copy here is this side's");
    for (person, status) in [(registrar, 202), (&auditor, 200)] {
        assert_eq!(person.try_to(&matter, "erasure", by_order.clone()).await.status, status);
    }
}

/// A letter that was served in Hong Kong, whose certificate has gone back, with everything receipted.
async fn returned(world: &PracticeWorld, bay: &Bay) -> MatterId {
    let matter = bay.delivered().await;
    returned_from_delivered(world, bay, &matter).await;
    matter
}

async fn returned_from_delivered(world: &PracticeWorld, bay: &Bay, matter: &MatterId) {
    let registrar = &bay.registrar;
    bay.accepted(matter).await;
    world.set_day("2026-02-05");
    let certificate =
        json!({ "date": "2026-02-05", "method": "personal", "place": "750 Nathan Road", "recipient": names()[0] });
    registrar.act(matter, "service", json!({ "result": "served", "certificate": certificate })).await;
    registrar.wait_for(matter, "completed").await;
    world.set_day("2026-02-09");
    registrar.act(matter, "certificate", Value::Null).await;
    bay.judge.wait_for(matter, "returned").await;
    let receipted = |matter: &Value| matter["standing"]["unreceipted"] == json!([]);
    registrar.wait_until(matter, "everything is receipted", receipted).await;
}

/// Who and what the matter is about.
fn names() -> [String; 3] {
    let draft = Draft::corrected();
    let request = &draft.body["request"];
    let addressee = &request["addressees"][0];
    [&addressee["name"], &addressee["address"], &request["case_number"]].map(|text| text.as_str().unwrap().to_owned())
}

pub(super) async fn erase(person: &Person, matter: &MatterId, reason: &str) -> Answer {
    person.try_to(matter, "erasure", json!({ "reason": reason, "without_peer": true })).await
}

/// One person approves, as often as it may be; and another person something else.
async fn approved_by_one([registrar, auditor]: &[&Person; 2], matter: &MatterId) {
    for _ in 0..2 {
        let once = erase(registrar, matter, "court-order").await;
        assert_eq!((once.status.as_u16(), &once.body["erased"]), (202, &json!(false)), "one person is one");
    }
    let other = erase(auditor, matter, "authority-order").await;
    assert_eq!((other.status.as_u16(), &other.body["erased"]), (202, &json!(false)), "for another reason");
    assert!(registrar.matter(matter).await["request"].is_object(), "nothing is erased yet");
}

/// Days, codes and digests are left, and nothing can be done any more.
async fn shows_what_is_left(registrar: &Person, matter: &MatterId) {
    let seen = registrar.matter(matter).await;
    assert_eq!(seen["standing"]["erased"]["reason"], "court-order");
    assert_eq!((&seen["standing"]["state"], &seen["request"]), (&json!("returned"), &Value::Null));
    let left: Vec<&str> = seen["left"].as_array().unwrap().iter().map(|left| left["kind"].as_str().unwrap()).collect();
    assert_eq!((left.first(), left.last()), (Some(&"received"), Some(&"erased")), "{left:?}");
    assert!(names().iter().all(|name| !seen.to_string().contains(name)), "{seen}");
    let listed = registrar.get("/matters").await.good();
    let row = listed.as_array().unwrap().iter().find(|row| row["id"] == matter.to_string()).unwrap();
    assert_eq!((&row["case_number"], row["standing"]["erased"].is_object()), (&Value::Null, true), "{row}");
    assert_eq!(row["retention_ended"], false, "there is nothing to erase any more");
    for (act, body) in
        [("accept", Value::Null), ("certificate", Value::Null), ("erasure", json!({ "reason": "court-order" }))]
    {
        let refused = registrar.try_to(matter, act, body).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (410, "erased"), "{act}: {}", refused.body);
    }
    assert_eq!(registrar.get(&format!("/matters/{matter}/docket")).await.code(), "erased");
    let bundle = registrar.post(&format!("/matters/{matter}/bundle"), json!({ "files": true })).await;
    assert_eq!((bundle.status.as_u16(), bundle.code()), (410, "erased"), "{}", bundle.body);
}

async fn cannot_be_replayed(auditor: &Person) {
    let whole = json!({ "from": 0, "entries": 500, "candidate": null });
    let replayed = auditor.post("/rules/replay", whole).await.good();
    assert_eq!(replayed["assessments"], 0, "it was the only matter: {replayed}");
    assert!(replayed["not_replayable"].as_u64().unwrap() > 0, "{replayed}");
}

/// Neither from the files nor with the gateway's keys; the gateway is stopped. The record holds to the last line.
fn nobody_can_read_the_names(world: &PracticeWorld, matter: &MatterId) {
    let report = world.record("hk").verify();
    assert_eq!(report.entries, report.checkpoint_size);
    assert_eq!(world.record("hk").of_kind("erased").len(), 1);
    let kept = world.working("hk");
    for name in names() {
        assert!(!kept.readable().contains(&name), "{name}");
        assert_eq!(files_with(&world.of("hk"), &name), Vec::<String>::new());
    }
    for list in ["staged", "early"] {
        assert_eq!(kept.keys(&format!("{list}/cn/{matter}/")), Vec::<String>::new());
    }
}

async fn ended(registrar: &Person) -> Value {
    registrar.get("/matters").await.good()[0]["retention_ended"].clone()
}

/// The files below a directory in which these words stand as they are.
fn files_with(directory: &Path, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, words));
        } else if std::fs::read(&path).unwrap().windows(words.len()).any(|part| part == words.as_bytes()) {
            found.push(path.display().to_string());
        }
    }
    found
}
