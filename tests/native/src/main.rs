//! Runs cases natively: `native-rules FILE.json …`, each file one case or a list of cases. For a quick look while law is being written.
//!
//! `native-rules --measure FILE.json …` says how long an assessment takes without the sandbox, to be held against `comity bench rules`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use comity_domain::Jurisdiction;
use comity_domain::calendar::Calendars;
use comity_domain::facts::Facts;
use comity_rules::Case;
use native_rules::NativeRules;
use serde_json::Value;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let rules = native_rules::all(&calendars()?)?;
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.first().is_some_and(|first| first == "--measure") {
        paths.remove(0);
        return measure(&rules, &paths);
    }
    let (mut held, mut broken) = (0_u32, 0_u32);
    for path in paths {
        for case in cases(Path::new(&path))? {
            let lines = run(&rules, &case);
            if lines.is_empty() {
                held += 1
            } else {
                broken += 1
            }
            lines.iter().for_each(|line| println!("{}: {line}", case.name));
        }
    }
    println!("{held} cases hold, {broken} do not");
    Ok(if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The median of rounds over all cases: from parsed facts to the assessment, on one thread.
fn measure(rules: &BTreeMap<Jurisdiction, NativeRules>, paths: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    const ROUNDS: usize = 101;
    let mut questions = Vec::new();
    for path in paths {
        for case in cases(Path::new(path))? {
            let facts = Facts::parse_value(case.facts)?;
            if let Some(rules) = facts.asked().and_then(|side| rules.get(&side)) {
                questions.push((rules, facts));
            }
        }
    }
    let round = || -> Result<u128, Box<dyn Error>> {
        let start = now();
        for (rules, facts) in &questions {
            drop(std::hint::black_box(rules.assess(facts)?));
        }
        Ok(now().duration_since(start).as_nanos() / questions.len().max(1) as u128)
    };
    let mut nanos = (0..ROUNDS).map(|_| round()).collect::<Result<Vec<_>, _>>()?;
    nanos.sort_unstable();
    let median = nanos.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("{} cases, {ROUNDS} rounds: {median} ns an assessment (median of the rounds' means)", questions.len());
    Ok(ExitCode::SUCCESS)
}

fn now() -> std::time::Instant {
    #[expect(clippy::disallowed_methods, reason = "a stopwatch: nothing is decided by it")]
    std::time::Instant::now()
}

fn run(rules: &BTreeMap<Jurisdiction, NativeRules>, case: &Case) -> Vec<String> {
    let asked = Facts::parse_value(case.facts.clone()).ok().and_then(|facts| facts.asked());
    match asked.and_then(|side| rules.get(&side)) {
        Some(rules) => case.run(|facts| rules.assess(facts)).broken,
        None => vec!["no side is asked, or it has no rules".to_owned()],
    }
}

fn cases(path: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let value: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let list = if value.is_array() { value } else { Value::Array(vec![value]) };
    Ok(serde_json::from_value(list)?)
}

fn calendars() -> Result<Calendars, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/calendars");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        files.push((path.display().to_string(), std::fs::read(&path)?));
    }
    Ok(Calendars::parse(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?)
}
