//! Files that are not as the program left them. The record decides: what it can lose, it says; what it cannot, stops the start.

use std::fs;
use std::path::Path;

use comity_domain::MatterId;
use comity_record::line::Line;
use comity_tests::{Draft, Gateway, Person, PracticeWorld, Record, until};
use serde_json::{Value, json};

use super::{copy_beside, damage, drafted, refused_to_serve, verify};

/// What is done to the views on the disk.
type Harm = fn(&Path);

#[tokio::test]
async fn a_torn_end_is_cut_to_whole_commits() {
    let world = PracticeWorld::make().await;
    let hk = world.start("hk").await;
    let mut cn = world.spawn("cn").await;
    let (judge, liaison) = (world.sign_in("lin-yu").await, world.sign_in("chen-an").await);
    let mut letters = Vec::new();
    for _ in 0..5 {
        letters.push(judge.submit(&Draft::corrected()).await);
        liaison.wait_for(letters.last().unwrap(), "submitted").await;
    }
    hk.stop().await;
    let directory = world.of("cn");
    let (id, before) = loop {
        let id = letters.pop().expect("a checkpoint came in between each time");
        let before = until("a checkpoint over everything", async || {
            let lines = world.record("cn").lines.len();
            (signed(&directory) == lines).then_some(lines)
        })
        .await;
        // One commit of two lines, and nothing is to have signed them yet.
        liaison.act(&id, "forward", json!({})).await;
        cn.kill();
        if signed(&directory) == before {
            break (id, before);
        }
        cn = world.spawn("cn").await;
    };
    let lines = world.record("cn").lines;
    let kinds: Vec<&str> = lines[before..].iter().map(|line| line.kind.as_str()).collect();
    assert_eq!((kinds, signed(&directory)), (vec!["transmitted", "message-queued"], before));

    let last = length_of_last_line(&directory);
    for (name, cut) in [("newline", 1), ("half", last / 2), ("line", last), ("more", last + 10)] {
        let torn = copy_beside(&directory, &format!("cn-without-{name}"));
        damage(&last_segment(&torn), |bytes| bytes.truncate(bytes.len() - cut));
        // The world's people go on knowing their gateway by its port.
        let gateway = Gateway::start(&torn).await;
        assert_eq!(liaison.matter(&id).await["standing"]["state"], "submitted", "{name}");
        liaison.act(&id, "forward", json!({})).await;
        gateway.stop().await;
        verify(&torn);
    }
}

#[tokio::test]
async fn an_end_that_was_signed_may_not_be_missing() {
    let (world, directory) = stopped_with_drafts(2).await;
    let segment = last_segment(&directory);
    let whole = fs::read(&segment).unwrap();
    damage(&segment, |bytes| bytes.truncate(bytes.len() - 1));
    let said = refused_to_serve(&directory);
    assert!(said.starts_with("record-end-missing: ") && said.contains(&file_name(&segment)), "{said}");
    fs::write(&segment, whole).unwrap();
    let _cn = world.start("cn").await;
}

#[tokio::test]
async fn a_byte_that_flipped_stops_the_start_and_its_place_is_named() {
    let (world, directory) = stopped_with_drafts(3).await;
    let segment = last_segment(&directory);
    let whole = fs::read(&segment).unwrap();
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    // A last line that is none could have been torn by a crash, if nobody had signed it.
    let codes = [(0, "record-damaged"), (lines.len() / 2, "record-damaged"), (lines.len() - 1, "record-end-missing")];
    for (line, code) in codes {
        let start: usize = lines[..line].iter().map(|line| line.len()).sum();
        let flipped = start + lines[line].len() / 2;
        damage(&segment, |bytes| bytes[flipped] ^= 1);
        let damaged = fs::read(&segment).unwrap();
        let said = refused_to_serve(&directory);
        assert!(said.starts_with(code) && said.contains(&file_name(&segment)), "{line}: {said}");
        assert!(said.contains(&format!("byte {start}")), "{line}: {said}");
        assert!(code != "record-damaged" || said.contains(&format!("line {},", line + 1)), "{line}: {said}");
        assert_eq!(fs::read(&segment).unwrap(), damaged, "nothing is repaired in silence");
        fs::write(&segment, &whole).unwrap();
    }
    let _cn = world.start("cn").await;
}

#[tokio::test]
async fn views_that_are_lost_or_broken_are_made_again_and_say_the_same() {
    let (world, directory) = stopped_with_drafts(3).await;
    let cn = world.start("cn").await;
    let clerk = world.sign_in("he-min").await;
    let before = everything(&clerk).await;
    cn.stop().await;
    let harms: [(&str, Harm); 4] = [
        ("deleted", |views| fs::remove_dir_all(views).unwrap()),
        ("truncated", |views| damage(&views.join("db"), |bytes| bytes.truncate(bytes.len() / 2))),
        ("zeroed", |views| damage(&views.join("db"), |bytes| zero_the_middle(bytes))),
        ("replaced", |views| fs::write(views.join("conf"), b"no configuration").unwrap()),
    ];
    for (name, harm) in harms {
        let harmed = copy_beside(&directory, &format!("cn-with-views-{name}"));
        harm(&harmed.join("record/views"));
        let gateway = Gateway::start(&harmed).await;
        assert_eq!(everything(&clerk).await, before, "{name}");
        drafted(&clerk).await;
        gateway.stop().await;
        verify(&harmed);
    }
}

#[tokio::test]
async fn a_second_process_is_refused_the_directory() {
    let world = PracticeWorld::make().await;
    let cn = world.spawn("cn").await;
    let clerk = world.sign_in("he-min").await;
    let id = drafted(&clerk).await;
    let said = refused_to_serve(&world.of("cn"));
    assert!(said.starts_with("store-in-use: "), "{said}");
    clerk.get(&format!("/matters/{id}")).await.good();
    drafted(&clerk).await;
    cn.stop().await;
    verify(&world.of("cn"));
}

/// The Mainland's gateway with some drafts, ended in good order.
async fn stopped_with_drafts(count: usize) -> (PracticeWorld, std::path::PathBuf) {
    let world = PracticeWorld::make().await;
    let cn = world.start("cn").await;
    let clerk = world.sign_in("he-min").await;
    for _ in 0..count {
        drafted(&clerk).await;
    }
    cn.stop().await;
    let directory = world.of("cn");
    (world, directory)
}

/// The list, each matter and each docket.
async fn everything(person: &Person) -> Vec<Value> {
    let list = person.get("/matters").await.good();
    let ids: Vec<MatterId> =
        list.as_array().unwrap().iter().map(|row| serde_json::from_value(row["id"].clone()).unwrap()).collect();
    assert!(!ids.is_empty());
    let mut all = vec![list];
    for id in ids {
        all.push(person.matter(&id).await);
        all.extend(person.docket(&id).await);
    }
    all
}

fn last_segment(directory: &Path) -> std::path::PathBuf {
    Record::segments(directory).pop().unwrap()
}

fn length_of_last_line(directory: &Path) -> usize {
    let bytes = fs::read(last_segment(directory)).unwrap();
    let line = bytes.split_inclusive(|byte| *byte == b'\n').next_back().unwrap();
    Line::parse(line.strip_suffix(b"\n").unwrap()).unwrap();
    line.len()
}

/// So many lines are covered by the newest checkpoint: its second line (C2SP tlog-checkpoint).
fn signed(directory: &Path) -> usize {
    let note = fs::read_to_string(directory.join("record/checkpoint")).unwrap();
    note.lines().nth(1).unwrap().parse().unwrap()
}

fn zero_the_middle(bytes: &mut [u8]) {
    let third = bytes.len() / 3;
    bytes[third..2 * third].fill(0);
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}
