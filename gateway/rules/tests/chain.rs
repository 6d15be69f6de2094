//! From bytes to a rule set: each link refuses what does not hold.

use comity_rules::{Compiled, Draft, Fault, Lock, Pinned, Release, RuleSet, Signed};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};

use crate::world::{HOST, component, hongkong, hostile, key, lock};

fn release() -> Release {
    hongkong().sign(&key()).unwrap()
}

/// The code of the link that refuses these bytes.
fn refusal(bytes: &[u8], lock: &Lock) -> &'static str {
    RuleSet::load(&HOST, bytes, lock).unwrap_err().code()
}

/// The release with something changed behind the publisher's back.
fn forged(change: impl FnOnce(&mut Value)) -> Release {
    let mut json = serde_json::to_value(release()).unwrap();
    change(&mut json);
    serde_json::from_value(json).unwrap()
}

/// The fault of a component that is published and pinned like any other.
fn published(component: Vec<u8>) -> Fault {
    let release = Draft { component, ..hostile() }.sign(&key()).unwrap();
    RuleSet::load(&HOST, &release.to_bytes().unwrap(), &lock(&release)).unwrap_err()
}

fn wat(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap()
}

#[test]
fn a_release_is_read_back_as_it_was_written() {
    let release = release();
    assert_eq!(Release::parse(&release.to_bytes().unwrap()).unwrap(), release);
}

#[test]
fn what_is_not_a_release_is_refused() {
    for bytes in [&b""[..], b"{}", b"[]", b"\0asm", b"{\"manifest\":null}"] {
        assert_eq!(refusal(bytes, &Lock::default()), "malformed-release");
    }
}

#[test]
fn a_release_that_is_not_pinned_is_refused() {
    assert_eq!(refusal(&release().to_bytes().unwrap(), &Lock::default()), "not-pinned");
}

#[test]
fn another_release_than_the_pinned_one_is_refused_even_if_it_is_signed() {
    let other =
        release().with_settings([("hk-calendar".to_owned(), json!("HK-court"))].into_iter().map(setting).collect());
    assert_eq!(refusal(&other.sign(&key()).unwrap().to_bytes().unwrap(), &lock(&release())), "not-pinned");
}

fn setting((name, value): (String, Value)) -> (String, comity_domain::facts::Value) {
    (name, serde_json::from_value(value).unwrap())
}

#[test]
fn a_part_that_was_exchanged_is_noticed() {
    for (part, value) in
        [("settings", json!({})), ("cases", json!([])), ("calendars", json!({})), ("component", json!(""))]
    {
        let forged = forged(|json| json[part] = value);
        let fault = Pinned::new(&forged.to_bytes().unwrap(), &lock(&forged)).unwrap_err();
        assert_eq!(fault.code(), "part-mismatch", "{part}");
    }
}

#[test]
fn a_release_that_its_publisher_did_not_sign_is_refused() {
    let stranger = SigningKey::from_bytes(&[8; 32]);
    let release = hongkong().sign(&stranger).unwrap();
    assert_eq!(refusal(&release.to_bytes().unwrap(), &lock(&release)), "bad-signature");
}

#[test]
fn a_signature_over_another_manifest_is_refused() {
    let forged = forged(|json| json["manifest"]["version"] = json!("0.1.1"));
    assert_eq!(refusal(&forged.to_bytes().unwrap(), &lock(&forged)), "bad-signature");
}

#[test]
fn a_header_that_names_another_suite_is_no_signature() {
    // {"alg":"none","kid":"x","typ":"comity-release+jws"}
    let header = "eyJhbGciOiJub25lIiwia2lkIjoieCIsInR5cCI6ImNvbWl0eS1yZWxlYXNlK2p3cyJ9";
    let forged = forged(|json| json["signature"]["protected"] = json!(header));
    assert_eq!(refusal(&forged.to_bytes().unwrap(), &lock(&forged)), "bad-signature");
}

#[test]
fn a_component_that_imports_is_refused_before_it_runs() {
    let fault = published(wat(r#"(component (import "clock" (func)))"#));
    assert_eq!(fault, Fault::Import("clock".to_owned()));
}

#[test]
fn a_component_of_another_world_is_refused() {
    assert_eq!(published(wat("(component)")).code(), "wrong-world");
    let half = r#"(component (instance $rules) (export "comity:rules/rules@0.1.0" (instance $rules)))"#;
    assert_eq!(published(wat(half)).code(), "wrong-world");
}

#[test]
fn what_is_no_component_does_not_compile() {
    for bytes in [wat("(module)"), b"\0asm\x0d\0\x01\0garbage".to_vec(), b"\x7fELF native code".to_vec(), Vec::new()] {
        assert_eq!(published(bytes).code(), "compile");
    }
}

#[test]
fn a_component_with_more_memory_than_there_is_does_not_compile() {
    let text = r#"(component (core module $m (memory 2000)) (core instance (instantiate $m)))"#;
    assert_eq!(published(wat(text)).code(), "compile");
}

#[test]
fn a_component_that_lies_about_itself_is_refused() {
    let lying = Draft { component: component("hostile"), settings: Default::default(), ..hongkong() };
    let release = lying.sign(&key()).unwrap();
    let fault = RuleSet::load(&HOST, &release.to_bytes().unwrap(), &lock(&release)).unwrap_err();
    let Fault::DescribeMismatch { described, declared } = fault else { panic!("{fault:?}") };
    assert_eq!((described.as_str(), declared.as_str()), ("hostile 0.1.0 of HK", "hongkong 0.1.0 of HK"));
}

#[test]
fn a_switch_that_the_component_does_not_have_is_refused() {
    let settings = [("unlisted-document".to_owned(), json!("flag"))].into_iter().map(setting).collect();
    let release = Draft { settings, ..hostile() }.sign(&key()).unwrap();
    assert_eq!(refusal(&release.to_bytes().unwrap(), &lock(&release)), "malformed-release");
}

#[test]
fn a_value_that_a_switch_does_not_know_is_refused() {
    let settings = [("hk-calendar".to_owned(), json!("HK-genral"))].into_iter().map(setting).collect();
    let release = release().with_settings(settings).sign(&key()).unwrap();
    let fault = RuleSet::load(&HOST, &release.to_bytes().unwrap(), &lock(&release)).unwrap_err();
    assert_eq!(fault.code(), "malformed-release");
    assert!(fault.to_string().contains("`hk-calendar` is one of HK-general, HK-court"), "{fault}");
}

#[test]
fn each_link_is_made_from_the_last() {
    let release = release();
    let pinned = Pinned::new(&release.to_bytes().unwrap(), &lock(&release)).unwrap();
    let compiled = Compiled::new(&HOST, Signed::new(pinned).unwrap()).unwrap();
    assert_eq!(RuleSet::new(compiled).unwrap().description().id, "hongkong");
}
