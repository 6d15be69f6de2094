//! Erasing a subject: whole or not at all, and without a trace.

use std::path::PathBuf;

use serde_json::json;

use super::*;

const SUBJECT: &str = "matter/cn/2";

/// Something of the subject that waited in the working log, and was removed.
const WAITED: &str = "early/cn/matter/cn/2/1";

/// A store with three subjects, old views beside it that somebody could look into, and what stood sealed in its files.
fn store_with_traces(disk: &SimDisk) -> (Store, Vec<String>) {
    let store = open_sim(disk).unwrap();
    fill(&store);
    store.set_working(WAITED, Some(json!({ "message": "a letter" }))).unwrap();
    store.set_working("session/1", Some(json!(1))).unwrap();
    store.sync_working().unwrap();
    let sealed = vec![value_in(disk, "keys", SUBJECT), value_in(disk, "working", WAITED)];
    store.set_working(WAITED, None).unwrap();
    store.sync_working().unwrap();
    for directory in ["/data/views", "/data/views.set-aside-1"] {
        disk.create_dir(Path::new(directory)).unwrap();
        let file = disk.open(&Path::new(directory).join("db")).unwrap();
        file.append(b"kind-0 of matter/cn/2").unwrap();
        file.sync_data().unwrap();
        disk.sync_dir(Path::new(directory)).unwrap();
    }
    disk.sync_dir(Path::new("/data")).unwrap();
    (store, sealed)
}

/// The value of a key as a framed log has it.
fn value_in(disk: &SimDisk, file: &str, key: &str) -> String {
    let text = contents(disk, file);
    let lines = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line.get(17..)?).ok());
    let mut values = lines.filter(|frame| frame["key"] == key).filter_map(|it| it["value"].as_str().map(str::to_owned));
    values.next().unwrap()
}

fn contents(disk: &SimDisk, file: &str) -> String {
    String::from_utf8(disk.read(&Path::new("/data").join(file)).unwrap()).unwrap()
}

/// Where something of the subject can still be found, by whoever has the key of the gateway.
fn traces(disk: &SimDisk, sealed: &[String]) -> Vec<String> {
    let mut traces: Vec<String> = ["views/db", "views.set-aside-1/db"]
        .into_iter()
        .filter(|file| disk.exists(&PathBuf::from("/data").join(file)).unwrap())
        .map(str::to_owned)
        .collect();
    for file in ["keys", "working"] {
        let text = contents(disk, file);
        traces.extend(sealed.iter().filter(|sealed| text.contains(*sealed)).map(|_| file.to_owned()));
    }
    traces
}

fn readable(store: &Store) -> usize {
    store.load(SUBJECT).unwrap().iter().filter(|entry| !entry.particulars.is_erased()).count()
}

#[test]
fn whenever_the_power_goes_a_subject_is_erased_whole_or_is_as_it_was() {
    let (mut erased, mut kept) = (0, 0);
    for operations in 0..40 {
        for seed in 0..12 {
            let disk = SimDisk::new();
            let (store, sealed) = store_with_traces(&disk);
            assert_eq!(traces(&disk, &sealed).len(), 4, "there is something to find");
            let before = dump(&store);
            disk.cut_power_after(operations);
            let promised = store.erase(SUBJECT).is_ok();
            drop(store);
            let left = disk.after_power_cut(seed);
            let store = open_sim(&left).unwrap_or_else(|error| panic!("{operations}, {seed}: {error}"));
            if store.is_erased(SUBJECT) {
                erased += 1;
                assert_eq!(readable(&store), 0, "{operations}, {seed}");
                assert_eq!(traces(&left, &sealed), Vec::<String>::new(), "{operations}, {seed}");
                assert!(store.views().get(b"note/matter/cn/2/1").unwrap().is_none(), "{operations}, {seed}");
            } else {
                kept += 1;
                assert!(!promised, "{operations}, {seed}: it was said to be erased");
                assert_eq!((readable(&store), dump(&store)), (4, before), "{operations}, {seed}");
                store.erase(SUBJECT).unwrap();
                assert_eq!(traces(&left, &sealed), Vec::<String>::new(), "{operations}, {seed}: at the next attempt");
            }
            assert_eq!(store.working("").len(), 1, "{operations}, {seed}: what waits of others goes on waiting");
            store.make_checkpoint().unwrap();
            assert_eq!(audit(&store).entries, 12, "{operations}, {seed}");
        }
    }
    assert!(erased > 50 && kept > 50, "{erased} erased, {kept} kept: the cuts do not fall around the erasure");
}

#[test]
fn an_erasure_that_the_disk_does_not_take_leaves_the_subject_as_it_was() {
    let disk = SimDisk::new();
    let (store, _) = store_with_traces(&disk);
    let before = dump(&store);
    disk.limit_room(Some(10));
    assert!(matches!(store.erase(SUBJECT), Err(StoreError::Io { .. })));
    assert!(!store.is_erased(SUBJECT));
    assert_eq!((readable(&store), dump(&store)), (4, before));
    disk.limit_room(None);
    store.erase(SUBJECT).unwrap();
    assert_eq!(readable(&store), 0);
}

#[test]
fn an_erased_subject_takes_no_particulars_and_no_blobs_any_more() {
    let store = open_sim(&SimDisk::new()).unwrap();
    fill(&store);
    let blob = store.put_blob(SUBJECT, b"a statement of claim").unwrap();
    store.erase(SUBJECT).unwrap();
    assert!(matches!(store.get_blob(SUBJECT, &blob), Err(StoreError::Erased(_))));
    assert!(matches!(store.put_blob(SUBJECT, b"another"), Err(StoreError::Erased(_))));
    assert_eq!(store.commit_blocking(commit(SUBJECT, 4, "late")).unwrap_err(), CommitError::Erased(SUBJECT.to_owned()));
    store.commit_blocking(commit("matter/cn/1", 4, "closed")).unwrap();
}

#[test]
fn the_working_log_does_not_open_without_its_key() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    store.set_working("session/1", Some(json!(1))).unwrap();
    store.close().unwrap();
    drop(store);
    disk.remove(Path::new("/data/keys")).unwrap();
    assert!(matches!(open_sim(&disk), Err(StoreError::KeyMissing(_))));
}
