//! Arrangement on Mutual Taking of Evidence in Civil and Commercial Matters between the Courts of the Mainland and the Hong Kong Special
//! Administrative Region, 法释〔2017〕4号, in force since 2017-03-01. Twelve articles; the whole text was read `[T]` unless a rule says
//! otherwise.
//!
//! What the text does not say, and what is done: it knows no electronic transmission (switch `unregulated-electronic-transmission`), no
//! refusal but for its scope (switches `non-civil-matter`, `act-outside-list`) and no calendar (the executing side's; for Hong Kong switch
//! `hk-calendar`). Its six months are a target and bar nothing. What Hong Kong's own law adds to a request is `hk_cap_8`.

mod completion;
mod request;
#[cfg(test)]
mod tests;

use crate::contract::{Date, Period, Unit};
use crate::execution::{self, CN_COUNTING, HK_COUNTING};
use crate::{Chapter, Declaration, Matter, Provision, Rule, switches};

const INSTRUMENT: &str = "cn-hk-evidence-2017";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const CHANNEL: Provision = Provision::new(INSTRUMENT, "2");
const SUPPLEMENT: Provision = Provision::new(INSTRUMENT, "3(2)");
const RETURN_OF_WHAT_IS_OUTSIDE: Provision = Provision::new(INSTRUMENT, "3(3)");
const LANGUAGE: Provision = Provision::new(INSTRUMENT, "4");
const USE: Provision = Provision::new(INSTRUMENT, "5");
const ACTS_FOR_THE_MAINLAND: Provision = Provision::new(INSTRUMENT, "6(1)");
const ACTS_FOR_HONG_KONG: Provision = Provision::new(INSTRUMENT, "6(2)");
const LAW_OF_EXECUTION: Provision = Provision::new(INSTRUMENT, "7(1)");
const SPECIAL_METHOD: Provision = Provision::new(INSTRUMENT, "7(2)");
const PRESENCE: Provision = Provision::new(INSTRUMENT, "7(3)");
const SEAL: Provision = Provision::new(INSTRUMENT, "8(1)");
const CONTENT: Provision = Provision::new(INSTRUMENT, "8(2)");
const COSTS: Provision = Provision::new(INSTRUMENT, "9");
const TIME: Provision = Provision::new(INSTRUMENT, "10(1)");
const RESULT: Provision = Provision::new(INSTRUMENT, "10(2)");
const LAWFUL_REFUSAL: Provision = Provision::new(INSTRUMENT, "10(3)");
const CONSULTATION: Provision = Provision::new(INSTRUMENT, "11");
const ENTRY_INTO_FORCE: Provision = Provision::new(INSTRUMENT, "12");
/// Where the text is silent.
const SILENT: Provision = Provision::new(INSTRUMENT, "?");

/// What Hong Kong's courts order of documents.
const PARTICULAR_DOCUMENTS: Provision = Provision::new("hk-cap-8", "76(4)");
const HAGUE: Provision = Provision::new("hague-evidence-1970", "?");

/// Article 12: letters that the requested side receives from this day on.
const IN_FORCE_SINCE: Date = Date { year: 2017, month: 3, day: 1 };
/// Article 10(1): six months from the receipt of the letter.
const SIX_MONTHS: (i32, Unit) = (6, Unit::Months);
/// The code of that period.
const EXECUTE_EVIDENCE: &str = "execute-evidence";

const EVIDENCE: &str = "taking-of-evidence";

/// The letter before it is sent.
pub const OUTGOING_LETTER: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["outgoing"],
    verdict: true,
    declaration: &DECLARATION,
    periods,
    examine: |matter, _, answer| request::examine_outgoing(matter, answer),
};
/// The letter when it has arrived.
pub const INCOMING_LETTER: Chapter = Chapter {
    stages: &["incoming"],
    examine: |matter, _, answer| request::examine_incoming(matter, answer),
    ..OUTGOING_LETTER
};
/// Its execution: whether it goes on, at whose cost, and how long it has taken.
pub const EXECUTION: Chapter =
    Chapter { stages: &["execution"], examine: completion::examine_execution, ..OUTGOING_LETTER };
/// The result that goes back.
pub const RETURN: Chapter = Chapter {
    stages: &["return"],
    examine: |matter, _, answer| completion::examine_return(matter, answer),
    ..OUTGOING_LETTER
};
/// What the passing of time means for the side that asked, and what it may use the evidence for.
pub const FOLLOW_UP: Chapter = Chapter { stages: &["follow-up"], examine: completion::follow_up, ..OUTGOING_LETTER };

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requested",
        "particulars.case-background",
        "particulars.case-category",
        "particulars.case-number",
        "particulars.contact-details",
        "particulars.contact-person",
        "particulars.exemption-conceded",
        "particulars.exemption-law",
        "particulars.exemption-supported-by-letter",
        "particulars.expected-costs",
        "particulars.instrument-invoked",
        "particulars.intended-use-case-number",
        "particulars.issuing-authority",
        "particulars.nature-of-case",
        "particulars.objections",
        "particulars.presence-requested",
        "particulars.proceedings",
        "particulars.questions-by-attendee",
        "particulars.reason-for-request",
        "particulars.return-instruction",
        "particulars.returned-papers",
        "particulars.special-method",
        "particulars.special-method-local-law",
        "particulars.transmission",
        "particulars.trial-court",
        "particulars.written-reasons",
        "persons.expert",
        "persons.party",
        "persons.witness",
        "persons.particulars.address",
        "persons.particulars.name",
        "documents",
        "documents.particulars.file-sha256",
        "documents.particulars.manifest-sha256",
        "documents.particulars.sealed-by",
        "documents.particulars.sealed-by-kind",
        "documents.particulars.signed-by",
        "acts",
        "acts.particulars.document-scope",
        "acts.particulars.documents-described",
        "acts.particulars.method",
        "acts.particulars.person",
        "acts.particulars.questions",
        "acts.particulars.result",
        "acts.particulars.subject",
        "acts.particulars.taken-by",
        "docket.forwarded",
        "docket.received",
        "docket.supplement-received",
    ],
    rules: &[
        Rule::text(SCOPE, &["no-proceedings", "outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::policy(SCOPE, &["labour-not-mentioned"]),
        Rule::text(
            CHANNEL,
            &["outside-the-liaison-authorities", "recipient-may-not-receive", "sender-may-not-transmit"],
        ),
        Rule::policy(SILENT, &["wrong-instrument-invoked"]),
        Rule::policy(SILENT, &["electronic-transmission-unregulated"]).under(&["unregulated-electronic-transmission"]),
        Rule::policy(SILENT, &["integrity-mismatch"]).under(&["integrity-mismatch"]),
        Rule::text(LANGUAGE, &["letter-not-in-chinese", "translation-missing"]),
        Rule::text(USE, &["use-in-another-case"]),
        Rule::policy(USE, &["case-number-missing"]),
        Rule::text(ACTS_FOR_THE_MAINLAND, &["act-outside-list", "execute-in-part"]).under(&["act-outside-list"]),
        Rule::text(ACTS_FOR_HONG_KONG, &["act-outside-list", "execute-in-part"]).under(&["act-outside-list"]),
        Rule::text(LAW_OF_EXECUTION, &["taken-by-another"]),
        Rule::text(
            SPECIAL_METHOD,
            &[
                "ordinary-method-only",
                "special-method-forbidden",
                "special-method-to-be-decided",
                "special-method-unclear",
                "technical-method-forbidden",
                "technical-method-to-be-decided",
                "technical-method-unclear",
            ],
        )
        .under(&["unlawful-special-method"]),
        Rule::text(PRESENCE, &["presence-to-be-decided", "questions-by-attendee-to-be-decided"]),
        Rule::text(SEAL, &["letter-missing", "seal-missing", "seal-not-admitted"]),
        Rule::text(
            CONTENT,
            &[
                "case-background-missing",
                "contact-details-missing",
                "contact-person-missing",
                "documents-not-described",
                "documents-not-specified",
                "issuer-is-no-court",
                "nature-of-case-missing",
                "no-act-requested",
                "person-address-missing",
                "person-not-identified",
                "person-not-named",
                "questions-missing",
                "reason-missing",
                "requesting-authority-not-named",
                "subject-not-stated",
                "trial-court-not-named",
            ],
        ),
        Rule::uncertain(CONTENT, &["proceedings-only-contemplated"]),
        Rule::text(COSTS, &["consult-on-costs", "ordinary-costs", "special-method-at-requester-cost"]),
        Rule::text(TIME, &["evidence-target-passed", "reminder-due", "written-reply-missing"]),
        Rule::text(TIME, &[EXECUTE_EVIDENCE]).under(&[
            "forward-clock",
            "hk-calendar",
            "rest-day-receipt",
            "supplement-clock",
        ]),
        Rule::text(
            RESULT,
            &[
                "incomplete-return-as-instructed",
                "papers-not-returned-as-instructed",
                "reasons-for-non-execution-missing",
                "result-not-stated",
                "return-instruction-missing",
            ],
        ),
        Rule::text(LAWFUL_REFUSAL, &["incomplete-return-as-instructed", "lawful-refusal-to-testify"]),
        Rule::uncertain(LAWFUL_REFUSAL, &["refusal-rests-on-other-law"]),
        Rule::policy(CONSULTATION, &["objection-calls-for-consultation", "objection-is-no-ground"]),
        Rule::text(ENTRY_INTO_FORCE, &["received-before-entry-into-force"]),
    ],
    cites: &[CN_COUNTING, HK_COUNTING, HAGUE, PARTICULAR_DOCUMENTS],
    settings: &[
        &switches::ACT_OUTSIDE_LIST,
        &switches::FORWARD_CLOCK,
        &switches::HK_CALENDAR,
        &switches::INTEGRITY_MISMATCH,
        &switches::NON_CIVIL_MATTER,
        &switches::REST_DAY_RECEIPT,
        &switches::SUPPLEMENT_CLOCK,
        &switches::UNLAWFUL_SPECIAL_METHOD,
        &switches::UNREGULATED_ELECTRONIC_TRANSMISSION,
    ],
};

/// Article 10(1): as far as possible within six months of the receipt. A letter that came before the arrangement starts no clock (article 12).
fn periods(matter: &Matter) -> Vec<Period> {
    if matter.first("received").is_some_and(|received| received.on < IN_FORCE_SINCE) {
        return Vec::new();
    }
    let period = execution::period(matter, EXECUTE_EVIDENCE, SIX_MONTHS, TIME);
    period.into_iter().map(Period::best_effort).collect()
}

/// Does Hong Kong execute this? Else the Mainland does.
fn hong_kong_executes(matter: &Matter) -> bool {
    matter.requested().is_some_and(|authority| authority.jurisdiction == "HK")
}
