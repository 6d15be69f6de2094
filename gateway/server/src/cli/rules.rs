//! `comity rules …`: the law, asked without a gateway; its releases, made, compared and put into force.

mod pack;
mod releases;

use std::collections::BTreeMap;
use std::io::{BufRead, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use comity_domain::calendar::Calendars;
use comity_domain::facts::Facts;
use comity_rules::{AssessError, Confidence, Host, Lock, Pin, Pinned, RuleBook, RuleSet, Settings, Signed};
use serde_json::json;

use super::failure::CliError;
use super::{Common, print};
use crate::app::{LockFile, LockedRelease};
use crate::words::{Family, Words};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// ask the rules about facts
    Assess {
        /// the facts; standard input if `-` or absent
        facts: Option<PathBuf>,
        /// one facts object a line in, one result a line out, in order
        #[arg(long)]
        ndjson: bool,
        #[command(flatten)]
        releases: Releases,
    },
    /// show what a rule set says about itself
    Describe {
        /// the rule set: hongkong, mainland; all of them if absent
        #[arg(long)]
        rules: Option<String>,
        #[command(flatten)]
        releases: Releases,
    },
    /// the releases that a gateway has loaded
    List,
    /// put a release of the gateway's own side into force; its cases are run first
    Adopt {
        /// the release
        release: PathBuf,
    },
    /// what is different between two releases
    Diff {
        /// the earlier one
        before: PathBuf,
        /// the later one
        after: PathBuf,
    },
    /// make every recorded assessment of a gateway again
    Replay {
        /// a component to replay by, instead of the releases that were in force
        #[arg(long)]
        candidate: Option<PathBuf>,
    },
    /// put a built component together with its settings, cases and calendars, and run the cases
    Build {
        /// the rule set, as `plugins-wasm/rules.lock` names it
        #[arg(long)]
        rules: String,
        /// the built component: `cargo xtask rules` builds them
        #[arg(long)]
        component: PathBuf,
        /// the file to write: a draft, to be signed
        #[arg(long)]
        out: PathBuf,
        /// the project's folder
        #[arg(long, default_value = ".")]
        project: PathBuf,
    },
    /// sign a draft with its publisher's key
    Sign {
        /// the draft
        draft: PathBuf,
        /// the publisher's key file
        #[arg(long)]
        key: PathBuf,
        /// the file to write
        #[arg(long)]
        out: PathBuf,
    },
    /// put a signed release into a folder of releases and its lock; a gateway is told by `adopt`
    Publish {
        /// the release
        release: PathBuf,
        /// the publisher's public key, base64url; absent if the lock has one for this rule set
        #[arg(long)]
        publisher: Option<String>,
        #[command(flatten)]
        releases: Releases,
    },
    /// print the book of the law: every rule, its article, how sure its reading is, and the switches that govern it
    Book {
        #[command(flatten)]
        releases: Releases,
    },
    /// pack the built components into signed releases for practice: `cargo xtask rules` builds them
    Pack {
        /// the project's folder
        #[arg(long, default_value = ".")]
        project: PathBuf,
        /// the folder of the built components; the releases and their lock go there too
        #[arg(long)]
        components: Option<PathBuf>,
    },
}

/// Where the releases are.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Releases {
    /// the folder of the releases and their `rules.lock`
    #[arg(long, env = "COMITY_RULES")]
    releases: Option<PathBuf>,
}

/// The folder of the releases that stand beside the program.
pub(super) fn default_directory() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.parent()?.join("rules")));
    beside.filter(|path| path.is_dir()).unwrap_or_else(|| "target/rules".into())
}

pub(super) async fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::List => releases::list(common).await,
        Command::Adopt { release } => releases::adopt(common, &release).await,
        Command::Diff { before, after } => releases::diff(&before, &after),
        Command::Replay { candidate } => releases::replay(common, candidate.as_deref()).await,
        Command::Build { rules, component, out, project } => pack::build(&project, &rules, &component, &out),
        Command::Sign { draft, key, out } => pack::sign(&draft, &key, &out),
        Command::Publish { release, publisher, releases } => pack::publish(&release, publisher.as_deref(), &releases),
        Command::Book { releases } => book(common, &releases),
        Command::Assess { facts, ndjson: true, releases } => assess_lines(facts.as_deref(), &releases),
        Command::Assess { facts, ndjson: false, releases } => assess(facts.as_deref(), &releases),
        Command::Describe { rules, releases } => describe(common, rules.as_deref(), &releases),
        Command::Pack { project, components } => {
            pack::pack(&project, components.unwrap_or_else(default_directory).as_path())
        }
    }
}

fn assess(facts: Option<&Path>, releases: &Releases) -> Result<(), CliError> {
    let bytes = read_input(facts)?;
    let facts = Facts::parse(&bytes)?;
    print::json(&releases.book()?.assess(&facts, Settings::Overridden)?)
}

/// One result a line, whatever the lines hold: a line that cannot be answered gets its error.
fn assess_lines(facts: Option<&Path>, releases: &Releases) -> Result<(), CliError> {
    let book = releases.book()?;
    let input: Box<dyn BufRead> = match facts.filter(|path| *path != Path::new("-")) {
        Some(path) => Box::new(std::io::BufReader::new(open(path)?)),
        None => Box::new(std::io::stdin().lock()),
    };
    let mut output = BufWriter::new(std::io::stdout().lock());
    for line in input.split(b'\n') {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        writeln!(output, "{}", answer(&book, &line)?)?;
        output.flush()?;
    }
    Ok(())
}

fn answer(book: &RuleBook, line: &[u8]) -> Result<String, CliError> {
    let error = |at: &str, code: &str| serde_json::to_string(&json!({ "error": { "at": at, "code": code } }));
    let facts = match Facts::parse(line) {
        Ok(facts) => facts,
        Err(bad) => return Ok(error(&bad.at, bad.code)?),
    };
    match book.assess(&facts, Settings::Overridden) {
        Ok(assessment) => Ok(serde_json::to_string(&assessment)?),
        Err(AssessError::Fault { fault, .. }) => Ok(error("facts", fault.code())?),
        Err(bad) => Ok(error(bad.at().unwrap_or("facts"), bad.code())?),
    }
}

fn describe(common: &Common, rules: Option<&str>, releases: &Releases) -> Result<(), CliError> {
    let mut found: Vec<_> = releases.book()?.all();
    found.retain(|set| rules.is_none_or(|id| set.manifest().id == id));
    if let (Some(id), true) = (rules, found.is_empty()) {
        return Err(CliError::input("no-rules", "--rules", id));
    }
    for set in found {
        let description = set.description();
        if common.json {
            print::json(description)?;
        } else {
            print::line(&format!("{} {} ({})", description.id, description.version, description.jurisdiction))?;
            for instrument in &description.instruments {
                let words = Words::embedded().code(common.lang, Family::Instrument, instrument);
                print::line(&format!("  {instrument}: {words}"))?;
            }
            for scope in &description.scopes {
                print::line(&format!("  {}: {}", scope.procedure, scope.stages.join(", ")))?;
            }
            for rule in description.rules.iter().filter(|rule| rule.confidence != Confidence::Text) {
                let confidence = Words::embedded().code(common.lang, Family::Confidence, rule.confidence.code());
                print::line(format!("  {} [{confidence}] {}", rule.provision, rule.switches.join(" ")).trim_end())?;
            }
        }
    }
    Ok(())
}

fn book(common: &Common, releases: &Releases) -> Result<(), CliError> {
    let sets = releases.book()?.all();
    let descriptions = sets.iter().map(|set| set.description());
    print::text(Words::embedded().law_book(common.lang, descriptions).trim_end())
}

impl Releases {
    fn directory(&self) -> PathBuf {
        self.releases.clone().unwrap_or_else(default_directory)
    }

    fn lock(&self) -> Result<LockFile, CliError> {
        let path = self.directory().join("rules.lock");
        let at = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|_| CliError::input("releases-missing", at.clone(), ""))?;
        toml::from_str(&text).map_err(|error| CliError::input("releases-missing", at, error))
    }

    /// The lock, or an empty one for a folder that is to be begun.
    fn lock_or_empty(&self) -> Result<LockFile, CliError> {
        if self.directory().join("rules.lock").exists() { self.lock() } else { Ok(LockFile::default()) }
    }

    fn book(&self) -> Result<RuleBook, CliError> {
        let host = Host::new()?;
        let book = RuleBook::default();
        for locked in self.lock()?.rules {
            let bytes = self.bytes(&locked)?;
            let pin = Pin { release: locked.digest, publisher: locked.publisher };
            book.insert(RuleSet::load(&host, &bytes, &Lock::default().with(locked.id, pin))?);
        }
        Ok(book)
    }

    /// The calendars of all releases, the latest of each. They are data: signatures are looked at, and no component is loaded.
    pub(super) fn calendars(&self) -> Result<Calendars, CliError> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut signed = Vec::new();
        for locked in self.lock()?.rules {
            let pin = Pin { release: locked.digest, publisher: locked.publisher };
            let bytes = self.bytes(&locked)?;
            signed.push(Signed::new(Pinned::new(&bytes, &Lock::default().with(locked.id, pin))?)?);
        }
        signed.sort_by_key(|signed| signed.release().manifest.in_force_from);
        for signed in &signed {
            for (code, calendar) in signed.release().calendars() {
                files.insert(code.clone(), serde_json::to_vec(calendar)?);
            }
        }
        Calendars::parse(files.iter().map(|(code, bytes)| (code.as_str(), bytes.as_slice())))
            .map_err(|error| CliError::input(error.code(), "calendars", &error))
    }

    fn bytes(&self, locked: &LockedRelease) -> Result<Vec<u8>, CliError> {
        let path = self.directory().join(&locked.file);
        std::fs::read(&path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
    }
}

fn read_input(path: Option<&Path>) -> Result<Vec<u8>, CliError> {
    match path.filter(|path| *path != Path::new("-")) {
        Some(path) => read(path),
        None => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
    }
}

pub(super) fn text(path: &Path) -> Result<String, CliError> {
    let at = || path.display().to_string();
    std::fs::read_to_string(path).map_err(|error| CliError::input("file-unreadable", at(), error))
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}

/// Puts a file in place of another at once, so that nobody ever reads half of it.
pub(super) fn replaced(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let next = path.with_extension(format!("{}.next", std::process::id()));
    std::fs::write(&next, bytes)?;
    Ok(std::fs::rename(next, path)?)
}

fn open(path: &Path) -> Result<std::fs::File, CliError> {
    std::fs::File::open(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}
