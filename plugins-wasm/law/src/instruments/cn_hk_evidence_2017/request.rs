//! Articles 1 to 8, 11 and 12: the letter of request, before it is sent and when it has arrived.

use super::{
    ACTS_FOR_HONG_KONG, ACTS_FOR_THE_MAINLAND, CHANNEL, CONSULTATION, CONTENT, COSTS, ENTRY_INTO_FORCE, HAGUE,
    IN_FORCE_SINCE, INSTRUMENT, LANGUAGE, LAW_OF_EXECUTION, PARTICULAR_DOCUMENTS, PRESENCE, RETURN_OF_WHAT_IS_OUTSIDE,
    SCOPE, SEAL, SILENT, SPECIAL_METHOD, SUPPLEMENT, USE, completion, hong_kong_executes,
};
use crate::contract::{Act, Authority, Document, Finding, Person, Place, Severity};
use crate::{Answer, Item, Matter, Provision, letter, switches, transmission};

/// Article 6(1), what the Mainland's courts may ask of Hong Kong: a closed list, of the orders that Cap. 8 s.76(2) knows.
const LISTED_FOR_THE_MAINLAND: &[&str] = &[
    "examine-witness",
    "obtain-documents",
    "inspect-property",
    "sample-property",
    "experiment-on-property",
    "medical-examination",
];

/// Article 6(2), what the courts of Hong Kong may ask of the Mainland: a closed list.
const LISTED_FOR_HONG_KONG: &[&str] = &[
    "examine-party",
    "examine-witness",
    "obtain-documents",
    "obtain-physical-evidence",
    "obtain-audiovisual-material",
    "obtain-electronic-data",
    "judicial-inspection",
    "expert-appraisal",
];

/// May this letter be sent? What the requested side has to decide is not asked yet.
pub(super) fn examine_outgoing(matter: &Matter, answer: &mut Answer) {
    examine_letter(matter, answer);
    answer.article(SPECIAL_METHOD, |answer| article_7_2_before_sending(matter, answer));
}

/// Is the letter that arrived in order, and what has the requested side to decide?
pub(super) fn examine_incoming(matter: &Matter, answer: &mut Answer) {
    article_12_received_in_time(matter, answer);
    examine_letter(matter, answer);
    answer.article(SPECIAL_METHOD, |answer| article_7_2_special_method(matter, answer));
    answer.article(PRESENCE, |answer| article_7_3_presence(matter, answer));
    completion::article_9_costs(matter, answer);
    article_11_objections(matter, answer);
    transmission::files_are_whole(matter, SILENT, answer);
}

fn examine_letter(matter: &Matter, answer: &mut Answer) {
    answer.article(SCOPE, |answer| article_1_scope(matter, answer));
    answer.article(CHANNEL, |answer| article_2_channel(matter, answer));
    answer.article(LANGUAGE, |answer| article_4_language(matter, answer));
    article_5_case(matter, answer);
    answer.article(list(matter).0, |answer| article_6_acts(matter, answer));
    answer.article(LAW_OF_EXECUTION, |answer| article_7_1_by_whom(matter, answer));
    answer.article(SEAL, |answer| article_8_1_seal(matter, answer));
    answer.article(CONTENT, |answer| article_8_2_content(matter, answer));
    silent_instrument(matter, answer);
    transmission::is_on_paper(matter, SILENT, answer);
}

/// Article 1: evidence for civil and commercial cases. Labour cases are not mentioned; a person should look `[P]`. Evidence for no
/// proceedings at all is evidence for no case.
fn article_1_scope(matter: &Matter, answer: &mut Answer) {
    let category = matter.text("case-category").unwrap_or("civil-commercial");
    let place = matter.place("case-category");
    match category {
        "civil-commercial" => {}
        "labour" => answer.find(Finding::flag("labour-not-mentioned", SCOPE).about(place)),
        _ => {
            let severity = switches::non_civil_matter(matter);
            let finding = Finding::new("outside-civil-and-commercial", severity, SCOPE).about(place);
            answer.find(finding.citing(RETURN_OF_WHAT_IS_OUTSIDE).with_text("category", category));
        }
    }
    if matter.text("proceedings") == Some("none") {
        let finding = Finding::new("no-proceedings", Severity::Refuse, SCOPE).citing(RETURN_OF_WHAT_IS_OUTSIDE);
        answer.find(finding.citing(USE).about(matter.place("proceedings")));
    }
}

/// Article 2: through the liaison authorities, the High People's Courts and the Administration Wing. The Supreme People's Court may send to
/// the Administration Wing directly; the way back is not opened.
fn article_2_channel(matter: &Matter, answer: &mut Answer) {
    let may_send = |it: &Authority| match it.jurisdiction.as_str() {
        "CN" => matches!(it.kind.as_str(), "high-court" | "supreme-court"),
        _ => it.kind == "liaison-authority",
    };
    let may_receive = |it: &Authority| match it.jurisdiction.as_str() {
        "CN" => it.kind == "high-court",
        _ => it.kind == "liaison-authority",
    };
    if let Some(sender) = matter.requesting().filter(|it| !may_send(it)) {
        let finding = Finding::correct("sender-may-not-transmit", CHANNEL).about(Place::Requesting);
        answer.find(finding.with_text("authority", &sender.id).with_text("kind", &sender.kind));
    }
    if let Some(recipient) = matter.requested().filter(|it| !may_receive(it)) {
        let finding = Finding::correct("recipient-may-not-receive", CHANNEL).about(Place::Requested);
        answer.find(finding.with_text("authority", &recipient.id).with_text("kind", &recipient.kind));
    }
    if matter.text("transmission") == Some("post-to-addressee") {
        let place = matter.place("transmission");
        answer.find(Finding::correct("outside-the-liaison-authorities", CHANNEL).about(place));
    }
}

/// Article 4: the letter and what is attached to it in Chinese, or with a Chinese translation.
fn article_4_language(matter: &Matter, answer: &mut Answer) {
    if let Some(letter) = matter.documents_of("letter-of-request").next() {
        letter::is_in_chinese(&letter, true, LANGUAGE, answer);
    }
    letter::documents_are_in_chinese(matter, LANGUAGE, answer);
}

/// Article 5 binds the evidence to the proceedings of the letter, so that the letter should say which they are `[P]`.
fn article_5_case(matter: &Matter, answer: &mut Answer) {
    if matter.text("case-number").is_none() {
        answer.find(Finding::flag("case-number-missing", USE).about(matter.place("case-number")));
    }
}

/// Article 6: two closed lists, one of each direction. What is not listed may be sent back with reasons (article 3(3)); what else the letter
/// asks for is executed. Switch `act-outside-list` `[P]`: sent back to be asked for as something that is listed.
fn article_6_acts(matter: &Matter, answer: &mut Answer) {
    let (provision, listed) = list(matter);
    let (inside, outside): (Vec<_>, Vec<_>) = matter.acts().partition(|act| listed.contains(&act.kind.as_str()));
    let severity = match matter.switch("act-outside-list") {
        "return" => Severity::Correct,
        _ if inside.is_empty() => Severity::Refuse,
        _ if matter.stage() == "outgoing" => Severity::Correct,
        _ => Severity::Flag,
    };
    for act in &outside {
        let finding = Finding::new("act-outside-list", severity, provision).citing(RETURN_OF_WHAT_IS_OUTSIDE);
        answer.find(finding.about(act.part("kind")).with_text("act", &act.kind));
    }
    if !outside.is_empty() && severity == Severity::Flag {
        answer.conclude("execute-in-part", None, &[provision, RETURN_OF_WHAT_IS_OUTSIDE]);
    }
}

/// The list that binds this direction.
fn list(matter: &Matter) -> (Provision, &'static [&'static str]) {
    if hong_kong_executes(matter) {
        (ACTS_FOR_THE_MAINLAND, LISTED_FOR_THE_MAINLAND)
    } else {
        (ACTS_FOR_HONG_KONG, LISTED_FOR_HONG_KONG)
    }
}

/// Article 7(1): the requested side takes the evidence, by its own law; nobody else is sent to take it.
fn article_7_1_by_whom(matter: &Matter, answer: &mut Answer) {
    for act in matter.acts().filter(|act| act.text("taken-by").is_some_and(|by| by != "court")) {
        let finding = Finding::correct("taken-by-another", LAW_OF_EXECUTION).about(act.particular("taken-by"));
        answer.find(finding.with_text("act", &act.kind));
    }
}

/// Articles 7(2) and 9(2), for the side that asks: a special method is at its cost.
fn article_7_2_before_sending(matter: &Matter, answer: &mut Answer) {
    if let Some(method) = matter.text("special-method") {
        let finding = Finding::inform("special-method-at-requester-cost", COSTS).citing(SPECIAL_METHOD);
        answer.find(finding.about(matter.place("special-method")).with_text("method", method));
    }
}

/// Article 7(2): the requested side *may* follow a special method that its law does not forbid, and consults first on what it costs
/// (article 9(3)). Sound and picture are special methods too `[P]`: the text does not mention them. What follows if the law forbids the method
/// is switch `unlawful-special-method` `[P]`.
fn article_7_2_special_method(matter: &Matter, answer: &mut Answer) {
    const SPECIAL: [&str; 3] = ["special-method-forbidden", "special-method-unclear", "special-method-to-be-decided"];
    const TECHNICAL: [&str; 3] =
        ["technical-method-forbidden", "technical-method-unclear", "technical-method-to-be-decided"];
    if let Some(method) = matter.text("special-method") {
        let finding = method_asked_for(matter, SPECIAL).about(matter.place("special-method"));
        answer.find(finding.with_text("method", method));
    }
    let mut special = matter.text("special-method").is_some();
    for act in matter.acts() {
        if let Some(technique) = act.text("method") {
            let finding = method_asked_for(matter, TECHNICAL).about(act.particular("method"));
            answer.find(finding.with_text("technique", technique));
            special = true;
        }
    }
    if special && forbidden(matter) && matter.switch("unlawful-special-method") != "return" {
        answer.conclude("ordinary-method-only", None, &[SPECIAL_METHOD]);
    }
}

fn method_asked_for(matter: &Matter, [forbidden, unclear, open]: [&str; 3]) -> Finding {
    match matter.text("special-method-local-law") {
        Some("forbidden") if matter.switch("unlawful-special-method") == "return" => {
            Finding::correct(forbidden, SPECIAL_METHOD)
        }
        Some("forbidden") => Finding::flag(forbidden, SPECIAL_METHOD),
        Some("unclear") => Finding::flag(unclear, SPECIAL_METHOD).citing(COSTS),
        _ => Finding::flag(open, SPECIAL_METHOD).citing(COSTS),
    }
}

fn forbidden(matter: &Matter) -> bool {
    matter.text("special-method-local-law") == Some("forbidden")
}

/// Article 7(3): the requested side decides by its own law whether judicial officers, parties and their representatives attend and take
/// part; if they may, it tells the requesting side's liaison authority when and where.
fn article_7_3_presence(matter: &Matter, answer: &mut Answer) {
    for who in matter.codes("presence-requested") {
        let finding = Finding::flag("presence-to-be-decided", PRESENCE).about(matter.place("presence-requested"));
        answer.find(finding.with_text("who", who));
    }
    if matter.flag("questions-by-attendee") == Some(true) {
        let place = matter.place("questions-by-attendee");
        answer.find(Finding::flag("questions-by-attendee-to-be-decided", PRESENCE).about(place));
    }
}

/// Article 8(1): the seal of the Supreme or of a High People's Court; the seal of the High Court of Hong Kong, whose letter travels through
/// the Administration Wing.
fn article_8_1_seal(matter: &Matter, answer: &mut Answer) {
    let Some(letter) = letter::the_letter(matter, SEAL, answer) else { return };
    let place = letter.particular("sealed-by");
    match letter.text("sealed-by") {
        None => {
            let signed = letter.text("signed-by").unwrap_or("nobody");
            answer.find(Finding::correct("seal-missing", SEAL).about(place).with_text("signed-by", signed));
        }
        Some(seal) if !is_admitted(matter, &letter, seal) => {
            answer.find(Finding::correct("seal-not-admitted", SEAL).about(place).with_text("sealed-by", seal));
        }
        Some(_) => {}
    }
}

fn is_admitted(matter: &Matter, letter: &Item<Document>, seal: &str) -> bool {
    let own = matter.requesting().filter(|it| it.id == seal).map(|it| it.kind.as_str());
    let kind = letter.text("sealed-by-kind").or(own);
    if hong_kong_executes(matter) {
        seal.starts_with("cn-") && matches!(kind, Some("high-court" | "supreme-court"))
    } else {
        // Hong Kong has one High Court, so that its name is enough.
        seal.starts_with("hk-") && kind.unwrap_or(seal).trim_start_matches("hk-") == "high-court"
    }
}

/// Article 8(2): what the letter or its attachments state. What is missing is asked for (article 3(2)).
fn article_8_2_content(matter: &Matter, answer: &mut Answer) {
    item_1_courts(matter, answer);
    for person in persons_concerned(matter) {
        item_2_person(&person, answer);
    }
    item_3_case(matter, answer);
    item_3_acts(matter, answer);
    item_5_contact(matter, answer);
}

/// Item 1: the court that issues the letter and the court that hears the case. The liaison authority of Hong Kong is no court.
fn item_1_courts(matter: &Matter, answer: &mut Answer) {
    let side = if hong_kong_executes(matter) { "cn-" } else { "hk-" };
    let is_court = |id: &str| {
        let liaison = matter.requesting().is_some_and(|it| it.id == id && it.kind == "liaison-authority");
        id.starts_with(side) && !liaison
    };
    let place = matter.place("issuing-authority");
    match matter.text("issuing-authority") {
        None => answer.find(Finding::correct("requesting-authority-not-named", CONTENT).about(place)),
        Some(named) if !is_court(named) => {
            answer.find(Finding::correct("issuer-is-no-court", CONTENT).about(place).with_text("named", named));
        }
        Some(_) => {}
    }
    asks_for(matter, "trial-court", "trial-court-not-named", answer);
}

/// Item 2: name and address of the persons concerned, and whatever else helps to find them.
fn item_2_person(person: &Item<Person>, answer: &mut Answer) {
    for (name, code) in [("name", "person-not-named"), ("address", "person-address-missing")] {
        if person.text(name).is_none() {
            let finding = Finding::correct(code, CONTENT).citing(SUPPLEMENT).about(person.particular(name));
            answer.find(finding.with_text("role", &person.role));
        }
    }
}

/// The witnesses and experts, and the parties of whom evidence is to be taken. A party of whom nothing is asked need not be found.
fn persons_concerned<'a>(matter: &Matter<'a>) -> impl Iterator<Item = Item<'a, Person>> {
    let named: Vec<&str> = matter.acts().filter_map(|act| act.text("person")).collect();
    let asked = move |party: &Item<Person>| party.id.as_deref().is_some_and(|id| named.contains(&id));
    matter.persons("witness").chain(matter.persons("expert")).chain(matter.persons("party").filter(asked))
}

/// Item 3: what the case is about, its nature, its stage, and why the evidence is needed. The stage is that of pending proceedings; whether
/// contemplated ones are covered is open `[?]`: Hong Kong's own law covers them, the Mainland's is not known to.
fn item_3_case(matter: &Matter, answer: &mut Answer) {
    letter::states_the_nature_of_the_case(matter, CONTENT, answer);
    asks_for(matter, "case-background", "case-background-missing", answer);
    asks_for(matter, "reason-for-request", "reason-missing", answer);
    if matter.text("proceedings") == Some("contemplated") && !hong_kong_executes(matter) {
        let place = matter.place("proceedings");
        answer.find(Finding::flag("proceedings-only-contemplated", CONTENT).about(place));
    }
}

/// Item 3: the specified documents and objects, and the questions or the matters to be asked about.
fn item_3_acts(matter: &Matter, answer: &mut Answer) {
    if matter.acts().next().is_none() {
        answer.find(Finding::correct("no-act-requested", CONTENT));
    }
    let (_, listed) = list(matter);
    for act in matter.acts().filter(|act| listed.contains(&act.kind.as_str())) {
        match act.kind.as_str() {
            "examine-witness" | "examine-party" => {
                names_the_person(matter, &act, answer);
                puts_questions(matter, &act, answer);
            }
            "medical-examination" => names_the_person(matter, &act, answer),
            "obtain-documents" | "obtain-audiovisual-material" | "obtain-electronic-data" => {
                specifies_documents(matter, &act, answer);
            }
            _ => states_the_subject(&act, answer),
        }
    }
}

fn names_the_person(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    if act.text("person").and_then(|id| matter.person(id)).is_none() {
        find_in_act("person-not-identified", act, "person", answer);
    }
}

fn puts_questions(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    let none = act.number("questions").is_none_or(|questions| questions < 1);
    if none && matter.documents_of("question-list").next().is_none() {
        find_in_act("questions-missing", act, "questions", answer);
    }
}

/// The text asks for *specified* documents in both directions; Hong Kong's courts order no others (Cap. 8 s.76(4)).
fn specifies_documents(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    match act.text("document-scope") {
        Some("open-class") => {
            let finding = Finding::correct("documents-not-specified", CONTENT).citing(SUPPLEMENT);
            let finding = if hong_kong_executes(matter) { finding.citing(PARTICULAR_DOCUMENTS) } else { finding };
            answer.find(finding.about(act.particular("document-scope")).with_text("act", &act.kind));
        }
        None if act.text("documents-described").is_none() => {
            find_in_act("documents-not-described", act, "documents-described", answer);
        }
        _ => {}
    }
}

fn states_the_subject(act: &Item<Act>, answer: &mut Answer) {
    if act.text("subject").is_none() && act.text("documents-described").is_none() {
        find_in_act("subject-not-stated", act, "subject", answer);
    }
}

fn find_in_act(code: &str, act: &Item<Act>, particular: &str, answer: &mut Answer) {
    let finding = Finding::correct(code, CONTENT).citing(SUPPLEMENT).about(act.particular(particular));
    answer.find(finding.with_text("act", &act.kind));
}

/// Item 5: whom to ask on the requesting side, and how to reach him.
fn item_5_contact(matter: &Matter, answer: &mut Answer) {
    asks_for(matter, "contact-person", "contact-person-missing", answer);
    asks_for(matter, "contact-details", "contact-details-missing", answer);
}

fn asks_for(matter: &Matter, name: &str, code: &str, answer: &mut Answer) {
    if matter.text(name).is_none() {
        answer.find(Finding::correct(code, CONTENT).citing(SUPPLEMENT).about(matter.place(name)));
    }
}

/// The text knows no ground to refuse but its scope. What the requested side's public order may stand against goes to consultation
/// (article 11) `[P]`.
pub(super) fn article_11_objections(matter: &Matter, answer: &mut Answer) {
    for objection in matter.codes("objections") {
        let finding = match objection.as_str() {
            "content-unfounded" | "exclusive-jurisdiction" => {
                Finding::inform("objection-is-no-ground", CONSULTATION).citing(RETURN_OF_WHAT_IS_OUTSIDE)
            }
            _ => Finding::flag("objection-calls-for-consultation", CONSULTATION),
        };
        answer.find(finding.about(matter.place("objections")).with_text("objection", objection));
    }
}

/// Article 12: letters that are received since the arrangement is in force. An earlier one is none under it, and is left to the law that was
/// there before.
fn article_12_received_in_time(matter: &Matter, answer: &mut Answer) {
    if let Some(received) = matter.first("received").filter(|received| received.on < IN_FORCE_SINCE) {
        let finding = Finding::new("received-before-entry-into-force", Severity::Refuse, ENTRY_INTO_FORCE);
        answer.find(finding.about(received.place()).with_day("since", IN_FORCE_SINCE));
    }
}

/// A letter that invokes another instrument is in the wrong channel; the ordinance that Hong Kong executes it by is none.
fn silent_instrument(matter: &Matter, answer: &mut Answer) {
    if let Some(invoked) = matter.text("instrument-invoked").filter(|&it| !matches!(it, INSTRUMENT | "hk-cap-8")) {
        let finding = Finding::correct("wrong-instrument-invoked", SILENT).about(matter.place("instrument-invoked"));
        let finding = finding.with_text("invoked", invoked);
        answer.find(if invoked == "hague-evidence-1970" { finding.citing(HAGUE) } else { finding });
    }
}
