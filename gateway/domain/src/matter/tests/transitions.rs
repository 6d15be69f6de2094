//! The states as a table that lawyers can read: `transitions.txt`. `COMITY_BLESS=1` writes it anew.

use super::custody::take_over;
use super::erasing::erase_by_order;
use super::*;
use Outcome::Accept;

const TABLE: &str = include_str!("../transitions.txt");

const HEAD: &str = "\
# What may happen in a matter, on either side. Each line: the side, where the matter stands, what is done or arrives,
# and where it stands then. `=`: it stays. `!`: the conflict that a person has to look at. `refused`: nothing happens.
# Every matter stands there the ordinary way: examined, assessed without objection. Written by the tests.
# First a matter of service; of a matter of evidence what is otherwise.
";

/// What can be done on either side, by name.
fn commands(play: &Play) -> Vec<(&'static str, Command)> {
    let check = play.check(Weight::Own, Some(Accept));
    let checks = vec![check.clone(), play.check(Weight::Advice, Some(Accept))];
    let request_digest = play.matter().request_digest();
    let document = play.matter().letter_digest.is_some().then_some("document");
    let procedure = play.standing().procedure;
    vec![
        ("draft", Command::Draft { chain: chain(), request: request_of(procedure) }),
        ("amend", Command::Amend { request: complete_of(procedure) }),
        ("add-file", add("more")),
        ("record-preflight", Command::RecordPreflight(Preflight { request_digest, checks, unanswered: Vec::new() })),
        ("record-assessment", Command::RecordAssessment { stage: Stage::Incoming, check }),
        ("record-fault", fault()),
        ("review", review()),
        ("submit", submit()),
        ("send-back", Command::SendBack { reason: marked("reason") }),
        ("transmit", transmit(play)),
        ("ask-supplement", ask_supplement()),
        ("accept", accept()),
        ("start-execution", start_execution()),
        ("execute", execute_of(procedure, play.today)),
        ("return-certificate", return_certificate()),
        ("refuse", refuse()),
        ("withdraw", withdraw(document)),
        ("use-paper", use_paper(document)),
        ("acknowledge", acknowledge()),
        ("return-unexecuted", return_unexecuted()),
        ("give-notice", give_notice(play.today)),
        ("consult-on-costs", consult_on_costs()),
        ("answer-on-costs", answer_on_costs(CostsDecision::Agreed)),
        ("remind", remind()),
        ("handle", open("claim")),
        ("take-over", take_over()),
        ("flag-evidence", Command::FlagEvidence),
        ("request-use", request_use()),
        ("answer-use", answer_use(UseDecision::Granted)),
        ("note-circumstances", Command::NoteCircumstances { circumstances: Circumstances::default() }),
        ("record-appearance", evidence::record(AppearanceStep::FreeToLeave, play.today)),
        ("refuse-file", refuse_file()),
        ("close", Command::Close),
        ("ask-erasure", ask_erasure()),
        ("answer-erasure", answer_erasure()),
        ("erase", erase_by_order()),
    ]
    .into_iter()
    .chain(corrections(play))
    .collect()
}

/// Corrections of what this side has sealed.
fn corrections(play: &Play) -> Vec<(&'static str, Command)> {
    let procedure = play.standing().procedure;
    let corrected = [
        ("correct-letter", letter(complete_of(procedure))),
        ("correct-certificate", done(procedure, play.today)),
        ("correct-acceptance", acceptance()),
    ];
    let own = |content: &Content| {
        let (side, kind) = (play.standing().side, content.kind());
        play.matter().papers.iter().any(|paper| paper.side == side && paper.document_kind == kind)
    };
    let sealed = corrected.into_iter().filter(|(_, content)| own(content));
    sealed.map(|(name, content)| (name, correct(play, content))).collect()
}

/// What the other side can do, by name.
fn messages(play: &Play) -> Vec<(&'static str, Command)> {
    let procedure = play.standing().procedure;
    let contents = [
        ("letter arrives", letter(complete_of(procedure))),
        ("supplement-request arrives", supplement_request()),
        ("acceptance arrives", acceptance()),
        ("refusal arrives", refusal()),
        ("certificate arrives", done(procedure, play.today)),
        ("withdrawal arrives", withdrawal()),
        ("return arrives", returned_as_outside()),
        ("acknowledgement arrives", acknowledgement()),
        ("notice-of-time-and-place arrives", notice_given(play.today)),
        ("costs-consultation arrives", consultation()),
        ("costs-answer arrives", costs_answer()),
        ("reminder arrives", reminder()),
        ("paper-used arrives", paper_used()),
        ("use-request arrives", use_request()),
        ("use-answer arrives", use_answer()),
        ("erasure-request arrives", erasure_request()),
        ("erasure-answer arrives", erasure_answer()),
    ];
    let mut messages: Vec<_> = contents.map(|(name, content)| (name, play.sealed(content))).into();
    let corrections = [
        ("correction of the letter arrives", letter(complete_of(procedure))),
        ("correction of the certificate arrives", done(procedure, play.today)),
        ("correction of the acceptance arrives", acceptance()),
    ];
    messages.extend(corrections.map(|(name, content)| (name, play.corrected_over_there(content))));
    if let Some((message, message_kind)) = play.queued.last().copied() {
        let seq = play.matter().messages.sent.len() as u64;
        messages.push(("receipt arrives", receipt_for(message, message_kind)));
        let refusal = "not-expected".into();
        messages.push(("notice arrives", Command::Quarantine { message, message_kind, seq, refusal }));
    }
    messages
}

/// What follows from a command, or why nothing does.
fn outcome(play: &Play, command: Command) -> Result<String, Refusal> {
    let mut after = play.clone();
    after.attempt(command)?;
    let state = if after.state() == play.state() { "=" } else { after.state().code() };
    Ok(match after.conflict() {
        Some(conflict) => format!("{state} ! {conflict}"),
        None => state.to_owned(),
    })
}

fn lines(side: &str, play: &Play) -> String {
    let mut all = commands(play);
    all.extend(messages(play));
    let (mut lines, mut refused) = (String::from("\n"), BTreeMap::<&str, Vec<&str>>::new());
    for (name, command) in all {
        match outcome(play, command) {
            Ok(then) => lines += &format!("{side} {}: {name} -> {then}\n", play.state().code()),
            Err(refusal) => refused.entry(refusal.code()).or_default().push(name),
        }
    }
    for (why, names) in refused {
        lines += &format!("{side} {}: {} -> refused, {why}\n", play.state().code(), names.join(", "));
    }
    lines
}

fn table() -> String {
    let of = |procedure| {
        let asking = ASKING.map(|state| lines("requesting", &asking_for(procedure, state)));
        asking.into_iter().chain(ASKED.map(|state| lines("requested", &asked_for(procedure, state))))
    };
    let service: String = core::iter::once(HEAD.to_owned()).chain(of(Procedure::ServiceOfDocuments)).collect();
    let evidence: String = of(Procedure::TakingOfEvidence).collect();
    let otherwise = evidence.lines().filter(|line| service.lines().all(|known| known != *line));
    let otherwise: String = otherwise.map(|line| format!("evidence, {line}\n")).collect();
    format!("{service}\n{otherwise}")
}

#[test]
fn every_command_in_every_state_does_what_the_table_says() {
    let table = table();
    if std::env::var_os("COMITY_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/matter/transitions.txt");
        std::fs::write(path, table).unwrap();
        return;
    }
    let news: Vec<&str> = table.lines().filter(|line| TABLE.lines().all(|old| old != *line)).collect();
    assert!(table == TABLE, "the table has changed; COMITY_BLESS=1 accepts it:\n{}", news.join("\n"));
}

#[test]
fn every_kind_of_message_is_in_the_table() {
    for kind in MessageKind::ALL {
        // A supplement arrives as the letter that it is.
        let name = if kind == MessageKind::Supplement { "letter" } else { kind.code() };
        let arrives = [format!("{name} arrives"), format!("{name} of the letter arrives")];
        assert!(arrives.iter().any(|arrives| TABLE.contains(arrives)), "{name}");
    }
}

#[test]
fn no_command_is_forgotten_in_the_table() {
    let play = asking(State::Transmitted);
    for (_, command) in commands(&play).into_iter().chain(messages(&play)) {
        // A new command does not compile here until it stands in the table.
        match command {
            Command::Draft { .. }
            | Command::Enter { .. }
            | Command::Arrive(_)
            | Command::Dispatch { .. }
            | Command::Amend { .. }
            | Command::AddFile { .. }
            | Command::RefuseFile { .. }
            | Command::RecordPreflight(_)
            | Command::RecordAssessment { .. }
            | Command::RecordFault { .. }
            | Command::Review { .. }
            | Command::Submit { .. }
            | Command::SendBack { .. }
            | Command::Transmit { .. }
            | Command::KeepReceipt { .. }
            | Command::Quarantine { .. }
            | Command::Take { .. }
            | Command::AskSupplement { .. }
            | Command::Accept { .. }
            | Command::StartExecution { .. }
            | Command::Execute { .. }
            | Command::ReturnCertificate { .. }
            | Command::Refuse { .. }
            | Command::Withdraw { .. }
            | Command::UsePaper { .. }
            | Command::Acknowledge { .. }
            | Command::ReturnUnexecuted { .. }
            | Command::GiveNotice { .. }
            | Command::ConsultOnCosts { .. }
            | Command::AnswerOnCosts { .. }
            | Command::Remind { .. }
            | Command::Handle(_)
            | Command::TakeOver { .. }
            | Command::FlagEvidence
            | Command::RequestUse { .. }
            | Command::AnswerUse { .. }
            | Command::Correct(_)
            | Command::NoteCircumstances { .. }
            | Command::RecordAppearance { .. }
            | Command::Close
            | Command::AskErasure { .. }
            | Command::AnswerErasure { .. }
            | Command::Erase { .. } => {}
        }
    }
}
