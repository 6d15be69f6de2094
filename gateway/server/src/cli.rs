//! The command line: runs a gateway, is the client of its API, and answers questions about rules, time limits and records offline.

mod abroad;
mod account;
mod authorisation;
mod authority;
mod bundle;
mod case;
mod client;
mod correspondence;
mod credential;
mod custody;
mod document;
mod draw;
mod failure;
mod file;
mod foreign_law;
mod juror;
mod matter;
mod mediation;
mod mediator;
mod print;
mod readings;
mod record;
mod register;
mod registry;
mod roll;
mod rules;
mod say;
mod sealed;
mod session;
mod time;
mod visible;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::bench;
use crate::words::Locale;
use crate::world;
use failure::CliError;

/// Judicial cooperation gateway.
#[derive(Debug, Parser)]
#[command(name = "comity", version, about, max_term_width = 120)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Debug, clap::Args)]
pub(crate) struct Common {
    /// print JSON
    #[arg(long, global = true)]
    json: bool,
    /// the language: zh-CN, zh-HK, zh-MO, en, pt
    #[arg(long, global = true, env = "COMITY_LANG", default_value = "en")]
    lang: Locale,
    /// the file that keeps the session
    #[arg(long, global = true, env = "COMITY_SESSION")]
    session: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// run the gateway whose `comity.toml` is in DIRECTORY
    Serve {
        /// the gateway's directory
        directory: PathBuf,
        /// read the whole record before anybody is served, also what was verified before
        #[arg(long)]
        verify: bool,
    },
    /// sign in, and keep the session
    Login(session::Login),
    /// enter the password again, for acts that are sealed
    StepUp(session::StepUp),
    /// change your own password; every other session of yours ends
    Password(session::ChangePassword),
    /// end the session
    Logout,
    /// letters of request
    #[command(subcommand)]
    Matter(matter::Command),
    /// files of a matter, large ones too
    #[command(subcommand)]
    File(file::Command),
    /// cases before your court, and the exchange of their evidence
    #[command(subcommand)]
    Case(case::Command),
    /// powers of attorney that are given before a judge
    #[command(subcommand)]
    Authorisation(authorisation::Command),
    /// the jurors of your court, and who may be drawn for a hearing
    #[command(subcommand)]
    Juror(juror::Command),
    /// the peers of the gateway
    Peers,
    /// the law
    #[command(subcommand)]
    Rules(rules::Command),
    /// count a period
    Deadline(time::Deadline),
    /// ask a calendar
    #[command(subcommand)]
    Calendar(time::Calendar),
    /// draws of jurors: asked for, followed, and verified by anybody
    #[command(subcommand)]
    Draw(draw::Command),
    /// the people of a gateway
    #[command(subcommand)]
    Account(account::Command),
    /// the roll: who the gateways and authorities are, and which key may sign what
    #[command(subcommand)]
    Roll(roll::Command),
    /// documents that authorities sign, each with its signature in a file beside it
    #[command(subcommand)]
    Document(document::Command),
    /// files that only the people named in them can read
    #[command(subcommand)]
    Sealed(sealed::Command),
    /// disputes that are mediated, and the confirmation of what was settled
    #[command(subcommand)]
    Mediation(mediation::Command),
    /// mediators: accreditation by your body, and how any mediator stands
    #[command(subcommand)]
    Mediator(mediator::Command),
    /// cards of mediators
    #[command(subcommand)]
    Credential(credential::Command),
    /// registers of mediators, practitioners, experts and bodies for foreign law, insolvency administrators
    #[command(subcommand)]
    Registry(registry::Command),
    /// whom your authority lists: practitioners, experts and bodies for foreign law, insolvency administrators
    #[command(subcommand)]
    Register(register::Command),
    /// questions of the law of another place, before your court
    #[command(subcommand)]
    ForeignLaw(foreign_law::Command),
    /// the authorities of the roll
    #[command(subcommand)]
    Authority(authority::Command),
    /// the record of a gateway
    #[command(subcommand)]
    Record(record::Command),
    /// practice worlds
    #[command(subcommand)]
    World(World),
    /// say one of the program's own messages: for scripts, and for whoever checks a translation
    Say {
        /// its id in `locales`
        id: String,
        /// its places: `name=text`, or with a code's family `to=authority:hk-high-court`, `day=day:2026-01-12`
        #[arg(value_parser = say::place)]
        places: Vec<say::Place>,
    },
    /// measure this machine
    Bench {
        /// what to measure
        which: bench::Which,
        #[command(flatten)]
        options: bench::Options,
    },
}

#[derive(Debug, Subcommand)]
enum World {
    /// make a practice world: three gateways with keys, certificates, a roll, rules and people
    Create {
        /// the new directory
        #[arg(long)]
        directory: PathBuf,
        /// what it is made of
        #[arg(long, default_value = "fixtures/world/world.json")]
        plan: PathBuf,
        /// the packed releases; as for `rules`
        #[arg(long)]
        releases: Option<PathBuf>,
        /// for each gateway the port for people and the port for peers
        #[arg(long, value_delimiter = ',', default_value = "7101,7102,7201,7202,7301,7302")]
        ports: Vec<u16>,
    },
}

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // One line, as for input that is read later; its paragraph on `--help` helps nobody who mistyped a day.
        Err(error) if error.kind() == ErrorKind::ValueValidation => {
            eprintln!("{}", error.to_string().lines().next().unwrap_or_default());
            return ExitCode::from(2);
        }
        Err(error) => error.exit(),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return CliError::from(error).report(&arguments.common),
    };
    match runtime.block_on(run(&arguments.common, arguments.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => error.report(&arguments.common),
    }
}

async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Serve { directory, verify } => serve(&directory, verify).await,
        Command::Login(login) => session::login(common, login).await,
        Command::StepUp(step_up) => session::step_up(common, step_up).await,
        Command::Password(change) => session::change_password(common, change).await,
        Command::Logout => session::logout(common).await,
        Command::Matter(command) => matter::run(common, command).await,
        Command::File(command) => file::run(common, command).await,
        Command::Case(command) => case::run(common, command).await,
        Command::Authorisation(command) => authorisation::run(common, command).await,
        Command::Juror(command) => juror::run(common, command).await,
        Command::Peers => matter::peers(common).await,
        Command::Rules(command) => rules::run(common, command).await,
        Command::Deadline(deadline) => time::deadline(common, &deadline),
        Command::Calendar(calendar) => time::calendar(common, &calendar),
        Command::Draw(command) => draw::run(common, command).await,
        Command::Account(command) => account::run(common, command).await,
        Command::Roll(command) => roll::run(common, command).await,
        Command::Document(command) => document::run(common, command),
        Command::Sealed(command) => sealed::run(common, command).await,
        Command::Mediation(command) => mediation::run(common, command).await,
        Command::Mediator(command) => mediator::run(common, command).await,
        Command::Credential(command) => credential::run(common, command),
        Command::Registry(command) => registry::run(common, command).await,
        Command::Register(command) => register::run(common, command).await,
        Command::ForeignLaw(command) => foreign_law::run(common, command).await,
        Command::Authority(command) => authority::run(common, command),
        Command::Record(command) => record::run(common, command).await,
        Command::Say { id, places } => print::line(&say::message(common.lang, &id, &places)),
        Command::World(World::Create { directory, plan, releases, ports }) => {
            let releases = releases.unwrap_or_else(rules::default_directory);
            Ok(world::make(&world::Making { plan, releases, directory, ports }).await?)
        }
        Command::Bench { which, options } => {
            let report = bench::run(which, options).await?;
            if common.json { print::json(&report) } else { print::text(&report.to_string()) }
        }
    }
}

async fn serve(directory: &std::path::Path, verify: bool) -> Result<(), CliError> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("COMITY_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,hyper=warn,sled=warn,rustls=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).json().init();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    tokio::spawn(async move {
        if terminated().await.is_ok() {
            stop.send_replace(true);
        }
    });
    Ok(crate::serve::run(directory, verify, stopped).await?)
}

/// Waits until the operator or the operating system ends the program.
async fn terminated() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
    }
}
