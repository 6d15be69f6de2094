//! What the system calls of a program mean to the disk.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use comity_power::{Disk, Mounted};
use tempfile::TempDir;

/// An empty disk, mounted; the folder is there for longer.
fn mounted(what: &str) -> Option<(Mounted, TempDir)> {
    let folder = tempfile::tempdir().unwrap();
    Some((super::mount(folder.path(), Disk::new(), what)?, folder))
}

/// What the file holds after the worst cut.
fn stable(disk: &Mounted, path: &str) -> Option<Vec<u8>> {
    disk.disk().with_what_is_stable().read_at(path).map(<[u8]>::to_vec)
}

fn sync_directory(folder: &Path) {
    File::open(folder).unwrap().sync_all().unwrap();
}

#[test]
fn a_file_is_stable_when_it_is_synced_and_its_directory_is_too() {
    let Some((disk, _folder)) = mounted("what fsync and fdatasync make stable") else { return };
    let path = disk.folder().join("letter");
    let mut file = File::create(&path).unwrap();
    file.write_all(b"whole").unwrap();
    file.sync_data().unwrap();
    assert_eq!(stable(&disk, "letter"), None, "it has no name yet");
    sync_directory(disk.folder());
    assert_eq!(stable(&disk, "letter"), Some(b"whole".to_vec()));

    file.write_all(b" and more").unwrap();
    drop(file);
    assert_eq!(fs::read(&path).unwrap(), b"whole and more", "who looks now sees everything");
    assert_eq!(stable(&disk, "letter"), Some(b"whole".to_vec()), "to close a file makes nothing stable");
    OpenOptions::new().append(true).open(&path).unwrap().sync_all().unwrap();
    assert_eq!(stable(&disk, "letter"), Some(b"whole and more".to_vec()));

    fs::rename(&path, disk.folder().join("answer")).unwrap();
    assert_eq!((stable(&disk, "letter").is_some(), stable(&disk, "answer").is_some()), (true, false));
    sync_directory(disk.folder());
    assert_eq!((stable(&disk, "letter").is_some(), stable(&disk, "answer").is_some()), (false, true));
}

#[test]
fn sync_file_range_makes_nothing_stable() {
    /// Writes, and calls by its number what Rust has no name for; 7 is: wait, write, wait.
    const SCRIPT: &str = r#"
        my ($path, $call) = @ARGV;
        open(my $file, '>>', $path) or die "open: $!";
        syswrite($file, 'ranged') == 6 or die "write: $!";
        syscall($call, fileno($file), 0, 0, 7) == 0 or die "sync_file_range: $!";
    "#;
    const WHAT: &str = "that sync_file_range makes nothing stable";
    let call = if cfg!(target_arch = "x86_64") { "277" } else { "84" };
    let Some((disk, _folder)) = mounted(WHAT) else { return };
    let path = disk.folder().join("letter");
    File::create(&path).unwrap().sync_all().unwrap();
    sync_directory(disk.folder());
    let called = Command::new("perl").args(["-e", SCRIPT]).arg(&path).arg(call).output();
    let called = called.unwrap_or_else(|error| panic!("perl, which every Debian has: {error}"));
    assert!(called.status.success(), "{}", String::from_utf8_lossy(&called.stderr));
    assert_eq!(fs::read(&path).unwrap(), b"ranged");
    assert_eq!(stable(&disk, "letter"), Some(Vec::new()));
    File::open(&path).unwrap().sync_data().unwrap();
    assert_eq!(stable(&disk, "letter"), Some(b"ranged".to_vec()));
}

#[test]
fn a_program_finds_what_it_wrote_whatever_it_did_with_it() {
    let Some((disk, _folder)) = mounted("the file system that forgets, as a program sees it") else { return };
    let folder = disk.folder().join("a/b");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..2_000 {
        fs::write(folder.join(format!("{number:04}")), number.to_string()).unwrap();
    }
    let mut names: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() == 2_000 && names[1_999] == "1999", "a long list is read in pieces");
    assert_eq!(fs::read(folder.join("0815")).unwrap(), b"815");

    let path = disk.folder().join("large");
    let large: Vec<u8> = (0..3_000_000_u32).map(|number| (number % 251) as u8).collect();
    fs::write(&path, &large).unwrap();
    assert_eq!(fs::read(&path).unwrap(), large);
    let mut file = OpenOptions::new().read(true).write(true).open(&path).unwrap();
    file.set_len(10).unwrap();
    file.seek(SeekFrom::Start(12)).unwrap();
    file.write_all(b"x").unwrap();
    file.rewind().unwrap();
    let mut read = Vec::new();
    file.read_to_end(&mut read).unwrap();
    assert_eq!(read, [&large[..10], b"\0\0x"].concat());
    assert_eq!(file.metadata().unwrap().len(), 13);

    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    let lock = File::open(&path).unwrap();
    lock.try_lock().unwrap();
    assert!(File::open(&path).unwrap().try_lock().is_err(), "a second process would be refused");
    fs::remove_dir_all(disk.folder().join("a")).unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(fs::read_dir(disk.folder()).unwrap().count(), 0);
    file.write_all(b"y").unwrap();
    assert_eq!(file.metadata().unwrap().len(), 14, "whoever has a file open still has it");
}

#[test]
fn after_the_cut_every_call_fails_and_the_next_mount_shows_what_is_left() {
    let Some((disk, folder)) = mounted("a cut of the power under a program that runs") else { return };
    let path = disk.folder().join("letter");
    let mut file = File::create(&path).unwrap();
    file.write_all(b"synced").unwrap();
    file.sync_all().unwrap();
    sync_directory(disk.folder());
    file.write_all(b", and not").unwrap();
    disk.disk().cut_power_after(1);
    file.sync_all().unwrap();
    assert!(disk.disk().is_off());
    assert!(file.write_all(b"lost").is_err() && file.sync_all().is_err() && fs::read(&path).is_err());
    assert!(File::create(disk.folder().join("other")).is_err());
    let left = disk.cut_power(1);
    drop(file);
    drop(disk);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is mounted any more");

    let disk = super::mount(folder.path(), left, "").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"synced, and not", "the sync was the last thing that was done");
    OpenOptions::new().append(true).open(&path).unwrap().write_all(b"!").unwrap();
    assert_eq!(fs::read(disk.folder().join("letter")).unwrap(), b"synced, and not!");
}

#[test]
fn a_disk_is_filled_from_a_folder_and_all_of_it_is_stable() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("keys")).unwrap();
    fs::write(folder.path().join("keys/master.key"), b"secret").unwrap();
    fs::set_permissions(folder.path().join("keys/master.key"), fs::Permissions::from_mode(0o600)).unwrap();
    let copied = Disk::copy_of(folder.path()).unwrap();
    assert_eq!(copied.with_what_is_stable().read_at("keys/master.key"), Some(&b"secret"[..]));
    let Some(disk) = super::mount(folder.path(), copied, "a folder with a disk in front of it") else { return };
    fs::write(disk.folder().join("keys/other"), b"new").unwrap();
    let mode = fs::metadata(disk.folder().join("keys/master.key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    drop(disk);
    assert!(!folder.path().join("keys/other").exists(), "what lies behind the disk is as it was");
}
