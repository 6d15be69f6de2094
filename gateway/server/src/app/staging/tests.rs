use comity_domain::limits::PIECE_BYTES;
use comity_domain::manifest::{Building, Manifest, Naming};
use comity_federation::keys::{KeyPair, KeyUse};
use comity_record::checkpoint::NoteSigner;
use comity_record::seal::SubjectKey;
use comity_store::disk::RealDisk;
use comity_store::{HeldKey, Parts, Projection, ViewsConfig};

use super::super::seals::Receipts;
use super::super::seals::tests::standing;
use super::super::views::Matters;
use super::*;

const SMALL: Allowance = Allowance { files: 2, bytes: 1_000, age_ms: 60_000 };

/// A store in a directory.
pub(in super::super) fn store(directory: &std::path::Path) -> Store {
    store_with(directory, Arc::new(Matters))
}

/// A store in a directory, with views made so.
pub(in super::super) fn store_with(directory: &std::path::Path, projection: Arc<dyn Projection>) -> Store {
    let key = |key_use| KeyPair::from_seed("hk".parse().unwrap(), key_use, &[7; 32]).unwrap();
    let checkpoint = key(KeyUse::Checkpoint);
    let parts = Parts {
        disk: Arc::new(RealDisk),
        master_key: Arc::new(HeldKey::new(SubjectKey::from_bytes([1; 32]))),
        checkpoint_signer: NoteSigner::new("hk/record", checkpoint.signing_key().unwrap().clone()).unwrap(),
        checkpoint_keys: Vec::new(),
        receipt_signer: Arc::new(Receipts {
            held: standing(|_| {}),
            here: "hk".parse().unwrap(),
            log: "hk/record".into(),
        }),
        projection,
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

/// A file of two pieces, the second of which is one byte long.
fn large() -> (Manifest, Vec<u8>) {
    let bytes: Vec<u8> = (0..=PIECE_BYTES).map(|place| (place % 251) as u8).collect();
    let mut building = Building::default();
    building.take(&bytes).unwrap();
    let naming = Naming { name: "hearing.mp4".into(), media_type: "video/mp4".into(), label: None };
    (building.finish(naming).unwrap(), bytes)
}

/// A shelf that has room for it.
fn roomy(store: &Store) -> Shelf {
    Shelf::with_allowance(store, Allowance { bytes: 2 * PIECE_BYTES as u64, ..SMALL }).unwrap()
}

fn grow(shelf: &Shelf, manifest: &Manifest) -> Result<Offered, &'static str> {
    let place = Place { sha256: manifest.sha256(), ..place("large") };
    let grown = shelf.grow(&place, manifest.clone(), manifest.digest().unwrap(), at(0));
    grown.map_err(|failure| failure.code())
}

fn missing(from: u32, to: u32) -> Offered {
    Offered::Missing(std::iter::once(from..to).collect())
}

fn take(shelf: &Shelf, manifest: &Manifest, index: u32, bytes: &[u8]) -> Result<(), &'static str> {
    let place = Place { sha256: manifest.sha256(), ..place("large") };
    shelf.take_piece(&place, index, bytes).map_err(|failure| failure.code())
}

#[test]
fn a_large_file_grows_over_a_restart_and_is_held_for_its_letter_once_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (manifest, bytes) = large();
    let (first, last) = bytes.split_at(PIECE_BYTES);
    {
        let shelf = roomy(&store(folder.path()));
        assert_eq!(grow(&shelf, &manifest), Ok(missing(0, 2)));
        take(&shelf, &manifest, 1, last).unwrap();
    }
    let store = store(folder.path());
    let shelf = roomy(&store);
    assert_eq!(take(&shelf, &manifest, 0, first), Err("not-found"), "it is offered first");
    assert_eq!(grow(&shelf, &manifest), Ok(missing(0, 1)));
    take(&shelf, &manifest, 0, first).unwrap();
    let hold = || {
        let place = Place { sha256: manifest.sha256(), ..place("large") };
        let held = shelf.hold(&place.peer, &place.matter, [place.sha256].into_iter());
        held.get(&place.sha256).cloned()
    };
    assert_eq!(hold(), None, "nobody has checked the whole");
    assert_eq!(grow(&shelf, &manifest), Ok(Offered::Whole));
    assert_eq!(hold().unwrap().manifest, Some(manifest.digest().unwrap()));
}

#[test]
fn a_large_file_counts_with_all_its_bytes_from_its_offer_on_and_is_cleared_away_when_it_is_old() {
    let folder = tempfile::tempdir().unwrap();
    let (manifest, bytes) = large();
    let store = store(folder.path());
    let small = Shelf::with_allowance(&store, SMALL).unwrap();
    assert_eq!(grow(&small, &manifest), Err("staging-full"));
    let shelf = roomy(&store);
    grow(&shelf, &manifest).unwrap();
    take(&shelf, &manifest, 1, &bytes[PIECE_BYTES..]).unwrap();
    assert_eq!(store.files().unwrap().len(), 1);
    clear(&shelf, 61);
    assert_eq!((store.files().unwrap().len(), store.working(PREFIX).len()), (0, 0));
    assert_eq!(take(&shelf, &manifest, 1, &bytes[PIECE_BYTES..]), Err("not-found"));
}

#[test]
fn a_piece_that_the_disk_has_lost_is_asked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let (manifest, bytes) = large();
    let (first, last) = bytes.split_at(PIECE_BYTES);
    {
        let shelf = roomy(&store(folder.path()));
        grow(&shelf, &manifest).unwrap();
        take(&shelf, &manifest, 0, first).unwrap();
        take(&shelf, &manifest, 1, last).unwrap();
    }
    let store = store(folder.path());
    let shelf = roomy(&store);
    let [file] = store.files().unwrap().try_into().unwrap();
    let piece = folder.path().join("pieces").join(file.hex()).join("0000000001");
    let mut changed = std::fs::read(&piece).unwrap();
    changed[20] ^= 1;
    std::fs::write(&piece, changed).unwrap();
    assert_eq!(grow(&shelf, &manifest), Ok(missing(1, 2)));
    take(&shelf, &manifest, 1, last).unwrap();
    assert_eq!(grow(&shelf, &manifest), Ok(Offered::Whole));
}
