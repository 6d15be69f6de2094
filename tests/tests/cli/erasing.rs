//! `comity matter erase`: two persons, one after the other, and what the list says then.

use std::path::Path;

use comity_tests::{Draft, PracticeWorld};
use serde_json::json;

use super::{Said, comity};

#[tokio::test(flavor = "multi_thread")]
async fn a_matter_is_erased_by_the_second_person_who_asks_for_it() {
    let world = PracticeWorld::make().await;
    let _bay = (world.start("cn").await, world.start("hk").await);
    let (judge, liaison) = (world.sign_in("lin-yu").await, world.sign_in("chen-an").await);
    let registrar = world.sign_in("wong-ka-yan").await;
    let matter = judge.submit(&Draft::corrected()).await;
    liaison.wait_for(&matter, "submitted").await;
    liaison.act(&matter, "forward", json!({})).await;
    registrar.wait_for(&matter, "acknowledged").await;
    judge.wait_for(&matter, "acknowledged").await;
    judge.act(&matter, "withdraw", json!({ "reason": "当事人达成和解" })).await;
    registrar.wait_for(&matter, "withdrawn").await;

    let [first, second] = ["wong-ka-yan", "tsang-mei"].map(|account| signed_in(&world, account));
    let id = matter.to_string();
    let told = at(&first, &["matter", "erase", &id, "--reason", "court-order"]);
    assert!(told.refusal(1).starts_with("peer-not-asked: "), "{}", told.err);
    let erase =
        |session: &Path, reason: &str| at(session, &["matter", "erase", &id, "--reason", reason, "--without-peer"]);
    assert!(erase(&first, "retention-ended").refusal(1).contains("still to be kept"));
    assert!(erase(&first, "because").refusal(2).contains("retention-ended, court-order, authority-order"));
    let once = erase(&first, "court-order");
    assert_eq!((once.status, once.err.as_str()), (0, ""));
    assert!(once.out.starts_with(&format!("One person approves that {id} is erased (a court ordered it), sha256:")));
    let both = erase(&second, "court-order");
    assert!(both.out.starts_with(&format!("The particulars of {id} are erased (a court ordered it).")), "{}", both.out);

    let listed = at(&first, &["matter", "list"]);
    assert!(listed.out.contains("erased on 12 January 2026: a court ordered it"), "{}", listed.out);
    let shown = at(&first, &["matter", "show", &id]);
    assert!(shown.out.contains("erased on 12 January 2026"), "{}", shown.out);
    assert_eq!(at(&first, &["--json", "matter", "list", "--retention-ended"]).json(), json!([]));
    assert!(at(&first, &["matter", "docket", &id]).refusal(1).contains("were erased"));
}

/// Signs in, and answers with the file that keeps the session.
pub(super) fn signed_in(world: &PracticeWorld, account: &str) -> std::path::PathBuf {
    let session = world.directory().join(format!("{account}.session"));
    let ca = world.directory().join("ca.pem");
    let person = world.account(account);
    let login = ["login", "--url", &person.url, "--ca", ca.to_str().unwrap(), "--account", account];
    let said = comity(&[&["--session", session.to_str().unwrap()][..], &login[..]].concat(), &person.secret);
    assert_eq!(said.status, 0, "{}", said.err);
    session
}

pub(super) fn at(session: &Path, arguments: &[&str]) -> Said {
    comity(&[&["--session", session.to_str().unwrap()][..], arguments].concat(), "")
}
