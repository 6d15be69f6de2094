//! Real system calls on the file system that forgets, and the store on it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its functions without #[test] as well"
)]

mod kernel;
mod store;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use comity_power::{Disk, Mounted};

/// Mounts a disk. Where that is not allowed, notes that `what` could not be checked: `cargo verify` names it.
fn mount(folder: &Path, disk: Disk, what: &str) -> Option<Mounted> {
    match Mounted::at(folder, disk) {
        Ok(mounted) => Some(mounted),
        Err(why) => {
            eprintln!("not run: {what}: {why}");
            if let Some(notes) = std::env::var_os("COMITY_NOT_RUN") {
                let mut notes = OpenOptions::new().create(true).append(true).open(notes).unwrap();
                writeln!(notes, "{what}: {why}").unwrap();
            }
            None
        }
    }
}
