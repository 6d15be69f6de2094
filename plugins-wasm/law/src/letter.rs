//! A letter of request and its papers: what every instrument on judicial assistance asks of them in its own article.

use crate::contract::{Document, Finding, Person, Place};
use crate::{Answer, Item, Matter, Provision};

/// Copies of each document for each addressee, where an instrument asks for copies.
const COPIES_PER_ADDRESSEE: usize = 2;

/// The letter itself; its absence is a finding.
pub(crate) fn the_letter<'a>(
    matter: &Matter<'a>,
    provision: Provision,
    answer: &mut Answer,
) -> Option<Item<'a, Document>> {
    let letter = matter.documents_of("letter-of-request").next();
    if letter.is_none() {
        answer.find(Finding::correct("letter-missing", provision).about(Place::Documents));
    }
    letter
}

/// The letter bears the seal of the requesting authority; a signature is not enough.
pub(crate) fn is_sealed(matter: &Matter, letter: &Item<Document>, provision: Provision, answer: &mut Answer) {
    if letter.text("sealed-by").is_none() {
        let signed = letter.text("signed-by").unwrap_or("nobody");
        let finding = Finding::correct("seal-missing", provision).about(letter.particular("sealed-by"));
        answer.find(finding.with_text("signed-by", signed));
    }
    bears_no_other_seal(matter, letter, provision, answer);
}

/// If the letter is sealed, then by the requesting authority.
pub(crate) fn bears_no_other_seal(matter: &Matter, letter: &Item<Document>, provision: Provision, answer: &mut Answer) {
    if let (Some(seal), Some(court)) = (letter.text("sealed-by"), matter.requesting())
        && seal != court.id
    {
        let finding = Finding::correct("seal-of-another-authority", provision).about(letter.particular("sealed-by"));
        answer.find(finding.with_text("sealed-by", seal).with_text("authority", &court.id));
    }
}

/// The letter is in Chinese, or a Chinese translation is enclosed where `translated` will do.
pub(crate) fn is_in_chinese(letter: &Item<Document>, translated: bool, provision: Provision, answer: &mut Answer) {
    let chinese = |languages: &[String]| languages.iter().any(|language| language == "zh");
    let readable = chinese(&letter.languages) || translated && chinese(&letter.translations);
    if !readable {
        answer.find(Finding::correct("letter-not-in-chinese", provision).about(letter.part("languages")));
        answer.require(&letter.kind, &["zh"], provision);
    }
}

/// The letter names the requesting authority: the one that sends it. Which authority may send is `channel`'s matter.
pub(crate) fn names_the_authority(matter: &Matter, provision: Provision, channel: Provision, answer: &mut Answer) {
    let place = matter.place("issuing-authority");
    match (matter.text("issuing-authority"), matter.requesting()) {
        (None, _) => answer.find(Finding::correct("requesting-authority-not-named", provision).about(place)),
        (Some(named), Some(court)) if named != court.id => {
            let finding = Finding::correct("letter-names-another-authority", provision).citing(channel).about(place);
            answer.find(finding.with_text("named", named).with_text("authority", &court.id));
        }
        _ => {}
    }
}

/// The letter states the nature of the case.
pub(crate) fn states_the_nature_of_the_case(matter: &Matter, provision: Provision, answer: &mut Answer) {
    if matter.text("nature-of-case").is_none() {
        let place = matter.place("nature-of-case");
        answer.find(Finding::correct("nature-of-case-missing", provision).about(place));
    }
}

/// The letter names each addressee with a detailed address.
pub(crate) fn names_the_addressees(matter: &Matter, provision: Provision, answer: &mut Answer) {
    let mut addressees = matter.persons("addressee").peekable();
    if addressees.peek().is_none() {
        answer.find(Finding::correct("addressee-missing", provision).about(Place::Persons));
    }
    for addressee in addressees {
        if addressee.text("name").is_none() {
            answer.find(Finding::correct("addressee-not-named", provision).about(addressee.particular("name")));
        }
        address_is_detailed(matter, &addressee, provision, answer);
    }
}

/// The texts ask for a *detailed* address; how detailed is enough is switch `address-detail-required` `[P]`.
fn address_is_detailed(matter: &Matter, addressee: &Item<Person>, provision: Provision, answer: &mut Answer) {
    const RANKS: [&str; 3] = ["district-only", "incomplete", "full"];
    let rank = |detail: &str| RANKS.iter().position(|&known| known == detail).unwrap_or(RANKS.len() - 1);
    if addressee.text("address").is_none() {
        answer.find(Finding::correct("address-missing", provision).about(addressee.particular("address")));
        return;
    }
    let detail = addressee.text("address-detail").unwrap_or("full");
    if rank(detail) < rank(matter.switch("address-detail-required")) {
        let finding = Finding::correct("address-not-detailed", provision).about(addressee.particular("address"));
        answer.find(finding.with_text("detail", detail));
    }
}

/// There is something to serve.
pub(crate) fn encloses_documents(matter: &Matter, provision: Provision, answer: &mut Answer) {
    if served_documents(matter).next().is_none() {
        answer.find(Finding::correct("nothing-to-serve", provision).about(Place::Documents));
    }
}

/// What has no Chinese text needs a Chinese translation.
pub(crate) fn documents_are_in_chinese(matter: &Matter, provision: Provision, answer: &mut Answer) {
    for document in served_documents(matter) {
        is_translated(&document, &["zh"], provision, answer);
    }
}

/// A paper is in one of these languages, or translated into one.
pub(crate) fn is_translated(document: &Item<Document>, any_of: &[&str], provision: Provision, answer: &mut Answer) {
    if !document.languages.iter().chain(&document.translations).any(|language| any_of.contains(&language.as_str())) {
        let finding = Finding::correct("translation-missing", provision).about(document.part("translations"));
        answer.find(finding.with_text("document", &document.kind));
        answer.require(&document.kind, any_of, provision);
    }
}

/// The letter and its documents in duplicate; with more than one addressee, in duplicate for each.
pub(crate) fn copies_are_enough(matter: &Matter, provision: Provision, answer: &mut Answer) {
    let addressees = matter.persons("addressee").count().max(1);
    for document in matter.documents().filter(|document| document.kind != "forwarding-application") {
        let concerned = if document.for_persons.is_empty() { addressees } else { document.for_persons.len() };
        let needed = concerned.saturating_mul(COPIES_PER_ADDRESSEE);
        let given = document.copies.and_then(|copies| usize::try_from(copies).ok()).unwrap_or(0);
        if given < needed {
            let finding = Finding::correct("copies-too-few", provision).about(document.part("copies"));
            let finding = finding.with_number("given", given).with_number("needed", needed);
            answer.find(finding.with_text("document", &document.kind));
        }
    }
}

/// Every paper but the letter and the application to forward it is there to be served.
pub(crate) fn served_documents<'a>(matter: &Matter<'a>) -> impl Iterator<Item = Item<'a, Document>> {
    matter
        .documents()
        .filter(|document| !matches!(document.kind.as_str(), "letter-of-request" | "forwarding-application"))
}
