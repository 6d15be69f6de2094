//! Articles 6 to 12: whether service has taken effect, and on which day.

use crate::contract::{Event, Finding, Period, Person, Unit};
use crate::instruments::cn_cpl_2023::abroad::{self, shown, shown_late};
use crate::instruments::cn_cpl_2023::reply;
use crate::instruments::cn_cpl_interpretation_2022::{self as interpretation, BY_REFERENCE, DAY_OF_ANNOUNCEMENT};
use crate::instruments::cn_online_litigation_2021 as online;
use crate::service::{self, ANNOUNCEMENT_WAIT, Attempt, Outcome, POSTAL_WAIT, PROOF, THREE_MONTHS};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, execution, switches};

use super::methods::{article_11_not_left, article_of, bar, is_by_reference, unpublished};
use super::{
    AGENT, ANNOUNCEMENT, ARRANGEMENT, ELECTRONIC, LEAVING, OFFICES, OTHER_PROOF, POST, PRESENT, SIDE_BY_SIDE, SIDES,
    SILENT,
};

#[cfg(test)]
mod tests;

/// Has service taken effect, and what runs from it?
pub const EFFECT: Chapter = Chapter {
    procedure: service::SERVICE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods,
    examine,
};

/// Article 7: the wait after posting.
pub(super) const POSTAL_RULE: Rule = Rule::text(POST, &[POSTAL_WAIT]).under(&["deemed-date-roll"]);
/// Article 9: the wait after an announcement.
pub(super) const ANNOUNCEMENT_RULE: Rule =
    Rule::text(ANNOUNCEMENT, &[ANNOUNCEMENT_WAIT]).under(&["deemed-date-roll", "hk-mo-announcement"]);
/// The conflict: the Civil Procedure Law counts sixty days since 2023, and its Interpretation lets Hong Kong and Macao cases refer to it.
pub(super) const SIXTY_DAYS_RULE: Rule =
    Rule::uncertain(abroad::ANNOUNCEMENT, &[ANNOUNCEMENT_WAIT, "deemed-served", "pending"])
        .under(&["deemed-date-roll", "hk-mo-announcement"]);

/// What these articles read, say and switch on.
const DECLARATION: Declaration = Declaration {
    reads: service::READS,
    rules: &[
        Rule::text(
            PRESENT,
            &["method-for-entities-only", "method-unavailable", "not-in-mainland", "recipient-missing", "served"],
        ),
        Rule::text(
            AGENT,
            &["method-unavailable", "receipt-excluded-by-power-of-attorney", "recipient-missing", "served"],
        ),
        Rule::text(
            OFFICES,
            &[
                "branch-not-authorised",
                "method-unavailable",
                "recipient-missing",
                "recipient-outside-mainland",
                "served",
            ],
        ),
        Rule::text(ARRANGEMENT, &["served"]),
        Rule::text(POST, &["deemed-served", "not-served", "pending", "served"]),
        POSTAL_RULE,
        Rule::policy(POST, &["receipt-shown-after-wait"]),
        Rule::text(ELECTRONIC, &["pending", "served"]),
        Rule::text(ANNOUNCEMENT, &["announcement-not-published-there", "deemed-served", "not-served", "pending"]),
        ANNOUNCEMENT_RULE,
        SIXTY_DAYS_RULE,
        Rule::text(DAY_OF_ANNOUNCEMENT, &[ANNOUNCEMENT_WAIT]),
        Rule::text(SIDE_BY_SIDE, &["earliest-success-decides", "pending"]),
        Rule::text(LEAVING, &["method-unavailable", "not-in-mainland", "refused-but-not-left", "served"]),
        Rule::text(SILENT, &["method-not-provided", "method-unavailable"]),
        Rule::text(OTHER_PROOF, &["deemed-served"]),
        Rule::text(PROOF, &["served"]),
        Rule::policy(PROOF, &["established-day-differs"]),
        Rule::uncertain(BY_REFERENCE, &["method-by-reference"]),
        abroad::RULE_5,
        abroad::RULE_6,
        abroad::RULE_10,
        interpretation::RULE_133,
        interpretation::RULE_140,
        interpretation::RULE_532,
        online::RULE_29,
        online::RULE_31,
        online::RULE_31_OPEN,
        reply::RULE_285,
        reply::RULE_286,
    ],
    cites: &[execution::CN_COUNTING],
    settings: &[&switches::DEEMED_DATE_ROLL, &switches::HK_MO_ANNOUNCEMENT, &switches::UNCONSENTED_E_SERVICE_DATE],
};

const LAW: Outcome = Outcome { earliest: Some(SIDE_BY_SIDE), pending: SIDE_BY_SIDE, leaving: LEAVING };

/// Has service taken effect? Of several methods the earliest success fixes the day (article 10(2)).
fn examine(matter: &Matter, days: &Days, answer: &mut Answer) {
    for addressee in service::addressees(matter, SIDES) {
        interpretation::article_140_announced(matter, &addressee, answer);
        let mut attempts = Vec::new();
        attempts.extend(articles_3_to_5_in_hand(matter, &addressee, answer));
        attempts.extend(article_6_certified(matter, &addressee));
        attempts.extend(article_7_posted(matter, days, &addressee, answer));
        attempts.extend(online::article_31_effect(matter, &addressee, ELECTRONIC, answer));
        attempts.extend(article_9_announced(matter, days, &addressee, answer));
        attempts.extend(article_12_other_proof(matter, &addressee, &attempts));
        service::conclude(matter, &addressee, &attempts, &LAW, answer);
        reply::examine(matter, days, &addressee, &reply::HONG_KONG_AND_MACAO, answer);
    }
}

/// The waits after posting and announcing, and what runs from service.
pub(super) fn periods(matter: &Matter) -> Vec<Period> {
    service::distinct(service::addressees(matter, SIDES).flat_map(|addressee| {
        let waits = [postal_wait(matter, &addressee), announcement_wait(matter, &addressee)];
        waits.into_iter().flatten().chain(reply::periods(matter, &addressee, &reply::HONG_KONG_AND_MACAO))
    }))
}

/// Articles 3 to 5 and 11: handed in the Mainland to the addressee or to whoever receives for him, or left there.
fn articles_3_to_5_in_hand(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let all = service::in_hand(matter, addressee).into_iter();
    Attempt::first_success(all.map(|(left, event)| in_hand(matter, addressee, left, &event, answer)).collect())
}

fn in_hand(matter: &Matter, addressee: &Item<Person>, left: bool, event: &Item<Event>, answer: &mut Answer) -> Attempt {
    let (method, named) = service::through(matter, event);
    let bar = bar(matter, addressee, method, named.as_ref());
    let bar = if left { article_11_not_left(matter, addressee, named.as_ref(), bar) } else { bar };
    if let Some(void) = bar.and_then(|bar| if left { bar.citing(LEAVING) } else { bar }.voids(answer)) {
        return void;
    }
    if is_by_reference(method) {
        let finding = Finding::flag("method-by-reference", BY_REFERENCE).about(event.place());
        answer.find(finding.with_text("method", method));
    }
    Attempt::served(event.on, &[article_of(method), if left { LEAVING } else { PROOF }])
}

/// Article 6: what the other side's court certified.
fn article_6_certified(matter: &Matter, addressee: &Item<Person>) -> Option<Attempt> {
    let certified = service::events(matter, addressee, "served-per-certificate");
    certified.first().map(|it| Attempt::served(it.on, &[ARRANGEMENT]))
}

/// Article 7: what was posted.
fn article_7_posted(matter: &Matter, days: &Days, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let attempt = post(matter, days, addressee)?;
    let last_day = postal_wait(matter, addressee).and_then(|wait| days.of(&wait));
    shown_late(&attempt, shown(matter, addressee), last_day, POST, answer);
    Some(attempt)
}

/// Article 7(2) to (4): a signed receipt is enough, and its day counts. Without proof, three months after posting: deemed served on their
/// last day if article 12 is met, else not served. A sign of receipt that comes later still is one `[P]`.
pub(super) fn post(matter: &Matter, days: &Days, addressee: &Item<Person>) -> Option<Attempt> {
    if let Some(signed) = service::events(matter, addressee, "receipt-signed").first() {
        return Some(Attempt::served(signed.on, &[POST]));
    }
    let wait = postal_wait(matter, addressee)?;
    let Some(last_day) = service::over(matter, days, &wait) else { return Some(Attempt::open(&[POST])) };
    Some(match shown(matter, addressee) {
        Some(_) => Attempt::deemed(last_day, &[POST, OTHER_PROOF]),
        None => Attempt::failed(Some(last_day), &[POST]),
    })
}

/// Article 9: deemed served when the wait is over. What was not published where the addressee lives was not announced.
fn article_9_announced(matter: &Matter, days: &Days, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let announced = service::events(matter, addressee, "announced").pop()?;
    let wait = announcement_wait(matter, addressee)?;
    // Where it was published is asked when the step is taken; later the facts may be silent about it.
    if let Some(side) = unpublished(matter, addressee).next().filter(|_| !matter.codes("publication-places").is_empty())
    {
        let finding = Finding::flag("announcement-not-published-there", ANNOUNCEMENT);
        answer.find(finding.about(matter.place("publication-places")).with_text("jurisdiction", side));
        return Some(Attempt::failed(None, &[ANNOUNCEMENT]));
    }
    if sixty_days(matter) {
        interpretation::article_532_announced_judgment(matter, addressee, &announced, answer);
    }
    Some(service::announced(matter, days, &wait, announcement(matter).1))
}

/// Article 12: nothing was signed, but the addressee mentioned the content to the court, or acted on it. For what was posted or sent
/// electronically, articles 7 and 8 say what follows; for the rest it is served on that day, a day that the text does not name.
fn article_12_other_proof(matter: &Matter, addressee: &Item<Person>, attempts: &[Attempt]) -> Option<Attempt> {
    let elsewhere = |method: &str| matches!(method, "post" | "electronic");
    let fits = |method: Option<&str>| method.map_or(attempts.is_empty(), |method| !elsewhere(method));
    let fact = service::sign_of_receipt(matter, addressee, fits)?;
    Some(Attempt::deemed(fact.on, &[OTHER_PROOF]))
}

fn postal_wait(matter: &Matter, addressee: &Item<Person>) -> Option<Period> {
    let posted = service::events(matter, addressee, "posted").pop()?;
    let wait = service::wait(matter, POSTAL_WAIT, &posted, THREE_MONTHS, &[POST, execution::CN_COUNTING]);
    Some(wait.met_by(&["receipt-signed"]))
}

fn announcement_wait(matter: &Matter, addressee: &Item<Person>) -> Option<Period> {
    let announced = service::events(matter, addressee, "announced").pop()?;
    let (length, provisions) = announcement(matter);
    Some(service::wait(matter, ANNOUNCEMENT_WAIT, &announced, length, provisions))
}

/// How long an announcement takes: three months by article 9, which was not found repealed, or sixty days by the Civil Procedure Law:
/// switch `hk-mo-announcement` `[?]`.
fn announcement(matter: &Matter) -> ((i32, Unit), &'static [Provision]) {
    if sixty_days(matter) {
        (abroad::SIXTY_DAYS, &[abroad::ANNOUNCEMENT, BY_REFERENCE])
    } else {
        (THREE_MONTHS, &[ANNOUNCEMENT])
    }
}

fn sixty_days(matter: &Matter) -> bool {
    matter.switch("hk-mo-announcement") == "sixty-days"
}
