//! Hong Kong Mediation Code, as approved by the Hong Kong Mediation Accreditation Association on 2026-04-13. Paragraphs
//! 1.1 to 3.1.1 were read `[T]`; what the rest says of the agreement to mediate and of confidentiality is known from
//! rules of mediation bodies that are modelled on it `[T-sec]`, without its numbers.
//!
//! Behind confidentiality stands the Mediation Ordinance (Cap. 620), in force since 2013-01-01: a communication made
//! for the purpose of a mediation is disclosed only in the cases of section 8, and is evidence only with leave of the
//! court or tribunal (sections 9 and 10), which weighs among others whether all consent. The list of instruments does
//! not know the Ordinance, so that the Code is cited for it.

use crate::component::no_periods;
use crate::contract::{Finding, Severity};
use crate::mediator::{self, Consent};
use crate::{Answer, Chapter, Declaration, Matter, Provision, Rule};

const INSTRUMENT: &str = "hk-mediation-code";
const IMPARTIALITY: Provision = Provision::new(INSTRUMENT, "3.1.1");
/// Paragraphs whose numbers were not verified.
const UNNUMBERED: Provision = Provision::new(INSTRUMENT, "?");

/// The choice of a mediator for one dispute.
pub const APPOINTMENT: Chapter = Chapter {
    procedure: "mediator-appointment",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| examine_appointment(matter, answer),
};
/// What may not be done after a mediation. The Code sets no period.
pub const MEDIATION: Chapter = Chapter {
    procedure: "mediation",
    stages: &["follow-up"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| follow_up(matter, answer),
};

/// What this Code reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "persons.mediator",
        "persons.party",
        "persons.particulars.consents-to-mediator",
        "persons.particulars.earlier-roles",
        "persons.particulars.proposed-role",
        "persons.particulars.relations",
        "documents",
        "documents.particulars.made-in-mediation",
    ],
    rules: &[
        Rule::text(
            IMPARTIALITY,
            &["excluded", "mediator-missing", "relation-consented-to", "relation-without-written-consent"],
        ),
        Rule::secondary(UNNUMBERED, &["mediator-not-agreed"]),
        Rule::knowledge(UNNUMBERED, &["leave-needed-for-mediation-communication"]),
        Rule::uncertain(UNNUMBERED, &["mediator-proposed-for-later-role"]),
    ],
    cites: &[],
    settings: &[],
};

fn examine_appointment(matter: &Matter, answer: &mut Answer) {
    answer.article(IMPARTIALITY, |answer| paragraph_3_1_1_impartiality(matter, answer));
    agreement_to_mediate(matter, answer);
}

/// Paragraph 3.1.1: the mediator is impartial towards all parties, discloses any affiliation or interest that he has or
/// had with a party, and then goes on only with the prior written consent of all parties. A tie to a party's agent is
/// one to the party.
fn paragraph_3_1_1_impartiality(matter: &Matter, answer: &mut Answer) {
    let consented = mediator::consent(matter) == Consent::Written;
    for mediator in mediator::mediators(matter, IMPARTIALITY, answer) {
        for relation in mediator::ties(&mediator) {
            let finding = if consented {
                Finding::flag("relation-consented-to", IMPARTIALITY)
            } else {
                Finding::new("relation-without-written-consent", Severity::Refuse, IMPARTIALITY)
            };
            answer.find(finding.about(mediator.place()).with_text("relation", relation));
        }
        if !consented && mediator::ties(&mediator).next().is_some() {
            answer.conclude("excluded", None, &[IMPARTIALITY]);
        }
    }
}

/// The parties sign an agreement to mediate before anything of substance is negotiated: with a mediator whom one of
/// them refuses there is none, and another is to be found.
fn agreement_to_mediate(matter: &Matter, answer: &mut Answer) {
    if let Some(party) = mediator::objector(matter).filter(|_| !mediator::anyone_is_tied(matter)) {
        let place = party.particular("consents-to-mediator");
        answer.find(Finding::correct("mediator-not-agreed", UNNUMBERED).about(place));
    }
}

/// Confidentiality, after the mediation.
fn follow_up(matter: &Matter, answer: &mut Answer) {
    for paper in matter.documents().filter(|paper| paper.flag("made-in-mediation") == Some(true)) {
        let finding = Finding::correct("leave-needed-for-mediation-communication", UNNUMBERED);
        answer.find(finding.about(paper.particular("made-in-mediation")));
    }
    for mediator in matter.persons("mediator") {
        if let Some(role) = mediator.text("proposed-role") {
            // Whether the Code bars it in so many words is not known; it sits badly with confidentiality.
            let finding = Finding::flag("mediator-proposed-for-later-role", UNNUMBERED);
            answer.find(finding.about(mediator.particular("proposed-role")).with_text("role", role));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Assessment, Value};
    use crate::sample::{Sample, authority, before, codes, concluded, found, text};

    fn body(procedure: &str, stage: &str) -> Sample {
        before(authority("hk-mediation-body", "HK", "mediation-body"), procedure, stage, "2026-05-12")
    }

    /// The choice of a mediator with these ties, when each party has said this.
    fn chosen(relations: &[&str], consents: [Option<&str>; 2]) -> Assessment {
        let choice = body("mediator-appointment", "execution");
        let choice = choice.person("m1", "mediator", "HK", &[("relations", codes(relations))]);
        let parties = consents.into_iter().fold(choice, |choice, consent| {
            let said: Vec<_> = consent.map(|it| ("consents-to-mediator", text(it))).into_iter().collect();
            choice.person("p", "party", "CN", &said)
        });
        parties.asked(&APPOINTMENT, "2026-05-12")
    }

    #[test]
    fn a_mediator_with_a_tie_needs_the_prior_written_consent_of_all() {
        let agreed = chosen(&["worked-for-party"], [Some("written"), Some("written")]);
        assert_eq!((found(&agreed), concluded(&agreed)), (vec!["relation-consented-to"], vec![]));
        for other in [None, Some("oral"), Some("refused")] {
            let barred = chosen(&["worked-for-party"], [Some("written"), other]);
            assert_eq!(found(&barred), ["relation-without-written-consent"]);
            assert_eq!(concluded(&barred), [("excluded", None)]);
        }
    }

    #[test]
    fn a_mediator_without_ties_needs_no_written_consent() {
        let assessment = chosen(&[], [None, Some("oral")]);
        assert_eq!(found(&assessment), [""; 0]);
        assert_eq!(assessment.findings.len(), 1);
    }

    #[test]
    fn a_mediator_whom_a_party_refuses_is_replaced() {
        let assessment = chosen(&[], [Some("written"), Some("refused")]);
        assert_eq!((found(&assessment), concluded(&assessment)), (vec!["mediator-not-agreed"], vec![]));
        assert_eq!(assessment.findings.last().unwrap().severity, Severity::Correct);
    }

    #[test]
    fn without_a_mediator_nobody_is_chosen() {
        let nobody = body("mediator-appointment", "execution");
        assert_eq!(found(&nobody.asked(&APPOINTMENT, "2026-05-12")), ["mediator-missing"]);
    }

    #[test]
    fn what_was_said_in_the_mediation_needs_leave_whoever_consents() {
        let paper = |made: bool| {
            let paper = body("mediation", "follow-up").document("evidence-material", &[]);
            paper.with(|facts| {
                let value = Value::Flag(made);
                let made = crate::contract::Particular { name: "made-in-mediation".to_owned(), value };
                facts.documents[0].particulars.push(made);
            })
        };
        let used = |made| paper(made).asked(&MEDIATION, "2026-05-12");
        assert_eq!(found(&used(true)), ["leave-needed-for-mediation-communication"]);
        assert_eq!(found(&used(false)), [""; 0]);
    }

    #[test]
    fn a_later_role_of_the_mediator_is_for_a_person() {
        let proposed = |said: &[(&str, Value)]| {
            body("mediation", "follow-up").person("m1", "mediator", "HK", said).asked(&MEDIATION, "2026-05-12")
        };
        assert_eq!(found(&proposed(&[("proposed-role", text("witness"))])), ["mediator-proposed-for-later-role"]);
        assert_eq!(found(&proposed(&[])), [""; 0]);
    }
}
