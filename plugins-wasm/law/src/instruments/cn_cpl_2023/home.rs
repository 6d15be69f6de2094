//! Service on an addressee who is domiciled in the Mainland: articles 87 to 95.
//!
//! Articles 92 to 94 (soldiers, prisoners) concern persons of whom the facts know nothing.

use crate::contract::{Event, Finding, Period, Person, Place, Severity, Unit};
use crate::instruments::cn_cpl_interpretation_2022::{self as interpretation, DAY_OF_ANNOUNCEMENT, ENTRUSTED};
use crate::instruments::cn_online_litigation_2021 as online;
use crate::service::{self, Attempt, Bar, Outcome, PROOF};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, execution, switches};

use super::{INSTRUMENT, reply};

#[cfg(test)]
mod tests;

const DIRECT: Provision = Provision::new(INSTRUMENT, "88");
const LEAVING: Provision = Provision::new(INSTRUMENT, "89");
const ELECTRONIC: Provision = Provision::new(INSTRUMENT, "90");
const POST: Provision = Provision::new(INSTRUMENT, "91");
const ANNOUNCEMENT: Provision = Provision::new(INSTRUMENT, "95");
/// Where no article names the method.
const SILENT: Provision = Provision::new(INSTRUMENT, "?");

/// Article 95: thirty days from the announcement.
const WAIT: (i32, Unit) = (30, Unit::Days);
/// Whom the law calls domiciled here.
const SIDES: &[&str] = &["CN"];
/// What is to be tried before an announcement, where it is open.
const BEFORE_ANNOUNCEMENT: &[&str] = &["personal", "litigation-agent", "post", "electronic"];

/// May this method be used?
pub const METHOD: Chapter = Chapter {
    procedure: service::SERVICE,
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: |matter, _, answer| examine_method(matter, answer),
};
/// Has service taken effect, and what runs from it?
pub const EFFECT: Chapter = Chapter {
    procedure: service::SERVICE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods,
    examine: examine_effect,
};

/// What these articles read, say and switch on.
pub const DECLARATION: Declaration = Declaration {
    reads: service::READS,
    rules: &[
        Rule::text(PROOF, &["pending", "served"]),
        Rule::policy(PROOF, &["established-day-differs"]),
        Rule::text(DIRECT, &["addressee-missing", "nothing-to-serve", "recipient-missing", "served"]),
        Rule::policy(DIRECT, &["addressee-seat-unknown", "method-not-chosen"]),
        Rule::text(LEAVING, &["leaving-without-refusal", "refused-but-not-left", "served"]),
        Rule::text(ELECTRONIC, &["paper-copy-on-request", "pending", "served"]),
        Rule::text(POST, &["address-missing", "pending", "served"]),
        Rule::text(
            ANNOUNCEMENT,
            &["announcement-before-other-methods", "announcement-beside-other-methods", "deemed-served", "pending"],
        ),
        Rule::text(ANNOUNCEMENT, &[service::ANNOUNCEMENT_WAIT]).under(&["deemed-date-roll"]),
        Rule::text(SILENT, &["method-not-provided", "method-unavailable"]),
        Rule::text(ENTRUSTED, &["served"]),
        Rule::text(DAY_OF_ANNOUNCEMENT, &[service::ANNOUNCEMENT_WAIT]),
        interpretation::RULE_133,
        interpretation::RULE_140,
        online::RULE_29,
        online::RULE_31,
        online::RULE_31_OPEN,
        reply::RULE_128,
        reply::RULE_171,
        reply::RULE_174,
    ],
    cites: &[execution::CN_COUNTING],
    settings: &[&switches::DEEMED_DATE_ROLL, &switches::UNCONSENTED_E_SERVICE_DATE],
};

const LAW: Outcome = Outcome { earliest: None, pending: PROOF, leaving: LEAVING };

/// Articles 88 to 91 and 95: may the method be used?
fn examine_method(matter: &Matter, answer: &mut Answer) {
    somebody_is_served(matter, Severity::Correct, answer);
    let mut addressees = service::addressees(matter, SIDES).peekable();
    if addressees.peek().is_none() {
        return;
    }
    something_is_served(matter, DIRECT, answer);
    let Some(method) = service::method(matter) else { return service::no_method(matter, DIRECT, answer) };
    interpretation::article_140_announcement(matter, method, answer);
    for addressee in addressees {
        answer.article(article_of(method), |answer| match method {
            "announcement" => article_95_announcement(matter, &addressee, answer),
            _ => may_be_used(matter, &addressee, method, answer),
        });
    }
}

/// Articles 87 to 95: has service taken effect?
fn examine_effect(matter: &Matter, days: &Days, answer: &mut Answer) {
    somebody_is_served(matter, Severity::Flag, answer);
    for addressee in service::addressees(matter, SIDES) {
        interpretation::article_140_announced(matter, &addressee, answer);
        let mut attempts = Vec::new();
        attempts.extend(articles_88_and_89_in_hand(matter, &addressee, answer));
        attempts.extend(online::article_31_effect(matter, &addressee, ELECTRONIC, answer));
        attempts.extend(article_91_post(matter, &addressee));
        attempts.extend(entrusted(matter, &addressee));
        attempts.extend(article_95_announced(matter, days, &addressee));
        service::conclude(matter, &addressee, &attempts, &LAW, answer);
        reply::examine(matter, days, &addressee, &reply::HOME, answer);
    }
}

/// The wait after an announcement, and what runs from service.
fn periods(matter: &Matter) -> Vec<Period> {
    service::distinct(service::addressees(matter, SIDES).flat_map(|addressee| {
        let wait = announcement_wait(matter, &addressee);
        wait.into_iter().chain(reply::periods(matter, &addressee, &reply::HOME))
    }))
}

/// The article that a method rests on.
fn article_of(method: &str) -> Provision {
    match method {
        "personal" | "litigation-agent" | "legal-representative" => DIRECT,
        "leaving" => LEAVING,
        "electronic" => ELECTRONIC,
        "post" => POST,
        "announcement" => ANNOUNCEMENT,
        _ => SILENT,
    }
}

/// There is an addressee, and it is known which law applies to him.
fn somebody_is_served(matter: &Matter, severity: Severity, answer: &mut Answer) {
    if matter.persons("addressee").next().is_none() {
        answer.find(Finding::new("addressee-missing", severity, DIRECT).about(Place::Persons));
    }
    for addressee in matter.persons("addressee").filter(|person| person.jurisdiction.is_none()) {
        answer.find(Finding::new("addressee-seat-unknown", severity, DIRECT).about(addressee.place()));
    }
}

/// There is a document to serve.
pub(crate) fn something_is_served(matter: &Matter, provision: Provision, answer: &mut Answer) {
    if matter.documents().next().is_none() {
        answer.find(Finding::correct("nothing-to-serve", provision).about(Place::Documents));
    }
}

fn may_be_used(matter: &Matter, addressee: &Item<Person>, method: &str, answer: &mut Answer) {
    if let Some(bar) = bar(matter, addressee, method) {
        return bar.refuse(answer);
    }
    match method {
        "leaving" => article_89_after_a_refusal(matter, addressee, answer),
        "electronic" => {
            online::article_29_consent(addressee, Severity::Flag, ELECTRONIC, answer);
            article_90_paper(matter, addressee, answer);
        }
        _ => {}
    }
}

/// Why the method is not open, if it is not.
fn bar(matter: &Matter, addressee: &Item<Person>, method: &str) -> Option<Bar> {
    match method {
        "personal" | "legal-representative" | "electronic" | "announcement" => None,
        "litigation-agent" => service::through_somebody(matter, "agent", None, DIRECT, |_| None),
        "leaving" => interpretation::article_133_not_left(matter, addressee),
        "post" => service::has_no_address(addressee, POST),
        _ => Some(service::not_provided(matter, method, SILENT)),
    }
}

/// Article 89: papers are left when the addressee, or a grown-up of his household, refuses them.
pub(crate) fn article_89_after_a_refusal(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) {
    if service::events(matter, addressee, "refused-to-sign").is_empty() {
        answer.find(Finding::flag("leaving-without-refusal", LEAVING).about(Place::Docket));
    }
}

/// Article 90(1): who was served electronically with a judgment, a ruling or a mediation statement gets it on paper if he asks.
pub(crate) fn article_90_paper(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) {
    let named = |kind: &str| matches!(kind, "judgment" | "ruling" | "mediation-statement");
    for document in service::documents_for(matter, addressee).filter(|document| named(&document.kind)) {
        let finding = Finding::inform("paper-copy-on-request", ELECTRONIC).about(document.part("kind"));
        answer.find(finding.with_text("document", &document.kind));
    }
}

/// Article 95: announcement where the addressee's whereabouts are unknown, or where the other ways of this section fail.
fn article_95_announcement(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) {
    let unknown = addressee.text("whereabouts") == Some("unknown");
    let open = |method: &str| match method {
        "personal" => addressee.text("address").is_some(),
        "electronic" => online::has_address(addressee),
        _ => bar(matter, addressee, method).is_none(),
    };
    let left_out = if unknown { Vec::new() } else { service::left_out(matter, BEFORE_ANNOUNCEMENT, None, open) };
    let tried = (service::under_way(matter, None), left_out);
    service::is_last_resort(matter, addressee, tried, (ANNOUNCEMENT, ANNOUNCEMENT), answer);
}

/// Articles 88 and 89: handed over, or left where they were refused.
fn articles_88_and_89_in_hand(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let all = service::in_hand(matter, addressee).into_iter();
    Attempt::first_success(all.map(|(left, event)| in_hand(matter, addressee, left, &event, answer)).collect())
}

fn in_hand(matter: &Matter, addressee: &Item<Person>, left: bool, event: &Item<Event>, answer: &mut Answer) -> Attempt {
    let (method, _) = service::through(matter, event);
    let method = if left { "leaving" } else { method };
    let void = bar(matter, addressee, method).and_then(|bar| bar.voids(answer));
    let provisions: &[Provision] = if left { &[LEAVING] } else { &[DIRECT, PROOF] };
    void.unwrap_or_else(|| Attempt::served(event.on, provisions))
}

/// Article 91: the day on the receipt. The law presumes nothing from the post's silence.
fn article_91_post(matter: &Matter, addressee: &Item<Person>) -> Option<Attempt> {
    match service::events(matter, addressee, "receipt-signed").first() {
        Some(signed) => Some(Attempt::served(signed.on, &[POST])),
        None if service::events(matter, addressee, "posted").is_empty() => None,
        None => Some(Attempt::open(&[POST])),
    }
}

/// Article 91 and the Interpretation's article 134: another court was asked to serve, and certified it.
fn entrusted(matter: &Matter, addressee: &Item<Person>) -> Option<Attempt> {
    let certified = service::events(matter, addressee, "served-per-certificate");
    certified.first().map(|it| Attempt::served(it.on, &[ENTRUSTED, POST]))
}

/// Article 95: deemed served when thirty days have passed.
fn article_95_announced(matter: &Matter, days: &Days, addressee: &Item<Person>) -> Option<Attempt> {
    announcement_wait(matter, addressee).map(|wait| service::announced(matter, days, &wait, &[ANNOUNCEMENT]))
}

fn announcement_wait(matter: &Matter, addressee: &Item<Person>) -> Option<Period> {
    let announced = service::events(matter, addressee, "announced").pop()?;
    let provisions = [ANNOUNCEMENT, DAY_OF_ANNOUNCEMENT, execution::CN_COUNTING];
    Some(service::wait(matter, service::ANNOUNCEMENT_WAIT, &announced, WAIT, &provisions))
}
