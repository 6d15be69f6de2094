//! Rules that misbehave, in force at a gateway: each fault leaves its matter with a person, and nothing else is disturbed.

pub(crate) mod release;

use axum::http::StatusCode;
use comity_domain::MatterId;
use comity_tests::{Draft, Person, PracticeWorld};
use serde_json::json;

use crate::e2e::Bay;

/// What a letter makes the component do, and the fault that the host must make of it.
const BEHAVIOURS: [(&str, &str); 4] = [
    ("trap", "trap"),
    ("endless-loop", "fuel-exhausted"),
    ("grow-memory", "memory-limit"),
    ("undeclared-code", "undeclared-code"),
];

#[tokio::test]
async fn hostile_rules_leave_their_matter_with_a_person_and_disturb_no_other() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let mut hostile = Vec::new();
    for (behaviour, fault) in BEHAVIOURS {
        hostile.push((submitted(&bay, behaviour).await, fault));
    }
    let peaceful = [submitted(&bay, "behave").await, submitted(&bay, "behave").await];

    // The letters were examined under Hong Kong's old release; they arrive under the new one, all at the same time.
    bay.hk.stop().await;
    release::put_in_force(&world);
    let _hk = world.start("hk").await;
    world.set_day("2026-01-14");
    for id in hostile.iter().map(|(id, _)| id).chain(&peaceful) {
        bay.liaison.act(id, "forward", json!({})).await;
    }

    for (id, fault) in &hostile {
        with_a_person(&bay.registrar, id, fault).await;
    }
    for id in &peaceful {
        let matter = bay.registrar.wait_for(id, "acknowledged").await;
        assert_eq!(matter["standing"]["needs_person"], json!(null));
        assert_eq!(matter["assessed"]["assessment"]["rules"]["id"], "hostile");
        assert_eq!(matter["assessed"]["assessment"]["outcome"], "accept");
        bay.registrar.act(id, "accept", json!({})).await;
    }
    let (id, _) = &hostile[0];
    reviewed(&bay.registrar, id).await;
    bay.judge.wait_for(id, "accepted").await;
}

/// The matter waits for a person, with the fault's name, and is neither accepted nor refused before somebody has looked.
async fn with_a_person(registrar: &Person, id: &MatterId, fault: &str) {
    let matter = registrar.wait_for(id, "acknowledged").await;
    assert_eq!(matter["standing"]["needs_person"], fault);
    assert_eq!(matter["assessed"], json!(null), "a fault is no empty assessment");
    let failed: Vec<_> =
        registrar.docket(id).await.into_iter().filter(|it| it["event"]["kind"] == "assessment-failed").collect();
    assert_eq!(failed.len(), 1);
    for (act, body) in [("accept", json!({})), ("refuse", json!({ "reason": "the rules fail" }))] {
        let answer = registrar.try_to(id, act, body).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "needs-person"));
        assert_eq!(answer.body["detail"], fault);
    }
}

/// A person takes the responsibility; then the letter can be accepted.
async fn reviewed(registrar: &Person, id: &MatterId) {
    let nothing = registrar.try_to(id, "review", json!({ "reason": " " })).await;
    assert_eq!((nothing.status, nothing.code()), (StatusCode::UNPROCESSABLE_ENTITY, "bad-reason"));
    registrar.act(id, "review", json!({ "reason": "examined by hand, in order" })).await;
    registrar.act(id, "accept", json!({})).await;
}

/// A letter that says this of the nature of its case, with the High People's Court.
async fn submitted(bay: &Bay, nature: &str) -> MatterId {
    let mut draft = Draft::corrected();
    draft.body["request"]["nature_of_case"] = json!(nature);
    bay.submitted_as(&draft).await
}
