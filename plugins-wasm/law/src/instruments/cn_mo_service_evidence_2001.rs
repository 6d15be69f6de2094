//! Arrangement on Mutual Entrustment of Service of Judicial Documents and Taking of Evidence in Civil and Commercial
//! Cases between the Courts of the Mainland and the Macao SAR, 法释〔2001〕26号, in force since 2001-09-15, as amended by
//! 法释〔2020〕1号, in force since 2020-03-01. Twenty-seven articles; the whole amended text was read `[T]` unless a rule
//! says otherwise. The text of 2001 was not.
//!
//! What the text does not say, and what is done: what follows if a file is not the one that was sent (switch
//! `integrity-mismatch`), other electronic ways than the platform (switch `unregulated-electronic-transmission`), what
//! a letter outside its scope is met with (switch `non-civil-matter`), whether a supplement or a forwarding moves the
//! limit (switches `supplement-clock`, `forward-clock`), whose calendar counts it (the executing side's), and Macao's
//! half days and judicial holidays (switches `mo-half-day`, `mo-judicial-holidays`).

mod evidence;
mod general;
mod immunity;
mod law_information;
mod service;
#[cfg(test)]
mod tests;

use crate::certificate;
use crate::contract::Unit;
use crate::execution::{CN_COUNTING, MO_COUNTING};
use crate::{Chapter, Declaration, Provision, Rule, switches};

const INSTRUMENT: &str = "cn-mo-service-evidence-2001";

// I. General provisions
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const CHANNEL: Provision = Provision::new(INSTRUMENT, "2");
const TRANSMISSION: Provision = Provision::new(INSTRUMENT, "3");
const HANDLING: Provision = Provision::new(INSTRUMENT, "4");
const LANGUAGE: Provision = Provision::new(INSTRUMENT, "5");
const TIME: Provision = Provision::new(INSTRUMENT, "6");
const METHOD: Provision = Provision::new(INSTRUMENT, "7");
const COSTS: Provision = Provision::new(INSTRUMENT, "8");
const REFUSAL: Provision = Provision::new(INSTRUMENT, "9");
// II. Service of judicial documents
const SERVICE_LETTER: Provision = Provision::new(INSTRUMENT, "10");
const COPIES: Provision = Provision::new(INSTRUMENT, "11");
const CERTIFICATE: Provision = Provision::new(INSTRUMENT, "12");
const HEARING: Provision = Provision::new(INSTRUMENT, "13");
const CONTENT: Provision = Provision::new(INSTRUMENT, "14");
const DOCUMENTS: Provision = Provision::new(INSTRUMENT, "15");
// III. Taking of evidence
const PURPOSE: Provision = Provision::new(INSTRUMENT, "16");
const EVIDENCE_LETTER: Provision = Provision::new(INSTRUMENT, "17");
const ACTS: Provision = Provision::new(INSTRUMENT, "18");
const NOTICE: Provision = Provision::new(INSTRUMENT, "19");
const OFFICERS: Provision = Provision::new(INSTRUMENT, "20");
const RESULT: Provision = Provision::new(INSTRUMENT, "21");
const APPEARANCE: Provision = Provision::new(INSTRUMENT, "22");
const VIDEO: Provision = Provision::new(INSTRUMENT, "23");
const REPRESENTATIVES: Provision = Provision::new(INSTRUMENT, "24");
// IV. Supplementary provisions
const LAW: Provision = Provision::new(INSTRUMENT, "25");
const CONSULTATION: Provision = Provision::new(INSTRUMENT, "26");
const IN_FORCE: Provision = Provision::new(INSTRUMENT, "27");

const HAGUE_SERVICE: Provision = Provision::new("hague-service-1965", "?");
const HAGUE_EVIDENCE: Provision = Provision::new("hague-evidence-1970", "?");
/// Article 6: service at the latest two months from the receipt of the letter.
const TWO_MONTHS: (i32, Unit) = (2, Unit::Months);
const EXECUTE_SERVICE: &str = "execute-service";
/// Article 6: evidence at the latest three months from it.
const THREE_MONTHS: (i32, Unit) = (3, Unit::Months);
const EXECUTE_EVIDENCE: &str = "execute-evidence";
/// Article 22: more than seven days from the day on which the person was free to leave.
const SEVEN_DAYS: (i32, Unit) = (7, Unit::Days);
const IMMUNITY: &str = "immunity";

const SERVICE: &str = "service-of-documents";
const EVIDENCE: &str = "taking-of-evidence";

/// A letter for service, before it is sent and when it has arrived.
pub const LETTER_FOR_SERVICE: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: service::periods,
    examine: service::examine_letter,
};
/// Its execution. Article 9 lets the requested side refuse what it finds in the execution, so that there is a verdict.
pub const EXECUTION_OF_SERVICE: Chapter =
    Chapter { stages: &["execution"], examine: service::examine_execution, ..LETTER_FOR_SERVICE };
/// The certificate that goes back.
pub const RETURN_OF_SERVICE: Chapter =
    Chapter { stages: &["return"], examine: service::examine_return, ..LETTER_FOR_SERVICE };
/// What the passing of time means for the side that asked for service, by this text alone.
pub const FOLLOW_UP_OF_SERVICE: Chapter =
    Chapter { stages: &["follow-up"], verdict: false, examine: service::follow_up, ..LETTER_FOR_SERVICE };
/// The period of service, for a side whose own law says what follows from it.
pub const PERIOD_OF_SERVICE: Chapter = Chapter { examine: service::examine_period, ..FOLLOW_UP_OF_SERVICE };

/// A letter for evidence, before it is sent and when it has arrived.
pub const LETTER_FOR_EVIDENCE: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: evidence::periods,
    examine: evidence::examine_letter,
};
/// Its execution.
pub const EXECUTION_OF_EVIDENCE: Chapter =
    Chapter { stages: &["execution"], examine: evidence::examine_execution, ..LETTER_FOR_EVIDENCE };
/// The result that goes back.
pub const RETURN_OF_EVIDENCE: Chapter =
    Chapter { stages: &["return"], examine: evidence::examine_return, ..LETTER_FOR_EVIDENCE };
/// What the passing of time means for the side that asked for evidence; whether it may use what it got; who is still
/// protected.
pub const FOLLOW_UP_OF_EVIDENCE: Chapter =
    Chapter { stages: &["follow-up"], examine: evidence::follow_up, ..LETTER_FOR_EVIDENCE };

/// A request to look up the requested side's law.
pub const LAW_INFORMATION: Chapter = Chapter {
    procedure: "foreign-law",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: crate::component::no_periods,
    examine: law_information::examine_request,
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requesting.direct-channels",
        "requested",
        "requested.area",
        "requested.direct-channels",
        "particulars.case-category",
        "particulars.case-number",
        "particulars.exemption-law",
        "particulars.expected-costs",
        "particulars.instrument-invoked",
        "particulars.intended-use-case-number",
        "particulars.issuing-authority",
        "particulars.law-jurisdiction",
        "particulars.nature-of-case",
        "particulars.objections",
        "particulars.platform-available",
        "particulars.prepayment-requested",
        "particulars.presence-requested",
        "particulars.proceedings",
        "particulars.questions-by-attendee",
        "particulars.reason-for-request",
        "particulars.returned-papers",
        "particulars.special-method",
        "particulars.special-method-local-law",
        "particulars.transmission",
        "particulars.written-reasons",
        "persons.addressee",
        "persons.expert",
        "persons.party",
        "persons.witness",
        "persons.particulars.address",
        "persons.particulars.address-detail",
        "persons.particulars.agrees-to-method",
        "persons.particulars.agrees-to-travel",
        "persons.particulars.city",
        "persons.particulars.identification",
        "persons.particulars.name",
        "persons.particulars.travels-to",
        "documents",
        "documents.particulars.date",
        "documents.particulars.file-sha256",
        "documents.particulars.manifest-sha256",
        "documents.particulars.method",
        "documents.particulars.obstacle",
        "documents.particulars.place",
        "documents.particulars.recipient",
        "documents.particulars.recorded-by",
        "documents.particulars.refusal-reason",
        "documents.particulars.result",
        "documents.particulars.sealed-by",
        "documents.particulars.signed-by",
        "acts",
        "acts.particulars.connection",
        "acts.particulars.documents-described",
        "acts.particulars.measures",
        "acts.particulars.method",
        "acts.particulars.person",
        "acts.particulars.questions",
        "acts.particulars.result",
        "acts.particulars.subject",
        "docket.forwarded",
        "docket.free-to-leave",
        "docket.hearing",
        "docket.received",
        "docket.served-per-certificate",
        "docket.still-present",
        "docket.supplement-received",
        "docket.supplement-requested",
        "docket.particulars.person",
    ],
    rules: &[
        Rule::text(SCOPE, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(SCOPE, &["wrong-instrument-invoked"]),
        Rule::text(CHANNEL, &["recipient-may-not-receive", "sender-may-not-transmit", "sent-straight-to-addressee"]),
        Rule::text(TRANSMISSION, &["posted-although-platform-works"]),
        Rule::policy(TRANSMISSION, &["transmission-not-provided-for"]).under(&["unregulated-electronic-transmission"]),
        Rule::policy(TRANSMISSION, &["integrity-mismatch"]).under(&["integrity-mismatch"]),
        Rule::text(HANDLING, &["address-outside-area", "refer-to-high-court"]),
        Rule::policy(HANDLING, &["supplement-leaves-the-limit"]).under(&["supplement-clock"]),
        Rule::text(LANGUAGE, &["letter-not-in-chinese", "translation-missing"]),
        Rule::text(
            TIME,
            &[
                "evidence-overdue",
                "execution-overdue",
                "hearing-before-service-is-due",
                "pending",
                "served-after-last-day",
            ],
        ),
        Rule::text(TIME, &[EXECUTE_EVIDENCE, EXECUTE_SERVICE]).under(&[
            "forward-clock",
            "mo-half-day",
            "rest-day-receipt",
            "supplement-clock",
        ]),
        Rule::policy(TIME, &["judicial-holidays-overlap"]).under(&["mo-judicial-holidays"]),
        Rule::text(METHOD, &["ordinary-method-only", "special-method-forbidden", "special-method-unclear"])
            .under(&["unlawful-special-method"]),
        Rule::text(COSTS, &["prepayment-may-be-asked", "prepayment-waived", "special-method-at-requester-cost"]),
        Rule::policy(COSTS, &["prepayment-without-cost"]),
        Rule::text(REFUSAL, &["ground-to-refuse", "objection-is-no-ground"]),
        Rule::text(
            SERVICE_LETTER,
            &[
                "address-missing",
                "addressee-missing",
                "addressee-not-named",
                "letter-missing",
                "letter-names-another-authority",
                "nature-of-case-missing",
                "neither-seal-nor-signature",
                "nothing-to-serve",
                "requesting-authority-not-named",
                "seal-of-another-authority",
            ],
        ),
        Rule::policy(SERVICE_LETTER, &["address-not-detailed"]).under(&["address-detail-required"]),
        Rule::text(COPIES, &["copies-too-few"]),
        Rule::text(
            CERTIFICATE,
            &[
                "certificate-defective",
                "certificate-missing",
                "certificate-unsealed",
                "certificate-without-date",
                "certificate-without-method",
                "certificate-without-obstacle",
                "certificate-without-place",
                "certificate-without-recipient",
                "certificate-without-result",
                "incomplete-notify",
                "not-served",
                "served",
                "written-reply-missing",
            ],
        ),
        Rule::text(certificate::LEAVING, &["leaving-not-recorded"]),
        Rule::text(HEARING, &["hearing-already-past"]),
        Rule::text(CONTENT, &["objection-is-no-ground"]),
        Rule::text(DOCUMENTS, &["document-not-named"]),
        Rule::text(PURPOSE, &["act-unrelated-to-litigation", "execute-in-part", "no-litigation"]),
        Rule::uncertain(PURPOSE, &["litigation-only-contemplated", "use-in-another-case"]),
        Rule::text(
            EVIDENCE_LETTER,
            &[
                "act-not-specified",
                "examined-person-missing",
                "identification-missing",
                "letter-missing",
                "letter-names-another-authority",
                "no-act-requested",
                "parties-missing",
                "person-not-named",
                "person-without-address",
                "questions-missing",
                "reason-missing",
                "requesting-authority-not-named",
            ],
        ),
        Rule::policy(EVIDENCE_LETTER, &["neither-seal-nor-signature"]),
        Rule::policy(ACTS, &["measure-beyond-evidence"]),
        Rule::text(NOTICE, &["time-and-place-to-be-notified"]),
        Rule::text(OFFICERS, &["officer-asks-to-attend", "officer-asks-to-put-questions"]),
        Rule::text(
            RESULT,
            &[
                "evidence-papers-not-returned",
                "exemption-of-the-requesting-side",
                "incomplete-notify",
                "incomplete-return-papers",
                "result-not-stated",
                "testimony-refused",
                "written-statement-missing",
            ],
        ),
        Rule::text(
            APPEARANCE,
            &[
                "consent-to-travel-needed",
                "execute-in-part",
                "immunity-applies",
                "immunity-ended",
                "incomplete-notify",
                "incomplete-return-papers",
                "stayed-beyond-immunity",
                "travel-costs-prepaid",
                "travel-without-consent",
                IMMUNITY,
            ],
        ),
        Rule::uncertain(APPEARANCE, &["immunity-not-certain"]),
        Rule::text(VIDEO, &["consent-to-video-needed", "ordinary-method-only", "video-without-consent"]),
        Rule::policy(VIDEO, &["technical-method-not-provided-for"]),
        Rule::text(LAW, &["law-not-specified", "law-of-another-side", "letter-missing"]),
        Rule::policy(CONSULTATION, &["objection-calls-for-consultation"]),
        Rule::text(IN_FORCE, &["received-before-amendment", "received-before-commencement"]),
    ],
    cites: &[CN_COUNTING, MO_COUNTING, HAGUE_SERVICE, HAGUE_EVIDENCE, REPRESENTATIVES],
    settings: &[
        &switches::ADDRESS_DETAIL_REQUIRED,
        &switches::FORWARD_CLOCK,
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
