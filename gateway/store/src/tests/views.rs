//! Views on sled: whatever happens to them, they are made again, and are the same.

use std::path::PathBuf;

use super::*;

/// A store on sled with a few hundred entries, and everything in its views.
fn sled_store() -> (tempfile::TempDir, Pairs) {
    let directory = tempfile::tempdir().unwrap();
    let store = open_sled(directory.path());
    fill(&store);
    for number in 0..300 {
        store.commit_blocking(commit(&format!("matter/cn/7{number}"), 0, "drafted")).unwrap();
    }
    let live = dump(&store);
    store.close().unwrap();
    (directory, live)
}

fn open_sled(directory: &Path) -> Store {
    Store::open(sled_config(directory), parts(RealDisk, &Fatal::default())).unwrap()
}

fn largest_file(directory: &Path) -> PathBuf {
    let files = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.is_file()).max_by_key(|path| std::fs::metadata(path).unwrap().len()).unwrap()
}

fn set_aside(directory: &Path) -> usize {
    let names = RealDisk.list(directory).unwrap();
    names.iter().filter(|name| name.starts_with("views.set-aside-")).count()
}

#[test]
fn views_that_are_whole_are_used_as_they_are() {
    let (directory, live) = sled_store();
    let store = open_sled(directory.path());
    assert_eq!(store.status().start.views_rebuilt, None);
    assert_eq!(dump(&store), live);
    assert_eq!(set_aside(directory.path()), 0);
}

#[test]
fn deleted_views_are_made_again_and_are_the_same() {
    let (directory, live) = sled_store();
    std::fs::remove_dir_all(directory.path().join("views")).unwrap();
    assert_eq!(dump(&open_sled(directory.path())), live);
}

#[test]
fn views_with_zeros_in_the_middle_are_set_aside_and_made_again() {
    let mut rebuilt = 0;
    for (from, to) in [(0, 10), (0, 1), (0, 5), (1, 9), (4, 6), (5, 10), (9, 10)] {
        let (directory, live) = sled_store();
        let file = largest_file(&directory.path().join("views"));
        let mut bytes = std::fs::read(&file).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        bytes[used * from / 10..used * to / 10].fill(0);
        std::fs::write(&file, bytes).unwrap();
        let store = open_sled(directory.path());
        assert_eq!(dump(&store), live, "{from}..{to}");
        let set_aside = set_aside(directory.path());
        assert_eq!(set_aside, usize::from(store.status().start.views_rebuilt.is_some()));
        rebuilt += set_aside;
    }
    // sled may also find back to an older state by itself, which is then brought up to date.
    assert!(rebuilt > 0);
}

#[test]
fn truncated_views_are_brought_to_the_same_state() {
    for part in [2, 4, 100] {
        let (directory, live) = sled_store();
        let file = largest_file(&directory.path().join("views"));
        let bytes = std::fs::read(&file).unwrap();
        let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
        std::fs::write(&file, &bytes[..used / part]).unwrap();
        assert_eq!(dump(&open_sled(directory.path())), live, "1/{part}");
    }
}

#[test]
fn a_pair_changed_behind_the_stores_back_is_noticed() {
    for change in ["changed", "added", "removed"] {
        let (directory, live) = sled_store();
        let db = sled::open(directory.path().join("views")).unwrap();
        match change {
            "changed" => db.insert(b"\x01count", b"7".to_vec()).unwrap(),
            "added" => db.insert(b"\x01last/matter/cn/forged", b"closed".to_vec()).unwrap(),
            _ => db.remove(b"\x01count").unwrap(),
        };
        db.flush().unwrap();
        drop(db);
        let store = open_sled(directory.path());
        assert_eq!(store.status().start.views_rebuilt.as_deref(), Some("the sum over all pairs is wrong"), "{change}");
        assert_eq!(dump(&store), live, "{change}");
    }
}

#[test]
fn views_of_another_version_are_rebuilt() {
    let (directory, live) = sled_store();
    let newer = Parts { projection: Arc::new(Ledger(2)), ..parts(RealDisk, &Fatal::default()) };
    let store = Store::open(sled_config(directory.path()), newer).unwrap();
    assert!(store.status().start.views_rebuilt.is_some());
    assert_eq!(dump(&store), live);
}

#[test]
fn views_of_another_record_are_rebuilt() {
    let (directory, live) = sled_store();
    let other = tempfile::tempdir().unwrap();
    let store = open_sled(other.path());
    store.commit_blocking(commit("matter/mo/1", 0, "drafted")).unwrap();
    store.close().unwrap();
    drop(store);
    std::fs::remove_dir_all(directory.path().join("views")).unwrap();
    std::fs::rename(other.path().join("views"), directory.path().join("views")).unwrap();
    let store = open_sled(directory.path());
    assert_eq!(store.status().start.views_rebuilt.as_deref(), Some("made from another record"));
    assert_eq!(dump(&store), live);
}

#[test]
fn at_most_two_sets_of_views_are_kept_aside() {
    let (directory, live) = sled_store();
    for version in 2..6 {
        let newer = Parts { projection: Arc::new(Ledger(version)), ..parts(RealDisk, &Fatal::default()) };
        let store = Store::open(sled_config(directory.path()), newer).unwrap();
        assert_eq!(dump(&store), live);
        store.close().unwrap();
    }
    assert_eq!(set_aside(directory.path()), 2);
}

#[test]
fn entries_that_the_views_have_not_seen_are_projected_at_the_start() {
    let (directory, _) = sled_store();
    let memory = open_real(directory.path()).unwrap();
    memory.commit_blocking(commit("matter/cn/1", 4, "closed")).unwrap();
    let live = dump(&memory);
    memory.close().unwrap();
    drop(memory);
    let store = open_sled(directory.path());
    assert_eq!(store.status().start.views_rebuilt, None);
    assert_eq!(dump(&store), live);
}

#[test]
fn erasing_leaves_no_trace_in_the_files_of_the_views() {
    let (directory, _) = sled_store();
    let trace = || {
        let files = std::fs::read_dir(directory.path().join("views")).unwrap().map(|entry| entry.unwrap().path());
        let mut contents = files.filter(|path| path.is_file()).map(|path| std::fs::read(path).unwrap());
        contents.any(|bytes| bytes.windows(21).any(|part| part == b"kind-0 of matter/cn/2"))
    };
    assert!(trace());
    let store = open_sled(directory.path());
    store.erase("matter/cn/2").unwrap();
    store.close().unwrap();
    drop(store);
    assert!(!trace());
}

#[test]
fn live_views_and_rebuilt_views_are_equal() {
    for seed in 0..20 {
        let mut dice = Dice(seed);
        let disk = SimDisk::new();
        let store = open_sim(&disk).unwrap();
        for _ in 0..40 {
            let subject = format!("matter/cn/{}", dice.below(4));
            let kind = ["drafted", "noted", "closed"][dice.below(3) as usize];
            store.commit_blocking(commit(&subject, store.head(&subject), kind)).unwrap();
        }
        let live = dump(&store);
        drop(store);
        assert_eq!(dump(&open_sim(&disk).unwrap()), live, "{seed}");
    }
}
