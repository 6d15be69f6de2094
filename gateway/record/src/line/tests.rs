use proptest::prelude::*;
use serde_json::json;

use super::*;

fn line() -> Line {
    Line {
        v: Version::V1,
        log: "comity.example/hk/record".to_owned(),
        index: 17,
        time: Time::from_unix_ms(1_768_179_723_456),
        subject: "matter/cn/01J00000000000000000000000".to_owned(),
        revision: 3,
        kind: "accepted".to_owned(),
        day: Date::constant(2026, 1, 12),
        commit: Place { number: 1, of: 2 },
        durable: 15,
        open: json!({"outcome": "accept"}).as_object().unwrap().clone(),
        answers: None,
        receipt: None,
        commitments: BTreeMap::new(),
        sealed: None,
        sum: None,
    }
}

fn particulars() -> Particulars {
    BTreeMap::from([("addressee".to_owned(), json!("陳大文")), ("copies".to_owned(), json!(2))])
}

fn key() -> SubjectKey {
    SubjectKey::from_bytes([9; 32])
}

fn entropy() -> impl Entropy {
    let mut next = 0_u8;
    move |bytes: &mut [u8]| bytes.iter_mut().for_each(|byte| (*byte, next) = (next, next.wrapping_add(1)))
}

/// Names and numbers of all sorts, in JSON of any shape.
fn lines() -> impl Strategy<Value = (Line, Particulars)> {
    let name = || prop_oneof!["[a-z_]{1,6}", "[\u{e000}-\u{ffff}\u{10000}-\u{10ffff}]{1,2}", any::<String>()];
    let number = prop_oneof![(0..=MAX_INTEGER).prop_map(Value::from), (-1000_i64..0).prop_map(Value::from)];
    let leaf = prop_oneof![number, any::<String>().prop_map(Value::from), any::<bool>().prop_map(Value::from)];
    let values = leaf.prop_recursive(2, 8, 3, move |inner| {
        prop::collection::btree_map(any::<String>(), inner, 0..3)
            .prop_map(|map| Value::Object(map.into_iter().collect()))
    });
    let members = move || prop::collection::btree_map(name(), values.clone(), 0..4);
    let message = prop::option::of(("\\PC{1,8}", "\\PC{1,8}"));
    let indices = prop_oneof![0..100_u64, MAX_INTEGER - 1..MAX_INTEGER + 2];
    (members(), members(), members(), message, indices).prop_map(|(open, committed, particulars, message, index)| {
        let commitments = committed.keys().map(|name| (name.clone(), Digest::of(name.as_bytes()))).collect();
        let answers = message.map(|(peer, message)| Answers { peer, message, digest: Digest::of(b"message") });
        let receipt = answers.as_ref().map(|answers| format!("a receipt for \"{}\"", answers.message));
        let open = open.into_iter().collect();
        (Line { index, open, commitments, answers, receipt, ..line() }, particulars)
    })
}

proptest! {
    #[test]
    fn what_is_written_in_order_is_what_the_library_writes((line, particulars) in lines()) {
        let sealed = Some(key().seal(b"sealed", b"", &mut entropy()));
        for sealed in [None, sealed] {
            let whole = Line { sealed: sealed.clone(), ..line.clone() };
            prop_assert_eq!(line.spelt(&sealed).unwrap(), serde_json_canonicalizer::to_vec(&whole).unwrap());
        }
        if !particulars.is_empty() {
            let salted = |value: &Value| Salted { salt: [7; SALT_BYTES], value: value.clone() };
            let by_name: BTreeMap<&str, Salted> =
                particulars.iter().map(|(name, value)| (name.as_str(), salted(value))).collect();
            let spelt = |(name, value): (&'_ String, &Value)| {
                (name.clone(), json_to_canonical(value).unwrap())
            };
            let values: Vec<(String, Vec<u8>)> = particulars.iter().map(spelt).collect();
            let spelt = values.iter().map(|(name, value)| {
                Spelt { name, salt: [7; SALT_BYTES], value: value.clone() }
            });
            let text = sealed_text_of(spelt.collect()).unwrap();
            prop_assert_eq!(text, serde_json_canonicalizer::to_vec(&by_name).unwrap());
        }
    }
}

fn sealed() -> Vec<u8> {
    line().seal(&particulars(), &key(), &mut entropy()).unwrap()
}

fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_line_without_particulars_is_plain_canonical_json() {
    let bytes = line().seal(&Particulars::new(), &key(), &mut entropy()).unwrap();
    assert_eq!(
        text(&bytes),
        r#"{"commit":[1,2],"day":"2026-01-12","durable":15,"index":17,"kind":"accepted","log":"comity.example/hk/record","open":{"outcome":"accept"},"revision":3,"subject":"matter/cn/01J00000000000000000000000","sum":"5c6f8e8eab5b1d8a","time":"2026-01-12T01:02:03.456Z","v":1}"#
    );
    let parsed = Line::parse(&bytes).unwrap();
    assert_eq!(to_canonical(&parsed).unwrap(), bytes);
    assert_eq!(Line { sum: None, ..parsed }, line());
}

#[test]
fn any_changed_byte_is_noticed_by_a_reader_without_keys() {
    let bytes = sealed();
    assert_eq!(to_canonical(&Line::parse(&bytes).unwrap()).unwrap(), bytes);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        assert!(Line::parse(&changed).is_err(), "{at}");
    }
}

#[test]
fn particulars_are_read_back_with_the_key_and_not_seen_without() {
    let bytes = sealed();
    assert!(!text(&bytes).contains("陳大文"));
    let line = Line::parse(&bytes).unwrap();
    assert_eq!(line.open(&key()), Ok(particulars()));
    assert_eq!(line.open(&SubjectKey::from_bytes([8; 32])), Err(LineError::Unreadable));
}

#[test]
fn one_particular_can_be_disclosed_without_the_others() {
    let line = Line::parse(&sealed()).unwrap();
    let shown = line.open_salted(&key()).unwrap().remove("addressee").unwrap();
    assert!(shown.holds(&line.commitments["addressee"]));
    assert!(!shown.holds(&line.commitments["copies"]));
    assert!(!Salted { value: json!("陳小文"), ..shown }.holds(&line.commitments["addressee"]));
}

#[test]
fn a_sealed_part_moved_to_another_line_does_not_open() {
    let mut line = Line::parse(&sealed()).unwrap();
    line.index += 1;
    assert_eq!(line.open(&key()), Err(LineError::Unreadable));
}

#[test]
fn a_sealed_part_that_differs_from_its_commitments_is_refused() {
    let mut forged = Line::parse(&sealed()).unwrap();
    let mut salted = forged.open_salted(&key()).unwrap();
    salted.get_mut("copies").unwrap().value = json!(3);
    let context = forged.context().unwrap();
    forged.sealed = Some(key().seal(&to_canonical(&salted).unwrap(), &context, &mut entropy()));
    assert_eq!(forged.open(&key()), Err(LineError::CommitmentBroken("copies".to_owned())));
}

#[test]
fn another_spelling_of_the_same_line_is_refused() {
    let bytes = line().write().unwrap();
    let text = text(&bytes);
    assert!(Line::parse(&bytes).is_ok());
    for other in [
        text.replace(",\"day\"", ", \"day\""),
        text.replace("\"v\":1", "\"v\":1.0"),
        text.replace("\"index\":17", "\"index\":17e0"),
        text.replace("accepted", "\\u0061ccepted"),
        text.replace("\"v\":1", "\"v\":1,\"z\":1"),
        text.replace("\"v\":1", "\"v\":2"),
        text.replace("\"outcome\":\"accept\"", "\"outcome\":\"refuse\",\"outcome\":\"accept\""),
        text.replace("2026-01-12\"", "20260112\""),
        format!("{text} "),
        format!(" {text}"),
    ] {
        assert_ne!(other, text);
        assert!(
            matches!(Line::parse(other.as_bytes()), Err(LineError::NotCanonical(_) | LineError::SumWrong)),
            "{other}"
        );
    }
}

#[test]
fn every_cut_line_is_refused() {
    let bytes = sealed();
    for end in 0..bytes.len() {
        assert!(Line::parse(&bytes[..end]).is_err(), "{end}");
    }
}

#[test]
fn numbers_that_json_does_not_carry_exactly_are_refused() {
    for number in [json!(1.5), json!(1_u64 << 53), json!(-(1_i64 << 53)), json!(u64::MAX)] {
        let open = json!({"deep": [number]}).as_object().unwrap().clone();
        assert!(matches!(Line { open, ..line() }.write(), Err(LineError::InexactNumber(_))));
        let particulars = BTreeMap::from([("number".to_owned(), number)]);
        let result = line().seal(&particulars, &key(), &mut entropy());
        assert!(matches!(result, Err(LineError::InexactNumber(_))));
    }
}

#[test]
fn a_value_nested_too_deep_to_be_read_back_is_not_written() {
    let deep = (0..40).fold(json!(1), |value, _| json!([value]));
    let particulars = BTreeMap::from([("deep".to_owned(), deep)]);
    assert_eq!(line().seal(&particulars, &key(), &mut entropy()), Err(LineError::TooDeep));
}

#[test]
fn a_line_that_is_too_long_is_not_written_and_not_read() {
    let particulars = BTreeMap::from([("text".to_owned(), json!("x".repeat(MAX_BYTES)))]);
    let result = line().seal(&particulars, &key(), &mut entropy());
    assert!(matches!(result, Err(LineError::TooLong { .. })));
    assert!(matches!(Line::parse(&vec![b' '; MAX_BYTES + 1]), Err(LineError::TooLong { .. })));
}

#[test]
fn fields_that_do_not_go_together_are_refused() {
    let answers = Some(Answers { peer: "hk".into(), message: "01J".into(), digest: Digest::of(b"") });
    for bad in [
        Line { revision: 0, ..line() },
        Line { commit: Place { number: 3, of: 2 }, ..line() },
        Line { commit: Place { number: 0, of: 2 }, ..line() },
        Line { durable: 18, ..line() },
        Line { answers: answers.clone(), ..line() },
        Line { receipt: Some("receipt".into()), ..line() },
        Line { answers, receipt: Some("receipt".into()), commit: Place { number: 2, of: 2 }, ..line() },
        Line { commitments: BTreeMap::from([("a".into(), Digest::of(b""))]), ..line() },
    ] {
        assert!(matches!(bad.write(), Err(LineError::Inconsistent(_))), "{bad:?}");
    }
    assert_eq!(Line { subject: "two words".into(), ..line() }.write(), Err(LineError::BadName("subject")));
}
