mod evidence;
mod general;
mod immunity;
mod service;

use super::*;
use crate::contract::{Assessment, Authority, Severity, Value};
use crate::sample::{Sample, authority, codes, letter, text};

/// A letter of the Nansha court to the Court of Final Appeal on the platform: one addressee, one summons; no events.
fn to_macao() -> Sample {
    between(nansha(), authority("mo-tui", "MO", "final-appeal-court"))
}

/// The same from the Court of Final Appeal to the Guangdong High People's Court.
fn from_macao() -> Sample {
    between(authority("mo-tui", "MO", "final-appeal-court"), authority("cn-gd-hpc", "CN", "high-court"))
}

fn between(requesting: Authority, requested: Authority) -> Sample {
    let sender = requesting.id.clone();
    letter()
        .with(|facts| {
            facts.requesting = Some(requesting);
            facts.requested = Some(requested);
            facts.documents.remove(0);
        })
        .document("letter-of-request", &[("sealed-by", &sender)])
        .particular("issuing-authority", &sender)
        .particular("transmission", "platform")
}

/// The Nansha court, which may deal with the Court of Final Appeal by itself.
fn nansha() -> Authority {
    let channels = Some(vec!["MO".to_owned()]);
    Authority { direct_channels: channels, ..authority("cn-nansha", "CN", "basic-court") }
}

/// The Nansha court's letter to examine one witness.
fn evidence_from_macao() -> Sample {
    for_evidence(to_macao())
}

/// The Court of Final Appeal's letter to examine one witness.
fn evidence_from_the_mainland() -> Sample {
    for_evidence(from_macao())
}

fn for_evidence(sample: Sample) -> Sample {
    sample
        .with(|facts| {
            facts.procedure = EVIDENCE.to_owned();
            facts.persons.clear();
            facts.documents.retain(|document| document.kind == "letter-of-request");
        })
        .person("pa", "party", "CN", &known())
        .person("pb", "party", "MO", &known())
        .person("w1", "witness", "MO", &known())
        .act("examine-witness", &[("person", text("w1")), ("questions", Value::Number(12))])
        .particular("proceedings", "pending")
        .particular("reason-for-request", "delivery is disputed")
}

fn known() -> [(&'static str, Value); 3] {
    [("name", text("Name")), ("address", text("Example Avenue 25")), ("identification", text("identity card"))]
}

/// What is found beside what is satisfied, with its weight.
fn weighed(assessment: &Assessment) -> Vec<(&str, Severity)> {
    let adverse = assessment.findings.iter().filter(|finding| finding.code != "satisfied");
    adverse.map(|finding| (finding.code.as_str(), finding.severity)).collect()
}
