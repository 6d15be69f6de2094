//! Ended with SIGKILL while many people write.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use comity_tests::{Draft, Person, PracticeWorld, until};

use super::verify;

const WRITERS: usize = 24;
const ANSWERS_BEFORE_THE_END: usize = 150;
const ENDS: usize = 2;

#[tokio::test]
async fn every_draft_that_was_answered_is_there_after_the_program_was_killed() {
    let world = PracticeWorld::make().await;
    let mut answered = BTreeSet::new();
    for _ in 0..ENDS {
        let cn = world.spawn("cn").await;
        let clerk = world.sign_in("he-min").await;
        let count = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> =
            (0..WRITERS).map(|_| tokio::spawn(write_until_the_end(clerk.clone(), Arc::clone(&count)))).collect();
        until("many drafts", async || (count.load(Ordering::Relaxed) >= ANSWERS_BEFORE_THE_END).then_some(())).await;
        cn.kill();
        for writer in writers {
            let written = writer.await.unwrap();
            assert!(written.iter().all(|id| answered.insert(id.clone())), "an id was given twice");
        }
    }
    assert!(answered.len() >= ENDS * ANSWERS_BEFORE_THE_END);

    let cn = world.spawn("cn").await;
    let clerk = world.sign_in("he-min").await;
    for id in &answered {
        let matter = clerk.get(&format!("/matters/{id}")).await.good();
        assert_eq!((matter["id"].as_str(), matter["standing"]["state"].as_str()), (Some(&**id), Some("drafted")));
    }
    let listed = all_listed(&clerk).await;
    assert!(listed.is_superset(&answered));
    let drafted: BTreeSet<String> =
        world.record("cn").of_kind("drafted").iter().map(|line| line.subject.replace("matter/", "")).collect();
    assert_eq!(drafted, listed, "the list shows what the record holds");
    cn.stop().await;
    verify(&world.of("cn"));
}

/// Writes drafts until nobody answers. Answers with the names of those that were answered.
async fn write_until_the_end(clerk: Person, count: Arc<AtomicUsize>) -> Vec<String> {
    let body = Bytes::from(Draft::corrected().without_files().to_string());
    let mut answered = Vec::new();
    loop {
        let json = [("content-type", "application/json")];
        let Ok(answer) = clerk.try_request(Method::POST, "/matters", &json, body.clone()).await else {
            return answered;
        };
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        answered.push(answer.body["id"].as_str().unwrap().to_owned());
        count.fetch_add(1, Ordering::Relaxed);
    }
}

/// The names of all matters, page by page.
pub(super) async fn all_listed(clerk: &Person) -> BTreeSet<String> {
    let mut listed = BTreeSet::new();
    let mut after = String::new();
    loop {
        let page = clerk.get(&format!("/matters?limit=100{after}")).await.good();
        let ids: Vec<_> = page.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        let Some(last) = ids.last() else { return listed };
        after = format!("&after={last}");
        assert!(ids.into_iter().all(|id| listed.insert(id)), "a matter is listed twice");
    }
}
