//! Bundles of every format that was ever written, kept for ever in `fixtures/bundles`: each of them verifies. A new one is written, beside
//! them, when the format has changed:
//!
//! ```text
//! COMITY_KEEP_RECORD=1 cargo test -p comity-federation a_bundle_of_every_format
//! ```

use std::path::Path;

use bundle::Version::{self, V1, V2};

use super::*;

/// The newest.
const NOW: Version = V2;

/// The same rows under the name of the first format, by the gateway itself.
fn relabelled(file: &[u8]) -> Vec<u8> {
    let bundle = Bundle::read(file).unwrap();
    let rows: Vec<Row> = bundle.rows().map(|(_, row)| row.clone()).collect();
    write(Manifest { v: V1, ..bundle.manifest().clone() }, &rows, &World::new().envelope_key("hk")).unwrap()
}

#[test]
fn a_bundle_of_every_format_verifies_and_only_those_that_promise_custody_show_it() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/bundles");
    let path = |version: Version| kept.join(format!("v{}.bundle", version.number()));
    if std::env::var_os("COMITY_KEEP_RECORD").is_some() && !path(NOW).exists() {
        std::fs::write(path(NOW), Desk::new().bundle()).unwrap();
    }
    for (version, lines, steps) in [(V1, 11, None), (V2, 12, Some(2))] {
        let verdict = held(&std::fs::read(path(version)).unwrap()).unwrap();
        assert_eq!((verdict.version, verdict.lines, verdict.withheld), (version, lines, 0));
        assert_eq!(verdict.enclosed, [Digest::of(b"summons")]);
        assert_eq!(verdict.custody.map(|chain| chain.len()), steps);
    }
}

#[test]
fn a_new_bundle_that_is_called_an_old_one_shows_no_custody() {
    let file = Desk::new().bundle();
    assert!(held(&file).unwrap().custody.is_some());
    assert_eq!(held(&relabelled(&file)).unwrap().custody, None);
    // By somebody on the way.
    let text = String::from_utf8(file).unwrap().replacen("\"v\":2}", "\"v\":1}", 1);
    assert_eq!(fault(text.as_bytes()), place(1, "manifest", "bad-signature"));
}

#[test]
fn a_bundle_that_is_called_an_old_one_is_held_against_the_custody_that_it_has() {
    let opened = forged("handled", |line, _| drop(line.open.insert("handling".into(), "opened".into())));
    let name = format!("file/{}", Digest::of(b"summons").hex());
    assert_eq!(fault(&relabelled(&opened)), place(1, &name, "bundle-custody-broken"));
}

#[test]
fn what_is_withheld_shows_no_custody_in_any_format() {
    let desk = Desk::new();
    let mut rows = desk.rows();
    rows.iter_mut().for_each(|row| {
        if let Row::Line { opened, .. } = row {
            opened.clear();
        }
    });
    let file = desk.with(&rows);
    assert_eq!(held(&file).unwrap().custody, None);
    assert_eq!(held(&relabelled(&file)).unwrap().custody, None);
}
