//! Cards and status lists: programs that others wrote come to the verdicts that ours comes to.

use comity_tests::{fixtures, foreign};
use serde_json::Value;

use super::said;

const WHAT: &str = "cards of mediators, as other libraries see them";

/// What the foreign programs say when they agree. The cases are those of the vectors.
const CASES: usize = 16;

#[test]
fn the_npm_libraries_of_sd_jwt_come_to_our_verdict_on_every_card() {
    let Some(mut node) = foreign::node("credentials.mjs", WHAT) else { return };
    let heard = said(node.arg(fixtures().join("credentials/vectors.json")));
    assert_eq!(heard, format!("{CASES} cards, 3 lists, 3 confirmations: the same verdicts"));
}

#[test]
fn the_python_libraries_sd_jwt_and_joserfc_come_to_our_verdict_on_every_card() {
    let Some(mut python) = foreign::python("credentials.py", WHAT) else { return };
    let heard = said(python.arg(fixtures().join("credentials/vectors.json")));
    assert_eq!(heard, format!("{CASES} cards, 3 confirmations: the same verdicts"));
}

#[test]
fn the_vectors_have_every_verdict_and_each_is_on_the_page() {
    let vectors: Value =
        serde_json::from_str(&std::fs::read_to_string(fixtures().join("credentials/vectors.json")).unwrap()).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), CASES);
    let page = std::fs::read_to_string(fixtures().parent().unwrap().join("docs/credentials.md")).unwrap();
    for verdict in ["valid", "suspended", "revoked", "expired", "cannot-confirm", "refused"] {
        assert!(cases.iter().any(|case| case["verdict"] == verdict), "no card is {verdict}");
        assert!(page.contains(&format!("`{verdict}`")), "docs/credentials.md says nothing of `{verdict}`");
    }
    for code in cases.iter().filter_map(|case| case["code"].as_str()) {
        assert!(page.contains(&format!("`{code}`")), "docs/credentials.md says nothing of `{code}`");
    }
}
