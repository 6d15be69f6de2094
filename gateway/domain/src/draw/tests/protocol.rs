use super::world::*;
use super::*;

#[test]
fn three_gateways_draw() {
    let mut table = Table::new();
    assert_eq!(table.draw().phase(), Phase::Dealing);
    table.deal("cn");
    assert!(table.node("cn").parcels(hours(1)).is_empty(), "no piece leaves before every deal is here");
    table.deal("hk");
    table.deal("mo");
    assert_eq!(table.draw().phase(), Phase::Sealing);
    assert_eq!(table.node("cn").parcels(hours(1)).len(), 4, "two pieces to each of two");
    NAMES.iter().for_each(|name| table.send(name, hours(1), &[]));
    table.go_on(hours(2), &NAMES);
    let panels: Vec<&Panel> = table.nodes.iter().map(|node| &node.draw().drawn().unwrap().panel).collect();
    assert!(panels.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(panels[0].seats.len(), 2);
    assert!(table.draw().contradictions().is_empty());
}

#[test]
fn the_court_closes_last_and_nobody_opens_before_all_have_closed() {
    let mut table = Table::dealt();
    for name in NAMES {
        for step in table.node(name).due(hours(1)).into_iter().filter(|step| step.code() == "acknowledge") {
            table.say(name, hours(1), step).unwrap();
        }
    }
    let draw = draw_of(&table);
    let transcript = Transcript::of(&draw, &table.draw().sealed()).unwrap();
    let close = || Step::Close { draw, transcript };
    assert_eq!(code(table.say("cn", hours(1), close())), ("draw-out-of-turn", "by".into()));
    table.say("hk", hours(1), close()).unwrap();
    let open = Step::Open { draw, dealer: gateway("hk"), given: vec![Given { number: 1, piece: Piece::new([0; 32]) }] };
    assert_eq!(code(table.say("hk", hours(1), open)), ("draw-out-of-turn", "step.kind".into()));
    assert!(table.node("cn").due(hours(1)).is_empty(), "it waits for Macao");
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("mo"), step: "close" }].into());
    table.say("mo", hours(1), close()).unwrap();
    assert_eq!(table.node("cn").due(hours(1)), [close()]);
}

#[test]
fn who_keeps_its_own_pieces_back_changes_nothing() {
    let honest = Table::drawn().draw().drawn().unwrap().clone();
    let mut table = Table::closed();
    table.go_on(hours(2), &["cn", "hk"]);
    assert_eq!(table.draw().phase(), Phase::Opening);
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("mo"), step: "open" }].into());
    table.go_on(hours(3), &["cn", "hk"]);
    assert_eq!(table.draw().drawn(), Some(&honest), "the others had them");
}

#[test]
fn a_court_whose_clock_runs_ahead_does_not_make_the_others_wait_for_its_pieces() {
    let mut table = Table::dealt();
    table.go_on(hours(1), &["hk", "mo"]);
    let due = table.node("cn").due(hours(1));
    for step in due.into_iter().filter(|step| step.code() != "close") {
        table.say("cn", hours(1), step).unwrap();
    }
    table.go_on(hours(1), &["hk", "mo"]);
    let [close] = &table.node("cn").due(hours(1))[..] else { panic!("the court closes") };
    let far_ahead = said("cn", hours(100_000), close.clone());
    table.nodes.iter_mut().for_each(|node| assert_eq!(node.take(far_ahead.clone(), hours(1)), Ok(Taken::New)));
    table.go_on(hours(2), &["hk", "mo"]);
    assert_eq!(table.draw().phase(), Phase::Drawn);
}

#[test]
fn nobody_opens_the_piece_that_it_should_not_have() {
    let mut table = Table::closed();
    let draw = draw_of(&table);
    let cn = table.node("cn").due(hours(3)).into_iter().find_map(|step| match step {
        Step::Open { given, dealer, .. } if dealer == gateway("cn") => Some(given),
        _ => None,
    });
    // Macao is the third; the third piece of the Mainland's secret is not Macao's to have.
    let third = cn.unwrap()[2];
    let by_mo = Step::Open { draw, dealer: gateway("cn"), given: vec![third] };
    assert_eq!(code(table.say("mo", hours(3), by_mo)), ("draw-wrong-signer", "step.given[0].number".into()));
    let wrong = Given { number: 3, piece: Piece::new([9; 32]) };
    let by_cn = Step::Open { draw, dealer: gateway("cn"), given: vec![wrong] };
    assert_eq!(code(table.say("cn", hours(3), by_cn)), ("draw-piece-differs", "step.given[0].piece".into()));
}

#[test]
fn a_piece_that_did_not_come_is_complained_about_shown_and_acknowledged() {
    let mut table = Table::new();
    NAMES.iter().for_each(|name| table.deal(name));
    table.send("cn", hours(1), &[("hk", 3)]);
    table.send("hk", hours(1), &[]);
    table.send("mo", hours(1), &[]);
    table.go_on(hours(2), &NAMES);
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("hk"), step: "acknowledge" }].into());
    table.go_on(hours(7), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Drawn);
    assert_eq!(table.draw().drawn().unwrap().transcript, Table::drawn().draw().drawn().unwrap().transcript);
    let kinds: Vec<_> = table.draw().steps().iter().map(|said| said.step.code()).collect();
    assert!(kinds.contains(&"complain") && kinds.contains(&"answer"));
}

#[test]
fn an_answer_with_another_piece_is_no_answer() {
    let mut table = Table::dealt();
    let draw = draw_of(&table);
    table.say("hk", hours(6), Step::Complain { draw, dealer: gateway("cn"), number: 3 }).unwrap();
    let lie = Step::Answer { draw, given: Given { number: 3, piece: Piece::new([1; 32]) } };
    assert_eq!(code(table.say("cn", hours(6), lie)), ("draw-piece-differs", "step.given.piece".into()));
    let unasked = Step::Answer { draw, given: Given { number: 1, piece: Piece::new([1; 32]) } };
    assert_eq!(code(table.say("cn", hours(6), unasked)), ("draw-out-of-turn", "step.given.number".into()));
}

#[test]
fn nobody_complains_about_a_piece_that_it_should_not_hold() {
    let mut table = Table::dealt();
    let draw = draw_of(&table);
    let about = |number: u8| Step::Complain { draw, dealer: gateway("cn"), number };
    assert_eq!(code(table.say("hk", hours(6), about(2))).0, "draw-out-of-turn", "Hong Kong is the second");
    assert_eq!(code(table.say("hk", hours(6), about(4))).0, "draw-out-of-turn");
    assert_eq!(code(table.say("cn", hours(6), about(2))).0, "draw-wrong-signer", "nor about its own");
}

#[test]
fn a_deal_that_both_receivers_complain_about_does_not_count() {
    let mut table = Table::dealt();
    let draw = draw_of(&table);
    table.say("hk", hours(1), Step::Complain { draw, dealer: gateway("mo"), number: 1 }).unwrap();
    table.say("cn", hours(1), Step::Complain { draw, dealer: gateway("mo"), number: 2 }).unwrap();
    // Macao shows both, and both acknowledge in the end; the deal is out all the same.
    table.go_on(hours(2), &NAMES);
    assert_eq!(table.draw().sealed().len(), 2);
    assert_eq!(table.draw().phase(), Phase::Sealing);
    table.go_on(hours(9), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Drawn);
}

#[test]
fn a_deal_is_acknowledged_by_its_digest_and_no_other() {
    let mut table = Table::dealt();
    let draw = draw_of(&table);
    let digest = table.draw().deal_of(&gateway("hk")).unwrap().digest().unwrap();
    let of = |dealer: &str| Step::Acknowledge { draw, dealer: gateway(dealer), deal: digest };
    assert_eq!(code(table.say("mo", hours(1), of("cn"))), ("draw-deal-differs", "step.deal".into()));
    assert_eq!(code(table.say("hk", hours(1), of("hk"))), ("draw-wrong-signer", "step.dealer".into()));
}

#[test]
fn one_gateway_never_knows_the_outcome_before_the_draw_is_closed() {
    // Macao's deal drops out. Hong Kong complains about the third piece of the Mainland, which is shown: now Macao, which lacks no other piece
    // of it, knows that secret; and if Macao's were the only other one, it would know everything.
    let mut table = Table::new();
    NAMES.iter().for_each(|name| table.deal(name));
    table.send("cn", hours(1), &[("hk", 3)]);
    table.send("mo", hours(1), &[]);
    table.go_on(hours(7), &NAMES);
    let draw = draw_of(&table);
    assert!(table.draw().answered_of(&gateway("cn")).unwrap().contains_key(&3));
    let sealed: Vec<String> = table.draw().sealed().iter().map(|deal| deal.node.to_string()).collect();
    assert_eq!(sealed, ["cn", "mo"], "of Hong Kong nobody got a piece");
    let transcript = Transcript::of(&draw, &table.draw().sealed()).unwrap();
    let close = Step::Close { draw, transcript };
    assert_eq!(code(table.say("hk", hours(9), close)), ("draw-known-early", "step.transcript".into()));
    table.go_on(hours(9), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Sealing, "nobody closes over them");
    table.go_on(hours(24), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Void);
}

#[test]
fn two_deals_of_one_gateway_are_refused_and_kept_as_proof() {
    let mut table = Table::new();
    table.deal("hk");
    let draw = draw_of(&table);
    let other = Deal::of(&draw, &gateway("hk"), &(1..=3).map(|number| (number, Piece::new([number; 32]))).collect());
    let second = Step::Deal { draw, request: *table.draw().request_digest(), deal: other };
    for _ in 0..2 {
        let refused = table.node("cn").take(said("hk", hours(1), second.clone()), hours(1));
        assert_eq!(code(refused), ("draw-contradiction", "step".into()));
    }
    let [(first, other)] = table.draw().contradictions() else { panic!("one proof") };
    assert_eq!((first.by.as_str(), other.step.clone()), ("hk", second));
    table.deal("cn");
    table.deal("mo");
    NAMES.iter().for_each(|name| table.send(name, hours(1), &[]));
    let acknowledges = |table: &mut Table, name: &str| {
        let due = table.node(name).due(hours(1));
        due.iter().any(|step| matches!(step, Step::Acknowledge { dealer, .. } if *dealer == gateway("hk")))
    };
    assert!(acknowledges(&mut table, "mo"), "it knows of no second deal");
    assert!(!acknowledges(&mut table, "cn"), "who has lied is not acknowledged");
}

#[test]
fn who_deals_a_thousand_times_is_kept_with_one_proof() {
    let mut table = Table::new();
    table.deal("hk");
    let (draw, request) = (draw_of(&table), *table.draw().request_digest());
    let deal = |c: Vec<Hash>| Step::Deal { draw, request, deal: Deal { node: gateway("hk"), c } };
    for number in 0..1000_u16 {
        let other = deal(vec![Hash::tagged("draw/test", &[&number.to_be_bytes()])]);
        assert_eq!(code(table.node("cn").take(said("hk", hours(1), other), hours(1))).0, "draw-contradiction");
    }
    assert_eq!(table.node("cn").draw().contradictions().len(), 1);
    let long = deal(vec![Hash::tagged("draw/test", &[]); 4]);
    let refused = table.node("mo").take(said("hk", hours(1), long), hours(1));
    assert_eq!(code(refused), ("draw-malformed", "step.deal.c".into()));
    assert!(table.node("mo").draw().contradictions().is_empty(), "however long it is, it proves nothing more");
}

#[test]
fn what_stands_beside_a_request_stands_there_once_and_a_second_is_kept_as_proof() {
    let mut table = Table::new();
    let again = |change: fn(&mut Asked)| {
        let mut asked = asked();
        change(&mut asked);
        Step::Request { asked: Box::new(asked) }
    };
    table.say("cn", hours(1), again(|_| {})).unwrap();
    assert_eq!(table.draw().steps().len(), 1, "the same is known");
    let other = again(|asked| asked.registry_position = 1);
    assert_eq!(code(table.say("cn", hours(1), other.clone())), ("draw-contradiction", "step".into()));
    let [(first, second)] = table.draw().contradictions() else { panic!("one proof") };
    assert_eq!((first, &second.step), (&request(), &other));
    assert_eq!(code(table.say("hk", hours(1), other)), ("draw-wrong-signer", "by".into()));
    let elsewhere = again(|asked| asked.request.case = "(2027) 9".into());
    assert_eq!(code(table.say("cn", hours(1), elsewhere)), ("draw-other", "step.asked.request".into()));
    assert_eq!(table.draw().contradictions().len(), 1);
}

#[test]
fn a_deal_names_the_request_that_its_dealer_followed_with_all_that_stands_beside_it() {
    let mut table = Table::new();
    let other = Asked { registry_position: 1, ..asked() };
    let other = said("cn", hours(0), Step::Request { asked: Box::new(other) });
    let drawn = Draw::begin(other, begun().pool().clone()).unwrap();
    assert_eq!(*drawn.id(), draw_of(&table), "the draw has the same name");
    let mut told_otherwise = Contributor::new(gateway("hk"), drawn, Holdings::default(), hours(0));
    let deal = told_otherwise.deal(&mut entropy(1));
    assert_eq!(code(table.say("hk", hours(1), deal)), ("draw-other", "step.request".into()));
    table.deal("hk");
}

#[test]
fn in_a_draw_that_was_asked_for_long_ago_nobody_deals() {
    let mut table = Table::new();
    let heard = NAMES.map(gateway).into();
    assert!(table.node("hk").is_to_deal(&heard, hours(25)) && !table.node("hk").is_to_deal(&heard, hours(26)));
    let deal = table.node("hk").deal(&mut entropy(1));
    assert_eq!(code(table.say("hk", hours(26), deal.clone())), ("draw-out-of-turn", "at".into()));
    table.say("hk", hours(25), deal).unwrap();
}

#[test]
fn a_draw_that_begins_ten_hours_late_has_its_hours_all_the_same() {
    let mut table = Table::new();
    for (seed, name) in (7..).zip(NAMES) {
        let step = table.node(name).deal(&mut entropy(seed));
        table.say(name, hours(10), step).unwrap();
        let is_last = name == "mo";
        assert_eq!(table.node("cn").parcels(hours(10)).is_empty(), !is_last, "no piece before all have dealt");
        assert!(table.nodes.iter().all(|node| node.due(hours(10)).is_empty()), "nobody complains yet");
    }
    NAMES.iter().for_each(|name| table.send(name, hours(10), &[("hk", 3)]));
    table.go_on(hours(15), &NAMES);
    let about = |table: &Table| table.draw().complained_about(&gateway("cn"));
    assert!(about(&table).is_empty(), "a piece has its six hours");
    table.go_on(hours(16), &NAMES);
    assert_eq!((about(&table), table.draw().phase()), ([3].into(), Phase::Drawn));
}

#[test]
fn two_closes_of_one_gateway_are_refused_and_kept_as_proof() {
    let mut table = Table::closed();
    let draw = draw_of(&table);
    let deals = table.draw().sealed().into_iter().take(2).cloned().collect::<Vec<_>>();
    let transcript = Transcript::of(&draw, &deals.iter().collect::<Vec<_>>()).unwrap();
    let refused = table.say("mo", hours(3), Step::Close { draw, transcript });
    assert_eq!(code(refused), ("draw-contradiction", "step".into()));
    assert_eq!(table.draw().contradictions().len(), 1);
}

#[test]
fn nothing_is_dealt_shown_or_complained_about_after_a_close() {
    let mut table = Table::closed();
    let draw = draw_of(&table);
    let complaint = Step::Complain { draw, dealer: gateway("cn"), number: 3 };
    assert_eq!(code(table.say("hk", hours(3), complaint)), ("draw-out-of-turn", "step.kind".into()));
}

#[test]
fn a_step_of_another_draw_or_of_somebody_else_is_not_taken() {
    let mut table = Table::dealt();
    let elsewhere = Step::Void { draw: Hash::tagged("draw/test", &[]) };
    assert_eq!(code(table.say("cn", hours(1), elsewhere)), ("draw-other", "step.draw".into()));
    let draw = draw_of(&table);
    let stranger = Said { at: hours(1), by: gateway("xx"), step: Step::Void { draw } };
    assert_eq!(code(table.node("cn").take(stranger, hours(1))), ("draw-wrong-signer", "by".into()));
}

#[test]
fn the_court_proposes_a_void_by_its_clock_and_it_stands_when_all_countersign() {
    let mut table = Table::new();
    table.deal("cn");
    table.deal("hk");
    let draw = draw_of(&table);
    assert_eq!(code(table.say("hk", hours(1), Step::Void { draw })), ("draw-out-of-turn", "by".into()));
    table.go_on(hours(23), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Dealing);
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("mo"), step: "deal" }].into());
    table.go_on(hours(24), &["cn", "hk"]);
    assert_eq!(table.draw().phase(), Phase::Dealing, "Macao has not signed");
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("mo"), step: "void" }].into());
    table.go_on(hours(24), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Void);
    let late = table.node("mo").deal(&mut entropy(1));
    assert_eq!(code(table.say("mo", hours(25), late)), ("draw-void", "step".into()));
}

#[test]
fn a_refused_request_is_declared_void_at_once() {
    let mut table = Table::new();
    table.deal("cn");
    let draw = draw_of(&table);
    table.say("mo", hours(1), Step::Refuse { draw, reason: "draw-pool-differs".into() }).unwrap();
    assert_eq!(table.draw().phase(), Phase::Refused);
    let deal = table.node("hk").deal(&mut entropy(1));
    assert_eq!(code(table.say("hk", hours(1), deal)).0, "draw-out-of-turn");
    table.go_on(hours(1), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Void);
    let taken_back = Step::Refuse { draw, reason: "x".into() };
    let mut dealt = Table::dealt();
    assert_eq!(code(dealt.say("hk", hours(1), taken_back)).0, "draw-out-of-turn", "who has dealt takes part");
}

#[test]
fn who_refuses_a_thousand_times_is_heard_once_and_the_draw_can_still_be_void() {
    let mut table = Table::new();
    let draw = draw_of(&table);
    let refuse = |number: usize| Step::Refuse { draw, reason: format!("a{number:04}") };
    table.say("hk", hours(1), refuse(0)).unwrap();
    for number in 1..1000 {
        assert_eq!(code(table.say("hk", hours(1), refuse(number))).0, "draw-contradiction");
    }
    assert_eq!((table.draw().steps().len(), table.draw().refused()[&gateway("hk")].as_str()), (2, "a0000"));
    assert_eq!(table.draw().contradictions().len(), 1, "and of the rest one proof is kept");
    table.go_on(hours(1), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Void);
}

#[test]
fn who_has_opened_never_countersigns_and_who_has_countersigned_opens_after_another() {
    let mut table = Table::closed();
    let draw = draw_of(&table);
    // Hong Kong is told of a void before it has heard that the court has closed, and countersigns; Macao opens.
    table.say("cn", hours(24), Step::Void { draw }).unwrap();
    table.say("hk", hours(24), Step::Void { draw }).unwrap();
    let opening = |table: &mut Table, name: &str| {
        let mut due = table.node(name).due(hours(24)).into_iter();
        due.find(|step| matches!(step, Step::Open { dealer, .. } if *dealer == gateway(name)))
    };
    assert_eq!(opening(&mut table, "hk"), None);
    assert_eq!(opening(&mut table, "cn"), None, "nor does the court, which has proposed it");
    let hk_opens =
        Step::Open { draw, dealer: gateway("hk"), given: vec![Given { number: 1, piece: Piece::new([0; 32]) }] };
    assert_eq!(code(table.say("hk", hours(24), hk_opens)), ("draw-out-of-turn", "by".into()));
    let mo = opening(&mut table, "mo").unwrap();
    table.say("mo", hours(24), mo).unwrap();
    assert_eq!(code(table.say("mo", hours(24), Step::Void { draw })), ("draw-out-of-turn", "by".into()));
    table.go_on(hours(26), &NAMES);
    assert_eq!(table.draw().phase(), Phase::Drawn, "and it is finished");
    assert_eq!(table.draw().drawn(), Table::drawn().draw().drawn());
}

fn unreachable(table: &mut Table, by: &str, since: i64, at: i64) -> Result<(), Fault> {
    let draw = draw_of(table);
    table.say(by, hours(at), Step::Unreachable { draw, node: gateway("mo"), since: hours(since) })
}

#[test]
fn two_draw_when_both_say_that_the_third_was_unreachable_for_a_day_and_the_packet_says_so() {
    let mut table = Table::new();
    assert_eq!(code(unreachable(&mut table, "cn", 1, 24)), ("draw-out-of-turn", "step.since".into()));
    unreachable(&mut table, "cn", 0, 24).unwrap();
    assert!(!table.draw().is_pair(), "one alone says nothing");
    unreachable(&mut table, "hk", 0, 24).unwrap();
    assert!(table.draw().is_pair());
    let mo = table.node("mo").deal(&mut entropy(1));
    assert_eq!(code(table.say("mo", hours(25), mo)), ("draw-wrong-signer", "by".into()));
    table.deal("cn");
    table.deal("hk");
    assert_eq!(table.draw().deal_of(&gateway("cn")).unwrap().c.len(), 1);
    table.go_on(hours(25), &["cn", "hk"]);
    assert_eq!(table.draw().phase(), Phase::Drawn);
    let packet = Packet::of(table.draw(), |_| None, None).unwrap();
    assert!(packet.abort_bias_possible && packet.verify().unwrap().abort_bias_possible);
}

#[test]
fn of_two_the_one_that_keeps_its_piece_back_makes_the_draw_void_and_everybody_sees_it() {
    let mut table = Table::new();
    unreachable(&mut table, "cn", 0, 24).unwrap();
    unreachable(&mut table, "hk", 0, 24).unwrap();
    table.deal("cn");
    table.deal("hk");
    let kept_back = |table: &mut Table, name: &str, at: i64| {
        for step in table.node(name).due(hours(at)).into_iter().filter(|step| step.code() != "open") {
            table.say(name, hours(at), step).unwrap();
        }
    };
    kept_back(&mut table, "hk", 25);
    table.go_on(hours(25), &["cn"]);
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("hk"), step: "open" }].into());
    table.go_on(hours(26), &["cn"]);
    kept_back(&mut table, "hk", 26);
    assert_eq!(table.draw().phase(), Phase::Void);
    assert!(table.draw().was_opened(), "and the next draw in this case says it");
    assert_eq!(Packet::of(table.draw(), |_| None, None).unwrap_err().code(), "draw-void");
}

#[test]
fn a_draw_whose_third_gateway_went_away_after_dealing_is_void_by_the_two_others() {
    let mut table = Table::new();
    NAMES.iter().for_each(|name| table.deal(name));
    unreachable(&mut table, "cn", 2, 26).unwrap();
    unreachable(&mut table, "hk", 2, 26).unwrap();
    assert!(!table.draw().is_pair(), "there are deals of three");
    table.go_on(hours(26), &["cn", "hk"]);
    assert_eq!(table.draw().phase(), Phase::Void);
    table.go_on(hours(30), &["mo"]);
    assert!(table.draw().has_voided(&gateway("mo")), "who comes back to it signs that too");
}

/// Hong Kong and Macao have closed; the court's gateway keeps its own close back.
fn closed_but_for_the_court() -> Table {
    let mut table = Table::dealt();
    for name in NAMES {
        for step in table.node(name).due(hours(2)).into_iter().filter(|step| step.code() == "acknowledge") {
            table.say(name, hours(2), step).unwrap();
        }
    }
    table.go_on(hours(2), &["hk", "mo"]);
    assert_eq!(table.draw().awaited(), [Awaited { gateway: gateway("cn"), step: "close" }].into());
    table
}

#[test]
fn once_another_has_closed_the_third_signs_a_void_too_for_it_may_have_opened_meanwhile() {
    let mut table = closed_but_for_the_court();
    let draw = draw_of(&table);
    // Macao reaches the court's gateway alone, which brings its close there and nowhere else: Macao opens.
    let close = Step::Close { draw, transcript: *table.draw().close_of(&gateway("hk")).unwrap() };
    table.node("mo").take(said("cn", hours(26), close), hours(26)).unwrap();
    let opened = table.node("mo").due(hours(26));
    assert!(matches!(&opened[..], [Step::Open { .. }]), "from here on the court's gateway can know the outcome");
    for name in ["cn", "hk"] {
        let missed = Step::Unreachable { draw, node: gateway("mo"), since: hours(2) };
        table.node("hk").take(said(name, hours(26), missed), hours(26)).unwrap();
    }
    for name in ["cn", "hk"] {
        table.node("hk").take(said(name, hours(26), Step::Void { draw }), hours(26)).unwrap();
    }
    assert_eq!(table.node("hk").draw().phase(), Phase::Closing, "two do not make it void behind Macao's back");
    assert_eq!(table.node("hk").draw().awaited(), [Awaited { gateway: gateway("mo"), step: "void" }].into());
}

#[test]
fn who_had_not_opened_signs_when_it_comes_back_and_then_the_draw_is_void() {
    let mut table = closed_but_for_the_court();
    let draw = draw_of(&table);
    unreachable(&mut table, "cn", 2, 26).unwrap();
    unreachable(&mut table, "hk", 2, 26).unwrap();
    table.say("cn", hours(26), Step::Void { draw }).unwrap();
    table.say("hk", hours(26), Step::Void { draw }).unwrap();
    assert_eq!(table.draw().phase(), Phase::Closing);
    table.go_on(hours(30), &["mo"]);
    assert!(table.nodes.iter().all(|node| node.draw().phase() == Phase::Void));
}

#[test]
fn a_gateway_says_once_who_is_unreachable() {
    let mut table = Table::new();
    unreachable(&mut table, "hk", 0, 24).unwrap();
    assert_eq!(code(unreachable(&mut table, "hk", 1, 26)).0, "draw-contradiction");
    let draw = draw_of(&table);
    let of_the_court = Step::Unreachable { draw, node: gateway("cn"), since: hours(0) };
    assert_eq!(code(table.say("mo", hours(24), of_the_court)).0, "draw-malformed");
}

#[test]
fn the_same_step_again_is_taken_once() {
    let mut table = Table::drawn();
    let count = table.draw().steps().len();
    for said in table.draw().steps().to_vec().into_iter().skip(1) {
        let later = Said { at: said.at.plus_ms(5), ..said };
        assert_eq!(table.node("cn").take(later, hours(4)), Ok(Taken::Again));
    }
    assert_eq!(table.draw().steps().len(), count);
}

#[test]
fn a_recusal_promotes_the_next_and_an_exhausted_list_asks_for_a_new_request() {
    let mut table = Table::drawn();
    let draw = draw_of(&table);
    let panel = table.draw().drawn().unwrap().panel.clone();
    let recuse = |id: &PersonId| Step::Recuse {
        draw,
        recused: vec![Recusal { id: id.clone(), reason: "near-relative".into() }],
    };
    assert_eq!(code(table.say("hk", hours(3), recuse(&panel.seats[0]))), ("draw-wrong-signer", "by".into()));
    assert_eq!(code(table.say("cn", hours(3), recuse(&id(12)))), ("draw-not-drawn", "step.recused".into()));
    for next in [&panel.seats[0], &panel.alternates[0][0], &panel.alternates[0][1]] {
        assert_eq!(table.draw().phase(), Phase::Drawn);
        table.say("cn", hours(3), recuse(next)).unwrap();
    }
    assert_eq!(table.draw().phase(), Phase::Exhausted);
    let nobody = Step::Recuse { draw, recused: vec![] };
    assert_eq!(code(table.say("cn", hours(3), nobody)).0, "draw-malformed");
}

#[test]
fn a_step_is_written_and_read_in_one_spelling() {
    for said in Table::drawn().draw().steps() {
        let bytes = said.to_bytes().unwrap();
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(Said::from_value(&value).unwrap(), *said);
        assert_eq!(value["step"]["kind"], said.step.code());
    }
    let mut value = serde_json::to_value(request()).unwrap();
    value["step"]["asked"]["request"]["hearing"] = "20270120".into();
    assert_eq!(Said::from_value(&value).unwrap_err().code(), "draw-malformed");
}

#[test]
fn a_secret_piece_reaches_no_log() {
    let mut table = Table::dealt();
    let said = format!("{:?} {:?}", table.node("cn"), Given { number: 1, piece: Piece::new([0xab; 32]) });
    assert!(!said.contains(&"ab".repeat(16)), "{said}");
    let own = serde_json::to_value(table.node("cn").holdings()).unwrap()["own"]["1"].as_str().unwrap().to_owned();
    assert!(!said.contains(&own));
}
