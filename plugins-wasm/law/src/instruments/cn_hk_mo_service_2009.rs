//! Provisions of the Supreme People's Court on Several Issues concerning Service of Judicial Documents in Civil and Commercial Cases
//! involving Hong Kong and Macao, 法释〔2009〕2号, in force since 2009-03-16. Thirteen articles, all read `[T]`. They bind Mainland courts only.

use crate::contract::{Date, Event, Finding, Period, Place, Roll, Severity, Unit};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, Severities, execution, letter};

const INSTRUMENT: &str = "cn-hk-mo-service-2009";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const ARRANGEMENT: Provision = Provision::new(INSTRUMENT, "6");
const OTHER_PROOF: Provision = Provision::new(INSTRUMENT, "12");
const FORWARDING: Provision = Provision::new(INSTRUMENT, "13");
/// What Hong Kong would send back for.
const LETTER_TO_HONG_KONG: Provision = Provision::new("cn-hk-service-1999", "3");

/// Article 6: three months from the day on which the documents were delivered to the other side's court.
const WAIT: (i32, Unit) = (3, Unit::Months);
const ARRANGEMENT_WAIT: &str = "arrangement-wait";
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
/// What the passing of time means for the court that used the arrangement.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: "service-of-documents",
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods: waiting_periods,
    examine: follow_up,
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requesting.direct-channels",
        "requested",
        "particulars.case-category",
        "particulars.destination",
        "particulars.nature-of-case",
        "persons.addressee",
        "persons.particulars.name",
        "documents",
        "documents.particulars.result",
        "documents.particulars.sealed-by",
        "docket.acted-on-content",
        "docket.delivered-to-requested",
        "docket.mentioned-content",
        "docket.received",
        "docket.served-per-certificate",
    ],
    rules: &[
        Rule::text(SCOPE, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(ARRANGEMENT, &["method-unavailable", "not-served", "pending", "served"]),
        Rule::text(ARRANGEMENT, &[ARRANGEMENT_WAIT]).under(&["deemed-date-roll"]),
        Rule::policy(ARRANGEMENT, &["certificate-after-wait"]),
        Rule::text(OTHER_PROOF, &["deemed-served"]).under(&["art-12-date"]),
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
        Rule::text(LETTER_TO_HONG_KONG, &["copies-too-few", "translation-missing"]),
    ],
    cites: &[],
    settings: &[
        ("art-12-date", "fact-date"),
        ("deemed-date-roll", "roll"),
        ("non-civil-matter", "refuse"),
        ("rest-day-receipt", "same-day"),
    ],
};

const NON_CIVIL_MATTER: Severities = Severities(&[("refuse", Severity::Refuse), ("return", Severity::Correct)]);

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
        if destination(matter) == Some("HK") {
            letter::documents_are_in_chinese(matter, LETTER_TO_HONG_KONG, answer);
            letter::copies_are_enough(matter, LETTER_TO_HONG_KONG, answer);
        }
        if let Some(last_day) = days.last_day(FORWARD_REQUEST).filter(|&last_day| last_day < matter.as_of()) {
            answer.find(Finding::inform("forwarding-overdue", FORWARDING).with_day("last-day", last_day));
        }
    });
}

/// The period of article 6, for the court that used the arrangement.
fn waiting_periods(matter: &Matter) -> Vec<Period> {
    let Some(delivered) = matter.first("delivered-to-requested") else { return Vec::new() };
    let roll = if matter.switch("deemed-date-roll") == "no-roll" { Roll::None } else { Roll::NextWorkingDay };
    let period = Period::from_event(ARRANGEMENT_WAIT, delivered.index, WAIT, "CN").rolling(roll);
    vec![period.met_by(&["served-per-certificate"]).citing([ARRANGEMENT])]
}

/// Articles 6 and 12: a certificate decides; else a fact that shows receipt; else, when three months have passed, the method counts as
/// unavailable; until then it is open.
fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    let last_day = days.last_day(ARRANGEMENT_WAIT);
    let passed = last_day.is_some_and(|last_day| last_day < matter.as_of());
    if let Some(certified) = matter.first("served-per-certificate") {
        certified_service(&certified, last_day, answer);
    } else if certified_failure(matter) {
        answer.conclude("not-served", None, &[ARRANGEMENT]);
    } else if let Some(on) = other_proof(matter).and_then(|fact| deemed_on(matter, &fact, last_day)) {
        answer.conclude("deemed-served", Some(on), &[OTHER_PROOF, ARRANGEMENT]);
    } else if passed {
        answer.conclude("method-unavailable", last_day, &[ARRANGEMENT]);
    } else {
        answer.conclude("pending", None, &[ARRANGEMENT]);
    }
}

/// Article 1: civil and commercial cases that concern Hong Kong or Macao.
fn article_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    // Mainland courts hear labour disputes as civil cases.
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = NON_CIVIL_MATTER.under(matter.switch("non-civil-matter"));
        let place = Place::Particular("case-category".to_owned());
        let finding = Finding::new("outside-civil-and-commercial", severity, SCOPE).about(place);
        answer.find(finding.with_text("category", category));
    }
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

/// Article 13(3): what the other side would send back for its lack is returned here.
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

/// A certificate that comes after the wait is a conflict with what was concluded: for a judge, not to be ignored `[P]`.
fn certified_service(certified: &Item<Event>, last_day: Option<Date>, answer: &mut Answer) {
    if let Some(last_day) = last_day.filter(|&last_day| last_day < certified.on) {
        let finding = Finding::flag("certificate-after-wait", ARRANGEMENT).about(certified.place());
        answer.find(finding.with_day("last-day", last_day));
    }
    answer.conclude("served", Some(certified.on), &[ARRANGEMENT]);
}

fn certified_failure(matter: &Matter) -> bool {
    matter.documents_of("certificate-of-service").any(|certificate| certificate.text("result") == Some("unserved"))
}

/// Article 12: the addressee mentioned the content to the court, or acted on it. The earliest such fact counts.
fn other_proof<'a>(matter: &Matter<'a>) -> Option<Item<'a, Event>> {
    let facts = [matter.first("mentioned-content"), matter.first("acted-on-content")];
    facts.into_iter().flatten().min_by_key(|fact| fact.on)
}

/// The text gives no date of service for article 12 while the arrangement runs: the day of the fact, or that of the wait's end, once it has
/// come (switch `art-12-date` `[P]`).
fn deemed_on(matter: &Matter, fact: &Item<Event>, last_day: Option<Date>) -> Option<Date> {
    match last_day {
        Some(last_day) if matter.switch("art-12-date") == "expiry-date" => {
            (last_day < matter.as_of()).then_some(last_day.max(fact.on))
        }
        _ => Some(fact.on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Assessment;
    use crate::sample::{self, Sample, concluded, date, found, letter};

    /// The follow-up of documents delivered on 2026-01-20, whose wait ends on 2026-04-20.
    fn followed(sample: Sample) -> Assessment {
        sample.event("delivered-to-requested", "2026-01-20").asked(&FOLLOW_UP, "2026-04-20")
    }

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
    fn until_the_last_day_of_the_wait_nothing_is_established() {
        assert_eq!(concluded(&followed(letter().asked_on("2026-04-20"))), [("pending", None)]);
        assert_eq!(
            concluded(&followed(letter().asked_on("2026-04-21"))),
            [("method-unavailable", Some(date("2026-04-20")))]
        );
    }

    #[test]
    fn without_delivery_there_is_nothing_to_wait_for() {
        assert!(letter().periods(&FOLLOW_UP).is_empty());
    }

    #[test]
    fn the_earliest_fact_that_shows_receipt_is_the_day_of_service() {
        let twice = letter()
            .asked_on("2026-04-01")
            .event("acted-on-content", "2026-03-09")
            .event("mentioned-content", "2026-03-05");
        assert_eq!(concluded(&followed(twice)), [("deemed-served", Some(date("2026-03-05")))]);
        let later = letter().asked_on("2026-03-04").event("mentioned-content", "2026-03-05");
        assert_eq!(concluded(&followed(later)), [("pending", None)]);
    }

    #[test]
    fn by_its_switch_the_end_of_the_wait_is_the_day_of_service_once_it_has_come() {
        let fact = |as_of| {
            letter().asked_on(as_of).event("mentioned-content", "2026-03-05").switch("art-12-date", "expiry-date")
        };
        assert_eq!(concluded(&followed(fact("2026-04-20"))), [("pending", None)]);
        assert_eq!(concluded(&followed(fact("2026-04-21"))), [("deemed-served", Some(date("2026-04-20")))]);
    }

    #[test]
    fn a_certificate_goes_before_any_presumption() {
        let certified = letter()
            .asked_on("2026-05-20")
            .event("mentioned-content", "2026-03-05")
            .event("served-per-certificate", "2026-03-02");
        assert_eq!(concluded(&followed(certified)), [("served", Some(date("2026-03-02")))]);
    }

    #[test]
    fn a_certificate_after_the_wait_is_for_a_judge() {
        let assessment = followed(letter().asked_on("2026-05-20").event("served-per-certificate", "2026-05-12"));
        assert_eq!(found(&assessment), ["certificate-after-wait"]);
        assert_eq!(concluded(&assessment), [("served", Some(date("2026-05-12")))]);
    }

    #[test]
    fn a_certificate_of_failure_ends_the_attempt() {
        let failed = letter().document("certificate-of-service", &[("result", "unserved")]);
        assert_eq!(concluded(&followed(failed)), [("not-served", None)]);
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
