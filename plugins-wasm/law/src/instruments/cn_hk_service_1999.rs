//! Arrangement for Mutual Service of Judicial Documents in Civil and Commercial Proceedings between the Mainland and Hong Kong Courts,
//! 法释〔1999〕9号, in force since 1999-03-30. Ten items; the whole text was read `[T]` unless a rule says otherwise.
//!
//! What the text does not say, and what is done: it knows no electronic transmission (switch `unregulated-electronic-transmission`), no
//! refusal but for its scope (switch `non-civil-matter`), no other documents than its two lists (switch `unlisted-document`), and no calendar
//! (the executing side's; for Hong Kong switch `hk-calendar`).

#[cfg(test)]
mod tests;

use crate::certificate;
use crate::contract::{Authority, Date, Document, Event, Finding, Period, Place, Severity, Unit};
use crate::execution::{self, CN_COUNTING, HK_COUNTING};
use crate::special_method::SpecialMethod;
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, letter, switches, transmission};

const INSTRUMENT: &str = "cn-hk-service-1999";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const CHANNEL: Provision = Provision::new(INSTRUMENT, "2");
const LETTER: Provision = Provision::new(INSTRUMENT, "3");
const TIME: Provision = Provision::new(INSTRUMENT, "4");
const CERTIFICATE: Provision = Provision::new(INSTRUMENT, "5");
const METHOD: Provision = Provision::new(INSTRUMENT, "6");
const CONTENT: Provision = Provision::new(INSTRUMENT, "7");
const COSTS: Provision = Provision::new(INSTRUMENT, "8");
const DOCUMENTS: Provision = Provision::new(INSTRUMENT, "9");
const CONSULTATION: Provision = Provision::new(INSTRUMENT, "10");
/// Where the text is silent.
const SILENT: Provision = Provision::new(INSTRUMENT, "?");

const HAGUE: Provision = Provision::new("hague-service-1965", "?");

/// In force since its promulgation; no item says so.
const COMMENCEMENT: Date = Date { year: 1999, month: 3, day: 30 };
/// Item 4: two months from the receipt of the letter.
const TWO_MONTHS: (i32, Unit) = (2, Unit::Months);
/// The code of that period.
const EXECUTE_SERVICE: &str = "execute-service";

/// Item 9, documents of the Mainland: a closed list.
const LISTED_CN: &[&str] = &[
    "originating-process",
    "notice-of-appeal",
    "power-of-attorney",
    "summons",
    "judgment",
    "mediation-statement",
    "ruling",
    "decision",
    "notice",
    "certification",
    "certificate-of-service",
];

/// Item 9, documents of Hong Kong: a closed list.
const LISTED_HK: &[&str] = &[
    "originating-process",
    "notice-of-appeal",
    "summons",
    "pleading",
    "affidavit",
    "judgment",
    "decision",
    "ruling",
    "notice",
    "court-order",
    "certificate-of-service",
];

const SERVICE: &str = "service-of-documents";

/// The letter, before it is sent and when it has arrived.
pub const LETTER_OF_REQUEST: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: |matter, _, answer| examine_letter(matter, answer),
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
/// What the passing of time means for the side that asked, by this text alone.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods,
    examine: follow_up,
};
/// The period of execution, for a side whose own law says what follows from it.
pub const PERIOD: Chapter = Chapter { examine: |_, _, _| {}, ..FOLLOW_UP };

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requested",
        "particulars.case-category",
        "particulars.instrument-invoked",
        "particulars.issuing-authority",
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
        "documents.particulars.date",
        "documents.particulars.file-sha256",
        "documents.particulars.manifest-sha256",
        "documents.particulars.method",
        "documents.particulars.obstacle",
        "documents.particulars.recorded-by",
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
        Rule::policy(SCOPE, &["labour-not-mentioned"]),
        Rule::text(CERTIFICATE, &["not-served"]),
        Rule::text(certificate::LEAVING, &["leaving-not-recorded"]),
        Rule::text(CHANNEL, &["recipient-may-not-receive", "sender-may-not-transmit", "sent-straight-to-addressee"]),
        Rule::text(SILENT, &["received-before-commencement"]),
        Rule::secondary(SILENT, &["wrong-instrument-invoked"]),
        Rule::text(
            LETTER,
            &[
                "address-missing",
                "addressee-missing",
                "addressee-not-named",
                "copies-too-few",
                "letter-missing",
                "letter-names-another-authority",
                "letter-not-in-chinese",
                "nature-of-case-missing",
                "nothing-to-serve",
                "requesting-authority-not-named",
                "seal-missing",
                "seal-of-another-authority",
                "translation-missing",
            ],
        ),
        Rule::policy(LETTER, &["address-not-detailed"]).under(&["address-detail-required"]),
        Rule::policy(SILENT, &["electronic-transmission-unregulated"]).under(&["unregulated-electronic-transmission"]),
        Rule::policy(SILENT, &["integrity-mismatch"]).under(&["integrity-mismatch"]),
        Rule::text(TIME, &["execution-overdue", "hearing-already-past", "hearing-before-service-is-due", "pending"]),
        Rule::text(TIME, &[EXECUTE_SERVICE, "served-after-last-day"]).under(&[
            "forward-clock",
            "hk-calendar",
            "rest-day-receipt",
            "supplement-clock",
        ]),
        Rule::text(
            CERTIFICATE,
            &[
                "certificate-defective",
                "certificate-missing",
                "certificate-unsealed",
                "certificate-without-date",
                "certificate-without-obstacle",
                "certificate-without-result",
                "incomplete-return-papers",
                "papers-not-returned",
                "served",
            ],
        ),
        Rule::policy(CERTIFICATE, &["date-of-service-not-stated"]),
        Rule::text(METHOD, &["ordinary-method-only", "special-method-forbidden", "special-method-unclear"])
            .under(&["unlawful-special-method"]),
        Rule::text(CONTENT, &["objection-is-no-ground"]),
        Rule::text(COSTS, &["special-method-at-requester-cost"]),
        Rule::text(DOCUMENTS, &["document-not-listed"]).under(&["unlisted-document"]),
        Rule::policy(CONSULTATION, &["objection-calls-for-consultation"]),
    ],
    cites: &[CN_COUNTING, HK_COUNTING, HAGUE],
    settings: &[
        &switches::ADDRESS_DETAIL_REQUIRED,
        &switches::FORWARD_CLOCK,
        &switches::HK_CALENDAR,
        &switches::INTEGRITY_MISMATCH,
        &switches::NON_CIVIL_MATTER,
        &switches::REST_DAY_RECEIPT,
        &switches::SUPPLEMENT_CLOCK,
        &switches::UNLAWFUL_SPECIAL_METHOD,
        &switches::UNLISTED_DOCUMENT,
        &switches::UNREGULATED_ELECTRONIC_TRANSMISSION,
    ],
};

/// Items 6 and 8: service is by the requested side's law; a special method that was asked for is at the requesting side's cost.
const ITEMS_6_AND_8: SpecialMethod = SpecialMethod { method: METHOD, costs: COSTS, own_law: None };

/// Is this letter in order? Items 1 to 4 and 6 to 9, before it is sent and when it has arrived.
fn examine_letter(matter: &Matter, answer: &mut Answer) {
    in_force(matter, answer);
    answer.article(SCOPE, |answer| item_1_scope(matter, answer));
    answer.article(CHANNEL, |answer| item_2_channel(matter, answer));
    answer.article(LETTER, |answer| item_3_letter(matter, answer));
    answer.article(TIME, |answer| item_4_hearing(matter, answer));
    answer.article(METHOD, |answer| ITEMS_6_AND_8.examine(matter, answer));
    answer.article(CONTENT, |answer| item_7_objections(matter, answer));
    answer.article(DOCUMENTS, |answer| item_9_lists(matter, answer));
    transmission::is_on_paper(matter, SILENT, answer);
    transmission::files_are_whole(matter, SILENT, answer);
}

/// What is there to say while the letter is executed: the time, the method, the objections. No verdict on admissibility.
fn examine_execution(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(TIME, |answer| overdue(matter, days, answer));
    answer.article(CONTENT, |answer| item_7_objections(matter, answer));
}

/// Is the certificate in order, and what follows from it? Item 5.
fn examine_return(matter: &Matter, days: &Days, answer: &mut Answer) {
    let before = answer.corrections();
    let certificates = certificate::examine(matter, CERTIFICATE, answer, |certificate, answer| {
        item_5_certificate(matter, certificate, days, answer);
    });
    if answer.corrections() > before {
        answer.conclude("certificate-defective", None, &[CERTIFICATE]);
    } else if certificates.iter().any(|certificate| certificate.text("result") != Some("served")) {
        answer.conclude("incomplete-return-papers", None, &[CERTIFICATE]);
    }
}

/// What the passing of time means for the side that asked: served as certified, or still open. The text presumes nothing.
fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    if certificate::is_open(matter) {
        overdue(matter, days, answer);
    }
    certificate::conclude(matter, CERTIFICATE, TIME, answer);
}

/// A letter that came before the arrangement is none under it, and starts no clock.
fn in_force(matter: &Matter, answer: &mut Answer) {
    if let Some(received) = came_before(matter) {
        let finding = Finding::new("received-before-commencement", Severity::Refuse, SILENT).about(received.place());
        answer.find(finding.with_day("in-force", COMMENCEMENT));
    }
}

fn came_before<'a>(matter: &Matter<'a>) -> Option<Item<'a, Event>> {
    matter.first("received").filter(|received| received.on < COMMENCEMENT)
}

/// Item 1: judicial documents in civil and commercial cases. Labour cases are not mentioned; a person should look `[P]`.
fn item_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    let finding = match category {
        "civil-commercial" => return,
        "labour" => Finding::flag("labour-not-mentioned", SCOPE),
        _ => {
            let severity = switches::non_civil_matter(matter);
            Finding::new("outside-civil-and-commercial", severity, SCOPE).with_text("category", category)
        }
    };
    answer.find(finding.about(Place::Particular("case-category".to_owned())));
}

/// Item 2: the High People's Courts and the High Court of Hong Kong; documents of the Supreme People's Court may go to the High Court directly,
/// and that channel is one-way (our reading). A letter that invokes another instrument is in the wrong channel too.
fn item_2_channel(matter: &Matter, answer: &mut Answer) {
    let may_transmit = |court: &Authority| match court.jurisdiction.as_str() {
        "CN" => matches!(court.kind.as_str(), "high-court" | "supreme-court"),
        _ => court.kind == "high-court",
    };
    if let Some(court) = matter.requesting().filter(|court| !may_transmit(court)) {
        let finding = Finding::correct("sender-may-not-transmit", CHANNEL).about(Place::Requesting);
        answer.find(finding.with_text("authority", &court.id).with_text("kind", &court.kind));
    }
    if let Some(court) = matter.requested().filter(|court| court.kind != "high-court") {
        let finding = Finding::correct("recipient-may-not-receive", CHANNEL).about(Place::Requested);
        answer.find(finding.with_text("authority", &court.id).with_text("kind", &court.kind));
    }
    if matter.text("transmission") == Some("post-to-addressee") {
        let place = Place::Particular("transmission".to_owned());
        answer.find(Finding::correct("sent-straight-to-addressee", CHANNEL).about(place));
    }
    if let Some(invoked) = matter.text("instrument-invoked").filter(|&invoked| invoked != INSTRUMENT) {
        let place = Place::Particular("instrument-invoked".to_owned());
        let finding = Finding::correct("wrong-instrument-invoked", SILENT).about(place).with_text("invoked", invoked);
        answer.find(if invoked == "hague-service-1965" { finding.citing(HAGUE) } else { finding });
    }
}

/// Item 3: a letter under the requesting side's seal, in Chinese, that names authority, addressee, detailed address and nature of the case;
/// documents with Chinese text or translation; two copies for each addressee.
fn item_3_letter(matter: &Matter, answer: &mut Answer) {
    if let Some(the_letter) = letter::the_letter(matter, LETTER, answer) {
        letter::is_sealed(matter, &the_letter, LETTER, answer);
        letter::is_in_chinese(&the_letter, false, LETTER, answer);
    }
    letter::names_the_authority(matter, LETTER, CHANNEL, answer);
    letter::names_the_addressees(matter, LETTER, answer);
    letter::states_the_nature_of_the_case(matter, LETTER, answer);
    letter::encloses_documents(matter, LETTER, answer);
    letter::documents_are_in_chinese(matter, LETTER, answer);
    letter::copies_are_enough(matter, LETTER, answer);
}

/// Item 4: the requested side serves even if the date of the hearing has passed; the requesting side asks within a reasonable time.
fn item_4_hearing(matter: &Matter, answer: &mut Answer) {
    let Some(hearing) = matter.events("hearing").next() else { return };
    let finding = match matter.first("received") {
        Some(received) if hearing.on <= received.on => Finding::inform("hearing-already-past", TIME),
        None if hearing.on <= matter.as_of() => Finding::inform("hearing-already-past", TIME),
        None if hearing.on < execution::in_two_months(matter.as_of()) => {
            Finding::inform("hearing-before-service-is-due", TIME)
        }
        _ => return,
    };
    answer.find(finding.about(hearing.place()).with_day("hearing", hearing.on));
}

/// Item 4: without delay, at the latest two months from the receipt of the letter.
fn periods(matter: &Matter) -> Vec<Period> {
    let period = execution::period(matter, EXECUTE_SERVICE, TWO_MONTHS, TIME).filter(|_| came_before(matter).is_none());
    period.into_iter().map(|period| period.met_by(&["served-per-certificate"])).collect()
}

fn overdue(matter: &Matter, days: &Days, answer: &mut Answer) {
    execution::overdue(matter, days, EXECUTE_SERVICE, TIME, answer);
}

/// Item 5: the certificate bears the court's seal; if service failed it states the obstacle or the reason for refusal, and the date, and
/// the letter and all documents go back with it.
fn item_5_certificate(matter: &Matter, certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    if certificate.text("sealed-by").is_none() {
        answer.find(Finding::correct("certificate-unsealed", CERTIFICATE).about(certificate.particular("sealed-by")));
    }
    match certificate.text("result") {
        Some("served") => {
            certificate_of_success(certificate, days, answer);
            certificate::leaving_is_recorded(matter, certificate, METHOD, answer);
        }
        Some(_) => certificate_of_failure(matter, certificate, answer),
        None => {
            let place = certificate.particular("result");
            answer.find(Finding::correct("certificate-without-result", CERTIFICATE).about(place));
        }
    }
}

fn certificate_of_success(certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    let place = certificate.particular("date");
    match (certificate.day("date"), days.last_day(EXECUTE_SERVICE)) {
        // The text asks for a date only on a failure, but the periods of the requesting side start with it.
        (None, _) => answer.find(Finding::flag("date-of-service-not-stated", CERTIFICATE).about(place)),
        (Some(date), Some(last_day)) if date > last_day => {
            let finding = Finding::inform("served-after-last-day", TIME).about(place);
            answer.find(finding.with_day("date", date).with_day("last-day", last_day));
        }
        _ => {}
    }
}

fn certificate_of_failure(matter: &Matter, certificate: &Item<Document>, answer: &mut Answer) {
    if certificate.text("obstacle").is_none() && certificate.text("refusal-reason").is_none() {
        let place = certificate.particular("obstacle");
        answer.find(Finding::correct("certificate-without-obstacle", CERTIFICATE).about(place));
    }
    if certificate.day("date").is_none() {
        let place = certificate.particular("date");
        answer.find(Finding::correct("certificate-without-date", CERTIFICATE).about(place));
    }
    for papers in ["letter", "documents"] {
        if !matter.codes("returned-papers").iter().any(|returned| returned == papers) {
            let place = Place::Particular("returned-papers".to_owned());
            answer.find(Finding::correct("papers-not-returned", CERTIFICATE).about(place).with_text("papers", papers));
        }
    }
}

/// Item 7: the requested side answers neither for the content nor for the consequences, so that the content is no ground to refuse; the text
/// knows no public-policy clause either. Where the public order is invoked the courts consult (item 10) `[P]`.
fn item_7_objections(matter: &Matter, answer: &mut Answer) {
    for objection in matter.codes("objections") {
        let finding = match objection.as_str() {
            "content-unfounded" | "exclusive-jurisdiction" => Finding::inform("objection-is-no-ground", CONTENT),
            _ => Finding::flag("objection-calls-for-consultation", CONSULTATION),
        };
        let place = Place::Particular("objections".to_owned());
        answer.find(finding.about(place).with_text("objection", objection));
    }
}

/// Item 9: two closed lists, one of each side, without a clause on other documents. What is not listed is returned or looked at: switch
/// `unlisted-document` `[P]`.
fn item_9_lists(matter: &Matter, answer: &mut Answer) {
    let from_hong_kong = matter.requesting().is_some_and(|court| court.jurisdiction == "HK");
    let listed = if from_hong_kong { LISTED_HK } else { LISTED_CN };
    for document in letter::served_documents(matter).filter(|document| !listed.contains(&document.kind.as_str())) {
        let severity = switches::unlisted_document(matter);
        let finding = Finding::new("document-not-listed", severity, DOCUMENTS).about(document.part("kind"));
        answer.find(finding.with_text("document", &document.kind));
    }
}
