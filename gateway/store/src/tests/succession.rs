//! A record that lost lines, and goes on under another name.

use serde_json::{Map, json};

use super::ground::on_either_ground;
use super::*;
use crate::backup::Copier;

/// The name under which the record goes on.
const NEW: &str = "comity.example/hk/record/2";

fn named(log: &str) -> impl Fn(Config) -> Config + '_ {
    move |config| Config { log: log.to_owned(), ..config }
}

fn succeed(store: &Store, to: &str) -> Result<Committed, CommitError> {
    store.succeed(to, (DAY, time()), Map::from_iter([("roll".to_owned(), json!(7))]))
}

/// Twelve entries under a checkpoint, and held.
fn held(ground: &Ground) -> Store {
    let store = ground.open();
    fill(&store);
    store.make_checkpoint().unwrap();
    store.hold().unwrap();
    store
}

on_either_ground! {
    a_record_that_is_held_goes_on_under_another_name_and_keeps_all_that_it_has,
    a_record_that_is_not_held_goes_on_under_its_own_name_alone,
    no_name_comes_again,
}

fn a_record_that_is_held_goes_on_under_another_name_and_keeps_all_that_it_has(ground: Ground) {
    let store = held(&ground);
    let (old, before, views) = (store.checkpoint(), store.load("matter/cn/1").unwrap(), dump(&store));
    let left = store.left().unwrap();
    assert_eq!((left.log.as_str(), left.size, left.root), (LOG, 12, store.status().root));
    assert_eq!(succeed(&store, NEW).unwrap().first_index, 12);
    assert_eq!(store.commit_blocking(commit("matter/cn/1", 4, "noted")), Err(CommitError::Stopped));
    drop(store);

    let store = ground.open_with(named(NEW));
    assert!(store.is_held(), "nobody has agreed to anything yet");
    assert_eq!(store.commit_blocking(commit("matter/cn/1", 4, "noted")), Err(CommitError::Held));
    assert_eq!(store.make_checkpoint().unwrap(), old, "nor is anything signed");
    assert_eq!(*store.load("matter/cn/1").unwrap(), *before);
    assert!(
        views
            .iter()
            .all(|(key, value)| key.ends_with(b"count") || dump(&store).contains(&(key.clone(), value.clone())))
    );
    let line = store.entry(12).unwrap();
    assert_eq!(
        (line.kind.as_str(), &line.open["roll"], &line.open["succeeds"]["size"]),
        ("log-succeeded", &json!(7), &json!(12))
    );

    store.resume().unwrap();
    store.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
    let note = store.make_checkpoint().unwrap();
    let checkpoint = verifier().verify(&note).unwrap();
    assert_eq!((checkpoint.origin.as_str(), checkpoint.size), (NEW, 14));
    store.close().unwrap();
    drop(store);
    let store = ground.open_with(named(NEW));
    let lines: Vec<_> = (0..14).map(|index| store.line(index).unwrap()).collect();
    assert_eq!(verify_record(NEW, &lines, &note, &verifier()).unwrap().entries, 14);
    assert_eq!(
        verify_record(NEW, &lines, &old, &verifier()).unwrap().checkpoint_size,
        12,
        "what was signed before holds"
    );
}

fn a_record_that_is_not_held_goes_on_under_its_own_name_alone(ground: Ground) {
    let store = ground.open();
    fill(&store);
    assert!(matches!(store.left(), Err(StoreError::NotHeld)));
    assert!(matches!(succeed(&store, NEW), Err(CommitError::Malformed(_))));
    drop(store);
    let store = ground.open();
    assert_eq!(store.status().size, 12);
    let by_hand = NewEntry::new("log-succeeded").open("succeeds", json!({}));
    let by_hand = Commit::of("record", Expected::Any, DAY, time(), vec![by_hand]);
    assert!(matches!(store.commit_blocking(by_hand), Err(CommitError::Malformed(_))));
    store.commit_blocking(commit("matter/cn/1", 4, "noted")).unwrap();
}

fn no_name_comes_again(ground: Ground) {
    let store = held(&ground);
    for name in [LOG, "two words", ""] {
        assert!(matches!(succeed(&store, name), Err(CommitError::Malformed(_))), "{name}");
    }
    drop(store);
    assert_eq!(ground.open().status().size, 12);
}

#[test]
fn a_record_is_opened_by_the_name_that_it_has_and_told_by_the_one_that_it_had() {
    let disk = SimDisk::new();
    let ground = Ground::Files(disk.clone());
    succeed(&held(&ground), NEW).unwrap();
    let open = |log: &str| {
        let config = Config { log: log.to_owned(), ..config(Path::new("/data")) };
        Store::open(config, parts(disk.clone(), &Fatal::default()))
    };
    assert!(matches!(open(LOG), Err(StoreError::Succeeded(name)) if name == NEW));
    assert!(matches!(open("comity.example/hk/record/3"), Err(StoreError::Succeeded(name)) if name == NEW));
    let store = open(NEW).unwrap();
    assert!(matches!(succeed(&store, LOG), Err(CommitError::Malformed(_))), "no name comes again");
    drop(store);
    assert_eq!(open(NEW).unwrap().status().size, 13);
}

#[test]
fn whenever_the_power_goes_the_record_has_the_old_name_or_the_new_one() {
    let mut seen = [false; 2];
    for operations in 0.. {
        let disk = SimDisk::new();
        let store = held(&Ground::Files(disk.clone()));
        disk.cut_power_after(operations);
        let done = succeed(&store, NEW).is_ok();
        drop(store);
        let open = |log: &str| {
            let left = disk.after_power_cut(operations);
            let config = Config { log: log.to_owned(), ..config(Path::new("/data")) };
            Store::open(config, parts(left, &Fatal::default()))
        };
        match (open(LOG), open(NEW)) {
            (Ok(store), Err(_)) => assert!(!done && store.status().size == 12 && store.is_held(), "{operations}"),
            (Err(_), Ok(store)) => assert!(store.status().size == 13 && store.is_held(), "{operations}"),
            (one, other) => panic!("{operations}: {:?} {:?}", one.err(), other.err()),
        }
        seen[usize::from(open(NEW).is_ok())] = true;
        if done {
            break;
        }
    }
    assert_eq!(seen, [true, true]);
}

#[test]
fn the_same_record_goes_on_by_the_same_line_so_that_to_do_it_twice_is_no_second_history() {
    let directory = tempfile::tempdir().unwrap();
    let [record, copy, keys] = ["record", "copy", "keys"].map(|name| directory.path().join(name));
    let store = open_real(&record).unwrap();
    fill(&store);
    store.make_checkpoint().unwrap();
    let copier = Copier { disk: Arc::new(RealDisk), log: LOG.to_owned(), keys: vec![verifier()], progress: &|_| {} };
    copier.back_up(&record, &copy).unwrap();
    copier.back_up_keys(&record, &keys).unwrap();
    let lines = ["one", "other"].map(|name| {
        let new = directory.path().join(name);
        copier.restore(&copy, &keys, &new).unwrap();
        succeed(&open_real(&new).unwrap(), NEW).unwrap();
        let config = Config { log: NEW.to_owned(), ..config(&new) };
        Store::open(config, parts(RealDisk, &Fatal::default())).unwrap().line(12).unwrap()
    });
    assert_eq!(lines[0], lines[1]);
}
