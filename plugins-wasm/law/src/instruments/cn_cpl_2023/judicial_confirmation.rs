//! Special procedure for confirming mediation agreements (确认调解协议案件): articles 205 and 206, with 185 and 187 on
//! the special procedures.
//!
//! What a court looks at before it takes the application stands in the Interpretation of 2022, articles 351 to 358;
//! those were not read `[K]`. Left to people: whether the agreement itself is lawful, voluntary and clear (article
//! 206), whether a body of Hong Kong or Macao is "established by law", and which basic court it is by domicile, subject
//! matter or seat.

use crate::contract::{Date, Finding, Period, Place, Roll, Severity, Unit};
use crate::execution::CN_COUNTING;
use crate::{Answer, Chapter, Days, Declaration, Matter, Provision, Rule, letter, switches};

const INSTRUMENT: &str = "cn-cpl-2023";
const SINGLE_JUDGE: Provision = Provision::new(INSTRUMENT, "185");
const TIME_TO_DECIDE: Provision = Provision::new(INSTRUMENT, "187");
const APPLICATION_FOR_CONFIRMATION: Provision = Provision::new(INSTRUMENT, "205");
const RULING: Provision = Provision::new(INSTRUMENT, "206");
/// The papers that come with the application; the court asks for those that are missing.
const PAPERS: Provision = Provision::new("cn-cpl-interpretation-2022", "354");
/// When the application is not taken.
const NOT_TAKEN: Provision = Provision::new("cn-cpl-interpretation-2022", "355");
/// A paper in a foreign language comes with a Chinese translation.
const TRANSLATION: Provision = Provision::new("cn-evidence-provisions-2019", "17");
/// What was agreed in a pending case becomes a mediation statement of the court.
const IN_PENDING_CASE: Provision = Provision::new("cn-invited-mediation-2016", "20");

/// Article 205: thirty days from the day on which the agreement took effect.
const THIRTY_DAYS: (i32, Unit) = (30, Unit::Days);
/// The code of that period.
const APPLY_FOR_CONFIRMATION: &str = "apply-for-confirmation";

/// The application to confirm a mediation agreement.
pub const APPLICATION: Chapter = Chapter {
    procedure: "judicial-confirmation",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: examine_application,
};

/// What this section of the Law reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "forum",
        "particulars.case-category",
        "particulars.mediated-by",
        "particulars.mediation-referral",
        "persons.party",
        "persons.particulars.applies",
        "documents",
        "docket.agreement-effective",
        "docket.confirmation-applied",
        "docket.posted",
    ],
    rules: &[
        Rule::text(
            APPLICATION_FOR_CONFIRMATION,
            &[
                APPLY_FOR_CONFIRMATION,
                "agreement-not-in-effect",
                "application-not-joint",
                "application-too-late",
                "confirmation-court-to-be-checked",
                "mediated-by-an-individual",
                "not-a-court-for-confirmation",
            ],
        ),
        Rule::policy(APPLICATION_FOR_CONFIRMATION, &["mediation-body-not-stated"]),
        Rule::text(RULING, &["ruling-to-follow"]),
        Rule::knowledge(PAPERS, &["mediation-agreement-missing"]),
        Rule::knowledge(NOT_TAKEN, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(TRANSLATION, &["translation-missing"]),
        Rule::text(IN_PENDING_CASE, &["agreement-in-pending-case"]),
    ],
    cites: &[CN_COUNTING, SINGLE_JUDGE, TIME_TO_DECIDE],
    settings: &[&switches::NON_CIVIL_MATTER],
};

fn examine_application(matter: &Matter, days: &Days, answer: &mut Answer) {
    let before = answer.corrections();
    answer.article(NOT_TAKEN, |answer| scope(matter, answer));
    answer.article(APPLICATION_FOR_CONFIRMATION, |answer| {
        article_205_body(matter, answer);
        article_205_jointly(matter, answer);
        article_205_in_time(matter, days, answer);
        article_205_court(matter, answer);
    });
    papers(matter, answer);
    pending_case(matter, answer);
    if answer.corrections() == before {
        answer.find(Finding::inform("ruling-to-follow", RULING).citing(SINGLE_JUDGE).citing(TIME_TO_DECIDE));
    }
}

/// Only what the courts hear as civil cases; labour disputes are among them.
fn scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let finding = Finding::new("outside-civil-and-commercial", severity, NOT_TAKEN);
        let finding = finding.citing(APPLICATION_FOR_CONFIRMATION).about(matter.place("case-category"));
        answer.find(finding.with_text("category", category));
    }
}

/// Article 205: an agreement that was reached before a mediation body established by law. One of an individual is a
/// contract, no more.
fn article_205_body(matter: &Matter, answer: &mut Answer) {
    let place = matter.place("mediated-by");
    let finding = match matter.text("mediated-by") {
        Some("mediation-body") => return,
        Some(_) => Finding::new("mediated-by-an-individual", Severity::Refuse, APPLICATION_FOR_CONFIRMATION),
        None => Finding::correct("mediation-body-not-stated", APPLICATION_FOR_CONFIRMATION),
    };
    answer.find(finding.about(place));
}

/// Article 205: both parties, jointly. An agreement has at least two.
fn article_205_jointly(matter: &Matter, answer: &mut Answer) {
    let parties: Vec<_> = matter.persons("party").collect();
    let absent = parties.iter().find(|party| party.flag("applies") != Some(true));
    let place = match absent {
        Some(party) => party.particular("applies"),
        None if parties.len() < 2 => Place::Persons,
        None => return,
    };
    answer.find(Finding::new("application-not-joint", Severity::Refuse, APPLICATION_FOR_CONFIRMATION).about(place));
}

/// Article 205: within thirty days. An agreement that is not in effect cannot be confirmed yet.
fn article_205_in_time(matter: &Matter, days: &Days, answer: &mut Answer) {
    let Some(last_day) = days.last_day(APPLY_FOR_CONFIRMATION) else {
        let finding = Finding::correct("agreement-not-in-effect", APPLICATION_FOR_CONFIRMATION);
        return answer.find(finding.about(Place::Docket));
    };
    let applied = applied_on(matter);
    if applied > last_day {
        let finding = Finding::new("application-too-late", Severity::Refuse, APPLICATION_FOR_CONFIRMATION);
        answer.find(finding.citing(CN_COUNTING).with_day("applied", applied).with_day("last-day", last_day));
    }
}

/// What is posted before the period ends is in time (article 85), so that the day of posting counts. An application
/// that is neither posted nor filed yet is looked at as if it were filed on the day of the question.
fn applied_on(matter: &Matter) -> Date {
    let events = [matter.first("posted"), matter.first("confirmation-applied")];
    events.into_iter().flatten().map(|event| event.on).min().unwrap_or(matter.as_of())
}

/// Article 205: the court that invited the mediation; else a basic court, or an intermediate one where the dispute
/// would be its own.
fn article_205_court(matter: &Matter, answer: &mut Answer) {
    let Some(forum) = matter.forum() else { return };
    let finding = match forum.kind.as_str() {
        "basic-court" => return,
        "intermediate-court" | "high-court" | "supreme-court" => {
            Finding::flag("confirmation-court-to-be-checked", APPLICATION_FOR_CONFIRMATION)
        }
        _ => Finding::correct("not-a-court-for-confirmation", APPLICATION_FOR_CONFIRMATION),
    };
    answer.find(finding.about(Place::Forum).with_text("kind", &forum.kind));
}

/// The agreement comes with the application, in Chinese or with a Chinese translation.
fn papers(matter: &Matter, answer: &mut Answer) {
    let Some(agreement) = matter.documents_of("mediation-agreement").next() else {
        return answer.find(Finding::correct("mediation-agreement-missing", PAPERS).about(Place::Documents));
    };
    letter::is_translated(&agreement, &["zh"], TRANSLATION, answer);
}

/// What was agreed after the case was filed is made into a mediation statement or ends in a withdrawal: there is
/// nothing to confirm.
fn pending_case(matter: &Matter, answer: &mut Answer) {
    if matter.text("mediation-referral") == Some("post-filing") {
        let place = matter.place("mediation-referral");
        answer.find(Finding::flag("agreement-in-pending-case", IN_PENDING_CASE).about(place));
    }
}

fn periods(matter: &Matter) -> Vec<Period> {
    let Some(effective) = matter.first("agreement-effective") else { return Vec::new() };
    let period = Period::from_event(APPLY_FOR_CONFIRMATION, effective.index, THIRTY_DAYS, "CN");
    let period = period.rolling(Roll::NextWorkingDay).met_by(&["confirmation-applied"]);
    vec![period.citing([APPLICATION_FOR_CONFIRMATION, CN_COUNTING])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Assessment, Value};
    use crate::sample::{Sample, authority, before, date, found};

    /// A joint application to Nansha of 2026-02-24, the last day.
    fn application() -> Sample {
        let nansha = authority("cn-nansha", "CN", "basic-court");
        before(nansha, "judicial-confirmation", "incoming", "2026-02-24")
            .person("p1", "party", "CN", &[("applies", Value::Flag(true))])
            .person("p2", "party", "HK", &[("applies", Value::Flag(true))])
            .document("mediation-agreement", &[])
            .particular("mediated-by", "mediation-body")
            .particular("case-category", "civil-commercial")
            .event("agreement-effective", "2026-01-16")
    }

    fn asked(sample: Sample) -> Assessment {
        sample.asked(&APPLICATION, "2026-02-24")
    }

    /// What is found wrong: an application in order is told only that a ruling follows.
    fn wrong(sample: Sample) -> Vec<String> {
        let assessment = asked(sample);
        found(&assessment).into_iter().filter(|&code| code != "ruling-to-follow").map(str::to_owned).collect()
    }

    fn severity(sample: Sample, code: &str) -> Severity {
        asked(sample).findings.iter().find(|finding| finding.code == code).unwrap().severity
    }

    #[test]
    fn a_joint_application_in_time_is_taken_and_a_ruling_follows() {
        let assessment = asked(application().event("confirmation-applied", "2026-02-24"));
        assert_eq!(found(&assessment), ["ruling-to-follow"]);
        assert_eq!(assessment.findings.len(), 3);
    }

    #[test]
    fn thirty_days_run_from_the_day_on_which_the_agreement_took_effect() {
        let period = &application().periods(&APPLICATION)[0];
        assert_eq!((period.length, period.unit, period.roll), (30, Unit::Days, Roll::NextWorkingDay));
        assert!(period.hard);
    }

    #[test]
    fn an_application_on_the_day_after_the_last_is_too_late() {
        let applied = |on| application().asked_on("2026-02-28").event("confirmation-applied", on);
        assert_eq!(wrong(applied("2026-02-24")), [""; 0]);
        assert_eq!(wrong(applied("2026-02-25")), ["application-too-late"]);
        assert_eq!(severity(applied("2026-02-25"), "application-too-late"), Severity::Refuse);
    }

    #[test]
    fn an_application_that_is_not_filed_yet_is_looked_at_as_of_today() {
        assert_eq!(wrong(application()), [""; 0]);
        assert_eq!(wrong(application().asked_on("2026-02-25")), ["application-too-late"]);
    }

    #[test]
    fn an_application_posted_in_time_is_in_time() {
        let posted =
            |on| application().asked_on("2026-02-26").event("posted", on).event("confirmation-applied", "2026-02-26");
        assert_eq!(wrong(posted("2026-02-24")), [""; 0]);
        assert_eq!(wrong(posted("2026-02-25")), ["application-too-late"]);
    }

    #[test]
    fn an_agreement_that_has_not_taken_effect_cannot_be_confirmed() {
        let never = || application().with(|facts| facts.docket.clear());
        assert_eq!(wrong(never()), ["agreement-not-in-effect"]);
        assert_eq!(severity(never(), "agreement-not-in-effect"), Severity::Correct);
        let later = application().with(|facts| facts.docket[0].on = date("2026-02-25"));
        assert_eq!(wrong(later), ["agreement-not-in-effect"]);
    }

    #[test]
    fn one_party_alone_cannot_apply() {
        let other = |particulars: &[(&str, Value)]| {
            application().with(|facts| facts.persons.truncate(1)).person("p2", "party", "HK", particulars)
        };
        assert_eq!(wrong(other(&[("applies", Value::Flag(false))])), ["application-not-joint"]);
        assert_eq!(wrong(other(&[])), ["application-not-joint"]);
        assert_eq!(wrong(application().with(|facts| facts.persons.truncate(1))), ["application-not-joint"]);
        assert_eq!(wrong(application().with(|facts| facts.persons.clear())), ["application-not-joint"]);
        assert_eq!(severity(other(&[]), "application-not-joint"), Severity::Refuse);
    }

    #[test]
    fn only_the_agreement_of_a_body_is_confirmed() {
        let individual = || application().particular("mediated-by", "individual");
        assert_eq!(wrong(individual()), ["mediated-by-an-individual"]);
        assert_eq!(severity(individual(), "mediated-by-an-individual"), Severity::Refuse);
        assert_eq!(wrong(application().without("mediated-by")), ["mediation-body-not-stated"]);
    }

    #[test]
    fn it_is_a_basic_court_unless_another_has_a_reason() {
        let at =
            |kind: &'static str| application().with(move |facts| facts.forum = Some(authority("cn-gz-ic", "CN", kind)));
        assert_eq!(wrong(at("basic-court")), [""; 0]);
        assert_eq!(wrong(at("intermediate-court")), ["confirmation-court-to-be-checked"]);
        assert_eq!(severity(at("intermediate-court"), "confirmation-court-to-be-checked"), Severity::Flag);
        assert_eq!(wrong(at("mediation-body")), ["not-a-court-for-confirmation"]);
    }

    #[test]
    fn the_agreement_comes_with_the_application_and_in_chinese() {
        assert_eq!(wrong(application().with(|facts| facts.documents.clear())), ["mediation-agreement-missing"]);
        let english = || application().with(|facts| facts.documents[0].languages = vec!["en".to_owned()]);
        assert_eq!(wrong(english()), ["translation-missing"]);
        let translated = english().with(|facts| facts.documents[0].translations = vec!["zh".to_owned()]);
        assert_eq!(wrong(translated), [""; 0]);
    }

    #[test]
    fn what_is_no_civil_case_is_not_taken() {
        let of = |category: &str| application().particular("case-category", category);
        assert_eq!(wrong(of("labour")), [""; 0]);
        assert_eq!(wrong(of("administrative")), ["outside-civil-and-commercial"]);
        assert_eq!(severity(of("administrative"), "outside-civil-and-commercial"), Severity::Refuse);
        let returned = of("administrative").switch("non-civil-matter", "return");
        assert_eq!(severity(returned, "outside-civil-and-commercial"), Severity::Correct);
    }

    #[test]
    fn what_was_agreed_in_a_pending_case_needs_no_confirmation() {
        let referred = |when: &str| application().particular("mediation-referral", when);
        assert_eq!(wrong(referred("pre-filing")), [""; 0]);
        assert_eq!(wrong(referred("post-filing")), ["agreement-in-pending-case"]);
    }

    #[test]
    fn no_ruling_is_announced_where_something_is_wrong() {
        let late = asked(application().asked_on("2026-02-25"));
        assert!(!found(&late).contains(&"ruling-to-follow"));
    }
}
