//! The shape of the tree: what lies at the top, how long a file is, what is kept at all, and that nothing is forgotten.

use std::collections::BTreeSet;

use super::Breaches;
use super::rust_source::RustSource;

/// Folder name = what it is. A new one is a decision, made here.
const TOP_LEVEL: &[&str] = &[
    ".cargo",
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "clippy.toml",
    "deny.toml",
    "docs",
    "fixtures",
    "gateway",
    "locales",
    "plugins-wasm",
    "policies",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "tests",
    "typos.toml",
];

const FILE_LINES: usize = 700;
/// What people write and read from top to bottom; tables and vectors may be as long as they are.
const WRITTEN: &[&str] = &[".rs", ".polar", ".wit", ".md"];
/// Where a record has what is sealed.
const SEALED: &[&str] = &["/blobs/", "/pieces/", "/contents/"];

pub(crate) fn top_level<'a>(paths: impl Iterator<Item = &'a str>) -> Breaches {
    let entries: BTreeSet<&str> = paths.map(|path| path.split('/').next().unwrap_or(path)).collect();
    let strangers = entries.into_iter().filter(|entry| !TOP_LEVEL.contains(entry));
    strangers.map(|entry| format!("{entry}: is not part of the top level")).collect()
}

pub(crate) fn length(path: &str, text: &str) -> Breaches {
    let lines = text.lines().count();
    let is_written = WRITTEN.iter().any(|ending| path.ends_with(ending));
    if is_written && lines > FILE_LINES {
        return vec![format!("{path}: {lines} lines; {FILE_LINES} are the most that one reads")];
    }
    Breaches::new()
}

/// A paper of a matter may be a PDF, and a record that is kept has sealed files, pieces of files and contents of segments, and the key to them;
/// nothing else that people cannot read is kept, least of all what a build makes.
pub(crate) fn binary(path: &str, bytes: &[u8]) -> Breaches {
    let is_paper = path.starts_with("fixtures/") && path.ends_with(".pdf");
    let is_sealed = path.starts_with("fixtures/record/")
        && (SEALED.iter().any(|folder| path.contains(folder)) || path.ends_with("/master.key"));
    let is_readable = std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0'));
    if is_paper || is_sealed || is_readable { Breaches::new() } else { vec![format!("{path}: is not text")] }
}

/// Integration tests are one binary a crate: `tests/main.rs`, with every other file as a module. Cargo would make a
/// binary of each file, so its search is off; then a file that is no module would never be compiled at all.
pub(crate) fn forgotten_tests(files: &[(&str, &str)]) -> Breaches {
    let mut breaches = Breaches::new();
    for (path, _) in files.iter().filter(|(path, _)| path.ends_with("/Cargo.toml")) {
        let package = path.trim_end_matches("Cargo.toml");
        let folder = format!("{package}tests/");
        let is_direct = |path: &str| path.strip_prefix(&folder).is_some_and(|name| !name.contains('/'));
        let tests: Vec<_> = files.iter().filter(|(path, _)| path.ends_with(".rs") && is_direct(path)).collect();
        if tests.is_empty() {
            continue;
        }
        let main = format!("{folder}main.rs");
        let Some((_, text)) = tests.iter().find(|(path, _)| *path == main) else {
            breaches.push(format!("{folder}: its files belong under one main.rs"));
            continue;
        };
        let modules = modules(text);
        let named =
            |path: &str| path.strip_prefix(&folder).and_then(|name| name.strip_suffix(".rs")).map(str::to_owned);
        let forgotten =
            tests.iter().filter(|(path, _)| *path != main && !named(path).is_some_and(|name| modules.contains(&name)));
        breaches.extend(forgotten.map(|(path, _)| format!("{path}: is not a module of {main}")));
        if tests.len() > 1 && !files.iter().any(|(other, text)| other == path && text.contains("autotests = false")) {
            breaches.push(format!("{path}: lacks `autotests = false`, so each test file becomes a binary"));
        }
    }
    breaches
}

fn modules(main: &str) -> BTreeSet<String> {
    let source = RustSource::parse(main);
    let words: Vec<&str> = source.identifiers().map(|(_, word)| word).collect();
    words.windows(2).filter(|pair| pair[0] == "mod").map(|pair| pair[1].to_owned()).collect()
}

#[test]
fn a_new_folder_at_the_top_is_seen() {
    let paths = ["gateway/domain/src/lib.rs", "misc/notes.md", "Cargo.toml"];
    assert_eq!(top_level(paths.into_iter()), ["misc: is not part of the top level"]);
}

#[test]
fn a_long_file_is_seen_and_a_long_table_is_not() {
    let text = "a\n".repeat(FILE_LINES + 1);
    assert_eq!(length("gateway/server/src/app.rs", &text).len(), 1);
    assert!(length("fixtures/calendars/CN.json", &text).is_empty());
    assert!(length("gateway/server/src/app.rs", &text[2..]).is_empty());
}

#[test]
fn a_built_component_is_seen() {
    assert_eq!(binary("plugins-wasm/mainland.wasm", b"\0asm\x0d\0\x01\0").len(), 1);
    assert_eq!(binary("fixtures/papers/scan.png", &[0x89, b'P']).len(), 1);
    assert_eq!(binary("fixtures/record/v1/data/views/db", &[0]).len(), 1);
    assert!(binary("fixtures/record/v1/data/blobs/3d9f", &[0]).is_empty());
    assert!(binary("fixtures/record/gateway/v2/record/pieces/3d9f", &[0]).is_empty());
    assert!(binary("fixtures/papers/summons.pdf", b"%PDF-1.7\0").is_empty());
    assert!(binary("locales/zh-CN/console.ftl", "委托书".as_bytes()).is_empty());
}

#[test]
fn a_test_file_that_is_no_module_is_seen() {
    let manifest = ("a/Cargo.toml", "[package]\nautotests = false\n");
    let main = ("a/tests/main.rs", "mod crash;\n// mod interop;\n");
    let files = [manifest, main, ("a/tests/crash.rs", ""), ("a/tests/interop.rs", ""), ("a/tests/crash/cut.rs", "")];
    assert_eq!(forgotten_tests(&files), ["a/tests/interop.rs: is not a module of a/tests/main.rs"]);
    assert_eq!(
        forgotten_tests(&[manifest, ("a/tests/crash.rs", "")]),
        ["a/tests/: its files belong under one main.rs"]
    );
    let searched = [("a/Cargo.toml", "[package]\n"), main, ("a/tests/crash.rs", "")];
    assert_eq!(forgotten_tests(&searched).len(), 1);
}
