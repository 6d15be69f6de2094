//! Provisions of the Supreme People's Court on Handling Requests for Service and for the Taking of Evidence in Civil
//! and Commercial Cases under International Conventions and Bilateral Treaties, 法释〔2013〕11号, in force since 2013-05-02,
//! amended by 法释〔2020〕20号; twelve articles, all read `[T]`. With its implementing rules, 法发〔2013〕6号, of which article
//! 11 was read, and the form of the letter of transfer `[T]`. They bind the Mainland's courts only.
//!
//! What the Conventions themselves ask is in their modules, with these provisions beside it: who forwards (article 9),
//! the Chinese translation and the courts' field (article 11 of the rules), the special method (article 4). Reciprocity
//! (article 2), registers and archives (articles 7 and 8) are for people.

#[cfg(test)]
mod tests;

use crate::contract::{Document, Finding};
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule, component, elapsed, enclosures, letter};

const INSTRUMENT: &str = "cn-treaty-requests-2013";
const TRANSLATIONS: Provision = Provision::new(INSTRUMENT, "5");
const RULES: &str = "cn-treaty-requests-rules-2013";
const REVIEW: Provision = Provision::new(RULES, "11");
/// The form of the letter of transfer, whose place in the rules is not verified.
const TRANSFER_FORM: Provision = Provision::new(RULES, "?");

/// How much time the hearing leaves for service abroad; the form asks only that it be sufficient `[P]`.
const SIX_MONTHS: (u8, u8) = (6, 0);

/// The review of a request for service from abroad.
pub const SERVICE_REVIEW: Chapter = Chapter {
    procedure: "service-of-documents",
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| answer.article(REVIEW, |answer| enclosures::are_listed(matter, REVIEW, answer)),
};
/// What a Mainland court sends abroad for service.
pub const SERVICE_ABROAD: Chapter = Chapter {
    procedure: "service-of-documents",
    stages: &["outgoing"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| {
        answer.article(TRANSLATIONS, |answer| {
            article_5_no_court_seal(matter, answer);
            article_5_certified(letter::served_documents(matter), answer);
        });
        answer.article(TRANSFER_FORM, |answer| time_is_reserved(matter, answer));
    },
};
/// What a Mainland court sends abroad for evidence.
pub const EVIDENCE_ABROAD: Chapter = Chapter {
    procedure: "taking-of-evidence",
    stages: &["outgoing"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| {
        answer.article(TRANSLATIONS, |answer| {
            article_5_no_court_seal(matter, answer);
            article_5_certified(matter.documents(), answer);
        });
    },
};

/// What these instruments read, say and switch on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "particulars.listed-documents",
        "documents",
        "documents.particulars.annexed-to",
        "documents.particulars.translation-sealed-by",
        "documents.particulars.translator-signed",
        "docket.hearing",
    ],
    rules: &[
        Rule::text(
            REVIEW,
            &["document-not-in-letter-list", "documents-not-listed-in-letter", "listed-document-missing"],
        ),
        Rule::text(TRANSLATIONS, &["translation-bears-court-seal", "translation-not-certified"]),
        Rule::policy(TRANSFER_FORM, &["hearing-leaves-little-time"]),
    ],
    cites: &[],
    settings: &[],
};

/// Article 5: no seal of the court on a translation, not on that of the request either.
fn article_5_no_court_seal(matter: &Matter, answer: &mut Answer) {
    for document in matter.documents().filter(|document| !document.translations.is_empty()) {
        if let Some(court) = document.text("translation-sealed-by") {
            let place = document.particular("translation-sealed-by");
            let finding = Finding::correct("translation-bears-court-seal", TRANSLATIONS).about(place);
            answer.find(finding.with_text("document", &document.kind).with_text("sealed-by", court));
        }
    }
}

/// Article 5: translations are made by translators in the Mainland, who sign or seal that they are true.
fn article_5_certified<'a>(documents: impl Iterator<Item = Item<'a, Document>>, answer: &mut Answer) {
    for document in documents.filter(|document| !document.translations.is_empty()) {
        if document.flag("translator-signed") != Some(true) {
            let place = document.particular("translator-signed");
            let finding = Finding::correct("translation-not-certified", TRANSLATIONS).about(place);
            answer.find(finding.with_text("document", &document.kind));
        }
    }
}

/// The form of the letter of transfer confirms that the time reserved for service is sufficient; a Beijing rule wants
/// seven months to the hearing, here a person looks if there are fewer than six `[P]`.
fn time_is_reserved(matter: &Matter, answer: &mut Answer) {
    let too_soon = |on| !elapsed::have_passed(matter.as_of(), SIX_MONTHS, on);
    if let Some(hearing) = matter.events("hearing").next().filter(|hearing| too_soon(hearing.on)) {
        let finding = Finding::flag("hearing-leaves-little-time", TRANSFER_FORM).about(hearing.place());
        answer.find(finding.with_day("hearing", hearing.on));
    }
}
