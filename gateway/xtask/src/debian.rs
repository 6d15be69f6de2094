//! Debian's packages, installed where that can be done: as root, with `apt-get`.

use std::process::Command;
use std::sync::OnceLock;

use crate::workspace::said;

/// Installs packages; otherwise says what a person can do.
pub(crate) fn install(packages: &[&str]) -> Result<(), String> {
    let advice = format!("run `apt-get install {}`", packages.join(" "));
    let is_root = said(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    if !is_root || said(Command::new("apt-get").arg("--version")).is_err() {
        return Err(advice);
    }
    println!("installing {}", packages.join(" "));
    let lists = refresh_lists();
    // Where the lists cannot be fetched again, those at hand may still do.
    said(apt_get().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages)).map(drop).map_err(
        |error| match lists {
            Ok(()) => format!("{advice} ({error})"),
            Err(earlier) => format!("{advice} ({earlier}; {error})"),
        },
    )
}

/// Fetches the lists of what there is, once in a run.
fn refresh_lists() -> Result<(), String> {
    static REFRESHED: OnceLock<Result<(), String>> = OnceLock::new();
    REFRESHED.get_or_init(|| said(apt_get().args(["update", "-qq"])).map(drop)).clone()
}

/// `apt-get` that asks nothing and does not wait for ever where there is no network.
fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").args([
        "-o",
        "Acquire::Retries=1",
        "-o",
        "Acquire::http::Timeout=30",
    ]);
    command
}
