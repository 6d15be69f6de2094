//! The servers of others that tests talk to, each in a directory of its own, until it is dropped or the tests have ended, however they ended.
//! No crate of ours is named here, so that the tests of the store and those of the whole program start the same ones.
//!
//! ```no_run
//! let Some(store) = test_servers::SeaweedFs::start("large files in an S3 server", |_| ()) else { return };
//! let bucket = store.fresh();
//! assert!(store.objects(&bucket.name).is_empty());
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in what the tests share as well"
)]

mod keeper;
mod postgresql;
mod seaweedfs;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

pub use postgresql::PostgreSql;
pub use seaweedfs::{Bucket, SeaweedFs};

/// Notes that something could not be checked on this machine, and why. `cargo verify` names it in its closing lines, so
/// that a test that found a program missing does not look like one that passed.
///
/// ```no_run
/// test_servers::not_run("the order of system calls", "strace is not installed");
/// ```
pub fn not_run(what: &str, why: &str) {
    eprintln!("not run: {what}: {why}");
    let Some(notes) = std::env::var_os("COMITY_NOT_RUN") else { return };
    let file = OpenOptions::new().create(true).append(true).open(&notes);
    if let Err(error) = file.and_then(|mut file| file.write_all(format!("{what}: {why}\n").as_bytes())) {
        eprintln!("cannot write {}: {error}", notes.display());
    }
}

/// Where cargo put this test: `target` is two folders above `debug/deps`.
pub fn target() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

/// Ports that nobody listens on, and that the operating system gives to nobody else: below its own range, so that no outgoing
/// connection takes the port of a server that is stopped for a while.
pub fn free_ports(count: usize) -> Vec<u16> {
    const FIRST: u16 = 10_000;
    const LAST: u16 = 32_000;
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = u16::try_from(std::process::id() % u32::from(LAST - FIRST)).unwrap();
    let candidates = std::iter::repeat_with(|| {
        let offset = u32::from(start) + u32::from(NEXT.fetch_add(1, Ordering::Relaxed));
        FIRST + u16::try_from(offset % u32::from(LAST - FIRST)).unwrap()
    });
    candidates.filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()).take(count).collect()
}

/// Looks ten times a second, so often, whether it is so; a slow machine takes its time.
fn comes_true(looks: u32, is_so: impl Fn() -> bool) -> bool {
    let (_sender, receiver) = std::sync::mpsc::channel::<()>();
    for _ in 0..looks {
        if is_so() {
            return true;
        }
        receiver.recv_timeout(Duration::from_millis(100)).unwrap_err();
    }
    false
}
