use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use comity_domain::facts::Facts;
use comity_fuzz::components::{Source, draft};
use comity_rules::{AssessError, Budget, Fault, Host, RuleSet, Settings};
use serde_json::json;

#[test]
fn the_component_that_is_mutated_answers_as_long_as_it_is_not() {
    let rules = RuleSet::draft(&host(), draft(Source::new().unchanged())).unwrap();
    assert!(rules.assess(&facts(), Settings::Published).unwrap().findings.is_empty());
}

#[test]
fn whatever_a_component_is_it_answers_or_has_a_fault_with_a_name() {
    let (host, source, facts) = (host(), Source::new(), facts());
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let (mut compiled, mut asked) = (0_u64, 0_u64);
    let seeds = comity_fuzz::runs(1_500);
    for seed in seeds.clone() {
        let Some(component) = source.mutated(seed) else {
            *counts.entry("not wrapped".to_owned()).or_default() += 1;
            continue;
        };
        let went = catch_unwind(AssertUnwindSafe(|| match RuleSet::draft(&host, draft(component)) {
            Err(fault) => (fault.code(), !matches!(fault, Fault::Compile(_)), false),
            Ok(rules) => match rules.assess(&facts, Settings::Published) {
                Ok(_) => ("answered", true, true),
                Err(AssessError::Fault { fault, .. }) => (fault.code(), true, true),
                Err(other) => (other.code(), true, true),
            },
        }));
        let Ok((what, was_compiled, was_asked)) = went else { panic!("seed {seed}") };
        compiled += u64::from(was_compiled);
        asked += u64::from(was_asked);
        *counts.entry(what.to_owned()).or_default() += 1;
    }
    println!("components, seeds {seeds:?}: {compiled} compiled, {asked} asked; {counts:?}");
    assert!(compiled * 4 >= seeds.end - seeds.start, "hardly anything is compiled: {counts:?}");
    assert!(asked > 0, "nothing was asked: {counts:?}");
}

/// The budget of a gateway would let each endless loop run for half a second.
fn host() -> Host {
    let budget = Budget { fuel: 300_000, watchdog: Duration::from_secs(5), memory: 4 << 20, ..Budget::default() };
    Host::with_budget(budget).unwrap()
}

fn facts() -> Facts {
    let authority = |id: &str, side: &str| json!({ "authority": id, "jurisdiction": side, "kind": "high-court" });
    let facts = json!({
        "procedure": "service-of-documents", "stage": "incoming", "as_of": "2026-01-12",
        "requesting": authority("cn-gd-hpc", "CN"), "requested": authority("hk-high-court", "HK"), "forum": null,
        "persons": [], "documents": [], "acts": [], "docket": [], "particulars": {}, "settings": {},
    });
    Facts::parse(facts.to_string().as_bytes()).unwrap()
}
