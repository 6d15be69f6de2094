//! The exchange of evidence, played by a court and two parties. Every free text of these plays holds [`MARK`], so that whatever leaks can
//! be found.

mod custody;
mod erasing;
mod exchange;
mod periods;
mod proof;
mod properties;
mod record;

use comity_record::Digest;
use jiff::Span;
use jiff::civil::date;
use ulid::Ulid;

use super::*;
use crate::assessment::{Assessment, Finding, Outcome, RulesRef, Severity};
use crate::calendar::tests::fixtures;
use crate::facts::{Authority, Facts, Particulars, Value};
use crate::matter::{Check, ErasureReason, Handling, Leave, Unanswered, Weight};
use crate::{AuthorityId, Jurisdiction};

/// Stands in every free text. It must not be found in the open part of the record.
const MARK: &str = "机密-Geheim";

/// A Monday.
const OPENED_ON: Date = date(2026, 3, 2);
const PLAINTIFF: u32 = 1;
const DEFENDANT: u32 = 2;

/// A case and everything that happened in it.
#[derive(Debug, Clone)]
struct Play {
    case: Option<Case>,
    happened: Vec<(Date, Event)>,
    today: Date,
    /// The rules do not answer.
    silent: bool,
}

impl Play {
    const fn new() -> Self {
        Self { case: None, happened: Vec::new(), today: OPENED_ON, silent: false }
    }

    /// The case, entered by the court.
    fn opened() -> Self {
        Self::new().done(Command::Open { court: court().authority, sheet: sheet() })
    }

    /// The period runs for fifteen days from the day of entry.
    fn producing() -> Self {
        Self::opened().done(fix(15))
    }

    /// Each party has produced something, in time, and a judge leads the exchange on its day.
    fn exchanging() -> Self {
        let play = Self::producing().done(produce(PLAINTIFF, "contract")).done(produce(DEFENDANT, "receipt"));
        let on = play.standing().period_ends.unwrap();
        play.done(Command::FixExchange { sitting: sitting(on) }).on(on).done(open_session())
    }

    /// The exchange has ended, and everybody has signed.
    fn signed() -> Self {
        let play = Self::exchanging().done(Command::EndSession);
        ["judge", "plaintiff", "counsel"].into_iter().fold(play, |play, name| play.done(sign(name)))
    }

    fn on(mut self, day: Date) -> Self {
        self.today = day;
        self
    }

    fn days_later(self, days: i64) -> Self {
        let day = self.today.checked_add(Span::new().days(days)).unwrap();
        self.on(day)
    }

    fn case(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    fn standing(&self) -> &Standing {
        &self.case().standing
    }

    fn context(&self) -> Context<'static> {
        Context { today: self.today, calendars: fixtures() }
    }

    /// What follows from the command, the rules having been asked as the gateway asks them.
    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        let question = self.case.as_ref().and_then(|case| question(case, &command, &court(), self.today));
        let command = match question {
            Some(facts) => command.answered(self.ask(facts)),
            None => command,
        };
        decide(self.case.as_ref(), command, &self.context())
    }

    fn refused(&self, command: Command) -> Refusal {
        self.decide(command).unwrap_err()
    }

    fn done(mut self, command: Command) -> Self {
        let events = self.decide(command).unwrap();
        self.happen(events);
        self
    }

    fn happen(&mut self, events: Vec<Event>) {
        for event in events {
            self.case = match self.case.take() {
                Some(case) => Some(case.after([(self.today, &event)])),
                None => Case::fold(&id(), [(self.today, &event)]).unwrap(),
            };
            self.happened.push((self.today, event));
        }
    }

    /// As the Mainland's rules answer: a stand-in that knows three of their rules.
    fn ask(&self, facts: Facts) -> Answer {
        if self.silent {
            return Answer::Silent(Unanswered { weight: Weight::Own, fault: "fuel-used-up".into() });
        }
        // What the rules are asked must be facts.
        let facts = Facts::parse(&serde_json::to_vec(&facts).unwrap()).unwrap();
        let outcome = findings(&facts).into_iter().max().unwrap_or(Outcome::Accept);
        Answer::Said(Box::new(Check { weight: Weight::Own, assessment: assessment(&facts, outcome), facts }))
    }
}

/// The least that a court may fix (Evidence Provisions art. 51).
fn least_days(facts: &Facts) -> i64 {
    let text = |name: &str| facts.particulars.get(name).cloned();
    match (text("instance"), text("trial-procedure")) {
        (Some(Value::Text(instance)), _) if instance == "second" => 10,
        (_, Some(Value::Text(procedure))) if procedure == "ordinary" => 15,
        _ => 1,
    }
}

fn findings(facts: &Facts) -> Vec<Outcome> {
    let mut found = Vec::new();
    if let Some(Value::Number(days)) = facts.particulars.get("evidence-period-days")
        && *days < least_days(facts)
    {
        found.push(Outcome::Refuse);
    }
    for document in &facts.documents {
        let made_in = document.particulars.get("made-in");
        let from_outside = made_in.is_some_and(|side| *side != Value::Text("CN".into()));
        let unproved = from_outside && !document.particulars.contains_key("proof-formality");
        let untranslated = !document.languages.iter().chain(&document.translations).any(|it| it == "zh");
        if unproved || untranslated {
            found.push(Outcome::ReturnForSupplement);
        }
    }
    let end = facts.docket.iter().rfind(|event| event.kind == "evidence-period-end").map(|event| event.on);
    let mut asked = facts.docket.iter().filter(|event| event.kind == "expert-assistant-requested");
    if asked.any(|request| end.is_some_and(|end| end < request.on)) {
        found.push(Outcome::Refuse);
    }
    found
}

fn assessment(facts: &Facts, outcome: Outcome) -> Assessment {
    let severity = match outcome {
        Outcome::Accept => Severity::Inform,
        Outcome::AcceptWithFlags => Severity::Flag,
        Outcome::ReturnForSupplement => Severity::Correct,
        Outcome::Refuse => Severity::Refuse,
    };
    let finding = Finding {
        code: "proof-formality-missing".into(),
        severity,
        about: Some("documents[0].particulars.proof-formality".into()),
        arguments: Particulars::from([("name".to_owned(), Value::Text(marked("argument")))]),
        citations: vec!["cn-evidence-provisions-2019:16".parse().unwrap()],
    };
    Assessment {
        outcome: Some(outcome),
        findings: vec![finding],
        due: Vec::new(),
        conclusions: Vec::new(),
        requirements: Vec::new(),
        rules: RulesRef { id: "mainland".into(), version: "0.1.0".into(), digest: Digest::of(b"component") },
        release: Digest::of(b"release"),
        facts_digest: facts.digest(),
    }
}

fn id() -> CaseId {
    CaseId::new("cn".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 9))
}

fn court() -> Authority {
    Authority {
        authority: "cn-nansha".parse::<AuthorityId>().unwrap(),
        jurisdiction: Jurisdiction::Cn,
        kind: "basic-court".into(),
        direct_channels: Some(vec![Jurisdiction::Mo]),
        area: None,
        subordinate_courts: None,
    }
}

fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn party(name: &str, side: PartySide, jurisdiction: Jurisdiction) -> Party {
    Party { name: marked(name), side, jurisdiction, representative: None }
}

fn sheet() -> Sheet {
    Sheet {
        case_number: marked("(2026)"),
        cause_of_action: marked("sale of goods"),
        case_category: "civil-commercial".into(),
        trial_procedure: "ordinary".into(),
        instance: "first".into(),
        parties: vec![
            party("plaintiff", PartySide::Plaintiff, Jurisdiction::Cn),
            party("defendant", PartySide::Defendant, Jurisdiction::Hk),
        ],
    }
}

fn fix(days: u32) -> Command {
    Command::FixPeriod { from: OPENED_ON, days, agreed: false, answer: None, override_reason: None }
}

fn agree(days: u32) -> Command {
    Command::FixPeriod { from: OPENED_ON, days, agreed: true, answer: None, override_reason: None }
}

fn item(title: &str) -> Exhibit {
    Exhibit {
        sort: EvidenceSort::Documentary,
        title: marked(title),
        source: marked("source"),
        proves: marked("proves"),
        original: true,
        copies: 2,
        pages: Some(3),
        languages: vec!["zh".into()],
        made_in: Jurisdiction::Cn,
        document: None,
        formality: None,
        file: None,
        translations: Vec::new(),
    }
}

fn produce(party: u32, title: &str) -> Command {
    Command::Produce {
        party,
        item: Box::new(item(title)),
        rebuts: None,
        late_reason: None,
        answer: None,
        of_mediation: None,
    }
}

fn sitting(on: Date) -> Sitting {
    Sitting { on, time: "09:30".into(), place: marked("court room"), manner: Presence::Online }
}

fn open_session() -> Command {
    let present = |name: &str, capacity, party| Attendance {
        name: marked(name),
        capacity,
        party: Some(party),
        presence: Presence::Online,
    };
    let present =
        vec![present("plaintiff", Capacity::Party, PLAINTIFF), present("counsel", Capacity::Agent, DEFENDANT)];
    Command::OpenSession { judge: marked("judge"), present }
}

fn sign(name: &str) -> Command {
    Command::SignRecord { name: marked(name), manner: Signature::Electronic, reason: None }
}

fn object(party: u32, exhibit: u32, ground: Ground) -> Command {
    Command::Object { party, exhibit, ground, reason: marked("reason") }
}

fn admit_evidence(party: u32, exhibit: u32, grounds: &[Ground]) -> Command {
    Command::Admit { party, admitted: Admitted::Evidence { exhibit, grounds: grounds.to_vec() } }
}

fn admit_fact(party: u32) -> Command {
    Command::Admit { party, admitted: Admitted::Fact { fact: marked("fact") } }
}

fn retract(admission: u32) -> Command {
    Command::RetractAdmission { admission, retraction: Retraction::Consent, reason: marked("reason") }
}

fn wanted(held_by: u32) -> WantedDocument {
    WantedDocument {
        held_by,
        document: marked("ledger"),
        proves: marked("payment"),
        control: marked("control"),
        reason: marked("reason"),
    }
}

fn expert() -> ExpertAssistant {
    ExpertAssistant { name: marked("expert"), qualification: marked("engineer"), questions: marked("questions") }
}

fn similar() -> SimilarCase {
    SimilarCase {
        court: marked("court"),
        case_number: marked("number"),
        decided_on: Some(date(2024, 6, 3)),
        guiding: true,
        holding: marked("holding"),
        likeness: marked("likeness"),
    }
}

fn file(name: &str) -> FileRef {
    FileRef {
        sha256: Digest::of(name.as_bytes()),
        size: 7,
        name: format!("{name}-{MARK}.pdf"),
        media_type: "application/pdf".into(),
        manifest: None,
    }
}

fn add(name: &str) -> Command {
    Command::AddFile { file: file(name), blob: Digest::of(format!("sealed {name}").as_bytes()), label: None }
}
