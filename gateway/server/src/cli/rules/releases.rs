//! The life of releases, from the command line: what is loaded, what is put into force, what another one would change.

use std::collections::{BTreeMap, BTreeSet};
use std::io::IsTerminal;
use std::path::Path;

use axum::http::Method;
use comity_domain::assessment::Outcome;
use comity_domain::limits::REPLAY_MAX_ENTRIES;
use comity_rules::{Difference, Host, Kind, LastDay, Release, RuleSet};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::{Value, json};

use super::read;
use crate::app::{Adopted, Counted, Replayed};
use crate::cli::client::Client;
use crate::cli::failure::CliError;
use crate::cli::{Common, print};
use crate::words::{Arg, Family, Words};

/// What is different between two releases. Codes and names only.
#[derive(Debug, Default, PartialEq, Serialize)]
struct Differences {
    /// Members of the manifest: before, after.
    manifest: BTreeMap<String, [Value; 2]>,
    /// Switches: before, after.
    settings: BTreeMap<String, [Value; 2]>,
    /// Calendars that are not the same.
    calendars: BTreeSet<String>,
    /// Codes that can be said now and could not before, and the other way round.
    says: [BTreeSet<String>; 2],
    /// Rules by article, confidence and switches: new ones, and those that are gone.
    rules: [BTreeSet<String>; 2],
    /// Cases by name: new ones, and those that are gone.
    cases: [BTreeSet<String>; 2],
}

/// What a replay found, and how often.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    replayed: &'a Replayed,
    counted: Vec<Counted>,
}

/// The releases that a gateway has loaded.
pub(super) async fn list(common: &Common) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let loaded: Value = client.ask(Method::GET, "/api/v1/rules", None).await?;
    if common.json {
        return print::json(&loaded);
    }
    for rules in loaded.as_array().into_iter().flatten() {
        let text = |name: &str| rules.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (id, version, side) = (text("id"), text("version"), text("jurisdiction"));
        print::line(&format!(
            "{id} {version} {side} {} {} {}",
            text("in_force_from"),
            text("weight"),
            text("release")
        ))?;
    }
    Ok(())
}

/// Puts a release into force.
pub(super) async fn adopt(common: &Common, release: &Path) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let adopted: Adopted = client.upload("/api/v1/rules", "application/json", read(release)?).await?;
    if common.json {
        return print::json(&adopted);
    }
    print::line(&format!("{} {} {} {}", adopted.id, adopted.version, adopted.in_force_from, adopted.release))
}

/// What is different between two releases. Whose they are is not asked: nothing is decided by them.
pub(super) fn diff(before: &Path, after: &Path) -> Result<(), CliError> {
    let host = Host::new()?;
    let differences = Differences::between(&load(&host, before)?, &load(&host, after)?)?;
    print::json(&differences)
}

/// Makes every recorded assessment again, part by part.
pub(super) async fn replay(common: &Common, candidate: Option<&Path>) -> Result<(), CliError> {
    let client = Client::of_session(common)?;
    let candidate = match candidate {
        Some(path) => {
            let taken: Value = client.upload("/api/v1/rules/candidates", "application/wasm", read(path)?).await?;
            taken.get("candidate").cloned().unwrap_or_default()
        }
        None => Value::Null,
    };
    let size: Value = client.ask(Method::GET, "/api/v1/record", None).await?;
    let size = size.get("size").and_then(Value::as_u64).unwrap_or_default();
    let bar = progress(size);
    let mut whole = Replayed::default();
    while whole.entries < size {
        let part = json!({ "from": whole.entries, "entries": REPLAY_MAX_ENTRIES, "candidate": candidate });
        let part: Replayed = client.ask(Method::POST, "/api/v1/rules/replay", Some(&part)).await?;
        if part.entries == 0 {
            break;
        }
        bar.inc(part.entries);
        whole.add(part);
    }
    bar.finish_and_clear();
    if common.json {
        print::json(&Report { counted: whole.counted(), replayed: &whole })
    } else {
        report(common, &whole)
    }
}

fn report(common: &Common, replayed: &Replayed) -> Result<(), CliError> {
    let words = Words::embedded();
    let count = |number: u64| Arg::Number(i64::try_from(number).unwrap_or(i64::MAX));
    let counts = [
        ("assessments", count(replayed.assessments)),
        ("same", count(replayed.same)),
        ("changed", count(replayed.changed.len() as u64)),
        ("missing", count(replayed.not_replayable)),
    ];
    print::line(&words.text(common.lang, "replayed", &counts))?;
    for counted in replayed.counted() {
        let change = kind(common, &counted.change);
        let args = [
            ("change", Arg::Text(&change)),
            ("assessments", count(counted.assessments)),
            ("matters", count(counted.matters)),
            ("cases", count(counted.cases)),
        ];
        print::line(&words.text(common.lang, "replayed-change", &args))?;
    }
    for changed in &replayed.changed {
        let stage = words.code(common.lang, Family::Stage, changed.stage.as_str());
        print::line(&format!("{} #{} {stage}", changed.history, changed.entry))?;
        for line in lines(common, &changed.difference) {
            print::line(&format!("  {line}"))?;
        }
        if let Some(fault) = &changed.fault {
            print::line(&format!("  {fault}"))?;
        }
    }
    Ok(())
}

/// One way in which assessments change.
fn kind(common: &Common, kind: &Kind) -> String {
    match kind {
        Kind::Outcome { before, after } => outcomes(common, *before, *after),
        Kind::Found(said) | Kind::Concluded(said) => format!("+ {said}"),
        Kind::Gone(said) | Kind::Withdrawn(said) => format!("- {said}"),
        Kind::Due(period) => Words::embedded().code(common.lang, Family::Period, period),
    }
}

fn outcomes(common: &Common, before: Option<Outcome>, after: Option<Outcome>) -> String {
    let [before, after] = [before, after]
        .map(|outcome| Words::embedded().code(common.lang, Family::Outcome, outcome.map_or("none", Outcome::code)));
    format!("{before} → {after}")
}

fn lines(common: &Common, difference: &Difference) -> Vec<String> {
    let words = Words::embedded();
    let mut lines = Vec::new();
    if let Some(change) = &difference.outcome {
        lines.push(outcomes(common, change.before, change.after));
    }
    lines.extend(difference.gone.iter().map(|code| format!("- {code}")));
    lines.extend(difference.found.iter().map(|code| format!("+ {code}")));
    for (period, change) in &difference.due {
        let day = |last: &Option<LastDay>| last.as_ref().map_or("–".to_owned(), |last| last.day.to_string());
        let period = words.code(common.lang, Family::Period, period);
        lines.push(format!("{period}: {} → {}", day(&change.before), day(&change.after)));
    }
    lines.extend(difference.concluded.iter().map(|(code, is)| format!("{} {code}", if is.after { '+' } else { '-' })));
    lines
}

fn progress(total: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style =
        ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total).with_style(style)
}

fn load(host: &Host, path: &Path) -> Result<(Release, RuleSet), CliError> {
    let release = Release::parse(&read(path)?)?;
    let rules = RuleSet::unverified(host, release.clone())?;
    Ok((release, rules))
}

impl Differences {
    fn between((before, was): &(Release, RuleSet), (after, is): &(Release, RuleSet)) -> Result<Self, CliError> {
        let calendars = |one: &Release, other: &Release| -> BTreeSet<String> {
            let same = |code: &String, calendar: &Value| other.calendars().get(code) == Some(calendar);
            one.calendars()
                .iter()
                .filter(|(code, calendar)| !same(code, calendar))
                .map(|(code, _)| code.clone())
                .collect()
        };
        Ok(Self {
            manifest: changed(&serde_json::to_value(&before.manifest)?, &serde_json::to_value(&after.manifest)?),
            settings: changed(&serde_json::to_value(was.settings())?, &serde_json::to_value(is.settings())?),
            calendars: calendars(before, after).into_iter().chain(calendars(after, before)).collect(),
            says: apart(was.description().says.iter().cloned(), is.description().says.iter().cloned()),
            rules: apart(rules(was), rules(is)),
            cases: apart(names(was), names(is)),
        })
    }
}

fn rules(set: &RuleSet) -> impl Iterator<Item = String> {
    let rules = &set.description().rules;
    rules.iter().map(|rule| format!("{} [{}] {}", rule.provision, rule.confidence.code(), rule.switches.join(" ")))
}

fn names(set: &RuleSet) -> impl Iterator<Item = String> {
    set.cases().iter().map(|case| case.name.clone())
}

/// What only the second has, and what only the first had.
fn apart(before: impl Iterator<Item = String>, after: impl Iterator<Item = String>) -> [BTreeSet<String>; 2] {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (before.collect(), after.collect());
    [after.difference(&before).cloned().collect(), before.difference(&after).cloned().collect()]
}

/// The members of two objects that are not the same.
fn changed(before: &Value, after: &Value) -> BTreeMap<String, [Value; 2]> {
    let names = [before, after].into_iter().filter_map(Value::as_object).flat_map(|it| it.keys().cloned());
    let names: BTreeSet<String> = names.collect();
    let pair = |name: &str| [before, after].map(|it| it.get(name).cloned().unwrap_or_default());
    let pairs = names.into_iter().map(|name| (pair(&name), name)).filter(|([was, is], _)| was != is);
    pairs.map(|(pair, name)| (name, pair)).collect()
}
