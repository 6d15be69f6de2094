//! A matter in one file: given out by a gateway, and verified by people who do not have to believe it, with our program and without.

use std::path::Path;
use std::process::{Command, Output};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_domain::{History, MatterId};
use comity_federation::bundle;
use comity_federation::keys::{KeyPair, KeyUse, Suite};
use comity_federation::roll::{Anchor, KeyEntry, Measure, Notice, Revoked, RollContents, SignedNotice, SignedRoll};
use comity_record::Digest;
use comity_record::bundle::{Bundle, Row};
use comity_record::line::Line;
use comity_tests::{Person, PracticeWorld, fixtures, foreign, program};
use serde_json::{Value, json};

use super::Bay;
use super::roll::{ALL, roll_key, signed_notice};
use super::suites::{enable, with_keys_of_sm2};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn a_finished_matter_is_verified_from_its_bundle_on_both_sides_without_their_gateways() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = served(&world, &bay).await;
    witnessed(&world).await;
    let requesting = taken_out(&bay.judge, &matter, true).await;
    let requested = taken_out(&bay.registrar, &matter, false).await;
    bay.cn.stop().await;
    bay.hk.stop().await;

    let anchors = anchors(&world);
    let here = bundle::verify(&requesting, Some(&anchors)).unwrap();
    let there = bundle::verify(&requested, Some(&anchors)).unwrap();
    assert_eq!((here.history.clone(), here.gateway.as_str()), (History::Matter(matter.clone()), "cn"));
    assert_eq!((there.history.clone(), there.gateway.as_str()), (History::Matter(matter.clone()), "hk"));
    // Letter, acceptance, certificate; each with the receipt of whoever took it.
    for verdict in [&here, &there] {
        assert_eq!((verdict.messages, verdict.receipts, verdict.withheld), (3, 3, 0));
        assert_eq!(verdict.state, Some("returned"));
        assert_eq!(verdict.files.len(), 4);
    }
    let by: Vec<&str> = here.cosigned.iter().map(|it| it.by.as_str()).collect();
    assert_eq!(by, ["hk"], "Macao does not run");
    assert_eq!((here.enclosed.len(), there.enclosed.len()), (4, 0));
    assert!(here.checks.len() >= 4 && there.checks.len() >= 2, "{} {}", here.checks.len(), there.checks.len());
    stands_in_the_record(&world, "cn", &matter, &requesting, "lin-yu");

    // The same by the program, with everything that it can be held against.
    let files = tempfile::tempdir().unwrap();
    let file = files.path().join("matter.bundle");
    std::fs::write(&file, &requesting).unwrap();
    let trust = world.of("mo").join("roll-trust.json");
    let (own, theirs) = (world.of("cn").join("releases"), world.of("hk").join("releases"));
    let verify = |more: &[&str]| {
        let mut verify = Command::new(program());
        verify.args(["record", "verify"]).arg(&file).args(more).env_remove("COMITY_LANG");
        said(verify.output().unwrap())
    };
    let pinned = ["--json", "--trust", trust.to_str().unwrap(), "--releases", own.to_str().unwrap()];
    let (status, shown) = verify(&[&pinned[..], &["--releases", theirs.to_str().unwrap()]].concat());
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((status, &shown["roll"]["pinned"]), (0, &json!(true)));
    assert_eq!(shown["replayed"], json!({ "same": shown["assessments"], "missing": [] }));
    let (status, shown) = verify(&pinned);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!((status, shown["replayed"]["missing"].as_array().map(Vec::len)), (0, Some(1)), "{shown}");
    let (status, shown) = verify(&[]);
    assert_eq!((status, shown.lines().filter(|line| line.starts_with("  ")).count()), (0, 3), "{shown}");

    // Somebody else's keys, and a changed byte: the first thing that does not hold, in the reader's words.
    let strangers = files.path().join("strangers.json");
    let text = std::fs::read_to_string(&trust).unwrap();
    let mut others: Value = serde_json::from_str(&text).unwrap();
    let (one, other) = (others[0]["public"].clone(), others[1]["public"].clone());
    (others[0]["public"], others[1]["public"]) = (other, one);
    std::fs::write(&strangers, others.to_string()).unwrap();
    let (status, shown) = verify(&["--trust", strangers.to_str().unwrap()]);
    assert_eq!(status, 1);
    assert!(shown.contains("row 2 roll (roll-not-signed)"), "{shown}");
    let changed = String::from_utf8(requesting.clone()).unwrap().replacen("陈大文", "陈小文", 1);
    let changed =
        if changed.as_bytes() == requesting { changed.replacen("case_number", "cave_number", 1) } else { changed };
    std::fs::write(&file, changed).unwrap();
    for language in ["zh-CN", "zh-HK", "zh-MO", "en", "pt"] {
        let (status, shown) = verify(&["--lang", language]);
        assert_eq!((status, shown.lines().count()), (1, 1), "{shown}");
        assert!(shown.contains("commitment-broken") && shown.contains("opened.") && !shown.contains('⟨'), "{shown}");
    }
}

#[tokio::test]
async fn the_walk_through_with_jq_openssl_and_python_reaches_the_same_verdict() {
    if !can_walk_through() {
        return;
    }
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = served(&world, &bay).await;
    witnessed(&world).await;
    let honest = taken_out(&bay.judge, &matter, true).await;
    assert!(walk_through(&world, &honest).1.contains("cosigned by hk at "));
    for bytes in [&honest, &taken_out(&bay.registrar, &matter, false).await] {
        both_say(&world, "as it was given", bytes, true);
    }

    // Whoever was handed it changed it.
    for (what, changed) in changed_by_others(&honest) {
        both_say(&world, &what, &changed, false);
    }
    // The gateway itself changed it, and signed that.
    for (what, changed) in changed_by_the_gateway(&world, &honest) {
        both_say(&world, &what, &changed, false);
    }
}

#[tokio::test]
async fn a_matter_in_sm2_is_verified_by_the_walk_through_too() {
    if !can_walk_through() {
        return;
    }
    let world = PracticeWorld::make().await;
    with_keys_of_sm2(&world, |roll| enable(roll, "hk"));
    let bay = Bay::open(&world).await;
    let matter = served(&world, &bay).await;
    let here = taken_out(&bay.judge, &matter, false).await;
    for bytes in [&here, &taken_out(&bay.registrar, &matter, false).await] {
        // The letter of the Mainland; acceptance and certificate of Hong Kong.
        assert_eq!(algorithms(bytes), [["SM2-SM3"; 2], ["EdDSA"; 2], ["EdDSA"; 2]]);
        both_say(&world, "as it was given", bytes, true);
    }
    for (what, changed, holds) in over_other_rolls(&world, &here) {
        both_say(&world, &what, &changed, holds);
    }
}

#[tokio::test]
async fn a_matter_leaves_the_house_by_those_who_answer_for_it_and_in_a_file_of_bounded_size() {
    let world = PracticeWorld::make().await;
    let bay = Bay::open(&world).await;
    let matter = bay.delivered().await;
    let path = format!("/matters/{matter}/bundle");
    let auditor = world.sign_in("zhou-wei").await;
    assert!(auditor.post(&path, json!({})).await.status.is_success());
    for (account, status, code) in [("ops-cn", 403, "content-withheld"), ("nansha-docket", 403, "not-allowed")] {
        let refused = world.sign_in(account).await.post(&path, json!({})).await;
        assert_eq!((refused.status.as_u16(), refused.code()), (status, code), "{account}");
    }
    let odd = bay.judge.post(&path, json!({ "everything": true })).await;
    assert_eq!(odd.status.as_u16(), 422, "{}", odd.body);
    let given = world.record("cn").of_kind("bundle-given").len();
    assert_eq!(given, 1, "what was refused was not given");
}

/// The letter crosses, is served, and its certificate comes back.
async fn served(world: &PracticeWorld, bay: &Bay) -> MatterId {
    let matter = bay.delivered().await;
    world.set_day("2026-01-19");
    bay.accepted(&matter).await;
    bay.judge.wait_for(&matter, "accepted").await;
    world.set_day("2026-02-05");
    bay.certified(&matter, "2026-02-05").await;
    comity_tests::until("every message is receipted", async || {
        let standing = bay.registrar.matter(&matter).await["standing"].clone();
        (standing["unreceipted"] == json!([])).then_some(())
    })
    .await;
    matter
}

/// Another gateway has cosigned everything that the record of the Mainland holds now.
async fn witnessed(world: &PracticeWorld) {
    let auditor = world.sign_in("zhou-wei").await;
    let size = auditor.get("/record").await.good()["size"].as_u64();
    comity_tests::until("another gateway has cosigned", async || {
        let record = auditor.get("/record").await.good();
        (record["witnessed_size"].as_u64() >= size).then_some(())
    })
    .await;
}

async fn taken_out(person: &Person, matter: &MatterId, files: bool) -> Vec<u8> {
    let answer = person.post(&format!("/matters/{matter}/bundle"), json!({ "files": files })).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    answer.bytes.to_vec()
}

/// That the bundle was given stands in the record, with the digest of what was given; the person is sealed.
fn stands_in_the_record(world: &PracticeWorld, gateway: &str, matter: &MatterId, bytes: &[u8], person: &str) {
    let record = world.record(gateway);
    let given = record.of_kind("bundle-given");
    let [entry] = given.as_slice() else { panic!("{given:?}") };
    assert_eq!(entry.open["bundle"], Digest::of(bytes).to_string());
    assert_eq!(entry.open["matter"], matter.to_string());
    assert!(entry.commitments.contains_key("by") && !serde_json::to_string(entry).unwrap().contains(person));
}

fn anchors(world: &PracticeWorld) -> Vec<Anchor> {
    serde_json::from_slice(&std::fs::read(world.of("mo").join("roll-trust.json")).unwrap()).unwrap()
}

/// One byte of every row, rows taken away, doubled, exchanged, and the end cut.
fn changed_by_others(honest: &[u8]) -> Vec<(String, Vec<u8>)> {
    let rows: Vec<&[u8]> = honest.split_inclusive(|byte| *byte == b'\n').collect();
    let with = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut rows: Vec<Vec<u8>> = rows.iter().map(|row| row.to_vec()).collect();
        change(&mut rows);
        rows.concat()
    };
    let last = rows.len() - 1;
    let mut changed: Vec<(String, Vec<u8>)> = Vec::new();
    for place in [0, 1, 2, 3, 5, 8, last / 2, last] {
        // Within a string, so that the row can still be read.
        let flip = |rows: &mut Vec<Vec<u8>>| {
            let middle = rows[place].len() / 2;
            let at = (middle..rows[place].len()).find(|at| rows[place][*at].is_ascii_lowercase()).unwrap();
            rows[place][at] = if rows[place][at] == b'a' { b'b' } else { b'a' };
        };
        changed.push((format!("a byte of row {}", place + 1), with(&flip)));
    }
    changed.push(("a row taken away".into(), with(&|rows| drop(rows.remove(5)))));
    changed.push(("the last row taken away".into(), with(&|rows| drop(rows.pop()))));
    changed.push(("a row doubled".into(), with(&|rows| rows.insert(5, rows[5].clone()))));
    changed.push(("two rows exchanged".into(), with(&|rows| rows.swap(4, 5))));
    changed.push(("the end cut".into(), honest[..honest.len() - 1].to_vec()));
    changed
}

/// What no digest gives away, because the gateway lists and signs it anew.
fn changed_by_the_gateway(world: &PracticeWorld, honest: &[u8]) -> Vec<(String, Vec<u8>)> {
    let key = world.peer("cn").envelope_key();
    let read = Bundle::read(honest).unwrap();
    let rewritten = |change: &dyn Fn(&mut Vec<Row>)| {
        let mut rows: Vec<Row> = read.rows().map(|(_, row)| row.clone()).collect();
        change(&mut rows);
        bundle::write(read.manifest().clone(), &rows, &key).unwrap()
    };
    let place = |rows: &[Row], kind: &str| {
        let is = |row: &Row| matches!(row, Row::Line { line, .. } if line.contains(&format!("\"kind\":\"{kind}\"")));
        rows.iter().position(is).unwrap()
    };
    vec![
        ("a line left out".into(), rewritten(&|rows| drop(rows.remove(place(rows, "file-added"))))),
        ("who took the papers out left out".into(), rewritten(&|rows| drop(rows.remove(place(rows, "handled"))))),
        (
            "a line of another making".into(),
            rewritten(&|rows| {
                let at = place(rows, "amended");
                let Row::Line { line, .. } = &mut rows[at] else { panic!() };
                let parsed = Line::parse(line.as_bytes()).unwrap();
                let forged = Line { day: "2026-01-11".parse().unwrap(), ..parsed }.write().unwrap();
                *line = String::from_utf8(forged).unwrap();
            }),
        ),
        (
            "a proof of another line".into(),
            rewritten(&|rows| {
                let (one, other) = (place(rows, "drafted"), place(rows, "transmitted"));
                let Row::Line { proof: of_other, .. } = rows[other].clone() else { panic!() };
                let Row::Line { proof, .. } = &mut rows[one] else { panic!() };
                *proof = of_other;
            }),
        ),
        (
            "another reason disclosed than was written".into(),
            rewritten(&|rows| {
                let at = place(rows, "drafted");
                let Row::Line { opened, .. } = &mut rows[at] else { panic!() };
                opened.get_mut("request").unwrap().value["case_number"] = "another".into();
            }),
        ),
        (
            "another paper".into(),
            rewritten(&|rows| {
                let at = rows.iter().position(|row| matches!(row, Row::File { .. })).unwrap();
                let (Row::File { bytes: other, .. }, Row::File { sha256, .. }) =
                    (Row::file(b"other"), rows[at].clone())
                else {
                    panic!()
                };
                rows[at] = Row::File { sha256, bytes: other };
            }),
        ),
        (
            "another size of the record".into(),
            rewritten(&|rows| {
                let Row::Checkpoint { note } = &mut rows[1] else { panic!() };
                let size = note.lines().nth(1).unwrap().to_owned();
                *note = note.replacen(&format!("\n{size}\n"), &format!("\n{size}0\n"), 1);
            }),
        ),
        (
            "the other side's key revoked before the letter".into(),
            over_another_roll(world, honest, Vec::new(), |roll| revoke(roll, "hk", KeyUse::Envelope)),
        ),
        (
            "the key of the checkpoint revoked, and no head that stays".into(),
            over_another_roll(world, honest, Vec::new(), |roll| revoke(roll, "cn", KeyUse::Checkpoint)),
        ),
    ]
}

/// Revokes a key of Ed25519 since the roll was made.
fn revoke(roll: &mut RollContents, owner: &str, key_use: KeyUse) {
    let at = roll.issued;
    key_in(roll, owner, key_use, Suite::Ed25519).revoked = Some(Revoked { at, head: None });
}

/// What the rolls say of the keys of SM2 under the letter decides: each roll is signed by all three, so nothing else is wrong. With
/// whether the bundle holds.
fn over_other_rolls(world: &PracticeWorld, honest: &[u8]) -> Vec<(String, Vec<u8>, bool)> {
    let mut contents = world.roll().contents().clone();
    let made = Bundle::read(honest).unwrap().manifest().made;
    // The keys that sign rolls began with this one, before there was a letter.
    let signing = contents.keys.iter().filter(|key| key.r#use == KeyUse::Roll);
    let before = signing.map(|key| key.from).max().unwrap();
    let mut changed = Vec::new();
    for (owner, key_use) in [("cn", KeyUse::Envelope), ("cn-gd-hpc", KeyUse::Seal)] {
        let mut with = |what: &str, holds: bool, change: &dyn Fn(&mut KeyEntry)| {
            let file = over_another_roll(world, honest, Vec::new(), |roll| {
                change(key_in(roll, owner, key_use, Suite::Sm2Sm3));
            });
            changed.push((format!("{what}: {owner}"), file, holds));
        };
        let other = KeyPair::of_suite(Suite::Sm2Sm3, owner.parse().unwrap(), key_use, &[77; 32]).unwrap().public();
        with("another key under its name", false, &|key| key.public = other);
        with("revoked before", false, &|key| key.revoked = Some(Revoked { at: before, head: None }));
        with("revoked afterwards", true, &|key| key.revoked = Some(Revoked { at: made, head: None }));
        with("ended before", false, &|key| key.until = before);
    }
    let kid = key_in(&mut contents, "cn", KeyUse::Envelope, Suite::Sm2Sm3).kid.clone();
    let revoked = |at| Notice::new(kid.clone(), Measure::Revoke { at, head: None }, made);
    let suspended = Notice::new(kid.clone(), Measure::Suspend { until: before.plus_ms(DAY_MS) }, before);
    let notices: [(&str, Notice, &[&str], bool); 5] = [
        ("revoked before, by a notice", revoked(before), &["cn"], false),
        ("revoked afterwards, by a notice", revoked(made), &["cn"], true),
        ("revoked by the others, who may not", revoked(made), &["hk", "mo"], false),
        ("suspended before, by a notice", suspended.clone(), &["hk", "mo"], false),
        ("suspended by one other", suspended, &["hk"], false),
    ];
    for (what, notice, by, holds) in notices {
        let file = over_another_roll(world, honest, vec![signed_notice(world, notice, by)], |_| ());
        changed.push((what.to_owned(), file, holds));
    }
    changed
}

/// The bundle, as its gateway writes it over another roll that all three signed, with these notices beside it.
fn over_another_roll(
    world: &PracticeWorld,
    honest: &[u8],
    notices: Vec<SignedNotice>,
    change: impl FnOnce(&mut RollContents),
) -> Vec<u8> {
    let mut contents = world.roll().contents().clone();
    change(&mut contents);
    let signatures = ALL.map(|gateway| contents.sign(&roll_key(world, gateway)).unwrap()).to_vec();
    let signed = SignedRoll { roll: contents, signatures, notices };
    let read = Bundle::read(honest).unwrap();
    let mut rows: Vec<Row> = read.rows().map(|(_, row)| row.clone()).collect();
    let Row::Roll { roll } = &mut rows[0] else { panic!("the first row is the roll") };
    *roll = serde_json::to_value(signed).unwrap();
    let key = world.peer(&read.manifest().gateway).envelope_key();
    bundle::write(read.manifest().clone(), &rows, &key).unwrap()
}

fn key_in<'roll>(roll: &'roll mut RollContents, owner: &str, key_use: KeyUse, suite: Suite) -> &'roll mut KeyEntry {
    let mut keys = roll.keys.iter_mut();
    keys.find(|key| key.owner.to_string() == owner && key.r#use == key_use && key.suite == suite).unwrap()
}

/// What each message names as its algorithm, and what the seal inside it names.
fn algorithms(file: &[u8]) -> Vec<[String; 2]> {
    let part = |jws: &Value, name: &str| -> Value {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(jws[name].as_str().unwrap()).unwrap()).unwrap()
    };
    let parsed = |text: &Value| -> Value { serde_json::from_str(text.as_str().unwrap()).unwrap() };
    let read = Bundle::read(file).unwrap();
    let envelopes = read.rows().filter_map(|(_, row)| match row {
        Row::Line { opened, .. } => opened.get("envelope"),
        _ => None,
    });
    let both = envelopes.map(|salted| {
        let envelope = parsed(&salted.value);
        let seal = parsed(&part(&envelope, "payload")["body"]["document"]);
        [envelope, seal].map(|jws| part(&jws, "protected")["alg"].as_str().unwrap().to_owned())
    });
    both.collect()
}

/// The program and whoever follows docs/verify.md come to the same verdict.
fn both_say(world: &PracticeWorld, what: &str, bytes: &[u8], holds: bool) {
    let ours = bundle::verify(bytes, Some(&anchors(world)));
    assert_eq!(ours.is_ok(), holds, "{what}: {:?}", ours.err());
    let (status, shown) = walk_through(world, bytes);
    if holds {
        assert_eq!((status, shown.lines().last()), (0, Some("everything holds")), "{what}: {shown}");
    } else {
        assert!(status != 0 && shown.contains("does not hold"), "{what}: {shown}");
    }
}

/// Whether this machine has what the walk-through is done with.
fn can_walk_through() -> bool {
    let there = |tool| foreign::program(tool, "the walk-through of docs/verify.md").is_some();
    ["jq", "openssl", "python3", "sha256sum"].into_iter().all(there)
}

/// Runs the commands of docs/verify.md in an empty folder, as somebody who follows it would.
fn walk_through(world: &PracticeWorld, bytes: &[u8]) -> (i32, String) {
    let guide = std::fs::read_to_string(fixtures().parent().unwrap().join("docs/verify.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put("matter.bundle", bytes);
    put("trust.json", &std::fs::read(world.of("mo").join("roll-trust.json")).unwrap());
    let [script] = fenced(&guide, "python").try_into().expect("one Python script");
    put("lines.py", script.as_bytes());
    let commands = fenced(&guide, "sh");
    assert!(commands.len() >= 8, "{}", commands.len());
    put("walk.sh", commands.concat().as_bytes());
    said(run_in(folder.path()))
}

fn run_in(folder: &Path) -> Output {
    Command::new("sh").arg("walk.sh").current_dir(folder).output().unwrap()
}

/// The fenced blocks of a language.
fn fenced(text: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// How it ended, and what it said.
fn said(output: Output) -> (i32, String) {
    let text = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8(text).unwrap())
}
