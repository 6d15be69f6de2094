//! `comity matter …`: what the two sides tell each other beside the decisions.

use std::path::PathBuf;

use comity_domain::assessment::Citation;
use comity_domain::matter::ErasureReason;
use comity_domain::{Date, MatterId};
use serde_json::{Value, json};

use super::failure::CliError;
use super::matter::erasure_reason;

#[derive(Debug, clap::Args)]
pub(super) struct Acknowledgement {
    /// the matter
    id: MatterId,
    /// the receiving authority's own number of the matter
    #[arg(long)]
    number: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct ReturnOfLetter {
    /// the matter
    id: MatterId,
    /// why
    #[arg(long)]
    reason: String,
    /// a provision that it rests on, like cn-hk-service-1999:1
    #[arg(long = "ground")]
    grounds: Vec<Citation>,
    /// what goes back: letter, documents
    #[arg(long = "returned-paper")]
    returned_papers: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Notice {
    /// the matter
    id: MatterId,
    /// what is done: execution, hearing
    #[arg(long)]
    occasion: String,
    /// the day
    #[arg(long)]
    date: Date,
    /// the time of day: 14:30
    #[arg(long)]
    time: Option<String>,
    /// where
    #[arg(long)]
    place: String,
    /// who may attend, and how
    #[arg(long)]
    attendance: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Costs {
    /// the matter
    id: MatterId,
    /// for what: interpreter, translation, expert, appraisal, special-method, witness
    #[arg(long = "item", required = true)]
    items: Vec<String>,
    /// why
    #[arg(long)]
    reason: String,
    /// a provision that it rests on, like cn-hk-service-1999:8
    #[arg(long = "ground")]
    grounds: Vec<Citation>,
    /// they are to be paid before they arise
    #[arg(long)]
    prepayment: bool,
    /// the currency of the estimate: CNY, HKD, MOP
    #[arg(long, requires = "hundredths")]
    currency: Option<String>,
    /// how much is expected, in hundredths of the currency's unit
    #[arg(long, requires = "currency")]
    hundredths: Option<u64>,
}

#[derive(Debug, clap::Args)]
pub(super) struct AnswerOnCosts {
    /// the matter
    id: MatterId,
    /// agreed, or declined
    #[arg(long)]
    decision: String,
    /// why
    #[arg(long)]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Correction {
    /// the matter
    id: MatterId,
    /// digest of the document that is superseded, as `comity matter show --json` lists it among the papers
    #[arg(long)]
    supersedes: String,
    /// a file with what that document should have said: {"kind": "certificate", …}
    file: PathBuf,
    /// why
    #[arg(long)]
    reason: String,
    /// why it goes in spite of what the rules say
    #[arg(long)]
    override_reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct ErasureQuestion {
    /// the matter
    id: MatterId,
    /// court-order, authority-order or retention-ended
    #[arg(long, value_parser = erasure_reason)]
    reason: ErasureReason,
    /// what that rests on: the court, its order and the number of it
    #[arg(long)]
    instrument: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct AnswerOnErasure {
    /// the matter
    id: MatterId,
    /// granted, or declined
    #[arg(long)]
    decision: String,
    /// why; needed to decline
    #[arg(long)]
    reason: Option<String>,
}

impl ErasureQuestion {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        (self.id, json!({ "reason": self.reason, "instrument": self.instrument }))
    }
}

impl AnswerOnErasure {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        let mut body = json!({ "decision": self.decision });
        if let (Some(reason), Some(members)) = (self.reason, body.as_object_mut()) {
            members.insert("reason".to_owned(), reason.into());
        }
        (self.id, body)
    }
}

impl Acknowledgement {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        (self.id, json!({ "number": self.number }))
    }
}

impl ReturnOfLetter {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        let Self { id, reason, grounds, returned_papers } = self;
        (id, json!({ "reason": reason, "grounds": grounds, "returned_papers": returned_papers }))
    }
}

impl Notice {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        let Self { id, occasion, date, time, place, attendance } = self;
        let body = json!({ "occasion": occasion, "date": date, "place": place });
        (id, with(body, [("time", time), ("attendance", attendance)]))
    }
}

impl Costs {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        let mut body = json!({ "items": self.items, "reason": self.reason, "grounds": self.grounds });
        if let (Some(fields), true) = (body.as_object_mut(), self.prepayment) {
            fields.insert("prepayment".into(), true.into());
        }
        let estimate = self.currency.zip(self.hundredths);
        if let (Some(fields), Some((currency, hundredths))) = (body.as_object_mut(), estimate) {
            fields.insert("estimate".into(), json!({ "currency": currency, "hundredths": hundredths }));
        }
        (self.id, body)
    }
}

impl AnswerOnCosts {
    pub(super) fn into_body(self) -> (MatterId, Value) {
        (self.id, with(json!({ "decision": self.decision }), [("reason", self.reason)]))
    }
}

impl Correction {
    pub(super) fn into_body(self) -> Result<(MatterId, Value), CliError> {
        let at = || self.file.display().to_string();
        let text =
            std::fs::read_to_string(&self.file).map_err(|error| CliError::input("file-unreadable", at(), error))?;
        let corrected: Value = serde_json::from_str(&text).map_err(|error| CliError::input("not-json", at(), error))?;
        let body = json!({ "supersedes": self.supersedes, "corrected": corrected, "reason": self.reason });
        Ok((self.id, with(body, [("override_reason", self.override_reason)])))
    }
}

/// The body, with those of these fields that were given.
fn with<const N: usize>(mut body: Value, given: [(&str, Option<String>); N]) -> Value {
    if let Some(fields) = body.as_object_mut() {
        fields.extend(given.into_iter().filter_map(|(name, text)| Some((name.to_owned(), text?.into()))));
    }
    body
}
