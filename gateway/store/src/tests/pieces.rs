//! Large files in pieces: what holds wherever they are kept.

use super::bucket::S3Server;
use super::*;
use crate::S3Config;
use crate::bucket::{Bucket, Directory, S3, Table};
use crate::database::Database;
use crate::disk::Volume;
use crate::pieces::Pieces;

const SUBJECT: &str = "matter/cn/1";

/// Where pieces can be kept. What is a sentence about one is a sentence about each.
enum Place {
    Simulated(SimDisk),
    Real(tempfile::TempDir),
    Database(server::Fresh),
    S3(S3Config),
}

impl Place {
    fn bucket(&self) -> Arc<dyn Bucket> {
        match self {
            Self::Simulated(disk) => directory(disk.clone(), Path::new("/data")),
            Self::Real(made) => directory(RealDisk, made.path()),
            Self::Database(fresh) => {
                let config = ground::database_config(&fresh.url()).database.unwrap();
                Arc::new(Table(Arc::new(Database::open(&config, [7; 16]).unwrap())))
            }
            Self::S3(config) => Arc::new(S3::open(config).unwrap()),
        }
    }

    fn pieces(&self) -> Pieces {
        Pieces::new(self.bucket())
    }
}

fn directory(disk: impl Disk + 'static, root: &Path) -> Arc<dyn Bucket> {
    let volume = Volume::new(Arc::new(disk), root.to_owned(), Arc::new(|_| {}));
    volume.create(&[]).unwrap();
    Arc::new(Directory::open(&volume).unwrap())
}

/// Each place that this machine has; the others note that they were not run.
fn everywhere(sentence: impl Fn(&Place)) {
    sentence(&Place::Simulated(SimDisk::new()));
    sentence(&Place::Real(tempfile::tempdir().unwrap()));
    if let Some(server) = server::Server::shared() {
        sentence(&Place::Database(server.fresh()));
    }
    if let Some(server) = S3Server::shared() {
        sentence(&Place::S3(server.fresh()));
    }
}

const KEY: SubjectKey = SubjectKey::from_bytes([5; 32]);

fn piece(index: u32) -> Vec<u8> {
    format!("piece {index}").into_bytes()
}

/// A file of three pieces, put in no order.
fn put(pieces: &Pieces, seed: u64) -> Digest {
    let mut entropy = entropy(seed);
    let file = Pieces::begin(&mut entropy);
    for index in [2, 0, 1] {
        pieces.put((&file, index), &piece(index), &KEY, &mut entropy).unwrap();
    }
    file
}

#[test]
fn a_file_is_read_piece_by_piece_as_it_was_put_and_counts_once_it_is_finished() {
    everywhere(|place| {
        let pieces = place.pieces();
        let file = put(&pieces, 1);
        assert!(!pieces.is_finished(&file).unwrap());
        assert!(matches!(pieces.finished(&file, &KEY), Err(StoreError::BlobMissing(_))));
        pieces.finish((&file, 3), b"manifest", &KEY, &mut entropy(2)).unwrap();
        let reopened = place.pieces();
        let finished = reopened.finished(&file, &KEY).unwrap();
        assert_eq!((finished.pieces, finished.manifest.as_slice()), (3, b"manifest".as_slice()));
        for index in 0..3 {
            assert_eq!(reopened.get(&file, index, &KEY).unwrap(), piece(index));
        }
        assert!(matches!(reopened.get(&file, 3, &KEY), Err(StoreError::PieceMissing { index: 3, .. })));
    });
}

#[test]
fn whoever_was_interrupted_is_told_what_is_there_and_a_file_with_a_gap_is_not_finished() {
    everywhere(|place| {
        let mut entropy = entropy(3);
        let file = Pieces::begin(&mut entropy);
        assert_eq!(place.pieces().present(&file).unwrap(), Vec::<u32>::new());
        for index in [0, 7, 2] {
            place.pieces().put((&file, index), &piece(index), &KEY, &mut entropy).unwrap();
        }
        let pieces = place.pieces();
        assert_eq!(pieces.present(&file).unwrap(), [0, 2, 7]);
        let gap = pieces.finish((&file, 8), b"", &KEY, &mut entropy);
        assert!(matches!(gap, Err(StoreError::PieceMissing { index: 1, .. })));
        assert!(!pieces.is_finished(&file).unwrap());
    });
}

#[test]
fn a_piece_opens_in_its_own_file_at_its_own_place_with_its_own_key_and_nowhere_else() {
    everywhere(|place| {
        let pieces = place.pieces();
        let (file, other) = (put(&pieces, 4), put(&pieces, 5));
        let bucket = place.bucket();
        let kept = bucket.get(&file.hex(), "0000000001").unwrap().unwrap();
        assert!(matches!(
            pieces.get(&file, 1, &SubjectKey::from_bytes([6; 32])),
            Err(StoreError::PieceChanged { index: 1, .. })
        ));
        bucket.put(&file.hex(), "0000000002", kept.clone()).unwrap();
        assert!(matches!(pieces.get(&file, 2, &KEY), Err(StoreError::PieceChanged { index: 2, .. })));
        bucket.put(&other.hex(), "0000000001", kept).unwrap();
        assert!(matches!(pieces.get(&other, 1, &KEY), Err(StoreError::PieceChanged { index: 1, .. })));
    });
}

#[test]
fn any_changed_byte_of_a_piece_is_found_out_and_the_piece_is_named() {
    everywhere(|place| {
        let pieces = place.pieces();
        let file = put(&pieces, 6);
        let bucket = place.bucket();
        let kept = bucket.get(&file.hex(), "0000000001").unwrap().unwrap();
        for byte in [0, 20, kept.len() - 1] {
            let mut changed = kept.clone();
            changed[byte] ^= 1;
            bucket.put(&file.hex(), "0000000001", changed).unwrap();
            assert!(matches!(pieces.get(&file, 1, &KEY), Err(StoreError::PieceChanged { index: 1, .. })), "{byte}");
            assert!(matches!(pieces.kept(&file, "0000000001"), Err(StoreError::BlobChanged(_))), "{byte}");
        }
        bucket.put(&file.hex(), "0000000001", kept).unwrap();
        assert_eq!(pieces.get(&file, 1, &KEY).unwrap(), piece(1));
    });
}

#[test]
fn nothing_of_a_finished_file_is_written_any_more() {
    everywhere(|place| {
        let pieces = place.pieces();
        let file = put(&pieces, 7);
        pieces.finish((&file, 3), b"", &KEY, &mut entropy(8)).unwrap();
        let late = pieces.put((&file, 1), b"other", &KEY, &mut entropy(9));
        assert!(matches!(late, Err(StoreError::FileFinished(name)) if name == file));
        assert_eq!(pieces.get(&file, 1, &KEY).unwrap(), piece(1));
    });
}

#[test]
fn a_removed_file_is_gone_and_another_is_not() {
    everywhere(|place| {
        let pieces = place.pieces();
        let (file, other) = (put(&pieces, 10), put(&pieces, 11));
        let mut both = [file, other];
        both.sort_unstable();
        assert_eq!(pieces.files().unwrap(), both);
        pieces.remove(&[file, Digest::of(b"never put")]).unwrap();
        assert_eq!(place.pieces().files().unwrap(), [other]);
        assert!(matches!(pieces.get(&file, 0, &KEY), Err(StoreError::PieceMissing { .. })));
        assert_eq!(pieces.get(&other, 0, &KEY).unwrap(), piece(0));
    });
}

#[test]
fn several_writers_of_one_piece_leave_one_whole_piece() {
    everywhere(|place| {
        let pieces = Arc::new(place.pieces());
        let file = Pieces::begin(&mut entropy(12));
        let bytes = vec![9; 200_000];
        std::thread::scope(|scope| {
            for writer in 0..6 {
                let (pieces, bytes) = (Arc::clone(&pieces), &bytes);
                scope.spawn(move || pieces.put((&file, 0), bytes, &KEY, &mut entropy(100 + writer)).unwrap());
            }
        });
        assert_eq!(pieces.get(&file, 0, &KEY).unwrap(), bytes);
    });
}

#[test]
fn whenever_the_power_goes_what_was_acknowledged_is_there_and_nothing_is_half_there() {
    for seed in 0..400 {
        let disk = SimDisk::new();
        let mut dice = Dice(seed);
        // Where the directory is made is no part of the play.
        drop(directory(disk.clone(), Path::new("/data")));
        disk.cut_power_after(dice.below(60));
        let (file, acknowledged, finished) = play(&disk, seed);
        let left = disk.after_power_cut(seed);
        let pieces = Pieces::new(directory(left, Path::new("/data")));
        let present = pieces.present(&file).unwrap();
        for index in &acknowledged {
            assert!(present.contains(index), "seed {seed}: piece {index} is gone");
        }
        for index in &present {
            assert_eq!(pieces.get(&file, *index, &KEY).unwrap(), piece(*index), "seed {seed}");
        }
        if finished {
            assert_eq!(pieces.finished(&file, &KEY).unwrap().pieces, 4, "seed {seed}");
        }
        if pieces.is_finished(&file).unwrap() {
            assert_eq!(present, [0, 1, 2, 3], "seed {seed}");
        }
    }
}

/// Puts four pieces and finishes the file, as far as the power lasts: what was acknowledged, and whether that was.
fn play(disk: &SimDisk, seed: u64) -> (Digest, Vec<u32>, bool) {
    let mut entropy = entropy(seed);
    let file = Pieces::begin(&mut entropy);
    let volume = Volume::new(Arc::new(disk.clone()), "/data".into(), Arc::new(|_| {}));
    let Ok(directory) = Directory::open(&volume) else { return (file, Vec::new(), false) };
    let pieces = Pieces::new(Arc::new(directory));
    let mut acknowledged = Vec::new();
    for index in [1, 0, 3, 2] {
        if pieces.put((&file, index), &piece(index), &KEY, &mut entropy).is_err() {
            return (file, acknowledged, false);
        }
        acknowledged.push(index);
    }
    let finished = pieces.finish((&file, 4), b"manifest", &KEY, &mut entropy).is_ok();
    (file, acknowledged, finished)
}

#[test]
fn whenever_the_power_goes_a_removed_file_is_whole_or_gone() {
    for seed in 0..200 {
        let disk = SimDisk::new();
        let pieces = Pieces::new(directory(disk.clone(), Path::new("/data")));
        let file = put(&pieces, seed);
        pieces.finish((&file, 3), b"", &KEY, &mut entropy(seed)).unwrap();
        disk.cut_power_after(Dice(seed).below(8));
        let removed = pieces.remove(&[file]).is_ok();
        let left = Pieces::new(directory(disk.after_power_cut(seed), Path::new("/data")));
        let there = left.is_finished(&file).unwrap();
        assert!(!(removed && there), "seed {seed}: it came back");
        assert_eq!(left.present(&file).unwrap().len(), if there { 3 } else { 0 }, "seed {seed}");
    }
}

#[test]
fn a_file_that_a_process_finished_as_it_was_killed_is_called_finished_once_that_is_stable() {
    for seed in 0..50 {
        let disk = SimDisk::new();
        let pieces = Pieces::new(directory(disk.clone(), Path::new("/data")));
        let file = put(&pieces, seed);
        // The pieces are looked at, the manifest is written and has its name: what would make that stable is not waited for.
        disk.fail_sync_after(2);
        assert!(pieces.finish((&file, 3), b"manifest", &KEY, &mut entropy(seed)).is_err());
        let next = Pieces::new(directory(disk.clone(), Path::new("/data")));
        assert!(next.is_finished(&file).unwrap());
        let left = Pieces::new(directory(disk.after_power_cut(seed), Path::new("/data")));
        assert!(left.is_finished(&file).unwrap(), "seed {seed}: an entry may have mentioned it");
    }
}

#[test]
fn what_an_earlier_try_to_remove_a_file_has_left_is_not_in_the_way_of_the_next() {
    let made = tempfile::tempdir().unwrap();
    let pieces = Pieces::new(directory(RealDisk, made.path()));
    let file = put(&pieces, 13);
    let left = made.path().join(format!("pieces/{}.tmp", file.hex()));
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("0000000000"), b"sealed").unwrap();
    pieces.remove(&[file]).unwrap();
    assert_eq!(std::fs::read_dir(made.path().join("pieces")).unwrap().count(), 0);
}

#[test]
fn a_disk_that_fills_refuses_the_piece_and_keeps_what_was_there() {
    let disk = SimDisk::new();
    let pieces = Pieces::new(directory(disk.clone(), Path::new("/data")));
    let file = put(&pieces, 20);
    disk.limit_room(Some(10));
    let refused = pieces.put((&file, 3), &piece(3), &KEY, &mut entropy(21));
    assert!(refused.is_err_and(|error| error.is_no_room()));
    disk.limit_room(None);
    assert_eq!(pieces.present(&file).unwrap(), [0, 1, 2]);
    pieces.put((&file, 3), &piece(3), &KEY, &mut entropy(22)).unwrap();
    assert_eq!(pieces.get(&file, 3, &KEY).unwrap(), piece(3));
}

#[test]
fn an_entry_may_mention_a_large_file_once_it_is_finished_and_an_erased_subject_reads_none() {
    for place in [Ground::files()].into_iter().chain(Ground::database()) {
        let store = place.open();
        let file = store.begin_file(SUBJECT).unwrap();
        store.put_piece(SUBJECT, &file, 0, b"one piece").unwrap();
        let mention = |revision| {
            let entry = NewEntry { blobs: vec![file], ..NewEntry::new("filed") };
            Commit::of(SUBJECT, Expected::Revision(revision), DAY, time(), vec![entry])
        };
        assert_eq!(store.commit_blocking(mention(0)), Err(CommitError::BlobMissing(file)));
        store.finish_file(SUBJECT, &file, 1, b"manifest").unwrap();
        store.commit_blocking(mention(0)).unwrap();
        let read: Vec<_> = store.read_file(SUBJECT, &file).unwrap().map(Result::unwrap).collect();
        assert_eq!(read, [b"one piece"]);
        assert!(store.get_piece("matter/cn/2", &file, 0).is_err(), "another subject");
        store.erase(SUBJECT).unwrap();
        assert!(matches!(store.get_piece(SUBJECT, &file, 0), Err(StoreError::Erased(_))));
        assert!(matches!(store.begin_file(SUBJECT), Err(StoreError::Erased(_))));
        assert_eq!(store.files().unwrap(), [file]);
        store.remove_blobs(&[file]).unwrap();
        assert!(store.files().unwrap().is_empty() && !store.has_blob(&file).unwrap());
    }
}

#[test]
fn a_store_whose_large_files_are_in_s3_has_none_in_its_own_directory() {
    let Some(server) = S3Server::shared() else { return };
    let disk = SimDisk::new();
    let open = |bucket: &S3Config| {
        let config = Config { bucket: Some(bucket.clone()), ..config(Path::new("/data")) };
        Store::open(config, parts(disk.clone(), &Fatal::default())).unwrap()
    };
    let bucket = server.fresh();
    let file = {
        let store = open(&bucket);
        let file = store.begin_file(SUBJECT).unwrap();
        store.put_piece(SUBJECT, &file, 0, b"one piece").unwrap();
        store.finish_file(SUBJECT, &file, 1, b"manifest").unwrap();
        store.close().unwrap();
        file
    };
    assert!(!disk.exists(Path::new("/data/pieces")).unwrap());
    assert_eq!(open(&bucket).get_piece(SUBJECT, &file, 0).unwrap(), b"one piece");
}

#[test]
fn a_wrong_key_for_the_s3_server_is_said_at_the_start() {
    let Some(server) = S3Server::shared() else { return };
    let wrong = S3Config { secret_key: "another".to_owned(), ..server.fresh() };
    assert!(matches!(S3::open(&wrong), Err(StoreError::Bucket(_))));
}
