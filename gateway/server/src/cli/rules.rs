//! `comity rules …`, `comity deadline`, `comity calendar`: the law, asked without a gateway.

use std::collections::BTreeMap;
use std::io::{BufRead, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use comity_domain::calendar::Calendars;
use comity_domain::deadline::{self as arithmetic, Period, Roll, Unit};
use comity_domain::facts::{Facts, Particulars};
use comity_domain::{Date, Jurisdiction};
use comity_federation::keys::{KeyPair, KeyUse, Owner};
use comity_rules::{AssessError, Case, Draft, Host, Lock, Pin, PublisherKey, Release, RuleBook, RuleSet, Settings};
use serde::Deserialize;
use serde_json::{Value, json};

use super::failure::CliError;
use super::{Common, print};
use crate::app::{LockFile, LockedRelease};
use crate::clock::entropy;
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

/// Counting a period.
#[derive(Debug, clap::Args)]
#[command(allow_negative_numbers = true)]
pub(super) struct Deadline {
    /// the calendar: CN, HK-general, HK-court, MO
    #[arg(long)]
    calendar: String,
    /// the day of the event that starts it
    #[arg(long, value_parser = day)]
    from: Date,
    /// the length; negative counts backwards
    #[arg(long)]
    length: i32,
    /// days, working-days, months, years
    #[arg(long, value_parser = code::<Unit>)]
    unit: Unit,
    /// next-working-day, none
    #[arg(long, default_value = "none", value_parser = code::<Roll>)]
    roll: Roll,
    /// a range that does not count: 2026-08-01..2026-08-31
    #[arg(long, value_parser = range)]
    suspended: Vec<(Date, Date)>,
    /// a further rest day: a gale warning, a black rainstorm
    #[arg(long = "rest-day", value_parser = day)]
    rest_days: Vec<Date>,
    #[command(flatten)]
    releases: Releases,
}

#[derive(Debug, Subcommand)]
pub(super) enum Calendar {
    /// whether courts work on a day
    IsWorkingDay {
        /// the calendar: CN, HK-general, HK-court, MO
        #[arg(long)]
        calendar: String,
        /// the day
        #[arg(value_parser = day)]
        day: Date,
        #[command(flatten)]
        releases: Releases,
    },
}

/// The folder of the releases that stand beside the program.
pub(super) fn default_directory() -> PathBuf {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.parent()?.join("rules")));
    beside.filter(|path| path.is_dir()).unwrap_or_else(|| "target/rules".into())
}

pub(super) fn run(common: &Common, command: Command) -> Result<(), CliError> {
    match command {
        Command::Assess { facts, ndjson: true, releases } => assess_lines(facts.as_deref(), &releases),
        Command::Assess { facts, ndjson: false, releases } => assess(facts.as_deref(), &releases),
        Command::Describe { rules, releases } => describe(common, rules.as_deref(), &releases),
        Command::Pack { project, components } => pack(&project, components.unwrap_or_else(default_directory).as_path()),
    }
}

pub(super) fn deadline(common: &Common, asked: &Deadline) -> Result<(), CliError> {
    let period = Period {
        code: "asked".into(),
        from: asked.from,
        start_roll: Roll::None,
        length: asked.length,
        unit: asked.unit,
        offset_days: 0,
        roll: asked.roll,
        calendar: asked.calendar.clone(),
        half_days_closed: true,
        suspended: asked.suspended.clone(),
        extra_rest_days: asked.rest_days.clone(),
    };
    let calendars = asked.releases.calendars()?;
    let computed =
        arithmetic::last_day(&period, &calendars).map_err(|error| CliError::input(error.code(), "--from", &error))?;
    if common.json {
        return print::json(&json!({ "last_day": computed.last_day, "steps": computed.steps }));
    }
    print::line(&computed.last_day.to_string())?;
    for step in &computed.steps {
        print::line(&format!("  {}", Words::embedded().step(common.lang, step)))?;
    }
    Ok(())
}

pub(super) fn calendar(
    common: &Common,
    Calendar::IsWorkingDay { calendar, day, releases }: &Calendar,
) -> Result<(), CliError> {
    let calendars = releases.calendars()?;
    let found = calendars.get(calendar).ok_or_else(|| CliError::input("unknown-calendar", "--calendar", calendar))?;
    let status = found.status(*day).map_err(|error| CliError::input(error.code(), "day", &error))?;
    if common.json {
        print::json(&json!({ "day": status.code() }))
    } else {
        print::line(&Words::embedded().code(common.lang, Family::DayStatus, status.code()))
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
        }
    }
    Ok(())
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

    /// The calendars of all releases. They are data: no component is loaded for them.
    fn calendars(&self) -> Result<Calendars, CliError> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for locked in self.lock()?.rules {
            let release = Release::parse(&self.bytes(&locked)?)?;
            for (code, calendar) in release.calendars() {
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

/// `plugins-wasm/rules.lock`, as far as packing needs it.
#[derive(Debug, Deserialize)]
struct Published {
    rules: Vec<PublishedRules>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct PublishedRules {
    id: String,
    version: String,
    jurisdiction: Jurisdiction,
    in_force_from: Date,
}

/// Packs each component with its settings, its cases and the calendars, and signs it with a publisher's key for practice.
fn pack(project: &Path, components: &Path) -> Result<(), CliError> {
    let text = text(&project.join("plugins-wasm/rules.lock"))?;
    let published: Published =
        toml::from_str(&text).map_err(|error| CliError::input("not-toml", "plugins-wasm/rules.lock", error))?;
    let calendars = calendar_files(&project.join("fixtures/calendars"))?;
    let mut lock = LockFile::default();
    for rules in published.rules {
        let folder = project.join("plugins-wasm").join(&rules.id);
        let settings: Particulars = serde_json::from_str(&self::text(&folder.join("settings.json"))?)?;
        let mut cases: Vec<Case> = Vec::new();
        for path in files(&folder.join("cases"), ".json")? {
            cases.extend(cases_of(&path)?);
        }
        let component = read(&components.join(format!("{}.wasm", rules.id)))?;
        let key = practice_publisher(components, rules.jurisdiction)?;
        let draft = Draft {
            id: rules.id.clone(),
            version: rules.version,
            jurisdiction: rules.jurisdiction,
            in_force_from: rules.in_force_from,
            component,
            settings,
            calendars: calendars.clone(),
            cases,
        };
        let release = draft.sign(key.signing_key())?;
        let file = format!("{}.release.json", rules.id);
        let publisher = PublisherKey::from(*key.public().verifying_key());
        lock.rules.push(LockedRelease { id: rules.id, digest: release.digest()?, publisher, file: file.clone() });
        replace(&components.join(file), &release.to_bytes()?)?;
    }
    let text = toml::to_string_pretty(&lock).map_err(|error| CliError::other("not-toml", error))?;
    replace(&components.join("rules.lock"), text.as_bytes())
}

/// The cases of a file: one, or a list.
fn cases_of(path: &Path) -> Result<Vec<Case>, CliError> {
    let value: Value = serde_json::from_str(&text(path)?)?;
    let cases = if value.is_array() { value } else { json!([value]) };
    serde_json::from_value(cases).map_err(|error| CliError::input("not-a-case", path.display().to_string(), error))
}

fn calendar_files(folder: &Path) -> Result<BTreeMap<String, Value>, CliError> {
    let mut calendars = BTreeMap::new();
    for path in files(folder, ".json")? {
        let calendar: Value = serde_json::from_str(&text(&path)?)?;
        let code = calendar.get("calendar").and_then(Value::as_str).unwrap_or_default().to_owned();
        calendars.insert(code, calendar);
    }
    Ok(calendars)
}

/// The key with which releases are signed for practice. It is made once and kept beside them.
fn practice_publisher(folder: &Path, side: Jurisdiction) -> Result<KeyPair, CliError> {
    let path = folder.join(format!("practice-publisher-{side}.json"));
    let bad = |error: comity_federation::FederationError| CliError::other(error.code(), error);
    if let Ok(file) = std::fs::read(&path) {
        return KeyPair::parse(&file).map_err(bad);
    }
    let key = KeyPair::from_seed(Owner::Jurisdiction(side), KeyUse::Publisher, &entropy()).map_err(bad)?;
    replace(&path, key.to_file().map_err(bad)?.as_bytes())?;
    Ok(key)
}

/// Puts a file in place of another at once, so that nobody ever reads half of it.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    let next = path.with_extension(format!("{}.next", std::process::id()));
    std::fs::write(&next, bytes)?;
    Ok(std::fs::rename(next, path)?)
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, CliError> {
    let at = || folder.display().to_string();
    let entries = std::fs::read_dir(folder).map_err(|error| CliError::input("file-unreadable", at(), error))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    Ok(paths)
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

fn text(path: &Path) -> Result<String, CliError> {
    let at = || path.display().to_string();
    std::fs::read_to_string(path).map_err(|error| CliError::input("file-unreadable", at(), error))
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}

fn open(path: &Path) -> Result<std::fs::File, CliError> {
    std::fs::File::open(path).map_err(|error| CliError::input("file-unreadable", path.display().to_string(), error))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("\"{text}\" is not a date"))
}

fn range(text: &str) -> Result<(Date, Date), String> {
    let (from, to) = text.split_once("..").ok_or_else(|| format!("\"{text}\" is not a range of dates"))?;
    Ok((day(from)?, day(to)?))
}

fn code<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(text.into()).map_err(|error| error.to_string())
}
