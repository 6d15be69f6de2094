//! Records that earlier versions of this program wrote, kept for ever in `fixtures/record`: each of them opens. A new one is written, beside
//! them, whenever what is written has changed:
//!
//! ```text
//! COMITY_KEEP_RECORD=1 cargo test -p comity-store a_record_of_every_version
//! ```

use std::path::PathBuf;

use serde_json::{Value, json};

use super::*;
use crate::{BlobRef, Particulars};

/// What stands beside the files of a version: what has to be read out of them.
const EXPECTED: &str = "expected.json";

/// The directory of one version's files.
const DATA: &str = "data";

fn versions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/record")
}

#[test]
fn a_record_of_every_version_opens_and_says_what_it_said_then() {
    if std::env::var_os("COMITY_KEEP_RECORD").is_some() {
        keep_this_version(&versions());
    }
    let kept = kept_versions(&versions());
    assert!(!kept.is_empty(), "no record is kept: run with COMITY_KEEP_RECORD=1");
    for version in kept {
        let expected = std::fs::read(version.join(EXPECTED)).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let copy = tempfile::tempdir().unwrap();
        copy_files(&version.join(DATA), copy.path());
        let store = open_real(copy.path()).unwrap_or_else(|error| panic!("{}: {error}", version.display()));
        assert_eq!(
            store.status().start,
            crate::StartReport::default(),
            "{}: something had to be mended",
            version.display()
        );
        assert_eq!(said(&store, &expected), expected, "{}", version.display());
        assert_eq!(audit(&store).checkpoint_size, store.status().size, "{}", version.display());
        goes_on(&store);
        drop(store);
        audit(&open_real(copy.path()).unwrap());
    }
}

#[test]
fn a_version_that_is_kept_is_never_written_again() {
    let directory = tempfile::tempdir().unwrap();
    keep_this_version(directory.path());
    keep_this_version(directory.path());
    let [first, second] = kept_versions(directory.path()).try_into().unwrap();
    assert_eq!((first.file_name().unwrap(), second.file_name().unwrap()), ("v1".as_ref(), "v2".as_ref()));
    let total: u64 = files(&first).iter().map(|path| std::fs::metadata(path).unwrap().len()).sum();
    assert!(total < 64 * 1024, "{total} bytes, to be kept for ever");
}

#[test]
fn what_is_kept_has_everything_that_a_record_can_have() {
    let directory = tempfile::tempdir().unwrap();
    keep_this_version(directory.path());
    let version = kept_versions(directory.path()).remove(0);
    let expected: Value = serde_json::from_slice(&std::fs::read(version.join(EXPECTED)).unwrap()).unwrap();
    let entries = expected["entries"].as_array().unwrap();
    let has = |what: &str, holds: &dyn Fn(&Value) -> bool| assert!(entries.iter().any(holds), "no entry is {what}");
    has("of a commit of several lines", &|entry| entry["commit"] == "2/3");
    has("receipted", &|entry| entry["receipt"].is_string());
    has("erased", &|entry| entry["particulars"] == "erased");
    has("sealed", &|entry| entry["particulars"]["note"].is_string());
    has("all open", &|entry| entry["particulars"] == json!({}));
    let segments = files(&version).into_iter().filter(|path| path.extension().is_some_and(|it| it == "jsonl")).count();
    assert!(segments > 1, "one segment only");
    for name in ["checkpoint", "keys", "working", "heads/peer.cn"] {
        assert!(version.join(DATA).join(name).is_file(), "{name}");
    }
    assert!(!version.join(DATA).join("lock").exists() && !version.join(DATA).join("views").exists());
}

/// Writes a record as this version does, as the next one that is kept.
fn keep_this_version(versions: &Path) {
    let next = versions.join(format!("v{}", kept_versions(versions).len() + 1));
    let made = tempfile::tempdir().unwrap();
    let store = open_real(made.path()).unwrap();
    fill(&store);
    let blob = store.put_blob("matter/cn/1", "答辩状".as_bytes()).unwrap();
    let mut filed = NewEntry::new("filed").open("blob", blob.name.to_string()).sealed("note", "陳大文");
    filed.blobs.push(blob.name);
    let of_both = Commit::of("matter/cn/1", Expected::Revision(4), DAY, time(), vec![filed])
        .and(
            "matter/cn/2",
            Expected::Any,
            vec![NewEntry::new("linked").open("to", "matter/cn/1"), NewEntry::new("noted")],
        )
        .answering(message("01KEQ3V3T00000000000001001", "letter"));
    store.commit_blocking(of_both).unwrap();
    store.commit_blocking(commit("matter/cn/4", 0, "drafted")).unwrap();
    store.erase("matter/cn/4").unwrap();
    store.keep_head(&HeadName::new("peer.cn").unwrap(), "a head\n").unwrap();
    store.set_working("draft/1", Some(json!({ "text": "草稿" }))).unwrap();
    store.set_working("draft/2", Some(json!(2))).unwrap();
    store.set_working("draft/2", None).unwrap();
    store.close().unwrap();
    let expected = said(&store, &json!({ "blob": blob, "working": { "draft/1": null, "draft/2": null } }));
    drop(store);

    copy_files(made.path(), &next.join(DATA));
    let _ = std::fs::remove_file(next.join(DATA).join("lock"));
    let expected = format!("{}\n", serde_json::to_string_pretty(&expected).unwrap());
    std::fs::write(next.join(EXPECTED), expected).unwrap();
}

/// What a store says of everything that can be asked of it. Of blobs and the working log it is asked for what `asked` names.
fn said(store: &Store, asked: &Value) -> Value {
    let entries: Vec<Value> = store.entries(0..u64::MAX).map(|entry| entry_said(&entry.unwrap())).collect();
    let blob: BlobRef = serde_json::from_value(asked["blob"].clone()).unwrap();
    let names = asked["working"].as_object().unwrap().keys();
    let held = store.working("").into_iter().collect::<std::collections::BTreeMap<_, _>>();
    json!({
        "entries": entries,
        "checkpoint": &*store.checkpoint(),
        "blob": asked["blob"],
        "blob_bytes": String::from_utf8(store.get_blob("matter/cn/1", &blob).unwrap()).unwrap(),
        "head": store.kept_head(&HeadName::new("peer.cn").unwrap()).as_deref(),
        "working": names.map(|name| (name.clone(), held.get(name).cloned().unwrap_or_default())).collect::<serde_json::Map<_, _>>(),
    })
}

fn entry_said(entry: &Entry) -> Value {
    let particulars = match &entry.particulars {
        Particulars::Readable(particulars) => serde_json::to_value(particulars).unwrap(),
        Particulars::Erased => "erased".into(),
    };
    json!({
        "time": entry.time,
        "subject": &*entry.subject,
        "revision": entry.revision,
        "kind": entry.kind,
        "day": entry.day,
        "commit": format!("{}/{}", entry.commit.number, entry.commit.of),
        "open": entry.open,
        "particulars": particulars,
        "answers": entry.answers,
        "receipt": entry.receipt.as_deref(),
    })
}

/// It takes more, under keys that it had and new ones, and what was erased stays so.
fn goes_on(store: &Store) {
    let revision = store.head("matter/cn/1");
    store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
    store.commit_blocking(commit("matter/cn/99", 0, "drafted")).unwrap();
    assert!(matches!(store.commit_blocking(commit("matter/cn/4", 1, "noted")), Err(CommitError::Erased(_))));
    let again = Commit::of("peer/cn", Expected::Any, DAY, time(), vec![NewEntry::new("again")]);
    let again = again.answering(message("01KEQ3V3T00000000000001001", "letter"));
    assert!(store.commit_blocking(again).unwrap().already, "a message is taken once, whichever version took it");
    store.close().unwrap();
}

/// The versions that are kept, in their order: `v1`, `v2`, …
fn kept_versions(versions: &Path) -> Vec<PathBuf> {
    let named = (1..).map(|number| versions.join(format!("v{number}")));
    named.take_while(|version| version.is_dir()).collect()
}

/// All files below a directory.
fn files(directory: &Path) -> Vec<PathBuf> {
    let below = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    below.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn copy_files(from: &Path, to: &Path) {
    for file in files(from) {
        let copy = to.join(file.strip_prefix(from).unwrap());
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(&file, &copy).unwrap();
    }
}
