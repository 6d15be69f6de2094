//! Go, as Debian has it: another implementation of signed notes, Merkle proofs and tiles, by people who never heard of this project.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use test_servers::target;

use crate::world::fixtures;

/// Where Debian keeps the sources of Go's libraries.
const LIBRARIES: &str = "/usr/share/gocode";

/// Why the Go program cannot run here, if it cannot.
pub fn go_is_missing() -> Option<&'static str> {
    if Command::new("go").arg("version").output().is_err() {
        return Some("go is not installed (Debian: golang-go)");
    }
    let library = Path::new(LIBRARIES).join("src/golang.org/x/mod/sumdb/note");
    (!library.is_dir()).then_some("golang.org/x/mod is not installed (Debian: golang-golang-x-mod-dev)")
}

/// Has `tests/foreign/go/record` check a copy of a record in files. `Ok` is what it says it verified, `Err` what does not hold.
pub fn check_record(directory: &Path) -> Result<Value, String> {
    let sources = fixtures().parent().unwrap().join("tests/foreign/go/record");
    let output = Command::new("go")
        .current_dir(sources)
        .args(["run", "."])
        .arg(directory)
        // Nothing is fetched: the libraries are those of the system, and no module is looked for.
        .envs([("GOPATH", LIBRARIES), ("GO111MODULE", "off"), ("GOFLAGS", "")])
        .env("GOCACHE", target().join("go-cache"))
        .output()
        .unwrap();
    if output.status.success() {
        Ok(serde_json::from_slice(&output.stdout).unwrap())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}
