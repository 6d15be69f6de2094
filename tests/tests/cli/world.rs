//! What a gateway says of itself when it runs: worlds that are not made twice, logs, warnings.

use std::process::Command;

use comity_federation::keys::{KeyPair, KeyUse};
use comity_federation::roll::KeyEntry;
use comity_tests::{PracticeWorld, fixtures, target};

use super::erasing::{at, signed_in};
use super::{Said, comity};

#[tokio::test]
async fn a_world_is_not_created_over_another_one() {
    let world = PracticeWorld::make().await;
    let before = world.record("cn").size();
    let key = std::fs::read(world.of("cn").join("keys/master.key")).unwrap();
    let directory = world.directory().display().to_string();
    let plan = fixtures().join("world/world.json").display().to_string();
    let releases = target().join("rules").display().to_string();
    let arguments = ["world", "create", "--directory", &directory, "--plan", &plan, "--releases", &releases];
    let said = comity(&arguments, "");
    let said = said.refusal(2);
    assert!(said.starts_with("directory-not-empty: ") && said.contains(&directory), "{said}");
    assert_eq!(std::fs::read(world.of("cn").join("keys/master.key")).unwrap(), key);
    assert_eq!(world.record("cn").size(), before);
}

#[tokio::test]
async fn a_gateway_logs_json_and_nothing_else() {
    let world = PracticeWorld::make().await;
    let cn = world.spawn("cn").await;
    world.sign_in("lin-yu").await;
    cn.stop().await;
    let log = std::fs::read_to_string(world.of("cn").join("serve.log")).unwrap();
    assert!(!log.is_empty());
    for line in log.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
}

#[tokio::test]
async fn a_stale_roll_is_warned_of_in_the_log_in_health_and_beside_the_peers() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let world = PracticeWorld::make().await;
    world.replace_roll(|roll| {
        roll.expires = roll.issued.plus_ms(-12 * DAY_MS - 1);
        roll.issued = roll.issued.plus_ms(-100 * DAY_MS);
    });
    let cn = world.spawn("cn").await;
    let operator = world.sign_in("ops-cn").await;
    let health = operator.get("/health").await.good();
    assert_eq!(health, serde_json::json!({ "status": "up", "warnings": [{ "code": "roll-stale", "days": 12 }] }));

    let session = world.directory().join("session.json").display().to_string();
    let account = world.account("ops-cn");
    let ca = world.directory().join("ca.pem").display().to_string();
    let login = comity(
        &["login", "--url", &account.url, "--ca", &ca, "--account", "ops-cn", "--session", &session],
        &account.secret,
    );
    assert_eq!((login.status, login.err.as_str()), (0, ""));
    let Said { status, out, err } = comity(&["peers", "--session", &session], "");
    assert_eq!((status, out.lines().count()), (0, 3), "{err}");
    assert!(err.starts_with("roll-stale: ") && err.contains("[12 days]") && err.lines().count() == 1, "{err}");
    cn.stop().await;

    let log = std::fs::read_to_string(world.of("cn").join("serve.log")).unwrap();
    let warned = log.lines().filter(|line| line.contains("\"code\":\"roll-stale\"")).count();
    assert_eq!(warned, 1, "not at every beat: {log}");
}

#[tokio::test]
async fn a_key_that_ends_is_named_in_health_and_beside_the_peers_unless_the_roll_names_its_successor() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let world = PracticeWorld::make().await;
    let now = world.peer("hk").now();
    let after = |days: i64| now.plus_ms(days * DAY_MS + DAY_MS / 2);
    let followed = KeyPair::from_seed("hk".parse().unwrap(), KeyUse::Feed, &[9; 32]).unwrap();
    let mut ends = String::new();
    world.replace_roll(|roll| {
        roll.keys.push(KeyEntry::of(&followed, after(-1), after(300)));
        for key in &mut roll.keys {
            match (key.owner.to_string().as_str(), key.r#use) {
                ("hk", KeyUse::Witness) => (key.until, ends) = (after(12), key.kid.to_string()),
                ("hk", KeyUse::Feed) if key.kid != *followed.kid() => key.until = after(2),
                ("hk", KeyUse::Envelope) => key.until = after(31),
                ("cn", _) => key.until = after(3),
                _ => {}
            }
        }
    });
    let hk = world.spawn("hk").await;
    let health = world.stranger("hk", None).get("/health").await.good();
    let warning = serde_json::json!({ "code": "key-ends", "days": 12, "key": ends });
    assert_eq!(health, serde_json::json!({ "status": "up", "warnings": [warning] }));
    let said = at(&signed_in(&world, "ops-hk"), &["peers"]);
    assert!(said.err.starts_with(&format!("key-ends: {ends}: ")) && said.err.contains("[12 days]"), "{}", said.err);
    assert_eq!((said.status, said.err.lines().count()), (0, 1), "{}", said.err);
    hk.stop().await;
}

#[test]
fn what_people_wrote_can_neither_end_its_line_nor_turn_it_round() {
    let reason = "reason=\u{202e}detpecca\n2026-01-12  accepted\u{1b}[1A";
    let said = comity(&["say", "docket-reviewed", "authority=authority:cn-nansha", reason], "");
    assert_eq!((said.status, said.out.lines().count()), (0, 1), "{}", said.out);
    assert!(said.out.trim_end().ends_with("\\u{202e}detpecca\\u{a}2026-01-12  accepted\\u{1b}[1A"), "{}", said.out);
}

#[tokio::test]
async fn a_gateway_whose_key_is_not_on_the_roll_does_not_start_and_names_the_file() {
    let world = PracticeWorld::make().await;
    let keys = world.of("cn").join("keys");
    std::fs::copy(world.of("mo").join("keys/envelope.json"), keys.join("envelope.json")).unwrap();
    let output = Command::new(comity_tests::program()).arg("serve").arg(world.of("cn")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let last = said.lines().last().unwrap_or_default();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(last.starts_with("wrong-key: ") && last.contains("keys/envelope.json"), "{said}");
}
