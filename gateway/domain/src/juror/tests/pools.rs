//! Lists, what they are drawn from, who is left out and why, and how the load is spread.

use std::collections::BTreeMap;

use super::*;
use crate::assessment::{Conclusion, Finding, Severity};

const HEARING: Date = date(2026, 6, 15);

fn nth(play: Play, number: u64) -> Play {
    let id = JurorId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, u128::from(number)));
    let juror = Juror::fold(&id, play.happened.iter().map(|(on, event)| (*on, event))).unwrap();
    Play { id, juror, ..play }
}

fn own() -> Lists {
    Court::Basic { id: court() }.lists(None, NOMINATED_ON).unwrap()
}

fn hearing() -> Hearing {
    Hearing {
        on: HEARING,
        lists: own(),
        caps: BTreeMap::new(),
        earlier_roles: BTreeMap::new(),
        excluded_by_rules: BTreeMap::new(),
    }
}

fn codes(pool: &Pool) -> Vec<&str> {
    pool.exclusions.iter().flat_map(Exclusion::codes).collect()
}

fn area() -> BTreeSet<AuthorityId> {
    ["cn-nansha", "cn-haizhu"].into_iter().map(|court| court.parse().unwrap()).collect()
}

#[test]
fn a_basic_court_draws_from_its_own_list_and_a_court_above_from_those_of_its_area() {
    let basic = own();
    assert_eq!((basic.courts, basic.legal_basis.as_str()), (BTreeSet::from([court()]), "cn-assessors-law-2018:19(1)"));
    let id: AuthorityId = "cn-guangzhou".parse().unwrap();
    let above = Court::Higher { id: id.clone(), basic_courts: area() }.lists(None, NOMINATED_ON).unwrap();
    assert_eq!((above.courts, above.legal_basis.as_str()), (area(), "cn-assessors-law-2018:19(2)"));
    let nobody = Court::Higher { id, basic_courts: BTreeSet::new() };
    assert_eq!(nobody.lists(None, NOMINATED_ON), Err(Refusal::NoLists));
}

#[test]
fn basic_courts_share_their_lists_only_where_a_setting_names_its_legal_basis() {
    let shared = SharedLists { legal_basis: "local-rule:3".into(), in_force_from: date(2026, 5, 1), courts: area() };
    let lists = |court: &str, on| Court::Basic { id: court.parse().unwrap() }.lists(Some(&shared), on).unwrap();
    let by_setting = Lists { courts: area(), legal_basis: "local-rule:3".into(), by_setting: true };
    assert_eq!(lists("cn-nansha", date(2026, 5, 1)), by_setting);
    assert_eq!(lists("cn-nansha", date(2026, 4, 30)), own());
    assert_eq!(lists("cn-qianhai", date(2026, 5, 1)).courts.len(), 1);
    let refused = |shared: SharedLists| shared.check().unwrap_err().at;
    assert_eq!(shared.check(), Ok(()));
    assert_eq!(refused(SharedLists { legal_basis: " ".into(), ..shared.clone() }), "legal_basis");
    assert_eq!(refused(SharedLists { courts: BTreeSet::from([court()]), ..shared }), "courts");
}

#[test]
fn everybody_on_the_lists_is_in_the_pool_or_left_out_for_a_reason() {
    let away = vec![Away { from: HEARING, to: HEARING }];
    let capped = (0..30).fold(Play::serving(), |play, case| play.done(seat(case, date(2026, 4, 1))));
    let old = Play::new()
        .on(date(2021, 6, 14))
        .done(nominate(Route::Random))
        .done(appoint(Outcome::Accept))
        .done(Command::Swear { on: None });
    let plays = [
        Play::serving(),
        Play::appointed(),
        Play::serving().done(Command::FindBar { bar: Bar::JurorBarredByRecord }),
        Play::serving().done(Command::StateAway { away }),
        capped,
        old,
        Play::nominated(),
        Play::serving().done(leave(Leaving::Resigned)),
    ];
    let jurors: Vec<Juror> = (1..).zip(plays).map(|(number, play)| nth(play, number).juror().clone()).collect();
    let pool = eligible(&jurors, &hearing());
    let ids = |range: std::ops::Range<usize>| jurors[range].iter().map(|juror| juror.id.clone()).collect::<Vec<_>>();
    assert_eq!(pool.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), ids(0..1));
    assert_eq!(pool.exclusions.iter().map(|exclusion| exclusion.id.clone()).collect::<Vec<_>>(), ids(1..6));
    assert_eq!(
        codes(&pool),
        ["juror-not-sworn", "juror-barred-by-record", "juror-away", "annual-cap-reached", "juror-term-over"]
    );
    let entry = serde_json::to_string(&pool.entries[0]).unwrap();
    assert_eq!(entry, format!(r#"{{"id":"{}","tags":["HK","en","finance","yue"]}}"#, jurors[0].id));
}

#[test]
fn the_cap_is_that_of_the_list_and_of_the_year_of_the_hearing() {
    let two = Play::serving().done(seat(1, date(2026, 4, 1))).done(seat(2, date(2026, 4, 2)));
    let left_out = |cap, on| {
        let hearing = Hearing { on, caps: BTreeMap::from([(court(), cap)]), ..hearing() };
        !eligible([two.juror()], &hearing).exclusions.is_empty()
    };
    assert!(left_out(2, HEARING) && !left_out(3, HEARING) && !left_out(2, date(2027, 1, 4)));
}

#[test]
fn whoever_had_to_do_with_the_dispute_is_left_out() {
    let play = Play::serving();
    let left_out = |role| {
        let roles = BTreeMap::from([(play.id.clone(), BTreeSet::from([role]))]);
        let pool = eligible([play.juror()], &Hearing { earlier_roles: roles, ..hearing() });
        let reasons = pool.exclusions.into_iter().next().unwrap().reasons;
        reasons.iter().map(|reason| (reason.code().to_owned(), reason.cites().unwrap())).collect::<Vec<_>>()
    };
    let one = |code: &str, cites: &str| vec![(code.to_owned(), cites.to_owned())];
    for role in EarlierRole::ALL {
        let expected = match role {
            EarlierRole::PeoplesMediator => one("juror-mediated-the-dispute", "cn-assessors-interpretation-2019:6"),
            EarlierRole::InvitedMediator => one("juror-mediated-the-dispute", "cn-invited-mediation-2016:16"),
            _ => one("juror-had-another-role", "cn-assessors-law-2018:18"),
        };
        assert_eq!(left_out(role), expected);
    }
}

#[test]
fn what_the_rules_say_counts_and_in_the_same_words_it_is_one_reason() {
    let play = Play::appointed();
    let said = |codes: &[&str]| {
        let codes = codes.iter().map(|code| ((*code).to_owned(), Some("some-law:5".to_owned()))).collect();
        let excluded_by_rules = BTreeMap::from([(play.id.clone(), codes)]);
        let pool = eligible([play.juror()], &Hearing { excluded_by_rules, ..hearing() });
        (codes_of(&pool), pool.exclusions[0].reasons.len())
    };
    fn codes_of(pool: &Pool) -> Vec<String> {
        codes(pool).into_iter().map(str::to_owned).collect()
    }
    assert_eq!(said(&["juror-under-age"]), (vec!["juror-not-sworn".to_owned(), "juror-under-age".to_owned()], 2));
    assert_eq!(said(&["juror-not-sworn"]), (vec!["juror-not-sworn".to_owned()], 1));
    let found = Reason::ByRules { code: "juror-under-age".into(), cites: Some("some-law:5".into()) };
    assert_eq!((found.code(), found.cites().as_deref()), ("juror-under-age", Some("some-law:5")));
}

fn finding(code: &str, severity: Severity, about: &str, cites: &str) -> Finding {
    Finding {
        code: code.into(),
        severity,
        about: Some(about.into()),
        arguments: Particulars::new(),
        citations: vec![cites.parse().unwrap()],
    }
}

/// What the rules said of one juror, and that they exclude it on these grounds.
fn excluding(findings: Vec<Finding>, grounds: &[&str]) -> Assessment {
    let Answer::Said(check) = said(None) else { panic!("they answered") };
    let citations = grounds.iter().map(|ground| ground.parse().unwrap()).collect();
    let excluded = Conclusion { code: "excluded".into(), on: None, citations };
    let conclusions = if grounds.is_empty() { Vec::new() } else { vec![excluded] };
    Assessment { findings, conclusions, ..check.assessment }
}

#[test]
fn the_rules_exclude_for_what_they_found_of_the_juror_on_a_ground_of_theirs_and_for_nothing_else() {
    let findings = || {
        vec![
            finding(
                "annual-cap-reached",
                Severity::Flag,
                "persons[0].particulars.cases-this-year",
                "interpretation:17",
            ),
            finding("juror-particular-missing", Severity::Flag, "persons[0].particulars.list-of", "law:19"),
            finding(
                "lawyer-of-another-bar",
                Severity::Inform,
                "persons[0].particulars.occupation",
                "interpretation:17",
            ),
            finding("draw-too-late", Severity::Refuse, "docket", "interpretation:17"),
        ]
    };
    let why = excluded_by(&excluding(findings(), &["interpretation:17"]), &own());
    let cap = ("annual-cap-reached".to_owned(), Some("interpretation:17".to_owned()));
    assert_eq!(why, BTreeMap::from([cap]));
    assert_eq!(excluded_by(&excluding(findings(), &[]), &own()), BTreeMap::new());
}

#[test]
fn the_list_of_another_court_is_a_ground_unless_a_setting_lets_courts_share() {
    let elsewhere = || finding("juror-on-another-list", Severity::Refuse, "persons[0].particulars.list-of", "law:19");
    let old = || finding("juror-term-over", Severity::Flag, "persons[0]", "law:13");
    let (own, shared) = (own(), Lists { by_setting: true, ..own() });
    let codes = |findings, lists| {
        excluded_by(&excluding(findings, &["law:19", "law:13"]), lists).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(codes(vec![elsewhere()], &own), ["juror-on-another-list"]);
    assert_eq!(codes(vec![elsewhere()], &shared), [""; 0]);
    assert_eq!(codes(vec![elsewhere(), old()], &shared), ["juror-term-over"]);
}

#[test]
fn the_rules_are_asked_about_the_juror_as_the_list_has_it_and_not_by_name() {
    let known = Candidate { occupation: Some("engineer".into()), ..Candidate::default() };
    let play = Play::serving().done(seat(1, date(2026, 4, 1))).done(assess(known));
    let roles = BTreeMap::from([(play.id.clone(), BTreeSet::from([EarlierRole::Witness]))]);
    let caps = BTreeMap::from([(court(), 20)]);
    let hearing = Hearing { earlier_roles: roles, caps, ..hearing() };
    let facts = draw_question(play.juror(), &hearing, &authority(), date(2026, 6, 1));
    let json = serde_json::to_value(&facts).unwrap();
    assert!(!json.to_string().contains(MARK) && !json.to_string().contains("GBA-J"));
    assert_eq!(
        json["persons"][0]["particulars"],
        serde_json::json!({
            "cases-this-year": 1, "earlier-roles": ["witness"], "list-of": "cn-nansha", "occupation": "engineer"
        })
    );
    assert_eq!(json["particulars"]["annual-case-cap"], 20);
    let docket = facts.docket.iter().map(|event| (event.kind.as_str(), event.on)).collect::<Vec<_>>();
    assert_eq!(docket, [("appointed", NOMINATED_ON), ("hearing", HEARING)]);
    assert_eq!(Facts::parse_value(json).unwrap(), facts);
}

#[test]
fn about_the_draw_itself_the_rules_are_asked_without_anybody() {
    let trial = Trial { procedure: Some("ordinary".into()), instance: Some("first".into()) };
    let facts = trial_question(&hearing(), &trial, &authority(), date(2026, 6, 1));
    let json = serde_json::to_value(&facts).unwrap();
    assert_eq!(
        (&json["persons"], &json["particulars"]["trial-procedure"]),
        (&serde_json::json!([]), &"ordinary".into())
    );
    assert_eq!(json["docket"], serde_json::json!([{ "kind": "hearing", "on": HEARING }]));
    assert_eq!(Facts::parse_value(json).unwrap(), facts);
    assert_eq!((trial.check(), Trial::default().check()), (Ok(()), Ok(())));
    let unknown = Trial { procedure: Some("trial-by-combat".into()), ..trial };
    assert_eq!(unknown.check().unwrap_err().at, "trial.procedure");
}

#[test]
fn about_the_panel_the_rules_are_asked_by_its_numbers_alone() {
    let trial = Trial { procedure: Some("ordinary".into()), instance: Some("first".into()) };
    let facts = panel_question(&trial, (3, 4), &authority(), date(2026, 6, 1));
    let json = serde_json::to_value(&facts).unwrap();
    assert_eq!((&json["procedure"], &json["stage"]), (&"panel-composition".into(), &"execution".into()));
    assert_eq!(
        json["particulars"],
        serde_json::json!({ "instance": "first", "panel-judges": 3, "panel-jurors": 4, "trial-procedure": "ordinary" })
    );
    assert_eq!((&json["persons"], &json["docket"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(Facts::parse_value(json).unwrap(), facts);
}

#[test]
fn whoever_was_appointed_before_is_examined_for_the_day_of_the_decision() {
    let decided = date(2024, 3, 1);
    let assessed = Command::Assess { candidate: Box::new(candidate()), answer: Some(said(Some(Outcome::Accept))) };
    let play = Play::nominated().done(assessed);
    let posts = Posts { held: 100, by_application: 41 };
    let on = |on| {
        let command = Command::Appoint { decision: marked("decision"), on, answer: None };
        let facts = question(play.juror(), &command, (&list(), posts), &authority(), NOMINATED_ON).unwrap();
        (facts.docket[0].kind.clone(), facts.docket[0].on, facts.as_of)
    };
    assert_eq!(on(Some(decided)), ("appointed".to_owned(), decided, NOMINATED_ON));
    assert_eq!(on(None).1, NOMINATED_ON);
}

#[test]
fn the_rules_are_asked_about_a_candidate_with_the_posts_that_it_would_be_one_of() {
    let asked = |play: &Play, by_application| {
        let posts = Posts { held: 100, by_application };
        let command = Command::Assess { candidate: Box::new(candidate()), answer: None };
        let facts = question(play.juror(), &command, (&list(), posts), &authority(), NOMINATED_ON).unwrap();
        let json = serde_json::to_value(&facts).unwrap();
        assert!(!json.to_string().contains(MARK) && !json.to_string().contains("GBA-J"));
        assert_eq!(Facts::parse_value(json.clone()).unwrap(), facts);
        json
    };
    let json = asked(&Play::nominated(), 41);
    assert_eq!(
        json["particulars"],
        serde_json::json!({
            "appointment-route": "application", "application-route-jurors": 42, "juror-quota": 210,
            "judges-of-court": 70,
        })
    );
    assert_eq!(
        json["persons"][0]["particulars"],
        serde_json::json!({
            "date-of-birth": "1985-05-20", "education": "university", "occupation": "accountant",
            "further-occupations": ["arbitrator"], "upholds-constitution": true,
        })
    );
    assert_eq!(json["docket"], serde_json::json!([{ "kind": "appointed", "on": NOMINATED_ON, "person": "juror" }]));
    let of = |play: &Play| asked(play, 41)["particulars"]["application-route-jurors"].clone();
    assert_eq!(of(&Play::new().done(nominate(Route::Random))), 41);
    assert_eq!(of(&Play::serving()), 41, "whoever holds a post is among those that are held");
}

#[test]
fn at_the_appointment_the_rules_are_asked_again_and_about_nothing_that_does_not_concern_them() {
    let appoint = || Command::Appoint { decision: marked("decision"), on: None, answer: None };
    let asked = |play: &Play, command: &Command| {
        question(play.juror(), command, (&list(), Posts::default()), &authority(), play.today)
    };
    let play = Play::nominated();
    assert_eq!(asked(&play, &appoint()), None, "nothing is known of the candidate");
    let play = play.done(assess(candidate())).on(date(2026, 7, 17));
    let facts = asked(&play, &appoint()).unwrap();
    assert_eq!((facts.as_of, facts.docket[0].on), (date(2026, 7, 17), date(2026, 7, 17)));
    assert_eq!(asked(&play, &Command::Swear { on: None }), None);
    let said = said(Some(Outcome::Accept));
    let Command::Appoint { answer, .. } = appoint().answered(said.clone()) else { panic!("another command") };
    assert_eq!((answer, Command::Swear { on: None }.answered(said.clone())), (Some(said), Command::Swear { on: None }));
}

#[test]
fn other_gateways_learn_by_what_a_juror_is_asked_for_as_long_as_it_is_on_the_list() {
    let tags = Some(tags(&["HK", "en", "finance", "yue"]));
    let barred = Play::serving().done(Command::FindBar { bar: Bar::JurorInBarredOffice });
    let shared = |play: Play| play.juror().shared();
    assert_eq!(shared(Play::nominated()), None);
    assert_eq!(
        [shared(Play::appointed()), shared(Play::serving()), shared(barred)],
        [tags.clone(), tags.clone(), tags]
    );
    assert_eq!(shared(Play::serving().done(leave(Leaving::Resigned))), None);
}

#[test]
fn posts_are_held_from_the_appointment_until_the_term_is_over() {
    let mut random = Play::new().done(nominate(Route::Random)).done(appoint(Outcome::Accept));
    let standings = vec![
        Play::nominated().juror().standing.clone(),
        Play::appointed().juror().standing.clone(),
        random.juror().standing.clone(),
        Play::serving().done(leave(Leaving::Died)).juror().standing.clone(),
    ];
    let posts = |on| Posts::of(&standings, &court(), on);
    assert_eq!(posts(NOMINATED_ON), Posts { held: 2, by_application: 1 });
    assert_eq!(posts(date(2031, 3, 3)), Posts::default());
    assert_eq!(Posts::of(&standings, &"cn-haizhu".parse().unwrap(), NOMINATED_ON), Posts::default());
    random.posts = posts(NOMINATED_ON);
    assert_eq!(random.posts.held, 2);
}

#[test]
fn the_load_shows_how_evenly_a_list_is_drawn_from() {
    let with = |cases: u32| (0..cases).fold(Play::serving(), |play, case| play.done(seat(case, HEARING)));
    let standings: Vec<Standing> = [0, 0, 1, 3, 3].map(|cases| with(cases).juror().standing.clone()).into();
    let loads = Load::of(&standings, &BTreeMap::from([(court(), 3)]), 2026);
    let load = &loads[&court()];
    assert_eq!((load.serving, load.by_application, load.cases, load.at_cap), (5, 5, 7, 2));
    assert_eq!(load.jurors_with, BTreeMap::from([(0, 2), (1, 1), (3, 2)]));
    assert_eq!((load.median(), load.most()), (1, 3));
    assert_eq!(Load::of(&standings, &BTreeMap::new(), 2027)[&court()].cases, 0);
    assert_eq!((Load::default().median(), Load::default().most()), (0, 0));
}

#[test]
fn what_a_juror_did_counts_to_the_year_of_the_hearing() {
    let pay = |sitting, working_days| Command::RecordAllowance {
        allowance: Allowance {
            sitting,
            working_days,
            allowance_hundredths: 20_000,
            travel_hundredths: 500,
            meals_hundredths: 0,
        },
    };
    let play = Play::serving()
        .done(seat(1, date(2026, 12, 30)))
        .done(seat(2, date(2027, 1, 5)))
        .done(seat(3, date(2026, 12, 31)))
        .done(Command::Unseat { sitting: 3, cause: Unseating::Recused })
        .on(date(2027, 1, 4))
        .done(pay(1, 2))
        .done(pay(1, 1));
    let service = |year| {
        let service = Service::of(play.juror(), year, play.today);
        (service.cases, service.heard, service.working_days, service.paid_hundredths)
    };
    assert_eq!(service(2026), (1, 1, 3, 41_000));
    assert_eq!(service(2027), (1, 0, 0, 0));
}

fn anybody() -> impl Strategy<Value = Play> {
    (vec(some_command(), 0..8), any::<bool>(), any::<bool>()).prop_map(|(commands, is_sworn, is_gone)| {
        let mut play = if is_sworn { Play::serving() } else { Play::appointed() };
        for command in commands {
            if play.decide(command.clone()).is_ok() {
                play = play.done(command);
            }
        }
        if is_gone { play.done(leave(Leaving::Resigned)) } else { play }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spread_is_that_of_everybody_in_whatever_order(counts in vec(0u32..40, 0..20)) {
        let spread = Spread::of(counts.iter().copied());
        prop_assert_eq!(spread, Spread::of(counts.iter().rev().copied()));
        prop_assert_eq!(spread.total, counts.iter().map(|count| u64::from(*count)).sum::<u64>());
        prop_assert!(spread.least <= spread.median && spread.median <= spread.most);
        prop_assert!(counts.iter().all(|count| (spread.least..=spread.most).contains(count)));
        let no_more = counts.iter().filter(|count| **count <= spread.median).count();
        prop_assert!(no_more * 2 >= counts.len());
        prop_assert!(counts.is_empty() || counts.contains(&spread.median));
    }

    #[test]
    fn the_years_of_all_jurors_are_all_that_they_did_and_the_cases_those_of_the_lists(plays in vec(anybody(), 0..6)) {
        let (last, years) = (date(2031, 3, 2), 2026..=2031);
        let services = |play: &Play| years.clone().map(|year| Service::of(play.juror(), year, last)).collect::<Vec<_>>();
        for play in &plays {
            let held = play.juror().sittings.iter().filter(|seat| seat.given_up.is_none()).count();
            let services = services(play);
            prop_assert_eq!(services.iter().map(|it| it.cases as usize).sum::<usize>(), held);
            prop_assert!(services.iter().all(|it| it.heard == it.cases));
        }
        let standings = || plays.iter().map(|play| &play.juror().standing);
        for year in years {
            let loads = Load::of(standings(), &BTreeMap::new(), year);
            let serving = plays.iter().filter(|play| play.juror().standing.state == State::Serving);
            let cases = Spread::of(serving.map(|play| Service::of(play.juror(), year, last).cases));
            let load = loads.get(&court()).cloned().unwrap_or_default();
            prop_assert_eq!((cases.total, cases.median, cases.most), (u64::from(load.cases), load.median(), load.most()));
        }
    }

    #[test]
    fn whoever_is_in_the_pool_can_take_the_seat_and_the_two_parts_are_the_lists(plays in vec(anybody(), 0..8), cap in 1u32..3) {
        let plays: Vec<Play> = (1..).zip(plays).map(|(number, play)| nth(play, number)).collect();
        let caps = BTreeMap::from([(court(), cap)]);
        let pool = eligible(plays.iter().rev().map(Play::juror), &Hearing { caps, ..hearing() });
        let can_sit = |play: &Play| {
            let play = Play { list: List { annual_cap: cap, ..list() }, ..play.clone() };
            play.decide(seat(99, HEARING)).is_ok()
        };
        let (able, others): (Vec<&Play>, Vec<&Play>) = plays.iter().partition(|play| can_sit(play));
        let listed = others.into_iter().filter(|play| play.juror().standing.state != State::Left);
        let ids = |plays: Vec<&Play>| plays.into_iter().map(|play| play.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(pool.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), ids(able));
        prop_assert_eq!(pool.exclusions.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), ids(listed.collect()));
        prop_assert!(pool.exclusions.iter().all(|exclusion| !exclusion.reasons.is_empty()));
        let texts: Vec<String> = pool.entries.iter().map(|entry| entry.id.to_string()).collect();
        prop_assert!(texts.windows(2).all(|pair| pair[0].as_bytes() < pair[1].as_bytes()));
        for entry in &pool.entries {
            let plain = serde_json::to_vec(entry).unwrap();
            prop_assert_eq!(plain, comity_record::canonical::to_canonical(entry).unwrap());
        }
    }
}
