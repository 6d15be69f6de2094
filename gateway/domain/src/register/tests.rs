//! A listing, from its entry to its end. Every free text of these plays holds [`MARK`], so that whatever leaks can be found.

use crate::parts::InParts;
use crate::parts::testing::shown;

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;
use ulid::Ulid;

use super::*;
use crate::Jurisdiction;
use crate::mediator::TwoPersons;
use crate::registry::{Index, Name, NameForm, Question, Tag, View};

const MARK: &str = "机密-Geheim";
const FIRST: Date = date(2026, 3, 2);
const LAST: Date = date(2028, 3, 1);

#[derive(Debug, Clone)]
struct Play {
    today: Date,
    listing: Option<Listing>,
    happened: Vec<(Date, Event)>,
}

impl Play {
    const fn new() -> Self {
        Self { today: FIRST, listing: None, happened: Vec::new() }
    }

    fn entered() -> Self {
        Self::new().done(enter(expert()))
    }

    fn on(self, today: Date) -> Self {
        Self { today, ..self }
    }

    fn listing(&self) -> &Listing {
        self.listing.as_ref().unwrap()
    }

    fn state(&self) -> State {
        self.listing().standing.state_on(self.today)
    }

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(self.listing.as_ref(), command, &Context { today: self.today })
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happened.extend(events.into_iter().map(|event| (self.today, event)));
        self.listing = Listing::fold(&id(), self.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        self
    }

    fn then(&self, day: Date) -> Option<State> {
        let standing = standing_on(day, self.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        standing.map(|standing| standing.state_on(day))
    }
}

fn withdraw() -> Command {
    Command::Withdraw { reason: marked("letter") }
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn id() -> ListingId {
    ListingId::new("hk".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 31))
}

fn keeper() -> AuthorityId {
    "hk-high-court".parse().unwrap()
}

fn tags(tags: &[&str]) -> std::collections::BTreeSet<Tag> {
    tags.iter().map(|tag| tag.parse().unwrap()).collect()
}

fn law(jurisdiction: Jurisdiction, state: Option<&str>) -> Law {
    Law { jurisdiction, state: state.map(|state| state.parse().unwrap()) }
}

fn expert() -> Fields {
    Fields::LawExperts(LawExpert {
        laws: [law(Jurisdiction::Mo, None), law(Jurisdiction::Xx, Some("SG"))].into(),
        qualification: marked("Senior Counsel"),
        institution: Some(marked("chambers")),
    })
}

fn practitioner() -> Fields {
    Fields::Practitioners(Practitioner {
        profession: Profession::Solicitor,
        certificate: marked("certificate"),
        cities: [City::Guangzhou, City::Zhuhai].into(),
        firm: None,
    })
}

fn administrator() -> Fields {
    Fields::InsolvencyAdministrators(Administrator {
        sort: AdministratorSort::AccountingFirm,
        licence: marked("licence"),
        grade: Some(1),
    })
}

fn body() -> Fields {
    Fields::AscertainmentBodies(AscertainmentBody {
        laws: [law(Jurisdiction::Mo, None)].into(),
        registration: marked("registration"),
    })
}

fn profile(fields: Fields) -> Box<Profile> {
    Box::new(Profile {
        roster_no: "HK-FL-0007".parse().unwrap(),
        region: Jurisdiction::Hk,
        names: vec![Name { form: NameForm::Traditional, text: "陳大文".to_owned() }],
        languages: tags(&["yue", "en"]),
        specialities: tags(&["company-law"]),
        fields,
    })
}

fn enter(fields: Fields) -> Command {
    enter_for(fields, FIRST, Some(LAST))
}

fn enter_for(fields: Fields, from: Date, until: Option<Date>) -> Command {
    Command::Enter { keeper: keeper(), from, until, profile: profile(fields) }
}

fn two() -> TwoPersons {
    TwoPersons::new("wong-ka-yan".to_owned(), "lam-chi-wai".to_owned()).unwrap()
}

fn suspend() -> Command {
    Command::Suspend { decided_by: two(), reason: marked("reason") }
}

fn lift() -> Command {
    Command::LiftSuspension { decided_by: two(), reason: marked("reason") }
}

fn strike_off() -> Command {
    Command::StrikeOff { decided_by: two(), cause: Cause::Misconduct, reason: marked("reason") }
}

fn found(listing: &Listing, today: Date, view: &View) -> usize {
    let mut index = Index::new();
    index.insert(&listing.face(today)).unwrap();
    let question = Question { text: "陈大文".to_owned(), ..Question::any(10) };
    index.answer(&question, view).unwrap().entries.len()
}

#[test]
fn somebody_is_entered_suspended_let_back_renewed_and_struck_off() {
    let play = Play::entered();
    assert_eq!(play.state(), State::InForce);
    assert_eq!(play.refused(lift()), Refusal::WrongState { state: State::InForce });
    let play = play.done(suspend());
    assert_eq!(
        (play.state(), play.refused(suspend())),
        (State::Suspended, Refusal::WrongState { state: State::Suspended })
    );
    // What is renewed meanwhile stays suspended.
    let play = play.done(Command::Renew { until: date(2030, 3, 1) });
    assert_eq!(play.state(), State::Suspended);
    let play = play.done(lift());
    assert_eq!(play.state(), State::InForce);
    let play = play.done(strike_off());
    for command in [lift(), suspend(), strike_off(), withdraw(), Command::Renew { until: date(2031, 3, 1) }] {
        assert_eq!(play.refused(command), Refusal::WrongState { state: State::StruckOff });
    }
    assert_eq!(play.refused(enter(expert())), Refusal::ListingExists);
    assert_eq!(Play::new().refused(withdraw()), Refusal::NoSuchListing);
}

#[test]
fn one_machinery_serves_every_register_and_each_has_its_own_fields() {
    for (fields, register, found_by) in [
        (practitioner(), "practitioners", vec!["city-guangzhou", "city-zhuhai", "solicitor"]),
        (expert(), "law-experts", vec!["law-MO", "law-XX-SG"]),
        (body(), "ascertainment-bodies", vec!["law-MO"]),
        (administrator(), "insolvency-administrators", vec!["accounting-firm"]),
    ] {
        let play = Play::new().done(enter(fields));
        let face = play.listing().face(FIRST);
        assert_eq!(face.register.code(), register);
        assert!(found_by.iter().all(|tag| face.specialities.contains(&tag.parse().unwrap())), "{face:?}");
        assert!(face.specialities.contains(&"company-law".parse().unwrap()));
        let written = serde_json::to_value(&play.listing().profile.fields).unwrap();
        assert_eq!(written["register"], register);
        assert_eq!(serde_json::from_value::<Fields>(written).unwrap(), play.listing().profile.fields);
    }
    let with_more = json!({ "register": "law-experts", "laws": [], "qualification": "x", "born": "1980-02-29" });
    assert!(serde_json::from_value::<Fields>(with_more).is_err(), "there is no place for a date of birth");
}

#[test]
fn what_a_register_asks_for_is_there_or_nobody_is_entered() {
    let refused = |fields: Fields| match Play::new().refused(enter(fields)) {
        Refusal::BadRequest(bad) => (bad.at, bad.code),
        other => panic!("{other}"),
    };
    let of = |profession, cities: &[City]| {
        let cities = cities.iter().copied().collect();
        Fields::Practitioners(Practitioner { profession, certificate: "1".into(), cities, firm: None })
    };
    // The play's person is of Hong Kong.
    assert_eq!(refused(of(Profession::Lawyer, &[City::Zhuhai])), ("fields.profession".to_owned(), "another-region"));
    assert_eq!(refused(of(Profession::Barrister, &[])), ("fields.cities".to_owned(), "empty-list"));
    let expert_on = |laws: &[Law]| {
        let laws = laws.iter().cloned().collect();
        Fields::LawExperts(LawExpert { laws, qualification: "SC".into(), institution: None })
    };
    assert_eq!(refused(expert_on(&[])), ("fields.laws".to_owned(), "empty-list"));
    assert_eq!(refused(expert_on(&[law(Jurisdiction::Xx, None)])), ("fields.laws.state".to_owned(), "missing"));
    assert_eq!(refused(expert_on(&[law(Jurisdiction::Mo, Some("PT"))])), ("fields.laws.state".to_owned(), "not-there"));
    let graded = Administrator { sort: AdministratorSort::Individual, licence: "1".into(), grade: Some(0) };
    assert_eq!(refused(Fields::InsolvencyAdministrators(graded)), ("fields.grade".to_owned(), "out-of-range"));
}

#[test]
fn a_term_begins_soon_ends_in_time_and_a_certificate_has_one() {
    let entered = |fields: Fields, from, until| Play::new().decide(enter_for(fields, from, until)).map(drop);
    assert_eq!(entered(expert(), FIRST, None), Ok(()));
    assert_eq!(entered(practitioner(), FIRST, None), Err(Refusal::BadTerm));
    assert_eq!(entered(practitioner(), FIRST, Some(LAST)), Ok(()));
    assert_eq!(entered(expert(), date(2026, 3, 3), Some(FIRST)), Err(Refusal::BadTerm));
    assert_eq!(entered(expert(), date(2025, 3, 3), Some(date(2026, 3, 1))), Err(Refusal::BadTerm));
    assert_eq!(entered(expert(), FIRST, Some(date(2040, 1, 1))), Err(Refusal::BadTerm));
    assert_eq!(entered(expert(), date(2028, 1, 1), None), Err(Refusal::BadTerm));
    let play = Play::entered();
    assert_eq!(play.refused(Command::Renew { until: LAST }), Refusal::BadTerm);
    let after = play.on(date(2028, 3, 2));
    assert_eq!(
        (after.state(), after.refused(Command::Renew { until: date(2029, 3, 1) })),
        (State::Expired, Refusal::Lapsed)
    );
    assert_eq!(after.refused(suspend()), Refusal::WrongState { state: State::Expired });
    // Without a last day there is nothing to lengthen.
    let play = Play::new().done(enter_for(expert(), FIRST, None));
    assert_eq!(play.refused(Command::Renew { until: LAST }), Refusal::BadTerm);
}

#[test]
fn the_number_and_the_register_of_a_listing_stay() {
    let play = Play::entered();
    let amended = |change: fn(&mut Profile)| {
        let mut profile = profile(expert());
        change(&mut profile);
        play.decide(Command::Amend { profile }).map(drop)
    };
    assert_eq!(amended(|profile| profile.languages.clear()), Ok(()));
    let stays = |at: &str| Err(crate::matter::BadRequest { at: at.to_owned(), code: "stays" }.into());
    assert_eq!(amended(|profile| profile.roster_no = "HK-FL-0008".parse().unwrap()), stays("roster_no"));
    assert_eq!(amended(|profile| profile.fields = administrator()), stays("fields.register"));
}

#[test]
fn how_somebody_stood_on_a_day_is_answered_years_later() {
    let play = Play::new().done(enter_for(expert(), date(2026, 4, 1), Some(LAST)));
    let play = play.on(date(2026, 5, 4)).done(suspend()).on(date(2026, 6, 1)).done(lift());
    let play = play.on(date(2027, 1, 1)).done(strike_off());
    for (day, state) in [
        (date(2026, 3, 1), None),
        (date(2026, 3, 2), Some(State::Coming)),
        (date(2026, 4, 1), Some(State::InForce)),
        (date(2026, 5, 3), Some(State::InForce)),
        (date(2026, 5, 4), Some(State::Suspended)),
        (date(2026, 6, 1), Some(State::InForce)),
        (date(2027, 1, 1), Some(State::StruckOff)),
        (date(2030, 1, 1), Some(State::StruckOff)),
    ] {
        assert_eq!(play.then(day), state, "{day}");
    }
}

#[test]
fn each_role_sees_what_it_may() {
    let play = Play::entered().done(suspend());
    let keeper = View::Keeper(keeper());
    let seen = |play: &Play, view: &View| play.listing().seen(view, play.today);
    assert_eq!(seen(&play, &View::Public), None);
    let court = seen(&play, &View::Court).unwrap();
    assert_eq!((court.state, court.reasons.len()), (Some(State::Suspended), 0));
    assert_eq!(seen(&play, &keeper).unwrap().reasons.len(), 1);
    let another = View::Keeper("hk-district-court".parse().unwrap());
    assert_eq!(seen(&play, &another).unwrap().reasons.len(), 0, "another keeper is a court like any other");
    let back = play.done(lift());
    let public = seen(&back, &View::Public).unwrap();
    assert_eq!((public.state, public.shown.status, public.shown.availability), (None, None, None));
    let gone = back.done(withdraw());
    assert_eq!(
        (seen(&gone, &View::Court), seen(&gone, &keeper).map(|seen| seen.state)),
        (None, Some(Some(State::Withdrawn)))
    );
}

#[test]
fn in_each_state_these_steps_may_follow_and_no_others() {
    let follows = |play: &Play| -> String {
        let steps = [
            ("enter", enter(expert())),
            ("amend", Command::Amend { profile: profile(expert()) }),
            ("renew", Command::Renew { until: date(2030, 3, 1) }),
            ("availability", Command::StateAvailability { availability: Availability::Away }),
            ("suspend", suspend()),
            ("lift", lift()),
            ("strike-off", strike_off()),
            ("withdraw", withdraw()),
        ];
        let may = steps.into_iter().filter(|(_, step)| play.decide(step.clone()).is_ok());
        may.map(|(name, _)| name).collect::<Vec<_>>().join(" ")
    };
    let coming = Play::new().done(enter_for(expert(), date(2026, 4, 1), Some(LAST)));
    let table = [
        ("nobody", Play::new(), "enter"),
        ("coming", coming, "amend renew availability suspend strike-off withdraw"),
        ("in-force", Play::entered(), "amend renew availability suspend strike-off withdraw"),
        ("suspended", Play::entered().done(suspend()), "amend renew availability lift strike-off withdraw"),
        ("expired", Play::entered().on(date(2028, 3, 2)), "amend availability strike-off withdraw"),
        ("struck-off", Play::entered().done(strike_off()), ""),
        ("withdrawn", Play::entered().done(withdraw()), ""),
    ];
    for (state, play, steps) in &table {
        assert_eq!(follows(play), *steps, "{state}");
        assert!(play.listing.is_none() || play.state().code() == *state);
    }
}

fn one_of_each() -> Vec<Event> {
    let away = Command::StateAvailability { availability: Availability::AwayUntil(date(2026, 4, 1)) };
    let play = Play::entered().done(Command::Amend { profile: profile(expert()) });
    let play = play.done(Command::Renew { until: date(2029, 3, 1) }).done(away).done(suspend()).done(lift());
    let mut events: Vec<Event> = play.done(strike_off()).happened.into_iter().map(|(_, event)| event).collect();
    events.push(Event::Withdrawn { reason: Some(marked("letter")) });
    events
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each()
        .iter()
        .map(|event| {
            shown(event, |open| {
                assert!(!open.contains(MARK) && !open.contains("陳大文") && !open.contains("HK-FL"), "{open}")
            })
        })
        .collect();
    assert_eq!(
        shown,
        [
            "entered: from keeper register until",
            "amended: ",
            "renewed: until",
            "availability-stated: ",
            "suspended: ",
            "suspension-lifted: ",
            "struck-off: cause_code",
            "withdrawn: ",
        ]
    );
    let kinds: Vec<String> = one_of_each().iter().map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::KINDS);
}

fn command(step: u8, today: Date) -> Command {
    match step {
        0 | 1 => suspend(),
        2 | 3 => lift(),
        4 | 5 => Command::Renew { until: today.checked_add(700.days()).unwrap() },
        6 => Command::StateAvailability { availability: Availability::Away },
        7 => Command::Amend { profile: profile(expert()) },
        8 => strike_off(),
        _ => withdraw(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_nobody_is_shown_as_in_force_who_is_suspended_struck_off_or_out_of_time(
        steps in vec((0u8..10, 0i64..300), 0..20), later in 0i64..2_000,
    ) {
        let mut play = Play::entered();
        for (step, days) in steps {
            let today = play.today.checked_add(days.days()).unwrap();
            play = play.on(today);
            if play.decide(command(step, today)).is_ok() {
                play = play.done(command(step, today));
            }
        }
        let listing = play.listing();
        let day = play.today.checked_add(later.days()).unwrap();
        let last = |kind: &str| play.happened.iter().rposition(|(_, event)| event.to_parts().unwrap().kind == kind);
        let is_suspended = last("suspended") > last("suspension-lifted");
        let is_over = last("struck-off").is_some() || last("withdrawn").is_some();
        let has_expired = listing.standing.until.is_some_and(|until| until < day);
        let is_good = !is_suspended && !is_over && !has_expired;
        prop_assert_eq!(found(listing, day, &View::Public) == 1, is_good);
        prop_assert_eq!(found(listing, day, &View::Court) == 1, !is_over && !has_expired);
        prop_assert_eq!(found(listing, day, &View::Keeper(keeper())), 1);
    }

    #[test]
    fn a_day_is_a_function_of_the_events_up_to_it(
        steps in vec((0u8..10, 1i64..300), 1..20), cut in 0i64..3_000,
    ) {
        let day = FIRST.checked_add(cut.days()).unwrap();
        let (mut play, mut until_then) = (Play::entered(), None);
        for (step, days) in steps {
            let today = play.today.checked_add(days.days()).unwrap();
            if today > day && until_then.is_none() {
                until_then = Some(play.clone());
            }
            play = play.on(today);
            if play.decide(command(step, today)).is_ok() {
                play = play.done(command(step, today));
            }
        }
        let until_then = until_then.unwrap_or_else(|| play.clone());
        prop_assert_eq!(play.then(day), Some(until_then.listing().standing.state_on(day)));
    }
}
