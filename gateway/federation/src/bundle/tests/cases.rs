//! Bundles of a case before the High Court of Hong Kong, whose record also has a matter.

use comity_domain::case::{Answer, Event, Sheet};
use comity_domain::matter::{ErasureReason, FileRef, Leave};
use comity_domain::parts::InParts as _;

use super::*;

const CASE: &str = "case/hk/01KEQ3V3T0000000000000000C";
const STATEMENT: &[u8] = b"statement";

fn sheet() -> Sheet {
    serde_json::from_value(json!({
        "case_number": "HCA 1/2026",
        "cause_of_action": "sale of goods",
        "case_category": "civil-commercial",
        "trial_procedure": "ordinary",
        "instance": "first",
        "parties": [
            { "name": "陳大文", "side": "plaintiff", "jurisdiction": "HK" },
            { "name": "广州甲公司", "side": "defendant", "jurisdiction": "CN" },
        ],
    }))
    .unwrap()
}

fn opened() -> Event {
    Event::Opened { court: authority("hk-high-court"), sheet: sheet() }
}

fn added() -> Event {
    let (sha256, size) = (Digest::of(STATEMENT), STATEMENT.len() as u64);
    let file = FileRef { sha256, size, name: "statement.txt".into(), media_type: "text/plain".into(), manifest: None };
    Event::FileAdded { file, blob: Digest::of(b"encrypted statement"), label: None }
}

/// A period, with what the rules answered in the matter of the same record.
fn fixed() -> Event {
    let (_, check) = held(&Desk::new().bundle()).unwrap().checks.remove(0);
    let (answer, override_reason) = (Answer::Said(Box::new(check)), None);
    Event::PeriodFixed { from: DAY, days: 15, agreed: false, last_day: DAY, answer, override_reason }
}

fn in_hand(handling: Handling) -> Event {
    let code = |code: &str| code.to_owned();
    let permit = Leave { action: code("case.export"), role: code("judge"), relation: code("originating"), revision: 3 };
    Event::Handled { handling, items: vec![Digest::of(STATEMENT)], permit, reason: None }
}

fn entered(events: &[Event]) -> Desk {
    let mut desk = Desk::new();
    for event in events {
        let mut parts = event.to_parts().unwrap();
        parts.open.insert("authority".into(), "hk-high-court".into());
        parts.particulars.insert("by".into(), "lau-siu-fung".into());
        let line = Line { kind: parts.kind, open: parts.open, ..desk.blank(CASE) };
        desk.write(line, &parts.particulars);
    }
    desk
}

/// The rows of the case; of the lines whose kind is `withheld` nothing is disclosed.
fn rows(desk: &Desk, with_file: bool, withheld: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = desk.rows();
    rows.retain(|row| !matches!(row, Row::Line { .. } | Row::File { .. }));
    for (index, bytes) in (0..).zip(&desk.lines) {
        let line = Line::parse(bytes).unwrap();
        if line.subject != CASE {
            continue;
        }
        let is_shown = line.kind != withheld;
        rows.push(Row::Line {
            line: String::from_utf8(bytes.clone()).unwrap(),
            proof: desk.tree.inclusion_proof(index, desk.tree.size()).unwrap(),
            opened: if is_shown { line.open_salted(&Desk::key()).unwrap() } else { BTreeMap::new() },
        });
    }
    if with_file {
        rows.push(Row::file(STATEMENT));
    }
    rows
}

fn bundled(desk: &Desk, rows: &[Row], v: bundle::Version) -> Vec<u8> {
    let manifest = Manifest { subject: CASE.into(), revision: desk.heads[CASE], v, ..desk.manifest() };
    write(manifest, rows, &World::new().envelope_key("hk")).unwrap()
}

/// The bundle of a case in which this happened, with its file.
fn of(events: &[Event]) -> Vec<u8> {
    let desk = entered(events);
    bundled(&desk, &rows(&desk, true, ""), bundle::Version::V2)
}

fn whole() -> [Event; 5] {
    [opened(), added(), fixed(), in_hand(Handling::Opened), in_hand(Handling::Exported)]
}

#[test]
fn a_bundle_of_a_case_shows_what_happened_the_rules_answers_and_the_way_of_its_files() {
    let verdict = held(&of(&whole())).unwrap();
    assert_eq!(verdict.history.subject(), CASE);
    assert_eq!((verdict.lines, verdict.withheld, verdict.state), (5, 0, Some("producing")));
    let happened: Vec<String> =
        verdict.case_docket.iter().map(|recorded| recorded.event.to_parts().unwrap().kind).collect();
    assert_eq!(happened, ["opened", "file-added", "period-fixed", "handled", "handled"]);
    assert_eq!(verdict.case_docket[0].by.as_deref(), Some("lau-siu-fung"));
    assert!(verdict.docket.is_empty(), "nothing of the matter of the same record is shown");
    assert_eq!((verdict.checks.len(), verdict.messages, verdict.receipts), (1, 0, 0));
    assert_eq!((verdict.files.len(), verdict.enclosed), (1, vec![Digest::of(STATEMENT)]));
    let way: Vec<&str> = verdict.custody.unwrap().iter().map(|step| step.step.code()).collect();
    assert_eq!(way, ["added", "opened", "exported"]);
}

#[test]
fn a_changed_byte_of_a_case_is_refused_and_its_row_is_named() {
    let file = of(&whole());
    for at in (0..file.len()).filter(|at| at % 61 == 0 || file[*at] == b'\n') {
        let mut changed = file.clone();
        changed[at] ^= 1;
        let fault = held(&changed).map(|_| ()).expect_err(&format!("byte {at} is not noticed"));
        assert_eq!(fault.row, row_of(&file, at), "byte {at}: {fault}");
    }
}

#[test]
fn what_the_gateway_says_of_a_case_against_its_own_entries_is_found_out() {
    let code = |events: &[Event]| fault(&of(events)).2;
    assert_eq!(code(&[opened(), added()]), "bundle-custody-broken", "nobody took the file out");
    assert_eq!(code(&[opened(), in_hand(Handling::Exported)]), "bundle-contradiction", "no such file came");
    let too_early = [opened(), in_hand(Handling::Exported), added(), in_hand(Handling::Exported)];
    assert_eq!(code(&too_early), "bundle-custody-broken", "it was in somebody's hand before it came");
    assert_eq!(code(&[added(), in_hand(Handling::Exported)]), "bundle-entry-malformed", "no case begins so");
    let Event::PeriodFixed { mut answer, from, days, agreed, last_day, override_reason } = fixed() else {
        unreachable!()
    };
    let Answer::Said(check) = &mut answer else { unreachable!() };
    check.assessment.facts_digest = Digest::of(b"other facts");
    let otherwise = Event::PeriodFixed { answer, from, days, agreed, last_day, override_reason };
    assert_eq!(code(&[opened(), added(), otherwise, in_hand(Handling::Exported)]), "bundle-contradiction");
}

#[test]
fn an_entry_of_a_case_that_is_left_out_is_missed() {
    let desk = entered(&whole());
    let mut rows = rows(&desk, false, "");
    let last = desk.lines.len() - 2;
    rows.retain(|row| row.name() != format!("line/{last}"));
    let manifest = Manifest { subject: CASE.into(), revision: desk.heads[CASE] - 1, ..desk.manifest() };
    let file = write(manifest, &rows, &World::new().envelope_key("hk")).unwrap();
    assert_eq!(fault(&file).2, "revision-gap");
}

#[test]
fn what_is_withheld_of_a_case_is_counted_and_shows_neither_its_state_nor_its_custody() {
    let desk = entered(&whole());
    let verdict = held(&bundled(&desk, &rows(&desk, false, "opened"), bundle::Version::V2)).unwrap();
    assert_eq!((verdict.withheld, verdict.state, verdict.case_docket.len()), (1, None, 4));
    assert!(verdict.custody.is_none());
}

#[test]
fn of_an_erased_case_its_lines_are_shown_and_that_it_was_erased() {
    let left = comity_domain::case::Standing::open(DAY, &opened()).unwrap();
    let desk = entered(&[opened(), Event::Erased { erasure_reason: ErasureReason::CourtOrder, left: Box::new(left) }]);
    let verdict = held(&bundled(&desk, &rows(&desk, false, "opened"), bundle::Version::V2)).unwrap();
    assert_eq!((verdict.lines, verdict.withheld, verdict.state), (2, 1, None));
    let [erased] = &verdict.case_docket[..] else { panic!("{:?}", verdict.case_docket) };
    assert!(matches!(erased.event, Event::Erased { erasure_reason: ErasureReason::CourtOrder, .. }));
}

#[test]
fn there_is_no_bundle_of_a_case_from_before_custody_was_kept() {
    let desk = entered(&whole());
    let old = bundled(&desk, &rows(&desk, true, ""), bundle::Version::V1);
    assert_eq!(fault(&old), place(1, "manifest.v", "bundle-manifest-malformed"));
}
