//! What the command line prints, in the reader's language.

use std::collections::BTreeSet;
use std::fmt;
use std::io::Write;

use comity_domain::assessment::{Assessment, Citation, Conclusion, Due, Finding, Outcome, Severity};
use comity_domain::label::Purpose;
use comity_domain::matter::{
    Abroad, Chain, Check, CheckedAgent, Conveyance, Custody, Decisions, Erased, ErasureAsked, Event, Handling, Manner,
    Preflight, Procedure, Recorded, Request, Side, Step, UseAskedFor,
};
use comity_domain::message::{Costs, ErasureDecision, MessageKind, UseDecision};
use comity_federation::cosigned::Cosignature;
use comity_record::Digest;
use serde::Serialize;
use serde_json::Value;

use super::Common;
use super::custody as items;
use super::failure::{CliError, worded};
use super::visible::{visible, visible_json};
use crate::app::Erasure;
use crate::words::{Arg, Family, Locale, Readings, Words};

/// The value as JSON, on one line.
pub(super) fn json<T: Serialize>(value: &T) -> Result<(), CliError> {
    text(&visible_json(&serde_json::to_string(value)?))
}

/// A line. Whatever people wrote in it can neither end it nor change what stands around it.
pub(super) fn line(line: &str) -> Result<(), CliError> {
    text(&visible(line))
}

/// A text of the program's own, as it is. A reader that has gone away is no error of ours.
pub(super) fn text(text: &str) -> Result<(), CliError> {
    match writeln!(std::io::stdout().lock(), "{text}") {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// How well an entry of the record is witnessed.
pub(super) fn witnessing(locale: Locale, how: &str) -> String {
    Words::embedded().text(locale, &format!("witnessing-{how}"), &[])
}

/// Which other gateways cosigned a checkpoint.
pub(super) fn cosigned(locale: Locale, cosigned: &[Cosignature]) -> Result<(), CliError> {
    let words = Words::embedded();
    if cosigned.is_empty() {
        return line(&words.text(locale, "checkpoint-not-cosigned", &[]));
    }
    let gateways: Vec<String> = cosigned.iter().map(|it| it.by.to_string()).collect();
    line(&words.text(locale, "checkpoint-cosigned", &[("gateways", Arg::Codes(Family::Gateway, &gateways))]))
}

/// The rows of a list, by these fields; or JSON.
pub(super) fn json_or_rows(common: &Common, rows: &Value, fields: &[&str]) -> Result<(), CliError> {
    if common.json {
        return json(rows);
    }
    text(&fields.join("\t"))?;
    for row in rows.as_array().into_iter().flatten() {
        let cell = |field: &&str| visible(&row.get(*field).map(plain).unwrap_or_default()).into_owned();
        text(&fields.iter().map(cell).collect::<Vec<_>>().join("\t"))?;
    }
    Ok(())
}

/// What the gateway warns of, in words on stderr: whoever reads the rows, or the JSON, is not disturbed.
pub(super) fn warnings(common: &Common, health: &Value) {
    for warning in health.get("warnings").and_then(Value::as_array).into_iter().flatten() {
        let code = warning.get("code").map(plain).unwrap_or_default();
        let days = warning.get("days").and_then(Value::as_i64).unwrap_or_default();
        let days = Words::embedded().text(common.lang, "length-days", &[("length", Arg::Number(days))]);
        let about = warning.get("about").or_else(|| warning.get("key")).and_then(Value::as_str);
        eprintln!("{}", visible(&worded(common, &code, about, Some(&days))));
    }
}

/// Where a matter stands after an act.
pub(super) fn standing(locale: Locale, stands: &Value) -> Result<(), CliError> {
    line(&state(locale, stands))
}

/// Where it stands, in words: what is under way is service, or the taking of evidence.
fn state(locale: Locale, view: &Value) -> String {
    let text = |pointer: &str| view.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let evidence = text("/standing/procedure") == Procedure::TakingOfEvidence.code();
    let code = match text("/standing/state") {
        "in-execution" if evidence => "evidence-in-execution",
        "completed" if evidence => "evidence-completed",
        state => state,
    };
    Words::embedded().code(locale, Family::State, code)
}

/// A matter.
pub(super) fn matter(locale: Locale, view: &Value, readings: &Readings) -> Result<(), CliError> {
    let words = Words::embedded();
    let text = |pointer: &str| view.pointer(pointer).map(plain).unwrap_or_default();
    let label = |id: &str, value: String| line(&format!("{}: {value}", words.text(locale, id, &[])));
    label("label-matter", text("/id"))?;
    // Where nothing is said, documents are to be served.
    if let Some(procedure) = view.pointer("/standing/procedure").and_then(Value::as_str) {
        label("label-procedure", words.code(locale, Family::Procedure, procedure))?;
    }
    label("label-state", state(locale, view))?;
    label("label-revision", text("/standing/revision"))?;
    if let Some(erased) = erased(locale, view) {
        line(&erased)?;
    }
    for role in ["originating", "transmitting", "receiving"] {
        let authority = text(&format!("/standing/chain/{role}"));
        label("label-authority", words.code(locale, Family::Authority, &authority))?;
    }
    if let Some(fault) = view.pointer("/standing/needs_person").and_then(Value::as_str) {
        line(&words.text(locale, "docket-assessment-failed", &[("fault", Arg::Code(Family::Fault, fault))]))?;
    }
    if let Some(number) = view.get("number_over_there").and_then(Value::as_str) {
        label("label-number-over-there", number.to_owned())?;
    }
    let waiting = view.pointer("/standing/undispatched").and_then(Value::as_array);
    for document in waiting.into_iter().flatten() {
        label("label-undispatched", plain(document))?;
    }
    if let Some(abroad) = view.pointer("/request/abroad").filter(|abroad| !abroad.is_null()) {
        let Abroad { state, name, address } = serde_json::from_value(abroad.clone())?;
        label("label-abroad", format!("{name}, {state}, {address}"))?;
    }
    if view.pointer("/standing/reminder_due").and_then(Value::as_bool) == Some(true) {
        line(&words.text(locale, "reminder-due", &[]))?;
    }
    let consultation = view.pointer("/standing/consultation").filter(|consultation| !consultation.is_null());
    if consultation.is_some_and(|consultation| consultation.get("decision").is_none_or(Value::is_null)) {
        line(&words.text(locale, "consultation-open", &[]))?;
    }
    other_uses(locale, view)?;
    for (place, id) in
        [("/standing/erasure_asked", "erasure-asked-of-them"), ("/standing/erasure_wanted", "erasure-asked-of-us")]
    {
        if let Some(asked) = view.pointer(place).filter(|asked| !asked.is_null()) {
            let ErasureAsked { on, reason, decision } = serde_json::from_value(asked.clone())?;
            let decision = decision.map_or("open", ErasureDecision::code);
            let args = [
                ("day", Arg::Date(on)),
                ("reason", Arg::Code(Family::Erasure, reason.code())),
                ("decision", Arg::Code(Family::ErasureDecision, decision)),
            ];
            line(&words.text(locale, id, &args))?;
        }
    }
    if let Some(witnessed) = view.get("certificate_witnessed").and_then(Value::as_str) {
        label("label-certificate-witnessed", witnessing(locale, witnessed))?;
    }
    if let Some(check) = view.get("assessed").filter(|check| !check.is_null()) {
        let check: Check = serde_json::from_value(check.clone())?;
        self::assessment(locale, &check.assessment, readings)?;
    }
    Ok(())
}

/// The questions for another use of evidence, and their answers.
fn other_uses(locale: Locale, view: &Value) -> Result<(), CliError> {
    let uses: Vec<UseAskedFor> = view.get("uses").cloned().map(serde_json::from_value).transpose()?.unwrap_or_default();
    for asked in uses {
        let purpose = purpose_in_words(locale, &asked.wish.purpose);
        let decision = asked.decision.map_or("open", UseDecision::code);
        let args = [("purpose", Arg::Text(&purpose)), ("decision", Arg::Code(Family::UseDecision, decision))];
        line(&Words::embedded().text(locale, "other-use", &args))?;
    }
    Ok(())
}

/// A worklist, a line for each matter.
pub(super) fn worklist(locale: Locale, rows: &Value) -> Result<(), CliError> {
    let words = Words::embedded();
    for row in rows.as_array().into_iter().flatten() {
        let text = |pointer: &str| row.pointer(pointer).map(plain).unwrap_or_default();
        let state = state(locale, row);
        let next = row.pointer("/standing/last_days").and_then(Value::as_object);
        let next = next.and_then(|days| days.values().filter_map(Value::as_str).min()).unwrap_or("-");
        let reminder = row.pointer("/standing/reminder_due").and_then(Value::as_bool) == Some(true);
        let reminder = if reminder { format!("  {}", words.text(locale, "reminder-due", &[])) } else { String::new() };
        let told = erased(locale, row).unwrap_or_else(|| format!("{}{reminder}", text("/case_number")));
        line(&format!("{}  {next}  {state}  {told}", text("/id")))?;
    }
    Ok(())
}

/// What became of the wish to erase a matter, or a case.
pub(super) fn erasure(locale: Locale, id: &impl fmt::Display, erasure: &Erasure) -> Result<(), CliError> {
    let (matter, digest) = (id.to_string(), erasure.digest.to_string());
    let said = if erasure.erased { "matter-erased" } else { "erasure-approved-once" };
    let args = [
        ("matter", Arg::Text(&matter)),
        ("digest", Arg::Text(&digest)),
        ("reason", Arg::Code(Family::Erasure, erasure.reason.code())),
    ];
    line(&Words::embedded().text(locale, said, &args))
}

/// That a matter, or a case, was erased, when and why, if it was.
pub(super) fn erased(locale: Locale, view: &Value) -> Option<String> {
    let Erased { on, reason } = serde_json::from_value(view.pointer("/standing/erased")?.clone()).ok()?;
    let args = [("day", Arg::Date(on)), ("reason", Arg::Code(Family::Erasure, reason.code()))];
    Some(Words::embedded().text(locale, "erased-on", &args))
}

/// What the rules of both sides said.
pub(super) fn preflight(locale: Locale, preflight: &Preflight, readings: &Readings) -> Result<(), CliError> {
    for check in &preflight.checks {
        line(&check_line(locale, check))?;
        assessment(locale, &check.assessment, readings)?;
    }
    for silent in &preflight.unanswered {
        let fault = Arg::Code(Family::Fault, &silent.fault);
        line(&Words::embedded().text(locale, "docket-assessment-failed", &[("fault", fault)]))?;
    }
    Ok(())
}

/// An assessment: what is not in order, what follows, which days are the last.
pub(super) fn assessment(locale: Locale, assessment: &Assessment, readings: &Readings) -> Result<(), CliError> {
    let said = Said { locale, release: assessment.release, readings };
    let words = Words::embedded();
    for finding in assessment.adverse() {
        line(&format!("  • {}", said.finding(finding)))?;
    }
    let satisfied = assessment.findings.iter().filter(|finding| finding.severity == Severity::Inform).count();
    let count = i64::try_from(satisfied).unwrap_or(i64::MAX);
    if satisfied > 0 {
        line(&format!("  ✓ {}", words.text(locale, "label-satisfied", &[("count", Arg::Number(count))])))?;
    }
    for conclusion in &assessment.conclusions {
        line(&format!("  → {}", said.conclusion(conclusion)))?;
    }
    for requirement in &assessment.requirements {
        line(&format!("  + {}", words.requirement(locale, requirement)))?;
    }
    for due in &assessment.due {
        line(&format!("  ⏲ {}", said.due(due)))?;
    }
    Ok(())
}

/// Everything that happened in a matter, with dates and provisions.
pub(super) fn docket(locale: Locale, recorded: &[Recorded], readings: &Readings) -> Result<(), CliError> {
    let words = Words::embedded();
    let Some(begun) = recorded.iter().find_map(beginning) else { return Ok(()) };
    let asked = recorded.iter().rev().find_map(request).unwrap_or(begun.request);
    let superseded: BTreeSet<Digest> = recorded.iter().filter_map(supersedes).collect();
    for recorded in recorded {
        let day = words.date(locale, recorded.on);
        let mut said = event_line(locale, recorded, begun);
        if recorded.event.sealed().is_some_and(|(text, ..)| superseded.contains(&Digest::of(text.as_bytes()))) {
            said = words.text(locale, "docket-superseded", &[("entry", Arg::Text(&said))]);
        }
        line(&format!("{day}  {said}"))?;
        match &recorded.event {
            Event::Preflighted { checks, .. } => {
                for check in checks {
                    line(&format!("    {}", check_line(locale, check)))?;
                    details(locale, &check.assessment, readings, false)?;
                }
            }
            Event::Assessed { check, .. } => details(locale, &check.assessment, readings, true)?,
            Event::Accepted { decisions, .. } => decided(locale, decisions, asked)?,
            Event::AgentsChecked { agents } => represented(locale, agents)?,
            _ => {}
        }
    }
    Ok(())
}

fn details(locale: Locale, assessment: &Assessment, readings: &Readings, with_due: bool) -> Result<(), CliError> {
    let said = Said { locale, release: assessment.release, readings };
    let words = Words::embedded();
    for finding in assessment.adverse() {
        line(&format!("      • {}", said.finding(finding)))?;
    }
    for conclusion in &assessment.conclusions {
        line(&format!("      → {}", said.conclusion(conclusion)))?;
    }
    for due in assessment.due.iter().filter(|_| with_due) {
        line(&format!("      ⏲ {}", said.due(due)))?;
        let steps: Vec<String> = due.steps.iter().map(|step| words.step(locale, step)).collect();
        line(&format!("        {}", steps.join(" → ")))?;
    }
    Ok(())
}

/// What a release said, for a reader: each with its provisions, and with how sure their reading is.
struct Said<'a> {
    locale: Locale,
    release: Digest,
    readings: &'a Readings,
}

impl Said<'_> {
    fn finding(&self, finding: &Finding) -> String {
        let words = Words::embedded();
        let severity = words.code(self.locale, Family::Severity, severity_code(finding.severity));
        let about = finding.about.as_ref().map(|about| format!(" ({about})")).unwrap_or_default();
        let grounds = self.grounds(&finding.code, &finding.citations);
        format!("{severity}: {}{about} {grounds}", words.finding(self.locale, finding))
    }

    fn conclusion(&self, conclusion: &Conclusion) -> String {
        let grounds = self.grounds(&conclusion.code, &conclusion.citations);
        format!("{} {grounds}", Words::embedded().conclusion(self.locale, conclusion))
    }

    fn due(&self, due: &Due) -> String {
        let grounds = self.grounds(&due.period, &due.citations);
        format!("{} {grounds}", Words::embedded().due(self.locale, due))
    }

    fn grounds(&self, code: &str, citations: &[Citation]) -> String {
        let doubt = self.readings.doubt(self.release, code, citations);
        Words::embedded().grounds(self.locale, citations, doubt)
    }
}

fn check_line(locale: Locale, check: &Check) -> String {
    let id = match check.weight {
        comity_domain::matter::Weight::Own => "docket-check-own",
        comity_domain::matter::Weight::Advice => "docket-check-advice",
    };
    let side = check.facts.asked().map_or("XX", |side| side.code());
    let outcome = outcome_code(check.assessment.outcome);
    let args =
        [("jurisdiction", Arg::Code(Family::Jurisdiction, side)), ("outcome", Arg::Code(Family::Outcome, outcome))];
    Words::embedded().text(locale, id, &args)
}

/// The document that a correction took the place of.
fn supersedes(recorded: &Recorded) -> Option<Digest> {
    match &recorded.event {
        Event::Corrected { supersedes, .. } => *supersedes,
        _ => None,
    }
}

/// How a matter began: on which side, between whom, about what.
#[derive(Clone, Copy)]
struct Beginning<'a> {
    side: Side,
    chain: &'a Chain,
    request: &'a Request,
}

fn beginning(recorded: &Recorded) -> Option<Beginning<'_>> {
    match &recorded.event {
        Event::Drafted { chain, request } => Some(Beginning { side: Side::Requesting, chain, request }),
        Event::Entered { chain, request } | Event::Received { chain, request, .. } => {
            Some(Beginning { side: Side::Requested, chain, request })
        }
        _ => None,
    }
}

/// What is asked for from this entry on.
const fn request(recorded: &Recorded) -> Option<&Request> {
    match &recorded.event {
        Event::Amended { request } | Event::Supplied { request, .. } => Some(request),
        _ => None,
    }
}

/// What was decided about the wishes of a letter for evidence.
fn decided(locale: Locale, decisions: &Decisions, request: &Request) -> Result<(), CliError> {
    let words = Words::embedded();
    let presence = decisions.presence.iter().map(|decided| (decided.who.as_str(), Some(decided.approved)));
    let others = [
        ("questions-by-attendee", decisions.questions_by_attendee),
        ("special-method", decisions.special_method),
        ("technical-method", decisions.technical_method),
    ];
    for (wish, approved) in presence.chain(others).filter_map(|(wish, approved)| Some((wish, approved?))) {
        let wish = words.text(locale, &format!("wish-{wish}"), &[]);
        let id = if approved { "decided-approved" } else { "decided-declined" };
        line(&format!("      {}", words.text(locale, id, &[("wish", Arg::Text(&wish))])))?;
    }
    for declined in &decisions.declined_acts {
        let acts = request.evidence().map(|evidence| evidence.acts.as_slice()).unwrap_or_default();
        let act = usize::try_from(declined.act).ok().and_then(|place| acts.get(place));
        let act = ("act", Arg::Code(Family::Act, act.map_or("other-evidence", |act| act.kind.as_str())));
        let reason = ("reason", Arg::Text(&declined.reason));
        line(&format!("      {}", words.text(locale, "decided-act-declined", &[act, reason])))?;
    }
    Ok(())
}

/// Who speaks for whom, and what was known of the authorisation.
fn represented(locale: Locale, agents: &[CheckedAgent]) -> Result<(), CliError> {
    for CheckedAgent { agent, found } in agents {
        let (id, authorisation) = (format!("agent-{}", found.code()), agent.authorisation.to_string());
        let args = [
            ("agent", Arg::Text(&agent.name)),
            ("principal", Arg::Text(&agent.principal)),
            ("authorisation", Arg::Text(&authorisation)),
        ];
        line(&format!("      {}", Words::embedded().text(locale, &id, &args)))?;
    }
    Ok(())
}

/// The words for a message: a certificate is of service, or of the taking of evidence.
const fn message_code(kind: MessageKind, procedure: Procedure) -> &'static str {
    match (kind, procedure) {
        (MessageKind::Certificate, Procedure::TakingOfEvidence) => "certificate-of-taking",
        (kind, _) => kind.code(),
    }
}

/// The words of an event. Who acted stands in the entry, or follows from the chain where the other side acted.
fn event_line(locale: Locale, recorded: &Recorded, begun: Beginning<'_>) -> String {
    let words = Words::embedded();
    let Beginning { side, chain, request } = begun;
    let procedure = request.procedure();
    let of_evidence = |kind: &str| match procedure {
        Procedure::ServiceOfDocuments => kind.to_owned(),
        Procedure::TakingOfEvidence => format!("{kind}-evidence"),
    };
    let message = |kind: MessageKind| ("message", Arg::Code(Family::MessageKind, message_code(kind, procedure)));
    let other_side = match side {
        Side::Requesting => &chain.receiving,
        Side::Requested => &chain.transmitting,
    };
    let own_side = match side {
        Side::Requesting => &chain.transmitting,
        Side::Requested => &chain.receiving,
    };
    // What came from abroad was transcribed by an authority of this side: it is not who speaks.
    let speaks = recorded.event.sealed().is_none_or(|(_, by, _)| by == side);
    let actor = recorded.authority.as_ref().filter(|_| speaks);
    let authority = |id: &'static str| (id, Arg::Code(Family::Authority, actor.unwrap_or(other_side).as_str()));
    let here = ("authority", Arg::Code(Family::Authority, own_side.as_str()));
    let say = |kind: &str, args: &[(&str, Arg<'_>)]| words.text(locale, &format!("docket-{kind}"), args);
    let who = authority("authority");
    match &recorded.event {
        Event::Drafted { .. } => say("drafted", &[who]),
        Event::Entered { .. } => {
            say("entered", &[who, ("from", Arg::Code(Family::Authority, chain.transmitting.as_str()))])
        }
        Event::Amended { .. } => say("amended", &[who]),
        Event::FileAdded { file, .. } => say("file-added", &[who, ("name", Arg::Text(&file.name))]),
        Event::FileRefused { file, finding } => {
            say("file-refused", &[who, ("name", Arg::Text(&file.name)), ("finding", Arg::Text(finding))])
        }
        Event::Preflighted { .. } => say("preflighted", &[who]),
        Event::Assessed { stage, check, .. } => {
            let outcome = Arg::Code(Family::Outcome, outcome_code(check.assessment.outcome));
            say("assessed", &[("stage", Arg::Code(Family::Stage, stage.as_str())), ("outcome", outcome)])
        }
        Event::AssessmentFailed { fault, .. } => {
            say("assessment-failed", &[("fault", Arg::Code(Family::Fault, fault))])
        }
        Event::Reviewed { reason } => say("reviewed", &[who, ("reason", Arg::Text(reason))]),
        Event::AgentsChecked { .. } => say("agents-checked", &[]),
        Event::Submitted { .. } => {
            say("submitted", &[who, ("to", Arg::Code(Family::Authority, chain.transmitting.as_str()))])
        }
        Event::SentBack { reason } => say("sent-back", &[who, ("reason", Arg::Text(reason))]),
        Event::Transmitted { supplement, .. } => {
            let kind = if *supplement { "transmitted-supplement" } else { "transmitted" };
            say(kind, &[who, ("to", Arg::Code(Family::Authority, chain.receiving.as_str()))])
        }
        Event::MessageQueued { message_kind, to, .. } => {
            say("message-queued", &[message(*message_kind), ("to", Arg::Code(Family::Gateway, to.as_str()))])
        }
        Event::Receipted { message_kind, .. } => say("receipted", &[message(*message_kind)]),
        Event::Quarantined { message_kind, refusal, .. } => {
            say("quarantined", &[message(*message_kind), ("reason", Arg::Code(Family::Reason, refusal))])
        }
        Event::MessageTaken { message_kind, from, .. } => {
            say("message-taken", &[message(*message_kind), ("from", Arg::Code(Family::Gateway, from.as_str()))])
        }
        Event::Received { .. } => {
            say("received", &[here, ("from", Arg::Code(Family::Authority, chain.transmitting.as_str()))])
        }
        Event::SupplementAsked { reason, .. } => say("supplement-asked", &[who, ("reason", Arg::Text(reason))]),
        Event::Supplied { .. } => say("supplied", &[who]),
        Event::Acknowledged { number, .. } => say("acknowledged", &[who, ("number", Arg::Text(number))]),
        Event::Accepted { remarks: Some(remarks), .. } => {
            say("accepted-with-remarks", &[who, ("remarks", Arg::Text(remarks))])
        }
        Event::Accepted { .. } => say("accepted", &[who]),
        Event::ExecutionStarted { executing_body } => {
            say(&of_evidence("execution-started"), &[who, ("body", Arg::Text(executing_body))])
        }
        Event::Executed { result, certificate } => {
            let kind = format!("executed-{}", result.code());
            say(&kind, &[("day", Arg::Date(certificate.date))])
        }
        Event::CertificateReturned { result, .. } => {
            let kind = of_evidence("certificate-returned");
            say(&kind, &[who, ("result", Arg::Code(Family::CertificateResult, result.code()))])
        }
        Event::CertificateReceived { result, .. } => {
            let kind = of_evidence("certificate-received");
            say(&kind, &[here, ("result", Arg::Code(Family::CertificateResult, result.code()))])
        }
        Event::Refused { manner: Manner::Returned, reason, .. } => {
            say("refused-as-outside", &[who, ("reason", Arg::Text(reason))])
        }
        Event::Refused { reason, .. } => say("refused", &[who, ("reason", Arg::Text(reason))]),
        Event::Withdrawn { reason, .. } => say("withdrawn", &[who, ("reason", Arg::Text(reason))]),
        Event::PaperUsed { reason, .. } => say("paper-used", &[who, ("reason", Arg::Text(reason))]),
        Event::NoticeGiven { notice, .. } => {
            let occasion = ("occasion", Arg::Code(Family::Occasion, notice.occasion.code()));
            let (day, place) = (("day", Arg::Date(notice.date)), ("place", Arg::Text(&notice.place)));
            match &notice.time {
                Some(time) => say("notice-given-at", &[who, occasion, day, place, ("time", Arg::Text(time))]),
                None => say("notice-given", &[who, occasion, day, place]),
            }
        }
        Event::CostsConsulted { costs, .. } => say(
            "costs-consulted",
            &[who, ("reason", Arg::Text(&costs.reason)), ("estimate", Arg::Text(&estimate(costs)))],
        ),
        Event::CostsAnswered { decision, .. } => {
            say("costs-answered", &[who, ("decision", Arg::Code(Family::CostsDecision, decision.code()))])
        }
        Event::Reminded { reason, .. } => say("reminded", &[who, ("reason", Arg::Text(reason))]),
        Event::Corrected { corrected, reason, .. } => {
            say("corrected", &[who, message(corrected.kind()), ("reason", Arg::Text(reason))])
        }
        Event::CircumstancesNoted { .. } => say("circumstances-noted", &[who]),
        Event::AppearanceRecorded { appearance } => {
            let step = ("step", Arg::Code(Family::Event, appearance.step.code()));
            say("appearance-recorded", &[who, step, ("day", Arg::Date(appearance.on))])
        }
        Event::Handled { handling, items, purpose, .. } => {
            let count = ("count", Arg::Number(i64::try_from(items.len()).unwrap_or(i64::MAX)));
            let purpose = purpose_in_words(locale, purpose);
            let purpose = ("purpose", Arg::Text(&purpose));
            match handling {
                Handling::Copied => say("handled-copied", &[who, purpose]),
                handling => say(&format!("handled-{}", handling.code()), &[who, count, purpose]),
            }
        }
        Event::Conveyed { conveyed } => {
            let Conveyance { on, channel, by, reference } = &conveyed.conveyance;
            let kind = format!("conveyed-{}", conveyed.way.code());
            let (day, by) = (("day", Arg::Date(*on)), ("by", Arg::Text(by)));
            let channel = ("channel", Arg::Code(Family::Channel, channel.code()));
            let reference = ("reference", Arg::Text(reference.as_deref().unwrap_or("-")));
            say(&kind, &[who, message(conveyed.document_kind), day, channel, by, reference])
        }
        Event::TakenOver { file, .. } => say("taken-over", &[who, ("name", Arg::Text(&file.name))]),
        Event::UseRequested { wish, reason, .. } => {
            let purpose = purpose_in_words(locale, &wish.purpose);
            say("use-requested", &[who, ("purpose", Arg::Text(&purpose)), ("reason", Arg::Text(reason))])
        }
        Event::UseAnswered { decision, .. } => {
            say("use-answered", &[who, ("decision", Arg::Code(Family::UseDecision, decision.code()))])
        }
        Event::ErasureAsked { erasure_reason, instrument, .. } => {
            let reason = ("reason", Arg::Code(Family::Erasure, erasure_reason.code()));
            say("erasure-asked", &[who, reason, ("instrument", Arg::Text(instrument))])
        }
        Event::ErasureAnswered { decision, reason, .. } => {
            let decision = ("decision", Arg::Code(Family::ErasureDecision, decision.code()));
            say("erasure-answered", &[who, decision, ("reason", Arg::Text(reason.as_deref().unwrap_or("-")))])
        }
        Event::ConflictFound { conflict } => {
            say("conflict-found", &[("conflict", Arg::Code(Family::Conflict, conflict))])
        }
        Event::Closed {} => say("closed", &[who]),
        Event::Erased { erasure_reason, .. } => {
            say("erased", &[who, ("reason", Arg::Code(Family::Erasure, erasure_reason.code()))])
        }
    }
}

/// A step of an item's way.
pub(super) fn custody(locale: Locale, step: &Custody) -> Result<(), CliError> {
    let words = Words::embedded();
    let (who, permit) = (items::who(step), items::permit(step));
    let (who, permit) = (("who", Arg::Text(&who)), ("permit", Arg::Text(&permit)));
    let say = |args: &[(&str, Arg<'_>)]| words.text(locale, &format!("custody-{}", step.step.code()), args);
    let said = match &step.step {
        Step::Added {} => say(&[who]),
        Step::TakenOver { source } => say(&[("matter", Arg::Text(&source.to_string())), who]),
        Step::Received { from: gateway, .. } | Step::Given { to: gateway, .. } => {
            say(&[("gateway", Arg::Code(Family::Gateway, gateway.as_str()))])
        }
        Step::Confirmed { .. } | Step::NotTaken { .. } => say(&[]),
        Step::Dispatched { channel, .. } | Step::Arrived { channel, .. } => {
            say(&[("channel", Arg::Code(Family::Channel, channel.code())), who])
        }
        Step::Handled { purpose, into, .. } => {
            let (purpose, into) = (purpose_in_words(locale, purpose), into.as_ref().map(ToString::to_string));
            let purpose = ("purpose", Arg::Text(&purpose));
            match &into {
                Some(into) => say(&[("matter", Arg::Text(into)), who, purpose, permit]),
                None if step.step.code() == Handling::Copied.code() => {
                    words.text(locale, "custody-copied-into-case", &[who, purpose, permit])
                }
                None => say(&[who, purpose, permit]),
            }
        }
    };
    let (day, item) = (words.date(locale, step.on), step.item.to_string());
    line(&format!("{day}  #{}  {item}  {said}", step.index))?;
    match &step.step {
        Step::Handled { reason: Some(reason), .. } => {
            line(&format!("    {}", words.text(locale, "custody-reason", &[("reason", Arg::Text(reason))])))
        }
        _ => Ok(()),
    }
}

/// What an item is wanted for.
fn purpose_in_words(locale: Locale, purpose: &Purpose) -> String {
    let id = format!("purpose-{}", purpose.code());
    let words = Words::embedded();
    match purpose {
        Purpose::OwnCase {} | Purpose::Outside {} => words.text(locale, &id, &[]),
        Purpose::Case { case } => {
            let court = ("court", Arg::Code(Family::Authority, case.court.as_str()));
            words.text(locale, &id, &[("number", Arg::Text(&case.number)), court])
        }
    }
}

/// How much is expected, `HKD 1200.00`; `-` if nobody said.
fn estimate(costs: &Costs) -> String {
    costs.estimate.map_or_else(
        || "-".to_owned(),
        |amount| format!("{} {}.{:02}", amount.currency.code(), amount.hundredths / 100, amount.hundredths % 100),
    )
}

fn outcome_code(outcome: Option<Outcome>) -> &'static str {
    outcome.map_or("none", Outcome::code)
}

const fn severity_code(severity: Severity) -> &'static str {
    match severity {
        Severity::Refuse => "refuse",
        Severity::Correct => "correct",
        Severity::Flag => "flag",
        Severity::Inform => "inform",
    }
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}
