//! What an instrument declares about itself: what it reads, its rules with what they say, and its switches.

use crate::Provision;
use crate::contract::{self, Confidence};
use crate::switches::Switch;

/// What an instrument declares; a component declares the union of its instruments.
#[derive(Debug, Clone, Copy)]
pub struct Declaration {
    /// The facts that it reads.
    pub reads: &'static [&'static str],
    /// Its rules.
    pub rules: &'static [Rule],
    /// Other instruments' provisions that it cites beside its own: how days are counted, where the text is silent.
    pub cites: &'static [Provision],
    /// Its switches.
    pub settings: &'static [&'static Switch],
}

/// One rule of an instrument: where it stands, what it can say, and how sure we are of its reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    provision: Provision,
    confidence: Confidence,
    says: &'static [&'static str],
    switches: &'static [&'static str],
}

impl Declaration {
    /// May this code be said? `satisfied` always may.
    pub fn says(&self, code: &str) -> bool {
        code == "satisfied" || self.rules.iter().any(|rule| rule.says.contains(&code))
    }

    /// May this fact be read?
    pub fn reads(&self, name: &str) -> bool {
        self.reads.contains(&name)
    }

    /// Every code that can be said.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.rules.iter().flat_map(|rule| rule.says).copied()
    }

    /// Every instrument that is cited.
    pub fn instruments(&self) -> impl Iterator<Item = &'static str> {
        let own = self.rules.iter().map(|rule| rule.provision);
        own.chain(self.cites.iter().copied()).map(Provision::instrument)
    }
}

impl Rule {
    /// A rule whose text was read `[T]`.
    pub const fn text(provision: Provision, says: &'static [&'static str]) -> Self {
        Self { provision, confidence: Confidence::Text, says, switches: &[] }
    }

    /// A rule that is known from a second hand: a firm's note, a newspaper `[T-sec]`.
    pub const fn secondary(provision: Provision, says: &'static [&'static str]) -> Self {
        Self { confidence: Confidence::Secondary, ..Self::text(provision, says) }
    }

    /// A rule from general knowledge, unverified `[K]`.
    pub const fn knowledge(provision: Provision, says: &'static [&'static str]) -> Self {
        Self { confidence: Confidence::Knowledge, ..Self::text(provision, says) }
    }

    /// No law: what is done where the text is silent `[P]`.
    pub const fn policy(provision: Provision, says: &'static [&'static str]) -> Self {
        Self { confidence: Confidence::Policy, ..Self::text(provision, says) }
    }

    /// A reading that is known to be uncertain or in conflict with another text `[?]`.
    pub const fn uncertain(provision: Provision, says: &'static [&'static str]) -> Self {
        Self { confidence: Confidence::Uncertain, ..Self::text(provision, says) }
    }

    /// …governed by these switches.
    pub const fn under(self, switches: &'static [&'static str]) -> Self {
        Self { switches, ..self }
    }
}

impl From<&Rule> for contract::Rule {
    fn from(rule: &Rule) -> Self {
        let owned = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
        Self {
            provision: rule.provision.into(),
            confidence: rule.confidence,
            says: owned(rule.says),
            switches: owned(rule.switches),
        }
    }
}
