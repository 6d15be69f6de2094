//! Article 22: who travels to the requesting side to testify, and how long he is protected there.
//!
//! The protection ends if he stays for more than seven days after he is free to leave, or comes back of his own accord.
//! The docket knows days on which he was there, not days on which he left: so after the seventh day he is not
//! protected, whether he stayed or came back, and a return within the seven days is not seen.

use super::evidence::{person_of, weight_of_open_consent};
use super::{APPEARANCE, IMMUNITY, SEVEN_DAYS};
use crate::contract::{Act, Event, Finding, Period, Person, Severity};
use crate::{Answer, Days, Item, Matter};

/// Seven days from the day on which each was free to leave, on the calendar of the side where he is. They roll nowhere:
/// they are no time to do something in.
pub(super) fn periods(matter: &Matter) -> Vec<Period> {
    let Some(court) = matter.requesting() else { return Vec::new() };
    let period = |release: Item<Event>| {
        Period::from_event(IMMUNITY, release.index, SEVEN_DAYS, &court.jurisdiction).citing([APPEARANCE])
    };
    releases(matter).into_iter().map(period).collect()
}

/// Article 22(1), (2), (4) and (5): with the person's consent, under protection, at the requesting court's cost.
pub(super) fn article_22_appearance(matter: &Matter, refusal: Severity, answer: &mut Answer) {
    let mut protected = false;
    for person in travellers(matter) {
        let place = person.particular("agrees-to-travel");
        let finding = match person.flag("agrees-to-travel") {
            Some(false) => Finding::new("travel-without-consent", refusal, APPEARANCE).about(place),
            None => Finding::new("consent-to-travel-needed", weight_of_open_consent(matter), APPEARANCE).about(place),
            Some(true) if is_protected(matter, &person) => {
                protected = true;
                Finding::inform("travel-costs-prepaid", APPEARANCE).about(person.place())
            }
            Some(true) => Finding::flag("immunity-not-certain", APPEARANCE).about(person.place()),
        };
        answer.find(finding.with_text("role", &person.role));
    }
    if protected && matter.stage() == "incoming" {
        answer.conclude("immunity-applies", None, &[APPEARANCE]);
    }
}

/// Article 22(3): protected until the seventh day after he was free to leave; before that, as long as he is there.
pub(super) fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    let releases = releases(matter);
    let last_day = |release: &Item<Event>| days.last_day_from(IMMUNITY, release.index);
    let has_ended = |release: &Item<Event>| last_day(release).is_some_and(|last_day| last_day < matter.as_of());
    let is_needed = |person: &Item<Person>| !releases.iter().any(|release| concerns(release, person));
    let mut needed = travellers(matter).filter(|person| is_protected(matter, person) && is_needed(person));
    if needed.any(|person| person.flag("agrees-to-travel") != Some(false)) || !releases.iter().all(has_ended) {
        answer.conclude("immunity-applies", None, &[APPEARANCE]);
    }
    if releases.iter().any(has_ended) {
        answer.conclude("immunity-ended", None, &[APPEARANCE]);
    }
    for stay in matter.events("still-present").filter(|stay| stay.on <= matter.as_of()) {
        let release = releases.iter().find(|release| release.text("person") == stay.text("person"));
        if let Some(last_day) = release.and_then(last_day).filter(|&last_day| last_day < stay.on) {
            let finding = Finding::inform("stayed-beyond-immunity", APPEARANCE).about(stay.place());
            answer.find(finding.with_day("seen", stay.on).with_day("last-day", last_day));
        }
    }
}

/// A journey to which the person does not agree.
pub(super) fn lacks_consent(matter: &Matter, act: &Item<Act>) -> bool {
    act.kind == "appear-in-person"
        && person_of(matter, act).is_some_and(|person| person.flag("agrees-to-travel") == Some(false))
}

fn travellers<'a>(matter: &Matter<'a>) -> impl Iterator<Item = Item<'a, Person>> {
    let matter = *matter;
    matter.acts_of("appear-in-person").filter_map(move |act| person_of(&matter, &act))
}

/// Witnesses and experts who travel to the requesting side; of Macao, the parties too (article 22(5)). Whether a party
/// of the Mainland is protected in Macao is not certain: the words may mean those who come from Macao or those who
/// appear there.
fn is_protected(matter: &Matter, person: &Item<Person>) -> bool {
    let side = matter.requesting().map(|court| court.jurisdiction.as_str());
    let from_macao = matter.requested().is_some_and(|court| court.jurisdiction == "MO");
    let travels_there = person.text("travels-to").is_none_or(|to| side == Some(to));
    let is_covered = match person.role.as_str() {
        "witness" | "expert" => true,
        "party" => from_macao,
        _ => false,
    };
    travels_there && is_covered
}

/// When each was last told that he is no longer needed: whoever is called again is needed again.
fn releases<'a>(matter: &Matter<'a>) -> Vec<Item<'a, Event>> {
    let mut last: Vec<Item<Event>> = Vec::new();
    for release in matter.events("free-to-leave").rev().filter(|release| release.on <= matter.as_of()) {
        let person = release.text("person").and_then(|id| matter.person(id));
        let is_known = last.iter().any(|later| later.text("person") == release.text("person"));
        if !is_known && person.is_none_or(|person| is_protected(matter, &person)) {
            last.push(release);
        }
    }
    last.reverse();
    last
}

/// An event that names nobody concerns everybody.
fn concerns(event: &Item<Event>, person: &Item<Person>) -> bool {
    event.text("person").is_none_or(|id| person.get().id.as_deref() == Some(id))
}
