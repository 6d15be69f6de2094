//! Provisions of the Supreme People's Court on Invited Mediation by the People's Courts
//! (最高人民法院关于人民法院特邀调解的规定), 法释〔2016〕14号, in force since 2016-07-01. Thirty articles, all read
//! `[T]`; the number does not stand in the text that was read `[K]`.
//!
//! Left to people, and so to no rule here: whether a dispute suits mediation (article 11), a change of mediator for
//! good reason (13), sham mediation (18), what the agreement says (24) and what a mediator may not do (28); the facts
//! say nothing of them. Where mediation runs on the courts' own platform, the Rules of Online Mediation of 2021 go
//! before this text (their article 30): their periods are the same, but run from the acceptance on the platform. No
//! fact says that it does.

#[cfg(test)]
mod tests;

use crate::component::no_periods;
use crate::contract::{Finding, Period, Person, Place, Roll, Severity, Unit};
use crate::execution::CN_COUNTING;
use crate::mediator::{self, Consent};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule};

const INSTRUMENT: &str = "cn-invited-mediation-2016";
const CONFIDENTIALITY: Provision = Provision::new(INSTRUMENT, "2(5)");
const LIST_OF_MEDIATORS: Provision = Provision::new(INSTRUMENT, "5");
const WHO_MAY_JOIN: Provision = Provision::new(INSTRUMENT, "6");
const TRAINING: Provision = Provision::new(INSTRUMENT, "7");
const CHOICE: Provision = Provision::new(INSTRUMENT, "12");
const NUMBER: Provision = Provision::new(INSTRUMENT, "13");
const RECUSAL: Provision = Provision::new(INSTRUMENT, "15");
const LATER_ROLES: Provision = Provision::new(INSTRUMENT, "16");
const NO_AGREEMENT: Provision = Provision::new(INSTRUMENT, "21");
const WITHOUT_PREJUDICE: Provision = Provision::new(INSTRUMENT, "22");
const TIME: Provision = Provision::new(INSTRUMENT, "27");
/// Cases that may not be mediated; the article is known, its text was not read.
const NO_MEDIATION: Provision = Provision::new("cn-cpl-interpretation-2022", "143");

/// Article 27: before the case is filed, and after it in the ordinary and in the summary procedure.
const BEFORE_FILING: (i32, Unit) = (30, Unit::Days);
const ORDINARY_PROCEDURE: (i32, Unit) = (15, Unit::Days);
const SUMMARY_PROCEDURE: (i32, Unit) = (7, Unit::Days);
/// The code of that period.
const CONCLUDE_MEDIATION: &str = "conclude-mediation";

/// Article 16, as far as roles of persons can name them; interpreters stand in the proposal only.
const BARRED_ROLES: [&str; 4] = ["juror", "agent", "witness", "expert"];

/// The choice of a mediator for one dispute.
pub const APPOINTMENT: Chapter = Chapter {
    procedure: "mediator-appointment",
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| examine_appointment(matter, answer),
};
/// The time that a mediation has, and what may not be done after it.
pub const MEDIATION: Chapter = Chapter {
    procedure: "mediation",
    stages: &["follow-up"],
    verdict: true,
    declaration: &DECLARATION,
    periods: article_27_periods,
    examine: follow_up,
};
/// The entry of a person in a court's list. No verdict: character and skill are the court's to judge.
pub const LIST_ENTRY: Chapter = Chapter {
    procedure: "mediator-accreditation",
    stages: &["incoming"],
    verdict: false,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| articles_5_to_7_list(matter, answer),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "forum",
        "particulars.mediation-referral",
        "particulars.mediator-chosen-by",
        "particulars.trial-procedure",
        "particulars.x-extension-agreed",
        "persons.agent",
        "persons.expert",
        "persons.juror",
        "persons.mediator",
        "persons.party",
        "persons.witness",
        "persons.particulars.consents-to-mediator",
        "persons.particulars.consents-to-use",
        "persons.particulars.disciplinary-record",
        "persons.particulars.earlier-roles",
        "persons.particulars.panel",
        "persons.particulars.proposed-role",
        "persons.particulars.relations",
        "documents",
        "documents.particulars.made-in-mediation",
        "docket.agreement-effective",
        "docket.papers-signed-for",
    ],
    rules: &[
        Rule::text(WHO_MAY_JOIN, &["list-entry-is-for-the-court", "record-to-be-weighed"]),
        Rule::text(CHOICE, &["mediation-ended", "mediator-missing", "mediator-not-agreed", "mediator-refused"]),
        Rule::policy(CHOICE, &["chosen-from-another-list"]),
        Rule::text(NUMBER, &["several-mediators"]),
        Rule::text(RECUSAL, &["excluded", "relation-consented-to", "relation-without-consent"]),
        Rule::policy(RECUSAL, &["relation-consented-to-orally"]),
        Rule::text(LATER_ROLES, &["mediator-in-later-role"]),
        Rule::text(WITHOUT_PREJUDICE, &["statement-made-in-mediation"]),
        Rule::text(TIME, &[CONCLUDE_MEDIATION, "mediation-ended", "mediation-period-over", "mediation-period-unknown"]),
        Rule::knowledge(NO_MEDIATION, &["procedure-excludes-mediation"]),
    ],
    cites: &[CN_COUNTING],
    settings: &[],
};

/// Articles 12, 13 and 15: may this person mediate between these parties?
fn examine_appointment(matter: &Matter, answer: &mut Answer) {
    answer.article(CHOICE, |answer| article_12_choice(matter, answer));
    answer.article(NUMBER, |answer| article_13_number(matter, answer));
    answer.article(RECUSAL, |answer| article_15_recusal(matter, answer));
}

/// Articles 16, 22 and 27: the time, and what a mediation bars.
fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(LATER_ROLES, |answer| article_16_later_roles(matter, answer));
    answer.article(WITHOUT_PREJUDICE, |answer| article_22_without_prejudice(matter, answer));
    answer.article(TIME, |answer| article_27_time(matter, days, answer));
    excluded_procedures(matter, answer);
}

/// Articles 5 to 7: a person of good character, fair, keen on mediating and able to talk with people may apply for a
/// court's list; before the entry the court trains him, with it he gets a certificate. None of that can be counted.
fn articles_5_to_7_list(matter: &Matter, answer: &mut Answer) {
    let is_court = |kind: &str| matches!(kind, "supreme-court" | "high-court" | "intermediate-court" | "basic-court");
    if !matter.forum().is_some_and(|forum| is_court(&forum.kind)) {
        return;
    }
    for applicant in matter.persons("mediator").filter(|it| it.flag("disciplinary-record") == Some(true)) {
        let place = applicant.particular("disciplinary-record");
        answer.find(Finding::flag("record-to-be-weighed", WHO_MAY_JOIN).about(place));
    }
    let finding = Finding::flag("list-entry-is-for-the-court", WHO_MAY_JOIN).citing(LIST_OF_MEDIATORS);
    answer.find(finding.citing(TRAINING));
}

/// Article 12: the parties agree on a mediator from the list; failing that, the body or the court appoints one. A party
/// that does not accept the one appointed is taken not to agree to mediation. An objection to a mediator who is tied to
/// a side is an application for recusal and belongs to article 15.
fn article_12_choice(matter: &Matter, answer: &mut Answer) {
    for mediator in mediator::mediators(matter, CHOICE, answer) {
        from_which_list(&mediator, answer);
    }
    let Some(party) = mediator::objector(matter).filter(|_| !mediator::anyone_is_tied(matter)) else { return };
    let place = party.particular("consents-to-mediator");
    if matter.text("mediator-chosen-by") == Some("parties") {
        answer.find(Finding::correct("mediator-not-agreed", CHOICE).about(place));
    } else {
        answer.find(Finding::new("mediator-refused", Severity::Refuse, CHOICE).about(place));
        answer.conclude("mediation-ended", None, &[CHOICE]);
    }
}

/// The list is the court's own, or a higher court's (article 5). Who was chosen from another may stand on it too:
/// nothing but a remark `[P]`.
fn from_which_list(mediator: &Item<Person>, answer: &mut Answer) {
    if let Some(panel @ ("gba-panel" | "local")) = mediator.text("panel") {
        let finding = Finding::inform("chosen-from-another-list", CHOICE).citing(LIST_OF_MEDIATORS);
        answer.find(finding.about(mediator.particular("panel")).with_text("panel", panel));
    }
}

/// Article 13: as a rule one mediator; several where the case is major, difficult or complex, or the parties ask for
/// it, and then the body or the court names the one who presides.
fn article_13_number(matter: &Matter, answer: &mut Answer) {
    let count = matter.persons("mediator").count();
    if count > 1 {
        let asked_for = matter.text("mediator-chosen-by") == Some("parties");
        let severity = if asked_for { Severity::Inform } else { Severity::Flag };
        answer.find(
            Finding::new("several-mediators", severity, NUMBER).about(Place::Persons).with_number("count", count),
        );
    }
}

/// Article 15: a near relative of a party or its agent, one with an interest in the dispute or in another relation that
/// may affect fairness withdraws, unless both parties agree to him. The text does not ask for writing; what is not
/// written and on record is not relied on `[P]`.
fn article_15_recusal(matter: &Matter, answer: &mut Answer) {
    let consent = mediator::consent(matter);
    for mediator in matter.persons("mediator") {
        for relation in mediator::ties(&mediator) {
            let finding = match consent {
                Consent::Written => Finding::flag("relation-consented-to", RECUSAL),
                Consent::Oral => Finding::new("relation-consented-to-orally", Severity::Refuse, RECUSAL),
                Consent::Missing => Finding::new("relation-without-consent", Severity::Refuse, RECUSAL),
            };
            answer.find(finding.about(mediator.place()).with_text("relation", relation));
        }
        if consent != Consent::Written && mediator::ties(&mediator).next().is_some() {
            answer.conclude("excluded", None, &[RECUSAL]);
        }
    }
}

/// Article 16: in the proceedings that follow the mediator is not juror, agent, witness, expert, interpreter or the
/// like in the same case: neither by proposal nor by standing among the persons of the case in such a role.
fn article_16_later_roles(matter: &Matter, answer: &mut Answer) {
    for mediator in matter.persons("mediator") {
        let same = |person: &Item<Person>| person.id.is_some() && person.id == mediator.id;
        let standing = BARRED_ROLES.into_iter().filter(|role| matter.persons(role).any(|person| same(&person)));
        let mut roles: Vec<_> = mediator.text("proposed-role").into_iter().chain(standing).collect();
        roles.sort_unstable();
        roles.dedup();
        for role in roles {
            let finding = Finding::new("mediator-in-later-role", Severity::Refuse, LATER_ROLES).about(mediator.place());
            answer.find(finding.with_text("role", role));
        }
    }
}

/// Article 22: what a party conceded for the sake of an agreement is not held against it in the proceedings, unless all
/// parties agree. That the mediation is not public (article 2(5)) stands behind it.
fn article_22_without_prejudice(matter: &Matter, answer: &mut Answer) {
    if mediator::all_consent_to_use(matter) {
        return;
    }
    for paper in matter.documents().filter(|paper| paper.flag("made-in-mediation") == Some(true)) {
        let finding =
            Finding::new("statement-made-in-mediation", Severity::Refuse, WITHOUT_PREJUDICE).citing(CONFIDENTIALITY);
        answer.find(finding.about(paper.particular("made-in-mediation")));
    }
}

/// Article 27: from the day on which the mediator or the body signed for the papers of the court. Both parties may
/// agree on more time (local fact `x-extension-agreed`), and then these limits do not hold.
fn article_27_periods(matter: &Matter) -> Vec<Period> {
    let (Some(signed), Some(length)) = (matter.first("papers-signed-for"), article_27_length(matter)) else {
        return Vec::new();
    };
    if is_extended(matter) {
        return Vec::new();
    }
    let period = Period::from_event(CONCLUDE_MEDIATION, signed.index, length, "CN").rolling(Roll::NextWorkingDay);
    vec![period.met_by(&["agreement-effective"]).citing([TIME, CN_COUNTING])]
}

/// Small claims are heard in the summary procedure.
fn article_27_length(matter: &Matter) -> Option<(i32, Unit)> {
    match (matter.text("mediation-referral")?, matter.text("trial-procedure")) {
        ("pre-filing", _) => Some(BEFORE_FILING),
        (_, Some("ordinary")) => Some(ORDINARY_PROCEDURE),
        (_, Some("summary" | "small-claims")) => Some(SUMMARY_PROCEDURE),
        _ => None,
    }
}

fn is_extended(matter: &Matter) -> bool {
    matter.flag("x-extension-agreed") == Some(true)
}

/// When the period is over and nothing was agreed, the case goes to filing, or on to trial (article 21). Unless it is
/// stated that there is no agreement on more time, a person looks whether there is one.
fn article_27_time(matter: &Matter, days: &Days, answer: &mut Answer) {
    let signed = matter.first("papers-signed-for");
    if let Some(signed) = signed.filter(|_| !is_extended(matter) && article_27_length(matter).is_none()) {
        answer.find(Finding::flag("mediation-period-unknown", TIME).about(signed.place()));
    }
    let passed = days.last_day(CONCLUDE_MEDIATION).filter(|&last_day| last_day < matter.as_of());
    if let Some(last_day) = passed.filter(|_| matter.first("agreement-effective").is_none()) {
        let referral = matter.text("mediation-referral").unwrap_or("post-filing");
        let finding = Finding::flag("mediation-period-over", TIME).citing(NO_AGREEMENT);
        answer.find(finding.with_day("last-day", last_day).with_text("referral", referral));
        answer.conclude("mediation-ended", None, &[TIME, NO_AGREEMENT]);
    }
}

/// A case in a special procedure, one for a payment order or by public summons is not mediated `[K]`.
fn excluded_procedures(matter: &Matter, answer: &mut Answer) {
    if matter.text("mediation-referral") != Some("post-filing") {
        return;
    }
    if let Some("special" | "payment-order" | "public-summons") = matter.text("trial-procedure") {
        let finding = Finding::new("procedure-excludes-mediation", Severity::Refuse, NO_MEDIATION);
        answer.find(finding.about(matter.place("trial-procedure")));
    }
}
