use std::sync::LazyLock;

use comity_record::Digest;
use comity_record::merkle::{Tree, leaf_hash};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::*;
use super::*;

fn packet() -> Value {
    static PACKET: LazyLock<Value> = LazyLock::new(made);
    PACKET.clone()
}

/// The packet of a draw with one recusal, in a record with other lines.
fn made() -> Value {
    let mut table = Table::drawn();
    let (draw, seat) = (*table.draw().id(), table.draw().drawn().unwrap().panel.seats[0].clone());
    let recused = vec![Recusal { id: seat, reason: "near-relative".into() }];
    table.say("cn", hours(3), Step::Recuse { draw, recused }).unwrap();
    let (mut tree, mut lines) = (Tree::new(), Vec::new());
    for said in table.draw().steps() {
        let line = json!({ "kind": "drawing", "open": { "step": Digest::of(&said.to_bytes().unwrap()) } }).to_string();
        tree.push(leaf_hash(b"another line"));
        lines.push((tree.size(), line.clone()));
        tree.push(leaf_hash(line.as_bytes()));
    }
    let size = tree.size();
    let entries =
        lines.into_iter().map(|(index, line)| Entry { index, line, proof: tree.inclusion_proof(index, size).unwrap() });
    let record = InRecord { checkpoint: "note".into(), size, root: tree.root(), entries: entries.collect() };
    let signature = |_: &Said| Some(Signature { protected: "e30".into(), signature: "c2ln".into() });
    serde_json::to_value(Packet::of(table.draw(), signature, Some(record)).unwrap()).unwrap()
}

fn verified(packet: &Value) -> Result<Verdict, Fault> {
    verify(&serde_json::to_vec(packet).unwrap())
}

fn changed(change: impl FnOnce(&mut Value)) -> (String, &'static str) {
    let mut packet = packet();
    change(&mut packet);
    let fault = verified(&packet).unwrap_err();
    (fault.at.clone(), fault.code())
}

fn step(packet: &Value, kind: &str) -> usize {
    packet["steps"].as_array().unwrap().iter().position(|step| step["step"]["kind"] == kind).unwrap()
}

#[test]
fn a_packet_shows_what_was_drawn_and_how() {
    let verdict = verified(&packet()).unwrap();
    assert_eq!((verdict.pool, verdict.excluded, verdict.redraws), (11, 1, 0));
    assert_eq!(verdict.shared, None);
    assert_eq!(verdict.contributors, NAMES.map(gateway));
    assert_eq!((verdict.recused, verdict.exhausted, verdict.abort_bias_possible), (1, false, false));
    assert_ne!(verdict.sitting.seats[0].as_ref(), Some(&verdict.panel[0]));
    assert_eq!(verdict.signed, packet()["steps"].as_array().unwrap().len());
    assert_eq!(verdict.entries, verdict.signed);
    let mut bare = packet();
    bare.as_object_mut().unwrap().remove("record");
    assert_eq!(verified(&bare).unwrap().entries, 0);
}

#[test]
fn each_field_that_was_tampered_with_is_named() {
    let whole = packet();
    let at = |kind: &str| step(&whole, kind);
    let other = json!(Hash::tagged("draw/test", &[]));
    let steps: &[(&str, &str, Value, &str, &str)] = &[
        ("request", "/step/asked/request/case", json!("(2027) 9"), "step.draw", "draw-other"),
        (
            "request",
            "/step/asked/request/pool_root",
            other.clone(),
            "step.asked.request.pool_root",
            "draw-pool-differs",
        ),
        ("request", "/step/asked/request/court", json!("hk-high-court"), "by", "draw-wrong-signer"),
        ("deal", "/step/draw", other.clone(), "step.draw", "draw-other"),
        ("deal", "/by", json!("xx"), "by", "draw-wrong-signer"),
        ("deal", "/step/deal/c", json!([]), "step.deal.c", "draw-malformed"),
        ("deal", "/step/deal/node", json!("mo"), "step.deal.node", "draw-wrong-signer"),
        ("acknowledge", "/step/deal", other.clone(), "step.deal", "draw-deal-differs"),
        ("close", "/step/transcript", other.clone(), "step.transcript", "draw-transcript-differs"),
        ("open", "/step/given/1/piece", other, "step.given[1].piece", "draw-piece-differs"),
        ("recuse", "/step/recused/0/id", json!("J-99"), "step.recused", "draw-not-drawn"),
        ("recuse", "/at", json!("2027-01-04"), "", "draw-malformed"),
    ];
    for (kind, pointer, value, place, code) in steps {
        let number = at(kind);
        let seen = changed(|packet| *packet["steps"][number].pointer_mut(pointer).unwrap() = value.clone());
        // What another draw's steps name shows at the first of them that is held against it.
        let first = if *pointer == "/step/asked/request/case" { number + 1 } else { number };
        let wanted = [format!("steps[{first}]"), (*place).to_owned()];
        let wanted = wanted.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(".");
        assert_eq!(seen, (wanted, *code), "{kind} {pointer}");
    }
    // A changed commitment is seen where the first receiver acknowledges another deal.
    let deal = at("deal");
    let dealer = whole["steps"][deal]["by"].clone();
    let acknowledged = whole["steps"].as_array().unwrap().iter().position(|step| step["step"]["dealer"] == dealer);
    let wanted = (format!("steps[{}].step.deal", acknowledged.unwrap()), "draw-deal-differs");
    assert_eq!(changed(|packet| packet["steps"][deal]["step"]["deal"]["c"][0] = json!(Hash::tagged("x", &[]))), wanted);
}

#[test]
fn what_stands_beside_the_request_is_what_every_dealer_says_that_it_followed() {
    let mut bare = packet();
    bare.as_object_mut().unwrap().remove("record");
    let deal = (format!("steps[{}].step.request", step(&bare, "deal")), "draw-other");
    let changes: [fn(&mut Value); 6] = [
        |asked| asked["registry_position"] = json!(0),
        |asked| asked["exclusions"] = json!([]),
        |asked| asked["exclusions"][0]["reasons"] = json!(["juror-away"]),
        |asked| asked["thin_allowed"] = json!(Digest::of(b"a decision")),
        |asked| asked["request"]["seq"] = json!(1),
        |asked| asked["shared"] = json!({ "courts": ["cn-nansha", "cn-qianhai"], "legal_basis": "local rule, art. 3" }),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let mut packet = bare.clone();
        change(&mut packet["steps"][0]["step"]["asked"]);
        let fault = verified(&packet).unwrap_err();
        let seen = (fault.at.clone(), fault.code());
        let first = ("steps[0].step.asked.after".into(), "draw-not-successor");
        assert_eq!(seen, if number == 4 { first } else { deal.clone() });
    }
    let mut later = bare.clone();
    later["steps"][0]["at"] = json!("2027-01-04T00:00:00.000Z");
    assert!(verified(&later).is_err());
}

#[test]
fn each_result_that_was_tampered_with_is_named() {
    let swap = |list: &mut Value| {
        let list = list.as_array_mut().unwrap();
        list.swap(0, 1);
    };
    assert_eq!(changed(|packet| swap(&mut packet["ranking"])), ("ranking[0]".into(), "draw-result-differs"));
    assert_eq!(
        changed(|packet| drop(packet["ranking"].as_array_mut().unwrap().pop())),
        ("ranking[10]".into(), "draw-result-differs")
    );
    assert_eq!(changed(|packet| swap(&mut packet["panel"])), ("panel[0]".into(), "draw-result-differs"));
    assert_eq!(changed(|packet| swap(&mut packet["alternates"][1])), ("alternates[1]".into(), "draw-result-differs"));
    let sits = |packet: &mut Value| packet["sitting"]["seats"][0] = packet["panel"][0].clone();
    assert_eq!(changed(sits), ("sitting".into(), "draw-result-differs"), "who was recused sits again");
    assert_eq!(
        changed(|packet| packet["abort_bias_possible"] = json!(true)),
        ("abort_bias_possible".into(), "draw-mark-differs")
    );
    assert_eq!(
        changed(|packet| packet["pool"][0]["tags"] = json!(["HK", "pt"])),
        ("steps[0].step.asked.request.pool_root".into(), "draw-pool-differs")
    );
    assert_eq!(changed(|packet| packet["pool"][1] = packet["pool"][0].clone()), ("pool".into(), "draw-double-id"));
    assert_eq!(changed(|packet| packet["v"] = json!(2)), ("v".into(), "draw-malformed"));
    assert_eq!(changed(|packet| packet["names"] = json!([])), ("packet".into(), "draw-malformed"));
}

#[test]
fn a_packet_without_one_of_its_steps_does_not_hold() {
    let whole = packet();
    let count = whole["steps"].as_array().unwrap().len();
    // The court's close, the openings and the recusal: the last ones in their order.
    for place in 0..count {
        let mut packet = whole.clone();
        packet["steps"].as_array_mut().unwrap().remove(place);
        packet["record"]["entries"].as_array_mut().unwrap().remove(place);
        assert!(verified(&packet).is_err(), "without {}", whole["steps"][place]["step"]["kind"]);
        let mut packet = whole.clone();
        let again = packet["steps"][place].clone();
        packet["steps"].as_array_mut().unwrap().push(again);
        assert!(verified(&packet).is_err(), "{} twice", whole["steps"][place]["step"]["kind"]);
    }
    assert_eq!(changed(|packet| packet["steps"] = json!([])), ("steps".into(), "draw-unfinished"));
    let opening = step(&whole, "open");
    let cut = |packet: &mut Value| packet["steps"].as_array_mut().unwrap().truncate(opening + 1);
    assert_eq!(changed(cut), ("steps".into(), "draw-unfinished"));
}

#[test]
fn an_entry_of_the_record_that_is_of_another_step_or_not_in_it_is_named() {
    let at = |member: &str| (format!("record.entries[2].{member}"), "draw-record-differs");
    let line = json!({ "open": { "step": Digest::of(b"another") } }).to_string();
    assert_eq!(changed(|packet| packet["record"]["entries"][2]["line"] = json!(line)), at("line"));
    let spaced = |packet: &mut Value| {
        let line =
            packet["record"]["entries"][2]["line"].as_str().unwrap().replace(':', ": ").replace("sha256: ", "sha256:");
        packet["record"]["entries"][2]["line"] = json!(line);
    };
    assert_eq!(changed(spaced), at("proof"), "it says the same, and is another line");
    assert_eq!(changed(|packet| packet["record"]["entries"][2]["index"] = json!(1)), at("index"));
    assert_eq!(changed(|packet| packet["record"]["root"] = json!(Digest::of(b""))).0, "record.entries[0].proof");
    let fewer = |packet: &mut Value| drop(packet["record"]["entries"].as_array_mut().unwrap().pop());
    assert_eq!(changed(fewer), ("record.entries".into(), "draw-record-differs"));
}

#[test]
fn a_packet_that_is_none_is_refused() {
    assert_eq!(verify(b"{").unwrap_err().code(), "draw-malformed");
    assert_eq!(verify(b"{\"v\":1,\"v\":1}").unwrap_err().code(), "draw-malformed");
}

/// Every place in a packet where something stands.
fn places(value: &Value, at: String, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| places(value, format!("{at}/{name}"), all));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(place, value)| places(value, format!("{at}/{place}"), all));
        }
        _ => all.push(at),
    }
}

/// Another value of the same sort.
fn another(value: &mut Value) {
    *value = match value.take() {
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) => json!(number.as_u64().unwrap() + 1),
        Value::String(text) if text.is_empty() => json!("0"),
        Value::String(text) => {
            let last = text.chars().last().unwrap();
            json!(format!("{}{}", &text[..text.len() - last.len_utf8()], if last == '0' { '1' } else { '0' }))
        }
        _ => json!("J-01"),
    };
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_changed_in_a_packet_it_does_not_hold_as_it_was(pick in any::<prop::sample::Index>()) {
        let whole = packet();
        let mut all = Vec::new();
        places(&whole, String::new(), &mut all);
        let place = &all[pick.index(all.len())];
        let mut changed = whole.clone();
        another(changed.pointer_mut(place).unwrap());
        prop_assume!(changed != whole);
        // What only a signature holds, and what stands beside the draw, is not for SHA-256 alone to see; a signed note neither.
        let is_signed_only = place.ends_with("/at") || place.contains("/signature") || place.ends_with("/reason")
            || place.ends_with("/registry_position") || place == "/record/checkpoint";
        let holds = verified(&changed).is_ok();
        prop_assert!(!holds || (is_signed_only && changed.pointer("/record").is_some()), "{}", place);
        if !place.contains("/signature") && place != "/record/checkpoint" {
            prop_assert!(!holds, "the record's entry names the step by its digest: {}", place);
        }
    }
}
