//! The rules of all sides, several versions of each; a matter is judged by the version in force on its day.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use comity_domain::assessment::Assessment;
use comity_domain::facts::Facts;
use comity_domain::{Date, Jurisdiction};
use comity_record::Digest;

use crate::frame::no_rules;
use crate::{AssessError, RuleSet, Settings};

/// Rule sets that are looked up while others are put in: a reader keeps what it got.
#[derive(Debug, Default)]
pub struct RuleBook(RwLock<Arc<Pages>>);

/// Releases in the order in which they came into force, by side.
type Pages = BTreeMap<Jurisdiction, Vec<Arc<RuleSet>>>;

impl RuleBook {
    /// Puts a rule set in, beside earlier and later ones of its side. One that is there already stays there once.
    pub fn insert(&self, rules: Arc<RuleSet>) {
        let mut book = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let mut pages = Pages::clone(&book);
        let page = pages.entry(rules.manifest().jurisdiction).or_default();
        page.retain(|other| other.release() != rules.release());
        page.push(rules);
        // Stable: of two that came into force on one day the one that was put in later is in force.
        page.sort_by_key(|rules| rules.manifest().in_force_from);
        *book = Arc::new(pages);
    }

    /// The rules of a side that are in force on `day`.
    pub fn for_day(&self, side: Jurisdiction, day: Date) -> Option<Arc<RuleSet>> {
        self.pages().get(&side)?.iter().rev().find(|rules| in_force(rules, day)).cloned()
    }

    /// The rule set of a release: to replay by.
    pub fn release(&self, digest: Digest) -> Option<Arc<RuleSet>> {
        self.pages().values().flatten().find(|rules| rules.release() == digest).cloned()
    }

    /// All of them.
    pub fn all(&self) -> Vec<Arc<RuleSet>> {
        self.pages().values().flatten().cloned().collect()
    }

    /// What the rules of the side that is asked say about the facts, on their day.
    ///
    /// # Errors
    /// As [`RuleSet::assess`]; [`AssessError::NoRules`] also where no side is asked or it has no rules in force.
    pub fn assess(&self, facts: &Facts, settings: Settings) -> Result<Assessment, AssessError> {
        let side = facts.asked().ok_or_else(|| no_rules("no side", facts))?;
        let rules = self.for_day(side, facts.as_of).ok_or_else(|| no_rules(side.code(), facts))?;
        rules.assess(facts, settings)
    }

    fn pages(&self) -> Arc<Pages> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn in_force(rules: &RuleSet, day: Date) -> bool {
    rules.manifest().in_force_from <= day && rules.description().in_force_until.is_none_or(|until| day <= until)
}
