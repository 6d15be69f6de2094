use super::*;
use crate::contract::{Assessment, Value};
use crate::sample::{self, Sample, concluded, date, found, text};

fn matter(stage: &str, as_of: &str) -> Sample {
    let nansha = sample::authority("cn-nansha", "CN", "basic-court");
    let matter = sample::before(nansha, service::SERVICE, stage, as_of).document("summons", &[]).addressee("a1");
    matter.with(|facts| facts.persons[0].jurisdiction = Some("XX".to_owned()))
}

/// A summons for somebody abroad, to be served by this method.
fn served_by(method: &str) -> Sample {
    matter("execution", "2026-05-12").particular("service-method", method)
}

/// The same, asked about on 2026-07-01.
fn served() -> Sample {
    matter("follow-up", "2026-07-01")
}

fn about_the_addressee(sample: Sample, name: &str, value: Value) -> Sample {
    let value = sample::particular(name, value);
    sample.with(|facts| facts.persons[0].particulars.push(value))
}

fn a_company(sample: Sample) -> Sample {
    about_the_addressee(sample, "person-kind", text("company"))
}

fn says(sample: Sample) -> Vec<String> {
    found(&sample.asked(&METHOD, "2026-06-30")).into_iter().map(str::to_owned).collect()
}

fn is_unavailable(sample: Sample) -> bool {
    concluded(&sample.asked(&METHOD, "2026-06-30")) == [("method-unavailable", None)]
}

/// What is said when every period ends on 2026-06-30.
fn examined(sample: Sample) -> Assessment {
    sample.asked(&EFFECT, "2026-06-30")
}

#[test]
fn an_addressee_of_another_side_is_not_for_these_articles() {
    for side in ["CN", "HK", "MO"] {
        let elsewhere = served_by("arrangement").with(|facts| facts.persons[0].jurisdiction = Some(side.to_owned()));
        assert_eq!(says(elsewhere), [""; 0], "{side}");
    }
}

#[test]
fn numbers_1_to_3_go_through_the_state() {
    assert_eq!(says(served_by("treaty")), [""; 0]);
    assert_eq!(says(served_by("diplomatic")), [""; 0]);
    assert_eq!(says(served_by("consular")), ["consular-service-for-nationals-only"]);
    let nowhere = served_by("treaty").with(|facts| facts.persons[0].particulars.clear());
    assert_eq!(says(nowhere), ["address-missing"]);
}

#[test]
fn the_arrangements_are_not_for_foreign_states() {
    assert_eq!(says(served_by("arrangement")), ["method-not-provided"]);
    assert_eq!(says(served_by("substituted-service")), ["method-not-provided"]);
}

#[test]
fn number_4_an_agent_whose_power_excludes_receipt_is_for_a_judge() {
    let agent = |excluded| {
        served_by("litigation-agent").person(
            "g1",
            "agent",
            "CN",
            &[("authority-excludes-receipt", Value::Flag(excluded))],
        )
    };
    assert_eq!(says(agent(false)), [""; 0]);
    assert_eq!(says(agent(true)), ["receipt-excluded-by-power-of-attorney"]);
    assert!(!is_unavailable(agent(true)));
    assert!(is_unavailable(served_by("litigation-agent")));
}

#[test]
fn number_5_a_branch_needs_no_authority() {
    for role in ["branch", "representative-office"] {
        let here = |side| a_company(served_by(role)).person("b1", role, side, &[]);
        assert_eq!(says(here("CN")), [""; 0], "{role}");
        assert_eq!(says(here("XX")), ["recipient-outside-mainland"], "{role}");
        assert_eq!(says(a_company(served_by(role))), ["recipient-missing"], "{role}");
    }
}

#[test]
fn number_5_an_enterprise_must_be_wholly_owned() {
    let entity = |link| {
        served_by("wholly-owned-enterprise").person("e1", "related-entity", "CN", &[("link-to-addressee", text(link))])
    };
    assert_eq!(says(entity("wholly-owned-by-addressee")), [""; 0]);
    assert_eq!(says(entity("addressee-is-legal-representative")), ["enterprise-not-wholly-owned"]);
}

/// The entity of number 6.
fn entity(link: &str, side: &str, co_defendant: Option<bool>) -> Sample {
    let mut particulars = vec![("link-to-addressee", text(link))];
    particulars.extend(co_defendant.map(|it| ("co-defendant", Value::Flag(it))));
    served_by("co-defendant-entity").person("e1", "related-entity", side, &particulars)
}

#[test]
fn number_6_the_entity_is_his_and_is_sued_with_him() {
    const HIS: &str = "addressee-is-legal-representative";
    assert_eq!(says(entity(HIS, "CN", Some(true))), [""; 0]);
    assert_eq!(says(entity(HIS, "CN", Some(false))), ["entity-not-co-defendant"]);
    assert_eq!(says(entity(HIS, "CN", None)), ["entity-not-co-defendant"]);
    assert_eq!(says(entity(HIS, "XX", Some(true))), ["recipient-outside-mainland"]);
    assert_eq!(says(entity("wholly-owned-by-addressee", "CN", Some(true))), ["addressee-does-not-represent-entity"]);
    assert_eq!(says(a_company(entity(HIS, "CN", Some(true)))), ["method-for-individuals-only"]);
    assert!(is_unavailable(entity(HIS, "CN", Some(false))));
}

#[test]
fn number_7_who_represents_an_entity_is_served_if_he_is_here() {
    let with = |present| {
        let company = a_company(served_by("legal-representative"));
        company.person("lr1", "legal-representative", "XX", &[("present-in", text(present))])
    };
    assert_eq!(says(with("CN")), [""; 0]);
    assert_eq!(says(with("XX")), ["not-in-mainland"]);
    let individual = about_the_addressee(served_by("legal-representative"), "person-kind", text("individual"));
    assert_eq!(says(individual), ["method-for-entities-only"]);
}

#[test]
fn a_foreigner_who_is_here_is_served_here() {
    assert_eq!(says(served_by("personal")), ["not-in-mainland"]);
    assert_eq!(says(about_the_addressee(served_by("personal"), "present-in", text("CN"))), [""; 0]);
    let left = || served_by("leaving").event("refused-to-sign", "2026-05-11");
    assert_eq!(says(left()), ["not-in-mainland"]);
    assert_eq!(says(about_the_addressee(left(), "present-in", text("CN"))), [""; 0]);
}

#[test]
fn number_8_post_needs_the_leave_of_the_state() {
    assert_eq!(says(served_by("post").codes("state-allows", &["post"])), [""; 0]);
    assert_eq!(says(served_by("post")), ["post-not-allowed-by-state"]);
    assert_eq!(says(served_by("post").codes("state-allows", &["electronic"])), ["post-not-allowed-by-state"]);
    let both = served_by("post").codes("state-allows", &["post"]).codes("state-forbids", &["post"]);
    assert!(is_unavailable(both));
}

#[test]
fn numbers_9_and_10_need_only_that_it_does_not_forbid() {
    let confirmed =
        || about_the_addressee(served_by("electronic"), "e-address-origin", text("address-confirmation-form"));
    assert_eq!(says(confirmed()), [""; 0]);
    assert_eq!(says(confirmed().codes("state-forbids", &["electronic"])), ["method-forbidden-by-state"]);
    let agreed = |agrees| about_the_addressee(served_by("agreed-method"), "agrees-to-method", Value::Flag(agrees));
    assert_eq!(says(agreed(true)), [""; 0]);
    assert_eq!(says(agreed(false)), ["method-not-agreed"]);
    assert_eq!(says(agreed(true).codes("state-forbids", &["agreed-method"])), ["method-forbidden-by-state"]);
    assert_eq!(says(served_by("agreed-method")), ["agreement-not-stated"]);
}

#[test]
fn an_announcement_comes_after_everything_else() {
    let announcement = || served_by("announcement").codes("failed-methods", &["treaty"]);
    assert_eq!(says(announcement()), [""; 0]);
    assert_eq!(says(served_by("announcement").codes("failed-methods", &["diplomatic"])), [""; 0]);
    assert_eq!(says(served_by("announcement")), ["announcement-before-other-methods"]);
    assert_eq!(says(announcement().codes("state-allows", &["post"])), ["announcement-before-other-methods"]);
    assert_eq!(says(announcement().person("g1", "agent", "CN", &[])), ["announcement-before-other-methods"]);
    let reachable = || about_the_addressee(announcement(), "e-address-origin", text("own-other"));
    assert_eq!(says(reachable()), ["announcement-before-other-methods"]);
    assert_eq!(says(reachable().codes("state-forbids", &["electronic"])), [""; 0]);
    assert_eq!(says(announcement().codes("pending-methods", &["diplomatic"])), ["announcement-beside-other-methods"]);
}

#[test]
fn a_channel_that_is_under_way_was_not_left_out() {
    let diplomatic = served_by("announcement").codes("pending-methods", &["diplomatic"]);
    assert_eq!(says(diplomatic), ["announcement-beside-other-methods"]);
}

#[test]
fn who_cannot_be_found_is_reached_through_no_channel() {
    let lost = about_the_addressee(served_by("announcement"), "whereabouts", text("unknown"));
    assert_eq!(says(lost.codes("state-allows", &["post"])), [""; 0]);
}

/// Posted to a State that allows it.
fn posted(as_of: &str) -> Sample {
    served().event("posted", "2026-03-31").codes("state-allows", &["post"]).asked_on(as_of)
}

#[test]
fn what_was_posted_is_deemed_served_if_something_shows_it_and_else_not_served() {
    let shown = |as_of| posted(as_of).event("acted-on-content", "2026-04-20");
    assert_eq!(concluded(&examined(shown("2026-06-30"))), [("pending", None)]);
    assert_eq!(concluded(&examined(shown("2026-07-01"))), [("deemed-served", Some(date("2026-06-30")))]);
    assert_eq!(concluded(&examined(posted("2026-07-01"))), [("not-served", Some(date("2026-06-30")))]);
    let late = examined(posted("2026-07-08").event("acted-on-content", "2026-07-06"));
    assert_eq!(found(&late), ["receipt-shown-after-wait"]);
    let signed = posted("2026-07-01").event("receipt-signed", "2026-04-20");
    assert_eq!(concluded(&examined(signed)), [("served", Some(date("2026-04-20")))]);
}

#[test]
fn post_that_the_state_does_not_allow_serves_nobody() {
    let assessment = examined(posted("2026-07-01").codes("state-allows", &[]).event("receipt-signed", "2026-04-20"));
    assert_eq!(found(&assessment), ["post-not-allowed-by-state"]);
    assert_eq!(concluded(&assessment), [("method-unavailable", None)]);
}

#[test]
fn a_message_to_a_state_that_forbids_it_serves_nobody() {
    let sent =
        || about_the_addressee(served(), "e-address-origin", text("given-in-pleading")).event("read", "2026-05-08");
    let sent = || sent().event("message-arrived", "2026-05-06");
    assert_eq!(concluded(&examined(sent())), [("served", Some(date("2026-05-06")))]);
    let forbidden = examined(sent().codes("state-forbids", &["electronic"]));
    assert_eq!(found(&forbidden), ["method-forbidden-by-state"]);
    assert_eq!(concluded(&forbidden), [("method-unavailable", None)]);
}

#[test]
fn what_the_other_state_certified_is_served() {
    let certified =
        |method: &[(&str, Value)]| examined(served().event_with("served-per-certificate", "2026-05-12", method));
    let cited = |assessment: Assessment| assessment.conclusions[0].citations[0].provision.clone();
    assert_eq!(cited(certified(&[])), "283(1)(1)");
    assert_eq!(cited(certified(&[("method", text("diplomatic"))])), "283(1)(2)");
    assert_eq!(cited(certified(&[("method", text("arrangement"))])), "283(1)(1)");
}

#[test]
fn what_was_left_must_be_shown_to_have_been_left_here() {
    let left = || served().event("left-at-place", "2026-05-12");
    assert_eq!(concluded(&examined(left())), [("method-unavailable", None)]);
    let here = || about_the_addressee(left(), "present-in", text("CN"));
    assert_eq!(concluded(&examined(here())), [("served", Some(date("2026-05-12")))]);
    let statement = examined(here().document("mediation-statement", &[]));
    assert_eq!(found(&statement), ["mediation-statement-may-not-be-left"]);
}

#[test]
fn what_an_entity_received_counts_if_it_may_receive() {
    let handed = |co_defendant| {
        let particulars = [
            ("link-to-addressee", text("addressee-is-legal-representative")),
            ("co-defendant", Value::Flag(co_defendant)),
        ];
        let entity = served().person("e1", "related-entity", "CN", &particulars);
        examined(entity.event_with("handed-over", "2026-05-12", &[("person", text("e1"))]))
    };
    assert_eq!(concluded(&handed(true)), [("served", Some(date("2026-05-12")))]);
    assert_eq!(found(&handed(false)), ["entity-not-co-defendant"]);
    assert_eq!(concluded(&handed(false)), [("method-unavailable", None)]);
}

#[test]
fn an_announcement_takes_sixty_days() {
    let periods = served().event("announced", "2026-03-31").periods(&EFFECT);
    assert_eq!((periods[0].length, periods[0].unit), (60, Unit::Days));
    let announced = examined(served().event("announced", "2026-03-31"));
    assert_eq!(concluded(&announced), [("deemed-served", Some(date("2026-06-30")))]);
}

#[test]
fn how_long_an_announced_judgment_waits_is_unsettled() {
    let announced = served().document("judgment", &[]).event("announced", "2026-03-31");
    assert_eq!(found(&examined(announced)), ["announced-judgment-period-unsettled"]);
}

#[test]
fn who_is_domiciled_abroad_has_thirty_days() {
    let claim = served().document("originating-process", &[]).event("served", "2026-05-12").periods(&EFFECT).remove(0);
    assert_eq!((claim.code.as_str(), claim.length, claim.unit), ("answer", 30, Unit::Days));
    assert_eq!(claim.citations[0].provision, "285");
}
