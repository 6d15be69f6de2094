//! Letters rogatory: matters at whose other end there is no gateway.

use super::*;
use crate::matter::custody;
use Outcome::Accept;

const LETTER: &str = "claim";

/// A matter of letters rogatory: no message is ever sent in it.
struct Rogatory {
    matter: Matter,
    happened: Vec<(Date, Event)>,
    today: Date,
}

impl Rogatory {
    fn begun(command: Command) -> Self {
        let events = decide(None, command, &Context { today: DRAFTED_ON }).unwrap();
        let happened: Vec<_> = events.into_iter().map(|event| (DRAFTED_ON, event)).collect();
        let matter = Matter::fold(&id(), happened.iter().map(|(on, event)| (*on, event))).unwrap().unwrap();
        Self { matter, happened, today: DRAFTED_ON }
    }

    fn attempt(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        decide(Some(&self.matter), command, &Context { today: self.today })
    }

    fn then(mut self, command: Command) -> Self {
        let events = self.attempt(command.clone()).unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        for event in events {
            self.matter.apply(self.today, &event);
            self.happened.push((self.today, event));
        }
        self
    }

    fn refused(&self, command: Command) -> Refusal {
        self.attempt(command).unwrap_err()
    }

    fn days_later(mut self, days: i64) -> Self {
        self.today = self.today.checked_add(jiff::Span::new().days(days)).unwrap();
        self
    }

    fn assessed(self) -> Self {
        let facts = letter_facts(&self.matter, &parties_of(&self.matter.standing.chain), Stage::Incoming, self.today);
        let assessment = assessment(&facts, Some(Accept), self.today);
        self.then(Command::RecordAssessment {
            stage: Stage::Incoming,
            check: Check { weight: Weight::Own, facts, assessment },
        })
    }

    /// The other side says this, and the authority of this side that received the paper transcribes it.
    fn came(&self, content: Content) -> Command {
        arrival(content, self.own(), self.matter.letter_digest, conveyance(self.today))
    }

    fn own(&self) -> AuthorityId {
        let chain = &self.matter.standing.chain;
        match self.matter.standing.side {
            Side::Requesting => chain.transmitting.clone(),
            Side::Requested => chain.receiving.clone(),
        }
    }

    fn state(&self) -> State {
        self.matter.standing.state
    }

    /// The only document that waits to be dispatched leaves.
    fn dispatched(self) -> Self {
        let waiting: Vec<_> = self.matter.standing.undispatched.iter().copied().collect();
        assert_eq!(waiting.len(), 1);
        let conveyance = conveyance(self.today);
        self.then(Command::Dispatch { document: waiting[0], conveyance })
    }

    fn steps(&self) -> Vec<&'static str> {
        let docket = self.happened.iter().enumerate().map(|(index, (on, event))| Recorded {
            index: index as u64,
            on: *on,
            time: comity_record::Time::from_unix_ms(0),
            authority: None,
            by: None,
            event: event.clone(),
        });
        let docket: Vec<_> = docket.collect();
        let chain = custody(&id(), &docket);
        assert_eq!(out_of_nowhere(&chain), None);
        chain.iter().map(|step| step.step.code()).collect()
    }
}

fn conveyance(on: Date) -> Conveyance {
    Conveyance { on, channel: Channel::Courier, by: marked("courier"), reference: Some(marked("consignment 7")) }
}

pub(super) fn conveyed(document: Digest, on: Date) -> Conveyed {
    Conveyed {
        way: Way::Arrived,
        document,
        document_kind: MessageKind::Letter,
        conveyance: conveyance(on),
        papers: vec![file(LETTER).sha256],
    }
}

fn arrival(content: Content, sealed_by: AuthorityId, refers_to: Option<Digest>, conveyance: Conveyance) -> Command {
    let transcript = SealedDocument { sealed_by, ..sealed(content, refers_to, conveyance.on) };
    let document = text_of(&transcript);
    let papers = vec![file(LETTER).sha256];
    Command::Arrive(Arrival { transcript: Box::new(transcript), document, conveyance, papers })
}

fn court_abroad() -> Abroad {
    Abroad { state: marked("Utopia"), name: marked("High Court of Utopia"), address: marked("1 Court Street") }
}

fn of_abroad(request: Request) -> Request {
    Request { abroad: Some(court_abroad()), ..request }
}

/// A court abroad asks the Administration Wing.
fn incoming() -> Chain {
    Chain {
        originating: "xx-court".parse().unwrap(),
        transmitting: "xx-central-authority".parse().unwrap(),
        receiving: "hk-admin-wing".parse().unwrap(),
    }
}

/// Nansha asks an authority abroad.
fn outgoing() -> Chain {
    Chain { receiving: "xx-central-authority".parse().unwrap(), ..chain() }
}

fn parties_of(chain: &Chain) -> Parties {
    let described = |id: &AuthorityId| {
        authority_abroad(id).unwrap_or_else(|| Authority { authority: id.clone(), ..parties().transmitting })
    };
    Parties {
        originating: described(&chain.originating),
        transmitting: described(&chain.transmitting),
        receiving: described(&chain.receiving),
    }
}

fn entered() -> Rogatory {
    Rogatory::begun(Command::Enter { chain: incoming(), request: of_abroad(evidence::request()) })
}

fn with_papers() -> Rogatory {
    let request = of_abroad(evidence::complete());
    entered().then(add(LETTER)).then(add("contract")).then(add("translation")).then(Command::Amend { request })
}

fn registered() -> Rogatory {
    let entered = with_papers().days_later(3);
    let letter = Content::Letter { chain: incoming(), request: entered.matter.request.clone() };
    let command = arrival(letter, "hk-admin-wing".parse().unwrap(), None, conveyance(DRAFTED_ON));
    entered.then(command)
}

fn drafted() -> Rogatory {
    let request = of_abroad(evidence::request());
    let begun = Rogatory::begun(Command::Draft { chain: outgoing(), request });
    let request = of_abroad(evidence::complete());
    begun.then(add(LETTER)).then(add("contract")).then(add("translation")).then(Command::Amend { request })
}

/// What this side's rules say of the draft: nobody has those of the other.
fn examined(drafted: Rogatory) -> Rogatory {
    let facts = letter_facts(&drafted.matter, &parties_of(&outgoing()), Stage::Outgoing, drafted.today);
    let assessment = assessment(&facts, Some(Accept), drafted.today);
    let checks = vec![Check { weight: Weight::Own, facts, assessment }];
    let request_digest = drafted.matter.request_digest();
    drafted.then(Command::RecordPreflight(Preflight { request_digest, checks, unanswered: Vec::new() }))
}

fn transmitted() -> Rogatory {
    let submitted = examined(drafted()).then(submit()).assessed();
    let letter = Content::Letter { chain: outgoing(), request: submitted.matter.request.clone() };
    let document = text_of(&sealed(letter, None, submitted.today));
    submitted.then(Command::Transmit { document, override_reason: None })
}

#[test]
fn a_letter_of_a_court_abroad_is_entered_registered_executed_and_its_result_leaves_by_hand() {
    let executing = registered().assessed().then(accept()).dispatched().then(start_execution());
    let executed = executing.then(add("statement")).days_later(20);
    let today = executed.today;
    let executed = executed.then(execute_of(Procedure::TakingOfEvidence, today)).assessed();
    let returned = executed.then(return_certificate());
    assert_eq!(returned.state(), State::Returned);
    assert!(!returned.matter.standing.undispatched.is_empty(), "it is sealed, and has not left");
    let gone = returned.dispatched();
    assert!(gone.matter.standing.undispatched.is_empty() && gone.matter.messages.sent.is_empty());
    assert_eq!(gone.matter.label(&file("statement").sha256), Some(&gone.matter.own_label()));
    let ways: Vec<_> = gone.matter.conveyed.iter().map(|it| (it.way, it.document_kind)).collect();
    let expected = [
        (Way::Arrived, MessageKind::Letter),
        (Way::Dispatched, MessageKind::Acceptance),
        (Way::Dispatched, MessageKind::Certificate),
    ];
    assert_eq!(ways, expected);
    assert_eq!(gone.steps(), ["added", "added", "added", "arrived", "added", "dispatched"]);
}

#[test]
fn a_letter_counts_from_the_day_on_which_it_came_and_not_from_that_on_which_it_was_entered() {
    let registered = registered();
    assert_eq!(registered.state(), State::Acknowledged);
    assert_eq!(registered.matter.standing.received_on, Some(DRAFTED_ON));
    assert!(registered.matter.standing.to_assess && registered.today > DRAFTED_ON);
    let facts = &questions(&registered.matter, &parties_of(&incoming()), registered.today)[0];
    assert_eq!((facts.docket[0].kind.as_str(), facts.docket[0].on), ("received", DRAFTED_ON));
}

#[test]
fn a_letter_that_came_on_paper_is_registered_only_with_each_of_its_papers_and_as_it_was_entered() {
    let entered = entered().then(add(LETTER));
    let letter = |request: &Request| Content::Letter { chain: incoming(), request: request.clone() };
    let bare = entered.came(letter(&entered.matter.request));
    assert_eq!(entered.refused(bare), Refusal::FileMissing { at: "documents[0].file".into() });
    let complete = with_papers();
    let other = Request { case_number: marked("another"), ..complete.matter.request.clone() };
    assert_eq!(complete.refused(complete.came(letter(&other))), Refusal::WrongAuthority);
    let Command::Arrive(mut nothing) = complete.came(letter(&complete.matter.request)) else { panic!() };
    nothing.papers = vec![Digest::of(b"a paper that nobody has seen")];
    assert!(matches!(complete.refused(Command::Arrive(nothing.clone())), Refusal::UnknownFile { .. }));
    nothing.papers = Vec::new();
    let bad = BadRequest { at: "papers".into(), code: "empty-list" };
    assert_eq!(complete.refused(Command::Arrive(nothing)), Refusal::BadRequest(bad));
}

#[test]
fn what_came_from_abroad_bears_the_seal_of_who_received_it_and_of_nobody_else() {
    let complete = with_papers();
    let letter = || Content::Letter { chain: incoming(), request: complete.matter.request.clone() };
    for stranger in ["xx-central-authority", "xx-court", "hk-high-court"] {
        let command = arrival(letter(), stranger.parse().unwrap(), None, conveyance(DRAFTED_ON));
        assert_eq!(complete.refused(command), Refusal::WrongAuthority, "{stranger}");
    }
    let sent = transmitted().dispatched();
    let acknowledged = |by: &str| {
        let letter_digest = sent.matter.letter_digest;
        arrival(acknowledgement(), by.parse().unwrap(), letter_digest, conveyance(DRAFTED_ON))
    };
    assert_eq!(sent.refused(acknowledged("xx-central-authority")), Refusal::WrongAuthority);
    assert!(sent.attempt(acknowledged("cn-gd-hpc")).is_ok());
}

#[test]
fn no_gateway_brings_anything_in_a_matter_at_whose_other_end_there_is_none() {
    let sent = transmitted();
    let sealed = SealedDocument {
        sealed_by: "xx-central-authority".parse().unwrap(),
        ..sealed(acceptance(), sent.matter.letter_digest, sent.today)
    };
    assert!(matches!(sent.refused(take(sealed)), Refusal::WrongState { .. }));
    let content = Content::Letter { chain: incoming(), request: of_abroad(evidence::complete()) };
    let letter = SealedDocument {
        sealed_by: "xx-central-authority".parse().unwrap(),
        ..super::sealed(content, None, DRAFTED_ON)
    };
    assert_eq!(Play::new().refused(take(letter)), Refusal::WrongAuthority);
}

#[test]
fn a_letter_names_the_authority_abroad_if_and_only_if_there_is_one() {
    let at = |code| Refusal::BadRequest(BadRequest { at: "abroad".into(), code });
    let nameless = Command::Draft { chain: outgoing(), request: evidence::request() };
    assert_eq!(Play::new().refused(nameless), at("not-named"));
    let at_home = Command::Draft { chain: chain(), request: of_abroad(request()) };
    assert_eq!(Play::new().refused(at_home), at("not-abroad"));
    assert_eq!(drafted().refused(Command::Amend { request: evidence::complete() }), at("not-named"));
    assert_eq!(with_papers().refused(Command::Amend { request: evidence::complete() }), at("not-named"));
    let not_from_abroad = Command::Enter { chain: outgoing(), request: of_abroad(request()) };
    assert_eq!(Play::new().refused(not_from_abroad), Refusal::WrongAuthority);
}

#[test]
fn only_the_rules_of_this_side_are_asked_about_a_letter_that_goes_abroad() {
    assert_eq!(drafted().refused(submit()), Refusal::PreflightMissing);
    assert_eq!(examined(drafted()).then(submit()).state(), State::Submitted);
    assert_eq!(asking(State::Drafted).matter().examiners(), [Weight::Own, Weight::Advice]);
}

#[test]
fn what_was_sealed_for_abroad_waits_until_somebody_says_how_it_left_and_leaves_once() {
    let sent = transmitted();
    let letter = sent.matter.letter_digest.unwrap();
    let dispatch = |document| Command::Dispatch { document, conveyance: conveyance(DRAFTED_ON) };
    assert_eq!(sent.refused(dispatch(Digest::of(b"another"))), Refusal::NotToDispatch);
    assert_eq!(sent.matter.standing.dispatched_on, None);
    let tomorrow = Command::Dispatch { document: letter, conveyance: conveyance(DRAFTED_ON.tomorrow().unwrap()) };
    assert_eq!(sent.refused(tomorrow), Refusal::ImpossibleDay { at: "conveyance.on" });
    let gone = sent.days_later(4).then(dispatch(letter));
    assert_eq!(gone.matter.standing.dispatched_on, Some(DRAFTED_ON));
    assert_eq!(gone.refused(dispatch(letter)), Refusal::NotToDispatch);
    assert_eq!(gone.steps(), ["added", "added", "added", "dispatched", "dispatched", "dispatched"]);
    let facts = &questions(&gone.matter, &parties_of(&outgoing()), gone.today)[0];
    let delivered = facts.docket.iter().find(|event| event.kind == "delivered-to-requested");
    assert_eq!(delivered.map(|event| event.on), Some(DRAFTED_ON));
}

#[test]
fn what_comes_back_from_abroad_moves_the_matter_and_binds_the_evidence_to_its_case() {
    let sent = transmitted().dispatched().days_later(30);
    let registered_there = sent.came(acknowledgement());
    let sent = sent.then(registered_there);
    assert_eq!(sent.state(), State::Acknowledged);
    let sent = sent.days_later(60).then(add("statement"));
    let result = sent.came(evidence::taken(sent.today));
    let returned = sent.then(result);
    assert_eq!((returned.state(), returned.matter.standing.conflict.as_deref()), (State::Returned, None));
    let statement = file("statement").sha256;
    let elsewhere = Command::Handle(Wish {
        handling: Handling::Exported,
        items: vec![statement],
        purpose: Purpose::Outside {},
        into: None,
        permit: permit(),
        reason: Some(marked("reason")),
    });
    assert!(matches!(returned.refused(elsewhere), Refusal::UseRestricted { .. }));
    assert_eq!(returned.then(Command::Close).state(), State::Closed);
}

#[test]
fn the_papers_that_came_with_a_result_are_bound_to_its_case_though_no_transcript_names_them() {
    let sent = transmitted().dispatched().days_later(90).then(add("statement")).then(add("report"));
    let Command::Arrive(mut result) = sent.came(evidence::taken(sent.today)) else { panic!("it arrives") };
    result.papers = vec![file("report").sha256];
    let returned = sent.then(Command::Arrive(result));
    let label = returned.matter.own_label();
    for item in ["statement", "report"] {
        assert_eq!(returned.matter.label(&file(item).sha256), Some(&label), "{item}");
    }
    let papers_of_its_own = returned.matter.request.files().map(|file| file.sha256);
    assert!(papers_of_its_own.into_iter().all(|item| returned.matter.label(&item).is_none()));
}

#[test]
fn a_result_that_names_what_is_not_on_file_is_not_taken() {
    let sent = transmitted().dispatched();
    let result = sent.came(evidence::taken(sent.today));
    assert!(matches!(sent.refused(result), Refusal::UnknownFile { .. }));
}

#[test]
fn a_supplement_that_came_on_paper_is_entered_anew_and_counts_from_its_own_day() {
    let asked = registered().assessed().then(ask_supplement()).dispatched().days_later(10);
    assert_eq!(asked.state(), State::SupplementAsked);
    let request = Request { nature_of_case: Some(marked("stated now")), ..asked.matter.request.clone() };
    let asked = asked.then(Command::Amend { request: request.clone() });
    let supplement = asked.came(Content::Letter { chain: incoming(), request });
    let came_on = asked.today;
    let supplied = asked.then(supplement);
    assert_eq!(supplied.state(), State::Supplied);
    assert_eq!(supplied.matter.standing.supplements, [(date(2026, 1, 15), Some(came_on))]);
    assert_eq!(supplied.matter.standing.received_on, Some(DRAFTED_ON));
}

#[test]
fn the_rules_are_told_of_paper_and_of_no_seal_that_nobody_has_seen() {
    let registered = registered();
    let facts = letter_facts(&registered.matter, &parties_of(&incoming()), Stage::Incoming, registered.today);
    assert_eq!(facts.particulars["transmission"], Value::Text("post".into()));
    assert!(facts.documents[0].particulars.is_empty(), "{:?}", facts.documents[0].particulars);
    assert_eq!(facts.requesting.unwrap().kind, "central-authority");
    let home = letter_facts(asking(State::Transmitted).matter(), &parties(), Stage::Outgoing, DRAFTED_ON);
    assert_eq!(home.particulars["transmission"], Value::Text("email".into()));
}

#[test]
fn nobody_says_in_such_a_matter_that_paper_was_used() {
    let sent = transmitted();
    let paper = Command::UsePaper { reason: marked("reason"), document: Some(marked("document")) };
    assert!(matches!(sent.refused(paper), Refusal::WrongState { .. }));
    assert!(matches!(sent.refused(sent.came(paper_used())), Refusal::WrongState { .. }));
}

#[test]
fn while_an_authority_abroad_is_waited_for_the_rules_are_asked_again_after_two_weeks() {
    let answered = |sent: Rogatory| {
        let facts = questions(&sent.matter, &parties_of(&outgoing()), sent.today).remove(0);
        let assessment = assessment(&facts, None, sent.today);
        let check = Check { weight: Weight::Own, facts, assessment };
        sent.then(Command::RecordAssessment { stage: Stage::FollowUp, check })
    };
    let sent = answered(transmitted().dispatched());
    let asks_again = date(2026, 1, 26);
    assert_eq!(sent.matter.standing.asks_again_on(), Some(asks_again));
    assert!(sent.matter.standing.asks_rules_on(asks_again) && !sent.matter.standing.asks_rules_on(date(2026, 1, 25)));
    let refused = sent.came(refusal());
    assert_eq!(sent.then(refused).matter.standing.asks_again_on(), None);
    let home = asking(State::Transmitted);
    let last_day = home.standing().next_last_day().unwrap();
    assert_eq!(home.standing().asks_again_on(), Some(last_day.tomorrow().unwrap()));
}
