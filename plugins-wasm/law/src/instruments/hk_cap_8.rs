//! Evidence Ordinance, Cap. 8, Part VIII (ss.74–77): Hong Kong's own law on requests of courts outside Hong Kong for evidence in civil
//! proceedings. Sections 74 to 77(2) were read in the edition of 1984, in a public collection `[T]`; the wording now in force was not compared.
//! The Rules of the High Court, Order 70, were seen in older texts only `[T-sec]`.
//!
//! The Part asks neither for an arrangement nor for reciprocity. A request under an arrangement that has its own words on the letter and its
//! own list of acts meets the [`LIMITS`] and the [`PRIVILEGE`] of this law; a request without one is a [`REQUEST`] with its [`EXECUTION`].

use crate::component::no_periods;
use crate::contract::{Act, Finding, Severity};
use crate::{Answer, Chapter, Declaration, Item, Matter, Provision, Rule, letter, switches};

const INSTRUMENT: &str = "hk-cap-8";
const APPLICATION: Provision = Provision::new(INSTRUMENT, "75");
const ORDERS: Provision = Provision::new(INSTRUMENT, "76(2)");
const STEPS: Provision = Provision::new(INSTRUMENT, "76(3)");
const NO_DISCOVERY: Provision = Provision::new(INSTRUMENT, "76(4)");
const CONDUCT_MONEY: Provision = Provision::new(INSTRUMENT, "76(5)");
const EXEMPTION: Provision = Provision::new(INSTRUMENT, "77(1)");
const FOREIGN_EXEMPTION: Provision = Provision::new(INSTRUMENT, "77(2)");
/// The Rules of the High Court, made for this Part; they have no code of their own.
const RULES_OF_COURT: Provision = Provision::new(INSTRUMENT, "?");

/// What may be ordered, in the words of section 76(2): examinations, documents, property, samples and experiments, medical examinations. A
/// party or an expert is examined as a witness.
const ORDERED: &[&str] = &[
    "examine-witness",
    "examine-party",
    "examine-expert",
    "obtain-documents",
    "obtain-audiovisual-material",
    "obtain-electronic-data",
    "obtain-physical-evidence",
    "inspect-property",
    "sample-property",
    "experiment-on-property",
    "medical-examination",
];
/// What is no evidence to be obtained in Hong Kong.
const NO_EVIDENCE_HERE: &[&str] = &["appear-in-person", "provide-law-information"];

const EVIDENCE: &str = "taking-of-evidence";

/// What no request goes beyond, whatever arrangement it comes under.
pub const LIMITS: Chapter = Chapter {
    procedure: EVIDENCE,
    stages: &["incoming"],
    verdict: true,
    declaration: &DECLARATION,
    periods: no_periods,
    examine: |matter, _, answer| examine_limits(matter, answer),
};
/// A request that invokes this law, since no arrangement has it: its letter and what it asks for, within the limits.
pub const REQUEST: Chapter = Chapter { examine: |matter, _, answer| examine_request(matter, answer), ..LIMITS };
/// Whether a witness may refuse, for an arrangement that says what follows.
pub const PRIVILEGE: Chapter = Chapter {
    stages: &["execution"],
    examine: |matter, _, answer| {
        section_77_exemption(matter, answer);
    },
    ..LIMITS
};
/// The execution of a request that comes under no arrangement.
pub const EXECUTION: Chapter = Chapter { examine: |matter, _, answer| examine_execution(matter, answer), ..PRIVILEGE };

/// What this instrument reads, says and switches on.
pub const DECLARATION: Declaration = Declaration {
    reads: &[
        "particulars.case-category",
        "particulars.exemption-conceded",
        "particulars.exemption-law",
        "particulars.exemption-supported-by-letter",
        "particulars.instrument-invoked",
        "particulars.issuing-authority",
        "particulars.proceedings",
        "documents",
        "acts",
        "acts.particulars.document-scope",
        "acts.particulars.holder",
        "acts.particulars.person",
    ],
    rules: &[
        Rule::text(APPLICATION, &["no-court-outside-hong-kong", "proceedings-not-contemplated"]),
        Rule::text(APPLICATION, &["not-civil-proceedings"]).under(&["non-civil-matter"]),
        Rule::text(ORDERS, &["execute-in-part", "no-evidence-in-hong-kong"]),
        Rule::text(STEPS, &["step-not-known-to-be-available"]),
        Rule::text(NO_DISCOVERY, &["general-discovery-asked-for", "holder-not-named"]),
        Rule::text(CONDUCT_MONEY, &["conduct-money-due"]),
        Rule::text(EXEMPTION, &["witness-exempt"]),
        Rule::text(FOREIGN_EXEMPTION, &["exemption-not-made-out", "witness-exempt"]),
        Rule::policy(EXEMPTION, &["incomplete-notify"]),
        Rule::secondary(RULES_OF_COURT, &["letter-missing", "letter-not-in-official-language"]),
    ],
    cites: &[],
    settings: &[&switches::NON_CIVIL_MATTER],
};

/// Is the witness exempt from giving the evidence? Section 77(1): if he could not be compelled in civil proceedings in Hong Kong; nor in those
/// of the requesting side, where the request says so or the applicant concedes it (section 77(2)).
pub(crate) fn is_exempt(matter: &Matter) -> bool {
    let stated = matter.flag("exemption-supported-by-letter") == Some(true);
    let conceded = matter.flag("exemption-conceded") == Some(true);
    match matter.text("exemption-law") {
        Some("requested-side") => true,
        Some(_) => stated || conceded,
        None => false,
    }
}

fn examine_limits(matter: &Matter, answer: &mut Answer) {
    answer.article(APPLICATION, |answer| section_75_proceedings(matter, answer));
    answer.article(NO_DISCOVERY, |answer| section_76_4_particular_documents(matter, answer));
    section_76_5_conduct_money(matter, answer);
}

fn examine_request(matter: &Matter, answer: &mut Answer) {
    if !is_invoked(matter) {
        return;
    }
    letter_in_an_official_language(matter, answer);
    examine_limits(matter, answer);
    answer.article(ORDERS, |answer| section_76_2_orders(matter, answer));
    answer.article(STEPS, |answer| section_76_3_steps(matter, answer));
}

/// Without an arrangement the requesting side is told that the witness is exempt; no text asks for its papers back `[P]`.
fn examine_execution(matter: &Matter, answer: &mut Answer) {
    if !is_invoked(matter) {
        return;
    }
    section_77_exemption(matter, answer);
    if is_exempt(matter) {
        answer.conclude("incomplete-notify", None, &[EXEMPTION]);
    }
}

/// A letter under an arrangement is for the arrangement.
fn is_invoked(matter: &Matter) -> bool {
    matter.text("instrument-invoked") == Some(INSTRUMENT)
}

/// Section 75: a request issued by or on behalf of a court or tribunal outside Hong Kong, for civil proceedings (section 74: any civil or
/// commercial matter) that are instituted there or contemplated.
fn section_75_proceedings(matter: &Matter, answer: &mut Answer) {
    let issuer = matter.text("issuing-authority");
    if issuer.is_none_or(|issuer| issuer.starts_with("hk-")) {
        let place = matter.place("issuing-authority");
        answer.find(Finding::correct("no-court-outside-hong-kong", APPLICATION).about(place));
    }
    if let Some(category @ ("criminal" | "administrative" | "tax")) = matter.text("case-category") {
        let severity = switches::non_civil_matter(matter);
        let finding = Finding::new("not-civil-proceedings", severity, APPLICATION);
        answer.find(finding.about(matter.place("case-category")).with_text("category", category));
    }
    if matter.text("proceedings") == Some("none") {
        let finding = Finding::new("proceedings-not-contemplated", Severity::Refuse, APPLICATION);
        answer.find(finding.about(matter.place("proceedings")));
    }
}

/// Sections 75 and 76(2): evidence to be obtained in Hong Kong. Nobody is ordered to travel, and no court is asked for its law here.
fn section_76_2_orders(matter: &Matter, answer: &mut Answer) {
    let (elsewhere, here): (Vec<_>, Vec<_>) = matter.acts().partition(|act| is(act, NO_EVIDENCE_HERE));
    let severity = if here.is_empty() { Severity::Refuse } else { Severity::Flag };
    for act in &elsewhere {
        let finding = Finding::new("no-evidence-in-hong-kong", severity, ORDERS).citing(APPLICATION);
        answer.find(finding.about(act.part("kind")).with_text("act", &act.kind));
    }
    if !elsewhere.is_empty() && !here.is_empty() {
        answer.conclude("execute-in-part", None, &[ORDERS]);
    }
}

/// Section 76(3): no step but those that can be required in civil proceedings of the court that makes the order. What section 76(2) does not
/// name may be such a step; the court decides.
fn section_76_3_steps(matter: &Matter, answer: &mut Answer) {
    for act in matter.acts().filter(|act| !is(act, ORDERED) && !is(act, NO_EVIDENCE_HERE)) {
        let finding = Finding::flag("step-not-known-to-be-available", STEPS).about(act.part("kind"));
        answer.find(finding.with_text("act", &act.kind));
    }
}

/// Section 76(4): nobody is made to state which documents he has, or to produce others than particular documents that the order specifies as
/// likely to be his.
fn section_76_4_particular_documents(matter: &Matter, answer: &mut Answer) {
    const DOCUMENTS: &[&str] = &["obtain-documents", "obtain-audiovisual-material", "obtain-electronic-data"];
    for act in matter.acts().filter(|act| is(act, DOCUMENTS)) {
        if act.text("document-scope") == Some("open-class") {
            let finding = Finding::correct("general-discovery-asked-for", NO_DISCOVERY);
            answer.find(finding.about(act.particular("document-scope")).with_text("act", &act.kind));
        }
        if act.text("holder").is_none() && act.text("person").is_none() {
            let finding = Finding::correct("holder-not-named", NO_DISCOVERY).about(act.particular("holder"));
            answer.find(finding.with_text("act", &act.kind));
        }
    }
}

/// Section 76(5): who is required to attend has his conduct money, expenses and loss of time paid as a witness before the High Court.
fn section_76_5_conduct_money(matter: &Matter, answer: &mut Answer) {
    const ATTENDING: &[&str] = &["examine-witness", "examine-party", "examine-expert", "medical-examination"];
    if matter.acts().any(|act| is(&act, ATTENDING)) {
        answer.find(Finding::inform("conduct-money-due", CONDUCT_MONEY));
    }
}

/// Section 77(1) and (2). A claim by the requesting side's law that is neither stated in the request nor conceded does not excuse the witness:
/// by Order 70 rule 6 the examiner may take the evidence, and the Registrar keeps it back until the requesting court has decided on the claim.
fn section_77_exemption(matter: &Matter, answer: &mut Answer) {
    let Some(law) = matter.text("exemption-law") else { return };
    let finding = match (is_exempt(matter), law) {
        (true, "requested-side") => Finding::inform("witness-exempt", EXEMPTION),
        (true, _) => Finding::inform("witness-exempt", FOREIGN_EXEMPTION).citing(EXEMPTION),
        (false, _) => Finding::inform("exemption-not-made-out", FOREIGN_EXEMPTION),
    };
    answer.find(finding.about(matter.place("exemption-law")));
}

/// Order 70 rule 2: the request is exhibited, with a translation if it is in neither official language `[T-sec]`.
fn letter_in_an_official_language(matter: &Matter, answer: &mut Answer) {
    let Some(letter) = letter::the_letter(matter, RULES_OF_COURT, answer) else { return };
    let official = |language: &String| matches!(language.as_str(), "zh" | "en");
    if !letter.languages.iter().chain(&letter.translations).any(official) {
        let finding = Finding::correct("letter-not-in-official-language", RULES_OF_COURT);
        answer.find(finding.about(letter.part("languages")));
        answer.require(&letter.kind, &["zh", "en"], RULES_OF_COURT);
    }
}

fn is(act: &Item<Act>, kinds: &[&str]) -> bool {
    kinds.contains(&act.kind.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Assessment, Value};
    use crate::sample::{Sample, concluded, corrected, evidence_request, found, noted, text};

    fn limited(sample: Sample) -> Assessment {
        sample.asked(&LIMITS, "2026-09-16")
    }

    fn requested(sample: Sample) -> Assessment {
        sample.particular("instrument-invoked", "hk-cap-8").asked(&REQUEST, "2026-09-16")
    }

    fn asking(kind: &str, particulars: &[(&str, Value)]) -> Sample {
        evidence_request().with(|facts| facts.acts.clear()).act(kind, particulars)
    }

    fn severities(assessment: &Assessment, code: &str) -> Vec<Severity> {
        assessment.findings.iter().filter(|it| it.code == code).map(|it| it.severity).collect()
    }

    #[test]
    fn a_request_for_a_witness_is_within_the_limits_and_he_is_paid_for_coming() {
        for examined in [limited(evidence_request()), requested(evidence_request())] {
            assert_eq!(noted(&examined), ["conduct-money-due"]);
        }
        assert_eq!(found(&limited(asking("inspect-property", &[]))), [""; 0]);
    }

    #[test]
    fn the_request_is_a_courts_outside_hong_kong() {
        assert_eq!(
            severities(&limited(evidence_request().without("issuing-authority")), "no-court-outside-hong-kong"),
            [Severity::Correct]
        );
        let of_hong_kong = evidence_request().particular("issuing-authority", "hk-high-court");
        assert!(found(&limited(of_hong_kong)).contains(&"no-court-outside-hong-kong"));
    }

    #[test]
    fn proceedings_are_instituted_or_contemplated() {
        let proceedings = |state: &str| {
            let assessment = limited(evidence_request().particular("proceedings", state));
            severities(&assessment, "proceedings-not-contemplated")
        };
        assert_eq!((proceedings("pending"), proceedings("contemplated")), (vec![], vec![]));
        assert_eq!(proceedings("none"), [Severity::Refuse]);
    }

    #[test]
    fn proceedings_are_civil_and_labour_claims_are() {
        let category = |category: &str| evidence_request().particular("case-category", category);
        let weighs = |letter| severities(&limited(letter), "not-civil-proceedings");
        assert_eq!(weighs(category("labour")), []);
        assert_eq!(weighs(category("criminal")), [Severity::Refuse]);
        assert_eq!(weighs(category("tax").switch("non-civil-matter", "return")), [Severity::Correct]);
    }

    #[test]
    fn there_is_no_general_discovery() {
        let documents = |scope: &str| {
            limited(asking("obtain-documents", &[("holder", text("Bank Y")), ("document-scope", text(scope))]))
        };
        assert_eq!(corrected(&documents("open-class")), ["general-discovery-asked-for"]);
        assert_eq!(found(&documents("particular-documents")), [""; 0]);
    }

    #[test]
    fn an_order_for_documents_is_made_against_somebody() {
        assert_eq!(corrected(&limited(asking("obtain-documents", &[]))), ["holder-not-named"]);
        assert_eq!(found(&limited(asking("obtain-documents", &[("person", text("p1"))]))), [""; 0]);
    }

    #[test]
    fn a_step_that_the_section_does_not_name_is_for_the_court() {
        let inspected = requested(asking("judicial-inspection", &[]));
        assert_eq!(severities(&inspected, "step-not-known-to-be-available"), [Severity::Flag]);
        assert_eq!(found(&limited(asking("judicial-inspection", &[]))), [""; 0]);
    }

    #[test]
    fn nobody_is_ordered_to_travel() {
        let travel = requested(asking("appear-in-person", &[]));
        assert_eq!(severities(&travel, "no-evidence-in-hong-kong"), [Severity::Refuse]);
        assert_eq!(concluded(&travel), []);
        let both = requested(evidence_request().act("appear-in-person", &[]));
        assert_eq!(severities(&both, "no-evidence-in-hong-kong"), [Severity::Flag]);
        assert_eq!(concluded(&both), [("execute-in-part", None)]);
    }

    #[test]
    fn a_request_without_arrangement_is_in_an_official_language() {
        let letter = |language: &str, translations: &[&str]| {
            let translations = translations.iter().map(|&it| it.to_owned()).collect();
            requested(asking("inspect-property", &[]).with(|facts| {
                facts.documents[0].languages = vec![language.to_owned()];
                facts.documents[0].translations = translations;
            }))
        };
        assert_eq!(found(&letter("en", &[])), [""; 0]);
        assert_eq!(found(&letter("pt", &["zh"])), [""; 0]);
        let portuguese = letter("pt", &[]);
        assert_eq!(corrected(&portuguese), ["letter-not-in-official-language"]);
        assert_eq!(portuguese.requirements[0].any_of_languages, ["zh", "en"]);
        let without = asking("inspect-property", &[]).with(|facts| facts.documents.clear());
        assert_eq!(corrected(&requested(without)), ["letter-missing"]);
    }

    #[test]
    fn a_witness_is_exempt_by_hong_kongs_law_and_on_terms_by_the_requesting_sides() {
        let claims = |law: &str| evidence_request().particular("exemption-law", law);
        let executed =
            |letter: Sample| letter.particular("instrument-invoked", "hk-cap-8").asked(&EXECUTION, "2026-09-16");
        let exempt = |assessment: Assessment| {
            assert_eq!(noted(&assessment), ["witness-exempt"]);
            assert_eq!(concluded(&assessment), [("incomplete-notify", None)]);
        };
        exempt(executed(claims("requested-side")));
        exempt(executed(claims("requesting-side").valued("exemption-supported-by-letter", Value::Flag(true))));
        exempt(executed(claims("requesting-side").valued("exemption-conceded", Value::Flag(true))));
        let unsupported = executed(claims("requesting-side").valued("exemption-conceded", Value::Flag(false)));
        assert_eq!((noted(&unsupported), concluded(&unsupported)), (vec!["exemption-not-made-out"], vec![]));
        assert_eq!(found(&executed(evidence_request())), [""; 0]);
    }

    #[test]
    fn a_letter_that_does_not_invoke_the_ordinance_is_left_to_its_arrangement() {
        let other = || evidence_request().particular("instrument-invoked", "hk-mo-service-2017");
        assert_eq!(other().asked(&REQUEST, "2026-09-16").findings, []);
        let privileged = other().particular("exemption-law", "requested-side");
        assert_eq!(concluded(&privileged.asked(&EXECUTION, "2026-09-16")), []);
    }

    #[test]
    fn what_follows_from_a_privilege_is_left_to_the_arrangement() {
        let claimed = evidence_request().particular("exemption-law", "requested-side");
        let assessment = claimed.asked(&PRIVILEGE, "2026-09-16");
        assert_eq!((noted(&assessment), concluded(&assessment)), (vec!["witness-exempt"], vec![]));
    }
}
