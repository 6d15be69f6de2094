//! ARCHITECTURE.md, docs/testing.md and docs/threats.md name tests and files; a name that leads nowhere is worse than none.

use std::collections::BTreeSet;

use super::Breaches;
use super::rust_source::RustSource;

/// The files named must be there, under `gateway/` if not from the root; the tests named must be functions.
pub(crate) fn names(page: &str, text: &str, files: &[(&str, &str)]) -> Breaches {
    let functions: BTreeSet<String> =
        files.iter().filter(|(path, _)| path.ends_with(".rs")).flat_map(functions).collect();
    let exists = |named: &str| {
        let folder = format!("{named}/");
        files.iter().any(|(path, _)| {
            let path = path.strip_prefix("gateway/").filter(|_| !named.starts_with("gateway/")).unwrap_or(path);
            path == named || path.starts_with(&folder)
        })
    };
    let mut breaches = Breaches::new();
    for named in quoted(text) {
        if is_path(named) && !exists(named) {
            breaches.push(format!("{page}: there is no `{named}`"));
        } else if is_test_name(named) && !functions.contains(named) {
            breaches.push(format!("{page}: there is no test `{named}`"));
        }
    }
    breaches
}

/// Each threat names the test that holds it, or says that none does.
pub(crate) fn unheld(page: &str, text: &str) -> Breaches {
    let mut breaches = Breaches::new();
    let mut is_body = false;
    for (number, line) in (1..).zip(text.lines()) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, threat, _, held, remains, _] = columns[..] else {
            is_body = false;
            continue;
        };
        let is_unheld = held.contains("not covered");
        if is_body && !is_unheld && !quoted(held).any(is_test_name) {
            breaches.push(format!("{page}:{number}: `{threat}` names no test, and does not say that there is none"));
        }
        if is_body && is_unheld && remains.is_empty() {
            breaches.push(format!("{page}:{number}: `{threat}` does not say what remains"));
        }
        is_body |= threat.starts_with("---");
    }
    breaches
}

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("```")).flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// A file or a folder of the tree; what a build makes is not in it.
fn is_path(named: &str) -> bool {
    let is_plain = named.chars().all(|char| char.is_ascii_alphanumeric() || "/._-".contains(char));
    is_plain && named.contains('/') && !named.starts_with('/') && !named.ends_with('/') && !named.starts_with("target/")
}

/// Tests are sentences; nothing else has three words or more.
fn is_test_name(named: &str) -> bool {
    let is_plain = named.chars().all(|char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_');
    is_plain && named.matches('_').count() >= 2
}

fn functions((_, text): &(&str, &str)) -> Vec<String> {
    let source = RustSource::parse(text);
    let words: Vec<&str> = source.identifiers().map(|(_, word)| word).collect();
    words.windows(2).filter(|pair| pair[0] == "fn").map(|pair| pair[1].to_owned()).collect()
}

#[test]
fn a_name_that_leads_nowhere_is_seen() {
    let files = [("gateway/store/src/writer.rs", "fn a_sync_is_one_for_all() {}"), ("policies/matrix.txt", "")];
    let text = "`store/src/writer.rs` `gateway/store/src` `policies/matrix.txt` `a_sync_is_one_for_all` `target/rules` `wasm32`\n";
    assert_eq!(names("ARCHITECTURE.md", text, &files), Breaches::new());
    let text = "| 1 | `store/src/reader.rs`, `a_sync_is_one_for_each` |\n";
    let missing = [
        "ARCHITECTURE.md: there is no `store/src/reader.rs`",
        "ARCHITECTURE.md: there is no test `a_sync_is_one_for_each`",
    ];
    assert_eq!(names("ARCHITECTURE.md", text, &files), missing);
}

#[test]
fn a_threat_that_nothing_holds_is_seen() {
    let head = "| threat | what is done | held by | what remains |\n|---|---|---|---|\n";
    let held = "| Power goes | synced | `a_sync_is_one_for_all` | |\n| A disk lies | nothing | *not covered* | all |\n";
    assert_eq!(unheld("docs/threats.md", &format!("# Threats\n\n{head}{held}\nNo table.\n")), Breaches::new());
    let text = format!("{head}| Fire | water | `pumps` | ashes |\n\n{head}{held}| Flood | | not covered | |\n");
    let expected = [
        "docs/threats.md:3: `Fire` names no test, and does not say that there is none",
        "docs/threats.md:9: `Flood` does not say what remains",
    ];
    assert_eq!(unheld("docs/threats.md", &text), expected);
}
