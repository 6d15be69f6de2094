//! Who may become a juror, and how many a court may have: articles 5 to 11, and 13 on a second term.

use std::collections::BTreeSet;

use super::{APPLICATION, APPOINTMENT_BY, OCCUPATIONS, QUALIFICATION, QUOTA, RECORDS, TERM};
use crate::contract::{Date, Finding, Person, Place, Severity};
use crate::juror::{self, LastByPerson, count};
use crate::{Answer, Item, Matter};

/// Article 5(1)(2).
const AGE_YEARS: u16 = 28;
/// Article 8(2).
const JURORS_PER_JUDGE: i64 = 3;
/// Article 11(2): one in five.
const ONE_IN: i64 = 5;
/// Article 6(1): the offices that the text names, as intake may code them.
const BARRED_OFFICES: &[&str] = &[
    "court-clerk",
    "court-official",
    "court-staff",
    "judge",
    "judicial-administration-official",
    "judicial-administration-staff",
    "judicial-police-officer",
    "justice-administration-official",
    "justice-administration-staff",
    "justice-bureau-official",
    "justice-bureau-staff",
    "member-of-npc-standing-committee",
    "npc-standing-committee-member",
    "peoples-congress-standing-committee-member",
    "police",
    "police-officer",
    "procurator",
    "procuratorate-official",
    "procuratorate-staff",
    "prosecutor",
    "public-security-officer",
    "public-security-official",
    "public-security-staff",
    "state-security-officer",
    "state-security-official",
    "state-security-staff",
    "supervision-commission-official",
    "supervision-commission-staff",
    "supervision-official",
    "supervision-staff",
    "supervisory-commission-official",
    "supervisory-commission-staff",
];
/// Article 6(2): a solicitor or barrister of Hong Kong is what the text calls a lawyer (律师).
const LAWYERS: &[&str] = &["barrister", "foreign-lawyer", "lawyer", "registered-foreign-lawyer", "solicitor"];
/// Article 6(2): the others.
const BARRED_PROFESSIONS: &[&str] = &["arbitrator", "grass-roots-legal-worker", "notary", "notary-public"];

/// Is this appointment in order?
pub(super) fn examine(matter: &Matter, answer: &mut Answer) {
    article_8_quota(matter, answer);
    answer.article(APPOINTMENT_BY, |answer| article_10_court(matter, answer));
    article_11_application(matter, answer);
    if matter.persons("juror").next().is_some() {
        answer.article(QUALIFICATION, |answer| article_5_qualification(matter, answer));
        answer.article(OCCUPATIONS, |answer| each_candidate(matter, answer, |it| barred_occupations(matter, it)));
        answer.article(RECORDS, |answer| each_candidate(matter, answer, barring_records));
        answer.article(TERM, |answer| article_13_second_term(matter, answer));
    }
}

fn each_candidate(matter: &Matter, answer: &mut Answer, rule: impl Fn(&Item<Person>) -> Vec<Finding>) {
    matter.persons("juror").flat_map(|candidate| rule(&candidate)).for_each(|finding| answer.find(finding));
}

/// Article 5: upholds the Constitution; has completed twenty-eight years when appointed; as a rule has a
/// senior-secondary education.
fn article_5_qualification(matter: &Matter, answer: &mut Answer) {
    let appointed = LastByPerson::of(matter.events("appointed"));
    for candidate in matter.persons("juror") {
        if let Some(finding) = constitution(&candidate) {
            answer.find(finding);
        }
        let on = appointed.concerning(candidate.id.as_deref()).map_or(matter.as_of(), |event| event.on);
        match candidate.day("date-of-birth") {
            Some(_) => under_age(&candidate, on).into_iter().for_each(|finding| answer.find(finding)),
            None => answer.find(missing(&candidate, "date-of-birth", Severity::Correct)),
        }
        if let Some(finding) = education(&candidate) {
            answer.find(finding);
        }
    }
}

fn constitution(candidate: &Item<Person>) -> Option<Finding> {
    match candidate.flag("upholds-constitution") {
        Some(true) => None,
        Some(false) => {
            let place = candidate.particular("upholds-constitution");
            Some(Finding::new("juror-not-upholding-constitution", Severity::Refuse, QUALIFICATION).about(place))
        }
        None => Some(missing(candidate, "upholds-constitution", Severity::Correct)),
    }
}

fn education(candidate: &Item<Person>) -> Option<Finding> {
    match candidate.text("education") {
        Some("primary" | "junior-secondary") => {
            let place = candidate.particular("education");
            Some(Finding::flag("education-below-senior-secondary", QUALIFICATION).about(place))
        }
        Some(_) => None,
        None => Some(missing(candidate, "education", Severity::Flag)),
    }
}

fn missing(candidate: &Item<Person>, name: &str, severity: Severity) -> Finding {
    juror::missing(candidate, name, severity, QUALIFICATION)
}

/// Article 5(1)(2): twenty-eight years completed on that day; the birthday itself is enough.
pub(super) fn under_age(juror: &Item<Person>, on: Date) -> Option<Finding> {
    let birth = juror.day("date-of-birth")?;
    let of_age = Date { year: birth.year.saturating_add(AGE_YEARS), ..birth };
    let finding = Finding::new("juror-under-age", Severity::Refuse, QUALIFICATION);
    (on < of_age).then(|| finding.about(juror.particular("date-of-birth")).with_day("on", on))
}

/// Article 6: members of the standing committees of people's congresses, staff of supervision, courts, procuratorates,
/// public and state security and justice administration; lawyers, notaries, arbitrators, grass-roots legal workers.
/// Whether a lawyer of another bar is meant is switch `lawyer-scope` `[P]`.
pub(super) fn barred_occupations(matter: &Matter, juror: &Item<Person>) -> Vec<Finding> {
    let main = juror.text("occupation").map(|occupation| ("occupation", occupation));
    let further = juror.codes("further-occupations").iter().map(|it| ("further-occupations", it.as_str()));
    let finding = |(name, occupation)| {
        let finding = barred_occupation(matter, juror, occupation)?;
        Some(finding.about(juror.particular(name)))
    };
    main.into_iter().chain(further).filter_map(finding).collect()
}

fn barred_occupation(matter: &Matter, juror: &Item<Person>, occupation: &str) -> Option<Finding> {
    let profession = |name| {
        let finding = Finding::new("juror-in-barred-profession", Severity::Refuse, OCCUPATIONS);
        finding.with_text("profession", name)
    };
    if LAWYERS.contains(&occupation) {
        return Some(if is_of_another_bar(matter, juror) {
            Finding::inform("lawyer-of-another-bar", OCCUPATIONS)
        } else {
            profession("lawyer")
        });
    }
    if BARRED_OFFICES.contains(&occupation) {
        return Some(Finding::new("juror-in-barred-office", Severity::Refuse, OCCUPATIONS));
    }
    BARRED_PROFESSIONS.contains(&occupation).then(|| profession(occupation))
}

fn is_of_another_bar(matter: &Matter, juror: &Item<Person>) -> bool {
    matter.switch("lawyer-scope") == "mainland-only" && juror.text("admitted-in").is_some_and(|bar| bar != "CN")
}

/// Article 7: criminal punishment, dismissal from public office, a revoked licence, the list of dishonest judgment
/// debtors, removal as juror.
pub(super) fn barring_records(juror: &Item<Person>) -> Vec<Finding> {
    let finding = |record: &String| {
        let finding = Finding::new("juror-barred-by-record", Severity::Refuse, RECORDS);
        finding.about(juror.particular("records")).with_text("record", record)
    };
    juror.codes("records").iter().map(finding).collect()
}

/// Article 8(2): the posts are at least three times the judges of the court.
fn article_8_quota(matter: &Matter, answer: &mut Answer) {
    let (Some(quota), Some(judges)) = (matter.number("juror-quota"), matter.number("judges-of-court")) else { return };
    let needed = judges.saturating_mul(JURORS_PER_JUDGE);
    answer.article(QUOTA, |answer| {
        if quota < needed {
            let finding = Finding::new("juror-quota-too-small", Severity::Refuse, QUOTA);
            let finding = finding.about(matter.place("juror-quota")).with_number("quota", count(quota));
            answer.find(finding.with_number("needed", count(needed)));
        }
    });
}

/// Articles 10 and 11: the president of a basic court proposes, so that every juror is one of a basic court.
fn article_10_court(matter: &Matter, answer: &mut Answer) {
    let somebody = matter.persons("juror").next().is_some();
    if somebody && matter.forum().is_some_and(|court| court.kind != "basic-court") {
        let finding = Finding::new("appointment-not-by-basic-court", Severity::Refuse, APPOINTMENT_BY);
        answer.find(finding.citing(APPLICATION).about(Place::Forum));
    }
}

/// Article 11(2): those who come by application or recommendation are at most one fifth of the posts. Too many of them
/// do not bar a candidate who was drawn at random, but the court should know.
fn article_11_application(matter: &Matter, answer: &mut Answer) {
    let by_application = matter.text("appointment-route") == Some("application");
    match (matter.number("juror-quota"), matter.number("application-route-jurors")) {
        (Some(quota), Some(given)) => answer.article(APPLICATION, |answer| {
            let allowed = quota / ONE_IN;
            if given > allowed {
                let at_random = matter.text("appointment-route") == Some("random");
                let severity = if at_random { Severity::Flag } else { Severity::Refuse };
                answer.find(share_exceeded(matter, severity, given, allowed));
            }
        }),
        _ if by_application => {
            let place = matter.place("application-route-jurors");
            answer.find(Finding::inform("application-share-not-stated", APPLICATION).about(place));
        }
        _ => {}
    }
}

fn share_exceeded(matter: &Matter, severity: Severity, given: i64, allowed: i64) -> Finding {
    let finding = Finding::new("application-share-exceeded", severity, APPLICATION);
    let finding = finding.about(matter.place("application-route-jurors"));
    finding.with_number("given", count(given)).with_number("allowed", count(allowed))
}

/// Article 13: as a rule no second term.
fn article_13_second_term(matter: &Matter, answer: &mut Answer) {
    let mut appointed = BTreeSet::new();
    for event in matter.events("appointed") {
        if event.text("person").is_some_and(|person| !appointed.insert(person)) {
            answer.find(Finding::flag("second-term-as-juror", TERM).about(event.place()));
        }
    }
}
