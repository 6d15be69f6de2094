//! Article 13: what a lower court hands to its high court, to be forwarded.

use crate::contract::{Finding, Period, Place, Unit};
use crate::{Answer, Chapter, Days, Declaration, Matter, Provision, Rule, execution, letter, switches};

use super::{INSTRUMENT, NON_CIVIL_RULE, SCOPE, article_1_scope};

const FORWARDING: Provision = Provision::new(INSTRUMENT, "13");
/// What Hong Kong would send back for.
const LANGUAGE_FOR_MACAO: Provision = Provision::new("cn-mo-service-evidence-2001", "5");
const LETTER_TO_HONG_KONG: Provision = Provision::new("cn-hk-service-1999", "3");

/// Article 13: seven working days from receipt, to forward or to return.
const FORWARD: (i32, Unit) = (7, Unit::WorkingDays);
const FORWARD_REQUEST: &str = "forward-request";

/// What a lower court hands to its high court, to be forwarded.
pub const FORWARDING_APPLICATION: Chapter = Chapter {
    procedure: "request-forwarding",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: forwarding_periods,
    examine: examine_forwarding,
};

/// What this article reads, says and switches on.
const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requesting.direct-channels",
        "particulars.case-category",
        "particulars.destination",
        "particulars.nature-of-case",
        "persons.addressee",
        "persons.particulars.name",
        "documents",
        "documents.particulars.sealed-by",
        "docket.received",
    ],
    rules: &[
        NON_CIVIL_RULE,
        Rule::text(
            FORWARDING,
            &[
                "addressee-missing",
                "addressee-not-named",
                "destination-missing",
                "forwarding-application-missing",
                "forwarding-overdue",
                "nature-of-case-missing",
                "nothing-to-serve",
            ],
        ),
        Rule::text(FORWARDING, &[FORWARD_REQUEST]).under(&["rest-day-receipt"]),
        Rule::policy(FORWARDING, &["court-may-deal-directly", "forwarding-application-unsealed"]),
        Rule::text(LANGUAGE_FOR_MACAO, &["translation-missing"]),
        Rule::text(LETTER_TO_HONG_KONG, &["copies-too-few", "translation-missing"]),
    ],
    cites: &[],
    settings: &[&switches::NON_CIVIL_MATTER, &switches::REST_DAY_RECEIPT],
};

/// The period of article 13, for the higher court.
fn forwarding_periods(matter: &Matter) -> Vec<Period> {
    let Some(received) = matter.first("received") else { return Vec::new() };
    let period =
        Period::from_event(FORWARD_REQUEST, received.index, FORWARD, "CN").starting(execution::receipt(matter));
    vec![period.met_by(&["forwarded"]).citing([FORWARDING])]
}

/// Article 13: what a lower court hands to its high court for forwarding comes with an application to forward it; within seven working
/// days the higher court forwards it, or returns it with what is wrong.
fn examine_forwarding(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(SCOPE, |answer| article_1_scope(matter, answer));
    answer.article(FORWARDING, |answer| {
        application_is_there(matter, answer);
        request_is_whole(matter, answer);
        answer.also_by(FORWARDING, |answer| would_be_taken(matter, answer));
        if let Some(last_day) = days.last_day(FORWARD_REQUEST).filter(|&last_day| last_day < matter.as_of()) {
            answer.find(Finding::inform("forwarding-overdue", FORWARDING).with_day("last-day", last_day));
        }
    });
}

/// Article 13(1): the application to forward (申请转递函). That it bears the lower court's seal is court practice `[P]`.
fn application_is_there(matter: &Matter, answer: &mut Answer) {
    match matter.documents_of("forwarding-application").next() {
        None => answer.find(Finding::correct("forwarding-application-missing", FORWARDING).about(Place::Documents)),
        Some(application) if application.text("sealed-by").is_none() => {
            let place = application.particular("sealed-by");
            answer.find(Finding::correct("forwarding-application-unsealed", FORWARDING).about(place));
        }
        Some(_) => {}
    }
}

/// Article 13(3): what the other side would send back for its languages or copies is returned here. How many copies Macao wants
/// depends on how the letter will go there, which is not known yet.
fn would_be_taken(matter: &Matter, answer: &mut Answer) {
    match destination(matter) {
        Some("HK") => {
            letter::documents_are_in_chinese(matter, LETTER_TO_HONG_KONG, answer);
            letter::copies_are_enough(matter, LETTER_TO_HONG_KONG, answer);
        }
        Some("MO") => letter::documents_are_in_chinese(matter, LANGUAGE_FOR_MACAO, answer),
        _ => {}
    }
}

/// Article 13(3): what is missing at first sight is sent for too.
fn request_is_whole(matter: &Matter, answer: &mut Answer) {
    if matter.text("nature-of-case").is_none() {
        let place = Place::Particular("nature-of-case".to_owned());
        answer.find(Finding::correct("nature-of-case-missing", FORWARDING).about(place));
    }
    let mut addressees = matter.persons("addressee").peekable();
    if addressees.peek().is_none() {
        answer.find(Finding::correct("addressee-missing", FORWARDING).about(Place::Persons));
    }
    for addressee in addressees.filter(|addressee| addressee.text("name").is_none()) {
        answer.find(Finding::correct("addressee-not-named", FORWARDING).about(addressee.particular("name")));
    }
    if matter
        .documents()
        .all(|document| matches!(document.kind.as_str(), "letter-of-request" | "forwarding-application"))
    {
        answer.find(Finding::correct("nothing-to-serve", FORWARDING).about(Place::Documents));
    }
    match (destination(matter), matter.requesting()) {
        (None, _) => {
            let place = Place::Particular("destination".to_owned());
            answer.find(Finding::correct("destination-missing", FORWARDING).about(place));
        }
        (Some(side), Some(court)) if court.direct_channels.iter().flatten().any(|channel| channel == side) => {
            let finding = Finding::inform("court-may-deal-directly", FORWARDING).about(Place::Requesting);
            answer.find(finding.with_text("destination", side));
        }
        _ => {}
    }
}

/// Where the request is to go, as stated, or else where the addressee is.
fn destination<'a>(matter: &Matter<'a>) -> Option<&'a str> {
    matter
        .text("destination")
        .or_else(|| matter.persons("addressee").find_map(|addressee| addressee.get().jurisdiction.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Assessment;
    use crate::sample::{self, Sample, found, letter};

    /// The examination of what Nansha handed over on 2026-03-16, to be forwarded by 2026-03-25.
    fn forwarded(sample: Sample) -> Assessment {
        sample.event("received", "2026-03-16").asked(&FORWARDING_APPLICATION, "2026-03-25")
    }

    fn handed_over() -> Sample {
        letter()
            .with(|facts| {
                facts.requesting = Some(sample::authority("cn-nansha", "CN", "basic-court"));
                facts.requested = Some(sample::authority("cn-gd-hpc", "CN", "high-court"));
                facts.documents.remove(0);
            })
            .particular("destination", "HK")
            .document("forwarding-application", &[("sealed-by", "cn-nansha")])
    }

    #[test]
    fn what_a_lower_court_hands_over_comes_with_a_sealed_application() {
        assert_eq!(found(&forwarded(handed_over())), [""; 0]);
        let without = handed_over().with(|facts| facts.documents.retain(|it| it.kind != "forwarding-application"));
        assert_eq!(found(&forwarded(without)), ["forwarding-application-missing"]);
        let unsealed = handed_over().with(|facts| facts.documents.iter_mut().for_each(|it| it.particulars.clear()));
        assert_eq!(found(&forwarded(unsealed)), ["forwarding-application-unsealed"]);
    }

    #[test]
    fn what_hong_kong_would_send_back_is_returned_here() {
        let english = handed_over().with(|facts| {
            facts.documents[0].languages = vec!["en".to_owned()];
            facts.documents[0].copies = Some(1);
        });
        assert_eq!(found(&forwarded(english)), ["translation-missing", "copies-too-few"]);
        assert_eq!(found(&forwarded(handed_over().without("nature-of-case"))), ["nature-of-case-missing"]);
    }

    #[test]
    fn where_it_is_to_go_may_follow_from_the_addressee() {
        assert_eq!(found(&forwarded(handed_over().without("destination"))), [""; 0]);
        let nowhere = handed_over().without("destination").with(|facts| facts.persons[0].jurisdiction = None);
        assert_eq!(found(&forwarded(nowhere)), ["destination-missing"]);
    }

    #[test]
    fn a_court_with_a_channel_of_its_own_is_told() {
        let to_macao = handed_over().particular("destination", "MO").with(|facts| {
            facts.requesting.iter_mut().for_each(|it| it.direct_channels = Some(vec!["MO".to_owned()]));
        });
        assert_eq!(found(&forwarded(to_macao)), ["court-may-deal-directly"]);
    }

    #[test]
    fn forwarding_after_the_seventh_working_day_is_noted() {
        assert_eq!(found(&forwarded(handed_over().asked_on("2026-03-25"))), [""; 0]);
        assert_eq!(found(&forwarded(handed_over().asked_on("2026-03-26"))), ["forwarding-overdue"]);
    }
}
