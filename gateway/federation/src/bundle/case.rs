//! What the lines of a case say happened. Nothing of a case was signed by another side, so it is held against itself: each entry is one
//! that a case has, each answer of the rules is about its facts, and the way of each file is whole.

use std::collections::BTreeSet;

use comity_domain::aggregate::Aggregate as _;
use comity_domain::case::{Answer, Case, Event, Recorded, custody};
use comity_domain::matter::{Check, Custody, FileRef};
use comity_domain::parts::InParts as _;
use comity_domain::{AuthorityId, CaseId};
use comity_record::Digest;
use comity_record::bundle::{Proven, ProvenLine};
use comity_record::line::{Line, Particulars};
use serde_json::Value;

use super::docket::{about_its_facts, same, whole};
use super::{Fault, Flaw, Shown};

/// Reads the lines of the case in order, and checks what they say.
pub(super) fn read(proven: &Proven, id: &CaseId) -> Result<Shown, Fault> {
    let mut reader = Reader { id, case: None, withheld: 0, docket: Vec::new(), checks: Vec::new(), rows: Vec::new() };
    for line in proven.lines.iter().filter(|line| line.is_own) {
        reader.take(line)?;
    }
    reader.finish(proven)
}

struct Reader<'a> {
    id: &'a CaseId,
    case: Option<Case>,
    withheld: u64,
    docket: Vec<Recorded>,
    checks: Vec<(u64, Check)>,
    /// The rows of the entries, with their places in the record.
    rows: Vec<(u64, u64)>,
}

impl Reader<'_> {
    fn take(&mut self, proven: &ProvenLine) -> Result<(), Fault> {
        let (row, line) = (proven.row, &proven.line);
        if !proven.is_open() {
            self.withheld += 1;
            return Ok(());
        }
        let not_an_entry = |why: String| Flaw::NotAnEntry(why).at(row, "line");
        let event = Event::from_parts(&line.kind, &line.open, &proven.opened);
        let event = event.map_err(|error| not_an_entry(error.to_string()))?;
        if let Some(Answer::Said(check)) = event.answer() {
            same(row, "opened", about_its_facts(check), "the rules answered about other facts")?;
            self.checks.push((row, Check::clone(check)));
        }
        match &mut self.case {
            Some(case) => case.apply(line.day, &event),
            // A beginning that is withheld leaves nothing to fold upon.
            None if self.withheld > 0 => {}
            None => {
                let opened = Case::fold(self.id, [(line.day, &event)]);
                self.case = opened.map_err(|error| not_an_entry(error.to_string()))?;
            }
        }
        self.rows.push((line.index, row));
        self.docket.push(recorded(line, &proven.opened, event));
        Ok(())
    }

    fn finish(self, proven: &Proven) -> Result<Shown, Fault> {
        let mut shown = Shown { withheld: self.withheld, checks: self.checks, ..Shown::default() };
        let case = self.case.filter(|_| self.withheld == 0);
        if let Some(case) = case {
            let files: BTreeSet<FileRef> = case.files.values().map(|kept| kept.file.clone()).collect();
            let named =
                |(sha256, size): (&Digest, &u64)| files.iter().any(|file| file.sha256 == *sha256 && file.size == *size);
            if let Some((sha256, _)) = proven.files.iter().find(|file| !named(*file)) {
                let member = format!("file/{}", sha256.hex());
                return Err(Flaw::Contradiction("the case names no such file").at(1, &member));
            }
            let chain: Vec<Custody> = custody(&self.docket);
            whole(&chain, proven, |index| self.rows.iter().find(|(at, _)| *at == index).map(|(_, row)| *row))?;
            shown.custody = Some(chain);
            shown.state = Some(case.standing.state.code());
            shown.files = files.into_iter().collect();
        }
        shown.case_docket = self.docket;
        Ok(shown)
    }
}

fn recorded(line: &Line, opened: &Particulars, event: Event) -> Recorded {
    let authority: Option<AuthorityId> =
        line.open.get("authority").and_then(Value::as_str).and_then(|name| name.parse().ok());
    let by = opened.get("by").and_then(Value::as_str).map(str::to_owned);
    Recorded { index: line.index, on: line.day, time: line.time, authority, by, event }
}
