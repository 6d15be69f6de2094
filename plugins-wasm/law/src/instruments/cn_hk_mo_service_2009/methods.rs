//! Articles 2 to 11: which documents are served, and by which method.

use crate::contract::{Finding, Person, Place, Severity};
use crate::instruments::cn_cpl_2023::{abroad, home, reply};
use crate::instruments::cn_cpl_interpretation_2022::{self as interpretation, BY_REFERENCE};
use crate::instruments::cn_online_litigation_2021 as online;
use crate::service::{self, Bar};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, execution, switches};

use super::{
    AGENT, ANNOUNCEMENT, ARRANGEMENT, ELECTRONIC, INSTRUMENT, LEAVING, NON_CIVIL_RULE, OFFICES, POST, PRESENT, SCOPE,
    SIDE_BY_SIDE, SIDES, SILENT, article_1_scope, effect,
};

#[cfg(test)]
mod tests;

const DOCUMENTS: Provision = Provision::new(INSTRUMENT, "2");
const REFUSED: Provision = Provision::new("cn-cpl-2023", "89");
const ON_PAPER: Provision = Provision::new("cn-cpl-2023", "90");

/// Article 2: an open list ("and other documents relating to the litigation").
const NAMED: &[&str] = &[
    "originating-process",
    "notice-of-appeal",
    "counterclaim",
    "answer",
    "summons",
    "judgment",
    "mediation-statement",
    "ruling",
    "payment-order",
    "decision",
    "notice",
    "certification",
    "certificate-of-service",
];

/// What is to be tried before an announcement, where it is open: the methods of articles 3 to 8.
const BEFORE_ANNOUNCEMENT: &[&str] =
    &["personal", "litigation-agent", "representative-office", "branch", "arrangement", "post", "electronic"];

/// May this method be used?
pub const METHOD: Chapter = Chapter {
    procedure: service::SERVICE,
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: effect::periods,
    examine,
};

/// What these articles read, say and switch on.
const DECLARATION: Declaration = Declaration {
    reads: service::READS,
    rules: &[
        NON_CIVIL_RULE,
        Rule::text(DOCUMENTS, &["document-not-named", "nothing-to-serve"]),
        Rule::policy(SILENT, &["method-not-chosen"]),
        Rule::text(SILENT, &["method-not-provided", "method-unavailable"]),
        Rule::text(
            PRESENT,
            &["method-for-entities-only", "method-unavailable", "not-in-mainland", "recipient-missing"],
        ),
        Rule::text(AGENT, &["method-unavailable", "receipt-excluded-by-power-of-attorney", "recipient-missing"]),
        Rule::text(
            OFFICES,
            &["branch-not-authorised", "method-unavailable", "recipient-missing", "recipient-outside-mainland"],
        ),
        Rule::text(ARRANGEMENT, &["address-missing"]),
        Rule::text(POST, &["address-missing", "proof-of-service-not-enclosed"]),
        Rule::text(
            ANNOUNCEMENT,
            &[
                "announcement-before-other-methods",
                "announcement-beside-other-methods",
                "announcement-not-published-there",
            ],
        ),
        Rule::text(SIDE_BY_SIDE, &["announcement-beside-other-methods", "method-beside-announcement"]),
        Rule::text(LEAVING, &["method-unavailable", "not-in-mainland"]),
        Rule::text(REFUSED, &["leaving-without-refusal"]),
        Rule::text(ON_PAPER, &["paper-copy-on-request"]),
        Rule::uncertain(BY_REFERENCE, &["method-by-reference"]),
        abroad::RULE_5,
        abroad::RULE_6,
        abroad::RULE_10,
        effect::POSTAL_RULE,
        effect::ANNOUNCEMENT_RULE,
        effect::SIXTY_DAYS_RULE,
        reply::RULE_285,
        reply::RULE_286,
        interpretation::RULE_133,
        interpretation::RULE_140,
        online::RULE_29,
        online::RULE_31_OPEN,
    ],
    cites: &[execution::CN_COUNTING],
    settings: &[
        &switches::DEEMED_DATE_ROLL,
        &switches::HK_MO_ANNOUNCEMENT,
        &switches::NON_CIVIL_MATTER,
        &switches::UNCONSENTED_E_SERVICE_DATE,
    ],
};

/// Articles 1 to 11: may the method be used?
fn examine(matter: &Matter, days: &Days, answer: &mut Answer) {
    let mut addressees = service::addressees(matter, SIDES).peekable();
    if addressees.peek().is_none() {
        return;
    }
    answer.article(SCOPE, |answer| article_1_scope(matter, answer));
    answer.article(DOCUMENTS, |answer| article_2_documents(matter, answer));
    let Some(method) = service::method(matter) else { return service::no_method(matter, SILENT, answer) };
    interpretation::article_140_announcement(matter, method, answer);
    if method != "announcement" {
        answer.article(SIDE_BY_SIDE, |answer| article_10_side_by_side(matter, method, answer));
    }
    for addressee in addressees {
        answer.article(article_of(method), |answer| match method {
            "announcement" => article_9_announcement(matter, days, &addressee, answer),
            _ => may_be_used(matter, &addressee, method, answer),
        });
    }
}

/// The article that a method rests on.
pub(super) fn article_of(method: &str) -> Provision {
    match method {
        "personal" | "legal-representative" => PRESENT,
        "litigation-agent" => AGENT,
        "representative-office" | "branch" => OFFICES,
        "arrangement" => ARRANGEMENT,
        "post" => POST,
        "electronic" => ELECTRONIC,
        "announcement" => ANNOUNCEMENT,
        "leaving" => LEAVING,
        _ if is_by_reference(method) => abroad::article_of(method),
        _ => SILENT,
    }
}

/// The methods of the Civil Procedure Law for addressees abroad that this text does not know. Treaties, diplomacy and consuls are not
/// among them: they are between States.
pub(super) fn is_by_reference(method: &str) -> bool {
    matches!(method, "wholly-owned-enterprise" | "co-defendant-entity" | "agreed-method")
}

/// Article 2: the documents that it names, and others relating to the litigation.
fn article_2_documents(matter: &Matter, answer: &mut Answer) {
    home::something_is_served(matter, DOCUMENTS, answer);
    for document in matter.documents().filter(|document| !NAMED.contains(&document.kind.as_str())) {
        let finding = Finding::inform("document-not-named", DOCUMENTS).about(document.part("kind"));
        answer.find(finding.with_text("document", &document.kind));
    }
}

fn may_be_used(matter: &Matter, addressee: &Item<Person>, method: &str, answer: &mut Answer) {
    if let Some(bar) = bar(matter, addressee, method, None) {
        return bar.refuse(answer);
    }
    match method {
        "leaving" => home::article_89_after_a_refusal(matter, addressee, answer),
        "post" => article_7_enclosed(matter, addressee, answer),
        "electronic" => {
            online::article_29_consent(addressee, Severity::Inform, ELECTRONIC, answer);
            home::article_90_paper(matter, addressee, answer);
        }
        _ if is_by_reference(method) => by_reference(matter, addressee, method, answer),
        _ => {}
    }
}

/// Why the method is not open, if it is not.
pub(super) fn bar<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
    method: &str,
    named: Option<&Item<'a, Person>>,
) -> Option<Bar> {
    match method {
        "personal" => service::in_person(matter, addressee, PRESENT),
        "legal-representative" => article_3_representative(matter, addressee, named),
        "litigation-agent" => service::through_somebody(matter, "agent", named, AGENT, article_4_agent),
        "representative-office" => {
            service::through_somebody(matter, "representative-office", named, OFFICES, article_5_office)
        }
        "branch" => service::through_somebody(matter, "branch", named, OFFICES, article_5_branch),
        "arrangement" | "post" => service::has_no_address(addressee, article_of(method)),
        "electronic" | "announcement" => None,
        "leaving" => article_11_leaving(matter, addressee),
        _ if is_by_reference(method) => abroad::bar(matter, addressee, method, named),
        _ => Some(service::not_provided(matter, method, SILENT)),
    }
}

/// Article 3: the legal representative or principal of an entity, if he is in the Mainland.
fn article_3_representative<'a>(
    matter: &Matter<'a>,
    addressee: &Item<'a, Person>,
    named: Option<&Item<'a, Person>>,
) -> Option<Bar> {
    if addressee.text("person-kind") == Some("individual") {
        return Some(Bar::new("method-for-entities-only", PRESENT, addressee.particular("person-kind")));
    }
    let elsewhere = |person: &Item<'a, Person>| service::is_elsewhere(person, PRESENT);
    service::through_somebody(matter, "legal-representative", named, PRESENT, elsewhere)
}

/// Article 4: the addressee's agent in the litigation, unless the power of attorney expressly says that he may not receive.
fn article_4_agent(agent: &Item<Person>) -> Option<Bar> {
    let place = agent.particular("authority-excludes-receipt");
    let excluded = agent.flag("authority-excludes-receipt") == Some(true);
    excluded.then(|| Bar::new("receipt-excluded-by-power-of-attorney", AGENT, place))
}

/// Article 5(1): a representative office in the Mainland; it needs no authority.
fn article_5_office(office: &Item<Person>) -> Option<Bar> {
    service::stands_elsewhere(office, OFFICES)
}

/// Article 5(2): a branch or business agent in the Mainland that the addressee has authorised to receive.
fn article_5_branch(branch: &Item<Person>) -> Option<Bar> {
    let authorised = branch.flag("authorised-to-receive") == Some(true);
    let bar = Bar::new("branch-not-authorised", OFFICES, branch.particular("authorised-to-receive"));
    service::stands_elsewhere(branch, OFFICES).or((!authorised).then_some(bar))
}

/// Article 7(2): the form of the proof of service goes with the letter.
fn article_7_enclosed(matter: &Matter, addressee: &Item<Person>, answer: &mut Answer) {
    if !service::is_served_with(matter, addressee, "certificate-of-service") {
        answer.find(Finding::inform("proof-of-service-not-enclosed", POST).about(Place::Documents));
    }
}

/// Article 9: announcement where the methods before it fail, in publications that circulate in the Mainland and where the addressee lives.
fn article_9_announcement(matter: &Matter, days: &Days, addressee: &Item<Person>, answer: &mut Answer) {
    let found = service::can_be_found(addressee);
    let open = |method: &str| match method {
        "arrangement" | "post" => found,
        "electronic" => online::has_address(addressee),
        _ => bar(matter, addressee, method, None).is_none(),
    };
    let post = effect::post(matter, days, addressee);
    let left_out = service::left_out(matter, BEFORE_ANNOUNCEMENT, post.as_ref(), open);
    let tried = (service::under_way(matter, post.as_ref()), left_out);
    service::is_last_resort(matter, addressee, tried, (ANNOUNCEMENT, SIDE_BY_SIDE), answer);
    for side in unpublished(matter, addressee) {
        let finding = Finding::correct("announcement-not-published-there", ANNOUNCEMENT);
        answer.find(finding.about(matter.place("publication-places")).with_text("jurisdiction", side));
    }
}

/// Article 9: the sides on which the announcement must be published, and is not.
pub(super) fn unpublished<'a>(matter: &Matter, addressee: &Item<'a, Person>) -> impl Iterator<Item = &'a str> {
    let sides = [Some("CN"), addressee.get().jurisdiction.as_deref()];
    sides.into_iter().flatten().filter(|side| !matter.names("publication-places", side))
}

/// Article 10(1): several methods at once, but no announcement among them.
fn article_10_side_by_side(matter: &Matter, method: &str, answer: &mut Answer) {
    if matter.names("pending-methods", "announcement") {
        let finding = Finding::flag("method-beside-announcement", SIDE_BY_SIDE);
        answer.find(finding.about(matter.place("pending-methods")).with_text("method", method));
    }
}

/// Article 11: papers may be left with whoever may be served in the Mainland: the addressee, his representative, agent, office or
/// authorised branch.
fn article_11_leaving(matter: &Matter, addressee: &Item<Person>) -> Option<Bar> {
    let ways = ["personal", "legal-representative", "representative-office", "branch"];
    let open = ways.into_iter().any(|way| bar(matter, addressee, way, None).is_none());
    let agent = matter.persons("agent").any(|agent| article_4_agent(&agent).or(agent_elsewhere(&agent)).is_none());
    let nobody = Bar::new("not-in-mainland", LEAVING, addressee.particular("present-in")).unless_it_was_done();
    interpretation::article_133_not_left(matter, addressee).or((!open && !agent).then_some(nobody))
}

/// Article 11, of what was left: no mediation statement, with no agent who is elsewhere, and with nobody of whom the facts do not say
/// that he is in the Mainland.
pub(super) fn article_11_not_left(
    matter: &Matter,
    addressee: &Item<Person>,
    named: Option<&Item<Person>>,
    bar: Option<Bar>,
) -> Option<Bar> {
    let agent = named.filter(|person| person.role == "agent").and_then(agent_elsewhere);
    interpretation::article_133_not_left(matter, addressee).or(agent).or(bar).map(Bar::at_any_rate)
}

/// An agent who neither lives in the Mainland nor is there.
fn agent_elsewhere(agent: &Item<Person>) -> Option<Bar> {
    let here = agent.text("present-in").or(agent.jurisdiction.as_deref()) == Some("CN");
    (!here).then(|| Bar::new("not-in-mainland", LEAVING, agent.particular("present-in")))
}

/// The Interpretation's article 549: that the rules on foreign cases may be referred to is no more than that; a person decides `[?]`.
fn by_reference(matter: &Matter, addressee: &Item<Person>, method: &str, answer: &mut Answer) {
    let finding = Finding::flag("method-by-reference", BY_REFERENCE).citing(abroad::article_of(method));
    answer.find(finding.about(matter.place("service-method")).with_text("method", method));
    if method == "agreed-method" {
        abroad::number_10_stated(addressee, answer);
    }
}
