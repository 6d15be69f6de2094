//! What the pure crates may not have, and where limits stand.

use super::Breaches;
use super::ownership::dependencies;
use super::rust_source::RustSource;

/// The crates that decide and record. What they may depend on is a list, so that a new dependency is a decision: none of
/// these opens a file or a socket, reads a clock or draws a random number by itself.
const PURE: &[(&str, &[&str])] = &[
    (
        "gateway/domain/",
        &[
            "base64",
            "comity_record",
            "hkdf",
            "jiff",
            "jsonschema",
            "proptest",
            "serde",
            "serde_json",
            "serde_json_canonicalizer",
            "serde_path_to_error",
            "sha2",
            "thiserror",
            "ulid",
            "unicode_normalization",
        ],
    ),
    (
        "gateway/record/",
        &[
            "aes_gcm",
            "base64",
            "ed25519_dalek",
            "jiff",
            "proptest",
            "serde",
            "serde_json",
            "serde_json_canonicalizer",
            "sha2",
            "subtle",
            "thiserror",
            "zeroize",
        ],
    ),
    (
        "gateway/federation/",
        &[
            "aes_gcm",
            "base64",
            // Both draw from the entropy that they are given.
            "blahaj",
            "comity_domain",
            "comity_record",
            "ed25519_dalek",
            "hpke",
            "jiff",
            "miniz_oxide",
            "p256",
            "proptest",
            "serde",
            "serde_json",
            "serde_json_canonicalizer",
            "sha2",
            "sm2",
            "thiserror",
            "ulid",
            "zeroize",
        ],
    ),
];

const IMPURE_WORDS: &[&str] =
    &["async", "await", "f32", "f64", "SystemTime", "Instant", "print", "println", "eprint", "eprintln"];
/// Where one of these words is no impurity. The list only shrinks.
const EXEMPT: &[(&str, &str)] = &[
    // What reads JSON is handed its numbers by serde, floats among them, and must take one to make it whole or refuse it.
    ("gateway/domain/src/json.rs", "f64"),
];
const IMPURE_MODULES: &[&str] = &["env", "fs", "io", "net", "os", "process", "thread", "time"];

/// The crates whose limits stand in one file. `record` and `store` lie below it and take theirs as arguments; what is
/// part of a record's format stands with the format.
const LIMITED: &[&str] = &["gateway/domain/", "gateway/federation/", "gateway/rules/", "gateway/server/"];
const LIMITS: &str = "gateway/domain/src/limits.rs";

pub(crate) fn manifests(path: &str, text: &str) -> Breaches {
    let Some((_, allowed)) = PURE.iter().find(|(folder, _)| path.starts_with(folder)) else {
        return Breaches::new();
    };
    let strangers = dependencies(path, text).into_iter().filter(|name| !allowed.contains(&name.as_str()));
    strangers
        .map(|name| format!("{path}: depends on `{name}`, which is not among what a pure crate may have"))
        .collect()
}

pub(crate) fn sources(path: &str, text: &str) -> Breaches {
    if !PURE.iter().any(|(folder, _)| path.starts_with(folder)) {
        return Breaches::new();
    }
    let source = RustSource::parse_without_tests(text);
    let is_impure = |word: &str| IMPURE_WORDS.contains(&word) && !EXEMPT.contains(&(path, word));
    let words = source.identifiers().filter(|(_, word)| is_impure(word));
    let mut breaches: Breaches = words.map(|(line, word)| format!("{path}:{line}: `{word}` in a pure crate")).collect();
    let modules = source.std_modules();
    let modules = modules.iter().filter(|(_, module)| IMPURE_MODULES.contains(&module.as_str()));
    breaches.extend(modules.map(|(line, module)| format!("{path}:{line}: `std::{module}` in a pure crate")));
    breaches
}

pub(crate) fn limits(path: &str, text: &str) -> Breaches {
    if path == LIMITS || !LIMITED.iter().any(|folder| path.starts_with(folder)) {
        return Breaches::new();
    }
    let source = RustSource::parse_without_tests(text);
    let words: Vec<(usize, &str)> = source.identifiers().collect();
    let constants = words.windows(2).filter(|pair| pair[0].1 == "const").map(|pair| pair[1]);
    constants
        .filter(|(_, name)| name.split('_').any(|part| matches!(part, "MAX" | "LIMIT" | "LIMITS")))
        .map(|(line, name)| format!("{path}:{line}: the limit `{name}` belongs in {LIMITS}"))
        .collect()
}

#[test]
fn a_dependency_that_could_do_anything_is_seen() {
    let text = "[dependencies]\ntokio.workspace = true\nserde.workspace = true\n";
    assert_eq!(manifests("gateway/domain/Cargo.toml", text).len(), 1);
    assert_eq!(manifests("gateway/federation/Cargo.toml", text).len(), 1);
    assert!(manifests("gateway/server/Cargo.toml", text).is_empty());
}

#[test]
fn a_float_a_clock_and_a_file_are_seen_in_a_pure_crate() {
    let text =
        "use std::{fs, collections::BTreeMap};\nfn a() -> f64 { 1.0 }\nasync fn b() {}\nuse std::time::Duration;\n";
    assert_eq!(sources("gateway/record/src/line.rs", text).len(), 4);
    assert!(sources("gateway/store/src/disk.rs", text).is_empty());
    assert!(
        sources("gateway/domain/src/a.rs", "// async\nfn as_f64() {}\n#[cfg(test)]\nmod tests {\n use std::fs;\n}\n")
            .is_empty()
    );
}

#[test]
fn a_limit_of_its_own_is_seen() {
    assert_eq!(limits("gateway/server/src/api.rs", "const BODY_MAX_BYTES: usize = 1;").len(), 1);
    assert_eq!(limits("gateway/rules/src/host.rs", "impl A {\n    pub const LIMIT: u32 = 1;\n}").len(), 1);
    assert!(limits(LIMITS, "pub const BODY_MAX_BYTES: usize = 1;").is_empty());
    assert!(limits("gateway/server/src/api.rs", "const MAXIM: &str = \"\"; let a = u32::MAX;").is_empty());
}
