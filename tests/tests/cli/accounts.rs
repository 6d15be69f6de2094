//! `comity account …`: from the making of an account to its end, passwords that are set anew, and tokens that are taken back.

use std::path::Path;

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

#[tokio::test(flavor = "multi_thread")]
async fn whoever_forgot_a_password_gets_a_first_one_from_an_operator_and_changes_it() {
    let world = PracticeWorld::make().await;
    let _cn = world.start("cn").await;
    let ops = signed_in(&world, "ops-cn");
    let (here, there) = (signed_in(&world, "he-min"), world.directory().join("elsewhere.session"));
    let clerk = world.account("he-min");
    let ca = world.directory().join("ca.pem");
    let sign_in = |session: &Path, password: &str| {
        let login = ["login", "--url", &clerk.url, "--ca", ca.to_str().unwrap(), "--account", "he-min"];
        comity(&[&["--session", session.to_str().unwrap()][..], &login[..]].concat(), password)
    };
    let in_file = |password: &str| {
        let path = world.directory().join(password.replace(' ', "-"));
        std::fs::write(&path, format!("{password}\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let [first, second, third] = ["battery staple", "correct horse", "seven words"].map(in_file);

    let reset =
        |account: &str| at(&ops, &["account", "reset-password", "--account", account, "--password-file", &first]);
    let given = reset("he-min");
    assert_eq!((given.status, given.out.as_str()), (0, "he-min\n"), "{}", given.err);
    assert!(at(&here, &["matter", "list"]).refusal(1).starts_with("not-signed-in: "));
    assert!(sign_in(&here, &clerk.secret).refusal(1).starts_with("bad-credentials: "));
    assert!(reset("ops-cn").refusal(1).starts_with("own-account: "));
    assert!(reset("nansha-docket").refusal(2).starts_with("program-without-password: account: "));

    assert_eq!((sign_in(&here, "battery staple").status, sign_in(&there, "battery staple").status), (0, 0));
    for lines in ["battery staple\n", "battery staple\ncorrect horse\ncorrect horse\n"] {
        let unclear = comity(&["--session", here.to_str().unwrap(), "password"], lines);
        assert!(unclear.refusal(2).starts_with("two-lines-wanted: "), "nobody knows which is meant");
    }
    let both = "battery staple\ncorrect horse\n";
    let changed = comity(&["--session", here.to_str().unwrap(), "password"], both);
    assert_eq!((changed.status, changed.out.as_str(), changed.err.as_str()), (0, "", ""));
    assert_eq!(at(&here, &["matter", "list"]).status, 0);
    assert!(at(&there, &["matter", "list"]).refusal(1).starts_with("not-signed-in: "));
    let change = |now: &str| at(&here, &["password", "--password-file", now, "--new-password-file", &third]);
    assert!(change(&first).refusal(1).starts_with("bad-credentials: "));
    assert_eq!(change(&second).status, 0);
    assert_eq!(sign_in(&there, "seven words").status, 0);
}
