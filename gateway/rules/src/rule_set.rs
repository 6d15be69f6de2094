//! A rule set: a component that was pinned, signed, compiled, and that is what its manifest says. It assesses facts.

use std::sync::Arc;

use comity_domain::assessment::{Assessment, Due, RulesRef};
use comity_domain::calendar::Calendars;
use comity_domain::deadline::{self, DeadlineError};
use comity_domain::facts::{Authority, Facts, Particulars};
use comity_domain::{Date, Jurisdiction};
use comity_record::Digest;
use wasmtime::Store;

use crate::cases::Case;
use crate::contract::{self as wit, JurisdictionPre};
use crate::host::{Sandbox, Stop, fault};
use crate::lift::{self, CheckedPeriod, Says, Start};
use crate::lower::{self, Reads};
use crate::release::{Manifest, Release};
use crate::{AssessError, Fault, Host, Lock, Pinned, Signed};

/// A signed release whose component compiled, imports nothing and is of the right world. Nothing of it has run.
pub struct Compiled {
    host: Host,
    component: JurisdictionPre<Sandbox>,
    release: Release,
    digest: Digest,
}

impl Compiled {
    /// Compiles the component of a release. Only a signed one: a compiler is much code to show a stranger's bytes to.
    ///
    /// # Errors
    /// [`Fault::Compile`], [`Fault::Import`], [`Fault::WrongWorld`].
    pub fn new(host: &Host, signed: Signed) -> Result<Self, Fault> {
        let Signed { release, digest } = signed;
        let instance = host.compile(&release.component)?;
        let component = JurisdictionPre::new(instance).map_err(|error| Fault::WrongWorld(format!("{error:#}")))?;
        Ok(Self { host: host.clone(), component, release, digest })
    }
}

/// What a component says about itself, checked.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Description {
    /// The rule set's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its side.
    pub jurisdiction: Jurisdiction,
    /// The questions that it answers.
    pub scopes: Vec<Scope>,
    /// The instruments that it cites.
    pub instruments: Vec<String>,
    /// The first day of the law that it states.
    pub in_force_from: Date,
    /// The last day of it.
    pub in_force_until: Option<Date>,
    /// The facts that it reads.
    pub reads: Vec<String>,
    /// The codes that it can say.
    pub says: Vec<String>,
    /// Its switches with their defaults.
    pub settings: Particulars,
}

/// A procedure at some stages, between these sides.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Scope {
    /// The procedure's code.
    pub procedure: String,
    /// Codes of its stages.
    pub stages: Vec<String>,
    /// The side that asks.
    pub requesting: Option<Jurisdiction>,
    /// The side that is asked.
    pub requested: Option<Jurisdiction>,
    /// The side of the court that acts by itself.
    pub forum: Option<Jurisdiction>,
}

impl Scope {
    fn covers(&self, facts: &Facts) -> bool {
        let side = |authority: &Option<Authority>| authority.as_ref().map(|authority| authority.jurisdiction);
        self.procedure == facts.procedure
            && self.stages.iter().any(|stage| stage == facts.stage.as_str())
            && self.requesting == side(&facts.requesting)
            && self.requested == side(&facts.requested)
            && self.forum == side(&facts.forum)
    }
}

/// Where the values of switches come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settings {
    /// The publisher's, whatever the facts say: in a gateway.
    Published,
    /// Those of the facts before the publisher's: for a test or a what-if.
    Overridden,
}

/// Rules that can be asked.
pub struct RuleSet {
    host: Host,
    component: JurisdictionPre<Sandbox>,
    manifest: Manifest,
    digest: Digest,
    description: Description,
    reads: Reads,
    says: Says,
    settings: Particulars,
    calendars: Calendars,
    cases: Vec<Case>,
}

impl RuleSet {
    /// Asks the component who it is, and compares with the manifest.
    ///
    /// # Errors
    /// [`Fault::DescribeMismatch`]; a description, settings or calendars that cannot be; any fault of the sandbox.
    pub fn new(compiled: Compiled) -> Result<Self, Fault> {
        let Compiled { host, component, release, digest } = compiled;
        let described = host
            .run(&component, |store, guest| {
                guest.call_describe(&mut *store).map_err(|error| Stop::Fault(fault(&error, store.data())))
            })
            .map_err(|stop| match stop {
                Stop::Fault(fault) => fault,
                Stop::Facts { because, .. } => Fault::MalformedAnswer(because),
            })?;
        let description = Description::check(described)?;
        agree(&description, &release.manifest)?;
        let reads = Reads::parse(&description.reads)
            .map_err(|name| Fault::MalformedAnswer(format!("reads `{name}`, which is no fact")))?;
        let says = Says {
            codes: description.says.iter().cloned().collect(),
            instruments: description.instruments.iter().cloned().collect(),
        };
        let settings = published(&description.settings, &release.settings)?;
        let calendars = calendars(&release)?;
        let Release { manifest, cases, .. } = release;
        Ok(Self { host, component, manifest, digest, description, reads, says, settings, calendars, cases })
    }

    /// The whole chain: bytes → pinned → signed → compiled → rule set.
    ///
    /// # Errors
    /// The first link that does not hold.
    pub fn load(host: &Host, bytes: &[u8], lock: &Lock) -> Result<Arc<Self>, Fault> {
        let signed = Signed::new(Pinned::new(bytes, lock)?)?;
        Self::new(Compiled::new(host, signed)?).map(Arc::new)
    }

    /// What the component says about itself.
    pub const fn description(&self) -> &Description {
        &self.description
    }

    /// What the release says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The digest of the release.
    pub const fn release(&self) -> Digest {
        self.digest
    }

    /// The calendars of the release.
    pub const fn calendars(&self) -> &Calendars {
        &self.calendars
    }

    /// The cases of the release.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// Every switch, with the value in force.
    pub const fn settings(&self) -> &Particulars {
        &self.settings
    }

    /// Do these rules answer this question?
    pub fn covers(&self, facts: &Facts) -> bool {
        self.description.scopes.iter().any(|scope| scope.covers(facts))
    }

    /// What these rules say about the facts.
    ///
    /// # Errors
    /// [`AssessError::NoRules`] where the question is not theirs, [`AssessError::Facts`] where a day leads to a year without calendar,
    /// [`AssessError::Fault`] where the component is at fault.
    pub fn assess(&self, facts: &Facts, settings: Settings) -> Result<Assessment, AssessError> {
        if !self.covers(facts) {
            return Err(no_rules(self.manifest.jurisdiction.code(), facts));
        }
        let passed = self.reads.pass(facts, self.switches(facts, settings));
        let answer = self.host.run(&self.component, |store, guest| {
            let periods = called(store, |store| guest.call_periods(store, &passed.facts))?;
            let due = self.count(self.says.periods(periods, facts, &passed)?)?;
            let days: Vec<_> =
                (0_u32..).zip(&due).map(|(period, (due, overlaps))| days(period, due, overlaps)).collect();
            let answer = called(store, |store| guest.call_assess(store, &passed.facts, &days))?;
            Ok((due, self.says.assessment(answer, &passed)?))
        });
        let (due, checked) = answer.map_err(|stop| self.error(stop))?;
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

    fn switches(&self, facts: &Facts, settings: Settings) -> Vec<wit::Particular> {
        let in_force = self.settings.iter().map(|(name, published)| match settings {
            Settings::Published => (name, published),
            Settings::Overridden => (name, facts.settings.get(name).unwrap_or(published)),
        });
        in_force.map(|(name, value)| lower::particular(name, value)).collect()
    }

    /// The last day of each period, on the release's calendars, with what it overlaps.
    fn count(&self, periods: Vec<CheckedPeriod>) -> Result<Vec<(Due, Vec<String>)>, Stop> {
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
            let computed = deadline::last_day(&period, &self.calendars).map_err(|error| uncounted(event, error))?;
            let deadline::Period { code, calendar, .. } = period;
            let counted =
                Due { period: code, last_day: computed.last_day, calendar, hard, steps: computed.steps, citations };
            due.push((counted, computed.overlaps));
        }
        Ok(due)
    }

    fn error(&self, stop: Stop) -> AssessError {
        match stop {
            Stop::Fault(fault) => AssessError::Fault { rules: self.manifest.id.clone(), fault },
            Stop::Facts { at, code, because } => AssessError::Facts { at, code, because },
        }
    }
}

pub(crate) fn no_rules(side: &str, facts: &Facts) -> AssessError {
    let question = format!("`{}` at `{}` on {}", facts.procedure, facts.stage.as_str(), facts.as_of);
    AssessError::NoRules { side: side.to_owned(), question }
}

impl Description {
    fn check(described: wit::RuleSet) -> Result<Self, Fault> {
        lift::code(&described.id)?;
        described.says.iter().chain(&described.instruments).try_for_each(|it| lift::code(it))?;
        let settings = described.settings.into_iter().map(|it| {
            lift::code(&it.name)?;
            Ok((it.name, lift::value(it.value)?))
        });
        Ok(Self {
            id: described.id,
            version: described.version,
            jurisdiction: lift::side(&described.jurisdiction)?,
            scopes: described.scopes.into_iter().map(Scope::check).collect::<Result<_, _>>()?,
            instruments: described.instruments,
            in_force_from: lift::day(described.in_force_from)?,
            in_force_until: described.in_force_until.map(lift::day).transpose()?,
            reads: described.reads,
            says: described.says,
            settings: settings.collect::<Result<_, Fault>>()?,
        })
    }
}

impl Scope {
    fn check(scope: wit::Scope) -> Result<Self, Fault> {
        let side = |side: Option<String>| side.as_deref().map(lift::side).transpose();
        lift::code(&scope.procedure)?;
        scope.stages.iter().try_for_each(|stage| lift::code(stage))?;
        Ok(Self {
            procedure: scope.procedure,
            stages: scope.stages,
            requesting: side(scope.requesting)?,
            requested: side(scope.requested)?,
            forum: side(scope.forum)?,
        })
    }
}

fn agree(description: &Description, manifest: &Manifest) -> Result<(), Fault> {
    let described = format!("{} {} of {}", description.id, description.version, description.jurisdiction);
    let declared = format!("{} {} of {}", manifest.id, manifest.version, manifest.jurisdiction);
    if described == declared { Ok(()) } else { Err(Fault::DescribeMismatch { described, declared }) }
}

/// The publisher's switches over the component's defaults. A switch that the component does not have is a mistake of the publisher.
fn published(defaults: &Particulars, publisher: &Particulars) -> Result<Particulars, Fault> {
    let mut settings = defaults.clone();
    for (name, value) in publisher {
        match settings.get_mut(name) {
            Some(default) => default.clone_from(value),
            None => return Err(Fault::MalformedRelease(format!("the component has no switch `{name}`"))),
        }
    }
    Ok(settings)
}

fn calendars(release: &Release) -> Result<Calendars, Fault> {
    let malformed = |error: &dyn std::fmt::Display| Fault::MalformedRelease(error.to_string());
    let files: Vec<_> = release.calendars.iter().map(|(code, json)| (code.as_str(), json.to_string())).collect();
    Calendars::parse(files.iter().map(|(code, json)| (*code, json.as_bytes()))).map_err(|error| malformed(&error))
}

fn called<T>(
    store: &mut Store<Sandbox>,
    call: impl FnOnce(&mut Store<Sandbox>) -> wasmtime::Result<T>,
) -> Result<T, Fault> {
    call(store).map_err(|error| fault(&error, store.data()))
}

fn days(period: u32, due: &Due, overlaps: &[String]) -> wit::Due {
    wit::Due { period, last_day: lower::date(due.last_day), overlaps: overlaps.to_vec() }
}

/// A calendar that the release does not have, or a suspension that cannot be, is the component's doing; the rest follows from the facts.
fn uncounted(event: usize, error: DeadlineError) -> Stop {
    let at = || format!("facts.docket[{event}].on");
    match error {
        DeadlineError::UnknownCalendar(_) | DeadlineError::ImpossibleRange { .. } => {
            Stop::Fault(Fault::MalformedAnswer(error.to_string()))
        }
        DeadlineError::Calendar(_) | DeadlineError::OutOfRange(_) => {
            Stop::Facts { at: at(), code: error.code(), because: error.to_string() }
        }
    }
}

impl std::fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleSet")
            .field("manifest", &self.manifest)
            .field("release", &self.digest)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").field("release", &self.digest).finish_non_exhaustive()
    }
}
