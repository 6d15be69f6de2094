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
    let read = python.arg(command).arg(file).output().unwrap();
    let answer: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(read.status.success(), answer["holds"] != false, "it ends as it says: {answer}");
    Some(answer)
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
        let both = |packet: &Value| {
            fs::write(&changed, serde_json::to_vec(packet).unwrap()).unwrap();
            let other = second("verify", &changed).unwrap();
            let ours = comity(&["--json", "draw", "verify"], &changed).output().unwrap();
            let ours = (ours.status.code(), String::from_utf8(ours.stdout).unwrap());
            assert_eq!(ours.0 == Some(0), other["holds"] == true, "{other} {}", ours.1);
            other["holds"] == true
        };
        let own: &[(&str, Change)] = if name == "packet.json" { &AMONG_THREE } else { &AMONG_TWO };
        for (what, change) in CHANGES.iter().chain(own) {
            let mut packet = packet.clone();
            change(&mut packet);
            assert!(!both(&packet), "{name}: {what}");
        }
        let mut bare = packet.clone();
        steps(&mut bare);
        assert!(both(&bare), "it need not say where the record has the steps");
        bare["record"] = Value::Null;
        assert!(both(&bare));
    }
}

type Change = fn(&mut Value);

const CHANGES: [(&str, Change); 12] = [
    ("another order", |packet| packet["ranking"].as_array_mut().unwrap().swap(0, 1)),
    ("somebody else", |packet| packet["panel"][0] = json!("J-9")),
    ("another pool", |packet| packet["pool"][0]["tags"] = json!(["HK"])),
    ("another case", |packet| packet["steps"][0]["step"]["asked"]["request"]["case"] = json!("(2027) 9")),
    ("another piece", |packet| {
        let opening = place(&packet["steps"], "open");
        packet["steps"][opening]["step"]["given"][0]["piece"] = json!(hex(&[7; 32]));
    }),
    ("the other mark", |packet| packet["abort_bias_possible"] = json!(packet["abort_bias_possible"] != json!(true))),
    ("another line of the record", |packet| flip(&mut packet["record"]["entries"][3]["proof"][0])),
    ("another root", |packet| flip(&mut packet["record"]["root"])),
    ("what stands beside the request", |packet| {
        steps(packet)[0]["step"]["asked"]["registry_position"] = json!(1);
    }),
    ("lists that are shared without a basis", |packet| {
        let shared = json!({ "courts": ["cn-nansha", "cn-qianhai"], "legal_basis": "" });
        steps(packet)[0]["step"]["asked"]["shared"] = shared;
    }),
    ("a draw before the first", |packet| {
        let before = json!({ "ended": "exhausted", "draw": hex(&[0; 32]) });
        steps(packet)[0]["step"]["asked"]["after"] = before;
    }),
    ("a void after the closes", |packet| {
        let opening = place(&packet["steps"], "open");
        let (at, draw) = (packet["steps"][opening]["at"].clone(), packet["steps"][opening]["step"]["draw"].clone());
        for by in ["mo", "hk", "cn"] {
            let said = json!({ "at": at, "by": by, "step": { "kind": "void", "draw": draw } });
            steps(packet).insert(opening, said);
        }
    }),
];

const AMONG_THREE: [(&str, Change); 6] = [
    ("without an acknowledgement", |packet| {
        let one = place(&packet["steps"], "acknowledge");
        steps(packet).remove(one);
    }),
    ("acknowledged after everything else", |packet| {
        let steps = steps(packet);
        let is_one = |step: &mut Value| step["step"]["kind"] == "acknowledge";
        let acknowledged: Vec<Value> = steps.extract_if(.., is_one).collect();
        steps.extend(acknowledged);
    }),
    ("the court closes before another", |packet| {
        let first = place(&packet["steps"], "close");
        steps(packet).swap(first + 1, first + 2);
    }),
    ("recused before anybody was drawn", |packet| {
        let steps = steps(packet);
        let recusal = steps.pop().unwrap();
        steps.insert(1, recusal);
    }),
    ("a step that there is not", |packet| steps(packet)[1]["step"]["kind"] = json!("promise")),
    ("a deal of a day and a half later", |packet| {
        steps(packet)[1]["at"] = json!("2026-01-13T13:02:23.000Z");
    }),
];

const AMONG_TWO: [(&str, Change); 2] = [
    ("unreachable for no day", |packet| {
        let missed = place(&packet["steps"], "unreachable");
        steps(packet)[missed]["step"]["since"] = packet["steps"][missed]["at"].clone();
    }),
    ("unreachable as one alone says", |packet| {
        let missed = place(&packet["steps"], "unreachable");
        steps(packet).remove(missed);
    }),
];

/// The steps, without where the record has them: so it is the steps that are found not to hold.
fn steps(packet: &mut Value) -> &mut Vec<Value> {
    packet.as_object_mut().unwrap().remove("record");
    packet["steps"].as_array_mut().unwrap()
}

/// The place of the first step of a kind.
fn place(steps: &Value, kind: &str) -> usize {
    steps.as_array().unwrap().iter().position(|said| said["step"]["kind"] == kind).unwrap()
}

/// Another last digit.
fn flip(digest: &mut Value) {
    let text = digest.as_str().unwrap();
    let (rest, last) = text.split_at(text.len() - 1);
    *digest = json!(format!("{rest}{}", if last == "0" { "1" } else { "0" }));
}

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
