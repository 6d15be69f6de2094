//! `comity mediator`: from an application in a file to a card in another, and what is said of how somebody stands.

use comity_server::clock::{BusinessDays, Clock};
use comity_tests::{PracticeWorld, fixtures};

use super::comity;
use super::erasing::{at, signed_in};

const SUBJECT: &str = "urn:comity:mediator:hk:2026-0049";

#[tokio::test(flavor = "multi_thread")]
async fn a_mediator_is_accredited_from_a_file_and_her_standing_is_told_in_the_readers_language() {
    let world = PracticeWorld::make().await;
    let today = Clock::new(BusinessDays::Machine).today().unwrap();
    world.set_day(&today.to_string());
    let until = (0..700).fold(today, |day, _| day.tomorrow().unwrap()).to_string();
    let _hk = world.start("hk").await;
    let [clerk, registrar, other] =
        ["tam-siu-yan", "cheung-mei-fong", "kwok-wing-kei"].map(|account| signed_in(&world, account));
    let [application, paper] = ["application.json", "course.txt"].map(|name| fixtures().join("mediators").join(name));
    let applied =
        at(&clerk, &["mediator", "apply", application.to_str().unwrap(), "--document", paper.to_str().unwrap()]);
    assert_eq!((applied.status, applied.err.as_str()), (0, ""));
    let id = applied.out.trim().to_owned();

    let assessed = at(&registrar, &["mediator", "assess", &id, "--eligible", "true"]);
    assert_eq!(assessed.status, 0, "{}", assessed.err);
    assert!(assessed.out.contains("\nassessed\n"), "{}", assessed.out);
    let by = ["--standard", "hk-gba-accreditation-2024", "--standard-version", "2024-03-28", "--until", &until];
    let accredit = [&["mediator", "accredit", &id, "--number", "2026-0049"][..], &by[..]].concat();
    assert!(at(&clerk, &accredit).refusal(1).starts_with("not-allowed: "));
    let accredited = at(&registrar, &accredit);
    assert!(accredited.out.starts_with("accredited, not confirmed yet\n"), "{}{}", accredited.out, accredited.err);
    let status = at(&registrar, &["mediator", "status", SUBJECT]);
    assert_eq!(status.status, 1, "{}", status.err);
    assert!(
        status.out.ends_with("    the Joint Conference has not confirmed, or two bodies gave the same number\n"),
        "{}",
        status.out
    );

    let voices = ["cn", "hk", "mo"].map(|side| {
        let voice = world.directory().join(format!("{side}.jwt")).display().to_string();
        let key = world.of(side).join("keys/confirmation.json").display().to_string();
        let signed = comity(&["credential", "confirm", SUBJECT, "--key", &key, "--out", &voice], "");
        assert_eq!(signed.status, 0, "{}", signed.err);
        voice
    });
    let [cn, hk, mo] = &voices;
    assert!(at(&clerk, &["mediator", "confirm", &id, cn, hk]).refusal(1).starts_with("nobody-confirmed: "));
    assert_eq!(at(&clerk, &["mediator", "confirm", &id, cn, hk, mo]).status, 0);
    let status = at(&registrar, &["--lang", "zh-HK", "mediator", "status", SUBJECT]);
    assert_eq!(status.status, 0, "{}", status.err);
    assert!(status.out.ends_with("可在香港獲委任。\n"), "{}", status.out);

    let [card, bundle] = ["card.txt", "bundle.json"].map(|name| world.directory().join(name).display().to_string());
    assert_eq!(at(&clerk, &["mediator", "issue", &id, "--show", "family_name", "--out", &card]).status, 0);
    assert_eq!(at(&clerk, &["mediator", "status", SUBJECT, "--bundle", &bundle]).status, 0);
    let trust = world.of("mo").join("roll-trust.json").display().to_string();
    let verified = comity(&["--json", "credential", "verify", &card, "--bundle", &bundle, "--trust", &trust], "");
    assert_eq!((verified.status, &verified.json()["disclosed"]["family_name"]), (0, &"陳".into()));

    let suspend = ["mediator", "suspend", &id, "--reason", "complaint"];
    assert!(at(&registrar, &suspend).out.starts_with("One person approves it, sha256:"));
    assert!(at(&other, &suspend).out.starts_with("suspended\n"));
    assert!(at(&clerk, &["mediator", "list"]).out.contains("  suspended  陳大文\n"));
    assert_eq!(at(&clerk, &["mediator", "status", SUBJECT]).status, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_rules_of_macao_give_no_verdict_the_reason_is_asked_for_and_shown() {
    let world = PracticeWorld::make().await;
    let _mo = world.start("mo").await;
    let registrar = signed_in(&world, "pereira-joana");
    let application = fixtures().join("mediators/application.json");
    let applied = at(&registrar, &["mediator", "apply", application.to_str().unwrap()]);
    assert_eq!((applied.status, applied.err.as_str()), (0, ""));
    let id = applied.out.trim();
    let assess = ["mediator", "assess", id, "--eligible", "true"];
    assert!(at(&registrar, &assess).refusal(1).starts_with("rules-without-verdict: "));
    let explained = [&assess[..], &["--reason", "the committee has seen the papers"]].concat();
    let assessed = at(&registrar, &explained);
    assert_eq!(assessed.status, 0, "{}", assessed.err);
    assert!(assessed.out.contains("accreditation-criteria-not-read"), "{}", assessed.out);
    let shown = at(&registrar, &["mediator", "show", id]);
    assert!(shown.out.contains("\tassessed\tpereira-joana\tthe committee has seen the papers\n"), "{}", shown.out);
}
