//! The real program, ended and damaged in every way that a machine room knows: what was answered is there, what is not whole is not.

mod damage;
mod load;
mod power;
mod receiver;
mod system_calls;
mod uploads;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use comity_domain::MatterId;
use comity_tests::{Draft, Person, program};

/// A draft of the Nansha court, without its papers.
async fn drafted(person: &Person) -> MatterId {
    let drafted = person.post("/matters", Draft::corrected().without_files()).await.good();
    serde_json::from_value(drafted["id"].clone()).unwrap()
}

/// Tries to serve the gateway in a directory in which it cannot be served. Answers with what the program said when it gave up.
fn refused_to_serve(directory: &Path) -> String {
    let Output { status, stderr, .. } = comity("serve", directory);
    let said = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(1), "{said}");
    said.lines().last().unwrap_or_default().to_owned()
}

/// `comity record verify` holds.
fn verify(directory: &Path) {
    let verified = comity("record verify", directory);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

fn comity(command: &str, directory: &Path) -> Output {
    // Whoever is refused ends at once; whoever is not, serves until the limit.
    let mut limited = Command::new("timeout");
    limited.arg("120").arg(program()).args(command.split(' ')).arg(directory).output().unwrap()
}

/// A copy of a gateway's directory beside it, to be damaged.
fn copy_beside(directory: &Path, name: &str) -> std::path::PathBuf {
    let copy = directory.with_file_name(name);
    let copied = Command::new("cp").arg("--recursive").arg(directory).arg(&copy).status().unwrap();
    assert!(copied.success());
    copy
}

/// Changes the bytes of a file.
fn damage(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}
