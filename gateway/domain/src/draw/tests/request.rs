use super::world::*;
use super::*;

fn examined(change: impl FnOnce(&mut Asked)) -> (&'static str, String) {
    let mut asked = asked();
    change(&mut asked);
    code(asked.examine(&registry(), &[], &terms()))
}

/// The request over another registry, so that the pool is right and something else is not.
fn over(registry: &Pool, change: impl FnOnce(&mut Asked)) -> Result<Pool, Fault> {
    over_after(registry, &[], change)
}

/// The same, after other draws in the case.
fn over_after(registry: &Pool, earlier: &[Earlier], change: impl FnOnce(&mut Asked)) -> Result<Pool, Fault> {
    let mut asked = Asked { exclusions: vec![], ..asked() };
    change(&mut asked);
    let pool = registry.without(&asked.exclusions).unwrap();
    asked.request.pool_root = pool.root().unwrap();
    asked.request.pool_size = u32::try_from(pool.people().len()).unwrap();
    asked.examine(registry, earlier, &terms())
}

#[test]
fn a_contributor_computes_the_pool_itself_and_refuses_on_any_difference() {
    assert!(asked().examine(&registry(), &[], &terms()).is_ok());
    assert_eq!(examined(|asked| asked.exclusions.clear()), ("draw-pool-differs", "request.pool_size".into()));
    assert_eq!(
        examined(|asked| asked.exclusions[0].id = id(11)),
        ("draw-pool-differs", "request.pool_root".into()),
        "somebody else is excluded than was said"
    );
    assert_eq!(
        examined(|asked| asked.exclusions[0].id = id(99)),
        ("draw-exclusion-unknown", "exclusions[0].id".into())
    );
    let twice = |asked: &mut Asked| asked.exclusions.push(asked.exclusions[0].clone());
    assert_eq!(examined(twice), ("draw-exclusion-unknown", "exclusions[1].id".into()));
    assert_eq!(
        examined(|asked| asked.exclusions[0].reasons = ["He knows them".into()].into()),
        ("draw-malformed", "exclusions[0].reasons".into()),
        "a reason is a code"
    );
    assert_eq!(examined(|asked| asked.exclusions[0].reasons.clear()).1, "exclusions[0].reasons", "and there is one");
}

#[test]
fn lists_that_are_shared_are_of_one_side_and_beside_the_request_stands_on_what_that_rests() {
    let with = |legal_basis: &str, courts: &[&str]| {
        let courts = courts.iter().map(|court| court.parse().unwrap()).collect();
        Asked { shared: Some(Shared { legal_basis: legal_basis.into(), courts }), ..asked() }
    };
    let refused = |asked: &Asked| code(asked.examine(&registry(), &[], &terms()));
    let shared = with("local rule, art. 3", &["cn-nansha", "cn-qianhai"]);
    assert!(shared.examine(&registry(), &[], &terms()).is_ok());
    assert_eq!(shared.request.digest(), asked().request.digest(), "the draw has the same name");
    let alone = serde_json::to_value(asked()).unwrap();
    assert_eq!(alone.get("shared"), None, "who shares nothing says what was said before there was this");
    assert_eq!(refused(&with(" ", &["cn-nansha", "cn-qianhai"])), ("draw-malformed", "shared.legal_basis".into()));
    let others: [&[&str]; 4] =
        [&[], &["cn-nansha"], &["cn-hengqin", "cn-qianhai"], &["cn-nansha", "cn-qianhai", "mo-tjb"]];
    for courts in others {
        assert_eq!(refused(&with("local rule, art. 3", courts)), ("draw-malformed", "shared.courts".into()));
    }
}

#[test]
fn a_hearing_that_is_too_near_is_refused() {
    let on = |today: &str, before: u16| {
        asked().examine(&registry(), &[], &Terms { today: day(today), days_before_hearing: before, ..terms() })
    };
    assert!(on("2027-01-13", 7).is_ok());
    assert_eq!(code(on("2027-01-14", 7)), ("draw-hearing-near", "request.hearing".into()));
    assert_eq!(code(on("2027-01-13", 8)).0, "draw-hearing-near", "a side that counts strictly");
    assert_eq!(code(on("2027-02-01", 0)).0, "draw-hearing-near", "it is over");
}

#[test]
fn seats_that_nobody_can_fill_together_are_refused_before_anything_is_drawn() {
    let few = Pool::new(registry().people()[..3].to_vec()).unwrap();
    let seat = Seat(vec!["HK".parse().unwrap()]);
    let one_for_two = over(&few, |asked| asked.request.seats = vec![seat.clone(), seat]);
    assert_eq!(code(one_for_two), ("draw-no-panel", "request.seats".into()));
}

#[test]
fn a_seat_with_few_candidates_takes_the_head_of_the_division() {
    let few = Pool::new(registry().people()[..3].to_vec()).unwrap();
    assert_eq!(code(over(&few, |_| {})), ("draw-thin-seat", "request.seats[0]".into()));
    let allowed = over(&few, |asked| asked.thin_allowed = Some(comity_record::Digest::of(b"decision")));
    assert!(allowed.is_ok());
}

#[test]
fn of_one_court_and_case_one_draw_goes_on_and_the_next_names_how_it_ended() {
    let first = *begun().id();
    let next = |seq: u32, after: Option<Predecessor>, ended: Option<Predecessor>| {
        let mut asked = asked();
        asked.request.seq = seq;
        asked.after = after;
        asked.examine(&registry(), &[Earlier { draw: first, seq: 0, ended, left: None }], &terms())
    };
    let void = Predecessor::Void { draw: first, opened: false };
    let exhausted = Predecessor::Exhausted { draw: first };
    assert!(next(1, Some(void.clone()), Some(void.clone())).is_ok());
    assert!(next(1, Some(exhausted.clone()), Some(exhausted.clone())).is_ok());
    assert_eq!(code(next(1, Some(void.clone()), None)), ("draw-live", "request.seq".into()));
    assert_eq!(code(next(2, Some(void.clone()), Some(void.clone()))), ("draw-not-successor", "request.seq".into()));
    assert_eq!(code(next(1, None, Some(void.clone()))), ("draw-not-successor", "after".into()));
    assert_eq!(code(next(1, Some(exhausted), Some(void.clone()))), ("draw-not-successor", "after".into()));
    assert_eq!(code(asked_with(1, Some(&void))), ("draw-not-successor", "request.seq".into()), "it is not known here");
    for (seq, after) in [(1, None), (0, Some(&void))] {
        let named = asked_with(seq, after);
        assert_eq!(code(named), ("draw-not-successor", "after".into()), "the first follows none, every other one");
    }
}

fn asked_with(seq: u32, after: Option<&Predecessor>) -> Result<Pool, Fault> {
    let mut asked = asked();
    (asked.request.seq, asked.after) = (seq, after.cloned());
    asked.examine(&registry(), &[], &terms())
}

#[test]
fn a_court_admits_that_something_had_been_opened_before_the_draw_was_void_and_the_next_one_says_so() {
    let first = *begun().id();
    let void = |opened| Predecessor::Void { draw: first, opened };
    let next = |said: bool, known: bool| {
        let mut asked = asked();
        (asked.request.seq, asked.after) = (1, Some(void(said)));
        let earlier = Earlier { draw: first, seq: 0, ended: Some(void(known)), left: None };
        asked.examine(&registry(), &[earlier], &terms()).map(|pool| (asked, pool))
    };
    assert!(next(false, false).is_ok() && next(true, true).is_ok());
    assert!(next(true, false).is_ok(), "one gateway may not have heard of it");
    assert_eq!(
        next(false, true).unwrap_err().at,
        "after",
        "who has opened takes part in no draw that is silent about it"
    );
    for said in [false, true] {
        let (asked, pool) = next(said, said).unwrap();
        assert_eq!(serde_json::to_value(&asked).unwrap()["after"].get("opened").is_some(), said);
        let request = self::said("cn", hours(0), Step::Request { asked: Box::new(asked) });
        assert_eq!(Draw::begin(request, pool).unwrap().abort_bias_possible(), said);
    }
}

#[test]
fn a_request_is_no_longer_than_what_gateways_bring_each_other() {
    let with = |count: usize| {
        let exclusion = |number: usize| Exclusion { id: id(number), reasons: [format!("{number:0>100}")].into() };
        let exclusions = (0..count).map(exclusion).collect();
        Draw::apart(said("cn", hours(0), Step::Request { asked: Box::new(Asked { exclusions, ..asked() }) }))
    };
    assert!(with(1_000).is_ok());
    assert_eq!(code(with(60_000)), ("draw-malformed", "step.asked".into()));
}

#[test]
fn after_an_exhausted_draw_only_the_empty_seats_are_drawn_and_nobody_who_sat_or_was_recused() {
    let mut table = Table::drawn();
    let draw = draw_of(&table);
    assert_eq!(Left::of(table.draw()), None, "nobody is missing");
    let panel = table.draw().drawn().unwrap().panel.clone();
    let (sits, gone) = (panel.seats[1].clone(), [&panel.seats[0], &panel.alternates[0][0], &panel.alternates[0][1]]);
    for id in gone {
        let recused = vec![Recusal { id: id.clone(), reason: "near-relative".into() }];
        table.say("cn", hours(3), Step::Recuse { draw, recused }).unwrap();
    }
    let left = Left::of(table.draw()).unwrap();
    assert_eq!(left.seats, [asked().request.seats[0].clone()]);
    // Who may still come to the other seat is drawn for no second one.
    let all: Vec<&PersonId> = gone.into_iter().chain([&sits]).chain(&panel.alternates[1]).collect();
    assert!(left.people.len() == all.len() && left.people.iter().all(|id| all.contains(&id)), "{left:?}");

    let ended = Predecessor::Exhausted { draw };
    let first = Earlier { draw, seq: 0, ended: Some(ended.clone()), left: Some(left.clone()) };
    let next = |seats: &[Seat], without: &[&PersonId], earlier: &[Earlier]| {
        over_after(&registry(), earlier, |asked| {
            let last = earlier.last().unwrap();
            (asked.request.seq, asked.after, asked.request.seats) = (last.seq + 1, last.ended.clone(), seats.to_vec());
            asked.thin_allowed = Some(comity_record::Digest::of(b"few are left"));
            let exclusion = |id: &PersonId| Exclusion { id: id.clone(), reasons: ["drawn-before".into()].into() };
            asked.exclusions = without.iter().map(|id| exclusion(id)).collect();
        })
    };
    let everybody: Vec<&PersonId> = left.people.iter().collect();
    assert!(next(&left.seats, &everybody, std::slice::from_ref(&first)).is_ok());
    let all_seats = asked().request.seats;
    assert_eq!(
        code(next(&all_seats, &everybody, std::slice::from_ref(&first))),
        ("draw-not-successor", "request.seats".into())
    );
    for place in 0..everybody.len() {
        let mut but_one = everybody.clone();
        but_one.remove(place);
        assert_eq!(
            code(next(&left.seats, &but_one, std::slice::from_ref(&first))),
            ("draw-not-successor", "exclusions".into())
        );
    }
    // A void one in between changes nothing of that.
    let void = Earlier { draw, seq: 1, ended: Some(Predecessor::Void { draw, opened: false }), left: None };
    let both = [first, void];
    assert!(next(&left.seats, &everybody, &both).is_ok());
    assert_eq!(code(next(&all_seats, &everybody, &both)), ("draw-not-successor", "request.seats".into()));
}

#[test]
fn only_the_courts_own_gateway_asks() {
    let by_hk = Said { by: gateway("hk"), ..request() };
    let pool = asked().examine(&registry(), &[], &terms()).unwrap();
    assert_eq!(code(Draw::begin(by_hk, pool)), ("draw-wrong-signer", "by".into()));
}
