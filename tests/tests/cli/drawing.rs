//! `comity draw`.

use std::fs;

use comity_tests::fixtures;
use serde_json::{Value, json};

use super::{Said, comity};

fn vectors() -> Value {
    serde_json::from_slice(&fs::read(fixtures().join("draw/v1.json")).unwrap()).unwrap()
}

fn packet() -> Value {
    serde_json::from_slice(&fs::read(fixtures().join("draw/packet.json")).unwrap()).unwrap()
}

/// What the program says of a file with this in it.
fn of(arguments: &[&str], file: &Value) -> Said {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draw.json");
    fs::write(&path, serde_json::to_vec(file).unwrap()).unwrap();
    comity(&[arguments, &[path.to_str().unwrap()]].concat(), "")
}

#[test]
fn draws_are_computed_from_their_vectors_whatever_else_the_file_has() {
    let mut file = vectors();
    let wanted = file["vectors"][1]["panel_by_seat"].clone();
    file["vectors"][1]["panel_by_seat"] = json!(["somebody else"]);
    let answers = of(&["draw", "compute", "--vectors"], &file).json();
    assert_eq!(answers["vectors"][1]["panel_by_seat"], wanted);
    assert_eq!(answers["vectors"][1]["name"], "seven-judge-panel-four-jurors");
}

#[test]
fn what_cannot_be_drawn_is_refused_with_its_place_and_nothing_is_printed() {
    let mut file = vectors();
    file["vectors"][2]["pool"][1] = file["vectors"][2]["pool"][0].clone();
    let said = of(&["draw", "compute", "--vectors"], &file);
    let line = said.refusal(2);
    assert!(line.starts_with("draw-double-id: vectors[2].pool: A person stands in the pool twice."), "{line}");
    let said = comity(&["draw", "compute", "--vectors", "no-such-file"], "");
    assert!(said.refusal(2).starts_with("file-unreadable: no-such-file"));
}

#[test]
fn a_packet_is_verified_without_a_gateway_and_says_who_sits() {
    let said = of(&["draw", "verify"], &packet());
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    for part in ["holds; Nansha", "People who could be drawn: 3", "an alternate", "no roll was given"] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let verdict = of(&["--json", "draw", "verify"], &packet()).json();
    assert_eq!((&verdict["signatures_verified"], &verdict["abort_bias_possible"]), (&json!(false), &json!(false)));
    assert_eq!(verdict["panel"], packet()["panel"]);
}

#[test]
fn a_packet_that_was_changed_is_said_not_to_hold_at_its_place() {
    let mut changed = packet();
    changed["ranking"].as_array_mut().unwrap().swap(1, 2);
    let said = of(&["--json", "draw", "verify"], &changed);
    assert_eq!(said.status, 1);
    let broken: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((&broken["at"], &broken["code"]), (&json!("ranking[1]"), &json!("draw-result-differs")));
    let said = of(&["--lang", "pt", "draw", "verify"], &changed);
    assert!(said.status == 1 && said.out.contains("ranking[1]"), "{}", said.out);
}

#[test]
fn a_roll_is_given_with_the_keys_that_it_must_be_signed_with_or_not_at_all() {
    let said = comity(&["draw", "verify", "packet.json", "--roll", "roll.json"], "");
    assert_eq!(said.status, 2);
    assert!(said.err.contains("--trust"), "{}", said.err);
}
