//! `comity credential`: cards verified without network and gateway, and made by whoever has a body's key in a file.

use std::path::Path;

use comity_tests::{fixtures, foreign};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::comity;

/// The vectors, their parts written out as files.
struct Folder {
    folder: TempDir,
    vectors: Value,
}

impl Folder {
    fn new() -> Self {
        let vectors = std::fs::read_to_string(fixtures().join("credentials/vectors.json")).unwrap();
        let folder = Self { folder: tempfile::tempdir().unwrap(), vectors: serde_json::from_str(&vectors).unwrap() };
        folder.write("roll.json", &folder.vectors["roll"].to_string());
        folder.write("trust.json", &folder.vectors["anchors"].to_string());
        for (name, token) in folder.vectors["lists"].as_object().unwrap() {
            folder.write(&format!("{name}.list"), token.as_str().unwrap());
        }
        for (place, token) in folder.vectors["confirmations"].as_array().unwrap().iter().enumerate() {
            folder.write(&format!("{place}.confirmation"), token.as_str().unwrap());
        }
        folder
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// A bundle with this list, and so many confirmations.
    fn bundle(&self, list: &str, confirmations: usize) -> String {
        let (roll, list, out) = (self.path("roll.json"), self.path(&format!("{list}.list")), self.path("bundle.json"));
        let confirmations: Vec<String> =
            (0..confirmations).map(|place| self.path(&format!("{place}.confirmation"))).collect();
        let mut arguments = vec!["--json", "credential", "bundle", "--roll", &roll, "--list", &list, "--out", &out];
        confirmations.iter().for_each(|path| arguments.extend(["--confirmation", path.as_str()]));
        assert_eq!(comity(&arguments, "").json(), json!({ "file": out }));
        out
    }

    /// What the program says of the card of a case, and how it ends.
    fn verified(&self, case: &Value, bundle: &str) -> (Value, i32) {
        self.write("card", case["card"].as_str().unwrap());
        let (card, trust, at) = (self.path("card"), self.path("trust.json"), at(case));
        let arguments = ["--json", "credential", "verify", &card, "--bundle", bundle, "--trust", &trust, "--at", &at];
        let said = comity(&arguments, "");
        (serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.err)), said.status)
    }

    fn case(&self, what: &str) -> &Value {
        self.vectors["cases"].as_array().unwrap().iter().find(|case| case["what"] == what).unwrap()
    }
}

/// The time of a case, as the program takes times.
fn at(case: &Value) -> String {
    comity_record::Time::from_unix_ms(case["now"].as_i64().unwrap() * 1000).to_string()
}

#[test]
fn every_card_of_the_vectors_gets_its_verdict_and_only_a_valid_one_ends_well() {
    let folder = Folder::new();
    for case in folder.vectors["cases"].as_array().unwrap() {
        let bundle = folder.bundle(case["list"].as_str().unwrap(), 3);
        let (said, status) = folder.verified(case, &bundle);
        for member in ["verdict", "code", "at"].iter().filter(|member| case.get(**member).is_some()) {
            assert_eq!(said[member], case[member], "{}", case["what"]);
        }
        assert_eq!(status == 0, case["verdict"] == "valid", "{}", case["what"]);
    }
}

#[test]
fn a_mediator_whom_the_joint_conference_has_not_confirmed_is_not_said_to_be_valid() {
    let folder = Folder::new();
    let case = folder.case("valid, with everything disclosed");
    let (said, status) = folder.verified(case, &folder.bundle("valid", 2));
    assert_eq!((&said["verdict"], &said["doubt"], status), (&json!("cannot-confirm"), &json!("not-confirmed"), 1));
}

#[test]
fn a_verdict_is_said_in_words_in_every_language() {
    let folder = Folder::new();
    let case = folder.case("suspended");
    let (bundle, at) = (folder.bundle("suspended", 3), at(case));
    folder.write("card", case["card"].as_str().unwrap());
    let card = folder.path("card");
    for (lang, words) in
        [("en", "suspended by"), ("pt", " por "), ("zh-CN", "暂停"), ("zh-HK", "暫停"), ("zh-MO", "中止")]
    {
        let said = comity(&["--lang", lang, "credential", "verify", &card, "--bundle", &bundle, "--at", &at], "");
        assert!(said.status == 1 && said.out.contains(words) && !said.out.contains('⟨'), "{lang}: {}", said.out);
    }
}

#[test]
fn a_holder_shows_less_and_a_body_issues_with_a_key_from_a_file() {
    let folder = Folder::new();
    let case = folder.case("valid, with everything disclosed");
    folder.write("whole", case["card"].as_str().unwrap());
    let [whole, less] = ["whole", "less"].map(|name| folder.path(name));
    comity(&["--json", "credential", "present", &whole, "--show", "romanised_name", "--out", &less], "").json();
    let shown = json!({ "card": std::fs::read_to_string(&less).unwrap(), "now": case["now"] });
    let (said, _) = folder.verified(&shown, &folder.bundle("valid", 3));
    assert_eq!(said["disclosed"], json!({ "romanised_name": "Chan Tai Man" }));

    let [key, entry, draft, card] = ["key", "entry.json", "draft.json", "made"].map(|name| folder.path(name));
    let make =
        ["roll", "key", "--owner", "hk-gba-accreditation", "--use", "credential", "--key", &key, "--out", &entry];
    assert_eq!(comity(&make, "").status, 0);
    let says = json!({
        "issuer": "hk-gba-accreditation",
        "subject": "urn:comity:mediator:hk:2026-0050",
        "accreditation": { "standard": "hk-gba-accreditation-2024", "standard_version": "2024-03-28", "level": "mediator" },
        "profile": { "family_name": "黃", "given_name": "嘉欣" },
        "issued": "2026-11-28T00:00:00.000Z",
        "expires": "2029-11-27T00:00:00.000Z",
        "status": { "idx": 5, "uri": "urn:comity:status-list:hk-gba-accreditation:1" },
    });
    std::fs::write(&draft, says.to_string()).unwrap();
    let issued = comity(&["--json", "credential", "issue", &draft, "--key", &key, "--out", &card], "").json();
    assert!(issued["digest"].as_str().unwrap().starts_with("sha256:"));
    assert!(std::fs::read_to_string(&card).unwrap().ends_with('~'));
    // The roll of the vectors does not have this key.
    let fresh = json!({ "card": std::fs::read_to_string(&card).unwrap(), "now": 1_800_000_000 });
    assert_eq!(folder.verified(&fresh, &folder.bundle("valid", 3)).0["code"], "unknown-key");

    let mut more = says;
    more["profile"]["birthdate"] = json!("1970-01-01");
    std::fs::write(&draft, more.to_string()).unwrap();
    let refused = comity(&["credential", "issue", &draft, "--key", &key, "--out", &card], "");
    assert!(refused.refusal(2).starts_with("bad-field: "), "{}", refused.err);
    assert!(Path::new(&card).exists());
}

#[test]
fn the_code_on_a_printed_card_is_read_by_another_reader_and_the_credential_verifies_offline() {
    let folder = Folder::new();
    let case = folder.case("valid, with everything disclosed");
    folder.write("whole", case["card"].as_str().unwrap());
    let whole = folder.path("whole");
    for name in ["card.png", "card.pdf"] {
        let out = folder.path(name);
        assert_eq!(comity(&["--json", "credential", "card", &whole, "--out", &out], "").json(), json!({ "file": out }));
        let Some(mut reader) = foreign::python("card.py", "printed cards, as zxing reads their code") else { return };
        let read = reader.arg(&out).output().unwrap();
        assert!(read.status.success(), "{name}: {}", String::from_utf8_lossy(&read.stderr));
        let scanned = json!({ "card": String::from_utf8(read.stdout).unwrap(), "now": case["now"] });
        assert_eq!(scanned["card"], case["card"], "{name}");
        let (said, status) = folder.verified(&scanned, &folder.bundle("valid", 3));
        assert_eq!((&said["verdict"], status), (&json!("valid"), 0), "{name}");
    }
}

#[test]
fn a_card_that_no_code_can_hold_is_not_printed_and_nothing_is_written() {
    let folder = Folder::new();
    let case = folder.case("valid, with everything disclosed");
    let card = case["card"].as_str().unwrap();
    // More than a code holds, and still of the form of a card.
    let (jwt, disclosures) = card.split_once('~').unwrap();
    folder.write("large", &format!("{jwt}~{}", disclosures.repeat(12)));
    folder.write("none", "not a card");
    folder.write("whole", card);
    let [large, none, whole, out, other] =
        ["large", "none", "whole", "card.pdf", "card.svg"].map(|name| folder.path(name));
    let refused = |card: &str, out: &str| comity(&["credential", "card", card, "--out", out], "").refusal(2).to_owned();
    assert!(refused(&large, &out).starts_with("card-too-large-for-code: "));
    assert!(!refused(&none, &out).is_empty());
    assert!(refused(&whole, &other).starts_with("card-form-unknown: "));
    assert!(!Path::new(&out).exists() && !Path::new(&other).exists());
}
