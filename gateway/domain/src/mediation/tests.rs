//! A mediation, played by a body and two parties. Every free text of these plays holds [`MARK`], and what is said in the mediation holds
//! [`SAID`], so that whatever leaks can be found.

mod checking;
mod conducting;
mod properties;
mod record;
mod transitions;

use comity_record::{Digest, Time};
use jiff::Span;
use jiff::civil::date;
use ulid::Ulid;

use super::*;
use crate::assessment::{Assessment, Due, Finding, Outcome, RulesRef, Severity};
use crate::facts::{Authority, Facts, Particulars, Value};
use crate::matter::{Check, FileRef, Unanswered, Weight};
use crate::{Date, Jurisdiction, MediationId};

/// Stands in every free text. It must not be found in the open part of the record.
pub(crate) const MARK: &str = "机密-Geheim";
/// Stands in what is said. It must not be found in anything that leaves the mediation.
pub(crate) const SAID: &str = "讓步-Angebot";

/// A Monday.
pub(crate) const OPENED_ON: Date = date(2026, 3, 2);
const NOW: i64 = 1_772_412_000_000;
const BUYER: u32 = 1;
const SELLER: u32 = 2;

/// A mediation and everything that happened in it.
#[derive(Debug, Clone)]
pub(crate) struct Play {
    pub(crate) mediation: Option<Mediation>,
    pub(crate) happened: Vec<(Date, Event)>,
    today: Date,
    /// The rules do not answer.
    silent: bool,
}

impl Play {
    const fn new() -> Self {
        Self { mediation: None, happened: Vec::new(), today: OPENED_ON, silent: false }
    }

    /// Entered by the body.
    fn opened() -> Self {
        Self::new().done(open(dispute()))
    }

    /// Somebody of the panel of the bay is named.
    fn named() -> Self {
        Self::opened().done(name(of_the_panel("mediator")))
    }

    /// The mediator has nothing to disclose, both parties consent in writing, and the body appoints.
    fn appointed() -> Self {
        Self::named().consented(&[]).done(appoint())
    }

    /// The mediator has the papers.
    fn under_way() -> Self {
        Self::appointed().done(sign_for_papers())
    }

    /// There is an agreement.
    fn agreed() -> Self {
        Self::under_way().done(offer()).done(agree())
    }

    /// All have signed.
    pub(crate) fn signed() -> Self {
        [Signer::Party(BUYER), Signer::Party(SELLER), Signer::Mediator]
            .into_iter()
            .fold(Self::agreed(), |play, signer| play.done(sign(signer)))
    }

    fn settled() -> Self {
        let play = Self::signed();
        let settle = settle(&play);
        play.done(settle)
    }

    /// The mediator discloses these relations, and both parties consent in writing.
    fn consented(self, relations: &[Relation]) -> Self {
        self.done(disclose(relations))
            .done(consent(BUYER, ConsentKind::Written))
            .done(consent(SELLER, ConsentKind::Written))
    }

    fn days_later(mut self, days: i64) -> Self {
        self.today = self.today.checked_add(Span::new().days(days)).unwrap();
        self
    }

    pub(crate) fn mediation(&self) -> &Mediation {
        self.mediation.as_ref().unwrap()
    }

    fn state(&self) -> State {
        self.mediation().standing.state
    }

    /// What follows from the command, the rules having been asked as the gateway asks them.
    fn decide(&self, command: Command) -> Result<Vec<Event>, Refusal> {
        let question = self.mediation.as_ref().and_then(|it| question(it, &command, &body(), self.today));
        let command = match question {
            Some(facts) => command.answered(self.ask(facts)),
            None => command,
        };
        let context = Context { today: self.today, now: Time::from_unix_ms(NOW) };
        decide(self.mediation.as_ref(), command, &context)
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
            match &mut self.mediation {
                Some(mediation) => mediation.apply(self.today, &event),
                none => *none = Mediation::fold(&id(), [(self.today, &event)]).unwrap(),
            }
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
        let (outcome, due) = (outcome(&facts), due(&facts).into_iter().collect());
        Answer::Said(Box::new(Check { weight: Weight::Own, assessment: assessment(&facts, outcome, due), facts }))
    }
}

/// Whoever is tied to a side needs written consents, whoever was chosen from the panel stands on it, and nobody mediates whom a party refuses.
fn outcome(facts: &Facts) -> Outcome {
    if facts.procedure != "mediator-appointment" {
        return Outcome::Accept;
    }
    let said = |code: &str| {
        facts
            .persons
            .iter()
            .filter(|it| it.particulars.get("consents-to-mediator") == Some(&Value::Text(code.into())))
            .count()
    };
    let mediator = facts.persons.iter().find(|it| it.role == "mediator").unwrap();
    let tied = mediator.particulars.contains_key("relations") || mediator.particulars.contains_key("earlier-roles");
    let of_the_bay = mediator.particulars.get("panel") == Some(&Value::Text("gba-panel".into()));
    let confirmed = facts.docket.iter().any(|event| event.kind == "panel-confirmed");
    if said("refused") > 0 || (tied && said("written") < 2) || (of_the_bay && !confirmed) {
        return Outcome::Refuse;
    }
    Outcome::Accept
}

/// Invited Mediation art. 27, without the calendar.
fn due(facts: &Facts) -> Option<Due> {
    let text = |name: &str| match facts.particulars.get(name) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let days = match (text("mediation-referral"), text("trial-procedure")) {
        ("pre-filing", _) => 30,
        ("post-filing", "ordinary") => 15,
        ("post-filing", "summary") => 7,
        _ => return None,
    };
    let signed = facts.docket.iter().find(|event| event.kind == "papers-signed-for")?.on;
    Some(Due {
        period: CONCLUDE_MEDIATION.into(),
        last_day: signed.checked_add(Span::new().days(days)).unwrap(),
        calendar: "CN".into(),
        hard: true,
        steps: Vec::new(),
        citations: vec!["cn-invited-mediation-2016:27".parse().unwrap()],
    })
}

pub(crate) fn assessment(facts: &Facts, outcome: Outcome, due: Vec<Due>) -> Assessment {
    let finding = Finding {
        code: "relation-without-consent".into(),
        severity: if outcome == Outcome::Accept { Severity::Inform } else { Severity::Refuse },
        about: None,
        arguments: Particulars::from([("name".to_owned(), Value::Text(marked("argument")))]),
        citations: vec!["cn-invited-mediation-2016:15".parse().unwrap()],
    };
    Assessment {
        outcome: Some(outcome),
        findings: vec![finding],
        due,
        conclusions: Vec::new(),
        requirements: Vec::new(),
        rules: RulesRef { id: "mainland".into(), version: "0.1.0".into(), digest: Digest::of(b"component") },
        release: Digest::of(b"release"),
        facts_digest: facts.digest(),
    }
}

fn id() -> MediationId {
    MediationId::new("hk".parse().unwrap(), Ulid::from_parts(1_768_179_723_456, 12))
}

fn body() -> Authority {
    Authority {
        authority: "hk-mediation-body".parse().unwrap(),
        jurisdiction: Jurisdiction::Hk,
        kind: "mediation-body".into(),
        direct_channels: None,
        area: None,
        subordinate_courts: None,
    }
}

pub(crate) fn marked(what: &str) -> String {
    format!("{what} {MARK}")
}

fn party(name: &str, jurisdiction: Jurisdiction) -> Party {
    Party { name: marked(name), jurisdiction, agent: Some(marked(&format!("counsel of {name}"))) }
}

fn dispute() -> Dispute {
    Dispute {
        reference: marked("(2026)"),
        subject: marked("sale of goods"),
        case_category: "civil-commercial".into(),
        parties: vec![party("buyer", Jurisdiction::Cn), party("seller", Jurisdiction::Hk)],
        referral: None,
        filed: Vec::new(),
    }
}

fn referred(when: ReferralTime, trial_procedure: Option<&str>) -> Dispute {
    let trial_procedure = trial_procedure.map(str::to_owned);
    Dispute { referral: Some(Referral { court: "cn-nansha".parse().unwrap(), when, trial_procedure }), ..dispute() }
}

fn open(dispute: Dispute) -> Command {
    Command::Open { body: body(), dispute: Box::new(dispute) }
}

fn of_the_panel(name: &str) -> Candidate {
    let roster_number = "urn:comity:mediator:hk:2026-0049".parse().unwrap();
    let panel = Panel::GbaPanel { roster_number };
    Candidate { name: marked(name), jurisdiction: Jurisdiction::Hk, panel, names: vec![marked(name)] }
}

fn local(name: &str) -> Candidate {
    Candidate { panel: Panel::Local {}, names: Vec::new(), ..of_the_panel(name) }
}

fn known_at(ms_ago: i64) -> Selectability {
    let on = Some(date(2025, 12, 30));
    Selectability::Selectable { known_at: Time::from_unix_ms(NOW - ms_ago), accredited_on: on, confirmed_on: on }
}

fn name(candidate: Candidate) -> Command {
    let standing = candidate.roster_number().map(|_| known_at(1_000));
    Command::Name { candidate, chosen_by: Chooser::Parties, found: Vec::new(), standing }
}

fn disclose(relations: &[Relation]) -> Command {
    Command::Disclose { disclosure: Disclosure { relations: relations.to_vec(), statement: marked("statement") } }
}

fn consent(party: u32, how: ConsentKind) -> Command {
    let paper = (how == ConsentKind::Written).then(|| Digest::of(b"consent"));
    Command::Consent { party, consent: Consent { how, paper } }
}

fn appoint() -> Command {
    appoint_knowing(Vec::new())
}

fn appoint_knowing(found: Vec<EarlierRole>) -> Command {
    Command::Appoint { found, standing: Some(known_at(1_000)), answer: None, override_reason: None }
}

fn found(role: DisputeRole) -> EarlierRole {
    EarlierRole { role, source: Source::Case("cn/01KEQ3V3T0000000000000000A".parse().unwrap()) }
}

fn sign_for_papers() -> Command {
    Command::SignForPapers { on: None, standing: Some(known_at(1_000)), answer: None }
}

fn sign(signer: Signer) -> Command {
    Command::Sign { signer, on: None, standing: Some(known_at(1_000)) }
}

fn filed(number: &str) -> Command {
    Command::File { case_number: marked(number) }
}

fn offer() -> Command {
    let said = Confidential::new(format!("half of it {SAID}")).unwrap();
    Command::Note { sort: NoteKind::Offer, party: Some(SELLER), said }
}

fn object() -> Command {
    Command::Object { party: SELLER, reason: marked("partial") }
}

fn decide_objection(objection: u32, upheld: bool) -> Command {
    Command::DecideObjection { objection, upheld, reason: marked("reason") }
}

fn replace() -> Command {
    Command::Replace { leaving: Leaving::SteppedDown, reason: marked("reason") }
}

fn extend(last_day: Date) -> Command {
    Command::Extend { last_day, agreed: vec![BUYER, SELLER] }
}

pub(crate) fn agreement() -> Agreement {
    let paper = FileRef {
        sha256: Digest::of(b"agreement"),
        size: 9,
        name: format!("{MARK}.pdf"),
        media_type: "application/pdf".into(),
        manifest: None,
    };
    Agreement { paper, languages: vec!["zh".into()], translations: Vec::new() }
}

fn agree() -> Command {
    Command::Agree { agreement: agreement(), blob: Digest::of(b"sealed agreement") }
}

/// The seal over what the mediation says.
fn settle(play: &Play) -> Command {
    let said = play.mediation.as_ref().and_then(|mediation| Settlement::of(mediation, Time::from_unix_ms(NOW)));
    let settlement = said.unwrap_or_else(|| Settlement {
        mediation: id(),
        sealed_by: body().authority,
        sealed_at: Time::from_unix_ms(NOW),
        dispute: dispute(),
        mediators: vec![of_the_panel("mediator")],
        agreement: agreement().paper.sha256,
        languages: vec!["zh".into()],
        translations: Vec::new(),
        effective_on: OPENED_ON,
    });
    let document = serde_json::to_string(&settlement).unwrap();
    Command::Settle { settlement: Box::new(settlement), document }
}

fn end(ending: Ending) -> Command {
    Command::End { ending, reason: marked("reason") }
}
