//! The rule components compiled natively: the same law without its sandbox.
//!
//! A gateway never runs this: there, law runs as signed WebAssembly and nothing else. Here the law is tested in milliseconds, over
//! thousands of generated facts, and the sandbox's cost is measured against it. Everything around the component is the gateway's own code
//! ([`comity_rules::Frame`]), so that an answer here is the answer there, byte for byte; a test holds the two together.

mod boundary;

use std::collections::BTreeMap;

use comity_domain::Jurisdiction;
use comity_domain::assessment::Assessment;
use comity_domain::calendar::Calendars;
use comity_domain::facts::{Facts, Particulars};
use comity_record::Digest;
use comity_rules::contract as host;
use comity_rules::{ARITHMETIC, AssessError, Fault, Frame, Guest, Manifest, Settings};
use law::Component;

use crate::boundary::Cross;

/// The components of the three jurisdictions.
pub const COMPONENTS: [&Component; 3] = [&mainland::RULES, &hongkong::RULES, &macao::RULES];

/// One jurisdiction's rules, called directly.
#[derive(Debug)]
pub struct NativeRules {
    component: &'static Component,
    frame: Frame,
}

impl NativeRules {
    /// These rules, with their default settings, on these calendars.
    ///
    /// # Errors
    /// What the component says about itself cannot be.
    pub fn new(component: &'static Component, calendars: Calendars) -> Result<Self, Fault> {
        let described: host::RuleSet = component.describe().cross();
        // There is no release: nothing was built, signed or published.
        let nothing = Digest::of(b"");
        let manifest = Manifest {
            id: described.id.clone(),
            version: described.version.clone(),
            jurisdiction: side(component)?,
            in_force_from: comity_domain::Date::constant(1, 1, 1),
            component: nothing,
            settings: nothing,
            calendars: nothing,
            cases: nothing,
            arithmetic: ARITHMETIC,
        };
        let frame = Frame::new(described, manifest, nothing, &Particulars::new(), calendars)?;
        Ok(Self { component, frame })
    }

    /// Everything of the rule set but the component.
    pub const fn frame(&self) -> &Frame {
        &self.frame
    }

    /// What these rules say about the facts; switches of the facts go before the defaults.
    ///
    /// # Errors
    /// As [`Frame::ask`].
    pub fn assess(&self, facts: &Facts) -> Result<Assessment, AssessError> {
        self.frame.ask(&mut Direct(self.component), facts, Settings::Overridden)
    }

    /// The facts as the component takes them.
    pub fn crossed(&self, facts: &Facts) -> law::contract::Facts {
        self.frame.lowered(facts, Settings::Overridden).cross()
    }
}

/// The rules of every side.
///
/// # Errors
/// As [`NativeRules::new`].
pub fn all(calendars: &Calendars) -> Result<BTreeMap<Jurisdiction, NativeRules>, Fault> {
    COMPONENTS.into_iter().map(|it| Ok((side(it)?, NativeRules::new(it, calendars.clone())?))).collect()
}

fn side(component: &Component) -> Result<Jurisdiction, Fault> {
    component.jurisdiction.parse().map_err(|_| Fault::MalformedAnswer(component.jurisdiction.to_owned()))
}

/// A component without walls.
struct Direct(&'static Component);

impl Guest for Direct {
    fn periods(&mut self, facts: &host::Facts) -> Result<Vec<host::Period>, Fault> {
        Ok(self.0.periods(&facts.clone().cross()).cross())
    }

    fn assess(&mut self, facts: &host::Facts, days: &[host::Due]) -> Result<host::Assessment, Fault> {
        Ok(self.0.assess(&facts.clone().cross(), &days.to_vec().cross()).cross())
    }
}
