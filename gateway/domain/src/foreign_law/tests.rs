//! A question of Hong Kong law before the Nansha court, from the asking to the costs. Every free text of these plays holds [`MARK`], so that
//! whatever leaks can be found.

use crate::parts::testing::shown;

use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::*;
use ulid::Ulid;

use super::*;
use crate::assessment::{Assessment, Conclusion, Finding, Outcome, RulesRef, Severity};
use crate::case::{Party, PartySide, Presence};
use crate::facts::{Authority, Facts, Particulars, Value};
use crate::matter::{Check, Unanswered, Weight};
use crate::register::Law;
use crate::registry::{Availability, Entry, Name, NameForm, Register, Status};

const MARK: &str = "机密-Geheim";
const FIRST: Date = date(2026, 3, 2);
const UNTIL: Date = date(2026, 3, 30);
const HEARING: Date = date(2026, 4, 13);

#[derive(Debug, Clone)]
struct Play {
    today: Date,
    inquiry: Option<Inquiry>,
    happened: Vec<(Date, Event)>,
}

impl Play {
    const fn new() -> Self {
        Self { today: FIRST, inquiry: None, happened: Vec::new() }
    }

    fn opened() -> Self {
        Self::new().done(open(sheet()))
    }

    /// An expert is asked, and the papers are on file.
    fn asked() -> Self {
        let files = ["opinion", "qualification", "statement", "judgment"];
        files.into_iter().fold(Self::opened(), |play, name| play.done(file(name))).done(ask_expert())
    }

    fn brought() -> Self {
        Self::asked().done(take(said(Outcome::Accept, &[])))
    }

    fn served() -> Self {
        Self::brought().done(serve(1)).done(serve(2)).done(fix_hearing(&[1]))
    }

    fn heard(stance: Stance) -> Self {
        Self::served().on(HEARING).done(hear(stance))
    }

    fn on(self, today: Date) -> Self {
        Self { today, ..self }
    }

    fn inquiry(&self) -> &Inquiry {
        self.inquiry.as_ref().unwrap()
    }

    fn state(&self) -> State {
        self.inquiry().standing.state
    }

    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(self.inquiry.as_ref(), command, &Context { today: self.today })
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn refused_at(&self, command: Command) -> (String, &'static str) {
        match self.refused(command) {
            Refusal::BadRequest(bad) => (bad.at, bad.code),
            other => panic!("{other}"),
        }
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happened.extend(events.into_iter().map(|event| (self.today, event)));
        self.inquiry = Inquiry::fold(&id(), self.happened.iter().map(|(on, event)| (*on, event))).unwrap();
        self
    }

    fn question(&self, command: &Command) -> Option<Facts> {
        question(self.inquiry(), command, &nansha(), self.today)
    }
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn id() -> InquiryId {
    InquiryId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 41))
}

fn court() -> AuthorityId {
    "cn-nansha".parse().unwrap()
}

fn nansha() -> Authority {
    Authority {
        area: None,
        authority: court(),
        direct_channels: None,
        jurisdiction: Jurisdiction::Cn,
        kind: "basic-court".into(),
        subordinate_courts: None,
    }
}

fn party(name: &str, side: PartySide, jurisdiction: Jurisdiction) -> Party {
    Party { name: marked(name), side, jurisdiction, representative: None }
}

fn sheet() -> Sheet {
    Sheet {
        case_number: marked("(2026)粤0191民初1号"),
        law: Law { jurisdiction: Jurisdiction::Hk, state: None },
        parties_chose_law: false,
        questions: vec![marked("When does title pass?")],
        parties: vec![
            party("广州甲公司", PartySide::Plaintiff, Jurisdiction::Cn),
            party("香港乙公司", PartySide::Defendant, Jurisdiction::Hk),
        ],
    }
}

fn open(sheet: Sheet) -> Command {
    Command::Open { court: court(), sheet: Box::new(sheet) }
}

fn file(name: &str) -> Command {
    let sha256 = Digest::of(name.as_bytes());
    let name = format!("{name}-{MARK}.pdf");
    let file = FileRef { sha256, size: 7, name, media_type: "application/pdf".into(), manifest: None };
    Command::AddFile { file, blob: Digest::of(b"sealed") }
}

fn asked(name: &str) -> Asked {
    Asked { name: name.to_owned(), party: None, roster_no: None, matter: None }
}

fn expert() -> Asked {
    Asked { roster_no: Some("HK-FL-0007".parse().unwrap()), ..asked("陳大文") }
}

fn face(register: Register, status: Status, law: &str) -> Box<Entry> {
    Box::new(Entry {
        roster_no: "HK-FL-0007".parse().unwrap(),
        register,
        keeper: "hk-high-court".parse().unwrap(),
        region: Jurisdiction::Hk,
        names: vec![Name { form: NameForm::Traditional, text: "陳大文".to_owned() }],
        languages: BTreeSet::new(),
        specialities: [law.parse().unwrap()].into(),
        status,
        availability: Availability::Free,
    })
}

fn ask(channel: Channel, asked: Asked, listed: Option<Box<Entry>>) -> Command {
    Command::Ask { channel, asked: Box::new(asked), listed, until: Some(UNTIL) }
}

fn ask_expert() -> Command {
    ask(Channel::LegalExpert, expert(), Some(face(Register::LawExperts, Status::InForce, "law-HK")))
}

fn ask_party(party: u32) -> Command {
    ask(Channel::Parties, Asked { party: Some(party), ..asked("甲") }, None)
}

fn paper(name: &str) -> Paper {
    Paper { sha256: Digest::of(name.as_bytes()), languages: vec!["zh".into()], translations: Vec::new() }
}

fn opinion() -> Opinion {
    Opinion {
        given_on: FIRST,
        paper: paper("opinion"),
        provisions: vec![marked("Cap. 26 s. 20")],
        obtained: marked("from the e-Legislation"),
        in_force: marked("in force"),
        relevance: marked("the contract is governed by it"),
        case_law: vec![CaseLaw {
            citation: marked("[2020] HKCFA 1"),
            extent: Extent::FullJudgment,
            paper: paper("judgment"),
        }],
        qualification: Some(paper("qualification")),
        no_interest: Some(NoInterest { signed_by: "陈大文".to_owned(), on: FIRST, paper: paper("statement") }),
    }
}

fn take(answer: Answer) -> Command {
    take_with(opinion(), Some(answer))
}

fn take_with(opinion: Opinion, answer: Option<Answer>) -> Command {
    Command::TakeOpinion { request: 1, opinion: Box::new(opinion), answer, override_reason: None }
}

fn said(outcome: Outcome, findings: &[&str]) -> Answer {
    answer(Some(outcome), findings, &[])
}

fn concluded(conclusion: &str) -> Answer {
    answer(Some(Outcome::Accept), &[], &[conclusion])
}

fn answer(outcome: Option<Outcome>, findings: &[&str], conclusions: &[&str]) -> Answer {
    let facts = Play::opened().question(&give_up()).unwrap();
    let finding = |code: &&str| Finding {
        code: (*code).to_owned(),
        severity: Severity::Correct,
        about: None,
        arguments: Particulars::new(),
        citations: Vec::new(),
    };
    let conclusion = |code: &&str| Conclusion { code: (*code).to_owned(), on: None, citations: Vec::new() };
    let assessment = Assessment {
        outcome,
        findings: findings.iter().map(finding).collect(),
        due: Vec::new(),
        conclusions: conclusions.iter().map(conclusion).collect(),
        requirements: Vec::new(),
        rules: RulesRef { id: "mainland".into(), version: "0.1.0".into(), digest: Digest::of(b"component") },
        release: Digest::of(b"release"),
        facts_digest: facts.digest(),
    };
    Answer::Said(Box::new(Check { weight: Weight::Own, facts, assessment }))
}

fn silent() -> Answer {
    Answer::Silent(Unanswered { weight: Weight::Own, fault: "out-of-fuel".into() })
}

fn serve(party: u32) -> Command {
    Command::Serve { opinion: 1, party, on: FIRST }
}

fn fix_hearing(called: &[u32]) -> Command {
    let sitting = Sitting { on: HEARING, time: "09:30".into(), place: marked("court 3"), manner: Presence::Online };
    Command::FixHearing { sitting, called: called.to_vec() }
}

fn statement(party: u32, stance: Stance) -> Statement {
    let reason = (stance == Stance::Disputes).then(|| marked("it was amended"));
    Statement { party, stance, reason }
}

fn hear(stance: Stance) -> Command {
    hear_with(vec![statement(1, Stance::Agrees), statement(2, stance)])
}

fn hear_with(statements: Vec<Statement>) -> Command {
    let appeared = vec![Appearance { request: 1, online: true }];
    Command::Hear { judge: marked("林予"), statements, appeared }
}

fn found(basis: Basis, reason: Option<&str>) -> Command {
    let (content, reason) = (marked("on delivery"), reason.map(marked));
    Command::Find {
        found: Found::Ascertained { content, basis, opinions: vec![1], reason },
        answer: None,
        override_reason: None,
    }
}

fn give_up() -> Command {
    give_up_by(None, None)
}

fn give_up_by(answer: Option<Answer>, why: Option<&str>) -> Command {
    let found = Found::NotAscertained { reason: marked("nobody brought it") };
    Command::Find { found, answer, override_reason: why.map(marked) }
}

fn costs(paid: u64, borne: &[(u32, u64)]) -> Command {
    let currency = || "HKD".parse().unwrap();
    let share = |(party, amount_hundredths): &(u32, u64)| Share {
        party: *party,
        amount_hundredths: *amount_hundredths,
        currency: currency(),
    };
    Command::DecideCosts {
        basis: CostsBasis::Decided,
        costs: vec![Cost { request: 1, amount_hundredths: paid, currency: currency() }],
        shares: borne.iter().map(share).collect(),
        reason: Some(marked("the plaintiff asked for it")),
    }
}

#[test]
fn a_question_is_asked_answered_served_heard_decided_and_paid_for() {
    let play = Play::served();
    assert_eq!(play.inquiry().standing.next_day(), Some(HEARING));
    let play = play.on(HEARING).done(hear(Stance::Disputes));
    assert_eq!((play.state(), play.inquiry().standing.next_day()), (State::Heard, None));
    assert_eq!(play.refused(found(Basis::Undisputed, None)), Refusal::Disputed);
    assert_eq!(play.refused(found(Basis::Decided, None)), Refusal::BadReason);
    let play = play.done(found(Basis::Decided, Some("the amendment is not in force")));
    assert_eq!((play.state(), play.refused(Command::Close)), (State::Found, Refusal::CostsOpen));
    assert_eq!(play.refused(costs(100_000, &[(1, 60_000), (2, 30_000)])), Refusal::SumsDiffer);
    let play = play.done(costs(100_000, &[(1, 60_000), (2, 40_000)]));
    assert_eq!(play.refused(costs(100_000, &[(1, 100_000)])), Refusal::AlreadyDone { at: "costs" });
    let play = play.done(Command::Close);
    assert_eq!(play.refused(Command::Close), Refusal::WrongState { state: State::Closed });
    assert_eq!(play.refused(open(sheet())), Refusal::InquiryExists);
    assert_eq!(Play::new().refused(Command::Close), Refusal::NoSuchInquiry);
}

#[test]
fn an_opinion_without_its_papers_is_not_taken() {
    let play = Play::asked();
    let findings = ["no-interest-statement-missing"];
    let refused = play.refused(take(said(Outcome::ReturnForSupplement, &findings)));
    assert_eq!(refused, Refusal::OpinionReturned { findings: findings.map(str::to_owned).into() });
    assert_eq!(refused.detail().as_deref(), Some("no-interest-statement-missing"));
    assert_eq!(play.refused(take_with(opinion(), None)), Refusal::NotAssessed);
    assert_eq!(play.refused(take(silent())), Refusal::RulesSilent { fault: "out-of-fuel".into() });
    assert_eq!(play.done(take(said(Outcome::AcceptWithFlags, &[]))).inquiry().opinions.len(), 1);
}

#[test]
fn what_the_rules_are_asked_of_an_opinion_shows_its_papers_and_no_names() {
    let play = Play::asked();
    let asked = |opinion: Opinion| play.question(&take_with(opinion, None)).unwrap();
    let kinds = |facts: &Facts| -> Vec<String> { facts.documents.iter().map(|it| it.kind.clone()).collect() };
    let facts = asked(opinion());
    assert_eq!(kinds(&facts), ["law-expert-opinion", "case-law", "qualification-proof", "no-interest-statement"]);
    assert_eq!(facts.documents[1].particulars["extent"], Value::Text("full-judgment".into()));
    assert_eq!(facts.particulars["law-provider"], Value::Text("legal-expert".into()));
    let text = serde_json::to_string(&facts).unwrap();
    assert!(!text.contains(MARK) && !text.contains("陳大文"), "{text}");
    assert_eq!(Facts::parse(text.as_bytes()).unwrap(), facts);
    let bare = Opinion { no_interest: None, ..opinion() };
    assert_eq!(kinds(&asked(bare)).len(), 3);
    // What has not the form of an opinion is not put to them.
    let empty = Opinion { provisions: Vec::new(), case_law: Vec::new(), ..opinion() };
    assert_eq!(play.question(&take_with(empty, None)), None);
}

#[test]
fn nobody_is_asked_who_is_a_party_or_stands_in_no_register_that_was_named() {
    let play = Play::opened();
    let expert_named = |name: &str| ask(Channel::LegalExpert, asked(name), None);
    assert_eq!(play.refused(expert_named(&marked("香港乙公司"))), Refusal::Interested { at: "name" });
    assert!(play.decide(expert_named("陳大文")).is_ok(), "nobody needs to stand in a register");
    let listed = |face| ask(Channel::LegalExpert, expert(), face);
    assert_eq!(play.refused(listed(None)), Refusal::NotListed);
    let other_register = face(Register::AscertainmentBodies, Status::InForce, "law-HK");
    assert_eq!(play.refused(listed(Some(other_register))), Refusal::NotListed);
    for status in [Status::Pending, Status::Suspended, Status::Ended] {
        let listed = listed(Some(face(Register::LawExperts, status, "law-HK")));
        assert_eq!(play.refused(listed), Refusal::NotInForce { status });
    }
    let of_macao = face(Register::LawExperts, Status::InForce, "law-MO");
    assert_eq!(play.refused(listed(Some(of_macao))), Refusal::AnotherLaw);
}

#[test]
fn a_channel_has_whom_it_leads_to() {
    let play = Play::opened();
    assert_eq!(play.refused(ask(Channel::Embassy, asked("embassy"), None)), Refusal::NotThisChannel);
    assert_eq!(play.refused(ask_party(3)), Refusal::UnknownNumber { at: "party", number: 3 });
    assert_eq!(play.refused_at(ask(Channel::Parties, asked("甲"), None)), ("party".to_owned(), "missing"));
    let as_party = Asked { party: Some(1), ..asked("甲") };
    assert_eq!(play.refused_at(ask(Channel::Other, as_party, None)), ("party".to_owned(), "not-there"));
    let listed = ask(Channel::JudicialAssistance, expert(), None);
    assert_eq!(play.refused_at(listed), ("roster_no".to_owned(), "not-there"));
    let mut foreign = sheet();
    foreign.law = Law { jurisdiction: Jurisdiction::Xx, state: Some("SG".parse().unwrap()) };
    let play = Play::new().done(open(foreign));
    assert!(play.decide(ask(Channel::Embassy, asked("embassy"), None)).is_ok());
    let mut own = sheet();
    own.law.jurisdiction = Jurisdiction::Cn;
    assert_eq!(Play::new().refused_at(open(own)), ("law".to_owned(), "own-law"));
}

#[test]
fn a_period_is_lengthened_with_reasons_and_nothing_is_missing_before_it_is_over() {
    let play = Play::asked();
    let end =
        |end, reason: Option<&str>| Command::EndChannel { request: 1, end, reason: reason.map(marked), excuse: None };
    let nothing = end(ChannelEnd::NotProvided, None);
    assert_eq!(play.refused(nothing.clone()), Refusal::PeriodRuns { last_day: UNTIL });
    let extend = |until| Command::Extend { request: 1, until, reason: marked("the library is closed") };
    assert_eq!(play.refused(extend(UNTIL)), Refusal::ImpossibleDay { at: "until" });
    let longer = play.clone().done(extend(date(2026, 4, 10)));
    assert_eq!(longer.inquiry().standing.next_day(), Some(date(2026, 4, 10)));
    assert!(longer.clone().on(UNTIL).decide(nothing.clone()).is_err());
    assert!(longer.on(date(2026, 4, 11)).decide(nothing).is_ok());
    let ended = play.clone().done(end(ChannelEnd::NotProvided, Some("ill")));
    assert_eq!(ended.refused(take(said(Outcome::Accept, &[]))), Refusal::AlreadyDone { at: "request" });
    assert_eq!(play.refused_at(end(ChannelEnd::Unclear, Some("x"))), ("end".to_owned(), "not-there"));
}

#[test]
fn nobody_is_heard_on_what_was_not_served_and_everybody_is_heard() {
    let play = Play::brought().done(fix_hearing(&[1])).done(serve(1));
    assert_eq!(play.refused(serve(1)), Refusal::AlreadyDone { at: "party" });
    assert_eq!(play.refused(hear(Stance::Agrees)), Refusal::ImpossibleDay { at: "on" });
    let play = play.on(HEARING);
    assert_eq!(play.refused(hear(Stance::Agrees)), Refusal::NotServed { opinion: 1, party: 2 });
    let play = play.done(Command::Serve { opinion: 1, party: 2, on: HEARING });
    let only_one = hear_with(vec![statement(1, Stance::Agrees)]);
    assert_eq!(play.refused(only_one), Refusal::NotHeard { party: 2 });
    let twice = hear_with(vec![statement(1, Stance::Agrees), statement(1, Stance::Agrees)]);
    assert_eq!(play.refused_at(twice), ("statements".to_owned(), "not-unique"));
    let play = play.done(hear(Stance::Absent));
    assert_eq!(play.refused(hear(Stance::Agrees)), Refusal::NoHearing);
    assert_eq!(Play::brought().refused(found(Basis::Undisputed, None)), Refusal::WrongState { state: State::Open });
    // What comes after a hearing has not been heard.
    let play = play.done(take(said(Outcome::Accept, &[])));
    assert_eq!((play.state(), play.inquiry().unserved()), (State::Open, Some((2, 1))));
}

#[test]
fn what_does_not_answer_the_questions_is_no_ground_of_a_finding() {
    let unclear =
        Command::EndChannel { request: 1, end: ChannelEnd::Unclear, reason: Some(marked("no answer")), excuse: None };
    let play = Play::served().done(unclear).on(HEARING).done(hear(Stance::Agrees));
    assert_eq!(play.refused_at(found(Basis::Undisputed, None)), ("opinions".to_owned(), "unclear"));
    let mut earlier = found(Basis::EarlierJudgment, Some("(2024)粤01民终1号"));
    if let Command::Find { found: Found::Ascertained { opinions, .. }, .. } = &mut earlier {
        opinions.clear();
    }
    assert_eq!(play.done(earlier).state(), State::Found);
}

#[test]
fn only_experts_and_bodies_are_called_to_the_hearing() {
    let play = Play::asked().done(ask_party(1));
    assert_eq!(play.refused_at(fix_hearing(&[2])), ("called".to_owned(), "not-an-expert"));
    assert_eq!(play.refused(fix_hearing(&[3])), Refusal::UnknownNumber { at: "called", number: 3 });
    let play = Play::brought().done(serve(1)).done(serve(2)).done(fix_hearing(&[])).on(HEARING);
    assert_eq!(play.refused_at(hear(Stance::Agrees)), ("appeared".to_owned(), "not-there"));
}

#[test]
fn a_law_is_given_up_only_where_the_rules_say_that_it_may_be() {
    let give_up_by = |answer| give_up_by(answer, None);
    let play = Play::opened().done(ask_party(1));
    assert_eq!(play.refused(give_up_by(None)), Refusal::NotAssessed);
    assert_eq!(play.refused(give_up_by(Some(silent()))), Refusal::RulesSilent { fault: "out-of-fuel".into() });
    assert_eq!(play.refused(give_up_by(Some(concluded("try-another-channel")))), Refusal::AnotherChannel);
    let facts = play.question(&give_up()).unwrap();
    assert_eq!(facts.particulars["channels-tried"], Value::Codes(vec!["parties".into()]));
    assert_eq!(facts.particulars["law-provided"], Value::Flag(false));
    assert_eq!((facts.docket[0].kind.as_str(), facts.docket[0].on), ("law-period-end", UNTIL));
    let play = play.done(give_up_by(Some(concluded("may-find-unascertainable"))));
    assert_eq!(play.state(), State::Found);
    // What was brought and is clear has been provided.
    let facts = Play::brought().question(&give_up()).unwrap();
    assert_eq!(facts.particulars["law-provided"], Value::Flag(true));
    let unclear =
        Command::EndChannel { request: 1, end: ChannelEnd::Unclear, reason: Some(marked("no answer")), excuse: None };
    let facts = Play::brought().done(unclear).question(&give_up()).unwrap();
    assert_eq!(facts.particulars["law-provided"], Value::Flag(false));
}

#[test]
fn the_reason_of_a_party_is_put_to_the_rules_and_an_extension_moves_the_end() {
    let mut chosen = sheet();
    chosen.parties_chose_law = true;
    let play = Play::new().done(open(chosen)).done(ask_party(1)).done(ask_expert());
    let end = Command::EndChannel {
        request: 1,
        end: ChannelEnd::NotProvided,
        reason: Some(marked("the hearing is near")),
        excuse: Some(marked("registry closed")),
    };
    let play = play.done(Command::Extend { request: 1, until: date(2026, 4, 9), reason: marked("ill") }).done(end);
    let facts = play.question(&give_up()).unwrap();
    assert_eq!(facts.particulars["reason-for-not-providing"], Value::Text(marked("registry closed")));
    assert_eq!(facts.docket.iter().map(|it| it.on).collect::<Vec<_>>(), [date(2026, 4, 9)], "of those who chose it");
}

#[test]
fn why_the_court_did_not_wait_excuses_no_party_and_nobody_but_a_party_is_excused() {
    let end = |request, end, excuse: Option<&str>| {
        let (reason, excuse) = (Some(marked("the period is over")), excuse.map(marked));
        Command::EndChannel { request, end, reason, excuse }
    };
    let play = Play::brought().done(ask_party(1));
    let ended = play.clone().done(end(2, ChannelEnd::NotProvided, None));
    assert!(!ended.question(&give_up()).unwrap().particulars.contains_key("reason-for-not-providing"));
    let not_there = ("excuse".to_owned(), "not-there");
    assert_eq!(play.refused_at(end(1, ChannelEnd::Unclear, Some("ill"))), not_there);
    let expert = Play::asked();
    assert_eq!(expert.refused_at(end(1, ChannelEnd::NotProvided, Some("ill"))), not_there);
}

#[test]
fn a_judge_gives_a_law_up_with_a_reason_where_the_rules_would_try_another_channel_or_do_not_answer() {
    let asked = Play::opened().done(ask_party(1)).on(UNTIL.tomorrow().unwrap());
    for answer in [concluded("try-another-channel"), silent()] {
        let given_up = asked.clone().done(give_up_by(Some(answer.clone()), Some("the sum in dispute is small")));
        assert_eq!(given_up.state(), State::Found);
        assert_eq!(given_up.inquiry().override_reason, Some(marked("the sum in dispute is small")));
        // What no reason carries.
        let give_up = || give_up_by(Some(answer.clone()), Some("in haste"));
        assert_eq!(asked.clone().on(UNTIL).refused(give_up()), Refusal::PeriodRuns { last_day: UNTIL });
        assert_eq!(Play::opened().refused(give_up()), Refusal::AnotherChannel);
        assert_eq!(Play::brought().on(UNTIL.tomorrow().unwrap()).refused(give_up()), Refusal::LawProvided);
        let mut without = give_up();
        if let Command::Find { override_reason, .. } = &mut without {
            *override_reason = Some(String::new());
        }
        assert_eq!(asked.refused(without), Refusal::BadReason);
    }
}

#[test]
fn papers_are_on_file_and_an_expert_signs_in_person() {
    let play = Play::asked();
    let accepted = |opinion| take_with(opinion, Some(said(Outcome::Accept, &[])));
    let mut unknown = opinion();
    unknown.paper = paper("elsewhere");
    let refused = play.refused(accepted(unknown));
    assert_eq!(refused, Refusal::UnknownFile { at: "paper", sha256: Digest::of(b"elsewhere") });
    let mut by_another = opinion();
    by_another.no_interest.as_mut().unwrap().signed_by = "李四".into();
    assert_eq!(play.refused_at(accepted(by_another)), ("no_interest.signed_by".to_owned(), "another-person"));
    let tomorrow = Opinion { given_on: date(2026, 3, 3), ..opinion() };
    assert_eq!(play.refused_at(accepted(tomorrow)), ("given_on".to_owned(), "in-the-future"));
    let mut tongues = opinion();
    tongues.paper.languages = vec!["latin".into()];
    assert_eq!(play.refused_at(accepted(tongues)), ("paper.languages".to_owned(), "bad-code"));
}

#[test]
fn in_each_state_these_steps_may_follow_and_no_others() {
    let give_up = give_up_by(Some(concluded("may-find-unascertainable")), None);
    let unclear =
        Command::EndChannel { request: 1, end: ChannelEnd::Unclear, reason: Some(marked("no answer")), excuse: None };
    let steps = [
        ("file", file("more")),
        ("ask", ask_party(1)),
        ("extend", Command::Extend { request: 1, until: date(2026, 5, 1), reason: marked("reason") }),
        ("end-channel", unclear),
        ("take-opinion", take(said(Outcome::Accept, &[]))),
        ("fix-hearing", fix_hearing(&[1])),
        ("hear", hear(Stance::Agrees)),
        ("find", found(Basis::Undisputed, None)),
        ("give-up", give_up),
        ("decide-costs", costs(100, &[(1, 100)])),
        ("close", Command::Close),
        ("drop", Command::Drop { reason: marked("settled") }),
    ];
    let follows = |play: &Play| -> String {
        let may = steps.iter().filter(|(_, step)| play.decide(step.clone()).is_ok());
        may.map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
    };
    // The period of the request is over on the day of the hearing, so nobody new is asked until then.
    let decided = Play::heard(Stance::Agrees).done(found(Basis::Undisputed, None));
    let settled = decided.clone().done(costs(100, &[(1, 100)]));
    let dropped = Play::served().done(Command::Drop { reason: marked("settled") });
    for (state, play, steps) in [
        ("open", Play::served().on(HEARING), "file extend end-channel take-opinion fix-hearing hear give-up drop"),
        ("heard", Play::heard(Stance::Agrees), "file extend end-channel take-opinion fix-hearing find give-up drop"),
        ("found", decided, "decide-costs"),
        ("found", settled.clone(), "close"),
        ("closed", settled.done(Command::Close), ""),
        ("dropped", dropped, ""),
    ] {
        assert_eq!((play.state().code(), follows(&play).as_str()), (state, steps));
    }
}

fn one_of_each() -> Vec<Event> {
    let longer = Command::Extend { request: 1, until: date(2026, 4, 1), reason: marked("reason") };
    let unclear =
        Command::EndChannel { request: 2, end: ChannelEnd::NotProvided, reason: Some(marked("reason")), excuse: None };
    let play = Play::opened().done(file("opinion")).done(file("qualification")).done(file("statement"));
    let play = play.done(file("judgment")).done(ask_expert()).done(longer).done(ask_party(1)).done(unclear);
    let play = play.done(take(said(Outcome::Accept, &[]))).done(serve(1)).done(serve(2)).done(fix_hearing(&[1]));
    let play = play.on(HEARING).done(hear(Stance::Agrees)).done(found(Basis::Undisputed, None));
    let play = play.done(costs(100, &[(1, 100)])).done(Command::Close);
    let mut events: Vec<Event> = play.happened.into_iter().map(|(_, event)| event).collect();
    let Command::Find { found, .. } = give_up() else { panic!("not a finding") };
    events.push(Event::NotAscertained { found, answer: concluded("may-find-unascertainable"), override_reason: None });
    events.push(Event::Dropped { reason: marked("reason") });
    events
}

#[test]
fn every_event_is_on_the_list_and_shows_these_fields_and_no_others() {
    let nothing_leaks = |open: &str| assert!(!open.contains(MARK) && !open.contains("HK-FL"), "{open}");
    // Some happen more than once on the way.
    let seen: BTreeSet<String> = one_of_each().iter().map(|event| shown(event, nothing_leaks)).collect();
    let of_kind = |kind: &&str| seen.iter().find(|shown| shown.starts_with(&format!("{kind}: "))).unwrap().clone();
    let shown: Vec<String> = Event::KINDS.iter().map(of_kind).collect();
    assert_eq!(
        shown,
        [
            "opened: court law",
            "file-added: blob",
            "requested: channel number until",
            "period-extended: number until",
            "channel-ended: end number",
            "opinion-taken: number request",
            "served: party served_on",
            "hearing-fixed: called hearing_on",
            "heard: appeared shown",
            "ascertained: ",
            "not-ascertained: ",
            "costs-decided: basis",
            "closed: ",
            "dropped: ",
        ]
    );
}

fn step(step: u8) -> Command {
    match step {
        0 => ask_expert(),
        1 => ask_party(1),
        2 => take(said(Outcome::Accept, &[])),
        3 => serve(1),
        4 => serve(2),
        5 => Command::Serve { opinion: 2, party: 1, on: FIRST },
        6 => Command::FixHearing {
            sitting: Sitting { on: FIRST, time: "10:00".into(), place: "1".into(), manner: Presence::InPerson },
            called: vec![1],
        },
        7 => hear(Stance::Agrees),
        8 => hear(Stance::Disputes),
        9 => found(Basis::Undisputed, None),
        10 => found(Basis::Decided, Some("reason")),
        11 => costs(100, &[(2, 100)]),
        12 => {
            Command::EndChannel { request: 1, end: ChannelEnd::Unclear, reason: Some("unclear".into()), excuse: None }
        }
        _ => Command::Close,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_nothing_is_found_that_was_not_served_on_all_and_heard(steps in vec(0u8..14, 0..40)) {
        let mut play = Play::asked();
        for number in steps {
            if play.decide(step(number)).is_ok() {
                play = play.done(step(number));
            }
        }
        let inquiry = play.inquiry();
        if let Some((_, Found::Ascertained { basis, .. }, _)) = &inquiry.found {
            prop_assert_eq!(inquiry.unserved(), None);
            let last = inquiry.hearings.last().unwrap();
            prop_assert_eq!(last.shown as usize, inquiry.opinions.len());
            prop_assert_eq!(last.statements.len(), inquiry.sheet.parties.len());
            prop_assert!(*basis != Basis::Undisputed || !inquiry.is_disputed());
        }
        prop_assert!(play.state() != State::Closed || inquiry.costs.is_some());
    }
}
