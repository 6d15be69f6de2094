//! The foreign programs that ours are compared with. `cargo xtask tools` (a stage of `cargo verify`) installs them; a test that
//! finds one missing says what it could not check.
//!
//! ```no_run
//! let Some(mut node) = comity_tests::foreign::node("verify.mjs", "envelopes, as `jose` reads them") else { return };
//! assert!(node.arg("fixtures/protocol").status().unwrap().success());
//! ```

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use test_servers::{not_run, target};

/// A program of the path: `openssl`, `jq`. Without it, `what` is noted as not checked.
pub fn program(name: &str, what: &str) -> Option<Command> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    Some(quiet(Command::new(noted(found, name, what)?)))
}

/// Python, at a script of `tests/foreign/python`, with the packages of its `requirements.txt`.
pub fn python(script: &str, what: &str) -> Option<Command> {
    let folder = target().join("tools/python");
    let ready = existing(folder.join("installed")).map(|_| folder.join("bin/python"));
    let mut python = quiet(Command::new(noted(ready, "the Python packages", what)?));
    // What is set for other programs of this machine does not reach the script.
    python.arg("-I").arg("-B").arg(scripts().join("python").join(script));
    Some(python)
}

/// Node, at a module of `tests/foreign/node`, with the packages of its `package-lock.json`. It is read from the standard input, so
/// that its imports are looked for where the packages are.
pub fn node(script: &str, what: &str) -> Option<Command> {
    let folder = target().join("tools/node");
    noted(existing(folder.join("installed")), "the npm packages", what)?;
    let mut node = program("node", what)?;
    let script = File::open(scripts().join("node").join(script)).expect("the script is in tests/foreign/node");
    node.current_dir(folder).stdin(Stdio::from(script)).args(["--input-type=module", "-"]);
    Some(node)
}

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign")
}

fn existing(path: PathBuf) -> Option<PathBuf> {
    path.exists().then_some(path)
}

fn noted(found: Option<PathBuf>, name: &str, what: &str) -> Option<PathBuf> {
    if found.is_none() {
        not_run(what, &format!("{name} is not installed: `cargo xtask tools`"));
    }
    found
}

fn quiet(mut command: Command) -> Command {
    command.stdin(Stdio::null());
    command
}
