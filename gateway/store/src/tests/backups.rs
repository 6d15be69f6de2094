//! Copies of a record: made while it grows, broken off anywhere, put back, and held until somebody knows better.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::backup::{Copied, Copier};

const RECORD: &str = "/data";
const BACKUP: &str = "/backup/hk";
const KEYS: &str = "/keys/hk";
const NEW: &str = "/new";

fn copier(disk: impl Disk + 'static) -> Copier<'static> {
    Copier { disk: Arc::new(disk), log: LOG.to_owned(), keys: vec![verifier()], progress: &|_| {} }
}

fn back_up(disk: &SimDisk) -> Result<Copied, StoreError> {
    let copied = copier(disk.clone()).back_up(Path::new(RECORD), Path::new(BACKUP))?;
    copier(disk.clone()).back_up_keys(Path::new(RECORD), Path::new(KEYS))?;
    Ok(copied)
}

fn restore(disk: &SimDisk) -> Result<Copied, StoreError> {
    copier(disk.clone()).restore(Path::new(BACKUP), Path::new(KEYS), Path::new(NEW))
}

fn open_at(disk: &SimDisk, directory: &str) -> Result<Store, StoreError> {
    Store::open(config(Path::new(directory)), parts(disk.clone(), &Fatal::default()))
}

/// Twelve entries, a blob and a head, under a checkpoint.
fn filled(disk: &SimDisk) -> Store {
    let store = open_sim(disk).unwrap();
    fill(&store);
    store.put_blob("matter/cn/1", b"a statement of claim").unwrap();
    store.keep_head(&HeadName::new("peer.cn").unwrap(), "a head").unwrap();
    store.make_checkpoint().unwrap();
    store
}

fn grow(store: &Store) {
    let revision = store.head("matter/cn/1");
    store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
}

#[test]
fn what_was_backed_up_is_put_back_and_can_be_read() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    let blob = store.put_blob("matter/cn/1", b"a certificate").unwrap();
    let (before, views) = (store.load("matter/cn/1").unwrap(), dump(&store));
    let copied = back_up(&disk).unwrap();
    assert_eq!((copied.checkpoint.size, copied.checkpoint.root), (12, store.status().root));
    assert_eq!(restore(&disk).unwrap().checkpoint, copied.checkpoint);
    let restored = open_at(&disk, NEW).unwrap();
    assert_eq!(*restored.load("matter/cn/1").unwrap(), *before);
    assert_eq!(dump(&restored), views);
    assert_eq!(restored.get_blob("matter/cn/1", &blob).unwrap(), b"a certificate");
    assert_eq!(restored.kept_head(&HeadName::new("peer.cn").unwrap()).as_deref(), Some("a head"));
    assert_eq!(audit(&restored).checkpoint_size, 12);
}

#[test]
fn a_backup_holds_what_was_signed_and_no_line_more() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    grow(&store);
    assert_eq!(back_up(&disk).unwrap().checkpoint.size, 12, "the thirteenth line is under no checkpoint yet");
    store.make_checkpoint().unwrap();
    assert_eq!(back_up(&disk).unwrap().checkpoint.size, 13);
}

#[test]
fn backups_made_while_the_record_grows_all_verify_and_none_is_older_than_the_one_before() {
    let directory = tempfile::tempdir().unwrap();
    let [record, backup, keys] = ["record", "backup", "keys"].map(|name| directory.path().join(name));
    let store = open_real(&record).unwrap();
    fill(&store);
    store.make_checkpoint().unwrap();
    let ended = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !ended.load(Ordering::SeqCst) {
                grow(&store);
                store.put_blob("matter/cn/2", store.status().size.to_string().as_bytes()).unwrap();
                store.make_checkpoint().unwrap();
            }
        });
        let mut sizes = vec![0];
        for number in 0..8 {
            let copied = copier(RealDisk).back_up(&record, &backup).unwrap();
            copier(RealDisk).back_up_keys(&record, &keys).unwrap();
            assert!(copied.checkpoint.size >= sizes[number], "{copied:?} after {sizes:?}");
            sizes.push(copied.checkpoint.size);
            let new = directory.path().join(format!("new-{number}"));
            assert_eq!(copier(RealDisk).restore(&backup, &keys, &new).unwrap().checkpoint, copied.checkpoint);
            assert_eq!(audit(&open_real(&new).unwrap()).entries, copied.checkpoint.size);
        }
        ended.store(true, Ordering::SeqCst);
        assert!(sizes.last() > sizes.get(1), "the record did not grow meanwhile: {sizes:?}");
    });
}

#[test]
fn a_second_backup_writes_only_what_is_new() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    let first = back_up(&disk).unwrap();
    let again = back_up(&disk).unwrap();
    assert_eq!((again.written, again.unchanged), (0, first.written));
    grow(&store);
    store.make_checkpoint().unwrap();
    let third = back_up(&disk).unwrap();
    assert_eq!(third.written, 2, "the last segment and the checkpoint: {third:?}");
    assert_eq!(third.checkpoint.size, 13);
}

#[test]
fn a_backup_that_breaks_off_anywhere_leaves_the_one_before_or_is_the_new_one() {
    let mut seen = [false; 2];
    for operations in 0.. {
        let disk = SimDisk::new();
        let store = filled(&disk);
        back_up(&disk).unwrap();
        for _ in 0..10 {
            grow(&store);
        }
        store.put_blob("matter/cn/2", b"another").unwrap();
        store.make_checkpoint().unwrap();
        disk.cut_power_after(operations);
        let done = back_up(&disk).is_ok();
        let left = disk.after_power_cut(operations);
        let found = copier(left).verify(Path::new(BACKUP)).unwrap_or_else(|error| panic!("{operations}: {error}"));
        assert!(found.size == 22 || found.size == 12 && !done, "{operations}: {found:?}");
        seen[usize::from(found.size == 22)] = true;
        if done {
            break;
        }
    }
    assert_eq!(seen, [true, true]);
}

#[test]
fn a_backup_that_broke_off_is_completed_by_the_next_one() {
    for operations in (0..200).step_by(7) {
        let disk = SimDisk::new();
        drop(filled(&disk));
        disk.cut_power_after(operations);
        drop(back_up(&disk));
        let left = disk.after_power_cut(operations);
        assert_eq!(back_up(&left).unwrap().checkpoint.size, 12, "{operations}");
        restore(&left.after_power_cut(operations + 1)).unwrap_or_else(|error| panic!("{operations}: {error}"));
    }
}

#[test]
fn a_record_that_was_put_back_takes_nothing_and_signs_nothing_until_it_is_resumed() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    let letter = Commit::of("peer/cn", Expected::Any, DAY, time(), vec![NewEntry::new("taken")]);
    let receipt = store.commit_blocking(letter.clone().answering(message("1", "letter"))).unwrap().receipt;
    store.make_checkpoint().unwrap();
    back_up(&disk).unwrap();
    restore(&disk).unwrap();
    // Each start knows it, not only the first.
    for start in 0..3 {
        let restored = open_at(&disk, NEW).unwrap();
        assert!(restored.is_held(), "start {start}");
        let (note, size) = (restored.checkpoint(), restored.status().size);
        let refused = restored.commit_blocking(letter.clone().answering(message("2", "letter")));
        assert_eq!(refused, Err(CommitError::Held));
        assert_eq!(restored.make_checkpoint().unwrap(), note);
        // What was promised before it was copied is said again: nothing new is signed by that.
        let again = restored.commit_blocking(letter.clone().answering(message("1", "letter"))).unwrap();
        assert_eq!((again.receipt, again.already), (receipt.clone(), true));
        restored.close().unwrap();
        assert_eq!((restored.checkpoint(), restored.status().size), (note, size));
    }
    let restored = open_at(&disk, NEW).unwrap();
    restored.resume().unwrap();
    restored.commit_blocking(letter.answering(message("2", "letter"))).unwrap();
    restored.make_checkpoint().unwrap();
    assert_eq!(audit(&restored).checkpoint_size, 14);
    drop(restored);
    assert!(!open_at(&disk, NEW).unwrap().is_held());
}

#[test]
fn a_hold_holds_after_any_cut_and_so_does_its_end() {
    for seed in 0..100 {
        let disk = SimDisk::new();
        let store = filled(&disk);
        store.hold().unwrap();
        assert_eq!(store.commit_blocking(commit("matter/cn/3", 0, "drafted")), Err(CommitError::Held));
        let left = disk.after_power_cut(seed);
        let store = open_sim(&left).unwrap();
        assert!(store.is_held(), "{seed}");
        store.resume().unwrap();
        assert!(!open_sim(&left.after_power_cut(seed)).unwrap().is_held(), "{seed}");
    }
}

#[test]
fn lines_that_no_checkpoint_covers_yet_stay_unsigned_while_the_record_is_held() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    grow(&store);
    let before = store.checkpoint();
    store.hold().unwrap();
    assert_eq!(store.make_checkpoint().unwrap(), before);
    store.close().unwrap();
    drop(store);
    let store = open_sim(&disk).unwrap();
    assert_eq!((store.status().size, store.make_checkpoint().unwrap()), (13, before));
    store.resume().unwrap();
    store.make_checkpoint().unwrap();
    assert_eq!(audit(&store).checkpoint_size, 13);
}

#[test]
fn a_hold_that_cannot_be_written_down_holds_all_the_same() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    disk.limit_room(Some(0));
    assert!(store.hold().is_err());
    disk.limit_room(None);
    assert_eq!(store.commit_blocking(commit("matter/cn/3", 0, "drafted")), Err(CommitError::Held));
}

#[test]
fn a_restore_that_breaks_off_anywhere_is_held_or_does_not_open() {
    for operations in 0.. {
        let disk = SimDisk::new();
        drop(filled(&disk));
        back_up(&disk).unwrap();
        disk.cut_power_after(operations);
        let done = restore(&disk).is_ok();
        let left = disk.after_power_cut(operations);
        // Before there is anything in it, it is a new directory, and a store that begins in it has nothing to repeat.
        let begun = left.exists(&Path::new(NEW).join("journal")).unwrap()
            && !left.list(&Path::new(NEW).join("journal")).unwrap().is_empty();
        if let Ok(store) = open_at(&left, NEW) {
            assert!(store.is_held() || !begun, "{operations}");
        }
        if done {
            break;
        }
    }
}

#[test]
fn a_record_is_restored_into_an_empty_directory_only() {
    let disk = SimDisk::new();
    drop(filled(&disk));
    back_up(&disk).unwrap();
    let here = copier(disk.clone()).restore(Path::new(BACKUP), Path::new(KEYS), Path::new(RECORD));
    assert!(matches!(here, Err(StoreError::NotEmpty(_))));
    assert!(!open_sim(&disk).unwrap().is_held(), "what is there is left as it is");
}

#[test]
fn keys_that_are_older_than_the_copy_are_refused_and_the_missing_one_is_named() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    back_up(&disk).unwrap();
    store.commit_blocking(commit("matter/cn/9", 0, "drafted")).unwrap();
    store.make_checkpoint().unwrap();
    copier(disk.clone()).back_up(Path::new(RECORD), Path::new(BACKUP)).unwrap();
    let refused = restore(&disk);
    assert!(matches!(&refused, Err(StoreError::KeyMissing(subject)) if subject == "matter/cn/9"), "{refused:?}");
}

#[test]
fn a_copy_of_the_record_has_no_key_and_one_of_the_keys_nothing_else() {
    let disk = SimDisk::new();
    drop(filled(&disk));
    back_up(&disk).unwrap();
    assert_eq!(disk.list(Path::new(BACKUP)).unwrap(), ["blobs", "checkpoint", "heads", "journal"]);
    assert_eq!(disk.list(Path::new(KEYS)).unwrap(), ["keys"]);
}

#[test]
fn a_backup_is_left_as_it_is_by_a_record_that_it_does_not_continue() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    grow(&store);
    store.make_checkpoint().unwrap();
    let newest = back_up(&disk).unwrap().checkpoint;
    drop(store);
    // The same log from an earlier state, then grown another way, shorter and longer than the backup.
    let fork = SimDisk::new();
    let store = filled(&fork);
    for _ in 0..3 {
        for file in ["checkpoint", "journal/00000000000000000000.jsonl"] {
            let bytes = fork.read(&Path::new(RECORD).join(file)).unwrap();
            disk.tamper(&Path::new(RECORD).join(file), |there| *there = bytes);
        }
        let refused = copier(disk.clone()).back_up(Path::new(RECORD), Path::new(BACKUP));
        assert!(matches!(refused, Err(StoreError::OtherBackup(_) | StoreError::Damaged { .. })), "{refused:?}");
        assert_eq!(copier(disk.clone()).verify(Path::new(BACKUP)).unwrap(), newest);
        grow(&store);
        store.make_checkpoint().unwrap();
    }
}

#[test]
fn a_changed_blob_is_named_and_everything_else_is_copied() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    let blob = store.put_blob("matter/cn/2", b"a certificate").unwrap();
    let path = PathBuf::from("blobs").join(blob.name.hex());
    disk.tamper(&Path::new(RECORD).join(&path), |bytes| bytes[3] ^= 1);
    let refused = back_up(&disk);
    assert!(matches!(refused, Err(StoreError::BlobChanged(name)) if name == blob.name));
    assert_eq!(copier(disk.clone()).verify(Path::new(BACKUP)).unwrap().size, 12);
    assert!(!disk.exists(&Path::new(BACKUP).join(&path)).unwrap());
}

#[test]
fn a_changed_byte_in_a_backup_is_found_and_the_backup_not_put_back() {
    let spoil = |file: &str| {
        let disk = SimDisk::new();
        drop(filled(&disk));
        back_up(&disk).unwrap();
        let directory = Path::new(BACKUP).join(file);
        let path = match disk.list(&directory) {
            Ok(names) => directory.join(&names[0]),
            Err(_) => directory,
        };
        disk.tamper(&path, |bytes| bytes[40] ^= 1);
        (copier(disk.clone()).verify(Path::new(BACKUP)).err(), restore(&disk).err())
    };
    assert!(matches!(spoil("journal"), (Some(StoreError::Damaged { .. }), Some(StoreError::Damaged { .. }))));
    assert!(matches!(spoil("checkpoint"), (Some(StoreError::Checkpoint(_)), Some(StoreError::Checkpoint(_)))));
    assert!(matches!(spoil("blobs"), (Some(StoreError::BlobChanged(_)), Some(StoreError::BlobChanged(_)))));
}

#[test]
fn a_full_disk_breaks_a_backup_off_and_leaves_the_record_and_the_copy_before() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    back_up(&disk).unwrap();
    grow(&store);
    store.make_checkpoint().unwrap();
    disk.limit_room(Some(100));
    assert!(matches!(back_up(&disk), Err(StoreError::Io { .. })));
    disk.limit_room(None);
    assert_eq!(copier(disk.clone()).verify(Path::new(BACKUP)).unwrap().size, 12);
    grow(&store);
    assert_eq!(audit(&store).entries, 14);
}

#[test]
fn a_sync_that_fails_is_an_error_of_the_copy_and_not_the_end_of_the_store() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    disk.fail_sync_after(4);
    assert!(matches!(back_up(&disk), Err(StoreError::Io { .. })));
    assert!(!store.is_stopped());
    assert_eq!(back_up(&disk).unwrap().checkpoint.size, 12);
}
