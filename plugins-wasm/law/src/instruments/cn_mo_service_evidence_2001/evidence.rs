//! III. Taking of evidence, articles 16 to 21, 23 and 24. Article 22 has a module of its own.

use super::{
    ACTS, APPEARANCE, CHANNEL, COSTS, EVIDENCE_LETTER, EXECUTE_EVIDENCE, HANDLING, LAW, METHOD, NOTICE, OFFICERS,
    PURPOSE, REFUSAL, REPRESENTATIVES, RESULT, THREE_MONTHS, TIME, VIDEO, general, immunity, law_information,
};
use crate::contract::{Act, Finding, Period, Person, Place, Severity};
use crate::{Answer, Days, Item, Matter, execution, letter};

/// Whom a letter names, each with what identifies him.
const NAMED: [&str; 3] = ["party", "witness", "expert"];

/// Article 6: at the latest three months from the receipt of the letter; article 22: the days of protection.
pub(super) fn periods(matter: &Matter) -> Vec<Period> {
    let limit = execution::period(matter, EXECUTE_EVIDENCE, THREE_MONTHS, TIME);
    let limit = limit.filter(|_| !general::came_before(matter));
    limit.into_iter().chain(immunity::periods(matter)).collect()
}

/// Is this letter in order? Before it is sent and when it has arrived.
pub(super) fn examine_letter(matter: &Matter, days: &Days, answer: &mut Answer) {
    general::examine_letter(matter, answer);
    answer.article(HANDLING, |answer| {
        general::article_4_supplement(matter, answer);
        let examined = matter.acts().filter_map(|act| person_of(matter, &act));
        general::article_4_competence(matter, examined, answer);
    });
    answer.article(TIME, |answer| general::article_6_holidays(matter, days, EXECUTE_EVIDENCE, answer));
    // Its cost may have to be prepaid and its manner to be settled, so that a person should look.
    answer.article(METHOD, |answer| general::articles_7_and_8_special_method(matter, Severity::Flag, answer));
    answer.article(REFUSAL, |answer| general::article_9_objections(matter, answer));
    answer.article(PURPOSE, |answer| article_16_purpose(matter, answer));
    answer.article(EVIDENCE_LETTER, |answer| article_17_letter(matter, answer));
    answer.article(ACTS, |answer| article_18_acts(matter, answer));
    article_19_notice(matter, answer);
    article_20_officers(matter, answer);
    appearance(matter, weight_of_refused_acts(matter), answer);
    video(matter, answer);
    law(matter, answer);
    in_part(matter, answer);
}

/// What is there to say while the letter is executed.
pub(super) fn examine_execution(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(HANDLING, |answer| general::article_4_supplement(matter, answer));
    answer.article(TIME, |answer| {
        overdue(matter, days, answer);
        general::article_6_holidays(matter, days, EXECUTE_EVIDENCE, answer);
    });
    answer.article(COSTS, |answer| article_8_prepayment(matter, answer));
    answer.article(REFUSAL, |answer| general::article_9_objections(matter, answer));
    article_19_notice(matter, answer);
    appearance(matter, Severity::Inform, answer);
    video(matter, answer);
    answer.article(RESULT, |answer| article_21_testimony(matter, answer));
    if is_incomplete(matter) || matter.acts().any(|act| immunity::lacks_consent(matter, &act)) {
        article_21_failure(matter, answer);
    }
}

/// Is what goes back in order? Article 21.
pub(super) fn examine_return(matter: &Matter, days: &Days, answer: &mut Answer) {
    answer.article(TIME, |answer| overdue(matter, days, answer));
    answer.article(RESULT, |answer| {
        article_21_testimony(matter, answer);
        article_21_statement(matter, answer);
        if is_incomplete(matter) {
            article_21_papers(matter, answer);
            article_21_failure(matter, answer);
        }
    });
    general::article_3_integrity(matter, answer);
}

/// What the passing of time and later events mean for the side that asked.
pub(super) fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    overdue(matter, days, answer);
    general::article_6_holidays(matter, days, EXECUTE_EVIDENCE, answer);
    answer.article(PURPOSE, |answer| article_16_use(matter, answer));
    immunity::follow_up(matter, days, answer);
}

/// The person whom an act concerns.
pub(super) fn person_of<'a>(matter: &Matter<'a>, act: &Item<'a, Act>) -> Option<Item<'a, Person>> {
    matter.person(act.text("person")?)
}

/// Article 6: three months, which end however far the execution has come.
fn overdue(matter: &Matter, days: &Days, answer: &mut Answer) {
    let mut acts = matter.acts().peekable();
    let done = acts.peek().is_some() && acts.all(|act| act.text("result") == Some("executed"));
    if let Some(last_day) = days.last_day(EXECUTE_EVIDENCE).filter(|&last_day| last_day < matter.as_of() && !done) {
        answer.find(Finding::inform("evidence-overdue", TIME).with_day("last-day", last_day));
    }
}

/// Article 8: no fees and no taxes, but the requested side may ask that the costs of experts, witnesses, translators
/// and special methods be prepaid. Whether it does is for a person.
fn article_8_prepayment(matter: &Matter, answer: &mut Answer) {
    let place = matter.place("expected-costs");
    let finding = match (matter.codes("expected-costs").is_empty(), matter.flag("prepayment-requested")) {
        (true, Some(true)) => Finding::flag("prepayment-without-cost", COSTS),
        (true, _) => return,
        (false, Some(false)) => Finding::inform("prepayment-waived", COSTS),
        (false, _) => Finding::flag("prepayment-may-be-asked", COSTS),
    };
    answer.find(finding.about(place));
}

/// Article 16: only evidence for litigation. Whether that may be litigation to come is not said.
fn article_16_purpose(matter: &Matter, answer: &mut Answer) {
    let place = matter.place("proceedings");
    match matter.text("proceedings") {
        Some("none") => answer.find(Finding::new("no-litigation", Severity::Refuse, PURPOSE).about(place)),
        Some("contemplated") => answer.find(Finding::flag("litigation-only-contemplated", PURPOSE).about(place)),
        _ => {}
    }
    let weight = weight_of_refused_acts(matter);
    for act in matter.acts().filter(is_unrelated) {
        let finding = Finding::new("act-unrelated-to-litigation", weight, PURPOSE);
        answer.find(finding.about(act.place()).with_text("act", &act.kind));
    }
}

/// Article 16 asks that the evidence be for litigation; that it be used in no other than the one that the letter names
/// is not said.
fn article_16_use(matter: &Matter, answer: &mut Answer) {
    if let (Some(case), Some(intended)) = (matter.text("case-number"), matter.text("intended-use-case-number"))
        && case != intended
    {
        let finding = Finding::inform("use-in-another-case", PURPOSE).about(matter.place("intended-use-case-number"));
        answer.find(finding.with_text("case", case).with_text("intended", intended));
    }
}

fn is_unrelated(act: &Item<Act>) -> bool {
    act.text("connection") == Some("none")
}

/// An act that is not executed: unrelated to the litigation, or a journey that the person does not agree to.
fn is_refused(matter: &Matter, act: &Item<Act>) -> bool {
    is_unrelated(act) || immunity::lacks_consent(matter, act)
}

/// The letter is refused only if nothing of it is left.
fn weight_of_refused_acts(matter: &Matter) -> Severity {
    if matter.acts().all(|act| is_refused(matter, &act)) { Severity::Refuse } else { Severity::Flag }
}

/// Some acts are executed though others are not.
fn in_part(matter: &Matter, answer: &mut Answer) {
    let refused = matter.acts().any(|act| is_refused(matter, &act));
    if refused && weight_of_refused_acts(matter) == Severity::Flag && matter.stage() == "incoming" {
        answer.conclude("execute-in-part", None, &[PURPOSE, APPEARANCE]);
    }
}

/// Article 17: authority; parties; reason and matters; whom to examine and on what. Persons have name, address and what
/// identifies them (items 2 and 4). Seal and signature help, though the chapter on evidence does not mention them `[P]`.
fn article_17_letter(matter: &Matter, answer: &mut Answer) {
    if letter::the_letter(matter, EVIDENCE_LETTER, answer).is_some() {
        general::is_sealed_or_signed(matter, EVIDENCE_LETTER, Severity::Flag, answer);
    }
    letter::names_the_authority(matter, EVIDENCE_LETTER, CHANNEL, answer);
    if matter.persons("party").next().is_none() {
        answer.find(Finding::correct("parties-missing", EVIDENCE_LETTER).about(Place::Persons));
    }
    for person in NAMED.into_iter().flat_map(|role| matter.persons(role)) {
        article_17_person(&person, answer);
    }
    if matter.text("reason-for-request").is_none() {
        answer.find(Finding::correct("reason-missing", EVIDENCE_LETTER).about(matter.place("reason-for-request")));
    }
    if matter.acts().next().is_none() {
        answer.find(Finding::correct("no-act-requested", EVIDENCE_LETTER));
    }
    for act in matter.acts() {
        article_17_act(matter, &act, answer);
    }
}

fn article_17_person(person: &Item<Person>, answer: &mut Answer) {
    for (particular, code) in [
        ("name", "person-not-named"),
        ("address", "person-without-address"),
        ("identification", "identification-missing"),
    ] {
        if person.text(particular).is_none() {
            let finding = Finding::correct(code, EVIDENCE_LETTER).about(person.particular(particular));
            answer.find(finding.with_text("role", &person.role));
        }
    }
}

fn article_17_act(matter: &Matter, act: &Item<Act>, answer: &mut Answer) {
    let mut lacks = |code: &str, particular: &str| {
        let finding = Finding::correct(code, EVIDENCE_LETTER).about(act.particular(particular));
        answer.find(finding.with_text("act", &act.kind));
    };
    match act.kind.as_str() {
        "examine-witness" | "examine-party" | "examine-expert" => {
            if person_of(matter, act).is_none() {
                lacks("examined-person-missing", "person");
            }
            if !has_questions(matter, act) {
                lacks("questions-missing", "questions");
            }
        }
        "appear-in-person" => {
            if person_of(matter, act).is_none() {
                lacks("examined-person-missing", "person");
            }
        }
        // Article 25 asks which law is meant.
        "provide-law-information" => {}
        _ => {
            if ["subject", "documents-described", "person"].into_iter().all(|named| act.text(named).is_none()) {
                lacks("act-not-specified", "subject");
            }
        }
    }
}

fn has_questions(matter: &Matter, act: &Item<Act>) -> bool {
    act.number("questions").is_some_and(|questions| questions > 0)
        || matter.documents_of("question-list").next().is_some()
}

/// Article 18: examination of parties, witnesses and experts, appraisal, judicial inspection, and any other evidence
/// relating to the litigation. The list is open, but to keep or detain property is more than evidence `[P]`.
fn article_18_acts(matter: &Matter, answer: &mut Answer) {
    for act in matter.acts() {
        if act.codes("measures").iter().any(|measure| matches!(measure.as_str(), "preserve" | "keep" | "detain")) {
            let finding = Finding::flag("measure-beyond-evidence", ACTS).about(act.particular("measures"));
            answer.find(finding.with_text("act", &act.kind));
        }
    }
}

/// Article 19: whoever asks is told time and place, so that parties and their agents can attend; article 24: so may the
/// representatives of who is examined.
fn article_19_notice(matter: &Matter, answer: &mut Answer) {
    if !matter.codes("presence-requested").is_empty() {
        let counsel = Some(REPRESENTATIVES).filter(|_| matter.names("presence-requested", "counsel"));
        let finding = Finding::inform("time-and-place-to-be-notified", NOTICE).citing_any(counsel);
        answer.find(finding.about(matter.place("presence-requested")));
    }
}

/// Article 20: whether judicial officers of the requesting side may attend and put questions, the requested side
/// decides.
fn article_20_officers(matter: &Matter, answer: &mut Answer) {
    if matter.names("presence-requested", "judicial-officer") {
        let place = matter.place("presence-requested");
        answer.find(Finding::flag("officer-asks-to-attend", OFFICERS).about(place));
    }
    if matter.flag("questions-by-attendee") == Some(true) {
        let place = matter.place("questions-by-attendee");
        answer.find(Finding::flag("officer-asks-to-put-questions", OFFICERS).about(place));
    }
}

/// Article 22, if anybody is to travel.
fn appearance(matter: &Matter, refusal: Severity, answer: &mut Answer) {
    if matter.acts_of("appear-in-person").next().is_some() {
        answer.article(APPEARANCE, |answer| immunity::article_22_appearance(matter, refusal, answer));
    }
}

/// Article 23, if a technical method is asked for.
fn video(matter: &Matter, answer: &mut Answer) {
    if matter.acts().any(|act| act.text("method").is_some()) {
        answer.article(VIDEO, |answer| article_23_video(matter, answer));
    }
}

/// Article 25, if the letter asks for the requested side's law as well.
fn law(matter: &Matter, answer: &mut Answer) {
    if matter.acts_of("provide-law-information").next().is_some() {
        answer.article(LAW, |answer| {
            for act in matter.acts_of("provide-law-information") {
                law_information::article_25_law(&act, answer);
            }
        });
    }
}

/// Article 23: witnesses and experts, with their consent, by video or audio. Other persons and means are a special
/// method (article 7).
fn article_23_video(matter: &Matter, answer: &mut Answer) {
    for act in matter.acts() {
        let Some(method) = act.text("method") else { continue };
        let person = person_of(matter, &act);
        let consents = person.as_ref().and_then(|person| person.flag("agrees-to-method"));
        let is_named = person.is_none_or(|person| matches!(person.role.as_str(), "witness" | "expert"));
        let place = act.particular("method");
        if consents == Some(false) {
            answer.find(Finding::inform("video-without-consent", VIDEO).about(place));
            answer.conclude("ordinary-method-only", None, &[VIDEO]);
        } else if !is_named || !matches!(method, "video" | "audio") {
            answer.find(Finding::flag("technical-method-not-provided-for", VIDEO).citing(METHOD).about(place));
        } else if consents.is_none() {
            answer.find(Finding::new("consent-to-video-needed", weight_of_open_consent(matter), VIDEO).about(place));
        }
    }
}

/// Who sends the letter cannot have the consent yet; who executes it has to ask.
pub(super) fn weight_of_open_consent(matter: &Matter) -> Severity {
    if matter.stage() == "outgoing" { Severity::Inform } else { Severity::Flag }
}

/// Article 21(3): parties and witnesses may refuse by the requested side's law. The text says nothing of the requesting
/// side's law.
fn article_21_testimony(matter: &Matter, answer: &mut Answer) {
    let place = matter.place("exemption-law");
    match matter.text("exemption-law") {
        Some("requested-side") => answer.find(Finding::inform("testimony-refused", RESULT).about(place)),
        Some(_) => answer.find(Finding::flag("exemption-of-the-requesting-side", RESULT).about(place)),
        None => {}
    }
}

fn is_incomplete(matter: &Matter) -> bool {
    matter.text("exemption-law") == Some("requested-side")
        || matter.acts().any(|act| act.text("result") == Some("not-executed"))
}

/// Article 21: a written statement of what was done, or of what stood in the way.
fn article_21_statement(matter: &Matter, answer: &mut Answer) {
    if matter.text("written-reasons").is_none() {
        answer.find(Finding::correct("written-statement-missing", RESULT).about(matter.place("written-reasons")));
    }
    let is_whole = !is_incomplete(matter);
    for act in matter.acts().filter(|act| is_whole && act.text("result").is_none()) {
        let finding = Finding::flag("result-not-stated", RESULT).about(act.particular("result"));
        answer.find(finding.with_text("act", &act.kind));
    }
}

/// Article 21(2) and (3): what came by post goes back, the letter and the papers annexed to it.
fn article_21_papers(matter: &Matter, answer: &mut Answer) {
    if !general::is_posted(matter) {
        return;
    }
    for (papers, returned) in [("letter", &["letter"][..]), ("attachments", &["attachments", "documents"][..])] {
        if !returned.iter().any(|paper| matter.names("returned-papers", paper)) {
            let finding =
                Finding::correct("evidence-papers-not-returned", RESULT).about(matter.place("returned-papers"));
            answer.find(finding.with_text("papers", papers));
        }
    }
}

/// Article 21(2) and (3): the requesting side is told; papers go back only if they came by post.
fn article_21_failure(matter: &Matter, answer: &mut Answer) {
    let code = if general::is_posted(matter) { "incomplete-return-papers" } else { "incomplete-notify" };
    answer.conclude(code, None, &[RESULT]);
}
