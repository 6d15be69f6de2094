//! Service on an addressee who is domiciled abroad: the ten methods of article 283(1), and announcement under article 283(2).
//!
//! The law on foreign cases leaves the rest to the general law (article 270): leaving (article 89), consent to electronic service (article
//! 90), summary procedure. Whether an addressee is a Chinese national the facts do not say.

use crate::contract::{Date, Event, Finding, Period, Person, Severity, Unit};
use crate::instruments::cn_cpl_interpretation_2022::{self as interpretation, DAY_OF_ANNOUNCEMENT, PRESENT};
use crate::instruments::cn_online_litigation_2021 as online;
use crate::service::{self, Attempt, Bar, Outcome, PROOF, THREE_MONTHS};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, execution, switches};

use super::{INSTRUMENT, home, reply};

#[cfg(test)]
mod tests;

const METHODS: Provision = Provision::new(INSTRUMENT, "283(1)");
const TREATY: Provision = Provision::new(INSTRUMENT, "283(1)(1)");
const DIPLOMATIC: Provision = Provision::new(INSTRUMENT, "283(1)(2)");
const CONSULAR: Provision = Provision::new(INSTRUMENT, "283(1)(3)");
const AGENT: Provision = Provision::new(INSTRUMENT, "283(1)(4)");
const ESTABLISHMENT: Provision = Provision::new(INSTRUMENT, "283(1)(5)");
const CO_DEFENDANT: Provision = Provision::new(INSTRUMENT, "283(1)(6)");
const REPRESENTATIVE: Provision = Provision::new(INSTRUMENT, "283(1)(7)");
const POST: Provision = Provision::new(INSTRUMENT, "283(1)(8)");
const ELECTRONIC: Provision = Provision::new(INSTRUMENT, "283(1)(9)");
const AGREED: Provision = Provision::new(INSTRUMENT, "283(1)(10)");
/// Announcement, where no other method works.
pub(crate) const ANNOUNCEMENT: Provision = Provision::new(INSTRUMENT, "283(2)");
/// Leaving, by the general law.
const LEAVING: Provision = Provision::new(INSTRUMENT, "89");

/// Article 283(2): sixty days from the announcement.
pub(crate) const SIXTY_DAYS: (i32, Unit) = (60, Unit::Days);

const SIDES: &[&str] = &["XX"];
/// What is to be tried before an announcement, where it is open. Of the treaty and diplomatic channels, one.
const BEFORE_ANNOUNCEMENT: &[&str] = &[
    "litigation-agent",
    "wholly-owned-enterprise",
    "representative-office",
    "branch",
    "co-defendant-entity",
    "legal-representative",
    "personal",
    "post",
    "electronic",
];
/// The channels of judicial assistance: to have tried one of them is enough.
const CHANNELS: [&str; 3] = ["treaty", "diplomatic", "consular"];

/// May this method be used?
pub const METHOD: Chapter = Chapter {
    procedure: service::SERVICE,
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: examine_method,
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
        Rule::text(METHODS, &["method-not-provided", "method-unavailable", "nothing-to-serve", "pending"]),
        Rule::policy(METHODS, &["method-not-chosen"]),
        Rule::text(TREATY, &["address-missing", "served"]),
        Rule::text(DIPLOMATIC, &["address-missing", "served"]),
        Rule::text(CONSULAR, &["address-missing", "consular-service-for-nationals-only", "served"]),
        Rule::text(AGENT, &["method-unavailable", "recipient-missing", "served"]),
        Rule::uncertain(AGENT, &["receipt-excluded-by-power-of-attorney"]),
        RULE_5,
        RULE_6,
        Rule::text(
            REPRESENTATIVE,
            &["method-for-entities-only", "method-unavailable", "not-in-mainland", "recipient-missing", "served"],
        ),
        Rule::text(
            POST,
            &[
                "address-missing",
                "deemed-served",
                "method-unavailable",
                "pending",
                "post-not-allowed-by-state",
                "served",
            ],
        ),
        Rule::text(POST, &[service::POSTAL_WAIT]).under(&["deemed-date-roll"]),
        Rule::policy(POST, &["receipt-shown-after-wait"]),
        Rule::text(ELECTRONIC, &["method-forbidden-by-state", "method-unavailable", "served"]),
        RULE_10,
        Rule::text(
            ANNOUNCEMENT,
            &["announcement-before-other-methods", "announcement-beside-other-methods", "deemed-served", "pending"],
        ),
        Rule::text(ANNOUNCEMENT, &[service::ANNOUNCEMENT_WAIT]).under(&["deemed-date-roll"]),
        Rule::text(DAY_OF_ANNOUNCEMENT, &[service::ANNOUNCEMENT_WAIT]),
        Rule::text(LEAVING, &["leaving-without-refusal", "method-unavailable", "refused-but-not-left", "served"]),
        Rule::text(PROOF, &["served"]),
        Rule::policy(PROOF, &["established-day-differs"]),
        Rule::knowledge(PRESENT, &["method-unavailable", "not-in-mainland", "served"]),
        Rule::knowledge(interpretation::POST, &["not-served", "served"]),
        Rule::text(Provision::new(INSTRUMENT, "90"), &["paper-copy-on-request"]),
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
    settings: &[&switches::DEEMED_DATE_ROLL, &switches::UNCONSENTED_E_SERVICE_DATE],
};

/// What number 5 says.
pub(crate) const RULE_5: Rule = Rule::text(
    ESTABLISHMENT,
    &["enterprise-not-wholly-owned", "method-unavailable", "recipient-missing", "recipient-outside-mainland", "served"],
);
/// What number 6 says.
pub(crate) const RULE_6: Rule = Rule::text(
    CO_DEFENDANT,
    &[
        "addressee-does-not-represent-entity",
        "entity-not-co-defendant",
        "method-for-individuals-only",
        "method-unavailable",
        "recipient-missing",
        "recipient-outside-mainland",
        "served",
    ],
);
/// What number 10 says.
pub(crate) const RULE_10: Rule = Rule::text(
    AGREED,
    &["agreement-not-stated", "method-forbidden-by-state", "method-not-agreed", "method-unavailable", "served"],
);

const LAW: Outcome = Outcome { earliest: None, pending: METHODS, leaving: LEAVING };

/// Article 283: may the method be used?
fn examine_method(matter: &Matter, days: &Days, answer: &mut Answer) {
    let mut addressees = service::addressees(matter, SIDES).peekable();
    if addressees.peek().is_none() {
        return;
    }
    home::something_is_served(matter, METHODS, answer);
    let Some(method) = service::method(matter) else { return service::no_method(matter, METHODS, answer) };
    interpretation::article_140_announcement(matter, method, answer);
    for addressee in addressees {
        answer.article(article_of(method), |answer| match method {
            "announcement" => paragraph_2_announcement(matter, days, &addressee, answer),
            _ => may_be_used(matter, &addressee, method, answer),
        });
    }
}

/// Article 283: has service taken effect?
fn examine_effect(matter: &Matter, days: &Days, answer: &mut Answer) {
    for addressee in service::addressees(matter, SIDES) {
        interpretation::article_140_announced(matter, &addressee, answer);
        let mut attempts = Vec::new();
        attempts.extend(numbers_4_to_7_in_hand(matter, &addressee, answer));
        attempts.extend(numbers_1_to_3_certified(matter, &addressee));
        attempts.extend(number_8_posted(matter, days, &addressee, answer));
        attempts.extend(number_9_sent(matter, &addressee, answer));
        attempts.extend(paragraph_2_announced(matter, days, &addressee, answer));
        service::conclude(matter, &addressee, &attempts, &LAW, answer);
        reply::examine(matter, days, &addressee, &reply::ABROAD, answer);
    }
}

/// The waits after posting and announcing, and what runs from service.
fn periods(matter: &Matter) -> Vec<Period> {
    service::distinct(service::addressees(matter, SIDES).flat_map(|addressee| {
        let waits = [postal_wait(matter, &addressee), announcement_wait(matter, &addressee)];
        waits.into_iter().flatten().chain(reply::periods(matter, &addressee, &reply::ABROAD))
    }))
}

/// The number of article 283(1) that a method rests on.
pub(crate) fn article_of(method: &str) -> Provision {
    match method {
        "treaty" => TREATY,
        "diplomatic" => DIPLOMATIC,
        "consular" => CONSULAR,
        "litigation-agent" => AGENT,
        "wholly-owned-enterprise" | "representative-office" | "branch" => ESTABLISHMENT,
        "co-defendant-entity" => CO_DEFENDANT,
        "legal-representative" => REPRESENTATIVE,
        "personal" => PRESENT,
        "leaving" => LEAVING,
        "post" => POST,
        "electronic" => ELECTRONIC,
        "agreed-method" => AGREED,
        "announcement" => ANNOUNCEMENT,
        _ => METHODS,
    }
}

fn may_be_used(matter: &Matter, addressee: &Item<Person>, method: &str, answer: &mut Answer) {
    if let Some(bar) = bar(matter, addressee, method, None) {
        return bar.refuse(answer);
    }
    match method {
        "consular" => {
            let finding = Finding::flag("consular-service-for-nationals-only", CONSULAR);
            answer.find(finding.about(addressee.place()));
        }
        "litigation-agent" => number_4_power_of_attorney(matter, answer),
        "leaving" => home::article_89_after_a_refusal(matter, addressee, answer),
        "electronic" => {
            online::article_29_consent(addressee, Severity::Inform, ELECTRONIC, answer);
            home::article_90_paper(matter, addressee, answer);
        }
        "agreed-method" => number_10_stated(addressee, answer),
        _ => {}
    }
}

/// Why the method is not open, if it is not.
pub(crate) fn bar<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
    method: &str,
    named: Option<&Item<'a, Person>>,
) -> Option<Bar> {
    let provision = article_of(method);
    match method {
        "treaty" | "diplomatic" | "consular" => service::has_no_address(addressee, provision),
        "litigation-agent" => service::through_somebody(matter, "agent", named, AGENT, |_| None),
        "wholly-owned-enterprise" => {
            service::through_somebody(matter, "related-entity", named, provision, number_5_wholly_owned)
        }
        "representative-office" => service::through_somebody(matter, "representative-office", named, provision, here),
        "branch" => service::through_somebody(matter, "branch", named, provision, here),
        "co-defendant-entity" => number_6_co_defendant(matter, addressee, named),
        "legal-representative" => number_7_representative(matter, addressee, named),
        "personal" => service::in_person(matter, addressee, provision),
        "leaving" => leaving(matter, addressee),
        "post" => number_8_post(matter, addressee),
        "electronic" => forbidden(matter, method, ELECTRONIC),
        "agreed-method" => forbidden(matter, method, AGREED).or_else(|| number_10_agreed(addressee)),
        "announcement" => None,
        _ => Some(service::not_provided(matter, method, METHODS)),
    }
}

/// Number 4: the agent whom the addressee appointed in this case. Since 2023 the text no longer asks for authority to receive; what an
/// express exclusion in the power of attorney means under it is open `[?]`.
fn number_4_power_of_attorney(matter: &Matter, answer: &mut Answer) {
    for agent in matter.persons("agent").filter(|agent| agent.flag("authority-excludes-receipt") == Some(true)) {
        let place = agent.particular("authority-excludes-receipt");
        answer.find(Finding::flag("receipt-excluded-by-power-of-attorney", AGENT).about(place));
    }
}

/// Number 5: an office or branch in the Mainland. A branch needs no authority since 2023, a business agent does; the facts have one role
/// for both, and are read as meaning a branch.
fn here(person: &Item<Person>) -> Option<Bar> {
    service::stands_elsewhere(person, ESTABLISHMENT)
}

/// Number 5: an enterprise in the Mainland that the addressee owns wholly.
fn number_5_wholly_owned(entity: &Item<Person>) -> Option<Bar> {
    let owned = entity.text("link-to-addressee") == Some("wholly-owned-by-addressee");
    let bar = Bar::new("enterprise-not-wholly-owned", ESTABLISHMENT, entity.particular("link-to-addressee"));
    here(entity).or((!owned).then_some(bar))
}

/// Number 6: for a natural person, the entity in the Mainland that he represents and with which he is sued.
fn number_6_co_defendant<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
    named: Option<&Item<'a, Person>>,
) -> Option<Bar> {
    if addressee.text("person-kind") == Some("company") {
        return Some(Bar::new("method-for-individuals-only", CO_DEFENDANT, addressee.particular("person-kind")));
    }
    service::through_somebody(matter, "related-entity", named, CO_DEFENDANT, |entity| {
        let represented = entity.text("link-to-addressee") == Some("addressee-is-legal-representative");
        let bar = |code, particular| Some(Bar::new(code, CO_DEFENDANT, entity.particular(particular)));
        match entity.flag("co-defendant") {
            _ if !represented => bar("addressee-does-not-represent-entity", "link-to-addressee"),
            Some(true) => service::stands_elsewhere(entity, CO_DEFENDANT),
            _ => bar("entity-not-co-defendant", "co-defendant"),
        }
    })
}

/// Number 7: for an entity, its legal representative or principal who is in the Mainland.
fn number_7_representative<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
    named: Option<&Item<'a, Person>>,
) -> Option<Bar> {
    if addressee.text("person-kind") == Some("individual") {
        return Some(Bar::new("method-for-entities-only", REPRESENTATIVE, addressee.particular("person-kind")));
    }
    service::through_somebody(matter, "legal-representative", named, REPRESENTATIVE, |person| {
        service::is_elsewhere(person, REPRESENTATIVE)
    })
}

/// By the general law papers may be left with whoever is here to be served: the addressee, his representative, agent, office or branch.
fn leaving(matter: &Matter, addressee: &Item<Person>) -> Option<Bar> {
    let ways = ["personal", "legal-representative", "litigation-agent", "representative-office", "branch"];
    let open = ways.into_iter().any(|way| bar(matter, addressee, way, None).is_none());
    let nobody = Bar::new("not-in-mainland", PRESENT, addressee.particular("present-in")).unless_it_was_done();
    interpretation::article_133_not_left(matter, addressee).or((!open).then_some(nobody))
}

/// Number 8: post, where the law of the addressee's State allows it.
fn number_8_post(matter: &Matter, addressee: &Item<Person>) -> Option<Bar> {
    let allowed = matter.names("state-allows", "post") && !matter.names("state-forbids", "post");
    let bar = Bar::new("post-not-allowed-by-state", POST, matter.place("state-allows"));
    (!allowed).then_some(bar).or_else(|| service::has_no_address(addressee, POST))
}

/// Numbers 9 and 10: unless the law of the addressee's State forbids it.
fn forbidden(matter: &Matter, method: &str, provision: Provision) -> Option<Bar> {
    let bar = Bar::new("method-forbidden-by-state", provision, matter.place("state-forbids"));
    matter.names("state-forbids", method).then(|| bar.with_text("method", method))
}

/// Number 10: another way that the addressee agrees to.
fn number_10_agreed(addressee: &Item<Person>) -> Option<Bar> {
    let bar = Bar::new("method-not-agreed", AGREED, addressee.particular("agrees-to-method"));
    (addressee.flag("agrees-to-method") == Some(false)).then_some(bar)
}

/// Number 10: the method itself says that the addressee agreed to it; that no more is stated is noted.
pub(crate) fn number_10_stated(addressee: &Item<Person>, answer: &mut Answer) {
    if addressee.flag("agrees-to-method").is_none() {
        answer.find(Finding::inform("agreement-not-stated", AGREED).about(addressee.particular("agrees-to-method")));
    }
}

/// Paragraph 2: announcement, where none of these methods works.
fn paragraph_2_announcement(matter: &Matter, days: &Days, addressee: &Item<Person>, answer: &mut Answer) {
    let found = service::can_be_found(addressee);
    let open = |method: &str| match method {
        "post" => found && bar(matter, addressee, method, None).is_none(),
        "electronic" => online::has_address(addressee) && forbidden(matter, method, ELECTRONIC).is_none(),
        _ => bar(matter, addressee, method, None).is_none(),
    };
    let post = post(matter, days, addressee);
    let mut left_out = service::left_out(matter, BEFORE_ANNOUNCEMENT, post.as_ref(), open);
    let through_a_channel = |name| CHANNELS.into_iter().any(|channel| matter.names(name, channel));
    if found && !through_a_channel("failed-methods") && !through_a_channel("pending-methods") {
        left_out.insert(0, "treaty".to_owned());
    }
    let tried = (service::under_way(matter, post.as_ref()), left_out);
    service::is_last_resort(matter, addressee, tried, (ANNOUNCEMENT, ANNOUNCEMENT), answer);
}

/// Numbers 4 to 7: handed to the addressee or to whoever receives for him here, or left there.
fn numbers_4_to_7_in_hand(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let all = service::in_hand(matter, addressee).into_iter();
    Attempt::first_success(all.map(|(left, event)| in_hand(matter, addressee, left, &event, answer)).collect())
}

fn in_hand(matter: &Matter, addressee: &Item<Person>, left: bool, event: &Item<Event>, answer: &mut Answer) -> Attempt {
    let (method, named) = service::through(matter, event);
    let bar = bar(matter, addressee, method, named.as_ref());
    let not_left = || interpretation::article_133_not_left(matter, addressee);
    let bar = if left { bar.or_else(not_left).map(Bar::at_any_rate) } else { bar };
    let void = bar.and_then(|bar| if left { bar.citing(LEAVING) } else { bar }.voids(answer));
    let provisions = [article_of(method), if left { LEAVING } else { PROOF }];
    void.unwrap_or_else(|| Attempt::served(event.on, &provisions))
}

/// Numbers 1 to 3: what the other State or the consulate certified.
fn numbers_1_to_3_certified(matter: &Matter, addressee: &Item<Person>) -> Option<Attempt> {
    let certified = service::events(matter, addressee, "served-per-certificate").into_iter().next()?;
    let channel = certified.text("method").filter(|method| CHANNELS.contains(method)).unwrap_or("treaty");
    Some(Attempt::served(certified.on, &[article_of(channel)]))
}

/// Number 8: what was posted, and where the State does not allow it.
fn number_8_posted(matter: &Matter, days: &Days, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let attempt = post(matter, days, addressee)?;
    if let Some(void) = number_8_post(matter, addressee).and_then(|bar| bar.voids(answer)) {
        return Some(void);
    }
    let last_day = postal_wait(matter, addressee).and_then(|wait| days.of(&wait));
    shown_late(&attempt, shown(matter, addressee), last_day, POST, answer);
    Some(attempt)
}

/// Notes that a presumption rests on a sign of receipt that came after the wait, when the attempt already counted as failed `[P]`.
pub(crate) fn shown_late(
    attempt: &Attempt,
    shown: Option<Item<Event>>,
    last_day: Option<Date>,
    provision: Provision,
    answer: &mut Answer,
) {
    if let (Some(shown), Some(last_day)) = (shown, last_day)
        && shown.on > last_day
        && attempt.effective_on() == Some(last_day)
    {
        answer.find(Finding::flag("receipt-shown-after-wait", provision).with_day("last-day", last_day));
    }
}

/// Number 8 and the Interpretation's article 534: the signed receipt; else, when three months have passed, deemed served on their last day
/// if the circumstances show receipt, and not served if they do not.
fn post(matter: &Matter, days: &Days, addressee: &Item<Person>) -> Option<Attempt> {
    if let Some(signed) = service::events(matter, addressee, "receipt-signed").first() {
        return Some(Attempt::served(signed.on, &[POST, interpretation::POST]));
    }
    let wait = postal_wait(matter, addressee)?;
    let Some(last_day) = service::over(matter, days, &wait) else { return Some(Attempt::open(&[POST])) };
    Some(match shown(matter, addressee) {
        Some(_) => Attempt::deemed(last_day, &[POST]),
        None => Attempt::failed(Some(last_day), &[POST, interpretation::POST]),
    })
}

/// What shows that the addressee has what was posted.
pub(crate) fn shown<'a>(matter: &Matter<'a>, addressee: &Item<'a, Person>) -> Option<Item<'a, Event>> {
    service::sign_of_receipt(matter, addressee, |method| matches!(method, None | Some("post")))
}

/// Number 9: what was sent electronically, unless the State forbids it.
fn number_9_sent(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) -> Option<Attempt> {
    let attempt = online::article_31_effect(matter, addressee, ELECTRONIC, answer)?;
    let void = forbidden(matter, "electronic", ELECTRONIC).and_then(|bar| bar.voids(answer));
    Some(void.unwrap_or(attempt))
}

/// Paragraph 2: deemed served when sixty days have passed.
fn paragraph_2_announced(
    matter: &Matter,
    days: &Days,
    addressee: &Item<Person>,
    answer: &mut Answer,
) -> Option<Attempt> {
    let announced = service::events(matter, addressee, "announced").pop()?;
    let wait = announcement_wait(matter, addressee)?;
    interpretation::article_532_announced_judgment(matter, addressee, &announced, answer);
    Some(service::announced(matter, days, &wait, &[ANNOUNCEMENT]))
}

fn postal_wait(matter: &Matter, addressee: &Item<Person>) -> Option<Period> {
    let posted = service::events(matter, addressee, "posted").pop()?;
    let wait = service::wait(matter, service::POSTAL_WAIT, &posted, THREE_MONTHS, &[POST, execution::CN_COUNTING]);
    Some(wait.met_by(&["receipt-signed"]))
}

fn announcement_wait(matter: &Matter, addressee: &Item<Person>) -> Option<Period> {
    let announced = service::events(matter, addressee, "announced").pop()?;
    let provisions = [ANNOUNCEMENT, DAY_OF_ANNOUNCEMENT, execution::CN_COUNTING];
    Some(service::wait(matter, service::ANNOUNCEMENT_WAIT, &announced, SIXTY_DAYS, &provisions))
}
