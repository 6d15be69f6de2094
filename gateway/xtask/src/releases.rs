//! `cargo xtask releases`: the program, and the releases of rules that it needs to be tried out.

use std::path::PathBuf;
use std::process::Command;

use crate::{rules, workspace};

/// Builds the rule components and the program `comity`, and packs the components into releases that are signed for practice.
/// Gives the program's path.
pub(crate) fn build() -> Result<PathBuf, String> {
    let components = rules::build()?;
    let mut cargo = workspace::command(workspace::cargo());
    // The whole workspace, so that what is built here is what the tests are built with.
    done(cargo.args(["build", "--quiet", "--locked", "--workspace", "--bin", "comity"]))?;
    let comity = workspace::target().join("debug/comity");
    let mut pack = workspace::command(&comity);
    done(pack.args(["rules", "pack", "--project"]).arg(workspace::root()).arg("--components").arg(components))?;
    Ok(comity)
}

fn done(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}")) }
}
