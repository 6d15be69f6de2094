//! Articles 1 to 4: what a letter of request is for, who sends it to whom, what it says, and in which language.

use super::sides::{self, Side};
use super::{AUTHORITY, CONTENT, INSTRUMENT, LANGUAGE, SCOPE};
use crate::contract::{Act, Finding, Person, Place, Severity};
use crate::{Answer, Item, Matter, languages, letter, switches};

/// Article 1: civil or commercial matters, for judicial proceedings that are commenced or contemplated. A letter that
/// invokes another instrument is not one under this.
pub(super) fn article_1_scope(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    if !matches!(category, "civil-commercial" | "labour") {
        let severity = switches::non_civil_matter(matter);
        let finding = Finding::new("outside-civil-and-commercial", severity, SCOPE).with_text("category", category);
        answer.find(finding.about(matter.place("case-category")));
    }
    if matter.text("proceedings") == Some("none") {
        let finding = Finding::new("neither-commenced-nor-contemplated", Severity::Refuse, SCOPE)
            .about(matter.place("proceedings"));
        answer.find(finding.citing_any(asked.and_then(|side| side.proceedings)));
    }
    if let Some(invoked) = matter.text("instrument-invoked").filter(|&invoked| invoked != INSTRUMENT) {
        let finding = Finding::correct("wrong-instrument-invoked", SCOPE).with_text("invoked", invoked);
        answer.find(finding.about(matter.place("instrument-invoked")));
    }
}

/// Article 2: the letter goes straight to the Central Authority, or to another that was designated (article 24). Who
/// sends it is for the law of the side that asks.
pub(super) fn article_2_authority(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    let receives = asked.map_or(&["central-authority"][..], |side| side.receives);
    if let Some(authority) = matter.requested().filter(|authority| !receives.contains(&authority.kind.as_str())) {
        let finding = Finding::correct("recipient-may-not-receive", AUTHORITY).about(Place::Requested);
        answer.find(finding.with_text("authority", &authority.id).with_text("kind", &authority.kind));
    }
    if let (Some(authority), Some(side)) = (matter.requesting(), sides::of(matter.requesting()))
        && !side.sends.contains(&authority.kind.as_str())
    {
        let finding = Finding::correct("sender-may-not-transmit", AUTHORITY).about(Place::Requesting);
        let finding = finding.with_text("authority", &authority.id).with_text("kind", &authority.kind);
        answer.find(finding.citing_any(side.sending));
    }
    if matter.text("transmission") == Some("post-to-addressee") {
        let permission = asked.and_then(|side| side.permission);
        // The Mainland's law forbids any foreign organ or person to take evidence without permission.
        let severity = permission.map_or(Severity::Correct, |_| Severity::Refuse);
        let finding = Finding::new("letter-sent-to-the-person", severity, AUTHORITY).citing_any(permission);
        answer.find(finding.about(matter.place("transmission")));
    }
}

/// Article 3: the authority that asks, the parties, the nature of the proceedings with all necessary information, and
/// the evidence to be taken; where appropriate the persons to be examined with the questions or their subject, and the
/// documents or other property.
pub(super) fn article_3_content(matter: &Matter, answer: &mut Answer) {
    letter::the_letter(matter, CONTENT, answer);
    for (particular, code) in
        [("issuing-authority", "requesting-authority-not-named"), ("case-background", "case-background-missing")]
    {
        if matter.text(particular).is_none() {
            answer.find(Finding::correct(code, CONTENT).about(matter.place(particular)));
        }
    }
    letter::states_the_nature_of_the_case(matter, CONTENT, answer);
    for party in matter.persons("party") {
        has_name_and_address(&party, answer);
    }
    if matter.acts().next().is_none() {
        answer.find(Finding::correct("no-act-requested", CONTENT));
    }
    for act in matter.acts() {
        is_specified(matter, &act, answer);
    }
}

/// Is it said whom to examine about what, or what to obtain or inspect?
fn is_specified(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    let subject = act.text("subject").is_some() || act.text("documents-described").is_some();
    match act.kind.as_str() {
        "examine-witness" | "examine-party" | "examine-expert" => {
            match act.text("person").and_then(|id| matter.person(id)) {
                Some(person) => has_name_and_address(&person, answer),
                None => answer.find(about(act, "person-to-examine-not-named", "person")),
            }
            if !subject && act.number("questions").unwrap_or(0) < 1 {
                answer.find(about(act, "questions-missing", "questions").with_text("act", &act.kind));
            }
        }
        "medical-examination" if act.text("person").is_none() => {
            answer.find(about(act, "person-to-examine-not-named", "person"));
        }
        "medical-examination" | "provide-law-information" | "appear-in-person" => {}
        _ if subject => {}
        _ => answer.find(about(act, "act-not-specified", "subject").with_text("act", &act.kind)),
    }
}

fn about(act: &Item<Act>, code: &str, particular: &str) -> Finding {
    Finding::correct(code, CONTENT).about(act.particular(particular))
}

fn has_name_and_address(person: &Item<Person>, answer: &mut Answer) {
    for (particular, code) in [("name", "person-not-named"), ("address", "person-without-address")] {
        if person.text(particular).is_none() {
            let finding = Finding::correct(code, CONTENT).about(person.particular(particular));
            answer.find(finding.with_text("role", &person.role));
        }
    }
}

/// Article 4: in the language of the side that is asked, or translated into it; English and French are accepted unless
/// it declared otherwise (article 33). The Mainland's law asks for Chinese `[?]`, Hong Kong excludes French; which
/// languages Macao accepts besides its own is not certain. What another State accepts is not known here; Chinese alone
/// will seldom do.
pub(super) fn article_4_language(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    for document in matter.documents() {
        match asked {
            None if languages::has_only(&document, "zh") => {
                let finding = Finding::flag("translation-may-be-required", LANGUAGE);
                answer.find(finding.about(document.part("translations")).with_text("document", &document.kind));
            }
            Some(side) if languages::has_one_of(&document, side.languages) => {}
            Some(side) if languages::has_one_of(&document, side.perhaps) => {
                let finding = Finding::flag("language-perhaps-accepted", LANGUAGE).about(document.part("languages"));
                answer.find(finding.with_text("document", &document.kind));
            }
            Some(side) => {
                let finding = languages::not_accepted(&document, side.languages, LANGUAGE);
                answer.find(finding.citing_any(side.translation));
                answer.require(&document.kind, side.languages, LANGUAGE);
            }
            None => {}
        }
    }
}
