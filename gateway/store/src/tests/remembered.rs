//! What a start need not read, because it was read before: it knows the same of it, notices when that is not so, and reads it later.

use std::path::PathBuf;

use super::*;
use crate::Remembered;
use crate::disk::Volume;
use crate::framed::FramedLog;

const DATA: &str = "/data";

/// Enough for several segments, with messages that were answered; nothing but the last segment is left to be read at the next start.
fn filled(disk: &SimDisk) -> Store {
    let store = open_sim(disk).unwrap();
    grow(&store, 40);
    read_to_the_end(&store);
    store
}

fn grow(store: &Store, entries: u64) {
    for _ in 0..entries {
        let number = store.status().size;
        let entry = NewEntry::new("noted").open("number", number).sealed("note", format!("{number}"));
        let subject = format!("matter/cn/{}", number % 5);
        let commit = Commit::of(&subject, Expected::Any, DAY, time(), vec![entry]);
        store.commit_blocking(commit.answering(message(&format!("01J{number}"), "letter"))).unwrap();
    }
    store.make_checkpoint().unwrap();
}

fn read_to_the_end(store: &Store) {
    while store.read_on(700).unwrap() {}
}

fn open_reading_all(disk: &SimDisk) -> Result<Store, StoreError> {
    let config = Config { reads_all: true, ..config(Path::new(DATA)) };
    Store::open(config, parts(disk.clone(), &Fatal::default()))
}

/// The paths of what is in a directory.
fn files(disk: &SimDisk, directory: &str) -> Vec<PathBuf> {
    let directory = Path::new(DATA).join(directory);
    disk.list(&directory).unwrap().into_iter().map(|name| directory.join(name)).collect()
}

/// Everything that a store says of its record.
fn said(store: &Store) -> impl PartialEq + std::fmt::Debug + use<> {
    let status = store.status();
    let histories: Vec<_> = (0..5).map(|number| store.load(&format!("matter/cn/{number}")).unwrap()).collect();
    let answers: Vec<_> =
        (0..status.size).map(|number| store.answered("cn", &format!("01J{number}")).unwrap()).collect();
    (audit(store), status.size, status.root, status.subjects, histories, answers, dump(store))
}

#[test]
fn a_start_that_remembers_says_the_same_as_one_that_reads_everything() {
    let disk = SimDisk::new();
    drop(filled(&disk));
    let store = open_sim(&disk).unwrap();
    let Remembered { entries, read } = store.remembered();
    assert!(entries > 30 && entries < 40 && read == 0, "{entries}, {read}");
    let remembering = said(&store);
    drop(store);
    let store = open_reading_all(&disk).unwrap();
    assert_eq!(store.remembered(), Remembered::default());
    assert_eq!(said(&store), remembering);
}

#[test]
fn a_message_that_was_answered_in_what_a_start_remembers_is_not_answered_again() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    let letter = |number: u64| {
        Commit::of("matter/cn/0", Expected::Any, DAY, time(), vec![NewEntry::new("again")])
            .answering(message(&format!("01J{number}"), "letter"))
    };
    let receipts: Vec<_> =
        (0..40).map(|number| store.answered("cn", &format!("01J{number}")).unwrap().unwrap().1).collect();
    drop(store);
    let store = open_sim(&disk).unwrap();
    for (number, receipt) in (0..40).zip(receipts) {
        let again = store.commit_blocking(letter(number)).unwrap();
        assert_eq!((again.already, again.receipt), (true, Some(receipt)), "{number}");
    }
    assert_eq!(store.status().size, 40);
    grow(&store, 20);
    drop(store);
    assert_eq!(audit(&open_reading_all(&disk).unwrap()).checkpoint_size, 60);
}

#[test]
fn what_a_start_remembers_is_read_afterwards_a_little_at_a_time() {
    let disk = SimDisk::new();
    drop(filled(&disk));
    let store = open_sim(&disk).unwrap();
    let Remembered { entries, .. } = store.remembered();
    let mut before = 0;
    while store.read_on(1).unwrap() {
        let Remembered { read, .. } = store.remembered();
        assert_eq!(read, before + 1);
        before = read;
    }
    assert_eq!(store.remembered(), Remembered { entries, read: entries });
    // What is closed from now on is read too, and remembered by the next start.
    grow(&store, 40);
    read_to_the_end(&store);
    drop(store);
    assert!(open_sim(&disk).unwrap().remembered().entries > 70);
}

#[test]
fn a_segment_is_remembered_only_once_all_of_it_is_signed() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    for revision in 0..30 {
        store.commit_blocking(commit("matter/cn/1", revision, "noted")).unwrap();
    }
    read_to_the_end(&store);
    assert_eq!(disk.list(&Path::new(DATA).join("contents")).unwrap_or_default(), Vec::<String>::new());
    store.make_checkpoint().unwrap();
    read_to_the_end(&store);
    assert_eq!(files(&disk, "contents").len(), files(&disk, "journal").len() - 1);
}

#[test]
fn lines_beyond_the_checkpoint_are_read_whatever_is_remembered_of_them() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    grow(&store, 20);
    let earlier = store.checkpoint();
    grow(&store, 20);
    read_to_the_end(&store);
    drop(store);
    disk.tamper(&Path::new(DATA).join("checkpoint"), |note| *note = earlier.as_bytes().to_vec());
    let store = open_sim(&disk).unwrap();
    assert!(store.remembered().entries <= 20);
    assert_eq!(store.status().size, 40);
}

#[test]
fn contents_that_are_torn_changed_or_gone_are_left_aside_and_written_again() {
    let harms: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        Vec::clear,
        |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
        },
        |bytes| bytes.extend_from_slice(b"x\n"),
    ];
    for (number, harm) in harms.iter().enumerate() {
        let disk = SimDisk::new();
        let store = filled(&disk);
        let (whole, before) = (said(&store), store.checkpoint());
        drop(store);
        let remembered = open_sim(&disk).unwrap().remembered().entries;
        let second = files(&disk, "contents").remove(1);
        disk.tamper(&second, harm);
        let store = open_sim(&disk).unwrap();
        let left = store.remembered().entries;
        assert!(left > 0 && left < remembered, "{number}: {left} of {remembered}");
        assert_eq!((said(&store), store.checkpoint()), (whole, before), "{number}");
        read_to_the_end(&store);
        drop(store);
        assert_eq!(open_sim(&disk).unwrap().remembered().entries, remembered, "{number}");
    }
}

#[test]
fn contents_of_another_history_of_the_log_are_left_aside() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    grow(&store, 3);
    drop(store);
    // From here on two histories, whose segments are equally long.
    let other = disk.after_power_cut(1);
    drop(filled(&other));
    let store = filled(&disk);
    let whole = said(&store);
    drop(store);
    for file in files(&disk, "contents") {
        let theirs = other.read(&file).unwrap();
        assert_ne!(theirs, disk.read(&file).unwrap());
        disk.tamper(&file, |bytes| *bytes = theirs);
    }
    let store = open_sim(&disk).unwrap();
    assert_eq!(store.remembered().entries, 0, "they do not lead to what was signed");
    assert_eq!(said(&store), whole);
    read_to_the_end(&store);
    drop(store);
    assert!(open_sim(&disk).unwrap().remembered().entries > 30, "they were written anew");
}

#[test]
fn contents_of_another_gateway_are_left_aside() {
    let disk = SimDisk::new();
    drop(filled(&disk));
    // The key under which they are sealed lies with the others.
    let volume = Volume::new(Arc::new(disk.clone()), PathBuf::from(DATA), Arc::new(|_| {}));
    let forger = crate::contents::Shelf::new(&volume, LOG, SubjectKey::from_bytes([9; 32]));
    let first = files(&disk, "contents").remove(0);
    let json = String::from_utf8(disk.read(&first).unwrap()).unwrap();
    let mut forged: crate::contents::Contents = serde_json::from_str(json.split_once(' ').unwrap().1).unwrap();
    // As if no message had been answered: whoever believed it would give a second receipt.
    assert!(!forged.answered.is_empty());
    forged.answered.clear();
    forger.keep(&forged, &mut entropy(5)).unwrap();
    let store = open_sim(&disk).unwrap();
    assert!(store.answered("cn", "01J0").unwrap().is_some());
}

/// A store on the real disk, with views that are up to date, so that a start reads no entry; closed, and its segments.
fn closed() -> (tempfile::TempDir, Vec<PathBuf>) {
    let directory = tempfile::tempdir().unwrap();
    let store = open_sled(directory.path(), false).unwrap();
    grow(&store, 40);
    read_to_the_end(&store);
    store.close().unwrap();
    drop(store);
    let journal = directory.path().join("journal");
    let segments = RealDisk.list(&journal).unwrap().into_iter().map(|name| journal.join(name)).collect();
    (directory, segments)
}

fn open_sled(directory: &Path, reads_all: bool) -> Result<Store, StoreError> {
    Store::open(Config { reads_all, ..sled_config(directory) }, parts(RealDisk, &Fatal::default()))
}

fn tamper(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = std::fs::read(path).unwrap();
    change(&mut bytes);
    std::fs::write(path, bytes).unwrap();
}

/// What is found when a store that opened reads on.
fn found_by(store: &Store) -> StoreError {
    loop {
        match store.read_on(700) {
            Ok(more) => assert!(more, "nothing was found"),
            Err(found) => return found,
        }
    }
}

#[test]
fn a_byte_that_flipped_in_what_a_start_remembers_stops_the_store_and_its_place_is_named() {
    for (segment, byte) in [(0, 5), (1, 700), (2, 2_500)] {
        let (directory, segments) = closed();
        tamper(&segments[segment], |bytes| bytes[byte] ^= 1);
        let refused = open_sled(directory.path(), true).err().unwrap();
        assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");

        let store = open_sled(directory.path(), false).unwrap();
        assert_eq!(found_by(&store).to_string(), refused.to_string());
        assert!(store.is_stopped());
        assert_eq!(store.commit_blocking(commit("matter/cn/9", 0, "drafted")), Err(CommitError::Stopped));
        assert!(matches!(store.read_on(700), Err(StoreError::Stopped)));
        drop(store);
        // From now on a start says it too.
        let again = open_sled(directory.path(), false).err().unwrap();
        assert_eq!(again.to_string(), refused.to_string());
    }
}

#[test]
fn a_line_that_was_written_anew_is_found_though_it_reads_well() {
    let (directory, segments) = closed();
    tamper(&segments[1], |bytes| {
        let start = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        let end = start + bytes[start..].iter().position(|byte| *byte == b'\n').unwrap();
        let mut line = comity_record::line::Line::parse(&bytes[start..end]).unwrap();
        line.kind = "faked".to_owned();
        let line = line.write().unwrap();
        assert_eq!(line.len(), end - start);
        bytes[start..end].copy_from_slice(&line);
    });
    let found = found_by(&open_sled(directory.path(), false).unwrap());
    let name = segments[1].file_name().unwrap().to_string_lossy().into_owned();
    assert!(matches!(&found, StoreError::Damaged { file, line: 2, .. } if *file == name), "{found}");
}

#[test]
fn a_start_that_has_to_make_views_from_a_line_that_changed_names_its_place() {
    let (directory, segments) = closed();
    tamper(&segments[1], |bytes| bytes[700] ^= 1);
    let refused = open_sled(directory.path(), true).err().unwrap();
    std::fs::remove_dir_all(directory.path().join("views")).unwrap();
    assert_eq!(open_sled(directory.path(), false).err().unwrap().to_string(), refused.to_string());
}

#[test]
fn a_byte_that_flipped_behind_what_a_start_remembers_is_refused_at_the_start() {
    let disk = SimDisk::new();
    drop(filled(&disk));
    disk.tamper(files(&disk, "journal").last().unwrap(), |bytes| bytes[30] ^= 1);
    let refused = open_sim(&disk).err().unwrap();
    assert!(matches!(refused, StoreError::Damaged { line: 1, byte: 0, .. }), "{refused}");
}

#[test]
fn a_closed_segment_that_is_shorter_or_longer_or_missing_is_refused_at_the_start() {
    for (number, harm) in [(|bytes: &mut Vec<u8>| bytes.truncate(900)) as fn(&mut Vec<u8>), |bytes| bytes.push(b'x')]
        .into_iter()
        .enumerate()
    {
        let disk = SimDisk::new();
        drop(filled(&disk));
        disk.tamper(&files(&disk, "journal")[1], harm);
        let refused = open_sim(&disk).err().unwrap();
        assert_eq!(refused.to_string(), open_reading_all(&disk).err().unwrap().to_string());
        assert!(matches!(refused, StoreError::Damaged { .. }), "{number}: {refused}");
    }
    let disk = SimDisk::new();
    drop(filled(&disk));
    disk.remove(&files(&disk, "journal")[1]).unwrap();
    assert!(matches!(open_sim(&disk).err(), Some(StoreError::Segment { .. })));
}

#[test]
fn a_missing_key_of_a_subject_that_a_start_only_remembers_is_named() {
    let directory = tempfile::tempdir().unwrap();
    // With views that are up to date no entry has to be read.
    let open = || Store::open(sled_config(directory.path()), parts(RealDisk, &Fatal::default()));
    let store = open().unwrap();
    store.commit_blocking(commit("matter/cn/lost", 0, "drafted")).unwrap();
    grow(&store, 40);
    read_to_the_end(&store);
    store.close().unwrap();
    drop(store);
    let volume = Volume::new(Arc::new(RealDisk), directory.path().to_owned(), Arc::new(|_| {}));
    let (mut keys, all) = FramedLog::open(&volume, "keys").unwrap();
    let others: Vec<_> = all.iter().filter(|(subject, _)| subject != "matter/cn/lost").collect();
    keys.rewrite(others.iter().map(|(subject, wrapped)| (subject.as_str(), wrapped.as_deref()))).unwrap();
    drop(keys);
    let refused = open().err();
    assert!(matches!(&refused, Some(StoreError::KeyMissing(subject)) if subject == "matter/cn/lost"), "{refused:?}");
}

#[test]
fn contents_that_do_not_fit_on_the_disk_hold_nothing_up() {
    let disk = SimDisk::new();
    let store = open_sim(&disk).unwrap();
    grow(&store, 40);
    disk.limit_room(Some(100));
    read_to_the_end(&store);
    disk.limit_room(None);
    assert!(!store.is_stopped());
    grow(&store, 1);
    drop(store);
    let store = open_sim(&disk).unwrap();
    assert_eq!((store.status().size, store.remembered().entries), (41, 0));
    read_to_the_end(&store);
    drop(store);
    assert!(open_sim(&disk).unwrap().remembered().entries > 30);
}

#[test]
fn an_erased_subject_stays_erased_in_what_a_start_remembers() {
    let disk = SimDisk::new();
    let store = filled(&disk);
    store.erase("matter/cn/1").unwrap();
    drop(store);
    let store = open_sim(&disk).unwrap();
    assert!(store.remembered().entries > 30);
    let history = store.load("matter/cn/1").unwrap();
    assert!(history.iter().all(|entry| entry.particulars.is_erased()) && history.len() == 8);
}
