//! `comity rules assess`.

use serde_json::{Value, json};

use super::{Said, comity};
use crate::hostile::release;

#[test]
fn one_set_of_facts_gives_one_result_whose_keys_have_their_order() {
    let said = assess(&facts());
    assert_eq!(said.json()["outcome"], "return-for-supplement");
    assert_eq!(said.out.lines().count(), 1);
    let keys = [
        "{\"outcome\":",
        ",\"findings\":[",
        ",\"due\":[",
        ",\"conclusions\":[",
        ",\"requirements\":[",
        ",\"rules\":{\"id\":",
        ",\"release\":",
        ",\"facts_digest\":",
    ];
    assert!(in_order(&said.out, &keys), "{}", said.out);
    let in_finding = ["{\"code\":", ",\"severity\":", ",\"about\":", ",\"arguments\":", ",\"citations\":["];
    assert!(in_order(&said.out, &in_finding), "{}", said.out);
    let in_due = ["{\"period\":", ",\"last_day\":", ",\"calendar\":", ",\"hard\":", ",\"steps\":[", ",\"citations\":["];
    assert!(in_order(&said.out, &in_due), "{}", said.out);
}

#[test]
fn equal_facts_give_equal_bytes() {
    assert_eq!(assess(&facts()).out, assess(&facts()).out);
}

#[test]
fn settings_of_the_facts_go_before_the_release_s() {
    let mut facts = facts();
    for document in facts["documents"].as_array_mut().unwrap() {
        document["copies"] = json!(4);
    }
    facts["particulars"]["transmission"] = json!("email");
    assert_eq!(assess(&facts).json()["outcome"], "return-for-supplement");
    facts["settings"] = json!({ "unregulated-electronic-transmission": "flag" });
    assert_eq!(assess(&facts).json()["outcome"], "accept-with-flags");
}

#[test]
fn facts_that_are_none_end_in_one_line_that_names_the_place() {
    let with = |pointer: &str, value: Value| {
        let mut facts = facts();
        *facts.pointer_mut(pointer).unwrap() = value;
        facts.to_string()
    };
    let mut unknown = facts();
    unknown["courtesy"] = json!(true);
    let mut without_rules = facts();
    without_rules["requested"] = json!({ "authority": "xx-court", "jurisdiction": "XX", "kind": "foreign-court" });
    let mut later = facts();
    later["as_of"] = json!("2031-03-16");
    later["docket"][0]["on"] = json!("2031-03-16");
    let trailing = format!("{} {{}}", facts());
    for (input, says) in [
        ("{".to_owned(), "facts"),
        (String::new(), "facts"),
        (trailing, "facts"),
        ("[]".to_owned(), "facts"),
        (with("/docket/0/on", json!("2026-02-30")), "facts.docket[0].on: \"2026-02-30\" is not a date"),
        (with("/documents/1/copies", json!(-1)), "facts.documents[1].copies"),
        (with("/procedure", json!("trial-by-combat")), "facts.procedure"),
        (later.to_string(), "facts.docket[0].on"),
        (unknown.to_string(), "facts.courtesy"),
        (without_rules.to_string(), "facts.procedure"),
    ] {
        let said = comity(&["rules", "assess", "-"], &input);
        let line = said.refusal(2);
        assert!(line.starts_with(says), "{line}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let said = comity(&["rules", "assess", "no-such-file.json"], "");
    assert!(said.refusal(2).contains("no-such-file.json"), "{}", said.err);
}

#[test]
fn a_stream_keeps_its_order_and_goes_on_after_a_bad_line() {
    let mut impossible = facts();
    impossible["docket"][0]["on"] = json!("2026-02-30");
    let mut other = facts();
    other["documents"] = json!([other["documents"][0], other["documents"][1]]);
    let input = format!("{}\nnot json\n{impossible}\n\n{other}\n{}", facts(), facts());
    let said = comity(&["rules", "assess", "--ndjson"], &input);
    assert_eq!((said.status, said.err.as_str()), (0, ""));
    let lines: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[1]["error"]["at"], "facts");
    assert_eq!(lines[2], json!({ "error": { "at": "facts.docket[0].on", "code": "not-a-date" } }));
    assert_ne!(lines[3]["facts_digest"], lines[0]["facts_digest"]);
    assert_eq!(lines[4], lines[0]);
    assert_eq!(said.out.lines().next(), Some(assess(&facts()).out.trim_end()));
}

#[test]
fn a_fault_of_the_component_is_named_and_is_no_empty_result() {
    let folder = release::folder();
    let path = folder.path().to_str().unwrap();
    for (behaviour, fault) in [("trap", "trap"), ("endless-loop", "fuel-exhausted"), ("grow-memory", "memory-limit")] {
        let said = comity(&["rules", "assess", "--releases", path], &behaving(behaviour).to_string());
        assert_eq!(said.refusal(3), fault);
    }
    let lines = ["behave", "trap", "undeclared-code", "behave"].map(|behaviour| behaving(behaviour).to_string());
    let said = comity(&["rules", "assess", "--ndjson", "--releases", path], &lines.join("\n"));
    let lines: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["outcome"], "accept");
    assert_eq!(lines[1], json!({ "error": { "at": "facts", "code": "trap" } }));
    assert_eq!(lines[2], json!({ "error": { "at": "facts", "code": "undeclared-code" } }));
    assert_eq!(lines[3], lines[0]);
}

fn assess(facts: &Value) -> Said {
    comity(&["rules", "assess"], &facts.to_string())
}

/// A letter to Hong Kong with three copies for two addressees.
pub(super) fn facts() -> Value {
    let case = include_str!("../../../plugins-wasm/hongkong/cases/item-3-three-copies-for-two.json");
    serde_json::from_str::<Value>(case).unwrap()["facts"].take()
}

fn behaving(behaviour: &str) -> Value {
    let mut facts = facts();
    facts["particulars"]["nature-of-case"] = json!(behaviour);
    facts
}

fn in_order(text: &str, parts: &[&str]) -> bool {
    let mut rest = text;
    parts.iter().all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}
