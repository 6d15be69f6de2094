//! II. Service of judicial documents, articles 10 to 15.

use super::general::{self, is_sealed_or_signed};
use super::{
    CERTIFICATE, CHANNEL, COPIES, DOCUMENTS, EXECUTE_SERVICE, HANDLING, HEARING, METHOD, REFUSAL, SERVICE_LETTER, TIME,
    TWO_MONTHS,
};
use crate::certificate;
use crate::contract::{Document, Finding, Period, Severity};
use crate::{Answer, Days, Item, Matter, execution, letter};

/// Article 15, documents of the Mainland. The list is open.
const NAMED_CN: &[&str] = &[
    "originating-process",
    "notice-of-appeal",
    "counterclaim",
    "answer",
    "power-of-attorney",
    "summons",
    "judgment",
    "mediation-statement",
    "ruling",
    "payment-order",
    "decision",
    "notice",
    "certification",
    "certificate-of-service",
    "attachment",
];

/// Article 15, documents of Macao. The list is open.
const NAMED_MO: &[&str] = &[
    "originating-process",
    "answer",
    "counterclaim",
    "notice-of-appeal",
    "statement",
    "defence",
    "declaration-of-objection",
    "rebuttal",
    "application",
    "withdrawal",
    "admission",
    "settlement",
    "inventory",
    "list-of-partition",
    "settlement-proposal",
    "creditors-agreement",
    "summons",
    "notice",
    "judges-instruction",
    "court-order",
    "court-leave",
    "judgment",
    "full-bench-ruling",
    "certificate-of-service",
    "attachment",
];

/// Article 6: at the latest two months from the receipt of the letter.
pub(super) fn periods(matter: &Matter) -> Vec<Period> {
    let period = execution::period(matter, EXECUTE_SERVICE, TWO_MONTHS, TIME).filter(|_| !general::came_before(matter));
    period.into_iter().map(|period| period.met_by(&["served-per-certificate"])).collect()
}

/// Is this letter in order? Before it is sent and when it has arrived.
pub(super) fn examine_letter(matter: &Matter, days: &Days, answer: &mut Answer) {
    general::examine_letter(matter, answer);
    answer.article(HANDLING, |answer| {
        general::article_4_supplement(matter, answer);
        general::article_4_competence(matter, matter.persons("addressee"), answer);
    });
    answer.article(TIME, |answer| {
        article_6_reasonable_time(matter, answer);
        general::article_6_holidays(matter, days, EXECUTE_SERVICE, answer);
    });
    answer.article(METHOD, |answer| general::articles_7_and_8_special_method(matter, Severity::Inform, answer));
    answer.article(REFUSAL, |answer| general::article_9_objections(matter, answer));
    answer.article(SERVICE_LETTER, |answer| article_10_letter(matter, answer));
    answer.article(COPIES, |answer| article_11_copies(matter, answer));
    answer.article(HEARING, |answer| article_13_hearing(matter, answer));
    answer.article(DOCUMENTS, |answer| article_15_documents(matter, answer));
}

/// What is there to say while the letter is executed: the supplement, the time, and what article 9 lets the requested
/// side refuse.
pub(super) fn examine_execution(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(HANDLING, |answer| general::article_4_supplement(matter, answer));
    answer.article(TIME, |answer| {
        execution::overdue(matter, days, EXECUTE_SERVICE, TIME, answer);
        general::article_6_holidays(matter, days, EXECUTE_SERVICE, answer);
    });
    answer.article(REFUSAL, |answer| general::article_9_objections(matter, answer));
}

/// Is the certificate in order, and what follows from it? Article 12. No papers go back, however they came.
pub(super) fn examine_return(matter: &Matter, days: &Days, answer: &mut Answer) {
    let before = answer.corrections();
    let certificates = certificate::examine(matter, CERTIFICATE, answer, |certificate, answer| {
        article_12_certificate(certificate, days, answer);
    });
    certificates
        .iter()
        .filter(|certificate| certificate.text("result") == Some("served"))
        .for_each(|certificate| certificate::leaving_is_recorded(matter, certificate, METHOD, answer));
    let defective = answer.corrections() > before;
    if certificates.iter().any(|certificate| certificate.text("result") == Some("unserved")) {
        article_12_reply(matter, answer);
        if !defective {
            answer.conclude("incomplete-notify", None, &[CERTIFICATE]);
        }
    }
    if defective {
        answer.conclude("certificate-defective", None, &[CERTIFICATE]);
    }
    general::article_3_integrity(matter, answer);
}

/// What the passing of time means for the side that asked: served or not as certified, or still open. The text presumes
/// nothing.
pub(super) fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    examine_period(matter, days, answer);
    certificate::conclude(matter, CERTIFICATE, TIME, answer);
}

/// The period alone, as long as no certificate has come.
pub(super) fn examine_period(matter: &Matter, days: &Days, answer: &mut Answer) {
    if certificate::is_open(matter) {
        execution::overdue(matter, days, EXECUTE_SERVICE, TIME, answer);
        general::article_6_holidays(matter, days, EXECUTE_SERVICE, answer);
    }
}

/// Article 6(1): within a reasonable time, so that the requested side, which has two months, can serve in time.
fn article_6_reasonable_time(matter: &Matter, answer: &mut Answer) {
    let Some(hearing) = matter.events("hearing").next() else { return };
    let today = matter.as_of();
    if matter.first("received").is_none() && today < hearing.on && hearing.on < execution::in_two_months(today) {
        let finding = Finding::inform("hearing-before-service-is-due", TIME).about(hearing.place());
        answer.find(finding.with_day("hearing", hearing.on));
    }
}

/// Article 10: a letter under seal or a judge's signature that names authority, addressee, detailed address and nature
/// of the case.
fn article_10_letter(matter: &Matter, answer: &mut Answer) {
    if letter::the_letter(matter, SERVICE_LETTER, answer).is_some() {
        is_sealed_or_signed(matter, SERVICE_LETTER, Severity::Correct, answer);
    }
    letter::names_the_authority(matter, SERVICE_LETTER, CHANNEL, answer);
    letter::names_the_addressees(matter, SERVICE_LETTER, answer);
    letter::states_the_nature_of_the_case(matter, SERVICE_LETTER, answer);
    letter::encloses_documents(matter, SERVICE_LETTER, answer);
}

/// Article 11: in duplicate for each addressee, if it goes by post. On the platform one set serves all.
fn article_11_copies(matter: &Matter, answer: &mut Answer) {
    if general::is_posted(matter) {
        letter::copies_are_enough(matter, COPIES, answer);
    }
}

/// Article 13: the requested side serves even if the day of the hearing has passed.
fn article_13_hearing(matter: &Matter, answer: &mut Answer) {
    let Some(hearing) = matter.events("hearing").next() else { return };
    let seen = matter.first("received").map_or(matter.as_of(), |received| received.on);
    if hearing.on <= seen {
        let finding = Finding::inform("hearing-already-past", HEARING).about(hearing.place());
        answer.find(finding.with_day("hearing", hearing.on));
    }
}

/// Article 15: two lists, one of each side, that close with "and other judicial documents and the papers annexed to
/// them": what they do not name is served as well.
fn article_15_documents(matter: &Matter, answer: &mut Answer) {
    let from_macao = matter.requesting().is_some_and(|court| court.jurisdiction == "MO");
    let named = if from_macao { NAMED_MO } else { NAMED_CN };
    for document in letter::served_documents(matter).filter(|document| !named.contains(&document.kind.as_str())) {
        let finding = Finding::inform("document-not-named", DOCUMENTS).about(document.part("kind"));
        answer.find(finding.with_text("document", &document.kind));
    }
}

/// Article 12: 送达回证 on the Mainland, 送達證明書 in Macao, under the court's seal; with method, place, date and the identity
/// of the recipient, or with the obstacle or the reason for refusing to accept, and the date.
fn article_12_certificate(certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    let mut lacks = |code: &str, particular: &str| {
        answer.find(Finding::correct(code, CERTIFICATE).about(certificate.particular(particular)));
    };
    if certificate.text("sealed-by").is_none() {
        lacks("certificate-unsealed", "sealed-by");
    }
    if certificate.day("date").is_none() {
        lacks("certificate-without-date", "date");
    }
    match certificate.text("result") {
        Some("served") => {
            for (particular, code) in [
                ("method", "certificate-without-method"),
                ("place", "certificate-without-place"),
                ("recipient", "certificate-without-recipient"),
            ] {
                if certificate.text(particular).is_none() {
                    lacks(code, particular);
                }
            }
            served_in_time(certificate, days, answer);
        }
        Some(_) => {
            if certificate.text("obstacle").is_none() && certificate.text("refusal-reason").is_none() {
                lacks("certificate-without-obstacle", "obstacle");
            }
        }
        None => lacks("certificate-without-result", "result"),
    }
}

/// Article 6: a service after the last day is still a service.
fn served_in_time(certificate: &Item<Document>, days: &Days, answer: &mut Answer) {
    if let (Some(date), Some(last_day)) = (certificate.day("date"), days.last_day(EXECUTE_SERVICE))
        && last_day < date
    {
        let finding = Finding::inform("served-after-last-day", TIME).about(certificate.particular("date"));
        answer.find(finding.with_day("date", date).with_day("last-day", last_day));
    }
}

/// Article 12(2): a failure is answered in writing, too.
fn article_12_reply(matter: &Matter, answer: &mut Answer) {
    if matter.text("written-reasons").is_none() {
        answer.find(Finding::correct("written-reply-missing", CERTIFICATE).about(matter.place("written-reasons")));
    }
}
