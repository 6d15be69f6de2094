//! I. General provisions, articles 1 to 9, and articles 26 and 27: what holds for every letter, whatever it asks for.

use super::{
    CHANNEL, CONSULTATION, CONTENT, COSTS, HAGUE_EVIDENCE, HAGUE_SERVICE, HANDLING, IN_FORCE, INSTRUMENT, LANGUAGE,
    METHOD, REFUSAL, SCOPE, SERVICE, SERVICE_LETTER, TIME, TRANSMISSION,
};
use crate::contract::{Authority, Date, Finding, Person, Place, Severity};
use crate::{Answer, Days, Item, Matter, Provision, execution, letter, switches};

/// Article 27: the arrangement of 2001.
const COMMENCEMENT: Date = Date { year: 2001, month: 9, day: 15 };
/// Article 27: its amended text.
const AMENDMENT: Date = Date { year: 2020, month: 3, day: 1 };

/// What every letter is asked first: articles 1 to 5 and 27.
pub(super) fn examine_letter(matter: &Matter, answer: &mut Answer) {
    answer.article(IN_FORCE, |answer| article_27_in_force(matter, answer));
    answer.article(SCOPE, |answer| article_1_scope(matter, answer));
    answer.article(CHANNEL, |answer| article_2_channel(matter, answer));
    answer.article(TRANSMISSION, |answer| article_3_transmission(matter, answer));
    answer.article(LANGUAGE, |answer| article_5_language(matter, answer));
}

/// Article 27: in force since 2001-09-15, in its present words since 2020-03-01. What was received between the two was
/// under the old words, which were not read: a person should look.
fn article_27_in_force(matter: &Matter, answer: &mut Answer) {
    let Some(received) = matter.first("received") else { return };
    let finding = if came_before(matter) {
        Finding::new("received-before-commencement", Severity::Refuse, IN_FORCE).with_day("in-force", COMMENCEMENT)
    } else if received.on < AMENDMENT {
        Finding::flag("received-before-amendment", IN_FORCE).with_day("in-force", AMENDMENT)
    } else {
        return;
    };
    answer.find(finding.about(received.place()));
}

/// Article 27: a letter that came before the arrangement starts no clock.
pub(super) fn came_before(matter: &Matter) -> bool {
    matter.first("received").is_some_and(|received| received.on < COMMENCEMENT)
}

/// Article 1: civil and commercial cases, on the Mainland with labour disputes, in Macao with civil labour cases; and
/// no other instrument for them.
fn article_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let finding =
            Finding::new("outside-civil-and-commercial", severity, SCOPE).about(matter.place("case-category"));
        answer.find(finding.with_text("category", category));
    }
    if let Some(invoked) = matter.text("instrument-invoked").filter(|&invoked| invoked != INSTRUMENT) {
        let finding = Finding::correct("wrong-instrument-invoked", SCOPE).about(matter.place("instrument-invoked"));
        let finding = finding.with_text("invoked", invoked);
        answer.find(match invoked {
            "hague-service-1965" => finding.citing(HAGUE_SERVICE),
            "hague-evidence-1970" => finding.citing(HAGUE_EVIDENCE),
            _ => finding,
        });
    }
}

/// Article 2: the High People's Courts and the Court of Final Appeal; the Supreme People's Court and the Court of Final
/// Appeal directly, both ways; and those intermediate and basic courts that the Supreme People's Court has authorised.
fn article_2_channel(matter: &Matter, answer: &mut Answer) {
    if let Some(court) = matter.requesting().filter(|court| !has_the_channel(court)) {
        let finding = Finding::correct("sender-may-not-transmit", CHANNEL).about(Place::Requesting);
        answer.find(finding.with_text("authority", &court.id).with_text("kind", &court.kind));
    }
    if let Some(court) = matter.requested().filter(|court| !has_the_channel(court)) {
        let finding = Finding::correct("recipient-may-not-receive", CHANNEL).about(Place::Requested);
        answer.find(finding.with_text("authority", &court.id).with_text("kind", &court.kind));
    }
    if matter.text("transmission") == Some("post-to-addressee") {
        answer.find(Finding::correct("sent-straight-to-addressee", CHANNEL).about(matter.place("transmission")));
    }
}

/// Which courts are authorised is on the roll; the published list is incomplete `[?]`.
fn has_the_channel(court: &Authority) -> bool {
    match (court.jurisdiction.as_str(), court.kind.as_str()) {
        ("MO", kind) => kind == "final-appeal-court",
        (_, "supreme-court" | "high-court") => true,
        _ => is_authorised(court),
    }
}

/// An intermediate or basic court that may deal with the Court of Final Appeal by itself.
fn is_authorised(court: &Authority) -> bool {
    matches!(court.kind.as_str(), "intermediate-court" | "basic-court")
        && court.direct_channels.iter().flatten().any(|side| side == "MO")
}

/// Article 3: through the network platform for judicial assistance, and by post only if that is not possible; what
/// travels on the platform stays whole, authentic and unchanged.
fn article_3_transmission(matter: &Matter, answer: &mut Answer) {
    let place = matter.place("transmission");
    match matter.text("transmission") {
        // The request is good; a person should see why the platform was not used.
        Some("post") if matter.flag("platform-available") == Some(true) => {
            answer.find(Finding::flag("posted-although-platform-works", TRANSMISSION).about(place));
        }
        Some(transmission @ "email") => {
            let severity = switches::electronic_transmission(matter);
            let finding = Finding::new("transmission-not-provided-for", severity, TRANSMISSION).about(place);
            answer.find(finding.with_text("transmission", transmission));
        }
        _ => {}
    }
    article_3_integrity(matter, answer);
}

/// Article 3(2), by comparison of digests; what follows is switch `integrity-mismatch` `[P]`.
pub(super) fn article_3_integrity(matter: &Matter, answer: &mut Answer) {
    for document in matter.documents() {
        if let (Some(listed), Some(arrived)) = (document.text("manifest-sha256"), document.text("file-sha256"))
            && !listed.eq_ignore_ascii_case(arrived)
        {
            let severity = switches::integrity_mismatch(matter);
            let finding = Finding::new("integrity-mismatch", severity, TRANSMISSION).citing(HANDLING);
            let finding = finding.about(document.particular("file-sha256"));
            answer.find(finding.with_text("document", &document.kind));
        }
    }
}

/// Was the letter sent by post? Copies, and papers that go back, are a matter of post only (articles 11 and 21).
pub(super) fn is_posted(matter: &Matter) -> bool {
    matter.text("transmission") == Some("post")
}

/// Article 4(2): the requested side asks for what is missing. The text does not say that this stops the clock (switch
/// `supplement-clock` `[P]`).
pub(super) fn article_4_supplement(matter: &Matter, answer: &mut Answer) {
    if let Some(asked) =
        matter.first("supplement-requested").filter(|_| matter.switch("supplement-clock") != "restarts")
    {
        let finding = Finding::inform("supplement-leaves-the-limit", HANDLING).citing(TIME).about(asked.place());
        answer.find(finding.with_day("asked", asked.on));
    }
}

/// Article 4(3): an authorised court that is not competent reports to its high court. That is no refusal, and the
/// channel was right.
pub(super) fn article_4_competence<'a>(
    matter: &Matter<'a>,
    persons: impl Iterator<Item = Item<'a, Person>>,
    answer: &mut Answer,
) {
    let Some(court) = matter.requested().filter(|court| is_authorised(court)) else { return };
    let Some(area) = &court.area else { return };
    let mut outside = false;
    for person in persons {
        if person.text("city").is_some_and(|city| !area.iter().any(|known| known == city)) {
            let finding = Finding::inform("address-outside-area", HANDLING).about(person.particular("city"));
            answer.find(finding.with_text("authority", &court.id));
            outside = true;
        }
    }
    if outside && matter.stage() == "incoming" {
        answer.conclude("refer-to-high-court", None, &[HANDLING]);
    }
}

/// Article 5: the letter in Chinese; what has no Chinese text with a Chinese translation. Portuguese alone is not
/// enough.
fn article_5_language(matter: &Matter, answer: &mut Answer) {
    // That there is a letter at all is asked by the article on its content.
    if let Some(the_letter) = matter.documents_of("letter-of-request").next() {
        letter::is_in_chinese(&the_letter, false, LANGUAGE, answer);
    }
    letter::documents_are_in_chinese(matter, LANGUAGE, answer);
}

/// Article 6: what is to be known of the limit. Macao's judicial holidays do not move it `[P]`.
pub(super) fn article_6_holidays(matter: &Matter, days: &Days, period: &str, answer: &mut Answer) {
    execution::judicial_holidays(matter, days, period, TIME, answer);
}

/// Articles 7 and 8: by the requested side's law; by a special method if that law allows it, and the requested side may
/// ask that its cost be prepaid. What follows if that law forbids it is switch `unlawful-special-method` `[P]`.
pub(super) fn articles_7_and_8_special_method(matter: &Matter, permitted: Severity, answer: &mut Answer) {
    let Some(method) = matter.text("special-method") else { return };
    let finding = match matter.text("special-method-local-law") {
        Some("forbidden") if matter.switch("unlawful-special-method") == "return" => {
            Finding::correct("special-method-forbidden", METHOD)
        }
        Some("forbidden") => {
            answer.conclude("ordinary-method-only", None, &[METHOD]);
            Finding::flag("special-method-forbidden", METHOD)
        }
        Some("unclear") => Finding::flag("special-method-unclear", METHOD).citing(COSTS),
        _ => Finding::new("special-method-at-requester-cost", permitted, COSTS).citing(METHOD),
    };
    answer.find(finding.about(matter.place("special-method")).with_text("method", method));
}

/// Article 9: neither exclusive jurisdiction nor a claim that the requested side's law would not hear is a ground to
/// refuse. Grounds are: outside the functions of the courts; the basic principles of law; on the Mainland the social
/// public interest, in Macao the public order. On anything else the two sides consult (article 26) `[P]`.
pub(super) fn article_9_objections(matter: &Matter, answer: &mut Answer) {
    let executing = matter.requested().map(|court| court.jurisdiction.as_str());
    for objection in matter.codes("objections") {
        let finding = match (objection.as_str(), executing) {
            ("exclusive-jurisdiction", _) => Finding::inform("objection-is-no-ground", REFUSAL),
            ("content-unfounded", _) => no_review_of_the_content(matter),
            ("outside-judicial-functions" | "basic-principles-of-law", _)
            | ("social-public-interest", Some("CN"))
            | ("public-order", Some("MO")) => Finding::new("ground-to-refuse", Severity::Refuse, REFUSAL),
            _ => Finding::flag("objection-calls-for-consultation", CONSULTATION),
        };
        answer.find(finding.about(matter.place("objections")).with_text("objection", objection));
    }
}

/// Article 14 says it for service: the requested side answers neither for the content nor for the consequences.
fn no_review_of_the_content(matter: &Matter) -> Finding {
    let finding = Finding::inform("objection-is-no-ground", REFUSAL);
    if matter.procedure() == SERVICE { finding.citing(CONTENT) } else { finding }
}

/// Articles 10 and 17: the letter bears the seal of the requesting authority or a judge's signature. Article 10 asks
/// for it; for evidence the text does not, and the caller says how much it weighs.
pub(super) fn is_sealed_or_signed(matter: &Matter, article: Provision, weight: Severity, answer: &mut Answer) {
    let Some(the_letter) = matter.documents_of("letter-of-request").next() else { return };
    if the_letter.text("signed-by") == Some("judge") {
        return;
    }
    match (the_letter.text("sealed-by"), matter.requesting()) {
        (None, _) => {
            let place = the_letter.particular("sealed-by");
            let finding = Finding::new("neither-seal-nor-signature", weight, article).about(place);
            // Where the chapter on evidence is silent of the seal, that on service is the nearest text.
            answer.find(if article == SERVICE_LETTER { finding } else { finding.citing(SERVICE_LETTER) });
        }
        (Some(seal), Some(court)) if seal != court.id => {
            let finding = Finding::new("seal-of-another-authority", weight, article);
            let finding = finding.about(the_letter.particular("sealed-by"));
            answer.find(finding.with_text("sealed-by", seal).with_text("authority", &court.id));
        }
        _ => {}
    }
}
