//! People's jurors before a Mainland court: what both instruments on them ask of the facts.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::{Date, Event, Finding, Person, Severity};
use crate::{Answer, Item, Matter, Provision};

/// Periods of one kind in one answer: the host takes a hundred in all, and no list of jurors has more days of
/// appointment than this.
const PERIODS_OF_A_KIND_MAX: usize = 48;

/// The last event of a kind for each person. Read once, because a question may be about the whole list of a court.
pub(crate) struct LastByPerson<'a> {
    named: BTreeMap<&'a str, Item<'a, Event>>,
    everybody: Option<Item<'a, Event>>,
}

impl<'a> LastByPerson<'a> {
    /// From events in the order of their days. An event that names nobody concerns everybody.
    pub(crate) fn of(events: impl Iterator<Item = Item<'a, Event>>) -> Self {
        let mut last = Self { named: BTreeMap::new(), everybody: None };
        for event in events {
            match event.text("person") {
                Some(person) => {
                    last.named.insert(person, event);
                }
                None => last.everybody = Some(event),
            }
        }
        last
    }

    /// The last event that concerns the person with this id.
    pub(crate) fn concerning(&self, id: Option<&str>) -> Option<&Item<'a, Event>> {
        let named = id.and_then(|id| self.named.get(id));
        named.into_iter().chain(&self.everybody).max_by_key(|event| event.on)
    }
}

/// Of events in the order of their days, the first of each day: a period that starts with one of them serves all events
/// of that day.
pub(crate) fn first_of_each_day<'a>(events: impl Iterator<Item = Item<'a, Event>>) -> Vec<Item<'a, Event>> {
    let mut days = BTreeSet::new();
    events.filter(|event| days.insert(event.on)).take(PERIODS_OF_A_KIND_MAX).collect()
}

/// The first of these events that falls on this day.
pub(crate) fn on_the_day<'e, 'a>(events: &'e [Item<'a, Event>], day: Date) -> Option<&'e Item<'a, Event>> {
    events.iter().find(|event| event.on == day)
}

/// The hearing that is prepared: the next one, or the last if all have passed.
pub(crate) fn hearing<'a>(matter: &Matter<'a>) -> Option<Item<'a, Event>> {
    let mut hearings = matter.events("hearing");
    hearings.find(|hearing| hearing.on >= matter.as_of()).or_else(|| matter.events("hearing").next_back())
}

/// Are there to be jurors at all? Only a panel that is stated to have none is without them.
pub(crate) fn are_wanted(matter: &Matter) -> bool {
    matter.number("panel-jurors") != Some(0)
}

/// What must be known of a juror and is not given.
pub(crate) fn missing(juror: &Item<Person>, name: &str, severity: Severity, provision: Provision) -> Finding {
    let finding = Finding::new("juror-particular-missing", severity, provision).about(juror.particular(name));
    finding.with_text("particular", name)
}

/// Those who may not be drawn. Who is left out of the pool harms nobody, and the draw goes on; if he has been drawn all
/// the same, the draw cannot stand `[P]`. A finding about a juror that weighs more than information says why, or what is
/// not known of him.
pub(crate) struct Exclusions<'a> {
    drawn: LastByPerson<'a>,
    grounds: Vec<Provision>,
}

impl<'a> Exclusions<'a> {
    /// Nobody yet.
    pub(crate) fn new(matter: &Matter<'a>) -> Self {
        Self { drawn: LastByPerson::of(matter.events("drawn")), grounds: Vec::new() }
    }

    /// This juror, on this ground.
    pub(crate) fn exclude(
        &mut self,
        juror: &Item<Person>,
        ground: Provision,
        mut finding: Finding,
        answer: &mut Answer,
    ) {
        let is_drawn = self.drawn.concerning(juror.id.as_deref()).is_some();
        finding.severity = if is_drawn { Severity::Refuse } else { Severity::Flag };
        self.refuse(ground, finding, answer);
    }

    /// A juror on this ground, where the finding says already how much it weighs.
    pub(crate) fn refuse(&mut self, ground: Provision, finding: Finding, answer: &mut Answer) {
        answer.find(finding);
        if !self.grounds.contains(&ground) {
            self.grounds.push(ground);
        }
    }

    /// Draws the conclusion, if anybody is excluded.
    pub(crate) fn conclude(self, answer: &mut Answer) {
        if !self.grounds.is_empty() {
            answer.conclude("excluded", None, &self.grounds);
        }
    }
}

/// A count as an argument of a finding.
pub(crate) fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
