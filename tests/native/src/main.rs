//! Runs cases natively: `native-rules FILE.json …`, each file one case or a list of cases. For a quick look while law is being written.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use comity_domain::Jurisdiction;
use comity_domain::calendar::Calendars;
use comity_rules::Case;
use native_rules::NativeRules;
use serde_json::Value;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let rules = native_rules::all(&calendars()?)?;
    let (mut held, mut broken) = (0_u32, 0_u32);
    for path in std::env::args().skip(1) {
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

fn run(rules: &BTreeMap<Jurisdiction, NativeRules>, case: &Case) -> Vec<String> {
    let asked = comity_domain::facts::Facts::parse_value(case.facts.clone()).ok().and_then(|facts| facts.asked());
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
