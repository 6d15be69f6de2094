//! Implementing Measures for the Hague Service Convention, of the Ministry of Justice, the Supreme People's Court and
//! the Ministry of Foreign Affairs, 司发通〔1992〕093号, in force since 1992-09-19. Twelve items, all read `[T]`. They bind
//! the Mainland's authorities only.
//!
//! Where the Supreme People's Court says otherwise in 2013, that prevails (article 12 of its provisions): documents for
//! formal service need a Chinese translation, although item 4 would serve them in English or French. Item 10 reminds
//! after two and a half months; that the method is unavailable after six stands in article 7 of the Supreme People's
//! Court's provisions on foreign-related service, 法释〔2006〕5号, from general knowledge `[K]`. The list of instruments does
//! not know these, so that the measures are cited for them without a number, and with them the Convention's article that
//! counts six months. Days of the chain are calendar days and do not roll `[P]`.

#[cfg(test)]
mod tests;

use super::hague_service_1965 as hague;
use crate::certificate;
use crate::contract::{Document, Finding, Period, Place, Unit};
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule, switches};
use crate::{component, elapsed, execution, languages, letter};

const INSTRUMENT: &str = "cn-hague-measures-1992";
const MINISTRY: Provision = Provision::new(INSTRUMENT, "1");
const COURTS: Provision = Provision::new(INSTRUMENT, "2");
const HEARING: Provision = Provision::new(INSTRUMENT, "3");
const LANGUAGE: Provision = Provision::new(INSTRUMENT, "4");
const OUTGOING_PAPERS: Provision = Provision::new(INSTRUMENT, "7");
const REMINDER: Provision = Provision::new(INSTRUMENT, "10");

/// What stands in the provisions on foreign-related service: six months without a certificate, other proof of receipt.
const UNLISTED: Provision = Provision::new(INSTRUMENT, "?");

/// Items 1 and 2: the Ministry five days, the Supreme People's Court five, the High People's Court three, the court
/// that serves ten. For papers in English or French only the Ministry has two days more (item 1); the chain is shown
/// without them, as the day by which the slowest part should be done.
const CHAIN: (i32, Unit) = (23, Unit::Days);
/// The code of that period.
const INTERNAL_CHAIN: &str = "internal-chain-service";

/// Item 10, in months and days.
const TWO_AND_A_HALF_MONTHS: (u8, u8) = (2, 15);
const SIX_MONTHS: (u8, u8) = (6, 0);
/// Item 7: copies of each document that a court hands up, one of them for the Ministry's file.
const COPIES_FOR_THE_MINISTRY: u32 = 3;

const SERVICE: &str = "service-of-documents";

/// What a request from abroad meets in the chain. It weighs nothing: whether the request is in order is for the
/// Convention and for the provisions of 2013.
pub const INCOMING: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["incoming", "execution"],
    verdict: false,
    declaration: &DECLARATION,
    periods: chain,
    examine: examine_incoming,
};
/// What the proof of service notes.
pub const RETURN: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["return"],
    verdict: true,
    declaration: &DECLARATION,
    periods: chain,
    examine: examine_return,
};
/// What a Mainland court encloses.
pub const OUTGOING: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["outgoing"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_outgoing(matter, answer),
};
/// What the passing of time means for the Mainland court that asked.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| follow_up(matter, answer),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "particulars.service-kind",
        "documents",
        "documents.particulars.date",
        "documents.particulars.refusal-reason",
        "documents.particulars.result",
        "docket.acted-on-content",
        "docket.delivered-to-requested",
        "docket.hearing",
        "docket.mentioned-content",
        "docket.received",
        "docket.refused-to-sign",
        "docket.served-per-certificate",
        "docket.particulars.person",
        "persons.addressee",
    ],
    rules: &[
        Rule::text(MINISTRY, &[INTERNAL_CHAIN]).under(&["rest-day-receipt"]),
        Rule::text(COURTS, &["execution-overdue", INTERNAL_CHAIN, "served-after-last-day"]),
        Rule::text(HEARING, &["hearing-already-past", "refusal-not-noted"]),
        Rule::text(LANGUAGE, &["addressee-may-refuse-without-chinese"]),
        Rule::text(OUTGOING_PAPERS, &["third-copy-for-the-ministry", "translation-for-abroad-missing"]),
        Rule::text(REMINDER, &["pending", "reminder-due"]),
        Rule::knowledge(UNLISTED, &["deemed-served", "method-unavailable"]),
        Rule::knowledge(hague::CERTIFICATE, &["not-served", "served"]),
        Rule::knowledge(hague::DEFAULT, &["default-judgment-possible"]),
    ],
    cites: &[],
    settings: &[&switches::REST_DAY_RECEIPT],
};

/// What there is to say of the chain: its time, a hearing that has passed, a document that has no Chinese text.
fn examine_incoming(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(MINISTRY, |_| {});
    answer.article(COURTS, |answer| execution::overdue(matter, days, INTERNAL_CHAIN, COURTS, answer));
    answer.article(HEARING, |answer| item_3_hearing(matter, answer));
    answer.article(LANGUAGE, |answer| item_4_languages(matter, answer));
}

/// Items 2 and 3: was the chain kept, and is a refusal noted?
fn examine_return(matter: &Matter, days: &Days, answer: &mut Answer) {
    let certificates = certificate::standing(matter);
    if certificates.is_empty() {
        return;
    }
    answer.article(COURTS, |answer| certificates.iter().for_each(|it| served_in_time(it, days, answer)));
    answer.article(HEARING, |answer| certificates.iter().for_each(|it| item_3_refusal(matter, it, answer)));
}

/// Item 7: what is sent abroad.
fn examine_outgoing(matter: &Matter, answer: &mut Answer) {
    answer.article(OUTGOING_PAPERS, |answer| {
        for document in letter::served_documents(matter) {
            item_7_translation(&document, answer);
        }
        item_7_copies(matter, answer);
    });
}

/// What the passing of time means: a certificate decides; else a fact that shows receipt; else, after two and a half
/// months, the Ministry reminds, and after six the method counts as unavailable.
fn follow_up(matter: &Matter, answer: &mut Answer) {
    let open = hague::not_certified(matter, answer);
    let transmitted = matter.first("delivered-to-requested");
    let has_waited =
        |time| transmitted.as_ref().is_some_and(|event| elapsed::have_passed(event.on, time, matter.as_of()));
    let mut without_proof = false;
    for recipient in open {
        let received = ["mentioned-content", "acted-on-content"].map(|kind| recipient.first(matter, kind));
        match received.into_iter().flatten().min_by_key(|fact| fact.on) {
            Some(fact) => answer.conclude("deemed-served", Some(fact.on), &[UNLISTED]),
            None => without_proof = true,
        }
    }
    if !without_proof {
        return;
    }
    if has_waited(SIX_MONTHS) {
        hague::article_15_default_judgment(matter, answer);
        answer.conclude("method-unavailable", None, &[hague::DEFAULT, UNLISTED]);
    } else {
        if has_waited(TWO_AND_A_HALF_MONTHS) {
            answer.conclude("reminder-due", None, &[REMINDER]);
        }
        answer.conclude("pending", None, &[REMINDER]);
    }
}

/// Items 1 and 2: from the Ministry's receipt to the court that serves. Whether a receipt on a rest day counts from the
/// next working day is switch `rest-day-receipt` `[P]`.
fn chain(matter: &Matter) -> Vec<Period> {
    let Some(received) = matter.first("received") else { return Vec::new() };
    let period = Period::from_event(INTERNAL_CHAIN, received.index, CHAIN, "CN");
    vec![period.starting(execution::receipt(matter)).citing([MINISTRY, COURTS])]
}

/// Item 3: served whether or not the date of the hearing, or the time limit, has passed.
fn item_3_hearing(matter: &Matter, answer: &mut Answer) {
    let arrived = matter.first("received").map_or(matter.as_of(), |received| received.on);
    if let Some(hearing) = matter.events("hearing").next().filter(|hearing| hearing.on <= arrived) {
        let finding = Finding::inform("hearing-already-past", HEARING).about(hearing.place());
        answer.find(finding.with_day("hearing", hearing.on));
    }
}

/// Item 3: if the addressee refuses to accept, the proof of service says so.
fn item_3_refusal(matter: &Matter, certificate: &Item<Document>, answer: &mut Answer) {
    if matter.first("refused-to-sign").is_some() && certificate.text("refusal-reason").is_none() {
        let place = certificate.particular("refusal-reason");
        answer.find(Finding::correct("refusal-not-noted", HEARING).about(place));
    }
}

/// Item 4: what comes in English or French without a Chinese translation is served, but the addressee may refuse it for
/// that reason. Since the implementing rules of 2013 ask for the translation of what is formally served, this is left
/// for informal delivery.
fn item_4_languages(matter: &Matter, answer: &mut Answer) {
    if matter.text("service-kind") != Some("informal-delivery") {
        return;
    }
    for document in letter::served_documents(matter).filter(|it| !languages::has_one_of(it, &["zh"])) {
        let finding = Finding::inform("addressee-may-refuse-without-chinese", LANGUAGE);
        answer.find(finding.about(document.part("translations")).with_text("document", &document.kind));
    }
}

fn served_in_time(certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    if let (Some(date), Some(last_day)) = (certificate.day("date"), days.last_day(INTERNAL_CHAIN))
        && certificate.text("result") == Some("served")
        && date > last_day
    {
        let finding = Finding::inform("served-after-last-day", COURTS).about(certificate.particular("date"));
        answer.find(finding.with_day("date", date).with_day("last-day", last_day));
    }
}

/// Item 7: with a translation into the language of the State where the document goes.
fn item_7_translation(document: &Item<Document>, answer: &mut Answer) {
    if languages::has_only(document, "zh") {
        let finding = Finding::correct("translation-for-abroad-missing", OUTGOING_PAPERS);
        answer.find(finding.about(document.part("translations")).with_text("document", &document.kind));
    }
}

/// Item 7: three copies of each document when they go by way of the Supreme People's Court and the Ministry. The
/// Convention, and the transfer form of 2013, ask for two; the third stays in the Ministry's file, so that it is no
/// defect of the request.
fn item_7_copies(matter: &Matter, answer: &mut Answer) {
    let goes_by_the_ministry = matter.requesting().is_some_and(|authority| authority.kind == "supreme-court");
    let is_short = |document: &Item<Document>| document.copies.is_none_or(|copies| copies < COPIES_FOR_THE_MINISTRY);
    if goes_by_the_ministry && letter::served_documents(matter).any(|document| is_short(&document)) {
        answer.find(Finding::inform("third-copy-for-the-ministry", OUTGOING_PAPERS).about(Place::Documents));
    }
}
