//! What a start says when the files are not as they were left.

use std::path::PathBuf;

use comity_record::line::Line;
use comity_record::verify::Flaw;

use super::*;

/// A real store of twelve entries in a directory of its own, closed, and its segments.
fn closed_store() -> (tempfile::TempDir, Vec<PathBuf>) {
    let directory = tempfile::tempdir().unwrap();
    let store = open_real(directory.path()).unwrap();
    fill(&store);
    store.close().unwrap();
    drop(store);
    let segments = RealDisk.list(&directory.path().join("journal")).unwrap();
    let segments = segments.into_iter().map(|name| directory.path().join("journal").join(name)).collect();
    (directory, segments)
}

fn tamper(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

fn refusal(directory: &Path) -> StoreError {
    open_real(directory).err().expect("the store must not open")
}

#[test]
fn a_flipped_byte_anywhere_is_refused_and_its_place_is_named() {
    let (directory, segments) = closed_store();
    let whole = std::fs::read(&segments[1]).unwrap();
    let second_line = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for at in [second_line, second_line + 20, second_line + 300] {
        tamper(&segments[1], |bytes| bytes[at] ^= 1);
        let error = refusal(directory.path());
        let name = segments[1].file_name().unwrap().to_string_lossy().into_owned();
        let StoreError::Damaged { file, line, byte, .. } = &error else { panic!("{error}") };
        assert_eq!((file, *line, *byte), (&name, 2, second_line as u64), "{error}");
        assert!(error.to_string().contains("nothing was changed"));
        std::fs::write(&segments[1], &whole).unwrap();
    }
    open_real(directory.path()).unwrap();
}

#[test]
fn a_line_written_anew_with_other_content_is_refused_though_it_reads_well() {
    let (directory, segments) = closed_store();
    tamper(&segments[0], |bytes| {
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        let mut line = Line::parse(&bytes[..end]).unwrap();
        line.kind = "forged".to_owned();
        *bytes = [&line.write().unwrap(), &bytes[end..]].concat();
    });
    let error = refusal(directory.path());
    assert!(matches!(error, StoreError::Damaged { flaw: Flaw::Root(12), .. }), "{error}");
}

#[test]
fn a_line_taken_out_or_doubled_is_refused() {
    let (directory, segments) = closed_store();
    let whole = std::fs::read(&segments[0]).unwrap();
    let end = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    for changed in [whole[end..].to_vec(), [&whole[..end], &whole].concat()] {
        std::fs::write(&segments[0], changed).unwrap();
        assert!(matches!(refusal(directory.path()), StoreError::Damaged { flaw: Flaw::Index(_), .. }));
    }
}

#[test]
fn a_missing_segment_is_refused() {
    let (directory, segments) = closed_store();
    let moved = segments[1].with_extension("away");
    std::fs::rename(&segments[1], &moved).unwrap();
    assert!(matches!(refusal(directory.path()), StoreError::Segment { .. }));
}

#[test]
fn a_tail_cut_below_the_checkpoint_is_refused_and_left_as_it_is() {
    let (directory, segments) = closed_store();
    let last = segments.last().unwrap();
    let whole = std::fs::read(last).unwrap();
    for end in [whole.len() - 1, whole.len() - 100, 10, 0] {
        std::fs::write(last, &whole[..end]).unwrap();
        let error = refusal(directory.path());
        assert!(matches!(error, StoreError::EndMissing { signed: 12, .. }), "{end}: {error}");
        assert_eq!(std::fs::read(last).unwrap().len(), end, "nothing may be changed");
    }
}

#[test]
fn a_torn_tail_beyond_the_checkpoint_is_cut_to_the_last_whole_commit() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    store.make_checkpoint().unwrap();
    let two = vec![NewEntry::new("submitted"), NewEntry::new("examined")];
    store.commit_blocking(Commit::of("matter/cn/1", Expected::Any, DAY, time(), two)).unwrap();
    drop(store);
    disk.tamper(Path::new("/data/journal/00000000000000000000.jsonl"), |bytes| bytes.truncate(bytes.len() - 10));
    let store = open_sim(&disk).unwrap();
    assert_eq!(store.head("matter/cn/1"), 1, "no half commit");
    assert!(store.status().start.cut_bytes > 100);
    store.commit_blocking(commit("matter/cn/1", 1, "submitted")).unwrap();
    store.make_checkpoint().unwrap();
    assert_eq!(audit(&store).entries, 2);
}

#[test]
fn a_flipped_byte_beyond_the_checkpoint_is_damage_if_a_later_line_says_that_it_was_stable() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    store.commit_blocking(commit("matter/cn/1", 0, "drafted")).unwrap();
    store.commit_blocking(commit("matter/cn/1", 1, "submitted")).unwrap();
    drop(store);
    disk.tamper(Path::new("/data/journal/00000000000000000000.jsonl"), |bytes| bytes[30] ^= 1);
    assert!(matches!(open_sim(&disk).err(), Some(StoreError::Damaged { line: 1, byte: 0, .. })));
}

#[test]
fn a_missing_or_changed_checkpoint_is_refused() {
    let (directory, _) = closed_store();
    let path = directory.path().join("checkpoint");
    let whole = std::fs::read(&path).unwrap();
    tamper(&path, |bytes| {
        *bytes = String::from_utf8(bytes.clone()).unwrap().replacen("\n12\n", "\n11\n", 1).into_bytes()
    });
    assert!(matches!(refusal(directory.path()), StoreError::Checkpoint(_)));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(refusal(directory.path()), StoreError::Checkpoint(_)));
    std::fs::write(&path, whole).unwrap();
    open_real(directory.path()).unwrap();
}

#[test]
fn a_missing_key_is_named_and_not_taken_for_an_erased_one() {
    let directory = tempfile::tempdir().unwrap();
    // With views that are up to date no entry has to be read, so that only the check of the keys can notice.
    let open = || Store::open(sled_config(directory.path()), parts(RealDisk, &Fatal::default()));
    let store = open().unwrap();
    fill(&store);
    store.close().unwrap();
    drop(store);
    std::fs::remove_file(directory.path().join("keys")).unwrap();
    assert!(matches!(open(), Err(StoreError::KeyMissing(_))));
}

#[test]
fn another_master_key_is_refused() {
    let (directory, _) = closed_store();
    let other = Parts {
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes([2; 32]))),
        ..parts(RealDisk, &Fatal::default())
    };
    assert!(matches!(Store::open(config(directory.path()), other), Err(StoreError::WrongMasterKey(_))));
}

#[test]
fn a_line_that_changes_while_the_store_is_open_is_not_given_out() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    store.commit_blocking(Commit::of("peer/cn", Expected::Any, DAY, time(), vec![NewEntry::new("queued")])).unwrap();
    disk.tamper(Path::new("/data/journal/00000000000000000000.jsonl"), |bytes| {
        let at = bytes.windows(6).position(|part| part == b"queued").unwrap();
        bytes[at] = b'Q';
    });
    assert!(matches!(store.entry(0), Err(StoreError::EntryChanged(0))));
    assert!(matches!(store.line(0), Err(StoreError::EntryChanged(0))));
}

#[test]
fn an_erased_subject_cannot_be_read_and_the_tree_still_verifies() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    fill(&store);
    let blob = store.put_blob("matter/cn/1", b"a statement of claim").unwrap();
    store.make_checkpoint().unwrap();
    store.erase("matter/cn/1").unwrap();
    store
        .commit_blocking(Commit::of("matter/cn/1", Expected::Any, DAY, time(), vec![NewEntry::new("erased")]))
        .unwrap();

    let check = |store: &Store| {
        let history = store.load("matter/cn/1").unwrap();
        assert_eq!(history.len(), 5);
        assert!(history[..4].iter().all(|entry| entry.particulars.is_erased()));
        assert_eq!(history[0].kind, "kind-0", "the open part stays");
        assert!(dump(store).iter().all(|(key, _)| !key.starts_with(b"note/matter/cn/1/")));
        assert!(store.views().get(b"note/matter/cn/2/1").unwrap().is_some());
        assert!(matches!(store.get_blob("matter/cn/1", &blob), Err(StoreError::Erased(_))));
        store.make_checkpoint().unwrap();
        assert_eq!(audit(store).entries, 13);
    };
    check(&store);
    let sealed = commit("matter/cn/1", 5, "noted");
    assert_eq!(store.commit_blocking(sealed), Err(CommitError::Erased("matter/cn/1".to_owned())));
    let live = dump(&store);
    drop(store);
    let store = open_sim(&disk).unwrap();
    check(&store);
    assert_eq!(dump(&store), live);
}
