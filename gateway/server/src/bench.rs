//! `comity bench`: how fast the real thing is, on this machine, as this program was built. Each benchmark runs the code that a
//! gateway runs, over several rounds after a warm-up, and counts only what it can show afterwards. Nothing is timed in a test.
//!
//! | benchmark | what is counted |
//! |---|---|
//! | `exchange` | a letter that is durable on both sides and receipted |
//! | `rules` | an assessment, from the bytes of the facts to the bytes of the result, in a fresh sandbox |
//! | `replay` | an assessment of a record that was made again, and compared |
//! | `record` | an entry of the record that was acknowledged as durable, while a checkpoint is signed each second |
//! | `start` | an entry of a record that was verified when its store was opened |
//! | `verify` | an entry of a record that was put into the tree, from files; signatures and decryptions apart |
//! | `evidence` | a megabyte of a large file that is at the other gateway, whole and checked, with the letter that names it |
//! | `access` | a decision who may do what |
//! | `search` | a page of what was found in registers with a million entries |
//! | `draw` | a draw of seven out of a hundred thousand, and one that was verified from the bytes of its packet |
//! | `registry` | a credential that was issued |
//! | `status` | a suspension, or its end, of which the other gateway has heard |

mod access;
mod draw;
mod evidence;
mod exchange;
mod machine;
mod measure;
mod record;
mod registry;
mod replay;
mod report;
mod rules;
mod scratch;
mod search;
mod start;
mod status;
mod verify;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use comity_rules::{AssessError, Fault};
use comity_store::{CommitError, StoreError};
use serde::Serialize;

pub use machine::{Build, Machine};
pub use report::{Figure, Mark, Report, Round};

use crate::access::{AccessError, Denied};
use crate::app::{CannotStart, Failure};
use crate::serve::CannotServe;

/// Which benchmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// letters between two gateways, over mutual TLS
    Exchange,
    /// assessments, on one thread
    Rules,
    /// a record's assessments made again, on one thread
    Replay,
    /// commits to the record, on this disk
    Record,
    /// starts with a record that is there, with views and without
    Start,
    /// what verifies a record, on one thread: the tree, signatures, decryption
    Verify,
    /// a large file between two gateways, and many small ones in one matter
    Evidence,
    /// access decisions
    Access,
    /// searches in the registers, on one thread
    Search,
    /// draws out of a large pool, and the verification of their packets, on one thread
    Draw,
    /// credentials that a body issues, and its status list, on one thread
    Registry,
    /// how long until the other gateway says that a mediator is suspended, or no longer
    Status,
}

/// What the two gateways exchange.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Exchanged {
    /// letters of request with their papers, which the rules of both sides assess
    #[default]
    Letter,
    /// reminders of letters that have arrived: a message, and nothing with it
    Reminder,
}

/// How to run it.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// how many are counted, over all rounds; each benchmark has its own default
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub count: Option<u32>,
    /// the rounds that the count is divided into, after one that is not counted
    #[arg(long, default_value_t = ROUNDS, value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: u32,
    /// how many are under way at the same time: letters, or commits; each benchmark has its own default
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub at_once: Option<u16>,
    /// letters offered in a second, however fast they are carried; without it as many as go at once are, and then half as many as that
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: Option<u32>,
    /// what goes from one gateway to the other
    #[arg(long, value_enum, default_value_t)]
    pub exchanged: Exchanged,
    /// the documents of a letter: 1 is a statement of claim; 3 are also a summons and a contract, with four files in all
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    pub documents: u8,
    /// the disk that is measured is the one with this directory; what is written there is removed afterwards
    #[arg(long, default_value = ".")]
    pub directory: PathBuf,
    /// the directory with `rules.lock` and the packed releases; without it `../rules`, seen from the program
    #[arg(long, env = "COMITY_RULES")]
    pub releases: Option<PathBuf>,
}

const ROUNDS: u32 = 5;

/// There is no result.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// A file or directory cannot be used.
    #[error("cannot use `{}`: {error}", .path.display())]
    Files {
        /// Which.
        path: PathBuf,
        /// What the operating system says.
        error: std::io::Error,
    },
    /// A release of rules cannot be used.
    #[error("the release `{}` cannot be used: {fault}", .path.display())]
    Release {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        fault: Box<Fault>,
    },
    /// The releases have no case that could be assessed.
    #[error("the releases in `{}` have no cases", .path.display())]
    NoCases {
        /// Their directory.
        path: PathBuf,
    },
    /// A case does not hold: speed would be beside the point.
    #[error("the case `{case}` does not hold: {because}")]
    CaseBroken {
        /// Its name.
        case: String,
        /// What does not hold.
        because: String,
    },
    /// The rules do not answer.
    #[error(transparent)]
    Rules(#[from] AssessError),
    /// The store cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store did not take an entry.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// The record has not as many entries as were acknowledged.
    #[error("{acknowledged} entries were acknowledged, and the record has {found}")]
    Miscounted {
        /// What was acknowledged.
        acknowledged: u64,
        /// What is there.
        found: u64,
    },
    /// An entry was not proved to stand under the checkpoint that covers it.
    #[error("the entry {index} cannot be proved under a signed checkpoint")]
    NotProved {
        /// Its index.
        index: u64,
    },
    /// The access policies cannot be used.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// A synthetic person may not do what the benchmark needs.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The practice world cannot be made.
    #[error(transparent)]
    World(#[from] CannotStart),
    /// A gateway cannot run.
    #[error(transparent)]
    Gateway(#[from] CannotServe),
    /// A gateway does not do what it is asked.
    #[error(transparent)]
    Failed(#[from] Failure),
    /// A letter cannot be shown to have arrived.
    #[error("the letter of `{matter}` is not durable on both sides and receipted")]
    NotExchanged {
        /// Its matter.
        matter: String,
    },
    /// Nothing arrived for a while.
    #[error("nothing has arrived for {seconds} s; {missing} letters are on their way")]
    Stalled {
        /// For how long.
        seconds: u64,
        /// How many are missing.
        missing: usize,
    },
    /// Something is broken inside.
    #[error("broken inside: {0}")]
    Broken(String),
}

impl BenchError {
    /// The code of the person's message.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Files { .. } => "files-unusable",
            Self::Release { .. } => "release-unusable",
            Self::NoCases { .. } => "no-cases",
            Self::CaseBroken { .. } => "case-broken",
            Self::Rules(_) => "rules-fault",
            Self::Store(error) => error.code(),
            Self::Commit(error) => error.code(),
            Self::Miscounted { .. } => "miscounted",
            Self::NotProved { .. } => "not-proved",
            Self::Access(error) => error.code(),
            Self::Denied(denied) => denied.code(),
            Self::World(_) => "world-not-made",
            Self::Gateway(_) => "gateway-not-run",
            Self::Failed(failure) => failure.code(),
            Self::NotExchanged { .. } => "not-exchanged",
            Self::Stalled { .. } => "stalled",
            Self::Broken(_) => "broken",
        }
    }

    fn broken(error: impl std::fmt::Display) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            count: None,
            rounds: ROUNDS,
            at_once: None,
            rate: None,
            exchanged: Exchanged::Letter,
            documents: 1,
            directory: ".".into(),
            releases: None,
        }
    }
}

impl Options {
    /// How many are counted in each round: rounds are equal, so the sum may be a little more than was asked for.
    fn per_round(&self, usual: u32) -> u32 {
        self.count.unwrap_or(usual).div_ceil(self.rounds.max(1)).max(1)
    }

    fn at_once(&self, usual: u16) -> usize {
        usize::from(self.at_once.unwrap_or(usual).max(1))
    }

    fn releases(&self) -> Result<PathBuf, BenchError> {
        if let Some(directory) = &self.releases {
            return Ok(directory.clone());
        }
        let program = std::env::current_exe().map_err(BenchError::broken)?;
        Ok(program.parent().unwrap_or(&program).join("../rules"))
    }
}

/// Runs a benchmark.
pub async fn run(which: Which, options: Options) -> Result<Report, BenchError> {
    match which {
        Which::Exchange => exchange::run(&options).await,
        Which::Rules => on_one_thread(move || rules::run(&options)).await,
        Which::Replay => replay::run(&options).await,
        Which::Record => record::run(&options).await,
        Which::Start => start::run(&options).await,
        Which::Verify => verify::run(&options).await,
        Which::Evidence => evidence::run(&options).await,
        Which::Access => on_one_thread(move || access::run(&options)).await,
        Which::Search => on_one_thread(move || search::run(&options)).await,
        Which::Draw => on_one_thread(move || draw::run(&options)).await,
        Which::Registry => on_one_thread(move || registry::run(&options)).await,
        Which::Status => status::run(&options).await,
    }
}

async fn on_one_thread(
    run: impl FnOnce() -> Result<Report, BenchError> + Send + 'static,
) -> Result<Report, BenchError> {
    tokio::task::spawn_blocking(run).await.map_err(BenchError::broken)?
}

#[cfg(test)]
mod tests;
