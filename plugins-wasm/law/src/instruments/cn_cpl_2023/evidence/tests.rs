use super::*;
use crate::contract::{Assessment, Value};
use crate::sample::{self, Sample, found, text};

/// A witness abroad, to be heard in this way; both parties agree.
fn witness(particulars: &[(&str, Value)]) -> Sample {
    let nansha = sample::authority("cn-nansha", "CN", "basic-court");
    let mut act = vec![("person", text("w1"))];
    act.extend(particulars.iter().cloned());
    sample::before(nansha, "taking-of-evidence", "execution", "2026-05-12")
        .person("w1", "witness", "XX", &[])
        .person("p1", "party", "CN", &[("agrees-to-method", Value::Flag(true))])
        .person("p2", "party", "XX", &[("agrees-to-method", Value::Flag(true))])
        .act("examine-witness", &act)
}

fn by_messaging() -> Sample {
    witness(&[("method", text("instant-messaging"))])
}

fn examined(sample: Sample) -> Assessment {
    sample.asked(&ABROAD, "2026-06-30")
}

fn says(sample: Sample) -> Vec<String> {
    found(&examined(sample)).into_iter().map(str::to_owned).collect()
}

fn agreeing(sample: Sample, person: usize, agrees: Option<bool>) -> Sample {
    sample.with(|facts| {
        facts.persons[person].particulars.clear();
        let agrees = agrees.map(|agrees| sample::particular("agrees-to-method", Value::Flag(agrees)));
        facts.persons[person].particulars.extend(agrees);
    })
}

#[test]
fn by_treaty_or_diplomacy_the_court_always_may() {
    assert_eq!(says(witness(&[])), ["act-through-treaty-or-diplomacy"]);
    assert_eq!(says(witness(&[]).with(|facts| facts.acts.clear())), ["act-missing"]);
}

#[test]
fn instant_messaging_needs_both_parties() {
    assert_eq!(says(by_messaging()), [""; 0]);
    for agrees in [Some(false), None] {
        let assessment = examined(agreeing(by_messaging(), 2, agrees));
        assert_eq!(found(&assessment), ["consent-of-both-parties-missing"]);
        assert_eq!(assessment.findings[0].severity, Severity::Refuse);
    }
    let one_party = by_messaging().with(|facts| facts.persons.truncate(2));
    assert_eq!(says(one_party), ["parties-not-stated"]);
}

#[test]
fn any_other_way_needs_both_parties_too() {
    for way in [("method", "video"), ("method", "audio"), ("taken-by", "foreign-commissioner")] {
        let way = [(way.0, text(way.1))];
        assert_eq!(says(witness(&way)), [""; 0]);
        assert_eq!(says(agreeing(witness(&way), 1, Some(false))), ["consent-of-both-parties-missing"]);
    }
}

#[test]
fn what_the_state_forbids_is_not_done() {
    assert_eq!(
        says(by_messaging().codes("state-forbids", &["instant-messaging"])),
        ["evidence-method-forbidden-by-state"]
    );
    let video = || witness(&[("method", text("video"))]);
    assert_eq!(says(video().codes("state-forbids", &["instant-messaging"])), [""; 0]);
    assert_eq!(says(video().codes("state-forbids", &["agreed-method"])), ["evidence-method-forbidden-by-state"]);
}

#[test]
fn the_consulate_hears_nationals() {
    let consul = || witness(&[("taken-by", text("consul"))]);
    assert_eq!(says(consul()), ["consular-evidence-from-nationals-only"]);
    assert!(
        says(consul().codes("state-forbids", &["consular"])).contains(&"evidence-method-forbidden-by-state".to_owned())
    );
}

#[test]
fn a_witness_who_does_not_agree_is_for_a_judge() {
    assert_eq!(says(agreeing(by_messaging(), 0, Some(false))), ["person-does-not-agree"]);
    assert_eq!(says(agreeing(by_messaging(), 0, Some(true))), [""; 0]);
    let the_party = agreeing(by_messaging(), 2, Some(false)).with(|facts| {
        facts.acts[0].particulars = vec![sample::particular("person", text("p2"))];
        facts.acts[0].particulars.push(sample::particular("method", text("instant-messaging")));
    });
    assert_eq!(says(the_party), ["consent-of-both-parties-missing"]);
}

#[test]
fn a_witness_here_is_not_abroad_and_one_in_hong_kong_has_an_arrangement() {
    let living_in = |side: &str| by_messaging().with(|facts| facts.persons[0].jurisdiction = Some(side.to_owned()));
    assert_eq!(says(living_in("CN")), ["evidence-not-abroad"]);
    assert_eq!(says(living_in("HK")), ["arrangement-on-evidence-exists"]);
    assert_eq!(says(living_in("MO")), ["arrangement-on-evidence-exists"]);
    let nobody = by_messaging().with(|facts| facts.acts[0].particulars.retain(|it| it.name != "person"));
    assert_eq!(says(nobody), ["act-without-person"]);
}
