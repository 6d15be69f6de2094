//! A rule set: a component that was pinned, signed, compiled, and that is what its manifest says. It assesses facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use comity_domain::assessment::Assessment;
use comity_domain::calendar::Calendars;
use comity_domain::facts::{Facts, Particulars};
use comity_record::Digest;
use serde_json::Value;
use wasmtime::Store;

use crate::cases::Case;
use crate::contract::{self as wit, JurisdictionPre};
use crate::description::Description;
use crate::frame::{Frame, Guest, Settings};
use crate::host::{Sandbox, fault};
use crate::release::{Draft, Manifest, Release, digest as manifest_digest};
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

/// Rules that can be asked.
pub struct RuleSet {
    host: Host,
    component: JurisdictionPre<Sandbox>,
    frame: Frame,
    cases: Vec<Case>,
}

impl RuleSet {
    /// Asks the component who it is, and compares with the manifest.
    ///
    /// # Errors
    /// [`Fault::DescribeMismatch`]; a description, settings or calendars that cannot be; any fault of the sandbox.
    pub fn new(compiled: Compiled) -> Result<Self, Fault> {
        let Compiled { host, component, release, digest } = compiled;
        let described = host.run(&component, |store, guest| called(store, |store| guest.call_describe(store)))??;
        let calendars = calendars(&release.calendars)?;
        let Release { manifest, settings, cases, .. } = release;
        let frame = Frame::new(described, manifest, digest, &settings, calendars)?;
        Ok(Self { host, component, frame, cases })
    }

    /// Another component with the settings, calendars and manifest of `base`: to see what it would change. Nobody signed it, so it decides
    /// nothing; it runs in the same sandbox.
    ///
    /// # Errors
    /// As [`Compiled::new`] and [`RuleSet::new`].
    pub fn candidate(host: &Host, base: Release, component: Vec<u8>) -> Result<Self, Fault> {
        let (compiled, described) = compiled(host, &component)?;
        let draft = base.with_component(described.version.clone(), component);
        Self::unsigned(host, compiled, described, draft)
    }

    /// A draft, to see whether it holds together and its cases do. Nobody signed it, so it decides nothing either.
    ///
    /// # Errors
    /// As [`RuleSet::candidate`].
    pub fn draft(host: &Host, draft: Draft) -> Result<Self, Fault> {
        let (compiled, described) = compiled(host, &draft.component)?;
        Self::unsigned(host, compiled, described, draft)
    }

    /// A release whose signature nobody looked at, to be compared with another. It decides nothing either.
    ///
    /// # Errors
    /// As [`RuleSet::candidate`].
    pub fn unverified(host: &Host, release: Release) -> Result<Self, Fault> {
        Self::draft(host, Draft::from(release))
    }

    fn unsigned(
        host: &Host,
        component: JurisdictionPre<Sandbox>,
        described: wit::RuleSet,
        draft: Draft,
    ) -> Result<Self, Fault> {
        let manifest = draft.manifest()?;
        let digest = manifest_digest(&manifest)?;
        let frame = Frame::new(described, manifest, digest, &draft.settings, calendars(&draft.calendars)?)?;
        Ok(Self { host: host.clone(), component, frame, cases: draft.cases })
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
        &self.frame.description
    }

    /// What the release says about itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.frame.manifest
    }

    /// The digest of the release.
    pub const fn release(&self) -> Digest {
        self.frame.digest
    }

    /// The calendars of the release.
    pub const fn calendars(&self) -> &Calendars {
        &self.frame.calendars
    }

    /// The cases of the release.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// Every switch, with the value in force.
    pub const fn settings(&self) -> &Particulars {
        &self.frame.settings
    }

    /// Do these rules answer this question?
    pub fn covers(&self, facts: &Facts) -> bool {
        self.frame.covers(facts)
    }

    /// What these rules say about the facts, in a fresh sandbox.
    ///
    /// # Errors
    /// [`AssessError::NoRules`] where the question is not theirs, [`AssessError::Facts`] where a day leads to a year without calendar,
    /// [`AssessError::Fault`] where the component is at fault.
    pub fn assess(&self, facts: &Facts, settings: Settings) -> Result<Assessment, AssessError> {
        let asked = self.on_fresh_instance(|frame, guest| frame.ask(guest, facts, settings));
        asked.map_err(|fault| AssessError::Fault { rules: self.manifest().id.clone(), fault })?
    }

    /// Has `ask` talk to an instance that is made for it and ends with it: also for whoever measures what that costs.
    ///
    /// # Errors
    /// The fault of a component that cannot be instantiated.
    pub fn on_fresh_instance<T>(&self, ask: impl FnOnce(&Frame, &mut dyn Guest) -> T) -> Result<T, Fault> {
        self.host.run(&self.component, |store, guest| ask(&self.frame, &mut Sandboxed { store, guest }))
    }
}

/// One instance, for the two calls of one assessment.
struct Sandboxed<'a> {
    store: &'a mut Store<Sandbox>,
    guest: &'a wit::Guest,
}

impl Guest for Sandboxed<'_> {
    fn periods(&mut self, facts: &wit::Facts) -> Result<Vec<wit::Period>, Fault> {
        called(self.store, |store| self.guest.call_periods(store, facts))
    }

    fn assess(&mut self, facts: &wit::Facts, days: &[wit::Due]) -> Result<wit::Assessment, Fault> {
        called(self.store, |store| self.guest.call_assess(store, facts, days))
    }
}

/// A component that nobody signed, compiled, with what it says about itself.
fn compiled(host: &Host, component: &[u8]) -> Result<(JurisdictionPre<Sandbox>, wit::RuleSet), Fault> {
    let instance = host.compile(component)?;
    let pre = JurisdictionPre::new(instance).map_err(|error| Fault::WrongWorld(format!("{error:#}")))?;
    let described = host.run(&pre, |store, guest| called(store, |store| guest.call_describe(store)))??;
    Ok((pre, described))
}

fn calendars(files: &BTreeMap<String, Value>) -> Result<Calendars, Fault> {
    let malformed = |error: &dyn std::fmt::Display| Fault::MalformedRelease(error.to_string());
    let files: Vec<_> = files.iter().map(|(code, json)| (code.as_str(), json.to_string())).collect();
    Calendars::parse(files.iter().map(|(code, json)| (*code, json.as_bytes()))).map_err(|error| malformed(&error))
}

fn called<T>(
    store: &mut Store<Sandbox>,
    call: impl FnOnce(&mut Store<Sandbox>) -> wasmtime::Result<T>,
) -> Result<T, Fault> {
    call(store).map_err(|error| fault(&error, store.data()))
}

impl std::fmt::Debug for RuleSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RuleSet").field("frame", &self.frame).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Compiled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiled").field("release", &self.digest).finish_non_exhaustive()
    }
}
