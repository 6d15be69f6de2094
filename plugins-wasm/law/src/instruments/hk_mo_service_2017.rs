//! Arrangement for Mutual Service of Judicial Documents in Civil and Commercial Cases between the Hong Kong Special
//! Administrative Region and the Macao Special Administrative Region, signed on 2017-12-05, Macao Aviso 1/2018, in
//! force since 2020-08-01 (Aviso 23/2020). The Chinese text is the authentic one.
//!
//! Read were articles 1 and 16, and article 2 in part `[T]`; articles 3 to 15 were not obtained. The channel, the
//! language and the list of documents follow the notes of law firms `[T-sec]`; the rest is known only from their remark
//! that it largely follows the Mainland–Hong Kong text of 1999 `[K]`. Where the number of an article is not verified it
//! is cited as `?`.
//!
//! The arrangement is on service only: for evidence each side has its general law. Nothing is known of electronic
//! transmission (switch `unregulated-electronic-transmission`), nor whether there is a ground to refuse (a person
//! decides), nor on which calendar its two months run (the executing side's; for Hong Kong switch `hk-calendar`; in
//! Macao the judicial holidays do not suspend them, switch `mo-judicial-holidays`).

#[cfg(test)]
mod tests;

use crate::certificate;
use crate::contract::{Authority, Date, Document, Finding, Period, Place, Severity, Unit};
use crate::execution::{self, HK_COUNTING, MO_COUNTING};
use crate::special_method::SpecialMethod;
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule};
use crate::{component, enclosures, letter, switches, transmission};

const INSTRUMENT: &str = "hk-mo-service-2017";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const DOCUMENTS: Provision = Provision::new(INSTRUMENT, "2");
const IN_FORCE: Provision = Provision::new(INSTRUMENT, "16");
/// Articles 3 to 15, whose numbers are not verified.
const UNVERIFIED: Provision = Provision::new(INSTRUMENT, "?");

/// What Hong Kong may do for the evidence of a court outside Hong Kong.
const HK_EVIDENCE: Provision = Provision::new("hk-cap-8", "75");
/// Letters rogatory in Macao; the article is not verified `[K]`.
const MO_EVIDENCE: Provision = Provision::new("mo-cpc", "?");
const HAGUE_SERVICE: Provision = Provision::new("hague-service-1965", "?");
const HAGUE_EVIDENCE: Provision = Provision::new("hague-evidence-1970", "?");

/// Article 16: thirty days after both sides had notified each other; Aviso 23/2020.
const FIRST_DAY: Date = Date { year: 2020, month: 8, day: 1 };
/// Two months from the receipt of the letter `[K]`.
const TWO_MONTHS: (i32, Unit) = (2, Unit::Months);
/// The code of that period.
const EXECUTE_SERVICE: &str = "execute-service";

const SERVICE: &str = "service-of-documents";
const EVIDENCE: &str = "taking-of-evidence";

/// The letter, before it is sent and when it has arrived.
pub const LETTER_OF_REQUEST: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: examine_letter,
};
/// Its execution. No verdict on admissibility.
pub const EXECUTION: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["execution"],
    verdict: false,
    declaration: &DECLARATION,
    periods,
    examine: examine_execution,
};
/// The certificate that goes back.
pub const RETURN: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["return"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: examine_return,
};
/// What the passing of time means for the side that asked.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods,
    examine: follow_up,
};
/// A letter that asks for evidence: it is not for this arrangement.
pub const EVIDENCE_LETTER: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_evidence_letter(matter, answer),
};
/// What became of such a letter: the general law of the side that took it up answers, not this arrangement.
pub const EVIDENCE_AFTERWARDS: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["execution", "return", "follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| general_law(matter, Severity::Flag, answer),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requested",
        "particulars.case-category",
        "particulars.instrument-invoked",
        "particulars.issuing-authority",
        "particulars.listed-documents",
        "particulars.nature-of-case",
        "particulars.objections",
        "particulars.returned-papers",
        "particulars.special-method",
        "particulars.special-method-local-law",
        "particulars.transmission",
        "persons.addressee",
        "persons.particulars.address",
        "persons.particulars.address-detail",
        "persons.particulars.name",
        "documents",
        "documents.particulars.annexed-to",
        "documents.particulars.date",
        "documents.particulars.file-sha256",
        "documents.particulars.manifest-sha256",
        "documents.particulars.obstacle",
        "documents.particulars.refusal-reason",
        "documents.particulars.result",
        "documents.particulars.sealed-by",
        "documents.particulars.signed-by",
        "docket.forwarded",
        "docket.hearing",
        "docket.received",
        "docket.served-per-certificate",
        "docket.supplement-received",
        "docket.particulars.person",
    ],
    rules: &[
        Rule::text(SCOPE, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(SCOPE, &["arrangement-is-on-service-only"]),
        Rule::text(IN_FORCE, &["not-yet-in-force"]),
        Rule::secondary(
            UNVERIFIED,
            &[
                "document-not-in-letter-list",
                "documents-not-listed-in-letter",
                "letter-missing",
                "letter-not-in-chinese",
                "listed-document-missing",
                "recipient-may-not-receive",
                "sender-may-not-transmit",
                "sent-straight-to-addressee",
                "translation-missing",
                "wrong-instrument-invoked",
            ],
        ),
        Rule::knowledge(
            UNVERIFIED,
            &[
                "address-missing",
                "addressee-missing",
                "addressee-not-named",
                "certificate-defective",
                "certificate-missing",
                "certificate-unsealed",
                "certificate-without-date",
                "certificate-without-obstacle",
                "certificate-without-result",
                "copies-too-few",
                "execution-overdue",
                "hearing-already-past",
                "incomplete-return-papers",
                "letter-names-another-authority",
                "nature-of-case-missing",
                "not-served",
                "nothing-to-serve",
                "objection-is-no-ground",
                "papers-not-returned",
                "pending",
                "requesting-authority-not-named",
                "seal-missing",
                "seal-of-another-authority",
                "served",
            ],
        ),
        Rule::knowledge(UNVERIFIED, &[EXECUTE_SERVICE, "served-after-last-day"]).under(&[
            "forward-clock",
            "hk-calendar",
            "mo-half-day",
            "rest-day-receipt",
            "supplement-clock",
        ]),
        Rule::knowledge(
            UNVERIFIED,
            &["ordinary-method-only", "special-method-at-requester-cost", "special-method-forbidden"],
        )
        .under(&["unlawful-special-method"]),
        Rule::knowledge(UNVERIFIED, &["special-method-unclear"]),
        Rule::uncertain(UNVERIFIED, &["refusal-ground-unverified"]),
        Rule::policy(UNVERIFIED, &["address-not-detailed"]).under(&["address-detail-required"]),
        Rule::policy(UNVERIFIED, &["date-of-service-not-stated"]),
        Rule::policy(UNVERIFIED, &["electronic-transmission-unregulated"])
            .under(&["unregulated-electronic-transmission"]),
        Rule::policy(UNVERIFIED, &["integrity-mismatch"]).under(&["integrity-mismatch"]),
        Rule::policy(UNVERIFIED, &["judicial-holidays-overlap"]).under(&["mo-judicial-holidays"]),
        Rule::text(HK_EVIDENCE, &["general-law-on-evidence"]),
        Rule::knowledge(MO_EVIDENCE, &["general-law-on-evidence"]),
    ],
    cites: &[DOCUMENTS, HAGUE_EVIDENCE, HAGUE_SERVICE, HK_COUNTING, MO_COUNTING],
    settings: &[
        &switches::ADDRESS_DETAIL_REQUIRED,
        &switches::FORWARD_CLOCK,
        &switches::HK_CALENDAR,
        &switches::INTEGRITY_MISMATCH,
        &switches::MO_HALF_DAY,
        &switches::MO_JUDICIAL_HOLIDAYS,
        &switches::NON_CIVIL_MATTER,
        &switches::REST_DAY_RECEIPT,
        &switches::SUPPLEMENT_CLOCK,
        &switches::UNLAWFUL_SPECIAL_METHOD,
        &switches::UNREGULATED_ELECTRONIC_TRANSMISSION,
    ],
};

const SPECIAL_METHOD: SpecialMethod = SpecialMethod { method: UNVERIFIED, costs: UNVERIFIED, own_law: None };

/// Is this letter in order, before it is sent and when it has arrived? A letter that came before the arrangement was in
/// force is not examined further.
fn examine_letter(matter: &Matter, days: &Days, answer: &mut Answer) {
    if !article_16_in_force(matter, Severity::Refuse, answer) {
        return;
    }
    answer.article(SCOPE, |answer| article_1_scope(matter, answer));
    // Article 2: its lists are open ("including but not limited to"), so that no document is outside them.
    answer.article(DOCUMENTS, |_| {});
    answer.article(UNVERIFIED, |answer| {
        channel(matter, answer);
        form_of_the_letter(matter, answer);
        hearing(matter, answer);
        SPECIAL_METHOD.examine(matter, answer);
        objections(matter, answer);
        transmission::is_on_paper(matter, UNVERIFIED, answer);
        transmission::files_are_whole(matter, UNVERIFIED, answer);
        execution::judicial_holidays(matter, days, EXECUTE_SERVICE, UNVERIFIED, answer);
    });
}

/// What there is to say while the letter is executed. No verdict on admissibility.
fn examine_execution(matter: &Matter, days: &Days, answer: &mut Answer) {
    if article_16_in_force(matter, Severity::Flag, answer) {
        answer.article(UNVERIFIED, |answer| {
            overdue(matter, days, answer);
            objections(matter, answer);
        });
    }
}

/// Is the certificate in order, and what follows from it?
fn examine_return(matter: &Matter, days: &Days, answer: &mut Answer) {
    if !article_16_in_force(matter, Severity::Flag, answer) {
        return;
    }
    let before = answer.corrections();
    let certificates = certificate::examine(matter, UNVERIFIED, answer, |certificate, answer| {
        certificate_of_service(matter, certificate, days, answer);
    });
    if answer.corrections() > before {
        answer.conclude("certificate-defective", None, &[UNVERIFIED]);
    } else if certificates.iter().any(|certificate| certificate.text("result") != Some("served")) {
        answer.conclude("incomplete-return-papers", None, &[UNVERIFIED]);
    }
}

/// What the passing of time means for the side that asked: served or not as certified, or still open. Nothing is known
/// to be presumed.
fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    if !article_16_in_force(matter, Severity::Flag, answer) {
        return;
    }
    if certificate::is_open(matter) {
        overdue(matter, days, answer);
    }
    certificate::conclude(matter, UNVERIFIED, UNVERIFIED, answer);
}

/// Article 1: service only. A letter that asks for evidence is refused under this arrangement, with a word on the law
/// that may serve it; a letter that invokes that law is a person's matter.
fn examine_evidence_letter(matter: &Matter, answer: &mut Answer) {
    match matter.text("instrument-invoked") {
        None | Some(INSTRUMENT) => {
            let finding = Finding::new("arrangement-is-on-service-only", Severity::Refuse, SCOPE);
            answer.find(finding.about(matter.place("instrument-invoked")));
            general_law(matter, Severity::Inform, answer);
        }
        Some("hk-cap-8" | "mo-cpc") => general_law(matter, Severity::Flag, answer),
        Some(invoked) => {
            wrong_instrument(matter, invoked, answer);
            general_law(matter, Severity::Inform, answer);
        }
    }
}

/// What the requested side can do for the evidence of the other outside any arrangement: in Hong Kong the Evidence
/// Ordinance, Part VIII; in Macao letters rogatory. Whether it will is not for these rules.
fn general_law(matter: &Matter, severity: Severity, answer: &mut Answer) {
    let in_hong_kong = matter.requested().is_some_and(|court| court.jurisdiction == "HK");
    let law = if in_hong_kong { HK_EVIDENCE } else { MO_EVIDENCE };
    let finding = Finding::new("general-law-on-evidence", severity, law);
    answer.find(finding.with_text("instrument", law.instrument()));
}

/// Article 1: civil and commercial cases; with them civil labour cases in Macao, and in Hong Kong claims before the
/// Labour Tribunal.
fn article_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let finding = Finding::new("outside-civil-and-commercial", severity, SCOPE).with_text("category", category);
        answer.find(finding.about(matter.place("case-category")));
    }
}

/// Article 16: in force since 2020-08-01. What was received before is not for this arrangement.
fn article_16_in_force(matter: &Matter, severity: Severity, answer: &mut Answer) -> bool {
    let in_force = is_in_force(matter);
    if in_force {
        answer.find(Finding::inform("satisfied", IN_FORCE));
    } else {
        let finding = Finding::new("not-yet-in-force", severity, IN_FORCE).about(Place::Docket);
        answer.find(finding.with_day("first-day", FIRST_DAY));
    }
    in_force
}

fn is_in_force(matter: &Matter) -> bool {
    matter.first("received").map_or(matter.as_of(), |received| received.on) >= FIRST_DAY
}

/// The High Court of Hong Kong and the Court of Final Appeal of Macao, for each direction.
fn channel(matter: &Matter, answer: &mut Answer) {
    let is_the_channel = |court: &Authority| match court.jurisdiction.as_str() {
        "HK" => court.kind == "high-court",
        _ => court.kind == "final-appeal-court",
    };
    if let Some(court) = matter.requesting().filter(|court| !is_the_channel(court)) {
        let finding = Finding::correct("sender-may-not-transmit", UNVERIFIED).about(Place::Requesting);
        answer.find(finding.with_text("authority", &court.id).with_text("kind", &court.kind));
    }
    if let Some(court) = matter.requested().filter(|court| !is_the_channel(court)) {
        let finding = Finding::correct("recipient-may-not-receive", UNVERIFIED).about(Place::Requested);
        answer.find(finding.with_text("authority", &court.id).with_text("kind", &court.kind));
    }
    if matter.text("transmission") == Some("post-to-addressee") {
        let place = matter.place("transmission");
        answer.find(Finding::correct("sent-straight-to-addressee", UNVERIFIED).about(place));
    }
    if let Some(invoked) = matter.text("instrument-invoked").filter(|&invoked| invoked != INSTRUMENT) {
        wrong_instrument(matter, invoked, answer);
    }
}

/// The Hague Conventions do not apply within one country, and the arrangements of the Mainland bind others.
fn wrong_instrument(matter: &Matter, invoked: &str, answer: &mut Answer) {
    let place = matter.place("instrument-invoked");
    let finding = Finding::correct("wrong-instrument-invoked", UNVERIFIED).about(place).with_text("invoked", invoked);
    answer.find(match invoked {
        "hague-service-1965" => finding.citing(HAGUE_SERVICE),
        "hague-evidence-1970" => finding.citing(HAGUE_EVIDENCE),
        _ => finding,
    });
}

/// A letter in Chinese that lists the kinds of documents attached; documents with Chinese text or translation
/// `[T-sec]`. The seal, authority, addressee, address and nature of the case, and two copies for each addressee, as in
/// the text of 1999 `[K]`.
fn form_of_the_letter(matter: &Matter, answer: &mut Answer) {
    if let Some(the_letter) = letter::the_letter(matter, UNVERIFIED, answer) {
        letter::is_sealed(matter, &the_letter, UNVERIFIED, answer);
        letter::is_in_chinese(&the_letter, false, UNVERIFIED, answer);
    }
    letter::names_the_authority(matter, UNVERIFIED, UNVERIFIED, answer);
    letter::names_the_addressees(matter, UNVERIFIED, answer);
    letter::states_the_nature_of_the_case(matter, UNVERIFIED, answer);
    letter::encloses_documents(matter, UNVERIFIED, answer);
    enclosures::are_listed(matter, UNVERIFIED, answer);
    letter::documents_are_in_chinese(matter, UNVERIFIED, answer);
    letter::copies_are_enough(matter, UNVERIFIED, answer);
}

/// The requested side serves even if the date of the hearing has passed `[K]`.
fn hearing(matter: &Matter, answer: &mut Answer) {
    let arrived = matter.first("received").map_or(matter.as_of(), |received| received.on);
    if let Some(hearing) = matter.events("hearing").next().filter(|hearing| hearing.on <= arrived) {
        let finding = Finding::inform("hearing-already-past", UNVERIFIED).about(hearing.place());
        answer.find(finding.with_day("hearing", hearing.on));
    }
}

/// That the content of the documents is no ground to refuse is as in the text of 1999 `[K]`; whether there is any other
/// ground, like public order, is not verified `[?]`: a person decides.
fn objections(matter: &Matter, answer: &mut Answer) {
    for objection in matter.codes("objections") {
        let finding = match objection.as_str() {
            "content-unfounded" => Finding::inform("objection-is-no-ground", UNVERIFIED),
            _ => Finding::flag("refusal-ground-unverified", UNVERIFIED),
        };
        answer.find(finding.about(matter.place("objections")).with_text("objection", objection));
    }
}

/// Two months from the receipt of the letter, as in the text of 1999 `[K]`.
fn periods(matter: &Matter) -> Vec<Period> {
    let period = execution::period(matter, EXECUTE_SERVICE, TWO_MONTHS, UNVERIFIED).filter(|_| is_in_force(matter));
    period.into_iter().map(|period| period.met_by(&["served-per-certificate"])).collect()
}

fn overdue(matter: &Matter, days: &Days, answer: &mut Answer) {
    execution::overdue(matter, days, EXECUTE_SERVICE, UNVERIFIED, answer);
    execution::judicial_holidays(matter, days, EXECUTE_SERVICE, UNVERIFIED, answer);
}

/// A certificate of service under the seal of the court; if service failed, with the obstacle or the reason for refusal
/// and the date, and with the letter and all documents, as in the text of 1999 `[K]`.
fn certificate_of_service(matter: &Matter, certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    if certificate.text("sealed-by").is_none() {
        answer.find(Finding::correct("certificate-unsealed", UNVERIFIED).about(certificate.particular("sealed-by")));
    }
    match certificate.text("result") {
        Some("served") => certificate_of_success(certificate, days, answer),
        Some(_) => certificate_of_failure(matter, certificate, answer),
        None => {
            let place = certificate.particular("result");
            answer.find(Finding::correct("certificate-without-result", UNVERIFIED).about(place));
        }
    }
}

fn certificate_of_success(certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    let place = certificate.particular("date");
    match (certificate.day("date"), days.last_day(EXECUTE_SERVICE)) {
        // The periods of the requesting side start with it `[P]`.
        (None, _) => answer.find(Finding::flag("date-of-service-not-stated", UNVERIFIED).about(place)),
        (Some(date), Some(last_day)) if date > last_day => {
            let finding = Finding::inform("served-after-last-day", UNVERIFIED).about(place);
            answer.find(finding.with_day("date", date).with_day("last-day", last_day));
        }
        _ => {}
    }
}

fn certificate_of_failure(matter: &Matter, certificate: &Item<Document>, answer: &mut Answer) {
    if certificate.text("obstacle").is_none() && certificate.text("refusal-reason").is_none() {
        let place = certificate.particular("obstacle");
        answer.find(Finding::correct("certificate-without-obstacle", UNVERIFIED).about(place));
    }
    if certificate.day("date").is_none() {
        let place = certificate.particular("date");
        answer.find(Finding::correct("certificate-without-date", UNVERIFIED).about(place));
    }
    for papers in ["letter", "documents"].into_iter().filter(|papers| !matter.names("returned-papers", papers)) {
        let finding = Finding::correct("papers-not-returned", UNVERIFIED).about(matter.place("returned-papers"));
        answer.find(finding.with_text("papers", papers));
    }
}
