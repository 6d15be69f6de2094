//! Both sides of one matter, and whatever is under way between them: what they say may cross, and in the end they agree.

use std::collections::{BTreeSet, VecDeque};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::custody::some_use_decision;
use super::*;
use Outcome::Accept;

/// A message under way.
#[derive(Debug, Clone)]
struct Sent {
    message: MessageId,
    message_kind: MessageKind,
    sealed: SealedDocument,
    document: String,
}

/// One side, and what it has sent that has not arrived or is not receipted yet.
#[derive(Debug, Clone)]
struct Desk {
    play: Play,
    under_way: VecDeque<Sent>,
    /// The other side has it, and its receipt is on its way back.
    receipt: Option<(MessageId, MessageKind)>,
}

/// Both sides of a matter.
#[derive(Debug, Clone)]
struct Bay {
    asking: Desk,
    asked: Desk,
}

impl Desk {
    fn new(play: Play) -> Self {
        Self { play, under_way: VecDeque::new(), receipt: None }
    }

    /// Says something under seal, if it may be said now. Was it said?
    fn say(&mut self, content: Content) -> bool {
        let Some(matter) = &self.play.matter else { return false };
        let refers_to = match &content {
            Content::CostsAnswer { .. } => matter.consultation.as_ref().map(|consultation| consultation.digest),
            Content::Correction { corrected, .. } => {
                let own = |paper: &&SealedPaper| {
                    paper.side == matter.standing.side && paper.document_kind == corrected.kind()
                };
                matter.papers.iter().rfind(own).map(|paper| paper.digest)
            }
            Content::UseAnswer { .. } => matter.uses.iter().rfind(|it| it.decision.is_none()).map(|it| it.digest),
            Content::ErasureAnswer { .. } => matter.erasure_question(matter.standing.side.other()),
            Content::PaperUsed { .. } => matter.put_on_paper(),
            _ => matter.letter_digest,
        };
        let sealed_by = match matter.standing.side {
            Side::Requesting => chain().transmitting,
            Side::Requested => chain().receiving,
        };
        let sealed = SealedDocument { sealed_by, ..sealed(content, refers_to, self.play.today) };
        // No two documents are the same bytes: a seal is a signature over what it says, and here it says the same again.
        let document = format!("{} {}", text_of(&sealed), self.play.happened.len());
        let Some(command) = self.command(&sealed, &document) else { return false };
        if self.play.attempt(command).is_err() {
            return false;
        }
        let (message, message_kind) = *self.play.queued.last().unwrap();
        self.under_way.push_back(Sent { message, message_kind, sealed, document });
        true
    }

    fn command(&self, sealed: &SealedDocument, document: &str) -> Option<Command> {
        let document = document.to_owned();
        Some(match sealed.content.clone() {
            Content::Letter { .. } => Command::Transmit { document, override_reason: None },
            Content::SupplementRequest { reason, grounds } => Command::AskSupplement { reason, grounds, document },
            Content::Acceptance { remarks, decisions } => Command::Accept { remarks, decisions, document },
            Content::Refusal { reason, grounds } => Command::Refuse { reason, grounds, document },
            Content::Certificate { .. } => Command::ReturnCertificate { document },
            Content::Withdrawal { reason } => Command::Withdraw { reason, document: Some(document) },
            Content::Acknowledgement { number } => Command::Acknowledge { number, document },
            Content::Return { reason, grounds, returned_papers } => {
                Command::ReturnUnexecuted { reason, grounds, returned_papers, document }
            }
            Content::NoticeOfTimeAndPlace { notice } => Command::GiveNotice { notice, document },
            Content::CostsConsultation { costs } => Command::ConsultOnCosts { costs, document },
            Content::CostsAnswer { decision, reason } => Command::AnswerOnCosts { decision, reason, document },
            Content::Reminder { reason } => Command::Remind { reason, document },
            Content::UseRequest { wish, reason } => Command::RequestUse { wish, reason, document },
            Content::UseAnswer { decision, reason } => Command::AnswerUse { decision, reason, document },
            Content::ErasureRequest { reason, instrument } => Command::AskErasure { reason, instrument, document },
            Content::ErasureAnswer { decision, reason } => Command::AnswerErasure { decision, reason, document },
            Content::PaperUsed { reason } => Command::UsePaper { reason, document: Some(document) },
            Content::Correction { reason, corrected } => {
                let check = |weight| self.play.check(weight, Some(Accept));
                Command::Correct(Correction {
                    supersedes: sealed.refers_to?,
                    corrected: *corrected,
                    checks: vec![check(Weight::Own), check(Weight::Advice)],
                    unanswered: Vec::new(),
                    agents: Vec::new(),
                    override_reason: None,
                    reason,
                    document,
                })
            }
        })
    }

    /// The next message arrives over there. There it is always taken.
    fn deliver(&mut self, to: &mut Self) {
        if self.receipt.is_some() {
            return;
        }
        let Some(Sent { message, message_kind, sealed, document }) = self.under_way.pop_front() else { return };
        let blobs = if sealed.content.files().is_empty() { BTreeMap::new() } else { blobs() };
        let before = to.play.happened.len();
        let sealed_there = Box::new(sealed.clone());
        let (labels, agents) = (BTreeMap::new(), Vec::new());
        let taken = to.play.attempt(Command::Take { sealed: sealed_there, document, blobs, labels, agents });
        assert!(taken.is_ok(), "{:?} is not taken: {taken:?}", sealed.content);
        assert!(to.play.happened.len() > before, "{:?} leaves no trace", sealed.content);
        let digest = Digest::of(message.to_string().as_bytes());
        let (from, seq) = ("cn".parse().unwrap(), to.play.matter().messages.taken.len() as u64 + 1);
        let envelope = marked("envelope");
        to.play.happen(Event::MessageTaken { message, from, message_kind, seq, seen: 0, digest, envelope });
        self.receipt = Some((message, message_kind));
        to.settle();
    }

    fn take_receipt(&mut self) {
        if let Some((message, message_kind)) = self.receipt.take() {
            self.play.attempt(receipt_for(message, message_kind)).unwrap();
            self.settle();
        }
    }

    fn attempt(&mut self, command: Command) {
        // What cannot be done now is not done.
        let _ = self.play.attempt(command);
        self.settle();
    }

    /// The rules answer, and a person looks at whatever waits for one.
    fn settle(&mut self) {
        let Some(matter) = &self.play.matter else { return };
        if matter.standing.to_assess {
            let check = self.play.check(Weight::Own, Some(Accept));
            self.play.attempt(Command::RecordAssessment { stage: Stage::Incoming, check }).unwrap();
        }
        if self.play.standing().needs_person.is_some() {
            self.play.attempt(review()).unwrap();
        }
    }
}

impl Bay {
    /// The letter is about to be transmitted.
    fn open(procedure: Procedure) -> Self {
        Self { asking: Desk::new(asking_for(procedure, State::Submitted)), asked: Desk::new(Play::new()) }
    }

    fn procedure(&self) -> Procedure {
        self.asking.play.standing().procedure
    }

    fn step(&mut self, (what, variation): (u8, u8)) {
        match what % 12 {
            0..=2 => self.asking_acts(variation),
            3..=6 => self.asked_acts(variation),
            7 | 8 => self.asking.deliver(&mut self.asked),
            9 | 10 => self.asked.deliver(&mut self.asking),
            _ if variation.is_multiple_of(2) => self.asking.take_receipt(),
            _ => self.asked.take_receipt(),
        }
        self.asked.play.today = self.asking.play.today;
        assert_eq!(self.asking.play.queued.is_empty(), self.asking.play.matter().papers.is_empty());
    }

    fn asking_acts(&mut self, variation: u8) {
        let procedure = self.procedure();
        let desk = &mut self.asking;
        match variation % 20 {
            18 | 19 => drop(desk.say(if variation.is_multiple_of(2) { erasure_request() } else { erasure_answer() })),
            16 | 17 => drop(desk.say(use_request())),
            0..=3 => drop(desk.say(letter(desk.play.matter().request.clone()))),
            4 | 5 => {
                desk.attempt(Command::Amend { request: complete_of(procedure) });
                let check = |weight| desk.play.check(weight, Some(Accept));
                let checks = vec![check(Weight::Own), check(Weight::Advice)];
                let request_digest = desk.play.matter().request_digest();
                desk.attempt(Command::RecordPreflight(Preflight { request_digest, checks, unanswered: Vec::new() }));
                desk.attempt(submit());
            }
            6 => drop(desk.say(withdrawal())),
            7 | 8 => drop(desk.say(costs_answer())),
            9 => drop(desk.say(reminder())),
            10 => drop(desk.say(paper_used())),
            11 | 12 => {
                let nature_of_case = Some(marked(&format!("case {variation}")));
                let corrected = Request { nature_of_case, ..complete_of(procedure) };
                desk.say(correction(letter(corrected)));
            }
            13 | 14 if desk.play.state() == State::Returned => desk.attempt(Command::Close),
            15 => desk.attempt(evidence::record(AppearanceStep::FreeToLeave, desk.play.today)),
            _ => desk.play.today = desk.play.today.tomorrow().unwrap(),
        }
    }

    fn asked_acts(&mut self, variation: u8) {
        let procedure = self.procedure();
        let desk = &mut self.asked;
        if desk.play.matter.is_none() {
            return;
        }
        let today = desk.play.today;
        match variation % 24 {
            22 | 23 => drop(desk.say(if variation.is_multiple_of(2) { erasure_request() } else { erasure_answer() })),
            20 | 21 => drop(desk.say(Content::UseAnswer { decision: some_use_decision(variation), reason: None })),
            0 | 1 => drop(desk.say(acknowledgement())),
            2 | 3 => drop(desk.say(supplement_request())),
            4 | 5 => drop(desk.say(acceptance())),
            6 => drop(desk.say(Content::Acceptance { remarks: None, decisions: decisions_of(procedure) })),
            7 => drop(desk.say(if variation.is_multiple_of(2) { refusal() } else { returned_as_outside() })),
            8 | 9 => desk.attempt(start_execution()),
            10 | 11 => {
                desk.attempt(add("statement"));
                desk.attempt(execute_of(procedure, today));
            }
            12 | 13 => self.certify(),
            14 => drop(desk.say(consultation())),
            15 => drop(desk.say(notice_given(today))),
            16 => drop(desk.say(paper_used())),
            _ => {
                let content = match variation / 24 % 6 {
                    0 => done(procedure, today),
                    1 => Content::Acknowledgement { number: marked("another number") },
                    2 => Content::Acceptance { remarks: None, decisions: Decisions::default() },
                    3 => notice_given(today.tomorrow().unwrap()),
                    4 => Content::CostsConsultation { costs: Costs { reason: marked("other"), ..costs() } },
                    _ => refusal(),
                };
                desk.say(correction(content));
            }
        }
    }

    fn certify(&mut self) {
        let certificate = self.asked.play.matter.as_ref().and_then(|matter| matter.certificate.clone());
        if let Some((result, certificate)) = certificate {
            self.asked.say(Content::Certificate { result, certificate });
        }
    }

    /// Everything that is under way arrives, and its receipts.
    fn drain(&mut self) {
        while !self.asking.is_done() || !self.asked.is_done() {
            self.asking.deliver(&mut self.asked);
            self.asking.take_receipt();
            self.asked.deliver(&mut self.asking);
            self.asked.take_receipt();
        }
    }

    /// What was served is certified, so that nothing is left half done.
    fn finish(&mut self) {
        self.drain();
        if self.asked.play.matter.as_ref().is_some_and(|matter| matter.standing.state == State::Completed) {
            self.certify();
        }
        self.drain();
    }
}

impl Desk {
    fn is_done(&self) -> bool {
        self.under_way.is_empty() && self.receipt.is_none()
    }
}

/// What both sides must know of where a matter stands, however it is called on either.
fn shared(standing: &Standing) -> &'static str {
    match (standing.side, standing.state) {
        (_, State::Transmitted | State::Acknowledged | State::Supplied) => "with the receiving authority",
        (_, State::SupplementAsked) | (Side::Requesting, State::Submitted | State::SentBack) => "to be supplemented",
        (_, State::Accepted | State::InExecution) => "being executed",
        (_, State::Returned | State::Closed) => "returned",
        (_, state) => state.code(),
    }
}

fn papers(play: &Play) -> BTreeSet<String> {
    play.matter().papers.iter().map(|paper| serde_json::to_string(paper).unwrap()).collect()
}

/// Which questions for another use were asked, and how they were answered.
fn answers(matter: &Matter) -> Vec<(Digest, Option<UseDecision>)> {
    matter.uses.iter().map(|asked| (asked.digest, asked.decision)).collect()
}

/// Every conflict that was ever found on either side.
fn conflicts(bay: &Bay) -> BTreeSet<String> {
    let events = [&bay.asking, &bay.asked].into_iter().flat_map(|desk| &desk.play.happened);
    let conflict = |(_, event): &(Date, Event)| match event {
        Event::ConflictFound { conflict } => Some(conflict.clone()),
        _ => None,
    };
    events.filter_map(conflict).collect()
}

fn decisions_of(procedure: Procedure) -> Decisions {
    match procedure {
        Procedure::ServiceOfDocuments => Decisions::default(),
        Procedure::TakingOfEvidence => evidence::decisions(),
    }
}

fn play_out(procedure: Procedure, steps: &[(u8, u8)]) -> Bay {
    let mut bay = Bay::open(procedure);
    steps.iter().for_each(|step| bay.step(*step));
    bay.finish();
    bay
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn whatever_crosses_both_sides_agree_once_everything_has_arrived(
        procedure in proptest::sample::select(&Procedure::ALL[..]),
        steps in vec(any::<(u8, u8)>(), 0..80),
    ) {
        let bay = play_out(procedure, &steps);
        prop_assume!(bay.asked.play.matter.is_some());
        let (asking, asked) = (&bay.asking.play, &bay.asked.play);
        prop_assert_eq!(shared(asking.standing()), shared(asked.standing()));
        prop_assert_eq!(papers(asking), papers(asked), "what stands, and what was superseded by what");
        let (here, there) = (asking.matter(), asked.matter());
        prop_assert_eq!(&here.number_over_there, &there.number_over_there);
        prop_assert_eq!(&here.notices, &there.notices);
        prop_assert_eq!(here.on_paper, there.on_paper, "how the letter travelled");
        prop_assert_eq!(&here.consultation, &there.consultation);
        prop_assert_eq!(answers(here), answers(there), "what may be used for what");
        let labelled = |(item, label): (&Digest, &Label)| there.labels.get(item) == Some(label);
        prop_assert!(here.labels.iter().all(labelled), "a label is the same on both sides");
        prop_assert_eq!(&here.decisions, &there.decisions);
        if asking.state() == State::Returned {
            prop_assert_eq!(&here.certificate, &there.certificate);
            let mut brought = here.certificate.iter().flat_map(|(_, certificate)| certificate.files());
            prop_assert!(brought.all(|file| here.labels.contains_key(&file.sha256)), "no label is lost on the way");
        }
        let found = conflicts(&bay);
        let late = ["corrected-after-acceptance", "after-the-end"].iter().any(|conflict| found.contains(*conflict));
        prop_assert!(late || here.letter_digest == there.letter_digest, "the letter that is executed is the one that stands");
    }
}

#[test]
fn the_plays_reach_every_end_and_every_crossing() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = vec(any::<(u8, u8)>(), 0..80);
    let (mut ends, mut found) = (BTreeSet::new(), BTreeSet::new());
    for turn in 0..2_000_usize {
        let steps = strategy.new_tree(&mut runner).unwrap().current();
        let bay = play_out(Procedure::ALL[turn % Procedure::ALL.len()], &steps);
        if bay.asked.play.matter.is_some() {
            ends.insert(shared(bay.asking.play.standing()));
        }
        found.extend(conflicts(&bay));
    }
    let all = [
        "being executed",
        "paper-used",
        "refused",
        "returned",
        "to be supplemented",
        "with the receiving authority",
        "withdrawn",
    ];
    assert_eq!(ends.into_iter().collect::<Vec<_>>(), all);
    for conflict in ["after-the-end", "answers-another-letter", "corrected-after-acceptance", "withdrawn-after-service"]
    {
        assert!(found.contains(conflict), "{conflict} was never met: {found:?}");
    }
}
