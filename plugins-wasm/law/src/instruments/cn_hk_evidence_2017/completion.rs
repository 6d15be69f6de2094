//! Articles 5, 9 and 10: what it costs, how long it takes, what goes back, and what the evidence may be used for.

use super::request::article_11_objections;
use super::{COSTS, EXECUTE_EVIDENCE, LAWFUL_REFUSAL, RESULT, SPECIAL_METHOD, TIME, USE, hong_kong_executes};
use crate::contract::{Act, Date, Finding, Severity};
use crate::instruments::hk_cap_8;
use crate::{Answer, Days, Item, Matter};

/// Does the execution go on? Articles 9, 10(1), 10(3) and 11.
pub(super) fn examine_execution(matter: &Matter, days: &Days, answer: &mut Answer) {
    article_9_costs(matter, answer);
    answer.article(TIME, |answer| {
        if let Some(last_day) = passed(matter, days) {
            answer.find(Finding::inform("evidence-target-passed", TIME).with_day("last-day", last_day));
        }
    });
    article_10_3_lawful_refusal(matter, answer);
    article_11_objections(matter, answer);
}

/// Is the result in order, and what follows from it? Article 10.
pub(super) fn examine_return(matter: &Matter, answer: &mut Answer) {
    let unexecuted = matter.acts().filter(|act| act.text("result") == Some("not-executed")).count();
    results_are_stated(matter, answer);
    if unexecuted == 0 {
        answer.article(TIME, |answer| article_10_1_reply(matter, answer));
    } else {
        answer.article(RESULT, |answer| article_10_2_incomplete(matter, answer));
        answer.conclude("incomplete-return-as-instructed", None, &[RESULT]);
    }
}

/// When the target has passed without a result, the requesting side may remind; nothing is refused and nothing expires. What it wants to do
/// with the evidence is article 5's.
pub(super) fn follow_up(matter: &Matter, days: &Days, answer: &mut Answer) {
    if let Some(last_day) = passed(matter, days).filter(|_| !is_answered(matter)) {
        answer.find(Finding::inform("evidence-target-passed", TIME).with_day("last-day", last_day));
        answer.conclude("reminder-due", None, &[TIME]);
    }
    answer.article(USE, |answer| article_5_use(matter, answer));
}

/// Article 5: the evidence serves the proceedings of the letter, and no others.
fn article_5_use(matter: &Matter, answer: &mut Answer) {
    let Some(intended) = matter.text("intended-use-case-number").map(str::trim) else { return };
    let place = matter.place("intended-use-case-number");
    match matter.text("case-number").map(str::trim) {
        None => answer.find(Finding::flag("case-number-missing", USE).about(matter.place("case-number"))),
        Some(case) if case != intended => {
            let finding = Finding::new("use-in-another-case", Severity::Refuse, USE).about(place);
            answer.find(finding.with_text("case", case).with_text("intended", intended));
        }
        Some(_) => {}
    }
}

/// Article 9: ordinary costs are the requested side's. Translation, experts, appraisal and what a special method adds are the requesting
/// side's, and before they arise the two sides consult on whether to go on.
pub(super) fn article_9_costs(matter: &Matter, answer: &mut Answer) {
    for cost in matter.codes("expected-costs") {
        let finding = match cost.as_str() {
            "witness" => Finding::inform("ordinary-costs", COSTS),
            "special-method" => consult_on(cost).citing(SPECIAL_METHOD),
            _ => consult_on(cost),
        };
        answer.find(finding.about(matter.place("expected-costs")));
    }
}

fn consult_on(cost: &str) -> Finding {
    Finding::flag("consult-on-costs", COSTS).with_text("cost", cost)
}

/// Article 10(1): a written reply follows when the request is executed.
fn article_10_1_reply(matter: &Matter, answer: &mut Answer) {
    if matter.text("written-reasons").is_none() {
        answer.find(Finding::correct("written-reply-missing", TIME).about(matter.place("written-reasons")));
    }
}

/// What came of each act. Without it nobody can tell whether the request is executed.
fn results_are_stated(matter: &Matter, answer: &mut Answer) {
    for act in matter.acts().filter(|act| !has_result(act)) {
        let finding = Finding::correct("result-not-stated", RESULT).about(act.particular("result"));
        answer.find(finding.with_text("act", &act.kind));
    }
}

/// Article 10(2): what was not executed is explained in writing, and what was attached to the letter goes back as the requesting side
/// instructs, all or in part.
fn article_10_2_incomplete(matter: &Matter, answer: &mut Answer) {
    if matter.text("written-reasons").is_none() {
        let place = matter.place("written-reasons");
        answer.find(Finding::correct("reasons-for-non-execution-missing", RESULT).about(place));
    }
    match matter.text("return-instruction") {
        Some("none") => {}
        Some(_) if matter.names("returned-papers", "attachments") => {}
        Some(instruction) => {
            let place = matter.place("returned-papers");
            let finding = Finding::correct("papers-not-returned-as-instructed", RESULT).about(place);
            answer.find(finding.with_text("instruction", instruction));
        }
        None => {
            let place = matter.place("return-instruction");
            answer.find(Finding::flag("return-instruction-missing", RESULT).about(place));
        }
    }
}

/// Article 10(3): a witness who may refuse under the requested side's law ends the execution; the requesting side is told in writing and gets
/// back what it instructs. Hong Kong's law lets a witness rely on the requesting side's law too, on terms (Cap. 8 s.77); of the Mainland's
/// nothing like it is known, and a person should look `[?]`.
fn article_10_3_lawful_refusal(matter: &Matter, answer: &mut Answer) {
    let Some(law) = matter.text("exemption-law") else { return };
    let place = matter.place("exemption-law");
    if law == "requested-side" || (hong_kong_executes(matter) && hk_cap_8::is_exempt(matter)) {
        answer.find(Finding::inform("lawful-refusal-to-testify", LAWFUL_REFUSAL).about(place));
        answer.conclude("incomplete-return-as-instructed", None, &[LAWFUL_REFUSAL]);
    } else if !hong_kong_executes(matter) {
        answer.find(Finding::flag("refusal-rests-on-other-law", LAWFUL_REFUSAL).about(place));
    }
}

/// The last day of the target, if it has passed.
fn passed(matter: &Matter, days: &Days) -> Option<Date> {
    days.last_day(EXECUTE_EVIDENCE).filter(|&last_day| last_day < matter.as_of())
}

/// Is it known what came of every act?
fn is_answered(matter: &Matter) -> bool {
    let mut acts = matter.acts().peekable();
    acts.peek().is_some() && acts.all(|act| has_result(&act))
}

fn has_result(act: &Item<Act>) -> bool {
    act.text("result").is_some()
}
