//! The draw, read a second time: a program in Python's standard library, which shares no line with ours, computes the vectors and draws that
//! nobody chose, and verifies packets. What it says, `comity draw` says.

use std::fs;
use std::path::Path;
use std::process::Command;

use comity_domain::draw::{Person, Pool};
use comity_tests::{fixtures, foreign};
use serde_json::{Value, json};

use super::{hex, said};

const TAGS: [&str; 6] = ["HK", "MO", "GD", "yue", "pt", "finance"];

fn comity(arguments: &[&str], file: &Path) -> Command {
    let mut command = Command::new(comity_tests::program());
    command.env_remove("COMITY_LANG").args(arguments).arg(file);
    command
}

/// What our program prints for the vectors of a file.
fn computed(file: &Path) -> Value {
    serde_json::from_str(&said(&mut comity(&["draw", "compute", "--vectors"], file))).unwrap()
}

/// What the other program prints; `None` if Python is not there.
fn second(command: &str, file: &Path) -> Option<Value> {
    let mut python = foreign::python("draw.py", "the draw, as a second program reads it")?;
    Some(serde_json::from_str(&said(python.arg(command).arg(file))).unwrap())
}

#[test]
fn the_vectors_of_the_draw_come_out_as_they_were_published() {
    let file = fixtures().join("draw/v1.json");
    let published: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let answers = computed(&file);
    let answers = answers["vectors"].as_array().unwrap();
    assert_eq!(answers.len(), published["vectors"].as_array().unwrap().len());
    for (answer, published) in answers.iter().zip(published["vectors"].as_array().unwrap()) {
        let answer = answer.as_object().unwrap();
        assert_eq!(answer.len(), 8);
        for (member, value) in answer {
            assert_eq!(value, &published[member], "{member}");
        }
    }
}

#[test]
fn a_second_program_draws_the_same_from_the_vectors_and_from_whatever_comes() {
    let folder = tempfile::tempdir().unwrap();
    let random = folder.path().join("random.json");
    let mut chance = fastrand::Rng::with_seed(2027);
    let vectors: Vec<Value> = (0..40).map(|number| vector(number, &mut chance)).collect();
    fs::write(&random, serde_json::to_vec(&json!({ "vectors": vectors })).unwrap()).unwrap();
    for file in [fixtures().join("draw/v1.json"), random] {
        let Some(other) = second("compute", &file) else { return };
        assert_eq!(computed(&file), other);
    }
}

#[test]
fn a_second_program_verifies_the_packets_and_refuses_each_after_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let changed = folder.path().join("changed.json");
    for name in ["packet.json", "packet-of-two.json"] {
        let file = fixtures().join("draw").join(name);
        let packet: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        let ours: Value = serde_json::from_str(&said(&mut comity(&["--json", "draw", "verify"], &file))).unwrap();
        let Some(other) = second("verify", &file) else { return };
        assert_eq!(other["holds"], true, "{other}");
        assert_eq!([&other["D"], &other["T"], &other["prk"]], [&ours["draw"], &ours["transcript"], &ours["prk"]]);
        assert_eq!(other["panel"], ours["panel"]);
        for change in CHANGES {
            let mut packet = packet.clone();
            change(&mut packet);
            fs::write(&changed, serde_json::to_vec(&packet).unwrap()).unwrap();
            assert_eq!(second("verify", &changed).unwrap()["holds"], false);
            assert_eq!(comity(&["draw", "verify"], &changed).output().unwrap().status.code(), Some(1));
        }
    }
}

const CHANGES: [fn(&mut Value); 6] = [
    |packet| packet["ranking"].as_array_mut().unwrap().swap(0, 1),
    |packet| packet["panel"][0] = json!("J-9"),
    |packet| packet["pool"][0]["tags"] = json!(["HK"]),
    |packet| packet["steps"][0]["step"]["asked"]["request"]["case"] = json!("(2027) 9"),
    |packet| {
        let steps = packet["steps"].as_array_mut().unwrap();
        let piece = steps.iter_mut().find(|step| step["step"]["kind"] == "open").unwrap();
        piece["step"]["given"][0]["piece"] = json!(hex(&[7; 32]));
    },
    |packet| packet["abort_bias_possible"] = json!(packet["abort_bias_possible"] != json!(true)),
];

/// A draw that nobody chose: some seats, some people, two or three secrets.
fn vector(number: usize, chance: &mut fastrand::Rng) -> Value {
    let tags = |chance: &mut fastrand::Rng, most: usize| -> Vec<&'static str> {
        let count = chance.usize(0..=most);
        chance.choose_multiple(TAGS, count)
    };
    let mut pool: Vec<Value> = (0..chance.usize(8..60))
        .map(|person| json!({ "id": format!("J-{:04}-{person}", chance.u32(0..10_000)), "tags": tags(chance, 4) }))
        .collect();
    // Whatever the seats ask for, somebody can fill them.
    pool.extend((0..4).map(|person| json!({ "id": format!("南沙-{person}"), "tags": TAGS })));
    chance.shuffle(&mut pool);
    let seats: Vec<Vec<&str>> = (0..chance.usize(1..=4)).map(|_| tags(chance, 2)).collect();
    let people: Vec<Person> = serde_json::from_value(json!(pool)).unwrap();
    let root = Pool::new(people).unwrap().root().unwrap();
    let pieces = |chance: &mut fastrand::Rng| {
        let piece = |_| {
            let mut bytes = [0; 32];
            chance.fill(&mut bytes);
            hex(&bytes)
        };
        json!((0..3).map(piece).collect::<Vec<_>>())
    };
    let mut secrets = json!({ "cn": pieces(chance), "hk": pieces(chance) });
    if chance.bool() {
        secrets["mo"] = pieces(chance);
    }
    json!({
        "name": format!("random {number}"),
        "pool": pool,
        "request": {
            "v": 1,
            "court": "cn-nansha",
            "case": format!("(2027)粤0191民初{number}号"),
            "seq": chance.u32(0..3),
            "hearing": "2027-01-20",
            "rules": format!("sha256:{}", hex(&[u8::try_from(number).unwrap(); 32])),
            "seats": seats,
            "alternates": chance.u32(0..4),
            "pool_root": root,
            "pool_size": pool.len(),
            "contributors": ["cn", "hk", "mo"],
        },
        "pieces": secrets,
    })
}
