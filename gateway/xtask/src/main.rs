//! The project's own commands: `cargo xtask rules`, `cargo xtask tools`, `cargo demo`, `cargo verify`.
//!
//! They build what they need, so that a clean clone needs nothing by hand. The aliases are in `.cargo/config.toml`.

mod clock;
mod debian;
mod demo;
mod releases;
mod rules;
mod tools;
mod verify;
mod workspace;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "builds the rule components, runs the demo, runs every check")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// builds the rule components and checks their digests against plugins-wasm/rules.lock
    Rules {
        /// records the digests of this compiler in plugins-wasm/rules.lock
        #[arg(long)]
        update_lock: bool,
    },
    /// builds the program, and packs the rule components into releases signed for practice
    Releases,
    /// installs the foreign programs that tests compare with, as far as they are to be had
    Tools,
    /// starts three gateways and plays one matter, from the draft to the certificate
    Demo(demo::Options),
    /// runs every check and every test
    Verify(verify::Options),
}

fn main() -> ExitCode {
    match Arguments::parse_from(without_separator(std::env::args_os())).command {
        Command::Rules { update_lock } => ended(if update_lock { rules::update_lock() } else { rules::build() }),
        Command::Releases => ended(releases::build()),
        Command::Tools => ended(tools::install()),
        Command::Demo(options) => ended(demo::run(&options)),
        Command::Verify(options) => verify::run(&options),
    }
}

/// Both `cargo demo --exit` and `cargo demo -- --exit` mean the same, so the first lone `--` after the command is dropped.
fn without_separator(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(2).is_some_and(|third| third == "--") {
        arguments.remove(2);
    }
    arguments
}

fn ended<T>(result: Result<T, String>) -> ExitCode {
    match result {
        Ok(_) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(arguments: &[&str]) -> Result<Command, clap::Error> {
        let arguments = ["xtask"].iter().chain(arguments).map(OsString::from);
        Arguments::try_parse_from(without_separator(arguments)).map(|arguments| arguments.command)
    }

    #[test]
    fn options_may_stand_behind_a_separator() {
        for arguments in [["verify", "--long"].as_slice(), &["verify", "--", "--long"]] {
            let Ok(Command::Verify(options)) = parsed(arguments) else { panic!("{arguments:?}") };
            assert!(options.long, "{arguments:?}");
        }
    }

    #[test]
    fn only_the_separator_behind_the_command_is_dropped() {
        let kept = without_separator(["xtask", "demo", "--", "--lang", "--"].map(OsString::from));
        assert_eq!(kept, ["xtask", "demo", "--lang", "--"]);
    }

    #[test]
    fn an_unknown_option_is_refused() {
        assert!(parsed(&["verify", "--quick"]).is_err());
        assert!(parsed(&["rules", "--", "--force"]).is_err());
    }
}
