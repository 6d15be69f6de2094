use super::*;
use crate::contract::Value;
use crate::sample::{self, Sample, date, found, text};

/// A resident of Macao files at Nansha.
fn filing() -> Sample {
    by(&[("MO", "plaintiff"), ("CN", "defendant")])
}

fn by(parties: &[(&str, &str)]) -> Sample {
    let nansha = sample::authority("cn-nansha", "CN", "basic-court");
    let sample = sample::before(nansha, "online-filing", "incoming", "2026-09-21")
        .particular("case-category", "civil-commercial")
        .particular("instance", "first");
    parties.iter().fold(sample, |sample, (side, role)| sample.person("p", "party", side, &[("party-side", text(role))]))
}

fn says(sample: Sample) -> Vec<String> {
    found(&sample.asked(&FILING, "2026-10-08")).into_iter().map(str::to_owned).collect()
}

fn with_power_of_attorney(witnessing: &str, notarised: bool) -> Sample {
    filing().document("power-of-attorney", &[("witnessing", witnessing)]).with(|facts| {
        let notarised = crate::contract::Particular { name: "notarised".to_owned(), value: Value::Flag(notarised) };
        facts.documents[0].particulars.push(notarised);
    })
}

#[test]
fn a_filing_in_order_finds_only_articles_that_are_satisfied() {
    assert_eq!(says(filing()), [""; 0]);
}

#[test]
fn it_is_for_litigants_from_elsewhere_whoever_the_other_side_is() {
    for side in ["HK", "MO", "XX"] {
        assert_eq!(says(by(&[(side, "plaintiff"), ("CN", "defendant")])), [""; 0], "{side}");
    }
    assert_eq!(says(by(&[("CN", "plaintiff"), ("HK", "defendant")])), ["not-a-cross-border-litigant"]);
    assert_eq!(says(by(&[("CN", "applicant")])), ["not-a-cross-border-litigant"]);
}

#[test]
fn a_mainland_litigant_beside_one_from_elsewhere_is_for_a_person() {
    assert_eq!(says(by(&[("HK", "plaintiff"), ("CN", "plaintiff")])), ["co-litigant-from-the-mainland"]);
}

#[test]
fn who_files_and_from_where_is_stated() {
    assert_eq!(says(by(&[("CN", "defendant")])), ["filing-party-missing"]);
    let nowhere = filing().with(|facts| facts.persons[0].jurisdiction = None);
    assert_eq!(says(nowhere), ["domicile-not-stated"]);
}

#[test]
fn only_civil_and_commercial_cases_of_first_instance_are_filed_so() {
    assert_eq!(says(filing().particular("case-category", "labour")), [""; 0]);
    assert_eq!(says(filing().particular("case-category", "criminal")), ["outside-civil-and-commercial"]);
    assert_eq!(says(filing().particular("instance", "second")), ["not-first-instance"]);
}

#[test]
fn another_matter_is_refused_or_by_its_switch_sent_back() {
    let severity = |value| {
        let tax = filing().particular("case-category", "tax").switch("non-civil-matter", value);
        let found = tax.asked(&FILING, "2026-10-08").findings;
        found.into_iter().find(|finding| finding.code != "satisfied").unwrap().severity
    };
    assert_eq!((severity("refuse"), severity("return")), (Severity::Refuse, Severity::Correct));
}

#[test]
fn a_power_of_attorney_is_witnessed_by_the_judge_or_notarised() {
    assert_eq!(says(with_power_of_attorney("video-before-judge", false)), [""; 0]);
    assert_eq!(says(with_power_of_attorney("notary", false)), [""; 0]);
    assert_eq!(says(with_power_of_attorney("none", true)), [""; 0]);
    assert_eq!(says(with_power_of_attorney("none", false)), ["power-of-attorney-not-witnessed"]);
    assert_eq!(says(filing().document("power-of-attorney", &[])), ["power-of-attorney-not-witnessed"]);
}

#[test]
fn what_makes_a_power_of_attorney_good_is_cited() {
    let cited = |sample: Sample| {
        let findings = sample.asked(&FILING, "2026-10-08").findings;
        findings.into_iter().flat_map(|finding| finding.citations).map(|it| it.provision).collect::<Vec<_>>()
    };
    assert!(cited(with_power_of_attorney("video-before-judge", false)).contains(&"523".to_owned()));
    assert!(cited(with_power_of_attorney("none", true)).contains(&"275".to_owned()));
}

#[test]
fn papers_without_chinese_text_come_with_a_translation() {
    let foreign = |translations: &[&str]| {
        let translations = translations.iter().map(|&it| it.to_owned()).collect();
        filing().document("originating-process", &[]).with(|facts| {
            facts.documents[0].languages = vec!["pt".to_owned()];
            facts.documents[0].translations = translations;
        })
    };
    assert_eq!(says(foreign(&[])), ["translation-missing"]);
    assert_eq!(says(foreign(&["zh"])), [""; 0]);
}

#[test]
fn the_last_day_of_the_fifteen_is_still_in_time() {
    let handed_in = |day| filing().asked_on(day).event("defect-notice", "2026-09-16").event("supplement-received", day);
    assert_eq!(says(handed_in("2026-10-08")), [""; 0]);
    assert_eq!(says(handed_in("2026-10-09")), ["supplement-too-late"]);
}

#[test]
fn a_filing_waits_for_its_supplement_and_then_goes_back() {
    let noticed = |as_of| filing().asked_on(as_of).event("defect-notice", "2026-09-16");
    assert_eq!(says(noticed("2026-10-08")), ["supplement-outstanding"]);
    assert_eq!(says(noticed("2026-10-09")), ["supplement-not-handed-in"]);
}

#[test]
fn what_came_before_the_notice_does_not_answer_it() {
    let before = filing().event("supplement-received", "2026-09-15").event("defect-notice", "2026-09-16");
    assert_eq!(says(before), ["supplement-outstanding"]);
    let complete = filing().event("defect-notice", "2026-09-16").event("papers-complete", "2026-09-18");
    assert_eq!(says(complete), [""; 0]);
}

#[test]
fn all_defects_are_noticed_at_once() {
    let twice = filing()
        .event("defect-notice", "2026-09-16")
        .event("defect-notice", "2026-09-20")
        .event("supplement-received", "2026-09-21");
    assert_eq!(says(twice), ["defects-noticed-twice"]);
}

#[test]
fn three_periods_run_each_from_its_event() {
    let periods = filing()
        .event("registered", "2026-09-10")
        .event("defect-notice", "2026-09-16")
        .event("papers-complete", "2026-09-21")
        .periods(&FILING);
    let kinds: Vec<_> = periods.iter().map(|it| (it.code.as_str(), it.length, it.unit, it.roll)).collect();
    assert_eq!(
        kinds,
        [
            ("identity-verification", 3, Unit::WorkingDays, Roll::None),
            ("supplement-filing", 15, Unit::Days, Roll::NextWorkingDay),
            ("decide-filing", 7, Unit::WorkingDays, Roll::None),
        ]
    );
    assert!(filing().periods(&FILING).is_empty());
}

#[test]
fn what_the_court_owed_is_noted_once_its_day_has_passed() {
    let owed =
        |as_of: &str| filing().asked_on(as_of).event("registered", "2026-09-20").event("papers-complete", "2026-09-21");
    assert_eq!(says(owed("2026-10-08")), [""; 0]);
    assert_eq!(says(owed("2026-10-09")), ["identity-result-overdue", "filing-decision-overdue"]);
}

#[test]
fn a_finding_on_the_supplement_names_its_last_day() {
    let assessment = filing().event("defect-notice", "2026-09-16").asked(&FILING, "2026-10-08");
    let finding = assessment.findings.iter().find(|finding| finding.code == "supplement-outstanding").unwrap();
    let days: Vec<_> = finding.arguments.iter().map(|it| (it.name.as_str(), it.value.clone())).collect();
    assert!(matches!(days.as_slice(), [("last-day", Value::Day(day))] if *day == date("2026-10-08")));
}
