//! Where the workspace is, and the cargo that builds it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The cargo that started this program, so that both are of one toolchain.
pub(crate) fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A command that runs at the root and asks nobody anything. What cargo has said of this program to it is not said to the command: build
/// scripts look at such variables (that of `ring` does), so that another cargo would build again what depends on them, and a bare cargo once
/// more after it.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(std::process::Stdio::null());
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_said_of_a_package(name)) {
        command.env_remove(name);
    }
    command
}

/// Whether cargo sets a variable of this name for what it runs of a package. What a person sets for cargo has other names, and `CARGO` says
/// which cargo it is.
fn is_said_of_a_package(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    let families = ["CARGO_BIN_", "CARGO_MANIFEST_", "CARGO_PKG_"];
    families.iter().any(|family| name.starts_with(family))
        || matches!(name, "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "CARGO_RUSTC_CURRENT_DIR" | "OUT_DIR")
}

/// What a command says on its standard output, trimmed.
pub(crate) fn said(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let Output { status, stdout, stderr } =
        command.output().map_err(|error| format!("cannot run {program}: {error}"))?;
    if status.success() {
        Ok(String::from_utf8_lossy(&stdout).trim().to_owned())
    } else {
        Err(format!("{program} failed: {}", complaint(&String::from_utf8_lossy(&stderr))))
    }
}

/// The line that says what is wrong: the first that speaks of an error, or the last.
fn complaint(stderr: &str) -> &str {
    let speaks_of_an_error = |line: &&str| line.to_ascii_lowercase().contains("error");
    stderr.lines().find(speaks_of_an_error).or_else(|| stderr.lines().last()).unwrap_or_default().trim()
}

/// Is a program of this name to be found?
pub(crate) fn is_installed(program: &str) -> bool {
    installed(program).is_some()
}

/// Where a program of this name is found: on the path, where cargo installs, or among the tools of the tests.
pub(crate) fn installed(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    std::env::split_paths(&path)
        .chain(cargo_home.map(|home| home.join("bin")))
        .chain([target().join("tools/python/bin")])
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_where_the_workspace_manifest_is() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.starts_with("[workspace]"));
    }

    #[test]
    fn what_cargo_says_of_this_program_is_not_said_to_another_cargo_and_what_a_person_says_is() {
        let own = std::env::var("CARGO_PKG_NAME");
        assert_eq!(own.as_deref(), Ok("xtask"), "cargo says it to this test");
        let heard = said(&mut command("env")).unwrap();
        let names: Vec<&str> = heard.lines().filter_map(|line| Some(line.split_once('=')?.0)).collect();
        assert!(names.contains(&"PATH"));
        let of_a_package = ["CARGO_PKG_", "CARGO_MANIFEST_"];
        assert!(!names.iter().any(|name| of_a_package.iter().any(|family| name.starts_with(family))), "{names:?}");
        for name in ["CARGO", "CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_BUILD_JOBS", "CARGO_NET_OFFLINE", "RUSTFLAGS"] {
            assert!(!is_said_of_a_package(OsStr::new(name)), "{name}");
        }
    }

    #[test]
    fn a_program_is_found_on_the_path_or_not_at_all() {
        assert!(is_installed("sh"));
        assert!(!is_installed("no-such-program"));
    }

    #[test]
    fn a_command_that_fails_is_quoted_where_it_speaks_of_the_error() {
        let failing = |text: &str| said(Command::new("sh").args(["-c", &format!("{text}; exit 1")])).unwrap_err();
        assert_eq!(failing("echo 'npm error code E1' >&2; echo see the log >&2"), "sh failed: npm error code E1");
        assert_eq!(failing("echo reading >&2; echo 'E: no such package' >&2"), "sh failed: E: no such package");
    }
}
