//! `comity account …`: from the making of an account to its end, and tokens that are taken back.

use comity_tests::PracticeWorld;

use super::comity;
use super::erasing::{at, signed_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_clerk_who_leaves_a_court_is_refused_at_once_and_the_other_operator_sees_why() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let [ops, duty] = ["ops-cn", "duty-cn"].map(|account| signed_in(&world, account));
    let add =
        ["account", "add", "--account", "gu-lan", "--name", "顾岚", "--role", "clerk", "--authority", "cn-nansha"];
    let added = comity(&[&["--session", ops.to_str().unwrap()][..], &add[..]].concat(), "correct horse");
    assert_eq!((added.status, added.out.as_str()), (0, "gu-lan\n"), "{}", added.err);

    let clerk = world.directory().join("gu-lan.session");
    let (url, ca) = (&world.account("ops-cn").url, world.directory().join("ca.pem"));
    let login = ["login", "--url", url, "--ca", ca.to_str().unwrap(), "--account", "gu-lan"];
    let sign_in = || comity(&[&["--session", clerk.to_str().unwrap()][..], &login[..]].concat(), "correct horse");
    assert_eq!(sign_in().status, 0);
    assert_eq!(at(&clerk, &["matter", "list"]).status, 0);
    let issued = at(&ops, &["--json", "account", "issue-token", "--account", "gu-lan"]).json();
    let program = world.stranger("cn", issued["token"].as_str());
    program.get("/me").await.good();

    let close = ["account", "close", "--account", "gu-lan", "--reason", "moved to another court"];
    let closed = at(&ops, &close);
    assert_eq!((closed.status, closed.out.as_str()), (0, "gu-lan\n"), "{}", closed.err);
    assert!(at(&clerk, &["matter", "list"]).refusal(1).starts_with("not-signed-in: "));
    assert!(sign_in().refusal(1).starts_with("account-closed: "));
    assert_eq!(program.get("/me").await.code(), "not-signed-in");

    let listed = at(&duty, &["account", "list"]).out;
    let row = "gu-lan\t顾岚\tclerk\tcn-nansha\t2026-01-12\t2026-01-12\tmoved to another court";
    assert!(listed.lines().any(|line| line == row), "{listed}");
    assert!(listed.lines().any(|line| line == "he-min\t何敏\tclerk\tcn-nansha\t2026-01-12\t\t"), "{listed}");
    let people = at(&duty, &["--json", "account", "list"]).json();
    let gu_lan = people.as_array().unwrap().iter().find(|row| row["account"] == "gu-lan").unwrap();
    assert_eq!(gu_lan["closed"]["by"], "ops-cn");
    assert!(at(&duty, &close).refusal(1).starts_with("account-already-closed: "));
    let own = at(&duty, &["account", "close", "--account", "duty-cn", "--reason", "I leave"]);
    assert!(own.refusal(1).starts_with("own-account: "), "{}", own.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_revoked_by_its_number_and_is_shown_as_revoked() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let ops = signed_in(&world, "ops-cn");
    let docket = ["--account", "nansha-docket"];
    let account = |rest: &[&str]| at(&ops, &[&["account"][..], rest, &docket[..]].concat());
    let issued = account(&["issue-token"]).out;
    let (head, row) = issued.trim_end().split_once('\n').unwrap();
    assert_eq!(head, "number\ttoken");
    let (number, token) = row.split_once('\t').unwrap();
    let program = world.stranger("cn", Some(token));
    program.get("/me").await.good();

    let revoked = account(&["revoke-token", "--number", number]);
    assert_eq!((revoked.status, revoked.out.as_str(), revoked.err.as_str()), (0, "", ""));
    assert_eq!(program.get("/me").await.code(), "not-signed-in");
    assert!(account(&["revoke-token", "--number", number]).refusal(1).starts_with("token-already-revoked: "));
    let listed = account(&["tokens"]).out;
    assert!(listed.contains(&format!("\n{number}\t2026-01-12\t2026-01-12\n")), "{listed}");
    assert!(listed.contains("\n2\t2026-01-12\t\n"), "the one that came with the world goes on: {listed}");
    assert_eq!(at(&ops, &["account", "tokens"]).out, "number\tissued\trevoked\n", "the operator has none");
}
