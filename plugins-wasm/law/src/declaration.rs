//! What a component declares about itself: what it reads, says and switches on.

use crate::contract::{Date, Particular, RuleSet, Scope, Value};

/// What an instrument declares; a component declares the union of its instruments.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// The instruments that it cites.
    pub instruments: &'static [&'static str],
    /// The facts that it reads.
    pub reads: &'static [&'static str],
    /// The codes of its findings, conclusions and periods.
    pub says: &'static [&'static str],
    /// Its switches with their defaults.
    pub settings: &'static [(&'static str, &'static str)],
}

/// The description of a component that is made of these instruments.
pub fn describe(
    id: &str,
    version: &str,
    jurisdiction: &str,
    in_force_from: Date,
    scopes: Vec<Scope>,
    instruments: &[Declaration],
) -> RuleSet {
    RuleSet {
        id: id.to_owned(),
        version: version.to_owned(),
        jurisdiction: jurisdiction.to_owned(),
        scopes,
        instruments: union(instruments.iter().map(|declaration| declaration.instruments)),
        in_force_from,
        in_force_until: None,
        reads: union(instruments.iter().map(|declaration| declaration.reads)),
        says: union(instruments.iter().map(|declaration| declaration.says)),
        settings: settings(instruments),
    }
}

impl Scope {
    /// The stages of a procedure between two sides.
    pub fn between(procedure: &str, stages: &[&str], requesting: &str, requested: &str) -> Self {
        Self {
            procedure: procedure.to_owned(),
            stages: stages.iter().map(|&stage| stage.to_owned()).collect(),
            requesting: Some(requesting.to_owned()),
            requested: Some(requested.to_owned()),
            forum: None,
        }
    }
}

fn union<'a>(lists: impl Iterator<Item = &'a [&'a str]>) -> Vec<String> {
    let mut all: Vec<_> = lists.flatten().map(|&code| code.to_owned()).collect();
    all.sort();
    all.dedup();
    all
}

fn settings(instruments: &[Declaration]) -> Vec<Particular> {
    let mut all: Vec<_> = instruments.iter().flat_map(|declaration| declaration.settings).collect();
    all.sort();
    all.dedup();
    all.into_iter()
        .map(|&(name, default)| Particular { name: name.to_owned(), value: Value::Text(default.to_owned()) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_declares_each_code_once_in_order() {
        const ONE: Declaration =
            Declaration { instruments: &["b"], reads: &["y", "x"], says: &[], settings: &[("s", "1")] };
        const TWO: Declaration = Declaration { instruments: &["a"], reads: &["x"], says: &[], settings: &[("s", "1")] };
        let day = Date { year: 2026, month: 1, day: 1 };
        let described = describe("id", "1", "CN", day, Vec::new(), &[ONE, TWO]);
        assert_eq!(described.reads, ["x", "y"]);
        assert_eq!(described.instruments, ["a", "b"]);
        assert_eq!(described.settings.len(), 1);
    }
}
