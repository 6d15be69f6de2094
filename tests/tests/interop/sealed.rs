//! Sealed files, between ours and another program that was written after docs/sealed.md with the HPKE of `cryptography`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use comity_federation::sealed::{Header, PersonKey};
use comity_tests::{fixtures, foreign};
use serde_json::{Value, json};

use super::said;

const WHAT: &str = "sealed files, as the Python library cryptography sees them";

#[test]
fn the_python_library_cryptography_opens_and_recovers_what_we_seal_and_refuses_it_when_it_was_changed() {
    let Some(mut python) = foreign::python("sealed.py", WHAT) else { return };
    let heard = said(python.arg("vectors").arg(fixtures().join("sealed/vectors.json")));
    assert_eq!(heard, "6 opened, 6 recovered, every changed byte refused");
}

#[test]
fn what_the_python_library_cryptography_seals_we_open_and_recover() {
    for size in [0, 1, 65_536, 65_537, 200_000] {
        let Some(mut python) = foreign::python("sealed.py", WHAT) else { return };
        let (person, officers, gateway) = (key(1), key(2), key(3));
        let statement = json!({
            "matter": "cn/01KEQ3V3T0000000000000000A",
            "item": "bank-statement",
            "label": "(2026)粤0115民初123号",
            "by": { "account": "lin-yu", "authority": "cn-nansha" },
            "sealed": "2026-01-12T00:00:00.000Z",
            "scan": { "state": "not-scanned" },
            "authority": "hk-high-court",
            "recipients": [{ "account": "wong-ka-yan", "key": person.public() }],
            "recovery": { "key": officers.public(), "release": gateway.public() },
        });
        let file = said(python.args(["seal", &statement.to_string(), &size.to_string()]));
        let file = URL_SAFE_NO_PAD.decode(file).unwrap();
        let header = Header::parse(&file).unwrap();
        assert_eq!(header.statement().size, size);
        assert_eq!(serde_json::to_value(&header.statement().recipients).unwrap(), statement["recipients"]);
        let released = header.release(&gateway).unwrap();
        for mut opening in [header.open(&person).unwrap(), header.recover(&released, &officers).unwrap()] {
            let (mut text, mut rest) = (Vec::new(), &file[header.len()..]);
            while let Some(due) = opening.expects() {
                let (chunk, after) = rest.split_at(due);
                text.extend(opening.open_next(chunk).unwrap());
                rest = after;
            }
            let expected: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
            assert!(rest.is_empty() && text == expected, "{size}");
        }
    }
}

#[test]
fn the_page_on_sealed_files_names_every_member_of_a_statement() {
    let page = std::fs::read_to_string(fixtures().parent().unwrap().join("docs/sealed.md")).unwrap();
    let vectors: Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures().join("sealed/vectors.json")).unwrap()).unwrap();
    let statement: Value = serde_json::from_str(vectors["files"][1]["statement"].as_str().unwrap()).unwrap();
    let members = statement.as_object().unwrap();
    assert_eq!(members.len(), 12);
    for member in members.keys() {
        assert!(page.contains(&format!("| `{member}` |")), "docs/sealed.md says nothing of `{member}`");
    }
}

fn key(seed: u8) -> PersonKey {
    PersonKey::from_bytes([seed; 32])
}
