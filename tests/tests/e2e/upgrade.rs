//! A gateway goes on from the record that an earlier version of it wrote. Each that is kept, in `fixtures/record/gateway`, is one of Hong Kong or
//! of the Mainland, with the keys of a practice world that is no more. `COMITY_KEEP_RECORD=1` adds those of this version, after what `play` has of
//! everything that a record can hold; none is ever written again.

mod play;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use comity_domain::{
    MatterId, authorisation, case, confirmation, foreign_law, juror, matter, mediation, mediator, register,
};
use comity_federation::keys::KeyUse;
use comity_federation::roll::SignedRoll;
use comity_record::line::Line;
use comity_server::app::ACCOUNT_KINDS;
use comity_tests::{Person, PracticeWorld, fixtures};
use serde_json::{Value, json};

/// The keys without which the record can neither be read nor continued, and where they belong: what the first version has of them.
const KEYS: [&str; 2] = ["master.key", "checkpoint.json"];

/// The kinds of entries of each aggregate, and of accounts, and what their subjects begin with.
const HISTORIES: [(&str, &[&str]); 10] = [
    ("matter", &matter::Event::KINDS),
    ("case", &case::Event::KINDS),
    ("authorisation", &authorisation::Event::KINDS),
    ("confirmation", &confirmation::Event::KINDS),
    ("inquiry", &foreign_law::Event::KINDS),
    ("juror", &juror::Event::KINDS),
    ("mediation", &mediation::Event::KINDS),
    ("mediator", &mediator::Event::KINDS),
    ("listing", &register::Event::KINDS),
    ("person", &ACCOUNT_KINDS),
];

/// The kinds of entries that no kept record has. This list only ever gets shorter: what is on it and in a record that is kept is taken off it,
/// and a new kind is played in `play` and kept.
const NOT_KEPT: &str = "
authorisation/abandoned
case/admission-retracted case/erased case/exhibit-withdrawn case/expert-asked case/expert-decided
case/extension-decided case/objection-answered case/objection-withdrawn case/order-asked case/order-decided
case/order-ended case/party-joined case/similar-answered case/similar-put case/taken-over case/told-apart
case/undertook
confirmation/mediator-stated confirmation/withdrawn
inquiry/channel-ended inquiry/dropped inquiry/not-ascertained inquiry/period-extended
juror/allowance-recorded juror/away-stated juror/bar-found juror/bar-lifted juror/left juror/profile-changed
juror/unseated
listing/amended listing/availability-stated listing/renewed listing/struck-off listing/suspension-lifted
listing/withdrawn
matter/agents-checked matter/appearance-recorded matter/assessment-failed matter/circumstances-noted
matter/conflict-found matter/corrected matter/erasure-answered matter/erasure-asked matter/file-refused
matter/notice-given matter/paper-used matter/quarantined matter/refused matter/reminded matter/reviewed
matter/sent-back matter/supplement-asked matter/supplied matter/taken-over matter/withdrawn
mediation/agreement-dropped mediation/ended mediation/filed mediation/mediator-left mediation/objected
mediation/objection-decided mediation/party-joined mediation/period-extended
mediator/bar-lifted mediator/barred mediator/rejected mediator/renewed mediator/revoked mediator/withdrawn
";

#[test]
fn every_kind_of_entry_is_in_a_kept_record_or_on_the_list() {
    let all = every_kind();
    let kept = kinds_that_are_kept();
    let missing: BTreeSet<&str> = all.difference(&kept).map(String::as_str).collect();
    let listed: BTreeSet<&str> = NOT_KEPT.split_whitespace().collect();
    let forgotten: Vec<&&str> = missing.difference(&listed).collect();
    let needless: Vec<&&str> = listed.difference(&missing).collect();
    assert!(
        forgotten.is_empty() && needless.is_empty(),
        "in no kept record, nor on the list: {forgotten:?}\non the list, and kept or no kind at all: {needless:?}\n\n{}",
        as_a_list(&missing)
    );
}

/// Every kind of entry, as `subject/kind`.
fn every_kind() -> BTreeSet<String> {
    let of_one = |(subject, kinds): (&str, &[&str])| -> Vec<String> {
        kinds.iter().map(|kind| format!("{subject}/{kind}")).collect()
    };
    HISTORIES.into_iter().flat_map(of_one).collect()
}

/// The kinds of the entries that the kept records have; of what is no aggregate too.
fn kinds_that_are_kept() -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    for version in kept_versions() {
        for segment in std::fs::read_dir(version.join("record/journal")).unwrap() {
            let journal = std::fs::read_to_string(segment.unwrap().path()).unwrap();
            for line in journal.lines() {
                let line = Line::parse(line.as_bytes()).unwrap();
                let subject = line.subject.split('/').next().unwrap();
                kinds.insert(format!("{subject}/{}", line.kind));
            }
        }
    }
    kinds
}

/// The list as it would have to be, to be put in the place of the one above.
fn as_a_list(kinds: &BTreeSet<&str>) -> String {
    const WIDTH: usize = 110;
    let (mut list, mut last) = ("const NOT_KEPT: &str = \"".to_owned(), None);
    let mut width = 0;
    for kind in kinds.iter().copied() {
        let subject = kind.split('/').next();
        if last != subject || width + kind.len() > WIDTH {
            list += "\n";
            (last, width) = (subject, 0);
        } else {
            list += " ";
        }
        list += kind;
        width += kind.len() + 1;
    }
    list + "\n\";"
}

#[tokio::test]
async fn a_gateway_opens_the_record_that_any_earlier_version_wrote_and_its_people_go_on() {
    if std::env::var_os("COMITY_KEEP_RECORD").is_some() {
        keep_this_version().await;
    }
    let versions = kept_versions();
    assert!(!versions.is_empty(), "no gateway's record is kept: run with COMITY_KEEP_RECORD=1");
    for version in versions {
        let kept: Value = serde_json::from_slice(&std::fs::read(version.join("kept.json")).unwrap()).unwrap();
        let gateway = kept["gateway"].as_str().unwrap_or("hk");
        let world = PracticeWorld::make().await;
        put_in_place(&version, &world, gateway);
        if let Some(day) = kept["day"].as_str() {
            world.set_day(day);
        }
        let running = world.start(gateway).await;
        they_see_what_they_saw(&world, gateway, &kept, &version).await;
        if kept["matter"].is_string() {
            a_letter_is_accepted(&world, gateway, &kept, &version).await;
        }
        if let Some(path) = kept["then"]["path"].as_str() {
            let person = signed_in(&world, gateway, &kept["then"]["account"], &kept["then"]["password"]).await;
            let done = person.post(path, kept["then"]["body"].clone()).await;
            assert!(done.status.is_success(), "{}: {path}: {}", version.display(), done.body);
        }
        running.stop().await;
        world.record(gateway).verify();
    }
}

/// Whatever somebody saw is seen. What is a list may be longer by now.
async fn they_see_what_they_saw(world: &PracticeWorld, gateway: &str, kept: &Value, version: &Path) {
    for (account, seen) in kept["seen"].as_object().into_iter().flatten() {
        let person = signed_in(world, gateway, &json!(account), &seen["password"]).await;
        for (path, then) in seen["answers"].as_object().unwrap() {
            let now = person.get(path).await.good();
            assert!(goes_on(then, &now), "{}: {path}: {then} is now {now}", version.display());
        }
    }
}

async fn a_letter_is_accepted(world: &PracticeWorld, gateway: &str, kept: &Value, version: &Path) {
    let matter: MatterId = serde_json::from_value(kept["matter"].clone()).unwrap();
    let registrar = signed_in(world, gateway, &kept["account"], &kept["password"]).await;
    let docket = registrar.docket(&matter).await;
    let before = kept["docket"].as_array().unwrap();
    assert!(docket.len() >= before.len() && !before.is_empty(), "{}", version.display());
    for (then, now) in before.iter().zip(&docket) {
        assert!(is_part_of(then, now), "{}: {then} is now {now}", version.display());
    }
    let accepted = registrar.act(&matter, "accept", Value::Null).await;
    assert_eq!(accepted["standing"]["state"], "accepted", "{}", version.display());
}

async fn signed_in(world: &PracticeWorld, gateway: &str, account: &Value, password: &Value) -> Person {
    let credentials = json!({ "account": account, "password": password });
    let opened = world.stranger(gateway, None).post("/sessions", credentials).await.good();
    world.stranger(gateway, opened["session"].as_str())
}

/// Writes the records as this version does, as the next ones that are kept.
async fn keep_this_version() {
    let world = PracticeWorld::make().await;
    let played = Box::pin(play::whole(&world)).await;
    for gateway in played.gateways {
        gateway.stop().await;
    }
    for (gateway, mut kept) in played.kept {
        let next = versions().join(format!("v{}", kept_versions().len() + 1));
        let of = world.of(gateway);
        // Views are made anew by whoever opens it.
        copy(&of.join("record"), &next.join("record"), &|name| name != "lock" && !name.starts_with("views"));
        copy(&of.join("keys"), &next.join("keys"), &|_| true);
        std::fs::copy(of.join("roll.json"), next.join("roll.json")).unwrap();
        kept["gateway"] = json!(gateway);
        std::fs::write(next.join("kept.json"), serde_json::to_string_pretty(&kept).unwrap() + "\n").unwrap();
    }
}

/// Puts a record that was kept into a new world, whose roll knows the keys that it was signed with: of the first version those of records alone,
/// of every later one all that its gateway has and the others had.
fn put_in_place(version: &Path, world: &PracticeWorld, gateway: &str) {
    let of = world.of(gateway);
    std::fs::remove_dir_all(of.join("record")).unwrap();
    copy(&version.join("record"), &of.join("record"), &|_| true);
    let has_all_keys = version.join("keys").is_dir();
    if has_all_keys {
        copy(&version.join("keys"), &of.join("keys"), &|_| true);
    } else {
        for key in KEYS {
            std::fs::copy(version.join(key), of.join("keys").join(key)).unwrap();
        }
    }
    let then = SignedRoll::parse(&std::fs::read(version.join("roll.json")).unwrap()).unwrap().roll;
    world.replace_roll(|roll| {
        // Who is in the roll no more has no keys in it.
        let owners: Vec<_> = roll.keys.iter().map(|key| key.owner.clone()).collect();
        let is_needed = |key_use: KeyUse| match key_use {
            KeyUse::Checkpoint | KeyUse::Witness => true,
            KeyUse::Roll => false,
            _ => has_all_keys,
        };
        roll.keys.extend(then.keys.into_iter().filter(|key| is_needed(key.r#use) && owners.contains(&key.owner)));
    });
}

fn versions() -> PathBuf {
    fixtures().join("record/gateway")
}

/// The versions that are kept, in their order: `v1`, `v2`, …
fn kept_versions() -> Vec<PathBuf> {
    (1..).map(|number| versions().join(format!("v{number}"))).take_while(|version| version.is_dir()).collect()
}

/// Whether what was said then is said now; more may be, and a list may go on.
fn goes_on(then: &Value, now: &Value) -> bool {
    match (then, now) {
        (Value::Array(then), Value::Array(now)) => {
            then.len() <= now.len() && then.iter().zip(now).all(|(then, now)| is_part_of(then, now))
        }
        (then, now) => is_part_of(then, now),
    }
}

/// Whether what was said then is said now; more may be.
fn is_part_of(then: &Value, now: &Value) -> bool {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            then.iter().all(|(name, value)| now.get(name).is_some_and(|now| is_part_of(value, now)))
        }
        (Value::Array(then), Value::Array(now)) => {
            then.len() == now.len() && then.iter().zip(now).all(|(then, now)| is_part_of(then, now))
        }
        (then, now) => then == now,
    }
}

/// Copies the files of a directory whose names are wanted, and of those below it.
fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if !wanted(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to, wanted);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
