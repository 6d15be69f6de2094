//! Evidence abroad that a court of the Mainland takes itself: article 284.
//!
//! The court acts on a party's application. By treaty or diplomacy it always may; by the consulate, by instant messaging, or in another
//! way that both parties agree to, where the State in which the evidence is does not forbid it. For Hong Kong and Macao there are
//! arrangements of their own; the Interpretation lets this article be referred to (article 549).

use crate::contract::{Act, Finding, Person, Place, Severity};
use crate::instruments::cn_cpl_interpretation_2022::BY_REFERENCE;
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule, component};

use super::INSTRUMENT;

#[cfg(test)]
mod tests;

const CHANNEL: Provision = Provision::new(INSTRUMENT, "284(1)");
const CONSULAR: Provision = Provision::new(INSTRUMENT, "284(2)(1)");
const INSTANT_MESSAGING: Provision = Provision::new(INSTRUMENT, "284(2)(2)");
const AGREED: Provision = Provision::new(INSTRUMENT, "284(2)(3)");
/// Witnesses who cannot come, heard by video with the court's leave: the general law.
const WITNESS_HERE: Provision = Provision::new(INSTRUMENT, "76");

/// What the court wants to do by itself, as it is applied for and as it is done.
pub const ABROAD: Chapter = Chapter {
    procedure: "taking-of-evidence",
    stages: &["incoming", "execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine(matter, answer),
};

/// What this article reads and says.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "forum",
        "particulars.state-forbids",
        "persons.expert",
        "persons.party",
        "persons.witness",
        "persons.particulars.agrees-to-method",
        "persons.particulars.party-side",
        "acts",
        "acts.particulars.method",
        "acts.particulars.person",
        "acts.particulars.taken-by",
    ],
    rules: &[
        Rule::text(CHANNEL, &["act-missing", "act-through-treaty-or-diplomacy"]),
        Rule::policy(CHANNEL, &["act-without-person"]),
        Rule::text(CONSULAR, &["consular-evidence-from-nationals-only", "evidence-method-forbidden-by-state"]),
        Rule::text(INSTANT_MESSAGING, CONSENT),
        Rule::text(AGREED, CONSENT),
        Rule::policy(AGREED, &["person-does-not-agree"]),
        Rule::text(WITNESS_HERE, &["evidence-not-abroad"]),
        Rule::uncertain(BY_REFERENCE, &["arrangement-on-evidence-exists"]),
    ],
    cites: &[],
    settings: &[],
};

const CONSENT: &[&str] =
    &["consent-of-both-parties-missing", "evidence-method-forbidden-by-state", "parties-not-stated"];

/// Article 284: may the court take this evidence in this way?
fn examine(matter: &Matter, answer: &mut Answer) {
    if matter.acts().next().is_none() {
        answer.find(Finding::correct("act-missing", CHANNEL));
    }
    for act in matter.acts() {
        answer.article(article_of(&act), |answer| may_be_taken(matter, &act, answer));
    }
}

/// The part of article 284 that an act rests on. Whoever is to take it decides before the technical means.
fn article_of(act: &Item<Act>) -> Provision {
    match (act.text("taken-by"), act.text("method")) {
        (Some("consul"), _) => CONSULAR,
        (Some("foreign-commissioner"), _) => AGREED,
        (_, Some("instant-messaging")) => INSTANT_MESSAGING,
        (_, Some(_)) => AGREED,
        (_, None) => CHANNEL,
    }
}

fn may_be_taken(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    let person = act.text("person").and_then(|id| matter.person(id));
    let place = act.particular("person");
    match person.as_ref().and_then(|person| person.jurisdiction.as_deref()) {
        Some("CN") => return answer.find(Finding::flag("evidence-not-abroad", WITNESS_HERE).about(place)),
        Some("HK" | "MO") => {
            answer.find(Finding::flag("arrangement-on-evidence-exists", BY_REFERENCE).about(place));
        }
        Some(_) => {}
        None => answer.find(Finding::inform("act-without-person", CHANNEL).about(place)),
    }
    match article_of(act) {
        CHANNEL => answer.find(Finding::inform("act-through-treaty-or-diplomacy", CHANNEL).about(act.place())),
        CONSULAR => number_1_consul(matter, act, answer),
        provision => numbers_2_and_3_agreed(matter, act, person.as_ref(), provision, answer),
    }
}

/// Number 1: the consulate, for Chinese nationals; of nationality the facts say nothing.
fn number_1_consul(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    not_forbidden(matter, "consular", CONSULAR, answer);
    answer.find(Finding::flag("consular-evidence-from-nationals-only", CONSULAR).about(act.place()));
}

/// Numbers 2 and 3: instant messaging, or another way, if both parties agree. That the witness agrees, too, the text does not ask; without
/// him nothing comes of it `[P]`.
fn numbers_2_and_3_agreed(
    matter: &Matter,
    act: &Item<Act>,
    person: Option<&Item<Person>>,
    provision: Provision,
    answer: &mut Answer,
) {
    let method = if provision == INSTANT_MESSAGING { "instant-messaging" } else { "agreed-method" };
    not_forbidden(matter, method, provision, answer);
    both_parties_agree(matter, act, provision, answer);
    if let Some(person) = person.filter(|it| it.role != "party" && it.flag("agrees-to-method") == Some(false)) {
        let place = person.particular("agrees-to-method");
        answer.find(Finding::flag("person-does-not-agree", AGREED).about(place).with_text("role", &person.role));
    }
}

/// Paragraph 2: where the law of the State in which the evidence is does not forbid it.
fn not_forbidden(matter: &Matter, method: &str, provision: Provision, answer: &mut Answer) {
    if matter.names("state-forbids", method) {
        let finding = Finding::new("evidence-method-forbidden-by-state", Severity::Refuse, provision);
        answer.find(finding.about(matter.place("state-forbids")));
    }
}

/// Both parties agree. Consent that is not stated was not given.
fn both_parties_agree(matter: &Matter, act: &Item<Act>, provision: Provision, answer: &mut Answer) {
    let parties: Vec<_> = matter.persons("party").collect();
    for party in parties.iter().filter(|party| party.flag("agrees-to-method") != Some(true)) {
        let finding = Finding::new("consent-of-both-parties-missing", Severity::Refuse, provision).citing(CHANNEL);
        answer.find(finding.about(party.particular("agrees-to-method")));
    }
    if parties.len() < 2 {
        let place = if parties.is_empty() { Place::Persons } else { act.place() };
        answer.find(Finding::correct("parties-not-stated", provision).about(place));
    }
}
