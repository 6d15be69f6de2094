//! What a cut may take, and what it may not.

use std::collections::BTreeSet;

use super::*;

const SEEDS: u64 = 300;

fn name(text: &str) -> &OsStr {
    OsStr::new(text)
}

/// A disk with one stable file, `letter`, of these bytes.
fn holding(bytes: &[u8]) -> (Disk, Node) {
    let mut disk = Disk::new();
    let file = disk.create(Node::ROOT, name("letter"), Kind::File, 0o600).unwrap();
    disk.write(file, 0, bytes).unwrap();
    disk.settle();
    (disk, file)
}

/// Everything that a cut may leave of the file at a path.
fn outcomes(disk: &Disk, path: &str) -> BTreeSet<Option<Vec<u8>>> {
    (0..SEEDS).map(|seed| disk.after_power_cut(seed).read_at(path).map(<[u8]>::to_vec)).collect()
}

fn some(outcomes: &[&[u8]]) -> BTreeSet<Option<Vec<u8>>> {
    outcomes.iter().map(|bytes| Some(bytes.to_vec())).collect()
}

#[test]
fn what_was_synced_is_there_after_every_cut() {
    let mut disk = Disk::new();
    let folder = disk.create(Node::ROOT, name("journal"), Kind::Directory, 0o700).unwrap();
    let file = disk.create(folder, name("0"), Kind::File, 0o600).unwrap();
    disk.write(file, 0, b"first").unwrap();
    disk.write(file, 5, b" second").unwrap();
    disk.sync_file(file).unwrap();
    disk.sync_directory(folder).unwrap();
    disk.sync_directory(Node::ROOT).unwrap();
    assert_eq!(outcomes(&disk, "journal/0"), some(&[b"first second"]));
    assert_eq!(disk.with_what_is_stable().read_at("journal/0"), Some(&b"first second"[..]));
}

#[test]
fn a_file_whose_directory_was_not_synced_may_be_gone() {
    let mut disk = Disk::new();
    let file = disk.create(Node::ROOT, name("letter"), Kind::File, 0o600).unwrap();
    disk.write(file, 0, b"whole").unwrap();
    disk.sync_file(file).unwrap();
    assert_eq!(outcomes(&disk, "letter"), BTreeSet::from([None, Some(b"whole".to_vec())]));
}

#[test]
fn a_name_that_was_synced_before_its_bytes_leads_to_any_part_of_them() {
    let mut disk = Disk::new();
    let file = disk.create(Node::ROOT, name("letter"), Kind::File, 0o600).unwrap();
    disk.write(file, 0, b"whole").unwrap();
    disk.sync_directory(Node::ROOT).unwrap();
    assert_eq!(outcomes(&disk, "letter"), some(&[b"", b"whole", b"\0\0\0\0\0"]));
}

#[test]
fn a_write_is_torn_between_sectors_and_never_inside_one() {
    let (mut disk, file) = holding(&[b'a'; 1000]);
    disk.write(file, 100, &[b'b'; 900]).unwrap();
    let first = [&[b'a'; 100][..], &[b'b'; 412], &[b'a'; 488]].concat();
    let second = [&[b'a'; 512][..], &[b'b'; 488]].concat();
    let both = [&[b'a'; 100][..], &[b'b'; 900]].concat();
    assert_eq!(outcomes(&disk, "letter"), some(&[&[b'a'; 1000], &first, &second, &both]));
}

#[test]
fn a_later_write_may_be_left_without_an_earlier_one() {
    let (mut disk, file) = holding(b"");
    disk.write(file, 0, b"one").unwrap();
    disk.write(file, 3, b"two").unwrap();
    let outcomes = outcomes(&disk, "letter");
    assert!(outcomes.contains(&Some(b"\0\0\0two".to_vec())) && outcomes.contains(&Some(b"one".to_vec())));
    assert!(outcomes.contains(&Some(b"onetwo".to_vec())) && outcomes.contains(&Some(Vec::new())));
}

#[test]
fn a_file_that_was_cut_has_its_old_end_or_its_new_one() {
    let (mut disk, file) = holding(b"a line\nhalf of");
    disk.resize(file, 7).unwrap();
    assert_eq!(outcomes(&disk, "letter"), some(&[b"a line\nhalf of", b"a line\n"]));
    disk.sync_file(file).unwrap();
    assert_eq!(outcomes(&disk, "letter"), some(&[b"a line\n"]));
}

#[test]
fn a_file_that_replaces_another_is_the_old_one_or_the_new_one() {
    let (mut disk, _) = holding(b"old");
    let new = disk.create(Node::ROOT, name("letter.tmp"), Kind::File, 0o600).unwrap();
    disk.write(new, 0, b"new").unwrap();
    disk.sync_file(new).unwrap();
    disk.rename((Node::ROOT, name("letter.tmp")), (Node::ROOT, name("letter"))).unwrap();
    assert_eq!(disk.read_at("letter"), Some(&b"new"[..]));
    assert_eq!(outcomes(&disk, "letter"), some(&[b"old", b"new"]));
    disk.sync_directory(Node::ROOT).unwrap();
    assert_eq!(outcomes(&disk, "letter"), some(&[b"new"]));
    assert_eq!(disk.with_what_is_stable().list(Node::ROOT).unwrap().len(), 1);
}

#[test]
fn a_move_between_directories_is_stable_with_the_one_it_goes_to() {
    let (mut disk, file) = holding(b"whole");
    let aside = disk.create(Node::ROOT, name("aside"), Kind::Directory, 0o700).unwrap();
    disk.sync_directory(Node::ROOT).unwrap();
    disk.rename((Node::ROOT, name("letter")), (aside, name("1"))).unwrap();
    for seed in 0..SEEDS {
        let left = disk.after_power_cut(seed);
        assert_ne!(left.read_at("letter").is_some(), left.read_at("aside/1").is_some(), "never both, never none");
    }
    disk.sync_directory(aside).unwrap();
    assert_eq!(disk.with_what_is_stable().read_at("aside/1"), Some(&b"whole"[..]));
    assert_eq!(disk.look_up(aside, name("1")), Ok(file));
}

#[test]
fn a_removed_file_may_come_back_until_its_directory_is_synced() {
    let (mut disk, _) = holding(b"whole");
    disk.remove(Node::ROOT, name("letter")).unwrap();
    assert_eq!(outcomes(&disk, "letter"), BTreeSet::from([None, Some(b"whole".to_vec())]));
    disk.sync_directory(Node::ROOT).unwrap();
    assert_eq!(outcomes(&disk, "letter"), BTreeSet::from([None]));
}

#[test]
fn of_the_changes_in_one_directory_no_later_one_is_left_without_the_earlier_ones() {
    let mut disk = Disk::new();
    for number in 0..5 {
        disk.create(Node::ROOT, name(&number.to_string()), Kind::File, 0o600).unwrap();
    }
    let left: BTreeSet<usize> = (0..SEEDS)
        .map(|seed| {
            let names = disk.after_power_cut(seed).list(Node::ROOT).unwrap();
            assert!(names.iter().enumerate().all(|(place, (name, _))| *name == *place.to_string()), "{names:?}");
            names.len()
        })
        .collect();
    assert_eq!(left, (0..=5).collect());
}

#[test]
fn after_the_cut_nothing_is_done_and_nothing_is_seen() {
    let (mut disk, file) = holding(b"whole");
    disk.cut_power_after(2);
    disk.write(file, 0, b"W").unwrap();
    disk.sync_file(file).unwrap();
    assert!(disk.is_off());
    assert_eq!(disk.write(file, 0, b"X"), Err(Refused::NoPower));
    assert_eq!(disk.sync_file(file), Err(Refused::NoPower));
    assert_eq!(disk.read(file, 0, 5), Err(Refused::NoPower));
    assert_eq!(disk.attributes(file), Err(Refused::NoPower));
    let next = disk.after_power_cut(0);
    assert_eq!(
        next.read(file, 0, 5),
        Ok(&b"Whole"[..]),
        "the next start has power, and the last change before the cut"
    );
}

#[test]
fn a_disk_that_lies_about_syncs_loses_what_was_synced() {
    let (mut disk, file) = holding(b"old");
    disk.lie_about_syncs();
    disk.write(file, 0, b"new").unwrap();
    disk.sync_file(file).unwrap();
    assert_eq!(outcomes(&disk, "letter"), some(&[b"old", b"new"]));
    disk.create(Node::ROOT, name("other"), Kind::File, 0o600).unwrap();
    disk.sync_directory(Node::ROOT).unwrap();
    assert!(outcomes(&disk, "other").contains(&None));
}

#[test]
fn one_seed_is_one_outcome() {
    let (mut disk, file) = holding(b"");
    for number in 0..100 {
        disk.write(file, number * 300, &[b'x'; 300]).unwrap();
    }
    let left = |seed| disk.after_power_cut(seed).read_at("letter").unwrap().to_vec();
    assert!((0..20).all(|seed| left(seed) == left(seed)));
    assert_ne!(left(1), left(2));
}

#[test]
fn what_cannot_be_done_is_refused_and_changes_nothing() {
    let (mut disk, file) = holding(b"whole");
    let folder = disk.create(Node::ROOT, name("folder"), Kind::Directory, 0o700).unwrap();
    disk.create(folder, name("inside"), Kind::File, 0o600).unwrap();
    assert_eq!(disk.create(Node::ROOT, name("letter"), Kind::File, 0o600), Err(Refused::IsThere));
    assert_eq!(disk.remove(Node::ROOT, name("folder")), Err(Refused::NotEmpty));
    assert_eq!(disk.rename((Node::ROOT, name("none")), (folder, name("x"))), Err(Refused::NotThere));
    assert_eq!(disk.rename((Node::ROOT, name("letter")), (Node::ROOT, name("folder"))), Err(Refused::NotEmpty));
    assert_eq!(disk.write(folder, 0, b"x"), Err(Refused::IsADirectory));
    assert_eq!(disk.list(file), Err(Refused::NotADirectory));
    assert_eq!(disk.read_at("letter"), Some(&b"whole"[..]));
    assert_eq!(disk.list(Node::ROOT).unwrap().len(), 2);
}
