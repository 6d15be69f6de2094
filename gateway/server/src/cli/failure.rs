//! What goes wrong on the command line: one line on stderr, and an exit status that programs can rely on.

use std::process::ExitCode;

use comity_domain::facts::FactsError;
use comity_federation::FederationError;
use comity_rules::{AssessError, Fault};

use super::Common;
use super::visible::{visible, visible_json};
use crate::api::Problem;
use crate::app::{CannotStart, Failure};
use crate::bench::BenchError;
use crate::mtls::{MtlsError, RequestError};
use crate::serve::CannotServe;
use crate::words;

/// Why a command did not do what it was asked to. The exit status: 1, or 2 if the input is at fault, or 3 if rules are.
#[derive(Debug)]
pub(crate) enum CliError {
    /// The gateway says so.
    Problem(Box<Problem>),
    /// The facts are at fault.
    Facts(String),
    /// The rules are at fault: the matter needs a person.
    Rules(&'static str),
    /// The input is at fault.
    Input { code: &'static str, at: String, detail: String },
    /// Something else.
    Other { code: &'static str, detail: String },
    /// It has been said already what is wrong.
    Said,
}

impl CliError {
    pub(crate) fn input(code: &'static str, at: impl Into<String>, detail: impl ToString) -> Self {
        Self::Input { code, at: at.into(), detail: detail.to_string() }
    }

    pub(crate) fn other(code: &'static str, detail: impl ToString) -> Self {
        Self::Other { code, detail: detail.to_string() }
    }

    /// Says it on stderr.
    pub(super) fn report(self, common: &Common) -> ExitCode {
        let status = match &self {
            Self::Facts(_) | Self::Input { .. } => 2,
            Self::Problem(problem) if problem.status == 422 => 2,
            Self::Rules(_) => 3,
            Self::Problem(_) | Self::Other { .. } | Self::Said => 1,
        };
        if let Some(line) = self.line(common) {
            // Part of it may come from a gateway, and there from a person.
            eprintln!("{}", if common.json { visible_json(&line) } else { visible(&line) });
        }
        ExitCode::from(status)
    }

    fn line(&self, common: &Common) -> Option<String> {
        match self {
            Self::Said => None,
            Self::Problem(problem) if common.json => serde_json::to_string(problem).ok(),
            Self::Problem(problem) => {
                let place = problem.at.as_ref().map(|at| format!("{at}: ")).unwrap_or_default();
                let detail = problem.detail.as_ref().map(|detail| format!(" [{detail}]")).unwrap_or_default();
                let hint = problem.hint.as_ref().map(|hint| format!(" — {hint}")).unwrap_or_default();
                Some(format!("{}: {place}{}{detail}{hint}", problem.code, problem.title))
            }
            Self::Facts(line) => Some(line.clone()),
            Self::Rules(fault) => Some((*fault).to_owned()),
            Self::Input { code, at, detail } => Some(worded(common, code, Some(at), Some(detail))),
            Self::Other { code, detail } => Some(worded(common, code, None, Some(detail))),
        }
    }
}

/// A code, the place that it is about, its words, what was found, and what to do.
pub(super) fn worded(common: &Common, code: &str, at: Option<&str>, detail: Option<&str>) -> String {
    let (text, hint) = words::error(common.lang, code);
    let place = at.map(|at| format!("{at}: ")).unwrap_or_default();
    let detail = detail.filter(|detail| !detail.is_empty());
    let detail = detail.map(|detail| format!(" [{detail}]")).unwrap_or_default();
    let hint = hint.map(|hint| format!(" — {hint}")).unwrap_or_default();
    format!("{code}: {place}{text}{detail}{hint}")
}

impl From<FactsError> for CliError {
    fn from(error: FactsError) -> Self {
        Self::Facts(error.to_string())
    }
}

impl From<AssessError> for CliError {
    fn from(error: AssessError) -> Self {
        match error {
            AssessError::Fault { fault, .. } => Self::Rules(fault.code()),
            error => Self::Facts(error.to_string()),
        }
    }
}

impl From<Fault> for CliError {
    fn from(fault: Fault) -> Self {
        Self::other(fault.code(), fault)
    }
}

impl From<FederationError> for CliError {
    fn from(error: FederationError) -> Self {
        Self::other(error.code(), error)
    }
}

impl From<RequestError> for CliError {
    fn from(error: RequestError) -> Self {
        Self::other(error.code(), error)
    }
}

impl From<MtlsError> for CliError {
    fn from(error: MtlsError) -> Self {
        Self::other(error.code(), error)
    }
}

impl From<Failure> for CliError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::BadInput { at, code, given } => Self::input(code, at, given.unwrap_or_default()),
            failure => Self::other(failure.code(), failure),
        }
    }
}

impl From<CannotStart> for CliError {
    fn from(error: CannotStart) -> Self {
        match error {
            CannotStart::Failed(failure) => failure.into(),
            CannotStart::Key(error) => Self::other(error.code(), error),
            CannotStart::Record(error) => Self::other(error.code(), error),
            CannotStart::Certificates(error) => error.into(),
        }
    }
}

impl From<CannotServe> for CliError {
    fn from(error: CannotServe) -> Self {
        match error {
            CannotServe::Start(error) => error.into(),
            CannotServe::Tls(error) => error.into(),
            CannotServe::Close(failure) => failure.into(),
            CannotServe::Damaged(error) => Self::other(error.code(), error),
            CannotServe::Config(error) => Self::other("bad-config", error),
            CannotServe::Policies(error) => Self::other(error.code(), error),
            error @ CannotServe::Listen { .. } => Self::other("cannot-listen", error),
        }
    }
}

impl From<BenchError> for CliError {
    fn from(error: BenchError) -> Self {
        Self::other("bench-failed", error)
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        Self::other("io", error)
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        Self::other("answer-malformed", error)
    }
}
