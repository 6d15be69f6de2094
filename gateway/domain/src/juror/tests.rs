//! A juror of Nansha, from the nomination to the end. Every free text of these plays holds [`MARK`], so that whatever leaks can be found.

use crate::parts::InParts;
use crate::parts::testing::shown;
use std::collections::BTreeSet;

use comity_record::Digest;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::Jurisdiction;
use crate::assessment::{Assessment, Outcome, RulesRef};
use crate::calendar::tests::fixtures;
use crate::facts::{Authority, Facts, Particulars, Stage};
use crate::matter::{Check, Unanswered, Weight};
use crate::registry::{Name, NameForm, Tag};

mod pools;

const MARK: &str = "机密-Geheim";
/// A Monday.
const NOMINATED_ON: Date = date(2026, 3, 2);

#[derive(Debug, Clone)]
struct Play {
    id: JurorId,
    juror: Option<Juror>,
    happened: Vec<(Date, Event)>,
    today: Date,
    list: List,
    posts: Posts,
    term_end: TermEnd,
}

impl Play {
    fn new() -> Self {
        Self {
            id: JurorId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 7)),
            juror: None,
            happened: Vec::new(),
            today: NOMINATED_ON,
            list: list(),
            posts: Posts::default(),
            term_end: TermEnd::Anniversary,
        }
    }

    fn nominated() -> Self {
        Self::new().done(nominate(Route::Application))
    }

    fn appointed() -> Self {
        Self::nominated().done(appoint(Outcome::Accept))
    }

    fn serving() -> Self {
        Self::appointed().done(Command::Swear { on: None })
    }

    fn on(mut self, today: Date) -> Self {
        self.today = today;
        self
    }

    fn juror(&self) -> &Juror {
        self.juror.as_ref().unwrap()
    }

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        let (list, posts, term_end) = (&self.list, self.posts, self.term_end);
        let context = Context { today: self.today, list, posts, term_end, calendars: fixtures() };
        decide(self.juror.as_ref(), command, &context)
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happened.extend(events.into_iter().map(|event| (self.today, event)));
        self.juror = Juror::fold(&self.id, self.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        self
    }
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn court() -> AuthorityId {
    "cn-nansha".parse().unwrap()
}

fn authority() -> Authority {
    Authority {
        area: None,
        authority: court(),
        direct_channels: None,
        jurisdiction: Jurisdiction::Cn,
        kind: "basic-court".into(),
        subordinate_courts: None,
    }
}

fn list() -> List {
    List { court: court(), judges: 70, quota: 210, annual_cap: List::usual_cap() }
}

fn profile() -> Profile {
    Profile {
        roster_no: "GBA-J-0001".parse().unwrap(),
        region: Jurisdiction::Hk,
        names: vec![Name { form: NameForm::Traditional, text: marked("陳大文") }],
        languages: tags(&["yue", "en"]),
        specialities: tags(&["finance"]),
    }
}

fn tags(tags: &[&str]) -> BTreeSet<Tag> {
    tags.iter().map(|tag| tag.parse().unwrap()).collect()
}

fn nominate(route: Route) -> Command {
    Command::Nominate { court: court(), route, profile: Box::new(profile()) }
}

fn candidate() -> Candidate {
    Candidate {
        date_of_birth: Some(date(1985, 5, 20)),
        education: Some("university".into()),
        occupation: Some("accountant".into()),
        further_occupations: BTreeSet::from(["arbitrator".into()]),
        upholds_constitution: Some(true),
        ..Candidate::default()
    }
}

fn assess(candidate: Candidate) -> Command {
    Command::Assess { candidate: Box::new(candidate), answer: Some(said(Some(Outcome::Accept))) }
}

fn appoint(outcome: Outcome) -> Command {
    Command::Appoint { decision: marked("decision"), on: None, answer: Some(said(Some(outcome))) }
}

fn said(outcome: Option<Outcome>) -> Answer {
    let facts = Facts {
        acts: Vec::new(),
        as_of: NOMINATED_ON,
        docket: Vec::new(),
        documents: Vec::new(),
        forum: Some(authority()),
        particulars: Particulars::new(),
        persons: Vec::new(),
        procedure: "juror-appointment".to_owned(),
        requested: None,
        requesting: None,
        settings: Particulars::new(),
        stage: Stage::Incoming,
    };
    let assessment = Assessment {
        outcome,
        findings: Vec::new(),
        due: Vec::new(),
        conclusions: Vec::new(),
        requirements: Vec::new(),
        rules: RulesRef { id: "mainland".into(), version: "0.1.0".into(), digest: Digest::of(b"component") },
        release: Digest::of(b"release"),
        facts_digest: facts.digest(),
    };
    Answer::Said(Box::new(Check { weight: Weight::Own, facts, assessment }))
}

fn sitting(case: u32, hearing: Date) -> Sitting {
    Sitting { court: court(), case_number: marked(&format!("(2026)粤0191民初{case}号")), hearing }
}

fn seat(case: u32, hearing: Date) -> Command {
    Command::Seat { sitting: sitting(case, hearing), basis: Basis::Reason { reason: marked("reason") } }
}

fn leave(cause: Leaving) -> Command {
    Command::Leave { cause, reason: marked("reason") }
}

#[test]
fn a_juror_is_nominated_appointed_sworn_and_sits() {
    let play = Play::nominated();
    assert_eq!(play.refused(Command::Swear { on: None }), Refusal::WrongState { state: State::Nominated });
    let play = play.done(appoint(Outcome::Accept));
    assert_eq!(play.refused(seat(1, date(2026, 4, 1))), Refusal::WrongState { state: State::Appointed });
    let play = play.done(Command::Swear { on: None }).done(seat(1, date(2026, 4, 1)));
    assert_eq!(play.juror().standing.cases_in(2026), 1);
    assert_eq!(play.refused(appoint(Outcome::Accept)), Refusal::WrongState { state: State::Serving });
    assert_eq!(play.refused(nominate(Route::Random)), Refusal::JurorExists);
    assert_eq!(Play::new().refused(Command::Swear { on: None }), Refusal::NoSuchJuror);
}

#[test]
fn nobody_is_appointed_without_the_rules_or_against_them() {
    let play = Play::nominated();
    let with = |answer| Command::Appoint { decision: marked("decision"), on: None, answer };
    assert_eq!(play.refused(with(None)), Refusal::NotAssessed);
    assert_eq!(play.refused(with(Some(said(None)))), Refusal::NotAssessed);
    for outcome in [Outcome::Refuse, Outcome::ReturnForSupplement] {
        assert_eq!(play.refused(appoint(outcome)), Refusal::AgainstTheRules { outcome });
    }
    let silent = Answer::Silent(Unanswered { weight: Weight::Own, fault: "out-of-fuel".into() });
    assert_eq!(play.refused(with(Some(silent))), Refusal::RulesSilent { fault: "out-of-fuel".into() });
    assert!(play.decide(appoint(Outcome::AcceptWithFlags)).is_ok());
}

#[test]
fn what_is_known_of_a_candidate_is_kept_with_what_the_rules_said_and_the_newest_counts() {
    let play = Play::nominated().done(assess(candidate()));
    assert_eq!((play.juror().standing.state, &play.juror().candidate), (State::Nominated, &Some(candidate())));
    assert!(play.juror().answer.is_some());
    let unasked = Command::Assess { candidate: Box::new(candidate()), answer: None };
    assert_eq!(play.refused(unasked), Refusal::NotAssessed);
    let older = Candidate { records: BTreeSet::from(["dishonest-judgment-debtor".into()]), ..candidate() };
    let play = play.done(appoint(Outcome::Accept)).done(assess(older.clone()));
    assert_eq!(play.juror().candidate, Some(older));
}

#[test]
fn what_the_rules_could_not_read_of_a_candidate_is_refused_with_its_place() {
    let place = |candidate: Candidate| match Play::nominated().refused(assess(candidate)) {
        Refusal::BadRequest(bad) => bad.at,
        other => panic!("{other}"),
    };
    let one = |code: &str| BTreeSet::from([code.to_owned()]);
    assert_eq!(place(Candidate { education: Some("kindergarten".into()), ..candidate() }), "education");
    assert_eq!(place(Candidate { records: one("parking-ticket"), ..candidate() }), "records[0]");
    assert_eq!(place(Candidate { further_occupations: one("Not A Code"), ..candidate() }), "further_occupations[0]");
    assert_eq!(place(Candidate { occupation: Some(" ".into()), ..candidate() }), "occupation");
    let many = (0..21).map(|number| format!("occupation-{number}")).collect();
    assert_eq!(place(Candidate { further_occupations: many, ..candidate() }), "further_occupations");
    assert_eq!(Candidate::default().check(), Ok(()), "what is not known is the rules' matter");
}

#[test]
fn no_more_than_a_fifth_of_the_posts_by_application_and_no_more_than_there_are() {
    let with = |held, by_application, route| {
        let play = Play { posts: Posts { held, by_application }, ..Play::new() };
        play.done(nominate(route)).decide(appoint(Outcome::Accept)).map(drop)
    };
    assert_eq!(with(41, 41, Route::Application), Ok(()));
    assert_eq!(with(42, 42, Route::Application), Err(Refusal::ApplicationShare { allowed: 42 }));
    assert_eq!(with(42, 42, Route::Random), Ok(()));
    assert_eq!(with(210, 0, Route::Random), Err(Refusal::NoPostFree { quota: 210 }));
    let posts = |quota| List { quota, ..list() }.for_application();
    assert_eq!((posts(4), posts(5), posts(209), posts(3_561)), (0, 1, 41, 712));
}

#[test]
fn a_list_has_three_posts_for_each_judge_and_a_cap() {
    let checked = |list: List| list.check();
    assert_eq!(checked(list()), Ok(()));
    assert_eq!(checked(List { quota: 209, ..list() }), Err(Refusal::QuotaTooSmall { needed: 210 }));
    let bad = |annual_cap| matches!(checked(List { annual_cap, ..list() }), Err(Refusal::BadRequest(bad)) if bad.at == "annual_cap");
    assert!(bad(0) && bad(367) && !bad(40));
    let play = Play { list: List { quota: 1, ..list() }, ..Play::new() };
    assert_eq!(play.refused(nominate(Route::Random)), Refusal::QuotaTooSmall { needed: 210 });
    let read: List = serde_json::from_str(r#"{"court": "cn-nansha", "judges": 70, "quota": 210}"#).unwrap();
    assert_eq!(read, list());
}

#[test]
fn nobody_is_entered_on_the_list_of_another_court() {
    let another = Play { list: List { court: "cn-qianhai".parse().unwrap(), ..list() }, ..Play::serving() };
    assert_eq!(another.refused(seat(1, date(2026, 4, 1))), Refusal::AnotherList);
    let another = Play { juror: None, ..another };
    assert_eq!(another.refused(nominate(Route::Random)), Refusal::AnotherList);
}

#[test]
fn a_term_is_five_years_and_ends_as_the_switch_says() {
    let ends = |term_end, on| {
        let play = Play { term_end, ..Play::nominated().on(on) }.done(appoint(Outcome::Accept));
        play.juror().standing.last_day.unwrap()
    };
    assert_eq!(ends(TermEnd::Anniversary, date(2026, 7, 17)), date(2031, 7, 17));
    assert_eq!(ends(TermEnd::DayBefore, date(2026, 7, 17)), date(2031, 7, 16));
    // No such day in that year: the last of the month.
    assert_eq!(ends(TermEnd::Anniversary, date(2028, 2, 29)), date(2033, 2, 28));
}

#[test]
fn the_term_runs_from_the_decision_and_not_from_its_entry() {
    let play = Play::nominated().on(date(2026, 7, 17));
    let appoint = |on| Command::Appoint { decision: marked("decision"), on, answer: Some(said(Some(Outcome::Accept))) };
    let swear = |on| Command::Swear { on: Some(on) };
    let tomorrow = date(2026, 7, 18);
    assert_eq!(play.refused(appoint(Some(tomorrow))), Refusal::ImpossibleDay { at: "on" });
    let over = Refusal::TermOver { last_day: date(2026, 7, 16) };
    assert_eq!(play.refused(appoint(Some(date(2021, 7, 16)))), over, "whose term is over is entered no more");
    let appointed = play.done(appoint(Some(date(2024, 3, 1))));
    let standing = &appointed.juror().standing;
    assert_eq!((standing.appointed_on, standing.last_day), (Some(date(2024, 3, 1)), Some(date(2029, 3, 1))));
    for impossible in [tomorrow, date(2024, 2, 29)] {
        assert_eq!(appointed.refused(swear(impossible)), Refusal::ImpossibleDay { at: "on" });
    }
    assert_eq!(appointed.done(swear(date(2024, 3, 8))).juror().standing.state, State::Serving);
}

#[test]
fn nobody_sits_after_the_term() {
    let play = Play::serving();
    let last_day = date(2031, 3, 2);
    assert!(play.decide(seat(1, last_day)).is_ok());
    assert_eq!(play.refused(seat(1, date(2031, 3, 3))), Refusal::TermOver { last_day });
    let late = Play::appointed().on(date(2031, 3, 3));
    assert_eq!(late.refused(Command::Swear { on: None }), Refusal::TermOver { last_day });
    assert_eq!(Play::serving().refused(leave(Leaving::TermOver)), Refusal::ImpossibleDay { at: "cause" });
    let over = Play::serving().on(date(2031, 3, 3)).done(leave(Leaving::TermOver));
    assert_eq!(over.juror().standing.state, State::Left);
}

#[test]
fn nobody_gets_a_seat_who_is_barred_or_away_or_in_a_hearing_that_is_past() {
    let day = date(2026, 4, 1);
    let barred = Play::serving().done(Command::FindBar { bar: Bar::JurorBarredByRecord });
    assert_eq!(barred.refused(seat(1, day)), Refusal::Barred);
    let lifted = barred.done(Command::LiftBar);
    assert!(lifted.decide(seat(1, day)).is_ok());
    assert_eq!(lifted.refused(Command::LiftBar), Refusal::AlreadyDone { at: "bar" });
    let away = Away { from: date(2026, 3, 30), to: day };
    let gone = Play::serving().done(Command::StateAway { away: vec![away] });
    assert_eq!(gone.refused(seat(1, day)), Refusal::Away { day });
    assert!(gone.decide(seat(1, date(2026, 4, 2))).is_ok());
    let back = gone.done(Command::StateAway { away: Vec::new() });
    assert!(back.decide(seat(1, day)).is_ok());
    let backwards = Away { from: day, to: date(2026, 3, 30) };
    assert!(
        matches!(back.refused(Command::StateAway { away: vec![backwards] }), Refusal::BadRequest(bad) if bad.code == "out-of-range")
    );
    assert_eq!(back.refused(seat(1, date(2026, 3, 1))), Refusal::ImpossibleDay { at: "hearing" });
    let silent = Command::Seat { sitting: sitting(1, day), basis: Basis::Reason { reason: " ".into() } };
    assert_eq!(back.refused(silent), Refusal::BadReason, "who sits without a draw sits for a reason");
}

#[test]
fn the_cap_is_of_the_year_of_the_hearing_and_a_seat_that_is_given_up_does_not_count() {
    let two = Play { list: List { annual_cap: 2, ..list() }, ..Play::serving() };
    let full = two.done(seat(1, date(2026, 4, 1))).done(seat(2, date(2026, 12, 31)));
    assert_eq!(full.refused(seat(3, date(2026, 5, 1))), Refusal::CapReached { cap: 2, year: 2026 });
    assert!(full.decide(seat(3, date(2027, 1, 4))).is_ok());
    let unseat = Command::Unseat { sitting: 1, cause: Unseating::Recused };
    let free = full.done(unseat.clone());
    assert_eq!(free.refused(unseat), Refusal::AlreadyDone { at: "sitting" });
    assert!(free.decide(seat(3, date(2026, 5, 1))).is_ok());
    assert_eq!(free.refused(seat(2, date(2026, 5, 1))), Refusal::AlreadyDone { at: "case_number" });
    let Command::Seat { mut sitting, basis } = seat(2, date(2026, 5, 1)) else { panic!("a seat") };
    sitting.case_number = sitting.case_number.replace('(', "（ ");
    let otherwise = Command::Seat { sitting, basis };
    assert_eq!(free.refused(otherwise), Refusal::AlreadyDone { at: "case_number" }, "however it is written");
    let unknown = Command::Unseat { sitting: 3, cause: Unseating::Prevented };
    assert_eq!(free.refused(unknown), Refusal::UnknownSitting { number: 3 });
}

#[test]
fn whoever_sat_is_paid_and_nobody_before() {
    let allowance = Allowance {
        sitting: 1,
        working_days: 2,
        allowance_hundredths: 40_000,
        travel_hundredths: 12_550,
        meals_hundredths: 6_000,
    };
    let pay = |allowance| Command::RecordAllowance { allowance };
    let play = Play::serving();
    assert_eq!(play.refused(pay(allowance)), Refusal::UnknownSitting { number: 1 });
    let play = play.done(seat(1, date(2026, 4, 1)));
    assert_eq!(play.refused(pay(allowance)), Refusal::ImpossibleDay { at: "sitting" });
    let play = play.on(date(2026, 4, 1)).done(pay(allowance));
    assert_eq!(play.juror().allowances, [(date(2026, 4, 1), allowance)]);
    assert_eq!(allowance.sum_hundredths(), 58_550);
    for bad in [
        Allowance { working_days: 0, ..allowance },
        Allowance { working_days: 367, ..allowance },
        Allowance { travel_hundredths: u64::MAX, ..allowance },
    ] {
        assert!(matches!(play.refused(pay(bad)), Refusal::BadRequest(bad) if bad.code == "out-of-range"));
    }
}

#[test]
fn a_juror_leaves_for_a_cause_that_can_be_and_does_nothing_more() {
    let left = |play: Play, cause| play.decide(leave(cause)).is_ok();
    for cause in Leaving::ALL {
        assert_eq!(
            left(Play::nominated(), cause),
            matches!(cause, Leaving::NotAppointed | Leaving::Resigned | Leaving::Died)
        );
        assert_eq!(left(Play::serving(), cause), !matches!(cause, Leaving::NotAppointed | Leaving::TermOver));
    }
    let silent = Command::Leave { cause: Leaving::Resigned, reason: "  ".into() };
    assert_eq!(Play::serving().refused(silent), Refusal::BadReason);
    let gone = Play::serving().done(leave(Leaving::Resigned));
    let commands = [
        seat(1, date(2026, 4, 1)),
        appoint(Outcome::Accept),
        Command::Swear { on: None },
        Command::LiftBar,
        assess(candidate()),
        Command::FindBar { bar: Bar::JurorInBarredOffice },
        Command::StateAway { away: Vec::new() },
        Command::ChangeProfile { profile: Box::new(profile()) },
        leave(Leaving::Malpractice),
    ];
    for command in commands {
        assert!(gone.decide(command.clone()).is_err(), "{command:?}");
    }
}

#[test]
fn the_list_is_corrected_and_the_number_stays() {
    let change = |profile| Command::ChangeProfile { profile: Box::new(profile) };
    let moved = Profile { region: Jurisdiction::Mo, ..profile() };
    let play = Play::serving().done(change(moved.clone()));
    assert_eq!(play.juror().profile, moved);
    let renumbered = Profile { roster_no: "GBA-J-0002".parse().unwrap(), ..profile() };
    assert_eq!(play.refused(change(renumbered)), Refusal::AlreadyDone { at: "roster_no" });
    assert!(matches!(play.refused(change(Profile { names: Vec::new(), ..profile() })), Refusal::BadRequest(_)));
}

#[test]
fn the_register_shows_where_a_juror_stands() {
    use crate::registry::{Register, View};
    let status = |play: &Play, on| play.juror().face(on).status;
    let today = NOMINATED_ON;
    assert_eq!(status(&Play::nominated(), today), Status::Pending);
    assert_eq!(status(&Play::appointed(), today), Status::Pending);
    let serving = Play::serving();
    assert_eq!(status(&serving, date(2031, 3, 2)), Status::InForce);
    assert_eq!(status(&serving, date(2031, 3, 3)), Status::Ended);
    assert_eq!(status(&serving.clone().done(leave(Leaving::Died)), today), Status::Ended);
    let barred = serving.clone().done(Command::FindBar { bar: Bar::JurorInBarredProfession });
    assert_eq!(status(&barred, today), Status::Suspended);
    let away = vec![Away { from: today, to: date(2026, 3, 9) }];
    let face = serving.done(Command::StateAway { away }).juror().face(today);
    assert_eq!(face.availability, Availability::AwayUntil(date(2026, 3, 9)));
    assert_eq!((face.register, face.check()), (Register::Jurors, Ok(())));
    assert_eq!(View::Public.show(face), None);
}

fn one_of_each() -> Vec<Event> {
    let allowance = Allowance {
        sitting: 1,
        working_days: 1,
        allowance_hundredths: 20_000,
        travel_hundredths: 0,
        meals_hundredths: 0,
    };
    let away = vec![Away { from: date(2026, 5, 1), to: date(2026, 5, 4) }];
    let play = Play::nominated()
        .done(Command::ChangeProfile { profile: Box::new(profile()) })
        .done(assess(candidate()))
        .done(appoint(Outcome::Accept))
        .done(Command::Swear { on: None })
        .done(Command::StateAway { away })
        .done(Command::FindBar { bar: Bar::JurorInBarredOffice })
        .done(Command::LiftBar)
        .done(seat(1, date(2026, 4, 1)))
        .done(Command::Unseat { sitting: 1, cause: Unseating::HearingFell })
        .on(date(2026, 4, 1))
        .done(Command::RecordAllowance { allowance })
        .done(leave(Leaving::Resigned));
    play.happened.into_iter().map(|(_, event)| event).collect()
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let shown: Vec<String> = one_of_each()
        .iter()
        .map(|event| shown(event, |open| assert!(!open.contains(MARK) && !open.contains("GBA-J"), "{open}")))
        .collect();
    assert_eq!(
        shown,
        [
            "nominated: court route",
            "profile-changed: ",
            "assessed: ",
            "appointed: last_day",
            "sworn: ",
            "away-stated: ",
            "bar-found: ",
            "bar-lifted: ",
            "seated: year",
            "unseated: cause_code year",
            "allowance-recorded: ",
            "left: cause_code",
        ]
    );
    let kinds: Vec<String> = one_of_each().iter().map(|event| event.to_parts().unwrap().kind).collect();
    assert_eq!(kinds, Event::KINDS);
}

#[test]
fn every_code_is_written_as_it_travels() {
    fn written<T: Serialize>(all: &[T]) -> Vec<String> {
        all.iter().map(|one| serde_json::to_value(one).unwrap().as_str().unwrap().to_owned()).collect()
    }
    assert_eq!(written(&State::ALL), State::ALL.map(State::code));
    assert_eq!(written(&Route::ALL), Route::ALL.map(Route::code));
    assert_eq!(written(&Bar::ALL), Bar::ALL.map(Bar::code));
    assert_eq!(written(&Unseating::ALL), Unseating::ALL.map(Unseating::code));
    assert_eq!(written(&Leaving::ALL), Leaving::ALL.map(Leaving::code));
    assert_eq!(written(&EarlierRole::ALL), EarlierRole::ALL.map(EarlierRole::code));
}

fn some_command() -> impl Strategy<Value = Command> {
    let day = (0i32..1_000).prop_map(|days| NOMINATED_ON.checked_add(jiff::Span::new().days(days)).unwrap());
    prop_oneof![
        8 => (0u32..12, day.clone()).prop_map(|(case, day)| seat(case, day)),
        2 => (1u32..8).prop_map(|sitting| Command::Unseat { sitting, cause: Unseating::Recused }),
        1 => (day.clone(), day).prop_map(|(from, to)| Command::StateAway { away: vec![Away { from: from.min(to), to: from.max(to) }] }),
        1 => Just(Command::StateAway { away: Vec::new() }),
        1 => Just(Command::FindBar { bar: Bar::JurorInBarredOffice }),
        2 => Just(Command::LiftBar),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_nobody_has_more_cases_in_a_year_than_the_cap(cap in 1u32..4, commands in vec(some_command(), 0..40)) {
        let mut play = Play { list: List { annual_cap: cap, ..list() }, ..Play::serving() };
        for command in commands {
            if play.decide(command.clone()).is_ok() {
                play = play.done(command);
            }
            let held = |year| {
                let seats = play.juror().sittings.iter().filter(|seat| seat.given_up.is_none());
                seats.filter(|seat| seat.sitting.hearing.year() == year).count()
            };
            for year in 2026..=2029 {
                prop_assert_eq!(held(year), play.juror().standing.cases_in(year) as usize);
                prop_assert!(held(year) <= cap as usize);
            }
        }
    }
}
