use super::*;
use crate::contract::{Assessment, Value};
use crate::sample::{self, Sample, codes, concluded, found, text};

/// A summons for an individual in Hong Kong, to be served by this method.
fn served_by(method: &str) -> Sample {
    let nansha = sample::authority("cn-nansha", "CN", "basic-court");
    let served = sample::before(nansha, service::SERVICE, "execution", "2026-05-12").document("summons", &[]);
    served.particular("service-method", method).addressee("a1")
}

fn a_company(sample: Sample) -> Sample {
    about_the_addressee(sample, "person-kind", text("company"))
}

fn about_the_addressee(sample: Sample, name: &str, value: Value) -> Sample {
    let value = sample::particular(name, value);
    sample.with(|facts| facts.persons[0].particulars.push(value))
}

/// What is said when every wait ends on 2026-06-30.
fn examined(sample: Sample) -> Assessment {
    sample.asked(&METHOD, "2026-06-30")
}

fn says(sample: Sample) -> Vec<String> {
    found(&examined(sample)).into_iter().map(str::to_owned).collect()
}

fn is_unavailable(sample: Sample) -> bool {
    concluded(&examined(sample)) == [("method-unavailable", None)]
}

#[test]
fn an_addressee_of_another_side_is_not_for_these_provisions() {
    let abroad = served_by("personal").with(|facts| facts.persons[0].jurisdiction = Some("XX".to_owned()));
    assert!(examined(abroad).findings.is_empty());
}

#[test]
fn a_criminal_summons_is_not_served_by_them() {
    assert_eq!(
        says(served_by("arrangement").particular("case-category", "criminal")),
        ["outside-civil-and-commercial"]
    );
    assert_eq!(says(served_by("arrangement").particular("case-category", "labour")), [""; 0]);
}

#[test]
fn the_list_of_documents_is_open() {
    assert_eq!(says(served_by("arrangement").document("affidavit", &[])), ["document-not-named"]);
    assert_eq!(says(served_by("arrangement").with(|facts| facts.documents.clear())), ["nothing-to-serve"]);
}

#[test]
fn a_method_must_be_named_or_an_announcement_ordered() {
    assert_eq!(says(served_by("post").without("service-method")), ["method-not-chosen"]);
    let ordered = served_by("post").without("service-method").event("announcement-ordered", "2026-05-12");
    assert!(says(ordered).contains(&"announcement-before-other-methods".to_owned()));
}

#[test]
fn who_is_in_the_mainland_is_served_in_person() {
    assert!(is_unavailable(served_by("personal")));
    assert!(is_unavailable(about_the_addressee(served_by("personal"), "present-in", text("HK"))));
    assert_eq!(says(about_the_addressee(served_by("personal"), "present-in", text("CN"))), [""; 0]);
}

#[test]
fn a_company_is_served_in_whoever_represents_it_if_he_is_in_the_mainland() {
    let with = |present| {
        let company = a_company(served_by("legal-representative"));
        company.person("lr1", "legal-representative", "HK", &[("present-in", text(present))])
    };
    assert_eq!(says(with("CN")), [""; 0]);
    assert_eq!(says(with("HK")), ["not-in-mainland"]);
    assert_eq!(says(a_company(served_by("legal-representative"))), ["recipient-missing"]);
    assert_eq!(says(a_company(served_by("personal"))), ["recipient-missing"]);
    let individual = about_the_addressee(served_by("legal-representative"), "person-kind", text("individual"));
    assert_eq!(says(individual), ["method-for-entities-only"]);
}

#[test]
fn one_representative_in_the_mainland_is_enough() {
    for (one, other) in [("HK", "CN"), ("CN", "HK")] {
        let two = a_company(served_by("legal-representative"))
            .person("lr1", "legal-representative", "HK", &[("present-in", text(one))])
            .person("lr2", "legal-representative", "HK", &[("present-in", text(other))]);
        assert_eq!(says(two), [""; 0]);
    }
}

#[test]
fn an_agent_receives_unless_his_power_of_attorney_says_that_he_may_not() {
    let agent = |particulars: &[(&str, Value)]| served_by("litigation-agent").person("g1", "agent", "CN", particulars);
    assert_eq!(says(agent(&[])), [""; 0]);
    assert_eq!(says(agent(&[("authority-excludes-receipt", Value::Flag(false))])), [""; 0]);
    let excluded = || agent(&[("authority-excludes-receipt", Value::Flag(true))]);
    assert_eq!(says(excluded()), ["receipt-excluded-by-power-of-attorney"]);
    assert!(is_unavailable(excluded()));
    assert_eq!(says(served_by("litigation-agent")), ["recipient-missing"]);
}

#[test]
fn an_office_needs_no_authority_and_a_branch_does() {
    let through = |role, authorised| {
        let with = a_company(served_by(role));
        with.person("p1", role, "CN", &[("authorised-to-receive", Value::Flag(authorised))])
    };
    assert_eq!(says(through("representative-office", false)), [""; 0]);
    assert_eq!(says(through("branch", true)), [""; 0]);
    assert_eq!(says(through("branch", false)), ["branch-not-authorised"]);
    assert!(is_unavailable(through("branch", false)));
    assert_eq!(says(served_by("branch").person("b1", "branch", "CN", &[])), ["branch-not-authorised"]);
}

#[test]
fn an_office_elsewhere_is_no_office_in_the_mainland() {
    let office = served_by("representative-office").person("o1", "representative-office", "HK", &[]);
    assert_eq!(says(office), ["recipient-outside-mainland"]);
}

#[test]
fn letters_need_an_address() {
    for method in ["arrangement", "post"] {
        let without = served_by(method).with(|facts| facts.persons[0].particulars.retain(|it| it.name != "address"));
        assert!(says(without).contains(&"address-missing".to_owned()), "{method}");
    }
}

#[test]
fn the_form_of_the_proof_of_service_goes_with_the_letter() {
    assert_eq!(says(served_by("post")), ["proof-of-service-not-enclosed"]);
    assert_eq!(says(served_by("post").document("certificate-of-service", &[])), [""; 0]);
}

#[test]
fn electronic_service_needs_no_consent_under_these_provisions() {
    let assessment = examined(served_by("electronic"));
    assert_eq!(found(&assessment), ["e-service-without-consent"]);
    assert!(assessment.findings.iter().all(|finding| finding.severity == Severity::Inform));
    let given = about_the_addressee(served_by("electronic"), "e-address-origin", text("given-in-pleading"));
    assert_eq!(says(given), [""; 0]);
}

#[test]
fn a_judgment_that_was_sent_electronically_is_had_on_paper() {
    let given = about_the_addressee(served_by("electronic"), "e-address-origin", text("given-in-pleading"));
    assert_eq!(says(given.document("judgment", &[])), ["paper-copy-on-request"]);
}

#[test]
fn papers_are_left_with_whoever_is_in_the_mainland() {
    let refused = |sample: Sample| sample.event("refused-to-sign", "2026-05-11");
    assert_eq!(says(refused(served_by("leaving"))), ["not-in-mainland"]);
    assert_eq!(says(refused(about_the_addressee(served_by("leaving"), "present-in", text("CN")))), [""; 0]);
    let agent = |side| refused(served_by("leaving").person("g1", "agent", side, &[]));
    assert_eq!(says(agent("CN")), [""; 0]);
    assert_eq!(says(agent("HK")), ["not-in-mainland"]);
    let here = about_the_addressee(served_by("leaving"), "present-in", text("CN"));
    assert_eq!(says(here), ["leaving-without-refusal"]);
}

#[test]
fn a_mediation_statement_is_not_left() {
    let here =
        about_the_addressee(served_by("leaving"), "present-in", text("CN")).event("refused-to-sign", "2026-05-11");
    assert_eq!(says(here.document("mediation-statement", &[])), ["mediation-statement-may-not-be-left"]);
}

#[test]
fn what_only_the_civil_procedure_law_knows_is_used_by_reference() {
    let owned = |link| {
        let entity = served_by("wholly-owned-enterprise");
        entity.person("e1", "related-entity", "CN", &[("link-to-addressee", text(link))])
    };
    assert_eq!(says(owned("wholly-owned-by-addressee")), ["method-by-reference"]);
    assert_eq!(says(owned("addressee-is-legal-representative")), ["enterprise-not-wholly-owned"]);
    assert_eq!(says(served_by("agreed-method")), ["method-by-reference", "agreement-not-stated"]);
}

#[test]
fn the_ways_between_states_are_closed() {
    for method in ["treaty", "diplomatic", "consular", "substituted-service"] {
        assert_eq!(says(served_by(method)), ["method-not-provided"], "{method}");
        assert!(is_unavailable(served_by(method)), "{method}");
    }
}

/// An announcement in order: the rest has failed, and it is published on both sides.
fn announcement() -> Sample {
    let failed = served_by("announcement").codes("failed-methods", &["arrangement", "post", "electronic"]);
    failed.codes("publication-places", &["CN", "HK"])
}

#[test]
fn an_announcement_comes_after_everything_else() {
    assert_eq!(says(announcement()), [""; 0]);
    assert_eq!(says(announcement().codes("failed-methods", &["post"])), ["announcement-before-other-methods"]);
    assert_eq!(says(announcement().codes("pending-methods", &["post"])), ["announcement-beside-other-methods"]);
    assert_eq!(says(announcement().codes("pending-methods", &["announcement"])), [""; 0]);
}

#[test]
fn what_was_left_out_is_named() {
    let agent = announcement().person("g1", "agent", "CN", &[]);
    let assessment = examined(about_the_addressee(agent, "e-address-origin", text("own-other")));
    let named = codes(&["litigation-agent"]);
    let finding = &assessment.findings.iter().find(|it| it.code == "announcement-before-other-methods").unwrap();
    assert_eq!(finding.arguments[0].value, named);
}

#[test]
fn a_letter_whose_wait_runs_is_under_way_and_one_whose_wait_is_over_has_failed() {
    let posted =
        |as_of| announcement().codes("failed-methods", &["arrangement"]).event("posted", "2026-03-31").asked_on(as_of);
    assert_eq!(says(posted("2026-06-30")), ["announcement-beside-other-methods"]);
    assert_eq!(says(posted("2026-07-01")), [""; 0]);
    let came_back = announcement().event("posted", "2026-03-31").asked_on("2026-06-30");
    assert_eq!(says(came_back), [""; 0]);
}

#[test]
fn to_who_cannot_be_found_nothing_can_be_sent() {
    let lost = about_the_addressee(announcement().codes("failed-methods", &[]), "whereabouts", text("unknown"));
    assert_eq!(says(lost), [""; 0]);
}

#[test]
fn an_announcement_is_published_on_both_sides() {
    let published = |places: &[&str]| says(announcement().codes("publication-places", places));
    assert_eq!(published(&["CN"]), ["announcement-not-published-there"]);
    assert_eq!(published(&["HK"]), ["announcement-not-published-there"]);
    assert_eq!(published(&["CN", "MO"]), ["announcement-not-published-there"]);
    assert_eq!(published(&[]).len(), 2);
}

#[test]
fn summary_procedure_knows_no_announcement() {
    for procedure in ["summary", "small-claims"] {
        let summary = || announcement().particular("trial-procedure", procedure);
        assert_eq!(says(summary()), ["announcement-in-summary-procedure"]);
        assert!(is_unavailable(summary()));
    }
    assert_eq!(says(announcement().particular("trial-procedure", "ordinary")), [""; 0]);
}

#[test]
fn other_methods_run_side_by_side_but_not_beside_an_announcement() {
    assert_eq!(says(served_by("arrangement").codes("pending-methods", &["post", "electronic"])), [""; 0]);
    let beside = served_by("arrangement").codes("pending-methods", &["announcement"]);
    assert_eq!(says(beside), ["method-beside-announcement"]);
}

#[test]
fn two_addressees_are_looked_at_one_by_one() {
    let two = about_the_addressee(served_by("personal"), "present-in", text("CN")).addressee("a2");
    let assessment = examined(two);
    assert_eq!(found(&assessment), ["not-in-mainland"]);
    assert_eq!(concluded(&assessment), [("method-unavailable", None)]);
}
