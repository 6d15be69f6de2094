//! `comity rules build`, `sign`, `publish`, `diff` and `describe`: from a component to a release that others find.

use std::fs;
use std::path::{Path, PathBuf};

use comity_federation::keys::KeyPair;
use comity_rules::{PublisherKey, Release};
use comity_tests::{fixtures, target};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Said, comity};

#[test]
fn a_component_becomes_a_release_that_is_found_where_it_was_published() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let built = build("hongkong", &target().join("rules/hongkong.wasm"), &at("draft.json"));
    assert_eq!(built.status, 0, "{}", built.err);
    let signed = sign(&at("draft.json"), &at("release.json"));
    assert_eq!(signed.status, 0, "{}", signed.err);
    let digest = signed.out.trim();

    let published = publish(&at("release.json"), &folder, &["--publisher", &public_key()]);
    assert_eq!((published.status, published.out.trim()), (0, digest), "{}", published.err);
    // The lock knows the publisher now.
    assert_eq!(publish(&at("release.json"), &folder, &[]).status, 0);
    let rules = comity(&["rules", "describe", "--json", "--releases", folder.path().to_str().unwrap()], "").json();
    assert_eq!(rules["id"], "hongkong");
    let facts = super::assess::facts().to_string();
    let assessed = comity(&["rules", "assess", "-", "--releases", folder.path().to_str().unwrap()], &facts).json();
    assert_eq!(assessed["release"], digest);
}

#[test]
fn what_does_not_hold_is_neither_built_nor_published() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let another = build("hongkong", &target().join("rules/macao.wasm"), &at("draft.json"));
    assert!(another.refusal(1).contains("describe-mismatch"), "{}", another.err);
    assert!(!at("draft.json").exists());
    assert!(build("atlantis", &target().join("rules/macao.wasm"), &at("draft.json")).refusal(2).contains("no-rules"));

    assert_eq!(build("hongkong", &target().join("rules/hongkong.wasm"), &at("draft.json")).status, 0);
    assert_eq!(sign(&at("draft.json"), &at("release.json")).status, 0);
    assert!(publish(&at("release.json"), &folder, &[]).refusal(2).contains("no-publisher"));
    let stranger = "A".repeat(43);
    assert_ne!(publish(&at("release.json"), &folder, &["--publisher", &stranger]).status, 0);
    let mut forged: Value = serde_json::from_slice(&fs::read(at("release.json")).unwrap()).unwrap();
    forged["settings"]["unlisted-document"] = json!("flag");
    fs::write(at("forged.json"), forged.to_string()).unwrap();
    let refused = publish(&at("forged.json"), &folder, &["--publisher", &public_key()]);
    assert!(refused.refusal(1).contains("part-mismatch"), "{}", refused.err);
    assert!(!at("rules.lock").exists() && !at("hongkong.release.json").exists());
}

#[test]
fn two_releases_are_compared_part_by_part() {
    let folder = tempfile::tempdir().unwrap();
    let before = target().join("rules/hongkong.release.json");
    let release = Release::parse(&fs::read(&before).unwrap()).unwrap();
    let mut settings = release.settings().clone();
    settings.insert("unlisted-document".to_owned(), serde_json::from_value(json!("flag")).unwrap());
    let after = folder.path().join("after.json");
    let key = KeyPair::parse(&fs::read(key()).unwrap()).unwrap();
    let signed = release.with_settings(settings).sign(key.signing_key().unwrap()).unwrap();
    fs::write(&after, signed.to_bytes().unwrap()).unwrap();

    let diff = |after: &Path| comity(&["rules", "diff", before.to_str().unwrap(), after.to_str().unwrap()], "").json();
    let other = diff(&after);
    assert_eq!(other["settings"], json!({ "unlisted-document": ["return", "flag"] }));
    assert_eq!(other["manifest"].as_object().unwrap().keys().collect::<Vec<_>>(), ["settings"]);
    assert_eq!((&other["says"], &other["calendars"]), (&json!([[], []]), &json!([])));
    let same = diff(&before);
    assert_eq!((&same["manifest"], &same["settings"]), (&json!({}), &json!({})));
}

#[test]
fn what_rests_on_no_text_that_was_read_is_marked_where_the_rules_describe_themselves() {
    let described = comity(&["rules", "describe", "--rules", "hongkong", "--lang", "en"], "");
    assert_eq!(described.status, 0, "{}", described.err);
    let marked = described.out.lines().filter(|line| line.contains(" [")).count();
    assert!(marked > 10, "{}", described.out);
    assert!(!described.out.contains("[the text was read]"));
}

fn build(rules: &str, component: &Path, out: &Path) -> Said {
    let project = fixtures().parent().unwrap().to_owned();
    let [component, out, project] = [component, out, &project].map(|path| path.to_str().unwrap());
    comity(&["rules", "build", "--rules", rules, "--component", component, "--out", out, "--project", project], "")
}

fn sign(draft: &Path, out: &Path) -> Said {
    let [draft, out, key] = [draft, out, &key()].map(|path| path.to_str().unwrap().to_owned());
    comity(&["rules", "sign", &draft, "--key", &key, "--out", &out], "")
}

fn publish(release: &Path, folder: &TempDir, more: &[&str]) -> Said {
    let arguments = ["rules", "publish", release.to_str().unwrap(), "--releases", folder.path().to_str().unwrap()];
    comity(&[&arguments[..], more].concat(), "")
}

/// The key with which Hong Kong's releases are signed for practice.
fn key() -> PathBuf {
    target().join("rules/practice-publisher-HK.json")
}

fn public_key() -> String {
    let key = KeyPair::parse(&fs::read(key()).unwrap()).unwrap();
    let key = PublisherKey::from(*key.public().verifying_key().unwrap());
    serde_json::to_value(key).unwrap().as_str().unwrap().to_owned()
}
