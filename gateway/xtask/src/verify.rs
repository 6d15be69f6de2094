//! `cargo verify`: every check and every test, one stage after the other, with what each took and what did not run.

mod heard;
mod report;
mod stages;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use self::heard::{Heard, hear};
use self::report::{Ending, Report};
use self::stages::{LONG_COUNTS, Program, STAGES, Stage};
use crate::clock::Stopwatch;
use crate::workspace;

#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// runs the full counts of seeded tests
    #[arg(long)]
    pub(crate) long: bool,
}

/// Runs the stages. A failed stage fails the whole, but the later ones still run, so that one run shows every failure.
pub(crate) fn run(options: &Options) -> ExitCode {
    let total = Stopwatch::start();
    let notes = notes();
    let mut report = Report::default();
    for stage in STAGES {
        println!("\n── {}: {}", stage.name, stage.why);
        let stopwatch = Stopwatch::start();
        let ending = match hindrance(stage, &report) {
            Some(reason) => Ending::NotRun(reason),
            None => {
                let (ending, failures) = ended(command(stage, options, &notes));
                report.said_of_failures(stage.name, failures);
                ending
            }
        };
        report.push(stage.name, ending, stopwatch.took());
    }
    if !options.long {
        report.did_not_run("the full counts of seeded tests", "they take long: `cargo verify --long`");
    }
    report.notes_of_tests(&fs::read_to_string(&notes).unwrap_or_default());
    print!("\n{}", report.closing(total.took()));
    if report.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Why this stage cannot run.
fn hindrance(stage: &Stage, report: &Report) -> Option<String> {
    if let Some(former) = stage.after.iter().find(|former| !report.has_passed(former)) {
        return Some(format!("`{former}` did not pass"));
    }
    match stage.program {
        Program::Optional { name, hint } if !workspace::is_installed(name) => {
            Some(format!("{name} is not installed: `{hint}`"))
        }
        _ => None,
    }
}

fn command(stage: &Stage, options: &Options, notes: &PathBuf) -> Command {
    let mut command = match stage.program {
        Program::Cargo => workspace::command(workspace::cargo()),
        Program::Xtask => workspace::command(std::env::current_exe().unwrap_or_else(|_| "xtask".into())),
        Program::Optional { name, .. } => workspace::command(workspace::installed(name).unwrap_or_else(|| name.into())),
    };
    command.args(stage.arguments).envs(stage.environment.iter().copied()).env("COMITY_NOT_RUN", notes);
    if options.long {
        command.envs(LONG_COUNTS.iter().copied());
    }
    command
}

/// How a stage ended, and what it said of what failed.
fn ended(mut command: Command) -> (Ending, String) {
    match hear(&mut command) {
        Ok(Heard { status, .. }) if status.success() => (Ending::Passed, String::new()),
        Ok(Heard { failures, .. }) => (Ending::Failed, failures),
        Err(error) => {
            let failure = format!("error: cannot run {}: {error}\n", command.get_program().display());
            eprint!("{failure}");
            (Ending::Failed, failure)
        }
    }
}

/// The file in which a test writes what it could not check here, a line each: a skipped test must not look like a passed one.
fn notes() -> PathBuf {
    let path = workspace::target().join("not-run.txt");
    if let Err(error) = fs::write(&path, "") {
        eprintln!("warning: cannot write {}: {error}", path.display());
    }
    path
}
