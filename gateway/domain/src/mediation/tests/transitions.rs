//! The states as a table that lawyers can read: `transitions.txt`. `COMITY_BLESS=1` writes it anew.

use std::collections::BTreeMap;

use super::*;

const TABLE: &str = include_str!("../transitions.txt");

const HEAD: &str = "\
# What may happen in a mediation. Each line: where it stands, what is done, and where it stands then. `=`: it stays. `refused`:
# nothing happens. Everything stands the ordinary way: the mediator of the panel is selectable, discloses nothing, and is consented
# to by both parties in writing; the rules do not object. Written by the tests.
";

/// What can be done, by name.
fn commands(play: &Play) -> Vec<(&'static str, Command)> {
    vec![
        ("open", open(dispute())),
        ("join", Command::Join { party: party("third", Jurisdiction::Mo) }),
        ("name", name(of_the_panel("mediator"))),
        ("disclose", disclose(&[])),
        ("consent", consent(BUYER, ConsentKind::Written)),
        ("appoint", appoint()),
        ("object", object()),
        ("decide-objection", decide_objection(1, true)),
        ("replace", replace()),
        ("sign-for-papers", sign_for_papers()),
        ("extend", extend(date(2026, 4, 1))),
        ("note", offer()),
        ("agree", agree()),
        ("sign", Command::Sign { signer: Signer::Mediator, on: None }),
        ("drop-agreement", Command::DropAgreement { reason: marked("reason") }),
        ("settle", settle(play)),
        ("end-failed", end(Ending::Failed)),
        ("end-withdrawn", end(Ending::Withdrawn)),
    ]
}

fn places() -> Vec<(&'static str, Play)> {
    vec![
        ("opened", Play::opened()),
        ("named", Play::named()),
        ("named, consented to", Play::named().consented(&[])),
        ("appointed", Play::appointed()),
        ("under-way", Play::under_way()),
        ("under-way, objected", Play::under_way().done(object())),
        ("agreed", Play::agreed()),
        ("agreed, signed by all", Play::signed()),
        ("settled", Play::settled()),
        ("failed", Play::under_way().done(end(Ending::Failed))),
        ("withdrawn", Play::opened().done(end(Ending::Withdrawn))),
    ]
}

fn lines(place: &str, play: &Play) -> String {
    let (mut lines, mut refused) = (String::from("\n"), BTreeMap::<&str, Vec<&str>>::new());
    for (name, command) in commands(play) {
        match play.decide(command) {
            Ok(events) => {
                let mut after = play.clone();
                after.happen(events);
                let state = if after.state() == play.state() { "=" } else { after.state().code() };
                lines += &format!("{place}: {name} -> {state}\n");
            }
            Err(refusal) => refused.entry(refusal.code()).or_default().push(name),
        }
    }
    for (why, names) in refused {
        lines += &format!("{place}: {} -> refused, {why}\n", names.join(", "));
    }
    lines
}

#[test]
fn every_command_in_every_state_does_what_the_table_says() {
    let lines: String = places().iter().map(|(place, play)| lines(place, play)).collect();
    let table = format!("{HEAD}{lines}");
    if std::env::var_os("COMITY_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mediation/transitions.txt");
        std::fs::write(path, table).unwrap();
        return;
    }
    let news: Vec<&str> = table.lines().filter(|line| TABLE.lines().all(|old| old != *line)).collect();
    assert!(table == TABLE, "the table has changed; COMITY_BLESS=1 accepts it:\n{}", news.join("\n"));
}

#[test]
fn every_state_and_every_command_is_in_the_table() {
    for state in State::ALL {
        assert!(places().iter().any(|(_, play)| play.state() == state), "{}", state.code());
    }
    for (_, command) in commands(&Play::opened()) {
        // A new command does not compile here until it stands in the table.
        match command {
            Command::Open { .. }
            | Command::Join { .. }
            | Command::Name { .. }
            | Command::Disclose { .. }
            | Command::Consent { .. }
            | Command::Appoint { .. }
            | Command::Object { .. }
            | Command::DecideObjection { .. }
            | Command::Replace { .. }
            | Command::SignForPapers { .. }
            | Command::Extend { .. }
            | Command::Note { .. }
            | Command::Agree { .. }
            | Command::Sign { .. }
            | Command::DropAgreement { .. }
            | Command::Settle { .. }
            | Command::End { .. } => {}
        }
    }
}
