use serde_json::{Value, json};

use super::*;

const VECTORS: &[u8] = include_bytes!("../../../../../fixtures/draw/v1.json");

fn vectors() -> Value {
    serde_json::from_slice(VECTORS).unwrap()
}

/// The fault of the first vector after a change.
fn refused(change: impl FnOnce(&mut Value)) -> (String, &'static str) {
    let mut file = vectors();
    change(&mut file["vectors"][0]);
    let bytes = serde_json::to_vec(&file).unwrap();
    let fault = Vectors::parse(&bytes).and_then(Vectors::compute).unwrap_err();
    (fault.at.clone(), fault.code())
}

#[test]
fn the_vectors_hold_byte_for_byte() {
    let wanted = vectors();
    let answers = serde_json::to_value(Vectors::parse(VECTORS).unwrap().compute().unwrap()).unwrap();
    let (answers, wanted) = (answers["vectors"].as_array().unwrap(), wanted["vectors"].as_array().unwrap());
    assert_eq!(answers.len(), 3);
    for (answer, wanted) in answers.iter().zip(wanted) {
        for (member, value) in answer.as_object().unwrap() {
            assert_eq!(value, &wanted[member], "{}: {member}", wanted["name"]);
        }
        let members: Vec<&str> = answer.as_object().unwrap().keys().map(String::as_str).collect();
        let shape = ["D", "T", "alternates_by_seat", "name", "order", "panel_by_seat", "prk", "score_first"];
        assert_eq!(members, shape);
    }
}

#[test]
fn the_deals_and_secrets_of_the_vectors_hold() {
    for vector in vectors()["vectors"].as_array().unwrap() {
        let request = Request::from_value(&vector["request"]).unwrap();
        let draw = request.digest().unwrap();
        for wanted in vector["deals"].as_array().unwrap() {
            let node: crate::GatewayId = wanted["node"].as_str().unwrap().parse().unwrap();
            let pieces: Vec<Piece> = serde_json::from_value(vector["pieces"][node.as_str()].clone()).unwrap();
            let pieces: Pieces = (1..).zip(pieces).collect();
            let deal = Deal::of(&draw, &node, &pieces);
            assert_eq!(serde_json::to_value(&deal).unwrap(), *wanted);
            let secret = Hash::from_bytes(deal.secret(&pieces).unwrap());
            assert_eq!(json!(secret), vector["r"][node.as_str()]);
        }
    }
}

#[test]
fn a_draw_that_cannot_be_is_refused_with_its_place() {
    assert_eq!(
        refused(|vector| vector["pool"][3]["id"] = json!("GBA-J-0003")),
        ("vectors[0].pool".into(), "draw-double-id")
    );
    assert_eq!(
        refused(|vector| vector["pool"][3]["tags"] = json!(["HK"])),
        ("vectors[0].request.pool_root".into(), "draw-pool-differs")
    );
    assert_eq!(
        refused(|vector| drop(vector["pool"].as_array_mut().unwrap().pop())),
        ("vectors[0].request.pool_size".into(), "draw-pool-differs")
    );
    assert_eq!(
        refused(|vector| vector["request"]["seats"][1] = json!(["en", "finance"])),
        ("vectors[0].request.seats".into(), "draw-no-panel")
    );
    assert_eq!(
        refused(|vector| vector["request"]["contributors"][1] = json!("cn")),
        ("vectors[0].request.contributors".into(), "draw-contributors")
    );
    assert_eq!(
        refused(|vector| vector["request"]["court"] = json!("xx-court")),
        ("vectors[0].request.contributors".into(), "draw-contributors")
    );
    assert_eq!(refused(|vector| vector["request"]["v"] = json!(2)), ("vectors[0].request.v".into(), "draw-malformed"));
    assert_eq!(
        refused(|vector| vector["request"]["hearing"] = json!("20270120")),
        ("vectors[0].request".into(), "draw-malformed"),
        "a day has one spelling"
    );
    assert_eq!(
        refused(|vector| vector["request"]["urgent"] = json!(true)),
        ("vectors[0].request".into(), "draw-malformed")
    );
    assert_eq!(
        refused(|vector| vector["request"]["seats"] = json!([])),
        ("vectors[0].request.seats".into(), "draw-malformed")
    );
    assert_eq!(
        refused(|vector| drop(vector["pieces"]["cn"].as_array_mut().unwrap().pop())),
        ("vectors[0].pieces".into(), "draw-unfinished")
    );
    assert_eq!(
        refused(|vector| vector["pieces"]["xx"] = vector["pieces"]["cn"].clone()),
        ("vectors[0].pieces.xx".into(), "draw-wrong-signer")
    );
    assert_eq!(refused(|vector| vector["pool"][0]["id"] = json!("a\u{0}b")), ("vectors".into(), "draw-malformed"));
}

#[test]
fn two_sealed_deals_are_enough_and_draw_otherwise_than_three() {
    let mut file = vectors();
    file["vectors"][0]["pieces"].as_object_mut().unwrap().remove("mo");
    let answers = Vectors::parse(&serde_json::to_vec(&file).unwrap()).unwrap().compute().unwrap();
    let three = Vectors::parse(VECTORS).unwrap().compute().unwrap();
    assert_eq!(answers.vectors[0].draw, three.vectors[0].draw);
    assert_ne!(answers.vectors[0].transcript, three.vectors[0].transcript);
    assert_ne!(answers.vectors[0].order, three.vectors[0].order);
    file["vectors"][0]["pieces"].as_object_mut().unwrap().remove("hk");
    let alone = Vectors::parse(&serde_json::to_vec(&file).unwrap()).unwrap().compute();
    assert_eq!(alone.unwrap_err().code(), "draw-unfinished", "nobody draws alone");
}
