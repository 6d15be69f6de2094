//! The panel of mediators of the Guangdong–Hong Kong–Macao Greater Bay Area: the Accreditation Standards
//! (粤港澳大湾区调解员资格资历评审标准), in force since 2021-12-30, and the panels that the Joint Conference of the
//! legal departments released on 2024-12-30 and 2025-12-30.
//!
//! Read were the departments' announcements, not the Standards: no article can be cited. A person is accredited by one
//! of the three sides under its own detailed rules of 2024-03-28; then the Mediation Working Committee reviews, the
//! Joint Conference confirms, and the public is told. Of the three sets of detailed rules only Hong Kong's criteria are
//! known ([`super::hk_gba_accreditation_2024`]). Of Macao's it is known that they have three chapters with twelve
//! articles and deal with a review committee, delisting and exit; of Guangdong's, that they exist. The Code of Conduct
//! Best Practice of 2021 and the Model Rules of 2022, which the parties may adopt, were not obtained either.

use crate::component::no_periods;
use crate::contract::{Event, Finding, Person, Place, Severity};
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule, mediator};

const SCHEME: Provision = Provision::new("gba-mediator-panel", "?");

/// The choice of a mediator of the panel.
pub const APPOINTMENT: Chapter = Chapter {
    procedure: "mediator-appointment",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| examine_appointment(matter, answer),
};
/// The choice of any mediator on a side whose own law on mediation was not found: Macao.
pub const APPOINTMENT_WITHOUT_STATUTE: Chapter =
    Chapter { examine: |matter, _, answer| examine_without_statute(matter, answer), ..APPOINTMENT };
/// What follows a local accreditation.
pub const ACCREDITATION: Chapter = Chapter {
    procedure: "mediator-accreditation",
    stages: &["incoming"],
    verdict: false,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |_, _, answer| answer.find(Finding::inform("confirmation-to-follow", SCHEME)),
};
/// A local accreditation whose criteria were not read: Guangdong's and Macao's. No verdict.
pub const CRITERIA_NOT_READ: Chapter =
    Chapter { examine: |matter, _, answer| criteria_not_read(matter, answer), ..ACCREDITATION };

/// What this scheme reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "forum",
        "persons.mediator",
        "persons.party",
        "persons.particulars.consents-to-mediator",
        "persons.particulars.earlier-roles",
        "persons.particulars.panel",
        "persons.particulars.relations",
        "docket.accredited",
        "docket.panel-confirmed",
        "docket.particulars.person",
    ],
    rules: &[
        Rule::text(SCHEME, &["confirmation-to-follow"]),
        Rule::policy(SCHEME, &["excluded", "not-accredited-for-the-panel", "panel-entry-not-confirmed"]),
        Rule::uncertain(
            SCHEME,
            &[
                "accreditation-criteria-not-read",
                "mediator-missing",
                "objection-to-be-weighed",
                "relation-to-be-weighed",
            ],
        ),
    ],
    cites: &[],
    settings: &[],
};

/// Who is chosen from the panel stands on it only when the Joint Conference has confirmed him. That a mediator with a
/// local accreditation may not be chosen as one of the panel follows from the order of the steps; no text says it
/// `[P]`.
fn examine_appointment(matter: &Matter, answer: &mut Answer) {
    let chosen: Vec<_> = matter.persons("mediator").filter(|it| it.text("panel") == Some("gba-panel")).collect();
    if !chosen.is_empty() {
        answer.article(SCHEME, |answer| chosen.iter().for_each(|mediator| is_confirmed(matter, mediator, answer)));
    }
}

fn is_confirmed(matter: &Matter, mediator: &Item<Person>, answer: &mut Answer) {
    if happened(matter, "panel-confirmed", mediator) {
        return;
    }
    let accredited = happened(matter, "accredited", mediator);
    let code = if accredited { "panel-entry-not-confirmed" } else { "not-accredited-for-the-panel" };
    answer.find(Finding::new(code, Severity::Refuse, SCHEME).about(mediator.particular("panel")));
    answer.conclude("excluded", None, &[SCHEME]);
}

/// Has this happened to this mediator by the day of the question? An event that names nobody is the only mediator's.
fn happened(matter: &Matter, kind: &str, mediator: &Item<Person>) -> bool {
    let alone = matter.persons("mediator").count() == 1;
    let concerns = |event: &Item<Event>| match event.text("person") {
        Some(person) => mediator.id.as_deref() == Some(person),
        None => alone,
    };
    matter.events(kind).any(|event| event.on <= matter.as_of() && concerns(&event))
}

/// Macao has no general statute on mediation that was found, and what the Code of Conduct Best Practice says of
/// conflicts is not known: a tie to a side and a party's objection are for a person.
fn examine_without_statute(matter: &Matter, answer: &mut Answer) {
    for mediator in mediator::mediators(matter, SCHEME, answer) {
        for relation in mediator::ties(&mediator) {
            let finding = Finding::flag("relation-to-be-weighed", SCHEME).about(mediator.place());
            answer.find(finding.with_text("relation", relation));
        }
    }
    if let Some(party) = mediator::objector(matter) {
        let place = party.particular("consents-to-mediator");
        answer.find(Finding::flag("objection-to-be-weighed", SCHEME).about(place));
    }
}

/// Whether the applicant meets the local criteria is for a person. A court that keeps a list of its own follows other
/// rules.
fn criteria_not_read(matter: &Matter, answer: &mut Answer) {
    if matter.forum().is_some_and(|forum| forum.kind.ends_with("-court")) {
        return;
    }
    answer.find(Finding::flag("accreditation-criteria-not-read", SCHEME).about(Place::Forum));
    answer.find(Finding::inform("confirmation-to-follow", SCHEME));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Assessment;
    use crate::sample::{Sample, authority, before, codes, concluded, found, text};

    /// A choice of 2026-05-12 before Nansha: one mediator of the panel.
    fn chosen() -> Sample {
        let nansha = authority("cn-nansha", "CN", "basic-court");
        let choice = before(nansha, "mediator-appointment", "execution", "2026-05-12");
        choice.person("m1", "mediator", "HK", &[("panel", text("gba-panel"))])
    }

    fn asked(sample: Sample) -> Assessment {
        sample.asked(&APPOINTMENT, "2026-05-12")
    }

    #[test]
    fn a_local_accreditation_is_not_enough() {
        let assessment = asked(chosen().event("accredited", "2026-02-10"));
        assert_eq!(found(&assessment), ["panel-entry-not-confirmed"]);
        assert_eq!(concluded(&assessment), [("excluded", None)]);
    }

    #[test]
    fn a_confirmed_mediator_may_be_chosen_from_the_day_on() {
        let confirmed = |on| asked(chosen().event("accredited", "2026-02-10").event("panel-confirmed", on));
        assert_eq!(found(&confirmed("2026-05-12")), [""; 0]);
        assert_eq!(confirmed("2026-05-12").findings.len(), 1);
        assert_eq!(found(&confirmed("2026-05-13")), ["panel-entry-not-confirmed"]);
    }

    #[test]
    fn whoever_was_never_accredited_is_not_of_the_panel() {
        let assessment = asked(chosen());
        assert_eq!(found(&assessment), ["not-accredited-for-the-panel"]);
        assert_eq!(concluded(&assessment), [("excluded", None)]);
    }

    #[test]
    fn the_confirmation_of_another_does_not_help() {
        let of = |person: &str| chosen().event_with("panel-confirmed", "2026-03-10", &[("person", text(person))]);
        assert_eq!(found(&asked(of("m2"))), ["not-accredited-for-the-panel"]);
        assert_eq!(found(&asked(of("m1"))), [""; 0]);
        let two = |sample: Sample| asked(sample.person("m2", "mediator", "MO", &[("panel", text("gba-panel"))]));
        assert_eq!(found(&two(of("m1"))), ["not-accredited-for-the-panel"]);
        let of_nobody = chosen().event("panel-confirmed", "2026-03-10");
        assert_eq!(found(&two(of_nobody)), ["not-accredited-for-the-panel"; 2]);
    }

    #[test]
    fn who_is_chosen_from_another_panel_needs_no_confirmation() {
        let local =
            chosen().with(|facts| facts.persons.clear()).person("m1", "mediator", "HK", &[("panel", text("local"))]);
        assert!(asked(local).findings.is_empty());
    }

    #[test]
    fn where_no_statute_was_found_a_tie_and_an_objection_are_for_a_person() {
        let macao = |relations: &[&str], consent: &str| {
            let body = authority("mo-mediation-body", "MO", "mediation-body");
            let choice = before(body, "mediator-appointment", "execution", "2026-05-12");
            let choice = choice.person("m1", "mediator", "MO", &[("relations", codes(relations))]);
            let choice = choice.person("p1", "party", "CN", &[("consents-to-mediator", text(consent))]);
            choice.asked(&APPOINTMENT_WITHOUT_STATUTE, "2026-05-12")
        };
        assert_eq!(found(&macao(&[], "written")), [""; 0]);
        assert_eq!(found(&macao(&["worked-for-party"], "written")), ["relation-to-be-weighed"]);
        assert_eq!(found(&macao(&[], "refused")), ["objection-to-be-weighed"]);
        let nobody = chosen().with(|facts| facts.persons.clear());
        assert_eq!(found(&nobody.asked(&APPOINTMENT_WITHOUT_STATUTE, "2026-05-12")), ["mediator-missing"]);
    }

    #[test]
    fn criteria_that_were_not_read_are_for_a_person_and_not_a_courts_own_list() {
        let before = |id, kind| before(authority(id, "MO", kind), "mediator-accreditation", "incoming", "2026-05-12");
        let body = before("mo-accreditation", "accreditation-body");
        assert_eq!(
            found(&body.asked(&CRITERIA_NOT_READ, "2026-05-12")),
            ["accreditation-criteria-not-read", "confirmation-to-follow"]
        );
        let court = before("cn-nansha", "basic-court");
        assert_eq!(found(&court.asked(&CRITERIA_NOT_READ, "2026-05-12")), [""; 0]);
    }

    #[test]
    fn a_local_accreditation_is_followed_by_the_confirmation() {
        let body = authority("hk-gba-accreditation", "HK", "accreditation-body");
        let application = before(body, "mediator-accreditation", "incoming", "2026-05-12");
        assert_eq!(found(&application.asked(&ACCREDITATION, "2026-05-12")), ["confirmation-to-follow"]);
    }
}
