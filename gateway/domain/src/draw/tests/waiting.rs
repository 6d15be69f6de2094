use std::collections::{BTreeMap, BTreeSet};

use super::world::*;
use super::*;

fn told(table: &mut Table, name: &str) -> Vec<(String, &'static str, Option<i64>, Then)> {
    let hour = |time: comity_record::Time| (time.unix_ms() - hours(0).unix_ms()) / 3_600_000;
    let waiting = table.node(name).waiting().into_iter();
    waiting.map(|it| (it.awaited.gateway.to_string(), it.awaited.step, it.until.map(hour), it.then)).collect()
}

#[test]
fn a_clerk_is_told_until_when_a_step_is_waited_for_and_what_happens_then() {
    let mut table = Table::new();
    let of = |gateway: &str, step, until, then| (gateway.to_owned(), step, until, then);
    let (at_first, two) = (told(&mut table, "hk"), Then::TwoDraw);
    assert_eq!(at_first[0], of("cn", "deal", None, Then::StandStill), "without the court's gateway nobody goes on");
    assert_eq!(at_first[1..], [of("hk", "deal", Some(24), two), of("mo", "deal", Some(24), two)]);
    ["cn", "hk"].iter().for_each(|name| table.deal(name));
    assert_eq!(told(&mut table, "hk"), [of("mo", "deal", Some(5), Then::GoOnWithout)], "four hours from its own deal");
    let mut dealt = Table::dealt();
    assert_eq!(told(&mut dealt, "cn").last().unwrap(), &of("mo", "acknowledge", Some(9), Then::CloseOverTwo));
    let mut closed = Table::closed();
    let waiting = told(&mut closed, "mo");
    assert_eq!(waiting[2], of("mo", "open", Some(3), Then::OthersOpen), "an hour after the last close");
    assert!(told(&mut Table::drawn(), "cn").is_empty());
}

fn only(names: &[&str]) -> BTreeSet<crate::GatewayId> {
    names.iter().map(|name| gateway(name)).collect()
}

#[test]
fn nobody_deals_before_the_others_have_been_heard_from() {
    let mut table = Table::new();
    assert!(!table.node("cn").is_to_deal(&only(&["hk"]), hours(1)), "Macao may never have had the request");
    assert!(table.node("cn").is_to_deal(&only(&["hk", "mo"]), hours(1)));
    table.deal("mo");
    assert!(table.node("cn").is_to_deal(&only(&["hk"]), hours(1)), "who has dealt was heard");
    table.deal("cn");
    assert!(!table.node("cn").is_to_deal(&only(&["hk", "mo"]), hours(1)), "once");
    let draw = *begun().id();
    table.say("hk", hours(1), Step::Refuse { draw, reason: "draw-pool-differs".into() }).unwrap();
    assert!(!table.node("hk").is_to_deal(&only(&["cn", "mo"]), hours(1)));
}

#[test]
fn who_wakes_without_what_it_had_set_aside_deals_and_complains_of_nothing_and_lets_the_draw_be_void() {
    let mut table = Table::new();
    table.nodes[1] = Contributor::new(gateway("hk"), begun(), Holdings::lost(), hours(0));
    assert!(!table.node("hk").is_to_deal(&only(&["cn", "mo"]), hours(1)), "it may have dealt otherwise before");
    let kept = serde_json::to_vec(table.node("hk").holdings()).unwrap();
    let again: Holdings = serde_json::from_slice(&kept).unwrap();
    let again = Contributor::new(gateway("hk"), begun(), again, hours(0));
    assert!(!again.is_to_deal(&only(&["cn", "mo"]), hours(1)), "nor after the next stop");
    table.go_on(hours(25), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Void);

    let mut dealt = Table::dealt();
    dealt.go_on(hours(1), &["hk"]);
    let (mut awake, mut steps) = (begun(), dealt.draw().steps().iter().skip(1));
    steps.try_for_each(|said| awake.take(said.clone()).map(drop)).unwrap();
    let awake = Contributor::new(gateway("hk"), awake, Holdings::lost(), hours(1));
    assert!(awake.due(hours(20)).iter().all(|step| step.code() != "complain"), "what it acknowledged it had");
}

#[test]
fn who_is_silent_for_a_day_is_missed_by_both_and_two_draw() {
    let mut table = Table::new();
    let nobody: BTreeMap<_, _> = [(gateway("mo"), hours(-5)), (gateway("cn"), hours(-5))].into();
    assert_eq!(table.node("hk").misses(&nobody, hours(30)), None, "who reaches nobody is itself out of reach");
    let silent: BTreeMap<_, _> = [(gateway("mo"), hours(-5))].into();
    assert_eq!(table.node("hk").misses(&silent, hours(23)), None, "nobody is missed from before the request");
    let missed = table.node("hk").misses(&silent, hours(24)).unwrap();
    assert_eq!(missed, Step::Unreachable { draw: *begun().id(), node: gateway("mo"), since: hours(0) });
    table.say("hk", hours(24), missed).unwrap();
    assert_eq!(table.node("hk").misses(&silent, hours(30)), None, "once");
    assert!(table.node("cn").due(hours(24)).is_empty(), "the court's gateway lets it be signed before it gives up");
    let missed = table.node("cn").misses(&silent, hours(24)).unwrap();
    table.say("cn", hours(24), missed).unwrap();
    assert!(table.draw().is_pair());
    let is_to_deal =
        |table: &mut Table, name: &str, heard: &[&str]| table.node(name).is_to_deal(&only(heard), hours(30));
    assert!(is_to_deal(&mut table, "cn", &["hk"]) && !is_to_deal(&mut table, "mo", &["cn", "hk"]));
    assert!(table.node("cn").due(hours(25)).is_empty(), "their times begin now");
}

#[test]
fn a_gateway_that_stands_apart_refuses_and_lets_the_draw_be_void() {
    let (mut table, draw) = (Table::new(), *begun().id());
    table.nodes[2] = Contributor::new(gateway("mo"), Draw::apart(request()).unwrap(), Holdings::default(), hours(0));
    table.say("mo", hours(1), Step::Refuse { draw, reason: "draw-pool-differs".into() }).unwrap();
    assert_eq!(table.draw().refused()[&gateway("mo")], "draw-pool-differs");
    table.go_on(hours(1), &NAMES);
    assert!(table.nodes.iter().all(|node| node.draw().phase() == Phase::Void));
}
