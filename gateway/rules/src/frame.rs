//! What the host does around a component, whoever runs it: it passes only what was declared, counts the days, and believes no answer
//! unchecked.

use comity_domain::assessment::{Assessment, Due, RulesRef};
use comity_domain::calendar::Calendars;
use comity_domain::deadline::{self, DeadlineError};
use comity_domain::facts::{Facts, Particulars, Value};
use comity_record::Digest;

use crate::contract as wit;
use crate::description::Description;
use crate::lift::{CheckedPeriod, Says, Start};
use crate::lower::{self, Reads};
use crate::release::Manifest;
use crate::{AssessError, Fault};

/// A component as it can be called. In the gateway that is a sandbox; natively only where the law is tested and the sandbox's cost measured.
pub trait Guest {
    /// Which periods run.
    ///
    /// # Errors
    /// The fault that ended the call.
    fn periods(&mut self, facts: &wit::Facts) -> Result<Vec<wit::Period>, Fault>;

    /// What there is to say.
    ///
    /// # Errors
    /// The fault that ended the call.
    fn assess(&mut self, facts: &wit::Facts, days: &[wit::Due]) -> Result<wit::Assessment, Fault>;
}

/// Where the values of switches come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settings {
    /// The publisher's, whatever the facts say: in a gateway.
    Published,
    /// Those of the facts before the publisher's: for a test or a what-if.
    Overridden,
    /// Those of the facts before the component's own defaults, whatever the publisher chose: what the component's cases are about.
    Declared,
}

/// Everything of a rule set but the component that runs.
pub struct Frame {
    pub(crate) manifest: Manifest,
    pub(crate) digest: Digest,
    pub(crate) description: Description,
    pub(crate) settings: Particulars,
    pub(crate) calendars: Calendars,
    reads: Reads,
    says: Says,
}

impl Frame {
    /// The frame of a component that describes itself like this.
    ///
    /// # Errors
    /// [`Fault::DescribeMismatch`]; a description or settings that cannot be.
    pub fn new(
        described: wit::RuleSet,
        manifest: Manifest,
        digest: Digest,
        publisher: &Particulars,
        calendars: Calendars,
    ) -> Result<Self, Fault> {
        let description = Description::check(described)?;
        agree(&description, &manifest)?;
        let reads = Reads::parse(&description.reads)
            .map_err(|name| Fault::MalformedAnswer(format!("reads `{name}`, which is no fact")))?;
        let says = Says {
            codes: description.says.iter().cloned().collect(),
            instruments: description.instruments.iter().cloned().collect(),
        };
        let settings = published(&description, publisher)?;
        Ok(Self { manifest, digest, description, settings, calendars, reads, says })
    }

    /// What the component says about itself.
    pub const fn description(&self) -> &Description {
        &self.description
    }

    /// Do these rules answer this question?
    pub fn covers(&self, facts: &Facts) -> bool {
        self.description.scopes.iter().any(|scope| scope.covers(facts))
    }

    /// What `guest` says about the facts.
    ///
    /// # Errors
    /// [`AssessError::NoRules`] where the question is not theirs, [`AssessError::Facts`] where a day leads to a year without calendar,
    /// [`AssessError::Fault`] where the component is at fault.
    pub fn ask(
        &self,
        guest: &mut (impl Guest + ?Sized),
        facts: &Facts,
        settings: Settings,
    ) -> Result<Assessment, AssessError> {
        if !self.covers(facts) {
            return Err(no_rules(self.manifest.jurisdiction.code(), facts));
        }
        let fault = |fault| AssessError::Fault { rules: self.manifest.id.clone(), fault };
        let passed = self.reads.pass(facts, self.switches(facts, settings));
        let periods = guest.periods(&passed.facts).map_err(fault)?;
        let due = self.count(self.says.periods(periods, facts, &passed).map_err(fault)?)?;
        let days: Vec<_> = (0_u32..).zip(&due).map(|(period, (due, overlaps))| days(period, due, overlaps)).collect();
        let answer = guest.assess(&passed.facts, &days).map_err(fault)?;
        let checked = self.says.assessment(answer, &passed).map_err(fault)?;
        Ok(Assessment {
            outcome: checked.outcome,
            findings: checked.findings,
            due: due.into_iter().map(|(due, _)| due).collect(),
            conclusions: checked.conclusions,
            requirements: checked.requirements,
            rules: RulesRef {
                id: self.manifest.id.clone(),
                version: self.manifest.version.clone(),
                digest: self.manifest.component,
            },
            release: self.digest,
            facts_digest: facts.digest(),
        })
    }

    /// The facts as they cross into the component, for a measurement of the component alone.
    pub fn lowered(&self, facts: &Facts, settings: Settings) -> wit::Facts {
        self.reads.pass(facts, self.switches(facts, settings)).facts
    }

    fn switches(&self, facts: &Facts, settings: Settings) -> Vec<wit::Particular> {
        let in_force = self.settings.iter().map(|(name, published)| match settings {
            Settings::Published => (name, published),
            Settings::Overridden => (name, facts.settings.get(name).unwrap_or(published)),
            Settings::Declared => {
                let declared = self.description.settings.get(name).unwrap_or(published);
                (name, facts.settings.get(name).unwrap_or(declared))
            }
        });
        in_force.map(|(name, value)| lower::particular(name, value)).collect()
    }

    /// The last day of each period, on the release's calendars, with what it overlaps.
    fn count(&self, periods: Vec<CheckedPeriod>) -> Result<Vec<(Due, Vec<String>)>, AssessError> {
        let mut due: Vec<(Due, Vec<String>)> = Vec::with_capacity(periods.len());
        let mut events = Vec::with_capacity(periods.len());
        for CheckedPeriod { start, mut period, hard, citations } in periods {
            let event = match start {
                Start::Event(event) => event,
                Start::EndOf(earlier) => {
                    period.from = due.get(earlier).map_or(period.from, |(earlier, _)| earlier.last_day);
                    events.get(earlier).copied().unwrap_or(0)
                }
            };
            events.push(event);
            let computed =
                deadline::last_day(&period, &self.calendars).map_err(|error| self.uncounted(event, &error))?;
            let deadline::Period { code, calendar, .. } = period;
            let counted =
                Due { period: code, last_day: computed.last_day, calendar, hard, steps: computed.steps, citations };
            due.push((counted, computed.overlaps));
        }
        Ok(due)
    }

    /// A calendar that the release does not have, or a suspension that cannot be, is the component's doing; the rest follows from the facts.
    fn uncounted(&self, event: usize, error: &DeadlineError) -> AssessError {
        let because = error.to_string();
        match error {
            DeadlineError::UnknownCalendar(_) | DeadlineError::ImpossibleRange { .. } => {
                AssessError::Fault { rules: self.manifest.id.clone(), fault: Fault::MalformedAnswer(because) }
            }
            DeadlineError::Calendar(_) | DeadlineError::OutOfRange(_) => {
                AssessError::Facts { at: format!("facts.docket[{event}].on"), code: error.code(), because }
            }
        }
    }
}

pub(crate) fn no_rules(side: &str, facts: &Facts) -> AssessError {
    let question = format!("`{}` at `{}` on {}", facts.procedure, facts.stage.as_str(), facts.as_of);
    AssessError::NoRules { side: side.to_owned(), question }
}

fn agree(description: &Description, manifest: &Manifest) -> Result<(), Fault> {
    let described = format!("{} {} of {}", description.id, description.version, description.jurisdiction);
    let declared = format!("{} {} of {}", manifest.id, manifest.version, manifest.jurisdiction);
    if described == declared { Ok(()) } else { Err(Fault::DescribeMismatch { described, declared }) }
}

/// The publisher's switches over the component's defaults. A switch that the component does not have is a mistake of the publisher, and so is a
/// value that the switch does not know: the component would take its strictest reading for it, and nobody would see why.
fn published(description: &Description, publisher: &Particulars) -> Result<Particulars, Fault> {
    let mut settings = description.settings.clone();
    for (name, value) in publisher {
        let Some(known) = description.choices.get(name) else {
            return Err(Fault::MalformedRelease(format!("the component has no switch `{name}`")));
        };
        if !matches!(value, Value::Text(text) if known.contains(text)) {
            return Err(Fault::MalformedRelease(format!("the switch `{name}` is one of {}", known.join(", "))));
        }
        settings.insert(name.clone(), value.clone());
    }
    Ok(settings)
}

fn days(period: u32, due: &Due, overlaps: &[String]) -> wit::Due {
    wit::Due { period, last_day: lower::date(due.last_day), overlaps: overlaps.to_vec() }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Frame").field("manifest", &self.manifest).field("release", &self.digest).finish_non_exhaustive()
    }
}
