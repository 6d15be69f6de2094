//! Convention of 15 November 1965 on the Service Abroad of Judicial and Extrajudicial Documents in Civil or Commercial
//! Matters, in force for the Mainland since 1992-01-01; it continues to apply to Hong Kong since 1997-07-01 and to
//! Macao since 1999-12-20. It does not apply between the three: they are one country.
//!
//! Articles 1 to 4 were read; the others are from general knowledge of a well-known text `[K]`. The declarations of
//! each side stand in `sides`. What the Mainland does inside its own borders is in
//! [`cn_hague_measures_1992`](super::cn_hague_measures_1992) and
//! [`cn_treaty_requests_2013`](super::cn_treaty_requests_2013). The text knows paper only (switches
//! `unregulated-electronic-transmission`, `integrity-mismatch`), and it sets no period for service.

mod sides;
#[cfg(test)]
mod tests;

use crate::certificate::{self, Certified, Recipient};
use crate::contract::{Document, Finding, Place, Severity};
use crate::special_method::SpecialMethod;
use crate::{Answer, Chapter, Days, Declaration, Item, Matter, Provision, Rule};
use crate::{component, elapsed, languages, letter, switches, transmission};
use sides::{CN_FORWARDING, CN_METHOD, CN_PERMISSION, CN_REFUSAL, CN_REVIEW, Side};

const INSTRUMENT: &str = "hague-service-1965";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const AUTHORITY: Provision = Provision::new(INSTRUMENT, "2");
const FORM: Provision = Provision::new(INSTRUMENT, "3");
const METHOD: Provision = Provision::new(INSTRUMENT, "5");
pub(crate) const CERTIFICATE: Provision = Provision::new(INSTRUMENT, "6");
const LANGUAGE: Provision = Provision::new(INSTRUMENT, "7");
const POST: Provision = Provision::new(INSTRUMENT, "10");
const COSTS: Provision = Provision::new(INSTRUMENT, "12");
const REFUSAL: Provision = Provision::new(INSTRUMENT, "13");
const DIFFICULTIES: Provision = Provision::new(INSTRUMENT, "14");
pub(crate) const DEFAULT: Provision = Provision::new(INSTRUMENT, "15");
/// Where the text is silent.
const SILENT: Provision = Provision::new(INSTRUMENT, "?");

/// Article 7: the languages that every State takes for the blanks of the form.
const FORM_LANGUAGES: &[&str] = &["en", "fr"];
/// Article 15(2)(b): the time that the judge waits at least, in months and days.
const SIX_MONTHS: (u8, u8) = (6, 0);

const SERVICE: &str = "service-of-documents";

/// The request, before it is sent and when it has arrived.
pub const REQUEST: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_request(matter, answer),
};
/// Its execution. No verdict on admissibility.
pub const EXECUTION: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["execution"],
    verdict: false,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_execution(matter, answer),
};
/// The certificate that goes back.
pub const RETURN: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["return"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_return(matter, answer),
};
/// What the passing of time means for the side that asked, by the Convention alone.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: SERVICE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: follow_up,
};

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
        "particulars.service-kind",
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
        "documents.particulars.place",
        "documents.particulars.recipient",
        "documents.particulars.refusal-reason",
        "documents.particulars.result",
        "documents.particulars.sealed-by",
        "documents.particulars.signed-by",
        "docket.delivered-to-requested",
        "docket.hearing",
        "docket.received",
        "docket.served-per-certificate",
        "docket.particulars.person",
    ],
    rules: &[
        Rule::text(SCOPE, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(SCOPE, &["wrong-instrument-invoked"]),
        Rule::text(AUTHORITY, &["recipient-may-not-receive"]),
        Rule::text(
            FORM,
            &[
                "address-missing",
                "addressee-missing",
                "addressee-not-named",
                "copies-too-few",
                "letter-missing",
                "nature-of-case-missing",
                "nothing-to-serve",
                "requesting-authority-not-named",
                "sender-may-not-transmit",
            ],
        ),
        Rule::text(CN_FORWARDING, &["sender-may-not-transmit"]),
        Rule::knowledge(FORM, &["form-neither-signed-nor-sealed"]),
        Rule::policy(FORM, &["address-not-detailed"]).under(&["address-detail-required"]),
        Rule::text(METHOD, &["language-not-accepted"]),
        Rule::text(CN_REVIEW, &["language-not-accepted", "own-law-ground-to-refuse"]),
        Rule::knowledge(METHOD, &["addressee-may-decline", "special-method-unclear", "translation-may-be-required"]),
        Rule::knowledge(METHOD, &["ordinary-method-only", "special-method-forbidden"])
            .under(&["unlawful-special-method"]),
        Rule::knowledge(
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
                "pending",
                "served",
            ],
        ),
        Rule::knowledge(LANGUAGE, &["language-not-accepted"]),
        Rule::text(POST, &["direct-post-may-be-opposed", "direct-post-not-opposed", "direct-post-opposed"]),
        Rule::text(CN_PERMISSION, &["direct-post-opposed"]),
        Rule::knowledge(COSTS, &["special-method-at-requester-cost"]),
        Rule::knowledge(REFUSAL, &["convention-ground-to-refuse", "objection-is-no-ground"]),
        Rule::text(CN_REFUSAL, &["convention-ground-to-refuse"]),
        // Article 13 names sovereignty and security only; the social public interest stands in the Mainland's own law.
        Rule::uncertain(CN_REFUSAL, &["own-law-ground-to-refuse"]),
        Rule::knowledge(DIFFICULTIES, &["objection-calls-for-consultation"]),
        Rule::knowledge(DEFAULT, &["default-judgment-possible"]),
        Rule::policy(SILENT, &["hearing-past-text-silent"]),
        Rule::policy(SILENT, &["electronic-transmission-unregulated"]).under(&["unregulated-electronic-transmission"]),
        Rule::policy(SILENT, &["integrity-mismatch"]).under(&["integrity-mismatch"]),
    ],
    cites: &[CN_METHOD],
    settings: &[
        &switches::ADDRESS_DETAIL_REQUIRED,
        &switches::INTEGRITY_MISMATCH,
        &switches::NON_CIVIL_MATTER,
        &switches::UNLAWFUL_SPECIAL_METHOD,
        &switches::UNREGULATED_ELECTRONIC_TRANSMISSION,
    ],
};

/// Is this request in order? Articles 1 to 13, with the declarations of the side that is asked.
fn examine_request(matter: &Matter, answer: &mut Answer) {
    let asked = sides::of(matter.requested());
    answer.article(SCOPE, |answer| article_1_scope(matter, answer));
    if matter.text("transmission") == Some("post-to-addressee") {
        // Article 10(a): not a request to the Central Authority, whose form, copies and languages it need not have.
        answer.article(POST, |answer| article_10_post(matter, asked, answer));
        answer.article(REFUSAL, |answer| article_13_refusal(matter, asked, Severity::Refuse, answer));
        return;
    }
    answer.article(AUTHORITY, |answer| article_2_and_18_authority(matter, asked, answer));
    answer.article(FORM, |answer| article_3_form(matter, answer));
    answer.article(METHOD, |answer| {
        article_5_languages(matter, asked, answer);
        special_method(asked).examine(matter, answer);
    });
    answer.article(LANGUAGE, |answer| article_7_language_of_the_form(matter, asked, answer));
    answer.article(REFUSAL, |answer| article_13_refusal(matter, asked, Severity::Refuse, answer));
    silent_hearing(matter, asked, answer);
    transmission::is_on_paper(matter, SILENT, answer);
    transmission::files_are_whole(matter, SILENT, answer);
}

/// An objection that comes up while the request is executed. Whether to refuse is decided on the request, not here.
fn examine_execution(matter: &Matter, answer: &mut Answer) {
    let asked = sides::of(matter.requested());
    answer.article(REFUSAL, |answer| article_13_refusal(matter, asked, Severity::Flag, answer));
}

/// Is the certificate in order, and what follows from it? Article 6. If the document was not served, the reasons go
/// back with the certificate; the text does not ask for the papers. What the side's own law wants corrected counts too,
/// where it was asked before.
fn examine_return(matter: &Matter, answer: &mut Answer) {
    let certificates = certificate::examine(matter, CERTIFICATE, answer, |certificate, answer| {
        article_6_certificate(certificate, answer);
    });
    if answer.corrections() > 0 {
        answer.conclude("certificate-defective", None, &[CERTIFICATE]);
    } else if certificates.iter().any(|certificate| certificate.text("result") != Some("served")) {
        answer.conclude("incomplete-notify", None, &[CERTIFICATE]);
    }
}

/// What the passing of time means for the side that asked: served or not as certified; else still open, though the
/// judge may in the end give judgment without a certificate.
fn follow_up(matter: &Matter, _: &Days, answer: &mut Answer) {
    if !not_certified(matter, answer).is_empty() {
        article_15_default_judgment(matter, answer);
        answer.conclude("pending", None, &[CERTIFICATE]);
    }
}

/// Article 1: civil or commercial matters, labour cases among them. A request that invokes another instrument is not
/// one under this.
fn article_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let finding = Finding::new("outside-civil-and-commercial", severity, SCOPE).with_text("category", category);
        answer.find(finding.about(matter.place("case-category")));
    }
    if let Some(invoked) = matter.text("instrument-invoked").filter(|&invoked| invoked != INSTRUMENT) {
        let finding = Finding::correct("wrong-instrument-invoked", SCOPE).with_text("invoked", invoked);
        answer.find(finding.about(matter.place("instrument-invoked")));
    }
}

/// Articles 2 and 18: requests are received by the Central Authority, or by the other authority that was designated.
/// What a direct posting to the addressee means is for article 10.
fn article_2_and_18_authority(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let receives = asked.map_or(&["central-authority"][..], |side| side.receives);
    if let Some(authority) = matter.requested().filter(|authority| !receives.contains(&authority.kind.as_str())) {
        let finding = Finding::correct("recipient-may-not-receive", AUTHORITY).about(Place::Requested);
        answer.find(finding.with_text("authority", &authority.id).with_text("kind", &authority.kind));
    }
}

/// Article 3: the authority or judicial officer that is competent under its own law forwards a request that conforms to
/// the model, without legalisation; the request and the documents in duplicate. The model names the authority, the
/// addressee and his address, and in its summary the nature of the document and of the proceedings; where the address
/// is not known the Convention does not apply (article 1(2)). The model has a place for a signature or a stamp `[K]`.
fn article_3_form(matter: &Matter, answer: &mut Answer) {
    if let Some(request) = letter::the_letter(matter, FORM, answer)
        && request.text("sealed-by").is_none()
        && request.text("signed-by").is_none()
    {
        let finding = Finding::correct("form-neither-signed-nor-sealed", FORM);
        answer.find(finding.about(request.particular("sealed-by")));
    }
    sender_is_competent(matter, answer);
    if matter.text("issuing-authority").is_none() {
        let place = matter.place("issuing-authority");
        answer.find(Finding::correct("requesting-authority-not-named", FORM).about(place));
    }
    letter::names_the_addressees(matter, FORM, answer);
    letter::states_the_nature_of_the_case(matter, FORM, answer);
    letter::encloses_documents(matter, FORM, answer);
    letter::copies_are_enough(matter, FORM, answer);
}

/// Who may forward a request is for the law of the side where the documents originate; of another State's law nothing
/// is known here.
fn sender_is_competent(matter: &Matter, answer: &mut Answer) {
    let Some(side) = sides::of(matter.requesting()) else { return };
    if let Some(authority) = matter.requesting().filter(|authority| !side.forwards.contains(&authority.kind.as_str())) {
        let finding = Finding::correct("sender-may-not-transmit", FORM).about(Place::Requesting);
        let finding = finding.with_text("authority", &authority.id).with_text("kind", &authority.kind);
        answer.find(finding.citing_any(side.forwarding));
    }
}

/// Article 5(3): for formal service and for a particular method the Central Authority may require the document in an
/// official language. Mere delivery to an addressee who accepts it voluntarily (article 5(2)) needs no translation.
fn article_5_languages(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let informal = matter.text("service-kind") == Some("informal-delivery");
    for document in letter::served_documents(matter) {
        match asked {
            None => languages_for_another_state(matter, &document, informal, answer),
            Some(side) if languages::has_one_of(&document, side.languages) => {}
            Some(_) if informal => {
                let finding = Finding::inform("addressee-may-decline", METHOD).about(document.part("translations"));
                answer.find(finding.with_text("document", &document.kind));
            }
            Some(side) => {
                let finding = languages::not_accepted(&document, side.languages, METHOD);
                answer.find(finding.citing_any(side.translation));
                answer.require(&document.kind, side.languages, METHOD);
            }
        }
    }
}

/// What languages another State requires is not known here; Chinese alone will seldom do. The Mainland's own measures
/// say what its courts enclose.
fn languages_for_another_state(matter: &Matter, document: &Item<Document>, informal: bool, answer: &mut Answer) {
    let has_measures = sides::of(matter.requesting()).is_some_and(|side| side.has_measures);
    if !informal && !has_measures && languages::has_only(document, "zh") {
        let finding = Finding::flag("translation-may-be-required", METHOD).about(document.part("translations"));
        answer.find(finding.with_text("document", &document.kind));
    }
}

/// Article 5(1)(b): by a particular method that is asked for, unless it is incompatible with the law of the State
/// addressed; article 12(2)(b): at the applicant's cost.
fn special_method(asked: Option<&Side>) -> SpecialMethod {
    SpecialMethod { method: METHOD, costs: COSTS, own_law: asked.and_then(|side| side.special_method) }
}

/// Article 6: the certificate says that the document was served, by which method, where, when and to whom; or what
/// prevented it. The model has a place for a signature or a stamp `[K]`.
fn article_6_certificate(certificate: &Item<Document>, answer: &mut Answer) {
    let missing =
        |code: &str, particular: &str| Finding::correct(code, CERTIFICATE).about(certificate.particular(particular));
    if certificate.text("sealed-by").is_none() && certificate.text("signed-by").is_none() {
        answer.find(missing("certificate-unsealed", "sealed-by"));
    }
    match certificate.text("result") {
        Some("served") => {
            if certificate.day("date").is_none() {
                answer.find(missing("certificate-without-date", "date"));
            }
            for (particular, code) in [
                ("method", "certificate-without-method"),
                ("place", "certificate-without-place"),
                ("recipient", "certificate-without-recipient"),
            ] {
                if certificate.text(particular).is_none() {
                    answer.find(missing(code, particular));
                }
            }
        }
        Some(_) if certificate.text("obstacle").is_none() && certificate.text("refusal-reason").is_none() => {
            answer.find(missing("certificate-without-obstacle", "obstacle"));
        }
        Some(_) => {}
        None => answer.find(missing("certificate-without-result", "result")),
    }
}

/// Article 7: the blanks of the form are filled in in English, in French, or in a language of the State addressed.
fn article_7_language_of_the_form(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let Some(request) = matter.documents_of("letter-of-request").next() else { return };
    let accepted = [FORM_LANGUAGES, asked.map_or(&[], |side| side.languages)].concat();
    let in_order = match asked {
        Some(_) => languages::has_one_of(&request, &accepted),
        // Any other language may be that of the State addressed.
        None => !languages::has_only(&request, "zh"),
    };
    if !in_order {
        answer.find(languages::not_accepted(&request, &accepted, LANGUAGE));
        answer.require(&request.kind, &accepted, LANGUAGE);
    }
}

/// Article 10: documents may be posted straight to persons abroad if the State of destination does not object. The
/// Mainland objects, and its law allows no service without permission; Hong Kong and Macao do not object; of another
/// State it is not known here.
fn article_10_post(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let finding = match asked {
        None => Finding::flag("direct-post-may-be-opposed", POST),
        Some(side) => match side.opposes_post {
            Some(own_law) => Finding::new("direct-post-opposed", Severity::Refuse, POST).citing(own_law),
            None => Finding::inform("direct-post-not-opposed", POST),
        },
    };
    answer.find(finding.about(matter.place("transmission")));
}

/// Article 13: refused only where it would infringe sovereignty or security, not because of exclusive jurisdiction or
/// because the law of the State addressed knows no such action. Its own law may know further grounds; other
/// difficulties are settled through diplomatic channels (article 14).
fn article_13_refusal(matter: &Matter, asked: Option<&Side>, weight: Severity, answer: &mut Answer) {
    for objection in matter.codes("objections") {
        let own_law = asked.and_then(|side| side.refusals.iter().find(|(ground, _)| ground == objection));
        let finding = match (objection.as_str(), own_law) {
            ("sovereignty-or-security", own_law) => {
                let own_law = own_law.map(|(_, provision)| *provision);
                Finding::new("convention-ground-to-refuse", weight, REFUSAL).citing_any(own_law)
            }
            (_, Some((_, provision))) => Finding::new("own-law-ground-to-refuse", weight, *provision),
            ("exclusive-jurisdiction" | "content-unfounded", None) => {
                Finding::inform("objection-is-no-ground", REFUSAL)
            }
            _ => Finding::flag("objection-calls-for-consultation", DIFFICULTIES),
        };
        answer.find(finding.about(matter.place("objections")).with_text("objection", objection));
    }
}

/// Article 15(2): the judge may give judgment without a certificate when the document was transmitted as the Convention
/// provides, at least six months have passed, and every reasonable effort was made. The Mainland, Hong Kong and Macao
/// declared so. It is for the judge.
pub(crate) fn article_15_default_judgment(matter: &Matter, answer: &mut Answer) {
    let transmitted = matter.first("delivered-to-requested");
    if let Some(event) = transmitted.filter(|event| elapsed::have_passed(event.on, SIX_MONTHS, matter.as_of())) {
        answer.find(Finding::flag("default-judgment-possible", DEFAULT).about(event.place()));
    }
}

/// Article 6, for the side that asked: what the certificate says decides. Answers with those for whom none says anything yet.
pub(crate) fn not_certified<'a>(matter: &Matter<'a>, answer: &mut Answer) -> Vec<Recipient<'a>> {
    let mut open = Vec::new();
    for recipient in certificate::recipients(matter) {
        match recipient.certified(matter) {
            Certified::Served(on, _) => answer.conclude("served", Some(on), &[CERTIFICATE]),
            Certified::Unserved => answer.conclude("not-served", None, &[CERTIFICATE]),
            Certified::Open => open.push(recipient),
        }
    }
    open
}

/// The Convention does not say whether a document is served after the hearing that it summons to; a person decides
/// `[P]`. The Mainland's measures say that it is.
fn silent_hearing(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let arrived = matter.first("received").map_or(matter.as_of(), |received| received.on);
    let says = asked.is_some_and(|side| side.has_measures);
    if let Some(hearing) = matter.events("hearing").next().filter(|hearing| !says && hearing.on <= arrived) {
        let finding = Finding::flag("hearing-past-text-silent", SILENT).about(hearing.place());
        answer.find(finding.with_day("hearing", hearing.on));
    }
}
