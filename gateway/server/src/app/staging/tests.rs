use comity_federation::keys::{KeyPair, KeyUse};
use comity_record::checkpoint::NoteSigner;
use comity_record::seal::SubjectKey;
use comity_store::disk::RealDisk;
use comity_store::{HeldKey, Parts, ViewsConfig};

use super::super::seals::Receipts;
use super::super::seals::tests::standing;
use super::super::views::Matters;
use super::*;

const SMALL: Allowance = Allowance { files: 2, bytes: 1_000, age_ms: 60_000 };

/// A store in a directory.
pub(in super::super) fn store(directory: &std::path::Path) -> Store {
    let key = |key_use| KeyPair::from_seed("hk".parse().unwrap(), key_use, &[7; 32]).unwrap();
    let checkpoint = key(KeyUse::Checkpoint);
    let parts = Parts {
        disk: Arc::new(RealDisk),
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes([1; 32]))),
        checkpoint_signer: NoteSigner::new("hk/record", checkpoint.signing_key().unwrap().clone()).unwrap(),
        receipt_signer: Arc::new(Receipts {
            held: standing(|_| {}),
            here: "hk".parse().unwrap(),
            log: "hk/record".into(),
        }),
        projection: Arc::new(Matters),
        entropy: Box::new(|bytes: &mut [u8]| bytes.copy_from_slice(&crate::clock::entropy::<64>()[..bytes.len()])),
        on_fatal: Arc::new(|reason| panic!("{reason}")),
        progress: Arc::new(|_| {}),
    };
    let mut config = comity_store::Config::new(directory, "hk/record");
    config.views = ViewsConfig::Memory;
    Store::open(config, parts).unwrap()
}

/// A store in a directory, and the shelf of it.
fn open(directory: &std::path::Path) -> (Store, Shelf) {
    let store = store(directory);
    let shelf = Shelf::with_allowance(&store, SMALL).unwrap();
    (store, shelf)
}

fn place(file: &str) -> Place {
    Place {
        peer: "cn".parse().unwrap(),
        matter: "cn/01KEQ3V3T0000000000000000A".parse().unwrap(),
        sha256: Digest::of(file.as_bytes()),
    }
}

fn at(seconds: i64) -> Time {
    Time::from_unix_ms(1_768_179_723_000 + seconds * 1000)
}

fn bring(shelf: &Shelf, file: &str) -> Result<(), &'static str> {
    shelf.bring(&place(file), file.as_bytes(), at(0)).map_err(|failure| failure.code())
}

fn clear(shelf: &Shelf, seconds: i64) {
    shelf.clear(at(seconds), 100, |_, _| Ok(false)).unwrap();
}

fn blobs(directory: &std::path::Path) -> usize {
    std::fs::read_dir(directory.join("blobs")).unwrap().count()
}

#[test]
fn a_file_that_nobody_names_is_gone_from_the_disk_and_from_the_list_for_good() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    assert_eq!([bring(&shelf, "a"), bring(&shelf, "b"), bring(&shelf, "c")], [Ok(()), Ok(()), Err("staging-full")]);
    clear(&shelf, 60);
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (2, 2));
    clear(&shelf, 61);
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (0, 0));
    assert_eq!(bring(&shelf, "c"), Ok(()));
    drop((store, shelf));
    let (store, shelf) = open(folder.path());
    assert_eq!(store.working(PREFIX).len(), 1);
    assert_eq!(bring(&shelf, "c"), Ok(()), "it is still here");
    assert_eq!(blobs(folder.path()), 1);
}

#[test]
fn a_file_of_a_refused_letter_goes_and_that_of_one_that_waits_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (_store, shelf) = open(folder.path());
    for (file, fate) in [("a", Fate::Refused), ("b", Fate::Open)] {
        bring(&shelf, file).unwrap();
        let place = place(file);
        shelf.hold(&place.peer, &place.matter, [place.sha256].into_iter()).settle(fate);
    }
    clear(&shelf, 1);
    let it = place("a");
    let held = shelf.hold(&it.peer, &it.matter, [it.sha256, place("b").sha256].into_iter());
    assert!(held.get(&it.sha256).is_none() && held.get(&place("b").sha256).is_some());
    assert_eq!(blobs(folder.path()), 1);
}

#[test]
fn a_file_of_a_letter_that_was_taken_is_off_the_list_and_its_bytes_stay() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    bring(&shelf, "a").unwrap();
    let it = place("a");
    shelf.hold(&it.peer, &it.matter, [it.sha256, it.sha256].into_iter()).settle(Fate::Taken);
    clear(&shelf, 1);
    clear(&shelf, 10_000);
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (1, 0));
}

#[test]
fn a_file_that_the_record_names_keeps_its_bytes_although_a_crash_left_it_on_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    bring(&shelf, "a").unwrap();
    drop((store, shelf));
    // The letter was committed, and then the power went.
    let (store, shelf) = open(folder.path());
    shelf.clear(at(61), 100, |matter, _| Ok(*matter == place("a").matter)).unwrap();
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (1, 0));
}

#[test]
fn a_file_whose_bytes_went_before_a_crash_is_taken_off_the_list_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    bring(&shelf, "a").unwrap();
    let it = place("a");
    let held = shelf.hold(&it.peer, &it.matter, [it.sha256].into_iter());
    store.remove_blobs(&[held.get(&it.sha256).unwrap().blob]).unwrap();
    drop((held, store, shelf));
    let (store, shelf) = open(folder.path());
    assert!(shelf.hold(&it.peer, &it.matter, [it.sha256].into_iter()).get(&it.sha256).is_none());
    clear(&shelf, 1);
    assert_eq!(store.working(PREFIX).len(), 0);
}

#[test]
fn what_cannot_be_looked_up_is_not_removed_and_looked_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    bring(&shelf, "a").unwrap();
    let failed = shelf.clear(at(61), 100, |_, _| Err(Failure::SignInBusy));
    assert!(failed.is_err());
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (1, 1));
    clear(&shelf, 61);
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (0, 0));
}

#[test]
fn what_an_older_program_left_on_the_list_is_taken_off() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    drop(shelf);
    let name = format!("{PREFIX}cn/01KEQ3V3T0000000000000000A/{}", Digest::of(b"a").hex());
    store.set_working(&name, Some(serde_json::json!({ "blob": Digest::of(b"x"), "size": 1 }))).unwrap();
    Shelf::open(&store).unwrap();
    assert_eq!(store.working(PREFIX).len(), 0);
}

#[test]
fn what_was_brought_for_an_erased_matter_is_gone_at_once_and_what_another_waits_for_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (store, shelf) = open(folder.path());
    bring(&shelf, "a").unwrap();
    let elsewhere = Place { matter: "cn/01KEQ3V3T0000000000000000B".parse().unwrap(), ..place("b") };
    shelf.bring(&elsewhere, b"b", at(0)).unwrap();
    shelf.forget(&place("a").matter).unwrap();
    assert_eq!((blobs(folder.path()), store.working(PREFIX).len()), (1, 1));
    let held = shelf.hold(&elsewhere.peer, &elsewhere.matter, [elsewhere.sha256].into_iter());
    assert!(held.get(&elsewhere.sha256).is_some());
}
