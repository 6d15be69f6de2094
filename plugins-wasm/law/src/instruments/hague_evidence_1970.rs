//! Convention of 18 March 1970 on the Taking of Evidence Abroad in Civil or Commercial Matters, in force for the
//! Mainland since 1998-02-06; for Hong Kong since 1978-08-22, and for Macao since 1999-12-16. It does not apply between
//! the three: they are one country.
//!
//! Articles 1 to 3 were read; the others are from general knowledge of a well-known text `[K]`. The declarations of
//! each side stand in `sides`. The text knows paper only (switches `unregulated-electronic-transmission`,
//! `integrity-mismatch`), and it sets no period: a letter is executed expeditiously (article 9). Compulsion (article
//! 10) is for the court that executes.

mod letter;
mod sides;
#[cfg(test)]
mod tests;

use crate::contract::{Act, Finding, Severity};
use crate::special_method::SpecialMethod;
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule, component, switches, transmission};
use letter::{article_1_scope, article_2_authority, article_3_content, article_4_language};
use sides::{
    CN_METHOD, CN_PERMISSION, CN_REFUSAL, CN_SENDING, CN_TRANSLATION, ChapterTwo, Discovery, HK_DISCOVERY,
    HK_PRIVILEGES, HK_PROCEEDINGS, Side,
};

const INSTRUMENT: &str = "hague-evidence-1970";
const SCOPE: Provision = Provision::new(INSTRUMENT, "1");
const AUTHORITY: Provision = Provision::new(INSTRUMENT, "2");
const CONTENT: Provision = Provision::new(INSTRUMENT, "3");
const LANGUAGE: Provision = Provision::new(INSTRUMENT, "4");
const TIME_AND_PLACE: Provision = Provision::new(INSTRUMENT, "7");
const JUDGES: Provision = Provision::new(INSTRUMENT, "8");
const METHOD: Provision = Provision::new(INSTRUMENT, "9");
const PRIVILEGES: Provision = Provision::new(INSTRUMENT, "11");
const REFUSAL: Provision = Provision::new(INSTRUMENT, "12");
const REPORT: Provision = Provision::new(INSTRUMENT, "13");
const COSTS: Provision = Provision::new(INSTRUMENT, "14");
const CONSULS: Provision = Provision::new(INSTRUMENT, "15");
const COMMISSIONERS: Provision = Provision::new(INSTRUMENT, "17");
const DISCOVERY: Provision = Provision::new(INSTRUMENT, "23");
const RESERVATIONS: Provision = Provision::new(INSTRUMENT, "33");
const DIFFICULTIES: Provision = Provision::new(INSTRUMENT, "36");
/// Where the text is silent.
const SILENT: Provision = Provision::new(INSTRUMENT, "?");

const EVIDENCE: &str = "taking-of-evidence";

/// The letter, before it is sent and when it has arrived.
pub const LETTER_OF_REQUEST: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["outgoing", "incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_letter(matter, answer),
};
/// Its execution.
pub const EXECUTION: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["execution"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_execution(matter, answer),
};
/// The result that goes back.
pub const RETURN: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["return"],
    verdict: true,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| examine_return(matter, answer),
};
/// What the side that asked waits for.
pub const FOLLOW_UP: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["follow-up"],
    verdict: false,
    declaration: &DECLARATION,
    periods: component::no_periods,
    examine: |matter, _, answer| answer.article(METHOD, |answer| article_9_still_open(matter, answer)),
};

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "requesting",
        "requested",
        "particulars.case-background",
        "particulars.case-category",
        "particulars.exemption-conceded",
        "particulars.exemption-law",
        "particulars.exemption-supported-by-letter",
        "particulars.expected-costs",
        "particulars.instrument-invoked",
        "particulars.issuing-authority",
        "particulars.nature-of-case",
        "particulars.objections",
        "particulars.prepayment-requested",
        "particulars.presence-requested",
        "particulars.proceedings",
        "particulars.questions-by-attendee",
        "particulars.special-method",
        "particulars.special-method-local-law",
        "particulars.transmission",
        "particulars.written-reasons",
        "persons.expert",
        "persons.party",
        "persons.witness",
        "persons.particulars.address",
        "persons.particulars.name",
        "documents",
        "documents.particulars.file-sha256",
        "documents.particulars.manifest-sha256",
        "acts",
        "acts.particulars.connection",
        "acts.particulars.document-scope",
        "acts.particulars.documents-described",
        "acts.particulars.measures",
        "acts.particulars.person",
        "acts.particulars.questions",
        "acts.particulars.reason-not-executed",
        "acts.particulars.result",
        "acts.particulars.subject",
        "acts.particulars.taken-by",
    ],
    rules: &[
        Rule::text(SCOPE, &["outside-civil-and-commercial"]).under(&["non-civil-matter"]),
        Rule::text(
            SCOPE,
            &[
                "act-outside-convention",
                "measure-beyond-evidence",
                "neither-commenced-nor-contemplated",
                "wrong-instrument-invoked",
            ],
        ),
        Rule::text(HK_PROCEEDINGS, &["neither-commenced-nor-contemplated"]),
        Rule::text(AUTHORITY, &["letter-sent-to-the-person", "recipient-may-not-receive", "sender-may-not-transmit"]),
        Rule::text(CN_PERMISSION, &["commissioner-not-admitted", "letter-sent-to-the-person"]),
        Rule::text(CN_SENDING, &["sender-may-not-transmit"]),
        Rule::text(
            CONTENT,
            &[
                "act-not-specified",
                "case-background-missing",
                "letter-missing",
                "nature-of-case-missing",
                "no-act-requested",
                "person-not-named",
                "person-to-examine-not-named",
                "person-without-address",
                "questions-missing",
                "requesting-authority-not-named",
            ],
        ),
        // Article 4(2) would have the Mainland accept English and French: no reservation was seen. Its law asks for
        // Chinese.
        Rule::uncertain(LANGUAGE, &["language-not-accepted", "language-perhaps-accepted"]),
        Rule::text(CN_TRANSLATION, &["language-not-accepted"]),
        Rule::knowledge(LANGUAGE, &["translation-may-be-required"]),
        Rule::knowledge(TIME_AND_PLACE, &["time-and-place-to-be-notified"]),
        Rule::secondary(JUDGES, &["judicial-presence-not-declared"]),
        Rule::knowledge(METHOD, &["ordinary-method-only", "special-method-forbidden"])
            .under(&["unlawful-special-method"]),
        Rule::knowledge(METHOD, &["pending", "special-method-unclear"]),
        Rule::knowledge(PRIVILEGES, &["incomplete-notify", "privilege-not-confirmed"]),
        Rule::text(HK_PRIVILEGES, &["incomplete-notify", "privilege-not-confirmed"]),
        Rule::knowledge(REFUSAL, &["convention-ground-to-refuse", "execute-in-part", "objection-is-no-ground"]),
        Rule::text(CN_REFUSAL, &["convention-ground-to-refuse"]),
        // Article 12 names sovereignty and security only; the social public interest stands in the Mainland's own law.
        Rule::uncertain(CN_REFUSAL, &["own-law-ground-to-refuse"]),
        Rule::knowledge(REPORT, &["incomplete-notify", "reasons-for-non-execution-missing", "result-not-stated"]),
        Rule::knowledge(
            COSTS,
            &[
                "cost-for-the-requested-side",
                "cost-for-the-requesting-side",
                "prepayment-not-provided-for",
                "special-method-at-requester-cost",
            ],
        ),
        Rule::knowledge(CONSULS, &["consul-for-own-nationals-only"]),
        Rule::secondary(CONSULS, &["consul-needs-permission"]),
        Rule::uncertain(COMMISSIONERS, &["commissioner-needs-permission"]),
        Rule::text(RESERVATIONS, &["commissioner-not-admitted", "language-not-accepted"]),
        Rule::text(
            DISCOVERY,
            &["connection-not-stated", "documents-not-connected", "general-discovery", "general-discovery-elsewhere"],
        ),
        Rule::text(HK_DISCOVERY, &["general-discovery"]),
        Rule::knowledge(DIFFICULTIES, &["objection-calls-for-consultation"]),
        Rule::policy(SILENT, &["electronic-transmission-unregulated"]).under(&["unregulated-electronic-transmission"]),
        Rule::policy(SILENT, &["integrity-mismatch"]).under(&["integrity-mismatch"]),
    ],
    cites: &[CN_METHOD],
    settings: &[
        &switches::INTEGRITY_MISMATCH,
        &switches::NON_CIVIL_MATTER,
        &switches::UNLAWFUL_SPECIAL_METHOD,
        &switches::UNREGULATED_ELECTRONIC_TRANSMISSION,
    ],
};

/// Is this letter in order? Articles 1 to 23, with the declarations of the side that is asked.
fn examine_letter(matter: &Matter, answer: &mut Answer) {
    let asked = sides::of(matter.requested());
    let weight = weight_of_a_refused_act(matter, asked);
    answer.article(SCOPE, |answer| {
        article_1_scope(matter, asked, answer);
        article_1_other_acts(matter, asked, weight, answer);
    });
    answer.article(AUTHORITY, |answer| article_2_authority(matter, asked, answer));
    answer.article(CONTENT, |answer| article_3_content(matter, answer));
    answer.article(LANGUAGE, |answer| article_4_language(matter, asked, answer));
    articles_7_and_8_presence(matter, answer);
    answer.article(METHOD, |answer| special_method(asked).examine(matter, answer));
    answer.article(REFUSAL, |answer| article_12_refusal(matter, asked, answer));
    answer.article(RESERVATIONS, |answer| chapter_ii(matter, asked, weight, answer));
    answer.article(DISCOVERY, |answer| article_23_discovery(matter, asked, weight, answer));
    if weight == Severity::Flag {
        answer.conclude("execute-in-part", None, &[REFUSAL]);
    }
    transmission::is_on_paper(matter, SILENT, answer);
    transmission::files_are_whole(matter, SILENT, answer);
}

/// What comes up while the letter is executed: a privilege, the costs.
fn examine_execution(matter: &Matter, answer: &mut Answer) {
    let asks = sides::of(matter.requested());
    answer.article(PRIVILEGES, |answer| article_11_privilege(matter, asks, answer));
    answer.article(COSTS, |answer| article_14_costs(matter, asks, answer));
}

/// Article 13: the results go back by the channel that the letter took; what was not executed, with the reasons. The
/// text does not ask for the papers.
fn examine_return(matter: &Matter, answer: &mut Answer) {
    let before = answer.corrections();
    answer.article(REPORT, |answer| article_13_report(matter, answer));
    let unexecuted = matter.acts().any(|act| act.text("result") == Some("not-executed"));
    if unexecuted && answer.corrections() == before {
        answer.conclude("incomplete-notify", None, &[REPORT]);
    }
}

/// What one act meets that is not executed: the letter is refused only to that extent (article 12). Refused acts refuse
/// the letter when no act is left, and else are to be looked at; `Inform` if there are none.
fn weight_of_a_refused_act(matter: &Matter, asked: Option<&Side>) -> Severity {
    let refused = matter.acts().filter(|act| is_refused(act, asked)).count();
    match refused {
        0 => Severity::Inform,
        _ if refused == matter.acts().count() => Severity::Refuse,
        _ => Severity::Flag,
    }
}

fn is_refused(act: &Item<Act>, asked: Option<&Side>) -> bool {
    asked.is_some_and(|side| is_no_evidence(act) || is_not_admitted(act, side) || is_not_discoverable(act, side))
}

/// Information on the law, or a journey to the court that asks, is no taking of evidence.
fn is_no_evidence(act: &Item<Act>) -> bool {
    matches!(act.kind.as_str(), "provide-law-information" | "appear-in-person")
}

/// The Mainland and Macao apply nothing of Chapter II but article 15.
fn is_not_admitted(act: &Item<Act>, side: &Side) -> bool {
    act.text("taken-by") == Some("foreign-commissioner") && side.chapter_ii != ChapterTwo::WithPermission
}

fn is_not_discoverable(act: &Item<Act>, side: &Side) -> bool {
    let unconnected = matches!(side.discovery, Discovery::EnumeratedAndConnected);
    is_open(act) || (unconnected && act.text("connection") == Some("none"))
}

fn is_open(act: &Item<Act>) -> bool {
    act.text("document-scope") == Some("open-class")
}

/// Article 1: other judicial acts do not include the service of documents, the enforcement of judgments, or orders for
/// provisional or protective measures. To keep or to detain property may be one; a person looks.
fn article_1_other_acts(matter: &Matter, asked: Option<&Side>, weight: Severity, answer: &mut Answer) {
    for act in matter.acts() {
        if is_no_evidence(&act) {
            // Before it is sent there is nobody who refuses: it is to be left out.
            let weight = asked.map_or(Severity::Correct, |_| weight);
            let finding = Finding::new("act-outside-convention", weight, SCOPE).about(act.place());
            answer.find(finding.with_text("act", &act.kind));
        }
        if act.codes("measures").iter().any(|measure| matches!(measure.as_str(), "keep" | "detain")) {
            let finding = Finding::flag("measure-beyond-evidence", SCOPE).about(act.particular("measures"));
            answer.find(finding.with_text("act", &act.kind));
        }
    }
}

/// Articles 7 and 8: who asks for it is told the time and place. Judges of the side that asks attend where the other
/// side declared that they may; none of the three sides is known to have done so.
fn articles_7_and_8_presence(matter: &Matter, answer: &mut Answer) {
    let place = || matter.place("presence-requested");
    if matter.names("presence-requested", "party") || matter.names("presence-requested", "counsel") {
        answer.find(Finding::inform("time-and-place-to-be-notified", TIME_AND_PLACE).about(place()));
    }
    if matter.names("presence-requested", "judicial-officer") || matter.flag("questions-by-attendee") == Some(true) {
        answer.find(Finding::flag("judicial-presence-not-declared", JUDGES).about(place()));
    }
}

/// Article 9: by a special method that is asked for, unless it is incompatible with the law there or impossible;
/// article 14(2): its costs may be asked for.
fn special_method(asked: Option<&Side>) -> SpecialMethod {
    SpecialMethod { method: METHOD, costs: COSTS, own_law: asked.and_then(|side| side.special_method) }
}

/// Article 9: executed expeditiously. Until every act has a result the letter is open.
fn article_9_still_open(matter: &Matter, answer: &mut Answer) {
    if matter.acts().any(|act| act.text("result").is_none()) {
        answer.conclude("pending", None, &[METHOD]);
    }
}

/// Article 11: a person may refuse to give evidence under the law of the side that executes; under the law of the side
/// that asks only if the letter says so, or if that side confirms it.
fn article_11_privilege(matter: &Matter, asks: Option<&Side>, answer: &mut Answer) {
    let confirmed = ["exemption-supported-by-letter", "exemption-conceded"];
    let holds = match matter.text("exemption-law") {
        None => return,
        Some("requesting-side") => confirmed.iter().any(|name| matter.flag(name) == Some(true)),
        Some(_) => true,
    };
    let own_law = asks.and_then(|side| side.privileges);
    if holds {
        let provisions: Vec<_> = [PRIVILEGES, REPORT].into_iter().chain(own_law).collect();
        answer.conclude("incomplete-notify", None, &provisions);
    } else {
        let finding = Finding::flag("privilege-not-confirmed", PRIVILEGES).about(matter.place("exemption-law"));
        answer.find(finding.citing_any(own_law));
    }
}

/// Article 12: refused only where the execution is not within the functions of the judiciary or would prejudice
/// sovereignty or security, not because of exclusive jurisdiction or because there is no such action. Its own law may
/// know further grounds; other difficulties are settled through diplomatic channels (article 36).
fn article_12_refusal(matter: &Matter, asked: Option<&Side>, answer: &mut Answer) {
    for objection in matter.codes("objections") {
        let own_law = asked.and_then(|side| side.refusals.iter().find(|(ground, _)| ground == objection));
        let own_law = own_law.map(|(_, provision)| *provision);
        let finding = match (objection.as_str(), own_law) {
            ("sovereignty-or-security" | "outside-judicial-functions", own_law) => {
                Finding::new("convention-ground-to-refuse", Severity::Refuse, REFUSAL).citing_any(own_law)
            }
            (_, Some(provision)) => Finding::new("own-law-ground-to-refuse", Severity::Refuse, provision),
            ("exclusive-jurisdiction" | "content-unfounded", None) => {
                Finding::inform("objection-is-no-ground", REFUSAL)
            }
            _ => Finding::flag("objection-calls-for-consultation", DIFFICULTIES),
        };
        answer.find(finding.about(matter.place("objections")).with_text("objection", objection));
    }
}

/// Article 13: each act has a result, and what was not executed has its reasons.
fn article_13_report(matter: &Matter, answer: &mut Answer) {
    let explained = matter.text("written-reasons").is_some();
    for act in matter.acts() {
        match act.text("result") {
            None => {
                let finding = Finding::correct("result-not-stated", REPORT).about(act.particular("result"));
                answer.find(finding.with_text("act", &act.kind));
            }
            Some("not-executed") if !explained && act.text("reason-not-executed").is_none() => {
                let place = act.particular("reason-not-executed");
                answer.find(Finding::correct("reasons-for-non-execution-missing", REPORT).about(place));
            }
            Some(_) => {}
        }
    }
}

/// Article 14: free of taxes and costs, but the fees of experts and interpreters and the costs of a special method may
/// be asked for afterwards; nothing is said of a prepayment. Hong Kong asks for none of it.
fn article_14_costs(matter: &Matter, asks: Option<&Side>, answer: &mut Answer) {
    let asks_for_costs = asks.is_none_or(|side| side.asks_for_costs);
    for cost in matter.codes("expected-costs") {
        let reimbursed = matches!(cost.as_str(), "expert" | "appraisal" | "interpreter" | "special-method");
        let code =
            if reimbursed && asks_for_costs { "cost-for-the-requesting-side" } else { "cost-for-the-requested-side" };
        answer.find(Finding::inform(code, COSTS).about(matter.place("expected-costs")).with_text("cost", cost));
    }
    if matter.flag("prepayment-requested") == Some(true) {
        let place = matter.place("prepayment-requested");
        answer.find(Finding::flag("prepayment-not-provided-for", COSTS).about(place));
    }
}

/// Chapter II, evidence without compulsion by consuls and commissioners: what is left of it under each side's
/// declarations.
fn chapter_ii(matter: &Matter, asked: Option<&Side>, weight: Severity, answer: &mut Answer) {
    let Some(side) = asked else { return };
    for act in matter.acts() {
        let finding = match (act.text("taken-by"), side.chapter_ii) {
            (Some("consul"), ChapterTwo::ConsulsWithPermission) => Finding::flag("consul-needs-permission", CONSULS),
            (Some("consul"), _) => Finding::flag("consul-for-own-nationals-only", CONSULS).citing_any(side.permission),
            (Some("foreign-commissioner"), ChapterTwo::WithPermission) => {
                Finding::flag("commissioner-needs-permission", COMMISSIONERS)
            }
            (Some("foreign-commissioner"), _) => {
                Finding::new("commissioner-not-admitted", weight, RESERVATIONS).citing_any(side.permission)
            }
            _ => continue,
        };
        answer.find(finding.about(act.particular("taken-by")));
    }
}

/// Article 23: what each side executes of a discovery of documents. What another State does is not known here.
fn article_23_discovery(matter: &Matter, asked: Option<&Side>, weight: Severity, answer: &mut Answer) {
    for act in matter.acts() {
        match asked {
            None if is_open(&act) => {
                let place = act.particular("document-scope");
                answer.find(Finding::flag("general-discovery-elsewhere", DISCOVERY).about(place));
            }
            Some(side) if is_open(&act) => {
                let own_law = match side.discovery {
                    Discovery::Particular(own_law) => Some(own_law),
                    _ => None,
                };
                let finding = Finding::new("general-discovery", weight, DISCOVERY).citing_any(own_law);
                answer.find(finding.about(act.particular("document-scope")));
            }
            Some(Side { discovery: Discovery::EnumeratedAndConnected, .. }) => {
                article_23_connection(&act, weight, answer);
            }
            _ => {}
        }
    }
}

/// The Mainland's declaration: documents with a direct and close connection to the subject of the case.
fn article_23_connection(act: &Item<Act>, weight: Severity, answer: &mut Answer) {
    let finding = match act.text("connection") {
        Some("none") => Finding::new("documents-not-connected", weight, DISCOVERY),
        None if act.kind == "obtain-documents" => Finding::correct("connection-not-stated", DISCOVERY),
        _ => return,
    };
    answer.find(finding.about(act.particular("connection")));
}
